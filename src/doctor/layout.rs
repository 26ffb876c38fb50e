//! Keyboards set to another language: what the same keys write on a QWERTY one.
//!
//! Owns the layouts that have no Latin letters, so that a newcomer who types blindly fills the field
//! with the wrong script. Given the text, yields the layout and what the keys say; only if every
//! character lies on a key of that layout, and no Latin letter stands beside them.
//!
//! In the tables the characters stand in the order of the keys, whichever way an editor draws them.

use super::sign::{is_unseen, paired, plain_digit};
use zeroize::Zeroizing;

/// A keyboard layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// ЙЦУКЕН, as in Windows.
    Russian,
    /// The same with і, ї, є and ґ.
    Ukrainian,
    /// The Greek one.
    Greek,
    /// The Hebrew one; with Shift it writes Latin capitals.
    Hebrew,
    /// Arabic 101.
    Arabic,
}

/// Reads a text as keys. `joined`: the Arabic lam-alef comes from its own key, not from those of lam
/// and alef.
pub(super) fn keys(text: &str, joined: bool) -> Option<(Layout, Zeroizing<String>)> {
    let layout = text.chars().find_map(script)?;
    // Ukrainian differs in four letters that Russian does not have.
    let layout = if layout == Layout::Russian && text.contains(['і', 'ї', 'є', 'ґ', 'І', 'Ї', 'Є', 'Ґ'])
    {
        Layout::Ukrainian
    } else {
        layout
    };
    // No character stands for more keys than it has bytes.
    let mut keys = Zeroizing::new(String::with_capacity(text.len()));
    let mut signs = text.chars().filter(|sign| !is_unseen(*sign)).peekable();
    while let Some(sign) = signs.next() {
        if let Some(plain) = paired(sign, ACCENTED.0, ACCENTED.1).filter(|_| layout == Layout::Greek) {
            keys.push(';');
            keys.push(plain);
            continue;
        }
        let ligature = signs.peek().filter(|_| joined && sign == 'ل');
        if let Some(plain) = ligature.and_then(|next| paired(*next, AFTER_LAM.0, AFTER_LAM.1)) {
            signs.next();
            keys.push(plain);
            continue;
        }
        keys.push(key(layout, sign)?);
    }
    Some((layout, keys))
}

/// The layout that a letter tells.
fn script(sign: char) -> Option<Layout> {
    match sign {
        '\u{370}'..='\u{3ff}' => Some(Layout::Greek),
        '\u{400}'..='\u{4ff}' => Some(Layout::Russian),
        '\u{5d0}'..='\u{5ea}' => Some(Layout::Hebrew),
        '\u{621}'..='\u{652}' | '\u{fef5}'..='\u{fefc}' => Some(Layout::Arabic),
        _ => None,
    }
}

/// The key that wrote a character.
fn key(layout: Layout, sign: char) -> Option<char> {
    let (written, keys) = match layout {
        Layout::Russian | Layout::Ukrainian => CYRILLIC,
        Layout::Greek => GREEK,
        Layout::Hebrew => HEBREW,
        Layout::Arabic => ARABIC,
    };
    paired(sign, written, keys).or_else(|| plain_digit(sign)).or_else(|| {
        let is_shifted = layout == Layout::Hebrew && sign.is_ascii_uppercase();
        let is_same = sign.is_ascii() && !sign.is_ascii_alphabetic();
        (is_shifted || is_same || sign.is_whitespace()).then_some(sign)
    })
}

/// Russian with the Ukrainian letters, which lie where Russian has others.
const CYRILLIC: (&str, &str) = (
    concat!("йцукенгшщзхъфывапролджэячсмитьбюёіїєґ", "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁІЇЄҐ", ".,\"№;:?/",),
    concat!("qwertyuiop[]asdfghjkl;'zxcvbnm,.`s]'\\", "QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~S}\"|", "/?@#$^&|",),
);

const GREEK: (&str, &str) = (
    concat!(";ςερτυθιοπασδφγηξκλζχψωβνμ", ":ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ", "\u{384}\u{a8}"),
    concat!("qwertyuiopasdfghjklzxcvbnm", "QERTYUIOPASDFGHJKLZXCVBNM", ";:"),
);

/// Vowels with an accent, which the key of the semicolon puts on the next one.
const ACCENTED: (&str, &str) = ("άέήίόύώΆΈΉΊΌΎΏ", "aehioyvAEHIOYV");

/// Brackets are mirrored: the text runs from right to left.
const HEBREW: (&str, &str) = (
    concat!("/'קראטוןםפ", "שדגכעיחלךף,", "זסבהנמצתץ.;", ")(][}{><"),
    concat!("qwertyuiop", "asdfghjkl;'", "zxcvbnm,./`", "()[]{}<>"),
);

const ARABIC: (&str, &str) = (
    concat!(
        "ضصثقفغعهخحجد",
        "شسيبلاتنمكط",
        "ئءؤرىةوزظذ\u{fefb}",
        "\u{64e}\u{64b}\u{64f}\u{64c}إ‘÷×؛<>",
        "\u{650}\u{64d}][أ\u{640}،/",
        "~\u{652}}{آ’,.؟\u{651}",
        "\u{fef9}\u{fef7}\u{fef5})(",
    ),
    concat!("qwertyuiop[]", "asdfghjkl;'", "zxcvnm,./`b", "QWERYUIOP{}", "ASDFHJKL", "ZXCVNM<>?~", "TGB()"),
);

/// Lam and one of these: four keys that write two letters each.
const AFTER_LAM: (&str, &str) = ("اإأآ", "bTGB");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_of_a_table_has_its_key() {
        for (written, keys) in [CYRILLIC, GREEK, ACCENTED, HEBREW, ARABIC, AFTER_LAM] {
            assert_eq!(written.chars().count(), keys.chars().count(), "{written}");
            assert!(keys.chars().all(|key| key.is_ascii_graphic()), "{keys}");
            for (place, sign) in written.chars().enumerate() {
                assert_eq!(
                    written.chars().position(|other| other == sign),
                    Some(place),
                    "{sign} stands twice"
                );
            }
        }
    }
}
