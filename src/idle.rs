//! How long a shared screen waits for somebody who has gone.
//!
//! Owns [`Idle`], asked every second: whether the one who was here is still here. Before it starts afresh a
//! countdown is shown, and one touch anywhere stops it, as often as wanted (WCAG 2.2, 2.2.1).

use doorkey_protocol::time::Span;

/// How patient a screen is in its present place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Nobody's: it waits for ever.
    Endless,
    /// Somebody reads and types.
    Usual,
    /// What goes on goes on elsewhere: in the system's dialog, on a phone.
    Long,
    /// All is done.
    Short,
}

/// What the screen does about the one who was here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idle {
    /// Nothing.
    Calm,
    /// It asks whether they are still here, and says how many seconds are left.
    Asking(i64),
    /// It starts afresh.
    Over,
}

/// How long nothing happens before anybody is asked, unless the page says otherwise.
pub const USUAL: Span = Span::from_secs(60);
/// The least and the most that a page can set.
pub const RANGE: (i64, i64) = (10, 600);

/// How long the question stands.
const COUNTDOWN: Span = Span::from_secs(20);
const LONG: Span = Span::from_mins(3);
const SHORT: Span = Span::from_secs(10);

impl Idle {
    /// What to do after nothing has happened for `quiet`, where the page waits for `usual`.
    pub fn after(quiet: Span, patience: Patience, usual: Span) -> Self {
        let limit = match patience {
            Patience::Endless => return Self::Calm,
            Patience::Usual => usual,
            Patience::Long => LONG.max(usual),
            Patience::Short => SHORT.min(usual),
        };
        let left = limit.as_millis() + COUNTDOWN.as_millis() - quiet.as_millis();
        if left <= 0 {
            Self::Over
        } else if left <= COUNTDOWN.as_millis() {
            Self::Asking((left + 999) / 1_000)
        } else {
            Self::Calm
        }
    }
}

/// What a page sets as its patience, in seconds; what is no number is not set.
pub fn set(text: Option<&str>) -> Span {
    let seconds = text.and_then(|text| text.trim().parse::<i64>().ok());
    seconds.map_or(USUAL, |seconds| Span::from_secs(seconds.clamp(RANGE.0, RANGE.1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_asks_before_it_starts_afresh() {
        let seconds = Span::from_secs;
        for (quiet, patience, usual, expected) in [
            (59_000, Patience::Usual, 60, Idle::Calm),
            (60_000, Patience::Usual, 60, Idle::Asking(20)),
            (60_001, Patience::Usual, 60, Idle::Asking(20)),
            (61_000, Patience::Usual, 60, Idle::Asking(19)),
            (79_001, Patience::Usual, 60, Idle::Asking(1)),
            (80_000, Patience::Usual, 60, Idle::Over),
            // A laptop that slept.
            (8_000_000, Patience::Usual, 60, Idle::Over),
            (8_000_000, Patience::Endless, 60, Idle::Calm),
            (179_000, Patience::Long, 60, Idle::Calm),
            (180_000, Patience::Long, 60, Idle::Asking(20)),
            (300_000, Patience::Long, 600, Idle::Calm),
            (9_000, Patience::Short, 60, Idle::Calm),
            (10_000, Patience::Short, 60, Idle::Asking(20)),
            (30_000, Patience::Short, 60, Idle::Over),
            (20_000, Patience::Usual, 20, Idle::Asking(20)),
        ] {
            let found = Idle::after(Span::from_millis(quiet), patience, seconds(usual));
            assert_eq!(found, expected, "{quiet} ms, {patience:?}, {usual} s");
        }
    }

    #[test]
    fn what_is_set_is_within_reason() {
        for (text, seconds) in [
            (None, 60),
            (Some("90"), 90),
            (Some(" 30 "), 30),
            (Some("1"), 10),
            (Some("9999"), 600),
            (Some("soon"), 60),
            (Some(""), 60),
        ] {
            assert_eq!(set(text), Span::from_secs(seconds), "{text:?}");
        }
    }
}
