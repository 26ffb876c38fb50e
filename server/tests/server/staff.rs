//! The staff corner of a kiosk.

use crate::entra::JO;
use crate::entra_place::place;
use crate::world::{Answer, START, World, request};
use axum::http::{Method, header};
use doorkey_protocol::api;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Barrier;

pub(crate) const PIN: &str = "739148";

async fn with_pin() -> World {
    World::with(|settings| settings.staff_pin = Some(Secret::new(PIN.to_owned()))).await
}

async fn enter(world: &World, pin: &str) -> Answer {
    let body = json!({ "pin": pin }).to_string();
    world.send(request(Method::POST, api::STAFF, None, Some(body))).await
}

async fn configured(world: &World) -> serde_json::Value {
    world.send(request(Method::GET, api::CONFIGURATION, None, None)).await.expect(200)["staff"].clone()
}

#[tokio::test]
async fn without_a_pin_there_is_no_corner() {
    let world = World::new().await;
    assert_eq!(configured(&world).await, false);
    for pin in ["", PIN] {
        enter(&world, pin).await.refused("not-found");
    }
}

#[tokio::test]
async fn the_pin_opens_a_report() {
    let world = with_pin().await;
    assert_eq!(configured(&world).await, true);
    let report = |open: u32| json!({ "version": env!("CARGO_PKG_VERSION"), "database": true, "open": open, "now": START.as_millis() });
    assert_eq!(enter(&world, PIN).await.expect(200), report(0));
    let issued = world.issue(true).await;
    let former = world.open(&issued).await;
    world.open(&issued).await; // takes over
    assert_eq!(enter(&world, PIN).await.expect(200), report(1));
    let left = world.open(&world.issue(false).await).await;
    assert_eq!(enter(&world, PIN).await.expect(200), report(2));
    world.delete(&left, api::CURRENT).await;
    assert_eq!(enter(&world, PIN).await.expect(200), report(1));
    world.clock.advance(Span::from_mins(10));
    assert_eq!(enter(&world, PIN).await.expect(200)["open"], 0);
    drop(former);
}

#[tokio::test]
async fn with_a_tenant_it_counts_who_has_signed_in() {
    let place = place().await;
    let open = async || enter(&place.world, PIN).await.expect(200)["open"].clone();
    assert_eq!(open().await, 0);
    let token = place.visiting().await;
    assert_eq!(open().await, 1);
    // Whoever signs in a second time is still one person.
    let begun = place.begin(None).await;
    let answer = place.still_at_microsoft(&begun, JO).await;
    let again = place.answer(&answer).await.expect(201);
    assert_eq!(open().await, 1);
    for token in [token.as_str(), again["token"].as_str().unwrap()] {
        place.world.send(request(Method::DELETE, api::VISIT, Some(token), None)).await.expect(204);
    }
    assert_eq!(open().await, 0);
    place.visiting().await;
    place.later(30);
    assert_eq!(open().await, 0);
}

#[tokio::test]
async fn wrong_pins_make_wait_longer_and_longer() {
    let world = with_pin().await;
    for wrong in ["", "739149", "73914", "7391480", " 739148"] {
        let answer = enter(&world, wrong).await;
        answer.refused("pin-wrong");
        assert_eq!(answer.json()["notBefore"].is_null(), wrong != " 739148", "the fifth begins a pause");
    }
    for seconds in [30, 60, 120, 240, 480, 900, 900] {
        // Not even the right one is looked at, and trying does not make the pause longer.
        world.clock.advance(Span::from_millis(seconds * 1_000 - 1));
        let answer = enter(&world, PIN).await;
        answer.refused("pin-too-soon");
        assert_eq!(
            (answer.status.as_u16(), &answer.headers[header::RETRY_AFTER]),
            (429, &"1".parse().unwrap())
        );
        world.clock.advance(Span::from_millis(1));
        enter(&world, "000000").await.refused("pin-wrong");
    }
    world.clock.advance(Span::from_mins(15));
    enter(&world, PIN).await.expect(200);
    // In a row: the right one starts the count again.
    for _ in 0..2 {
        for _ in 0..4 {
            let answer = enter(&world, "000000").await;
            answer.refused("pin-wrong");
            assert!(answer.json()["notBefore"].is_null());
        }
        enter(&world, PIN).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn tries_that_come_together_are_counted_one_by_one() {
    let world = Arc::new(with_pin().await);
    let barrier = Arc::new(Barrier::new(64));
    let tries = (0..64).map(|_| {
        let (world, barrier) = (world.clone(), barrier.clone());
        tokio::spawn(async move {
            barrier.wait().await;
            enter(&world, "000000").await.code()
        })
    });
    let mut told = BTreeMap::<String, u32>::new();
    for one in tries.collect::<Vec<_>>() {
        *told.entry(one.await.unwrap()).or_default() += 1;
    }
    assert_eq!(told, [("pin-too-soon".to_owned(), 59), ("pin-wrong".to_owned(), 5)].into());
}

#[tokio::test]
async fn bodies_that_are_none() {
    let world = with_pin().await;
    for body in ["{}", r#"{"pin":739148}"#, r#"["739148"]"#, "739148"] {
        let answer = world.send(request(Method::POST, api::STAFF, None, Some(body.to_owned()))).await;
        answer.refused("malformed-request");
        assert!(!answer.text.contains(PIN));
    }
    world.send(request(Method::GET, api::STAFF, None, None)).await.refused("method-not-allowed");
}
