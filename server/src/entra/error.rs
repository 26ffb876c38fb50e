//! Why Entra or Graph did not do what it was asked, sorted by who can do something about it.
//!
//! Owns [`Failure`], its words and the next step, and reading it out of an answer. What Microsoft says in a
//! sentence is shown as it stands, cut and without control characters; numbers in it are hints for words and
//! decide nothing. No text of ours or theirs carries a secret: what was sent is taken out of what came back.

use crate::command::when::rfc_3339;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use serde::Deserialize;
use std::fmt;
use uuid::Uuid;

/// The most characters of Microsoft's words.
const MOST: usize = 600;

/// What an app asks for, and what it needs for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// In words that follow "to": "read people".
    pub doing: &'static str,
    /// The application permission that is enough for it.
    pub permission: &'static str,
}

/// A failure, at what, and under which number Microsoft knows it.
#[derive(Clone, Debug, thiserror::Error)]
pub struct EntraError {
    /// What went wrong.
    pub failure: Failure,
    /// What was asked for.
    pub need: Need,
    /// Graph's `request-id`, or Entra's `trace_id`.
    pub request: Option<String>,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// What proves the app could not be read: the operator's to mend.
    Unreadable(String),
    /// Entra gave the app no token: the operator's to mend.
    NoToken {
        /// The AADSTS number, where there was one.
        number: Option<u32>,
        /// Microsoft's words.
        words: String,
    },
    /// Entra did not take the code of a sign-in: the newcomer signs in again.
    Grant {
        /// The AADSTS number, where there was one.
        number: Option<u32>,
        /// Microsoft's words.
        words: String,
        /// By which Entra's own log has the sign-in.
        correlation: Option<Uuid>,
    },
    /// Graph does not know the token, a fresh one.
    Unauthorized(String),
    /// The app may not: an administrator's to grant.
    Forbidden(String),
    /// The tenant has no licence for it.
    NoLicence(String),
    /// There is no such thing.
    NotFound(String),
    /// It changed meanwhile.
    Conflict(String),
    /// The tenant's rules refuse, in Graph's words.
    Refused {
        /// Graph's `error.code`.
        code: String,
        /// Graph's `error.message`.
        words: String,
    },
    /// Too much was asked for; not before this time again.
    Throttled(Timestamp),
    /// Microsoft's side fails; where it says so, not before this time again.
    Unavailable(u16, Option<Timestamp>),
    /// Nothing is reached under that address.
    Unreachable(String),
    /// No answer in time.
    TimedOut,
    /// The answer broke off.
    CutOff,
    /// What answered is not Microsoft: a proxy, or a network that wants a sign-in first.
    NotGraph(u16),
    /// The answer is longer than any that is read.
    TooLong,
    /// A list leads elsewhere, or has no end.
    Astray,
    /// JSON, and not what was asked for.
    Odd,
}

impl Failure {
    /// The same, not to be asked again before this time, where it is one that passes.
    pub(super) fn not_before(self, until: Option<Timestamp>) -> Self {
        match self {
            Self::Unavailable(status, None) => Self::Unavailable(status, until),
            other => other,
        }
    }
}

impl EntraError {
    /// When Microsoft wants to be asked again, where it says so.
    pub(crate) fn until(&self) -> Option<Timestamp> {
        match self.failure {
            Failure::Throttled(until) => Some(until),
            Failure::Unavailable(_, until) => until,
            _ => None,
        }
    }

    /// Whether what was asked for may have been done, so that only a look tells.
    pub fn may_have_been_done(&self) -> bool {
        match &self.failure {
            Failure::TimedOut
            | Failure::CutOff
            | Failure::Unavailable(..)
            | Failure::NotGraph(_)
            | Failure::TooLong
            | Failure::Odd => true,
            Failure::Unreadable(_)
            | Failure::NoToken { .. }
            | Failure::Grant { .. }
            | Failure::Unauthorized(_)
            | Failure::Forbidden(_)
            | Failure::NoLicence(_)
            | Failure::NotFound(_)
            | Failure::Conflict(_)
            | Failure::Refused { .. }
            | Failure::Throttled(_)
            | Failure::Unreachable(_)
            | Failure::Astray => false,
        }
    }

