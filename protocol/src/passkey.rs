//! What travels to register a passkey and to prove it.
//!
//! Owns the WebAuthn bodies, carried whole as the JSON that the browser itself reads and writes (so
//! that a member we do not know survives), and [`Passkey`], what a page may know about a stored one.

use crate::time::Timestamp;
use crate::way::Way;
use serde::{Deserialize, Serialize};

/// `PublicKeyCredentialCreationOptionsJSON` (WebAuthn Level 3, §5.1.10), as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreationOptions(pub String);

/// `RegistrationResponseJSON` (WebAuthn Level 3, §5.1.8), as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registration(pub String);

/// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3, §5.1.10), as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestOptions(pub String);

/// `AuthenticationResponseJSON` (WebAuthn Level 3, §5.1.8), as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assertion(pub String);

/// A stored passkey, as far as its owner's page may know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Passkey {
    /// The credential id in base64url.
    pub id: String,
    /// What its owner calls it, or what keeps it is known to be called; `None` when nobody knows.
    #[serde(default)]
    pub name: Option<String>,
    /// The way in by which it came.
    pub way: Way,
    /// Whether it is kept in a cloud account and so on the person's other devices too (backup state).
    pub backed_up: bool,
    /// When it was stored.
    pub created_at: Timestamp,
    /// When it first signed in; a passkey counts from then on.
    pub proven_at: Option<Timestamp>,
}
