//! Codes: what a sign-in leads back with, and what a token is given for, once, within a minute.
//!
//! Owns [`Code`].

use jiff::Timestamp;

#[derive(Clone, Debug)]
pub(crate) struct Code {
    pub(crate) of: String,
    pub(crate) made_at: Timestamp,
    /// Since when whoever it names is signed in.
    pub(crate) signed_in_at: Timestamp,
    pub(crate) redirect: String,
    pub(crate) scope: String,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<String>,
    pub(crate) redeemed: bool,
}

/// How long a code lives.
pub(crate) const SECONDS: i64 = 60;
