//! What Graph answers, in our words.
//!
//! Owns the shapes of a user, a pass, the policy of passes and a method, what each call needs to be allowed,
//! and the calls that read or change one of them. A pass's text is in one value, of the one answer that has
//! it.

use super::client::Client;
use super::error::{EntraError, Failure, Need};
use doorkey_protocol::entra::{MethodKind, PassState, UsabilityReason};
use doorkey_protocol::person::Person;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Timestamp};
use doorkey_protocol::validity::Validity;
use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

pub(super) const PEOPLE: Need = Need { doing: "read people", permission: "User.Read.All" };
pub(super) const GROUPS: Need =
    Need { doing: "read groups and who is in them", permission: "GroupMember.Read.All" };
pub(super) const ROLES: Need =
    Need { doing: "read who has which role", permission: "RoleManagement.Read.Directory" };
pub(super) const METHODS: Need =
    Need { doing: "read sign-in methods", permission: "UserAuthenticationMethod.Read.All" };
/// The same in one list: where the app may not, each kind is asked for, and that may be all that was meant.
pub(super) const METHODS_AT_ONCE: Need =
    Need { doing: "read all sign-in methods at once, so each kind is asked for", ..METHODS };
pub(super) const PASSES: Need = Need { doing: "read passes", permission: "UserAuthMethod-TAP.Read.All" };
pub(super) const ISSUE: Need = Need { doing: "issue a pass", permission: "UserAuthMethod-TAP.ReadWrite.All" };
pub(super) const REVOKE: Need =
    Need { doing: "revoke a pass", permission: "UserAuthMethod-TAP.ReadWrite.All" };
pub(super) const POLICY: Need =
    Need { doing: "read the policies of sign-in methods", permission: "Policy.Read.AuthenticationMethod" };

/// Somebody, as the tenant knows them.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct User {
    /// Their object id.
    pub id: Uuid,
    /// How they sign in.
    pub user_principal_name: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    account_enabled: Option<bool>,
    #[serde(default)]
    user_type: Option<String>,
    /// Said of whoever was invited from elsewhere.
    #[serde(default)]
    external_user_state: Option<String>,
    #[serde(default, rename = "@doorkey.external")]
    external: bool,
}

impl User {
    /// What others may know.
    pub fn person(&self) -> Person {
        let name = self.display_name.clone().filter(|name| !name.trim().is_empty());
        Person {
            display_name: name.unwrap_or_else(|| self.user_principal_name.clone()),
            user_name: self.user_principal_name.clone(),
        }
    }

    /// Whether they can sign in at all.
    pub fn is_enabled(&self) -> bool {
        self.account_enabled != Some(false)
    }

    /// Whether they are a guest.
    pub fn is_guest(&self) -> bool {
        self.user_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("guest"))
    }

    /// Whether they sign in elsewhere, where no pass of this tenant is taken. Guests who sign in here can
    /// have one.
    pub fn is_external(&self) -> bool {
        let invited = self.external_user_state.is_some();
        let named = self.user_principal_name.to_ascii_uppercase().contains("#EXT#");
        self.external || self.is_guest() && (invited || named)
    }
}

/// A pass as Graph lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedPass {
    /// Its id.
    pub id: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// How it stands.
    pub state: PassState,
}

/// A pass that Graph just made, with its text.
#[derive(Debug)]
pub struct MadePass {
    /// What Graph lists of it from now on.
    pub listed: ListedPass,
    /// Its text, for the only time.
    pub text: Secret,
    /// Graph's number of the request.
    pub request: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PassShape {
    id: String,
    #[serde(default)]
    temporary_access_pass: Option<Secret>,
    #[serde(default)]
    created_date_time: Option<jiff::Timestamp>,
    #[serde(default)]
    start_date_time: Option<jiff::Timestamp>,
    #[serde(default)]
    lifetime_in_minutes: Option<u32>,
    #[serde(default)]
    is_usable_once: Option<bool>,
    #[serde(default)]
    is_usable: Option<bool>,
    #[serde(default)]
    method_usability_reason: Option<String>,
}

impl PassShape {
    fn listed(&self) -> Option<ListedPass> {
        let created = self.created_date_time.or(self.start_date_time)?;
        let starts = self.start_date_time.unwrap_or(created);
        let lifetime = Lifetime::said(self.lifetime_in_minutes?);
        Some(ListedPass {
            id: self.id.clone(),
            created_at: Timestamp::from_millis(created.as_millisecond()),
            state: PassState {
                validity: Validity {
                    starts_at: Timestamp::from_millis(starts.as_millisecond()),
                    lifetime_in_minutes: lifetime,
                },
                one_time: self.is_usable_once.unwrap_or(false),
                usable: self.is_usable.unwrap_or(false),
                reason: reason(self.method_usability_reason.as_deref().unwrap_or_default()),
            },
        })
    }
}

fn reason(text: &str) -> UsabilityReason {
    let known = [
        ("EnabledByPolicy", UsabilityReason::EnabledByPolicy),
        ("DisabledByPolicy", UsabilityReason::DisabledByPolicy),
        ("Expired", UsabilityReason::Expired),
        ("NotYetValid", UsabilityReason::NotYetValid),
        ("OneTimeUsed", UsabilityReason::OneTimeUsed),
    ];
    known
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text))
        .map_or(UsabilityReason::Unknown, |(_, it)| *it)
}

