//! What the element `<door-key>` and its backend both know.
//!
//! Owns the words of the Redemption API: passes, times, redemptions, problems, paths and bodies.
//! Deliberately absent: a clock, I/O, a browser, a server. Every function here is pure.
//!
//! Read in the order of a journey: a typed text becomes a [`pass::Pass`] by the backend's
//! [`format::PassFormat`]; redeeming it opens a [`redemption::Redemption`]; within it a passkey is
//! registered and proven with the bodies of [`passkey`], an app with those of [`authenticator`]; a
//! [`handover`] moves it to a phone, an [`envelope`] brings its pass by a link; what goes wrong is a [`problem::Problem`].

pub mod api;
pub mod authenticator;
pub mod check;
pub mod configuration;
pub mod entra;
pub mod envelope;
pub mod format;
pub mod handover;
pub mod invitation;
pub mod kiosk;
pub mod pass;
pub mod passkey;
pub mod person;
pub mod problem;
pub mod redemption;
pub mod secret;
pub mod time;
pub mod validity;
pub mod way;
