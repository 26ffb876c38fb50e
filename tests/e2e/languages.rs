//! The page in the newcomer's language: the one that the browser asks for, or the one that is picked.

use crate::browser::{Browser, Patience};
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use serde_json::json;
use std::path::Path;

/// What a catalogue says, as it stands there.
pub(crate) fn said_in(tag: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("www/locales/{tag}.ftl"));
    let catalogue = std::fs::read_to_string(path).expect("a language has a catalogue");
    let line =
        catalogue.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(" = ")).map(str::to_owned);
    line.unwrap_or_else(|| panic!("{tag} has {name} on one line"))
}

/// Lets the browser ask for pages in these languages; it weighs them by their order.
pub(crate) async fn wish_for(browser: &Browser, languages: &str) {
    let agent = browser.devtools("Browser.getVersion", json!({})).await["userAgent"].clone();
    let wish = json!({ "userAgent": agent, "acceptLanguage": languages });
    browser.devtools("Emulation.setUserAgentOverride", wish).await;
}

#[test]
fn the_page_speaks_what_the_browser_asks_for() {
    play(Patience::Load, async |stage| {
        for (wish, tag, direction) in [
            ("de-AT,de,en", "de", "ltr"),
            ("ar-EG,ar", "ar", "rtl"),
            ("zh-CN,zh", "zh-Hans", "ltr"),
            ("cs,uk,en", "uk", "ltr"),
            ("cs,sk", "en", "ltr"),
            ("zh-TW,zh-Hant", "en", "ltr"),
        ] {
            wish_for(&stage.browser, wish).await;
            stage.door().open(&stage.world.page()).await;
            expect_language(stage, tag, direction, &said_in(tag, "welcome")).await;
        }
    });
}

#[test]
fn the_picker_changes_everything_but_what_was_typed() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        stage.browser.plug_in().await;
        door.open(&world.page()).await;
        door.fill("#user-name", &sam.user_name).await;
        door.fill("#pass", &sam.pass).await;
        for (tag, direction) in [("ar", "rtl"), ("de", "ltr"), ("ja", "ltr"), ("fa", "rtl")] {
            pick(stage, tag).await;
            expect_language(stage, tag, direction, &said_in(tag, "welcome")).await;
            assert_eq!(door.step().await, "enter");
            assert_eq!(door.typed().await, (sam.user_name.clone(), sam.pass.clone()), "{tag}");
        }
        door.submit().await;
        door.reach("choose").await;
        for (tag, direction) in [("ar", "rtl"), ("de", "ltr"), ("en", "ltr")] {
            pick(stage, tag).await;
            // Between other letters, or from the right, a name keeps its own direction.
            let name = if direction == "rtl" { "\u{2068}Sam Rivera\u{2069}" } else { "Sam Rivera" };
            let heading = said_in(tag, "choose").replace("{ $name }", name);
            expect_language(stage, tag, direction, &heading).await;
            assert_eq!(door.step().await, "choose", "{tag}");
        }
        door.finish(&sam).await;
        // It is still theirs when the page comes anew, as it does after Microsoft's.
        pick(stage, "de").await;
        door.reload().await;
        expect_language(stage, "de", "ltr", &said_in("de", "welcome")).await;
    });
}

/// Picks a language as a hand does: from the list.
async fn pick(stage: &Stage, tag: &str) {
    let list =
        stage.browser.client.find(fantoccini::Locator::Css("#language")).await.expect("there is a list");
    list.select_by_value(tag).await.expect("the language is in the list");
}

/// Page and element speak it, in its direction, and the element says this.
async fn expect_language(stage: &Stage, tag: &str, direction: &str, heading: &str) {
    const SEEN: &str = "return (door => [document.documentElement.lang, document.documentElement.dir,
        document.querySelector('h1').textContent, document.title, document.querySelector('footer p').textContent,
        document.getElementById('language').value, door.lang, door.dir, getComputedStyle(door).direction,
        door.querySelector('h2').textContent])
        (document.querySelector('door-key').shadowRoot.querySelector('.door'))";
    let title = said_in(tag, "page-title");
    let footer = said_in(tag, "page-footer");
    let expected = json!([tag, direction, title, title, footer, tag, tag, direction, direction, heading]);
    wait_for(&format!("{tag}: {expected}"), async || {
        (stage.browser.run(SEEN, vec![]).await == expected).then_some(())
    })
    .await;
}
