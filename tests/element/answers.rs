//! Answers that are not what was hoped for: never a panic, always a step with a way on, never markup.

use super::backend::{self, NOW, PASS, USER_NAME, configuration, door_at, opened, passkey, walk};
use super::stage::{Answer, Stage, document, until};
use doorkey_protocol::api;
use js_sys::Reflect;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// A body with one member replaced.
fn with(mut body: Value, pointer: &str, value: Value) -> String {
    *body.pointer_mut(pointer).expect("the body has this member") = value;
    body.to_string()
}

/// The configuration of a backend with Microsoft behind it, which leads to set-up at this address.
fn of_a_tenant(security_info: &Value) -> String {
    let mut body = configuration();
    body["entra"] = json!({ "localCheck": false, "securityInfo": security_info });
    body.to_string()
}

/// A body with one number written as no value of Rust's could be.
fn with_number(body: &Value, number: i64, written: &str) -> String {
    let text = body.to_string();
    assert!(text.contains(&number.to_string()));
    text.replacen(&number.to_string(), written, 1)
}

fn problem(code: &str, status: u32) -> String {
    json!({ "type": "urn:doorkey:problem", "title": "No", "status": status, "code": code }).to_string()
}

/// Arrays in arrays, far beyond any stack.
fn deep() -> String {
    [&*"[".repeat(200_000), &"]".repeat(200_000)].concat()
}

