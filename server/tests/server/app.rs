//! An authenticator app, for tests: RFC 6238 by hand, apart from the crate that the server uses.

use doorkey_protocol::time::Timestamp;
use hmac::{Hmac, Mac};
use serde_json::Value;
use sha1::Sha1;

/// An app that took a secret over.
#[derive(Clone)]
pub(crate) struct App(Vec<u8>);

impl App {
    /// Takes over the secret of an offer, as it would be typed.
    pub(crate) fn set_up(offer: &Value) -> Self {
        Self(base32(offer["secret"].as_str().unwrap()))
    }

    /// The secret's bytes.
    pub(crate) fn seed(self) -> Vec<u8> {
        self.0
    }

    /// The code that it shows at `now`, so many steps later.
    pub(crate) fn code(&self, now: Timestamp, steps: i64) -> String {
        self.code_of_step(now.as_millis() / 30_000 + steps)
    }

    /// A code that it never shows near `now`.
    pub(crate) fn wrong(&self, now: Timestamp) -> String {
        (0..).map(|number: u32| format!("{number:06}")).find(|code| !self.is_near(code, now)).unwrap()
    }

    /// Whether it shows this code within an hour of `now`.
    pub(crate) fn is_near(&self, code: &str, now: Timestamp) -> bool {
        (-120..=120).any(|steps| self.code(now, steps) == code)
    }

    fn code_of_step(&self, step: i64) -> String {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).unwrap();
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[19] & 15);
        let number = u32::from_be_bytes(digest[at..at + 4].try_into().unwrap()) & 0x7fff_ffff;
        format!("{:06}", number % 1_000_000)
    }
}

/// Base32 (RFC 4648, §6) without padding.
fn base32(text: &str) -> Vec<u8> {
    let (mut bits, mut count, mut bytes) = (0u32, 0, Vec::new());
    for character in text.bytes() {
        let at = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|&one| one == character).unwrap();
        bits = bits << 5 | u32::try_from(at).unwrap();
        count += 5;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 255) as u8);
        }
    }
    bytes
}

#[test]
fn it_shows_the_codes_of_rfc_6238() {
    let app = App(base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")); // 12345678901234567890
    for (seconds, code) in [
        (59, "287082"),
        (1_111_111_109, "081804"),
        (1_234_567_890, "005924"),
        (2_000_000_000, "279037"),
        (20_000_000_000, "353130"),
    ] {
        assert_eq!(app.code(Timestamp::from_millis(seconds * 1_000), 0), code);
    }
}
