//! A desk with a server of its own: its data, its certificate, its tokens.
//!
//! Owns the server's process and the temporary folder; both are gone when it is dropped, also after a panic.
//! What happens before the server opens and after it has closed goes by the server's own code, in
//! process, on the same data.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use doorkey_protocol::check::Symbol;
use doorkey_protocol::format::PassFormat;
use doorkey_server::Server;
use doorkey_server::clock::SystemClock;
use doorkey_server::settings::Settings;
use http_body_util::BodyExt;
use serde_json::{Value, json};
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

/// What `cargo xtask test sdk` gives the tests; without it there is nothing to test.
pub(crate) fn given(variable: &str) -> PathBuf {
    match std::env::var_os(variable).filter(|value| !value.is_empty()) {
        Some(value) => value.into(),
        None => panic!("{variable} is not set: run these tests with `cargo xtask test sdk`"),
    }
}

/// A file of this folder.
pub(crate) fn beside(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/sdk").join(name)
}

/// A desk.
pub(crate) struct Desk {
    folder: TempDir,
    address: String,
    server: Option<Child>,
}

impl Desk {
    /// Nobody is known, nothing runs.
    pub(crate) fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        fs::write(folder.path().join("cert.pem"), made.cert.pem()).expect("the certificate is written");
        // Its owner's alone, or the server does not take it.
        let key =
            File::options().write(true).create_new(true).mode(0o600).open(folder.path().join("key.pem"));
        let mut key = key.expect("its key can be written");
        key.write_all(made.signing_key.serialize_pem().as_bytes()).expect("its key is written");
        Self { folder, address: String::new(), server: None }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The desk's command line.
    pub(crate) fn says(&self, arguments: &[&str]) -> String {
        let output = self.doorkey(arguments).output().expect("the desk's command line starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`doorkey {}` says: {said}{complaint}", arguments.join(" "));
        said
    }

    fn doorkey(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(given("DOORKEY_BIN"));
        command.args(arguments).arg("--data").arg(self.file("data"));
        command
    }

    /// A token that may do this.
    pub(crate) fn token(&self, name: &str, scopes: &str) -> String {
        let made =
            self.says(&["token", "create", "--name", name, "--scope", scopes, "--expires", "1h", "--json"]);
        let made: Value = serde_json::from_str(&made).expect("`token create --json` prints an object");
        made["token"].as_str().expect("a token is a text").to_owned()
    }

    /// Somebody types a pass that nobody has.
    pub(crate) async fn wrong_pass(&self, user_name: &str) {
        let symbols = [Symbol::read('A').expect("A stands in passes"); 9];
        let pass = PassFormat::compose(&symbols).expect("ten characters");
        let body = json!({ "userName": user_name, "pass": pass.expose() }).to_string();
        let request = Request::builder()
            .method(Method::POST)
            .uri("/v1/redemptions")
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(body))
            .expect("a request");
        let (status, _) = self.asks(request).await;
        assert!(status.is_client_error(), "a wrong pass is refused, not {status}");
    }

    /// Everything in the audit that somebody did, newest first.
    pub(crate) async fn audit(&self, token: &str) -> Vec<Value> {
        let request = Request::builder()
            .uri("/v1.0/auditLogs/directoryAudits?$top=999")
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .expect("a request");
        let (status, mut page) = self.asks(request).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        match page["value"].take() {
            Value::Array(deeds) => deeds,
            other => panic!("a list of deeds, not {other}"),
        }
    }

    /// Asks the server's code itself, while no process has the data.
    async fn asks(&self, request: Request<Body>) -> (StatusCode, Value) {
        assert!(self.server.is_none(), "one at a time");
        let settings = Settings::for_tests(&self.file("data"));
        let server = Server::open(settings, Arc::new(SystemClock)).await.expect("the data opens");
        let response =
            doorkey_server::app(server.clone()).oneshot(request).await.expect("the router always answers");
        let status = response.status();
        let body = response.into_body().collect().await.expect("a body in memory").to_bytes();
        server.close().await;
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    /// Starts the server and waits until it says that it accepts connections.
    pub(crate) fn opens(&mut self) {
        let log = File::create(self.file("server.log")).expect("the log can be written");
        let mut server = self
            .doorkey(&["serve", "--listen", "127.0.0.1:0"])
            .arg("--tls-cert")
            .arg(self.file("cert.pem"))
            .arg("--tls-key")
            .arg(self.file("key.pem"))
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .expect("the server starts");
        let said = server.stdout.take().and_then(|stdout| BufReader::new(stdout).lines().next());
        self.server = Some(server);
        let Some(Ok(said)) = said else { panic!("the server did not start: {}", self.log()) };
        let address = said.strip_prefix("listening on ").and_then(|rest| rest.split(' ').next());
        self.address = address.unwrap_or_else(|| panic!("it says where it listens, not {said:?}")).to_owned();
    }

    fn log(&self) -> String {
        fs::read_to_string(self.file("server.log")).unwrap_or_default()
    }

    /// Lets a script work with the two tokens. What it says is passed on; its last line is what it saw.
    #[expect(clippy::print_stdout, reason = "what the script did stands with the test's own words")]
    pub(crate) fn runs(&self, mut script: Command, token: &str, narrow: &str) -> Value {
        script
            .env("DOORKEY_ADDRESS", &self.address)
            .env("DOORKEY_TOKEN", token)
            .env("DOORKEY_NARROW_TOKEN", narrow)
            .env("DOORKEY_CA", self.file("cert.pem"))
            .env("NODE_EXTRA_CA_CERTS", self.file("cert.pem"))
            // What somebody's proxy is for is not this.
            .env("NO_PROXY", "localhost")
            .stdin(Stdio::null());
        let output = script.output().expect("the script starts");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let complaint = String::from_utf8_lossy(&output.stderr);
        let log = if output.status.success() { String::new() } else { self.log() };
        assert!(output.status.success(), "the script failed:\n{said}{complaint}\nthe server says:\n{log}");
        let (steps, seen) = said.trim_end().rsplit_once('\n').expect("it says what it does and what it saw");
        let seen: Value = serde_json::from_str(seen).expect("what it saw is an object");
        println!("{}\n{steps}", seen["sdk"].as_str().unwrap_or_default());
        seen
    }

    /// Stops the server.
    pub(crate) fn closes(&mut self) {
        if let Some(mut server) = self.server.take() {
            // Fails only when it has ended already, which is what is wanted.
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.closes();
    }
}
