//! The newcomer's device: a software authenticator behind the same two calls that a browser has.
//!
//! Owns what the software authenticator leaves to a browser: client data with the exact origin, and
//! refusing when it holds an excluded passkey.

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey::ceremony::{CeremonyError, check_authenticator_data, check_registration};
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use webauthn_authenticator_rs::AuthenticatorBackendHashedClientData;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

pub(crate) struct Device {
    origin: &'static str,
    authenticator: SoftPasskey,
    passkeys: Vec<String>,
    /// Whether the next dialog is cancelled.
    pub(crate) will_cancel: bool,
}

impl Device {
    pub(crate) fn new(origin: &'static str) -> Self {
        Self { origin, authenticator: SoftPasskey::new(true), passkeys: Vec::new(), will_cancel: false }
    }

    /// How many passkeys it holds.
    pub(crate) fn passkeys(&self) -> usize {
        self.passkeys.len()
    }

    pub(crate) fn create(&mut self, options: &CreationOptions) -> Result<Registration, CeremonyError> {
        let mut options: Value = serde_json::from_str(&options.0).expect("creation options are JSON");
        self.ask()?;
        let excluded = options["excludeCredentials"].as_array().cloned().unwrap_or_default();
        if excluded.iter().any(|one| self.passkeys.iter().any(|known| one["id"] == **known)) {
            return Err(CeremonyError::AlreadyThere);
        }
        let data = self.client_data("webauthn.create", &options);
        // What this software does not know how to be: a platform's, with passkeys that it finds by itself.
        options["authenticatorSelection"] =
            json!({ "requireResidentKey": false, "userVerification": "required" });
        options["excludeCredentials"] = json!([]);
        let asked = serde_json::from_value(options.clone()).expect("the options fit their specification");
        let made = self
            .authenticator
            .perform_register(Sha256::digest(&data).to_vec(), asked, 60_000)
            .map_err(|_| CeremonyError::Unsupported)?;
        let mut made = serde_json::to_value(made).expect("a response has a spelling");
        let object = decode(&made["response"]["attestationObject"]);
        check_registration(text(&options["rp"]["id"]), &object).map_err(CeremonyError::Faulty)?;
        made["response"]["clientDataJSON"] = BASE64URL.encode(data).into();
        self.passkeys.push(text(&made["id"]).to_owned());
        Ok(Registration(made.to_string()))
    }

    pub(crate) fn sign(&mut self, options: &RequestOptions) -> Result<Assertion, CeremonyError> {
        let options: Value = serde_json::from_str(&options.0).expect("request options are JSON");
        self.ask()?;
        let data = self.client_data("webauthn.get", &options);
        let asked = serde_json::from_value(options.clone()).expect("the options fit their specification");
        let signed = self
            .authenticator
            .perform_auth(Sha256::digest(&data).to_vec(), asked, 60_000)
            .map_err(|_| CeremonyError::Dismissed)?;
        let mut signed = serde_json::to_value(signed).expect("a response has a spelling");
        let read = decode(&signed["response"]["authenticatorData"]);
        check_authenticator_data(text(&options["rpId"]), &read).map_err(CeremonyError::Faulty)?;
        signed["response"]["clientDataJSON"] = BASE64URL.encode(data).into();
        if let Some(response) = signed["response"].as_object_mut() {
            response.retain(|_, value| !value.is_null());
        }
        Ok(Assertion(signed.to_string()))
    }

    fn ask(&mut self) -> Result<(), CeremonyError> {
        if std::mem::take(&mut self.will_cancel) { Err(CeremonyError::Dismissed) } else { Ok(()) }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn decode(value: &Value) -> Vec<u8> {
    BASE64URL.decode(text(value)).expect("a response is base64url")
}
