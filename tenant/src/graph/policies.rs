//! `authenticationMethodsPolicy` and the configuration of each method in it.
//!
//! Owns reading, changing and resetting them. Graph's answer to a change that contradicts itself is not
//! documented: ours is a 400.

use super::error::No;
use super::{Answer, allowed, context, entity, read};
use crate::policy::PASSES;
use crate::world::{Shared, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use serde_json::{Value, json};

const WRITE: [&str; 1] = ["Policy.ReadWrite.AuthenticationMethod"];
const READ: [&str; 3] =
    ["Policy.Read.AuthenticationMethod", "Policy.ReadWrite.AuthenticationMethod", "Policy.Read.All"];

pub(super) async fn all(State(world): State<Shared>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    Ok(Json(json!({
        "@odata.context": context(&world, "policies/authenticationMethodsPolicy/$entity"),
        "id": "authenticationMethodsPolicy",
        "displayName": "Authentication Methods Policy",
        "description": "The tenant-wide policy that controls which authentication methods are allowed in the tenant, authentication method registration requirements, and self-service password reset settings",
        "lastModifiedDateTime": "2026-03-04T00:00:00.0000000Z",
        "policyVersion": "1.5",
        "policyMigrationState": "migrationComplete",
        "registrationEnforcement": {
            "authenticationMethodsRegistrationCampaign": {
                "snoozeDurationInDays": 1, "state": "default", "excludeTargets": [], "includeTargets": [],
            },
        },
        "authenticationMethodConfigurations": world.policies.configurations,
    })))
}

fn missing(world: &World, id: &str) -> No {
    No::new(
        world,
        404,
        "resourceNotFound",
        &format!("Authentication method configuration '{id}' was not found."),
    )
}

pub(super) async fn one(State(world): State<Shared>, Path(id): Path<String>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    let found = world.policies.configuration(&id).cloned().ok_or_else(|| missing(&world, &id))?;
    Ok(entity(&world, "authenticationMethodConfigurations", found))
}

/// What is wrong with the policy of passes, in words of ours.
fn contradiction(policy: &Value) -> Option<&'static str> {
    let number = |name: &str| policy[name].as_i64().unwrap_or(-1);
    let (least, most) = (number("minimumLifetimeInMinutes"), number("maximumLifetimeInMinutes"));
    if !(10..=43_200).contains(&least) || !(10..=43_200).contains(&most) || least > most {
        Some("The lifetimes must be between 10 and 43200, and the minimum not above the maximum.")
    } else if !(least..=most).contains(&number("defaultLifetimeInMinutes")) {
        Some("DefaultLifetimeInMinutes must be between the minimum and the maximum.")
    } else if !(8..=48).contains(&number("defaultLength")) {
        Some("DefaultLength must be between 8 and 48.")
    } else {
        None
    }
}

pub(super) async fn change(
    State(world): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, No> {
    let mut world = allowed(&world, &headers, &WRITE)?;
    let before = world.policies.configuration(&id).cloned().ok_or_else(|| missing(&world, &id))?;
    let patch = read(&world, &body)?;
    if patch["@odata.type"] != before["@odata.type"] {
        return Err(No::bad(
            &world,
            "A type named in '@odata.type' is required and must be the type of the configuration.",
        ));
    }
    let mut policies = world.policies.clone();
    policies.change(&id, &patch);
    if id.eq_ignore_ascii_case(PASSES)
        && let Some(words) = contradiction(policies.passes())
    {
        return Err(No::bad(&world, words));
    }
    world.policies = policies;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn reset(
    State(world): State<Shared>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode, No> {
    let mut world = allowed(&world, &headers, &WRITE)?;
    if world.policies.reset(&id) { Ok(StatusCode::NO_CONTENT) } else { Err(missing(&world, &id)) }
}
