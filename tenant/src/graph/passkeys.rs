//! Making a passkey for somebody: `creationOptions` and the POST after it.
//!
//! Owns both shapes, with what the beta does differently. The attestation is not checked: the product makes
//! none for Microsoft's page.

use super::error::No;
use super::{Answer, allowed, context, people, read};
use crate::clock::seven_digits;
use crate::person::MethodKind;
use crate::random::opaque;
use crate::world::{Shared, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

const WRITE: [&str; 2] = ["UserAuthMethod-Passkey.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];

fn made(world: &World, whose: &str, minutes: i64, padded: bool) -> Answer {
    let person = people::find(world, whose)?;
    // The beta's ids end with a digit that says how many signs of padding were left out, as .NET's old
    // encoder has it.
    let id = |text: &str| {
        let encoded = URL_SAFE_NO_PAD.encode(text);
        let missing = (4 - encoded.len() % 4) % 4;
        if padded { format!("{encoded}{missing}") } else { encoded }
    };
    let excluded: Vec<Value> = world
        .methods
        .iter()
        .filter(|method| method.of == person.id && method.kind == MethodKind::Passkey)
        .map(|method| json!({ "id": id(&method.id), "type": "public-key", "transports": [] }))
        .collect();
    Ok(Json(json!({
        "@odata.context": context(world, "microsoft.graph.webauthnCredentialCreationOptions"),
        "challengeTimeoutDateTime": seven_digits(world.later(minutes * 60)),
        "publicKey": {
            "rp": { "id": "login.microsoft.com", "name": "Microsoft" },
            "user": {
                "id": URL_SAFE_NO_PAD.encode(format!("OB:{}", person.id)),
                "name": person.user_name,
                "displayName": person.name,
            },
            "challenge": format!("{}.{}", opaque(), opaque()),
            "pubKeyCredParams": [
                { "type": "public-key", "alg": -7 },
                { "type": "public-key", "alg": -257 },
            ],
            "timeout": 60_000,
            "excludeCredentials": excluded,
            "authenticatorSelection": {
                "authenticatorAttachment": "cross-platform",
                "requireResidentKey": true,
                "userVerification": "required",
            },
            "attestation": "direct",
            "extensions": {
                "hmacCreateSecret": true,
                "enforceCredentialProtectionPolicy": true,
                "credentialProtectionPolicy": "userVerificationOptional",
            },
        },
    })))
}

pub(super) async fn options(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &WRITE)?;
    made(&world, &whose, 5, false)
}

/// `creationOptions(challengeTimeoutInMinutes=N)`, or without.
pub(super) async fn options_of_beta(
    State(world): State<Shared>,
    Path((whose, options)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &WRITE)?;
    let minutes = match options.strip_prefix("creationOptions") {
        Some("") => Some(5),
        Some(argument) => argument
            .strip_prefix("(challengeTimeoutInMinutes=")
            .and_then(|argument| argument.strip_suffix(')'))
            .and_then(|minutes| minutes.parse().ok())
            .filter(|minutes| (5..=43_200).contains(minutes)),
        None => None,
    };
    let minutes = minutes.ok_or_else(|| No::bad(&world, "Invalid challengeTimeoutInMinutes specified."))?;
    made(&world, &whose, minutes, true)
}

pub(super) async fn add(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), No> {
    let mut world = allowed(&world, &headers, &WRITE)?;
    people::find(&world, &whose)?;
    let sent = read(&world, &body)?;
    let credential = &sent["publicKeyCredential"];
    let response = &credential["response"];
    let told = [&credential["id"], &response["clientDataJSON"], &response["attestationObject"]];
    if !told.iter().all(|text| text.as_str().is_some_and(|text| URL_SAFE_NO_PAD.decode(text).is_ok())) {
        return Err(No::bad(&world, "Invalid publicKeyCredential specified."));
    }
    let name = sent["displayName"].as_str().unwrap_or("Passkey").to_owned();
    if !(1..=30).contains(&name.chars().count()) {
        return Err(No::bad(&world, "Invalid DisplayName specified."));
    }
    let id = world.register(&whose, MethodKind::Passkey, &name).unwrap_or_default();
    let made = world.methods.iter().find(|method| method.id == id);
    let mut shown = made.map(crate::person::Method::typed).unwrap_or_default();
    let list = format!("users('{whose}')/authentication/fido2Methods/$entity");
    shown["@odata.context"] = context(&world, &list);
    Ok((StatusCode::CREATED, Json(shown)))
}
