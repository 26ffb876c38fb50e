//! What somebody must know: that each kind is raised, and that a receiver gets it, whatever happens to it or
//! to the server meanwhile.

use crate::command::{Running, doorkey, folder, run, started};
use crate::world::{KEY, ORIGIN, SAM, World, create, figure, proven, request};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::routing::post;
use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use doorkey_protocol::api;
use doorkey_protocol::person::UserName;
use doorkey_server::directory::people::Marks;
use doorkey_server::directory::{By, IssueRequest};
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use sqlx::{AnyConnection, Connection};
use std::collections::BTreeSet;
use std::fs::File;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;
use tokio::sync::watch;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

/// An emergency access account: whatever is done with it is told.
const GLASS: &str = "break-glass@demo.example";
/// Longer than anything here takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(120);
/// A receiver that takes what comes and never answers.
const SILENT: u16 = 0;

#[derive(Clone, Debug)]
struct Message {
    id: String,
    timestamp: String,
    signature: String,
    text: String,
}

impl Message {
    fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap()
    }

    fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }
}

/// Somebody who takes alerts.
struct Receiver {
    address: String,
    secret: String,
    inbox: Arc<Inbox>,
}

struct Inbox {
    answer: AtomicU16,
    messages: watch::Sender<Vec<Message>>,
}

async fn take(
    State(inbox): State<Arc<Inbox>>,
    headers: HeaderMap,
    text: Bytes,
) -> (StatusCode, &'static str) {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/json");
    let message = Message {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        text: String::from_utf8(text.to_vec()).unwrap(),
    };
    let answer = inbox.answer.load(Ordering::SeqCst);
    inbox.messages.send_modify(|messages| messages.push(message));
    if answer == SILENT {
        std::future::pending::<()>().await;
    }
    (StatusCode::from_u16(answer).unwrap(), "thank you")
}

impl Receiver {
    async fn answering(answer: u16) -> Self {
        let inbox =
            Arc::new(Inbox { answer: AtomicU16::new(answer), messages: watch::Sender::new(Vec::new()) });
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/hidden-path", socket.local_addr().unwrap());
        let app = Router::new().route("/hidden-path", post(take)).with_state(inbox.clone());
        tokio::spawn(async move { axum::serve(socket, app).await.unwrap() });
        Self { address, secret: format!("whsec_{}", BASE64.encode([9; 32])), inbox }
    }

    fn answer(&self, answer: u16) {
        self.inbox.answer.store(answer, Ordering::SeqCst);
    }

    /// What has come, once it is as it must be.
    async fn has(&self, what: &str, is_there: impl Fn(&[Message]) -> bool) -> Vec<Message> {
        let mut messages = self.inbox.messages.subscribe();
        let waiting = messages.wait_for(|messages| is_there(messages));
        tokio::time::timeout(PATIENCE, waiting).await.expect(what).unwrap().clone()
    }

    /// A server that delivers here.
    fn serve(&self, data: &Path, log: Stdio) -> Running {
        let mut command = self.server(data);
        command.stderr(log);
        started(command)
    }

    fn server(&self, data: &Path) -> Command {
        let mut command = doorkey(data);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .env("DOORKEY_ALERT_WEBHOOK", &self.address)
            .env("DOORKEY_ALERT_SECRET", &self.secret);
        command
    }

    #[track_caller]
    fn has_signed(&self, message: &Message) {
        let signed = format!("{}.{}.{}", message.id, message.timestamp, message.text);
        let mut mac = Hmac::<Sha256>::new_from_slice(&[9; 32]).unwrap();
        mac.update(signed.as_bytes());
        let expected = format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()));
        assert_eq!(message.signature, expected);
    }
}

/// A folder that knows an emergency access account, which has a pass.
fn with_emergency_account(data: &Path) -> Value {
    run(data, &["person", "add", GLASS, "--emergency"]);
    let (_, issued, _) = run(data, &["pass", "issue", GLASS, "--json"]);
    serde_json::from_str(&issued).unwrap()
}

async fn database(data: &Path) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(&format!("sqlite://{}", data.join("doorkey.sqlite3").display())).await.unwrap()
}

