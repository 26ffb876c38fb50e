//! The journey as a machine: where the newcomer is, what can happen, what to ask of the world next.
//!
//! Owns [`State`], [`Event`] and [`Effect`]; the transitions stand in `flow/step.rs`. Started in
//! [`State::Waking`] with [`Effect::Configure`]; ends in [`State::Done`]. No I/O, no clock: a step
//! cannot fail, and "now" (the server's time, as well as it is known) comes with the event.
//!
//! ```text
//! Waking ─▶ Entering ─▶ Redeeming ─▶ Choosing ─▶ Preparing ─▶ Ready ─▶ Creating ─▶ Registering
//!    │                                  ▲                                              │
//!    ▼                                  └── any refusal that leaves the pass alive     ├─▶ Unconfirmed
//! Unreachable, Incapable                                                               ▼
//!                           Done ◀─ Verifying ◀─ Asserting ◀─ Proving ◀─ Challenging ◀─┘
//! ```

mod step;
#[cfg(test)]
mod tests;

use crate::ceremony::CeremonyError;
use crate::device::{Device, Obstacle};
use crate::notice::{Failure, Notice};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::redemption::{Opened, Redemption};
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
    /// The invitation that the page's address carried, if any.
    pub invitation: Option<Invitation>,
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
        /// The invitation that the page's address carried, if any.
        invitation: Option<Invitation>,
    },
    /// The backend could not be asked who it is.
    Unreachable {
        /// As it was.
        invitation: Option<Invitation>,
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
        registration: Registration,
    },
    /// Nobody knows whether the backend has stored it. Sending the same again is safe.
    Unconfirmed {
        /// Whose visit.
        visit: Box<Visit>,
        /// What to send again.
        registration: Registration,
        /// Why nobody knows.
        notice: Notice,
    },
    /// The backend makes request options to prove the stored passkey.
    Challenging {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        passkey: Passkey,
    },
    /// The passkey is stored; the screen before signing in with it once.
    Proving {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        passkey: Passkey,
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
        passkey: Passkey,
        /// What the authenticator was asked for, should it be asked again.
        offer: Offer<RequestOptions>,
    },
    /// The signature is at the backend.
    Verifying {
        /// Whose visit.
        visit: Box<Visit>,
        /// What is to be proven.
        passkey: Passkey,
    },
    /// The passkey has signed in once.
    Done {
        /// Whose visit it was; its token is of no more use.
        visit: Box<Visit>,
        /// What is theirs now.
        passkey: Passkey,
    },
}

/// What can happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The newcomer gives the form in.
    Submitted {
        /// As typed.
        user_name: String,
        /// As typed.
        pass: Secret,
    },
    /// The newcomer chooses a way in.
    Chose(Way),
    /// The newcomer presses the one button that goes on from here, or tries again.
    Accepted,
    /// The newcomer goes one screen back, or cancels what is going on.
    Back,
    /// The newcomer leaves: the redemption is closed, the pass lives.
    Left,
    /// The backend said who it is, and the browser what the device can do.
    Configured(Result<Configuration, Failure>, Device),
    /// The backend's answer to a pass.
    Redeemed(Result<Opened, Failure>),
    /// The backend's creation options.
    Offered(Result<CreationOptions, Failure>),
    /// The authenticator's answer to them.
    Created(Result<Registration, CeremonyError>),
    /// The backend's answer to that.
    Registered(Result<Passkey, Failure>),
    /// The backend's request options.
    Challenged(Result<RequestOptions, Failure>),
    /// The authenticator's answer to them.
    Asserted(Result<Assertion, CeremonyError>),
    /// The backend's answer to that.
    Proven(Result<Passkey, Failure>),
}

/// What to ask of the world. At most one is under way; dropping it cancels it.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Ask the backend who it is.
    Configure,
    /// Redeem this pass.
    Redeem {
        /// As typed.
        user_name: String,
        /// As the backend's own format reads it.
        pass: Secret,
    },
    /// Get creation options for this way in.
    Offer(Secret, Way),
    /// Ask the authenticator to create.
    Create(CreationOptions),
    /// Send what it made.
    Register(Secret, Registration),
    /// Get request options for this passkey.
    Challenge(Secret, String),
    /// Ask the authenticator to sign.
    Assert(RequestOptions),
    /// Send the signature.
    Prove(Secret, Assertion),
    /// Close the redemption; nobody waits for the answer.
    Leave(Secret),
}

impl State {
    /// Where every journey starts, and what it asks for first.
    pub fn start(invitation: Option<Invitation>) -> (Self, Effect) {
        (Self::Waking { invitation }, Effect::Configure)
    }

    /// Takes the next step: the new place, and at most one thing to ask of the world.
    #[must_use]
    pub fn step(self, event: Event, now: Timestamp) -> (Self, Option<Effect>) {
        step::step(self, event, now)
    }
}
