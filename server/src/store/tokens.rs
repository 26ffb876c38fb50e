//! The table of tokens that open the desk's API. No statement here ever sees one: only its hash.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A token as it is known.
#[derive(Clone, Debug)]
pub(crate) struct TokenRecord {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// Whom it acts for; nobody for an application.
    pub(crate) person: Option<Uuid>,
    /// Separated by spaces.
    pub(crate) scopes: String,
    /// Whether an application may touch privileged people with it.
    pub(crate) privileged: bool,
    pub(crate) created_at: Timestamp,
    /// Half-open.
    pub(crate) expires_at: Timestamp,
    pub(crate) revoked_at: Option<Timestamp>,
    pub(crate) last_used_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    id: String,
    name: String,
    person_id: Option<String>,
    scopes: String,
    privileged: i64,
    created_at: i64,
    expires_at: i64,
    revoked_at: Option<i64>,
    last_used_at: Option<i64>,
}

impl TryFrom<Row> for TokenRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = |text: String| text.parse().map_err(|_| StoreError::Damaged("token"));
        Ok(Self {
            id: id(row.id)?,
            name: row.name,
            person: row.person_id.map(id).transpose()?,
            scopes: row.scopes,
            privileged: row.privileged != 0,
            created_at: Timestamp::from_millis(row.created_at),
            expires_at: Timestamp::from_millis(row.expires_at),
            revoked_at: row.revoked_at.map(Timestamp::from_millis),
            last_used_at: row.last_used_at.map(Timestamp::from_millis),
        })
    }
}

/// Adds a token.
pub(crate) async fn insert(
    connection: &mut Connection,
    token: &TokenRecord,
    hash: &TokenHash,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into tokens (id, name, token_hash, person_id, scopes, privileged, created_at, expires_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(token.id.to_string())
    .bind(token.name.clone())
    .bind(hash.to_vec())
    .bind(token.person.map(|id| id.to_string()))
    .bind(token.scopes.clone())
    .bind(i64::from(token.privileged))
    .bind(token.created_at.as_millis())
    .bind(token.expires_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

const COLUMNS: &str =
    "id, name, person_id, scopes, privileged, created_at, expires_at, revoked_at, last_used_at";

/// The token of this hash, whatever its state.
pub(crate) async fn by_hash(
    connection: &mut Connection,
    hash: &TokenHash,
) -> Result<Option<TokenRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from tokens where token_hash = $1"
    )))
    .bind(hash.to_vec())
    .fetch_optional(connection)
    .await?
    .map(TokenRecord::try_from)
    .transpose()
}

/// All of them, newest first.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<TokenRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from tokens order by created_at desc, id"
    )))
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(TokenRecord::try_from)
    .collect()
}

/// Revokes a token; false when it is revoked already.
pub(crate) async fn revoke(
    connection: &mut Connection,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let result = sqlx::query("update tokens set revoked_at = $2 where id = $1 and revoked_at is null")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// Writes down that it was used.
pub(crate) async fn used(connection: &mut Connection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update tokens set last_used_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}
