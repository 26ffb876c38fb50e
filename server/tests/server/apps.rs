//! Setting up authenticator apps.

use crate::app::App;
use crate::world::{KEY, MINUTE, Response, SAM, START, World};
use axum::http::{Method, header};
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use serde_json::json;
use url::Url;

#[tokio::test]
async fn from_a_pass_to_a_confirmed_app() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    let answer = world.offer(&token).await;
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    let offer = answer.expect(201);
    let secret = offer["secret"].as_str().unwrap();
    assert_eq!(secret.len(), 32);
    assert_eq!(
        offer["uri"],
        format!(
            "otpauth://totp/Doorkey:sam%40demo.example?secret={secret}&issuer=Doorkey&algorithm=SHA1&digits=6&period=30"
        )
    );
    assert_eq!((&offer["issuer"], &offer["account"]), (&json!("Doorkey"), &json!(SAM)));
    // Asking consumes nothing.
    assert_eq!(world.server.directory().passes(None).await.unwrap()[0].standing.to_string(), "usable");

    let code = App::set_up(&offer).code(START, 0);
    let spaced = format!(" {} {}", &code[..3], &code[3..]);
    let confirmed = world.confirm(&token, &spaced).await.expect(200);
    assert_eq!((&confirmed["name"], &confirmed["createdAt"]), (&json!(null), &json!(START.as_millis())));
    assert_eq!(confirmed["id"].as_str().unwrap().len(), 36);
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["authenticators"], json!([confirmed]));
    assert_eq!(current["passkeys"], json!([]));
    assert_eq!(current["ways"], json!(["passkey", "securityKey", "phone"]));
    assert!(!current.to_string().contains(secret));

    // The answer was lost: the same again gets the same, as long as the redemption is open.
    world.clock.advance(Span::from_mins(9));
    assert_eq!(world.confirm(&token, &code).await.expect(200), confirmed);
    world.confirm(&token, &App::set_up(&offer).code(START, 20)).await.refused("way-not-offered");
    // Its secret is not shown again, nor is another one needed.
    world.offer(&token).await.refused("way-not-offered");
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
    world.clock.advance(MINUTE);
    world.confirm(&token, &code).await.refused("redemption-ended");
}

#[tokio::test]
async fn one_step_either_way_is_taken() {
    for (steps, taken) in [(-2, false), (-1, true), (0, true), (1, true), (2, false)] {
        let world = World::new().await;
        let token = world.open(&world.issue(true).await).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let answer = world.confirm(&token, &app.code(START, steps)).await;
        assert_eq!(answer.status == 200, taken, "{steps}: {}", answer.text);
        if !taken {
            answer.refused("code-clock");
        }
    }
}

#[tokio::test]
async fn a_wrong_clock_is_told_how_wrong_it_is() {
    let world = World::new().await;
    for (seconds, code, ahead) in [
        (3_600, "code-clock", Some(3_600)),
        (-3_600, "code-clock", Some(-3_600)),
        (90, "code-clock", Some(90)),
        (3_660, "code-wrong", None),
        (-3_660, "code-wrong", None),
    ] {
        let token = world.open(&world.issue(true).await).await;
        // One in some thousands shows the same code within the hour, too.
        let given = loop {
            let app = App::set_up(&world.offer(&token).await.expect(201));
            let given = app.code(START, seconds / 30);
            if app.is_near(&given, START) == ahead.is_some() {
                break given;
            }
        };
        let answer = world.confirm(&token, &given).await;
        answer.refused(code);
        assert_eq!(answer.json().get("clockAhead"), ahead.map(|ahead| json!(ahead)).as_ref(), "{seconds}");
    }
}

