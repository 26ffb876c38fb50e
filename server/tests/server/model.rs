//! Random sequences of what can happen to somebody's passes, against a model of a few lines that says
//! what each must be answered.

mod steps;

use crate::books::Books;
use crate::world::{Answer, Response, WRONG, World, figure, rounds, stopwatch};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_server::clock::Clock;
use doorkey_server::directory::people::Changes;
use doorkey_server::directory::{By, DirectoryError, IssueRequest};
use doorkey_server::policy::Scope;
use proptest::test_runner::{Config, TestRunner};
use serde_json::Value;
use std::cell::RefCell;
use std::collections::BTreeMap;
use steps::{Edge, Made, NETWORKS, Policy, Step, Typed, steps};
use uuid::Uuid;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ended {
    Not,
    Replaced,
    Revoked,
}

struct Pass {
    text: String,
    one_time: bool,
    starts: Timestamp,
    ends: Timestamp,
    used: bool,
    ended: Ended,
    attempts: i64,
    /// What it paid for.
    paid: i64,
}

struct Redemption {
    token: String,
    pass: usize,
    closes: Timestamp,
    superseded: bool,
    left: bool,
    asked: Vec<Value>,
    /// When the challenge that can be answered ends.
    challenge: Option<Timestamp>,
    stored: Option<(String, String, Value)>,
}

/// Wrong passes from one network: at which pass, how many in a row, and until when none is looked at.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Guesses {
    pass: Option<usize>,
    wrong: u32,
    until: Option<Timestamp>,
}

/// What is true.
struct Model {
    name: String,
    id: Uuid,
    number: u32,
    on: bool,
    enabled: bool,
    once: bool,
    excluded: bool,
    passes: Vec<Pass>,
    redemptions: Vec<Redemption>,
    guesses: [Guesses; NETWORKS as usize],
    made: u64,
}

impl Model {
    fn live(&self) -> Option<usize> {
        self.passes.iter().position(|pass| pass.ended == Ended::Not)
    }

    fn admits(&self, pass: &Pass) -> bool {
        self.on && self.enabled && !self.excluded && (pass.one_time || !self.once)
    }

    /// Why a pass cannot be used; empty when it can.
    fn refusal(&self, pass: &Pass, now: Timestamp) -> &'static str {
        match pass.ended {
            _ if pass.used => "pass-used",
            Ended::Replaced => "pass-replaced",
            Ended::Revoked => "pass-revoked",
            Ended::Not if now >= pass.ends => "pass-expired",
            Ended::Not if !self.admits(pass) => "pass-blocked",
            Ended::Not if now < pass.starts => "pass-not-yet-valid",
            Ended::Not => "",
        }
    }

    /// What issuing is refused with.
    fn issue(&self, once: Option<bool>) -> &'static str {
        match () {
            () if !self.on => "is switched off",
            () if !self.enabled || self.excluded => "does not allow creating",
            () if self.once && once == Some(false) => "allows one-time passes only",
            () => "",
        }
    }

    /// What entering a pass is answered; the end of the pause when there is one.
    fn redeem(
        &mut self,
        typed: Option<usize>,
        network: usize,
        now: Timestamp,
    ) -> (&'static str, Option<Timestamp>) {
        let live = self.live();
        let known = self.guesses[network];
        if let Some(until) = known.until.filter(|until| known.pass == live && now < *until) {
            return ("pass-too-soon", Some(until));
        }
        let counted = live.filter(|live| self.passes[*live].attempts < 10);
        if let Some(counted) = counted {
            self.passes[counted].attempts += 1;
        }
        let Some(typed) =
            typed.filter(|typed| self.passes[*typed].ended != Ended::Not || counted == Some(*typed))
        else {
            let wrong = if known.pass == live { known.wrong + 1 } else { 1 };
            let seconds = [0, 0, 0, 5, 10, 20, 40, 80, 160][wrong.min(8) as usize];
            let seconds = if wrong > 8 { 300 } else { seconds };
            let until = (seconds > 0).then(|| now + Span::from_secs(seconds));
            self.guesses[network] = Guesses { pass: live, wrong, until };
            return ("pass-refused", None);
        };
        if counted == Some(typed) {
            self.passes[typed].attempts = 0;
            self.guesses[network] = Guesses::default();
        } else if let Some(counted) = counted {
            self.passes[counted].attempts -= 1;
        }
        let pass = &self.passes[typed];
        let refusal = self.refusal(pass, now);
        let to_prove = refusal == "pass-used"
            && pass.ended == Ended::Not
            && (pass.starts..pass.ends).contains(&now)
            && self.admits(pass);
        if to_prove { ("", None) } else { (refusal, None) }
    }

    /// Why a token opens nothing; empty when it does.
    fn find(&self, at: usize, now: Timestamp) -> &'static str {
        let redemption = &self.redemptions[at];
        match () {
            () if redemption.left || now >= redemption.closes => "redemption-ended",
            () if redemption.superseded => "redemption-superseded",
            () => "",
        }
    }
}

