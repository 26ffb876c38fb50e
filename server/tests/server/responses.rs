//! Responses with something wrong, each refused for the stated reason.

use crate::world::{KEY, ORIGIN, Response, World, create, es256_key, prove, sign};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use ciborium::cbor;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

#[tokio::test]
async fn registration_bodies_that_are_none() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let good: Value =
        serde_json::from_str(&Response::new(&world.options(&token).await.expect(200), &[1; 16]).json())
            .unwrap();
    let mut bodies =
        vec!["".into(), "<html>".into(), "[]".into(), "[".repeat(20_000), "null".into(), "{}".into()];
    for pointer in
        ["/id", "/rawId", "/type", "/response", "/response/clientDataJSON", "/response/attestationObject"]
    {
        for wrong in [json!(null), json!(1), json!([]), json!({}), json!(true)] {
            let mut body = good.clone();
            *body.pointer_mut(pointer).unwrap() = wrong;
            bodies.push(body.to_string());
        }
    }
    let text = good.to_string();
    bodies.push(text.replacen("\"type\":", "\"type\":\"public-key\",\"type\":", 1));
    bodies.push(text[..text.len() - 1].to_owned());
    for body in bodies {
        world.register(&token, KEY, &body).await.refused("malformed-request");
    }
    let mut large = good.clone();
    large["clientExtensionResults"] = json!({ "hostile": "x".repeat(1_000_000) });
    world.register(&token, KEY, &large.to_string()).await.refused("body-too-large");
    // Extensions and transports are the browser's to fill; nothing in them is an error.
    let mut odd = good;
    odd["clientExtensionResults"] = json!([1, { "a": null }]);
    odd["response"]["transports"] = json!({ "a": 1 });
    world.register(&token, KEY, &odd.to_string()).await.expect(201);
}

