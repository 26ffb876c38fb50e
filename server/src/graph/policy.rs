//! The policy of passes: `temporaryAccessPassAuthenticationMethodConfiguration`.
//!
//! Owns its shape. A PATCH says what type it is of and changes what it names; everything else stays.

use super::authority::Desk;
use super::error::GraphError;
use super::object::Sent;
use super::page;
use crate::Server;
use crate::directory::desk_tokens::Scope as Permission;
use crate::policy::{ALL_USERS, PassPolicy, PolicyError, Scope};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::IF_MATCH;
use axum::http::{HeaderMap, StatusCode};
use doorkey_protocol::time::Lifetime;
use serde_json::{Value, json};

const ID: &str = "TemporaryAccessPass";
const TYPE: &str = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration";

const READ: [Permission; 2] = [Permission::ReadPolicy, Permission::WritePolicy];
const WRITE: [Permission; 1] = [Permission::WritePolicy];

/// What a PATCH asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Patch {
    enabled: Option<bool>,
    default_length: Option<u32>,
    default_lifetime: Option<u32>,
    minimum_lifetime: Option<u32>,
    maximum_lifetime: Option<u32>,
    usable_once: Option<bool>,
    include: Option<Vec<Scope>>,
    exclude: Option<Vec<Scope>>,
}

impl Patch {
    /// Reads the body of a PATCH.
    pub(crate) fn read(mut sent: Sent) -> Result<Self, GraphError> {
        match sent.text("@odata.type")? {
            Some(kind) if kind == TYPE => {}
            Some(_) | None => {
                return Err(GraphError::bad(format!(
                    "The property '@odata.type' is required; it must be '{TYPE}'."
                )));
            }
        }
        let enabled = match sent.text("state")?.as_deref() {
            None => None,
            Some("enabled") => Some(true),
            Some("disabled") => Some(false),
            Some(_) => return Err(GraphError::property("state", "must be enabled or disabled")),
        };
        sent.ignore(&["id"]);
        let patch = Self {
            enabled,
            default_length: sent.number("defaultLength")?,
            default_lifetime: sent.number("defaultLifetimeInMinutes")?,
            minimum_lifetime: sent.number("minimumLifetimeInMinutes")?,
            maximum_lifetime: sent.number("maximumLifetimeInMinutes")?,
            usable_once: sent.bool("isUsableOnce")?,
            include: sent.list("includeTargets")?.map(|them| scopes("includeTargets", &them)).transpose()?,
            exclude: sent.list("excludeTargets")?.map(|them| scopes("excludeTargets", &them)).transpose()?,
        };
        sent.done()?;
        Ok(patch)
    }

    /// Changes a policy by what it names.
    pub(crate) fn apply(self, policy: &mut PassPolicy) -> Result<(), PolicyError> {
        policy.enabled = self.enabled.unwrap_or(policy.enabled);
        policy.default_length = self.default_length.unwrap_or(policy.default_length);
        policy.usable_once = self.usable_once.unwrap_or(policy.usable_once);
        policy.default_lifetime = self.default_lifetime.map_or(policy.default_lifetime, Lifetime::said);
        policy.minimum_lifetime = self.minimum_lifetime.map_or(policy.minimum_lifetime, Lifetime::said);
        policy.maximum_lifetime = self.maximum_lifetime.map_or(policy.maximum_lifetime, Lifetime::said);
        policy.include = self.include.unwrap_or_else(|| policy.include.clone());
        policy.exclude = self.exclude.unwrap_or_else(|| policy.exclude.clone());
        Ok(())
    }
}

fn scopes(property: &str, targets: &[Value]) -> Result<Vec<Scope>, GraphError> {
    let wrong =
        || GraphError::property(property, "must list targets with a targetType of group or user and an id");
    if targets.len() > 100 {
        return Err(GraphError::property(property, "must list no more than 100 targets"));
    }
    targets
        .iter()
        .map(|target| {
            let id = target["id"].as_str().ok_or_else(wrong)?;
            match target["targetType"].as_str() {
                Some("group") if id == ALL_USERS => Ok(Scope::Everyone),
                Some("group") => id.parse().map(Scope::Group).map_err(|_| wrong()),
                Some("user") => id.parse().map(Scope::Person).map_err(|_| wrong()),
                _ => Err(wrong()),
            }
        })
        .collect()
}

fn targets(scopes: &[Scope], included: bool) -> Vec<Value> {
    let target = |scope: &Scope| {
        let (kind, id) = match scope {
            Scope::Everyone => ("group", ALL_USERS.to_owned()),
            Scope::Group(id) => ("group", id.to_string()),
            Scope::Person(id) => ("user", id.to_string()),
        };
        if included {
            json!({ "targetType": kind, "id": id, "isRegistrationRequired": false })
        } else {
            json!({ "targetType": kind, "id": id })
        }
    };
    scopes.iter().map(target).collect()
}

fn shown(policy: &PassPolicy, version: i64) -> Value {
    json!({
        "@odata.type": TYPE,
        "@odata.etag": etag(version),
        "id": ID,
        "state": if policy.enabled { "enabled" } else { "disabled" },
        "defaultLength": policy.default_length,
        "defaultLifetimeInMinutes": policy.default_lifetime,
        "minimumLifetimeInMinutes": policy.minimum_lifetime,
        "maximumLifetimeInMinutes": policy.maximum_lifetime,
        "isUsableOnce": policy.usable_once,
        "includeTargets": targets(&policy.include, true),
        "excludeTargets": targets(&policy.exclude, false),
    })
}

fn etag(version: i64) -> String {
    format!("W/\"{version}\"")
}

/// Only this configuration is here, in whatever case it is spelled.
fn must_be_ours(id: &str) -> Result<(), GraphError> {
    if id.eq_ignore_ascii_case(ID) { Ok(()) } else { Err(GraphError::missing(id)) }
}

pub(super) async fn all(State(server): State<Server>, desk: Desk) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let (policy, version) = server.directory().policy().await?;
    Ok(Json(json!({
        "@odata.context": page::context(&server, "policies/authenticationMethodsPolicy/$entity"),
        "id": "authenticationMethodsPolicy",
        "displayName": "Authentication Methods Policy",
        "authenticationMethodConfigurations": [shown(&policy, version)],
    })))
}

pub(super) async fn read(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    must_be_ours(&id)?;
    let (policy, version) = server.directory().policy().await?;
    let mut shown = shown(&policy, version);
    let context = "authenticationMethodConfigurations/$entity";
    shown["@odata.context"] = page::context(&server, context).into();
    Ok(Json(shown))
}

pub(super) async fn change(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
    headers: HeaderMap,
    sent: Sent,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    must_be_ours(&id)?;
    let read = match headers.get(IF_MATCH).map(|value| value.to_str().unwrap_or_default().trim()) {
        None | Some("*") => None,
        Some(tag) => {
            let number = tag.trim_start_matches("W/").trim_matches('"').parse().ok();
            Some(number.ok_or_else(outdated)?)
        }
    };
    let patch = Patch::read(sent)?;
    let changed = server.directory().change_policy(by, read, |policy| patch.apply(policy)).await?;
    changed.map_err(|_| outdated())?;
    Ok(StatusCode::NO_CONTENT)
}

fn outdated() -> GraphError {
    let words = "The policy was changed since it was read.";
    GraphError::new(StatusCode::PRECONDITION_FAILED, "preconditionFailed", words)
}

pub(super) async fn reset(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    must_be_ours(&id)?;
    server.directory().reset_policy(by).await?;
    Ok(StatusCode::NO_CONTENT)
}
