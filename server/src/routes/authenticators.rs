//! Set up an authenticator app.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::authenticator;
use crate::caller::Bearer;
use crate::refusal::Refusal;
use crate::totp::Code;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer, ConfirmationRequest};

pub(super) async fn offer(
    State(server): State<Server>,
    bearer: Bearer,
) -> Result<(StatusCode, Json<AuthenticatorOffer>), Refusal> {
    let offered = authenticator::offer(&server, &bearer).await;
    let offer = noted(&server, &bearer, activity::USER_STARTED, offered).await?;
    Ok((StatusCode::CREATED, Json(offer)))
}

pub(super) async fn confirm(
    State(server): State<Server>,
    bearer: Bearer,
    body: Body,
) -> Result<Json<Authenticator>, Refusal> {
    let request: ConfirmationRequest = body.read()?;
    drop(body);
    let code = Code::read(&request.code).ok_or_else(|| Refusal::Malformed("code: six digits".to_owned()))?;
    let confirmed = authenticator::confirm(&server, &bearer, &code).await;
    noted(&server, &bearer, activity::USER_REGISTERED, confirmed).await.map(Json)
}
