//! Before Microsoft's sign-in and after it: no pass is asked for, what comes back is taken from the address,
//! and nothing is kept but for the way there. The way itself, across the redirect, is tested in `e2e`.

use super::backend::{self, NOW, PASS, USER_NAME};
use super::stage::{Answer, Door, Stage, document, until};
use doorkey_protocol::api;
use serde_json::{Value, json};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const CODE: &str = "the-code-of-microsoft";
const HANDLE: &str = "the-handle";
/// As ours are: marked, then 32 bytes in base64url.
const STATE: &str = "doorkey.abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNO-_";
/// Under what the way there is kept.
const KEPT: &str = "doorkey-sign-in";
const SECURITY_INFO: &str = "https://mysignins.example/security-info";
const PROBLEM: &str = "application/problem+json";

fn configuration() -> Value {
    let mut body = backend::configuration();
    body["passFormat"] = json!({ "alphabet": "printable" });
    body["ways"] = json!(["passkey", "authenticator", "windowsHello", "securityKey"]);
    body["entra"] = json!({ "localCheck": true, "securityInfo": SECURITY_INFO });
    body
}

fn invitation() -> String {
    let claims = json!({
        "person": { "userName": USER_NAME, "displayName": "Sam" },
        "validity": { "startsAt": NOW - 60_000, "lifetimeInMinutes": 60 },
        "oneTime": true,
    });
    format!("{}.c2lnbmF0dXJl", super::stage::base64url(claims.to_string().as_bytes()))
}

fn greeting(reason: &str) -> Value {
    json!({
        "person": { "userName": USER_NAME, "displayName": "Sam" },
        "pass": {
            "validity": { "startsAt": NOW - 60_000, "lifetimeInMinutes": 60 },
            "oneTime": true,
            "usable": reason == "enabledByPolicy",
            "reason": reason,
        },
        "now": NOW,
    })
}

fn visit(methods: &Value) -> Value {
    json!({
        "person": { "userName": USER_NAME, "displayName": "Sam" },
        "anotherPerson": false,
        "signedInAt": NOW,
        "passkeyUntil": NOW + 300_000,
        "othersUntil": NOW + 600_000,
        "closesAt": NOW + 1_800_000,
        "methods": methods,
        "now": NOW,
    })
}

fn storage() -> web_sys::Storage {
    let window = document().default_view().expect("a window");
    window.session_storage().ok().flatten().expect("a browser that keeps things")
}

/// An element on a page that was opened by this fragment, while this is kept.
fn door_by(stage: &Stage, fragment: &str, kept: Option<&Value>) -> Door {
    stage.answers(api::CONFIGURATION, &Answer::yes(&configuration()));
    stage.answers(api::INVITATIONS, &Answer::yes(&greeting("enabledByPolicy")));
    stage.answers(api::SIGN_IN_ANSWERS, &Answer::yes(&json!({ "token": "t", "visit": visit(&json!([])) })));
    stage.answers(api::VISIT, &Answer::yes(&visit(&json!([]))));
    storage().remove_item(KEPT).expect("it can be forgotten");
    if let Some(kept) = kept {
        storage().set_item(KEPT, &kept.to_string()).expect("it can be kept");
    }
    let window = document().default_view().expect("a window");
    let bare = window.location().pathname().expect("a path");
    let address = format!("{bare}{fragment}");
    let history = window.history().expect("a history");
    history.replace_state_with_url(&JsValue::NULL, "", Some(&address)).expect("an address can be set");
    stage.door(&[("entra", "")])
}

/// The same with the invitation, whatever the stage answers by now.
fn door_by_as_it_is(stage: &Stage) -> Door {
    storage().set_item(KEPT, &json!({ "invitation": invitation() }).to_string()).expect("it can be kept");
    stage.door(&[("entra", "")])
}

fn kept() -> Option<String> {
    storage().get_item(KEPT).expect("it can be looked at")
}

fn address() -> String {
    document().location().and_then(|location| location.href().ok()).expect("the page has an address")
}

fn led_back() -> String {
    format!("#code={CODE}&state={STATE}&session_state=0000")
}

