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
use axum::routing::{MethodRouter, get};
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

/// Which of somebody's methods are asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    All,
    Passkeys,
    Apps,
}

impl Kind {
    /// Whether those of `other` are asked for.
    fn holds(self, other: Self) -> bool {
        self == other || self == Self::All
    }

    /// The last part of the list's path.
    const fn name(self) -> &'static str {
        match self {
            Self::All => "methods",
            Self::Passkeys => "fido2Methods",
            Self::Apps => "softwareOathMethods",
        }
    }

    async fn of(self, server: &Server, person: &PersonRecord) -> Result<Vec<Value>, GraphError> {
        let directory = server.directory();
        let mut connection = directory.store.snapshot().await?;
        let now = directory.clock.now();
        let mut values = Vec::new();
        if self.holds(Self::Passkeys) {
            values.extend(credentials::of_person(&mut connection, person.id).await?.iter().map(fido2));
        }
        if self.holds(Self::Apps) {
            values.extend(authenticators::of_person(&mut connection, person.id).await?.iter().map(oath));
        }
        if self == Self::All
            && let Some(live) = passes_table::live(&mut connection, person.id).await?
        {
            values.push(passes::shown(server, &mut connection, person, &live, now).await?);
        }
        Ok(values)
    }

    async fn list(self, server: &Server, person: &PersonRecord) -> Result<Json<Value>, GraphError> {
        let values = self.of(server, person).await?;
        let name = format!("users('{}')/authentication/{}", person.id, self.name());
        Ok(Json(page::of(&page::context(server, &name), values)))
    }
}

/// Lists those of whom the token acts for.
pub(super) async fn mine(State(server): State<Server>, desk: Desk) -> Result<Json<Value>, GraphError> {
    let person = people::myself(&server, desk.may(&READ)?).await?;
    Kind::All.list(&server, &person).await
}

/// Lists somebody's.
pub(super) fn list(kind: Kind) -> MethodRouter<Server> {
    get(async move |State(server): State<Server>, desk: Desk, Path(whose): Path<String>| {
        desk.may(&READ)?;
        let person = people::find(&server, &whose).await?;
        kind.list(&server, &person).await
    })
}

/// Shows one of somebody's, by its id.
pub(super) fn one(kind: Kind) -> MethodRouter<Server> {
    get(async move |State(server): State<Server>, desk: Desk, Path(path): Path<(String, String)>| {
        let (whose, id) = path;
        desk.may(&READ)?;
        let person = people::find(&server, &whose).await?;
        let found = kind.of(&server, &person).await?.into_iter().find(|one| one["id"] == id.as_str());
        found.map(Json).ok_or_else(|| missing(&id))
    })
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
    let mut transaction = server.directory().to_delete(transaction, by, &person).await?;
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
    let mut transaction = server.directory().to_delete(transaction, by, &person).await?;
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
