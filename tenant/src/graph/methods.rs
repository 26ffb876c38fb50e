//! The lists of ways in.
//!
//! Owns each list, which shows a method only after the delay, and the list of all.

use super::error::No;
use super::{Answer, allowed, entity, passes, people, whole};
use crate::person::MethodKind;
use crate::world::{Shared, World};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::HeaderMap;
use serde_json::{Value, json};

/// Those that read and write any method.
const ANY: [&str; 2] = ["UserAuthenticationMethod.ReadWrite.All", "UserAuthenticationMethod.Read.All"];

fn readers(kind: MethodKind) -> [String; 4] {
    let name = kind.permission();
    [
        format!("UserAuthMethod-{name}.Read.All"),
        format!("UserAuthMethod-{name}.ReadWrite.All"),
        ANY[0].to_owned(),
        ANY[1].to_owned(),
    ]
}

fn kind_of(list: &str) -> Option<MethodKind> {
    MethodKind::ALL.into_iter().find(|kind| kind.list().eq_ignore_ascii_case(list))
}

/// The kind of a list; for what is no list, Graph's sentence.
fn must_be_list(world: &Shared, list: &str) -> Result<MethodKind, No> {
    kind_of(list).ok_or_else(|| {
        let world = world.lock().expect("no handler panics");
        No::new(&world, 400, "BadRequest", &format!("Resource not found for the segment '{list}'."))
    })
}

fn listed(world: &World, whose: &str, kind: MethodKind) -> Result<Vec<Value>, No> {
    let person = people::find(world, whose)?;
    let theirs = world.listed(person).into_iter().filter(|method| method.kind == kind);
    Ok(theirs.map(crate::person::Method::shown).collect())
}

fn context_of(whose: &str, list: &str) -> String {
    format!("users('{whose}')/authentication/{list}")
}

fn of_kind(world: &Shared, headers: &HeaderMap, whose: &str, kind: MethodKind) -> Answer {
    let readers = readers(kind);
    let world = allowed(world, headers, &readers.each_ref().map(String::as_str))?;
    Ok(whole(&world, &context_of(whose, kind.list()), listed(&world, whose, kind)?))
}

pub(super) async fn list(
    State(world): State<Shared>,
    Path((whose, list)): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    let kind = must_be_list(&world, &list)?;
    of_kind(&world, &headers, &whose, kind)
}

pub(super) async fn passkeys(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
) -> Answer {
    of_kind(&world, &headers, &whose, MethodKind::Passkey)
}

pub(super) async fn one(
    State(world): State<Shared>,
    Path((whose, list, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Answer {
    let kind = must_be_list(&world, &list)?;
    let readers = readers(kind);
    let world = allowed(&world, &headers, &readers.each_ref().map(String::as_str))?;
    let found = listed(&world, &whose, kind)?.into_iter().find(|method| method["id"] == id.as_str());
    Ok(entity(&world, &context_of(&whose, kind.list()), found.ok_or_else(|| No::missing(&world, &id))?))
}

pub(super) async fn remove(
    State(world): State<Shared>,
    Path((whose, list, id)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, No> {
    let kind = must_be_list(&world, &list)?;
    let writer = format!("UserAuthMethod-{}.ReadWrite.All", kind.permission());
    let mut world = allowed(&world, &headers, &[&writer, ANY[0]])?;
    let person = people::find(&world, &whose)?.clone();
    let before = world.methods.len();
    world.methods.retain(|method| !(method.of == person.id && method.kind == kind && method.id == id));
    if world.methods.len() == before {
        return Err(No::missing(&world, &id));
    }
    world.write_down(
        None,
        &person,
        "Admin deleted security info",
        "Admin deleted authentication method for user",
    );
    Ok(StatusCode::NO_CONTENT)
}

/// Everybody has a password here, as in every tenant, even who never got it.
pub(super) async fn all(
    State(world): State<Shared>,
    Path(whose): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let world = allowed(&world, &headers, &ANY)?;
    let person = people::find(&world, &whose)?;
    let mut values = vec![json!({
        "@odata.type": "#microsoft.graph.passwordAuthenticationMethod",
        "id": "28c10230-6103-485e-b985-444c60001490",
        "password": null,
        "createdDateTime": null,
    })];
    values.extend(world.listed(person).into_iter().map(crate::person::Method::typed));
    values.extend(passes::listed(&world, &person.id).into_iter().map(|mut pass| {
        pass["@odata.type"] = "#microsoft.graph.temporaryAccessPassAuthenticationMethod".into();
        pass
    }));
    let mut page = whole(&world, &context_of(&whose, "methods"), values);
    page.0["@microsoft.graph.tips"] = "Use $select to choose only the properties your app needs, as this can lead to performance improvements.".into();
    Ok(page)
}
