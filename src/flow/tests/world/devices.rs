//! The devices that journeys take place on.

use crate::device::{Device, Platform};

/// What a person's own device can do; nobody knows which kind it is.
pub(crate) const ABLE: Device = Device {
    secure: true,
    framed: false,
    kiosk: false,
    touch: false,
    camera: false,
    platform: Platform::Unknown,
    phone: false,
    in_app: false,
    firefox: false,
    credentials: true,
    signals: true,
    hybrid: None,
    platform_authenticator: None,
};
/// A screen that everyone uses, which can read slips.
pub(crate) const KIOSK: Device = Device { kiosk: true, camera: true, ..ABLE };
/// A computer on which Windows Hello is not set up yet.
pub(crate) const WINDOWS: Device =
    Device { platform: Platform::Windows, platform_authenticator: Some(false), ..ABLE };
/// A phone of one's own.
pub(crate) const PHONE: Device = Device { platform: Platform::Android, phone: true, ..ABLE };
