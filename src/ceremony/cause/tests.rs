//! Incidents as browsers, systems and extensions make them, each with its cause.

use super::*;
use crate::flow::tests::world::ABLE;
use Ceremony::{Authentication as Get, Registration as Create};
use Way::{Passkey, SecurityKey};
use std::collections::BTreeSet;

const CHROMIUM_REFUSAL: &str = "The operation either timed out or was not allowed. See: https://www.w3.org/TR/webauthn-2/#sctn-privacy-considerations-client.";
const OLD_REFUSAL: &str = "The request is not allowed by the user agent or the platform in the current context, possibly because the user denied permission.";
const WEBKIT_CANCEL: &str = "This request has been cancelled by the user.";
const WEBKIT_FAILED: &str = "Operation failed.";
const FIREFOX_ABORT: &str = "The operation was aborted. ";
const FIREFOX_CONTAINER: &str = "CredentialContainer request is not allowed.";

const DEVICE: Device = Device { platform_authenticator: Some(true), ..ABLE };

fn check(story: &str, incident: &Incident, earlier: &[Cause], expected: Cause) {
    assert_eq!(find(incident, earlier), expected, "{story}: {incident:?} after {earlier:?}");
}

/// A dialog came up and something was thrown five seconds later: in human time.
fn threw(name: &str, message: &str) -> Incident {
    Incident {
        ceremony: Create,
        way: Passkey,
        ended: Ended::Threw { name: name.into(), message: message.into() },
        took: Span::from_secs(5),
        timeout: Some(Span::from_mins(5)),
        lost_focus: true,
        was_hidden: false,
        aborted_by_us: false,
        activated: Some(true),
        permitted: Some(true),
        taken_over: false,
        bluetooth: None,
        device: DEVICE,
    }
}

/// The same, thrown at once, with no dialog.
fn at_once(name: &str, message: &str) -> Incident {
    Incident { took: Span::from_millis(40), lost_focus: false, ..threw(name, message) }
}

fn refusal() -> Incident {
    threw("NotAllowedError", CHROMIUM_REFUSAL)
}

fn refusal_at_once() -> Incident {
    at_once("NotAllowedError", CHROMIUM_REFUSAL)
}

