//! What is answered where.
//!
//! Owns the table of routes and what every request passes through on its way to one.

mod authenticators;
mod configuration;
mod envelopes;
mod handovers;
mod methods;
mod passkeys;
mod proofs;
mod redemptions;
pub(crate) mod request;
mod staff;
mod visits;

use crate::refusal::Refusal;
use crate::{Server, graph, journal, site};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, patch, post};
use doorkey_protocol::api;
use std::any::Any;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long an answer may take, the body's arrival counted.
const PATIENCE: Duration = Duration::from_secs(30);

/// The server's routes.
pub fn app(server: Server) -> Router {
    // Whose the passes are says which half there is: at the other's paths is nothing.
    let journey = if server.entra().is_some() { of_entra() } else { of_ours() };
    let api = journey
        .route(api::CONFIGURATION, get(configuration::read))
        .route(api::STAFF, post(staff::open))
        .route("/healthz", get(configuration::health))
        .route("/v1", any(nothing))
        .route("/v1/{*rest}", any(nothing))
        .method_not_allowed_fallback(async || Refusal::MethodNotAllowed);
    let others = match &server.settings().site {
        Some(folder) => Router::new().fallback_service(site::pages(folder, server.entra().is_some())),
        None => Router::new().fallback(nothing),
    };
    // Answered in any case and only then given to other origins: a page of one could not read why it
    // was to wait, and would take it for a broken line.
    answered(api)
        .layer(cors(&server))
        .merge(graph::routes(&server).layer(CatchPanicLayer::custom(panicked)))
        .merge(answered(others))
        .layer(middleware::from_fn_with_state(server.clone(), site::headers))
        .layer(middleware::from_fn(journal::write))
        .with_state(server)
}

/// The journey with a pass of ours.
fn of_ours() -> Router<Server> {
    Router::new()
        .route(api::REDEMPTIONS, post(redemptions::open))
        .route(api::CURRENT, get(redemptions::read).delete(redemptions::leave))
        .route(api::EXTENSION, post(redemptions::extend))
        .route(api::PASSKEY_OPTIONS, post(passkeys::ask))
        .route(api::PASSKEYS, post(passkeys::register))
        .route(api::PROOF_OPTIONS, post(proofs::ask))
        .route(api::PROOFS, post(proofs::prove))
        .route(api::AUTHENTICATOR, post(authenticators::offer))
        .route(api::CONFIRMATION, post(authenticators::confirm))
        .route(&format!("{}/{{id}}", api::METHODS), patch(methods::rename).delete(methods::remove))
        .route(api::HANDOVER, post(handovers::make).get(handovers::read).delete(handovers::take_back))
        .route(api::AGREEMENT, post(handovers::agree))
        .route(api::CLAIMS, post(handovers::claim))
        .route(api::CLAIM, get(handovers::read_claim).delete(handovers::leave_claim))
        .route(api::ENVELOPES, post(envelopes::open))
}

/// The journey with a pass of Microsoft's.
fn of_entra() -> Router<Server> {
    Router::new()
        .route(api::INVITATIONS, post(visits::greet))
        .route(api::SIGN_INS, post(visits::begin))
        .route(api::SIGN_IN_ANSWERS, post(visits::answer))
        .route(api::VISIT, get(visits::read).delete(visits::leave))
}

/// Pages of the configured origins may ask; to all others no browser shows an answer. That alone stops
/// nobody from sending: bodies that are not JSON, the only ones that a page may send without asking
/// first, are refused.
fn cors(server: &Server) -> CorsLayer {
    let origins = server.settings().origins.iter();
    let origins = origins.filter_map(|origin| HeaderValue::from_str(origin.as_str()).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, HeaderName::from_static("idempotency-key")])
        .expose_headers([RETRY_AFTER])
        .max_age(Duration::from_secs(600))
}

/// Routes that answer whatever happens behind them.
fn answered(routes: Router<Server>) -> Router<Server> {
    routes.layer(middleware::from_fn(in_time)).layer(CatchPanicLayer::custom(panicked))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::settings::Settings;
    use axum::body::Body;
    use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ORIGIN};
    use std::sync::Arc;
    use tower::ServiceExt;

    #[tokio::test]
    async fn other_origins_can_read_that_they_are_to_wait() {
        let data = tempfile::tempdir().unwrap();
        let server = Server::open(Settings::for_tests(data.path()), Arc::new(SystemClock)).await.unwrap();
        let page = server.settings().origins[0].to_string();
        let failing = Router::new()
            .route("/slow", get(std::future::pending::<Refusal>))
            .route("/broken", get(async || -> Refusal { panic!("on purpose") }));
        let app = answered(failing).layer(cors(&server)).with_state(server.clone());
        // From here on time passes as soon as nothing else happens.
        tokio::time::pause();
        for (path, status, wait) in [("/slow", 503, true), ("/broken", 500, false)] {
            let request = Request::get(path).header(ORIGIN, &page).body(Body::empty()).unwrap();
            let response = app.clone().oneshot(request).await.unwrap();
            let headers = response.headers();
            assert_eq!(response.status(), status, "{path}");
            assert_eq!(headers[ACCESS_CONTROL_ALLOW_ORIGIN], *page, "{path}");
            assert_eq!(headers[ACCESS_CONTROL_EXPOSE_HEADERS], "retry-after", "{path}");
            assert_eq!(headers.contains_key(RETRY_AFTER), wait, "{path}");
        }
    }
}
