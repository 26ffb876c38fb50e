//! What is on a screen, by the state and the time.
//!
//! Owns a table for each decision of the artist; those of a pass that is refused for a time stand in
//! `refusals`, those of the other ways in in `ways`, those around Microsoft's sign-in in `microsoft`. The states are those of `flow`'s tests.
#![cfg(not(target_arch = "wasm32"))]

mod microsoft;
mod refusals;
mod ways;

use super::*;
use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::Finding;
use crate::flow::tests::world::{
    NOW, choosing, creation, done as done_with, entering, extendable, invited_setting, minutes, offer,
    passkey, place, problem, proposal, proven, proving, redemption, refused, setting, state, states, visit,
    visit_after, visit_of,
};
use crate::flow::{Gained, Setting, Subject, Visit};
use crate::notice::{Failure, Notice};
use crate::words::Printed;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::redemption::Redemption;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const NONE: Span = Span::from_millis(0);

fn seen(state: &State, now: Now) -> View {
    static ENGLISH: LazyLock<Printed> = LazyLock::new(Printed::english);
    View::of(state, now, &*ENGLISH)
}

/// A screen so long after noon.
fn after(state: &State, span: Span) -> View {
    seen(state, Now { server: NOW + span, device_ahead: None, waited: NONE, idle: Idle::Calm })
}

fn at(state: &State) -> View {
    after(state, NONE)
}

/// A screen that has been shown for so long.
fn waited(state: &State, waited: Span) -> View {
    seen(state, Now { server: NOW, device_ahead: None, waited, idle: Idle::Calm })
}

fn lines(view: &View) -> Vec<String> {
    let line = |clock: &Clock| match &clock.left {
        Some(left) => format!("{}, {left}", clock.text),
        None => clock.text.clone(),
    };
    view.clocks.iter().map(line).collect()
}

fn acts(actions: &[Action]) -> Vec<Act> {
    actions.iter().map(|action| action.act).collect()
}

fn form(view: &View) -> &Form {
    let Body::Form(form) = &view.body else { panic!("{} is a form", view.step) };
    form
}

fn notice(view: &View) -> &NoticeView {
    view.notice.as_ref().unwrap_or_else(|| panic!("{} has a notice", view.step))
}

fn failed(visit: Box<Visit>, failure: Failure) -> State {
    State::Choosing { visit, notice: Some(Notice::Failure(failure)) }
}

/// The last ceremony of these gave nothing just now.
fn troubled(tries: &[Cause]) -> State {
    let notice = tries.last().copied().map(Notice::Ceremony);
    let visit = Box::new(Visit { tries: tries.to_vec(), ..*visit() });
    State::Ready { visit, way: Way::Passkey, offer: offer(creation()), notice }
}

#[test]
fn every_screen_has_a_name_of_its_own_that_host_pages_rely_on() {
    let mut names: Vec<_> = states().iter().map(|(_, state)| (place(state), at(state).step)).collect();
    names.dedup();
    assert_eq!(
        names,
        [
            ("Waking", "waking"),
            ("Unreachable", "unreachable"),
            ("Incapable", "incapable"),
            ("Entering", "enter"),
            ("Redeeming", "redeem"),
            ("Choosing", "choose"),
            ("Preparing", "prepare"),
            ("Ready", "ready"),
            ("Creating", "create"),
            ("Registering", "register"),
            ("Unconfirmed", "unconfirmed"),
            ("Challenging", "challenge"),
            ("Proving", "prove"),
            ("Asserting", "assert"),
            ("Verifying", "verify"),
            ("Done", "done"),
            ("Managing", "manage"),
            ("Phone", "phone"),
            ("Phone", "compare"),
            ("Phone", "away"),
            ("Claiming", "claim"),
            ("Claiming", "compare"),
            ("Claiming", "claim"),
            ("Unsealing", "envelope"),
            ("Unsealing", "pass"),
            ("Unsealing", "envelope"),
            ("App", "app"),
            ("Hello", "hello"),
            ("Later", "later"),
            ("Kiosk", "rest"),
            ("Kiosk", "scan"),
            ("Kiosk", "staff"),
            ("Waking", "waking"),
            ("Unreachable", "unreachable"),
            ("SigningIn", "greet"),
            ("SigningIn", "sign-in"),
            ("SigningIn", "check"),
            ("SigningIn", "sign-in"),
            ("SigningIn", "answer"),
            ("SigningIn", "elsewhere"),
            ("HandingOff", "ways"),
            ("HandingOff", "pc"),
            ("HandingOff", "guide"),
            ("HandingOff", "done"),
            ("Kiosk", "rest"),
            ("Kiosk", "scan"),
        ]
    );
}

