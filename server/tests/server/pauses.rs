//! The pauses that wrong passes bring: told with their end, the same for everybody, and no weapon.

use crate::world::{Answer, MINUTE, SAM, START, WRONG, World};
use axum::http::header;
use doorkey_protocol::time::{Span, Timestamp};

const KIM: &str = "kim@demo.example";
const NOBODY: &str = "nobody@demo.example";

/// The pause that follows each wrong pass in a row, in seconds.
const PAUSES: [i64; 12] = [0, 0, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300];

/// Refused for a pause that ends then.
#[track_caller]
fn paused(world: &World, answer: &Answer, until: Timestamp) {
    answer.refused("pass-too-soon");
    assert_eq!(answer.status, 429);
    assert_eq!(answer.json()["notBefore"], until.as_millis());
    let left = (until - now(world)).as_millis();
    let seconds: i64 = answer.headers[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert_eq!(seconds, (left + 999) / 1_000);
}

fn now(world: &World) -> Timestamp {
    use doorkey_server::clock::Clock;
    world.clock.now()
}

/// How often Sam's pass was tried, and what is in the audit.
async fn counted(world: &World) -> (i64, i64) {
    let mut database = world.database().await;
    let attempts = sqlx::query_scalar("select attempts from passes where ended_at is null");
    let events = sqlx::query_scalar("select count(*) from audit_events where kind = 'signIn'");
    (attempts.fetch_one(&mut database).await.unwrap(), events.fetch_one(&mut database).await.unwrap())
}

#[tokio::test]
async fn a_pause_grows_is_told_with_its_end_and_counts_nothing() {
    let world = World::new().await;
    let issued = world.issue_for(SAM, false, None).await;
    for (before, seconds) in PAUSES.into_iter().enumerate() {
        world.guess(1, SAM).await.refused("pass-refused");
        let after = counted(&world).await;
        assert_eq!(after, ((before as i64 + 1).min(10), before as i64 + 1));
        let until = now(&world) + Span::from_secs(seconds);
        if seconds == 0 {
            continue;
        }
        for wait in [0, 1, seconds * 1_000 - 2] {
            world.clock.advance(Span::from_millis(wait));
            paused(&world, &world.guess(1, SAM).await, until);
            // Nothing is looked at, so the right one opens nothing either.
            paused(&world, &world.redeem_from([10, 0, 0, 1], SAM, issued.pass.expose()).await, until);
        }
        assert_eq!(counted(&world).await, after);
        world.clock.set(until);
    }
}

#[tokio::test]
async fn a_right_pass_ends_the_pauses_of_its_network() {
    let world = World::new().await;
    let issued = world.issue(false).await;
    for _ in 0..2 {
        for _ in 0..3 {
            world.guess(1, SAM).await.refused("pass-refused");
        }
        paused(&world, &world.guess(1, SAM).await, now(&world) + Span::from_secs(5));
        world.clock.advance(Span::from_secs(5));
        world.redeem_from([10, 0, 0, 1], SAM, issued.pass.expose()).await.expect(201);
    }
}

#[tokio::test]
async fn a_former_pass_buys_no_more_guesses() {
    let world = World::new().await;
    let former = world.issue(false).await;
    world.issue(false).await;
    for _ in 0..2 {
        world.guess(1, SAM).await.refused("pass-refused");
        world.redeem_from([10, 0, 0, 1], SAM, former.pass.expose()).await.refused("pass-replaced");
    }
    world.guess(1, SAM).await.refused("pass-refused");
    paused(&world, &world.guess(1, SAM).await, START + Span::from_secs(5));
}

#[tokio::test]
async fn a_pause_tells_nothing_of_a_name() {
    let world = World::new().await;
    world.issue(true).await;
    world.add(&KIM.parse().unwrap(), "Kim").await;
    let mut told = Vec::new();
    for (network, name) in [(1, SAM), (2, KIM), (3, NOBODY)] {
        world.clock.set(START);
        let mut transcript = String::new();
        for _ in 0..400 {
            let answer = world.guess(network, name).await;
            transcript += &format!("{} {:?} {}\n", answer.status, answer.headers, answer.text);
            world.clock.advance(Span::from_millis(4_321));
        }
        told.push(transcript);
    }
    assert!(told[0].contains("pass-too-soon"));
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0], told[2]);
}

#[tokio::test]
async fn a_pause_is_for_one_name_from_one_network() {
    let world = World::new().await;
    let issued = world.issue(false).await;
    world.add(&KIM.parse().unwrap(), "Kim").await;
    let kim = world.issue_for(KIM, false, None).await;
    for _ in 0..3 {
        world.guess(1, SAM).await.refused("pass-refused");
    }
    for (address, name, pass, code) in [
        ([10, 0, 0, 1], SAM, issued.pass.expose(), "pass-too-soon"),
        ([10, 0, 0, 1], "SAM@demo.example", issued.pass.expose(), "pass-too-soon"),
        ([10, 0, 0, 1], NOBODY, WRONG, "pass-refused"),
        ([10, 0, 0, 1], KIM, kim.pass.expose(), ""),
        ([10, 0, 0, 2], SAM, issued.pass.expose(), ""),
    ] {
        assert_eq!(world.redeem_from(address, name, pass).await.code(), code, "{address:?} {name}");
    }
}

