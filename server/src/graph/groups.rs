//! Groups and their members: `group`.
//!
//! Owns their shape. A group whose members are privileged is one that is `isAssignableToRole`.

use super::authority::Desk;
use super::error::GraphError;
use super::object::Sent;
use super::page::{self, Wanted};
use super::people;
use crate::Server;
use crate::command::when::rfc_3339;
use crate::directory::desk_tokens::Scope as Permission;
use crate::store::groups;
use crate::store::groups::GroupRecord;
use crate::store::people::PersonRecord;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};

const READ: [Permission; 2] = [Permission::ReadGroups, Permission::WriteGroups];
const WRITE: [Permission; 1] = [Permission::WriteGroups];

/// Graph lets whoever reads people see what they are in.
const READ_OF_PERSON: [Permission; 4] =
    [Permission::ReadPeople, Permission::WritePeople, Permission::ReadGroups, Permission::WriteGroups];

/// What a client sends of a group that is not kept here.
const NOT_KEPT: [&str; 6] =
    ["id", "description", "mailNickname", "mailEnabled", "securityEnabled", "groupTypes"];

fn shown(group: &GroupRecord) -> Value {
    json!({
        "id": group.id,
        "displayName": group.display_name,
        "isAssignableToRole": group.role_assignable,
        "securityEnabled": true,
        "mailEnabled": false,
        "groupTypes": [],
        "createdDateTime": rfc_3339(group.created_at),
    })
}

async fn find(server: &Server, id: &str) -> Result<GroupRecord, GraphError> {
    let missing = || GraphError::missing(&id.chars().take(100).collect::<String>());
    let parsed = id.parse().map_err(|_| missing())?;
    groups::by_id(&mut *server.directory().store.read().await?, parsed).await?.ok_or_else(missing)
}

fn entity(server: &Server, group: &GroupRecord) -> Json<Value> {
    let mut shown = shown(group);
    shown["@odata.context"] = page::context(server, "groups/$entity").into();
    Json(shown)
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
        let groups = groups::after(&mut connection, after, most).await?;
        page.take(groups.iter().map(|group| (group.display_name.clone(), shown(group))).collect());
    }
    Ok(page.page("groups"))
}

pub(super) async fn add(
    State(server): State<Server>,
    desk: Desk,
    mut sent: Sent,
) -> Result<(StatusCode, Json<Value>), GraphError> {
    let by = desk.may(&WRITE)?;
    let name = sent.text("displayName")?.unwrap_or_default();
    let privileged = sent.bool("isAssignableToRole")?.unwrap_or(false);
    sent.ignore(&NOT_KEPT);
    sent.done()?;
    let id = server.directory().add_group(by, &name, privileged).await?;
    let group = find(&server, &id.to_string()).await?;
    Ok((StatusCode::CREATED, entity(&server, &group)))
}

pub(super) async fn read(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let group = find(&server, &id).await?;
    Ok(entity(&server, &group))
}

pub(super) async fn remove(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let group = find(&server, &id).await?;
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    directory.drop_group(&mut transaction, by, &group).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn members(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let group = find(&server, &id).await?;
    let mut connection = server.directory().store.snapshot().await?;
    // A member may be of any type in Graph: a client makes a person of it when it is told so.
    let member = |person: &PersonRecord| {
        let mut shown = people::shown(person);
        shown["@odata.type"] = people::TYPE.into();
        (person.user_name.clone(), shown)
    };
    let mut page = wanted.filling();
    while let Some((after, most)) = page.wants() {
        let members = groups::members(&mut connection, group.id, after, most).await?;
        page.take(members.iter().map(member).collect());
    }
    Ok(page.page("directoryObjects"))
}

/// The groups that somebody is in. None is within another here, so that those of `transitiveMemberOf` are the same.
pub(super) async fn of_person(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ_OF_PERSON)?;
    let person = people::find(&server, &whose).await?;
    let mut connection = server.directory().store.snapshot().await?;
    // Graph lists roles and administrative units beside them.
    let typed = |group: &GroupRecord| {
        let mut shown = shown(group);
        shown["@odata.type"] = "#microsoft.graph.group".into();
        (group.display_name.clone(), shown)
    };
    let mut page = wanted.filling();
    while let Some((after, most)) = page.wants() {
        let groups = groups::with_member(&mut connection, person.id, after, most).await?;
        page.take(groups.iter().map(typed).collect());
    }
    Ok(page.page("directoryObjects"))
}

pub(super) async fn join(
    State(server): State<Server>,
    desk: Desk,
    Path(id): Path<String>,
    mut sent: Sent,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let group = find(&server, &id).await?;
    let address = sent.text("@odata.id")?.unwrap_or_default();
    sent.done()?;
    // Only the last part of the address says whom; where it leads is nobody's to follow.
    let whom = address.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let person = people::find(&server, whom).await?;
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    if !directory.add_member(&mut transaction, by, &group, &person).await? {
        let words = "One or more added object references already exist for the following modified properties: 'members'.";
        return Err(GraphError::new(StatusCode::BAD_REQUEST, "Request_BadRequest", words));
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn quit(
    State(server): State<Server>,
    desk: Desk,
    Path((id, member)): Path<(String, String)>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let group = find(&server, &id).await?;
    let person = people::find(&server, &member).await?;
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    if !directory.remove_member(&mut transaction, by, &group, &person).await? {
        return Err(GraphError::missing(&person.id.to_string()));
    }
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
