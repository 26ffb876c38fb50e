//! What happened, in a few words, and what a volunteer at the desk can do about it.
//!
//! Owns the two texts of every code, in one match over everything that can be said, without a line for
//! "all others": who adds a kind of trouble has to say here what to do about it. Started by the list of
//! codes; the words are for people who are not from IT.

mod microsoft;

use crate::ceremony::Fault;
use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::Finding;
use crate::notice::aadsts::{self, Hint};
use crate::notice::{Failure, Mistyped, Notice};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::problem::Code;

/// What happened, and what to do.
type Advice = (&'static str, &'static str);

/// The two texts of a notice.
pub(super) fn of(notice: &Notice) -> Advice {
    match notice {
        Notice::Slip(finding) => slip(*finding),
        Notice::Failure(failure) => answer(failure),
        Notice::Ceremony(cause) => ceremony(*cause),
        Notice::TimeOver => (
            "The time to finish ran out before the last step",
            "Let them enter the same pass again and stay beside them. If the pass itself has ended, issue a new one.",
        ),
        Notice::TimeShort => (
            "Little time is left; more can be had",
            "Have them press \"Give me more time\" before they go on.",
        ),
        Notice::TimeShortHere => (
            "Little time is left to finish here",
            "Let them enter the pass again: that starts the time anew. Nothing is used up by it.",
        ),
        Notice::TimeShortPass(_) => (
            "Little time is left, because the pass ends",
            "Issue a new pass now, rather than hurry. The old one then stops working.",
        ),
        Notice::NoWay => (
            "Nothing that is offered works on this device",
            "Lend a security key, or let them use another device. If nobody gets on, tell IT which ways in are offered.",
        ),
        Notice::Obstacle(obstacle) => self::obstacle(*obstacle),
        Notice::Mistyped(mistyped) => self::mistyped(*mistyped),
        Notice::Handover(stage) | Notice::Claim(stage) => handover(*stage),
        Notice::Intruded => (
            "Somebody else tried the code on the screen after it had been used",
            "Look who stands near the screen, and tell IT. What the newcomer does on their phone is safe.",
        ),
        Notice::BrokenLink => (
            "The link to the pass is not whole",
            "Let them open it once more from the message itself, without copying. If it shows no pass then, check who they are and issue a new one.",
        ),
        Notice::HelloNotYet => (
            "Windows Hello is still not set up on this computer",
            "Open Settings, Accounts, Sign-in options with them and set up a PIN. Some organisations switch it off: then choose another way.",
        ),
        Notice::ScannedOther => (
            "The camera saw another code than that of a slip",
            "Hold the slip with the newcomer's name flat in front of the camera. A code for the Wi-Fi or for a phone is not it.",
        ),
        Notice::NothingKept => microsoft::NOTHING_KEPT,
        Notice::NotAtMicrosoft => microsoft::BROWSER,
        Notice::NotListed => microsoft::NOT_LISTED,
        Notice::TooLateThere => microsoft::TOO_LATE,
        Notice::ShortThere(_) => microsoft::SHORT,
        Notice::AnotherPerson { .. } => microsoft::ANOTHER,
        Notice::NoCamera => (
            "The camera does not work",
            "Type the user name instead. Tell IT, who can allow the camera to the browser of this screen.",
        ),
    }
}

fn mistyped(mistyped: Mistyped) -> Advice {
    match mistyped {
        Mistyped::CodeEmpty => (
            "No digits were entered",
            "The six digits stand in the authenticator app, under the name of this organisation.",
        ),
        Mistyped::CodeShape => (
            "What was entered is not six digits",
            "Look into the app together. The pass does not belong here, nor a code from a text message.",
        ),
        Mistyped::Name => {
            ("The name is empty or too long", "Choose a short name, such as the colour of the key.")
        }
        Mistyped::Pin => ("No staff PIN was entered", "IT has given the PIN to the people of this desk."),
    }
}

