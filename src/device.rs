//! What this device and this page can do, as far as it is known before anything is asked of it.
//!
//! Owns [`Device`], filled by the browser when the element wakes, and what follows from it: whether a
//! passkey can be made here at all, and which ways in to offer.

use crate::text::has;
use doorkey_protocol::way::Way;

/// What the browser tells about itself and the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Device {
    /// Whether the page came over https or from this very machine (`isSecureContext`).
    pub secure: bool,
    /// Whether `PublicKeyCredential` is there.
    pub credentials: bool,
    /// Whether the page stands in a frame of another origin, where no passkey is made.
    pub framed: bool,
    /// Whether the page is open inside another app (a web view), as far as its name tells.
    pub in_app: bool,
    /// Whether it can be told that a passkey is of no use (`signalUnknownCredential`).
    pub signals: bool,
    /// Whether this device itself can keep a passkey; `None` when the browser does not say.
    pub platform_authenticator: Option<bool>,
    /// kiosk
    pub kiosk: bool,
    /// camera
    pub camera: bool,
}
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered { pub way: Way, pub standing: Standing }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing { Open, SetUp, Closed(Reason) }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason { Kiosk, Browser }
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store { AppStore, GooglePlay }
impl Store { pub fn authenticator(self) -> &'static str { "" } }
impl Device {
    pub fn offer(self, ways: &[Way]) -> Vec<Offered> { ways.iter().map(|w| Offered{way:*w, standing: Standing::Open}).collect() }
    pub fn hello(self) -> bool { false }
    pub fn is_phone(self) -> bool { false }
    pub fn store(self) -> Option<Store> { None }
}

/// Why no passkey can be made on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page did not come over https.
    Insecure,
    /// It stands in a frame of another origin.
    Framed,
    /// The browser inside another app knows no passkeys.
    InApp,
    /// The browser knows no passkeys: an old one.
    NoCredentials,
}

impl Device {
    /// What keeps this page from making a passkey, if anything does.
    pub fn obstacle(self) -> Option<Obstacle> {
        if !self.secure {
            Some(Obstacle::Insecure)
        } else if self.framed {
            Some(Obstacle::Framed)
        } else if self.credentials {
            None
        } else if self.in_app {
            Some(Obstacle::InApp)
        } else {
            Some(Obstacle::NoCredentials)
        }
    }

    /// Whether to offer this way in. What is unknown is offered.
    pub fn offers(self, way: Way) -> bool {
        match way {
            Way::Passkey => self.platform_authenticator != Some(false),
            Way::SecurityKey | Way::Phone | Way::Authenticator => true,
            Way::Unknown => false,
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

/// Whether a browser that calls itself this (`navigator.userAgent`) stands inside another app. It may
/// hide: this only helps to name the cause when a passkey was refused, and never forbids one.
pub fn is_in_app(user_agent: &str) -> bool {
    // Android marks its web views itself; the others are apps that open links in one of their own.
    const MARKS: &[&str] = &[
        "; wv)",
        "FBAN/",
        "FBAV/",
        "Instagram ",
        "Line/",
        "LinkedInApp",
        "MicroMessenger/",
        "Snapchat/",
        "BytedanceWebview",
    ];
    let apple = has(user_agent, "iPhone") || has(user_agent, "iPad");
    MARKS.iter().any(|mark| has(user_agent, mark))
        // On iOS each browser says "Safari/", and a bare web view does not.
        || (apple && has(user_agent, "AppleWebKit/") && !has(user_agent, "Safari/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABLE: Device = Device {
        secure: true,
        credentials: true,
        framed: false,
        in_app: false,
        signals: true,
        platform_authenticator: None,
    };

    #[test]
    fn obstacles_are_found_in_the_order_in_which_they_can_be_removed() {
        for (device, expected) in [
            (ABLE, None),
            (Device { secure: false, credentials: false, ..ABLE }, Some(Obstacle::Insecure)),
            (Device { framed: true, ..ABLE }, Some(Obstacle::Framed)),
            (Device { credentials: false, ..ABLE }, Some(Obstacle::NoCredentials)),
            (Device { credentials: false, in_app: true, ..ABLE }, Some(Obstacle::InApp)),
            (Device { in_app: true, ..ABLE }, None),
        ] {
            assert_eq!(device.obstacle(), expected, "{device:?}");
        }
    }

    #[test]
    fn what_is_unknown_is_offered() {
        for (known, offered) in [(None, true), (Some(true), true), (Some(false), false)] {
            let device = Device { platform_authenticator: known, ..ABLE };
            assert_eq!(device.offers(Way::Passkey), offered, "{known:?}");
            assert!(device.offers(Way::SecurityKey));
            assert!(!device.offers(Way::Unknown));
        }
    }

    #[test]
    fn browsers_inside_apps_are_told_from_real_ones() {
        const IPHONE: &str =
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        const ANDROID: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9";
        const CHROME: &str = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";
        for (user_agent, expected) in [
            (format!("{IPHONE} Version/18.5 Mobile/15E148 Safari/604.1"), false),
            (format!("{IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1"), false),
            (format!("{IPHONE} FxiOS/140.0 Mobile/15E148 Safari/605.1.15"), false),
            (format!("{IPHONE} Mobile/15E148"), true),
            (format!("{IPHONE} Mobile/15E148 Instagram 390.0.0.28.85"), true),
            (format!("{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/520.0]"), true),
            (format!("{ANDROID}) {CHROME}"), false),
            (format!("{ANDROID}; wv) Version/4.0 {CHROME}"), true),
            (format!("{ANDROID}; wv) Version/4.0 {CHROME} [FB_IAB/FB4A;FBAV/520.0]"), true),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0".into(),
                false,
            ),
            (String::new(), false),
        ] {
            assert_eq!(is_in_app(&user_agent), expected, "{user_agent}");
        }
    }
}
