//! Every sentence that a newcomer reads.
//!
//! Owns the table of phrases, each with a stable name by which another language can give its own
//! wording, and the choice of words for every [`Notice`]. Plain words; what happened, then the next
//! step; "passkey" tied to "your fingerprint, face or screen lock". Jargon is for the console.

use crate::ceremony::{CeremonyError, Fault};
use crate::device::Obstacle;
use crate::notice::{Failure, Notice};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::PassError;
use doorkey_protocol::person::UserNameError;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::time::{Span, Timestamp};

/// A sentence or label: its name, and how it reads in English. `{…}` stands for what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The name by which a language finds it.
    pub name: &'static str,
    /// How it reads in English.
    pub english: &'static str,
}

macro_rules! phrases {
    ($($constant:ident = $name:literal : $english:literal;)+) => {
        $(#[doc = $english] pub const $constant: Phrase = Phrase { name: $name, english: $english };)+

        /// Every phrase, in the order of the journey.
        pub const ALL: &[Phrase] = &[$($constant),+];
    };
}

phrases! {
    WELCOME = "welcome": "Welcome";
    WELCOME_NAME = "welcome-name": "Welcome, {name}";
    ENTER_LEAD = "enter-lead": "Type the pass you were given. You trade it for a passkey: your fingerprint, face or screen lock.";
    USER_NAME = "user-name": "User name";
    USER_NAME_HINT = "user-name-hint": "It stands next to your pass and looks like an email address.";
    PASS = "pass": "Pass";
    PASS_HINT_OWN = "pass-hint-own": "Letters and digits. Capitals and hyphens do not matter.";
    PASS_HINT_PRINTABLE = "pass-hint-printable": "8 to 48 characters. Capital letters matter.";
    PASS_HINT_ASLEEP = "pass-hint-asleep": "The code you were given.";
    SHOW = "show": "Show";
    HIDE = "hide": "Hide";
    CONTINUE = "continue": "Continue";
    WAKING = "waking": "One moment";
    CHECKING_PASS = "checking-pass": "Checking your pass";
    STOP = "stop": "Stop";

    CHOOSE = "choose": "Hello {name}, choose your way in";
    CHOOSE_LEAD = "choose-lead": "Your pass is right. Nothing is used up until your passkey is saved.";
    NO_WAY = "no-way": "This device has none of the ways in that are offered here. {help}";
    WAY_PASSKEY = "way-passkey": "This device";
    WAY_PASSKEY_ABOUT = "way-passkey-about": "Your fingerprint, face or screen lock. Takes less than a minute.";
    WAY_KEY = "way-security-key": "A security key";
    WAY_KEY_ABOUT = "way-security-key-about": "A small key that you plug in or hold to the device. Have its PIN ready.";
    NOT_ME = "not-me": "I am not {name}";

    PREPARING = "preparing": "Getting ready";
    READY_PASSKEY = "ready-passkey": "Make your passkey";
    READY_PASSKEY_LEAD = "ready-passkey-lead": "Your device now asks for your fingerprint, face or screen lock, just as when you unlock it.";
    READY_KEY = "ready-security-key": "Use your security key";
    READY_KEY_LEAD = "ready-security-key-lead": "Your device now asks you to plug the key in or hold it close, and for its PIN.";
    MAKE_PASSKEY = "make-passkey": "Make my passkey";
    USE_KEY = "use-security-key": "Use my key";
    TRY_AGAIN = "try-again": "Try again";
    OTHER_WAY = "other-way": "Choose another way";
    CREATING = "creating": "Your device is asking";
    CREATING_LEAD = "creating-lead": "Follow the window that your device has opened.";
    CANCEL = "cancel": "Cancel";
    SAVING = "saving": "Saving your passkey";
    UNCONFIRMED = "unconfirmed": "Is it saved? We did not hear";
    UNCONFIRMED_LEAD = "unconfirmed-lead": "Your device has made the passkey. Send it again: nothing is made or used up twice.";
    SEND_AGAIN = "send-again": "Send again";
    STOP_HERE = "stop-here": "Stop here";

    PROVE = "prove": "Saved. Now try it once";
    PROVE_LEAD = "prove-lead": "Sign in with your new passkey while help is near. Then you know that it works.";
    SIGN_IN = "sign-in": "Sign in with my passkey";
    PROVING = "proving": "Checking your passkey";

    DONE = "done": "You are in, {name}";
    DONE_LEAD = "done-lead": "Your passkey works. From now on you sign in with it. Your pass has done its work: you can throw it away.";
    DONE_LEAD_MULTI = "done-lead-multi": "Your passkey works. From now on you sign in with it.";
    FACT_WHO = "fact-who": "You sign in as";
    FACT_WHERE = "fact-where": "Where your passkey lives";
    WHERE_SYNCED = "where-synced": "On this device, and on your other devices with the same account";
    WHERE_DEVICE = "where-device": "On this device only";
    WHERE_KEY = "where-security-key": "On your security key";

    CLOCK_PASS = "clock-pass": "Pass works until {time}";
    CLOCK_PASS_LATER = "clock-pass-later": "Pass works from {time}";
    CLOCK_PASS_OVER = "clock-pass-over": "Pass ended at {time}";
    CLOCK_HERE = "clock-here": "Finish here by {time}";
    CLOCK_HERE_OVER = "clock-here-over": "The time to finish here ended at {time}";
    LEFT = "left": "{span} left";
    TO_GO = "to-go": "{span} to go";
    MINUTES_ONE = "minutes-one": "1 minute";
    MINUTES = "minutes": "{count} minutes";
    HOURS_ONE = "hours-one": "1 hour";
    HOURS = "hours": "{count} hours";
    DAYS_ONE = "days-one": "1 day";
    DAYS = "days": "{count} days";
    DEVICE_CLOCK_AHEAD = "device-clock-ahead": "The clock of this device is {span} ahead. That does no harm here: all times on this page are right.";
    DEVICE_CLOCK_BEHIND = "device-clock-behind": "The clock of this device is {span} behind. That does no harm here: all times on this page are right.";

    HELP = "help": "Ask {contact}.";
    HELP_UNKNOWN = "help-unknown": "Ask the person who gave you the pass.";
    CODE = "code": "Code {code}";

    USER_NAME_EMPTY = "user-name-empty": "Enter your user name.";
    USER_NAME_WRONG = "user-name-wrong": "Enter your user name as it stands next to your pass, and nothing else.";
    PASS_EMPTY = "pass-empty": "Enter your pass.";
    PASS_SHORT_ONE = "pass-short-one": "One character is missing. Compare it with what you were given.";
    PASS_SHORT = "pass-short": "{count} characters are missing. Compare it with what you were given.";
    PASS_LONG_ONE = "pass-long-one": "That is one character too many. Compare it with what you were given.";
    PASS_LONG = "pass-long": "That is {count} characters too many. Enter the pass and nothing else.";
    PASS_CHARACTER = "pass-character": "Character {place} does not belong in a pass. Compare it with what you were given.";
    PASS_CHARACTER_OWN = "pass-character-own": "Character {place} does not belong in a pass. A pass has only letters and digits, and never the letter U.";
    PASS_CHECK = "pass-check": "One character is wrong, or two are swapped. Compare it with what you were given. This did not count as a try.";

    PASS_REFUSED = "pass-refused": "This user name and this pass do not go together. Compare both with what you were given.";
    PASS_NOT_YET = "pass-not-yet": "Your pass works from {time}. That is in {span}.";
    PASS_NOW = "pass-now": "Your pass works now. Press Continue.";
    PASS_EXPIRED = "pass-expired": "Your pass ended at {time}. You need a new one. {help}";
    PASS_EXPIRED_UNKNOWN = "pass-expired-unknown": "Your pass has ended. You need a new one. {help}";
    PASS_USED = "pass-used": "Your pass has been used already. If you made a passkey with it, sign in with that. If you did not, say so at once. {help}";
    PASS_REPLACED = "pass-replaced": "You were given a newer pass. This one no longer works: use the newest.";
    PASS_REVOKED = "pass-revoked": "Your pass was taken back. You need a new one. {help}";
    TIME_OVER = "time-over": "The time to finish ran out. Nothing is used up: enter your pass again.";
    REDEMPTION_ENDED = "redemption-ended": "The time to finish ran out, or you left. Enter your pass again.";
    REDEMPTION_SUPERSEDED = "redemption-superseded": "You went on with this pass in another window. Finish there, or enter the pass again to go on here.";

    DISMISSED = "dismissed": "That did not finish. You may have cancelled it, or waited too long. Your pass still works: try again.";
    PROOF_DISMISSED = "proof-dismissed": "That did not finish. You may have cancelled it, or waited too long. Your passkey is saved: try again.";
    ALREADY_THERE = "already-there": "This device already has a passkey for you. You can sign in with it. To make another one, choose another way.";
    UNSUPPORTED = "unsupported": "This device cannot make the kind of passkey that is needed. Choose another way.";
    INSECURE = "insecure": "This page is not allowed to make a passkey. That is a mistake of the page, not yours. {help}";
    UNVERIFIABLE = "unverifiable": "This device has no fingerprint, face or screen lock set up. Set up a screen lock first, or choose another way.";
    BROKEN = "broken": "Your device could not do it. Try again. If it fails again, choose another way.";
    FAULTY = "faulty": "The answer did not come from your device as it should. A password manager may be in the way: let your device itself answer, and try again.";
    NOT_VERIFIED = "not-verified": "Your device did not check that it is you. Try again and use your fingerprint, face or screen lock.";
    PASSKEY_REFUSED = "passkey-refused": "The passkey was not accepted, so it is not saved. Your pass still works: try again, or choose another way.";
    PROOF_REFUSED = "proof-refused": "That did not work with the passkey you just made. Try again and pick the newest one.";
    CHALLENGE_ENDED = "challenge-ended": "That took too long, so it was not saved. Your pass still works: try again.";
    PASSKEY_KNOWN = "passkey-known": "This passkey is registered already. Sign in with it, or choose another way.";
    WAY_NOT_OFFERED = "way-not-offered": "This way in is not offered here. Choose another way.";

    UNREACHABLE = "unreachable": "No answer came. Check that you are online, then try again. What you typed is kept.";
    GARBLED = "garbled": "The answer was not ours. The network may want you to sign in to it first: open another page, then try again.";
    BUSY = "busy": "There is a lot going on right now. Wait a moment, then try again.";
    INTERNAL = "internal": "Something went wrong on our side. Try again. {help}";
    ASLEEP_HEADING = "asleep-heading": "The registration does not answer";

    INCAPABLE = "incapable": "No passkey can be made here";
    OBSTACLE_INSECURE = "obstacle-insecure": "This page did not come over a secure connection. Open it again with https:// in front. Your pass still works.";
    OBSTACLE_FRAMED = "obstacle-framed": "This page stands inside another one. Open it in a window of its own. Your pass still works.";
    OBSTACLE_BROWSER = "obstacle-browser": "This browser cannot make passkeys. Open this page in Safari, Chrome, Edge or Firefox, not inside another app. Your pass still works.";
}

/// Says phrases, with what is filled in.
pub trait Words {
    /// The wording of a phrase.
    fn wording(&self, phrase: Phrase) -> &str;
    /// A time of day in the newcomer's own zone and manner; with the day when it is not today.
    fn time(&self, at: Timestamp, now: Timestamp) -> String;

    /// The phrase with every `{name}` replaced.
    fn say(&self, phrase: Phrase, filled: &[(&str, &str)]) -> String {
        let mut parts = self.wording(phrase).split('{');
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            let text = filled.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
            said.push_str(text);
            said.push_str(rest);
        }
        said
    }

    /// A length of time, in the largest unit that still says enough.
    fn span(&self, span: Span) -> String {
        let minutes = span.minutes_begun().max(0);
        let (one, many, count) = match minutes {
            0..120 => (MINUTES_ONE, MINUTES, minutes),
            120..2_880 => (HOURS_ONE, HOURS, minutes / 60),
            _ => (DAYS_ONE, DAYS, minutes / 1_440),
        };
        if count == 1 { self.say(one, &[]) } else { self.say(many, &[("count", &count.to_string())]) }
    }

    /// Whom to ask.
    fn help(&self, contact: Option<&str>) -> String {
        match contact {
            Some(contact) => self.say(HELP, &[("contact", contact)]),
            None => self.say(HELP_UNKNOWN, &[]),
        }
    }

    /// What the form's hint says about passes.
    fn pass_hint(&self, format: PassFormat) -> String {
        self.say(
            match format {
                PassFormat::Doorkey => PASS_HINT_OWN,
                PassFormat::Printable => PASS_HINT_PRINTABLE,
            },
            &[],
        )
    }
}

