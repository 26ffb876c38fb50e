//! Every pair of a place and an event: what comes of it.
//!
//! Owns the table of all pairs that do something, and shows that every other pair changes nothing.

use super::world::{NOW, asked, events, notice, place, states};

/// Places and events, each a list; the next place, the notice there, what is asked for.
const TABLE: &[(&str, &str, &str, &str, &str)] = &[
    ("Waking", "configured", "Entering", "", ""),
    ("Waking", "configured, framed", "Incapable", "", ""),
    ("Waking", "not configured", "Unreachable", "E-50", ""),
    ("Waking", "submit | submit a slip | accept", "Waking", "", "Configure"),
    ("Unreachable", "submit | submit a slip | accept | online", "Waking", "", "Configure"),
    ("Incapable", "address", "Incapable", "", "Copy"),
    ("Incapable", "window", "Incapable", "", "OpenWindow"),
    ("Incapable", "copied", "Incapable", "", ""),
    // The form.
    (
        "Entering | Entering invited | Entering repairable | Entering doubted | Entering offline",
        "submit",
        "Redeeming",
        "",
        "Redeem",
    ),
    (
        "Entering | Entering invited | Entering repairable | Entering doubted | Entering offline",
        "submit a slip",
        "Entering",
        "E-115",
        "",
    ),
    ("Entering repairable | Entering doubted", "repair", "Entering", "", "Retype"),
    ("Entering doubted", "insist", "Redeeming", "", "Redeem"),
    (
        "Entering invited | Entering early | Entering early doubted | Entering repairable | Entering doubted \
         | Entering offline",
        "newer pass",
        "Entering",
        "",
        "",
    ),
    ("Entering offline", "online", "Entering", "", ""),
    ("Redeeming", "back | leave", "Entering", "", ""),
    ("Redeeming", "redeemed", "Choosing", "", ""),
    ("Redeeming", "redeemed to prove", "Challenging", "", "Challenge"),
    ("Redeeming", "not redeemed", "Entering", "E-20", ""),
    ("Redeeming", "invitation refused", "Entering", "E-27", ""),
    // The choice.
    ("Choosing | Choosing extendable | Choosing offline", "choose", "Preparing", "", "Offer"),
    ("Choosing | Choosing extendable | Choosing offline", "have passkey", "Challenging", "", "Challenge"),
    ("Choosing extendable", "more time", "Choosing", "", "Extend"),
    ("Choosing | Choosing extendable", "extended", "Choosing", "", ""),
    ("Choosing offline", "extended", "Choosing", "E-55", ""),
    ("Choosing extendable", "not extended", "Choosing", "", ""),
    ("Choosing offline", "online", "Choosing", "", ""),
    ("Choosing | Choosing extendable | Choosing offline", "leave", "Entering", "", "Leave"),
    ("Preparing", "offered", "Ready", "", ""),
    ("Preparing", "not offered", "Choosing", "E-50", ""),
    ("Preparing", "accept", "Preparing", "", "Offer"),
    ("Preparing", "back", "Choosing", "", ""),
    ("Preparing", "leave", "Entering", "", "Leave"),
    // The ceremony.
    ("Ready | Ready extendable", "accept", "Creating", "", "Create"),
    ("Ready | Ready extendable", "have passkey", "Challenging", "", "Challenge"),
    ("Ready extendable", "more time", "Ready", "", "Extend"),
    ("Ready extendable", "not extended", "Ready", "", ""),
    ("Ready | Ready extendable", "address", "Ready", "", "Copy"),
    ("Ready | Ready extendable", "window", "Ready", "", "OpenWindow"),
    ("Ready | Ready extendable", "extended", "Ready", "", ""),
    ("Ready | Ready extendable", "back", "Choosing", "", ""),
    ("Ready | Ready extendable", "leave", "Entering", "", "Leave"),
    ("Creating", "created", "Registering", "", "Register"),
    ("Creating", "not created", "Ready", "E-80", ""),
    ("Creating", "creation stopped | back", "Ready", "", ""),
    ("Creating", "leave", "Entering", "", "Leave"),
    ("Registering", "registered", "Challenging", "", "Challenge"),
    ("Registering", "not registered", "Choosing", "E-60", "Disown"),
    ("Registering", "registered before", "Choosing", "E-62", ""),
    ("Registering", "registration unknown", "Unconfirmed", "E-50", ""),
    ("Registering", "accept", "Registering", "", "Register"),
    ("Unconfirmed", "accept | online", "Registering", "", "Register"),
    ("Unconfirmed", "leave", "Entering", "", "Leave"),
    // The proof.
    ("Challenging new | Challenging known", "challenged", "Proving", "", ""),
    ("Challenging new | Challenging known", "not challenged", "Proving", "E-50", ""),
    ("Challenging new", "none to challenge", "Proving", "E-63", ""),
    ("Challenging known", "none to challenge", "Choosing", "E-63", ""),
    ("Challenging new | Challenging known", "accept", "Challenging", "", "Challenge"),
    ("Challenging known", "back", "Choosing", "", ""),
    ("Challenging new | Challenging known", "leave", "Entering", "", "Leave"),
    ("Proving new | Proving known | Proving extendable", "accept", "Asserting", "", "Assert"),
    ("Proving offline", "accept", "Challenging", "", "Challenge"),
    ("Proving extendable", "more time", "Proving", "", "Extend"),
    ("Proving new | Proving known | Proving extendable", "extended", "Proving", "", ""),
    ("Proving offline", "extended", "Proving", "E-55", ""),
    ("Proving extendable", "not extended", "Proving", "", ""),
    ("Proving offline", "online", "Proving", "", ""),
    ("Proving known", "back", "Choosing", "", ""),
    ("Proving new | Proving known | Proving extendable | Proving offline", "leave", "Entering", "", "Leave"),
    ("Asserting new | Asserting known", "asserted", "Verifying", "", "Prove"),
    ("Asserting new | Asserting known", "not asserted", "Proving", "E-80", ""),
    ("Asserting new | Asserting known", "assertion stopped | back", "Proving", "", ""),
    ("Asserting new | Asserting known", "leave", "Entering", "", "Leave"),
    ("Verifying new | Verifying known", "proven", "Done", "", ""),
    ("Verifying new | Verifying known", "not proven", "Proving", "E-50", ""),
    ("Verifying new", "proven unknown", "Proving", "E-63", ""),
    ("Verifying known", "proven unknown", "Choosing", "E-63", ""),
    ("Verifying new | Verifying known", "accept", "Challenging", "", "Challenge"),
    ("Done", "leave", "Entering", "", "Leave"),
];

