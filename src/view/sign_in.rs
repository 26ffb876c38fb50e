//! The screens before Microsoft's sign-in, and on the way there and back.

use super::artist::{Artist, sentences};
use super::{Act, Action, Ask, Asked, Body, Clock, CodeView, View};
use crate::device::{Obstacle, Reason, Standing};
use crate::flow::{Errand, PassStanding, Setting, SigningIn};
use crate::notice::Notice;
use crate::qr::Qr;
use crate::words::{self, Words};
use doorkey_protocol::entra::Greeting;
use doorkey_protocol::invitation;

impl<W: Words> Artist<'_, W> {
    pub(super) fn signing_in(&self, setting: &Setting, signing_in: &SigningIn) -> View {
        match signing_in {
            SigningIn::Asking { notice } => View {
                notice: self.setting_notice(setting, notice.as_ref()),
                body: self.busy(words::WAKING),
                clocks: self.clocks_of(PassStanding::of(setting, None, self.now)),
                ..self.screen("greet", self.welcome(setting.invited.as_ref()))
            },
            SigningIn::Greeted { greeting, notice } => {
                self.greeted(setting, greeting.as_deref(), notice.as_ref(), false)
            }
            SigningIn::Leading { greeting } | SigningIn::Leaving { greeting } => {
                self.greeted(setting, greeting.as_deref(), None, true)
            }
            SigningIn::Checking { greeting, notice, fits } => {
                self.checking(setting, greeting.as_deref(), notice.as_ref(), *fits)
            }
            SigningIn::Answering { .. } => View {
                lead: Some(self.say(words::ENTRA_BACK_LEAD)),
                body: self.busy(words::WAKING),
                ..self.screen("answer", self.say(words::ENTRA_BACK))
            },
            SigningIn::Unanswered { answer: _, notice } => View {
                notice: self.setting_notice(setting, Some(notice)),
                actions: vec![
                    self.accept(words::TRY_AGAIN),
                    self.action(words::ENTRA_AGAIN, Act::SignIn, false),
                ],
                ..self.screen("answer", self.say(words::ENTRA_BACK))
            },
            SigningIn::Elsewhere { notice } => self.elsewhere(setting, notice.as_ref()),
        }
    }

    fn greeted(
        &self,
        setting: &Setting,
        greeting: Option<&Greeting>,
        notice: Option<&Notice>,
        leaves: bool,
    ) -> View {
        let standing = PassStanding::of(setting, greeting, self.now);
        // Back from a try, with or without one: what they set up is there, and no pass is needed any more.
        let tries = setting.errand == Errand::Try;
        let hopeful = matches!(
            standing,
            PassStanding::Unknown | PassStanding::Early(_) | PassStanding::Usable(_) | PassStanding::Spent
        );
        // Nothing is lost yet: after the sign-in here a pass for one use is of no use elsewhere.
        let obstacle = if standing == PassStanding::Spent || tries { None } else { obstacle(setting) };
        let elsewhere = hopeful && notice.is_none() && obstacle.is_some();
        let notice = if elsewhere { obstacle.as_ref() } else { notice };
        let going = self.to_microsoft(standing, hopeful && !elsewhere, leaves);
        let label = if tries && !leaves { self.say(words::ENTRA_TRY) } else { going.label.clone() };
        let mut actions = vec![Action { label, ..going }];
        if leaves {
            actions.push(self.back(words::CANCEL));
        } else {
            if elsewhere {
                actions.insert(0, self.copy_address(setting, true));
            }
            if !hopeful {
                actions.insert(0, self.action(words::ENTRA_LOOK_AGAIN, Act::News, true));
            }
            if hopeful && setting.checks_shapes() && standing != PassStanding::Spent && !tries {
                actions.push(self.action(words::ENTRA_CHECK, Act::Check, false));
            }
            if let Some(invited) = &setting.invited {
                actions.push(self.not_me(&invited.person));
            }
        }
        View {
            lead: Some(match self.slow() {
                Some(slow) if leaves => slow,
                _ if tries => self.say(words::ENTRA_DONE_LEAD),
                _ => self.of_the_pass(setting, standing),
            }),
            notice: self.setting_notice(setting, notice),
            // Who goes on in another browser is told there what comes.
            body: if hopeful && !tries && !elsewhere {
                Body::Steps(self.what_comes(setting), Vec::new())
            } else {
                Body::Nothing
            },
            actions,
            clocks: self.clocks_of(standing),
            announcement: match standing {
                PassStanding::Early(validity) | PassStanding::Usable(validity) => self.pass_line(validity).1,
                _ => None,
            },
            ..self.screen("sign-in", self.welcome(setting.invited.as_ref()))
        }
    }

    /// The button that leads there. It stays where it is, with the focus, while it does nothing yet.
    fn to_microsoft(&self, standing: PassStanding, primary: bool, leaves: bool) -> Action {
        let label = match (leaves, standing.is_early()) {
            (true, _) => words::ENTRA_GOING,
            (false, true) => words::EARLY_SUBMIT,
            (false, false) => words::ENTRA_GO,
        };
        let waits = leaves || standing.is_early();
        Action { waits, ..self.action(label, Act::SignIn, primary) }
    }

    /// What there is to say about the pass before anybody goes to Microsoft.
    fn of_the_pass(&self, setting: &Setting, standing: PassStanding) -> String {
        let help = self.words.help(setting.backend.help.as_deref());
        let say = |phrase| self.words.say(phrase, &[("help", &help)]);
        match standing {
            PassStanding::Unknown | PassStanding::Usable(_) => say(words::ENTRA_LEAD),
            PassStanding::Early(validity) => self.timed(words::EARLY_LEAD, validity.starts_at),
            PassStanding::Over(validity) => {
                let time = self.words.time(validity.ends_at(), self.now);
                self.words.say(words::PASS_EXPIRED, &[("time", &time), ("help", &help)])
            }
            PassStanding::Used => say(words::ENTRA_USED),
            // Microsoft is to ask anew: that it still knows them is of no use.
            PassStanding::Spent if setting.errand.asks_anew() => say(words::ENTRA_LATE),
            PassStanding::Spent => say(words::ENTRA_USED_HERE),
            PassStanding::Forbidden => say(words::ENTRA_POLICY),
            PassStanding::Missing => say(words::ENTRA_NONE),
        }
    }

    /// Nobody is surprised by Microsoft's page.
    fn what_comes(&self, setting: &Setting) -> Vec<String> {
        let name = match &setting.invited {
            Some(invited) => self.words.say(words::ENTRA_STEP_NAME, &[("user", &invited.person.user_name)]),
            None => self.say(words::ENTRA_STEP_NAME_UNKNOWN),
        };
        vec![name, self.say(words::ENTRA_STEP_PASS), self.say(words::ENTRA_STEP_BACK)]
    }

    fn checking(
        &self,
        setting: &Setting,
        greeting: Option<&Greeting>,
        notice: Option<&Notice>,
        fits: bool,
    ) -> View {
        let back = self.back(words::CANCEL);
        let screen = self.screen("check", self.say(words::ENTRA_CHECK_HEADING));
        if fits {
            let standing = PassStanding::of(setting, greeting, self.now);
            return View {
                lead: Some(self.say(words::ENTRA_CHECK_FITS)),
                actions: vec![self.to_microsoft(standing, true, false), back],
                ..screen
            };
        }
        View {
            lead: Some(self.say(words::ENTRA_CHECK_LEAD)),
            notice: self.setting_notice(setting, notice),
            body: Body::Ask(Ask {
                asked: Asked::Shape,
                label: self.say(words::PASS),
                hint: Some(self.words.pass_hint(setting.backend.pass_format)),
                value: None,
                submit_label: self.say(words::ENTRA_CHECK_SUBMIT),
                locked: false,
                wrong: notice.is_some(),
            }),
            // What only looks like a slip is not held up.
            actions: if notice.is_some() {
                vec![self.to_microsoft(PassStanding::of(setting, greeting, self.now), false, false), back]
            } else {
                vec![back]
            },
            ..screen
        }
    }

    /// On a screen that everyone uses: the same page on a device of their own, with the invitation that the
    /// camera has read.
    fn elsewhere(&self, setting: &Setting, notice: Option<&Notice>) -> View {
        let help = self.words.help(setting.backend.help.as_deref());
        let address = setting.backend.page.as_deref().unwrap_or_default();
        let claims = setting.claims();
        let link = match claims {
            Some(claims) => String::from_iter([address, "#", invitation::FRAGMENT, &claims.text]),
            None => address.to_owned(),
        };
        let qr = if address.is_empty() { None } else { Qr::of(&link) };
        let mut actions = Vec::new();
        if setting.device.camera && claims.is_none() {
            actions.push(self.action(words::SCAN, Act::Scan, false));
        }
        actions.push(self.action(words::CANCEL, Act::Leave, false));
        let other = self.words.say(words::ENTRA_ELSEWHERE_ADDRESS, &[("address", address), ("help", &help)]);
        let lead = self.say(words::ENTRA_ELSEWHERE_LEAD);
        View {
            lead: Some(sentences(lead, other)),
            notice: self.setting_notice(setting, notice),
            body: match qr {
                Some(qr) => Body::Code(CodeView { label: self.say(words::PHONE_CODE), qr }),
                None => Body::Nothing,
            },
            actions,
            ..self.screen("elsewhere", self.say(words::ENTRA_ELSEWHERE))
        }
    }

    fn clocks_of(&self, standing: PassStanding) -> Vec<Clock> {
        match standing {
            PassStanding::Early(validity) | PassStanding::Usable(validity) | PassStanding::Over(validity) => {
                vec![self.pass_line(validity).0]
            }
            PassStanding::Unknown
            | PassStanding::Used
            | PassStanding::Spent
            | PassStanding::Forbidden
            | PassStanding::Missing => Vec::new(),
        }
    }
}

/// What is better found out before the pass is used up: that no passkey is made at Microsoft in this browser.
fn obstacle(setting: &Setting) -> Option<Notice> {
    let offered = setting.device.hand_off(&setting.backend.ways);
    offered.iter().find_map(|offered| match offered.standing {
        Standing::Closed(Reason::InApp) => Some(Notice::Obstacle(Obstacle::InApp)),
        Standing::Closed(_) => Some(Notice::NotAtMicrosoft),
        Standing::Open | Standing::SetUp => None,
    })
}