/// A world for many sequences, one person each.
struct Stage {
    world: World,
    books: Books,
    sequences: u32,
    /// In the worlds before.
    before: u32,
    dirty: bool,
    /// How often each step was answered how.
    told: BTreeMap<String, u64>,
}

/// How many sequences share one database.
const SHARED: u32 = 500;

impl Stage {
    async fn new() -> Self {
        let world = World::new().await;
        let books = Books::open(world.data.path()).await;
        Self { world, books, sequences: 0, before: 0, dirty: false, told: BTreeMap::new() }
    }

    fn now(&self) -> Timestamp {
        self.world.clock.now()
    }

    #[track_caller]
    fn check(&mut self, what: &str, answer: &Answer, status: u16, code: &str) {
        assert_eq!(answer.code(), code, "{what}: {} {}", answer.status, answer.text);
        assert!(!code.is_empty() || answer.status == status, "{what}: {}", answer.status);
        *self.told.entry(format!("{what}: {code}")).or_default() += 1;
    }

    #[expect(clippy::print_stdout, reason = "hours are long without a word")]
    async fn run(&mut self, steps: &[Step]) {
        if self.sequences == SHARED {
            self.books.check().await;
            self.books.check_file().await;
            let (told, before) = (std::mem::take(&mut self.told), self.before + SHARED);
            println!("{before} sequences so far");
            *self = Self { told, before, ..Self::new().await };
        }
        self.sequences += 1;
        if self.dirty {
            self.world.server.directory().reset_policy(&By::operator().unwrap()).await.unwrap();
            self.dirty = false;
        }
        // A minute's pace is one sequence's.
        self.world.clock.advance(Span::from_mins(2));
        let name = format!("somebody-{}@demo.example", self.sequences);
        self.world.add(&name.parse().unwrap(), "Somebody").await;
        let id: String = sqlx::query_scalar("select id from people where user_name = $1")
            .bind(name.clone())
            .fetch_one(&mut self.books.database)
            .await
            .unwrap();
        let mut model = Model {
            name,
            id: id.parse().unwrap(),
            number: self.sequences,
            on: true,
            enabled: true,
            once: false,
            excluded: false,
            passes: Vec::new(),
            redemptions: Vec::new(),
            guesses: [Guesses::default(); NETWORKS as usize],
            made: 0,
        };
        for step in steps {
            self.step(&mut model, *step).await;
        }
        for at in 0..model.redemptions.len() {
            let answer = self.world.current(&model.redemptions[at].token).await;
            assert_eq!(answer.code(), model.find(at, self.now()));
        }
        self.compare(&model).await;
    }

