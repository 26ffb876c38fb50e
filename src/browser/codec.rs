//! WebAuthn JSON for browsers without `parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON`
//! and `toJSON` (before Chrome 129, Safari 18.4, Firefox 119).
//!
//! Owns the same two directions: which members are base64url in JSON and bytes in the browser
//! (WebAuthn Level 3, §5.1.8 to §5.1.10). Members that it does not know stay as they are. What a
//! registration response only repeats from its attestation object (`authenticatorData`, `publicKey`,
//! `publicKeyAlgorithm`) is left out.

use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

type Result<T> = std::result::Result<T, JsValue>;

/// A member of an object; an error when there is none.
pub(super) fn member(object: &JsValue, name: &str) -> Result<JsValue> {
    match Reflect::get(object, &name.into())? {
        nothing if nothing.is_undefined() || nothing.is_null() => Err(name.into()),
        value => Ok(value),
    }
}

/// What a method without arguments gives.
pub(super) fn call(object: &JsValue, method: &str) -> Result<JsValue> {
    member(object, method)?.dyn_into::<Function>()?.call0(object)
}

/// What a method with one argument gives.
pub(super) fn call_with(object: &JsValue, method: &str, argument: &JsValue) -> Result<JsValue> {
    member(object, method)?.dyn_into::<Function>()?.call1(object, argument)
}

/// The bytes in an `ArrayBuffer` member.
pub(super) fn bytes(object: &JsValue, name: &str) -> Result<Vec<u8>> {
    let buffer: ArrayBuffer = member(object, name)?.dyn_into()?;
    Ok(Uint8Array::new(&buffer.into()).to_vec())
}

/// Bytes from base64url, by the browser's own base64: a codec of Rust's would be 2 kB more to load.
pub(super) fn from_base64url(text: &str) -> Result<Vec<u8>> {
    let plain: String = text.chars().map(|symbol| swap(symbol, ['-', '_'], ['+', '/'])).collect();
    let binary = window()?.atob(plain.trim_end_matches('='))?;
    Ok(binary.chars().map(|unit| unit as u8).collect())
}

/// The way back.
pub(super) fn to_base64url(bytes: &[u8]) -> Result<String> {
    let binary: String = bytes.iter().copied().map(char::from).collect();
    let plain = window()?.btoa(&binary)?;
    Ok(plain.trim_end_matches('=').chars().map(|symbol| swap(symbol, ['+', '/'], ['-', '_'])).collect())
}

/// The SHA-256 of a text, by the browser's own: a crate's would be 2 kB more to load.
pub(super) async fn sha256(text: &str) -> Result<Vec<u8>> {
    let subtle = member(&member(&js_sys::global(), "crypto")?, "subtle")?;
    let digest: Function = member(&subtle, "digest")?.dyn_into()?;
    let bytes = Uint8Array::new_from_slice(text.as_bytes());
    let promise = digest.call2(&subtle, &"SHA-256".into(), &bytes)?;
    let buffer = JsFuture::from(Promise::resolve(&promise)).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

fn swap(symbol: char, from: [char; 2], to: [char; 2]) -> char {
    from.iter().position(|known| *known == symbol).map_or(symbol, |place| to[place])
}

fn window() -> Result<web_sys::Window> {
    web_sys::window().ok_or(JsValue::NULL)
}

/// `PublicKeyCredentialCreationOptionsJSON` to `PublicKeyCredentialCreationOptions`, in place.
pub(super) fn creation_options(json: &JsValue) -> Result<()> {
    decode(json, "challenge")?;
    decode(&member(json, "user")?, "id")?;
    descriptors(json, "excludeCredentials")
}

/// `PublicKeyCredentialRequestOptionsJSON` to `PublicKeyCredentialRequestOptions`, in place.
pub(super) fn request_options(json: &JsValue) -> Result<()> {
    decode(json, "challenge")?;
    descriptors(json, "allowCredentials")
}

/// A credential as `RegistrationResponseJSON`.
pub(super) fn registration(credential: &JsValue) -> Result<JsValue> {
    let response = member(credential, "response")?;
    let json = encode(&response, &["clientDataJSON", "attestationObject"])?;
    if let Ok(transports) = call(&response, "getTransports") {
        Reflect::set(&json, &"transports".into(), &transports)?;
    }
    envelope(credential, &json)
}

/// A credential as `AuthenticationResponseJSON`.
pub(super) fn assertion(credential: &JsValue) -> Result<JsValue> {
    let response = member(credential, "response")?;
    let json = encode(&response, &["clientDataJSON", "authenticatorData", "signature"])?;
    if let Ok(handle) = bytes(&response, "userHandle") {
        Reflect::set(&json, &"userHandle".into(), &to_base64url(&handle)?.into())?;
    }
    envelope(credential, &json)
}

fn envelope(credential: &JsValue, response: &JsValue) -> Result<JsValue> {
    let json = encode(credential, &["rawId"])?;
    let extensions = call(credential, "getClientExtensionResults").unwrap_or_else(|_| Object::new().into());
    for (name, value) in [
        ("id", &member(credential, "id")?),
        ("type", &member(credential, "type")?),
        ("response", response),
        ("clientExtensionResults", &extensions),
    ] {
        Reflect::set(&json, &name.into(), value)?;
    }
    if let Ok(attachment) = member(credential, "authenticatorAttachment") {
        Reflect::set(&json, &"authenticatorAttachment".into(), &attachment)?;
    }
    Ok(json)
}

fn encode(object: &JsValue, names: &[&str]) -> Result<JsValue> {
    let json = Object::new();
    for name in names {
        Reflect::set(&json, &(*name).into(), &to_base64url(&bytes(object, name)?)?.into())?;
    }
    Ok(json.into())
}

fn decode(object: &JsValue, name: &str) -> Result<()> {
    let text = member(object, name)?.as_string().unwrap_or_default();
    Reflect::set(object, &name.into(), &Uint8Array::from(from_base64url(&text)?.as_slice()).buffer())?;
    Ok(())
}

fn descriptors(json: &JsValue, name: &str) -> Result<()> {
    match member(json, name) {
        Ok(list) => Array::from(&list).iter().try_for_each(|descriptor| decode(&descriptor, "id")),
        Err(_) => Ok(()),
    }
}
