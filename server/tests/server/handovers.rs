//! Continuing on another device.

use crate::app::App;
use crate::world::{KEY, MINUTE, ORIGIN, Response, SAM, START, World, prove, proven, registered, sign};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

/// A handover on a kiosk that was claimed: the kiosk's token, the phone's, the number.
async fn claimed(world: &World) -> (String, String, Value) {
    let kiosk = world.open_on_kiosk(&world.issue(true).await).await;
    let secret = world.hand_over(&kiosk).await;
    let claimed = world.claim(&secret).await.expect(201);
    (kiosk, claimed["token"].as_str().unwrap().to_owned(), claimed["number"].clone())
}

/// The same, agreed to.
async fn agreed(world: &World) -> (String, String) {
    let (kiosk, phone, number) = claimed(world).await;
    world.agree(&kiosk, &number).await.expect(200);
    (kiosk, phone)
}

async fn stage(world: &World, kiosk: &str) -> String {
    world.progress(kiosk).await.expect(200)["stage"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn from_a_kiosk_to_a_phone() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let kiosk = world.open_on_kiosk(&issued).await;
    world.progress(&kiosk).await.refused("handover-ended");
    let made = world.call(&kiosk, Method::POST, api::HANDOVER, None).await.expect(201);
    let ends = START + Span::from_mins(3);
    assert_eq!((&made["endsAt"], &made["now"]), (&json!(ends.as_millis()), &json!(START.as_millis())));
    let secret = made["link"].as_str().unwrap().strip_prefix(&format!("{ORIGIN}/#h=")).unwrap();
    assert_eq!(secret.len(), 22);
    let waiting = json!({
        "stage": "waiting", "number": null, "intruded": false, "endsAt": ends.as_millis(), "now": START.as_millis(),
    });
    assert_eq!(world.progress(&kiosk).await.expect(200), waiting);

    world.clock.advance(MINUTE);
    let claim = world.claim(secret).await;
    assert_eq!(claim.headers["cache-control"], "no-store");
    let claim = claim.expect(201);
    let phone = claim["token"].as_str().unwrap();
    assert_eq!(phone.len(), 43);
    let number: u8 = claim["number"].as_str().unwrap().parse().unwrap();
    assert!((10..=99).contains(&number));
    let ends = START + Span::from_mins(3); // two minutes from the claim
    assert_eq!(claim["endsAt"], ends.as_millis());
    let progress = world.progress(&kiosk).await.expect(200);
    assert_eq!((&progress["stage"], &progress["number"]), (&json!("claimed"), &claim["number"]));
    assert_eq!(world.claim_state(phone).await.expect(200), json!({ "stage": "claimed", "redemption": null }));
    // It opens nothing yet, and nothing is consumed.
    world.current(phone).await.refused("redemption-ended");
    world.current(&kiosk).await.expect(200);

    world.clock.advance(MINUTE);
    for wrong in [json!(((number - 9) % 90 + 10).to_string()), json!(""), json!(format!(" {number}"))] {
        world.agree(&kiosk, &wrong).await.refused("number-wrong");
    }
    assert_eq!(stage(&world, &kiosk).await, "claimed");
    let progress = world.agree(&kiosk, &claim["number"]).await.expect(200);
    let closes = START + Span::from_mins(12);
    assert_eq!((&progress["stage"], &progress["endsAt"]), (&json!("opened"), &json!(closes.as_millis())));
    // The answer was lost: the same again.
    assert_eq!(world.agree(&kiosk, &claim["number"]).await.expect(200), progress);
    world.agree(&kiosk, &json!("9")).await.refused("number-wrong");

    // The phone has all of it, and may keep a passkey of its own.
    let state = world.claim_state(phone).await.expect(200);
    assert_eq!(state["stage"], "opened");
    assert_eq!(state["redemption"], world.current(phone).await.expect(200));
    assert_eq!(state["redemption"]["ways"], json!(["passkey", "securityKey", "phone", "authenticator"]));
    assert_eq!(state["redemption"]["closesAt"], closes.as_millis());
    let mut device = SoftPasskey::new(true);
    let id = registered(&world, phone, &mut device).await;
    assert_eq!(stage(&world, &kiosk).await, "registered");
    let signed = sign(&mut device, &world.proof_options(phone, &id).await.expect(200));
    prove(&world, phone, &signed).await.expect(200);
    assert_eq!(stage(&world, &kiosk).await, "proven");
    assert_eq!(world.claim_state(phone).await.expect(200)["stage"], "proven");
    // Done is done, also when the phone is gone.
    world.delete(phone, api::CURRENT).await.expect(204);
    assert_eq!(stage(&world, &kiosk).await, "proven");
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
    world.each_used_pass_paid_for_one_thing().await;
}

#[tokio::test]
async fn the_first_screen_keeps_a_view_and_nothing_else() {
    let world = World::new().await;
    let (kiosk, phone) = agreed(&world).await;
    for (method, path, body) in [
        (Method::GET, api::CURRENT, None),
        (Method::DELETE, api::CURRENT, None),
        (Method::POST, api::EXTENSION, None),
        (Method::POST, api::PASSKEY_OPTIONS, Some(json!({ "way": "securityKey" }))),
        (Method::POST, api::PROOF_OPTIONS, Some(json!({}))),
        (Method::POST, api::PROOFS, Some(json!({}))),
        (Method::POST, api::AUTHENTICATOR, None),
        (Method::POST, api::CONFIRMATION, Some(json!({ "code": "123456" }))),
        (Method::POST, api::HANDOVER, None),
        (Method::DELETE, &format!("{}/x", api::METHODS), None),
        (Method::PATCH, &format!("{}/x", api::METHODS), Some(json!({ "name": "x" }))),
    ] {
        let answer = world.call(&kiosk, method.clone(), path, body).await;
        assert_eq!(answer.code(), "redemption-moved", "{method} {path}: {}", answer.text);
    }
    world.register(&kiosk, KEY, "{}").await.refused("redemption-moved");
    world.current(&phone).await.expect(200);
    // Forgetting the view is all that it can do, and does no harm.
    assert_eq!(world.delete(&kiosk, api::HANDOVER).await.status, 204);
    world.progress(&kiosk).await.refused("redemption-ended");
    world.current(&kiosk).await.refused("redemption-ended");
    assert_eq!(world.claim_state(&phone).await.expect(200)["stage"], "opened");
}

#[tokio::test]
async fn what_was_begun_on_the_first_screen_is_dropped() {
    let world = World::new().await;
    let (kiosk, phone, number) = claimed(&world).await;
    let app = App::set_up(&world.offer(&kiosk).await.expect(201));
    let way = json!({ "way": "securityKey" });
    let options = world.call(&kiosk, Method::POST, api::PASSKEY_OPTIONS, Some(way)).await.expect(200);
    world.agree(&kiosk, &number).await.expect(200);
    world.confirm(&phone, &app.code(START, 0)).await.refused("authenticator-ended");
    let made = Response::new(&options, &[1; 16]).json();
    world.register(&phone, KEY, &made).await.refused("challenge-ended");
}

#[tokio::test]
async fn a_second_claim_before_the_agreement_ends_it_for_all() {
    let world = World::new().await;
    let kiosk = world.open_on_kiosk(&world.issue(true).await).await;
    let secret = world.hand_over(&kiosk).await;
    let claimed = world.claim(&secret).await.expect(201);
    let phone = claimed["token"].as_str().unwrap();
    let second = world.claim(&secret).await;
    second.refused("handover-claimed");
    assert_eq!(second.status, 409);
    assert_eq!(stage(&world, &kiosk).await, "contested");
    assert_eq!(world.claim_state(phone).await.expect(200)["stage"], "contested");
    world.claim(&secret).await.refused("handover-ended");
    world.agree(&kiosk, &claimed["number"]).await.refused("handover-ended");
    world.current(phone).await.refused("redemption-ended");
    // Another try is possible, for the redemption is still the first screen's.
    let secret = world.hand_over(&kiosk).await;
    world.claim_state(phone).await.refused("handover-ended");
    let claimed = world.claim(&secret).await.expect(201);
    world.agree(&kiosk, &claimed["number"]).await.expect(200);
}

#[tokio::test]
async fn a_claim_after_the_agreement_is_refused_and_told() {
    let world = World::new().await;
    let kiosk = world.open_on_kiosk(&world.issue(true).await).await;
    let secret = world.hand_over(&kiosk).await;
    let claimed = world.claim(&secret).await.expect(201);
    let phone = claimed["token"].as_str().unwrap();
    world.agree(&kiosk, &claimed["number"]).await.expect(200);
    assert_eq!(world.progress(&kiosk).await.expect(200)["intruded"], false);
    for _ in 0..2 {
        world.claim(&secret).await.refused("handover-claimed");
        let progress = world.progress(&kiosk).await.expect(200);
        assert_eq!((&progress["stage"], &progress["intruded"]), (&json!("opened"), &json!(true)));
    }
    world.options(phone).await.expect(200);
}

#[tokio::test]
async fn links_that_are_none() {
    let world = World::new().await;
    for secret in ["", "x", &"A".repeat(22), &"x".repeat(10_000)] {
        let answer = world.claim(secret).await;
        answer.refused("handover-ended");
        assert_eq!(answer.status, 410);
    }
    world.claim_state("no-token").await.refused("handover-ended");
    world.delete("no-token", api::CLAIM).await.refused("handover-ended");
    world.progress("no-token").await.refused("redemption-ended");
    world.agree("no-token", &json!("10")).await.refused("redemption-ended");
    let body = json!({ "number": 10 });
    let kiosk = world.open(&world.issue(true).await).await;
    world.call(&kiosk, Method::POST, api::AGREEMENT, Some(body)).await.refused("malformed-request");
    world.agree(&kiosk, &json!("10")).await.refused("handover-ended");
    world.delete(&kiosk, api::HANDOVER).await.refused("handover-ended");
    // Nobody agrees to what nobody has claimed.
    world.hand_over(&kiosk).await;
    world.agree(&kiosk, &json!("10")).await.refused("number-wrong");
}

#[tokio::test]
async fn times_are_half_open() {
    for (claim_after, agree_after, outcome) in [
        (0, 0, "agreed"),
        (179_999, 119_999, "agreed"),
        (180_000, 0, "late to claim"),
        (0, 120_000, "late to agree"),
        (179_999, 120_000, "late to agree"),
    ] {
        let world = World::new().await;
        let kiosk = world.open(&world.issue(true).await).await;
        let secret = world.hand_over(&kiosk).await;
        world.clock.advance(Span::from_millis(claim_after));
        let claim = world.claim(&secret).await;
        if outcome == "late to claim" {
            claim.refused("handover-ended");
            assert_eq!(stage(&world, &kiosk).await, "expired");
            continue;
        }
        let claimed = claim.expect(201);
        let phone = claimed["token"].as_str().unwrap();
        world.clock.advance(Span::from_millis(agree_after));
        let agreement = world.agree(&kiosk, &claimed["number"]).await;
        if outcome == "agreed" {
            agreement.expect(200);
        } else {
            agreement.refused("handover-ended");
            assert_eq!(stage(&world, &kiosk).await, "expired");
            assert_eq!(world.claim_state(phone).await.expect(200)["stage"], "expired");
            world.claim(&secret).await.refused("handover-ended");
            assert_eq!(world.delete(&kiosk, api::HANDOVER).await.status, 204);
            assert_eq!(stage(&world, &kiosk).await, "expired");
        }
    }
}

#[tokio::test]
async fn no_time_goes_beyond_the_redemption() {
    let world = World::new().await;
    let kiosk = world.open(&world.issue(true).await).await;
    world.clock.set(START + Span::from_mins(8));
    let made = world.call(&kiosk, Method::POST, api::HANDOVER, None).await.expect(201);
    let closes = (START + Span::from_mins(10)).as_millis();
    assert_eq!(made["endsAt"], closes);
    let secret = made["link"].as_str().unwrap().split_once("#h=").unwrap().1;
    world.clock.set(START + Span::from_mins(9));
    let claimed = world.claim(secret).await.expect(201);
    assert_eq!(claimed["endsAt"], closes);
    world.clock.set(START + Span::from_mins(10));
    world.agree(&kiosk, &claimed["number"]).await.refused("redemption-ended");
    let state = world.claim_state(claimed["token"].as_str().unwrap()).await.expect(200);
    assert_eq!(state["stage"], "expired");
}

#[tokio::test]
async fn the_window_begins_anew_within_the_pass() {
    for (opened, closes) in [(0, 11), (55, 60)] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        world.clock.set(START + Span::from_mins(opened));
        let kiosk = world.open(&issued).await;
        let secret = world.hand_over(&kiosk).await;
        let claimed = world.claim(&secret).await.expect(201);
        world.clock.advance(MINUTE);
        let progress = world.agree(&kiosk, &claimed["number"]).await.expect(200);
        assert_eq!(progress["endsAt"], (START + Span::from_mins(closes)).as_millis(), "{opened}");
    }
}

