//! The policies of the tenant.
//!
//! Owns the configurations of methods, Conditional Access and authentication strengths as Graph shows them, and
//! whether the policy of passes admits somebody.

use crate::person::{Group, Person};
use serde_json::{Value, json};

/// The id of the policy of passes.
pub(crate) const PASSES: &str = "TemporaryAccessPass";

/// All policies.
#[derive(Clone, Debug)]
pub(crate) struct Policies {
    /// `authenticationMethodConfigurations`.
    pub(crate) configurations: Vec<Value>,
    /// `conditionalAccess/policies`.
    pub(crate) conditional_access: Vec<Value>,
    /// `authenticationStrengthPolicies`.
    pub(crate) strengths: Vec<Value>,
}

impl Default for Policies {
    fn default() -> Self {
        Self {
            configurations: defaults(),
            conditional_access: Vec::new(),
            strengths: vec![
                strength(
                    "00000000-0000-0000-0000-000000000002",
                    "Multifactor authentication",
                    &[
                        "windowsHelloForBusiness",
                        "fido2",
                        "x509CertificateMultiFactor",
                        "deviceBasedPush",
                        "temporaryAccessPassOneTime",
                        "temporaryAccessPassMultiUse",
                        "password,microsoftAuthenticatorPush",
                        "password,softwareOath",
                    ],
                ),
                strength(
                    "00000000-0000-0000-0000-000000000003",
                    "Passwordless MFA",
                    &["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor", "deviceBasedPush"],
                ),
                strength(
                    "00000000-0000-0000-0000-000000000004",
                    "Phishing-resistant MFA",
                    &["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor"],
                ),
            ],
        }
    }
}

fn strength(id: &str, name: &str, combinations: &[&str]) -> Value {
    json!({
        "id": id,
        "createdDateTime": "2021-12-01T00:00:00Z",
        "modifiedDateTime": "2021-12-01T00:00:00Z",
        "displayName": name,
        "description": name,
        "policyType": "builtIn",
        "requirementsSatisfied": "mfa",
        "allowedCombinations": combinations,
        "combinationConfigurations": [],
    })
}

/// What an administrator has who enabled each method and changed nothing else.
fn defaults() -> Vec<Value> {
    let everyone = |more: Value| {
        let mut target = json!({ "targetType": "group", "id": "all_users", "isRegistrationRequired": false });
        if let (Some(target), Value::Object(more)) = (target.as_object_mut(), more) {
            target.extend(more);
        }
        json!([target])
    };
    vec![
        json!({
            "@odata.type": "#microsoft.graph.fido2AuthenticationMethodConfiguration",
            "id": "Fido2",
            "state": "enabled",
            "excludeTargets": [],
            "isSelfServiceRegistrationAllowed": true,
            "isAttestationEnforced": false,
            "defaultPasskeyProfile": "00000000-0000-0000-0000-000000000001",
            "keyRestrictions": { "isEnforced": false, "enforcementType": "block", "aaGuids": [] },
            "passkeyProfiles": [{
                "id": "00000000-0000-0000-0000-000000000001",
                "name": "Default passkey profile",
                "passkeyTypes": "deviceBound,synced",
                "attestationEnforcement": "disabled",
                "keyRestrictions": { "isEnforced": false, "enforcementType": "block", "aaGuids": [] },
            }],
            "includeTargets": everyone(json!({
                "allowedPasskeyProfiles": ["00000000-0000-0000-0000-000000000001"],
            })),
        }),
        json!({
            "@odata.type": "#microsoft.graph.microsoftAuthenticatorAuthenticationMethodConfiguration",
            "id": "MicrosoftAuthenticator",
            "state": "enabled",
            "isSoftwareOathEnabled": false,
            "excludeTargets": [],
            "featureSettings": {},
            "includeTargets": everyone(json!({ "authenticationMode": "any" })),
        }),
        json!({
            "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration",
            "id": PASSES,
            "state": "enabled",
            "defaultLifetimeInMinutes": 60,
            "defaultLength": 8,
            "minimumLifetimeInMinutes": 60,
            "maximumLifetimeInMinutes": 480,
            "isUsableOnce": false,
            "excludeTargets": [],
            "includeTargets": everyone(json!({})),
        }),
        json!({
            "@odata.type": "#microsoft.graph.softwareOathAuthenticationMethodConfiguration",
            "id": "SoftwareOath",
            "state": "disabled",
            "excludeTargets": [],
            "includeTargets": everyone(json!({})),
        }),
    ]
}

impl Policies {
    /// A configuration by its id, in whatever case.
    pub(crate) fn configuration(&self, id: &str) -> Option<&Value> {
        self.configurations.iter().find(|it| it["id"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(id)))
    }

    /// Changes what `patch` names.
    pub(crate) fn change(&mut self, id: &str, patch: &Value) -> bool {
        let is_it = |it: &&mut Value| it["id"].as_str().is_some_and(|it| it.eq_ignore_ascii_case(id));
        let Some(found) = self.configurations.iter_mut().find(is_it) else { return false };
        for (name, value) in patch.as_object().into_iter().flatten().filter(|(name, _)| *name != "id") {
            found[name] = value.clone();
        }
        true
    }

    /// Takes everything back that was changed.
    pub(crate) fn reset(&mut self, id: &str) -> bool {
        let default = defaults()
            .into_iter()
            .find(|it| it["id"].as_str() == self.configuration(id).and_then(|it| it["id"].as_str()));
        default.is_some_and(|default| self.change(id, &default))
    }

    /// The policy of passes.
    pub(crate) fn passes(&self) -> &Value {
        self.configuration(PASSES).expect("it can be changed and not be taken away")
    }

    pub(crate) fn pass_number(&self, name: &str) -> i64 {
        self.passes()[name].as_i64().unwrap_or_default()
    }

    /// Whether the policy has somebody in its scope; exclusion wins.
    pub(crate) fn has_in_scope(&self, person: &Person, groups: &[Group]) -> bool {
        let policy = self.passes();
        let names = |property: &str| {
            policy[property].as_array().is_some_and(|targets| {
                targets.iter().any(|target| match target["id"].as_str() {
                    Some("all_users") => true,
                    Some(id) => id == person.id || is_in(groups, id, &person.id, 0),
                    None => false,
                })
            })
        };
        policy["state"] == "enabled" && names("includeTargets") && !names("excludeTargets")
    }
}

/// Whether somebody is in a group, or in a group in it.
pub(crate) fn is_in(groups: &[Group], id: &str, who: &str, depth: usize) -> bool {
    depth < 8
        && groups.iter().filter(|group| group.id == id).any(|group| {
            group.members.iter().any(|member| member == who || is_in(groups, member, who, depth + 1))
        })
}
