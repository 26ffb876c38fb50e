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
use doorkey_protocol::problem::{Code, Problem};
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
        /// When it ends by itself, should it have to be asked again.
        ends_at: Timestamp,
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
        (Phone::Linking, Event::Handed(Ok(handover))) => {
            watch(visit, Phone::Shown { handover: Some(handover), notice: None })
        }
        (Phone::Linking, Event::Handed(Err(failure))) => stay(refused(visit, failure)),
        // What is over stays over, though an answer from before it may still be on its way.
        (phone, Event::Watched(answer)) if is_watched(&phone) => match answer {
            Ok(progress) => watch(visit, follow(phone, progress)),
            Err(failure) => unseen(visit, phone, failure),
        },
        (phone @ Phone::Agreeing { .. }, Event::Agreed(Ok(progress))) => {
            watch(visit, follow(phone, progress))
        }
        // Another number than the one compared, or nobody knows: the next look says what became of it.
        (Phone::Agreeing { number, ends_at }, Event::Agreed(Err(failure))) => {
            unseen(visit, Phone::Comparing { number, ends_at }, failure)
        }
        (Phone::Comparing { number, ends_at }, Event::Accepted) => {
            let effect = Effect::Agree(visit.token.clone(), number.clone());
            go(State::Phone { visit, phone: Phone::Agreeing { number, ends_at } }, effect)
        }
        (Phone::Comparing { .. }, Event::Declined) => {
            let effect = Effect::Unhand(visit.token.clone());
            go(State::Phone { visit, phone: over(Stage::Refused) }, effect)
        }
        (Phone::Shown { handover: None, .. } | Phone::Linking, Event::Accepted) => begin(visit),
        // What was shown may be opened this very moment: it is taken back.
        (Phone::Shown { .. } | Phone::Linking | Phone::Comparing { .. }, Event::Back) => {
            let effect = Effect::Unhand(visit.token.clone());
            go(State::Choosing { visit, notice: None }, effect)
        }
        // Only the view is forgotten: what goes on there is the phone's.
        (Phone::Away { .. }, Event::Left | Event::Idled) => visit.let_go(),
        (_, Event::Left | Event::Idled) => visit.leave(),
        (phone, _) => stay(State::Phone { visit, phone }),
    }
}

/// There, and watched while anything can still change by itself.
fn watch(visit: Box<Visit>, phone: Phone) -> Step {
    let effect = is_watched(&phone).then(|| Effect::Watch(visit.token.clone()));
    (State::Phone { visit, phone }, effect)
}

/// The backend did not say how it goes. What it refuses is over; anything else is asked again.
fn unseen(visit: Box<Visit>, phone: Phone, failure: Failure) -> Step {
    match (phone, failure) {
        // The redemption is the phone's: its end is not the end of anything here.
        (Phone::Away { .. }, Failure::Refused(problem)) if problem.status < 500 => {
            let phone = away(Stage::Expired, Some(Notice::Failure(Failure::Refused(problem))));
            stay(State::Phone { visit, phone })
        }
        (Phone::Shown { .. } | Phone::Comparing { .. }, failure) if ends_visit(&failure) => {
            stay(refused(visit, failure))
        }
        (phone, _) => watch(visit, phone),
    }
}

/// The place that the progress leads to.
fn follow(phone: Phone, progress: Progress) -> Phone {
    match (progress.stage, progress.number, phone) {
        (stage @ (Stage::Opened | Stage::Registered | Stage::Proven), _, _) => {
            away(stage, progress.intruded.then_some(Notice::Intruded))
        }
        (Stage::Left, _, Phone::Away { .. }) => away(Stage::Left, Some(Notice::Handover(Stage::Left))),
        (Stage::Expired, _, Phone::Away { .. }) => {
            // Not the code's time but the phone's: what there is to do is to enter the pass again.
            let ended = Problem::bare(Code::RedemptionEnded, Code::RedemptionEnded.status());
            away(Stage::Expired, Some(Notice::Failure(Failure::Refused(Box::new(ended)))))
        }
        (_, _, phone @ Phone::Away { .. }) => phone,
        (Stage::Claimed, Some(number), _) => Phone::Comparing { number, ends_at: progress.ends_at },
        // Nothing has moved there yet: the pass need not be entered again, a new code is enough.
        (Stage::Left, _, _) => over(Stage::Expired),
        (stage @ (Stage::Refused | Stage::Contested | Stage::Expired), _, _) => over(stage),
        (Stage::Waiting | Stage::Claimed | Stage::Unknown, _, phone) => phone,
    }
}

fn over(stage: Stage) -> Phone {
    Phone::Shown { handover: None, notice: Some(Notice::Handover(stage)) }
}

fn away(stage: Stage, notice: Option<Notice>) -> Phone {
    Phone::Away { stage, notice }
}

/// Whether it is looked at again and again: anything can still change by itself.
fn is_watched(phone: &Phone) -> bool {
    match phone {
        // Asked for something else.
        Phone::Linking | Phone::Agreeing { .. } => false,
        Phone::Shown { handover, .. } => handover.is_some(),
        Phone::Comparing { .. } => true,
        Phone::Away { stage, .. } => !matches!(stage, Stage::Proven | Stage::Expired | Stage::Left),
    }
}
