//! A backend that says yes to everything, and an authenticator that makes what was asked for.
//!
//! Owns the bodies of these answers, and the ways to each screen of the main journey.

use super::stage::{Answer, Door, Stage, base64url};
use doorkey_protocol::api;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The server's time. Far from any device's, so that no test depends on the day.
pub(crate) const NOW: i64 = 1_900_000_000_000;
/// The relying party of the options.
pub(crate) const RP_ID: &str = "door.example";
/// Who types.
pub(crate) const USER_NAME: &str = "sam@door.example";
/// A pass as it is typed.
pub(crate) const PASS: &str = "abcd1-0345y";
/// The same as it travels.
pub(crate) const PASS_READ: &str = "ABCD10345Y";
/// The same mistyped: its check character does not fit.
pub(crate) const PASS_MISTYPED: &str = "abcd1-0345x";
/// The flags of authenticator data: user present, user verified.
pub(crate) const PRESENT_AND_VERIFIED: u8 = 0b101;
/// Only user present.
pub(crate) const PRESENT: u8 = 0b001;

/// What it says about itself.
pub(crate) fn configuration() -> Value {
    json!({
        "name": "The Door",
        "help": "the desk",
        "passFormat": { "alphabet": "doorkey" },
        "ways": ["passkey", "securityKey"],
        "now": NOW,
    })
}

/// What a pass opens.
pub(crate) fn opened() -> Value {
    json!({
        "token": "the-token",
        "redemption": {
            "person": { "userName": USER_NAME, "displayName": "Sam" },
            "validity": { "startsAt": NOW - 60_000, "lifetimeInMinutes": 60 },
            "oneTime": true,
            "closesAt": NOW + 600_000,
            "ways": ["passkey", "securityKey"],
            "passkeys": [],
            "now": NOW,
        },
    })
}

/// Creation options. The bytes make `-` and `_`, and all three lengths of an ending.
pub(crate) fn creation_options() -> Value {
    json!({
        "rp": { "id": RP_ID, "name": "The Door" },
        "user": { "id": base64url(&[251, 255, 254, 62]), "name": USER_NAME, "displayName": "Sam" },
        "challenge": base64url(&[251, 239, 190, 255, 255, 0, 128, 7]),
        "pubKeyCredParams": [{ "type": "public-key", "alg": -7 }, { "type": "public-key", "alg": -257 }],
        "timeout": 60_000,
        "excludeCredentials": [
            { "type": "public-key", "id": base64url(&[255; 6]), "transports": ["internal"] },
            { "type": "public-key", "id": base64url(&[62, 63, 0, 250]), "transports": ["usb", "nfc"] },
        ],
        "authenticatorSelection": {
            "authenticatorAttachment": "platform",
            "residentKey": "required",
            "requireResidentKey": true,
            "userVerification": "required",
        },
        "hints": ["client-device"],
        "attestation": "none",
        "extensions": { "credProps": true },
    })
}

/// Request options in the same manner.
pub(crate) fn request_options() -> Value {
    json!({
        "challenge": base64url(&[0, 255, 62, 251, 255, 191]),
        "timeout": 60_000,
        "rpId": RP_ID,
        "allowCredentials": [{ "type": "public-key", "id": credential_id(), "transports": ["internal"] }],
        "userVerification": "required",
        "hints": [],
        "extensions": {},
    })
}

/// What is stored of the passkey.
pub(crate) fn passkey(proven_at: Option<i64>) -> Value {
    json!({
        "id": credential_id(),
        "way": "passkey",
        "backedUp": true,
        "createdAt": NOW,
        "provenAt": proven_at,
    })
}

fn credential_id() -> String {
    base64url(&[250, 251, 252, 253, 254, 255, 0])
}

/// Authenticator data for a relying party (WebAuthn Level 3, §6.1).
fn authenticator_data(rp_id: &str, flags: u8) -> Vec<u8> {
    let mut data = Sha256::digest(rp_id.as_bytes()).to_vec();
    data.extend([flags, 0, 0, 0, 7]);
    data
}

/// A `RegistrationResponseJSON` as the browser itself writes it.
pub(crate) fn registration(rp_id: &str, flags: u8) -> Value {
    let data = authenticator_data(rp_id, flags);
    // {"fmt": "none", "attStmt": {}, "authData": 37 bytes} in CBOR.
    let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58\x25".to_vec();
    object.extend(&data);
    json!({
        "id": credential_id(),
        "rawId": credential_id(),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": { "credProps": { "rk": true } },
        "response": {
            "clientDataJSON": base64url(br#"{"type":"webauthn.create"}"#),
            "attestationObject": base64url(&object),
            "authenticatorData": base64url(&data),
            "publicKey": base64url(&[48, 89, 48, 19]),
            "publicKeyAlgorithm": -7,
            "transports": ["hybrid", "internal"],
        },
    })
}

/// An `AuthenticationResponseJSON` as the browser itself writes it.
pub(crate) fn assertion(rp_id: &str, flags: u8) -> Value {
    json!({
        "id": credential_id(),
        "rawId": credential_id(),
        "type": "public-key",
        "authenticatorAttachment": "platform",
        "clientExtensionResults": {},
        "response": {
            "clientDataJSON": base64url(br#"{"type":"webauthn.get"}"#),
            "authenticatorData": base64url(&authenticator_data(rp_id, flags)),
            "signature": base64url(&[48, 255, 254, 253]),
            "userHandle": base64url(&[251, 255, 254, 62]),
        },
    })
}

/// Everything is answered with yes.
pub(crate) fn agrees(stage: &Stage) {
    for (path, body) in [
        (api::CONFIGURATION, configuration()),
        (api::REDEMPTIONS, opened()),
        (api::PASSKEY_OPTIONS, creation_options()),
        (api::PASSKEYS, passkey(None)),
        (api::PROOF_OPTIONS, request_options()),
        (api::PROOFS, passkey(Some(NOW))),
        (api::CURRENT, opened()["redemption"].clone()),
    ] {
        stage.answers(path, &Answer::yes(&body));
    }
    let made = registration(RP_ID, PRESENT_AND_VERIFIED);
    let signed = assertion(RP_ID, PRESENT_AND_VERIFIED);
    stage.performs("create", &json!({ "credential": made, "toJson": true }));
    stage.performs("get", &json!({ "credential": signed, "toJson": true }));
}

/// Goes the main way from the start to a screen: `enter`, `choose`, `ready`, `prove` or `done`.
pub(crate) async fn walk(door: &Door, to: &str) {
    door.reaches("enter").await;
    let turns: [(&'static str, &dyn Fn()); 4] = [
        ("choose", &|| door.give_in(USER_NAME, PASS)),
        ("ready", &|| door.press("choose-passkey")),
        ("prove", &|| door.press("accept")),
        ("done", &|| door.press("accept")),
    ];
    for (step, turn) in turns {
        if door.step() == to {
            return;
        }
        turn();
        door.reaches(step).await;
    }
}

/// An element at such a screen, among nothing but yes.
pub(crate) async fn door_at(stage: &Stage, step: &str) -> Door {
    agrees(stage);
    let door = stage.door(&[]);
    walk(&door, step).await;
    door
}
