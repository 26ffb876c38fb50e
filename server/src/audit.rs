//! The audit: who did what, for whom, when, from where, with which result and why.
//!
//! Owns the shape of an event, Graph's `directoryAudit` or `signIn`, and writing it within the
//! transaction of its deed, so that there is neither without the other. Events are chained: each hash
//! takes in the one before, under a key that is not in the database (`chain`), so that a change or a cut
//! shows. Texts of others stand in JSON strings and nowhere else.

pub(crate) mod activity;
pub(crate) mod chain;
pub(crate) mod export;
pub(crate) mod refused;
pub(crate) mod shown;

use crate::caller::Caller;
use crate::command::when::rfc_3339;
use crate::directory::random_id;
use crate::key::ServerKey;
use crate::rules::Applied;
use crate::store::audit::{self, EventRecord};
use crate::store::people::PersonRecord;
use crate::store::{Connection, StoreError};
use activity::Activity;
use doorkey_protocol::time::Timestamp;
use serde_json::{Value, json};
use std::borrow::Cow;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Writes events. Everything that writes one holds the store's write lock: their order is one.
pub(crate) struct Audit(Zeroizing<[u8; 32]>);

/// Who did it.
#[derive(Clone, Debug)]
pub(crate) enum Actor {
    /// Somebody known: a newcomer with a pass, or whom a token acts for.
    Person {
        /// Their id.
        id: Uuid,
        /// Their user name.
        user_name: String,
    },
    /// A program: by its token's id and name, or a command of this server.
    Application {
        /// What it is known by.
        id: String,
        /// How it is called.
        name: String,
    },
    /// Nobody knows.
    Unknown,
}

impl Actor {
    /// Who sits at the server and runs its commands, by their name there.
    pub(crate) fn operator() -> Self {
        let name = ["SUDO_USER", "USER", "LOGNAME"].into_iter().find_map(|name| std::env::var(name).ok());
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "unknown".to_owned());
        Self::Application { id: "doorkey-command-line".to_owned(), name: format!("doorkey ({name})") }
    }

    /// What it is known by; empty when nobody knows.
    pub(crate) fn id(&self) -> String {
        match self {
            Self::Person { id, .. } => id.to_string(),
            Self::Application { id, .. } => id.clone(),
            Self::Unknown => String::new(),
        }
    }

    fn json(&self, caller: &Caller) -> Value {
        let address = caller.address.map(|address| address.to_string());
        match self {
            Self::Person { id, user_name } => json!({
                "user": { "id": id, "displayName": null, "userPrincipalName": user_name, "ipAddress": address },
                "app": null,
            }),
            Self::Application { id, name } => json!({
                "user": null,
                "app": { "appId": id, "displayName": name, "servicePrincipalId": null, "servicePrincipalName": null },
            }),
            Self::Unknown => json!({ "user": null, "app": null }),
        }
    }
}

impl From<&PersonRecord> for Actor {
    fn from(person: &PersonRecord) -> Self {
        Self::Person { id: person.id, user_name: person.user_name.clone() }
    }
}

/// What it was done to.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    id: String,
    kind: &'static str,
    name: Option<String>,
    user_name: Option<String>,
    changes: Vec<Change>,
}

/// A property that changed. Never a secret.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    pub(crate) name: &'static str,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
}

impl Target {
    /// Somebody.
    pub(crate) fn person(person: &PersonRecord) -> Self {
        Self {
            id: person.id.to_string(),
            kind: "User",
            name: Some(person.display_name.clone()),
            user_name: Some(person.user_name.clone()),
            changes: Vec::new(),
        }
    }

    /// Somebody whom another directory knows.
    pub(crate) fn user(id: Uuid, name: &str, user_name: &str) -> Self {
        Self { user_name: Some(user_name.to_owned()), ..Self::other("User", id, name) }
    }

    /// Anything else, by its kind.
    #[expect(clippy::needless_pass_by_value, reason = "ids, numbers and words alike")]
    pub(crate) fn other(kind: &'static str, id: impl ToString, name: &str) -> Self {
        Self { id: id.to_string(), kind, name: Some(name.to_owned()), user_name: None, changes: Vec::new() }
    }