/// What words need to know beside the notice.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The server's time.
    pub now: Timestamp,
    /// Whom to ask for help.
    pub contact: Option<&'a str>,
    /// What passes look like here.
    pub format: Option<PassFormat>,
    /// Whether the passkey is stored already, so that proving is what failed.
    pub stored: bool,
}

/// The sentence for a notice: what happened, and the next step.
pub fn notice(words: &impl Words, notice: &Notice, around: Around<'_>) -> String {
    let help = words.help(around.contact);
    let say = |phrase| words.say(phrase, &[("help", &help)]);
    match notice {
        Notice::UserName(UserNameError::Empty) => say(USER_NAME_EMPTY),
        Notice::UserName(UserNameError::TooLong | UserNameError::Control) => say(USER_NAME_WRONG),
        Notice::Pass(error) => pass(words, *error, around.format),
        Notice::Failure(Failure::Unreachable) => say(UNREACHABLE),
        Notice::Failure(Failure::Garbled) => say(GARBLED),
        Notice::Failure(Failure::Refused(problem)) => refusal(words, problem, around, &help),
        Notice::Ceremony(error) => say(match error {
            CeremonyError::Dismissed | CeremonyError::Aborted if around.stored => PROOF_DISMISSED,
            CeremonyError::Dismissed | CeremonyError::Aborted => DISMISSED,
            CeremonyError::AlreadyThere => ALREADY_THERE,
            CeremonyError::Unsupported => UNSUPPORTED,
            CeremonyError::Insecure => INSECURE,
            CeremonyError::Unverifiable => UNVERIFIABLE,
            CeremonyError::Broken => BROKEN,
            CeremonyError::Faulty(Fault::Unreadable | Fault::ForeignRelyingParty) => FAULTY,
            CeremonyError::Faulty(Fault::NotVerified) => NOT_VERIFIED,
        }),
        Notice::TimeOver => say(TIME_OVER),
        Notice::Obstacle(Obstacle::Insecure) => say(OBSTACLE_INSECURE),
        Notice::Obstacle(Obstacle::Framed) => say(OBSTACLE_FRAMED),
        Notice::Obstacle(Obstacle::NoCredentials) => say(OBSTACLE_BROWSER),
    }
}

