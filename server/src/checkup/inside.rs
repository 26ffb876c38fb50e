//! What a doctor finds within: the policy, the rules, who may issue, what is told to whom, what is kept.

use super::Item;
use crate::backup::BACKUP_MADE;
use crate::directory::desk_tokens::Scope;
use crate::directory::rules::was_seen;
use crate::directory::{Directory, DirectoryError};
use crate::policy::{PassPolicy, Scope as Whom};
use crate::rules::{Rule, RuleState, Rules, Says};
use crate::store::audit::{self, Wanted};
use crate::store::people::PersonRecord;
use crate::store::tokens::TokenRecord;
use crate::store::{self, Connection, StoreError, alerts, groups, people, tokens};
use doorkey_protocol::time::{Span, Timestamp};

/// The setting by which a server says whether alerts go to a webhook.
const WEBHOOK: &str = "alert-webhook";

/// The longest that a program may hold a token with which it issues.
const TOKEN: Span = days(90);
/// A token that was not used for so long is nobody's any more.
const UNUSED: Span = days(30);
/// How long an alert may wait.
const ALERT: Span = Span::from_mins(15);
/// How old the last backup may be.
const BACKUP: Span = days(7);
/// How far clocks may be apart.
const CLOCK: Span = Span::from_mins(1);

/// The most that a pass lasts in minutes when nobody says otherwise, and at all.
const LIFETIMES: (u32, u32) = (60, 480);

const fn days(days: i64) -> Span {
    Span::from_mins(days * 24 * 60)
}

impl Directory {
    /// Examines what the folder holds; people and passes only where they are `ours`, and not a tenant's. Nothing
    /// is changed.
    pub(crate) async fn check_up(&self, ours: bool) -> Result<Vec<Item>, DirectoryError> {
        let mut snapshot = self.store.snapshot().await?;
        let connection = &mut *snapshot;
        let now = self.clock.now();
        let mut items = Vec::new();
        if ours {
            let (policy, _) = PassPolicy::read(connection).await?;
            items.extend([
                self.issuing_group(connection).await?,
                lifetimes(&policy),
                one_time(&policy),
                rules(connection).await?,
                emergency_accounts(connection, &policy).await?,
            ]);
        }
        items.extend([
            long_tokens(&tokens::all(connection).await?, now),
            unused_tokens(&tokens::all(connection).await?, now),
            webhook(connection).await?,
            waiting_alerts(connection, now).await?,
            self.chain(connection).await?,
            backup(connection, now).await?,
            clock(connection, now).await?,
        ]);
        Ok(items)
    }

    async fn issuing_group(&self, connection: &mut Connection) -> Result<Item, StoreError> {
        let what = "issuing group";
        let Some(group) = self.issuers(connection).await? else {
            return Ok(Item::problem(
                what,
                "is not set: nobody at the desk may issue",
                "doorkey group issuers NAME",
            ));
        };
        let name =
            groups::by_id(connection, group).await?.map(|group| group.display_name).unwrap_or_default();
        let members = groups::members(connection, group, "", i64::MAX).await?;
        Ok(match members.len() {
            0 => Item::problem(
                what,
                format!("nobody is in {name}"),
                format!("doorkey group join '{name}' USER_NAME"),
            ),
            1 => Item::ok(what, format!("{name}, one member")),
            count => Item::ok(what, format!("{name}, {count} members")),
        })
    }

    async fn chain(&self, connection: &mut Connection) -> Result<Item, StoreError> {
        let (head, breaches) = self.audit.verify(connection, None).await?;
        Ok(match breaches.first() {
            None => Item::ok("audit", format!("is whole, and ends at {head}")),
            Some(breach) => Item::problem(
                "audit",
                format!("is not whole: {breach}"),
                "keep the data folder as it is; all of it: doorkey audit verify",
            ),
        })
    }
}

