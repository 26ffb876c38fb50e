//! The policy of passkeys, as a newcomer meets it.
//!
//! Owns saying what it refuses people for: switched off, not by themselves, attestation, kinds and models. Of several
//! profiles those count that somebody is allowed, and one that lets a newcomer in is enough.

use super::is_on;
use crate::checkup::Item;
use serde_json::Value;

/// Authenticators by their AAGUID: what newcomers bring.
const AUTHENTICATOR: [&str; 2] =
    ["de1e552d-db1d-4423-a619-566b625cdc84", "90a3ccdf-635c-4729-a248-9b709135078f"];
const HELLO: [&str; 3] = [
    "08987058-cadc-4b81-b6e1-30de50dcbe96",
    "9ddd1817-af5a-4672-a2b9-3e3dd95000a9",
    "6028b017-b1d4-4c02-b4b3-afcdafc96bb2",
];

const ITEM: &str = "passkeys";

/// What was found; `whom` is for whom the policy is, in words.
pub(super) fn findings(policy: &Value, whom: Option<&str>) -> Vec<Item> {
    let Some(whom) = whom.filter(|_| is_on(policy)) else {
        let remedy = "enable Passkey (FIDO2) for newcomers in the policies of authentication methods";
        let words = if is_on(policy) { "are for nobody" } else { "are switched off in the tenant" };
        return vec![Item::problem(ITEM, format!("passkeys {words}"), remedy)];
    };
    let mut refused = refusals(policy);
    let kinds = if refused.is_empty() { ", of any kind" } else { "" };
    refused.insert(0, Item::ok(ITEM, format!("passkeys can be set up by {whom}{kinds}")));
    if policy["isSelfServiceRegistrationAllowed"] == false {
        refused[0] = Item::problem(
            ITEM,
            "nobody can set a passkey up themselves",
            "switch 'Allow self-service set up' on in the policy of passkeys",
        );
    }
    refused
}

fn refusals(policy: &Value) -> Vec<Item> {
    let profiles = profiles(policy);
    let mut found = Vec::new();
    if profiles.iter().all(|profile| is_attested(profile)) {
        found.push(Item::warning(
            ITEM,
            "attestation is enforced: passkeys that are synced, Windows Hello, and Authenticator from another device are refused",
            "people use the Authenticator app itself or a security key; or do not enforce it for newcomers",
        ));
    } else if !profiles.iter().any(|profile| takes_synced(profile)) {
        found.push(Item::warning(
            ITEM,
            "passkeys that are synced, such as those in iCloud or a Google account, are refused",
            "tell newcomers to bring Authenticator, Windows Hello or a security key; or allow synced passkeys for them",
        ));
    }
    for (kind, ids) in [("Microsoft Authenticator", &AUTHENTICATOR[..]), ("Windows Hello", &HELLO)] {
        if profiles.iter().all(|profile| !admits(&profile["keyRestrictions"], ids)) {
            found.push(Item::warning(
                ITEM,
                format!("the key restrictions refuse a passkey in {kind}"),
                format!("allow its AAGUIDs ({}), or tell newcomers what to bring", ids.join(", ")),
            ));
        }
    }
    if profiles.iter().all(|profile| lists_what_it_takes(&profile["keyRestrictions"])) {
        found.push(Item::warning(
            ITEM,
            "the key restrictions take listed models alone: every other security key and passkey manager is refused",
            "tell newcomers what to bring",
        ));
    }
    found
}

/// The profiles that a target of the policy allows; the policy itself where there are none.
fn profiles(policy: &Value) -> Vec<&Value> {
    let list = |value: &'_ Value| value.as_array().cloned().unwrap_or_default();
    let all: Vec<&Value> = policy["passkeyProfiles"].as_array().into_iter().flatten().collect();
    let allowed: Vec<Value> = list(&policy["includeTargets"])
        .iter()
        .flat_map(|target| list(&target["allowedPasskeyProfiles"]))
        .collect();
    let used: Vec<_> = all.iter().copied().filter(|profile| allowed.contains(&profile["id"])).collect();
    match (used.is_empty(), all.is_empty()) {
        (false, _) => used,
        (true, false) => all,
        (true, true) => vec![policy],
    }
}

