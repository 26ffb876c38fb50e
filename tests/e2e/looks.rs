//! How every state looks and reads: without sight, in the dark, on every screen, right to left, large.
//!
//! Owns the walk through [`STATES`], in two halves at once, and through those around Microsoft, and what must be true in each: axe-core finds
//! nothing, nothing sticks out, is clipped or covered by other text, nothing to press is too small, and
//! nothing turns for those who want it still. What a screen reader has of it, `aria` compares.

use crate::aria;
use crate::browser::Patience;
use crate::stage::{Stage, play_with};
use crate::states::{STATES, Scene, State, microsoft, prepare};
use crate::world::{Directory, given};
use serde_json::{Value, json};
use std::fs;

/// Width, height, size of text in per cent, and the least size of what can be pressed (WCAG 2.2, 2.5.8;
/// for fingers 2.5.5).
const SCREENS: [(u32, u32, u32, u32); 5] = [
    (390, 844, 100, 44),
    (320, 640, 100, 44),
    (390, 844, 200, 44),
    (1280, 800, 100, 24),
    (1080, 1920, 100, 24),
];

/// How many of them are small, where a language has to show that it fits.
const SMALL: usize = 3;

#[test]
fn every_other_state_is_for_everybody() {
    walk(Directory::Doorkey, STATES.iter().step_by(2));
}

#[test]
fn the_states_between_are_for_everybody() {
    walk(Directory::Doorkey, STATES.iter().skip(1).step_by(2));
}

#[test]
fn the_states_around_microsoft_are_for_everybody() {
    walk(microsoft::DIRECTORY, microsoft::STATES.iter());
}

/// Goes through these states, and says all that is wrong with them at the end.
fn walk(directory: Directory, states: impl Iterator<Item = &'static State>) {
    play_with(directory, Patience::None, async |stage| {
        let axe = fs::read_to_string(given("DOORKEY_AXE")).expect("DOORKEY_AXE is axe-core's axe.min.js");
        prepare(stage).await;
        let mut complaints = Vec::new();
        for state in states {
            let scene = Scene::set(stage, state).await;
            stage.browser.theme("light").await;
            let mut found = aria::compare(stage, &scene, state.name).await;
            found.extend(fit(stage, &SCREENS).await);
            found.extend(examine(stage, &axe).await);
            found.extend(stand_still(stage).await);
            found.extend(in_forced_colours(stage).await);
            scene.speak("ar").await;
            stage.browser.theme("dark").await;
            found.extend(fit(stage, &SCREENS[..SMALL]).await);
            found.extend(examine(stage, &axe).await);
            complaints.extend(found.into_iter().map(|found| format!("{}: {found}", state.name)));
            scene.strike().await;
        }
        assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    });
}

