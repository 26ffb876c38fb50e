//! What stands for Microsoft Graph.
//!
//! Owns its addresses, the check of the access token and of the permission that each call needs, and what all
//! answers have in common.

mod access;
mod audits;
pub(crate) mod error;
mod filter;
mod methods;
mod passes;
mod passkeys;
mod people;
mod policies;
mod query;

use crate::world::{Shared, World};
use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use error::No;
use serde_json::{Value, json};
use std::sync::MutexGuard;

pub(crate) fn routes() -> Router<Shared> {
    let v1 = Router::new()
        .route("/users", get(people::list))
        .route("/users/{whose}", get(people::one))
        .route("/users/{whose}/checkMemberGroups", post(people::check_groups))
        .route("/users/{whose}/{relation}", get(people::groups_of))
        .route("/users/{whose}/authentication/methods", get(methods::all))
        .route(
            "/users/{whose}/authentication/temporaryAccessPassMethods",
            get(passes::list).post(passes::issue),
        )
        .route(
            "/users/{whose}/authentication/temporaryAccessPassMethods/{id}",
            get(passes::one).delete(passes::revoke),
        )
        .route("/users/{whose}/authentication/fido2Methods", get(methods::passkeys).post(passkeys::add))
        .route("/users/{whose}/authentication/fido2Methods/creationOptions", get(passkeys::options))
        .route("/users/{whose}/authentication/{list}", get(methods::list))
        .route("/users/{whose}/authentication/{list}/{id}", get(methods::one).delete(methods::remove))
        .route("/me", any(of_nobody))
        .route("/me/{*rest}", any(of_nobody))
        .route("/groups/{id}", get(people::group))
        .route("/groups/{id}/members", get(people::members))
        .route("/groups/{id}/transitiveMembers", get(people::members))
        .route("/organization", get(people::organization))
        .route("/policies/authenticationMethodsPolicy", get(policies::all))
        .route(
            "/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/{id}",
            get(policies::one).patch(policies::change).delete(policies::reset),
        )
        .route("/policies/authenticationStrengthPolicies", get(access::strengths))
        .route("/policies/authenticationStrengthPolicies/{id}", get(access::strength))
        .route("/identity/conditionalAccess/policies", get(access::policies).post(access::add_policy))
        .route("/identity/conditionalAccess/policies/{id}", get(access::policy))
        .route("/identity/conditionalAccess/authenticationStrength/policies", get(access::strengths))
        .route("/roleManagement/directory/roleAssignments", get(access::assignments))
        .route("/roleManagement/directory/roleEligibilityScheduleInstances", get(access::eligible))
        .route("/directoryRoles", get(access::roles))
        .route("/directoryRoles/{id}/members", get(access::holders))
        // `directoryRoles(roleTemplateId='…')/members`: a key in brackets is no segment of its own.
        .route("/{addressed}/members", get(access::holders_addressed))
        .route("/auditLogs/directoryAudits", get(audits::directory))
        .route("/auditLogs/signIns", get(audits::sign_ins))
        .route("/reports/{*rest}", get(audits::reports))
        .fallback(nowhere);
    let beta = Router::new()
        .route("/users/{whose}/authentication/fido2Methods/{options}", get(passkeys::options_of_beta))
        .fallback(nowhere);
    Router::new().nest("/v1.0", v1).nest("/beta", beta).layer(map_response(typed))
}

/// Graph's own name for JSON, which it does not use for an error.
async fn typed(mut response: Response) -> Response {
    const KIND: &str =
        "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";
    if response.status().is_success() && response.headers().contains_key(CONTENT_TYPE) {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(KIND));
    }
    response
}

/// What a handler yields.
type Answer = Result<Json<Value>, No>;

/// Locks the tenant for a caller who has one of `roles`.
fn allowed<'a>(world: &'a Shared, headers: &HeaderMap, roles: &[&str]) -> Result<MutexGuard<'a, World>, No> {
    let world = world.lock().expect("no handler panics");
    let token = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let no = |words: &str| No::new(&world, 401, "InvalidAuthenticationToken", words);
    let Some(token) = token.strip_prefix("Bearer ").filter(|token| !token.is_empty()) else {
        return Err(no("Access token is empty."));
    };
    let Some(access) = world.tokens.get(token) else {
        return Err(no("IDX14100: JWT is not well formed, there are no dots (.)."));
    };
    if world.now() >= access.ends_at {
        return Err(no("Lifetime validation failed, the token is expired."));
    }
    // In the token and not taken away since: a test need not wait for the token to end.
    let has = |role: &&str| access.roles.contains(*role) && world.application.roles.contains(*role);
    if !roles.iter().any(has) {
        const WORDS: &str = "Insufficient privileges to complete the operation.";
        return Err(No::new(&world, 403, "Authorization_RequestDenied", WORDS));
    }
    Ok(world)
}

/// `@odata.context`.
fn context(world: &World, what: &str) -> Value {
    format!("{}/v1.0/$metadata#{what}", world.origin).into()
}

/// A list of everything.
#[expect(clippy::needless_pass_by_value, reason = "most lists are made for it")]
fn whole(world: &World, what: &str, values: Vec<Value>) -> Json<Value> {
    Json(json!({ "@odata.context": context(world, what), "value": values }))
}

/// One object.
fn entity(world: &World, what: &str, mut value: Value) -> Json<Value> {
    value["@odata.context"] = context(world, &format!("{what}/$entity"));
    Json(value)
}

/// A body of JSON.
fn read(world: &World, body: &[u8]) -> Result<Value, No> {
    const WORDS: &str = "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.";
    let value: Option<Value> =
        if body.is_empty() { Some(json!({})) } else { serde_json::from_slice(body).ok() };
    value.filter(Value::is_object).ok_or_else(|| No::new(world, 400, "BadRequest", WORDS))
}

async fn of_nobody(State(world): State<Shared>) -> Response {
    let world = world.lock().expect("no handler panics");
    No::new(&world, 400, "BadRequest", "/me request is only valid with delegated authentication flow.")
        .into_response()
}

async fn nowhere(State(world): State<Shared>, uri: axum::http::Uri) -> Response {
    let world = world.lock().expect("no handler panics");
    let segment = uri.path().rsplit('/').next().unwrap_or_default();
    let words = format!("Resource not found for the segment '{segment}'.");
    No::new(&world, 400, "BadRequest", &words).into_response()
}
