//! A second way in, and what was set up: its name, and taking it back.

use crate::browser::Patience;
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use serde_json::json;

async fn methods(stage: &Stage) -> Vec<String> {
    let names =
        stage.door().see("[...root.querySelectorAll('.method .title')].map(it => it.innerText)").await;
    serde_json::from_value(names).unwrap_or_default()
}

async fn expect_methods(stage: &Stage, expected: &[&str]) {
    let what = format!("{expected:?}");
    wait_for(&what, async || (methods(stage).await == expected).then_some(())).await;
}

#[test]
fn the_first_proof_carries_a_second_way_and_both_can_be_managed() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        let device = browser.plug_in().await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        door.make_and_prove().await;
        expect_methods(stage, &["Passkey"]).await;
        let caution = door.see("root.querySelector('.caution').innerText").await;
        assert!(caution.as_str().unwrap_or_default().contains("nowhere else"), "said plainly: {caution}");
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "used", "the pass is not needed any more");
        door.act("second").await;
        door.reach("choose").await;
        stage.expect_way_on("the second choice").await;
        browser.plug_in_key().await;
        door.act("choose-security-key").await;
        door.reach("ready").await;
        door.make_and_prove().await;
        expect_methods(stage, &["Passkey", "Security key"]).await;
        assert_eq!(door.see("root.querySelector('[data-act=second]')").await, json!(null), "two are enough");
        let done = door.events().await.into_iter().filter(|event| event["type"] == "doorkey-done").count();
        assert_eq!(done, 2, "the host page hears of each, once");
        // A name, and taking it back.
        door.act("rename").await;
        door.reach("manage").await;
        door.fill("#asked", "  My blue phone ").await;
        door.submit().await;
        door.reach("done").await;
        expect_methods(stage, &["My blue phone", "Security key"]).await;
        door.act("remove").await;
        door.reach("manage").await;
        assert_eq!(door.heading().await, "Remove My blue phone?");
        door.act("back").await;
        door.reach("done").await;
        door.act("remove").await;
        door.reach("manage").await;
        door.act("accept").await;
        door.reach("done").await;
        expect_methods(stage, &["Security key"]).await;
        wait_for("the device to forget it, too", async || {
            (browser.passkeys(&device).await == 0).then_some(())
        })
        .await;
        assert_eq!(world.credentials().await, 1);
    });
}

#[test]
fn what_was_made_by_mistake_gives_the_pass_back() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        door.make_and_prove().await;
        door.act("remove").await;
        door.reach("manage").await;
        door.act("accept").await;
        door.reach("choose").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable", "it has paid for nothing");
        door.choose().await;
        door.make_and_prove().await;
        expect_methods(stage, &["Passkey"]).await;
    });
}
