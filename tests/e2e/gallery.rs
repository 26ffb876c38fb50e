//! Photographs of every state, for people to look at: `cargo xtask gallery`.
//!
//! Owns the pictures in the folder that DOORKEY_GALLERY names, and `index.html` beside them, a sheet of
//! contacts that opens from the disk. Judges nothing; that is what `looks` is for.

use crate::browser::Patience;
use crate::stage::{Stage, play_with};
use crate::states::{STATES, Scene, State, microsoft, prepare};
use crate::world::{Directory, given};
use serde_json::json;
use std::fmt::Write;
use std::fs;
use std::path::Path;

const DEVICES: [(&str, u32, u32); 2] = [("phone", 390, 844), ("desktop", 1280, 800)];
const THEMES: [&str; 2] = ["light", "dark"];
const LANGUAGES: [&str; 2] = ["en", "ar"];
/// Languages of long words and of short lines, shown where there is most to read.
const MORE: [(&str, &[&str]); 2] = [
    (
        "de",
        &[
            "enter-proposal",
            "choose-short-pass",
            "ready-second-failure",
            "incapable-in-app",
            "prove-cause",
            "microsoft-sign-in",
            "microsoft-new-pc",
        ],
    ),
    (
        "ja",
        &["enter-proposal", "choose-short-pass", "ready-second-failure", "incapable-in-app", "prove-cause"],
    ),
];

#[test]
fn gallery() {
    let folder = given("DOORKEY_GALLERY");
    fs::create_dir_all(&folder).expect("the folder for pictures can be made");
    let mut index = String::from(HEAD);
    for (directory, states) in [(Directory::Doorkey, STATES), (microsoft::DIRECTORY, microsoft::STATES)] {
        play_with(directory, Patience::None, async |stage| {
            prepare(stage).await;
            for state in states {
                picture(stage, state, &folder, &mut index).await;
            }
            stage.browser.devtools("Emulation.clearDeviceMetricsOverride", json!({})).await;
        });
    }
    fs::write(folder.join("index.html"), index).expect("the sheet can be written");
}

/// One state on every device, in every theme.
async fn picture(stage: &Stage, state: &State, folder: &Path, index: &mut String) {
    let scene = Scene::set(stage, state).await;
    let _ = write!(index, "<h2 id=\"{0}\">{0}</h2>\n<div>\n", state.name);
    let more = MORE.iter().filter(|(_, states)| states.contains(&state.name)).map(|(tag, _)| *tag);
    for tag in LANGUAGES.into_iter().chain(more) {
        scene.speak(tag).await;
        for theme in THEMES {
            stage.browser.theme(theme).await;
            for (device, width, height) in DEVICES {
                stage.browser.screen(width, height).await;
                let name = format!("{}-{tag}-{theme}-{device}.png", state.name);
                let picture = stage.browser.picture().await;
                fs::write(folder.join(&name), picture).expect("a picture can be written");
                let _ = writeln!(
                    index,
                    "<a class=\"{device} {theme} {tag}\" href=\"{name}\"><img src=\"{name}\" alt=\"{name}\" loading=\"lazy\"></a>"
                );
            }
        }
    }
    index.push_str("</div>\n");
    scene.strike().await;
}

const HEAD: &str = r#"<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Doorkey, every state</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1.5rem; background: #ddd; color: #111; }
div { display: flex; flex-wrap: wrap; gap: 0.75rem; }
img { display: block; block-size: 22rem; inline-size: auto; box-shadow: 0 0 0 1px #999; }
</style>
<h1>Doorkey, every state</h1>
"#;
