//! Naming and removing what was registered, and what a removal does to the pass.

use crate::app::App;
use crate::world::{KEY, Response, SAM, START, World, proven, registered};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use doorkey_server::clock::Clock;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

/// An authenticator app set up with this token; its id.
async fn app(world: &World, token: &str) -> String {
    let app = App::set_up(&world.offer(token).await.expect(201));
    let confirmed = world.confirm(token, &app.code(world.clock.now(), 0)).await.expect(200);
    confirmed["id"].as_str().unwrap().to_owned()
}

async fn standing(world: &World) -> String {
    world.server.directory().passes(None).await.unwrap()[0].standing.to_string()
}

#[tokio::test]
async fn a_passkey_is_called_by_what_keeps_it() {
    for (aaguid, name) in [
        ([0; 16], Value::Null),
        ([0xff; 16], Value::Null),
        (0xbada_5566_a7aa_401f_bd96_4561_9a55_120d_u128.to_be_bytes(), json!("1Password")),
    ] {
        let world = World::new().await;
        let token = world.open(&world.issue(true).await).await;
        let made = Response { aaguid, ..Response::new(&world.options(&token).await.expect(200), &[1; 16]) };
        assert_eq!(world.register(&token, KEY, &made.json()).await.expect(201)["name"], name);
        assert_eq!(world.current(&token).await.expect(200)["passkeys"][0]["name"], name);
    }
}

#[tokio::test]
async fn what_was_registered_can_be_named() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let passkey = proven(&world, &token, &mut SoftPasskey::new(true)).await;
    let app = app(&world, &token).await;
    let renamed = world.rename(&token, &passkey, "  Sam's phone ").await.expect(200);
    assert_eq!(renamed["passkeys"][0]["name"], "Sam's phone");
    let renamed = world.rename(&token, &app, "Work").await.expect(200);
    assert_eq!(renamed["authenticators"][0]["name"], "Work");
    assert_eq!(world.current(&token).await.expect(200), renamed);
    for name in ["", " ", "a\nb", "a\u{202e}b", &"x".repeat(61)] {
        world.rename(&token, &app, name).await.refused("malformed-request");
    }
    for id in ["nothing", "AAAA", "%00", "%ff", "..", "6f1f9d0e-0000-0000-0000-000000000000"] {
        world.rename(&token, id, "x").await.refused("method-unknown");
        world.remove(&token, id).await.refused("method-unknown");
    }
    assert_eq!(world.current(&token).await.expect(200), renamed);
    let preflight = axum::http::Request::builder()
        .method(Method::OPTIONS)
        .uri(format!("{}/x", api::METHODS))
        .header("origin", crate::world::ORIGIN)
        .header("access-control-request-method", "PATCH");
    let answer = world.send(preflight.body(axum::body::Body::empty()).unwrap()).await;
    assert!(answer.headers["access-control-allow-methods"].to_str().unwrap().contains("PATCH"));
}

#[tokio::test]
async fn nobody_touches_what_another_pass_paid_for() {
    let world = World::new().await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let kim = world.open(&world.issue_for("kim@demo.example", true, None).await).await;
    let theirs = registered(&world, &kim, &mut SoftPasskey::new(true)).await;
    let former = world.open(&world.issue(true).await).await;
    let own_of_before = app(&world, &former).await;
    let token = world.open(&world.issue(true).await).await;
    for id in [&theirs, &own_of_before] {
        world.remove(&token, id).await.refused("method-unknown");
        world.rename(&token, id, "mine").await.refused("method-unknown");
    }
    assert_eq!(world.current(&kim).await.expect(200)["passkeys"][0]["name"], Value::Null);
}

