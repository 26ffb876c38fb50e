//! Who asks the desk's API, and whether they may.
//!
//! Owns [`Desk`], which every handler takes: no request gets past it without a token that is alive.

use super::RequestId;
use super::error::GraphError;
use crate::Server;
use crate::caller::Caller;
use crate::directory::By;
use crate::directory::desk_tokens::{Authority, Scope};
use crate::routes::request::bearer_token;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

/// Whoever holds a token.
pub(crate) struct Desk(Authority);

impl Desk {
    /// Who asks, when they may do one of these.
    pub(super) fn may(&self, any: &[Scope]) -> Result<&By, GraphError> {
        if self.0.has(any) {
            return Ok(&self.0.by);
        }
        let names: Vec<_> = any.iter().map(|scope| scope.as_str()).collect();
        Err(GraphError::denied(format!(
            "Insufficient privileges to complete the operation. The token needs one of: {}.",
            names.join(", ")
        )))
    }
}

impl FromRequestParts<Server> for Desk {
    type Rejection = GraphError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, GraphError> {
        let token = bearer_token(&parts.headers).ok_or_else(GraphError::no_token)?;
        let mut caller = Caller::from_request_parts(parts, server).await?;
        if let Some(RequestId(id)) = parts.extensions.get() {
            caller.correlation = *id;
        }
        let authority = server.directory().authority(caller, &token).await?;
        authority.map(Self).ok_or_else(GraphError::no_token)
    }
}
