//! Single characters: of which kind each is, and which plain one it stands for.
//!
//! Owns the small tables, by code-point arithmetic where Unicode is regular; whole tables of Unicode
//! would cost the page more than all the rest of the doctor. Kinds are bits, so that one walk over one
//! table answers every question.

use super::Finding;
use super::text::Signs;
use doorkey_protocol::pass::is_invisible;

/// A typographic quotation mark for which a single one may stand.
const SINGLE: u16 = 1;
/// A typographic quotation mark for which a double one may stand. With `SINGLE` too: for neither.
const DOUBLE: u16 = 2;
/// A quotation mark of ASCII.
pub(super) const STRAIGHT: u16 = 4;
/// Ends a sentence or a clause and is copied along.
pub(super) const TRAILING: u16 = 8;
/// Other punctuation of prose, at either end of a word.
const OTHER: u16 = 16;
/// A dash other than the hyphen of ASCII.
pub(super) const DASH: u16 = 32;
/// Stands between the digits of numbers and dates.
const NUMBER: u16 = 64;
/// Cannot be seen, and is not forgiven at the ends: joiners, fillers, variation selectors (which emoji
/// and phones leave behind).
pub(super) const FILLER: u16 = 128;
/// A bracket that may stand around a word.
pub(super) const BRACKET: u16 = 1024;
/// Stands in the first part of an address, beside letters and digits.
pub(super) const LOCAL: u16 = 2048;
/// White space.
pub(super) const SPACE: u16 = 256;
/// Cannot be seen, and every field forgives it at its ends.
pub(super) const INVISIBLE: u16 = 512;

/// Any typographic quotation mark.
pub(super) const SMART: u16 = SINGLE | DOUBLE;
/// Any quotation mark.
pub(super) const QUOTE: u16 = SMART | STRAIGHT;
/// Any punctuation of prose.
pub(super) const MARK: u16 = QUOTE | TRAILING | OTHER;
/// What may stand beside the digits of a number.
pub(super) const SEPARATOR: u16 = SPACE | DASH | NUMBER;
/// Whatever cannot be seen.
pub(super) const UNSEEN: u16 = INVISIBLE | FILLER;

/// The first of some characters, how many more follow it, and the kinds of them all.
const KINDS: [(u16, u8, u16); 49] = [
    (0x21, 0, OTHER),                     // !
    (0x22, 0, STRAIGHT),                  // "
    (0x25, 1, LOCAL),                     // % &
    (0x27, 0, STRAIGHT | LOCAL),          // '
    (0x28, 1, OTHER | NUMBER | BRACKET),  // ( )
    (0x2a, 0, OTHER),                     // *
    (0x2b, 0, LOCAL),                     // +
    (0x2c, 0, TRAILING),                  // ,
    (0x2d, 0, NUMBER | LOCAL),            // -
    (0x2e, 0, TRAILING | NUMBER | LOCAL), // .
    (0x2f, 0, NUMBER),                    // /
    (0x3a, 0, OTHER | NUMBER),            // :
    (0x3b, 0, TRAILING),                  // ;
    (0x3c, 0, OTHER | BRACKET),           // <
    (0x3e, 0, OTHER | BRACKET),           // >
    (0x3f, 0, OTHER),                     // ?
    (0x5b, 0, OTHER | BRACKET),           // [
    (0x5d, 0, OTHER | BRACKET),           // ]
    (0x5f, 0, LOCAL),                     // _
    (0x60, 0, STRAIGHT),                  // `
    (0x7b, 0, OTHER),                     // {
    (0x7d, 0, OTHER),                     // }
    (0xab, 0, DOUBLE),                    // «
    (0xb4, 0, SINGLE),                    // ´
    (0xb7, 0, OTHER),                     // ·
    (0xbb, 0, DOUBLE),                    // »
    (0x34f, 0, FILLER),
    (0x60c, 0, TRAILING), // Arabic comma
    (0x61b, 0, TRAILING), // Arabic semicolon
    (0x6d4, 0, TRAILING), // Arabic full stop
    (0x964, 0, TRAILING), // danda
    (0x115f, 1, FILLER),
    (0x17b4, 1, FILLER),
    (0x180b, 3, FILLER),
    (0x2010, 5, DASH),
    (0x2018, 3, SINGLE),
    (0x201c, 3, DOUBLE),
    (0x2022, 0, OTHER),    // •
    (0x2025, 1, TRAILING), // ‥ …
    (0x2032, 0, SINGLE),   // ′
    (0x2033, 0, DOUBLE),   // ″
    (0x2039, 1, SINGLE),   // ‹ ›
    (0x206a, 5, FILLER),
    (0x2212, 0, DASH),
    (0x2800, 0, FILLER),
    (0x3001, 1, TRAILING),        // 、 。
    (0x300c, 3, SINGLE | DOUBLE), // 「 」 『 』
    (0x3164, 0, FILLER),
    (0xfe00, 15, FILLER),
];

