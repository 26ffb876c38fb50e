//! The other ways in: a phone, an authenticator app, Windows Hello, a second way, and what was set up.

use super::world::{
    DIGITS, NOW, WINDOWS, app_offer, asked, authenticator, event, minutes, notice, place, progress, proven,
    redemption, refused, standing, state, visit, visit_after, visit_in,
};
use super::*;
use crate::device::Platform;
use doorkey_protocol::handover::Stage;

/// From one step to the next, all at noon.
#[track_caller]
fn walk(case: &str, mut here: State, events: &[&str], expected: (&str, &str, &str)) -> State {
    let mut last = None;
    for name in events {
        (here, last) = here.step(event(name), NOW);
    }
    assert_eq!((standing(&here), notice(&here), asked(last.as_ref())), expected, "{case}");
    here
}

fn watched(stage: Stage, number: &str) -> Event {
    Event::Watched(Ok(Progress { number: Some(number.into()), ..progress(stage) }))
}

#[test]
fn nothing_moves_to_a_phone_before_a_hand_has_agreed_to_its_number() {
    let shown = state("Phone shown");
    let (comparing, _) = shown.step(watched(Stage::Claimed, "42"), NOW);
    // Whatever is seen meanwhile, the hand decides; and what it agrees to is the number that is shown.
    let (comparing, _) = comparing.step(watched(Stage::Claimed, "17"), NOW);
    let (_, effect) = comparing.step(Event::Accepted, NOW);
    let Some(Effect::Agree(token, number)) = effect else { panic!("{effect:?}") };
    assert_eq!((token.expose(), number.as_str()), (world::TOKEN, "17"));
}

#[test]
fn an_answer_from_before_brings_no_handover_back() {
    for (case, events, expected) in [
        ("after a no", ["decline", "watched claimed"], ("Phone over", "E-151", "")),
        ("after a no, agreed elsewhere", ["decline", "watched opened"], ("Phone over", "E-151", "")),
        ("while it is agreed to", ["accept", "watched claimed"], ("Phone agreeing", "", "")),
        ("a second link", ["accept", "handed"], ("Phone agreeing", "", "")),
    ] {
        walk(case, state("Phone comparing"), &events, expected);
    }
    walk("over", state("Phone over"), &["watched claimed"], ("Phone over", "E-150", ""));
    walk("closed there", state("Phone gone"), &["watched opened"], ("Phone gone", "E-153", ""));
}

#[test]
fn an_agreement_that_was_not_heard_is_asked_for_again() {
    let here =
        walk("lost", state("Phone agreeing"), &["agreed to another"], ("Phone comparing", "", "Watch"));
    let (lost, _) = state("Phone agreeing").step(Event::Agreed(Err(Failure::Slow)), NOW);
    assert_eq!(standing(&lost), "Phone comparing");
    walk("it was not done", here.clone(), &["watched claimed", "accept"], ("Phone agreeing", "", "Agree"));
    walk("it was done", here, &["watched opened"], ("Phone away", "", "Watch"));
}

#[test]
fn the_first_screen_keeps_a_view_and_nothing_else() {
    for (name, event) in world::all() {
        let (after, effect) = state("Phone away").step(event.clone(), NOW);
        let asks = asked(effect.as_ref());
        assert!(["", "Watch", "Unhand"].contains(&asks), "{name} asks {asks}");
        assert!(["Phone", "Entering"].contains(&place(&after)), "{name} leads to {}", place(&after));
    }
}

#[test]
fn how_a_handover_ends_is_told_on_both_screens() {
    for (stage, before, after, phone) in [
        (Stage::Refused, "E-151", "", "E-151"),
        (Stage::Contested, "E-152", "", "E-152"),
        (Stage::Expired, "E-150", "E-31", "E-150"),
        // Before anything has moved, a new code is all it takes.
        (Stage::Left, "E-150", "E-153", "E-153"),
    ] {
        let first = |at| state(at).step(watched(stage, "42"), NOW).0;
        assert_eq!(notice(&first("Phone comparing")), before, "{stage:?} before the agreement");
        assert_eq!(notice(&first("Phone away")), after, "{stage:?} after it");
        let (over, _) = state("Claiming comparing").step(Event::Followed(Ok(world::claim(stage))), NOW);
        assert_eq!((standing(&over), notice(&over)), ("Claiming over", phone), "{stage:?} on the phone");
    }
    for (code, expected) in [(Code::HandoverEnded, "E-150"), (Code::HandoverClaimed, "E-152")] {
        let (over, _) = state("Claiming sent").step(Event::Claimed(Err(refused(code))), NOW);
        assert_eq!((standing(&over), notice(&over)), ("Claiming over", expected), "{code:?}");
    }
}

