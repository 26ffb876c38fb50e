//! An authenticator app, by a client of RFC 6238 that shares no code with the server.

use crate::browser::Patience;
use crate::camera::scan;
use crate::stage::{Stage, play};
use crate::world::{SAM, wait_for};
use totp_lite::{Sha1, totp_custom};

/// The digits that an app with this secret shows, so many seconds from now.
pub(crate) fn digits(secret: &str, later: i64) -> String {
    let key = base32(secret);
    let now = u64::try_from(jiff::Timestamp::now().as_second() + later).expect("it is after 1970");
    totp_custom::<Sha1>(30, 6, &key, now)
}

/// RFC 4648, §6, without padding.
fn base32(text: &str) -> Vec<u8> {
    let mut bits = (0_u32, 0_u32);
    let mut bytes = Vec::new();
    for symbol in text.bytes().filter(|symbol| *symbol != b' ') {
        let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == symbol);
        bits = ((bits.0 << 5) | value.expect("base32") as u32, bits.1 + 5);
        if bits.1 >= 8 {
            bits.1 -= 8;
            bytes.push((bits.0 >> bits.1) as u8);
            bits.0 &= (1 << bits.1) - 1;
        }
    }
    bytes
}

/// From the choice to the code, read with a camera; yields the secret.
pub(crate) async fn scanned(stage: &Stage) -> String {
    let door = stage.door();
    door.act("choose-authenticator").await;
    door.reach("app").await;
    wait_for("a code", async || (door.see("!!root.querySelector('.qr')").await == true).then_some(())).await;
    let address = scan(&stage.browser).await;
    let url = url::Url::parse(&address).expect("it is an address");
    assert_eq!((url.scheme(), url.host_str()), ("otpauth", Some("totp")));
    let value =
        |name: &str| url.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned());
    assert_eq!(value("issuer").as_deref(), Some("Demo organisation"));
    let secret = value("secret").expect("it holds a secret");
    let typed = door.see("root.querySelector('.secret bdi').innerText").await;
    assert_eq!(typed.as_str().unwrap_or_default().replace(' ', ""), secret, "the same, to be typed");
    secret
}

#[test]
fn an_app_is_set_up_and_proven_by_its_first_digits() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        stage.bear_complaint("the server responded with a status of");
        door.open(&world.page()).await.enter(&sam).await;
        let secret = scanned(stage).await;
        for (case, typed, code) in [
            ("nothing", String::new(), "E-120"),
            ("too few", "12345".to_owned(), "E-121"),
            ("the pass", sam.pass.clone(), "E-121"),
            ("ten minutes ahead", digits(&secret, 600), "E-132"),
        ] {
            door.fill("#asked", &typed).await;
            door.submit().await;
            wait_for(case, async || {
                door.notice_now().await.filter(|notice| notice.code == format!("Code {code}"))
            })
            .await;
            stage.expect_way_on(case).await;
        }
        assert!(door.notice().await.sentence.contains("10 minutes ahead"), "the clock is named");
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable", "nothing is used up yet");
        let shown = digits(&secret, 0);
        door.fill("#asked", &format!("{} {}", &shown[..3], &shown[3..])).await;
        door.submit().await;
        door.reach("done").await;
        assert_eq!(world.latest_pass(SAM.user_name)["state"], "used");
        let text = door.see("root.innerHTML").await;
        assert!(!text.as_str().unwrap_or_default().contains(&secret), "it is never shown again");
        let kept = world.log() + &world.proxy.lines().join("\n");
        assert!(!kept.contains(&secret) && !kept.contains(&shown));
    });
}

#[test]
fn wrong_digits_wait_and_then_want_a_new_secret() {
    play(Patience::Load, async |stage| {
        let (world, door) = (&stage.world, stage.door());
        let sam = world.welcome(SAM);
        stage.bear_complaint("the server responded with a status of");
        door.open(&world.page()).await.enter(&sam).await;
        let secret = scanned(stage).await;
        let right = digits(&secret, 0);
        // Other digits than the app shows about now.
        let wrong = (0..)
            .map(|n| format!("{n:06}"))
            .find(|wrong| (-130..=130).all(|step| digits(&secret, step * 30) != *wrong));
        let wrong = wrong.expect("most digits are wrong");
        let mut said = Vec::new();
        for _ in 0..4 {
            door.fill("#asked", &wrong).await;
            let before = world.proxy.count("POST /v1/redemptions/current/authenticator/confirmation");
            door.submit().await;
            wait_for("an answer", async || {
                let asked = world.proxy.count("POST /v1/redemptions/current/authenticator/confirmation");
                (asked > before && door.see("!root.querySelector('form [aria-disabled]')").await == true)
                    .then_some(())
            })
            .await;
            said.push(door.notice().await.code);
        }
        assert_eq!(said, ["Code E-130", "Code E-130", "Code E-130", "Code E-133"], "after three a pause");
        door.fill("#asked", &right).await;
        door.submit().await;
        let notice = door.notice().await;
        assert_eq!(notice.code, "Code E-133", "right ones wait, too");
        assert!(notice.sentence.contains(':'), "until when: {notice:?}");
        door.act("back").await;
        door.reach("choose").await;
        // A new secret is another one.
        assert_ne!(scanned(stage).await, secret);
    });
}