#[test]
fn both_clocks_are_in_sight_from_the_redemption_to_the_proof() {
    let places = [
        "Choosing",
        "Preparing",
        "Ready",
        "Creating",
        "Registering",
        "Unconfirmed",
        "Challenging new",
        "Challenging known",
        "Proving new",
        "Proving known",
        "Asserting new",
        "Asserting known",
        "Verifying new",
        "Verifying known",
    ];
    for (gone, pass, here, urgent) in [
        (0, "Pass works until 13:00, 60 minutes left", "Finish here by 12:10, 10 minutes left", false),
        (7, "Pass works until 13:00, 53 minutes left", "Finish here by 12:10, 3 minutes left", false),
        (8, "Pass works until 13:00, 52 minutes left", "Finish here by 12:10, 2 minutes left", true),
        (10, "Pass works until 13:00, 50 minutes left", "The time to finish here ended at 12:10", true),
        (60, "Pass ended at 13:00", "The time to finish here ended at 12:10", true),
    ] {
        for at in places {
            let view = after(&state(at), minutes(gone));
            assert_eq!(lines(&view), [pass, here], "{at} after {gone} minutes");
            assert_eq!(view.clocks[1].urgent, urgent, "{at} after {gone} minutes");
        }
    }
}

#[test]
fn an_early_pass_is_waited_for_and_opens_by_itself() {
    let early = state("Entering early");
    let ms = Span::from_millis;
    let (start, end) = (minutes(30), minutes(90));
    let later = "Pass works from 12:30, 30 minutes to go";
    for (case, span, submit, clock, said) in [
        ("at noon", NONE, Submit::Early, later, Some("Your pass works in 30 minutes.")),
        (
            "a moment before the start",
            ms(1_800_000 - 1),
            Submit::Early,
            "Pass works from 12:30, 1 minute to go",
            Some("Your pass works in 1 minute."),
        ),
        (
            "at the start",
            start,
            Submit::Open,
            "Pass works until 13:30, 60 minutes left",
            Some("Your pass works now."),
        ),
        (
            "a moment before the end",
            ms(5_400_000 - 1),
            Submit::Open,
            "Pass works until 13:30, 1 minute left",
            Some("Your pass works for another 1 minute."),
        ),
        ("at the end", end, Submit::Open, "Pass ended at 13:30", None),
    ] {
        let view = after(&early, span);
        assert_eq!(form(&view).submit, submit, "{case}");
        assert_eq!(lines(&view), [clock], "{case}");
        assert_eq!(view.announcement.as_deref(), said, "{case}");
        // A newer pass need not wait for the older one.
        let newer = if submit == Submit::Early { vec![Act::NewerPass] } else { vec![] };
        assert_eq!(acts(&view.actions), newer, "{case}");
    }
    let view = at(&early);
    assert_eq!(
        view.lead.as_deref(),
        Some("Your pass works from 12:30. Leave this page open: it gets ready by itself.")
    );
    assert_eq!(
        (form(&view).submit_label.as_str(), form(&view).user_name.as_deref()),
        ("Not yet", Some("sam@demo.example"))
    );
}