#[tokio::test]
async fn wrong_codes_make_wait_then_need_a_new_secret() {
    for by_clock in [false, true] {
        let world = World::new().await;
        let token = world.open(&world.issue(true).await).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let (wrong, told) =
            if by_clock { (app.code(START, 40), "code-clock") } else { (app.wrong(START), "code-wrong") };
        for number in 1..=3 {
            let answer = world.confirm(&token, &wrong).await;
            answer.refused(told);
            let pause = (number == 3).then(|| json!((START + Span::from_secs(30)).as_millis()));
            assert_eq!(answer.json().get("notBefore"), pause.as_ref(), "{number}");
        }
        // Within the pause nothing is looked at, be it right, and nothing is counted.
        for _ in 0..10 {
            world.clock.set(START + Span::from_millis(10_001));
            let answer = world.confirm(&token, &app.code(START, 0)).await;
            answer.refused("code-too-soon");
            assert_eq!(answer.status, 429);
            assert_eq!(answer.headers[header::RETRY_AFTER], "20");
            assert_eq!(answer.json()["notBefore"], (START + Span::from_secs(30)).as_millis());
        }
        world.clock.set(START + Span::from_secs(30));
        for _ in 4..=6 {
            let answer = world.confirm(&token, &wrong).await;
            answer.refused(told);
            assert_eq!(answer.json().get("notBefore"), None);
        }
        world.confirm(&token, &app.code(START, 1)).await.refused("authenticator-ended");
        let app = App::set_up(&world.offer(&token).await.expect(201));
        world.confirm(&token, &app.code(START, 1)).await.expect(200);
    }
}

#[tokio::test]
async fn a_right_code_after_five_wrong_ones_is_taken() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let app = App::set_up(&world.offer(&token).await.expect(201));
    for number in 0..5 {
        world.clock.set(START + Span::from_secs(if number < 3 { 0 } else { 30 }));
        world.confirm(&token, &app.wrong(START)).await.refused("code-wrong");
    }
    world.confirm(&token, &app.code(START, 1)).await.expect(200);
}

#[tokio::test]
async fn thirty_wrong_codes_close_the_way_for_this_pass() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let mut wrong = 0;
    for _ in 0..5 {
        // Another redemption does not forget the count.
        let token = world.open(&issued).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let never = app.wrong(START);
        for number in 0..6 {
            if number == 3 {
                world.clock.advance(Span::from_secs(30));
            }
            world.confirm(&token, &never).await.refused("code-wrong");
            wrong += 1;
        }
    }
    assert_eq!(wrong, 30);
    let token = world.open(&issued).await;
    world.offer(&token).await.refused("way-not-offered");
    world.confirm(&token, "123456").await.refused("way-not-offered");
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["ways"], json!(["passkey", "securityKey", "phone"]));
    // A new pass starts anew.
    let token = world.open(&world.issue(true).await).await;
    world.offer(&token).await.expect(201);
}

#[tokio::test]
async fn twenty_nine_wrong_codes_do_not() {
    let world = World::new().await;
    let token = world.open(&world.issue(false).await).await;
    for round in 0..5 {
        let app = App::set_up(&world.offer(&token).await.expect(201));
        for number in 0..if round == 4 { 5 } else { 6 } {
            if number == 3 {
                world.clock.advance(Span::from_secs(30));
            }
            world.confirm(&token, &app.wrong(START)).await.refused("code-wrong");
        }
    }
    let app = App::set_up(&world.offer(&token).await.expect(201));
    world.confirm(&token, &app.code(START + Span::from_secs(150), 0)).await.expect(200);
}

#[tokio::test]
async fn only_the_newest_secret_and_not_for_long() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    world.confirm(&token, "123456").await.refused("authenticator-ended");
    let former = App::set_up(&world.offer(&token).await.expect(201));
    let newest = App::set_up(&world.offer(&token).await.expect(201));
    assert_eq!(world.confirm(&token, &former.code(START, 0)).await.status, 422);
    world.extend(&token).await.expect(200);
    world.clock.set(START + Span::from_mins(9));
    world.extend(&token).await.expect(200);
    world.clock.set(START + Span::from_millis(600_000));
    world.confirm(&token, &newest.code(START, 20)).await.refused("authenticator-ended");
    let app = App::set_up(&world.offer(&token).await.expect(201));
    world.clock.set(START + Span::from_mins(19) + Span::from_millis(-1));
    world.confirm(&token, &app.code(START, 37)).await.expect(200);
}

#[tokio::test]
async fn one_code_confirms_one_app() {
    let world = World::new().await;
    let issued = world.issue(false).await;
    let (one, other) = (world.open(&issued).await, world.open(&issued).await);
    let app = App::set_up(&world.offer(&one).await.expect(201));
    world.offer(&other).await.expect(201);
    let code = app.code(START, 0);
    let confirmed = world.confirm(&one, &code).await.expect(200);
    world.confirm(&other, &code).await.refused("code-used");
    assert_eq!(world.current(&other).await.expect(200)["authenticators"], json!([confirmed]));
    // Used or not, it is not counted as wrong, and the other one is offered no more.
    world.offer(&other).await.refused("way-not-offered");
}

