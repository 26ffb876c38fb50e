//! Which ways in a device offers, in which order, and what stands against the others.
//!
//! Owns [`Offered`] and its rules; the table of `device/tests.rs` has a row for each. What could work
//! but does not here is told with its reason; what makes no sense here is not spoken of.

use super::{Device, Platform};
use doorkey_protocol::way::Way;

/// A way in, and how it stands on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Which.
    pub way: Way,
    /// How it stands.
    pub standing: Standing,
}

/// How a way in stands on a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It can be chosen; so can what nobody knows about.
    Open,
    /// It can be once a screen lock is set up in the device's settings; on Windows, Windows Hello. A
    /// PIN is enough for either.
    SetUp,
    /// It cannot be chosen here.
    Closed(Reason),
}

/// Why a way in cannot be chosen here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Others use this device, too: it keeps nobody's passkey.
    Kiosk,
    /// This device cannot keep a passkey as it is.
    NoPlatformAuthenticator,
    /// The browser inside another app makes no passkeys; the device's own browser may.
    InApp,
    /// The browser knows no passkeys: an old one.
    NoCredentials,
    /// The browser does, and Microsoft's page does not use them in it.
    NotAtMicrosoft,
}

impl Device {
    /// What of these ways in to show, the best first: what can be chosen now, then what has to be set up,
    /// then what cannot be.
    pub fn offer(self, ways: &[Way]) -> Vec<Offered> {
        let mut offered = Vec::new();
        for turn in 0..3 {
            for way in self.order() {
                if ways.contains(&way)
                    && let Some(standing) = self.standing(way)
                    && standing.turn() == turn
                {
                    offered.push(Offered { way, standing });
                }
            }
        }
        offered
    }

    /// What of these ways in is set up at Microsoft, the best first. Nothing here is made by this page, so only
    /// what this browser could not do on Microsoft's page either is closed.
    pub fn hand_off(self, ways: &[Way]) -> Vec<Offered> {
        use Way::{Authenticator, Passkey, SecurityKey, WindowsHello};
        let order = match self.platform {
            Platform::Windows => [Passkey, WindowsHello, Authenticator, SecurityKey],
            _ if self.is_own_phone() => [Passkey, Authenticator, WindowsHello, SecurityKey],
            _ => [Passkey, Authenticator, SecurityKey, WindowsHello],
        };
        let standing = |way| match way {
            Passkey | SecurityKey if !self.credentials => Standing::Closed(self.why_none()),
            Passkey | SecurityKey if !self.registers_at_microsoft() => {
                Standing::Closed(Reason::NotAtMicrosoft)
            }
            _ => Standing::Open,
        };
        // It may keep no passkey itself; Microsoft's page still offers those of other devices.
        let unlikely = self.platform_authenticator == Some(false) || self.is_unlikely_to_keep();
        let mut offered: Vec<_> = order
            .into_iter()
            .filter(|way| ways.contains(way))
            // Microsoft registers no security keys there.
            .filter(|way| !(*way == SecurityKey && self.platform == Platform::ChromeOs))
            .map(|way| Offered { way, standing: standing(way) })
            .collect();
        offered.sort_by_key(|offered| (offered.standing.turn(), unlikely && offered.way == Passkey));
        offered
    }

    /// Whether this way in can be chosen now. What is unknown can.
    pub fn offers(self, way: Way) -> bool {
        self.standing(way) == Some(Standing::Open)
    }

    /// How a way in stands; `None` when it makes no sense here.
    pub fn standing(self, way: Way) -> Option<Standing> {
        Some(match way {
            Way::Passkey if self.kiosk => Standing::Closed(Reason::Kiosk),
            Way::Passkey | Way::SecurityKey if !self.credentials => Standing::Closed(self.why_none()),
            Way::Passkey if self.platform_authenticator == Some(false) => self.without_own(),
            Way::Passkey | Way::SecurityKey | Way::Authenticator => Standing::Open,
            // What it leads to is this phone already. At a desk it is not the newcomer's.
            Way::Phone if self.is_own_phone() => return None,
            Way::Phone => Standing::Open,
            // With Entra alone: see `hand_off`.
            Way::WindowsHello | Way::Unknown => return None,
        })
    }

    /// The passkey, where this device cannot keep one now.
    fn without_own(self) -> Standing {
        match self.platform {
            // An app's own browser says so for itself, whatever the device can.
            _ if self.in_app => Standing::Closed(Reason::InApp),
            // What they lack is the screen lock.
            Platform::Windows | Platform::Android | Platform::Ios | Platform::IPadOs => Standing::SetUp,
            // These have one. What else they lack is not set up in a minute.
            Platform::MacOs | Platform::ChromeOs | Platform::Linux | Platform::Unknown => {
                Standing::Closed(Reason::NoPlatformAuthenticator)
            }
        }
    }

    /// Why there are no passkeys at all. Whoever stands at a kiosk cannot open another browser.
    fn why_none(self) -> Reason {
        if self.in_app && !self.kiosk { Reason::InApp } else { Reason::NoCredentials }
    }

    fn is_own_phone(self) -> bool {
        self.phone && !self.kiosk
    }

    /// Nobody knows whether it keeps passkeys, and nearly none of its kind does.
    fn is_unlikely_to_keep(self) -> bool {
        self.platform == Platform::Linux && self.platform_authenticator.is_none()
    }

    fn order(self) -> [Way; 4] {
        use Way::{Authenticator, Passkey, Phone, SecurityKey};
        if self.is_own_phone() {
            // The app goes onto this very phone. A key has to be held to it, and few have one.
            [Passkey, Phone, Authenticator, SecurityKey]
        } else if self.is_unlikely_to_keep() {
            [Phone, SecurityKey, Authenticator, Passkey]
        } else {
            [Passkey, Phone, SecurityKey, Authenticator]
        }
    }
}

impl Standing {
    fn turn(self) -> u8 {
        match self {
            Self::Open => 0,
            Self::SetUp => 1,
            Self::Closed(_) => 2,
        }
    }
}
