//! Registering and proving passkeys.

use crate::world::{KEY, MINUTE, Response, SAM, START, World, create, prove, sign};
use axum::http::Method;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

#[tokio::test]
async fn from_a_pass_to_a_proven_passkey() {
    let world = World::new().await;
    let mut browser = SoftPasskey::new(true);
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;

    let options = world.options(&token).await.expect(200);
    assert_eq!(options["rp"], json!({ "name": "Doorkey", "id": "localhost" }));
    assert_eq!(options["attestation"], "none");
    assert_eq!(options["timeout"], 300_000);
    assert_eq!(options["hints"], json!(["client-device"]));
    assert_eq!(options["extensions"], json!({ "credProps": true }));
    assert_eq!(options["excludeCredentials"], json!([]));
    assert_eq!(
        options["authenticatorSelection"],
        json!({
            "authenticatorAttachment": "platform", "residentKey": "required", "requireResidentKey": true,
            "userVerification": "required",
        })
    );
    let algorithms: Vec<_> =
        options["pubKeyCredParams"].as_array().unwrap().iter().map(|one| &one["alg"]).collect();
    assert_eq!(algorithms, [-7, -35, -257]);
    assert_eq!(BASE64URL.decode(options["user"]["id"].as_str().unwrap()).unwrap().len(), 16);

    let made = create(&mut browser, &options);
    let answer = world.register(&token, KEY, &made).await;
    let first = answer.text.clone();
    let passkey = answer.expect(201);
    let id = passkey["id"].as_str().unwrap().to_owned();
    assert_eq!(
        passkey,
        json!({
            "id": id, "name": null, "way": "passkey", "backedUp": false, "createdAt": START.as_millis(),
            "provenAt": null,
        })
    );

    // The same again gets the same, also when it is proven by then; another body does not.
    assert_eq!(world.register(&token, KEY, &made).await.text, first);
    world.register(&token, KEY, &format!("{made} ")).await.refused("idempotency-key-reused");
    world.register(&token, "another-key-012345", &made).await.refused("challenge-ended");

    let current = world.current(&token).await.expect(200);
    assert_eq!((&current["ways"], &current["passkeys"]), (&json!([]), &json!([passkey])));
    world.options(&token).await.refused("way-not-offered");

    world.clock.advance(MINUTE);
    let options = world.proof_options(&token, &id).await.expect(200);
    assert_eq!(options["rpId"], "localhost");
    assert_eq!(options["userVerification"], "required");
    assert_eq!(options["allowCredentials"][0]["id"], *id);
    let signed = sign(&mut browser, &options);
    let proven = prove(&world, &token, &signed).await.expect(200);
    assert_eq!(proven["provenAt"], (START + MINUTE).as_millis());
    prove(&world, &token, &signed).await.refused("challenge-ended");
    assert_eq!(world.register(&token, KEY, &made).await.text, first);

    // Proving again is fine and changes nothing.
    world.clock.advance(MINUTE);
    let signed = sign(&mut browser, &world.proof_options(&token, &id).await.expect(200));
    assert_eq!(prove(&world, &token, &signed).await.expect(200), proven);
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
}

#[tokio::test]
async fn a_reload_before_the_proof_strands_nobody() {
    let world = World::new().await;
    let mut browser = SoftPasskey::new(true);
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    let made = create(&mut browser, &world.options(&token).await.expect(200));
    let id = world.register(&token, KEY, &made).await.expect(201)["id"].as_str().unwrap().to_owned();

    let again = world.open(&issued).await;
    world.current(&token).await.refused("redemption-superseded");
    let current = world.current(&again).await.expect(200);
    assert_eq!((&current["ways"], &current["passkeys"][0]["id"]), (&json!([]), &json!(id)));
    world.options(&again).await.refused("way-not-offered");
    let signed = sign(&mut browser, &world.proof_options(&again, &id).await.expect(200));
    prove(&world, &again, &signed).await.expect(200);
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
}

