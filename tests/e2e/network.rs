//! A network that is down, slow or not what it says (N1 to N12, N14, N15, N19): nothing is lost, nothing
//! happens twice, and there is always a way on.
//!
//! Faults are those of the `proxy`, and of the browser's own network where the fault is there. Not here:
//! N13 (a certificate that is not trusted: no page, so nothing of ours, is loaded); N16 to N18 and N20 are
//! the server's, and tested there.

use crate::browser::Patience;
use crate::faults::BENT_TIME;
use crate::proxy::{Answer, Fault, Proxy};
use crate::stage::{Stage, play};
use crate::world::{Issued, KIM, SAM, wait_for};
use serde_json::{Value, json};

const CONFIGURATION: &str = "GET /.well-known/doorkey ";
const REDEMPTION: &str = "POST /v1/redemptions ";
const OPTIONS: &str = "POST /v1/redemptions/current/passkeys/options ";
const REGISTRATION: &str = "POST /v1/redemptions/current/passkeys ";
const PROOF_OPTIONS: &str = "POST /v1/redemptions/current/proofs/options ";
const PROOF: &str = "POST /v1/redemptions/current/proofs ";

/// What a server that is away, or a network that wants to be signed in to, shows instead.
const PORTAL: &str = "<!doctype html><title>Welcome</title><h1>Sign in to Free Wi-Fi</h1>";

/// What the console says of every request that went wrong, in the browser's own words.
const UNLOADED: &str = "Failed to load resource";

fn html(status: u16) -> Fault {
    Fault::answer(status, &[("content-type", "text/html; charset=utf-8")], PORTAL)
}

fn busy(retry_after: &str) -> Fault {
    Fault::answer(429, &[("content-type", "text/html"), ("retry-after", retry_after)], PORTAL)
}

fn json_text(body: &str) -> Fault {
    Fault::answer(200, &[("content-type", "application/json")], body)
}

/// An answer as a later version of the server may give it.
fn with_more(answer: &mut Answer) {
    let mut body: Value = serde_json::from_slice(&answer.body).expect("the server answers in JSON");
    body["fromTheFuture"] = json!({ "deep": [1e300, null, "\u{202e}"] });
    answer.body = body.to_string().into_bytes();
}

/// A proxy that leaves of the headers only what it understands.
fn bare(answer: &mut Answer) {
    answer.headers.retain(|(name, _)| name.eq_ignore_ascii_case("content-type"));
}

