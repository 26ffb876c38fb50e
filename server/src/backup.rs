//! Backups: a whole copy while the server runs, and putting one back.
//!
//! Owns both. A copy counts once it is checked and on the disk, and overwrites nothing. What is put back
//! is prepared beside the database and takes its place in one step, when it is ready: a pass that was used,
//! replaced or revoked since the backup was made would be alive in it again, so none of them is left
//! open. The server key is in no backup: it belongs to another place, or a stolen copy would be worth
//! something.

use crate::audit::chain::Head;
use crate::audit::{AuditError, Deed, Target, activity};
use crate::clock::Clock;
use crate::directory::pass_record::EndedReason;
use crate::directory::{By, Directory, DirectoryError, OpenError, fingerprint, lock, serving};
use crate::key::{KeyError, ServerKey};
use crate::refusal::chain;
use crate::settings::Settings;
use crate::store::copies::{self, Examined};
use crate::store::{self, FILE, RESTORING, Store, StoreError};
use crate::store::{audit, envelopes, passes, people, redemptions};
use doorkey_protocol::time::Timestamp;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, chown};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The setting that tells when the last backup was made, in milliseconds.
pub(crate) const BACKUP_MADE: &str = "backup-made";

/// Why there is no backup, or why it is not put back. The database is as it was.
#[derive(Debug, thiserror::Error)]
pub(crate) enum BackupError {
    /// A file is there.
    #[error("{} is there already; a backup overwrites nothing", .0.display())]
    Exists(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {}", .0.display(), .1)]
    File(PathBuf, std::io::Error),
    /// The copy that was made is not whole.
    #[error("the copy was not sound, and is removed: {0}")]
    Unsound(String),
    /// The file is something else.
    #[error("{} is no Doorkey database", .0.display())]
    Foreign(PathBuf),
    /// The file is not what was written.
    #[error("{} is damaged: {}", .0.display(), .1)]
    Damaged(PathBuf, String),
    /// A newer program wrote it.
    #[error("a newer doorkey wrote {}: its tables are at step {}, and this one knows {}", .0.display(), .1, copies::newest_step())]
    Newer(PathBuf, i64),
    /// It was written under another key.
    #[error("{} was written under another server key than the one that is here", .0.display())]
    OtherKey(PathBuf),
    /// There is no key to read it with.
    #[error("there is no server key in {} and none in DOORKEY_KEY", .0.display())]
    NoKey(PathBuf),
    /// There is a database already.
    #[error("there is a database in {} already", .0.display())]
    Occupied(PathBuf),
    /// A server runs on the folder.
    #[error("a server runs on {}", .0.display())]
    Serving(PathBuf),
    /// The key is none.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The directory does not do it.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The directory does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database failed.
    #[error("{}", chain(.0))]
    Store(#[from] StoreError),
}

impl From<AuditError> for BackupError {
    fn from(error: AuditError) -> Self {
        Self::Directory(error.into())
    }
}

/// A backup that was put back.
#[derive(Debug)]
pub(crate) struct Restored {
    /// How many passes were open in it, and are revoked.
    pub(crate) revoked: usize,
    /// Where the former database is now, if there was one.
    pub(crate) former: Option<PathBuf>,
}

impl Directory {
    /// Writes a whole copy to a new file, for its owner alone; the end of the audit in it.
    ///
    /// # Errors
    /// When the file is there, cannot be written, or is not sound afterwards: then it is not there.
    pub(crate) async fn back_up(&self, by: &By, file: &Path) -> Result<Head, BackupError> {
        let failed = |error: std::io::Error| match error.kind() {
            ErrorKind::AlreadyExists => BackupError::Exists(file.to_owned()),
            _ => BackupError::File(file.to_owned(), error),
        };
        // Taken first, so that no two backups have one name; empty until the copy is ready.
        new_file(file).map_err(failed)?;
        let part = beside(file, &format!(".part-{}", std::process::id()));
        let copied = async {
            let head = self.tell_of_backup(by, file).await?;
            new_file(&part).map_err(|error| BackupError::File(part.clone(), error))?;
            self.store.copy_into(&part).await?;
            match copies::examine(&part).await? {
                Examined::Sound { .. } => {}
                Examined::Damaged(what) => return Err(BackupError::Unsound(what)),
                other => return Err(BackupError::Unsound(format!("{other:?}"))),
            }
            let on_disk = File::open(&part).and_then(|copy| copy.sync_all());
            on_disk.and_then(|()| std::fs::rename(&part, file)).map_err(failed)?;
            sync_folder_of(file).map_err(failed)?;
            Ok(head)
        };
        let head = match copied.await {
            Ok(head) => head,
            Err(error) => {
                // Whatever is left of it is no backup; the error that made it so is the one to tell.
                drop(std::fs::remove_file(&part));
                drop(std::fs::remove_file(file));
                return Err(error);
            }
        };
        let mut transaction = self.store.write().await?;
        let made = self.clock.now().as_millis().to_string();
        store::set(&mut transaction, BACKUP_MADE, &made).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(head)
    }

    /// Writes down that a backup is made, before it is: so it stands in the backup, too.
    async fn tell_of_backup(&self, by: &By, file: &Path) -> Result<Head, BackupError> {
        let mut transaction = self.store.write().await?;
        let deed = Deed::new(activity::BACKUP_MADE, by.actor.clone()).at(named(file));
        self.audit.deed(&mut transaction, &by.caller, self.clock.now(), deed).await?;
        let (seq, hash) = audit::head(&mut transaction).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(Head { seq, hash: hash.try_into().unwrap_or_default() })
    }

    /// Ends all that a backup would bring back to life; how many passes that are.
    async fn end_what_was_open(&self, by: &By, file: &Path) -> Result<usize, BackupError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let open = passes::open(&mut transaction, now).await?;
        for pass in &open {
            let Some(person) = people::by_id(&mut transaction, pass.person_id).await? else { continue };
            let target = Target::person(&person).changed("AccessPassId", Some(pass.id.to_string()), None);
            let deed = Deed::new(activity::ADMIN_DELETED, by.actor.clone())
                .about(&person)
                .at(target)
                .because("A backup was restored, in which the pass was open");
            self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
            passes::end(&mut transaction, person.id, now, EndedReason::Revoked).await?;
        }
        redemptions::forget_all(&mut transaction).await?;
        envelopes::burn_all(&mut transaction).await?;
        let deed = Deed::new(activity::BACKUP_RESTORED, by.actor.clone())
            .at(named(file))
            .with("revokedPasses", open.len());
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(open.len())
    }
}

/// Puts a backup in the place of the database in the data folder, which is moved aside when `replace`
/// says so.
///
/// # Errors
/// When a server runs on the folder, there is a database that is not to be replaced, the key is not the
/// one of the backup, or the file is not a sound backup that this program knows.
pub(crate) async fn restore(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    by: &By,
    file: &Path,
    replace: bool,
) -> Result<Restored, BackupError> {
    let data = &settings.data;
    let folder = |error| OpenError::Folder(data.clone(), error);
    // Both until the end: no command opens the database, and no server.
    let _lock = lock(data).map_err(folder)?;
    let alone = serving(data).map_err(folder)?;
    match alone.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(BackupError::Serving(data.clone())),
        Err(TryLockError::Error(error)) => return Err(folder(error).into()),
    }
    let (live, staged) = (data.join(FILE), data.join(RESTORING));
    if live.exists() && !replace {
        return Err(BackupError::Occupied(data.clone()));
    }
    let key =
        ServerKey::find(data, settings.key.as_ref())?.ok_or_else(|| BackupError::NoKey(data.clone()))?;
    let now = clock.now();
    let prepared = prepare(settings, clock, by, file, &staged, key).await;
    let revoked = match prepared {
        Ok(revoked) => revoked,
        Err(error) => {
            remove(&staged);
            return Err(error);
        }
    };
    let failed = |error| BackupError::File(live.clone(), error);
    let former = set_aside(&live, now).map_err(failed)?;
    // Until the next line there is no database: who opens the folder then is told so.
    crate::fault::at("restore: moved aside");
    std::fs::rename(&staged, &live).map_err(failed)?;
    sync_folder_of(&live).map_err(failed)?;
    Ok(Restored { revoked, former })
}

