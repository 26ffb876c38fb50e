//! What this device and this page can do, as far as it is known before anything is asked of it.
//!
//! Owns [`Device`], filled by the browser when the element wakes, and what follows from it: whether a
//! passkey can be made here at all, and which ways in to offer.

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
    /// Whether this device itself can keep a passkey; `None` when the browser does not say.
    pub platform_authenticator: Option<bool>,
}

/// Why no passkey can be made on this page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The page did not come over https.
    Insecure,
    /// It stands in a frame of another origin.
    Framed,
    /// The browser knows no passkeys: an old one, or one inside another app.
    NoCredentials,
}

impl Device {
    /// What keeps this page from making a passkey, if anything does.
    pub fn obstacle(self) -> Option<Obstacle> {
        if !self.secure {
            Some(Obstacle::Insecure)
        } else if self.framed {
            Some(Obstacle::Framed)
        } else if !self.credentials {
            Some(Obstacle::NoCredentials)
        } else {
            None
        }
    }

    /// Whether to offer this way in. What is unknown is offered.
    pub fn offers(self, way: Way) -> bool {
        match way {
            Way::Passkey => self.platform_authenticator != Some(false),
            Way::SecurityKey => true,
            Way::Unknown => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABLE: Device =
        Device { secure: true, credentials: true, framed: false, platform_authenticator: None };

    #[test]
    fn obstacles_are_found_in_the_order_in_which_they_can_be_removed() {
        for (device, expected) in [
            (ABLE, None),
            (Device { secure: false, credentials: false, ..ABLE }, Some(Obstacle::Insecure)),
            (Device { framed: true, ..ABLE }, Some(Obstacle::Framed)),
            (Device { credentials: false, ..ABLE }, Some(Obstacle::NoCredentials)),
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
}
