//! The reference backend of `<door-key>`: trades a Temporary Access Pass for a passkey.
//!
//! Read it in the order of a journey. The desk issues a pass: [`directory`], which hashes it
//! (`hashing`, with the server's `key`) and signs an `invitation`. The newcomer's page asks by the
//! `routes`: a right pass opens a `redemption` with a `token`; a `registration` asks the
//! `relying_party` for a passkey and stores it, an `authenticator` app is set up by its first code
//! (`totp`, `sealing`), either of which uses a one-time pass up (`payment`); a `proof` has a passkey sign
//! in once; `methods` are named and removed. A `handover` moves all of it to another device. `staff` open
//! a kiosk's corner. Every no is a `refusal`. What outlives a request is in the `store`, whose files alone hold
//! SQL. `site` serves the page beside the API; a `listener` accepts connections, encrypted by `tls` where no
//! proxy does it.
//!
//! The desk's half: `graph` and `command` ask the `directory`, under the `policy` and the `rules`; wrong passes
//! are `lockout`'s. Where Microsoft Entra ID is the directory, `entra` asks it and a `newcomer` is led
//! there and back. Every deed is in the `audit`; what
//! somebody must know is an `alert`, which the `webhook` delivers. An `envelope` hands a pass over by a link. For
//! who runs it there are a `report`, a `backup` and a `checkup`.
//!
//! Deliberately absent: state between requests (servers can share a store) and a clock of its own
//! (see [`clock`]).

mod aaguid;
mod alert;
mod audit;
mod authenticator;
mod backup;
mod caller;
mod checkup;
pub mod clock;
pub mod command;
pub mod directory;
pub mod entra;
mod envelope;
mod fault;
#[doc(hidden)]
pub mod fuzzing;
mod graph;
mod handover;
pub mod hashing;
mod invitation;
mod journal;
mod json;
pub mod key;
mod listener;
pub mod lockout;
mod methods;
mod newcomer;
mod payment;
pub mod policy;
mod proof;
mod redemption;
mod refusal;
mod registration;
pub mod relying_party;
mod report;
mod routes;
pub mod rules;
mod sealing;
pub mod settings;
mod site;
mod source;
mod staff;
pub mod store;
mod tls;
mod token;
mod totp;
mod webhook;

pub use routes::app;

use clock::Clock;
use directory::{Directory, OpenError, serving};
use entra::Manner;
use ipnet::IpNet;
use newcomer::Newcomers;
use refusal::chain;
use relying_party::RelyingParty;
use settings::{SettingError, Settings};
use staff::StaffPin;
use std::fs::File;
use std::sync::Arc;
use store::StoreError;

/// A server that is ready for requests; cheap to clone.
#[derive(Clone)]
pub struct Server(Arc<Parts>);

struct Parts {
    settings: Settings,
    directory: Directory,
    relying_party: RelyingParty,
    staff_pin: Option<StaffPin>,
    entra: Option<entra::Client>,
    newcomers: Option<Newcomers>,
    /// Shared with other servers on this folder, and given back when the last request is done: a restore
    /// wants it alone.
    _serving: File,
}

/// Why a server does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The directory does not open.
    #[error(transparent)]
    Directory(#[from] OpenError),
    /// A setting is wrong.
    #[error(transparent)]
    Setting(#[from] SettingError),
    /// The database took no note of this server.
    #[error("{}", chain(.0))]
    Store(#[from] StoreError),
}

/// The proxies that are believed.
impl AsRef<[IpNet]> for Server {
    fn as_ref(&self) -> &[IpNet] {
        &self.0.settings.trusted_proxies
    }
}

impl Server {
    /// Opens everything a server needs in the settings' data folder, which is made when it is missing.
    ///
    /// # Errors
    /// When the folder, the key, the database or a setting is not what it must be.
    pub async fn open(settings: Settings, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let relying_party = RelyingParty::new(&settings).map_err(|error| {
            SettingError::new("--rp-id", format!("does not do with these origins: {error}"))
        })?;
        let serving = serving(&settings.data)
            .and_then(|file| file.lock_shared().map(|()| file))
            .map_err(|error| OpenError::Folder(settings.data.clone(), error))?;
        let directory = Directory::open(&settings, clock).await?;
        if let Some(origin) = settings.origins.first() {
            directory.publish_origin(origin).await?;
        }
        directory.publish_webhook(settings.alert_webhook.is_some()).await?;
        let staff_pin = settings.staff_pin.as_ref().map(|pin| StaffPin::new(&directory, pin));
        let entra = settings.entra.clone();
        let entra =
            entra.map(|entra| entra::Client::new(entra, directory.clock.clone(), Manner::OF_A_SERVER));
        let entra = entra.transpose()?;
        let newcomers = entra.clone().map(Newcomers::new);
        let parts =
            Parts { settings, directory, relying_party, staff_pin, entra, newcomers, _serving: serving };
        Ok(Self(Arc::new(parts)))
    }

    /// The people and passes of this server.
    pub fn directory(&self) -> &Directory {
        &self.0.directory
    }

    /// The tenant, where Microsoft Entra ID is the directory.
    pub fn entra(&self) -> Option<&entra::Client> {
        self.0.entra.as_ref()
    }

    /// The newcomers' half of it.
    pub(crate) fn newcomers(&self) -> Option<&Newcomers> {
        self.0.newcomers.as_ref()
    }

    /// Waits for what runs, then closes the database.
    pub async fn close(&self) {
        self.0.directory.close().await;
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    pub(crate) fn staff_pin(&self) -> Option<&StaffPin> {
        self.0.staff_pin.as_ref()
    }

    pub(crate) fn relying_party(&self) -> &RelyingParty {
        &self.0.relying_party
    }
}
