//! The ways in that a newcomer can choose from.
//!
//! Owns [`Way`] and what each asks of the authenticator, in the words of W3C Web Authentication.

use serde::{Deserialize, Serialize};
use webauthn_rs_proto::{AuthenticatorAttachment, PublicKeyCredentialHints};

/// A way in. A backend may know more of them than this page: those read as [`Way::Unknown`] and are
/// not offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// A passkey kept by this device: fingerprint, face or screen lock.
    Passkey,
    /// A security key on USB or held to the device.
    SecurityKey,
    /// Continue on a phone, which opens the same redemption by a QR code.
    Phone,
    /// An authenticator app: one that gives six digits, or, with Entra, Microsoft Authenticator.
    Authenticator,
    /// Windows Hello for Business, by setting up the PC; with Entra alone.
    WindowsHello,
    /// One that this version does not know.
    #[serde(other)]
    Unknown,
}

impl Way {
    /// The way in as it travels.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::SecurityKey => "securityKey",
            Self::Phone => "phone",
            Self::Authenticator => "authenticator",
            Self::WindowsHello => "windowsHello",
            Self::Unknown => "unknown",
        }
    }

    /// The way in that travels as `text`.
    pub fn named(text: &str) -> Self {
        match text {
            "passkey" => Self::Passkey,
            "securityKey" => Self::SecurityKey,
            "phone" => Self::Phone,
            "authenticator" => Self::Authenticator,
            "windowsHello" => Self::WindowsHello,
            _ => Self::Unknown,
        }
    }

    /// Whether it is a ceremony of this page: `navigator.credentials` is asked.
    pub const fn is_ceremony(self) -> bool {
        matches!(self, Self::Passkey | Self::SecurityKey)
    }

    /// Which authenticators may answer, as `authenticatorSelection.authenticatorAttachment`
    /// (WebAuthn Level 3, §5.4.4). `None` lets the browser offer all.
    pub const fn attachment(self) -> Option<AuthenticatorAttachment> {
        match self {
            Self::Passkey => Some(AuthenticatorAttachment::Platform),
            Self::SecurityKey => Some(AuthenticatorAttachment::CrossPlatform),
            Self::Phone | Self::Authenticator | Self::WindowsHello | Self::Unknown => None,
        }
    }

    /// What the browser should offer first, as `hints` (WebAuthn Level 3, §5.4.8).
    pub const fn hint(self) -> Option<PublicKeyCredentialHints> {
        match self {
            Self::Passkey => Some(PublicKeyCredentialHints::ClientDevice),
            Self::SecurityKey => Some(PublicKeyCredentialHints::SecurityKey),
            Self::Phone | Self::Authenticator | Self::WindowsHello | Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_from_a_newer_backend_is_no_error() {
        let ways: Vec<Way> = serde_json::from_str(
            r#"["passkey","securityKey","phone","authenticator","windowsHello","carrierPigeon"]"#,
        )
        .unwrap();
        assert_eq!(
            ways,
            [Way::Passkey, Way::SecurityKey, Way::Phone, Way::Authenticator, Way::WindowsHello, Way::Unknown]
        );
        for way in ways {
            assert_eq!(serde_json::to_value(way).unwrap(), way.as_str());
            assert_eq!(Way::named(way.as_str()), way);
        }
    }
}
