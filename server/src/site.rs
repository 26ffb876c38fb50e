//! The page beside the API, and the headers that keep browsers strict.
//!
//! Owns serving a folder of files, compressed beforehand where a `.br` or `.gz` stands beside one, and
//! the security headers of every answer.

use crate::Server;
use crate::refusal::Note;
use crate::settings::Origin;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::path::Path;
use tower_http::services::ServeDir;

/// Only what the page itself brings, no inline script or style, no frame around it, and no text that
/// becomes markup.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PERMISSIONS_POLICY: &str = "publickey-credentials-create=(self), publickey-credentials-get=(self), \
    camera=(), microphone=(), geolocation=()";

/// The files of `folder`.
pub(crate) fn pages(folder: &Path) -> ServeDir {
    ServeDir::new(folder).precompressed_br().precompressed_gzip()
}

/// Gives every answer its headers.
pub(crate) async fn headers(State(server): State<Server>, request: Request, next: Next) -> Response {
    let kind = Kind::of(request.uri().path());
    let mut response = next.run(request).await;
    let found = !response.status().is_client_error() && !response.status().is_server_error();
    let refused = response.extensions().get::<Note>().is_some();
    let headers = response.headers_mut();
    let is_page = headers
        .get(CONTENT_TYPE)
        .is_some_and(|kind| kind.to_str().is_ok_and(|kind| kind.starts_with("text/html")));
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(REFERRER_POLICY, "no-referrer");
    if server.settings().origins.first().is_some_and(Origin::is_https) {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    match kind {
        _ if refused => set(CACHE_CONTROL, "no-store"),
        Kind::Asset if found => set(CACHE_CONTROL, "public, max-age=31536000, immutable"),
        Kind::Asset | Kind::Entry | Kind::Page => set(CACHE_CONTROL, "no-cache"),
        Kind::Api => set(CACHE_CONTROL, "no-store"),
    }
    if matches!(kind, Kind::Asset | Kind::Entry) {
        set(ACCESS_CONTROL_ALLOW_ORIGIN, "*");
        set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    }
    if is_page {
        set(CONTENT_SECURITY_POLICY, CONTENT_POLICY);
        set(HeaderName::from_static("permissions-policy"), PERMISSIONS_POLICY);
        set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    response
}

/// What embedders on other origins load: the element's entry and the files it brings, whose names
/// change with their contents.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Asset,
    Entry,
    Page,
    Api,
}

impl Kind {
    fn of(path: &str) -> Self {
        match path {
            "/doorkey.js" => Self::Entry,
            "/v1" | "/healthz" | doorkey_protocol::api::CONFIGURATION => Self::Api,
            path if path.starts_with("/assets/") => Self::Asset,
            path if path.starts_with("/v1/") => Self::Api,
            _ => Self::Page,
        }
    }
}
