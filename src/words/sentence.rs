//! The sentences for everything that can go wrong.
//!
//! Owns the choice of phrases for a [`Notice`]: what happened and the next step, and beside it what is
//! safe all the same, so that nobody starts from the beginning out of fear.

use super::Words;
use super::phrase::{self as phrases, Phrase};
use crate::ceremony::Fault;
use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::Finding;
use crate::notice::aadsts::{self, Hint};
use crate::notice::{Failure, Mistyped, Notice};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::handover::Stage;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::time::{Span, Timestamp};

/// What words need to know beside the notice.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The server's time.
    pub now: Timestamp,
    /// Whom to ask for help.
    pub contact: Option<&'a str>,
    /// What passes look like here.
    pub format: Option<PassFormat>,
    /// What is safe whatever went wrong.
    pub kept: Kept,
    /// Why ceremonies of this visit gave nothing, this one last.
    pub tries: &'a [Cause],
    /// Whether the device can be told that a passkey is of no use.
    pub signals: bool,
    /// Whether Microsoft Entra ID is behind the backend, and passes are typed there.
    pub entra: bool,
}

/// What the newcomer has all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nothing that is worth a word, or nobody knows.
    Nothing,
    /// What stands in the form.
    Typed,
    /// The pass: it still works.
    Pass,
    /// The passkey: it is saved.
    Passkey,
}

/// What is said of a notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What happened, and the next step.
    pub text: String,
    /// What else there is to know, each a sentence.
    pub more: Vec<String>,
    /// What whoever helps can look up elsewhere.
    pub trace: Option<String>,
}

/// The causes before the one at hand.
pub fn before_last(tries: &[Cause]) -> &[Cause] {
    tries.split_last().map_or(&[], |(_, before)| before)
}

/// The words for a notice.
pub fn notice(words: &impl Words, notice: &Notice, around: Around<'_>) -> Said {
    let help = words.help(around.contact);
    let say = |phrase| words.say(phrase, &[("help", &help)]);
    let timed = |phrase, at| words.say(phrase, &[("time", &words.time(at, around.now)), ("help", &help)]);
    let text = match notice {
        Notice::Slip(finding) => slip(words, *finding, around.format),
        Notice::Failure(failure) => say(match failure {
            Failure::Offline => phrases::OFFLINE,
            Failure::Unreachable => phrases::UNREACHABLE,
            Failure::Slow => phrases::TOO_SLOW,
            Failure::Blocked => phrases::BLOCKED,
            Failure::Garbled => phrases::GARBLED,
            Failure::Refused(problem) => {
                return Said {
                    text: refusal(words, problem, around, &help),
                    more: beside(words, notice, around),
                    trace: trace(words, problem),
                };
            }
        }),
        Notice::Ceremony(cause) => say(trouble(*cause)),
        Notice::TimeOver => say(phrases::TIME_OVER),
        Notice::TimeShort => say(phrases::TIME_SHORT),
        Notice::TimeShortPass(end) => timed(phrases::TIME_SHORT_PASS, *end),
        Notice::TimeShortHere => say(phrases::TIME_SHORT_HERE),
        Notice::NoWay => say(phrases::NO_WAY),
        Notice::Obstacle(Obstacle::Insecure) => say(phrases::OBSTACLE_INSECURE),
        Notice::Obstacle(Obstacle::Framed) => say(phrases::OBSTACLE_FRAMED),
        Notice::Obstacle(Obstacle::InApp) => say(phrases::OBSTACLE_IN_APP),
        Notice::Obstacle(Obstacle::NoCredentials) => say(phrases::OBSTACLE_BROWSER),
        Notice::Mistyped(Mistyped::CodeEmpty) => say(phrases::CODE_EMPTY),
        Notice::Mistyped(Mistyped::CodeShape) => say(phrases::CODE_SHAPE),
        Notice::Mistyped(Mistyped::Name) => say(phrases::NAME_WRONG),
        Notice::Mistyped(Mistyped::Pin) => say(phrases::PIN_EMPTY),
        Notice::Handover(stage) => say(handover(*stage)),
        Notice::Claim(stage) => say(claim(*stage)),
        Notice::Intruded => say(phrases::HANDOVER_INTRUDED),
        Notice::BrokenLink => say(phrases::ENVELOPE_BROKEN),
        Notice::HelloNotYet => say(phrases::HELLO_NOT_YET),
        Notice::ScannedOther => say(phrases::SCAN_OTHER),
        Notice::NoCamera if around.entra => say(phrases::ENTRA_SCAN_FAILED),
        Notice::NoCamera => say(phrases::SCAN_FAILED),
        Notice::NothingKept => say(phrases::SIGN_IN_STORAGE),
        Notice::NotAtMicrosoft => say(phrases::ENTRA_BROWSER),
        Notice::NotListed => say(phrases::ENTRA_WAITING),
        Notice::TooLateThere => say(phrases::ENTRA_LATE),
        Notice::ShortThere(end) => timed(phrases::ENTRA_SHORT, *end),
        Notice::AnotherPerson { signed_in, invited } => {
            words.say(phrases::ENTRA_ANOTHER, &[("name", signed_in), ("other", invited)])
        }
    };
    Said { text, more: beside(words, notice, around), trace: None }
}

