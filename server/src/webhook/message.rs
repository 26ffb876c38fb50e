//! What a delivery says.
//!
//! Owns [`Batch`], the alerts of one kind that go in one message: its id, its body and its signature, as
//! the Standard Webhooks specification has them. All but the signature's time follow from the alerts, so
//! that the same sent again is the same message, and a receiver can tell.

use crate::command::when::rfc_3339;
use crate::key::keyed;
use crate::store::alerts::AlertRecord;
use base64::Engine;
use base64::prelude::{BASE64_STANDARD as BASE64, BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::time::Timestamp;
use hmac::Mac;
use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashSet};

/// How many alerts of a message are told one by one; the others are counted.
const SHOWN: usize = 20;

/// Alerts of one kind, the oldest first. At least one.
pub(super) struct Batch {
    pub(super) kind: String,
    pub(super) alerts: Vec<AlertRecord>,
}

#[derive(Serialize)]
struct Message<'a> {
    r#type: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    severity: &'a str,
    words: String,
    count: i64,
    subjects: usize,
    first_at: String,
    last_at: String,
    alerts: Vec<Shown<'a>>,
}

#[derive(Serialize)]
struct Shown<'a> {
    subject: &'a str,
    count: i64,
    facts: Map<String, Value>,
}

/// For each kind its batches: what was tried before goes apart from what is new.
pub(super) fn batches(taken: Vec<AlertRecord>) -> Vec<Vec<Batch>> {
    let mut kinds: BTreeMap<String, [Vec<AlertRecord>; 2]> = BTreeMap::new();
    for alert in taken {
        let [again, new] = kinds.entry(alert.kind.clone()).or_default();
        if alert.tries > 1 { again.push(alert) } else { new.push(alert) }
    }
    let batches = kinds.into_iter().map(|(kind, both)| {
        let some = both.into_iter().filter(|alerts| !alerts.is_empty());
        some.map(|alerts| Batch { kind: kind.clone(), alerts }).collect()
    });
    batches.collect()
}

impl Batch {
    /// How often it was tried, this time included.
    pub(super) fn tries(&self) -> i64 {
        self.alerts.iter().map(|alert| alert.tries).max().unwrap_or(1)
    }

    /// By which a receiver knows that it has it already.
    pub(super) fn id(&self) -> String {
        let mut digest = Sha256::new();
        for alert in &self.alerts {
            digest.update(format!("{} {} {}\n", alert.id, alert.count, alert.last_at));
        }
        format!("msg_{}", BASE64URL.encode(&digest.finalize()[..16]))
    }

    pub(super) fn body(&self) -> Result<String, serde_json::Error> {
        let first_at = self.alerts.iter().map(|alert| alert.first_at).min().unwrap_or_default();
        let last_at = self.alerts.iter().map(|alert| alert.last_at).max().unwrap_or_default();
        let [first_at, last_at] = [first_at, last_at].map(|at| rfc_3339(Timestamp::from_millis(at)));
        let subjects: HashSet<_> = self.alerts.iter().map(|alert| &alert.subject).collect();
        let mut words = String::new();
        let mut shown = Vec::new();
        for alert in self.alerts.iter().take(SHOWN) {
            let mut facts: Map<String, Value> = serde_json::from_str(&alert.body)?;
            // The same for all of a kind: said once, above them.
            if let Some(Value::String(said)) = facts.remove("words") {
                words = said;
            }
            shown.push(Shown { subject: &alert.subject, count: alert.count, facts });
        }
        serde_json::to_string(&Message {
            r#type: format!("doorkey.alert.{}", self.kind),
            timestamp: last_at.clone(),
            data: Data {
                severity: self.alerts.first().map_or("", |alert| &alert.severity),
                words,
                count: self.alerts.iter().map(|alert| alert.count).sum(),
                subjects: subjects.len(),
                first_at,
                last_at,
                alerts: shown,
            },
        })
    }
}

/// The signature of a message that is sent at `timestamp`, in seconds.
pub(super) fn signature(key: &[u8], id: &str, timestamp: i64, body: &str) -> String {
    let mut mac = keyed(key);
    mac.update(format!("{id}.{timestamp}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(id: &str, kind: &str, tries: i64) -> AlertRecord {
        AlertRecord {
            id: id.to_owned(),
            kind: kind.to_owned(),
            severity: "high".to_owned(),
            subject: format!("about {id}"),
            body: r#"{"userName":"sam@demo.example","words":"it happened"}"#.to_owned(),
            count: 2,
            first_at: 1_795_424_400_000,
            last_at: 1_795_424_401_500,
            tries,
        }
    }

    #[test]
    fn a_signature_is_as_the_specification_has_it() {
        // The example of the specification's own libraries.
        let key = BASE64.decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
        assert_eq!(
            signature(&key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, r#"{"test": 2432232314}"#),
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
        );
    }

    #[test]
    fn a_message_says_what_happened_how_often_and_to_whom() {
        let batch =
            Batch { kind: "used-pass-tried".to_owned(), alerts: vec![alert("a", "", 1), alert("b", "", 1)] };
        let expected = concat!(
            r#"{"type":"doorkey.alert.used-pass-tried","timestamp":"2026-11-23T09:00:01.5Z","data":{"#,
            r#""severity":"high","words":"it happened","count":4,"subjects":2,"#,
            r#""firstAt":"2026-11-23T09:00:00Z","lastAt":"2026-11-23T09:00:01.5Z","alerts":["#,
            r#"{"subject":"about a","count":2,"facts":{"userName":"sam@demo.example"}},"#,
            r#"{"subject":"about b","count":2,"facts":{"userName":"sam@demo.example"}}]}}"#,
        );
        assert_eq!(batch.body().unwrap(), expected);
    }

    #[test]
    fn what_counts_on_is_another_message() {
        let batch = |alerts| Batch { kind: "k".to_owned(), alerts };
        let once = batch(vec![alert("a", "k", 1)]).id();
        assert_eq!(once, batch(vec![alert("a", "k", 7)]).id());
        assert_ne!(once, batch(vec![AlertRecord { count: 3, ..alert("a", "k", 1) }]).id());
        assert_ne!(once, batch(vec![alert("a", "k", 1), alert("b", "k", 1)]).id());
        assert!(!once.contains('.'), "{once}");
    }

    #[test]
    fn what_was_tried_goes_apart_from_what_is_new() {
        let taken = vec![alert("a", "k", 3), alert("b", "k", 1), alert("c", "j", 1), alert("d", "k", 2)];
        let ids: Vec<Vec<Vec<_>>> = batches(taken)
            .iter()
            .map(|kind| {
                kind.iter().map(|batch| batch.alerts.iter().map(|a| a.id.clone()).collect()).collect()
            })
            .collect();
        assert_eq!(ids, [vec![vec!["c"]], vec![vec!["a", "d"], vec!["b"]]]);
    }
}
