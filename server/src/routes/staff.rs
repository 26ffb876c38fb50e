//! The staff corner.

use super::request::Body;
use crate::Server;
use crate::caller::Caller;
use crate::refusal::Refusal;
use crate::staff;
use axum::Json;
use axum::extract::State;
use doorkey_protocol::kiosk::{StaffReport, StaffRequest};

pub(super) async fn open(
    State(server): State<Server>,
    caller: Caller,
    body: Body,
) -> Result<Json<StaffReport>, Refusal> {
    let request: StaffRequest = body.read()?;
    drop(body);
    staff::open(&server, &caller, &request.pin).await.map(Json)
}
