//! Passes that lead nowhere: each says why, in its own sentence and with its own code.

use crate::browser::Patience;
use crate::door::{Door, Notice};
use crate::stage::{Stage, play};
use crate::world::{Issued, KIM, Newcomer, SAM, wait_for};
use doorkey_protocol::format::PassFormat;

const EVA: Newcomer = Newcomer { user_name: "eva@demo.example", name: "Eva Lind" };
const LEO: Newcomer = Newcomer { user_name: "leo@demo.example", name: "Leo Abara" };
const MIA: Newcomer = Newcomer { user_name: "mia@demo.example", name: "Mia Costa" };
const NOA: Newcomer = Newcomer { user_name: "noa@demo.example", name: "Noa Stein" };
const ZOE: Newcomer = Newcomer { user_name: "zoe@demo.example", name: "Zoë Marín" };

/// What the console says of a refused request.
const FORBIDDEN: &str = "the server responded with a status of 403";

#[test]
fn every_refused_pass_says_why() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        stage.browser.plug_in().await;
        let door = stage.door();

        let used = world.welcome(SAM);
        door.open(&world.page()).await;
        door.enter(&used).await;
        door.choose().await;
        door.make_and_prove().await;

        let kim = world.welcome(KIM);
        world.add(EVA);
        let expired = about_to_expire(stage, EVA).await;
        world.add(LEO);
        let later = world.issue(LEO.user_name, &["--lifetime", "1h", "--start", "in 90m"]);
        let replaced = world.welcome(MIA);
        world.issue(MIA.user_name, &[]);
        let revoked = world.welcome(NOA);
        world.revoke(NOA.user_name);
        world.add(ZOE);

        let ended_at = local_time(stage, &expired.ends_at).await;
        let starts_at = local_time(stage, &later.starts_at).await;
        let pair = "This user name and this pass do not go together. Compare both with what you were given.";
        let rows = [
            ("another person's", EVA.user_name, &kim.pass, "E-20", pair.to_owned()),
            ("of nobody", "nobody@demo.example", &kim.pass, "E-20", pair.to_owned()),
            ("of somebody without a pass", ZOE.user_name, &kim.pass, "E-20", pair.to_owned()),
            (
                "expired",
                EVA.user_name,
                &expired.pass,
                "E-22",
                format!("Your pass ended at {ended_at}. You need a new one. Ask the registration desk."),
            ),
            (
                "not yet valid",
                LEO.user_name,
                &later.pass,
                "E-21",
                format!("Your pass works from {starts_at}. This page gets ready by itself."),
            ),
            (
                "used",
                SAM.user_name,
                &used.pass,
                "E-23",
                "Your pass has been used already. If you made a passkey with it, sign in with that. \
                 If you did not, say so at once. Ask the registration desk."
                    .to_owned(),
            ),
            (
                "replaced",
                MIA.user_name,
                &replaced.pass,
                "E-24",
                "You were given a newer pass. This one no longer works: use the newest.".to_owned(),
            ),
            (
                "revoked",
                NOA.user_name,
                &revoked.pass,
                "E-25",
                "Your pass was taken back. You need a new one. Ask the registration desk.".to_owned(),
            ),
        ];
        door.open(&world.page()).await;
        for (what, user_name, pass, code, sentence) in rows {
            stage.expect_complaint(FORBIDDEN);
            refused(stage, what, (user_name, pass), (code, &sentence)).await;
        }
        assert_eq!(
            world.latest_pass(KIM.user_name)["state"],
            "usable",
            "the right pass at the wrong name uses nothing up"
        );
        door.open(&world.page()).await.enter(&kim).await;
    });
}

