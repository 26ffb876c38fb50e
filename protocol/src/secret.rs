//! A text that nobody may see: a pass, a token.
//!
//! Owns [`Secret`], which prints as `[redacted]`, is overwritten when dropped and opens only through
//! [`Secret::expose`], so that every place where a secret leaves can be found by that one word.

use serde::{Deserialize, Serialize};
use std::fmt;
use zeroize::Zeroizing;

/// A secret text. Serializing it, for the one request that carries it, exposes it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Takes the text over.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// The text itself. Never format, log or store what this gives.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_it() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2".into()))), "Some([redacted])");
    }
}