#[test]
fn opening_a_link_claims_nothing() {
    let (asked_here, effect) = state("Waking handed").step(event("configured"), NOW);
    assert_eq!((standing(&asked_here), asked(effect.as_ref())), ("Claiming asked", ""));
    let (sent, effect) = asked_here.step(Event::Accepted, NOW);
    let Some(Effect::Claim(secret)) = effect else { panic!("{effect:?}") };
    assert_eq!(secret.expose(), "s3cr3t-link");
    // What is claimed is not claimed again by opening the page elsewhere.
    let (comparing, effect) = sent.step(event("claimed"), NOW);
    assert!(setting_in(&comparing).is_some_and(|setting| setting.handed.is_none()));
    assert!(matches!(&effect, Some(Effect::Follow(token)) if token.expose() == world::CLAIM));
    let (choosing, _) = comparing.step(event("followed opened"), NOW);
    assert_eq!(visit_in(&choosing).map(|visit| visit.token.expose()), Some(world::CLAIM), "its own token");
}

#[test]
fn only_six_digits_are_sent_and_only_by_hand() {
    let shown = || state("App shown");
    for (typed, sent, code) in [
        (DIGITS, Some(DIGITS), ""),
        ("918 273", Some(DIGITS), ""),
        (" 918\u{a0}273\n", Some(DIGITS), ""),
        ("", None, "E-120"),
        (" \t", None, "E-120"),
        ("91827", None, "E-121"),
        ("9182734", None, "E-121"),
        ("91827x", None, "E-121"),
        ("\u{661}\u{662}\u{663}\u{664}\u{665}\u{666}", None, "E-121"),
    ] {
        let (after, effect) = shown().step(Event::Typed(Secret::new(typed.into())), NOW);
        let found = match &effect {
            Some(Effect::Confirm(_, code)) => Some(code.expose()),
            None => None,
            other => panic!("{typed:?}: {other:?}"),
        };
        assert_eq!((found, notice(&after)), (sent, code), "{typed:?}");
    }
}

#[test]
fn an_app_that_is_set_up_is_found_though_the_answer_was_lost() {
    let lost =
        || walk("lost", state("App confirming"), &["confirmation unknown"], ("App shown", "E-50", "Review"));
    let done = walk("it was stored", lost(), &["managed"], ("Done", "", "Review"));
    assert!(matches!(visit_in(&done).and_then(|visit| visit.gained.as_ref()), Some(Gained::App(_))));
    walk("it was not", lost(), &["managed, none left"], ("App shown", "E-50", ""));
    walk("nobody knows", lost(), &["managed too late"], ("App shown", "E-50", ""));
    // One that was there before is not the one at hand.
    let mut visit = visit();
    visit.redemption.authenticators.push(authenticator());
    let second = State::App { visit, app: App::Shown { offer: Some(app_offer()), notice: None } };
    walk("the first one", second, &["managed"], ("App shown", "", ""));
}

#[test]
fn the_secret_of_an_app_is_not_shown_again() {
    for (case, events, at) in [
        ("done", &["confirmed"][..], "Done"),
        ("too often", &["confirmed too often"], "App over"),
        ("back", &["not confirmed", "back"], "Choosing"),
        ("a new one", &["confirmed too often", "accept"], "App preparing"),
    ] {
        let mut here = state("App confirming");
        for name in events {
            here = here.step(event(name), NOW).0;
        }
        assert_eq!(standing(&here), at, "{case}");
        assert!(!format!("{here:?}").contains("AuthenticatorOffer"), "{case}: {here:?}");
    }
}

#[test]
fn windows_hello_is_noticed_when_it_is_there() {
    let known = |known| Device { platform_authenticator: known, ..WINDOWS };
    for (case, device, said, expected) in [
        ("set up", known(Some(true)), false, ("Preparing", "", "Offer")),
        ("set up, said", known(Some(true)), true, ("Preparing", "", "Offer")),
        ("not yet", known(Some(false)), false, ("Hello", "", "")),
        ("not yet, said", known(Some(false)), true, ("Hello", "E-162", "")),
        ("nobody knows, said", known(None), true, ("Hello", "E-162", "")),
        (
            "another device's lock, said",
            Device { platform: Platform::Android, ..WINDOWS },
            true,
            ("Hello", "E-44", ""),
        ),
    ] {
        let (after, effect) = state("Hello").step(Event::Looked { device, said }, NOW);
        assert_eq!((place(&after), notice(&after), asked(effect.as_ref())), expected, "{case}");
        assert_eq!(visit_in(&after).map(|visit| visit.setting.device), Some(device), "{case}");
    }
    let late = Event::Looked { device: known(Some(true)), said: false };
    let (after, effect) = state("Hello").step(late, NOW + minutes(10));
    assert_eq!((place(&after), notice(&after), asked(effect.as_ref())), ("Entering", "E-30", ""));
}

