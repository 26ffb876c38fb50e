//! `<door-key>`: trades a Temporary Access Pass for a passkey.
//!
//! The journey, each arrow a function whose input is the last type:
//!
//! ```text
//! typed text ─▶ Pass ─▶ Redemption ─▶ CreationOptions ─▶ Registration ─▶ Proof ─▶ Done
//! ```
//!
//! One way, held by the compiler: everything below but `browser` is pure and knows no browser, no
//! clock and no network; `browser` is compiled for wasm32 only.
//!
//! ```text
//! protocol ◀ device ◀ ceremony, doctor ◀ notice ◀ flow ◀ words ◀ view ◀ markup ◀ browser
//!                                        └── patience, codes
//! ```
//!
//! `flow`, `view` and `browser` each have a file `visit`: what is needed from the accepted pass on. The build
//! cuts the module there, and `browser/rest` loads what is cut off before a pass is sent.

pub mod ceremony;
#[cfg(not(target_arch = "wasm32"))]
pub mod codes;
pub mod device;
pub mod doctor;
pub mod flow;
pub mod idle;
pub mod markup;
pub mod notice;
pub mod patience;
pub mod qr;
mod text;
pub mod view;
pub mod words;

#[cfg(target_arch = "wasm32")]
pub mod browser;
