//! The journey as a table: every place, every event, what comes of it.

use super::*;
use crate::ceremony::Fault;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::time::Lifetime;
use doorkey_protocol::validity::Validity;

const NOW: Timestamp = Timestamp::from_millis(1_000_000);
const ABLE: Device = Device { secure: true, credentials: true, framed: false, platform_authenticator: None };

fn backend() -> Configuration {
    Configuration {
        name: "Demo".into(),
        help: None,
        pass_format: PassFormat::Printable,
        ways: vec![Way::Passkey],
        now: NOW,
    }
}

fn setting() -> Box<Setting> {
    Box::new(Setting { backend: backend(), device: ABLE, invitation: None })
}

fn passkey() -> Passkey {
    Passkey { id: "cred".into(), way: Way::Passkey, backed_up: false, created_at: NOW, proven_at: None }
}

fn redemption() -> Redemption {
    Redemption {
        person: Person { user_name: "sam@demo.example".into(), display_name: "Sam".into() },
        validity: Validity { starts_at: NOW, lifetime_in_minutes: Lifetime::DEFAULT },
        one_time: true,
        closes_at: NOW + Span::from_mins(10),
        ways: vec![Way::Passkey, Way::SecurityKey],
        passkeys: vec![],
        now: NOW,
    }
}

fn visit() -> Box<Visit> {
    Box::new(Visit { setting: setting(), token: Secret::new("token".into()), redemption: redemption() })
}

fn offer<T>(options: T) -> Offer<T> {
    Offer { options, since: NOW }
}

fn creation() -> CreationOptions {
    CreationOptions("{}".into())
}

fn registration() -> Registration {
    Registration("{}".into())
}

fn request() -> RequestOptions {
    RequestOptions("{}".into())
}

fn refused(code: Code) -> Failure {
    Failure::Refused(Box::new(Problem::new(code)))
}

fn states() -> Vec<State> {
    let way = Way::Passkey;
    vec![
        State::Waking { invitation: None },
        State::Unreachable { invitation: None, notice: Notice::Failure(Failure::Unreachable) },
        State::Incapable { setting: setting(), obstacle: Obstacle::NoCredentials },
        State::Entering { setting: setting(), notice: None },
        State::Redeeming { setting: setting() },
        State::Choosing { visit: visit(), notice: None },
        State::Preparing { visit: visit(), way },
        State::Ready { visit: visit(), way, offer: offer(creation()), notice: None },
        State::Creating { visit: visit(), way, offer: offer(creation()) },
        State::Registering { visit: visit(), registration: registration() },
        State::Unconfirmed {
            visit: visit(),
            registration: registration(),
            notice: Notice::Failure(Failure::Unreachable),
        },
        State::Challenging { visit: visit(), passkey: passkey() },
        State::Proving { visit: visit(), passkey: passkey(), offer: Some(offer(request())), notice: None },
        State::Asserting { visit: visit(), passkey: passkey(), offer: offer(request()) },
        State::Verifying { visit: visit(), passkey: passkey() },
        State::Done { visit: visit(), passkey: passkey() },
    ]
}

fn submitted(user_name: &str, pass: &str) -> Event {
    Event::Submitted { user_name: user_name.into(), pass: Secret::new(pass.into()) }
}

fn opened(redemption: Redemption) -> Event {
    Event::Redeemed(Ok(Opened { token: Secret::new("token".into()), redemption }))
}

