//! `doorkey backup` and `doorkey restore`.

use super::{CommandError, open};
use crate::backup::restore;
use crate::clock::{SteadyClock, SystemClock};
use crate::directory::By;
use crate::settings::{DeskFlags, Settings};
use clap::Args;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Args)]
pub(super) struct Backup {
    /// A new file, best on another disk
    file: PathBuf,
}

#[derive(Args)]
pub(super) struct Restore {
    /// What `doorkey backup` wrote
    file: PathBuf,
    /// Move the database that is there aside
    #[arg(long)]
    replace: bool,
}

pub(super) async fn back_up(desk: &DeskFlags, wanted: &Backup) -> Result<(), CommandError> {
    let directory = open(desk).await?;
    let made = directory.back_up(&By::operator()?, &wanted.file).await;
    directory.close().await;
    let head = made?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "backed up to {}, whole and checked", wanted.file.display())?;
    writeln!(out, "the end of the audit in it, to be noted elsewhere: {head}")?;
    writeln!(
        out,
        "the server key is not in it: without the key a backup is of no use, so keep that too, and elsewhere"
    )?;
    Ok(())
}

pub(super) async fn put_back(desk: &DeskFlags, wanted: &Restore) -> Result<(), CommandError> {
    let settings = Settings::of_desk(desk)?;
    let by = By::operator()?;
    let restored =
        restore(&settings, Arc::new(SteadyClock::new(SystemClock)), &by, &wanted.file, wanted.replace)
            .await?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "restored {}", wanted.file.display())?;
    if let Some(former) = restored.former {
        writeln!(out, "the former database is {}", former.display())?;
    }
    match restored.revoked {
        0 => writeln!(out, "no pass was open in it")?,
        1 => writeln!(
            out,
            "one pass was open in it and is revoked: issue a new one to whoever still needs it"
        )?,
        count => writeln!(
            out,
            "{count} passes were open in it and are revoked: issue new ones to those who still need them"
        )?,
    }
    writeln!(
        out,
        "all else is as it was when the backup was made: tokens, people and ways in that were removed since are back \
         (doorkey token list, doorkey person list)"
    )?;
    Ok(())
}
