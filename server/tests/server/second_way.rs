//! A second way in: what is proven carries it, whatever became of the pass.

use crate::app::App;
use crate::world::{KEY, MINUTE, Response, SAM, START, World, create, prove, proven, registered, sign};
use doorkey_protocol::time::Span;
use doorkey_server::clock::Clock;
use doorkey_server::settings::SecondWay;
use serde_json::json;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

#[tokio::test]
async fn the_rule_is_told() {
    for (rule, told) in [
        (SecondWay::Optional, "optional"),
        (SecondWay::Recommended, "recommended"),
        (SecondWay::Required, "required"),
    ] {
        let world = World::with(|settings| settings.second_way = rule).await;
        let token = world.open(&world.issue(true).await).await;
        assert_eq!(world.current(&token).await.expect(200)["secondWay"], told);
    }
}

#[tokio::test]
async fn a_proof_carries_a_second_passkey_and_the_pass_stays_as_it_is() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    let mut device = SoftPasskey::new(true);
    let id = registered(&world, &token, &mut device).await;
    world.options(&token).await.refused("way-not-offered");
    let signed = sign(&mut device, &world.proof_options(&token, &id).await.expect(200));
    prove(&world, &token, &signed).await.expect(200);
    let used_at = world.server.directory().passes(None).await.unwrap()[0].pass.used_at;

    world.clock.advance(MINUTE);
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["ways"], json!(["passkey", "securityKey", "phone", "authenticator"]));
    let made = create(&mut SoftPasskey::new(true), &world.options(&token).await.expect(200));
    world.register(&token, "another-key-012345", &made).await.expect(201);
    let app = App::set_up(&world.offer(&token).await.expect(201));
    world.confirm(&token, &app.code(world.clock.now(), 0)).await.expect(200);
    assert_eq!(world.server.directory().passes(None).await.unwrap()[0].pass.used_at, used_at);
    world.each_used_pass_paid_for_one_thing().await;
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
}

#[tokio::test]
async fn it_goes_on_for_as_long_as_a_redemption_lasts_beyond_the_pass() {
    for (one_time, by_app) in [(true, false), (true, true), (false, false), (false, true)] {
        let world = World::new().await;
        let issued = world.issue(one_time).await;
        world.clock.set(START + Span::from_mins(59));
        let token = world.open(&issued).await;
        if by_app {
            let app = App::set_up(&world.offer(&token).await.expect(201));
            world.confirm(&token, &app.code(world.clock.now(), 0)).await.expect(200);
        } else {
            proven(&world, &token, &mut SoftPasskey::new(true)).await;
        }
        let closes = START + Span::from_mins(69);
        assert_eq!(world.current(&token).await.expect(200)["closesAt"], closes.as_millis());
        world.clock.set(closes + Span::from_secs(-1));
        let second = proven(&world, &token, &mut SoftPasskey::new(true)).await;
        // A further proof gives no more than a registration needs.
        let closes = closes + Span::from_secs(-1) + Span::from_mins(5);
        let current = world.current(&token).await.expect(200);
        assert_eq!(current["closesAt"], closes.as_millis(), "{second}");
        assert_eq!(current["extendable"], false);
        world.each_used_pass_paid_for_one_thing().await;
        world.clock.set(closes);
        world.current(&token).await.refused("redemption-ended");
    }
}

#[tokio::test]
async fn a_pass_that_was_revoked_or_replaced_carries_nothing() {
    for (change, code) in [("revoke", "pass-revoked"), ("replace", "pass-replaced")] {
        let world = World::new().await;
        let token = world.open(&world.issue(true).await).await;
        proven(&world, &token, &mut SoftPasskey::new(true)).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let made = Response::new(&world.options(&token).await.expect(200), &[2; 16]).json();
        if change == "revoke" {
            world.revoke(SAM).await;
        } else {
            world.issue(true).await;
        }
        world.register(&token, KEY, &made).await.refused(code);
        world.options(&token).await.refused(code);
        world.confirm(&token, &app.code(START, 0)).await.refused(code);
        world.offer(&token).await.refused(code);
        assert_eq!(world.current(&token).await.expect(200)["ways"], json!([]));
    }
}

#[tokio::test]
async fn a_passkey_of_before_carries_nothing() {
    let world = World::new().await;
    let mut device = SoftPasskey::new(true);
    let former = world.open(&world.issue(true).await).await;
    registered(&world, &former, &mut device).await;
    let issued = world.issue(true).await;
    world.clock.set(START + Span::from_mins(59));
    let token = world.open(&issued).await;
    let signed = sign(&mut device, &world.any_proof_options(&token).await.expect(200));
    prove(&world, &token, &signed).await.expect(200);
    world.clock.set(START + Span::from_mins(60));
    world.current(&token).await.refused("redemption-ended");
}

#[tokio::test]
async fn what_a_reload_proves_carries_on_too() {
    let world = World::new().await;
    let mut device = SoftPasskey::new(true);
    let issued = world.issue(true).await;
    let lost = world.open(&issued).await;
    let id = registered(&world, &lost, &mut device).await;
    let token = world.open(&issued).await;
    let signed = sign(&mut device, &world.proof_options(&token, &id).await.expect(200));
    prove(&world, &token, &signed).await.expect(200);
    proven(&world, &token, &mut SoftPasskey::new(true)).await;
    world.each_used_pass_paid_for_one_thing().await;
}
