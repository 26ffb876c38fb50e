//! What can go wrong between the product and Microsoft.
//!
//! Owns [`Fault`], which answers meet it, and the answers that it makes.

use crate::clock::http_date;
use crate::world::World;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Response, StatusCode};
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// What an answer is in place of what it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fault {
    /// A status with Microsoft's own body for it; nothing was done.
    Status(u16),
    /// A status with a proxy's HTML; nothing was done.
    Html(u16),
    /// 429, nothing was done.
    Throttled(RetryAfter),
    /// 503, nothing was done.
    Unavailable(RetryAfter),
    /// The right answer so many milliseconds later than it was done: for whom does not wait, it is unknown
    /// whether it was.
    Slow(u64),
    /// The connection is dropped without an answer; nothing was done.
    DroppedBefore,
    /// The connection is dropped without an answer; it was done.
    DroppedAfter,
    /// The right answer up to its middle, then the connection is dropped.
    Cut,
    /// The right answer, called this type.
    ContentType(String),
    /// It was done; the body of the answer is not JSON though it is called so.
    Garbage,
    /// It was done; the body of the answer is this text.
    Body(String),
}

/// `Retry-After`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum RetryAfter {
    /// There is none.
    Absent,
    /// So many seconds.
    Seconds(u64),
    /// The date so many seconds from now.
    Date(i64),
    /// This text, which is neither.
    Text(String),
}

/// A fault that waits for the next `times` answers to `what`.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    pub(crate) what: String,
    pub(crate) times: u32,
    pub(crate) fault: Fault,
}

impl Plan {
    /// Whether it is meant: `what` is `GET /v1.0/users/*`, or the same without a method. A star stands for
    /// any text, with slashes in it as well.
    pub(crate) fn means(&self, method: &str, path: &str) -> bool {
        let (wanted, pattern) = match self.what.split_once(' ') {
            Some((method, pattern)) => (Some(method), pattern),
            None => (None, self.what.as_str()),
        };
        wanted.is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && fits(&pattern.to_ascii_lowercase(), &path.to_ascii_lowercase())
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((begin, rest)) => path.strip_prefix(begin).is_some_and(|path| {
            rest.is_empty() || path.char_indices().any(|(at, _)| fits(rest, &path[at..]))
        }),
    }
}

/// What `fault` answers in place of doing anything; `None` when it lets the deed be done.
pub(crate) fn instead(fault: &Fault, path: &str, world: &World) -> Option<Response<Body>> {
    match fault {
        Fault::Status(status) => Some(refusal(*status, path, world)),
        Fault::Html(status) => {
            let status = code(*status);
            let words = status.canonical_reason().unwrap_or("Error");
            let page = format!(
                "<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{words}</h1></center>\r\n</body>\r\n</html>\r\n"
            );
            Some(answer(status, "text/html", page))
        }
        Fault::Throttled(after) | Fault::Unavailable(after) => {
            let status = if matches!(fault, Fault::Throttled(_)) { 429 } else { 503 };
            let mut answer = refusal(status, path, world);
            let value = match after {
                RetryAfter::Absent => None,
                RetryAfter::Seconds(seconds) => Some(seconds.to_string()),
                RetryAfter::Date(seconds) => {
                    Some(http_date(world.now() + SignedDuration::from_secs(*seconds)))
                }
                RetryAfter::Text(text) => Some(text.clone()),
            };
            if let Some(value) = value.and_then(|value| HeaderValue::from_bytes(value.as_bytes()).ok()) {
                answer.headers_mut().insert(RETRY_AFTER, value);
            }
            Some(answer)
        }
        Fault::Slow(_)
        | Fault::DroppedBefore
        | Fault::DroppedAfter
        | Fault::Cut
        | Fault::ContentType(_)
        | Fault::Garbage
        | Fault::Body(_) => None,
    }
}

pub(crate) fn answer(status: StatusCode, kind: &'static str, body: impl Into<Body>) -> Response<Body> {
    let mut answer = Response::new(body.into());
    *answer.status_mut() = status;
    answer.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}

fn code(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Microsoft's own body for a status: the sign-in's where the path is of it, else Graph's.
fn refusal(status: u16, path: &str, world: &World) -> Response<Body> {
    let status = code(status);
    if path.contains("/oauth2/") || path.contains("/.well-known/") || path.ends_with("/keys") {
        let words = "A transient error has occurred. Please try again.";
        let error = crate::authority::error::body(world, "temporarily_unavailable", 90033, words);
        return answer(status, "application/json; charset=utf-8", error.to_string());
    }
    let (code, words) = match status.as_u16() {
        401 => ("InvalidAuthenticationToken", "Lifetime validation failed, the token is expired."),
        403 => ("Authorization_RequestDenied", "Insufficient privileges to complete the operation."),
        404 => (
            "Request_ResourceNotFound",
            "Resource does not exist or one of its queried reference-property objects are not present.",
        ),
        409 => ("conflict", "The request could not be completed due to a conflict with another request."),
        429 => ("TooManyRequests", "Too many requests."),
        502 => ("badGateway", "Bad gateway."),
        503 => ("serviceNotAvailable", "The service is temporarily unavailable."),
        504 => ("gatewayTimeout", "Gateway timeout."),
        400 => ("badRequest", "Bad request."),
        _ => ("generalException", "General exception while processing."),
    };
    answer(status, "application/json", crate::graph::error::body(world, code, words).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_waits_for_what_it_is_meant_for() {
        for (what, method, path, meant) in [
            (
                "POST /v1.0/users/*/authentication/temporaryAccessPassMethods",
                "POST",
                "/v1.0/users/a/authentication/temporaryAccessPassMethods",
                true,
            ),
            (
                "POST /v1.0/users/*/authentication/temporaryAccessPassMethods",
                "POST",
                "/v1.0/users/a/authentication/fido2Methods",
                false,
            ),
            ("POST /v1.0/users/*", "GET", "/v1.0/users/a", false),
            ("/v1.0/*", "GET", "/v1.0/users/a", true),
            ("*/token", "POST", "/t/oauth2/v2.0/token", true),
            ("*/token", "POST", "/t/oauth2/v2.0/tokens", false),
            ("*fido2methods", "GET", "/v1.0/users/a/authentication/fido2Methods", true),
        ] {
            let plan = Plan { what: what.to_owned(), times: 1, fault: Fault::Cut };
            assert_eq!(plan.means(method, path), meant, "{what} for {method} {path}");
        }
    }
}
