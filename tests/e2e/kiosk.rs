//! The screen that everyone uses: every ending leaves a clean page, and the next one is received.
//!
//! Owns the search for traces of the last one: in the page, in what it keeps, in its history, in its
//! module's memory, in the requests that went out.

use crate::app::digits;
use crate::browser::{Browser, Patience};
use crate::camera::scan;
use crate::door::Door;
use crate::stage::{Stage, play};
use crate::world::{Issued, KIM, SAM, wait_for};
use serde_json::{Value, json};

/// The page's clocks, which can be moved on: nobody waits a minute to see what comes after one.
const BENT: &str = r"
    window.later = 0;
    const now = performance.now.bind(performance);
    performance.now = () => now() + window.later;
    window.printed = 0;
    window.print = () => { window.printed += 1; };
";

fn kiosk(stage: &Stage) -> String {
    format!("{}kiosk.html", stage.world.page())
}

/// From the resting screen to the choice.
async fn enter(stage: &Stage, issued: &Issued) {
    let door = stage.door();
    door.reach("rest").await;
    door.act("accept").await;
    door.reach("enter").await;
    door.enter(issued).await;
}

async fn later(browser: &Browser, seconds: i64) {
    browser.run("window.later += arguments[0]", vec![json!(seconds * 1_000)]).await;
}

/// Waits until the page rests, and looks everywhere for what must not be there any more.
async fn expect_clean(stage: &Stage, ending: &str, traces: &[&str]) {
    const PLACES: &str = r"
        const done = arguments[arguments.length - 1];
        (async () => {
            const inside = node => [node.outerHTML ?? '', ...[...node.querySelectorAll?.('*') ?? []].flatMap(it =>
                [it.value ?? '', it.shadowRoot ? inside(it.shadowRoot) + it.shadowRoot.innerHTML : ''])].join('\n');
            const glue = document.querySelector('link[href$=\'doorkey_glue.js\']').href;
            const { memory } = await (await import(glue)).default();
            const bytes = new Uint8Array(memory.buffer);
            let text = '';
            for (let at = 0; at < bytes.length; at += 32768)
                text += String.fromCharCode(...bytes.subarray(at, at + 32768));
            const databases = await indexedDB.databases();
            done({
                page: inside(document.documentElement) + document.title + location.href + getSelection(),
                kept: JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), databases,
                    await caches.keys(), document.cookie, history.state, window.name]),
                history: String(history.length),
                memory: text,
            });
        })().catch(error => done({ error: String(error) }));
    ";
    let door = stage.door();
    door.reach("rest").await;
    // The last request, which closes the redemption, still needs the token; with it the last copy goes.
    let what = format!("{ending}: the module's memory to be clean");
    let places = wait_for(&what, async || {
        let searched = stage.browser.client.execute_async(PLACES, vec![]).await;
        let places = searched.expect("the page can be searched");
        assert!(places["error"].is_null(), "{ending}: {places}");
        let memory = places["memory"].as_str().expect("the memory can be read");
        (!traces.iter().any(|trace| memory.contains(trace))).then_some(places)
    })
    .await;
    let navigation = stage.browser.devtools("Page.getNavigationHistory", json!({})).await.to_string();
    for trace in traces {
        for place in ["page", "kept"] {
            let text = places[place].as_str().unwrap_or_default();
            assert!(!text.contains(trace), "{ending}: {trace} is left in {place}");
        }
        assert!(!navigation.contains(trace), "{ending}: {trace} is left in the history");
    }
    assert_eq!(places["kept"], json!("[[],[],[],[],\"\",null,\"\"]"), "{ending}: nothing is kept at all");
    stage.expect_way_on(ending).await;
}

/// What must not be found of somebody.
fn traces<'a>(issued: &'a Issued, name: &'a str, token: &'a str) -> Vec<&'a str> {
    vec![&issued.user_name, &issued.pass, name, token]
}

