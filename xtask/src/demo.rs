//! The demo organisation: one person, and a fresh pass at each start.
//!
//! Owns what it consists of. Started by `serve`; uses the desk's own command line, as a desk would, and
//! yields the pass with all that is printed beside it.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use jiff::{Timestamp, tz::TimeZone};
use serde::Deserialize;
use serde_json::Value;
use std::path::PathBuf;

const USER_NAME: &str = "sam@demo.example";
const NAME: &str = "Sam Rivera";

/// An issued pass, as `doorkey pass issue --json` prints it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Issued {
    pub(crate) user_name: String,
    pub(crate) display_name: String,
    pub(crate) pass: String,
    ends_at: Value,
    pub(crate) one_time: bool,
    pub(crate) link: String,
}

/// Where the demo organisation is kept.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.target.join("demo")
}

/// Makes the person where there is none, and issues a pass.
pub(crate) fn prepare(workspace: &Workspace, origin: &str) -> Result<Issued> {
    let people = desk(workspace, &["person", "list", "--json"])?;
    let people: Value = serde_json::from_str(&people).context("cannot read the list of people")?;
    if !mentions(&people, USER_NAME) {
        desk(workspace, &["person", "add", USER_NAME, "--name", NAME])?;
    }
    let issued = desk(
        workspace,
        &["pass", "issue", USER_NAME, "--lifetime", "2h", "--once", "--json", "--origin", origin],
    )?;
    serde_json::from_str(&issued).context("cannot read the issued pass")
}

/// The command that issues another pass, to paste.
pub(crate) fn another(workspace: &Workspace, origin: &str) -> String {
    let (server, data) = (workspace.server(), folder(workspace));
    let (server, data) = (workspace.shown(&server), workspace.shown(&data));
    format!("{server} pass issue {USER_NAME} --lifetime 2h --once --data {data} --origin {origin}")
}

fn desk(workspace: &Workspace, arguments: &[&str]) -> Result<String> {
    let data = folder(workspace);
    let output = workspace
        .command(workspace.server())
        .args(arguments)
        .arg("--data")
        .arg(&data)
        .output()
        .context("cannot start the desk's command line")?;
    if !output.status.success() {
        bail!(
            "the demo organisation does not answer to `doorkey {}`: {}; to start afresh, remove {}",
            arguments[..2].join(" "),
            String::from_utf8_lossy(&output.stderr).trim(),
            workspace.shown(&data)
        );
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn mentions(json: &Value, text: &str) -> bool {
    match json {
        Value::String(it) => it == text,
        Value::Array(items) => items.iter().any(|it| mentions(it, text)),
        Value::Object(members) => members.values().any(|it| mentions(it, text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

impl Issued {
    /// When the pass ends, on the clock of this place.
    pub(crate) fn ends(&self) -> String {
        let at = match &self.ends_at {
            Value::String(text) => text.parse::<Timestamp>().ok(),
            number => number.as_i64().and_then(|it| Timestamp::from_millisecond(it).ok()),
        };
        at.map_or_else(
            || self.ends_at.to_string(),
            |at| at.to_zoned(TimeZone::system()).strftime("%H:%M on %A, %-d %B").to_string(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_found_however_the_list_is_wrapped() {
        for (json, found) in [
            (r#"[]"#, false),
            (r#"[{"userName":"sam@demo.example"}]"#, true),
            (r#"{"people":[{"userName":"other@demo.example"},{"userName":"sam@demo.example"}]}"#, true),
            (r#"[{"userName":"not-sam@demo.example"}]"#, false),
        ] {
            assert_eq!(mentions(&serde_json::from_str(json).unwrap(), USER_NAME), found, "{json}");
        }
    }

    #[test]
    fn the_end_is_told_in_words_whatever_its_form() {
        let issued = |ends_at: Value| Issued {
            user_name: String::new(),
            display_name: String::new(),
            pass: String::new(),
            ends_at,
            one_time: true,
            link: String::new(),
        };
        let text = issued(Value::from("2026-03-01T12:00:00Z")).ends();
        assert_eq!(text, issued(Value::from(1_772_366_400_000_i64)).ends());
        assert!(text.contains(":00 on "), "{text}");
    }
}
