//! What went wrong, seen from the newcomer's place, each with a short stable code.
//!
//! Owns [`Failure`], how an answer of the backend can be missing, [`Notice`], everything that can be
//! said above a screen, and the codes `E-…` that the page shows small and the desk looks up in
//! `docs/codes.md`. A code never changes its meaning.

pub mod aadsts;

use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::Finding;
use doorkey_protocol::handover::Stage;
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
    /// What was typed into a field of its own is not what it asks for.
    Mistyped(Mistyped),
    /// The handover ended like this, seen from the first screen.
    Handover(Stage),
    /// The same, seen from the phone.
    Claim(Stage),
    /// Somebody tried the link of a handover that had been agreed to.
    Intruded,
    /// The link to a pass is not the one that was made: nothing can be read by it.
    BrokenLink,
    /// Windows Hello is still not set up.
    HelloNotYet,
    /// The browser keeps nothing for this page, so nobody could come back from Microsoft to it.
    NothingKept,
    /// Microsoft does not list yet what the newcomer says is set up.
    NotListed,
    /// Microsoft no longer lets it be added without another sign-in.
    TooLateThere,
    /// It does until then, which may be too soon.
    ShortThere(Timestamp),
    /// Microsoft's page makes no passkeys in this browser.
    NotAtMicrosoft,
    /// Somebody else signed in than the invitation names.
    AnotherPerson {
        /// Who signed in.
        signed_in: String,
        /// Whom it names.
        invited: String,
    },
    /// The camera saw a code that is not a slip's.
    ScannedOther,
    /// There is no camera, or it may not be used.
    NoCamera,
}

/// What is the matter with what was typed into a field of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mistyped {
    /// No digits of an authenticator app.
    CodeEmpty,
    /// Not six digits.
    CodeShape,
    /// Not a name of the length that names have.
    Name,
    /// No PIN.
    Pin,
}

impl Mistyped {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::CodeEmpty, Self::CodeShape, Self::Name, Self::Pin];
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
            Self::Failure(Failure::Refused(problem)) => {
                aadsts::Said::of(problem).map_or_else(|| refusal(problem.code), |said| said.hint.code())
            }
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
            Self::Mistyped(Mistyped::CodeEmpty) => "E-120",
            Self::Mistyped(Mistyped::CodeShape) => "E-121",
            Self::Mistyped(Mistyped::Name) => "E-122",
            Self::Mistyped(Mistyped::Pin) => "E-123",
            Self::Handover(stage) | Self::Claim(stage) => handover(*stage),
            Self::Intruded => "E-154",
            Self::HelloNotYet => "E-162",
            Self::NotListed => "E-185",
            Self::TooLateThere => "E-186",
            Self::ShortThere(_) => "E-187",
            Self::NotAtMicrosoft => "E-188",
            Self::AnotherPerson { .. } => "E-189",
            Self::NothingKept => "E-203",
            Self::BrokenLink => "E-172",
            Self::NoCamera => "E-143",
            Self::ScannedOther => "E-144",
        }
    }

    /// Whether it is this refusal of the backend's.
    pub fn is(&self, code: Code) -> bool {
        matches!(self, Self::Failure(Failure::Refused(problem)) if problem.code == code)
    }

    /// When the pass that was refused can be used, where that is known.
    pub fn not_before(&self) -> Option<Timestamp> {
        match self {
            Self::Failure(Failure::Refused(problem))
                if matches!(problem.code, Code::PassNotYetValid | Code::PassBlocked) =>
            {
                problem.not_before
            }
            _ => None,
        }
    }

    /// Whether no pass is looked at yet, whichever it is.
    pub fn pauses(&self, now: Timestamp) -> bool {
        match self {
            Self::Failure(Failure::Refused(problem)) if problem.code == Code::PassTooSoon => {
                problem.not_before.is_some_and(|end| now < end)
            }
            _ => false,
        }
    }
}

fn handover(stage: Stage) -> &'static str {
    match stage {
        Stage::Refused => "E-151",
        Stage::Contested => "E-152",
        Stage::Left => "E-153",
        Stage::Waiting
        | Stage::Claimed
        | Stage::Opened
        | Stage::Registered
        | Stage::Proven
        | Stage::Expired
        | Stage::Unknown => "E-150",
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
        Code::PassTooSoon => "E-28",
        Code::PassBlocked => "E-29",
        Code::RedemptionEnded => "E-31",
        Code::RedemptionSuperseded => "E-32",
        Code::NotExtendable => "E-33",
        Code::PasskeyRefused => "E-60",
        Code::ChallengeEnded => "E-61",
        Code::PasskeyKnown => "E-62",
        Code::PasskeyUnknown => "E-63",
        Code::WayNotOffered => "E-64",
        Code::HandoverEnded => "E-150",
        Code::NumberWrong => "E-151",
        Code::HandoverClaimed => "E-152",
        Code::RedemptionMoved => "E-155",
        Code::EnvelopeOpened => "E-170",
        Code::EnvelopeEnded => "E-171",
        Code::MethodLast => "E-160",
        Code::MethodUnknown => "E-161",
        Code::CodeWrong => "E-130",
        Code::CodeUsed => "E-131",
        Code::CodeClock => "E-132",
        Code::CodeTooSoon => "E-133",
        Code::AuthenticatorEnded => "E-134",
        Code::DeviceShared => "E-142",
        Code::PinWrong => "E-140",
        Code::PinTooSoon => "E-141",
        Code::SignInUnknown => "E-180",
        Code::SignInRefused => "E-181",
        Code::PageRefused => "E-182",
        Code::DirectoryUnavailable => "E-183",
        Code::VisitEnded => "E-184",
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