/// The policy of passes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantPolicy {
    state: String,
    /// How many characters a pass has.
    pub default_length: u32,
    /// How long it lasts when nobody says otherwise.
    pub default_lifetime_in_minutes: Lifetime,
    /// The shortest that may be asked for.
    pub minimum_lifetime_in_minutes: Lifetime,
    /// The longest that may be asked for.
    pub maximum_lifetime_in_minutes: Lifetime,
    /// Whether every pass can be used once only.
    pub is_usable_once: bool,
    #[serde(default)]
    include_targets: Vec<Target>,
    #[serde(default)]
    exclude_targets: Vec<Target>,
}

/// Whom a policy includes or excludes.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Target {
    pub(super) id: String,
}

impl Target {
    pub(super) fn is_everybody(&self) -> bool {
        self.id.eq_ignore_ascii_case(crate::policy::ALL_USERS)
    }
}

impl TenantPolicy {
    /// Whether there are passes at all.
    pub fn is_enabled(&self) -> bool {
        self.state.eq_ignore_ascii_case("enabled")
    }

    /// Whether a pass may last so long.
    pub fn allows(&self, lifetime: Lifetime) -> bool {
        (self.minimum_lifetime_in_minutes..=self.maximum_lifetime_in_minutes).contains(&lifetime)
    }

    pub(super) fn included(&self) -> &[Target] {
        &self.include_targets
    }

    pub(super) fn excluded(&self) -> &[Target] {
        &self.exclude_targets
    }
}

/// A sign-in method as Graph lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMethod {
    /// Its id.
    pub id: String,
    /// What it is.
    pub kind: MethodKind,
    /// How it is called.
    pub name: Option<String>,
    /// When it was made, where Graph says.
    pub created_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MethodShape {
    id: String,
    #[serde(default, rename = "@odata.type")]
    kind: String,
    #[serde(default)]
    display_name: Option<String>,
    #[serde(default)]
    created_date_time: Option<jiff::Timestamp>,
}

/// The lists of what lasts, and of what kind.
pub(super) const KINDS: [(&str, MethodKind); 5] = [
    ("fido2Methods", MethodKind::Passkey),
    ("microsoftAuthenticatorMethods", MethodKind::Authenticator),
    ("windowsHelloForBusinessMethods", MethodKind::WindowsHello),
    ("platformCredentialMethods", MethodKind::PlatformCredential),
    ("softwareOathMethods", MethodKind::SoftwareOath),
];

impl ListedMethod {
    /// What lasts; a password, a telephone and a pass do not. A list of one kind does not repeat the kind.
    pub(super) fn read(value: Value, kind: Option<MethodKind>) -> Option<Self> {
        let shape: MethodShape = serde_json::from_value(value).ok()?;
        let kind = kind.or_else(|| match shape.kind.trim_start_matches("#microsoft.graph.") {
            "fido2AuthenticationMethod" => Some(MethodKind::Passkey),
            "microsoftAuthenticatorAuthenticationMethod"
            | "passwordlessMicrosoftAuthenticatorAuthenticationMethod" => Some(MethodKind::Authenticator),
            "windowsHelloForBusinessAuthenticationMethod" => Some(MethodKind::WindowsHello),
            "platformCredentialAuthenticationMethod" => Some(MethodKind::PlatformCredential),
            "softwareOathAuthenticationMethod" => Some(MethodKind::SoftwareOath),
            _ => None,
        })?;
        let created_at = shape.created_date_time.map(|at| Timestamp::from_millis(at.as_millisecond()));
        Some(Self {
            id: shape.id,
            kind,
            name: shape.display_name.filter(|name| !name.is_empty()),
            created_at,
        })
    }
}

