//! What must hold in every database at every moment, read without any of the server's own code.

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::{AnyConnection, Connection, Row};
use std::path::Path;

/// The books of one data folder, and how far its audit was gone through.
pub(crate) struct Books {
    pub(crate) database: AnyConnection,
    key: Vec<u8>,
    seq: i64,
    hash: Vec<u8>,
}

/// Each finds rows that there must not be.
const NEVER: [(&str, &str); 8] = [
    (
        "used one-time passes and what names them as payer are not one to one",
        "select id from passes where (used_at is not null) != (select count(*) from \
         (select pass_id from credentials where paid_by = 'pass' union all \
          select pass_id from authenticators where paid_by = 'pass') where pass_id = passes.id) and one_time = 1",
    ),
    (
        "a pass that is not for one time was used up",
        "select id from passes where one_time = 0 and used_at is not null",
    ),
    (
        "somebody has two passes",
        "select person_id from passes where ended_at is null group by person_id having count(*) > 1",
    ),
    (
        "something was stored without its event",
        "select made.id from (select id, event_seq, person_id from passes union all \
          select id, event_seq, person_id from credentials union all \
          select id, event_seq, person_id from authenticators) made left join audit_events \
         on seq = event_seq and audit_events.person_id = made.person_id and result = 'success' where seq is null",
    ),
    (
        "one event stands for two things",
        "select min(id) from (select id, event_seq from passes union all select id, event_seq from credentials \
          union all select id, event_seq from authenticators) group by event_seq having count(*) > 1",
    ),
    (
        "a redemption outlives its pass though nothing was registered in it",
        "select redemptions.id from redemptions join passes on passes.id = pass_id \
         where closes_at > starts_at + lifetime_in_minutes * 60000 and not exists \
         (select 1 from credentials where redemption_id = redemptions.id) and not exists \
         (select 1 from authenticators where redemption_id = redemptions.id)",
    ),
    ("a pass was tried more often than it may be", "select id from passes where attempts > 10"),
    (
        "two redemptions of a one-time pass are open",
        "select pass_id from redemptions join passes on passes.id = pass_id where one_time = 1 \
         and superseded_at is null and left_at is null group by pass_id having count(*) > 1",
    ),
];

impl Books {
    pub(crate) async fn open(data: &Path) -> Self {
        let address = format!("sqlite://{}", data.join("doorkey.sqlite3").display());
        let database = AnyConnection::connect(&address).await.unwrap();
        let key = BASE64.decode(std::fs::read_to_string(data.join("key")).unwrap().trim()).unwrap();
        Self { database, key: hmac(&key, &[b"audit\0"]), seq: 0, hash: vec![0; 32] }
    }

    /// The first number that a query finds.
    pub(crate) async fn count(&mut self, sql: &'static str, of: &str) -> i64 {
        sqlx::query_scalar(sql).bind(of.to_owned()).fetch_one(&mut self.database).await.unwrap()
    }

    /// Lets the desk issue on: it is held to a pace that no race keeps to.
    pub(crate) async fn forget_pace(&mut self) {
        sqlx::query("update passes set issued_by = ''").execute(&mut self.database).await.unwrap();
    }

    /// Checks everything; of the audit what came since the last time.
    pub(crate) async fn check(&mut self) {
        for (what, sql) in NEVER {
            let found: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut self.database).await.unwrap();
            assert_eq!(found, Vec::<String>::new(), "{what}");
        }
        self.check_audit().await;
    }

    /// Whether the file itself is whole.
    pub(crate) async fn check_file(&mut self) {
        let said: String =
            sqlx::query_scalar("pragma integrity_check").fetch_one(&mut self.database).await.unwrap();
        assert_eq!(said, "ok");
        let broken = sqlx::query("pragma foreign_key_check").fetch_all(&mut self.database).await.unwrap();
        assert!(broken.is_empty());
    }

    /// Every event follows the one before, under the server key.
    pub(crate) async fn check_audit(&mut self) {
        let events = sqlx::query("select * from audit_events where seq > $1 order by seq")
            .bind(self.seq)
            .fetch_all(&mut self.database)
            .await
            .unwrap();
        for event in events {
            let (seq, at): (i64, i64) = (event.get("seq"), event.get("at"));
            assert_eq!(seq, self.seq + 1, "an event is missing");
            let mut parts = vec![self.hash.clone(), seq.to_be_bytes().to_vec(), at.to_be_bytes().to_vec()];
            for column in ["id", "kind", "activity", "result", "code", "person_id", "actor_id", "body"] {
                let text: String = event.get(column);
                parts.push((text.len() as u64).to_be_bytes().to_vec());
                parts.push(text.into_bytes());
            }
            let parts: Vec<_> = parts.iter().map(Vec::as_slice).collect();
            self.hash = event.get("hash");
            assert_eq!(hmac(&self.key, &parts), self.hash, "event {seq} does not follow");
            self.seq = seq;
        }
    }
}

fn hmac(key: &[u8], parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}
