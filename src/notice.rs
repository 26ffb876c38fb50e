//! What went wrong, seen from the newcomer's place, each with a short stable code.
//!
//! Owns [`Failure`], how an answer of the backend can be missing, [`Notice`], everything that can be
//! said above a screen, and the codes `E-…` that the page shows small and the desk looks up. A code
//! never changes its meaning.

use crate::ceremony::{CeremonyError, Fault};
use crate::device::Obstacle;
use doorkey_protocol::pass::PassError;
use doorkey_protocol::person::UserNameError;
use doorkey_protocol::problem::{Code, Problem};

/// Why the backend's answer is not what was hoped for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer came: no network, a refused connection, a blocked request.
    Unreachable,
    /// An answer came that is not the backend's: another shape, another page in between.
    Garbled,
    /// The backend said no, and why.
    Refused(Box<Problem>),
}

/// Something to say without moving on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The user name is not one.
    UserName(UserNameError),
    /// The typed text is no pass.
    Pass(PassError),
    /// The backend's answer is missing or a refusal.
    Failure(Failure),
    /// The ceremony gave nothing.
    Ceremony(CeremonyError),
    /// The time to finish here ran out.
    TimeOver,
    /// No passkey can be made on this page.
    Obstacle(Obstacle),
}

impl Notice {
    /// The code that the desk looks up.
    pub fn code(&self) -> &'static str {
        match self {
            Self::UserName(UserNameError::Empty) => "E-10",
            Self::UserName(UserNameError::TooLong | UserNameError::Control) => "E-11",
            Self::Pass(error) => match error {
                PassError::Empty => "E-12",
                PassError::TooShort { .. } => "E-13",
                PassError::TooLong { .. } => "E-14",
                PassError::Character { .. } => "E-15",
                PassError::Check => "E-16",
                _ => "E-17",
            },
            Self::Failure(Failure::Unreachable) => "E-50",
            Self::Failure(Failure::Garbled) => "E-51",
            Self::Failure(Failure::Refused(problem)) => refusal(problem.code),
            Self::Ceremony(error) => match error {
                CeremonyError::Dismissed => "E-40",
                CeremonyError::AlreadyThere => "E-41",
                CeremonyError::Unsupported => "E-42",
                CeremonyError::Insecure => "E-43",
                CeremonyError::Unverifiable => "E-44",
                CeremonyError::Aborted => "E-45",
                CeremonyError::Broken => "E-46",
                CeremonyError::Faulty(Fault::Unreadable) => "E-47",
                CeremonyError::Faulty(Fault::ForeignRelyingParty) => "E-48",
                CeremonyError::Faulty(Fault::NotVerified) => "E-49",
            },
            Self::TimeOver => "E-30",
            Self::Obstacle(Obstacle::Insecure) => "E-70",
            Self::Obstacle(Obstacle::Framed) => "E-71",
            Self::Obstacle(Obstacle::NoCredentials) => "E-72",
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn refusals_the_newcomer_can_meet_have_codes_of_their_own() {
        let ours = [
            Code::MalformedRequest,
            Code::IdempotencyKeyMissing,
            Code::IdempotencyKeyReused,
            Code::BodyTooLarge,
            Code::MediaTypeUnsupported,
            Code::NotFound,
            Code::MethodNotAllowed,
        ];
        let codes: Vec<_> =
            Code::ALL.iter().filter(|code| !ours.contains(code)).map(|code| refusal(*code)).collect();
        assert_eq!(codes.len(), codes.iter().collect::<BTreeSet<_>>().len(), "{codes:?}");
        assert!(!codes.contains(&refusal(Code::Unknown)));
    }
}
