//! The same for what happens around Microsoft's sign-in.
//!
//! Owns the texts of what Microsoft's numbers mean, and of a sign-in that did not come to its end.

use super::Advice;
use crate::notice::aadsts::Hint;

pub(super) const UNKNOWN: Advice = (
    "A sign-in came back that was over, or not begun here",
    "Let them press \"Sign in at Microsoft\" on this page once more, and come back in the same browser and tab.",
);
pub(super) const PAGE: Advice = (
    "This page may not lead to Microsoft",
    "Nobody at the desk can change this. Call IT: the address of this page is not on the list of those that Microsoft may lead back to.",
);
pub(super) const AWAY: Advice = (
    "Microsoft does not answer",
    "Wait a minute and try again. If it stays, tell IT, who can look whether Microsoft has trouble.",
);
pub(super) const OVER: Advice = (
    "Their time after the sign-in ran out",
    "Let them sign in at Microsoft again. What they set up meanwhile stays. A pass for one use may be used up: then issue another.",
);
pub(super) const NOT_LISTED: Advice = (
    "It says done at Microsoft, and Microsoft does not list it yet",
    "Wait a few minutes: Microsoft's servers have to tell each other. If it is not there after ten, look together in Security info whether it is listed; if not, let them do it again.",
);
pub(super) const TOO_LATE: Advice = (
    "Too long after the sign-in to add it",
    "Let them sign in at Microsoft again. A pass for one use is used up by then: issue another, or one for several uses.",
);
pub(super) const SHORT: Advice = (
    "Little time after the sign-in is left to add it",
    "Help them through quickly, or let them sign in again first. For setting up a device a pass for several uses is better.",
);
pub(super) const ANOTHER: Advice = (
    "Somebody else signed in than the link names",
    "Ask who sits there. If it is the wrong person, let them sign in again and choose the right account at Microsoft.",
);
pub(super) const BROWSER: Advice = (
    "Microsoft makes no passkeys in this browser",
    "Before they sign in, open the page in Safari, Chrome or Edge; on Android not in Firefox. If they have signed in already, a pass for one use is used up: issue another.",
);
pub(super) const NOTHING_KEPT: Advice = (
    "The browser keeps nothing for the page",
    "Let them use another browser, or allow this page to keep data. Private windows and strict settings forbid it.",
);

pub(super) fn hint(hint: Hint) -> Advice {
    match hint {
        Hint::Policy => (
            "A policy does not let the pass be used",
            "Look in this order: is the person among those who may use a pass; must passes be for one use; was it used already? `doorkey pass list` shows the pass, IT can change the policy.",
        ),
        Hint::Wrong => (
            "Microsoft does not know the pass",
            "Compare it character by character; capital letters matter. When unsure, issue a new one.",
        ),
        Hint::Over => ("The pass has ended at Microsoft", "Check who they are, then issue another pass."),
        Hint::Used => (
            "The pass worked once and was used",
            "Ask whether they have set something up already: then they sign in with that. Else check who they are and issue another.",
        ),
        Hint::Missing => (
            "Microsoft found no pass for them",
            "Was it issued just now? Wait a minute and let them try again. Else look whether it was issued for this user name.",
        ),
        Hint::Blocked => (
            "Conditional Access blocks the sign-in",
            "Only IT can help: send them Microsoft's number and the trace that the page shows. `doorkey doctor --tenant` finds the policy.",
        ),
        Hint::Risky => (
            "Microsoft finds the sign-in risky",
            "Only IT can help: send them Microsoft's number and the trace. Another network, such as that of the office, may do.",
        ),
        Hint::Locked => (
            "Too many tries at Microsoft",
            "Wait some minutes: it opens by itself. Somebody else may be trying this name: if it comes again, tell IT.",
        ),
        Hint::Nobody => (
            "The user name is nobody's at Microsoft",
            "Compare the user name with your list, with everything after the @.",
        ),
        Hint::OtherProof => (
            "Microsoft asked for something else than the pass",
            "On Microsoft's page let them look for a link to use a Temporary Access Pass. If there is none, the pass may not be valid yet, or not for them.",
        ),
        Hint::PasskeyForbidden => (
            "The organisation does not let this passkey be used",
            "Let them sign in with the pass. Which passkeys are allowed only IT can change.",
        ),
        Hint::Left => (
            "They came back from Microsoft without signing in",
            "Nothing is lost. Let them press the button again when they are ready.",
        ),
        Hint::Declined => (
            "They did not let the page see who they are",
            "Let them sign in again and accept when Microsoft asks. IT can accept once for everybody.",
        ),
        Hint::NoConsent => (
            "Nobody has allowed the page at Microsoft",
            "Call IT: an administrator has to consent to the application once, for everybody.",
        ),
        Hint::Other => (
            "Microsoft did not sign them in",
            "Try once more. If it comes again, send IT Microsoft's number and the trace that the page shows.",
        ),
    }
}
