//! A browser: chromedriver, one session in it, a virtual authenticator, and what the console said.
//!
//! Owns the driver's process group, which ends with the browser when it is dropped, also after a panic.
//! Started by the stage; what happens on the page is `door`'s.

use crate::world::given;
use fantoccini::wd::{Capabilities, WebDriverCompatibleCommand};
use fantoccini::{Client, ClientBuilder};
use http::Method;
use hyper_util::client::legacy::connect::HttpConnector;
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::{Value, json};
use std::fmt::Debug;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use url::{ParseError, Url};

const ARGUMENTS: [&str; 13] = [
    // A thousand newcomers at one kiosk within a minute change its address more often than people do.
    "--disable-ipc-flooding-protection",
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=en-GB",
    // A camera that shows a test picture, and somebody who allows it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
];

/// What every page runs before its own scripts: notes the element's events, and how long the
/// authenticator took, as seen from the page.
const WITNESS: &str = r"
    window.witness = { events: [], ceremonies: [] };
    for (const type of ['doorkey-ready', 'doorkey-step', 'doorkey-problem', 'doorkey-done']) {
        document.addEventListener(type, event =>
            witness.events.push({ type, detail: event.detail, at: performance.now() }), { capture: true });
    }
    // Not there on the empty page that a browser starts with.
    for (const method of window.CredentialsContainer ? ['create', 'get'] : []) {
        // Around the browser's own, which still shows as its own: a function of ours would not.
        CredentialsContainer.prototype[method] = new Proxy(CredentialsContainer.prototype[method], {
            async apply(real, self, options) {
                const began = performance.now();
                try { return await Reflect.apply(real, self, options); }
                finally { witness.ceremonies.push(performance.now() - began); }
            },
        });
    }
";

/// When `goto` returns.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Patience {
    /// When all that the page loads is there.
    Load,
    /// At once.
    None,
}

/// A running browser.
pub(crate) struct Browser {
    pub(crate) client: Client,
    driver: Driver,
}

