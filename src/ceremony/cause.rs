//! The cause finder: why a ceremony gave nothing, and who can do what about it.
//!
//! Owns [`Incident`], what was seen of a ceremony that gave nothing, [`Cause`], the likeliest reason
//! with its code, and [`find`], which leads from one to the other. Browsers hide most reasons behind
//! `NotAllowedError` (WebAuthn Level 3, §14.5.1 and §14.5.2), so this weighs, strongest first: what the
//! browser said in words, what the error is called, what page and device say of themselves, and last
//! time and focus. Pure: it is given all that it weighs. It never quotes a message to the newcomer.

use super::{Ceremony, Fault};
use crate::device::Device;
use crate::text::has;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;

/// A ceremony that gave nothing, with what was seen around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Incident {
    /// Which ceremony it was.
    pub ceremony: Ceremony,
    /// What was asked for.
    pub way: Way,
    /// How it ended.
    pub ended: Ended,
    /// From the call to its end.
    pub took: Span,
    /// The `timeout` that the options asked for.
    pub timeout: Option<Span>,
    /// Whether the page lost the focus meanwhile: a dialog of the system or the browser came up.
    pub lost_focus: bool,
    /// Whether the page was hidden meanwhile: another tab, another app, a locked phone.
    pub was_hidden: bool,
    /// Whether this page had aborted it.
    pub aborted_by_us: bool,
    /// `navigator.userActivation.isActive` at the call; `None` when the browser does not say.
    pub activated: Option<bool>,
    /// Whether the permissions policy lets this document ask; `None` when the browser does not say.
    pub permitted: Option<bool>,
    /// Whether the method of `navigator.credentials` is not the browser's own: an extension, a script
    /// or the app around a web view has put another in its place.
    pub taken_over: bool,
    /// Whether Bluetooth, and with it a phone nearby, can be reached; `None` when it is not known.
    pub bluetooth: Option<bool>,
    /// What device and page can do.
    pub device: Device,
}

/// How a ceremony ended that gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Something was thrown.
    Threw {
        /// Its `name`; empty when it has none, as a string has none.
        name: String,
        /// Its `message`, or the string itself.
        message: String,
    },
    /// It did not end: the page's own timer gave up.
    NeverSettled,
    /// It answered, and the answer is not for us.
    Faulty(Fault),
}

/// Why a ceremony gave nothing. Two reasons are two causes only where the next step differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Refused, and nothing tells why. Try again.
    Dismissed,
    /// The authenticator holds a passkey for this person already. Sign in with it.
    AlreadyThere,
    /// The same of a security key. Sign in with it, or another key.
    KeyThere,
    /// This device or key cannot make this kind of passkey. Another way.
    Unsupported,
    /// This page may not ask for this RP ID: wrong site, no https, or not a related origin. Operator.
    WrongSite,
    /// This device has no fingerprint, face or screen lock set up. Set one up.
    NoScreenLock,
    /// Stopped by this page itself. Nothing is said.
    Aborted,
    /// Something broke, and nothing tells what. Try again.
    Broken,
    /// It answered, and the answer is not for us.
    Faulty(Fault),
    /// A dialog was there and was closed by a hand. Try again when ready.
    Cancelled,
    /// Nobody acted in the time given. Get ready, then try again.
    TimedOut,
    /// Refused before anything was shown, for no reason that can be seen. Try again.
    RefusedAtOnce,
    /// The browser wants a fresh press of a button. Press again.
    NoActivation,
    /// The page in which this one stands, or its policy, forbids passkeys. Operator; open it by itself.
    NotPermitted,
    /// The window was not in front when it began. Click the page, then try again.
    NotFocused,
    /// The page was left meanwhile. Try again and stay.
    Interrupted,
    /// A password manager, an extension or a script is in the way. Unlock it or let the device answer.
    TakenOver,
    /// The browser does not trust the connection. Operator; do not go on here.
    BadCertificate,
    /// No passkey for this person was found here. Use the device or key that has it.
    NoneHere,
    /// The security key needs its PIN, or has none yet. Set one, then try again.
    KeyNeedsPin,
    /// The security key has locked itself after wrong PINs. Take it out, put it in, or another key.
    KeyLocked,
    /// The security key is full or cannot keep passkeys. Another key or way.
    KeyCannotKeep,
    /// Another request has not ended yet. Close its window, wait a moment, try again.
    Pending,
    /// A phone was to answer, and Bluetooth is off or missing. Turn it on.
    NoBluetooth,
    /// What keeps passkeys on this phone failed or is not set up. Set it up or restart; another way.
    KeeperFailed,
    /// A browser inside another app, which cannot make passkeys. Open the page in the real browser.
    InApp,
    /// The options were wrong: a bug of the backend or ours. Operator.
    WrongOptions,
    /// It never ended. Try again, closing what is still open.
    NeverSettled,
}