#[tokio::test]
async fn who_goes_away_ends_it() {
    for (who, kiosk_sees, phone_sees) in [
        ("kiosk refuses", "refused", "refused"),
        ("kiosk leaves", "redemption-ended", "refused"),
        ("phone leaves", "left", "left"),
        ("pass elsewhere", "redemption-superseded", "redemption-superseded"),
    ] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let kiosk = world.open_on_kiosk(&issued).await;
        let secret = world.hand_over(&kiosk).await;
        let claimed = world.claim(&secret).await.expect(201);
        let phone = claimed["token"].as_str().unwrap();
        match who {
            "kiosk refuses" => assert_eq!(world.delete(&kiosk, api::HANDOVER).await.status, 204),
            "kiosk leaves" => assert_eq!(world.delete(&kiosk, api::CURRENT).await.status, 204),
            "phone leaves" => assert_eq!(world.delete(phone, api::CLAIM).await.status, 204),
            _ => drop(world.open(&issued).await),
        }
        for (answer, sees) in
            [(world.progress(&kiosk).await, kiosk_sees), (world.claim_state(phone).await, phone_sees)]
        {
            let seen =
                if answer.status == 200 { answer.json()["stage"].clone() } else { json!(answer.code()) };
            assert_eq!(seen, sees, "{who}");
        }
        assert!(world.agree(&kiosk, &claimed["number"]).await.status.is_client_error(), "{who}");
        world.claim(&secret).await.refused("handover-ended");
        world.current(phone).await.refused("redemption-ended");
    }
}