/// Copies the backup to where it is examined and made ready. The copy is examined and not the file, which
/// somebody may change meanwhile.
async fn prepare(
    settings: &Settings,
    clock: Arc<dyn Clock>,
    by: &By,
    file: &Path,
    staged: &Path,
    key: ServerKey,
) -> Result<usize, BackupError> {
    remove(staged);
    let unreadable = |error| BackupError::File(file.to_owned(), error);
    let mut from = File::open(file).map_err(unreadable)?;
    if !from.metadata().map_err(unreadable)?.is_file() {
        return Err(BackupError::Foreign(file.to_owned()));
    }
    let unwritten = |error| BackupError::File(staged.to_owned(), error);
    let mut to = new_file(staged).map_err(unwritten)?;
    std::io::copy(&mut from, &mut to).map_err(unwritten)?;
    match copies::examine(staged).await? {
        Examined::Foreign => return Err(BackupError::Foreign(file.to_owned())),
        Examined::Damaged(what) => return Err(BackupError::Damaged(file.to_owned(), what)),
        Examined::Newer(step) => return Err(BackupError::Newer(file.to_owned(), step)),
        Examined::Sound { fingerprint: known, .. } if known != fingerprint(&key) => {
            return Err(BackupError::OtherKey(file.to_owned()));
        }
        Examined::Sound { .. } => {}
    }
    let directory = Directory::on(Store::of_file(staged).await?, key, settings, clock)?;
    let revoked = directory.end_what_was_open(by, file).await;
    // The last to close it brings all into the one file.
    directory.close().await;
    let revoked = revoked?;
    if beside(staged, "-wal").exists() {
        return Err(DirectoryError::Fault("the restored database did not come to rest").into());
    }
    // Whoever restores, the folder's owner serves.
    let owner = std::fs::metadata(&settings.data).map_err(unwritten)?;
    if to.metadata().map_err(unwritten)?.uid() != owner.uid() {
        chown(staged, Some(owner.uid()), Some(owner.gid())).map_err(unwritten)?;
    }
    to.sync_all().map_err(unwritten)?;
    Ok(revoked)
}

