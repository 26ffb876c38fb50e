//! A link that shows a pass: from the desk to the passkey, and as the proxy answers it in the server's place.
//!
//! Owns the journey of one, opened twice; a pause, from the third wrong pass to a form that is ready again;
//! and, for the states to look at, an envelope whose key, id and nonce are always the same, so that the states with a pass in them look
//! the same every day; and the refusals that take many tries to get from a server.

use crate::browser::{Browser, Patience};
use crate::door::Door;
use crate::proxy::Fault;
use crate::stage::play;
use crate::world::{SAM, wait_for};
use serde_json::{Value, json};

const REDEMPTIONS: &str = "POST /v1/redemptions ";
const ENVELOPES: &str = "POST /v1/envelopes ";

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

#[test]
fn a_sealed_link_shows_the_pass_once_and_leads_on() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        stage.browser.plug_in().await;
        world.add(SAM);
        let link = world.seal(SAM.user_name);
        let door = stage.door();
        door.goto(&link).await;
        door.reach("envelope").await;
        let address = stage.browser.run("return location.href + JSON.stringify(history.state)", vec![]).await;
        assert!(!address.as_str().unwrap_or_default().contains("#p="), "the address has lost it: {address}");
        assert_eq!(world.proxy.count(ENVELOPES), 0, "opening the page asks for nothing");
        assert_eq!(world.latest_pass(SAM.user_name)["sealedLink"], "notOpened");

        door.act("accept").await;
        door.reach("pass").await;
        let shown = door.see("root.querySelector('bdi.pass')?.innerText").await;
        let shown = shown.as_str().expect("the pass is shown").trim().to_owned();
        assert_eq!(shown.len(), 11, "ten characters in two groups");
        world.has_shown(shown);
        assert_eq!(world.latest_pass(SAM.user_name)["sealedLink"], "opened");

        // Somebody else who has the link, too.
        let other = Browser::start(Patience::Load).await;
        stage.bear_complaint("the server responded with a status of 410");
        let theirs = Door::of(&other);
        theirs.goto(&link).await;
        theirs.reach("envelope").await;
        theirs.act("accept").await;
        wait_for("E-170", async || theirs.notice_now().await.filter(|notice| notice.code == "Code E-170"))
            .await;
        other.end().await;

        door.act("accept").await;
        door.reach("choose").await;
        door.choose().await;
        door.make_and_prove().await;
        let sent = world.proxy.lines().join(" ");
        assert!(!sent.contains("#p=") && !world.log().contains("#p="), "no server saw the key");
    });
}

#[test]
fn after_wrong_passes_the_form_waits_and_is_ready_by_itself() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        let door = stage.door();
        door.open(&world.page()).await;
        stage.bear_complaint("the server responded with a status of");
        for sent in 1..=3 {
            door.give(SAM.user_name, "ABCD10345Y").await;
            wait_for("an answer", async || (world.proxy.count(REDEMPTIONS) == sent).then_some(())).await;
            wait_for("E-20", async || door.notice_now().await.filter(|notice| notice.code == "Code E-20"))
                .await;
            door.reach("enter").await;
        }
        door.give(SAM.user_name, &sam.pass).await;
        let told =
            wait_for("E-28", async || door.notice_now().await.filter(|notice| notice.code == "Code E-28"))
                .await;
        assert!(told.sentence.contains("Try again at"), "{told:?}");
        assert_eq!(door.typed().await.0, SAM.user_name, "what was typed is kept");
        // Five seconds later the button is back, by itself.
        wait_for("a form that is ready", async || {
            let ready = "root.querySelector('[type=submit]')?.getAttribute('aria-disabled') !== 'true'";
            let ready = door.see(ready).await;
            (ready == true).then_some(())
        })
        .await;
        door.give(SAM.user_name, &sam.pass).await;
        door.reach("choose").await;
    });
}