#[tokio::test]
async fn removing_the_last_gives_a_one_time_pass_back() {
    for with_app in [false, true] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = world.open(&issued).await;
        let id = if with_app {
            app(&world, &token).await
        } else {
            let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
            let made_once = world.register(&token, KEY, &made).await.expect(201);
            let id = made_once["id"].as_str().unwrap().to_owned();
            world.proof_options(&token, &id).await.expect(200);
            id
        };
        assert_eq!(standing(&world).await, "used");
        world.each_used_pass_paid_for_one_thing().await;
        let left = world.remove(&token, &id).await.expect(200);
        assert_eq!((&left["passkeys"], &left["authenticators"]), (&json!([]), &json!([])));
        assert_eq!(left["ways"], json!(["passkey", "securityKey", "phone", "authenticator"]));
        assert_eq!((&left["extendable"], standing(&world).await.as_str()), (&json!(true), "usable"));
        world.each_used_pass_paid_for_one_thing().await;
        world.remove(&token, &id).await.refused("method-unknown");

        // What was removed is answered no more; the pass pays again, here and after a reload.
        if !with_app {
            let made = Response::new(&json!({ "challenge": "AAAA" }), &[1; 16]).json();
            world.register(&token, KEY, &made).await.refused("challenge-ended");
        }
        let token = world.open(&issued).await;
        proven(&world, &token, &mut SoftPasskey::new(true)).await;
        world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
        world.each_used_pass_paid_for_one_thing().await;
    }
}

#[tokio::test]
async fn what_is_left_keeps_the_pass_used() {
    for remove_first in [true, false] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = world.open(&issued).await;
        let first = proven(&world, &token, &mut SoftPasskey::new(true)).await;
        world.clock.advance(Span::from_secs(1));
        let second = app(&world, &token).await;
        world.each_used_pass_paid_for_one_thing().await;
        let (gone, left) = if remove_first { (&first, &second) } else { (&second, &first) };
        let after = world.remove(&token, gone).await.expect(200);
        assert_eq!(standing(&world).await, "used");
        world.each_used_pass_paid_for_one_thing().await;
        // Still carried by what is proven, and an app is offered exactly when there is none.
        let ways: &[&str] = if remove_first {
            &["passkey", "securityKey", "phone"]
        } else {
            &["passkey", "securityKey", "phone", "authenticator"]
        };
        assert_eq!(after["ways"], json!(ways));
        world.remove(&token, left).await.expect(200);
        assert_eq!(standing(&world).await, "usable");
        world.each_used_pass_paid_for_one_thing().await;
        drop(issued);
    }
}

#[tokio::test]
async fn what_nobody_proved_carries_nothing() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let first = proven(&world, &token, &mut SoftPasskey::new(true)).await;
    let made = Response::new(&world.options(&token).await.expect(200), &[2; 16]).json();
    world.register(&token, KEY, &made).await.expect(201);
    let after = world.remove(&token, &first).await.expect(200);
    assert_eq!(after["ways"], json!([]));
    assert_eq!(standing(&world).await, "used");
    world.options(&token).await.refused("way-not-offered");
    world.each_used_pass_paid_for_one_thing().await;
}

/// What may go when the pass cannot be used again.
async fn check_last(change: &str, one_time: bool, has_another: bool, code: &str) {
    let world = World::new().await;
    if has_another {
        let former = world.open(&world.issue(true).await).await;
        app(&world, &former).await;
    }
    let issued = world.issue(one_time).await;
    world.clock.set(START + Span::from_mins(55));
    let token = world.open(&issued).await;
    let id = proven(&world, &token, &mut SoftPasskey::new(true)).await;
    match change {
        "expire" => world.clock.set(START + Span::from_mins(60)),
        "revoke" => world.revoke(SAM).await,
        "replace" => drop(world.issue(true).await),
        _ => {}
    }
    let told = format!("{change}, one-time {one_time}, another {has_another}");
    let answer = world.remove(&token, &id).await;
    assert_eq!(answer.code(), code, "{told}: {}", answer.text);
    let left = world.current(&token).await.expect(200)["passkeys"].as_array().unwrap().len();
    assert_eq!(left, usize::from(!code.is_empty()), "{told}");
    world.each_used_pass_paid_for_one_thing().await;
    if answer.status == 200 && change != "nothing" {
        // Given back, and of no use all the same.
        assert_eq!(answer.json()["ways"], json!([]), "{told}");
    }
}

#[tokio::test]
async fn the_only_way_in_stays_when_its_pass_cannot_be_used_again() {
    for one_time in [true, false] {
        for change in ["expire", "revoke", "replace"] {
            check_last(change, one_time, false, "method-last").await;
            check_last(change, one_time, true, "").await;
        }
        check_last("nothing", one_time, false, "").await;
    }
}
