//! Where a test takes place: a network and an authenticator that are tables, and an element among them.
//!
//! Owns what stands in for the world (`stage.js`) and gives it back after each test; [`Door`], an element
//! in the page and what can be done with it; and waiting for what is meant. Nothing here sleeps.

use serde_json::{Value, json};
use wasm_bindgen::prelude::{Closure, JsCast, JsValue, wasm_bindgen};
use web_sys::{Document, Element, HtmlElement, HtmlInputElement, ShadowRoot};

#[wasm_bindgen(module = "/tests/element/stage.js")]
extern "C" {
    fn set();
    fn strike() -> String;
    fn answer(path: &str, how: &str);
    fn plan(method: &str, how: &str);
    fn says(question: &str, how: &str);
    fn watch(root: &ShadowRoot);
    #[wasm_bindgen(js_name = forgetJson)]
    fn forget_json();
    #[wasm_bindgen(js_name = whatWasHeard)]
    fn heard() -> String;
    #[wasm_bindgen(js_name = whatWasAsked)]
    fn asked() -> String;
    #[wasm_bindgen(js_name = whatWasRun)]
    fn run() -> String;
    #[wasm_bindgen(catch, js_name = until)]
    async fn settled(what: &str, holds: &Closure<dyn Fn() -> bool>) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = theGround)]
    fn ground() -> Element;

    /// The class of `<door-key>`, or undefined.
    pub(crate) fn definition() -> JsValue;
    /// The first `<door-key>` of a page made from this HTML, before it is anywhere.
    pub(crate) fn parsed(html: &str) -> HtmlElement;
    /// `parent.setHTMLUnsafe(html)`: declarative shadow roots become real ones.
    #[wasm_bindgen(js_name = setHtml)]
    pub(crate) fn set_html(parent: &Element, html: &str);
    /// Bytes as base64url, by the browser.
    pub(crate) fn base64url(bytes: &[u8]) -> String;
}

/// How the network answers.
pub(crate) enum Answer {
    /// Never.
    Never,
    /// Not at all: `fetch()` rejects.
    Rejected,
    /// With this status, content type and body.
    With(u16, &'static str, String),
}

impl Answer {
    /// Yes, as JSON.
    pub(crate) fn yes(body: &Value) -> Self {
        Self::With(200, "application/json", body.to_string())
    }
}

/// The stage of one test; what it stands for lives in `stage.js`. Dropped, it leaves the page as it was, and fails the test when an exception
/// was caught by nobody.
pub(crate) struct Stage(());

impl Stage {
    /// Sets it, with the element defined.
    pub(crate) async fn set() -> Self {
        set();
        let stage = Self(());
        if definition().is_undefined() {
            super::asleep::observe_before_the_definition(&stage).await;
            drop(stage);
            // What that has left in the records is not this test's.
            set();
            return Self(());
        }
        stage
    }

    /// From now on a path is answered like this.
    pub(crate) fn answers(&self, path: &str, how: &Answer) {
        let how = match how {
            Answer::Never => json!("never"),
            Answer::Rejected => json!("rejected"),
            Answer::With(status, kind, body) => json!({ "status": status, "type": kind, "body": body }),
        };
        answer(path, &how.to_string());
    }

    /// From now on a ceremony (`create` or `get`) goes like this: see `ceremony` in `stage.js`.
    pub(crate) fn performs(&self, method: &str, how: &Value) {
        plan(method, &how.to_string());
    }

    /// From now on `PublicKeyCredential` answers a question about this device with a value, or is one for
    /// which the question is `"absent"` or `"barred"`, or which `"throws"`, `"rejects"` or `"never"` answers.
    pub(crate) fn says(&self, question: &str, how: &Value) {
        says(question, &how.to_string());
    }

    /// Makes the browser one without JSON functions for WebAuthn.
    pub(crate) fn forgets_json(&self) {
        forget_json();
    }

    /// The events that reached the document: `name`, `detail`, `bubbles`, `composed`.
    pub(crate) fn heard(&self) -> Vec<Value> {
        list(&heard())
    }

    /// The details of the events of a name.
    pub(crate) fn details(&self, name: &str) -> Vec<Value> {
        self.heard()
            .into_iter()
            .filter(|event| event["name"] == name)
            .map(|event| event["detail"].clone())
            .collect()
    }

    /// The requests to a path.
    pub(crate) fn asked(&self, path: &str) -> Vec<Value> {
        self.all_asked().into_iter().filter(|request| request["path"] == path).collect()
    }

    /// Every request: `method`, `origin`, `path`, `credentials`, `headers`, `body`, `aborted`.
    pub(crate) fn all_asked(&self) -> Vec<Value> {
        list(&asked())
    }

