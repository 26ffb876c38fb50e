//! Who is in the tenant, and what they sign in with.
//!
//! Owns [`Person`], [`Group`] and [`Method`], and how Graph shows each.

use crate::clock::seven_digits;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Person {
    /// The object id.
    pub id: String,
    /// `userPrincipalName`.
    pub user_name: String,
    /// `displayName`.
    pub name: String,
    /// `userType` is `Guest`.
    pub guest: bool,
    /// A guest whose credentials are in another tenant: no pass can be made for them.
    pub external: bool,
    /// `accountEnabled`.
    pub enabled: bool,
    /// What somebody typed as their mail address.
    pub mail: Option<String>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            id: crate::random::guid(),
            user_name: String::new(),
            name: String::new(),
            guest: false,
            external: false,
            enabled: true,
            mail: None,
        }
    }
}

impl Person {
    /// A member whose account is enabled.
    #[must_use]
    pub fn new(user_name: &str, name: &str) -> Self {
        Self { user_name: user_name.to_owned(), name: name.to_owned(), ..Self::default() }
    }

    /// Whether `whose`, from a path of Graph, means them.
    pub(crate) fn is(&self, whose: &str) -> bool {
        self.id.eq_ignore_ascii_case(whose) || self.user_name.eq_ignore_ascii_case(whose)
    }

    /// What Graph shows when nothing is selected; most of it is null.
    pub(crate) fn shown(&self) -> Value {
        json!({
            "businessPhones": [],
            "displayName": self.name,
            "givenName": null,
            "jobTitle": null,
            "mail": self.mail,
            "mobilePhone": null,
            "officeLocation": null,
            "preferredLanguage": null,
            "surname": null,
            "userPrincipalName": self.user_name,
            "id": self.id,
        })
    }

    /// What it shows of it when selected. Nobody asks for more than this here.
    pub(crate) fn all(&self) -> Value {
        let mut all = self.shown();
        all["accountEnabled"] = self.enabled.into();
        all["userType"] = if self.guest { "Guest" } else { "Member" }.into();
        all["externalUserState"] = if self.external { "Accepted".into() } else { Value::Null };
        all["onPremisesSyncEnabled"] = Value::Null;
        all["identities"] = json!([]);
        all
    }
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Group {
    /// The object id.
    pub id: String,
    /// `displayName`.
    pub name: String,
    /// The ids of its members: people, or groups in it.
    pub members: Vec<String>,
    /// `isAssignableToRole`: it can hold roles.
    #[serde(default)]
    pub role_assignable: bool,
}

impl Group {
    pub(crate) fn shown(&self) -> Value {
        json!({
            "id": self.id,
            "displayName": self.name,
            "description": null,
            "mailEnabled": false,
            "mailNickname": "group",
            "securityEnabled": true,
            "groupTypes": [],
            "isAssignableToRole": self.role_assignable,
        })
    }
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
}

impl MethodKind {
    pub(crate) const ALL: [Self; 5] = [
        Self::Passkey,
        Self::Authenticator,
        Self::WindowsHello,
        Self::PlatformCredential,
        Self::SoftwareOath,
    ];

    /// The last part of the path of its list.
    pub(crate) const fn list(self) -> &'static str {
        match self {
            Self::Passkey => "fido2Methods",
            Self::Authenticator => "microsoftAuthenticatorMethods",
            Self::WindowsHello => "windowsHelloForBusinessMethods",
            Self::PlatformCredential => "platformCredentialMethods",
            Self::SoftwareOath => "softwareOathMethods",
        }
    }

    /// What Graph calls one.
    pub(crate) const fn type_name(self) -> &'static str {
        match self {
            Self::Passkey => "#microsoft.graph.fido2AuthenticationMethod",
            Self::Authenticator => "#microsoft.graph.microsoftAuthenticatorAuthenticationMethod",
            Self::WindowsHello => "#microsoft.graph.windowsHelloForBusinessAuthenticationMethod",
            Self::PlatformCredential => "#microsoft.graph.platformCredentialAuthenticationMethod",
            Self::SoftwareOath => "#microsoft.graph.softwareOathAuthenticationMethod",
        }
    }

    /// The name of the fine-grained permission for it.
    pub(crate) const fn permission(self) -> &'static str {
        match self {
            Self::Passkey => "Passkey",
            Self::Authenticator => "MicrosoftAuthApp",
            Self::WindowsHello => "WindowsHello",
            Self::PlatformCredential => "PlatformCred",
            Self::SoftwareOath => "SoftwareOATH",
        }
    }

    /// What the audit says that somebody registered.
    pub(crate) const fn audited(self) -> &'static str {
        match self {
            Self::Passkey => "User registered Fido2 Authentication Method",
            Self::Authenticator => "User registered Authenticator App with Notification and Code",
            Self::WindowsHello => "User registered Windows Hello for Business",
            Self::PlatformCredential => "User registered Platform Credential",
            Self::SoftwareOath => "User registered Authenticator App with Code",
        }
    }
}

/// A way in that somebody has.
#[derive(Clone, Debug)]
pub(crate) struct Method {
    pub(crate) id: String,
    pub(crate) of: String,
    pub(crate) kind: MethodKind,
    pub(crate) name: String,
    pub(crate) created_at: Timestamp,
    /// From when Graph lists it.
    pub(crate) listed_from: Timestamp,
}

impl Method {
    /// What its own list shows. Each kind has its nulls.
    pub(crate) fn shown(&self) -> Value {
        let created = seven_digits(self.created_at);
        match self.kind {
            MethodKind::Passkey => json!({
                "id": self.id,
                "displayName": self.name,
                "createdDateTime": created,
                "aaGuid": "90a3ccdf-635c-4729-a248-9b709135078f",
                "model": "Microsoft Authenticator (iOS)",
                "attestationCertificates": [],
                "attestationLevel": "notAttested",
                "passkeyType": "deviceBound",
            }),
            // The documentation: null unless phone sign-in is set up.
            MethodKind::Authenticator => json!({
                "id": self.id,
                "displayName": self.name,
                "deviceTag": "SoftwareTokenActivated",
                "phoneAppVersion": "6.8.40",
                "createdDateTime": null,
            }),
            MethodKind::WindowsHello => json!({
                "id": self.id,
                "displayName": self.name,
                "createdDateTime": created,
                "keyStrength": "normal",
            }),
            MethodKind::PlatformCredential => json!({
                "id": self.id,
                "displayName": self.name,
                "createdDateTime": created,
                "keyStrength": "normal",
                "platform": "macOS",
            }),
            MethodKind::SoftwareOath => {
                json!({ "id": self.id, "secretKey": null, "createdDateTime": created })
            }
        }
    }

    /// What the list of all methods shows.
    pub(crate) fn typed(&self) -> Value {
        let mut shown = self.shown();
        shown["@odata.type"] = self.kind.type_name().into();
        shown
    }
}
