//! The authenticator, through `navigator.credentials`.
//!
//! Owns both ceremonies: options go in and responses come out through the browser's own JSON
//! functions, or `codec` where it lacks them. A response is looked into before it is given on. Aborting the
//! signal ends a ceremony.

use super::codec::{self, bytes, call, member};
use crate::ceremony::{Ceremony, CeremonyError, Fault, check_authenticator_data, check_registration};
use crate::device::Device;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use js_sys::{Function, JSON, Object, Promise, Reflect};
use wasm_bindgen::prelude::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Window};

/// Asks the authenticator to create.
pub(super) async fn create(
    options: &CreationOptions,
    signal: &AbortSignal,
) -> Result<Registration, CeremonyError> {
    let because = |thrown: JsValue| CeremonyError::from_name(&name(&thrown), Ceremony::Registration);
    let json = JSON::parse(&options.0).map_err(because)?;
    let rp_id = member(&json, "rp").and_then(|rp| member(&rp, "id"));
    let credential = run("create", "parseCreationOptionsFromJSON", codec::creation_options, &json, signal)
        .await
        .map_err(because)?;
    let object = member(&credential, "response").and_then(|response| bytes(&response, "attestationObject"));
    check_registration(&expected(rp_id), &object.map_err(|_| UNREADABLE)?).map_err(CeremonyError::Faulty)?;
    to_json(&credential, codec::registration).map(Registration)
}

/// Asks the authenticator to sign.
pub(super) async fn assert(
    options: &RequestOptions,
    signal: &AbortSignal,
) -> Result<Assertion, CeremonyError> {
    let because = |thrown: JsValue| CeremonyError::from_name(&name(&thrown), Ceremony::Authentication);
    let json = JSON::parse(&options.0).map_err(because)?;
    let rp_id = member(&json, "rpId");
    let credential = run("get", "parseRequestOptionsFromJSON", codec::request_options, &json, signal)
        .await
        .map_err(because)?;
    let data = member(&credential, "response").and_then(|response| bytes(&response, "authenticatorData"));
    check_authenticator_data(&expected(rp_id), &data.map_err(|_| UNREADABLE)?)
        .map_err(CeremonyError::Faulty)?;
    to_json(&credential, codec::assertion).map(Assertion)
}

/// What this device can do, as far as the browser says.
pub(super) async fn device(window: &Window) -> Device {
    let credentials = member(window, "PublicKeyCredential");
    let platform_authenticator = match &credentials {
        Ok(class) => match call(class, "isUserVerifyingPlatformAuthenticatorAvailable") {
            Ok(promise) => {
                JsFuture::from(Promise::resolve(&promise)).await.ok().and_then(|answer| answer.as_bool())
            }
            Err(_) => None,
        },
        Err(_) => None,
    };
    Device {
        secure: window.is_secure_context(),
        credentials: credentials.is_ok(),
        // The location of a page of another origin cannot be read.
        framed: window.top().ok().flatten().is_some_and(|top| top.location().href().is_err()),
        platform_authenticator,
    }
}

const UNREADABLE: CeremonyError = CeremonyError::Faulty(Fault::Unreadable);

/// Runs `navigator.credentials.create()` or `.get()` over options in JSON.
async fn run(
    method: &str,
    parser: &str,
    decode_in_place: fn(&JsValue) -> Result<(), JsValue>,
    json: &JsValue,
    signal: &AbortSignal,
) -> Result<JsValue, JsValue> {
    let window: JsValue = js_sys::global().into();
    let class = member(&window, "PublicKeyCredential")?;
    let parsed = match member(&class, parser) {
        Ok(parse) => parse.dyn_into::<Function>()?.call1(&class, json)?,
        Err(_) => {
            decode_in_place(json)?;
            json.clone()
        }
    };
    let request = Object::new();
    Reflect::set(&request, &"publicKey".into(), &parsed)?;
    Reflect::set(&request, &"signal".into(), signal)?;
    let container = member(&member(&window, "navigator")?, "credentials")?;
    let started = member(&container, method)?.dyn_into::<Function>()?.call1(&container, &request)?;
    JsFuture::from(Promise::resolve(&started)).await
}

/// The response as JSON text; by `codec` where `toJSON` is missing or throws, as it does when a password
/// manager has put an object of its own in place.
fn to_json(
    credential: &JsValue,
    encode: fn(&JsValue) -> Result<JsValue, JsValue>,
) -> Result<String, CeremonyError> {
    call(credential, "toJSON")
        .or_else(|_| encode(credential))
        .and_then(|json| JSON::stringify(&json))
        .map(String::from)
        .map_err(|_| UNREADABLE)
}

/// The RP ID that was asked for; a browser takes the page's host where none is given.
fn expected(rp_id: Result<JsValue, JsValue>) -> String {
    rp_id
        .ok()
        .and_then(|id| id.as_string())
        .or_else(|| web_sys::window()?.location().hostname().ok())
        .unwrap_or_default()
}

/// The name of what was thrown; anything can be.
fn name(thrown: &JsValue) -> String {
    member(thrown, "name").ok().and_then(|name| name.as_string()).unwrap_or_default()
}