/// The kinds of a character; a wide one is of those of its plain one.
#[inline(never)]
fn kinds(sign: char) -> u16 {
    let code = u32::from(plain(sign).unwrap_or(sign));
    let mut kinds = 0;
    for (first, more, known) in KINDS {
        if code.wrapping_sub(first.into()) <= more.into() {
            kinds |= known;
        }
    }
    if sign.is_whitespace() {
        kinds |= SPACE;
    }
    if is_invisible(sign) {
        kinds |= INVISIBLE;
    }
    // Tags and the other variation selectors.
    if code >> 12 == 0xe0 {
        kinds |= FILLER;
    }
    kinds
}

/// Whether a character is of one of these kinds.
#[inline(never)]
pub(super) fn is(sign: char, of: u16) -> bool {
    kinds(sign) & of != 0
}

/// Whether a text holds a character of one of these kinds.
pub(super) fn has(text: &[char], of: u16) -> bool {
    text.iter().any(|sign| is(*sign, of))
}

/// The plain character behind a wide or mathematical one, or a digit of another script: Arabic, Persian
/// or Devanagari.
#[inline(never)]
pub(super) fn plain(sign: char) -> Option<char> {
    let code = u32::from(sign);
    let (first, place) = match code {
        0x660..=0x669 => (b'0', code - 0x660),
        0x6f0..=0x6f9 => (b'0', code - 0x6f0),
        0x966..=0x96f => (b'0', code - 0x966),
        0xff01..=0xff5e => (b'!', code - 0xff01),
        0x1d400..=0x1d6a3 => match (code - 0x1d400) % 52 {
            place @ 0..26 => (b'A', place),
            place => (b'a', place - 26),
        },
        0x1d7ce..=0x1d7ff => (b'0', (code - 0x1d7ce) % 10),
        _ => return None,
    };
    char::from_u32(u32::from(first) + place)
}

/// Letters of Cyrillic, Greek and Turkish that are drawn like Latin ones.
const LOOK_ALIKES: (&str, &str) = (
    "АВЕКМНОРСТУХІЈЅԚԜҮаеорсухіјѕһԁԛԝӏкΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρικτυχϳıİɡɑ",
    "ABEKMHOPCTYXIJSQWYaeopcyxijshdqwlkABEZHIKMNOPTYXoavpiktuxjiIga",
);

/// What stands at the same place of `to` as the character does in `from`.
#[inline(never)]
pub(super) fn paired(sign: char, (from, to): (&str, &str)) -> Option<char> {
    from.chars().zip(to.bytes()).find(|(known, _)| *known == sign).map(|(_, plain)| char::from(plain))
}

/// Characters that stand for others or for nothing.
#[derive(Clone, Copy)]
pub(super) enum StandIn {
    /// For nothing: what cannot be seen.
    Unseen,
    /// For nothing: what cannot be seen and our own format does not pass over by itself.
    Filler,
    /// For nothing: what ends a line.
    LineBreak,
    /// For plain characters: wide and mathematical ones.
    Form,
    /// For digits: those of another script.
    Digit,
    /// For Latin letters: what looks like them.
    LookAlike,
    /// For straight quotation marks: typographic ones.
    SmartQuote,
    /// For the hyphen: dashes.
    Dash,
    /// For nothing: white space.
    Space,
    /// For nothing: control characters.
    Control,
}

/// Stands for nothing.
const NOTHING: char = '\0';

