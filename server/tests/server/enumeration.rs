//! Whoever has not the right pass learns nothing from the answer: not by what it says, not by how long it
//! takes.

use crate::world::{Answer, SAM, WRONG, World, figure, request, rounds, stopwatch};
use axum::extract::ConnectInfo;
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use doorkey_server::hashing::HashCost;
use serde_json::json;
use std::net::SocketAddr;

/// Who has not the right pass.
const KINDS: [&str; 4] = ["nobody", "no pass", "wrong pass", "locked pass"];

/// How many of each kind there are: each is guessed at eight times at most, which locks nobody.
const OF_A_KIND: u64 = 250;

fn name(kind: usize, number: u64) -> String {
    format!("{}-{number}@demo.example", ["nobody", "without", "holder", "locked"][kind])
}

/// Somebody of each kind, `many` of them.
async fn people(world: &World, many: u64) {
    for number in 0..many {
        for kind in 1..4 {
            let name = name(kind, number);
            world.add(&name.parse().unwrap(), "Somebody").await;
            if kind > 1 {
                world.issue_for(&name, true, None).await;
            }
        }
        if number % 100 == 99 {
            world.clock.advance(Span::from_mins(1)); // the desk is held to a pace
        }
    }
    sqlx::query(
        "update passes set attempts = 10 where person_id in (select id from people where user_name like 'locked-%')",
    )
    .execute(&mut world.database().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn four_refusals_are_one() {
    let world = World::new().await;
    people(&world, 1).await;
    let link = world.issue(true).await.invitation_link;
    let invitation = link.split_once("#i=").unwrap().1;
    for (number, (pass, more)) in [
        (WRONG, json!({})),
        ("abcd1 0345y", json!({ "kiosk": true })),
        (WRONG, json!({ "invitation": invitation })),
        ("ABCD10345X", json!({})),
        ("", json!({})),
    ]
    .into_iter()
    .enumerate()
    {
        let mut answers = Vec::new();
        for kind in 0..4 {
            let mut body = json!({ "userName": name(kind, 0), "pass": pass });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let mut request = request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()));
            let address = SocketAddr::from(([10, 1, number as u8, kind as u8], 4711));
            request.extensions_mut().insert(ConnectInfo(address));
            answers.push(world.send(request).await);
        }
        for (answer, kind) in answers.iter().zip(KINDS) {
            let all = |answer: &Answer| (answer.status, answer.headers.clone(), answer.text.clone());
            assert_eq!(all(answer), all(&answers[0]), "{kind}");
        }
    }
    world.redeem(SAM, WRONG).await.refused("pass-refused");
}

/// Mean, variance and number.
fn moments(samples: &[f64]) -> (f64, f64, f64) {
    let n = samples.len() as f64;
    let mean = samples.iter().sum::<f64>() / n;
    let variance = samples.iter().map(|sample| (sample - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, variance, n)
}

/// Welch's t between two samples.
fn welch(one: &[f64], other: &[f64]) -> f64 {
    let ((mean, variance, n), (other_mean, other_variance, other_n)) = (moments(one), moments(other));
    (mean - other_mean) / (variance / n + other_variance / other_n).sqrt()
}

fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// The samples below the slowest twentieth of all: what the machine did beside is no answer's.
fn quiet(samples: &[Vec<f64>; 4]) -> [Vec<f64>; 4] {
    let mut all = samples.concat();
    all.sort_by(f64::total_cmp);
    let most = all[all.len() * 19 / 20];
    samples.each_ref().map(|samples| samples.iter().copied().filter(|sample| *sample < most).collect())
}

/// Measures and says what it found; a busy machine fails nothing.
#[tokio::test]
async fn four_refusals_take_as_long() {
    let rounds = rounds(20, 2_000);
    let world = World::with(|settings| settings.hash_cost = HashCost::DEFAULT).await;
    people(&world, rounds.min(OF_A_KIND)).await;
    let mut samples: [Vec<f64>; 4] = Default::default();
    for round in 0..rounds {
        // The kinds take turns at being first, in all orders.
        let mut kinds = [0, 1, 2, 3];
        kinds.rotate_left(round as usize % 4);
        kinds[1..].rotate_left(round as usize / 4 % 3);
        if round / 12 % 2 == 1 {
            kinds.reverse();
        }
        for kind in kinds {
            let [.., high, low] = round.to_be_bytes();
            let name = name(kind, round % OF_A_KIND);
            let since = stopwatch();
            let answer = world.redeem_from([10, kind as u8, high, low], &name, WRONG).await;
            samples[kind].push(since.elapsed().as_secs_f64() * 1e3);
            answer.refused("pass-refused");
        }
    }
    for (kind, samples) in KINDS.iter().zip(&samples) {
        println!("{kind}: median {:.3} ms", median(samples));
        figure(&format!("refused, {kind}: median"), median(samples), "ms", rounds);
    }
    let quiet = quiet(&samples);
    let mut largest = 0f64;
    for one in 0..4 {
        for other in one + 1..4 {
            let t = welch(&quiet[one], &quiet[other]);
            let all = welch(&samples[one], &samples[other]);
            let pair = format!("{} against {}", KINDS[one], KINDS[other]);
            println!("{pair}: Welch's t {t:.2}, with the slowest twentieth {all:.2}");
            figure(&format!("refused, {pair}: Welch's t"), t, "", rounds);
            largest = largest.max(t.abs());
        }
    }
    let verdict = if largest < 4.5 { "cannot be told apart" } else { "CAN BE TOLD APART" };
    println!("by their time the four {verdict}: the largest |t| is {largest:.2}, of 4.5 allowed");
    figure("refused: the largest |t| of all pairs, 4.5 allowed", largest, "", rounds);
}

#[test]
fn welch_tells_what_is_apart() {
    let near: Vec<f64> = (0..100).map(|at| f64::from(at % 10)).collect();
    let far: Vec<f64> = near.iter().map(|sample| sample + 3.0).collect();
    assert!(welch(&near, &near).abs() < 1e-9);
    // Means 4.5 and 7.5, both variances 8.25 * 100 / 99.
    assert!((welch(&near, &far) + 3.0 / (2.0 * 8.25 / 99.0f64).sqrt()).abs() < 1e-9);
}
