//! Words around the pass: a label before it, or the whole sentence it came in.
//!
//! Owns what tells a pass from prose. Our own passes carry a check character that does; of Entra's,
//! only what no word looks like is taken, and only when nothing else in the text looks so too.

use super::Finding;
use super::elsewhere::{digits, is_address, is_link};
use super::sign::{BRACKET, MARK, QUOTE, SMART, SPACE, TRAILING, is, plain};
use super::text::{Signs, between, copy, is_listed, reads, strip, words};
use doorkey_protocol::format::PassFormat;

/// Words that stand before a pass, in the languages of the page and of the mails it comes in. Only
/// ASCII letters are read in either case: the tables for others are large.
const LABELS: &str = "pass tap code password passcode passwort kennwort pw pwd pin key token \
    zugangscode passe contraseña código Código пароль Пароль ";

/// Words after which a pass is told.
const INTRODUCING: &str = "is ist lautet est es ";

/// A label, or words all around.
#[inline(never)]
pub(super) fn slip(format: PassFormat, text: &mut Signs) -> Option<Finding> {
    let is_read = reads(format, text);
    let (finding, pass) = match after_label(text, is_read) {
        Some(pass) => (Finding::Label, pass),
        None if is_read => return None,
        None => (Finding::Sentence, inside(format, text)?),
    };
    if is_read && !reads(format, pass) {
        return None;
    }
    let pass = copy(pass);
    *text = pass;
    Some(finding)
}

/// Stands between a label and a pass.
fn is_colon(sign: &char) -> bool {
    matches!(plain(*sign).unwrap_or(*sign), ':' | '=')
}

/// What follows a label. A word that is no known label counts only with space beside its colon, and
/// only where the text is no pass as it is: `ab=cd` can be one.
fn after_label(text: &[char], is_read: bool) -> Option<&[char]> {
    let (before, after) = text.split_at_checked(text.iter().position(is_colon)?)?;
    let (colon, rest) = after.split_first()?;
    let last = words(strip(before, SPACE, SPACE)).next_back()?;
    let is_spaced = !colon.is_ascii()
        || rest.first().is_some_and(|sign| is(*sign, SPACE))
        || before.last().is_some_and(|sign| is(*sign, SPACE));
    let is_told = !is_read && is_spaced && words(before).all(is_prose);
    ((is_label(last) || (is_told && !last.is_empty())) && !rest.is_empty()).then_some(rest)
}

/// The one pass among several words.
fn inside(format: PassFormat, text: &[char]) -> Option<&[char]> {
    let (mut issued, mut introduced) = (None, None);
    let (mut count, mut is_next) = (0, false);
    for token in words(text) {
        let core = core(token);
        // Marks may stand apart: around a pass alone they make no sentence.
        if strip(token, QUOTE | TRAILING, 0).is_empty() {
            continue;
        }
        count += 1;
        if is_issued(format, core) {
            if issued.is_some_and(|issued| issued != core) {
                return None;
            }
            issued = Some(core);
        } else if format == PassFormat::Printable && !is_prose(token) {
            // Not words but pieces of something: a pass that was torn apart, say.
            return None;
        }
        if is_next && reads(format, core) {
            introduced = Some(core);
        }
        is_next = token.last().is_some_and(is_colon) || is_label(token) || is_listed(token, INTRODUCING);
    }
    issued.or(introduced).filter(|_| count > 1)
}

/// Whether a text reads as a pass and does not look like a word or a name.
#[inline(never)]
pub(super) fn is_issued(format: PassFormat, text: &[char]) -> bool {
    reads(format, text)
        && match format {
            PassFormat::Doorkey => {
                text.iter().any(char::is_ascii_digit) || !text.iter().any(char::is_ascii_lowercase)
            }
            PassFormat::Printable => !is_prose(text),
        }
}

/// The word without what a sentence puts around it. Of plain marks only those that end a clause: the
/// others may belong to the pass.
#[inline(never)]
pub(super) fn core(token: &[char]) -> &[char] {
    let token = strip(token, SMART, TRAILING | SMART);
    between(token, QUOTE | BRACKET, QUOTE | BRACKET).unwrap_or(token)
}

/// Whether it is a known label.
fn is_label(word: &[char]) -> bool {
    is_listed(strip(word, MARK, 0), LABELS)
}

/// Whether it is a word, a number, a date, an address or a link: nothing to take for a pass.
#[inline(never)]
fn is_prose(token: &[char]) -> bool {
    let word = strip(token, MARK, MARK);
    digits(word).is_some() || is_address(word) || is_link(word) || is_word(word)
}

/// Letters with at most hyphens, dots and apostrophes between them, written as words are: small, with
/// one capital at the start, or all capitals.
fn is_word(word: &[char]) -> bool {
    let is_letter = |sign: &char| {
        sign.is_ascii_alphabetic() || !sign.is_ascii() || matches!(sign, '-' | '\'' | '.' | '/' | '_')
    };
    let is_mixed =
        word.iter().skip(1).any(char::is_ascii_uppercase) && word.iter().any(char::is_ascii_lowercase);
    word.iter().all(is_letter) && !is_mixed
}
