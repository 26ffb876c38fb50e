//! What goes wrong on order.

use crate::client::{access_token, graph, send};
use axum::http::header;
use doorkey_tenant::{Fault, Order, Person, RetryAfter, Tenant};
use serde_json::{Value, json};
use std::time::Duration;

const PASSES: &str = "users/ada@contoso.example/authentication/temporaryAccessPassMethods";
const WHAT: &str = "POST /v1.0/users/*/temporaryAccessPassMethods";

async fn with_ada() -> (Tenant, String) {
    let tenant = Tenant::start().await;
    tenant.add_person(Person::new("ada@contoso.example", "Ada"));
    let token = access_token(&tenant).await;
    (tenant, token)
}

/// Each fault befalls as often as it was ordered, and either nothing was done or it was.
#[tokio::test]
async fn a_fault_befalls_the_next_answers_and_no_other() {
    for (fault, status, kind, done) in [
        (Fault::Status(401), Some(401), "application/json", false),
        (Fault::Status(403), Some(403), "application/json", false),
        (Fault::Status(404), Some(404), "application/json", false),
        (Fault::Status(409), Some(409), "application/json", false),
        (Fault::Status(500), Some(500), "application/json", false),
        (Fault::Html(502), Some(502), "text/html", false),
        (Fault::Html(503), Some(503), "text/html", false),
        (Fault::Html(504), Some(504), "text/html", false),
        (Fault::Throttled(RetryAfter::Absent), Some(429), "application/json", false),
        (Fault::Unavailable(RetryAfter::Seconds(3)), Some(503), "application/json", false),
        (Fault::DroppedBefore, None, "", false),
        (Fault::DroppedAfter, None, "", true),
        (Fault::Cut, None, "", true),
        (Fault::ContentType("text/plain".to_owned()), Some(201), "text/plain", true),
        (Fault::Garbage, Some(201), "application/json", true),
        (Fault::Body("[]".to_owned()), Some(201), "application/json", true),
        (Fault::Slow(1), Some(201), "application/json", true),
    ] {
        let (tenant, token) = with_ada().await;
        tenant.fail(WHAT, 2, fault.clone());
        for round in 1..=2 {
            let answer = graph(&tenant, &token, "POST", PASSES, "{}").await;
            assert_eq!(answer.as_ref().ok().map(|it| it.status.as_u16()), status, "{fault:?}");
            if let Ok(answer) = answer {
                assert!(answer.header("content-type").starts_with(kind), "{fault:?}");
                if kind == "application/json" && fault != Fault::Garbage {
                    answer.json();
                }
            }
            assert_eq!(tenant.passes_made(), if done { round } else { 0 }, "{fault:?}");
            assert_eq!(graph(&tenant, &token, "GET", PASSES, "").await.unwrap().status, 200, "{fault:?}");
        }
        assert_eq!(graph(&tenant, &token, "POST", PASSES, "{}").await.unwrap().status, 201, "{fault:?}");
        tenant.fail("*", 9, fault.clone());
        tenant.recover();
        assert_eq!(graph(&tenant, &token, "POST", PASSES, "{}").await.unwrap().status, 201, "{fault:?}");
    }
}

#[tokio::test]
async fn a_throttled_client_is_told_when_to_come_again() {
    let (tenant, token) = with_ada().await;
    tenant.stop_time("2026-11-28T04:05:06Z".parse().unwrap());
    for (after, expected) in [
        (RetryAfter::Absent, ""),
        (RetryAfter::Seconds(7), "7"),
        (RetryAfter::Seconds(1_000_000_000), "1000000000"),
        (RetryAfter::Date(30), "Sat, 28 Nov 2026 04:05:36 GMT"),
        (RetryAfter::Text("soon".to_owned()), "soon"),
    ] {
        tenant.fail("/v1.0/*", 1, Fault::Throttled(after.clone()));
        let answer = graph(&tenant, &token, "GET", PASSES, "").await.unwrap();
        assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (429, expected), "{after:?}");
        assert_eq!(answer.header("date"), "Sat, 28 Nov 2026 04:05:06 GMT");
    }
}

/// H2: who does not wait does not know whether a pass was made.
#[tokio::test]
async fn a_slow_answer_was_done() {
    let (tenant, token) = with_ada().await;
    tenant.fail(WHAT, 1, Fault::Slow(60_000));
    let impatient =
        tokio::time::timeout(Duration::from_millis(500), graph(&tenant, &token, "POST", PASSES, "{}"));
    assert!(impatient.await.is_err());
    assert_eq!(tenant.passes_made(), 1);
    let seen = tenant.log();
    assert_eq!(seen.last().map(|seen| (seen.method.as_str(), seen.status)), Some(("POST", None)));
}

#[tokio::test]
async fn the_sign_in_fails_in_its_own_words() {
    let (tenant, _) = with_ada().await;
    tenant.fail("*/token", 1, Fault::Status(503));
    let address = crate::client::endpoint(&tenant, "oauth2/v2.0/token");
    let answer = crate::client::post(&address, &[]).await;
    assert_eq!((answer.status.as_u16(), answer.json()["error_codes"][0].as_u64()), (503, Some(90033)));
}

/// A browser's test has no handle.
#[tokio::test]
async fn the_controls_are_there_over_http() {
    let (tenant, token) = with_ada().await;
    let control = tenant.control().to_string();
    let kind = [(header::CONTENT_TYPE, "application/json")];
    for (order, status) in [
        (
            json!({ "order": "addPerson", "person": { "userName": "eve@contoso.example", "name": "Eve" } }),
            200,
        ),
        (
            json!({ "order": "register", "whose": "eve@contoso.example", "kind": "passkey", "name": "Key" }),
            200,
        ),
        (json!({ "order": "register", "whose": "nobody", "kind": "passkey", "name": "Key" }), 400),
        (
            json!({ "order": "fail", "what": "/v1.0/users", "times": 1, "fault": { "throttled": { "seconds": 5 } } }),
            200,
        ),
        (json!(Order::IssuePass { whose: "eve@contoso.example".to_owned(), pass: Default::default() }), 200),
        (json!({ "order": "nothing" }), 422),
    ] {
        let answer = send("POST", &control, &kind, order.to_string()).await.unwrap();
        assert_eq!(answer.status, status, "{order}: {}", answer.text());
    }
    assert_eq!(graph(&tenant, &token, "GET", "users", "").await.unwrap().status, 429);
    let path = "users/eve@contoso.example/authentication/fido2Methods";
    assert_eq!(
        graph(&tenant, &token, "GET", path, "").await.unwrap().json()["value"][0]["displayName"],
        "Key"
    );
    let told = send("GET", &control, &[], String::new()).await.unwrap().json();
    let statuses: Vec<&Value> = told["log"].as_array().unwrap().iter().map(|seen| &seen["status"]).collect();
    assert_eq!(statuses, [200, 429, 200], "the token, and what was asked of Graph");
}
