//! The transitions of the journey: one match over the place, in it one over the event.
//!
//! Every pair is listed; there is no catch-all, so that a new event must be thought about everywhere.
//! What the newcomer does in a place that does not offer it (a second click) and an answer that comes
//! late change nothing: `stay`.

use super::{Effect, Event, Offer, Setting, State, Visit};
use crate::ceremony::CeremonyError;
use crate::notice::{Failure, Notice};
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::person::UserName;
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::way::Way;

type Step = (State, Option<Effect>);

/// Answers of the backend and of the authenticator that a place does not wait for.
macro_rules! answers_but_configured {
    () => {
        Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_)
    };
}

#[expect(clippy::too_many_lines, reason = "the whole journey on one page; each place is a few lines")]
pub(super) fn step(state: State, event: Event, now: Timestamp) -> Step {
    match state {
        State::Waking { invitation } => match event {
            Event::Configured(Ok(backend), device) => {
                let setting = Box::new(Setting { backend, device, invitation });
                match device.obstacle() {
                    Some(obstacle) => stay(State::Incapable { setting, obstacle }),
                    None => stay(State::Entering { setting, notice: None }),
                }
            }
            Event::Configured(Err(failure), _) => {
                stay(State::Unreachable { invitation, notice: Notice::Failure(failure) })
            }
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back | Event::Left => {
                stay(State::Waking { invitation })
            }
            answers_but_configured!() => stay(State::Waking { invitation }),
        },

        State::Unreachable { invitation, notice } => match event {
            // What was typed stays in the form until the backend has said what to make of it.
            Event::Accepted | Event::Submitted { .. } => go(State::Waking { invitation }, Effect::Configure),
            Event::Chose(_) | Event::Back | Event::Left => stay(State::Unreachable { invitation, notice }),
            Event::Configured(..) | answers_but_configured!() => {
                stay(State::Unreachable { invitation, notice })
            }
        },

        State::Incapable { setting, obstacle } => match event {
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back | Event::Left => {
                stay(State::Incapable { setting, obstacle })
            }
            Event::Configured(..) | answers_but_configured!() => stay(State::Incapable { setting, obstacle }),
        },

        State::Entering { setting, notice } => match event {
            Event::Submitted { user_name, pass } => submit(setting, &user_name, &pass),
            Event::Chose(_) | Event::Accepted | Event::Back | Event::Left => {
                stay(State::Entering { setting, notice })
            }
            Event::Configured(..) | answers_but_configured!() => stay(State::Entering { setting, notice }),
        },

        State::Redeeming { setting } => match event {
            Event::Redeemed(Ok(opened)) => {
                opened_visit(Box::new(Visit { setting, token: opened.token, redemption: opened.redemption }))
            }
            Event::Redeemed(Err(failure)) => {
                stay(State::Entering { setting, notice: Some(Notice::Failure(failure)) })
            }
            Event::Back | Event::Left => stay(State::Entering { setting, notice: None }),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted => stay(State::Redeeming { setting }),
            Event::Configured(..)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_) => stay(State::Redeeming { setting }),
        },

        State::Choosing { visit, notice } => match event {
            Event::Chose(way) if visit.offers(way) => offer(visit, way, now),
            Event::Left => leave(*visit),
            Event::Chose(_) | Event::Submitted { .. } | Event::Accepted | Event::Back => {
                stay(State::Choosing { visit, notice })
            }
            Event::Configured(..) | answers_but_configured!() => stay(State::Choosing { visit, notice }),
        },

        State::Preparing { visit, way } => match event {
            Event::Offered(Ok(options)) => {
                stay(State::Ready { visit, way, offer: Offer { options, since: now }, notice: None })
            }
            Event::Offered(Err(failure)) => stay(refused(visit, failure)),
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted => {
                stay(State::Preparing { visit, way })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_) => stay(State::Preparing { visit, way }),
        },

        State::Ready { visit, way, offer: ready, notice } => match event {
            Event::Accepted if visit.is_over(now) => stay(over(*visit)),
            Event::Accepted if ready.is_fresh(now) => {
                let options = ready.options.clone();
                go(State::Creating { visit, way, offer: ready }, Effect::Create(options))
            }
            Event::Accepted => offer(visit, way, now),
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) => {
                stay(State::Ready { visit, way, offer: ready, notice })
            }
            Event::Configured(..) | answers_but_configured!() => {
                stay(State::Ready { visit, way, offer: ready, notice })
            }
        },

        State::Creating { visit, way, offer } => match event {
            Event::Created(Ok(registration)) => {
                let effect = Effect::Register(visit.token.clone(), registration.clone());
                go(State::Registering { visit, registration }, effect)
            }
            Event::Created(Err(CeremonyError::Aborted)) | Event::Back => {
                stay(State::Ready { visit, way, offer, notice: None })
            }
            Event::Created(Err(error)) => {
                stay(State::Ready { visit, way, offer, notice: Some(Notice::Ceremony(error)) })
            }
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted => {
                stay(State::Creating { visit, way, offer })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_) => stay(State::Creating { visit, way, offer }),
        },

        State::Registering { visit, registration } => match event {
            Event::Registered(Ok(passkey)) => challenge(visit, passkey),
            Event::Registered(Err(failure)) if is_uncertain(&failure) => {
                stay(State::Unconfirmed { visit, registration, notice: Notice::Failure(failure) })
            }
            Event::Registered(Err(failure)) => stay(refused(visit, failure)),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back | Event::Left => {
                stay(State::Registering { visit, registration })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Challenged(_)
            | Event::Asserted(_)
            | Event::Proven(_) => stay(State::Registering { visit, registration }),
        },

        State::Unconfirmed { visit, registration, notice } => match event {
            Event::Accepted => {
                let effect = Effect::Register(visit.token.clone(), registration.clone());
                go(State::Registering { visit, registration }, effect)
            }
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Back => {
                stay(State::Unconfirmed { visit, registration, notice })
            }
            Event::Configured(..) | answers_but_configured!() => {
                stay(State::Unconfirmed { visit, registration, notice })
            }
        },

        State::Challenging { visit, passkey } => match event {
            Event::Challenged(Ok(options)) => {
                let offer = Some(Offer { options, since: now });
                stay(State::Proving { visit, passkey, offer, notice: None })
            }
            Event::Challenged(Err(failure)) => stay(unproven(visit, passkey, Notice::Failure(failure))),
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back => {
                stay(State::Challenging { visit, passkey })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Asserted(_)
            | Event::Proven(_) => stay(State::Challenging { visit, passkey }),
        },

        State::Proving { visit, passkey, offer, notice } => match event {
            Event::Accepted => match offer {
                Some(ready) if ready.is_fresh(now) => {
                    let options = ready.options.clone();
                    go(State::Asserting { visit, passkey, offer: ready }, Effect::Assert(options))
                }
                Some(_) | None => challenge(visit, passkey),
            },
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Back => {
                stay(State::Proving { visit, passkey, offer, notice })
            }
            Event::Configured(..) | answers_but_configured!() => {
                stay(State::Proving { visit, passkey, offer, notice })
            }
        },

        State::Asserting { visit, passkey, offer } => match event {
            Event::Asserted(Ok(assertion)) => {
                let effect = Effect::Prove(visit.token.clone(), assertion);
                go(State::Verifying { visit, passkey }, effect)
            }
            Event::Asserted(Err(CeremonyError::Aborted)) | Event::Back => {
                stay(State::Proving { visit, passkey, offer: Some(offer), notice: None })
            }
            Event::Asserted(Err(error)) => {
                let notice = Some(Notice::Ceremony(error));
                stay(State::Proving { visit, passkey, offer: Some(offer), notice })
            }
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted => {
                stay(State::Asserting { visit, passkey, offer })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Proven(_) => stay(State::Asserting { visit, passkey, offer }),
        },

        State::Verifying { visit, passkey } => match event {
            Event::Proven(Ok(passkey)) => stay(State::Done { visit, passkey }),
            Event::Proven(Err(failure)) => stay(unproven(visit, passkey, Notice::Failure(failure))),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back | Event::Left => {
                stay(State::Verifying { visit, passkey })
            }
            Event::Configured(..)
            | Event::Redeemed(_)
            | Event::Offered(_)
            | Event::Created(_)
            | Event::Registered(_)
            | Event::Challenged(_)
            | Event::Asserted(_) => stay(State::Verifying { visit, passkey }),
        },

        State::Done { visit, passkey } => match event {
            Event::Left => leave(*visit),
            Event::Submitted { .. } | Event::Chose(_) | Event::Accepted | Event::Back => {
                stay(State::Done { visit, passkey })
            }
            Event::Configured(..) | answers_but_configured!() => stay(State::Done { visit, passkey }),
        },
    }
}

impl Visit {
    /// Whether this way in is open to this visit: the backend offers it and the device can.
    pub fn offers(&self, way: Way) -> bool {
        self.redemption.ways.contains(&way) && self.setting.device.offers(way)
    }

    /// Whether its time to register is over; asked, never watched.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.redemption.closes_at
    }
}

