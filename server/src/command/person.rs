//! `doorkey person`: the people who can be given passes.

use super::{CommandError, open, user_name};
use crate::settings::DeskFlags;
use clap::Args;
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
}

#[derive(Args)]
pub(super) struct Add {
    /// How they sign in, such as sam@demo.example
    user_name: String,
    /// How they are greeted [default: the user name]
    #[arg(long, value_name = "DISPLAY_NAME")]
    name: Option<String>,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Add(add) => {
            let user_name = user_name(&add.user_name)?;
            let directory = open(desk).await?;
            let person =
                directory.add_person(&user_name, add.name.as_deref().unwrap_or(user_name.as_str())).await?;
            directory.close().await;
            writeln!(std::io::stdout(), "added {} ({})", person.user_name, person.display_name)?;
        }
        Command::List { json } => {
            let directory = open(desk).await?;
            let people = directory.people().await?;
            directory.close().await;
            let people: Vec<_> = people.into_iter().map(|listed| listed.person).collect();
            let mut out = std::io::stdout().lock();
            if json {
                writeln!(out, "{}", serde_json::to_string_pretty(&people)?)?;
            } else if people.is_empty() {
                writeln!(out, "nobody yet; to add somebody: doorkey person add sam@demo.example")?;
            } else {
                let width = people.iter().map(|person| person.user_name.chars().count()).max().unwrap_or(0);
                for person in &people {
                    writeln!(out, "{:width$}  {}", person.user_name, person.display_name)?;
                }
            }
        }
    }
    Ok(())
}
