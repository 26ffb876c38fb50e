//! Microsoft Entra ID behind the backend: led to Microsoft and back, a way in set up there, and a page that sees
//! it. The pass is typed on Microsoft's page alone.

use crate::browser::Patience;
use crate::camera::scan;
use crate::door::Door;
use crate::microsoft::{JO, LOU, SecurityInfo, play_in_tenant};
use crate::proxy::Answer;
use crate::stage::{Stage, play_with};
use crate::world::{Directory, Issued, Newcomer, wait_for};
use doorkey_tenant::{Delays, MethodKind, NewPass};
use serde_json::{Value, json};

const GREETING: &str = "POST /v1/invitations ";
pub(crate) const START: &str = "POST /v1/sign-ins ";
pub(crate) const ANSWER: &str = "POST /v1/sign-ins/answers ";
const VISIT: &str = "GET /v1/visits/current ";

impl Door<'_> {
    /// Everything that can be read in the element.
    pub(crate) async fn text(self) -> String {
        self.see("root.querySelector('.door')?.innerText").await.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until this can be read in it.
    pub(crate) async fn says(self, part: &str) {
        wait_for(part, async || self.text().await.contains(part).then_some(())).await;
    }

    /// How often the page has said that somebody is done, and what it said last.
    async fn dones(self) -> (usize, Value) {
        let events = self.events().await;
        let mut dones: Vec<_> = events.iter().filter(|event| event["type"] == "doorkey-done").collect();
        (dones.len(), dones.pop().map(|event| event["detail"].clone()).unwrap_or_default())
    }
}

/// A pass that starts so many seconds from now and lasts ten minutes.
fn starting_in(stage: &Stage, newcomer: Newcomer, seconds: i64) -> Issued {
    // Graph lists it to the second, and Microsoft takes the pass from then on, not before.
    let start = jiff::Timestamp::from_second(jiff::Timestamp::now().as_second() + seconds).expect("a time");
    stage.world.add(newcomer);
    stage.world.issue(newcomer.user_name, &["--lifetime", "10m", "--once", "--start", &start.to_string()])
}

/// A time as the page writes it.
async fn local_time(stage: &Stage, at: &str) -> String {
    let script =
        "return new Date(arguments[0]).toLocaleTimeString(navigator.language, { timeStyle: 'short' })";
    let said = stage.browser.run(script, vec![at.into()]).await;
    said.as_str().expect("a time is text").to_owned()
}

#[test]
fn an_invited_newcomer_sets_up_a_passkey_at_microsoft() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = world.welcome(JO);
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        door.says(JO.name).await;
        door.says(&local_time(stage, &jo.ends_at).await).await;
        assert_eq!(door.see("location.href").await, world.page(), "the invitation has left the address");
        assert_eq!(
            (world.proxy.count(GREETING), world.proxy.count(START)),
            (1, 0),
            "nothing moves by itself"
        );
        assert!(!tenant.log().iter().any(|seen| seen.path.ends_with("/authorize")));

        door.act("sign-in").await;
        stage.microsoft().arrive().await;
        assert_eq!(stage.microsoft().hint().await, JO.user_name);
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("ways").await;
        door.says(JO.name).await;
        assert_eq!(door.see("location.href").await, world.page(), "what Microsoft led back with is gone");
        assert_eq!(stage.states().len(), 1);
        stage.expect_secrets_at_microsoft_only("back from Microsoft").await;

        // Graph learns of it later than Microsoft's page.
        tenant.set_delays(Delays { methods: 600, ..Delays::default() });
        stage.guide("choose-passkey").await;
        let info = SecurityInfo::open(stage).await;
        info.add("passkey").await;
        info.leave().await;
        assert_eq!(door.step().await, "guide", "the page is where it was");
        door.act("there").await;
        door.told("E-185").await;
        assert_eq!((door.step().await.as_str(), door.dones().await.0), ("guide", 0));
        let looks = world.proxy.count(VISIT);
        tenant.advance(600);
        door.reach("done").await;
        assert!(world.proxy.count(VISIT) > looks, "it was seen by looking");

        let visit = stage.visit_at_server().await;
        let id = &visit["methods"][0]["id"];
        assert!(id.is_string(), "{visit}");
        assert_eq!(door.dones().await, (1, json!({ "userName": JO.user_name, "passkey": id })));
        assert_eq!(door.see("root.querySelectorAll('.methods .method').length").await, 1);
        assert_eq!(world.proxy.count(ANSWER), 1);
    });
}

