//! An authenticator app: a secret for it, and six digits that prove it.
//!
//! Owns [`App`]. Entered from the choice, left with the app set up and proven at once. The secret is
//! shown while it is open and kept nowhere else.

use super::step::{Step, go, stay, still};
use super::visit::{ends_visit, gained, is_uncertain, refused};
use super::{Effect, Event, State, Visit};
use crate::notice::{Failure, Mistyped, Notice};
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer, DIGITS};
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;

/// Where the set-up is.
#[derive(Clone, Debug)]
pub enum App {
    /// The backend makes a secret.
    Preparing,
    /// It is shown, and the digits are asked for.
    Shown {
        /// The secret; `None` when it is of no more use.
        offer: Option<AuthenticatorOffer>,
        /// What was the matter with the last digits.
        notice: Option<Notice>,
    },
    /// The digits are at the backend.
    Confirming {
        /// The secret.
        offer: AuthenticatorOffer,
    },
}

/// Begins, or begins anew.
pub(super) fn begin(visit: Box<Visit>) -> Step {
    let effect = Effect::OfferApp(visit.token.clone());
    go(State::App { visit, app: App::Preparing }, effect)
}

pub(super) fn step(visit: Box<Visit>, app: App, event: Event) -> Step {
    match (app, event) {
        (App::Preparing, Event::AppOffered(Ok(offer))) => {
            stay(State::App { visit, app: App::Shown { offer: Some(offer), notice: None } })
        }
        (App::Preparing, Event::AppOffered(Err(failure))) => stay(refused(visit, failure)),
        (App::Preparing | App::Shown { offer: None, .. }, Event::Accepted) => begin(visit),
        (App::Shown { offer: Some(offer), .. }, Event::Typed(code)) => match digits(&code) {
            Ok(code) => {
                let effect = Effect::Confirm(visit.token.clone(), code);
                go(State::App { visit, app: App::Confirming { offer } }, effect)
            }
            Err(slip) => {
                let notice = Some(Notice::Mistyped(slip));
                stay(State::App { visit, app: App::Shown { offer: Some(offer), notice } })
            }
        },
        (App::Confirming { .. }, Event::Confirmed(Ok(authenticator))) => {
            gained(visit, super::Gained::App(authenticator))
        }
        (App::Confirming { offer }, Event::Confirmed(Err(failure))) => {
            if ends_visit(&failure) {
                return stay(refused(visit, failure));
            }
            // Nobody knows whether it is set up: what the backend has made of it is asked for.
            if is_uncertain(&failure) {
                let effect = Effect::Review(visit.token.clone());
                let app = App::Shown { offer: Some(offer), notice: Some(Notice::Failure(failure)) };
                return go(State::App { visit, app }, effect);
            }
            let over =
                matches!(&failure, Failure::Refused(problem) if problem.code == Code::AuthenticatorEnded);
            let app = App::Shown { offer: (!over).then_some(offer), notice: Some(Notice::Failure(failure)) };
            stay(State::App { visit, app })
        }
        (App::Shown { offer, notice }, Event::Managed(Ok(redemption))) => {
            let is_new = |app: &&Authenticator| !visit.redemption.authenticators.contains(app);
            match redemption.authenticators.iter().rev().find(is_new).cloned() {
                Some(authenticator) => gained(visit, super::Gained::App(authenticator)),
                None => stay(State::App { visit, app: App::Shown { offer, notice } }),
            }
        }
        (App::Shown { offer, notice }, Event::Online) => {
            stay(State::App { visit, app: App::Shown { offer, notice: still(notice) } })
        }
        (App::Preparing | App::Shown { .. }, Event::Back) => stay(State::Choosing { visit, notice: None }),
        (App::Preparing | App::Shown { .. }, Event::Left) | (_, Event::Idled) => visit.leave(),
        (app, _) => stay(State::App { visit, app }),
    }
}

/// Six digits, whatever white space the app or the hand puts between them.
fn digits(typed: &Secret) -> Result<Secret, Mistyped> {
    let digits: String = typed.expose().chars().filter(|character| !character.is_whitespace()).collect();
    let digits = Secret::new(digits);
    if digits.expose().is_empty() {
        Err(Mistyped::CodeEmpty)
    } else if digits.expose().len() == DIGITS && digits.expose().bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(digits)
    } else {
        Err(Mistyped::CodeShape)
    }
}