    async fn step(&mut self, model: &mut Model, step: Step) {
        let now = self.now();
        let newest = |back: usize| model.redemptions.len().checked_sub(1).map(|last| last - back.min(last));
        match step {
            Step::Issue(once, start) => self.issue(model, once, start).await,
            Step::Revoke => {
                let by = By::operator().unwrap();
                let revoked = self.world.server.directory().revoke(&by, &model.name.parse().unwrap()).await;
                match model.live() {
                    Some(live) => {
                        revoked.unwrap();
                        model.passes[live].ended = Ended::Revoked;
                    }
                    None => assert!(matches!(revoked, Err(DirectoryError::NoPass(_))), "{revoked:?}"),
                }
            }
            Step::Redeem(typed, network) => self.redeem(model, typed, network).await,
            Step::Storm(guesses) => {
                for guess in 0..guesses {
                    self.redeem(model, Typed::Wrong, guess % NETWORKS).await;
                }
            }
            Step::Options(back) => {
                let Some(at) = newest(back) else { return };
                let answer = self.world.options(&model.redemptions[at].token).await;
                let expected = match model.find(at, now) {
                    "" => match model.refusal(&model.passes[model.redemptions[at].pass], now) {
                        "pass-used" => "way-not-offered",
                        other => other,
                    },
                    ended => ended,
                };
                self.check("options", &answer, 200, expected);
                if expected.is_empty() {
                    model.redemptions[at].asked.push(answer.json());
                    model.redemptions[at].challenge = Some(now + Span::from_mins(5));
                }
            }
            Step::Register(back, made) => {
                let Some(at) = newest(back) else { return };
                self.register(model, at, made).await;
            }
            Step::Current(back) => {
                let Some(at) = newest(back) else { return };
                let answer = self.world.current(&model.redemptions[at].token).await;
                self.check("current", &answer, 200, model.find(at, now));
            }
            Step::Extend(back) => {
                let Some(at) = newest(back) else { return };
                let pass = &model.passes[model.redemptions[at].pass];
                let expected = match model.find(at, now) {
                    "" => model.refusal(pass, now),
                    ended => ended,
                };
                let closes = (now + Span::from_mins(10)).min(pass.ends);
                let answer = self.world.extend(&model.redemptions[at].token).await;
                self.check("extend", &answer, 200, expected);
                if expected.is_empty() {
                    model.redemptions[at].closes = model.redemptions[at].closes.max(closes);
                }
            }
            Step::Leave(back) => {
                let Some(at) = newest(back) else { return };
                let expected = model.find(at, now);
                let answer =
                    self.world.call(&model.redemptions[at].token, Method::DELETE, api::CURRENT, None).await;
                self.check("leave", &answer, 204, expected);
                model.redemptions[at].left |= expected.is_empty();
            }
            Step::Policy(policy) => self.change(model, policy).await,
            Step::Person(on) => {
                let changes = Changes { enabled: Some(on), ..Changes::default() };
                let name = model.name.parse().unwrap();
                let by = By::operator().unwrap();
                self.world.server.directory().change_person(&by, &name, changes).await.unwrap();
                model.on = on;
            }
            Step::Advance(span) => self.world.clock.advance(span),
            Step::AdvanceTo(edge, by) => {
                let live = model.live().map(|live| &model.passes[live]);
                let last = model.redemptions.last();
                let moment = match edge {
                    Edge::Start => live.map(|pass| pass.starts),
                    Edge::End => live.map(|pass| pass.ends),
                    Edge::Closing => last.map(|redemption| redemption.closes),
                    Edge::Challenge => last.and_then(|redemption| redemption.challenge),
                    Edge::Pause => model.guesses.iter().filter_map(|known| known.until).max(),
                };
                let moment = moment.map(|moment| moment + Span::from_millis(by));
                if let Some(moment) = moment.filter(|moment| now < *moment) {
                    self.world.clock.set(moment);
                }
            }
            Step::Restart => self.world.restart().await,
        }
    }

    async fn issue(&mut self, model: &mut Model, once: Option<bool>, start: i64) {
        // Of more than eight the oldest could not be told from a wrong one.
        if model.passes.len() == 8 {
            return;
        }
        let starts = self.now() + Span::from_mins(start);
        let request = IssueRequest { starts_at: Some(starts), one_time: once, ..IssueRequest::default() };
        let by = By::operator().unwrap();
        let issued = self.world.server.directory().issue(&by, &model.name.parse().unwrap(), request).await;
        let expected = model.issue(once);
        if !expected.is_empty() {
            let said = issued.unwrap_err().to_string();
            assert!(said.contains(expected), "{said}, not {expected}");
            return;
        }
        if let Some(live) = model.live() {
            model.passes[live].ended = Ended::Replaced;
        }
        model.passes.push(Pass {
            text: issued.unwrap().pass.expose().to_owned(),
            one_time: once.unwrap_or(model.once),
            starts,
            ends: starts + Span::from_mins(60),
            used: false,
            ended: Ended::Not,
            attempts: 0,
            paid: 0,
        });
    }

    async fn redeem(&mut self, model: &mut Model, typed: Typed, network: u8) {
        let now = self.now();
        let last = model.passes.len().checked_sub(1);
        let typed = match typed {
            Typed::Pass(back) => last.map(|last| last - back.min(last)),
            Typed::Wrong => None,
        };
        let text = typed.map_or(WRONG, |typed| model.passes[typed].text.as_str());
        let [_, _, high, low] = model.number.to_be_bytes();
        let answer = self.world.redeem_from([10 + network, 0, high, low], &model.name, text).await;
        let (expected, until) = model.redeem(typed, network.into(), now);
        self.check("redeem", &answer, 201, expected);
        if let Some(until) = until {
            assert_eq!(answer.json()["notBefore"], until.as_millis());
        }
        let (Some(pass), "") = (typed, expected) else { return };
        if model.passes[pass].one_time {
            let former = model.redemptions.iter_mut().filter(|former| former.pass == pass && !former.left);
            former.for_each(|former| {
                former.superseded = true;
                former.challenge = None;
            });
        }
        model.redemptions.push(Redemption {
            token: answer.json()["token"].as_str().unwrap().to_owned(),
            pass,
            closes: (now + Span::from_mins(10)).min(model.passes[pass].ends),
            superseded: false,
            left: false,
            asked: Vec::new(),
            challenge: None,
            stored: None,
        });
    }

