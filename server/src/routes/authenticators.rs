//! Set up an authenticator app.

use super::request::{Body, Token};
use crate::Server;
use crate::authenticator;
use crate::refusal::Refusal;
use crate::totp::Code;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer, ConfirmationRequest};

pub(super) async fn offer(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<(StatusCode, Json<AuthenticatorOffer>), Refusal> {
    let offer = authenticator::offer(&server, &token).await?;
    Ok((StatusCode::CREATED, Json(offer)))
}

pub(super) async fn confirm(
    State(server): State<Server>,
    Token(token): Token,
    body: Body,
) -> Result<Json<Authenticator>, Refusal> {
    let request: ConfirmationRequest = body.read()?;
    drop(body);
    let code = Code::read(&request.code).ok_or_else(|| Refusal::Malformed("code: six digits".to_owned()))?;
    authenticator::confirm(&server, &token, &code).await.map(Json)
}