#[tokio::test]
async fn responses_with_one_thing_wrong() {
    let bytes = ciborium::Value::Bytes;
    let rsa = |bits: usize| {
        let modulus = vec![0xff; bits / 8];
        cbor!({ 1 => 3, 3 => -257, -1 => bytes(modulus), -2 => bytes(vec![1, 0, 1]) }).unwrap()
    };
    type Change = Box<dyn Fn(Response) -> Response>;
    let client = |member: &'static str, value: Value| -> Change {
        Box::new(move |good| good.client(member, value.clone()))
    };
    let with_key =
        |key: ciborium::Value| -> Change { Box::new(move |good| Response { key: key.clone(), ..good }) };
    let text = |change: fn(String) -> String| -> Change {
        Box::new(move |good| {
            let data = change(String::from_utf8(good.client_data.clone()).unwrap());
            Response { client_data: data.into_bytes(), ..good }
        })
    };
    let other_origin = "the origin is not one of this server's";
    let wrong_key = "the public key is not one COSE key with its members alone";
    let mut cases: Vec<(&str, Change, &str)> = vec![
        ("type", Box::new(|good| Response { kind: "Public-Key", ..good }), "type is not public-key"),
        (
            "id of another",
            Box::new(|good| Response { raw_id: Some("AAAA".into()), ..good }),
            "id and rawId differ",
        ),
        (
            "padded id",
            Box::new(|good| Response { raw_id: Some("AQEBAQEBAQEBAQEBAQEBAQ==".into()), ..good }),
            "id or rawId is not base64url without padding",
        ),
        (
            "uncanonical id",
            Box::new(|good| Response { raw_id: Some("AQEBAQEBAQEBAQEBAQEBAR".into()), ..good }),
            "id or rawId is not base64url without padding",
        ),
        (
            "both ids",
            Box::new(|good| Response { id: vec![9; 16], ..good }),
            "the credential id in the authenticator data differs from id",
        ),
        ("ceremony", client("type", json!("webauthn.get")), "the client data is of another ceremony"),
        (
            "ceremony's case",
            client("type", json!("Webauthn.create")),
            "the client data is of another ceremony",
        ),
        ("framed", client("crossOrigin", json!(true)), "the ceremony ran in a frame of another origin"),
        (
            "framed or not",
            client("crossOrigin", json!("false")),
            "the ceremony ran in a frame of another origin",
        ),
        ("framed null", client("crossOrigin", Value::Null), "the ceremony ran in a frame of another origin"),
        ("top origin", client("topOrigin", json!(ORIGIN)), "the client data names a top origin"),
        (
            "challenge a number",
            client("challenge", json!(1)),
            "the client data is not a JSON object with type, challenge and origin",
        ),
        (
            "client data cut",
            text(|text| text[1..].to_owned()),
            "the client data is not a JSON object with type, challenge and origin",
        ),
        (
            "client data in an array",
            text(|text| format!("[{text}]")),
            "the client data is not a JSON object with type, challenge and origin",
        ),
        (
            "origin twice",
            text(|text| text.replacen('{', "{\"origin\":\"http://localhost:8080\",", 1)),
            "the client data is not a JSON object with type, challenge and origin",
        ),
        (
            "byte order mark",
            text(|text| format!("\u{feff}{text}")),
            "the client data is not UTF-8 without a byte order mark",
        ),
        (
            "not UTF-8",
            Box::new(|good| Response {
                client_data: [good.client_data.as_slice(), b"\xff"].concat(),
                ..good
            }),
            "the client data is not UTF-8 without a byte order mark",
        ),
        ("large", client("more", json!("x".repeat(9000))), "the client data is too large"),
        (
            "left over in the object",
            Box::new(|good| Response { object_behind: vec![0], ..good }),
            "the attestation object is not one CBOR map",
        ),
        (
            "statement an array",
            Box::new(|good| Response { statement: cbor!([]).unwrap(), ..good }),
            "attStmt of the attestation object is wrong",
        ),
        (
            "none with a statement",
            Box::new(|good| Response { statement: cbor!({ "alg" => -7 }).unwrap(), ..good }),
            "attestation none comes with a statement",
        ),
        (
            "format a number",
            Box::new(|good| Response { format: cbor!(1).unwrap(), ..good }),
            "fmt of the attestation object is wrong",
        ),
        (
            "left over",
            Box::new(|good| Response { behind: vec![0], ..good }),
            "bytes are left over behind the authenticator data",
        ),
        (
            "extensions without a flag",
            Box::new(|good| Response { behind: vec![0xa0], ..good }),
            "bytes are left over behind the authenticator data",
        ),
        (
            "flag without extensions",
            Box::new(|good| Response { flags: 0xc5, ..good }),
            "the extensions are not one CBOR map",
        ),
        (
            "no credential",
            Box::new(|good| Response { flags: 0x05, ..good }),
            "the authenticator data holds no credential",
        ),
        (
            "no id",
            Box::new(|good| Response { id: vec![], attested_id: vec![], ..good }),
            "the credential id has not 1 to 1023 bytes",
        ),
        (
            "long id",
            Box::new(|good| Response { id: vec![1; 1024], attested_id: vec![1; 1024], ..good }),
            "the credential id has not 1 to 1023 bytes",
        ),
        ("private part", with_key(member(es256_key(), -4, bytes(vec![1; 32]))), wrong_key),
        ("label twice", with_key(member(es256_key(), 3, cbor!(-7).unwrap())), wrong_key),
        ("key a list", with_key(cbor!([1, 2]).unwrap()), wrong_key),
        ("RSA label on a curve", with_key(cbor!({ 1 => 2, 3 => -257, -1 => 1 }).unwrap()), wrong_key),
        ("no algorithm", with_key(cbor!({ 1 => 2 }).unwrap()), "the algorithm was not offered"),
        ("EdDSA", with_key(cbor!({ 1 => 1, 3 => -8, -1 => 6 }).unwrap()), "the algorithm was not offered"),
        ("RS1", with_key(cbor!({ 1 => 3, 3 => -65535 }).unwrap()), "the algorithm was not offered"),
        ("ML-DSA", with_key(cbor!({ 1 => 7, 3 => -48 }).unwrap()), "the algorithm was not offered"),
        ("RSA 512", with_key(rsa(512)), "the RSA modulus has not 2048 to 4096 bits"),
        ("RSA 16384", with_key(rsa(16_384)), "the RSA modulus has not 2048 to 4096 bits"),
        (
            "not discoverable",
            Box::new(|good| Response { extensions: json!({ "credProps": { "rk": false } }), ..good }),
            "the passkey is not discoverable (credProps.rk is false)",
        ),
        (
            "another domain",
            Box::new(|good| Response { rp_id: "demo.example", ..good }),
            "verification failed: ",
        ),
        ("nobody there", Box::new(|good| Response { flags: 0x44, ..good }), "verification failed: "),
        ("nobody recognised", Box::new(|good| Response { flags: 0x41, ..good }), "verification failed: "),
        (
            "synced but not eligible",
            Box::new(|good| Response { flags: 0x55, ..good }),
            "verification failed: ",
        ),
        (
            "unknown format",
            Box::new(|good| Response { format: cbor!("None").unwrap(), ..good }),
            "verification failed: ",
        ),
        (
            "off the curve",
            with_key(
                cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => bytes(vec![1; 32]), -3 => bytes(vec![1; 32]) })
                    .unwrap(),
            ),
            "verification failed: ",
        ),
    ];
    for origin in [
        "https://localhost:8080",
        "http://localhost",
        "http://localhost:8080/",
        "http://localhost:8080/path",
        "http://sam@localhost:8080",
        "http://a.localhost:8080",
        "http://localhost:8080.evil.example",
        "http://\u{ff4c}ocalhost:8080",
        "http:\\\\localhost:8080",
        "http://local\thost:8080",
        "HTTP://localhost:8080",
        "http://127.0.0.1:8080",
        "android:apk-key-hash:AAAA",
        "null",
        "",
    ] {
        cases.push((origin, client("origin", json!(origin)), other_origin));
    }

    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let good = Response::new(&world.options(&token).await.expect(200), &[1; 16]);
    for (name, change, reason) in &cases {
        let answer = world.register(&token, KEY, &change(good.clone()).json()).await;
        answer.refused("passkey-refused");
        let detail = answer.detail();
        let fits = if reason.ends_with(": ") { detail.starts_with(reason) } else { detail == *reason };
        assert!(fits, "{name}: {detail}");
    }
    // Cut at every length.
    let data = good.authenticator_data();
    for length in 0..data.len() {
        world
            .register(&token, KEY, &good.json_with(data[..length].to_vec()))
            .await
            .refused("passkey-refused");
    }
    for object in [
        &b""[..],
        b"\xff",
        b"\xa1",
        b"\x81\x81\x81",
        b"\xbf\xff",
        b"\x5b\xff\xff\xff\xff\xff\xff\xff\xff",
        &[0x81; 5000],
    ] {
        world.register(&token, KEY, &good.json_of(object)).await.refused("passkey-refused");
    }
    // What is odd but right: a long id, reserved flags, extensions, a synced passkey.
    let synced = Response { flags: 0x5d | 0x80 | 0x02, behind: vec![0xa0], ..good };
    let long = Response { id: vec![1; 1023], attested_id: vec![1; 1023], ..synced };
    let passkey = world.register(&token, KEY, &long.json()).await.expect(201);
    assert_eq!(passkey["backedUp"], true);
}

