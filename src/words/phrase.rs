//! The list of everything that is ever said, by name.
//!
//! Owns [`Phrase`]: which sentences and labels there are, in the order of the catalogues in `www/locales`.
//! `MORE_TIME` here is `more-time` there; the place in the list is the place in every catalogue, so
//! that a language travels without this page having to know a single name.

/// A sentence or label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase(u16);

impl Phrase {
    /// The phrase of a name in [`NAMES`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().position(|known| *known == name).map(|place| Self(place as u16))
    }

    /// Its place in every catalogue.
    pub(super) fn place(self) -> usize {
        usize::from(self.0)
    }
}

/// Runs of the list that are said from the accepted pass on alone, or on paper alone: the page wakes without
/// them. What comes to stand within a run belongs to it.
const RUNS: [[Phrase; 2]; 10] = [
    [PAGE_TITLE, ASLEEP_AGAIN],
    [CHOOSE, NOT_ME],
    [PREPARING, USE_SECURITY_KEY],
    [OTHER_WAY, WHERE_SECURITY_KEY],
    [CLOCK_HERE, CLOCK_HERE_OVER],
    [SAID_LEFT, SAID_LEFT],
    [MORE_TIME, TIME_SHORT_PASS],
    [SAFE_PASS, TWICE],
    [CANCELLED, NOT_VERIFIED],
    [WAY_HELLO, ENVELOPE_BROKEN],
];

/// Whether the phrase at a place belongs to one of them.
pub(super) const fn is_later(place: usize) -> bool {
    let mut run = 0;
    while run < RUNS.len() {
        if RUNS[run][0].0 as usize <= place && place <= RUNS[run][1].0 as usize {
            return true;
        }
        run += 1;
    }
    false
}

macro_rules! phrases {
    ($($constant:ident)+) => {
        #[expect(clippy::upper_case_acronyms, non_camel_case_types, reason = "each stands for the constant of its name, to number it")]
        #[repr(u16)]
        enum Place {
            $($constant),+
        }

        $(
            #[doc = concat!("What `", stringify!($constant), "` says in the catalogues.")]
            pub const $constant: Phrase = Phrase(Place::$constant as u16);
        )+

        /// The names of all phrases, in order, as constants are written.
        pub const NAMES: &[&str] = &[$(stringify!($constant)),+];
    };
}

