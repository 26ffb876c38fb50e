//! The table of redemptions and the challenge that each may have open.

use super::{Connection, StoreError};
use crate::token::TokenHash;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::way::Way;
use sqlx::FromRow;
use uuid::Uuid;

/// A redemption as stored.
#[derive(Clone, Debug)]
pub(crate) struct RedemptionRecord {
    pub(crate) id: Uuid,
    pub(crate) pass_id: Uuid,
    pub(crate) closes_at: Timestamp,
    pub(crate) superseded: bool,
    pub(crate) left: bool,
    /// Whether the page stands on a device that others use, too.
    pub(crate) kiosk: bool,
    /// From which network the page speaks that redeemed; empty once it moved to another device.
    pub(crate) network: String,
    /// Whether a proof carries it on.
    pub(crate) carried: bool,
    /// When somebody last signed in within it with a passkey that its pass had not paid for.
    pub(crate) signed_in_at: Option<Timestamp>,
    pub(crate) challenge: Option<Challenge>,
}

/// The newest challenge of a redemption: the server's half of a ceremony.
#[derive(Clone, Debug)]
pub(crate) struct Challenge {
    pub(crate) id: Uuid,
    pub(crate) state: String,
    pub(crate) purpose: Purpose,
    /// Half-open.
    pub(crate) ends_at: Timestamp,
}

/// What a challenge is for. An answer to one is never taken for the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Registering a passkey by this way in.
    Register(Way),
    /// Proving a passkey.
    Prove(Proving),
}

/// Which passkey a challenge to prove is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Proving {
    /// The one of this id, which the redemption's pass paid for.
    One(String),
    /// Any one of the person's.
    Any,
}

#[derive(FromRow)]
struct Row {
    id: String,
    pass_id: String,
    closes_at: i64,
    superseded_at: Option<i64>,
    left_at: Option<i64>,
    kiosk: i64,
    network: String,
    carried_at: Option<i64>,
    signed_in_at: Option<i64>,
    challenge_id: Option<String>,
    challenge_state: Option<String>,
    challenge_way: Option<String>,
    challenge_passkey: Option<String>,
    challenge_any: Option<i64>,
    challenge_ends_at: Option<i64>,
}

impl TryFrom<Row> for RedemptionRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let damaged = || StoreError::Damaged("redemption");
        let challenge = match (row.challenge_id, row.challenge_state, row.challenge_ends_at) {
            (Some(id), Some(state), Some(ends_at)) => Some(Challenge {
                id: id.parse().map_err(|_| damaged())?,
                state,
                purpose: match (row.challenge_way, row.challenge_passkey, row.challenge_any) {
                    (Some(way), None, None) => Purpose::Register(Way::named(&way)),
                    (None, Some(passkey), None) => Purpose::Prove(Proving::One(passkey)),
                    (None, None, Some(1)) => Purpose::Prove(Proving::Any),
                    _ => return Err(damaged()),
                },
                ends_at: Timestamp::from_millis(ends_at),
            }),
            (None, None, None) => None,
            _ => return Err(damaged()),
        };
        Ok(Self {
            id: row.id.parse().map_err(|_| damaged())?,
            pass_id: row.pass_id.parse().map_err(|_| damaged())?,
            closes_at: Timestamp::from_millis(row.closes_at),
            superseded: row.superseded_at.is_some(),
            left: row.left_at.is_some(),
            kiosk: row.kiosk != 0,
            network: row.network,
            carried: row.carried_at.is_some(),
            signed_in_at: row.signed_in_at.map(Timestamp::from_millis),
            challenge,
        })
    }
}

