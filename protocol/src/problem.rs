//! Why a backend said no: RFC 9457 problem details with a stable code.
//!
//! Owns the list of codes with the status and title of each. A code never changes its meaning; a page
//! that does not know one treats it by its status.

use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// The media type of a problem (RFC 9457, §3).
pub const MEDIA_TYPE: &str = "application/problem+json";

/// A problem as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// `urn:doorkey:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, the same for every occurrence, in English, for developers.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What programs tell it by.
    pub code: Code,
    /// What is particular to this occurrence, in English, for developers. Never a secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// When what was asked becomes possible, where that is known: the start of a pass, the end of a
    /// pause, when the rules open again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_before: Option<Timestamp>,
    /// When what was asked ended, where that is known: the end of a pass.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
    /// How many seconds the clock of the device that gave a code is ahead of the server's (behind, when
    /// negative), where a code tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock_ahead: Option<i64>,
}

impl Problem {
    /// The problem of a code, with nothing particular.
    pub fn new(code: Code) -> Self {
        Self {
            kind: format!("urn:doorkey:problem:{}", code.as_str()),
            title: code.title().to_owned(),
            ..Self::bare(code, code.status())
        }
    }

    /// What a page makes of an answer that came without a problem of its own: a status, and nothing for
    /// developers to read.
    pub const fn bare(code: Code, status: u16) -> Self {
        Self {
            kind: String::new(),
            title: String::new(),
            status,
            code,
            detail: None,
            not_before: None,
            ended_at: None,
            clock_ahead: None,
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $status:literal;)+) => {
        /// A stable code. The documentation of each is its title.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Code {
            $($(#[doc = $doc])+ #[serde(rename = $text)] $name,)+
            /// A code that this version does not know.
            #[serde(other, rename = "unknown")]
            Unknown,
        }

        impl Code {
            /// Every code that a backend of this version gives.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The code as it travels.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Unknown => "unknown" }
            }

            /// The code that travels as `text`.
            pub fn named(text: &str) -> Self {
                match text { $($text => Self::$name,)+ _ => Self::Unknown }
            }

            /// The HTTP status that goes with it.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ Self::Unknown => 500 }
            }

            /// What it means, for developers.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim_ascii(),)+ Self::Unknown => "A problem" }
            }
        }
    };
}

