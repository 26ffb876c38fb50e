//! Redeem a pass, see how it stands, get more time, leave.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::caller::{Bearer, Caller};
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
    caller: Caller,
    body: Body,
) -> Result<(StatusCode, Json<Opened>), Refusal> {
    let request: RedemptionRequest = body.read()?;
    drop(body);
    let user_name: UserName = request
        .user_name
        .parse()
        .map_err(|error: UserNameError| Refusal::Malformed(format!("userName: {error}")))?;
    let pass = FORMAT.read(request.pass.expose()).map_err(Refusal::PassMalformed)?;
    // What an invitation says decides nothing here, so nothing more is asked of it than that it is
    // ours: one that was changed on its way would have shown the newcomer wrong times. One of another
    // person, of a former pass or of last week is passed over, for people type their own name on a
    // borrowed link. Nothing leaks by that: whom it names and whom the sender typed the sender knows,
    // the directory is not asked about either, and the answer and its time are those of a request
    // without any. Refusing costs no hash and counts no guess, and is the same for all names.
    if request.invitation.as_deref().is_some_and(|text| !server.directory().has_signed(text)) {
        return Err(Refusal::InvitationRefused);
    }
    let opened = redemption::open(&server, &caller, &user_name, &pass, request.kiosk).await?;
    Ok((StatusCode::CREATED, Json(opened)))
}

pub(super) async fn read(State(server): State<Server>, bearer: Bearer) -> Result<Json<Redemption>, Refusal> {
    redemption::current(&server, &bearer).await.map(Json)
}

pub(super) async fn extend(
    State(server): State<Server>,
    bearer: Bearer,
) -> Result<Json<Redemption>, Refusal> {
    noted(&server, &bearer, activity::TIME_EXTENDED, redemption::extend(&server, &bearer).await)
        .await
        .map(Json)
}

pub(super) async fn leave(State(server): State<Server>, bearer: Bearer) -> Result<StatusCode, Refusal> {
    redemption::leave(&server, &bearer).await?;
    Ok(StatusCode::NO_CONTENT)
}
