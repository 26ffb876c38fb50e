//! The commands for people.
//!
//! Owns the command line: reading it, running what it asks for and saying on standard error why that
//! did not work. The files below hold one command each; they alone print.

mod audit;
mod backup;
mod doctor;
mod group;
mod pass;
mod person;
mod policy;
mod report;
mod rule;
mod serve;
mod tenant;
mod token;
pub(crate) mod when;

use crate::StartError;
use crate::backup::BackupError;
use crate::checkup::Item;
use crate::clock::{SteadyClock, SystemClock};
use crate::directory::{Directory, DirectoryError, OpenError};
use crate::entra::desk::DeskError;
use crate::entra::settings::DirectoryKind;
use crate::entra::{Client, EntraError, Manner};
use crate::key::KeyError;
use crate::settings::{DeskFlags, ServeFlags, SettingError, Settings};
use crate::store::StoreError;
use crate::tls::TlsError;
use clap::{Parser, Subcommand};
use doorkey_protocol::person::{UserName, UserNameError};
use std::process::ExitCode;
use std::sync::Arc;

/// Trades a Temporary Access Pass for a passkey.
#[derive(Parser)]
#[command(name = "doorkey", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Arguments {
    #[command(flatten)]
    desk: DeskFlags,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the page and its API until told to stop
    Serve(ServeFlags),
    /// Add and list the people who can be given passes
    #[command(subcommand)]
    Person(person::Command),
    /// Issue, list and revoke passes
    #[command(subcommand)]
    Pass(pass::Command),
    /// Groups, who is in them, and which of them may issue passes
    #[command(subcommand)]
    Group(group::Command),
    /// Show and change the policy of passes
    #[command(subcommand)]
    Policy(policy::Command),
    /// Make, list and revoke the tokens that open the desk's API
    #[command(subcommand)]
    Token(token::Command),
    /// In which hours, from which networks and with which ways in: the rules beside the policy
    #[command(subcommand)]
    Rule(rule::Command),
    /// What an IT lead reports: open passes, time to the first way in, what people stumbled over
    Report(report::Report),
    /// Read the audit, check that it is whole, and take it elsewhere
    #[command(subcommand)]
    Audit(audit::Command),
    /// Write a whole copy of the database to a file, while the server runs
    Backup(backup::Backup),
    /// Put a backup in the place of the database, while no server runs
    Restore(backup::Restore),
    /// Examine settings and data, thing by thing, each with what to do about it
    Doctor(doctor::Doctor),
}

