//! The journey: the rules that hold wherever it goes.
//!
//! Owns one test for each; those of the other ways in stand in `ways`, those of a link that shows a
//! pass in `envelope`, those around Microsoft's sign-in in `microsoft`, those of a screen that everyone uses in `kiosk`, the table of all pairs in `table`, walks at random in `random`, what they are made of
//! in `world`.
#![cfg(not(target_arch = "wasm32"))]

mod envelope;
mod kiosk;
mod microsoft;
mod random;
mod table;
mod ways;
pub(crate) mod world;

use super::*;
use crate::ceremony::Fault;
use crate::ceremony::cause::{Ended, Incident};
use crate::notice::Failure;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::handover::Progress;
use doorkey_protocol::problem::Code;
use doorkey_protocol::redemption::Redemption;
use world::{
    ABLE, NOW, PASS, SECRETS, asked, backend, choosing, creating, creation, entering, event, events,
    extendable, incident, invitation, invited, invited_setting, made, minutes, notice, offer, opened,
    passkey, place, proving, ready, redemption, refused, request, setting, setting_in, standing, state,
    states, submitted, tries, visit, visit_in, visit_of, with,
};

/// One step whose circumstances the table leaves out: the next place, the notice there, what is asked for.
#[track_caller]
fn check(case: &str, before: State, event: Event, now: Timestamp, expected: (&str, &str, &str)) -> State {
    let (after, effect) = before.step(event, now);
    assert_eq!((place(&after), notice(&after), asked(effect.as_ref())), expected, "{case}");
    after
}

/// What an effect sends, in the clear.
fn sent(effect: &Effect) -> Vec<&str> {
    match effect {
        Effect::Configure
        | Effect::Retype(_)
        | Effect::Look { .. }
        | Effect::Scan
        | Effect::Print
        | Effect::Recall
        | Effect::Reload => vec![],
        Effect::Redeem { user_name, pass, invitation } => {
            [user_name, pass.expose()].into_iter().chain(invitation.as_deref()).collect()
        }
        Effect::Offer(token, _)
        | Effect::Extend(token)
        | Effect::Leave(token)
        | Effect::Hand(token)
        | Effect::Watch(token)
        | Effect::Unhand(token)
        | Effect::Claim(token)
        | Effect::Follow(token)
        | Effect::Unclaim(token)
        | Effect::OfferApp(token)
        | Effect::Review(token)
        | Effect::Report(token) => vec![token.expose()],
        Effect::Greet(invitation) => vec![invitation],
        Effect::Lead { invitation, .. } => invitation.iter().map(String::as_str).collect(),
        Effect::Depart { start, invitation, .. } => {
            [&start.address, start.handle.expose()].into_iter().chain(invitation.as_deref()).collect()
        }
        Effect::Answer(answer) => [answer.handle.expose(), &answer.state]
            .into_iter()
            .chain(answer.code.as_ref().map(Secret::expose))
            .chain([&answer.error, &answer.description].into_iter().flat_map(|text| text.as_deref()))
            .collect(),
        Effect::Attend(token, _) | Effect::Part(token) => vec![token.expose()],
        Effect::Unseal(link) => vec![&link.id, link.key.expose()],
        Effect::Agree(token, number) => vec![token.expose(), number],
        Effect::Confirm(token, code) => vec![token.expose(), code.expose()],
        Effect::Rename(token, id, name) => vec![token.expose(), id, name],
        Effect::Remove(token, id, asked) => {
            [token.expose(), id].into_iter().chain(asked.as_ref().map(|asked| &*asked.0)).collect()
        }
        Effect::Create(options, _) => vec![&options.0],
        Effect::Register(token, registration) => vec![token.expose(), &registration.0],
        Effect::Disown(made) => vec![&made.options.0, &made.registration.0],
        Effect::Challenge(token, passkey) => [token.expose()].into_iter().chain(passkey.as_deref()).collect(),
        Effect::Assert(options, _) => vec![&options.0],
        Effect::Prove(token, assertion) => vec![token.expose(), &assertion.0],
        Effect::Copy(fragment) | Effect::OpenWindow(fragment) => {
            fragment.iter().map(Secret::expose).collect()
        }
    }
}

