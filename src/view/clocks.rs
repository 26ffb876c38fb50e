//! What a screen says about time.
//!
//! Owns the two clocks of a visit, the one of an invitation, the word about a wrong device clock, when
//! little time is left, and what a screen reader says of it all: at thresholds only.

use super::artist::Artist;
use super::{Clock, View};
use crate::flow::{Account, Visit};
use crate::notice::Notice;
use crate::words::{self, Phrase, Words};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::validity::{Usability, Validity};
use doorkey_protocol::way::Way;

/// Below this a clock is urgent, and more time is offered.
const URGENT: Span = Span::from_mins(3);

/// Beyond this a wrong device clock is worth a word.
const WRONG_CLOCK: Span = Span::from_mins(1);

/// Minutes before an end at which a screen reader says so.
const THRESHOLDS: [i64; 5] = [1, 2, 5, 10, 30];

/// For so long after its start it is worth saying that a pass works now.
const FRESH: Span = Span::from_mins(1);

/// How long a way in takes somebody who does it for the first time.
pub(super) fn takes(way: Way) -> Span {
    match way {
        Way::Passkey | Way::WindowsHello | Way::Unknown => Span::from_mins(1),
        // A key without a PIN wants one first; a phone and an app want to be found.
        Way::SecurityKey | Way::Phone | Way::Authenticator => Span::from_mins(2),
    }
}

/// How long it takes on Microsoft's pages, which have more steps: what the cards say.
pub(super) fn takes_there(way: Way) -> Span {
    match way {
        Way::Authenticator | Way::WindowsHello => Span::from_mins(4),
        Way::Passkey | Way::SecurityKey | Way::Phone | Way::Unknown => Span::from_mins(2),
    }
}

impl<W: Words> Artist<'_, W> {
    /// Both clocks of a visit on a screen of it.
    pub(super) fn with_clocks(&self, view: View, visit: &Visit) -> View {
        let redemption = &visit.redemption;
        let left = redemption.closes_at - self.now;
        let window = if left > Span::from_millis(0) {
            self.running(words::CLOCK_HERE, redemption.closes_at, left)
        } else {
            self.stopped(words::CLOCK_HERE_OVER, redemption.closes_at)
        };
        View {
            announcement: self.at_threshold(words::SAID_LEFT, left),
            clocks: vec![self.pass_clock(redemption.validity), window],
            ..view
        }
    }

    /// What to say before a step that may not be finished in the time that is left.
    pub(super) fn shortage(&self, visit: &Visit, way: Way) -> Option<Notice> {
        let redemption = &visit.redemption;
        // No more time and no other pass can be had for what is only a second way.
        if visit.is_spent() {
            return None;
        }
        let short = redemption.closes_at - self.now < takes(way);
        let end = redemption.closes_at;
        match (short, redemption.extendable) {
            (false, _) => None,
            (true, true) => Some(Notice::TimeShort),
            (true, false) if end < redemption.validity.ends_at() => Some(Notice::TimeShortHere),
            (true, false) => Some(Notice::TimeShortPass(end)),
        }
    }

    /// Whether it is time to offer more of it.
    pub(super) fn is_urgent(&self, visit: &Visit) -> bool {
        visit.redemption.closes_at - self.now < URGENT
    }

    /// The clock of a pass, and what is said of it.
    pub(super) fn pass_line(&self, validity: Validity) -> (Clock, Option<String>) {
        let said = match validity.at(self.now) {
            Usability::NotYet(span) => self.at_threshold(words::SAID_PASS_LATER, span),
            Usability::Usable(_) if self.now - validity.starts_at < FRESH => Some(self.say(words::SAID_NOW)),
            Usability::Usable(left) => self.at_threshold(words::SAID_PASS_LEFT, left),
            Usability::Expired(_) => None,
        };
        (self.pass_clock(validity), said)
    }

    fn pass_clock(&self, validity: Validity) -> Clock {
        match validity.at(self.now) {
            Usability::NotYet(_) => self.waiting(validity.starts_at),
            Usability::Usable(left) => self.running(words::CLOCK_PASS, validity.ends_at(), left),
            Usability::Expired(_) => self.stopped(words::CLOCK_PASS_OVER, validity.ends_at()),
        }
    }

    /// The clock of a pass that works from a time on.
    pub(super) fn waiting(&self, starts_at: Timestamp) -> Clock {
        let span = starts_at - self.now;
        Clock {
            text: self.timed(words::CLOCK_PASS_LATER, starts_at),
            left: Some(self.words.say(words::TO_GO, &[("span", &self.words.span(span))])),
            urgent: false,
        }
    }

    pub(super) fn timed(&self, phrase: Phrase, at: Timestamp) -> String {
        self.words.say(phrase, &[("time", &self.words.time(at, self.now))])
    }

    /// A sentence in the minute that begins at a threshold, and none in between: it is true whenever it is
    /// read.
    pub(super) fn at_threshold(&self, phrase: Phrase, left: Span) -> Option<String> {
        THRESHOLDS
            .contains(&left.minutes_begun())
            .then(|| self.words.say(phrase, &[("span", &self.words.span(left))]))
    }

    pub(super) fn running(&self, phrase: Phrase, at: Timestamp, left: Span) -> Clock {
        Clock {
            text: self.timed(phrase, at),
            left: Some(self.words.say(words::LEFT, &[("span", &self.words.span(left))])),
            urgent: left < URGENT,
        }
    }

    /// Until when Microsoft lets this way in be added.
    pub(super) fn clock_at_microsoft(&self, account: &Account, way: Way) -> Clock {
        let end = account.until(way);
        let (running, over) = match way {
            Way::Passkey | Way::SecurityKey => (words::ENTRA_CLOCK_PASSKEY, words::ENTRA_CLOCK_PASSKEY_OVER),
            _ => (words::ENTRA_CLOCK_REST, words::ENTRA_CLOCK_REST_OVER),
        };
        if self.now < end { self.running(running, end, end - self.now) } else { self.stopped(over, end) }
    }

    /// What a screen reader says of that.
    pub(super) fn said_of(&self, account: &Account, way: Way) -> Option<String> {
        let phrase = match way {
            Way::Passkey | Way::SecurityKey => words::ENTRA_SAID_PASSKEY,
            _ => words::ENTRA_SAID_REST,
        };
        self.at_threshold(phrase, account.until(way) - self.now)
    }

    fn stopped(&self, phrase: Phrase, at: Timestamp) -> Clock {
        Clock { text: self.timed(phrase, at), left: None, urgent: true }
    }

    /// The word about a device clock that is wrong enough to wonder about.
    pub(super) fn device_clock(&self, ahead: Option<Span>) -> Option<Clock> {
        let ahead = ahead?.as_millis();
        let off = Span::from_millis(ahead.saturating_abs());
        (off > WRONG_CLOCK).then(|| {
            let phrase = if ahead > 0 { words::DEVICE_CLOCK_AHEAD } else { words::DEVICE_CLOCK_BEHIND };
            let text = self.words.say(phrase, &[("span", &self.words.span(off))]);
            Clock { text, left: None, urgent: false }
        })
    }
}
