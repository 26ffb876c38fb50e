//! Sign in once with what was registered, or with what was there.

use super::request::{Body, Token};
use crate::Server;
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
    Token(token): Token,
    body: Body,
) -> Result<impl IntoResponse, Refusal> {
    let request: ProofOptionsRequest = body.read()?;
    let options = proof::ask(&server, &token, request.passkey).await?;
    Ok(([(CONTENT_TYPE, "application/json")], options.0))
}

pub(super) async fn prove(
    State(server): State<Server>,
    Token(token): Token,
    body: Body,
) -> Result<Json<Passkey>, Refusal> {
    proof::prove(&server, &token, body.as_bytes()).await.map(Json)
}
