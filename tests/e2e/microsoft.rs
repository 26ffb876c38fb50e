//! Microsoft's pages, as the stand-in for a tenant has them, and who sits before them.
//!
//! Owns the ids by which they are driven, the tab in which Security info is open, and what must be true of the
//! way there and back: our page never asks for a pass, and what Microsoft led back with stands nowhere after.

use crate::browser::Patience;
use crate::stage::{Stage, play_with};
use crate::world::{Directory, Issued, Newcomer, wait_for};
use fantoccini::Locator;
use fantoccini::elements::Element;
use fantoccini::wd::WindowHandle;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use url::form_urlencoded;

/// The one who is in the tenant in most tests.
pub(crate) const JO: Newcomer = Newcomer { user_name: "jo@contoso.example", name: "Jo Park" };
/// Somebody else there.
pub(crate) const LOU: Newcomer = Newcomer { user_name: "lou@contoso.example", name: "Lou Abara" };

/// Before the page's own scripts: counts every frame in which our page asks for a pass.
const GUARD: &str = r"
    window.askedForPass = 0;
    const look = () => {
        if (document.querySelector('door-key')?.shadowRoot?.querySelector('#pass')) window.askedForPass += 1;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
";

/// Plays a test in a tenant, whose server has these variables besides.
pub(crate) fn play_in_tenant(
    variables: &'static [(&'static str, &'static str)],
    test: impl AsyncFnOnce(&Stage),
) {
    play_with(Directory::Entra(variables), Patience::Load, async |stage| {
        stage.browser.before_page(GUARD).await;
        // Microsoft's own icon is not there.
        stage.bear_complaint("/favicon.ico");
        test(stage).await;
        stage.expect_secrets_at_microsoft_only("the end").await;
    });
}

/// Microsoft's page in the browser's current window.
#[derive(Clone, Copy)]
pub(crate) struct Microsoft<'a> {
    stage: &'a Stage,
}

impl Stage {
    pub(crate) fn microsoft(&self) -> Microsoft<'_> {
        Microsoft { stage: self }
    }

    /// Opens an address of our page afresh: one that differs in its fragment alone would load nothing.
    pub(crate) async fn visit(&self, address: &str) {
        self.door().goto("about:blank").await;
        self.door().goto(address).await;
    }

    /// From the link to Microsoft's page.
    pub(crate) async fn lead(&self, link: &str) {
        self.visit(link).await;
        self.door().reach("sign-in").await;
        self.door().act("sign-in").await;
        self.microsoft().arrive().await;
    }

    /// From the link to the choice of a way in.
    pub(crate) async fn sign_in(&self, issued: &Issued) {
        self.lead(&issued.link).await;
        self.microsoft().sign_in(&issued.pass).await;
        self.door().reach("ways").await;
    }

    /// From the choice to what is to be done at Microsoft.
    pub(crate) async fn guide(&self, way: &str) {
        self.door().act(way).await;
        self.door().reach("guide").await;
    }

    /// The visit that the page has open, as the server has it.
    pub(crate) async fn visit_at_server(&self) -> Value {
        let token = self.world.proxy.last_bearer().expect("the page has opened a visit");
        let answer =
            self.world.ask("/v1/visits/current", &format!("Authorization: Bearer {token}\r\n")).await;
        serde_json::from_slice(&answer.body).expect("the server answers in JSON")
    }

    /// Passes stand on Microsoft's page alone, and what it led back with is in no place that outlives or leaves
    /// ours, which is open. The browser's own record of how it came there, which no page can take from it, goes
    /// with the page; the code in it was spent once it was sent.
    pub(crate) async fn expect_secrets_at_microsoft_only(&self, when: &str) {
        const PLACES: &str = r"
            const loads = performance.getEntries().filter(it => it.entryType != 'navigation').map(it => it.name);
            return [location.href, document.title, document.cookie, JSON.stringify(history.state), window.name,
                JSON.stringify(witness.events), document.documentElement.outerHTML,
                document.querySelector('door-key').shadowRoot.innerHTML, ...loads,
                ...[localStorage, sessionStorage].map(store => JSON.stringify(Object.entries(store)))].join('\n');
        ";
        assert_eq!(self.world.tenant().leaks(), [], "{when}: a secret was sent where it must not be");
        let ours = self.world.page();
        let places = self.browser.run(PLACES, vec![]).await;
        let places = places.as_str().expect("places are a text");
        assert!(places.starts_with(&ours), "{when}: our page is open: {places}");
        assert!(places.ends_with("\n[]\n[]"), "{when}: nothing is kept: {places}");
        let asked = self.browser.run("return window.askedForPass", vec![]).await;
        assert_eq!(asked, 0, "{when}: no pass is asked for");
        let history = self.browser.devtools("Page.getNavigationHistory", json!({})).await;
        let entries = history["entries"].as_array().expect("a history has entries").iter();
        let addresses = entries.filter_map(|entry| entry["url"].as_str());
        let addresses: Vec<_> = addresses.filter(|address| address.starts_with(&ours)).collect();
        let noted = [self.world.log(), self.world.proxy.lines().join("\n")].join("\n");
        let everywhere = [places, &addresses.join("\n"), &noted].join("\n");
        for secret in self.world.unsayable().into_iter().chain(self.states()) {
            assert!(!everywhere.contains(&secret), "{when}: {secret} is left in {everywhere}");
        }
        self.expect_silence_about_passes(when).await;
    }

    /// The `state` of every sign-in that was begun, as Microsoft saw them.
    pub(crate) fn states(&self) -> BTreeSet<String> {
        let asked = self.world.tenant().log().into_iter().filter(|seen| seen.path.ends_with("/authorize"));
        let states = asked.filter_map(|seen| {
            let mut query = form_urlencoded::parse(seen.query.as_bytes());
            query.find(|(name, _)| name == "state").map(|(_, value)| value.into_owned())
        });
        states.collect()
    }
}

