//! The transitions from the accepted pass on, as `step` has those before it.
//!
//! Owns the places of a visit, from [`State::Choosing`] to [`State::Done`]. Entered by [`open`] when the
//! backend has said yes, and by [`step`] from then on; ends where a visit leads back to the form. Nothing
//! before the accepted pass needs any of it, so that the build can have it loaded later: who calls in here
//! calls one of these two, which stay functions of their own.

use super::link::fragment;
use super::step::{Step, answers, entering, go, hands, is, stay, still};
use super::{Effect, Event, Gained, Handed, Made, Managing, Offer, Setting, State, Subject, Visit};
use super::{app, claim, envelope, hand_off, hello, kiosk, manage, phone, sign_in};
use crate::ceremony::cause::{self, Incident};
use crate::device::{Offered, Standing};
use crate::notice::{Failure, Notice};
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::problem::Code;
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::way::Way;

/// The pass was accepted. A used one is redeemed again only to prove what it paid for; otherwise there is
/// a way to choose.
#[inline(never)]
pub(super) fn open(setting: Box<Setting>, opened: Opened) -> Step {
    let Opened { token, redemption } = opened;
    let visit = Box::new(Visit::new(setting, token, redemption));
    let unproven =
        visit.redemption.passkeys.iter().rev().find(|passkey| passkey.proven_at.is_none()).cloned();
    match unproven {
        Some(passkey) if visit.redemption.ways.is_empty() => challenge(visit, Subject::New(passkey)),
        Some(_) | None => stay(State::Choosing { visit, notice: None }),
    }
}

/// The next step of a visit.
#[inline(never)]
#[expect(clippy::too_many_lines, reason = "the whole visit on one page; each place is a few lines")]
#[expect(unreachable_patterns, reason = "the last line of each place names again what stands above it")]
pub(super) fn step(state: State, event: Event, now: Timestamp) -> Step {
    match state {
        State::Choosing { mut visit, notice } => match event {
            Event::Chose(way) if visit.is_over(now) && visit.offers(way).is_some() => stay(over(visit)),
            Event::Chose(way) => match visit.offers(way) {
                Some(standing) => chosen(visit, way, standing, now),
                None => stay(State::Choosing { visit, notice }),
            },
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
            Event::WantsAddress => {
                let effect = Effect::Copy(fragment(&visit.setting));
                go(State::Choosing { visit, notice }, effect)
            }
            Event::Copied => {
                visit.setting.copied = true;
                stay(State::Choosing { visit, notice })
            }
            Event::WantsLater if visit.setting.device.kiosk => stay(State::Later { visit }),
            // The first way in is theirs already: nothing is lost by not taking a second one.
            Event::Back if visit.gained.is_some() => stay(State::Done { visit, notice: None }),
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Choosing { visit, notice }),
        },

        State::Preparing { visit, way } => match event {
            Event::Offered(Ok(options)) => {
                stay(State::Ready { visit, way, offer: Offer { options, since: now }, notice: None })
            }
            Event::Offered(Err(failure)) => stay(refused(visit, failure)),
            Event::Accepted => offer(visit, way, now),
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Preparing { visit, way }),
        },

        State::Ready { mut visit, way, offer: ready, notice } => match event {
            Event::Accepted if visit.is_over(now) => stay(over(visit)),
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
                let effect = Effect::Copy(fragment(&visit.setting));
                go(State::Ready { visit, way, offer: ready, notice }, effect)
            }
            Event::Copied => {
                visit.setting.copied = true;
                stay(State::Ready { visit, way, offer: ready, notice })
            }
            Event::WantsWindow => {
                let effect = Effect::OpenWindow(fragment(&visit.setting));
                go(State::Ready { visit, way, offer: ready, notice }, effect)
            }
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left | Event::Idled => visit.leave(),
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
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Creating { visit, way, offer }),
        },

        State::Registering { mut visit, made } => match event {
            Event::Registered(Ok(passkey)) => {
                visit.asked = Some(made.options);
                challenge(visit, Subject::New(passkey))
            }
            Event::Registered(Err(failure)) if is_uncertain(&failure) => {
                stay(State::Unconfirmed { visit, made, notice: Notice::Failure(failure) })
            }
            // Registered already: of use, only not through this.
            Event::Registered(Err(failure)) if is(&failure, Code::PasskeyKnown) => {
                stay(refused(visit, failure))
            }
            Event::Registered(Err(failure)) => go(refused(visit, failure), Effect::Disown(made)),
            Event::Accepted => register(visit, made),
            Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Registering { visit, made }),
        },

        State::Unconfirmed { visit, made, notice } => match event {
            Event::Accepted | Event::Online => register(visit, made),
            Event::Left | Event::Idled => visit.leave(),
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
            Event::Left | Event::Idled => visit.leave(),
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
            Event::Left | Event::Idled => visit.leave(),
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
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Asserting { visit, subject, offer }),
        },

        State::Verifying { visit, subject } => match event {
            Event::Proven(Ok(passkey)) => gained(
                visit,
                if subject.is_known() { Gained::Known(passkey) } else { Gained::Passkey(passkey) },
            ),
            Event::Proven(Err(failure)) => stay(unproven(visit, subject, failure)),
            // Its challenge may be answered already: a new one is asked for.
            Event::Accepted => challenge(visit, subject),
            Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Verifying { visit, subject }),
        },

        State::Done { mut visit, notice } => match event {
            Event::Managed(Ok(redemption)) => {
                visit.redemption = redemption;
                stay(State::Done { visit, notice })
            }
            Event::Online => stay(State::Done { visit, notice: still(notice) }),
            Event::WantsSecond => stay(State::Choosing { visit, notice: None }),
            Event::WantsName(id) => {
                stay(State::Managing { visit, managing: Managing::Naming { id, notice: None } })
            }
            Event::WantsRemoval(id) => stay(State::Managing { visit, managing: Managing::Removing { id } }),
            Event::WantsPaper => go(State::Done { visit, notice }, Effect::Print),
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Done { visit, notice }),
        },

        State::Managing { visit, managing } => manage::step(visit, managing, event),
        State::Phone { visit, phone } => phone::step(visit, phone, event),
        State::Claiming { setting, claiming } => claim::step(setting, claiming, event),
        State::Unsealing { setting, unsealing } => envelope::step(setting, unsealing, event, now),
        State::SigningIn { setting, signing_in } => sign_in::step(setting, signing_in, event, now),
        State::HandingOff { account, hand_off } => hand_off::step(account, hand_off, event, now),
        State::App { visit, app } => app::step(visit, app, event),
        State::Hello { visit, notice } => hello::step(visit, notice, &event, now),
        State::Kiosk { setting, kiosk } => kiosk::step(setting, kiosk, event),

        State::Later { visit } => match event {
            Event::WantsPaper => go(State::Later { visit }, Effect::Print),
            Event::Back => stay(State::Choosing { visit, notice: None }),
            Event::Left | Event::Idled => visit.leave(),
            hands!() | answers!() => stay(State::Later { visit }),
        },

        // The places before it are in `flow/step.rs`.
        State::Waking { .. }
        | State::Unreachable { .. }
        | State::Incapable { .. }
        | State::Entering { .. }
        | State::Redeeming { .. } => stay(state),
    }
}

