//! The table of audit events. No statement here changes or removes one.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// An event as it is stored, its link apart.
#[derive(Clone, Debug)]
pub(crate) struct EventRecord {
    pub(crate) id: Uuid,
    /// `directoryAudit` or `signIn`.
    pub(crate) kind: &'static str,
    pub(crate) at: Timestamp,
    pub(crate) activity: String,
    pub(crate) result: &'static str,
    pub(crate) code: String,
    pub(crate) person: String,
    pub(crate) actor: String,
    pub(crate) body: String,
}

/// An event with its place in the chain.
#[derive(Clone, Debug)]
pub(crate) struct StoredEvent {
    pub(crate) seq: i64,
    pub(crate) record: EventRecord,
    pub(crate) hash: Vec<u8>,
}

/// What events are looked for by; each condition narrows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// `directoryAudit` or `signIn`; both when `None`.
    pub(crate) kind: Option<&'static str>,
    /// From this time on.
    pub(crate) since: Option<Timestamp>,
    /// Before this time.
    pub(crate) until: Option<Timestamp>,
    pub(crate) activity: Option<String>,
    pub(crate) person: Option<String>,
    /// Only events older than the one of this number.
    pub(crate) before: Option<i64>,
    pub(crate) most: i64,
}

#[derive(FromRow)]
struct Row {
    seq: i64,
    id: String,
    kind: String,
    at: i64,
    activity: String,
    result: String,
    code: String,
    person_id: String,
    actor_id: String,
    body: String,
    hash: Vec<u8>,
}

impl TryFrom<Row> for StoredEvent {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("audit event");
        let known = |text: &str, all: [&'static str; 2]| all.into_iter().find(|known| *known == text);
        Ok(Self {
            seq: row.seq,
            hash: row.hash,
            record: EventRecord {
                id: row.id.parse().map_err(|_| damaged())?,
                kind: known(&row.kind, ["directoryAudit", "signIn"]).ok_or_else(damaged)?,
                at: Timestamp::from_millis(row.at),
                activity: row.activity,
                result: known(&row.result, ["success", "failure"]).ok_or_else(damaged)?,
                code: row.code,
                person: row.person_id,
                actor: row.actor_id,
                body: row.body,
            },
        })
    }
}

const COLUMNS: &str = "seq, id, kind, at, activity, result, code, person_id, actor_id, body, hash";

/// The number and the hash of the newest event; of none: 0 and zeros.
pub(crate) async fn head(connection: &mut Connection) -> Result<(i64, Vec<u8>), StoreError> {
    let newest: Option<(i64, Vec<u8>)> =
        sqlx::query_as("select seq, hash from audit_events order by seq desc limit 1")
            .fetch_optional(connection)
            .await?;
    Ok(newest.unwrap_or_else(|| (0, vec![0; 32])))
}

/// Adds an event. Two writers can never take one number: it is the table's key.
pub(crate) async fn append(
    connection: &mut Connection,
    seq: i64,
    record: &EventRecord,
    hash: &[u8],
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into audit_events (seq, id, kind, at, activity, result, code, person_id, actor_id, body, hash) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(seq)
    .bind(record.id.to_string())
    .bind(record.kind.to_owned())
    .bind(record.at.as_millis())
    .bind(record.activity.clone())
    .bind(record.result.to_owned())
    .bind(record.code.clone())
    .bind(record.person.clone())
    .bind(record.actor.clone())
    .bind(record.body.clone())
    .bind(hash.to_owned())
    .execute(connection)
    .await?;
    Ok(())
}

/// The events behind the one of this number, oldest first.
pub(crate) async fn after(
    connection: &mut Connection,
    seq: i64,
    most: i64,
) -> Result<Vec<StoredEvent>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from audit_events where seq > $1 order by seq limit $2"
    )))
    .bind(seq)
    .bind(most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(StoredEvent::try_from)
    .collect()
}

/// How many events `each` looks at together.
const STRIDE: i64 = 500;

/// Goes through the events from `since` on and before `until`, oldest first, a few at a time. The clock
/// may have gone back between two of them, so that the time is asked of each.
pub(crate) async fn each<E: From<StoreError>>(
    connection: &mut Connection,
    since: Timestamp,
    until: Option<Timestamp>,
    mut visit: impl FnMut(StoredEvent) -> Result<(), E>,
) -> Result<(), E> {
    let first: Option<i64> = sqlx::query_scalar("select min(seq) from audit_events where at >= $1")
        .bind(since.as_millis())
        .fetch_one(&mut *connection)
        .await
        .map_err(StoreError::from)?;
    let Some(first) = first else { return Ok(()) };
    let mut seq = first - 1;
    loop {
        let events = after(connection, seq, STRIDE).await?;
        let Some(last) = events.last() else { return Ok(()) };
        seq = last.seq;
        let is_within = |at| at >= since && until.is_none_or(|until| at < until);
        events.into_iter().filter(|event| is_within(event.record.at)).try_for_each(&mut visit)?;
    }
}

/// The newest events that are wanted, newest first.
pub(crate) async fn newest(
    connection: &mut Connection,
    wanted: &Wanted,
) -> Result<Vec<StoredEvent>, StoreError> {
    // Only what is asked for stands in the statement, so that the index that fits is used.
    let conditions = [
        wanted.kind.map(|_| "kind = $1"),
        wanted.since.map(|_| "at >= $2"),
        wanted.until.map(|_| "at < $3"),
        wanted.activity.as_ref().map(|_| "activity = $4"),
        wanted.person.as_ref().map(|_| "person_id = $5"),
        wanted.before.map(|_| "seq < $6"),
    ];
    let conditions: Vec<_> = conditions.into_iter().flatten().collect();
    let condition =
        if conditions.is_empty() { String::new() } else { format!("and {}", conditions.join(" and ")) };
    // Every parameter is named once, whether it is wanted or not: both engines count them.
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from audit_events \
         where ($1 = $1 and $2 = $2 and $3 = $3 and $4 = $4 and $5 = $5 and $6 = $6) {condition} \
         order by seq desc limit $7"
    )))
    .bind(wanted.kind.unwrap_or_default().to_owned())
    .bind(wanted.since.map_or(0, Timestamp::as_millis))
    .bind(wanted.until.map_or(0, Timestamp::as_millis))
    .bind(wanted.activity.clone().unwrap_or_default())
    .bind(wanted.person.clone().unwrap_or_default())
    .bind(wanted.before.unwrap_or_default())
    .bind(wanted.most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(StoredEvent::try_from)
    .collect()
}

/// The event of this id.
pub(crate) async fn by_id(connection: &mut Connection, id: Uuid) -> Result<Option<StoredEvent>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!("select {COLUMNS} from audit_events where id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?
        .map(StoredEvent::try_from)
        .transpose()
}

/// What was made by a deed that has no event, by kind: only a cut can bring that about.
pub(crate) async fn unwritten(connection: &mut Connection) -> Result<Vec<(&'static str, i64)>, StoreError> {
    let mut found = Vec::new();
    for (what, table) in
        [("pass", "passes"), ("passkey", "credentials"), ("authenticator app", "authenticators")]
    {
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(format!(
            "select count(*) from {table} where event_seq > 0 and not exists \
             (select 1 from audit_events where seq = {table}.event_seq and person_id = {table}.person_id)"
        )))
        .fetch_one(&mut *connection)
        .await?;
        if count > 0 {
            found.push((what, count));
        }
    }
    Ok(found)
}