#[tokio::test]
async fn after_the_agreement_the_phone_leaves_or_runs_out_of_time() {
    for (what, sees) in [
        ("leaves", "left"),
        ("leaves by the claim", "left"),
        ("registers and leaves", "left"),
        ("lets the time pass", "expired"),
        ("is taken over", "redemption-superseded"),
    ] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let kiosk = world.open_on_kiosk(&issued).await;
        let secret = world.hand_over(&kiosk).await;
        let claimed = world.claim(&secret).await.expect(201);
        let phone = claimed["token"].as_str().unwrap();
        world.agree(&kiosk, &claimed["number"]).await.expect(200);
        match what {
            "leaves" => drop(world.delete(phone, api::CURRENT).await),
            "leaves by the claim" => drop(world.delete(phone, api::CLAIM).await),
            "registers and leaves" => {
                registered(&world, phone, &mut SoftPasskey::new(true)).await;
                world.delete(phone, api::CURRENT).await;
            }
            "is taken over" => drop(world.open(&issued).await),
            _ => world.clock.advance(Span::from_mins(10)),
        }
        for answer in [world.progress(&kiosk).await, world.claim_state(phone).await] {
            let told =
                if answer.status == 200 { answer.json()["stage"].clone() } else { json!(answer.code()) };
            assert_eq!(told, sees, "{what}: {}", answer.text);
            assert!(answer.json()["redemption"].is_null(), "{what}");
        }
        // The first screen's token opens nothing still.
        world.current(&kiosk).await.refused("redemption-moved");
    }
}

