//! The desk's API, in Microsoft Graph's shapes: paths, properties, statuses, errors.
//!
//! Owns what every request of it passes through ([`answer`]) and the table of its routes. What is asked
//! for is done by the `directory`; the files below turn Graph's JSON into its questions and its answers
//! into Graph's JSON, one file for each resource. Paths are those of `https://graph.microsoft.com`, so
//! that a client written for it needs another base address and nothing more.

mod audits;
mod authority;
mod error;
pub(crate) mod filter;
mod groups;
mod methods;
pub(crate) mod object;
mod page;
mod passes;
mod people;
pub(crate) mod policy;
mod reports;

use crate::Server;
use crate::directory::random_id;
use crate::refusal::Refusal;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post};
use error::GraphError;
use methods::Kind;
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// Where it begins.
pub(crate) const BASE: &str = "/v1.0";

const REQUEST_ID: HeaderName = HeaderName::from_static("request-id");
const CLIENT_REQUEST_ID: HeaderName = HeaderName::from_static("client-request-id");

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which request it is, for its answer and for the audit.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestId(pub(super) Uuid);

/// The routes.
pub(crate) fn routes(server: &Server) -> Router<Server> {
    let configuration = "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}";
    let passes = "/{whose}/authentication/temporaryAccessPassMethods";
    let api = Router::new()
        .route("/policies/authenticationMethodsPolicy", get(policy::all))
        .route(configuration, get(policy::read).patch(policy::change).delete(policy::reset))
        .route("/me", get(people::me))
        .route("/me/authentication/methods", get(methods::mine))
        .route("/me/authentication/temporaryAccessPassMethods", get(passes::mine))
        .route("/users", get(people::list).post(people::add))
        .route("/users/{whose}", get(people::read).patch(people::change).delete(people::remove))
        .route("/users/{whose}/memberOf", get(groups::of_person))
        .route("/users/{whose}/transitiveMemberOf", get(groups::of_person))
        .route(&format!("/users{passes}"), get(passes::list).post(passes::issue))
        .route(&format!("/users{passes}/{{id}}"), get(passes::read).delete(passes::revoke))
        .route("/users/{whose}/authentication/methods", methods::list(Kind::All))
        .route("/users/{whose}/authentication/methods/{id}", methods::one(Kind::All))
        .route("/users/{whose}/authentication/fido2Methods", methods::list(Kind::Passkeys))
        .route(
            "/users/{whose}/authentication/fido2Methods/{id}",
            methods::one(Kind::Passkeys).delete(methods::remove_passkey),
        )
        .route("/users/{whose}/authentication/softwareOathMethods", methods::list(Kind::Apps))
        .route(
            "/users/{whose}/authentication/softwareOathMethods/{id}",
            methods::one(Kind::Apps).delete(methods::remove_app),
        )
        .route("/groups", get(groups::list).post(groups::add))
        .route("/groups/{id}", get(groups::read).delete(groups::remove))
        .route("/groups/{id}/members", get(groups::members))
        .route("/groups/{id}/members/$ref", post(groups::join))
        .route("/groups/{id}/members/{member}/$ref", delete(groups::quit))
        .route("/auditLogs/directoryAudits", get(audits::deeds))
        .route("/auditLogs/directoryAudits/{id}", get(audits::deed))
        .route("/auditLogs/signIns", get(audits::sign_ins))
        .route("/auditLogs/signIns/{id}", get(audits::sign_in))
        .route("/reports/authenticationMethods/userRegistrationDetails", get(reports::registrations))
        .fallback(async || GraphError::missing("this path"))
        .method_not_allowed_fallback(async || {
            let words = "The method is not supported for this URL.";
            GraphError::new(StatusCode::METHOD_NOT_ALLOWED, "methodNotAllowed", words)
        });
    Router::new().nest(BASE, api.layer(middleware::from_fn_with_state(server.clone(), answer)))
}

/// Gives every request a number and every refusal its envelope.
async fn answer(State(server): State<Server>, mut request: Request, next: Next) -> Response {
    let Ok(id) = random_id() else {
        return Refusal::Fault("the operating system gave no randomness".to_owned()).into_response();
    };
    request.extensions_mut().insert(RequestId(id));
    // What a client called it is told back, when it is an id: nothing else is written into a header.
    let client_id = request.headers().get(CLIENT_REQUEST_ID).and_then(|value| value.to_str().ok());
    let client_id = client_id.and_then(|text| text.parse::<Uuid>().ok()).unwrap_or(id);
    // Only what this server wrote down itself is its own to show, when the people are the tenant's.
    let is_the_tenants = server.entra().is_some() && !request.uri().path().starts_with("/auditLogs/");
    let answered = async {
        if is_the_tenants { GraphError::at_microsoft().into_response() } else { next.run(request).await }
    };
    let mut response = match tokio::time::timeout(PATIENCE, answered).await {
        Ok(response) => response,
        Err(_) => GraphError::from(Refusal::Busy("the answer took too long")).into_response(),
    };
    if let Some(error) = response.extensions_mut().remove::<GraphError>() {
        let date = crate::command::when::rfc_3339(server.directory().clock.now());
        let body = json!({
            "error": {
                "code": error.code,
                "message": error.message,
                "innerError": {
                    "message": error.message,
                    "date": date,
                    "request-id": id,
                    "client-request-id": client_id,
                },
            },
        });
        let (mut parts, _) = response.into_parts();
        parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if error.status == StatusCode::UNAUTHORIZED {
            parts.headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response = Response::from_parts(parts, body.to_string().into());
    }
    for (name, id) in [(REQUEST_ID, id), (CLIENT_REQUEST_ID, client_id)] {
        if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
