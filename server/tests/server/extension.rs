//! More time: how much of it, for whom, and when not.

use crate::world::{KEY, MINUTE, Response, SAM, START, World};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use doorkey_server::settings::Extension;

/// Asks for more time so many minutes after the start, in a world where a redemption of ten minutes
/// was opened at minute `opened` of a pass of sixty; expects the minute at which it closes then.
async fn check(opened: i64, asked: i64, closes: i64, extendable: bool) {
    let world = World::new().await;
    let issued = world.issue(true).await;
    world.clock.set(START + Span::from_mins(opened));
    let token = world.open(&issued).await;
    world.clock.set(START + Span::from_mins(asked));
    let told = format!("opened at {opened}, asked at {asked}");
    for _ in 0..2 {
        // The second time as if the first answer had been lost.
        let extended = world.extend(&token).await.expect(200);
        assert_eq!(extended["closesAt"], (START + Span::from_mins(closes)).as_millis(), "{told}");
        assert_eq!(extended["extendable"], extendable, "{told}");
        assert_eq!(world.current(&token).await.expect(200), extended, "{told}");
    }
    world.clock.set(START + Span::from_mins(closes) + Span::from_millis(-1));
    world.options(&token).await.expect(200);
    world.clock.set(START + Span::from_mins(closes));
    world.current(&token).await.refused("redemption-ended");
}

#[tokio::test]
async fn the_window_begins_anew_within_the_pass() {
    for (opened, asked, closes, extendable) in [
        (0, 0, 10, true),    // nothing to add yet
        (0, 9, 19, true),    // the whole of it again
        (0, 1, 11, true),    // at any time
        (42, 49, 59, true),  // a minute is left to add later
        (43, 50, 60, false), // up to the pass's end
        (45, 54, 60, false), // never beyond it
        (55, 59, 60, false), // where it closed anyway
    ] {
        check(opened, asked, closes, extendable).await;
    }
}

#[tokio::test]
async fn more_time_can_be_had_again_and_again() {
    let world = World::new().await;
    let token = world.open(&world.issue(false).await).await;
    for minute in (9..60).step_by(9) {
        world.clock.set(START + Span::from_mins(minute));
        world.extend(&token).await.expect(200);
    }
    world.clock.set(START + Span::from_mins(60));
    world.extend(&token).await.refused("redemption-ended");
}

#[tokio::test]
async fn a_page_knows_beforehand_whether_asking_is_worth_it() {
    for (opened, millis, extendable) in [
        (0, 0, true),
        (49, 0, true),
        (49, 1, false), // less than a minute could be added
        (50, 0, false),
        (59, 0, false),
    ] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        world.clock.set(START + Span::from_mins(opened) + Span::from_millis(millis));
        let opened = world.redeem(SAM, issued.pass.expose()).await.expect(201);
        assert_eq!(opened["redemption"]["extendable"], extendable, "{opened}");
    }
}

#[tokio::test]
async fn no_more_time_for_what_is_over() {
    for (change, code) in [
        ("closed", "redemption-ended"),
        ("left", "redemption-ended"),
        ("superseded", "redemption-superseded"),
        ("used", "pass-used"),
        ("revoked", "pass-revoked"),
        ("replaced", "pass-replaced"),
    ] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = world.open(&issued).await;
        match change {
            "closed" => world.clock.advance(Span::from_mins(10)),
            "left" => drop(world.call(&token, Method::DELETE, api::CURRENT, None).await),
            "superseded" => drop(world.open(&issued).await),
            "used" => {
                let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
                world.register(&token, KEY, &made).await.expect(201);
            }
            "revoked" => world.revoke(SAM).await,
            _ => drop(world.issue(true).await),
        }
        world.extend(&token).await.refused(code);
        let current = world.current(&token).await;
        if current.status == 200 {
            assert_eq!(current.json()["extendable"], false, "{change}");
            assert_eq!(current.json()["closesAt"], (START + Span::from_mins(10)).as_millis(), "{change}");
        }
    }
}

#[tokio::test]
async fn time_to_prove_beyond_the_pass_is_not_taken_away() {
    let world = World::new().await;
    let issued = world.issue(false).await;
    world.clock.set(START + Span::from_mins(58));
    let token = world.open(&issued).await;
    let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
    world.register(&token, KEY, &made).await.expect(201);
    let closes = (START + Span::from_mins(63)).as_millis();
    assert_eq!(world.current(&token).await.expect(200)["closesAt"], closes);
    world.clock.advance(MINUTE);
    assert_eq!(world.extend(&token).await.expect(200)["closesAt"], closes);
}

#[tokio::test]
async fn policy_can_refuse_it() {
    let world = World::with(|settings| settings.extension = Extension::Refused).await;
    let token = world.open(&world.issue(true).await).await;
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["extendable"], false);
    world.clock.advance(MINUTE);
    let answer = world.extend(&token).await;
    answer.refused("not-extendable");
    assert_eq!(answer.status, 409);
    assert_eq!(world.current(&token).await.expect(200)["closesAt"], current["closesAt"]);
    world.extend("no-token").await.refused("redemption-ended");
}
