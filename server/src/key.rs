//! The server key: what turns a stolen store into nothing.
//!
//! Owns reading it from `DOORKEY_KEY` or from the file `key` in the data folder, making that file on
//! the first start, and deriving from it one key for each purpose.

use crate::store::FILE as DATABASE;
use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use doorkey_protocol::secret::Secret;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use zeroize::{Zeroize, Zeroizing};

/// The bytes of a key.
const LENGTH: usize = 32;

/// The name of the key's file in the data folder.
pub(crate) const FILE: &str = "key";

/// 256 bits that only this server knows.
#[derive(Clone)]
pub(crate) struct ServerKey(Zeroizing<[u8; LENGTH]>);

/// Why there is no server key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The variable holds something else.
    #[error("DOORKEY_KEY must be {LENGTH} bytes in base64, such as `openssl rand -base64 {LENGTH}` prints")]
    Variable,
    /// The file holds something else.
    #[error("{} must hold {LENGTH} bytes in base64 and nothing else", .0.display())]
    File(PathBuf),
    /// There are data and no key.
    #[error("the data in {} were written under a server key that is not here; without it no pass can be checked", .0.display())]
    Gone(PathBuf),
    /// Others on this machine can read the file.
    #[error("{path} can be read by others on this machine; make it its owner's alone: chmod 600 '{path}'", path = .0.display())]
    Readable(PathBuf),
    /// The file could not be read or made.
    #[error("{}: {}", .0.display(), .1)]
    Unreachable(PathBuf, std::io::Error),
    /// No randomness for a new key.
    #[error("the operating system gave no randomness for a server key")]
    Random(#[from] getrandom::Error),
}

impl ServerKey {
    /// The key from the environment, where it is set, else from the data folder, where it is made when
    /// it is missing. The caller holds the data folder's lock.
    pub(crate) fn open(data: &Path, given: Option<&Secret>) -> Result<Self, KeyError> {
        match given {
            Some(text) => Self::decode(text.expose()).ok_or(KeyError::Variable),
            None => Self::from_file(data),
        }
    }

    /// The same key where there is one; nothing is made.
    pub(crate) fn find(data: &Path, given: Option<&Secret>) -> Result<Option<Self>, KeyError> {
        let is_there = given.is_some() || data.join(FILE).exists();
        is_there.then(|| Self::open(data, given)).transpose()
    }

    fn from_file(data: &Path) -> Result<Self, KeyError> {
        let path = &data.join(FILE);
        let unreachable = |error| KeyError::Unreachable(path.to_owned(), error);
        let file = match OpenOptions::new().read(true).open(path) {
            // A fresh key beside old data opens nothing, and would be taken for the right one later.
            Err(error) if error.kind() == ErrorKind::NotFound && data.join(DATABASE).exists() => {
                return Err(KeyError::Gone(data.to_owned()));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Self::make(path),
            opened => opened.map_err(unreachable)?,
        };
        if file.metadata().map_err(unreachable)?.mode() & 0o077 != 0 {
            return Err(KeyError::Readable(path.to_owned()));
        }
        let mut text = Zeroizing::new(String::with_capacity(4 * LENGTH));
        match file.take(4 * LENGTH as u64).read_to_string(&mut text) {
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(KeyError::File(path.to_owned())),
            Err(error) => Err(unreachable(error)),
            Ok(_) => Self::decode(&text).ok_or_else(|| KeyError::File(path.to_owned())),
        }
    }

    fn make(path: &Path) -> Result<Self, KeyError> {
        let mut key = Self(Zeroizing::new([0; LENGTH]));
        getrandom::fill(key.0.as_mut())?;
        let mut text = Zeroizing::new(BASE64.encode(key.0.as_ref()));
        text.push('\n');
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.sync_all()))
            .map_err(|error| KeyError::Unreachable(path.to_owned(), error))?;
        Ok(key)
    }

    fn decode(text: &str) -> Option<Self> {
        let mut bytes = BASE64.decode(text.trim()).ok()?;
        let key = <[u8; LENGTH]>::try_from(bytes.as_slice()).ok();
        bytes.zeroize();
        key.map(|key| Self(Zeroizing::new(key)))
    }

    /// 256 bits for one purpose and one subject: HMAC-SHA-256 of both under the key.
    pub(crate) fn derive(&self, purpose: &str, subject: &[u8]) -> Zeroizing<[u8; 32]> {
        let mut mac = keyed(self.0.as_ref());
        mac.update(purpose.as_bytes());
        mac.update(&[0]); // no purpose contains it: purpose and subject cannot run into each other
        mac.update(subject);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }
}

/// HMAC-SHA-256 under `key`.
#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
pub(crate) fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("a key of any length")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn no_key_is_made_beside_data_that_had_another() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join(DATABASE), "").unwrap();
        assert!(matches!(ServerKey::open(data.path(), None), Err(KeyError::Gone(_))));
        assert!(!data.path().join(FILE).exists());
    }

    fn refused(result: Result<ServerKey, KeyError>) -> String {
        result.map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn a_key_is_made_once_and_for_its_owner_alone() {
        let data = tempfile::tempdir().unwrap();
        let first = ServerKey::open(data.path(), None).unwrap();
        let again = ServerKey::open(data.path(), None).unwrap();
        assert_eq!(first.0, again.0);
        let path = data.path().join(FILE);
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);

        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let path = path.display().to_string();
        assert_eq!(
            refused(ServerKey::open(data.path(), None)),
            format!(
                "{path} can be read by others on this machine; make it its owner's alone: chmod 600 '{path}'"
            )
        );
    }

    #[test]
    fn what_is_no_key_is_refused() {
        let data = tempfile::tempdir().unwrap();
        let path = data.path().join(FILE);
        ServerKey::open(data.path(), None).unwrap();
        for wrong in
            ["", "AAAA", "not base64", &BASE64.encode([7; 31]), &BASE64.encode([7; 33]), &"A".repeat(9000)]
        {
            fs::write(&path, wrong).unwrap();
            assert!(matches!(ServerKey::open(data.path(), None), Err(KeyError::File(_))), "{wrong}");
            let given = Secret::new(wrong.to_owned());
            assert!(matches!(ServerKey::open(data.path(), Some(&given)), Err(KeyError::Variable)), "{wrong}");
        }
        let given = Secret::new(format!("{}\n", BASE64.encode([7; 32])));
        assert_eq!(*ServerKey::open(data.path(), Some(&given)).unwrap().0, [7; 32]);
    }

    #[test]
    fn purposes_do_not_meet() {
        let key = ServerKey(Zeroizing::new([1; 32]));
        assert_ne!(key.derive("a", b"b"), key.derive("ab", b""));
        assert_eq!(key.derive("a", b"b"), key.derive("a", b"b"));
    }
}
