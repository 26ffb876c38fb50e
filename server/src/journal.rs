//! The log: one line for every request.
//!
//! Owns what such a line says: the method, the route (never the query or the body), the status, how
//! long it took and, when it was refused, the refusal's note. Never a pass, a token or a key: none of
//! them is in any of these.

use crate::refusal::Note;
use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

/// Writes the line when the answer is known.
pub(crate) async fn write(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let begun = Instant::now();
    let response = next.run(request).await;
    let ms = begun.elapsed().as_millis();
    let route = route.as_ref().map_or("(site)", MatchedPath::as_str);
    let status = response.status().as_u16();
    let note = response.extensions().get::<Note>();
    let code = note.map(|note| note.code);
    let detail = note.and_then(|note| note.detail.as_deref());
    if response.status().is_server_error() {
        tracing::error!(%method, route, status, ms, code, detail, "refused");
    } else if note.is_some() {
        tracing::info!(%method, route, status, ms, code, detail, "refused");
    } else {
        tracing::info!(%method, route, status, ms, "answered");
    }
    response
}
