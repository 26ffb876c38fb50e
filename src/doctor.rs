//! The pass doctor: what is the matter with what stands in the form, before anything is sent.
//!
//! Owns [`Finding`], every slip that can be told from the typed text alone, and [`examine`], which
//! starts when the form is sent and yields what can be redeemed, or one finding with a repair to
//! propose. Nothing is changed silently but the ends of both fields and what [`PassFormat::read`] maps
//! by itself; so what the element sends is what the backend would read from the typed text.
//!
//! ```text
//! mix_up (the two fields) ─▶ person (the user name) ─▶ code (the pass)
//!                                                       └─ elsewhere, sentence, layout, sign, text
//! ```

mod code;
mod elsewhere;
mod layout;
mod mix_up;
mod person;
mod sentence;
mod sign;
mod text;
// Property tests need an operating system's randomness.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use layout::Layout;

use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::{Pass, PassError};
use doorkey_protocol::person::{UserName, UserNameError};
use doorkey_protocol::secret::Secret;
use std::fmt;

/// Looks at what was typed.
///
/// # Errors
/// The most helpful thing to say about it, with a repair where one is known. What comes with
/// [`Diagnosis::as_typed`] is a suspicion only: the newcomer may insist.
pub fn examine(format: PassFormat, typed: &Typed<'_>) -> Result<Entry, Box<Diagnosis>> {
    let mut repair = Repair { user_name: None, pass: None };
    let (finding, as_typed) = match (look(format, typed, &mut repair), read(format, typed)) {
        (None, Ok(entry)) => return Ok(entry),
        (None, Err(finding)) => (finding, None),
        (Some(finding), entry) => (finding, entry.ok()),
    };
    let is_repaired = repair.user_name.is_some() || repair.pass.is_some();
    Err(Box::new(Diagnosis { finding, repair: is_repaired.then_some(repair), as_typed }))
}

/// What stands in the form, as typed.
#[derive(Clone, Copy)]
pub struct Typed<'a> {
    /// The field for the user name.
    pub user_name: &'a str,
    /// The field for the pass.
    pub pass: &'a str,
    /// Caps Lock was on while the pass was typed. False for a pasted or a repaired one.
    pub caps_lock: bool,
}

/// What can be redeemed.
#[derive(Clone)]
pub struct Entry {
    /// Who.
    pub user_name: UserName,
    /// With what.
    pub pass: Pass,
}

/// What the fields would hold after a repair; `None` leaves a field as it is.
#[derive(Clone)]
pub struct Repair {
    /// For the field of the user name.
    pub user_name: Option<String>,
    /// For the field of the pass.
    pub pass: Option<Secret>,
}

/// What is the matter, and what to do about it.
#[derive(Clone)]
pub struct Diagnosis {
    /// What is the matter.
    pub finding: Finding,
    /// What to propose.
    pub repair: Option<Repair>,
    /// The entry as typed, where it may be right all the same.
    pub as_typed: Option<Entry>,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The user name.
    UserName,
    /// The pass.
    Pass,
}

/// What is the matter with a text. Carries counts and places (from 1, in characters of the field
/// without the white space at its ends), never any text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// No user name.
    UserNameEmpty,
    /// A user name of more than 320 bytes.
    UserNameTooLong,
    /// A control character in the user name, such as a line break.
    UserNameControl,
    /// A user name copied with the `mailto:` of a link.
    UserNameMailto,
    /// A user name in angle brackets, perhaps after a person's name, as mail programs show it.
    UserNameDisplay,
    /// A user name in quotation marks.
    UserNameQuoted,
    /// A comma, semicolon or full stop after the user name.
    UserNameTrailing,
    /// A character that cannot be seen inside the user name.
    UserNameInvisible,
    /// The user name stands in the pass field and the pass in the other.
    Swapped,
    /// User name and pass stand together in one field.
    Together {
        /// Which.
        field: Field,
    },
    /// No pass.
    PassEmpty,
    /// A pass with too few characters.
    PassTooShort {
        /// How many more it needs.
        missing: usize,
    },
    /// A pass with too many characters.
    PassTooLong {
        /// How many it has beyond the longest.
        excess: usize,
    },
    /// A character that cannot stand in a pass here.
    PassCharacter {
        /// Its place.
        place: usize,
    },
    /// The check character does not fit the others: something is mistyped or swapped.
    PassCheck,
    /// The six digits of an authenticator app in place of the pass.
    AppCode,
    /// A link in place of the pass.
    Link,
    /// The user name once more in place of the pass.
    UserNameAgain,
    /// An e-mail address in place of the pass.
    Address,
    /// A telephone number in place of the pass.
    Telephone,
    /// A label before the pass, such as "Pass:".
    Label,
    /// Words around the pass.
    Sentence,
    /// Typed blindly on a keyboard set to another language.
    Keyboard(Layout),
    /// A character that cannot be seen inside the pass.
    Invisible {
        /// The place of the first.
        place: usize,
    },
    /// A line break inside the pass.
    LineBreak {
        /// The place of the first.
        place: usize,
    },
    /// Full-width or mathematical characters in place of plain ones.
    Form {
        /// The place of the first.
        place: usize,
    },
    /// Digits of another script.
    Digit {
        /// The place of the first.
        place: usize,
    },
    /// Cyrillic or Greek letters that look Latin.
    LookAlike {
        /// The place of the first.
        place: usize,
    },
    /// Quotation marks or brackets around the pass.
    Quoted,
    /// A quotation mark that a program made typographic.
    SmartQuote {
        /// The place of the first.
        place: usize,
    },
    /// A dash or minus sign where a hyphen was meant.
    Dash {
        /// The place of the first.
        place: usize,
    },
    /// A full stop, comma or the like after the pass.
    TrailingMark,
    /// White space inside the pass.
    Space {
        /// The place of the first.
        place: usize,
    },
    /// Caps Lock was on and every letter is a capital.
    CapsLock,
}