#[test]
fn no_ending_leaves_a_trace() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        world.add(SAM);
        browser.before_page(BENT).await;
        stage.bear_complaint("the server responded with a status of");
        door.goto(&kiosk(stage)).await;
        for ending in [
            "not me",
            "idle at the choice",
            "idle at the app",
            "idle at the form",
            "the page goes",
            "later and next",
            "done and next",
            "done and idle",
        ] {
            let sam = world.issue(SAM.user_name, &["--lifetime", "2h", "--once"]);
            let before = world.proxy.last_bearer();
            enter(stage, &sam).await;
            let mut secret = String::from("no secret was made here");
            match ending {
                "not me" => door.act("leave").await,
                "idle at the choice" => later(browser, 80).await,
                "idle at the form" => {
                    door.act("leave").await;
                    door.reach("rest").await;
                    door.act("accept").await;
                    door.reach("enter").await;
                    door.fill("#user-name", &sam.user_name).await;
                    door.fill("#pass", &sam.pass).await;
                    later(browser, 80).await;
                }
                "idle at the app" => {
                    secret = crate::app::scanned(stage).await;
                    door.fill("#asked", "123").await;
                    // Looking for an app on a phone takes its time.
                    later(browser, 201).await;
                }
                "the page goes" => {
                    door.goto("about:blank").await;
                    browser.client.back().await.expect("one can go back");
                }
                "later and next" => {
                    door.act("later").await;
                    door.reach("later").await;
                    door.act("print").await;
                    assert_eq!(browser.run("return window.printed", vec![]).await, json!(1));
                    let sheet = door.see("root.querySelector('.sheet').textContent").await;
                    let sheet = sheet.as_str().unwrap_or_default();
                    assert!(sheet.contains(&world.page()) && !sheet.contains(&sam.pass), "{sheet}");
                    door.act("leave").await;
                }
                _ => {
                    secret = crate::app::scanned(stage).await;
                    door.fill("#asked", &digits(&secret, 0)).await;
                    door.submit().await;
                    door.reach("done").await;
                    if ending == "done and next" { door.act("leave").await } else { later(browser, 31).await }
                }
            }
            // It is sent once more at least: to close the redemption.
            let left = format!("{ending}: the redemption to be left");
            let token = wait_for(&left, async || {
                world.proxy.last_bearer().filter(|token| Some(token) != before.as_ref())
            })
            .await;
            let mut everything = traces(&sam, SAM.name, &token);
            everything.push(&secret);
            expect_clean(stage, ending, &everything).await;
            let bearer = format!("Authorization: Bearer {token}\r\n");
            wait_for("the redemption to be closed", async || {
                (world.ask("/v1/redemptions/current", &bearer).await.status == 401).then_some(())
            })
            .await;
        }
    });
}

#[test]
fn it_asks_before_it_starts_again_and_a_touch_is_an_answer() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.before_page(BENT).await;
        door.goto(&kiosk(stage)).await;
        // Nobody is there, and nothing happens.
        door.reach("rest").await;
        later(browser, 3_600).await;
        enter(stage, &sam).await;
        for _ in 0..12 {
            later(browser, 62).await;
            wait_for("the question", async || {
                let text = door.see("root.querySelector('#idle')?.innerText").await;
                text.as_str().is_some_and(|text| text.contains("Are you still there?")).then_some(())
            })
            .await;
            assert_eq!(door.see("root.querySelector('.door').inert").await, json!(true));
            stage.expect_way_on("the question").await;
            door.act("stay").await;
            wait_for("the question to go", async || {
                (door.see("root.querySelector('#idle') === null").await == true).then_some(())
            })
            .await;
        }
        assert_eq!(door.step().await, "choose", "as often as wanted");
    });
}

#[test]
fn no_passkey_is_made_on_it() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        door.goto(&kiosk(stage)).await;
        enter(stage, &sam).await;
        assert_eq!(door.see("root.querySelector('[data-act=choose-passkey]')").await, Value::Null);
        let said = door.see("root.querySelector('.card.closed').innerText").await;
        assert!(said.as_str().unwrap_or_default().contains("Everyone uses this screen"), "{said}");
        let opened = world.proxy.count("POST /v1/redemptions/current/passkeys/options");
        assert_eq!(opened, 0);
    });
}

