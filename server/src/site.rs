//! The page beside the API, and the headers that keep browsers strict.
//!
//! Owns serving a folder of files, compressed beforehand where a `.br` or `.gz` stands beside one, the
//! page in the newcomer's language where the folder has it (with Entra that which asks for no pass), and the
//! security headers of every answer.

mod language;

use crate::Server;
use crate::refusal::Note;
use crate::settings::Origin;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, IF_MODIFIED_SINCE, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::{self, Next};
use axum::response::Response;
use language::Edition;
use std::path::Path;
use std::sync::Arc;
use tower_http::services::ServeDir;

/// Only what the page itself brings, no inline script or style, no frame around it, and no text that
/// becomes markup.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

const PERMISSIONS_POLICY: &str = "publickey-credentials-create=(self), publickey-credentials-get=(self), \
    camera=(), microphone=(), geolocation=()";

/// The kiosk's page reads the code on a slip.
const PERMISSIONS_POLICY_KIOSK: &str = "publickey-credentials-create=(self), \
    publickey-credentials-get=(self), camera=(self), microphone=(), geolocation=()";

/// The page that is shown when no other is liked better, and its language.
const FIRST: (&str, &str) = ("en", "/index.html");

/// Where the pages stand that ask for no pass: each in place of the one of its name outside.
pub(crate) const OF_ENTRA: &str = "entra";

/// The files of `folder`; `of_entra` with the pages that lead to Microsoft's sign-in.
pub(crate) fn pages(folder: &Path, of_entra: bool) -> Router {
    let files = |folder: &Path| ServeDir::new(folder).precompressed_br().precompressed_gzip();
    let pages = if of_entra { folder.join(OF_ENTRA) } else { folder.to_owned() };
    let editions = editions(&pages).unwrap_or_else(|error| {
        tracing::warn!("the pages in other languages are not found: {error}");
        Vec::new()
    });
    let router = Router::new();
    let router = if of_entra {
        router.fallback_service(files(&pages).fallback(files(folder)))
    } else {
        router.fallback_service(files(folder))
    };
    router.layer(middleware::from_fn_with_state(Arc::<[Edition]>::from(editions), in_language))
}

/// `index.html` and every `index.<tag>.html` beside it; nothing when there is none: a folder of one
/// page says nothing about its language.
fn editions(folder: &Path) -> std::io::Result<Vec<Edition>> {
    let mut editions = Vec::new();
    for file in folder.read_dir()? {
        let name = file?.file_name();
        let tag = name
            .to_str()
            .and_then(|name| name.strip_prefix("index.")?.strip_suffix(".html"))
            .map(|tag| (tag, format!("/index.{tag}.html")));
        editions.extend(tag.and_then(|(tag, path)| Edition::new(tag, &path)));
    }
    if !editions.is_empty() {
        editions.extend(Edition::new(FIRST.0, FIRST.1));
        // No order comes from the folder; of two spellings of one language this makes one choice.
        editions.sort_by(|one, other| one.path.path().cmp(other.path.path()));
    }
    Ok(editions)
}

/// Answers `/` with the edition that the browser's languages ask for, and names the language of each.
async fn in_language(State(editions): State<Arc<[Edition]>>, mut request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let chosen = path == "/" && !editions.is_empty();
    let at = |path: &str| editions.iter().find(|edition| edition.path.path() == path);
    let edition = if chosen {
        language::best(&accepted(request.headers()), &editions).or_else(|| at(FIRST.1))
    } else {
        at(&path)
    };
    if chosen
        && let Some(edition) = edition
        && matches!(*request.method(), Method::GET | Method::HEAD)
    {
        request.uri_mut().clone_from(&edition.path);
        // Every edition has its own entity tag, but a date may be that of another one.
        request.headers_mut().remove(IF_MODIFIED_SINCE);
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Some(edition) = edition {
        headers.insert(CONTENT_LANGUAGE, edition.language.clone());
    }
    if chosen {
        headers.append(VARY, HeaderValue::from_static("accept-language"));
    }
    // Messages in Fluent: text, though no table of media types says so, and a browser that may not
    // guess shows and decodes them only as such.
    if path.ends_with(".ftl") && headers.contains_key(CONTENT_TYPE) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    }
    response
}

/// All that a request says about languages; several lines mean one list.
fn accepted(headers: &HeaderMap) -> String {
    let lines = headers.get_all(ACCEPT_LANGUAGE).iter().filter_map(|line| line.to_str().ok());
    lines.collect::<Vec<_>>().join(",")
}

/// Gives every answer its headers.
pub(crate) async fn headers(State(server): State<Server>, request: Request, next: Next) -> Response {
    let kind = Kind::of(request.uri().path());
    let is_kiosk = request.uri().path().starts_with("/kiosk.");
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
        let policy = if is_kiosk { PERMISSIONS_POLICY_KIOSK } else { PERMISSIONS_POLICY };
        set(HeaderName::from_static("permissions-policy"), policy);
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
            "/v1" | "/v1.0" | "/healthz" | doorkey_protocol::api::CONFIGURATION => Self::Api,
            path if path.starts_with("/assets/") => Self::Asset,
            path if path.starts_with("/v1/") || path.starts_with("/v1.0/") => Self::Api,
            _ => Self::Page,
        }
    }
}