/// What of a pass is asked for; the policy decides where nothing is said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// From when.
    pub starts_at: Option<Timestamp>,
    /// How long.
    pub lifetime: Option<Lifetime>,
    /// Whether it can be used once only.
    pub one_time: Option<bool>,
}

impl Client {
    /// Somebody by user name or id.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when nobody has it; else why it is not known.
    pub async fn user(&self, whose: &str) -> Result<User, EntraError> {
        let query = "$select=id,displayName,userPrincipalName,accountEnabled,userType,externalUserState";
        self.get(&self.graph(&["v1.0", "users", whose], query), PEOPLE).await
    }

    /// The passes of somebody: none or one.
    ///
    /// # Errors
    /// Why they are not known.
    pub async fn passes(&self, whose: Uuid) -> Result<Vec<ListedPass>, EntraError> {
        let url = self.of_user(whose, &["temporaryAccessPassMethods"]);
        let values = self.list(url, PASSES).await?;
        let odd = || EntraError { failure: Failure::Odd, need: PASSES, request: None };
        values
            .into_iter()
            .map(|value| {
                serde_json::from_value::<PassShape>(value).ok().and_then(|it| it.listed()).ok_or_else(odd)
            })
            .collect()
    }

    /// Has a pass made. Asked once: when that fails, only a look at [`Self::passes`] tells whether there is one.
    ///
    /// # Errors
    /// Why there is none, or none that anybody knows.
    pub async fn make_pass(&self, whose: Uuid, wish: Wish) -> Result<MadePass, EntraError> {
        let mut body = json!({ "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod" });
        if let Some(at) = wish.starts_at {
            body["startDateTime"] = crate::command::when::rfc_3339(at).into();
        }
        if let Some(lifetime) = wish.lifetime {
            body["lifetimeInMinutes"] = lifetime.as_minutes().into();
        }
        if let Some(one_time) = wish.one_time {
            body["isUsableOnce"] = one_time.into();
        }
        let url = self.of_user(whose, &["temporaryAccessPassMethods"]);
        let answer = self.change(Method::POST, &url, Some(&body), ISSUE).await?;
        let shape: PassShape = answer.read(ISSUE)?;
        let listed = shape.listed();
        let made = shape.temporary_access_pass.filter(|text| !text.expose().is_empty()).zip(listed);
        let (text, listed) = made.ok_or_else(|| EntraError {
            failure: Failure::Odd,
            need: ISSUE,
            request: answer.request.clone(),
        })?;
        Ok(MadePass { listed, text, request: answer.request })
    }

    /// Revokes a pass; one that is gone already is revoked. Graph's number of the request.
    ///
    /// # Errors
    /// Why it may still be there.
    pub async fn remove_pass(&self, whose: Uuid, id: &str) -> Result<Option<String>, EntraError> {
        let url = self.of_user(whose, &["temporaryAccessPassMethods", id]);
        match self.change(Method::DELETE, &url, None, REVOKE).await {
            Ok(answer) => Ok(answer.request),
            Err(EntraError { failure: Failure::NotFound(_), request, .. }) => Ok(request),
            Err(error) => Err(error),
        }
    }

