//! Two server processes on one data folder: neither lets through what the other would not.

use crate::books::Books;
use crate::client::{Client, Said};
use crate::command::{Running, doorkey, folder, started};
use crate::world::{ORIGIN, Response, WRONG, figure, rounds, stopwatch};
use doorkey_protocol::api;
use doorkey_server::Server;
use doorkey_server::clock::SystemClock;
use doorkey_server::directory::people::Marks;
use doorkey_server::directory::{By, IssueRequest, Issued};
use doorkey_server::settings::Settings;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const RACERS: u64 = 64;

/// So many connections share the guesses.
const GUESSERS: u64 = 500;

/// A process that serves `data`, behind a proxy, and does not make the machine hot.
pub(crate) fn serve(data: &Path, step: Option<&str>) -> Running {
    let mut command = doorkey(data);
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1", "--origin", ORIGIN])
        .env("DOORKEY_TEST_HASH_COST", "least")
        .stderr(Stdio::null());
    if let Some(step) = step {
        command.env("DOORKEY_DIE_AT", step);
    }
    started(command)
}

/// The desk, a third process beside the two.
pub(crate) async fn desk(data: &Path) -> Server {
    Server::open(Settings::for_tests(data), Arc::new(SystemClock)).await.unwrap()
}

/// Somebody new with a pass.
pub(crate) async fn newcomer(desk: &Server, user_name: &str, one_time: bool) -> Issued {
    let by = By::operator().unwrap();
    let name = user_name.parse().unwrap();
    desk.directory().add_person(&by, &name, "Newcomer", Marks::default()).await.unwrap();
    let request = IssueRequest { one_time: Some(one_time), ..IssueRequest::default() };
    desk.directory().issue(&by, &name, request).await.unwrap()
}

fn redeeming(user_name: &str, pass: &str) -> String {
    json!({ "userName": user_name, "pass": pass }).to_string()
}