#[test]
fn a_phone_takes_over_from_it_and_the_next_one_finds_it_clean() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        let phone = Browser::start(Patience::Load).await;
        phone.plug_in().await;
        let second = Door::of(&phone);
        door.goto(&kiosk(stage)).await;
        enter(stage, &sam).await;
        door.act("choose-phone").await;
        door.reach("phone").await;
        wait_for("a code", async || (door.see("!!root.querySelector('.qr')").await == true).then_some(()))
            .await;
        let token = world.proxy.last_bearer().expect("it has asked for a link");
        let link = scan(&stage.browser).await;
        second.goto(&link).await;
        second.reach("claim").await;
        second.act("accept").await;
        door.reach("compare").await;
        door.act("accept").await;
        second.reach("choose").await;
        // On the phone it is nobody else's: a passkey is kept there.
        second.choose().await;
        second.make_and_prove().await;
        wait_for("it to be seen", async || (door.heading().await == "You are in").then_some(())).await;
        door.act("leave").await;
        let secret = link.split_once("#h=").map(|(_, secret)| secret).expect("a link holds a secret");
        let mut everything = traces(&sam, SAM.name, &token);
        everything.push(secret);
        expect_clean(stage, "on a phone", &everything).await;
        assert_eq!(second.step().await, "done", "the phone keeps what is the phone's");
        // The next one.
        let kim = world.welcome(KIM);
        enter(stage, &kim).await;
        assert!(door.heading().await.contains(KIM.name));
        phone.end().await;
    });
}

#[test]
fn the_camera_reads_a_slip_and_is_switched_off() {
    // Chromium has no BarcodeDetector on Linux; the stream that it looks at is a real one.
    const DETECTOR: &str = r"
        window.seen = [];
        window.BarcodeDetector = class {
            constructor({ formats }) { this.formats = formats; }
            async detect(video) {
                seen.push([...this.formats, video.videoWidth > 0, video.srcObject]);
                return video.videoWidth > 0 ? window.codes.splice(0, 1).map(rawValue => ({ rawValue })) : [];
            }
        };
    ";
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.before_page(DETECTOR).await;
        door.goto(&kiosk(stage)).await;
        door.reach("rest").await;
        // Cancelled, it looks no longer.
        browser.run("window.codes = []", vec![]).await;
        door.act("accept").await;
        door.reach("enter").await;
        door.act("scan").await;
        wait_for("the camera to look", async || {
            (browser.run("return seen.length > 0", vec![]).await == json!(true)).then_some(())
        })
        .await;
        door.act("back").await;
        let off = "return seen.at(-1)[2].getTracks().every(track => track.readyState == 'ended')";
        wait_for("the camera to go off again", async || {
            (browser.run(off, vec![]).await == json!(true)).then_some(())
        })
        .await;
        door.act("leave").await;
        door.reach("rest").await;
        let codes = json!(["WIFI:T:WPA;S:Desk;;", sam.link]);
        browser.run("window.codes = arguments[0]", vec![codes]).await;
        door.act("accept").await;
        door.reach("enter").await;
        door.act("scan").await;
        door.reach("scan").await;
        door.reach("enter").await;
        assert!(door.heading().await.contains(SAM.name), "it says who");
        assert_eq!(door.typed().await, (sam.user_name.clone(), String::new()), "and never the pass");
        let told = door.events().await;
        let told = told.iter().any(|event| event["detail"]["code"] == "E-144");
        assert!(told, "another code than a slip's was told");
        wait_for("the camera to go off", async || {
            (browser.run(off, vec![]).await == json!(true)).then_some(())
        })
        .await;
        assert_eq!(world.proxy.count("POST "), 0, "reading a slip sends nothing");
        door.act("leave").await;
        expect_clean(stage, "a slip that was read", &[&sam.user_name, SAM.name]).await;
    });
}

#[test]
fn the_staff_corner_opens_by_the_pin_alone() {
    play(Patience::Load, async |stage| {
        let door = stage.door();
        stage.bear_complaint("the server responded with a status of");
        door.goto(&kiosk(stage)).await;
        door.reach("rest").await;
        door.act("staff").await;
        door.reach("staff").await;
        for (typed, code) in [("", "E-123"), ("000000", "E-140")] {
            door.fill("#asked", typed).await;
            door.submit().await;
            wait_for(code, async || {
                door.notice_now().await.filter(|notice| notice.code == format!("Code {code}"))
            })
            .await;
        }
        door.fill("#asked", crate::world::STAFF_PIN).await;
        door.submit().await;
        wait_for("the report", async || (door.heading().await == "This screen").then_some(())).await;
        let facts = door.see("root.querySelector('.facts').innerText").await;
        let facts = facts.as_str().unwrap_or_default();
        assert!(facts.contains("It answers") && facts.contains(env!("CARGO_PKG_VERSION")), "{facts}");
        door.act("accept").await;
        door.reach("rest").await;
        expect_clean(stage, "the staff corner", &[crate::world::STAFF_PIN]).await;
    });
}