#[tokio::test]
async fn a_new_handover_takes_the_place_of_the_one_before() {
    let world = World::new().await;
    let kiosk = world.open(&world.issue(true).await).await;
    let former = world.hand_over(&kiosk).await;
    let claimed = world.claim(&former).await.expect(201);
    let newest = world.hand_over(&kiosk).await;
    assert_eq!(stage(&world, &kiosk).await, "waiting");
    world.claim(&former).await.refused("handover-ended");
    world.claim_state(claimed["token"].as_str().unwrap()).await.refused("handover-ended");
    world.agree(&kiosk, &claimed["number"]).await.refused("number-wrong");
    world.claim(&newest).await.expect(201);
}

#[tokio::test]
async fn the_phone_can_hand_it_on() {
    let world = World::new().await;
    let (kiosk, phone) = agreed(&world).await;
    let secret = world.hand_over(&phone).await;
    let claimed = world.claim(&secret).await.expect(201);
    let tablet = claimed["token"].as_str().unwrap();
    world.agree(&phone, &claimed["number"]).await.expect(200);
    for former in [&kiosk, &phone] {
        world.current(former).await.refused("redemption-moved");
    }
    world.claim_state(&phone).await.refused("redemption-moved");
    world.delete(&phone, api::CLAIM).await.refused("redemption-moved");
    proven(&world, tablet, &mut SoftPasskey::new(true)).await;
    // Everybody sees how it went.
    for former in [&kiosk, &phone] {
        assert_eq!(stage(&world, former).await, "proven");
    }
}