/// The likeliest cause of `incident`, after the causes found `earlier` in this visit, oldest first.
pub fn find(incident: &Incident, earlier: &[Cause]) -> Cause {
    let (name, message) = match &incident.ended {
        Ended::Faulty(fault) => return Cause::Faulty(*fault),
        Ended::NeverSettled => return unsettled(incident),
        // Whatever comes after our own abort came of it (§5.6): some throw another error then.
        Ended::Threw { .. } if incident.aborted_by_us => return Cause::Aborted,
        Ended::Threw { name, message } => (name.as_str(), message.to_ascii_lowercase()),
    };
    let cause = said(incident, name, &message)
        .or_else(|| named(incident, name, &message))
        .unwrap_or_else(|| refused(incident, &message, earlier));
    match cause {
        Cause::AlreadyThere if incident.way == Way::SecurityKey => Cause::KeyThere,
        cause => cause,
    }
}

impl Cause {
    /// Every cause.
    pub const ALL: &[Self] = &[
        Self::Dismissed,
        Self::AlreadyThere,
        Self::KeyThere,
        Self::Unsupported,
        Self::WrongSite,
        Self::NoScreenLock,
        Self::Aborted,
        Self::Broken,
        Self::Faulty(Fault::Unreadable),
        Self::Faulty(Fault::ForeignRelyingParty),
        Self::Faulty(Fault::NotVerified),
        Self::Cancelled,
        Self::TimedOut,
        Self::RefusedAtOnce,
        Self::NoActivation,
        Self::NotPermitted,
        Self::NotFocused,
        Self::Interrupted,
        Self::TakenOver,
        Self::BadCertificate,
        Self::NoneHere,
        Self::KeyNeedsPin,
        Self::KeyLocked,
        Self::KeyCannotKeep,
        Self::Pending,
        Self::NoBluetooth,
        Self::KeeperFailed,
        Self::InApp,
        Self::WrongOptions,
        Self::NeverSettled,
    ];

    /// The code that the desk looks up. It never changes its meaning.
    #[inline(never)]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Dismissed => "E-40",
            Self::AlreadyThere => "E-41",
            Self::KeyThere => "E-99",
            Self::Unsupported => "E-42",
            Self::WrongSite => "E-43",
            Self::NoScreenLock => "E-44",
            Self::Aborted => "E-45",
            Self::Broken => "E-46",
            Self::Faulty(Fault::Unreadable) => "E-47",
            Self::Faulty(Fault::ForeignRelyingParty) => "E-48",
            Self::Faulty(Fault::NotVerified) => "E-49",
            Self::Cancelled => "E-80",
            Self::TimedOut => "E-81",
            Self::RefusedAtOnce => "E-82",
            Self::NoActivation => "E-83",
            Self::NotPermitted => "E-84",
            Self::NotFocused => "E-85",
            Self::Interrupted => "E-86",
            Self::TakenOver => "E-87",
            Self::BadCertificate => "E-88",
            Self::NoneHere => "E-89",
            Self::KeyNeedsPin => "E-90",
            Self::KeyLocked => "E-91",
            Self::KeyCannotKeep => "E-92",
            Self::Pending => "E-93",
            Self::NoBluetooth => "E-94",
            Self::KeeperFailed => "E-95",
            Self::InApp => "E-96",
            Self::WrongOptions => "E-97",
            Self::NeverSettled => "E-98",
        }
    }

    /// Whether nothing is to be said: the page stopped it, and knows why.
    pub const fn is_silent(self) -> bool {
        matches!(self, Self::Aborted)
    }

    /// Whether the operator must act, and nobody else can. The console tells them.
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::WrongSite | Self::NotPermitted | Self::BadCertificate | Self::WrongOptions)
    }

    /// Whether trying the same again can help, perhaps after a step of the newcomer's own.
    pub const fn retry(self) -> bool {
        !self.is_ours()
            && !matches!(
                self,
                Self::AlreadyThere | Self::KeyThere | Self::Unsupported | Self::KeyCannotKeep | Self::InApp
            )
    }

    /// Whether to offer another way first: at once where trying again is in vain or asks for more than
    /// a minute's work, at the second failure of a kind everywhere else.
    pub fn other_way(self, earlier: &[Self]) -> bool {
        !self.retry() || matches!(self, Self::NoScreenLock | Self::KeyLocked) || self.is_repeated(earlier)
    }

    /// Whether something of the kind has happened before.
    pub fn is_repeated(self, earlier: &[Self]) -> bool {
        earlier.iter().any(|before| before.kind() == self.kind())
    }

    /// Failures that feel the same to the newcomer count together: however a dialog went away, the
    /// second time it is no slip.
    const fn kind(self) -> Self {
        match self {
            Self::Cancelled
            | Self::TimedOut
            | Self::RefusedAtOnce
            | Self::NoActivation
            | Self::NotFocused
            | Self::Interrupted
            | Self::Pending
            | Self::TakenOver
            | Self::NeverSettled => Self::Dismissed,
            Self::Faulty(_) => Self::Faulty(Fault::Unreadable),
            other => other,
        }
    }
}

