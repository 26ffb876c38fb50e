//! The table of pauses: wrong tries in a row at something that the whole server shares.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;

/// Wrong tries in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tries {
    pub(crate) wrong: u32,
    /// Until when no other is looked at.
    pub(crate) not_before: Option<Timestamp>,
}

/// The tries at `name`.
pub(crate) async fn of(connection: &mut Connection, name: &str) -> Result<Tries, StoreError> {
    let row: Option<(i64, Option<i64>)> =
        sqlx::query_as("select wrong, not_before from pauses where name = $1")
            .bind(name.to_owned())
            .fetch_optional(connection)
            .await?;
    let Some((wrong, not_before)) = row else { return Ok(Tries::default()) };
    let wrong = u32::try_from(wrong).map_err(|_| StoreError::Damaged("pause"))?;
    Ok(Tries { wrong, not_before: not_before.map(Timestamp::from_millis) })
}

/// Writes down the tries at `name`.
pub(crate) async fn set(connection: &mut Connection, name: &str, tries: Tries) -> Result<(), StoreError> {
    sqlx::query(
        "insert into pauses (name, wrong, not_before) values ($1, $2, $3) \
         on conflict (name) do update set wrong = excluded.wrong, not_before = excluded.not_before",
    )
    .bind(name.to_owned())
    .bind(i64::from(tries.wrong))
    .bind(tries.not_before.map(Timestamp::as_millis))
    .execute(connection)
    .await?;
    Ok(())
}
