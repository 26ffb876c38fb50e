//! Microsoft's sign-in: how it stands with the pass, the way there, and what it led back with.
//!
//! Owns [`SigningIn`], where every journey begins that has Microsoft Entra ID behind the backend. The pass is
//! typed on Microsoft's page: no event here carries it, unless the site wants its shape looked at, and then it
//! goes no further than that look. The page leaves for Microsoft by the newcomer's own hand and begins anew
//! when it is back; on a screen that everyone uses it does not leave at all, for Microsoft would remember who
//! was there.

use super::link::{fragment, invitation};
use super::step::{Step, doubt, go, is, stay, still};
use super::visit::is_uncertain;
use super::{Claims, Effect, Errand, Event, HandOff, Handed, LedBack, Setting, State, hand_off, kiosk};
use crate::doctor::{Typed, examine};
use crate::notice::{Failure, Notice};
use doorkey_protocol::entra::{Greeting, PassState, SignInAnswer, UsabilityReason};
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::{Usability, Validity};

/// Where it is.
#[derive(Clone, Debug)]
pub enum SigningIn {
    /// The backend asks Microsoft how it stands with the pass of whom the invitation names.
    Asking {
        /// Why they are here again.
        notice: Option<Notice>,
    },
    /// The way to Microsoft is open.
    Greeted {
        /// How it stands; nothing without an invitation, or when nobody could say.
        greeting: Option<Box<Greeting>>,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The shape of the pass can be looked at.
    Checking {
        /// As it was.
        greeting: Option<Box<Greeting>>,
        /// What is the matter with what was typed.
        notice: Option<Notice>,
        /// Whether it looks like a pass.
        fits: bool,
    },
    /// The backend says where Microsoft's sign-in is.
    Leading {
        /// As it was, should they come back.
        greeting: Option<Box<Greeting>>,
    },
    /// The browser goes there.
    Leaving {
        /// As it was, should they come back.
        greeting: Option<Box<Greeting>>,
    },
    /// What Microsoft led back with is at the backend.
    Answering {
        /// What it is, should it have to be sent again.
        answer: Box<SignInAnswer>,
    },
    /// It did not arrive there, or nobody knows.
    Unanswered {
        /// What to send again.
        answer: Box<SignInAnswer>,
        /// Why not.
        notice: Notice,
    },
    /// On a screen that everyone uses: it goes on on a device of their own.
    Elsewhere {
        /// What was the matter with the camera.
        notice: Option<Notice>,
    },
}

impl State {
    /// Whether the page is on its way to Microsoft: brought back as it was, it begins anew.
    pub fn has_left(&self) -> bool {
        matches!(
            self,
            Self::SigningIn { signing_in: SigningIn::Leading { .. } | SigningIn::Leaving { .. }, .. }
                | Self::HandingOff { hand_off: HandOff::Trying, .. }
        )
    }
}

/// How it stands with somebody's pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassStanding {
    /// Nobody knows, or need: there is no invitation, it is not about the pass at hand, or what they set up is
    /// there and is tried.
    Unknown,
    /// Its time has not come.
    Early(Validity),
    /// It can be used.
    Usable(Validity),
    /// Its time is over.
    Over(Validity),
    /// It could be used once, and was.
    Used,
    /// The same, by who signed in from here, as far as anybody knows.
    Spent,
    /// The organisation's rules do not let it be used.
    Forbidden,
    /// Microsoft lists none.
    Missing,
}

impl PassStanding {
    /// By what Microsoft lists, or else by the invitation.
    pub fn of(setting: &Setting, greeting: Option<&Greeting>, now: Timestamp) -> Self {
        match (greeting, setting.claims()) {
            _ if setting.errand == Errand::Try => Self::Unknown,
            (Some(Greeting { pass: Some(pass), .. }), _) => match Self::of_pass(*pass, now) {
                Self::Used if setting.been_there => Self::Spent,
                standing => standing,
            },
            (Some(Greeting { pass: None, .. }), _) => Self::Missing,
            (None, Some(claims)) => Self::by_time(claims.validity, now),
            (None, None) => Self::Unknown,
        }
    }

    fn of_pass(pass: PassState, now: Timestamp) -> Self {
        match pass.reason {
            UsabilityReason::DisabledByPolicy => Self::Forbidden,
            UsabilityReason::OneTimeUsed => Self::Used,
            UsabilityReason::Expired => Self::Over(pass.validity),
            // What was not yet valid becomes so by itself, and what was usable ends.
            UsabilityReason::EnabledByPolicy | UsabilityReason::NotYetValid => {
                Self::by_time(pass.validity, now)
            }
            UsabilityReason::Unknown if pass.usable => Self::by_time(pass.validity, now),
            UsabilityReason::Unknown => Self::Forbidden,
        }
    }

