//! The rest of this module: all that is needed once a pass is given.
//!
//! Owns waiting for it. The build cuts the module in two (`[rest]` in wasm-pack.toml): what is reached from
//! the doors to `flow/visit`, `view/visit` and `browser/visit` alone is not loaded with the page. A door
//! that is opened before the rest is there stops the module; so nothing opens one but a pass that was
//! accepted, and no pass is sent before [`load`] has said yes. Where nothing is cut it does so at once.

use super::codec::member;
use crate::notice::Failure;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen(module = "/src/browser/rest.js")]
extern "C" {
    #[wasm_bindgen(js_name = load)]
    fn load_for(exports: &JsValue) -> Promise;
}

/// Waits until the rest is there. Trying again after a failure is as good as the first time.
pub(super) async fn load() -> Result<(), Failure> {
    let Err(thrown) = JsFuture::from(load_for(&wasm_bindgen::exports())).await else { return Ok(()) };
    let name = member(&thrown, "name").ok().and_then(|name| name.as_string());
    Err(match name.as_deref() {
        Some("AbortError") => Failure::Slow,
        _ if web_sys::window().is_some_and(|window| !window.navigator().on_line()) => Failure::Offline,
        _ => Failure::Unreachable,
    })
}

/// Begins to load it while there is time. That it failed is told when it is needed.
pub(super) fn load_ahead() {
    spawn_local(async {
        let _ = load().await;
    });
}