/// Waits until nothing is left to deliver.
async fn until_delivered(data: &Path) {
    let mut database = database(data).await;
    let all = async {
        loop {
            let left: i64 = sqlx::query_scalar("select count(*) from alerts where delivered_at is null")
                .fetch_one(&mut database)
                .await
                .unwrap();
            if left == 0 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, all).await.expect("delivered");
}

/// Raises `count` alerts of one kind, each about another subject, at the time `at`.
async fn raise(data: &Path, kind: &str, count: i64, at: jiff::Timestamp) {
    sqlx::query(
        "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < $2) \
         insert into alerts (id, kind, severity, subject, body, count, first_at, last_at, not_before) \
         select $1 || n, $1, 'medium', 'subject ' || n, '{\"words\":\"it happened\",\"of\":\"' || n || '\"}', \
         1, $3, $3, $3 from numbers",
    )
    .bind(kind.to_owned())
    .bind(count)
    .bind(at.as_millisecond())
    .execute(&mut database(data).await)
    .await
    .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_signed_and_sent_again_until_it_is_taken() {
    let receiver = Receiver::answering(500).await;
    let data = folder();
    let log = folder();
    let log = log.path().join("log");
    let server = receiver.serve(data.path(), File::create(&log).unwrap().into());
    with_emergency_account(data.path());
    receiver.has("the first try", |messages| !messages.is_empty()).await;
    receiver.answer(200);
    until_delivered(data.path()).await;

    let messages = receiver.has("the second try", |messages| messages.len() >= 2).await;
    let [first, second] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((&first.id, &first.text), (&second.id, &second.text));
    receiver.has_signed(first);
    receiver.has_signed(second);
    let told = second.json();
    assert_eq!(told["type"], "doorkey.alert.pass-for-emergency");
    let about = &told["data"];
    assert_eq!((&about["count"], &about["subjects"]), (&json!(1), &json!(1)));
    assert_eq!((&about["severity"], &about["firstAt"]), (&json!("high"), &told["timestamp"]));
    assert_eq!(about["words"], "a pass was issued for an emergency access account");
    assert_eq!(about["alerts"][0]["facts"]["userName"], GLASS);
    drop(server);

    let log = std::fs::read_to_string(&log).unwrap();
    for (line, times) in
        [("alerts are not delivered", 1), ("alerts are delivered again", 1), ("hidden-path", 0)]
    {
        assert_eq!(log.matches(line).count(), times, "{line}: {log}");
    }
    let setting = "select value from settings where name = 'alert-webhook'";
    let mut database = database(data.path()).await;
    let set: String = sqlx::query_scalar(setting).fetch_one(&mut database).await.unwrap();
    assert_eq!(set, "set");
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_waits_for_a_receiver_and_a_killed_server_loses_nothing() {
    let receiver = Receiver::answering(SILENT).await;
    let data = folder();
    let issued = with_emergency_account(data.path());
    let server = receiver.serve(data.path(), Stdio::null());
    let before = receiver.has("the pass", |messages| messages.len() == 1).await;
    // The receiver has not answered, and does not until the deed is done.
    let body = json!({ "userName": GLASS, "pass": issued["pass"] }).to_string();
    assert_eq!(server.post(api::REDEMPTIONS, "", &body).0, 201);
    drop(server); // SIGKILL

    receiver.answer(204);
    let server = receiver.serve(data.path(), Stdio::null());
    until_delivered(data.path()).await;
    let messages = receiver.has("both", |messages| messages.len() >= 3).await;
    let kinds: BTreeSet<_> = messages.iter().map(Message::kind).collect();
    let expected = ["doorkey.alert.emergency-used", "doorkey.alert.pass-for-emergency"];
    assert_eq!(kinds, expected.map(str::to_owned).into());
    let again = messages.iter().filter(|message| message.id == before[0].id).count();
    assert!(again >= 2, "what may have been lost is sent again as the same message");
    drop(server);
}

/// Taken by the receiver, and the server dies before it has written that down.
#[tokio::test(flavor = "multi_thread")]
async fn what_arrives_twice_is_the_same_message() {
    let receiver = Receiver::answering(200).await;
    let data = folder();
    with_emergency_account(data.path());
    let mut command = receiver.server(data.path());
    command.env("DOORKEY_DIE_AT", "webhook: before commit").stderr(Stdio::null());
    let mut server = started(command);
    receiver.has("the pass", |messages| messages.len() == 1).await;
    assert!(!server.child.wait().unwrap().success());

    let _server = receiver.serve(data.path(), Stdio::null());
    until_delivered(data.path()).await;
    let messages = receiver.has("again", |messages| messages.len() >= 2).await;
    let [first, second] = &messages[..] else { panic!("{messages:?}") };
    assert_eq!((&first.id, &first.text), (&second.id, &second.text));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_stops_while_a_receiver_is_silent() {
    let receiver = Receiver::answering(SILENT).await;
    let data = folder();
    with_emergency_account(data.path());
    let mut server = receiver.serve(data.path(), Stdio::null());
    let sent = receiver.has("the pass", |messages| messages.len() == 1).await;
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    assert_eq!(server.child.wait().unwrap().code(), Some(0));

    // What was given up is sent at once by the next.
    receiver.answer(200);
    let _server = receiver.serve(data.path(), Stdio::null());
    until_delivered(data.path()).await;
    let messages = receiver.has("again", |messages| messages.len() >= 2).await;
    assert_eq!(messages.last().unwrap().id, sent[0].id);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_arrives_in_few_messages_that_count() {
    const FLOOD: i64 = 10_000;
    let receiver = Receiver::answering(200).await;
    let data = folder();
    let server = receiver.serve(data.path(), Stdio::null());
    let now = jiff::Timestamp::now();
    raise(data.path(), "used-pass-tried", FLOOD, now).await;
    raise(data.path(), "pass-locked", 3, now).await;
    until_delivered(data.path()).await;
    drop(server);

    let messages = receiver.has("all", |messages| messages.len() >= 2).await;
    let counted = |kind: &str, what: &str| -> i64 {
        let of_kind = messages.iter().filter(|message| message.kind() == format!("doorkey.alert.{kind}"));
        of_kind.map(|message| message.json()["data"][what].as_i64().unwrap()).sum()
    };
    for what in ["count", "subjects"] {
        assert_eq!((counted("used-pass-tried", what), counted("pass-locked", what)), (FLOOD, 3), "{what}");
    }
    assert!(messages.len() <= 13, "{}", messages.len());
    assert!(messages.iter().all(|message| message.json()["data"]["alerts"].as_array().unwrap().len() <= 20));
    figure("messages for 10,000 alerts", messages.len() as f64, "messages", 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn alerts_that_wait_too_long_are_an_alarm_of_their_own() {
    let receiver = Receiver::answering(503).await;
    let data = folder();
    let log = folder();
    let log = log.path().join("log");
    run(data.path(), &["person", "list"]);
    let then = jiff::Timestamp::now() - jiff::SignedDuration::from_mins(20);
    raise(data.path(), "pass-locked", 2, then).await;
    raise(data.path(), "issue-burst", 1, then).await;
    let server = receiver.serve(data.path(), File::create(&log).unwrap().into());
    let told = async {
        loop {
            let text = std::fs::read_to_string(&log).unwrap();
            if text.matches("alerts are not delivered").count() == 2 {
                break text;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(PATIENCE, told).await.expect("both kinds");
    drop(server);
    let text = std::fs::read_to_string(&log).unwrap();
    let lines = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let alarms: Vec<_> = lines.filter(|line| line["alert"] == "alerts-undelivered").collect();
    assert_eq!(alarms.len(), 1, "{text}");
    assert_eq!((&alarms[0]["level"], &alarms[0]["waiting"]), (&json!("ERROR"), &json!(3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_receiver_the_log_is_enough() {
    let (data, elsewhere) = (folder(), folder());
    let log = elsewhere.path().join("log");
    // Before there is a server, and beside one: a command has no log of its own.
    run(data.path(), &["group", "add", "Keepers", "--privileged"]);
    run(data.path(), &["person", "add", "ada@demo.example"]);
    run(data.path(), &["group", "join", "Keepers", "ada@demo.example"]);
    assert_eq!(run(data.path(), &["pass", "issue", "ada@demo.example"]).0, 0);
    let mut command = doorkey(data.path());
    let to_log = File::create(&log).unwrap();
    command.args(["serve", "--listen", "127.0.0.1:0", "--log-format", "json"]).stderr(to_log);
    let server = started(command);
    until_delivered(data.path()).await;
    let issued = with_emergency_account(data.path());
    until_delivered(data.path()).await;
    // What the server itself raises it tells at once, and not a second time.
    let body = json!({ "userName": GLASS, "pass": issued["pass"] }).to_string();
    assert_eq!(server.post(api::REDEMPTIONS, "", &body).0, 201);
    until_delivered(data.path()).await;
    drop(server);
    let log = std::fs::read_to_string(&log).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let told: Vec<_> = lines
        .filter_map(|line| line["alert"].as_str().map(|kind| (kind.to_owned(), line["message"].clone())))
        .collect();
    assert_eq!(
        told,
        [
            ("pass-for-privileged", "a pass was issued for a privileged account"),
            ("pass-for-emergency", "a pass was issued for an emergency access account"),
            ("emergency-used", "an emergency access account was used"),
        ]
        .map(|(kind, words)| (kind.to_owned(), json!(words)))
    );
    let setting = "select value from settings where name = 'alert-webhook'";
    let mut database = database(data.path()).await;
    let set: String = sqlx::query_scalar(setting).fetch_one(&mut database).await.unwrap();
    assert_eq!(set, "unset");
}

#[test]
fn a_receiver_without_a_secret_is_refused() {
    let data = folder();
    let (code, _, err) =
        run(data.path(), &["serve", "--alert-webhook", "https://alerts.example/hidden-path"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("doorkey: DOORKEY_ALERT_SECRET must be given with --alert-webhook: "), "{err}");
    assert!(!err.contains("hidden-path"), "{err}");
}

/// The kinds that were raised since the last time.
pub(crate) async fn raised(world: &World) -> Vec<String> {
    let mut database = world.database().await;
    let kinds = "select kind from alerts where delivered_at is null order by kind";
    let kinds = sqlx::query_scalar(kinds).fetch_all(&mut database).await.unwrap();
    sqlx::query("update alerts set delivered_at = 1").execute(&mut database).await.unwrap();
    kinds
}

#[tokio::test]
async fn each_kind_is_raised_by_what_it_is_about() {
    let world = World::with(|settings| settings.limits.network_entries = 10).await;
    let directory = world.server.directory();
    let by = By::operator().unwrap();
    let glass: UserName = GLASS.parse().unwrap();
    let marks = Marks { emergency: true, ..Marks::default() };
    directory.add_person(&by, &glass, "Break glass", marks).await.unwrap();
    let admin: UserName = "admin@demo.example".parse().unwrap();
    world.add(&admin, "Admin").await;
    directory.add_group(&by, "Admins", true).await.unwrap();
    directory.join(&by, "Admins", &admin).await.unwrap();
    assert_eq!(raised(&world).await, Vec::<String>::new());

    world.issue_for(admin.as_str(), false, None).await;
    assert_eq!(raised(&world).await, ["pass-for-privileged"]);

    let issued = world.issue_for(GLASS, false, None).await;
    assert_eq!(raised(&world).await, ["pass-for-emergency"]);
    let token = world.open(&issued).await;
    assert_eq!(raised(&world).await, ["emergency-used"]);
    proven(&world, &token, &mut SoftPasskey::new(true)).await;
    assert_eq!(raised(&world).await, ["emergency-used"]);

    world.issue_for(SAM, false, None).await;
    world.revoke(SAM).await;
    assert_eq!(raised(&world).await, ["issued-and-deleted"]);

    let issued = world.issue(true).await;
    let token = world.open(&issued).await;
    proven(&world, &token, &mut SoftPasskey::new(true)).await;
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-used");
    assert_eq!(raised(&world).await, ["used-pass-tried"]);

    let issued = world.issue(false).await;
    let answer = world.redeem_from([192, 0, 2, 1], SAM, issued.pass.expose()).await.expect(201);
    let token = answer["token"].as_str().unwrap();
    let made = create(&mut SoftPasskey::new(true), &world.options(token).await.expect(200));
    let mut elsewhere = request(Method::POST, api::PASSKEYS, Some(token), Some(made));
    elsewhere.headers_mut().insert(api::IDEMPOTENCY_KEY, KEY.parse().unwrap());
    elsewhere.extensions_mut().insert(ConnectInfo(SocketAddr::from(([198, 51, 100, 7], 4711))));
    world.send(elsewhere).await.expect(201);
    assert_eq!(raised(&world).await, ["registered-elsewhere"]);

    // A pass that is right, for somebody else.
    let wrong = world.issue_for(admin.as_str(), false, None).await.pass;
    raised(&world).await;
    for from in 1..=10 {
        world.redeem_from([10, 0, 0, from], SAM, wrong.expose()).await.refused("pass-refused");
    }
    assert_eq!(raised(&world).await, ["pass-locked"]);
    for nobody in 1..=10 {
        let name = format!("nobody-{nobody}@demo.example");
        world.redeem_from([203, 0, 113, 1], &name, wrong.expose()).await.refused("pass-refused");
    }
    assert_eq!(raised(&world).await, ["failure-burst"]);

    let sealed = IssueRequest { sealed: true, ..IssueRequest::default() };
    let issued = directory.issue(&by, &SAM.parse().unwrap(), sealed).await.unwrap();
    let link = issued.envelope_link.unwrap();
    let id = link.expose().strip_prefix(&format!("{ORIGIN}/#p=")).unwrap().split_once('.').unwrap().0;
    for (reader, status) in [("AAAAAAAAAAAAAAAAAAAAAA", 200), ("AAAAAAAAAAAAAAAAAAAAAQ", 410)] {
        let body = json!({ "id": id, "reader": reader }).to_string();
        let answer = world.send(request(Method::POST, api::ENVELOPES, None, Some(body))).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
    }
    assert_eq!(raised(&world).await, ["envelope-tried"]);
}
