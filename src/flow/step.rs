//! The transitions of the journey: one match over the place, in it one over the event.
//!
//! Owns the places up to the accepted pass; those of a visit stand in `visit`.
//! Every place says what it does with what it waits for; its last line names everything else, so that a
//! new event must be put somewhere. What the newcomer does in a place that does not offer it (a second
//! click) and an answer that comes late change nothing: `stay`.

use super::link::{fragment, invitation};
use super::{Effect, Errand, Event, Invited, Opening, Proposal, Setting, State, visit};
use crate::doctor::{Entry, Typed, examine};
use crate::notice::{Failure, Notice};
use doorkey_protocol::problem::Code;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::Usability;

pub(super) type Step = (State, Option<Effect>);

/// Everything that the newcomer can do, in places that offer only some of it.
macro_rules! hands {
    () => {
        Event::Submitted { .. }
            | Event::Repaired
            | Event::Insisted
            | Event::HasNewerPass
            | Event::WantsTime
            | Event::HasPasskey
            | Event::WantsAddress
            | Event::WantsWindow
            | Event::Chose(_)
            | Event::Accepted
            | Event::Back
            | Event::Left
            | Event::Declined
            | Event::Typed(_)
            | Event::WantsSecond
            | Event::WantsName(_)
            | Event::WantsRemoval(_)
            | Event::WantsLater
            | Event::WantsPaper
            | Event::WantsStaff
            | Event::WantsScan
            | Event::WantsSignIn
            | Event::WantsNews
            | Event::WantsCheck
            | Event::ChosePc(_)
            | Event::SaysDone
            | Event::Idled
            | Event::Returned
    };
}
pub(super) use hands;

/// Everything that the world can answer, in places that wait for only some of it.
macro_rules! answers {
    () => {
        Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_)
            | Event::Extended(_)
            | Event::Handed(_)
            | Event::Watched(_)
            | Event::Agreed(_)
            | Event::Claimed(_)
            | Event::Followed(_)
            | Event::Unsealed(_)
            | Event::Greeted(_)
            | Event::Led(_)
            | Event::Stranded
            | Event::SignedIn(_)
            | Event::Seen(_)
            | Event::AppOffered(_)
            | Event::Confirmed(_)
            | Event::Managed(_)
            | Event::Looked { .. }
            | Event::Scanned(_)
            | Event::Reported(_)
            | Event::Copied
            | Event::Online
    };
}
pub(super) use answers;