/// A COSE key with one more member.
fn member(key: ciborium::Value, label: i64, value: ciborium::Value) -> ciborium::Value {
    let mut members = key.into_map().unwrap();
    members.push((label.into(), value));
    ciborium::Value::Map(members)
}

#[tokio::test]
async fn assertions_with_one_thing_wrong() {
    let world = World::new().await;
    let mut browser = SoftPasskey::new(true);
    let token = world.open(&world.issue(false).await).await;
    let mut ids = Vec::new();
    for key in ["key-of-the-first-one", "key-of-the-second-one"] {
        let mut other = SoftPasskey::new(true);
        let maker = if ids.is_empty() { &mut browser } else { &mut other };
        let made = create(maker, &world.options(&token).await.expect(200));
        ids.push(world.register(&token, key, &made).await.expect(201)["id"].as_str().unwrap().to_owned());
    }
    let options = world.proof_options(&token, &ids[0]).await.expect(200);
    let good = sign(&mut browser, &options);
    let client = |member: &str, value: Value| {
        let mut signed = good.clone();
        let bytes = BASE64URL.decode(signed["response"]["clientDataJSON"].as_str().unwrap()).unwrap();
        let mut data: Value = serde_json::from_slice(&bytes).unwrap();
        data[member] = value;
        signed["response"]["clientDataJSON"] = BASE64URL.encode(data.to_string()).into();
        signed
    };
    let with = |pointer: &str, value: Value| {
        let mut signed = good.clone();
        let (parent, name) = pointer.rsplit_once('/').unwrap();
        signed.pointer_mut(parent).unwrap()[name] = value;
        signed
    };
    let both = |id: &str| {
        let mut signed = good.clone();
        (signed["id"], signed["rawId"]) = (id.into(), id.into());
        signed
    };
    let data = BASE64URL.decode(good["response"]["authenticatorData"].as_str().unwrap()).unwrap();
    let longer = BASE64URL.encode([data.as_slice(), &[0]].concat());
    for (name, body, reason) in [
        ("type", with("/type", json!("public")), "type is not public-key"),
        ("ids", with("/rawId", json!("AAAA")), "id and rawId differ"),
        ("other passkey", both(&ids[1]), "another passkey answered than the one that was asked"),
        ("unknown passkey", both("AAAA"), "another passkey answered than the one that was asked"),
        ("ceremony", client("type", json!("webauthn.create")), "the client data is of another ceremony"),
        (
            "origin",
            client("origin", json!("http://localhost:8080/")),
            "the origin is not one of this server's",
        ),
        ("framed", client("crossOrigin", json!(true)), "the ceremony ran in a frame of another origin"),
        ("handle", with("/response/userHandle", json!("AAAA")), "the user handle is another person's"),
        (
            "left over",
            with("/response/authenticatorData", json!(longer)),
            "bytes are left over behind the authenticator data",
        ),
        ("cut", with("/response/authenticatorData", json!("AAAA")), "the authenticator data is cut short"),
        ("no signature", with("/response/signature", json!("")), "verification failed: "),
        ("other words", client("more", json!(1)), "verification failed: "),
    ] {
        let answer = prove(&world, &token, &body).await;
        answer.refused("passkey-refused");
        let detail = answer.detail();
        assert!(detail == reason || reason.ends_with(": ") && detail.starts_with(reason), "{name}: {detail}");
    }
    prove(&world, &token, &client("challenge", json!("AAAA"))).await.refused("challenge-ended");
    let proven = prove(&world, &token, &good).await.expect(200);
    assert_eq!(proven["id"], *ids[0]);
}