#[tokio::test]
async fn a_used_pass_opens_nothing_after_its_time_or_its_end() {
    for (change, code) in [("expire", "pass-used"), ("revoke", "pass-used"), ("replace", "pass-used")] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = world.open(&issued).await;
        let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
        world.register(&token, KEY, &made).await.expect(201);
        end(&world, change).await;
        world.redeem(SAM, issued.pass.expose()).await.refused(code);
    }
}

async fn end(world: &World, change: &str) {
    match change {
        "expire" => world.clock.advance(Span::from_mins(60)),
        "revoke" => world.revoke(SAM).await,
        _ => drop(world.issue(true).await),
    }
}

#[tokio::test]
async fn what_happens_to_the_pass_in_between_counts() {
    for (change, code) in [("revoke", "pass-revoked"), ("replace", "pass-replaced")] {
        for one_time in [true, false] {
            let world = World::new().await;
            let token = world.open(&world.issue(one_time).await).await;
            let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
            end(&world, change).await;
            world.register(&token, KEY, &made).await.refused(code);
            world.options(&token).await.refused(code);
            let current = world.current(&token).await.expect(200);
            assert_eq!((&current["passkeys"], &current["ways"]), (&json!([]), &json!([])));
        }
    }
}

#[tokio::test]
async fn no_redemption_outlives_its_pass_but_to_prove() {
    let world = World::new().await;
    let mut browser = SoftPasskey::new(true);
    let issued = world.issue(false).await;
    world.clock.advance(Span::from_millis(60 * 60_000 - 1));
    let token = world.open(&issued).await;
    let options = world.options(&token).await.expect(200);
    let made = create(&mut browser, &options);
    let id = world.register(&token, KEY, &made).await.expect(201)["id"].as_str().unwrap().to_owned();

    world.clock.advance(Span::from_millis(1));
    world.options(&token).await.refused("pass-expired");
    let signed = sign(&mut browser, &world.proof_options(&token, &id).await.expect(200));
    prove(&world, &token, &signed).await.expect(200);
    // What is proven carries it on, as long as a redemption lasts.
    world.clock.advance(Span::from_millis(10 * 60_000 - 1));
    world.current(&token).await.expect(200);
    world.clock.advance(Span::from_millis(1));
    world.current(&token).await.refused("redemption-ended");
}

#[tokio::test]
async fn a_redemption_without_a_passkey_ends_with_its_pass() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    world.clock.advance(Span::from_mins(59));
    let token = world.open(&issued).await;
    let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
    world.clock.advance(MINUTE);
    world.register(&token, KEY, &made).await.refused("redemption-ended");
}

#[tokio::test]
async fn only_the_newest_challenge_in_its_time_and_for_its_purpose() {
    let world = World::new().await;
    let token = world.open(&world.issue(false).await).await;
    let made = |options: &Value, id: u8| Response::new(options, &[id; 16]).json();
    world.register(&token, KEY, &made(&json!({ "challenge": "AAAA" }), 1)).await.refused("challenge-ended");

    let former = world.options(&token).await.expect(200);
    let newest = world.options(&token).await.expect(200);
    world.register(&token, KEY, &made(&former, 1)).await.refused("challenge-ended");
    for altered in [json!({ "challenge": "" }), json!({ "challenge": "AAAA" }), json!({ "challenge": "!" })] {
        let answer = world.register(&token, KEY, &made(&altered, 1)).await;
        assert!(answer.status.is_client_error(), "{}", answer.text);
    }
    world.register(&token, KEY, &made(&newest, 1)).await.expect(201);
    world.register(&token, "another-key-012345", &made(&newest, 2)).await.refused("challenge-ended");

    let old = world.options(&token).await.expect(200);
    world.clock.advance(Span::from_mins(5));
    world.register(&token, "another-key-012345", &made(&old, 2)).await.refused("challenge-ended");

    // A challenge to prove is none to register, nor the reverse.
    let id = BASE64URL.encode([1; 16]);
    let to_prove = world.proof_options(&token, &id).await.expect(200);
    world.register(&token, "another-key-012345", &made(&to_prove, 2)).await.refused("challenge-ended");
    let signed = json!({
        "id": id, "rawId": id, "type": "public-key",
        "response": { "clientDataJSON": "", "authenticatorData": "", "signature": "" },
    });
    world.options(&token).await.expect(200);
    prove(&world, &token, &signed).await.refused("challenge-ended");
}