fn pass(words: &impl Words, error: PassError, format: Option<PassFormat>) -> String {
    let counted = |one, many, count: usize| {
        if count == 1 { words.say(one, &[]) } else { words.say(many, &[("count", &count.to_string())]) }
    };
    match error {
        PassError::Empty => words.say(PASS_EMPTY, &[]),
        PassError::TooShort { missing } => counted(PASS_SHORT_ONE, PASS_SHORT, missing),
        PassError::TooLong { excess } => counted(PASS_LONG_ONE, PASS_LONG, excess),
        PassError::Character { place } => {
            let phrase =
                if format == Some(PassFormat::Doorkey) { PASS_CHARACTER_OWN } else { PASS_CHARACTER };
            words.say(phrase, &[("place", &place.to_string())])
        }
        _ => words.say(PASS_CHECK, &[]),
    }
}

fn refusal(words: &impl Words, problem: &Problem, around: Around<'_>, help: &str) -> String {
    let say = |phrase| words.say(phrase, &[("help", help)]);
    match problem.code {
        Code::PassRefused => say(PASS_REFUSED),
        Code::PassNotYetValid => match problem.not_before {
            Some(start) if around.now < start => words.say(
                PASS_NOT_YET,
                &[("time", &words.time(start, around.now)), ("span", &words.span(start - around.now))],
            ),
            _ => say(PASS_NOW),
        },
        Code::PassExpired => match problem.ended_at {
            Some(end) => words.say(PASS_EXPIRED, &[("time", &words.time(end, around.now)), ("help", help)]),
            None => say(PASS_EXPIRED_UNKNOWN),
        },
        Code::PassUsed => say(PASS_USED),
        Code::PassReplaced => say(PASS_REPLACED),
        Code::PassRevoked => say(PASS_REVOKED),
        Code::RedemptionEnded => say(REDEMPTION_ENDED),
        Code::RedemptionSuperseded => say(REDEMPTION_SUPERSEDED),
        Code::PasskeyRefused | Code::PasskeyUnknown if around.stored => say(PROOF_REFUSED),
        Code::PasskeyRefused | Code::PasskeyUnknown => say(PASSKEY_REFUSED),
        Code::ChallengeEnded if around.stored => say(PROOF_DISMISSED),
        Code::ChallengeEnded => say(CHALLENGE_ENDED),
        Code::PasskeyKnown => say(PASSKEY_KNOWN),
        Code::WayNotOffered => say(WAY_NOT_OFFERED),
        Code::PassMalformed => say(PASS_CHECK),
        Code::Busy => say(BUSY),
        Code::MalformedRequest
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::InvitationRefused
        | Code::NotExtendable
        | Code::Internal
        | Code::Unknown => say(INTERNAL),
    }
}

