//! Rename and remove what was registered.

use super::request::Body;
use crate::Server;
use crate::audit::activity;
use crate::audit::refused::noted;
use crate::caller::Bearer;
use crate::methods::{self, Name};
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use doorkey_protocol::api::RenameRequest;
use doorkey_protocol::redemption::Redemption;

/// The id in the path; one that is not even text is nobody's.
type Id = Result<Path<String>, PathRejection>;

pub(super) async fn rename(
    State(server): State<Server>,
    bearer: Bearer,
    id: Id,
    body: Body,
) -> Result<Json<Redemption>, Refusal> {
    let request: RenameRequest = body.read()?;
    let name = Name::read(&request.name).ok_or_else(|| {
        Refusal::Malformed("name: one line of 1 to 60 characters that do not turn its direction".to_owned())
    })?;
    let Path(id) = id.map_err(|_| Refusal::MethodUnknown)?;
    let renamed = methods::rename(&server, &bearer, &id, &name).await;
    noted(&server, &bearer, activity::USER_UPDATED, renamed).await.map(Json)
}

pub(super) async fn remove(
    State(server): State<Server>,
    bearer: Bearer,
    id: Id,
) -> Result<Json<Redemption>, Refusal> {
    let Path(id) = id.map_err(|_| Refusal::MethodUnknown)?;
    let removed = methods::remove(&server, &bearer, &id).await;
    noted(&server, &bearer, activity::USER_DELETED, removed).await.map(Json)
}