/// The page stands on a screen that everyone uses: it rests.
#[inline(never)]
pub(super) fn rest(setting: Box<Setting>) -> Step {
    stay(kiosk::rest(setting))
}

/// The page was opened by a link that brought something to go on with, or stands before Microsoft's sign-in.
#[inline(never)]
pub(super) fn take_up(mut setting: Box<Setting>) -> Step {
    if setting.signs_in_at_microsoft() {
        return sign_in::begin(setting);
    }
    match setting.handed.clone() {
        Some(Handed::Handover(secret)) => claim::begin(setting, secret),
        Some(Handed::Envelope(text)) => envelope::begin(setting, &text),
        // Of a sign-in that this backend knows nothing of.
        Some(Handed::SignIn { .. }) | None => {
            setting.handed = None;
            stay(entering(setting, None))
        }
    }
}

/// The newcomer of a kiosk wants their slip to be read.
#[inline(never)]
pub(super) fn scan(setting: Box<Setting>) -> Step {
    kiosk::scan(setting)
}

impl Visit {
    /// A visit that has just been opened.
    pub(super) fn new(setting: Box<Setting>, token: Secret, redemption: Redemption) -> Self {
        Self { setting, token, redemption, tries: Vec::new(), gained: None, asked: None, orphan: false }
    }

    /// What this visit can choose from, the best for this device first: what the backend offers, with
    /// what the device makes of it.
    pub fn offered(&self) -> impl Iterator<Item = Offered> {
        self.setting.device.offer(&self.redemption.ways).into_iter()
    }

    /// Whether this way in is open to this visit, and how.
    pub fn offers(&self, way: Way) -> Option<Standing> {
        let offered = self.offered().find(|offered| offered.way == way)?;
        (!matches!(offered.standing, Standing::Closed(_))).then_some(offered.standing)
    }

    /// Whether its time to register is over; asked, never watched.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now >= self.redemption.closes_at
    }

    /// Whether its pass has paid for what was gained, and cannot be used again.
    pub fn is_spent(&self) -> bool {
        self.redemption.one_time && matches!(self.gained, Some(Gained::Passkey(_) | Gained::App(_)))
    }

    /// Whether all that is theirs is one passkey that lives on this device and nowhere else.
    pub fn lives_here_only(&self) -> bool {
        let mut proven = self.proven();
        let lives_here = |passkey: &Passkey| passkey.way == Way::Passkey && !passkey.backed_up;
        proven.next().is_some_and(lives_here)
            && proven.next().is_none()
            && self.redemption.authenticators.is_empty()
    }

    /// The passkeys of this pass that count: they have signed in.
    pub fn proven(&self) -> impl Iterator<Item = &Passkey> {
        self.redemption.passkeys.iter().filter(|passkey| passkey.proven_at.is_some())
    }

    /// Leaves it: the redemption is closed. A screen that everyone uses rests then.
    pub(super) fn leave(self) -> Step {
        forget(self.setting, Effect::Leave(self.token))
    }

    /// Leaves it to the phone that it went on with: only the view of it is forgotten.
    pub(super) fn let_go(self) -> Step {
        forget(self.setting, Effect::Unhand(self.token))
    }
}