#[test]
fn the_pass_goes_to_the_redemption_and_nowhere_else() {
    let mut redeemed = 0;
    for (at, before) in states() {
        for (name, event) in events() {
            let (after, effect) = before.clone().step(event, NOW);
            let Some(effect) = effect else { continue };
            let holds_pass = sent(&effect).iter().any(|text| text.contains(PASS));
            assert_eq!(holds_pass, asked(Some(&effect)) == "Redeem", "{name} at {at}");
            if holds_pass {
                redeemed += 1;
                // By the newcomer's hand, and not before its time.
                match place(&before) {
                    "Unsealing" => {
                        assert_eq!((name, standing(&after)), ("accept", "Unsealing redeeming"), "{at}");
                    }
                    _ => {
                        assert!(["submit", "insist"].contains(&name), "{name} at {at}");
                        assert_eq!((place(&before), place(&after)), ("Entering", "Redeeming"), "{at}");
                    }
                }
            }
        }
    }
    assert_eq!(redeemed, 9);
}

#[test]
fn an_early_pass_is_not_sent_and_from_its_first_moment_it_is() {
    let start = NOW + minutes(30);
    let doubted = || state("Entering early doubted");
    for (case, before, event, now, expected) in [
        ("a moment before", state("Entering early"), "submit", -1, ("Entering", "", "")),
        ("at the start", state("Entering early"), "submit", 0, ("Redeeming", "", "Redeem")),
        ("insisted a moment before", doubted(), "insist", -1, ("Entering", "E-114", "")),
        ("insisted at the start", doubted(), "insist", 0, ("Redeeming", "", "Redeem")),
        // A slip can be mended while it waits.
        ("repaired early", doubted(), "repair", -1, ("Entering", "E-114", "")),
        // The end is the backend's to tell: there may be a newer pass.
        ("after the end", state("Entering early"), "submit", 3_600_000, ("Redeeming", "", "Redeem")),
    ] {
        check(case, before, world::event(event), start + Span::from_millis(now), expected);
    }
    let (newer, _) = state("Entering early").step(Event::HasNewerPass, NOW);
    check("a newer pass", newer, submitted("sam", PASS), NOW, ("Redeeming", "", "Redeem"));
}

#[test]
fn no_pass_is_sent_in_a_pause_and_from_its_last_moment_one_is() {
    let end = NOW + minutes(1);
    for (case, event, now, expected) in [
        ("a moment before", "submit", -1, ("Entering", "E-28", "")),
        ("at the end", "submit", 0, ("Redeeming", "", "Redeem")),
        ("insisted a moment before", "insist", -1, ("Entering", "E-28", "")),
        ("insisted at the end", "insist", 0, ("Redeeming", "", "Redeem")),
    ] {
        check(case, state("Entering paused"), world::event(event), end + Span::from_millis(now), expected);
    }
    // Without a time there is nothing to wait for.
    let untimed = State::Entering {
        setting: setting(),
        notice: Some(Notice::Failure(refused(Code::PassTooSoon))),
        proposal: None,
    };
    check("without a time", untimed, submitted("sam", PASS), NOW, ("Redeeming", "", "Redeem"));
}

#[test]
fn what_is_typed_is_looked_at_before_it_is_sent() {
    let long = "x".repeat(49);
    for (case, user_name, pass, expected) in [
        ("no user name", " ", PASS, ("Entering", "E-10", "")),
        ("no pass", "sam", "", ("Entering", "E-12", "")),
        ("too short", "sam", "abc", ("Entering", "E-13", "")),
        ("too long", "sam", &long, ("Entering", "E-14", "")),
        ("a space inside", "sam", "abcd efgh", ("Entering", "E-115", "")),
        ("white space around", " sam ", "\tabcdefgh\n", ("Redeeming", "", "Redeem")),
    ] {
        check(case, entering(setting()), submitted(user_name, pass), NOW, expected);
    }
    let own = Configuration { pass_format: PassFormat::Doorkey, ..backend() };
    let own = entering(Box::new(Setting { backend: own, ..*setting() }));
    let slip = submitted("sam", "ABCDE-FGHJK");
    check("a slip in a pass of our own", own, slip, NOW, ("Entering", "E-16", ""));
}

#[test]
fn a_repair_is_written_into_the_fields_and_sent_by_hand_only() {
    let (proposed, effect) = entering(setting()).step(submitted("sam", "abcd efgh"), NOW);
    assert!(effect.is_none());
    let (taken, effect) = proposed.step(Event::Repaired, NOW);
    let Some(Effect::Retype(Repair { user_name: None, pass: Some(pass) })) = effect else {
        panic!("{effect:?}");
    };
    assert_eq!(pass.expose(), "abcdefgh");
    let again = check("once only", taken, Event::Repaired, NOW, ("Entering", "", ""));
    check("then by hand", again, submitted("sam", pass.expose()), NOW, ("Redeeming", "", "Redeem"));

    // What was only suspected can be sent as it is.
    let (doubted, _) = entering(setting()).step(submitted("sam", "abcdefgh."), NOW);
    let (_, effect) = doubted.step(Event::Insisted, NOW);
    assert_eq!(effect.iter().flat_map(sent).collect::<Vec<_>>(), ["sam", "abcdefgh."]);
}

