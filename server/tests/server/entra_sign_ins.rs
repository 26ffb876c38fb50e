//! Led to Microsoft and back: every answer, token and page that is wrong, and that no secret is told.

use crate::command::{folder, started};
use crate::entra::{JO, asked, settings};
use crate::entra_command::in_tenant;
use crate::entra_place::{Begun, KIM, PAGE, back, place};
use crate::world::{START, World, request};
use axum::extract::ConnectInfo;
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use doorkey_tenant::{Fault, NewPass, Person, Spoil, Tenant};
use serde_json::{Value, json};
use std::fs::File;
use std::net::SocketAddr;
use url::Url;

fn changed(answer: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut answer = answer.clone();
    answer[name] = value.into();
    answer
}

#[tokio::test]
async fn microsoft_leads_back_to_pages_that_are_listed_to_the_letter() {
    let place = place().await;
    for page in [
        "",
        "/",
        "http://localhost:8080",
        "http://localhost:8080//",
        "http://localhost:8080/?a",
        "http://localhost:8080/#a",
        "http://LOCALHOST:8080/",
        "http://localhost:80801/",
        "http://localhost:8080/start",
        "http://localhost:8080@evil.example/",
        "https://localhost:8080/",
        "https://evil.example/",
    ] {
        place.post(api::SIGN_INS, json!({ "page": page })).await.refused("page-refused");
    }
    let listed = "https://pass.example/start";
    let world = World::with(|them| {
        let mut entra = settings(&place.tenant);
        entra.pages = vec![listed.to_owned()];
        them.entra = Some(entra);
    })
    .await;
    for (page, status) in [(listed, 201), (PAGE, 201), ("https://pass.example/", 403)] {
        let body = json!({ "page": page }).to_string();
        let answer = world.send(request(Method::POST, api::SIGN_INS, None, Some(body))).await;
        assert_eq!(answer.status.as_u16(), status, "{page}");
    }
}

#[tokio::test]
async fn an_answer_is_taken_once_in_time_and_in_the_browser_that_began() {
    let place = place().await;
    let pass = place.pass_of(JO);
    let (one, other) = (place.begin(None).await, place.begin(None).await);
    let answer = place.at_microsoft(&one, JO, &pass).await;
    let state = answer["state"].as_str().unwrap();
    for wrong in [
        changed(&answer, "handle", other.handle.as_str()),
        changed(&answer, "handle", ""),
        changed(&answer, "handle", state),
        changed(&answer, "state", one.handle.as_str()),
        changed(&answer, "state", ""),
        changed(&answer, "state", state.strip_prefix("doorkey.").unwrap()),
        changed(&answer, "state", state.to_lowercase() + "x"),
    ] {
        place.answer(&wrong).await.refused("sign-in-unknown");
    }
    let neither = json!({ "handle": one.handle, "state": state });
    place.answer(&neither).await.refused("malformed-request");
    // None of them took the right one from it; twice at once is once.
    let (first, second) = tokio::join!(place.answer(&answer), place.answer(&answer));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    place.answer(&answer).await.refused("sign-in-unknown");

    // Ten minutes, half-open.
    let begun = [place.begin(None).await, place.begin(None).await];
    place.world.clock.advance(Span::from_millis(10 * 60_000 - 1));
    place.tenant.advance(600);
    let pass = place.pass_of(JO);
    let answers = [
        place.at_microsoft(&begun[0], JO, &pass).await,
        place.at_microsoft(&begun[1], JO, &place.pass_of(JO)).await,
    ];
    place.answer(&answers[0]).await.expect(201);
    place.world.clock.advance(Span::from_millis(1));
    place.answer(&answers[1]).await.refused("sign-in-unknown");
}

