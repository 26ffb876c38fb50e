//! What can be the matter with the pass.
//!
//! Owns the order in which slips are looked for, the most telling first. Given the field's text,
//! undoes one slip after the other until nothing more is found: the first is what to say, the text at
//! the end what to propose, if it is a pass. So a repair is one step for the newcomer, and applying it
//! leads nowhere round.

use super::layout::{self, Layout};
use super::sign::{
    Plain, is_mark, is_quote, is_smart_quote, is_trailing, is_unseen, plain_dash, plain_digit, plain_form,
    plain_letter, plain_quote, replace,
};
use super::{Finding, Found, ROUNDS, Repair, Typed, elsewhere, is_looked_at, mix_up, sentence};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::{Pass, PassError, is_invisible, trim};
use doorkey_protocol::secret::Secret;
use zeroize::Zeroizing;

/// One slip, and the text without it.
type Slip = (Finding, Zeroizing<String>);

/// Reads the pass.
///
/// # Errors
/// What is wrong with it, or only strange about it.
pub(super) fn examine(format: PassFormat, typed: &Typed<'_>) -> Result<Pass, Found> {
    let text = trim(typed.pass);
    let read = format.read(text);
    // The check character says more than any suspicion; and too long a text is not searched.
    if (format == PassFormat::Doorkey && read.is_ok()) || !is_looked_at(text) {
        return read.map_err(|error| (error.into(), None));
    }
    let mut first = None;
    let mut current = Zeroizing::new(text.to_owned());
    for _ in 0..ROUNDS {
        if let Some(finding) = elsewhere::find(&current, trim(typed.user_name)) {
            return Err((finding, None));
        }
        let Some((finding, next)) = slip(format, &current) else { break };
        first.get_or_insert(finding);
        current = next;
    }
    match (first, format.read(&current)) {
        (None, Ok(pass)) => caps_lock(format, typed, &pass).map_or(Ok(pass), Err),
        (None, Err(error)) => Err((error.into(), None)),
        (Some(finding), Ok(_)) => Err((finding, repair(mix_up::secret(owned(&current))))),
        // The wrong keyboard is the thing to say, whatever else is wrong with what it wrote.
        (Some(finding @ Finding::Keyboard(_)), Err(_)) => Err((finding, None)),
        // The slip is not the whole story; what remains without it is.
        (Some(_), Err(PassError::Character { place })) => {
            Err((Finding::PassCharacter { place: place_in(text, trim(&current), place) }, None))
        }
        (Some(_), Err(error)) => Err((error.into(), None)),
    }
}

/// The pass for its field.
fn repair(pass: Secret) -> Option<Repair> {
    Some(Repair { user_name: None, pass: Some(pass) })
}

/// Where the character at `place` of what was left over stands in what was typed: undoing slips moves
/// it, but it is the first of its kind in both.
fn place_in(typed: &str, left: &str, place: usize) -> usize {
    left.chars()
        .nth(place.saturating_sub(1))
        .and_then(|sign| typed.chars().position(|other| other == sign))
        .map_or(place, |found| found + 1)
}

/// All capitals with Caps Lock on. Small letters are never suspected: holding Shift for every one of
/// them is not what people do, and the proposal would then propose its own opposite. Nor is a mixture:
/// some use Caps Lock in place of Shift, and mean what they see.
fn caps_lock(format: PassFormat, typed: &Typed<'_>, pass: &Pass) -> Option<Found> {
    let code = pass.expose();
    let is_suspect = format == PassFormat::Printable
        && typed.caps_lock
        && code.bytes().any(|sign| sign.is_ascii_uppercase())
        && !code.bytes().any(|sign| sign.is_ascii_lowercase());
    is_suspect.then(|| (Finding::CapsLock, repair(Secret::new(code.to_ascii_lowercase()))))
}

/// The most telling slip in a text, if there is one.
fn slip(format: PassFormat, text: &str) -> Option<Slip> {
    let text = trim(text);
    match (format, format.read(text)) {
        (PassFormat::Doorkey, Ok(_)) => None,
        (PassFormat::Printable, Ok(_)) => suspicion(format, text),
        (_, Err(_)) => words(format, text)
            .or_else(|| keyboard(format, text))
            .or_else(|| signs(format, text))
            .or_else(|| ends(format, text))
            .or_else(|| gaps(format, text)),
    }
}

/// What looks like a slip but could be a pass: only with another pass to propose.
fn suspicion(format: PassFormat, text: &str) -> Option<Slip> {
    let mut signs = text.chars();
    let quoted = match (signs.next(), signs.next_back()) {
        (Some(first @ ('"' | '\'' | '`')), Some(last)) if first == last => Some(signs.as_str()),
        _ => None,
    };
    let before = text.trim_end_matches(is_trailing);
    [
        (Finding::Label, sentence::after_label(text, true)),
        (Finding::Quoted, quoted),
        (Finding::TrailingMark, (before.len() < text.len()).then_some(before)),
    ]
    .into_iter()
    .find_map(|(finding, left)| {
        left.filter(|left| format.read(left).is_ok()).map(|left| (finding, owned(left)))
    })
}

