//! Secrets are looked for where they must not be: in the log, at its wordiest, and in the files.

use crate::app::App;
use crate::command::{doorkey, folder, run, started};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::api;
use doorkey_protocol::time::Timestamp;
use serde_json::{Value, json};
use std::fs::File;

const PIN: &str = "73914826";
const DESK: &str = "UserAuthMethod-TAP.ReadWrite.All";

/// Whether `text` holds `canary` as a word of its own: six digits may well stand in a longer number.
fn holds(text: &str, canary: &str) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|one| one.is_ascii_alphanumeric());
    text.match_indices(canary).any(|(at, _)| {
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + canary.len()..].chars().next())
    })
}

#[test]
fn every_odd_handover_raises_an_alert_that_names_the_person() {
    let data = folder();
    let elsewhere = folder();
    let log = elsewhere.path().join("log");
    run(data.path(), &["person", "add", "sam@demo.example"]);
    let (_, issued, _) = run(data.path(), &["pass", "issue", "sam@demo.example", "--json"]);
    let issued: Value = serde_json::from_str(&issued).unwrap();
    let mut command = doorkey(data.path());
    let to_log = File::create(&log).unwrap();
    command.args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]).stderr(to_log);
    let mut server = started(command);
    let body = json!({ "userName": "sam@demo.example", "pass": issued["pass"] }).to_string();
    let (_, opened) = server.post(api::REDEMPTIONS, "", &body);
    let first = opened["token"].as_str().unwrap();
    let (_, options) = server.post(api::PASSKEY_OPTIONS, first, r#"{"way":"passkey"}"#);
    let handle = BASE64URL.decode(options["user"]["id"].as_str().unwrap()).unwrap();
    let person = uuid::Uuid::from_slice(&handle).unwrap().to_string();
    let hand_over = || {
        let (_, made) = server.post(api::HANDOVER, first, "{}");
        made["link"].as_str().unwrap().split_once("#h=").unwrap().1.to_owned()
    };
    let claim = |secret: &str| server.post(api::CLAIMS, "", &json!({ "secret": secret }).to_string());
    let withdraw = || server.send("DELETE", api::HANDOVER, first, "").0;

    // Going back before anybody claimed it is nothing odd, nor is a link that never was one.
    hand_over();
    assert_eq!((withdraw(), claim("AAAAAAAAAAAAAAAAAAAAAA").0), (204, 410));
    let refused = hand_over();
    assert_eq!((claim(&refused).0, withdraw(), claim(&refused).0), (201, 204, 410));
    let contested = hand_over();
    assert_eq!((claim(&contested).0, claim(&contested).0), (201, 409));
    let agreed = hand_over();
    let (_, claimed) = claim(&agreed);
    let number = json!({ "number": claimed["number"] }).to_string();
    assert_eq!((server.post(api::AGREEMENT, first, &number).0, claim(&agreed).0), (200, 409));
    server.child.kill().unwrap();
    server.child.wait().unwrap();

    let log = std::fs::read_to_string(&log).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let alerts: Vec<_> = lines.filter(|line| line.get("alert").is_some()).collect();
    let told: Vec<_> = alerts.iter().map(|line| line["alert"].as_str().unwrap()).collect();
    assert_eq!(told, ["handover-refused", "handover-late", "handover-contested", "handover-intruded"]);
    assert!(alerts.iter().all(|line| line["subject"] == *person && line["level"] == "WARN"), "{alerts:?}");
}

#[test]
fn a_canary_is_found_where_it_is() {
    assert!(holds("code=123456", "123456") && holds("\"123456\"", "123456"));
    assert!(!holds("0.1234567Z", "123456"));
}

