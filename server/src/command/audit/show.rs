//! `doorkey audit show`: what happened about one person, ours and, with Entra as the directory, Entra's.
//!
//! Owns the one list by time. When one side cannot be read the other is shown all the same, and what is
//! missing is said.

use super::super::when::{in_words, past, rfc_3339};
use super::super::{CommandError, complain, open, tenant_client, user_name};
use crate::audit::shown::{of_person, of_sign_ins};
use crate::directory::DirectoryError;
use crate::entra::audits::Event;
use crate::settings::DeskFlags;
use crate::store::StoreError;
use clap::Args;
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::json;
use std::io::Write;

#[derive(Args)]
pub(in super::super) struct Show {
    /// About whom
    user_name: String,
    /// From when on: 7d, 12h, 2026-11-01, RFC 3339
    #[arg(long, value_name = "WHEN", default_value = "7d", allow_hyphen_values = true)]
    since: String,
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(desk: &DeskFlags, wanted: &Show) -> Result<(), CommandError> {
    let since = past("--since", &wanted.since, &Zoned::now())?;
    let name = user_name(&wanted.user_name)?;
    let client = tenant_client(desk)?;
    let directory = open(desk).await?;
    let (id, entra) = match &client {
        None => (directory.find(&name).await?.id, None),
        Some(client) => {
            let user = client.user(name.as_str()).await?;
            (user.id, Some(client.events(user.id, since).await))
        }
    };
    let (theirs, errors) = entra.unwrap_or_default();
    let ours = async {
        let mut connection = directory.store.read().await?;
        let mut events = of_person(&mut connection, id, since).await?;
        events.extend(of_sign_ins(&mut connection, &theirs, since).await?);
        Ok::<_, StoreError>(events)
    };
    let ours = ours.await;
    directory.close().await;
    let mut events = ours.map_err(DirectoryError::from)?;
    events.extend(theirs);
    events.sort_by(|a, b| (a.at, a.source).cmp(&(b.at, b.source)));
    if wanted.json {
        show_json(&events)?;
    } else {
        show(&events)?;
    }
    for error in errors {
        complain(&error.into());
    }
    Ok(())
}

fn show(events: &[Event]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if events.is_empty() {
        return Ok(writeln!(
            out,
            "nothing is written down about them since then; --since goes further back"
        )?);
    }
    let zone = TimeZone::system();
    for event in events {
        let by = if event.by.is_empty() { String::new() } else { format!("  by {}", event.by) };
        let reason = match event.reason.as_str() {
            "" => String::new(),
            reason if event.result == "failure" => {
                format!("  {reason} (correlation id {})", event.correlation)
            }
            reason => format!("  {reason}"),
        };
        let at = in_words(event.at, zone.clone());
        writeln!(out, "{at}  {:7}  {:7}  {}{by}{reason}", event.source, event.result, event.activity)?;
    }
    Ok(())
}

fn show_json(events: &[Event]) -> Result<(), CommandError> {
    let events: Vec<_> = events
        .iter()
        .map(|event| {
            json!({
                "at": rfc_3339(event.at), "source": event.source, "activity": event.activity, "result": event.result,
                "by": event.by, "reason": event.reason, "id": event.id, "correlationId": event.correlation,
            })
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&events)?)?)
}