impl StandIn {
    /// What a character stands for, if it is one of these.
    fn meant(self, sign: char) -> Option<char> {
        let gone = match self {
            Self::Unseen => is(sign, UNSEEN),
            Self::Filler => is(sign, FILLER),
            Self::LineBreak => matches!(sign, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}'),
            Self::Space => is(sign, SPACE),
            Self::Control => sign.is_control(),
            Self::Form => return plain(sign).filter(|_| sign >= '\u{ff01}'),
            Self::Digit => return plain(sign).filter(|_| sign < '\u{ff01}'),
            Self::LookAlike => return paired(sign, LOOK_ALIKES),
            Self::SmartQuote => {
                return match kinds(sign) & SMART {
                    SINGLE => Some('\''),
                    DOUBLE => Some('"'),
                    _ => None,
                };
            }
            Self::Dash => return is(sign, DASH).then_some('-'),
        };
        gone.then_some(NOTHING)
    }

    /// What to say, given the place of the first.
    fn finding(self, place: usize) -> Finding {
        match self {
            Self::Unseen | Self::Filler => Finding::Invisible { place },
            Self::LineBreak => Finding::LineBreak { place },
            Self::Form => Finding::Form { place },
            Self::Digit => Finding::Digit { place },
            Self::LookAlike => Finding::LookAlike { place },
            Self::SmartQuote => Finding::SmartQuote { place },
            Self::Dash => Finding::Dash { place },
            Self::Space => Finding::Space { place },
            Self::Control => Finding::UserNameControl,
        }
    }
}

/// Replaces every such character; yields what to say when there is one.
#[inline(never)]
pub(super) fn replace(text: &mut Signs, stand_in: StandIn) -> Option<Finding> {
    let mut left = Signs::with_capacity(text.len());
    let mut first = 0;
    for (place, sign) in text.iter().enumerate() {
        let meant = stand_in.meant(*sign);
        if meant.is_some() && first == 0 {
            first = place + 1;
        }
        if meant != Some(NOTHING) {
            left.add(meant.unwrap_or(*sign));
        }
    }
    if first == 0 {
        return None;
    }
    *text = left;
    Some(stand_in.finding(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [StandIn; 8] = [
        StandIn::Unseen,
        StandIn::Filler,
        StandIn::Form,
        StandIn::Digit,
        StandIn::LookAlike,
        StandIn::SmartQuote,
        StandIn::Dash,
        StandIn::LineBreak,
    ];

    #[test]
    fn every_look_alike_has_its_plain_one() {
        let (signs, plain) = LOOK_ALIKES;
        assert_eq!(signs.chars().count(), plain.len());
        assert!(plain.bytes().all(|plain| plain.is_ascii_alphabetic()));
        for (place, sign) in signs.chars().enumerate() {
            assert!(!sign.is_ascii(), "{sign}");
            assert_eq!(signs.chars().position(|other| other == sign), Some(place), "{sign} stands twice");
        }
    }

    #[test]
    fn nothing_plain_stands_for_anything_else() {
        for sign in ('!'..='~').chain([' ', '\t', '\0']) {
            for stand_in in ALL {
                assert_eq!(stand_in.meant(sign), None, "{sign:?}");
            }
        }
    }

    #[test]
    fn what_is_meant_is_plain() {
        for sign in '\u{80}'..='\u{e0fff}' {
            for meant in ALL.into_iter().filter_map(|stand_in| stand_in.meant(sign)) {
                assert!(meant == NOTHING || meant.is_ascii_graphic(), "{sign}");
            }
        }
    }

    #[test]
    fn kinds_of_characters() {
        for (signs, of) in [
            ("“”„‘’«»‹›′″´「」『』", SMART),
            ("\"'`", STRAIGHT),
            (".,;。、…‥،؛۔।．，；", TRAILING),
            (":!?()[]<>{}*•·！？（）", OTHER),
            ("–—‐‑−", DASH),
            ("-./:()", NUMBER),
            ("\u{34f}\u{1160}\u{180e}\u{206f}\u{3164}\u{fe0f}\u{e0100}", FILLER),
            (" \t\n\u{a0}\u{3000}", SPACE),
            ("\u{61c}\u{200b}\u{2069}\u{feff}", INVISIBLE),
        ] {
            for sign in signs.chars() {
                assert!(is(sign, of), "{sign:?}");
            }
        }
        assert!(('0'..='z').filter(char::is_ascii_alphanumeric).all(|sign| kinds(sign) == 0));
    }
}