fn alive(tokens: &[TokenRecord], now: Timestamp) -> impl Iterator<Item = &TokenRecord> {
    tokens.iter().filter(move |token| token.revoked_at.is_none() && now < token.expires_at)
}

fn named<'a>(tokens: impl Iterator<Item = &'a TokenRecord>) -> Vec<String> {
    tokens.map(|token| format!("{} ({})", token.name, token.id)).collect()
}

fn long_tokens(tokens: &[TokenRecord], now: Timestamp) -> Item {
    let what = "application tokens";
    let may_issue = |token: &&TokenRecord| {
        let issuing = [Scope::WritePasses.as_str(), Scope::WriteMethods.as_str()];
        token.person.is_none() && token.scopes.split(' ').any(|scope| issuing.contains(&scope))
    };
    let long = named(
        alive(tokens, now).filter(may_issue).filter(|token| token.expires_at - token.created_at > TOKEN),
    );
    if long.is_empty() {
        return Item::ok(what, "none that may issue lasts longer than 90 days");
    }
    Item::problem(
        what,
        format!("may issue and last longer than 90 days: {}", long.join(", ")),
        "make another with --expires 90d, use that, and revoke this: doorkey token revoke ID",
    )
}

fn unused_tokens(tokens: &[TokenRecord], now: Timestamp) -> Item {
    let what = "unused tokens";
    let idle = |token: &&TokenRecord| now - token.last_used_at.unwrap_or(token.created_at) > UNUSED;
    let unused = named(alive(tokens, now).filter(idle));
    if unused.is_empty() {
        return Item::ok(what, "none was left unused for 30 days");
    }
    Item::warning(what, format!("nobody used for 30 days: {}", unused.join(", ")), "doorkey token revoke ID")
}

fn lifetimes(policy: &PassPolicy) -> Item {
    let what = "lifetimes";
    let (default, most) = (policy.default_lifetime.as_minutes(), policy.maximum_lifetime.as_minutes());
    let says = format!("{default} minutes when nobody says otherwise, {most} at most");
    if default <= LIFETIMES.0 && most <= LIFETIMES.1 {
        return Item::ok(what, says);
    }
    Item::warning(
        what,
        format!("{says}: long enough to be found by others"),
        "doorkey policy set --default 1h --maximum 8h; a later start is better than a longer life",
    )
}

fn one_time(policy: &PassPolicy) -> Item {
    if policy.usable_once {
        return Item::ok("one-time passes", "every pass pays for one way in");
    }
    Item::warning(
        "one-time passes",
        "a pass can be used again and again while it lasts, by whoever has seen it",
        "doorkey policy set --once true",
    )
}

async fn rules(connection: &mut Connection) -> Result<Item, DirectoryError> {
    let rules = Rules::read(connection).await?;
    let unseen = [
        unseen(connection, rules.hours.as_ref()).await?,
        unseen(connection, rules.networks.as_ref()).await?,
        unseen(connection, rules.ways.as_ref()).await?,
    ];
    let unseen: Vec<_> = unseen.into_iter().flatten().collect();
    if unseen.is_empty() {
        return Ok(Item::ok("rules", "none is held that did not report first"));
    }
    Ok(Item::warning(
        "rules",
        format!("are held and never reported what they say: {}", unseen.join(", ")),
        "doorkey rule state NAME report-only, and after some days: doorkey report rules",
    ))
}

async fn unseen<T: Says>(
    connection: &mut Connection,
    rule: Option<&Rule<T>>,
) -> Result<Option<&'static str>, DirectoryError> {
    match rule {
        Some(rule) if rule.state == RuleState::Enabled && !was_seen(connection, rule).await? => {
            Ok(Some(T::NAME))
        }
        _ => Ok(None),
    }
}

