//! What went wrong, seen from the newcomer's place, each with a short stable code.
//!
//! Owns [`Failure`], how an answer of the backend can be missing, [`Notice`], everything that can be
//! said above a screen, and the codes `E-…` that the page shows small and the desk looks up in
//! `docs/codes.md`. A code never changes its meaning.

use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::Finding;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::time::Timestamp;

/// Why the backend's answer is not what was hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The device is not on any network.
    Offline,
    /// No answer came: a refused connection, a name that nobody knows, a request cut off.
    Unreachable,
    /// None came in the time that anybody would wait.
    Slow,
    /// The backend is there and this page may not ask it (CORS, mixed content).
    Blocked,
    /// An answer came that is not the backend's: another shape, another page in between.
    Garbled,
    /// The backend said no, and why.
    Refused(Box<Problem>),
}

/// Something to say without moving on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// What was typed is not what it should be, or looks so.
    Slip(Finding),
    /// The backend's answer is missing or a refusal.
    Failure(Failure),
    /// The ceremony gave nothing.
    Ceremony(Cause),
    /// The time to finish here ran out.
    TimeOver,
    /// Little of it is left; more can be had.
    TimeShort,
    /// Little of it is left, because the pass ends then.
    TimeShortPass(Timestamp),
    /// Little of it is left, and more is not granted here.
    TimeShortHere,
    /// None of the ways in that are offered works on this device.
    NoWay,
    /// No passkey can be made on this page.
    Obstacle(Obstacle),
}

impl Notice {
    /// The code that the desk looks up.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Slip(finding) => slip(*finding),
            Self::Failure(Failure::Unreachable) => "E-50",
            Self::Failure(Failure::Garbled) => "E-51",
            Self::Failure(Failure::Offline) => "E-55",
            Self::Failure(Failure::Slow) => "E-56",
            Self::Failure(Failure::Blocked) => "E-57",
            Self::Failure(Failure::Refused(problem)) => refusal(problem.code),
            Self::Ceremony(cause) => cause.code(),
            Self::TimeOver => "E-30",
            Self::TimeShort => "E-34",
            Self::TimeShortPass(_) => "E-35",
            Self::TimeShortHere => "E-36",
            Self::Obstacle(Obstacle::Insecure) => "E-70",
            Self::Obstacle(Obstacle::Framed) => "E-71",
            Self::Obstacle(Obstacle::NoCredentials) => "E-72",
            Self::NoWay => "E-73",
            Self::Obstacle(Obstacle::InApp) => "E-74",
        }
    }

    /// Whether it is this refusal of the backend's.
    pub fn is(&self, code: Code) -> bool {
        matches!(self, Self::Failure(Failure::Refused(problem)) if problem.code == code)
    }

    /// When what was refused becomes possible, where that is known.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self {
            Self::Failure(Failure::Refused(problem)) if problem.code == Code::PassNotYetValid => {
                problem.not_before
            }
            _ => None,
        }
    }
}

fn slip(finding: Finding) -> &'static str {
    match finding {
        Finding::UserNameEmpty => "E-10",
        Finding::UserNameTooLong | Finding::UserNameControl => "E-11",
        Finding::PassEmpty => "E-12",
        Finding::PassTooShort { .. } => "E-13",
        Finding::PassTooLong { .. } => "E-14",
        Finding::PassCharacter { .. } => "E-15",
        Finding::PassCheck => "E-16",
        Finding::UserNameMailto
        | Finding::UserNameDisplay
        | Finding::UserNameQuoted
        | Finding::UserNameTrailing
        | Finding::UserNameInvisible => "E-18",
        Finding::Swapped => "E-19",
        Finding::Together { .. } => "E-100",
        Finding::AppCode => "E-101",
        Finding::Link => "E-102",
        Finding::UserNameAgain | Finding::Address => "E-103",
        Finding::Telephone => "E-104",
        Finding::Label | Finding::Sentence => "E-105",
        Finding::Keyboard(_) => "E-106",
        Finding::Invisible { .. } => "E-107",
        Finding::LineBreak { .. } => "E-108",
        Finding::Form { .. } | Finding::Digit { .. } => "E-109",
        Finding::LookAlike { .. } => "E-110",
        Finding::Quoted => "E-111",
        Finding::SmartQuote { .. } => "E-112",
        Finding::Dash { .. } => "E-113",
        Finding::TrailingMark => "E-114",
        Finding::Space { .. } => "E-115",
        Finding::CapsLock => "E-116",
    }
}

fn refusal(code: Code) -> &'static str {
    match code {
        Code::PassRefused => "E-20",
        Code::PassNotYetValid => "E-21",
        Code::PassExpired => "E-22",
        Code::PassUsed => "E-23",
        Code::PassReplaced => "E-24",
        Code::PassRevoked => "E-25",
        Code::PassMalformed => "E-26",
        Code::InvitationRefused => "E-27",
        Code::RedemptionEnded => "E-31",
        Code::RedemptionSuperseded => "E-32",
        Code::NotExtendable => "E-33",
        Code::PasskeyRefused => "E-60",
        Code::ChallengeEnded => "E-61",
        Code::PasskeyKnown => "E-62",
        Code::PasskeyUnknown => "E-63",
        Code::WayNotOffered => "E-64",
        Code::Busy => "E-52",
        Code::Internal => "E-53",
        Code::MalformedRequest
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::Unknown => "E-54",
    }
}
