//! Time-based one-time passwords (RFC 6238): SHA-1, six digits, 30 seconds.
//!
//! Owns [`TotpSecret`], how an app is told of it, and [`Code`], what an app gives. Says for a code which
//! step it belongs to, and reads no clock. Neither of the two can be printed.

use doorkey_protocol::authenticator::DIGITS;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use std::fmt;
use subtle::{Choice, ConstantTimeEq};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

/// The bytes of a secret: 160 bits, as RFC 4226, §4, recommends.
const LENGTH: usize = 20;

/// The seconds of a step.
const STEP: i64 = 30;

/// How many steps a code may be early or late.
const TOLERANCE: i64 = 1;

/// How far off the clock of a device is looked for: an hour each way, such as a wrong time zone or
/// daylight saving time makes.
const SEARCHED: i64 = 60 * 60 / STEP;

/// The secret that an app and the server share.
pub(crate) struct TotpSecret(Zeroizing<[u8; LENGTH]>);

/// A code as somebody typed it.
pub(crate) struct Code(Zeroizing<String>);

/// What a code is at a given time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The right one: it belongs to this step, the one of now or the one before or after.
    Now(i64),
    /// The right one for a clock that is so many seconds ahead, behind when negative.
    Ahead(i64),
    /// Not of this secret, as far as was searched.
    None,
}

impl TotpSecret {
    /// A fresh secret.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub(crate) fn fresh() -> Result<Self, getrandom::Error> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        getrandom::fill(bytes.as_mut())?;
        Ok(Self(bytes))
    }

    /// The secret of these bytes; `None` when it cannot be one of ours.
    pub(crate) fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// The bytes, to be sealed.
    pub(crate) fn expose(&self) -> &[u8] {
        self.0.as_ref()
    }

    /// The secret in base32 without padding, to be typed.
    pub(crate) fn base32(&self) -> Secret {
        Secret::new(totp_rs::Secret::from(*self.0).to_base32())
    }

    /// The address by which an app takes it over.
    ///
    /// Apps split the label at its first colon, some before and some after decoding it. So the issuer
    /// must hold none, see [`issuer`]; the account may.
    pub(crate) fn uri(&self, issuer: &str, account: &str) -> Secret {
        let (secret, issuer, account) = (self.base32(), encode(issuer), encode(account));
        Secret::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={STEP}",
            secret.expose()
        ))
    }

    /// What `code` is at `now`. Of several steps that it fits, which is rare, the nearest counts.
    pub(crate) fn fit(&self, code: &Code, now: Timestamp) -> Fit {
        let current = step(now);
        let nearest_first = (0..=SEARCHED).flat_map(|by| [by, -by]);
        // To the end, also when it is found: how long it takes does not tell where.
        let found = nearest_first.fold(None, |found, by| {
            let fits = bool::from(self.is_of_step(code, current + by));
            found.or(fits.then_some(by))
        });
        match found {
            Some(by) if by.abs() <= TOLERANCE => Fit::Now(current + by),
            Some(by) => Fit::Ahead(by * STEP),
            None => Fit::None,
        }
    }

    /// Whether `code` is the one of this step, in a time that does not depend on where they differ.
    pub(crate) fn is_of_step(&self, code: &Code, step: i64) -> Choice {
        let Some(seconds) = step.checked_mul(STEP).and_then(|seconds| u64::try_from(seconds).ok()) else {
            return Choice::from(0);
        };
        let right = Zeroizing::new(self.generator().generate(seconds).to_string());
        right.as_bytes().ct_eq(code.0.as_bytes())
    }

    fn generator(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(DIGITS as u8)
            .with_step_duration(STEP as u64)
            .with_secret(*self.0)
            .build_noncompliant()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret([redacted])")
    }
}

impl Code {
    /// Reads a typed code: six ASCII digits, white space between them passed over.
    pub(crate) fn read(typed: &Secret) -> Option<Self> {
        // Never grows, which would leave copies behind: one more than fits is too many.
        let mut code = Zeroizing::new(String::with_capacity(4 * (DIGITS + 1)));
        code.extend(typed.expose().chars().filter(|typed| !typed.is_whitespace()).take(DIGITS + 1));
        (code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())).then_some(Self(code))
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code([redacted])")
    }
}

/// The name of an organisation as an app can show it: colons, at which apps split, become spaces.
pub(crate) fn issuer(name: &str) -> String {
    let parts = name.split(|character: char| character == ':' || character.is_whitespace());
    let issuer = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if issuer.is_empty() { "Doorkey".to_owned() } else { issuer }
}

fn step(now: Timestamp) -> i64 {
    now.as_millis().div_euclid(1_000).div_euclid(STEP)
}

/// Percent-encodes all but the unreserved characters (RFC 3986, §2.3), which mean the same in every
/// part of an address and in every app.
fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend(
                [byte >> 4, byte & 15].map(|half| char::from(b"0123456789ABCDEF"[usize::from(half)])),
            );
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorkey_protocol::time::Span;

    fn code(text: &str) -> Code {
        Code::read(&Secret::new(text.to_owned())).unwrap()
    }

    fn rfc() -> TotpSecret {
        TotpSecret::read(b"12345678901234567890").unwrap()
    }

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Appendix B, SHA-1, the last six of eight digits.
        for (seconds, right) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let now = Timestamp::from_millis(seconds * 1_000 + 999);
            assert_eq!(rfc().fit(&code(right), now), Fit::Now(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn one_step_either_way_is_right_and_an_hour_is_searched() {
        let right = code("050471"); // begins at 1,111,111,110
        let begins = Timestamp::from_millis(1_111_111_110_000);
        let step = 1_111_111_110 / 30;
        for (seconds, fit) in [
            (-31, Fit::Ahead(60)),
            (-30, Fit::Now(step)),
            (0, Fit::Now(step)),
            (29, Fit::Now(step)),
            (59, Fit::Now(step)),
            (60, Fit::Ahead(-60)),
            (3_629, Fit::Ahead(-3_600)),
            (3_630, Fit::None),
            (-3_600, Fit::Ahead(3_600)),
            (-3_601, Fit::None),
        ] {
            assert_eq!(rfc().fit(&right, begins + Span::from_secs(seconds)), fit, "{seconds} s later");
        }
        assert_eq!(rfc().fit(&right, Timestamp::from_millis(-1)), Fit::None);
        assert_eq!(rfc().fit(&right, Timestamp::from_millis(i64::MIN)), Fit::None);
    }

    #[test]
    fn codes_are_read_leniently_and_never_shown() {
        for (typed, fine) in [
            ("050471", true),
            (" 050 471\u{a0}\n", true),
            ("0 5 0 4 7 1", true),
            ("05047", false),
            ("0504711", false),
            ("05047a", false),
            ("050-471", false),
            ("٠٥٠٤٧١", false),
            ("+50471", false),
            ("", false),
        ] {
            assert_eq!(Code::read(&Secret::new(typed.to_owned())).is_some(), fine, "{typed:?}");
        }
        assert_eq!(format!("{:?} {:?}", code("050471"), rfc()), "Code([redacted]) TotpSecret([redacted])");
    }

    #[test]
    fn issuers_hold_no_colon() {
        for (name, shown) in [
            ("Doorkey", "Doorkey"),
            ("Red Cross: Berlin", "Red Cross Berlin"),
            (":a:", "a"),
            ("::", "Doorkey"),
            ("Grüße + Küsse & Co.", "Grüße + Küsse & Co."),
        ] {
            assert_eq!(issuer(name), shown);
        }
    }
}
