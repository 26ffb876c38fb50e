//! A link that shows a pass once: read from the address, opened by a click, unsealed by the browser's AES.

use super::backend::{self, NOW, PASS_READ, USER_NAME};
use super::stage::{Answer, Door, Stage, document, until};
use doorkey_protocol::api;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const ID: &str = "AAECAwQFBgcICQoLDA0ODw";
const KEY: &str = "8PHy8_T19vf4-fr7_P3-_wABAgMEBQYHCAkKCwwNDg8";
/// A nonce of the bytes from 200 on, then [`SHOWN`] under this key and id, by Node's own AES-256-GCM.
const SEALED: &str = "yMnKy8zNzs_Q0dLTbAFFEEeEBtiatOdwdkz4cA3jC3n0D73Y-Up8";
const SHOWN: &str = "ABCD1-0345Y";

fn envelope(starts_at: i64) -> Value {
    json!({
        "sealed": SEALED,
        "person": { "userName": USER_NAME, "displayName": "Sam" },
        "validity": { "startsAt": starts_at, "lifetimeInMinutes": 60 },
        "oneTime": true,
        "now": NOW,
    })
}

/// An element on a page that was opened by such a link.
fn door_by(stage: &Stage, fragment: &str, attributes: &[(&str, &str)]) -> Door {
    backend::agrees(stage);
    stage.answers(api::ENVELOPES, &Answer::yes(&envelope(NOW - 60_000)));
    let history = document().default_view().and_then(|window| window.history().ok()).expect("a history");
    history.replace_state_with_url(&JsValue::NULL, "", Some(fragment)).expect("an address can be set");
    stage.door(attributes)
}

async fn asked_at(stage: &Stage) -> Door {
    let door = door_by(stage, &format!("#p={ID}.{KEY}"), &[]);
    door.reaches("envelope").await;
    door
}

/// With a notice or without one.
async fn until_at(door: &Door) {
    let seen = door.clone();
    until("the link is looked at", move || seen.step() == "envelope").await;
}

fn address() -> String {
    document().location().and_then(|location| location.href().ok()).expect("the page has an address")
}

#[wasm_bindgen_test]
async fn a_click_shows_the_pass_and_another_goes_on_with_it() {
    let stage = Stage::set().await;
    let door = asked_at(&stage).await;
    assert!(!address().contains('#'), "{}", address());
    assert_eq!(stage.all_asked().len(), 1, "opening the page asks for the configuration alone");

    door.press("accept");
    door.reaches("pass").await;
    assert_eq!((door.text("bdi.pass"), door.text("dd")), (SHOWN.to_owned(), USER_NAME.to_owned()));
    let sent = stage.sent(api::ENVELOPES);
    assert_eq!((&sent["id"], sent["reader"].as_str().map(str::len)), (&json!(ID), Some(22)));
    assert_eq!(sent.as_object().map(|body| body.len()), Some(2), "{sent}");

    door.press("accept");
    door.reaches("choose").await;
    assert_eq!(stage.sent(api::REDEMPTIONS), json!({ "userName": USER_NAME, "pass": PASS_READ }));
    assert!(!door.root().inner_html().contains(SHOWN), "it is no longer shown");
    let asked = stage.all_asked();
    assert!(asked.iter().all(|request| !request.to_string().contains(KEY)), "the key stays: {asked:?}");
    assert!(asked.iter().all(|request| request["headers"].get("authorization").is_none()), "{asked:?}");
    for event in stage.heard() {
        let said = event.to_string();
        assert!(![SHOWN, PASS_READ, ID, KEY].iter().any(|secret| said.contains(secret)), "{said}");
    }
    let steps: Vec<_> = stage.details("doorkey-step").iter().map(|detail| detail["step"].clone()).collect();
    assert_eq!(steps, ["envelope", "pass", "choose"]);
}

#[wasm_bindgen_test]
async fn a_lost_answer_comes_again_for_the_same_reader() {
    let stage = Stage::set().await;
    let door = asked_at(&stage).await;
    stage.answers(api::ENVELOPES, &Answer::Rejected);
    door.press("accept");
    door.shows("envelope", "E-50").await;
    let tries = stage.asked(api::ENVELOPES).len();
    assert!(tries > 1, "it is asked again by itself");
    stage.answers(api::ENVELOPES, &Answer::yes(&envelope(NOW)));
    door.press("accept");
    door.reaches("pass").await;
    let bodies: BTreeSet<_> =
        stage.asked(api::ENVELOPES).iter().map(|request| request["body"].to_string()).collect();
    assert_eq!((bodies.len(), stage.asked(api::ENVELOPES).len()), (1, tries + 1));

    // Another page is another reader.
    let other = asked_at(&stage).await;
    other.press("accept");
    other.reaches("pass").await;
    let last = stage.asked(api::ENVELOPES).pop().expect("it has asked");
    assert!(!bodies.contains(&last["body"].to_string()));
}