fn handover(stage: Stage) -> Advice {
    match stage {
        Stage::Refused => (
            "The numbers were said to be different",
            "Show a new code and let only the newcomer scan it. If the numbers differ again, somebody else is scanning: tell IT.",
        ),
        Stage::Contested => (
            "Two phones opened the same code",
            "Ask who else has scanned it. Then show a new code, away from others' cameras. Tell IT if nobody says so.",
        ),
        Stage::Left => (
            "They stopped on their phone",
            "If they were done, all is well. If not, let them enter the pass again: nothing was used up.",
        ),
        Stage::Waiting
        | Stage::Claimed
        | Stage::Opened
        | Stage::Registered
        | Stage::Proven
        | Stage::Expired
        | Stage::Unknown => (
            "The code to continue on a phone was not used in time",
            "Show a new code. Help them to find the camera of the phone; some phones want a scanner app.",
        ),
    }
}

fn obstacle(obstacle: Obstacle) -> Advice {
    match obstacle {
        Obstacle::Insecure => (
            "The page was opened without https",
            "Type the address afresh, with https:// in front, or use the link from the invitation. If it stays, only IT can help.",
        ),
        Obstacle::Framed => (
            "The page stands inside another page",
            "Press \"Open in a window of its own\". Tell IT on which page this happened.",
        ),
        Obstacle::NoCredentials => (
            "The browser is too old",
            "Open the address in Safari, Chrome, Edge or Firefox, or update the browser. Lend a device if there is none.",
        ),
        Obstacle::InApp => (
            "The page is open inside another app",
            "Press \"Copy the address\", open the real browser and paste it there. In many apps the menu has \"Open in browser\".",
        ),
    }
}

fn slip(finding: Finding) -> Advice {
    match finding {
        Finding::UserNameEmpty => ("No user name", "Show them where the user name stands: next to the pass."),
        Finding::UserNameTooLong | Finding::UserNameControl => (
            "That is no user name",
            "Empty the field and type the user name by hand, as it stands next to the pass.",
        ),
        Finding::PassEmpty => ("No pass", "Show them the pass and where it goes. Without one, issue one."),
        Finding::PassTooShort { .. } => (
            "The pass is too short",
            "Read the pass aloud together and count. A pass on two lines belongs together.",
        ),
        Finding::PassTooLong { .. } => (
            "The pass is too long",
            "Empty the field and type only the pass, without what stands before or after it.",
        ),
        Finding::PassCharacter { .. } => (
            "A character that no pass has",
            "Look together at the place that the page names, and compare it with the paper. What looks like a U is often a V.",
        ),
        Finding::PassCheck => (
            "One character is wrong, or two are swapped",
            "Compare the pass character by character, aloud. It did not count as a try. If the paper cannot be read, issue a new pass.",
        ),
        Finding::UserNameMailto
        | Finding::UserNameDisplay
        | Finding::UserNameQuoted
        | Finding::UserNameTrailing
        | Finding::UserNameInvisible => (
            "Something stands around the user name",
            "Press \"Use this\" if what the page proposes is right; else type the user name by hand.",
        ),
        Finding::Swapped => (
            "User name and pass have changed places",
            "Press \"Use this\": the page puts each where it belongs.",
        ),
        Finding::Together { .. } => {
            ("User name and pass are in one field", "Press \"Use this\": the page takes them apart.")
        }
        Finding::AppCode => (
            "A code from an app in place of the pass",
            "The six digits on their phone are not the pass. Show them the pass that you gave them.",
        ),
        Finding::Link => (
            "A link in place of the pass",
            "The link opens the page; the pass is the code beside it. Without one, issue one.",
        ),
        Finding::UserNameAgain | Finding::Address => (
            "An email address in place of the pass",
            "The address belongs into the upper field, the code that you gave them into the lower one.",
        ),
        Finding::Telephone => (
            "A phone number in place of the pass",
            "The pass is the code that you gave them, not a number of theirs.",
        ),
        Finding::Label | Finding::Sentence => (
            "There are words around the pass",
            "Press \"Use this\" if the page has found the right part; else type only the pass.",
        ),
        Finding::Keyboard(_) => (
            "The keyboard is set to another language",
            "Press \"Use this\" if it looks right; else switch the keyboard to the Latin alphabet and type again.",
        ),
        Finding::Invisible { .. } => (
            "A hidden sign inside the pass",
            "It came along with copying. Press \"Use this\", or type the pass by hand.",
        ),
        Finding::LineBreak { .. } => {
            ("The pass is broken over two lines", "Press \"Use this\", or type the pass by hand in one go.")
        }
        Finding::Form { .. } | Finding::Digit { .. } => (
            "Characters of another form, such as wide ones",
            "Press \"Use this\", or switch the keyboard to plain Latin letters and type again.",
        ),
        Finding::LookAlike { .. } => (
            "Letters that only look right",
            "Press \"Use this\", or switch the keyboard to the Latin alphabet and type again.",
        ),
        Finding::Quoted => (
            "Quotation marks around the pass",
            "Press \"Use this\" if they do not belong to the pass; on your paper they never do.",
        ),
        Finding::SmartQuote { .. } => (
            "The device changed a quotation mark",
            "Press \"Use this\". If it comes again, let them type on another keyboard.",
        ),
        Finding::Dash { .. } => (
            "The device made a long dash of a hyphen",
            "Press \"Use this\". If it comes again, let them type on another keyboard.",
        ),
        Finding::TrailingMark => {
            ("A full stop or comma at the end", "Press \"Use this\" unless the pass really ends in it.")
        }
        Finding::Space { .. } => ("A space inside the pass", "Press \"Use this\": no pass here has a space."),
        Finding::CapsLock => (
            "Caps Lock is on",
            "Switch Caps Lock off and type again, or press \"Use this\" if the proposal is right.",
        ),
    }
}

