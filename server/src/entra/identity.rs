//! Who signed in at Entra, as an ID token says it.
//!
//! Owns what Entra publishes of its sign-in (the configuration and the keys, kept for an hour) and judging an
//! ID token: signed with RS256 by a key that is published, of this tenant's issuer, for this app alone, in its
//! time, for the sign-in that was begun. A key that is not known is looked for once more: keys change.

use super::client::Client;
use super::error::{EntraError, Failure, Need, clean};
use crate::clock::Clock;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Deserialize;
use serde_json::Value;
use std::sync::Arc;
use subtle::ConstantTimeEq;
use tokio::sync::Mutex;
use url::Url;
use uuid::Uuid;

const SIGN_IN: Need = Need { doing: "sign people in", permission: "openid" };

/// How long what Entra publishes is used without another look: a key that is withdrawn is not trusted longer.
const KEPT: Span = Span::from_mins(60);

/// How far the clocks of both sides may differ.
const LEEWAY: i64 = 2 * 60;

/// Knows what Entra publishes.
#[derive(Default)]
pub(crate) struct Identity(Mutex<Option<Arc<Published>>>);

/// What Entra publishes of its sign-in.
#[derive(Debug)]
pub(crate) struct Published {
    issuer: String,
    /// Where people sign in.
    pub(crate) authorize: Url,
    keys: Vec<Key>,
    at: Timestamp,
}

#[derive(Debug, Deserialize)]
struct Configuration {
    issuer: String,
    authorization_endpoint: Url,
    jwks_uri: Url,
}

/// A key to check signatures with.
#[derive(Debug, Deserialize)]
struct Key {
    kid: String,
    kty: String,
    #[serde(default, rename = "use")]
    purpose: Option<String>,
    n: String,
    e: String,
}

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Who {
    /// Their object id.
    pub(crate) id: Uuid,
    /// How they are called, where the token says.
    pub(crate) name: Option<String>,
    /// How they sign in, where the token says. Shown, never decided by.
    pub(crate) user_name: Option<String>,
    /// By what they signed in, where the token says.
    pub(crate) by: Vec<String>,
    /// When, where the token says.
    pub(crate) at: Option<Timestamp>,
}

/// Why an ID token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum TokenError {
    #[error("there is no ID token in the answer")]
    Absent,
    #[error("the ID token is none, or not signed as it must be")]
    Malformed,
    #[error("the ID token names no key that Microsoft publishes")]
    Key,
    #[error("the ID token's signature is wrong")]
    Signature,
    #[error("the ID token is of another issuer")]
    Issuer,
    #[error("the ID token is of another tenant")]
    Tenant,
    #[error("the ID token is for another app")]
    Audience,
    #[error("the ID token is of another sign-in")]
    Nonce,
    #[error("the ID token has ended, or says no end")]
    Ended,
    #[error("the ID token does not hold yet; are the clocks right?")]
    NotYet,
    #[error("the ID token does not say who signed in")]
    Nobody,
}

/// Why nobody is known to have signed in.
#[derive(Debug)]
pub(crate) enum Unknown {
    /// The token does not do.
    Token(TokenError),
    /// Microsoft does not answer.
    Entra(EntraError),
}

impl From<TokenError> for Unknown {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

impl Identity {
    /// What Entra publishes.
    pub(crate) async fn published(
        &self,
        client: &Client,
        clock: &dyn Clock,
    ) -> Result<Arc<Published>, EntraError> {
        let mut held = self.0.lock().await;
        let now = clock.now();
        if let Some(held) = held.as_ref().filter(|held| held.at <= now && now < held.at + KEPT) {
            return Ok(held.clone());
        }
        let read = Arc::new(read(client, now).await?);
        *held = Some(read.clone());
        Ok(read)
    }

    /// The same, read anew unless somebody else did meanwhile.
    async fn anew(
        &self,
        client: &Client,
        clock: &dyn Clock,
        old: &Arc<Published>,
    ) -> Result<Arc<Published>, EntraError> {
        let mut held = self.0.lock().await;
        if let Some(held) = held.as_ref().filter(|held| !Arc::ptr_eq(held, old)) {
            return Ok(held.clone());
        }
        let read = Arc::new(read(client, clock.now()).await?);
        *held = Some(read.clone());
        Ok(read)
    }

