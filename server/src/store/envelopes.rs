//! The table of envelopes: passes that are sealed under a key which is not here.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// An envelope as stored.
#[derive(Clone, Debug)]
pub(crate) struct EnvelopeRecord {
    pub(crate) pass: Uuid,
    /// Gone once it was read and its minute is over.
    pub(crate) sealed: Option<Vec<u8>>,
    /// Who read it.
    pub(crate) reader: Option<Vec<u8>>,
    pub(crate) opened_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    pass_id: String,
    sealed: Option<Vec<u8>>,
    reader_hash: Option<Vec<u8>>,
    opened_at: Option<i64>,
}

/// Adds an envelope for a pass.
pub(crate) async fn insert(
    connection: &mut Connection,
    id: &TokenHash,
    pass: Uuid,
    sealed: &[u8],
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("insert into envelopes (id_hash, pass_id, sealed, created_at) values ($1, $2, $3, $4)")
        .bind(id.to_vec())
        .bind(pass.to_string())
        .bind(sealed.to_owned())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// The envelope of this id.
pub(crate) async fn find(
    connection: &mut Connection,
    id: &TokenHash,
) -> Result<Option<EnvelopeRecord>, StoreError> {
    let row: Option<Row> =
        sqlx::query_as("select pass_id, sealed, reader_hash, opened_at from envelopes where id_hash = $1")
            .bind(id.to_vec())
            .fetch_optional(connection)
            .await?;
    row.map(|row| {
        Ok(EnvelopeRecord {
            pass: row.pass_id.parse().map_err(|_| StoreError::Damaged("envelope"))?,
            sealed: row.sealed,
            reader: row.reader_hash,
            opened_at: row.opened_at.map(Timestamp::from_millis),
        })
    })
    .transpose()
}

/// Writes down who opened it, and when.
pub(crate) async fn open(
    connection: &mut Connection,
    id: &TokenHash,
    reader: &TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update envelopes set reader_hash = $2, opened_at = $3 where id_hash = $1")
        .bind(id.to_vec())
        .bind(reader.to_vec())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Burns what was opened before `then`, and all whose pass has ended.
pub(crate) async fn burn(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update envelopes set sealed = null where sealed is not null and opened_at < $1")
        .bind(then.as_millis())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "update envelopes set sealed = null where sealed is not null and pass_id in \
         (select id from passes where ended_at is not null)",
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Burns all of them.
pub(crate) async fn burn_all(connection: &mut Connection) -> Result<(), StoreError> {
    sqlx::query("update envelopes set sealed = null where sealed is not null").execute(connection).await?;
    Ok(())
}

/// When the envelope of a pass was opened: `None` when the pass has none.
pub(crate) async fn of_pass(
    connection: &mut Connection,
    pass: Uuid,
) -> Result<Option<Option<Timestamp>>, StoreError> {
    let opened: Option<Option<i64>> = sqlx::query_scalar(
        "select opened_at from envelopes where pass_id = $1 order by created_at desc limit 1",
    )
    .bind(pass.to_string())
    .fetch_optional(connection)
    .await?;
    Ok(opened.map(|at| at.map(Timestamp::from_millis)))
}
