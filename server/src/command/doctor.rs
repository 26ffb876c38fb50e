//! `doorkey doctor`: is everything as it should be?

use super::CommandError;
use crate::checkup::{self, Health, Item};
use crate::clock::{SteadyClock, SystemClock};
use crate::directory::Directory;
use crate::settings::{DeskFlags, Settings};
use clap::Args;
use serde_json::json;
use std::io::Write;
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Doctor {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(desk: &DeskFlags, wanted: &Doctor) -> Result<(), CommandError> {
    let settings = Settings::of_desk(desk)?;
    let outside = checkup::outside(&settings).await;
    let outside = outside.ok_or_else(|| CommandError::NoDatabase(settings.data.clone()))?;
    let mut items = outside.items;
    if outside.openable {
        match Directory::open(&settings, Arc::new(SteadyClock::new(SystemClock))).await {
            Ok(directory) => {
                let inside = directory.check_up().await;
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
