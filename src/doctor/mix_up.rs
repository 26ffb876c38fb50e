//! The two fields mixed up: swapped, or both in one.
//!
//! Owns telling a user name from a pass. Comes before the fields are looked at one by one, because it
//! explains whatever would be wrong with either.

use super::elsewhere::is_address;
use super::sentence::{after_label, core, inside, is_issued};
use super::{Field, Finding, Found, Repair, Typed, is_looked_at};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::trim;
use doorkey_protocol::secret::Secret;
use zeroize::Zeroizing;

/// What is mixed up, if anything.
pub(super) fn find(format: PassFormat, typed: &Typed<'_>) -> Option<Found> {
    let (name, code) = (trim(typed.user_name), trim(typed.pass));
    if !is_looked_at(name) || !is_looked_at(code) {
        return None;
    }
    if is_swapped(format, name, code) {
        let repair = Repair { user_name: Some(code.to_owned()), pass: Some(Secret::new(name.to_owned())) };
        return Some((Finding::Swapped, Some(repair)));
    }
    together(format, code, Field::Pass)
        .map(|pair| (Field::Pass, pair))
        .or_else(|| together(format, name, Field::UserName).map(|pair| (Field::UserName, pair)))
        .map(|(field, (address, pass))| {
            // What stands there already stays as it was typed.
            let repair = Repair {
                user_name: (!address.eq_ignore_ascii_case(name)).then(|| address.to_owned()),
                pass: (*pass != code).then(|| secret(pass)),
            };
            (Finding::Together { field }, Some(repair))
        })
}

/// Whether each stands where the other belongs. Without an `@` only our own check character makes sure
/// enough; with Entra nearly every name of eight letters could be a pass.
fn is_swapped(format: PassFormat, name: &str, code: &str) -> bool {
    let is_name = is_address(code)
        || (format == PassFormat::Doorkey
            && !code.is_empty()
            && code.bytes().all(|sign| sign.is_ascii_lowercase() || matches!(sign, b'.' | b'_' | b'-'))
            && format.read(code).is_err());
    is_name && !is_address(name) && is_issued(format, name)
}

/// The address and the pass of a text that holds one of each.
fn together(format: PassFormat, text: &str, field: Field) -> Option<(&str, Zeroizing<String>)> {
    let mut address = None;
    let mut rest = Zeroizing::new(String::with_capacity(text.len()));
    for token in text.split_whitespace() {
        let Some((found, after)) = split(token) else {
            push(&mut rest, token);
            continue;
        };
        if address.replace(found).is_some() {
            return None;
        }
        push(&mut rest, after);
    }
    let address = address?;
    let mut pass = rest.as_str();
    // "User: … Pass: …" leaves two labels.
    for _ in 0..3 {
        let reads = format.read(pass).is_ok();
        match after_label(pass, reads).or_else(|| if reads { None } else { inside(format, pass) }) {
            Some(next) => pass = next,
            None => break,
        }
    }
    if format.read(pass).is_err() {
        pass = core(pass);
    }
    // Beside a user name there may well stand a word that is long enough to be a pass.
    let is_pass = match field {
        Field::Pass => format.read(pass).is_ok(),
        Field::UserName => is_issued(format, pass),
    };
    is_pass.then(|| (address, Zeroizing::new(pass.to_owned())))
}

/// An address, alone or glued to what follows it.
fn split(token: &str) -> Option<(&str, &str)> {
    let whole = core(token);
    if is_address(whole) {
        return Some((whole, ""));
    }
    token.split_once([':', ';', ',', '|', '/']).filter(|(address, _)| is_address(address))
}

/// Adds a word, never beyond the text it comes from.
fn push(rest: &mut String, word: &str) {
    if !rest.is_empty() && !word.is_empty() {
        rest.push(' ');
    }
    rest.push_str(word);
}

/// Takes a text over without a copy.
pub(super) fn secret(mut text: Zeroizing<String>) -> Secret {
    Secret::new(std::mem::take(&mut *text))
}
