//! `doorkey token`: what opens the desk's API.

use super::when::{self, in_words, rfc_3339};
use super::{CommandError, open, user_name};
use crate::directory::By;
use crate::directory::desk_tokens::{ListedToken, Scope, TokenRequest};
use crate::settings::{DeskFlags, SettingError};
use clap::Args;
use doorkey_protocol::time::Span;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::io::Write;

/// The longest that a token lasts.
const LONGEST: Span = Span::from_mins(366 * 24 * 60);

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Make a token, and show it for the only time
    Create(Create),
    /// List tokens, never what they are
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Revoke a token
    Revoke {
        /// Its id, as `token list` shows it
        id: uuid::Uuid,
    },
}

#[derive(Args)]
pub(super) struct Create {
    /// What it is for, such as 'Front desk scripts'
    #[arg(long, value_name = "TEXT")]
    name: String,
    #[arg(
        long = "scope",
        value_name = "SCOPE",
        value_delimiter = ',',
        required = true,
        help = "What it may do, by the names of Microsoft Graph, a list with commas: \
                Policy.Read.AuthenticationMethod, Policy.ReadWrite.AuthenticationMethod, \
                UserAuthMethod-TAP.Read.All, UserAuthMethod-TAP.ReadWrite.All, \
                UserAuthenticationMethod.Read.All, UserAuthenticationMethod.ReadWrite.All, User.Read.All, \
                User.ReadWrite.All, Group.Read.All, Group.ReadWrite.All, AuditLog.Read.All"
    )]
    scopes: Vec<String>,
    /// How long it lasts, such as 90d or 8h; a year at most
    #[arg(long, value_name = "LENGTH")]
    expires: String,
    /// Whom it acts for: they must be in the issuing group to issue; an application need not be
    /// [default: nobody, an application]
    #[arg(long = "for", value_name = "USER_NAME")]
    person: Option<String>,
    /// An application that may issue passes for privileged people, too
    #[arg(long, conflicts_with = "person")]
    privileged: bool,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct TokenJson<'a> {
    id: String,
    name: &'a str,
    person: Option<&'a str>,
    scopes: Vec<&'static str>,
    privileged: bool,
    state: &'static str,
    expires_at: String,
    last_used_at: Option<String>,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    let mut out = std::io::stdout();
    let by = By::operator()?;
    match command {
        Command::Create(create) => {
            let wanted = request(&create)?;
            let directory = open(desk).await?;
            let (id, token) = directory.create_token(&by, wanted).await?;
            directory.close().await;
            if create.json {
                let json = serde_json::json!({ "id": id, "token": token.expose() });
                writeln!(out, "{}", serde_json::to_string_pretty(&json)?)?;
            } else {
                writeln!(out, "{}", token.expose())?;
                writeln!(out)?;
                writeln!(out, "This token is shown once. Its id is {id}: doorkey token revoke {id}")?;
            }
        }
        Command::List { json } => {
            let directory = open(desk).await?;
            let (tokens, now) = (directory.tokens().await?, directory.clock.now());
            directory.close().await;
            let state = |token: &ListedToken| match token.revoked_at {
                Some(_) => "revoked",
                None if token.expires_at <= now => "expired",
                None => "usable",
            };
            if json { list_json(&tokens, state)? } else { list(&tokens, state)? }
        }
        Command::Revoke { id } => {
            let directory = open(desk).await?;
            let revoked = directory.revoke_token(&by, id).await?;
            directory.close().await;
            let said = if revoked { "revoked the token" } else { "there is no such token, or it is revoked" };
            writeln!(out, "{said}")?;
        }
    }
    Ok(())
}

fn request(create: &Create) -> Result<TokenRequest, CommandError> {
    let name = create.name.trim();
    if name.is_empty() || name.chars().count() > 200 || name.chars().any(char::is_control) {
        return Err(SettingError::new("--name", "must be one line of 1 to 200 characters").into());
    }
    let scopes = create.scopes.iter().map(|text| text.parse::<Scope>());
    let scopes = scopes.collect::<Result<_, _>>().map_err(|error| SettingError::new("--scope", error))?;
    let lifetime = when::length(&create.expires)
        .filter(|length| *length > Span::from_millis(0) && *length <= LONGEST)
        .ok_or_else(|| {
            SettingError::new(
                "--expires",
                format!("must be a length such as 90d or 8h, a year at most, not '{}'", create.expires),
            )
        })?;
    Ok(TokenRequest {
        name: name.to_owned(),
        person: create.person.as_deref().map(user_name).transpose()?,
        scopes,
        lifetime,
        privileged: create.privileged,
    })
}

fn list(tokens: &[ListedToken], state: impl Fn(&ListedToken) -> &'static str) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if tokens.is_empty() {
        return Ok(writeln!(
            out,
            "no tokens yet; to make one: doorkey token create --name Scripts --scope User.Read.All --expires 90d"
        )?);
    }
    let zone = TimeZone::system();
    for token in tokens {
        let whose = token.person.as_deref().unwrap_or("an application");
        let mark = if token.privileged { ", privileged" } else { "" };
        writeln!(out, "{}  {}  {} ({whose}{mark})", token.id, state(token), token.name)?;
        let scopes: Vec<_> = token.scopes.iter().map(|scope| scope.as_str()).collect();
        writeln!(out, "    may      {}", scopes.join(" "))?;
        writeln!(out, "    until    {}", in_words(token.expires_at, zone.clone()))?;
        let used = token.last_used_at.map_or("never".to_owned(), |at| in_words(at, zone.clone()));
        writeln!(out, "    used     {used}")?;
    }
    Ok(())
}

fn list_json(
    tokens: &[ListedToken],
    state: impl Fn(&ListedToken) -> &'static str,
) -> Result<(), CommandError> {
    let tokens: Vec<_> = tokens
        .iter()
        .map(|token| TokenJson {
            id: token.id.to_string(),
            name: &token.name,
            person: token.person.as_deref(),
            scopes: token.scopes.iter().map(|scope| scope.as_str()).collect(),
            privileged: token.privileged,
            state: state(token),
            expires_at: rfc_3339(token.expires_at),
            last_used_at: token.last_used_at.map(rfc_3339),
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&tokens)?)?)
}
