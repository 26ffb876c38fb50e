//! The screens from the accepted pass on, as `artist` has those before it.
//!
//! Owns the screens of a visit, from [`State::Choosing`] to [`State::Done`]. Started by the artist's one
//! call of [`screen`]. Nothing before the accepted pass needs any of it, so that the build can have
//! it loaded later, and that call stays a function of its own.

use super::artist::{Artist, VERY_SLOW};
use super::{Act, Action, Body, Card, Link, NoticeView, View};
use crate::ceremony::cause::Cause;
use crate::device::{Offered, Reason, Standing};
use crate::flow::{App, Phone, SigningIn, State, Subject, Unsealing, Visit};
use crate::notice::Notice;
use crate::words::{self, Around, Kept, Phrase, Words};
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;

/// The screen of a place in a visit.
#[inline(never)]
pub(super) fn screen<W: Words>(artist: &Artist<'_, W>, state: &State) -> View {
    artist.words.complete();
    let mut view = artist.screen_of_visit(state);
    // Said by the heading already, and nobody wants to hear it twice.
    if let Body::Busy(what, _) = &mut view.body
        && *what == view.heading
    {
        what.clear();
    }
    if artist.waited >= VERY_SLOW && matches!(view.body, Body::Busy(..)) && is_repeatable(state) {
        view.actions.insert(0, artist.accept(words::TRY_AGAIN));
    }
    view
}

