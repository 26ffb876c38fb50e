//! What people sign in with: `fido2AuthenticationMethod`, `softwareOathAuthenticationMethod`, passes.
//!
//! Owns their shapes and removing one for somebody. What a pass had paid for is settled with it, as when
//! its owner removes it.

use super::authority::Desk;
use super::error::GraphError;
use super::{page, passes, people};
use crate::Server;
use crate::audit::{Deed, activity};
use crate::command::when::rfc_3339;
use crate::directory::By;
use crate::directory::desk_tokens::Scope as Permission;
use crate::payment;
use crate::store::authenticators::AuthenticatorRecord;
use crate::store::credentials::CredentialRecord;
use crate::store::people::PersonRecord;
use crate::store::{authenticators, credentials, passes as passes_table};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde_json::{Value, json};
use sqlx::{Any, Transaction};
use uuid::Uuid;

const READ: [Permission; 2] = [Permission::ReadMethods, Permission::WriteMethods];
const WRITE: [Permission; 1] = [Permission::WriteMethods];

const FIDO2: &str = "#microsoft.graph.fido2AuthenticationMethod";
const OATH: &str = "#microsoft.graph.softwareOathAuthenticationMethod";

fn fido2(passkey: &CredentialRecord) -> Value {
    json!({
        "@odata.type": FIDO2,
        "id": passkey.shown.id,
        "displayName": passkey.shown.name,
        "createdDateTime": rfc_3339(passkey.shown.created_at),
        "aaGuid": null,
        "model": passkey.shown.name,
        "attestationCertificates": [],
        "attestationLevel": "notAttested",
        "passkeyType": if passkey.shown.backed_up { "synced" } else { "deviceBound" },
        "@doorkey.provenDateTime": passkey.shown.proven_at.map(rfc_3339),
    })
}

fn oath(app: &AuthenticatorRecord) -> Value {
    json!({
        "@odata.type": OATH,
        "id": app.id,
        "displayName": app.name,
        "createdDateTime": rfc_3339(app.created_at),
        "secretKey": null,
    })
}

/// All of some kinds that somebody has.
async fn of(
    server: &Server,
    person: &PersonRecord,
    passkeys: bool,
    apps: bool,
    pass: bool,
) -> Result<Vec<Value>, GraphError> {
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let mut values = Vec::new();
    if passkeys {
        values.extend(credentials::of_person(&mut connection, person.id).await?.iter().map(fido2));
    }
    if apps {
        values.extend(authenticators::of_person(&mut connection, person.id).await?.iter().map(oath));
    }
    if pass && let Some(live) = passes_table::live(&mut connection, person.id).await? {
        values.push(passes::shown(server, &mut connection, person, &live, now).await?);
    }
    Ok(values)
}

fn list(server: &Server, person: &PersonRecord, name: &str, values: Vec<Value>) -> Json<Value> {
    let context = page::context(server, &format!("users('{}')/authentication/{name}", person.id));
    Json(page::of(&context, values))
}

fn only(values: Vec<Value>, id: &str) -> Result<Json<Value>, GraphError> {
    let found = values.into_iter().find(|value| value["id"].as_str() == Some(id));
    found.map(Json).ok_or_else(|| GraphError::missing(&id.chars().take(100).collect::<String>()))
}

pub(super) async fn mine(State(server): State<Server>, desk: Desk) -> Result<Json<Value>, GraphError> {
    let person = people::myself(&server, desk.may(&READ)?).await?;
    let values = of(&server, &person, true, true, true).await?;
    Ok(list(&server, &person, "methods", values))
}

pub(super) async fn all(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    let values = of(&server, &person, true, true, true).await?;
    Ok(list(&server, &person, "methods", values))
}

pub(super) async fn one(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    only(of(&server, &person, true, true, true).await?, &id)
}

pub(super) async fn passkeys(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    let values = of(&server, &person, true, false, false).await?;
    Ok(list(&server, &person, "fido2Methods", values))
}

pub(super) async fn passkey(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    only(of(&server, &person, true, false, false).await?, &id)
}

pub(super) async fn apps(
    State(server): State<Server>,
    desk: Desk,
    Path(whose): Path<String>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    let values = of(&server, &person, false, true, false).await?;
    Ok(list(&server, &person, "softwareOathMethods", values))
}

pub(super) async fn app(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let person = people::find(&server, &whose).await?;
    only(of(&server, &person, false, true, false).await?, &id)
}

pub(super) async fn remove_passkey(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let person = people::find(&server, &whose).await?;
    let mut transaction = server.directory().store.write().await?;
    let known = credentials::pass_of(&mut transaction, person.id, &id).await?;
    let Some(pass) = known else { return Err(missing(&id)) };
    credentials::remove(&mut transaction, &id).await?;
    let words = "Admin deleted Fido2 Authentication Method";
    finish(&server, transaction, by, &person, pass, (&id, words)).await
}

pub(super) async fn remove_app(
    State(server): State<Server>,
    desk: Desk,
    Path((whose, id)): Path<(String, String)>,
) -> Result<StatusCode, GraphError> {
    let by = desk.may(&WRITE)?;
    let person = people::find(&server, &whose).await?;
    let mut transaction = server.directory().store.write().await?;
    let apps = authenticators::of_person(&mut transaction, person.id).await?;
    let found = apps.into_iter().find(|app| app.id.to_string() == id);
    let Some(app) = found else { return Err(missing(&id)) };
    authenticators::remove(&mut transaction, app.id).await?;
    let words = "Admin deleted Authenticator App with Code";
    finish(&server, transaction, by, &person, app.pass, (&id, words)).await
}

fn missing(id: &str) -> GraphError {
    GraphError::missing(&id.chars().take(100).collect::<String>())
}

/// Settles with the pass that had paid, and ends it when it has not ended: what an administrator takes
/// away must not be made anew with the same pass, as it may be when its owner took it away.
async fn finish(
    server: &Server,
    mut transaction: Transaction<'static, Any>,
    by: &By,
    person: &PersonRecord,
    pass: Uuid,
    (id, words): (&str, &str),
) -> Result<StatusCode, GraphError> {
    let directory = server.directory();
    let now = directory.clock.now();
    if let Err(refusal) = directory.must_be_issuer(&mut transaction, by, person).await {
        // What was removed above is not: only the refusal is written down.
        drop(transaction);
        let mut transaction = directory.store.write().await?;
        directory.refuse(&mut transaction, by, activity::ADMIN_DELETED, person, &refusal).await?;
        transaction.commit().await?;
        return Err(refusal.into());
    }
    let live = passes_table::live(&mut transaction, person.id).await?;
    if let Some(live) = live.filter(|live| live.id == pass) {
        directory.end_pass(&mut transaction, by, person, &live, now).await?;
    }
    payment::settle(&mut transaction, pass).await?;
    let deed = Deed::new(activity::ADMIN_DELETED, by.actor.clone());
    let deed = deed.to(person).because(words).with("method", id);
    directory.audit.deed(&mut transaction, &by.caller, now, deed).await?;
    transaction.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
