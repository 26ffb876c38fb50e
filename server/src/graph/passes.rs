//! Passes of a person: `temporaryAccessPassAuthenticationMethod`.
//!
//! Owns their shape. The pass stands in the answer to the POST that issued it and nowhere else ever. What
//! Graph has no property for is an annotation: the invitation's link, and the link that shows a pass
//! once in its place (`@doorkey.sealed`).

use super::authority::Desk;
use super::error::GraphError;
use super::object::Sent;
use super::{page, people};
use crate::Server;
use crate::command::when::rfc_3339;
use crate::directory::IssueRequest;
use crate::directory::desk_tokens::Scope as Permission;
use crate::directory::pass_record::{PassRecord, Standing};
use crate::policy::PassPolicy;
use crate::store::people::PersonRecord;
use crate::store::{Connection, envelopes, passes};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Timestamp};
use serde_json::{Value, json};

const TYPE: &str = "#microsoft.graph.temporaryAccessPassAuthenticationMethod";

const READ: [Permission; 4] =
    [Permission::ReadPasses, Permission::WritePasses, Permission::ReadMethods, Permission::WriteMethods];
const WRITE: [Permission; 2] = [Permission::WritePasses, Permission::WriteMethods];

/// A pass as Graph shows it, without what it is.
pub(super) async fn shown(
    server: &Server,
    connection: &mut Connection,
    person: &PersonRecord,
    pass: &PassRecord,
    now: Timestamp,
) -> Result<Value, GraphError> {
    let (policy, _) = PassPolicy::read(connection).await?;
    let admitted = policy.admits(connection, person, pass.one_time).await?;
    let most = server.directory().limits.wrong_entries;
    let standing = pass.standing_for_desk(now, admitted, most);
    let mut shown = json!({
        "@odata.type": TYPE,
        "id": pass.id,
        "temporaryAccessPass": null,
        "createdDateTime": rfc_3339(pass.created_at),
        "startDateTime": rfc_3339(pass.validity.starts_at),
        "lifetimeInMinutes": pass.validity.lifetime_in_minutes,
        "isUsableOnce": pass.one_time,
        "isUsable": standing == Standing::Usable,
        "methodUsabilityReason": reason(standing),
    });
    if let Some(opened) = envelopes::of_pass(connection, pass.id).await? {
        shown["@doorkey.sealedLinkOpenedDateTime"] = opened.map(rfc_3339).into();
    }
    Ok(shown)
}

/// Graph's word for what can be done with a pass. It has none for one that was tried wrongly too often:
/// `Locked` is ours.
const fn reason(standing: Standing) -> &'static str {
    match standing {
        Standing::Usable => "EnabledByPolicy",
        Standing::NotYet(_) => "NotYetValid",
        Standing::Expired(_) => "Expired",
        Standing::Used => "OneTimeUsed",
        Standing::Locked => "Locked",
        Standing::Blocked | Standing::Replaced | Standing::Revoked => "DisabledByPolicy",
    }
}

async fn list_of(server: &Server, person: &PersonRecord) -> Result<Vec<Value>, GraphError> {
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    match passes::live(&mut connection, person.id).await? {
        Some(pass) => Ok(vec![shown(server, &mut connection, person, &pass, now).await?]),
        None => Ok(Vec::new()),
    }
}

fn context(server: &Server, person: &PersonRecord) -> String {
    page::context(server, &format!("users('{}')/authentication/temporaryAccessPassMethods", person.id))
}

fn page_of(server: &Server, person: &PersonRecord, values: Vec<Value>) -> Json<Value> {
    Json(page::of(&context(server, person), values))
}

pub(super) async fn list(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    let values = list_of(&server, &person).await?;
    Ok(page_of(&server, &person, values))
}

pub(super) async fn mine(State(server): State<Server>, desk: Desk) -> Result<Json<Value>, GraphError> {
    let by = desk.may(&READ)?;
    let person = people::myself(&server, by).await?;
    let values = list_of(&server, &person).await?;
    Ok(page_of(&server, &person, values))
}

pub(super) async fn read(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    let pass =
        list_of(&server, &person).await?.into_iter().find(|pass| pass["id"] == id.to_ascii_lowercase());
    let mut pass = pass.ok_or_else(|| GraphError::missing(&id))?;
    pass["@odata.context"] = format!("{}/$entity", context(&server, &person)).into();
    Ok(Json(pass))
}

pub(super) async fn issue(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
    mut sent: Sent,
) -> Result<(StatusCode, Json<Value>), GraphError> {
    let by = desk.may(&WRITE)?;
    let person = people::find(&server, &whose).await?;
    let lifetime = sent.number("lifetimeInMinutes")?;
    let request = IssueRequest {
        // What is outside of every policy is outside of this one, and is told in its words.
        lifetime: lifetime.map(Lifetime::said),
        starts_at: sent.time("startDateTime")?,
        one_time: sent.bool("isUsableOnce")?,
        sealed: sent.bool("@doorkey.sealed")?.unwrap_or(false),
    };
    // What a client sends back of what it was given is passed over; it decides nothing.
    sent.ignore(&["id", "temporaryAccessPass", "createdDateTime", "isUsable", "methodUsabilityReason"]);
    sent.done()?;
    let name = person.user_name.parse().map_err(|_| GraphError::missing(&whose))?;
    let directory = server.directory();
    let issued = directory.issue(by, &name, request).await?;
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let mut shown = shown(&server, &mut connection, &person, &issued.record, now).await?;
    shown["@odata.context"] = format!("{}/$entity", context(&server, &person)).into();
    shown["@doorkey.invitationLink"] = issued.invitation_link.into();
    match issued.envelope_link.as_ref().map(Secret::expose) {
        Some(link) => shown["@doorkey.sealedLink"] = link.into(),
        None => shown["temporaryAccessPass"] = issued.pass.grouped().expose().into(),
    }
    Ok((StatusCode::CREATED, Json(shown)))
}

pub(super) async fn revoke(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let person = people::find(&server, &whose).await?;
    let directory = server.directory();
    let transaction = directory.store.write().await?;
    let mut transaction = directory.to_delete(transaction, by, &person).await?;
    let pass = passes::live(&mut transaction, person.id).await?;
    let pass = pass.filter(|pass| pass.id.to_string() == id.to_ascii_lowercase());
    let pass = pass.ok_or_else(|| GraphError::missing(&id))?;
    directory.end_pass(&mut transaction, by, &person, &pass, directory.clock.now()).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
