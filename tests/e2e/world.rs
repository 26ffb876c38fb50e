//! The world of a test: a server of its own on a free port, its data, and the desk's command line; where the
//! people are Microsoft's, a stand-in for their tenant as well.
//!
//! Owns the server process and the temporary folder. Started by the stage; gone when dropped, also after
//! a panic. The page is opened through the [`Proxy`], which knows every request and can be told to
//! misbehave.

use crate::proxy::{self, Answer, Proxy};
use doorkey_tenant::{Person, Tenant};
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::time::Duration;
use tempfile::TempDir;

/// Who newcomers are told to ask.
pub(crate) const HELP: &str = "the registration desk";

/// What opens the staff corner of a kiosk.
pub(crate) const STAFF_PIN: &str = "847261";

/// Somebody the desk knows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Newcomer {
    pub(crate) user_name: &'static str,
    pub(crate) name: &'static str,
}

/// The one who is here in most tests.
pub(crate) const SAM: Newcomer = Newcomer { user_name: "sam@demo.example", name: "Sam Rivera" };
/// Somebody else.
pub(crate) const KIM: Newcomer = Newcomer { user_name: "kim@demo.example", name: "Kim Osei" };

/// Who knows the people and makes the passes.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Directory {
    /// The server.
    Doorkey,
    /// Microsoft Entra ID, with more variables for the server.
    Entra(&'static [(&'static str, &'static str)]),
}

/// A pass that the desk has handed out.
#[derive(Clone, Debug)]
pub(crate) struct Issued {
    pub(crate) user_name: String,
    pub(crate) pass: String,
    pub(crate) starts_at: String,
    pub(crate) ends_at: String,
    pub(crate) link: String,
}

/// A server with everything it keeps.
pub(crate) struct World {
    folder: TempDir,
    server: Mutex<Child>,
    pub(crate) proxy: Proxy,
    tenant: Option<Tenant>,
    /// What every command is given.
    variables: Vec<(&'static str, String)>,
    secrets: Mutex<Vec<String>>,
}

impl World {
    /// Starts a server that nobody is known to.
    pub(crate) async fn start(directory: Directory) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let proxy = Proxy::start().await;
        let (tenant, variables) = match directory {
            Directory::Doorkey => (None, Vec::new()),
            Directory::Entra(more) => {
                let tenant = tenant(&proxy).await;
                let more = more.iter().map(|(name, value)| (*name, (*value).to_owned()));
                let variables = of_tenant(&tenant).into_iter().chain(more).collect();
                (Some(tenant), variables)
            }
        };
        let (server, port) = serve(folder.path(), &proxy.origin(), &variables);
        proxy.leads_to(port);
        let (server, secrets) = (Mutex::new(server), Mutex::default());
        let world = Self { folder, server, proxy, tenant, variables, secrets };
        if world.tenant.is_none() {
            // Passes that are soon over, for what happens then.
            world.desk(&["policy", "set", "--minimum", "10m"]);
        }
        world
    }

    /// The tenant that the people are in.
    pub(crate) fn tenant(&self) -> &Tenant {
        self.tenant.as_ref().expect("this test plays in a tenant")
    }

    /// Whether there is one.
    pub(crate) fn is_in_tenant(&self) -> bool {
        self.tenant.is_some()
    }

    /// Where the page is opened.
    pub(crate) fn page(&self) -> String {
        format!("{}/", self.proxy.origin())
    }

    /// The same page straight from the server, for measuring.
    pub(crate) fn page_without_proxy(&self) -> String {
        format!("http://localhost:{}/", self.proxy.server())
    }

    /// Makes somebody known.
    pub(crate) fn add(&self, newcomer: Newcomer) {
        self.person(newcomer.user_name, newcomer.name);
    }

    /// Makes somebody known who is nobody in particular.
    pub(crate) fn person(&self, user_name: &str, name: &str) {
        match &self.tenant {
            Some(tenant) => drop(tenant.add_person(Person::new(user_name, name))),
            None => drop(self.desk(&["person", "add", user_name, "--name", name])),
        }
    }

