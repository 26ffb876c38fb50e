//! What came in.
//!
//! Owns the log of requests, in which a test sees who sent what: above all whether a pass or a secret stood
//! where it must not.

use serde::{Deserialize, Serialize};

/// A request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// `GET` …
    pub method: String,
    /// Without the query.
    pub path: String,
    /// The query as it was sent.
    pub query: String,
    /// What it was answered with; `None` while it is not, or when the connection was dropped.
    pub status: Option<u16>,
    /// Whether one of the passes that were ever made stood in its address, headers or body.
    pub held_pass: bool,
    /// Whether a secret of the application did.
    pub held_secret: bool,
    /// Whether it was the form of the sign-in page, where both may.
    pub sign_in_form: bool,
    /// `user-agent`, by which a browser and the product differ.
    pub user_agent: String,
    /// `client-request-id`, which Microsoft asks clients to send.
    pub client_request_id: Option<String>,
}

/// Whether `text` stands in what was sent, as it is or in percent signs.
pub(crate) fn holds(sent: &[u8], text: &str) -> bool {
    let stands_in = |bytes: &[u8]| {
        bytes.len() >= text.len() && bytes.windows(text.len()).any(|part| part == text.as_bytes())
    };
    !text.is_empty() && (stands_in(sent) || stands_in(&decoded(sent)))
}

/// Percent signs decoded, `+` as a space where it is one.
fn decoded(sent: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(sent.len());
    let mut at = 0;
    while let Some(byte) = sent.get(at) {
        let hex = |at: usize| sent.get(at).and_then(|sign| char::from(*sign).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high << 4 | low).unwrap_or_default());
                at += 3;
            }
            (other, ..) => {
                bytes.push(*other);
                at += 1;
            }
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pass_is_found_however_it_was_sent() {
        for (sent, found) in [
            ("accesspass=a%2Bb%26c%3d", true),
            (r#"{"pass":"a+b&c="}"#, true),
            ("a+b&c", false),
            ("%2", false),
            ("", false),
        ] {
            assert_eq!(holds(sent.as_bytes(), "a+b&c="), found, "{sent}");
        }
    }
}
