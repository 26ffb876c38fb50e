//! Led to Microsoft and back, and it does not go well: a pass that is no use, a no of Microsoft's, an answer that
//! nobody asked for, a network or a Graph that is away. Each is told, and there is a way on from each.

use crate::browser::{Browser, Patience};
use crate::door::Door;
use crate::entra::{ANSWER, START};
use crate::microsoft::{JO, LOU, SecurityInfo, play_in_tenant};
use crate::proxy::Fault;
use crate::stage::Stage;
use crate::world::{Issued, wait_for};
use doorkey_tenant::Fault as Outage;
use doorkey_tenant::{NewPass, RetryAfter, Tenant};
use fantoccini::Locator;
use serde_json::json;

/// What the console says of every refusal.
const REFUSED: &str = "the server responded with a status of";

/// Somebody with a pass for more than one sign-in, so that every row can begin with it.
fn regular(stage: &Stage) -> Issued {
    stage.world.add(JO);
    stage.world.issue(JO.user_name, &["--lifetime", "2h", "--multi"])
}

/// Waits until the way to Microsoft is open.
async fn is_open(stage: &Stage) {
    let open = "root.querySelector('[data-act=sign-in]:not([aria-disabled=true])') !== null";
    wait_for("the way to be open", async || (stage.door().see(open).await == true).then_some(())).await;
}

/// From whatever was told to the choice, by the newcomer's hand.
async fn and_now_it_works(stage: &Stage, pass: &str) {
    stage.door().reach("sign-in").await;
    stage.door().act("sign-in").await;
    stage.microsoft().sign_in_as(JO.user_name, pass).await;
    stage.door().reach("ways").await;
}

fn replace_with_one_that_is_over(tenant: &Tenant, whose: &str) {
    let starts_at = Some(tenant.now() - jiff::SignedDuration::from_mins(11));
    drop(tenant.issue_pass(whose, NewPass { starts_at, lifetime: Some(10), once: Some(true) }));
}

#[test]
fn a_pass_that_is_no_use_is_told_before_anybody_goes_to_microsoft() {
    type Harm = fn(&Tenant, &str);
    const ROWS: [(&str, &str, Harm, &str); 4] = [
        ("used", "1", |it, whose| it.use_pass(whose), "has been used already"),
        ("none", "2", |it, whose| it.end_pass(whose), "Microsoft lists no pass for you"),
        (
            "disabled",
            "3",
            |it, _| it.set_pass_policy(json!({ "state": "disabled" })),
            "rules do not let this pass be used",
        ),
        ("expired", "4", replace_with_one_that_is_over, "Your pass ended at"),
    ];
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        for (row, number, harm, said) in ROWS {
            tenant.set_pass_policy(json!({ "state": "enabled" }));
            let user_name = format!("row{number}@contoso.example");
            world.person(&user_name, "Robin Moss");
            let issued = world.issue(&user_name, &["--lifetime", "10m", "--once"]);
            harm(tenant, &user_name);
            stage.visit(&issued.link).await;
            door.reach("sign-in").await;
            door.says("Robin Moss").await;
            let text = door.text().await;
            assert!(text.contains(said), "{row}: {text}");
            stage.expect_way_on(row).await;
        }
    });
}

#[test]
fn a_pass_that_was_just_made_is_looked_for_again() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = world.welcome(JO);
        tenant.end_pass(JO.user_name);
        stage.visit(&jo.link).await;
        door.says("Microsoft lists no pass for you").await;
        let again = world.issue(JO.user_name, &["--lifetime", "2h", "--once"]);
        // The server says for some seconds what it heard last.
        wait_for("the pass to be seen", async || {
            if door.step().await == "sign-in"
                && door.see("!!root.querySelector('[data-act=look-again]')").await == true
            {
                door.act("look-again").await;
            }
            (!door.text().await.contains("lists no pass") && door.step().await == "sign-in").then_some(())
        })
        .await;
        and_now_it_works(stage, &again.pass).await;
    });
}

/// Microsoft's numbers, the code that the newcomer can read out for each, and the kind of error they came with.
const NUMBERS: [(u32, &str, &str); 22] = [
    (130_500, "E-181", "access_denied"),
    (130_502, "E-190", "access_denied"),
    (130_503, "E-191", "access_denied"),
    (130_504, "E-192", "access_denied"),
    (130_505, "E-193", "access_denied"),
    (130_507, "E-194", "access_denied"),
    (53_003, "E-195", "access_denied"),
    (53_004, "E-196", "interaction_required"),
    (53_011, "E-196", "access_denied"),
    (50_053, "E-197", "access_denied"),
    (50_034, "E-198", "access_denied"),
    (50_072, "E-199", "interaction_required"),
    (50_076, "E-199", "interaction_required"),
    (50_126, "E-199", "access_denied"),
    (135_016, "E-200", "access_denied"),
    (65_004, "E-204", "access_denied"),
    (65_001, "E-202", "consent_required"),
    (90_094, "E-202", "access_denied"),
    (90_095, "E-202", "access_denied"),
    (50_105, "E-181", "access_denied"),
    (90_033, "E-181", "temporarily_unavailable"),
    (4_000_000_000, "E-181", "server_error"),
];