#[test]
fn an_invitation_that_is_over_asks_for_a_newer_pass() {
    let view = at(&entering(invited_setting(minutes(-61))));
    assert_eq!(
        view.lead.as_deref(),
        Some(
            "The pass that came with this link ended at 11:59. Do you have a newer one? Enter it here. Ask the desk."
        )
    );
    assert_eq!((form(&view).submit, lines(&view)), (Submit::Open, vec!["Pass ended at 11:59".to_owned()]));
}

#[test]
fn a_screen_reader_is_told_of_time_at_thresholds_only() {
    let hour = Redemption { closes_at: NOW + minutes(60), ..redemption() };
    let left = ["30 minutes", "10 minutes", "5 minutes", "2 minutes", "1 minute"];
    let sentences = |pattern: &str| left.map(|span| pattern.replace('_', span)).to_vec();
    for (case, state, expected) in [
        ("a visit", choosing(visit_of(hour)), sentences("_ left to finish here.")),
        ("an early pass", entering(invited_setting(minutes(60))), sentences("Your pass works in _.")),
        (
            "a pass that works",
            entering(invited_setting(minutes(0))),
            [vec!["Your pass works now.".to_owned()], sentences("Your pass works for another _.")].concat(),
        ),
    ] {
        let mut told: Vec<String> = Vec::new();
        for second in 0..3_600 {
            let said = after(&state, Span::from_secs(second)).announcement;
            told.extend(said.filter(|said| told.last() != Some(said)));
        }
        assert_eq!(told, expected, "{case}");
    }
}

#[test]
fn a_wrong_device_clock_is_named_and_does_no_harm() {
    const NO_HARM: &str = "That does no harm here: all times on this page are right.";
    let clock = |said: &str| Some(format!("The clock of this device is {said}. {NO_HARM}"));
    let year = 525_600;
    for (ahead, expected) in [
        (None, None),
        (Some(0), None),
        (Some(1), None),
        (Some(-1), None),
        (Some(2), clock("2 minutes ahead")),
        (Some(60), clock("60 minutes ahead")),
        (Some(-60), clock("60 minutes behind")),
        (Some(1_440), clock("24 hours ahead")),
        (Some(-1_440), clock("24 hours behind")),
        (Some(10 * year), clock("10 years ahead")),
        (Some(-10 * year), clock("10 years behind")),
        (Some(i64::MIN), clock("292471208 years behind")),
    ] {
        for (name, state) in states() {
            let right = at(&state);
            let mut view = seen(
                &state,
                Now { server: NOW, device_ahead: ahead.map(minutes), waited: NONE, idle: Idle::Calm },
            );
            let count = right.clocks.len();
            let added = view.clocks.split_off(count);
            assert_eq!(added.first().map(|clock| clock.text.clone()), expected, "{name} at {ahead:?}");
            // Nothing else changes.
            assert_eq!(format!("{view:?}"), format!("{right:?}"), "{name} at {ahead:?}");
        }
    }
}

#[test]
fn a_long_wait_gets_a_word_and_then_a_choice() {
    const SLOW: &str = "This takes longer than it should. The network may be slow.";
    let slow = |view: &View| match &view.body {
        Body::Busy(_, slow) | Body::Form(Form { slow, .. }) => slow.clone(),
        _ => None,
    };
    let can_repeat = |view: &View| {
        let again = view.actions.first().is_some_and(|action| action.act == Act::Accept && action.primary);
        again || matches!(&view.body, Body::Form(Form { submit: Submit::Again, .. }))
    };
    for (at, gets_a_word, gets_a_choice) in [
        ("Waking", true, true),
        // It can be stopped all along; asking again would count as a try.
        ("Redeeming", true, false),
        ("Preparing", true, true),
        ("Registering", true, true),
        ("Challenging new", true, true),
        ("Challenging known", true, true),
        ("Verifying new", true, true),
        ("Verifying known", true, true),
        ("Phone linking", true, true),
        ("App preparing", true, true),
        // They end by themselves, and would count twice.
        ("Managing sent", true, false),
        ("Claiming sent", true, false),
        // A dialog takes as long as the newcomer does.
        ("Creating", false, false),
        ("Asserting new", false, false),
    ] {
        let state = state(at);
        for (millis, word, choice) in [
            (0, false, false),
            (1_999, false, false),
            (2_000, true, false),
            (9_999, true, false),
            (10_000, true, true),
        ] {
            let view = waited(&state, Span::from_millis(millis));
            let expected = (word && gets_a_word).then(|| SLOW.to_owned());
            assert_eq!(slow(&view), expected, "{at} after {millis} ms");
            assert_eq!(can_repeat(&view), choice && gets_a_choice, "{at} after {millis} ms");
        }
    }
    assert_eq!(acts(&waited(&state("Redeeming"), minutes(1)).actions), [Act::Back]);
}

