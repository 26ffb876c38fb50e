//! What to show: the state as plain data, with every decision taken.
//!
//! Owns [`View`], made from a [`State`] and the time; the markup draws it and decides nothing.

#[cfg(test)]
mod tests;

use crate::flow::{Setting, State, Visit};
use crate::notice::{Failure, Notice};
use crate::words::{self, Around, Words};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::validity::{Usability, Validity};
use doorkey_protocol::way::Way;

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Which place of the journey this is, by a stable name: `doorkey-step` carries it.
    pub step: &'static str,
    /// The heading, focused when the step changes.
    pub heading: String,
    /// What stands below it.
    pub lead: Option<String>,
    /// What went wrong, if anything.
    pub notice: Option<NoticeView>,
    /// What there is to fill in, to choose or to know.
    pub body: Body,
    /// What can be done, the main thing first.
    pub actions: Vec<Action>,
    /// The clocks, and what else to know about time.
    pub clocks: Vec<Clock>,
}

/// What went wrong, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeView {
    /// What happened, and the next step.
    pub text: String,
    /// The code, for programs.
    pub code: &'static str,
    /// The code, as it is shown.
    pub code_label: String,
    /// Which field it is about.
    pub field: Option<Field>,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The user name.
    UserName,
    /// The pass.
    Pass,
}

/// The middle of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// User name and pass.
    Form(Form),
    /// Ways in to choose from.
    Cards(Vec<Card>),
    /// Something is going on: what.
    Busy(String),
    /// What is now so: label and value.
    Facts(Vec<(String, String)>),
    /// A picture of the ceremony that comes.
    Emblem(Way),
    /// Nothing.
    Nothing,
}

/// User name and pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its label.
    pub user_name_label: String,
    /// What helps to find it.
    pub user_name_hint: String,
    /// What the invitation says it is.
    pub user_name: Option<String>,
    /// Its label.
    pub pass_label: String,
    /// What passes look like here.
    pub pass_hint: String,
    /// The label of the button that shows or hides the pass: when hidden, when shown.
    pub reveal: (String, String),
    /// The label of the button that gives it in.
    pub submit_label: String,
    /// What giving it in does now.
    pub submit: Submit,
}

/// What giving the form in does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submit {
    /// Nothing yet: the element is not awake, but can be typed into.
    Waking,
    /// Asks the backend once more who it is; what is typed stays.
    Again,
    /// Redeems the pass.
    Open,
    /// Nothing: the pass is being looked at, and nothing may be changed.
    Locked,
}

/// A way in, as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Which.
    pub way: Way,
    /// What it is.
    pub title: String,
    /// What it needs and how long it takes.
    pub about: String,
}

/// Something the newcomer can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub act: Act,
    /// Whether it is the main thing to do here.
    pub primary: bool,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Choose this way in.
    Choose(Way),
    /// Go on, or try again.
    Accept,
    /// One screen back, or cancel.
    Back,
    /// Leave.
    Leave,
    /// Show or hide the typed pass.
    Reveal,
}

/// A line about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What ends or begins, and when.
    pub text: String,
    /// How long that is from now.
    pub left: Option<String>,
    /// Whether little is left.
    pub urgent: bool,
}

/// Below this a clock is urgent.
const URGENT: Span = Span::from_mins(2);

/// Beyond this a wrong device clock is worth a word.
const WRONG_CLOCK: Span = Span::from_mins(1);

/// The code for a choice with nothing to choose from.
const NO_WAY: &str = "E-73";

/// What the time is, and what this device thinks it is.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The server's time, as well as it is known.
    pub server: Timestamp,
    /// How far the device's clock is ahead of it; `None` before the first answer.
    pub device_ahead: Option<Span>,
}

impl View {
    /// The screen for a state at a time.
    pub fn of(state: &State, now: Now, words: &impl Words) -> Self {
        let artist = Artist { now: now.server, words };
        let mut view = artist.view(state);
        view.clocks.extend(artist.device_clock(now.device_ahead));
        view
    }
}

struct Artist<'a, W> {
    now: Timestamp,
    words: &'a W,
}

