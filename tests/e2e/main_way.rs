//! The way that most people go: a pass from the desk, a passkey, a proof.

use crate::browser::Patience;
use crate::door::Door;
use crate::figures;
use crate::stage::{Stage, play};
use crate::world::{SAM, World};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Of all events, in their order: what the host page may build on.
const EVENTS: [&str; 12] = [
    "doorkey-ready",
    "waking to enter",
    "enter to redeem",
    "redeem to choose",
    "choose to prepare",
    "prepare to ready",
    "ready to create",
    "create to register",
    "register to challenge",
    "challenge to prove",
    "prove to assert",
    "assert to verify",
];

#[test]
fn a_pass_from_the_desk_becomes_a_proven_passkey() {
    play(Patience::Load, async |stage| {
        let (world, browser) = (&stage.world, &stage.browser);
        let sam = world.welcome(SAM);
        let authenticator = browser.plug_in().await;
        browser.screen(390, 844).await;
        browser.theme("light").await;

        let door = stage.door().open(&world.page()).await;
        show(stage, "enter").await;
        door.enter(&sam).await;
        assert_eq!(door.heading().await, "Hello Sam Rivera, choose your way in");
        show(stage, "choose").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable", "checking is not consuming");
        door.choose().await;
        show(stage, "ready").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable", "options consume nothing");
        door.act("accept").await;
        door.reach("prove").await;
        show(stage, "prove").await;
        assert_eq!(
            world.latest_pass(SAM.user_name)["state"],
            "used",
            "it is used when the passkey is stored"
        );
        door.act("accept").await;
        door.reach("done").await;
        show(stage, "done").await;

        assert_eq!(door.heading().await, "You are in, Sam Rivera");
        assert_eq!(browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
        expect_events(door).await;
        door.expect_no_trace_of(&world.spellings()).await;
        note_our_part(stage).await;
    });
}

#[test]
fn an_invitation_greets_and_uses_nothing_up() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        stage.browser.plug_in().await;

        let door = stage.door().open(&sam.link).await;
        assert_eq!(door.heading().await, "Welcome, Sam Rivera");
        assert_eq!(door.typed().await, (SAM.user_name.to_owned(), String::new()));
        let clocks = door.see("root.querySelector('.clocks').innerText").await;
        let clocks = clocks.as_str().expect("clocks are text");
        assert!(
            clocks.to_lowercase().contains("pass works until") && clocks.contains("2 hours left"),
            "{clocks}"
        );

        let (_, fragment) = sam.link.split_once('#').expect("an invitation is a fragment");
        let history = stage.browser.devtools("Page.getNavigationHistory", json!({})).await;
        let entries = history["entries"].as_array().expect("a history has entries");
        // What was typed (`userTypedURL`) stays with the browser, whatever a page does.
        let kept =
            entries.iter().any(|entry| entry["url"].as_str().is_some_and(|url| url.contains(fragment)));
        assert!(!kept, "the invitation stays in the history: {history}");
        let here = stage.browser.run("return location.href", vec![]).await;
        assert_eq!(here, Value::from(world.page()));
        let lines = world.proxy.lines();
        let only_read = lines.iter().all(|line| line.starts_with("GET ") && !line.contains("/v1/"));
        assert!(only_read, "opening an invitation sends nothing and consumes nothing: {lines:?}");
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable");

        door.fill("#pass", &sam.pass.to_lowercase()).await;
        door.submit().await;
        door.reach("choose").await;
        door.choose().await;
        door.make_and_prove().await;
        assert_eq!(world.credentials().await, 1);
    });
}

#[test]
fn keys_alone_lead_all_the_way() {
    play(Patience::Load, async |stage| {
        let sam = stage.world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        let door = stage.door().open(&stage.world.page()).await;

        tab_to(door, "user-name").await;
        door.type_out(SAM.user_name).await;
        tab_to(door, "pass").await;
        door.type_out(&sam.pass).await;
        door.press(Key::Enter.into()).await;
        door.reach("choose").await;
        assert_eq!(door.focused().await, "h2", "a screen reader starts at the heading of a new screen");
        for (way_on, next) in [("choose-passkey", "ready"), ("accept", "prove"), ("accept", "done")] {
            tab_to(door, way_on).await;
            door.press(Key::Enter.into()).await;
            door.reach(next).await;
        }
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
    });
}

/// Presses Tab until the focus is where it should be, and sees that it can be seen.
async fn tab_to(door: Door<'_>, place: &str) {
    let mut passed = Vec::new();
    while door.focused().await != place {
        assert!(passed.len() < 10, "Tab does not lead to {place}, but to {passed:?}");
        door.press(Key::Tab.into()).await;
        passed.push(door.focused().await);
    }
    let ring = door
        .see(
            "(style => [style.outlineStyle, style.outlineWidth])\
             (getComputedStyle(root.activeElement.closest('.control') ?? root.activeElement))",
        )
        .await;
    assert!(ring[0] != "none" && ring[1] != "0px", "the focus on {place} cannot be seen: {ring}");
}

async fn expect_events(door: Door<'_>) {
    let events = door.events().await;
    let told: Vec<String> = events
        .iter()
        .map(|event| match (event["detail"]["from"].as_str(), event["detail"]["step"].as_str()) {
            (Some(from), Some(step)) => format!("{from} to {step}"),
            _ => event["type"].as_str().unwrap_or_default().to_owned(),
        })
        .collect();
    let expected: Vec<&str> = EVENTS.into_iter().chain(["verify to done", "doorkey-done"]).collect();
    assert_eq!(told, expected);
    let done = events.last().map(|event| &event["detail"]).expect("there are events");
    assert_eq!(done["userName"], SAM.user_name);
    assert!(done["passkey"].as_str().is_some_and(|id| !id.is_empty()), "{done}");
}

/// How long making the passkey took besides what the authenticator took: us, the network, the server.
async fn note_our_part(stage: &Stage) {
    let door = stage.door();
    let ceremonies = stage.browser.run("return witness.ceremonies", vec![]).await;
    let create = ceremonies[0].as_f64().expect("the authenticator was asked to create");
    let all = door.reached_at("prove").await - door.reached_at("create").await;
    figures::note("e2e.ceremony_beyond_authenticator", all - create, "ms", 1);
}

async fn show(stage: &Stage, step: &str) {
    let picture = stage.browser.picture().await;
    figures::picture(&format!("phone-{step}"), &picture);
}

#[test]
fn the_page_is_ready_soon() {
    play(Patience::Load, async |stage| {
        for (name, cached) in [("e2e.ready_cold", false), ("e2e.ready_warm", true)] {
            let mut times = Vec::new();
            for _ in 0..5 {
                times.push(time_to_ready(stage, cached, &stage.world).await);
            }
            let n = times.len();
            figures::note(name, figures::median(times), "ms", n);
        }
    });
}

/// Milliseconds from the start of the navigation until the form can be given in.
async fn time_to_ready(stage: &Stage, cached: bool, world: &World) -> f64 {
    if !cached {
        stage.browser.devtools("Network.clearBrowserCache", json!({})).await;
    }
    let door = stage.door().open(&world.page_without_proxy()).await;
    let events = door.events().await;
    let ready = events.iter().find(|event| event["type"] == "doorkey-ready");
    ready.and_then(|event| event["at"].as_f64()).expect("the element says that it is ready")
}
