//! `doorkey group`: groups, who is in them, and which of them may issue passes.

use super::{CommandError, open, user_name};
use crate::directory::By;
use crate::directory::people::ListedGroup;
use crate::settings::DeskFlags;
use serde::Serialize;
use std::io::Write;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Add a group
    Add {
        /// Its name, such as 'Front desk'
        name: String,
        /// Its members are privileged: only privileged issuers issue passes for them
        #[arg(long)]
        privileged: bool,
    },
    /// List groups and who is in them
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Add somebody to a group
    Join {
        /// Which group
        name: String,
        /// Whom
        user_name: String,
    },
    /// Take somebody out of a group
    Leave {
        /// Which group
        name: String,
        /// Whom
        user_name: String,
    },
    /// Make a group the one whose members may issue passes
    Issuers {
        /// Which group
        name: String,
    },
    /// Remove a group; its members stay
    Remove {
        /// Which group
        name: String,
    },
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct GroupJson<'a> {
    id: String,
    name: &'a str,
    privileged: bool,
    issues: bool,
    members: &'a [String],
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    let by = By::operator()?;
    let directory = open(desk).await?;
    let said = match command {
        Command::Add { name, privileged } => {
            let id = directory.add_group(&by, &name, privileged).await?;
            format!("added the group {} ({id})", name.trim())
        }
        Command::List { json } => {
            let groups = directory.groups().await?;
            directory.close().await;
            return if json { list_json(&groups) } else { list(&groups) };
        }
        Command::Join { name, user_name: who } => {
            let who = user_name(&who)?;
            let is_new = directory.join(&by, &name, &who).await?;
            let how = if is_new { "is" } else { "was already" };
            format!("{} {how} in {}", who.as_str(), name.trim())
        }
        Command::Leave { name, user_name: who } => {
            let who = user_name(&who)?;
            let was_in = directory.quit(&by, &name, &who).await?;
            let how = if was_in { "is no longer" } else { "was not" };
            format!("{} {how} in {}", who.as_str(), name.trim())
        }
        Command::Issuers { name } => {
            directory.set_issuers(&by, &name).await?;
            format!("the members of {} may issue passes", name.trim())
        }
        Command::Remove { name } => {
            directory.remove_group(&by, &name).await?;
            format!("removed the group {}", name.trim())
        }
    };
    directory.close().await;
    Ok(writeln!(std::io::stdout(), "{said}")?)
}

fn list(groups: &[ListedGroup]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if groups.is_empty() {
        return Ok(writeln!(out, "no groups yet; to add one: doorkey group add 'Front desk'")?);
    }
    for group in groups {
        let marks = [(group.issues, "issues passes"), (group.privileged, "privileged")];
        let marks: Vec<_> = marks.iter().filter(|(is, _)| *is).map(|(_, words)| *words).collect();
        let marks = if marks.is_empty() { String::new() } else { format!("  [{}]", marks.join(", ")) };
        writeln!(out, "{}{marks}", group.name)?;
        for member in &group.members {
            writeln!(out, "    {member}")?;
        }
    }
    Ok(())
}

fn list_json(groups: &[ListedGroup]) -> Result<(), CommandError> {
    let groups: Vec<_> = groups
        .iter()
        .map(|group| GroupJson {
            id: group.id.to_string(),
            name: &group.name,
            privileged: group.privileged,
            issues: group.issues,
            members: &group.members,
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&groups)?)?)
}
