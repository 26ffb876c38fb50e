//! What travels to set up an authenticator app: time-based one-time passwords (RFC 6238).
//!
//! Owns the offer of a secret, its confirmation by a code, and [`Authenticator`], what a page may know
//! about one that is set up. SHA-1, six digits, 30 seconds: what authenticator apps expect.

use crate::secret::Secret;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How many digits a code has.
pub const DIGITS: usize = 6;

/// A secret to be taken over by an app. Shown while it is open, and never again.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AuthenticatorOffer {
    /// `otpauth://totp/…`, for the QR code and for the button on the same phone.
    pub uri: Secret,
    /// The secret in base32 without padding, to be typed.
    pub secret: Secret,
    /// The organisation, as the app will show it.
    pub issuer: String,
    /// The user name, as the app will show it.
    pub account: String,
}

/// A code from the app.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ConfirmationRequest {
    /// Six digits.
    pub code: Secret,
}

/// An authenticator app that is set up. Its first code proved it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Authenticator {
    /// A uuid.
    pub id: String,
    /// What its owner calls it; `None` until they do.
    #[serde(default)]
    pub name: Option<String>,
    /// When it was confirmed.
    pub created_at: Timestamp,
}
