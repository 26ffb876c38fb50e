//! Windows Hello that is not set up yet: the way to the settings, and the way back.
//!
//! Owns the one place [`State::Hello`]. The journey looks again whenever the newcomer comes back to the
//! page ([`Event::Returned`]) or says so; once Windows Hello is there, it goes on to the passkey.

use super::step::{Step, go, stay};
use super::visit::offer;
use super::{Effect, Event, State, Visit};
use crate::ceremony::cause::Cause;
use crate::notice::Notice;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::way::Way;

pub(super) fn begin(visit: Box<Visit>) -> Step {
    stay(State::Hello { visit, notice: None })
}

pub(super) fn step(mut visit: Box<Visit>, notice: Option<Notice>, event: &Event, now: Timestamp) -> Step {
    match event {
        // Who comes back without a word is not told that it is missing: they know.
        Event::Returned => go(State::Hello { visit, notice }, Effect::Look { said: false }),
        Event::Accepted => go(State::Hello { visit, notice }, Effect::Look { said: true }),
        Event::Looked { device, said } => {
            visit.setting.device = *device;
            if device.platform_authenticator == Some(true) {
                offer(visit, Way::Passkey, now)
            } else {
                let missing =
                    if device.hello() { Notice::HelloNotYet } else { Notice::Ceremony(Cause::NoScreenLock) };
                stay(State::Hello { visit, notice: if *said { Some(missing) } else { notice } })
            }
        }
        Event::Back => stay(State::Choosing { visit, notice: None }),
        Event::Left | Event::Idled => visit.leave(),
        _ => stay(State::Hello { visit, notice }),
    }
}
