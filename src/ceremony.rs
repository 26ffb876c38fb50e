//! The ceremony: why the authenticator gave nothing, and whether what it gave is for us.
//!
//! Owns [`CeremonyError`], made from the name of the `DOMException` that ended a `create()` or `get()`,
//! and the check of a response before it leaves this page: the RP ID hash and the user verification
//! flag, so that a faulty password manager is named here and not guessed at by the server.

mod attestation;

use sha2::{Digest, Sha256};

/// The two ceremonies of W3C Web Authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// `navigator.credentials.create()` (WebAuthn Level 3, §5.1.3).
    Registration,
    /// `navigator.credentials.get()` (WebAuthn Level 3, §5.1.4).
    Authentication,
}

/// Why a ceremony gave nothing that can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CeremonyError {
    /// Refused, timed out, or not allowed to start: browsers do not say which (`NotAllowedError`).
    Dismissed,
    /// The authenticator holds a passkey for this person already (`InvalidStateError` at creation).
    AlreadyThere,
    /// No authenticator here can do what was asked (`NotSupportedError`).
    Unsupported,
    /// This page may not ask for this RP ID (`SecurityError`).
    Insecure,
    /// The authenticator cannot verify who is there, or cannot keep passkeys (`ConstraintError`).
    Unverifiable,
    /// Stopped by this page (`AbortError`).
    Aborted,
    /// Anything else, from the platform or from something that took over `navigator.credentials`.
    Broken,
    /// It answered, and the answer is not for us.
    Faulty(Fault),
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no authenticator data at all.
    Unreadable,
    /// It is made for another relying party: the RP ID hash is not ours.
    ForeignRelyingParty,
    /// Nobody was verified: the UV flag is not set although it was required.
    NotVerified,
}

impl CeremonyError {
    /// The cause behind the name of a `DOMException`, or of whatever else was thrown.
    pub fn from_name(name: &str, ceremony: Ceremony) -> Self {
        match (name, ceremony) {
            ("NotAllowedError", _) => Self::Dismissed,
            ("InvalidStateError", Ceremony::Registration) => Self::AlreadyThere,
            ("NotSupportedError", _) => Self::Unsupported,
            ("SecurityError", _) => Self::Insecure,
            ("ConstraintError", _) => Self::Unverifiable,
            ("AbortError", _) => Self::Aborted,
            _ => Self::Broken,
        }
    }
}

/// Checks what `create()` gave: an attestation object (WebAuthn Level 3, §6.5) made for `rp_id`.
///
/// # Errors
/// The first fault found.
pub fn check_registration(rp_id: &str, attestation_object: &[u8]) -> Result<(), Fault> {
    check_authenticator_data(
        rp_id,
        attestation::authenticator_data(attestation_object).ok_or(Fault::Unreadable)?,
    )
}

/// Checks authenticator data (WebAuthn Level 3, §6.1) made for `rp_id`: 32 bytes of RP ID hash, then
/// the flags.
///
/// # Errors
/// The first fault found.
pub fn check_authenticator_data(rp_id: &str, data: &[u8]) -> Result<(), Fault> {
    const USER_VERIFIED: u8 = 0b100;
    let (hash, rest) = data.split_at_checked(32).ok_or(Fault::Unreadable)?;
    let flags = rest.first().ok_or(Fault::Unreadable)?;
    if Sha256::digest(rp_id.as_bytes()).as_slice() != hash {
        return Err(Fault::ForeignRelyingParty);
    }
    if flags & USER_VERIFIED == 0 { Err(Fault::NotVerified) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(rp_id: &str, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(rp_id.as_bytes()).to_vec();
        data.extend([flags, 0, 0, 0, 0]);
        data
    }

    #[test]
    fn answers_for_others_are_named() {
        for (case, answer, expected) in [
            ("ours", data("localhost", 0b101), Ok(())),
            ("another's", data("evil.example", 0b101), Err(Fault::ForeignRelyingParty)),
            ("of a parent domain", data("host", 0b101), Err(Fault::ForeignRelyingParty)),
            ("nobody verified", data("localhost", 0b001), Err(Fault::NotVerified)),
            ("cut", data("localhost", 0b101)[..32].to_vec(), Err(Fault::Unreadable)),
            ("empty", vec![], Err(Fault::Unreadable)),
        ] {
            assert_eq!(check_authenticator_data("localhost", &answer), expected, "{case}");
        }
    }

    #[test]
    fn registrations_are_looked_into() {
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58\x25".to_vec();
        object.extend(data("localhost", 0b101));
        assert_eq!(check_registration("localhost", &object), Ok(()));
        assert_eq!(check_registration("example.org", &object), Err(Fault::ForeignRelyingParty));
        for cut in 0..object.len() {
            assert_eq!(
                check_registration("localhost", &object[..cut]),
                Err(Fault::Unreadable),
                "{cut} bytes"
            );
        }
    }

    #[test]
    fn names_become_causes() {
        use Ceremony::{Authentication, Registration};
        for (name, ceremony, expected) in [
            ("NotAllowedError", Registration, CeremonyError::Dismissed),
            ("NotAllowedError", Authentication, CeremonyError::Dismissed),
            ("InvalidStateError", Registration, CeremonyError::AlreadyThere),
            ("InvalidStateError", Authentication, CeremonyError::Broken),
            ("NotSupportedError", Registration, CeremonyError::Unsupported),
            ("SecurityError", Registration, CeremonyError::Insecure),
            ("ConstraintError", Registration, CeremonyError::Unverifiable),
            ("AbortError", Authentication, CeremonyError::Aborted),
            ("UnknownError", Registration, CeremonyError::Broken),
            ("", Registration, CeremonyError::Broken),
        ] {
            assert_eq!(CeremonyError::from_name(name, ceremony), expected, "{name} at {ceremony:?}");
        }
    }
}
