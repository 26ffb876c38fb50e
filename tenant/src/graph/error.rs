//! How Graph says no.
//!
//! Owns its envelope, with the inner error that names the request.

use crate::random::guid;
use crate::world::World;
use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// The body of an answer that says no.
pub(crate) fn body(world: &World, code: &str, words: &str) -> Value {
    json!({ "error": { "code": code, "message": words, "innerError": inner(world) } })
}

/// Its times have no zone.
fn inner(world: &World) -> Value {
    let id = guid();
    json!({
        "date": world.now().strftime("%Y-%m-%dT%H:%M:%S").to_string(),
        "request-id": id,
        "client-request-id": id,
    })
}

/// An answer that says no.
#[derive(Debug)]
pub(crate) struct No {
    status: StatusCode,
    body: Value,
}

impl No {
    pub(crate) fn new(world: &World, status: u16, code: &str, words: &str) -> Self {
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self { status, body: body(world, code, words) }
    }

    /// Graph's 400 for a method repeats its sentence inside.
    pub(crate) fn bad(world: &World, words: &str) -> Self {
        let mut no = Self::new(world, 400, "badRequest", words);
        no.body["error"]["innerError"]["message"] = words.into();
        no
    }

    pub(crate) fn missing(world: &World, what: &str) -> Self {
        let words = format!(
            "Resource '{what}' does not exist or one of its queried reference-property objects are not present."
        );
        Self::new(world, 404, "Request_ResourceNotFound", &words)
    }
}

impl IntoResponse for No {
    fn into_response(self) -> Response {
        (self.status, Json(self.body)).into_response()
    }
}
