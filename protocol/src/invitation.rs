//! An invitation: who, from when, until when, one-time or not. Never the pass.
//!
//! Owns the form in which it stands in a link's fragment, `#i=<claims>.<signature>`, both in base64url,
//! so that no server log and no link scanner sees it. The signature is the issuing server's to make
//! and to check; the page reads the claims to greet and to show the clocks, and trusts nothing by them.

use crate::person::Person;
use crate::validity::Validity;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use serde::{Deserialize, Serialize};

/// What stands before an invitation in a fragment.
pub const FRAGMENT: &str = "i=";

/// The most bytes of `<claims>.<signature>`: more than the longest names make.
pub const LONGEST: usize = 8 * 1024;

/// What an invitation says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invitation {
    /// Whom the pass is for.
    pub person: Person,
    /// When the pass can be used.
    pub validity: Validity,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
}

/// The fragment that carries `claims`, an [`Invitation`] in JSON, under `signature`.
pub fn to_fragment(claims: &[u8], signature: &[u8]) -> String {
    format!("{FRAGMENT}{}.{}", BASE64URL.encode(claims), BASE64URL.encode(signature))
}

/// The claims and the signature that a fragment carries, with or without its `#`, each still in
/// base64url; `None` when it carries no invitation.
pub fn from_fragment(fragment: &str) -> Option<(&str, &str)> {
    parts(fragment.trim_start_matches('#').strip_prefix(FRAGMENT)?)
}

/// The claims and the signature of `<claims>.<signature>`, each still in base64url.
pub fn parts(text: &str) -> Option<(&str, &str)> {
    text.split_once('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_reads_back() {
        let fragment = to_fragment(b"{\"a\":1}", &[0xff; 3]);
        assert_eq!(from_fragment(&format!("#{fragment}")), Some(("eyJhIjoxfQ", "____")));
        for foreign in ["", "#", "#top", "#i=", "#i=abc", "#x=YQ.YQ"] {
            assert_eq!(from_fragment(foreign), None, "{foreign}");
        }
    }
}
