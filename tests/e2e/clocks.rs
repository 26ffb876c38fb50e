//! Time (C1 to C9, C13, C14): the server's counts, whatever the device thinks; what has no use yet opens
//! by itself, and what ends in the middle says so.

use crate::browser::Patience;
use crate::faults::BENT_TIME;
use crate::stage::{Stage, play};
use crate::world::{Issued, KIM, Newcomer, SAM, wait_for};
use serde_json::{Value, json};

const EVA: Newcomer = Newcomer { user_name: "eva@demo.example", name: "Eva Lind" };
const CONFIGURATION: &str = "GET /.well-known/doorkey ";
const EXTENSION: &str = "POST /v1/redemptions/current/extension ";

/// A pass whose start lies so many seconds from now; it lasts ten minutes.
fn starting_in(stage: &Stage, newcomer: Newcomer, seconds: i64) -> Issued {
    let start = jiff::Timestamp::now() + jiff::SignedDuration::from_secs(seconds);
    stage.world.add(newcomer);
    stage.world.issue(newcomer.user_name, &["--lifetime", "10m", "--once", "--start", &start.to_string()])
}

/// A time as the page writes it: with the day where that is not today by the server's clock.
async fn local_time(stage: &Stage, at: &str) -> String {
    let script = "
        const [at, now] = [new Date(arguments[0]), new Date(arguments[1])];
        const day = at.toDateString() == now.toDateString() ? {} : { dateStyle: 'medium' };
        return at.toLocaleString(navigator.language, { timeStyle: 'short', ...day });
    ";
    let now = jiff::Timestamp::now().to_string();
    let said = stage.browser.run(script, vec![at.into(), now.into()]).await;
    said.as_str().expect("a time is text").to_owned()
}

async fn clocks(stage: &Stage) -> String {
    let said = stage.door().see("root.querySelector('.clocks')?.innerText ?? ''").await;
    said.as_str().unwrap_or_default().to_owned()
}

async fn wait_for_clock(stage: &Stage, part: &str) {
    wait_for(part, async || clocks(stage).await.contains(part).then_some(())).await;
}

#[test]
fn an_early_pass_opens_by_itself() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let eva = starting_in(stage, EVA, 8);
        stage.browser.plug_in().await;
        door.open(&eva.link).await;
        let closed =
            async || door.see("root.querySelector('form [type=submit]')?.ariaDisabled").await == "true";
        assert!(closed().await, "C3: its button is shut");
        let starts_at = local_time(stage, &eva.starts_at).await;
        wait_for_clock(stage, &format!("Pass works from {starts_at}")).await;
        stage.expect_way_on("C3").await;
        door.fill("#pass", &eva.pass).await;
        door.submit().await;
        assert_eq!(door.step().await, "enter", "C3: what has no use is not sent");
        wait_for("the button to open", async || (!closed().await).then_some(())).await;
        assert_eq!(door.typed().await, (eva.user_name.clone(), eva.pass.clone()));
        assert_eq!(world.proxy.count("POST "), 0, "C3: nothing is redeemed by itself, nothing was guessed");
        wait_for_clock(stage, "Pass works until").await;
        door.submit().await;
        door.reach("choose").await;
        door.finish(&eva).await;
    });
}

#[test]
fn an_early_pass_without_its_invitation_is_told_its_time() {
    play(Patience::Load, async |stage| {
        let door = stage.door();
        let eva = starting_in(stage, EVA, 8);
        stage.expect_complaint("the server responded with a status of 403");
        door.open(&stage.world.page()).await.give(&eva.user_name, &eva.pass).await;
        let notice = door.told("E-21").await;
        let starts_at = local_time(stage, &eva.starts_at).await;
        assert_eq!(
            notice.sentence,
            format!("Your pass works from {starts_at}. This page gets ready by itself.")
        );
        wait_for("the time to come", async || {
            let notice = door.notice_now().await?;
            (notice.sentence == "Your pass works now. Press Continue.").then_some(())
        })
        .await;
        door.submit().await;
        door.reach("choose").await;
    });
}

#[test]
fn a_wrong_device_clock_changes_no_time_on_the_page() {
    const MINUTE: i64 = 60_000;
    const DAY: i64 = 1_440 * MINUTE;
    let since_1970 = jiff::Timestamp::now().as_millisecond();
    let rows = [
        ("C1 half a minute behind", -MINUTE / 2, None),
        ("C1 a minute and a half behind", -3 * MINUTE / 2, Some("2 minutes behind")),
        ("C1 five minutes ahead", 9 * MINUTE / 2, Some("5 minutes ahead")),
        ("C1 five minutes behind", -9 * MINUTE / 2, Some("5 minutes behind")),
        ("C1 a day ahead", DAY + MINUTE / 2, Some("24 hours ahead")),
        ("C1 a day behind", -DAY - MINUTE / 2, Some("24 hours behind")),
        ("C1 ten years ahead", 3_653 * DAY, Some("10 years ahead")),
        ("C1 ten years behind", -3_653 * DAY, Some("10 years behind")),
        ("C1 1970", -since_1970, Some("years behind")),
    ];
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        world.add(KIM);
        let kim = world.issue(KIM.user_name, &["--lifetime", "2h"]);
        let authenticator = browser.plug_in().await;
        let ends_at = local_time(stage, &kim.ends_at).await;
        for (row, offset, said) in rows {
            let script = format!("const clock = Date.now.bind(Date); Date.now = () => clock() + {offset};");
            let script = browser.before_page(&format!("{{ {script} }}")).await;
            door.goto("about:blank").await;
            door.open(&kim.link).await;
            wait_for_clock(stage, &format!("Pass works until {ends_at}")).await;
            door.fill("#pass", &kim.pass).await;
            door.submit().await;
            door.reach("choose").await;
            wait_for_clock(stage, &format!("Pass works until {ends_at}")).await;
            let shown = clocks(stage).await;
            assert!(shown.contains("10 minutes left"), "{row}: {shown}");
            match said {
                Some(said) => assert!(shown.contains(said), "{row}: {shown}"),
                None => assert!(!shown.contains("clock of this device"), "{row}: {shown}"),
            }
            stage.expect_way_on(row).await;
            if offset.abs() > 3_000 * DAY {
                door.finish(&kim).await;
                browser.forget_passkeys(&authenticator).await;
            }
            browser.withdraw(script).await;
        }
    });
}

