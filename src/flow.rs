//! The journey as a machine: where the newcomer is, what can happen, what to ask of the world next.
//!
//! Owns [`State`], with what can happen in `event` and what is asked for in `effect`; the transitions stand in `flow/step.rs`, those from the
//! accepted pass on in `flow/visit.rs`. Started in [`State::Waking`] with [`Effect::Configure`]; ends in
//! [`State::Done`]. No I/O, no clock: a step cannot fail, and "now" (the server's time, as well as it is
//! known) comes with the event.
//!
//! ```text
//! Waking ─▶ Entering ─▶ Redeeming ─▶ Choosing ─▶ Preparing ─▶ Ready ─▶ Creating ─▶ Registering
//!    │                                  ▲                       │                      │
//!    ▼                                  │      there is one here already               ├─▶ Unconfirmed
//! Unreachable, Incapable                │                       ▼                      ▼
//!                           Done ◀─ Verifying ◀─ Asserting ◀─ Proving ◀─ Challenging ◀─┘
//! ```
//!
//! Any refusal that leaves the pass alive leads back to Choosing. From there other ways branch off, each a
//! machine of its own beneath one place: Phone (its other side is Claiming), App, Hello. A link that shows a
//! pass begins in Unsealing instead of Entering. Where Microsoft Entra ID is behind the backend nothing is
//! redeemed here: SigningIn leads to Microsoft and back, HandingOff to where ways in are set up there. Done leads to Choosing for a second way in, and to Managing. On a screen that everyone uses every ending leads to
//! Kiosk, where it rests.

mod app;
mod claim;
mod effect;
mod envelope;
mod event;
mod hand_off;
mod hello;
mod kiosk;
mod link;
mod manage;
mod phone;
mod sign_in;
mod step;
#[cfg(test)]
pub(crate) mod tests;
mod visit;

pub use app::App;
pub use claim::Claiming;
pub use effect::Effect;
pub use envelope::{Unsealed, Unsealing};
pub use event::Event;
pub use hand_off::{Account, HandOff, Pc};
pub use kiosk::Kiosk;
pub use link::{Claims, Errand, Handed, Invited, LedBack, Opening};
pub use manage::Managing;
pub use phone::Phone;
pub use sign_in::{PassStanding, SigningIn};

use crate::ceremony::cause::Cause;
use crate::device::{Device, Obstacle};
use crate::doctor::{Entry, Repair};
use crate::notice::Notice;
use doorkey_protocol::authenticator::Authenticator;
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::passkey::{CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::redemption::Redemption;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// What a journey takes place in, once the backend has said who it is.
#[derive(Clone, Debug)]
pub struct Setting {
    /// What the backend says about itself.
    pub backend: Configuration,
    /// What this device can do.
    pub device: Device,
    /// Whom the page's address greeted, if anybody.
    pub invited: Option<Invited>,
    /// What the page was opened by to go on with, until that is done.
    pub handed: Option<Handed>,
    /// With Entra: whether they have signed in at Microsoft from here.
    pub been_there: bool,
    /// With Entra: for what they go to Microsoft, or have gone.
    pub errand: Errand,
    /// Whether the page's address was copied, to be opened elsewhere.
    pub copied: bool,
}

impl Setting {
    /// Forgets who was here: nobody is greeted any more.
    fn forget(&mut self) {
        self.invited = None;
        self.been_there = false;
        self.errand = Errand::First;
        self.copied = false;
    }

    /// What the invitation says about the pass at hand; `None` without one, or when it is about another.
    pub fn claims(&self) -> Option<&Claims> {
        self.invited.as_ref()?.claims.as_ref()
    }

    /// Whether the pass is typed on Microsoft's page: there is Microsoft Entra ID behind the backend.
    pub fn signs_in_at_microsoft(&self) -> bool {
        self.backend.entra.is_some()
    }

    /// Whether the site wants the shape of passes looked at before they are typed at Microsoft.
    pub fn checks_shapes(&self) -> bool {
        self.backend.entra.as_ref().is_some_and(|entra| entra.local_check)
    }
}

/// What a redeemed pass opened.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What it takes place in.
    pub setting: Box<Setting>,
    /// What every further call is made with.
    pub token: Secret,
    /// Who, both clocks, the ways in.
    pub redemption: Redemption,
    /// Why ceremonies of this visit gave nothing, in their order.
    pub tries: Vec<Cause>,
    /// The first way in that is theirs now, once there is one.
    pub gained: Option<Gained>,
    /// What the authenticator was asked for last: by it the passkey's relying party is known.
    pub asked: Option<CreationOptions>,
    /// Whether a passkey was taken back of which the device could not be told.
    pub orphan: bool,
}

