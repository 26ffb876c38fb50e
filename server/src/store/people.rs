//! The table of people.

use super::{Connection, StoreError};
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// Somebody who can be given a pass.
#[derive(Clone, Debug)]
pub(crate) struct PersonRecord {
    /// The WebAuthn user handle.
    pub(crate) id: Uuid,
    pub(crate) user_name: String,
    pub(crate) display_name: String,
    pub(crate) salt: Vec<u8>,
    pub(crate) created_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    id: String,
    user_name: String,
    display_name: String,
    salt: Vec<u8>,
    created_at: i64,
}

impl TryFrom<Row> for PersonRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| StoreError::Damaged("person id"))?,
            user_name: row.user_name,
            display_name: row.display_name,
            salt: row.salt,
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// Adds somebody; false when the user name is taken.
pub(crate) async fn insert(connection: &mut Connection, person: &PersonRecord) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "insert into people (id, user_name, display_name, salt, created_at) values ($1, $2, $3, $4, $5) \
         on conflict (user_name) do nothing",
    )
    .bind(person.id.to_string())
    .bind(person.user_name.clone())
    .bind(person.display_name.clone())
    .bind(person.salt.clone())
    .bind(person.created_at.as_millis())
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Who has this canonical user name.
pub(crate) async fn by_name(
    connection: &mut Connection,
    user_name: &str,
) -> Result<Option<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, user_name, display_name, salt, created_at from people where user_name = $1",
    )
    .bind(user_name.to_owned())
    .fetch_optional(connection)
    .await?
    .map(PersonRecord::try_from)
    .transpose()
}

/// Whose id it is.
pub(crate) async fn by_id(connection: &mut Connection, id: Uuid) -> Result<Option<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>("select id, user_name, display_name, salt, created_at from people where id = $1")
        .bind(id.to_string())
        .fetch_optional(connection)
        .await?
        .map(PersonRecord::try_from)
        .transpose()
}

/// Everybody, by user name.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, user_name, display_name, salt, created_at from people order by user_name",
    )
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(PersonRecord::try_from)
    .collect()
}
