//! The journey without a browser: the pure flow against the real server in process, with a software
//! authenticator as the newcomer's device and a clock that the test sets.
//!
//! Owns one journey per ending. Each is told as the newcomer would tell it: what was done, and which
//! screen it led to.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../server/tests/server/authenticator.rs"]
mod authenticator;
mod journey {
    pub(crate) mod app;
    pub(crate) mod device;
    pub(crate) mod newcomer;
}

use doorkey::device::Device;
use doorkey::flow::{Event, Handed};
use doorkey_protocol::envelope;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;
use journey::newcomer::{ABLE, Newcomer, World};

#[tokio::test]
async fn a_pass_becomes_a_proven_passkey() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.sees("choose", "");
    sam.chooses().await.sees("ready", "");
    sam.accepts().await.sees("prove", "");
    sam.accepts().await.sees("done", "");
    assert_eq!(world.standing().await, "Used");
    assert_eq!(sam.passkeys(), 1);
}

#[tokio::test]
async fn a_pass_by_a_link_is_shown_once_and_leads_on() {
    let world = World::new().await;
    let link = world.seal().await;
    let handed = || envelope::from_fragment(link.expose()).map(Handed::Envelope);
    let mut sam = Newcomer::on(&world, ABLE, handed()).await;
    sam.sees("envelope", "");
    sam.accepts().await.sees("pass", "");
    let mut other = Newcomer::on(&world, ABLE, handed()).await;
    other.accepts().await;
    sam.accepts().await.sees("choose", "");
    sam.chooses().await.accepts().await.accepts().await.sees("done", "");
}

#[tokio::test]
async fn a_link_to_a_pass_that_ended_says_so() {
    let world = World::new().await;
    let link = world.seal().await;
    world.revoke().await;
    let handed = envelope::from_fragment(link.expose()).map(Handed::Envelope);
    let mut sam = Newcomer::on(&world, ABLE, handed).await;
    sam.accepts().await.sees("envelope", "E-171");
}

#[tokio::test]
async fn a_pass_for_many_times_stays_usable() {
    let world = World::new().await;
    let pass = world.issue(false).await;
    let mut sam = Newcomer::at(&world).await;
    sam.goes_all_the_way(&pass).await;
    assert_eq!(world.standing().await, "Usable");
    // The same device again: it has a passkey for Sam already, and says so.
    sam.starts_again().await.enters(&pass).await.sees("choose", "");
    sam.chooses().await.accepts().await.sees("ready", "E-41");
    sam.has_one_already().await.sees("prove", "");
    sam.accepts().await.sees("done", "");
    assert_eq!(sam.passkeys(), 1);
}

#[tokio::test]
async fn a_pass_that_cannot_be_used_says_why() {
    let world = World::new().await;
    let mut sam = Newcomer::at(&world).await;

    let later = world.issue_later(Span::from_mins(30)).await;
    sam.enters(&later).await.sees("enter", "E-21");
    world.waits(Span::from_mins(30));
    sam.enters(&later).await.sees("choose", "");
    sam.leaves().await.sees("enter", "");

    let newer = world.issue(true).await;
    sam.enters(&later).await.sees("enter", "E-24");
    sam.enters(&newer).await.sees("choose", "");
    sam.leaves().await;
    world.waits(Span::from_mins(60));
    sam.enters(&newer).await.sees("enter", "E-22");

    let revoked = world.issue(true).await;
    world.revoke().await;
    sam.enters(&revoked).await.sees("enter", "E-25");

    let used = world.issue(true).await;
    Newcomer::at(&world).await.goes_all_the_way(&used).await;
    sam.enters(&used).await.sees("enter", "E-23");
}

#[tokio::test]
async fn a_wrong_pass_is_no_more_than_wrong() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let foreign = World::new().await.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&foreign).await.sees("enter", "E-20");
    sam.types("nobody@demo.example", pass.expose()).await.sees("enter", "E-20");
    sam.types("sam@demo.example", "too-few").await.sees("enter", "E-13");
    sam.enters(&pass).await.sees("choose", "");
}

#[tokio::test]
async fn a_refused_dialog_costs_nothing() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.chooses().await;
    sam.will_cancel().accepts().await.sees("ready", "E-80");
    assert_eq!(world.standing().await, "Usable");
    sam.accepts().await.sees("prove", "");
    sam.will_cancel().accepts().await.sees("prove", "E-80");
    sam.accepts().await.sees("done", "");
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_nothing_is_made_twice() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.chooses().await;
    sam.loses_the_next_answer().accepts().await.sees("unconfirmed", "E-50");
    assert_eq!(world.standing().await, "Used", "the server had stored it");
    sam.accepts().await.sees("prove", "");
    sam.accepts().await.sees("done", "");
    assert_eq!(sam.passkeys(), 1);
}

