//! Where the page is opened.
//!
//! Owns [`Origin`]: reading one, and the one of a server that was given none.

use super::SettingError;
use std::fmt;
use std::str::FromStr;
use url::{Host, Url};

/// An origin as browsers write it: a scheme, a host and a port that is not the scheme's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    /// The origin as browsers write it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is served encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// The page on this machine.
    pub(crate) fn on_localhost(port: u16) -> Self {
        Self(if port == 80 { "http://localhost".to_owned() } else { format!("http://localhost:{port}") })
    }

    /// The page on this machine, encrypted.
    pub(super) fn encrypted_on_localhost(port: u16) -> Self {
        Self(if port == 443 { "https://localhost".to_owned() } else { format!("https://localhost:{port}") })
    }

    pub(super) fn is_within(&self, rp_id: &str) -> bool {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.rsplit_once(':').map_or(host, |(host, _)| host);
        host == rp_id || host.strip_suffix(rp_id).is_some_and(|sub| sub.ends_with('.'))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = SettingError;

    fn from_str(text: &str) -> Result<Self, SettingError> {
        let wrong = |what: String| SettingError::new("--origin", what);
        let url = Url::parse(text)
            .ok()
            .filter(|url| matches!(url.scheme(), "https" | "http"))
            .ok_or_else(|| wrong(format!("must be an address such as https://pass.example, not '{text}'")))?;
        let local = match url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(_) | Host::Ipv6(_)) => {
                return Err(wrong(format!(
                    "must name a domain, for passkeys belong to one; an IP address does not do: '{text}'"
                )));
            }
            None => false,
        };
        let origin = url.origin().ascii_serialization();
        if text != origin {
            return Err(wrong(format!(
                "must be a scheme, a host and perhaps a port, as browsers write them; '{text}' would be {origin}"
            )));
        }
        if url.scheme() == "http" && !local {
            return Err(wrong(format!(
                "must be https, for browsers make no passkey on a page that is not; http is for localhost only: '{text}'"
            )));
        }
        Ok(Self(origin))
    }
}
