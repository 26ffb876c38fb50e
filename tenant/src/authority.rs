//! What stands for login.microsoftonline.com.
//!
//! Owns its addresses, and the two documents by which a client finds the rest: the configuration and the keys.

mod authorize;
mod client;
pub(crate) mod code;
pub(crate) mod error;
pub(crate) mod page;
pub(crate) mod pass;
pub(crate) mod spoil;
mod token;

pub(crate) use authorize::{filled_in, open_session, session as authorize_session};

use crate::keys::{self, PublicKey};
use crate::world::{DOMAIN, Shared, TENANT_ID, World};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

pub(crate) fn routes() -> Router<Shared> {
    Router::new()
        .route("/{tenant}/v2.0/.well-known/openid-configuration", get(configuration))
        .route("/{tenant}/discovery/v2.0/keys", get(keys_now))
        .route("/{tenant}/oauth2/v2.0/authorize", get(authorize::asked))
        .route("/{tenant}/login", post(authorize::answered))
        .route("/{tenant}/oauth2/v2.0/token", post(token::asked))
        .route("/{tenant}/oauth2/v2.0/logout", get(authorize::signed_out))
}

/// The name of the cookie by which a browser is signed in.
pub(crate) const COOKIE: &str = "ESTSAUTH";

/// Refuses a tenant that is not this one.
fn must_be_ours(world: &World, tenant: &str) -> Result<(), error::Refusal> {
    if tenant == TENANT_ID || tenant.eq_ignore_ascii_case(DOMAIN) {
        return Ok(());
    }
    let words = format!(
        "Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
    );
    Err(error::Refusal::new(world, "invalid_tenant", 90002, &words))
}

async fn configuration(State(world): State<Shared>, Path(tenant): Path<String>) -> Response {
    let world = world.lock().expect("no handler panics");
    let origin = &world.origin;
    // Of no tenant in particular: the issuer is then a template, to the letter.
    let of_any = ["common", "organizations"].contains(&tenant.as_str());
    if !of_any && let Err(refusal) = must_be_ours(&world, &tenant) {
        return refusal.into_response();
    }
    let tenant = if of_any { tenant.as_str() } else { TENANT_ID };
    let issuer = if of_any { "{tenantid}" } else { TENANT_ID };
    Json(json!({
        "token_endpoint": format!("{origin}/{tenant}/oauth2/v2.0/token"),
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "jwks_uri": format!("{origin}/{tenant}/discovery/v2.0/keys"),
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": format!("{origin}/{issuer}/v2.0"),
        "request_uri_parameter_supported": false,
        "userinfo_endpoint": format!("{origin}/oidc/userinfo"),
        "authorization_endpoint": format!("{origin}/{tenant}/oauth2/v2.0/authorize"),
        "device_authorization_endpoint": format!("{origin}/{tenant}/oauth2/v2.0/devicecode"),
        "http_logout_supported": true,
        "frontchannel_logout_supported": true,
        "end_session_endpoint": format!("{origin}/{tenant}/oauth2/v2.0/logout"),
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "aud", "exp", "iat", "auth_time", "acr", "nonce",
            "preferred_username", "name", "tid", "ver", "at_hash", "c_hash", "email",
        ],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
    }))
    .into_response()
}

/// The key that signs now, in PEM.
pub(crate) fn signing_key(world: &World) -> &'static str {
    keys::SIGNING[world.signing % keys::SIGNING.len()]
}

/// What a key is called. Microsoft takes the thumbprint of its certificate; there is none here.
fn key_id(world: &World, pem: &str) -> String {
    use base64::Engine;
    // With the turn in it, so that a key that comes round again has another name.
    let turn = (world.signing / keys::SIGNING.len()).to_be_bytes();
    let digest = Sha1::new().chain_update(keys::der_of(pem)).chain_update(turn).finalize();
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(digest)
}

/// The header of a token that is signed now.
pub(crate) fn header(world: &World) -> Value {
    json!({ "typ": "JWT", "alg": "RS256", "kid": key_id(world, signing_key(world)) })
}

async fn keys_now(State(world): State<Shared>) -> Json<Value> {
    let world = world.lock().expect("no handler panics");
    let pem = signing_key(&world);
    let PublicKey { n, e } = PublicKey::of_key(pem);
    let kid = key_id(&world, pem);
    Json(json!({
        "keys": [{
            "kty": "RSA", "use": "sig", "kid": kid, "x5t": kid, "n": n, "e": e,
            "cloud_instance_name": "microsoftonline.com", "issuer": world.issuer(),
        }],
    }))
}