#[test]
fn who_has_a_way_in_does_not_lose_it_over_a_second_one() {
    let gained = || visit_after(Gained::Passkey(proven()));
    let choosing = || choosing(gained());
    for (case, before, event, after) in [
        ("too late to choose", choosing(), Event::Chose(Way::SecurityKey), 10),
        ("too late to begin", ready(gained()), Event::Accepted, 10),
        ("the pass ended", state("Preparing"), Event::Offered(Err(refused(Code::PassExpired))), 0),
        (
            "the redemption ended",
            state("App preparing"),
            Event::AppOffered(Err(refused(Code::RedemptionEnded))),
            0,
        ),
        ("the phone's link", state("Phone linking"), Event::Handed(Err(refused(Code::PassUsed))), 0),
    ] {
        let before = match before {
            State::Preparing { way, .. } => State::Preparing { visit: gained(), way },
            State::App { app, .. } => State::App { visit: gained(), app },
            State::Phone { phone, .. } => State::Phone { visit: gained(), phone },
            other => other,
        };
        let (done, _) = before.step(event, NOW + minutes(after));
        assert_eq!(place(&done), "Done", "{case}");
        let visit = visit_in(&done).expect("it is a visit");
        assert!(visit.gained.is_some() && visit.redemption.ways.is_empty(), "{case}: {done:?}");
    }
}

#[test]
fn the_first_way_in_stays_the_first() {
    let (done, _) = State::Verifying {
        visit: visit_after(Gained::App(authenticator())),
        subject: Subject::New(passkey()),
    }
    .step(event("proven"), NOW);
    let visit = visit_in(&done).expect("it is a visit");
    assert!(matches!(&visit.gained, Some(Gained::App(_))));
    assert_eq!((visit.redemption.passkeys.len(), visit.redemption.authenticators.len()), (1, 1));
}

#[test]
fn what_is_taken_back_is_gone_and_what_is_left_counts() {
    let sent = |gained| State::Managing { visit: visit_after(gained), managing: Managing::Sent };
    let left = |passkeys, authenticators| Redemption { passkeys, authenticators, ..redemption() };
    let other = || Passkey { id: "other".into(), ..proven() };
    let unproven = || Passkey { id: "other".into(), ..passkey() };
    for (case, first, left, at, expected) in [
        ("nothing left", Gained::Passkey(proven()), left(vec![], vec![]), "Choosing", None),
        ("only renamed", Gained::Passkey(proven()), left(vec![proven()], vec![]), "Done", Some("cred")),
        ("the second left", Gained::Passkey(proven()), left(vec![other()], vec![]), "Done", Some("other")),
        ("the app left", Gained::Passkey(proven()), left(vec![], vec![authenticator()]), "Done", Some("app")),
        ("the app gone", Gained::App(authenticator()), left(vec![other()], vec![]), "Done", Some("other")),
        (
            "one left that never signed in",
            Gained::App(authenticator()),
            left(vec![unproven()], vec![]),
            "Choosing",
            None,
        ),
        ("had one before", Gained::Known(other()), left(vec![], vec![]), "Done", Some("other")),
    ] {
        let (after, _) = sent(first).step(Event::Managed(Ok(left)), NOW);
        assert_eq!(place(&after), at, "{case}");
        let gained = visit_in(&after).and_then(|visit| visit.gained.as_ref()).map(Gained::id);
        assert_eq!(gained, expected, "{case}");
    }
    // Not done, and told; then there is nothing more to be done here.
    let (after, _) = sent(Gained::Passkey(proven())).step(event("managed too late"), NOW);
    assert_eq!((place(&after), notice(&after)), ("Done", "E-31"));
    assert!(visit_in(&after).is_some_and(|visit| visit.redemption.ways.is_empty()));
}

#[test]
fn a_name_is_one_that_the_backend_takes() {
    let long = "\u{f6}".repeat(60);
    for (typed, sent) in [
        (" my blue key\n", Some("my blue key")),
        (&*long, Some(&*long)),
        ("", None),
        (&*"x".repeat(61), None),
        ("a\u{7}b", None),
    ] {
        let (after, effect) = state("Managing naming").step(Event::Typed(Secret::new(typed.into())), NOW);
        let found = match &effect {
            Some(Effect::Rename(_, id, name)) if id == "cred" => Some(name.as_str()),
            _ => None,
        };
        assert_eq!((found, notice(&after)), (sent, if sent.is_some() { "" } else { "E-122" }), "{typed:?}");
    }
}

#[test]
fn what_is_online_again_is_not_said_to_be_offline() {
    for at in ["App offline", "Claiming offline", "Kiosk offline", "Done offline"] {
        assert_eq!(notice(&state(at)), "E-55");
        assert_eq!(notice(&state(at).step(Event::Online, NOW).0), "", "{at}");
    }
}