#[test]
fn little_time_is_told_before_a_step_and_more_is_offered_where_there_is_some() {
    let other = |redemption: Redemption, way| {
        let visit = visit_of(redemption);
        State::Ready { visit, way, offer: offer(creation()), notice: None }
    };
    let ready = |redemption: Redemption| other(redemption, Way::Passkey);
    let key = |redemption: Redemption| other(redemption, Way::SecurityKey);
    for (case, seconds_left, state, code, more) in [
        ("enough", 180, ready(extendable()), None, false),
        ("urgent", 179, ready(extendable()), None, true),
        ("enough for a passkey", 60, ready(extendable()), None, true),
        ("too little", 59, ready(extendable()), Some("E-34"), true),
        ("too little, and no more", 59, ready(redemption()), Some("E-36"), false),
        ("enough for a key", 120, key(extendable()), None, true),
        ("too little for a key", 119, key(extendable()), Some("E-34"), true),
        ("too little for a key, and no more", 119, key(redemption()), Some("E-36"), false),
        ("to choose, urgent", 179, choosing(visit_of(extendable())), None, true),
        ("to choose, too little", 59, choosing(visit_of(extendable())), Some("E-34"), true),
        ("to choose, and no more", 59, choosing(visit_of(redemption())), Some("E-36"), false),
        ("to prove, urgent", 179, proving(visit_of(extendable()), Subject::Known), None, true),
        ("to prove, and no more", 179, proving(visit(), Subject::Known), None, false),
    ] {
        let view = after(&state, Span::from_secs(600 - seconds_left));
        assert_eq!(view.notice.as_ref().map(|notice| notice.code), code, "{case}");
        assert_eq!(view.more_time.as_ref().map(|action| action.act), more.then_some(Act::MoreTime), "{case}");
    }
    // What went wrong is more worth saying than that time is short.
    let view = after(&failed(visit(), Failure::Offline), Span::from_secs(541));
    assert_eq!(notice(&view).code, "E-55");
}

#[test]
fn the_second_failure_of_a_kind_puts_the_other_way_first() {
    const TWICE: &str = "That is the second time. Another way may be quicker.";
    const SAFE: &str = "Your pass still works.";
    let again = || vec![Act::Accept, Act::Back];
    let other = || vec![Act::Back, Act::Accept];
    for (case, tries, expected, more) in [
        ("none", &[][..], again(), &[][..]),
        ("the first", &[Cause::Cancelled], again(), &[SAFE]),
        ("another kind", &[Cause::Broken, Cause::Cancelled], again(), &[SAFE]),
        ("the same kind", &[Cause::TimedOut, Cause::Cancelled], other(), &[SAFE, TWICE]),
        ("not the one before", &[Cause::TimedOut, Cause::Broken, Cause::Cancelled], other(), &[SAFE, TWICE]),
        ("not permitted here", &[Cause::NotPermitted], vec![Act::OpenWindow, Act::Back], &[SAFE]),
        ("inside an app", &[Cause::InApp], vec![Act::CopyAddress, Act::Back], &[SAFE]),
        ("asks for more than a minute", &[Cause::NoScreenLock], other(), &[SAFE]),
        ("in vain", &[Cause::Unsupported], vec![Act::Back], &[SAFE]),
        ("there already", &[Cause::AlreadyThere], vec![Act::HavePasskey, Act::Back], &[SAFE]),
    ] {
        let view = at(&troubled(tries));
        assert_eq!(acts(&view.actions), expected, "{case}");
        assert_eq!(view.notice.map(|notice| notice.more).unwrap_or_default(), more, "{case}");
        let primary: Vec<_> = view.actions.iter().map(|action| action.primary).collect();
        assert_eq!(primary.iter().position(|primary| *primary), Some(0), "{case}: the first is the main one");
        assert_eq!(primary.iter().filter(|primary| **primary).count(), 1, "{case}");
    }
}

