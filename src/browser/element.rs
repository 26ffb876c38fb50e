//! `<door-key>` itself: its life between being put into a page and being taken out.
//!
//! Owns the definition of the tag and [`Life`], which the JavaScript class holds. Connecting starts a
//! journey, disconnecting drops it, and with it whatever was under way.

use super::journey::Journey;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/browser/element.js")]
extern "C" {
    #[wasm_bindgen(js_name = define)]
    fn define_class(wake: &JsValue);
}

/// Defines the tag, unless it is defined already.
pub(super) fn define() {
    let wake = Closure::<dyn Fn(HtmlElement) -> Life>::new(Life::of);
    define_class(&wake.into_js_value());
}

/// The life of one element in a page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Life {
    journey: Journey,
}

impl Life {
    fn of(host: HtmlElement) -> Self {
        Self { journey: Journey::start(host) }
    }
}

#[wasm_bindgen]
impl Life {
    /// The element was taken out of the page.
    pub fn end(self) {
        drop(self);
    }

    /// An attribute changed that words depend on.
    pub fn changed(&self) {
        self.journey.redraw();
    }
}
