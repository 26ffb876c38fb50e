//! The newcomer's way through Microsoft: greeted, led there and back, watched, whatever Graph does.

use crate::entra::{JO, asked};
use crate::entra_place::{KIM, PAGE, new, place};
use crate::world::{World, request};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_server::clock::Clock;
use doorkey_tenant::{Delays, Fault, MethodKind, RetryAfter};
use serde_json::{Value, json};
use url::Url;

#[tokio::test]
async fn from_the_invitation_to_what_was_set_up() {
    let place = place().await;
    let (tenant, world) = (&place.tenant, &place.world);
    let told = world.send(request(Method::GET, api::CONFIGURATION, None, None)).await.expect(200);
    let security_info = "https://mysignins.microsoft.com/security-info";
    assert_eq!(told["entra"], json!({ "localCheck": false, "securityInfo": security_info }));
    assert_eq!(told["passFormat"]["alphabet"], "printable");
    assert_eq!(told["ways"], json!(["passkey", "authenticator", "windowsHello", "securityKey"]));

    tenant.register(JO, MethodKind::SoftwareOath, "");
    place.later(1);
    let (invitation, pass) = place.issue().await;
    let greeting = place.greet(&invitation).await.expect(200);
    assert_eq!(greeting["person"], json!({ "userName": JO, "displayName": "Jo" }));
    assert_eq!(greeting["pass"]["reason"], "enabledByPolicy");
    assert_eq!((&greeting["pass"]["usable"], &greeting["pass"]["oneTime"]), (&json!(true), &json!(true)));

    let begun = place.begin(Some(&invitation)).await;
    let address: Url = begun.address.parse().unwrap();
    let query = |name: &str| {
        address.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    let state = query("state").unwrap();
    assert_eq!(
        state.strip_prefix("doorkey.").map(str::len),
        Some(43),
        "the page knows it by its mark: {state}"
    );
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "fragment"),
        ("redirect_uri", PAGE),
        ("scope", "openid profile"),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("login_hint", JO),
        ("ui_locales", "de"),
    ] {
        assert_eq!(query(name).as_deref(), Some(value), "{name}");
    }
    let answer = place.at_microsoft(&begun, JO, &pass).await;
    let opened = place.answer(&answer).await.expect(201);
    let token = opened["token"].as_str().unwrap();
    let visit = &opened["visit"];
    assert_eq!(visit["person"], json!({ "userName": JO, "displayName": "Jo" }));
    assert_eq!(visit["anotherPerson"], false);
    let after = |minutes: i64| json!((world.clock.now() + Span::from_mins(minutes)).as_millis());
    for (clock, minutes) in [("signedInAt", 0), ("passkeyUntil", 5), ("othersUntil", 10), ("closesAt", 30)] {
        assert_eq!(visit[clock], after(minutes), "{clock}");
    }
    assert_eq!(visit["methods"].as_array().unwrap().len(), 1);
    assert_eq!(visit["methods"][0]["new"], false);
    assert_eq!(visit["pass"]["reason"], "oneTimeUsed");
    assert_eq!((&visit["pass"]["oneTime"], &visit["pass"]["usable"]), (&json!(true), &json!(false)));
    let later = place.visit(token).await.expect(200);
    assert_eq!(later.get("pass"), None, "how it stands later is not asked");

    assert_eq!(place.whats_new(token).await, Vec::<String>::new());
    // Graph learns of it later.
    tenant.set_delays(Delays { methods: 600, ..Delays::default() });
    tenant.register(JO, MethodKind::Passkey, "My phone");
    assert_eq!(place.whats_new(token).await, Vec::<String>::new());
    tenant.advance(600);
    assert_eq!(place.whats_new(token).await, ["My phone"]);
    tenant.set_delays(Delays::default());
    tenant.register(JO, MethodKind::Authenticator, "My app");
    assert_eq!(place.whats_new(token).await, ["My phone", "My app"]);
    assert_eq!(place.whats_new(token).await.len(), 2);

    let used = place.greet(&invitation).await.expect(200);
    assert_eq!(used["pass"]["reason"], "oneTimeUsed");
    let audit = place.audit().await;
    let sign_ins: Vec<_> = audit.iter().filter(|event| event["createdDateTime"].is_string()).collect();
    assert_eq!(sign_ins.len(), 1);
    assert_eq!(sign_ins[0]["userPrincipalName"], JO);
    let method = &sign_ins[0]["authenticationDetails"][0]["authenticationMethod"];
    assert_eq!(method, "Microsoft; by what it does not say");
    let deeds = audit.iter().filter(|event| event["activityDisplayName"] == "User registered security info");
    let reasons: Vec<_> = deeds.map(|event| event["resultReason"].as_str().unwrap()).collect();
    assert_eq!(
        reasons,
        [
            "User registered Fido2 Authentication Method",
            "User registered Authenticator App with Notification and Code"
        ]
    );

    assert_eq!(world.delete(token, api::VISIT).await.status, 204);
    place.visit(token).await.refused("visit-ended");
    assert_eq!(tenant.leaks(), []);
    let audit = json!(audit).to_string();
    for secret in tenant.secrets() {
        assert!(!audit.contains(&secret), "the audit holds a secret");
    }
}