#[test]
fn a_clock_that_jumps_is_set_right_by_the_server() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.plug_in().await;
        let script =
            "{ const clock = Date.now.bind(Date); window.shift = 0; Date.now = () => clock() + shift; }";
        browser.before_page(script).await;
        door.open(&world.page()).await.enter(&sam).await;
        for (row, shift, said) in [
            ("C9 two hours of sleep", "2.01 * 3600e3", "2 hours ahead"),
            ("C1 set back", "-2.01 * 3600e3", "2 hours behind"),
        ] {
            let asked = world.proxy.count(CONFIGURATION);
            browser.run(&format!("shift = {shift}"), vec![]).await;
            wait_for_clock(stage, said).await;
            assert!(world.proxy.count(CONFIGURATION) > asked, "{row}: the server was asked");
            let shown = clocks(stage).await;
            assert!(shown.contains("10 minutes left") || shown.contains("9 minutes left"), "{row}: {shown}");
            assert_eq!(door.step().await, "choose", "{row}");
            stage.expect_way_on(row).await;
        }
        // C4: another zone, and every time on the page is written anew.
        for zone in ["Asia/Kathmandu", "Pacific/Kiritimati", "Etc/GMT+12"] {
            let zone = json!({ "timezoneId": zone });
            browser.devtools("Emulation.setTimezoneOverride", zone).await;
            let ends_at = local_time(stage, &sam.ends_at).await;
            wait_for_clock(stage, &format!("Pass works until {ends_at}")).await;
        }
        door.finish(&sam).await;
    });
}

#[test]
fn a_clock_that_is_set_in_the_first_second_is_noticed() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let kim = stage.regular();
        let script = "{
            const clock = Date.now.bind(Date);
            let shift = 0;
            Date.now = () => clock() + shift;
            addEventListener('doorkey-ready', () => { shift = 2.01 * 3600e3; });
        }";
        browser.before_page(script).await;
        door.open(&world.page()).await.enter(&kim).await;
        wait_for_clock(stage, "2 hours ahead").await;
    });
}

#[test]
fn a_pass_that_ends_while_the_dialog_is_open_stores_nothing() {
    const SLOW_HAND: &str = r"
        if (window.CredentialsContainer) CredentialsContainer.prototype.create = new Proxy(CredentialsContainer.prototype.create, {
            async apply(real, self, options) {
                await new Promise(go => { window.decide = go; });
                return Reflect.apply(real, self, options);
            },
        });
    ";
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let eva = starting_in(stage, EVA, 14 - 600);
        browser.plug_in().await;
        browser.before_page(SLOW_HAND).await;
        stage.bear_complaint("Failed to load resource");
        door.open(&world.page()).await.enter(&eva).await;
        // C6, C7: little time, and no more to be had.
        door.told("E-35").await;
        assert_eq!(door.see("root.querySelector('[data-act=more-time]')").await, Value::Null);
        door.choose().await;
        door.act("accept").await;
        door.reach("create").await;
        wait_for("the pass to end", async || {
            (world.latest_pass(EVA.user_name)["state"] == "expired").then_some(())
        })
        .await;
        browser.run("decide()", vec![]).await;
        door.reach("enter").await;
        let notice = door.notice().await;
        assert!(["Code E-22", "Code E-31"].contains(&&*notice.code), "C7: {notice:?}");
        stage.expect_way_on("C7").await;
        assert_eq!(
            world.latest_pass(EVA.user_name)["state"],
            "expired",
            "C7: nothing is stored, or it were used"
        );
    });
}

#[test]
fn more_time_is_given_where_there_is_some() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let kim = stage.regular();
        browser.plug_in().await;
        browser.before_page(BENT_TIME).await;
        door.open(&world.page()).await.enter(&kim).await;
        assert_eq!(door.see("root.querySelector('[data-act=more-time]')").await, Value::Null);
        for (step, minutes) in [("choose", 8), ("ready", 8), ("prove", 8)] {
            door.reach(step).await;
            browser.run("time.skip(arguments[0] * 60e3)", vec![json!(minutes)]).await;
            wait_for_clock(stage, "2 minutes left").await;
            let before = world.proxy.count(EXTENSION);
            door.act("more-time").await;
            wait_for_clock(stage, "10 minutes left").await;
            assert_eq!(world.proxy.count(EXTENSION), before + 1, "{step}");
            assert_eq!(door.step().await, step);
            match step {
                "choose" => door.act("choose-passkey").await,
                "ready" => door.act("accept").await,
                _ => {}
            }
        }
        door.finish(&kim).await;

        // A pass for one passkey is used by now, and more time for it would be asked for in vain.
        let sam = world.welcome(SAM);
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        door.act("accept").await;
        door.reach("prove").await;
        browser.run("time.skip(8 * 60e3)", vec![]).await;
        wait_for_clock(stage, "2 minutes left").await;
        assert_eq!(door.see("root.querySelector('[data-act=more-time]')").await, Value::Null);
        door.finish(&sam).await;
    });
}
