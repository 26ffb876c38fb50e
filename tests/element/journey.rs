//! What the host page hears on the way, and what never leaves this page.

use super::backend::{
    self, PASS, PASS_MISTYPED, PASS_READ, PRESENT, PRESENT_AND_VERIFIED, RP_ID, USER_NAME, assertion,
    door_at, registration,
};
use super::stage::{Answer, Door, Stage, document};
use doorkey_protocol::api;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{ShadowRootInit, ShadowRootMode};

/// Puts an element into the shadow root of another: only what is composed comes out of there.
fn door_inside_another_shadow(stage: &Stage) -> Door {
    let outer = document().create_element("div").expect("an element can be made");
    stage.ground().append_child(&outer).expect("an element can be put into the page");
    let shadow =
        outer.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Closed)).expect("a div can have one");
    let door = stage.door(&[]);
    door.take_out();
    door.put_into(&shadow);
    door
}

#[wasm_bindgen_test]
async fn the_whole_journey_is_told_and_ends_in_done() {
    let stage = Stage::set().await;
    backend::agrees(&stage);
    let door = door_inside_another_shadow(&stage);
    door.reaches("enter").await;
    assert_eq!(stage.details("doorkey-ready"), [json!({})]);

    door.give_in(USER_NAME, PASS_MISTYPED);
    door.shows("enter", "E-16").await;
    assert_eq!(stage.details("doorkey-problem"), [json!({ "code": "E-16", "step": "enter" })]);
    assert_eq!(stage.asked(api::REDEMPTIONS).len(), 0, "a mistyped pass is not sent");
    assert_eq!(door.field(doorkey::markup::PASS).value(), PASS_MISTYPED, "what was typed is kept");

    door.give_in(USER_NAME, PASS);
    door.reaches("choose").await;
    door.press("choose-passkey");
    door.reaches("ready").await;
    door.press("accept");
    door.reaches("prove").await;
    door.press("accept");
    door.reaches("done").await;

    let steps: Vec<_> = stage
        .details("doorkey-step")
        .iter()
        .map(|detail| (detail["from"].clone(), detail["step"].clone()))
        .collect();
    let way = [
        "waking",
        "enter",
        "redeem",
        "choose",
        "prepare",
        "ready",
        "create",
        "register",
        "challenge",
        "prove",
        "assert",
        "verify",
        "done",
    ];
    let expected: Vec<_> = way.windows(2).map(|pair| (json!(pair[0]), json!(pair[1]))).collect();
    assert_eq!(steps, expected);
    assert_eq!(stage.details("doorkey-ready").len(), 1);
    assert_eq!(stage.details("doorkey-problem").len(), 1);
    let id = &backend::passkey(None)["id"];
    assert_eq!(stage.details("doorkey-done"), [json!({ "userName": USER_NAME, "passkey": id })]);

    for event in stage.heard() {
        assert_eq!((&event["bubbles"], &event["composed"]), (&json!(true), &json!(true)), "{event}");
        let detail = event["detail"].to_string().to_lowercase();
        for typed in [PASS, PASS_READ, PASS_MISTYPED] {
            assert!(!detail.contains(&typed.to_lowercase()), "{event}");
        }
        assert!(!detail.contains("the-token"), "{event}");
    }
    assert_eq!(stage.asked(api::REDEMPTIONS).len(), 1);
    assert_eq!(stage.sent(api::REDEMPTIONS), json!({ "userName": USER_NAME, "pass": PASS_READ }));
}

#[wasm_bindgen_test]
async fn the_same_problem_is_told_once_until_something_else_happens() {
    let stage = Stage::set().await;
    let door = door_at(&stage, "enter").await;
    door.give_in("", PASS);
    door.shows("enter", "E-10").await;
    door.give_in("", PASS);
    door.shows("enter", "E-10").await;
    door.give_in(USER_NAME, "");
    door.shows("enter", "E-12").await;
    let codes: Vec<_> =
        stage.details("doorkey-problem").iter().map(|detail| detail["code"].clone()).collect();
    assert_eq!(codes, ["E-10", "E-12"]);
    assert_eq!(stage.all_asked().len(), 1, "only the configuration was asked for");
}

#[wasm_bindgen_test]
async fn a_passkey_for_somebody_else_or_nobody_is_not_sent() {
    for (case, made, code) in [
        ("another relying party's", registration("evil.example", PRESENT_AND_VERIFIED), "E-48"),
        ("a parent domain's", registration("example", PRESENT_AND_VERIFIED), "E-48"),
        ("nobody was verified", registration(RP_ID, PRESENT), "E-49"),
    ] {
        let stage = Stage::set().await;
        let door = door_at(&stage, "ready").await;
        stage.performs("create", &json!({ "credential": made, "toJson": true }));
        door.press("accept");
        door.shows("ready", code).await;
        assert_eq!(stage.asked(api::PASSKEYS).len(), 0, "{case}");
        assert_eq!(stage.details("doorkey-problem"), [json!({ "code": code, "step": "ready" })], "{case}");
        backend::agrees(&stage);
        door.press("accept");
        door.reaches("prove").await;
        assert_eq!(stage.asked(api::PASSKEYS).len(), 1, "{case}: the right one is");
    }
}

#[wasm_bindgen_test]
async fn a_signature_for_somebody_else_or_nobody_is_not_sent() {
    for (case, made, code) in [
        ("another relying party's", assertion("evil.example", PRESENT_AND_VERIFIED), "E-48"),
        ("nobody was verified", assertion(RP_ID, PRESENT), "E-49"),
    ] {
        let stage = Stage::set().await;
        let door = door_at(&stage, "prove").await;
        stage.performs("get", &json!({ "credential": made, "toJson": true }));
        door.press("accept");
        door.shows("prove", code).await;
        assert_eq!(stage.asked(api::PROOFS).len(), 0, "{case}");
        backend::agrees(&stage);
        door.press("accept");
        door.reaches("done").await;
    }
}

#[wasm_bindgen_test]
async fn options_without_an_rp_id_mean_this_host() {
    let host =
        document().location().and_then(|location| location.hostname().ok()).expect("the page has a host");
    let stage = Stage::set().await;
    backend::agrees(&stage);
    let mut options = backend::creation_options();
    options["rp"] = json!({ "name": "The Door" });
    stage.answers(api::PASSKEY_OPTIONS, &Answer::yes(&options));
    let door = stage.door(&[]);
    backend::walk(&door, "ready").await;
    door.press("accept");
    door.shows("ready", "E-48").await;
    let made = registration(&host, PRESENT_AND_VERIFIED);
    stage.performs("create", &json!({ "credential": made, "toJson": true }));
    door.press("accept");
    door.reaches("prove").await;
}

#[wasm_bindgen_test]
async fn what_ended_a_ceremony_is_told_by_its_code() {
    let stage = Stage::set().await;
    let door = door_at(&stage, "ready").await;
    for (name, code) in [
        // Nobody's hand pressed the button here, and the browser knows.
        ("NotAllowedError", "E-83"),
        ("InvalidStateError", "E-41"),
        ("NotSupportedError", "E-42"),
        ("SecurityError", "E-43"),
        ("ConstraintError", "E-44"),
        ("UnknownError", "E-46"),
    ] {
        stage.performs("create", &json!({ "throws": name }));
        door.press("accept");
        door.shows("ready", code).await;
        assert!(door.has_a_way_on(), "{name}");
        // By another way, and back: some causes are not worth trying the same again.
        door.press("back");
        door.reaches("choose").await;
        door.press("choose-passkey");
        door.reaches("ready").await;
    }
    assert_eq!(stage.asked(api::PASSKEYS).len(), 0);
}
