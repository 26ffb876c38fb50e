//! A sealed pass: what a desk can give in place of the pass, a link that shows it once.
//!
//! Owns the form of the link's fragment, `#p=<id>.<key>`, and what travels when it is opened. The pass is
//! sealed with a key that stands in the fragment alone and is never sent: whoever keeps the envelope cannot
//! read it. It is opened by a click and never by loading, burnt on reading, and dead with its pass.

use crate::person::Person;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::validity::Validity;
use serde::{Deserialize, Serialize};

/// What introduces an envelope in a link's fragment.
pub const FRAGMENT: &str = "p=";
/// How many random bytes an id is made of.
pub const ID_BYTES: usize = 16;
/// How many a key is made of: AES-256.
pub const KEY_BYTES: usize = 32;
/// How many a reader's mark is made of.
pub const READER_BYTES: usize = 16;
/// How many bytes of [`Envelope::sealed`] are the nonce, before the rest.
pub const NONCE_BYTES: usize = 12;

/// What the link of an envelope holds.
#[derive(Clone, Debug)]
pub struct Link {
    /// Which envelope: 128 random bits in base64url. Authenticated with the pass, as ASCII.
    pub id: String,
    /// What opens it: 256 random bits in base64url.
    pub key: Secret,
}

impl Link {
    /// The fragment that carries it, without its `#`.
    pub fn to_fragment(&self) -> Secret {
        Secret::new(String::from_iter([FRAGMENT, &self.id, ".", self.key.expose()]))
    }

    /// Reads `<id>.<key>`; `None` when it is not whole, so that nothing is burnt that cannot be read.
    pub fn read(text: &str) -> Option<Self> {
        let (id, key) = text.split_once('.')?;
        let is_whole = is_base64url(id, ID_BYTES) && is_base64url(key, KEY_BYTES);
        is_whole.then(|| Self { id: id.to_owned(), key: Secret::new(key.to_owned()) })
    }
}

/// What stands for an envelope in an address's fragment (`location.hash`), whole or not, if anything does.
pub fn from_fragment(fragment: &str) -> Option<Secret> {
    let text = fragment.strip_prefix('#')?.strip_prefix(FRAGMENT)?;
    Some(Secret::new(text.to_owned()))
}

/// Whether a text has the shape of so many bytes in base64url without padding.
fn is_base64url(text: &str, bytes: usize) -> bool {
    text.len() == (bytes * 4).div_ceil(3)
        && text.bytes().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, b'-' | b'_'))
}

/// Open an envelope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EnvelopeRequest {
    /// Which one, from its link.
    pub id: String,
    /// Who reads: 128 random bits in base64url that the page makes at the click. For one minute the same
    /// reader gets the same answer again, so that a lost one strands nobody; nobody else ever does.
    pub reader: String,
}

/// What was in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Envelope {
    /// The pass as it is shown to people, in UTF-8, sealed with AES-256-GCM under the link's key, its id as
    /// additional data: base64url of [`NONCE_BYTES`] of nonce, then the ciphertext with its tag of 16 bytes.
    pub sealed: String,
    /// Whom the pass is for.
    pub person: Person,
    /// When it can be used.
    pub validity: Validity,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
    /// The server's time when it answered.
    pub now: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "AAECAwQFBgcICQoLDA0ODw";
    const KEY: &str = "8PHy8_T19vf4-fr7_P3-_wABAgMEBQYHCAkKCwwNDg8";

    #[test]
    fn a_link_reads_back_when_it_is_whole_and_not_otherwise() {
        let whole = format!("{ID}.{KEY}");
        let link = Link::read(&whole).unwrap();
        assert_eq!((link.id.as_str(), link.key.expose()), (ID, KEY));
        assert_eq!(link.to_fragment().expose(), format!("p={whole}"));
        for broken in [
            "",
            ".",
            ID,
            KEY,
            &whole[1..],
            &whole[..whole.len() - 1],
            &format!("{whole}."),
            &format!("{whole}A"),
            &whole.replace('.', ""),
            &whole.replace('A', "+"),
            &whole.replace('A', "ä"),
            &format!("{KEY}.{ID}"),
        ] {
            assert!(Link::read(broken).is_none(), "{broken}");
        }
    }

    #[test]
    fn an_envelope_is_read_from_a_fragment_whole_or_not() {
        for (fragment, expected) in [
            ("", None),
            ("#", None),
            ("p=abc", None),
            ("#h=abc", None),
            ("#p=", Some("")),
            ("#p=abc", Some("abc")),
        ] {
            let text = from_fragment(fragment);
            assert_eq!(text.as_ref().map(Secret::expose), expected, "{fragment}");
        }
    }

    #[test]
    fn nothing_of_a_key_is_printed() {
        let link = Link { id: ID.to_owned(), key: Secret::new(KEY.to_owned()) };
        let printed = format!("{link:?} {:?}", link.to_fragment());
        assert!(!printed.contains(KEY), "{printed}");
    }

    #[test]
    fn it_travels_in_camel_case() {
        let request = EnvelopeRequest { id: ID.to_owned(), reader: "r".to_owned() };
        let json = format!(r#"{{"id":"{ID}","reader":"r"}}"#);
        assert_eq!(serde_json::to_string(&request).unwrap(), json);
        let json = r#"{"sealed":"x","person":{"userName":"sam","displayName":"Sam"},
            "validity":{"startsAt":0,"lifetimeInMinutes":60},"oneTime":true,"now":7}"#;
        let envelope: Envelope = serde_json::from_str(json).unwrap();
        assert!(envelope.one_time && envelope.now == Timestamp::from_millis(7));
    }
}