#[test]
fn every_no_of_microsofts_is_told_with_its_number_and_its_trace() {
    play_in_tenant(&[], async |stage| {
        let (door, tenant) = (stage.door(), stage.world.tenant());
        let jo = regular(stage);
        stage.bear_complaint(REFUSED);
        stage.visit(&jo.link).await;
        for (number, code, error) in NUMBERS {
            door.reach("sign-in").await;
            tenant.lead_back_with(error, number, "Words of Microsoft's that nobody here repeats.");
            door.act("sign-in").await;
            stage.microsoft().sign_in(&jo.pass).await;
            door.told(code).await;
            // It is told at once, while the page still asks how it stands.
            door.reach("sign-in").await;
            let text = door.text().await;
            assert!(text.contains(&number.to_string()), "{number}: {text}");
            assert!(!text.contains("Words of Microsoft"), "{number}: {text}");
            let is_guid = |word: &str| word.len() == 36 && word.matches('-').count() == 4;
            let words = |it: char| !it.is_ascii_alphanumeric() && it != '-';
            assert!(text.split(words).any(is_guid), "{number}: its trace is told: {text}");
            assert_eq!(door.see("location.href").await, stage.world.page(), "{number}");
            stage.expect_way_on(&number.to_string()).await;
        }
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn who_leaves_microsofts_page_tries_again() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = world.welcome(JO);
        stage.bear_complaint(REFUSED);
        stage.lead(&jo.link).await;
        stage.microsoft().cancel().await;
        door.told("E-204").await;
        door.says(JO.name).await;
        stage.expect_secrets_at_microsoft_only("cancelled").await;

        // Without a number.
        door.act("sign-in").await;
        stage.microsoft().arrive().await;
        let address = stage.browser.client.current_url().await.expect("Microsoft's page has an address");
        let state = address.query_pairs().find(|(name, _)| name == "state").map(|(_, it)| it.into_owned());
        let back = format!("{}#error=access_denied&state={}", world.page(), state.expect("a state"));
        door.goto(&back).await;
        door.told("E-201").await;

        // What is wrong at Microsoft stays at Microsoft.
        door.act("sign-in").await;
        stage.microsoft().sign_in("Wr0ng-pass").await;
        let complaint = stage.microsoft().complaint().await;
        assert!(complaint.starts_with("AADSTS130503"), "{complaint}");
        stage.microsoft().give(&jo.pass).await;
        door.reach("ways").await;
        assert_eq!(door.notice_now().await, None);
    });
}

