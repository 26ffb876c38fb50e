//! What can be the matter with the user name.
//!
//! Owns what mail programs and sentences leave around an address. Given the field's text, yields the
//! user name, or what was found with the name laid bare.

use super::elsewhere::is_address;
use super::sign::{Plain, is_quote, is_trailing, is_unseen, replace, strip_start};
use super::{Finding, Found, ROUNDS, Repair, is_looked_at};
use doorkey_protocol::pass::trim;
use doorkey_protocol::person::{UserName, UserNameError};

/// Reads the user name.
///
/// # Errors
/// What is wrong with it, or only strange about it.
pub(super) fn examine(typed: &str) -> Result<UserName, Found> {
    let name = typed.parse::<UserName>();
    let mut bare = trim(typed);
    let mut first = None;
    if is_looked_at(bare) {
        for _ in 0..ROUNDS {
            let Some((finding, next)) = unwrap(bare) else { break };
            first.get_or_insert(finding);
            bare = trim(next);
        }
        // A name may well hold a sign that cannot be seen, as Persian does; then the newcomer insists.
        if let Some((_, seen)) = replace(bare, |sign| is_unseen(sign).then_some(Plain::Gone)) {
            let finding = if seen.is_empty() { Finding::UserNameEmpty } else { Finding::UserNameInvisible };
            return Err((first.unwrap_or(finding), repair(&seen)));
        }
    }
    match (first, name) {
        (Some(finding), _) if bare.parse::<UserName>().is_ok() => Err((finding, repair(bare))),
        (_, Err(UserNameError::Control)) => {
            // Only an address is known to hold none: two names in two lines must not become one.
            let seen = replace(bare, |sign| sign.is_control().then_some(Plain::Gone));
            let joined = seen.filter(|(_, seen)| is_looked_at(bare) && is_address(seen));
            Err((Finding::UserNameControl, joined.and_then(|(_, seen)| repair(&seen))))
        }
        (_, Err(error)) => Err((error.into(), None)),
        (_, Ok(name)) => Ok(name),
    }
}

/// The name for its field, if it is one.
fn repair(name: &str) -> Option<Repair> {
    name.parse::<UserName>().ok().map(|name| Repair { user_name: Some(name.into()), pass: None })
}

/// The text without one thing around it.
fn unwrap(text: &str) -> Option<(Finding, &str)> {
    if let Some(address) = strip_start(text, "mailto:") {
        // What follows a question mark is a subject and the like.
        let address = address.split_once('?').map_or(address, |(address, _)| address);
        return Some((Finding::UserNameMailto, address));
    }
    if let Some((_, inner)) = text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        return (!trim(inner).is_empty()).then_some((Finding::UserNameDisplay, inner));
    }
    let inner = text.trim_matches(is_quote);
    if text.starts_with(is_quote) && text.ends_with(is_quote) && !inner.is_empty() {
        return Some((Finding::UserNameQuoted, inner));
    }
    let before = text.trim_end_matches(is_trailing);
    (before.len() < text.len() && !before.is_empty()).then_some((Finding::UserNameTrailing, before))
}
