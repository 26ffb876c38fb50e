//! Microsoft's pages, as plain as they can be: forms without a script.
//!
//! Owns their HTML. The ids are those by which Microsoft's own fields are known.

use crate::world::TENANT_ID;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, HeaderName};
use axum::response::{Html, IntoResponse, Response};

/// Text as it stands in HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.chars()
        .map(|sign| match sign {
            '&' => "&amp;".to_owned(),
            '<' => "&lt;".to_owned(),
            '>' => "&gt;".to_owned(),
            '"' => "&quot;".to_owned(),
            '\'' => "&#39;".to_owned(),
            other => other.to_string(),
        })
        .collect()
}

/// A page with this heading and these contents. It refuses to stand in a frame, as Microsoft's does.
pub(crate) fn page(status: StatusCode, heading: &str, contents: &str) -> Response {
    let heading = escaped(heading);
    let html = format!(
        r#"<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{heading} – stand-in for Microsoft</title>
<style>body{{font:1rem system-ui;max-width:28rem;margin:3rem auto;padding:0 1rem}}input,button{{font:inherit;display:block;margin:.5rem 0;padding:.4rem}}</style>
</head><body><p>A stand-in for Microsoft. Type no real pass here.</p><main><h1>{heading}</h1>
{contents}</main></body></html>"#
    );
    let headers = [
        (CACHE_CONTROL, "no-store, no-cache"),
        (HeaderName::from_static("x-frame-options"), "DENY"),
        (HeaderName::from_static("referrer-policy"), "strict-origin-when-cross-origin"),
    ];
    (status, headers, Html(html)).into_response()
}

/// The question for the user name, or for the pass once it is known who signs in.
pub(crate) fn sign_in(
    action: &str,
    carried: &[(String, String)],
    user_name: &str,
    asks_for_pass: bool,
    error: Option<&str>,
) -> Response {
    let carried: String = carried
        .iter()
        .map(|(name, value)| {
            format!(r#"<input type="hidden" name="{}" value="{}">"#, escaped(name), escaped(value))
        })
        .collect();
    let error = error
        .map(|error| format!(r#"<p id="error" role="alert">{}</p>"#, escaped(error)))
        .unwrap_or_default();
    let user_name = escaped(user_name);
    let (heading, fields) = if asks_for_pass {
        let fields = format!(
            r#"<p id="displayName">{user_name}</p><input type="hidden" name="loginfmt" value="{user_name}">
<label>Temporary Access Pass <input id="accesspass" name="accesspass" type="password" autocomplete="off" autofocus required></label>
<button id="idSIButton9" name="action" value="next">Sign in</button>"#
        );
        ("Enter Temporary Access Pass", fields)
    } else {
        let fields = format!(
            r#"<label>Email, phone, or Skype <input id="i0116" name="loginfmt" value="{user_name}" autocomplete="username" autofocus required></label>
<button id="idSIButton9" name="action" value="next">Next</button>"#
        );
        ("Sign in", fields)
    };
    let contents = format!(
        r#"{error}<form method="post" action="{action}">{carried}{fields}
<button id="cancel" name="action" value="cancel" formnovalidate>Cancel</button></form>"#
    );
    page(StatusCode::OK, heading, &contents)
}

/// Where the form of the authorize endpoint is sent.
pub(crate) fn action() -> String {
    format!("/{TENANT_ID}/login")
}

/// An error that cannot be led back with, since nobody knows where to.
pub(crate) fn error(description: &str) -> Response {
    let contents = format!(r#"<p id="error" role="alert">{}</p>"#, escaped(description));
    page(StatusCode::BAD_REQUEST, "Sorry, but we’re having trouble signing you in.", &contents)
}