/// Sooner than this without a dialog, nobody answered: to see a window, to decide and to press takes a
/// person more than a second, and a browser that asks nobody is done in some milliseconds, on Android,
/// where another process is asked, in some hundred.
const AT_ONCE: Span = Span::from_millis(1_000);

/// An end this shortly before the timeout is the timeout: the browser's timer and ours start apart.
const SLACK: i64 = 2_000;

/// What browsers take when the options name no timeout (§5.4, `timeout`: 300 s is recommended).
const DEFAULT_TIMEOUT: Span = Span::from_secs(300);

/// The longest that Firefox waits, whatever the options say.
const FIREFOX_TIMEOUT: Span = Span::from_secs(120);

/// Where a sentence of [`SAID`] means its cause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum When {
    /// Everywhere.
    Always,
    /// In a registration.
    Creating,
    /// In an authentication.
    Getting,
    /// Where a security key was asked for.
    Key,
    /// Where a hand had the time to do it: WebKit says "cancelled by the user" when it asked nobody, too.
    InTime,
}

use When::{Always, Creating, Getting, InTime, Key};

/// Sentences that browsers, systems and extensions are known to give: the error's name (empty: any), a
/// stable fragment in lower case, where it counts, what it means. The first that fits decides.
const SAID: &[(&str, &str, When, Cause)] = &[
    // Chromium, for a certificate error that was clicked away.
    ("NotAllowedError", "tls certificate error", Always, Cause::BadCertificate),
    // Chromium, by the permissions policy (§5.9); sandboxed frames; WebKit and old Chromium in frames.
    ("", "'publickey-credentials-", Always, Cause::NotPermitted),
    ("NotAllowedError", "opaque origin", Always, Cause::NotPermitted),
    ("NotAllowedError", "not the same as its ancestors", Always, Cause::NotPermitted),
    ("NotAllowedError", "same-origin with all of its ancestors", Always, Cause::NotPermitted),
    // Chromium and WebKit, for a page that is not in front.
    ("NotAllowedError", "does not have focus", Always, Cause::NotFocused),
    ("NotAllowedError", "document is not focused", Always, Cause::NotFocused),
    // Chromium, in frames (§5.1.3 step 2).
    ("NotAllowedError", "user activation is required", Always, Cause::NoActivation),
    // Chromium (OperationError, once InvalidStateError); WebKit.
    ("", "request is already pending", Always, Cause::Pending),
    ("NotAllowedError", "voided by a new request", Always, Cause::Pending),
    // Chromium; WebKit, which said it under NotAllowedError first; Android; KeePassXC (§5.1.3 step 22).
    ("", "credentials already registered", Creating, Cause::AlreadyThere),
    ("", "entry of the excludecredentials", Creating, Cause::AlreadyThere),
    ("", "excluded credential", Creating, Cause::AlreadyThere),
    ("", "credential is excluded", Creating, Cause::AlreadyThere),
    // WebKit; Android; KeePassXC; Firefox, when a security key does not know the passkey.
    ("", "credentials from the allowcredentials list", Getting, Cause::NoneHere),
    ("", "no credentials available", Getting, Cause::NoneHere),
    ("", "no logins found", Getting, Cause::NoneHere),
    ("InvalidStateError", "no longer, usable", Getting, Cause::NoneHere),
    // Chromium on Android, and what Android itself says.
    ("", "screen lock", Always, Cause::NoScreenLock),
    // A security key's own codes by their names in CTAP 2.2, §8.2; the numbers are read by `ctap`.
    ("", "pin_not_set", Key, Cause::KeyNeedsPin),
    ("", "pin_required", Key, Cause::KeyNeedsPin),
    ("", "pin_blocked", Key, Cause::KeyLocked),
    ("", "pin_auth_blocked", Key, Cause::KeyLocked),
    ("", "key_store_full", Key, Cause::KeyCannotKeep),
    ("", "resident credentials", Key, Cause::KeyCannotKeep), // Chromium (§6.3.2 step 4)
    // A phone that was to answer.
    ("", "bluetooth", Always, Cause::NoBluetooth),
    // Android: the finger was skipped; the app that keeps passkeys is missing, signed out or broken.
    ("", "unable to create key during registration", Always, Cause::Cancelled),
    ("", "talking to the credential manager", Always, Cause::KeeperFailed),
    ("", "no create options available", Always, Cause::KeeperFailed),
    ("", "unable to get sync account", Always, Cause::KeeperFailed),
    // Android web views of apps that are no partner of this site; Chromium where the API is a shell.
    ("", "rp id cannot be validated", Always, Cause::InApp),
    ("", "not authorized to access passkeys", Always, Cause::InApp),
    ("", "does not support public key credentials", Always, Cause::InApp),
    // Bitwarden, in frames and at related origins; KeePassXC, likewise.
    ("", "sameoriginwithancestors", Always, Cause::TakenOver),
    ("", "'rp.id' cannot be used with the current origin", Always, Cause::TakenOver),
    ("", "origin and rp id do not match", Always, Cause::TakenOver),
    // Scripts that stumble over themselves (1Password, Bitwarden), in Chromium's words and Firefox's.
    ("TypeError", "illegal invocation", Always, Cause::TakenOver),
    ("TypeError", "cannot read propert", Always, Cause::TakenOver),
    ("TypeError", "can't access property", Always, Cause::TakenOver),
    ("", "permission denied to access", Always, Cause::TakenOver),
    ("", "extension context invalidated", Always, Cause::TakenOver),
    ("", "receiving end does not exist", Always, Cause::TakenOver),
    // Options that a browser cannot read: Chromium, Firefox, WebKit.
    ("TypeError", "failed to execute", Always, Cause::WrongOptions),
    ("TypeError", "failed to read the '", Always, Cause::WrongOptions),
    ("TypeError", "user handle exceeds", Always, Cause::WrongOptions),
    ("TypeError", "user.id", Always, Cause::WrongOptions),
    ("TypeError", "is required and must be", Always, Cause::WrongOptions),
    ("TypeError", "missing required", Always, Cause::WrongOptions),
    ("NotSupportedError", "required parameters missing", Always, Cause::WrongOptions),
    ("NotSupportedError", "extension is only valid", Always, Cause::WrongOptions),
    // WebKit; Safari's strangest (HierarchyRequestError); the web views of Meta's apps; KeePassXC.
    ("", "operation timed out", Always, Cause::TimedOut),
    ("HierarchyRequestError", "incorrect node tree", Always, Cause::TimedOut),
    ("", "took too long", Always, Cause::TimedOut),
    ("", "lifetimetimer has expired", Always, Cause::TimedOut),
    // WebKit and the web views of Meta's apps; Android ("User canceled the request").
    ("", "cancelled by the user", InTime, Cause::Cancelled),
    ("", "user cancel", InTime, Cause::Cancelled),
];