#[test]
fn the_invitation_travels_with_the_pass_until_it_is_doubted() {
    let invitation_sent = |state: State| match state.step(submitted("sam", PASS), NOW).1 {
        Some(Effect::Redeem { invitation, .. }) => invitation,
        other => panic!("{other:?}"),
    };
    let at_hand = || entering(invited_setting(minutes(0)));
    assert_eq!(invitation_sent(at_hand()).as_deref(), Some("claims.signature"));
    for (case, (doubted, _)) in [
        ("a newer pass", at_hand().step(Event::HasNewerPass, NOW)),
        ("refused", state("Redeeming").step(event("invitation refused"), NOW)),
    ] {
        let invited = invitation(&doubted).expect("whom it greeted is still here");
        assert_eq!(invited.person.display_name, "Sam", "{case}");
        assert!(invited.claims.is_none(), "{case}");
        assert_eq!(invitation_sent(doubted), None, "{case}");
    }
    let (kept, _) = state("Redeeming").step(event("not redeemed"), NOW);
    assert!(invitation(&kept).is_some_and(|invited| invited.claims.is_some()), "another refusal");
}

#[test]
fn leaving_and_idling_forget_the_invitation_and_nothing_else_does() {
    let (mut left, mut greeted) = (0, 0);
    for (at, before) in states() {
        for (name, event) in events() {
            let was_invited = invitation(&before).is_some();
            let before = with(|setting| (setting.copied, setting.been_there) = (true, true), before.clone());
            let (after, _) = before.clone().step(event, NOW);
            let has_left = ["leave", "idle"].contains(&name) && place(&before) != place(&after)
                || (name == "leave" && at.starts_with("SigningIn greeted"))
                // On a screen that everyone uses nobody is greeted before they have begun.
                || (at == "Waking invited" && name == "configured, kiosk");
            let is_greeted = (at.starts_with("Kiosk ") && at.ends_with("scanning") && name == "scanned")
                || (at == "Unsealing sent" && ["unsealed", "unsealed early"].contains(&name));
            assert_eq!(
                invitation(&after).is_some(),
                is_greeted || (was_invited && !has_left),
                "{name} at {at}"
            );
            if let Some(setting) = setting_in(&after).filter(|_| was_invited && has_left) {
                assert!(!setting.copied && !setting.been_there, "{name} at {at}");
            }
            left += usize::from(was_invited && has_left);
            greeted += usize::from(is_greeted);
        }
    }
    // Leaving is not offered while the backend stores or proves, nor at the form of one's own device.
    let invited: Vec<_> = states().into_iter().filter(|(_, state)| invitation(state).is_some()).collect();
    // Eighteen pairs: three forms, a pass at the backend from there or from an envelope, four places where it
    // stores or proves, and the idling of who has just been shown a pass.
    let ours = (54, 2 * 54 - 18, 3);
    // Around Microsoft's sign-in there are four places before it and fourteen after it that can be left, those
    // by idling too; and the page of a kiosk, and its camera.
    let theirs = (28, 4 + 2 * 14 + 1, 1);
    let both = (ours.0 + theirs.0, ours.1 + theirs.1, ours.2 + theirs.2);
    assert_eq!((invited.len(), left, greeted), both);
}

#[test]
fn time_is_asked_before_a_ceremony_starts() {
    let unproven = || proving(visit(), Subject::New(passkey()));
    let choose = || Event::Chose(Way::Passkey);
    for (case, before, event, after, expected) in [
        ("chosen in time", choosing(visit()), choose(), 9, ("Preparing", "", "Offer")),
        ("chosen too late", choosing(visit()), choose(), 10, ("Entering", "E-30", "")),
        ("asked once more too late", state("Preparing"), Event::Accepted, 10, ("Entering", "E-30", "")),
        ("options still fresh", ready(visit()), Event::Accepted, 3, ("Creating", "", "Create")),
        ("options too old", ready(visit()), Event::Accepted, 4, ("Preparing", "", "Offer")),
        ("redemption over", ready(visit()), Event::Accepted, 10, ("Entering", "E-30", "")),
        ("to prove, fresh", unproven(), Event::Accepted, 3, ("Asserting", "", "Assert")),
        ("to prove, too old", unproven(), Event::Accepted, 4, ("Challenging", "", "Challenge")),
        ("to prove after the time", unproven(), Event::Accepted, 11, ("Challenging", "", "Challenge")),
    ] {
        check(case, before, event, NOW + minutes(after), expected);
    }
}