    /// Whether it is about the app rather than about what it asked for.
    pub fn is_about_the_app(&self) -> bool {
        matches!(
            self.failure,
            Failure::Unreadable(_)
                | Failure::NoToken { .. }
                | Failure::Unauthorized(_)
                | Failure::Forbidden(_)
        )
    }

    /// How the audit tells it.
    pub fn code(&self) -> &'static str {
        match &self.failure {
            Failure::Unreadable(_) => "entra-credential",
            Failure::NoToken { .. } => "entra-no-token",
            Failure::Grant { .. } => "entra-sign-in",
            Failure::Unauthorized(_) => "entra-unauthorized",
            Failure::Forbidden(_) => "entra-forbidden",
            Failure::NoLicence(_) => "entra-no-licence",
            Failure::NotFound(_) => "entra-not-found",
            Failure::Conflict(_) => "entra-conflict",
            Failure::Refused { .. } => "entra-refused",
            Failure::Throttled(_) => "entra-throttled",
            Failure::Unavailable(..) => "entra-unavailable",
            Failure::Unreachable(_) => "entra-unreachable",
            Failure::TimedOut => "entra-timed-out",
            Failure::CutOff => "entra-cut-off",
            Failure::NotGraph(_) | Failure::TooLong | Failure::Astray | Failure::Odd => {
                "entra-not-understood"
            }
        }
    }

    /// What to do about it, and who.
    pub fn hint(&self) -> String {
        let permission = self.need.permission;
        match &self.failure {
            Failure::Unreadable(_) => "this is set in the environment of this server".into(),
            Failure::NoToken { number, .. } => remedy(*number).into(),
            Failure::Grant { .. } => "sign in once more".into(),
            Failure::Unauthorized(_) => {
                "does --entra-graph belong to the same cloud as --entra-authority? is the app enabled in the tenant?".into()
            }
            Failure::Forbidden(_) => format!(
                "an administrator grants it: Entra admin center > App registrations > the app > API permissions > \
                 Microsoft Graph > Application permissions > {permission}, then 'Grant admin consent'"
            ),
            Failure::NoLicence(_) => "this part of Graph needs a Microsoft Entra ID P1 licence in the tenant".into(),
            Failure::NotFound(_) => "is it spelled as in the tenant? what was just made is known everywhere minutes later".into(),
            Failure::Conflict(_) => "somebody else changed it meanwhile: look again, then repeat".into(),
            Failure::Refused { .. } => "these are Microsoft's words; to see the tenant's policy: doorkey policy show".into(),
            Failure::Throttled(until) => format!("nothing was done; ask again from {}", rfc_3339(*until)),
            Failure::Unavailable(..) => "https://status.cloud.microsoft may know more; try again in a few minutes".into(),
            Failure::Unreachable(_) => "is there a way from this machine to that address, and does a proxy stand in it?".into(),
            Failure::TimedOut | Failure::CutOff => "look before repeating what changes something".into(),
            Failure::NotGraph(_) => "a proxy, or a network that wants a sign-in first, answers in Microsoft's place".into(),
            Failure::TooLong | Failure::Astray | Failure::Odd => {
                "is --entra-graph Microsoft Graph? its request-id is what Microsoft's support asks for".into()
            }
        }
    }
}

/// What the numbers of Entra's token endpoint are known to mean.
fn remedy(number: Option<u32>) -> &'static str {
    match number {
        Some(7_000_215) => "the secret is wrong: take its Value, not its Secret ID",
        Some(7_000_222) => {
            "the secret has expired: make a new one, or better a certificate (DOORKEY_ENTRA_CERT)"
        }
        Some(700_016) => "no such app in this tenant: check --client-id and --tenant",
        Some(90_002) => "no such tenant: check --tenant and, for a national cloud, --entra-authority",
        Some(700_027) => {
            "the certificate is not the app's: upload it under Certificates & secrets, or take the one that is there"
        }
        Some(700_024) => "this machine's clock is wrong, or the token in the file is old",
        Some(70_021 | 700_211 | 700_212 | 700_213) => {
            "no federated credential of the app fits the token's issuer, subject and audience"
        }
        Some(7_000_112 | 7_000_229) => {
            "the app is disabled, or an administrator has not consented to it in this tenant"
        }
        Some(53_003 | 530_031) => "a Conditional Access policy for workload identities stops the app",
        _ => {
            "check --tenant, --client-id and what proves the app; the number tells more at https://login.microsoftonline.com/error"
        }
    }
}

