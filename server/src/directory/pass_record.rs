//! What is known about a pass, the pass itself excepted.
//!
//! Owns [`PassRecord`] and [`Standing`], the one rule by which it can be used or cannot.

use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::{Usability, Validity};
use std::fmt;
use uuid::Uuid;

/// A pass as the directory keeps it.
#[derive(Clone, Debug)]
pub struct PassRecord {
    pub(crate) id: Uuid,
    pub(crate) person_id: Uuid,
    /// When it can be used.
    pub validity: Validity,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
    /// When it was issued.
    pub created_at: Timestamp,
    /// How often in a row it was tried wrongly.
    pub(crate) attempts: u32,
    pub(crate) codes_are_left: bool,
    /// When a one-time pass was used.
    pub used_at: Option<Timestamp>,
    /// When it ended before its time, and why.
    pub ended: Option<(Timestamp, EndedReason)>,
}

/// Why a pass ended before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndedReason {
    /// A newer pass took its place.
    Replaced,
    /// It was revoked.
    Revoked,
}

impl EndedReason {
    /// The reason as it is stored.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
        }
    }
}

/// What can be done with a pass at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be used.
    Usable,
    /// Its time comes then.
    NotYet(Timestamp),
    /// Its time ended then.
    Expired(Timestamp),
    /// A one-time pass that paid for its passkey.
    Used,
    /// A newer pass took its place.
    Replaced,
    /// It was revoked.
    Revoked,
    /// It was tried wrongly too often. Nobody who types a pass is told.
    Locked,
    /// The policy does not let it be used, or its person is switched off.
    Blocked,
}

impl PassRecord {
    /// What can be done with it at `now`. What somebody did to it counts before what time did.
    pub fn standing(&self, now: Timestamp) -> Standing {
        if self.used_at.is_some() {
            return Standing::Used;
        }
        match self.ended {
            Some((_, EndedReason::Replaced)) => return Standing::Replaced,
            Some((_, EndedReason::Revoked)) => return Standing::Revoked,
            None => {}
        }
        match self.validity.at(now) {
            Usability::NotYet(_) => Standing::NotYet(self.validity.starts_at),
            Usability::Usable(_) => Standing::Usable,
            Usability::Expired(_) => Standing::Expired(self.validity.ends_at()),
        }
    }

    /// The same under the policy, which admits it or does not.
    pub fn standing_under(&self, now: Timestamp, admitted: bool) -> Standing {
        match self.standing(now) {
            Standing::Usable | Standing::NotYet(_) if !admitted => Standing::Blocked,
            other => other,
        }
    }

    /// The same for the desk, which sees locked passes too: those that were tried `most` times.
    pub fn standing_for_desk(&self, now: Timestamp, admitted: bool, most: u32) -> Standing {
        match self.standing_under(now, admitted) {
            Standing::Usable | Standing::NotYet(_) if self.attempts >= most => Standing::Locked,
            other => other,
        }
    }
}

impl fmt::Display for Standing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Usable => "usable",
            Self::NotYet(_) => "not yet",
            Self::Expired(_) => "expired",
            Self::Used => "used",
            Self::Replaced => "replaced",
            Self::Revoked => "revoked",
            Self::Locked => "locked",
            Self::Blocked => "blocked",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorkey_protocol::time::Lifetime;

    #[test]
    fn what_was_done_counts_before_what_time_did() {
        let at = Timestamp::from_millis;
        let validity = Validity { starts_at: at(0), lifetime_in_minutes: Lifetime::SHORTEST };
        let fresh = PassRecord {
            id: Uuid::nil(),
            person_id: Uuid::nil(),
            validity,
            one_time: true,
            created_at: at(0),
            attempts: 0,
            codes_are_left: true,
            used_at: None,
            ended: None,
        };
        let used = PassRecord { used_at: Some(at(1)), ..fresh };
        let replaced = PassRecord { ended: Some((at(1), EndedReason::Replaced)), ..fresh };
        let revoked = PassRecord { ended: Some((at(1), EndedReason::Revoked)), ..fresh };
        let both = PassRecord { used_at: Some(at(1)), ..revoked };
        let end = validity.ends_at().as_millis();
        for (name, pass, now, expected) in [
            ("before", &fresh, -1, Standing::NotYet(at(0))),
            ("start", &fresh, 0, Standing::Usable),
            ("last", &fresh, end - 1, Standing::Usable),
            ("end", &fresh, end, Standing::Expired(at(end))),
            ("used", &used, end, Standing::Used),
            ("replaced", &replaced, end, Standing::Replaced),
            ("revoked", &revoked, -1, Standing::Revoked),
            ("used and revoked", &both, 0, Standing::Used),
        ] {
            assert_eq!(pass.standing(at(now)), expected, "{name}");
        }
        let locked = PassRecord { attempts: 10, ..fresh };
        assert_eq!(locked.standing(at(0)), Standing::Usable);
        for (pass, admitted, expected) in [
            (&locked, true, Standing::Locked),
            (&locked, false, Standing::Blocked),
            (&fresh, true, Standing::Usable),
            (&fresh, false, Standing::Blocked),
            (&used, false, Standing::Used),
        ] {
            assert_eq!(pass.standing_for_desk(at(0), admitted, 10), expected);
        }
    }
}