/// Jo has a passkey, and has gone to Microsoft to try it.
async fn tries(stage: &Stage, more: &[&str]) -> Issued {
    let (world, door) = (&stage.world, stage.door());
    world.add(JO);
    let jo = world.issue(JO.user_name, &[&["--lifetime", "2h"], more].concat());
    stage.sign_in(&jo).await;
    stage.guide("choose-passkey").await;
    world.tenant().register(JO.user_name, MethodKind::Passkey, "Jo's phone");
    door.act("there").await;
    door.reach("done").await;
    door.act("sign-in").await;
    stage.microsoft().arrive().await;
    jo
}

/// Whether Microsoft was led to so that it asks whoever is still signed in, too.
fn asks_anew(stage: &Stage) -> bool {
    let asked = stage.world.tenant().log().into_iter().rfind(|seen| seen.path.ends_with("/authorize"));
    asked.is_some_and(|asked| asked.query.contains("prompt=login"))
}

#[test]
fn a_new_passkey_is_tried_at_microsoft_which_asks_anew() {
    play_in_tenant(&[], async |stage| {
        let door = stage.door();
        let jo = tries(stage, &[]).await;
        assert!(asks_anew(stage), "or nobody is asked");
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("done").await;
        door.says("Microsoft has signed you in once more").await;
        assert_eq!(door.see("root.querySelector('[data-act=sign-in]') === null").await, true, "once");
        // The page that came anew has nothing new to tell.
        assert_eq!(door.dones().await.0, 0);
        stage.expect_secrets_at_microsoft_only("tried").await;

        // And who comes once more within the day still has what was set up.
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        stage.microsoft().arrive().await;
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("done").await;
        door.says("Jo's phone").await;
        assert_eq!(door.dones().await.0, 1);
    });
}

#[test]
fn who_goes_back_from_the_try_has_what_they_set_up() {
    play_in_tenant(&[], async |stage| {
        let door = stage.door();
        let jo = tries(stage, &["--once"]).await;
        stage.browser.client.back().await.expect("there is a page before it");
        door.reach("sign-in").await;
        door.told("E-201").await;
        door.says("From now on you can sign in with it").await;
        let text = door.text().await;
        assert!(!text.contains("get a new one") && !text.contains("Type your pass"), "{text}");
        door.act("sign-in").await;
        stage.microsoft().arrive().await;
        assert!(asks_anew(stage), "it is still a try");
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
    });
}

#[test]
fn a_button_that_comes_takes_nobody_elses_place() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        world.add(JO);
        let jo = world.issue(JO.user_name, &["--lifetime", "2h"]);
        stage.sign_in(&jo).await;
        stage.guide("choose-passkey").await;
        door.act("there").await;
        door.told("E-185").await;
        assert_eq!(door.focused().await, "there");
        // Its time is over, and another button comes between.
        world.proxy.arm(VISIT, crate::proxy::Fault::Rewrite(|it| older(it, 6)), usize::MAX);
        let buttons = "[...root.querySelectorAll('.actions [data-act]')].map(it => it.dataset.act).join(' ')";
        wait_for("the button", async || (door.see(buttons).await == "there sign-in back").then_some(()))
            .await;
        assert_eq!(door.focused().await, "there");
        assert_eq!(door.see("root.activeElement.textContent").await, "It says done there");
    });
}

#[test]
fn an_early_pass_opens_the_way_by_itself() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = starting_in(stage, JO, 9);
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        let closed =
            async || door.see("root.querySelector('[data-act=sign-in]')?.ariaDisabled").await == "true";
        assert!(closed().await, "its button is shut");
        door.says(&local_time(stage, &jo.starts_at).await).await;
        door.act("sign-in").await;
        assert_eq!((door.step().await.as_str(), world.proxy.count(START)), ("sign-in", 0));
        stage.expect_way_on("early").await;
        wait_for("the button to open", async || (!closed().await).then_some(())).await;
        assert_eq!((door.step().await.as_str(), world.proxy.count(START)), ("sign-in", 0), "by hand alone");
        door.act("sign-in").await;
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("ways").await;
    });
}

