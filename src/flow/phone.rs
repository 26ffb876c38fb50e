//! Continue on a phone, seen from the first screen: a link to scan, a number to compare, a view of the rest.
//!
//! Owns [`Phone`], the places of a handover. Entered from the choice; the redemption is the phone's once
//! this screen's person has agreed, and from then on nothing here opens it any more. The backend is asked
//! again and again how it goes ([`Effect::Watch`]), one question at a time.

use super::step::{Step, go, stay};
use super::visit::{ends_visit, refused};
use super::{Effect, Event, State, Visit};
use crate::notice::{Failure, Notice};
use doorkey_protocol::handover::{Handover, Progress, Stage};
use doorkey_protocol::problem::Code;
use doorkey_protocol::time::Timestamp;

/// Where a handover is.
#[derive(Clone, Debug)]
pub enum Phone {
    /// The backend makes the link.
    Linking,
    /// The link is shown, or over: then a new one can be had.
    Shown {
        /// What is shown; `None` when it is over.
        handover: Option<Handover>,
        /// What was the matter with it.
        notice: Option<Notice>,
    },
    /// A phone has opened it: the number is shown on both screens.
    Comparing {
        /// The number.
        number: String,
        /// When it ends by itself.
        ends_at: Timestamp,
    },
    /// The person here has said that it is the same.
    Agreeing {
        /// The number.
        number: String,
    },
    /// It is the phone's now.
    Away {
        /// How far it has come there.
        stage: Stage,
        /// What there is to say of it.
        notice: Option<Notice>,
    },
}

/// Begins one, or begins anew.
pub(super) fn begin(visit: Box<Visit>) -> Step {
    let effect = Effect::Hand(visit.token.clone());
    go(State::Phone { visit, phone: Phone::Linking }, effect)
}

pub(super) fn step(visit: Box<Visit>, phone: Phone, event: Event) -> Step {
    match (phone, event) {
        // Whatever the place, what the world says about the handover decides.
        (_, Event::Handed(Ok(handover))) => {
            let effect = Effect::Watch(visit.token.clone());
            go(State::Phone { visit, phone: Phone::Shown { handover: Some(handover), notice: None } }, effect)
        }
        (_, Event::Handed(Err(failure))) => stay(refused(visit, failure)),
        (phone, Event::Watched(Ok(progress)) | Event::Agreed(Ok(progress))) => {
            let effect = Effect::Watch(visit.token.clone());
            let phone = follow(phone, progress);
            let watched = is_watched(&phone);
            let state = State::Phone { visit, phone };
            if watched { go(state, effect) } else { stay(state) }
        }
        // Another number than the one compared, or over: the next look says what became of it.
        (phone, Event::Agreed(Err(failure)) | Event::Watched(Err(failure))) => {
            if ends_visit(&failure) && !matches!(phone, Phone::Away { .. }) {
                return stay(refused(visit, failure));
            }
            if is(&failure, Code::RedemptionEnded) {
                return stay(State::Phone { visit, phone: away(Stage::Expired, None) });
            }
            let effect = Effect::Watch(visit.token.clone());
            go(State::Phone { visit, phone }, effect)
        }
        (Phone::Comparing { number, .. }, Event::Accepted) => {
            let effect = Effect::Agree(visit.token.clone(), number.clone());
            go(State::Phone { visit, phone: Phone::Agreeing { number } }, effect)
        }
        (Phone::Comparing { .. }, Event::Declined) => {
            let effect = Effect::Unhand(visit.token.clone());
            let phone = Phone::Shown { handover: None, notice: Some(Notice::Handover(Stage::Refused)) };
            go(State::Phone { visit, phone }, effect)
        }
        (Phone::Shown { handover: None, .. } | Phone::Linking, Event::Accepted) => begin(visit),
        // What was shown may be opened this very moment: it is taken back.
        (Phone::Shown { .. } | Phone::Linking | Phone::Comparing { .. }, Event::Back) => {
            let effect = Effect::Unhand(visit.token.clone());
            go(State::Choosing { visit, notice: None }, effect)
        }
        // Only the view is forgotten: what goes on there is the phone's.
        (Phone::Away { .. }, Event::Left | Event::Idled | Event::Accepted) => visit.let_go(),
        (_, Event::Left | Event::Idled) => visit.leave(),
        (phone, _) => stay(State::Phone { visit, phone }),
    }
}

/// The place that the progress leads to.
fn follow(phone: Phone, progress: Progress) -> Phone {
    let over = |stage| Phone::Shown { handover: None, notice: Some(Notice::Handover(stage)) };
    match (progress.stage, progress.number, phone) {
        (Stage::Claimed, Some(number), Phone::Agreeing { .. }) => Phone::Agreeing { number },
        (Stage::Claimed, Some(number), _) => Phone::Comparing { number, ends_at: progress.ends_at },
        (stage @ (Stage::Opened | Stage::Registered | Stage::Proven), _, _) => {
            away(stage, progress.intruded.then_some(Notice::Intruded))
        }
        (stage @ (Stage::Expired | Stage::Left), _, Phone::Away { .. }) => {
            away(stage, Some(Notice::Handover(stage)))
        }
        (stage @ (Stage::Refused | Stage::Contested | Stage::Expired | Stage::Left), _, _) => over(stage),
        (Stage::Waiting | Stage::Claimed | Stage::Unknown, _, phone) => phone,
    }
}

fn away(stage: Stage, notice: Option<Notice>) -> Phone {
    Phone::Away { stage, notice }
}

/// Whether anything can still change by itself.
fn is_watched(phone: &Phone) -> bool {
    match phone {
        Phone::Linking => false,
        Phone::Shown { handover, .. } => handover.is_some(),
        Phone::Comparing { .. } | Phone::Agreeing { .. } => true,
        Phone::Away { stage, .. } => !matches!(stage, Stage::Proven | Stage::Expired | Stage::Left),
    }
}

fn is(failure: &Failure, code: Code) -> bool {
    matches!(failure, Failure::Refused(problem) if problem.code == code)
}
