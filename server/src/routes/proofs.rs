//! Sign in once with what was registered, or with what was there.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::caller::Bearer;
use crate::proof;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use doorkey_protocol::api::ProofOptionsRequest;
use doorkey_protocol::passkey::Passkey;

pub(super) async fn ask(
    State(server): State<Server>,
    bearer: Bearer,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let request: ProofOptionsRequest = body.read()?;
    let options = proof::ask(&server, &bearer, request.passkey).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options.0))
}

pub(super) async fn prove(
    State(server): State<Server>,
    bearer: Bearer,
    body: Body,
) -> Result<Json<Passkey>, Refusal> {
    let proven = proof::prove(&server, &bearer, body.as_bytes()).await;
    noted(&server, &bearer, activity::PASSKEY_PROVEN, proven).await.map(Json)
}
