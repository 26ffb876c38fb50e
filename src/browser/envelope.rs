//! Takes a pass out of its envelope, with the browser's own AES.
//!
//! Owns the reader's mark, and the opening of what is sealed: the backend has no key, and the link's key
//! goes nowhere. Started by a visit's effect; yields the pass with whom it is for, or nothing when the key
//! does not open it.

use super::backend::{Answer, Backend};
use super::codec::{from_base64url, member, to_base64url};
use crate::flow::Unsealed;
use doorkey_protocol::envelope::{Link, NONCE_BYTES, READER_BYTES};
use doorkey_protocol::secret::Secret;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// By which the backend knows this page again; made at the first click and kept, so that an answer that
/// was lost comes once more.
pub(super) fn reader() -> Secret {
    let random = Uint8Array::new_with_length(READER_BYTES as u32);
    let made = crypto().and_then(|crypto| call(&crypto, "getRandomValues", &[&random]));
    Secret::new(made.and_then(|_| to_base64url(&random.to_vec())).unwrap_or_default())
}

/// Asks the backend for what is in it and opens that.
pub(super) async fn unseal(backend: &Backend, link: &Link, reader: &Secret) -> Answer<Option<Box<Unsealed>>> {
    // A browser that could not open it must not burn it.
    let Ok(key) = import(&link.key).await else { return Ok(None) };
    let envelope = backend.envelope(&link.id, reader).await?;
    let Ok(pass) = decrypt(&key, &link.id, &envelope.sealed).await else { return Ok(None) };
    Ok(Some(Box::new(Unsealed {
        pass,
        person: envelope.person,
        validity: envelope.validity,
        now: envelope.now,
    })))
}

async fn import(key: &Secret) -> Result<JsValue, JsValue> {
    let bytes = Uint8Array::new_from_slice(&from_base64url(key.expose())?);
    let usages = Array::of1(&"decrypt".into());
    let imported =
        subtle("importKey", &[&"raw".into(), &bytes, &"AES-GCM".into(), &JsValue::FALSE, &usages]).await;
    bytes.fill(0, 0, bytes.length());
    imported
}

async fn decrypt(key: &JsValue, id: &str, sealed: &str) -> Result<Secret, JsValue> {
    let sealed = from_base64url(sealed)?;
    let (nonce, ciphertext) = sealed.split_at_checked(NONCE_BYTES).ok_or(JsValue::NULL)?;
    let how = Object::new();
    for (name, value) in [("iv", nonce), ("additionalData", id.as_bytes())] {
        Reflect::set(&how, &name.into(), &Uint8Array::new_from_slice(value))?;
    }
    Reflect::set(&how, &"name".into(), &"AES-GCM".into())?;
    let opened = subtle("decrypt", &[&how, key, &Uint8Array::new_from_slice(ciphertext)]).await?;
    let opened = Uint8Array::new(&opened);
    let pass = String::from_utf8(opened.to_vec()).map_err(|_| JsValue::NULL);
    // The browser's own copy goes with it.
    opened.fill(0, 0, opened.length());
    pass.map(Secret::new)
}

async fn subtle(method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let promise = call(&member(&crypto()?, "subtle")?, method, arguments)?;
    JsFuture::from(Promise::resolve(&promise)).await
}

fn crypto() -> Result<JsValue, JsValue> {
    member(&js_sys::global(), "crypto")
}

fn call(object: &JsValue, method: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let arguments: Array = arguments.iter().copied().collect();
    member(object, method)?.dyn_into::<Function>()?.apply(object, &arguments)
}
