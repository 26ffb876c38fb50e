//! `doorkey policy`: the policy of passes.

use super::when::lifetime;
use super::{CommandError, open, tenant, tenant_client, user_name};
use crate::directory::{By, Directory, DirectoryError, find};
use crate::policy::{ALL_USERS, PassPolicy, Scope};
use crate::settings::DeskFlags;
use crate::store::{groups, people};
use clap::Args;
use std::io::Write;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// Show the policy that is in force
    Show {
        /// Print a JSON object
        #[arg(long)]
        json: bool,
    },
    /// Change the policy; what is not named stays
    Set(Set),
    /// Put the policy back to what it was in the beginning
    Reset,
}

#[derive(Args)]
#[group(required = true, multiple = true)]
pub(super) struct Set {
    /// Whether there are passes at all
    #[arg(long, value_name = "BOOL")]
    enabled: Option<bool>,
    /// How many characters a pass has, 8 to 48
    #[arg(long, value_name = "COUNT")]
    length: Option<u32>,
    /// How long a pass lasts when nobody says otherwise
    #[arg(long, value_name = "LENGTH")]
    default: Option<String>,
    /// The shortest that may be asked for, 10 minutes at least
    #[arg(long, value_name = "LENGTH")]
    minimum: Option<String>,
    /// The longest that may be asked for, 30 days at most
    #[arg(long, value_name = "LENGTH")]
    maximum: Option<String>,
    /// Whether every pass pays for one way in only
    #[arg(long, value_name = "BOOL")]
    once: Option<bool>,
    /// For whom passes are: groups, user names, or all_users; a list with commas
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    include: Option<Vec<String>>,
    /// For whom they are not, whoever includes them; '' for nobody
    #[arg(long, value_name = "WHO", value_delimiter = ',')]
    exclude: Option<Vec<String>>,
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    if let Some(client) = tenant_client(desk)? {
        return match command {
            Command::Show { json } => tenant::show_policy(&client, json).await,
            Command::Set(_) | Command::Reset => Err(CommandError::NotHere(
                "the policy is the tenant's: an Authentication Policy Administrator changes it in the Entra admin center",
            )),
        };
    }
    let directory = open(desk).await?;
    match command {
        Command::Show { json } => {
            let (policy, _) = directory.policy().await?;
            let shown =
                if json { serde_json::to_string_pretty(&policy)? } else { show(&directory, &policy).await? };
            directory.close().await;
            writeln!(std::io::stdout(), "{shown}")?;
        }
        Command::Set(set) => {
            let include = scopes(&directory, set.include).await?;
            let exclude = scopes(&directory, set.exclude).await?;
            let time = |text: Option<String>| text.as_deref().map(lifetime).transpose();
            let (default, minimum, maximum) = (time(set.default)?, time(set.minimum)?, time(set.maximum)?);
            let changed = directory
                .change_policy(&By::operator()?, None, |policy| {
                    let PassPolicy { enabled, default_length, usable_once, .. } = policy;
                    *enabled = set.enabled.unwrap_or(*enabled);
                    *default_length = set.length.unwrap_or(*default_length);
                    *usable_once = set.once.unwrap_or(*usable_once);
                    policy.default_lifetime = default.unwrap_or(policy.default_lifetime);
                    policy.minimum_lifetime = minimum.unwrap_or(policy.minimum_lifetime);
                    policy.maximum_lifetime = maximum.unwrap_or(policy.maximum_lifetime);
                    if let Some(include) = include {
                        policy.include = include;
                    }
                    if let Some(exclude) = exclude {
                        policy.exclude = exclude;
                    }
                    Ok(())
                })
                .await?;
            if let Ok(policy) = changed {
                let shown = show(&directory, &policy).await?;
                writeln!(std::io::stdout(), "{shown}")?;
            }
            directory.close().await;
        }
        Command::Reset => {
            directory.reset_policy(&By::operator()?).await?;
            let shown = show(&directory, &PassPolicy::default()).await?;
            directory.close().await;
            writeln!(std::io::stdout(), "{shown}")?;
        }
    }
    Ok(())
}

async fn scopes(
    directory: &Directory,
    named: Option<Vec<String>>,
) -> Result<Option<Vec<Scope>>, CommandError> {
    let Some(named) = named else { return Ok(None) };
    let mut connection = directory.store.read().await.map_err(DirectoryError::from)?;
    let mut scopes = Vec::new();
    for name in named.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        if name == ALL_USERS {
            scopes.push(Scope::Everyone);
        } else if let Some(group) =
            groups::by_name(&mut connection, name).await.map_err(DirectoryError::from)?
        {
            scopes.push(Scope::Group(group.id));
        } else if name.contains('@') {
            scopes.push(Scope::Person(find(&mut connection, &user_name(name)?).await?.id));
        } else {
            return Err(DirectoryError::UnknownGroup(name.to_owned()).into());
        }
    }
    Ok(Some(scopes))
}

async fn show(directory: &Directory, policy: &PassPolicy) -> Result<String, CommandError> {
    let who = [&policy.include, &policy.exclude];
    let mut named = Vec::new();
    let mut connection = directory.store.read().await.map_err(DirectoryError::from)?;
    for scopes in who {
        let mut names = Vec::new();
        for scope in scopes {
            names.push(match scope {
                Scope::Everyone => ALL_USERS.to_owned(),
                Scope::Group(id) => groups::by_id(&mut connection, *id)
                    .await
                    .map_err(DirectoryError::from)?
                    .map_or_else(|| format!("a group that is gone ({id})"), |group| group.display_name),
                Scope::Person(id) => people::by_id(&mut connection, *id)
                    .await
                    .map_err(DirectoryError::from)?
                    .map_or_else(|| format!("somebody who is gone ({id})"), |person| person.user_name),
            });
        }
        named.push(if names.is_empty() { "nobody".to_owned() } else { names.join(", ") });
    }
    let usage = if policy.usable_once {
        "one way in, each of them"
    } else {
        "one or many ways in, as each is issued"
    };
    let lines = [
        ("Passes", if policy.enabled { "enabled" } else { "disabled" }.to_owned()),
        ("Length", format!("{} characters", policy.default_length)),
        (
            "Lifetime",
            format!(
                "{} minutes; {} at least, {} at most",
                policy.default_lifetime.as_minutes(),
                policy.minimum_lifetime.as_minutes(),
                policy.maximum_lifetime.as_minutes()
            ),
        ),
        ("Good for", usage.to_owned()),
        ("For", named[0].clone()),
        ("Not for", named[1].clone()),
    ];
    let lines: Vec<_> = lines.iter().map(|(name, value)| format!("{name:9} {value}")).collect();
    Ok(lines.join("\n"))
}
