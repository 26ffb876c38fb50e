//! Texts that belong elsewhere: codes, links, addresses and numbers typed in place of a pass.
//!
//! Owns their shapes, kept narrow because with Entra any of them could be a pass. Given the text of
//! the pass, yields the finding; there is nothing to repair.

use super::Finding;
use super::sign::{is_dash, is_mark, plain_digit, strip_start};
use doorkey_protocol::pass::trim;

/// What it is, if it is none of ours.
pub(super) fn find(text: &str, user_name: &str) -> Option<Finding> {
    let bare = bare(text);
    let address = strip_start(bare, "mailto:").unwrap_or(bare);
    if is_app_code(bare) {
        Some(Finding::AppCode)
    } else if is_link(bare) {
        Some(Finding::Link)
    } else if !user_name.is_empty() && address.eq_ignore_ascii_case(user_name) {
        Some(Finding::UserNameAgain)
    } else if is_address(address) {
        Some(Finding::Address)
    } else if is_telephone(bare) {
        Some(Finding::Telephone)
    } else {
        None
    }
}

/// The text without quotation marks, brackets and punctuation at its ends.
fn bare(text: &str) -> &str {
    trim(text.trim_matches(is_mark))
}

/// `local@domain.tld` and no more than that. A pass that holds an `@` seldom ends like this.
pub(super) fn is_address(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else { return false };
    let Some((_, top)) = domain.rsplit_once('.') else { return false };
    let is_word = |sign: char| sign.is_ascii_alphanumeric() || (!sign.is_ascii() && !sign.is_whitespace());
    !local.is_empty()
        && local.chars().all(|sign| is_word(sign) || matches!(sign, '.' | '_' | '+' | '-' | '%' | '&' | '\''))
        && domain.split('.').all(|label| !label.is_empty())
        && domain.chars().all(|sign| is_word(sign) || matches!(sign, '.' | '-'))
        && top.len() >= 2
        && top.chars().all(|sign| is_word(sign) && !sign.is_ascii_digit())
}

/// Starts as a link does that a browser would open.
pub(super) fn is_link(text: &str) -> bool {
    ["https://", "http://", "www."].iter().any(|start| strip_start(text, start).is_some())
}

/// Digits, with what people put between them; how many, and whether nothing else is there.
fn digits(text: &str, is_separator: fn(char) -> bool) -> Option<usize> {
    let mut count = 0;
    for sign in text.chars() {
        if sign.is_ascii_digit() || plain_digit(sign).is_some() {
            count += 1;
        } else if !is_separator(sign) {
            return None;
        }
    }
    Some(count)
}

/// The six digits that an authenticator app shows, in one or two groups.
fn is_app_code(text: &str) -> bool {
    digits(text, |sign| sign.is_whitespace() || is_dash(sign) || sign == '-') == Some(6)
}

/// A telephone number: with a plus sign, or with at least nine digits.
fn is_telephone(text: &str) -> bool {
    let (fewest, number) = text.strip_prefix(['+', '＋']).map_or((9, text), |number| (7, number));
    digits(number, is_number_separator).is_some_and(|count| (fewest..=20).contains(&count))
}

/// What stands between the digits of numbers and dates.
pub(super) fn is_number_separator(sign: char) -> bool {
    sign.is_whitespace() || is_dash(sign) || matches!(sign, '-' | '.' | '/' | ':' | '(' | ')')
}
