//! Conditional Access, as it meets a newcomer with a pass.
//!
//! Owns reading policies and saying which of them a pass does not get through (the loop: the sign-in wants
//! what can only be set up after it), what a report-only policy would do, whether emergency accounts are left
//! out; and the policies that are recommended, as JSON for `POST /identity/conditionalAccess/policies`, in
//! report-only. Nothing here writes to a tenant.

use super::check::unread;
use super::client::Client;
use super::error::{EntraError, Need};
use crate::checkup::Item;
use serde_json::{Value, json};

const READ: Need =
    Need { doing: "read Conditional Access policies", permission: "Policy.Read.ConditionalAccess" };

const ITEM: &str = "conditional access";

/// Where the recommended policies want the tenant's own group. It is no id, so that Graph refuses it unread.
pub(crate) const EMERGENCY_GROUP: &str = "REPLACE-BY-THE-ID-OF-YOUR-EMERGENCY-ACCESS-GROUP";

/// Entra's built-in strengths.
const MFA_STRENGTH: &str = "00000000-0000-0000-0000-000000000002";

const REGISTERING: &str = "urn:user:registersecurityinfo";

/// The combinations of a strength that a pass is.
const PASS: [&str; 2] = ["temporaryAccessPassOneTime", "temporaryAccessPassMultiUse"];

/// What a pass gets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Through,
    /// One-time passes alone, or multi-use passes alone.
    Half(&'static str),
    Stopped,
}

/// What stops whom, of all policies; and the group that all of them leave out, if it is one.
pub(crate) async fn findings(client: &Client) -> (Vec<Item>, Option<String>) {
    let url = client.graph(&["v1.0", "identity", "conditionalAccess", "policies"], "");
    let mut policies = match client.list(url, READ).await {
        Ok(policies) => policies,
        Err(error) => return (vec![unread(ITEM, &error)], None),
    };
    if let Err(error) = fill_in(client, &mut policies).await {
        return (vec![unread(ITEM, &error)], None);
    }
    (judge(&policies), group_left_out(&policies))
}

/// Fetches the strengths that the list of policies only names.
async fn fill_in(client: &Client, policies: &mut [Value]) -> Result<(), EntraError> {
    for policy in policies {
        let strength = &mut policy["grantControls"]["authenticationStrength"];
        let id = strength["id"].as_str().map(ToOwned::to_owned);
        if let Some(id) = id.filter(|_| !strength["allowedCombinations"].is_array()) {
            let path = ["v1.0", "policies", "authenticationStrengthPolicies", &id];
            *strength = client.get(&client.graph(&path, ""), READ).await?;
        }
    }
    Ok(())
}

fn judge(policies: &[Value]) -> Vec<Item> {
    let mut findings = Vec::new();
    let (mut is_registering_guarded, mut unexcluded) = (false, Vec::new());
    for policy in policies {
        let name = name(policy);
        let state = policy["state"].as_str().unwrap_or_default();
        let (is_enabled, is_reporting) = (state == "enabled", state == "enabledForReportingButNotEnforced");
        let meets = met(policy);
        if !is_enabled && !is_reporting {
            continue;
        }
        is_registering_guarded |= meets == Some(At::Registering);
        if is_enabled
            && is_for_everybody(policy)
            && leaves_nobody_out(policy)
            && policy["grantControls"].is_object()
        {
            unexcluded.push(name.clone());
        }
        let Some(at) = meets else { continue };
        let (place, remedy) = match at {
            At::Everything => (
                "every sign-in",
                "leave newcomers out of it by a group until they have a passkey, or give it a strength that has \
                 temporaryAccessPassOneTime beside phishing-resistant methods for that group",
            ),
            At::Registering => (
                "setting up a way in",
                "let it take the built-in strength 'Multifactor authentication', or one of your own with both kinds of pass: \
                 doorkey doctor --tenant --write-policies DIR writes one",
            ),
        };
        let outside = if has_trusted_places_out(policy) { " outside trusted locations" } else { "" };
        let words = match way(&policy["grantControls"]) {
            Way::Through => {
                if at == At::Registering && !leaves_guests_out(policy) && is_for_everybody(policy) {
                    findings.push(Item::warning(
                        "guests",
                        format!("'{name}' asks guests for what they cannot have here: no pass, no passkey"),
                        "exclude guests and external users from it",
                    ));
                }
                continue;
            }
            Way::Half(kind) => format!("lets {kind} through at {place}{outside} and no other pass"),
            Way::Stopped => {
                format!("does not let a pass through at {place}{outside}: newcomers go in a circle")
            }
        };
        let who = if is_for_everybody(policy) { "" } else { " (for the people it names)" };
        findings.push(if is_enabled {
            Item::problem(ITEM, format!("'{name}' {words}{who}"), remedy)
        } else {
            let words = format!("'{name}', report-only, once enforced {words}{who}");
            Item::warning(ITEM, words, format!("before it is enforced: {remedy}"))
        });
    }
    if findings.iter().all(|finding| finding.what != ITEM) {
        findings.push(Item::ok(ITEM, "no policy that is on stops a newcomer with a pass"));
    }
    if !is_registering_guarded {
        findings.push(Item::warning(
            "registration",
            "no policy guards setting up a way in: who has stolen a password can add a passkey to it",
            "doorkey doctor --tenant --write-policies DIR writes one that wants MFA or a pass, in report-only",
        ));
    }
    findings.push(match unexcluded.as_slice() {
        [] => Item::ok("emergency accounts", "every policy for everybody leaves somebody out"),
        names => Item::problem(
            "emergency accounts",
            format!("these are for everybody and leave nobody out: '{}'", names.join("', '")),
            "exclude a group with two emergency access accounts from each, so that a mistake locks nobody out for good",
        ),
    });
    findings
}

