//! The tenant, read as a newcomer meets it.
//!
//! Owns what is looked at beyond what the app may do: for whom passes are, who can issue them, whether
//! passkeys and Authenticator can be set up, and Conditional Access. It reads only.

use super::check::{self, unread};
use super::client::Client;
use super::conditional;
use super::error::{EntraError, Need};
use super::objects::{POLICY, Target};
use crate::checkup::Item;
use serde_json::Value;

const ROLES: Need = Need { doing: "read who has which role", permission: "RoleManagement.Read.Directory" };

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

/// Authenticators by their AAGUID: what newcomers bring.
const AUTHENTICATOR: [&str; 2] =
    ["de1e552d-db1d-4423-a619-566b625cdc84", "90a3ccdf-635c-4729-a248-9b709135078f"];
const HELLO: [&str; 3] = [
    "08987058-cadc-4b81-b6e1-30de50dcbe96",
    "9ddd1817-af5a-4672-a2b9-3e3dd95000a9",
    "6028b017-b1d4-4c02-b4b3-afcdafc96bb2",
];

/// All that was found, and the emergency group that every policy leaves out.
pub(crate) struct Report {
    /// Item by item.
    pub(crate) findings: Vec<Item>,
    /// The group, where there is one that all policies have in common.
    pub(crate) emergency_group: Option<String>,
}

/// Reads the tenant.
pub(crate) async fn report(client: &Client) -> Report {
    let (mut findings, policy) = check::with_policy(client).await;
    if findings.iter().any(|finding| finding.what == "token" && finding.stops) {
        return Report { findings, emergency_group: None };
    }
    if let Some(policy) = policy {
        findings.push(scope(client, policy.included(), policy.excluded()).await);
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
        Ok(policy) => passkeys(&policy, &mut findings),
        Err(error) => findings.push(unread("passkeys", &error)),
    }
    match client.get::<Value>(&client.configuration("MicrosoftAuthenticator"), POLICY).await {
        Ok(policy) if is_on(&policy) => {
            findings.push(Item::ok("authenticator", "Microsoft Authenticator can be set up"));
        }
        Ok(_) => findings.push(Item::warning(
            "authenticator",
            "Microsoft Authenticator is switched off",
            "enable it for newcomers, or tell them to choose a passkey",
        )),
        Err(error) => findings.push(unread("authenticator", &error)),
    }
    let (conditional, emergency_group) = conditional::findings(client).await;
    findings.extend(conditional);
    Report { findings, emergency_group }
}

async fn scope(client: &Client, included: &[Target], excluded: &[Target]) -> Item {
    let item = "who can have one";
    let mut names = Vec::new();
    for target in included {
        names.push(if target.is_everybody() {
            "everybody".to_owned()
        } else {
            client.group_name(&target.id).await
        });
    }
    let mut out = Vec::new();
    for target in excluded {
        out.push(client.group_name(&target.id).await);
    }
    if names.is_empty() {
        return Item::problem(
            item,
            "passes are for nobody",
            "include newcomers in the policy of passes, by a group or all",
        );
    }
    let but = if out.is_empty() { String::new() } else { format!(", but for {}", out.join(", ")) };
    Item::ok(item, format!("passes are for {}{but}", names.join(", ")))
}

async fn issuers(client: &Client, findings: &mut Vec<Item>) {
    let mut people = 0;
    for (role, name, whom) in ISSUERS {
        match holders(client, role).await {
            Ok(holders) => {
                people += if role == ISSUERS[2].0 { 0 } else { holders.len() };
                if !holders.is_empty() {
                    let shown = holders.iter().take(10).cloned().collect::<Vec<_>>().join(", ");
                    let more = holders.len().saturating_sub(10);
                    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                    findings.push(Item::ok("who can issue", format!("{name} ({whom}): {shown}{more}")));
                }
            }
            Err(error) => return findings.push(unread("who can issue", &error)),
        }
    }
    if people == 0 {
        findings.push(Item::warning(
            "who can issue",
            "nobody has the role Authentication Administrator: only Global Administrators and apps issue passes",
            "give the desk that role, best for the hours of registration (Privileged Identity Management), and no wider one",
        ));
    }
}

async fn holders(client: &Client, role: &str) -> Result<Vec<String>, EntraError> {
    let query = format!("$filter=roleDefinitionId eq '{role}'&$expand=principal");
    let url = client.graph(&["v1.0", "roleManagement", "directory", "roleAssignments"], &query);
    let assignments = client.list(url, ROLES).await?;
    let names = assignments.iter().map(|assignment| {
        let principal = &assignment["principal"];
        let name = [&principal["userPrincipalName"], &principal["displayName"], &assignment["principalId"]];
        super::error::clean(name.into_iter().find_map(Value::as_str).unwrap_or("somebody"), &[])
    });
    Ok(names.collect())
}

