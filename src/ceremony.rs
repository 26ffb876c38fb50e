//! The ceremony: whether what the authenticator gave is for us, and why it gave nothing.
//!
//! Owns the check of a response before it leaves this page: the RP ID hash and the user verification
//! flag, so that a faulty password manager is named here and not guessed at by the server. Why there is
//! no response at all is found in `cause`.

mod attestation;
pub mod cause;

/// The two ceremonies of W3C Web Authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    /// `navigator.credentials.create()` (WebAuthn Level 3, §5.1.3).
    Registration,
    /// `navigator.credentials.get()` (WebAuthn Level 3, §5.1.4).
    Authentication,
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

/// Checks what `create()` gave: an attestation object (WebAuthn Level 3, §6.5) made for the relying party
/// whose id has this SHA-256.
///
/// # Errors
/// The first fault found.
pub fn check_registration(rp_id_hash: &[u8], attestation_object: &[u8]) -> Result<(), Fault> {
    check_authenticator_data(
        rp_id_hash,
        attestation::authenticator_data(attestation_object).ok_or(Fault::Unreadable)?,
    )
}

/// Checks authenticator data (WebAuthn Level 3, §6.1): 32 bytes of RP ID hash, then the flags.
///
/// # Errors
/// The first fault found.
pub fn check_authenticator_data(rp_id_hash: &[u8], data: &[u8]) -> Result<(), Fault> {
    const USER_VERIFIED: u8 = 0b100;
    let (hash, rest) = data.split_at_checked(32).ok_or(Fault::Unreadable)?;
    let flags = rest.first().ok_or(Fault::Unreadable)?;
    if rp_id_hash != hash {
        return Err(Fault::ForeignRelyingParty);
    }
    if flags & USER_VERIFIED == 0 { Err(Fault::NotVerified) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn hash(rp_id: &str) -> Vec<u8> {
        Sha256::digest(rp_id.as_bytes()).to_vec()
    }

    fn data(rp_id: &str, flags: u8) -> Vec<u8> {
        let mut data = hash(rp_id);
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
            assert_eq!(check_authenticator_data(&hash("localhost"), &answer), expected, "{case}");
        }
    }

    #[test]
    fn registrations_are_looked_into() {
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58\x25".to_vec();
        object.extend(data("localhost", 0b101));
        assert_eq!(check_registration(&hash("localhost"), &object), Ok(()));
        assert_eq!(check_registration(&hash("example.org"), &object), Err(Fault::ForeignRelyingParty));
        for cut in 0..object.len() {
            assert_eq!(
                check_registration(&hash("localhost"), &object[..cut]),
                Err(Fault::Unreadable),
                "{cut} bytes"
            );
        }
    }
}
