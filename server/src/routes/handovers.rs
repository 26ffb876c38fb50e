//! Continue on another device: the first screen's calls and the phone's.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::caller::{Bearer, Caller};
use crate::handover;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use doorkey_protocol::handover::{AgreementRequest, Claim, ClaimRequest, Claimed, Handover, Progress};

pub(super) async fn make(
    State(server): State<Server>,
    bearer: Bearer,
) -> Result<(StatusCode, Json<Handover>), Refusal> {
    let made = handover::make(&server, &bearer).await;
    Ok((StatusCode::CREATED, Json(noted(&server, &bearer, activity::HANDOVER, made).await?)))
}

pub(super) async fn read(State(server): State<Server>, bearer: Bearer) -> Result<Json<Progress>, Refusal> {
    handover::progress(&server, &bearer).await.map(Json)
}

pub(super) async fn take_back(State(server): State<Server>, bearer: Bearer) -> Result<StatusCode, Refusal> {
    handover::take_back(&server, &bearer).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn agree(
    State(server): State<Server>,
    bearer: Bearer,
    body: Body,
) -> Result<Json<Progress>, Refusal> {
    let request: AgreementRequest = body.read()?;
    let agreed = handover::agree(&server, &bearer, &request.number).await;
    noted(&server, &bearer, activity::HANDOVER, agreed).await.map(Json)
}

pub(super) async fn claim(
    State(server): State<Server>,
    caller: Caller,
    body: Body,
) -> Result<(StatusCode, Json<Claimed>), Refusal> {
    let request: ClaimRequest = body.read()?;
    drop(body);
    Ok((StatusCode::CREATED, Json(handover::claim(&server, &caller, &request.secret).await?)))
}

pub(super) async fn read_claim(State(server): State<Server>, bearer: Bearer) -> Result<Json<Claim>, Refusal> {
    handover::claim_state(&server, &bearer).await.map(Json)
}

pub(super) async fn leave_claim(State(server): State<Server>, bearer: Bearer) -> Result<StatusCode, Refusal> {
    handover::leave_claim(&server, &bearer).await?;
    Ok(StatusCode::NO_CONTENT)
}
