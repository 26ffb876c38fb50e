//! `doorkey audit`: what happened about somebody, whether it is whole, and taking it elsewhere.

mod show;

use super::when::past;
use super::{CommandError, open};
use crate::audit::chain::Head;
use crate::audit::export::{ExportError, Format};
use crate::directory::DirectoryError;
use crate::settings::{DeskFlags, SettingError};
use clap::Args;
use jiff::Zoned;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Show what happened about one person; with --directory entra, Entra's audit and sign-ins beside ours
    Show(show::Show),
    /// Go through the whole audit: was anything changed, removed or cut off?
    Verify {
        /// Its end as it was noted elsewhere, so that a cut at the end shows, too
        #[arg(long, value_name = "SEQ:HASH")]
        head: Option<String>,
    },
    /// Write events to a file or to standard output
    Export(Export),
}

#[derive(Args)]
pub(super) struct Export {
    /// From when on: 30d, 12h, 2026-11-01, RFC 3339
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    since: String,
    /// Before when [default: no end]
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    until: Option<String>,
    /// How they are written
    #[arg(long, value_name = "FORMAT")]
    format: Format,
    /// Where to; a file that is there is not overwritten [default: standard output]
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Show(wanted) => show::run(desk, &wanted).await,
        Command::Verify { head } => verify(desk, head.as_deref()).await,
        Command::Export(wanted) => export(desk, &wanted).await,
    }
}

async fn verify(desk: &DeskFlags, noted: Option<&str>) -> Result<(), CommandError> {
    let noted = noted.map(|text| {
        text.parse::<Head>().map_err(|()| {
            let expected = format!("must be a number, a colon and 64 hexadecimal digits, not '{text}'");
            SettingError::new("--head", expected)
        })
    });
    let noted = noted.transpose()?;
    let directory = open(desk).await?;
    let mut snapshot = directory.store.snapshot().await.map_err(DirectoryError::from)?;
    let found = directory.audit.verify(&mut snapshot, noted).await.map_err(DirectoryError::from);
    drop(snapshot);
    directory.close().await;
    let (head, breaches) = found?;
    let mut out = std::io::stdout().lock();
    for breach in &breaches {
        writeln!(out, "{breach}")?;
    }
    if !breaches.is_empty() {
        return Err(CommandError::AuditBroken);
    }
    writeln!(out, "the audit is whole: {} {}", head.seq, if head.seq == 1 { "event" } else { "events" })?;
    writeln!(out, "its end, to be noted elsewhere: {head}")?;
    Ok(())
}

async fn export(desk: &DeskFlags, wanted: &Export) -> Result<(), CommandError> {
    let now = Zoned::now();
    let since = past("--since", &wanted.since, &now)?;
    let until = wanted.until.as_deref().map(|text| past("--until", text, &now)).transpose()?;
    if until.is_some_and(|until| until <= since) {
        return Err(SettingError::new("--until", "must be later than --since").into());
    }
    let directory = open(desk).await?;
    let written = match &wanted.output {
        None => {
            let mut out = BufWriter::new(std::io::stdout().lock());
            directory.export(since, until, wanted.format, &mut out).await.map(|_| ())
        }
        Some(path) => {
            let file = fresh(path)?;
            let mut out = BufWriter::new(&file);
            let written = directory.export(since, until, wanted.format, &mut out).await;
            drop(out);
            let written = written.and_then(|count| Ok(file.sync_all().map(|()| count)?));
            match &written {
                Ok(1) => writeln!(std::io::stdout(), "one event in {}", path.display())?,
                Ok(count) => writeln!(std::io::stdout(), "{count} events in {}", path.display())?,
                // Half an audit is none; that it cannot be removed changes nothing about the answer.
                Err(_) => drop(std::fs::remove_file(path)),
            }
            written.map(|_| ())
        }
    };
    directory.close().await;
    written.map_err(|error| match error {
        ExportError::Write(error) => CommandError::Io(error),
        store @ ExportError::Store(_) => DirectoryError::from(store).into(),
    })
}

/// A new file for its owner alone: the audit names people.
fn fresh(path: &Path) -> Result<File, CommandError> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map_err(|error| CommandError::File(path.to_owned(), error))
}
