//! The two fields mixed up: swapped, or both in one.
//!
//! Owns telling a user name from a pass. Comes before the fields are looked at one by one, because it
//! explains whatever would be wrong with either.

use super::elsewhere::is_address;
use super::sentence::{self, core, is_issued};
use super::text::{Signs, copy, is_same, join, reads, secret, undo, words};
use super::{Field, Finding, Repair};
use doorkey_protocol::format::PassFormat;

/// What is mixed up, if anything.
pub(super) fn find(format: PassFormat, name: &[char], code: &[char], repair: &mut Repair) -> Option<Finding> {
    if is_swapped(format, name, code) {
        *repair = Repair { user_name: Some(join(code)), pass: secret(name) };
        return Some(Finding::Swapped);
    }
    for (field, text) in [(Field::Pass, code), (Field::UserName, name)] {
        if let Some((address, pass)) = together(format, text, field) {
            // What stands there already stays as it was typed.
            if !is_same(address, name) {
                repair.user_name = Some(join(address));
            }
            if *pass != *code {
                repair.pass = secret(&pass);
            }
            return Some(Finding::Together { field });
        }
    }
    None
}

/// Whether each stands where the other belongs. Without an `@` only our own check character makes sure
/// enough; with Entra nearly every name of eight letters could be a pass.
fn is_swapped(format: PassFormat, name: &[char], code: &[char]) -> bool {
    let is_name = is_address(code)
        || (format == PassFormat::Doorkey
            && !code.is_empty()
            && code.iter().all(|sign| matches!(sign, 'a'..='z' | '.' | '_' | '-'))
            && !reads(format, code));
    is_name && !is_address(name) && is_issued(format, name)
}

/// The address and the pass of a text that holds one of each.
#[inline(never)]
fn together(format: PassFormat, text: &[char], field: Field) -> Option<(&[char], Signs)> {
    let mut address = None;
    let mut rest = copy(text);
    let mut start = 0;
    for token in words(text) {
        if let Some((found, length)) = split(token) {
            if address.replace(found).is_some() {
                return None;
            }
            rest.get_mut(start..start + length)?.fill(' ');
        }
        start += token.len() + 1;
    }
    let address = address?;
    // "User: … Pass: …" leaves two labels.
    undo(format, &mut rest, sentence::slip);
    let pass = if reads(format, &rest) { &rest } else { core(&rest) };
    // Beside a user name there may well stand a word that is long enough to be a pass.
    let is_pass = match field {
        Field::Pass => reads(format, pass),
        Field::UserName => is_issued(format, pass),
    };
    is_pass.then(|| (address, copy(pass)))
}

/// An address, alone or glued to what follows it, and how much of the word that takes.
fn split(token: &[char]) -> Option<(&[char], usize)> {
    let whole = core(token);
    if is_address(whole) {
        return Some((whole, token.len()));
    }
    let glue = token.iter().position(|sign| matches!(sign, ':' | ';' | ',' | '|' | '/'))?;
    token.get(..glue).filter(|address| is_address(address)).map(|address| (address, glue + 1))
}
