//! The tables of groups and who is in them.

use super::people::PersonRecord;
use super::{Connection, StoreError, people};
use doorkey_protocol::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

/// A group of people.
#[derive(Clone, Debug)]
pub(crate) struct GroupRecord {
    pub(crate) id: Uuid,
    pub(crate) display_name: String,
    /// Whoever is in it is privileged: Graph's `isAssignableToRole`.
    pub(crate) role_assignable: bool,
    pub(crate) created_at: Timestamp,
}

#[derive(FromRow)]
struct Row {
    id: String,
    display_name: String,
    role_assignable: i64,
    created_at: i64,
}

impl TryFrom<Row> for GroupRecord {
    type Error = StoreError;
    fn try_from(row: Row) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.parse().map_err(|_| StoreError::Damaged("group"))?,
            display_name: row.display_name,
            role_assignable: row.role_assignable != 0,
            created_at: Timestamp::from_millis(row.created_at),
        })
    }
}

/// Adds a group; false when the name is taken.
pub(crate) async fn insert(connection: &mut Connection, group: &GroupRecord) -> Result<bool, StoreError> {
    let result = sqlx::query(
        "insert into people_groups (id, display_name, role_assignable, created_at) values ($1, $2, $3, $4) \
         on conflict (display_name) do nothing",
    )
    .bind(group.id.to_string())
    .bind(group.display_name.clone())
    .bind(i64::from(group.role_assignable))
    .bind(group.created_at.as_millis())
    .execute(connection)
    .await?;
    Ok(result.rows_affected() == 1)
}

/// Removes a group and who was in it.
pub(crate) async fn remove(connection: &mut Connection, id: Uuid) -> Result<(), StoreError> {
    sqlx::query("delete from people_groups where id = $1").bind(id.to_string()).execute(connection).await?;
    Ok(())
}

/// The group of this id.
pub(crate) async fn by_id(connection: &mut Connection, id: Uuid) -> Result<Option<GroupRecord>, StoreError> {
    one(
        connection,
        "select id, display_name, role_assignable, created_at from people_groups where id = $1",
        id.to_string(),
    )
    .await
}

/// The group of this name.
pub(crate) async fn by_name(
    connection: &mut Connection,
    name: &str,
) -> Result<Option<GroupRecord>, StoreError> {
    let sql =
        "select id, display_name, role_assignable, created_at from people_groups where display_name = $1";
    one(connection, sql, name.to_owned()).await
}

async fn one(
    connection: &mut Connection,
    sql: &'static str,
    key: String,
) -> Result<Option<GroupRecord>, StoreError> {
    sqlx::query_as::<_, Row>(sql)
        .bind(key)
        .fetch_optional(connection)
        .await?
        .map(GroupRecord::try_from)
        .transpose()
}

/// Groups behind the one of this name, by name.
pub(crate) async fn after(
    connection: &mut Connection,
    name: &str,
    most: i64,
) -> Result<Vec<GroupRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, display_name, role_assignable, created_at from people_groups where display_name > $1 \
         order by display_name limit $2",
    )
    .bind(name.to_owned())
    .bind(most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(GroupRecord::try_from)
    .collect()
}

/// The groups that somebody is in, behind the one of this name, by name.
pub(crate) async fn with_member(
    connection: &mut Connection,
    person: Uuid,
    name: &str,
    most: i64,
) -> Result<Vec<GroupRecord>, StoreError> {
    sqlx::query_as::<_, Row>(
        "select id, display_name, role_assignable, created_at from people_groups \
         join members on members.group_id = people_groups.id \
         where members.person_id = $1 and display_name > $2 order by display_name limit $3",
    )
    .bind(person.to_string())
    .bind(name.to_owned())
    .bind(most)
    .fetch_all(connection)
    .await?
    .into_iter()
    .map(GroupRecord::try_from)
    .collect()
}

/// Adds somebody to a group; false when they are in it.
pub(crate) async fn join(connection: &mut Connection, group: Uuid, person: Uuid) -> Result<bool, StoreError> {
    let result =
        sqlx::query("insert into members (group_id, person_id) values ($1, $2) on conflict do nothing")
            .bind(group.to_string())
            .bind(person.to_string())
            .execute(connection)
            .await?;
    Ok(result.rows_affected() == 1)
}

/// Takes somebody out of a group; false when they are not in it.
pub(crate) async fn leave(
    connection: &mut Connection,
    group: Uuid,
    person: Uuid,
) -> Result<bool, StoreError> {
    let result = sqlx::query("delete from members where group_id = $1 and person_id = $2")
        .bind(group.to_string())
        .bind(person.to_string())
        .execute(connection)
        .await?;
    Ok(result.rows_affected() == 1)
}

/// The groups that somebody is in.
pub(crate) async fn of_person(connection: &mut Connection, person: Uuid) -> Result<Vec<Uuid>, StoreError> {
    let ids: Vec<String> = sqlx::query_scalar("select group_id from members where person_id = $1")
        .bind(person.to_string())
        .fetch_all(connection)
        .await?;
    ids.iter().map(|id| id.parse().map_err(|_| StoreError::Damaged("group"))).collect()
}

/// Whether somebody is privileged: in a group whose members are.
pub(crate) async fn is_privileged(connection: &mut Connection, person: Uuid) -> Result<bool, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "select count(*) from members join people_groups on people_groups.id = members.group_id \
         where members.person_id = $1 and people_groups.role_assignable = 1",
    )
    .bind(person.to_string())
    .fetch_one(connection)
    .await?;
    Ok(count > 0)
}

/// The members of a group behind the one of this user name, by user name.
pub(crate) async fn members(
    connection: &mut Connection,
    group: Uuid,
    after: &str,
    most: i64,
) -> Result<Vec<PersonRecord>, StoreError> {
    people::in_group(connection, group, after, most).await
}
