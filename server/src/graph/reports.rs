//! Who has registered what: `userRegistrationDetails`.
//!
//! Owns its shape. Entra's is hours late; this one is what is stored.

use super::authority::Desk;
use super::error::GraphError;
use super::page::Wanted;
use crate::Server;
use crate::command::when::rfc_3339;
use crate::directory::desk_tokens::Scope as Permission;
use crate::directory::people::user_type;
use crate::store::people::PersonRecord;
use crate::store::{Connection, authenticators, credentials, groups, passes, people};
use axum::Json;
use axum::extract::State;
use doorkey_protocol::time::Timestamp;
use serde_json::{Value, json};

const READ: [Permission; 1] = [Permission::ReadAudit];

pub(super) async fn registrations(
    State(server): State<Server>,
    desk: Desk,
    wanted: Wanted,
) -> Result<Json<Value>, GraphError> {
    desk.may(&READ)?;
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let mut page = wanted.filling();
    while let Some((after, most)) = page.wants() {
        let people = people::after(&mut connection, after, most).await?;
        let mut found = Vec::new();
        for person in people {
            let value = shown(&mut connection, &person, now).await?;
            found.push((person.user_name, value));
        }
        page.take(found);
    }
    Ok(page.page("reports/authenticationMethods/userRegistrationDetails"))
}

async fn shown(
    connection: &mut Connection,
    person: &PersonRecord,
    now: Timestamp,
) -> Result<Value, GraphError> {
    let passkeys = credentials::of_person(connection, person.id).await?;
    let apps = authenticators::of_person(connection, person.id).await?;
    let pass = passes::live(connection, person.id).await?;
    let synced = passkeys.iter().any(|passkey| passkey.shown.backed_up);
    let bound = passkeys.iter().any(|passkey| !passkey.shown.backed_up);
    let methods: Vec<_> = [
        (bound, "passKeyDeviceBound"),
        (synced, "passKeySynced"),
        (!apps.is_empty(), "softwareOneTimePasscode"),
        (pass.is_some_and(|pass| pass.validity.contains(now)), "temporaryAccessPass"),
    ]
    .iter()
    .filter(|(has, _)| *has)
    .map(|(_, name)| *name)
    .collect();
    let has_passkey = !passkeys.is_empty();
    let last = passkeys.iter().map(|passkey| passkey.shown.created_at);
    let last = last.chain(apps.iter().map(|app| app.created_at)).max();
    Ok(json!({
        "id": person.id,
        "userPrincipalName": person.user_name,
        "userDisplayName": person.display_name,
        "userType": user_type(person).to_ascii_lowercase(),
        "isAdmin": groups::is_privileged(connection, person.id).await?,
        "isMfaCapable": has_passkey || !apps.is_empty(),
        "isMfaRegistered": has_passkey || !apps.is_empty(),
        "isPasswordlessCapable": has_passkey,
        "isSsprCapable": false,
        "isSsprEnabled": false,
        "isSsprRegistered": false,
        "isSystemPreferredAuthenticationMethodEnabled": false,
        "systemPreferredAuthenticationMethods": [],
        "userPreferredMethodForSecondaryAuthentication": "none",
        "methodsRegistered": methods,
        "lastUpdatedDateTime": rfc_3339(last.unwrap_or(person.created_at)),
    }))
}