#[test]
fn a_second_way_in_after_the_first_and_no_click_for_either() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = world.welcome(JO);
        // What was there before is not what they came for.
        tenant.register(JO.user_name, MethodKind::SoftwareOath, "An old app");
        stage.sign_in(&jo).await;
        stage.guide("choose-passkey").await;
        let info = SecurityInfo::open(stage).await;
        info.add("passkey").await;
        info.close().await;
        door.reach("done").await;
        assert_eq!(door.see("root.querySelectorAll('.methods .method').length").await, 1);

        door.act("second").await;
        door.reach("ways").await;
        stage.guide("choose-authenticator").await;
        stage.expect_way_on("the second way").await;
        door.act("back").await;
        door.reach("ways").await;
        stage.guide("choose-authenticator").await;
        let info = SecurityInfo::open(stage).await;
        info.add("authenticator").await;
        info.leave().await;
        door.reach("done").await;
        assert_eq!(door.see("root.querySelectorAll('.methods .method').length").await, 2);
        let (times, told) = door.dones().await;
        let visit = stage.visit_at_server().await;
        let of = |kind: &str| {
            let mut methods = visit["methods"].as_array().expect("a list").iter();
            methods.find(|method| method["kind"] == kind).map(|method| method["id"].clone())
        };
        assert_eq!((times, Some(&told["authenticator"])), (2, of("authenticator").as_ref()), "{told}");
        assert!(of("passkey").is_some() && of("softwareOath").is_some(), "{visit}");
        assert!(!told.to_string().contains("An old app"));
    });
}

#[test]
fn windows_hello_is_set_up_on_a_pc_and_seen_here() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        let jo = world.welcome(JO);
        stage.sign_in(&jo).await;
        let steps = async || door.see("root.querySelectorAll('ol li').length").await.as_i64().unwrap_or(0);
        let mut texts = Vec::new();
        for pc in ["pc-new", "pc-organisation", "pc-own"] {
            door.act("choose-windows-hello").await;
            door.reach("pc").await;
            stage.expect_way_on("which PC").await;
            stage.guide(pc).await;
            assert!(pc == "pc-own" || steps().await >= 2, "{pc}: {}", door.text().await);
            texts.push(door.text().await);
            stage.expect_way_on(pc).await;
            door.act("back").await;
            door.reach("pc").await;
            door.act("back").await;
            door.reach("ways").await;
        }
        assert!(texts[0] != texts[1] && texts[1] != texts[2], "each has steps of its own: {texts:?}");
        door.act("choose-windows-hello").await;
        door.reach("pc").await;
        stage.guide("pc-new").await;
        let id = tenant.register(JO.user_name, MethodKind::WindowsHello, "A new laptop");
        door.reach("done").await;
        assert_eq!(door.dones().await, (1, json!({ "userName": JO.user_name, "windowsHello": id })));
    });
}

#[test]
fn somebody_without_an_invitation_signs_in_as_themselves() {
    play_in_tenant(&[], async |stage| {
        let (world, door, tenant) = (&stage.world, stage.door(), stage.world.tenant());
        world.add(LOU);
        let pass = tenant.issue_pass(LOU.user_name, NewPass::default()).pass;
        stage.lead(&world.page()).await;
        assert_eq!(stage.microsoft().hint().await, "");
        stage.microsoft().sign_in_as(LOU.user_name, &pass).await;
        door.reach("ways").await;
        door.says(LOU.name).await;
        assert!(door.notice_now().await.is_none(), "nobody else was invited");
        assert_eq!(world.proxy.count(GREETING), 0);
    });
}

