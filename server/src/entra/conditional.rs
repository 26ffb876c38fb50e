//! Conditional Access, as it meets a newcomer with a pass.
//!
//! Owns asking for policies and saying which of them a pass does not get through (the loop: the sign-in wants
//! what can only be set up after it), what a report-only policy would do, whether emergency accounts are left
//! out; and the policies that are recommended, as JSON for `POST /identity/conditionalAccess/policies`, in
//! report-only. What one policy says is `policy`'s. Nothing here writes to a tenant.

mod policy;

use super::check::unread;
use super::client::Client;
use super::error::{EntraError, Need};
use crate::checkup::Item;
use policy::{At, Policy, REGISTERING, State, Way, Whom};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

const READ: Need =
    Need { doing: "read Conditional Access policies", permission: "Policy.Read.ConditionalAccess" };

const ITEM: &str = "conditional access";

/// Where the recommended policies want the tenant's own group. It is no id, so that Graph refuses it unread.
pub(crate) const EMERGENCY_GROUP: &str = "REPLACE-BY-THE-ID-OF-YOUR-EMERGENCY-ACCESS-GROUP";

/// Entra's built-in strengths.
const MFA_STRENGTH: &str = "00000000-0000-0000-0000-000000000002";

/// How many groups are called by their names.
const NAMED: usize = 20;

/// What policies are judged by, beside what they say.
struct Around<'a> {
    /// This app, by its client id.
    app: &'a str,
    /// Whether the tenant has one-time passes only.
    once_only: bool,
    /// How groups are called that policies leave out.
    names: HashMap<String, String>,
}

/// The group that all policies leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EmergencyGroup {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// What stops whom, of all policies; and the group that all of them leave out, if it is one. `once_only` is whether the
/// tenant has one-time passes only.
pub(crate) async fn findings(client: &Client, once_only: bool) -> (Vec<Item>, Option<EmergencyGroup>) {
    let url = client.graph(&["v1.0", "identity", "conditionalAccess", "policies"], "");
    let mut policies = match client.list(url, READ).await {
        Ok(policies) => policies,
        Err(error) => return (vec![unread(ITEM, &error)], None),
    };
    if let Err(error) = fill_in(client, &mut policies).await {
        return (vec![unread(ITEM, &error)], None);
    }
    let left_out: BTreeSet<&str> =
        policies.iter().flat_map(|policy| Policy(policy).groups_left_out()).collect();
    let mut names = HashMap::new();
    for id in left_out.into_iter().take(NAMED) {
        names.insert(id.to_owned(), client.group_name(id).await);
    }
    let around = Around { app: &client.settings().client_id, once_only, names };
    let emergency =
        group_left_out(&policies).map(|id| EmergencyGroup { name: around.name(&id).to_owned(), id });
    (judge(&policies, &around), emergency)
}

/// Fetches the strengths that the list of policies only names.
async fn fill_in(client: &Client, policies: &mut [Value]) -> Result<(), EntraError> {
    for policy in policies {
        // Asked by a pointer, which puts nothing where nothing is.
        let Some(strength) = policy.pointer_mut("/grantControls/authenticationStrength") else { continue };
        let id = strength["id"].as_str().map(ToOwned::to_owned);
        if let Some(id) = id.filter(|_| !strength["allowedCombinations"].is_array()) {
            let path = ["v1.0", "policies", "authenticationStrengthPolicies", &id];
            *strength = client.get(&client.graph(&path, ""), READ).await?;
        }
    }
    Ok(())
}

impl Around<'_> {
    fn name<'b>(&'b self, id: &'b str) -> &'b str {
        self.names.get(id).map_or(id, String::as_str)
    }
}

