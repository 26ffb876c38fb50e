//! `PassFormat`: what a backend says its passes look like.
//!
//! Owns reading a typed text by the backend's own rules. With our own alphabet letter case and
//! grouping do not matter and the check character must fit; with any printable text nothing but the
//! ends is ever touched. Nothing is repaired beyond that: proposals are the newcomer's to accept.

use crate::check::{Symbol, check_symbol, holds};
use crate::pass::{LONGEST, Pass, PassError, check_length, is_invisible, trim};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What passes look like at a backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Wire", into = "Wire")]
pub enum PassFormat {
    /// Our own: 32 letters and digits without look-alikes, the last one a check character.
    Doorkey,
    /// Any printable ASCII, every character as it is: what Entra issues.
    Printable,
}

/// How it travels: an object, so that a backend can say more one day.
#[derive(Serialize, Deserialize)]
struct Wire {
    alphabet: Alphabet,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Alphabet {
    Doorkey,
    Printable,
}

impl From<Wire> for PassFormat {
    fn from(wire: Wire) -> Self {
        match wire.alphabet {
            Alphabet::Doorkey => Self::Doorkey,
            Alphabet::Printable => Self::Printable,
        }
    }
}

impl From<PassFormat> for Wire {
    fn from(format: PassFormat) -> Self {
        let alphabet = match format {
            PassFormat::Doorkey => Alphabet::Doorkey,
            PassFormat::Printable => Alphabet::Printable,
        };
        Self { alphabet }
    }
}

impl PassFormat {
    /// How many characters our own passes have when nobody says otherwise: 45 random bits and a check.
    pub const DEFAULT_LENGTH: usize = 10;

    /// The format of passes in an alphabet of this name, as it travels.
    pub fn named(alphabet: &str) -> Option<Self> {
        match alphabet {
            "doorkey" => Some(Self::Doorkey),
            "printable" => Some(Self::Printable),
            _ => None,
        }
    }

    /// Reads a typed text.
    ///
    /// # Errors
    /// The first thing that keeps it from being a pass here.
    pub fn read(self, typed: &str) -> Result<Pass, PassError> {
        match self {
            Self::Printable => typed.parse(),
            Self::Doorkey => read_own(typed),
        }
    }

    /// Makes a pass of our own from random symbols: `random` and a check character, together within
    /// 8 and 48.
    ///
    /// # Errors
    /// When that length cannot be a pass.
    pub fn compose(random: &[Symbol]) -> Result<Pass, PassError> {
        spell(random.iter().copied().chain([check_symbol(random)])).parse()
    }
}

fn read_own(typed: &str) -> Result<Pass, PassError> {
    // Bounded before anything is built: a paste of any size costs a walk over it at most.
    let meant = || trim(typed).chars().enumerate().filter(|(_, character)| !is_separator(*character));
    check_length(meant().count())?;
    let symbols = meant()
        .map(|(place, character)| Symbol::read(character).ok_or(PassError::Character { place: place + 1 }))
        .collect::<Result<Vec<_>, _>>()?;
    if !holds(&symbols) {
        return Err(PassError::Check);
    }
    spell(symbols).parse()
}

/// The characters of a pass, in a text that never grows (growing would leave copies behind) and is
/// overwritten when dropped.
fn spell(symbols: impl IntoIterator<Item = Symbol>) -> Zeroizing<String> {
    let mut code = Zeroizing::new(String::with_capacity(LONGEST + 1));
    code.extend(symbols.into_iter().take(LONGEST + 1).map(Symbol::character));
    code
}

/// What people and word processors put between the groups of a code.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || is_invisible(character)
        || matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn own(values: &[u8]) -> Pass {
        PassFormat::compose(&values.iter().copied().map(Symbol::from_low_bits).collect::<Vec<_>>()).unwrap()
    }

    fn check(format: PassFormat, typed: &str, expected: Result<&str, PassError>) {
        let read = format.read(typed);
        assert_eq!(read.as_ref().map(Pass::expose).map_err(|error| *error), expected, "{typed:?}");
    }

    #[test]
    fn own_passes_are_read_in_any_case_and_grouping() {
        let pass = own(&[10, 11, 12, 13, 1, 0, 3, 4, 5]);
        assert_eq!(pass.expose(), "ABCD10345Y");
        for typed in [
            "abcd10345y",
            "ABCD1-0345Y",
            " ABCD1 0345Y ",
            "AbCdIo345y",
            "ABCDL\u{2013}O345Y",
            "ABC\u{200b}D10345Y",
            "A-B-C-D-1-0-3-4-5-Y",
            "ABCD1\n0345Y\r\n",
            "ABCD1\u{a0}0345Y",
            "ABCD1\u{2011}0345Y",
        ] {
            check(PassFormat::Doorkey, typed, Ok("ABCD10345Y"));
        }
    }

    #[test]
    fn own_passes_say_what_is_wrong() {
        check(PassFormat::Doorkey, "ABCD10345X", Err(PassError::Check));
        check(PassFormat::Doorkey, "ABCD10354Y", Err(PassError::Check));
        check(PassFormat::Doorkey, "ABCD1U345Y", Err(PassError::Character { place: 6 }));
        check(PassFormat::Doorkey, "ABCD1-0!45Y", Err(PassError::Character { place: 8 }));
        check(PassFormat::Doorkey, "- -", Err(PassError::Empty));
        check(PassFormat::Doorkey, "ABCD103", Err(PassError::TooShort { missing: 1 }));
        check(PassFormat::Doorkey, &"A".repeat(10_000_000), Err(PassError::TooLong { excess: 9_999_952 }));
    }

    #[test]
    fn printable_passes_keep_everything_but_the_ends() {
        check(PassFormat::Printable, " aB-cd 1+", Err(PassError::Character { place: 6 }));
        check(PassFormat::Printable, "aB-cd_1+ ", Ok("aB-cd_1+"));
        check(PassFormat::Printable, "il1o0IL0", Ok("il1o0IL0"));
    }

    #[test]
    fn the_wire_names_the_alphabet() {
        for (format, json) in [
            (PassFormat::Doorkey, r#"{"alphabet":"doorkey"}"#),
            (PassFormat::Printable, r#"{"alphabet":"printable"}"#),
        ] {
            assert_eq!(serde_json::to_string(&format).unwrap(), json);
            assert_eq!(serde_json::from_str::<PassFormat>(json).unwrap(), format);
            let wire: serde_json::Value = serde_json::from_str(json).unwrap();
            assert_eq!(PassFormat::named(wire["alphabet"].as_str().unwrap()), Some(format));
        }
    }

    proptest! {
        #[test]
        fn what_we_issue_we_read(values in prop::collection::vec(0u8..32, 7..48)) {
            let pass = own(&values);
            let read = PassFormat::Doorkey.read(pass.grouped().expose()).unwrap();
            prop_assert_eq!(read.expose(), pass.expose());
        }

        #[test]
        fn no_text_panics(text in ".{0,80}") {
            let _ = PassFormat::Doorkey.read(&text);
            let _ = PassFormat::Printable.read(&text);
        }
    }
}