impl<W: Words> Artist<'_, W> {
    fn screen_of_visit(&self, state: &State) -> View {
        match state {
            // The places before it are in `view/artist.rs`.
            State::Waking { .. }
            | State::Unreachable { .. }
            | State::Incapable { .. }
            | State::Entering { .. }
            | State::Redeeming { .. } => self.screen("", String::new()),
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
            State::Done { visit, notice } => self.done(visit, notice.as_ref()),
            State::Managing { visit, managing } => self.managing(visit, managing),
            State::Phone { visit, phone } => self.phone(visit, phone),
            State::Unsealing { setting, unsealing } => self.unsealing(setting, unsealing),
            State::Claiming { setting, claiming } => self.claiming(setting, claiming),
            State::SigningIn { setting, signing_in } => self.signing_in(setting, signing_in),
            State::HandingOff { account, hand_off } => self.handing_off(account, hand_off),
            State::App { visit, app } => self.app(visit, app),
            State::Hello { visit, notice } => self.hello(visit, notice.as_ref()),
            State::Later { visit } => self.later(visit),
            State::Kiosk { setting, kiosk } => self.kiosk(setting, kiosk),
        }
    }

    fn choice(&self, visit: &Visit, notice: Option<&Notice>) -> View {
        let person = &visit.redemption.person;
        let open = || visit.offered().filter(|offered| !matches!(offered.standing, Standing::Closed(_)));
        let shortage = open().next().and_then(|quickest| self.shortage(visit, quickest.way));
        let nothing = open().next().is_none().then_some(Notice::NoWay);
        let notice = notice.or(nothing.as_ref()).or(shortage.as_ref());
        let (heading, lead) = match visit.gained {
            Some(_) => (self.say(words::SECOND_CHOOSE), words::SECOND_LEAD),
            None => (self.say_name(words::CHOOSE, &person.display_name), words::CHOOSE_LEAD),
        };
        let mut view = self.with_clocks(self.screen("choose", heading), visit);
        view.lead = Some(self.say(if visit.orphan { words::REMOVED_ORPHAN } else { lead }));
        view.notice = self.visit_notice(notice, visit, self.kept(visit));
        // That this device cannot keep a passkey is nothing that anybody here could mend.
        // And where the browser makes none, one card says so for both.
        let shown = |offered: &Offered| {
            offered.standing != Standing::Closed(Reason::NoPlatformAuthenticator)
                && !(offered.way == Way::SecurityKey && matches!(offered.standing, Standing::Closed(_)))
        };
        let mut cards: Vec<_> =
            visit.offered().filter(shown).map(|offered| self.card(visit, offered)).collect();
        // A backend offers none on a screen that everyone uses; whoever looks for it is told why.
        if visit.setting.device.kiosk && cards.iter().all(|card| card.way != Way::Passkey) {
            let closed = Standing::Closed(Reason::Kiosk);
            cards.push(self.card(visit, Offered { way: Way::Passkey, standing: closed }));
        }
        // There the other browser makes passkeys.
        if visit.offered().any(|offered| offered.standing == Standing::Closed(Reason::InApp)) {
            view.actions.push(self.copy_address(&visit.setting, false));
        }
        view.body = Body::Cards(cards);
        if notice.is_some_and(|notice| notice.is(Code::PasskeyKnown)) {
            view.actions.push(self.action(words::SIGN_IN_WITH_IT, Act::HavePasskey, true));
        }
        if visit.gained.is_some() {
            view.actions.push(self.back(words::CANCEL));
            return self.with_more_time(view, visit);
        }
        if visit.setting.device.kiosk {
            view.actions.push(self.action(words::LATER, Act::Later, false));
        }
        view.actions.push(self.not_me(person));
        self.with_more_time(view, visit)
    }

    /// What of a visit is safe, whatever goes wrong before the next way in is saved.
    pub(super) fn kept(&self, visit: &Visit) -> Kept {
        if visit.is_spent() { Kept::Nothing } else { Kept::Pass }
    }

    fn card(&self, visit: &Visit, offered: Offered) -> Card {
        let Offered { way, standing } = offered;
        let hello = visit.setting.device.hello();
        let (title, about) = match way {
            Way::Passkey if hello && standing == Standing::SetUp => {
                (words::WAY_HELLO, words::WAY_HELLO_LATER)
            }
            Way::Passkey if hello => (words::WAY_HELLO, words::WAY_HELLO_ABOUT),
            Way::Passkey | Way::WindowsHello | Way::Unknown => (words::WAY_PASSKEY, words::WAY_PASSKEY_ABOUT),
            Way::SecurityKey => (words::WAY_SECURITY_KEY, words::WAY_SECURITY_KEY_ABOUT),
            Way::Phone => (words::WAY_PHONE, words::WAY_PHONE_ABOUT),
            Way::Authenticator => (words::WAY_APP, words::WAY_APP_ABOUT),
        };
        self.card_of(offered, title, about)
    }

    /// The card of a way in, with why it is closed in place of what it is about.
    pub(super) fn card_of(&self, offered: Offered, title: Phrase, about: Phrase) -> Card {
        let Offered { way, standing } = offered;
        let reason = match standing {
            Standing::Closed(Reason::Kiosk) => Some(words::CLOSED_KIOSK),
            Standing::Closed(Reason::InApp) => Some(words::IN_APP),
            Standing::Closed(Reason::NotAtMicrosoft) => Some(words::ENTRA_CLOSED_BROWSER),
            Standing::Closed(_) => Some(words::CLOSED_BROWSER),
            Standing::Open | Standing::SetUp => None,
        };
        Card {
            act: Act::Choose(way),
            way,
            title: self.say(title),
            about: self.say(reason.unwrap_or(about)),
            closed: reason.is_some(),
        }
    }

    fn hello(&self, visit: &Visit, notice: Option<&Notice>) -> View {
        let back = vec![
            Action { primary: !visit.setting.device.hello(), ..self.accept(words::HELLO_DONE) },
            self.back(words::OTHER_WAY),
        ];
        if !visit.setting.device.hello() {
            return View {
                lead: Some(self.say(words::NO_LOCK)),
                notice: self.visit_notice(notice, visit, self.kept(visit)),
                body: Body::Emblem(Way::Passkey),
                actions: back,
                ..self.with_clocks(self.screen("hello", self.say(words::READY_PASSKEY)), visit)
            };
        }
        let steps = [words::HELLO_STEP_OPEN, words::HELLO_STEP_PIN, words::HELLO_STEP_BACK];
        let settings = Link {
            label: self.say(words::HELLO_OPEN),
            address: Secret::new("ms-settings:signinoptions".to_owned()),
            primary: true,
            elsewhere: false,
        };
        View {
            lead: Some(self.say(words::HELLO_LEAD)),
            notice: self.visit_notice(notice, visit, self.kept(visit)),
            body: Body::Steps(steps.map(|step| self.say(step)).into(), vec![settings]),
            actions: back,
            ..self.with_clocks(self.screen("hello", self.say(words::HELLO_HEADING)), visit)
        }
    }

    fn ceremony(&self, step: &'static str, visit: &Visit, way: Way) -> View {
        let (heading, lead) = match way {
            Way::SecurityKey => (words::READY_SECURITY_KEY, words::READY_SECURITY_KEY_LEAD),
            _ if visit.setting.device.hello() => (words::READY_HELLO, words::READY_HELLO_LEAD),
            _ => (words::READY_PASSKEY, words::READY_PASSKEY_LEAD),
        };
        View { lead: Some(self.say(lead)), ..self.with_clocks(self.screen(step, self.say(heading)), visit) }
    }

    fn ready(&self, visit: &Visit, way: Way, notice: Option<&Notice>) -> View {
        let shortage = self.shortage(visit, way);
        let go = match (notice, way) {
            (Some(_), _) => words::TRY_AGAIN,
            (None, Way::SecurityKey) => words::USE_SECURITY_KEY,
            (None, _) => words::MAKE_PASSKEY,
        };
        let first = match notice {
            Some(Notice::Ceremony(Cause::AlreadyThere | Cause::KeyThere)) => {
                vec![self.action(words::SIGN_IN_WITH_IT, Act::HavePasskey, true), self.back(words::OTHER_WAY)]
            }
            Some(Notice::Ceremony(Cause::NotPermitted)) => {
                vec![self.action(words::OPEN_WINDOW, Act::OpenWindow, true), self.back(words::OTHER_WAY)]
            }
            Some(Notice::Ceremony(Cause::InApp)) => {
                vec![self.copy_address(&visit.setting, true), self.back(words::OTHER_WAY)]
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
            notice: self.visit_notice(notice.or(shortage.as_ref()), visit, self.kept(visit)),
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
        let kept = if subject.is_known() { self.kept(visit) } else { Kept::Passkey };
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

    pub(super) fn with_more_time(&self, view: View, visit: &Visit) -> View {
        let offered = visit.redemption.extendable && !visit.is_spent() && self.is_urgent(visit);
        View { more_time: offered.then(|| self.action(words::MORE_TIME, Act::MoreTime, false)), ..view }
    }

    pub(super) fn visit_notice(
        &self,
        notice: Option<&Notice>,
        visit: &Visit,
        kept: Kept,
    ) -> Option<NoticeView> {
        let around = Around { kept, tries: &visit.tries, ..self.around(Some(&visit.setting)) };
        // A visit has no form: what the backend says of a pass stands above the screen there.
        notice.map(|notice| NoticeView { field: None, ..self.notice(notice, around) })
    }

    pub(super) fn busy(&self, what: Phrase) -> Body {
        Body::Busy(self.say(what), self.slow())
    }

    pub(super) fn leave(&self, label: Phrase) -> Action {
        self.action(label, Act::Leave, false)
    }
}

/// Whether what is going on can be asked for once more without harm, should it take long.
fn is_repeatable(state: &State) -> bool {
    match state {
        State::Preparing { .. }
        | State::Registering { .. }
        | State::Challenging { .. }
        | State::Verifying { .. }
        | State::Phone { phone: Phone::Linking, .. }
        | State::Unsealing { unsealing: Unsealing::Sent { .. }, .. }
        | State::SigningIn { signing_in: SigningIn::Asking { .. } | SigningIn::Answering { .. }, .. }
        | State::App { app: App::Preparing, .. } => true,
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
        | State::Kiosk { .. } => false,
    }
}
