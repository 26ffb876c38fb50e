//! The software authenticator of the tests, with what it leaves to a browser: client data with the
//! exact origin, extension results, no members that are null. Used by the whole project's journey, too.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use webauthn_authenticator_rs::AuthenticatorBackendHashedClientData;
use webauthn_authenticator_rs::error::WebauthnCError;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

/// The client data as browsers write it: this soft browser's own ends the origin with a slash.
fn client_data(kind: &str, origin: &str, options: &Value) -> Vec<u8> {
    json!({ "type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": false })
        .to_string()
        .into_bytes()
}

/// What `create()` and `toJSON()` give at `origin`.
pub(crate) fn create(
    authenticator: &mut SoftPasskey,
    origin: &str,
    options: &Value,
) -> Result<Value, WebauthnCError> {
    let data = client_data("webauthn.create", origin, options);
    // What this soft authenticator does not know how to be: a platform's, with passkeys it can find.
    let mut options = options.clone();
    options["authenticatorSelection"] =
        json!({ "requireResidentKey": false, "userVerification": "required" });
    options["excludeCredentials"] = json!([]);
    let options = serde_json::from_value(options).expect("the options fit their specification");
    let made = authenticator.perform_register(Sha256::digest(&data).to_vec(), options, 60_000)?;
    let mut made = serde_json::to_value(made).expect("a response has a spelling");
    made["response"]["clientDataJSON"] = BASE64URL.encode(data).into();
    made["clientExtensionResults"] = json!({ "credProps": { "rk": true } });
    Ok(made)
}

/// What `get()` and `toJSON()` give at `origin`.
pub(crate) fn sign(
    authenticator: &mut SoftPasskey,
    origin: &str,
    options: &Value,
) -> Result<Value, WebauthnCError> {
    let data = client_data("webauthn.get", origin, options);
    let options = serde_json::from_value(options.clone()).expect("the options fit their specification");
    let signed = authenticator.perform_auth(Sha256::digest(&data).to_vec(), options, 60_000)?;
    let mut signed = serde_json::to_value(signed).expect("a response has a spelling");
    signed["response"]["clientDataJSON"] = BASE64URL.encode(data).into();
    if let Some(response) = signed["response"].as_object_mut() {
        response.retain(|_, value| !value.is_null());
    }
    Ok(signed)
}
