//! Whom a pass is for.
//!
//! Owns [`UserName`], what somebody typed to say who they are, and [`Person`], what the backend says
//! about them once a pass matched.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most bytes of a user name; longer than any address that can receive mail.
const LONGEST: usize = 320;

/// A sign-in name as typed, such as `sam@demo.example`: not empty, bounded, no control characters.
/// Which spellings mean the same person is the directory's to say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserName(String);

/// Why a text is no user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserNameError {
    /// Nothing but white space.
    Empty,
    /// More than 320 bytes.
    TooLong,
    /// A control character inside.
    Control,
}

impl UserName {
    /// The name as typed, without white space at its ends.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for UserName {
    type Err = UserNameError;

    fn from_str(text: &str) -> Result<Self, UserNameError> {
        let name = crate::pass::trim(text);
        if name.is_empty() {
            Err(UserNameError::Empty)
        } else if name.len() > LONGEST {
            Err(UserNameError::TooLong)
        } else if name.chars().any(char::is_control) {
            Err(UserNameError::Control)
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

impl From<UserName> for String {
    fn from(name: UserName) -> Self {
        name.0
    }
}

impl fmt::Display for UserNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "no user name was given",
            Self::TooLong => "a user name has at most 320 bytes",
            Self::Control => "a user name has no control characters",
        })
    }
}

impl std::error::Error for UserNameError {}

/// The person a pass belongs to, as the backend names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// How they sign in.
    pub user_name: String,
    /// How they are greeted.
    pub display_name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_user_names() {
        for (text, expected) in [
            (" sam@demo.example\n", Ok("sam@demo.example")),
            ("first+tag@x", Ok("first+tag@x")),
            ("Jörg Groß", Ok("Jörg Groß")),
            ("  ", Err(UserNameError::Empty)),
            ("a\0b", Err(UserNameError::Control)),
        ] {
            assert_eq!(
                text.parse::<UserName>().as_ref().map(UserName::as_str).map_err(|e| *e),
                expected,
                "{text:?}"
            );
        }
        assert_eq!("x".repeat(10_000).parse::<UserName>(), Err(UserNameError::TooLong));
    }
}
