//! The authorize endpoint: somebody signs in and is led back with a code.
//!
//! Owns what it checks of a request, the sign-in on its page, and how it leads back.

use super::code::Code;
use super::{COOKIE, error, must_be_ours, page, pass};
use crate::person::Person;
use crate::random;
use crate::world::{CLIENT_ID, Session, Shared, World};
use axum::Form;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::{COOKIE as COOKIES, HeaderMap, HeaderValue, LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use url::form_urlencoded;

/// What the page adds to what the product asked; never carried on.
const OF_THE_FORM: [&str; 3] = ["loginfmt", "accesspass", "action"];

/// What was asked, as it was sent.
struct Asked(Vec<(String, String)>);

impl Asked {
    fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|it| !it.is_empty())
    }

    /// What it carries from page to page.
    fn carried(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| !OF_THE_FORM.contains(&name.as_str())).cloned().collect()
    }
}

/// Why somebody is not asked for their pass.
enum No {
    /// It is not known where to lead back to.
    Page(u32, String),
    /// `error`, the number, its sentence.
    Back(&'static str, u32, String),
}

fn must(asked: &Asked, name: &'static str) -> Result<(), No> {
    if asked.get(name).is_some() {
        return Ok(());
    }
    let words = format!("The request body must contain the following parameter: '{name}'.");
    Err(No::Page(900_144, words))
}

/// Microsoft's order: who asks, where to, then the rest.
fn check(world: &World, asked: &Asked) -> Result<(), No> {
    must(asked, "client_id")?;
    let client = asked.get("client_id").unwrap_or_default();
    if client != CLIENT_ID {
        return Err(No::Page(
            700_016,
            format!(
                "Application with identifier '{client}' was not found in the directory 'Contoso'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant."
            ),
        ));
    }
    must(asked, "redirect_uri")?;
    let redirect = asked.get("redirect_uri").unwrap_or_default();
    if !world.application.redirects.contains(redirect) {
        return Err(No::Page(
            50011,
            format!(
                "The redirect URI '{redirect}' specified in the request does not match the redirect URIs configured for the application '{CLIENT_ID}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal."
            ),
        ));
    }
    for name in ["response_type", "scope"] {
        must(asked, name)?;
    }
    let back = |error, code, words: &str| Err(No::Back(error, code, words.to_owned()));
    if asked.get("response_type") != Some("code") {
        return back(
            "unsupported_response_type",
            700_054,
            "response_type 'id_token' is not enabled for the application.",
        );
    }
    if !matches!(asked.get("response_mode"), None | Some("query" | "fragment")) {
        return back(
            "invalid_request",
            9_002_313,
            "Invalid request. The stand-in knows the response_mode 'query' and 'fragment'.",
        );
    }
    match (asked.get("code_challenge"), asked.get("code_challenge_method")) {
        // The real one lets a confidential client go without; the product promises PKCE.
        (None, _) => back(
            "invalid_request",
            9_002_325,
            "Proof Key for Code Exchange is required for cross-origin authorization code redemption.",
        ),
        (Some(challenge), Some("S256")) if challenge.len() == 43 => Ok(()),
        _ => back(
            "invalid_request",
            501_491,
            "Invalid size of Code_Challenge parameter, or a code_challenge_method other than S256.",
        ),
    }
}

impl No {
    fn answer(self, world: &World, asked: &Asked) -> Response {
        match self {
            Self::Page(code, words) => page::error(&error::description(world, code, &words)),
            Self::Back(name, code, words) => {
                let description = error::description(world, code, &words);
                back(asked, &[("error", name), ("error_description", &description)])
            }
        }
    }
}

/// Leads back with what is said, and the state.
fn back(asked: &Asked, said: &[(&str, &str)]) -> Response {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(said);
    if let Some(state) = asked.get("state") {
        query.append_pair("state", state);
    }
    let query = query.finish();
    let redirect = asked.get("redirect_uri").unwrap_or_default();
    let joined = match asked.get("response_mode") {
        Some("fragment") => format!("{redirect}#{query}"),
        _ if redirect.contains('?') => format!("{redirect}&{query}"),
        _ => format!("{redirect}?{query}"),
    };
    let mut response = StatusCode::FOUND.into_response();
    if let Ok(location) = HeaderValue::from_str(&joined) {
        response.headers_mut().insert(LOCATION, location);
    }
    response
}

/// The session of a browser.
pub(crate) fn session<'a>(world: &'a World, headers: &HeaderMap) -> Option<&'a Session> {
    let cookies = headers.get(COOKIES)?.to_str().ok()?;
    let named = |cookie: &str| cookie.trim().strip_prefix(COOKIE)?.strip_prefix('=').map(str::to_owned);
    let id = cookies.split(';').find_map(named)?;
    world.sessions.get(&id)
}