    async fn register(&mut self, model: &mut Model, at: usize, made: Made) {
        let now = self.now();
        let redemption = &model.redemptions[at];
        let ended = model.find(at, now);
        if let Made::Again = made {
            let Some((key, body, passkey)) = &redemption.stored else { return };
            let answer = self.world.register(&redemption.token, key, body).await;
            self.check("register again", &answer, 201, ended);
            assert!(!ended.is_empty() || answer.json() == *passkey);
            return;
        }
        let (Some(first), Some(last)) = (redemption.asked.first(), redemption.asked.last()) else { return };
        let options = if let Made::First = made { first } else { last };
        model.made += 1;
        let id = [u64::from(model.number).to_be_bytes(), model.made.to_be_bytes()].concat();
        let (key, body) = (format!("key-number-{:08}", model.made), Response::new(options, &id).json());
        let answer = self.world.register(&redemption.token, &key, &body).await;
        let expected = match () {
            () if !ended.is_empty() => ended,
            () if redemption.challenge.is_none_or(|ends| ends <= now) => "challenge-ended",
            () if options["challenge"] != last["challenge"] => "challenge-ended",
            () => model.refusal(&model.passes[redemption.pass], now),
        };
        self.check("register", &answer, 201, expected);
        if expected.is_empty() {
            let redemption = &mut model.redemptions[at];
            let pass = &mut model.passes[redemption.pass];
            pass.used |= pass.one_time;
            pass.paid += 1;
            redemption.challenge = None;
            redemption.closes = redemption.closes.max(now + Span::from_mins(5));
            redemption.stored = Some((key, body, answer.json()));
        }
    }

    async fn change(&mut self, model: &mut Model, policy: Policy) {
        self.dirty = true;
        match policy {
            Policy::Enabled(enabled) => model.enabled = enabled,
            Policy::Once(once) => model.once = once,
            Policy::Excluded(excluded) => model.excluded = excluded,
        }
        let (enabled, once, excluded) = (model.enabled, model.once, model.excluded);
        let scope = Scope::Person(model.id);
        let by = By::operator().unwrap();
        let changed = self.world.server.directory().change_policy(&by, None, |policy| {
            policy.enabled = enabled;
            policy.usable_once = once;
            policy.exclude = if excluded { vec![scope] } else { Vec::new() };
            Ok(())
        });
        changed.await.unwrap().unwrap();
    }

    /// What is stored of the person is what the model says, and the audit goes on from where it was.
    async fn compare(&mut self, model: &Model) {
        let stored: Vec<(i64, i64, Option<String>, i64, i64, i64)> = sqlx::query_as(
            "select one_time, case when used_at is null then 0 else 1 end, ended_reason, attempts, \
             (select count(*) from credentials where pass_id = passes.id and paid_by = 'pass'), \
             (select count(*) from audit_events where seq in (select event_seq from credentials \
              where pass_id = passes.id union all select passes.event_seq) and result = 'success' \
              and audit_events.person_id = passes.person_id) \
             from passes where person_id = $1 order by event_seq",
        )
        .bind(model.id.to_string())
        .fetch_all(&mut self.books.database)
        .await
        .unwrap();
        let expected: Vec<_> = model
            .passes
            .iter()
            .map(|pass| {
                let ended = match pass.ended {
                    Ended::Not => None,
                    Ended::Replaced => Some("replaced".to_owned()),
                    Ended::Revoked => Some("revoked".to_owned()),
                };
                let (one_time, used) = (i64::from(pass.one_time), i64::from(pass.used));
                (one_time, used, ended, pass.attempts, pass.paid, pass.paid + 1)
            })
            .collect();
        assert_eq!(stored, expected);
        self.books.check_audit().await;
    }
}

#[test]
fn random_sequences_are_answered_as_the_model_says() {
    let cases = rounds(150, 100_000);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let stage = RefCell::new(runtime.block_on(Stage::new()));
    let config =
        Config { cases: u32::try_from(cases).unwrap(), failure_persistence: None, ..Config::default() };
    let since = stopwatch();
    let ran = TestRunner::new(config).run(&steps(), |steps| {
        runtime.block_on(stage.borrow_mut().run(&steps));
        Ok(())
    });
    if let Err(error) = ran {
        panic!("{error}");
    }
    let seconds = since.elapsed().as_secs_f64();
    let mut stage = stage.into_inner();
    runtime.block_on(stage.books.check());
    println!("{cases} sequences in {seconds:.1} s: {:#?}", stage.told);
    for common in [
        "options: ",
        "options: redemption-ended",
        "redeem: ",
        "redeem: pass-blocked",
        "redeem: pass-refused",
        "redeem: pass-replaced",
        "redeem: pass-revoked",
        "redeem: pass-too-soon",
        "register: ",
        "register: challenge-ended",
    ] {
        assert!(stage.told.contains_key(common), "{common:?} never was an answer");
    }
    figure("model: sequences that broke an invariant", 0.0, "sequences", cases);
}
