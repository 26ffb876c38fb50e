//! Rename and remove what was registered.

use super::request::{Body, Token};
use crate::Server;
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
    Token(token): Token,
    id: Id,
    body: Body,
) -> Result<Json<Redemption>, Refusal> {
    let request: RenameRequest = body.read()?;
    let name = Name::read(&request.name).ok_or_else(|| {
        Refusal::Malformed("name: one line of 1 to 60 characters that do not turn its direction".to_owned())
    })?;
    let Path(id) = id.map_err(|_| Refusal::MethodUnknown)?;
    methods::rename(&server, &token, &id, &name).await.map(Json)
}

pub(super) async fn remove(
    State(server): State<Server>,
    Token(token): Token,
    id: Id,
) -> Result<Json<Redemption>, Refusal> {
    let Path(id) = id.map_err(|_| Refusal::MethodUnknown)?;
    methods::remove(&server, &token, &id).await.map(Json)
}
