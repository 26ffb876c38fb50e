//! Conditional Access, authentication strengths and directory roles: what somebody looks at who checks a tenant.
//!
//! Owns their lists.

use super::error::No;
use super::query::Query;
use super::{Answer, allowed, entity, people, read, whole};
use crate::clock::seven_digits;
use crate::random::guid;
use crate::world::{Shared, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use serde_json::{Value, json};

const POLICIES: [&str; 4] = [
    "Policy.Read.ConditionalAccess",
    "Policy.Read.All",
    "Policy.ReadWrite.ConditionalAccess",
    "Policy.ReadWrite.All",
];
const STRENGTHS: [&str; 4] = [
    "Policy.Read.AuthenticationMethod",
    "Policy.Read.All",
    "Policy.ReadWrite.AuthenticationMethod",
    "Policy.ReadWrite.ConditionalAccess",
];
pub(super) const ROLES: [&str; 4] = [
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
    "Directory.Read.All",
];

pub(super) async fn policies(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &POLICIES)?;
    let all = world.policies.conditional_access.clone();
    Query::read(query.as_deref()).page(&world, "identity/conditionalAccess/policies", all)
}

fn by_id(world: &World, values: &[Value], what: &str, id: &str) -> Answer {
    let found = values.iter().find(|value| value["id"] == id).cloned();
    Ok(entity(world, what, found.ok_or_else(|| No::missing(world, id))?))
}

pub(super) async fn policy(
    State(world): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &POLICIES)?;
    by_id(&world, &world.policies.conditional_access, "identity/conditionalAccess/policies", &id)
}

pub(super) async fn add_policy(
    State(world): State<Shared>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), No> {
    let mut world = allowed(&world, &headers, &["Policy.ReadWrite.ConditionalAccess"])?;
    let mut policy = read(&world, &body)?;
    if !policy["displayName"].is_string() || !policy["conditions"].is_object() {
        return Err(No::new(&world, 400, "BadRequest", "1001: Required properties are missing in payload"));
    }
    policy["id"] = guid().into();
    policy["createdDateTime"] = seven_digits(world.now()).into();
    policy["modifiedDateTime"] = Value::Null;
    world.policies.conditional_access.push(policy.clone());
    Ok((StatusCode::CREATED, entity(&world, "identity/conditionalAccess/policies", policy)))
}

pub(super) async fn strengths(State(world): State<Shared>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &STRENGTHS)?;
    Ok(whole(&world, "policies/authenticationStrengthPolicies", world.policies.strengths.clone()))
}

pub(super) async fn strength(
    State(world): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &STRENGTHS)?;
    by_id(&world, &world.policies.strengths, "policies/authenticationStrengthPolicies", &id)
}

/// Who has which role. A role's definition has the id of its template, as the built-in ones have.
pub(super) async fn assignments(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &ROLES)?;
    let everywhere = world.assignments.iter().map(|it| (it, "/"));
    let in_unit =
        world.in_unit.iter().map(|it| (it, "/administrativeUnits/5d107bba-d8e2-4e13-b6ae-884be90e5d1a"));
    let assignments = everywhere.chain(in_unit).enumerate().map(|(number, ((id, of), scope))| {
        json!({
            "id": format!("assignment-{number}"), "principalId": of, "roleDefinitionId": id,
            "roleDefinition": role(id), "directoryScopeId": scope, "appScopeId": null,
        })
    });
    Query::read(query.as_deref()).page(
        &world,
        "roleManagement/directory/roleAssignments",
        assignments.collect(),
    )
}

/// Who could activate which role, with what that is.
pub(super) async fn eligible(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &ROLES)?;
    let eligible = world.eligible.iter().enumerate().map(|(number, (id, of))| {
        let principal = world.person(of).map(people::typed);
        json!({
            "id": format!("eligible-{number}"), "principalId": of, "roleDefinitionId": id, "principal": principal,
            "roleDefinition": role(id), "directoryScopeId": "/", "appScopeId": null, "memberType": "Direct",
            "startDateTime": seven_digits(world.now()), "endDateTime": null, "roleEligibilityScheduleId": number.to_string(),
        })
    });
    Query::read(query.as_deref()).page(
        &world,
        "roleManagement/directory/roleEligibilityScheduleInstances",
        eligible.collect(),
    )
}

/// A role of the directory, by the id of its template.
pub(super) fn role(template: &str) -> Value {
    let names = [
        ("62e90394-69f5-4237-9190-012177145e10", "Global Administrator"),
        ("c4e39bd9-1100-46d3-8c65-fb160da0071f", "Authentication Administrator"),
    ];
    let name = names.iter().find(|(id, _)| *id == template).map(|(_, name)| *name);
    json!({
        "id": template, "deletedDateTime": null, "description": null, "displayName": name, "roleTemplateId": template,
    })
}

/// The roles that somebody has: Graph knows the others only as templates.
pub(super) async fn roles(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &ROLES)?;
    let mut ids: Vec<&String> = world.assignments.iter().map(|(role, _)| role).collect();
    ids.sort();
    ids.dedup();
    let roles = ids.into_iter().map(|id| role(id));
    Query::read(query.as_deref()).page(&world, "directoryRoles", roles.collect())
}

fn who_holds(world: &World, role: &str) -> Answer {
    let holders: Vec<&str> = world
        .assignments
        .iter()
        .filter(|(held, _)| held.eq_ignore_ascii_case(role))
        .map(|(_, of)| of.as_str())
        .collect();
    if holders.is_empty() {
        return Err(No::missing(world, role));
    }
    let people = world.people.iter().filter(|person| holders.contains(&person.id.as_str()));
    Ok(whole(world, "directoryObjects", people.map(people::typed).collect()))
}

pub(super) async fn holders(
    State(world): State<Shared>,
    Path(role): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &ROLES)?;
    who_holds(&world, &role)
}

pub(super) async fn holders_addressed(
    State(world): State<Shared>,
    Path(addressed): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &ROLES)?;
    let role =
        addressed.strip_prefix("directoryRoles(roleTemplateId='").and_then(|rest| rest.strip_suffix("')"));
    match role {
        Some(role) => who_holds(&world, role),
        None => Err(No::new(
            &world,
            400,
            "BadRequest",
            &format!("Resource not found for the segment '{addressed}'."),
        )),
    }
}