#[tokio::test]
async fn a_code_of_another_sign_in_buys_nothing() {
    let place = place().await;
    let (theirs, mine) = (place.begin(None).await, place.begin(None).await);
    let stolen = place.at_microsoft(&theirs, JO, &place.pass_of(JO)).await;
    let own = place.at_microsoft(&mine, KIM, &place.pass_of(KIM)).await;
    // The verifier is the other's.
    let answer = place.answer(&changed(&own, "code", stolen["code"].clone())).await;
    answer.refused("sign-in-refused");
    let (words, correlation) =
        answer.detail().split_once(", correlation id ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(
        words == "AADSTS501481 (invalid_grant)" && correlation.parse::<uuid::Uuid>().is_ok(),
        "{correlation}"
    );
    // Theirs is as it was.
    place.answer(&stolen).await.expect(201);

    // A code that is old, or none.
    for (code, seconds, number) in [(None, 61, "AADSTS70008"), (Some("x"), 0, "AADSTS9002313")] {
        let begun = place.begin(None).await;
        let mut answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        place.tenant.advance(seconds);
        if let Some(code) = code {
            answer = changed(&answer, "code", code);
        }
        let answer = place.answer(&answer).await;
        answer.refused("sign-in-refused");
        assert!(answer.detail().starts_with(number), "{}", answer.detail());
    }
}

#[tokio::test]
async fn no_token_is_taken_that_is_wrong_in_anything() {
    let place = place().await;
    for (spoil, words) in [
        (Spoil::WrongNonce, "another sign-in"),
        (Spoil::NoNonce, "another sign-in"),
        (Spoil::WrongIssuer, "another issuer"),
        (Spoil::WrongAudience, "another app"),
        (Spoil::TwoAudiences, "another app"),
        (Spoil::WrongTenant, "another tenant"),
        (Spoil::Expired, "has ended"),
        (Spoil::NotYet, "does not hold yet"),
        (Spoil::NoExpiry, "no end"),
        (Spoil::NoObjectId, "does not say who"),
        (Spoil::StrangersKey, "signature is wrong"),
        (Spoil::UnknownKey, "names no key"),
        (Spoil::Unsigned, "not signed as it must be"),
        (Spoil::SignedWithThePublicKey, "not signed as it must be"),
        (Spoil::Changed, "signature is wrong"),
        (Spoil::NoToken, "not signed as it must be"),
        (Spoil::Absent, "no ID token"),
    ] {
        let begun = place.begin(None).await;
        let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        place.tenant.spoil_tokens(1, spoil);
        let answer = place.answer(&answer).await;
        assert!(answer.detail().contains(words), "{spoil:?}: {}", answer.text);
        answer.refused("sign-in-refused");
    }
    let audit = place.audit().await;
    let refused = audit.iter().filter(|event| event["status"]["errorCode"] == 50_027);
    assert_eq!(refused.filter(|event| event["userId"].is_null()).count(), 17);
    place.visiting().await;
}

#[tokio::test]
async fn keys_change() {
    let place = place().await;
    place.visiting().await;
    place.tenant.forget_log();
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 0, "they are kept");
    place.tenant.rotate_keys();
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 1, "one that is not known is looked for once");
    // One that is withdrawn is forgotten within the hour.
    place.world.clock.advance(Span::from_mins(61));
    place.tenant.advance(61 * 60);
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 2);
}

#[tokio::test]
async fn what_microsoft_says_is_told_by_its_number_alone() {
    let place = place().await;
    let begun = place.begin(None).await;
    let declined = back(&begun, &place.tenant.decline(&begun.address).await.unwrap());
    let answer = place.answer(&declined).await;
    answer.refused("sign-in-refused");
    let detail = answer.detail();
    assert!(detail.starts_with("AADSTS65004 (access_denied), correlation id "), "{detail}");
    let audit = place.audit().await;
    let event = audit.last().unwrap();
    assert_eq!(event["status"]["errorCode"], 65_004);
    let reason = "Microsoft did not sign them in; the number is what the page was led back with.";
    assert_eq!(event["status"]["failureReason"], reason);
    let method = &event["authenticationDetails"][0]["authenticationMethod"];
    assert_eq!(method, "Microsoft; by what it does not say");
    assert!(detail.ends_with(event["correlationId"].as_str().unwrap()), "found in Microsoft's own log");
    place.answer(&declined).await.refused("sign-in-unknown");

    place.tenant.block_sign_in(JO, true);
    let begun = place.begin(None).await;
    let blocked = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    assert!(place.answer(&blocked).await.detail().starts_with("AADSTS53003 (access_denied)"));

    for (error, description, shown) in [
        ("<script>", "AADSTS130505: <script>", "AADSTS130505"),
        ("server_error", "", "no AADSTS number (server_error)"),
        ("", "AADSTS", "no AADSTS number"),
        ("access_denied", &"AADSTS1 ".repeat(4_000), "AADSTS1 (access_denied)"),
    ] {
        let begun = place.begin(None).await;
        let declined = back(&begun, &place.tenant.decline(&begun.address).await.unwrap());
        let answer = changed(&changed(&declined, "error", error), "description", description);
        let answer = place.answer(&answer).await;
        answer.refused("sign-in-refused");
        assert_eq!(answer.detail(), shown);
    }
}

