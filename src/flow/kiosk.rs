//! The screen that belongs to the desk, between two newcomers.
//!
//! Owns [`Kiosk`]: resting until somebody touches it, reading a slip with the camera, and the staff
//! corner. Resting is where every ending leads on a kiosk, and nothing of anybody is in it; whoever runs
//! the flow wipes the page when it is reached.

use super::step::{self, Step, go, stay, still};
use super::{Effect, Event, Invited, Phone, Setting, SigningIn, State};
use crate::idle::Patience;
use crate::notice::{Mistyped, Notice};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::redemption::SecondWay;

/// Where the screen is.
#[derive(Clone, Debug)]
pub enum Kiosk {
    /// It waits for the next one.
    Resting,
    /// The camera looks for the code of a slip.
    Scanning {
        /// What was the matter with what it saw.
        notice: Option<Notice>,
    },
    /// The staff's PIN is asked for.
    Locked {
        /// What was the matter with the last one.
        notice: Option<Notice>,
    },
    /// The PIN is at the backend.
    Unlocking,
    /// What staff may see.
    Open(StaffReport),
}

impl State {
    /// Whether it is a screen that everyone uses, and waits for the next one.
    pub fn rests(&self) -> bool {
        matches!(self, Self::Kiosk { kiosk: Kiosk::Resting, .. })
    }

    /// How long a screen that everyone uses waits here for somebody who has gone.
    pub fn patience(&self) -> Patience {
        match self {
            Self::Waking { .. } | Self::Unreachable { .. } | Self::Incapable { .. } => Patience::Endless,
            Self::Kiosk { kiosk: Kiosk::Resting, .. } => Patience::Endless,
            Self::Creating { .. }
            | Self::Asserting { .. }
            | Self::App { .. }
            // The phone is looked for, and the code is scanned.
            | Self::SigningIn { signing_in: SigningIn::Elsewhere { .. }, .. }
            | Self::Phone { phone: Phone::Shown { .. }, .. } => Patience::Long,
            Self::Phone { phone: Phone::Away { stage, .. }, .. } => match stage {
                Stage::Proven | Stage::Left | Stage::Expired => Patience::Short,
                _ => Patience::Long,
            },
            Self::Done { visit, .. } if visit.redemption.second_way != SecondWay::Required => Patience::Short,
            _ => Patience::Usual,
        }
    }
}

/// Where every ending leads on a kiosk: nobody is greeted any more.
pub(super) fn rest(mut setting: Box<Setting>) -> State {
    setting.forget();
    setting.handed = None;
    State::Kiosk { setting, kiosk: Kiosk::Resting }
}

/// Begins to look for a slip.
pub(super) fn scan(setting: Box<Setting>) -> Step {
    go(State::Kiosk { setting, kiosk: Kiosk::Scanning { notice: None } }, Effect::Scan)
}

/// Where somebody begins who has touched it. With Entra nobody signs in here: Microsoft's session would stay.
fn entering(setting: Box<Setting>, notice: Option<Notice>) -> State {
    if setting.signs_in_at_microsoft() {
        State::SigningIn { setting, signing_in: SigningIn::Elsewhere { notice } }
    } else {
        step::entering(setting, notice)
    }
}

pub(super) fn step(mut setting: Box<Setting>, kiosk: Kiosk, event: Event) -> Step {
    let entering = |setting, notice| stay(entering(setting, notice));
    match (kiosk, event) {
        (Kiosk::Resting, Event::Accepted) => entering(setting, None),
        (Kiosk::Resting, Event::WantsStaff) if setting.backend.staff => {
            stay(State::Kiosk { setting, kiosk: Kiosk::Locked { notice: None } })
        }
        (Kiosk::Scanning { .. }, Event::Scanned(Ok(Some(invited)))) => {
            setting.invited = Some(Invited::clone(&invited));
            entering(setting, None)
        }
        (Kiosk::Scanning { .. }, Event::Scanned(Ok(None))) => {
            let kiosk = Kiosk::Scanning { notice: Some(Notice::ScannedOther) };
            go(State::Kiosk { setting, kiosk }, Effect::Scan)
        }
        (Kiosk::Scanning { .. }, Event::Scanned(Err(()))) => entering(setting, Some(Notice::NoCamera)),
        (Kiosk::Scanning { .. }, Event::Back) => entering(setting, None),
        (Kiosk::Locked { .. }, Event::Typed(pin)) => {
            if pin.expose().trim().is_empty() {
                let notice = Some(Notice::Mistyped(Mistyped::Pin));
                return stay(State::Kiosk { setting, kiosk: Kiosk::Locked { notice } });
            }
            go(State::Kiosk { setting, kiosk: Kiosk::Unlocking }, Effect::Report(pin))
        }
        (Kiosk::Unlocking, Event::Reported(Ok(report))) => {
            stay(State::Kiosk { setting, kiosk: Kiosk::Open(report) })
        }
        (Kiosk::Unlocking, Event::Reported(Err(failure))) => {
            let notice = Some(Notice::Failure(failure));
            stay(State::Kiosk { setting, kiosk: Kiosk::Locked { notice } })
        }
        (Kiosk::Locked { notice }, Event::Online) => {
            stay(State::Kiosk { setting, kiosk: Kiosk::Locked { notice: still(notice) } })
        }
        (Kiosk::Locked { .. } | Kiosk::Unlocking | Kiosk::Open(_), Event::Back) => stay(rest(setting)),
        // From the start: the server may have another page by now.
        (Kiosk::Open(_), Event::Accepted) => go(rest(setting), Effect::Reload),
        (_, Event::Left | Event::Idled) => stay(rest(setting)),
        (kiosk, _) => stay(State::Kiosk { setting, kiosk }),
    }
}
