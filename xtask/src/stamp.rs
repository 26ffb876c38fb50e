//! Fingerprints, and stamps that say what something was last made from.
//!
//! Owns both. Started by the build before each step; yields whether the step can be left out.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::path::PathBuf;

/// A SHA-256 over names and contents, each with its length, so that no two lists look alike.
pub(crate) struct Fingerprint(Sha256);

impl Fingerprint {
    /// Over nothing yet.
    pub(crate) fn new() -> Self {
        Self(Sha256::new())
    }

    /// Takes in one more name and content.
    pub(crate) fn add(&mut self, name: &str, content: &[u8]) {
        for part in [name.as_bytes(), content] {
            self.0.update((part.len() as u64).to_le_bytes());
            self.0.update(part);
        }
    }

    /// All of it, as 64 hexadecimal digits.
    pub(crate) fn hex(self) -> String {
        self.0.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}"); // writing to a String cannot fail
            hex
        })
    }
}

/// What `made` was last made from.
pub(crate) struct Stamp {
    file: PathBuf,
    made: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// The stamp of the folder `made`, beside it.
    pub(crate) fn new(made: PathBuf, inputs: Fingerprint) -> Self {
        Self { file: made.with_extension("stamp"), made, fingerprint: inputs.hex() }
    }

    /// Whether `made` is there and was made from these inputs.
    pub(crate) fn holds(&self) -> bool {
        self.made.is_dir() && std::fs::read_to_string(&self.file).is_ok_and(|found| found == self.fingerprint)
    }

    /// Takes the stamp away while `made` is being made.
    pub(crate) fn clear(&self) -> Result<()> {
        match std::fs::remove_file(&self.file) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(error).with_context(|| format!("cannot remove {}", self.file.display()))
            }
            _ => Ok(()),
        }
    }

    /// Says that `made` is made.
    pub(crate) fn set(&self) -> Result<()> {
        std::fs::write(&self.file, &self.fingerprint)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::Fingerprint;

    fn of(parts: &[(&str, &str)]) -> String {
        let mut fingerprint = Fingerprint::new();
        for (name, content) in parts {
            fingerprint.add(name, content.as_bytes());
        }
        fingerprint.hex()
    }

    #[test]
    fn names_and_contents_do_not_run_together() {
        assert_eq!(of(&[("a", "b")]), of(&[("a", "b")]));
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_ne!(of(&[("a", "b"), ("c", "d")]), of(&[("a", "bcd")]));
        assert_eq!(of(&[]).len(), 64);
    }
}