#[test]
fn a_pass_that_does_not_arrive_is_kept_in_its_field() {
    const SOON: &str = "Wait a moment, then try again.";
    const LATER: &str = "Try again at ";
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let kim = stage.regular();
        stage.bear_complaint(UNLOADED);
        // The portal stands on another server; the page's policy lets nothing be asked there.
        stage.bear_complaint("Content Security Policy");
        let elsewhere = Proxy::start().await.origin();
        let redirect = |to: &str| Fault::answer(302, &[("location", to)], "");
        let date = "return new Date(Date.now() + 20 * 60_000).toUTCString()";
        let date = stage.browser.run(date, vec![]).await;
        let date = date.as_str().expect("a date is text");
        let opened = |members: &str| json_text(&format!("{{\"token\":\"t\",\"redemption\":{{{members}}}}}"));
        let rows = [
            ("N1 dropped before it leaves", Fault::Refuse, "E-50", "No answer came."),
            ("N2 answer lost", Fault::LoseAnswer, "E-50", "No answer came."),
            ("N5 answer cut in the middle", Fault::Cut, "E-50", "No answer came."),
            ("N6 500", html(500), "E-53", "Something went wrong on our side."),
            ("N6 502", html(502), "E-52", SOON),
            ("N6 503", html(503), "E-52", SOON),
            ("N6 504", html(504), "E-52", SOON),
            ("N7 429 with seconds", busy("3"), "E-52", SOON),
            ("N7 429 with many seconds", busy("1200"), "E-52", LATER),
            ("N7 429 with a date", busy(date), "E-52", LATER),
            ("N7 429 with nonsense", busy("soon-ish"), "E-52", SOON),
            ("N7 429 with something negative", busy("-5"), "E-52", SOON),
            ("N7 429 with 10^9", busy("1000000000"), "E-52", LATER),
            ("N7 429 with 10^30", busy(&"9".repeat(30)), "E-52", ""),
            ("N8 portal with 200", html(200), "E-51", "The network may want you to sign in"),
            (
                "N8 redirected to a portal's page",
                redirect("/"),
                "E-51",
                "The network may want you to sign in",
            ),
            ("N8 redirected to a portal", redirect(&elsewhere), "E-50", "No answer came."),
            ("N12 nothing", json_text(""), "E-51", "The answer was not ours."),
            ("N12 empty", json_text("{}"), "E-51", "The answer was not ours."),
            ("N12 null", json_text("null"), "E-51", "The answer was not ours."),
            (
                "N12 wrong types",
                json_text(r#"{"token":1,"redemption":[]}"#),
                "E-51",
                "The answer was not ours.",
            ),
            ("N12 a member missing", opened(r#""ways":[]"#), "E-51", "The answer was not ours."),
            (
                "N12 huge numbers",
                opened(r#""now":1e400,"closesAt":1e308"#),
                "E-51",
                "The answer was not ours.",
            ),
            ("N12 half an object", json_text(r#"{"token":"t","#), "E-51", "The answer was not ours."),
            ("N12 deep", json_text(&"[".repeat(200_000)), "E-51", "The answer was not ours."),
            (
                "N12 10 MB",
                opened(&format!("\"x\":\"{}\"", "y".repeat(10_000_000))),
                "E-51",
                "The answer was not ours.",
            ),
            (
                "N14 no media type",
                Fault::Rewrite(|it| it.strip("content-type")),
                "E-51",
                "The answer was not ours.",
            ),
        ];
        door.open(&world.page()).await;
        for (row, fault, code, sentence) in rows {
            let asked = world.proxy.count(REDEMPTION);
            world.proxy.arm(REDEMPTION, fault, 1);
            door.give(&kim.user_name, &kim.pass).await;
            let notice = door.told(code).await;
            assert!(notice.sentence.contains(sentence), "{row}: {}", notice.sentence);
            assert_eq!(door.step().await, "enter", "{row}");
            assert_eq!(door.typed().await, (kim.user_name.clone(), kim.pass.clone()), "{row}");
            stage.expect_way_on(row).await;
            // Never by itself: a wrong pass would count twice.
            assert_eq!(world.proxy.count(REDEMPTION), asked + 1, "{row}");

            // And the pass works as if nothing had been.
            door.submit().await;
            door.reach("choose").await;
            door.act("leave").await;
            door.reach("enter").await;
        }
        for (row, fault) in
            [("N12 more than expected", Fault::Rewrite(with_more)), ("N14 no headers", Fault::Rewrite(bare))]
        {
            world.proxy.arm(REDEMPTION, fault, 1);
            door.give(&kim.user_name, &kim.pass).await;
            door.reach("choose").await;
            stage.expect_way_on(row).await;
            door.act("leave").await;
            door.reach("enter").await;
        }
    });
}

#[test]
fn what_may_be_asked_twice_is_asked_again_a_few_times() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let kim = stage.regular();
        stage.browser.plug_in().await;
        stage.bear_complaint(UNLOADED);
        door.open(&world.page()).await.enter(&kim).await;
        for (row, fault, times, asked, code) in [
            ("N1 dropped once", Fault::Refuse, 1, 2, None),
            ("N5 cut once", Fault::Cut, 1, 2, None),
            ("N6 502 once", html(502), 1, 2, None),
            ("N6 504 twice", html(504), 2, 3, None),
            ("N6 503 for good", html(503), 9, 4, Some("E-52")),
            ("N6 500", html(500), 9, 1, Some("E-53")),
            ("N7 one second", busy("1"), 1, 2, None),
            ("N7 two minutes", busy("120"), 9, 1, Some("E-52")),
            ("N8 portal", html(200), 9, 1, Some("E-51")),
            ("N12 no object", json_text("[[1e400]"), 9, 1, Some("E-51")),
            ("N15 heard twice", Fault::Twice, 1, 1, None),
        ] {
            let before = world.proxy.count(OPTIONS);
            world.proxy.arm(OPTIONS, fault, times);
            door.act("choose-passkey").await;
            let rest = door.rest().await;
            assert_eq!(rest, if code.is_some() { "choose" } else { "ready" }, "{row}");
            if let Some(code) = code {
                door.told(code).await;
            }
            assert_eq!(world.proxy.count(OPTIONS) - before, asked, "{row}");
            stage.expect_way_on(row).await;
            world.proxy.disarm();
            if code.is_some() {
                door.choose().await;
            }
            door.act("back").await;
            door.reach("choose").await;
        }
        assert_eq!(world.latest_pass(KIM.user_name)["state"], "usable");
    });
}

#[test]
fn whatever_happens_on_the_way_there_is_one_passkey() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let kim = stage.regular();
        let authenticator = stage.browser.plug_in().await;
        stage.bear_complaint(UNLOADED);
        let mut stored = 0;
        for (row, line, fault, times, told) in [
            ("N3 answer lost", REGISTRATION, Fault::LoseAnswer, 1, None),
            ("N4 never arrives", REGISTRATION, Fault::Refuse, 4, Some(("unconfirmed", "E-50"))),
            ("N5 cut", REGISTRATION, Fault::Cut, 1, None),
            ("N6 500", REGISTRATION, html(500), 1, Some(("unconfirmed", "E-53"))),
            ("N8 portal", REGISTRATION, html(200), 1, Some(("unconfirmed", "E-51"))),
            (
                "N12 no passkey",
                REGISTRATION,
                Fault::Rewrite(|it| it.body = b"{}".to_vec()),
                1,
                Some(("unconfirmed", "E-51")),
            ),
            ("N12 more", REGISTRATION, Fault::Rewrite(with_more), 1, None),
            ("N15 twice", REGISTRATION, Fault::Twice, 1, None),
            ("N15 redemption twice", REDEMPTION, Fault::Twice, 1, None),
            ("N8 portal", PROOF_OPTIONS, html(200), 1, Some(("prove", "E-51"))),
            ("N15 twice", PROOF_OPTIONS, Fault::Twice, 1, None),
            ("N1 dropped", PROOF, Fault::Refuse, 1, Some(("prove", "E-50"))),
            ("N3 answer lost", PROOF, Fault::LoseAnswer, 1, Some(("prove", "E-50"))),
            ("N5 cut", PROOF, Fault::Cut, 1, Some(("prove", "E-50"))),
            ("N15 twice", PROOF, Fault::Twice, 1, None),
        ] {
            let row = format!("{row} ({line})");
            world.proxy.arm(line, fault, times);
            door.open(&world.page()).await.give(&kim.user_name, &kim.pass).await;
            if let Some((step, code)) = told {
                go_on_until_told(stage, code).await;
                assert_eq!(door.step().await, step, "{row}");
                stage.expect_way_on(&row).await;
            }
            door.finish(&kim).await;
            stage.expect_way_on(&row).await;
            stored += 1;
            assert_eq!(stage.browser.passkeys(&authenticator).await, 1, "{row}");
            assert_eq!(world.credentials().await, stored, "{row}");
            stage.browser.forget_passkeys(&authenticator).await;
        }
    });
}

