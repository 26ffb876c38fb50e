//! The newcomer's device: a software authenticator behind the same two calls that a browser has.
//!
//! Owns what a browser does around it: asking the person, refusing when it holds an excluded passkey,
//! and the element's own check of a response.

use crate::authenticator;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey::ceremony::{CeremonyError, check_authenticator_data, check_registration};
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use serde_json::Value;
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
        let options: Value = serde_json::from_str(&options.0).expect("creation options are JSON");
        self.ask()?;
        let excluded = options["excludeCredentials"].as_array().cloned().unwrap_or_default();
        if excluded.iter().any(|one| self.passkeys.iter().any(|known| one["id"] == **known)) {
            return Err(CeremonyError::AlreadyThere);
        }
        let made = authenticator::create(&mut self.authenticator, self.origin, &options)
            .map_err(|_| CeremonyError::Unsupported)?;
        let object = decode(&made["response"]["attestationObject"]);
        check_registration(text(&options["rp"]["id"]), &object).map_err(CeremonyError::Faulty)?;
        self.passkeys.push(text(&made["id"]).to_owned());
        Ok(Registration(made.to_string()))
    }

    pub(crate) fn sign(&mut self, options: &RequestOptions) -> Result<Assertion, CeremonyError> {
        let options: Value = serde_json::from_str(&options.0).expect("request options are JSON");
        self.ask()?;
        let signed = authenticator::sign(&mut self.authenticator, self.origin, &options)
            .map_err(|_| CeremonyError::Dismissed)?;
        let data = decode(&signed["response"]["authenticatorData"]);
        check_authenticator_data(text(&options["rpId"]), &data).map_err(CeremonyError::Faulty)?;
        Ok(Assertion(signed.to_string()))
    }

    fn ask(&mut self) -> Result<(), CeremonyError> {
        if std::mem::take(&mut self.will_cancel) { Err(CeremonyError::Dismissed) } else { Ok(()) }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn decode(value: &Value) -> Vec<u8> {
    BASE64URL.decode(text(value)).expect("a response is base64url")
}