#[expect(unreachable_patterns, reason = "the last line of each place names again what stands above it")]
pub(super) fn step(state: State, event: Event, now: Timestamp) -> Step {
    match state {
        State::Waking { opening } => match event {
            Event::Configured(Ok(backend), device) => {
                // On a screen that everyone uses, nobody is greeted before they have begun.
                let Opening { invited, handed, .. } = if device.kiosk { Opening::default() } else { opening };
                let setting = Box::new(Setting {
                    backend,
                    device,
                    invited,
                    handed,
                    been_there: false,
                    errand: Errand::First,
                    copied: false,
                });
                match device.obstacle(&setting.backend.ways) {
                    Some(obstacle) => stay(State::Incapable { setting, obstacle }),
                    None if device.kiosk => visit::rest(setting),
                    None if setting.handed.is_some() || setting.signs_in_at_microsoft() => {
                        visit::take_up(setting)
                    }
                    None => stay(entering(setting, None)),
                }
            }
            Event::Configured(Err(failure), _) => {
                stay(State::Unreachable { opening, notice: Notice::Failure(failure) })
            }
            Event::Accepted | Event::Submitted { .. } => go(State::Waking { opening }, Effect::Configure),
            hands!() | answers!() => stay(State::Waking { opening }),
        },

        State::Unreachable { opening, notice } => match event {
            // What was typed stays in the form until the backend has said what to make of it.
            Event::Accepted | Event::Submitted { .. } | Event::Online => {
                go(State::Waking { opening }, Effect::Configure)
            }
            hands!() | answers!() => stay(State::Unreachable { opening, notice }),
        },

        State::Incapable { mut setting, obstacle } => match event {
            Event::WantsAddress => {
                let effect = Effect::Copy(fragment(&setting));
                go(State::Incapable { setting, obstacle }, effect)
            }
            Event::WantsWindow => {
                let effect = Effect::OpenWindow(fragment(&setting));
                go(State::Incapable { setting, obstacle }, effect)
            }
            Event::Copied => {
                setting.copied = true;
                stay(State::Incapable { setting, obstacle })
            }
            hands!() | answers!() => stay(State::Incapable { setting, obstacle }),
        },

        State::Entering { mut setting, notice, mut proposal } => match event {
            Event::Submitted { user_name, pass, caps_lock }
                if !is_early(&setting, now) && !is_paused(notice.as_ref(), now) =>
            {
                submit(setting, &Typed { user_name: &user_name, pass: pass.expose(), caps_lock })
            }
            Event::Repaired => match proposal.as_mut().and_then(|proposal| proposal.repair.take()) {
                Some(repair) => go(entering(setting, None), Effect::Retype(repair)),
                None => stay(State::Entering { setting, notice, proposal }),
            },
            Event::Insisted if !is_early(&setting, now) && !is_paused(notice.as_ref(), now) => {
                match proposal.as_mut().and_then(|proposal| proposal.as_typed.take()) {
                    Some(entry) => redeem(setting, entry),
                    None => stay(State::Entering { setting, notice, proposal }),
                }
            }
            Event::HasNewerPass => {
                doubt(&mut setting);
                stay(entering(setting, None))
            }
            Event::Online => stay(State::Entering { setting, notice: still(notice), proposal }),
            Event::WantsScan if setting.device.camera => visit::scan(setting),
            Event::Left | Event::Idled if setting.device.kiosk => visit::rest(setting),
            hands!() | answers!() => stay(State::Entering { setting, notice, proposal }),
        },

        State::Redeeming { mut setting } => match event {
            Event::Redeemed(Ok(opened)) => visit::open(setting, opened),
            Event::Redeemed(Err(failure)) => {
                if is(&failure, Code::InvitationRefused) {
                    doubt(&mut setting);
                }
                stay(entering(setting, Some(Notice::Failure(failure))))
            }
            Event::Back => stay(entering(setting, None)),
            Event::Left | Event::Idled if setting.device.kiosk => visit::rest(setting),
            Event::Left => {
                setting.forget();
                stay(entering(setting, None))
            }
            hands!() | answers!() => stay(State::Redeeming { setting }),
        },

        State::Choosing { .. }
        | State::Preparing { .. }
        | State::Ready { .. }
        | State::Creating { .. }
        | State::Registering { .. }
        | State::Unconfirmed { .. }
        | State::Challenging { .. }
        | State::Proving { .. }
        | State::Asserting { .. }
        | State::Verifying { .. }
        | State::Done { .. }
        | State::Managing { .. }
        | State::Phone { .. }
        | State::Claiming { .. }
        | State::Unsealing { .. }
        | State::SigningIn { .. }
        | State::HandingOff { .. }
        | State::App { .. }
        | State::Hello { .. }
        | State::Later { .. }
        | State::Kiosk { .. } => visit::step(state, event, now),
    }
}

pub(super) fn stay(state: State) -> Step {
    (state, None)
}

pub(super) fn go(state: State, effect: Effect) -> Step {
    (state, Some(effect))
}

pub(super) fn entering(setting: Box<Setting>, notice: Option<Notice>) -> State {
    State::Entering { setting, notice, proposal: None }
}

/// Whether the invitation says that the pass at hand cannot be used yet. What has no use is not sent.
fn is_early(setting: &Setting, now: Timestamp) -> bool {
    setting.claims().is_some_and(|claims| matches!(claims.validity.at(now), Usability::NotYet(_)))
}

/// Whether no pass is looked at before a pause is over, which is of no more use.
pub(super) fn is_paused(notice: Option<&Notice>, now: Timestamp) -> bool {
    notice.is_some_and(|notice| notice.pauses(now))
}

/// The invitation is not about the pass at hand, or not ours; whom it greeted is still here.
pub(super) fn doubt(setting: &mut Setting) {
    if let Some(Invited { claims, .. }) = &mut setting.invited {
        *claims = None;
    }
}

fn submit(setting: Box<Setting>, typed: &Typed<'_>) -> Step {
    match examine(setting.backend.pass_format, typed) {
        Ok(entry) => redeem(setting, entry),
        Err(diagnosis) => stay(State::Entering {
            setting,
            notice: Some(Notice::Slip(diagnosis.finding)),
            proposal: Some(Box::new(Proposal { repair: diagnosis.repair, as_typed: diagnosis.as_typed })),
        }),
    }
}

fn redeem(setting: Box<Setting>, entry: Entry) -> Step {
    let effect = Effect::Redeem {
        user_name: entry.user_name.into(),
        pass: entry.pass.secret().clone(),
        invitation: invitation(&setting),
    };
    go(State::Redeeming { setting }, effect)
}

/// What of a notice still holds when the device is online again.
pub(super) fn still(notice: Option<Notice>) -> Option<Notice> {
    notice.filter(|notice| !matches!(notice, Notice::Failure(Failure::Offline)))
}

pub(super) fn is(failure: &Failure, code: Code) -> bool {
    matches!(failure, Failure::Refused(problem) if problem.code == code)
}
