//! `doorkey pass` with Entra as the directory.
//!
//! Owns what is printed of passes of the tenant. The text of one is printed once, here, and nowhere else.

use super::super::when::{in_words, lifetime, rfc_3339, start};
use super::super::{CommandError, open, user_name};
use super::{Command, Issue, IssuedJson};
use crate::directory::By;
use crate::entra::Client;
use crate::entra::desk::{Desk, Issued, Meant};
use crate::entra::objects::{ListedPass, Wish};
use crate::settings::DeskFlags;
use doorkey_protocol::entra::UsabilityReason;
use doorkey_protocol::person::Person;
use doorkey_protocol::time::Timestamp;
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::io::Write;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ListedJson<'a> {
    id: &'a str,
    user_name: &'a str,
    display_name: &'a str,
    state: &'static str,
    starts_at: String,
    ends_at: String,
    one_time: bool,
    created_at: String,
}

pub(super) async fn run(desk: &DeskFlags, client: Client, command: Command) -> Result<(), CommandError> {
    match command {
        Command::Issue(wanted) => issue(desk, client, &wanted).await,
        Command::List { user_name: None, .. } => Err(CommandError::NotHere(
            "passes are listed for one person: doorkey pass list USER_NAME (Microsoft Graph has no list of all)",
        )),
        Command::List { user_name: Some(name), json } => {
            let name = user_name(&name)?;
            let directory = open(desk).await?;
            let found = Desk::new(client, &directory).passes(&name).await;
            let now = directory.clock.now();
            directory.close().await;
            let (person, passes) = found?;
            if json { list_json(&person, &passes, now) } else { list(&person, &passes, now) }
        }
        Command::Revoke { user_name: name } => {
            let name = user_name(&name)?;
            let directory = open(desk).await?;
            let revoked = Desk::new(client, &directory).revoke(&By::operator()?, &name).await;
            directory.close().await;
            Ok(writeln!(std::io::stdout(), "revoked the pass of {}", revoked?.user_name)?)
        }
    }
}

async fn issue(desk: &DeskFlags, client: Client, wanted: &Issue) -> Result<(), CommandError> {
    if wanted.sealed {
        return Err(CommandError::NotHere(
            "--sealed does not work: an envelope belongs to a pass that this server checks, and dies with it; whether a \
             pass of the tenant still lives only Microsoft knows. Without --sealed the pass is printed once",
        ));
    }
    let name = user_name(&wanted.user_name)?;
    let wish = Wish {
        lifetime: wanted.lifetime.as_deref().map(lifetime).transpose()?,
        starts_at: wanted.start.as_deref().map(|text| start(text, &Zoned::now())).transpose()?,
        one_time: wanted.one_time(),
    };
    let directory = open(desk).await?;
    let meant = Meant { replaces: wanted.replace, privileged: wanted.privileged };
    let issued = Desk::new(client, &directory).issue(&By::operator()?, &name, wish, meant).await;
    directory.close().await;
    let issued = issued?;
    if wanted.json { show_json(&issued) } else { show(&issued) }
}

fn show(issued: &Issued) -> Result<(), CommandError> {
    let zone = TimeZone::system();
    let state = issued.listed.state;
    let kind = if state.one_time {
        "one sign-in, then it is used up"
    } else {
        "as many sign-ins as needed while it lasts"
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "Pass for     {} ({})", issued.person.display_name, issued.person.user_name)?;
    writeln!(out)?;
    writeln!(out, "             {}", issued.text.expose())?;
    writeln!(out)?;
    writeln!(out, "Usable from  {}", in_words(state.validity.starts_at, zone.clone()))?;
    writeln!(out, "Until        {}", in_words(state.validity.ends_at(), zone))?;
    writeln!(out, "Good for     {kind}")?;
    writeln!(out, "Invitation   {}", issued.invitation_link)?;
    writeln!(out)?;
    let last = "This pass is shown once, and typed on Microsoft's page only. Upper and lower case matter.\n\
                The link does not contain it: hand it over apart from the link.\n\
                Microsoft may take a few minutes to know it everywhere: who is refused at once tries again, with this pass.";
    Ok(writeln!(out, "{last}")?)
}

fn show_json(issued: &Issued) -> Result<(), CommandError> {
    let state = issued.listed.state;
    let json = serde_json::to_string_pretty(&IssuedJson {
        user_name: &issued.person.user_name,
        display_name: &issued.person.display_name,
        pass: Some(issued.text.expose()),
        starts_at: rfc_3339(state.validity.starts_at),
        ends_at: rfc_3339(state.validity.ends_at()),
        one_time: state.one_time,
        link: &issued.invitation_link,
        sealed_link: None,
    })?;
    Ok(writeln!(std::io::stdout(), "{json}")?)
}

/// What the desk is told of a pass: Graph's reason, and why, where it gives several away as one.
fn standing(pass: &ListedPass, now: Timestamp) -> &'static str {
    match pass.state.reason {
        _ if pass.state.usable => "usable",
        UsabilityReason::Expired => "expired",
        UsabilityReason::NotYetValid => "not yet",
        UsabilityReason::OneTimeUsed => "used",
        UsabilityReason::DisabledByPolicy => "blocked by policy",
        UsabilityReason::EnabledByPolicy | UsabilityReason::Unknown
            if now >= pass.state.validity.ends_at() =>
        {
            "expired"
        }
        UsabilityReason::EnabledByPolicy | UsabilityReason::Unknown => "not usable",
    }
}

fn list(person: &Person, passes: &[ListedPass], now: Timestamp) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if passes.is_empty() {
        let name = &person.user_name;
        return Ok(writeln!(
            out,
            "Microsoft lists no pass for {name}; to issue one: doorkey pass issue '{name}'"
        )?);
    }
    let zone = TimeZone::system();
    for pass in passes {
        let validity = pass.state.validity;
        let time = match pass.state.reason {
            UsabilityReason::NotYetValid => format!("from {}", in_words(validity.starts_at, zone.clone())),
            _ => format!("until {}", in_words(validity.ends_at(), zone.clone())),
        };
        let kind = if pass.state.one_time { "one-time" } else { "multi-use" };
        writeln!(out, "{}  {:8}  {kind:9}  {time}", person.user_name, standing(pass, now))?;
    }
    Ok(())
}

fn list_json(person: &Person, passes: &[ListedPass], now: Timestamp) -> Result<(), CommandError> {
    let passes: Vec<_> = passes
        .iter()
        .map(|pass| ListedJson {
            id: &pass.id,
            user_name: &person.user_name,
            display_name: &person.display_name,
            state: standing(pass, now),
            starts_at: rfc_3339(pass.state.validity.starts_at),
            ends_at: rfc_3339(pass.state.validity.ends_at()),
            one_time: pass.state.one_time,
            created_at: rfc_3339(pass.created_at),
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&passes)?)?)
}