#[tokio::test]
async fn only_what_is_done_on_the_phone_counts() {
    let world = World::new().await;
    let mut known = SoftPasskey::new(true);
    let former = world.open(&world.issue(true).await).await;
    registered(&world, &former, &mut known).await;

    // A second way in, continued on the phone: the first one was made before.
    let first = world.open(&world.issue(true).await).await;
    proven(&world, &first, &mut SoftPasskey::new(true)).await;
    world.clock.advance(Span::from_secs(1));
    let secret = world.hand_over(&first).await;
    let claimed = world.claim(&secret).await.expect(201);
    let phone = claimed["token"].as_str().unwrap();
    assert_eq!(world.agree(&first, &claimed["number"]).await.expect(200)["stage"], "opened");
    assert_eq!(
        world.claim_state(phone).await.expect(200)["redemption"]["passkeys"].as_array().unwrap().len(),
        1
    );
    let app = App::set_up(&world.offer(phone).await.expect(201));
    world.confirm(phone, &app.code(START, 0)).await.expect(200);
    assert_eq!(stage(&world, &first).await, "proven");
    world.each_used_pass_paid_for_one_thing().await;

    // Somebody whose phone has a passkey already signs in with that.
    let (kiosk, phone) = agreed(&world).await;
    let signed = sign(&mut known, &world.any_proof_options(&phone).await.expect(200));
    prove(&world, &phone, &signed).await.expect(200);
    assert_eq!(stage(&world, &kiosk).await, "proven");
}

#[tokio::test]
async fn nothing_is_handed_over_that_cannot_be_used() {
    for (change, code) in
        [("revoke", "pass-revoked"), ("replace", "pass-replaced"), ("use", "way-not-offered")]
    {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let first = world.open(&issued).await;
        let secret = world.hand_over(&first).await;
        let claimed = world.claim(&secret).await.expect(201);
        match change {
            "revoke" => world.revoke(SAM).await,
            "replace" => drop(world.issue(true).await),
            _ => drop(registered(&world, &first, &mut SoftPasskey::new(true)).await),
        }
        world.agree(&first, &claimed["number"]).await.refused(code);
        assert_eq!(stage(&world, &first).await, "claimed", "{change}");
        world.call(&first, Method::POST, api::HANDOVER, None).await.refused(code);
    }
}

#[tokio::test]
async fn old_handovers_are_forgotten_with_their_redemptions() {
    let world = World::new().await;
    let (kiosk, _) = agreed(&world).await;
    world.clock.advance(Span::from_mins(24 * 60 + 9));
    world.open(&world.issue(true).await).await;
    assert_eq!(stage(&world, &kiosk).await, "expired");
    world.clock.advance(Span::from_mins(2));
    world.open(&world.issue(true).await).await;
    world.progress(&kiosk).await.refused("redemption-ended");
    let count: i64 = sqlx::query_scalar("select count(*) from handovers")
        .fetch_one(&mut world.database().await)
        .await
        .unwrap();
    assert_eq!(count, 0);
}