/// Presses the button that goes on, until there is something to be told.
async fn go_on_until_told(stage: &Stage, code: &str) {
    let door = stage.door();
    for _ in 0..8 {
        let step = door.rest().await;
        if let Some(notice) = door.notice_now().await {
            assert_eq!(notice.code, format!("Code {code}"));
            return;
        }
        door.go_on(if step == "choose" { "choose-passkey" } else { "accept" }).await;
    }
    panic!("nothing was told, least of all {code}");
}

#[test]
fn a_passkey_that_was_refused_is_disowned() {
    const SPY: &str = r"
        window.signals = [];
        if (window.PublicKeyCredential) PublicKeyCredential.signalUnknownCredential = new Proxy(PublicKeyCredential.signalUnknownCredential, {
            apply(real, self, options) { signals.push(...options); return Reflect.apply(real, self, options); },
        });
    ";
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        stage.browser.before_page(SPY).await;
        stage.expect_complaint("the server responded with a status of 422");
        let problem = json!({ "type": "urn:doorkey:problem:passkey-refused", "title": "No.", "status": 422, "code": "passkey-refused" });
        let kind = [("content-type", "application/problem+json")];
        world.proxy.arm(REGISTRATION, Fault::answer(422, &kind, &problem.to_string()), 1);
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        door.act("accept").await;
        door.told("E-60").await;
        assert_eq!(door.step().await, "choose");
        stage.expect_way_on("N4").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable");
        let signals = stage.browser.run("return signals", vec![]).await;
        let [signal] = &*signals.as_array().cloned().unwrap_or_default() else {
            panic!("signals: {signals}")
        };
        assert_eq!(signal["rpId"], "localhost");
        assert!(signal["credentialId"].as_str().is_some_and(|id| id.len() >= 20), "{signal}");
        wait_for("the authenticator to forget it", async || {
            (stage.browser.passkeys(&authenticator).await == 0).then_some(())
        })
        .await;
        door.finish(&sam).await;
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
    });
}