#[wasm_bindgen_test]
async fn no_pass_is_asked_for_before_or_after_the_backend_has_said_who_it_is() {
    let stage = Stage::set().await;
    let door = door_by(&stage, "", None);
    assert_eq!((door.step().as_str(), door.count("input")), ("waking", 0));
    door.reaches("sign-in").await;
    assert_eq!(door.count("input"), 0);
    assert_eq!(stage.all_asked().len(), 1, "nobody is asked about nobody: {:?}", stage.all_asked());

    stage.answers(api::CONFIGURATION, &Answer::Rejected);
    let away = stage.door(&[("entra", "")]);
    away.shows("unreachable", "E-50").await;
    assert_eq!(away.count("input"), 0);
    stage.answers(api::CONFIGURATION, &Answer::yes(&configuration()));
    away.press("accept");
    away.reaches("sign-in").await;
}

#[wasm_bindgen_test]
async fn an_invitation_is_greeted_by_what_microsoft_lists() {
    let stage = Stage::set().await;
    let door = door_by(&stage, &format!("#i={}", invitation()), None);
    door.reaches("sign-in").await;
    assert_eq!(stage.sent(api::INVITATIONS), json!({ "invitation": invitation() }));
    assert!(!address().contains('#'), "{}", address());
    assert_eq!(door.text("h2"), "Welcome, Sam");
    assert!(door.text(".lead").contains("Microsoft"));
    // What it lists changes, and is asked for anew by hand.
    stage.answers(api::INVITATIONS, &Answer::yes(&greeting("oneTimeUsed")));
    let used = door_by_as_it_is(&stage);
    used.reaches("sign-in").await;
    assert_eq!(used.count("[data-act=look-again]"), 1);
    stage.answers(api::INVITATIONS, &Answer::yes(&greeting("enabledByPolicy")));
    used.press("look-again");
    let seen = used.clone();
    until("it can be used", move || seen.count("[data-act=look-again]") == 0).await;
}

#[wasm_bindgen_test]
async fn the_shape_of_a_pass_is_looked_at_here_and_sent_nowhere() {
    let stage = Stage::set().await;
    let door = door_by(&stage, "", None);
    door.reaches("sign-in").await;
    door.press("check");
    door.reaches("check").await;
    let before = stage.all_asked().len();
    for (typed, code) in [("abc", Some("E-13")), (USER_NAME, Some("E-103")), (PASS, None)] {
        door.field("asked").set_value(typed);
        door.click("form [type=submit]");
        match code {
            Some(code) => door.shows("check", code).await,
            None => {
                let seen = door.clone();
                until("it fits", move || seen.count("input") == 0).await;
            }
        }
    }
    assert_eq!(stage.all_asked().len(), before, "{:?}", stage.all_asked());
    assert!(!door.root().inner_html().contains(PASS) && kept().is_none());
    let said: Vec<_> = stage.heard().iter().map(ToString::to_string).collect();
    assert!(said.iter().all(|said| !said.contains(PASS)), "{said:?}");
}

#[wasm_bindgen_test]
async fn what_microsoft_led_back_with_is_taken_from_the_address_and_sent_with_what_was_kept() {
    let stage = Stage::set().await;
    let note = json!({ "handle": HANDLE, "invitation": invitation() });
    let door = door_by(&stage, &led_back(), Some(&note));
    assert!(!address().contains('#'), "{}", address());
    assert!(kept().is_none(), "it was of use once");
    door.reaches("ways").await;
    let sent = stage.sent(api::SIGN_IN_ANSWERS);
    assert_eq!(sent, json!({ "handle": HANDLE, "state": STATE, "code": CODE }));
    assert_eq!(stage.asked(api::SIGN_IN_ANSWERS).len(), 1, "a code is good once");

    // The steps lead to where the backend says, and elsewhere.
    door.press("choose-passkey");
    door.reaches("guide").await;
    let link = door.find("a").expect("there is a way there");
    assert_eq!(link.get_attribute("href").as_deref(), Some(SECURITY_INFO));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noreferrer"));
    door.press("there");
    door.shows("guide", "E-185").await;

    let new = json!([{ "id": "new", "kind": "passkey", "name": "My phone", "new": true },
                     { "id": "old", "kind": "carrierPigeon", "new": false }]);
    stage.answers(api::VISIT, &Answer::yes(&visit(&new)));
    door.reaches("done").await;
    assert_eq!(door.count(".method"), 1);
    assert_eq!(stage.details("doorkey-done"), [json!({ "userName": USER_NAME, "passkey": "new" })]);
    // Coming back from looking at another way is not done once more.
    door.press("second");
    door.reaches("ways").await;
    door.press("back");
    door.reaches("done").await;
    assert_eq!(stage.details("doorkey-done").len(), 1);
    for event in stage.heard() {
        let said = event.to_string();
        assert!(![CODE, HANDLE, STATE].iter().any(|secret| said.contains(secret)), "{said}");
    }
}