/// Why a command did not do what it was asked.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Setting(#[from] SettingError),
    #[error(transparent)]
    When(#[from] when::WhenError),
    #[error(transparent)]
    UserName(#[from] UserNameError),
    #[error(transparent)]
    Start(StartError),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error("--listen {0}: {1}")]
    Listen(std::net::SocketAddr, std::io::Error),
    #[error(transparent)]
    Backup(#[from] BackupError),
    #[error("there is no Doorkey database in {}", .0.display())]
    NoDatabase(std::path::PathBuf),
    #[error("{0} {what} that somebody must see to", what = if *.0 == 1 { "thing" } else { "things" })]
    Problems(usize),
    #[error("there is no rule '{0}' yet")]
    NoRule(&'static str),
    #[error("the audit is not whole")]
    AuditBroken,
    #[error(transparent)]
    Desk(Box<DeskError>),
    #[error(transparent)]
    Entra(Box<EntraError>),
    #[error("the tenant cannot be worked with:{}", .0.iter().map(|it| format!("\n  - {}", it.says)).collect::<String>())]
    Tenant(Vec<Item>),
    #[error("with --directory entra {0}")]
    NotHere(&'static str),
    #[error("{0} is for --directory entra alone")]
    OnlyThere(&'static str),
    #[error("{}: {}", .0.display(), .1)]
    File(std::path::PathBuf, std::io::Error),
    #[error("{0}")]
    Io(#[from] std::io::Error),
    #[error("the answer has no spelling: {0}")]
    Json(#[from] serde_json::Error),
}

impl CommandError {
    /// What to do about it, where that is known.
    fn hint(&self) -> Option<String> {
        match self {
            Self::Directory(DirectoryError::UnknownPerson(name)) => {
                Some(format!("to add them: doorkey person add '{name}'"))
            }
            Self::Directory(DirectoryError::PersonExists(name)) => {
                Some(format!("to give them a pass: doorkey pass issue '{name}'"))
            }
            Self::Directory(DirectoryError::NoPass(name)) => {
                Some(format!("to see what they had: doorkey pass list '{name}'"))
            }
            Self::Directory(DirectoryError::UnknownGroup(name)) => {
                Some(format!("to add it: doorkey group add '{name}'"))
            }
            Self::Directory(
                DirectoryError::Lifetime(..) | DirectoryError::OneTimeOnly | DirectoryError::OutOfScope,
            ) => {
                Some("lifetimes are in minutes; to see the policy: doorkey policy show; to change it: doorkey policy set".into())
            }
            Self::Directory(DirectoryError::Rule(_)) => Some("to see the rules: doorkey rule list".into()),
            Self::Backup(BackupError::Exists(_)) => Some("name another file".into()),
            Self::Backup(BackupError::Occupied(_)) => {
                Some("--replace moves it aside; nothing of it is lost".into())
            }
            Self::Backup(BackupError::Serving(_)) => Some("stop it, restore, and start it again".into()),
            Self::Backup(BackupError::NoKey(_) | BackupError::OtherKey(_)) => Some(
                "put the key that it was written under there, as DOORKEY_KEY or as the file 'key' in the data folder"
                    .into(),
            ),
            Self::Backup(BackupError::Newer(..))
            | Self::Open(OpenError::Store(_, StoreError::Newer(_)))
            | Self::Start(StartError::Directory(OpenError::Store(_, StoreError::Newer(_)))) => {
                Some("run the version of doorkey that wrote it, or a later one".into())
            }
            Self::Open(OpenError::Store(_, StoreError::Interrupted))
            | Self::Start(StartError::Directory(OpenError::Store(_, StoreError::Interrupted))) => {
                Some("to do it again: doorkey restore FILE; the former database is still there, as .before-…".into())
            }
            Self::NoDatabase(_) => Some("--data, or DOORKEY_DATA, names the folder of the server".into()),
            Self::OnlyThere(_) => Some(
                "here a new pass always takes the place of the one before, and groups say who is privileged".into(),
            ),
            Self::NoRule(name) => Some(format!("to see how to add it: doorkey rule {name} --help")),
            Self::AuditBroken => Some(
                "keep the data folder as it is, and compare with an export or a backup from before".into(),
            ),
            Self::File(_, error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Some("nothing is overwritten: name another file".into())
            }
            Self::Desk(error) => error.hint(),
            Self::Entra(error) => Some(error.hint()),
            Self::Tenant(findings) => {
                let remedies = findings.iter().filter_map(|it| it.remedy.as_deref());
                Some(remedies.collect::<Vec<_>>().join("\n         "))
            }
            Self::Listen(_, error) if error.kind() == std::io::ErrorKind::AddrInUse => Some(
                "another program listens there; --listen takes another port, or 0 for any that is free"
                    .into(),
            ),
            Self::Open(OpenError::OtherKey(_) | OpenError::Key(KeyError::Gone(_)))
            | Self::Start(StartError::Directory(
                OpenError::OtherKey(_) | OpenError::Key(KeyError::Gone(_)),
            )) => {
                Some("put the former key back, as DOORKEY_KEY or as the file 'key' in that folder".into())
            }
            _ => None,
        }
    }

    /// 2 when the command was asked wrongly, 1 when it could not.
    fn exit_code(&self) -> u8 {
        match self {
            Self::Setting(_)
            | Self::When(_)
            | Self::UserName(_)
            | Self::NotHere(_)
            | Self::OnlyThere(_)
            | Self::Start(StartError::Setting(_)) => 2,
            Self::Open(OpenError::Setting(_)) => 2,
            _ => 1,
        }
    }
}

impl From<DeskError> for CommandError {
    fn from(error: DeskError) -> Self {
        Self::Desk(Box::new(error))
    }
}

impl From<EntraError> for CommandError {
    fn from(error: EntraError) -> Self {
        Self::Entra(Box::new(error))
    }
}

impl From<StartError> for CommandError {
    fn from(error: StartError) -> Self {
        Self::Start(error)
    }
}

/// What a tenant has in the place of our rules.
const RULES: &str = "there are no rules here: hours, networks and ways in are for Conditional Access, in the Entra admin center";

/// Does what the command line asks.
pub async fn run(arguments: Arguments) -> ExitCode {
    let Arguments { desk, command } = arguments;
    let done = match command {
        Command::Person(_) | Command::Group(_) if is_entra(&desk) => {
            Err(CommandError::NotHere("people and groups are the tenant's: the Entra admin center has them"))
        }
        Command::Rule(_) if is_entra(&desk) => Err(CommandError::NotHere(RULES)),
        Command::Serve(flags) => serve::run(&desk, &flags).await,
        Command::Person(command) => person::run(&desk, command).await,
        Command::Pass(command) => pass::run(&desk, command).await,
        Command::Group(command) => group::run(&desk, command).await,
        Command::Policy(command) => policy::run(&desk, command).await,
        Command::Token(command) => token::run(&desk, command).await,
        Command::Rule(command) => rule::run(&desk, command).await,
        Command::Report(command) => report::run(&desk, command).await,
        Command::Audit(command) => audit::run(&desk, command).await,
        Command::Backup(wanted) => backup::back_up(&desk, &wanted).await,
        Command::Doctor(wanted) => doctor::run(&desk, &wanted).await,
        Command::Restore(wanted) => backup::put_back(&desk, &wanted).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads our output has seen enough, as `| head` does.
        Err(CommandError::Io(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

#[expect(clippy::print_stderr, reason = "a command speaks to the person who ran it")]
fn complain(error: &CommandError) {
    eprintln!("doorkey: {error}");
    if let Some(hint) = error.hint() {
        eprintln!("         {hint}");
    }
}

/// The directory, for the desk.
async fn open(desk: &DeskFlags) -> Result<Directory, CommandError> {
    Ok(Directory::open(&Settings::of_desk(desk)?, Arc::new(SteadyClock::new(SystemClock))).await?)
}

fn is_entra(desk: &DeskFlags) -> bool {
    desk.entra.directory == DirectoryKind::Entra
}

/// The tenant, for the desk; `None` when the directory is ours.
fn tenant_client(desk: &DeskFlags) -> Result<Option<Client>, CommandError> {
    let Some(settings) = Settings::of_desk(desk)?.entra else { return Ok(None) };
    Ok(Some(Client::new(settings, Arc::new(SystemClock), at_a_terminal())?))
}

/// Who sits before a terminal is told why nothing happens.
#[expect(clippy::print_stderr, reason = "a command speaks to the person who ran it")]
fn at_a_terminal() -> Manner {
    let told = |wait: std::time::Duration| {
        eprintln!("doorkey: Microsoft asks to wait: going on in {} s", wait.as_secs().max(1));
    };
    Manner { told, ..Manner::AT_THE_DESK }
}

/// Reads a user name that the desk typed.
fn user_name(text: &str) -> Result<UserName, CommandError> {
    Ok(text.parse()?)
}