#[test]
fn offline_and_back_it_goes_on_by_itself() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        stage.bear_complaint(UNLOADED);

        world.proxy.arm(CONFIGURATION, html(500), 1);
        door.goto(&world.page()).await;
        door.reach("unreachable").await;
        browser.offline(true).await;
        door.submit().await;
        door.told("E-55").await;
        stage.expect_way_on("N11 unreachable").await;
        browser.offline(false).await;
        door.reach("enter").await;

        browser.offline(true).await;
        door.give(&sam.user_name, &sam.pass).await;
        door.told("E-55").await;
        assert_eq!(door.typed().await, (sam.user_name.clone(), sam.pass.clone()));
        stage.expect_way_on("N11 enter").await;
        browser.offline(false).await;
        silence(stage).await;
        door.submit().await;
        door.reach("choose").await;

        browser.offline(true).await;
        door.act("choose-passkey").await;
        door.told("E-55").await;
        stage.expect_way_on("N11 choose").await;
        browser.offline(false).await;
        silence(stage).await;
        door.choose().await;

        browser.offline(true).await;
        door.act("accept").await;
        door.reach("unconfirmed").await;
        door.told("E-55").await;
        stage.expect_way_on("N11 unconfirmed").await;
        browser.offline(false).await;
        door.reach("prove").await;

        browser.offline(true).await;
        door.act("accept").await;
        door.told("E-55").await;
        assert_eq!(door.step().await, "prove");
        browser.offline(false).await;
        silence(stage).await;
        door.finish(&sam).await;
        assert_eq!(world.credentials().await, 1);
    });
}

async fn silence(stage: &Stage) {
    wait_for("the notice to go", async || stage.door().notice_now().await.is_none().then_some(())).await;
}

#[test]
fn a_slow_network_is_told_and_can_be_left() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let kim = stage.regular();
        browser.plug_in().await;
        browser.before_page(BENT_TIME).await;
        let hurry = async |times: u32| browser.run("time.haste = arguments[0]", vec![json!(times)]).await;
        let slow = async || {
            wait_for("a word about the wait", async || {
                let said = door.see("root.querySelector('.slow')?.innerText").await;
                said.as_str()
                    .is_some_and(|said| said.starts_with("This takes longer than it should"))
                    .then_some(())
            })
            .await;
        };

        // N9, the form: the limit, then the button that stops it.
        door.open(&world.page()).await;
        world.proxy.arm(REDEMPTION, Fault::Drip, 2);
        hurry(10).await;
        door.give(&kim.user_name, &kim.pass).await;
        slow().await;
        door.told("E-56").await;
        assert_eq!(door.typed().await, (kim.user_name.clone(), kim.pass.clone()));
        stage.expect_way_on("N9 redeem").await;
        door.submit().await;
        door.reach("redeem").await;
        door.act("back").await;
        door.reach("enter").await;
        assert_eq!(door.typed().await, (kim.user_name.clone(), kim.pass.clone()));
        door.submit().await;
        door.reach("choose").await;

        // N9, a screen that waits: cancelled, over its limit, and asked once more.
        world.proxy.arm(OPTIONS, Fault::Drip, 1);
        door.act("choose-passkey").await;
        door.reach("prepare").await;
        door.act("back").await;
        door.reach("choose").await;
        world.proxy.arm(OPTIONS, Fault::Drip, 1);
        door.act("choose-passkey").await;
        slow().await;
        door.told("E-56").await;
        assert_eq!(door.step().await, "choose");
        stage.expect_way_on("N9 prepare").await;
        hurry(1).await;
        world.proxy.arm(OPTIONS, Fault::Drip, 1);
        door.act("choose-passkey").await;
        browser.run("time.skip(11_000)", vec![]).await;
        slow().await;
        door.act("accept").await;
        door.reach("ready").await;
        door.finish(&kim).await;
    });
}