fn answer(failure: &Failure) -> Advice {
    match failure {
        Failure::Unreachable => (
            "No answer came",
            "Check the network on this device: open any other page. If other devices have it too, tell IT at once.",
        ),
        Failure::Garbled => (
            "Something else answered",
            "The network may want a sign-in first: open any other page, accept its terms, come back. Or use another network.",
        ),
        Failure::Offline => (
            "The device is offline",
            "Help them onto the network. The page goes on by itself; nothing typed is lost.",
        ),
        Failure::Slow => (
            "The answer took too long",
            "Wait a moment and try again, or change to another network. If all devices are slow, tell IT.",
        ),
        Failure::Blocked => (
            "This page may not ask the registration",
            "Nobody at the desk can change this. Call IT: the address of this page is not on the list of allowed ones.",
        ),
        Failure::Refused(problem) => match aadsts::Said::of(problem) {
            Some(said) => microsoft::hint(said.hint),
            None => refusal(problem.code),
        },
    }
}

fn refusal(code: Code) -> Advice {
    match code {
        Code::PassRefused => (
            "User name and pass do not go together",
            "Compare both with your list. A wrong name looks the same as a wrong pass. When unsure, issue a new pass.",
        ),
        Code::PassNotYetValid => (
            "The pass is too early",
            "Tell them the time. They can leave the page open. If it should work now, issue a new pass.",
        ),
        Code::PassExpired => ("The pass has ended", "Check who they are, then issue a new pass."),
        Code::PassUsed => (
            "The pass has been used",
            "Ask whether they made a passkey with it: then they sign in with that. If they did not, somebody else may have: tell IT at once, and issue no pass before.",
        ),
        Code::PassReplaced => (
            "A newer pass took its place",
            "Find the newest pass: only that one works. When it is lost, issue another.",
        ),
        Code::PassRevoked => {
            ("The pass was taken back", "Find out who took it back and why before you issue a new one.")
        }
        Code::PassBlocked => (
            "The rules do not let this pass be used here or now",
            "The pass is right: a new one would not help. Ask where and when it is meant to be used. Only IT can change the rules.",
        ),
        Code::PassTooSoon => (
            "Too many wrong passes came from here",
            "Wait until the time that the page says: their pass was not looked at, and nothing is used up. If nobody here has typed wrong ones, or it comes again, tell IT.",
        ),
        Code::PassMalformed => (
            "The server does not read this as a pass",
            "Compare the pass character by character and type it by hand. If it stays, issue a new one and tell IT.",
        ),
        Code::InvitationRefused => (
            "The link was changed on its way",
            "They do not need the link: let them type user name and pass. If many have it, tell IT.",
        ),
        Code::RedemptionEnded => (
            "The time to finish ran out, or they had left",
            "Let them enter the same pass again. If it has ended meanwhile, issue a new one.",
        ),
        Code::RedemptionSuperseded => (
            "They went on in another window",
            "Look for the other window or device and finish there, or enter the pass once more here.",
        ),
        Code::NotExtendable => (
            "No more time can be given",
            "Finish in the time that is left, or issue a new pass and begin again.",
        ),
        Code::Busy => (
            "There is a lot going on",
            "Wait as long as the page says, then try again. If a whole line of people waits, tell IT.",
        ),
        Code::Internal => (
            "The server failed",
            "Try once more. If it comes again, send IT the code and the time: their log says why.",
        ),
        Code::MalformedRequest
        | Code::IdempotencyKeyMissing
        | Code::IdempotencyKeyReused
        | Code::BodyTooLarge
        | Code::MediaTypeUnsupported
        | Code::NotFound
        | Code::MethodNotAllowed
        | Code::Unknown => (
            "Page and server do not understand each other",
            "Load the page again. If it comes again, only IT can help: page and server may be of different versions.",
        ),
        Code::SignInUnknown => microsoft::UNKNOWN,
        Code::SignInRefused => microsoft::hint(Hint::Other),
        Code::PageRefused => microsoft::PAGE,
        Code::DirectoryUnavailable => microsoft::AWAY,
        Code::VisitEnded => microsoft::OVER,
        Code::PasskeyRefused => (
            "The server did not accept the passkey",
            "Try once more, then another way, such as a security key. If that fails too, send IT the code and the time.",
        ),
        Code::ChallengeEnded => {
            ("It took too long, and was not saved", "Let them have finger, face or PIN ready, and try again.")
        }
        Code::PasskeyKnown => {
            ("This passkey is saved already", "Nothing is missing: press \"Sign in with it\".")
        }
        Code::PasskeyUnknown => (
            "This passkey does not belong to them here",
            "Try again and pick the newest passkey in the list. If there is none, enter the pass again and make one.",
        ),
        Code::WayNotOffered => {
            ("This way in is not offered", "Choose another way. If it should be offered, tell IT.")
        }
        Code::HandoverEnded => handover(Stage::Expired),
        Code::EnvelopeOpened => (
            "The link to the pass was opened before",
            "Ask whether they opened it themselves. If they did not, somebody else has seen the pass: take it back at once and tell IT. Then issue a new one.",
        ),
        Code::EnvelopeEnded => (
            "The link to the pass is over",
            "Its pass has ended, was used or was taken back; or the link is none of ours. Check who they are, then issue a new pass.",
        ),
        Code::NumberWrong => handover(Stage::Refused),
        Code::HandoverClaimed => handover(Stage::Contested),
        Code::RedemptionMoved => (
            "They went on with this pass on their phone",
            "Finish on the phone. If it is not theirs, or it is gone, let them enter the pass again: that ends what goes on there.",
        ),
        Code::MethodLast => (
            "They tried to remove their only way in",
            "Add another way in first. If the passkey is lost or wrong, issue a new pass.",
        ),
        Code::MethodUnknown => (
            "What they wanted to change is no longer there",
            "Nothing has to be done. If they miss a way in, enter the pass again.",
        ),
        Code::DeviceShared => (
            "A passkey was made on the screen that everyone uses",
            "It was not saved. Use their phone or a security key; tell IT that the screen offered to keep a passkey.",
        ),
        Code::CodeWrong => (
            "The digits of the app are wrong",
            "Look whether the app shows more than one account: the right digits stand under the name of this organisation.",
        ),
        Code::CodeUsed => ("The digits of the app were used before", "Wait half a minute for the next ones."),
        Code::CodeClock => (
            "The clock of the phone is wrong",
            "In the settings of the phone, switch on that date and time are set by themselves. Then enter new digits.",
        ),
        Code::CodeTooSoon => (
            "Too many wrong digits: there is a pause",
            "Wait until the time that is shown. Meanwhile look whether the right account of the app is open.",
        ),
        Code::AuthenticatorEnded => (
            "The secret for the app is of no more use",
            "Remove the account in the app, then start again with a new code.",
        ),
        Code::PinWrong => ("The staff PIN is wrong", "IT has given the PIN to the people of this desk."),
        Code::PinTooSoon => (
            "Too many wrong staff PINs: there is a pause",
            "Wait until the time that is shown. If nobody of the desk has tried, tell IT.",
        ),
    }
}

