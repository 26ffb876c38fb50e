//! What must not be guessed: ids, codes, passes.
//!
//! Owns how they are drawn.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Letters, digits and signs that were seen in Microsoft's passes: no alphabet is documented.
const SIGNS: &[u8; 64] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789+&=!@#%*";

pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the system has random bytes");
    bytes
}

/// A GUID.
pub(crate) fn guid() -> String {
    let mut id = bytes::<16>();
    id[6] = id[6] & 0x0f | 0x40;
    id[8] = id[8] & 0x3f | 0x80;
    let hex: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// A code or a session: 256 bits.
pub(crate) fn opaque() -> String {
    URL_SAFE_NO_PAD.encode(bytes::<32>())
}

/// A pass.
pub(crate) fn pass(length: usize) -> String {
    let bytes = bytes::<48>();
    bytes.iter().cycle().take(length).map(|byte| char::from(SIGNS[usize::from(byte % 64)])).collect()
}