#[tokio::test]
async fn a_reload_costs_typing_the_pass_again() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.chooses().await.sees("ready", "");
    sam.starts_again().await.enters(&pass).await.chooses().await.accepts().await.sees("prove", "");
    // The pass is used, the passkey not proven: typing it again leads straight there.
    sam.starts_again().await.enters(&pass).await.sees("prove", "");
    sam.accepts().await.sees("done", "");
}

#[tokio::test]
async fn the_window_that_came_later_takes_over() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let (mut one, mut other) = (Newcomer::at(&world).await, Newcomer::at(&world).await);
    one.enters(&pass).await.chooses().await.sees("ready", "");
    other.enters(&pass).await.chooses().await.accepts().await.sees("prove", "");
    one.accepts().await.sees("enter", "E-32");
    other.accepts().await.sees("done", "");
    one.enters(&pass).await.sees("enter", "E-23");
}

#[tokio::test]
async fn time_that_runs_out_is_told_before_anything_is_started() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.chooses().await.sees("ready", "");
    world.waits(Span::from_mins(4));
    // The challenge would not last: a fresh one is got first.
    sam.accepts().await.sees("ready", "");
    world.waits(Span::from_mins(6));
    sam.accepts().await.sees("enter", "E-30");
    assert_eq!(world.standing().await, "Usable");
    sam.goes_all_the_way(&pass).await;
}

#[tokio::test]
async fn more_time_is_had_by_asking_for_it() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await;
    world.waits(Span::from_mins(9));
    sam.wants_time().await.sees("choose", "");
    world.waits(Span::from_mins(2));
    sam.chooses().await.accepts().await.accepts().await.sees("done", "");
}

#[tokio::test]
async fn a_pass_revoked_in_the_middle_stores_nothing() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.chooses().await.sees("ready", "");
    world.revoke().await;
    sam.accepts().await.sees("enter", "E-25");
}

/// A first screen that shows a code, and the phone that has opened its link.
async fn handed<'a>(world: &'a World, first: &mut Newcomer<'a>) -> Newcomer<'a> {
    let pass = world.issue(true).await;
    first.enters(&pass).await.does(Event::Chose(Way::Phone)).await.sees("phone", "");
    let mut phone = first.scanned().await;
    phone.sees("claim", "");
    phone
}

/// Both show the number.
async fn compared(first: &mut Newcomer<'_>, phone: &mut Newcomer<'_>) {
    phone.accepts().await.sees("compare", "");
    first.looks().await.sees("compare", "");
    assert_eq!(first.number(), phone.number());
}

#[tokio::test]
async fn a_phone_goes_on_after_a_hand_has_agreed() {
    let world = World::new().await;
    let mut first = Newcomer::at(&world).await;
    let mut phone = handed(&world, &mut first).await;
    compared(&mut first, &mut phone).await;
    phone.looks().await.sees("compare", "");
    first.accepts().await.sees("away", "");
    phone.looks().await.sees("choose", "");
    phone.chooses().await.accepts().await.sees("prove", "");
    first.looks().await.sees("away", "");
    phone.accepts().await.sees("done", "");
    first.looks().await.sees("away", "").leaves().await.sees("enter", "");
    assert_eq!((world.standing().await.as_str(), phone.passkeys()), ("Used", 1));
}

#[tokio::test]
async fn a_no_and_a_late_claim_are_told_on_both_screens() {
    let world = World::new().await;
    let mut first = Newcomer::at(&world).await;
    let mut phone = handed(&world, &mut first).await;
    compared(&mut first, &mut phone).await;
    first.does(Event::Declined).await.sees("phone", "E-151");
    phone.looks().await.sees("claim", "E-151");
    // A new code, and nobody scans it in time.
    first.accepts().await.sees("phone", "");
    let mut late = first.scanned().await;
    world.waits(Span::from_mins(3));
    first.looks().await.sees("phone", "E-150");
    late.accepts().await.sees("claim", "E-150");
}

#[tokio::test]
async fn a_second_phone_ends_it_and_a_third_comes_too_late() {
    let world = World::new().await;
    let mut first = Newcomer::at(&world).await;
    let mut phone = handed(&world, &mut first).await;
    let (mut second, mut third) = (first.scanned().await, first.scanned().await);
    compared(&mut first, &mut phone).await;
    second.accepts().await.sees("claim", "E-152");
    first.looks().await.sees("phone", "E-152");
    phone.looks().await.sees("claim", "E-152");
    third.accepts().await.sees("claim", "E-150");
}

#[tokio::test]
async fn a_photographed_code_is_of_no_use_afterwards() {
    let world = World::new().await;
    let mut first = Newcomer::at(&world).await;
    let mut phone = handed(&world, &mut first).await;
    let mut thief = first.scanned().await;
    compared(&mut first, &mut phone).await;
    first.accepts().await.sees("away", "");
    thief.accepts().await.sees("claim", "E-152");
    first.looks().await.sees("away", "E-154");
    phone.looks().await.chooses().await.accepts().await.accepts().await.sees("done", "");
}