/// What is no answer to any call, and the code that it gets.
fn strange() -> Vec<(&'static str, Answer, &'static str)> {
    let page = || "<!doctype html><title>Sign in to this network</title>".to_owned();
    vec![
        ("a page", Answer::With(200, "text/html", page()), "E-51"),
        ("a page that is a refusal", Answer::With(502, "text/html; charset=utf-8", page()), "E-52"),
        ("a page that says it is JSON", Answer::With(200, JSON, page()), "E-51"),
        ("text without a type", Answer::With(200, "", "{}".to_owned()), "E-51"),
        ("nothing", Answer::With(204, "", String::new()), "E-51"),
        ("an empty text", Answer::With(200, JSON, String::new()), "E-51"),
        ("null", Answer::With(200, JSON, "null".to_owned()), "E-51"),
        ("a list", Answer::With(200, JSON, "[1, 2]".to_owned()), "E-51"),
        ("another object", Answer::With(200, JSON, r#"{"hello":{"world":true}}"#.to_owned()), "E-51"),
        ("deep nesting", Answer::With(200, JSON, deep()), "E-51"),
        ("half a text", Answer::With(200, JSON, r#"{"name":"The D"#.to_owned()), "E-51"),
        ("no answer", Answer::Rejected, "E-50"),
        ("an unknown problem", Answer::With(418, PROBLEM, problem("from-the-future", 418)), "E-54"),
        ("a problem of no known shape", Answer::With(400, PROBLEM, r#"{"title":"No"}"#.to_owned()), "E-51"),
        ("a problem of a strange status", Answer::With(400, PROBLEM, problem("internal", 70_000)), "E-51"),
        ("another JSON as a refusal", Answer::With(401, JSON, r#"{"error":"no"}"#.to_owned()), "E-51"),
    ]
}

#[wasm_bindgen_test]
async fn a_strange_configuration_is_said_and_asked_for_again() {
    let mut cases = strange();
    let garbled = |body: String| Answer::With(200, JSON, body);
    cases.extend([
        (
            "a time beyond 2^53",
            garbled(with(configuration(), "/now", json!(9_007_199_254_740_993_i64))),
            "E-51",
        ),
        ("an endless time", garbled(with_number(&configuration(), NOW, "1e400")), "E-51"),
        ("a broken time", garbled(with_number(&configuration(), NOW, "1.5")), "E-51"),
        ("a tenant without its address", garbled(of_a_tenant(&Value::Null)), "E-51"),
        ("a tenant whose address is a script", garbled(of_a_tenant(&json!("javascript:alert(1)"))), "E-51"),
        ("a time as text", garbled(with(configuration(), "/now", json!("2026-01-01"))), "E-51"),
        ("a number as name", garbled(with(configuration(), "/name", json!(5))), "E-51"),
        ("ways that are no list", garbled(with(configuration(), "/ways", json!("passkey"))), "E-51"),
        (
            "an unknown alphabet",
            garbled(with(configuration(), "/passFormat/alphabet", json!("runes"))),
            "E-51",
        ),
    ]);
    let stage = Stage::set().await;
    backend::agrees(&stage);
    for (case, answer, code) in cases {
        stage.answers(api::CONFIGURATION, &answer);
        let door = stage.door(&[]);
        // Typed while nobody had answered yet.
        door.field(doorkey::markup::PASS).set_value(PASS);
        door.shows("unreachable", code).await;
        assert!(door.has_a_way_on(), "{case}");
        stage.answers(api::CONFIGURATION, &Answer::yes(&configuration()));
        door.click("[type=submit]");
        door.reaches("enter").await;
        assert_eq!(door.field(doorkey::markup::PASS).value(), PASS, "{case}");
        door.take_out();
    }
}

#[wasm_bindgen_test]
async fn a_strange_answer_to_a_pass_is_said_and_what_was_typed_is_kept() {
    let mut cases = strange();
    let garbled = |body: String| Answer::With(201, JSON, body);
    let closes_at = opened()["redemption"]["closesAt"].as_i64().expect("closesAt is a number");
    cases.extend([
        ("an end beyond 2^53", garbled(with_number(&opened(), closes_at, "9007199254740993")), "E-51"),
        ("an endless end", garbled(with_number(&opened(), closes_at, "-1e999")), "E-51"),
        (
            "a long lifetime",
            garbled(with(opened(), "/redemption/validity/lifetimeInMinutes", json!(4_294_967_296_i64))),
            "E-51",
        ),
        (
            "a negative lifetime",
            garbled(with(opened(), "/redemption/validity/lifetimeInMinutes", json!(-1))),
            "E-51",
        ),
        ("no person", garbled(with(opened(), "/redemption/person", Value::Null)), "E-51"),
        ("a passkey that is none", garbled(with(opened(), "/redemption/passkeys", json!([null]))), "E-51"),
    ]);
    let stage = Stage::set().await;
    let door = door_at(&stage, "enter").await;
    for (_, answer, code) in cases {
        stage.answers(api::REDEMPTIONS, &answer);
        door.give_in(USER_NAME, PASS);
        door.reaches("redeem").await;
        door.shows("enter", code).await;
        assert!(door.has_a_way_on());
        assert_eq!(door.field(doorkey::markup::PASS).value(), PASS);
        assert_eq!(door.field(doorkey::markup::USER_NAME).value(), USER_NAME);
    }
    stage.answers(api::REDEMPTIONS, &Answer::yes(&opened()));
    door.give_in(USER_NAME, PASS);
    door.reaches("choose").await;
}

#[wasm_bindgen_test]
async fn strange_answers_further_on_lead_to_a_step_with_a_way_on() {
    for (_, answer, code) in strange() {
        let stage = Stage::set().await;
        // Options are read by the browser, at the ceremony: what is an object is passed on to it.
        let is_json = matches!(&answer, Answer::With(200, _, body) if body.starts_with("{\"hello"));
        let door = door_at(&stage, "choose").await;
        if !is_json {
            stage.answers(api::PASSKEY_OPTIONS, &answer);
            door.press("choose-passkey");
            door.reaches("prepare").await;
            door.shows("choose", code).await;
            assert!(door.has_a_way_on());
            backend::agrees(&stage);
        }
        door.press("choose-passkey");
        door.reaches("ready").await;

        stage.answers(api::PASSKEYS, &answer);
        door.press("accept");
        // A refusal is certain; whatever else came, the passkey may be stored.
        let (step, refused) = if code == "E-54" { ("choose", true) } else { ("unconfirmed", false) };
        door.shows(step, code).await;
        assert!(door.has_a_way_on());
        backend::agrees(&stage);
        if refused {
            door.press("choose-passkey");
            door.reaches("ready").await;
        }
        if !is_json {
            stage.answers(api::PROOF_OPTIONS, &answer);
            door.press("accept");
            door.shows("prove", code).await;
            assert!(door.has_a_way_on());
            backend::agrees(&stage);
        }
        door.press("accept");
        door.reaches("prove").await;
        let sent = stage.asked(api::PASSKEYS);
        assert_eq!(sent[0]["body"], sent[1]["body"]);
        let key =
            |request: &Value| request["headers"]["idempotency-key"].as_str().unwrap_or_default().to_owned();
        assert_eq!(
            (key(&sent[0]).len(), key(&sent[0])),
            (32, key(&sent[1])),
            "what is sent again is the same act"
        );

        stage.answers(api::PROOFS, &answer);
        door.press("accept");
        door.shows("prove", code).await;
        assert!(door.has_a_way_on());
        backend::agrees(&stage);
        door.press("accept");
        door.reaches("prove").await;
        door.press("accept");
        door.reaches("done").await;
    }
}

#[wasm_bindgen_test]
async fn options_that_no_authenticator_can_read_lead_back() {
    for (options, code) in
        [(String::new(), "E-51"), ("null".to_owned(), "E-51"), (deep(), "E-51"), ("{}".to_owned(), "E-97")]
    {
        for old in [false, true] {
            let stage = Stage::set().await;
            if old {
                stage.forgets_json();
            }
            backend::agrees(&stage);
            stage.answers(api::PASSKEY_OPTIONS, &Answer::With(200, JSON, options.clone()));
            let door = stage.door(&[]);
            walk(&door, "choose").await;
            door.press("choose-passkey");
            if code == "E-51" {
                door.shows("choose", code).await;
            } else {
                door.reaches("ready").await;
                door.click("[data-act=accept]");
                door.shows("ready", code).await;
                door.press("back");
                door.reaches("choose").await;
            }
            assert_eq!(stage.run().len(), 0);
            backend::agrees(&stage);
            door.press("choose-passkey");
            door.reaches("ready").await;
            stage.answers(api::PROOF_OPTIONS, &Answer::With(200, JSON, options.clone()));
            door.press("accept");
            if code != "E-51" {
                door.reaches("prove").await;
                door.press("accept");
            }
            door.shows("prove", code).await;
            assert!(door.has_a_way_on());
        }
    }
}

#[wasm_bindgen_test]
async fn the_farthest_numbers_that_can_be_read_do_no_harm() {
    const FARTHEST: i64 = 9_007_199_254_740_991;
    for (now, other) in
        [(FARTHEST, -FARTHEST), (-FARTHEST, FARTHEST), (NOW, FARTHEST), (NOW, -FARTHEST), (0, 0)]
    {
        let stage = Stage::set().await;
        backend::agrees(&stage);
        stage
            .answers(api::CONFIGURATION, &Answer::With(200, JSON, with(configuration(), "/now", json!(now))));
        let mut body = opened();
        let redemption = &mut body["redemption"];
        redemption["now"] = json!(now);
        redemption["closesAt"] = json!(other);
        redemption["validity"] = json!({ "startsAt": other, "lifetimeInMinutes": u32::MAX });
        stage.answers(api::REDEMPTIONS, &Answer::yes(&body));
        let door = stage.door(&[]);
        walk(&door, "enter").await;
        door.give_in(USER_NAME, PASS);
        // With a word about the time, or without.
        let seen = door.clone();
        until("there is a choice", move || seen.step() == "choose").await;
        assert!(door.has_a_way_on(), "{now}, {other}");
        // In time or over: either is a step to go on from.
        door.press("choose-passkey");
        assert!(["prepare", "enter"].contains(&door.step().as_str()), "{now}, {other}: {}", door.step());
        assert!(door.has_a_way_on(), "{now}, {other}");
    }
}

#[wasm_bindgen_test]
async fn members_that_are_not_known_are_passed_over_however_deep() {
    let stage = Stage::set().await;
    backend::agrees(&stage);
    let body = configuration().to_string().replacen('{', &["{\"later\":", &deep(), ","].concat(), 1);
    stage.answers(api::CONFIGURATION, &Answer::With(200, "application/json; charset=utf-8", body));
    stage.door(&[]).reaches("enter").await;
}

#[wasm_bindgen_test]
async fn hostile_names_are_shown_as_text() {
    let long = "x".repeat(10_000);
    for name in [
        "<img src=x onerror=\"window.broken=true\">",
        "<script>window.broken=true</script>",
        "\u{202e}nekcots\u{2066}{name}{help}",
        "&lt;b&gt; &amp;",
        long.as_str(),
    ] {
        let stage = Stage::set().await;
        backend::agrees(&stage);
        let mut said = configuration();
        said["name"] = json!(name);
        said["help"] = json!(name);
        stage.answers(api::CONFIGURATION, &Answer::yes(&said));
        let mut body = opened();
        body["redemption"]["person"] = json!({ "userName": name, "displayName": name });
        let door = stage.door(&[]);
        door.reaches("enter").await;

        stage.answers(api::REDEMPTIONS, &Answer::With(403, PROBLEM, problem("pass-revoked", 403)));
        door.give_in(USER_NAME, PASS);
        door.shows("enter", "E-25").await;
        let notice = door.text("#notice p");
        assert!(notice.contains(name), "{notice}");

        stage.answers(api::REDEMPTIONS, &Answer::yes(&body));
        door.give_in(USER_NAME, PASS);
        door.reaches("choose").await;
        assert!(door.text("h2").contains(name));
        assert!(door.text("[data-act=leave]").contains(name));

        let mut stored = passkey(None);
        stored["id"] = json!(name);
        stage.answers(api::PASSKEYS, &Answer::yes(&stored));
        stage.answers(api::PROOFS, &Answer::yes(&stored));
        door.press("choose-passkey");
        door.reaches("ready").await;
        door.press("accept");
        door.reaches("prove").await;
        door.press("accept");
        door.reaches("done").await;
        assert_eq!(door.text("dd"), name);

        assert_eq!(door.count("img, script, b"), 0, "{name}");
        let window = document().default_view().expect("the page has a window");
        let broken = Reflect::get(&window, &"broken".into()).expect("a window has members");
        assert!(broken.is_undefined(), "{name}");
    }
}
