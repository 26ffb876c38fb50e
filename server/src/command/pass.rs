//! `doorkey pass`: issue, list and revoke, here or, where Entra is the directory, in the tenant.

mod entra;

use super::when::{in_words, lifetime, rfc_3339, start};
use super::{CommandError, open, tenant_client, user_name};
use crate::directory::pass_record::Standing;
use crate::directory::{By, IssueRequest, Issued, ListedPass};
use crate::settings::DeskFlags;
use clap::Args;
use doorkey_protocol::secret::Secret;
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::io::Write;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Issue a pass; the person's former one ends at once
    Issue(Issue),
    /// List passes, never what they are
    List {
        /// Whose [default: everybody's]
        user_name: Option<String>,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Revoke somebody's pass
    Revoke {
        /// Whose
        user_name: String,
    },
}

#[derive(Args)]
pub(super) struct Issue {
    /// For whom
    user_name: String,
    /// How long it can be used, within the policy, such as 90, 90m, 2h, '1 day' [default: as the policy says]
    #[arg(long, value_name = "LENGTH", allow_hyphen_values = true)]
    lifetime: Option<String>,
    /// It pays for one passkey and is used up then
    #[arg(long, conflicts_with = "multi")]
    once: bool,
    /// It can be used as often as needed while it lasts [default: as the policy says]
    #[arg(long)]
    multi: bool,
    /// Print a link that shows the pass once, in place of the pass
    #[arg(long)]
    sealed: bool,
    /// Issue it although the person's pass in the tenant is only minutes old (with --directory entra)
    #[arg(long)]
    replace: bool,
    /// It is for an administrator of the tenant (with --directory entra); raises an alert
    #[arg(long)]
    privileged: bool,
    /// From when: 09:00 (the next), '2026-11-24 09:00', RFC 3339, 'in 2h' [default: now]
    #[arg(long, value_name = "WHEN", allow_hyphen_values = true)]
    start: Option<String>,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

impl Issue {
    /// What makes no sense without a tenant.
    fn of_a_tenant(&self) -> Option<&'static str> {
        let flags = [(self.replace, "--replace"), (self.privileged, "--privileged")];
        flags.into_iter().find(|(given, _)| *given).map(|(_, flag)| flag)
    }