#[test]
fn no_log_and_no_file_tells_a_secret() {
    let data = folder();
    let elsewhere = folder();
    let log = elsewhere.path().join("log");
    run(data.path(), &["person", "add", "sam@demo.example", "--name", "Sam"]);
    let (_, issued, _) = run(data.path(), &["pass", "issue", "sam@demo.example", "--once", "--json"]);
    let issued: Value = serde_json::from_str(&issued).unwrap();
    let mut command = doorkey(data.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("DOORKEY_STAFF_PIN", PIN)
        .env("RUST_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    let mut server = started(command);

    let mut canaries =
        vec![PIN.to_owned(), "90817263".to_owned(), issued["pass"].as_str().unwrap().to_owned()];
    let mut keep = |value: &Value| {
        let text = value.as_str().unwrap().to_owned();
        canaries.push(text.clone());
        text
    };
    let ask = |path: &str, token: &str, body: Value, status: u16| {
        let (told, answer) = server.post(path, token, &body.to_string());
        assert_eq!(told, status, "{path}: {answer}");
        answer
    };
    let pass = json!({ "userName": "sam@demo.example", "pass": issued["pass"], "kiosk": true });
    let kiosk = keep(&ask(api::REDEMPTIONS, "", pass, 201)["token"]);
    let link = ask(api::HANDOVER, &kiosk, json!({}), 201)["link"].as_str().unwrap().to_owned();
    let secret = keep(&json!(link.split_once("#h=").unwrap().1));
    let claimed = ask(api::CLAIMS, "", json!({ "secret": secret }), 201);
    let phone = keep(&claimed["token"]);
    ask(api::AGREEMENT, &kiosk, json!({ "number": claimed["number"] }), 200);
    ask(api::CLAIMS, "", json!({ "secret": secret }), 409);
    let refused = keep(&ask(api::AUTHENTICATOR, &phone, json!({}), 201)["secret"]);
    let offer = ask(api::AUTHENTICATOR, &phone, json!({}), 201);
    keep(&offer["uri"]);
    let typed = keep(&offer["secret"]);
    let app = App::set_up(&offer);
    let now = Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
    let wrong = keep(&json!(app.wrong(now)));
    ask(api::CONFIRMATION, &phone, json!({ "code": wrong }), 422);
    let code = keep(&json!(app.code(now, 0)));
    ask(api::CONFIRMATION, &phone, json!({ "code": code }), 200);
    // The desk's secrets: what opens its API, what opens an envelope, the pass in it.
    let (_, made, _) = run(
        data.path(),
        &["token", "create", "--name", "Desk", "--expires", "1h", "--json", "--scope", DESK],
    );
    let desk = keep(&serde_json::from_str::<Value>(&made).unwrap()["token"]);
    let passes = "/v1.0/users/kim@demo.example/authentication/temporaryAccessPassMethods";
    run(data.path(), &["person", "add", "kim@demo.example"]);
    keep(&ask(passes, &desk, json!({}), 201)["temporaryAccessPass"]);
    let sealed = ask(passes, &desk, json!({ "@doorkey.sealed": true }), 201);
    let link = sealed["@doorkey.sealedLink"].as_str().unwrap().split_once("#p=").unwrap().1.to_owned();
    let (id, key) = link.split_once('.').unwrap();
    let reader = keep(&json!("ReaderReaderReaderRead"));
    ask(api::ENVELOPES, "", json!({ "id": keep(&json!(id)), "reader": reader }), 200);
    keep(&json!(key));
    ask(passes, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", json!({ "temporaryAccessPass": key }), 401);
    ask(api::STAFF, "", json!({ "pin": "90817263" }), 403);
    ask(api::STAFF, "", json!({ "pin": PIN }), 200);
    server.child.kill().unwrap();
    server.child.wait().unwrap();

    // Without the time at the beginning of each line, which has six digits of its own.
    let log = std::fs::read_to_string(&log).unwrap();
    let log: String =
        log.lines().filter_map(|line| Some(line.split_once(' ')?.1.to_owned() + "\n")).collect();
    assert!(log.contains(r#"alert="handover-intruded""#), "the log is there, with the alert");
    let mut files = Vec::new();
    for file in std::fs::read_dir(data.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let text = String::from_utf8_lossy(&files);
    assert!(text.contains("sam@demo.example"), "the files are there");
    for canary in &canaries {
        assert!(!holds(&log, canary), "the log holds {canary}");
        assert!(!holds(&text, canary), "a file holds {canary}");
    }
    for seed in [typed, refused].map(|secret| App::set_up(&json!({ "secret": secret })).seed()) {
        assert!(!files.windows(seed.len()).any(|part| part == seed), "a file holds a seed");
    }
}
