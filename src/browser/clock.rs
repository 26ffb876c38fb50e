//! The time of day, as the server has it.
//!
//! Owns the offset between this device's clock and the server's, measured with every answer that
//! carries the server's time, and noticing that the device's clock was set, or that the device slept.

use doorkey_protocol::time::{Span, Timestamp};
use js_sys::Date;
use std::cell::Cell;

/// This device's clock, corrected by the server's.
#[derive(Debug, Default)]
pub(super) struct Clock {
    device_ahead: Cell<Option<Span>>,
    /// The device's time when it last ran as it should, and its stopwatch then.
    steady: Cell<Option<(Timestamp, Span)>>,
}

/// More than this between clock and stopwatch is no jitter.
const JUMP: Span = Span::from_secs(5);

impl Clock {
    /// The server's time now, as well as it is known.
    pub(super) fn now(&self) -> Timestamp {
        device_time() + Span::from_millis(-self.device_ahead().map_or(0, Span::as_millis))
    }

    /// How far the device's clock is ahead of the server's, once that is known.
    pub(super) fn device_ahead(&self) -> Option<Span> {
        self.device_ahead.get()
    }

    /// Whether the clock went other than the stopwatch since this was asked last: somebody set it, or
    /// the device slept, which stops some stopwatches. Then the server had better be asked again.
    pub(super) fn has_jumped(&self) -> bool {
        let (clock, stopwatch) = (device_time(), stopwatch());
        let before = self.steady.replace(Some((clock, stopwatch)));
        before.is_some_and(|(then, mark)| {
            let by_clock = (clock - then).as_millis();
            let by_stopwatch = stopwatch.as_millis() - mark.as_millis();
            by_clock.abs_diff(by_stopwatch) > JUMP.as_millis().unsigned_abs()
        })
    }

    /// Learns from an answer that says `server` and was asked for at `asked`. The answer is taken to
    /// have been made half-way.
    pub(super) fn learn(&self, server: Timestamp, asked: Timestamp) {
        // From the first answer on, not from the first look at it: somebody may set the clock in between.
        if self.steady.get().is_none() {
            self.steady.set(Some((device_time(), stopwatch())));
        }
        let way = (device_time() - asked).as_millis() / 2;
        self.device_ahead.set(Some(asked + Span::from_millis(way) - server));
    }
}

/// What this device thinks the time is. For measuring only.
pub(super) fn device_time() -> Timestamp {
    Timestamp::from_millis(Date::now() as i64)
}

/// How long the page has been there, by a clock that nobody can set.
pub(super) fn stopwatch() -> Span {
    let millis = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |it| it.now());
    Span::from_millis(millis as i64)
}
