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
    /// Whether they are a guest here: Graph's `userType`.
    pub(crate) guest: bool,
    /// Whether they sign in at another organisation, where a pass of this one is of no use.
    pub(crate) external: bool,
    pub(crate) enabled: bool,
    /// Whether it is an emergency access account.
    pub(crate) emergency: bool,
}

impl PersonRecord {
    /// Somebody of whom nothing is known yet.
    pub(crate) fn new(
        id: Uuid,
        user_name: String,
        display_name: String,
        salt: Vec<u8>,
        now: Timestamp,
    ) -> Self {
        Self {
            id,
            user_name,
            display_name,
            salt,
            created_at: now,
            guest: false,
            external: false,
            enabled: true,
            emergency: false,
        }
    }

    /// Somebody for tests.
    #[cfg(test)]
    pub(crate) fn for_tests() -> Self {
        let name = "sam@demo.example".to_owned();
        Self::new(Uuid::nil(), name, "Sam".to_owned(), vec![0; 16], Timestamp::from_millis(0))
    }
}

#[derive(FromRow)]
struct Row {
    id: String,
    user_name: String,
    display_name: String,
    salt: Vec<u8>,
    created_at: i64,
    user_type: String,
    external: i64,
    enabled: i64,
    emergency: i64,
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
            guest: row.user_type == "Guest",
            external: row.external != 0,
            enabled: row.enabled != 0,
            emergency: row.emergency != 0,
        })
    }
}

const COLUMNS: &str = "people.id, people.user_name, people.display_name, people.salt, people.created_at, \
                       people.user_type, people.external, people.enabled, people.emergency";

const fn user_type(guest: bool) -> &'static str {
    if guest { "Guest" } else { "Member" }
}

/// Adds somebody; false when the user name is taken.
pub(crate) async fn insert(connection: &mut Connection, person: &PersonRecord) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "insert into people (id, user_name, display_name, salt, created_at, user_type, external, enabled, emergency) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (user_name) do nothing",
    )
    .bind(person.id.to_string())
    .bind(person.user_name.clone())
    .bind(person.display_name.clone())
    .bind(person.salt.clone())
    .bind(person.created_at.as_millis())
    .bind(user_type(person.guest).to_owned())
    .bind(i64::from(person.external))
    .bind(i64::from(person.enabled))
    .bind(i64::from(person.emergency))
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Writes down what is known of somebody; neither the id nor the user name ever changes.
pub(crate) async fn update(connection: &mut Connection, person: &PersonRecord) -> Result<(), StoreError> {
    sqlx::query(
        "update people set display_name = $2, user_type = $3, external = $4, enabled = $5, emergency = $6 \
         where id = $1",
    )
    .bind(person.id.to_string())
    .bind(person.display_name.clone())
    .bind(user_type(person.guest).to_owned())
    .bind(i64::from(person.external))
    .bind(i64::from(person.enabled))
    .bind(i64::from(person.emergency))
    .execute(connection)
    .await?;
    Ok(())
}

/// Removes somebody with all that is theirs. What was done stays in the audit.
pub(crate) async fn remove(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    for sql in [
        "delete from redemptions where pass_id in (select id from passes where person_id = $1)",
        "delete from credentials where person_id = $1",
        "delete from authenticators where person_id = $1",
        "delete from passes where person_id = $1",
        "delete from people where id = $1",
    ] {
        sqlx::query(sql).bind(id.to_string()).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Who has this canonical user name.
pub(crate) async fn by_name(
    connection: &mut Connection,
    user_name: &str,
) -> Result<Option<PersonRecord>, StoreError> {
    one(connection, "people.user_name = $1", user_name.to_owned()).await
}

/// Whose id it is.
pub(crate) async fn by_id(connection: &mut Connection, id: Uuid) -> Result<Option<PersonRecord>, StoreError> {
    one(connection, "people.id = $1", id.to_string()).await
}

async fn one(
    connection: &mut Connection,
    condition: &'static str,
    key: String,
) -> Result<Option<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!("select {COLUMNS} from people where {condition}")))
        .bind(key)
        .fetch_optional(connection)
        .await?
        .map(PersonRecord::try_from)
        .transpose()
}

/// Everybody, by user name.
pub(crate) async fn all(connection: &mut Connection) -> Result<Vec<PersonRecord>, StoreError> {
    after(connection, "", i64::MAX).await
}

/// People behind the one of this user name, by user name.
pub(crate) async fn after(
    connection: &mut Connection,
    user_name: &str,
    most: i64,
) -> Result<Vec<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from people where user_name > $1 order by user_name limit $2"
    )))
    .bind(user_name.to_owned())
    .bind(most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(PersonRecord::try_from)
    .collect()
}

/// The members of a group behind the one of this user name, by user name.
pub(crate) async fn in_group(
    connection: &mut Connection,
    group: Uuid,
    user_name: &str,
    most: i64,
) -> Result<Vec<PersonRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sqlx::AssertSqlSafe(format!(
        "select {COLUMNS} from people join members on members.person_id = people.id \
         where members.group_id = $1 and people.user_name > $2 order by people.user_name limit $3"
    )))
    .bind(group.to_string())
    .bind(user_name.to_owned())
    .bind(most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(PersonRecord::try_from)
    .collect()
}
