//! The toy keys of the stand-in: what it signs with, and what a test signs with to be known by it.
//!
//! Owns the texts. They are in the repository for everybody to read and must never be used for anything else.

use crate::der;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use sha1::{Digest, Sha1};
use sha2::Sha256;

/// The application's private key, RSA 2048 in PKCS#1.
pub const APPLICATION_KEY: &str = include_str!("../keys/application.pem");

/// The certificate of [`APPLICATION_KEY`], which the stand-in knows from the start.
pub const APPLICATION_CERTIFICATE: &str = include_str!("../keys/application.crt.pem");

/// The key of another issuer that the application is federated with.
pub const FEDERATION_KEY: &str = include_str!("../keys/federation.pem");

/// The key of a stranger.
pub const STRANGER_KEY: &str = include_str!("../keys/stranger.pem");

/// What the stand-in signs with, one after the other.
pub(crate) const SIGNING: [&str; 3] = [
    include_str!("../keys/signing-1.pem"),
    include_str!("../keys/signing-2.pem"),
    include_str!("../keys/signing-3.pem"),
];

/// The bytes of a PEM text.
///
/// # Panics
/// On what is not PEM.
#[must_use]
pub fn der_of(pem: &str) -> Vec<u8> {
    let text: String = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
    STANDARD.decode(text).expect("a PEM text")
}

/// The public half of an RSA key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicKey {
    /// The modulus, base64url.
    pub(crate) n: String,
    /// The exponent, base64url.
    pub(crate) e: String,
}

impl PublicKey {
    /// Of a private key in PKCS#1.
    pub(crate) fn of_key(pem: &str) -> Self {
        let der = der_of(pem);
        let mut key = der::Reader::of(&der).enter(der::SEQUENCE);
        key.take(der::INTEGER);
        Self::of_numbers(&mut key)
    }

    /// Of a certificate (RFC 5280, §4.1).
    pub(crate) fn of_certificate(der: &[u8]) -> Self {
        let mut signed = der::Reader::of(der).enter(der::SEQUENCE).enter(der::SEQUENCE);
        signed.skip(der::VERSION);
        signed.take(der::INTEGER); // its number
        for _ in ["signature", "issuer", "validity", "subject"] {
            signed.take(der::SEQUENCE);
        }
        let mut key = signed.enter(der::SEQUENCE);
        key.take(der::SEQUENCE); // rsaEncryption
        let bits = key.take(der::BIT_STRING);
        Self::of_numbers(&mut der::Reader::of(&bits[1..]).enter(der::SEQUENCE))
    }

    fn of_numbers(key: &mut der::Reader<'_>) -> Self {
        let mut number = || {
            let bytes = key.take(der::INTEGER);
            URL_SAFE_NO_PAD.encode(bytes.strip_prefix(&[0]).unwrap_or(bytes))
        };
        Self { n: number(), e: number() }
    }
}

/// `x5t`: SHA-1 of a certificate.
#[must_use]
pub fn thumbprint(certificate: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha1::digest(certificate))
}

/// `x5t#S256`: SHA-256 of a certificate.
#[must_use]
pub fn thumbprint_sha256(certificate: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(certificate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_has_the_public_half_of_its_key() {
        let key = PublicKey::of_key(APPLICATION_KEY);
        assert_eq!(key, PublicKey::of_certificate(&der_of(APPLICATION_CERTIFICATE)));
        assert_eq!((key.n.len(), key.e.as_str()), (342, "AQAB"));
    }
}