fn events() -> Vec<(&'static str, Event)> {
    vec![
        ("submit", submitted("sam", "abcdefgh")),
        ("choose", Event::Chose(Way::Passkey)),
        ("accept", Event::Accepted),
        ("back", Event::Back),
        ("leave", Event::Left),
        ("configured", Event::Configured(Ok(backend()), ABLE)),
        ("not configured", Event::Configured(Err(Failure::Unreachable), ABLE)),
        ("redeemed", opened(redemption())),
        ("not redeemed", Event::Redeemed(Err(refused(Code::PassRefused)))),
        ("offered", Event::Offered(Ok(creation()))),
        ("not offered", Event::Offered(Err(Failure::Unreachable))),
        ("created", Event::Created(Ok(registration()))),
        ("not created", Event::Created(Err(CeremonyError::Dismissed))),
        ("creation stopped", Event::Created(Err(CeremonyError::Aborted))),
        ("registered", Event::Registered(Ok(passkey()))),
        ("not registered", Event::Registered(Err(refused(Code::PasskeyRefused)))),
        ("registration unknown", Event::Registered(Err(Failure::Unreachable))),
        ("challenged", Event::Challenged(Ok(request()))),
        ("not challenged", Event::Challenged(Err(Failure::Unreachable))),
        ("asserted", Event::Asserted(Ok(Assertion("{}".into())))),
        ("not asserted", Event::Asserted(Err(CeremonyError::Dismissed))),
        ("proven", Event::Proven(Ok(passkey()))),
        ("not proven", Event::Proven(Err(Failure::Unreachable))),
    ]
}

fn place(state: &State) -> &'static str {
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

fn notice(state: &State) -> &'static str {
    match state {
        State::Entering { notice, .. }
        | State::Choosing { notice, .. }
        | State::Ready { notice, .. }
        | State::Proving { notice, .. } => notice.as_ref().map_or("", Notice::code),
        State::Unreachable { notice, .. } | State::Unconfirmed { notice, .. } => notice.code(),
        _ => "",
    }
}

fn asked(effect: Option<&Effect>) -> &'static str {
    match effect {
        None => "",
        Some(Effect::Configure) => "Configure",
        Some(Effect::Redeem { .. }) => "Redeem",
        Some(Effect::Offer(..)) => "Offer",
        Some(Effect::Create(_)) => "Create",
        Some(Effect::Register(..)) => "Register",
        Some(Effect::Challenge(..)) => "Challenge",
        Some(Effect::Assert(_)) => "Assert",
        Some(Effect::Prove(..)) => "Prove",
        Some(Effect::Leave(_)) => "Leave",
    }
}

/// Every pair that does something; each pair that is not here changes nothing.
const TABLE: &[(&str, &str, &str, &str, &str)] = &[
    // place, event, next place, notice there, what is asked for
    ("Waking", "configured", "Entering", "", ""),
    ("Waking", "not configured", "Unreachable", "E-50", ""),
    ("Unreachable", "submit", "Waking", "", "Configure"),
    ("Unreachable", "accept", "Waking", "", "Configure"),
    ("Entering", "submit", "Redeeming", "", "Redeem"),
    ("Redeeming", "back", "Entering", "", ""),
    ("Redeeming", "leave", "Entering", "", ""),
    ("Redeeming", "redeemed", "Choosing", "", ""),
    ("Redeeming", "not redeemed", "Entering", "E-20", ""),
    ("Choosing", "choose", "Preparing", "", "Offer"),
    ("Choosing", "leave", "Entering", "", "Leave"),
    ("Preparing", "back", "Choosing", "", ""),
    ("Preparing", "leave", "Entering", "", "Leave"),
    ("Preparing", "offered", "Ready", "", ""),
    ("Preparing", "not offered", "Choosing", "E-50", ""),
    ("Ready", "accept", "Creating", "", "Create"),
    ("Ready", "back", "Choosing", "", ""),
    ("Ready", "leave", "Entering", "", "Leave"),
    ("Creating", "back", "Ready", "", ""),
    ("Creating", "leave", "Entering", "", "Leave"),
    ("Creating", "created", "Registering", "", "Register"),
    ("Creating", "not created", "Ready", "E-40", ""),
    ("Creating", "creation stopped", "Ready", "", ""),
    ("Registering", "registered", "Challenging", "", "Challenge"),
    ("Registering", "not registered", "Choosing", "E-60", ""),
    ("Registering", "registration unknown", "Unconfirmed", "E-50", ""),
    ("Unconfirmed", "accept", "Registering", "", "Register"),
    ("Unconfirmed", "leave", "Entering", "", "Leave"),
    ("Challenging", "leave", "Entering", "", "Leave"),
    ("Challenging", "challenged", "Proving", "", ""),
    ("Challenging", "not challenged", "Proving", "E-50", ""),
    ("Proving", "accept", "Asserting", "", "Assert"),
    ("Proving", "leave", "Entering", "", "Leave"),
    ("Asserting", "back", "Proving", "", ""),
    ("Asserting", "leave", "Entering", "", "Leave"),
    ("Asserting", "asserted", "Verifying", "", "Prove"),
    ("Asserting", "not asserted", "Proving", "E-40", ""),
    ("Verifying", "proven", "Done", "", ""),
    ("Verifying", "not proven", "Proving", "E-50", ""),
    ("Done", "leave", "Entering", "", "Leave"),
];