/// What was said in so many words: the strongest evidence there is.
fn said(incident: &Incident, name: &str, message: &str) -> Option<Cause> {
    let counts = |when| match when {
        Always => true,
        Creating => incident.ceremony == Ceremony::Registration,
        Getting => incident.ceremony == Ceremony::Authentication,
        Key => incident.way == Way::SecurityKey,
        InTime => !at_once(incident),
    };
    SAID.iter()
        .find(|(of, fragment, when, _)| {
            (of.is_empty() || *of == name) && has(message, fragment) && counts(*when)
        })
        .map(|(.., cause)| *cause)
        .or_else(|| ctap(incident, message))
}

/// The code with which a security key refused (CTAP 2.2, §8.2). WebKit appends it to an `UnknownError`,
/// as a number or, by the type it has there, as the character with that number.
fn ctap(incident: &Incident, message: &str) -> Option<Cause> {
    let mut colons = message.match_indices(':');
    let (at, _) = colons.find(|(at, _)| message.get(..*at).is_some_and(|it| it.ends_with("error code")))?;
    let code = message.get(at + 2..)?;
    let code = match code.trim_end().parse::<u8>() {
        Ok(number) if number > 9 => number,
        _ => *code.as_bytes().first()?,
    };
    Some(match code {
        0x19 => Cause::AlreadyThere,
        0x26 => Cause::Unsupported,
        0x27 => Cause::Cancelled,
        0x28 | 0x2b => Cause::KeyCannotKeep,
        0x2e if incident.ceremony == Ceremony::Authentication => Cause::NoneHere,
        0x2f | 0x3a => Cause::TimedOut,
        0x31 | 0x33 | 0x35 | 0x36 | 0x37 => Cause::KeyNeedsPin,
        0x32 | 0x34 | 0x3c => Cause::KeyLocked,
        _ => return None,
    })
}