    /// Who the token says signed in, for the sign-in of this nonce.
    pub(crate) async fn who(
        &self,
        client: &Client,
        clock: &dyn Clock,
        token: &Secret,
        nonce: &str,
    ) -> Result<Who, Unknown> {
        let app = &client.settings().client_id;
        let mut published = self.published(client, clock).await.map_err(Unknown::Entra)?;
        let mut judged = published.judge(token, app, nonce, clock.now());
        if judged == Err(TokenError::Key) {
            published = self.anew(client, clock, &published).await.map_err(Unknown::Entra)?;
            judged = published.judge(token, app, nonce, clock.now());
        }
        Ok(judged?)
    }
}

async fn read(client: &Client, now: Timestamp) -> Result<Published, EntraError> {
    let odd = |failure| EntraError { failure, need: SIGN_IN, request: None };
    let address = client.authority("v2.0/.well-known/openid-configuration");
    let configuration = client.public(&address, SIGN_IN).await?;
    let configuration: Configuration =
        serde_json::from_value(configuration).map_err(|_| odd(Failure::Odd))?;
    // People are led there: nowhere but to where Entra signs in.
    if configuration.authorization_endpoint.origin() != address.origin() {
        return Err(odd(Failure::Astray));
    }
    let keys = client.public(&configuration.jwks_uri, SIGN_IN).await?;
    let keys = keys["keys"].as_array().ok_or_else(|| odd(Failure::Odd))?;
    // A key of a kind that is new is no reason to know none.
    let keys = keys.iter().filter_map(|key| serde_json::from_value(key.clone()).ok());
    Ok(Published {
        issuer: configuration.issuer,
        authorize: configuration.authorization_endpoint,
        keys: keys
            .filter(|key: &Key| key.kty == "RSA" && key.purpose.as_deref().is_none_or(|it| it == "sig"))
            .collect(),
        at: now,
    })
}

impl Published {
    fn judge(&self, token: &Secret, app: &str, nonce: &str, now: Timestamp) -> Result<Who, TokenError> {
        let header = jsonwebtoken::decode_header(token.expose()).map_err(|_| TokenError::Malformed)?;
        if header.alg != Algorithm::RS256 {
            return Err(TokenError::Malformed);
        }
        let kid = header.kid.ok_or(TokenError::Key)?;
        let key = self.keys.iter().find(|key| key.kid == kid).ok_or(TokenError::Key)?;
        let key = DecodingKey::from_rsa_components(&key.n, &key.e).map_err(|_| TokenError::Key)?;
        // The library checks the signature. What the token says is judged below: by the server's clock, and
        // with one app alone for whom it is.
        let mut rules = Validation::new(Algorithm::RS256);
        rules.required_spec_claims.clear();
        (rules.validate_exp, rules.validate_nbf, rules.validate_aud) = (false, false, false);
        let claims = jsonwebtoken::decode::<Value>(token.expose(), &key, &rules)
            .map_err(|_| TokenError::Signature)?
            .claims;
        self.accept(&claims, app, nonce, now)
    }

