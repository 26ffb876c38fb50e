//! What somebody has, as far as Graph says it.
//!
//! Owns reading the lists of sign-in methods such that one which fails does not hide the others: whoever
//! waits to see a new method sees it wherever it can be seen.

use super::client::Client;
use super::error::{EntraError, Failure};
use super::objects::{KINDS, ListedMethod, METHODS};
use doorkey_protocol::entra::MethodKind;
use tokio::task::JoinSet;
use uuid::Uuid;

/// What somebody has, and what of it nobody could say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    /// Oldest first.
    pub(crate) methods: Vec<ListedMethod>,
    /// The kinds whose list was not read.
    pub(crate) unread: Vec<MethodKind>,
}

impl Listed {
    /// Nothing is known.
    pub(crate) fn unread() -> Self {
        Self { methods: Vec::new(), unread: KINDS.map(|(_, kind)| kind).to_vec() }
    }
}

impl Client {
    /// What somebody can sign in with. One question for all of it; where that is not answered for this alone,
    /// one for each kind.
    ///
    /// # Errors
    /// When no kind is known.
    pub(crate) async fn listed(&self, whose: Uuid) -> Result<Listed, EntraError> {
        let no = match self.list(self.of_user(whose, &["methods"]), METHODS).await {
            Ok(values) => {
                let methods = values.into_iter().filter_map(|value| ListedMethod::read(value, None));
                return Ok(sorted(methods.collect(), Vec::new()));
            }
            Err(error) => error,
        };
        match &no.failure {
            Failure::Forbidden(_)
            | Failure::Unavailable(_)
            | Failure::NotGraph(_)
            | Failure::TooLong
            | Failure::Astray
            | Failure::Odd
            | Failure::CutOff
            | Failure::Refused { .. } => {}
            // More questions are no help against these.
            Failure::Unreadable(_)
            | Failure::NoToken { .. }
            | Failure::Grant { .. }
            | Failure::Unauthorized(_)
            | Failure::NoLicence(_)
            | Failure::NotFound(_)
            | Failure::Conflict(_)
            | Failure::Throttled(_)
            | Failure::Unreachable(_)
            | Failure::TimedOut => return Err(no),
        }
        let mut asked = JoinSet::new();
        for (list, kind) in KINDS {
            let client = self.clone();
            asked.spawn(async move { (kind, client.list(client.of_user(whose, &[list]), METHODS).await) });
        }
        let (mut methods, mut unread) = (Vec::new(), Vec::new());
        while let Some(answered) = asked.join_next().await {
            match answered {
                Ok((kind, Ok(values))) => {
                    methods.extend(values.into_iter().filter_map(|it| ListedMethod::read(it, Some(kind))));
                }
                Ok((kind, Err(_))) => unread.push(kind),
                // Nobody ends these tasks, and a panic is in the log: that kind is not known.
                Err(_) => {}
            }
        }
        if unread.len() == KINDS.len() { Err(no) } else { Ok(sorted(methods, unread)) }
    }
}

fn sorted(mut methods: Vec<ListedMethod>, unread: Vec<MethodKind>) -> Listed {
    methods.sort_by_key(|method| method.created_at);
    Listed { methods, unread }
}
