//! What a screen reader has of every state: the accessibility tree as a text, kept in `aria/`.
//!
//! Owns the files and their form: a line a node, its role, name and states, indented by depth; times and
//! passes replaced, so that they are the same every day. `looks` asks for the comparison on its walk.
//! With DOORKEY_BLESS=1 the files are written afresh; then `git diff` shows what has changed.

use crate::stage::Stage;
use crate::states::{STATES, Scene, microsoft};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Of a node, what is worth a word.
const PROPERTIES: [&str; 8] =
    ["focused", "disabled", "invalid", "required", "readonly", "expanded", "pressed", "level"];
/// Nodes that say nothing by themselves; what they hold stands in their place.
const SILENT: [&str; 4] = ["generic", "none", "InlineTextBox", "LineBreak"];

/// What is different from the file of a state.
pub(crate) async fn compare(stage: &Stage, scene: &Scene<'_>, name: &str) -> Vec<String> {
    let file = folder().join(format!("{name}.txt"));
    let seen = snapshot(stage, scene).await;
    if std::env::var_os("DOORKEY_BLESS").is_some_and(|it| it == "1") {
        fs::create_dir_all(folder()).expect("the folder can be made");
        fs::write(&file, seen).expect("a file can be written");
        return Vec::new();
    }
    let kept = fs::read_to_string(&file).unwrap_or_default();
    if kept == seen {
        return Vec::new();
    }
    vec![format!("a screen reader has something else than aria/{name}.txt:\n{}", difference(&kept, &seen))]
}

#[test]
fn no_file_is_left_over() {
    let kept = fs::read_dir(folder()).expect("there are files");
    let kept: BTreeSet<_> =
        kept.map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    let states = || STATES.iter().chain(microsoft::STATES);
    let named: BTreeSet<_> = states().map(|state| format!("{}.txt", state.name)).collect();
    assert_eq!(named.len(), states().count(), "two states have one name");
    assert_eq!(kept, named);
}

#[test]
fn differences_are_shown_by_line() {
    let (kept, seen) = ("a\nb\nc\nd\n", "a\nx\nc\nd\ne\n");
    assert_eq!(difference(kept, seen), "  a\n- b\n+ x\n  c\n  d\n+ e\n");
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/aria")
}

async fn snapshot(stage: &Stage, scene: &Scene<'_>) -> String {
    let tree = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("there is an accessibility tree");
    let by_id: HashMap<&str, &Value> =
        nodes.iter().filter_map(|node| Some((node["nodeId"].as_str()?, node))).collect();
    let mut text = String::new();
    write(&mut text, &by_id, &nodes[0], 0, "");
    let pass = &scene.issued().pass;
    let mut text = text.replace(pass.as_str(), "<pass>").replace(&pass.replace('-', ""), "<pass>");
    // What the backend makes anew each time. As a whole: a number of two digits can stand in a time of day as well.
    for (selector, name) in [(".number", "<number>"), (".secret bdi", "<secret>")] {
        let made = stage.door().see(&format!("root.querySelector('{selector}')?.textContent")).await;
        if let Some(made) = made.as_str() {
            text = text.replace(&format!("{made:?}"), &format!("{name:?}"));
        }
    }
    let text = text.replace(&stage.world.page(), "<page>");
    let text = match stage.world.is_in_tenant() {
        true => text.replace(stage.world.tenant().security_info().as_str(), "<security info>"),
        false => text,
    };
    // Numbers that stand alone, such as how many people are here. Times of day, with the day where it is not today.
    const TIMES: &str = r#"return arguments[0]
        .replaceAll(/(?:\d{1,2} )?(?:[A-Z][a-z]{2} (?:\d{1,2}, )?\d{4}, )?\d{1,2}:\d\d(?:[\s\u202f][AaPp][Mm])?/g, '<time>')
        .replaceAll(/StaticText "\d+"/g, 'StaticText "<count>"')"#;
    let text = stage.browser.run(TIMES, vec![json!(text)]).await;
    text.as_str().expect("a text stays one").to_owned()
}

fn write(text: &mut String, nodes: &HashMap<&str, &Value>, node: &Value, depth: usize, above: &str) {
    let role = node["role"]["value"].as_str().unwrap_or_default();
    let name = node["name"]["value"].as_str().unwrap_or_default().trim();
    let silent = node["ignored"] == true || SILENT.contains(&role) || (role == "StaticText" && name == above);
    let mut inner = depth;
    if !silent {
        let _ = write!(text, "{}{role}", "  ".repeat(depth));
        if !name.is_empty() {
            let _ = write!(text, " {name:?}");
        }
        for (label, value) in
            [("value", &node["value"]["value"]), ("described", &node["description"]["value"])]
        {
            if let Some(value) = value.as_str().filter(|value| !value.is_empty()) {
                let _ = write!(text, " {label}={value:?}");
            }
        }
        for property in node["properties"].as_array().into_iter().flatten() {
            let (known, value) = (property["name"].as_str().unwrap_or_default(), &property["value"]["value"]);
            if PROPERTIES.contains(&known) && *value != false && *value != "false" {
                let _ = write!(text, " [{known}={value}]");
            }
        }
        text.push('\n');
        inner += 1;
    }
    // The choice of languages is the same everywhere.
    if role == "combobox" {
        return;
    }
    let above = if silent { above } else { name };
    for child in node["childIds"].as_array().into_iter().flatten() {
        if let Some(child) = child.as_str().and_then(|id| nodes.get(id)) {
            write(text, nodes, child, inner, above);
        }
    }
}

/// Line by line: what is kept, what is gone, what is new.
fn difference(kept: &str, seen: &str) -> String {
    let (kept, seen): (Vec<_>, Vec<_>) = (kept.lines().collect(), seen.lines().collect());
    // The longest common part of what is left of both, from the end.
    let mut common = vec![vec![0_usize; seen.len() + 1]; kept.len() + 1];
    for one in (0..kept.len()).rev() {
        for other in (0..seen.len()).rev() {
            common[one][other] = if kept[one] == seen[other] {
                common[one + 1][other + 1] + 1
            } else {
                common[one + 1][other].max(common[one][other + 1])
            };
        }
    }
    let (mut one, mut other, mut text) = (0, 0, String::new());
    while one < kept.len() || other < seen.len() {
        let (sign, line) = if one < kept.len() && other < seen.len() && kept[one] == seen[other] {
            (one, other) = (one + 1, other + 1);
            (' ', seen[other - 1])
        } else if one < kept.len()
            && (other == seen.len() || common[one + 1][other] >= common[one][other + 1])
        {
            one += 1;
            ('-', kept[one - 1])
        } else {
            other += 1;
            ('+', seen[other - 1])
        };
        let _ = writeln!(text, "{sign} {line}");
    }
    text
}