impl Browser {
    /// Starts one.
    pub(crate) async fn start(patience: Patience) -> Self {
        let driver = Driver::start();
        let capabilities = json!({
            "goog:chromeOptions": { "args": ARGUMENTS, "binary": given("CHROMIUM") },
            "goog:loggingPrefs": { "browser": "ALL" },
            "pageLoadStrategy": match patience { Patience::Load => "normal", Patience::None => "none" },
            "timeouts": { "script": 30_000, "pageLoad": 30_000 },
        });
        let capabilities: Capabilities =
            serde_json::from_value(capabilities).expect("these are capabilities");
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&driver.address)
            .await
            .expect("Chromium starts");
        let browser = Self { client, driver };
        browser.before_page(WITNESS).await;
        browser
    }

    /// Ends the session, then the driver.
    pub(crate) async fn end(self) {
        // One that has died with its browser has nothing left to end; dropping the driver ends the rest.
        let _ = tokio::time::timeout(Duration::from_secs(10), self.client.clone().close()).await;
        drop(self.driver);
    }

    /// Plugs an authenticator into this window, as a device with a screen lock has one built in.
    pub(crate) async fn plug_in(&self) -> Authenticator {
        self.plug("internal").await
    }

    /// Plugs in a security key; its owner has set a PIN.
    pub(crate) async fn plug_in_key(&self) -> Authenticator {
        self.plug("usb").await
    }

    async fn plug(&self, transport: &str) -> Authenticator {
        let body = json!({
            "protocol": "ctap2", "transport": transport, "hasResidentKey": true, "hasUserVerification": true,
            "isUserConsenting": true, "isUserVerified": true,
        });
        let id = self.command(Method::POST, "webauthn/authenticator", Some(body)).await;
        Authenticator {
            path: format!("webauthn/authenticator/{}", id.as_str().expect("an authenticator has an id")),
        }
    }

    /// How many passkeys the authenticator keeps.
    pub(crate) async fn passkeys(&self, authenticator: &Authenticator) -> usize {
        let kept = self.command(Method::GET, &format!("{}/credentials", authenticator.path), None).await;
        let kept = kept.as_array().expect("credentials are listed");
        assert!(
            kept.iter().all(|it| it["isResidentCredential"] == true),
            "a passkey is found without a name: {kept:?}"
        );
        kept.len()
    }

    /// Lets the owner's fingerprint be recognised from now on, or not.
    pub(crate) async fn recognise(&self, authenticator: &Authenticator, recognised: bool) {
        let body = json!({ "isUserVerified": recognised });
        self.command(Method::POST, &format!("{}/uv", authenticator.path), Some(body)).await;
    }

    /// Takes every passkey out of the authenticator.
    pub(crate) async fn forget_passkeys(&self, authenticator: &Authenticator) {
        self.command(Method::DELETE, &format!("{}/credentials", authenticator.path), None).await;
    }

    /// Runs a script before the page's own, from the next load on; yields what it is withdrawn by.
    pub(crate) async fn before_page(&self, script: &str) -> Value {
        self.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    /// From the next load on, a script is run no longer.
    pub(crate) async fn withdraw(&self, script: Value) {
        self.devtools("Page.removeScriptToEvaluateOnNewDocument", script).await;
    }

    /// Cuts the browser off from every network, or gives it back.
    pub(crate) async fn offline(&self, offline: bool) {
        self.devtools("Network.enable", json!({})).await;
        let conditions = json!({
            "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.devtools("Network.emulateNetworkConditions", conditions).await;
    }

    /// Lets the owner be there from now on, or not: then a dialog stays open.
    pub(crate) async fn present(&self, authenticator: &Authenticator, present: bool) {
        let (_, id) = authenticator.path.rsplit_once('/').expect("its path ends in its id");
        let parameters = json!({ "authenticatorId": id, "enabled": present });
        self.devtools("WebAuthn.setAutomaticPresenceSimulation", parameters).await;
    }

    /// Takes it away, with the passkeys that it keeps.
    pub(crate) async fn unplug(&self, authenticator: Authenticator) {
        self.command(Method::DELETE, &authenticator.path, None).await;
    }

    /// A command of the DevTools protocol, for what WebDriver does not know.
    pub(crate) async fn devtools(&self, method: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": method, "params": parameters });
        self.command(Method::POST, "goog/cdp/execute", Some(body)).await
    }

    /// What the console has said since it was asked last, worth a look: `LEVEL message`.
    pub(crate) async fn complaints(&self) -> Vec<String> {
        let entries = self.command(Method::POST, "se/log", Some(json!({ "type": "browser" }))).await;
        let entries = entries.as_array().cloned().unwrap_or_default();
        let said = entries.iter().map(|entry| {
            let text = |name: &str| entry[name].as_str().unwrap_or_default();
            (text("level"), text("message"))
        });
        said.filter(|(level, _)| matches!(*level, "SEVERE" | "WARNING"))
            .map(|(level, message)| format!("{level} {message}"))
            .collect()
    }

    /// Shows the page as on this screen; on narrow ones with a telephone's own scroll bars.
    pub(crate) async fn screen(&self, width: u32, height: u32) {
        let mobile = width < 500;
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Shows the page in this colour scheme; nothing moves, so that no picture shows half a change.
    pub(crate) async fn theme(&self, scheme: &str) {
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// What the page looks like, with the pointer out of the way of its buttons.
    pub(crate) async fn picture(&self) -> Vec<u8> {
        self.devtools("Input.dispatchMouseEvent", json!({ "type": "mouseMoved", "x": 0, "y": 0 })).await;
        self.client.screenshot().await.expect("the page can be pictured")
    }

    /// What a script gives.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client.execute(script, arguments).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// What a script gives that changes nothing; nothing while the page gives way to another one.
    pub(crate) async fn glimpse(&self, script: &str) -> Value {
        /// How chromedriver says that the page went under the script.
        const GONE: [&str; 5] = [
            "aborted by navigation",
            "document unloaded",
            "execution context",
            "navigated or closed",
            "detached",
        ];
        match self.client.execute(script, Vec::new()).await {
            Ok(value) => value,
            Err(error) if GONE.iter().any(|part| error.to_string().contains(part)) => Value::Null,
            Err(error) => panic!("{script}: {error}"),
        }
    }

    async fn command(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let command = Extension { method, path: path.to_owned(), body };
        self.client.issue_cmd(command).await.unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

/// An authenticator that is plugged in.
pub(crate) struct Authenticator {
    path: String,
}

/// A command that fantoccini has no method for.
#[derive(Debug)]
struct Extension {
    method: Method,
    path: String,
    body: Option<Value>,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (self.method.clone(), self.body.as_ref().map(Value::to_string))
    }
}

/// chromedriver, in a process group of its own: killed alone, it would leave its browser behind.
struct Driver {
    process: Child,
    address: String,
    /// Where it and the browser put their own files.
    _folder: TempDir,
}

impl Driver {
    fn start() -> Self {
        // It finds a free port for one kind of address and takes the same for the other, which somebody else may
        // have; then it ends at once.
        let mut tries = (0..10).filter_map(|_| Self::started());
        tries.next().expect("chromedriver says its port")
    }

    /// One that listens; `None` when it ended before it did.
    fn started() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let mut process = Command::new(given("CHROMEDRIVER"))
            .arg("--port=0")
            .env("TMPDIR", folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .expect("chromedriver starts");
        let stdout = process.stdout.take().expect("its output was asked for");
        // From here on dropping ends it.
        let mut driver = Self { process, address: String::new(), _folder: folder };
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        driver.address = format!("http://localhost:{}", port?);
        Some(driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The session is closed by now; after a panic in the middle of its start the browser is still here.
        // Both fail only where nobody is left.
        let _ = kill_process_group(Pid::from_child(&self.process), Signal::KILL);
        let _ = self.process.wait();
    }
}