fn is_on(policy: &Value) -> bool {
    policy["state"].as_str().is_some_and(|state| state.eq_ignore_ascii_case("enabled"))
}

/// What the policy of passkeys refuses people for. A newcomer needs one profile that lets them in.
fn passkeys(policy: &Value, findings: &mut Vec<Item>) {
    let item = "passkeys";
    if !is_on(policy) {
        let remedy = "enable Passkey (FIDO2) for newcomers in the policies of authentication methods";
        return findings.push(Item::problem(item, "passkeys are switched off in the tenant", remedy));
    }
    let begin = findings.len();
    if policy["isSelfServiceRegistrationAllowed"] == false {
        findings.push(Item::problem(
            item,
            "nobody can set a passkey up themselves",
            "switch 'Allow self-service set up' on in the policy of passkeys",
        ));
    }
    let profiles = policy["passkeyProfiles"].as_array().filter(|profiles| !profiles.is_empty());
    let profiles: Vec<&Value> = profiles.map_or_else(|| vec![policy], |profiles| profiles.iter().collect());
    let attested = |it: &&&Value| {
        it["isAttestationEnforced"] == true
            || it["attestationEnforcement"].as_str().is_some_and(|how| how != "disabled")
    };
    if profiles.iter().all(|profile| attested(&profile)) {
        findings.push(Item::warning(
            item,
            "attestation is enforced: passkeys that are synced, Windows Hello, and Authenticator from another device are refused",
            "people use the Authenticator app itself or a security key; or do not enforce it for newcomers",
        ));
    }
    for (kind, ids) in [("Microsoft Authenticator", &AUTHENTICATOR[..]), ("Windows Hello", &HELLO)] {
        if profiles.iter().all(|profile| !admits(&profile["keyRestrictions"], ids)) {
            findings.push(Item::warning(
                item,
                format!("the key restrictions refuse a passkey in {kind}"),
                format!("allow its AAGUIDs ({}), or tell newcomers what to bring", ids.join(", ")),
            ));
        }
    }
    if findings.len() == begin {
        findings.push(Item::ok(item, "passkeys can be set up by newcomers, of any kind"));
    }
}

fn admits(restrictions: &Value, ids: &[&str]) -> bool {
    if restrictions["isEnforced"] != true {
        return true;
    }
    let listed = |id: &&str| {
        let mut all = restrictions["aaGuids"].as_array().into_iter().flatten().filter_map(Value::as_str);
        all.any(|known| known.eq_ignore_ascii_case(id))
    };
    if restrictions["enforcementType"] == "block" { !ids.iter().all(listed) } else { ids.iter().any(listed) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkup::Health;
    use serde_json::json;

    #[test]
    fn what_refuses_a_passkey_is_named() {
        let keys =
            |kind: &str, ids: &[&str]| json!({ "isEnforced": true, "enforcementType": kind, "aaGuids": ids });
        let on = |more: Value| {
            let mut policy = json!({ "state": "enabled", "isSelfServiceRegistrationAllowed": true });
            policy.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            policy
        };
        for (policy, level, words) in [
            (json!({ "state": "disabled" }), Health::Problem, "switched off"),
            (on(json!({ "isSelfServiceRegistrationAllowed": false })), Health::Problem, "themselves"),
            (on(json!({ "isAttestationEnforced": true })), Health::Warning, "attestation is enforced"),
            (
                on(json!({ "keyRestrictions": keys("allow", &HELLO) })),
                Health::Warning,
                "in Microsoft Authenticator",
            ),
            (on(json!({ "keyRestrictions": keys("block", &HELLO) })), Health::Warning, "in Windows Hello"),
            (on(json!({})), Health::Ok, "of any kind"),
            // One profile that lets newcomers in is enough.
            (
                on(
                    json!({ "passkeyProfiles": [{ "attestationEnforcement": "registrationOnly" }, { "attestationEnforcement": "disabled" }] }),
                ),
                Health::Ok,
                "of any kind",
            ),
        ] {
            let mut findings = Vec::new();
            passkeys(&policy, &mut findings);
            assert_eq!(findings.len(), 1, "{findings:?}");
            assert_eq!(findings[0].health, level, "{policy}");
            assert!(findings[0].says.contains(words), "{}", findings[0].says);
        }
    }
}
