//! A device whose clock is wrong: it is named, and all times on the page are right all the same.

use super::backend::{PASS, USER_NAME, configuration, opened};
use super::stage::{Answer, Stage};
use doorkey_protocol::api;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

#[wasm_bindgen_test]
async fn a_wrong_clock_is_named_and_does_no_harm() {
    for (server_ahead, named) in [
        (0, ""),
        (MINUTE / 2, ""),
        (-MINUTE / 2, ""),
        (90 * MINUTE, "is 90 minutes behind"),
        (-3 * 60 * MINUTE, "is 3 hours ahead"),
        (3_653 * DAY, "is 10 years behind"),
        (-3_653 * DAY, "is 10 years ahead"),
    ] {
        let server = js_sys::Date::now() as i64 + server_ahead;
        let stage = Stage::set().await;
        let mut said = configuration();
        said["now"] = json!(server);
        stage.answers(api::CONFIGURATION, &Answer::yes(&said));
        let mut visit = opened();
        visit["redemption"]["now"] = json!(server);
        visit["redemption"]["validity"] =
            json!({ "startsAt": server - 10 * MINUTE, "lifetimeInMinutes": 60 });
        visit["redemption"]["closesAt"] = json!(server + 10 * MINUTE);
        stage.answers(api::REDEMPTIONS, &Answer::yes(&visit));

        let door = stage.door(&[("lang", "en")]);
        door.reaches("enter").await;
        door.give_in(USER_NAME, PASS);
        door.reaches("choose").await;
        let clocks = door.text(".clocks");
        for left in ["50 minutes left", "10 minutes left"] {
            assert!(clocks.contains(left), "{server_ahead} ms: {clocks}");
        }
        let warned = clocks.contains("The clock of this device");
        assert_eq!(warned, !named.is_empty(), "{server_ahead} ms: {clocks}");
        assert!(clocks.contains(named), "{server_ahead} ms: {clocks}");
    }
}
