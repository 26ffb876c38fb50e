//! The tables of authenticator apps: those that are set up, and the secrets that wait for a first code.
//! No statement here ever sees a secret: only what is sealed.

use super::{Connection, StoreError};
use crate::payment::Payer;
use doorkey_protocol::authenticator::Authenticator;
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// An authenticator app that is set up.
#[derive(Clone, Debug)]
pub(crate) struct AuthenticatorRecord {
    pub(crate) id: Uuid,
    pub(crate) person: Uuid,
    pub(crate) pass: Uuid,
    pub(crate) redemption: Uuid,
    pub(crate) payer: Payer,
    pub(crate) sealed: Vec<u8>,
    pub(crate) last_step: i64,
    pub(crate) name: Option<String>,
    pub(crate) created_at: Timestamp,
    /// The number of the audit event of its set-up; 0 when there was no audit yet.
    pub(crate) event: i64,
}

/// A secret that waits for a first code.
#[derive(Clone, Debug)]
pub(crate) struct OfferRecord {
    pub(crate) id: Uuid,
    pub(crate) sealed: Vec<u8>,
    /// Half-open.
    pub(crate) ends_at: Timestamp,
    /// How many wrong codes came for it.
    pub(crate) wrong: i64,
    /// Until when no code is looked at.
    pub(crate) not_before: Option<Timestamp>,
}

impl AuthenticatorRecord {
    /// What its owner's page may know.
    pub(crate) fn shown(&self) -> Authenticator {
        Authenticator { id: self.id.to_string(), name: self.name.clone(), created_at: self.created_at }
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    person_id: String,
    pass_id: String,
    redemption_id: String,
    paid_by: String,
    sealed: Vec<u8>,
    last_step: i64,
    name: Option<String>,
    created_at: i64,
    event_seq: i64,
}

impl TryFrom<Row> for AuthenticatorRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        let id = |text: &str| text.parse().map_err(|_| StoreError::Damaged("authenticator"));
        Ok(Self {
            id: id(&row.id)?,
            person: id(&row.person_id)?,
            pass: id(&row.pass_id)?,
            redemption: id(&row.redemption_id)?,
            payer: super::read_payer(&row.paid_by)?,
            sealed: row.sealed,
            last_step: row.last_step,
            name: row.name,
            created_at: Timestamp::from_millis(row.created_at),
            event: row.event_seq,
        })
    }
}

#[derive(FromRow)]
struct OfferRow {
    id: String,
    sealed: Vec<u8>,
    ends_at: i64,
    wrong: i64,
    not_before: Option<i64>,
}

impl TryFrom<OfferRow> for OfferRecord {
    type Error = StoreError;
    fn try_from(row: OfferRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| StoreError::Damaged("authenticator offer"))?,
            sealed: row.sealed,
            ends_at: Timestamp::from_millis(row.ends_at),
            wrong: row.wrong,
            not_before: row.not_before.map(Timestamp::from_millis),
        })
    }
}

/// Makes this the redemption's open secret, in place of the one before.
pub(crate) async fn offer(
    connection: &mut Connection,
    redemption: Uuid,
    offer: &OfferRecord,
) -> Result<(), StoreError> {
    withdraw(connection, redemption).await?;
    sqlx::query(
        "insert into authenticator_offers (redemption_id, id, sealed, ends_at) values ($1, $2, $3, $4)",
    )
    .bind(redemption.to_string())
    .bind(offer.id.to_string())
    .bind(offer.sealed.clone())
    .bind(offer.ends_at.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}

/// The redemption's open secret, in whatever state.
pub(crate) async fn offered(
    connection: &mut Connection,
    redemption: Uuid,
) -> Result<Option<OfferRecord>, StoreError> {
    sqlx::query_as::<_, OfferRow>(
        "select id, sealed, ends_at, wrong, not_before from authenticator_offers where redemption_id = $1",
    )
    .bind(redemption.to_string())
    .fetch_optional(connection)
    .await?
    .map(OfferRecord::try_from)
    .transpose()
}

/// Writes down how many codes for it were wrong, and the pause that begins.
pub(crate) async fn count(
    connection: &mut Connection,
    redemption: Uuid,
    wrong: i64,
    not_before: Option<Timestamp>,
) -> Result<(), StoreError> {
    sqlx::query("update authenticator_offers set wrong = $2, not_before = $3 where redemption_id = $1")
        .bind(redemption.to_string())
        .bind(wrong)
        .bind(not_before.map(Timestamp::as_millis))
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the redemption's open secret, if there is one.
pub(crate) async fn withdraw(connection: &mut Connection, redemption: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from authenticator_offers where redemption_id = $1")
        .bind(redemption.to_string())
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores an authenticator app.
pub(crate) async fn insert(
    connection: &mut Connection,
    authenticator: &AuthenticatorRecord,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into authenticators (id, person_id, pass_id, redemption_id, paid_by, sealed, last_step, name, \
         created_at, event_seq) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(authenticator.id.to_string())
    .bind(authenticator.person.to_string())
    .bind(authenticator.pass.to_string())
    .bind(authenticator.redemption.to_string())
    .bind(authenticator.payer.as_str().to_owned())
    .bind(authenticator.sealed.clone())
    .bind(authenticator.last_step)
    .bind(authenticator.name.clone())
    .bind(authenticator.created_at.as_millis())
    .bind(authenticator.event)
    .execute(connection)
    .await?;
    Ok(())
}

/// What was set up with a pass, oldest first.
pub(crate) async fn of_pass(
    connection: &mut Connection,
    pass: Uuid,
) -> Result<Vec<AuthenticatorRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, person_id, pass_id, redemption_id, paid_by, sealed, last_step, name, created_at, \
         event_seq from authenticators where pass_id = $1 order by created_at, id",
    )
    .bind(pass.to_string())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(AuthenticatorRecord::try_from)
    .collect()
}

/// What somebody has, oldest first.
pub(crate) async fn of_person(
    connection: &mut Connection,
    person: Uuid,
) -> Result<Vec<AuthenticatorRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, person_id, pass_id, redemption_id, paid_by, sealed, last_step, name, created_at, \
         event_seq from authenticators where person_id = $1 order by created_at, id",
    )
    .bind(person.to_string())
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(AuthenticatorRecord::try_from)
    .collect()
}

/// Gives it a name.
pub(crate) async fn rename(connection: &mut Connection, id: Uuid, name: &str) -> Result<(), StoreError> {
    sqlx::query("update authenticators set name = $2 where id = $1")
        .bind(id.to_string())
        .bind(name.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes it with its secret.
pub(crate) async fn remove(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from authenticators where id = $1").bind(id.to_string()).execute(connection).await?;
    Ok(())
}

/// Writes down who paid for it.
pub(crate) async fn set_payer(connection: &mut Connection, id: Uuid, payer: Payer) -> Result<(), StoreError> {
    sqlx::query("update authenticators set paid_by = $2 where id = $1")
        .bind(id.to_string())
        .bind(payer.as_str().to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// How many authenticator apps a person has.
pub(crate) async fn count_of_person(connection: &mut Connection, person: Uuid) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from authenticators where person_id = $1")
        .bind(person.to_string())
        .fetch_one(connection)
        .await?)
}