impl<W: Words> Artist<'_, W> {
    fn say(&self, phrase: words::Phrase) -> String {
        self.words.say(phrase, &[])
    }

    fn say_name(&self, phrase: words::Phrase, name: &str) -> String {
        self.words.say(phrase, &[("name", name)])
    }

    fn view(&self, state: &State) -> View {
        match state {
            State::Waking { invitation } => {
                self.form("waking", invitation.as_ref(), None, None, Submit::Waking)
            }
            State::Unreachable { invitation, notice } => View {
                heading: self.say(words::ASLEEP_HEADING),
                lead: None,
                ..self.form("unreachable", invitation.as_ref(), None, Some(notice), Submit::Again)
            },
            State::Incapable { setting, obstacle } => View {
                notice: Some(self.notice(&Notice::Obstacle(*obstacle), Some(&setting.backend), false)),
                ..self.screen("incapable", self.say(words::INCAPABLE))
            },
            State::Entering { setting, notice } => {
                self.form("enter", setting.invitation.as_ref(), Some(setting), notice.as_ref(), Submit::Open)
            }
            State::Redeeming { setting } => {
                self.form("redeem", setting.invitation.as_ref(), Some(setting), None, Submit::Locked)
            }
            State::Choosing { visit, notice } => self.choice(visit, notice.as_ref()),
            State::Preparing { visit, way } => View {
                body: Body::Busy(self.say(words::PREPARING)),
                actions: vec![self.back(words::CANCEL)],
                ..self.ceremony("prepare", visit, *way)
            },
            State::Ready { visit, way, offer: _, notice } => {
                let go = match (notice, way) {
                    (Some(_), _) => words::TRY_AGAIN,
                    (None, Way::SecurityKey) => words::USE_KEY,
                    (None, Way::Passkey | Way::Unknown) => words::MAKE_PASSKEY,
                };
                View {
                    notice: self.visit_notice(notice.as_ref(), visit, false),
                    body: Body::Emblem(*way),
                    actions: vec![self.accept(go), self.back(words::OTHER_WAY)],
                    ..self.ceremony("ready", visit, *way)
                }
            }
            State::Creating { visit, way: _, offer: _ } => self.dialog("create", visit),
            State::Registering { visit, registration: _ } => View {
                body: Body::Busy(self.say(words::SAVING)),
                clocks: self.visit_clocks(visit),
                ..self.screen("register", self.say(words::SAVING))
            },
            State::Unconfirmed { visit, registration: _, notice } => View {
                lead: Some(self.say(words::UNCONFIRMED_LEAD)),
                notice: self.visit_notice(Some(notice), visit, false),
                actions: vec![self.accept(words::SEND_AGAIN), leave(self.say(words::STOP_HERE))],
                clocks: self.visit_clocks(visit),
                ..self.screen("unconfirmed", self.say(words::UNCONFIRMED))
            },
            State::Challenging { visit, passkey: _ } => {
                View { body: Body::Busy(self.say(words::PREPARING)), ..self.proof("challenge", visit) }
            }
            State::Proving { visit, passkey, offer: _, notice } => View {
                notice: self.visit_notice(notice.as_ref(), visit, true),
                body: Body::Emblem(passkey.way),
                actions: vec![
                    self.accept(if notice.is_some() { words::TRY_AGAIN } else { words::SIGN_IN }),
                    leave(self.say(words::STOP_HERE)),
                ],
                ..self.proof("prove", visit)
            },
            State::Asserting { visit, passkey: _, offer: _ } => self.dialog("assert", visit),
            State::Verifying { visit, passkey: _ } => View {
                body: Body::Busy(self.say(words::PROVING)),
                clocks: self.visit_clocks(visit),
                ..self.screen("verify", self.say(words::PROVING))
            },
            State::Done { visit, passkey } => self.done(visit, passkey),
        }
    }

    fn screen(&self, step: &'static str, heading: String) -> View {
        View {
            step,
            heading,
            lead: None,
            notice: None,
            body: Body::Nothing,
            actions: Vec::new(),
            clocks: Vec::new(),
        }
    }

    fn form(
        &self,
        step: &'static str,
        invitation: Option<&Invitation>,
        setting: Option<&Setting>,
        notice: Option<&Notice>,
        submit: Submit,
    ) -> View {
        let backend = setting.map(|setting| &setting.backend);
        let label = match submit {
            Submit::Waking => words::WAKING,
            Submit::Again => words::TRY_AGAIN,
            Submit::Open => words::CONTINUE,
            Submit::Locked => words::CHECKING_PASS,
        };
        let heading = match invitation {
            Some(invitation) => self.say_name(words::WELCOME_NAME, &invitation.person.display_name),
            None => self.say(words::WELCOME),
        };
        View {
            lead: Some(self.say(words::ENTER_LEAD)),
            notice: notice.map(|notice| self.notice(notice, backend, false)),
            body: Body::Form(Form {
                user_name_label: self.say(words::USER_NAME),
                user_name_hint: self.say(words::USER_NAME_HINT),
                user_name: invitation.map(|invitation| invitation.person.user_name.clone()),
                pass_label: self.say(words::PASS),
                pass_hint: match backend {
                    Some(backend) => self.words.pass_hint(backend.pass_format),
                    None => self.say(words::PASS_HINT_ASLEEP),
                },
                reveal: (self.say(words::SHOW), self.say(words::HIDE)),
                submit_label: self.say(label),
                submit,
            }),
            actions: if submit == Submit::Locked { vec![self.back(words::STOP)] } else { Vec::new() },
            clocks: match (setting, invitation) {
                (Some(_), Some(invitation)) => vec![self.pass_clock(invitation.validity)],
                _ => Vec::new(),
            },
            ..self.screen(step, heading)
        }
    }

    fn choice(&self, visit: &Visit, notice: Option<&Notice>) -> View {
        let person = &visit.redemption.person;
        let cards: Vec<_> = visit
            .redemption
            .ways
            .iter()
            .filter(|way| visit.offers(**way))
            .map(|way| self.card(*way))
            .collect();
        let nothing = NoticeView {
            text: self
                .words
                .say(words::NO_WAY, &[("help", &self.words.help(visit.setting.backend.help.as_deref()))]),
            code: NO_WAY,
            code_label: self.words.say(words::CODE, &[("code", NO_WAY)]),
            field: None,
        };
        View {
            lead: Some(self.say(words::CHOOSE_LEAD)),
            notice: match notice {
                None if cards.is_empty() => Some(nothing),
                _ => self.visit_notice(notice, visit, false),
            },
            body: Body::Cards(cards),
            actions: vec![leave(self.say_name(words::NOT_ME, &person.display_name))],
            clocks: self.visit_clocks(visit),
            ..self.screen("choose", self.say_name(words::CHOOSE, &person.display_name))
        }
    }

    fn card(&self, way: Way) -> Card {
        let (title, about) = match way {
            Way::Passkey | Way::Unknown => (words::WAY_PASSKEY, words::WAY_PASSKEY_ABOUT),
            Way::SecurityKey => (words::WAY_KEY, words::WAY_KEY_ABOUT),
        };
        Card { way, title: self.say(title), about: self.say(about) }
    }

    fn ceremony(&self, step: &'static str, visit: &Visit, way: Way) -> View {
        let (heading, lead) = match way {
            Way::Passkey | Way::Unknown => (words::READY_PASSKEY, words::READY_PASSKEY_LEAD),
            Way::SecurityKey => (words::READY_KEY, words::READY_KEY_LEAD),
        };
        View {
            lead: Some(self.say(lead)),
            clocks: self.visit_clocks(visit),
            ..self.screen(step, self.say(heading))
        }
    }

    fn dialog(&self, step: &'static str, visit: &Visit) -> View {
        View {
            lead: Some(self.say(words::CREATING_LEAD)),
            body: Body::Busy(self.say(words::CREATING)),
            actions: vec![self.back(words::CANCEL)],
            clocks: self.visit_clocks(visit),
            ..self.screen(step, self.say(words::CREATING))
        }
    }

    fn proof(&self, step: &'static str, visit: &Visit) -> View {
        View {
            lead: Some(self.say(words::PROVE_LEAD)),
            clocks: self.visit_clocks(visit),
            ..self.screen(step, self.say(words::PROVE))
        }
    }

    fn done(&self, visit: &Visit, passkey: &Passkey) -> View {
        let person = &visit.redemption.person;
        let home = match (passkey.way, passkey.backed_up) {
            (Way::SecurityKey, _) => words::WHERE_KEY,
            (Way::Passkey | Way::Unknown, true) => words::WHERE_SYNCED,
            (Way::Passkey | Way::Unknown, false) => words::WHERE_DEVICE,
        };
        let lead = if visit.redemption.one_time { words::DONE_LEAD } else { words::DONE_LEAD_MULTI };
        View {
            lead: Some(self.say(lead)),
            body: Body::Facts(vec![
                (self.say(words::FACT_WHO), person.user_name.clone()),
                (self.say(words::FACT_WHERE), self.say(home)),
            ]),
            ..self.screen("done", self.say_name(words::DONE, &person.display_name))
        }
    }

    fn accept(&self, label: words::Phrase) -> Action {
        Action { label: self.say(label), act: Act::Accept, primary: true }
    }

    fn back(&self, label: words::Phrase) -> Action {
        Action { label: self.say(label), act: Act::Back, primary: false }
    }

    fn visit_notice(&self, notice: Option<&Notice>, visit: &Visit, stored: bool) -> Option<NoticeView> {
        notice.map(|notice| self.notice(notice, Some(&visit.setting.backend), stored))
    }

    fn notice(&self, notice: &Notice, backend: Option<&Configuration>, stored: bool) -> NoticeView {
        let around = Around {
            now: self.now,
            contact: backend.and_then(|backend| backend.help.as_deref()),
            format: backend.map(|backend| backend.pass_format),
            stored,
        };
        NoticeView {
            text: words::notice(self.words, notice, around),
            code: notice.code(),
            code_label: self.words.say(words::CODE, &[("code", notice.code())]),
            field: match notice {
                Notice::UserName(_) => Some(Field::UserName),
                Notice::Pass(_) => Some(Field::Pass),
                Notice::Failure(Failure::Refused(problem)) if problem.status == 403 => Some(Field::Pass),
                Notice::Failure(_) | Notice::Ceremony(_) | Notice::TimeOver | Notice::Obstacle(_) => None,
            },
        }
    }

    fn visit_clocks(&self, visit: &Visit) -> Vec<Clock> {
        let closes_at = visit.redemption.closes_at;
        let left = closes_at - self.now;
        let window = if left > Span::from_millis(0) {
            self.running(words::CLOCK_HERE, closes_at, left)
        } else {
            self.stopped(words::CLOCK_HERE_OVER, closes_at)
        };
        vec![self.pass_clock(visit.redemption.validity), window]
    }

    fn pass_clock(&self, validity: Validity) -> Clock {
        match validity.at(self.now) {
            Usability::NotYet(span) => Clock {
                text: self.timed(words::CLOCK_PASS_LATER, validity.starts_at),
                left: Some(self.words.say(words::TO_GO, &[("span", &self.words.span(span))])),
                urgent: false,
            },
            Usability::Usable(left) => self.running(words::CLOCK_PASS, validity.ends_at(), left),
            Usability::Expired(_) => self.stopped(words::CLOCK_PASS_OVER, validity.ends_at()),
        }
    }

    fn timed(&self, phrase: words::Phrase, at: Timestamp) -> String {
        self.words.say(phrase, &[("time", &self.words.time(at, self.now))])
    }

    fn running(&self, phrase: words::Phrase, at: Timestamp, left: Span) -> Clock {
        Clock {
            text: self.timed(phrase, at),
            left: Some(self.words.say(words::LEFT, &[("span", &self.words.span(left))])),
            urgent: left < URGENT,
        }
    }

    fn stopped(&self, phrase: words::Phrase, at: Timestamp) -> Clock {
        Clock { text: self.timed(phrase, at), left: None, urgent: true }
    }

    fn device_clock(&self, ahead: Option<Span>) -> Option<Clock> {
        let ahead = ahead?.as_millis();
        let off = Span::from_millis(ahead.saturating_abs());
        (off > WRONG_CLOCK).then(|| {
            let phrase = if ahead > 0 { words::DEVICE_CLOCK_AHEAD } else { words::DEVICE_CLOCK_BEHIND };
            Clock {
                text: self.words.say(phrase, &[("span", &self.words.span(off))]),
                left: None,
                urgent: false,
            }
        })
    }
}

fn leave(label: String) -> Action {
    Action { label, act: Act::Leave, primary: false }
}