/// A way in that has proven itself.
#[derive(Clone, Debug)]
pub enum Gained {
    /// A passkey that was made in this visit.
    Passkey(Passkey),
    /// One that they had before, so that the pass was not needed.
    Known(Passkey),
    /// An authenticator app.
    App(Authenticator),
}

impl Gained {
    /// Its id at the backend.
    pub fn id(&self) -> &str {
        match self {
            Self::Passkey(passkey) | Self::Known(passkey) => &passkey.id,
            Self::App(app) => &app.id,
        }
    }
}

/// What the authenticator made, with what it was asked for.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it was asked for.
    pub options: CreationOptions,
    /// What it made.
    pub registration: Registration,
}

/// What is to be proven.
#[derive(Clone, Debug)]
pub enum Subject {
    /// The passkey that was just stored.
    New(Passkey),
    /// One of those that the person has already, whichever this device has.
    Known,
}

/// What the doctor proposes about what was typed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What the fields should hold instead.
    pub repair: Option<Repair>,
    /// What was typed, where it may be right all the same.
    pub as_typed: Option<Entry>,
}

/// Options from the backend, with the time at which they came: their challenge does not last.
#[derive(Clone, Debug)]
pub struct Offer<T> {
    /// The options, whole.
    pub options: T,
    /// When they came.
    pub since: Timestamp,
}

impl<T> Offer<T> {
    /// Leaves a minute of the challenge's five for the ceremony itself.
    const FRESH: Span = Span::from_mins(4);

    /// Whether a ceremony can still be started with it.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now - self.since < Self::FRESH
    }
}