async fn webhook(connection: &mut Connection) -> Result<Item, StoreError> {
    let what = "alerts";
    Ok(match store::setting(connection, WEBHOOK).await?.as_deref() {
        Some("set") => Item::ok(what, "go to a webhook and to the log"),
        Some(_) => Item::warning(
            what,
            "go to the log alone, which nobody reads in time",
            "give the server a webhook: doorkey serve --help",
        ),
        None => {
            Item::warning(what, "no server has said yet where they go", "start the server: doorkey serve")
        }
    })
}

async fn waiting_alerts(connection: &mut Connection, now: Timestamp) -> Result<Item, StoreError> {
    let what = "undelivered alerts";
    // Without a webhook they wait for nothing, and that is told already.
    let has_webhook = store::setting(connection, WEBHOOK).await?.is_none_or(|said| said == "set");
    let (count, oldest) = alerts::waiting(connection).await?;
    Ok(match oldest.filter(|_| has_webhook) {
        Some(oldest) if now - oldest > ALERT => Item::problem(
            what,
            format!("{count} wait, one of them since {} minutes", (now - oldest).as_millis() / 60_000),
            "see in the server's log why the webhook does not take them",
        ),
        _ => Item::ok(what, "none waits for longer than 15 minutes"),
    })
}

async fn emergency_accounts(connection: &mut Connection, policy: &PassPolicy) -> Result<Item, StoreError> {
    let what = "emergency accounts";
    let everybody = people::all(connection).await?;
    let marked: Vec<_> = everybody.iter().filter(|person| person.emergency && person.enabled).collect();
    if marked.len() < 2 {
        return Ok(Item::problem(
            what,
            format!("{} marked: with fewer than two, one lost key locks everybody out", marked.len()),
            "doorkey person add NAME --emergency, or: doorkey person change NAME --emergency true",
        ));
    }
    let mut incidental = Vec::new();
    for person in &marked {
        let own = groups::of_person(connection, person.id).await?;
        // Whoever includes them by name has thought of them.
        let named = PassPolicy {
            include: policy.include.iter().filter(|whom| **whom != Whom::Everyone).cloned().collect(),
            ..policy.clone()
        };
        if policy.is_for(person, &own) && !named.is_for(person, &own) {
            incidental.push(PersonRecord::clone(person).user_name);
        }
    }
    if incidental.is_empty() {
        return Ok(Item::ok(what, format!("{} marked, and the policy thinks of them", marked.len())));
    }
    Ok(Item::warning(
        what,
        format!("can be given passes only because everybody can: {}", incidental.join(", ")),
        format!("doorkey policy set --exclude {}, or --include them by name", incidental.join(",")),
    ))
}

async fn backup(connection: &mut Connection, now: Timestamp) -> Result<Item, StoreError> {
    let remedy = "doorkey backup FILE, every night and to another disk";
    let made = store::setting(connection, BACKUP_MADE).await?.and_then(|text| text.parse().ok());
    let Some(made) = made.map(Timestamp::from_millis) else {
        return Ok(Item::problem("backup", "none was ever made", remedy));
    };
    let age = now - made;
    let hours = age.as_millis().max(0) / 3_600_000;
    let says = match hours {
        0 => "the last was made within the hour".to_owned(),
        1..48 => format!("the last was made {hours} h ago"),
        _ => format!("the last was made {} days ago", hours / 24),
    };
    Ok(if age > BACKUP { Item::problem("backup", says, remedy) } else { Item::ok("backup", says) })
}

async fn clock(connection: &mut Connection, now: Timestamp) -> Result<Item, StoreError> {
    let newest = audit::newest(connection, &Wanted { most: 1, ..Wanted::default() }).await?;
    Ok(match newest.first() {
        Some(event) if event.record.at - now > CLOCK => Item::problem(
            "clock",
            format!(
                "the newest event was written {} minutes from now",
                (event.record.at - now).minutes_begun()
            ),
            "set this machine's clock by NTP: passes begin and end by it",
        ),
        _ => Item::ok("clock", "nothing was written later than now"),
    })
}
