//! Every way in which a request is refused.
//!
//! Owns [`Refusal`] and its three faces: the problem that the caller reads, its status, and what the
//! log says. Nothing else in the server decides any of them. A refusal carries no secret and nothing
//! that the caller sent.

use crate::audit::AuditError;
use crate::directory::pass_record::Standing;
use crate::hashing::HashError;
use crate::relying_party::response::ResponseError;
use crate::sealing::SealError;
use crate::store::StoreError;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use doorkey_protocol::pass::PassError;
use doorkey_protocol::problem::{Code, MEDIA_TYPE, Problem};
use doorkey_protocol::time::Timestamp;

/// Why a request is refused.
#[derive(Debug)]
pub(crate) enum Refusal {
    Malformed(String),
    PassMalformed(PassError),
    PassRefused,
    PassNotYetValid(Timestamp),
    PassExpired(Timestamp),
    PassUsed,
    PassReplaced,
    PassRevoked,
    PassTooSoon(Pause),
    PassBlocked(Option<Timestamp>),
    EnvelopeOpened,
    EnvelopeEnded,
    InvitationRefused,
    RedemptionEnded,
    RedemptionSuperseded,
    NotExtendable,
    WayNotOffered,
    ChallengeEnded(&'static str),
    PasskeyRefused(ResponseError),
    PasskeyKnown,
    PasskeyUnknown,
    MethodUnknown,
    MethodLast,
    DeviceShared,
    AuthenticatorEnded,
    CodeWrong(Option<Pause>),
    CodeUsed,
    CodeClock { ahead: i64, pause: Option<Pause> },
    CodeTooSoon(Pause),
    HandoverEnded,
    HandoverClaimed,
    NumberWrong,
    RedemptionMoved,
    SignInUnknown,
    SignInRefused(String),
    PageRefused,
    DirectoryUnavailable { cause: &'static str, pause: Pause },
    VisitEnded,
    PinWrong(Option<Pause>),
    PinTooSoon(Pause),
    IdempotencyKeyMissing,
    IdempotencyKeyReused,
    BodyTooLarge,
    MediaTypeUnsupported,
    NotFound,
    MethodNotAllowed,
    Busy(&'static str),
    Store(StoreError),
    Fault(String),
}

/// A time in which nothing more is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pause {
    /// When this was said.
    pub(crate) from: Timestamp,
    /// When it is over.
    pub(crate) until: Timestamp,
}

impl Pause {
    /// How long it still is, for `Retry-After`: in whole seconds begun.
    fn seconds(self) -> i64 {
        (self.until - self.from).as_millis().saturating_add(999).div_euclid(1_000).max(1)
    }
}

/// What the log says about a refusal; travels beside the answer to the request's one line in the log.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) code: &'static str,
    pub(crate) detail: Option<String>,
}

impl Refusal {
    /// What programs tell it by.
    pub(crate) fn code(&self) -> Code {
        match self {
            Self::Malformed(_) => Code::MalformedRequest,
            Self::PassMalformed(_) => Code::PassMalformed,
            Self::PassRefused => Code::PassRefused,
            Self::PassNotYetValid(_) => Code::PassNotYetValid,
            Self::PassExpired(_) => Code::PassExpired,
            Self::PassUsed => Code::PassUsed,
            Self::PassReplaced => Code::PassReplaced,
            Self::PassRevoked => Code::PassRevoked,
            Self::PassTooSoon(_) => Code::PassTooSoon,
            Self::PassBlocked(_) => Code::PassBlocked,
            Self::EnvelopeOpened => Code::EnvelopeOpened,
            Self::EnvelopeEnded => Code::EnvelopeEnded,
            Self::InvitationRefused => Code::InvitationRefused,
            Self::RedemptionEnded => Code::RedemptionEnded,
            Self::RedemptionSuperseded => Code::RedemptionSuperseded,
            Self::NotExtendable => Code::NotExtendable,
            Self::WayNotOffered => Code::WayNotOffered,
            Self::ChallengeEnded(_) => Code::ChallengeEnded,
            Self::PasskeyRefused(_) => Code::PasskeyRefused,
            Self::PasskeyKnown => Code::PasskeyKnown,
            Self::PasskeyUnknown => Code::PasskeyUnknown,
            Self::MethodUnknown => Code::MethodUnknown,
            Self::MethodLast => Code::MethodLast,
            Self::DeviceShared => Code::DeviceShared,
            Self::AuthenticatorEnded => Code::AuthenticatorEnded,
            Self::CodeWrong(_) => Code::CodeWrong,
            Self::CodeUsed => Code::CodeUsed,
            Self::CodeClock { .. } => Code::CodeClock,
            Self::CodeTooSoon(_) => Code::CodeTooSoon,
            Self::HandoverEnded => Code::HandoverEnded,
            Self::HandoverClaimed => Code::HandoverClaimed,
            Self::NumberWrong => Code::NumberWrong,
            Self::RedemptionMoved => Code::RedemptionMoved,
            Self::SignInUnknown => Code::SignInUnknown,
            Self::SignInRefused(_) => Code::SignInRefused,
            Self::PageRefused => Code::PageRefused,
            Self::DirectoryUnavailable { .. } => Code::DirectoryUnavailable,
            Self::VisitEnded => Code::VisitEnded,
            Self::PinWrong(_) => Code::PinWrong,
            Self::PinTooSoon(_) => Code::PinTooSoon,
            Self::IdempotencyKeyMissing => Code::IdempotencyKeyMissing,
            Self::IdempotencyKeyReused => Code::IdempotencyKeyReused,
            Self::BodyTooLarge => Code::BodyTooLarge,
            Self::MediaTypeUnsupported => Code::MediaTypeUnsupported,
            Self::NotFound => Code::NotFound,
            Self::MethodNotAllowed => Code::MethodNotAllowed,
            Self::Busy(_) => Code::Busy,
            Self::Store(error) if error.is_passing() => Code::Busy,
            Self::Store(_) | Self::Fault(_) => Code::Internal,
        }
    }

