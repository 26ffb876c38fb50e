//! With Entra as the directory: the greeting, the sign-in at Microsoft, the visit that it opens.

use super::request::{Body, bearer_token};
use crate::Server;
use crate::caller::{Bearer, Caller};
use crate::newcomer::{greeting, sign_in, visit};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use doorkey_protocol::entra::{
    EntraVisit, Greeting, InvitationRequest, OpenedVisit, SignInAnswer, SignInRequest, SignInStart,
};

pub(super) async fn greet(State(server): State<Server>, body: Body) -> Result<Json<Greeting>, Refusal> {
    let request: InvitationRequest = body.read()?;
    greeting::greet(&server, &request.invitation).await.map(Json)
}

pub(super) async fn begin(
    State(server): State<Server>,
    caller: Caller,
    body: Body,
) -> Result<(StatusCode, Json<SignInStart>), Refusal> {
    let request: SignInRequest = body.read()?;
    Ok((StatusCode::CREATED, Json(sign_in::begin(&server, &caller, request).await?)))
}

pub(super) async fn answer(
    State(server): State<Server>,
    caller: Caller,
    body: Body,
) -> Result<(StatusCode, Json<OpenedVisit>), Refusal> {
    let request: SignInAnswer = body.read()?;
    drop(body);
    Ok((StatusCode::CREATED, Json(sign_in::answer(&server, &caller, request).await?)))
}

pub(super) async fn read(
    State(server): State<Server>,
    Visitor(bearer): Visitor,
) -> Result<Json<EntraVisit>, Refusal> {
    visit::current(&server, &bearer).await.map(Json)
}

pub(super) async fn leave(
    State(server): State<Server>,
    Visitor(bearer): Visitor,
) -> Result<StatusCode, Refusal> {
    visit::leave(&server, &bearer).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The token that opens the visit.
pub(super) struct Visitor(Bearer);

impl FromRequestParts<Server> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Refusal> {
        let token = bearer_token(&parts.headers).ok_or(Refusal::VisitEnded)?;
        Ok(Self(Bearer { token, caller: Caller::from_request_parts(parts, server).await? }))
    }
}
