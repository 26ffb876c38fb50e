//! What to show: the state as plain data, with every decision taken.
//!
//! Owns [`View`], made from a [`State`] and the time; the markup draws it and decides nothing. The screens
//! are made in `artist`, those from the accepted pass on in `visit`, what they say about time in `clocks`.

mod app;
mod artist;
mod clocks;
mod done;
mod envelope;
mod hand_off;
mod kiosk;
mod phone;
mod sign_in;
#[cfg(test)]
mod tests;
mod visit;

use crate::flow::{Pc, State};
use crate::idle::Idle;
use crate::qr::Qr;
use crate::words::Words;
use crate::words::language::Language;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

pub use crate::doctor::Field;

/// A screen.
#[derive(Clone, Debug)]
pub struct View {
    /// Which place of the journey this is, by a stable name: `doorkey-step` carries it.
    pub step: &'static str,
    /// The language that all of it is in.
    pub language: Language,
    /// The heading, focused when the step changes.
    pub heading: String,
    /// What stands below it.
    pub lead: Option<String>,
    /// What went wrong, if anything.
    pub notice: Option<NoticeView>,
    /// What there is to fill in, to choose or to know.
    pub body: Body,
    /// What can be done, the main thing first.
    pub actions: Vec<Action>,
    /// The clocks, and what else to know about time.
    pub clocks: Vec<Clock>,
    /// What can be done about them.
    pub more_time: Option<Action>,
    /// What a screen reader says about time: the same words until the next threshold, so that nobody is
    /// told every minute.
    pub announcement: Option<String>,
    /// Whether anybody is still there, on a screen that everyone uses.
    pub idle: Option<IdleView>,
    /// What can be printed.
    pub sheet: Option<Sheet>,
}

/// What went wrong, in words.
#[derive(Clone, Debug)]
pub struct NoticeView {
    /// What happened, and the next step.
    pub text: String,
    /// What else there is to know, each a sentence.
    pub more: Vec<String>,
    /// What the doctor proposes instead of what was typed.
    pub proposal: Option<Proposed>,
    /// What can be done about it right here.
    pub actions: Vec<Action>,
    /// What whoever helps can look up elsewhere.
    pub trace: Option<String>,
    /// The code, for programs.
    pub code: &'static str,
    /// The code, as it is shown.
    pub code_label: String,
    /// Which field it is about.
    pub field: Option<Field>,
}

/// A repair of what was typed, to be looked at.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// The question above it.
    pub question: String,
    /// The user name, where that changes.
    pub user_name: Option<String>,
    /// The pass, where that changes.
    pub pass: Option<Secret>,
}

/// The middle of a screen.
#[derive(Clone, Debug)]
pub enum Body {
    /// User name and pass.
    Form(Form),
    /// Ways in to choose from.
    Cards(Vec<Card>),
    /// Something is going on: what, and a word when it takes long.
    Busy(String, Option<String>),
    /// What is now so: label and value.
    Facts(Vec<(String, String)>),
    /// A picture of the ceremony that comes.
    Emblem(Way),
    /// All is done, and there is nothing to say about it.
    Seal,
    /// A code for another device's camera.
    Code(CodeView),
    /// A number to compare with another screen's.
    Number(String),
    /// A pass that is shown once.
    Pass(PassView),
    /// A secret for an authenticator app, and the field for its digits.
    App(AppView),
    /// One field.
    Ask(Ask),
    /// Steps to take elsewhere, and the ways there.
    Steps(Vec<String>, Vec<Link>),
    /// What is theirs now.
    Methods {
        /// Whether all is done.
        seal: bool,
        /// How they sign in: label and value.
        who: (String, String),
        /// What stands above the list.
        heading: String,
        /// Each with what can be done about it.
        methods: Vec<MethodView>,
        /// What else there is to know.
        more: Vec<String>,
    },
    /// A screen that everyone uses, waiting.
    Rest,
    /// What the camera sees.
    Camera,
    /// Nothing.
    Nothing,
}

/// A code for another device's camera.
#[derive(Clone, Debug)]
pub struct CodeView {
    /// What it is, for those who do not see it.
    pub label: String,
    /// The code.
    pub qr: Qr,
}

/// A pass that is shown once.
#[derive(Clone, Debug)]
pub struct PassView {
    /// Whom it is for: label and value.
    pub user_name: (String, String),
    /// What stands before it.
    pub label: String,
    /// The pass, in groups.
    pub pass: Secret,
    /// A word when its answer takes long.
    pub slow: Option<String>,
}

/// A secret for an authenticator app.
#[derive(Clone, Debug)]
pub struct AppView {
    /// To be scanned by another device.
    pub code: Option<CodeView>,
    /// To be followed on this one.
    pub links: Vec<Link>,
    /// What stands before the secret.
    pub secret_label: String,
    /// To be typed, in groups.
    pub secret: Secret,
    /// The field for the app's digits.
    pub ask: Ask,
}

/// One field with its button.
#[derive(Clone, Debug)]
pub struct Ask {
    /// What is asked for.
    pub asked: Asked,
    /// Its label.
    pub label: String,
    /// What helps to find it.
    pub hint: Option<String>,
    /// What stands in it at first.
    pub value: Option<String>,
    /// The label of the button that gives it in.
    pub submit_label: String,
    /// Whether it is being looked at, and nothing may be changed.
    pub locked: bool,
    /// Whether what was given in was not right.
    pub wrong: bool,
}

