//! The relying party: what is asked of authenticators and what is made of their answers.
//!
//! Owns webauthn-rs. Started by a registration or a proof; yields options as JSON with the kept half of
//! the ceremony as text for the store, and from a response a record for the store. What webauthn-rs
//! does not check is checked in [`response`].

pub mod response;

use crate::json;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::credentials::CredentialRecord;
use crate::store::people::PersonRecord;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::passkey::{CreationOptions, RequestOptions};
use doorkey_protocol::way::Way;
use response::{AssertionJson, NoResponse, ResponseError};
use serde::Deserialize;
use std::time::Duration;
use url::Url;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, WebauthnError, WebauthnResult,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};
use webauthn_rs_proto::{
    AttestationConveyancePreference, AuthenticatorSelectionCriteria, PubKeyCredParams,
    RequestRegistrationExtensions, ResidentKeyRequirement, UserVerificationPolicy,
};

/// How long a ceremony may take.
pub(crate) const CEREMONY: Duration = Duration::from_secs(300);

/// The relying party of this server.
pub(crate) struct RelyingParty {
    webauthn: Webauthn,
    origins: Vec<String>,
}

/// A passkey that was just made.
pub(crate) struct Made {
    /// The credential id in base64url.
    pub(crate) id: String,
    pub(crate) backed_up: bool,
    /// What kind of authenticator says that it made it.
    pub(crate) aaguid: Option<[u8; 16]>,
    /// Whether it is kept by the very device that the page stands on.
    pub(crate) is_of_this_device: bool,
    /// For the store.
    pub(crate) record: String,
}

/// The part of a record that webauthn-rs does not show.
#[derive(Deserialize)]
struct Counted {
    cred: Counter,
}

#[derive(Deserialize)]
struct Counter {
    counter: u32,
}

impl RelyingParty {
    pub(crate) fn new(settings: &Settings) -> WebauthnResult<Self> {
        let urls = settings.origins.iter().map(|origin| Url::parse(origin.as_str()));
        let urls = urls.collect::<Result<Vec<_>, _>>().map_err(|_| WebauthnError::Configuration)?;
        let first = urls.first().ok_or(WebauthnError::Configuration)?;
        let mut builder =
            WebauthnBuilder::new(&settings.rp_id, first)?.rp_name(&settings.name).timeout(CEREMONY);
        for url in &urls[1..] {
            builder = builder.append_allowed_origin(url);
        }
        let origins = settings.origins.iter().map(|origin| origin.as_str().to_owned()).collect();
        Ok(Self { webauthn: builder.build()?, origins })
    }

    /// Asks for a passkey by `way`; `known` are the person's credential ids.
    pub(crate) fn ask_to_register(
        &self,
        person: &PersonRecord,
        way: Way,
        known: &[String],
    ) -> Result<(CreationOptions, String), Refusal> {
        let exclude = known.iter().filter_map(|id| BASE64URL.decode(id).ok()).collect();
        let (challenge, state) = self
            .webauthn
            .start_passkey_registration(person.id, &person.user_name, &person.display_name, Some(exclude))
            .map_err(fault)?;
        let mut options = challenge.public_key;
        options.attestation = Some(AttestationConveyancePreference::None);
        options.authenticator_selection = Some(AuthenticatorSelectionCriteria {
            authenticator_attachment: way.attachment(),
            resident_key: Some(ResidentKeyRequirement::Required),
            require_resident_key: true,
            user_verification: UserVerificationPolicy::Required,
        });
        options.hints = way.hint().map(|hint| vec![hint]);
        options.pub_key_cred_params =
            response::ALGORITHMS.map(|alg| PubKeyCredParams { type_: "public-key".to_owned(), alg }).to_vec();
        // Without credProtect: it asks nothing that user verification does not, and some security keys
        // stumble over it.
        options.extensions = Some(RequestRegistrationExtensions {
            cred_protect: None,
            uvm: None,
            cred_props: Some(true),
            min_pin_length: None,
            hmac_create_secret: None,
        });
        Ok((CreationOptions(spell(&options)?), spell(&state)?))
    }