#[tokio::test]
async fn a_refused_response_leaves_the_challenge_open_and_the_pass_unused() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let good = Response::new(&world.options(&token).await.expect(200), &[1; 16]);
    let wrong = Response { flags: 0x41, ..good.clone() };
    world.register(&token, KEY, &wrong.json()).await.refused("passkey-refused");
    world.register(&token, KEY, "{}").await.refused("malformed-request");
    world.register(&token, KEY, &good.json()).await.expect(201);
}

#[tokio::test]
async fn another_challenge_of_the_same_world_does_not_do() {
    let world = World::new().await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let sam = world.open(&world.issue(true).await).await;
    let kim = world.open(&world.issue_for("kim@demo.example", true, None).await).await;
    let for_sam = world.options(&sam).await.expect(200);
    world.options(&kim).await.expect(200);
    world.register(&kim, KEY, &Response::new(&for_sam, &[1; 16]).json()).await.refused("challenge-ended");
}

#[tokio::test]
async fn a_known_credential_id_is_not_stored_twice() {
    let world = World::new().await;
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let sam = world.open(&world.issue(true).await).await;
    let made = Response::new(&world.options(&sam).await.expect(200), &[1; 16]).json();
    world.register(&sam, KEY, &made).await.expect(201);
    let issued = world.issue_for("kim@demo.example", true, None).await;
    let kim = world.open(&issued).await;
    let good = Response::new(&world.options(&kim).await.expect(200), &[1; 16]);
    world.register(&kim, KEY, &good.json()).await.refused("passkey-known");
    // Nothing was used for it.
    let other = Response { id: vec![2; 16], attested_id: vec![2; 16], ..good };
    world.register(&kim, KEY, &other.json()).await.expect(201);
    world.proof_options(&kim, &BASE64URL.encode([1; 16])).await.refused("passkey-unknown");
    world.proof_options(&kim, "nothing").await.refused("passkey-unknown");
}

#[tokio::test]
async fn twenty_passkeys_are_the_most() {
    let world = World::new().await;
    let token = world.open(&world.issue(false).await).await;
    for number in 0..20 {
        let options = world.options(&token).await.expect(200);
        assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), usize::from(number));
        let made = Response::new(&options, &[number + 1; 16]).json();
        world.register(&token, &format!("key-number-{number:08}"), &made).await.expect(201);
    }
    let answer = world.options(&token).await;
    answer.refused("passkey-refused");
    assert_eq!(answer.detail(), "this person has 20 passkeys, which is the most");
}

#[tokio::test]
async fn ways_and_keys_that_are_none() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    for (body, code) in [
        (json!({ "way": "carrierPigeon" }), "way-not-offered"),
        (json!({ "way": 1 }), "malformed-request"),
        (json!({}), "malformed-request"),
    ] {
        world.call(&token, Method::POST, api::PASSKEY_OPTIONS, Some(body)).await.refused(code);
    }
    let options = world
        .call(&token, Method::POST, api::PASSKEY_OPTIONS, Some(json!({ "way": "securityKey" })))
        .await
        .expect(200);
    assert_eq!(options["authenticatorSelection"]["authenticatorAttachment"], "cross-platform");
    assert_eq!(options["hints"], json!(["security-key"]));
    let made = Response::new(&options, &[1; 16]).json();
    for key in ["", "fifteen-letters", &"x".repeat(65), "sixteen letters!", "0123456789abcde/"] {
        world.register(&token, key, &made).await.refused("idempotency-key-missing");
    }
    let answer = world.register(&token, KEY, &made).await.expect(201);
    assert_eq!(answer["way"], "securityKey");
}
