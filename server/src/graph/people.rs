//! People: `user`.
//!
//! Owns their shape, and finding one by id or user name. Emergency access and signing in elsewhere are
//! annotations of ours.

use super::authority::Desk;
use super::error::GraphError;
use super::object::Sent;
use super::page::{self, Wanted};
use crate::Server;
use crate::audit::Actor;
use crate::command::when::rfc_3339;
use crate::directory::By;
use crate::directory::desk_tokens::Scope as Permission;
use crate::directory::people::{Changes, Marks, user_type};
use crate::store::people;
use crate::store::people::PersonRecord;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use doorkey_protocol::person::UserName;
use serde_json::{Value, json};

/// How Graph calls a person where other things can stand.
pub(super) const TYPE: &str = "#microsoft.graph.user";

const READ: [Permission; 2] = [Permission::ReadPeople, Permission::WritePeople];
const WRITE: [Permission; 1] = [Permission::WritePeople];

/// What a client sends of a person that is not kept here.
const NOT_KEPT: [&str; 5] = ["id", "mailNickname", "passwordProfile", "mail", "usageLocation"];

/// Somebody by their id or user name.
pub(super) async fn find(server: &Server, whose: &str) -> Result<PersonRecord, GraphError> {
    let directory = server.directory();
    let found = match whose.parse() {
        Ok(id) => people::by_id(&mut *directory.store.read().await?, id).await?,
        Err(_) => match whose.parse::<UserName>() {
            Ok(name) => Some(directory.find(&name).await?),
            Err(_) => None,
        },
    };
    found.ok_or_else(|| GraphError::missing(&whose.chars().take(320).collect::<String>()))
}

/// Whom the token acts for.
pub(super) async fn myself(server: &Server, by: &By) -> Result<PersonRecord, GraphError> {
    match &by.actor {
        Actor::Person { id, .. } => find(server, &id.to_string()).await,
        Actor::Application { .. } | Actor::Unknown => {
            Err(GraphError::bad("/me request is only valid with delegated authentication flow."))
        }
    }
}

pub(super) fn shown(person: &PersonRecord) -> Value {
    json!({
        "id": person.id,
        "userPrincipalName": person.user_name,
        "displayName": person.display_name,
        "accountEnabled": person.enabled,
        "userType": user_type(person),
        "createdDateTime": rfc_3339(person.created_at),
        "@doorkey.external": person.external,
        "@doorkey.emergencyAccess": person.emergency,
    })
}

fn entity(server: &Server, person: &PersonRecord) -> Json<Value> {
    let mut shown = shown(person);
    shown["@odata.context"] = page::context(server, "users/$entity").into();
    Json(shown)
}

fn is_guest(text: Option<&str>) -> Result<Option<bool>, GraphError> {
    match text {
        None => Ok(None),
        Some("Guest") => Ok(Some(true)),
        Some("Member") => Ok(Some(false)),
        Some(_) => Err(GraphError::property("userType", "must be Member or Guest")),
    }
}

pub(super) async fn me(State(server): State<Server>, desk: Desk) -> Result<Json<Value>, GraphError> {
    let person = myself(&server, desk.may(&READ)?).await?;
    Ok(entity(&server, &person))
}

pub(super) async fn list(
    State(server): State<Server>,
    desk: Desk,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let mut connection = server.directory().store.snapshot().await?;
    let mut page = wanted.filling();
    while let Some((after, most)) = page.wants() {
        let people = people::after(&mut connection, after, most).await?;
        page.take(people.iter().map(|person| (person.user_name.clone(), shown(person))).collect());
    }
    Ok(page.page("users"))
}

pub(super) async fn add(
    State(server): State<Server>,
    desk: Desk,
    mut sent: Sent,
) -> Result<(StatusCode, Json<Value>), GraphError> {
    let by = desk.may(&WRITE)?;
    let name = sent.text("userPrincipalName")?.unwrap_or_default();
    let name: UserName = name.parse().map_err(|_| {
        GraphError::property("userPrincipalName", "must be a user name such as sam@demo.example")
    })?;
    let display_name = sent.text("displayName")?.unwrap_or_else(|| name.as_str().to_owned());
    let marks = Marks {
        guest: is_guest(sent.text("userType")?.as_deref())?.unwrap_or(false),
        external: sent.bool("@doorkey.external")?.unwrap_or(false),
        enabled: sent.bool("accountEnabled")?.unwrap_or(true),
        emergency: sent.bool("@doorkey.emergencyAccess")?.unwrap_or(false),
    };
    sent.ignore(&NOT_KEPT);
    sent.done()?;
    let person = server.directory().add(by, &name, &display_name, marks).await?;
    Ok((StatusCode::CREATED, entity(&server, &person)))
}

pub(super) async fn read(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = find(&server, &whose).await?;
    Ok(entity(&server, &person))
}

pub(super) async fn change(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
    mut sent: Sent,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let changes = Changes {
        display_name: sent.text("displayName")?,
        guest: is_guest(sent.text("userType")?.as_deref())?,
        external: sent.bool("@doorkey.external")?,
        enabled: sent.bool("accountEnabled")?,
        emergency: sent.bool("@doorkey.emergencyAccess")?,
    };
    sent.ignore(&NOT_KEPT);
    sent.done()?;
    let id = find(&server, &whose).await?.id;
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let person = people::by_id(&mut transaction, id).await?.ok_or_else(|| GraphError::missing(&whose))?;
    directory.change(&mut transaction, by, person, changes).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn remove(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let person = find(&server, &whose).await?;
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    directory.remove(&mut transaction, by, &person).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
