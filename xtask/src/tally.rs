//! How many tests passed and failed, summed over all parts.
//!
//! Owns reading libtest's own sum lines. Started by `test`; yields the last line that it prints.

use std::fmt;
use std::ops::AddAssign;

/// A sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    /// What a line like `test result: ok. 3 passed; 0 failed; …` says; other lines say nothing.
    pub(crate) fn of_line(line: &str) -> Option<Self> {
        let (_, counts) = line.trim().strip_prefix("test result: ")?.split_once(". ")?;
        let count = |word: &str| {
            counts.split(';').find_map(|part| part.trim().strip_suffix(word)?.trim().parse::<u64>().ok())
        };
        Some(Self { passed: count("passed")?, failed: count("failed")? })
    }

    /// The sum of a part that ended well or not: one that did not, though no test of it failed (it does
    /// not build, it crashed), counts as one failure, so that it cannot be overlooked.
    pub(crate) fn of_part(counted: Self, ended_well: bool) -> Self {
        let unseen = !ended_well && counted.failed == 0;
        Self { failed: counted.failed + u64::from(unseen), ..counted }
    }

    /// Whether something was tested and all of it is well.
    pub(crate) fn is_good(self) -> bool {
        self.failed == 0 && self.passed > 0
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn tally(passed: u64, failed: u64) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn sum_lines_are_read_and_others_are_not() {
        for (line, expected) in [
            (
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
                Some(tally(3, 0)),
            ),
            (
                "test result: FAILED. 12 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
                Some(tally(12, 2)),
            ),
            ("test result: ok. 0 passed; 0 failed; 0 ignored; 0 filtered out", Some(tally(0, 0))),
            ("test flow::enter ... ok", None),
            ("3 passed; 0 failed", None),
            ("test result: ok. all passed; none failed", None),
            ("", None),
        ] {
            assert_eq!(Tally::of_line(line), expected, "{line}");
        }
    }

    #[test]
    fn a_part_that_broke_counts_as_one_failure() {
        for (counted, ended_well, expected) in [
            (tally(3, 0), true, tally(3, 0)),
            (tally(3, 0), false, tally(3, 1)),
            (tally(3, 2), false, tally(3, 2)),
            (tally(0, 0), false, tally(0, 1)),
        ] {
            assert_eq!(Tally::of_part(counted, ended_well), expected);
        }
    }

    #[test]
    fn nothing_tested_is_not_good() {
        for (sum, good) in [(tally(1, 0), true), (tally(0, 0), false), (tally(9, 1), false)] {
            assert_eq!(sum.is_good(), good, "{sum}");
        }
    }

    #[test]
    fn the_last_line_is_exact() {
        let mut sum = tally(1, 0);
        sum += tally(41, 1);
        assert_eq!(sum.to_string(), "42 passed, 1 failed");
    }
}