/// What names and sentences alone tell: browser, ceremony, way, name, message, cause.
#[rustfmt::skip] // one line an incident, however long the browser's sentence
const WORDS: &[(&str, Ceremony, Way, &str, &str, Cause)] = &[
    // Chromium on the desktop, Edge with Windows Hello.
    ("Chromium", Create, Passkey, "NotAllowedError", CHROMIUM_REFUSAL, Cause::Cancelled),
    ("Chromium", Get, Passkey, "NotAllowedError", CHROMIUM_REFUSAL, Cause::Cancelled),
    ("Edge, Hello closed", Create, Passkey, "NotAllowedError", CHROMIUM_REFUSAL, Cause::Cancelled),
    ("Chromium, key dialog closed", Create, SecurityKey, "NotAllowedError", CHROMIUM_REFUSAL, Cause::Cancelled),
    ("Chromium", Create, Passkey, "NotAllowedError", "WebAuthn is not supported on sites with TLS certificate errors.", Cause::BadCertificate),
    ("Chromium, another case", Create, Passkey, "NotAllowedError", "WEBAUTHN IS NOT SUPPORTED ON SITES WITH TLS CERTIFICATE ERRORS", Cause::BadCertificate),
    ("Chromium", Create, Passkey, "NotAllowedError", "The 'publickey-credentials-create' feature is not enabled in this document. Permissions Policy may be used to delegate Web Authentication capabilities to cross-origin child frames.", Cause::NotPermitted),
    ("Chromium", Get, Passkey, "NotAllowedError", "The 'publickey-credentials-get' feature is not enabled in this document. Permissions Policy may be used to delegate Web Authentication capabilities to cross-origin child frames.", Cause::NotPermitted),
    ("Chromium", Create, Passkey, "NotSupportedError", "The 'payment' or 'publickey-credentials-create' features are not enabled in this document.", Cause::NotPermitted),
    ("Chromium, sandboxed frame", Create, Passkey, "NotAllowedError", "The current origin is an opaque origin and hence not allowed to access 'PublicKeyCredential' objects.", Cause::NotPermitted),
    ("old Chromium in a frame", Create, Passkey, "NotAllowedError", "The following credential operations can only occur in a document which is same-origin with all of its ancestors: storage/retrieval of 'PasswordCredential' and 'FederatedCredential', storage of 'PublicKeyCredential'.", Cause::NotPermitted),
    ("Chromium", Create, Passkey, "NotAllowedError", "The operation is not allowed at this time because the page does not have focus.", Cause::NotFocused),
    ("Chromium in a frame", Create, Passkey, "NotAllowedError", "A user activation is required to create a credential in a cross-origin iframe.", Cause::NoActivation),
    ("Chromium", Create, Passkey, "OperationError", "A request is already pending.", Cause::Pending),
    ("older Chromium", Create, Passkey, "InvalidStateError", "A request is already pending.", Cause::Pending),
    ("Chromium", Create, Passkey, "InvalidStateError", "The user attempted to register an authenticator that contains one of the credentials already registered with the relying party.", Cause::AlreadyThere),
    ("Chromium", Create, SecurityKey, "NotSupportedError", "Resident credentials or empty 'allowCredentials' lists are not supported at this time.", Cause::KeyCannotKeep),
    ("Chromium", Create, Passkey, "NotSupportedError", "Resident credentials or empty 'allowCredentials' lists are not supported at this time.", Cause::Unsupported),
    ("Chromium", Create, Passkey, "NotSupportedError", "None of the algorithms specified in `pubKeyCredParams` are supported by this device.", Cause::Unsupported),
    ("Chromium", Create, Passkey, "NotSupportedError", "Not implemented", Cause::Unsupported),
    ("Chromium", Create, Passkey, "NotSupportedError", "Required parameters missing in `options.publicKey`.", Cause::WrongOptions),
    ("Chromium", Get, Passkey, "NotSupportedError", "The 'credProps' extension is only valid when creating a credential", Cause::WrongOptions),
    ("Chromium", Create, Passkey, "SecurityError", "This is an invalid domain.", Cause::WrongSite),
    ("Chromium", Create, Passkey, "SecurityError", "The relying party ID is not a registrable domain suffix of, nor equal to the current domain.", Cause::WrongSite),
    ("Chromium, related origins", Create, Passkey, "SecurityError", "The relying party ID is not a registrable domain suffix of, nor equal to the current domain. Subsequently, fetching the .well-known/webauthn resource of the claimed RP ID was successful, but no listed origin matched the caller.", Cause::WrongSite),
    ("Chromium, http", Create, Passkey, "SecurityError", "Public-key credentials are only available to HTTPS origins with valid certificates, HTTP origins that fall under 'localhost', or pages served from an extension.", Cause::WrongSite),
    ("Chromium", Create, Passkey, "TypeError", "Failed to execute 'create' on 'CredentialsContainer': Failed to read the 'publicKey' property from 'CredentialCreationOptions': Failed to read the 'challenge' property from 'PublicKeyCredentialCreationOptions': Required member is undefined.", Cause::WrongOptions),
    ("Chromium", Create, Passkey, "TypeError", "User handle exceeds 64 bytes.", Cause::WrongOptions),
    ("Chromium", Create, Passkey, "RangeError", "The `excludeCredentials` attribute exceeds the maximum allowed size (64).", Cause::WrongOptions),
    ("Chromium", Create, Passkey, "EncodingError", "Failed to execute 'parseCreationOptionsFromJSON' on 'PublicKeyCredential': 'challenge' contains invalid base64url data", Cause::WrongOptions),
    ("Chromium", Create, Passkey, "AbortError", "Request has been aborted.", Cause::Cancelled),
    // Chromium on Android, and Android below it.
    ("Android", Create, Passkey, "NotReadableError", "An unknown error occurred while talking to the credential manager.", Cause::KeeperFailed),
    ("Android", Get, Passkey, "UnknownError", "An unknown error occurred while talking to the credential manager.", Cause::KeeperFailed),
    ("Android", Create, Passkey, "NotReadableError", "", Cause::KeeperFailed),
    ("Android, no account", Create, Passkey, "NotAllowedError", "No create options available.", Cause::KeeperFailed),
    ("Android, no account", Create, Passkey, "UnknownError", "Unable to get sync account", Cause::KeeperFailed),
    ("Android", Create, Passkey, "NotSupportedError", "The specified `userVerification` requirement cannot be fulfilled by this device unless the device is secured with a screen lock.", Cause::NoScreenLock),
    ("Android", Create, Passkey, "ConstraintError", "The device is not secured with any screen lock", Cause::NoScreenLock),
    ("Android", Create, Passkey, "InvalidStateError", "One of the excluded credentials exists on the local device", Cause::AlreadyThere),
    ("Android, finger skipped", Create, Passkey, "UnknownError", "Unable to create key during registration", Cause::Cancelled),
    ("Android", Create, Passkey, "NotAllowedError", "User canceled the request.", Cause::Cancelled),
    ("Android", Get, Passkey, "NotAllowedError", "No credentials available", Cause::NoneHere),
    ("Android", Create, Passkey, "NotSupportedError", "Either the device has received unexpected request parameters, or the device cannot support this request.", Cause::Unsupported),
    ("Android", Get, Passkey, "NotSupportedError", "Use of an empty `allowCredentials` list is not supported on this device.", Cause::Unsupported),
    ("Android", Create, Passkey, "DataError", "", Cause::WrongOptions),
    // Safari on macOS and iOS.
    ("Safari", Create, Passkey, "NotAllowedError", WEBKIT_CANCEL, Cause::Cancelled),
    ("Safari", Get, Passkey, "NotAllowedError", OLD_REFUSAL, Cause::Cancelled),
    ("Safari", Create, Passkey, "InvalidStateError", "At least one credential matches an entry of the excludeCredentials list in the platform attached authenticator.", Cause::AlreadyThere),
    ("older Safari", Create, Passkey, "NotAllowedError", "At least one credential matches an entry of the excludeCredentials list in the platform attached authenticator.", Cause::AlreadyThere),
    ("Safari, key", Create, SecurityKey, "InvalidStateError", "At least one credential matches an entry of the excludeCredentials list in the authenticator.", Cause::KeyThere),
    ("Safari, key", Get, SecurityKey, "NotAllowedError", "No credentials from the allowCredentials list is found in the authenticator.", Cause::NoneHere),
    ("Safari, another's phone", Get, Passkey, "NotAllowedError", WEBKIT_FAILED, Cause::NoneHere),
    ("Safari", Create, Passkey, "NotAllowedError", "The document is not focused.", Cause::NotFocused),
    ("Safari", Create, Passkey, "NotAllowedError", "The origin of the document is not the same as its ancestors.", Cause::NotPermitted),
    ("Safari", Create, Passkey, "NotAllowedError", "This request has been voided by a new request.", Cause::Pending),
    ("Safari", Create, Passkey, "NotAllowedError", "Operation timed out.", Cause::TimedOut),
    ("older Safari", Get, Passkey, "HierarchyRequestError", "The operation would yield an incorrect node tree.", Cause::TimedOut),
    ("Safari at an address of numbers", Create, Passkey, "SecurityError", "The effective domain of the document is not a valid domain.", Cause::WrongSite),
    ("Safari", Create, Passkey, "NotSupportedError", "The platform attached authenticator doesn't support any provided PublicKeyCredentialParameters.", Cause::Unsupported),
    ("Safari", Create, Passkey, "TypeError", "Member PublicKeyCredentialUserEntity.id is required and must be an instance of (ArrayBufferView or ArrayBuffer)", Cause::WrongOptions),
    ("Safari", Create, Passkey, "TypeError", "The length options.user.id must be between 1-64 bytes.", Cause::WrongOptions),
    ("Safari", Create, Passkey, "UnknownError", "Couldn't create private key.", Cause::Broken),
    ("Safari, key without PIN", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 53", Cause::KeyNeedsPin),
    ("Safari, key without PIN", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 5", Cause::KeyNeedsPin),
    ("Safari, key locked", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 50", Cause::KeyLocked),
    ("Safari, key locked", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 4", Cause::KeyLocked),
    ("Safari, key full", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 40", Cause::KeyCannotKeep),
    ("Safari, key full", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: (", Cause::KeyCannotKeep),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 25", Cause::KeyThere),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 38", Cause::Unsupported),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 39", Cause::Cancelled),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 47", Cause::TimedOut),
    ("Safari, key", Get, SecurityKey, "UnknownError", "Unknown internal error. Error code: 46", Cause::NoneHere),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: 127", Cause::Broken),
    ("Safari, key", Create, SecurityKey, "UnknownError", "Unknown internal error. Error code: ", Cause::Broken),
    // Firefox.
    ("Firefox", Create, Passkey, "AbortError", FIREFOX_ABORT, Cause::Cancelled),
    ("Firefox", Create, SecurityKey, "NotAllowedError", OLD_REFUSAL, Cause::Cancelled),
    ("Firefox", Create, SecurityKey, "InvalidStateError", "An attempt was made to use an object that is not, or is no longer, usable", Cause::KeyThere),
    ("Firefox", Get, SecurityKey, "InvalidStateError", "An attempt was made to use an object that is not, or is no longer, usable", Cause::NoneHere),
    ("Firefox in the background", Create, Passkey, "NotAllowedError", FIREFOX_CONTAINER, Cause::NotFocused),
    ("Firefox", Create, Passkey, "SecurityError", "The operation is insecure.", Cause::WrongSite),
    ("Firefox", Create, Passkey, "NotSupportedError", "CredentialContainer request is not supported.", Cause::Unsupported),
    ("Firefox", Create, Passkey, "OperationError", "The operation failed for an operation-specific reason", Cause::Broken),
    ("Firefox", Create, Passkey, "UnknownError", "The operation failed for an unknown transient reason", Cause::Broken),
    ("Firefox", Create, Passkey, "TypeError", "user.id is too long", Cause::WrongOptions),
    ("Firefox", Create, Passkey, "TypeError", "Missing required 'challenge' member of PublicKeyCredentialCreationOptions.", Cause::WrongOptions),
    // By the specification alone, and by what is proposed for it.
    ("Level 3", Create, SecurityKey, "ConstraintError", "", Cause::KeyNeedsPin),
    ("Level 3", Create, Passkey, "ConstraintError", "", Cause::NoScreenLock),
    ("Level 3", Create, Passkey, "OperationError", "", Cause::Pending),
    ("Level 3", Get, Passkey, "InvalidStateError", "", Cause::Broken),
    ("Level 3", Create, Passkey, "NetworkError", "", Cause::Broken),
    ("Level 3", Create, Passkey, "TimeoutError", "signal timed out", Cause::TimedOut),
    ("Level 3", Get, Passkey, "NotFoundError", "", Cause::NoneHere),
    ("Level 3", Create, Passkey, "NotFoundError", "", Cause::Broken),
    ("proposed", Create, Passkey, "UserCancelledError", "", Cause::Cancelled),
    ("proposed", Create, SecurityKey, "HybridPrerequisitesError", "", Cause::NoBluetooth),
    ("proposed", Create, SecurityKey, "UserVerificationError", "", Cause::KeyNeedsPin),
    ("whoever names Bluetooth", Create, SecurityKey, "NotAllowedError", "Bluetooth is turned off", Cause::NoBluetooth),
    ("a key's own words", Create, SecurityKey, "UnknownError", "CTAP2_ERR_PIN_NOT_SET", Cause::KeyNeedsPin),
    ("a key's own words", Create, SecurityKey, "UnknownError", "CTAP2_ERR_PIN_REQUIRED", Cause::KeyNeedsPin),
    ("a key's own words", Create, SecurityKey, "UnknownError", "CTAP2_ERR_PIN_BLOCKED", Cause::KeyLocked),
    ("a key's own words", Create, SecurityKey, "UnknownError", "CTAP2_ERR_PIN_AUTH_BLOCKED", Cause::KeyLocked),
    ("a key's own words", Create, SecurityKey, "UnknownError", "CTAP2_ERR_KEY_STORE_FULL", Cause::KeyCannotKeep),
    // Extensions and other scripts.
    ("Bitwarden, signed out", Create, Passkey, "Error", "The operation either timed out or was not allowed.", Cause::Cancelled),
    ("Bitwarden in a frame", Create, Passkey, "NotAllowedError", "Invalid 'sameOriginWithAncestors' value", Cause::TakenOver),
    ("Bitwarden, related origins", Create, Passkey, "SecurityError", "'rp.id' cannot be used with the current origin", Cause::TakenOver),
    ("Bitwarden", Create, Passkey, "TypeError", "Cannot read properties of undefined (reading 'authenticatorAttachment')", Cause::TakenOver),
    ("1Password", Create, Passkey, "TypeError", "Illegal invocation", Cause::TakenOver),
    ("1Password in Firefox", Create, Passkey, "Error", "Permission denied to access object", Cause::TakenOver),
    ("an extension in Firefox", Create, Passkey, "TypeError", "can't access property \"response\", e is null", Cause::TakenOver),
    ("an extension updated meanwhile", Create, Passkey, "Error", "Extension context invalidated.", Cause::TakenOver),
    ("an extension asleep", Create, Passkey, "Error", "Could not establish connection. Receiving end does not exist.", Cause::TakenOver),
    ("an extension that posts the signal on", Create, Passkey, "DataCloneError", "Failed to execute 'postMessage' on 'Window': AbortSignal object could not be cloned.", Cause::TakenOver),
    ("a string", Create, Passkey, "", "Passkey request rejected", Cause::TakenOver),
    ("undefined", Get, Passkey, "", "", Cause::TakenOver),
    ("KeePassXC", Create, Passkey, "NotAllowedError", "Credential is excluded", Cause::AlreadyThere),
    ("KeePassXC", Get, Passkey, "NotAllowedError", "No logins found", Cause::NoneHere),
    ("KeePassXC", Create, Passkey, "NotAllowedError", "Origin and RP ID do not match", Cause::TakenOver),
    ("KeePassXC", Create, Passkey, "NotAllowedError", "lifetimeTimer has expired", Cause::TimedOut),
    // Web views.
    ("Android web view", Create, Passkey, "SecurityError", "RP ID cannot be validated", Cause::InApp),
    ("Android web view", Create, Passkey, "NotSupportedError", "The user agent does not support public key credentials.", Cause::InApp),
    ("AliasVault in an app", Create, Passkey, "SecurityError", "App is not authorized to access passkeys for x.com", Cause::InApp),
    ("Meta's apps", Create, Passkey, "NotAllowedError", "This request has been cancelled by the user", Cause::Cancelled),
    ("Meta's apps", Create, Passkey, "NotAllowedError", "The user took too long to authenticate", Cause::TimedOut),
    ("Meta's apps", Create, Passkey, "ConstraintError", "Biometric authentication is not available or configured", Cause::NoScreenLock),
];

/// What time, focus, page and device tell, and what came before.
fn signs() -> Vec<(&'static str, Incident, &'static [Cause], Cause)> {
    let in_app = Device { in_app: true, ..DEVICE };
    let framed = Device { framed: true, ..DEVICE };
    let lockless = Device { platform_authenticator: Some(false), ..DEVICE };
    let unseen = Incident { lost_focus: false, ..refusal() };
    let key = Incident { way: SecurityKey, ..refusal() };
    let phone = Incident { bluetooth: Some(false), ..key.clone() };
    let lasting = |millis| Incident { took: Span::from_millis(millis), ..refusal() };
    let never = Incident { ended: Ended::NeverSettled, took: Span::from_mins(6), ..refusal() };
    let bare = Incident {
        timeout: None,
        activated: None,
        permitted: None,
        bluetooth: None,
        device: Device { platform_authenticator: None, ..DEVICE },
        ..refusal()
    };
    vec![
        ("closed by hand", refusal(), &[], Cause::Cancelled),
        ("closed by hand, nothing else known", bare.clone(), &[], Cause::Cancelled),
        ("ended in time, no dialog seen", unseen.clone(), &[], Cause::Dismissed),
        ("a dialog that went at once by itself", lasting(999), &[], Cause::Dismissed),
        ("a quick hand", lasting(1_000), &[], Cause::Cancelled),
        ("just before the timeout", lasting(297_999), &[], Cause::Cancelled),
        ("at the timeout", lasting(298_000), &[], Cause::TimedOut),
        ("beyond it", lasting(400_000), &[], Cause::TimedOut),
        ("at Firefox's own", lasting(120_500), &[], Cause::TimedOut),
        ("past Firefox's own", lasting(122_001), &[], Cause::Cancelled),
        (
            "a short timeout",
            Incident { timeout: Some(Span::from_secs(60)), ..lasting(59_000) },
            &[],
            Cause::TimedOut,
        ),
        ("no timeout given", Incident { took: Span::from_secs(300), ..bare }, &[], Cause::TimedOut),
        (
            "timed out, no dialog seen",
            Incident { took: Span::from_secs(300), ..unseen.clone() },
            &[],
            Cause::TimedOut,
        ),
        ("a clock that went back", lasting(-5), &[], Cause::Dismissed),
        ("left for another app", Incident { was_hidden: true, ..refusal() }, &[], Cause::Interrupted),
        (
            "left until the timeout",
            Incident { was_hidden: true, ..lasting(300_000) },
            &[],
            Cause::Interrupted,
        ),
        (
            "Firefox, left",
            Incident { was_hidden: true, ..threw("AbortError", FIREFOX_ABORT) },
            &[],
            Cause::Interrupted,
        ),
        // At once.
        ("no reason", refusal_at_once(), &[], Cause::RefusedAtOnce),
        ("no reason, twice", refusal_at_once(), &[Cause::RefusedAtOnce], Cause::TakenOver),
        (
            "on a slow phone",
            Incident { took: Span::from_millis(900), ..refusal_at_once() },
            &[],
            Cause::RefusedAtOnce,
        ),
        ("nobody cancels that fast", at_once("NotAllowedError", WEBKIT_CANCEL), &[], Cause::RefusedAtOnce),
        ("old press", Incident { activated: Some(false), ..refusal_at_once() }, &[], Cause::NoActivation),
        (
            "Safari, old press",
            Incident { activated: Some(false), ..at_once("NotAllowedError", OLD_REFUSAL) },
            &[],
            Cause::NoActivation,
        ),
        (
            "old press does not end a dialog",
            Incident { activated: Some(false), ..refusal() },
            &[],
            Cause::Cancelled,
        ),
        ("in the background", Incident { was_hidden: true, ..refusal_at_once() }, &[], Cause::NotFocused),
        ("Firefox, in the background", at_once("NotAllowedError", FIREFOX_CONTAINER), &[], Cause::NotFocused),
        (
            "Firefox, framed",
            Incident { device: framed, ..at_once("NotAllowedError", FIREFOX_CONTAINER) },
            &[],
            Cause::NotPermitted,
        ),
        (
            "Firefox, by policy",
            Incident { permitted: Some(false), ..at_once("NotAllowedError", FIREFOX_CONTAINER) },
            &[],
            Cause::NotPermitted,
        ),
        ("by policy", Incident { permitted: Some(false), ..refusal_at_once() }, &[], Cause::NotPermitted),
        (
            "framed, policy unknown",
            Incident { device: framed, permitted: None, ..refusal_at_once() },
            &[],
            Cause::NotPermitted,
        ),
        ("a password manager", Incident { taken_over: true, ..refusal_at_once() }, &[], Cause::TakenOver),
        (
            "Bitwarden, signed out",
            Incident {
                taken_over: true,
                ..at_once("Error", "The operation either timed out or was not allowed.")
            },
            &[],
            Cause::TakenOver,
        ),
        (
            "iOS web view",
            Incident { device: in_app, ..at_once("NotAllowedError", WEBKIT_FAILED) },
            &[],
            Cause::InApp,
        ),
        (
            "iOS web view, signing in",
            Incident { ceremony: Get, device: in_app, ..at_once("NotAllowedError", WEBKIT_FAILED) },
            &[],
            Cause::InApp,
        ),
        (
            "Android web view, bridged by its app",
            Incident { device: in_app, taken_over: true, ..refusal_at_once() },
            &[],
            Cause::InApp,
        ),
        ("web view, closed by hand", Incident { device: in_app, ..refusal() }, &[], Cause::Cancelled),
        ("no passkey", Incident { ceremony: Get, ..refusal_at_once() }, &[], Cause::NoneHere),
        ("the last dialog is still there", refusal_at_once(), &[Cause::Cancelled], Cause::Pending),
        (
            "the last dialog was left",
            refusal_at_once(),
            &[Cause::RefusedAtOnce, Cause::Interrupted],
            Cause::Pending,
        ),
        (
            "the dialog before last",
            refusal_at_once(),
            &[Cause::Cancelled, Cause::Pending],
            Cause::RefusedAtOnce,
        ),
        // What the device can.
        ("no screen lock", Incident { device: lockless, ..refusal() }, &[], Cause::NoScreenLock),
        (
            "no screen lock, at once",
            Incident { device: lockless, ..refusal_at_once() },
            &[],
            Cause::NoScreenLock,
        ),
        ("a key needs none", Incident { device: lockless, ..key.clone() }, &[], Cause::Cancelled),
        (
            "a phone, no Bluetooth, waited",
            Incident { took: Span::from_mins(5), ..phone.clone() },
            &[],
            Cause::NoBluetooth,
        ),
        ("a phone, no Bluetooth, closed", phone.clone(), &[], Cause::Cancelled),
        ("a phone, no Bluetooth, closed twice", phone, &[Cause::Cancelled], Cause::NoBluetooth),
        (
            "Bluetooth is there",
            Incident { bluetooth: Some(true), took: Span::from_mins(5), ..key },
            &[],
            Cause::TimedOut,
        ),
        (
            "this device needs no Bluetooth",
            Incident { bluetooth: Some(false), ..lasting(300_000) },
            &[],
            Cause::TimedOut,
        ),
        // Extensions, in human time.
        ("closed in a password manager", Incident { taken_over: true, ..refusal() }, &[], Cause::Cancelled),
        ("nothing seen, taken over", Incident { taken_over: true, ..unseen.clone() }, &[], Cause::Dismissed),
        (
            "nothing seen twice, taken over",
            Incident { taken_over: true, ..unseen.clone() },
            &[Cause::Dismissed],
            Cause::TakenOver,
        ),
        ("nothing seen twice", unseen, &[Cause::Dismissed], Cause::Dismissed),
        (
            "a script's TypeError",
            Incident { taken_over: true, ..threw("TypeError", "e is not a function") },
            &[],
            Cause::TakenOver,
        ),
        ("a TypeError nobody put there", threw("TypeError", "e is not a function"), &[], Cause::WrongOptions),
        (
            "the browser's TypeError, handed on",
            Incident { taken_over: true, ..threw("TypeError", "User handle exceeds 64 bytes.") },
            &[],
            Cause::WrongOptions,
        ),
        // Never, by us, and faulty.
        ("no end", never.clone(), &[], Cause::NeverSettled),
        (
            "no end, our timer aborts",
            Incident { aborted_by_us: true, ..never.clone() },
            &[],
            Cause::NeverSettled,
        ),
        ("KeePassXC finds nothing", Incident { taken_over: true, ..never.clone() }, &[], Cause::TakenOver),
        (
            "no end, a phone out of reach",
            Incident { way: SecurityKey, bluetooth: Some(false), ..never },
            &[],
            Cause::NoBluetooth,
        ),
        (
            "Chromium, aborted by us",
            Incident { aborted_by_us: true, ..threw("AbortError", "signal is aborted without reason") },
            &[],
            Cause::Aborted,
        ),
        (
            "Safari, aborted by us",
            Incident { aborted_by_us: true, ..threw("AbortError", "Aborted by AbortSignal.") },
            &[],
            Cause::Aborted,
        ),
        ("an extension, aborted by us", Incident { aborted_by_us: true, ..refusal() }, &[], Cause::Aborted),
        (
            "unreadable",
            Incident { ended: Ended::Faulty(Fault::Unreadable), ..refusal() },
            &[],
            Cause::Faulty(Fault::Unreadable),
        ),
        (
            "another's",
            Incident { ended: Ended::Faulty(Fault::ForeignRelyingParty), ..refusal() },
            &[],
            Cause::Faulty(Fault::ForeignRelyingParty),
        ),
        (
            "nobody verified",
            Incident { ended: Ended::Faulty(Fault::NotVerified), ..refusal() },
            &[],
            Cause::Faulty(Fault::NotVerified),
        ),
        // Words outweigh signs.
        (
            "a certificate in an app",
            Incident {
                device: in_app,
                taken_over: true,
                ..at_once(
                    "NotAllowedError",
                    "WebAuthn is not supported on sites with TLS certificate errors.",
                )
            },
            &[],
            Cause::BadCertificate,
        ),
        (
            "there already, left meanwhile",
            Incident { was_hidden: true, ..threw("InvalidStateError", "") },
            &[],
            Cause::AlreadyThere,
        ),
    ]
}

fn all() -> Vec<(&'static str, Incident, &'static [Cause], Cause)> {
    let words = WORDS.iter().map(|&(story, ceremony, way, name, message, expected)| {
        (story, Incident { ceremony, way, ..threw(name, message) }, [].as_slice(), expected)
    });
    words.chain(signs()).collect()
}

#[test]
fn incidents_have_their_causes() {
    for (story, incident, earlier, expected) in all() {
        check(story, &incident, earlier, expected);
    }
}

#[test]
fn every_cause_is_met() {
    let met: Vec<_> = all().into_iter().map(|(.., cause)| cause).collect();
    for cause in Cause::ALL {
        assert!(met.contains(cause), "{cause:?}");
    }
}

#[test]
fn every_sentence_is_met() {
    for (name, fragment, ..) in SAID {
        assert_eq!(*fragment, fragment.to_ascii_lowercase(), "messages are compared in lower case");
        let met = WORDS.iter().any(|(.., of, message, _)| {
            (name.is_empty() || name == of) && message.to_ascii_lowercase().contains(fragment)
        });
        assert!(met, "{name} {fragment:?}");
    }
}

/// What the desk has on paper.
#[test]
fn codes_never_change() {
    let codes: Vec<_> = Cause::ALL.iter().map(|cause| cause.code()).collect();
    assert_eq!(
        codes,
        [
            "E-40", "E-41", "E-99", "E-42", "E-43", "E-44", "E-45", "E-46", "E-47", "E-48", "E-49", "E-80",
            "E-81", "E-82", "E-83", "E-84", "E-85", "E-86", "E-87", "E-88", "E-89", "E-90", "E-91", "E-92",
            "E-93", "E-94", "E-95", "E-96", "E-97", "E-98",
        ]
    );
    assert_eq!(codes.len(), codes.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn what_to_offer_follows_from_the_cause() {
    // Cause, earlier, whether to say anything, try again, offer another way first, call the operator.
    for (cause, earlier, told, retry, other, ours) in [
        (Cause::Aborted, &[][..], false, true, false, false),
        (Cause::Cancelled, &[], true, true, false, false),
        (Cause::Cancelled, &[Cause::Cancelled], true, true, true, false),
        (Cause::Cancelled, &[Cause::TimedOut, Cause::AlreadyThere], true, true, true, false),
        (Cause::Cancelled, &[Cause::Broken], true, true, false, false),
        (Cause::Broken, &[Cause::Cancelled], true, true, false, false),
        (Cause::Broken, &[Cause::Broken], true, true, true, false),
        (Cause::Faulty(Fault::NotVerified), &[Cause::Faulty(Fault::Unreadable)], true, true, true, false),
        (Cause::NoneHere, &[], true, true, false, false),
        (Cause::TakenOver, &[], true, true, false, false),
        (Cause::NoScreenLock, &[], true, true, true, false),
        (Cause::KeyLocked, &[], true, true, true, false),
        (Cause::KeyNeedsPin, &[], true, true, false, false),
        (Cause::AlreadyThere, &[], true, false, true, false),
        (Cause::Unsupported, &[], true, false, true, false),
        (Cause::KeyCannotKeep, &[], true, false, true, false),
        (Cause::InApp, &[], true, false, true, false),
        (Cause::WrongSite, &[], true, false, true, true),
        (Cause::NotPermitted, &[], true, false, true, true),
        (Cause::BadCertificate, &[], true, false, true, true),
        (Cause::WrongOptions, &[], true, false, true, true),
    ] {
        let found = (!cause.is_silent(), cause.retry(), cause.other_way(earlier), cause.is_ours());
        assert_eq!(found, (told, retry, other, ours), "{cause:?} after {earlier:?}");
    }
}

#[cfg(not(target_arch = "wasm32"))]
proptest::proptest! {
    /// Anything can be thrown, after any time.
    #[test]
    fn nothing_thrown_panics(name in ".{0,40}", message in ".{0,120}", code in ".{0,4}", millis: i64, timeout: i64) {
        let timeout = Some(Span::from_millis(timeout));
        for message in [message, ["Error code: ", &code].concat()] {
            for name in [&name, "NotAllowedError", "UnknownError", "TypeError"] {
                let took = Span::from_millis(millis);
                let cause = find(&Incident { took, timeout, ..threw(name, &message) }, &[Cause::Cancelled]);
                proptest::prop_assert!(Cause::ALL.contains(&cause));
            }
        }
    }
}
