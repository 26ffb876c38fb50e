//! What can be the matter with the pass.
//!
//! Owns the order in which slips are looked for, the most telling first. Given the field's text,
//! undoes one slip after the other until nothing more is found: the first is what to say, the text at
//! the end what to propose, if it is a pass. So a repair is one step for the newcomer, and applying it
//! leads nowhere round.

use super::sign::{MARK, QUOTE, SMART, SPACE, STRAIGHT, StandIn, TRAILING, has, is, replace};
use super::text::{Signs, between, copy, read, reads, secret, strip, undo};
use super::{Finding, Repair, elsewhere, layout, sentence};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::PassError;

/// What is wrong with it, or only strange about it.
pub(super) fn find(
    format: PassFormat,
    name: &[char],
    code: &[char],
    caps_lock: bool,
    repair: &mut Repair,
) -> Option<Finding> {
    let mut left = copy(code);
    let first = undo(format, &mut left, slip);
    let read = read(format, &left);
    // The check character says more than any suspicion.
    if (format == PassFormat::Printable || read.is_err())
        && let Some(finding) = elsewhere::find(&left, name)
    {
        return Some(finding);
    }
    let finding = match (first, read) {
        (None, Ok(_)) => {
            if format == PassFormat::Doorkey || !caps_lock || !is_capital(&left) {
                return None;
            }
            left.iter_mut().for_each(|sign| sign.make_ascii_lowercase());
            Finding::CapsLock
        }
        (Some(finding), Ok(_)) => finding,
        // The wrong keyboard is the thing to say, whatever else is wrong with what it wrote.
        (Some(finding @ Finding::Keyboard(_)), Err(_)) => return Some(finding),
        // Undoing slips moves the character, but it is the first of its kind in both texts.
        (Some(_), Err(PassError::Character { place })) => {
            let sign = left.get(place.saturating_sub(1))?;
            let place = code.iter().position(|other| other == sign)? + 1;
            return Some(Finding::PassCharacter { place });
        }
        // The slip is not the whole story; what remains without it is.
        (_, Err(error)) => return Some(error.into()),
    };
    repair.pass = secret(&left);
    Some(finding)
}

/// All capitals. Small letters are never suspected with Caps Lock on: holding Shift for every one of
/// them is not what people do, and the proposal would then propose its own opposite. Nor is a mixture:
/// some use Caps Lock in place of Shift, and mean what they see.
fn is_capital(text: &[char]) -> bool {
    text.iter().any(char::is_ascii_uppercase) && !text.iter().any(char::is_ascii_lowercase)
}

/// The most telling slip in a text, if there is one.
fn slip(format: PassFormat, text: &mut Signs) -> Option<Finding> {
    let is_read = reads(format, text);
    if format == PassFormat::Doorkey && is_read {
        return None;
    }
    let found = sentence::slip(format, text);
    if found.is_some() {
        return found;
    }
    if is_read {
        // What looks like a slip but could be a pass: only with another pass to propose.
        return ends(format, text, STRAIGHT);
    }
    // With our own alphabet the format reads dashes and most invisible characters by itself, and no
    // quotation mark inside means anything.
    let (before, after): (&[StandIn], &[StandIn]) = match format {
        PassFormat::Doorkey => (&[StandIn::Filler, StandIn::Form, StandIn::Digit, StandIn::LookAlike], &[]),
        PassFormat::Printable => (
            &[StandIn::Unseen, StandIn::LineBreak, StandIn::Form, StandIn::Digit, StandIn::LookAlike],
            &[StandIn::SmartQuote, StandIn::Dash, StandIn::Space],
        ),
    };
    keyboard(format, text)
        .or_else(|| signs(text, before))
        .or_else(|| ends(format, text, SMART))
        .or_else(|| signs(text, after))
}

/// The first of these stand-ins.
#[inline(never)]
fn signs(text: &mut Signs, stand_ins: &[StandIn]) -> Option<Finding> {
    stand_ins.iter().find_map(|stand_in| replace(text, *stand_in))
}

/// Another keyboard layout, unless letters that only look Latin explain all of it. Words with spaces
/// between them are prose and no keys.
fn keyboard(format: PassFormat, text: &mut Signs) -> Option<Finding> {
    let (layout, keys) = layout::keys(text)?;
    let mut latin = copy(text);
    replace(&mut latin, StandIn::LookAlike);
    if reads(format, &latin) || (has(text, SPACE) && !reads(format, &keys)) {
        return None;
    }
    *text = keys;
    Some(Finding::Keyboard(layout))
}

/// Marks at the ends. With Entra a pair of quotation marks is around the pass if one is of the given
/// kind; a typographic mark alone is a plain one that belongs to the pass. None of them can stand in a
/// pass of ours.
#[inline(never)]
fn ends(format: PassFormat, text: &mut Signs, told: u16) -> Option<Finding> {
    let (first, last) = (*text.first()?, *text.last()?);
    let (is_around, around, after) = match format {
        PassFormat::Doorkey => (is(first, MARK) || is(last, QUOTE), MARK, MARK),
        PassFormat::Printable => {
            let is_told = is(first, told) || is(last, told);
            let is_around = is_told && between(text, QUOTE, QUOTE).is_some();
            (is_around && (told == SMART || first == last), QUOTE, TRAILING)
        }
    };
    let (finding, left) = if is_around {
        (Finding::Quoted, strip(text, around, around))
    } else {
        (Finding::TrailingMark, strip(text, 0, after))
    };
    if left.len() == text.len() || (told == STRAIGHT && !reads(format, left)) {
        return None;
    }
    let left = copy(left);
    *text = left;
    Some(finding)
}