#[tokio::test]
async fn under_attack_a_new_pass_works_at_once() {
    const GUESSES: i64 = 10_000;
    let world = World::new().await;
    world.issue(true).await;
    let mut looked_at = 0;
    for guess in 0..GUESSES {
        world.clock.set(START + Span::from_millis(guess * 3_600_000 / GUESSES));
        looked_at += u32::from(world.guess(1, SAM).await.code() == "pass-refused");
    }
    // Ten of them at the pass, which is dead now, the others at nothing.
    assert!(looked_at < 25, "{looked_at}");
    assert_eq!(counted(&world).await.0, 10);
    for address in [[10, 0, 0, 2], [10, 0, 0, 1]] {
        let fresh = world.issue(true).await;
        world.redeem_from(address, SAM, fresh.pass.expose()).await.expect(201);
        // And they go on.
        for guess in 0..1_000 {
            world.guess(1, SAM).await.refused(if guess < 3 { "pass-refused" } else { "pass-too-soon" });
        }
        world.redeem_from([10, 0, 0, 2], SAM, fresh.pass.expose()).await.expect(201);
    }
}

#[tokio::test]
async fn a_noisy_network_closes_its_own_door_and_no_other() {
    let world = World::with(|settings| settings.limits.network_entries = 20).await;
    let issued = world.issue(false).await;
    for round in 0..2 {
        let since = now(&world);
        for guess in 0..20 {
            world.clock.set(since + Span::from_secs(guess));
            world.guess(1, &format!("person-{round}-{guess}@demo.example")).await.refused("pass-refused");
        }
        let until = since + Span::from_mins(10);
        for name in [SAM, NOBODY] {
            paused(&world, &world.redeem_from([10, 0, 0, 1], name, issued.pass.expose()).await, until);
        }
        world.redeem_from([10, 0, 0, 2], SAM, issued.pass.expose()).await.expect(201);
        // A new pass does not open it: that is somebody else's.
        world.clock.set(until + Span::from_millis(-1));
        paused(&world, &world.guess(1, "one-more@demo.example").await, until);
        world.clock.set(until);
        world.redeem_from([10, 0, 0, 1], SAM, issued.pass.expose()).await.expect(201);
    }
    let told: Vec<(String, i64)> =
        sqlx::query_as("select subject, count from alerts where kind = 'failure-burst'")
            .fetch_all(&mut world.database().await)
            .await
            .unwrap();
    assert_eq!(told, [("10.0.0.1".to_owned(), 2)]);
}

#[tokio::test]
async fn a_restart_forgets_no_pause() {
    let mut world = World::with(|settings| settings.limits.network_entries = 20).await;
    let issued = world.issue(false).await;
    for (before, seconds) in PAUSES.into_iter().enumerate().take(9) {
        world.guess(1, SAM).await.refused("pass-refused");
        world.restart().await;
        let until = now(&world) + Span::from_secs(seconds);
        if seconds > 0 {
            paused(&world, &world.guess(1, SAM).await, until);
        }
        assert_eq!(counted(&world).await.0, before as i64 + 1);
        world.clock.set(until);
    }
    let since = now(&world);
    for guess in 0..20 {
        world.guess(2, &format!("person-{guess}@demo.example")).await.refused("pass-refused");
    }
    world.restart().await;
    paused(&world, &world.guess(2, NOBODY).await, since + Span::from_mins(10));
    world.redeem_from([10, 0, 0, 3], SAM, issued.pass.expose()).await.expect(201);
}

#[tokio::test]
async fn a_clock_that_is_set_back_gives_nothing() {
    let mut world = World::with(|settings| settings.limits.network_entries = 20).await;
    world.clock.set(START + Span::from_mins(30));
    let issued = world.issue_for(SAM, false, Some(START)).await;
    for _ in 0..3 {
        world.guess(1, SAM).await.refused("pass-refused");
    }
    let until = now(&world) + Span::from_secs(5);
    for network in 2..9 {
        world.guess(network, SAM).await.refused("pass-refused");
    }
    for guess in 0..19 {
        world.guess(9, &format!("person-{guess}@demo.example")).await.refused("pass-refused");
    }
    for back in [MINUTE, Span::from_mins(60)] {
        world.clock.set(until + Span::from_millis(-back.as_millis()));
        paused(&world, &world.guess(1, SAM).await, until);
        // Ten were wrong: it is dead at any time.
        world.redeem(SAM, issued.pass.expose()).await.refused("pass-refused");
        world.restart().await;
    }
    // What the network did before still counts.
    world.guess(9, "one-more@demo.example").await.refused("pass-refused");
    paused(&world, &world.guess(9, "two-more@demo.example").await, now(&world) + Span::from_mins(10));
}
