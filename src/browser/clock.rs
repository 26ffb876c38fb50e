//! The time of day, as the server has it, and how it is written where the newcomer is.
//!
//! Owns the offset between this device's clock and the server's, measured with every answer that
//! carries the server's time, and [`Local`], the words of this page with times in local form.

use crate::view::Now;
use crate::words::{Phrase, Words};
use doorkey_protocol::time::{Span, Timestamp};
use js_sys::{Date, Object, Reflect};
use std::cell::Cell;
use wasm_bindgen::JsValue;

/// This device's clock, corrected by the server's.
#[derive(Debug, Default)]
pub(super) struct Clock {
    device_ahead: Cell<Option<Span>>,
}

impl Clock {
    /// The time now.
    pub(super) fn now(&self) -> Now {
        let device_ahead = self.device_ahead.get();
        let correction = Span::from_millis(-device_ahead.map_or(0, Span::as_millis));
        Now { server: device_time() + correction, device_ahead }
    }

    /// Learns from an answer that says `server` and was asked for at `asked`. The answer is taken to
    /// have been made half-way.
    pub(super) fn learn(&self, server: Timestamp, asked: Timestamp) {
        let way = (device_time() - asked).as_millis() / 2;
        self.device_ahead.set(Some(asked + Span::from_millis(way) - server));
    }
}

/// What this device thinks the time is. For measuring only.
pub(super) fn device_time() -> Timestamp {
    Timestamp::from_millis(Date::now() as i64)
}

/// The words of this page, with times as this device writes them in a language.
pub(super) struct Local {
    /// The language, as in `lang`; empty for the browser's own.
    pub(super) language: String,
}

impl Words for Local {
    fn wording(&self, phrase: Phrase) -> &str {
        phrase.english
    }

    fn time(&self, at: Timestamp, now: Timestamp) -> String {
        let date = |at: Timestamp| Date::new(&JsValue::from_f64(at.as_millis() as f64));
        let (at, now) = (date(at), date(now));
        let today = at.to_date_string().loose_eq(&now.to_date_string());
        let options = Object::new();
        let set = |key: &str, value: &str| Reflect::set(&options, &key.into(), &value.into());
        let _ = set("timeStyle", "short");
        if !today {
            let _ = set("dateStyle", "medium");
        }
        // A `lang` that is no language tag makes this throw: then the browser's own is used.
        let written = |language: &JsValue| -> Option<String> {
            let write = Reflect::get(&at, &"toLocaleString".into()).ok()?;
            js_sys::Function::from(write).call2(&at, language, &options).ok()?.as_string()
        };
        let language = match self.language.as_str() {
            "" => JsValue::UNDEFINED,
            tag => tag.into(),
        };
        written(&language).or_else(|| written(&JsValue::UNDEFINED)).unwrap_or_default()
    }
}