    /// Issues a one-time pass for somebody new.
    pub(crate) fn welcome(&self, newcomer: Newcomer) -> Issued {
        self.add(newcomer);
        self.issue(newcomer.user_name, &["--lifetime", "2h", "--once"])
    }

    /// Issues a pass, as the desk does.
    pub(crate) fn issue(&self, user_name: &str, flags: &[&str]) -> Issued {
        let origin = self.proxy.origin();
        let arguments = [&["pass", "issue", user_name, "--json", "--origin", &origin], flags].concat();
        let said = self.desk(&arguments);
        let json: Value = serde_json::from_str(&said).expect("`pass issue --json` prints an object");
        let text = |name: &str| json[name].as_str().expect("an issued pass is made of texts").to_owned();
        let issued = Issued {
            user_name: text("userName"),
            pass: text("pass"),
            starts_at: text("startsAt"),
            ends_at: text("endsAt"),
            link: text("link"),
        };
        self.secrets().push(issued.pass.clone());
        issued
    }

    /// Issues a pass by a link that shows it once; the link.
    pub(crate) fn seal(&self, user_name: &str) -> String {
        let origin = self.proxy.origin();
        let flags = ["--json", "--sealed", "--once", "--origin", &origin];
        let said = self.desk(&[&["pass", "issue", user_name], &flags[..]].concat());
        let json: Value = serde_json::from_str(&said).expect("`pass issue --json` prints an object");
        assert!(json.get("pass").is_none(), "the link stands in place of the pass");
        json["sealedLink"].as_str().expect("a link is a text").to_owned()
    }

    /// A secret that only the page has shown: it is looked for in the end like every other.
    pub(crate) fn has_shown(&self, secret: String) {
        self.secrets().push(secret);
    }

    /// Takes somebody's pass back.
    pub(crate) fn revoke(&self, user_name: &str) {
        self.desk(&["pass", "revoke", user_name]);
    }

    /// What the desk sees of somebody's latest pass.
    pub(crate) fn latest_pass(&self, user_name: &str) -> Value {
        let said = self.desk(&["pass", "list", user_name, "--json"]);
        let mut passes: Vec<Value> = serde_json::from_str(&said).expect("`pass list --json` prints an array");
        assert!(!passes.is_empty(), "{user_name} has a pass");
        passes.swap_remove(0)
    }

    /// How many credentials the server keeps for the pass whose redemption the page opened last.
    pub(crate) async fn credentials(&self) -> usize {
        let token = self.proxy.last_bearer().expect("the page has opened a redemption");
        let bearer = format!("Authorization: Bearer {token}\r\n");
        let answer = self.ask("/v1/redemptions/current", &bearer).await;
        let redemption: Value = serde_json::from_slice(&answer.body).expect("the server answers in JSON");
        redemption["passkeys"].as_array().expect("a redemption lists its passkeys").len()
    }

    /// Asks the server directly, with these lines of a head besides.
    pub(crate) async fn ask(&self, path: &str, lines: &str) -> Answer {
        proxy::get(self.proxy.server(), path, lines).await
    }

    /// Ends the server as a power cut would.
    pub(crate) fn kill(&self) {
        self.proxy.leads_nowhere();
        let mut server = self.server.lock().expect("no test has panicked here");
        server.kill().expect("the server can be killed");
        server.wait().expect("the server is waited for");
    }

    /// Starts a killed server again, on the same data and behind the same proxy. On a port of its own: its
    /// old one may be somebody else's by now.
    pub(crate) fn start_again(&self) {
        let (server, port) = serve(self.folder.path(), &self.proxy.origin(), &self.variables);
        self.proxy.leads_to(port);
        *self.server.lock().expect("no test has panicked here") = server;
    }

    /// Every pass that was issued, as it was written and without its hyphens.
    pub(crate) fn spellings(&self) -> Vec<String> {
        self.secrets().iter().flat_map(|pass| [pass.clone(), pass.replace('-', "")]).collect()
    }

    /// These, and of a tenant every pass, code and token: none may stand in a log or in an address.
    pub(crate) fn unsayable(&self) -> Vec<String> {
        self.spellings().into_iter().chain(self.tenant.iter().flat_map(Tenant::secrets)).collect()
    }

