//! The backend, seen from the page: one function a call of the Redemption API.
//!
//! Owns `fetch`. Every answer is a value of the protocol or a [`Failure`]; dropping the future does
//! not stop the request, aborting the signal does. What may be asked twice without harm is asked again,
//! within the bounds of [`crate::patience`]. The API knows no cookies: none is sent but with the
//! configuration, where the page's own preload decides.

mod microsoft;
mod ways;

use super::clock::device_time;
use super::{codec, console, json};
use crate::notice::Failure;
use crate::patience;
use doorkey_protocol::api;
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;
use gloo_timers::callback::Timeout;
use js_sys::{Array, Date, JSON, Math, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCredentials, RequestInit, RequestMode, Response, Window};

/// After so many milliseconds an answer is not waited for any longer.
const PATIENCE: u32 = 20_000;

/// A backend at an origin.
#[derive(Clone, Debug)]
pub(super) struct Backend {
    /// `https://host[:port]`, nothing behind; empty for the page's own origin.
    pub(super) origin: String,
    /// What stops what is under way.
    pub(super) controller: AbortController,
    /// How far this device's clock is ahead of the backend's.
    pub(super) device_ahead: Span,
}

pub(super) type Answer<T> = Result<T, Failure>;

impl Backend {
    pub(super) async fn configuration(&self) -> Answer<Configuration> {
        read(&self.repeat(Question { method: "GET", path: api::CONFIGURATION, ..Question::default() }).await?)
    }

    /// Not repeated: a wrong pass would count twice.
    pub(super) async fn redeem(
        &self,
        user_name: &str,
        pass: &Secret,
        invitation: Option<&str>,
        kiosk: bool,
    ) -> Answer<Opened> {
        let texts =
            [("userName", Some(user_name)), ("pass", Some(pass.expose())), ("invitation", invitation)];
        let body = Secret::new(json::write_with(&texts, if kiosk { &["kiosk"] } else { &[] }));
        let question = Question { body: Some(body.expose()), ..Question::post(api::REDEMPTIONS, None) };
        let answer = self.call(question).await;
        read(&answer.map_err(|refused| refused.failure)?)
    }

    pub(super) async fn extend(&self, token: &Secret) -> Answer<Redemption> {
        read(&self.repeat(Question::post(api::EXTENSION, Some(token))).await?)
    }

    pub(super) async fn offer(&self, token: &Secret, way: Way) -> Answer<CreationOptions> {
        let body = json::write(&[("way", Some(way.as_str()))]);
        let question = Question::post(api::PASSKEY_OPTIONS, Some(token));
        let options = self.repeat(Question { body: Some(&body), ..question }).await?;
        object(options).map(CreationOptions)
    }

    pub(super) async fn register(&self, token: &Secret, registration: &Registration) -> Answer<Passkey> {
        let key = idempotency_key(&registration.0).await.map_err(|_| Failure::Blocked)?;
        let question = Question::post(api::PASSKEYS, Some(token));
        let question = Question { body: Some(&registration.0), key: Some(&key), ..question };
        read(&self.repeat(question).await?)
    }

    pub(super) async fn challenge(&self, token: &Secret, passkey: Option<&str>) -> Answer<RequestOptions> {
        let body = json::write(&[("passkey", passkey)]);
        let question = Question::post(api::PROOF_OPTIONS, Some(token));
        let options = self.repeat(Question { body: Some(&body), ..question }).await?;
        object(options).map(RequestOptions)
    }

    /// Not repeated: its challenge is answered once.
    pub(super) async fn prove(&self, token: &Secret, assertion: &Assertion) -> Answer<Passkey> {
        let question = Question::post(api::PROOFS, Some(token));
        let answer = self.call(Question { body: Some(&assertion.0), ..question }).await;
        read(&answer.map_err(|refused| refused.failure)?)
    }