fn holds(list: &str, name: &str) -> bool {
    list.split(" | ").any(|known| known == name)
}

#[test]
fn every_pair_does_what_the_table_says_and_every_other_nothing() {
    let mut met = 0;
    for (at, before) in states() {
        for (name, event) in events() {
            let rows: Vec<_> = TABLE.iter().filter(|row| holds(row.0, at) && holds(row.1, name)).collect();
            let was = format!("{before:?}");
            let (after, effect) = before.clone().step(event, NOW);
            let came = (place(&after), notice(&after), asked(effect.as_ref()));
            match rows[..] {
                [&(_, _, to, code, asks)] => {
                    assert_eq!(came, (to, code, asks), "{name} at {at}");
                    assert!(!(asks.is_empty() && format!("{after:?}") == was), "{name} at {at} does nothing");
                }
                [] => {
                    assert_eq!(came, (place(&before), notice(&before), ""), "{name} at {at}");
                    assert_eq!(format!("{after:?}"), was, "{name} at {at} changes nothing");
                }
                _ => panic!("{name} at {at} stands in the table twice"),
            }
            met += rows.len();
        }
    }
    let listed: usize = TABLE.iter().map(|row| row.0.split(" | ").count() * row.1.split(" | ").count()).sum();
    assert_eq!(met, listed, "every row names places and events that there are");
}