#[test]
fn more_time_replaces_both_clocks_where_it_was_asked_for() {
    let longer = Redemption {
        validity: world::validity(minutes(5)),
        closes_at: NOW + minutes(25),
        extendable: false,
        ..redemption()
    };
    let extended = || Event::Extended(Ok(longer.clone()));
    for at in ["Choosing extendable", "Ready extendable", "Proving extendable"] {
        let (asking, effect) = state(at).step(Event::WantsTime, NOW);
        assert_eq!(asked(effect.as_ref()), "Extend", "{at}");
        let (after, _) = asking.step(extended(), NOW);
        assert_eq!(visit_in(&after).map(|visit| &visit.redemption), Some(&longer), "{at}");
        check(at, after, Event::WantsTime, NOW, (place(&state(at)), "", ""));
    }
    // Enough time again to go on where it was.
    let (late, _) = ready(visit_of(extendable())).step(extended(), NOW + minutes(9));
    check("after ten minutes", late, Event::Accepted, NOW + minutes(11), ("Preparing", "", "Offer"));
}

#[test]
fn refusals_lead_where_something_can_be_done() {
    for (code, registering, preparing, proving_new, proving_known) in [
        (Code::PassExpired, "Entering", "Entering", "Entering", "Entering"),
        (Code::PassUsed, "Entering", "Entering", "Entering", "Entering"),
        (Code::RedemptionEnded, "Entering", "Entering", "Entering", "Entering"),
        (Code::RedemptionSuperseded, "Entering", "Entering", "Entering", "Entering"),
        (Code::ChallengeEnded, "Choosing", "Choosing", "Proving", "Proving"),
        (Code::PasskeyRefused, "Choosing", "Choosing", "Proving", "Proving"),
        (Code::PasskeyKnown, "Choosing", "Choosing", "Proving", "Proving"),
        (Code::PasskeyUnknown, "Choosing", "Choosing", "Proving", "Choosing"),
        (Code::Busy, "Unconfirmed", "Choosing", "Proving", "Proving"),
        (Code::Internal, "Unconfirmed", "Choosing", "Proving", "Proving"),
        (Code::Unknown, "Unconfirmed", "Choosing", "Proving", "Proving"),
    ] {
        for (at, event, expected) in [
            ("Registering", Event::Registered(Err(refused(code))), registering),
            ("Preparing", Event::Offered(Err(refused(code))), preparing),
            ("Choosing extendable", Event::Extended(Err(refused(code))), preparing),
            ("Challenging new", Event::Challenged(Err(refused(code))), proving_new),
            ("Challenging known", Event::Challenged(Err(refused(code))), proving_known),
            ("Verifying new", Event::Proven(Err(refused(code))), proving_new),
            ("Verifying known", Event::Proven(Err(refused(code))), proving_known),
        ] {
            assert_eq!(place(&state(at).step(event, NOW).0), expected, "{code:?} at {at}");
        }
    }
}

#[test]
fn a_passkey_is_disowned_when_it_was_refused_and_only_then() {
    let registering = || State::Registering { visit: visit(), made: made() };
    for (case, failure, disowned) in [
        ("refused", refused(Code::PasskeyRefused), true),
        ("the challenge ended", refused(Code::ChallengeEnded), true),
        ("the pass ended meanwhile", refused(Code::PassExpired), true),
        ("taken over", refused(Code::RedemptionSuperseded), true),
        // It is stored, and of use.
        ("stored before", refused(Code::PasskeyKnown), false),
        // It may be stored.
        ("no answer", Failure::Unreachable, false),
        ("offline", Failure::Offline, false),
        ("too slow", Failure::Slow, false),
        ("not allowed", Failure::Blocked, false),
        ("not its answer", Failure::Garbled, false),
        ("its own fault", refused(Code::Internal), false),
        ("busy", refused(Code::Busy), false),
    ] {
        let (_, effect) = registering().step(Event::Registered(Err(failure)), NOW);
        assert_eq!(asked(effect.as_ref()) == "Disown", disowned, "{case}");
    }
}