    /// With what changed about it.
    pub(crate) fn changed(mut self, name: &'static str, old: Option<String>, new: Option<String>) -> Self {
        self.changes.push(Change { name, old, new });
        self
    }

    fn json(&self) -> Value {
        let quoted = |text: &Option<String>| text.as_ref().map(|text| Value::from(text.as_str()).to_string());
        let changes: Vec<_> = self
            .changes
            .iter()
            .map(|change| {
                json!({
                    "displayName": change.name, "oldValue": quoted(&change.old), "newValue": quoted(&change.new),
                })
            })
            .collect();
        json!({
            "id": self.id,
            "displayName": self.name,
            "type": self.kind,
            "userPrincipalName": self.user_name,
            "groupType": null,
            "modifiedProperties": changes,
        })
    }
}

/// Something done, or refused, as a `directoryAudit`.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    activity: Activity,
    actor: Actor,
    targets: Vec<Target>,
    /// Whom it was about.
    person: Option<Uuid>,
    reason: String,
    /// Why it was refused, as the API says it.
    code: Option<&'static str>,
    details: Vec<(&'static str, String)>,
}

impl Deed {
    /// Something that was done.
    pub(crate) fn new(activity: Activity, actor: Actor) -> Self {
        Self {
            activity,
            actor,
            targets: Vec::new(),
            person: None,
            reason: String::new(),
            code: None,
            details: Vec::new(),
        }
    }

    /// Something a newcomer did for themselves.
    pub(crate) fn own(activity: Activity, person: &PersonRecord) -> Self {
        Self::new(activity, Actor::from(person)).to(person)
    }

    /// It was about this person.
    pub(crate) fn to(mut self, person: &PersonRecord) -> Self {
        self.person.get_or_insert(person.id);
        self.targets.push(Target::person(person));
        self
    }

    /// It was about this person, who stands in a target of its own.
    pub(crate) fn about(mut self, person: &PersonRecord) -> Self {
        self.person.get_or_insert(person.id);
        self
    }

    /// It was about somebody whom another directory knows, who stands in a target of its own.
    pub(crate) fn about_id(mut self, person: Uuid) -> Self {
        self.person.get_or_insert(person);
        self
    }

    /// It was done to this.
    pub(crate) fn at(mut self, target: Target) -> Self {
        self.targets.push(target);
        self
    }

    /// In one sentence.
    pub(crate) fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = reason.into();
        self
    }

    /// It was refused.
    pub(crate) fn refused(mut self, code: &'static str, reason: impl Into<String>) -> Self {
        self.code = Some(code);
        self.because(reason)
    }

    /// With something more to know.
    #[expect(clippy::needless_pass_by_value, reason = "ids, numbers and words alike")]
    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.details.push((key, value.to_string()));
        self
    }
}

/// Somebody who came with a pass or a passkey, as a `signIn`.
#[derive(Clone, Debug)]
pub(crate) struct SignIn {
    /// `None` when nobody has the name that was typed, which is not written down: it may be a pass.
    pub(crate) person: Option<PersonRecord>,
    /// `authenticationMethod`.
    pub(crate) method: Cow<'static, str>,
    /// Why not.
    pub(crate) refused: Option<Denial>,
    /// What the rules said.
    pub(crate) applied: Vec<Applied>,
}

/// Why a sign-in was refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Denial {
    /// The number that Entra's log has for it.
    pub(crate) number: u32,
    /// As the API says it.
    pub(crate) code: &'static str,
    /// In one sentence.
    pub(crate) reason: &'static str,
}

impl Audit {
    pub(crate) fn new(key: &ServerKey) -> Self {
        Self(key.derive("audit", b""))
    }

