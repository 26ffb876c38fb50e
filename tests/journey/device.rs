//! The newcomer's device: a software authenticator behind the same two calls that a browser has.
//!
//! Owns what a browser does around it: asking the person, refusing when it holds an excluded passkey,
//! and the element's own check of a response.

use super::newcomer::ABLE;
use crate::authenticator;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey::ceremony::cause::{Ended, Incident};
use doorkey::ceremony::{Ceremony, Fault, check_authenticator_data, check_registration};
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;
use serde_json::Value;
use sha2::{Digest, Sha256};
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

    pub(crate) fn create(&mut self, options: &CreationOptions) -> Result<Registration, Box<Incident>> {
        let options: Value = serde_json::from_str(&options.0).expect("creation options are JSON");
        self.ask(Ceremony::Registration)?;
        let excluded = options["excludeCredentials"].as_array().cloned().unwrap_or_default();
        if excluded.iter().any(|one| self.passkeys.iter().any(|known| one["id"] == **known)) {
            return Err(threw(Ceremony::Registration, "InvalidStateError"));
        }
        let made = authenticator::create(&mut self.authenticator, self.origin, &options)
            .map_err(|_| threw(Ceremony::Registration, "NotSupportedError"))?;
        let object = decode(&made["response"]["attestationObject"]);
        check_registration(&hash(&options["rp"]["id"]), &object)
            .map_err(|fault| faulty(Ceremony::Registration, fault))?;
        self.passkeys.push(text(&made["id"]).to_owned());
        Ok(Registration(made.to_string()))
    }

    pub(crate) fn sign(&mut self, options: &RequestOptions) -> Result<Assertion, Box<Incident>> {
        let options: Value = serde_json::from_str(&options.0).expect("request options are JSON");
        self.ask(Ceremony::Authentication)?;
        let signed = authenticator::sign(&mut self.authenticator, self.origin, &options)
            .map_err(|_| threw(Ceremony::Authentication, "NotAllowedError"))?;
        let data = decode(&signed["response"]["authenticatorData"]);
        check_authenticator_data(&hash(&options["rpId"]), &data)
            .map_err(|fault| faulty(Ceremony::Authentication, fault))?;
        Ok(Assertion(signed.to_string()))
    }

    fn ask(&mut self, ceremony: Ceremony) -> Result<(), Box<Incident>> {
        if std::mem::take(&mut self.will_cancel) { Err(threw(ceremony, "NotAllowedError")) } else { Ok(()) }
    }
}

/// What a browser throws when a dialog was there for a while.
fn threw(ceremony: Ceremony, name: &str) -> Box<Incident> {
    ended(ceremony, Ended::Threw { name: name.to_owned(), message: String::new() })
}

fn faulty(ceremony: Ceremony, fault: Fault) -> Box<Incident> {
    ended(ceremony, Ended::Faulty(fault))
}

fn ended(ceremony: Ceremony, ended: Ended) -> Box<Incident> {
    Box::new(Incident {
        ceremony,
        way: Way::Passkey,
        ended,
        took: Span::from_secs(5),
        timeout: None,
        lost_focus: true,
        was_hidden: false,
        aborted_by_us: false,
        activated: Some(true),
        permitted: Some(true),
        taken_over: false,
        bluetooth: None,
        device: ABLE,
    })
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn hash(rp_id: &Value) -> Vec<u8> {
    Sha256::digest(text(rp_id)).to_vec()
}

fn decode(value: &Value) -> Vec<u8> {
    BASE64URL.decode(text(value)).expect("a response is base64url")
}