fn stay(state: State) -> Step {
    (state, None)
}

fn go(state: State, effect: Effect) -> Step {
    (state, Some(effect))
}

fn submit(setting: Box<Setting>, user_name: &str, pass: &Secret) -> Step {
    let user_name = match user_name.parse::<UserName>() {
        Ok(name) => name,
        Err(error) => return stay(State::Entering { setting, notice: Some(Notice::UserName(error)) }),
    };
    match setting.backend.pass_format.read(pass.expose()) {
        Ok(pass) => go(
            State::Redeeming { setting },
            Effect::Redeem { user_name: user_name.into(), pass: pass.secret().clone() },
        ),
        Err(error) => stay(State::Entering { setting, notice: Some(Notice::Pass(error)) }),
    }
}

/// A used pass is redeemed again only to prove what it paid for; otherwise there is a way to choose.
fn opened_visit(visit: Box<Visit>) -> Step {
    let unproven =
        visit.redemption.passkeys.iter().rev().find(|passkey| passkey.proven_at.is_none()).cloned();
    match unproven {
        Some(passkey) if visit.redemption.ways.is_empty() => challenge(visit, passkey),
        Some(_) | None => stay(State::Choosing { visit, notice: None }),
    }
}

fn offer(visit: Box<Visit>, way: Way, now: Timestamp) -> Step {
    if visit.is_over(now) {
        return stay(over(*visit));
    }
    let effect = Effect::Offer(visit.token.clone(), way);
    go(State::Preparing { visit, way }, effect)
}