#[test]
fn it_receives_the_next_one_whatever_happened_meanwhile() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        door.goto(&kiosk(stage)).await;
        door.reach("rest").await;
        stage.bear_complaint("net::ERR_INTERNET_DISCONNECTED");
        browser.offline(true).await;
        browser.offline(false).await;
        world.kill();
        world.start_again();
        enter(stage, &sam).await;
        door.act("leave").await;
        door.reach("rest").await;
    });
}

#[test]
fn a_thousand_newcomers_later_the_page_is_no_larger() {
    const MANY: &str = r"
        const [user, pass, times] = arguments, done = arguments[arguments.length - 1];
        (async () => {
            const root = document.querySelector('door-key').shadowRoot;
            const door = () => root.querySelector('.door')?.dataset.step;
            const reach = step => new Promise(come => {
                const look = () => door() === step && come(look.stop?.());
                const seen = new MutationObserver(look);
                look.stop = () => seen.disconnect();
                seen.observe(root, { subtree: true, childList: true, attributes: true });
                look();
            });
            for (let n = 0; n < times; n += 1) {
                await reach('rest');
                root.querySelector('[data-act=accept]').click();
                await reach('enter');
                root.getElementById('user-name').value = user;
                root.getElementById('pass').value = pass;
                root.querySelector('form').requestSubmit();
                await reach('choose');
                root.querySelector('[data-act=leave]').click();
                // What the tests note is not the page's.
                witness.events.length = 0;
            }
            await reach('rest');
            done(null);
        })().catch(error => done(String(error)));
    ";
    const WEIGHT: &str = r"
        const done = arguments[arguments.length - 1];
        (async () => {
            const { memory } = await (await import(document.querySelector('link[href$=\'doorkey_glue.js\']').href)).default();
            done(memory.buffer.byteLength);
        })();
    ";
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        world.add(SAM);
        let sam = world.issue(SAM.user_name, &["--lifetime", "8h"]);
        browser.client.update_timeouts(patient()).await.expect("scripts may take their time");
        door.goto(&kiosk(stage)).await;
        door.reach("rest").await;
        let go = async |times: u32| {
            for _ in 0..times / 50 {
                let arguments = vec![json!(sam.user_name), json!(sam.pass), json!(50)];
                let said = browser.client.execute_async(MANY, arguments).await.expect("they come and go");
                assert_eq!(said, Value::Null);
            }
        };
        let weigh = async || {
            // What is let go by the first is found by the second.
            for _ in 0..3 {
                browser.devtools("HeapProfiler.collectGarbage", json!({})).await;
            }
            let heap = browser.devtools("Runtime.getHeapUsage", json!({})).await;
            let module = browser.client.execute_async(WEIGHT, vec![]).await.expect("the module has a memory");
            let nodes = browser.devtools("Memory.getDOMCounters", json!({})).await;
            (
                heap["usedSize"].as_f64().expect("a size") + module.as_f64().expect("a size"),
                nodes["nodes"].as_i64().expect("a count"),
            )
        };
        // The first ones bring what stays.
        go(100).await;
        let (before, nodes_before) = weigh().await;
        go(1_000).await;
        let (after, nodes_after) = weigh().await;
        crate::figures::note("kiosk-growth-after-1000", (after / before - 1.0) * 100.0, "%", 1_000);
        assert!(after < before * 1.05, "{before} bytes have become {after}");
        assert!(nodes_after < nodes_before + 50, "{nodes_before} nodes have become {nodes_after}");
    });
}

fn patient() -> fantoccini::wd::TimeoutConfiguration {
    fantoccini::wd::TimeoutConfiguration::new(Some(std::time::Duration::from_secs(300)), None, None)
}