/// What the error is called, in the order of WebAuthn Level 3, §5.1.3 ("Exceptions"), §5.1.4 and
/// §6.3.2. `None` for the names that hide the cause.
fn named(incident: &Incident, name: &str, message: &str) -> Option<Cause> {
    Some(match (name, incident.ceremony) {
        // Level 3 throws it for all that must not be told (§14.5); Firefox gives AbortError on cancel.
        ("NotAllowedError" | "AbortError", _) => return None,
        // No browser throws a bare Error: Bitwarden does, in the words of a refusal or in its own.
        ("Error", _) if has(message, "not allowed") => return None,
        ("InvalidStateError", Ceremony::Registration) => Cause::AlreadyThere,
        // No residentKey or no user verification (§6.3.2 steps 4 and 5). A key mostly lacks its PIN.
        ("ConstraintError" | "UserVerificationError", _) => match incident.way {
            Way::SecurityKey => Cause::KeyNeedsPin,
            Way::Passkey | Way::Phone | Way::Authenticator | Way::WindowsHello | Way::Unknown => {
                Cause::NoScreenLock
            }
        },
        ("NotSupportedError", _) => Cause::Unsupported,
        ("SecurityError", _) => Cause::WrongSite,
        // Firefox says it when it cannot begin at all; Chromium only when another is pending.
        ("OperationError", _) if has(message, "operation-specific reason") => Cause::Broken,
        ("OperationError", _) => Cause::Pending,
        ("NotReadableError", _) => Cause::KeeperFailed,
        ("TimeoutError", _) => Cause::TimedOut,
        ("NotFoundError", Ceremony::Authentication) => Cause::NoneHere,
        // Proposed for Level 4 (w3c/webauthn#2096).
        ("UserCancelledError", _) => Cause::Cancelled,
        ("HybridPrerequisitesError", _) => Cause::NoBluetooth,
        // Nothing but a script throws these: what has no name, what it could not hand on (a signal).
        ("" | "Error" | "DataCloneError", _) => Cause::TakenOver,
        // A browser's own TypeError is told by its words; one from a script is its own mistake.
        ("TypeError", _) if incident.taken_over => Cause::TakenOver,
        ("TypeError" | "EncodingError" | "RangeError" | "SyntaxError" | "DataError", _) => {
            Cause::WrongOptions
        }
        _ => Cause::Broken,
    })
}

