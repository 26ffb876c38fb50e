//! What somebody has, as far as Graph says it.
//!
//! Owns reading the lists of sign-in methods such that one which fails does not hide the others: whoever
//! waits to see a new method sees it wherever it can be seen. Permissions can be granted kind by kind.

use super::client::Client;
use super::error::{EntraError, Failure};
use super::objects::{KINDS, ListedMethod, METHODS, METHODS_AT_ONCE};
use crate::clock::Clock;
use doorkey_protocol::entra::MethodKind;
use doorkey_protocol::time::{Span, Timestamp};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
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

/// How long what the app may not read is not asked for again: permissions are granted while a server runs.
const FORBIDDEN: Span = Span::from_mins(10);

/// The list of all kinds.
const ALL: &str = "methods";

/// Reads the lists, and knows which of them the app may not.
#[derive(Default)]
pub(crate) struct Lists(Mutex<HashMap<&'static str, Timestamp>>);

impl Lists {
    /// What somebody can sign in with. One question for all of it; where that is not answered for this alone,
    /// one for each kind.
    ///
    /// # Errors
    /// When no kind is known.
    pub(crate) async fn of(
        &self,
        client: &Client,
        clock: &dyn Clock,
        whose: Uuid,
    ) -> Result<Listed, EntraError> {
        let mut no = EntraError { failure: Failure::Forbidden(String::new()), need: METHODS, request: None };
        if self.may(ALL, clock) {
            match client.list(client.of_user(whose, &[ALL]), METHODS_AT_ONCE).await {
                Ok(values) => {
                    let methods = values.into_iter().filter_map(|value| ListedMethod::read(value, None));
                    return Ok(sorted(methods.collect(), Vec::new()));
                }
                Err(error) if !helps_to_ask_more(&error) => return Err(error),
                Err(error) => {
                    self.note(ALL, &error, clock);
                    no = error;
                }
            }
        }
        let (mut methods, mut read) = (Vec::new(), Vec::new());
        let mut asked = JoinSet::new();
        for (list, kind) in KINDS {
            if self.may(list, clock) {
                let client = client.clone();
                asked.spawn(async move {
                    (list, kind, client.list(client.of_user(whose, &[list]), METHODS).await)
                });
            }
        }
        while let Some(answered) = asked.join_next().await {
            match answered {
                Ok((_, kind, Ok(values))) => {
                    methods.extend(values.into_iter().filter_map(|it| ListedMethod::read(it, Some(kind))));
                    read.push(kind);
                }
                Ok((list, _, Err(error))) => {
                    self.note(list, &error, clock);
                    no = error;
                }
                // Nobody ends these tasks, and a panic is in the log: that kind was not read.
                Err(_) => {}
            }
        }
        let unread: Vec<_> =
            KINDS.map(|(_, kind)| kind).into_iter().filter(|kind| !read.contains(kind)).collect();
        if unread.len() == KINDS.len() { Err(no) } else { Ok(sorted(methods, unread)) }
    }

    fn may(&self, list: &str, clock: &dyn Clock) -> bool {
        let forbidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forbidden.get(list).is_none_or(|until| clock.now() >= *until)
    }

    fn note(&self, list: &'static str, error: &EntraError, clock: &dyn Clock) {
        if matches!(error.failure, Failure::Forbidden(_)) {
            let mut forbidden = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            forbidden.insert(list, clock.now() + FORBIDDEN);
        }
    }
}

/// Whether one kind may be answered where all of them are not.
fn helps_to_ask_more(error: &EntraError) -> bool {
    match &error.failure {
        Failure::Forbidden(_)
        | Failure::Unavailable(_, None)
        | Failure::NotGraph(_)
        | Failure::TooLong
        | Failure::Astray
        | Failure::Odd
        | Failure::CutOff
        | Failure::Refused { .. } => true,
        Failure::Unreadable(_)
        | Failure::NoToken { .. }
        | Failure::Grant { .. }
        | Failure::Unauthorized(_)
        | Failure::NoLicence(_)
        | Failure::NotFound(_)
        | Failure::Conflict(_)
        // Whoever is asked to wait does not ask five times more.
        | Failure::Unavailable(_, Some(_))
        | Failure::Throttled(_)
        | Failure::Unreachable(_)
        | Failure::TimedOut => false,
    }
}

fn sorted(mut methods: Vec<ListedMethod>, unread: Vec<MethodKind>) -> Listed {
    methods.sort_by_key(|method| method.created_at);
    Listed { methods, unread }
}
