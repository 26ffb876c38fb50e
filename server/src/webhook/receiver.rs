//! Who takes alerts.
//!
//! Owns asking them over HTTP, and what their answer means: 2xx is yes, all else is no for now. Only the
//! status and `Retry-After` are read, and no other address is gone to, whatever they say.

use super::PATIENCE;
use super::message::{Batch, signature};
use crate::clock::of_http_date;
use crate::refusal::chain;
use crate::settings::SettingError;
use crate::settings::webhook::Webhook;
use crate::tls;
use doorkey_protocol::time::{Span, Timestamp};
use reqwest::header::{CONTENT_TYPE, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use std::time::Duration;

/// Why a message was not taken.
pub(super) struct Failure {
    pub(super) reason: String,
    /// How long the receiver wants to be left alone.
    pub(super) retry_after: Option<Span>,
}

pub(super) struct Receiver {
    webhook: Webhook,
    client: Client,
}

impl Receiver {
    pub(super) fn new(webhook: Webhook) -> Result<Self, SettingError> {
        tls::provide();
        let is_encrypted = webhook.address().scheme() == "https";
        let client = Client::builder()
            .https_only(is_encrypted)
            .no_proxy()
            .redirect(Policy::none())
            .timeout(Duration::from_millis(PATIENCE.as_millis().unsigned_abs()))
            .user_agent(concat!("doorkey/", env!("CARGO_PKG_VERSION")));
        // Where nothing is encrypted, a machine without root certificates will do.
        let client = if is_encrypted { client } else { client.tls_certs_only([]) };
        let client = client.build().map_err(|error| {
            let why = chain(&error);
            SettingError::new("--alert-webhook", format!("cannot be spoken to from this machine: {why}"))
        })?;
        Ok(Self { webhook, client })
    }

    pub(super) async fn send(&self, batch: &Batch, now: Timestamp) -> Result<(), Failure> {
        let failed = |reason| Failure { reason, retry_after: None };
        let body = batch.body().map_err(|error| failed(format!("it has no spelling: {error}")))?;
        let (id, seconds) = (batch.id(), now.as_millis().div_euclid(1_000));
        let request = self
            .client
            .post(self.webhook.address().clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", signature(self.webhook.key(), &id, seconds, &body));
        // Without the address, which may hold a secret.
        let response =
            request.body(body).send().await.map_err(|error| failed(words(&error.without_url())))?;
        let status = response.status();
        if status.is_success() {
            return Ok(());
        }
        let retry_after = retry_after(&response, now);
        Err(Failure { reason: format!("the receiver answered {status}"), retry_after })
    }
}

fn words(error: &reqwest::Error) -> String {
    if error.is_timeout() { "the receiver did not answer in time".to_owned() } else { chain(error) }
}

fn retry_after(response: &Response, now: Timestamp) -> Option<Span> {
    wait(response.headers().get(RETRY_AFTER)?.to_str().ok()?, now)
}

/// Seconds, or a point in time.
fn wait(text: &str, now: Timestamp) -> Option<Span> {
    if let Ok(seconds) = text.trim().parse::<u32>() {
        return Some(Span::from_secs(i64::from(seconds)));
    }
    Some(of_http_date(text)? - now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_said_in_seconds_or_as_a_time() {
        let now = Timestamp::from_millis(1_795_424_400_000);
        for (text, seconds) in [
            ("120", Some(120)),
            ("Mon, 23 Nov 2026 09:01:00 GMT", Some(60)),
            ("Mon, 23 Nov 2026 08:00:00 GMT", Some(-3600)),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(wait(text, now), seconds.map(Span::from_secs), "{text}");
        }
    }

    #[tokio::test]
    async fn what_went_wrong_does_not_tell_the_address() {
        let webhook = Webhook::for_tests("http://127.0.0.1:1/secret-path", &[7; 24]);
        let receiver = Receiver::new(webhook).unwrap();
        let batch = Batch { kind: "k".to_owned(), alerts: Vec::new() };
        let failure = receiver.send(&batch, Timestamp::from_millis(0)).await.unwrap_err();
        assert!(
            failure.reason.contains("refused") && !failure.reason.contains("secret"),
            "{}",
            failure.reason
        );
    }
}
