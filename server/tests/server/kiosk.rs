//! On a device that others use, too: no passkey of that device.

use crate::world::{KEY, Response, World};
use axum::http::Method;
use doorkey_protocol::api;
use serde_json::{Value, json};

#[tokio::test]
async fn a_kiosk_offers_no_passkey_of_its_own() {
    let world = World::new().await;
    let token = world.open_on_kiosk(&world.issue(true).await).await;
    let current = world.current(&token).await.expect(200);
    assert_eq!(current["ways"], json!(["securityKey", "phone", "authenticator"]));
    for way in ["passkey", "phone", "authenticator", "carrierPigeon"] {
        let body = json!({ "way": way });
        world.call(&token, Method::POST, api::PASSKEY_OPTIONS, Some(body)).await.refused("way-not-offered");
    }
}

/// A response with this attachment and these transports, on a kiosk and elsewhere.
async fn check(attachment: Value, transports: Value, taken: bool) {
    for kiosk in [true, false] {
        let world = World::new().await;
        let issued = world.issue(true).await;
        let token = if kiosk { world.open_on_kiosk(&issued).await } else { world.open(&issued).await };
        let body = json!({ "way": "securityKey" });
        let options = world.call(&token, Method::POST, api::PASSKEY_OPTIONS, Some(body)).await.expect(200);
        let good = Response {
            attachment: json!("cross-platform"),
            transports: json!(["usb"]),
            ..Response::new(&options, &[2; 16])
        };
        let made = Response {
            attachment: attachment.clone(),
            transports: transports.clone(),
            ..Response::new(&options, &[1; 16])
        };
        let answer = world.register(&token, KEY, &made.json()).await;
        let told = format!("{attachment} {transports} on a kiosk: {kiosk}");
        if taken || !kiosk {
            assert_eq!(answer.status, 201, "{told}: {}", answer.text);
        } else {
            answer.refused("device-shared");
            assert_eq!(answer.status, 422);
            // Nothing was stored, the pass and the challenge are as they were.
            let current = world.current(&token).await.expect(200);
            assert_eq!(current["passkeys"], json!([]), "{told}");
            world.register(&token, "another-key-012345", &good.json()).await.expect(201);
        }
    }
}

#[tokio::test]
async fn what_the_kiosk_itself_keeps_is_refused() {
    for (attachment, transports, taken) in [
        (json!("platform"), json!(["internal"]), false),
        (json!("platform"), json!(["internal", "hybrid"]), false),
        (json!("platform"), json!([]), false),
        (json!("cross-platform"), json!(["internal"]), false),
        (Value::Null, json!(["internal"]), false),
        (Value::Null, json!(["usb", "internal"]), false),
        (json!("cross-platform"), json!(["internal", "hybrid"]), true),
        (json!("cross-platform"), json!(["hybrid"]), true),
        (json!("cross-platform"), json!(["usb", "nfc"]), true),
        (Value::Null, json!(["hybrid", "internal"]), true),
        (Value::Null, Value::Null, true),
        (json!(["platform"]), json!("internal"), true),
    ] {
        check(attachment, transports, taken).await;
    }
}
