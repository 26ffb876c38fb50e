//! Texts that belong elsewhere: codes, links, addresses and numbers typed in place of a pass.
//!
//! Owns their shapes, kept narrow because with Entra any of them could be a pass. Given the text of
//! the pass, yields the finding; there is nothing to repair.

use super::Finding;
use super::sign::{LOCAL, MARK, SEPARATOR, SPACE, is, plain};
use super::text::{is_same, strip, strip_start};

/// What it is, if it is none of ours.
pub(super) fn find(text: &[char], user_name: &[char]) -> Option<Finding> {
    let bare = strip(text, MARK | SPACE, MARK | SPACE);
    let address = strip_start(bare, "mailto:").unwrap_or(bare);
    if is_link(bare) {
        return Some(Finding::Link);
    }
    if !user_name.is_empty() && is_same(address, user_name) {
        return Some(Finding::UserNameAgain);
    }
    if is_address(address) {
        return Some(Finding::Address);
    }
    // A telephone number has a plus sign or at least nine digits; an authenticator app shows six.
    match bare {
        ['+', number @ ..] => matches!(digits(number), Some(7..=20)).then_some(Finding::Telephone),
        _ => match digits(bare) {
            Some(6) => Some(Finding::AppCode),
            Some(9..=20) => Some(Finding::Telephone),
            _ => None,
        },
    }
}

/// `local@domain.tld` and no more than that. A pass that holds an `@` seldom ends like this.
#[inline(never)]
pub(super) fn is_address(text: &[char]) -> bool {
    let (mut is_domain, mut has_top, mut is_top, mut length) = (false, false, true, 0);
    for sign in text {
        if *sign == '@' && !is_domain && length > 0 {
            (is_domain, length) = (true, 0);
            continue;
        }
        if *sign == '.' && is_domain && length > 0 {
            (has_top, is_top, length) = (true, true, 0);
            continue;
        }
        if !sign.is_ascii_alphabetic() {
            is_top &= !sign.is_ascii();
            let is_inner = *sign == '-' || sign.is_ascii_digit() || (!is_domain && is(*sign, LOCAL));
            if !is_inner && (sign.is_ascii() || is(*sign, SPACE)) {
                return false;
            }
        }
        length += 1;
    }
    has_top && is_top && length > 1
}

/// Starts as a link does that a browser would open.
#[inline(never)]
pub(super) fn is_link(text: &[char]) -> bool {
    strip_start(text, "https://").is_some()
        || strip_start(text, "http://").is_some()
        || strip_start(text, "www.").is_some()
}

/// How many digits, if there is nothing else but what people put between them.
#[inline(never)]
pub(super) fn digits(text: &[char]) -> Option<usize> {
    let mut count = 0;
    for sign in text {
        if plain(*sign).unwrap_or(*sign).is_ascii_digit() {
            count += 1;
        } else if !is(*sign, SEPARATOR) {
            return None;
        }
    }
    Some(count)
}
