//! The table of passes. No statement here ever sees one: only its hash.

use super::{Connection, StoreError};
use crate::directory::pass_record::{EndedReason, PassRecord};
use doorkey_protocol::time::{Lifetime, Timestamp};
use doorkey_protocol::validity::Validity;
use sqlx::FromRow;
use uuid::Uuid;

/// How many passes of a person can still be told apart from a wrong one.
const KEPT: i64 = 8;

/// How many wrong codes of authenticator apps one pass stands, over all its redemptions.
const MOST_WRONG_CODES: i64 = 30;

#[derive(FromRow)]
struct Row {
    id: String,
    person_id: String,
    starts_at: i64,
    lifetime_in_minutes: i64,
    one_time: i64,
    created_at: i64,
    attempts: i64,
    wrong_codes: i64,
    used_at: Option<i64>,
    ended_at: Option<i64>,
    ended_reason: Option<String>,
}

#[derive(FromRow)]
struct KeptRow {
    #[sqlx(flatten)]
    pass: Row,
    hash: Vec<u8>,
}

impl TryFrom<Row> for PassRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("pass");
        let ended = match (row.ended_at, row.ended_reason.as_deref()) {
            (None, None) => None,
            (Some(at), Some("replaced")) => Some((Timestamp::from_millis(at), EndedReason::Replaced)),
            (Some(at), Some("revoked")) => Some((Timestamp::from_millis(at), EndedReason::Revoked)),
            _ => return Err(damaged()),
        };
        Ok(Self {
            id: row.id.parse().map_err(|_| damaged())?,
            person_id: row.person_id.parse().map_err(|_| damaged())?,
            validity: Validity {
                starts_at: Timestamp::from_millis(row.starts_at),
                lifetime_in_minutes: u32::try_from(row.lifetime_in_minutes)
                    .ok()
                    .and_then(|minutes| Lifetime::from_minutes(minutes).ok())
                    .ok_or_else(damaged)?,
            },
            one_time: row.one_time != 0,
            created_at: Timestamp::from_millis(row.created_at),
            attempts: u32::try_from(row.attempts).map_err(|_| damaged())?,
            codes_are_left: row.wrong_codes < MOST_WRONG_CODES,
            used_at: row.used_at.map(Timestamp::from_millis),
            ended,
        })
    }
}

