//! What travels between a kiosk and its backend besides a newcomer's own redemption: the staff corner.
//!
//! Owns the question with the staff's PIN and the answer to it.

use crate::secret::Secret;
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// Open the staff corner.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct StaffRequest {
    /// The PIN that the backend was given.
    pub pin: Secret,
}

/// What staff may see of the backend.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StaffReport {
    /// The backend's version.
    pub version: String,
    /// Whether its database answers.
    pub database: bool,
    /// How many redemptions are open now; with Microsoft Entra ID, how many people have signed in and are not done.
    pub open: u32,
    /// The server's time when it answered.
    pub now: Timestamp,
}
