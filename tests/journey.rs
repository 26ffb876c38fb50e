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

use doorkey_protocol::time::Span;
use journey::newcomer::{Newcomer, World};

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