phrases! {
    PAGE_TITLE
    PAGE_FOOTER
    LANGUAGE
    ASLEEP_TITLE
    ASLEEP_SCRIPT
    ASLEEP_RELOAD
    ASLEEP_BROWSER
    ASLEEP_AGAIN

    WELCOME
    WELCOME_NAME
    ENTER_LEAD
    EARLY_LEAD
    OVER_LEAD
    USER_NAME
    USER_NAME_HINT
    PASS
    PASS_HINT_OWN
    PASS_HINT_PRINTABLE
    PASS_HINT_ASLEEP
    SHOW
    HIDE
    CONTINUE
    EARLY_SUBMIT
    NEWER_PASS
    WAKING
    CHECKING_PASS
    STOP

    REPAIR_ASK
    REPAIR_USE
    REPAIR_KEEP

    CHOOSE
    CHOOSE_LEAD
    NO_WAY
    WAY_PASSKEY
    WAY_PASSKEY_ABOUT
    WAY_SECURITY_KEY
    WAY_SECURITY_KEY_ABOUT
    NOT_ME

    PREPARING
    READY_PASSKEY
    READY_PASSKEY_LEAD
    READY_SECURITY_KEY
    READY_SECURITY_KEY_LEAD
    MAKE_PASSKEY
    USE_SECURITY_KEY
    TRY_AGAIN
    OTHER_WAY
    SIGN_IN_WITH_IT
    CREATING
    CREATING_LEAD
    CANCEL
    SAVING
    UNCONFIRMED
    UNCONFIRMED_LEAD
    SEND_AGAIN
    STOP_HERE

    PROVE
    PROVE_LEAD
    PROVE_KNOWN
    PROVE_KNOWN_LEAD
    SIGN_IN
    PROVING

    DONE
    DONE_LEAD
    DONE_LEAD_MULTI
    DONE_LEAD_KNOWN
    FACT_WHO
    WHERE_SYNCED
    WHERE_DEVICE
    WHERE_SECURITY_KEY

    CLOCK_PASS
    CLOCK_PASS_LATER
    CLOCK_PASS_OVER
    CLOCK_HERE
    CLOCK_HERE_OVER
    LEFT
    TO_GO
    SAID_LEFT
    SAID_PASS_LEFT
    SAID_PASS_LATER
    SAID_NOW
    DEVICE_CLOCK_AHEAD
    DEVICE_CLOCK_BEHIND
    MORE_TIME
    TIME_SHORT
    TIME_SHORT_PASS
    TIME_SHORT_HERE

    HELP
    HELP_UNKNOWN
    CODE
    SAFE_PASS
    SAFE_PASSKEY
    ORPHAN
    TWICE

    USER_NAME_EMPTY
    USER_NAME_WRONG
    PASS_EMPTY
    PASS_SHORT
    PASS_LONG
    PASS_CHARACTER
    PASS_CHARACTER_OWN
    PASS_CHECK

    SLIP_INVISIBLE
    SLIP_LINE_BREAK
    SLIP_SPACE
    SLIP_QUOTES
    SLIP_SMART_QUOTES
    SLIP_DASH
    SLIP_OTHER_FORM
    SLIP_LOOK_ALIKE
    SLIP_LAYOUT
    SLIP_PUNCTUATION
    SLIP_LABEL
    SLIP_EMAIL
    SLIP_LINK
    SLIP_TELEPHONE
    SLIP_APP_CODE
    SLIP_CAPS_LOCK
    SLIP_SWAPPED
    SLIP_TOGETHER
    SLIP_USER_NAME

    PASS_REFUSED
    PASS_NOT_YET
    PASS_NOW
    PASS_EXPIRED
    PASS_EXPIRED_UNKNOWN
    PASS_USED
    PASS_REPLACED
    PASS_REVOKED
    PASS_BLOCKED
    PASS_BLOCKED_UNTIL
    PASS_WAIT
    PASS_WAIT_OVER
    INVITATION_REFUSED
    TIME_OVER
    REDEMPTION_ENDED
    REDEMPTION_SUPERSEDED

    CANCELLED
    TIMED_OUT
    SAID_NO
    PRESS_AGAIN
    NOT_PERMITTED
    UNFOCUSED
    INTERRUPTED
    IN_THE_WAY
    CERTIFICATE
    ALREADY_THERE
    NONE_HERE
    UNSUPPORTED
    INSECURE
    NO_LOCK
    KEY_PIN
    KEY_LOCKED
    KEY_FULL
    PENDING
    BLUETOOTH
    STORE_CLOSED
    IN_APP
    WRONG_QUESTION
    NEVER_ANSWERED
    BROKEN
    FAULTY
    NOT_VERIFIED
    PASSKEY_REFUSED
    PROOF_REFUSED
    CHALLENGE_ENDED
    PASSKEY_KNOWN
    WAY_NOT_OFFERED

    UNREACHABLE
    OFFLINE
    TOO_SLOW
    BLOCKED
    GARBLED
    BUSY
    BUSY_UNTIL
    INTERNAL
    SLOW
    ASLEEP_HEADING

    INCAPABLE
    OBSTACLE_INSECURE
    OBSTACLE_FRAMED
    OBSTACLE_BROWSER
    OBSTACLE_IN_APP
    OPEN_WINDOW
    COPY_ADDRESS
    COPIED

    WAY_HELLO
    WAY_HELLO_ABOUT
    WAY_HELLO_LATER
    WAY_PHONE
    WAY_PHONE_ABOUT
    WAY_APP
    WAY_APP_ABOUT
    CLOSED_KIOSK
    CLOSED_BROWSER
    READY_HELLO
    READY_HELLO_LEAD

    HELLO_HEADING
    HELLO_LEAD
    HELLO_STEP_OPEN
    HELLO_STEP_PIN
    HELLO_STEP_BACK
    HELLO_OPEN
    HELLO_DONE
    HELLO_NOT_YET

    PHONE_SCAN
    PHONE_SCAN_LEAD
    PHONE_CODE
    PHONE_ENDS
    PHONE_NEW
    COMPARE
    COMPARE_LEAD
    COMPARE_SAME
    COMPARE_OTHER
    PHONE_GOES_ON
    PHONE_GOES_ON_LEAD
    PHONE_OPENED
    PHONE_SAVED
    PHONE_DONE
    PHONE_DONE_LEAD
    PHONE_AWAY
    CLAIM
    CLAIM_LEAD
    CLAIM_GO
    CLAIM_COMPARE_LEAD
    CLAIM_OVER
    HANDOVER_LATE
    HANDOVER_LATE_PHONE
    HANDOVER_REFUSED
    HANDOVER_REFUSED_PHONE
    HANDOVER_CONTESTED
    HANDOVER_CONTESTED_PHONE
    HANDOVER_LEFT
    HANDOVER_INTRUDED
    REDEMPTION_MOVED

    APP
    APP_LEAD
    APP_LEAD_HERE
    APP_QR
    APP_OPEN
    APP_GET
    APP_SECRET
    APP_CODE
    APP_CODE_HINT
    APP_CONFIRM
    APP_CHECKING
    APP_NEW
    APP_DONE_LEAD
    WHERE_APP
    CODE_EMPTY
    CODE_SHAPE
    CODE_WRONG
    CODE_USED
    CODE_CLOCK_AHEAD
    CODE_CLOCK_BEHIND
    CODE_WAIT
    APP_ENDED

    SECOND
    SECOND_LEAD
    SECOND_NEEDED
    SECOND_NEEDED_LEAD
    SECOND_CHOOSE
    ONLY_HERE
    ONLY_HERE_LATE
    WAYS_IN
    PASSKEY_UNNAMED
    KEY_UNNAMED
    APP_UNNAMED
    RENAME
    RENAME_HEADING
    RENAME_LABEL
    RENAME_HINT
    RENAME_SAVE
    NAME_WRONG
    REMOVE
    REMOVE_HEADING
    REMOVE_LEAD
    REMOVE_YES
    KEEP
    REMOVED_ORPHAN
    METHOD_LAST
    METHOD_UNKNOWN
    DEVICE_SHARED

    KIOSK_START
    KIOSK_START_LEAD
    KIOSK_KEYBOARD
    SCAN
    SCAN_LEAD
    SCAN_OTHER
    SCAN_FAILED
    IDLE
    IDLE_LEAD
    IDLE_STAY
    NEXT_PERSON
    LATER
    LATER_HEADING
    LATER_LEAD
    LATER_WHERE
    LATER_NEED
    LATER_NEED_WHAT
    LATER_OVER
    PRINT
    PRINTED_HEADING
    PRINTED_ON
    PRINTED_HELP
    STAFF
    STAFF_PIN
    STAFF_OPEN
    STAFF_HEADING
    STAFF_VERSION
    STAFF_ANSWERS
    STAFF_YES
    STAFF_NO
    STAFF_NUMBER
    STAFF_RESET
    PIN_EMPTY
    PIN_WRONG
    PIN_WAIT
    ENTER_PASS
    KEY_THERE

    ENVELOPE
    ENVELOPE_LEAD
    ENVELOPE_SHOW
    ENVELOPE_OVER
    ENVELOPE_PASS
    ENVELOPE_PASS_LEAD
    ENVELOPE_EARLY_LEAD
    ENVELOPE_GO
    ENVELOPE_NOTED
    ENVELOPE_OPENED
    ENVELOPE_ENDED
    ENVELOPE_BROKEN
}