    fn one_time(&self) -> Option<bool> {
        match (self.once, self.multi) {
            (true, _) => Some(true),
            (_, true) => Some(false),
            _ => None,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct IssuedJson<'a> {
    user_name: &'a str,
    display_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pass: Option<&'a str>,
    starts_at: String,
    ends_at: String,
    one_time: bool,
    link: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed_link: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListedJson<'a> {
    user_name: &'a str,
    display_name: &'a str,
    state: String,
    starts_at: String,
    ends_at: String,
    one_time: bool,
    created_at: String,
    used_at: Option<String>,
    /// Of a pass that was handed over by a sealed link: whether that was opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    sealed_link: Option<&'static str>,
    opened_at: Option<String>,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    if let Some(client) = tenant_client(desk)? {
        return entra::run(desk, client, command).await;
    }
    match command {
        Command::Issue(wanted) => {
            if let Some(flag) = wanted.of_a_tenant() {
                return Err(CommandError::OnlyThere(flag));
            }
            let user_name = user_name(&wanted.user_name)?;
            let request = IssueRequest {
                lifetime: wanted.lifetime.as_deref().map(lifetime).transpose()?,
                starts_at: wanted.start.as_deref().map(|text| start(text, &Zoned::now())).transpose()?,
                one_time: wanted.one_time(),
                sealed: wanted.sealed,
            };
            let directory = open(desk).await?;
            let issued = directory.issue(&By::operator()?, &user_name, request).await?;
            directory.close().await;
            if wanted.json { show_json(&issued) } else { show(&issued) }
        }
        Command::List { user_name: name, json } => {
            let name = name.as_deref().map(user_name).transpose()?;
            let directory = open(desk).await?;
            let passes = directory.passes(name.as_ref()).await?;
            directory.close().await;
            if json { list_json(&passes) } else { list(&passes) }
        }
        Command::Revoke { user_name: name } => {
            let name = user_name(&name)?;
            let directory = open(desk).await?;
            let person = directory.revoke(&By::operator()?, &name).await?;
            directory.close().await;
            Ok(writeln!(std::io::stdout(), "revoked the pass of {}", person.user_name)?)
        }
    }
}

fn show(issued: &Issued) -> Result<(), CommandError> {
    let zone = TimeZone::system();
    let kind = if issued.one_time {
        "one passkey, then it is used up"
    } else {
        "as many passkeys as needed while it lasts"
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "Pass for     {} ({})", issued.person.display_name, issued.person.user_name)?;
    writeln!(out)?;
    match &issued.envelope_link {
        Some(link) => writeln!(out, "             {}", link.expose())?,
        None => writeln!(out, "             {}", issued.pass.grouped().expose())?,
    }
    writeln!(out)?;
    writeln!(out, "Usable from  {}", in_words(issued.validity.starts_at, zone.clone()))?;
    writeln!(out, "Until        {}", in_words(issued.validity.ends_at(), zone))?;
    writeln!(out, "Good for     {kind}")?;
    writeln!(out, "Invitation   {}", issued.invitation_link)?;
    writeln!(out)?;
    let last = match issued.envelope_link {
        Some(_) => {
            "The first link shows the pass once, to whoever opens it and presses the button: send it to nobody else.\n\
             `doorkey pass list` says whether it was opened."
        }
        None => "This pass is shown once. The link does not contain it: hand it over apart from the link.",
    };
    Ok(writeln!(out, "{last}")?)
}

fn show_json(issued: &Issued) -> Result<(), CommandError> {
    let shown = issued.pass.grouped();
    let json = serde_json::to_string_pretty(&IssuedJson {
        user_name: &issued.person.user_name,
        display_name: &issued.person.display_name,
        pass: issued.envelope_link.is_none().then_some(shown.expose()),
        starts_at: rfc_3339(issued.validity.starts_at),
        ends_at: rfc_3339(issued.validity.ends_at()),
        one_time: issued.one_time,
        link: &issued.invitation_link,
        sealed_link: issued.envelope_link.as_ref().map(Secret::expose),
    })?;
    Ok(writeln!(std::io::stdout(), "{json}")?)
}

fn list(passes: &[ListedPass]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if passes.is_empty() {
        return Ok(writeln!(out, "no passes yet; to issue one: doorkey pass issue sam@demo.example")?);
    }
    let zone = TimeZone::system();
    let width = passes.iter().map(|listed| listed.person.user_name.chars().count()).max().unwrap_or(0);
    for listed in passes {
        let pass = &listed.pass;
        let time = match listed.standing {
            Standing::NotYet(from) => format!("from {}", in_words(from, zone.clone())),
            Standing::Used => {
                pass.used_at.map(|at| format!("at {}", in_words(at, zone.clone()))).unwrap_or_default()
            }
            Standing::Replaced | Standing::Revoked => {
                pass.ended.map(|(at, _)| format!("at {}", in_words(at, zone.clone()))).unwrap_or_default()
            }
            Standing::Usable | Standing::Expired(_) | Standing::Locked | Standing::Blocked => {
                format!("until {}", in_words(pass.validity.ends_at(), zone.clone()))
            }
        };
        let kind = if pass.one_time { "one-time" } else { "multi-use" };
        let link = match listed.opened {
            Some(Some(at)) => format!("  link opened at {}", in_words(at, zone.clone())),
            Some(None) => "  link not opened".to_owned(),
            None => String::new(),
        };
        writeln!(out, "{:width$}  {:8}  {kind:9}  {time}{link}", listed.person.user_name, listed.standing)?;
    }
    Ok(())
}

fn list_json(passes: &[ListedPass]) -> Result<(), CommandError> {
    let passes: Vec<_> = passes
        .iter()
        .map(|listed| ListedJson {
            user_name: &listed.person.user_name,
            display_name: &listed.person.display_name,
            state: listed.standing.to_string(),
            starts_at: rfc_3339(listed.pass.validity.starts_at),
            ends_at: rfc_3339(listed.pass.validity.ends_at()),
            one_time: listed.pass.one_time,
            created_at: rfc_3339(listed.pass.created_at),
            used_at: listed.pass.used_at.map(rfc_3339),
            sealed_link: listed.opened.map(|opened| if opened.is_some() { "opened" } else { "notOpened" }),
            opened_at: listed.opened.flatten().map(rfc_3339),
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&passes)?)?)
}
