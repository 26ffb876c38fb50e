//! The stand-in as a client meets it, over HTTP.
//!
//! Owns the modules of its tests.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod assertion;
mod client;
mod faults;
mod graph;
mod lists;
mod sign_in;
mod token;
