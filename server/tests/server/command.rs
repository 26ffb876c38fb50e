//! The program as a process: its commands, its words, and what a killed server leaves behind.

use crate::world::Response;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

pub(crate) fn doorkey(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doorkey"));
    command.env_clear().env("DOORKEY_DATA", data).env("TZ", "UTC");
    command
}

pub(crate) fn run(data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = doorkey(data).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[track_caller]
fn check(data: &Path, arguments: &[&str], code: i32, out: &str, err: &str) {
    assert_eq!(run(data, arguments), (code, out.to_owned(), err.to_owned()), "{arguments:?}");
}

pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_desk_adds_issues_lists_and_revokes() {
    let data = folder();
    let data = data.path();
    check(
        data,
        &["person", "list"],
        0,
        "nobody yet; to add somebody: doorkey person add sam@demo.example\n",
        "",
    );
    check(
        data,
        &["pass", "issue", "sam@demo.example"],
        1,
        "",
        "doorkey: nobody has the user name sam@demo.example\n         to add them: doorkey person add 'sam@demo.example'\n",
    );
    check(
        data,
        &["person", "add", "Sam@Demo.example", "--name", "Sam"],
        0,
        "added sam@demo.example (Sam)\n",
        "",
    );
    check(
        data,
        &["person", "add", "sam@demo.example"],
        1,
        "",
        "doorkey: sam@demo.example is there already\n         to give them a pass: doorkey pass issue 'sam@demo.example'\n",
    );
    check(data, &["person", "list"], 0, "sam@demo.example  Sam\n", "");
    check(
        data,
        &["pass", "revoke", "sam@demo.example"],
        1,
        "",
        "doorkey: sam@demo.example has no pass to revoke\n         to see what they had: doorkey pass list 'sam@demo.example'\n",
    );

    let (code, out, err) =
        run(data, &["pass", "issue", "sam@demo.example", "--lifetime", "2h", "--once", "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let issued: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(issued["userName"], "sam@demo.example");
    assert_eq!(issued["displayName"], "Sam");
    assert_eq!(issued["oneTime"], true);
    assert_eq!(issued["pass"].as_str().unwrap().len(), 11);
    assert!(issued["link"].as_str().unwrap().starts_with("http://localhost:8080/#i="));
    let time = |name: &str| issued[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert_eq!(time("endsAt").duration_since(time("startsAt")).as_mins(), 120);

    let (code, out, _) = run(
        data,
        &[
            "pass",
            "issue",
            "sam@demo.example",
            "--start",
            "2126-11-24 09:00",
            "--origin",
            "https://pass.example",
        ],
    );
    assert_eq!(code, 0);
    for line in [
        "Pass for     Sam (sam@demo.example)\n",
        "Usable from  Sun 24 Nov 2126, 09:00 UTC\n",
        "Until        Sun 24 Nov 2126, 10:00 UTC\n",
        "Good for     as many passkeys as needed while it lasts\n",
        "Invitation   https://pass.example/#i=",
        "This pass is shown once.",
    ] {
        assert!(out.contains(line), "{out}");
    }
    check(data, &["pass", "revoke", "sam@demo.example"], 0, "revoked the pass of sam@demo.example\n", "");

    let (_, listed, _) = run(data, &["pass", "list", "--json"]);
    assert!(!listed.contains(issued["pass"].as_str().unwrap()));
    let listed: Value = serde_json::from_str(&listed).unwrap();
    let states: Vec<_> =
        listed.as_array().unwrap().iter().map(|pass| pass["state"].as_str().unwrap()).collect();
    assert_eq!(states, ["revoked", "replaced"]);
    let (_, listed, _) = run(data, &["pass", "list", "sam@demo.example"]);
    assert!(listed.starts_with("sam@demo.example  revoked   multi-use  at "), "{listed}");
}

#[test]
fn what_is_asked_wrongly_is_named() {
    let data = folder();
    let data = data.path();
    run(data, &["person", "add", "sam@demo.example"]);
    let length =
        "--lifetime must be a length such as 90, 90m, 2h or '1 day' (a number alone is minutes), not";
    let range = "--lifetime must be 10 to 43200 minutes (30 days) in whole minutes, not";
    for (arguments, complaint) in [
        (&["--lifetime", "5m"][..], format!("{range} '5m'")),
        (&["--lifetime", "31 days"], format!("{range} '31 days'")),
        (&["--lifetime", "-1h"], format!("{range} '-1h'")),
        (&["--lifetime", "soon"], format!("{length} 'soon'")),
        (
            &["--start", "tomorrow"],
            "--start must be a time such as 09:00, '2026-11-24 09:00', 2026-11-24T09:00:00+01:00 or 'in 2h', not 'tomorrow'"
                .to_owned(),
        ),
        (
            &["--origin", "http://pass.example"],
            "--origin must be https, for browsers make no passkey on a page that is not; http is for localhost only: 'http://pass.example'"
                .to_owned(),
        ),
    ] {
        let arguments = [&["pass", "issue", "sam@demo.example"], arguments].concat();
        check(data, &arguments, 2, "", &format!("doorkey: {complaint}\n"));
    }
    for flag in ["--replace", "--privileged"] {
        let (code, out, err) = run(data, &["pass", "issue", "sam@demo.example", flag]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.starts_with(&format!("doorkey: {flag} is for --directory entra alone\n")), "{err}");
    }
    check(data, &["person", "add", " "], 2, "", "doorkey: no user name was given\n");
    check(
        data,
        &["pass", "issue", "sam@demo.example", "--start", "2020-01-01 09:00"],
        1,
        "",
        "doorkey: such a pass would have ended already\n",
    );
}

#[test]
fn a_server_that_cannot_start_says_why() {
    let data = folder();
    let serve =
        |arguments: &[&str]| run(data.path(), &[&["serve", "--listen", "127.0.0.1:0"], arguments].concat());
    let (code, out, err) = serve(&["--redemption-minutes", "0"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, "doorkey: --redemption-minutes must be a whole number from 1 to 60, not '0'\n");

    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, _, err) = run(data.path(), &["serve", "--listen", &address]);
    assert_eq!(code, 1);
    assert!(err.starts_with(&format!("doorkey: --listen {address}: Address already in use")), "{err}");

    let file = data.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (code, _, err) = serve(&["--data", file.to_str().unwrap()]);
    assert_eq!(code, 1);
    assert!(
        err.starts_with(&format!("doorkey: the data folder {} cannot be used: ", file.display())),
        "{err}"
    );

    run(data.path(), &["person", "list"]);
    let key = data.path().join("key");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    let (code, _, err) = serve(&[]);
    assert_eq!(code, 1);
    assert!(
        err.contains("can be read by others on this machine; make it its owner's alone: chmod 600"),
        "{err}"
    );

    std::fs::remove_file(&key).unwrap();
    let (code, _, err) = serve(&[]);
    assert_eq!(code, 1);
    assert!(
        err.contains("under a server key that is not here") && err.contains("put the former key back"),
        "{err}"
    );

    let data = folder();
    run(data.path(), &["person", "list"]);
    std::fs::write(data.path().join("doorkey.sqlite3"), "x".repeat(8192)).unwrap();
    let (code, _, err) = run(data.path(), &["person", "list"]);
    assert_eq!(code, 1);
    assert!(err.contains("does not open") && err.contains("file is not a database"), "{err}");
}

/// A running server; killed when dropped.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) address: String,
    pub(crate) origin: String,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill(); // SIGKILL
        let _ = self.child.wait();
    }
}

fn serve(data: &Path, listen: &str) -> Running {
    let mut command = doorkey(data);
    command.args(["serve", "--listen", listen]).stderr(Stdio::null());
    started(command)
}

/// Starts the server that this command is to be.
pub(crate) fn started(mut command: Command) -> Running {
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
    let (origin, address) = line.trim().strip_prefix("listening on ").unwrap().split_once(" (").unwrap();
    Running { origin: origin.to_owned(), address: address.trim_end_matches(')').to_owned(), child }
}

impl Running {
    pub(crate) fn post(&self, path: &str, token: &str, body: &str) -> (u16, Value) {
        self.send("POST", path, token, body)
    }

    pub(crate) fn send(&self, method: &str, path: &str, token: &str, body: &str) -> (u16, Value) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {token}\r\nIdempotency-Key: key-of-this-test-0\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head[9..12].parse().unwrap(), serde_json::from_str(body).unwrap_or(Value::Null))
    }
}

