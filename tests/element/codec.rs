//! Browsers without `parseCreationOptionsFromJSON`, `parseRequestOptionsFromJSON` and `toJSON` do the same
//! as browsers that have them.

use super::backend::{
    self, PRESENT_AND_VERIFIED, RP_ID, assertion, creation_options, registration, request_options,
};
use super::stage::{Answer, Stage};
use doorkey_protocol::api;
use serde_json::{Value, json};
use wasm_bindgen_test::wasm_bindgen_test;

/// How the JSON functions are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Browser {
    /// They are there.
    New,
    /// They are not there.
    Old,
    /// They are there, but a password manager's object in place of a credential makes `toJSON` throw.
    TakenOver,
}

/// What reached the authenticator, and what was sent of its answers.
struct Journey {
    created: Value,
    got: Value,
    registered: Value,
    proven: Value,
}

async fn journey(browser: Browser) -> Journey {
    let stage = Stage::set().await;
    if browser == Browser::Old {
        stage.forgets_json();
    }
    backend::agrees(&stage);
    let own_json = browser == Browser::New;
    let perform = |method, made: Value| {
        stage.performs(method, &json!({ "credential": made, "toJson": own_json }));
    };
    perform("create", registration(RP_ID, PRESENT_AND_VERIFIED));
    perform("get", assertion(RP_ID, PRESENT_AND_VERIFIED));
    backend::walk(&stage.door(&[]), "done").await;
    let public_key = |place: usize| stage.run()[place]["publicKey"].clone();
    Journey {
        created: public_key(0),
        got: public_key(1),
        registered: stage.sent(api::PASSKEYS),
        proven: stage.sent(api::PROOFS),
    }
}

/// Puts `{"bytes": …}` in the place of a text: what JSON carries as base64url.
fn as_bytes(options: &mut Value, pointer: &str) {
    let place = options.pointer_mut(pointer).expect("the options have this member");
    *place = json!({ "bytes": place.take() });
}

/// Leaves of an object what stands in the other one too: a browser's own functions write its defaults in.
fn leave(object: &mut Value, wanted: &Value) {
    if let (Value::Object(members), Value::Object(wanted)) = (object, wanted) {
        members.retain(|name, _| wanted.contains_key(name));
        members.iter_mut().for_each(|(name, member)| leave(member, &wanted[name]));
    }
}

#[wasm_bindgen_test]
async fn options_reach_the_authenticator_as_bytes_with_and_without_json_functions() {
    let (mut created, mut got) = (creation_options(), request_options());
    for pointer in ["/challenge", "/user/id", "/excludeCredentials/0/id", "/excludeCredentials/1/id"] {
        as_bytes(&mut created, pointer);
    }
    for pointer in ["/challenge", "/allowCredentials/0/id"] {
        as_bytes(&mut got, pointer);
    }
    for browser in [Browser::New, Browser::Old, Browser::TakenOver] {
        let mut journey = journey(browser).await;
        if browser != Browser::Old {
            leave(&mut journey.created, &created);
            leave(&mut journey.got, &got);
        }
        assert_eq!(journey.created, created, "{browser:?}");
        assert_eq!(journey.got, got, "{browser:?}");
    }
}

#[wasm_bindgen_test]
async fn answers_are_sent_as_the_browser_itself_writes_them() {
    let new = journey(Browser::New).await;
    assert_eq!(new.registered, registration(RP_ID, PRESENT_AND_VERIFIED));
    assert_eq!(new.proven, assertion(RP_ID, PRESENT_AND_VERIFIED));
    // These three stand in the attestation object too, where the server reads them; the codec leaves them out.
    let mut registered = new.registered;
    let response = registered["response"].as_object_mut().expect("the response is an object");
    response
        .retain(|name, _| !["authenticatorData", "publicKey", "publicKeyAlgorithm"].contains(&name.as_str()));
    for browser in [Browser::Old, Browser::TakenOver] {
        let journey = journey(browser).await;
        assert_eq!(journey.registered, registered, "{browser:?}");
        assert_eq!(journey.proven, new.proven, "{browser:?}");
    }
}

#[wasm_bindgen_test]
async fn what_need_not_be_there_is_not_missed() {
    for browser in [Browser::New, Browser::Old] {
        let stage = Stage::set().await;
        if browser == Browser::Old {
            stage.forgets_json();
        }
        backend::agrees(&stage);
        for (path, mut options) in
            [(api::PASSKEY_OPTIONS, creation_options()), (api::PROOF_OPTIONS, request_options())]
        {
            let members = options.as_object_mut().expect("options are an object");
            members.retain(|name, _| {
                !["excludeCredentials", "allowCredentials", "extensions"].contains(&name.as_str())
            });
            stage.answers(path, &Answer::yes(&options));
        }
        let mut made = assertion(RP_ID, PRESENT_AND_VERIFIED);
        for name in ["/response/userHandle", "/authenticatorAttachment"] {
            *made.pointer_mut(name).expect("an assertion has this member") = Value::Null;
        }
        stage.performs("get", &json!({ "credential": made }));
        let door = stage.door(&[]);
        backend::walk(&door, "done").await;
        let body = stage.sent(api::PROOFS);
        assert!(body["response"].get("userHandle").is_none(), "{browser:?}: {body}");
        assert!(body.get("authenticatorAttachment").is_none(), "{browser:?}: {body}");
    }
}
