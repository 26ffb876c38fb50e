//! What a doctor looks at.
//!
//! Owns what is examined of a folder before it is opened: whose it is, where the key lies, whether there is
//! room, and of which step the tables are. Opening brings tables up to date and may make a key, which is not
//! a doctor's to do; what is within is `inside`'s.

mod inside;

use crate::key;
use crate::settings::Settings;
use crate::store::{FILE, copies};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// Less room than this is too little to go on with.
const TOO_LITTLE: u64 = 64 << 20;

/// Less room than this ends before somebody looks again.
const LITTLE: u64 = 512 << 20;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Health {
    /// As it should be.
    Ok,
    /// It could be better.
    Warning,
    /// Somebody must do something.
    Problem,
}

impl Health {
    /// In one word.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Problem => "problem",
        }
    }
}

/// What was found of one thing.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) what: &'static str,
    pub(crate) health: Health,
    /// In words.
    pub(crate) says: String,
    /// Who does what about it.
    pub(crate) remedy: Option<String>,
    /// Whether a server is of no use with it.
    pub(crate) stops: bool,
}

impl Item {
    pub(crate) fn ok(what: &'static str, says: impl Into<String>) -> Self {
        Self { what, health: Health::Ok, says: says.into(), remedy: None, stops: false }
    }

    pub(crate) fn warning(what: &'static str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { health: Health::Warning, remedy: Some(remedy.into()), ..Self::ok(what, says) }
    }

    pub(crate) fn problem(what: &'static str, says: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { health: Health::Problem, ..Self::warning(what, says, remedy) }
    }

    /// A database that does not open.
    pub(crate) fn unopened(says: String, remedy: Option<String>) -> Self {
        Self { health: Health::Problem, remedy, ..Self::ok("database", says) }
    }
}

/// What was found of a folder, and whether it can be opened without changing anything.
pub(crate) struct Outside {
    pub(crate) items: Vec<Item>,
    pub(crate) openable: bool,
}

/// Examines a data folder from outside; `None` when there is no database in it.
pub(crate) async fn outside(settings: &Settings) -> Option<Outside> {
    let data = &settings.data;
    let live = data.join(FILE);
    if !live.exists() {
        return None;
    }
    let (key, has_key) = server_key(settings);
    let (schema, fits) = schema(&live).await;
    let items = vec![
        owner("data folder", data, "700"),
        owner("database file", &live, "600"),
        key,
        room(data),
        schema,
    ];
    Some(Outside { items, openable: has_key && fits })
}

/// Whether something is its owner's alone. Who can write a folder can put another database there; who can
/// only look into one sees names.
fn owner(what: &'static str, path: &Path, mode: &str) -> Item {
    let shown = path.display();
    let remedy = format!("chmod {mode} '{shown}'");
    match std::fs::metadata(path) {
        Ok(found) if found.mode() & 0o077 == 0 => Item::ok(what, format!("{shown} is its owner's alone")),
        Ok(found) => {
            let says =
                format!("{shown} is open to others on this machine (mode {:03o})", found.mode() & 0o777);
            if found.is_dir() && found.mode() & 0o022 == 0 {
                Item::warning(what, says, remedy)
            } else {
                Item::problem(what, says, remedy)
            }
        }
        Err(error) => Item::problem(what, format!("{shown}: {error}"), "run this as whoever runs the server"),
    }
}

/// Where the key lies, and whether there is one.
fn server_key(settings: &Settings) -> (Item, bool) {
    let what = "server key";
    let file = settings.data.join(key::FILE);
    let shown = file.display();
    let item = match (&settings.key, file.exists()) {
        (Some(_), false) => Item::ok(what, "is given apart from the data, as DOORKEY_KEY"),
        (Some(_), true) => Item::warning(
            what,
            format!("is given as DOORKEY_KEY, and a file lies unused in the data folder: {shown}"),
            "move it to where the key is kept: beside the data it may be what a thief needs",
        ),
        (None, false) => Item::problem(
            what,
            "is neither in DOORKEY_KEY nor in the data folder",
            "put the key back that the data was written with; a new one opens nothing",
        ),
        (None, true) => {
            let own = owner(what, &file, "600");
            if own.health != Health::Ok {
                return (own, true);
            }
            Item::warning(
                what,
                format!("lies beside the data, so that whoever copies the folder has both: {shown}"),
                "give it as DOORKEY_KEY from where secrets are kept, and move the file there",
            )
        }
    };
    let has_key = settings.key.is_some() || file.exists();
    (item, has_key)
}

fn room(data: &Path) -> Item {
    let what = "disk space";
    let free = match rustix::fs::statvfs(data) {
        Ok(disk) => disk.f_bavail.saturating_mul(disk.f_frsize),
        Err(error) => {
            return Item::warning(what, format!("nobody can say how much is free: {error}"), "look with df");
        }
    };
    let says = format!("{} MB are free", free >> 20);
    let remedy = "make room, or move the data folder to a larger disk: a full one refuses everybody";
    match free {
        ..TOO_LITTLE => Item::problem(what, says, remedy),
        TOO_LITTLE..LITTLE => Item::warning(what, says, remedy),
        LITTLE.. => Item::ok(what, says),
    }
}

/// Of which step the tables are, and whether it is this program's.
async fn schema(live: &Path) -> (Item, bool) {
    let (what, known) = ("schema", copies::newest_step());
    let found = match copies::step(live).await {
        Ok(found) => found.unwrap_or_default(),
        Err(error) => {
            let says = format!("nobody can say: {}", crate::refusal::chain(&error));
            return (Item::problem(what, says, "put a backup back: doorkey restore FILE --replace"), false);
        }
    };
    let says = format!("the tables are at step {found}, this program knows {known}");
    let item = match found.cmp(&known) {
        std::cmp::Ordering::Equal => Item::ok(what, format!("the tables are at step {known}")),
        std::cmp::Ordering::Less => Item::problem(
            what,
            says,
            "copy the data folder, then start the server anew: the first to open it brings it up to date",
        ),
        std::cmp::Ordering::Greater => {
            Item::problem(what, says, "run the version of doorkey that wrote it, or a later one")
        }
    };
    (item, found == known)
}