    fn accept(&self, claims: &Value, app: &str, nonce: &str, now: Timestamp) -> Result<Who, TokenError> {
        let is = |name: &str, expected: &str| claims[name].as_str().is_some_and(|it| it == expected);
        let seconds = now.as_millis().div_euclid(1_000);
        let number = |name: &str| claims[name].as_i64();
        if !is("iss", &self.issuer) {
            return Err(TokenError::Issuer);
        }
        // The issuer ends in the tenant's id and the version.
        let tenant = self.issuer.trim_end_matches('/').rsplit('/').nth(1).unwrap_or_default();
        if tenant.parse::<Uuid>().is_err() || !is("tid", tenant) {
            return Err(TokenError::Tenant);
        }
        if !is("aud", app) {
            return Err(TokenError::Audience);
        }
        let said = claims["nonce"].as_str().unwrap_or_default();
        if !bool::from(said.as_bytes().ct_eq(nonce.as_bytes())) {
            return Err(TokenError::Nonce);
        }
        if number("exp").is_none_or(|end| seconds >= end.saturating_add(LEEWAY)) {
            return Err(TokenError::Ended);
        }
        if number("nbf").is_some_and(|begin| seconds < begin.saturating_sub(LEEWAY)) {
            return Err(TokenError::NotYet);
        }
        let text =
            |name: &str| claims[name].as_str().map(|text| clean(text, &[])).filter(|text| !text.is_empty());
        let id = claims["oid"].as_str().and_then(|id| id.parse().ok()).ok_or(TokenError::Nobody)?;
        let by = claims["amr"].as_array().into_iter().flatten().filter_map(Value::as_str);
        Ok(Who {
            id,
            name: text("name"),
            user_name: text("preferred_username"),
            by: by.map(|text| clean(text, &[]).chars().take(40).collect()).take(5).collect(),
            at: number("auth_time").and_then(|at| at.checked_mul(1_000)).map(Timestamp::from_millis),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const TENANT: &str = "11111111-2222-4333-8444-000000000001";
    const APP: &str = "11111111-2222-4333-8444-555555555555";
    const NOW: i64 = 1_795_424_400;

    fn judged(change: impl FnOnce(&mut Value)) -> Result<Who, TokenError> {
        let published = Published {
            issuer: format!("https://login.example/{TENANT}/v2.0"),
            authorize: "https://login.example/authorize".parse().unwrap(),
            keys: Vec::new(),
            at: Timestamp::from_millis(0),
        };
        let mut claims = json!({
            "iss": format!("https://login.example/{TENANT}/v2.0"), "aud": APP, "tid": TENANT, "nonce": "n",
            "nbf": NOW - 300, "exp": NOW + 3600, "oid": Uuid::from_u128(7),
        });
        change(&mut claims);
        published.accept(&claims, APP, "n", Timestamp::from_millis(NOW * 1_000))
    }

    #[track_caller]
    fn check(change: impl FnOnce(&mut Value), expected: Result<(), TokenError>) {
        assert_eq!(judged(change).map(|_| ()), expected);
    }

    #[test]
    fn when_they_signed_in_is_said_by_an_optional_claim() {
        for (said, at) in [
            (Value::Null, None),
            (json!(NOW - 60), Some((NOW - 60) * 1_000)),
            (json!("1795424400"), None),
            (json!(1.5), None),
            (json!(i64::MAX), None),
        ] {
            let who = judged(|it| it["auth_time"] = said.clone()).unwrap();
            assert_eq!(who.at, at.map(Timestamp::from_millis), "{said}");
        }
    }

    #[test]
    fn each_claim_is_what_it_must_be() {
        check(|_| {}, Ok(()));
        check(|it| it["amr"] = json!(["fido", 5]), Ok(()));
        check(|it| it["iss"] = "https://login.example/common/v2.0".into(), Err(TokenError::Issuer));
        check(|it| it["tid"] = "11111111-2222-4333-8444-000000000002".into(), Err(TokenError::Tenant));
        check(|it| it["aud"] = json!([APP]), Err(TokenError::Audience));
        check(|it| it["nonce"] = Value::Null, Err(TokenError::Nonce));
        check(|it| it["exp"] = (NOW - LEEWAY + 1).into(), Ok(()));
        check(|it| it["exp"] = (NOW - LEEWAY).into(), Err(TokenError::Ended));
        check(|it| it["exp"] = Value::Null, Err(TokenError::Ended));
        check(|it| it["exp"] = "9999999999".into(), Err(TokenError::Ended));
        check(|it| it["nbf"] = (NOW + LEEWAY).into(), Ok(()));
        check(|it| it["nbf"] = (NOW + LEEWAY + 1).into(), Err(TokenError::NotYet));
        check(|it| it["oid"] = "root".into(), Err(TokenError::Nobody));
    }
}