impl Microsoft<'_> {
    /// Waits for the question who signs in.
    pub(crate) async fn arrive(self) {
        self.find("#i0116").await;
    }

    /// Who is to sign in, as the page has it already.
    pub(crate) async fn hint(self) -> String {
        let field = self.find("#i0116").await;
        field.prop("value").await.expect("a field can be read").unwrap_or_default()
    }

    /// Agrees with who is to sign in, and types the pass where it is asked for: whoever is still signed in there
    /// is let pass, unless our page wants them asked.
    pub(crate) async fn sign_in(self, pass: &str) {
        if self.go_on().await {
            self.give(pass).await;
        }
    }

    /// Agrees with who is to sign in; whether the pass is asked for.
    pub(crate) async fn go_on(self) -> bool {
        self.press("#idSIButton9").await;
        let (client, ours) = (&self.stage.browser.client, self.stage.world.page());
        wait_for("the question for the pass, or our page", async || {
            if client.find(Locator::Css("#accesspass")).await.is_ok() {
                return Some(true);
            }
            client.current_url().await.ok()?.as_str().starts_with(&ours).then_some(false)
        })
        .await
    }

    /// Signs in as somebody else.
    pub(crate) async fn sign_in_as(self, user_name: &str, pass: &str) {
        self.name(user_name).await;
        self.sign_in(pass).await;
    }

    /// Says who signs in.
    pub(crate) async fn name(self, user_name: &str) {
        let field = self.find("#i0116").await;
        field.clear().await.expect("a field can be emptied");
        field.send_keys(user_name).await.expect("a field can be typed into");
    }

    /// Types the pass, now that it is known who signs in.
    pub(crate) async fn give(self, pass: &str) {
        self.find("#accesspass").await.send_keys(pass).await.expect("a field can be typed into");
        self.press("#idSIButton9").await;
    }

    /// Leaves by the button for it.
    pub(crate) async fn cancel(self) {
        self.press("#cancel").await;
    }

    /// What it complains of.
    pub(crate) async fn complaint(self) -> String {
        self.find("#error").await.text().await.expect("a text can be read")
    }

    async fn press(self, selector: &str) {
        let button = self.find(selector).await;
        button.click().await.unwrap_or_else(|error| panic!("{selector} cannot be pressed: {error}"));
    }

    async fn find(self, selector: &str) -> Element {
        let client = &self.stage.browser.client;
        wait_for(selector, async || client.find(Locator::Css(selector)).await.ok()).await
    }
}

/// The tab in which Security info is open, before the one with our page.
pub(crate) struct SecurityInfo<'a> {
    stage: &'a Stage,
    ours: WindowHandle,
}

impl<'a> SecurityInfo<'a> {
    /// Follows the guide's link, which opens beside our page.
    pub(crate) async fn open(stage: &'a Stage) -> Self {
        let client = &stage.browser.client;
        let ours = client.window().await.expect("there is a window");
        stage.door().click("a[href*='security-info']").await;
        let other = wait_for("a second tab", async || {
            client.windows().await.ok()?.into_iter().find(|window| *window != ours)
        })
        .await;
        client.switch_to_window(other).await.expect("there are two tabs");
        Self { stage, ours }
    }

    /// Sets a way in up, by the id of its button.
    pub(crate) async fn add(&self, kind: &str) {
        let count = async || {
            let listed = "return document.querySelector('#methods')?.childElementCount ?? -1";
            self.stage.browser.run(listed, vec![]).await.as_i64().unwrap_or(-1)
        };
        let before = count().await;
        self.stage.microsoft().press(&format!("#{kind}")).await;
        wait_for("Microsoft to have it", async || (count().await > before.max(0)).then_some(())).await;
    }

    /// Goes back to our page; the tab stays where it is.
    pub(crate) async fn leave(self) {
        self.stage.browser.client.switch_to_window(self.ours).await.expect("our page is still there");
        self.stage.browser.devtools("Page.bringToFront", json!({})).await;
    }

    /// Closes the tab.
    pub(crate) async fn close(self) {
        self.stage.browser.client.close_window().await.expect("a tab can be closed");
        self.leave().await;
    }
}