#[test]
fn whoever_is_still_signed_in_at_microsoft_is_not_asked_again() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        // Its pass is used up by the first sign-in.
        let jo = world.welcome(JO);
        stage.lead(&jo.link).await;
        assert!(stage.microsoft().go_on().await);
        stage.microsoft().give(&jo.pass).await;
        door.reach("ways").await;
        stage.lead(&world.page()).await;
        stage.microsoft().name(JO.user_name).await;
        assert!(!stage.microsoft().go_on().await);
        door.reach("ways").await;
        door.says(JO.name).await;
        // Somebody else is.
        world.add(LOU);
        stage.lead(&world.page()).await;
        stage.microsoft().name(LOU.user_name).await;
        assert!(stage.microsoft().go_on().await);
        stage.microsoft().give(&world.tenant().issue_pass(LOU.user_name, NewPass::default()).pass).await;
        door.reach("ways").await;
        door.says(LOU.name).await;
    });
}

#[test]
fn another_person_than_invited_is_told_so() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = world.welcome(JO);
        world.add(LOU);
        let lous = world.tenant().issue_pass(LOU.user_name, NewPass::default()).pass;
        stage.lead(&jo.link).await;
        stage.microsoft().sign_in_as(LOU.user_name, &lous).await;
        door.reach("ways").await;
        let said = door.told("E-189").await.sentence;
        assert!(said.contains(LOU.name) && said.contains(JO.name), "{said}");
        stage.expect_way_on("another person").await;
        // Who is not Lou signs in again, as whom they are.
        door.act("sign-in").await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("ways").await;
        door.says(JO.name).await;
        assert_eq!(door.notice_now().await, None);
    });
}

fn older(answer: &mut Answer, minutes: i64) {
    let mut body: Value = serde_json::from_slice(&answer.body).expect("the server answers in JSON");
    let visit = if body.get("visit").is_some() { &mut body["visit"] } else { &mut body };
    for clock in ["signedInAt", "passkeyUntil", "othersUntil"] {
        let at = visit[clock].as_i64().expect("a time is a number");
        visit[clock] = json!(at - minutes * 60_000);
    }
    answer.body = body.to_string().into_bytes();
}

/// Two clocks run from the sign-in: five minutes for a passkey, ten for the rest.
#[test]
fn what_microsoft_no_longer_takes_is_told_before_it_is_tried() {
    use crate::proxy::Fault::Rewrite;
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        world.add(JO);
        let issue = |use_: &str| world.issue(JO.user_name, &["--lifetime", "2h", "--replace", use_]);
        for (row, minutes_gone, passkey, authenticator) in [
            ("at once", Rewrite(|it| older(it, 0)), None, None),
            ("four minutes later", Rewrite(|it| older(it, 4)), Some("E-187"), None),
            ("six minutes later", Rewrite(|it| older(it, 6)), Some("E-186"), Some("E-187")),
            ("eleven minutes later", Rewrite(|it| older(it, 11)), Some("E-186"), Some("E-186")),
        ] {
            world.proxy.behave();
            for line in [ANSWER, VISIT] {
                world.proxy.arm(line, minutes_gone.clone(), usize::MAX);
            }
            stage.sign_in(&issue("--once")).await;
            for (way, code) in [("choose-passkey", passkey), ("choose-authenticator", authenticator)] {
                stage.guide(way).await;
                let notice = door.notice_now().await.map(|notice| notice.code);
                assert_eq!(notice, code.map(|code| format!("Code {code}")), "{row}: {way}");
                let again = door.see("root.querySelector('[data-act=sign-in]') !== null").await;
                assert_eq!(again == true, code.is_some(), "{row}: {way}");
                stage.expect_way_on(row).await;
                door.act("back").await;
                door.reach("ways").await;
            }
        }
        // A pass that works again is typed again, in the app itself: that has no such end.
        let jo = issue("--multi");
        stage.sign_in(&jo).await;
        stage.guide("choose-authenticator").await;
        assert_eq!(door.notice_now().await, None);
        door.act("back").await;
        door.reach("ways").await;
        // They sign in again, Microsoft asks anew, and the time is there again.
        stage.guide("choose-passkey").await;
        door.told("E-186").await;
        world.proxy.behave();
        door.act("sign-in").await;
        door.reach("sign-in").await;
        door.act("sign-in").await;
        assert!(stage.microsoft().go_on().await, "who is still signed in is asked");
        stage.microsoft().give(&jo.pass).await;
        door.reach("ways").await;
        stage.guide("choose-passkey").await;
        assert_eq!(door.notice_now().await, None);
    });
}

