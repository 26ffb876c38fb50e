//! The world of the tests: one newcomer, one backend, one device, and every place and event by a name.
//!
//! Owns what the tables of `flow`, `view` and `words` are made of.

use crate::ceremony::Ceremony;
use crate::ceremony::cause::{Cause, Ended, Incident};
use crate::device::{Device, Obstacle};
use crate::doctor::{Finding, Repair};
use crate::flow::{Claims, Effect, Event, Invited, Made, Offer, Proposal, Setting, State, Subject, Visit};
use crate::notice::{Failure, Notice};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Span, Timestamp};
use doorkey_protocol::validity::Validity;
use doorkey_protocol::way::Way;

/// Noon.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(12 * 3_600_000);

pub(crate) const PASS: &str = "s3cr3t-pass";

pub(crate) const ABLE: Device = Device {
    secure: true,
    credentials: true,
    framed: false,
    in_app: false,
    signals: true,
    platform_authenticator: None,
};

pub(crate) fn minutes(minutes: i64) -> Span {
    Span::from_mins(minutes)
}

pub(crate) fn backend() -> Configuration {
    Configuration {
        name: "Demo".into(),
        help: Some("the desk".into()),
        pass_format: PassFormat::Printable,
        ways: vec![Way::Passkey, Way::SecurityKey],
        now: NOW,
    }
}

pub(crate) fn person() -> Person {
    Person { user_name: "sam@demo.example".into(), display_name: "Sam".into() }
}

/// An hour, so much after noon.
pub(crate) fn validity(starts_after: Span) -> Validity {
    Validity { starts_at: NOW + starts_after, lifetime_in_minutes: Lifetime::DEFAULT }
}

pub(crate) fn invited(starts_after: Span) -> Invited {
    let claims = Claims { validity: validity(starts_after), text: "claims.signature".into() };
    Invited { person: person(), claims: Some(claims) }
}

pub(crate) fn setting() -> Box<Setting> {
    Box::new(Setting { backend: backend(), device: ABLE, invited: None })
}

/// With an invitation to a pass that starts so much after noon.
pub(crate) fn invited_setting(starts_after: Span) -> Box<Setting> {
    Box::new(Setting { invited: Some(invited(starts_after)), ..*setting() })
}

pub(crate) fn passkey() -> Passkey {
    Passkey { id: "cred".into(), way: Way::Passkey, backed_up: false, created_at: NOW, proven_at: None }
}

/// Opened at noon, for ten minutes.
pub(crate) fn redemption() -> Redemption {
    Redemption {
        person: person(),
        validity: validity(minutes(0)),
        one_time: true,
        closes_at: NOW + minutes(10),
        extendable: false,
        ways: vec![Way::Passkey, Way::SecurityKey],
        passkeys: vec![],
        now: NOW,
    }
}

pub(crate) fn extendable() -> Redemption {
    Redemption { extendable: true, ..redemption() }
}

pub(crate) fn visit_of(redemption: Redemption) -> Box<Visit> {
    let token = Secret::new("token".into());
    Box::new(Visit { setting: invited_setting(minutes(0)), token, redemption, tries: vec![] })
}

pub(crate) fn visit() -> Box<Visit> {
    visit_of(redemption())
}

pub(crate) fn offer<T>(options: T) -> Offer<T> {
    Offer { options, since: NOW }
}

pub(crate) fn creation() -> CreationOptions {
    CreationOptions("{}".into())
}

pub(crate) fn request() -> RequestOptions {
    RequestOptions("{}".into())
}

pub(crate) fn made() -> Box<Made> {
    Box::new(Made { options: creation(), registration: Registration("{}".into()) })
}

pub(crate) fn problem(code: Code) -> Box<Problem> {
    Box::new(Problem::new(code))
}

pub(crate) fn refused(code: Code) -> Failure {
    Failure::Refused(problem(code))
}

