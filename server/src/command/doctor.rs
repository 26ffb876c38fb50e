//! `doorkey doctor`: is everything as it should be?
//!
//! Owns looking here first, and then, when a tenant is named, there (`tenant`).

use super::{CommandError, tenant};
use crate::checkup::{self, Health, Item};
use crate::clock::SystemClock;
use crate::directory::Directory;
use crate::settings::{DeskFlags, Settings};
use clap::Args;
use serde_json::json;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Doctor {
    /// Print a JSON array, and behind it, when a tenant is named, a JSON object about that
    #[arg(long)]
    json: bool,
    /// With --tenant: write recommended Conditional Access policies, in report-only, into files in this
    /// folder; nothing is applied
    #[arg(long, value_name = "DIR")]
    write_policies: Option<PathBuf>,
}

pub(super) async fn run(desk: &DeskFlags, wanted: &Doctor) -> Result<(), CommandError> {
    let settings = Settings::of_desk(desk)?;
    let outside = checkup::outside(&settings).await;
    let of_tenant = desk.entra.tenant.is_some();
    let Some(outside) = outside else {
        // Somebody who reads a tenant before there is a server.
        if of_tenant {
            return tenant::report(desk, wanted.json, wanted.write_policies.as_deref()).await;
        }
        return Err(CommandError::NoDatabase(settings.data));
    };
    let mut items = outside.items;
    if outside.openable {
        match Directory::open(&settings, Arc::new(SystemClock)).await {
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
    if wanted.json {
        list_json(&items)?;
    } else {
        list(&items)?;
    }
    if of_tenant {
        tenant::report(desk, wanted.json, wanted.write_policies.as_deref()).await?;
    }
    match items.iter().filter(|item| item.health == Health::Problem).count() {
        0 => Ok(()),
        count => Err(CommandError::Problems(count)),
    }
}

fn list(items: &[Item]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    for item in items {
        writeln!(out, "{:8} {:19} {}", item.health.as_str(), item.what, item.says)?;
        if let Some(remedy) = &item.remedy {
            writeln!(out, "{:28} to do: {remedy}", "")?;
        }
    }
    Ok(())
}

fn list_json(items: &[Item]) -> Result<(), CommandError> {
    let items: Vec<_> = items
        .iter()
        .map(|item| {
            json!({ "check": item.what, "result": item.health.as_str(), "says": item.says, "remedy": item.remedy })
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&items)?)?)
}
