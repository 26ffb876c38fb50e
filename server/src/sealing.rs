//! Secrets that the server must read again, as they lie in the store.
//!
//! Owns [`Sealing`]: XChaCha20-Poly1305 under a key derived from the server key. Who reads the store
//! without that key learns nothing, and what is sealed for one row opens in no other.

use crate::key::ServerKey;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;
use zeroize::Zeroizing;

/// The bytes of a nonce: so many that random ones never meet.
const NONCE: usize = 24;

/// Seals and opens.
pub(crate) struct Sealing(XChaCha20Poly1305);

/// What does not open: another key, another row, or changed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unopened;

/// Why nothing was sealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Random(#[from] getrandom::Error),
    /// The cipher refused.
    #[error("the cipher refused")]
    Cipher,
}

impl Sealing {
    pub(crate) fn new(key: &ServerKey) -> Self {
        Self(XChaCha20Poly1305::new((&*key.derive("sealing", b"")).into()))
    }

    /// `secret`, sealed for the row of this id: a nonce and what the cipher makes.
    pub(crate) fn seal(&self, id: Uuid, secret: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut nonce = [0; NONCE];
        getrandom::fill(&mut nonce)?;
        let payload = Payload { msg: secret, aad: id.as_bytes() };
        let sealed = self.0.encrypt(&XNonce::from(nonce), payload).map_err(|_| SealError::Cipher)?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// What was sealed for the row of this id.
    pub(crate) fn open(&self, id: Uuid, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unopened> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let payload = Payload { msg: rest, aad: id.as_bytes() };
        self.0.decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| Unopened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_and_row_open_it() {
        let (data, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let sealing = Sealing::new(&ServerKey::open(data.path(), None).unwrap());
        let theirs = Sealing::new(&ServerKey::open(other.path(), None).unwrap());
        let (id, secret) = (Uuid::from_u128(1), b"a secret of 20 bytes".as_slice());
        let sealed = sealing.seal(id, secret).unwrap();
        assert_eq!(sealing.open(id, &sealed).unwrap().as_slice(), secret);
        assert!(!sealed.windows(secret.len()).any(|part| part == secret));
        assert_ne!(sealing.seal(id, secret).unwrap(), sealed);
        let mut changed = sealed.clone();
        *changed.last_mut().unwrap() ^= 1;
        for (name, opened) in [
            ("another row", sealing.open(Uuid::from_u128(2), &sealed)),
            ("another key", theirs.open(id, &sealed)),
            ("changed", sealing.open(id, &changed)),
            ("cut short", sealing.open(id, &sealed[..NONCE])),
            ("nothing", sealing.open(id, b"")),
        ] {
            assert_eq!(opened.err(), Some(Unopened), "{name}");
        }
    }
}