    /// Writes down a deed, within its transaction; the event's number.
    pub(crate) async fn deed(
        &self,
        connection: &mut Connection,
        caller: &Caller,
        now: Timestamp,
        deed: Deed,
    ) -> Result<i64, AuditError> {
        let id = random_id()?;
        let details = deed.details.iter().map(|(key, value)| json!({ "key": key, "value": value }));
        let address =
            caller.address.map(|address| json!({ "key": "ipAddress", "value": address.to_string() }));
        let result = if deed.code.is_none() { "success" } else { "failure" };
        let body = json!({
            "id": id,
            "category": deed.activity.category,
            "correlationId": caller.correlation,
            "result": result,
            "resultReason": deed.reason,
            "activityDisplayName": deed.activity.name,
            "activityDateTime": rfc_3339(now),
            "loggedByService": deed.activity.service,
            "operationType": deed.activity.operation,
            "initiatedBy": deed.actor.json(caller),
            "targetResources": deed.targets.iter().map(Target::json).collect::<Vec<_>>(),
            "additionalDetails": details.chain(address).collect::<Vec<_>>(),
        });
        let record = EventRecord {
            id,
            kind: "directoryAudit",
            at: now,
            activity: deed.activity.name.to_owned(),
            result,
            code: deed.code.unwrap_or_default().to_owned(),
            person: deed.person.map(|id| id.to_string()).unwrap_or_default(),
            actor: deed.actor.id(),
            body: body.to_string(),
        };
        self.append(connection, record).await
    }

    /// Writes down a sign-in, within its transaction.
    pub(crate) async fn sign_in(
        &self,
        connection: &mut Connection,
        caller: &Caller,
        now: Timestamp,
        sign_in: SignIn,
    ) -> Result<i64, AuditError> {
        let id = random_id()?;
        let person = sign_in.person.as_ref();
        let denial = sign_in.refused;
        let applied: Vec<_> = sign_in.applied.iter().map(Applied::json).collect();
        let access = match () {
            () if applied.is_empty() => "notApplied",
            () if sign_in.applied.iter().any(Applied::refuses) => "failure",
            () => "success",
        };
        let body = json!({
            "id": id,
            "createdDateTime": rfc_3339(now),
            "userId": person.map(|person| person.id),
            "userDisplayName": person.map(|person| &person.display_name),
            "userPrincipalName": person.map(|person| &person.user_name),
            "appId": "doorkey",
            "appDisplayName": "Doorkey",
            "ipAddress": caller.address.map(|address| address.to_string()),
            "clientAppUsed": "Browser",
            "correlationId": caller.correlation,
            "conditionalAccessStatus": access,
            "isInteractive": true,
            "riskDetail": "none",
            "riskLevelAggregated": "none",
            "riskLevelDuringSignIn": "none",
            "riskState": "none",
            "riskEventTypes": [],
            "riskEventTypes_v2": [],
            "resourceDisplayName": "Doorkey",
            "resourceId": "doorkey",
            "status": {
                "errorCode": denial.map_or(0, |denial| denial.number),
                "failureReason": denial.map(|denial| denial.reason),
                "additionalDetails": denial.map(|denial| denial.code),
            },
            "deviceDetail": null,
            "location": null,
            "appliedConditionalAccessPolicies": applied,
            "authenticationDetails": [{
                "authenticationStepDateTime": rfc_3339(now),
                "authenticationMethod": sign_in.method,
                "authenticationMethodDetail": null,
                "succeeded": denial.is_none(),
                "authenticationStepResultDetail": denial.map(|denial| denial.reason),
                "authenticationStepRequirement": "",
            }],
        });
        let id_of_person = person.map(|person| person.id.to_string()).unwrap_or_default();
        let record = EventRecord {
            id,
            kind: "signIn",
            at: now,
            activity: sign_in.method.into_owned(),
            result: if denial.is_none() { "success" } else { "failure" },
            code: denial.map(|denial| denial.code).unwrap_or_default().to_owned(),
            person: id_of_person.clone(),
            actor: id_of_person,
            body: body.to_string(),
        };
        self.append(connection, record).await
    }

    async fn append(&self, connection: &mut Connection, record: EventRecord) -> Result<i64, AuditError> {
        let (last, before) = audit::head(connection).await?;
        let seq = last + 1;
        let hash = self.link(&before, seq, &record);
        audit::append(connection, seq, &record, &hash).await?;
        crate::fault::at("audit: appended");
        Ok(seq)
    }
}

/// Why nothing was written down. The deed is not done then either.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The operating system gave no randomness.
    #[error("the operating system gave no randomness")]
    Random(#[from] getrandom::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}
