//! Continue on another device: the first screen's calls and the phone's.

use super::request::{Body, Token};
use crate::Server;
use crate::handover;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use doorkey_protocol::handover::{AgreementRequest, Claim, ClaimRequest, Claimed, Handover, Progress};

pub(super) async fn make(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<(StatusCode, Json<Handover>), Refusal> {
    Ok((StatusCode::CREATED, Json(handover::make(&server, &token).await?)))
}

pub(super) async fn read(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<Json<Progress>, Refusal> {
    handover::progress(&server, &token).await.map(Json)
}

pub(super) async fn take_back(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<StatusCode, Refusal> {
    handover::take_back(&server, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn agree(
    State(server): State<Server>,
    Token(token): Token,
    body: Body,
) -> Result<Json<Progress>, Refusal> {
    let request: AgreementRequest = body.read()?;
    handover::agree(&server, &token, &request.number).await.map(Json)
}

pub(super) async fn claim(
    State(server): State<Server>,
    body: Body,
) -> Result<(StatusCode, Json<Claimed>), Refusal> {
    let request: ClaimRequest = body.read()?;
    drop(body);
    Ok((StatusCode::CREATED, Json(handover::claim(&server, &request.secret).await?)))
}

pub(super) async fn read_claim(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<Json<Claim>, Refusal> {
    handover::claim_state(&server, &token).await.map(Json)
}

pub(super) async fn leave_claim(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<StatusCode, Refusal> {
    handover::leave_claim(&server, &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