/// Whose visit it was is forgotten. A screen that everyone uses rests.
pub(super) fn forget(mut setting: Box<Setting>, effect: Effect) -> Step {
    if setting.device.kiosk {
        return go(kiosk::rest(setting), effect);
    }
    // The invitation greeted the one who leaves, not the next one.
    setting.forget();
    let place = if setting.signs_in_at_microsoft() {
        sign_in::greeted(setting, None, None)
    } else {
        entering(setting, None)
    };
    go(place, effect)
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

pub(super) fn offer(visit: Box<Visit>, way: Way, now: Timestamp) -> Step {
    if visit.is_over(now) {
        return stay(over(visit));
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

/// The chosen way in, each to where it begins.
fn chosen(visit: Box<Visit>, way: Way, standing: Standing, now: Timestamp) -> Step {
    match (way, standing) {
        (Way::Passkey, Standing::SetUp) => hello::begin(visit),
        (Way::Phone, _) => phone::begin(visit),
        (Way::Authenticator, _) => app::begin(visit),
        (Way::Passkey | Way::SecurityKey | Way::WindowsHello | Way::Unknown, _) => offer(visit, way, now),
    }
}

/// A way in is theirs. What the backend has made of it is asked for, and not waited for.
pub(super) fn gained(mut visit: Box<Visit>, gained: Gained) -> Step {
    match &gained {
        Gained::Passkey(passkey) => {
            visit.redemption.passkeys.retain(|known| known.id != passkey.id);
            visit.redemption.passkeys.push(passkey.clone());
        }
        Gained::App(app) => visit.redemption.authenticators.push(app.clone()),
        Gained::Known(_) => {}
    }
    visit.tries.clear();
    visit.gained.get_or_insert(gained);
    let effect = Effect::Review(visit.token.clone());
    go(State::Done { visit, notice: None }, effect)
}

fn over(visit: Box<Visit>) -> State {
    ended(visit, Notice::TimeOver)
}

/// The visit is over before its aim: to the form, or, where the first way in is theirs, to that.
fn ended(mut visit: Box<Visit>, notice: Notice) -> State {
    if visit.gained.is_some() {
        visit.redemption.ways.clear();
        State::Done { visit, notice: None }
    } else {
        entering(visit.setting, Some(notice))
    }
}

/// Where a failure leads that left no passkey behind: to the form when the pass must be typed again
/// or is over, else back to the choice.
pub(super) fn refused(visit: Box<Visit>, failure: Failure) -> State {
    if ends_visit(&failure) {
        ended(visit, Notice::Failure(failure))
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

/// Whether nobody can know what the backend did: no answer, not its answer, or a failure of its own.
pub(super) fn is_uncertain(failure: &Failure) -> bool {
    match failure {
        Failure::Offline | Failure::Unreachable | Failure::Slow | Failure::Blocked | Failure::Garbled => true,
        Failure::Refused(problem) => problem.status >= 500,
    }
}

pub(super) fn ends_visit(failure: &Failure) -> bool {
    let Failure::Refused(problem) = failure else { return false };
    match problem.code {
        Code::PassRefused
        | Code::PassNotYetValid
        | Code::PassExpired
        | Code::PassUsed
        | Code::PassReplaced
        | Code::PassRevoked
        | Code::PassBlocked
        | Code::RedemptionEnded
        | Code::RedemptionSuperseded
        | Code::RedemptionMoved => true,
        Code::InvitationRefused
        | Code::NotExtendable
        | Code::MalformedRequest
        | Code::PassMalformed
        | Code::PassTooSoon
        | Code::WayNotOffered
        | Code::ChallengeEnded
        | Code::PasskeyRefused
        | Code::PasskeyKnown
        | Code::PasskeyUnknown
        | Code::MethodUnknown
        | Code::MethodLast
        | Code::DeviceShared
        | Code::AuthenticatorEnded
        | Code::CodeWrong
        | Code::CodeUsed
        | Code::CodeClock
        | Code::CodeTooSoon
        | Code::HandoverEnded
        | Code::HandoverClaimed
        | Code::EnvelopeOpened
        | Code::EnvelopeEnded
        | Code::NumberWrong
        | Code::PinWrong
        | Code::PinTooSoon
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::Busy
        | Code::Internal
        | Code::SignInUnknown
        | Code::SignInRefused
        | Code::PageRefused
        | Code::DirectoryUnavailable
        | Code::VisitEnded
        | Code::Unknown => false,
    }
}