#[tokio::test]
async fn each_directory_has_its_own_half() {
    let place = place().await;
    let ours = World::new().await;
    for path in [api::REDEMPTIONS, api::CLAIMS, api::ENVELOPES, api::PASSKEYS] {
        place.post(path, json!({})).await.refused("not-found");
    }
    place.world.current("token").await.refused("not-found");
    for path in [api::INVITATIONS, api::SIGN_INS, api::SIGN_IN_ANSWERS] {
        ours.send(request(Method::POST, path, None, Some("{}".to_owned()))).await.refused("not-found");
    }
    ours.call("token", Method::GET, api::VISIT, None).await.refused("not-found");
    place.world.call("token", Method::GET, api::VISIT, None).await.refused("visit-ended");
    place.world.send(request(Method::GET, api::VISIT, None, None)).await.refused("visit-ended");
}

#[tokio::test]
async fn only_whom_an_invitation_of_ours_names_is_greeted_and_a_storm_asks_once() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    for wrong in ["", "a.b", &format!("{invitation}A"), &invitation[1..]] {
        place.greet(wrong).await.refused("invitation-refused");
        let body = json!({ "invitation": wrong, "page": PAGE });
        place.post(api::SIGN_INS, body).await.refused("invitation-refused");
    }
    place.tenant.forget_log();
    let ask = || place.greet(&invitation);
    let (one, two, three, four) = tokio::join!(ask(), ask(), ask(), ask());
    for answer in [one, two, three, four, ask().await] {
        answer.expect(200);
    }
    assert_eq!(asked(&place.tenant, "GET /v1.0/users/jo"), 1);
    place.world.clock.advance(Span::from_secs(5));
    // Graph fails: that is said for a while, too.
    let throttled = Fault::Throttled(RetryAfter::Seconds(7));
    for (fault, wait) in [(throttled, "7"), (Fault::Html(200), "5"), (Fault::Status(403), "5")] {
        place.tenant.fail("GET /v1.0/users/*", 9, fault);
        place.tenant.forget_log();
        for _ in 0..3 {
            let answer = ask().await;
            answer.refused("directory-unavailable");
            assert_eq!(answer.headers["retry-after"], wait);
        }
        assert_eq!(asked(&place.tenant, "GET /v1.0/users/jo"), 1);
        place.tenant.recover();
        place.world.clock.advance(Span::from_secs(8));
    }
    place.tenant.end_pass(JO);
    assert_eq!(ask().await.expect(200)["pass"], Value::Null);
    place.tenant.remove_person(JO);
    place.world.clock.advance(Span::from_secs(8));
    let greeting = ask().await.expect(200);
    assert_eq!((&greeting["person"]["userName"], &greeting["pass"]), (&json!(JO), &Value::Null));
}