#[test]
fn the_same_registration_is_sent_again_until_it_is_answered() {
    let first = Registration("the first".into());
    let (mut sending, effect) = creating(visit()).step(Event::Created(Ok(first.clone())), NOW);
    assert!(matches!(effect, Some(Effect::Register(_, sent)) if sent == first));
    for event in [Event::Accepted, Event::Online, Event::Accepted] {
        let (unknown, _) = sending.step(Event::Registered(Err(Failure::Slow)), NOW);
        let (again, effect) = unknown.step(event, NOW);
        assert!(matches!(effect, Some(Effect::Register(_, sent)) if sent == first));
        sending = again;
    }
}

#[test]
fn online_again_goes_on_where_nothing_is_asked_of_the_newcomer() {
    let offline = || Some(Notice::Failure(Failure::Offline));
    let slip = || Some(Notice::TimeOver);
    let entering = |notice| State::Entering { setting: setting(), notice, proposal: None };
    let choosing = |notice| State::Choosing { visit: visit(), notice };
    let proving = |notice| State::Proving { visit: visit(), subject: Subject::Known, offer: None, notice };
    for (case, before, expected) in [
        ("not reached", state("Unreachable"), ("Waking", "", "Configure")),
        ("not confirmed", state("Unconfirmed"), ("Registering", "", "Register")),
        ("the form", entering(offline()), ("Entering", "", "")),
        ("the form, of something else", entering(slip()), ("Entering", "E-30", "")),
        ("the choice", choosing(offline()), ("Choosing", "", "")),
        ("the choice, of something else", choosing(slip()), ("Choosing", "E-30", "")),
        ("the proof", proving(offline()), ("Proving", "", "")),
        ("the proof, of something else", proving(slip()), ("Proving", "E-30", "")),
    ] {
        check(case, before, Event::Online, NOW, expected);
    }
}

#[test]
fn ceremonies_that_gave_nothing_are_counted_for_the_whole_visit() {
    let mut here = ready(visit());
    for (error, code, counted) in [
        ("NotAllowedError", "E-80", 1),
        // Stopped by the page: nothing is said and nothing counted.
        ("AbortError", "", 1),
        ("NotSupportedError", "E-42", 2),
    ] {
        let (dialog, _) = here.step(Event::Accepted, NOW);
        let (after, _) = dialog.step(Event::Created(Err(incident(error))), NOW);
        assert_eq!((place(&after), notice(&after), tries(&after).len()), ("Ready", code, counted), "{error}");
        here = after;
    }
    // Another way in, then the proof: the same visit.
    for event in
        [Event::Back, Event::Chose(Way::SecurityKey), Event::Offered(Ok(creation())), Event::HasPasskey]
    {
        here = here.step(event, NOW).0;
    }
    for event in
        [Event::Challenged(Ok(request())), Event::Accepted, Event::Asserted(Err(incident("NotAllowedError")))]
    {
        here = here.step(event, NOW).0;
    }
    assert_eq!((place(&here), notice(&here)), ("Proving", "E-80"));
    assert_eq!(tries(&here), [Cause::Cancelled, Cause::Unsupported, Cause::Cancelled]);
    // A new redemption begins anew.
    let (entered, _) = here.step(Event::Left, NOW);
    let (redeeming, _) = entered.step(submitted("sam", PASS), NOW);
    assert_eq!(tries(&redeeming.step(opened(redemption()), NOW).0), []);
}

#[test]
fn a_used_pass_is_taken_to_prove_what_it_paid_for() {
    let proven = Passkey { proven_at: Some(NOW), ..passkey() };
    let second = Passkey { id: "second".into(), ..passkey() };
    for (case, ways, passkeys, expected) in [
        ("used, not proven", vec![], vec![passkey()], Some("cred")),
        ("the newest of two", vec![], vec![passkey(), second], Some("second")),
        ("the one that is not proven", vec![], vec![passkey(), proven.clone()], Some("cred")),
        ("all proven", vec![], vec![proven], None),
        ("another may be made", vec![Way::Passkey], vec![passkey()], None),
    ] {
        let (after, effect) =
            state("Redeeming").step(opened(Redemption { ways, passkeys, ..redemption() }), NOW);
        let asks = match effect {
            Some(Effect::Challenge(_, id)) => id,
            None => None,
            other => panic!("{case}: {other:?}"),
        };
        assert_eq!(asks.as_deref(), expected, "{case}");
        assert_eq!(place(&after), if expected.is_some() { "Challenging" } else { "Choosing" }, "{case}");
    }
}

