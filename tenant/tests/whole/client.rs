//! A plain HTTP client that follows nothing by itself and knows nothing of Microsoft.
//!
//! Owns the requests of the tests, and the steps of a sign-in by hand.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use doorkey_tenant::Tenant;
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use sha2::{Digest, Sha256};
use url::{Url, form_urlencoded};

pub(crate) const REDIRECT: &str = "https://pass.example/back";
pub(crate) const VERIFIER: &str = "a-verifier-of-forty-three-signs-or-more-0123456789";

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// What stands behind `#` or `?` of the address that it leads to.
    pub(crate) fn led_back(&self) -> Vec<(String, String)> {
        let to = self.header("location");
        let (_, said) = to.split_once('#').or_else(|| to.split_once('?')).unwrap_or_default();
        form_urlencoded::parse(said.as_bytes()).into_owned().collect()
    }

    /// One of these.
    pub(crate) fn said(&self, name: &str) -> String {
        self.led_back().into_iter().find(|(known, _)| known == name).unwrap_or_default().1
    }
}

/// A request; `Err` when the connection was dropped.
pub(crate) async fn send(
    method: &str,
    address: &str,
    headers: &[(header::HeaderName, &str)],
    body: String,
) -> Result<Answer, String> {
    let client: Client<HttpConnector, Body> = Client::builder(TokioExecutor::new()).build_http();
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    let answer = client
        .request(request.body(Body::from(body)).unwrap())
        .await
        .map_err(|error| format!("{error:?}"))?;
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.map_err(|error| format!("{error:?}"))?.to_bytes();
    Ok(Answer { status: parts.status, headers: parts.headers, body })
}

pub(crate) async fn get(address: &str) -> Answer {
    send("GET", address, &[], String::new()).await.unwrap()
}

pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

pub(crate) async fn post(address: &str, fields: &[(&str, &str)]) -> Answer {
    let kind = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded")];
    send("POST", address, &kind, form(fields)).await.unwrap()
}

pub(crate) fn challenge() -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER))
}

/// The address of the authorize endpoint and what a right request has, with what `instead` changes; a value that
/// is empty takes a parameter away.
pub(crate) fn asked(tenant: &Tenant, instead: &[(&str, &str)]) -> (String, Vec<(String, String)>) {
    let challenge = challenge();
    let mut fields: Vec<(String, String)> = [
        ("client_id", tenant.client_id()),
        ("redirect_uri", REDIRECT),
        ("response_type", "code"),
        ("response_mode", "fragment"),
        ("scope", "openid profile"),
        ("state", "the state & more"),
        ("nonce", "the nonce"),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    for (name, value) in instead {
        fields.retain(|(known, _)| known != name);
        if !value.is_empty() {
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
    }
    (endpoint(tenant, "oauth2/v2.0/authorize"), fields)
}

pub(crate) fn endpoint(tenant: &Tenant, path: &str) -> String {
    format!("{}{}/{path}", tenant.graph(), tenant.tenant_id())
}

/// Asks the authorize endpoint.
pub(crate) async fn authorize(tenant: &Tenant, instead: &[(&str, &str)], cookie: &str) -> Answer {
    let (address, fields) = asked(tenant, instead);
    let mut address: Url = address.parse().unwrap();
    address.query_pairs_mut().extend_pairs(&fields);
    send("GET", address.as_str(), &[(header::COOKIE, cookie)], String::new()).await.unwrap()
}

/// Fills in the form of the page.
pub(crate) async fn fill_in(tenant: &Tenant, instead: &[(&str, &str)], typed: &[(&str, &str)]) -> Answer {
    fill_in_at(tenant, "", instead, typed).await
}

/// The same in a browser that has a cookie.
pub(crate) async fn fill_in_at(
    tenant: &Tenant,
    cookie: &str,
    instead: &[(&str, &str)],
    typed: &[(&str, &str)],
) -> Answer {
    let (_, mut fields) = asked(tenant, instead);
    fields.extend(typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let kind = [(header::CONTENT_TYPE, "application/x-www-form-urlencoded"), (header::COOKIE, cookie)];
    send("POST", &endpoint(tenant, "login"), &kind, form(&fields)).await.unwrap()
}

/// Signs in by hand; the code.
pub(crate) async fn code(tenant: &Tenant, user_name: &str, pass: &str) -> String {
    let answer =
        fill_in(tenant, &[], &[("loginfmt", user_name), ("accesspass", pass), ("action", "next")]).await;
    let code = answer.said("code");
    assert!(!code.is_empty(), "{} {}", answer.status, answer.text());
    code
}

/// Gives in a code, with what `instead` changes.
pub(crate) async fn redeem(tenant: &Tenant, code: &str, instead: &[(&str, &str)]) -> Answer {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("client_id", tenant.client_id()),
        ("client_secret", tenant.client_secret()),
        ("code", code),
        ("redirect_uri", REDIRECT),
        ("code_verifier", VERIFIER),
    ];
    for (name, value) in instead {
        fields.retain(|(known, _)| known != name);
        fields.push((name, value));
    }
    post(&endpoint(tenant, "oauth2/v2.0/token"), &fields).await
}

/// Graph's access token for the application itself.
pub(crate) async fn access_token(tenant: &Tenant) -> String {
    let scope = tenant.graph_scope();
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", tenant.client_id()),
        ("client_secret", tenant.client_secret()),
        ("scope", scope.as_str()),
    ];
    let answer = post(&endpoint(tenant, "oauth2/v2.0/token"), &fields).await;
    answer.json()["access_token"].as_str().unwrap_or_else(|| panic!("{}", answer.text())).to_owned()
}

/// Asks Graph for what stands at `path` below the version, or to do something there.
pub(crate) async fn graph(
    tenant: &Tenant,
    token: &str,
    method: &str,
    path: &str,
    body: &str,
) -> Result<Answer, String> {
    let bearer = format!("Bearer {token}");
    let headers = [(header::AUTHORIZATION, bearer.as_str()), (header::CONTENT_TYPE, "application/json")];
    let version = if path.starts_with("beta/") { "" } else { "v1.0/" };
    send(method, &format!("{}{version}{path}", tenant.graph()), &headers, body.to_owned()).await
}
