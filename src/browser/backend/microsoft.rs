//! The calls of a backend with Microsoft Entra ID behind it.

use super::{Answer, Backend, Question, read};
use crate::browser::json;
use doorkey_protocol::api;
use doorkey_protocol::entra::{EntraVisit, Greeting, OpenedVisit, SignInAnswer, SignInStart};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;

/// After so many milliseconds the answer to what Microsoft led back with is not waited for any longer.
const PATIENCE: u32 = 35_000;

impl Backend {
    pub(crate) async fn greet(&self, invitation: &str) -> Answer<Greeting> {
        let body = json::write(&[("invitation", Some(invitation))]);
        read(&self.repeat(Question { body: Some(&body), ..Question::post(api::INVITATIONS, None) }).await?)
    }

    /// Repeated: what was begun and never answered ends by itself.
    pub(crate) async fn lead(
        &self,
        invitation: Option<&str>,
        page: &str,
        language: Option<&str>,
        again: bool,
    ) -> Answer<SignInStart> {
        let texts = [("invitation", invitation), ("page", Some(page)), ("language", language)];
        let body = json::write_with(&texts, if again { &["again"] } else { &[] });
        read(&self.repeat(Question { body: Some(&body), ..Question::post(api::SIGN_INS, None) }).await?)
    }

    /// Not repeated: it is answered once. Longer waited for: behind it stand three questions to Microsoft.
    pub(crate) async fn answer(&self, answer: &SignInAnswer) -> Answer<OpenedVisit> {
        let body = Secret::new(json::write(&[
            ("handle", Some(answer.handle.expose())),
            ("state", Some(&answer.state)),
            ("code", answer.code.as_ref().map(Secret::expose)),
            ("error", answer.error.as_deref()),
            ("description", answer.description.as_deref()),
        ]));
        let question = Question {
            body: Some(body.expose()),
            patience: Some(PATIENCE),
            ..Question::post(api::SIGN_IN_ANSWERS, None)
        };
        read(&self.call(question).await.map_err(|refused| refused.failure)?)
    }

    /// After a pause. Not repeated: it is looked again anyway.
    pub(crate) async fn attend(&self, token: &Secret, pause: Span) -> Answer<EntraVisit> {
        self.wait(pause).await?;
        let question = Question { method: "GET", ..Question::post(api::VISIT, Some(token)) };
        read(&self.call(question).await.map_err(|refused| refused.failure)?)
    }

    /// Nobody needs the answer.
    pub(crate) async fn part(&self, token: &Secret) {
        let _ = self.call(Question { method: "DELETE", ..Question::post(api::VISIT, Some(token)) }).await;
    }
}