    /// Checks the answer to [`Self::ask_to_register`].
    pub(crate) fn register(&self, body: &[u8], state: &str) -> Result<Made, Refusal> {
        let body = json::read(body).map_err(|_| NoResponse)?;
        let registered = response::registration(&body, &self.origins).map_err(Refusal::PasskeyRefused)?;
        let state: PasskeyRegistration = kept(state)?;
        let passkey = self
            .webauthn
            .finish_passkey_registration(&registered.credential, &state)
            .map_err(verification)?;
        let mut record = serde_json::to_value(&passkey).map_err(|error| no_spelling(&error))?;
        // webauthn-rs keeps transports only where an attestation vouches for them. They are a hint for
        // the browser that asks for this passkey again, and a hint needs nobody to vouch.
        if let Some(transports) = record.pointer_mut("/cred/transports") {
            *transports = serde_json::to_value(&registered.credential.response.transports)
                .map_err(|error| no_spelling(&error))?;
        }
        Ok(Made {
            id: BASE64URL.encode(passkey.cred_id()),
            backed_up: registered.backed_up,
            aaguid: registered.aaguid,
            is_of_this_device: registered.is_of_this_device,
            record: record.to_string(),
        })
    }

    /// Asks for a signature by one of `allowed`.
    pub(crate) fn ask_to_prove(
        &self,
        allowed: &[CredentialRecord],
    ) -> Result<(RequestOptions, String), Refusal> {
        let passkeys = allowed.iter().map(|one| kept(&one.record)).collect::<Result<Vec<Passkey>, _>>()?;
        let (challenge, state) = self.webauthn.start_passkey_authentication(&passkeys).map_err(fault)?;
        Ok((RequestOptions(spell(&challenge.public_key)?), spell(&state)?))
    }

    /// Checks the answer to [`Self::ask_to_prove`] by one of `allowed`, all of them of `person`; yields
    /// the record of the one that answered as it is from now on.
    pub(crate) fn prove(
        &self,
        body: &[u8],
        state: &str,
        allowed: &[CredentialRecord],
        person: &PersonRecord,
    ) -> Result<CredentialRecord, Refusal> {
        let body: AssertionJson = json::read(body).map_err(|_| NoResponse)?;
        let mut credential = allowed
            .iter()
            .find(|one| one.shown.id == body.id)
            .cloned()
            .ok_or(Refusal::PasskeyRefused(ResponseError::OtherPasskey))?;
        let response = response::assertion(&body, &self.origins, person.id.as_bytes())
            .map_err(Refusal::PasskeyRefused)?;
        let state: PasskeyAuthentication = kept(state)?;
        let result = self.webauthn.finish_passkey_authentication(&response, &state).map_err(verification)?;
        // webauthn-rs compares with the counter at the time of asking; another redemption may have
        // proven the same passkey since.
        let counter = kept::<Counted>(&credential.record)?.cred.counter;
        if counter > 0 && result.counter() <= counter {
            return Err(Refusal::PasskeyRefused(ResponseError::Counter));
        }
        let mut passkey: Passkey = kept(&credential.record)?;
        passkey.update_credential(&result);
        credential.record = spell(&passkey)?;
        credential.shown.backed_up = result.backup_state();
        Ok(credential)
    }
}

/// A refusal by webauthn-rs. An answer to an older challenge is the only one that a fresh ceremony
/// cures.
fn verification(error: WebauthnError) -> Refusal {
    match error {
        WebauthnError::MismatchedChallenge => {
            Refusal::ChallengeEnded("the response answers another challenge than the newest one")
        }
        error => Refusal::PasskeyRefused(ResponseError::Verification(error.to_string())),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn fault(error: WebauthnError) -> Refusal {
    Refusal::Fault(format!("webauthn: {error}"))
}

fn spell(value: &impl serde::Serialize) -> Result<String, Refusal> {
    serde_json::to_string(value).map_err(|error| no_spelling(&error))
}

fn no_spelling(error: &serde_json::Error) -> Refusal {
    Refusal::Fault(format!("a ceremony has no spelling: {error}"))
}

fn kept<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Refusal> {
    serde_json::from_str(text)
        .map_err(|error| Refusal::Fault(format!("the kept half of a ceremony cannot be read: {error}")))
}

impl From<NoResponse> for Refusal {
    fn from(_: NoResponse) -> Self {
        Self::Malformed("the body is not a WebAuthn response in JSON".to_owned())
    }
}