/// What the doctor proposes: a repair, or trying what was typed, or both.
pub(crate) fn proposal(repair: bool, as_typed: bool) -> Box<Proposal> {
    let repair = repair.then(|| Repair { user_name: None, pass: Some(Secret::new(PASS.into())) });
    let entry = || crate::doctor::Entry {
        user_name: "sam".parse().expect("a user name"),
        pass: PASS.parse().expect("a pass"),
    };
    Box::new(Proposal { repair, as_typed: as_typed.then(entry) })
}

/// A ceremony that was ended by an error of this name, after a dialog of five seconds.
pub(crate) fn incident(name: &str) -> Box<Incident> {
    Box::new(Incident {
        ceremony: Ceremony::Registration,
        way: Way::Passkey,
        ended: Ended::Threw { name: name.into(), message: String::new() },
        took: Span::from_secs(5),
        timeout: None,
        lost_focus: true,
        was_hidden: false,
        aborted_by_us: name == "AbortError",
        activated: Some(true),
        permitted: Some(true),
        taken_over: false,
        bluetooth: None,
        device: ABLE,
    })
}

pub(crate) fn choosing(visit: Box<Visit>) -> State {
    State::Choosing { visit, notice: None }
}

pub(crate) fn ready(visit: Box<Visit>) -> State {
    State::Ready { visit, way: Way::Passkey, offer: offer(creation()), notice: None }
}

pub(crate) fn creating(visit: Box<Visit>) -> State {
    State::Creating { visit, way: Way::Passkey, offer: offer(creation()) }
}

pub(crate) fn proving(visit: Box<Visit>, subject: Subject) -> State {
    State::Proving { visit, subject, offer: Some(offer(request())), notice: None }
}

pub(crate) fn entering(setting: Box<Setting>) -> State {
    State::Entering { setting, notice: None, proposal: None }
}

fn entering_with(setting: Box<Setting>, repair: bool, as_typed: bool) -> State {
    let notice = Some(Notice::Slip(Finding::TrailingMark));
    State::Entering { setting, notice, proposal: Some(proposal(repair, as_typed)) }
}

/// Every place, in every standing in which it does something else.
pub(crate) fn states() -> Vec<(&'static str, State)> {
    let way = Way::Passkey;
    let new = || Subject::New(passkey());
    let offline = || Notice::Failure(Failure::Offline);
    let early = || invited_setting(minutes(30));
    vec![
        ("Waking", State::Waking { invited: None }),
        ("Unreachable", State::Unreachable { invited: None, notice: Notice::Failure(Failure::Unreachable) }),
        (
            "Incapable",
            State::Incapable { setting: setting(), obstacle: Obstacle::NoCredentials, copied: false },
        ),
        ("Entering", entering(setting())),
        ("Entering invited", entering(invited_setting(minutes(0)))),
        ("Entering early", entering(early())),
        ("Entering early doubted", entering_with(early(), false, true)),
        ("Entering repairable", entering_with(setting(), true, false)),
        ("Entering doubted", entering_with(setting(), true, true)),
        ("Entering offline", State::Entering { setting: setting(), notice: Some(offline()), proposal: None }),
        ("Redeeming", State::Redeeming { setting: invited_setting(minutes(0)) }),
        ("Choosing", choosing(visit())),
        ("Choosing extendable", choosing(visit_of(extendable()))),
        ("Choosing offline", State::Choosing { visit: visit(), notice: Some(offline()) }),
        ("Preparing", State::Preparing { visit: visit(), way }),
        ("Ready", ready(visit())),
        ("Ready extendable", ready(visit_of(extendable()))),
        ("Creating", creating(visit())),
        ("Registering", State::Registering { visit: visit(), made: made() }),
        ("Unconfirmed", State::Unconfirmed { visit: visit(), made: made(), notice: offline() }),
        ("Challenging new", State::Challenging { visit: visit(), subject: new() }),
        ("Challenging known", State::Challenging { visit: visit(), subject: Subject::Known }),
        ("Proving new", proving(visit(), new())),
        ("Proving known", proving(visit(), Subject::Known)),
        ("Proving extendable", proving(visit_of(extendable()), new())),
        (
            "Proving offline",
            State::Proving { visit: visit(), subject: new(), offer: None, notice: Some(offline()) },
        ),
        ("Asserting new", State::Asserting { visit: visit(), subject: new(), offer: offer(request()) }),
        (
            "Asserting known",
            State::Asserting { visit: visit(), subject: Subject::Known, offer: offer(request()) },
        ),
        ("Verifying new", State::Verifying { visit: visit(), subject: new() }),
        ("Verifying known", State::Verifying { visit: visit(), subject: Subject::Known }),
        ("Done", State::Done { visit: visit(), passkey: passkey(), known: false }),
    ]
}

