//! What the browser answers about this device, or does not, decides what is offered. It never holds up.

use super::backend::door_at;
use super::stage::Stage;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

const ALL: &str = "getClientCapabilities";
const ONE: &str = "isUserVerifyingPlatformAuthenticatorAvailable";

/// Whether the passkey of this device can be chosen when both questions are answered like this.
async fn check(all: &Value, one: &Value, expected: bool) {
    let stage = Stage::set().await;
    stage.says(ALL, all);
    stage.says(ONE, one);
    let door = door_at(&stage, "choose").await;
    let seen = door.find("[data-act=choose-passkey]").is_some();
    assert_eq!(seen, expected, "{ALL}: {all}, {ONE}: {one}");
    assert!(door.find("[data-act=choose-security-key]").is_some(), "{ALL}: {all}, {ONE}: {one}");
}

#[wasm_bindgen_test]
async fn what_the_browser_answers_decides() {
    let verifying = |answer: Value| json!({ "userVerifyingPlatformAuthenticator": answer });
    for (all, one, expected) in [
        (verifying(json!(true)), json!(false), true),
        (verifying(json!(false)), json!(true), false),
        (json!({ "passkeyPlatformAuthenticator": false }), json!(true), false),
        (json!({ "passkeyPlatformAuthenticator": true }), json!(false), false),
        // What is no answer leaves it to the older question.
        (json!({}), json!(true), true),
        (json!({}), json!(false), false),
        (verifying(json!("yes")), json!(false), false),
        (json!(null), json!(false), false),
        (json!(7), json!(true), true),
    ] {
        check(&all, &one, expected).await;
    }
}

#[wasm_bindgen_test]
async fn what_it_does_not_answer_is_unknown_and_offered() {
    for silence in ["absent", "barred", "throws", "rejects", "never"] {
        check(&json!(silence), &json!(false), false).await;
        check(&json!(silence), &json!(true), true).await;
        check(&json!({}), &json!(silence), true).await;
        check(&json!(silence), &json!(silence), true).await;
    }
    check(&json!("absent"), &json!("maybe"), true).await;
}