#[test]
fn the_shape_of_a_pass_is_looked_at_here_and_nowhere_else() {
    play_in_tenant(&[("DOORKEY_ENTRA_LOCAL_CHECK", "true")], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = world.welcome(JO);
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
        door.act("check").await;
        door.reach("check").await;
        let lines = world.proxy.lines();
        for (typed, fits) in [("short", false), (JO.user_name, false), (jo.pass.as_str(), true)] {
            door.fill("#asked", typed).await;
            door.submit().await;
            wait_for(typed, async || {
                let can_go_on =
                    door.see("root.querySelector('.primary[data-act=sign-in]') !== null").await == true;
                (can_go_on == fits && door.notice_now().await.is_some() != fits).then_some(())
            })
            .await;
        }
        assert_eq!(world.proxy.lines(), lines, "nothing was asked of anybody");
        stage.expect_way_on("the shape was looked at").await;
        door.act("sign-in").await;
        stage.microsoft().sign_in(&jo.pass).await;
        door.reach("ways").await;
    });
}

#[test]
fn no_shape_is_looked_at_unless_the_site_wants_it() {
    play_in_tenant(&[], async |stage| {
        let jo = stage.world.welcome(JO);
        stage.visit(&jo.link).await;
        stage.door().reach("sign-in").await;
        assert_eq!(stage.door().see("root.querySelector('[data-act=check], input') === null").await, true);
    });
}

#[test]
fn a_screen_that_everyone_uses_leads_to_a_device_of_ones_own() {
    play_in_tenant(&[], async |stage| {
        let (world, door) = (&stage.world, stage.door());
        stage.visit(&format!("{}kiosk.html", world.page())).await;
        door.reach("rest").await;
        door.act("accept").await;
        door.reach("elsewhere").await;
        wait_for("a code", async || (door.see("!!root.querySelector('.qr')").await == true).then_some(()))
            .await;
        assert_eq!(scan(&stage.browser).await, world.page());
        assert_eq!(
            door.see("root.querySelector('[data-act=sign-in]') === null").await,
            true,
            "not from here"
        );
        stage.expect_way_on("elsewhere").await;
        assert_eq!(world.proxy.count(START), 0);
    });
}

#[test]
fn before_the_element_wakes_no_pass_is_asked_for() {
    play_with(Directory::Entra(&[]), Patience::None, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let jo = world.welcome(JO);
        stage.bear_complaint("/favicon.ico");
        // Held to the end: what has come once is kept by the browser. Who leaves meanwhile breaks it off.
        stage.bear_complaint("Failed to fetch");
        let held = world.proxy.hold(".wasm ");
        for page in ["", "index.html", "index.de.html", "index.ar.html", "kiosk.html", "kiosk.uk.html"] {
            let address = format!("{}{page}", world.page());
            stage.visit(&address).await;
            let there = format!("location.href == '{address}' && root.querySelector('.door') !== null");
            wait_for(page, async || (door.see(&there).await == true).then_some(())).await;
            assert_eq!(door.see("host.matches(':defined')").await, false, "{page}: it is asleep");
            assert_eq!(door.see("root.querySelectorAll('input').length").await, 0, "{page}");
            assert_eq!(door.events().await, Vec::<Value>::new(), "{page}: it is asleep");
        }
        world.proxy.behave();
        held.release();
        // And with no script at all.
        stage.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        stage.visit(&jo.link).await;
        let shown = wait_for("the page without scripts", async || {
            let tree = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await.to_string();
            tree.contains("scripts, and they are switched off in this browser").then_some(tree)
        })
        .await;
        assert!(!shown.contains("textbox"), "nothing can be typed into");
        stage.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await;
        stage.visit(&jo.link).await;
        door.reach("sign-in").await;
    });
}