/// Adds a pass. The person's former one must have ended.
pub(crate) async fn insert(
    connection: &mut Connection,
    pass: &PassRecord,
    hash: &[u8],
    issued_by: &str,
    event: i64,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into passes (id, person_id, hash, starts_at, lifetime_in_minutes, one_time, created_at, \
         issued_by, event_seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(pass.id.to_string())
    .bind(pass.person_id.to_string())
    .bind(hash.to_owned())
    .bind(pass.validity.starts_at.as_millis())
    .bind(i64::from(pass.validity.lifetime_in_minutes.as_minutes()))
    .bind(i64::from(pass.one_time))
    .bind(pass.created_at.as_millis())
    .bind(issued_by.to_owned())
    .bind(event)
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets the hashes of all but a person's latest passes, so that one try is compared with few.
pub(crate) async fn forget_old(connection: &mut Connection, person: Uuid) -> Result<(), StoreError> {
    sqlx::query(
        "update passes set hash = null where person_id = $1 and hash is not null and id not in \
         (select id from passes where person_id = $1 \
          order by case when ended_at is null then 0 else 1 end, ended_at desc, created_at desc limit $2)",
    )
    .bind(person.to_string())
    .bind(KEPT)
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends the person's pass, whatever its state; false when there is none.
pub(crate) async fn end(
    connection: &mut Connection,
    person: Uuid,
    now: Timestamp,
    reason: EndedReason,
) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "update passes set ended_at = $2, ended_reason = $3 where person_id = $1 and ended_at is null",
    )
    .bind(person.to_string())
    .bind(now.as_millis())
    .bind(reason.as_str().to_owned())
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Counts a try at the person's pass, which may be tried `most` times: which it is and how often it was
/// tried by now. `None` when there is no pass, or none that may be tried any more.
pub(crate) async fn count_attempt(
    connection: &mut Connection,
    person: Uuid,
    most: u32,
) -> Result<Option<(Uuid, u32)>, StoreError> {
    let counted: Option<(String, i64)> = sqlx::query_as(
        "update passes set attempts = attempts + 1 \
         where person_id = $1 and ended_at is null and attempts < $2 returning id, attempts",
    )
    .bind(person.to_string())
    .bind(i64::from(most))
    .fetch_optional(connection)
    .await?;
    let Some((id, attempts)) = counted else { return Ok(None) };
    let damaged = || StoreError::Damaged("pass");
    Ok(Some((id.parse().map_err(|_| damaged())?, u32::try_from(attempts).map_err(|_| damaged())?)))
}

/// Takes one counted try back: it was no guess.
pub(crate) async fn uncount_attempt(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    sqlx::query("update passes set attempts = attempts - 1 where id = $1 and attempts > 0")
        .bind(pass.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the tries: the right pass was entered.
pub(crate) async fn forget_attempts(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    sqlx::query("update passes set attempts = 0 where id = $1 and ended_at is null")
        .bind(pass.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Counts a wrong code of an authenticator app. Nothing takes it back.
pub(crate) async fn count_wrong_code(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    sqlx::query("update passes set wrong_codes = wrong_codes + 1 where id = $1")
        .bind(pass.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Uses a one-time pass up; false when it is used or has ended.
pub(crate) async fn use_up(
    connection: &mut Connection,
    pass: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "update passes set used_at = $2 where id = $1 and one_time = 1 and used_at is null and ended_at is null",
    )
    .bind(pass.to_string())
    .bind(now.as_millis())
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Gives a used one-time pass back: nothing that it paid for is left.
pub(crate) async fn give_back(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    sqlx::query("update passes set used_at = null where id = $1")
        .bind(pass.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

const COLUMNS: &str = "id, person_id, starts_at, lifetime_in_minutes, one_time, created_at, attempts, wrong_codes, \
                       used_at, ended_at, ended_reason";

/// A person's passes that can be told apart, each with its hash, the one that has not ended first.
pub(crate) async fn kept(
    connection: &mut Connection,
    person: Uuid,
) -> Result<Vec<(PassRecord, Vec<u8>)>, StoreError> {
    sqlx::query_as::<_, KeptRow>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS}, hash from passes where person_id = $1 and hash is not null \
         order by case when ended_at is null then 0 else 1 end, created_at desc"
    )))
    .bind(person.to_string())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(|row| Ok((row.pass.try_into()?, row.hash)))
    .collect()
}

/// The pass of this id.
pub(crate) async fn by_id(connection: &mut Connection, id: Uuid) -> Result<Option<PassRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!("select {COLUMNS} from passes where id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?
        .map(PassRecord::try_from)
        .transpose()
}

/// The person's pass that has not ended, whatever its state.
pub(crate) async fn live(
    connection: &mut Connection,
    person: Uuid,
) -> Result<Option<PassRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from passes where person_id = $1 and ended_at is null"
    )))
    .bind(person.to_string())
    .fetch_optional(connection)
    .await?
    .map(PassRecord::try_from)
    .transpose()
}

/// Everybody's passes that neither somebody nor time has ended, used ones among them.
pub(crate) async fn open(connection: &mut Connection, now: Timestamp) -> Result<Vec<PassRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from passes where ended_at is null and starts_at + lifetime_in_minutes * 60000 > $1 \
         order by created_at, id"
    )))
    .bind(now.as_millis())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(PassRecord::try_from)
    .collect()
}

/// How many passes somebody issued since then.
pub(crate) async fn count_by(
    connection: &mut Connection,
    issuer: &str,
    since: Timestamp,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from passes where issued_by = $1 and created_at > $2")
        .bind(issuer.to_owned())
        .bind(since.as_millis())
        .fetch_one(connection)
        .await?)
}

/// Everybody's passes, or one person's, the latest first.
pub(crate) async fn list(
    connection: &mut Connection,
    person: Option<Uuid>,
) -> Result<Vec<PassRecord>, StoreError> {
    let person = person.map_or_else(String::new, |id| id.to_string());
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from passes where $1 = '' or person_id = $1 \
         order by created_at desc, case when ended_at is null then 0 else 1 end, id"
    )))
    .bind(person)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(PassRecord::try_from)
    .collect()
}
