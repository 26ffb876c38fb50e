//! Words around the pass: a label before it, or the whole sentence it came in.
//!
//! Owns what tells a pass from prose. Our own passes carry a check character that does; of Entra's,
//! only what no word looks like is taken, and only when nothing else in the text looks so too.

use super::elsewhere::{is_address, is_link, is_number_separator};
use super::sign::{is_mark, is_quote, is_smart_quote, is_trailing};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::trim;

/// Words that stand before a pass, in the languages of the page and of the mails it comes in.
const LABELS: [&str; 17] = [
    "pass",
    "tap",
    "code",
    "password",
    "passcode",
    "passwort",
    "kennwort",
    "pw",
    "pwd",
    "pin",
    "key",
    "token",
    "zugangscode",
    "passe",
    "contraseña",
    "código",
    "пароль",
];

/// Words after which a pass is told.
const INTRODUCING: [&str; 6] = ["is", "ist", "lautet", "est", "es", "="];

/// What follows a label. A word that is no known label counts only with space beside its colon, and
/// only where the text is no pass as it is: `ab=cd` can be one.
pub(super) fn after_label(text: &str, reads: bool) -> Option<&str> {
    let (before, after) = text.split_once([':', '=', '：', '＝'])?;
    let rest = trim(after);
    let last = before.split_whitespace().next_back()?;
    let is_wide = before.len() + after.len() + 1 < text.len();
    let is_spaced = is_wide || after.len() > rest.len() || before.ends_with(char::is_whitespace);
    let is_told = !reads && is_spaced && before.split_whitespace().all(is_prose);
    ((is_label(last) || is_told) && !rest.is_empty()).then_some(rest)
}

/// The one pass among several words.
pub(super) fn inside(format: PassFormat, text: &str) -> Option<&str> {
    let (mut issued, mut introduced) = (None, None);
    let (mut words, mut before) = (0, "");
    // Marks may stand apart: around a pass alone they make no sentence.
    let is_token = |token: &&str| !token.chars().all(|sign| is_quote(sign) || is_trailing(sign));
    for token in text.split_whitespace().filter(is_token) {
        let core = core(token);
        words += 1;
        if is_issued(format, core) {
            if issued.is_some_and(|issued| issued != core) {
                return None;
            }
            issued = Some(core);
        } else if format == PassFormat::Printable && !is_prose(token) {
            // Not words but pieces of something: a pass that was torn apart, say.
            return None;
        }
        if introduces(before) && format.read(core).is_ok() {
            introduced = Some(core);
        }
        before = token;
    }
    issued.or(introduced).filter(|_| words > 1)
}

/// Whether a text reads as a pass and does not look like a word or a name.
pub(super) fn is_issued(format: PassFormat, text: &str) -> bool {
    format.read(text).is_ok()
        && match format {
            PassFormat::Doorkey => {
                text.bytes().any(|sign| sign.is_ascii_digit())
                    || !text.bytes().any(|sign| sign.is_ascii_lowercase())
            }
            PassFormat::Printable => !is_prose(text),
        }
}

/// The word without what a sentence puts around it. Of plain marks only those that end a clause: the
/// others may belong to the pass.
pub(super) fn core(token: &str) -> &str {
    let token = token.trim_start_matches(is_smart_quote);
    let token = token.trim_end_matches(|sign| is_trailing(sign) || is_smart_quote(sign));
    let mut signs = token.chars();
    match (signs.next(), signs.next_back()) {
        (Some(first), Some(last)) if is_quote(first) && is_quote(last) => signs.as_str(),
        (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('<'), Some('>')) => signs.as_str(),
        _ => token,
    }
}

/// Whether a pass comes next.
fn introduces(token: &str) -> bool {
    token.ends_with([':', '=', '：', '＝'])
        || is_label(token)
        || INTRODUCING.iter().any(|word| word.eq_ignore_ascii_case(token))
}

/// Whether it is a known label. Only ASCII letters are folded: the tables for others are large.
fn is_label(word: &str) -> bool {
    LABELS.iter().any(|label| label.eq_ignore_ascii_case(word.trim_start_matches(is_mark)))
        || word == "Пароль"
        || word == "Código"
}

/// Whether it is a word, a number, a date, an address or a link: nothing to take for a pass.
fn is_prose(token: &str) -> bool {
    let word = token.trim_matches(is_mark);
    let is_number = word.chars().all(|sign| sign.is_ascii_digit() || is_number_separator(sign));
    is_number || is_address(word) || is_link(word) || is_word(word)
}

/// Letters with at most hyphens, dots and apostrophes between them, written as words are: small, with
/// one capital at the start, or all capitals.
fn is_word(word: &str) -> bool {
    let is_letter = |sign: char| {
        sign.is_ascii_alphabetic() || !sign.is_ascii() || matches!(sign, '-' | '\'' | '.' | '/' | '_')
    };
    let after_first = word.bytes().skip(1).any(|sign| sign.is_ascii_uppercase());
    word.chars().all(is_letter) && !(after_first && word.bytes().any(|sign| sign.is_ascii_lowercase()))
}
