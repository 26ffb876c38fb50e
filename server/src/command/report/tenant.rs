//! `doorkey report` with Entra as the directory.
//!
//! Owns what is printed of the figures of a tenant's people.

use super::super::when::{in_words, rfc_3339};
use super::{counts, length, map, seconds};
use crate::report::tenant::TenantReport;
use doorkey_protocol::time::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

pub(super) fn in_lines(since: Timestamp, report: &TenantReport) -> String {
    let times = match (report.median, report.ninetieth) {
        (Some(median), Some(ninetieth)) => {
            let (median, ninetieth) = (length(median), length(ninetieth));
            format!("half within {median} of the sign-in, nine of ten within {ninetieth}")
        }
        _ => "nothing was seen yet".to_owned(),
    };
    let again = match report.issued_to {
        0 => "none".to_owned(),
        people => format!("{} of {people} people before anything was seen", report.issued_again),
    };
    [
        ("Since", in_words(since, TimeZone::system())),
        ("Passes issued", format!("{}, not counting those that were issued elsewhere", report.issued)),
        ("Another pass", again),
        ("Signed in", format!("{} people, {} of them set something up", report.signed_in, report.set_up)),
        ("Time to it", times),
        ("Set up", counts(&report.methods)),
        ("Refused there", counts(&report.numbers)),
        ("The desk met", counts(&report.desk_codes)),
    ]
    .map(|(name, words)| format!("{name:14} {words}"))
    .join("\n")
}

pub(super) fn as_json(since: Timestamp, report: &TenantReport) -> Value {
    json!({
        "since": rfc_3339(since),
        "passesIssued": report.issued,
        "peopleIssuedTo": report.issued_to,
        "peopleIssuedAgain": report.issued_again,
        "peopleSignedIn": report.signed_in,
        "peopleSetUp": report.set_up,
        "secondsToSetUp": { "median": seconds(report.median), "ninetieth": seconds(report.ninetieth) },
        "methods": map(&report.methods),
        "numbers": map(&report.numbers),
        "deskCodes": map(&report.desk_codes),
    })
}
