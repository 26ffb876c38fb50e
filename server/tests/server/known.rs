//! Signing in with a passkey that the person has already, instead of making another.

use crate::world::{KEY, MINUTE, Response, SAM, START, World, prove, registered, sign};
use axum::http::Method;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

/// A day later, when Sam was given another pass.
async fn with_a_former_passkey(prove_it: bool) -> (World, SoftPasskey, String) {
    let world = World::new().await;
    let mut device = SoftPasskey::new(true);
    let token = world.open(&world.issue(true).await).await;
    let id = registered(&world, &token, &mut device).await;
    if prove_it {
        let signed = sign(&mut device, &world.proof_options(&token, &id).await.expect(200));
        prove(&world, &token, &signed).await.expect(200);
    }
    world.clock.advance(Span::from_mins(24 * 60));
    (world, device, id)
}

#[tokio::test]
async fn a_passkey_of_an_earlier_pass_proves_itself_and_uses_nothing() {
    for (proven_before, one_time) in [(true, true), (true, false), (false, true)] {
        let (world, mut device, id) = with_a_former_passkey(proven_before).await;
        let issued = world.issue(one_time).await;
        let token = world.open(&issued).await;
        world.clock.advance(MINUTE);
        let options = world.any_proof_options(&token).await.expect(200);
        assert_eq!(options["userVerification"], "required");
        let signed = sign(&mut device, &options);
        let proven = prove(&world, &token, &signed).await.expect(200);
        let at = if proven_before { START } else { START + Span::from_mins(24 * 60 + 1) };
        assert_eq!((&proven["id"], &proven["provenAt"]), (&json!(id), &json!(at.as_millis())));
        prove(&world, &token, &signed).await.refused("challenge-ended");

        // The pass is what it was, and pays for a new one.
        let current = world.current(&token).await.expect(200);
        assert_eq!(
            (&current["passkeys"], &current["ways"]),
            (&json!([]), &json!(["passkey", "securityKey", "phone", "authenticator"]))
        );
        assert_eq!(world.open(&issued).await.len(), 43);
        let listed = world.server.directory().passes(None).await.unwrap();
        assert_eq!(listed[0].standing.to_string(), "usable");
        let token = world.open(&issued).await;
        registered(&world, &token, &mut SoftPasskey::new(true)).await;
    }
}

#[tokio::test]
async fn the_options_name_all_that_the_person_has() {
    let world = World::new().await;
    let token = world.open(&world.issue(false).await).await;
    for (number, key) in [(1u8, "key-of-the-first-one"), (2, "key-of-the-second-one")] {
        let made = Response::new(&world.options(&token).await.expect(200), &[number; 16]).json();
        world.register(&token, key, &made).await.expect(201);
    }
    let token = world.open(&world.issue(true).await).await;
    let allowed = |number: u8| {
        let id = BASE64URL.encode([number; 16]);
        json!({ "type": "public-key", "id": id, "transports": ["internal", "hybrid"] })
    };
    for body in [json!({}), json!({ "passkey": null })] {
        let options = world.call(&token, Method::POST, api::PROOF_OPTIONS, Some(body)).await.expect(200);
        assert_eq!(options["allowCredentials"], json!([allowed(1), allowed(2)]));
    }
    // By its id a passkey is only asked for where its own pass is at work.
    world.proof_options(&token, &BASE64URL.encode([1; 16])).await.refused("passkey-unknown");
    world.proof_options(&token, "").await.refused("passkey-unknown");
}

#[tokio::test]
async fn who_has_none_can_prove_none() {
    let world = World::new().await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let kim = world.open(&world.issue_for("kim@demo.example", true, None).await).await;
    registered(&world, &kim, &mut SoftPasskey::new(true)).await;
    let token = world.open(&world.issue(true).await).await;
    world.any_proof_options(&token).await.refused("passkey-unknown");
    registered(&world, &token, &mut SoftPasskey::new(true)).await;
    world.any_proof_options(&token).await.expect(200);
}

