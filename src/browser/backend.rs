//! The backend, seen from the page: one function a call of the Redemption API.
//!
//! Owns `fetch`. Every answer is a value of the protocol or a [`Failure`]; dropping the future does
//! not stop the request, aborting the signal does. The API knows no cookies: none is sent
//! but with the configuration, where the page's own preload decides.

use super::json;
use crate::notice::Failure;
use doorkey_protocol::api::{self, PasskeyOptionsRequest, ProofOptionsRequest, RedemptionRequest};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::problem::Problem;
use doorkey_protocol::redemption::Opened;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;
use gloo_timers::callback::Timeout;
use js_sys::JSON;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Request, RequestCredentials, RequestInit, Response};

/// After so many milliseconds an answer is not waited for any longer.
const PATIENCE: u32 = 20_000;

/// A backend at an origin.
#[derive(Clone, Debug)]
pub(super) struct Backend {
    /// `https://host[:port]`, nothing behind; empty for the page's own origin.
    pub(super) origin: String,
    /// What stops what is under way.
    pub(super) controller: AbortController,
}

type Answer<T> = Result<T, Failure>;

impl Backend {
    pub(super) async fn configuration(&self) -> Answer<Configuration> {
        read(&self.call("GET", api::CONFIGURATION, None, None).await?)
    }

    pub(super) async fn redeem(&self, user_name: String, pass: Secret) -> Answer<Opened> {
        let body = Secret::new(write(&RedemptionRequest { user_name, pass, invitation: None })?);
        read(&self.call("POST", api::REDEMPTIONS, None, Some(body.expose())).await?)
    }

    pub(super) async fn offer(&self, token: &Secret, way: Way) -> Answer<CreationOptions> {
        let body = write(&PasskeyOptionsRequest { way })?;
        self.call("POST", api::PASSKEY_OPTIONS, Some(token), Some(&body)).await.map(CreationOptions)
    }

    pub(super) async fn register(&self, token: &Secret, registration: &Registration) -> Answer<Passkey> {
        read(&self.call("POST", api::PASSKEYS, Some(token), Some(&registration.0)).await?)
    }

    pub(super) async fn challenge(&self, token: &Secret, passkey: String) -> Answer<RequestOptions> {
        let body = write(&ProofOptionsRequest { passkey: Some(passkey) })?;
        self.call("POST", api::PROOF_OPTIONS, Some(token), Some(&body)).await.map(RequestOptions)
    }

    pub(super) async fn prove(&self, token: &Secret, assertion: &Assertion) -> Answer<Passkey> {
        read(&self.call("POST", api::PROOFS, Some(token), Some(&assertion.0)).await?)
    }

    /// Closes the redemption. It ends by itself, so nobody needs the answer.
    pub(super) async fn leave(&self, token: &Secret) {
        let _ = self.call("DELETE", api::CURRENT, Some(token), None).await;
    }

    /// The text of an answer that is the backend's own and a yes.
    async fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&Secret>,
        body: Option<&str>,
    ) -> Answer<String> {
        let unreachable = |_: JsValue| Failure::Unreachable;
        let request = self.request(method, path, token, body).map_err(unreachable)?;
        let controller = self.controller.clone();
        let _patience = Timeout::new(PATIENCE, move || controller.abort());
        let window = web_sys::window().ok_or(Failure::Unreachable)?;
        let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(unreachable)?;
        let response: Response = response.unchecked_into();
        let text = JsFuture::from(response.text().map_err(unreachable)?).await.map_err(unreachable)?;
        let text = text.as_string().unwrap_or_default();
        // A network that wants to be signed in to answers with a page of its own.
        let kind =
            response.headers().get("content-type").ok().flatten().unwrap_or_default().to_ascii_lowercase();
        let is_ours = kind.starts_with("application/json") || kind.starts_with("application/problem+json");
        match (response.status(), is_ours) {
            (204, _) => Ok(String::new()),
            (_, false) => Err(Failure::Garbled),
            (200..300, true) => Ok(text),
            (_, true) => Err(Failure::Refused(Box::new(read::<Problem>(&text)?))),
        }
    }

    fn request(
        &self,
        method: &str,
        path: &str,
        token: Option<&Secret>,
        body: Option<&str>,
    ) -> Result<Request, JsValue> {
        let init = RequestInit::new();
        init.set_method(method);
        // The page may have asked for the configuration while the module was on its way; a request that
        // differs from that one in its credentials would be sent once more.
        init.set_credentials(match path {
            api::CONFIGURATION => RequestCredentials::SameOrigin,
            _ => RequestCredentials::Omit,
        });
        init.set_signal(Some(&self.controller.signal()));
        if let Some(body) = body {
            init.set_body(&body.into());
        }
        let request = Request::new_with_str_and_init(&[&self.origin, path].concat(), &init)?;
        let headers = request.headers();
        if body.is_some() {
            headers.set("content-type", "application/json")?;
        }
        if let Some(token) = token {
            headers.set("authorization", &["Bearer ", token.expose()].concat())?;
        }
        if let (api::PASSKEYS, Some(body)) = (path, body) {
            headers.set(api::IDEMPOTENCY_KEY, &idempotency_key(body))?;
        }
        Ok(request)
    }
}

/// The key under which a response is registered: made from the response itself, so that sending it
/// again, from wherever, is the same act.
fn idempotency_key(body: &str) -> String {
    Sha256::digest(body.as_bytes())
        .iter()
        .take(16)
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(hexadecimal)
        .collect()
}

fn hexadecimal(nibble: u8) -> char {
    char::from(b"0123456789abcdef"[usize::from(nibble)])
}

fn read<T: DeserializeOwned>(text: &str) -> Answer<T> {
    json::read(text).ok_or(Failure::Garbled)
}

fn write(body: &impl Serialize) -> Answer<String> {
    serde_wasm_bindgen::to_value(body)
        .ok()
        .and_then(|value| JSON::stringify(&value).ok())
        .map(String::from)
        .ok_or(Failure::Garbled)
}
