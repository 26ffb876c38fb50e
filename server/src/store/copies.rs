//! Whole copies of the database: making one while others write, and telling whether one is sound.
//!
//! This alone is SQLite's own: another engine brings its own backups.

use super::{MIGRATOR, Store, StoreError, address, setting};
use crate::directory::KEY_FINGERPRINT;
use sqlx::any::AnyConnectOptions;
use sqlx::{AnyConnection, Connection as _};
use std::path::Path;

/// How every SQLite file begins.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// What a database file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Examined {
    /// Sound, with tables as they were at `step`, written under the key of this fingerprint.
    Sound { step: i64, fingerprint: String },
    /// A database of something else, or none at all.
    Foreign,
    /// It is one of ours and damaged; what SQLite says.
    Damaged(String),
    /// Its tables are of a step that this program does not know.
    Newer(i64),
}

/// The step that this program brings the tables to.
pub(crate) fn newest_step() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or_default()
}

impl Store {
    /// Writes all that is committed at this moment into an empty file. Others may write meanwhile.
    pub(crate) async fn copy_into(&self, path: &Path) -> Result<(), StoreError> {
        let path = path.to_str().ok_or(StoreError::Damaged("path"))?;
        sqlx::query("vacuum into $1").bind(path.to_owned()).execute(&mut *self.read().await?).await?;
        Ok(())
    }
}

/// What the file is, a database that nobody has open. It is only read, and nothing is left beside it.
pub(crate) async fn examine(path: &Path) -> Result<Examined, StoreError> {
    if !begins_as_one(path)? {
        return Ok(Examined::Foreign);
    }
    match look_through(path, "?mode=ro&immutable=true").await {
        Err(StoreError::Database(sqlx::Error::Database(error))) => Ok(Examined::Damaged(error.to_string())),
        other => other,
    }
}

/// To which step the tables of a database were brought, while others may have it open.
pub(crate) async fn step(path: &Path) -> Result<Option<i64>, StoreError> {
    let mut connection = connect(path, "?mode=ro").await?;
    let step = applied(&mut connection).await.map(|steps| steps.last().map(|(step, _)| *step));
    connection.close().await?;
    step
}

fn begins_as_one(path: &Path) -> std::io::Result<bool> {
    use std::io::Read;
    let mut begin = Vec::new();
    std::fs::File::open(path)?.take(MAGIC.len() as u64).read_to_end(&mut begin)?;
    Ok(begin == MAGIC)
}

async fn connect(path: &Path, how: &str) -> Result<AnyConnection, StoreError> {
    sqlx::any::install_default_drivers();
    let path = path.canonicalize()?;
    let options = path.to_str().and_then(|path| (address(path) + how).parse::<AnyConnectOptions>().ok());
    Ok(AnyConnection::connect_with(&options.ok_or(StoreError::Damaged("path"))?).await?)
}

/// The steps that were applied, in order, each with the checksum of its text.
async fn applied(connection: &mut AnyConnection) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    Ok(sqlx::query_as("select version, checksum from _sqlx_migrations order by version")
        .fetch_all(connection)
        .await?)
}

async fn look_through(path: &Path, how: &str) -> Result<Examined, StoreError> {
    let mut connection = connect(path, how).await?;
    let ours: i64 = sqlx::query_scalar(
        "select count(*) from sqlite_master where type = 'table' and name in ('_sqlx_migrations', 'settings', 'passes')",
    )
    .fetch_one(&mut connection)
    .await?;
    if ours != 3 {
        return Ok(Examined::Foreign);
    }
    let verdict: Vec<String> =
        sqlx::query_scalar("pragma integrity_check(10)").fetch_all(&mut connection).await?;
    if verdict != ["ok"] {
        return Ok(Examined::Damaged(verdict.join("; ")));
    }
    let mut step = 0;
    for (version, checksum) in applied(&mut connection).await? {
        let known = MIGRATOR.iter().find(|migration| migration.version == version);
        match known {
            None if version > newest_step() => return Ok(Examined::Newer(version)),
            Some(migration) if *migration.checksum == *checksum => step = version,
            _ => return Ok(Examined::Foreign),
        }
    }
    let fingerprint = setting(&mut connection, KEY_FINGERPRINT).await?;
    connection.close().await?;
    // Ours are written when they are made, before anybody can be in them.
    Ok(fingerprint.map_or(Examined::Foreign, |fingerprint| Examined::Sound { step, fingerprint }))
}