#[test]
fn who_has_a_passkey_already_can_sign_in_with_it() {
    let view = at(&failed(visit(), refused(Code::PasskeyKnown)));
    assert_eq!(acts(&view.actions), [Act::HavePasskey, Act::Leave]);
    assert_eq!(acts(&at(&state("Choosing")).actions), [Act::Leave]);
    let done = |known, way, backed_up| {
        let passkey = Passkey { way, backed_up, ..proven() };
        at(&done_with(visit_after(if known { Gained::Known(passkey) } else { Gained::Passkey(passkey) })))
    };
    for (known, way, backed_up, lead, home) in [
        (false, Way::Passkey, false, "you can throw it away.", "On this device only"),
        (
            false,
            Way::Passkey,
            true,
            "you can throw it away.",
            "On this device, and on your other devices with the same account",
        ),
        (false, Way::SecurityKey, false, "you can throw it away.", "On your security key"),
        (true, Way::Passkey, false, "it is not used up.", "On this device only"),
    ] {
        let view = done(known, way, backed_up);
        assert!(view.lead.as_deref().is_some_and(|said| said.ends_with(lead)), "{:?}", view.lead);
        let Body::Methods { who, methods, .. } = view.body else { panic!("{:?}", view.body) };
        assert_eq!(who.1, "sam@demo.example");
        let homes: Vec<_> = methods.iter().map(|method| method.about.as_str()).collect();
        assert_eq!(homes, [home]);
    }
}

#[test]
fn what_the_doctor_proposes_is_shown_with_its_buttons() {
    for (case, repair, as_typed, expected) in [
        ("both", true, true, vec![Act::Repair, Act::Insist]),
        ("a repair", true, false, vec![Act::Repair]),
        ("only a suspicion", false, true, vec![Act::Insist]),
        ("neither", false, false, vec![]),
    ] {
        let proposal = Some(proposal(repair, as_typed));
        let notice_of = Some(Notice::Slip(Finding::TrailingMark));
        let view = at(&State::Entering { setting: setting(), notice: notice_of, proposal });
        let notice = notice(&view);
        assert_eq!((acts(&notice.actions), notice.field), (expected, Some(Field::Pass)), "{case}");
        assert_eq!(notice.proposal.is_some(), repair, "{case}");
        if let Some(proposed) = &notice.proposal {
            let pass = proposed.pass.as_ref().map(Secret::expose);
            assert_eq!(
                (proposed.question.as_str(), pass),
                ("Did you mean this?", Some("s3cr3t-pass")),
                "{case}"
            );
            assert_eq!(proposed.user_name, None, "{case}");
        }
    }
}

