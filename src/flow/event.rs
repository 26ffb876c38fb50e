//! What can happen: what the newcomer does, and what the world answers.
//!
//! Owns [`Event`]; what each does where is the steps'.

use super::{Invited, Pc, Unsealed};
use crate::ceremony::cause::Incident;
use crate::device::Device;
use crate::notice::Failure;
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::entra::{EntraVisit, Greeting, OpenedVisit, SignInStart};
use doorkey_protocol::handover::{Claim, Claimed, Handover, Progress};
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;
/// What can happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The newcomer gives the form in.
    Submitted {
        /// As typed.
        user_name: String,
        /// As typed.
        pass: Secret,
        /// Whether Caps Lock was on while typing.
        caps_lock: bool,
    },
    /// The newcomer takes the doctor's proposal.
    Repaired,
    /// The newcomer wants what was typed to be tried as it is.
    Insisted,
    /// The newcomer says that the invitation is not about the pass at hand.
    HasNewerPass,
    /// The newcomer asks for a longer window.
    WantsTime,
    /// The newcomer rather signs in with the passkey that is here already.
    HasPasskey,
    /// The newcomer wants to take this page's address along.
    WantsAddress,
    /// The newcomer wants this page in a window of its own.
    WantsWindow,
    /// The newcomer chooses a way in.
    Chose(Way),
    /// The newcomer presses the one button that goes on from here, or tries again.
    Accepted,
    /// The newcomer goes one screen back, or cancels what is going on.
    Back,
    /// The newcomer leaves: the redemption is closed, the pass lives.
    Left,
    /// The newcomer says no to what is asked.
    Declined,
    /// The newcomer gives in the one field of a screen that asks for one thing.
    Typed(Secret),
    /// The newcomer wants a second way in.
    WantsSecond,
    /// The newcomer wants to give what was set up a name.
    WantsName(String),
    /// The newcomer wants what was set up taken back.
    WantsRemoval(String),
    /// The newcomer has none of the ways in at hand.
    WantsLater,
    /// The newcomer wants it on paper.
    WantsPaper,
    /// Somebody wants the staff corner of a kiosk.
    WantsStaff,
    /// The newcomer wants the camera to read their slip.
    WantsScan,
    /// The newcomer wants to sign in at Microsoft.
    WantsSignIn,
    /// The newcomer wants to know anew how it stands with their pass.
    WantsNews,
    /// The newcomer wants the shape of their pass to be looked at.
    WantsCheck,
    /// The newcomer says which PC it is.
    ChosePc(Pc),
    /// The newcomer says that it is set up at Microsoft.
    SaysDone,
    /// Nobody has been there for a long time.
    Idled,
    /// The newcomer has come back to the page.
    Returned,
    /// The backend said who it is, and the browser what the device can do.
    Configured(Result<Configuration, Failure>, Device),
    /// The backend's answer to a pass.
    Redeemed(Result<Opened, Failure>),
    /// The backend's creation options.
    Offered(Result<CreationOptions, Failure>),
    /// The authenticator's answer to them.
    Created(Result<Registration, Box<Incident>>),
    /// The backend's answer to that.
    Registered(Result<Passkey, Failure>),
    /// The backend's request options.
    Challenged(Result<RequestOptions, Failure>),
    /// The authenticator's answer to them.
    Asserted(Result<Assertion, Box<Incident>>),
    /// The backend's answer to that.
    Proven(Result<Passkey, Failure>),
    /// The backend's answer to asking for a longer window.
    Extended(Result<Redemption, Failure>),
    /// The backend has made a link for a phone.
    Handed(Result<Handover, Failure>),
    /// How the handover goes.
    Watched(Result<Progress, Failure>),
    /// The backend's answer to the agreement.
    Agreed(Result<Progress, Failure>),
    /// The backend's answer to a claim.
    Claimed(Result<Claimed, Failure>),
    /// How the claim goes.
    Followed(Result<Claim, Failure>),
    /// What was in the envelope; nothing, when the link's key does not open it.
    Unsealed(Result<Option<Box<Unsealed>>, Failure>),
    /// How it stands with the pass of whom an invitation names.
    Greeted(Result<Box<Greeting>, Failure>),
    /// Where Microsoft's sign-in is.
    Led(Result<Box<SignInStart>, Failure>),
    /// The browser keeps nothing, so nobody could come back.
    Stranded,
    /// The backend's answer to what Microsoft led back with.
    SignedIn(Result<Box<OpenedVisit>, Failure>),
    /// What Microsoft lists by now.
    Seen(Result<Box<EntraVisit>, Failure>),
    /// The backend's secret for an authenticator app.
    AppOffered(Result<AuthenticatorOffer, Failure>),
    /// The backend's answer to the digits.
    Confirmed(Result<Authenticator, Failure>),
    /// The redemption as it is now.
    Managed(Result<Redemption, Failure>),
    /// The device was looked at anew.
    Looked {
        /// What it can do now.
        device: Device,
        /// Whether the newcomer had said that something has changed.
        said: bool,
    },
    /// What the camera saw: a slip, another code, or nothing because it does not work.
    Scanned(Result<Option<Box<Invited>>, ()>),
    /// The backend's answer to the staff's PIN.
    Reported(Result<StaffReport, Failure>),
    /// The address is in the clipboard.
    Copied,
    /// The device is online again.
    Online,
}
