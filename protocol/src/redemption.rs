//! What giving a pass to the backend opens: a short time to register a passkey in.
//!
//! Owns [`Redemption`], what both clocks and the page are made from, and [`Opened`], which carries the
//! token that everything afterwards needs. Opening one consumes nothing.

use crate::authenticator::Authenticator;
use crate::passkey::Passkey;
use crate::person::Person;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::validity::Validity;
use crate::way::Way;
use serde::{Deserialize, Serialize};

/// A redemption as it stands when the backend answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Redemption {
    /// Whose pass it is.
    pub person: Person,
    /// The first clock: when the pass can be used.
    pub validity: Validity,
    /// Whether the pass pays for one passkey only.
    pub one_time: bool,
    /// The second clock: when this redemption ends. Half-open.
    pub closes_at: Timestamp,
    /// Whether [`crate::api::EXTENSION`] is worth asking for: the backend grants more time and the pass,
    /// still usable, ends a minute or more after `closes_at`. Holds while `closes_at` and the pass stay
    /// as they are, so that a page need not ask again before it offers more time. A backend that does
    /// not say grants none.
    #[serde(default)]
    pub extendable: bool,
    /// The ways in that are left to this redemption. None when its pass is used, until something that
    /// it paid for is proven here: from then on that proof carries a second way in.
    pub ways: Vec<Way>,
    /// The passkeys that were registered with this pass so far, oldest first.
    pub passkeys: Vec<Passkey>,
    /// The authenticator apps that were set up with it so far, oldest first.
    #[serde(default)]
    pub authenticators: Vec<Authenticator>,
    /// Whether a second way in is wanted here.
    #[serde(default)]
    pub second_way: SecondWay,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// What a backend's rule says about a second way in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SecondWay {
    /// It is suggested.
    Recommended,
    /// It is asked for before all is done.
    Required,
    /// Nothing.
    #[default]
    #[serde(other)]
    Optional,
}

impl SecondWay {
    /// The rule that travels as `text`.
    pub fn named(text: &str) -> Self {
        match text {
            "recommended" => Self::Recommended,
            "required" => Self::Required,
            _ => Self::Optional,
        }
    }
}

/// The answer to a redemption.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Opened {
    /// 256 random bits in base64url, sent as `Authorization: Bearer` from now on. Lives in memory only.
    pub token: Secret,
    /// What it opened.
    pub redemption: Redemption,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backend_that_does_not_speak_of_more_time_grants_none() {
        let json = r#"{"person":{"userName":"sam","displayName":"Sam"},"oneTime":true,"closesAt":1,
            "validity":{"startsAt":0,"lifetimeInMinutes":10},"ways":[],"passkeys":[],"now":0}"#;
        assert!(!serde_json::from_str::<Redemption>(json).unwrap().extendable);
    }
}
