//! The whole way by keyboard alone, there and back on every screen, and what is said aloud meanwhile.
//!
//! Owns the walk by Tab and Shift+Tab: at every stop the focus can be seen, is on the screen and under
//! nothing else. And the two regions that a screen reader listens to: an error is said once, the time
//! that is left at its thresholds only.

use crate::browser::Patience;
use crate::door::Door;
use crate::stage::play;
use crate::states::{STATES, Scene, prepare};
use crate::world::{SAM, wait_for};
use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::key::Key;
use serde_json::{Value, json};

/// Where the focus is, and what is wrong with that.
const STOP: &str = r"(() => {
    const it = root.activeElement ?? document.activeElement;
    if (it == document.body) return ['', ''];
    const name = it.id || it.dataset.act || it.type || it.localName;
    const ring = [it, it.closest('.control')].filter(Boolean).map(it => getComputedStyle(it))
        .some(style => style.outlineStyle != 'none' && parseFloat(style.outlineWidth) > 0);
    const { left, right, top, bottom } = it.getBoundingClientRect();
    // What is scrolled to ends at the edge, give or take the part of a pixel.
    const inside = left >= -1 && top >= -1 && right <= innerWidth + 1 && bottom <= innerHeight + 1;
    const here = it.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
    const wrong = !ring ? 'cannot be seen' : !inside ? 'is off the screen' : !it.contains(here) ? 'is covered' : '';
    return [name, wrong];
})()";

#[test]
fn keys_alone_lead_there_and_back_on_every_screen() {
    play(Patience::Load, async |stage| {
        let sam = stage.world.welcome(SAM);
        stage.browser.plug_in().await;
        stage.browser.screen(390, 640).await;
        let door = stage.door().open(&stage.world.page()).await;

        lead_to(door, "user-name").await;
        door.type_out(SAM.user_name).await;
        lead_to(door, "pass").await;
        door.type_out("ABCD1-0345X").await;
        lead_to(door, "submit").await;
        door.press(Key::Enter.into()).await;
        door.notice().await;
        assert_eq!(door.focused().await, "pass", "what is wrong has the focus");
        let tied = "(it => [it.getAttribute('aria-invalid'), it.getAttribute('aria-describedby')\
            .split(' ').map(id => root.getElementById(id).innerText).join(' ')])(root.activeElement)";
        let tied = door.see(tied).await;
        assert_eq!(tied[0], "true");
        let said = tied[1].as_str().unwrap_or_default();
        assert!(said.contains("One character is wrong"), "the field says why: {said}");

        door.fill("#pass", &sam.pass).await;
        there_and_back(door).await;
        door.press(Key::Enter.into()).await;
        for (step, way_on, key) in [
            ("choose", "choose-passkey", Key::Space),
            ("ready", "accept", Key::Enter),
            ("prove", "accept", Key::Space),
        ] {
            door.reach(step).await;
            assert_eq!(door.focused().await, "h2", "{step}: a screen reader starts at the heading");
            there_and_back(door).await;
            lead_to(door, way_on).await;
            door.press(key.into()).await;
        }
        door.reach("done").await;
        assert_eq!(door.focused().await, "h2", "done: a screen reader starts at the heading");
    });
}

#[test]
fn an_error_is_said_once_and_time_at_its_thresholds() {
    const LISTEN: &str = r"
        const root = document.querySelector('door-key').shadowRoot;
        window.heard = { alert: [], status: [] };
        const region = node => (node.nodeType == Node.ELEMENT_NODE ? node : node.parentElement)?.closest('[role=alert], #announcement');
        new MutationObserver(changes => {
            for (const place of new Set(changes.flatMap(it => [it.target, ...it.addedNodes]).flatMap(it =>
                [region(it), ...(it.querySelectorAll?.('[role=alert]') ?? [])]).filter(it => it?.isConnected))) {
                heard[place.id == 'announcement' ? 'status' : 'alert'].push(place.innerText);
            }
        }).observe(root, { childList: true, characterData: true, subtree: true });
    ";
    play(Patience::None, async |stage| {
        prepare(stage).await;
        let choose = STATES.iter().find(|state| state.name == "choose").expect("a state by that name");
        let scene = Scene::set(stage, choose).await;
        let (browser, door) = (&stage.browser, stage.door());
        browser.run(LISTEN, vec![]).await;
        // From ten minutes to nothing, in steps of half a minute; each is drawn before the next.
        for left in (0..20).rev() {
            browser.run("window.later += 30_000", vec![]).await;
            let drawn =
                format!("root.querySelector('.clocks')?.innerText.includes('{} minute')", (left + 1) / 2);
            wait_for(&drawn, async || (left == 0 || door.see(&drawn).await == true).then_some(())).await;
        }
        door.told("E-34").await;
        let heard = browser.run("return heard", vec![]).await;
        let minutes = |text: &Value| text.as_str().unwrap_or_default().split(' ').next().map(str::to_owned);
        let said: Vec<_> = heard["status"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(minutes)
            .filter(|it| !it.is_empty())
            .collect();
        assert_eq!(said, ["5", "2", "1"], "{heard}");
        let shortage = json!(["There is little time left to finish here. Take more time before you start."]);
        assert_eq!(heard["alert"], shortage, "{heard}");
        scene.strike().await;
    });
}

/// Presses Tab until the focus is where it should be.
async fn lead_to(door: Door<'_>, place: &str) {
    let mut passed = Vec::new();
    loop {
        let stop = stop(door).await;
        if stop == place {
            return;
        }
        passed.push(stop);
        assert!(passed.len() < 14, "Tab does not lead to {place}, but to {passed:?}");
        door.press(Key::Tab.into()).await;
    }
}

/// All stops of a screen from here to its end, and the same back.
async fn there_and_back(door: Door<'_>) {
    let begin = stop(door).await;
    let mut stops = vec![begin.clone()];
    loop {
        door.press(Key::Tab.into()).await;
        let stop = stop(door).await;
        if stop.is_empty() || stop == "language" {
            break;
        }
        stops.push(stop);
        assert!(stops.len() < 14, "Tab does not leave the screen: {stops:?}");
    }
    for expected in stops.iter().rev() {
        back(door).await;
        // A heading is led to, and not stopped at.
        if expected == "h2" {
            break;
        }
        assert_eq!(stop(door).await, *expected, "Shift+Tab leads another way than {stops:?}");
    }
}

/// The name of what has the focus, which can be seen, is on the screen and under nothing.
async fn stop(door: Door<'_>) -> String {
    let stop = door.see(STOP).await;
    let (name, wrong) = (stop[0].as_str().unwrap_or_default(), stop[1].as_str().unwrap_or_default());
    assert!(wrong.is_empty() || name == "h2", "the focus on {name} {wrong}");
    name.to_owned()
}

async fn back(door: Door<'_>) {
    let keys = KeyActions::new("keyboard".to_owned())
        .then(KeyAction::Down { value: Key::Shift.into() })
        .then(KeyAction::Down { value: Key::Tab.into() })
        .then(KeyAction::Up { value: Key::Tab.into() })
        .then(KeyAction::Up { value: Key::Shift.into() });
    door.perform(keys).await;
}
