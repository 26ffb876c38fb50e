//! What a screen that everyone uses does besides: it forgets, it reads slips, it prints.
//!
//! Owns the wipe of everything outside of the element that could tell of the last one, and the camera.
//! Started by the journey; dropping a [`Camera`] switches it off.

use super::address::invited_by;
use super::backend::sleep;
use super::codec::{call, call_with, member};
use crate::flow::Invited;
use crate::markup::CAMERA;
use doorkey_protocol::time::Span;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ShadowRoot, Window};

/// Forgets, outside of the element, what could tell of somebody: where this page keeps things, what is
/// selected, what stands in its address.
pub(super) fn forget(window: &Window) {
    for storage in ["sessionStorage", "localStorage"] {
        // A browser may forbid even to look at it.
        let _ = member(window, storage).and_then(|storage| call(&storage, "clear"));
    }
    let _ = call(window, "getSelection").and_then(|selection| call(&selection, "removeAllRanges"));
    let bare = window.location().pathname();
    if let (Ok(history), Ok(bare)) = (window.history(), bare) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&bare));
    }
}

/// Prints the sheet.
pub(super) fn print() {
    let _ = call(&js_sys::global(), "print");
}

/// Whether slips can be read here: the browser finds codes in pictures, and there may be a camera.
pub(super) fn can_scan(window: &Window) -> bool {
    member(window, "BarcodeDetector").is_ok()
        && member(&window.navigator(), "mediaDevices")
            .and_then(|devices| member(&devices, "getUserMedia"))
            .is_ok()
}

/// Looks for a code until there is one, a slip's or another, or until nobody wants it any more.
pub(super) async fn scan(
    window: &Window,
    root: &ShadowRoot,
    signal: &AbortSignal,
) -> Result<Option<Box<Invited>>, ()> {
    let text = look(window, root, signal).await.map_err(drop)?;
    let fragment = text.split_once('#').map(|(_, fragment)| String::from_iter(["#", fragment]));
    Ok(fragment.and_then(|fragment| invited_by(&fragment)).map(Box::new))
}

async fn look(window: &Window, root: &ShadowRoot, signal: &AbortSignal) -> Result<String, JsValue> {
    let wanted = Object::new();
    let facing = Object::new();
    Reflect::set(&facing, &"facingMode".into(), &"environment".into())?;
    Reflect::set(&wanted, &"video".into(), &facing)?;
    let devices = member(&window.navigator(), "mediaDevices")?;
    let stream = JsFuture::from(Promise::resolve(&call_with(&devices, "getUserMedia", &wanted)?)).await?;
    let camera = Camera(stream);
    let formats = Object::new();
    Reflect::set(&formats, &"formats".into(), &Array::of1(&"qr_code".into()))?;
    let class: Function = member(window, "BarcodeDetector")?.dyn_into()?;
    let detector = Reflect::construct(&class, &Array::of1(&formats))?;
    let video = root.get_element_by_id(CAMERA).ok_or(JsValue::NULL)?;
    Reflect::set(&video, &"srcObject".into(), &camera.0)?;
    let _ = JsFuture::from(Promise::resolve(&call(&video, "play")?)).await;
    // Who cancels does not drop this: it would look on, with the camera on.
    while !signal.aborted() {
        // Before the first picture there is nothing to look at; that is no end of it.
        let found = match call_with(&detector, "detect", &video) {
            Ok(found) => JsFuture::from(Promise::resolve(&found)).await.ok(),
            Err(_) => None,
        };
        let first = found.and_then(|found| found.dyn_into::<Array>().ok()).map(|found| found.get(0));
        if let Some(text) = first.and_then(|code| member(&code, "rawValue").ok()?.as_string()) {
            return Ok(text);
        }
        sleep(PACE).await;
    }
    Err(JsValue::NULL)
}

/// How often the picture is looked at.
const PACE: Span = Span::from_millis(250);

/// The stream of a camera that is on.
struct Camera(JsValue);

impl Drop for Camera {
    fn drop(&mut self) {
        let tracks = call(&self.0, "getTracks").and_then(|tracks| tracks.dyn_into::<Array>());
        for track in tracks.iter().flat_map(Array::iter) {
            let _ = call(&track, "stop");
        }
    }
}
