//! What outlives a request: people, passes, redemptions, credentials, authenticator apps,
//! handovers; with Entra, sign-ins and visits.
//!
//! Owns the database, one SQLite file in the data folder made on the first start, and all SQL: the
//! files below hold the statements of one table each. The SQL keeps to what SQLite and PostgreSQL
//! share. One connection writes, others read, so that writers of this process queue in order instead
//! of waking each other up; the command line writes from a process of its own.

pub(crate) mod alerts;
pub(crate) mod audit;
pub(crate) mod authenticators;
pub(crate) mod copies;
pub(crate) mod credentials;
pub(crate) mod envelopes;
pub(crate) mod groups;
pub(crate) mod guesses;
pub(crate) mod handovers;
pub(crate) mod passes;
pub(crate) mod pauses;
pub(crate) mod people;
pub(crate) mod policies;
pub(crate) mod redemptions;
pub(crate) mod reports;
pub(crate) mod sign_ins;
pub(crate) mod tokens;
pub(crate) mod visits;

use crate::payment::Payer;
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection as _, Executor, Transaction};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

/// The database's file in the data folder.
pub(crate) const FILE: &str = "doorkey.sqlite3";

/// The file in the data folder that is about to take its place.
pub(crate) const RESTORING: &str = "doorkey.sqlite3.restoring";

/// The steps by which the tables came to be what they are.
static MIGRATOR: Migrator = sqlx::migrate!();

/// How a transaction that writes begins.
const BEGIN: &str = "BEGIN IMMEDIATE";

/// How many requests can read at once.
const READERS: u32 = 8;

/// How long a request waits for its turn before it is told that the server is busy.
const PATIENCE: Duration = Duration::from_secs(10);

/// What every connection begins with. FULL: what was acknowledged survives a power cut.
const PRAGMAS: &str = "pragma busy_timeout = 5000; pragma journal_mode = wal; pragma synchronous = full; \
                       pragma foreign_keys = on;";

/// What the statements below run on.
pub(crate) type Connection = AnyConnection;

/// The database.
#[derive(Clone)]
pub(crate) struct Store {
    readers: AnyPool,
    writer: AnyPool,
}

/// What is wrong with the database.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// It does not answer, or not as expected.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// Its tables are not this program's.
    #[error("the database does not fit this version of doorkey")]
    Migration(#[from] MigrateError),
    /// A newer version wrote it.
    #[error("a newer doorkey wrote it: its tables are at step {0}, and this one knows {newest}", newest = copies::newest_step())]
    Newer(i64),
    /// The former database was moved aside, and the restored one has not taken its place.
    #[error("a restore was interrupted, and there is no database until it is done again")]
    Interrupted,
    /// The file cannot be made.
    #[error("the database file cannot be written")]
    File(#[from] std::io::Error),
    /// A row says what no row says.
    #[error("the database holds a {0} that cannot be read")]
    Damaged(&'static str),
}

impl StoreError {
    /// Whether trying again may help: others were in the way, or the disk is full.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Database(sqlx::Error::PoolTimedOut) => true,
            // The low byte is the primary result code: SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL.
            Self::Database(sqlx::Error::Database(error)) => error
                .code()
                .and_then(|code| code.parse::<u32>().ok())
                .is_some_and(|code| matches!(code & 0xff, 5 | 6 | 13)),
            Self::Database(_)
            | Self::Migration(_)
            | Self::Newer(_)
            | Self::Interrupted
            | Self::File(_)
            | Self::Damaged(_) => false,
        }
    }
}

impl Store {
    /// Opens the database in `data`, made and brought up to date as needed. The caller holds the data
    /// folder's lock.
    pub(crate) async fn open(data: &Path) -> Result<Self, StoreError> {
        let path = data.join(FILE);
        if !path.exists() && data.join(RESTORING).exists() {
            return Err(StoreError::Interrupted);
        }
        OpenOptions::new().append(true).create(true).mode(0o600).open(&path)?;
        Self::of_file(&path).await
    }