impl fmt::Display for EntraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Need { doing, permission } = self.need;
        match &self.failure {
            Failure::Unreadable(words) => f.write_str(words)?,
            Failure::NoToken { words, .. } => write!(f, "Entra gives this app no token: {words}")?,
            Failure::Grant { words, .. } => write!(f, "Entra did not take the sign-in: {words}")?,
            Failure::Unauthorized(words) => {
                write!(f, "Microsoft Graph does not take this app's token: {words}")?;
            }
            Failure::Forbidden(words) => {
                write!(f, "this app may not {doing}: it needs the application permission {permission}")?;
                if !words.is_empty() {
                    write!(f, "; Microsoft Graph says: {words}")?;
                }
            }
            Failure::NoLicence(words) => {
                write!(f, "the tenant's licence does not let this app {doing}: {words}")?;
            }
            Failure::NotFound(words) => {
                write!(f, "Microsoft Graph knows no such thing, asked to {doing}: {words}")?;
            }
            Failure::Conflict(words) => write!(f, "it changed meanwhile, when asked to {doing}: {words}")?,
            Failure::Refused { words, .. } => write!(f, "Microsoft Graph refuses to {doing}: {words}")?,
            Failure::Throttled(until) => {
                write!(f, "Microsoft Graph was asked too much: not again before {}", rfc_3339(*until))?;
            }
            Failure::Unavailable(status, _) => {
                write!(f, "Microsoft Graph fails at this moment, asked to {doing} (status {status})")?;
            }
            Failure::Unreachable(words) => {
                write!(f, "Microsoft is not reached from here, to {doing}: {words}")?;
            }
            Failure::TimedOut => write!(f, "Microsoft Graph did not answer in time, asked to {doing}")?,
            Failure::CutOff => write!(f, "the answer of Microsoft Graph broke off, asked to {doing}")?,
            Failure::NotGraph(status) => {
                write!(f, "what answered is not Microsoft, asked to {doing} (status {status}, no JSON)")?;
            }
            Failure::TooLong => write!(f, "the answer is longer than any that is read, asked to {doing}")?,
            Failure::Astray => write!(f, "the list leads elsewhere or has no end, asked to {doing}")?,
            Failure::Odd => write!(f, "the answer is not what Microsoft Graph gives, asked to {doing}")?,
        }
        match &self.request {
            Some(id) => write!(f, " (request-id {id})"),
            None => Ok(()),
        }
    }
}

#[derive(Deserialize)]
struct Envelope {
    error: Inner,
}