#[test]
fn a_backend_that_may_not_be_asked_is_told_from_one_that_is_away() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        // N10: a page of somebody else's, which the backend does not know.
        let host = Proxy::start().await;
        let backend = world.proxy.origin();
        let page = format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Embedder</title><link rel=icon href=data:,>\
             <script type=module src={backend}/doorkey.js></script><door-key backend={backend}></door-key>"
        );
        host.arm("GET / ", Fault::answer(200, &[("content-type", "text/html")], &page), 1);
        stage.bear_complaint("blocked by CORS policy");
        stage.bear_complaint(UNLOADED);
        stage.expect_complaint("does not allow this page: start it with --origin");
        door.goto(&format!("{}/", host.origin())).await;
        door.reach("unreachable").await;
        let notice = door.told("E-57").await;
        assert!(notice.sentence.starts_with("This page may not talk to the registration."), "{notice:?}");
        stage.expect_way_on("N10 CORS").await;

        // N10: an extension blocks what it takes for a tracker.
        let kim = stage.regular();
        browser.plug_in().await;
        door.open(&world.page()).await;
        let block = async |urls: Value| {
            browser.devtools("Network.enable", json!({})).await;
            browser.devtools("Network.setBlockedURLs", json!({ "urls": urls })).await;
        };
        block(json!(["*/v1/redemptions"])).await;
        door.give(&kim.user_name, &kim.pass).await;
        door.told("E-50").await;
        assert_eq!(door.typed().await, (kim.user_name.clone(), kim.pass.clone()));
        stage.expect_way_on("N10 blocked").await;
        block(json!([])).await;
        door.finish(&kim).await;
    });
}

#[test]
fn a_server_that_starts_again_at_any_step_spends_nothing_twice() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        stage.bear_complaint(UNLOADED);
        let again = || {
            world.kill();
            world.start_again();
        };
        // Between the steps, and with a request on its way.
        let held = world.proxy.hold(CONFIGURATION);
        door.goto(&world.page()).await;
        world.kill();
        held.release();
        door.reach("waking").await;
        world.start_again();
        world.proxy.disarm();
        if door.rest().await == "unreachable" {
            door.submit().await;
        }
        door.reach("enter").await;
        again();
        restart_during(stage, REDEMPTION, &sam).await;
        door.reach("choose").await;
        again();
        restart_during(stage, OPTIONS, &sam).await;
        door.reach("ready").await;
        again();
        restart_during(stage, REGISTRATION, &sam).await;
        wait_for("the passkey to be stored", async || {
            match door.rest().await.as_str() {
                "unconfirmed" => door.act("accept").await,
                step => return (step == "prove").then_some(()),
            }
            None
        })
        .await;
        again();
        restart_during(stage, PROOF, &sam).await;
        door.finish(&sam).await;
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
        stage.expect_way_on("N19").await;
    });
}

/// Takes the next step and starts the server again while its request waits at the door.
async fn restart_during(stage: &Stage, line: &str, issued: &Issued) {
    let (world, door) = (&stage.world, stage.door());
    let before = world.proxy.count(line);
    let held = world.proxy.hold(line);
    match door.rest().await.as_str() {
        "enter" => door.give(&issued.user_name, &issued.pass).await,
        "choose" => door.act("choose-passkey").await,
        _ => door.act("accept").await,
    }
    wait_for(line, async || (world.proxy.count(line) > before).then_some(())).await;
    world.kill();
    held.release();
    world.proxy.disarm();
    world.start_again();
    // What may not be repeated by itself is told, and the button is there.
    if door.rest().await == "enter" {
        door.told("E-50").await;
        door.submit().await;
    }
}

#[test]
fn nothing_of_the_api_is_kept_on_the_way() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let kim = stage.regular();
        stage.browser.plug_in().await;
        door.open(&world.page()).await.enter(&kim).await;
        let token = world.proxy.last_bearer();
        assert_eq!(token, None, "nothing was asked with the token yet");
        door.act("choose-passkey").await;
        door.reach("ready").await;
        let bearer = world.proxy.last_bearer().expect("the options were asked for with the token");
        let bearer = format!("Authorization: Bearer {bearer}\r\n");
        for (path, lines) in [("/.well-known/doorkey", ""), ("/v1/redemptions/current", &*bearer)] {
            let answer = world.ask(path, lines).await;
            assert_eq!((answer.status, answer.get("cache-control")), (200, "no-store"), "N14 {path}");
        }
    });
}
