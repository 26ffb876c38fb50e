//! The stand-in as a client meets it, over HTTP.
//!
//! Owns the modules of its tests.

mod assertion;
mod client;
mod faults;
mod graph;
mod lists;
mod sign_in;
mod token;
