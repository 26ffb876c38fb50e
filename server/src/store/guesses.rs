//! The tables of wrong passes: for one typed name from one network, and from one network altogether.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;

/// Wrong passes for one name from one network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Guesses {
    /// The pass that they were wrong for; empty for none.
    pub(crate) pass: String,
    pub(crate) wrong: u32,
    /// Until when no other is looked at.
    pub(crate) not_before: Option<Timestamp>,
}

/// Wrong passes from one network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Noise {
    /// Since when they are counted.
    pub(crate) since: Timestamp,
    pub(crate) wrong: u32,
}

/// Those for `subject` from `network`.
pub(crate) async fn of(
    connection: &mut Connection,
    subject: &[u8],
    network: &str,
) -> Result<Guesses, StoreError> {
    let row: Option<(String, i64, Option<i64>)> =
        sqlx::query_as("select pass_id, wrong, not_before from guesses where subject = $1 and network = $2")
            .bind(subject.to_owned())
            .bind(network.to_owned())
            .fetch_optional(connection)
            .await?;
    let Some((pass, wrong, not_before)) = row else { return Ok(Guesses::default()) };
    let wrong = u32::try_from(wrong).map_err(|_| StoreError::Damaged("count"))?;
    Ok(Guesses { pass, wrong, not_before: not_before.map(Timestamp::from_millis) })
}

/// Writes down those for `subject` from `network`.
pub(crate) async fn set(
    connection: &mut Connection,
    subject: &[u8],
    network: &str,
    guesses: &Guesses,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into guesses (subject, network, pass_id, wrong, not_before, last_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (subject, network) do update set \
         pass_id = excluded.pass_id, wrong = excluded.wrong, not_before = excluded.not_before, \
         last_at = excluded.last_at",
    )
    .bind(subject.to_owned())
    .bind(network.to_owned())
    .bind(guesses.pass.clone())
    .bind(i64::from(guesses.wrong))
    .bind(guesses.not_before.map(Timestamp::as_millis))
    .bind(now.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets those for `subject` from `network`: the right pass came from there.
pub(crate) async fn forget(
    connection: &mut Connection,
    subject: &[u8],
    network: &str,
) -> Result<(), StoreError> {
    sqlx::query("delete from guesses where subject = $1 and network = $2")
        .bind(subject.to_owned())
        .bind(network.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets all that are older than `then`.
pub(crate) async fn forget_old(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    for sql in ["delete from guesses where last_at < $1", "delete from networks where since < $1"] {
        sqlx::query(sql).bind(then.as_millis()).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Those from `network` altogether.
pub(crate) async fn noise(connection: &mut Connection, network: &str) -> Result<Option<Noise>, StoreError> {
    let row: Option<(i64, i64)> = sqlx::query_as("select since, wrong from networks where network = $1")
        .bind(network.to_owned())
        .fetch_optional(connection)
        .await?;
    let Some((since, wrong)) = row else { return Ok(None) };
    let wrong = u32::try_from(wrong).map_err(|_| StoreError::Damaged("count"))?;
    Ok(Some(Noise { since: Timestamp::from_millis(since), wrong }))
}

/// Writes down those from `network`.
pub(crate) async fn set_noise(
    connection: &mut Connection,
    network: &str,
    noise: Noise,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into networks (network, since, wrong) values ($1, $2, $3) on conflict (network) \
         do update set since = excluded.since, wrong = excluded.wrong",
    )
    .bind(network.to_owned())
    .bind(noise.since.as_millis())
    .bind(i64::from(noise.wrong))
    .execute(connection)
    .await?;
    Ok(())
}
