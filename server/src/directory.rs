//! The embedded directory: who there is and which passes they have.
//!
//! Owns people and passes, from issuing one to saying whether a typed text is one. Started by the
//! server and by every command of the desk; yields records without secrets, and a pass exactly once.

pub mod pass_record;

use crate::clock::Clock;
use crate::hashing::{HashError, Hashing};
use crate::invitation::Invitations;
use crate::key::{KeyError, ServerKey};
use crate::refusal::{Refusal, chain};
use crate::sealing::Sealing;
use crate::settings::{Origin, SettingError, Settings};
use crate::store::people::PersonRecord;
use crate::store::{self, Connection, Store, StoreError, passes, people};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::check::Symbol;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::{Person, UserName};
use doorkey_protocol::time::{Lifetime, Timestamp};
use doorkey_protocol::validity::Validity;
use pass_record::{EndedReason, PassRecord, Standing};
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
/// The setting by which a wrong server key is noticed before it does harm.
const KEY_FINGERPRINT: &str = "key-fingerprint";
/// The tally of tries that could be nobody's pass.
const TRIES_AT_NOTHING: &str = "tries-at-nothing";
/// The bytes of a salt.
const SALT: usize = 16;

/// People and their passes.
pub struct Directory {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    hashing: Hashing,
    invitations: Invitations,
    pub(crate) sealing: Sealing,
    key: ServerKey,
    origin: Option<Origin>,
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
    /// There is no pass to revoke.
    #[error("{0} has no pass to revoke")]
    NoPass(String),
    /// The pass would have ended before it was issued.
    #[error("such a pass would have ended already")]
    EndsInThePast,
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

/// Somebody, for the desk.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Since when they are known.
    pub added_at: Timestamp,
}

/// A pass and whose it is, for the desk.
#[derive(Clone, Debug)]
pub struct ListedPass {
    /// Whose.
    pub person: Person,
    /// What is known of it.
    pub pass: PassRecord,
    /// What can be done with it now.
    pub standing: Standing,
}

/// What the desk asks for.
#[derive(Clone, Copy, Debug)]
pub struct IssueRequest {
    /// How long.
    pub lifetime: Lifetime,
    /// From when; from now on when `None`.
    pub starts_at: Option<Timestamp>,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
}

/// A pass that was just issued: the only time that anybody sees it.
#[derive(Debug)]
pub struct Issued {
    /// Whose.
    pub person: Person,
    /// The pass.
    pub pass: Pass,
    /// When it can be used.
    pub validity: Validity,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
    /// The link to the page, which carries everything but the pass.
    pub invitation_link: String,
}

