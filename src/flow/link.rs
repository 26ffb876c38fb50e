//! What the page's address brought: an invitation, a handover, an envelope, the end of a sign-in.
//!
//! Owns [`Opening`], [`Invited`], [`Handed`], and the fragment by which the same can be opened elsewhere. The page reads
//! the address as it wakes and takes the fragment away; from then on it lives here.

use super::Setting;
use doorkey_protocol::entra::SignInAnswer;
use doorkey_protocol::invitation::{self, Invitation};
use doorkey_protocol::person::Person;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::validity::Validity;
use doorkey_protocol::{envelope, handover};

/// What the page begins with, before the backend has said who it is.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// Whom the page's address greeted, if anybody.
    pub invited: Option<Invited>,
    /// What it brought to go on with.
    pub handed: Option<Handed>,
    /// Whether nothing is asked for before the backend has said that it takes passes: the element's `entra`
    /// attribute.
    pub formless: bool,
}

/// Whom an invitation greets, and what it says about their pass.
#[derive(Clone, Debug)]
pub struct Invited {
    /// Who.
    pub person: Person,
    /// What it says; `None` once it is known not to be about the pass at hand.
    pub claims: Option<Claims>,
}

/// What an invitation says about a pass.
#[derive(Clone, Debug)]
pub struct Claims {
    /// When the pass can be used.
    pub validity: Validity,
    /// Whether it can be used once only.
    pub one_time: bool,
    /// The invitation as it stood in the address, for the backend to check.
    pub text: String,
}

impl Invited {
    /// By an invitation that stood in the address as `text`.
    pub fn by(invitation: Invitation, text: String) -> Self {
        let Invitation { person, validity, one_time } = invitation;
        Self { person, claims: Some(Claims { validity, one_time, text }) }
    }
}

/// What there is to go on with.
#[derive(Clone, Debug)]
pub enum Handed {
    /// The secret of a handover.
    Handover(Secret),
    /// A sealed pass: what stood there for an envelope, whole or not.
    Envelope(Secret),
    /// The way back from Microsoft's sign-in.
    SignIn {
        /// With what.
        back: LedBack,
        /// For what they had gone there.
        errand: Errand,
    },
}

/// For what somebody goes to Microsoft's sign-in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Errand {
    /// To sign in.
    #[default]
    First,
    /// To be asked anew, since the minutes after the sign-in are over.
    Again,
    /// To try what was set up.
    Try,
}

impl Errand {
    /// Whether Microsoft is to ask anew, also whoever is still signed in there.
    pub fn asks_anew(self) -> bool {
        self != Self::First
    }
}

/// What Microsoft's sign-in led back with.
#[derive(Clone, Debug)]
pub enum LedBack {
    /// Its answer, as it is sent.
    Answer(Box<SignInAnswer>),
    /// An answer to what was not begun in this browser.
    Stray,
    /// Nothing: they went back by themselves.
    Empty,
}

/// The fragment that this page was opened by, to be opened by elsewhere.
pub(super) fn fragment(setting: &Setting) -> Option<Secret> {
    let handed = setting.handed.as_ref().and_then(|handed| match handed {
        Handed::Handover(secret) => Some([handover::FRAGMENT, secret.expose()]),
        Handed::Envelope(text) => Some([envelope::FRAGMENT, text.expose()]),
        // Of use once, and in this browser alone.
        Handed::SignIn { .. } => None,
    });
    let invited = invitation(setting);
    let parts = handed.or_else(|| invited.as_ref().map(|text| [invitation::FRAGMENT, text]))?;
    Some(Secret::new(String::from_iter(parts)))
}

/// The invitation as it stood in the address, while it is about the pass at hand.
pub(super) fn invitation(setting: &Setting) -> Option<String> {
    setting.claims().map(|claims| claims.text.clone())
}
