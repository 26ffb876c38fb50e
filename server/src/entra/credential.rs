//! What proves the app to Entra.
//!
//! Owns reading a certificate and its key, and making of either kind of credential what the token endpoint
//! takes: an assertion signed with PS256 by the key (rustls signs it, as it signs handshakes with the same
//! algorithm), a token from a file that is read anew each time, or a secret.

use super::error::{EntraError, Failure, Need};
use super::settings::Credential;
use crate::directory::random_id;
use crate::settings::SettingError;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use rustls::SignatureScheme;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::sign::{CertifiedKey, SigningKey};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zeroize::Zeroizing;

const CERTIFICATE: &str = "DOORKEY_ENTRA_CERT";
const KEY: &str = "DOORKEY_ENTRA_KEY";

/// More than any of these files has.
const MOST: u64 = 64 * 1024;

/// How long an assertion is good for: the clocks of both sides may differ by some of it.
const GOOD_FOR: Span = Span::from_mins(5);

/// How OAuth calls an assertion.
const ASSERTION: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What proves the app, ready for use.
pub(super) enum Proof {
    /// A key, and the SHA-256 of its certificate.
    Key(Arc<dyn SigningKey>, [u8; 32]),
    Secret(Secret),
    File(PathBuf),
}

impl Proof {
    pub(super) fn open(credential: &Credential) -> Result<Self, SettingError> {
        match credential {
            Credential::Certificate { certificate, key } => certified(certificate, key),
            Credential::Secret(secret) => Ok(Self::Secret(secret.clone())),
            Credential::TokenFile(path) => Ok(Self::File(path.clone())),
        }
    }

    /// The fields of a form that prove the app to `endpoint`.
    pub(super) fn fields(
        &self,
        client_id: &str,
        endpoint: &str,
        now: Timestamp,
        need: Need,
    ) -> Result<Vec<(&'static str, Secret)>, EntraError> {
        let failed = |words: String| EntraError { failure: Failure::Unreadable(words), need, request: None };
        let assertion = match self {
            Self::Secret(secret) => return Ok(vec![("client_secret", secret.clone())]),
            Self::File(path) => {
                let text =
                    read("DOORKEY_ENTRA_TOKEN_FILE", path).map_err(|error| failed(error.to_string()))?;
                let text = std::str::from_utf8(&text).ok().map(str::trim).filter(|text| {
                    text.split('.').count() == 3 && text.bytes().all(|one| one.is_ascii_graphic())
                });
                let words = || {
                    format!(
                        "DOORKEY_ENTRA_TOKEN_FILE {} must hold a signed token and nothing else",
                        path.display()
                    )
                };
                Secret::new(text.ok_or_else(|| failed(words()))?.to_owned())
            }
            Self::Key(key, thumbprint) => assertion(key.as_ref(), thumbprint, client_id, endpoint, now)
                .ok_or_else(|| {
                    failed(format!("{KEY} cannot sign: there is no randomness, or the key does not do"))
                })?,
        };
        Ok(vec![
            ("client_assertion_type", Secret::new(ASSERTION.to_owned())),
            ("client_assertion", assertion),
        ])
    }

    /// What must not come back in an answer that is shown.
    pub(super) fn secret(&self) -> Option<&Secret> {
        match self {
            Self::Secret(secret) => Some(secret),
            Self::Key(..) | Self::File(_) => None,
        }
    }
}

/// A token that says who the app is, for one endpoint and a few minutes.
fn assertion(
    key: &dyn SigningKey,
    thumbprint: &[u8; 32],
    client_id: &str,
    endpoint: &str,
    now: Timestamp,
) -> Option<Secret> {
    let seconds = now.as_millis().div_euclid(1_000);
    let header = json!({ "alg": "PS256", "typ": "JWT", "x5t#S256": BASE64URL.encode(thumbprint) });
    let claims = json!({
        "aud": endpoint,
        "iss": client_id,
        "sub": client_id,
        "jti": random_id().ok()?,
        "nbf": seconds,
        "iat": seconds,
        "exp": seconds + GOOD_FOR.as_millis() / 1_000,
    });
    let [header, claims] = [header, claims].map(|part| BASE64URL.encode(part.to_string()));
    let text = format!("{header}.{claims}");
    let signature = key.choose_scheme(&[SignatureScheme::RSA_PSS_SHA256])?.sign(text.as_bytes()).ok()?;
    Some(Secret::new(format!("{text}.{}", BASE64URL.encode(signature))))
}

fn certified(certificate: &Path, key: &Path) -> Result<Proof, SettingError> {
    let pem = read(CERTIFICATE, certificate)?;
    let first = CertificateDer::from_pem_slice(&pem);
    let first = first.map_err(|_| wrong(CERTIFICATE, certificate, "must hold a certificate in PEM"))?;
    let mode = std::fs::metadata(key).map_err(|error| wrong(KEY, key, &error.to_string()))?.mode();
    if mode & 0o077 != 0 {
        let path = key.display();
        let words =
            format!("can be read by others on this machine; make it its owner's alone: chmod 600 '{path}'");
        return Err(wrong(KEY, key, &words));
    }
    let pem = read(KEY, key)?;
    let der = PrivateKeyDer::from_pem_slice(&pem);
    let der = der.map_err(|_| wrong(KEY, key, "must hold a private key in PEM that is not encrypted"))?;
    let signer = rustls::crypto::ring::sign::any_supported_type(&der).ok();
    let signer = signer.filter(|signer| signer.choose_scheme(&[SignatureScheme::RSA_PSS_SHA256]).is_some());
    let signer = signer
        .ok_or_else(|| wrong(KEY, key, "must be an RSA key of at least 2048 bits: Entra takes no other"))?;
    let thumbprint = Sha256::digest(first.as_ref()).into();
    if CertifiedKey::new(vec![first], signer.clone()).keys_match().is_err() {
        return Err(wrong(KEY, key, "is not the key of the certificate"));
    }
    Ok(Proof::Key(signer, thumbprint))
}

fn read(setting: &'static str, path: &Path) -> Result<Zeroizing<Vec<u8>>, SettingError> {
    let mut bytes = Zeroizing::new(Vec::new());
    let done = File::open(path).and_then(|file| file.take(MOST).read_to_end(&mut bytes));
    done.map_err(|error| wrong(setting, path, &error.to_string()))?;
    Ok(bytes)
}

fn wrong(setting: &'static str, path: &Path, words: &str) -> SettingError {
    SettingError::new(setting, format!("{}: {words}", path.display()))
}