#[tokio::test]
async fn what_is_no_code_is_not_looked_at() {
    let world = World::new().await;
    let token = world.open(&world.issue(true).await).await;
    let app = App::set_up(&world.offer(&token).await.expect(201));
    for code in ["", "12345", "1234567", "12345a", "123-456", "\u{0661}23456", "1e5000", &"1".repeat(60_000)]
    {
        for _ in 0..7 {
            let answer = world.confirm(&token, code).await;
            answer.refused("malformed-request");
            assert!(code.is_empty() || !answer.text.contains(code));
        }
    }
    for body in [json!({}), json!({ "code": 123_456 }), json!(["123456"])] {
        world.call(&token, Method::POST, api::CONFIRMATION, Some(body)).await.refused("malformed-request");
    }
    world.confirm("no-token", "123456").await.refused("redemption-ended");
    world.confirm(&token, &app.code(START, 0)).await.expect(200);
}

#[tokio::test]
async fn what_happens_to_the_pass_in_between_counts() {
    for (change, code) in [
        ("revoke", "pass-revoked"),
        ("replace", "pass-replaced"),
        ("supersede", "redemption-superseded"),
        ("use", "pass-used"),
        ("leave", "redemption-ended"),
    ] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = world.open(&issued).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        match change {
            "revoke" => world.revoke(SAM).await,
            "replace" => drop(world.issue(true).await),
            "supersede" => drop(world.open(&issued).await),
            "use" => {
                let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
                world.register(&token, KEY, &made).await.expect(201);
            }
            _ => drop(world.call(&token, Method::DELETE, api::CURRENT, None).await),
        }
        world.confirm(&token, &app.code(START, 0)).await.refused(code);
    }
}

#[tokio::test]
async fn names_read_back_as_they_are() {
    let long = "Ä".repeat(200);
    for (name, user_name, issuer) in [
        ("Summer & Camp", "sam+tag@demo.example", "Summer & Camp"),
        ("Red Cross: Berlin", "a:b:c", "Red Cross Berlin"),
        ("Grüße/Küsse?#", "jörg groß%20@demo.example", "Grüße/Küsse?#"),
        (long.as_str(), "sam@demo.example", long.as_str()),
        ("50 % of +1", &"ß:".repeat(100), "50 % of +1"),
        ("災害=支援", "o'brien \"; drop", "災害=支援"),
    ] {
        let world = World::with(|settings| settings.name = name.to_owned()).await;
        let parsed = user_name.parse().unwrap();
        if user_name != SAM {
            world.add(&parsed, "X").await;
        }
        let token = world.open(&world.issue_for(user_name, true, None).await).await;
        let offer = world.offer(&token).await.expect(201);
        let account = offer["account"].as_str().unwrap();
        assert_eq!((offer["issuer"].as_str().unwrap(), account), (issuer, user_name));

        let uri = Url::parse(offer["uri"].as_str().unwrap()).unwrap();
        assert_eq!((uri.scheme(), uri.host_str()), ("otpauth", Some("totp")));
        let decode = |text: &str| {
            let form = format!("x={}", text.replace('+', "%2B"));
            url::form_urlencoded::parse(form.as_bytes()).next().unwrap().1.into_owned()
        };
        let label = uri.path().strip_prefix('/').unwrap();
        // As apps do: some split before they decode, some after.
        let (before, behind) = label.split_once(':').unwrap();
        assert_eq!((decode(before).as_str(), decode(behind).as_str()), (issuer, account));
        assert_eq!(decode(label).split_once(':').unwrap(), (issuer, account));
        let query: Vec<_> = uri.query_pairs().into_owned().collect();
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            query,
            [
                pair("secret", offer["secret"].as_str().unwrap()),
                pair("issuer", issuer),
                pair("algorithm", "SHA1"),
                pair("digits", "6"),
                pair("period", "30"),
            ]
        );
        assert!(!uri.query().unwrap().contains('+'), "a plus would be read as a space by some");
    }
}