#[test]
fn where_no_passkey_can_be_made_the_next_step_can_be_taken() {
    let incapable = |obstacle, copied| {
        let setting = Box::new(Setting { copied, ..*setting() });
        at(&State::Incapable { setting, obstacle })
    };
    for (obstacle, code, expected) in [
        (Obstacle::Framed, "E-71", vec![Act::OpenWindow, Act::CopyAddress]),
        (Obstacle::InApp, "E-74", vec![Act::CopyAddress]),
        (Obstacle::NoCredentials, "E-72", vec![Act::CopyAddress]),
        // A page that came over http may not even copy; it opens again over https.
        (Obstacle::Insecure, "E-70", vec![Act::OpenWindow]),
    ] {
        let view = incapable(obstacle, false);
        assert_eq!((acts(&view.actions), notice(&view).code), (expected, code), "{obstacle:?}");
    }
    let label = |copied| incapable(Obstacle::InApp, copied).actions[0].label.clone();
    assert_eq!((label(false), label(true)), ("Copy the address".to_owned(), "Copied".to_owned()));
}

#[test]
fn no_screen_is_without_a_way_on() {
    for (name, state) in states() {
        let without = BTreeSet::from([
            // Asked and not answered yet; a long wait gets a choice.
            "Waking",
            "Waking handed",
            "Waking sealed",
            "Waking broken",
            "Waking formless",
            "Waking invited",
            "Waking led",
            "Waking lost",
            "Waking back",
            "SigningIn asking",
            "SigningIn asking offline",
            "SigningIn answering",
            "Registering",
            "Verifying new",
            "Verifying known",
            "Managing sent",
            "Phone agreeing",
            "Claiming sent",
            "Unsealing sent",
            "App confirming",
        ]);
        let view = at(&state);
        let noticed = view.notice.iter().flat_map(|notice| &notice.actions);
        let has_form =
            matches!(&view.body, Body::Form(form) if matches!(form.submit, Submit::Open | Submit::Again));
        let has_cards = matches!(&view.body, Body::Cards(cards) if !cards.is_empty());
        let has_way = !view.actions.is_empty() || noticed.count() > 0 || has_form || has_cards;
        assert_eq!(has_way, !without.contains(name), "{name}");
    }
    let none = Redemption { ways: vec![], ..redemption() };
    let view = at(&choosing(visit_of(none)));
    assert_eq!((notice(&view).code, acts(&view.actions)), ("E-73", vec![Act::Leave]));
}

#[test]
fn what_is_safe_is_said_beside_what_went_wrong() {
    let new = || Subject::New(passkey());
    let trouble = || Some(Notice::Failure(Failure::Unreachable));
    let proving = |subject| State::Proving { visit: visit(), subject, offer: None, notice: trouble() };
    for (case, state, expected) in [
        ("to choose", failed(visit(), Failure::Unreachable), &["Your pass still works."][..]),
        ("to prove a new one", proving(new()), &["Your passkey is saved."]),
        ("to sign in with one", proving(Subject::Known), &["Your pass still works."]),
        ("not confirmed", state("Unconfirmed"), &[]),
        ("back from Microsoft", state("SigningIn unanswered"), &[]),
        (
            "at the form",
            State::Entering { setting: setting(), notice: trouble(), proposal: None },
            &["What you typed is kept."],
        ),
    ] {
        assert_eq!(notice(&at(&state)).more, expected, "{case}");
    }
    // A passkey that nothing can take back.
    let mut visit = visit();
    visit.setting.device.signals = false;
    let orphan = "Your device may have kept a passkey that does not work. You can delete it in its settings.";
    let view = at(&failed(visit, refused(Code::PasskeyRefused)));
    assert_eq!(notice(&view).more, ["Your pass still works.", orphan]);
}

#[test]
fn a_notice_stands_at_a_field_only_where_there_is_one() {
    // A proxy's own refusal, or a code from the future.
    let stranger = Problem { status: 403, ..*problem(Code::Unknown) };
    let stranger = || Failure::Refused(Box::new(stranger.clone()));
    let at_form =
        State::Entering { setting: setting(), notice: Some(Notice::Failure(stranger())), proposal: None };
    for (case, state, expected) in
        [("at the form", at_form, Some(Field::Pass)), ("to choose", failed(visit(), stranger()), None)]
    {
        assert_eq!(notice(&at(&state)).field, expected, "{case}");
    }
}