/// What a typed pass turned out to be.
pub(crate) struct Entry {
    pub(crate) person: PersonRecord,
    pub(crate) pass: PassRecord,
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
        let fingerprint = BASE64URL.encode(key.derive("fingerprint", b"").as_ref());
        let known = store::setting(&mut *store.read().await.map_err(failed)?, KEY_FINGERPRINT)
            .await
            .map_err(failed)?;
        match known {
            None => write_setting(&store, KEY_FINGERPRINT, &fingerprint).await.map_err(failed)?,
            Some(known) if known == fingerprint => {}
            Some(_) => return Err(OpenError::OtherKey(data.clone())),
        }
        Ok(Self {
            store,
            clock,
            hashing: Hashing::new(&key, settings.hash_cost)?,
            invitations: Invitations::new(&key),
            sealing: Sealing::new(&key),
            key,
            origin: settings.origins.first().cloned(),
        })
    }

    /// Writes down where the page is shown, for the commands of the desk.
    pub(crate) async fn publish_origin(&self, origin: &Origin) -> Result<(), StoreError> {
        write_setting(&self.store, ORIGIN, origin.as_str()).await
    }

    /// Adds somebody.
    ///
    /// # Errors
    /// When the user name is taken or a name is none.
    pub async fn add_person(
        &self,
        user_name: &UserName,
        display_name: &str,
    ) -> Result<Person, DirectoryError> {
        let display_name = display_name.trim();
        let length = display_name.chars().count();
        if !(1..=200).contains(&length) || display_name.chars().any(char::is_control) {
            return Err(DirectoryError::DisplayName);
        }
        let mut salt = vec![0; SALT];
        getrandom::fill(&mut salt)?;
        let record = PersonRecord {
            id: random_id()?,
            user_name: canonical(user_name),
            display_name: display_name.to_owned(),
            salt,
            created_at: self.clock.now(),
        };
        let mut transaction = self.store.write().await?;
        if !people::insert(&mut transaction, &record).await? {
            return Err(DirectoryError::PersonExists(record.user_name));
        }
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(record.shown())
    }

    /// Everybody, by user name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self) -> Result<Vec<Listed>, DirectoryError> {
        let people = people::all(&mut *self.store.read().await?).await?;
        Ok(people
            .into_iter()
            .map(|record| Listed { person: record.shown(), added_at: record.created_at })
            .collect())
    }

    /// Issues a pass. The person's former one ends in the same moment.
    ///
    /// # Errors
    /// When nobody has this name, the pass would have ended already, or there is no randomness for it.
    pub async fn issue(&self, user_name: &UserName, request: IssueRequest) -> Result<Issued, DirectoryError> {
        let person = self.find(user_name).await?;
        let pass = random_pass()?;
        let hash = self.hashing.hash(&pass, &person.salt).await?;
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let validity =
            Validity { starts_at: request.starts_at.unwrap_or(now), lifetime_in_minutes: request.lifetime };
        if validity.ends_at() <= now {
            return Err(DirectoryError::EndsInThePast);
        }
        let record = PassRecord {
            id: random_id()?,
            person_id: person.id,
            validity,
            one_time: request.one_time,
            created_at: now,
            attempts_are_left: true,
            codes_are_left: true,
            used_at: None,
            ended: None,
        };
        passes::end(&mut transaction, person.id, now, EndedReason::Replaced).await?;
        passes::insert(&mut transaction, &record, hash.as_bytes()).await?;
        passes::forget_old(&mut transaction, person.id).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        let invitation = Invitation { person: person.shown(), validity, one_time: request.one_time };
        let invitation_link = self
            .invitations
            .link(&self.page().await?, &invitation)
            .map_err(|_| DirectoryError::Fault("the invitation could not be spelled"))?;
        Ok(Issued { person: invitation.person, pass, validity, one_time: request.one_time, invitation_link })
    }

    /// Revokes the person's pass, whatever its state.
    ///
    /// # Errors
    /// When nobody has this name, or there is no pass.
    pub async fn revoke(&self, user_name: &UserName) -> Result<Person, DirectoryError> {
        let person = self.find(user_name).await?;
        let mut transaction = self.store.write().await?;
        if !passes::end(&mut transaction, person.id, self.clock.now(), EndedReason::Revoked).await? {
            return Err(DirectoryError::NoPass(person.user_name));
        }
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(person.shown())
    }

    /// Everybody's passes, or one person's, the latest first.
    ///
    /// # Errors
    /// When nobody has this name.
    pub async fn passes(&self, user_name: Option<&UserName>) -> Result<Vec<ListedPass>, DirectoryError> {
        let people = match user_name {
            Some(name) => vec![self.find(name).await?],
            None => people::all(&mut *self.store.read().await?).await?,
        };
        let only = user_name.and(people.first()).map(|person| person.id);
        let records = passes::list(&mut *self.store.read().await?, only).await?;
        let now = self.clock.now();
        Ok(records
            .into_iter()
            .filter_map(|pass| {
                let person = people.iter().find(|person| person.id == pass.person_id)?.shown();
                Some(ListedPass { person, standing: pass.standing_for_desk(now), pass })
            })
            .collect())
    }

    /// Waits for what runs, then closes the database.
    pub async fn close(&self) {
        self.store.close().await;
    }

    /// Makes a typed pass comparable. Costs, takes and yields the same for people that are not there.
    pub(crate) async fn prepare(&self, user_name: &UserName, pass: &Pass) -> Result<Guess, Refusal> {
        let name = canonical(user_name);
        let person = people::by_name(&mut *self.store.read().await?, &name).await?;
        let decoy = self.key.derive("decoy-salt", name.as_bytes());
        let salt = person.as_ref().map_or(&decoy[..SALT], |person| &person.salt);
        let hash = self.hashing.hash(pass, salt).await?;
        Ok(Guess { person, hash })
    }

    /// Says which pass a guess is, within `connection`'s transaction. A guess counts before it is
    /// compared; `Err` and `Ok` alike, the caller commits, so that it stays counted.
    pub(crate) async fn judge(
        &self,
        connection: &mut Connection,
        guess: Guess,
    ) -> Result<Result<Entry, Refusal>, StoreError> {
        let counted = match &guess.person {
            Some(person) => passes::count_attempt(connection, person.id).await?,
            None => None,
        };
        if counted.is_none() {
            // One write for every guess, also where there is nothing to count on.
            store::tally(connection, TRIES_AT_NOTHING).await?;
        }
        let Some(person) = guess.person else { return Ok(Err(Refusal::PassRefused)) };
        let mut matching = None;
        for (pass, kept) in passes::kept(connection, person.id).await? {
            // The pass that has not ended may be compared only when this very try was counted on it.
            let open = pass.ended.is_none();
            if bool::from(guess.hash.matches(&kept))
                && (!open || counted == Some(pass.id))
                && matching.is_none()
            {
                matching = Some(pass);
            }
        }
        let Some(pass) = matching else { return Ok(Err(Refusal::PassRefused)) };
        match counted {
            Some(id) if id == pass.id => passes::forget_attempts(connection, id).await?,
            // A pass from last week says nothing about today's: it was no guess.
            Some(id) => passes::uncount_attempt(connection, id).await?,
            None => {}
        }
        Ok(Ok(Entry { person, pass }))
    }

    /// The hash of a short secret that the server compares and never reads again, for one purpose.
    pub(crate) fn keyed_hash(&self, purpose: &str, secret: &[u8]) -> Zeroizing<[u8; 32]> {
        self.key.derive(purpose, secret)
    }

    /// Whether this directory signed the invitation.
    pub(crate) fn has_signed(&self, invitation: &str) -> bool {
        self.invitations.signed(invitation)
    }

    async fn find(&self, user_name: &UserName) -> Result<PersonRecord, DirectoryError> {
        let name = canonical(user_name);
        people::by_name(&mut *self.store.read().await?, &name)
            .await?
            .ok_or(DirectoryError::UnknownPerson(name))
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

/// A typed pass, ready to be compared.
pub(crate) struct Guess {
    person: Option<PersonRecord>,
    hash: crate::hashing::PassHash,
}

impl PersonRecord {
    /// What others may know.
    pub(crate) fn shown(&self) -> Person {
        Person { user_name: self.user_name.clone(), display_name: self.display_name.clone() }
    }
}

/// The one spelling by which somebody is known: compatibility-composed, in lower case.
fn canonical(user_name: &UserName) -> String {
    let lower = user_name.as_str().nfkc().collect::<String>().to_lowercase();
    lower.nfkc().collect::<String>().trim().to_owned()
}

fn random_pass() -> Result<Pass, DirectoryError> {
    let mut bytes = Zeroizing::new([0u8; PassFormat::DEFAULT_LENGTH - 1]);
    getrandom::fill(bytes.as_mut())?;
    PassFormat::compose(&bytes.map(Symbol::from_low_bits))
        .map_err(|_| DirectoryError::Fault("the random symbols made no pass"))
}

/// A random id, from the randomness that may fail rather than the one that may panic.
pub(crate) fn random_id() -> Result<Uuid, getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// Makes the data folder for its owner alone and takes its lock, which the dropped file gives back.
fn lock(data: &Path) -> std::io::Result<File> {
    DirBuilder::new().recursive(true).mode(0o700).create(data)?;
    let file = OpenOptions::new().append(true).create(true).mode(0o600).open(data.join("lock"))?;
    file.lock()?;
    Ok(file)
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

    #[test]
    fn random_passes_are_passes_here() {
        let (one, other) = (random_pass().unwrap(), random_pass().unwrap());
        assert_eq!(one.expose().len(), PassFormat::DEFAULT_LENGTH);
        assert_eq!(FORMAT.read(one.grouped().expose()).unwrap().expose(), one.expose());
        assert_ne!(one.expose(), other.expose());
    }
}