/// Moves the database aside with what belongs to it, under one new name.
fn set_aside(live: &Path, now: Timestamp) -> std::io::Result<Option<PathBuf>> {
    if !live.exists() {
        return Ok(None);
    }
    let time = jiff::Timestamp::from_millisecond(now.as_millis())
        .map_or_else(|_| now.as_millis().to_string(), |at| at.strftime("%Y%m%dT%H%M%S%.3fZ").to_string());
    let former = beside(live, &format!(".before-{time}"));
    if former.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    // The file itself first: what was not yet taken into it must never meet another one.
    std::fs::rename(live, &former)?;
    for belonging in ["-wal", "-shm"] {
        match std::fs::rename(beside(live, belonging), beside(&former, belonging)) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            other => other?,
        }
    }
    Ok(Some(former))
}

/// A new file for its owner alone.
fn new_file(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Removes a database that nobody is to find, with what belongs to it; what is not there is gone.
fn remove(path: &Path) {
    for belonging in ["", "-wal", "-shm"] {
        drop(std::fs::remove_file(beside(path, belonging)));
    }
}

/// The path whose last name goes on so.
fn beside(path: &Path, more: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(more);
    name.into()
}

/// Makes a new name in a folder outlive a power cut.
fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// How the audit calls a backup.
fn named(file: &Path) -> Target {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Target::other("Backup", &name, &name)
}
