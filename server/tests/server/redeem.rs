//! Redeeming: every outcome, and that checking never consumes.

use crate::world::{KEY, MINUTE, Response, SAM, START, WRONG, World, request};
use axum::body::Body;
use axum::http::{Method, Request, header};
use doorkey_protocol::api;
use doorkey_protocol::time::{Span, Timestamp};
use serde_json::{Value, json};

#[tokio::test]
async fn a_right_pass_opens_and_consumes_nothing() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    for typed in [issued.pass.expose().to_owned(), issued.pass.grouped().expose().to_lowercase()] {
        let opened = world.redeem("\tSAM@Demo.Example ", &typed).await;
        assert_eq!(opened.headers[header::CACHE_CONTROL], "no-store");
        let opened = opened.expect(201);
        assert_eq!(opened["token"].as_str().unwrap().len(), 43);
        let at = START.as_millis();
        assert_eq!(
            opened["redemption"],
            json!({
                "person": { "userName": SAM, "displayName": "Sam" },
                "validity": { "startsAt": at, "lifetimeInMinutes": 60 },
                "oneTime": true,
                "closesAt": at + 600_000,
                "extendable": true,
                "ways": ["passkey", "securityKey", "phone", "authenticator"],
                "passkeys": [],
                "authenticators": [],
                "secondWay": "recommended",
                "now": at,
            })
        );
    }
}

#[tokio::test]
async fn times_are_half_open() {
    let world = World::new().await;
    let start = START + MINUTE;
    let end = start + Span::from_mins(60);
    let issued = world.issue_for(SAM, false, Some(start)).await;
    let ms = |time: Timestamp, by| time + Span::from_millis(by);
    for (now, code, member, time) in [
        (START, "pass-not-yet-valid", "notBefore", start),
        (ms(start, -1), "pass-not-yet-valid", "notBefore", start),
        (start, "", "", start),
        (ms(end, -1), "", "", start),
        (end, "pass-expired", "endedAt", end),
    ] {
        world.clock.set(now);
        let answer = world.redeem(SAM, issued.pass.expose()).await;
        if code.is_empty() {
            let opened = answer.expect(201);
            let closes = (now + Span::from_mins(10)).min(end);
            assert_eq!(opened["redemption"]["closesAt"], closes.as_millis());
        } else {
            answer.refused(code);
            assert_eq!(answer.json()[member], time.as_millis());
            assert_eq!(answer.status, 403);
        }
    }
}

#[tokio::test]
async fn a_stranger_and_a_wrong_pass_look_the_same() {
    let world = World::new().await;
    world.issue(true).await;
    let wrong = world.redeem(SAM, WRONG).await;
    wrong.refused("pass-refused");
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    for other in ["nobody@demo.example", "kim@demo.example", "' or 1=1 --", "<script>", "%s{}"] {
        let answer = world.redeem(other, WRONG).await;
        assert_eq!((answer.status, &answer.text), (wrong.status, &wrong.text), "{other}");
        assert_eq!(answer.headers, wrong.headers, "{other}");
    }
}

#[tokio::test]
async fn dead_passes_say_why_only_to_who_has_them() {
    let world = World::new().await;
    let replaced = world.issue(true).await;
    let revoked = world.issue(true).await;
    world.revoke(SAM).await;
    world.redeem(SAM, replaced.pass.expose()).await.refused("pass-replaced");
    world.redeem(SAM, revoked.pass.expose()).await.refused("pass-revoked");
    world.redeem(SAM, WRONG).await.refused("pass-refused");

    // The oldest are forgotten: then they are wrong like any other.
    for _ in 0..8 {
        world.clock.advance(MINUTE);
        world.issue(true).await;
    }
    world.redeem(SAM, replaced.pass.expose()).await.refused("pass-refused");
}

#[tokio::test]
async fn ten_wrong_tries_kill_a_pass_and_a_new_one_works() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    for network in 0..9 {
        world.guess(network, SAM).await.refused("pass-refused");
    }
    world.redeem(SAM, issued.pass.expose()).await.expect(201); // and the count starts again
    for network in 0..10 {
        world.guess(network, SAM).await.refused("pass-refused");
    }
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-refused");
    let listed = world.server.directory().passes(None).await.unwrap();
    assert_eq!(listed[0].standing.to_string(), "locked");

    let fresh = world.issue(true).await;
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-replaced");
    world.redeem(SAM, fresh.pass.expose()).await.expect(201);
}

