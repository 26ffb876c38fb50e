//! The element in the browser: everything that names a browser type.
//!
//! Owns the adapters, each one outside thing: `backend` fetches, `authenticator` runs ceremonies,
//! `device` asks what can be done here, `page` draws and listens, `clock` knows the time, `speech` the
//! language and how times are written here, `console` speaks to developers, `kiosk` forgets what a screen
//! that everyone uses must not keep, `envelope` takes a sealed pass out, `rest` fetches what this module was cut off from; `journey` runs the
//! pure flow over them, from the accepted pass on through `visit`; `element` is `<door-key>` itself.
//! Adapters know the pure modules, not each other; beneath them `codec` and `json` read what the browser
//! gives, and `witness` sees what happens around a ceremony.

mod address;
mod authenticator;
mod backend;
mod clock;
mod codec;
mod console;
mod device;
mod element;
mod envelope;
mod journey;
mod json;
mod kiosk;
mod page;
mod rest;
mod speech;
mod visit;
mod witness;

use lol_alloc::{FreeListAllocator, LockedAllocator};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroizing_alloc::ZeroAlloc;

/// The page allocates little, and what it frees is overwritten at once: whatever held a secret for a
/// moment (an answer, a node of the screen) leaves no copy of it, on a screen that everyone uses too.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<LockedAllocator<FreeListAllocator>> =
    ZeroAlloc(LockedAllocator::new(FreeListAllocator::new()));

/// Defines `<door-key>` as soon as the module is there.
#[wasm_bindgen(start)]
pub fn start() {
    element::define();
}
