//! The table of policies and rules: one JSON object each, opaque here.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;

/// A policy as stored.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct Stored {
    pub(crate) body: String,
    /// Grows with each change.
    pub(crate) version: i64,
}

/// The policy of this name, unless nobody ever changed it.
pub(crate) async fn read(connection: &mut Connection, name: &str) -> Result<Option<Stored>, StoreError> {
    Ok(sqlx::query_as("select body, version from policies where name = $1")
        .bind(name.to_owned())
        .fetch_optional(connection)
        .await?)
}

/// Writes a policy.
pub(crate) async fn write(
    connection: &mut Connection,
    name: &str,
    body: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into policies (name, body, version, changed_at) values ($1, $2, 1, $3) on conflict (name) \
         do update set body = excluded.body, version = policies.version + 1, changed_at = excluded.changed_at",
    )
    .bind(name.to_owned())
    .bind(body.to_owned())
    .bind(now.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}
