//! What handlers take from a request.
//!
//! Owns reading bodies and tokens. A body is bounded before it is looked at, must say that it is JSON,
//! and is never quoted back.

use crate::Server;
use crate::caller::{Bearer, Caller};
use crate::json;
use crate::refusal::Refusal;
use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::request::Parts;
use doorkey_protocol::api::BODY_LIMIT;
use doorkey_protocol::secret::Secret;
use serde::de::DeserializeOwned;
use zeroize::Zeroize;

/// A JSON body, not yet read. Overwritten when dropped, as far as nobody else holds it.
pub(crate) struct Body(Bytes);

impl Body {
    /// The body's bytes, for what is checked or hashed as a whole.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Reads the body as what this call takes.
    pub(super) fn read<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        json::read(&self.0).map_err(|_| {
            Refusal::Malformed("the body is not the JSON object that this call takes".to_owned())
        })
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        if let Ok(mut bytes) = std::mem::take(&mut self.0).try_into_mut() {
            bytes.zeroize();
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Body {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        let announced =
            request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if announced.is_some_and(|length: u64| length > BODY_LIMIT as u64) {
            return Err(Refusal::BodyTooLarge);
        }
        let is_json = is_json(request.headers());
        let bytes = to_bytes(request.into_body(), BODY_LIMIT).await.map_err(|error| {
            if std::error::Error::source(&error)
                .is_some_and(|cause| cause.is::<http_body_util::LengthLimitError>())
            {
                Refusal::BodyTooLarge
            } else {
                Refusal::Malformed("the body broke off".to_owned())
            }
        })?;
        if is_json { Ok(Self(bytes)) } else { Err(Refusal::MediaTypeUnsupported) }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json")
}

/// The token that a request carries as `Authorization: Bearer`.
pub(crate) fn bearer_token(headers: &HeaderMap) -> Option<Secret> {
    let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    value
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token.len() <= 100)
        .map(|(_, token)| Secret::new(token.to_owned()))
}

/// The token that opens the redemption.
impl FromRequestParts<Server> for Bearer {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let token = bearer_token(&parts.headers).ok_or(Refusal::RedemptionEnded)?;
        Ok(Self { token, caller: Caller::from_request_parts(parts, server).await? })
    }
}
