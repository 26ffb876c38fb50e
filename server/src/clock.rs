//! What time it is.
//!
//! Owns [`Clock`], the only source of "now" in the server, so that a test can set it, and [`SteadyClock`],
//! which does not go back: a pass that is over stays over when somebody sets the machine's clock. And how a
//! time is read that HTTP writes.

use doorkey_protocol::time::{Span, Timestamp};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::SystemTime;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// It was this late once, as the data says.
    fn has_been(&self, _: Timestamp) {}
}

/// By how much a clock that was set back is not believed. More than that is taken for the mending of a
/// clock that was wrong before: to hold on to that would stop the time for as long.
const DISBELIEF: Span = Span::from_mins(2 * 60);

/// A clock that does not go back: where the one it looks at was set back, it stands until that one has caught
/// up. What it has shown outlives a restart, since the data says how late it was.
#[derive(Debug)]
pub struct SteadyClock<C> {
    clock: C,
    latest: AtomicI64,
    /// Whether it stands, so that it is said once.
    stands: AtomicBool,
}

impl<C: Clock> SteadyClock<C> {
    /// A clock that looks at this one.
    pub const fn new(clock: C) -> Self {
        Self { clock, latest: AtomicI64::new(i64::MIN), stands: AtomicBool::new(false) }
    }
}

impl<C: Clock> Clock for SteadyClock<C> {
    fn now(&self) -> Timestamp {
        let shown = self.clock.now();
        let latest = Timestamp::from_millis(self.latest.fetch_max(shown.as_millis(), Ordering::SeqCst));
        if shown >= latest {
            self.stands.store(false, Ordering::SeqCst);
            return shown;
        }
        let back = latest - shown;
        let is_new = !self.stands.swap(true, Ordering::SeqCst);
        if back <= DISBELIEF {
            if is_new && back > Span::from_secs(1) {
                tracing::warn!(
                    ms = back.as_millis(),
                    "the machine's clock was set back: time stands until it has caught up"
                );
            }
            return latest;
        }
        self.latest.store(shown.as_millis(), Ordering::SeqCst);
        tracing::error!(
            ms = back.as_millis(),
            "the machine's clock was set back by hours: passes that were over may be usable again"
        );
        shown
    }

    fn has_been(&self, then: Timestamp) {
        self.latest.fetch_max(then.as_millis(), Ordering::SeqCst);
    }
}

/// The operating system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(jiff::Timestamp::now().as_millisecond())
    }
}

/// A clock that stands until it is set.
#[derive(Debug)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that shows `start`.
    pub const fn new(start: Timestamp) -> Self {
        Self(AtomicI64::new(start.as_millis()))
    }

    /// Shows `now` from here on.
    pub fn set(&self, now: Timestamp) {
        self.0.store(now.as_millis(), Ordering::SeqCst);
    }

    /// Moves on by `span`.
    pub fn advance(&self, span: Span) {
        self.0.fetch_add(span.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::SeqCst))
    }
}

/// The time that an HTTP date says (RFC 9110, §5.6.7), as in `Retry-After`; `None` for anything else, and before 1970.
pub(crate) fn of_http_date(text: &str) -> Option<Timestamp> {
    let since = httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(Timestamp::from_millis(i64::try_from(since.as_millis()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_does_not_go_back_but_a_wrong_clock_is_mended() {
        let at = |minutes: i64| Timestamp::from_millis(minutes * 60_000);
        let clock = SteadyClock::new(ManualClock::new(at(0)));
        for (name, shown, expected) in [
            ("begins", 0, 0),
            ("goes on", 10, 10),
            ("is set back", 9, 10),
            ("is set back an hour", -50, 10),
            ("catches up", 10, 10),
            ("goes on from there", 11, 11),
            ("leaps ahead", 600, 600),
            ("is set right by hours", 12, 12),
            ("and goes on", 13, 13),
        ] {
            clock.clock.set(at(shown));
            assert_eq!(clock.now(), at(expected), "{name}");
        }
        // After a restart the data says how late it was.
        let clock = SteadyClock::new(ManualClock::new(at(0)));
        clock.has_been(at(30));
        assert_eq!(clock.now(), at(30));
    }
}
