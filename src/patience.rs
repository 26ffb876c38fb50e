//! When to ask the backend once more without being told to.
//!
//! Owns the pauses between the tries of a call that may be repeated without harm: growing, with a part
//! left to chance so that a hall full of pages does not come back all at once, and few. Beyond them it
//! is the newcomer's turn.

use crate::notice::Failure;
use doorkey_protocol::problem::Code;
use doorkey_protocol::time::Span;

/// The pauses before the second and every further try, in milliseconds.
const PAUSES: [i64; 3] = [400, 1_200, 3_000];

/// The longest wait that a backend may ask for and get; what is longer is told instead.
const LONGEST: Span = Span::from_secs(5);

/// The longest wait that is told: a nonsense header must not send anybody home.
const CREDIBLE: Span = Span::from_mins(60);

/// How long to wait before asking again after `tries` failed; `None` when that is the newcomer's to
/// decide. `asked` is the wait that the backend asked for (`Retry-After`), `chance` from 0 to 255.
pub fn pause(failure: &Failure, tries: usize, asked: Option<Span>, chance: u8) -> Option<Span> {
    let may_pass = match failure {
        Failure::Unreachable => true,
        Failure::Refused(problem) => matches!(problem.code, Code::Busy),
        // Offline ends by itself and says so; after a slow one the newcomer has waited long enough; the
        // others need somebody.
        Failure::Offline | Failure::Slow | Failure::Blocked | Failure::Garbled => false,
    };
    let usual = *PAUSES.get(tries.checked_sub(1)?)?;
    let usual = Span::from_millis(usual / 2 + usual * i64::from(chance) / 255);
    let wait = asked.map_or(usual, |asked| asked.max(usual));
    (may_pass && wait <= LONGEST).then_some(wait)
}

/// How long to wait before a look at what comes by itself, sooner or later, after `looks` that saw nothing new:
/// often at first, when somebody is at it, and seldom when they seem to be away.
pub fn between_looks(looks: usize) -> Span {
    const SECONDS: [i64; 7] = [1, 3, 4, 6, 9, 15, 20];
    const LONGEST: i64 = 30;
    Span::from_secs(SECONDS.get(looks).copied().unwrap_or(LONGEST))
}

/// A wait that a backend asked for in seconds, as far as it can be believed.
pub fn credible(seconds: i64) -> Option<Span> {
    (seconds >= 0).then(|| Span::from_secs(seconds).min(CREDIBLE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorkey_protocol::problem::Problem;

    fn refused(code: Code) -> Failure {
        Failure::Refused(Box::new(Problem::new(code)))
    }

    #[test]
    fn what_passes_by_itself_is_tried_again_a_few_times() {
        let seconds = |seconds| Some(Span::from_secs(seconds));
        for (case, failure, tries, asked, expected) in [
            ("no answer", Failure::Unreachable, 1, None, Some(400)),
            ("again", Failure::Unreachable, 2, None, Some(1_200)),
            ("and again", Failure::Unreachable, 3, None, Some(3_000)),
            ("slow", Failure::Slow, 1, None, None),
            ("enough", Failure::Unreachable, 4, None, None),
            ("busy", refused(Code::Busy), 1, None, Some(400)),
            ("busy for a while", refused(Code::Busy), 1, seconds(2), Some(2_000)),
            ("busy for long", refused(Code::Busy), 1, seconds(60), None),
            ("a fault of ours", refused(Code::Internal), 1, None, None),
            ("a no", refused(Code::PassExpired), 1, None, None),
            ("offline", Failure::Offline, 1, None, None),
            ("a captive portal", Failure::Garbled, 1, None, None),
            ("not allowed", Failure::Blocked, 1, None, None),
        ] {
            // In the middle of chance a pause is as long as it stands in the list.
            let waited = pause(&failure, tries, asked, 128).map(Span::as_millis);
            match (waited, expected) {
                (Some(waited), Some(expected)) => {
                    assert!((waited - expected).abs() <= 20, "{case}: {waited}");
                }
                (waited, expected) => assert_eq!(waited, expected, "{case}"),
            }
        }
    }

    #[test]
    fn looks_grow_rarer_and_never_stop() {
        let pauses: Vec<_> = (0..20).map(between_looks).collect();
        assert!(pauses.is_sorted(), "{pauses:?}");
        assert_eq!((pauses[0], pauses[19]), (Span::from_secs(1), Span::from_secs(30)));
    }

    #[test]
    fn chance_spreads_a_hall_of_pages() {
        let pause = |chance| pause(&Failure::Unreachable, 1, None, chance).map(Span::as_millis);
        assert_eq!((pause(0), pause(255)), (Some(200), Some(600)));
    }

    #[test]
    fn nonsense_is_not_waited_for() {
        for (seconds, expected) in
            [(-1, None), (0, Some(0)), (90, Some(90_000)), (1_000_000_000, Some(3_600_000))]
        {
            assert_eq!(credible(seconds).map(Span::as_millis), expected, "{seconds}");
        }
    }
}
