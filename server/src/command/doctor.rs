//! `doorkey doctor`: is everything as it should be?
//!
//! Owns looking here and, when a tenant is named, there (`tenant`), and what is printed of both.

use super::CommandError;
use super::tenant::{self, Looked};
use crate::checkup::{self, Health, Item};
use crate::clock::SystemClock;
use crate::directory::Directory;
use crate::entra::conditional::EMERGENCY_GROUP;
use crate::settings::{DeskFlags, Settings};
use clap::Args;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Doctor {
    /// Print a JSON object
    #[arg(long)]
    json: bool,
    /// With --tenant: write recommended Conditional Access policies, in report-only, into files in this
    /// folder; nothing is applied
    #[arg(long, value_name = "DIR")]
    write_policies: Option<PathBuf>,
}

pub(super) async fn run(desk: &DeskFlags, wanted: &Doctor) -> Result<(), CommandError> {
    let settings = Settings::of_desk(desk)?;
    let of_tenant = desk.entra.tenant.is_some();
    let here = match here(&settings).await? {
        Some(items) => items,
        // Somebody reads a tenant before there is a server.
        None if of_tenant => Vec::new(),
        None => return Err(CommandError::NoDatabase(settings.data)),
    };
    let looked = if of_tenant { Some(tenant::look(desk).await?) } else { None };
    // What was found is told before what could not be written.
    let (mut written, mut unwritten) = (Vec::new(), None);
    if let (Some(Looked { report, .. }), Some(folder)) = (&looked, &wanted.write_policies) {
        match tenant::write_policies(folder, report.emergency_group.as_ref().map(|group| group.id.as_str())) {
            Ok(paths) => written = paths,
            Err(error) => unwritten = Some(error),
        }
    }
    if wanted.json {
        as_json(&here, looked.as_ref(), &written)?;
    } else {
        in_lines(&here, looked.as_ref(), &written)?;
    }
    let there = looked.as_ref().map(|looked| looked.report.findings.as_slice()).unwrap_or_default();
    let problems = here.iter().chain(there).filter(|item| item.health == Health::Problem).count();
    match (unwritten, problems) {
        (Some(error), _) => Err(error),
        (None, 0) => Ok(()),
        (None, count) => Err(CommandError::Problems(count)),
    }
}

/// What is found in the data folder; `None` when there is no database in it.
async fn here(settings: &Settings) -> Result<Option<Vec<Item>>, CommandError> {
    let Some(outside) = checkup::outside(settings).await else { return Ok(None) };
    let mut items = outside.items;
    if outside.openable {
        match Directory::open(settings, Arc::new(SystemClock)).await {
            Ok(directory) => {
                let inside = directory.check_up(settings.entra.is_none()).await;
                directory.close().await;
                items.extend(inside?);
            }
            Err(error) => {
                let error = CommandError::from(error);
                items.push(Item::unopened(error.to_string(), error.hint()));
            }
        }
    }
    Ok(Some(items))
}

fn in_lines(here: &[Item], looked: Option<&Looked>, written: &[PathBuf]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    list(&mut out, here)?;
    let Some(looked) = looked else { return Ok(()) };
    if !here.is_empty() {
        writeln!(out, "\nThe tenant {}, as the app {} sees it:", looked.tenant, looked.client_id)?;
    }
    list(&mut out, &looked.report.findings)?;
    for path in written {
        writeln!(out, "wrote {}", path.display())?;
    }
    if !written.is_empty() {
        let emergency = match &looked.report.emergency_group {
            Some(group) => format!(
                "make sure that the group '{}' ({}), which\nall your policies leave out, is that of your emergency accounts,",
                group.name, group.id
            ),
            None => format!("replace {EMERGENCY_GROUP}"),
        };
        writeln!(
            out,
            "Nothing was applied. Look at each, {emergency} and post it with\n\
             Graph's POST /identity/conditionalAccess/policies; watch it in report-only before it is enforced."
        )?;
    }
    Ok(())
}

fn list(out: &mut impl Write, items: &[Item]) -> Result<(), CommandError> {
    for item in items {
        writeln!(out, "{:8} {:19} {}", item.health.as_str(), item.what, item.says)?;
        if let Some(remedy) = &item.remedy {
            writeln!(out, "{:28} to do: {remedy}", "")?;
        }
    }
    Ok(())
}

fn as_json(here: &[Item], looked: Option<&Looked>, written: &[PathBuf]) -> Result<(), CommandError> {
    let checks = |items: &[Item]| -> Value {
        items
            .iter()
            .map(|item| {
                json!({ "check": item.what, "result": item.health.as_str(), "says": item.says, "remedy": item.remedy })
            })
            .collect()
    };
    let mut shown = json!({ "checks": checks(here) });
    if let Some(Looked { tenant, client_id, report }) = looked {
        let findings = checks(&report.findings);
        shown["tenant"] =
            json!({ "tenant": tenant, "clientId": client_id, "checks": findings, "written": written });
    }
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&shown)?)?)
}
