//! The screens of what is set up at Microsoft: cards, steps, and what is there now.

use super::artist::{Artist, sentences};
use super::clocks::takes_there;
use super::{Act, Action, Body, Card, Clock, Link, MethodView, NoticeView, View};
use crate::device::{Offered, Store};
use crate::flow::{Account, HandOff, Pc};
use crate::notice::Notice;
use crate::words::{self, Phrase, Words};
use doorkey_protocol::entra::{EntraMethod, MethodKind};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;

impl<W: Words> Artist<'_, W> {
    pub(super) fn handing_off(&self, account: &Account, hand_off: &HandOff) -> View {
        match hand_off {
            HandOff::Choosing { notice } => self.hand_offs(account, notice.as_ref()),
            HandOff::WhichPc => View {
                body: Body::Cards([Pc::New, Pc::Organisation, Pc::Own].map(|pc| self.pc(pc)).into()),
                actions: vec![self.back(words::OTHER_WAY)],
                ..self.screen("pc", self.say(words::ENTRA_PC_ASK))
            },
            HandOff::Guiding { way: _, pc: Some(Pc::Own), notice } => self.own_pc(account, notice.as_ref()),
            HandOff::Guiding { way, pc, notice } => self.guide(account, *way, *pc, notice.as_ref()),
            HandOff::Done { notice } => self.listed(account, notice.as_ref(), false),
            HandOff::Trying => self.listed(account, None, true),
        }
    }

    fn hand_offs(&self, account: &Account, notice: Option<&Notice>) -> View {
        let person = &account.visit.person;
        let another = self.another(account);
        // Somebody else than the link is for is not led on from what they have.
        let second = !account.told.is_empty() && another.is_none();
        let mut actions = Vec::new();
        if another.is_some() {
            actions.push(self.action(words::ENTRA_AGAIN, Act::SignIn, false));
        }
        if second {
            actions.push(self.back(words::CANCEL));
        } else {
            actions.push(self.not_me(person));
        }
        let (heading, lead) = if second {
            (self.say(words::SECOND_CHOOSE), words::SECOND_LEAD)
        } else {
            (self.say_name(words::CHOOSE, &person.display_name), words::ENTRA_CHOOSE_LEAD)
        };
        View {
            lead: Some(self.say(lead)),
            notice: self.account_notice(account, notice.or(another.as_ref())),
            body: Body::Cards(
                account.offered().into_iter().map(|offered| self.hand_off_card(account, offered)).collect(),
            ),
            actions,
            clocks: {
                let mut clocks = vec![self.clock_at_microsoft(account, Way::Passkey)];
                if account.in_security_info(Way::Authenticator) {
                    clocks.push(self.clock_at_microsoft(account, Way::Authenticator));
                } else {
                    clocks.extend(self.pass_clock_of(account));
                }
                clocks
            },
            announcement: self.said_of(account, Way::Passkey),
            ..self.screen("ways", heading)
        }
    }

    fn hand_off_card(&self, account: &Account, offered: Offered) -> Card {
        let (title, about) = match offered.way {
            Way::SecurityKey => (words::WAY_SECURITY_KEY, words::WAY_SECURITY_KEY_ABOUT),
            // On Microsoft's page it is added as a second factor; no passkey comes with it.
            Way::Authenticator if account.in_security_info(Way::Authenticator) => {
                (words::ENTRA_APP, words::ENTRA_APP_SECOND_ABOUT)
            }
            Way::Authenticator => (words::ENTRA_APP, words::ENTRA_APP_ABOUT),
            Way::WindowsHello => (words::ENTRA_PC, words::ENTRA_PC_ABOUT),
            Way::Passkey | Way::Phone | Way::Unknown => (words::WAY_PASSKEY, words::ENTRA_PASSKEY_ABOUT),
        };
        self.card_of(offered, title, about)
    }

    fn pc(&self, pc: Pc) -> Card {
        let (title, about) = match pc {
            Pc::New => (words::ENTRA_PC_NEW, words::ENTRA_PC_NEW_ABOUT),
            Pc::Organisation => (words::ENTRA_PC_ORGANISATION, words::ENTRA_PC_ORGANISATION_ABOUT),
            Pc::Own => (words::ENTRA_PC_OWN, words::ENTRA_PC_OWN_ABOUT),
        };
        Card {
            act: Act::Pc(pc),
            way: Way::WindowsHello,
            title: self.say(title),
            about: self.say(about),
            closed: false,
        }
    }

    /// Windows Hello for Business is not for it; a passkey is, which Windows Hello keeps as well.
    fn own_pc(&self, account: &Account, notice: Option<&Notice>) -> View {
        let lead = self.say(words::ENTRA_PC_OWN_LEAD);
        let view = View {
            notice: self.account_notice(account, notice),
            body: Body::Emblem(Way::Passkey),
            ..self.screen("guide", self.say(words::ENTRA_PC_OWN_HEADING))
        };
        if account.setting.device.hello() {
            return View {
                lead: Some(lead),
                actions: vec![
                    self.action(words::ENTRA_MAKE_PASSKEY, Act::Choose(Way::Passkey), true),
                    self.back(words::OTHER_WAY),
                ],
                clocks: vec![self.clock_at_microsoft(account, Way::Passkey)],
                ..view
            };
        }
        // On another device than that PC nothing is made for it.
        let there = sentences(lead, self.say(words::ENTRA_PC_OWN_THERE));
        let address = account.setting.backend.page.as_ref();
        View {
            lead: Some(self.with_another_pass(account, there)),
            body: address.map_or(Body::Nothing, |page| {
                Body::Facts(vec![(self.say(words::LATER_WHERE), page.clone())])
            }),
            actions: vec![self.back(words::OTHER_WAY)],
            clocks: self.pass_clock_of(account),
            ..view
        }
    }

    /// This, and that a pass is typed once more, unless theirs is known to work more than once.
    fn with_another_pass(&self, account: &Account, lead: String) -> String {
        if account.one_time() == Some(false) {
            return lead;
        }
        let help = self.words.help(account.setting.backend.help.as_deref());
        sentences(lead, self.words.say(words::ENTRA_ANOTHER_PASS, &[("help", &help)]))
    }

    fn guide(&self, account: &Account, way: Way, pc: Option<Pc>, notice: Option<&Notice>) -> View {
        let here = account.in_security_info(way);
        let late = here && self.now >= account.until(way);
        let timely = if late {
            Some(Notice::TooLateThere)
        } else if here && account.until(way) - self.now < takes_there(way) {
            Some(Notice::ShortThere(account.until(way)))
        } else {
            None
        };
        // What was set up in time may be listed later: who waits for it is not told to begin again.
        let waits = matches!(notice, Some(Notice::NotListed));
        let notice = if late && !waits { timely.as_ref() } else { notice.or(timely.as_ref()) };
        let mut actions =
            vec![self.action(words::ENTRA_THERE, Act::There, false), self.back(words::OTHER_WAY)];
        // Who finished in time finds their button where it was. Nothing moves under a finger while there is time.
        let place = if late { 1 } else { actions.len() };
        if timely.is_some() {
            actions.insert(place, self.action(words::ENTRA_AGAIN, Act::SignIn, late && !waits));
        }
        let heading = match way {
            Way::SecurityKey => words::ENTRA_KEY,
            Way::Authenticator => words::ENTRA_APP_HEADING,
            Way::WindowsHello => words::ENTRA_PC_HEADING,
            Way::Passkey | Way::Phone | Way::Unknown => words::ENTRA_PASSKEY,
        };
        let lead = self.say(words::ENTRA_GUIDE_LEAD);
        let lead = if here { lead } else { self.with_another_pass(account, lead) };
        View {
            lead: Some(lead),
            notice: self.account_notice(account, notice),
            body: Body::Steps(self.steps(account, way, pc), self.links(account, way, pc, late)),
            actions,
            clocks: if here {
                vec![self.clock_at_microsoft(account, way)]
            } else {
                self.pass_clock_of(account)
            },
            announcement: if here { self.said_of(account, way) } else { None },
            ..self.screen("guide", self.say(heading))
        }
    }

    /// What they will see, in its order. No address opens Microsoft's page at the right place.
    fn steps(&self, account: &Account, way: Way, pc: Option<Pc>) -> Vec<String> {
        const PASSKEY: &[Phrase] =
            &[words::ENTRA_INFO_OPEN, words::ENTRA_INFO_PASSKEY, words::ENTRA_INFO_PASSKEY_DO];
        const KEY: &[Phrase] = &[words::ENTRA_INFO_OPEN, words::ENTRA_INFO_KEY, words::ENTRA_INFO_KEY_DO];
        const APP_THERE: &[Phrase] = &[
            words::ENTRA_APP_GET,
            words::ENTRA_INFO_OPEN,
            words::ENTRA_INFO_APP,
            words::ENTRA_APP_LOCK,
            words::ENTRA_APP_NUMBER,
        ];
        const IN_APP: &[Phrase] =
            &[words::ENTRA_APP_GET, words::ENTRA_APP_ADD, words::ENTRA_APP_USER, words::ENTRA_APP_LOCK];
        const NEW_PC: &[Phrase] = &[words::ENTRA_PC_START, words::ENTRA_PC_WORK, words::ENTRA_PC_HELLO];
        const OLD_PC: &[Phrase] = &[words::ENTRA_PC_LOCK, words::ENTRA_PC_HELLO];
        let steps = match (way, pc) {
            (Way::Authenticator, _) if account.in_security_info(way) => APP_THERE,
            (Way::Authenticator, _) => IN_APP,
            (Way::WindowsHello, Some(Pc::Organisation)) => OLD_PC,
            (Way::WindowsHello, _) => NEW_PC,
            (Way::SecurityKey, _) => KEY,
            (Way::Passkey | Way::Phone | Way::Unknown, _) => PASSKEY,
        };
        let help = self.words.help(account.setting.backend.help.as_deref());
        let filled = [("user", account.visit.person.user_name.as_str()), ("help", help.as_str())];
        steps.iter().map(|step| self.words.say(*step, &filled)).collect()
    }

    fn links(&self, account: &Account, way: Way, pc: Option<Pc>, late: bool) -> Vec<Link> {
        let device = account.setting.device;
        let link = |label, address: &str, primary| Link {
            label: self.say(label),
            address: Secret::new(address.to_owned()),
            primary,
            elsewhere: true,
        };
        let mut links = Vec::new();
        if account.in_security_info(way)
            && let Some(entra) = &account.setting.backend.entra
        {
            links.push(link(words::ENTRA_INFO, &entra.security_info, !late));
        }
        // The way there stands in the steps, too, in words.
        if pc == Some(Pc::Organisation) && device.hello() {
            let settings = link(words::HELLO_OPEN, "ms-settings:signinoptions", false);
            links.push(Link { elsewhere: false, ..settings });
        }
        if way == Way::Authenticator {
            let address = device.store().map_or(Store::GET_AUTHENTICATOR, Store::authenticator);
            links.push(link(words::APP_GET, address, false));
        }
        links
    }

    fn listed(&self, account: &Account, notice: Option<&Notice>, leaves: bool) -> View {
        let person = &account.visit.person;
        let method = |method: &EntraMethod| {
            let kind = self.say(kind(method.kind));
            // Microsoft names some after what they are.
            let name = method.name.clone().filter(|name| *name != kind);
            let (title, about) = match name {
                Some(name) => (name, kind),
                None => (kind, self.say(words::ENTRA_LISTED)),
            };
            MethodView { way: picture(method.kind), title, about, actions: Vec::new() }
        };
        let is_open = self.now < account.visit.closes_at;
        let only = |kinds: [MethodKind; 2]| account.new_methods().all(|method| kinds.contains(&method.kind));
        // By itself it signs nobody in who has no password.
        let second_factor = only([MethodKind::Authenticator, MethodKind::SoftwareOath]);
        let of_a_pc = only([MethodKind::WindowsHello, MethodKind::PlatformCredential]);
        let (heading, lead) = match (second_factor, of_a_pc) {
            _ if account.tried => (words::DONE, words::ENTRA_TRIED_LEAD),
            (true, _) => (words::ENTRA_DONE_APP, words::ENTRA_DONE_APP_LEAD),
            (false, true) => (words::DONE, words::ENTRA_DONE_PC_LEAD),
            (false, false) => (words::DONE, words::ENTRA_DONE_LEAD),
        };
        let mut actions = Vec::new();
        if leaves {
            let going = self.action(words::ENTRA_GOING, Act::SignIn, true);
            actions.extend([Action { waits: true, ..going }, self.back(words::CANCEL)]);
        } else {
            if account.can_try() && !account.tried {
                actions.push(self.action(words::ENTRA_TRY, Act::SignIn, true));
            }
            if is_open {
                actions.push(self.action(words::SECOND, Act::Second, second_factor));
            }
        }
        View {
            notice: self.account_notice(account, notice),
            lead: Some(self.say(lead)),
            body: Body::Methods {
                seal: true,
                who: (self.say(words::FACT_WHO), person.user_name.clone()),
                heading: self.say(words::WAYS_IN),
                methods: account.new_methods().map(method).collect(),
                more: Vec::new(),
            },
            actions,
            ..self.screen("done", self.say_name(heading, &person.display_name))
        }
    }

    /// Whether somebody else signed in than the invitation names.
    fn another(&self, account: &Account) -> Option<Notice> {
        let invited = account.setting.invited.as_ref()?;
        account.visit.another_person.then(|| Notice::AnotherPerson {
            signed_in: account.visit.person.display_name.clone(),
            invited: invited.person.display_name.clone(),
        })
    }

    fn account_notice(&self, account: &Account, notice: Option<&Notice>) -> Option<NoticeView> {
        self.setting_notice(&account.setting, notice)
    }

    /// Where the pass is typed once more, its own time counts.
    fn pass_clock_of(&self, account: &Account) -> Vec<Clock> {
        let works = account.one_time() != Some(true);
        account.validity().filter(|_| works).map(|validity| self.pass_line(validity).0).into_iter().collect()
    }
}

fn picture(kind: MethodKind) -> Way {
    match kind {
        MethodKind::Passkey | MethodKind::Unknown => Way::Passkey,
        MethodKind::Authenticator | MethodKind::SoftwareOath => Way::Authenticator,
        MethodKind::WindowsHello | MethodKind::PlatformCredential => Way::WindowsHello,
    }
}

fn kind(kind: MethodKind) -> Phrase {
    match kind {
        MethodKind::Passkey => words::PASSKEY_UNNAMED,
        MethodKind::Authenticator => words::ENTRA_APP,
        MethodKind::WindowsHello => words::WAY_HELLO,
        MethodKind::PlatformCredential => words::ENTRA_METHOD_PLATFORM,
        MethodKind::SoftwareOath => words::APP_UNNAMED,
        MethodKind::Unknown => words::ENTRA_METHOD_OTHER,
    }
}
