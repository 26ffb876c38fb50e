//! People and groups.
//!
//! Owns their lists and who is in what.

use super::access::{self, ROLES};
use super::error::No;
use super::query::Query;
use super::{Answer, allowed, context, entity, read, whole};
use crate::person::{Group, Person};
use crate::policy::is_in;
use crate::world::{DOMAIN, Shared, TENANT_ID, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::HeaderMap;
use serde_json::{Value, json};

const USERS: [&str; 5] = [
    "User.Read.All",
    "User.ReadBasic.All",
    "User.ReadWrite.All",
    "Directory.Read.All",
    "Directory.ReadWrite.All",
];
const GROUPS: [&str; 4] =
    ["GroupMember.Read.All", "Group.Read.All", "Directory.Read.All", "Directory.ReadWrite.All"];

/// Who is meant by a part of a path.
pub(super) fn find<'a>(world: &'a World, whose: &str) -> Result<&'a Person, No> {
    world.person(whose).ok_or_else(|| No::missing(world, whose))
}

pub(super) async fn list(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &USERS)?;
    let query = Query::read(query.as_deref());
    let people =
        world.people.iter().map(|person| if query.selects() { person.all() } else { person.shown() });
    query.page(&world, "users", people.collect())
}

pub(super) async fn one(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &USERS)?;
    let person = find(&world, &whose)?;
    let query = Query::read(query.as_deref());
    let shown = if query.selects() { query.selected(person.all()) } else { person.shown() };
    Ok(entity(&world, "users", shown))
}

/// `memberOf` and `transitiveMemberOf`: groups, and roles that somebody has for the whole directory. Who may read
/// people alone is told of each what it is and its id.
pub(super) async fn groups_of(
    State(world): State<Shared>,
    Path((whose, relation)): Path<(String, String)>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let reads_groups = allowed(&world, &headers, &GROUPS).is_ok();
    let reads_roles = allowed(&world, &headers, &ROLES).is_ok();
    let world = allowed(&world, &headers, &[&USERS[..1], &GROUPS[..]].concat())?;
    let person = find(&world, &whose)?;
    let direct = match relation.as_str() {
        "memberOf" => true,
        "transitiveMemberOf" => false,
        _ => {
            return Err(No::new(
                &world,
                400,
                "BadRequest",
                &format!("Resource not found for the segment '{relation}'."),
            ));
        }
    };
    let is_within = |group: &Group| {
        if direct {
            group.members.contains(&person.id)
        } else {
            is_in(&world.groups, &group.id, &person.id, 0)
        }
    };
    let within: Vec<&Group> = world.groups.iter().filter(|group| is_within(group)).collect();
    let groups = within.iter().map(|group| among_others(group.shown(), "group", reads_groups));
    let held = world
        .assignments
        .iter()
        .filter(|(_, of)| *of == person.id || !direct && within.iter().any(|group| group.id == *of));
    let roles = held.map(|(role, _)| among_others(access::role(role), "directoryRole", reads_roles));
    Query::read(query.as_deref()).page(
        &world,
        &format!("users/{whose}/{relation}"),
        groups.chain(roles).collect(),
    )
}

/// One of several kinds of objects. Of what may not be read every property is `null`, but for its id.
fn among_others(mut shown: Value, kind: &str, readable: bool) -> Value {
    if !readable {
        for (name, value) in shown.as_object_mut().into_iter().flatten() {
            if name != "id" {
                *value = Value::Null;
            }
        }
    }
    shown["@odata.type"] = format!("#microsoft.graph.{kind}").into();
    shown
}

pub(super) async fn check_groups(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let world = allowed(&world, &headers, &[&GROUPS[..], &USERS[..1]].concat())?;
    let person = find(&world, &whose)?;
    let sent = read(&world, &body)?;
    let asked = sent["groupIds"].as_array().cloned().unwrap_or_default();
    let is_theirs = |id: &Value| id.as_str().is_some_and(|id| is_in(&world.groups, id, &person.id, 0));
    let theirs: Vec<Value> = asked.into_iter().filter(is_theirs).collect();
    Ok(Json(json!({ "@odata.context": context(&world, "Collection(Edm.String)"), "value": theirs })))
}

pub(super) async fn group(State(world): State<Shared>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &GROUPS)?;
    let group = world.groups.iter().find(|group| group.id == id).ok_or_else(|| No::missing(&world, &id))?;
    Ok(entity(&world, "groups", group.shown()))
}

/// All of them or, when only the transitive ones are asked for, the same: a group in it is shown beside them.
pub(super) async fn members(
    State(world): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    uri: axum::http::Uri,
) -> Answer {
    let world = allowed(&world, &headers, &GROUPS)?;
    let group = world.groups.iter().find(|group| group.id == id).ok_or_else(|| No::missing(&world, &id))?;
    let all = uri.path().ends_with("/transitiveMembers");
    let people = world.people.iter().filter(|person| {
        if all { is_in(&world.groups, &id, &person.id, 0) } else { group.members.contains(&person.id) }
    });
    let groups = world.groups.iter().filter(|other| group.members.contains(&other.id)).map(|other| {
        let mut shown = other.shown();
        shown["@odata.type"] = "#microsoft.graph.group".into();
        shown
    });
    let listed = people.map(typed).chain(groups).collect();
    let name = uri.path().rsplit('/').next().unwrap_or_default();
    Query::read(query.as_deref()).page(&world, &format!("groups/{id}/{name}"), listed)
}

/// A person among other kinds of objects.
pub(super) fn typed(person: &Person) -> Value {
    let mut shown = person.all();
    shown["@odata.type"] = "#microsoft.graph.user".into();
    shown
}

pub(super) async fn organization(State(world): State<Shared>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &["Organization.Read.All", "Directory.Read.All", "User.Read.All"])?;
    let domains = json!([{ "name": DOMAIN, "isDefault": true, "isInitial": true, "type": "Managed", "capabilities": "Email" }]);
    let organization = json!({ "id": TENANT_ID, "displayName": "Contoso", "verifiedDomains": domains });
    Ok(whole(&world, "organization", vec![organization]))
}
