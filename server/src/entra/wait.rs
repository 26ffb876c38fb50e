//! How long is waited before Graph is asked again.
//!
//! Owns reading `Retry-After` (seconds, a date, nonsense), and what is waited when Graph says nothing: twice
//! as long each time, and never all at once.

use crate::clock::of_http_date;
use doorkey_protocol::time::{Span, Timestamp};
use std::time::Duration;

/// The longest that is believed: what is said beyond that is a mistake, and would lock a page for good.
const LONGEST: Span = Span::from_mins(60);

/// What `Retry-After` asks for at `now`; `None` when it says nothing that can be waited for.
pub(super) fn asked(header: Option<&str>, now: Timestamp) -> Option<Span> {
    let text = header?.trim();
    let span = if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number has are a long time all the same.
        text.parse::<i64>().map_or(LONGEST, Span::from_secs)
    } else {
        of_http_date(text)? - now
    };
    Some(span.clamp(Span::from_millis(0), LONGEST))
}

/// What is waited after the attempt of this number, the first of which is 0. Half of it is chance, so that
/// servers that failed together do not come back together.
pub(super) fn backed_off(first: Duration, attempt: u32) -> Duration {
    let whole = first.saturating_mul(1 << attempt.min(6));
    // Without randomness all of it is waited.
    let chance = getrandom::u32().unwrap_or(u32::MAX);
    whole / 2 + (whole / 2).mul_f64(f64::from(chance) / f64::from(u32::MAX))
}

/// A span as the runtime counts it.
pub(super) fn duration(span: Span) -> Duration {
    Duration::from_millis(span.as_millis().max(0).unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_bounded_whatever_it_says() {
        let now = Timestamp::from_millis(1_795_424_400_000); // Mon, 23 Nov 2026 09:00:00 GMT
        for (header, seconds) in [
            (None, None),
            (Some("0"), Some(0)),
            (Some(" 12 "), Some(12)),
            (Some("60"), Some(60)),
            (Some("90"), Some(90)),
            (Some("1000000000"), Some(3_600)),
            (Some("99999999999999999999999999"), Some(3_600)),
            (Some("Mon, 23 Nov 2026 09:00:30 GMT"), Some(30)),
            (Some("Mon, 23 Nov 2026 08:00:00 GMT"), Some(0)),
            (Some("Sat, 23 Nov 2126 09:00:00 GMT"), Some(3_600)),
            (Some("-5"), None),
            (Some("1.5"), None),
            (Some("soon"), None),
            (Some(""), None),
            (Some("NaN"), None),
        ] {
            assert_eq!(asked(header, now), seconds.map(Span::from_secs), "{header:?}");
        }
    }

    #[test]
    fn who_fails_again_waits_longer_and_not_all_at_once() {
        let first = Duration::from_secs(1);
        for attempt in 0..4 {
            let most = first * 2u32.pow(attempt);
            for _ in 0..50 {
                let waited = backed_off(first, attempt);
                assert!(waited >= most / 2 && waited <= most, "{attempt}: {waited:?}");
            }
        }
        assert!(backed_off(first, 1000) <= first * 64);
    }
}
