//! Temporary Access Passes.
//!
//! Owns [`Pass`], when it can be used, and how Graph shows it.

use crate::clock::{seven_digits, to_the_second};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a pass is to be like; what is not said is the policy's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct NewPass {
    /// `startDateTime`.
    pub starts_at: Option<Timestamp>,
    /// `lifetimeInMinutes`.
    pub lifetime: Option<i64>,
    /// `isUsableOnce`.
    pub once: Option<bool>,
}

/// A pass that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IssuedPass {
    /// Its id in Graph.
    pub id: String,
    /// The pass itself.
    pub pass: String,
    /// When it can be used first.
    pub starts_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
}

/// A pass as the tenant has it.
#[derive(Clone, Debug)]
pub(crate) struct Pass {
    pub(crate) id: String,
    pub(crate) of: String,
    pub(crate) text: String,
    pub(crate) created_at: Timestamp,
    pub(crate) starts_at: Timestamp,
    /// Whether somebody chose when it starts.
    pub(crate) start_was_given: bool,
    pub(crate) lifetime: i64,
    pub(crate) once: bool,
    pub(crate) used: bool,
    /// From when Graph lists it.
    pub(crate) listed_from: Timestamp,
    /// From when the sign-in takes it.
    pub(crate) taken_from: Timestamp,
}

impl Pass {
    /// Graph has no property for it.
    pub(crate) fn ends_at(&self) -> Timestamp {
        self.starts_at + SignedDuration::from_mins(self.lifetime)
    }

    /// `methodUsabilityReason`; `admitted` is the policy's word.
    pub(crate) fn reason(&self, now: Timestamp, admitted: bool) -> &'static str {
        if self.used && self.once {
            "OneTimeUsed"
        } else if now >= self.ends_at() {
            "Expired"
        } else if !admitted {
            "DisabledByPolicy"
        } else if now < self.starts_at {
            "NotYetValid"
        } else {
            "EnabledByPolicy"
        }
    }

    /// As Graph lists it: without what it is.
    pub(crate) fn shown(&self, now: Timestamp, admitted: bool) -> Value {
        let reason = self.reason(now, admitted);
        json!({
            "id": self.id,
            "temporaryAccessPass": null,
            "createdDateTime": seven_digits(self.created_at),
            "startDateTime": if self.start_was_given {
                to_the_second(self.starts_at)
            } else {
                seven_digits(self.starts_at)
            },
            "lifetimeInMinutes": self.lifetime,
            "isUsableOnce": self.once,
            "isUsable": reason == "EnabledByPolicy",
            "methodUsabilityReason": reason,
        })
    }

    /// What the test that asked for it is told.
    pub(crate) fn issued(&self) -> IssuedPass {
        IssuedPass {
            id: self.id.clone(),
            pass: self.text.clone(),
            starts_at: self.starts_at,
            ends_at: self.ends_at(),
        }
    }
}
