//! `directoryAudits`, `signIns` and the reports.
//!
//! Owns their lists, the newest first, each entry after the delay.

use super::error::No;
use super::query::Query;
use super::{Answer, allowed, whole};
use crate::audit::Entry;
use crate::world::{Shared, World};
use axum::extract::{RawQuery, State};
use axum::http::header::HeaderMap;
use serde_json::Value;

const READ: [&str; 1] = ["AuditLog.Read.All"];

fn listed(world: &World, entries: &[Entry]) -> Vec<Value> {
    let now = world.now();
    let there = entries.iter().rev().filter(|entry| entry.listed_from <= now);
    there.map(|entry| entry.shown.clone()).collect()
}

pub(super) async fn directory(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    let entries = listed(&world, &world.audits);
    Query::read(query.as_deref()).page(&world, "auditLogs/directoryAudits", entries)
}

pub(super) async fn sign_ins(
    State(world): State<Shared>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    let entries = listed(&world, &world.sign_ins);
    Query::read(query.as_deref()).page(&world, "auditLogs/signIns", entries)
}

/// Refused for a tenant without the licence. With it they are empty here: the real ones are 36 hours late.
pub(super) async fn reports(State(world): State<Shared>, headers: HeaderMap) -> Answer {
    let world = allowed(&world, &headers, &READ)?;
    if !world.reports {
        return Err(No::new(
            &world,
            403,
            "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
            "Neither tenant is B2C or tenant doesn't have premium license",
        ));
    }
    Ok(whole(&world, "reports/authenticationMethods/userRegistrationDetails", Vec::new()))
}
