//! The token that a redemption is opened with, and the secret of a link.
//!
//! Owns making them, 256 and 128 random bits in base64url, and the hash by which the store knows it: who
//! reads the store can open nothing.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::secret::Secret;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// What the store keeps of a token.
pub(crate) type TokenHash = [u8; 32];

/// A fresh token.
///
/// # Errors
/// When the operating system gives no randomness.
pub(crate) fn fresh() -> Result<Secret, getrandom::Error> {
    let mut bits = Zeroizing::new([0u8; 32]);
    getrandom::fill(bits.as_mut())?;
    Ok(Secret::new(BASE64URL.encode(bits.as_ref())))
}

/// A fresh secret for a link that is short to live: 128 bits, which make a smaller QR code.
///
/// # Errors
/// When the operating system gives no randomness.
pub(crate) fn for_link() -> Result<Secret, getrandom::Error> {
    let mut bits = Zeroizing::new([0u8; 16]);
    getrandom::fill(bits.as_mut())?;
    Ok(Secret::new(BASE64URL.encode(bits.as_ref())))
}

/// What the store keeps of `token`.
pub(crate) fn hash(token: &Secret) -> TokenHash {
    Sha256::digest(token.expose().as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_have_256_bits_and_differ() {
        let (one, other) = (fresh().unwrap(), fresh().unwrap());
        assert_eq!(BASE64URL.decode(one.expose()).unwrap().len(), 32);
        assert_ne!(one.expose(), other.expose());
        assert_ne!(hash(&one), hash(&other));
    }
}
