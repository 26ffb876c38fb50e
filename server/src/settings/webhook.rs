//! Where alerts are delivered to.
//!
//! Owns [`Webhook`]: an address, which may well hold a secret of its receiver's, and the secret that what
//! is sent there is signed with. Neither can be printed.

use super::SettingError;
use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use clap::Args;
use doorkey_protocol::secret::Secret;
use std::fmt;
use std::ops::RangeInclusive;
use url::{Host, Url};
use zeroize::Zeroizing;

/// The variable that holds the secret. It has no flag: flags can be seen by others.
pub(super) const SECRET: &str = "DOORKEY_ALERT_SECRET";

/// What a secret begins with, as the Standard Webhooks specification has it.
const PREFIX: &str = "whsec_";

/// How many bytes a secret has, by the same.
const LENGTH: RangeInclusive<usize> = 24..=64;

/// What `doorkey serve` takes about the delivery of alerts.
#[derive(Args, Clone, Debug, Default)]
pub struct WebhookFlags {
    /// Where alerts are delivered to, signed with DOORKEY_ALERT_SECRET; without it the log alone tells them
    #[arg(long, env = "DOORKEY_ALERT_WEBHOOK", value_name = "URL", hide_env_values = true)]
    pub alert_webhook: Option<String>,
}

/// A receiver of alerts.
#[derive(Clone)]
pub struct Webhook {
    address: Url,
    key: Zeroizing<Vec<u8>>,
}

impl Webhook {
    pub(super) fn read(flags: &WebhookFlags, secret: Option<&Secret>) -> Result<Option<Self>, SettingError> {
        let Some(text) = flags.alert_webhook.as_deref().map(str::trim).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let address = address(text)?;
        let key = secret.and_then(|secret| key(secret.expose())).ok_or_else(|| {
            SettingError::new(
                SECRET,
                "must be given with --alert-webhook: 'whsec_' and 24 to 64 bytes in base64, such as \
                 `echo whsec_$(openssl rand -base64 32)` prints",
            )
        })?;
        Ok(Some(Self { address, key }))
    }

    /// Where to.
    pub(crate) fn address(&self) -> &Url {
        &self.address
    }

    /// What deliveries are signed with.
    pub(crate) fn key(&self) -> &[u8] {
        &self.key
    }

    /// A receiver for tests, which signs nothing that anybody trusts.
    #[cfg(test)]
    pub(crate) fn for_tests(address: &str, key: &[u8]) -> Self {
        Self { address: address.parse().unwrap(), key: Zeroizing::new(key.to_owned()) }
    }
}

impl fmt::Debug for Webhook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Reads the address. What was given is not repeated: its path may be a secret.
fn address(text: &str) -> Result<Url, SettingError> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let url = url.ok_or_else(|| {
        SettingError::new("--alert-webhook", "must be an address such as https://alerts.example/doorkey")
    })?;
    let is_local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    if url.scheme() == "http" && !is_local {
        return Err(SettingError::new(
            "--alert-webhook",
            "must be https, for alerts name people; http is for this machine only",
        ));
    }
    Ok(url)
}

fn key(secret: &str) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = BASE64.decode(secret.trim().strip_prefix(PREFIX)?).ok().map(Zeroizing::new)?;
    LENGTH.contains(&bytes.len()).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str, secret: Option<String>) -> Result<Option<Webhook>, String> {
        let flags = WebhookFlags { alert_webhook: Some(address.to_owned()) };
        Webhook::read(&flags, secret.map(Secret::new).as_ref()).map_err(|error| error.to_string())
    }

    fn secret(length: usize) -> Option<String> {
        Some(format!("whsec_{}", BASE64.encode(vec![7; length])))
    }

    #[test]
    fn alerts_leave_this_machine_encrypted_only() {
        assert!(read("", None).unwrap().is_none());
        for right in [
            "https://alerts.example/doorkey?for=us",
            "https://192.0.2.1:8443",
            "http://localhost:9",
            "http://alerts.localhost",
            "http://127.0.0.1:9/here",
            "http://[::1]:9",
        ] {
            let webhook = read(right, secret(32)).unwrap().unwrap();
            assert_eq!(webhook.address().as_str().trim_end_matches('/'), right);
            assert_eq!(format!("{webhook:?}"), "[redacted]");
        }
        for wrong in ["alerts.example", "ftp://localhost", "https://", "mailto:sam@demo.example"] {
            let told = "--alert-webhook must be an address such as https://alerts.example/doorkey";
            assert_eq!(read(wrong, secret(32)).unwrap_err(), told, "{wrong}");
        }
        for wrong in ["http://alerts.example", "http://192.0.2.1", "http://localhost.example"] {
            let told = "--alert-webhook must be https, for alerts name people; http is for this machine only";
            assert_eq!(read(wrong, secret(32)).unwrap_err(), told, "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_as_the_specification_has_it() {
        for length in [24, 32, 64] {
            assert_eq!(read("http://localhost", secret(length)).unwrap().unwrap().key(), vec![7; length]);
        }
        let bare = secret(32).map(|text| text.replace(PREFIX, ""));
        for wrong in [None, secret(23), secret(65), bare, Some("whsec_?".to_owned()), Some(String::new())] {
            let told = read("http://localhost", wrong.clone()).unwrap_err();
            assert!(told.starts_with("DOORKEY_ALERT_SECRET must be given with --alert-webhook: "), "{told}");
            assert!(wrong.is_none_or(|wrong| wrong.is_empty() || !told.contains(&wrong)));
        }
    }
}