    fn by_time(validity: Validity, now: Timestamp) -> Self {
        match validity.at(now) {
            Usability::NotYet(_) => Self::Early(validity),
            Usability::Usable(_) => Self::Usable(validity),
            Usability::Expired(_) => Self::Over(validity),
        }
    }

    /// Whether going to Microsoft is of no use yet. Whatever else stands against it only Microsoft decides:
    /// there may be another pass, or another way to sign in.
    pub fn is_early(self) -> bool {
        matches!(self, Self::Early(_))
    }
}

/// What a sign-in is refused with that somebody left (RFC 6749, §4.1.2.1), in the words of a backend.
const LEFT: &str = "(access_denied)";

/// Begins, or goes on with what Microsoft led back with.
pub(super) fn begin(mut setting: Box<Setting>) -> Step {
    let handed = setting.handed.take();
    if let Some(Handed::SignIn { back, errand }) = &handed {
        // Whoever only went back, or was refused, need not have signed in: their pass may have been used by another.
        let signed_in = matches!(back, LedBack::Answer(answer) if answer.code.is_some());
        setting.been_there |= signed_in || errand.asks_anew();
        setting.errand = *errand;
    }
    let refused = |problem| Some(Notice::Failure(Failure::Refused(Box::new(problem))));
    match handed {
        Some(Handed::SignIn { back: LedBack::Answer(answer), .. }) => send(setting, answer),
        Some(Handed::SignIn { back: LedBack::Stray, .. }) => {
            anew(setting, refused(Problem::bare(Code::SignInUnknown, 409)))
        }
        Some(Handed::SignIn { back: LedBack::Empty, .. }) => {
            let detail = Some(LEFT.to_owned());
            anew(setting, refused(Problem { detail, ..Problem::bare(Code::SignInRefused, 403) }))
        }
        // Links of another kind are no backend's of this kind.
        Some(Handed::Handover(_) | Handed::Envelope(_)) | None => anew(setting, None),
    }
}

/// Begins anew: with an invitation by asking how it stands.
pub(super) fn anew(setting: Box<Setting>, notice: Option<Notice>) -> Step {
    match invitation(&setting) {
        Some(text) => {
            let signing_in = SigningIn::Asking { notice };
            go(State::SigningIn { setting, signing_in }, Effect::Greet(text))
        }
        None => stay(greeted(setting, None, notice)),
    }
}

/// The way to Microsoft is open.
pub(super) fn greeted(
    setting: Box<Setting>,
    greeting: Option<Box<Greeting>>,
    notice: Option<Notice>,
) -> State {
    State::SigningIn { setting, signing_in: SigningIn::Greeted { greeting, notice } }
}

