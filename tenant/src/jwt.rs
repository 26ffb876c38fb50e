//! Signed tokens (RFC 7515, RFC 7519).
//!
//! Owns signing one with any header, so that a test can have a wrong one, and reading one of a client.

use crate::keys::{PublicKey, der_of};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, crypto};
use serde_json::Value;

/// How a token is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum With<'a> {
    /// RS256 with a private key in PEM.
    Rsa(&'a str),
    /// HS256 with a text: what a reader takes who lets the token say how it is signed.
    Text(&'a str),
    /// `none`.
    Nothing,
}

/// Signs `claims`; `header` says what it says.
pub(crate) fn sign(header: &Value, claims: &Value, with: With<'_>) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let message = format!("{}.{}", part(header), part(claims));
    let signed = match with {
        With::Rsa(pem) => {
            crypto::sign(message.as_bytes(), &EncodingKey::from_rsa_der(&der_of(pem)), Algorithm::RS256)
        }
        With::Text(text) => {
            crypto::sign(message.as_bytes(), &EncodingKey::from_secret(text.as_bytes()), Algorithm::HS256)
        }
        With::Nothing => Ok(String::new()),
    };
    format!("{message}.{}", signed.expect("the toy keys can sign"))
}

/// A token as it was sent; what it says is not proven yet.
pub(crate) struct Unproven<'a> {
    pub(crate) header: Value,
    pub(crate) claims: Value,
    message: &'a str,
    signature: &'a str,
}

impl<'a> Unproven<'a> {
    /// `None` for what is no token.
    pub(crate) fn read(token: &'a str) -> Option<Self> {
        let (message, signature) = token.rsplit_once('.')?;
        let (header, claims) = message.split_once('.')?;
        let part = |text: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok();
        Some(Self { header: part(header)?, claims: part(claims)?, message, signature })
    }

    /// Whether it was signed with the private half of `key`, by RS256 or PS256.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        let algorithm = match self.header["alg"].as_str() {
            Some("RS256") => Algorithm::RS256,
            Some("PS256") => Algorithm::PS256,
            _ => return false,
        };
        DecodingKey::from_rsa_components(&key.n, &key.e)
            .and_then(|key| crypto::verify(self.signature, self.message.as_bytes(), &key, algorithm))
            .unwrap_or(false)
    }
}
