//! What stands for mysignins.microsoft.com/security-info: where somebody who is signed in sets up a way in.
//!
//! Owns the page. A button registers at once: what the real one asks in between is not the product's.

use crate::authority::{authorize_session, error, page, pass};
use crate::person::MethodKind;
use crate::world::{Shared, World};
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{HeaderMap, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Router};
use jiff::SignedDuration;
use serde::Deserialize;

const PATH: &str = "/security-info";

/// How long after signing in a passkey can be made, and the rest, in minutes.
const PASSKEY: i64 = 5;
const OTHERS: i64 = 10;

pub(crate) fn routes() -> Router<Shared> {
    Router::new().route(PATH, get(shown).post(added)).route("/security-info/login", post(signed_in))
}

#[derive(Deserialize)]
struct SignIn {
    loginfmt: String,
    accesspass: Option<String>,
}

#[derive(Deserialize)]
struct Added {
    kind: MethodKind,
}

async fn shown(State(world): State<Shared>, headers: HeaderMap) -> Response {
    overview(&world.lock().expect("no handler panics"), &headers, None)
}

fn overview(world: &World, headers: &HeaderMap, error: Option<&str>) -> Response {
    let person = authorize_session(world, headers).and_then(|session| world.person(&session.of));
    let Some(person) = person else {
        return page::sign_in("/security-info/login", &[], "", false, None);
    };
    let error = error.map(|error| format!(r#"<p id="error" role="alert">{}</p>"#, page::escaped(error)));
    // The page knows at once what Graph lists later.
    let methods: String = world
        .methods
        .iter()
        .filter(|method| method.of == person.id)
        .map(|method| format!("<li>{}</li>", page::escaped(&method.name)))
        .collect();
    let buttons: String = [
        ("passkey", "Passkey"),
        ("authenticator", "Microsoft Authenticator"),
        ("windowsHello", "Windows Hello for Business"),
    ]
    .iter()
    .map(|(kind, name)| format!(r#"<button id="{kind}" name="kind" value="{kind}">Add {name}</button>"#))
    .collect();
    let contents = format!(
        r#"<p id="displayName">{}</p>{}<ul id="methods">{methods}</ul><form method="post" action="{PATH}">{buttons}</form>"#,
        page::escaped(&person.user_name),
        error.unwrap_or_default(),
    );
    page::page(StatusCode::OK, "Security info", &contents)
}

async fn signed_in(State(world): State<Shared>, Form(sent): Form<SignIn>) -> Response {
    let mut world = world.lock().expect("no handler panics");
    let again = |error: Option<&str>| page::sign_in("/security-info/login", &[], &sent.loginfmt, true, error);
    let Some(typed) = &sent.accesspass else { return again(None) };
    match pass::check(&mut world, sent.loginfmt.trim(), typed) {
        Err((code, words)) => again(Some(&error::description(&world, code, words))),
        Ok(person) => {
            world.write_sign_in(&person, None);
            let cookie = crate::authority::open_session(&mut world, &person);
            ([(SET_COOKIE, cookie)], Redirect::to(PATH)).into_response()
        }
    }
}

async fn added(State(world): State<Shared>, headers: HeaderMap, Form(sent): Form<Added>) -> Response {
    let mut world = world.lock().expect("no handler panics");
    let Some(session) = authorize_session(&world, &headers).cloned() else {
        return Redirect::to(PATH).into_response();
    };
    let (name, minutes) = match sent.kind {
        MethodKind::Passkey => ("Passkey", PASSKEY),
        MethodKind::Authenticator => ("Microsoft Authenticator", OTHERS),
        MethodKind::WindowsHello => ("Windows Hello for Business", OTHERS),
        MethodKind::PlatformCredential => ("Platform credential", OTHERS),
        MethodKind::SoftwareOath => ("Authenticator app", OTHERS),
    };
    if world.now() >= session.since + SignedDuration::from_mins(minutes) {
        let words = "Let's try something else. Another sign-in method is required to add this one.";
        return overview(&world, &headers, Some(words));
    }
    world.register(&session.of, sent.kind, name);
    Redirect::to(PATH).into_response()
}