fn judge(policies: &[Value], around: &Around<'_>) -> Vec<Item> {
    let emergency = group_left_out(policies);
    let held = || policies.iter().map(Policy).filter(|policy| policy.state() != State::Off);
    let mut findings: Vec<_> =
        held().filter_map(|policy| meet(policy, around, emergency.as_deref())).collect();
    if findings.is_empty() {
        findings.push(Item::ok(ITEM, "no policy that is on stops a newcomer with a pass"));
    }
    for policy in held() {
        let lets_through = policy.way(around.once_only) == Way::Through;
        let guards = policy.at(around.app) == Some(At::Registering) && policy.whom() == Whom::Everybody;
        if guards && lets_through && !policy.leaves_guests_out() {
            let name = policy.name();
            findings.push(Item::warning(
                "guests",
                format!("'{name}' asks guests for what they cannot have here: no pass, no passkey"),
                "exclude guests and external users from it",
            ));
        }
    }
    findings.extend(registration(held(), around));
    let unexcluded: Vec<_> = held()
        .filter(|policy| policy.state() == State::Enabled && policy.whom() == Whom::Everybody)
        .filter(|policy| policy.leaves_nobody_out() && policy.has_control())
        .map(Policy::name)
        .collect();
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

/// What a policy does to a newcomer who has a pass, if it does not let them through.
fn meet(policy: Policy<'_>, around: &Around<'_>, emergency: Option<&str>) -> Option<Item> {
    let whom = policy.whom();
    let at = policy.at(around.app).filter(|_| whom != Whom::NoNewcomer)?;
    let when = policy.conditions();
    // Nobody is to get through there, with a pass or without: that is no circle.
    if policy.blocks() && !when.is_empty() {
        return None;
    }
    let (place, remedy) = match at {
        At::Everything | At::ThisApp => (
            if at == At::Everything { "every sign-in" } else { "the sign-in that this app leads to" },
            "leave newcomers out of it by a group until they have a passkey, or give it a strength that has \
             temporaryAccessPassOneTime beside phishing-resistant methods for that group",
        ),
        At::Registering => (
            "setting up a way in",
            "let it take the built-in strength 'Multifactor authentication', or one of your own with both kinds of pass: \
             doorkey doctor --tenant --write-policies DIR writes one",
        ),
    };
    let (words, is_circle, remedy) = match policy.way(around.once_only) {
        Way::Through => return None,
        Way::Half(kind) => (
            format!("lets {kind} through at {place} and no other pass"),
            false,
            "issue no others, or let its strength take both kinds",
        ),
        Way::Stopped => {
            (format!("does not let a pass through at {place}: newcomers go in a circle"), true, remedy)
        }
    };
    let mut but = when.clone();
    if policy.leaves_trusted_places_out() {
        but.push("outside trusted locations");
    }
    if whom == Whom::Some {
        but.push("for the people it names");
    }
    let others = policy.groups_left_out().into_iter().filter(|id| Some(*id) != emergency);
    let others: Vec<_> = others.map(|id| format!("'{}'", around.name(id))).collect();
    let unless = format!("not who is in {}", others.join(" or "));
    if !others.is_empty() {
        but.push(&unless);
    }
    let is_for_all = when.is_empty() && whom == Whom::Everybody && others.is_empty();
    let but = if but.is_empty() { String::new() } else { format!(" ({})", but.join(", ")) };
    let name = policy.name();
    Some(if policy.state() == State::ReportOnly {
        let words = format!("'{name}', report-only, once enforced {words}{but}");
        Item::warning(ITEM, words, format!("before it is enforced: {remedy}"))
    } else if is_circle && is_for_all {
        Item::problem(ITEM, format!("'{name}' {words}{but}"), remedy)
    } else {
        Item::warning(
            ITEM,
            format!("'{name}' {words}{but}"),
            format!("if newcomers are among them: {remedy}"),
        )
    })
}

/// Whether a stolen password is enough to set up a way in.
fn registration<'a>(held: impl Iterator<Item = Policy<'a>>, around: &Around<'_>) -> Option<Item> {
    let mut only_reports = false;
    for policy in held {
        let guards = policy.at(around.app) == Some(At::Registering)
            && policy.whom() == Whom::Everybody
            && policy.has_control()
            && policy.conditions().is_empty();
        if guards && policy.state() == State::Enabled {
            return None;
        }
        only_reports |= guards;
    }
    let (words, remedy) = if only_reports {
        (
            "the policy that guards setting up a way in only reports so far: who has stolen a password can add a passkey to it",
            "look at what it would have done, then enforce it",
        )
    } else {
        (
            "no policy guards setting up a way in for everybody: who has stolen a password can add a passkey to it",
            "doorkey doctor --tenant --write-policies DIR writes one that wants MFA or a pass, in report-only",
        )
    };
    Some(Item::warning("registration", words, remedy))
}

