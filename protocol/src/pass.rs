//! `Pass`: a Temporary Access Pass (TAP) as somebody typed it, once it has the shape of one.
//!
//! Owns the shape that every backend shares: 8 to 48 printable ASCII characters. What more a
//! particular backend promises is [`crate::format::PassFormat`]. There is no other way to a `Pass`
//! than reading a text, and none back but [`Pass::expose`].

use crate::secret::Secret;
use std::fmt;
use std::str::FromStr;

/// The fewest characters of a pass, as in Graph's policy.
pub const SHORTEST: usize = 8;
/// The most characters of a pass, as in Graph's policy.
pub const LONGEST: usize = 48;

/// A typed pass. Prints as `[redacted]`, is overwritten when dropped.
#[derive(Clone)]
pub struct Pass(Secret);

/// Why a text is no pass. Carries counts and places, never the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PassError {
    /// Nothing but white space.
    Empty,
    /// So many characters are missing.
    TooShort {
        /// How many more it needs.
        missing: usize,
    },
    /// So many characters are too many.
    TooLong {
        /// How many it has beyond the longest.
        excess: usize,
    },
    /// A character that cannot stand in a pass here.
    Character {
        /// Its place, from 1, counted in characters.
        place: usize,
    },
    /// The check character does not fit the others: something is mistyped or swapped.
    Check,
}

impl Pass {
    /// The characters, for the one request that redeems them or the one hash that is kept of them.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The secret text, to travel in a request body.
    pub fn secret(&self) -> &Secret {
        &self.0
    }

    /// The characters in groups joined by hyphens, as our own passes are shown and may be typed.
    pub fn grouped(&self) -> Secret {
        let code = self.expose();
        let size = if code.len().is_multiple_of(4) { 4 } else { 5 };
        let mut shown = String::with_capacity(code.len() + code.len() / size);
        for (place, character) in code.chars().enumerate() {
            if place > 0 && place % size == 0 {
                shown.push('-');
            }
            shown.push(character);
        }
        Secret::new(shown)
    }
}

/// Reads what every backend accepts: white space at the ends is not part of it, all else is.
impl FromStr for Pass {
    type Err = PassError;

    fn from_str(text: &str) -> Result<Self, PassError> {
        let code = trim(text);
        // Counted one by one: what std does for long texts would be 1 kB more for a page to load.
        check_length(code.chars().fold(0, |count, _| count + 1))?;
        match code.chars().position(|character| !character.is_ascii_graphic()) {
            Some(place) => Err(PassError::Character { place: place + 1 }),
            None => Ok(Self(Secret::new(code.to_owned()))),
        }
    }
}

/// Whether so many characters can be a pass.
pub(crate) fn check_length(count: usize) -> Result<(), PassError> {
    match count {
        0 => Err(PassError::Empty),
        short if short < SHORTEST => Err(PassError::TooShort { missing: SHORTEST - short }),
        long if long > LONGEST => Err(PassError::TooLong { excess: long - LONGEST }),
        _ => Ok(()),
    }
}

/// The text without what a copy from a mail, a slip or a chat leaves at its ends: white space of any
/// kind and characters that cannot be seen.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || is_invisible(character))
}

/// Zero-width characters, the byte order mark, and the marks and isolates of bidirectional text.
pub fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

impl fmt::Debug for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pass([redacted])")
    }
}

impl fmt::Display for PassError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "no pass was given"),
            Self::TooShort { missing } => write!(f, "{missing} characters are missing"),
            Self::TooLong { excess } => write!(f, "{excess} characters too many"),
            Self::Character { place } => write!(f, "character {place} cannot stand in a pass"),
            Self::Check => write!(f, "the check character does not fit"),
        }
    }
}

impl std::error::Error for PassError {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<&str, PassError>) {
        let read = text.parse::<Pass>();
        assert_eq!(read.as_ref().map(Pass::expose).map_err(|error| *error), expected, "{text:?}");
    }

    #[test]
    fn reads_what_any_backend_accepts() {
        check("+drkzqAD", Ok("+drkzqAD"));
        check("nc+&G=xwDKCz", Ok("nc+&G=xwDKCz"));
        check(" +drkzqAD\r\n", Ok("+drkzqAD"));
        check("\u{feff}\u{a0}+drkzqAD\u{200b}\u{200e}", Ok("+drkzqAD"));
        check("in-side-s", Ok("in-side-s"));
        check(&"a".repeat(48), Ok(&"a".repeat(48)));
    }

    #[test]
    fn says_what_is_wrong() {
        check("", Err(PassError::Empty));
        check(" \u{200b}\u{2066} ", Err(PassError::Empty));
        check("1234567", Err(PassError::TooShort { missing: 1 }));
        check(&"a".repeat(49), Err(PassError::TooLong { excess: 1 }));
        check("abcd efgh", Err(PassError::Character { place: 5 }));
        check("abc\u{200b}defgh", Err(PassError::Character { place: 4 }));
        check("pässword", Err(PassError::Character { place: 2 }));
        check("abcdefg\0h", Err(PassError::Character { place: 8 }));
        check("abcdefg\u{301}", Err(PassError::Character { place: 8 }));
    }

    #[test]
    fn groups_read_well() {
        for (code, shown) in
            [("ABCDEFGH", "ABCD-EFGH"), ("ABCDEFGHJK", "ABCDE-FGHJK"), ("ABCDEFGHJ", "ABCDE-FGHJ")]
        {
            assert_eq!(code.parse::<Pass>().unwrap().grouped().expose(), shown);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_none_is_shown(text in ".{0,80}") {
            if let Ok(pass) = text.parse::<Pass>() {
                prop_assert_eq!(format!("{:?}", pass), "Pass([redacted])");
                prop_assert_eq!(pass.expose(), trim(&text));
            }
        }
    }
}
