//! The chain of the audit: what makes a change or a cut show.
//!
//! Owns the hash of an event, HMAC-SHA-256 over the hash before and all that is stored of the event, and
//! going through the chain from its beginning. Who can write the database but has not the server key
//! cannot make a link that fits. Cutting the newest events off leaves a chain that fits: for that the
//! deeds are counted against their events, and the head of the chain can be noted elsewhere.

use super::Audit;
use crate::key::keyed;
use crate::store::audit::{self, EventRecord, StoredEvent};
use crate::store::{Connection, StoreError};
use hmac::Mac;
use serde_json::Value;
use std::fmt;

/// How many events are looked at together.
const STRIDE: i64 = 1_000;

/// The end of a chain, to be noted where nobody who can write the database can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) seq: i64,
    pub(crate) hash: [u8; 32],
}

impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.seq)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for Head {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (seq, hash) = text.trim().split_once(':').ok_or(())?;
        if hash.len() != 64 || !hash.is_ascii() {
            return Err(());
        }
        let mut bytes = [0; 32];
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hash[2 * at..2 * at + 2], 16).map_err(|_| ())?;
        }
        Ok(Self { seq: seq.parse().map_err(|_| ())?, hash: bytes })
    }
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Breach {
    /// Events between these two are gone, the second is the next that is there.
    Missing(i64, i64),
    /// This event is not as it was written.
    Changed(i64),
    /// The chain ends before, or otherwise than, where it was noted to have come.
    Cut(i64),
    /// So many deeds of this kind have no event.
    Unwritten(&'static str, i64),
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(from, next) if next - from == 1 => write!(f, "event {from} is missing"),
            Self::Missing(from, next) => write!(f, "events {from} to {} are missing", next - 1),
            Self::Changed(seq) => write!(f, "event {seq} was changed after it was written"),
            Self::Cut(seq) => write!(f, "the audit no longer holds event {seq} as it was noted"),
            Self::Unwritten(what, 1) => write!(f, "one {what} has no event of its making: the audit was cut"),
            Self::Unwritten(what, count) => {
                write!(
                    f,
                    "{count} of what is kept as {what} have no event of their making: the audit was cut"
                )
            }
        }
    }
}

impl Audit {
    /// The hash of an event that follows one with the hash `before`.
    pub(super) fn link(&self, before: &[u8], seq: i64, record: &EventRecord) -> [u8; 32] {
        let mut mac = keyed(self.0.as_ref());
        mac.update(before);
        mac.update(&seq.to_be_bytes());
        mac.update(&record.at.as_millis().to_be_bytes());
        let texts = [
            record.id.to_string(),
            record.kind.to_owned(),
            record.activity.clone(),
            record.result.to_owned(),
            record.code.clone(),
            record.person.clone(),
            record.actor.clone(),
            record.body.clone(),
        ];
        for text in texts {
            // Its length first: no text can run into the next.
            mac.update(&(text.len() as u64).to_be_bytes());
            mac.update(text.as_bytes());
        }
        mac.finalize().into_bytes().into()
    }

    /// Goes through the whole chain: all that is wrong, and where it ends. `noted` is a head that was
    /// written down elsewhere.
    pub(crate) async fn verify(
        &self,
        connection: &mut Connection,
        noted: Option<Head>,
    ) -> Result<(Head, Vec<Breach>), StoreError> {
        let mut head = Head { seq: 0, hash: [0; 32] };
        let mut breaches = Vec::new();
        let mut as_noted = noted.is_none_or(|noted| noted == head);
        loop {
            let events = audit::after(connection, head.seq, STRIDE).await?;
            let done = events.is_empty();
            for StoredEvent { seq, record, hash } in events {
                let expected = self.link(&head.hash, seq, &record);
                if seq != head.seq + 1 {
                    breaches.push(Breach::Missing(head.seq + 1, seq));
                } else if expected.as_slice() != hash || !is_told(&record) {
                    breaches.push(Breach::Changed(seq));
                }
                // Goes on from what is stored: one change is one breach.
                head = Head { seq, hash: hash.try_into().unwrap_or_default() };
                as_noted |= noted == Some(head);
            }
            if done {
                break;
            }
        }
        if let Some(noted) = noted.filter(|_| !as_noted) {
            breaches.push(Breach::Cut(noted.seq));
        }
        for (what, count) in audit::unwritten(connection).await? {
            breaches.push(Breach::Unwritten(what, count));
        }
        Ok((head, breaches))
    }
}

/// Whether the columns, by which events are found, say what the event says.
fn is_told(record: &EventRecord) -> bool {
    serde_json::from_str::<Value>(&record.body).is_ok_and(|body| body["id"] == record.id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_as_it_is_written() {
        let head = Head { seq: 17, hash: [0xa5; 32] };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "17", "17:", "x:a5", "17:zz", &format!("17:{}", "ä".repeat(32))] {
            assert_eq!(wrong.parse::<Head>(), Err(()), "{wrong}");
        }
    }
}