    /// Closes the redemption. It ends by itself, so nobody needs the answer.
    pub(super) async fn leave(&self, token: &Secret) {
        let question = Question { method: "DELETE", ..Question::post(api::CURRENT, Some(token)) };
        let _ = self.call(question).await;
    }

    /// Waits before a look at how something goes. Nobody looks who has gone meanwhile.
    async fn wait(&self, pause: Span) -> Answer<()> {
        sleep(pause).await;
        if self.controller.signal().aborted() { Err(Failure::Unreachable) } else { Ok(()) }
    }

    /// Calls until there is an answer that stands, or it is the newcomer's turn.
    async fn repeat(&self, question: Question<'_>) -> Answer<String> {
        let mut tries = 0;
        loop {
            let Refused { failure, after } = match self.call(question).await {
                Ok(text) => return Ok(text),
                Err(refused) => refused,
            };
            tries += 1;
            match patience::pause(&failure, tries, after, (Math::random() * 255.0) as u8) {
                Some(pause) => sleep(pause).await,
                None => return Err(failure),
            }
        }
    }

    /// The text of an answer that is the backend's own and a yes.
    async fn call(&self, question: Question<'_>) -> Result<String, Refused> {
        let window = web_sys::window().ok_or(Failure::Unreachable)?;
        let request = self.request(question).map_err(|_| Failure::Blocked)?;
        let controller = self.controller.clone();
        let gave_up = Rc::new(Cell::new(false));
        let giving_up = gave_up.clone();
        let _patience = Timeout::new(question.patience.unwrap_or(PATIENCE), move || {
            giving_up.set(true);
            controller.abort();
        });
        let fetched = async {
            let response = JsFuture::from(window.fetch_with_request(&request)).await?;
            let response: Response = response.unchecked_into();
            let text = JsFuture::from(response.text()?).await?;
            Ok::<_, JsValue>((response, text.as_string().unwrap_or_default()))
        };
        match fetched.await {
            Ok((response, text)) => self.judge(&response, text),
            Err(_) if gave_up.get() => Err(Failure::Slow.into()),
            Err(_) if !window.navigator().on_line() => Err(Failure::Offline.into()),
            Err(_) if self.is_blocked(&window).await => Err(Failure::Blocked.into()),
            Err(_) => Err(Failure::Unreachable.into()),
        }
    }

    /// Whether the backend is there and only this page may not hear it (CORS): browsers do not tell
    /// the two apart, but an answer that nobody may read comes all the same.
    async fn is_blocked(&self, window: &Window) -> bool {
        if self.origin.is_empty() {
            return false;
        }
        let init = RequestInit::new();
        init.set_mode(RequestMode::NoCors);
        init.set_signal(Some(&self.controller.signal()));
        let address = String::from_iter([&self.origin, api::CONFIGURATION]);
        let blocked = JsFuture::from(window.fetch_with_str_and_init(&address, &init)).await.is_ok();
        if blocked {
            let page = window.location().origin().unwrap_or_default();
            console::error(&[
                "<door-key>: ",
                &self.origin,
                " does not allow this page: start it with --origin ",
                &page,
            ]);
        }
        blocked
    }

    /// What an answer says. A network that wants to be signed in to answers with a page of its own, a proxy
    /// whose server is away with another.
    fn judge(&self, response: &Response, text: String) -> Result<String, Refused> {
        let header = |name| response.headers().get(name).ok().flatten().unwrap_or_default();
        let kind = header("content-type").to_ascii_lowercase();
        let is_ours = kind.starts_with("application/json") || kind.starts_with("application/problem+json");
        let problem = match (response.status(), is_ours) {
            (204, _) => return Ok(String::new()),
            (200..300, true) => return Ok(text),
            (status @ (429 | 502..=504), false) => Problem::bare(Code::Busy, status),
            (status @ 500.., false) => Problem::bare(Code::Internal, status),
            (_, false) => return Err(Failure::Garbled.into()),
            (_, true) => read::<Problem>(&text)?,
        };
        let after = wait(&header("retry-after"));
        let not_before = problem
            .not_before
            .or_else(|| Some(device_time() + after? + Span::from_millis(-self.device_ahead.as_millis())));
        let pauses = matches!(problem.code, Code::Busy | Code::PassTooSoon);
        let problem = if pauses { Problem { not_before, ..problem } } else { problem };
        Err(Refused { failure: Failure::Refused(Box::new(problem)), after })
    }

