//! How the screens look and read: without sight, in the dark, on every device, right to left.

use crate::browser::Patience;
use crate::figures;
use crate::stage::{Stage, play};
use crate::world::{SAM, given};
use serde_json::Value;
use std::fs;

const DEVICES: [(&str, u32, u32); 3] = [("phone", 390, 844), ("laptop", 1280, 800), ("kiosk", 1080, 1920)];
const THEMES: [&str; 2] = ["light", "dark"];

#[test]
fn every_screen_can_be_read_by_everybody() {
    play(Patience::Load, async |stage| {
        let axe = fs::read_to_string(given("DOORKEY_AXE")).expect("DOORKEY_AXE is axe-core's axe.min.js");
        let sam = stage.world.welcome(SAM);
        stage.browser.plug_in().await;
        let door = stage.door().open(&stage.world.page()).await;
        look(stage, &axe, "enter").await;
        door.give(SAM.user_name, "ABCD10345X").await;
        door.notice().await;
        look(stage, &axe, "enter-with-notice").await;
        door.enter(&sam).await;
        look(stage, &axe, "choose").await;
        door.choose().await;
        look(stage, &axe, "ready").await;
        door.act("accept").await;
        door.reach("prove").await;
        look(stage, &axe, "prove").await;
        door.act("accept").await;
        door.reach("done").await;
        look(stage, &axe, "done").await;
    });
}

#[test]
fn right_to_left_nothing_sticks_out() {
    play(Patience::Load, async |stage| {
        let door = stage.door().open(&stage.world.page()).await;
        stage.browser.run("document.documentElement.dir = 'rtl'", vec![]).await;
        photograph(stage, "enter-rtl").await;
        let (name, pass) = (SAM.user_name, "ABCD10345X");
        door.give(name, pass).await;
        door.notice().await;
        assert_eq!(door.typed().await, (name.to_owned(), pass.to_owned()));
    });
}

/// Examines and photographs a screen.
async fn look(stage: &Stage, axe: &str, step: &str) {
    for theme in THEMES {
        stage.browser.theme(theme).await;
        stage.browser.screen(390, 844).await;
        examine(stage, axe, &format!("{step}, {theme}")).await;
    }
    photograph(stage, step).await;
}

async fn photograph(stage: &Stage, step: &str) {
    for theme in THEMES {
        stage.browser.theme(theme).await;
        for (device, width, height) in DEVICES {
            stage.browser.screen(width, height).await;
            let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
            assert_eq!(stage.browser.run(wide, vec![]).await, 0, "{step} is wider than a {device}");
            let picture = stage.browser.picture().await;
            figures::picture(&format!("{device}-{theme}-{step}"), &picture);
        }
    }
}

/// Lets axe-core look for what somebody could not read or reach.
async fn examine(stage: &Stage, axe: &str, what: &str) {
    const EXAMINE: &str = r"
        const done = arguments[arguments.length - 1];
        axe.run(document).then(found => done(found.violations.map(it =>
            `${it.id}: ${it.help}: ${it.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; ')}`)),
            error => done([String(error)]));
    ";
    // It tries colours out by inline styles, which the page's policy rightly blocks.
    let found = stage.with_noise("Applying inline style violates", async || {
        stage.browser.run(axe, vec![]).await;
        stage.browser.client.execute_async(EXAMINE, vec![]).await.expect("axe-core runs")
    });
    let found = found.await;
    assert_eq!(found, Value::Array(Vec::new()), "{what}");
}
