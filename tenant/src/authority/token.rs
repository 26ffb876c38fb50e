//! The token endpoint: a code for an ID token, or the application itself for Graph's access token.
//!
//! Owns both grants and the claims of both tokens.

use super::code::{Code, SECONDS};
use super::error::Refusal;
use super::{client, header, must_be_ours, signing_key, spoil::Spoil};
use crate::jwt::{self, With};
use crate::person::Person;
use crate::random::{guid, opaque};
use crate::world::{Access, CLIENT_ID, Shared, TENANT_ID, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use url::form_urlencoded;

/// Graph's id, which is the audience of its tokens.
const GRAPH: &str = "https://graph.microsoft.com";

/// A form as it was sent.
pub(super) struct Sent(Vec<(String, String)>);

impl Sent {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|it| !it.is_empty())
    }
}

pub(super) async fn asked(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut world = world.lock().expect("no handler panics");
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let sent = if kind.starts_with("application/x-www-form-urlencoded") {
        Sent(form_urlencoded::parse(&body).into_owned().collect())
    } else {
        Sent(Vec::new())
    };
    match given(&mut world, &tenant, &sent) {
        Ok(answer) => ([(CACHE_CONTROL, "no-store, no-cache")], Json(answer)).into_response(),
        Err(refusal) => refusal.into_response(),
    }
}

fn given(world: &mut World, tenant: &str, sent: &Sent) -> Result<Value, Refusal> {
    must_be_ours(world, tenant)?;
    match sent.get("grant_type") {
        Some("authorization_code") => {
            client::authenticate(world, sent)?;
            for_code(world, sent)
        }
        Some("client_credentials") => {
            client::authenticate(world, sent)?;
            for_itself(world, sent)
        }
        Some(other) => {
            let words = format!("The app requested an unsupported grant type '{other}'.");
            Err(Refusal::new(world, "unsupported_grant_type", 70003, &words))
        }
        None => {
            let words = "The request body must contain the following parameter: 'grant_type'.";
            Err(Refusal::new(world, "invalid_request", 900_144, words))
        }
    }
}

fn for_code(world: &mut World, sent: &Sent) -> Result<Value, Refusal> {
    let no = |world: &World, code: u32, words: &str| Err(Refusal::new(world, "invalid_grant", code, words));
    let id = sent.get("code").unwrap_or_default().to_owned();
    let Some(code) = world.codes.get(&id).cloned() else {
        return no(world, 9_002_313, "Invalid request. Request is malformed or invalid.");
    };
    if code.redeemed {
        return no(
            world,
            54005,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.",
        );
    }
    if world.now() >= code.made_at + SignedDuration::from_secs(SECONDS) {
        return no(
            world,
            70008,
            "The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.",
        );
    }
    let redirect = sent.get("redirect_uri").unwrap_or_default();
    if redirect != code.redirect {
        let words = format!(
            "The reply address '{redirect}' does not match the reply address '{}' provided when requesting Authorization code.",
            code.redirect
        );
        return no(world, 500_112, &words);
    }
    let verifier = sent.get("code_verifier").unwrap_or_default();
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier));
    if verifier.is_empty() {
        return no(
            world,
            50148,
            "The code_verifier does not match the code_challenge supplied in the authorization request for PKCE.",
        );
    }
    if code.challenge != Some(challenge) {
        return no(
            world,
            501_481,
            "The Code_Verifier does not match the code_challenge supplied in the authorization request.",
        );
    }
    if let Some(code) = world.codes.get_mut(&id) {
        code.redeemed = true;
    }
    let Some(person) = world.person(&code.of).cloned() else {
        return no(world, 50034, "The user account {EUII Hidden} does not exist in the directory.");
    };
    let mut answer = json!({
        "token_type": "Bearer",
        "scope": format!("{} User.Read", code.scope),
        "expires_in": 4223,
        "ext_expires_in": 4223,
        // Of the person, and of no use here: the product is to do nothing in their name.
        "access_token": remembered(world, opaque()),
    });
    if code.scope.split(' ').any(|scope| scope == "openid") {
        let spoil = world.spoils.pop_front();
        if let Some(token) = id_token(world, &person, &code, spoil) {
            answer["id_token"] = remembered(world, token).into();
        }
    }
    Ok(answer)
}

fn remembered(world: &mut World, token: String) -> String {
    world.every_token.push(token.clone());
    token
}

/// Says who signed in. `iat` and `nbf` lie five minutes back, as Microsoft's do.
fn id_token(world: &World, person: &Person, code: &Code, spoil: Option<Spoil>) -> Option<String> {
    let has = |wanted: &str| code.scope.split(' ').any(|scope| scope == wanted);
    let now = world.now().as_second() - 300;
    let subject = Sha256::new().chain_update(CLIENT_ID).chain_update(&person.id).finalize();
    let mut claims = json!({
        "aud": CLIENT_ID, "iss": world.issuer(), "iat": now, "nbf": now, "exp": now + 3900,
        "oid": person.id, "sub": URL_SAFE_NO_PAD.encode(subject), "tid": TENANT_ID,
        "rh": "1.AXEA.", "uti": opaque(), "ver": "2.0",
    });
    if has("profile") {
        claims["name"] = person.name.as_str().into();
        claims["preferred_username"] = person.user_name.as_str().into();
    }
    if let Some(mail) = person.mail.as_deref().filter(|_| has("email")) {
        claims["email"] = mail.into();
    }
    if let Some(nonce) = code.nonce.as_deref() {
        claims["nonce"] = nonce.into();
    }
    if world.tells_auth_time {
        claims["auth_time"] = code.signed_in_at.as_second().into();
    }
    let key = signing_key(world);
    match spoil {
        None => Some(jwt::sign(&header(world), &claims, With::Rsa(key))),
        Some(spoil) => {
            spoil.claims(&mut claims);
            spoil.sign(header(world), &claims, key)
        }
    }
}

fn for_itself(world: &mut World, sent: &Sent) -> Result<Value, Refusal> {
    let scope = sent.get("scope").unwrap_or_default();
    let ours = format!("{}/.default", world.origin);
    if scope != ours && scope != format!("{GRAPH}/.default") {
        let (error, code, words) = if scope.ends_with("/.default") {
            (
                "invalid_resource",
                500_011,
                format!("The resource principal named {scope} was not found in the tenant named Contoso."),
            )
        } else {
            (
                "invalid_scope",
                1_002_012,
                format!(
                    "The provided value for scope {scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI)."
                ),
            )
        };
        return Err(Refusal::new(world, error, code, &words));
    }
    let roles: BTreeSet<String> = world.application.roles.clone();
    let now = world.now();
    let lives = SignedDuration::from_secs(3599);
    let claims = json!({
        "aud": GRAPH, "iss": format!("https://sts.windows.net/{TENANT_ID}/"), "tid": TENANT_ID,
        "iat": now.as_second(), "nbf": now.as_second(), "exp": (now + lives).as_second(),
        "appid": CLIENT_ID, "appidacr": "1", "idtyp": "app", "oid": "5e7a1ce0-0000-4000-8000-000000000001",
        "roles": roles, "uti": guid(), "ver": "1.0",
    });
    let token = jwt::sign(&header(world), &claims, With::Rsa(signing_key(world)));
    world.tokens.insert(token.clone(), Access { roles, ends_at: now + lives });
    let token = remembered(world, token);
    Ok(json!({ "token_type": "Bearer", "expires_in": 3599, "ext_expires_in": 3599, "access_token": token }))
}
