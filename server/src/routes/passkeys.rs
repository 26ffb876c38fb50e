//! Register a passkey.

use super::request::{Body, Token};
use crate::Server;
use crate::refusal::Refusal;
use crate::registration::{self, IdempotencyKey};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use doorkey_protocol::api::{IDEMPOTENCY_KEY, PasskeyOptionsRequest};

pub(super) async fn ask(
    State(server): State<Server>,
    Token(token): Token,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let request: PasskeyOptionsRequest = body.read()?;
    let options = registration::ask(&server, &token, request.way).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options.0))
}

pub(super) async fn register(
    State(server): State<Server>,
    Token(token): Token,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|key| IdempotencyKey::read(key.to_str().ok()?))
        .ok_or(Refusal::IdempotencyKeyMissing)?;
    let answer = registration::register(&server, &token, &key, body.as_bytes()).await?;
    Ok((StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], answer))
}