    /// The JSON that was sent to a path first.
    pub(crate) fn sent(&self, path: &str) -> Value {
        let asked = self.asked(path);
        let body = asked.first().and_then(|request| request["body"].as_str()).expect("a body was sent there");
        serde_json::from_str(body).expect("the body is JSON")
    }

    /// Waits until a path is asked.
    pub(crate) async fn is_asked(&self, path: &'static str) {
        let is_asked = move || list(&asked()).iter().any(|request| request["path"] == path);
        until(&format!("{path} is asked"), is_asked).await;
    }

    /// The ceremonies: `method`, `publicKey` with bytes as `{"bytes": base64url}`, `aborted`.
    pub(crate) fn run(&self) -> Vec<Value> {
        list(&run())
    }

    /// An element of this stage's own in the page, which goes with the stage.
    pub(crate) fn ground(&self) -> Element {
        ground()
    }

    /// Puts a `<door-key>` with these attributes into the page.
    pub(crate) fn door(&self, attributes: &[(&str, &str)]) -> Door {
        let host = document().create_element("door-key").expect("an element can be made");
        for (name, value) in attributes {
            host.set_attribute(name, value).expect("an attribute can be set");
        }
        let door = Door { host: host.unchecked_into() };
        door.put_into(&self.ground());
        door
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        assert_eq!(strike(), "[]", "exceptions that nobody caught");
    }
}

fn list(text: &str) -> Vec<Value> {
    serde_json::from_str(text).expect("stage.js gives a JSON array")
}

/// The page.
pub(crate) fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a test runs in a page")
}

/// Waits until something holds.
pub(crate) async fn until(what: &str, holds: impl Fn() -> bool + 'static) {
    let holds = Closure::<dyn Fn() -> bool>::new(holds);
    if let Err(why) = settled(what, &holds).await {
        panic!("{}", why.as_string().unwrap_or_default());
    }
}

/// An element, seen from the page.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) host: HtmlElement,
}

impl Door {
    /// Puts it into the page, where it wakes.
    pub(crate) fn put_into(&self, parent: &web_sys::Node) {
        parent.append_child(&self.host).expect("an element can be put into the page");
        self.watch();
    }

    /// Looks again at what is waited for whenever something is drawn.
    pub(crate) fn watch(&self) {
        watch(&self.root());
    }

    /// Its shadow root.
    pub(crate) fn root(&self) -> ShadowRoot {
        self.host.shadow_root().expect("the element has an open shadow root")
    }

    /// What a selector finds in it.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root().query_selector(selector).expect("the selector is one")
    }

    /// How many a selector finds in it.
    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root().query_selector_all(selector).expect("the selector is one").length()
    }

    /// The text of what a selector finds; empty when there is nothing.
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find(selector).and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// A field, by its id.
    pub(crate) fn field(&self, id: &str) -> HtmlInputElement {
        self.root().get_element_by_id(id).expect("the field is there").unchecked_into()
    }

    /// Which step it shows.
    pub(crate) fn step(&self) -> String {
        self.find("[data-step]").and_then(|door| door.get_attribute("data-step")).unwrap_or_default()
    }

    /// The code that it shows, without the word before it; empty when there is none.
    pub(crate) fn code(&self) -> String {
        self.text(".notice .code").rsplit(' ').next().unwrap_or_default().to_owned()
    }

    /// Waits until it shows a step.
    pub(crate) async fn reaches(&self, step: &'static str) {
        self.shows(step, "").await;
    }

    /// Waits until it shows a step with a code.
    pub(crate) async fn shows(&self, step: &'static str, code: &'static str) {
        let door = self.clone();
        let holds = Closure::<dyn Fn() -> bool>::new(move || door.step() == step && door.code() == code);
        let seen = settled("a step is shown", &holds).await;
        assert!(seen.is_ok(), "expected {step} {code}, not {} {}", self.step(), self.code());
    }

    /// Clicks what a selector finds.
    pub(crate) fn click(&self, selector: &str) {
        let button =
            self.find(selector).unwrap_or_else(|| panic!("no {selector} in {}", self.root().inner_html()));
        button.unchecked_into::<HtmlElement>().click();
    }

    /// Presses the button of an act.
    pub(crate) fn press(&self, act: &str) {
        self.click(&format!("[{}={act}]", doorkey::markup::ACT));
    }

    /// Types both fields and gives the form in.
    pub(crate) fn give_in(&self, user_name: &str, pass: &str) {
        self.field(doorkey::markup::USER_NAME).set_value(user_name);
        self.field(doorkey::markup::PASS).set_value(pass);
        self.click("[type=submit]");
    }

    /// Whether there is something that can be pressed to go on or back; showing the pass does not count.
    pub(crate) fn has_a_way_on(&self) -> bool {
        self.count("button:not([disabled]):not([aria-disabled]):not([data-act=reveal])") > 0
    }

    /// Takes it out of the page.
    pub(crate) fn take_out(&self) {
        self.host.remove();
    }
}