codes! {
    /// The body is not what this call takes.
    MalformedRequest = "malformed-request", 400;
    /// This text has not the shape of a pass here; nothing was counted.
    PassMalformed = "pass-malformed", 422;
    /// No pass that can be used matches this person and this text.
    PassRefused = "pass-refused", 403;
    /// The pass is right, its time has not come.
    PassNotYetValid = "pass-not-yet-valid", 403;
    /// The pass is right, its time is over.
    PassExpired = "pass-expired", 403;
    /// The pass is right, it is used up.
    PassUsed = "pass-used", 403;
    /// The pass is right, a newer one took its place.
    PassReplaced = "pass-replaced", 403;
    /// The pass is right, it was revoked.
    PassRevoked = "pass-revoked", 403;
    /// The pass is right, but the organisation's rules do not let it be used here or now.
    PassBlocked = "pass-blocked", 403;
    /// Too many wrong passes came from here; none is looked at before the pause is over.
    PassTooSoon = "pass-too-soon", 429;
    /// The invitation was not signed here, or was changed since; nothing was counted.
    InvitationRefused = "invitation-refused", 422;
    /// The token opens no redemption that is still open.
    RedemptionEnded = "redemption-ended", 401;
    /// The same pass was redeemed again, and that redemption took over.
    RedemptionSuperseded = "redemption-superseded", 409;
    /// More time is not granted here.
    NotExtendable = "not-extendable", 409;
    /// This way in is not offered to this redemption.
    WayNotOffered = "way-not-offered", 422;
    /// The challenge is over, answered or replaced; a fresh one is needed.
    ChallengeEnded = "challenge-ended", 409;
    /// The response does not hold what it must.
    PasskeyRefused = "passkey-refused", 422;
    /// This credential id is stored already.
    PasskeyKnown = "passkey-known", 409;
    /// No such passkey in this redemption.
    PasskeyUnknown = "passkey-unknown", 404;
    /// Nothing of this id was registered in this redemption.
    MethodUnknown = "method-unknown", 404;
    /// It is the only way in, and its pass cannot be used again.
    MethodLast = "method-last", 409;
    /// The response came from the kiosk itself, which belongs to everybody.
    DeviceShared = "device-shared", 422;
    /// No secret of an authenticator app is open to be confirmed; a new one is needed.
    AuthenticatorEnded = "authenticator-ended", 409;
    /// The code does not match the secret.
    CodeWrong = "code-wrong", 422;
    /// The code was taken once already.
    CodeUsed = "code-used", 422;
    /// The code is of another time: the clock of the device that gave it is wrong.
    CodeClock = "code-clock", 422;
    /// No code is looked at before the pause after wrong ones is over.
    CodeTooSoon = "code-too-soon", 429;
    /// The link to continue by is over, refused or was never made.
    HandoverEnded = "handover-ended", 410;
    /// Another device has opened the link to continue by.
    HandoverClaimed = "handover-claimed", 409;
    /// Another number was compared than the one that is shown.
    NumberWrong = "number-wrong", 409;
    /// The redemption is another device's now.
    RedemptionMoved = "redemption-moved", 409;
    /// The link to a pass was opened before.
    EnvelopeOpened = "envelope-opened", 410;
    /// The link to a pass is over: its pass ended, or it never was one.
    EnvelopeEnded = "envelope-ended", 410;
    /// No sign-in at Microsoft was begun in this browser, or it is too old; begin again.
    SignInUnknown = "sign-in-unknown", 409;
    /// Microsoft did not sign them in; the detail is its own words.
    SignInRefused = "sign-in-refused", 403;
    /// This page is none of those that the backend lets Microsoft lead back to.
    PageRefused = "page-refused", 403;
    /// Microsoft's directory does not answer, or not as it should; try again.
    DirectoryUnavailable = "directory-unavailable", 503;
    /// The visit is over; sign in again.
    VisitEnded = "visit-ended", 401;
    /// The staff's PIN is wrong.
    PinWrong = "pin-wrong", 403;
    /// No PIN is looked at before the pause after wrong ones is over.
    PinTooSoon = "pin-too-soon", 429;
    /// A registration needs an Idempotency-Key of 16 to 64 letters, digits, hyphens or underscores.
    IdempotencyKeyMissing = "idempotency-key-missing", 400;
    /// This Idempotency-Key came with another body before.
    IdempotencyKeyReused = "idempotency-key-reused", 422;
    /// The body is larger than this call takes.
    BodyTooLarge = "body-too-large", 413;
    /// The body must be application/json.
    MediaTypeUnsupported = "media-type-unsupported", 415;
    /// There is nothing at this path.
    NotFound = "not-found", 404;
    /// This path does not take this method.
    MethodNotAllowed = "method-not-allowed", 405;
    /// The server has more to do than it can; try again.
    Busy = "busy", 503;
    /// The server failed; its log says why.
    Internal = "internal", 500;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_travel_as_their_text() {
        for &code in Code::ALL {
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(json, format!("\"{}\"", code.as_str()));
            assert_eq!(serde_json::from_str::<Code>(&json).unwrap(), code);
            assert!((400..600).contains(&code.status()), "{code:?}");
            assert!(!code.title().is_empty());
        }
        assert_eq!(serde_json::from_str::<Code>("\"from-the-future\"").unwrap(), Code::Unknown);
    }

    #[test]
    fn a_problem_reads_as_rfc_9457_has_it() {
        let mut problem = Problem::new(Code::PassNotYetValid);
        problem.not_before = Some(Timestamp::from_millis(5));
        assert_eq!(
            serde_json::to_string(&problem).unwrap(),
            r#"{"type":"urn:doorkey:problem:pass-not-yet-valid","title":"The pass is right, its time has not come.","status":403,"code":"pass-not-yet-valid","notBefore":5}"#
        );
    }
}
