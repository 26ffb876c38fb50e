//! What happened around a ceremony while the system's dialog was open.
//!
//! Owns the watch over focus, visibility and time, and what the browser tells about its policies. Set
//! before a ceremony begins; yields the [`Incident`] when it gave nothing.

use super::clock::stopwatch;
use super::codec::{call, call_with, member};
use crate::ceremony::Ceremony;
use crate::ceremony::cause::{Ended, Incident};
use crate::device::Device;
use crate::text::has;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;
use gloo_events::EventListener;
use js_sys::{Array, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// How long a dialog is waited for beyond the time that it was given: some never end.
const GRACE: i32 = 30_000;
/// What a dialog is given when its options do not say (WebAuthn Level 3, §5.1: 300 to 600 seconds).
const USUAL: i32 = 600_000;

pub(super) struct Witness {
    ceremony: Ceremony,
    timeout: Option<Span>,
    began: Span,
    lost_focus: Rc<Cell<bool>>,
    was_hidden: Rc<Cell<bool>>,
    activated: Option<bool>,
    permitted: Option<bool>,
    taken_over: bool,
    _watching: Option<[EventListener; 2]>,
}

impl Witness {
    /// Begins to watch.
    pub(super) fn new(ceremony: Ceremony, method: &str, timeout: Option<f64>) -> Self {
        let window = web_sys::window();
        let (lost_focus, was_hidden) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
        let watching = window.as_ref().and_then(|window| {
            let (blurred, hidden, document) = (lost_focus.clone(), was_hidden.clone(), window.document()?);
            let watched = document.clone();
            Some([
                EventListener::new(window, "blur", move |_| blurred.set(true)),
                EventListener::new(&document, "visibilitychange", move |_| {
                    if watched.hidden() {
                        hidden.set(true);
                    }
                }),
            ])
        });
        let scope: JsValue = js_sys::global().into();
        let part = |object: &JsValue, name: &str| member(object, name).ok();
        let navigator = part(&scope, "navigator");
        let activated = navigator
            .as_ref()
            .and_then(|navigator| part(&part(navigator, "userActivation")?, "isActive")?.as_bool());
        let feature = String::from_iter(["publickey-credentials-", method]);
        let permitted = part(&scope, "document").and_then(|document| {
            let policy = part(&document, "featurePolicy")?;
            call_with(&policy, "allowsFeature", &feature.into()).ok()?.as_bool()
        });
        let function = navigator.and_then(|navigator| part(&part(&navigator, "credentials")?, method));
        // What the browser brings shows no source.
        let source = function.and_then(|function| call(&function, "toString").ok()?.as_string());
        Self {
            ceremony,
            timeout: timeout.map(|millis| Span::from_millis(millis as i64)),
            began: stopwatch(),
            lost_focus,
            was_hidden,
            activated,
            permitted,
            taken_over: source.is_some_and(|source| !has(&source, "[native code]")),
            _watching: watching,
        }
    }

    /// What the dialog gives; `None` when it does not end although its time is long over.
    pub(super) async fn wait(&self, dialog: &Promise) -> Result<Option<JsValue>, JsValue> {
        let given = self.timeout.map_or(USUAL, |timeout| timeout.as_millis() as i32);
        let mut alarm = None;
        let never = Promise::new(&mut |resolve, _| {
            let window = web_sys::window();
            alarm = window.and_then(|window| {
                let after = given.saturating_add(GRACE);
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, after).ok()
            });
        });
        let ended = JsFuture::from(Promise::race(&Array::of2(dialog, &never))).await;
        if let (Some(window), Some(alarm)) = (web_sys::window(), alarm) {
            window.clear_timeout_with_handle(alarm);
        }
        Ok(Some(ended?).filter(|answer| !answer.is_undefined()))
    }

    /// What is known about a ceremony that gave nothing.
    pub(super) async fn incident(&self, ended: Ended, way: Way, device: Device, aborted: bool) -> Incident {
        Incident {
            ceremony: self.ceremony,
            way,
            ended,
            took: Span::from_millis(stopwatch().as_millis() - self.began.as_millis()),
            timeout: self.timeout,
            lost_focus: self.lost_focus.get(),
            was_hidden: self.was_hidden.get(),
            activated: self.activated,
            permitted: self.permitted,
            taken_over: self.taken_over,
            aborted_by_us: aborted,
            bluetooth: bluetooth().await,
            device,
        }
    }
}

/// Whether Bluetooth is there and on, where the browser says.
async fn bluetooth() -> Option<bool> {
    let scope: JsValue = js_sys::global().into();
    let radio = member(&member(&scope, "navigator").ok()?, "bluetooth").ok()?;
    let answer = call(&radio, "getAvailability").ok()?;
    JsFuture::from(Promise::resolve(&answer)).await.ok()?.as_bool()
}
