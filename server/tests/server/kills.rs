//! Processes that end without a word, at any moment and at each named step: nothing that was answered is
//! lost, nothing is there twice, nothing is there by half.

use crate::app::App;
use crate::books::Books;
use crate::client::{Client, Said};
use crate::command::{Running, doorkey, folder};
use crate::processes::{desk, newcomer, serve};
use crate::world::{WRONG, create, figure, rounds, sign, stopwatch};
use doorkey_protocol::api;
use doorkey_protocol::time::Timestamp;
use doorkey_server::Server;
use doorkey_server::directory::{By, IssueRequest};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::process::Command;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

const KEY: &str = "key-of-this-test-0";

/// How many newcomers there are at once.
const CLIENTS: u64 = 4;

/// A number below `end`.
fn random(end: u64) -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    u64::from_le_bytes(bytes) % end
}

/// What somebody was told that it is done.
enum Done {
    Issued(String),
    Guessed(String),
    Registered(String),
    Proven(String),
    Revoked(String),
}

/// A registration that nobody knows the end of.
struct Question {
    token: String,
    body: String,
}

/// What the newcomers and the desk know.
struct Ledger {
    done: Mutex<Vec<Done>>,
    questions: Mutex<Vec<Question>>,
    /// One for each answer.
    answers: Semaphore,
}

impl Ledger {
    fn new() -> Self {
        Self { done: Mutex::default(), questions: Mutex::default(), answers: Semaphore::new(0) }
    }

    fn note(&self, done: Done) {
        self.done.lock().unwrap().push(done);
        self.answers.add_permits(1);
    }

    /// Waits for so many more answers.
    async fn wait_for(&self, answers: u64) {
        self.answers.acquire_many(u32::try_from(answers).unwrap()).await.unwrap().forget();
    }
}

/// Newcomers without end, until the server is gone.
async fn newcomers(
    data: &Path,
    desk: &Server,
    client: &mut Client,
    ledger: &Ledger,
    prefix: &str,
) -> std::io::Result<()> {
    for number in 0.. {
        let name = format!("{prefix}-{number}@demo.example");
        let mut pass = newcomer(desk, &name, true).await.pass.expose().to_owned();
        ledger.note(Done::Issued(name.clone()));
        if random(3) == 0 {
            pass = issue_by_command(data, desk, ledger, &name).await;
        }
        if random(4) == 0 {
            client.from = format!("198.18.{}.{}", random(256), random(256));
            let guess = json!({ "userName": name, "pass": WRONG }).to_string();
            assert_eq!(client.insist(api::REDEMPTIONS, "", "", &guess).await?.code(), "pass-refused");
            ledger.note(Done::Guessed(name.clone()));
        }
        let (token, options) = begin(client, &name, &pass).await?;
        let mut device = SoftPasskey::new(true);
        let body = create(&mut device, &options);
        if random(5) == 0 {
            desk.directory().revoke(&By::operator().unwrap(), &name.parse().unwrap()).await.unwrap();
            ledger.note(Done::Revoked(name.clone()));
            let refused = client.insist(api::PASSKEYS, &token, KEY, &body).await?;
            assert_eq!(refused.code(), "pass-revoked", "{}", refused.text);
            continue;
        }
        ledger.questions.lock().unwrap().push(Question { token: token.clone(), body: body.clone() });
        let stored = client.insist(api::PASSKEYS, &token, KEY, &body).await;
        if stored.is_ok() {
            ledger.questions.lock().unwrap().retain(|question| question.token != token);
        }
        let id = registered(&stored?);
        ledger.note(Done::Registered(id.clone()));
        prove(client, &token, &id, &mut device).await?;
        ledger.note(Done::Proven(id));
    }
    Ok(())
}

/// Issues a pass by the command, which may be killed meanwhile; then the desk does it again.
async fn issue_by_command(data: &Path, desk: &Server, ledger: &Ledger, name: &str) -> String {
    let mut command = doorkey(data);
    command.args(["pass", "issue", name, "--once", "--json"]).env("DOORKEY_TEST_HASH_COST", "least");
    let child = Command::from(command)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let given_up = random(2) == 0;
    tokio::select! {
        output = child.wait_with_output() => {
            let output = output.unwrap();
            assert!(output.status.success());
            ledger.note(Done::Issued(name.to_owned()));
            let issued: Value = serde_json::from_slice(&output.stdout).unwrap();
            return issued["pass"].as_str().unwrap().to_owned();
        }
        // Dropping it kills it, wherever it is by then.
        () = ledger.wait_for(1 + random(6)), if given_up => {}
    }
    let request = IssueRequest { one_time: Some(true), ..IssueRequest::default() };
    let issued = desk.directory().issue(&By::operator().unwrap(), &name.parse().unwrap(), request).await;
    issued.unwrap().pass.expose().to_owned()
}

