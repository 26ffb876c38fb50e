//! Redeem a pass, see how it stands, get more time, leave.

use super::request::{Body, Token};
use crate::Server;
use crate::directory::FORMAT;
use crate::redemption;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use doorkey_protocol::api::RedemptionRequest;
use doorkey_protocol::person::{UserName, UserNameError};
use doorkey_protocol::redemption::{Opened, Redemption};

pub(super) async fn open(
    State(server): State<Server>,
    body: Body,
) -> Result<(StatusCode, Json<Opened>), Refusal> {
    let request: RedemptionRequest = body.read()?;
    drop(body);
    let user_name: UserName = request
        .user_name
        .parse()
        .map_err(|error: UserNameError| Refusal::Malformed(format!("userName: {error}")))?;
    let pass = FORMAT.read(request.pass.expose()).map_err(Refusal::PassMalformed)?;
    let opened = redemption::open(&server, &user_name, &pass).await?;
    Ok((StatusCode::CREATED, Json(opened)))
}

pub(super) async fn read(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<Json<Redemption>, Refusal> {
    redemption::current(&server, &token).await.map(Json)
}

pub(super) async fn extend(
    State(server): State<Server>,
    Token(token): Token,
) -> Result<Json<Redemption>, Refusal> {
    redemption::extend(&server, &token).await.map(Json)
}

pub(super) async fn leave(State(server): State<Server>, Token(token): Token) -> Result<StatusCode, Refusal> {
    redemption::leave(server.directory(), &token).await?;
    Ok(StatusCode::NO_CONTENT)
}
