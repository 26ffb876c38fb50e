//! The transitions of the journey: one match over the place, in it one over the event.
//!
//! Every place says what it does with what it waits for; its last line names everything else, so that a
//! new event must be put somewhere. What the newcomer does in a place that does not offer it (a second
//! click) and an answer that comes late change nothing: `stay`.

use super::{Claims, Effect, Event, Invited, Made, Offer, Proposal, Setting, State, Subject, Visit};
use crate::ceremony::cause::{self, Incident};
use crate::doctor::{Entry, Typed, examine};
use crate::notice::{Failure, Notice};
use doorkey_protocol::problem::Code;
use doorkey_protocol::redemption::Redemption;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::Usability;
use doorkey_protocol::way::Way;

type Step = (State, Option<Effect>);

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
    };
}

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
            | Event::Copied
            | Event::Online
    };
}

#[expect(clippy::too_many_lines, reason = "the whole journey on one page; each place is a few lines")]
#[expect(unreachable_patterns, reason = "the last line of each place names again what stands above it")]
pub(super) fn step(state: State, event: Event, now: Timestamp) -> Step {
    match state {
        State::Waking { invited } => match event {
            Event::Configured(Ok(backend), device) => {
                let setting = Box::new(Setting { backend, device, invited });
                match device.obstacle() {
                    Some(obstacle) => stay(State::Incapable { setting, obstacle, copied: false }),
                    None => stay(entering(setting, None)),
                }
            }
            Event::Configured(Err(failure), _) => {
                stay(State::Unreachable { invited, notice: Notice::Failure(failure) })
            }
            Event::Accepted | Event::Submitted { .. } => go(State::Waking { invited }, Effect::Configure),
            hands!() | answers!() => stay(State::Waking { invited }),
        },

        State::Unreachable { invited, notice } => match event {
            // What was typed stays in the form until the backend has said what to make of it.
            Event::Accepted | Event::Submitted { .. } | Event::Online => {
                go(State::Waking { invited }, Effect::Configure)
            }
            hands!() | answers!() => stay(State::Unreachable { invited, notice }),
        },

        State::Incapable { setting, obstacle, copied } => match event {
            Event::WantsAddress => {
                let effect = Effect::Copy(invitation(&setting));
                go(State::Incapable { setting, obstacle, copied }, effect)
            }
            Event::WantsWindow => {
                let effect = Effect::OpenWindow(invitation(&setting));
                go(State::Incapable { setting, obstacle, copied }, effect)
            }
            Event::Copied => stay(State::Incapable { setting, obstacle, copied: true }),
            hands!() | answers!() => stay(State::Incapable { setting, obstacle, copied }),
        },

        State::Entering { mut setting, notice, mut proposal } => match event {
            Event::Submitted { user_name, pass, caps_lock } if !is_early(&setting, now) => {
                submit(setting, &Typed { user_name: &user_name, pass: pass.expose(), caps_lock })
            }
            Event::Repaired => match proposal.as_mut().and_then(|proposal| proposal.repair.take()) {
                Some(repair) => go(entering(setting, None), Effect::Retype(repair)),
                None => stay(State::Entering { setting, notice, proposal }),
            },
            Event::Insisted if !is_early(&setting, now) => {
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
            hands!() | answers!() => stay(State::Entering { setting, notice, proposal }),
        },

        State::Redeeming { mut setting } => match event {
            Event::Redeemed(Ok(opened)) => opened_visit(Box::new(Visit {
                setting,
                token: opened.token,
                redemption: opened.redemption,
                tries: Vec::new(),
            })),
            Event::Redeemed(Err(failure)) => {
                if is(&failure, Code::InvitationRefused) {
                    doubt(&mut setting);
                }
                stay(entering(setting, Some(Notice::Failure(failure))))
            }
            Event::Back => stay(entering(setting, None)),
            Event::Left => {
                setting.invited = None;
                stay(entering(setting, None))
            }
            hands!() | answers!() => stay(State::Redeeming { setting }),
        },

        State::Choosing { visit, notice } => match event {
            Event::Chose(way) if visit.offers(way) => offer(visit, way, now),
            Event::HasPasskey => challenge(visit, Subject::Known),
            Event::WantsTime => {
                let effect = more_time(&visit);
                (State::Choosing { visit, notice }, effect)
            }
            Event::Extended(Ok(redemption)) => {
                stay(State::Choosing { visit: extended(visit, redemption), notice })
            }
            Event::Extended(Err(failure)) if is(&failure, Code::NotExtendable) => {
                stay(State::Choosing { visit: as_it_is(visit), notice })
            }
            Event::Extended(Err(failure)) => stay(refused(visit, failure)),
            Event::Online => stay(State::Choosing { visit, notice: still(notice) }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Choosing { visit, notice }),
        },

        State::Preparing { visit, way } => match event {
            Event::Offered(Ok(options)) => {
                stay(State::Ready { visit, way, offer: Offer { options, since: now }, notice: None })
            }
            Event::Offered(Err(failure)) => stay(refused(visit, failure)),
            Event::Accepted => offer(visit, way, now),
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Preparing { visit, way }),
        },

        State::Ready { visit, way, offer: ready, notice } => match event {
            Event::Accepted if visit.is_over(now) => stay(over(*visit)),
            Event::Accepted if ready.is_fresh(now) => {
                let options = ready.options.clone();
                go(State::Creating { visit, way, offer: ready }, Effect::Create(options, way))
            }
            Event::Accepted => offer(visit, way, now),
            Event::HasPasskey => challenge(visit, Subject::Known),
            Event::WantsTime => {
                let effect = more_time(&visit);
                (State::Ready { visit, way, offer: ready, notice }, effect)
            }
            Event::Extended(Ok(redemption)) => {
                stay(State::Ready { visit: extended(visit, redemption), way, offer: ready, notice })
            }
            Event::Extended(Err(failure)) if is(&failure, Code::NotExtendable) => {
                stay(State::Ready { visit: as_it_is(visit), way, offer: ready, notice })
            }
            Event::Extended(Err(failure)) if ends_visit(&failure) => stay(refused(visit, failure)),
            Event::Extended(Err(failure)) => {
                stay(State::Ready { visit, way, offer: ready, notice: Some(Notice::Failure(failure)) })
            }
            Event::WantsAddress => {
                let effect = Effect::Copy(invitation(&visit.setting));
                go(State::Ready { visit, way, offer: ready, notice }, effect)
            }
            Event::WantsWindow => {
                let effect = Effect::OpenWindow(invitation(&visit.setting));
                go(State::Ready { visit, way, offer: ready, notice }, effect)
            }
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Ready { visit, way, offer: ready, notice }),
        },

        State::Creating { mut visit, way, offer } => match event {
            Event::Created(Ok(registration)) => {
                register(visit, Box::new(Made { options: offer.options, registration }))
            }
            Event::Created(Err(incident)) => {
                let notice = trouble(&mut visit, &incident);
                stay(State::Ready { visit, way, offer, notice })
            }
            Event::Back => stay(State::Ready { visit, way, offer, notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Creating { visit, way, offer }),
        },

        State::Registering { visit, made } => match event {
            Event::Registered(Ok(passkey)) => challenge(visit, Subject::New(passkey)),
            Event::Registered(Err(failure)) if is_uncertain(&failure) => {
                stay(State::Unconfirmed { visit, made, notice: Notice::Failure(failure) })
            }
            // Registered already: of use, only not through this.
            Event::Registered(Err(failure)) if is(&failure, Code::PasskeyKnown) => {
                stay(refused(visit, failure))
            }
            Event::Registered(Err(failure)) => go(refused(visit, failure), Effect::Disown(made)),
            Event::Accepted => register(visit, made),
            hands!() | answers!() => stay(State::Registering { visit, made }),
        },

        State::Unconfirmed { visit, made, notice } => match event {
            Event::Accepted | Event::Online => register(visit, made),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Unconfirmed { visit, made, notice }),
        },

        State::Challenging { visit, subject } => match event {
            Event::Challenged(Ok(options)) => {
                let offer = Some(Offer { options, since: now });
                stay(State::Proving { visit, subject, offer, notice: None })
            }
            Event::Challenged(Err(failure)) => stay(unproven(visit, subject, failure)),
            Event::Accepted => challenge(visit, subject),
            Event::Back if subject.is_known() => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Challenging { visit, subject }),
        },

        State::Proving { visit, subject, offer, notice } => match event {
            Event::Accepted => match offer {
                Some(ready) if ready.is_fresh(now) => {
                    let effect = Effect::Assert(ready.options.clone(), subject.way());
                    go(State::Asserting { visit, subject, offer: ready }, effect)
                }
                Some(_) | None => challenge(visit, subject),
            },
            Event::WantsTime => {
                let effect = more_time(&visit);
                (State::Proving { visit, subject, offer, notice }, effect)
            }
            Event::Extended(Ok(redemption)) => {
                stay(State::Proving { visit: extended(visit, redemption), subject, offer, notice })
            }
            Event::Extended(Err(failure)) if is(&failure, Code::NotExtendable) => {
                stay(State::Proving { visit: as_it_is(visit), subject, offer, notice })
            }
            Event::Extended(Err(failure)) => stay(unproven(visit, subject, failure)),
            Event::Online => stay(State::Proving { visit, subject, offer, notice: still(notice) }),
            Event::Back if subject.is_known() => stay(State::Choosing { visit, notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Proving { visit, subject, offer, notice }),
        },

        State::Asserting { mut visit, subject, offer } => match event {
            Event::Asserted(Ok(assertion)) => {
                let effect = Effect::Prove(visit.token.clone(), assertion);
                go(State::Verifying { visit, subject }, effect)
            }
            Event::Asserted(Err(incident)) => {
                let notice = trouble(&mut visit, &incident);
                stay(State::Proving { visit, subject, offer: Some(offer), notice })
            }
            Event::Back => stay(State::Proving { visit, subject, offer: Some(offer), notice: None }),
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Asserting { visit, subject, offer }),
        },

        State::Verifying { visit, subject } => match event {
            Event::Proven(Ok(passkey)) => stay(State::Done { visit, passkey, known: subject.is_known() }),
            Event::Proven(Err(failure)) => stay(unproven(visit, subject, failure)),
            // Its challenge may be answered already: a new one is asked for.
            Event::Accepted => challenge(visit, subject),
            hands!() | answers!() => stay(State::Verifying { visit, subject }),
        },

        State::Done { visit, passkey, known } => match event {
            Event::Left => leave(*visit),
            hands!() | answers!() => stay(State::Done { visit, passkey, known }),
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

impl Subject {
    /// Whether the person had it before.
    pub fn is_known(&self) -> bool {
        matches!(self, Self::Known)
    }

    /// The way in by which it came, as far as that is known.
    pub fn way(&self) -> Way {
        match self {
            Self::New(passkey) => passkey.way,
            Self::Known => Way::Passkey,
        }
    }
}

fn stay(state: State) -> Step {
    (state, None)
}

fn go(state: State, effect: Effect) -> Step {
    (state, Some(effect))
}

fn entering(setting: Box<Setting>, notice: Option<Notice>) -> State {
    State::Entering { setting, notice, proposal: None }
}

/// Whether the invitation says that the pass at hand cannot be used yet. What has no use is not sent.
fn is_early(setting: &Setting, now: Timestamp) -> bool {
    let claims = setting.invited.as_ref().and_then(|invited| invited.claims.as_ref());
    claims.is_some_and(|claims| matches!(claims.validity.at(now), Usability::NotYet(_)))
}

/// The invitation is not about the pass at hand, or not ours; whom it greeted is still here.
fn doubt(setting: &mut Setting) {
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

/// The invitation as it stood in the address, while it is about the pass at hand.
fn invitation(setting: &Setting) -> Option<String> {
    let claims = setting.invited.as_ref().and_then(|invited| invited.claims.as_ref());
    claims.map(|Claims { text, .. }| text.clone())
}

fn redeem(setting: Box<Setting>, entry: Entry) -> Step {
    let effect = Effect::Redeem {
        user_name: entry.user_name.into(),
        pass: entry.pass.secret().clone(),
        invitation: invitation(&setting),
    };
    go(State::Redeeming { setting }, effect)
}

/// A used pass is redeemed again only to prove what it paid for; otherwise there is a way to choose.
fn opened_visit(visit: Box<Visit>) -> Step {
    let unproven =
        visit.redemption.passkeys.iter().rev().find(|passkey| passkey.proven_at.is_none()).cloned();
    match unproven {
        Some(passkey) if visit.redemption.ways.is_empty() => challenge(visit, Subject::New(passkey)),
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

fn register(visit: Box<Visit>, made: Box<Made>) -> Step {
    let effect = Effect::Register(visit.token.clone(), made.registration.clone());
    go(State::Registering { visit, made }, effect)
}

fn challenge(visit: Box<Visit>, subject: Subject) -> Step {
    let id = match &subject {
        Subject::New(passkey) => Some(passkey.id.clone()),
        Subject::Known => None,
    };
    let effect = Effect::Challenge(visit.token.clone(), id);
    go(State::Challenging { visit, subject }, effect)
}

fn more_time(visit: &Visit) -> Option<Effect> {
    visit.redemption.extendable.then(|| Effect::Extend(visit.token.clone()))
}

fn extended(mut visit: Box<Visit>, redemption: Redemption) -> Box<Visit> {
    visit.redemption = redemption;
    visit
}

/// More time is not granted: it is not offered any longer.
fn as_it_is(mut visit: Box<Visit>) -> Box<Visit> {
    visit.redemption.extendable = false;
    visit
}

/// Finds the cause of what went wrong in a ceremony, and remembers it for the next one.
fn trouble(visit: &mut Visit, incident: &Incident) -> Option<Notice> {
    let cause = cause::find(incident, &visit.tries);
    if cause.is_silent() {
        return None;
    }
    visit.tries.push(cause);
    Some(Notice::Ceremony(cause))
}

/// What of a notice still holds when the device is online again.
fn still(notice: Option<Notice>) -> Option<Notice> {
    notice.filter(|notice| !matches!(notice, Notice::Failure(Failure::Offline)))
}

fn leave(visit: Visit) -> Step {
    // The invitation greeted the one who leaves, not the next one.
    let mut setting = visit.setting;
    setting.invited = None;
    go(entering(setting, None), Effect::Leave(visit.token))
}

fn over(visit: Visit) -> State {
    entering(visit.setting, Some(Notice::TimeOver))
}

/// Where a failure leads that left no passkey behind: to the form when the pass must be typed again
/// or is over, else back to the choice.
fn refused(visit: Box<Visit>, failure: Failure) -> State {
    if ends_visit(&failure) {
        entering(visit.setting, Some(Notice::Failure(failure)))
    } else {
        State::Choosing { visit, notice: Some(Notice::Failure(failure)) }
    }
}

/// Where a failure leads when there is a passkey: to another try, unless the redemption is gone or there
/// is none after all.
fn unproven(visit: Box<Visit>, subject: Subject, failure: Failure) -> State {
    if ends_visit(&failure) || (subject.is_known() && is(&failure, Code::PasskeyUnknown)) {
        return refused(visit, failure);
    }
    State::Proving { visit, subject, offer: None, notice: Some(Notice::Failure(failure)) }
}

fn is(failure: &Failure, code: Code) -> bool {
    matches!(failure, Failure::Refused(problem) if problem.code == code)
}

/// Whether nobody can know what the backend did: no answer, not its answer, or a failure of its own.
fn is_uncertain(failure: &Failure) -> bool {
    match failure {
        Failure::Offline | Failure::Unreachable | Failure::Slow | Failure::Blocked | Failure::Garbled => true,
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
        Code::InvitationRefused
        | Code::NotExtendable
        | Code::MalformedRequest
        | Code::PassMalformed
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
