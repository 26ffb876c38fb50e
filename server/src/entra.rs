//! Microsoft Entra ID behind the same element and the same desk.
//!
//! Owns what Entra and Microsoft Graph are asked, and nothing of how a newcomer is led. In the order of an
//! act of the desk: `settings` say which tenant and by which app; a `credential` proves the app to Entra,
//! which gives a `token`; the `client` asks Graph with it, waits as long as Graph wants (`wait`), and turns
//! every no into an `error` that says who can do something about it; `objects` are what Graph answers, in our
//! words. The `desk` issues, lists and revokes; `check` says before the first newcomer comes what an app may
//! not do; the `doctor` reads the tenant, its `conditional` access above all; `audits` are what Entra wrote
//! down about somebody. For a newcomer, `identity` says who signed in at Entra and `lists` what they have by now.
//! Passes are Entra's: their text passes through here once, to who asked for it, and
//! whether a typed one is right nobody but Microsoft's own page can tell.

pub mod audits;
pub(crate) mod check;
pub mod client;
pub(crate) mod conditional;
mod credential;
pub mod desk;
pub(crate) mod doctor;
pub mod error;
pub(crate) mod identity;
pub(crate) mod lists;
pub mod objects;
pub mod settings;
mod token;
mod wait;

pub use client::{Client, Manner};
pub use error::{EntraError, Failure};
pub use settings::EntraSettings;
pub use token::TokenAnswer;
