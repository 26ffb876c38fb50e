//! `temporaryAccessPassMethods`.
//!
//! Owns issuing, listing and revoking a pass as Graph does it, with its sentences for each refusal.

use super::error::No;
use super::{Answer, allowed, context, people, read, whole};
use crate::pass::{NewPass, Pass};
use crate::world::{NoPass, Shared, World};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use jiff::Timestamp;
use serde_json::{Value, json};

const WRITE: [&str; 2] = ["UserAuthMethod-TAP.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
const READ: [&str; 4] = [
    "UserAuthMethod-TAP.Read.All",
    "UserAuthenticationMethod.Read.All",
    "UserAuthMethod-TAP.ReadWrite.All",
    "UserAuthenticationMethod.ReadWrite.All",
];

fn list_of(id: &str) -> String {
    format!("users('{id}')/authentication/temporaryAccessPassMethods")
}

/// What Graph lists: one at most, and not at once.
pub(super) fn listed(world: &World, id: &str) -> Vec<Value> {
    let now = world.now();
    let theirs = world.passes.iter().filter(|pass| pass.of == id && pass.listed_from <= now);
    theirs.map(|pass| pass.shown(now, world.admits(id, pass.once))).collect()
}

pub(super) async fn list(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    let person = people::find(&world, &whose)?;
    Ok(whole(&world, &list_of(&whose), listed(&world, &person.id)))
}

pub(super) async fn one(
    State(world): State<Shared>,
    Path((whose, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    let person = people::find(&world, &whose)?;
    let mut pass = listed(&world, &person.id)
        .into_iter()
        .find(|pass| pass["id"] == id.to_ascii_lowercase())
        .ok_or_else(|| No::missing(&world, &id))?;
    pass["@odata.context"] = context(&world, &format!("{}/$entity", list_of(&whose)));
    Ok(Json(pass))
}

/// What a body asks for; a member that is null is as if it were not there.
fn asked(world: &World, sent: &Value) -> Result<NewPass, No> {
    let given = |name: &str| sent.get(name).filter(|value| !value.is_null());
    let wrong = |name: &str| {
        let words = format!(
            "Invalid value specified for property '{name}' of resource 'temporaryAccessPassAuthenticationMethod'."
        );
        No::new(world, 400, "Request_BadRequest", &words)
    };
    let starts_at = given("startDateTime").map(|value| {
        value.as_str().and_then(|text| text.parse::<Timestamp>().ok()).ok_or_else(|| wrong("startDateTime"))
    });
    let lifetime =
        given("lifetimeInMinutes").map(|value| value.as_i64().ok_or_else(|| wrong("lifetimeInMinutes")));
    let once = given("isUsableOnce").map(|value| value.as_bool().ok_or_else(|| wrong("isUsableOnce")));
    Ok(NewPass {
        starts_at: starts_at.transpose()?,
        lifetime: lifetime.transpose()?,
        once: once.transpose()?,
    })
}

fn refused(world: &World, whose: &str, reason: &NoPass) -> No {
    match reason {
        NoPass::Unknown => No::missing(world, whose),
        NoPass::Lifetime { least, most } => No::bad(
            world,
            &format!("Invalid LifetimeInMinutes specified. The valid range between {least} and {most}."),
        ),
        // The portal's sentence; Graph's own code for it is not known.
        NoPass::OutOfScope => No::bad(
            world,
            "Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].",
        ),
        NoPass::External => {
            No::bad(world, "Temporary Access Pass cannot be added to an external guest user.")
        }
        // Not known: the sentence is ours.
        NoPass::OneTimeOnly => {
            No::bad(world, "Invalid IsUsableOnce specified. The policy requires one-time use.")
        }
    }
}

pub(super) async fn issue(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<Value>), No> {
    let mut world = allowed(&world, &headers, &WRITE)?;
    let sent = read(&world, &body)?;
    let new = asked(&world, &sent)?;
    let pass: Pass = world.make_pass(&whose, &new).map_err(|reason| refused(&world, &whose, &reason))?;
    let mut shown = pass.shown(world.now(), world.admits(&pass.of, pass.once));
    shown["temporaryAccessPass"] = pass.text.into();
    shown["@odata.type"] = json!("#microsoft.graph.temporaryAccessPassAuthenticationMethod");
    shown["@odata.context"] = context(&world, &format!("{}/$entity", list_of(&whose)));
    Ok((StatusCode::CREATED, Json(shown)))
}

pub(super) async fn revoke(
    State(world): State<Shared>,
    Path((whose, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, No> {
    let mut world = allowed(&world, &headers, &WRITE)?;
    people::find(&world, &whose)?;
    if world.end_pass(&whose, &id) { Ok(StatusCode::NO_CONTENT) } else { Err(No::missing(&world, &id)) }
}