    /// Opens the database in this file, brought up to date as needed.
    pub(crate) async fn of_file(path: &Path) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let options = path
            .canonicalize()?
            .to_str()
            .and_then(|path| address(path).parse::<AnyConnectOptions>().ok())
            .ok_or(StoreError::Damaged("path"))?;
        let pool = |most| {
            AnyPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(PATIENCE)
                .idle_timeout(None)
                .max_lifetime(None)
                .test_before_acquire(false)
                .after_connect(|connection, _| {
                    Box::pin(async { connection.execute(PRAGMAS).await.map(|_| ()) })
                })
                .connect_with(options.clone())
        };
        // Once without a pool, which would try a file that is no database again and again.
        let mut first = AnyConnection::connect_with(&options).await?;
        first.execute(PRAGMAS).await?;
        MIGRATOR.run(&mut first).await.map_err(|error| match error {
            // Without its own step the table says what an older program cannot know.
            MigrateError::VersionMissing(step) if step > copies::newest_step() => StoreError::Newer(step),
            error => error.into(),
        })?;
        first.close().await?;
        Ok(Self { readers: pool(READERS).await?, writer: pool(1).await? })
    }

    /// A connection to read with; each statement sees what was committed before it.
    pub(crate) async fn read(&self) -> Result<PoolConnection<Any>, StoreError> {
        Ok(self.readers.acquire().await?)
    }

    /// A transaction to read in: all of its statements see what was committed before the first.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Any>, StoreError> {
        Ok(self.readers.begin().await?)
    }

    /// A transaction to write in. It holds the write lock from its first moment (a transaction that
    /// reads first and writes later could lose the race for it half-way), so that everything read in
    /// it still holds when it commits.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Any>, StoreError> {
        match self.writer.begin_with(BEGIN).await {
            // On a full disk SQLite takes a transaction back by itself, and the driver goes on believing
            // in it: the one connection that writes would never begin another.
            Err(sqlx::Error::InvalidSavePointStatement) => {
                self.writer.acquire().await?.close().await?;
                Ok(self.writer.begin_with(BEGIN).await?)
            }
            begun => Ok(begun?),
        }
    }

    /// Whether the database answers.
    pub(crate) async fn answers(&self) -> Result<(), StoreError> {
        sqlx::query("select 1").execute(&mut *self.read().await?).await?;
        Ok(())
    }

    /// Waits for what runs, then closes the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

/// The URL of a SQLite file: of all characters only these three mean something in one.
fn address(path: &str) -> String {
    format!("sqlite://{}", path.replace('%', "%25").replace('?', "%3f").replace('#', "%23"))
}

/// A setting that the server wrote for the commands beside it.
pub(crate) async fn setting(connection: &mut Connection, name: &str) -> Result<Option<String>, StoreError> {
    Ok(sqlx::query_scalar("select value from settings where name = $1")
        .bind(name.to_owned())
        .fetch_optional(connection)
        .await?)
}

/// Writes a setting.
pub(crate) async fn set(connection: &mut Connection, name: &str, value: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into settings (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value",
    )
    .bind(name.to_owned())
    .bind(value.to_owned())
    .execute(connection)
    .await?;
    Ok(())
}

/// Who paid for something, as it is stored.
pub(crate) fn read_payer(text: &str) -> Result<Payer, StoreError> {
    [Payer::Pass, Payer::Proof]
        .into_iter()
        .find(|payer| payer.as_str() == text)
        .ok_or(StoreError::Damaged("payer"))
}

/// Counts one more of `name`.
pub(crate) async fn tally(connection: &mut Connection, name: &str) -> Result<(), StoreError> {
    sqlx::query(
        "insert into tallies (name, count) values ($1, 1) on conflict (name) do update set count = tallies.count + 1",
    )
    .bind(name.to_owned())
    .execute(connection)
    .await?;
    Ok(())
}
