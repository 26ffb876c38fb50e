//! House rules that a machine can hold and the compiler does not.
//!
//! Owns them: each file opens with what it owns, the pure part names no browser crate, files stay
//! small, nothing built is committed. Started by `lint`; yields every breach with its file.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Where hand-written source is.
const FOLDERS: [&str; 7] = ["src", "protocol", "server", "tenant", "xtask", "tests", "www"];
/// What others wrote or what machines made, kept as it came.
const FOREIGN: [&str; 3] = ["tests/fixtures/", "tests/sdk/node_modules/", "www/pkg/"];
const WRITTEN: [&str; 7] = ["rs", "js", "mjs", "css", "html", "sql", "ts"];
const LINES: usize = 600;

/// Names that only the page's adapters may use, and the test that runs in a browser.
const BROWSER_CRATES: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "gloo"];
const IN_THE_BROWSER: [&str; 4] = ["src/browser/", "src/browser.rs", "tests/element.rs", "tests/element/"];

/// Checks every file.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let mut breaches = Vec::new();
    for folder in FOLDERS {
        look(&workspace.root, folder, &mut breaches)?;
    }
    breaches.extend(
        committed(workspace)
            .iter()
            .filter(|name| is_built(name))
            .map(|name| format!("{name}: is built; remove it from git")),
    );
    for breach in &breaches {
        eprintln!("{breach}");
    }
    match breaches.len() {
        0 => Ok(()),
        1 => bail!("one breach of the house rules"),
        count => bail!("{count} breaches of the house rules"),
    }
}

fn look(root: &Path, name: &str, breaches: &mut Vec<String>) -> Result<()> {
    let path = root.join(name);
    if path.is_dir() {
        let mut entries = fs::read_dir(&path)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            look(root, &format!("{name}/{}", entry.file_name().to_string_lossy()), breaches)?;
        }
    } else if name.rsplit_once('.').is_some_and(|(_, ending)| WRITTEN.contains(&ending))
        && !FOREIGN.iter().any(|folder| name.starts_with(folder))
    {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {name}"))?;
        breaches.extend(of_file(name, &text));
    }
    Ok(())
}

/// What is wrong with one file.
fn of_file(name: &str, text: &str) -> Vec<String> {
    let mut breaches = Vec::new();
    let lines = text.lines().count();
    if lines > LINES {
        breaches.push(format!("{name}: {lines} lines, more than {LINES}; divide it by what it owns"));
    }
    if !name.ends_with(".rs") {
        return breaches;
    }
    if !text.lines().any(|line| line.starts_with("//!")) {
        breaches.push(format!("{name}: no `//!` that says what it owns, what starts it, what it yields"));
    }
    let of_the_page =
        ["src/", "protocol/", "server/", "tests/"].iter().any(|folder| name.starts_with(folder));
    if of_the_page && !IN_THE_BROWSER.iter().any(|place| name.starts_with(place)) {
        let code = text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
        for (number, line) in code {
            if let Some(found) = BROWSER_CRATES.iter().find(|it| names(line, it)) {
                breaches
                    .push(format!("{name}:{}: names {found}, which belongs into src/browser", number + 1));
            }
        }
    }
    breaches
}

/// Whether `line` names the crate `name`, or one whose name begins so and goes on with `_`.
fn names(line: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(char::is_alphanumeric)
    })
}

/// Every file that git keeps; none where there is no git.
fn committed(workspace: &Workspace) -> Vec<String> {
    let output = workspace.command("git").args(["ls-files"]).output();
    output
        .map(|it| String::from_utf8_lossy(&it.stdout).lines().map(str::to_owned).collect())
        .unwrap_or_default()
}

fn is_built(name: &str) -> bool {
    let folders = ["target/", "node_modules/", "tests/sdk/node_modules/", "pkg/", "www/pkg/"];
    folders.iter().any(|it| name.starts_with(it))
        || [".wasm", ".br", ".gz"].iter().any(|it| name.ends_with(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_is_held() {
        let long = "//! Owns it.\n".repeat(601);
        for (name, text, expected) in [
            ("src/flow.rs", "//! Owns it.\nuse std::fmt;\n", ""),
            ("src/flow.rs", "use std::fmt;\n", "src/flow.rs: no `//!`"),
            ("src/flow.rs", "//! It.\n\n    web_sys::window();\n", "src/flow.rs:3: names web_sys"),
            ("src/flow.rs", "//! It.\n// no web_sys here\n", ""),
            ("src/flow.rs", "//! It.\nuse gloo_timers::x;\n", "src/flow.rs:2: names gloo"),
            ("src/flow.rs", "//! It.\nlet gloomy = my_web_sys;\n", ""),
            ("src/browser/page.rs", "//! It.\nuse web_sys::Window;\n", ""),
            ("tests/element.rs", "//! It.\nuse wasm_bindgen_test::x;\n", ""),
            ("xtask/src/element.rs", "//! It.\nuse wasm_bindgen_cli_support::Bindgen;\n", ""),
            ("server/src/store.rs", &long, "server/src/store.rs: 601 lines"),
            ("www/index.html", "<p>", ""),
        ] {
            let breaches = of_file(name, text).join("\n");
            assert!(
                breaches.starts_with(expected) && breaches.is_empty() == expected.is_empty(),
                "{breaches:?} for {expected:?}"
            );
        }
    }

    #[test]
    fn what_is_built_is_known_by_its_name() {
        for (name, built) in [
            ("target/site/index.html", true),
            ("www/pkg/a.js", true),
            ("a/b.wasm", true),
            ("src/lib.rs", false),
        ] {
            assert_eq!(is_built(name), built, "{name}");
        }
    }
}