    /// What is particular to this occurrence, for the caller's developer.
    pub(crate) fn detail(&self) -> Option<String> {
        match self {
            Self::Malformed(detail) | Self::SignInRefused(detail) => Some(detail.clone()),
            Self::PassMalformed(error) => Some(error.to_string()),
            Self::ChallengeEnded(detail) => Some((*detail).to_owned()),
            Self::PasskeyRefused(error) => Some(error.to_string()),
            _ => None,
        }
    }

    /// The pause that is on, or begins with it.
    fn pause(&self) -> Option<Pause> {
        match self {
            Self::CodeWrong(pause) | Self::CodeClock { pause, .. } | Self::PinWrong(pause) => *pause,
            Self::CodeTooSoon(pause)
            | Self::PinTooSoon(pause)
            | Self::PassTooSoon(pause)
            | Self::DirectoryUnavailable { pause, .. } => Some(*pause),
            _ => None,
        }
    }

    /// What only the log may say.
    fn cause(&self) -> Option<String> {
        match self {
            Self::Busy(what) | Self::DirectoryUnavailable { cause: what, .. } => Some((*what).to_owned()),
            Self::Store(error) => Some(chain(error)),
            Self::Fault(what) => Some(what.clone()),
            _ => None,
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let code = self.code();
        let mut problem = Problem::new(code);
        problem.detail = self.detail();
        problem.not_before = self.pause().map(|pause| pause.until);
        match self {
            Self::PassNotYetValid(starts_at) => problem.not_before = Some(starts_at),
            Self::PassBlocked(opens_at) => problem.not_before = opens_at,
            Self::PassExpired(ends_at) => problem.ended_at = Some(ends_at),
            Self::CodeClock { ahead, .. } => problem.clock_ahead = Some(ahead),
            _ => {}
        }
        let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        // A problem is text and numbers: it always has a spelling.
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (status, [(CONTENT_TYPE, MEDIA_TYPE)], body).into_response();
        match status {
            StatusCode::UNAUTHORIZED => {
                response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                let seconds = self.pause().map_or(2, Pause::seconds);
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            StatusCode::TOO_MANY_REQUESTS => {
                let seconds = self.pause().map_or(1, Pause::seconds);
                response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            _ => {}
        }
        let detail = self.cause().or(problem.detail);
        response.extensions_mut().insert(Note { code: code.as_str(), detail });
        response
    }
}

/// The refusal of a pass that cannot be used; `Ok` for one that can.
impl From<Standing> for Result<(), Refusal> {
    fn from(standing: Standing) -> Self {
        Err(match standing {
            Standing::Usable => return Ok(()),
            Standing::NotYet(starts_at) => Refusal::PassNotYetValid(starts_at),
            Standing::Expired(ends_at) => Refusal::PassExpired(ends_at),
            Standing::Used => Refusal::PassUsed,
            Standing::Replaced => Refusal::PassReplaced,
            Standing::Revoked => Refusal::PassRevoked,
            Standing::Locked => Refusal::PassRefused,
            Standing::Blocked => Refusal::PassBlocked(None),
        })
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

impl From<AuditError> for Refusal {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Random(error) => error.into(),
            AuditError::Store(error) => error.into(),
        }
    }
}

impl From<HashError> for Refusal {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::Busy("too many passes wait to be hashed"),
            HashError::Parameters(_) | HashError::Thread(_) => Self::Fault(error.to_string()),
        }
    }
}

impl From<SealError> for Refusal {
    fn from(error: SealError) -> Self {
        Self::Fault(format!("nothing was sealed: {}", chain(&error)))
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        Self::Fault(format!("the operating system gave no randomness: {error}"))
    }
}

/// An error with all that caused it, on one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_to_wait_is_told_how_long() {
        for (refusal, wait) in [
            (Refusal::Busy("test"), true),
            (HashError::Busy.into(), true),
            (sqlx::Error::PoolTimedOut.into(), true),
            (sqlx::Error::PoolClosed.into(), false),
            (Refusal::Fault(String::new()), false),
            (Refusal::PassRefused, false),
        ] {
            let told = format!("{refusal:?}");
            let response = refusal.into_response();
            let seconds = response
                .headers()
                .get(RETRY_AFTER)
                .map(|value| value.to_str().unwrap().parse::<u32>().unwrap());
            assert_eq!(seconds.is_some_and(|seconds| (1..=5).contains(&seconds)), wait, "{told}");
            assert_eq!(response.status() == StatusCode::SERVICE_UNAVAILABLE, wait, "{told}");
        }
    }
}