fn challenge(visit: Box<Visit>, passkey: Passkey) -> Step {
    let effect = Effect::Challenge(visit.token.clone(), passkey.id.clone());
    go(State::Challenging { visit, passkey }, effect)
}

fn leave(visit: Visit) -> Step {
    // The invitation greeted the one who leaves, not the next one.
    let mut setting = visit.setting;
    setting.invitation = None;
    go(State::Entering { setting, notice: None }, Effect::Leave(visit.token))
}

fn over(visit: Visit) -> State {
    State::Entering { setting: visit.setting, notice: Some(Notice::TimeOver) }
}

/// Where a failure leads that left no passkey behind: to the form when the pass must be typed again
/// or is over, else back to the choice.
fn refused(visit: Box<Visit>, failure: Failure) -> State {
    if ends_visit(&failure) {
        State::Entering { setting: visit.setting, notice: Some(Notice::Failure(failure)) }
    } else {
        State::Choosing { visit, notice: Some(Notice::Failure(failure)) }
    }
}

/// Where a failure leads when the passkey is stored: to another try, unless the redemption is gone.
fn unproven(visit: Box<Visit>, passkey: Passkey, notice: Notice) -> State {
    match &notice {
        Notice::Failure(failure) if ends_visit(failure) => {
            State::Entering { setting: visit.setting, notice: Some(notice) }
        }
        _ => State::Proving { visit, passkey, offer: None, notice: Some(notice) },
    }
}

/// Whether nobody can know what the backend did: no answer, not its answer, or a failure of its own.
fn is_uncertain(failure: &Failure) -> bool {
    match failure {
        Failure::Unreachable | Failure::Garbled => true,
        Failure::Refused(problem) => problem.status >= 500,
    }
}

fn ends_visit(failure: &Failure) -> bool {
    let Failure::Refused(problem) = failure else { return false };
    match problem.code {
        Code::PassRefused
        | Code::PassNotYetValid
        | Code::PassExpired
        | Code::PassUsed
        | Code::PassReplaced
        | Code::PassRevoked
        | Code::RedemptionEnded
        | Code::RedemptionSuperseded => true,
        Code::MalformedRequest
        | Code::PassMalformed
        | Code::InvitationRefused
        | Code::NotExtendable
        | Code::WayNotOffered
        | Code::ChallengeEnded
        | Code::PasskeyRefused
        | Code::PasskeyKnown
        | Code::PasskeyUnknown
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::Busy
        | Code::Internal
        | Code::Unknown => false,
    }
}