#[test]
fn a_known_passkey_is_asked_for_by_no_name_and_counts_as_known() {
    let (challenging, effect) = choosing(visit()).step(Event::HasPasskey, NOW);
    assert!(matches!(effect, Some(Effect::Challenge(_, None))), "{effect:?}");
    let (proving, _) = challenging.step(Event::Challenged(Ok(request())), NOW);
    let (asserting, _) = proving.step(Event::Accepted, NOW);
    let (verifying, _) = asserting.step(event("asserted"), NOW);
    let (done, _) = verifying.step(event("proven"), NOW);
    let gained = |state: &State| visit_in(state).and_then(|visit| visit.gained.clone());
    assert!(matches!(gained(&done), Some(Gained::Known(_))), "{done:?}");
    let (done, _) = state("Verifying new").step(event("proven"), NOW);
    assert!(matches!(gained(&done), Some(Gained::Passkey(_))), "{done:?}");
}

#[test]
fn what_cannot_work_here_is_not_started() {
    let choosing = |device, ways| {
        let setting = Box::new(Setting { device, ..*setting() });
        choosing(Box::new(Visit { setting, ..*visit_of(Redemption { ways, ..redemption() }) }))
    };
    let both = || vec![Way::Passkey, Way::SecurityKey];
    let no_platform = Device { platform_authenticator: Some(false), ..ABLE };
    for (case, before, way, expected) in [
        ("no lock here", choosing(no_platform, both()), Way::Passkey, ("Choosing", "", "")),
        ("a key", choosing(no_platform, both()), Way::SecurityKey, ("Preparing", "", "Offer")),
        ("not offered", choosing(ABLE, vec![Way::Passkey]), Way::SecurityKey, ("Choosing", "", "")),
        ("an unknown way", choosing(ABLE, vec![Way::Unknown]), Way::Unknown, ("Choosing", "", "")),
    ] {
        check(case, before, Event::Chose(way), NOW, expected);
    }
    for (case, device, obstacle) in [
        ("no https", Device { secure: false, ..ABLE }, Obstacle::Insecure),
        ("in a frame", Device { framed: true, ..ABLE }, Obstacle::Framed),
        ("in an app", Device { credentials: false, in_app: true, ..ABLE }, Obstacle::InApp),
        ("an old browser", Device { credentials: false, ..ABLE }, Obstacle::NoCredentials),
    ] {
        let invited = Some(invited(minutes(0)));
        let ceremonies = Configuration { ways: both(), ..backend() };
        let (after, _) = State::Waking { opening: Opening { invited, ..Opening::default() } }
            .step(Event::Configured(Ok(ceremonies), device), NOW);
        assert!(matches!(&after, State::Incapable { obstacle: found, .. } if *found == obstacle), "{case}");
        for (event, expected) in [(Event::WantsAddress, "Copy"), (Event::WantsWindow, "OpenWindow")] {
            let (_, effect) = after.clone().step(event, NOW);
            assert_eq!(asked(effect.as_ref()), expected, "{case}");
            assert_eq!(effect.iter().flat_map(sent).collect::<Vec<_>>(), ["i=claims.signature"], "{case}");
        }
    }
}

#[test]
fn a_faulty_answer_can_be_tried_again_with_the_same_options() {
    let faulty = Incident { ended: Ended::Faulty(Fault::ForeignRelyingParty), ..*incident("") };
    let made_for_another = Event::Created(Err(Box::new(faulty)));
    let ready = check("faulty", creating(visit()), made_for_another, NOW, ("Ready", "E-48", ""));
    check("again", ready, Event::Accepted, NOW, ("Creating", "", "Create"));
}

#[test]
fn options_are_fresh_from_the_moment_they_came() {
    for (case, age, fresh) in [("new", 0, true), ("a moment short", 239_999, true), ("old", 240_000, false)] {
        assert_eq!(offer(()).is_fresh(NOW + Span::from_millis(age)), fresh, "{case}");
    }
}

#[test]
fn nothing_secret_is_printed() {
    for (at, before) in states() {
        for (name, event) in events() {
            // What is typed as a name is one, whatever it looks like.
            if at == "Managing naming" && name == "type digits" {
                continue;
            }
            let printed = format!("{before:?} {event:?} {:?}", before.clone().step(event.clone(), NOW));
            let found = SECRETS.into_iter().find(|secret| printed.contains(secret));
            assert_eq!(found, None, "{name} at {at}: {printed}");
        }
    }
}