#[tokio::test]
async fn answers_with_one_thing_wrong() {
    let (world, mut device, id) = with_a_former_passkey(true).await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let kim = world.open(&world.issue_for("kim@demo.example", true, None).await).await;
    let mut theirs = SoftPasskey::new(true);
    let their_id = registered(&world, &kim, &mut theirs).await;
    let token = world.open(&world.issue(true).await).await;

    let sam_handle = world.options(&token).await.expect(200)["user"]["id"].clone();
    let kim_token = world.open(&world.issue_for("kim@demo.example", true, None).await).await;
    let kim_handle = world.options(&kim_token).await.expect(200)["user"]["id"].clone();
    let options = world.any_proof_options(&token).await.expect(200);
    let with = |response: &Value, pointer: &str, value: &Value| {
        let mut signed = response.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        signed.pointer_mut(parent).unwrap()[name] = value.clone();
        signed
    };
    // Another person's passkey, made to sign Sam's challenge, as itself and under the name of Sam's.
    let mut lured = options.clone();
    lured["allowCredentials"] = json!([{ "type": "public-key", "id": their_id }]);
    let foreign = sign(&mut theirs, &lured);
    let disguised = with(&with(&foreign, "/id", &json!(id)), "/rawId", &json!(id));
    let good = sign(&mut device, &options);
    let other = "another passkey answered than the one that was asked";
    let handle = "the user handle is another person's";
    for (name, body, reason) in [
        ("somebody else's", foreign.clone(), other),
        ("somebody else's, as Sam", with(&foreign, "/response/userHandle", &sam_handle), other),
        ("somebody else's, in disguise", disguised, "verification failed: "),
        ("nobody's", with(&with(&good, "/id", &json!("AAAA")), "/rawId", &json!("AAAA")), other),
        ("two ids", with(&good, "/rawId", &json!(their_id)), "id and rawId differ"),
        ("another's handle", with(&good, "/response/userHandle", &kim_handle), handle),
        ("no one's handle", with(&good, "/response/userHandle", &json!("AAAA")), handle),
        ("an empty handle", with(&good, "/response/userHandle", &json!("")), handle),
    ] {
        let answer = prove(&world, &token, &body).await;
        answer.refused("passkey-refused");
        let detail = answer.detail();
        assert!(detail == reason || reason.ends_with(": ") && detail.starts_with(reason), "{name}: {detail}");
    }
    // Nor does the answer count in another redemption, be it of the same kind.
    registered(&world, &kim_token, &mut SoftPasskey::new(true)).await;
    world.any_proof_options(&kim_token).await.expect(200);
    prove(&world, &kim_token, &good).await.refused("passkey-refused");
    let handled = with(&good, "/response/userHandle", &sam_handle);
    prove(&world, &token, &handled).await.expect(200);
}

#[tokio::test]
async fn only_the_newest_challenge_of_its_own_kind() {
    let (world, mut device, _) = with_a_former_passkey(true).await;
    let token = world.open(&world.issue(true).await).await;
    let former = sign(&mut device, &world.any_proof_options(&token).await.expect(200));
    let options = world.any_proof_options(&token).await.expect(200);
    prove(&world, &token, &former).await.refused("challenge-ended");
    let made = Response::new(&options, &[1; 16]).json();
    world.register(&token, KEY, &made).await.refused("challenge-ended");
    let good = sign(&mut device, &options);
    world.options(&token).await.expect(200);
    prove(&world, &token, &good).await.refused("challenge-ended");

    let options = world.any_proof_options(&token).await.expect(200);
    world.clock.advance(Span::from_mins(5));
    prove(&world, &token, &sign(&mut device, &options)).await.refused("challenge-ended");

    // Taken over by another redemption, a challenge of this kind is gone like any other.
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    let good = sign(&mut device, &world.any_proof_options(&token).await.expect(200));
    let again = world.redeem(SAM, issued.pass.expose()).await.expect(201);
    prove(&world, &token, &good).await.refused("redemption-superseded");
    prove(&world, again["token"].as_str().unwrap(), &good).await.refused("challenge-ended");
}

#[tokio::test]
async fn a_counter_that_does_not_grow_is_noticed() {
    let (world, mut device, _) = with_a_former_passkey(true).await;
    let issued = world.issue(false).await;
    let (one, other) = (world.open(&issued).await, world.open(&issued).await);
    // Both are asked before either answers; what is signed first arrives last, as from a copy of the
    // device that stayed behind.
    let behind = world.any_proof_options(&one).await.expect(200);
    let ahead = world.any_proof_options(&other).await.expect(200);
    let (behind, ahead) = (sign(&mut device, &behind), sign(&mut device, &ahead));
    prove(&world, &other, &ahead).await.expect(200);
    let answer = prove(&world, &one, &behind).await;
    answer.refused("passkey-refused");
    assert_eq!(answer.detail(), "the signature counter did not grow");
}
