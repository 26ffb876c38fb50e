//! Texts taken apart into characters, and what the doctor does with them: cut, copy, compare, read.
//!
//! Owns [`Signs`]. A slice of characters is cut at any place without decoding and without a panic, so
//! the same few small functions serve every rule; the searches of `str` would each come in several
//! copies and cost the page more than the rules themselves.

use super::sign::{INVISIBLE, SPACE, is};
use super::{Finding, LOOKED_AT, ROUNDS};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::{Pass, PassError, trim};
use doorkey_protocol::secret::Secret;
use std::ops::{Deref, DerefMut};
use std::slice::Split;
use zeroize::{Zeroize, Zeroizing};

/// A text as its characters; overwritten when dropped. Nothing is ever taken out of it, so whatever it
/// held lies within its length.
pub(super) struct Signs(Vec<char>);

impl Signs {
    /// Room for so many.
    #[inline(never)]
    pub(super) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Adds a character if there is room: growing would leave a copy behind.
    #[inline(never)]
    pub(super) fn add(&mut self, sign: char) {
        if self.0.len() < self.0.capacity() {
            self.0.push(sign);
        }
    }
}

impl Deref for Signs {
    type Target = [char];

    fn deref(&self) -> &[char] {
        &self.0
    }
}

impl DerefMut for Signs {
    fn deref_mut(&mut self) -> &mut [char] {
        &mut self.0
    }
}

impl Drop for Signs {
    #[inline(never)]
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
    }
}

/// Undoes one slip in a text, if there is one.
pub(super) type Step = fn(PassFormat, &mut Signs) -> Option<Finding>;

/// Takes a text apart, without what every field forgives at its ends; `None` if it is too long to be
/// searched.
pub(super) fn apart(text: &str) -> Option<Signs> {
    let mut signs = Signs::with_capacity(LOOKED_AT);
    for sign in trim(text).chars() {
        if signs.len() == LOOKED_AT {
            return None;
        }
        signs.add(sign);
    }
    Some(signs)
}

/// A copy without white space at its ends: it is what a field will show.
#[inline(never)]
pub(super) fn copy(text: &[char]) -> Signs {
    let text = strip(text, SPACE | INVISIBLE, SPACE | INVISIBLE);
    let mut copy = Signs::with_capacity(text.len());
    text.iter().for_each(|sign| copy.add(*sign));
    copy
}

/// The text in one piece, made without growing.
#[inline(never)]
pub(super) fn join(text: &[char]) -> String {
    let mut joined = String::with_capacity(text.len() * 4);
    for sign in text {
        joined.push(*sign);
    }
    joined
}

/// The text for the field of the pass.
pub(super) fn secret(text: &[char]) -> Option<Secret> {
    Some(Secret::new(join(text)))
}

/// Reads a pass.
#[inline(never)]
pub(super) fn read(format: PassFormat, text: &[char]) -> Result<Pass, PassError> {
    format.read(&Zeroizing::new(join(text)))
}

/// Whether it can be read as a pass.
#[inline(never)]
pub(super) fn reads(format: PassFormat, text: &[char]) -> bool {
    read(format, text).is_ok()
}

/// The text without characters of these kinds at its start and at its end.
#[inline(never)]
pub(super) fn strip(mut text: &[char], at_start: u16, at_end: u16) -> &[char] {
    while let [sign, rest @ ..] = text
        && is(*sign, at_start)
    {
        text = rest;
    }
    while let [rest @ .., sign] = text
        && is(*sign, at_end)
    {
        text = rest;
    }
    text
}

/// What stands between characters of these kinds.
pub(super) fn between(text: &[char], at_start: u16, at_end: u16) -> Option<&[char]> {
    match text {
        [first, inner @ .., last] if is(*first, at_start) && is(*last, at_end) => Some(inner),
        _ => None,
    }
}

/// The words of a text, and an empty one for every further white space.
pub(super) fn words(text: &[char]) -> Split<'_, char, fn(&char) -> bool> {
    text.split(|sign| is(*sign, SPACE))
}

/// The text after a start of ASCII in any case.
#[inline(never)]
pub(super) fn strip_start<'a>(text: &'a [char], start: &str) -> Option<&'a [char]> {
    let (head, rest) = text.split_at_checked(start.len())?;
    let mut pairs = head.iter().zip(start.bytes());
    pairs.all(|(sign, known)| sign.to_ascii_lowercase() == char::from(known)).then_some(rest)
}

/// Whether two texts are the same but for the case of ASCII letters.
#[inline(never)]
pub(super) fn is_same(one: &[char], other: &[char]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.eq_ignore_ascii_case(other))
}

/// Whether a word is in a list, in any case of ASCII letters. A space ends each word of the list.
#[inline(never)]
pub(super) fn is_listed(word: &[char], list: &str) -> bool {
    let (mut rest, mut is_same) = (word.iter(), true);
    for known in list.chars() {
        if known != ' ' {
            is_same &= rest.next().is_some_and(|sign| sign.eq_ignore_ascii_case(&known));
        } else if is_same && rest.len() == 0 {
            return true;
        } else {
            (rest, is_same) = (word.iter(), true);
        }
    }
    false
}

/// Undoes one slip after the other until nothing more is found; yields the first.
#[inline(never)]
pub(super) fn undo(format: PassFormat, text: &mut Signs, step: Step) -> Option<Finding> {
    let mut first = None;
    for _ in 0..ROUNDS {
        let found = step(format, text);
        first = first.or(found);
        if found.is_none() {
            break;
        }
    }
    first
}