#[tokio::test]
async fn an_old_invitation_tells_nothing_of_whom_it_names() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    let now = place.world.clock.now();
    let pass = place.greet(&invitation).await.expect(200)["pass"]["validity"].clone();
    let lasts = Span::from_mins(pass["lifetimeInMinutes"].as_i64().unwrap() + 24 * 60);
    let ends_at = Timestamp::from_millis(pass["startsAt"].as_i64().unwrap()) + lasts;
    place.world.clock.advance(Span::from_millis((ends_at - now).as_millis() - 1));
    place.tenant.advance((ends_at - now).as_millis() / 1_000);
    place.greet(&invitation).await.expect(200);
    place.world.clock.advance(Span::from_millis(1));
    place.tenant.forget_log();
    place.greet(&invitation).await.refused("invitation-refused");
    assert_eq!(asked(&place.tenant, "GET /v1.0/users/"), 0);
    // It still says whom Microsoft is to ask for.
    let begun = place.begin(Some(&invitation)).await;
    let address: Url = begun.address.parse().unwrap();
    assert!(address.query_pairs().any(|(name, value)| name == "login_hint" && value == JO));
}

#[tokio::test]
async fn a_sign_in_outlives_what_graph_does_not_say() {
    for fault in [Fault::Status(500), Fault::Html(200), Fault::Throttled(RetryAfter::Seconds(60))] {
        let place = place().await;
        place.tenant.register(JO, MethodKind::Passkey, "Old");
        place.later(1);
        place.tenant.fail("GET /v1.0/users/*", 99, fault.clone());
        let begun = place.begin(None).await;
        let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        let opened = place.answer(&answer).await.expect(201);
        assert_eq!(opened["visit"]["person"], json!({ "userName": JO, "displayName": "Jo" }), "{fault:?}");
        assert_eq!(opened["visit"]["methods"], json!([]));
        assert_eq!(opened["visit"].get("pass"), None, "{fault:?}");
        let token = opened["token"].as_str().unwrap();
        place.visit(token).await.refused("directory-unavailable");
        place.tenant.recover();
        // What is older than the sign-in is not new, though nobody saw it then.
        assert_eq!(place.whats_new(token).await, Vec::<String>::new(), "{fault:?}");
        place.tenant.advance(10);
        place.tenant.register(JO, MethodKind::Passkey, "New");
        assert_eq!(place.whats_new(token).await, ["New"], "{fault:?}");
        // What was seen stays seen in the next visit, while nobody can say it.
        place.tenant.fail("GET /v1.0/users/*", 99, fault.clone());
        assert_eq!(new(&place.opened().await["visit"]), ["New"], "{fault:?}");
        assert_eq!(place.set_up().await.len(), 1, "{fault:?}");
    }
}

#[tokio::test]
async fn who_signs_in_again_is_told_what_they_set_up_before() {
    let place = place().await;
    let tenant = &place.tenant;
    tenant.register(JO, MethodKind::SoftwareOath, "Old");
    place.later(1);
    let first = place.visiting().await;
    let key = tenant.register(JO, MethodKind::Passkey, "Key");
    // The page is gone before it has seen it; the next one knows it at once.
    assert_eq!(new(&place.opened().await["visit"]), ["Key"]);
    assert_eq!(place.set_up().await, [key.as_str()]);
    assert_eq!(place.whats_new(&first).await, ["Key"], "the first is as good as it was");
    // Graph learns of it after the next sign-in.
    tenant.set_delays(Delays { methods: 600, ..Delays::default() });
    let app = tenant.register(JO, MethodKind::Authenticator, "App");
    let second = place.visiting().await;
    assert_eq!(place.whats_new(&second).await, ["Key"]);
    place.later(10);
    assert_eq!(place.whats_new(&second).await, ["Key", "App"]);
    assert_eq!(place.whats_new(&first).await, ["Key", "App"]);
    assert_eq!(place.set_up().await, [key.as_str(), app.as_str()], "once for all visits");
    // What is gone again is not what they came for.
    tenant.remove_method(&key);
    assert_eq!(new(&place.opened().await["visit"]), ["App"]);

    // It is new for a day after the visit before it, however often they sign in.
    place.later(20 * 60);
    assert_eq!(new(&place.opened().await["visit"]), ["App"]);
    place.later(5 * 60);
    assert_eq!(new(&place.opened().await["visit"]), Vec::<String>::new());
    place.later(48 * 60);
    assert_eq!(new(&place.opened().await["visit"]), Vec::<String>::new());
    assert_eq!(place.set_up().await.len(), 2);
}

