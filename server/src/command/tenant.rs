//! The tenant, read for an IT lead: for `doctor --tenant`, and its policy of passes.
//!
//! Owns what is printed of that policy, and the files with recommended ones. Nothing here changes a tenant.

use super::{CommandError, at_a_terminal};
use crate::clock::SystemClock;
use crate::entra::conditional::recommended;
use crate::entra::objects::TenantPolicy;
use crate::entra::{Client, EntraSettings, doctor};
use crate::settings::DeskFlags;
use serde_json::json;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was read of the tenant that the flags name, whichever directory this server has.
pub(super) struct Looked {
    pub(super) tenant: String,
    pub(super) client_id: String,
    pub(super) report: doctor::Report,
}

pub(super) async fn look(desk: &DeskFlags) -> Result<Looked, CommandError> {
    let client = Client::new(EntraSettings::of_tenant(&desk.entra)?, Arc::new(SystemClock), at_a_terminal())?;
    let report = doctor::report(&client).await;
    let EntraSettings { tenant, client_id, .. } = client.settings().clone();
    Ok(Looked { tenant, client_id, report })
}

/// Writes the recommended policies into files of their own; which.
pub(super) fn write_policies(folder: &Path, emergency: Option<&str>) -> Result<Vec<PathBuf>, CommandError> {
    let failed = |path: &Path, error| CommandError::File(path.to_owned(), error);
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut written = Vec::new();
    for (name, policy) in recommended(emergency) {
        let path = folder.join(name);
        // What is there may have been worked on.
        let file = OpenOptions::new().write(true).create_new(true).open(&path);
        let text = serde_json::to_string_pretty(&policy)?;
        file.and_then(|mut file| writeln!(file, "{text}")).map_err(|error| failed(&path, error))?;
        written.push(path);
    }
    Ok(written)
}

/// The tenant's policy of passes, as it stands now.
pub(super) async fn show_policy(client: &Client, json: bool) -> Result<(), CommandError> {
    let policy = client.policy().await?;
    let (include, exclude) = client.named_targets(&policy).await;
    let shown =
        if json { as_json(&policy, &include, &exclude)? } else { in_lines(&policy, &include, &exclude) };
    Ok(writeln!(std::io::stdout(), "{shown}")?)
}

fn as_json(policy: &TenantPolicy, include: &[String], exclude: &[String]) -> Result<String, CommandError> {
    Ok(serde_json::to_string_pretty(&json!({
        "enabled": policy.is_enabled(),
        "defaultLength": policy.default_length,
        "defaultLifetime": policy.default_lifetime_in_minutes,
        "minimumLifetime": policy.minimum_lifetime_in_minutes,
        "maximumLifetime": policy.maximum_lifetime_in_minutes,
        "usableOnce": policy.is_usable_once,
        "include": include,
        "exclude": exclude,
    }))?)
}

fn in_lines(policy: &TenantPolicy, include: &[String], exclude: &[String]) -> String {
    let names = |names: &[String]| if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
    let (least, most) = (policy.minimum_lifetime_in_minutes, policy.maximum_lifetime_in_minutes);
    let usage = if policy.is_usable_once {
        "one sign-in only, each of them"
    } else {
        "one or many sign-ins, as each is issued"
    };
    let lines = [
        ("Passes", if policy.is_enabled() { "enabled" } else { "disabled" }.to_owned()),
        ("Length", format!("{} characters", policy.default_length)),
        ("Lifetime", format!("{} minutes", policy.default_lifetime_in_minutes.as_minutes())),
        ("at least", format!("{} minutes, at most {}", least.as_minutes(), most.as_minutes())),
        ("Good for", usage.to_owned()),
        ("For", names(include)),
        ("Not for", names(exclude)),
    ];
    lines.map(|(name, value)| format!("{name:9} {value}")).join("\n")
}
