//! The element in the browser: everything that names a browser type.
//!
//! Owns the adapters, each one outside thing: `backend` fetches, `authenticator` runs ceremonies,
//! `page` draws and listens, `clock` knows the time and how it is written here; `journey` runs the
//! pure flow over them; `json` reads answers; `element` is `<door-key>` itself. Adapters know the pure modules, never each
//! other.

mod authenticator;
mod backend;
mod clock;
mod codec;
mod element;
mod journey;
mod json;
mod page;

use wasm_bindgen::prelude::wasm_bindgen;

/// Defines `<door-key>` as soon as the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    element::define();
}