/// English, with times of day in UTC: what the page's own markup is made with before any browser
/// is there, and what tests read.
pub struct English;

impl Words for English {
    fn wording(&self, phrase: Phrase) -> &str {
        phrase.english
    }

    fn time(&self, at: Timestamp, _now: Timestamp) -> String {
        let minutes = at.as_millis().div_euclid(60_000);
        format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_phrase_has_a_name_of_its_own() {
        assert_eq!(ALL.len(), ALL.iter().map(|phrase| phrase.name).collect::<BTreeSet<_>>().len());
    }

    /// The words that the GOV.UK Design System advises against, and our own jargon.
    #[test]
    fn no_phrase_scolds_or_speaks_jargon() {
        for phrase in ALL {
            let text = phrase.english.to_lowercase();
            for avoided in [
                "please",
                "sorry",
                "oops",
                "invalid",
                "valid",
                "forbidden",
                "error",
                "fail to",
                "webauthn",
                "credential",
                "token",
                "authenticat",
                "server",
                "session",
            ] {
                assert!(!text.contains(avoided), "{}: {:?} says {avoided:?}", phrase.name, phrase.english);
            }
        }
    }

    #[test]
    fn spans_read_well() {
        for (minutes, expected) in [
            (0, "0 minutes"),
            (1, "1 minute"),
            (52, "52 minutes"),
            (119, "119 minutes"),
            (120, "2 hours"),
            (2_880, "2 days"),
            (-5, "0 minutes"),
        ] {
            assert_eq!(English.span(Span::from_mins(minutes)), expected);
        }
    }

    #[test]
    fn notices_are_whole_sentences() {
        let now = Timestamp::from_millis(12 * 3_600_000);
        let around =
            Around { now, contact: Some("the desk"), format: Some(PassFormat::Doorkey), stored: false };
        let refused = |code| Notice::Failure(Failure::Refused(Box::new(Problem::new(code))));
        let at = |code, minutes| {
            let at = Some(now + Span::from_mins(minutes));
            Notice::Failure(Failure::Refused(Box::new(Problem {
                not_before: at,
                ended_at: at,
                ..Problem::new(code)
            })))
        };
        for (said, expected) in [
            (
                Notice::Pass(PassError::TooShort { missing: 1 }),
                "One character is missing. Compare it with what you were given.",
            ),
            (
                Notice::Pass(PassError::TooLong { excess: 3 }),
                "That is 3 characters too many. Enter the pass and nothing else.",
            ),
            (at(Code::PassNotYetValid, 90), "Your pass works from 13:30. That is in 90 minutes."),
            (at(Code::PassNotYetValid, 0), "Your pass works now. Press Continue."),
            (at(Code::PassExpired, -30), "Your pass ended at 11:30. You need a new one. Ask the desk."),
            (
                refused(Code::PassReplaced),
                "You were given a newer pass. This one no longer works: use the newest.",
            ),
        ] {
            assert_eq!(notice(&English, &said, around), expected);
        }
        for code in Code::ALL {
            let said = notice(&English, &refused(*code), around);
            assert!(said.ends_with('.') && !said.contains('{'), "{code:?}: {said}");
        }
    }
}
