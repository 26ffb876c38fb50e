//! What travels when Microsoft Entra ID is the directory behind the backend.
//!
//! Owns the visit: a newcomer is greeted by an invitation, signs in at Microsoft with the pass there, comes
//! back, sets up a way in where Microsoft has it set up, and the page watches until Microsoft lists it. No
//! body here carries a pass: it is typed on Microsoft's page only.

use crate::person::Person;
use crate::secret::Secret;
use crate::time::Timestamp;
use crate::validity::Validity;
use serde::{Deserialize, Serialize};

/// What a backend says of itself when Entra is behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntraConfiguration {
    /// Whether the page may look at the pass's shape before it leads to Microsoft: in memory, sent nowhere,
    /// off unless the site asks for it, since typing a Microsoft pass elsewhere trains people to be phished.
    #[serde(default)]
    pub local_check: bool,
    /// Where somebody who is signed in sets up ways in, at Microsoft: an address.
    pub security_info: String,
}

/// How it stands with somebody's pass.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvitationRequest {
    /// `<claims>.<signature>` as it stood behind `i=`.
    pub invitation: String,
}

/// Whom an invitation names, and their pass as Graph lists it now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Greeting {
    /// Whom it names.
    pub person: Person,
    /// Their pass; `None` when Graph lists none (any more, or not yet).
    pub pass: Option<PassState>,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// A pass as Graph lists it: never what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassState {
    /// When it can be used.
    pub validity: Validity,
    /// Whether it can be used once only.
    pub one_time: bool,
    /// Graph's `isUsable`.
    pub usable: bool,
    /// Graph's `methodUsabilityReason`.
    pub reason: UsabilityReason,
}

/// Graph's `methodUsabilityReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum UsabilityReason {
    /// `EnabledByPolicy`.
    EnabledByPolicy,
    /// `DisabledByPolicy`.
    DisabledByPolicy,
    /// `Expired`.
    Expired,
    /// `NotYetValid`.
    NotYetValid,
    /// `OneTimeUsed`.
    OneTimeUsed,
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

impl UsabilityReason {
    /// The reason that travels as `text`.
    pub fn named(text: &str) -> Self {
        match text {
            "enabledByPolicy" => Self::EnabledByPolicy,
            "disabledByPolicy" => Self::DisabledByPolicy,
            "expired" => Self::Expired,
            "notYetValid" => Self::NotYetValid,
            "oneTimeUsed" => Self::OneTimeUsed,
            _ => Self::Unknown,
        }
    }
}

/// Lead to Microsoft's sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInRequest {
    /// The invitation, where there is one: its person is the `login_hint`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invitation: Option<String>,
    /// The page's own address without query and fragment, where Microsoft is to lead back to. Only one of
    /// those that the backend lists, to the letter.
    pub page: String,
    /// The language of the page (BCP 47).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether Microsoft is to ask anew, also whoever is still signed in there: what it takes for some minutes
    /// after a sign-in only, it does not take for one that it let pass.
    #[serde(default)]
    pub again: bool,
}

/// Where to go, at the top level and by the newcomer's own hand.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInStart {
    /// Microsoft's authorize endpoint with everything that it needs: `response_mode=fragment`, so that the code
    /// comes back in the fragment, which no server and no log sees.
    pub address: String,
    /// What binds the answer to this browser: kept in `sessionStorage` until the page is back, and of use only
    /// together with the answer, once, for ten minutes.
    pub handle: Secret,
}

/// What Microsoft led back with: `code` and `state` from the fragment, or its error.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInAnswer {
    /// What [`SignInStart::handle`] said.
    pub handle: Secret,
    /// `state`.
    pub state: String,
    /// `code`; absent with an error.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Secret>,
    /// `error`, such as `access_denied`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// `error_description`, which begins with an AADSTS number: a hint for words, never control flow.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// The visit that a finished sign-in opens.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenedVisit {
    /// 256 random bits, sent as `Authorization: Bearer` from now on. Lives in memory only.
    pub token: Secret,
    /// What it opened.
    pub visit: EntraVisit,
}