#[wasm_bindgen_test]
async fn an_answer_that_nobody_here_waits_for_is_said() {
    for (fragment, note, code) in [
        (led_back(), None, "E-180"),
        (led_back(), Some(json!({ "invitation": invitation() })), "E-180"),
        (format!("#error=access_denied&state={STATE}"), None, "E-180"),
    ] {
        let stage = Stage::set().await;
        let door = door_by(&stage, &fragment, note.as_ref());
        door.shows("sign-in", code).await;
        assert!(stage.asked(api::SIGN_IN_ANSWERS).is_empty());
        assert!(!address().contains('#'), "{}", address());
    }
    // What is for the page around stays where it is.
    let other = format!("#code=x&state={}", &STATE["doorkey.".len()..]);
    for foreign in [&other, "#top", "#state=", &format!("#state={STATE}")] {
        let stage = Stage::set().await;
        let door = door_by(&stage, foreign, None);
        door.reaches("sign-in").await;
        assert!(address().ends_with(foreign) && door.code().is_empty(), "{foreign}");
    }
}

#[wasm_bindgen_test]
async fn who_went_back_from_microsoft_is_greeted_as_before() {
    let stage = Stage::set().await;
    let door = door_by(&stage, "", Some(&json!({ "handle": HANDLE, "invitation": invitation() })));
    door.shows("sign-in", "E-201").await;
    assert_eq!(door.text("h2"), "Welcome, Sam");
    assert!(kept().is_none() && stage.asked(api::SIGN_IN_ANSWERS).is_empty());
    // What is kept there by others, or broken, does no harm.
    storage().set_item(KEPT, "{").expect("it can be kept");
    let broken = stage.door(&[("entra", "")]);
    broken.reaches("sign-in").await;
    assert_eq!(broken.text("h2"), "Welcome");
}

#[wasm_bindgen_test]
async fn an_answer_of_the_backend_that_is_none_is_said() {
    let id = "11111111-2222-4333-8444-555555555555";
    let refused = json!({
        "status": 403, "code": "sign-in-refused",
        "detail": format!("AADSTS130504 (access_denied), correlation id {id}"),
    });
    let note = json!({ "handle": HANDLE });
    for (how, step, code) in [
        (Answer::With(403, PROBLEM, refused.to_string()), "sign-in", "E-192"),
        (Answer::yes(&json!({ "token": 5 })), "answer", "E-51"),
        (Answer::Rejected, "answer", "E-50"),
    ] {
        let stage = Stage::set().await;
        let fragment = format!("#error=access_denied&error_description=AADSTS130504&state={STATE}");
        let door = door_by(&stage, &fragment, Some(&note));
        stage.answers(api::SIGN_IN_ANSWERS, &how);
        door.shows(step, code).await;
        let sent = stage.sent(api::SIGN_IN_ANSWERS);
        assert_eq!((&sent["error"], &sent["description"]), (&json!("access_denied"), &json!("AADSTS130504")));
        assert_eq!(door.text(".notice").contains(id), code == "E-192", "{code}");
    }
    // Where it leads must be a page.
    let stage = Stage::set().await;
    let door = door_by(&stage, "", None);
    door.reaches("sign-in").await;
    stage
        .answers(api::SIGN_INS, &Answer::yes(&json!({ "address": "javascript:alert(1)", "handle": HANDLE })));
    door.press("sign-in");
    door.shows("sign-in", "E-51").await;
    assert!(kept().is_none());
}