    /// What somebody can sign in with, oldest first. Asked for at once; where the app may not, kind by kind,
    /// for permissions can be given so.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn methods(&self, whose: Uuid) -> Result<Vec<ListedMethod>, EntraError> {
        let mut methods = match self.list(self.of_user(whose, &["methods"]), METHODS_AT_ONCE).await {
            Ok(values) => values.into_iter().filter_map(|value| ListedMethod::read(value, None)).collect(),
            Err(error) if matches!(error.failure, Failure::Forbidden(_)) => self.kind_by_kind(whose).await?,
            Err(error) => return Err(error),
        };
        methods.sort_by_key(|method| method.created_at);
        Ok(methods)
    }

    /// The same from a list for each kind. What is not granted stays unseen, but for what newcomers choose
    /// most: unseen, they would wait for it in vain.
    async fn kind_by_kind(&self, whose: Uuid) -> Result<Vec<ListedMethod>, EntraError> {
        let mut methods = Vec::new();
        for (list, kind) in KINDS {
            match self.list(self.of_user(whose, &[list]), METHODS).await {
                Ok(values) => {
                    methods
                        .extend(values.into_iter().filter_map(|value| ListedMethod::read(value, Some(kind))));
                }
                Err(error)
                    if !matches!(error.failure, Failure::Forbidden(_))
                        || matches!(kind, MethodKind::Passkey | MethodKind::Authenticator) =>
                {
                    return Err(error);
                }
                Err(_) => {}
            }
        }
        Ok(methods)
    }

    /// The tenant's policy of passes.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn policy(&self) -> Result<TenantPolicy, EntraError> {
        self.get(&self.configuration("TemporaryAccessPass"), POLICY).await
    }

    /// Where the policy of a kind of method is.
    pub(super) fn configuration(&self, kind: &str) -> url::Url {
        let policy =
            ["v1.0", "policies", "authenticationMethodsPolicy", "authenticationMethodConfigurations", kind];
        self.graph(&policy, "")
    }

    /// For whom a policy is, and for whom not, by the names of groups where they can be read.
    pub async fn named_targets(&self, policy: &TenantPolicy) -> (Vec<String>, Vec<String>) {
        let mut named = [Vec::new(), Vec::new()];
        for (targets, names) in [policy.included(), policy.excluded()].into_iter().zip(&mut named) {
            for target in targets {
                let everybody = target.is_everybody();
                names.push(if everybody { target.id.clone() } else { self.group_name(&target.id).await });
            }
        }
        named.into()
    }

    /// A group by its id.
    pub(super) async fn group(&self, id: &str) -> Result<Value, EntraError> {
        self.get(&self.graph(&["v1.0", "groups", id], "$select=id,displayName"), GROUPS).await
    }

    /// How a group is called; its id when nobody says.
    pub(super) async fn group_name(&self, id: &str) -> String {
        let found = self.group(id).await.ok();
        let name = found.and_then(|group| group["displayName"].as_str().map(ToOwned::to_owned));
        name.unwrap_or_else(|| id.to_owned())
    }

    /// What puts somebody above others: roles of the directory that they have or could activate, and groups that can
    /// hold roles, by their names where the app may read them. Roles for a unit alone Graph does not list as what
    /// they have; these, and what they could activate, are seen where the app may read roles.
    ///
    /// # Errors
    /// Why it is not known.
    pub async fn privileges(&self, whose: Uuid) -> Result<Vec<String>, EntraError> {
        let id = whose.to_string();
        let url = self.graph(&["v1.0", "users", &id, "transitiveMemberOf"], "");
        let of = format!("principalId eq '{id}'");
        let (all, assigned, eligible) = tokio::join!(
            self.list(url, PEOPLE),
            self.roles("roleAssignments", &of, "roleDefinition"),
            self.eligible("principalId", &id)
        );
        let all = all?;
        let above = all.iter().filter_map(|it| {
            let unnamed = match it["@odata.type"].as_str()?.trim_start_matches("#microsoft.graph.") {
                "directoryRole" => "a role of the directory",
                "group" if it["isAssignableToRole"] == true => "a group that can hold roles",
                _ => return None,
            };
            Some(super::error::clean(it["displayName"].as_str().unwrap_or(unnamed), &[]))
        });
        let role = |it: &Value| {
            let name = it["roleDefinition"]["displayName"].as_str().unwrap_or("a role of the directory");
            super::error::clean(name, &[])
        };
        let mut above: Vec<_> = above.collect();
        for it in readable(assigned)? {
            match it["directoryScopeId"].as_str() {
                // It stands among the rest.
                Some("/") | None => {}
                Some(unit) if unit.starts_with("/administrativeUnits/") => {
                    above.push(format!("{}, for one unit", role(&it)));
                }
                Some(_) => above.push(format!("{}, for one application", role(&it))),
            }
        }
        above.extend(eligible?.iter().map(|it| format!("{}, to be activated", role(it))));
        Ok(above)
    }

    /// Who could activate a role, by what an eligibility names: its `principalId` or its `roleDefinitionId`. Nobody
    /// where the app may not read that, or the tenant has no licence for it.
    pub(super) async fn eligible(&self, by: &str, id: &str) -> Result<Vec<Value>, EntraError> {
        let filter = format!("{by} eq '{id}'");
        readable(self.roles("roleEligibilityScheduleInstances", &filter, "principal,roleDefinition").await)
    }

    /// What a list of the directory's roles has.
    pub(super) async fn roles(
        &self,
        list: &str,
        filter: &str,
        expand: &str,
    ) -> Result<Vec<Value>, EntraError> {
        let query = format!("$filter={filter}&$expand={expand}");
        self.list(self.graph(&["v1.0", "roleManagement", "directory", list], &query), ROLES).await
    }

    /// Which of these groups somebody is in, directly or not.
    pub(super) async fn groups_of(&self, whose: Uuid, ids: &[&str]) -> Result<Vec<String>, EntraError> {
        let mut within = Vec::new();
        // Graph takes twenty at once.
        for some in ids.chunks(20) {
            let url = self.graph(&["v1.0", "users", &whose.to_string(), "checkMemberGroups"], "");
            let answer: Value = self.question(&url, &json!({ "groupIds": some }), GROUPS).await?;
            let found = answer["value"].as_array().into_iter().flatten();
            within.extend(found.filter_map(|id| id.as_str().map(str::to_ascii_lowercase)));
        }
        Ok(within)
    }

    pub(super) fn of_user(&self, whose: Uuid, path: &[&str]) -> url::Url {
        let id = whose.to_string();
        self.graph(&[&["v1.0", "users", &id, "authentication"], path].concat(), "")
    }
}

