//! The table of sign-ins that were begun at Microsoft. Handles and states are known by their hashes alone.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A sign-in as stored.
#[derive(Clone, Debug)]
pub(crate) struct SignInRecord {
    pub(crate) id: Uuid,
    pub(crate) state: Vec<u8>,
    /// The PKCE verifier and the nonce.
    pub(crate) sealed: Vec<u8>,
    /// Where Microsoft leads back to.
    pub(crate) page: String,
    /// Whom the invitation names.
    pub(crate) invited: Option<String>,
    /// From where it was begun.
    pub(crate) network: String,
    /// Half-open.
    pub(crate) ends_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    id: String,
    state_hash: Vec<u8>,
    sealed: Vec<u8>,
    page: String,
    invited: Option<String>,
    network: String,
    ends_at: i64,
}

/// Adds a sign-in that the browser with this handle began.
pub(crate) async fn insert(
    connection: &mut Connection,
    handle: &TokenHash,
    record: &SignInRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into sign_ins (id, handle_hash, state_hash, sealed, page, invited, network, ends_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(record.id.to_string())
    .bind(handle.to_vec())
    .bind(record.state.clone())
    .bind(record.sealed.clone())
    .bind(record.page.clone())
    .bind(record.invited.clone())
    .bind(record.network.clone())
    .bind(record.ends_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// The sign-in of this handle that is not answered yet, whatever the time.
pub(crate) async fn by_handle(
    connection: &mut Connection,
    handle: &TokenHash,
) -> Result<Option<SignInRecord>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "select id, state_hash, sealed, page, invited, network, ends_at from sign_ins \
         where handle_hash = $1 and answered_at is null",
    )
    .bind(handle.to_vec())
    .fetch_optional(connection)
    .await?;
    row.map(|row| {
        Ok(SignInRecord {
            id: row.id.parse().map_err(|_| StoreError::Damaged("sign-in"))?,
            state: row.state_hash,
            sealed: row.sealed,
            page: row.page,
            invited: row.invited,
            network: row.network,
            ends_at: Timestamp::from_millis(row.ends_at),
        })
    })
    .transpose()
}

/// It is answered: nobody answers it again. What was sealed is gone; the row counts until it ends.
pub(crate) async fn answer(connection: &mut Connection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update sign_ins set answered_at = $2, sealed = $3 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .bind(Vec::<u8>::new())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets what ended before `then`.
pub(crate) async fn forget_ended(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    sqlx::query("delete from sign_ins where ends_at <= $1")
        .bind(then.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many were begun without an invitation, answered or not: from this network, and from all.
pub(crate) async fn count_uninvited(
    connection: &mut Connection,
    network: &str,
) -> Result<(i64, i64), StoreError> {
    Ok(sqlx::query_as(
        "select coalesce(sum(case when network = $1 then 1 else 0 end), 0), count(*) from sign_ins \
         where invited is null",
    )
    .bind(network.to_owned())
    .fetch_one(connection)
    .await?)
}

/// How many were begun with an invitation that names this person, answered or not.
pub(crate) async fn count_invited(connection: &mut Connection, invited: &str) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from sign_ins where invited = $1")
        .bind(invited.to_owned())
        .fetch_one(connection)
        .await?)
}
