//! The table of visits. Tokens are known by their hashes alone.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::entra::{EntraMethod, MethodKind};
use doorkey_protocol::person::Person;
use doorkey_protocol::time::Timestamp;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// A visit as stored.
#[derive(Clone, Debug)]
pub(crate) struct VisitRecord {
    pub(crate) id: Uuid,
    /// Who signed in, as the tenant knows them.
    pub(crate) person_id: Uuid,
    pub(crate) person: Person,
    /// Whether the invitation names somebody else.
    pub(crate) another_person: bool,
    pub(crate) signed_in_at: Timestamp,
    /// Half-open.
    pub(crate) closes_at: Timestamp,
    pub(crate) left: bool,
    pub(crate) known: Known,
    /// What is new, each written down in the audit.
    pub(crate) found: Vec<EntraMethod>,
}

/// What was there when somebody signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    #[serde(flatten)]
    pub(crate) now: Before,
    /// The same of the earliest visit of theirs that was remembered then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first: Option<Before>,
}

/// What was there before a visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Before {
    /// Their ids.
    pub(crate) ids: Vec<String>,
    /// The kinds of which nobody could say then.
    #[serde(default)]
    pub(crate) unread: Vec<MethodKind>,
    /// When the sign-in was begun: what was made from then on was not there before, though it may have been seen.
    pub(crate) begun_at: Timestamp,
}

/// What is remembered of somebody's visits.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remembered {
    /// What was there before the earliest of them.
    pub(crate) first: Option<Before>,
    /// What any of them found.
    pub(crate) found: Vec<EntraMethod>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    person_id: String,
    user_name: String,
    display_name: String,
    another_person: i64,
    signed_in_at: i64,
    closes_at: i64,
    left_at: Option<i64>,
    known: String,
    found: String,
}

impl TryFrom<Row> for VisitRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("visit");
        Ok(Self {
            id: row.id.parse().map_err(|_| damaged())?,
            person_id: row.person_id.parse().map_err(|_| damaged())?,
            person: Person { user_name: row.user_name, display_name: row.display_name },
            another_person: row.another_person != 0,
            signed_in_at: Timestamp::from_millis(row.signed_in_at),
            closes_at: Timestamp::from_millis(row.closes_at),
            left: row.left_at.is_some(),
            known: serde_json::from_str(&row.known).map_err(|_| damaged())?,
            found: serde_json::from_str(&row.found).map_err(|_| damaged())?,
        })
    }
}

fn json<T: Serialize>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|_| StoreError::Damaged("visit"))
}

/// Opens a visit.
pub(crate) async fn insert(
    connection: &mut Connection,
    token: &TokenHash,
    visit: &VisitRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into visits (id, token_hash, person_id, user_name, display_name, another_person, signed_in_at, \
         closes_at, known, found) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(visit.id.to_string())
    .bind(token.to_vec())
    .bind(visit.person_id.to_string())
    .bind(visit.person.user_name.clone())
    .bind(visit.person.display_name.clone())
    .bind(i64::from(visit.another_person))
    .bind(visit.signed_in_at.as_millis())
    .bind(visit.closes_at.as_millis())
    .bind(json(&visit.known)?)
    .bind(json(&visit.found)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// The visit that a token opens, whatever its state.
pub(crate) async fn by_token(
    connection: &mut Connection,
    token: &TokenHash,
) -> Result<Option<VisitRecord>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, person_id, user_name, display_name, another_person, signed_in_at, closes_at, left_at, known, \
         found from visits where token_hash = $1",
    )
    .bind(token.to_vec())
    .fetch_optional(connection)
    .await?;
    row.map(VisitRecord::try_from).transpose()
}

/// What is remembered of somebody's visits.
pub(crate) async fn remembered(
    connection: &mut Connection,
    person_id: Uuid,
) -> Result<Remembered, StoreError> {
    // All of them are open for the same time.
    let rows: Vec<(String, String)> =
        sqlx::query_as("select known, found from visits where person_id = $1 order by closes_at")
            .bind(person_id.to_string())
            .fetch_all(connection)
            .await?;
    let damaged = |_| StoreError::Damaged("visit");
    let mut remembered = Remembered::default();
    for (known, found) in rows {
        let known: Known = serde_json::from_str(&known).map_err(damaged)?;
        remembered.first.get_or_insert(known.now);
        let found: Vec<EntraMethod> = serde_json::from_str(&found).map_err(damaged)?;
        for method in found {
            if !remembered.found.iter().any(|it| it.id == method.id) {
                remembered.found.push(method);
            }
        }
    }
    Ok(remembered)
}

/// Writes down what is new.
pub(crate) async fn set_found(
    connection: &mut Connection,
    id: Uuid,
    found: &[EntraMethod],
) -> Result<(), StoreError> {
    sqlx::query("update visits set found = $2 where id = $1")
        .bind(id.to_string())
        .bind(json(&found)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// How many people have a visit open.
pub(crate) async fn count_open(connection: &mut Connection, now: Timestamp) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "select count(distinct person_id) from visits where closes_at > $1 and left_at is null",
    )
    .bind(now.as_millis())
    .fetch_one(connection)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Leaves a visit.
pub(crate) async fn leave(connection: &mut Connection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update visits set left_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets what closed before `then`.
pub(crate) async fn forget_closed(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    sqlx::query("delete from visits where closes_at < $1").bind(then.as_millis()).execute(connection).await?;
    Ok(())
}
