//! The screens at the end: what is theirs now, its name, and a second way in.

use super::artist::Artist;
use super::clocks::takes;
use super::{Act, Action, Ask, Asked, Body, MethodView, Sheet, View};
use crate::device::Standing;
use crate::flow::{Gained, Managing, Visit};
use crate::notice::Notice;
use crate::words::{self, Kept, Phrase, Words};
use doorkey_protocol::authenticator::Authenticator;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::redemption::SecondWay;
use doorkey_protocol::way::Way;

impl<W: Words> Artist<'_, W> {
    pub(super) fn done(&self, visit: &Visit, notice: Option<&Notice>) -> View {
        let gained = visit.gained.as_ref();
        let person = &visit.redemption.person;
        let second = self.second(visit, gained);
        let needed = second == Second::Needed;
        let (heading, lead) = if needed {
            (self.say(words::SECOND_NEEDED), words::SECOND_NEEDED_LEAD)
        } else {
            (self.say_name(words::DONE, &person.display_name), done_lead(visit, gained))
        };
        let mut more = Vec::new();
        if visit.lives_here_only() {
            more.push(match second {
                Second::Possible | Second::Suggested | Second::Needed => self.say(words::ONLY_HERE),
                Second::Late => {
                    let help = self.words.help(visit.setting.backend.help.as_deref());
                    self.words.say(words::ONLY_HERE_LATE, &[("help", &help)])
                }
                Second::There => String::new(),
            });
        }
        more.retain(|line| !line.is_empty());
        if visit.orphan {
            more.push(self.say(words::REMOVED_ORPHAN));
        }
        let kiosk = visit.setting.device.kiosk;
        let mut actions = Vec::new();
        if matches!(second, Second::Possible | Second::Suggested | Second::Needed) {
            actions.push(self.action(words::SECOND, Act::Second, second != Second::Possible));
        }
        if kiosk {
            actions.push(self.action(words::PRINT, Act::Print, false));
            actions.push(self.action(
                words::NEXT_PERSON,
                Act::Leave,
                !matches!(second, Second::Suggested | Second::Needed),
            ));
        }
        View {
            lead: Some(self.say(lead)),
            notice: self.visit_notice(notice, visit, Kept::Nothing),
            body: Body::Methods {
                seal: !needed,
                who: (self.say(words::FACT_WHO), person.user_name.clone()),
                heading: self.say(words::WAYS_IN),
                methods: self.methods(visit, gained),
                more,
            },
            actions,
            sheet: kiosk.then(|| self.sheet(visit, gained)),
            ..self.screen("done", heading)
        }
    }

    /// What there is to say and to offer about a second way in.
    fn second(&self, visit: &Visit, gained: Option<&Gained>) -> Second {
        let redemption = &visit.redemption;
        if visit.proven().count() + redemption.authenticators.len() > 1
            || matches!(gained, Some(Gained::Known(_)))
        {
            return Second::There;
        }
        let left = redemption.closes_at - self.now;
        // A device keeps one passkey for a person, and one app is as lost as two with the phone they are on.
        let is_other = |way| match way {
            Way::Passkey => redemption.passkeys.iter().all(|made| made.way != Way::Passkey),
            Way::Authenticator => redemption.authenticators.is_empty(),
            Way::SecurityKey | Way::Phone | Way::WindowsHello | Way::Unknown => true,
        };
        let fits = visit.offered().any(|offered| {
            offered.standing == Standing::Open && is_other(offered.way) && takes(offered.way) <= left
        });
        match (fits, redemption.second_way) {
            (false, _) => Second::Late,
            (true, SecondWay::Required) => Second::Needed,
            (true, SecondWay::Recommended) => Second::Suggested,
            (true, SecondWay::Optional) => Second::Possible,
        }
    }

    fn methods(&self, visit: &Visit, gained: Option<&Gained>) -> Vec<MethodView> {
        let shown = |title: String, about: Phrase, way: Way, id: &str, ours: bool| MethodView {
            way,
            about: self.say(about),
            actions: if ours && self.now < visit.redemption.closes_at {
                let action =
                    |label, act| Action { subject: Some(id.to_owned()), ..self.action(label, act, false) };
                vec![action(words::RENAME, Act::Rename), action(words::REMOVE, Act::Remove)]
            } else {
                Vec::new()
            },
            title,
        };
        let passkey = |passkey: &Passkey, ours| {
            shown(self.passkey_name(passkey), home(passkey), passkey.way, &passkey.id, ours)
        };
        let mut methods: Vec<_> = visit.redemption.passkeys.iter().map(|made| passkey(made, true)).collect();
        methods.extend(
            visit
                .redemption
                .authenticators
                .iter()
                .map(|app| shown(self.app_name(app), words::WHERE_APP, Way::Authenticator, &app.id, true)),
        );
        if let Some(Gained::Known(known)) = gained {
            methods.push(passkey(known, false));
        }
        methods
    }

    fn passkey_name(&self, passkey: &Passkey) -> String {
        passkey.name.clone().unwrap_or_else(|| {
            self.say(if passkey.way == Way::SecurityKey {
                words::KEY_UNNAMED
            } else {
                words::PASSKEY_UNNAMED
            })
        })
    }

    fn app_name(&self, app: &Authenticator) -> String {
        app.name.clone().unwrap_or_else(|| self.say(words::APP_UNNAMED))
    }

    fn name_of(&self, visit: &Visit, id: &str) -> String {
        let redemption = &visit.redemption;
        let passkey =
            redemption.passkeys.iter().find(|made| made.id == id).map(|made| self.passkey_name(made));
        let app = || redemption.authenticators.iter().find(|app| app.id == id).map(|app| self.app_name(app));
        passkey.or_else(app).unwrap_or_default()
    }

    pub(super) fn managing(&self, visit: &Visit, managing: &Managing) -> View {
        match managing {
            Managing::Naming { id, notice } => View {
                notice: self.visit_notice(notice.as_ref(), visit, Kept::Nothing),
                body: Body::Ask(Ask {
                    asked: Asked::Name,
                    label: self.say(words::RENAME_LABEL),
                    hint: Some(self.say(words::RENAME_HINT)),
                    value: Some(self.name_of(visit, id)),
                    submit_label: self.say(words::RENAME_SAVE),
                    locked: false,
                    wrong: notice.is_some(),
                }),
                actions: vec![self.back(words::CANCEL)],
                ..self.screen("manage", self.say(words::RENAME_HEADING))
            },
            Managing::Removing { id } => View {
                lead: Some(self.say(words::REMOVE_LEAD)),
                actions: vec![self.accept(words::REMOVE_YES), self.back(words::KEEP)],
                ..self.screen("manage", self.say_name(words::REMOVE_HEADING, &self.name_of(visit, id)))
            },
            Managing::Sent => {
                View { body: self.busy(words::WAKING), ..self.screen("manage", self.say(words::WAKING)) }
            }
        }
    }

    /// What is printed: nothing on it is a secret.
    fn sheet(&self, visit: &Visit, gained: Option<&Gained>) -> Sheet {
        let mut facts = vec![(self.say(words::FACT_WHO), visit.redemption.person.user_name.clone())];
        facts.extend(self.methods(visit, gained).into_iter().map(|method| (method.title, method.about)));
        let contact = visit.setting.backend.help.clone();
        facts.extend(contact.map(|contact| (self.say(words::PRINTED_HELP), contact)));
        Sheet {
            heading: self.say(words::PRINTED_HEADING),
            place: visit.setting.backend.name.clone(),
            facts,
            foot: Some(self.timed(words::PRINTED_ON, self.now)),
        }
    }

    /// Nothing at hand: what to do later, elsewhere.
    pub(super) fn later(&self, visit: &Visit) -> View {
        let until = visit.redemption.validity.ends_at();
        let help = self.words.help(visit.setting.backend.help.as_deref());
        let mut facts = vec![
            (self.say(words::FACT_WHO), visit.redemption.person.user_name.clone()),
            (self.say(words::LATER_NEED), self.say(words::LATER_NEED_WHAT)),
        ];
        let page = visit.setting.backend.page.clone();
        facts.splice(..0, page.map(|page| (self.say(words::LATER_WHERE), page)));
        let lead = self.timed(words::LATER_LEAD, until);
        let foot = self.words.say(words::LATER_OVER, &[("help", &help)]);
        View {
            sheet: Some(Sheet {
                heading: self.say(words::LATER_HEADING),
                place: visit.setting.backend.name.clone(),
                facts: facts.clone(),
                foot: Some(String::from_iter([lead.as_str(), " ", &foot])),
            }),
            lead: Some(lead),
            body: Body::Facts(facts),
            actions: vec![
                self.action(words::PRINT, Act::Print, true),
                self.back(words::OTHER_WAY),
                self.action(words::NEXT_PERSON, Act::Leave, false),
            ],
            ..self.screen("later", self.say(words::LATER_HEADING))
        }
    }
}

/// What is so about a second way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Second {
    /// There is one, or nobody knows.
    There,
    /// No time or no way is left for one.
    Late,
    Possible,
    Suggested,
    Needed,
}

fn done_lead(visit: &Visit, gained: Option<&Gained>) -> Phrase {
    match (gained, visit.redemption.one_time) {
        (Some(Gained::Known(_)), _) => words::DONE_LEAD_KNOWN,
        (Some(Gained::App(_)), _) => words::APP_DONE_LEAD,
        (_, true) => words::DONE_LEAD,
        (_, false) => words::DONE_LEAD_MULTI,
    }
}

fn home(passkey: &Passkey) -> Phrase {
    match (passkey.way, passkey.backed_up) {
        (Way::SecurityKey, _) => words::WHERE_SECURITY_KEY,
        (_, true) => words::WHERE_SYNCED,
        (_, false) => words::WHERE_DEVICE,
    }
}