/// Opens a redemption.
pub(crate) async fn insert(
    connection: &mut Connection,
    redemption: &RedemptionRecord,
    token: &TokenHash,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into redemptions (id, token_hash, pass_id, opened_at, closes_at, kiosk, network) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(redemption.id.to_string())
    .bind(token.to_vec())
    .bind(redemption.pass_id.to_string())
    .bind(now.as_millis())
    .bind(redemption.closes_at.as_millis())
    .bind(i64::from(redemption.kiosk))
    .bind(redemption.network.clone())
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes over from all redemptions of this pass.
pub(crate) async fn supersede(
    connection: &mut Connection,
    pass: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "delete from authenticator_offers where redemption_id in (select id from redemptions where pass_id = $1)",
    )
    .bind(pass.to_string())
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "update redemptions set superseded_at = $2, challenge_id = null, challenge_state = null, \
         challenge_way = null, challenge_passkey = null, challenge_any = null, challenge_ends_at = null \
         where pass_id = $1 and superseded_at is null and left_at is null",
    )
    .bind(pass.to_string())
    .bind(now.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Closes all of them, with what is open within them, as if they had never been.
pub(crate) async fn forget_all(connection: &mut Connection) -> Result<(), StoreError> {
    // By name, for tables that hang on this one and for those that may not.
    for sql in ["delete from authenticator_offers", "delete from handovers", "delete from redemptions"] {
        sqlx::query(sql).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Forgets what closed before `then`.
pub(crate) async fn forget_closed(connection: &mut Connection, then: Timestamp) -> Result<(), StoreError> {
    sqlx::query("delete from redemptions where closes_at < $1")
        .bind(then.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

const COLUMNS: &str = "id, pass_id, closes_at, superseded_at, left_at, kiosk, network, carried_at, signed_in_at, \
                       challenge_id, challenge_state, challenge_way, challenge_passkey, challenge_any, \
                       challenge_ends_at";

/// The redemption of this id, whatever its state.
pub(crate) async fn by_id(
    connection: &mut Connection,
    id: Uuid,
) -> Result<Option<RedemptionRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!("select {COLUMNS} from redemptions where id = $1")))
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?
        .map(RedemptionRecord::try_from)
        .transpose()
}

/// The redemption that a token opens, whatever its state.
pub(crate) async fn by_token(
    connection: &mut Connection,
    token: &TokenHash,
) -> Result<Option<RedemptionRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from redemptions where token_hash = $1"
    )))
    .bind(token.to_vec())
    .fetch_optional(connection)
    .await?
    .map(RedemptionRecord::try_from)
    .transpose()
}

/// Leaves a redemption.
pub(crate) async fn leave(connection: &mut Connection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update redemptions set left_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(&mut *connection)
        .await?;
    super::authenticators::withdraw(connection, id).await?;
    clear_challenge(connection, id).await
}

/// From now on a proof carries it, until `closes_at` at least.
pub(crate) async fn carry(
    connection: &mut Connection,
    id: Uuid,
    now: Timestamp,
    closes_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update redemptions set carried_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(&mut *connection)
        .await?;
    extend(connection, id, closes_at).await
}

/// It goes on on another device: from where is not known yet.
pub(crate) async fn forget_network(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("update redemptions set network = '' where id = $1")
        .bind(id.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// No redemption of this pass is carried any more.
pub(crate) async fn uncarry(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    sqlx::query("update redemptions set carried_at = null where pass_id = $1")
        .bind(pass.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes down that somebody signed in within it with a passkey that they had before.
pub(crate) async fn sign_in(connection: &mut Connection, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    sqlx::query("update redemptions set signed_in_at = $2 where id = $1")
        .bind(id.to_string())
        .bind(now.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// Keeps a redemption open until `closes_at` at least.
pub(crate) async fn extend(
    connection: &mut Connection,
    id: Uuid,
    closes_at: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query("update redemptions set closes_at = $2 where id = $1 and closes_at < $2")
        .bind(id.to_string())
        .bind(closes_at.as_millis())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many redemptions are open.
pub(crate) async fn count_open(connection: &mut Connection, now: Timestamp) -> Result<u32, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from redemptions where closes_at > $1 and superseded_at is null and left_at is null",
    )
    .bind(now.as_millis())
    .fetch_one(connection)
    .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Makes this the redemption's newest challenge.
pub(crate) async fn set_challenge(
    connection: &mut Connection,
    id: Uuid,
    challenge: &Challenge,
) -> Result<(), StoreError> {
    let (way, passkey, any) = match &challenge.purpose {
        Purpose::Register(way) => (Some(way.as_str().to_owned()), None, None),
        Purpose::Prove(Proving::One(passkey)) => (None, Some(passkey.clone()), None),
        Purpose::Prove(Proving::Any) => (None, None, Some(1i64)),
    };
    sqlx::query(
        "update redemptions set challenge_id = $2, challenge_state = $3, challenge_way = $4, \
         challenge_passkey = $5, challenge_any = $6, challenge_ends_at = $7 where id = $1",
    )
    .bind(id.to_string())
    .bind(challenge.id.to_string())
    .bind(challenge.state.clone())
    .bind(way)
    .bind(passkey)
    .bind(any)
    .bind(challenge.ends_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// Forgets the redemption's challenge: it was answered.
pub(crate) async fn clear_challenge(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query(
        "update redemptions set challenge_id = null, challenge_state = null, challenge_way = null, \
         challenge_passkey = null, challenge_any = null, challenge_ends_at = null where id = $1",
    )
    .bind(id.to_string())
    .execute(connection)
    .await?;
    Ok(())
}
