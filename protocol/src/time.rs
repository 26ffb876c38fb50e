//! Points in time and lengths of time, as numbers with units.
//!
//! Owns [`Timestamp`] and [`Lifetime`]. Reads no clock: whoever needs "now" is given it.

use serde::{Deserialize, Serialize};
use std::ops::{Add, Sub};

/// A point in time: milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted. On the wire
/// the same integer, so that no side has to parse a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// The point `milliseconds` after the epoch.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }
}

/// A length of time in milliseconds; negative when it points back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span(i64);

impl Span {
    /// A span of `milliseconds`.
    pub const fn from_millis(milliseconds: i64) -> Self {
        Self(milliseconds)
    }

    /// A span of `seconds`.
    pub const fn from_secs(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000))
    }

    /// A span of `minutes`.
    pub const fn from_mins(minutes: i64) -> Self {
        Self(minutes.saturating_mul(60_000))
    }

    /// Milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole minutes begun: 1 ms counts as one minute, so that "1 minute left" never means none.
    pub const fn minutes_begun(self) -> i64 {
        self.0.saturating_add(59_999).div_euclid(60_000)
    }
}

impl Add<Span> for Timestamp {
    type Output = Self;
    fn add(self, span: Span) -> Self {
        Self(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Timestamp {
    type Output = Self;
    fn sub(self, span: Span) -> Self {
        Self(self.0.saturating_sub(span.0))
    }
}

impl Sub for Timestamp {
    type Output = Span;
    fn sub(self, earlier: Self) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// How long a pass lives, in whole minutes as in Graph's `lifetimeInMinutes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lifetime(u32);

impl Lifetime {
    /// The shortest that Graph's policy knows: 10 minutes.
    pub const SHORTEST: Self = Self(10);
    /// The longest that Graph's policy knows: 43,200 minutes, 30 days.
    pub const LONGEST: Self = Self(43_200);
    /// What a pass gets when nobody says otherwise: 60 minutes.
    pub const DEFAULT: Self = Self(60);

    /// A lifetime of `minutes`, when it lies within 10 and 43,200.
    ///
    /// # Errors
    /// Outside that range, the number is given back.
    pub const fn from_minutes(minutes: u32) -> Result<Self, u32> {
        if minutes < Self::SHORTEST.0 || minutes > Self::LONGEST.0 { Err(minutes) } else { Ok(Self(minutes)) }
    }

    /// What a backend says; how long its passes live is its own to decide.
    pub const fn said(minutes: u32) -> Self {
        Self(minutes)
    }

    /// Minutes.
    pub const fn as_minutes(self) -> u32 {
        self.0
    }

    /// The same length as a [`Span`].
    pub const fn span(self) -> Span {
        Span::from_mins(self.0 as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_begun_round_up() {
        for (millis, minutes) in [
            (0, 0),
            (1, 1),
            (60_000, 1),
            (60_001, 2),
            (-1, 0),
            (-60_000, -1),
            (i64::MAX, 153_722_867_280_912),
        ] {
            assert_eq!(Span::from_millis(millis).minutes_begun(), minutes, "{millis} ms");
        }
    }

    #[test]
    fn lifetimes_keep_graphs_range() {
        for (minutes, kept) in [
            (0, false),
            (9, false),
            (10, true),
            (60, true),
            (43_200, true),
            (43_201, false),
            (u32::MAX, false),
        ] {
            assert_eq!(Lifetime::from_minutes(minutes).is_ok(), kept, "{minutes} minutes");
        }
    }

    #[test]
    fn far_ends_do_not_overflow() {
        let last = Timestamp::from_millis(i64::MAX);
        assert_eq!(last + Span::from_mins(i64::MAX), last);
        assert_eq!((last - Timestamp::from_millis(i64::MIN)).as_millis(), i64::MAX);
    }
}
