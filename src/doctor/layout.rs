//! Keyboards set to another language: what the same keys write on a QWERTY one.
//!
//! Owns the layouts that have no Latin letters, so that a newcomer who types blindly fills the field
//! with the wrong script. Given the text, yields the layout and what the keys say; only if every
//! character lies on a key of that layout, and no Latin letter stands beside them.

use super::sign::{SPACE, UNSEEN, is, paired, plain};
use super::text::Signs;

/// A keyboard layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// ЙЦУКЕН, as in Windows.
    Russian,
    /// The same with і, ї, є and ґ.
    Ukrainian,
    /// The Greek one.
    Greek,
    /// Arabic 101.
    Arabic,
}

/// The keys of consecutive letters, from the first; a space where there is none.
const LETTERS: [(Layout, u16, &str); 8] = [
    (Layout::Greek, 0x384, "; A EHI O YV ABGDEZHUIKLMNJOPR STYFXCV  aehi abgdezhuiklmnjoprwstyfxcv  oyv"),
    (Layout::Russian, 0x401, "~"),
    (Layout::Russian, 0x410, "F<DULT:PBQRKVYJGHCNEA{WXIO}SM\">Zf,dult;pbqrkvyjghcnea[wxio]sm'.z"),
    (Layout::Russian, 0x451, "`"),
    // Ukrainian differs in four letters that Russian does not have.
    (Layout::Ukrainian, 0x404, "\" S}"),
    (Layout::Ukrainian, 0x454, "' s]"),
    (Layout::Ukrainian, 0x490, "|\\"),
    (Layout::Arabic, 0x621, "xNHcYzhfmje[po]`v.sawq'/uy     Jtr;glki,ndWRSQEA~X"),
];

/// Other characters of each layout and their keys. Arabic brackets are mirrored: the text runs from
/// right to left.
const CYRILLIC: (&str, &str) = (".,\"№;:?/", "/?@#$^&|");
const GREEK: (&str, &str) = (";:\u{a8}", "qQ:");
const ARABIC: (&str, &str) =
    ("‘÷×؛<>][،/~}{’,.؟)(\u{fefb}\u{fef9}\u{fef7}\u{fef5}", "UIOP{}DFKLZCVM<>?()bTGB");

/// Lam and one of these: four keys that write two letters each.
const AFTER_LAM: (&str, &str) = ("اإأآ", "bTGB");

/// The layout that a letter tells, and its key.
#[inline(never)]
fn letter(sign: char) -> Option<(Layout, char)> {
    LETTERS.iter().find_map(|(layout, first, keys)| {
        let place = u32::from(sign).wrapping_sub((*first).into());
        let key = *keys.as_bytes().get(place as usize).filter(|key| **key != b' ')?;
        Some((*layout, char::from(key)))
    })
}

/// Reads a text as keys. The Arabic lam-alef is taken to come from its own key, not from those of lam
/// and alef.
#[inline(never)]
pub(super) fn keys(text: &[char]) -> Option<(Layout, Signs)> {
    let mut layout = None;
    for (told, _) in text.iter().filter_map(|sign| letter(*sign)) {
        if layout.is_none() || told == Layout::Ukrainian {
            layout = Some(told);
        }
    }
    let layout = layout?;
    let (base, others) = match layout {
        Layout::Russian | Layout::Ukrainian => (Layout::Russian, CYRILLIC),
        Layout::Greek => (layout, GREEK),
        Layout::Arabic => (layout, ARABIC),
    };
    // No character stands for more than two keys.
    let mut keys = Signs::with_capacity(text.len() * 2);
    let mut rest = text;
    while let [sign, after @ ..] = rest {
        rest = after;
        if is(*sign, UNSEEN) {
            continue;
        }
        let key = if *sign == 'ل'
            && let [next, after @ ..] = rest
            && let Some(key) = paired(*next, AFTER_LAM)
        {
            rest = after;
            key
        } else if let Some((told, key)) = letter(*sign) {
            if told != layout && told != base {
                return None;
            }
            // The key of the semicolon puts an accent on the next vowel.
            if matches!(sign, '\u{386}'..='\u{38f}' | '\u{3ac}'..='\u{3af}' | '\u{3cc}'..='\u{3ce}') {
                keys.add(';');
            }
            key
        } else if let Some(key) = paired(*sign, others) {
            key
        } else {
            let same = plain(*sign).unwrap_or(*sign);
            if same.is_ascii_alphabetic() || !(same.is_ascii() || is(same, SPACE)) {
                return None;
            }
            same
        };
        keys.add(key);
    }
    Some((layout, keys))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a keyboard as they are written and as they lie.
    #[test]
    fn every_key_of_a_layout_is_known() {
        for (layout, written, lies) in [
            (Layout::Russian, "ёйцукенгшщзхъ", "`qwertyuiop[]"),
            (Layout::Russian, "фывапролджэ", "asdfghjkl;'"),
            (Layout::Russian, "ячсмитьбю.", "zxcvbnm,./"),
            (Layout::Russian, "ЁЙЦУКЕНГШЩЗХЪ", "~QWERTYUIOP{}"),
            (Layout::Russian, "ФЫВАПРОЛДЖЭ/", "ASDFGHJKL:\"|"),
            (Layout::Russian, "ЯЧСМИТЬБЮ,\"№;:?", "ZXCVBNM<>?@#$^&"),
            (Layout::Ukrainian, "йцукенгшщзхїґ", "qwertyuiop[]\\"),
            (Layout::Ukrainian, "фівапролджє", "asdfghjkl;'"),
            (Layout::Ukrainian, "ЙЦУКЕНГШЩЗХЇҐ", "QWERTYUIOP{}|"),
            (Layout::Ukrainian, "ФІВАПРОЛДЖЄ", "ASDFGHJKL:\""),
            (Layout::Greek, ";ςερτυθιοπασδφγηξκλζχψωβνμ\u{384}", "qwertyuiopasdfghjklzxcvbnm;"),
            (Layout::Greek, ":ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ\u{a8}", "QERTYUIOPASDFGHJKLZXCVBNM:"),
            (Layout::Greek, "άέήίόύώΆΈΉΊΌΎΏ", ";a;e;h;i;o;y;v;A;E;H;I;O;Y;V"),
            (Layout::Arabic, "ذضصثقفغعهخحجد", "`qwertyuiop[]"),
            (Layout::Arabic, "شسيبلتنمكط", "asdfgjkl;'"),
            (Layout::Arabic, "ئءؤرلاىةوزظا", "zxcvbnm,./h"),
            (Layout::Arabic, "\u{651}\u{64e}\u{64b}\u{64f}\u{64c}لإإ‘÷×؛<>", "~QWERTYUIOP{}"),
            (Layout::Arabic, "\u{650}\u{64d}][لأأ\u{640}،/", "ASDFGHJKL"),
            (Layout::Arabic, "~\u{652}}{لآآ’,.؟)(", "ZXCVBNM<>?()"),
            (Layout::Arabic, "\u{fefb}\u{fef9}\u{fef7}\u{fef5}ا", "bTGBh"),
        ] {
            let written: Vec<char> = written.chars().collect();
            let (read, keys) = keys(&written).unwrap();
            assert_eq!((read, keys.iter().collect::<String>().as_str()), (layout, lies));
        }
    }

    #[test]
    fn tables_are_pairs() {
        for (written, keys) in [CYRILLIC, GREEK, ARABIC, AFTER_LAM] {
            assert_eq!(written.chars().count(), keys.len(), "{written}");
        }
    }
}
