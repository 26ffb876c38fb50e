//! The attributes `backend` and `lang`.

use super::backend::{self, door_at};
use super::stage::{Door, Stage, document, until};
use doorkey_protocol::api;
use wasm_bindgen_test::wasm_bindgen_test;

fn own_origin() -> String {
    document().location().and_then(|location| location.origin().ok()).expect("the page has an origin")
}

/// The credentials mode of a call. None sends a cookie to another origin; the configuration alone is asked
/// for as the page's own preload asks for it, so that its answer can be used.
fn credentials(path: &str) -> &'static str {
    if path == api::CONFIGURATION { "same-origin" } else { "omit" }
}

#[wasm_bindgen_test]
async fn the_configuration_is_asked_of_the_backend() {
    let own = own_origin();
    for (attribute, origin) in [
        (None, own.as_str()),
        (Some(""), own.as_str()),
        (Some("/"), own.as_str()),
        (Some("https://door.example"), "https://door.example"),
        (Some("https://door.example/"), "https://door.example"),
        (Some("https://door.example:8443//"), "https://door.example:8443"),
    ] {
        let stage = Stage::set().await;
        backend::agrees(&stage);
        let attributes: Vec<_> = attribute.map(|origin| ("backend", origin)).into_iter().collect();
        stage.door(&attributes).reaches("enter").await;
        let asked = stage.all_asked();
        assert_eq!(asked.len(), 1, "{attribute:?}: {asked:?}");
        assert_eq!(asked[0]["origin"], origin, "{attribute:?}");
        assert_eq!(asked[0]["path"], "/.well-known/doorkey", "{attribute:?}");
        assert_eq!(asked[0]["method"], "GET", "{attribute:?}");
        assert_eq!(asked[0]["credentials"], credentials(api::CONFIGURATION), "{attribute:?}");
        assert!(asked[0]["headers"].get("authorization").is_none(), "{attribute:?}");
    }
}

#[wasm_bindgen_test]
async fn every_call_goes_to_the_backend_with_its_token_and_no_other_credentials() {
    let stage = Stage::set().await;
    backend::agrees(&stage);
    let door = stage.door(&[("backend", "https://door.example/")]);
    backend::walk(&door, "prove").await;
    let asked = stage.all_asked();
    assert_eq!(asked.len(), 5, "{asked:?}");
    for request in asked {
        let path = request["path"].as_str().expect("a path is text");
        assert_eq!(request["origin"], "https://door.example", "{path}");
        assert_eq!(request["credentials"], credentials(path), "{path}");
        let open = path == api::CONFIGURATION || path == api::REDEMPTIONS;
        let token = request["headers"].get("authorization").and_then(|token| token.as_str());
        assert_eq!(token, (!open).then_some("Bearer the-token"), "{path}");
    }
}

/// The first line about time: "Pass works until …", without a colon of its own.
fn clock(door: &Door) -> String {
    door.text(".clock span")
}

/// Whether a time of day is written with twelve hours.
fn twelve_hours(door: &Door) -> bool {
    clock(door).contains("AM") || clock(door).contains("PM")
}

#[wasm_bindgen_test]
async fn times_follow_the_nearest_lang_and_its_changes() {
    let stage = Stage::set().await;
    let door = door_at(&stage, "choose").await;
    let set = |language: &str| door.host.set_attribute("lang", language).expect("an attribute can be set");
    for (language, twelve) in [("en", true), ("de", false), ("en-US", true), ("en-GB", false)] {
        set(language);
        let seen = door.clone();
        until(&format!("times follow {language}: {}", clock(&seen.clone())), move || {
            twelve_hours(&seen) == twelve
        })
        .await;
        assert!(clock(&door).contains(':'), "{language}: {}", clock(&door));
    }
    // An ancestor's is not observed but read at the next tick.
    let parent = stage.ground();
    door.host.remove_attribute("lang").expect("an attribute can be removed");
    for (language, twelve) in [("en", true), ("de", false)] {
        parent.set_attribute("lang", language).expect("an attribute can be set");
        let door = door.clone();
        until("times follow the parent", move || twelve_hours(&door) == twelve).await;
    }
    set("en");
    let seen = door.clone();
    until("its own goes before its parent's", move || twelve_hours(&seen)).await;
    assert_eq!(door.step(), "choose", "another language is no step");
}

#[wasm_bindgen_test]
async fn an_impossible_lang_breaks_nothing() {
    let stage = Stage::set().await;
    let door = door_at(&stage, "choose").await;
    for language in ["not a language", "x", "de_DE", "\u{202e}", "-", &"a".repeat(10_000)] {
        door.host.set_attribute("lang", language).expect("an attribute can be set");
        assert!(clock(&door).contains(':'), "{language:?}: {}", clock(&door));
        assert!(door.has_a_way_on(), "{language:?}");
    }
    door.host.set_attribute("lang", "en").expect("an attribute can be set");
    assert!(twelve_hours(&door));
}
