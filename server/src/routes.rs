//! What is answered where.
//!
//! Owns the table of routes and what every request passes through on its way to one.

mod configuration;
mod passkeys;
mod proofs;
mod redemptions;
mod request;

use crate::refusal::Refusal;
use crate::{Server, journal, site};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use doorkey_protocol::api;
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long an answer may take, the body's arrival counted.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server's routes.
pub fn app(server: Server) -> Router {
    let api = Router::new()
        .route(api::CONFIGURATION, get(configuration::read))
        .route(api::REDEMPTIONS, post(redemptions::open))
        .route(api::CURRENT, get(redemptions::read).delete(redemptions::leave))
        .route(api::EXTENSION, post(redemptions::extend))
        .route(api::PASSKEY_OPTIONS, post(passkeys::ask))
        .route(api::PASSKEYS, post(passkeys::register))
        .route(api::PROOF_OPTIONS, post(proofs::ask))
        .route(api::PROOFS, post(proofs::prove))
        .route("/healthz", get(configuration::health))
        .route("/v1", any(nothing))
        .route("/v1/{*rest}", any(nothing))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed)
        .layer(cors(&server));
    let all = match &server.settings().site {
        Some(folder) => api.fallback_service(site::pages(folder)),
        None => api.fallback(nothing),
    };
    all.layer(middleware::from_fn(in_time))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(server.clone(), site::headers))
        .layer(middleware::from_fn(journal::write))
        .with_state(server)
}

/// Pages of the configured origins may ask; to all others no browser shows an answer. That alone stops
/// nobody from sending: bodies that are not JSON, the only ones that a page may send without asking
/// first, are refused.
fn cors(server: &Server) -> CorsLayer {
    let origins = server.settings().origins.iter();
    let origins = origins.filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .max_age(Duration::from_secs(600))
}

async fn nothing() -> Refusal {
    Refusal::NotFound
}

async fn in_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(PATIENCE, next.run(request))
        .await
        .unwrap_or_else(|_| Refusal::Busy("the answer took too long").into_response())
}

/// A panic is our fault and is answered like one; the connection and the other requests live on.
#[expect(clippy::needless_pass_by_value, reason = "what `CatchPanicLayer` gives")]
fn panicked(payload: Box<dyn Any + Send + 'static>) -> Response {
    let words = payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("without words");
    Refusal::Fault(format!("a handler panicked: {words}")).into_response()
}