    /// What the server has logged so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(log_file(self.folder.path())).unwrap_or_default()
    }

    fn secrets(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
        self.secrets.lock().expect("no test has panicked here")
    }

    fn desk(&self, arguments: &[&str]) -> String {
        let mut command = program(&self.variables);
        command.args(arguments).arg("--data").arg(self.folder.path().join("data"));
        let output = command.output().expect("the desk's command line starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            output.status.success(),
            "`doorkey {}` says: {said}{}",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stderr)
        );
        said
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let server = self.server.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Fails only when it has ended already, which is what is wanted.
        let _ = server.kill();
        let _ = server.wait();
    }
}

/// What `cargo xtask test e2e` gives the tests; without it there is nothing to test.
pub(crate) fn given(variable: &str) -> PathBuf {
    match std::env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(value) => value.into(),
        None => panic!("{variable} is not set: run these tests with `cargo xtask test e2e`"),
    }
}

/// A tenant whose sign-in may lead back to the page, and whose passes may be soon over.
async fn tenant(proxy: &Proxy) -> Tenant {
    let tenant = Tenant::start().await;
    tenant.add_redirect(&format!("{}/", proxy.origin()));
    tenant.set_pass_policy(json!({ "minimumLifetimeInMinutes": 10 }));
    tenant
}

fn of_tenant(tenant: &Tenant) -> Vec<(&'static str, String)> {
    let address = tenant.graph().to_string();
    vec![
        ("DOORKEY_DIRECTORY", "entra".to_owned()),
        ("DOORKEY_ENTRA_TENANT", tenant.tenant_id().to_owned()),
        ("DOORKEY_ENTRA_CLIENT_ID", tenant.client_id().to_owned()),
        ("DOORKEY_ENTRA_SECRET", tenant.client_secret().to_owned()),
        ("DOORKEY_ENTRA_AUTHORITY", address.clone()),
        ("DOORKEY_ENTRA_GRAPH", address),
        ("DOORKEY_ENTRA_SECURITY_INFO", tenant.security_info().to_string()),
    ]
}

fn program(variables: &[(&'static str, String)]) -> Command {
    let mut command = Command::new(given("DOORKEY_BIN"));
    command.envs(variables.iter().map(|(name, value)| (name, value)));
    command
}

fn log_file(folder: &Path) -> PathBuf {
    folder.join("server.log")
}

/// Starts a server and waits until it says that it accepts connections. Yields it and its port.
fn serve(folder: &Path, origin: &str, variables: &[(&'static str, String)]) -> (Child, u16) {
    let log =
        File::options().create(true).append(true).open(log_file(folder)).expect("the log can be written");
    let mut server = program(variables)
        .arg("serve")
        .args(["--listen", "127.0.0.1:0", "--origin", origin, "--rp-id", "localhost"])
        .args(["--name", "Demo organisation", "--help-contact", HELP])
        .arg("--data")
        .arg(folder.join("data"))
        .arg("--site")
        .arg(given("DOORKEY_SITE"))
        .env("DOORKEY_STAFF_PIN", STAFF_PIN)
        .stdout(Stdio::piped())
        .stderr(log)
        .spawn()
        .expect("the server starts");
    let said = server.stdout.take().and_then(|stdout| BufReader::new(stdout).lines().next());
    let Some(Ok(line)) = said else {
        let _ = server.kill();
        let _ = server.wait();
        panic!("the server did not start: {}", fs::read_to_string(log_file(folder)).unwrap_or_default());
    };
    let port = line.trim_end_matches(')').rsplit(':').next().and_then(|port| port.parse().ok());
    (server, port.unwrap_or_else(|| panic!("the server says where it listens, not {line:?}")))
}

/// Waits until `look` finds something. The one place where these tests wait.
pub(crate) async fn wait_for<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    const PATIENCE: Duration = Duration::from_secs(40);
    const PACE: Duration = Duration::from_millis(20);
    let found = tokio::time::timeout(PATIENCE, async {
        let mut pace = tokio::time::interval(PACE);
        loop {
            pace.tick().await;
            if let Some(found) = look().await {
                return found;
            }
        }
    });
    found.await.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}
