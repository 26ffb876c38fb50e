//! What stands for Microsoft Graph.
//!
//! Owns its addresses.
pub(crate) mod error;
use crate::world::Shared;
use axum::Router;
pub(crate) fn routes() -> Router<Shared> {
    Router::new()
}
