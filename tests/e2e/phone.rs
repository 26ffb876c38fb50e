//! Continue on a phone: two browsers, one redemption. What a camera sees, what a stranger tries.

use crate::browser::{Browser, Patience};
use crate::camera::scan;
use crate::door::Door;
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use serde_json::Value;

/// The number that a screen shows.
async fn number(door: Door<'_>) -> String {
    wait_for("a number", async || {
        door.see("root.querySelector('.number')?.innerText").await.as_str().map(str::to_owned)
    })
    .await
}

/// Waits until the notice of a screen has this code.
async fn told(door: Door<'_>, code: &str) {
    let code = format!("Code {code}");
    wait_for(&code, async || door.notice_now().await.filter(|notice| notice.code == code)).await;
}

/// From the choice on the first screen to a phone that has opened its link and asks.
async fn scanned(stage: &Stage, phone: &Browser) -> String {
    let (first, second) = (stage.door(), Door::of(phone));
    first.act("choose-phone").await;
    first.reach("phone").await;
    wait_for("a code", async || (first.see("!!root.querySelector('.qr')").await == true).then_some(())).await;
    let link = scan(&stage.browser).await;
    assert!(link.starts_with(&stage.world.page()) && link.contains("#h="), "{link}");
    second.goto(&link).await;
    second.reach("claim").await;
    let address = phone.run("return location.href + JSON.stringify(history.state)", vec![]).await;
    let secret = link.split_once("#h=").map(|(_, secret)| secret.to_owned()).expect("a link holds a secret");
    assert!(!address.as_str().unwrap_or_default().contains(&secret), "the address has lost it: {address}");
    assert!(!stage.world.log().contains(&secret) && !stage.world.proxy.lines().join("").contains(&secret));
    link
}

/// From there to both screens showing the number.
async fn compared(stage: &Stage, phone: &Browser) {
    let (first, second) = (stage.door(), Door::of(phone));
    second.act("accept").await;
    second.reach("compare").await;
    first.reach("compare").await;
    assert_eq!(number(first).await, number(second).await, "both show the same");
}

fn with_phone(test: impl AsyncFnOnce(&Stage, &Browser)) {
    play(Patience::Load, async |stage| {
        let sam = stage.world.welcome(SAM);
        let phone = Browser::start(Patience::Load).await;
        phone.plug_in().await;
        stage.door().open(&stage.world.page()).await.enter(&sam).await;
        // A refusal shows in the console as the answer that it is.
        stage.bear_complaint("the server responded with a status of");
        test(stage, &phone).await;
        phone.end().await;
    });
}

#[test]
fn a_phone_takes_over_and_the_first_screen_sees_it_through() {
    with_phone(async |stage, phone| {
        let (world, first, second) = (&stage.world, stage.door(), Door::of(phone));
        // In the dark, too, a camera wants dark on light.
        stage.browser.theme("dark").await;
        scanned(stage, phone).await;
        assert_eq!(world.proxy.count("POST /v1/handovers"), 0, "opening the link claims nothing");
        compared(stage, phone).await;
        assert_eq!(second.step().await, "compare", "nothing moves before a hand has agreed");
        first.act("accept").await;
        second.reach("choose").await;
        first.reach("away").await;
        assert!(second.heading().await.contains(SAM.name), "the phone says whose it is");
        second.choose().await;
        second.make_and_prove().await;
        wait_for("the first screen to see it", async || {
            (first.heading().await == "You are in").then_some(())
        })
        .await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "used");
        first.act("leave").await;
        first.reach("enter").await;
        let text = first.see("root.textContent").await;
        assert!(!text.as_str().unwrap_or_default().contains(SAM.name), "whose it was is forgotten: {text}");
    });
}

#[test]
fn different_numbers_end_it_on_both_screens() {
    with_phone(async |stage, phone| {
        let (first, second) = (stage.door(), Door::of(phone));
        scanned(stage, phone).await;
        compared(stage, phone).await;
        first.act("decline").await;
        told(first, "E-151").await;
        told(second, "E-151").await;
        assert!(stage.world.log().contains("handover-refused"), "the desk is alerted");
        // And anew, with a code of its own.
        first.act("accept").await;
        wait_for("a new code", async || {
            (first.see("!!root.querySelector('.qr')").await == true).then_some(())
        })
        .await;
        second.goto(&scan(&stage.browser).await).await;
        second.reach("claim").await;
        compared(stage, phone).await;
    });
}

#[test]
fn a_second_phone_ends_it_for_all() {
    with_phone(async |stage, phone| {
        let (first, second) = (stage.door(), Door::of(phone));
        let link = scanned(stage, phone).await;
        compared(stage, phone).await;
        let own = phone.client.window().await.expect("a window");
        let other = phone.client.new_window(false).await.expect("another window");
        phone.client.switch_to_window(other.handle).await.expect("it opens");
        second.goto(&link).await;
        second.reach("claim").await;
        second.act("accept").await;
        told(second, "E-152").await;
        told(first, "E-152").await;
        phone.client.switch_to_window(own).await.expect("it is still there");
        told(second, "E-152").await;
        assert!(stage.world.log().contains("handover-contested"), "the desk is alerted");
    });
}

#[test]
fn a_photographed_code_is_of_no_use_afterwards() {
    with_phone(async |stage, phone| {
        let (first, second) = (stage.door(), Door::of(phone));
        let link = scanned(stage, phone).await;
        compared(stage, phone).await;
        first.act("accept").await;
        second.reach("choose").await;
        let own = phone.client.window().await.expect("a window");
        let other = phone.client.new_window(false).await.expect("another window");
        phone.client.switch_to_window(other.handle).await.expect("it opens");
        second.goto(&link).await;
        second.reach("claim").await;
        second.act("accept").await;
        told(second, "E-152").await;
        told(first, "E-154").await;
        assert!(stage.world.log().contains("handover-intruded"), "the desk is alerted");
        // The one who was first goes on.
        phone.client.switch_to_window(own).await.expect("it is still there");
        assert_eq!(second.step().await, "choose");
        second.choose().await;
        second.make_and_prove().await;
    });
}

#[test]
fn the_first_screen_keeps_a_view_and_nothing_else() {
    with_phone(async |stage, phone| {
        let (world, first, second) = (&stage.world, stage.door(), Door::of(phone));
        scanned(stage, phone).await;
        let token = world.proxy.last_bearer().expect("the first screen has one");
        compared(stage, phone).await;
        first.act("accept").await;
        second.reach("choose").await;
        let bearer = format!("Authorization: Bearer {token}\r\n");
        let answer = world.ask("/v1/redemptions/current", &bearer).await;
        let problem: Value = serde_json::from_slice(&answer.body).expect("a problem is JSON");
        assert_eq!(problem["code"], "redemption-moved");
        // Leaving on the phone is seen here.
        second.act("leave").await;
        told(first, "E-153").await;
    });
}