#[test]
fn back_from_microsofts_page_by_the_browsers_own_button() {
    play_in_tenant(&[], async |stage| {
        let (door, client) = (stage.door(), &stage.browser.client);
        let jo = regular(stage);
        for round in ["first", "second"] {
            stage.lead(&jo.link).await;
            client.back().await.expect("there is a page before it");
            is_open(stage).await;
            stage.expect_way_on(round).await;
            and_now_it_works(stage, &jo.pass).await;
        }
        // Back from the visit to where it began: the way is open again, and no visit of before is.
        // However many pages of Microsoft's lie between.
        let history = stage.browser.devtools("Page.getNavigationHistory", json!({})).await;
        let entries = history["entries"].as_array().expect("a history has entries");
        let last = usize::try_from(history["currentIndex"].as_u64().expect("a place")).expect("a small one");
        let ours = entries[..last].iter().rfind(|entry| entry["url"] == stage.world.page());
        let entry = json!({ "entryId": ours.expect("our page led there")["id"] });
        stage.browser.devtools("Page.navigateToHistoryEntry", entry).await;
        door.reach("sign-in").await;
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn who_thinks_better_of_it_stays_here() {
    // Goes back as soon as the page has kept what the way back from Microsoft needs, and so has left.
    const HESITATE: &str = r"
        const keep = Storage.prototype.setItem;
        Storage.prototype.setItem = function (name, value) {
            Reflect.apply(keep, this, [name, value]);
            const back = document.querySelector('door-key').shadowRoot.querySelector('[data-act=back]');
            setTimeout(() => back.click());
        };
    ";
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let stays = async |row: &str| {
            is_open(stage).await;
            let kept = stage.browser.run("return sessionStorage.length", vec![]).await;
            assert_eq!((kept, door.see("location.href").await), (json!(0), json!(world.page())), "{row}");
            stage.expect_way_on(row).await;
        };
        let jo = regular(stage);
        let held = world.proxy.hold(START);
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        door.act("back").await;
        stays("before the way is known").await;
        world.proxy.disarm();
        held.release();
        and_now_it_works(stage, &jo.pass).await;
        let came =
            || tenant.log().iter().filter(|it| it.method == "GET" && it.path.ends_with("/authorize")).count();
        assert_eq!(came(), 1, "the first answer leads nowhere");

        let hesitation = stage.browser.before_page(HESITATE).await;
        tenant.fail("GET */authorize", 1, Outage::Slow(60_000));
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        stays("on the way").await;
        // It may have turned back before Microsoft was asked.
        tenant.recover();
        stage.browser.withdraw(hesitation).await;
        stage.visit(&jo.link).await;
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn an_answer_that_does_not_arrive_is_sent_again_by_hand() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = regular(stage);
        stage.bear_complaint("Failed to load resource");
        for (row, fault, code) in [
            ("dropped", Fault::Refuse, "E-50"),
            (
                "a proxy's page",
                Fault::answer(502, &[("content-type", "text/html")], "<h1>Bad gateway</h1>"),
                "E-52",
            ),
        ] {
            world.proxy.arm(ANSWER, fault, usize::MAX);
            stage.lead(&jo.link).await;
            stage.microsoft().sign_in(&jo.pass).await;
            door.told(code).await;
            assert_eq!(door.step().await, "answer", "{row}");
            stage.expect_way_on(row).await;
            let sent = world.proxy.count(ANSWER);
            world.proxy.behave();
            door.act("accept").await;
            door.reach("ways").await;
            assert_eq!(world.proxy.count(ANSWER), sent + 1, "{row}");
            stage.expect_secrets_at_microsoft_only(row).await;
        }
        // The server had it, and nobody knew: it takes it once, so a new sign-in is needed.
        world.proxy.arm(ANSWER, Fault::LoseAnswer, usize::MAX);
        stage.lead(&jo.link).await;
        stage.microsoft().sign_in(&jo.pass).await;
        door.told("E-50").await;
        world.proxy.behave();
        door.act("accept").await;
        door.told("E-180").await;
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn an_answer_that_nobody_asked_for_opens_nothing() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = regular(stage);
        stage.bear_complaint(REFUSED);
        let stranger = format!("{}#code=0.AXoAcode-of-nobody&state=doorkey.{}", world.page(), "s".repeat(43));
        stage.visit(&stranger).await;
        door.told("E-180").await;
        assert_eq!(door.see("location.href").await, world.page());
        stage.expect_way_on("nothing was begun").await;

        // Begun here, and led back with the answer to another browser's sign-in.
        stage.lead(&jo.link).await;
        let here = stage.browser.client.current_url().await.expect("Microsoft's page has an address");
        let other = Browser::start(Patience::Load).await;
        let theirs = Door::of(&other);
        theirs.goto(&jo.link).await;
        theirs.reach("sign-in").await;
        theirs.act("sign-in").await;
        wait_for("Microsoft's page", async || other.client.find(Locator::Css("#i0116")).await.ok()).await;
        let address = other.client.current_url().await.expect("Microsoft's page has an address");
        let answer = tenant.sign_in(address.as_str(), JO.user_name, &jo.pass).await.expect("led back");
        door.goto(answer.as_str()).await;
        door.told("E-180").await;
        stage.expect_secrets_at_microsoft_only("another's answer").await;

        // Theirs, in their browser, is as good as before; ours in theirs is not.
        theirs.goto(answer.as_str()).await;
        theirs.reach("ways").await;
        let answer = tenant.sign_in(here.as_str(), JO.user_name, &jo.pass).await.expect("led back");
        theirs.goto("about:blank").await;
        theirs.goto(answer.as_str()).await;
        theirs.told("E-180").await;
        other.end().await;
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn a_page_that_is_loaded_again_begins_anew() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = regular(stage);
        stage.bear_complaint(REFUSED);
        stage.lead(&jo.link).await;
        let address = stage.browser.client.current_url().await.expect("Microsoft's page has an address");
        let answer = tenant.sign_in(address.as_str(), JO.user_name, &jo.pass).await.expect("led back");
        door.goto(answer.as_str()).await;
        door.reach("ways").await;
        // A visit lives in memory only, and so does the code.
        stage.browser.client.refresh().await.expect("the page loads again");
        door.reach("sign-in").await;
        assert_eq!(door.notice_now().await, None);
        assert_eq!(world.proxy.count(ANSWER), 1);
        // From a bookmark, or from the browser's own history.
        stage.visit(answer.as_str()).await;
        door.told("E-180").await;
        stage.expect_secrets_at_microsoft_only("an old answer").await;
        and_now_it_works(stage, &jo.pass).await;
    });
}

#[test]
fn microsoft_that_is_away_is_told_and_waited_for() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = regular(stage);
        stage.bear_complaint("Failed to load resource");
        stage.bear_error("directory-unavailable");

        // Before anybody goes there: how it stands is not known, and the way is open all the same.
        tenant.fail("GET /v1.0/users/*", u32::MAX, Outage::Status(500));
        stage.visit(&jo.link).await;
        door.told("E-183").await;
        door.reach("sign-in").await;
        stage.expect_way_on("no greeting").await;
        tenant.recover();

        // On the way there.
        tenant.fail("*/openid-configuration", u32::MAX, Outage::Status(500));
        let begun = world.proxy.count(START);
        door.act("sign-in").await;
        wait_for("a try", async || (world.proxy.count(START) > begun).then_some(())).await;
        door.told("E-183").await;
        door.reach("sign-in").await;
        tenant.recover();

        // On the way back: the code is spent, and a new sign-in is needed.
        door.act("sign-in").await;
        stage.microsoft().arrive().await;
        tenant.fail("*/token", u32::MAX, Outage::Html(500));
        stage.microsoft().sign_in(&jo.pass).await;
        door.told("E-183").await;
        tenant.recover();
        and_now_it_works(stage, &jo.pass).await;

        // While it is looked for what they set up: throttled, then away.
        stage.guide("choose-passkey").await;
        for outage in [Outage::Throttled(RetryAfter::Seconds(1)), Outage::Status(500)] {
            tenant.fail("GET */authentication/*", u32::MAX, outage);
            door.told("E-183").await;
            assert_eq!(door.step().await, "guide");
            stage.expect_way_on("Graph is away").await;
            tenant.recover();
            wait_for("the page to go on", async || door.notice_now().await.is_none().then_some(())).await;
        }
        // And a server that is.
        world.kill();
        door.told("E-50").await;
        assert_eq!(door.step().await, "guide");
        world.start_again();
        wait_for("the page to go on", async || door.notice_now().await.is_none().then_some(())).await;
        let info = SecurityInfo::open(stage).await;
        info.add("passkey").await;
        info.leave().await;
        door.reach("done").await;
    });
}