/// The one group that every policy for everybody leaves out.
fn group_left_out(policies: &[Value]) -> Option<String> {
    let held = policies.iter().map(Policy).filter(|policy| policy.state() != State::Off);
    // What only limits a session locks nobody out, and may leave out whom it likes.
    let everybody = held.filter(|policy| policy.whom() == Whom::Everybody && policy.has_control());
    let mut common: Option<Vec<&str>> = None;
    for policy in everybody {
        let groups = policy.groups_left_out();
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
    use super::policy::PASS;
    use super::*;
    use crate::checkup::Health;

    fn around() -> Around<'static> {
        let names = [("g", "Emergency"), ("n", "Newcomers")];
        let names = names.map(|(id, name)| (id.to_owned(), name.to_owned())).into();
        Around { app: "app", once_only: false, names }
    }

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

    fn resistant() -> Value {
        strength(&["fido2", "windowsHelloForBusiness"])
    }

    fn everything() -> Value {
        json!({ "includeApplications": ["All"] })
    }

    fn registering() -> Value {
        json!({ "includeUserActions": [REGISTERING] })
    }

    /// A policy of everybody for everything that wants what no newcomer has, but for what is changed.
    fn changed(change: impl FnOnce(&mut Value)) -> Value {
        let mut it = policy("enabled", &everything(), &resistant());
        change(&mut it);
        it
    }

    fn one<'a>(findings: &'a [Item], what: &str) -> &'a Item {
        let found: Vec<_> = findings.iter().filter(|finding| finding.what == what).collect();
        let [one] = found[..] else { panic!("{what}: {findings:?}") };
        one
    }

    #[track_caller]
    fn check(policy: &Value, health: Health, words: &str) {
        let findings = judge(std::slice::from_ref(policy), &around());
        let found = one(&findings, ITEM);
        assert_eq!(found.health, health, "{}", found.says);
        assert!(found.says.ends_with(words) || found.says.starts_with(words), "{}", found.says);
    }

    #[test]
    fn what_stops_a_newcomer_is_found() {
        use Health::{Ok, Problem, Warning};
        check(
            &changed(|_| {}),
            Problem,
            "'P' does not let a pass through at every sign-in: newcomers go in a circle",
        );
        check(
            &policy("enabled", &registering(), &resistant()),
            Problem,
            "'P' does not let a pass through at setting up",
        );
        check(
            &changed(|it| it["conditions"]["applications"] = json!({ "includeApplications": ["app"] })),
            Problem,
            "'P' does not let a pass through at the sign-in that this app leads to: newcomers go in a circle",
        );
        check(
            &policy("enabledForReportingButNotEnforced", &everything(), &resistant()),
            Warning,
            "'P', report-only, once enforced does not",
        );
        check(&policy("disabled", &everything(), &resistant()), Ok, "no policy");
        check(&policy("enabled", &everything(), &strength(&PASS)), Ok, "no policy");
        check(
            &policy("enabled", &everything(), &strength(&PASS[..1])),
            Warning,
            "'P' lets one-time passes through",
        );
        check(&policy("enabled", &everything(), &Value::Null), Ok, "no policy");
        let block = json!({ "operator": "OR", "builtInControls": ["block"] });
        check(&policy("enabled", &registering(), &block), Problem, "'P' does not let");
        // What is for few, for some or under a condition is no circle for everybody.
        check(
            &changed(|it| it["conditions"]["users"] = json!({ "includeGroups": ["n"] })),
            Warning,
            "in a circle (for the people it names)",
        );
        check(&changed(|it| it["conditions"]["users"] = json!({ "includeRoles": ["r"] })), Ok, "no policy");
        check(
            &changed(|it| it["conditions"]["locations"] = json!({ "includeLocations": ["x"] })),
            Warning,
            "in a circle (from some places)",
        );
        check(
            &changed(|it| {
                it["conditions"]["locations"] = json!({ "includeLocations": ["x"] });
                it["grantControls"] = block.clone();
            }),
            Ok,
            "no policy",
        );
        check(
            &changed(|it| {
                it["conditions"]["locations"] =
                    json!({ "includeLocations": ["All"], "excludeLocations": ["AllTrusted"] });
            }),
            Problem,
            "in a circle (outside trusted locations)",
        );
    }

    #[test]
    fn a_remedy_that_was_followed_ends_it() {
        // Beside another policy, so that the emergency group is known by what both leave out.
        let other = policy("enabled", &registering(), &strength(&PASS));
        let left_out = changed(|it| it["conditions"]["users"]["excludeGroups"] = json!(["g", "n"]));
        let findings = judge(&[other, left_out], &around());
        let found = one(&findings, ITEM);
        assert_eq!(found.health, Health::Warning, "{}", found.says);
        assert!(found.says.ends_with("in a circle (not who is in 'Newcomers')"), "{}", found.says);

        let half = policy("enabled", &everything(), &strength(&["fido2", PASS[0]]));
        let findings = judge(&[half], &Around { once_only: true, ..around() });
        assert_eq!(one(&findings, ITEM).health, Health::Ok);
    }

    #[test]
    fn only_what_is_enforced_for_everybody_guards_registration() {
        let guard = |state| policy(state, &registering(), &strength(&PASS));
        let of_some = || {
            let mut it = guard("enabled");
            it["conditions"]["users"] = json!({ "includeGroups": ["n"] });
            it
        };
        let controls_nothing = || policy("enabled", &registering(), &Value::Null);
        for (policies, words) in [
            (vec![guard("enabled")], None),
            (vec![guard("enabledForReportingButNotEnforced")], Some("only reports so far")),
            (vec![guard("disabled")], Some("no policy guards")),
            (vec![of_some()], Some("no policy guards")),
            (vec![controls_nothing()], Some("no policy guards")),
            (vec![guard("enabledForReportingButNotEnforced"), guard("enabled")], None),
        ] {
            let findings = judge(&policies, &around());
            let found = findings.iter().find(|finding| finding.what == "registration");
            assert_eq!(found.is_some(), words.is_some(), "{found:?}");
            assert!(found.is_none_or(|found| found.says.contains(words.unwrap_or_default())), "{found:?}");
        }
    }

    #[test]
    fn who_is_left_out_of_nothing_is_found() {
        let mut it = policy("enabled", &everything(), &strength(&PASS));
        let health = |it: &Value| {
            let findings = judge(std::slice::from_ref(it), &around());
            one(&findings, "emergency accounts").health
        };
        assert_eq!(
            (health(&it), group_left_out(std::slice::from_ref(&it)).as_deref()),
            (Health::Ok, Some("g"))
        );
        it["conditions"]["users"]["excludeGroups"] = json!([]);
        assert_eq!((health(&it), group_left_out(std::slice::from_ref(&it))), (Health::Problem, None));
        // What only limits a session locks nobody out.
        it["grantControls"] = Value::Null;
        assert_eq!(health(&it), Health::Ok);
    }

    #[test]
    fn what_is_recommended_only_reports_and_stops_nobody() {
        for (name, mut policy) in recommended(None) {
            assert_eq!(policy["state"], "enabledForReportingButNotEnforced", "{name}");
            assert!(policy.to_string().contains(EMERGENCY_GROUP));
            policy["grantControls"]["authenticationStrength"]["allowedCombinations"] = json!(PASS);
            policy["state"] = json!("enabled");
            let findings = judge(&[policy], &around());
            assert!(findings.iter().all(|finding| finding.health == Health::Ok), "{findings:?}");
        }
    }
}
