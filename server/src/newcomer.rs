//! The newcomer's half where Microsoft Entra ID is the directory.
//!
//! Owns what is kept between its requests in this process, none of which anything depends on, and what is
//! said when Microsoft does not answer. In the order of a journey: a `greeting` says how it stands with the
//! pass of whom an invitation names; a `sign_in` leads to Microsoft, where the pass is typed, and takes what it
//! leads back with; a `visit` watches until Microsoft lists what was set up there. No pass passes through here.

pub(crate) mod greeting;
mod recent;
mod refused;
pub(crate) mod sign_in;
pub(crate) mod visit;

use crate::Server;
use crate::entra::identity::Identity;
use crate::entra::lists::{Listed, Lists};
use crate::entra::{Client, EntraError};
use crate::refusal::{Pause, Refusal};
use doorkey_protocol::time::{Span, Timestamp};
use greeting::Found;
use recent::Recent;
use std::time::Duration;
use uuid::Uuid;

/// How long how it stands with a pass is said again.
const GREETED: Span = Span::from_secs(5);

/// How long what somebody has is said again.
const LISTED: Span = Span::from_secs(2);

/// When a page asks again after Microsoft did not answer and said no time.
const AGAIN: Span = Span::from_secs(5);

/// How long a page waits for Graph.
const PATIENCE: Duration = Duration::from_secs(8);

/// What is kept between requests.
pub(crate) struct Newcomers {
    client: Client,
    identity: Identity,
    greetings: Recent<String, Result<Found, Unavailable>>,
    lists: Lists,
    visits: Recent<Uuid, Result<Listed, Unavailable>>,
}

impl Newcomers {
    pub(crate) fn new(client: Client) -> Self {
        Self {
            client,
            identity: Identity::default(),
            greetings: Recent::lasting(GREETED),
            lists: Lists::default(),
            visits: Recent::lasting(LISTED),
        }
    }

    fn of(server: &Server) -> Result<&Self, Refusal> {
        server.newcomers().ok_or(Refusal::NotFound)
    }

    /// What somebody has set up, as far as Graph says it in time.
    async fn listed(&self, server: &Server, whose: Uuid) -> Result<Listed, Unavailable> {
        let clock = server.directory().clock.as_ref();
        in_time(server, self.lists.of(&self.client, clock, whose)).await
    }
}

/// Microsoft did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unavailable {
    cause: &'static str,
    /// Not to be asked again before.
    until: Timestamp,
}

impl Unavailable {
    fn of(error: &EntraError, now: Timestamp) -> Self {
        Self { cause: error.code(), until: error.until().unwrap_or(now + AGAIN) }
    }

    fn late(now: Timestamp) -> Self {
        Self { cause: "entra-timed-out", until: now + AGAIN }
    }

    fn refusal(self, now: Timestamp) -> Refusal {
        Refusal::DirectoryUnavailable {
            cause: self.cause,
            pause: Pause { from: now, until: self.until.max(now) },
        }
    }
}

/// What Microsoft answers, as long as a page waits for it.
async fn in_time<T>(
    server: &Server,
    asked: impl Future<Output = Result<T, EntraError>>,
) -> Result<T, Unavailable> {
    let now = || server.directory().clock.now();
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(answer) => answer.map_err(|error| Unavailable::of(&error, now())),
        Err(_) => Err(Unavailable::late(now())),
    }
}
