//! What an IT lead reports where people sign in at Microsoft.
//!
//! Owns the figures that our own audit holds: what this server issued, who signed in by it, what was seen to be
//! set up, and with which number Microsoft led somebody back. Passes that were issued elsewhere, and what Microsoft
//! refused on its own page, only Microsoft can count.

use super::{by_count, median, ninetieth};
use crate::audit::activity;
use crate::directory::{Directory, DirectoryError};
use crate::store::StoreError;
use crate::store::audit::{self, EventRecord};
use doorkey_protocol::time::{Span, Timestamp};
use serde_json::Value;
use std::collections::BTreeMap;

/// The figures of a time.
#[derive(Debug, Default)]
pub(crate) struct TenantReport {
    /// How many passes this server issued.
    pub(crate) issued: usize,
    /// To how many people.
    pub(crate) issued_to: usize,
    /// How many of them were issued another before anything was seen.
    pub(crate) issued_again: usize,
    /// How many people signed in.
    pub(crate) signed_in: usize,
    /// Of how many of them something was seen that they had set up.
    pub(crate) set_up: usize,
    /// From somebody's first sign-in until that was seen.
    pub(crate) median: Option<Span>,
    /// Within which it was seen of nine of ten.
    pub(crate) ninetieth: Option<Span>,
    /// What was seen, in the words of Entra's audit, most often first.
    pub(crate) methods: Vec<(String, u64)>,
    /// The numbers that Microsoft led back with, most often first.
    pub(crate) numbers: Vec<(String, u64)>,
    /// The codes that whoever issues met.
    pub(crate) desk_codes: Vec<(String, u64)>,
}

/// How far somebody has come.
#[derive(Default)]
struct Theirs {
    /// Passes that were issued before anything was seen.
    issued: usize,
    signed_in_at: Option<Timestamp>,
    seen_at: Option<Timestamp>,
}

#[derive(Default)]
struct Count {
    people: BTreeMap<String, Theirs>,
    issued: usize,
    methods: BTreeMap<String, u64>,
    numbers: BTreeMap<String, u64>,
    desk_codes: BTreeMap<String, u64>,
}

impl Directory {
    /// The figures of the time since then, with a tenant behind this server.
    pub(crate) async fn report_of_tenant(&self, since: Timestamp) -> Result<TenantReport, DirectoryError> {
        let mut snapshot = self.store.snapshot().await?;
        let mut count = Count::default();
        audit::each(&mut snapshot, since, None, |event| {
            count.note(&event.record);
            Ok::<_, StoreError>(())
        })
        .await?;
        Ok(count.report())
    }
}

impl Count {
    fn note(&mut self, record: &EventRecord) {
        let succeeded = record.result == "success";
        let body = || serde_json::from_str::<Value>(&record.body).unwrap_or_default();
        if record.kind == "signIn" {
            if succeeded {
                self.theirs(record).signed_in_at.get_or_insert(record.at);
            } else {
                let number = body()["status"]["errorCode"].as_u64().unwrap_or_default();
                *self.numbers.entry(format!("AADSTS{number}")).or_default() += 1;
            }
        } else if record.activity == activity::USER_REGISTERED.name && succeeded {
            let body = body();
            let reason = body["resultReason"].as_str().unwrap_or_default();
            let what = reason.strip_prefix("User registered ").unwrap_or(reason);
            *self.methods.entry(what.to_owned()).or_default() += 1;
            self.theirs(record).seen_at.get_or_insert(record.at);
        } else if record.activity == activity::ADMIN_REGISTERED.name && succeeded {
            self.issued += 1;
            let theirs = self.theirs(record);
            theirs.issued += usize::from(theirs.seen_at.is_none());
        } else if [activity::ADMIN_REGISTERED.name, activity::ADMIN_DELETED.name].contains(&&*record.activity)
            && !succeeded
        {
            *self.desk_codes.entry(record.code.clone()).or_default() += 1;
        }
    }

    fn theirs(&mut self, record: &EventRecord) -> &mut Theirs {
        self.people.entry(record.person.clone()).or_default()
    }

    fn report(self) -> TenantReport {
        let all = || self.people.values();
        // Who signed in before the time that is asked about is not in it.
        let mut times: Vec<_> = all()
            .filter_map(|it| Some((it.seen_at? - it.signed_in_at?).as_millis()))
            .filter(|millis| *millis >= 0)
            .collect();
        times.sort_unstable();
        TenantReport {
            issued: self.issued,
            issued_to: all().filter(|it| it.issued > 0).count(),
            issued_again: all().filter(|it| it.issued > 1).count(),
            signed_in: all().filter(|it| it.signed_in_at.is_some()).count(),
            set_up: times.len(),
            median: median(&times),
            ninetieth: ninetieth(&times),
            methods: by_count(self.methods),
            numbers: by_count(self.numbers),
            desk_codes: by_count(self.desk_codes),
        }
    }
}
