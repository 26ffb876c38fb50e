//! The embedded directory: who there is and which passes they have.
//!
//! Owns opening it, who acts on it ([`By`]) and why it does not do what it is asked. The files below own
//! what is done: `issue` passes, `guess` what was typed, `people` and groups, `desk_tokens`. Started by
//! the server and by every command of the desk; yields records without secrets, and a pass exactly once.

pub mod desk_tokens;
mod guess;
mod issue;
pub mod pass_record;
pub mod people;
pub mod policies;
pub(crate) mod rules;

pub(crate) use issue::SOON;
pub use issue::{IssueRequest, Issued, ListedPass};

use crate::audit::{Actor, Audit, AuditError};
use crate::caller::Caller;
use crate::clock::Clock;
use crate::hashing::{HashError, Hashing};
use crate::invitation::Invitations;
use crate::key::{KeyError, ServerKey};
use crate::lockout::Limits;
use crate::policy::PolicyError;
use crate::refusal::{Refusal, chain};
use crate::sealing::Sealing;
use crate::settings::{Origin, SettingError, Settings};
use crate::store::people::PersonRecord;
use crate::store::{self, Connection, Store, StoreError, audit as audit_table, people as people_table};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::person::{Person, UserName};
use doorkey_protocol::time::Lifetime;
use std::fs::{DirBuilder, File, OpenOptions};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What passes look like here.
pub(crate) const FORMAT: PassFormat = PassFormat::Doorkey;

/// The setting by which the desk's commands know where `serve` shows the page.
const ORIGIN: &str = "origin";
/// The setting by which the desk's commands know whether alerts are delivered to somebody.
const ALERT_WEBHOOK: &str = "alert-webhook";
/// The setting by which a wrong server key is noticed before it does harm.
pub(crate) const KEY_FINGERPRINT: &str = "key-fingerprint";

/// People and their passes.
pub struct Directory {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) audit: Audit,
    hashing: Hashing,
    invitations: Invitations,
    pub(crate) sealing: Sealing,
    key: ServerKey,
    origin: Option<Origin>,
    pub(crate) limits: Limits,
}

/// Who asks the directory for something.
#[derive(Clone, Debug)]
pub struct By {
    pub(crate) actor: Actor,
    pub(crate) caller: Caller,
    /// Whether an application may touch privileged people.
    pub(crate) privileged: bool,
}

impl By {
    /// Who sits at the server and runs its commands: nothing is kept from them.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn operator() -> Result<Self, DirectoryError> {
        Ok(Self { actor: Actor::operator(), caller: Caller::at(None)?, privileged: true })
    }
}

