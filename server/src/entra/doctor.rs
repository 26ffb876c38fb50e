//! The tenant, read as a newcomer meets it.
//!
//! Owns what is looked at beyond what the app may do: for whom passes are, who can issue them, whether
//! passkeys (`passkeys`) and Authenticator can be set up, and Conditional Access. It reads only.

mod passkeys;

use super::check::{self, unread};
use super::client::Client;
use super::conditional::{self, EmergencyGroup};
use super::error::EntraError;
use super::objects::{POLICY, Target, TenantPolicy};
use crate::checkup::Item;
use serde::Deserialize;
use serde_json::Value;

/// Entra's roles by the ids of their templates, and what they have to do with passes.
const ISSUERS: [(&str, &str, &str); 3] = [
    (
        "c4e39bd9-1100-46d3-8c65-fb160da0071f",
        "Authentication Administrator",
        "for members who are no administrators",
    ),
    ("7be44c8a-adaf-4e2a-84d6-ab2649e08a13", "Privileged Authentication Administrator", "for everybody"),
    ("62e90394-69f5-4237-9190-012177145e10", "Global Administrator", "for everybody"),
];

/// All that was found, and the emergency group that every policy leaves out.
pub(crate) struct Report {
    /// Item by item.
    pub(crate) findings: Vec<Item>,
    /// The group that all policies for everybody leave out, where there is one.
    pub(crate) emergency_group: Option<EmergencyGroup>,
}

/// Reads the tenant.
pub(crate) async fn report(client: &Client) -> Report {
    let (mut findings, policy) = check::with_policy(client).await;
    if findings.iter().any(|finding| finding.what == "token" && finding.stops) {
        return Report { findings, emergency_group: None };
    }
    let once_only = policy.as_ref().is_some_and(|policy| policy.is_usable_once);
    if let Some(policy) = policy {
        findings.push(scope(client, &policy).await);
        if !policy.is_usable_once {
            findings.push(Item::warning(
                "one-time passes",
                "the tenant lets passes be used again and again while they last",
                "where nobody sets devices up with one: 'Require one-time use' in the policy; a device wants a multi-use pass or two",
            ));
        }
        if policy.maximum_lifetime_in_minutes.as_minutes() > 8 * 60 {
            findings.push(Item::warning(
                "lifetime",
                format!("a pass may last {} minutes", policy.maximum_lifetime_in_minutes.as_minutes()),
                "a pass is a password while it lasts: a working day is usually enough",
            ));
        }
    }
    issuers(client, &mut findings).await;
    match client.get::<Value>(&client.configuration("Fido2"), POLICY).await {
        Ok(policy) => {
            let whom = whom_of(client, &policy).await;
            findings.extend(passkeys::findings(&policy, whom.as_deref()));
        }
        Err(error) => findings.push(unread("passkeys", &error)),
    }
    match client.get::<Value>(&client.configuration("MicrosoftAuthenticator"), POLICY).await {
        Ok(policy) => {
            let whom = whom_of(client, &policy).await;
            findings.push(match whom.filter(|_| is_on(&policy)) {
                Some(whom) => {
                    Item::ok("authenticator", format!("Microsoft Authenticator can be set up by {whom}"))
                }
                None => Item::warning(
                    "authenticator",
                    "Microsoft Authenticator is switched off",
                    "enable it for newcomers, or tell them to choose a passkey",
                ),
            });
        }
        Err(error) => findings.push(unread("authenticator", &error)),
    }
    let (conditional, emergency_group) = conditional::findings(client, once_only).await;
    findings.extend(conditional);
    Report { findings, emergency_group }
}

/// For whom passes are.
async fn scope(client: &Client, policy: &TenantPolicy) -> Item {
    let item = "who can have one";
    match for_whom(client, policy.included(), policy.excluded()).await {
        Some(whom) => Item::ok(item, format!("passes are for {whom}")),
        None => Item::problem(
            item,
            "passes are for nobody",
            "include newcomers in the policy of passes, by a group or all",
        ),
    }
}

/// For whom a policy of a kind of method is, in words; `None` when it is for nobody.
async fn whom_of(client: &Client, policy: &Value) -> Option<String> {
    let targets = |name: &str| -> Vec<Target> {
        let targets = policy[name].as_array().into_iter().flatten();
        targets.filter_map(|target| Target::deserialize(target).ok()).collect()
    };
    for_whom(client, &targets("includeTargets"), &targets("excludeTargets")).await
}

async fn for_whom(client: &Client, included: &[Target], excluded: &[Target]) -> Option<String> {
    let mut names = [Vec::new(), Vec::new()];
    for (targets, names) in [included, excluded].into_iter().zip(&mut names) {
        for target in targets {
            let everybody = target.is_everybody();
            names.push(if everybody { "everybody".to_owned() } else { client.group_name(&target.id).await });
        }
    }
    let [names, out] = names;
    let but = if out.is_empty() { String::new() } else { format!(", but for {}", out.join(", ")) };
    (!names.is_empty()).then(|| format!("{}{but}", names.join(", ")))
}

async fn issuers(client: &Client, findings: &mut Vec<Item>) {
    let item = "who can issue";
    let mut people = 0;
    for (role, name, whom) in ISSUERS {
        let (holders, eligible) = match who_has(client, role).await {
            Ok(found) => found,
            Err(error) => return findings.push(unread(item, &error)),
        };
        people += if role == ISSUERS[2].0 { 0 } else { holders.len() + eligible.len() };
        for (who, words) in [(holders, ""), (eligible, ", once activated")] {
            if !who.is_empty() {
                let shown = who.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
                let more = who.len().saturating_sub(10);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                findings.push(Item::ok(item, format!("{name} ({whom}){words}: {shown}{more}")));
            }
        }
    }
    if people == 0 {
        findings.push(Item::warning(
            item,
            "nobody has the role Authentication Administrator: only Global Administrators and apps issue passes",
            "give the desk that role, best for the hours of registration (Privileged Identity Management), and no wider one",
        ));
    }
}

/// Who has a role, and who could activate it.
async fn who_has(client: &Client, role: &str) -> Result<(Vec<String>, Vec<String>), EntraError> {
    let of = format!("roleDefinitionId eq '{role}'");
    let assigned = client.roles("roleAssignments", &of, "principal").await?;
    let names = |all: Vec<Value>| all.iter().map(principal).collect();
    Ok((names(assigned), names(client.eligible("roleDefinitionId", role).await?)))
}

fn principal(assignment: &Value) -> String {
    let principal = &assignment["principal"];
    let name = [&principal["userPrincipalName"], &principal["displayName"], &assignment["principalId"]];
    super::error::clean(name.into_iter().find_map(Value::as_str).unwrap_or("somebody"), &[])
}

fn is_on(policy: &Value) -> bool {
    policy["state"].as_str().is_some_and(|state| state.eq_ignore_ascii_case("enabled"))
}
