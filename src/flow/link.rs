//! What the page's address brought: an invitation, a handover, an envelope.
//!
//! Owns [`Invited`], [`Handed`], and the fragment by which the same can be opened elsewhere. The page reads
//! the address as it wakes and takes the fragment away; from then on it lives here.

use super::Setting;
use doorkey_protocol::invitation::{self, Invitation};
use doorkey_protocol::person::Person;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::validity::Validity;
use doorkey_protocol::{envelope, handover};

/// Whom an invitation greets, and what it says about their pass.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Who.
    pub person: Person,
    /// What it says; `None` once it is known not to be about the pass at hand.
    pub claims: Option<Claims>,
}

/// What an invitation says about a pass.
#[derive(Clone, Debug)]
pub struct Claims {
    /// When the pass can be used.
    pub validity: Validity,
    /// The invitation as it stood in the address, for the backend to check.
    pub text: String,
}

impl Invited {
    /// By an invitation that stood in the address as `text`.
    pub fn by(invitation: Invitation, text: String) -> Self {
        Self { person: invitation.person, claims: Some(Claims { validity: invitation.validity, text }) }
    }
}

/// What there is to go on with.
#[derive(Clone, Debug)]
pub enum Handed {
    /// The secret of a handover.
    Handover(Secret),
    /// A sealed pass: what stood there for an envelope, whole or not.
    Envelope(Secret),
}

/// The fragment that this page was opened by, to be opened by elsewhere.
pub(super) fn fragment(setting: &Setting) -> Option<Secret> {
    let handed = setting.handed.as_ref().map(|handed| match handed {
        Handed::Handover(secret) => [handover::FRAGMENT, secret.expose()],
        Handed::Envelope(text) => [envelope::FRAGMENT, text.expose()],
    });
    let invited = invitation(setting);
    let parts = handed.or_else(|| invited.as_ref().map(|text| [invitation::FRAGMENT, text]))?;
    Some(Secret::new(String::from_iter(parts)))
}

/// The invitation as it stood in the address, while it is about the pass at hand.
pub(super) fn invitation(setting: &Setting) -> Option<String> {
    let claims = setting.invited.as_ref().and_then(|invited| invited.claims.as_ref());
    claims.map(|Claims { text, .. }| text.clone())
}
