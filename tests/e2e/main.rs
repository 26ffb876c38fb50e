//! Doorkey from outside: the real server, the real page, a real browser with a virtual authenticator.
//!
//! Each test is a journey on a `stage` of its own: a `world` (server, data, desk) behind a `proxy`, and a
//! `browser` before the `door`. Run by `cargo xtask test e2e`, which builds what they need. What must be
//! true after every one of them, a silent console first of all, the stage sees to.

mod browser;
mod door;
mod figures;
mod proxy;
mod stage;
mod states;
mod world;

mod aria;
mod asleep;
mod clocks;
mod devices;
mod faults;
#[cfg(feature = "gallery")]
mod gallery;
mod keys;
mod languages;
mod looks;
mod main_way;
mod network;
mod refusals;
mod start;
mod trouble;
