//! Hashing passes: slow on purpose, bounded on purpose.
//!
//! Owns `Hashing`, Argon2id with the server key as its secret, so that a stolen store cannot be
//! searched without the key. So many hashes run at once as the machine has cores, so many more wait;
//! whoever comes then is told that the server is busy.

use crate::key::ServerKey;
use argon2::{Algorithm, Argon2, Params, Version};
use doorkey_protocol::pass::Pass;
use std::num::NonZero;
use std::sync::Arc;
use subtle::{Choice, ConstantTimeEq};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// How many hashes may wait for a core.
const QUEUE: usize = 256;

/// What one hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    /// Memory in KiB.
    pub memory: u32,
    /// How often the memory is gone through.
    pub passes: u32,
}

impl HashCost {
    /// OWASP's recommendation for Argon2id: 19 MiB, twice, one lane.
    pub const DEFAULT: Self = Self { memory: 19 * 1024, passes: 2 };
    /// The least that Argon2 takes; for tests only.
    pub const LEAST: Self = Self { memory: 8, passes: 1 };

    /// What the program spends: the default. A debug build spends the least when a test that starts the
    /// program says so by the environment variable `DOORKEY_TEST_HASH_COST`.
    pub(crate) fn of_program() -> Self {
        if cfg!(debug_assertions)
            && std::env::var_os("DOORKEY_TEST_HASH_COST").is_some_and(|cost| cost == "least")
        {
            return Self::LEAST;
        }
        Self::DEFAULT
    }
}

/// The hash of a pass.
pub(crate) struct PassHash([u8; 32]);

/// Why a pass was not hashed.
#[derive(Debug, thiserror::Error)]
pub enum HashError {
    /// Too many wait already.
    #[error("too many passes wait to be hashed")]
    Busy,
    /// Argon2 refused its parameters.
    #[error("argon2: {0}")]
    Parameters(#[from] argon2::Error),
    /// The thread that hashed is gone.
    #[error("the hashing thread stopped: {0}")]
    Thread(#[from] tokio::task::JoinError),
}

/// Hashes passes. Cheap to clone; all clones share the cores and the queue.
#[derive(Clone)]
pub(crate) struct Hashing {
    key: Arc<Zeroizing<[u8; 32]>>,
    params: Params,
    cores: Arc<Semaphore>,
    places: Arc<Semaphore>,
}

impl Hashing {
    pub(crate) fn new(key: &ServerKey, cost: HashCost) -> Result<Self, HashError> {
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
        Ok(Self {
            key: Arc::new(key.derive("argon2", b"")),
            params: Params::new(cost.memory, cost.passes, 1, Some(32))?,
            cores: Arc::new(Semaphore::new(cores)),
            places: Arc::new(Semaphore::new(cores + QUEUE)),
        })
    }

    /// The hash of `pass` under `salt`.
    pub(crate) async fn hash(&self, pass: &Pass, salt: &[u8]) -> Result<PassHash, HashError> {
        // Both permits live until the hash is made, also when the caller has gone away: the thread
        // cannot be stopped, so its core is not free before.
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| HashError::Busy)?;
        let core = Arc::clone(&self.cores).acquire_owned().await.map_err(|_| HashError::Busy)?;
        let (key, params) = (Arc::clone(&self.key), self.params.clone());
        let (pass, salt) = (pass.clone(), salt.to_owned());
        tokio::task::spawn_blocking(move || {
            let _permits = (place, core);
            let argon2 =
                Argon2::new_with_secret(key.as_ref().as_ref(), Algorithm::Argon2id, Version::V0x13, params)?;
            let mut hash = [0; 32];
            argon2.hash_password_into(pass.expose().as_bytes(), &salt, &mut hash)?;
            Ok(PassHash(hash))
        })
        .await?
    }
}

impl PassHash {
    /// The bytes, for the store.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether `kept` is this hash, in a time that does not depend on where they differ.
    pub(crate) fn matches(&self, kept: &[u8]) -> Choice {
        self.0.as_slice().ct_eq(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashing(data: &std::path::Path) -> Hashing {
        Hashing::new(&ServerKey::open(data, None).unwrap(), HashCost::LEAST).unwrap()
    }

    #[tokio::test]
    async fn pass_salt_and_key_all_matter() {
        let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (mine, theirs) = (hashing(one.path()), hashing(other.path()));
        let (pass, twin): (Pass, Pass) = ("ABCD10345Y".parse().unwrap(), "ABCD10345Z".parse().unwrap());
        let hash = mine.hash(&pass, &[1; 16]).await.unwrap();
        assert!(bool::from(hash.matches(mine.hash(&pass, &[1; 16]).await.unwrap().as_bytes())));
        for different in [
            mine.hash(&twin, &[1; 16]).await.unwrap(),
            mine.hash(&pass, &[2; 16]).await.unwrap(),
            theirs.hash(&pass, &[1; 16]).await.unwrap(),
        ] {
            assert!(!bool::from(hash.matches(different.as_bytes())));
        }
        assert!(!bool::from(hash.matches(b"")));
    }

    #[tokio::test]
    async fn a_full_queue_says_so_and_recovers() {
        let data = tempfile::tempdir().unwrap();
        let hashing = hashing(data.path());
        let pass: Pass = "ABCD10345Y".parse().unwrap();
        let all = hashing.places.available_permits();
        let taken =
            Arc::clone(&hashing.places).acquire_many_owned(u32::try_from(all).unwrap()).await.unwrap();
        assert!(matches!(hashing.hash(&pass, &[1; 16]).await, Err(HashError::Busy)));
        drop(taken);
        assert!(hashing.hash(&pass, &[1; 16]).await.is_ok());
        assert_eq!(hashing.places.available_permits(), all);
    }
}
