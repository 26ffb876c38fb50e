//! `doorkey person`: the people who can be given passes.

use super::{CommandError, open, user_name};
use crate::directory::By;
use crate::directory::people::{Changes, Listed, Marks};
use crate::settings::DeskFlags;
use clap::Args;
use serde::Serialize;
use std::io::Write;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Add somebody
    Add(Add),
    /// List everybody
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Change what is known of somebody
    Change(Change),
    /// Remove somebody with their passes and all that they registered
    Remove {
        /// Whom
        user_name: String,
    },
}

#[derive(Args)]
pub(super) struct Add {
    /// How they sign in, such as sam@demo.example
    user_name: String,
    /// How they are greeted [default: the user name]
    #[arg(long, value_name = "DISPLAY_NAME")]
    name: Option<String>,
    /// They are a guest here
    #[arg(long)]
    guest: bool,
    /// They sign in at another organisation: a pass of this one is of no use to them
    #[arg(long, requires = "guest")]
    external: bool,
    /// It is an emergency access account: no rule locks it out, any use of it is told
    #[arg(long)]
    emergency: bool,
}

#[derive(Args)]
pub(super) struct Change {
    /// Whom
    user_name: String,
    /// How they are greeted
    #[arg(long, value_name = "DISPLAY_NAME")]
    name: Option<String>,
    /// Whether they, and tokens that act for them, can do anything at all
    #[arg(long, value_name = "BOOL")]
    enabled: Option<bool>,
    /// Whether they are a guest here
    #[arg(long, value_name = "BOOL")]
    guest: Option<bool>,
    /// Whether they sign in at another organisation
    #[arg(long, value_name = "BOOL")]
    external: Option<bool>,
    /// Whether it is an emergency access account
    #[arg(long, value_name = "BOOL")]
    emergency: Option<bool>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PersonJson<'a> {
    user_name: &'a str,
    display_name: &'a str,
    user_type: &'static str,
    external: bool,
    enabled: bool,
    emergency: bool,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    let mut out = std::io::stdout();
    match command {
        Command::Add(add) => {
            let user_name = user_name(&add.user_name)?;
            let marks =
                Marks { guest: add.guest, external: add.external, enabled: true, emergency: add.emergency };
            let directory = open(desk).await?;
            let name = add.name.as_deref().unwrap_or(user_name.as_str());
            let person = directory.add_person(&By::operator()?, &user_name, name, marks).await?;
            directory.close().await;
            writeln!(out, "added {} ({})", person.user_name, person.display_name)?;
        }
        Command::List { json } => {
            let directory = open(desk).await?;
            let people = directory.people().await?;
            directory.close().await;
            if json { list_json(&people)? } else { list(&people)? }
        }
        Command::Change(change) => {
            let user_name = user_name(&change.user_name)?;
            let changes = Changes {
                display_name: change.name,
                guest: change.guest,
                external: change.external,
                enabled: change.enabled,
                emergency: change.emergency,
            };
            let directory = open(desk).await?;
            let person = directory.change_person(&By::operator()?, &user_name, changes).await?;
            directory.close().await;
            writeln!(out, "changed {} ({})", person.user_name, person.display_name)?;
        }
        Command::Remove { user_name: name } => {
            let name = user_name(&name)?;
            let directory = open(desk).await?;
            let person = directory.remove_person(&By::operator()?, &name).await?;
            directory.close().await;
            writeln!(out, "removed {} ({})", person.user_name, person.display_name)?;
        }
    }
    Ok(())
}

fn list(people: &[Listed]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if people.is_empty() {
        return Ok(writeln!(out, "nobody yet; to add somebody: doorkey person add sam@demo.example")?);
    }
    let width = people.iter().map(|listed| listed.person.user_name.chars().count()).max().unwrap_or(0);
    for Listed { person, marks, .. } in people {
        let said = [
            (!marks.enabled, "switched off"),
            (marks.guest && !marks.external, "guest"),
            (marks.external, "external guest"),
            (marks.emergency, "emergency access"),
        ];
        let said: Vec<_> = said.iter().filter(|(is, _)| *is).map(|(_, words)| *words).collect();
        let said = if said.is_empty() { String::new() } else { format!("  [{}]", said.join(", ")) };
        writeln!(out, "{:width$}  {}{said}", person.user_name, person.display_name)?;
    }
    Ok(())
}

fn list_json(people: &[Listed]) -> Result<(), CommandError> {
    let people: Vec<_> = people
        .iter()
        .map(|Listed { person, marks, .. }| PersonJson {
            user_name: &person.user_name,
            display_name: &person.display_name,
            user_type: if marks.guest { "Guest" } else { "Member" },
            external: marks.external,
            enabled: marks.enabled,
            emergency: marks.emergency,
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&people)?)?)
}