#[test]
fn a_killed_server_forgets_nothing() {
    let data = folder();
    let data = data.path();
    run(data, &["person", "add", "sam@demo.example", "--name", "Sam"]);
    let server = serve(data, "127.0.0.1:0");
    // Another process writes while the server runs, and knows where the page is.
    let (_, out, _) = run(data, &["pass", "issue", "sam@demo.example", "--once", "--json"]);
    let issued: Value = serde_json::from_str(&out).unwrap();
    assert!(issued["link"].as_str().unwrap().starts_with(&format!("{}/#i=", server.origin)));
    let body = json!({ "userName": "sam@demo.example", "pass": issued["pass"] }).to_string();
    let (status, opened) = server.post("/v1/redemptions", "", &body);
    assert_eq!(status, 201, "{opened}");
    let token = opened["token"].as_str().unwrap();
    let (status, options) =
        server.post("/v1/redemptions/current/passkeys/options", token, r#"{"way":"passkey"}"#);
    assert_eq!(status, 200, "{options}");
    let (address, origin) = (server.address.clone(), server.origin.clone());
    drop(server);

    let server = serve(data, &address);
    let made = Response::new(&options, &[1; 16]).client("origin", json!(origin)).json();
    let (status, passkey) = server.post("/v1/redemptions/current/passkeys", token, &made);
    assert_eq!(status, 201, "{passkey}");
    drop(server);

    // Killed after the answer was lost: the same again gets the same.
    let server = serve(data, &address);
    assert_eq!(server.post("/v1/redemptions/current/passkeys", token, &made), (201, passkey));
}

#[test]
fn a_server_that_is_told_to_stop_ends_well() {
    let data = folder();
    let mut server = serve(data.path(), "127.0.0.1:0");
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(!data.path().join("doorkey.sqlite3-wal").exists());
}
