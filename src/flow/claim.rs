//! Continue on a phone, seen from the phone: a question, a number to compare, and on with the journey.
//!
//! Owns [`Claiming`], entered when the page was opened by a handover's link. Nothing is claimed by
//! opening it: link previews do that. Once the first screen has agreed, the claim's token opens the
//! redemption, and the journey goes on with the choice of a way in.

use super::step::{Step, entering, go, stay, still};
use super::{Effect, Event, Setting, State, Visit};
use crate::notice::{Failure, Notice};
use doorkey_protocol::handover::{Claimed, Stage};
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;

/// Where a claim is.
#[derive(Clone, Debug)]
pub enum Claiming {
    /// Whether to go on here is asked.
    Asked {
        /// From the link.
        secret: Secret,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The backend is told.
    Sent {
        /// From the link, should it have to be sent again.
        secret: Secret,
    },
    /// The number is shown on both screens.
    Comparing(Claimed),
    /// It came to nothing.
    Over(Notice),
}

/// Begins with the question.
pub(super) fn begin(setting: Box<Setting>, secret: Secret) -> Step {
    stay(State::Claiming { setting, claiming: Claiming::Asked { secret, notice: None } })
}

pub(super) fn step(mut setting: Box<Setting>, claiming: Claiming, event: Event) -> Step {
    match (claiming, event) {
        (Claiming::Asked { secret, .. }, Event::Accepted) => {
            let effect = Effect::Claim(secret.clone());
            go(State::Claiming { setting, claiming: Claiming::Sent { secret } }, effect)
        }
        (Claiming::Sent { .. }, Event::Claimed(Ok(claimed))) => {
            setting.handed = None;
            let effect = Effect::Follow(claimed.token.clone());
            go(State::Claiming { setting, claiming: Claiming::Comparing(claimed) }, effect)
        }
        (Claiming::Sent { secret }, Event::Claimed(Err(failure))) => {
            let notice = Notice::Failure(failure);
            let over = [Code::HandoverEnded, Code::HandoverClaimed].iter().any(|code| notice.is(*code));
            let claiming =
                if over { Claiming::Over(notice) } else { Claiming::Asked { secret, notice: Some(notice) } };
            stay(State::Claiming { setting, claiming })
        }
        (Claiming::Comparing(claimed), Event::Followed(answer)) => match answer {
            Ok(claim) => match (claim.stage, claim.redemption) {
                (Stage::Opened | Stage::Registered | Stage::Proven, Some(redemption)) => {
                    stay(State::Choosing {
                        visit: Box::new(Visit::new(setting, claimed.token, redemption)),
                        notice: None,
                    })
                }
                (stage @ (Stage::Refused | Stage::Contested | Stage::Expired | Stage::Left), _) => {
                    let claiming = Claiming::Over(Notice::Claim(stage));
                    stay(State::Claiming { setting, claiming })
                }
                _ => again(setting, claimed),
            },
            Err(Failure::Refused(problem)) if problem.status < 500 => {
                let claiming = Claiming::Over(Notice::Claim(Stage::Expired));
                stay(State::Claiming { setting, claiming })
            }
            // It is asked again and again anyway.
            Err(_) => again(setting, claimed),
        },
        (Claiming::Comparing(claimed), Event::Back | Event::Left) => {
            let effect = Effect::Unclaim(claimed.token);
            let claiming = Claiming::Over(Notice::Claim(Stage::Left));
            go(State::Claiming { setting, claiming }, effect)
        }
        // Whoever has a pass at hand can go on without the other screen.
        (Claiming::Asked { .. } | Claiming::Over(_), Event::Back | Event::Left) => {
            setting.handed = None;
            stay(entering(setting, None))
        }
        (Claiming::Asked { secret, notice }, Event::Online) => {
            stay(State::Claiming { setting, claiming: Claiming::Asked { secret, notice: still(notice) } })
        }
        (claiming, _) => stay(State::Claiming { setting, claiming }),
    }
}

fn again(setting: Box<Setting>, claimed: Claimed) -> Step {
    let effect = Effect::Follow(claimed.token.clone());
    go(State::Claiming { setting, claiming: Claiming::Comparing(claimed) }, effect)
}