fn is_attested(profile: &Value) -> bool {
    profile["isAttestationEnforced"] == true
        || profile["attestationEnforcement"].as_str().is_some_and(|how| how != "disabled")
}

fn takes_synced(profile: &Value) -> bool {
    // Where nothing is said of kinds, none is refused.
    let kinds = profile["passkeyTypes"].as_str();
    !is_attested(profile) && kinds.is_none_or(|kinds| kinds.split(',').any(|kind| kind.trim() == "synced"))
}

fn lists_what_it_takes(restrictions: &Value) -> bool {
    restrictions["isEnforced"] == true && restrictions["enforcementType"] != "block"
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
    use crate::checkup::Health::{self, Ok, Problem, Warning};
    use serde_json::json;

    fn keys(kind: &str, ids: &[&str]) -> Value {
        json!({ "isEnforced": true, "enforcementType": kind, "aaGuids": ids })
    }

    #[track_caller]
    fn check(policy: &Value, expected: &[(Health, &str)]) {
        let mut on = json!({ "state": "enabled", "isSelfServiceRegistrationAllowed": true });
        on.as_object_mut().unwrap().extend(policy.as_object().unwrap().clone());
        let found = findings(&on, Some("everybody"));
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (item, (health, words)) in found.iter().zip(expected) {
            assert_eq!(item.health, *health, "{item:?}");
            assert!(item.says.contains(words), "{item:?}");
        }
    }

    #[test]
    fn what_refuses_a_passkey_is_named() {
        let all = [&AUTHENTICATOR[..], &HELLO].concat();
        let listed = (Warning, "listed models alone");
        check(&json!({}), &[(Ok, "by everybody, of any kind")]);
        check(&json!({ "state": "disabled" }), &[(Problem, "switched off")]);
        check(&json!({ "isSelfServiceRegistrationAllowed": false }), &[(Problem, "themselves")]);
        check(
            &json!({ "isAttestationEnforced": true }),
            &[(Ok, "by everybody"), (Warning, "attestation is enforced")],
        );
        check(
            &json!({ "keyRestrictions": keys("allow", &HELLO) }),
            &[(Ok, "by everybody"), (Warning, "in Microsoft Authenticator"), listed],
        );
        check(&json!({ "keyRestrictions": keys("allow", &all) }), &[(Ok, "by everybody"), listed]);
        check(
            &json!({ "keyRestrictions": keys("block", &HELLO) }),
            &[(Ok, "by everybody"), (Warning, "in Windows Hello")],
        );
        let found = findings(&json!({ "state": "enabled" }), None);
        assert!(found.len() == 1 && found[0].says.contains("for nobody"), "{found:?}");
    }

    #[test]
    fn of_profiles_those_count_that_somebody_is_allowed() {
        let strict = json!({ "id": "strict", "attestationEnforcement": "registrationOnly", "passkeyTypes": "deviceBound" });
        let lax = json!({ "id": "lax", "attestationEnforcement": "disabled", "passkeyTypes": "deviceBound,synced" });
        let bound =
            json!({ "id": "bound", "attestationEnforcement": "disabled", "passkeyTypes": "deviceBound" });
        let targets = |ids: &[&str]| json!([{ "id": "all_users", "allowedPasskeyProfiles": ids }]);
        let profiles = json!([strict, lax, bound]);
        let attested = [(Ok, "by everybody"), (Warning, "attestation is enforced")];
        check(
            &json!({ "passkeyProfiles": profiles, "includeTargets": targets(&["strict", "lax"]) }),
            &[(Ok, "of any kind")],
        );
        check(&json!({ "passkeyProfiles": profiles, "includeTargets": targets(&["strict"]) }), &attested);
        check(
            &json!({ "passkeyProfiles": profiles, "includeTargets": targets(&["bound"]) }),
            &[(Ok, "by everybody"), (Warning, "that are synced")],
        );
        // Nobody says which: any of them may be theirs.
        check(&json!({ "passkeyProfiles": profiles }), &[(Ok, "of any kind")]);
    }
}
