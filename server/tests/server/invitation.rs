//! An invitation that comes along with a pass.

use crate::world::{Answer, SAM, WRONG, World, request};
use axum::http::Method;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use serde_json::{Value, json};

async fn redeem(world: &World, pass: &str, invitation: &Value) -> Answer {
    let body = json!({ "userName": SAM, "pass": pass, "invitation": invitation });
    world.send(request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()))).await
}

/// What stands behind `#i=` in a link.
fn text(link: &str) -> String {
    link.split_once("#i=").unwrap().1.to_owned()
}

/// The claims with one member changed, under the signature they had.
fn altered(invitation: &str, pointer: &str, value: Value) -> String {
    let (claims, signature) = invitation.split_once('.').unwrap();
    let mut claims: Value = serde_json::from_slice(&BASE64URL.decode(claims).unwrap()).unwrap();
    *claims.pointer_mut(pointer).unwrap() = value;
    format!("{}.{signature}", BASE64URL.encode(claims.to_string()))
}

#[tokio::test]
async fn only_what_was_signed_here_is_taken() {
    let world = World::new().await;
    let elsewhere = World::new().await;
    let foreign = text(&elsewhere.issue(true).await.invitation_link);
    let former = text(&world.issue(true).await.invitation_link);
    let issued = world.issue(true).await;
    let own = text(&issued.invitation_link);
    let (claims, signature) = own.split_once('.').unwrap();
    let mut bits = BASE64URL.decode(signature).unwrap();
    bits[31] ^= 1;
    let refused = "invitation-refused";
    for (name, invitation, code) in [
        ("none", Value::Null, ""),
        ("genuine", json!(own), ""),
        ("of a former pass", json!(former), ""),
        ("of another server", json!(foreign), refused),
        ("other name", json!(altered(&own, "/person/userName", json!("kim@demo.example"))), refused),
        ("other end", json!(altered(&own, "/validity/lifetimeInMinutes", json!(43_200))), refused),
        ("one bit", json!(format!("{claims}.{}", BASE64URL.encode(bits))), refused),
        ("signature cut", json!(own[..own.len() - 2]), refused),
        ("signature longer", json!(format!("{own}AA")), refused),
        ("no signature", json!(format!("{claims}.")), refused),
        ("no claims", json!(format!(".{signature}")), refused),
        ("claims alone", json!(claims), refused),
        ("padded", json!(format!("{own}=")), refused),
        ("another spelling", json!(format!("#i={own}")), refused),
        ("empty", json!(""), refused),
        ("garbage", json!("\u{1f6aa}.\u{0}"), refused),
        ("long", json!("A".repeat(60_000)), refused),
        ("long claims", json!(format!("{}.{signature}", "A".repeat(60_000))), refused),
        ("longer", json!("A".repeat(100_000)), "body-too-large"),
        ("a number", json!(1), "malformed-request"),
    ] {
        let answer = redeem(&world, issued.pass.expose(), &invitation).await;
        if code.is_empty() {
            answer.expect(201);
        } else {
            answer.refused(code);
            assert!(!answer.text.contains("AAAA"), "{name}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_refused_invitation_counts_no_guess() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    for _ in 0..20 {
        let answer = redeem(&world, WRONG, &json!("AAAA.AAAA")).await;
        answer.refused("invitation-refused");
        assert_eq!(answer.status, 422);
    }
    redeem(&world, issued.pass.expose(), &Value::Null).await.expect(201);
    // A genuine one buys no guesses either.
    let own = json!(text(&issued.invitation_link));
    for _ in 0..10 {
        redeem(&world, WRONG, &own).await.refused("pass-refused");
        world.clock.advance(Span::from_mins(5)); // past the longest pause
    }
    redeem(&world, issued.pass.expose(), &own).await.refused("pass-refused");
}

#[tokio::test]
async fn one_for_somebody_else_changes_nothing() {
    let world = World::new().await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let kim = json!(text(&world.issue_for("kim@demo.example", false, None).await.invitation_link));
    let issued = world.issue(false).await;
    for (pass, code) in [(issued.pass.expose(), ""), (WRONG, "pass-refused"), ("ABCD1", "pass-malformed")] {
        let (with, without) = (redeem(&world, pass, &kim).await, redeem(&world, pass, &Value::Null).await);
        assert_eq!((with.status, with.code()), (without.status, code.to_owned()), "{pass}");
        assert_eq!(with.headers, without.headers);
        assert_eq!(with.json()["redemption"], without.json()["redemption"]);
        if !code.is_empty() {
            assert_eq!(with.text, without.text);
        }
    }
}
