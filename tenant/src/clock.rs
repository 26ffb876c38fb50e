//! What time it is in the tenant.
//!
//! Owns the clock that a test can set, and the two ways in which Microsoft writes a time.

use jiff::{SignedDuration, Timestamp};

/// A clock that runs, or stands where it was stopped.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    ahead: SignedDuration,
    stopped_at: Option<Timestamp>,
}

impl Clock {
    pub(crate) fn now(&self) -> Timestamp {
        self.stopped_at.unwrap_or_else(|| Timestamp::now() + self.ahead)
    }

    pub(crate) fn advance(&mut self, by: SignedDuration) {
        match &mut self.stopped_at {
            Some(at) => *at += by,
            None => self.ahead += by,
        }
    }

    pub(crate) fn set(&mut self, now: Timestamp) {
        match &mut self.stopped_at {
            Some(at) => *at = now,
            None => self.ahead = now.duration_since(Timestamp::now()),
        }
    }

    pub(crate) fn stop(&mut self, at: Timestamp) {
        self.stopped_at = Some(at);
    }
}

/// With seven digits behind the point, as .NET has them: one more than many readers of RFC 3339 take.
pub(crate) fn seven_digits(at: Timestamp) -> String {
    let ticks = at.subsec_nanosecond() / 100;
    format!("{}.{ticks:07}Z", at.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// To the second, as Graph gives back a time that it was given.
pub(crate) fn to_the_second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// As HTTP's headers have it (RFC 9110, §5.6.7).
pub(crate) fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_microsoft_does() {
        let at: Timestamp = "2026-11-28T04:05:06.0712345Z".parse().unwrap();
        assert_eq!(seven_digits(at), "2026-11-28T04:05:06.0712345Z");
        assert_eq!(to_the_second(at), "2026-11-28T04:05:06Z");
        assert_eq!(http_date(at), "Sat, 28 Nov 2026 04:05:06 GMT");
    }

    #[test]
    fn a_stopped_clock_moves_only_by_hand() {
        let at: Timestamp = "2026-11-28T04:05:06Z".parse().unwrap();
        let mut clock = Clock::default();
        clock.stop(at);
        clock.advance(SignedDuration::from_secs(60));
        assert_eq!(clock.now(), at + SignedDuration::from_secs(60));
    }
}