/// Where the newcomer is. Each variant holds what is true there, and nothing else.
#[derive(Clone, Debug)]
pub enum State {
    /// The backend is being asked who it is; the form can be typed into already.
    Waking {
        /// What the page begins with.
        opening: Opening,
    },
    /// The backend could not be asked who it is.
    Unreachable {
        /// As it was.
        opening: Opening,
        /// Why not.
        notice: Notice,
    },
    /// No passkey can be made on this page; nothing is asked for.
    Incapable {
        /// Where.
        setting: Box<Setting>,
        /// Why not.
        obstacle: Obstacle,
    },
    /// User name and pass are being typed.
    Entering {
        /// Where.
        setting: Box<Setting>,
        /// What was the matter with the last try.
        notice: Option<Notice>,
        /// What could be done about it.
        proposal: Option<Box<Proposal>>,
    },
    /// The pass is at the backend.
    Redeeming {
        /// Where.
        setting: Box<Setting>,
    },
    /// A way in is being chosen.
    Choosing {
        /// Whose visit.
        visit: Box<Visit>,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The backend makes creation options.
    Preparing {
        /// Whose visit.
        visit: Box<Visit>,
        /// The chosen way in.
        way: Way,
    },
    /// The screen before the system's dialog: what will happen.
    Ready {
        /// Whose visit.
        visit: Box<Visit>,
        /// The chosen way in.
        way: Way,
        /// What to ask the authenticator for.
        offer: Offer<CreationOptions>,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The system's dialog is open.
    Creating {
        /// Whose visit.
        visit: Box<Visit>,
        /// The chosen way in.
        way: Way,
        /// What the authenticator was asked for, should it be asked again.
        offer: Offer<CreationOptions>,
    },
    /// What the authenticator made is at the backend.
    Registering {
        /// Whose visit.
        visit: Box<Visit>,
        /// What it made, should it have to be sent again.
        made: Box<Made>,
    },
    /// Nobody knows whether the backend has stored it. Sending the same again is safe.
    Unconfirmed {
        /// Whose visit.
        visit: Box<Visit>,
        /// What to send again.
        made: Box<Made>,
        /// Why nobody knows.
        notice: Notice,
    },
    /// The backend makes request options to prove the stored passkey.
    Challenging {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        subject: Subject,
    },
    /// There is a passkey; the screen before signing in with it once.
    Proving {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        subject: Subject,
        /// What to ask the authenticator for; `None` when it has to be asked for afresh.
        offer: Option<Offer<RequestOptions>>,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The system's dialog is open.
    Asserting {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        subject: Subject,
        /// What the authenticator was asked for, should it be asked again.
        offer: Offer<RequestOptions>,
    },
    /// The signature is at the backend.
    Verifying {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        subject: Subject,
    },
    /// A way in is theirs and has proven itself ([`Visit::gained`]).
    Done {
        /// Whose visit.
        visit: Box<Visit>,
        /// What was the matter with what they wanted to change.
        notice: Option<Notice>,
    },
    /// What was set up gets a name, or is taken back.
    Managing {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is being done.
        managing: Managing,
    },
    /// It goes on on a phone; seen from the first screen.
    Phone {
        /// Whose visit.
        visit: Box<Visit>,
        /// How far it has come.
        phone: Phone,
    },
    /// It goes on on a phone; seen from the phone.
    Claiming {
        /// Where.
        setting: Box<Setting>,
        /// How far it has come.
        claiming: Claiming,
    },
    /// A pass is taken out of its envelope.
    Unsealing {
        /// Where.
        setting: Box<Setting>,
        /// How far it has come.
        unsealing: Unsealing,
    },
    /// With Entra: before the sign-in at Microsoft, and on the way there and back.
    SigningIn {
        /// Where.
        setting: Box<Setting>,
        /// How far it has come.
        signing_in: SigningIn,
    },
    /// With Entra: a way in is set up at Microsoft.
    HandingOff {
        /// Whose.
        account: Box<Account>,
        /// How far it has come.
        hand_off: HandOff,
    },
    /// An authenticator app is set up.
    App {
        /// Whose visit.
        visit: Box<Visit>,
        /// How far it has come.
        app: App,
    },
    /// Windows Hello has to be set up first.
    Hello {
        /// Whose visit.
        visit: Box<Visit>,
        /// What was the matter with the last look.
        notice: Option<Notice>,
    },
    /// On a screen that everyone uses: no way is at hand, and what to do later is told.
    Later {
        /// Whose visit.
        visit: Box<Visit>,
    },
    /// A screen that everyone uses, between two newcomers.
    Kiosk {
        /// Where.
        setting: Box<Setting>,
        /// What it does.
        kiosk: Kiosk,
    },
}

impl State {
    /// Where every journey starts, and what it asks for first.
    pub fn start(opening: Opening) -> (Self, Effect) {
        (Self::Waking { opening }, Effect::Configure)
    }

    /// What the device can do, once that is known.
    pub fn device(&self) -> Option<Device> {
        match self {
            Self::Waking { .. } | Self::Unreachable { .. } => None,
            Self::Incapable { setting, .. }
            | Self::Entering { setting, .. }
            | Self::Redeeming { setting }
            | Self::Claiming { setting, .. }
            | Self::Unsealing { setting, .. }
            | Self::SigningIn { setting, .. }
            | Self::Kiosk { setting, .. } => Some(setting.device),
            Self::HandingOff { account, .. } => Some(account.setting.device),
            Self::Choosing { visit, .. }
            | Self::Preparing { visit, .. }
            | Self::Ready { visit, .. }
            | Self::Creating { visit, .. }
            | Self::Registering { visit, .. }
            | Self::Unconfirmed { visit, .. }
            | Self::Challenging { visit, .. }
            | Self::Proving { visit, .. }
            | Self::Asserting { visit, .. }
            | Self::Verifying { visit, .. }
            | Self::Done { visit, .. }
            | Self::Managing { visit, .. }
            | Self::Phone { visit, .. }
            | Self::App { visit, .. }
            | Self::Hello { visit, .. }
            | Self::Later { visit } => Some(visit.setting.device),
        }
    }

    /// Takes the next step: the new place, and at most one thing to ask of the world.
    #[must_use]
    pub fn step(self, event: Event, now: Timestamp) -> (Self, Option<Effect>) {
        step::step(self, event, now)
    }
}