/// A visit as it stands when the backend answers: what is registered by now, and the clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntraVisit {
    /// Who signed in.
    pub person: Person,
    /// Whether it is somebody else than the invitation names.
    #[serde(default)]
    pub another_person: bool,
    /// When they signed in at Microsoft, as far as its token tells.
    pub signed_in_at: Timestamp,
    /// Until when Microsoft takes a passkey without another sign-in: five minutes after it.
    pub passkey_until: Timestamp,
    /// Until when it takes the rest: ten minutes after it.
    pub others_until: Timestamp,
    /// When this visit ends. Half-open.
    pub closes_at: Timestamp,
    /// Their pass as Graph listed it when they signed in; absent in later answers, and when nobody could say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pass: Option<PassState>,
    /// What Graph lists for them, oldest first.
    pub methods: Vec<EntraMethod>,
    /// The server's time when it answered.
    pub now: Timestamp,
}

/// A method as Graph lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EntraMethod {
    /// Its id in Graph.
    pub id: String,
    /// What it is.
    pub kind: MethodKind,
    /// How it is called there.
    #[serde(default)]
    pub name: Option<String>,
    /// When it was made, where Graph says.
    #[serde(default)]
    pub created_at: Option<Timestamp>,
    /// Whether it was not there when they signed in first, a day ago or less: a page that is opened once more
    /// still knows what was set up.
    pub new: bool,
}

/// Which of Graph's method lists it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MethodKind {
    /// `fido2Methods`.
    Passkey,
    /// `microsoftAuthenticatorMethods`.
    Authenticator,
    /// `windowsHelloForBusinessMethods`.
    WindowsHello,
    /// `platformCredentialMethods`.
    PlatformCredential,
    /// `softwareOathMethods`.
    SoftwareOath,
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

impl MethodKind {
    /// The list as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Authenticator => "authenticator",
            Self::WindowsHello => "windowsHello",
            Self::PlatformCredential => "platformCredential",
            Self::SoftwareOath => "softwareOath",
            Self::Unknown => "unknown",
        }
    }

    /// The list that travels as `text`.
    pub fn named(text: &str) -> Self {
        match text {
            "passkey" => Self::Passkey,
            "authenticator" => Self::Authenticator,
            "windowsHello" => Self::WindowsHello,
            "platformCredential" => Self::PlatformCredential,
            "softwareOath" => Self::SoftwareOath,
            _ => Self::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_readers_read_the_same_and_what_a_newer_backend_says_is_no_error() {
        use MethodKind::{Authenticator, Passkey, PlatformCredential, SoftwareOath, WindowsHello};
        for kind in [Passkey, Authenticator, WindowsHello, PlatformCredential, SoftwareOath] {
            let text = serde_json::to_value(kind).unwrap();
            assert_eq!(text, kind.as_str());
            assert_eq!(MethodKind::named(kind.as_str()), kind);
        }
        use UsabilityReason::{DisabledByPolicy, EnabledByPolicy, Expired, NotYetValid, OneTimeUsed};
        for reason in [EnabledByPolicy, DisabledByPolicy, Expired, NotYetValid, OneTimeUsed] {
            let text = serde_json::to_value(reason).unwrap();
            assert_eq!(UsabilityReason::named(text.as_str().unwrap()), reason);
        }
        let newer = "\"carrierPigeon\"";
        assert_eq!(serde_json::from_str::<MethodKind>(newer).unwrap(), MethodKind::Unknown);
        assert_eq!(serde_json::from_str::<UsabilityReason>(newer).unwrap(), UsabilityReason::Unknown);
        assert_eq!(MethodKind::named("carrierPigeon"), MethodKind::Unknown);
        assert_eq!(UsabilityReason::named("carrierPigeon"), UsabilityReason::Unknown);
    }

    #[test]
    fn no_secret_is_printed() {
        let answer = SignInAnswer {
            handle: Secret::new("s3cr3t".into()),
            state: "state".into(),
            code: Some(Secret::new("s3cr3t".into())),
            error: None,
            description: None,
        };
        assert!(!format!("{answer:?}").contains("s3cr3t"));
    }
}
