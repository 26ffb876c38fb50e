//! What travels to continue on another device: a link as a QR code, a number to compare, an agreement.
//!
//! Owns both sides of a handover. The first screen makes it and agrees to it, the phone claims it; once
//! agreed, the redemption is the phone's, and the first screen keeps a view of how it goes. Nothing of
//! the pass travels, and claiming consumes nothing.

use crate::redemption::Redemption;
use crate::secret::Secret;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// What introduces the handover's secret in a link's fragment.
pub const FRAGMENT: &str = "h=";

/// The secret of a handover in an address's fragment (`location.hash`), if there is one.
pub fn from_fragment(fragment: &str) -> Option<Secret> {
    let secret = fragment.strip_prefix('#')?.strip_prefix(FRAGMENT)?;
    (!secret.is_empty()).then(|| Secret::new(secret.to_owned()))
}

/// A handover that was just made.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Handover {
    /// The link for the phone, its secret in the fragment.
    pub link: Secret,
    /// Until when it can be claimed. Half-open.
    pub ends_at: Timestamp,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// How far a handover has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// Nobody has opened the link yet.
    Waiting,
    /// One device has opened it: both screens show the number.
    Claimed,
    /// Agreed: the redemption is the phone's, and nothing is registered there yet.
    Opened,
    /// Something is registered there, not proven yet.
    Registered,
    /// Something is registered and proven there.
    Proven,
    /// The first screen said that the numbers differ, or went back.
    Refused,
    /// A second device opened the link before anybody had agreed: over for all.
    Contested,
    /// Nobody opened it, or nobody agreed, in time; or the phone's time to register is over.
    Expired,
    /// The phone left.
    Left,
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

impl Stage {
    /// The stage that travels as `text`.
    pub fn named(text: &str) -> Self {
        match text {
            "waiting" => Self::Waiting,
            "claimed" => Self::Claimed,
            "opened" => Self::Opened,
            "registered" => Self::Registered,
            "proven" => Self::Proven,
            "refused" => Self::Refused,
            "contested" => Self::Contested,
            "expired" => Self::Expired,
            "left" => Self::Left,
            _ => Self::Unknown,
        }
    }
}

/// A handover as the first screen sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// How far it has come.
    pub stage: Stage,
    /// The number to compare, once it is claimed.
    pub number: Option<String>,
    /// Whether somebody else tried the link after it was agreed to. They were refused.
    pub intruded: bool,
    /// When this stage ends by itself. Half-open.
    pub ends_at: Timestamp,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// The phone opens the link.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ClaimRequest {
    /// From the link's fragment.
    pub secret: Secret,
}

/// The phone has opened it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Claimed {
    /// Opens the claim now, and the redemption once it is agreed to.
    pub token: Secret,
    /// The number to compare with the first screen's.
    pub number: String,
    /// Until when it can be agreed to. Half-open.
    pub ends_at: Timestamp,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// A handover as the phone sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// How far it has come.
    pub stage: Stage,
    /// What the claim's token opens, once it is agreed to.
    pub redemption: Option<Redemption>,
}

/// The first screen agrees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementRequest {
    /// The number that was compared: should another claim have come meanwhile, it is not agreed to.
    pub number: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_handover_is_read_from_a_fragment() {
        for (fragment, expected) in [
            ("", None),
            ("#", None),
            ("#h=", None),
            ("#i=abc", None),
            ("#h=abc", Some("abc")),
            ("h=abc", None),
        ] {
            let secret = from_fragment(fragment);
            assert_eq!(secret.as_ref().map(Secret::expose), expected, "{fragment}");
        }
    }

    #[test]
    fn a_stage_reads_as_it_travels() {
        for stage in [
            Stage::Waiting,
            Stage::Claimed,
            Stage::Opened,
            Stage::Registered,
            Stage::Proven,
            Stage::Refused,
            Stage::Contested,
            Stage::Expired,
            Stage::Left,
        ] {
            let text = serde_json::to_value(stage).unwrap();
            assert_eq!(Stage::named(text.as_str().unwrap()), stage);
        }
        assert_eq!(serde_json::from_str::<Stage>("\"teleported\"").unwrap(), Stage::Unknown);
    }
}
