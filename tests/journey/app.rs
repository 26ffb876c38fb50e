//! An authenticator app, by a client of RFC 6238 that shares no code with the server.

use doorkey_protocol::time::Timestamp;
use totp_lite::{Sha1, totp_custom};

/// The digits that an app with this secret shows at a time.
pub(crate) fn digits(secret: &str, at: Timestamp) -> String {
    let seconds = u64::try_from(at.as_millis() / 1_000).expect("it is after 1970");
    totp_custom::<Sha1>(30, 6, &base32(secret), seconds)
}

/// RFC 4648, §6, without padding.
fn base32(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let value = |symbol: u8| ALPHABET.iter().position(|known| *known == symbol).expect("base32");
    let bits: Vec<_> =
        text.bytes().flat_map(|symbol| (0..5).rev().map(move |bit| value(symbol) >> bit & 1)).collect();
    bits.chunks_exact(8).map(|byte| byte.iter().fold(0, |sum, bit| (sum << 1) | *bit as u8)).collect()
}
