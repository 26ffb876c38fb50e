//! The app's own token, and everything else that Entra's token endpoint gives.
//!
//! Owns the token that Graph takes: kept in memory, taken anew five minutes before its end, by one request
//! while all others wait for it. Asking the endpoint for something else (the code of a sign-in) goes the
//! same way, so that the app is proven in one place.

use super::client::Client;
use super::error::{EntraError, Failure, Need, of_token};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use reqwest::Method;
use serde::Deserialize;
use url::form_urlencoded;
use zeroize::Zeroizing;

/// How long before its end a token is no longer used.
const BEFORE_ITS_END: Span = Span::from_mins(5);

const SIGN_IN: Need = Need { doing: "sign in as an app", permission: "an application of this tenant" };

/// A token, and how long it is used.
pub(super) struct Held {
    pub(super) token: Secret,
    until: Timestamp,
}

/// What the token endpoint gives.
#[derive(Debug, Deserialize)]
pub struct TokenAnswer {
    /// What opens Graph.
    #[serde(default)]
    pub access_token: Option<Secret>,
    /// Who signed in; not verified here.
    #[serde(default)]
    pub id_token: Option<Secret>,
    /// In seconds.
    #[serde(default)]
    pub expires_in: i64,
}

impl Client {
    /// A token that Graph takes, the one in hand or a fresh one.
    ///
    /// # Errors
    /// When Entra gives none.
    pub async fn token(&self) -> Result<Secret, EntraError> {
        // Held while a token is fetched: whoever comes meanwhile gets that one.
        let mut held = self.0.token.lock().await;
        let now = self.0.clock.now();
        if let Some(held) = held.as_ref().filter(|held| now < held.until) {
            return Ok(held.token.clone());
        }
        *held = None;
        let scope = format!("{}.default", self.0.settings.graph);
        let form =
            [("grant_type", Secret::new("client_credentials".to_owned())), ("scope", Secret::new(scope))];
        let answer = self.ask_token(&form).await?;
        let odd = || EntraError { failure: Failure::Odd, need: SIGN_IN, request: None };
        let token = answer.access_token.ok_or_else(odd)?;
        let lasts = Span::from_secs(answer.expires_in.clamp(0, 86_400));
        let until = now + lasts + Span::from_millis(-BEFORE_ITS_END.as_millis());
        *held = Some(Held { token: token.clone(), until });
        Ok(token)
    }

    /// Lets go of a token that Graph does not take, unless another has taken its place already.
    pub(super) async fn drop_token(&self, refused: &Secret) {
        let mut held = self.0.token.lock().await;
        if held.as_ref().is_some_and(|held| held.token.expose() == refused.expose()) {
            *held = None;
        }
    }

    /// Asks the token endpoint, with these fields and those that prove the app. For the code of a sign-in:
    /// `grant_type`, `code`, `redirect_uri` and `code_verifier`. Never repeated: a code is good once.
    ///
    /// # Errors
    /// [`Failure::Grant`] when what was sent does not do, [`Failure::NoToken`] when the app does not.
    pub async fn ask_token(&self, form: &[(&str, Secret)]) -> Result<TokenAnswer, EntraError> {
        let parts = &self.0;
        let endpoint = self.authority("oauth2/v2.0/token");
        let proof =
            parts.proof.fields(&parts.settings.client_id, endpoint.as_str(), parts.clock.now(), SIGN_IN)?;
        let body = Zeroizing::new({
            let mut body = form_urlencoded::Serializer::new(String::new());
            body.append_pair("client_id", &parts.settings.client_id);
            for (name, value) in form.iter().chain(&proof) {
                body.append_pair(name, value.expose());
            }
            body.finish()
        });
        let request = parts
            .http
            .request(Method::POST, endpoint)
            .header(reqwest::header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(reqwest::header::ACCEPT, "application/json")
            .body(body.as_bytes().to_vec());
        let answer = self.once(request, SIGN_IN).await?;
        let secrets: Vec<&Secret> =
            form.iter().map(|(_, value)| value).chain(proof.iter().map(|(_, value)| value)).collect();
        if answer.status != 200 {
            // The names of grants and addresses are no secrets, and may stand in what Entra says.
            let secrets: Vec<_> = secrets.into_iter().filter(|secret| secret.expose().len() >= 40).collect();
            let all: Vec<_> = secrets.into_iter().chain(parts.proof.secret()).collect();
            let (mut failure, trace) = of_token(answer.status, &answer.bytes, &all);
            let now = parts.clock.now();
            failure = match answer.status {
                429 => Failure::Throttled(answer.not_before(now)),
                _ => failure.not_before(answer.asked_wait(now).map(|asked| now + asked)),
            };
            // Without a code that somebody brought, the app itself is what does not do.
            if let (Failure::Grant { number, words, .. }, false) =
                (&failure, form.iter().any(|(name, _)| *name == "code"))
            {
                failure = Failure::NoToken { number: *number, words: words.clone() };
            }
            let error = EntraError { failure, need: SIGN_IN, request: trace.or(answer.request) };
            return Err(self.noted(error, answer.status));
        }
        answer.read(SIGN_IN)
    }
}
