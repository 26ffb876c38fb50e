//! How the sign-in says no.
//!
//! Owns the description that begins with an AADSTS number and ends with ids and a time, and the body around it.

use crate::random::guid;
use crate::world::World;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// `error_description`.
pub(crate) fn description(world: &World, code: u32, words: &str) -> String {
    let at = world.now().strftime("%Y-%m-%d %H:%M:%SZ");
    let correlation = correlation(world, code);
    format!("AADSTS{code}: {words} Trace ID: {} Correlation ID: {correlation} Timestamp: {at}", guid())
}

/// That of the sign-in that ended with this number just now, by which the log has it as well.
fn correlation(world: &World, code: u32) -> String {
    let last = world.sign_ins.last().map(|entry| &entry.shown);
    let last = last.filter(|sign_in| sign_in["status"]["errorCode"] == code);
    last.and_then(|sign_in| sign_in["correlationId"].as_str()).map_or_else(guid, ToOwned::to_owned)
}

/// The body of an answer that says no.
pub(crate) fn body(world: &World, error: &str, code: u32, words: &str) -> Value {
    json!({
        "error": error,
        "error_description": description(world, code, words),
        "error_codes": [code],
        "timestamp": world.now().strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
        "trace_id": guid(),
        "correlation_id": guid(),
        "error_uri": format!("{}/error?code={code}", world.origin),
    })
}

/// An answer that says no.
#[derive(Debug)]
pub(crate) struct Refusal {
    status: StatusCode,
    body: Value,
}

impl Refusal {
    pub(crate) fn new(world: &World, error: &str, code: u32, words: &str) -> Self {
        let status =
            if error == "invalid_client" { StatusCode::UNAUTHORIZED } else { StatusCode::BAD_REQUEST };
        Self { status, body: body(world, error, code, words) }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store, no-cache"));
        response
    }
}
