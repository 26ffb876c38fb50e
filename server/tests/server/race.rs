//! Two can never register with one one-time pass, however many try at once.

use crate::app::App;
use crate::world::{Response, SAM, START, World, figure};
use doorkey_protocol::time::Span;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Barrier;

const ROUNDS: u64 = 200;
const RACERS: u64 = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_pass_pays_for_one_passkey() {
    let world = Arc::new(World::new().await);
    let mut others = BTreeMap::<String, u64>::new();
    let mut most_winners = 0;
    for round in 0..ROUNDS {
        // Nobody has more than a handful of passkeys.
        let user_name = format!("racer-{round}@demo.example");
        world.add(&user_name.parse().unwrap(), "Racer").await;
        let issued = world.issue_for(&user_name, true, None).await;
        // Every other round a redemption that is taken over in the middle races along.
        let former = world.open(&issued).await;
        let former_options = world.options(&former).await.expect(200);
        let (newest, options) = if round % 2 == 0 {
            (former.clone(), former_options.clone())
        } else {
            let newest = world.open(&issued).await;
            let options = world.options(&newest).await.expect(200);
            (newest, options)
        };
        let barrier = Arc::new(Barrier::new(RACERS as usize));
        let racers = (0..RACERS).map(|racer| {
            let (token, options) =
                if racer % 2 == 0 { (newest.clone(), &options) } else { (former.clone(), &former_options) };
            let id = [round.to_be_bytes(), racer.to_be_bytes()].concat();
            let body = Response::new(options, &id).json();
            let (world, barrier) = (world.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                let answer = world.register(&token, &format!("racer-{racer:016}"), &body).await;
                (answer.status.as_u16(), answer.code())
            })
        });
        let mut winners = 0;
        for racer in racers.collect::<Vec<_>>() {
            match racer.await.unwrap() {
                (201, _) => winners += 1,
                (status, code) => {
                    assert!((400..500).contains(&status), "{status} {code}");
                    *others.entry(code).or_default() += 1;
                }
            }
        }
        most_winners = most_winners.max(winners);
        assert_eq!(winners, 1, "round {round}");
        let current = world.current(&newest).await.expect(200);
        assert_eq!(current["passkeys"].as_array().unwrap().len(), 1, "round {round}");
    }
    let known = ["challenge-ended", "pass-used", "redemption-superseded"];
    assert!(others.keys().all(|code| known.contains(&code.as_str())), "{others:?}");
    assert_eq!(others.values().sum::<u64>(), ROUNDS * (RACERS - 1));
    figure("registration race: winners per round", f64::from(most_winners), "winners", ROUNDS);
    figure("registration race: parallel registrations per round", RACERS as f64, "requests", ROUNDS);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_response_sent_many_times_at_once_is_one_passkey() {
    let world = Arc::new(World::new().await);
    let token = world.open(&world.issue(true).await).await;
    let body = Response::new(&world.options(&token).await.expect(200), &[7; 16]).json();
    let senders = (0..32).map(|_| {
        let (world, token, body) = (world.clone(), token.clone(), body.clone());
        tokio::spawn(async move { world.register(&token, "the-same-key-0123", &body).await })
    });
    let mut answers = Vec::new();
    for sender in senders.collect::<Vec<_>>() {
        let answer = sender.await.unwrap();
        assert_eq!(answer.status, 201, "{}", answer.text);
        answers.push(answer.text);
    }
    answers.dedup();
    assert_eq!(answers.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_credential_id_belongs_to_one_person() {
    let world = Arc::new(World::new().await);
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let mut bodies = Vec::new();
    for user_name in [SAM, "kim@demo.example"] {
        let token = world.open(&world.issue_for(user_name, true, None).await).await;
        let body = Response::new(&world.options(&token).await.expect(200), &[7; 16]).json();
        bodies.push((token, body));
    }
    let racers = bodies.into_iter().map(|(token, body)| {
        let world = world.clone();
        tokio::spawn(async move { world.register(&token, "some-key-0123456789", &body).await })
    });
    let mut outcomes = Vec::new();
    for racer in racers.collect::<Vec<_>>() {
        outcomes.push(racer.await.unwrap().status.as_u16());
    }
    outcomes.sort_unstable();
    assert_eq!(outcomes, [201, 409]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_pass_pays_for_one_app() {
    let world = Arc::new(World::new().await);
    for _ in 0..10 {
        let token = world.open(&world.issue(true).await).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let code = app.code(START, 0);
        let barrier = Arc::new(Barrier::new(RACERS as usize));
        let senders = (0..RACERS).map(|_| {
            let (world, token, code, barrier) = (world.clone(), token.clone(), code.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                world.confirm(&token, &code).await.expect(200).to_string()
            })
        });
        let mut answers = Vec::new();
        for sender in senders.collect::<Vec<_>>() {
            answers.push(sender.await.unwrap());
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "the same code gets the same answer");
        let current = world.current(&token).await.expect(200);
        assert_eq!(current["authenticators"].as_array().unwrap().len(), 1);
        world.each_used_pass_paid_for_one_thing().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_passkey_and_an_app_do_not_share_a_pass() {
    let world = Arc::new(World::new().await);
    let mut won = [0, 0];
    for round in 0..40u64 {
        let user_name = format!("racer-{round}@demo.example");
        world.add(&user_name.parse().unwrap(), "Racer").await;
        let token = world.open(&world.issue_for(&user_name, true, None).await).await;
        let app = App::set_up(&world.offer(&token).await.expect(201));
        let options = world.options(&token).await.expect(200);
        let barrier = Arc::new(Barrier::new(16));
        let racers = (0..16u64).map(|racer| {
            let body = Response::new(&options, &[round.to_be_bytes(), racer.to_be_bytes()].concat()).json();
            let (world, token, barrier, code) =
                (world.clone(), token.clone(), barrier.clone(), app.code(START, 0));
            tokio::spawn(async move {
                barrier.wait().await;
                if racer % 2 == 0 {
                    world.register(&token, &format!("racer-{racer:016}"), &body).await
                } else {
                    world.confirm(&token, &code).await
                }
            })
        });
        for racer in racers.collect::<Vec<_>>() {
            let answer = racer.await.unwrap();
            assert!(answer.status.as_u16() < 300 || answer.status.is_client_error(), "{}", answer.text);
        }
        let current = world.current(&token).await.expect(200);
        let count = |kind: &str| current[kind].as_array().unwrap().len();
        assert_eq!(paid(&world, &user_name).await, 1, "{current}");
        assert_eq!(count("passkeys") + count("authenticators"), 1, "{current}");
        won[count("authenticators")] += 1;
        world.each_used_pass_paid_for_one_thing().await;
    }
    figure("one pass: passkey or app first", f64::from(won[0]), "passkeys first", 40);
}

/// How many things the passes of this person paid for.
async fn paid(world: &World, user_name: &str) -> i64 {
    sqlx::query_scalar(
        "select count(*) from people join (select person_id from credentials where paid_by = 'pass' union all \
         select person_id from authenticators where paid_by = 'pass') on person_id = people.id where user_name = $1",
    )
    .bind(user_name.to_owned())
    .fetch_one(&mut world.database().await)
    .await
    .unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn guesses_at_a_code_are_counted_one_by_one() {
    let world = Arc::new(World::new().await);
    let token = world.open(&world.issue(true).await).await;
    let app = App::set_up(&world.offer(&token).await.expect(201));
    let mut told = BTreeMap::<String, u64>::new();
    for round in 0..2 {
        let barrier = Arc::new(Barrier::new(RACERS as usize));
        let guesses = (0..RACERS).map(|_| {
            let (world, token, wrong, barrier) =
                (world.clone(), token.clone(), app.wrong(START), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                world.confirm(&token, &wrong).await.code()
            })
        });
        for guess in guesses.collect::<Vec<_>>() {
            *told.entry(format!("{round} {}", guess.await.unwrap())).or_default() += 1;
        }
        world.clock.advance(Span::from_secs(30));
    }
    let expected =
        [("0 code-too-soon", 61), ("0 code-wrong", 3), ("1 authenticator-ended", 61), ("1 code-wrong", 3)];
    assert_eq!(told, expected.map(|(code, count)| (code.to_owned(), count)).into());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_device_claims_a_handover() {
    let world = Arc::new(World::new().await);
    for round in 0..20 {
        let kiosk = world.open_on_kiosk(&world.issue(true).await).await;
        let secret = world.hand_over(&kiosk).await;
        let barrier = Arc::new(Barrier::new(RACERS as usize));
        let claims = (0..RACERS).map(|_| {
            let (world, secret, barrier) = (world.clone(), secret.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                let answer = world.claim(&secret).await;
                if answer.status == 201 { "claimed".to_owned() } else { answer.code() }
            })
        });
        let mut told = BTreeMap::<String, u64>::new();
        for claim in claims.collect::<Vec<_>>() {
            *told.entry(claim.await.unwrap()).or_default() += 1;
        }
        // The second one ends it for all, so that not even the winner goes on.
        let expected = [("claimed", 1), ("handover-claimed", 1), ("handover-ended", 62)];
        assert_eq!(told, expected.map(|(code, count)| (code.to_owned(), count)).into(), "round {round}");
        assert_eq!(world.progress(&kiosk).await.expect(200)["stage"], "contested");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_agreement_and_a_second_claim_do_not_both_win() {
    let world = Arc::new(World::new().await);
    for round in 0..40 {
        let kiosk = world.open_on_kiosk(&world.issue(true).await).await;
        let secret = world.hand_over(&kiosk).await;
        let claimed = world.claim(&secret).await.expect(201);
        let number = claimed["number"].clone();
        let barrier = Arc::new(Barrier::new(2));
        let agreement = {
            let (world, kiosk, barrier) = (world.clone(), kiosk.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                world.agree(&kiosk, &number).await.status.as_u16()
            })
        };
        let second = {
            let (world, barrier) = (world.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                world.claim(&secret).await.refused("handover-claimed");
            })
        };
        let agreed = agreement.await.unwrap();
        second.await.unwrap();
        let progress = world.progress(&kiosk).await.expect(200);
        let phone = world.current(claimed["token"].as_str().unwrap()).await.status.as_u16();
        let seen = (agreed, progress["stage"].as_str().unwrap(), progress["intruded"] == true, phone);
        assert!(
            [(200, "opened", true, 200), (410, "contested", false, 401)].contains(&seen),
            "{round}: {seen:?}"
        );
    }
}