    fn request(&self, question: Question<'_>) -> Result<Request, JsValue> {
        let Question { method, path, token, body, key, patience: _ } = question;
        let init = RequestInit::new();
        init.set_method(method);
        // The page may have asked for the configuration while the module was on its way; a request that
        // differs from that one in its credentials would be sent once more.
        init.set_credentials(match path {
            api::CONFIGURATION => RequestCredentials::SameOrigin,
            _ => RequestCredentials::Omit,
        });
        init.set_signal(Some(&self.controller.signal()));
        // Leaving must arrive also when the page itself goes.
        if method == "DELETE" {
            Reflect::set(&init, &"keepalive".into(), &JsValue::TRUE)?;
        }
        if let Some(body) = body {
            init.set_body(&body.into());
        }
        let request = Request::new_with_str_and_init(&String::from_iter([&self.origin, path]), &init)?;
        let headers = request.headers();
        if body.is_some() {
            headers.set("content-type", "application/json")?;
        }
        if let Some(token) = token {
            headers.set("authorization", &String::from_iter(["Bearer ", token.expose()]))?;
        }
        if let Some(key) = key {
            headers.set(api::IDEMPOTENCY_KEY, key)?;
        }
        Ok(request)
    }
}

/// What the backend is asked, and how.
#[derive(Clone, Copy, Default)]
struct Question<'a> {
    method: &'a str,
    path: &'a str,
    token: Option<&'a Secret>,
    /// In JSON.
    body: Option<&'a str>,
    /// What makes sending it again the same act.
    key: Option<&'a str>,
    /// For how many milliseconds an answer is waited for, where it is not the usual.
    patience: Option<u32>,
}

impl<'a> Question<'a> {
    fn post(path: &'a str, token: Option<&'a Secret>) -> Self {
        Self { method: "POST", path, token, ..Self::default() }
    }
}

/// A failure, with how long the backend asked to be left alone.
struct Refused {
    failure: Failure,
    after: Option<Span>,
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { failure, after: None }
    }
}

/// How long `Retry-After` (RFC 9110, §10.2.3) asks to wait: seconds or a date; nonsense asks for nothing.
fn wait(header: &str) -> Option<Span> {
    let seconds = header.parse().ok().or_else(|| {
        let millis = Date::parse(header) - Date::now();
        (!millis.is_nan()).then_some((millis / 1_000.0).max(0.0) as i64)
    });
    patience::credible(seconds?)
}

/// Options are opened by the browser, later; what is no object at all is none.
fn object(text: String) -> Answer<String> {
    let is_object = JSON::parse(&text).is_ok_and(|json| json.is_object() && !Array::is_array(&json));
    if is_object { Ok(text) } else { Err(Failure::Garbled) }
}

pub(super) async fn sleep(span: Span) {
    let pause = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let after = span.as_millis() as i32;
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, after);
        }
    });
    let _ = JsFuture::from(pause).await;
}

/// The key under which a response is registered: made from the response itself, so that sending it
/// again, from wherever, is the same act.
async fn idempotency_key(body: &str) -> Result<String, JsValue> {
    let digest = codec::sha256(body).await?;
    Ok(digest.iter().take(16).flat_map(|byte| [byte >> 4, byte & 15]).map(hexadecimal).collect())
}

fn hexadecimal(nibble: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(nibble)])
}

fn read<T: json::FromJson>(text: &str) -> Answer<T> {
    json::read(text).ok_or(Failure::Garbled)
}