/// Where a policy meets a newcomer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    Everything,
    Registering,
}

fn met(policy: &Value) -> Option<At> {
    let applications = &policy["conditions"]["applications"];
    if has(&applications["includeUserActions"], REGISTERING) {
        Some(At::Registering)
    } else if has(&applications["includeApplications"], "All")
        && is_about_browsers(policy)
        && is_unconditional(policy)
    {
        Some(At::Everything)
    } else {
        None
    }
}

/// Policies for old protocols alone do not meet anybody on a page.
fn is_about_browsers(policy: &Value) -> bool {
    let kinds = &policy["conditions"]["clientAppTypes"];
    kinds.as_array().is_none_or(Vec::is_empty) || has(kinds, "all") || has(kinds, "browser")
}

/// Policies that ask for a risk meet few.
fn is_unconditional(policy: &Value) -> bool {
    ["userRiskLevels", "signInRiskLevels", "servicePrincipalRiskLevels"]
        .iter()
        .all(|name| policy["conditions"][*name].as_array().is_none_or(Vec::is_empty))
}

/// Whether somebody who signed in by a pass fulfils what is asked.
fn way(controls: &Value) -> Way {
    let mut ways: Vec<_> = controls["builtInControls"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|control| if control == "mfa" { Way::Through } else { Way::Stopped })
        .collect();
    if let Some(allowed) = controls["authenticationStrength"]["allowedCombinations"].as_array() {
        let takes = |kind: &str| allowed.iter().any(|it| it.as_str() == Some(kind));
        ways.push(match PASS.map(takes) {
            [true, true] => Way::Through,
            [true, false] => Way::Half("one-time passes"),
            [false, true] => Way::Half("multi-use passes"),
            [false, false] => Way::Stopped,
        });
    }
    // No control of the grant: it limits the session, and stops nobody.
    let rank = |way: &Way| match way {
        Way::Through => 0,
        Way::Half(_) => 1,
        Way::Stopped => 2,
    };
    let decisive = match controls["operator"].as_str() {
        Some("AND") => ways.into_iter().max_by_key(rank),
        _ => ways.into_iter().min_by_key(rank),
    };
    decisive.unwrap_or(Way::Through)
}

fn name(policy: &Value) -> String {
    super::error::clean(policy["displayName"].as_str().unwrap_or("a policy without a name"), &[])
}

fn has(list: &Value, wanted: &str) -> bool {
    let mut values = list.as_array().into_iter().flatten().filter_map(Value::as_str);
    values.any(|value| value.eq_ignore_ascii_case(wanted))
}

fn is_for_everybody(policy: &Value) -> bool {
    has(&policy["conditions"]["users"]["includeUsers"], "All")
}

fn leaves_nobody_out(policy: &Value) -> bool {
    let users = &policy["conditions"]["users"];
    let count = |name: &str| {
        let values = users[name].as_array().into_iter().flatten().filter_map(Value::as_str);
        values.filter(|id| *id != "GuestsOrExternalUsers").count()
    };
    count("excludeUsers") + count("excludeGroups") == 0
}

fn leaves_guests_out(policy: &Value) -> bool {
    let users = &policy["conditions"]["users"];
    has(&users["excludeUsers"], "GuestsOrExternalUsers") || users["excludeGuestsOrExternalUsers"].is_object()
}

fn has_trusted_places_out(policy: &Value) -> bool {
    has(&policy["conditions"]["locations"]["excludeLocations"], "AllTrusted")
}

/// The one group that every policy for everybody leaves out.
fn group_left_out(policies: &[Value]) -> Option<String> {
    let everybody =
        policies.iter().filter(|policy| is_for_everybody(policy) && policy["state"] != "disabled");
    let mut common: Option<Vec<&str>> = None;
    for policy in everybody {
        let groups = policy["conditions"]["users"]["excludeGroups"].as_array().into_iter().flatten();
        let groups: Vec<_> = groups.filter_map(Value::as_str).collect();
        common = Some(match common {
            None => groups,
            Some(common) => common.into_iter().filter(|id| groups.contains(id)).collect(),
        });
    }
    match common?.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    }
}