/// Opens one; the value of its cookie's header.
pub(crate) fn open_session(world: &mut World, person: &Person) -> HeaderValue {
    let id = random::opaque();
    let since = world.now();
    world.sessions.insert(id.clone(), Session { of: person.id.clone(), since });
    HeaderValue::from_str(&format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax"))
        .expect("base64url can stand in a header")
}

/// Leads whoever is signed in back, with a code unless something stands between.
fn go_on(world: &mut World, asked: &Asked, person: &Person, since: Timestamp) -> Response {
    match held_up(world, person) {
        None => with_code(world, asked, person, since),
        Some((error, code, words)) => lead_back(world, asked, &error, code, &words),
    }
}

/// Leads back with a code.
fn with_code(world: &mut World, asked: &Asked, person: &Person, since: Timestamp) -> Response {
    let id = random::opaque();
    let owned = |name: &str| asked.get(name).map(str::to_owned);
    let code = Code {
        of: person.id.clone(),
        made_at: world.now(),
        signed_in_at: since,
        redirect: owned("redirect_uri").unwrap_or_default(),
        scope: owned("scope").unwrap_or_default(),
        nonce: owned("nonce"),
        challenge: owned("code_challenge"),
        redeemed: false,
    };
    world.codes.insert(id.clone(), code);
    world.every_token.push(id.clone());
    world.write_sign_in(person, None);
    back(asked, &[("code", &id), ("session_state", &random::guid())])
}

/// What stands between a right pass and the code.
fn held_up(world: &mut World, person: &Person) -> Option<(String, u32, String)> {
    if world.blocked.contains(&person.id) {
        const WORDS: &str = "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.";
        world.write_sign_in(person, Some((53003, WORDS)));
        return Some(("access_denied".to_owned(), 53003, WORDS.to_owned()));
    }
    world.lead_backs.pop_front().map(|back| (back.error, back.code, back.words))
}

pub(super) async fn asked(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let mut world = world.lock().expect("no handler panics");
    if let Err(refusal) = must_be_ours(&world, &tenant) {
        return refusal.into_response();
    }
    let query = query.unwrap_or_default();
    let asked = Asked(form_urlencoded::parse(query.as_bytes()).into_owned().collect());
    if let Err(no) = check(&world, &asked) {
        return no.answer(&world, &asked);
    }
    let hint = asked.get("login_hint").unwrap_or_default().to_owned();
    let session = session(&world, &headers).cloned();
    let signed_in = session.and_then(|it| Some((world.person(&it.of).cloned()?, it.since)));
    // Whoever is signed in in this browser goes on without being asked, unless somebody else is meant.
    let meant = signed_in.filter(|(person, _)| hint.is_empty() || person.is(&hint));
    match (asked.get("prompt"), meant) {
        (Some("none") | None, Some((person, since))) => go_on(&mut world, &asked, &person, since),
        (Some("none"), None) => No::Back(
            "login_required",
            50058,
            "A silent sign-in request was sent but no user is signed in.".to_owned(),
        )
        .answer(&world, &asked),
        _ => page::sign_in(&page::action(), &asked.carried(), &hint, false, None),
    }
}

fn lead_back(world: &World, asked: &Asked, error: &str, code: u32, words: &str) -> Response {
    let description = error::description(world, code, words);
    back(asked, &[("error", error), ("error_description", &description)])
}

pub(super) async fn answered(
    State(world): State<Shared>,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    let mut world = world.lock().expect("no handler panics");
    if let Err(refusal) = must_be_ours(&world, &tenant) {
        return refusal.into_response();
    }
    let session = session(&world, &headers).cloned();
    filled_in(&mut world, session.as_ref(), fields)
}

/// What the page's form leads to, in a browser with this session: the page again, or back.
pub(crate) fn filled_in(
    world: &mut World,
    session: Option<&Session>,
    fields: Vec<(String, String)>,
) -> Response {
    let asked = Asked(fields);
    if let Err(no) = check(world, &asked) {
        return no.answer(world, &asked);
    }
    if asked.get("action") == Some("cancel") {
        let no = No::Back("access_denied", 65004, "User declined to consent to access the app.".to_owned());
        return no.answer(world, &asked);
    }
    let user_name = asked.get("loginfmt").unwrap_or_default().trim().to_owned();
    let again = |asks_for_pass: bool, error: Option<&str>| {
        page::sign_in(&page::action(), &asked.carried(), &user_name, asks_for_pass, error)
    };
    let Some(typed) = asked.get("accesspass") else {
        // Whoever is signed in and is the one who is named goes on, unless the request wants them asked.
        let session = session.filter(|_| asked.get("prompt") != Some("login"));
        let named = world.person(&user_name).cloned();
        if let Some((session, person)) = session.zip(named).filter(|(it, person)| it.of == person.id) {
            return go_on(world, &asked, &person, session.since);
        }
        return again(!user_name.is_empty(), None);
    };
    let person = match pass::check(world, &user_name, typed) {
        Ok(person) => person,
        Err((code, words)) => return again(true, Some(&error::description(world, code, words))),
    };
    let cookie = open_session(world, &person);
    let since = world.now();
    let mut response = go_on(world, &asked, &person, since);
    response.headers_mut().insert(SET_COOKIE, cookie);
    response
}

/// Ends a browser's session.
pub(super) async fn signed_out(State(world): State<Shared>, headers: HeaderMap) -> Response {
    let mut world = world.lock().expect("no handler panics");
    if let Some(of) = session(&world, &headers).map(|session| session.of.clone()) {
        world.sessions.retain(|_, session| session.of != of);
    }
    page::page(
        StatusCode::OK,
        "You signed out of your account",
        "<p>It's a good idea to close all browser windows.</p>",
    )
}
