//! The table of alerts: what waits to be delivered, and what was.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// An alert as stored. Of one kind about one subject, only one waits at a time: it counts.
#[derive(Clone, Debug, FromRow)]
pub(crate) struct AlertRecord {
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) severity: String,
    pub(crate) subject: String,
    /// A JSON object.
    pub(crate) body: String,
    pub(crate) count: i64,
    pub(crate) first_at: i64,
    pub(crate) last_at: i64,
    /// How often delivering it was tried, this time included.
    pub(crate) tries: i64,
}

const COLUMNS: &str = "id, kind, severity, subject, body, count, first_at, last_at, tries";

/// Adds an alert, or counts one more of the one like it that still waits; whether it is new. `logged` is whether
/// whoever raises it has a log.
#[expect(clippy::too_many_arguments, reason = "the columns of a row")]
pub(crate) async fn raise(
    connection: &mut Connection,
    id: Uuid,
    kind: &str,
    severity: &str,
    subject: &str,
    body: &str,
    now: Timestamp,
    logged: bool,
) -> Result<bool, StoreError> {
    let counted = sqlx::query(
        "update alerts set count = count + 1, last_at = $3 where kind = $1 and subject = $2 and delivered_at is null",
    )
    .bind(kind.to_owned())
    .bind(subject.to_owned())
    .bind(now.as_millis())
    .execute(&mut *connection)
    .await?;
    if counted.rows_affected() > 0 {
        return Ok(false);
    }
    sqlx::query(
        "insert into alerts (id, kind, severity, subject, body, count, first_at, last_at, not_before, logged) \
         values ($1, $2, $3, $4, $5, 1, $6, $6, $6, $7)",
    )
    .bind(id.to_string())
    .bind(kind.to_owned())
    .bind(severity.to_owned())
    .bind(subject.to_owned())
    .bind(body.to_owned())
    .bind(now.as_millis())
    .bind(i64::from(logged))
    .execute(connection)
    .await?;
    Ok(true)
}

/// Whether any is not in a log.
pub(crate) async fn is_unlogged(connection: &mut Connection) -> Result<bool, StoreError> {
    let unlogged: Option<String> = sqlx::query_scalar("select id from alerts where logged = 0 limit 1")
        .fetch_optional(connection)
        .await?;
    Ok(unlogged.is_some())
}

/// Takes those that are not in a log, to be told there; the oldest first.
pub(crate) async fn take_unlogged(connection: &mut Connection) -> Result<Vec<AlertRecord>, StoreError> {
    let mut taken: Vec<AlertRecord> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "update alerts set logged = 1 where logged = 0 returning {COLUMNS}"
    )))
    .fetch_all(connection)
    .await?;
    taken.sort_by(|one, other| (one.first_at, &one.id).cmp(&(other.first_at, &other.id)));
    Ok(taken)
}

/// Whether any is due.
pub(crate) async fn is_due(connection: &mut Connection, now: Timestamp) -> Result<bool, StoreError> {
    let due: Option<String> =
        sqlx::query_scalar("select id from alerts where delivered_at is null and not_before <= $1 limit 1")
            .bind(now.as_millis())
            .fetch_optional(connection)
            .await?;
    Ok(due.is_some())
}

/// Takes alerts that are due, so that no other server takes them before `again`; the oldest first. One
/// statement: of two servers that look at the same moment, the second finds them taken.
pub(crate) async fn take(
    connection: &mut Connection,
    now: Timestamp,
    again: Timestamp,
    most: i64,
) -> Result<Vec<AlertRecord>, StoreError> {
    let mut taken: Vec<AlertRecord> = sqlx::query_as(sqlx::AssertSqlSafe(format!(
        "update alerts set tries = tries + 1, not_before = $2 \
         where delivered_at is null and not_before <= $1 and id in \
         (select id from alerts where delivered_at is null and not_before <= $1 order by first_at, id limit $3) \
         returning {COLUMNS}"
    )))
    .bind(now.as_millis())
    .bind(again.as_millis())
    .bind(most)
    .fetch_all(connection)
    .await?;
    taken.sort_by(|one, other| (one.first_at, &one.id).cmp(&(other.first_at, &other.id)));
    Ok(taken)
}

/// Puts off all that are due of one kind.
pub(crate) async fn hold_back(
    connection: &mut Connection,
    kind: &str,
    now: Timestamp,
    not_before: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "update alerts set not_before = $3 where kind = $1 and delivered_at is null and not_before <= $2",
    )
    .bind(kind.to_owned())
    .bind(now.as_millis())
    .bind(not_before.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Writes down that all that are due were told by the log, where there is nobody else to tell.
pub(crate) async fn logged(connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update alerts set delivered_at = $1 where delivered_at is null and not_before <= $1")
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes down that it was delivered as it stood when it counted so many; what came since waits on.
pub(crate) async fn delivered(
    connection: &mut Connection,
    alert: &AlertRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    let done = sqlx::query("update alerts set delivered_at = $3 where id = $1 and count = $2")
        .bind(alert.id.clone())
        .bind(alert.count)
        .bind(now.as_millis())
        .execute(&mut *connection)
        .await?;
    if done.rows_affected() == 0 {
        sqlx::query(
            "update alerts set count = count - $2, first_at = last_at, tries = 0, not_before = $3 where id = $1",
        )
        .bind(alert.id.clone())
        .bind(alert.count)
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Puts off when it is tried next.
pub(crate) async fn put_off(
    connection: &mut Connection,
    alert: &AlertRecord,
    not_before: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update alerts set not_before = $2 where id = $1 and delivered_at is null")
        .bind(alert.id.clone())
        .bind(not_before.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Gives back what was taken and not tried.
pub(crate) async fn give_back(
    connection: &mut Connection,
    alert: &AlertRecord,
    not_before: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "update alerts set tries = tries - 1, not_before = $2 where id = $1 and delivered_at is null",
    )
    .bind(alert.id.clone())
    .bind(not_before.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets what was delivered before `then`.
pub(crate) async fn forget_delivered(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    sqlx::query("delete from alerts where delivered_at < $1")
        .bind(then.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many wait, and since when the oldest does.
pub(crate) async fn waiting(connection: &mut Connection) -> Result<(i64, Option<Timestamp>), StoreError> {
    let (count, oldest): (i64, Option<i64>) =
        sqlx::query_as("select count(*), min(first_at) from alerts where delivered_at is null")
            .fetch_one(connection)
            .await?;
    Ok((count, oldest.map(Timestamp::from_millis)))
}