#[tokio::test]
async fn microsofts_clocks_run_from_the_sign_in_that_it_asked_for() {
    let place = place().await;
    place.tenant.stop_time(place.tenant.now());
    place.visiting().await;
    let three = Span::from_mins(3);
    place.world.clock.advance(three);
    place.tenant.advance(three.as_millis() / 1_000);
    let begun_at = START.as_millis();
    // Whether the token says when, and what is known of it.
    for (told, since) in [(true, begun_at), (false, begun_at + three.as_millis())] {
        place.tenant.tell_auth_time(told);
        let begun = place.begin(None).await;
        let answer = place.still_at_microsoft(&begun, JO).await;
        let visit = place.answer(&answer).await.expect(201)["visit"].clone();
        for (clock, minutes) in [("signedInAt", 0), ("passkeyUntil", 5), ("othersUntil", 10)] {
            assert_eq!(visit[clock], since + minutes * 60_000, "{told}: {clock}");
        }
        assert_eq!(visit["closesAt"], begun_at + 33 * 60_000, "{told}");
    }
    // Who needs the time again is asked again.
    place.tenant.tell_auth_time(true);
    let begun = place.begin_again().await;
    let page = place.tenant.go_on(&begun.address, JO).await.unwrap_err();
    assert!(page.contains("accesspass"), "{page}");
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    let visit = place.answer(&answer).await.expect(201)["visit"].clone();
    assert_eq!(visit["signedInAt"], begun_at + three.as_millis());

    // A clock of Microsoft's that is ahead gives nobody time that is not there.
    place.tenant.advance(60);
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    let visit = place.answer(&answer).await.expect(201)["visit"].clone();
    assert_eq!(visit["signedInAt"], begun_at + three.as_millis());
}

#[tokio::test]
async fn how_long_graph_takes_is_not_taken_from_the_sign_in() {
    let place = place().await;
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    place.tenant.fail("GET /v1.0/users/*", 99, Fault::Slow(1_000));
    let meanwhile = async {
        while asked(&place.tenant, "GET /v1.0/users/") == 0 {
            tokio::task::yield_now().await;
        }
        place.world.clock.advance(Span::from_mins(1));
    };
    let (answer, ()) = tokio::join!(place.answer(&answer), meanwhile);
    let visit = answer.expect(201)["visit"].clone();
    assert_eq!(visit["signedInAt"], START.as_millis());
    assert_eq!(visit["closesAt"], START.as_millis() + 31 * 60_000);
}

#[tokio::test]
async fn another_person_than_invited_is_told() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    let begun = place.begin(Some(&invitation)).await;
    let answer = place.at_microsoft(&begun, KIM, &place.pass_of(KIM)).await;
    let visit = place.answer(&answer).await.expect(201)["visit"].clone();
    assert_eq!((&visit["anotherPerson"], &visit["person"]["userName"]), (&json!(true), &json!(KIM)));
}

#[tokio::test]
async fn who_has_an_invitation_is_not_kept_waiting_by_who_has_none() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    place.begin(None).await;
    // From very many networks.
    sqlx::query(
        "insert into sign_ins (id, handle_hash, state_hash, sealed, page, network, ends_at) \
         with recursive n (i) as (select 1 union all select i + 1 from n where i < 4999) \
         select i, randomblob(32), x'', x'', '', 'network ' || i, ends_at from n, sign_ins",
    )
    .execute(&mut place.world.database().await)
    .await
    .unwrap();
    place.post(api::SIGN_INS, json!({ "page": PAGE })).await.refused("busy");
    for _ in 0..50 {
        place.begin(Some(&invitation)).await;
    }
    place.post(api::SIGN_INS, json!({ "page": PAGE, "invitation": invitation })).await.refused("busy");
    place.later(10);
    place.begin(Some(&invitation)).await;
    place.begin(None).await;
}