/// What a field asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The digits of an authenticator app.
    Digits,
    /// A pass of which only the shape is looked at.
    Shape,
    /// A name.
    Name,
    /// The staff's PIN.
    Pin,
}

/// A link that leads out of the page.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it says.
    pub label: String,
    /// Where it leads; it may hold a secret.
    pub address: Secret,
    /// Whether it is the main thing to do here.
    pub primary: bool,
    /// Whether it opens a page of its own.
    pub elsewhere: bool,
}

/// A way in that is theirs.
#[derive(Clone, Debug)]
pub struct MethodView {
    /// By which way it came.
    pub way: Way,
    /// Its name.
    pub title: String,
    /// Where it lives.
    pub about: String,
    /// What can be done about it.
    pub actions: Vec<Action>,
}

/// The question whether anybody is still there.
#[derive(Clone, Debug)]
pub struct IdleView {
    /// The question.
    pub heading: String,
    /// What happens when, for the eye: it changes every second.
    pub text: String,
    /// The same, for a screen reader: it does not change.
    pub said: String,
    /// The answer.
    pub stay: Action,
}

/// What is printed. Nothing on it is a secret.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Whose registration it is.
    pub place: String,
    /// What it is.
    pub heading: String,
    /// Label and value.
    pub facts: Vec<(String, String)>,
    /// What stands below.
    pub foot: Option<String>,
}

/// User name and pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its label.
    pub user_name_label: String,
    /// What helps to find it.
    pub user_name_hint: String,
    /// What the invitation says it is.
    pub user_name: Option<String>,
    /// Its label.
    pub pass_label: String,
    /// What passes look like here.
    pub pass_hint: String,
    /// The label of the button that shows or hides the pass: when hidden, when shown.
    pub reveal: (String, String),
    /// The label of the button that gives it in.
    pub submit_label: String,
    /// What giving it in does now.
    pub submit: Submit,
    /// A word when what it waits for takes long.
    pub slow: Option<String>,
}

/// What giving the form in does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Submit {
    /// Nothing yet: the element is not awake, but can be typed into.
    Waking,
    /// Asks the backend once more who it is; what is typed stays.
    Again,
    /// Redeems the pass.
    Open,
    /// Nothing yet: the pass cannot be used before its time, or none before a pause is over, and then the
    /// button opens by itself.
    Early,
    /// Nothing: the pass is being looked at, and nothing may be changed.
    Locked,
}

/// Something to choose, as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// What choosing it does.
    pub act: Act,
    /// By which way in it is pictured.
    pub way: Way,
    /// What it is.
    pub title: String,
    /// What it needs and how long it takes.
    pub about: String,
    /// Whether it cannot be chosen here; then `about` says why.
    pub closed: bool,
}

/// Something the newcomer can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub act: Act,
    /// Whether it is the main thing to do here.
    pub primary: bool,
    /// Whether it does nothing yet. It stays where it is, with the focus, and opens by itself.
    pub waits: bool,
    /// Which one it is about, where there are several of a kind.
    pub subject: Option<String>,
}

/// What a button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Choose this way in.
    Choose(Way),
    /// Go on, or try again.
    Accept,
    /// One screen back, or cancel.
    Back,
    /// Leave.
    Leave,
    /// Take the proposed repair.
    Repair,
    /// Try what was typed as it is.
    Insist,
    /// Say that there is a newer pass than the invitation speaks of.
    NewerPass,
    /// Ask for more time.
    MoreTime,
    /// Sign in with the passkey that is here already.
    HavePasskey,
    /// Open this page in a window of its own.
    OpenWindow,
    /// Copy this page's address, to open it in another browser.
    CopyAddress,
    /// Show or hide the typed pass.
    Reveal,
    /// Say no.
    Decline,
    /// Add a second way in.
    Second,
    /// Give what was set up a name.
    Rename,
    /// Take back what was set up.
    Remove,
    /// See what to do later.
    Later,
    /// Print the sheet.
    Print,
    /// Open the staff corner.
    Staff,
    /// Let the camera read the slip.
    Scan,
    /// Sign in at Microsoft.
    SignIn,
    /// Ask anew how it stands.
    News,
    /// Have the shape of the pass looked at.
    Check,
    /// Say which PC it is.
    Pc(Pc),
    /// Say that it is set up.
    There,
    /// Say that somebody is still there. What is touched says that, whatever it is.
    Stay,
}

/// A line about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What ends or begins, and when.
    pub text: String,
    /// How long that is from now.
    pub left: Option<String>,
    /// Whether little is left.
    pub urgent: bool,
}

/// What the time is, and what this device thinks it is.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The server's time, as well as it is known.
    pub server: Timestamp,
    /// How far the device's clock is ahead of it; `None` before the first answer.
    pub device_ahead: Option<Span>,
    /// How long this place has been shown.
    pub waited: Span,
    /// What a screen that everyone uses does about the one who was here.
    pub idle: Idle,
}

impl View {
    /// The screen for a state at a time.
    pub fn of(state: &State, now: Now, words: &impl Words) -> Self {
        artist::Artist { now: now.server, waited: now.waited, words }.paint(state, now)
    }
}
