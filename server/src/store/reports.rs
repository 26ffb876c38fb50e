//! What reports ask of several tables at once.

use super::{Connection, StoreError};
use doorkey_protocol::time::{Span, Timestamp};
use sqlx::FromRow;

/// What became of a pass.
#[derive(Clone, Debug)]
pub(crate) struct Journey {
    /// Whose.
    pub(crate) person: String,
    /// From when on somebody could use it.
    pub(crate) began_at: Timestamp,
    /// When it ended by itself.
    pub(crate) ends_at: Timestamp,
    /// When it ended before that, and whether a newer one took its place.
    pub(crate) ended: Option<(Timestamp, bool)>,
    /// When the first thing that was registered with it was proven.
    pub(crate) proven_at: Option<Timestamp>,
}

#[derive(FromRow)]
struct Row {
    person_id: String,
    starts_at: i64,
    lifetime_in_minutes: i64,
    created_at: i64,
    ended_at: Option<i64>,
    ended_reason: Option<String>,
    passkey_at: Option<i64>,
    app_at: Option<i64>,
}

impl From<Row> for Journey {
    fn from(row: Row) -> Self {
        let proven = row.passkey_at.into_iter().chain(row.app_at).min();
        let replaced = row.ended_reason.as_deref() == Some("replaced");
        Self {
            person: row.person_id,
            began_at: Timestamp::from_millis(row.starts_at.max(row.created_at)),
            ends_at: Timestamp::from_millis(row.starts_at) + Span::from_mins(row.lifetime_in_minutes),
            ended: row.ended_at.map(|at| (Timestamp::from_millis(at), replaced)),
            proven_at: proven.map(Timestamp::from_millis),
        }
    }
}

/// What became of each pass that was issued since then. An authenticator app is proven from the first.
pub(crate) async fn journeys(
    connection: &mut Connection,
    since: Timestamp,
) -> Result<Vec<Journey>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(
        "select person_id, starts_at, lifetime_in_minutes, created_at, ended_at, ended_reason, \
         (select min(proven_at) from credentials where pass_id = passes.id) as passkey_at, \
         (select min(created_at) from authenticators where pass_id = passes.id) as app_at \
         from passes where created_at >= $1 order by created_at, id",
    )
    .bind(since.as_millis())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(Journey::from).collect())
}
