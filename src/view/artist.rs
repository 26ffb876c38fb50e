//! The screens, one a place of the journey.
//!
//! Owns every decision about what is shown: which sentence, which button, in which order. Started by
//! [`View::of`].

use super::{Act, Action, Body, Card, Field, Form, NoticeView, Proposed, Submit, View};
use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::flow::{Claims, Invited, Proposal, Setting, State, Subject, Visit};
use crate::notice::{Failure, Notice};
use crate::words::{self, Around, Kept, Phrase, Words};
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::problem::Code;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::validity::Usability;
use doorkey_protocol::way::Way;

/// After so long a word about the wait.
const SLOW: Span = Span::from_secs(2);
/// After so long a choice.
const VERY_SLOW: Span = Span::from_secs(10);

/// Makes the screen of a state at a time, in words.
pub(super) struct Artist<'a, W> {
    pub(super) now: Timestamp,
    pub(super) waited: Span,
    pub(super) words: &'a W,
}

impl<W: Words> Artist<'_, W> {
    pub(super) fn paint(&self, state: &State, device_ahead: Option<Span>) -> View {
        let mut view = self.screen_of(state);
        view.clocks.extend(self.device_clock(device_ahead));
        // Said by the heading already, and nobody wants to hear it twice.
        if let Body::Busy(what, _) = &mut view.body
            && *what == view.heading
        {
            what.clear();
        }
        if self.waited >= VERY_SLOW && matches!(view.body, Body::Busy(..)) && is_repeatable(state) {
            view.actions.insert(0, self.accept(words::TRY_AGAIN));
        }
        view
    }

    fn screen_of(&self, state: &State) -> View {
        match state {
            State::Waking { invited } => self.form("waking", invited.as_ref(), None, None, Submit::Waking),
            State::Unreachable { invited, notice } => View {
                heading: self.say(words::ASLEEP_HEADING),
                lead: None,
                ..self.form("unreachable", invited.as_ref(), None, Some(notice), Submit::Again)
            },
            State::Incapable { setting, obstacle, copied } => self.incapable(setting, *obstacle, *copied),
            State::Entering { setting, notice, proposal } => {
                self.entering(setting, notice.as_ref(), proposal.as_deref())
            }
            State::Redeeming { setting } => View {
                actions: vec![self.back(words::STOP)],
                ..self.form("redeem", setting.invited.as_ref(), Some(setting), None, Submit::Locked)
            },
            State::Choosing { visit, notice } => self.choice(visit, notice.as_ref()),
            State::Preparing { visit, way } => View {
                body: self.busy(words::PREPARING),
                actions: vec![self.back(words::CANCEL)],
                ..self.ceremony("prepare", visit, *way)
            },
            State::Ready { visit, way, offer: _, notice } => self.ready(visit, *way, notice.as_ref()),
            State::Creating { visit, way: _, offer: _ } => self.dialog("create", visit),
            State::Registering { visit, made: _ } => View {
                body: self.busy(words::SAVING),
                ..self.with_clocks(self.screen("register", self.say(words::SAVING)), visit)
            },
            State::Unconfirmed { visit, made: _, notice } => View {
                lead: Some(self.say(words::UNCONFIRMED_LEAD)),
                notice: self.visit_notice(Some(notice), visit, Kept::Nothing),
                actions: vec![self.accept(words::SEND_AGAIN), self.leave(words::STOP_HERE)],
                ..self.with_clocks(self.screen("unconfirmed", self.say(words::UNCONFIRMED)), visit)
            },
            State::Challenging { visit, subject } => View {
                body: self.busy(words::PREPARING),
                actions: match subject {
                    Subject::New(_) => vec![self.leave(words::STOP_HERE)],
                    Subject::Known => vec![self.back(words::CANCEL)],
                },
                ..self.proof("challenge", visit, subject)
            },
            State::Proving { visit, subject, offer: _, notice } => {
                self.proving(visit, subject, notice.as_ref())
            }
            State::Asserting { visit, subject: _, offer: _ } => self.dialog("assert", visit),
            State::Verifying { visit, subject: _ } => View {
                body: self.busy(words::PROVING),
                ..self.with_clocks(self.screen("verify", self.say(words::PROVING)), visit)
            },
            State::Done { visit, passkey, known } => self.done(visit, passkey, *known),
        }
    }

    fn screen(&self, step: &'static str, heading: String) -> View {
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
        }
    }

    fn incapable(&self, setting: &Setting, obstacle: Obstacle, copied: bool) -> View {
        let copy = if copied { words::COPIED } else { words::COPY_ADDRESS };
        let actions = match obstacle {
            Obstacle::Framed => vec![
                self.action(words::OPEN_WINDOW, Act::OpenWindow, true),
                self.action(copy, Act::CopyAddress, false),
            ],
            Obstacle::InApp | Obstacle::NoCredentials => vec![self.action(copy, Act::CopyAddress, true)],
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
        let claims = setting.invited.as_ref().and_then(|invited| invited.claims.as_ref());
        let stands = claims.map(|Claims { validity, .. }| (validity, validity.at(self.now)));
        let submit =
            if matches!(stands, Some((_, Usability::NotYet(_)))) { Submit::Early } else { Submit::Open };
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
        let heading = match invited {
            Some(invited) => self.say_name(words::WELCOME_NAME, &invited.person.display_name),
            None => self.say(words::WELCOME),
        };
        View {
            lead: Some(self.say(words::ENTER_LEAD)),
            notice: notice.map(|notice| self.notice(notice, self.around(setting))),
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
            ..self.screen(step, heading)
        }
    }

    fn choice(&self, visit: &Visit, notice: Option<&Notice>) -> View {
        let person = &visit.redemption.person;
        let ways = || visit.redemption.ways.iter().copied().filter(|way| visit.offers(*way));
        let shortage = ways().next().and_then(|quickest| self.shortage(visit, quickest));
        let nothing = ways().next().is_none().then_some(Notice::NoWay);
        let notice = notice.or(nothing.as_ref()).or(shortage.as_ref());
        let mut view = self
            .with_clocks(self.screen("choose", self.say_name(words::CHOOSE, &person.display_name)), visit);
        view.lead = Some(self.say(words::CHOOSE_LEAD));
        view.notice = self.visit_notice(notice, visit, Kept::Pass);
        view.body = Body::Cards(ways().map(|way| self.card(way)).collect());
        if notice.is_some_and(|notice| notice.is(Code::PasskeyKnown)) {
            view.actions.push(self.action(words::SIGN_IN_WITH_IT, Act::HavePasskey, true));
        }
        view.actions.push(Action {
            label: self.say_name(words::NOT_ME, &person.display_name),
            act: Act::Leave,
            primary: false,
        });
        self.with_more_time(view, visit)
    }

    fn card(&self, way: Way) -> Card {
        let (title, about) = match way {
            Way::Passkey | Way::Unknown => (words::WAY_PASSKEY, words::WAY_PASSKEY_ABOUT),
            Way::SecurityKey => (words::WAY_SECURITY_KEY, words::WAY_SECURITY_KEY_ABOUT),
        };
        Card { way, title: self.say(title), about: self.say(about) }
    }

    fn ceremony(&self, step: &'static str, visit: &Visit, way: Way) -> View {
        let (heading, lead) = match way {
            Way::Passkey | Way::Unknown => (words::READY_PASSKEY, words::READY_PASSKEY_LEAD),
            Way::SecurityKey => (words::READY_SECURITY_KEY, words::READY_SECURITY_KEY_LEAD),
        };
        View { lead: Some(self.say(lead)), ..self.with_clocks(self.screen(step, self.say(heading)), visit) }
    }

    fn ready(&self, visit: &Visit, way: Way, notice: Option<&Notice>) -> View {
        let shortage = self.shortage(visit, way);
        let go = match (notice, way) {
            (Some(_), _) => words::TRY_AGAIN,
            (None, Way::SecurityKey) => words::USE_SECURITY_KEY,
            (None, Way::Passkey | Way::Unknown) => words::MAKE_PASSKEY,
        };
        let first = match notice {
            Some(Notice::Ceremony(Cause::AlreadyThere)) => {
                vec![self.action(words::SIGN_IN_WITH_IT, Act::HavePasskey, true), self.back(words::OTHER_WAY)]
            }
            Some(Notice::Ceremony(Cause::NotPermitted)) => {
                vec![self.action(words::OPEN_WINDOW, Act::OpenWindow, true), self.back(words::OTHER_WAY)]
            }
            Some(Notice::Ceremony(Cause::InApp)) => {
                vec![self.action(words::COPY_ADDRESS, Act::CopyAddress, true), self.back(words::OTHER_WAY)]
            }
            Some(Notice::Ceremony(cause)) if cause.other_way(words::before_last(&visit.tries)) => {
                let mut actions = vec![self.action(words::OTHER_WAY, Act::Back, true)];
                if cause.retry() {
                    actions.push(Action { primary: false, ..self.accept(words::TRY_AGAIN) });
                }
                actions
            }
            _ => vec![self.accept(go), self.back(words::OTHER_WAY)],
        };
        let view = View {
            notice: self.visit_notice(notice.or(shortage.as_ref()), visit, Kept::Pass),
            body: Body::Emblem(way),
            actions: first,
            ..self.ceremony("ready", visit, way)
        };
        self.with_more_time(view, visit)
    }

    fn dialog(&self, step: &'static str, visit: &Visit) -> View {
        View {
            lead: Some(self.say(words::CREATING_LEAD)),
            body: Body::Busy(self.say(words::CREATING), None),
            actions: vec![self.back(words::CANCEL)],
            ..self.with_clocks(self.screen(step, self.say(words::CREATING)), visit)
        }
    }

    fn proof(&self, step: &'static str, visit: &Visit, subject: &Subject) -> View {
        let (heading, lead) = match subject {
            Subject::New(_) => (words::PROVE, words::PROVE_LEAD),
            Subject::Known => (words::PROVE_KNOWN, words::PROVE_KNOWN_LEAD),
        };
        View { lead: Some(self.say(lead)), ..self.with_clocks(self.screen(step, self.say(heading)), visit) }
    }

    fn proving(&self, visit: &Visit, subject: &Subject, notice: Option<&Notice>) -> View {
        let kept = if subject.is_known() { Kept::Pass } else { Kept::Passkey };
        let go = if notice.is_some() { words::TRY_AGAIN } else { words::SIGN_IN };
        let view = View {
            notice: self.visit_notice(notice, visit, kept),
            body: Body::Emblem(subject.way()),
            actions: vec![
                self.accept(go),
                match subject {
                    Subject::New(_) => self.leave(words::STOP_HERE),
                    Subject::Known => self.back(words::OTHER_WAY),
                },
            ],
            ..self.proof("prove", visit, subject)
        };
        match subject {
            // The pass is used: there is no more time to be had with it, and asking would end the visit.
            Subject::New(_) if visit.redemption.one_time => view,
            Subject::New(_) | Subject::Known => self.with_more_time(view, visit),
        }
    }

    fn done(&self, visit: &Visit, passkey: &Passkey, known: bool) -> View {
        let person = &visit.redemption.person;
        let home = match (passkey.way, passkey.backed_up) {
            (Way::SecurityKey, _) => words::WHERE_SECURITY_KEY,
            (Way::Passkey | Way::Unknown, true) => words::WHERE_SYNCED,
            (Way::Passkey | Way::Unknown, false) => words::WHERE_DEVICE,
        };
        let lead = match (known, visit.redemption.one_time) {
            (true, _) => words::DONE_LEAD_KNOWN,
            (false, true) => words::DONE_LEAD,
            (false, false) => words::DONE_LEAD_MULTI,
        };
        View {
            lead: Some(self.say(lead)),
            body: Body::Facts(vec![
                (self.say(words::FACT_WHO), person.user_name.clone()),
                (self.say(words::FACT_WHERE), self.say(home)),
            ]),
            ..self.screen("done", self.say_name(words::DONE, &person.display_name))
        }
    }

    fn with_more_time(&self, view: View, visit: &Visit) -> View {
        let offered = visit.redemption.extendable && self.is_urgent(visit);
        View { more_time: offered.then(|| self.action(words::MORE_TIME, Act::MoreTime, false)), ..view }
    }

    fn visit_notice(&self, notice: Option<&Notice>, visit: &Visit, kept: Kept) -> Option<NoticeView> {
        let around = Around { kept, tries: &visit.tries, ..self.around(Some(&visit.setting)) };
        // A visit has no form: what the backend says of a pass stands above the screen there.
        notice.map(|notice| NoticeView { field: None, ..self.notice(notice, around) })
    }

    fn around<'a>(&self, setting: Option<&'a Setting>) -> Around<'a> {
        Around {
            now: self.now,
            contact: setting.and_then(|setting| setting.backend.help.as_deref()),
            format: setting.map(|setting| setting.backend.pass_format),
            kept: Kept::Nothing,
            tries: &[],
            signals: setting.is_none_or(|setting| setting.device.signals),
        }
    }

    fn notice(&self, notice: &Notice, around: Around<'_>) -> NoticeView {
        let said = words::notice(self.words, notice, around);
        NoticeView {
            text: said.text,
            more: said.more,
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
                | Notice::Obstacle(_) => None,
            },
        }
    }

    fn busy(&self, what: Phrase) -> Body {
        Body::Busy(self.say(what), self.slow())
    }

    fn slow(&self) -> Option<String> {
        (self.waited >= SLOW).then(|| self.say(words::SLOW))
    }

    pub(super) fn say(&self, phrase: Phrase) -> String {
        self.words.say(phrase, &[])
    }

    fn say_name(&self, phrase: Phrase, name: &str) -> String {
        self.words.say(phrase, &[("name", name)])
    }

    fn action(&self, label: Phrase, act: Act, primary: bool) -> Action {
        Action { label: self.say(label), act, primary }
    }

    fn accept(&self, label: Phrase) -> Action {
        self.action(label, Act::Accept, true)
    }

    fn back(&self, label: Phrase) -> Action {
        self.action(label, Act::Back, false)
    }

    fn leave(&self, label: Phrase) -> Action {
        self.action(label, Act::Leave, false)
    }
}

/// Whether what is going on can be asked for once more without harm, should it take long.
fn is_repeatable(state: &State) -> bool {
    match state {
        State::Preparing { .. }
        | State::Registering { .. }
        | State::Challenging { .. }
        | State::Verifying { .. } => true,
        // A dialog takes as long as the newcomer does.
        State::Creating { .. } | State::Asserting { .. } => false,
        State::Waking { .. }
        | State::Unreachable { .. }
        | State::Incapable { .. }
        | State::Entering { .. }
        | State::Redeeming { .. }
        | State::Choosing { .. }
        | State::Ready { .. }
        | State::Unconfirmed { .. }
        | State::Proving { .. }
        | State::Done { .. } => false,
    }
}