/// What does not fit on one of the screens.
async fn fit(stage: &Stage, screens: &[(u32, u32, u32, u32)]) -> Vec<String> {
    const FIT: &str = r"
        const [least, large] = arguments;
        const page = document.documentElement, root = document.querySelector('door-key').shadowRoot;
        page.style.fontSize = large == 100 ? '' : `${large}%`;
        const found = [], texts = [];
        // The clocks stay in sight above what is scrolled under them, and rest at its end.
        scrollTo(0, 0);
        const clocks = root.querySelector('.clocks')?.getBoundingClientRect();
        if (clocks && large == 100 && innerHeight >= 480 && clocks.bottom > innerHeight + 1) {
            found.push('the clocks are out of sight');
        }
        scrollTo(0, page.scrollHeight);
        const name = it => it.localName + (it.id ? '#' + it.id : '') + (it.classList.length ? '.' + it.classList[0] : '');
        const heard = it => it.closest('.said, select, noscript');
        const shown = [...document.querySelectorAll('body *'), ...root.querySelectorAll('*')]
            .filter(it => it.checkVisibility({ visibilityProperty: true }) && !heard(it));
        if (page.scrollWidth > page.clientWidth) found.push(`${page.scrollWidth - page.clientWidth} px too wide`);
        for (const it of shown) {
            const hidden = getComputedStyle(it).overflowX != 'visible' && !it.matches('input');
            if (hidden && (it.scrollWidth > it.clientWidth + 1 || it.scrollHeight > it.clientHeight + 1)) {
                found.push(`${name(it)} is clipped`);
            }
            for (const node of it.childNodes) {
                if (node.nodeType != Node.TEXT_NODE || !node.data.trim()) continue;
                const range = document.createRange();
                range.selectNodeContents(node);
                const around = it.closest('button, a')?.getBoundingClientRect();
                for (const box of range.getClientRects()) {
                    if (!box.width) continue;
                    texts.push({ it, box });
                    if (box.left < -0.5 || box.right > page.clientWidth + 0.5) found.push(`${name(it)} sticks out`);
                    if (around && (box.left < around.left - 1 || box.right > around.right + 1
                        || box.top < around.top - 1 || box.bottom > around.bottom + 1)) {
                        found.push(`${name(it)} is larger than what it stands on`);
                    }
                }
            }
        }
        for (const [place, one] of texts.entries()) {
            for (const other of texts.slice(place + 1)) {
                const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
                const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
                if (one.it != other.it && wide > 3 && high > 3) found.push(`${name(one.it)} covers ${name(other.it)}`);
            }
        }
        for (const it of [...document.querySelectorAll('select'), ...shown]) {
            if (!it.matches('button, input, select, a[href]')) continue;
            const { width, height } = it.getBoundingClientRect();
            if (width < least - 0.5 || height < least - 0.5) {
                found.push(`${name(it)} is ${width.toFixed(1)} by ${height.toFixed(1)}, less than ${least}`);
            }
        }
        page.style.fontSize = '';
        return [...new Set(found)];
    ";
    let mut all = Vec::new();
    for (width, height, large, least) in screens.iter().copied() {
        stage.browser.screen(width, height).await;
        let found = stage.browser.run(FIT, vec![json!(least), json!(large)]).await;
        all.extend(texts(&found).into_iter().map(|found| format!("{width} px, {large} %: {found}")));
    }
    all
}

/// What axe-core finds that somebody could not read or reach.
async fn examine(stage: &Stage, axe: &str) -> Vec<String> {
    const EXAMINE: &str = r"
        const done = arguments[arguments.length - 1];
        axe.run(document).then(found => done(found.violations.map(it =>
            `axe: ${it.id}: ${it.help}: ${it.nodes.map(node => node.target.join(' ') + ' ' + node.failureSummary).join('; ')}`)),
            error => done([String(error)]));
    ";
    stage.browser.screen(390, 844).await;
    // It tries colours out by inline styles, which the page's policy rightly blocks.
    let found = stage.with_noise("Applying inline style violates", async || {
        if stage.browser.run("return typeof axe", vec![]).await == "undefined" {
            stage.browser.run(axe, vec![]).await;
        }
        stage.browser.client.execute_async(EXAMINE, vec![]).await.expect("axe-core runs")
    });
    texts(&found.await)
}

/// What turns although nothing should, and what does not turn although it may.
async fn stand_still(stage: &Stage) -> Vec<String> {
    let spinner = "(it => it && getComputedStyle(it).animationName)(root.querySelector('.spinner'))";
    let mut found = Vec::new();
    for (wish, name) in [("reduce", "none"), ("no-preference", "turn")] {
        media(stage, &[("prefers-reduced-motion", wish)]).await;
        let seen = stage.door().see(spinner).await;
        if !seen.is_null() && seen != name {
            found.push(format!("the spinner with {wish}: {seen}"));
        }
    }
    found
}

/// What cannot be told from the paper when the system gives all colours.
async fn in_forced_colours(stage: &Stage) -> Vec<String> {
    const BARE: &str = "[...root.querySelectorAll('.primary, .card, .notice, .control')].filter(it => { \
        const style = getComputedStyle(it); \
        return it.checkVisibility() && (style.borderTopStyle == 'none' || parseFloat(style.borderTopWidth) < 1); \
    }).map(it => `${it.className} has no edge in forced colours`)";
    media(stage, &[("forced-colors", "active")]).await;
    texts(&stage.door().see(BARE).await)
}

async fn media(stage: &Stage, features: &[(&str, &str)]) {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    stage.browser.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
}

fn texts(found: &Value) -> Vec<String> {
    let found = found.as_array().expect("what is found is a list");
    found.iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}
