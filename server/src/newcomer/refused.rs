//! What Microsoft said when it signed nobody in.
//!
//! Owns finding the AADSTS number and the correlation id in its words, which come by the page and are
//! anybody's: nothing else of them is kept, and nothing is decided by them.

use std::fmt;
use uuid::Uuid;

/// Entra's number for a token that does not hold what it must.
pub(crate) const BAD_TOKEN: u32 = 50_027;
/// Entra's number for what has no other.
const UNKNOWN: u32 = 50_000;

/// What is known of a no.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said {
    number: Option<u32>,
    /// The number by which Microsoft's own log knows the sign-in.
    pub(crate) correlation: Option<Uuid>,
    /// OAuth's name for it, of those that are known.
    error: Option<&'static str>,
}

/// What OAuth and OpenID Connect call a no of an authorize endpoint.
const ERRORS: [&str; 11] = [
    "access_denied",
    "consent_required",
    "interaction_required",
    "invalid_grant",
    "invalid_request",
    "invalid_resource",
    "login_required",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_response_type",
];

impl Said {
    /// What the page was led back with.
    pub(crate) fn read(error: &str, description: &str) -> Self {
        Self {
            number: number(description),
            correlation: after(description, "Correlation ID:").and_then(|text| text.get(..36)?.parse().ok()),
            error: ERRORS.into_iter().find(|known| *known == error),
        }
    }

    /// What the token endpoint said.
    pub(crate) fn of_grant(number: Option<u32>, correlation: Option<Uuid>) -> Self {
        Self { number, error: Some("invalid_grant"), correlation }
    }

    /// For the audit, where 0 is success.
    pub(crate) fn number(&self) -> u32 {
        self.number.filter(|number| *number != 0).unwrap_or(UNKNOWN)
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.number {
            Some(number) => write!(f, "AADSTS{number}")?,
            None => f.write_str("no AADSTS number")?,
        }
        if let Some(error) = self.error {
            write!(f, " ({error})")?;
        }
        match self.correlation {
            Some(id) => write!(f, ", correlation id {id}"),
            None => Ok(()),
        }
    }
}

fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    text.split_once(mark).map(|(_, rest)| rest.trim_start())
}

fn number(text: &str) -> Option<u32> {
    let rest = text.split_once("AADSTS")?.1;
    let end = rest.find(|one: char| !one.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_an_id_are_all_that_is_kept() {
        let id = "11111111-2222-4333-8444-555555555555";
        for (error, description, shown) in [
            (
                "access_denied",
                format!("AADSTS65004: User declined. Trace ID: x Correlation ID: {id} Timestamp: y"),
                format!("AADSTS65004 (access_denied), correlation id {id}"),
            ),
            ("<script>", "AADSTS130504: over".to_owned(), "AADSTS130504".to_owned()),
            ("", "Correlation ID: é".repeat(9), "no AADSTS number".to_owned()),
            ("", "AADSTS99999999999999: x".to_owned(), "no AADSTS number".to_owned()),
            ("server_error", String::new(), "no AADSTS number (server_error)".to_owned()),
            ("", format!("AADSTS Correlation ID:{id}"), format!("no AADSTS number, correlation id {id}")),
        ] {
            assert_eq!(Said::read(error, &description).to_string(), shown);
        }
        assert_eq!(Said::read("", "AADSTS0: fine").number(), UNKNOWN);
        assert_eq!(Said::read("", "AADSTS53003").number(), 53_003);
    }
}