/// Redeems and asks for a passkey: the token, and the options.
async fn begin(client: &mut Client, name: &str, pass: &str) -> std::io::Result<(String, Value)> {
    let body = json!({ "userName": name, "pass": pass }).to_string();
    let opened = client.insist(api::REDEMPTIONS, "", "", &body).await?;
    assert_eq!(opened.status, 201, "{}", opened.text);
    let token = opened.json()["token"].as_str().unwrap().to_owned();
    let options = client.insist(api::PASSKEY_OPTIONS, &token, "", r#"{"way":"passkey"}"#).await?;
    assert_eq!(options.status, 200, "{}", options.text);
    Ok((token, options.json()))
}

#[track_caller]
fn registered(said: &Said) -> String {
    assert_eq!(said.status, 201, "{}", said.text);
    said.json()["id"].as_str().unwrap().to_owned()
}

async fn prove(client: &mut Client, token: &str, id: &str, device: &mut SoftPasskey) -> std::io::Result<()> {
    let wanted = json!({ "passkey": id }).to_string();
    let options = client.insist(api::PROOF_OPTIONS, token, "", &wanted).await?;
    assert_eq!(options.status, 200, "{}", options.text);
    let proven = client.insist(api::PROOFS, token, "", &sign(device, &options.json()).to_string()).await?;
    assert_eq!(proven.status, 200, "{}", proven.text);
    Ok(())
}

const ISSUED: &str = "select count(*) from passes join people on people.id = person_id where user_name = $1";
const GUESSED: &str = "select count(*) from audit_events join people on people.id = person_id \
                       where code = 'pass-refused' and user_name = $1";
const REGISTERED: &str = "select count(*) from credentials join passes on passes.id = pass_id where credentials.id = $1 and used_at is not null";
const PROVEN: &str = "select count(*) from credentials where id = $1 and proven_at is not null";
const REVOKED: &str = "select count(*) from passes join people on people.id = person_id \
                       where ended_reason = 'revoked' and user_name = $1";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn killed_at_any_moment() {
    let kills = rounds(12, 200);
    let data = folder();
    let desk = Arc::new(desk(data.path()).await);
    let mut books = Books::open(data.path()).await;
    let (mut answers, mut asked, mut slowest) = (0, 0, 0.0f64);
    for kill in 0..kills {
        books.forget_pace().await;
        let ledger = Arc::new(Ledger::new());
        let mut server = serve(data.path(), None);
        let mut clients = JoinSet::new();
        for client in 0..CLIENTS {
            let (path, address) = (data.path().to_owned(), server.address.clone());
            let (desk, ledger) = (desk.clone(), ledger.clone());
            clients.spawn(async move {
                let prefix = format!("n-{kill}-{client}");
                newcomers(&path, &desk, &mut Client::new(&address), &ledger, &prefix).await
            });
        }
        tokio::select! {
            () = ledger.wait_for(1 + random(30)) => {}
            ended = clients.join_next() => panic!("nobody killed the server: {ended:?}"),
        }
        server.child.kill().unwrap(); // SIGKILL
        server.child.wait().unwrap();
        for ended in clients.join_all().await {
            ended.unwrap_err();
        }
        let since = stopwatch();
        let server = serve(data.path(), None);
        slowest = slowest.max(since.elapsed().as_secs_f64());
        books.check().await;
        let done = std::mem::take(&mut *ledger.done.lock().unwrap());
        answers += done.len() as u64;
        for done in &done {
            let (sql, of) = match done {
                Done::Issued(name) => (ISSUED, name),
                Done::Guessed(name) => (GUESSED, name),
                Done::Registered(id) => (REGISTERED, id),
                Done::Proven(id) => (PROVEN, id),
                Done::Revoked(name) => (REVOKED, name),
            };
            assert!(books.count(sql, of).await > 0, "{of} is lost: {sql}");
        }
        // Whose answer was lost asks again, and has one passkey.
        let mut client = Client::new(&server.address);
        let questions = std::mem::take(&mut *ledger.questions.lock().unwrap());
        for question in questions {
            asked += 1;
            let id = registered(
                &client.insist(api::PASSKEYS, &question.token, KEY, &question.body).await.unwrap(),
            );
            assert_eq!(books.count(REGISTERED, &id).await, 1);
        }
        books.check().await;
    }
    books.check_file().await;
    println!("{kills} kills, {answers} answers, {asked} asked again, slowest start {slowest:.2} s");
    figure("kill -9 at any moment: lost, doubled or half", 0.0, "of all that was answered", kills);
    figure("kill -9 at any moment: answers that held", answers as f64, "answers", kills);
    figure("kill -9: slowest start after it", slowest, "s", kills);
}

/// What leads to a step.
#[derive(Clone, Copy)]
enum Road {
    Passkey,
    App,
    Guesses,
}

/// The steps of a server, and the road on which each lies.
const OF_SERVER: [(&str, Road); 20] = [
    ("audit: appended", Road::Passkey),
    ("redeem: counted", Road::Passkey),
    ("redeem: taken over", Road::Passkey),
    ("redeem: opened", Road::Passkey),
    ("redeem: before commit", Road::Passkey),
    ("redeem: after commit", Road::Passkey),
    ("register: paid", Road::Passkey),
    ("register: written down", Road::Passkey),
    ("register: stored", Road::Passkey),
    ("register: before commit", Road::Passkey),
    ("register: after commit", Road::Passkey),
    ("prove: written down", Road::Passkey),
    ("prove: before commit", Road::Passkey),
    ("prove: after commit", Road::Passkey),
    ("confirm: paid", Road::App),
    ("confirm: stored", Road::App),
    ("confirm: before commit", Road::App),
    ("confirm: after commit", Road::App),
    ("redeem: counted", Road::Guesses),
    ("lock-out: told", Road::Guesses),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_step_of_a_server() {
    let rounds = rounds(2, 20);
    let data = folder();
    let desk = desk(data.path()).await;
    let mut books = Books::open(data.path()).await;
    for round in 0..rounds {
        books.forget_pace().await;
        for (number, (step, road)) in OF_SERVER.into_iter().enumerate() {
            let name = format!("step-{round}-{number}@demo.example");
            let pass = newcomer(&desk, &name, true).await.pass.expose().to_owned();
            let server = serve(data.path(), Some(step));
            let died = match road {
                Road::Passkey => by_passkey(server, &mut books, data.path(), &name, &pass).await,
                Road::App => by_app(server, &mut books, data.path(), &name, &pass).await,
                Road::Guesses => by_guesses(server, &mut books, data.path(), &name, &pass).await,
            };
            assert!(died, "{step} was not reached");
            books.check().await;
        }
    }
    books.check_file().await;
    let steps = rounds * OF_SERVER.len() as u64;
    figure("killed at each step of a server: lost, doubled or half", 0.0, "of all", steps);
}

const OWN: &str = "select count(*) from (select person_id from credentials union all select person_id from authenticators) \
                   join people on people.id = person_id where user_name = $1";

/// However far the server came, the journey ends as one that nothing happened to.
async fn by_passkey(server: Running, books: &mut Books, data: &Path, name: &str, pass: &str) -> bool {
    let mut device = SoftPasskey::new(true);
    let mut client = Client::new(&server.address);
    let mut made = None;
    let first = async {
        begin(&mut client, name, pass).await?;
        let (token, options) = begin(&mut client, name, pass).await?;
        let body = create(&mut device, &options);
        made = Some((token.clone(), body.clone()));
        let id = registered(&client.insist(api::PASSKEYS, &token, KEY, &body).await?);
        prove(&mut client, &token, &id, &mut device).await
    };
    let died = first.await.is_err();
    drop(server);
    books.check().await;
    let server = serve(data, None);
    let mut client = Client::new(&server.address);
    let (token, body) = match made {
        Some(made) => made,
        None => {
            let (token, options) = begin(&mut client, name, pass).await.unwrap();
            (token, create(&mut device, &options))
        }
    };
    let id = registered(&client.insist(api::PASSKEYS, &token, KEY, &body).await.unwrap());
    prove(&mut client, &token, &id, &mut device).await.unwrap();
    assert_eq!((books.count(OWN, name).await, books.count(PROVEN, &id).await), (1, 1));
    died
}

async fn by_app(server: Running, books: &mut Books, data: &Path, name: &str, pass: &str) -> bool {
    let mut client = Client::new(&server.address);
    let (token, _) = begin(&mut client, name, pass).await.unwrap();
    let app = App::set_up(&client.insist(api::AUTHENTICATOR, &token, "", "").await.unwrap().json());
    let now = Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
    let code = json!({ "code": app.code(now, 0) }).to_string();
    let died = client.insist(api::CONFIRMATION, &token, "", &code).await.is_err();
    drop(server);
    books.check().await;
    let server = serve(data, None);
    let mut client = Client::new(&server.address);
    let confirmed = client.insist(api::CONFIRMATION, &token, "", &code).await.unwrap();
    assert_eq!(confirmed.status, 200, "{}", confirmed.text);
    assert_eq!(books.count(OWN, name).await, 1);
    died
}

const ATTEMPTS: &str = "select attempts from passes join people on people.id = person_id where ended_at is null and user_name = $1";
const TOLD: &str = "select count(*) from alerts join people on people.id = subject where kind = 'pass-locked' and user_name = $1";

/// What was answered stays counted, what was not was not counted; the tenth locks once.
async fn by_guesses(server: Running, books: &mut Books, data: &Path, name: &str, pass: &str) -> bool {
    let guess = json!({ "userName": name, "pass": WRONG }).to_string();
    let mut client = Client::new(&server.address);
    let mut answered = 0;
    let mut died = false;
    while !died && answered < 11 {
        client.from = format!("198.18.0.{answered}");
        match client.insist(api::REDEMPTIONS, "", "", &guess).await {
            Ok(said) => assert_eq!(said.code(), "pass-refused"),
            Err(_) => died = true,
        }
        answered += i64::from(!died);
    }
    drop(server);
    assert_eq!(books.count(ATTEMPTS, name).await, answered);
    let server = serve(data, None);
    let mut client = Client::new(&server.address);
    for more in answered..12 {
        client.from = format!("198.18.1.{more}");
        client.insist(api::REDEMPTIONS, "", "", &guess).await.unwrap();
    }
    let right = json!({ "userName": name, "pass": pass }).to_string();
    client.from = "198.18.2.1".to_owned();
    assert_eq!(client.insist(api::REDEMPTIONS, "", "", &right).await.unwrap().code(), "pass-refused");
    assert_eq!((books.count(ATTEMPTS, name).await, books.count(TOLD, name).await), (10, 1));
    died
}

/// The steps of the desk's commands, and whether the deed is done by then.
const OF_COMMANDS: [(&str, &[&str], bool); 12] = [
    ("audit: appended", &["pass", "issue"], false),
    ("issue: written down", &["pass", "issue"], false),
    ("issue: former ended", &["pass", "issue"], false),
    ("issue: stored", &["pass", "issue"], false),
    ("issue: before commit", &["pass", "issue"], false),
    ("issue: after commit", &["pass", "issue"], true),
    ("revoke: written down", &["pass", "revoke"], false),
    ("revoke: ended", &["pass", "revoke"], false),
    ("revoke: before commit", &["pass", "revoke"], false),
    ("revoke: after commit", &["pass", "revoke"], true),
    ("policy: before commit", &["policy", "set", "--once", "true"], false),
    ("policy: after commit", &["policy", "set", "--once", "true"], true),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_at_every_step_of_a_command() {
    let rounds = rounds(2, 20);
    let data = folder();
    let desk = desk(data.path()).await;
    let server = serve(data.path(), None);
    let mut client = Client::new(&server.address);
    let mut books = Books::open(data.path()).await;
    for round in 0..rounds {
        books.forget_pace().await;
        for (number, (step, words, done)) in OF_COMMANDS.into_iter().enumerate() {
            let name = format!("step-{round}-{number}@demo.example");
            // Not for one time, so that the policy decides about it.
            let former = newcomer(&desk, &name, false).await;
            let mut command = doorkey(data.path());
            command.args(words).env("DOORKEY_TEST_HASH_COST", "least").env("DOORKEY_DIE_AT", step);
            if words[0] == "pass" {
                command.arg(&name);
            }
            let output = command.output().unwrap();
            assert_eq!(output.status.code(), None, "{step} was not reached");
            assert_eq!(output.stdout, b"", "{step}");
            books.check().await;
            let former = json!({ "userName": name, "pass": former.pass.expose() }).to_string();
            let said = client.insist(api::REDEMPTIONS, "", "", &former).await.unwrap();
            let expected = match words[1] {
                _ if !done => "",
                "issue" => "pass-replaced",
                "revoke" => "pass-revoked",
                _ => "pass-blocked",
            };
            assert_eq!(said.code(), expected, "{step}");
            desk.directory().reset_policy(&By::operator().unwrap()).await.unwrap();
            // Whatever became of the former one: the desk goes on.
            let request = IssueRequest { one_time: Some(true), ..IssueRequest::default() };
            let name = name.parse().unwrap();
            let fresh = desk.directory().issue(&By::operator().unwrap(), &name, request).await.unwrap();
            begin(&mut client, name.as_str(), fresh.pass.expose()).await.unwrap();
        }
    }
    books.check().await;
    books.check_file().await;
    let steps = rounds * OF_COMMANDS.len() as u64;
    figure("killed at each step of a command: lost, doubled or half", 0.0, "of all", steps);
}
