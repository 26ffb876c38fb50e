//! Every way in which the desk's API says no: Graph's error envelope.
//!
//! Owns [`GraphError`], its status, its code and its sentence; `answer` makes the envelope of it, which
//! names the request. A message names the property that is wrong and never repeats a secret.

use crate::directory::DirectoryError;
use crate::policy::PolicyError;
use crate::refusal::{Note, Refusal, chain};
use crate::store::StoreError;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{IntoResponse, Response};
use std::fmt;

/// Why a request of the desk is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct GraphError {
    pub(super) status: StatusCode,
    pub(super) code: &'static str,
    pub(super) message: String,
    /// In seconds.
    retry_after: Option<u32>,
    /// What only the log may say.
    cause: Option<String>,
}

impl GraphError {
    pub(super) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after: None, cause: None }
    }

    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "badRequest", message)
    }

    /// A property that is not what it must be.
    pub(super) fn property(name: &str, expected: &str) -> Self {
        Self::bad(format!("Invalid value specified for property '{name}': it {expected}."))
    }

    pub(super) fn missing(what: &str) -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "Request_ResourceNotFound",
            format!(
                "Resource '{what}' does not exist or one of its queried reference-property objects are not present."
            ),
        )
    }

    /// What the tenant has, which is the directory behind this server.
    pub(super) fn at_microsoft() -> Self {
        let words = "The directory behind this server is Microsoft Entra ID: ask Microsoft Graph itself.";
        Self::new(StatusCode::NOT_FOUND, "ResourceNotFound", words)
    }

    pub(super) fn denied(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
    }

    pub(super) fn no_token() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "InvalidAuthenticationToken",
            "Access token is empty, unknown, revoked or has expired.",
        )
    }

    fn busy() -> Self {
        let error = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "serviceUnavailable",
            "The server has more to do than it can; try again.",
        );
        Self { retry_after: Some(2), ..error }
    }

    fn internal(cause: String) -> Self {
        let error = Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "generalException",
            "The server failed; its log says why.",
        );
        Self { cause: Some(cause), ..error }
    }
}

impl fmt::Display for GraphError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

/// Without the envelope, which `answer` puts around it.
impl IntoResponse for GraphError {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        let detail = self.cause.clone().or_else(|| Some(self.message.clone()));
        response.extensions_mut().insert(Note { code: self.code, detail });
        response.extensions_mut().insert(self);
        response
    }
}

impl From<DirectoryError> for GraphError {
    fn from(error: DirectoryError) -> Self {
        let words = error.to_string();
        match error {
            DirectoryError::UnknownPerson(name) | DirectoryError::UnknownGroup(name) => Self::missing(&name),
            DirectoryError::NoPass(_) => Self::missing("temporaryAccessPassMethods"),
            DirectoryError::PersonExists(_) | DirectoryError::GroupExists(_) => Self::new(
                StatusCode::BAD_REQUEST,
                "Request_BadRequest",
                "Another object with the same value for property userPrincipalName or displayName already exists.",
            ),
            DirectoryError::DisplayName => {
                Self::property("displayName", "must be one line of 1 to 200 characters")
            }
            DirectoryError::EndsInThePast => {
                Self::property("startDateTime", "must not be so early that the pass would have ended already")
            }
            DirectoryError::Lifetime(..)
            | DirectoryError::OneTimeOnly
            | DirectoryError::OutOfScope
            | DirectoryError::ExternalGuest => Self::bad(words),
            DirectoryError::PersonDisabled(_) => Self::bad("The user account is disabled."),
            DirectoryError::Rule(_)
            | DirectoryError::OwnPass
            | DirectoryError::NotIssuer
            | DirectoryError::PrivilegedChange
            | DirectoryError::PrivilegedTarget => Self::denied(words),
            DirectoryError::TooMany => Self {
                retry_after: Some(60),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, "tooManyRequests", "Too many requests.")
            },
            DirectoryError::Policy(error) => error.into(),
            DirectoryError::Hashing(crate::hashing::HashError::Busy) => Self::busy(),
            DirectoryError::Store(error) => error.into(),
            DirectoryError::Random(_) | DirectoryError::Hashing(_) | DirectoryError::Fault(_) => {
                Self::internal(words)
            }
        }
    }
}

impl From<PolicyError> for GraphError {
    fn from(error: PolicyError) -> Self {
        Self::property(error.property, &error.expected)
    }
}

impl From<StoreError> for GraphError {
    fn from(error: StoreError) -> Self {
        if error.is_passing() { Self::busy() } else { Self::internal(chain(&error)) }
    }
}

impl From<sqlx::Error> for GraphError {
    fn from(error: sqlx::Error) -> Self {
        StoreError::from(error).into()
    }
}

impl From<crate::audit::AuditError> for GraphError {
    fn from(error: crate::audit::AuditError) -> Self {
        DirectoryError::from(error).into()
    }
}

impl From<Refusal> for GraphError {
    fn from(refusal: Refusal) -> Self {
        let words = |refusal: &Refusal| refusal.detail().unwrap_or_else(|| refusal.code().title().to_owned());
        match &refusal {
            Refusal::BodyTooLarge => {
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, "requestTooLarge", words(&refusal))
            }
            Refusal::MediaTypeUnsupported => {
                Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupportedMediaType", words(&refusal))
            }
            Refusal::Malformed(_) => Self::bad(words(&refusal)),
            Refusal::Busy(_) => Self::busy(),
            _ => Self::internal(format!("{refusal:?}")),
        }
    }
}
