//! Doorkey from outside: the real server, the real page, a real browser with a virtual authenticator.
//!
//! Each test is a journey on a `stage` of its own: a `world` (server, data, desk) behind a `proxy`, and a
//! `browser` before the `door`. Run by `cargo xtask test e2e`, which builds what they need. What must be
//! true after every one of them, a silent console first of all, the stage sees to.

mod browser;
mod camera;
mod door;
mod figures;
mod microsoft;
mod proxy;
mod sealed;
mod stage;
mod states;
mod world;

mod app;
mod aria;
mod asleep;
mod clocks;
mod devices;
mod entra;
mod entra_refusals;
mod faults;
#[cfg(feature = "gallery")]
mod gallery;
mod halves;
mod hello;
mod keys;
mod kiosk;
mod languages;
mod looks;
mod main_way;
mod network;
mod phone;
mod refusals;
mod second;
mod start;
mod trouble;