#[test]
fn a_mistyped_pass_is_found_before_anything_is_sent() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        let bare = sam.pass.replace('-', "");
        let with_last = |last: &str| format!("{}{last}", &bare[..bare.len() - 1]);
        // Any one wrong character is found, so is this one.
        let other = if bare.ends_with('7') { "8" } else { "7" };
        // Of a missing one that is only most likely: one of the ways to miss one is.
        let shorter = (0..bare.len()).map(|place| [&bare[..place], &bare[place + 1..]].concat());
        let mut found = shorter.filter(|it| PassFormat::Doorkey.read(it).is_err());
        let shorter = found.next().expect("not every part of a pass is a pass");
        let own = "A pass has only letters and digits, and never the letter U.";
        let rows = [
            (SAM.user_name, with_last(other), "E-16", "One character is wrong, or two are swapped. Compare it with what you were given. This did not count as a try.".to_owned()),
            (SAM.user_name, shorter, "E-16", "One character is wrong, or two are swapped. Compare it with what you were given. This did not count as a try.".to_owned()),
            (SAM.user_name, with_last("ü"), "E-15", format!("Character {} does not belong in a pass. {own}", bare.len())),
            (SAM.user_name, bare[..7].to_owned(), "E-13", "One character is missing. Compare it with what you were given.".to_owned()),
            (SAM.user_name, bare.repeat(6), "E-14", "That is 12 characters too many. Enter the pass and nothing else.".to_owned()),
            (SAM.user_name, " - ".to_owned(), "E-12", "Enter your pass.".to_owned()),
            ("", bare.clone(), "E-10", "Enter your user name.".to_owned()),
        ];
        stage.door().open(&world.page()).await;
        for (user_name, typed, code, sentence) in rows {
            refused(stage, &typed, (user_name, &typed), (code, &sentence)).await;
        }
        assert_eq!(world.proxy.count("POST "), 0, "nothing was sent");
    });
}

/// Gives a pass, reads the notice, and sees that what was typed is kept where it was and nowhere else.
async fn refused(stage: &Stage, what: &str, given: (&str, &str), expected: (&str, &str)) {
    let door = stage.door();
    door.give(given.0, given.1).await;
    let notice = told(door, expected.0).await;
    assert_eq!(notice.sentence, expected.1, "{what}");
    assert_eq!(door.step().await, "enter", "{what}");
    assert_eq!(
        door.typed().await,
        (given.0.to_owned(), given.1.to_owned()),
        "{what}: what was typed is kept"
    );
    let field = if matches!(expected.0, "E-10") { "user-name" } else { "pass" };
    let marked = door.see("[...root.querySelectorAll('[aria-invalid=true]')].map(it => it.id)").await;
    assert_eq!(marked, serde_json::json!([field]), "{what}: the field is marked");
    door.expect_no_trace_of(&stage.world.spellings()).await;
}

/// Waits for the notice with this code: the one of the row before may still stand there.
async fn told(door: Door<'_>, code: &str) -> Notice {
    let code = format!("Code {code}");
    wait_for(&code, async || door.notice_now().await.filter(|notice| notice.code == code)).await
}

/// A pass that was right until just now: the desk issues none that has ended, so the last seconds of the
/// shortest that there is are waited for.
async fn about_to_expire(stage: &Stage, newcomer: Newcomer) -> Issued {
    let start = "return new Date(Date.now() - (10 * 60 - 4) * 1000).toISOString()";
    let start = stage.browser.run(start, vec![]).await;
    let start = start.as_str().expect("a date is text");
    let issued = stage.world.issue(newcomer.user_name, &["--lifetime", "10m", "--start", start]);
    wait_for("the pass to end", async || {
        (stage.world.latest_pass(newcomer.user_name)["state"] == "expired").then_some(())
    })
    .await;
    issued
}

/// A time as the page writes it.
async fn local_time(stage: &Stage, at: &str) -> String {
    let script = "
        const [at, now] = [new Date(arguments[0]), new Date()];
        const today = at.toDateString() == now.toDateString();
        return at.toLocaleString(document.documentElement.lang, { timeStyle: 'short', ...(today ? {} : { dateStyle: 'medium' }) });
    ";
    stage.browser.run(script, vec![at.into()]).await.as_str().expect("a time is text").to_owned()
}