/// By what Microsoft's own log has it.
fn trace(words: &impl Words, problem: &Problem) -> Option<String> {
    let said = aadsts::Said::of(problem)?;
    let phrase = if said.correlation.is_some() { phrases::SIGN_IN_TRACE } else { phrases::SIGN_IN_NUMBER };
    Some(words.say(phrase, &[("number", said.number?), ("trace", said.correlation.unwrap_or_default())]))
}

/// What else there is to know.
fn beside(words: &impl Words, notice: &Notice, around: Around<'_>) -> Vec<String> {
    let mut more = Vec::new();
    let is_over = matches!(
        notice,
        Notice::TimeShort
            | Notice::TimeShortPass(_)
            | Notice::TimeShortHere
            | Notice::NoWay
            | Notice::Handover(Stage::Left)
    );
    match around.kept {
        Kept::Nothing => {}
        Kept::Typed => {
            if matches!(notice, Notice::Failure(Failure::Unreachable | Failure::Slow)) {
                more.push(words.say(phrases::TYPED_KEPT, &[]));
            }
        }
        Kept::Pass | Kept::Passkey if is_over => {}
        Kept::Pass => more.push(words.say(phrases::SAFE_PASS, &[])),
        Kept::Passkey => more.push(words.say(phrases::SAFE_PASSKEY, &[])),
    }
    // Refused after the device had made it, and the device cannot be told.
    if around.kept == Kept::Pass && !around.signals && notice.is(Code::PasskeyRefused) {
        more.push(words.say(phrases::ORPHAN, &[]));
    }
    if let Notice::Ceremony(cause) = notice
        && cause.retry()
        && cause.is_repeated(before_last(around.tries))
        && around.kept == Kept::Pass
    {
        more.push(words.say(phrases::TWICE, &[]));
    }
    more
}

fn handover(stage: Stage) -> Phrase {
    match stage {
        Stage::Refused => phrases::HANDOVER_REFUSED,
        Stage::Contested => phrases::HANDOVER_CONTESTED,
        Stage::Left => phrases::HANDOVER_LEFT,
        Stage::Waiting
        | Stage::Claimed
        | Stage::Opened
        | Stage::Registered
        | Stage::Proven
        | Stage::Expired
        | Stage::Unknown => phrases::HANDOVER_LATE,
    }
}

fn claim(stage: Stage) -> Phrase {
    match stage {
        Stage::Refused => phrases::HANDOVER_REFUSED_PHONE,
        Stage::Contested => phrases::HANDOVER_CONTESTED_PHONE,
        Stage::Left
        | Stage::Waiting
        | Stage::Claimed
        | Stage::Opened
        | Stage::Registered
        | Stage::Proven
        | Stage::Expired
        | Stage::Unknown => phrases::HANDOVER_LATE_PHONE,
    }
}

fn slip(words: &impl Words, finding: Finding, format: Option<PassFormat>) -> String {
    let phrase = match finding {
        Finding::PassTooShort { missing } => return words.say_count(phrases::PASS_SHORT, missing),
        Finding::PassTooLong { excess } => return words.say_count(phrases::PASS_LONG, excess),
        Finding::PassCharacter { place } => {
            let phrase = match format {
                Some(PassFormat::Doorkey) => phrases::PASS_CHARACTER_OWN,
                Some(PassFormat::Printable) | None => phrases::PASS_CHARACTER,
            };
            return words.say(phrase, &[("place", &words.number(place))]);
        }
        Finding::UserNameEmpty => phrases::USER_NAME_EMPTY,
        Finding::UserNameTooLong | Finding::UserNameControl => phrases::USER_NAME_WRONG,
        Finding::UserNameMailto
        | Finding::UserNameDisplay
        | Finding::UserNameQuoted
        | Finding::UserNameTrailing
        | Finding::UserNameInvisible => phrases::SLIP_USER_NAME,
        Finding::PassEmpty => phrases::PASS_EMPTY,
        Finding::PassCheck => phrases::PASS_CHECK,
        Finding::Swapped => phrases::SLIP_SWAPPED,
        Finding::Together { .. } => phrases::SLIP_TOGETHER,
        Finding::AppCode => phrases::SLIP_APP_CODE,
        Finding::Link => phrases::SLIP_LINK,
        Finding::UserNameAgain | Finding::Address => phrases::SLIP_EMAIL,
        Finding::Telephone => phrases::SLIP_TELEPHONE,
        Finding::Label | Finding::Sentence => phrases::SLIP_LABEL,
        Finding::Keyboard(_) => phrases::SLIP_LAYOUT,
        Finding::Invisible { .. } => phrases::SLIP_INVISIBLE,
        Finding::LineBreak { .. } => phrases::SLIP_LINE_BREAK,
        Finding::Form { .. } | Finding::Digit { .. } => phrases::SLIP_OTHER_FORM,
        Finding::LookAlike { .. } => phrases::SLIP_LOOK_ALIKE,
        Finding::Quoted => phrases::SLIP_QUOTES,
        Finding::SmartQuote { .. } => phrases::SLIP_SMART_QUOTES,
        Finding::Dash { .. } => phrases::SLIP_DASH,
        Finding::TrailingMark => phrases::SLIP_PUNCTUATION,
        Finding::Space { .. } => phrases::SLIP_SPACE,
        Finding::CapsLock => phrases::SLIP_CAPS_LOCK,
    };
    words.say(phrase, &[])
}