fn ceremony(cause: Cause) -> Advice {
    match cause {
        Cause::Dismissed => (
            "The device stopped, and nothing tells why",
            "Let them try once while you watch what the device shows. At the second time, choose another way.",
        ),
        Cause::AlreadyThere => (
            "This device has a passkey for them already",
            "There is nothing to add: press \"Sign in with it\".",
        ),
        Cause::KeyThere => (
            "This security key is set up for them already",
            "Press \"Sign in with it\" and use the key, or lend another one.",
        ),
        Cause::Unsupported => (
            "The device cannot make this kind of passkey",
            "Lend a security key, or let them use another device.",
        ),
        Cause::WrongSite => (
            "This address may not make passkeys",
            "Nobody at the desk can change this. Call IT: the address of the page does not fit the domain of the passkeys (RP ID).",
        ),
        Cause::NoScreenLock => (
            "The device has no screen lock",
            "Help them set a PIN, finger or face in the settings of the device, then go on here. Else lend a security key.",
        ),
        Cause::Aborted => {
            ("Stopped by the page itself", "Nothing is to be done: the page goes on by itself.")
        }
        Cause::Broken => (
            "Something broke on the device",
            "Try again. At the second time restart the browser, or choose another way.",
        ),
        Cause::Faulty(Fault::Unreadable) => (
            "What came back cannot be read",
            "A password manager may have answered. Choose the device itself in the window that opens, or use a private window.",
        ),
        Cause::Faulty(Fault::ForeignRelyingParty) => (
            "What came back was made for another site",
            "A password manager may have answered wrongly. Let the device itself answer. If it comes again, tell IT which one it is.",
        ),
        Cause::Faulty(Fault::NotVerified) => (
            "The device did not check who they are",
            "Try again with finger, face or PIN. A password manager that is unlocked may skip it: let the device itself answer.",
        ),
        Cause::Cancelled => (
            "The window of the device was closed",
            "Explain what the window asks for, and that finger, face and PIN stay on the device. Then try again.",
        ),
        Cause::TimedOut => (
            "Nobody answered the window of the device",
            "Stay beside them, have finger, face or PIN ready, and try again.",
        ),
        Cause::RefusedAtOnce => (
            "The browser said no without asking",
            "Try once more, then another browser, or a private window without extensions.",
        ),
        Cause::NoActivation => {
            ("The browser wants a press of the button", "Let them press the button once more, by hand.")
        }
        Cause::NotPermitted => (
            "The page around this one forbids passkeys",
            "Open the page in a window of its own. For good only IT can help: the site must allow passkeys in frames.",
        ),
        Cause::NotFocused => {
            ("The page was not in front", "Close what lies on top of it, click on the page, then try again.")
        }
        Cause::Interrupted => (
            "They left the page meanwhile",
            "Let them stay on the page until it says that it is done, and try again.",
        ),
        Cause::TakenOver => (
            "A password manager or extension is in the way",
            "Let the device itself answer, or use another browser or a private window without extensions.",
        ),
        Cause::BadCertificate => (
            "The connection to the page is not safe",
            "Stop here, on every device. Call IT: the certificate of the page is not in order.",
        ),
        Cause::NoneHere => (
            "The passkey is not on this device",
            "Find out on which phone, computer or key they saved it, and choose that one in the window.",
        ),
        Cause::KeyNeedsPin => (
            "The security key has no PIN, or wants it",
            "Set a PIN together in the settings of the device. They must remember it: nobody can look it up.",
        ),
        Cause::KeyLocked => (
            "The security key has locked itself",
            "Take another key. Resetting this one deletes everything on it: leave that to IT.",
        ),
        Cause::KeyCannotKeep => {
            ("The security key is full or too old", "Lend a newer key, or choose another way.")
        }
        Cause::Pending => (
            "Another window is still asking",
            "Close other tabs and windows of this page, wait a moment, then try again.",
        ),
        Cause::NoBluetooth => (
            "Bluetooth is off",
            "Switch Bluetooth on, on the phone and on the computer, and keep both close together.",
        ),
        Cause::KeeperFailed => (
            "The phone could not open its store of passkeys",
            "Check that the phone is signed in to its account and has a screen lock; restart it. Else choose another way.",
        ),
        Cause::InApp => (
            "The browser inside an app cannot make passkeys",
            "Open the link in the real browser: Safari, Chrome, Edge or Firefox.",
        ),
        Cause::WrongOptions => (
            "We asked the device for something it does not know",
            "Nobody at the desk can change this. Call IT, with the code and what device it was; meanwhile choose another way.",
        ),
        Cause::NeverSettled => (
            "The device did not answer at all",
            "Close every window that it has open, reload the page and enter the pass again. Else choose another way.",
        ),
    }
}
