//! The places around Microsoft's sign-in, in a tenant.

use super::Move::{
    Act, Ada, As, Break, Fill, Greeted, Hold, Invited, Kiosk, Later, Listed, OnWindows, Open, Reach, Revoked,
    See, SignIn, Told, UserAgent, WentBack,
};
use super::{CONFIGURATION, Harm, IN_AN_APP, State, WITHOUT_PASSKEYS, state};
use crate::world::Directory;
use std::time::Duration;

/// A server that wants the shape of passes looked at.
pub(crate) const DIRECTORY: Directory = Directory::Entra(&[("DOORKEY_ENTRA_LOCAL_CHECK", "true")]);

const GREETING: &str = "POST /v1/invitations ";
const ANSWER: &str = "POST /v1/sign-ins/answers ";

/// Each takes the place of the one before it.
const ONCE: &[&str] = &["--lifetime", "2h", "--once", "--replace"];
const MANY: &[&str] = &["--lifetime", "2h", "--replace"];
const EARLY: &[&str] = &["--lifetime", "1h", "--start", "in 90m", "--replace"];

const FIREFOX_ANDROID: &str = "Mozilla/5.0 (Android 15; Mobile; rv:153.0) Gecko/153.0 Firefox/153.0";
/// Who has just tried it is not led to try it again.
const TRIED: &str = "root.querySelector('[data-step=done]') && !root.querySelector('[data-act=sign-in]')";

/// All of them, in the order of the journey.
pub(crate) const STATES: &[State] = &[
    state("microsoft-waking", ONCE, &[Hold(CONFIGURATION), Open, Reach("waking")]),
    state(
        "microsoft-unreachable",
        ONCE,
        &[Break(CONFIGURATION, Harm::Refuse), Open, Reach("unreachable"), Told("E-50")],
    ),
    state("microsoft-greet", ONCE, &[Hold(GREETING), Invited, Reach("greet")]),
    state(
        "microsoft-sign-in",
        ONCE,
        &[Greeted("root.querySelector('.primary[data-act=sign-in]:not([aria-disabled])')")],
    ),
    state("microsoft-stranger", ONCE, &[Open, Reach("sign-in")]),
    state("microsoft-early", EARLY, &[Greeted("root.querySelector('[data-act=sign-in][aria-disabled]')")]),
    state("microsoft-none", ONCE, &[Revoked, Greeted("root.querySelector('[data-act=look-again]')")]),
    state("microsoft-check", ONCE, &[As("microsoft-sign-in"), Act("check"), Reach("check")]),
    state("microsoft-check-slip", ONCE, &[As("microsoft-check"), Fill("abc"), Told("E-13")]),
    state(
        "microsoft-check-fits",
        ONCE,
        &[As("microsoft-check"), Fill("Ab3dEfgh"), See("!root.querySelector('input')")],
    ),
    state("microsoft-answer", ONCE, &[Hold(ANSWER), As("microsoft-sign-in"), SignIn, Reach("answer")]),
    state(
        "microsoft-unanswered",
        ONCE,
        &[Break(ANSWER, Harm::Refuse), As("microsoft-sign-in"), SignIn, Told("E-50")],
    ),
    state(
        "microsoft-refused",
        MANY,
        &[Break(ANSWER, Harm::NotSignedIn), As("microsoft-sign-in"), SignIn, Told("E-195"), Reach("sign-in")],
    ),
    state("microsoft-ways", ONCE, &[As("microsoft-sign-in"), SignIn, Reach("ways")]),
    state("microsoft-another", ONCE, &[As("microsoft-sign-in"), Ada, Told("E-189")]),
    state("microsoft-pc", ONCE, &[As("microsoft-ways"), Act("choose-windows-hello"), Reach("pc")]),
    state("microsoft-new-pc", ONCE, &[As("microsoft-pc"), Act("pc-new"), Reach("guide")]),
    state("microsoft-pc-of-work", ONCE, &[As("microsoft-pc"), Act("pc-organisation"), Reach("guide")]),
    state("microsoft-own-pc", ONCE, &[As("microsoft-pc"), Act("pc-own"), Reach("guide")]),
    state("microsoft-own-pc-itself", ONCE, &[OnWindows, As("microsoft-own-pc")]),
    state("microsoft-guide", ONCE, &[As("microsoft-ways"), Act("choose-passkey"), Reach("guide")]),
    state("microsoft-guide-key", ONCE, &[As("microsoft-ways"), Act("choose-security-key"), Reach("guide")]),
    state("microsoft-guide-app", ONCE, &[As("microsoft-ways"), Act("choose-authenticator"), Reach("guide")]),
    state(
        "microsoft-guide-in-app",
        MANY,
        &[As("microsoft-ways"), Act("choose-authenticator"), Reach("guide")],
    ),
    state("microsoft-guide-waiting", ONCE, &[As("microsoft-guide"), Act("there"), Told("E-185")]),
    state(
        "microsoft-guide-late",
        ONCE,
        &[As("microsoft-guide"), Later(Duration::from_secs(5 * 60)), Told("E-186")],
    ),
    state(
        "microsoft-in-app",
        ONCE,
        &[WITHOUT_PASSKEYS, UserAgent(IN_AN_APP), Invited, Reach("sign-in"), Told("E-74")],
    ),
    state("microsoft-firefox", ONCE, &[UserAgent(FIREFOX_ANDROID), Invited, Reach("sign-in"), Told("E-188")]),
    state(
        "microsoft-ways-firefox",
        ONCE,
        &[
            As("microsoft-firefox"),
            SignIn,
            Reach("ways"),
            See("root.querySelectorAll('.card.closed').length == 2"),
        ],
    ),
    state("microsoft-elsewhere", ONCE, &[Kiosk, Reach("rest"), Act("accept"), Reach("elsewhere")]),
    // What is new stays so for a day: nobody chooses after it.
    state("microsoft-done", ONCE, &[As("microsoft-guide"), Listed, Reach("done")]),
    state("microsoft-tried", MANY, &[As("microsoft-sign-in"), SignIn, Reach("done"), SignIn, See(TRIED)]),
    state(
        "microsoft-tried-left",
        ONCE,
        &[
            As("microsoft-sign-in"),
            SignIn,
            Reach("done"),
            Act("sign-in"),
            WentBack,
            Reach("sign-in"),
            Told("E-201"),
        ],
    ),
];
