//! What goes wrong on the way, and how it comes right: one passkey in the end, never two.

use crate::browser::Patience;
use crate::door::Notice;
use crate::proxy::Fault;
use crate::stage::play;
use crate::world::{SAM, wait_for};

/// The request that uses a one-time pass up.
const REGISTRATION: &str = "POST /v1/redemptions/current/passkeys ";
const PROOF_OPTIONS: &str = "POST /v1/redemptions/current/proofs/options ";

/// What the console says of a connection that was closed without an answer.
const NO_ANSWER: &str = "net::ERR_EMPTY_RESPONSE";

fn notice(code: &str, sentence: &str) -> Notice {
    Notice { sentence: sentence.to_owned(), code: format!("Code {code}") }
}

const UNREACHABLE: &str = "No answer came. Check that you are online, then try again.";

#[test]
fn a_dialog_refused_is_tried_again_with_the_same_pass() {
    play(Patience::Load, async |stage| {
        let (world, browser) = (&stage.world, &stage.browser);
        let sam = world.welcome(SAM);
        let authenticator = browser.plug_in().await;
        let door = stage.door().open(&world.page()).await;
        door.enter(&sam).await;
        door.choose().await;

        browser.recognise(&authenticator, false).await;
        door.act("accept").await;
        // The virtual authenticator refuses at once: nobody was asked.
        let refused = "Your browser said no at once. Try again. If it says no again, open this page in another browser.";
        assert_eq!(door.notice().await, notice("E-82", refused));
        door.reach("ready").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable");

        browser.recognise(&authenticator, true).await;
        door.act("accept").await;
        door.reach("prove").await;

        browser.recognise(&authenticator, false).await;
        door.act("accept").await;
        let refused =
            "Your device did not find your passkey. Pick the place where you saved it, then try again.";
        assert_eq!(door.notice().await, notice("E-89", refused));
        door.reach("prove").await;

        browser.recognise(&authenticator, true).await;
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
    });
}

#[test]
fn a_reload_costs_typing_the_pass_again_and_nothing_else() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        let door = stage.door().open(&world.page()).await;
        door.enter(&sam).await;
        door.choose().await;
        door.reload().await;
        door.enter(&sam).await;
        door.choose().await;
        door.act("accept").await;
        door.reach("prove").await;

        // The one-time pass is used now; what it paid for can still be proven with it.
        door.reload().await;
        door.give(&sam.user_name, &sam.pass).await;
        door.reach("prove").await;
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
        door.expect_no_trace_of(&world.spellings()).await;
    });
}

#[test]
fn two_tabs_at_once_store_one_passkey() {
    play(Patience::Load, async |stage| {
        let (world, client) = (&stage.world, &stage.browser.client);
        let sam = world.welcome(SAM);
        let door = stage.door();

        let first = client.window().await.expect("there is a window");
        stage.browser.plug_in().await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;

        let second = client.new_window(true).await.expect("a tab opens").handle;
        client.switch_to_window(second.clone()).await.expect("the tab is there");
        stage.browser.plug_in().await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;

        // Both registrations are on their way before either arrives.
        let held = world.proxy.hold(REGISTRATION);
        door.act("accept").await;
        door.reach("register").await;
        client.switch_to_window(first.clone()).await.expect("the tab is there");
        door.act("accept").await;
        door.reach("register").await;
        wait_for("both registrations", async || (world.proxy.count(REGISTRATION) == 2).then_some(())).await;
        stage.expect_complaint("the server responded with a status of 409");
        held.release();

        let elsewhere = "You went on with this pass in another window. Finish there, or enter the pass again to go on here.";
        assert_eq!(door.notice().await, notice("E-32", elsewhere));
        door.reach("enter").await;

        client.switch_to_window(second).await.expect("the tab is there");
        door.reach("prove").await;
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(world.credentials().await, 1);

        client.switch_to_window(first).await.expect("the tab is there");
        stage.expect_complaint("the server responded with a status of 403");
        door.give(&sam.user_name, &sam.pass).await;
        wait_for("what became of the pass", async || {
            door.notice_now().await.filter(|it| it.code == "Code E-23")
        })
        .await;
    });
}

#[test]
fn a_server_killed_in_the_middle_loses_nothing() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        let door = stage.door().open(&world.page()).await;
        door.enter(&sam).await;
        door.choose().await;

        world.kill();
        stage.expect_complaints(4, NO_ANSWER);
        door.act("accept").await;
        door.reach("unconfirmed").await;
        assert_eq!(door.heading().await, "Is it saved? We did not hear");
        assert_eq!(door.notice().await, notice("E-50", UNREACHABLE));
        world.start_again();
        door.act("accept").await;
        door.reach("prove").await;

        world.kill();
        world.start_again();
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
    });
}

#[test]
fn a_lost_answer_to_the_registration_is_asked_for_again() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        let authenticator = stage.browser.plug_in().await;
        let door = stage.door().open(&world.page()).await;
        door.enter(&sam).await;
        door.choose().await;

        world.proxy.arm(REGISTRATION, Fault::LoseAnswer, 1);
        world.proxy.arm(PROOF_OPTIONS, Fault::LoseAnswer, 4);
        stage.expect_complaints(5, NO_ANSWER);
        door.act("accept").await;
        // The page repairs the first by itself; of the options none comes that it asks for by itself.
        door.reach("prove").await;
        assert_eq!(door.notice().await, notice("E-50", UNREACHABLE));
        assert_eq!(world.proxy.count(REGISTRATION), 2, "the same response was sent twice");
        assert_eq!(world.proxy.count(PROOF_OPTIONS), 4);
        door.act("accept").await;
        wait_for("the notice to go", async || door.notice_now().await.is_none().then_some(())).await;
        door.reach("prove").await;
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(stage.browser.passkeys(&authenticator).await, 1);
        assert_eq!(world.credentials().await, 1);
    });
}
