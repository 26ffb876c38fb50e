//! When a pass can be used.
//!
//! Owns [`Validity`], half-open: the start belongs to it, the end does not. Asked, never watched:
//! whoever asks brings the time.

use crate::time::{Lifetime, Span, Timestamp};
use serde::{Deserialize, Serialize};

/// From when and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Validity {
    /// The first point in time at which the pass can be used.
    pub starts_at: Timestamp,
    /// How long from then.
    pub lifetime_in_minutes: Lifetime,
}

/// What a validity is at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usability {
    /// Not before [`Validity::starts_at`], so much later than now.
    NotYet(Span),
    /// Usable for so much longer.
    Usable(Span),
    /// Over since so long; zero at the very end.
    Expired(Span),
}

impl Validity {
    /// The first point in time at which the pass can no longer be used.
    pub fn ends_at(self) -> Timestamp {
        self.starts_at + self.lifetime_in_minutes.span()
    }

    /// What it is at `now`.
    pub fn at(self, now: Timestamp) -> Usability {
        if now < self.starts_at {
            Usability::NotYet(self.starts_at - now)
        } else if now < self.ends_at() {
            Usability::Usable(self.ends_at() - now)
        } else {
            Usability::Expired(now - self.ends_at())
        }
    }

    /// Whether the pass can be used at `now`.
    pub fn contains(self, now: Timestamp) -> bool {
        matches!(self.at(now), Usability::Usable(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_included_end_excluded() {
        let start = 1_000_000;
        let end = start + 600_000;
        let validity = Validity {
            starts_at: Timestamp::from_millis(start),
            lifetime_in_minutes: Lifetime::from_minutes(10).unwrap(),
        };
        let span = Span::from_millis;
        for (now, expected) in [
            (start - 1, Usability::NotYet(span(1))),
            (start, Usability::Usable(span(600_000))),
            (end - 1, Usability::Usable(span(1))),
            (end, Usability::Expired(span(0))),
            (end + 5, Usability::Expired(span(5))),
        ] {
            assert_eq!(validity.at(Timestamp::from_millis(now)), expected, "at {now}");
        }
    }
}
