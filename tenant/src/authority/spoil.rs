//! What can be wrong with a sign-in on purpose.
//!
//! Owns [`Spoil`], what is wrong with an ID token, and [`LeadBack`], the error that a sign-in leads back with.

use crate::jwt::{self, With};
use crate::keys::{self, PublicKey};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What is wrong with an ID token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Spoil {
    /// It has another nonce.
    WrongNonce,
    /// It has none.
    NoNonce,
    /// It is of another issuer.
    WrongIssuer,
    /// It is for another application.
    WrongAudience,
    /// It is for two applications.
    TwoAudiences,
    /// It is of another tenant of the same issuer.
    WrongTenant,
    /// It has ended.
    Expired,
    /// It holds from tomorrow on.
    NotYet,
    /// It never ends.
    NoExpiry,
    /// It does not say whom it is about.
    NoObjectId,
    /// A stranger signed it, in the name of the right key.
    StrangersKey,
    /// It names a key that is not published.
    UnknownKey,
    /// It is signed by `none`.
    Unsigned,
    /// It is signed by HS256 with the public key.
    SignedWithThePublicKey,
    /// Its claims were changed after it was signed.
    Changed,
    /// It is not a token.
    NoToken,
    /// There is none.
    Absent,
}

impl Spoil {
    pub(crate) fn claims(self, claims: &mut Value) {
        let now = claims["iat"].as_i64().unwrap_or_default();
        match self {
            Self::WrongNonce => claims["nonce"] = "another".into(),
            Self::NoNonce => drop(claims.as_object_mut().and_then(|claims| claims.remove("nonce"))),
            Self::WrongIssuer => claims["iss"] = "https://issuer.example/v2.0".into(),
            Self::WrongAudience => claims["aud"] = "00000000-0000-0000-0000-000000000000".into(),
            Self::TwoAudiences => {
                claims["aud"] = json!([claims["aud"], "00000000-0000-0000-0000-000000000000"]);
            }
            Self::WrongTenant => claims["tid"] = "00000000-0000-0000-0000-000000000000".into(),
            Self::Expired => {
                for name in ["iat", "nbf", "exp"] {
                    claims[name] = (claims[name].as_i64().unwrap_or_default() - 2 * 86_400).into();
                }
            }
            Self::NotYet => {
                claims["nbf"] = (now + 86_400).into();
                claims["exp"] = (now + 2 * 86_400).into();
            }
            Self::NoExpiry => drop(claims.as_object_mut().and_then(|claims| claims.remove("exp"))),
            Self::NoObjectId => drop(claims.as_object_mut().and_then(|claims| claims.remove("oid"))),
            Self::StrangersKey
            | Self::UnknownKey
            | Self::Unsigned
            | Self::SignedWithThePublicKey
            | Self::Changed
            | Self::NoToken
            | Self::Absent => {}
        }
    }

    pub(crate) fn sign(self, mut header: Value, claims: &Value, key: &str) -> Option<String> {
        Some(match self {
            Self::StrangersKey => jwt::sign(&header, claims, With::Rsa(keys::STRANGER_KEY)),
            Self::UnknownKey => {
                header["kid"] = "nobodys-key".into();
                jwt::sign(&header, claims, With::Rsa(keys::STRANGER_KEY))
            }
            Self::Unsigned => {
                header["alg"] = "none".into();
                jwt::sign(&header, claims, With::Nothing)
            }
            Self::SignedWithThePublicKey => {
                header["alg"] = "HS256".into();
                jwt::sign(&header, claims, With::Text(&PublicKey::of_key(key).n))
            }
            Self::Changed => {
                let token = jwt::sign(&header, claims, With::Rsa(key));
                let mut claims = claims.clone();
                claims["oid"] = crate::random::guid().into();
                let changed = jwt::sign(&header, &claims, With::Nothing);
                let signature = token.rsplit('.').next().unwrap_or_default();
                format!("{changed}{signature}")
            }
            Self::NoToken => "this is not a token".to_owned(),
            Self::Absent => return None,
            _ => jwt::sign(&header, claims, With::Rsa(key)),
        })
    }
}

/// The error that the next sign-in leads back with, once the pass was right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadBack {
    /// `error`.
    pub error: String,
    /// The AADSTS number.
    pub code: u32,
    /// The sentence behind it.
    pub words: String,
}
