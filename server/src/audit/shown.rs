//! Our events about one person, as a line each.
//!
//! Owns reading them, oldest first, in the shape in which they stand beside Entra's.

use crate::entra::audits::{Event, OURS, deed, sign_in};
use crate::store::audit::{self, Wanted};
use crate::store::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;
use std::collections::HashSet;
use uuid::Uuid;

/// The most that are read: the newest of them.
const MOST: i64 = 10_000;

/// What was written down about somebody since then.
pub(crate) async fn of_person(
    connection: &mut Connection,
    person: Uuid,
    since: Timestamp,
) -> Result<Vec<Event>, StoreError> {
    read(connection, person.to_string(), since).await
}

/// Our sign-ins of nobody, of which Entra's log knows by its correlation id who it was.
pub(crate) async fn of_sign_ins(
    connection: &mut Connection,
    entra: &[Event],
    since: Timestamp,
) -> Result<Vec<Event>, StoreError> {
    let known: HashSet<&str> =
        entra.iter().map(|event| event.correlation.as_str()).filter(|id| !id.is_empty()).collect();
    let mut events = read(connection, String::new(), since).await?;
    events.retain(|event| known.contains(event.correlation.as_str()));
    Ok(events)
}

async fn read(
    connection: &mut Connection,
    person: String,
    since: Timestamp,
) -> Result<Vec<Event>, StoreError> {
    let wanted = Wanted { since: Some(since), person: Some(person), most: MOST, ..Wanted::default() };
    let mut events = Vec::new();
    for event in audit::newest(connection, &wanted).await?.into_iter().rev() {
        let body =
            serde_json::from_str(&event.record.body).map_err(|_| StoreError::Damaged("audit event"))?;
        let shown = if event.record.kind == "signIn" { sign_in(&body, OURS) } else { deed(&body, OURS) };
        events.extend(shown);
    }
    Ok(events)
}