#[derive(Deserialize)]
struct Inner {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// What a status that is no success means, with the body that came with it. `secrets` are taken out.
pub(super) fn of_graph(status: u16, body: Option<&[u8]>, secrets: &[&Secret]) -> Failure {
    let envelope = body.and_then(|body| serde_json::from_slice::<Envelope>(body).ok());
    let is_graph = envelope.is_some();
    let (code, words) =
        envelope.map(|envelope| (envelope.error.code, envelope.error.message)).unwrap_or_default();
    let words = if words.is_empty() { code.clone() } else { clean(&words, secrets) };
    match status {
        429 | 500..=599 => Failure::Unavailable(status, None),
        _ if !is_graph => Failure::NotGraph(status),
        401 => Failure::Unauthorized(words),
        403 if code.contains("NonPremium") || code.contains("NotLicensed") => Failure::NoLicence(words),
        403 => Failure::Forbidden(words),
        404 => Failure::NotFound(words),
        409 | 412 => Failure::Conflict(words),
        _ => Failure::Refused { code: clean(&code, secrets), words },
    }
}

#[derive(Deserialize)]
struct TokenRefusal {
    error: String,
    #[serde(default)]
    error_description: String,
    #[serde(default)]
    error_codes: Vec<u32>,
    #[serde(default)]
    trace_id: Option<String>,
    #[serde(default)]
    correlation_id: Option<String>,
}

/// What the token endpoint's no means, and the number that Microsoft knows it by.
pub(super) fn of_token(status: u16, body: &[u8], secrets: &[&Secret]) -> (Failure, Option<String>) {
    let Ok(refusal) = serde_json::from_slice::<TokenRefusal>(body) else {
        return (
            if status >= 500 { Failure::Unavailable(status, None) } else { Failure::NotGraph(status) },
            None,
        );
    };
    let words =
        if refusal.error_description.is_empty() { &refusal.error } else { &refusal.error_description };
    // Its first sentence: what follows are trace numbers and the time.
    let words = clean(words.split(" Trace ID:").next().unwrap_or_default(), secrets);
    let number = refusal.error_codes.first().copied();
    let failure = match refusal.error.as_str() {
        "temporarily_unavailable" | "server_error" => Failure::Unavailable(status, None),
        "invalid_grant" | "interaction_required" => {
            let correlation = refusal.correlation_id.as_deref().and_then(|id| id.parse().ok());
            Failure::Grant { number, words, correlation }
        }
        _ => Failure::NoToken { number, words },
    };
    (failure, refusal.trace_id.map(|id| clean(&id, secrets)))
}

/// A text of others as it can be shown: one line, not too long, nothing secret.
pub(super) fn clean(text: &str, secrets: &[&Secret]) -> String {
    let mut text = text.to_owned();
    for secret in secrets.iter().map(|secret| secret.expose()).filter(|secret| !secret.is_empty()) {
        text = text.replace(secret, "[redacted]");
    }
    let line: String = text.chars().map(|one| if one.is_control() { ' ' } else { one }).take(MOST).collect();
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(code: &str, message: &str) -> Vec<u8> {
        serde_json::json!({ "error": { "code": code, "message": message } }).to_string().into_bytes()
    }

    #[test]
    fn each_no_of_graph_is_its_own() {
        let words = || "why".to_owned();
        for (status, code, expected) in [
            (400, "badRequest", Failure::Refused { code: "badRequest".into(), words: words() }),
            (401, "InvalidAuthenticationToken", Failure::Unauthorized(words())),
            (403, "Authorization_RequestDenied", Failure::Forbidden(words())),
            (403, "Authentication_RequestFromNonPremiumTenantOrB2CTenant", Failure::NoLicence(words())),
            (404, "Request_ResourceNotFound", Failure::NotFound(words())),
            (405, "methodNotAllowed", Failure::Refused { code: "methodNotAllowed".into(), words: words() }),
            (409, "conflict", Failure::Conflict(words())),
            (412, "preconditionFailed", Failure::Conflict(words())),
            (500, "generalException", Failure::Unavailable(500, None)),
            (503, "serviceUnavailable", Failure::Unavailable(503, None)),
        ] {
            assert_eq!(of_graph(status, Some(&graph(code, "why")), &[]), expected, "{status} {code}");
        }
        for status in [200, 302, 400, 403, 404, 511] {
            let expected =
                if status == 511 { Failure::Unavailable(511, None) } else { Failure::NotGraph(status) };
            assert_eq!(of_graph(status, Some(b"<html>"), &[]), expected);
            assert_eq!(of_graph(status, None, &[]), expected);
        }
    }

    #[test]
    fn what_entra_says_of_the_app_is_kept_without_its_numbers_and_secrets() {
        let secret = Secret::new("s3cret".to_owned());
        let body = br#"{"error":"invalid_client","error_codes":[7000215],"trace_id":"t-1",
            "error_description":"AADSTS7000215: Invalid client secret s3cret\r\nprovided. Trace ID: x Timestamp: y"}"#;
        let (failure, trace) = of_token(401, body, &[&secret]);
        let words = "AADSTS7000215: Invalid client secret [redacted] provided.".to_owned();
        assert_eq!(failure, Failure::NoToken { number: Some(7_000_215), words });
        assert_eq!(trace.as_deref(), Some("t-1"));
        assert_eq!(of_token(200, b"<html>", &[]).0, Failure::NotGraph(200));
        assert_eq!(of_token(502, b"<html>", &[]).0, Failure::Unavailable(502, None));
    }

    #[test]
    fn words_of_others_are_one_short_line() {
        assert_eq!(clean("a\u{1b}[31m\nb", &[]), "a [31m b");
        assert_eq!(clean(&"x".repeat(10_000), &[]).len(), MOST);
    }
}
