//! The module in two halves: the form needs the first alone, and without the second no pass is sent.
//!
//! The proxy keeps the rest away in every way that a network has; what it is asked for says whether anything
//! left the page.

use crate::browser::Patience;
use crate::faults::BENT_TIME;
use crate::proxy::Fault;
use crate::stage::play;
use crate::states::{STATES, Scene, prepare};
use crate::world::{SAM, wait_for};
use serde_json::json;

const REST: &str = "_rest.wasm ";
const REDEMPTION: &str = "POST /v1/redemptions ";
const UNLOADED: &str = "Failed to load resource";

#[test]
fn without_the_rest_no_pass_is_sent_and_the_next_press_tries_again() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        browser.before_page(BENT_TIME).await;
        stage.bear_complaint(UNLOADED);
        world.proxy.arm(REST, Fault::Refuse, 1);
        door.open(&world.page()).await;
        wait_for("the rest to be fetched ahead", async || (world.proxy.count(REST) == 1).then_some(())).await;

        let wasm = [("content-type", "application/wasm")];
        let rows = [
            ("refused", Fault::Refuse, "E-50"),
            ("not there", Fault::answer(404, &[], ""), "E-50"),
            ("cut", Fault::Cut, "E-50"),
            ("a portal's page", Fault::answer(200, &[("content-type", "text/html")], "<p>Sign in"), "E-50"),
            ("spoiled", Fault::answer(200, &wasm, "\0asm\u{1}\0\0\0\u{7f}"), "E-50"),
            ("slow", Fault::Drip, "E-56"),
        ];
        for (asked, (row, fault, code)) in (2..).zip(rows) {
            world.proxy.arm(REST, fault, 1);
            let haste = if code == "E-56" { 10 } else { 1 };
            browser.run("time.haste = arguments[0]", vec![json!(haste)]).await;
            door.give(&sam.user_name, &sam.pass).await;
            // The code before may still stand there.
            wait_for(row, async || (world.proxy.count(REST) == asked).then_some(())).await;
            door.reach("enter").await;
            door.told(code).await;
            assert_eq!(door.typed().await, (sam.user_name.clone(), sam.pass.clone()), "{row}");
            assert_eq!(world.proxy.count(REDEMPTION), 0, "{row}: nothing was sent");
            stage.expect_way_on(row).await;
        }
        browser.offline(true).await;
        door.submit().await;
        door.told("E-55").await;
        browser.offline(false).await;
        assert_eq!(world.proxy.count(REDEMPTION), 0, "offline: nothing was sent");

        door.submit().await;
        door.reach("choose").await;
        assert_eq!(world.proxy.count(REDEMPTION), 1);
        door.finish(&sam).await;
    });
}

#[test]
fn leaving_while_the_rest_is_on_its_way_sends_nothing() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        stage.browser.plug_in().await;
        let held = world.proxy.hold(REST);
        door.open(&world.page()).await.give(&sam.user_name, &sam.pass).await;
        door.reach("redeem").await;
        door.act("back").await;
        door.reach("enter").await;
        held.release();
        // The next press goes on with the same try to load it.
        door.submit().await;
        door.reach("choose").await;
        assert_eq!((world.proxy.count(REST), world.proxy.count(REDEMPTION)), (1, 1));
        door.finish(&sam).await;
    });
}

#[test]
fn nothing_before_a_pass_is_given_needs_the_rest() {
    const BEFORE: [&str; 11] = [
        "waking",
        "waking-slow",
        "unreachable",
        "incapable-browser",
        "incapable-in-app",
        "enter",
        "enter-slip",
        "enter-proposal",
        "enter-invited",
        "enter-early",
        "enter-expired",
    ];
    play(Patience::Load, async |stage| {
        prepare(stage).await;
        for name in BEFORE {
            let state = STATES.iter().find(|state| state.name == name).expect("a state by that name");
            stage.world.proxy.arm(REST, Fault::Refuse, usize::MAX);
            let scene = Scene::set(stage, state).await;
            // Every word is said anew: in another language, and in the one that is built in.
            for tag in ["de", "en"] {
                scene.speak(tag).await;
            }
            // A module that has stopped puts the element to sleep.
            assert_eq!(stage.door().see("host.dataset.asleep ?? 'awake'").await, "awake", "{name}");
            scene.strike().await;
        }
    });
}