#[tokio::test]
async fn what_microsoft_has_somebody_set_up_in_the_sign_in_is_new() {
    let place = place().await;
    place.tenant.register(JO, MethodKind::Passkey, "Old");
    place.later(1);
    let begun = place.begin(None).await;
    let key = place.tenant.register(JO, MethodKind::Passkey, "Key");
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    let opened = place.answer(&answer).await.expect(201);
    assert_eq!(new(&opened["visit"]), ["Key"]);
    assert_eq!(place.whats_new(opened["token"].as_str().unwrap()).await, ["Key"]);
    place.later(1);
    assert_eq!(new(&place.opened().await["visit"]), ["Key"]);
    assert_eq!(place.set_up().await, [key.as_str()]);
    // Somebody else has visits of their own.
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, KIM, &place.pass_of(KIM)).await;
    assert_eq!(place.answer(&answer).await.expect(201)["visit"]["methods"], json!([]));
}

#[tokio::test]
async fn a_visit_goes_on_whatever_graph_does() {
    let place = place().await;
    let tenant = &place.tenant;
    let token = place.visiting().await;
    let lists = "GET /v1.0/users/*";
    for (fault, times, wait) in [
        (Fault::Throttled(RetryAfter::Seconds(30)), 99, "30"),
        (Fault::Unavailable(RetryAfter::Seconds(90)), 99, "90"),
        (Fault::Html(200), 99, "5"),
        (Fault::Html(503), 99, "5"),
        (Fault::Garbage, 99, "5"),
        (Fault::DroppedBefore, 99, "5"),
        (Fault::Slow(9_000), 99, "5"),
    ] {
        tenant.fail(lists, times, fault.clone());
        let answer = place.visit(&token).await;
        answer.refused("directory-unavailable");
        assert_eq!(answer.headers["retry-after"], wait, "{fault:?}");
        tenant.recover();
        assert_eq!(place.visit(&token).await.status, 200, "{fault:?}");
    }
    // One list that fails does not hide the others.
    tenant.register(JO, MethodKind::Passkey, "Key");
    tenant.register(JO, MethodKind::WindowsHello, "PC");
    tenant.fail("*/windowsHelloForBusinessMethods", 1, Fault::Status(500));
    assert_eq!(place.whats_new(&token).await, ["Key"]);
    assert_eq!(place.whats_new(&token).await, ["Key", "PC"]);
    // What was seen stays seen.
    tenant.fail(lists, 99, Fault::Html(200));
    assert_eq!(place.whats_new(&token).await, ["Key", "PC"]);
    tenant.recover();
    assert_eq!(place.set_up().await.len(), 2);
}

#[tokio::test]
async fn a_page_that_asks_often_and_one_permission_for_all() {
    let place = place().await;
    place.tenant.grant_role("UserAuthenticationMethod.Read.All");
    let token = place.visiting().await;
    place.tenant.forget_log();
    place.world.clock.advance(Span::from_secs(1));
    for _ in 0..5 {
        place.world.call(&token, Method::GET, api::VISIT, None).await.expect(200);
    }
    assert_eq!(asked(&place.tenant, "GET /authentication/"), 1);
    // Who is asked to wait does not ask for each kind.
    place.tenant.fail("GET /v1.0/users/*", 99, Fault::Unavailable(RetryAfter::Seconds(60)));
    place.tenant.forget_log();
    place.visit(&token).await.refused("directory-unavailable");
    assert_eq!(asked(&place.tenant, "GET /authentication/"), 1);
    place.tenant.recover();
    // Half an hour, half-open.
    place.world.clock.advance(Span::from_millis(30 * 60_000 - 3_001));
    place.tenant.advance(30 * 60);
    place.world.call(&token, Method::GET, api::VISIT, None).await.expect(200);
    place.world.clock.advance(Span::from_millis(1));
    place.world.call(&token, Method::GET, api::VISIT, None).await.refused("visit-ended");
    place.world.delete(&token, api::VISIT).await.refused("visit-ended");
}