#[test]
fn every_pair_does_what_the_table_says() {
    let mut met = 0;
    for before in states() {
        for (name, event) in events() {
            let (after, effect) = before.clone().step(event, NOW);
            let row = TABLE.iter().find(|row| (row.0, row.1) == (place(&before), name));
            let unchanged = ("", "", place(&before), notice(&before), "");
            met += usize::from(row.is_some());
            let (_, _, to, code, asks) = row.copied().unwrap_or(unchanged);
            assert_eq!(
                (place(&after), notice(&after), asked(effect.as_ref())),
                (to, code, asks),
                "{} at {}",
                name,
                place(&before)
            );
        }
    }
    assert_eq!(met, TABLE.len(), "every row was met");
}

/// One step whose circumstances the table leaves out.
fn check(case: &str, before: State, event: Event, now: Timestamp, expected: (&str, &str, &str)) {
    let (after, effect) = before.step(event, now);
    assert_eq!((place(&after), notice(&after), asked(effect.as_ref())), expected, "{case}");
}

#[test]
fn what_is_typed_is_looked_at_before_it_is_sent() {
    for (case, user_name, pass, expected) in [
        ("no user name", " ", "abcdefgh", ("Entering", "E-10", "")),
        ("no pass", "sam", "", ("Entering", "E-12", "")),
        ("too short", "sam", "abc", ("Entering", "E-13", "")),
        ("too long", "sam", &"x".repeat(49) as &str, ("Entering", "E-14", "")),
        ("a space inside", "sam", "abcd efgh", ("Entering", "E-15", "")),
        ("white space around", " sam ", "\tabcdefgh\n", ("Redeeming", "", "Redeem")),
    ] {
        let before = State::Entering { setting: setting(), notice: None };
        check(case, before, submitted(user_name, pass), NOW, expected);
    }
    let own = Configuration { pass_format: PassFormat::Doorkey, ..backend() };
    let setting = Box::new(Setting { backend: own, device: ABLE, invitation: None });
    let before = State::Entering { setting, notice: None };
    check(
        "a slip in a pass of our own",
        before,
        submitted("sam", "ABCDE-FGHJK"),
        NOW,
        ("Entering", "E-16", ""),
    );
}

#[test]
fn time_is_asked_before_a_ceremony_starts() {
    let ready = || State::Ready { visit: visit(), way: Way::Passkey, offer: offer(creation()), notice: None };
    let proving =
        || State::Proving { visit: visit(), passkey: passkey(), offer: Some(offer(request())), notice: None };
    for (case, before, minutes, expected) in [
        ("options still fresh", ready(), 3, ("Creating", "", "Create")),
        ("options too old", ready(), 4, ("Preparing", "", "Offer")),
        ("redemption over", ready(), 10, ("Entering", "E-30", "")),
        ("to prove, fresh", proving(), 3, ("Asserting", "", "Assert")),
        ("to prove, too old", proving(), 4, ("Challenging", "", "Challenge")),
        ("to prove after the time to register", proving(), 11, ("Challenging", "", "Challenge")),
    ] {
        check(case, before, Event::Accepted, NOW + Span::from_mins(minutes), expected);
    }
    let choosing = State::Choosing { visit: visit(), notice: None };
    let late = NOW + Span::from_mins(10);
    check("chosen too late", choosing, Event::Chose(Way::Passkey), late, ("Entering", "E-30", ""));
}

