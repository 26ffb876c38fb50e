//! English in two parts: what is said at once, and what is only said from the accepted pass on.
//!
//! Owns the walk over every screen that can be shown before a pass was accepted, with everything that can
//! have gone wrong there: not one word of them may stand in the second part, which is not loaded yet.

use super::notices;
use crate::device::Obstacle;
use crate::flow::tests::world::{NOW, invited, invited_setting, minutes, proposal, setting, states};
use crate::flow::{Opening, Setting, State};
use crate::idle::Idle;
use crate::notice::{Failure, Notice};
use crate::view::{Now, View};
use crate::words::language::{ENGLISH, Language};
use crate::words::phrase::{NAMES, is_later};
use crate::words::{Catalogue, Phrase, Printed, Words};
use doorkey_protocol::problem::Code;
use doorkey_protocol::time::{Span, Timestamp};

/// Has the first part and is startled by a phrase of the second.
struct AtOnce(Printed);

impl Words for AtOnce {
    fn language(&self) -> Language {
        self.0.language
    }

    fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    fn category(&self, count: usize) -> String {
        self.0.category(count)
    }

    fn number(&self, number: usize) -> String {
        self.0.number(number)
    }

    fn time(&self, at: Timestamp, now: Timestamp) -> String {
        self.0.time(at, now)
    }

    fn span(&self, span: Span) -> String {
        self.0.span(span)
    }

    fn pattern(&self, phrase: Phrase, category: &str) -> &str {
        let pattern = self.0.pattern(phrase, category);
        assert!(!pattern.is_empty(), "{} is said before a pass was accepted", NAMES[phrase.place()]);
        pattern
    }
}

/// On a kiosk the whole is there before anything is shown.
fn is_before_a_visit(state: &State) -> bool {
    state.device().is_none_or(|device| !device.kiosk)
        && matches!(
            state,
            State::Waking { .. }
                | State::Unreachable { .. }
                | State::Incapable { .. }
                | State::Entering { .. }
                | State::Redeeming { .. }
        )
}

/// Every place before a visit, with all that can be the matter there.
fn before_a_visit() -> Vec<State> {
    let places = states().into_iter().map(|(_, state)| state).filter(is_before_a_visit);
    let obstacles = [Obstacle::Insecure, Obstacle::Framed, Obstacle::InApp, Obstacle::NoCredentials];
    let incapable = obstacles.into_iter().flat_map(|obstacle| {
        [false, true]
            .map(|copied| State::Incapable { setting: Box::new(Setting { copied, ..*setting() }), obstacle })
    });
    let troubled = notices().into_iter().filter(can_be_told_before_a_visit).flat_map(|notice| {
        let at = |setting| State::Entering {
            setting,
            notice: Some(notice.clone()),
            proposal: Some(proposal(true, true)),
        };
        let unreachable = State::Unreachable {
            opening: Opening { invited: Some(invited(minutes(0))), ..Opening::default() },
            notice: notice.clone(),
        };
        [at(setting()), at(invited_setting(minutes(0))), at(invited_setting(minutes(30))), unreachable]
    });
    places.chain(incapable).chain(troubled).collect()
}

/// A ceremony, and little time for one, is of a visit; the others can be told of the form as well, were it
/// only by a backend that is not ours.
fn can_be_told_before_a_visit(notice: &Notice) -> bool {
    match notice {
        Notice::Failure(Failure::Refused(problem)) => !is_of_a_visit(problem.code),
        Notice::Slip(_) | Notice::Failure(_) | Notice::TimeOver | Notice::Obstacle(_) => true,
        Notice::Ceremony(_)
        | Notice::TimeShort
        | Notice::TimeShortPass(_)
        | Notice::TimeShortHere
        | Notice::NoWay
        | Notice::Mistyped(_)
        | Notice::Handover(_)
        | Notice::Claim(_)
        | Notice::Intruded
        | Notice::BrokenLink
        | Notice::HelloNotYet
        | Notice::NothingKept
        | Notice::NotAtMicrosoft
        | Notice::NotListed
        | Notice::TooLateThere
        | Notice::ShortThere(_)
        | Notice::AnotherPerson { .. }
        | Notice::ScannedOther
        | Notice::NoCamera => false,
    }
}

/// What only a visit or a kiosk asks for can be refused there alone; both have the whole by then.
fn is_of_a_visit(code: Code) -> bool {
    matches!(
        code,
        Code::RedemptionMoved
            | Code::MethodUnknown
            | Code::MethodLast
            | Code::DeviceShared
            | Code::AuthenticatorEnded
            | Code::CodeWrong
            | Code::CodeUsed
            | Code::CodeClock
            | Code::CodeTooSoon
            | Code::HandoverEnded
            | Code::HandoverClaimed
            | Code::NumberWrong
            | Code::EnvelopeOpened
            | Code::EnvelopeEnded
            | Code::SignInUnknown
            | Code::SignInRefused
            | Code::PageRefused
            | Code::DirectoryUnavailable
            | Code::VisitEnded
            | Code::PinWrong
            | Code::PinTooSoon
    )
}

#[test]
fn nothing_that_comes_later_is_said_before_a_pass_was_accepted() {
    let words = AtOnce(Printed { language: ENGLISH, catalogue: Catalogue::english_at_once() });
    let states = before_a_visit();
    assert!(states.len() > 300, "{} places", states.len());
    for state in states {
        for server in [-60, -1, 0, 1, 31, 60 * 24 * 9].map(|ahead| NOW + minutes(ahead)) {
            for (device_ahead, waited) in [(None, 0), (Some(minutes(5)), 3), (Some(minutes(-5)), 11)] {
                View::of(
                    &state,
                    Now { server, device_ahead, waited: Span::from_secs(waited), idle: Idle::Calm },
                    &words,
                );
            }
        }
    }
}

#[test]
fn the_two_parts_are_the_whole() {
    let (whole, at_once, later) =
        (Catalogue::english(), Catalogue::english_at_once(), Catalogue::english_later());
    let mut places = [0; 2];
    for (place, name) in NAMES.iter().enumerate() {
        let phrase = Phrase::named(name).expect("it has its name");
        for category in ["", "one", "other"] {
            let expected = whole.pattern(phrase, category);
            let (here, elsewhere) = if is_later(place) { (&later, &at_once) } else { (&at_once, &later) };
            assert_eq!(here.pattern(phrase, category), expected, "{name}");
            assert_eq!(elsewhere.pattern(phrase, category), "", "{name}");
        }
        places[usize::from(is_later(place))] += 1;
    }
    assert!(places.iter().all(|count| *count > 60), "{places:?}");
}
