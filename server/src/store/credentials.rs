//! The table of credentials: the passkeys that passes paid for.

use super::{Connection, StoreError, read_payer};
use crate::payment::Payer;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::way::Way;
use sqlx::FromRow;
use uuid::Uuid;

/// A credential record.
#[derive(Clone, Debug)]
pub(crate) struct CredentialRecord {
    /// What its owner's page may know.
    pub(crate) shown: Passkey,
    /// The relying party's record of it, opaque here.
    pub(crate) record: String,
    /// Who paid for it.
    pub(crate) payer: Payer,
    /// The number of the audit event of its registration; 0 when there was no audit yet.
    pub(crate) event: i64,
}

/// What stored a credential, so that its repetition can be told.
#[derive(Clone, Debug)]
pub(crate) struct Cause {
    pub(crate) person: Uuid,
    pub(crate) pass: Uuid,
    pub(crate) redemption: Uuid,
    pub(crate) idempotency_key: String,
    pub(crate) body_hash: [u8; 32],
    pub(crate) way: Way,
}

#[derive(FromRow)]
struct Row {
    id: String,
    passkey: String,
    way: String,
    name: Option<String>,
    paid_by: String,
    backed_up: i64,
    created_at: i64,
    proven_at: Option<i64>,
    event_seq: i64,
}

impl TryFrom<Row> for CredentialRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            shown: Passkey {
                id: row.id,
                name: row.name,
                way: Way::named(&row.way),
                backed_up: row.backed_up != 0,
                created_at: Timestamp::from_millis(row.created_at),
                proven_at: row.proven_at.map(Timestamp::from_millis),
            },
            record: row.passkey,
            payer: read_payer(&row.paid_by)?,
            event: row.event_seq,
        })
    }
}

/// Stores a credential; false when its id is known, whoever's it is.
pub(crate) async fn insert(
    connection: &mut Connection,
    credential: &CredentialRecord,
    cause: &Cause,
    answer: &str,
) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "insert into credentials (id, person_id, pass_id, redemption_id, idempotency_key, body_hash, answer, \
         passkey, way, backed_up, created_at, name, paid_by, event_seq) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         on conflict (id) do nothing",
    )
    .bind(credential.shown.id.clone())
    .bind(cause.person.to_string())
    .bind(cause.pass.to_string())
    .bind(cause.redemption.to_string())
    .bind(cause.idempotency_key.clone())
    .bind(cause.body_hash.to_vec())
    .bind(answer.to_owned())
    .bind(credential.record.clone())
    .bind(credential.shown.way.as_str().to_owned())
    .bind(i64::from(credential.shown.backed_up))
    .bind(credential.shown.created_at.as_millis())
    .bind(credential.shown.name.clone())
    .bind(credential.payer.as_str().to_owned())
    .bind(credential.event)
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// What was answered under this key in this redemption, with the hash of the body that came with it.
pub(crate) async fn answer(
    connection: &mut Connection,
    redemption: Uuid,
    idempotency_key: &str,
) -> Result<Option<(Vec<u8>, String)>, StoreError> {
    Ok(sqlx::query_as(
        "select body_hash, answer from credentials where redemption_id = $1 and idempotency_key = $2",
    )
    .bind(redemption.to_string())
    .bind(idempotency_key.to_owned())
    .fetch_optional(connection)
    .await?)
}

/// The ids of all that a person has.
pub(crate) async fn ids_of_person(
    connection: &mut Connection,
    person: Uuid,
) -> Result<Vec<String>, StoreError> {
    Ok(sqlx::query_scalar("select id from credentials where person_id = $1 order by created_at, id")
        .bind(person.to_string())
        .fetch_all(connection)
        .await?)
}

/// What was registered with a pass, oldest first.
pub(crate) async fn of_pass(
    connection: &mut Connection,
    pass: Uuid,
) -> Result<Vec<CredentialRecord>, StoreError> {
    let sql = "select id, passkey, way, name, paid_by, backed_up, created_at, proven_at, event_seq from credentials where pass_id = $1 \
               order by created_at, id";
    all(connection, sql, pass).await
}

/// All that a person has, oldest first.
pub(crate) async fn of_person(
    connection: &mut Connection,
    person: Uuid,
) -> Result<Vec<CredentialRecord>, StoreError> {
    let sql = "select id, passkey, way, name, paid_by, backed_up, created_at, proven_at, event_seq from credentials where person_id = $1 \
               order by created_at, id";
    all(connection, sql, person).await
}

/// What was registered in a redemption, oldest first.
pub(crate) async fn of_redemption(
    connection: &mut Connection,
    redemption: Uuid,
) -> Result<Vec<CredentialRecord>, StoreError> {
    let sql = "select id, passkey, way, name, paid_by, backed_up, created_at, proven_at, event_seq from credentials \
               where redemption_id = $1 order by created_at, id";
    all(connection, sql, redemption).await
}

async fn all(
    connection: &mut Connection,
    sql: &'static str,
    owner: Uuid,
) -> Result<Vec<CredentialRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sql)
        .bind(owner.to_string())
        .fetch_all(connection)
        .await?
        .into_iter()
        .map(CredentialRecord::try_from)
        .collect()
}

/// The credential of this id, when this pass paid for it.
pub(crate) async fn of_pass_by_id(
    connection: &mut Connection,
    pass: Uuid,
    id: &str,
) -> Result<Option<CredentialRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, passkey, way, name, paid_by, backed_up, created_at, proven_at, event_seq from credentials \
         where pass_id = $1 and id = $2",
    )
    .bind(pass.to_string())
    .bind(id.to_owned())
    .fetch_optional(connection)
    .await?
    .map(CredentialRecord::try_from)
    .transpose()
}

/// The pass with which somebody registered the credential of this id.
pub(crate) async fn pass_of(
    connection: &mut Connection,
    person: Uuid,
    id: &str,
) -> Result<Option<Uuid>, StoreError> {
    let pass: Option<String> =
        sqlx::query_scalar("select pass_id from credentials where person_id = $1 and id = $2")
            .bind(person.to_string())
            .bind(id.to_owned())
            .fetch_optional(connection)
            .await?;
    pass.map(|pass| pass.parse().map_err(|_| StoreError::Damaged("credential"))).transpose()
}

/// Gives it a name.
pub(crate) async fn rename(connection: &mut Connection, id: &str, name: &str) -> Result<(), StoreError> {
    sqlx::query("update credentials set name = $2 where id = $1")
        .bind(id.to_owned())
        .bind(name.to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Removes it, and with it what its registration was answered.
pub(crate) async fn remove(connection: &mut Connection, id: &str) -> Result<(), StoreError> {
    sqlx::query("delete from credentials where id = $1").bind(id.to_owned()).execute(connection).await?;
    Ok(())
}

/// Writes down who paid for it.
pub(crate) async fn set_payer(connection: &mut Connection, id: &str, payer: Payer) -> Result<(), StoreError> {
    sqlx::query("update credentials set paid_by = $2 where id = $1")
        .bind(id.to_owned())
        .bind(payer.as_str().to_owned())
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes down that it signed in: its new record and, the first time, when.
pub(crate) async fn prove(
    connection: &mut Connection,
    credential: &CredentialRecord,
    now: Timestamp,
) -> Result<(), StoreError> {
    sqlx::query(
        "update credentials set passkey = $2, backed_up = $3, proven_at = coalesce(proven_at, $4) where id = $1",
    )
    .bind(credential.shown.id.clone())
    .bind(credential.record.clone())
    .bind(i64::from(credential.shown.backed_up))
    .bind(now.as_millis())
    .execute(connection)
    .await?;
    Ok(())
}