fn trouble(cause: Cause) -> Phrase {
    match cause {
        Cause::AlreadyThere => phrases::ALREADY_THERE,
        Cause::KeyThere => phrases::KEY_THERE,
        Cause::Unsupported => phrases::UNSUPPORTED,
        Cause::WrongSite => phrases::INSECURE,
        Cause::NoScreenLock => phrases::NO_LOCK,
        Cause::Dismissed | Cause::Aborted | Cause::Broken => phrases::BROKEN,
        Cause::Faulty(Fault::Unreadable | Fault::ForeignRelyingParty) => phrases::FAULTY,
        Cause::Faulty(Fault::NotVerified) => phrases::NOT_VERIFIED,
        Cause::Cancelled => phrases::CANCELLED,
        Cause::TimedOut => phrases::TIMED_OUT,
        Cause::RefusedAtOnce => phrases::SAID_NO,
        Cause::NoActivation => phrases::PRESS_AGAIN,
        Cause::NotPermitted => phrases::NOT_PERMITTED,
        Cause::NotFocused => phrases::UNFOCUSED,
        Cause::Interrupted => phrases::INTERRUPTED,
        Cause::TakenOver => phrases::IN_THE_WAY,
        Cause::BadCertificate => phrases::CERTIFICATE,
        Cause::NoneHere => phrases::NONE_HERE,
        Cause::KeyNeedsPin => phrases::KEY_PIN,
        Cause::KeyLocked => phrases::KEY_LOCKED,
        Cause::KeyCannotKeep => phrases::KEY_FULL,
        Cause::Pending => phrases::PENDING,
        Cause::NoBluetooth => phrases::BLUETOOTH,
        Cause::KeeperFailed => phrases::STORE_CLOSED,
        Cause::InApp => phrases::IN_APP,
        Cause::WrongOptions => phrases::WRONG_QUESTION,
        Cause::NeverSettled => phrases::NEVER_ANSWERED,
    }
}

