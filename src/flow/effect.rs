//! What a step asks of the world.
//!
//! Owns [`Effect`]; who runs the flow does it, and feeds its answer back as an event.

use super::{Errand, Made};
use crate::doctor::Repair;
use doorkey_protocol::entra::{SignInAnswer, SignInStart};
use doorkey_protocol::envelope::Link;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;
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
        /// The invitation as it stood in the address.
        invitation: Option<String>,
    },
    /// Write what the newcomer has accepted into the fields.
    Retype(Repair),
    /// Get creation options for this way in.
    Offer(Secret, Way),
    /// Ask the authenticator to create.
    Create(CreationOptions, Way),
    /// Send what it made.
    Register(Secret, Registration),
    /// Tell the authenticator that what it made is of no use; nobody waits for the answer.
    Disown(Box<Made>),
    /// Get request options for this passkey, or for any of the person's.
    Challenge(Secret, Option<String>),
    /// Ask the authenticator to sign.
    Assert(RequestOptions, Way),
    /// Send the signature.
    Prove(Secret, Assertion),
    /// Ask for a longer window.
    Extend(Secret),
    /// Put this page's address into the clipboard, with the fragment that it was opened by.
    Copy(Option<Secret>),
    /// Open this page in a window of its own, with the same; nobody waits for the answer.
    OpenWindow(Option<Secret>),
    /// Close the redemption; nobody waits for the answer.
    Leave(Secret),
    /// Make a link for a phone.
    Hand(Secret),
    /// See after a while how the handover goes.
    Watch(Secret),
    /// Agree to it, with the number that was compared.
    Agree(Secret, String),
    /// Take it back, or forget the view of it; nobody waits for the answer.
    Unhand(Secret),
    /// Claim a handover.
    Claim(Secret),
    /// See after a while how the claim goes.
    Follow(Secret),
    /// Leave it; nobody waits for the answer.
    Unclaim(Secret),
    /// Open an envelope and take the pass out of it, as the same reader each time.
    Unseal(Link),
    /// Ask how it stands with the pass of whom this invitation names.
    Greet(String),
    /// Ask for the way to Microsoft's sign-in.
    Lead {
        /// The invitation, where there is one.
        invitation: Option<String>,
        /// Whether Microsoft is to ask anew.
        again: bool,
    },
    /// Go there, and keep what the way back needs.
    Depart {
        /// Where, and what binds the answer to this browser.
        start: Box<SignInStart>,
        /// The invitation, where there is one.
        invitation: Option<String>,
        /// For what.
        errand: Errand,
    },
    /// Do not go there after all, and keep nothing of it.
    Recall,
    /// Send what Microsoft led back with.
    Answer(Box<SignInAnswer>),
    /// See after this long what Microsoft lists.
    Attend(Secret, Span),
    /// Leave the visit; nobody waits for the answer.
    Part(Secret),
    /// Get a secret for an authenticator app.
    OfferApp(Secret),
    /// Send its digits.
    Confirm(Secret, Secret),
    /// See the redemption as it is now.
    Review(Secret),
    /// Give what has this id a name.
    Rename(Secret, String, String),
    /// Take back what has this id, and tell the authenticator.
    Remove(Secret, String, Option<CreationOptions>),
    /// Look at the device anew.
    Look {
        /// Whether the newcomer has said that something has changed.
        said: bool,
    },
    /// Look for a slip with the camera.
    Scan,
    /// Open the staff corner.
    Report(Secret),
    /// Print the sheet; nobody waits for it.
    Print,
    /// Load the page anew, with whatever the server has by now.
    Reload,
}
