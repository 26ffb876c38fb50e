//! What keeps the page from starting or stops it in the middle (D14 to D16): the page says so, in the
//! newcomer's language, and loading it again is a press away.

use crate::browser::Patience;
use crate::languages::{said_in, wish_for};
use crate::proxy::{Answer, Fault};
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use serde_json::json;

/// A module with one function, whose only instruction is a trap: what a panic comes down to.
const TRAP: &str = r"
    const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0,
        10, 5, 1, 3, 0, 0, 11];
    const { f } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(bytes))).exports;
    setTimeout(f);
";

fn without_wasm(answer: &mut Answer) {
    let policy = answer.get("content-security-policy").replace(" 'wasm-unsafe-eval'", "");
    answer.set("content-security-policy", &policy);
}

fn half(answer: &mut Answer) {
    answer.body.truncate(answer.body.len() / 2);
}

fn as_html(answer: &mut Answer) {
    answer.set("content-type", "text/html");
}

#[test]
fn a_page_that_cannot_start_offers_to_be_loaded_again() {
    const ROWS: [(&str, &str, Fault, &str); 5] = [
        (
            "D14 forbidden by policy",
            "GET / ",
            Fault::Rewrite(without_wasm),
            "add 'wasm-unsafe-eval' to script-src",
        ),
        ("D14 truncated", ".wasm ", Fault::Rewrite(half), "the module could not be loaded"),
        ("D14 cut", ".wasm ", Fault::Cut, "the module could not be loaded"),
        ("D14 refused", ".wasm ", Fault::Refuse, "the module could not be loaded"),
        ("D14 glue missing", "doorkey_glue.js ", Fault::Refuse, ""),
    ];
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        for part in [
            "Failed to load resource",
            "Uncaught",
            "was preloaded using link preload",
            "violates the following",
        ] {
            stage.bear_complaint(part);
        }
        for (row, line, fault, hint) in ROWS {
            browser.devtools("Network.clearBrowserCache", json!({})).await;
            if hint.is_empty() {
                // Nothing of ours runs; after twenty seconds the style sheet alone shows what to do.
                browser.devtools("Animation.enable", json!({})).await;
                browser.devtools("Animation.setPlaybackRate", json!({ "playbackRate": 50 })).await;
            } else {
                stage.expect_complaint(hint);
            }
            // A spoiled file stays in the cache; the page asks for it past that by itself, and gets it whole.
            world.proxy.arm(line, fault, if hint.is_empty() { 9 } else { 1 });
            door.goto(&world.page()).await;
            expect_fallback(stage, row, "en").await;
            world.proxy.disarm();
            again(stage).await;
            door.reach("enter").await;
        }
        door.finish(&sam).await;
    });
}

#[test]
fn a_module_of_another_media_type_is_still_a_module() {
    play(Patience::Load, async |stage| {
        stage.world.proxy.arm(".wasm ", Fault::Rewrite(as_html), 1);
        stage.expect_complaint("Falling back to `WebAssembly.instantiate`");
        stage.door().open(&stage.world.page()).await;
        stage.expect_way_on("D14 wrong media type").await;
    });
}

#[test]
fn a_module_that_stops_says_so_and_costs_nothing() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        for row in ["D15 in the form", "D15 at the choice", "D15 with a passkey to prove"] {
            door.open(&world.page()).await;
            if row != "D15 in the form" {
                door.enter(&sam).await;
            }
            if row == "D15 with a passkey to prove" {
                door.choose().await;
                door.act("accept").await;
                door.reach("prove").await;
            }
            stage.expect_complaint("the module has stopped; load the page again");
            stage.expect_complaint("Uncaught RuntimeError: unreachable");
            browser.run(TRAP, vec![]).await;
            expect_fallback(stage, row, "en").await;
            again(stage).await;
            door.reach("enter").await;
        }
        door.finish(&sam).await;
        assert_eq!(world.credentials().await, 1);
    });
}

#[test]
fn without_scripts_each_language_says_what_to_do() {
    play(Patience::Load, async |stage| {
        let browser = &stage.browser;
        browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        for tag in ["de", "ar", "ja", "en"] {
            wish_for(browser, tag).await;
            stage.door().goto(&stage.world.page()).await;
            let tree = browser.devtools("Accessibility.getFullAXTree", json!({})).await.to_string();
            for name in ["asleep-script", "asleep-reload"] {
                assert!(tree.contains(&said_in(tag, name)), "D16 {tag}: {name}");
            }
            assert!(
                !tree.contains(&said_in(tag, "pass-hint-asleep")),
                "D16 {tag}: a form that leads nowhere"
            );
        }
    });
}

/// Waits for what stands inside the element, and sees that the form is gone.
async fn expect_fallback(stage: &Stage, row: &str, tag: &str) {
    const SHOWN: &str = "[...host.children].filter(it => it.checkVisibility({ visibilityProperty: true })).map(it => it.innerText).join('\\n')";
    let door = stage.door();
    let said = wait_for(row, async || {
        let said = door.see(SHOWN).await.as_str().unwrap_or_default().to_owned();
        said.contains(&said_in(tag, "asleep-title")).then_some(said)
    })
    .await;
    assert!(said.contains(&said_in(tag, "asleep-reload")), "{row}: {said}");
    assert!(!said.contains(&said_in(tag, "asleep-script")), "{row}: scripts are on: {said}");
    stage.expect_way_on(row).await;
}

/// Presses the link that loads the page again.
async fn again(stage: &Stage) {
    let link =
        stage.browser.client.find(fantoccini::Locator::Css("door-key a")).await.expect("there is a link");
    link.click().await.expect("the link can be pressed");
}