/// The recommended policies by their file's name, to be looked at, posted by hand and watched before they are
/// enforced.
pub(crate) fn recommended(emergency: Option<&str>) -> [(&'static str, Value); 1] {
    let emergency = emergency.unwrap_or(EMERGENCY_GROUP);
    let users = json!({
        "includeUsers": ["All"],
        "excludeUsers": ["GuestsOrExternalUsers"],
        "excludeGroups": [emergency],
    });
    let strength =
        json!({ "operator": "OR", "builtInControls": [], "authenticationStrength": { "id": MFA_STRENGTH } });
    let registering = json!({
        "displayName": "Setting up a way in needs MFA or a Temporary Access Pass",
        "state": "enabledForReportingButNotEnforced",
        "conditions": {
            "clientAppTypes": ["all"],
            "users": users,
            "applications": { "includeUserActions": [REGISTERING] },
            "locations": { "includeLocations": ["All"], "excludeLocations": ["AllTrusted"] },
        },
        "grantControls": strength,
    });
    [("registration-needs-mfa-or-pass.json", registering)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkup::Health;

    fn policy(state: &str, applications: &Value, controls: &Value) -> Value {
        json!({
            "displayName": "P", "state": state,
            "conditions": {
                "clientAppTypes": ["all"],
                "users": { "includeUsers": ["All"], "excludeUsers": ["GuestsOrExternalUsers"], "excludeGroups": ["g"] },
                "applications": applications,
            },
            "grantControls": controls,
        })
    }

    fn strength(combinations: &[&str]) -> Value {
        json!({ "operator": "OR", "builtInControls": [], "authenticationStrength": { "id": "s", "allowedCombinations": combinations } })
    }

    #[test]
    fn what_stops_a_newcomer_is_found() {
        let all = json!({ "includeApplications": ["All"] });
        let registering = json!({ "includeUserActions": [REGISTERING] });
        let one = json!({ "includeApplications": ["00000003-0000-0000-c000-000000000000"] });
        let resistant = strength(&["fido2", "windowsHelloForBusiness"]);
        let both = strength(&["fido2", "temporaryAccessPassOneTime", "temporaryAccessPassMultiUse"]);
        let controls =
            |operator: &str, list: &[&str]| json!({ "operator": operator, "builtInControls": list });
        for (state, applications, grant, level, words) in [
            ("enabled", &all, &resistant, Health::Problem, "does not let a pass through at every sign-in"),
            (
                "enabled",
                &registering,
                &resistant,
                Health::Problem,
                "does not let a pass through at setting up",
            ),
            (
                "enabledForReportingButNotEnforced",
                &all,
                &resistant,
                Health::Warning,
                "report-only, once enforced does not",
            ),
            ("disabled", &all, &resistant, Health::Ok, "no policy"),
            ("enabled", &one, &resistant, Health::Ok, "no policy"),
            ("enabled", &all, &both, Health::Ok, "no policy"),
            (
                "enabled",
                &all,
                &strength(&["temporaryAccessPassOneTime"]),
                Health::Problem,
                "lets one-time passes through",
            ),
            ("enabled", &all, &controls("OR", &["mfa"]), Health::Ok, "no policy"),
            ("enabled", &all, &controls("OR", &["mfa", "compliantDevice"]), Health::Ok, "no policy"),
            ("enabled", &all, &controls("AND", &["mfa", "compliantDevice"]), Health::Problem, "does not let"),
            ("enabled", &registering, &controls("OR", &["block"]), Health::Problem, "does not let"),
            ("enabled", &all, &Value::Null, Health::Ok, "no policy"),
        ] {
            let findings = judge(&[policy(state, applications, grant)]);
            let found: Vec<_> = findings.iter().filter(|finding| finding.what == ITEM).collect();
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!(found[0].health, level, "{}", found[0].says);
            assert!(found[0].says.contains(words), "{}", found[0].says);
        }
    }

    #[test]
    fn who_is_left_out_of_nothing_is_found() {
        let mut it = policy("enabled", &json!({ "includeApplications": ["All"] }), &strength(&PASS));
        let level = |it: &Value| {
            let findings = judge(std::slice::from_ref(it));
            findings.iter().find(|finding| finding.what == "emergency accounts").unwrap().health
        };
        assert_eq!(
            (level(&it), group_left_out(std::slice::from_ref(&it)).as_deref()),
            (Health::Ok, Some("g"))
        );
        it["conditions"]["users"]["excludeGroups"] = json!([]);
        assert_eq!((level(&it), group_left_out(std::slice::from_ref(&it))), (Health::Problem, None));
    }

    #[test]
    fn what_is_recommended_only_reports_and_stops_nobody() {
        for (name, mut policy) in recommended(None) {
            assert_eq!(policy["state"], "enabledForReportingButNotEnforced", "{name}");
            assert!(policy.to_string().contains(EMERGENCY_GROUP));
            policy["grantControls"]["authenticationStrength"]["allowedCombinations"] = json!(PASS);
            assert!(judge(&[policy]).iter().all(|finding| finding.health == Health::Ok));
        }
    }
}
