//! What the site's developer is told: the thing that is missing, by its name.
//!
//! Owns the console. Nothing that the newcomer typed ever goes there.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn log_error(text: &str);
}

/// Says something that only a developer or an operator can mend.
pub(super) fn error(parts: &[&str]) {
    log_error(&String::from_iter(parts.iter().copied()));
}
