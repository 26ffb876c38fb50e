//! What this device and this page can do, as far as it is known before anything is asked of it.
//!
//! Owns [`Device`], filled by the browser when the element wakes: from where the page stands, from what
//! the browser says of itself (`platform`) and from what it answers ([`Capabilities`]). What follows from
//! it stands beside it: whether anything can be done here at all, what the passkey of this device is
//! called, where its apps come from; which ways in to offer, and in which order, is `offer`'s.

mod offer;
mod platform;
#[cfg(test)]
mod tests;

pub use offer::{Offered, Reason, Standing};
pub use platform::{Platform, Signs};

use doorkey_protocol::way::Way;

/// What the browser tells about itself and the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Whether the page came over https or from this very machine (`isSecureContext`).
    pub secure: bool,
    /// Whether the page stands in a frame of another origin, where no passkey is made.
    pub framed: bool,
    /// Whether others use this device, too: the element's `kiosk` attribute.
    pub kiosk: bool,
    /// Whether it is touched: then there may be no keyboard but one on the screen.
    pub touch: bool,
    /// Whether the codes of slips can be read here: on a kiosk whose browser finds codes in what a camera
    /// sees.
    pub camera: bool,
    /// Which kind of device it is, as far as its name tells.
    pub platform: Platform,
    /// Whether it is a phone.
    pub phone: bool,
    /// Whether the page is open inside another app (a web view), as far as its name tells.
    pub in_app: bool,
    /// Whether the browser is Firefox with an engine of its own, as far as its name tells.
    pub firefox: bool,
    /// Whether `PublicKeyCredential` is there.
    pub credentials: bool,
    /// Whether it can be told that a passkey is of no use (`signalUnknownCredential`).
    pub signals: bool,
    /// Whether a phone nearby can answer for it (`hybridTransport`); `None` when the browser does not say.
    pub hybrid: Option<bool>,
    /// Whether this device itself can keep a passkey; `None` when the browser does not say.
    pub platform_authenticator: Option<bool>,
}

/// Where the page stands.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// See [`Device::secure`].
    pub secure: bool,
    /// See [`Device::framed`].
    pub framed: bool,
    /// See [`Device::kiosk`].
    pub kiosk: bool,
    /// See [`Device::camera`].
    pub camera: bool,
}

/// What the browser answers when it is asked (`getClientCapabilities()`, WebAuthn Level 3, §5.1.7).
/// `None` is unknown: a key that is absent, a question that is refused or that the browser does not know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Capabilities {
    /// `hybridTransport`
    pub hybrid_transport: Option<bool>,
    /// `passkeyPlatformAuthenticator`
    pub passkey_platform_authenticator: Option<bool>,
    /// `userVerifyingPlatformAuthenticator`, or else `isUserVerifyingPlatformAuthenticatorAvailable()`.
    pub user_verifying_platform_authenticator: Option<bool>,
    /// `signalUnknownCredential`; no, too, where there is no such function.
    pub signal_unknown_credential: Option<bool>,
}

impl Capabilities {
    /// Whether this device itself can keep a passkey. What the specification calls a passkey platform
    /// authenticator may as well be a phone nearby (§4, table of authenticator types): no means no, and
    /// yes is about this device only where no phone can be meant.
    pub fn keeps_passkeys(self) -> Option<bool> {
        match (self.user_verifying_platform_authenticator, self.passkey_platform_authenticator) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), _) => Some(true),
            (None, Some(true)) if self.hybrid_transport == Some(false) => Some(true),
            (None, Some(true) | None) => None,
        }
    }
}

/// Why nothing can be done on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page did not come over https.
    Insecure,
    /// It stands in a frame of another origin.
    Framed,
    /// The browser inside another app knows no passkeys, and no other way in is offered.
    InApp,
    /// The browser knows no passkeys: an old one. No other way in is offered.
    NoCredentials,
}

/// Where the apps of a device come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// Apple's.
    AppStore,
    /// Google's.
    GooglePlay,
}

impl Device {
    /// Put together from where the page stands, what the browser says of itself, and what it answers:
    /// nothing, where it has no `PublicKeyCredential` to ask.
    pub fn new(page: Page, signs: &Signs<'_>, capabilities: Option<Capabilities>) -> Self {
        let answers = capabilities.unwrap_or_default();
        let platform = signs.platform();
        Self {
            secure: page.secure,
            framed: page.framed,
            kiosk: page.kiosk,
            camera: page.camera,
            touch: signs.touch,
            platform,
            phone: signs.is_phone(platform),
            in_app: signs.is_in_app(platform),
            firefox: signs.is_firefox(),
            credentials: capabilities.is_some(),
            signals: capabilities.is_some() && answers.signal_unknown_credential != Some(false),
            hybrid: answers.hybrid_transport,
            platform_authenticator: answers.keeps_passkeys(),
        }
    }

    /// What keeps this page from being of any use, if anything does, where the backend offers these
    /// ways. A browser without passkeys is no obstacle while there is a way in that needs none.
    pub fn obstacle(self, ways: &[Way]) -> Option<Obstacle> {
        if !self.secure {
            Some(Obstacle::Insecure)
        } else if self.framed {
            Some(Obstacle::Framed)
        } else if self.credentials || ways.iter().any(|way| self.offers(*way)) {
            None
        } else if self.in_app && !self.kiosk {
            Some(Obstacle::InApp)
        } else {
            Some(Obstacle::NoCredentials)
        }
    }

    /// Whether Microsoft's page registers passkeys and security keys in this browser: it does in none without
    /// WebAuthn, nor in Firefox on Android (Passkey (FIDO2) authentication matrix with Microsoft Entra ID).
    pub fn registers_at_microsoft(self) -> bool {
        self.credentials && !(self.firefox && self.platform == Platform::Android)
    }

    /// Whether the passkey of this device is to be called Windows Hello. On a kiosk it is nobody's.
    pub fn hello(self) -> bool {
        self.platform == Platform::Windows && !self.kiosk
    }

    /// Where an app for this device comes from; `None` where it belongs on another device, which is one
    /// nobody knows: on a computer, and on what is not the newcomer's own.
    pub fn store(self) -> Option<Store> {
        match self.platform {
            _ if self.kiosk => None,
            Platform::Ios | Platform::IPadOs => Some(Store::AppStore),
            Platform::Android => Some(Store::GooglePlay),
            Platform::Windows
            | Platform::MacOs
            | Platform::ChromeOs
            | Platform::Linux
            | Platform::Unknown => None,
        }
    }
}

impl Store {
    /// Where Microsoft itself says to get it, on a device whose store nobody knows.
    pub const GET_AUTHENTICATOR: &str = "https://www.microsoft.com/security/mobile-authenticator-app";

    /// Where Microsoft Authenticator is there.
    pub fn authenticator(self) -> &'static str {
        match self {
            Self::AppStore => "https://apps.apple.com/app/microsoft-authenticator/id983156458",
            Self::GooglePlay => "https://play.google.com/store/apps/details?id=com.azure.authenticator",
        }
    }
}

impl Obstacle {
    /// What the site's developer can do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Insecure => {
                "this page is no secure context: serve it over https (or from localhost) to make passkeys"
            }
            Self::Framed => {
                "this page stands in a frame of another origin, where no passkey is made: open it at the top level"
            }
            Self::InApp => "this page is open in a web view without WebAuthn: open links to it in a browser",
            Self::NoCredentials => "this browser has no PublicKeyCredential",
        }
    }
}