impl Finding {
    /// The field to show it at.
    pub fn field(self) -> Field {
        match self {
            Self::UserNameEmpty
            | Self::UserNameTooLong
            | Self::UserNameControl
            | Self::UserNameMailto
            | Self::UserNameDisplay
            | Self::UserNameQuoted
            | Self::UserNameTrailing
            | Self::UserNameInvisible
            | Self::Swapped => Field::UserName,
            Self::Together { field } => field,
            Self::PassEmpty
            | Self::PassTooShort { .. }
            | Self::PassTooLong { .. }
            | Self::PassCharacter { .. }
            | Self::PassCheck
            | Self::AppCode
            | Self::Link
            | Self::UserNameAgain
            | Self::Address
            | Self::Telephone
            | Self::Label
            | Self::Sentence
            | Self::Keyboard(_)
            | Self::Invisible { .. }
            | Self::LineBreak { .. }
            | Self::Form { .. }
            | Self::Digit { .. }
            | Self::LookAlike { .. }
            | Self::Quoted
            | Self::SmartQuote { .. }
            | Self::Dash { .. }
            | Self::TrailingMark
            | Self::Space { .. }
            | Self::CapsLock => Field::Pass,
        }
    }
}

impl From<UserNameError> for Finding {
    fn from(error: UserNameError) -> Self {
        match error {
            UserNameError::Empty => Self::UserNameEmpty,
            UserNameError::TooLong => Self::UserNameTooLong,
            UserNameError::Control => Self::UserNameControl,
        }
    }
}

impl From<PassError> for Finding {
    fn from(error: PassError) -> Self {
        match error {
            PassError::Empty => Self::PassEmpty,
            PassError::TooShort { missing } => Self::PassTooShort { missing },
            PassError::TooLong { excess } => Self::PassTooLong { excess },
            PassError::Character { place } => Self::PassCharacter { place },
            _ => Self::PassCheck,
        }
    }
}

/// Shows what was found and nothing that was typed: swapped fields hold the pass where a user name is
/// expected, so neither can be shown.
impl fmt::Debug for Diagnosis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Diagnosis")
            .field("finding", &self.finding)
            .field("repair", &self.repair)
            .field("as_typed", &self.as_typed)
            .finish()
    }
}

impl fmt::Debug for Repair {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Repair([redacted])")
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Entry([redacted])")
    }
}

/// The most characters of a field that are searched for slips: a whole mail pasted by mistake, but no
/// more. A longer text has its characters counted and nothing else.
const LOOKED_AT: usize = 1_000;

/// How many slips one repair undoes at most.
const ROUNDS: usize = 8;

/// The first slip found and what to propose: a mix-up of the fields explains all else, then the fields
/// in their order. `None` leaves the word to [`read`].
fn look(format: PassFormat, typed: &Typed<'_>, repair: &mut Repair) -> Option<Finding> {
    // A name too long to be searched is too long to be one.
    let name = text::apart(typed.user_name)?;
    let code = text::apart(typed.pass);
    let mixed_up = code.as_ref().and_then(|code| mix_up::find(format, &name, code, repair));
    if let Some(finding) = mixed_up.or_else(|| person::find(format, &name, repair)) {
        return Some(finding);
    }
    typed.user_name.parse::<UserName>().ok()?;
    code::find(format, &name, &code?, typed.caps_lock, repair)
}

/// What the backend would read from the text as it is.
fn read(format: PassFormat, typed: &Typed<'_>) -> Result<Entry, Finding> {
    Ok(Entry { user_name: typed.user_name.parse()?, pass: format.read(typed.pass)? })
}