/// A label, or words all around.
fn words(format: PassFormat, text: &str) -> Option<Slip> {
    let label = sentence::after_label(text, false).map(|rest| (Finding::Label, rest));
    label
        .or_else(|| sentence::inside(format, text).map(|pass| (Finding::Sentence, pass)))
        .map(|(finding, rest)| (finding, owned(rest)))
}

/// Another keyboard layout, unless letters that only look Latin explain all of it.
fn keyboard(format: PassFormat, text: &str) -> Option<Slip> {
    if replace(text, plain_letter).is_some_and(|(_, plain)| format.read(&plain).is_ok()) {
        return None;
    }
    let (layout, keys) = layout::keys(text, true)?;
    // One Arabic key writes two letters, which two keys write as well.
    let apart = (layout == Layout::Arabic && format.read(&keys).is_err())
        .then(|| layout::keys(text, false))
        .flatten()
        .filter(|(_, keys)| format.read(keys).is_ok());
    Some((Finding::Keyboard(layout), apart.map_or(keys, |(_, keys)| keys)))
}

/// Characters that stand for others. With our own alphabet the format reads dashes and most invisible
/// characters by itself, and no quotation mark inside means anything.
fn signs(format: PassFormat, text: &str) -> Option<Slip> {
    let is_printable = format == PassFormat::Printable;
    let invisible = if is_printable { unseen } else { unseen_yet_unread };
    let plain = |mapping: fn(char) -> Option<Plain>| replace(text, mapping);
    if let Some((place, left)) = plain(invisible) {
        return Some((Finding::Invisible { place }, left));
    }
    if let Some((place, left)) = plain(line_break).filter(|_| is_printable) {
        return Some((Finding::LineBreak { place }, left));
    }
    if let Some((place, left)) = plain(plain_form) {
        return Some((Finding::Form { place }, left));
    }
    if let Some((place, left)) = plain(|sign| plain_digit(sign).map(Plain::One)) {
        return Some((Finding::Digit { place }, left));
    }
    plain(plain_letter).map(|(place, left)| (Finding::LookAlike { place }, left))
}

/// Marks at the ends, where the text is no pass with them.
fn ends(format: PassFormat, text: &str) -> Option<Slip> {
    let (quoted, before) = match format {
        // None of them can stand in one of ours.
        PassFormat::Doorkey => {
            let is_around = text.starts_with(is_mark) || text.ends_with(is_quote);
            (is_around.then(|| text.trim_matches(is_mark)), text.trim_end_matches(is_mark))
        }
        // A typographic mark alone is a plain one that belongs to the pass; a pair is around it.
        PassFormat::Printable => {
            let is_around = text.starts_with(is_quote)
                && text.ends_with(is_quote)
                && (text.starts_with(is_smart_quote) || text.ends_with(is_smart_quote));
            (is_around.then(|| text.trim_matches(is_quote)), text.trim_end_matches(is_trailing))
        }
    };
    if let Some(inner) = quoted {
        return Some((Finding::Quoted, owned(inner)));
    }
    (before.len() < text.len()).then(|| (Finding::TrailingMark, owned(before)))
}

/// What a program or a line's end put inside an Entra pass.
fn gaps(format: PassFormat, text: &str) -> Option<Slip> {
    if format == PassFormat::Doorkey {
        return None;
    }
    if let Some((place, left)) = replace(text, plain_quote) {
        return Some((Finding::SmartQuote { place }, left));
    }
    if let Some((place, left)) = replace(text, plain_dash) {
        return Some((Finding::Dash { place }, left));
    }
    replace(text, |sign| sign.is_whitespace().then_some(Plain::Gone))
        .map(|(place, left)| (Finding::Space { place }, left))
}

/// Nothing, for what cannot be seen.
fn unseen(sign: char) -> Option<Plain> {
    is_unseen(sign).then_some(Plain::Gone)
}

/// Nothing, for what cannot be seen and our own format does not pass over.
fn unseen_yet_unread(sign: char) -> Option<Plain> {
    (is_unseen(sign) && !is_invisible(sign)).then_some(Plain::Gone)
}

/// Nothing, for what ends a line.
fn line_break(sign: char) -> Option<Plain> {
    matches!(sign, '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
        .then_some(Plain::Gone)
}

/// A copy without white space at its ends: it is what a field will show.
fn owned(text: &str) -> Zeroizing<String> {
    Zeroizing::new(trim(text).to_owned())
}