/// Nothing where the app may not read it, or the tenant has no licence for it.
fn readable(found: Result<Vec<Value>, EntraError>) -> Result<Vec<Value>, EntraError> {
    match found {
        Err(error) => match error.failure {
            Failure::Forbidden(_)
            | Failure::NoLicence(_)
            | Failure::NotFound(_)
            | Failure::Refused { .. } => Ok(Vec::new()),
            _ => Err(error),
        },
        found => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(value: Value) -> User {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn who_signs_in_elsewhere_is_told_from_who_is_a_guest_here() {
        for (name, kind, how, external) in [
            ("sam@demo.example", "Member", None, false),
            ("guest@demo.example", "Guest", None, false),
            ("jo_other.example#EXT#@demo.example", "Guest", Some("Accepted"), true),
            ("jo_other.example#ext#@demo.example", "Guest", None, true),
            // Somebody of a sister tenant who is a member here, and signs in there.
            ("jo_other.example#EXT#@demo.example", "Member", Some("Accepted"), false),
        ] {
            let it = user(
                json!({ "id": Uuid::from_u128(1), "userPrincipalName": name, "userType": kind, "externalUserState": how }),
            );
            assert_eq!(it.is_external(), external, "{name} {kind}");
        }
        let nameless =
            user(json!({ "id": Uuid::from_u128(1), "userPrincipalName": "a@b", "displayName": null }));
        assert_eq!(nameless.person().display_name, "a@b");
    }

    #[test]
    fn a_pass_is_read_as_graph_writes_it() {
        let shape: PassShape = serde_json::from_value(json!({
            "id": "6f19", "temporaryAccessPass": null, "createdDateTime": "2022-06-02T16:21:09.7651730Z",
            "startDateTime": "2022-06-05T00:00:00Z", "lifetimeInMinutes": 60, "isUsableOnce": false, "isUsable": false,
            "methodUsabilityReason": "NotYetValid", "more": 1,
        }))
        .unwrap();
        let listed = shape.listed().unwrap();
        assert_eq!(listed.state.reason, UsabilityReason::NotYetValid);
        assert_eq!(
            listed.state.validity.ends_at() - listed.state.validity.starts_at,
            Lifetime::said(60).span()
        );
        assert_eq!(reason("SomethingNew"), UsabilityReason::Unknown);
    }

    #[test]
    fn what_does_not_last_is_no_way_in() {
        let kinds = |kind: &str| {
            ListedMethod::read(json!({ "id": "1", "@odata.type": kind }), None).map(|method| method.kind)
        };
        assert_eq!(kinds("#microsoft.graph.fido2AuthenticationMethod"), Some(MethodKind::Passkey));
        assert_eq!(kinds("#microsoft.graph.passwordAuthenticationMethod"), None);
        assert_eq!(kinds("#microsoft.graph.temporaryAccessPassAuthenticationMethod"), None);
    }
}