fn refusal(words: &impl Words, problem: &Problem, around: Around<'_>, help: &str) -> String {
    let say = |phrase| words.say(phrase, &[("help", help)]);
    let timed = |phrase, at| words.say(phrase, &[("time", &words.time(at, around.now)), ("help", help)]);
    match problem.code {
        Code::PassRefused => say(phrases::PASS_REFUSED),
        Code::PassNotYetValid => match problem.not_before {
            Some(start) if around.now < start => timed(phrases::PASS_NOT_YET, start),
            _ => say(phrases::PASS_NOW),
        },
        Code::PassExpired => match problem.ended_at {
            Some(end) => timed(phrases::PASS_EXPIRED, end),
            None => say(phrases::PASS_EXPIRED_UNKNOWN),
        },
        Code::PassUsed => say(phrases::PASS_USED),
        Code::PassReplaced => say(phrases::PASS_REPLACED),
        Code::PassRevoked => say(phrases::PASS_REVOKED),
        Code::PassBlocked => match problem.not_before {
            Some(start) if around.now < start => timed(phrases::PASS_BLOCKED_UNTIL, start),
            Some(_) => say(phrases::PASS_NOW),
            None => say(phrases::PASS_BLOCKED),
        },
        Code::PassTooSoon => match problem.not_before {
            Some(end) if around.now < end => timed(phrases::PASS_WAIT, end),
            _ => say(phrases::PASS_WAIT_OVER),
        },
        Code::InvitationRefused if around.entra => say(phrases::SIGN_IN_LINK),
        Code::InvitationRefused => say(phrases::INVITATION_REFUSED),
        Code::RedemptionEnded => say(phrases::REDEMPTION_ENDED),
        Code::RedemptionSuperseded => say(phrases::REDEMPTION_SUPERSEDED),
        Code::NotExtendable => say(phrases::TIME_SHORT_HERE),
        Code::PasskeyRefused | Code::PasskeyUnknown if around.kept == Kept::Passkey => {
            say(phrases::PROOF_REFUSED)
        }
        Code::PasskeyRefused => say(phrases::PASSKEY_REFUSED),
        Code::PasskeyUnknown => say(phrases::PROOF_REFUSED),
        Code::ChallengeEnded if around.kept == Kept::Passkey => say(phrases::TIMED_OUT),
        Code::ChallengeEnded => say(phrases::CHALLENGE_ENDED),
        Code::PasskeyKnown => say(phrases::PASSKEY_KNOWN),
        Code::WayNotOffered => say(phrases::WAY_NOT_OFFERED),
        Code::PassMalformed => say(phrases::PASS_CHECK),
        Code::HandoverEnded => say(phrases::HANDOVER_LATE_PHONE),
        Code::HandoverClaimed => say(phrases::HANDOVER_CONTESTED_PHONE),
        Code::EnvelopeOpened => say(phrases::ENVELOPE_OPENED),
        Code::EnvelopeEnded => say(phrases::ENVELOPE_ENDED),
        Code::NumberWrong => say(phrases::HANDOVER_REFUSED),
        Code::RedemptionMoved => say(phrases::REDEMPTION_MOVED),
        Code::MethodLast => say(phrases::METHOD_LAST),
        Code::MethodUnknown => say(phrases::METHOD_UNKNOWN),
        Code::CodeWrong | Code::CodeTooSoon => match problem.not_before {
            Some(end) if end > around.now => timed(phrases::CODE_WAIT, end),
            _ => say(phrases::CODE_WRONG),
        },
        Code::CodeUsed => say(phrases::CODE_USED),
        Code::CodeClock => {
            let ahead = problem.clock_ahead.unwrap_or_default();
            let phrase = if ahead < 0 { phrases::CODE_CLOCK_BEHIND } else { phrases::CODE_CLOCK_AHEAD };
            let off = Span::from_secs(ahead.saturating_abs());
            words.say(phrase, &[("span", &words.span(off))])
        }
        Code::AuthenticatorEnded => say(phrases::APP_ENDED),
        Code::DeviceShared => say(phrases::DEVICE_SHARED),
        Code::PinWrong | Code::PinTooSoon => match problem.not_before {
            Some(end) if end > around.now => timed(phrases::PIN_WAIT, end),
            _ => say(phrases::PIN_WRONG),
        },
        Code::Busy => match problem.not_before {
            Some(end) if end - around.now > Span::from_mins(1) => timed(phrases::BUSY_UNTIL, end),
            _ => say(phrases::BUSY),
        },
        Code::SignInUnknown => say(phrases::SIGN_IN_UNKNOWN),
        Code::SignInRefused => say(not_signed_in(problem)),
        Code::PageRefused => say(phrases::SIGN_IN_PAGE),
        Code::DirectoryUnavailable => say(phrases::DIRECTORY_AWAY),
        Code::VisitEnded => say(phrases::VISIT_ENDED),
        Code::MalformedRequest
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::Internal
        | Code::Unknown => say(phrases::INTERNAL),
    }
}

/// What Microsoft's number is put into.
fn not_signed_in(problem: &Problem) -> Phrase {
    let hint = aadsts::Said::of(problem).map_or(Hint::Other, |said| said.hint);
    match hint {
        Hint::Policy => phrases::AADSTS_POLICY,
        Hint::Wrong => phrases::AADSTS_WRONG,
        Hint::Over => phrases::PASS_EXPIRED_UNKNOWN,
        Hint::Used => phrases::ENTRA_USED,
        Hint::Missing => phrases::AADSTS_NONE,
        Hint::Blocked => phrases::AADSTS_BLOCKED,
        Hint::Risky => phrases::AADSTS_RISK,
        Hint::Locked => phrases::AADSTS_LOCKED,
        Hint::Nobody => phrases::AADSTS_UNKNOWN,
        Hint::OtherProof => phrases::AADSTS_PROOF,
        Hint::PasskeyForbidden => phrases::AADSTS_PASSKEY,
        Hint::Left => phrases::AADSTS_LEFT,
        Hint::Declined => phrases::AADSTS_DECLINED,
        Hint::NoConsent => phrases::AADSTS_CONSENT,
        Hint::Other => phrases::SIGN_IN_REFUSED,
    }
}