pub(crate) fn state(name: &str) -> State {
    let found = states().into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no place {name:?}")).1
}

pub(crate) fn submitted(user_name: &str, pass: &str) -> Event {
    Event::Submitted { user_name: user_name.into(), pass: Secret::new(pass.into()), caps_lock: false }
}

pub(crate) fn opened(redemption: Redemption) -> Event {
    Event::Redeemed(Ok(Opened { token: Secret::new("token".into()), redemption }))
}

/// Everything that can happen, in every manner that leads somewhere else.
pub(crate) fn events() -> Vec<(&'static str, Event)> {
    let used = Redemption { ways: vec![], passkeys: vec![passkey()], ..redemption() };
    let longer = Redemption { closes_at: NOW + minutes(20), ..redemption() };
    vec![
        ("submit", submitted("sam", PASS)),
        ("submit a slip", submitted("sam", "abcd efgh1")),
        ("repair", Event::Repaired),
        ("insist", Event::Insisted),
        ("newer pass", Event::HasNewerPass),
        ("more time", Event::WantsTime),
        ("have passkey", Event::HasPasskey),
        ("address", Event::WantsAddress),
        ("window", Event::WantsWindow),
        ("choose", Event::Chose(Way::Passkey)),
        ("choose a stranger", Event::Chose(Way::Unknown)),
        ("accept", Event::Accepted),
        ("back", Event::Back),
        ("leave", Event::Left),
        ("configured", Event::Configured(Ok(backend()), ABLE)),
        ("configured, framed", Event::Configured(Ok(backend()), Device { framed: true, ..ABLE })),
        ("not configured", Event::Configured(Err(Failure::Unreachable), ABLE)),
        ("redeemed", opened(redemption())),
        ("redeemed to prove", opened(used)),
        ("not redeemed", Event::Redeemed(Err(refused(Code::PassRefused)))),
        ("invitation refused", Event::Redeemed(Err(refused(Code::InvitationRefused)))),
        ("offered", Event::Offered(Ok(creation()))),
        ("not offered", Event::Offered(Err(Failure::Unreachable))),
        ("created", Event::Created(Ok(Registration("{}".into())))),
        ("not created", Event::Created(Err(incident("NotAllowedError")))),
        ("creation stopped", Event::Created(Err(incident("AbortError")))),
        ("registered", Event::Registered(Ok(passkey()))),
        ("not registered", Event::Registered(Err(refused(Code::PasskeyRefused)))),
        ("registered before", Event::Registered(Err(refused(Code::PasskeyKnown)))),
        ("registration unknown", Event::Registered(Err(Failure::Unreachable))),
        ("challenged", Event::Challenged(Ok(request()))),
        ("not challenged", Event::Challenged(Err(Failure::Unreachable))),
        ("none to challenge", Event::Challenged(Err(refused(Code::PasskeyUnknown)))),
        ("asserted", Event::Asserted(Ok(Assertion("{}".into())))),
        ("not asserted", Event::Asserted(Err(incident("NotAllowedError")))),
        ("assertion stopped", Event::Asserted(Err(incident("AbortError")))),
        ("proven", Event::Proven(Ok(passkey()))),
        ("not proven", Event::Proven(Err(Failure::Unreachable))),
        ("proven unknown", Event::Proven(Err(refused(Code::PasskeyUnknown)))),
        ("extended", Event::Extended(Ok(longer))),
        ("not extended", Event::Extended(Err(refused(Code::NotExtendable)))),
        ("copied", Event::Copied),
        ("online", Event::Online),
    ]
}