pub(super) fn step(mut setting: Box<Setting>, signing_in: SigningIn, event: Event, now: Timestamp) -> Step {
    let at = |setting, signing_in| State::SigningIn { setting, signing_in };
    match (signing_in, event) {
        (_, Event::Left | Event::Idled) if setting.device.kiosk => stay(kiosk::rest(setting)),

        (SigningIn::Asking { notice }, Event::Greeted(Ok(greeting))) => {
            stay(greeted(setting, Some(greeting), notice))
        }
        (SigningIn::Asking { notice }, Event::Greeted(Err(failure))) => {
            let notice = notice.or_else(|| refused(&mut setting, failure, now));
            stay(greeted(setting, None, notice))
        }
        (SigningIn::Asking { notice }, Event::Accepted) => anew(setting, notice),

        (SigningIn::Greeted { greeting, .. } | SigningIn::Checking { greeting, .. }, Event::WantsSignIn)
            if !PassStanding::of(&setting, greeting.as_deref(), now).is_early() =>
        {
            lead(setting, greeting)
        }
        (SigningIn::Greeted { .. }, Event::WantsNews) => anew(setting, None),
        (SigningIn::Greeted { greeting, .. }, Event::WantsCheck) if setting.checks_shapes() => {
            stay(at(setting, SigningIn::Checking { greeting, notice: None, fits: false }))
        }
        (SigningIn::Greeted { .. }, Event::Left) => {
            setting.forget();
            stay(greeted(setting, None, None))
        }
        (SigningIn::Greeted { greeting, notice }, Event::WantsAddress) => {
            let effect = Effect::Copy(fragment(&setting));
            go(greeted(setting, greeting, notice), effect)
        }
        (SigningIn::Greeted { greeting, notice }, Event::Copied) => {
            setting.copied = true;
            stay(greeted(setting, greeting, notice))
        }
        (SigningIn::Greeted { greeting, notice }, Event::Online) => {
            stay(greeted(setting, greeting, still(notice)))
        }

        (SigningIn::Checking { greeting, fits: false, .. }, Event::Typed(pass)) => {
            let notice = look(&setting, &pass);
            let fits = notice.is_none();
            stay(at(setting, SigningIn::Checking { greeting, notice, fits }))
        }
        (SigningIn::Checking { greeting, .. }, Event::Back) => stay(greeted(setting, greeting, None)),

        (SigningIn::Leading { greeting }, Event::Led(Ok(start))) => {
            let effect = Effect::Depart { start, invitation: invitation(&setting), errand: setting.errand };
            go(at(setting, SigningIn::Leaving { greeting }), effect)
        }
        (SigningIn::Leading { greeting }, Event::Led(Err(failure))) => {
            let notice = refused(&mut setting, failure, now);
            stay(greeted(setting, greeting, notice))
        }
        (SigningIn::Leaving { greeting }, Event::Stranded) => {
            stay(greeted(setting, greeting, Some(Notice::NothingKept)))
        }
        // They thought better of it, or the browser did not go.
        (SigningIn::Leading { greeting }, Event::Back) => stay(greeted(setting, greeting, None)),
        (SigningIn::Leaving { greeting }, Event::Back) => {
            go(greeted(setting, greeting, None), Effect::Recall)
        }

        (SigningIn::Answering { .. }, Event::SignedIn(Ok(opened))) => hand_off::open(setting, *opened),
        (SigningIn::Answering { answer }, Event::SignedIn(Err(failure))) if may_be_unheard(&failure) => {
            let notice = Notice::Failure(failure);
            stay(at(setting, SigningIn::Unanswered { answer, notice }))
        }
        (SigningIn::Answering { .. }, Event::SignedIn(Err(failure))) => {
            anew(setting, Some(Notice::Failure(failure)))
        }
        // Not while the first is under way: it is heard once, and what comes of it is heard by nobody then.
        (SigningIn::Unanswered { answer, .. }, Event::Accepted | Event::Online) => send(setting, answer),
        (SigningIn::Unanswered { .. }, Event::WantsSignIn) => anew(setting, None),

        (SigningIn::Elsewhere { .. }, Event::WantsScan) if setting.device.camera => kiosk::scan(setting),

        (signing_in, _) => stay(at(setting, signing_in)),
    }
}

fn lead(setting: Box<Setting>, greeting: Option<Box<Greeting>>) -> Step {
    let effect = Effect::Lead { invitation: invitation(&setting), again: setting.errand.asks_anew() };
    go(State::SigningIn { setting, signing_in: SigningIn::Leading { greeting } }, effect)
}

fn send(setting: Box<Setting>, answer: Box<SignInAnswer>) -> Step {
    let effect = Effect::Answer(answer.clone());
    go(State::SigningIn { setting, signing_in: SigningIn::Answering { answer } }, effect)
}

/// What to say of a refusal. An invitation that is not ours is none; one to a pass that ended long ago is not told
/// about any more, and its own times say why.
fn refused(setting: &mut Setting, failure: Failure, now: Timestamp) -> Option<Notice> {
    if is(&failure, Code::InvitationRefused) {
        let ended = |claims: &Claims| matches!(claims.validity.at(now), Usability::Expired(_));
        if setting.claims().is_some_and(ended) {
            return None;
        }
        doubt(setting);
    }
    Some(Notice::Failure(failure))
}

/// Whether the same can be sent again: nobody knows that the backend has had it. That Microsoft did not
/// answer it, it only knows once it has; then a new sign-in is needed.
fn may_be_unheard(failure: &Failure) -> bool {
    is_uncertain(failure) && !is(failure, Code::DirectoryUnavailable)
}

/// What is the matter with the shape of what was typed; here and nowhere else.
fn look(setting: &Setting, pass: &Secret) -> Option<Notice> {
    // The doctor wants a name as well, to find it in the pass's place.
    const NOBODY: &str = "somebody";
    let invited = setting.invited.as_ref();
    let user_name = invited.map_or(NOBODY, |invited| &invited.person.user_name);
    let typed = Typed { user_name, pass: pass.expose(), caps_lock: false };
    let found = examine(setting.backend.pass_format, &typed).err()?;
    Some(Notice::Slip(found.finding))
}
