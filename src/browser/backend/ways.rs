//! The calls that only some ways in need: a phone, an envelope, an authenticator app, what was set up, the staff corner.

use super::{Answer, Backend, Question, read};
use crate::browser::json;
use doorkey_protocol::api;
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer};
use doorkey_protocol::envelope::Envelope;
use doorkey_protocol::handover::{Claim, Claimed, Handover, Progress};
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::redemption::Redemption;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;

/// How long nobody asks again how something goes.
const PAUSE: Span = Span::from_millis(1_200);

impl Backend {
    pub(crate) async fn hand(&self, token: &Secret) -> Answer<Handover> {
        read(&self.repeat(Question::post(api::HANDOVER, Some(token))).await?)
    }

    /// After a pause.
    pub(crate) async fn watch(&self, token: &Secret) -> Answer<Progress> {
        self.wait(PAUSE).await?;
        read(&self.repeat(Question { method: "GET", ..Question::post(api::HANDOVER, Some(token)) }).await?)
    }

    pub(crate) async fn agree(&self, token: &Secret, number: &str) -> Answer<Progress> {
        let body = json::write(&[("number", Some(number))]);
        read(
            &self
                .repeat(Question { body: Some(&body), ..Question::post(api::AGREEMENT, Some(token)) })
                .await?,
        )
    }

    /// Nobody needs the answer.
    pub(crate) async fn unhand(&self, token: &Secret) {
        let _ = self.call(Question { method: "DELETE", ..Question::post(api::HANDOVER, Some(token)) }).await;
    }

    /// Not repeated: a second claim would end the handover for all.
    pub(crate) async fn claim(&self, secret: &Secret) -> Answer<Claimed> {
        let body = Secret::new(json::write(&[("secret", Some(secret.expose()))]));
        let answer =
            self.call(Question { body: Some(body.expose()), ..Question::post(api::CLAIMS, None) }).await;
        read(&answer.map_err(|refused| refused.failure)?)
    }

    /// After a pause.
    pub(crate) async fn follow(&self, token: &Secret) -> Answer<Claim> {
        self.wait(PAUSE).await?;
        read(&self.repeat(Question { method: "GET", ..Question::post(api::CLAIM, Some(token)) }).await?)
    }

    /// Nobody needs the answer.
    pub(crate) async fn unclaim(&self, token: &Secret) {
        let _ = self.call(Question { method: "DELETE", ..Question::post(api::CLAIM, Some(token)) }).await;
    }

    /// Repeated: the same reader gets the same answer.
    pub(crate) async fn envelope(&self, id: &str, reader: &Secret) -> Answer<Envelope> {
        let body = json::write(&[("id", Some(id)), ("reader", Some(reader.expose()))]);
        read(&self.repeat(Question { body: Some(&body), ..Question::post(api::ENVELOPES, None) }).await?)
    }

    pub(crate) async fn offer_app(&self, token: &Secret) -> Answer<AuthenticatorOffer> {
        read(&self.repeat(Question::post(api::AUTHENTICATOR, Some(token))).await?)
    }

    /// Not repeated: wrong digits would count twice.
    pub(crate) async fn confirm(&self, token: &Secret, code: &Secret) -> Answer<Authenticator> {
        let body = Secret::new(json::write(&[("code", Some(code.expose()))]));
        let answer = self
            .call(Question { body: Some(body.expose()), ..Question::post(api::CONFIRMATION, Some(token)) })
            .await;
        read(&answer.map_err(|refused| refused.failure)?)
    }

    pub(crate) async fn review(&self, token: &Secret) -> Answer<Redemption> {
        read(&self.repeat(Question { method: "GET", ..Question::post(api::CURRENT, Some(token)) }).await?)
    }

    pub(crate) async fn rename(&self, token: &Secret, id: &str, name: &str) -> Answer<Redemption> {
        let body = json::write(&[("name", Some(name))]);
        read(
            &self
                .repeat(Question {
                    body: Some(&body),
                    method: "PATCH",
                    ..Question::post(&method(id), Some(token))
                })
                .await?,
        )
    }

    pub(crate) async fn remove(&self, token: &Secret, id: &str) -> Answer<Redemption> {
        read(&self.repeat(Question { method: "DELETE", ..Question::post(&method(id), Some(token)) }).await?)
    }

    /// Not repeated: a wrong PIN would count twice.
    pub(crate) async fn report(&self, pin: &Secret) -> Answer<StaffReport> {
        let body = Secret::new(json::write(&[("pin", Some(pin.expose().trim()))]));
        let answer =
            self.call(Question { body: Some(body.expose()), ..Question::post(api::STAFF, None) }).await;
        read(&answer.map_err(|refused| refused.failure)?)
    }
}

/// Ids are base64url or uuids: nothing in them means anything in a path.
fn method(id: &str) -> String {
    String::from_iter([api::METHODS, "/", id])
}