pub(crate) fn event(name: &str) -> Event {
    let found = events().into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no event {name:?}")).1
}

pub(crate) fn place(state: &State) -> &'static str {
    match state {
        State::Waking { .. } => "Waking",
        State::Unreachable { .. } => "Unreachable",
        State::Incapable { .. } => "Incapable",
        State::Entering { .. } => "Entering",
        State::Redeeming { .. } => "Redeeming",
        State::Choosing { .. } => "Choosing",
        State::Preparing { .. } => "Preparing",
        State::Ready { .. } => "Ready",
        State::Creating { .. } => "Creating",
        State::Registering { .. } => "Registering",
        State::Unconfirmed { .. } => "Unconfirmed",
        State::Challenging { .. } => "Challenging",
        State::Proving { .. } => "Proving",
        State::Asserting { .. } => "Asserting",
        State::Verifying { .. } => "Verifying",
        State::Done { .. } => "Done",
    }
}

/// The code of the notice, or nothing.
pub(crate) fn notice(state: &State) -> &'static str {
    match state {
        State::Entering { notice, .. }
        | State::Choosing { notice, .. }
        | State::Ready { notice, .. }
        | State::Proving { notice, .. } => notice.as_ref().map_or("", Notice::code),
        State::Unreachable { notice, .. } | State::Unconfirmed { notice, .. } => notice.code(),
        _ => "",
    }
}

pub(crate) fn asked(effect: Option<&Effect>) -> &'static str {
    match effect {
        None => "",
        Some(Effect::Configure) => "Configure",
        Some(Effect::Redeem { .. }) => "Redeem",
        Some(Effect::Retype(_)) => "Retype",
        Some(Effect::Offer(..)) => "Offer",
        Some(Effect::Create(..)) => "Create",
        Some(Effect::Register(..)) => "Register",
        Some(Effect::Disown(_)) => "Disown",
        Some(Effect::Challenge(..)) => "Challenge",
        Some(Effect::Assert(..)) => "Assert",
        Some(Effect::Prove(..)) => "Prove",
        Some(Effect::Extend(_)) => "Extend",
        Some(Effect::Copy(_)) => "Copy",
        Some(Effect::OpenWindow(_)) => "OpenWindow",
        Some(Effect::Leave(_)) => "Leave",
    }
}

/// The visit of a place that has one.
pub(crate) fn visit_in(state: &State) -> Option<&Visit> {
    match state {
        State::Choosing { visit, .. }
        | State::Preparing { visit, .. }
        | State::Ready { visit, .. }
        | State::Creating { visit, .. }
        | State::Registering { visit, .. }
        | State::Unconfirmed { visit, .. }
        | State::Challenging { visit, .. }
        | State::Proving { visit, .. }
        | State::Asserting { visit, .. }
        | State::Verifying { visit, .. }
        | State::Done { visit, .. } => Some(visit),
        _ => None,
    }
}

/// Why ceremonies of the visit gave nothing.
pub(crate) fn tries(state: &State) -> &[Cause] {
    visit_in(state).map_or(&[], |visit| &visit.tries)
}

/// Whom the page's address greeted, as it is known here.
pub(crate) fn invitation(state: &State) -> Option<&Invited> {
    match state {
        State::Waking { invited } | State::Unreachable { invited, .. } => invited.as_ref(),
        State::Incapable { setting, .. } | State::Entering { setting, .. } | State::Redeeming { setting } => {
            setting.invited.as_ref()
        }
        other => visit_in(other)?.setting.invited.as_ref(),
    }
}
