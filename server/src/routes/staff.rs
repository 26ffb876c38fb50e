//! The staff corner.

use super::request::Body;
use crate::Server;
use crate::refusal::Refusal;
use crate::staff;
use axum::Json;
use axum::extract::State;
use doorkey_protocol::kiosk::{StaffReport, StaffRequest};

pub(super) async fn open(State(server): State<Server>, body: Body) -> Result<Json<StaffReport>, Refusal> {
    let request: StaffRequest = body.read()?;
    drop(body);
    staff::open(&server, &request.pin).await.map(Json)
}
