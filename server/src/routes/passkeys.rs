//! Register a passkey.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::caller::Bearer;
use crate::refusal::Refusal;
use crate::registration::{self, IdempotencyKey};
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use doorkey_protocol::api::{IDEMPOTENCY_KEY, PasskeyOptionsRequest};

pub(super) async fn ask(
    State(server): State<Server>,
    bearer: Bearer,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let request: PasskeyOptionsRequest = body.read()?;
    let asked = registration::ask(&server, &bearer, request.way).await;
    let options = noted(&server, &bearer, activity::PASSKEY_OPTIONS, asked).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options.0))
}

pub(super) async fn register(
    State(server): State<Server>,
    bearer: Bearer,
    headers: HeaderMap,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let key = headers
        .get(IDEMPOTENCY_KEY)
        .and_then(|key| IdempotencyKey::read(key.to_str().ok()?))
        .ok_or(Refusal::IdempotencyKeyMissing)?;
    let registered = registration::register(&server, &bearer, &key, body.as_bytes()).await;
    let answer = noted(&server, &bearer, activity::USER_REGISTERED, registered).await?;
    Ok((StatusCode::CREATED, [(CONTENT_TYPE, "application/json")], answer))
}
