//! What was set up just now: its name, and taking it back.
//!
//! Owns [`Managing`], entered from [`State::Done`] and left to there; to the choice, when nothing is left
//! that was set up. Everything it asks of the backend is answered with the redemption as it is then.

use super::step::{Step, go, stay};
use super::visit::ends_visit;
use super::{Effect, Event, Gained, State, Visit};
use crate::notice::{Mistyped, Notice};
use doorkey_protocol::api::NAME_LIMIT;
use doorkey_protocol::authenticator::Authenticator;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::redemption::Redemption;

/// What is being done.
#[derive(Clone, Debug)]
pub enum Managing {
    /// A name is being typed.
    Naming {
        /// Of what.
        id: String,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// Whether to take it back is asked.
    Removing {
        /// What.
        id: String,
    },
    /// The backend is told.
    Sent,
}

pub(super) fn step(mut visit: Box<Visit>, managing: Managing, event: Event) -> Step {
    match (managing, event) {
        (Managing::Naming { id, .. }, Event::Typed(name)) => {
            let name = name.expose().trim();
            if name.is_empty() || name.chars().count() > NAME_LIMIT || name.chars().any(char::is_control) {
                let notice = Some(Notice::Mistyped(Mistyped::Name));
                return stay(State::Managing { visit, managing: Managing::Naming { id, notice } });
            }
            let effect = Effect::Rename(visit.token.clone(), id, name.to_owned());
            go(State::Managing { visit, managing: Managing::Sent }, effect)
        }
        (Managing::Removing { id }, Event::Accepted) => {
            let is_passkey = visit.redemption.passkeys.iter().any(|made| made.id == id);
            visit.orphan |= is_passkey && !visit.setting.device.signals;
            let effect = Effect::Remove(visit.token.clone(), id, visit.asked.clone());
            go(State::Managing { visit, managing: Managing::Sent }, effect)
        }
        (Managing::Sent, Event::Managed(Ok(redemption))) => stay(seen(visit, redemption)),
        // Over or not: it was not done, and that is told.
        (Managing::Sent, Event::Managed(Err(failure))) => {
            visit.orphan = false;
            if ends_visit(&failure) {
                visit.redemption.ways.clear();
            }
            stay(State::Done { visit, notice: Some(Notice::Failure(failure)) })
        }
        (Managing::Naming { .. } | Managing::Removing { .. }, Event::Back) => {
            stay(State::Done { visit, notice: None })
        }
        (_, Event::Left | Event::Idled) => visit.leave(),
        (managing, _) => stay(State::Managing { visit, managing }),
    }
}

/// The visit with what the backend says is there now.
pub(super) fn seen(mut visit: Box<Visit>, redemption: Redemption) -> State {
    visit.gained =
        visit.gained.take().filter(|gained| is_there(gained, &redemption)).or_else(|| another(&redemption));
    visit.redemption = redemption;
    if visit.gained.is_some() {
        State::Done { visit, notice: None }
    } else {
        State::Choosing { visit, notice: None }
    }
}

/// Whether it is theirs still. What they had before is none of this visit's.
fn is_there(gained: &Gained, redemption: &Redemption) -> bool {
    match gained {
        Gained::Known(_) => true,
        Gained::Passkey(Passkey { id, .. }) => redemption.passkeys.iter().any(|passkey| passkey.id == *id),
        Gained::App(Authenticator { id, .. }) => redemption.authenticators.iter().any(|app| app.id == *id),
    }
}

/// What else was made and has proven itself.
fn another(redemption: &Redemption) -> Option<Gained> {
    let passkey = redemption.passkeys.iter().find(|passkey| passkey.proven_at.is_some()).cloned();
    passkey.map(Gained::Passkey).or_else(|| redemption.authenticators.first().cloned().map(Gained::App))
}