#[tokio::test]
async fn one_network_does_not_fill_the_audit() {
    let place = place().await;
    let begun = place.begin(None).await;
    sqlx::query(
        "insert into sign_ins (id, handle_hash, state_hash, sealed, page, network, ends_at) \
         with recursive n (i) as (select 1 union all select i + 1 from n where i < 999) \
         select i, randomblob(32), x'', x'', '', network, ends_at from n, sign_ins",
    )
    .execute(&mut place.world.database().await)
    .await
    .unwrap();
    place.post(api::SIGN_INS, json!({ "page": PAGE })).await.refused("busy");
    // Who had begun goes on; who is elsewhere begins.
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    place.answer(&answer).await.expect(201);
    place.post(api::SIGN_INS, json!({ "page": PAGE })).await.refused("busy");
    let body = json!({ "page": PAGE }).to_string();
    let mut elsewhere = request(Method::POST, api::SIGN_INS, None, Some(body));
    elsewhere.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 4711))));
    place.world.send(elsewhere).await.expect(201);
    place.world.clock.advance(Span::from_mins(10));
    place.begin(None).await;
}

#[tokio::test]
async fn microsoft_that_does_not_answer_is_told() {
    let place = place().await;
    place.tenant.fail("*/openid-configuration", 9, Fault::Status(503));
    place.post(api::SIGN_INS, json!({ "page": PAGE })).await.refused("directory-unavailable");
    place.tenant.recover();
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    place.tenant.fail("*/token", 1, Fault::Html(502));
    place.answer(&answer).await.refused("directory-unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_and_no_file_tells_a_secret() {
    let tenant = Tenant::start().await;
    tenant.add_person(Person::new(JO, "Jo"));
    let (data, elsewhere) = (folder(), folder());
    let log = elsewhere.path().join("log");
    let page = "https://pass.example/";
    tenant.add_redirect(page);
    let mut command = in_tenant(&tenant, data.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--entra-page", page])
        .env("RUST_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    let mut server = started(command);
    let mut canaries = Vec::new();
    let mut visit = async |spoil: Option<Spoil>| {
        let (_, start) = server.post(api::SIGN_INS, "", &json!({ "page": page }).to_string());
        let begun = Begun {
            address: start["address"].as_str().unwrap().to_owned(),
            handle: start["handle"].as_str().unwrap().to_owned(),
        };
        let pass = tenant.issue_pass(JO, NewPass::default()).pass;
        let answer = back(&begun, &tenant.sign_in(&begun.address, JO, &pass).await.unwrap());
        canaries.extend([begun.handle, answer["state"].as_str().unwrap().to_owned(), pass]);
        let address: Url = begun.address.parse().unwrap();
        canaries.extend(
            address.query_pairs().filter(|(name, _)| name == "nonce").map(|(_, value)| value.into_owned()),
        );
        if let Some(spoil) = spoil {
            tenant.spoil_tokens(1, spoil);
        }
        let (status, opened) = server.post(api::SIGN_IN_ANSWERS, "", &answer.to_string());
        if spoil.is_none() {
            let token = opened["token"].as_str().unwrap().to_owned();
            assert_eq!(server.send("GET", api::VISIT, &token, "").0, 200);
            canaries.push(token);
        }
        status
    };
    assert_eq!(visit(None).await, 201);
    assert_eq!(visit(Some(Spoil::WrongNonce)).await, 403);
    assert_eq!(visit(Some(Spoil::Changed)).await, 403);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    canaries.extend(tenant.secrets());
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("sign-in-refused"), "the log is there");
    let mut files = Vec::new();
    for file in std::fs::read_dir(data.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let text = String::from_utf8_lossy(&files);
    assert!(text.contains(JO), "the files are there");
    for canary in &canaries {
        assert!(!log.contains(canary), "the log holds {canary}");
        assert!(!text.contains(canary), "a file holds {canary}");
    }
    assert_eq!(tenant.leaks(), []);
}
