//! A link that shows a pass, as the proxy answers it in the server's place.
//!
//! Owns an envelope whose key, id and nonce are always the same, so that the states with a pass in them look
//! the same every day; and the refusals that take many tries to get from a server.

use crate::proxy::Fault;
use crate::world::SAM;
use serde_json::{Value, json};

/// What stands behind the page's address.
pub(crate) const FRAGMENT: &str = "#p=AAECAwQFBgcICQoLDA0ODw.8PHy8_T19vf4-fr7_P3-_wABAgMEBQYHCAkKCwwNDg8";
/// `ABCD1-0345Y` under it, by Node's own AES-256-GCM.
const SEALED: &str = "yMnKy8zNzs_Q0dLTbAFFEEeEBtiatOdwdkz4cA3jC3n0D73Y-Up8";

/// The pass, usable so many minutes from now for an hour.
pub(crate) fn shown(starts_after: i64) -> Fault {
    let body = json!({
        "sealed": SEALED,
        "person": { "userName": SAM.user_name, "displayName": SAM.name },
        "validity": { "startsAt": now() + starts_after * 60_000, "lifetimeInMinutes": 60 },
        "oneTime": true,
        "now": now(),
    });
    Fault::answer(200, &[("content-type", "application/json")], &body.to_string())
}

/// The link was opened before.
pub(crate) fn opened_before() -> Fault {
    refusal(&json!({ "status": 410, "code": "envelope-opened" }))
}

/// No pass is looked at for an hour and a half: long enough to be the same everywhere on the walk.
pub(crate) fn too_soon() -> Fault {
    refusal(&json!({ "status": 429, "code": "pass-too-soon", "notBefore": now() + 90 * 60_000 }))
}

fn refusal(problem: &Value) -> Fault {
    let status = problem["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    let kind = [("content-type", "application/problem+json")];
    Fault::answer(status.expect("a problem has a status"), &kind, &problem.to_string())
}

fn now() -> i64 {
    jiff::Timestamp::now().as_millisecond()
}
