//! What a newcomer does and sees at the door.
//!
//! Owns the names by which the page is driven: steps, fields, buttons, the notice. Real keys and real
//! clicks through WebDriver; scripts only look.

use crate::browser::Browser;
use crate::world::{Issued, wait_for};
use fantoccini::Locator;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction,
};
use fantoccini::elements::Element;
use serde_json::{Value, json};

/// What stands above a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Notice {
    pub(crate) sentence: String,
    pub(crate) code: String,
}

/// The page in the browser's current window.
#[derive(Clone, Copy)]
pub(crate) struct Door<'a> {
    browser: &'a Browser,
}

impl<'a> Door<'a> {
    pub(crate) fn of(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Opens an address and waits for the form.
    pub(crate) async fn open(self, address: &str) -> Self {
        self.goto(address).await;
        self.reach("enter").await;
        self
    }

    /// Opens an address.
    pub(crate) async fn goto(self, address: &str) {
        self.browser
            .client
            .goto(address)
            .await
            .unwrap_or_else(|error| panic!("{address} does not open: {error}"));
    }

    /// Loads the page again and waits for the form.
    pub(crate) async fn reload(self) {
        self.browser.client.refresh().await.expect("the page loads again");
        self.reach("enter").await;
    }

    /// Waits for a screen.
    pub(crate) async fn reach(self, step: &str) {
        wait_for(&format!("the step {step}"), async || (self.step().await == step).then_some(())).await;
    }

    /// The screen that is shown; nothing while there is none.
    pub(crate) async fn step(self) -> String {
        let step = self.see("root.querySelector('.door')?.dataset.step").await;
        step.as_str().unwrap_or_default().to_owned()
    }

    /// Types user name and pass over what stands there, and presses the button.
    pub(crate) async fn give(self, user_name: &str, pass: &str) {
        self.fill("#user-name", user_name).await;
        self.fill("#pass", pass).await;
        self.submit().await;
    }

    /// Gives what the desk handed out and waits for the choice.
    pub(crate) async fn enter(self, issued: &Issued) {
        self.give(&issued.user_name, &issued.pass).await;
        self.reach("choose").await;
    }

    /// From the choice to the screen before the system's dialog.
    pub(crate) async fn choose(self) {
        self.act("choose-passkey").await;
        self.reach("ready").await;
    }

    /// From there to the end.
    pub(crate) async fn make_and_prove(self) {
        self.act("accept").await;
        self.reach("prove").await;
        self.act("accept").await;
        self.reach("done").await;
    }

    /// Empties a field and types into it.
    pub(crate) async fn fill(self, field: &str, text: &str) {
        let field = self.find(field).await;
        field.clear().await.expect("a field can be emptied");
        field.send_keys(text).await.expect("a field can be typed into");
    }

    /// Presses the form's button.
    pub(crate) async fn submit(self) {
        self.click("form button[type=submit]").await;
    }

    /// Presses the button that does this.
    pub(crate) async fn act(self, act: &str) {
        self.click(&format!("[data-act={act}]")).await;
    }

    /// Presses it twice, as people do who are used to icons.
    pub(crate) async fn act_twice(self, act: &str) {
        let button = self.find(&format!("[data-act={act}]")).await;
        let there = PointerAction::MoveToElement { element: button, duration: None, x: 0.0, y: 0.0 };
        let (down, up) = (
            PointerAction::Down { button: MOUSE_BUTTON_LEFT },
            PointerAction::Up { button: MOUSE_BUTTON_LEFT },
        );
        let mouse = MouseActions::new("mouse".to_owned());
        let mouse = mouse.then(there).then(down.clone()).then(up.clone()).then(down).then(up);
        self.browser.client.perform_actions(mouse).await.expect("a button can be pressed twice");
    }

    /// Waits for a notice and reads it.
    pub(crate) async fn notice(self) -> Notice {
        wait_for("a notice", async || self.notice_now().await).await
    }

    /// The notice that is there, if one is.
    pub(crate) async fn notice_now(self) -> Option<Notice> {
        let texts =
            "['.notice .sentence', '.notice .code'].flatMap(p => root.querySelector(p)?.innerText ?? [])";
        let texts = self.see(texts).await;
        let texts: Vec<String> = serde_json::from_value(texts).ok()?;
        let [sentence, code] = texts.try_into().ok()?;
        Some(Notice { sentence, code })
    }

    /// What stands in the two fields; nothing where there is no form.
    pub(crate) async fn typed(self) -> (String, String) {
        let typed = self.see("['user-name', 'pass'].map(id => root.getElementById(id)?.value ?? '')").await;
        serde_json::from_value(typed).expect("two fields give two texts")
    }

    /// The id of the element that has the focus within ours.
    pub(crate) async fn focused(self) -> Value {
        self.see("root.activeElement && (root.activeElement.id || root.activeElement.dataset.act || root.activeElement.localName)")
            .await
    }

    /// The heading of the screen.
    pub(crate) async fn heading(self) -> String {
        self.see("root.querySelector('h2')?.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// What a script sees; `host` is the element, `root` its shadow root.
    pub(crate) async fn see(self, expression: &str) -> Value {
        let script = format!(
            "const host = document.querySelector('door-key'), root = host?.shadowRoot; return root ? {expression} : null;"
        );
        self.browser.glimpse(&script).await
    }

    /// The events that the element has dispatched since the page was loaded.
    pub(crate) async fn events(self) -> Vec<Value> {
        match self.browser.run("return window.witness?.events ?? []", vec![]).await {
            Value::Array(events) => events,
            other => panic!("events are a list, not {other}"),
        }
    }

    /// When a step was reached, in milliseconds of the page's life.
    pub(crate) async fn reached_at(self, step: &str) -> f64 {
        let script = "return witness.events.find(it => it.type == 'doorkey-step' && it.detail.step == arguments[0])?.at";
        let at = self.browser.run(script, vec![json!(step)]).await;
        at.as_f64().unwrap_or_else(|| panic!("the step {step} was announced"))
    }

    /// Presses a key, wherever the focus is.
    pub(crate) async fn press(self, key: char) {
        let keys = KeyActions::new("keyboard".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.perform(keys).await;
    }

    /// Presses several keys, wherever the focus is.
    pub(crate) async fn perform(self, keys: KeyActions) {
        self.browser.client.perform_actions(keys).await.expect("keys can be pressed");
    }

    /// Types a text, wherever the focus is.
    pub(crate) async fn type_out(self, text: &str) {
        for character in text.chars() {
            self.press(character).await;
        }
    }

    /// Looks for the pass in every place that outlives or leaves the page.
    pub(crate) async fn expect_no_trace_of(self, spellings: &[String]) {
        const PLACES: &str = r"
            const stores = [localStorage, sessionStorage].map(store => JSON.stringify(Object.entries(store)));
            return [location.href, document.title, document.cookie, JSON.stringify(history.state),
                JSON.stringify(witness.events), ...performance.getEntries().map(it => it.name), ...stores];
        ";
        let places = self.browser.run(PLACES, vec![]).await;
        let history = self.browser.devtools("Page.getNavigationHistory", json!({})).await;
        let everywhere = format!("{places} {history}").to_ascii_uppercase();
        for pass in spellings {
            assert!(!everywhere.contains(&pass.to_ascii_uppercase()), "a pass stands in {everywhere}");
        }
    }

    /// Presses what is found by this.
    pub(crate) async fn click(self, selector: &str) {
        let found = self.find(selector).await;
        // As a hand does it: what lies under the clocks is scrolled up first.
        let scroll =
            format!("root.querySelector({})?.scrollIntoView({{ block: 'nearest' }})", json!(selector));
        self.see(&scroll).await;
        found.click().await.unwrap_or_else(|error| panic!("{selector} cannot be pressed: {error}"));
    }

    async fn find(self, selector: &str) -> Element {
        wait_for(selector, async || {
            let host = self.browser.client.find(Locator::Css("door-key")).await.ok()?;
            host.shadow_root().await.ok()?.find(Locator::Css(selector)).await.ok()
        })
        .await
    }
}
