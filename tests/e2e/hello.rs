//! Windows Hello: its words, and the way to the settings and back.

use crate::browser::Patience;
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use serde_json::json;

const EDGE: &str = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
    Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0";

/// From now on the browser says that it is Edge on Windows.
pub(crate) async fn on_windows(stage: &Stage) {
    let metadata = json!({
        "platform": "Windows", "platformVersion": "15.0.0", "architecture": "x86", "model": "", "mobile": false,
        "brands": [{ "brand": "Microsoft Edge", "version": "140" }, { "brand": "Chromium", "version": "140" }],
    });
    let named = json!({ "userAgent": EDGE, "platform": "Win32", "userAgentMetadata": metadata });
    stage.browser.devtools("Emulation.setUserAgentOverride", named).await;
}

#[test]
fn a_computer_without_it_is_led_to_the_settings_and_goes_on_by_itself() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        on_windows(stage).await;
        door.open(&world.page()).await.enter(&sam).await;
        let card = door.see("root.querySelector('[data-act=choose-passkey]').innerText").await;
        let card = card.as_str().unwrap_or_default();
        assert!(card.contains("Windows Hello") && card.contains("not set up"), "{card}");
        door.act("choose-passkey").await;
        door.reach("hello").await;
        stage.expect_way_on("to be set up").await;
        let address = door.see("root.querySelector('a.button').href").await;
        assert_eq!(address, "ms-settings:signinoptions");
        door.act("accept").await;
        wait_for("E-162", async || door.notice_now().await.filter(|notice| notice.code == "Code E-162"))
            .await;
        // Set up, and back: the page sees it by itself.
        browser.plug_in().await;
        browser.run("dispatchEvent(new Event('focus'))", vec![]).await;
        door.reach("ready").await;
        assert_eq!(door.heading().await, "Make your passkey with Windows Hello");
        door.make_and_prove().await;
    });
}

#[test]
fn a_computer_with_it_calls_it_by_its_name() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        on_windows(stage).await;
        browser.plug_in().await;
        door.open(&world.page()).await.enter(&sam).await;
        let first = door.see("root.querySelector('.card').innerText").await;
        assert!(first.as_str().unwrap_or_default().starts_with("Windows Hello"), "{first}");
        door.choose().await;
        assert_eq!(door.heading().await, "Make your passkey with Windows Hello");
        door.make_and_prove().await;
    });
}