#[tokio::test]
async fn a_right_pass_is_never_a_guess_however_often_its_answer_is_lost() {
    let later = START + MINUTE;
    for (one_time, starts_at, code) in
        [(true, None, ""), (false, None, ""), (true, Some(later), "pass-not-yet-valid")]
    {
        let world = World::new().await;
        let issued = world.issue_for(SAM, one_time, starts_at).await;
        for network in 0..9 {
            world.guess(network, SAM).await.refused("pass-refused"); // one guess is left
        }
        for _ in 0..30 {
            let answer = world.redeem(SAM, issued.pass.expose()).await;
            assert_eq!(answer.code(), code);
        }
        world.clock.set(later);
        // The answer that came through is the one that counts.
        let token = world.open(&issued).await;
        let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
        world.register(&token, KEY, &made).await.expect(201);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_right_pass_sent_twice_at_once_opens_twice_and_one_stays_open() {
    let world = std::sync::Arc::new(World::new().await);
    let issued = world.issue(true).await;
    let sent = (0..20).map(|_| {
        let (world, pass) = (world.clone(), issued.pass.expose().to_owned());
        tokio::spawn(async move { world.redeem(SAM, &pass).await.expect(201)["token"].clone() })
    });
    let mut tokens = Vec::new();
    for token in sent.collect::<Vec<_>>() {
        tokens.push(token.await.unwrap());
    }
    let mut open = 0;
    for token in tokens {
        open += usize::from(world.current(token.as_str().unwrap()).await.status == 200);
    }
    assert_eq!(open, 1);
}

#[tokio::test]
async fn a_former_pass_is_no_guess_at_the_new_one() {
    let world = World::new().await;
    let former = world.issue(true).await;
    let issued = world.issue(true).await;
    for _ in 0..30 {
        world.redeem(SAM, former.pass.expose()).await.refused("pass-replaced");
    }
    world.redeem(SAM, issued.pass.expose()).await.expect(201);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn parallel_guesses_are_all_counted() {
    let world = std::sync::Arc::new(World::new().await);
    let issued = world.issue(true).await;
    let guesses = (0..100).map(|network| {
        let world = world.clone();
        tokio::spawn(async move { world.guess(network, SAM).await.refused("pass-refused") })
    });
    for guess in guesses.collect::<Vec<_>>() {
        guess.await.unwrap();
    }
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-refused");
}

#[tokio::test]
async fn malformed_passes_cost_nothing_and_count_nothing() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    for (pass, detail) in [
        ("", "no pass was given"),
        (" \u{200b}\u{2066} ", "no pass was given"),
        ("ABCD103", "1 characters are missing"),
        (&"A".repeat(49), "1 characters too many"),
        ("ABCD1U345Y", "character 6 cannot stand in a pass"),
        ("ABCD1\u{0}345Y", "character 6 cannot stand in a pass"),
        ("\u{410}BCD10345Y", "character 1 cannot stand in a pass"),
        ("ABCD10345X", "the check character does not fit"),
        ("sam@demo.example", "character 4 cannot stand in a pass"),
    ] {
        for _ in 0..11 {
            let answer = world.redeem(SAM, pass).await;
            answer.refused("pass-malformed");
            assert_eq!(answer.detail(), detail, "{pass:?}");
        }
    }
    world.redeem(SAM, issued.pass.expose()).await.expect(201);
}

#[tokio::test]
async fn bodies_that_are_none_are_not_quoted() {
    let world = World::new().await;
    let long = "x".repeat(321);
    for (body, code) in [
        ("".to_owned(), "malformed-request"),
        ("canary".to_owned(), "malformed-request"),
        (r#"{"userName":"canary","pass":"#.to_owned(), "malformed-request"),
        (r#"["canary","ABCD10345Y"]"#.to_owned(), "malformed-request"),
        (r#"{"userName":"canary"}"#.to_owned(), "malformed-request"),
        (r#"{"userName":"canary","pass":"\ud800BCD10345Y"}"#.to_owned(), "malformed-request"),
        (r#"{"userName":"canary","userName":"canary","pass":"ABCD10345Y"}"#.to_owned(), "malformed-request"),
        (r#"{"userName":"can\u0000ary","pass":"ABCD10345Y"}"#.to_owned(), "malformed-request"),
        (r#"{"userName":" ","pass":"canaryX"}"#.to_owned(), "malformed-request"),
        (json!({ "userName": long, "pass": "ABCD10345Y" }).to_string(), "malformed-request"),
        ("[".repeat(20_000), "malformed-request"),
        (json!({ "userName": "canary", "pass": "A".repeat(70_000) }).to_string(), "body-too-large"),
    ] {
        let answer = world.send(request(Method::POST, api::REDEMPTIONS, None, Some(body.clone()))).await;
        answer.refused(code);
        assert!(!answer.text.contains("canary"), "{}", answer.text);
    }
    for value in [json!({}), json!(["canary"]), json!(12345678), json!(true), Value::Null] {
        for body in
            [json!({ "userName": value, "pass": "ABCD10345Y" }), json!({ "userName": SAM, "pass": value })]
        {
            let answer =
                world.send(request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()))).await;
            answer.refused("malformed-request");
            assert!(!answer.text.contains("canary") && !answer.text.contains("12345678"), "{}", answer.text);
        }
    }
    let answer = world.redeem("a\u{7}b", "ABCD10345Y").await;
    assert_eq!(answer.detail(), "userName: a user name has no control characters");
}

#[tokio::test]
async fn only_json_is_taken() {
    let world = World::new().await;
    let body = || Body::from(r#"{"userName":"sam@demo.example","pass":"ABCD10345Y"}"#);
    for (kind, code) in [
        (Some("text/plain"), "media-type-unsupported"),
        (Some("application/x-www-form-urlencoded"), "media-type-unsupported"),
        (Some("multipart/form-data"), "media-type-unsupported"),
        (Some("application/jsonp"), "media-type-unsupported"),
        (None, "media-type-unsupported"),
        (Some("Application/JSON; charset=utf-8"), "pass-refused"),
    ] {
        let mut request = Request::post(api::REDEMPTIONS);
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        world.send(request.body(body()).unwrap()).await.refused(code);
    }
}

#[tokio::test]
async fn paths_methods_and_tokens_that_are_none() {
    let world = World::new().await;
    for (method, path, code) in [
        (Method::GET, "/v1", "not-found"),
        (Method::GET, "/v1/nothing", "not-found"),
        (Method::POST, "/nothing", "not-found"),
        (Method::GET, api::REDEMPTIONS, "method-not-allowed"),
        (Method::PUT, api::CURRENT, "method-not-allowed"),
        (Method::GET, api::CURRENT, "redemption-ended"),
    ] {
        world.send(request(method, path, None, None)).await.refused(code);
    }
    for token in ["", "x", &"x".repeat(43), &"x".repeat(5000)] {
        let answer = world.current(token).await;
        answer.refused("redemption-ended");
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
    }
    let health = world.send(request(Method::GET, "/healthz", None, None)).await;
    assert_eq!((health.status.as_u16(), health.text.as_str()), (200, "ok"));
}

#[tokio::test]
async fn a_redemption_is_read_left_and_closed() {
    let world = World::new().await;
    let issued = world.issue(false).await;
    let token = world.open(&issued).await;
    world.clock.advance(MINUTE);
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["now"], (START + MINUTE).as_millis());
    assert_eq!(world.call(&token, Method::DELETE, api::CURRENT, None).await.status, 204);
    world.call(&token, Method::DELETE, api::CURRENT, None).await.refused("redemption-ended");
    world.current(&token).await.refused("redemption-ended");

    let token = world.open(&issued).await;
    world.clock.advance(Span::from_millis(10 * 60_000 - 1));
    world.current(&token).await.expect(200);
    world.clock.advance(Span::from_millis(1));
    world.current(&token).await.refused("redemption-ended");
}

#[tokio::test]
async fn a_one_time_pass_has_one_redemption_a_multi_use_pass_many() {
    let world = World::new().await;
    for (one_time, code) in [(true, "redemption-superseded"), (false, "")] {
        let issued = world.issue(one_time).await;
        let (first, second) = (world.open(&issued).await, world.open(&issued).await);
        let answer = world.current(&first).await;
        assert_eq!(answer.code(), code);
        assert_eq!(world.options(&first).await.code(), code);
        world.current(&second).await.expect(200);
    }
}

#[tokio::test]
async fn nothing_tells_a_secret() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    let mut told = String::new();
    for answer in [
        world.current(&token).await,
        world.options(&token).await,
        world.redeem(SAM, WRONG).await,
        world.send(request(Method::GET, api::CONFIGURATION, None, None)).await,
    ] {
        told += &format!("{:?} {}", answer.headers, answer.text);
    }
    told += &issued.invitation_link;
    told += &format!("{issued:?} {:?}", world.server.directory().passes(None).await.unwrap());
    world.server.close().await;
    for file in std::fs::read_dir(world.data.path()).unwrap() {
        told += &String::from_utf8_lossy(&std::fs::read(file.unwrap().path()).unwrap());
    }
    for secret in [issued.pass.expose(), issued.pass.grouped().expose(), &token] {
        assert!(!told.contains(secret));
    }
}

#[tokio::test]
async fn other_origins_get_no_permission() {
    let world = World::new().await;
    for (origin, allowed) in
        [(crate::world::ORIGIN, true), ("http://localhost:8081", false), ("https://evil.example", false)]
    {
        let preflight = Request::builder()
            .method(Method::OPTIONS)
            .uri(api::PASSKEYS)
            .header(header::ORIGIN, origin)
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,content-type,idempotency-key");
        let answer = world.send(preflight.body(Body::empty()).unwrap()).await;
        let given = answer.headers.get(header::ACCESS_CONTROL_ALLOW_ORIGIN);
        assert_eq!(given.is_some_and(|given| given == origin), allowed, "{origin}");
    }
}