#[test]
fn refusals_lead_where_something_can_be_done() {
    for (code, registering, preparing, proving) in [
        (Code::PassExpired, "Entering", "Entering", "Entering"),
        (Code::PassUsed, "Entering", "Entering", "Entering"),
        (Code::RedemptionEnded, "Entering", "Entering", "Entering"),
        (Code::RedemptionSuperseded, "Entering", "Entering", "Entering"),
        (Code::ChallengeEnded, "Choosing", "Choosing", "Proving"),
        (Code::PasskeyRefused, "Choosing", "Choosing", "Proving"),
        (Code::PasskeyKnown, "Choosing", "Choosing", "Proving"),
        (Code::Busy, "Unconfirmed", "Choosing", "Proving"),
        (Code::Internal, "Unconfirmed", "Choosing", "Proving"),
    ] {
        let at = |state: State, event: Event| place(&state.step(event, NOW).0);
        let failure = || refused(code);
        let state = State::Registering { visit: visit(), registration: registration() };
        assert_eq!(at(state, Event::Registered(Err(failure()))), registering, "{code:?} to a registration");
        let state = State::Preparing { visit: visit(), way: Way::Passkey };
        assert_eq!(at(state, Event::Offered(Err(failure()))), preparing, "{code:?} to a choice");
        let state = State::Verifying { visit: visit(), passkey: passkey() };
        assert_eq!(at(state, Event::Proven(Err(failure()))), proving, "{code:?} to a proof");
    }
}

#[test]
fn a_used_pass_is_taken_to_prove_what_it_paid_for() {
    let redeeming = || State::Redeeming { setting: setting() };
    let to_prove = Redemption { ways: vec![], passkeys: vec![passkey()], ..redemption() };
    check("used, not proven", redeeming(), opened(to_prove), NOW, ("Challenging", "", "Challenge"));
    let another = Redemption { passkeys: vec![passkey()], ..redemption() };
    check("a second one may be made", redeeming(), opened(another), NOW, ("Choosing", "", ""));
}

#[test]
fn what_cannot_work_here_is_not_started() {
    let choosing = |device| {
        let setting = Box::new(Setting { device, ..*setting() });
        State::Choosing { visit: Box::new(Visit { setting, ..*visit() }), notice: None }
    };
    let no_platform = Device { platform_authenticator: Some(false), ..ABLE };
    check("no lock here", choosing(no_platform), Event::Chose(Way::Passkey), NOW, ("Choosing", "", ""));
    check("a key", choosing(no_platform), Event::Chose(Way::SecurityKey), NOW, ("Preparing", "", "Offer"));
    check("an unknown way", choosing(ABLE), Event::Chose(Way::Unknown), NOW, ("Choosing", "", ""));
    let insecure = Device { secure: false, ..ABLE };
    let waking = State::Waking { invitation: None };
    check("no https", waking, Event::Configured(Ok(backend()), insecure), NOW, ("Incapable", "", ""));
}

#[test]
fn a_faulty_answer_can_be_tried_again_with_the_same_options() {
    let creating = State::Creating { visit: visit(), way: Way::Passkey, offer: offer(creation()) };
    let faulty = CeremonyError::Faulty(Fault::ForeignRelyingParty);
    let (ready, _) = creating.step(Event::Created(Err(faulty)), NOW);
    assert_eq!((place(&ready), notice(&ready)), ("Ready", "E-48"));
    check("again", ready, Event::Accepted, NOW, ("Creating", "", "Create"));
}

#[test]
fn nothing_secret_is_printed() {
    let (state, effect) =
        State::Entering { setting: setting(), notice: None }.step(submitted("sam", "s3cr3t-pass"), NOW);
    let printed = format!("{state:?} {effect:?} {:?} {:?}", submitted("sam", "s3cr3t-pass"), visit());
    assert!(!printed.contains("s3cr3t") && !printed.contains("\"token\""), "{printed}");
}
