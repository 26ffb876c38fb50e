//! `cargo xtask figures`: the latest of each figure.
//!
//! Owns target/figures.jsonl, to which tests and benchmarks append a line each
//! (`{"name","value","unit","n","at"}`; `n` is how many measurements the value stands for). Started by
//! people, and by `size`, which notes its sums; yields a table.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

/// One line of the file.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Figure {
    name: String,
    value: f64,
    unit: String,
    n: u64,
    at: Value,
}

impl Figure {
    /// A figure that stands for one measurement, made now.
    #[expect(clippy::cast_precision_loss, reason = "no file of a page has 2^53 bytes")]
    pub(crate) fn bytes(name: &str, bytes: usize) -> Self {
        let at = Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Self { name: name.to_owned(), value: bytes as f64, unit: "bytes".to_owned(), n: 1, at: at.into() }
    }
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.target.join("figures.jsonl")
}

/// Appends `figures`, in one write, so that lines of others stay whole.
pub(crate) fn note(workspace: &Workspace, figures: &[Figure]) -> Result<()> {
    let mut lines = String::new();
    for figure in figures {
        lines.push_str(&serde_json::to_string(figure)?);
        lines.push('\n');
    }
    let file = fs::OpenOptions::new().create(true).append(true).open(path(workspace));
    file.and_then(|mut file| file.write_all(lines.as_bytes())).context("cannot write figures.jsonl")
}

/// Prints them.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let path = path(workspace);
    let Ok(text) = fs::read_to_string(&path) else {
        bail!(
            "no figures yet: `cargo xtask test` and `cargo xtask size` note theirs in {}",
            workspace.shown(&path)
        );
    };
    for line in table(&text, &TimeZone::system())? {
        println!("{line}");
    }
    Ok(())
}

/// The latest line of each name, as aligned columns.
fn table(text: &str, here: &TimeZone) -> Result<Vec<String>> {
    let mut latest = BTreeMap::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let figure: Figure = serde_json::from_str(line)
            .with_context(|| format!("cannot read line {} of figures.jsonl", number + 1))?;
        latest.insert(figure.name.clone(), figure);
    }
    let mut rows = vec![["name", "value", "unit", "n", "at"].map(str::to_owned)];
    rows.extend(latest.into_values().map(|it| {
        let at = told(&it.at, here);
        [it.name, shown(it.value), it.unit, it.n.to_string(), at]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let (name, value, unit, n) = (width(0), width(1), width(2), width(3));
    let line = |row: &[String; 5]| {
        let [a, b, c, d, e] = row;
        format!("{a:<name$}  {b:>value$}  {c:<unit$}  {d:>n$}  {e}").trim_end().to_owned()
    };
    Ok(rows.iter().map(line).collect())
}

/// Four digits are enough for a fraction; whole numbers stay whole, in groups of three.
fn shown(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return grouped(&format!("{value:.0}"));
    }
    let decimals = if value.abs() >= 100.0 {
        1
    } else if value.abs() >= 1.0 {
        2
    } else {
        4
    };
    format!("{value:.decimals$}")
}

/// `12345` as `12,345`.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let mut out = sign.to_owned();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A time in the file is RFC 3339 or milliseconds since the epoch, as in the protocol.
fn told(at: &Value, here: &TimeZone) -> String {
    let timestamp = match at {
        Value::String(text) => text.parse::<Timestamp>().ok(),
        other => other.as_i64().and_then(|it| Timestamp::from_millisecond(it).ok()),
    };
    timestamp.map_or_else(
        || at.as_str().map_or_else(|| at.to_string(), str::to_owned),
        |it| it.to_zoned(here.clone()).strftime("%Y-%m-%d %H:%M").to_string(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_of_each_name_is_shown_in_columns() {
        let text = r#"
            {"name":"page.brotli","value":51000,"unit":"bytes","n":1,"at":"2026-01-01T00:00:00Z"}
            {"name":"a ceremony","value":3.14159,"unit":"ms","n":20,"at":1767225600000}
            {"name":"page.brotli","value":41234,"unit":"bytes","n":1,"at":"2026-01-02T00:00:00Z"}
        "#;
        let expected = [
            "name          value  unit    n  at",
            "a ceremony     3.14  ms     20  2026-01-01 00:00",
            "page.brotli  41,234  bytes   1  2026-01-02 00:00",
        ];
        assert_eq!(table(text, &TimeZone::UTC).unwrap(), expected);
    }

    #[test]
    fn a_broken_line_is_named() {
        let error = table("\n{\"name\":1}\n", &TimeZone::UTC).unwrap_err().to_string();
        assert_eq!(error, "cannot read line 2 of figures.jsonl");
    }

    #[test]
    fn values_are_shown_as_people_read_them() {
        for (value, expected) in [
            (0.0, "0"),
            (0.98765, "0.9877"),
            (12.3456, "12.35"),
            (999.0, "999"),
            (1234.56, "1234.6"),
            (-1234567.0, "-1,234,567"),
        ] {
            assert_eq!(shown(value), expected);
        }
    }
}
