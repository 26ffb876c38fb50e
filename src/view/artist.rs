//! The screens, one a place of the journey.
//!
//! Owns every decision about what is shown: which sentence, which button, in which order; the screens of
//! a visit stand in `visit`. Started by [`View::of`].

use super::{Act, Action, Body, Field, Form, NoticeView, Now, Proposed, Submit, View, kiosk, visit};
use crate::device::Obstacle;
use crate::flow::{Claims, Invited, Opening, Proposal, Setting, State};
use crate::idle::Idle;
use crate::notice::{Failure, Notice};
use crate::words::{self, Around, Kept, Phrase, Words};
use doorkey_protocol::person::Person;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::validity::Usability;

/// After so long a word about the wait.
const SLOW: Span = Span::from_secs(2);
/// After so long a choice.
pub(super) const VERY_SLOW: Span = Span::from_secs(10);

/// Makes the screen of a state at a time, in words.
pub(super) struct Artist<'a, W> {
    pub(super) now: Timestamp,
    pub(super) waited: Span,
    pub(super) words: &'a W,
}

impl<W: Words> Artist<'_, W> {
    pub(super) fn paint(&self, state: &State, now: Now) -> View {
        let mut view = self.screen_of(state);
        view.clocks.extend(self.device_clock(now.device_ahead));
        if let Idle::Asking(seconds) = now.idle {
            view.idle = Some(kiosk::idle(self, seconds));
        }
        view
    }

    fn screen_of(&self, state: &State) -> View {
        match state {
            State::Waking { opening: Opening { formless: true, .. } } => self.formless("waking", None),
            State::Waking { opening } => {
                self.form("waking", opening.invited.as_ref(), None, None, Submit::Waking)
            }
            State::Unreachable { opening: Opening { formless: true, .. }, notice } => View {
                heading: self.say(words::ASLEEP_HEADING),
                ..self.formless("unreachable", Some(notice))
            },
            State::Unreachable { opening, notice } => View {
                heading: self.say(words::ASLEEP_HEADING),
                lead: None,
                ..self.form("unreachable", opening.invited.as_ref(), None, Some(notice), Submit::Again)
            },
            State::Incapable { setting, obstacle } => self.incapable(setting, *obstacle),
            State::Entering { setting, notice, proposal } => {
                self.entering(setting, notice.as_ref(), proposal.as_deref())
            }
            State::Redeeming { setting } => View {
                actions: vec![self.back(words::STOP)],
                ..self.form("redeem", setting.invited.as_ref(), Some(setting), None, Submit::Locked)
            },
            State::Choosing { .. }
            | State::Preparing { .. }
            | State::Ready { .. }
            | State::Creating { .. }
            | State::Registering { .. }
            | State::Unconfirmed { .. }
            | State::Challenging { .. }
            | State::Proving { .. }
            | State::Asserting { .. }
            | State::Verifying { .. }
            | State::Done { .. }
            | State::Managing { .. }
            | State::Phone { .. }
            | State::Claiming { .. }
            | State::Unsealing { .. }
            | State::SigningIn { .. }
            | State::HandingOff { .. }
            | State::App { .. }
            | State::Hello { .. }
            | State::Later { .. }
            | State::Kiosk { .. } => visit::screen(self, state),
        }
    }

    pub(super) fn screen(&self, step: &'static str, heading: String) -> View {
        View {
            step,
            language: self.words.language(),
            heading,
            lead: None,
            notice: None,
            body: Body::Nothing,
            actions: Vec::new(),
            clocks: Vec::new(),
            more_time: None,
            announcement: None,
            idle: None,
            sheet: None,
        }
    }

    /// Where nothing may be typed before the backend has said that it takes passes.
    fn formless(&self, step: &'static str, notice: Option<&Notice>) -> View {
        let again = notice.is_some() || self.waited >= VERY_SLOW;
        let lead = self.slow().unwrap_or_else(|| self.say(words::WAKING));
        View {
            lead: notice.is_none().then_some(lead),
            notice: notice.map(|notice| self.notice(notice, self.around(None))),
            actions: if again { vec![self.accept(words::TRY_AGAIN)] } else { Vec::new() },
            ..self.screen(step, self.say(words::WELCOME))
        }
    }

    fn incapable(&self, setting: &Setting, obstacle: Obstacle) -> View {
        let actions = match obstacle {
            Obstacle::Framed => vec![
                self.action(words::OPEN_WINDOW, Act::OpenWindow, true),
                self.copy_address(setting, false),
            ],
            Obstacle::InApp | Obstacle::NoCredentials => vec![self.copy_address(setting, true)],
            // Only secure pages may copy.
            Obstacle::Insecure => vec![self.action(words::OPEN_WINDOW, Act::OpenWindow, true)],
        };
        View {
            notice: Some(self.notice(&Notice::Obstacle(obstacle), self.around(Some(setting)))),
            actions,
            ..self.screen("incapable", self.say(words::INCAPABLE))
        }
    }

    fn entering(&self, setting: &Setting, notice: Option<&Notice>, proposal: Option<&Proposal>) -> View {
        let stands = setting.claims().map(|Claims { validity, .. }| (validity, validity.at(self.now)));
        let paused = notice.is_some_and(|notice| notice.pauses(self.now));
        let early = matches!(stands, Some((_, Usability::NotYet(_))));
        let submit = if early || paused { Submit::Early } else { Submit::Open };
        let mut view = self.form("enter", setting.invited.as_ref(), Some(setting), notice, submit);
        match stands {
            Some((validity, Usability::NotYet(_))) => {
                view.lead = Some(self.timed(words::EARLY_LEAD, validity.starts_at));
                view.actions.push(self.action(words::NEWER_PASS, Act::NewerPass, false));
            }
            Some((validity, Usability::Expired(_))) => {
                let time = self.words.time(validity.ends_at(), self.now);
                let help = self.words.help(setting.backend.help.as_deref());
                let filled = [("time", time.as_str()), ("help", help.as_str())];
                view.lead = Some(self.words.say(words::OVER_LEAD, &filled));
            }
            Some((_, Usability::Usable(_))) | None => {}
        }
        // What the backend says of the pass that was typed holds, whatever the invitation was about.
        if let Some(start) = notice.and_then(Notice::not_before).filter(|start| *start > self.now) {
            view.clocks.push(self.waiting(start));
            view.announcement = self.at_threshold(words::SAID_PASS_LATER, start - self.now);
        } else if let Some((validity, _)) = stands {
            let (clock, said) = self.pass_line(*validity);
            view.clocks.push(clock);
            view.announcement = said;
        }
        if let (Some(notice), Some(proposal)) = (&mut view.notice, proposal) {
            self.propose(notice, proposal);
        }
        if setting.device.kiosk && setting.device.touch && stands.is_none() {
            view.lead = Some(sentences(self.say(words::ENTER_LEAD), self.say(words::KIOSK_KEYBOARD)));
        }
        if setting.device.camera {
            view.actions.push(self.action(words::SCAN, Act::Scan, false));
        }
        if setting.device.kiosk {
            view.actions.push(self.action(words::CANCEL, Act::Leave, false));
        }
        view
    }

    /// Puts what the doctor proposes into the notice about it.
    fn propose(&self, notice: &mut NoticeView, proposal: &Proposal) {
        if let Some(repair) = &proposal.repair {
            notice.proposal = Some(Proposed {
                question: self.say(words::REPAIR_ASK),
                user_name: repair.user_name.clone(),
                pass: repair.pass.clone(),
            });
            notice.actions.push(self.action(words::REPAIR_USE, Act::Repair, true));
        }
        if proposal.as_typed.is_some() {
            notice.actions.push(self.action(words::REPAIR_KEEP, Act::Insist, false));
        }
    }

    fn form(
        &self,
        step: &'static str,
        invited: Option<&Invited>,
        setting: Option<&Setting>,
        notice: Option<&Notice>,
        submit: Submit,
    ) -> View {
        let label = match submit {
            Submit::Waking if self.waited >= VERY_SLOW => words::TRY_AGAIN,
            Submit::Waking => words::WAKING,
            Submit::Again => words::TRY_AGAIN,
            Submit::Open => words::CONTINUE,
            Submit::Early => words::EARLY_SUBMIT,
            Submit::Locked => words::CHECKING_PASS,
        };
        let submit = if label == words::TRY_AGAIN { Submit::Again } else { submit };
        let is_waiting = matches!(submit, Submit::Waking | Submit::Again | Submit::Locked);
        View {
            lead: Some(self.say(words::ENTER_LEAD)),
            notice: notice
                .map(|notice| self.notice(notice, Around { kept: Kept::Typed, ..self.around(setting) })),
            body: Body::Form(Form {
                user_name_label: self.say(words::USER_NAME),
                user_name_hint: self.say(words::USER_NAME_HINT),
                user_name: invited.map(|invited| invited.person.user_name.clone()),
                pass_label: self.say(words::PASS),
                pass_hint: match setting {
                    Some(setting) => self.words.pass_hint(setting.backend.pass_format),
                    None => self.say(words::PASS_HINT_ASLEEP),
                },
                reveal: (self.say(words::SHOW), self.say(words::HIDE)),
                submit_label: self.say(label),
                submit,
                slow: if is_waiting && notice.is_none() { self.slow() } else { None },
            }),
            ..self.screen(step, self.welcome(invited))
        }
    }

    pub(super) fn around<'a>(&self, setting: Option<&'a Setting>) -> Around<'a> {
        Around {
            now: self.now,
            contact: setting.and_then(|setting| setting.backend.help.as_deref()),
            format: setting.map(|setting| setting.backend.pass_format),
            kept: Kept::Nothing,
            tries: &[],
            signals: setting.is_none_or(|setting| setting.device.signals),
            entra: setting.is_some_and(Setting::signs_in_at_microsoft),
        }
    }

    pub(super) fn notice(&self, notice: &Notice, around: Around<'_>) -> NoticeView {
        let said = words::notice(self.words, notice, around);
        NoticeView {
            text: said.text,
            more: said.more,
            trace: said.trace,
            proposal: None,
            actions: Vec::new(),
            code: notice.code(),
            code_label: self.words.say(words::CODE, &[("code", notice.code())]),
            field: match notice {
                Notice::Slip(finding) => Some(finding.field()),
                Notice::Failure(Failure::Refused(problem)) if problem.status == 403 => Some(Field::Pass),
                Notice::Failure(_)
                | Notice::Ceremony(_)
                | Notice::TimeOver
                | Notice::TimeShort
                | Notice::TimeShortPass(_)
                | Notice::TimeShortHere
                | Notice::NoWay
                | Notice::Obstacle(_)
                | Notice::Mistyped(_)
                | Notice::Handover(_)
                | Notice::Claim(_)
                | Notice::Intruded
                | Notice::BrokenLink
                | Notice::HelloNotYet
                | Notice::NothingKept
                | Notice::NotAtMicrosoft
                | Notice::NotListed
                | Notice::TooLateThere
                | Notice::ShortThere(_)
                | Notice::AnotherPerson { .. }
                | Notice::ScannedOther
                | Notice::NoCamera => None,
            },
        }
    }

    /// A notice where there is no form: it stands above the screen, whatever it is about.
    pub(super) fn setting_notice(&self, setting: &Setting, notice: Option<&Notice>) -> Option<NoticeView> {
        notice.map(|notice| NoticeView { field: None, ..self.notice(notice, self.around(Some(setting))) })
    }

    pub(super) fn slow(&self) -> Option<String> {
        (self.waited >= SLOW).then(|| self.say(words::SLOW))
    }

    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.words.say(phrase, &[])
    }

    pub(super) fn say_name(&self, phrase: Phrase, name: &str) -> String {
        self.words.say(phrase, &[("name", name)])
    }

    pub(super) fn action(&self, label: Phrase, act: Act, primary: bool) -> Action {
        Action { label: self.say(label), act, primary, waits: false, subject: None }
    }

    pub(super) fn copy_address(&self, setting: &Setting, primary: bool) -> Action {
        let label = if setting.copied { words::COPIED } else { words::COPY_ADDRESS };
        self.action(label, Act::CopyAddress, primary)
    }

    /// The heading before anybody has shown who they are.
    pub(super) fn welcome(&self, invited: Option<&Invited>) -> String {
        match invited {
            Some(invited) => self.say_name(words::WELCOME_NAME, &invited.person.display_name),
            None => self.say(words::WELCOME),
        }
    }

    /// For whoever was taken for somebody else.
    pub(super) fn not_me(&self, person: &Person) -> Action {
        Action {
            label: self.say_name(words::NOT_ME, &person.display_name),
            ..self.action(words::NOT_ME, Act::Leave, false)
        }
    }

    pub(super) fn accept(&self, label: Phrase) -> Action {
        self.action(label, Act::Accept, true)
    }

    pub(super) fn back(&self, label: Phrase) -> Action {
        self.action(label, Act::Back, false)
    }
}

/// One sentence after the other.
pub(super) fn sentences(first: String, second: String) -> String {
    String::from_iter([first, " ".to_owned(), second])
}
