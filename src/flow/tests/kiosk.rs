//! A screen that everyone uses: every ending leaves it clean, and the next one is received.

use super::world::{
    KIOSK, NOW, SEALED, all, asked, event, invited_setting, minutes, on, place, setting_in, standing, state,
    states,
};
use super::*;
use crate::idle::Patience;
use doorkey_protocol::redemption::SecondWay;

/// Places that are not on the way of a kiosk: nobody is known yet, or nothing can be done there at all.
const ELSEWHERE: [&str; 5] = ["Waking", "Unreachable", "Incapable", "Claiming", "Unsealing"];

/// Every place that a kiosk comes to, on a kiosk.
fn places() -> impl Iterator<Item = (&'static str, State)> {
    let is_met = |(_, state): &(&str, State)| !ELSEWHERE.contains(&place(state));
    states().into_iter().filter(is_met).map(|(at, state)| (at, on(KIOSK, state)))
}

/// What is left of a person in what is printed of a state.
fn trace(state: &State) -> Option<&'static str> {
    let printed = format!("{state:?}");
    ["Sam", "sam@", "claims.signature", "\"cred\"", "Secret", "redacted"]
        .into_iter()
        .find(|trace| printed.contains(trace))
}

#[track_caller]
fn expect_clean(case: &str, after: &State) {
    assert_eq!(standing(after), "Kiosk resting", "{case}");
    assert_eq!(trace(after), None, "{case}: {after:?}");
}

#[test]
fn a_trace_is_seen() {
    for at in ["Entering invited", "Choosing", "Done"] {
        assert!(trace(&state(at)).is_some(), "{at}");
    }
}

#[test]
fn every_place_rests_when_nobody_is_there() {
    for (at, before) in places() {
        let holds_visit = visit_in(&before).is_some();
        let (after, effect) = before.clone().step(Event::Idled, NOW);
        expect_clean(at, &after);
        // What is open at the backend is closed; what is the phone's now is not.
        let expected = match standing(&before) {
            "Phone away" | "Phone proven" | "Phone gone" => "Unhand",
            _ if holds_visit => "Leave",
            // On a kiosk nobody comes there; nothing would stay open if somebody did.
            _ if place(&before) == "HandingOff" => "Part",
            _ => "",
        };
        assert_eq!(asked(effect.as_ref()), expected, "{at}");
    }
}

#[test]
fn whoever_leaves_leaves_nothing() {
    let mut endings = 0;
    for (at, before) in places() {
        let (after, _) = before.clone().step(Event::Left, NOW);
        if place(&after) != place(&before) || standing(&after) == "Kiosk resting" {
            expect_clean(at, &after);
            endings += 1;
        }
    }
    // All but those where the backend is storing or proving.
    assert_eq!(endings, places().count() - 4);
}

#[test]
fn nobody_is_brought_back_by_what_comes_late() {
    for (name, event) in all() {
        // A hand, or the page anew.
        if ["accept", "configured, kiosk", "staff"].contains(name) {
            continue;
        }
        let (after, effect) = state("Kiosk staffed").step(event.clone(), NOW);
        expect_clean(name, &after);
        assert_eq!(asked(effect.as_ref()), "", "{name}");
    }
}

#[test]
fn an_address_brings_nobody_to_a_kiosk() {
    for handed in
        [Handed::Handover(Secret::new("s3cr3t-link".into())), Handed::Envelope(Secret::new(SEALED.into()))]
    {
        let opened = || State::Waking {
            opening: Opening {
                invited: Some(invited(minutes(0))),
                handed: Some(handed.clone()),
                formless: false,
            },
        };
        let (after, _) = opened().step(event("configured, kiosk"), NOW);
        expect_clean("a link", &after);
        let framed = Device { framed: true, ..KIOSK };
        let (after, _) = opened().step(Event::Configured(Ok(backend()), framed), NOW);
        assert_eq!((place(&after), trace(&after)), ("Incapable", None));
    }
}

#[test]
fn a_slip_fills_in_the_name_and_nothing_else() {
    let (scanning, effect) = on(KIOSK, state("Entering")).step(Event::WantsScan, NOW);
    assert_eq!((standing(&scanning), asked(effect.as_ref())), ("Kiosk scanning", "Scan"));
    let (entering, effect) = scanning.step(event("scanned"), NOW);
    assert_eq!((place(&entering), asked(effect.as_ref())), ("Entering", ""));
    let greeted = setting_in(&entering).and_then(|setting| setting.invited.as_ref());
    assert_eq!(greeted.map(|invited| invited.person.display_name.as_str()), Some("Sam"));
    let (resting, _) = entering.step(Event::Left, NOW);
    expect_clean("leaving", &resting);
    // Without a camera there is nothing to scan with.
    let (after, effect) = entering_on(ABLE).step(Event::WantsScan, NOW);
    assert_eq!((place(&after), asked(effect.as_ref())), ("Entering", ""));
}

fn entering_on(device: Device) -> State {
    on(device, entering(invited_setting(minutes(0))))
}

#[test]
fn the_staff_corner_opens_by_its_pin() {
    let locked = || state("Kiosk staffed").step(Event::WantsStaff, NOW).0;
    let (unlocking, effect) = locked().step(Event::Typed(Secret::new(world::PIN.into())), NOW);
    let Some(Effect::Report(pin)) = effect else { panic!("{effect:?}") };
    assert_eq!(pin.expose(), world::PIN);
    let (open, _) = unlocking.step(event("reported"), NOW);
    assert_eq!(standing(&open), "Kiosk open");
    // Where the backend knows no PIN there is no corner.
    assert_eq!(standing(&state("Kiosk resting").step(Event::WantsStaff, NOW).0), "Kiosk resting");
}

#[test]
fn no_passkey_is_made_on_a_kiosk() {
    let before = on(KIOSK, state("Choosing"));
    let (after, effect) = before.step(Event::Chose(Way::Passkey), NOW);
    assert_eq!((place(&after), asked(effect.as_ref())), ("Choosing", ""));
}

#[test]
fn each_place_is_as_patient_as_people_are_there() {
    for (at, before) in places() {
        let expected = match at {
            "Kiosk resting" | "Kiosk staffed" | "Kiosk of Microsoft" => Patience::Endless,
            // In the system's dialog, on a phone.
            "Creating"
            | "Asserting new"
            | "Asserting known"
            | "Phone shown"
            | "Phone over"
            | "Phone away"
            | "SigningIn elsewhere" => Patience::Long,
            _ if at.starts_with("App ") => Patience::Long,
            "Phone proven" | "Phone gone" | "Done" | "Done app" | "Done offline" => Patience::Short,
            _ => Patience::Usual,
        };
        assert_eq!(before.patience(), expected, "{at}");
    }
    for at in ["Waking", "Unreachable", "Incapable"] {
        assert_eq!(state(at).patience(), Patience::Endless, "{at}: nobody has begun");
    }
    // Who has another step to take is given the time for it.
    let mut visit = world::visit_after(Gained::Passkey(world::proven()));
    visit.redemption.second_way = SecondWay::Required;
    assert_eq!(world::done(visit).patience(), Patience::Usual);
}