#[wasm_bindgen_test]
async fn what_shows_no_pass_says_why_and_leads_to_the_form() {
    let problem = |code: &str| {
        let body = json!({ "status": 410, "code": code }).to_string();
        Answer::With(410, "application/problem+json", body)
    };
    let spoil = |sealed: &str| {
        let mut spoiled = envelope(NOW);
        spoiled["sealed"] = json!(sealed);
        Answer::yes(&spoiled)
    };
    let (whole, wrong_key) = (format!("#p={ID}.{KEY}"), format!("#p={ID}.{}", KEY.replace('8', "9")));
    for (case, fragment, answer, code, asked) in [
        ("opened before", &whole, problem("envelope-opened"), "E-170", 1),
        ("over", &whole, problem("envelope-ended"), "E-171", 1),
        ("another key", &wrong_key, Answer::yes(&envelope(NOW)), "E-172", 1),
        ("another envelope", &whole.replace("AAEC", "AAED"), Answer::yes(&envelope(NOW)), "E-172", 1),
        ("spoiled", &whole, spoil(&SEALED.replace('y', "z")), "E-172", 1),
        ("cut", &whole, spoil("yMnK"), "E-172", 1),
        ("no base64", &whole, spoil("?"), "E-172", 1),
        // What cannot be opened is not burnt.
        ("half a link", &whole[..whole.len() - 1].to_owned(), Answer::yes(&envelope(NOW)), "E-172", 0),
        ("no link", &"#p=".to_owned(), Answer::yes(&envelope(NOW)), "E-172", 0),
    ] {
        let stage = Stage::set().await;
        let door = door_by(&stage, fragment, &[]);
        stage.answers(api::ENVELOPES, &answer);
        until_at(&door).await;
        if asked > 0 {
            door.press("accept");
        }
        door.shows("envelope", code).await;
        assert_eq!(stage.asked(api::ENVELOPES).len(), asked, "{case}");
        assert!(!address().contains('#'), "{case}");
        door.press("leave");
        door.reaches("enter").await;
        assert_eq!(door.code(), "", "{case}");
    }
}

#[wasm_bindgen_test]
async fn a_pass_that_could_not_be_sent_stays_in_sight() {
    let stage = Stage::set().await;
    let door = asked_at(&stage).await;
    door.press("accept");
    door.reaches("pass").await;
    stage.answers(api::REDEMPTIONS, &Answer::Rejected);
    door.press("accept");
    door.shows("pass", "E-50").await;
    assert_eq!(door.text("bdi.pass"), SHOWN);
    assert_eq!(stage.asked(api::REDEMPTIONS).len(), 1, "a pass is never sent twice by itself");

    // Written down, it is typed like any other; the form knows whom it is for.
    door.press("back");
    door.reaches("enter").await;
    assert_eq!(door.field(doorkey::markup::USER_NAME).value(), USER_NAME);
    assert_eq!(door.field(doorkey::markup::PASS).value(), "");
    assert!(!door.root().inner_html().contains(SHOWN));
}

#[wasm_bindgen_test]
async fn an_early_pass_waits_with_its_button_in_place() {
    let stage = Stage::set().await;
    let door = asked_at(&stage).await;
    stage.answers(api::ENVELOPES, &Answer::yes(&envelope(NOW + 600_000)));
    door.press("accept");
    door.reaches("pass").await;
    let go = door.find("[data-act=accept]").expect("a button");
    assert_eq!(go.get_attribute("aria-disabled").as_deref(), Some("true"));
    door.press("accept");
    assert_eq!((door.step().as_str(), stage.asked(api::REDEMPTIONS).len()), ("pass", 0));
}

#[wasm_bindgen_test]
async fn on_a_screen_that_everyone_uses_the_link_is_nothing() {
    let stage = Stage::set().await;
    let door = door_by(&stage, &format!("#p={ID}.{KEY}"), &[("kiosk", "")]);
    door.reaches("rest").await;
    assert!(!address().contains('#'));
    assert_eq!(stage.asked(api::ENVELOPES).len(), 0);
}