#[tokio::test]
async fn a_phone_that_stops_is_seen() {
    let world = World::new().await;
    let mut first = Newcomer::at(&world).await;
    // Before the agreement a new code is all it takes.
    let mut phone = handed(&world, &mut first).await;
    compared(&mut first, &mut phone).await;
    phone.leaves().await.sees("claim", "E-153");
    first.looks().await.sees("phone", "E-150");
    first.accepts().await.sees("phone", "");
    // After it the pass has to be entered again: it is the phone's visit that ended.
    let mut phone = first.scanned().await;
    compared(&mut first, &mut phone).await;
    first.accepts().await;
    phone.looks().await.leaves().await.sees("enter", "");
    first.looks().await.sees("away", "E-153");
    assert_eq!(world.standing().await, "Usable");
}

#[tokio::test]
async fn an_app_is_proven_by_its_digits_and_takes_each_once() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.does(Event::Chose(Way::Authenticator)).await.sees("app", "");
    sam.does(Event::Typed(Secret::new("12345".into()))).await.sees("app", "E-121");
    let digits = sam.digits();
    let other = if digits.expose() == "000000" { "000001" } else { "000000" };
    for code in ["E-130", "E-130", "E-130"] {
        sam.does(Event::Typed(Secret::new(other.into()))).await.sees("app", code);
    }
    // After three wrong ones even the right one waits.
    sam.does(Event::Typed(digits.clone())).await.sees("app", "E-133");
    world.waits(Span::from_secs(30));
    assert_eq!(world.standing().await, "Usable");
    let digits = sam.digits();
    // The answer is lost: what was set up is found all the same.
    sam.loses_the_next_answer().does(Event::Typed(digits)).await.sees("done", "");
    assert_eq!(world.standing().await, "Used");
}

#[tokio::test]
async fn too_many_wrong_digits_want_a_new_secret() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.enters(&pass).await.does(Event::Chose(Way::Authenticator)).await;
    let wrong = || Event::Typed(Secret::new("000000".into()));
    for _ in 0..6 {
        sam.does(wrong()).await;
        world.waits(Span::from_secs(30));
    }
    sam.does(wrong()).await.sees("app", "E-134");
    sam.accepts().await.sees("app", "");
    let digits = sam.digits();
    sam.does(Event::Typed(digits)).await.sees("done", "");
}

#[tokio::test]
async fn a_second_way_is_named_and_taken_back() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::at(&world).await;
    sam.goes_all_the_way(&pass).await;
    sam.does(Event::WantsSecond).await.sees("choose", "");
    sam.does(Event::Chose(Way::Authenticator)).await.sees("app", "");
    let digits = sam.digits();
    sam.does(Event::Typed(digits)).await.sees("done", "");
    let [passkey, app] = &sam.methods()[..] else { panic!("{:?}", sam.methods()) };
    let (passkey, app) = (passkey.0.clone(), app.0.clone());
    sam.does(Event::WantsName(app.clone())).await.sees("manage", "");
    sam.does(Event::Typed(Secret::new("My old phone".into()))).await.sees("done", "");
    assert_eq!(sam.methods()[1].1, "My old phone");
    sam.does(Event::WantsRemoval(app)).await.accepts().await.sees("done", "");
    // All that was made was made by mistake: the pass that paid for it can be used again.
    sam.does(Event::WantsRemoval(passkey)).await.accepts().await.sees("choose", "");
    assert_eq!(world.standing().await, "Usable");
}

#[tokio::test]
async fn a_kiosk_makes_no_passkey_and_rests_after_all() {
    let world = World::new().await;
    let pass = world.issue(true).await;
    let mut sam = Newcomer::on(&world, Device { kiosk: true, ..ABLE }, None).await;
    sam.sees("rest", "").accepts().await.sees("enter", "");
    sam.enters(&pass).await.sees("choose", "");
    sam.chooses().await.sees("choose", "");
    sam.does(Event::Chose(Way::Phone)).await.sees("phone", "");
    let mut phone = sam.scanned().await;
    compared(&mut sam, &mut phone).await;
    sam.accepts().await.sees("away", "");
    phone.looks().await.chooses().await.accepts().await.accepts().await.sees("done", "");
    sam.looks().await.sees("away", "").does(Event::Idled).await.sees("rest", "");
    // Whoever goes away in the middle leaves a pass that works.
    let pass = world.issue(true).await;
    sam.accepts().await.enters(&pass).await.does(Event::Idled).await.sees("rest", "");
    assert_eq!(world.standing().await, "Usable");
}