/// Why the directory does not open.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder cannot be made or written.
    #[error("the data folder {} cannot be used: {}", .0.display(), .1)]
    Folder(PathBuf, std::io::Error),
    /// There is no server key.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The data was written under another key.
    #[error("the server key is not the one that {} was written with; passes could not be checked", .0.display())]
    OtherKey(PathBuf),
    /// The database does not open.
    #[error("the database in {} does not open: {}", .0.display(), chain(.1))]
    Store(PathBuf, StoreError),
    /// Hashing is not possible.
    #[error(transparent)]
    Hashing(#[from] HashError),
    /// A setting is wrong.
    #[error(transparent)]
    Setting(#[from] SettingError),
}

/// Why the directory does not do what the desk asked.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    /// Nobody has this user name.
    #[error("nobody has the user name {0}")]
    UnknownPerson(String),
    /// Somebody has this user name.
    #[error("{0} is there already")]
    PersonExists(String),
    /// The display name is empty, too long, or holds control characters.
    #[error("a display name is one line of 1 to 200 characters")]
    DisplayName,
    /// No group has this name.
    #[error("no group has the name {0}")]
    UnknownGroup(String),
    /// A group has this name.
    #[error("a group {0} is there already")]
    GroupExists(String),
    /// There is no pass to revoke.
    #[error("{0} has no pass to revoke")]
    NoPass(String),
    /// The pass would have ended before it was issued.
    #[error("such a pass would have ended already")]
    EndsInThePast,
    /// The policy has no such lifetimes; the words are Graph's.
    #[error("Invalid LifetimeInMinutes specified. The valid range between {} and {}.", .0.as_minutes(), .1.as_minutes())]
    Lifetime(Lifetime, Lifetime),
    /// The policy lets passes be used once only.
    #[error("Invalid IsUsableOnce specified. The policy allows one-time passes only.")]
    OneTimeOnly,
    /// The policy is not for this person; the words are Entra's.
    #[error(
        "Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass]."
    )]
    OutOfScope,
    /// They sign in elsewhere; the words are Entra's.
    #[error("Temporary Access Pass cannot be added to an external guest user.")]
    ExternalGuest,
    /// The person is switched off.
    #[error("{0} is switched off")]
    PersonDisabled(String),
    /// A rule refuses.
    #[error("the rule '{0}' does not let passes be issued here or now")]
    Rule(&'static str),
    /// Nobody issues for themselves.
    #[error("Nobody can issue or revoke a pass for themselves.")]
    OwnPass,
    /// Who is not in the issuing group issues nothing.
    #[error("Only members of the issuing group can issue and revoke passes.")]
    NotIssuer,
    /// Privileged people and groups are changed by privileged people.
    #[error("Only a privileged caller can change privileged people and the groups that decide who is.")]
    PrivilegedChange,
    /// Privileged people get their passes from privileged people.
    #[error("Only a privileged issuer can issue or revoke a pass for a privileged person.")]
    PrivilegedTarget,
    /// More than anybody hands out.
    #[error("too many passes were asked for within a minute")]
    TooMany,
    /// The policy would say what none says.
    #[error(transparent)]
    Policy(#[from] PolicyError),
    /// The operating system gave no randomness. No pass is issued without it.
    #[error("the operating system gave no randomness")]
    Random(#[from] getrandom::Error),
    /// The pass was not hashed.
    #[error(transparent)]
    Hashing(#[from] HashError),
    /// The database failed.
    #[error("{}", chain(.0))]
    Store(#[from] StoreError),
    /// What cannot happen happened.
    #[error("{0}")]
    Fault(&'static str),
}

impl DirectoryError {
    /// How the audit tells it.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::UnknownPerson(_) => "person-unknown",
            Self::PersonExists(_) => "person-exists",
            Self::DisplayName => "display-name",
            Self::UnknownGroup(_) => "group-unknown",
            Self::GroupExists(_) => "group-exists",
            Self::NoPass(_) => "no-pass",
            Self::EndsInThePast => "ends-in-the-past",
            Self::Lifetime(..) => "lifetime-outside-policy",
            Self::OneTimeOnly => "one-time-only",
            Self::OutOfScope => "out-of-scope",
            Self::ExternalGuest => "external-guest",
            Self::PersonDisabled(_) => "person-disabled",
            Self::Rule(_) => "rule",
            Self::OwnPass => "own-pass",
            Self::NotIssuer => "not-issuer",
            Self::PrivilegedTarget => "privileged-target",
            Self::PrivilegedChange => "privileged-change",
            Self::TooMany => "too-many",
            Self::Policy(_) => "policy",
            Self::Random(_) | Self::Hashing(_) | Self::Store(_) | Self::Fault(_) => "internal",
        }
    }
}

impl From<AuditError> for DirectoryError {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Random(error) => Self::Random(error),
            AuditError::Store(error) => Self::Store(error),
        }
    }
}

impl From<Refusal> for DirectoryError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Store(error) => Self::Store(error),
            _ => Self::Fault("an alert was not raised"),
        }
    }
}