/// A refusal without a reason: what page and device say of themselves, then time and focus.
fn refused(incident: &Incident, message: &str, earlier: &[Cause]) -> Cause {
    if incident.permitted == Some(false) {
        return Cause::NotPermitted;
    }
    // Firefox, in one sentence: not permitted, or not the tab in front.
    if has(message, "credentialcontainer request is not allowed") {
        return if incident.device.framed { Cause::NotPermitted } else { Cause::NotFocused };
    }
    if incident.way == Way::Passkey && incident.device.platform_authenticator == Some(false) {
        return Cause::NoScreenLock;
    }
    if at_once(incident) {
        return refused_at_once(incident, earlier);
    }
    if incident.was_hidden {
        return Cause::Interrupted;
    }
    if timed_out(incident) {
        return if phone_out_of_reach(incident) { Cause::NoBluetooth } else { Cause::TimedOut };
    }
    // WebKit: the phone that scanned the code, or the key, does not hold the passkey.
    if incident.ceremony == Ceremony::Authentication && has(message, "operation failed") {
        return Cause::NoneHere;
    }
    if incident.lost_focus && incident.took >= AT_ONCE {
        // Once is a choice. Twice, with no phone in reach, it is the code that led nowhere.
        return if phone_out_of_reach(incident) && earlier.contains(&Cause::Cancelled) {
            Cause::NoBluetooth
        } else {
            Cause::Cancelled
        };
    }
    // Twice no dialog was seen, and something stands between the page and the browser.
    if incident.taken_over && earlier.contains(&Cause::Dismissed) {
        Cause::TakenOver
    } else {
        Cause::Dismissed
    }
}

/// A refusal that asked nobody.
fn refused_at_once(incident: &Incident, earlier: &[Cause]) -> Cause {
    // No extension lives in a web view: who took over there is the app itself.
    if incident.device.in_app {
        return Cause::InApp;
    }
    if incident.device.framed {
        return Cause::NotPermitted;
    }
    if incident.activated == Some(false) {
        return Cause::NoActivation;
    }
    // A moment ago there was a dialog, so nothing forbids it: that request has not let go yet.
    if let Some(Cause::Cancelled | Cause::TimedOut | Cause::Interrupted | Cause::NeverSettled) =
        earlier.last()
    {
        return Cause::Pending;
    }
    if incident.was_hidden {
        return Cause::NotFocused;
    }
    if incident.taken_over {
        return Cause::TakenOver;
    }
    if incident.ceremony == Ceremony::Authentication {
        return Cause::NoneHere;
    }
    // What passes has passed by the second time. An extension that hides itself remains.
    if earlier.contains(&Cause::RefusedAtOnce) { Cause::TakenOver } else { Cause::RefusedAtOnce }
}

/// The page's own timer gave up.
fn unsettled(incident: &Incident) -> Cause {
    if incident.taken_over {
        // KeePassXC's extension leaves the promise open when it finds nothing.
        Cause::TakenOver
    } else if phone_out_of_reach(incident) {
        Cause::NoBluetooth
    } else {
        Cause::NeverSettled
    }
}

/// Whether it ended before anyone could have been asked.
fn at_once(incident: &Incident) -> bool {
    incident.took < AT_ONCE && !incident.lost_focus
}

/// Whether it lasted as long as the browser waits. Firefox has a ceiling of its own; an end just there
/// is called a timeout even where a hand was as slow, which is no lie after two minutes.
fn timed_out(incident: &Incident) -> bool {
    let waits = |longest: Span| incident.took.as_millis().saturating_add(SLACK) >= longest.as_millis();
    let over = incident.took.as_millis().saturating_sub(SLACK) > FIREFOX_TIMEOUT.as_millis();
    waits(incident.timeout.unwrap_or(DEFAULT_TIMEOUT)) || (waits(FIREFOX_TIMEOUT) && !over)
}

/// Whether a phone may have been meant and cannot be reached: it needs Bluetooth to show that it is
/// near (§5.8.4, `hybrid`). This device's own passkeys do not.
fn phone_out_of_reach(incident: &Incident) -> bool {
    incident.way != Way::Passkey && incident.bluetooth == Some(false)
}

#[cfg(test)]
mod tests;
