//! The words of the page, in the newcomer's language.
//!
//! Owns which language that is, the catalogues that are loaded when they are wanted, and how the
//! browser writes numbers, times and lengths of time (`Intl`).

use super::codec::{call_with, member};
use crate::words::language::{ENGLISH, Language};
use crate::words::{Catalogue, Words, unit};
use doorkey_protocol::time::{Span, Timestamp};
use js_sys::{Array, Date, Function, Object, Reflect};
use std::cell::OnceCell;
use std::iter::successors;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, Response, ShadowRoot, Window};

/// A language and how it is written where the newcomer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tongue {
    pub(super) language: Language,
    /// The tag for numbers and times: with the region, where the page or the browser names one.
    formats: String,
}

impl Tongue {
    /// The language of the nearest ancestor that has one and that we speak, else the browser's.
    pub(super) fn of(host: &HtmlElement, window: &Window) -> Self {
        let around = nearest_language(host);
        let preferred: Vec<String> =
            window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect();
        let language =
            Language::of(&around).unwrap_or_else(|| Language::best(preferred.iter().map(String::as_str)));
        let mut tags = [around].into_iter().chain(preferred);
        let formats = tags.find(|tag| tag.contains('-') && Language::of(tag) == Some(language));
        Self { language, formats: formats.unwrap_or_else(|| language.tag.to_owned()) }
    }

    /// Its words, where nothing has to be loaded for them.
    pub(super) fn words_at_hand(self) -> Option<Local> {
        (self.language == ENGLISH).then(|| Local::built_in(self))
    }

    /// Its words; `None` when they could not be loaded.
    pub(super) async fn words(self, window: &Window) -> Option<Local> {
        let text = fetch(window, &address(self.language)?).await?;
        let catalogue = Catalogue::read(text.into())?;
        Some(Local { tongue: self, catalogue, later: OnceCell::new() })
    }
}

/// The words of this page.
#[derive(Debug)]
pub(super) struct Local {
    pub(super) tongue: Tongue,
    catalogue: Catalogue,
    /// Of English what is said in a visit, once there is one.
    later: OnceCell<Catalogue>,
}

impl Local {
    /// English, which is always here.
    pub(super) fn english() -> Self {
        Self::built_in(Tongue { language: ENGLISH, formats: ENGLISH.tag.to_owned() })
    }

    fn built_in(tongue: Tongue) -> Self {
        Self { tongue, catalogue: Catalogue::english_at_once(), later: OnceCell::new() }
    }

    /// What a formatter of `Intl` makes of a value.
    fn format(&self, class: &str, options: &[(&str, &str)], method: &str, value: &JsValue) -> Option<String> {
        let given = Object::new();
        for (name, option) in options {
            Reflect::set(&given, &(*name).into(), &(*option).into()).ok()?;
        }
        let intl = member(&js_sys::global(), "Intl").ok()?;
        let class: Function = member(&intl, class).ok()?.dyn_into().ok()?;
        let arguments = Array::of2(&self.tongue.formats.as_str().into(), &given);
        let formatter = Reflect::construct(&class, &arguments).ok()?;
        call_with(&formatter, method, value).ok()?.as_string()
    }
}

impl Words for Local {
    fn language(&self) -> Language {
        self.tongue.language
    }

    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn later(&self) -> Option<&Catalogue> {
        self.later.get()
    }

    fn complete(&self) {
        if self.tongue.language == ENGLISH {
            self.later.get_or_init(Catalogue::english_later);
        }
    }

    fn category(&self, count: usize) -> String {
        self.format("PluralRules", &[], "select", &(count as f64).into()).unwrap_or_default()
    }

    fn number(&self, number: usize) -> String {
        self.format("NumberFormat", &[], "format", &(number as f64).into()).unwrap_or_default()
    }

    fn time(&self, at: Timestamp, now: Timestamp) -> String {
        let date = |at: Timestamp| Date::new(&JsValue::from_f64(at.as_millis() as f64));
        let (at, now) = (date(at), date(now));
        let today = at.to_date_string().loose_eq(&now.to_date_string());
        let options: &[_] = match today {
            true => &[("timeStyle", "short")],
            false => &[("timeStyle", "short"), ("dateStyle", "medium")],
        };
        self.format("DateTimeFormat", options, "format", &at).unwrap_or_default()
    }

    fn span(&self, span: Span) -> String {
        let (unit, count) = unit(span);
        let options = [("style", "unit"), ("unit", unit), ("unitDisplay", "long")];
        self.format("NumberFormat", &options, "format", &(count as f64).into())
            // Before Safari 14.1 no units are written.
            .unwrap_or_else(|| String::from_iter([&self.number(count.unsigned_abs() as usize), " ", unit]))
    }
}

/// The `lang` of the nearest ancestor that has one, through the shadow roots around it; empty when the
/// nearest says that it is not known (HTML, §3.2.6.1).
fn nearest_language(host: &HtmlElement) -> String {
    let beyond =
        |element: &Element| element.get_root_node().dyn_into::<ShadowRoot>().ok().map(|it| it.host());
    let mut scopes = successors(Some(Element::from(host.clone())), beyond);
    let nearest = scopes.find_map(|element| element.closest("[lang]").ok().flatten());
    nearest.and_then(|element| element.get_attribute("lang")).unwrap_or_default()
}

async fn fetch(window: &Window, address: &str) -> Option<String> {
    let response: Response = JsFuture::from(window.fetch_with_str(address)).await.ok()?.unchecked_into();
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}

/// Where a language's catalogue lies; English is part of the module.
fn address(language: Language) -> Option<String> {
    Some(match language.tag {
        "ar" => wasm_bindgen::link_to!(module = "/www/locales/ar.ftl"),
        "de" => wasm_bindgen::link_to!(module = "/www/locales/de.ftl"),
        "es" => wasm_bindgen::link_to!(module = "/www/locales/es.ftl"),
        "fa" => wasm_bindgen::link_to!(module = "/www/locales/fa.ftl"),
        "fr" => wasm_bindgen::link_to!(module = "/www/locales/fr.ftl"),
        "it" => wasm_bindgen::link_to!(module = "/www/locales/it.ftl"),
        "ja" => wasm_bindgen::link_to!(module = "/www/locales/ja.ftl"),
        "nl" => wasm_bindgen::link_to!(module = "/www/locales/nl.ftl"),
        "pl" => wasm_bindgen::link_to!(module = "/www/locales/pl.ftl"),
        "pt" => wasm_bindgen::link_to!(module = "/www/locales/pt.ftl"),
        "tr" => wasm_bindgen::link_to!(module = "/www/locales/tr.ftl"),
        "uk" => wasm_bindgen::link_to!(module = "/www/locales/uk.ftl"),
        "vi" => wasm_bindgen::link_to!(module = "/www/locales/vi.ftl"),
        "zh-Hans" => wasm_bindgen::link_to!(module = "/www/locales/zh-Hans.ftl"),
        _ => return None,
    })
}