impl Directory {
    /// Opens the directory in the settings' data folder, which is made when it is missing.
    ///
    /// # Errors
    /// When the folder, the key or the database is not what it must be.
    pub async fn open(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Self, OpenError> {
        let data = &settings.data;
        let failed = |error| OpenError::Store(data.clone(), error);
        // Held until everything is there: the first start of two processes makes one key.
        let _lock = lock(data).map_err(|error| OpenError::Folder(data.clone(), error))?;
        let key = ServerKey::open(data, settings.key.as_ref())?;
        let store = Store::open(data).await.map_err(failed)?;
        let fingerprint = fingerprint(&key);
        let known = store::setting(&mut *store.read().await.map_err(failed)?, KEY_FINGERPRINT)
            .await
            .map_err(failed)?;
        match known {
            None => write_setting(&store, KEY_FINGERPRINT, &fingerprint).await.map_err(failed)?,
            Some(known) if known == fingerprint => {}
            Some(_) => return Err(OpenError::OtherKey(data.clone())),
        }
        // The clock of the machine may have been set back while nothing ran.
        let newest =
            audit_table::newest_at(&mut *store.read().await.map_err(failed)?).await.map_err(failed)?;
        if let Some(newest) = newest {
            clock.has_been(newest);
        }
        Self::on(store, key, settings, clock)
    }

    /// The directory on a store that was written under this key.
    pub(crate) fn on(
        store: Store,
        key: ServerKey,
        settings: &Settings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OpenError> {
        Ok(Self {
            store,
            clock,
            audit: Audit::new(&key),
            hashing: Hashing::new(&key, settings.hash_cost)?,
            invitations: Invitations::new(&key),
            sealing: Sealing::new(&key),
            key,
            origin: settings.origins.first().cloned(),
            limits: settings.limits,
        })
    }

    /// Writes down where the page is shown, for the commands of the desk.
    pub(crate) async fn publish_origin(&self, origin: &Origin) -> Result<(), StoreError> {
        write_setting(&self.store, ORIGIN, origin.as_str()).await
    }

    /// Writes down whether alerts are delivered to somebody, for the commands of the desk.
    pub(crate) async fn publish_webhook(&self, is_set: bool) -> Result<(), StoreError> {
        write_setting(&self.store, ALERT_WEBHOOK, if is_set { "set" } else { "unset" }).await
    }

    /// Waits for what runs, then closes the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// The hash of a short secret that the server compares and never reads again, for one purpose.
    pub(crate) fn keyed_hash(&self, purpose: &str, secret: &[u8]) -> Zeroizing<[u8; 32]> {
        self.key.derive(purpose, secret)
    }

    /// Whether this directory signed the invitation.
    pub(crate) fn has_signed(&self, invitation: &str) -> bool {
        self.invitations.signed(invitation)
    }

    /// What an invitation says that this directory signed.
    pub(crate) fn read_invitation(&self, invitation: &str) -> Option<Invitation> {
        self.invitations.read(invitation)
    }

    /// The link to the page that carries this invitation, under our signature.
    pub(crate) async fn invitation_link(&self, invitation: &Invitation) -> Result<String, DirectoryError> {
        let page = self.page().await?;
        let link = self.invitations.link(&page, invitation);
        link.map_err(|_| DirectoryError::Fault("the invitation could not be spelled"))
    }

    pub(crate) async fn find(&self, user_name: &UserName) -> Result<PersonRecord, DirectoryError> {
        find(&mut *self.store.read().await?, user_name).await
    }

    /// Where invitations lead.
    async fn page(&self) -> Result<Origin, StoreError> {
        if let Some(origin) = &self.origin {
            return Ok(origin.clone());
        }
        let published = store::setting(&mut *self.store.read().await?, ORIGIN).await?;
        Ok(published.and_then(|text| text.parse().ok()).unwrap_or_else(|| Origin::on_localhost(8080)))
    }
}

/// Whose user name it is, in whatever spelling.
pub(crate) async fn find(
    connection: &mut Connection,
    user_name: &UserName,
) -> Result<PersonRecord, DirectoryError> {
    let name = canonical(user_name);
    people_table::by_name(connection, &name).await?.ok_or(DirectoryError::UnknownPerson(name))
}

/// What a server key is known by.
pub(crate) fn fingerprint(key: &ServerKey) -> String {
    BASE64URL.encode(key.derive("fingerprint", b"").as_ref())
}

impl PersonRecord {
    /// What others may know.
    pub(crate) fn shown(&self) -> Person {
        Person { user_name: self.user_name.clone(), display_name: self.display_name.clone() }
    }
}

/// The one spelling by which somebody is known: compatibility-composed, in lower case.
pub(crate) fn canonical(user_name: &UserName) -> String {
    let lower = user_name.as_str().nfkc().collect::<String>().to_lowercase();
    lower.nfkc().collect::<String>().trim().to_owned()
}

/// A random id, from the randomness that may fail rather than the one that may panic.
pub(crate) fn random_id() -> Result<Uuid, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Makes the data folder for its owner alone and takes its lock, which the dropped file gives back.
pub(crate) fn lock(data: &Path) -> std::io::Result<File> {
    DirBuilder::new().recursive(true).mode(0o700).create(data)?;
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(data.join("lock"))?;
    file.lock()?;
    Ok(file)
}

/// The file in the data folder that a server holds for its life, made as the folder is when it is
/// missing. Who waits for `lock` must have this one before: then no server is half-way in when somebody
/// who has both finds it free.
pub(crate) fn serving(data: &Path) -> std::io::Result<File> {
    DirBuilder::new().recursive(true).mode(0o700).create(data)?;
    OpenOptions::new().append(true).create(true).mode(0o600).open(data.join("serving"))
}

async fn write_setting(store: &Store, name: &str, value: &str) -> Result<(), StoreError> {
    let mut transaction = store.write().await?;
    store::set(&mut transaction, name, value).await?;
    Ok(transaction.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_person_meet() {
        for (typed, canonical_name) in [
            ("Sam@Demo.Example", "sam@demo.example"),
            ("jo\u{308}rg", "j\u{f6}rg"),
            ("J\u{d6}RG", "j\u{f6}rg"),
            ("\u{ff53}am", "sam"),
            ("first+tag@x", "first+tag@x"),
            ("O'Brien; drop table", "o'brien; drop table"),
        ] {
            assert_eq!(canonical(&typed.parse().unwrap()), canonical_name, "{typed}");
        }
    }
}
