//! The table of handovers. Secrets and tokens are known by their hashes alone.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A handover as stored.
#[derive(Clone, Debug)]
pub(crate) struct HandoverRecord {
    pub(crate) id: Uuid,
    pub(crate) redemption: Uuid,
    /// The number to compare, from the claim on.
    pub(crate) number: Option<i64>,
    /// Until when it can be claimed; once it is, until when it can be agreed to. Half-open.
    pub(crate) ends_at: Timestamp,
    pub(crate) agreed_at: Option<Timestamp>,
    /// How it ended before anybody agreed.
    pub(crate) ended: Option<Ended>,
    /// Whether the link was tried after the agreement.
    pub(crate) intruded: bool,
}

/// How a handover ended before anybody agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// By the first screen.
    Refused,
    /// By a second claim.
    Contested,
    /// By the device that had claimed it.
    Left,
}

impl Ended {
    const ALL: [Self; 3] = [Self::Refused, Self::Contested, Self::Left];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Contested => "contested",
            Self::Left => "left",
        }
    }
}

/// By what a handover is found.
#[derive(Clone, Copy, Debug)]
pub(crate) enum By {
    /// The secret in the link.
    Secret,
    /// The first screen's token.
    View,
    /// The claim's token.
    Claim,
}

#[derive(FromRow)]
struct Row {
    id: String,
    redemption_id: String,
    number: Option<i64>,
    ends_at: i64,
    agreed_at: Option<i64>,
    ended: Option<String>,
    intruded: i64,
}

impl TryFrom<Row> for HandoverRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("handover");
        let ended = row
            .ended
            .map(|text| Ended::ALL.into_iter().find(|ended| ended.as_str() == text).ok_or_else(damaged));
        Ok(Self {
            id: row.id.parse().map_err(|_| damaged())?,
            redemption: row.redemption_id.parse().map_err(|_| damaged())?,
            number: row.number,
            ends_at: Timestamp::from_millis(row.ends_at),
            agreed_at: row.agreed_at.map(Timestamp::from_millis),
            ended: ended.transpose()?,
            intruded: row.intruded != 0,
        })
    }
}

/// Makes a handover, in place of any of the same redemption that nobody agreed to.
pub(crate) async fn insert(
    connection: &mut Connection,
    redemption: Uuid,
    id: Uuid,
    secret: &TokenHash,
    view: &TokenHash,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("delete from handovers where redemption_id = $1 and agreed_at is null")
        .bind(redemption.to_string())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "insert into handovers (id, redemption_id, secret_hash, view_hash, ends_at) values ($1, $2, $3, $4, $5)",
    )
    .bind(id.to_string())
    .bind(redemption.to_string())
    .bind(secret.to_vec())
    .bind(view.to_vec())
    .bind(ends_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// The handover that this secret or token belongs to.
pub(crate) async fn find(
    connection: &mut Connection,
    by: By,
    hash: &TokenHash,
) -> Result<Option<HandoverRecord>, StoreError> {
    let sql = match by {
        By::Secret => {
            "select id, redemption_id, number, ends_at, agreed_at, ended, intruded from handovers \
             where secret_hash = $1"
        }
        By::View => {
            "select id, redemption_id, number, ends_at, agreed_at, ended, intruded from handovers \
             where view_hash = $1"
        }
        By::Claim => {
            "select id, redemption_id, number, ends_at, agreed_at, ended, intruded from handovers \
             where claim_hash = $1"
        }
    };
    sqlx::query_as::<_, Row>(sql)
        .bind(hash.to_vec())
        .fetch_optional(connection)
        .await?
        .map(HandoverRecord::try_from)
        .transpose()
}

/// Claims it.
pub(crate) async fn claim(
    connection: &mut Connection,
    id: Uuid,
    claim: &TokenHash,
    number: i64,
    ends_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update handovers set claim_hash = $2, number = $3, ends_at = $4 where id = $1")
        .bind(id.to_string())
        .bind(claim.to_vec())
        .bind(number)
        .bind(ends_at.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Agrees to it: its redemption is opened by the claim's token from now on, and by no other.
pub(crate) async fn agree(
    connection: &mut Connection,
    handover: &HandoverRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update handovers set agreed_at = $2 where id = $1")
        .bind(handover.id.to_string())
        .bind(now.as_millis())
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "update redemptions set kiosk = 0, token_hash = (select claim_hash from handovers where id = $2) where id = $1",
    )
    .bind(handover.redemption.to_string())
    .bind(handover.id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}

/// Ends it before anybody agreed.
pub(crate) async fn end(connection: &mut Connection, id: Uuid, ended: Ended) -> Result<(), StoreError> {
    sqlx::query("update handovers set ended = $2 where id = $1")
        .bind(id.to_string())
        .bind(ended.as_str().to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes down that the link was tried after the agreement.
pub(crate) async fn intrude(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("update handovers set intruded = 1 where id = $1")
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the first screen.
pub(crate) async fn forget_view(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("update handovers set view_hash = null where id = $1")
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}
