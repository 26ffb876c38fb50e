//! The audit for programs and spreadsheets.
//!
//! Owns both forms of an event outside: a line of JSON, as Graph shows it, and a row of a table (RFC
//! 4180). Names and reasons come from others, and the reader may be a terminal or a spreadsheet: no
//! character that steers a terminal stands in either raw, and no cell begins as a formula does.

use crate::command::when::rfc_3339;
use crate::directory::{Directory, DirectoryError};
use crate::store::StoreError;
use crate::store::audit::{self, StoredEvent};
use doorkey_protocol::time::Timestamp;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write;

/// How events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// A JSON object on a line, as Graph shows the event, with its number.
    Jsonl,
    /// A table with a heading.
    Csv,
}

/// Why nothing more is written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    #[error("{}", crate::refusal::chain(.0))]
    Store(#[from] StoreError),
    #[error("{0}")]
    Write(#[from] std::io::Error),
}

impl From<ExportError> for DirectoryError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => Self::Store(error),
            ExportError::Write(error) => Self::Store(StoreError::File(error)),
        }
    }
}

const HEADING: [&str; 10] =
    ["seq", "time", "kind", "activity", "result", "code", "actor", "person", "reason", "ip"];

impl Directory {
    /// Writes the events of a time as they stand at this moment; how many.
    ///
    /// # Errors
    /// When the database fails, or whoever reads does.
    pub(crate) async fn export(
        &self,
        since: Timestamp,
        until: Option<Timestamp>,
        format: Format,
        out: &mut impl Write,
    ) -> Result<u64, ExportError> {
        let mut snapshot = self.store.snapshot().await?;
        if format == Format::Csv {
            write!(out, "{}\r\n", HEADING.join(","))?;
        }
        let mut count = 0;
        audit::each(&mut snapshot, since, until, |event| {
            count += 1;
            match format {
                Format::Jsonl => writeln!(out, "{}", line(&event)),
                Format::Csv => write!(out, "{}\r\n", row(&event)),
            }
            .map_err(ExportError::from)
        })
        .await?;
        out.flush()?;
        Ok(count)
    }
}

/// An event as a line of JSON. A body that is none is in it as a text: nothing is left out.
fn line(event: &StoredEvent) -> String {
    let mut body = match serde_json::from_str::<Value>(&event.record.body) {
        Ok(body @ Value::Object(_)) => body,
        _ => serde_json::json!({ "id": event.record.id, "unreadable": event.record.body }),
    };
    body["seq"] = event.seq.into();
    // JSON keeps the controls below the space out; the others are valid in it, and steer all the same.
    escaped(&body.to_string())
}

fn row(event: &StoredEvent) -> String {
    let record = &event.record;
    let body = serde_json::from_str::<Value>(&record.body).unwrap_or_default();
    let told = Told::of(record.kind, &body);
    let cells = [
        event.seq.to_string(),
        rfc_3339(record.at),
        record.kind.to_owned(),
        record.activity.clone(),
        record.result.to_owned(),
        record.code.clone(),
        told.actor.unwrap_or(&record.actor).to_owned(),
        told.person.unwrap_or(&record.person).to_owned(),
        told.reason.to_owned(),
        told.address.to_owned(),
    ];
    cells.map(|text| cell(&text)).join(",")
}

/// What the body of an event says of those in it.
pub(crate) struct Told<'a> {
    pub(crate) actor: Option<&'a str>,
    pub(crate) person: Option<&'a str>,
    reason: &'a str,
    address: &'a str,
}

impl<'a> Told<'a> {
    pub(crate) fn of(kind: &str, body: &'a Value) -> Self {
        if kind == "signIn" {
            let person = body["userPrincipalName"].as_str();
            return Self {
                actor: person,
                person,
                reason: body["status"]["failureReason"].as_str().unwrap_or_default(),
                address: body["ipAddress"].as_str().unwrap_or_default(),
            };
        }
        let by = &body["initiatedBy"];
        let all = |list: &'a Value| list.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        let address = all(&body["additionalDetails"]).find(|detail| detail["key"] == "ipAddress");
        Self {
            actor: by["user"]["userPrincipalName"].as_str().or(by["app"]["displayName"].as_str()),
            person: all(&body["targetResources"]).find_map(|target| target["userPrincipalName"].as_str()),
            reason: body["resultReason"].as_str().unwrap_or_default(),
            address: address.and_then(|detail| detail["value"].as_str()).unwrap_or_default(),
        }
    }
}

/// A cell of a table.
fn cell(text: &str) -> String {
    let text = if begins_a_formula(text) { format!("'{text}") } else { text.to_owned() };
    let text = escaped(&text);
    if text.contains([',', '"']) || text.starts_with(' ') || text.ends_with(' ') {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// Whether a spreadsheet would calculate it; some read the wide forms as well.
fn begins_a_formula(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// Without what steers a terminal or turns the direction of a line, each as JSON escapes it.
fn escaped(text: &str) -> String {
    let steers = |character: char| {
        character.is_control()
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().fold(String::with_capacity(text.len()), |mut out, character| {
        if steers(character) {
            // Writing to a string does not fail.
            let _ = write!(out, "\\u{:04x}", u32::from(character));
        } else {
            out.push(character);
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_neither_formulas_nor_commands() {
        for (text, expected) in [
            ("", ""),
            ("sam@demo.example", "sam@demo.example"),
            ("Sam, the \"one\"", "\"Sam, the \"\"one\"\"\""),
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-2", "'-2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "\"' =1\""),
            ("\t=1", "'\\u0009=1"),
            ("\r=1", "'\\u000d=1"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("a\nb", "a\\u000ab"),
            ("\u{1b}[2J", "\\u001b[2J"),
            ("\u{9b}2J\u{7f}", "\\u009b2J\\u007f"),
            ("a\u{202e}b", "a\\u202eb"),
            (" a", "\" a\""),
        ] {
            assert_eq!(cell(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_is_escaped_is_still_json() {
        let text = "a\u{9b}b\u{202e}\u{7f}\n\"";
        let json = escaped(&Value::from(text).to_string());
        assert!(!json.chars().any(char::is_control), "{json}");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
