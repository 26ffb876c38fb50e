//! Single characters: which plain one stands behind another, which ones can be left out.
//!
//! Owns the small tables, by code-point arithmetic where Unicode is regular; whole tables of Unicode
//! would cost the page more than all the rest of the doctor.

use doorkey_protocol::pass::is_invisible;
use zeroize::Zeroizing;

/// What a character stands for.
pub(super) enum Plain {
    /// Nothing.
    Gone,
    /// A character.
    One(char),
    /// Several, joined in print; never more bytes than it has itself.
    Joined(&'static str),
}

/// The text with every character that stands for something else replaced, and the place of the first;
/// `None` when there is none. Made in one piece: replacing never makes a text longer.
pub(super) fn replace(text: &str, plain: fn(char) -> Option<Plain>) -> Option<(usize, Zeroizing<String>)> {
    let place = text.chars().position(|sign| plain(sign).is_some())?;
    let mut left = Zeroizing::new(String::with_capacity(text.len()));
    for sign in text.chars() {
        match plain(sign) {
            None => left.push(sign),
            Some(Plain::Gone) => {}
            Some(Plain::One(one)) => left.push(one),
            Some(Plain::Joined(several)) => left.push_str(several),
        }
    }
    Some((place + 1, left))
}

/// What stands at the same place of `to` as the character does in `from`.
pub(super) fn paired(sign: char, from: &str, to: &str) -> Option<char> {
    from.chars().zip(to.chars()).find(|(known, _)| *known == sign).map(|(_, plain)| plain)
}

/// The text after a start in any case.
pub(super) fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

/// Cannot be seen: what every field forgives at its ends, and what it does not: the mark of Arabic text,
/// joiners, fillers, variation selectors (which emoji and phones leave behind).
pub(super) fn is_unseen(sign: char) -> bool {
    is_invisible(sign)
        || matches!(sign, '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180e}'
            | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
}

/// Typographic quotation marks, of any language.
pub(super) fn is_smart_quote(sign: char) -> bool {
    matches!(sign, '«' | '»' | '´' | '\u{2018}'..='\u{201f}' | '′' | '″' | '‹' | '›' | '「'..='』' | '〝'..='〟' | '＂' | '＇')
}

/// Any quotation mark.
pub(super) fn is_quote(sign: char) -> bool {
    is_smart_quote(sign) || matches!(sign, '"' | '\'' | '`')
}

/// Ends a sentence or a clause and is copied along.
pub(super) fn is_trailing(sign: char) -> bool {
    matches!(
        sign,
        '.' | ','
            | ';'
            | '。'
            | '．'
            | '｡'
            | '，'
            | '、'
            | '､'
            | '；'
            | '：'
            | '…'
            | '‥'
            | '،'
            | '؛'
            | '۔'
            | '।'
    )
}

/// Punctuation of prose, at either end of a word.
pub(super) fn is_mark(sign: char) -> bool {
    is_quote(sign)
        || is_trailing(sign)
        || matches!(
            sign,
            ':' | '!'
                | '?'
                | '('
                | ')'
                | '['
                | ']'
                | '<'
                | '>'
                | '{'
                | '}'
                | '*'
                | '•'
                | '·'
                | '！'
                | '？'
                | '（'
                | '）'
        )
}

/// Dashes other than the hyphen of ASCII.
pub(super) fn is_dash(sign: char) -> bool {
    matches!(sign, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2043}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

/// The hyphen that a dash was meant as.
pub(super) fn plain_dash(sign: char) -> Option<Plain> {
    is_dash(sign).then_some(Plain::One('-'))
}

/// The straight mark behind a typographic one.
pub(super) fn plain_quote(sign: char) -> Option<Plain> {
    match sign {
        '\u{2018}'..='\u{201b}' | '′' | '´' | '‹' | '›' => Some(Plain::One('\'')),
        '\u{201c}'..='\u{201f}' | '″' | '«' | '»' => Some(Plain::One('"')),
        _ => None,
    }
}

/// The zeros of scripts whose ten digits follow one another.
const ZEROS: [u16; 25] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1b50, 0x1bb0, 0xa8d0, 0xa9d0,
];

/// The digit of ASCII behind one of another script.
pub(super) fn plain_digit(sign: char) -> Option<char> {
    let code = u32::from(sign);
    ZEROS.iter().find_map(|&zero| nth(b'0', code.checked_sub(zero.into())?, 10))
}

/// The character so many after `first`, among so many.
fn nth(first: u8, place: u32, count: u8) -> Option<char> {
    let place = u8::try_from(place).ok().filter(|place| *place < count)?;
    first.checked_add(place).map(char::from)
}

/// A letter by its place among A to Z, then a to z.
fn letter(place: u32) -> Option<char> {
    nth(b'A', place, 26).or_else(|| nth(b'a', place.checked_sub(26)?, 26))
}

/// Letters that Unicode had before the mathematical alphabets, whose places there are empty.
const LETTERLIKE: (&str, &str) = ("ℂℊℋℌℍℎℐℑℒℓℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ", "CgHHHhIILlNPQRRRZZBCeEFMo");

/// The plain character behind a wide, mathematical, circled, raised or joined one.
pub(super) fn plain_form(sign: char) -> Option<Plain> {
    let code = u32::from(sign);
    let one = match code {
        0xff01..=0xff5e => nth(b'!', code - 0xff01, 94),
        0x1d400..=0x1d6a3 => letter((code - 0x1d400) % 52),
        0x1d7ce..=0x1d7ff => nth(b'0', (code - 0x1d7ce) % 10, 10),
        0x24b6..=0x24e9 => letter(code - 0x24b6),
        0x2460..=0x2468 => nth(b'1', code - 0x2460, 9),
        0x24ea | 0x2070 => Some('0'),
        0xb9 => Some('1'),
        0xb2 | 0xb3 => nth(b'2', code - 0xb2, 2),
        0x2074..=0x2079 => nth(b'4', code - 0x2074, 6),
        0x2080..=0x2089 => nth(b'0', code - 0x2080, 10),
        0x1f130..=0x1f149 => letter(code - 0x1f130),
        0x1f150..=0x1f169 => letter(code - 0x1f150),
        0x1f170..=0x1f189 => letter(code - 0x1f170),
        0x1fbf0..=0x1fbf9 => nth(b'0', code - 0x1fbf0, 10),
        0xfb00 => return Some(Plain::Joined("ff")),
        0xfb01 => return Some(Plain::Joined("fi")),
        0xfb02 => return Some(Plain::Joined("fl")),
        0xfb03 => return Some(Plain::Joined("ffi")),
        0xfb04 => return Some(Plain::Joined("ffl")),
        0xfb05 | 0xfb06 => return Some(Plain::Joined("st")),
        _ => paired(sign, LETTERLIKE.0, LETTERLIKE.1),
    };
    one.map(Plain::One)
}

/// Letters of Cyrillic, Greek and Turkish that are drawn like Latin ones.
const LOOK_ALIKES: (&str, &str) = (
    "АВЕКМНОРСТУХІЈЅԚԜҮаеорсухіјѕһԁԛԝӏкΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρικτυχϳıİɡɑ",
    "ABEKMHOPCTYXIJSQWYaeopcyxijshdqwlkABEZHIKMNOPTYXoavpiktuxjiIga",
);

/// The Latin letter that another one looks like.
pub(super) fn plain_letter(sign: char) -> Option<Plain> {
    if sign.is_ascii() {
        return None;
    }
    paired(sign, LOOK_ALIKES.0, LOOK_ALIKES.1).map(Plain::One)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_table_has_its_plain_one() {
        for (signs, plain) in [LETTERLIKE, LOOK_ALIKES] {
            assert_eq!(signs.chars().count(), plain.chars().count(), "{signs}");
            assert!(plain.chars().all(|plain| plain.is_ascii_alphanumeric()), "{plain}");
            for (place, sign) in signs.chars().enumerate() {
                assert!(!sign.is_ascii(), "{sign}");
                assert_eq!(signs.chars().position(|other| other == sign), Some(place), "{sign} stands twice");
            }
        }
    }

    #[test]
    fn nothing_plain_stands_for_anything_else() {
        for sign in (0..0x80).map(char::from) {
            assert!(plain_form(sign).is_none() && plain_letter(sign).is_none(), "{sign:?}");
            assert!(plain_digit(sign).is_none() && plain_dash(sign).is_none(), "{sign:?}");
            assert!(plain_quote(sign).is_none() && !is_unseen(sign), "{sign:?}");
        }
    }

    #[test]
    fn no_replacement_is_longer() {
        for sign in (0x80..=0x1_ffff).filter_map(char::from_u32) {
            for plain in [plain_form(sign), plain_letter(sign), plain_dash(sign), plain_quote(sign)] {
                let bytes = match plain {
                    None | Some(Plain::Gone) => 0,
                    Some(Plain::One(one)) => one.len_utf8(),
                    Some(Plain::Joined(several)) => several.len(),
                };
                assert!(bytes <= sign.len_utf8(), "{sign}");
            }
        }
    }
}