/// Redeems and asks for a passkey: the token, and the options.
async fn begin(client: &mut Client, issued: &Issued) -> (String, Value) {
    let body = redeeming(&issued.person.user_name, issued.pass.expose());
    let opened = client.insist(api::REDEMPTIONS, "", "", &body).await.unwrap();
    assert_eq!(opened.status, 201, "{}", opened.text);
    let token = opened.json()["token"].as_str().unwrap().to_owned();
    let options = client.insist(api::PASSKEY_OPTIONS, &token, "", r#"{"way":"passkey"}"#).await.unwrap();
    assert_eq!(options.status, 200, "{}", options.text);
    (token, options.json())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_pass_pays_for_one_passkey_over_two_processes() {
    let rounds = rounds(20, 1_000);
    let data = folder();
    let servers = [serve(data.path(), None), serve(data.path(), None)];
    let desk = desk(data.path()).await;
    let mut books = Books::open(data.path()).await;
    let mut clients: Vec<_> =
        (0..RACERS).map(|racer| Client::new(&servers[racer as usize % 2].address)).collect();
    let mut told = BTreeMap::<String, u64>::new();
    let since = stopwatch();
    for round in 0..rounds {
        books.forget_pace().await;
        let issued = newcomer(&desk, &format!("racer-{round}@demo.example"), true).await;
        let former = begin(&mut clients[0], &issued).await;
        // Every other round a redemption that the other process took over races along.
        let newest = if round % 2 == 0 { former.clone() } else { begin(&mut clients[1], &issued).await };
        let barrier = Arc::new(Barrier::new(RACERS as usize));
        let mut racers = JoinSet::new();
        for (racer, mut client) in clients.drain(..).enumerate() {
            let (token, options) = if racer % 4 < 2 { &newest } else { &former };
            let id = [round.to_be_bytes(), (racer as u64).to_be_bytes()].concat();
            let (token, body) = (token.clone(), Response::new(options, &id).json());
            let barrier = barrier.clone();
            racers.spawn(async move {
                barrier.wait().await;
                let key = format!("racer-{racer:016}");
                let said = client.post(api::PASSKEYS, &token, &key, &body).await.unwrap();
                (client, said)
            });
        }
        let mut winners = 0;
        while let Some(raced) = racers.join_next().await {
            let (client, Said { status, text }) = raced.unwrap();
            clients.push(client);
            match status {
                201 => winners += 1,
                400..500 | 503 => {
                    let code = serde_json::from_str::<Value>(&text).unwrap()["code"].to_string();
                    *told.entry(code).or_default() += 1;
                }
                _ => panic!("{status} {text}"),
            }
        }
        assert_eq!(winners, 1, "round {round}");
        books.check().await;
    }
    books.check_file().await;
    let seconds = since.elapsed().as_secs_f64();
    let known = ["\"busy\"", "\"challenge-ended\"", "\"pass-used\"", "\"redemption-superseded\""];
    assert!(told.keys().all(|code| known.contains(&code.as_str())), "{told:?}");
    assert_eq!(told.values().sum::<u64>(), rounds * (RACERS - 1));
    println!("{rounds} rounds in {seconds:.1} s: {told:?}");
    figure("two processes, one pass: winners per round", 1.0, "winners", rounds);
    figure("two processes, one pass: rounds", rounds as f64 / seconds, "rounds/s", rounds);
}

/// Sends `bodies` over both processes at once, each from an address of its own: what was said to each,
/// and how often somebody had to ask again.
async fn at_once(servers: &[Running; 2], bodies: Vec<String>) -> Vec<Said> {
    let parallel = GUESSERS.min(bodies.len() as u64);
    let bodies: Arc<[String]> = bodies.into();
    let barrier = Arc::new(Barrier::new(parallel as usize));
    let mut senders = JoinSet::new();
    for sender in 0..parallel {
        let mut client = Client::new(&servers[sender as usize % 2].address);
        let (bodies, barrier) = (bodies.clone(), barrier.clone());
        senders.spawn(async move {
            let mut said = Vec::new();
            barrier.wait().await;
            for at in (sender as usize..bodies.len()).step_by(parallel as usize) {
                client.from = format!("198.18.{}.{}", at / 256, at % 256);
                said.push((at, client.insist(api::REDEMPTIONS, "", "", &bodies[at]).await.unwrap()));
            }
            said
        });
    }
    let mut said: Vec<_> = senders.join_all().await.into_iter().flatten().collect();
    said.sort_by_key(|(at, _)| *at);
    said.into_iter().map(|(_, said)| said).collect()
}

const ATTEMPTS: &str = "select attempts from passes join people on people.id = person_id where ended_at is null and user_name = $1";
const FAILED: &str = "select count(*) from audit_events join people on people.id = person_id \
                      where kind = 'signIn' and code = 'pass-refused' and user_name = $1";
const FAILED_FIRST: &str = "select count(*) from audit_events join people on people.id = person_id where kind = 'signIn' and user_name = $1 \
     and seq < (select min(seq) from audit_events where kind = 'signIn' and result = 'success' and person_id = people.id)";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parallel_guesses_are_counted_over_two_processes() {
    const GUESSES: usize = 1_000;
    let data = folder();
    let servers = [serve(data.path(), None), serve(data.path(), None)];
    let desk = desk(data.path()).await;
    let mut books = Books::open(data.path()).await;
    let name = "guessed@demo.example";
    let issued = newcomer(&desk, name, true).await;
    let since = stopwatch();
    let mut said = at_once(&servers, vec![redeeming(name, WRONG); GUESSES]).await;
    let seconds = since.elapsed().as_secs_f64();
    assert_eq!(said.len(), GUESSES);
    assert_eq!(said[0].code(), "pass-refused");
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    // Each of ten is counted before it is compared, and none is compared that is not counted.
    assert_eq!(books.count(ATTEMPTS, name).await, 10);
    assert_eq!(books.count("select count from tallies where name = $1", "tries-at-nothing").await, 990);
    assert_eq!(books.count(FAILED, name).await, GUESSES as i64);
    for server in &servers {
        let mut client = Client::new(&server.address);
        let right = redeeming(name, issued.pass.expose());
        assert_eq!(client.insist(api::REDEMPTIONS, "", "", &right).await.unwrap().code(), "pass-refused");
    }
    books.check().await;
    println!("{GUESSES} guesses in {seconds:.1} s");
    figure("two processes, parallel guesses: compared with the pass", 10.0, "guesses", GUESSES as u64);
    figure("two processes, parallel guesses", GUESSES as f64 / seconds, "guesses/s", GUESSES as u64);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_right_one_among_guesses_opens_before_the_tenth_or_never() {
    let rounds = rounds(16, 160);
    let data = folder();
    let servers = [serve(data.path(), None), serve(data.path(), None)];
    let desk = desk(data.path()).await;
    let mut books = Books::open(data.path()).await;
    let mut opened = 0;
    for round in 0..rounds {
        let name = format!("among-{round}@demo.example");
        let issued = newcomer(&desk, &name, true).await;
        // Few enough that the right one may well be in time, and so many that it is not.
        let guesses = [12, 16, 20, 60, 12, 16, 20, 1_000][round as usize % 8];
        let mut bodies = vec![redeeming(&name, WRONG); guesses];
        let right = (round as usize * 37) % GUESSERS.min(guesses as u64) as usize;
        bodies[right] = redeeming(&name, issued.pass.expose());
        let said = at_once(&servers, bodies).await;
        let failed = books.count(FAILED, &name).await;
        if said[right].status == 201 {
            opened += 1;
            assert_eq!(failed, guesses as i64 - 1);
            let first = books.count(FAILED_FIRST, &name).await;
            assert!(first < 10, "{first} were wrong before it");
            assert_eq!(books.count(ATTEMPTS, &name).await, (failed - first).min(10));
        } else {
            assert_eq!(said[right].code(), "pass-refused");
            assert_eq!(failed, guesses as i64);
            assert_eq!(books.count(ATTEMPTS, &name).await, 10);
        }
        let others = said.iter().enumerate().filter(|(at, _)| *at != right);
        assert!(others.into_iter().all(|(_, said)| said.code() == "pass-refused"));
    }
    books.check().await;
    println!("{opened} of {rounds} opened");
    assert!(opened > 0);
    figure("two processes, right among guesses: locked and signed in", 0.0, "rounds", rounds);
}
