//! What can be the matter with the user name.
//!
//! Owns what mail programs and sentences leave around an address. Given the field's text, yields what
//! was found and, as a repair, the name laid bare.

use super::elsewhere::is_address;
use super::sign::{QUOTE, StandIn, TRAILING, replace};
use super::text::{Signs, between, copy, join, strip, strip_start, undo};
use super::{Finding, Repair};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::person::UserName;

/// What is wrong with it, or only strange about it.
pub(super) fn find(format: PassFormat, name: &[char], repair: &mut Repair) -> Option<Finding> {
    let mut bare = copy(name);
    let finding = undo(format, &mut bare, slip)?;
    if let Ok(name) = join(&bare).parse::<UserName>() {
        repair.user_name = Some(name.into());
        return Some(finding);
    }
    // Else it is what it is.
    (finding == Finding::UserNameInvisible).then_some(Finding::UserNameEmpty)
}

/// The text without one thing around or inside it.
fn slip(_: PassFormat, text: &mut Signs) -> Option<Finding> {
    let (finding, left) = if let Some(address) = strip_start(text, "mailto:") {
        // What follows a question mark is a subject and the like.
        (Finding::UserNameMailto, address.split(|sign| *sign == '?').next()?)
    } else if let [before @ .., '>'] = &**text
        && let Some(at) = before.iter().rposition(|sign| *sign == '<')
    {
        (Finding::UserNameDisplay, before.get(at + 1..)?)
    } else if between(text, QUOTE, QUOTE).is_some() {
        (Finding::UserNameQuoted, strip(text, QUOTE, QUOTE))
    } else {
        (Finding::UserNameTrailing, strip(text, 0, TRAILING))
    };
    if !left.is_empty() && left.len() < text.len() {
        let left = copy(left);
        *text = left;
        return Some(finding);
    }
    // A name may well hold a sign that cannot be seen, as Persian does; then the newcomer insists.
    if replace(text, StandIn::Unseen).is_some() {
        return Some(Finding::UserNameInvisible);
    }
    // Only an address is known to hold no control character: two names must not become one.
    let mut seen = copy(text);
    let finding = replace(&mut seen, StandIn::Control).filter(|_| is_address(&seen))?;
    *text = seen;
    Some(finding)
}