#[test]
fn a_visit_that_is_over_leads_to_a_new_sign_in() {
    // Leaves it behind the page's back, as its end would.
    const LEAVE: &str = "return fetch('/v1/visits/current', {
        method: 'DELETE', headers: { authorization: 'Bearer ' + arguments[0] } }).then(it => it.status)";
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = regular(stage);
        stage.bear_complaint(REFUSED);
        stage.sign_in(&jo).await;
        stage.guide("choose-passkey").await;
        let token = wait_for("the page to look", async || world.proxy.last_bearer()).await;
        assert_eq!(stage.browser.run(LEAVE, vec![json!(token)]).await, 204);
        door.told("E-184").await;
        door.reach("sign-in").await;
        stage.expect_way_on("over").await;
        and_now_it_works(stage, &jo.pass).await;
        wait_for("another visit to be looked at", async || {
            (world.proxy.last_bearer() != Some(token.clone())).then_some(())
        })
        .await;
        assert_eq!(door.notice_now().await, None);
    });
}

#[test]
fn a_page_that_microsoft_may_not_lead_back_to_is_told() {
    play_in_tenant(&[("DOORKEY_ENTRA_PAGE", "https://pass.example/start")], async |stage| {
        let door = stage.door();
        let jo = regular(stage);
        stage.expect_complaint(REFUSED);
        // The same page, by another address than that of its origin.
        stage.visit(&jo.link.replace("/#", "/index.html#")).await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        door.told("E-182").await;
        stage.expect_way_on("page refused").await;
    });
}

#[test]
fn a_browser_that_keeps_nothing_goes_nowhere() {
    const CLOSED: &str =
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };";
    play_in_tenant(&[], async |stage| {
        let door = stage.door();
        let lou = stage.world.welcome(LOU);
        let script = stage.browser.before_page(CLOSED).await;
        stage.visit(&lou.link).await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        door.told("E-203").await;
        assert!(!stage.world.tenant().log().iter().any(|seen| seen.path.ends_with("/authorize")));
        stage.expect_way_on("nothing kept").await;
        stage.browser.withdraw(script).await;
        stage.sign_in(&lou).await;
    });
}
