//! The rules beside the policy: set by command, held or only reported by the server.

use crate::command::{folder, run};
use crate::world::{SAM, World};
use serde_json::{Value, json};
use std::path::Path;

#[track_caller]
fn check(data: &Path, arguments: &[&str], code: i32, out: &str, err: &str) {
    assert_eq!(run(data, arguments), (code, out.to_owned(), err.to_owned()), "{arguments:?}");
}

#[track_caller]
pub(crate) fn done(data: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(data, arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

const HOURS: [&str; 8] = ["rule", "hours", "--from", "08:00", "--until", "18:00", "--zone", "Europe/Berlin"];

#[test]
fn rules_are_set_listed_and_switched() {
    let data = folder();
    let data = data.path();
    let none = done(data, &["rule", "list"]);
    assert!(none.starts_with("no rules yet; to add one that only reports: doorkey rule hours "), "{none}");
    check(
        data,
        &["rule", "state", "hours", "enabled"],
        1,
        "",
        "doorkey: there is no rule 'hours' yet\n         to see how to add it: doorkey rule hours --help\n",
    );
    // A new rule only reports, unless somebody says otherwise.
    let reports = "the rule 'hours' only reports; to see whom it would stop: doorkey report rules\n";
    check(data, &[&HOURS[..], &["--days", "mon-fri"]].concat(), 0, reports, "");
    check(data, &["rule", "state", "hours", "enabled"], 0, "the rule 'hours' is held\n", "");
    check(data, &["rule", "state", "hours", "enabled"], 0, "the rule 'hours' is held\n", "");
    check(
        data,
        &["rule", "state", "hours", "disabled"],
        0,
        "the rule 'hours' is not looked at; what it says stays\n",
        "",
    );
    // What it says now was never reported, and neither was a rule that begins so.
    let unseen = |name: &str| {
        format!(
            "the rule '{name}' is held\nreport-only first would have shown who is hit: \
             doorkey rule state {name} report-only, then doorkey report rules\n"
        )
    };
    let weekend = [&HOURS[..], &["--days", "fri-mon", "--state", "enabled"]].concat();
    check(data, &weekend, 0, &unseen("hours"), "");
    let networks = ["rule", "networks", "--allow", "192.0.2.7/24, 2001:db8::1", "--state", "enabled"];
    check(data, &networks, 0, &unseen("networks"), "");
    check(
        data,
        &["rule", "ways", "--phishing-resistant", "--methods", "2"],
        0,
        "the rule 'ways' only reports; to see whom it would stop: doorkey report rules\n",
        "",
    );
    check(
        data,
        &["rule", "list"],
        0,
        "hours     enabled      Mon, Fri, Sat, Sun, 08:00 to 18:00, Europe/Berlin\n\
         networks  enabled      from 192.0.2.0/24, 2001:db8::1/128\n\
         ways      report-only  2 ways in, a passkey or a security key among them\n",
        "",
    );
    let listed: Value = serde_json::from_str(&done(data, &["rule", "list", "--json"])).unwrap();
    assert_eq!(listed[2]["state"], "enabledForReportingButNotEnforced");
    assert_eq!(listed[2]["says"], json!({ "phishingResistant": true, "methods": 2 }));
    assert_eq!(listed[0]["says"]["days"], json!(["monday", "friday", "saturday", "sunday"]));
}

#[test]
fn what_is_no_rule_is_named() {
    let data = folder();
    let days = "--days must be all, a range such as mon-fri or a list such as mon,tue,sat, not";
    let time =
        |flag: &str, given: &str| format!("{flag} must be a time of day from 00:00 to 23:59, not '{given}'");
    let hours = |days: &'static str, from: &'static str, until: &'static str, zone: &'static str| {
        vec!["hours", "--days", days, "--from", from, "--until", until, "--zone", zone]
    };
    for (arguments, complaint) in [
        (hours("mon-fry", "08:00", "18:00", "UTC"), format!("{days} 'mon-fry'")),
        (hours("m", "08:00", "18:00", "UTC"), format!("{days} 'm'")),
        (hours("mon-", "08:00", "18:00", "UTC"), format!("{days} 'mon-'")),
        (
            hours(" ,", "08:00", "18:00", "UTC"),
            "--days must name at least one day, such as mon-fri".to_owned(),
        ),
        (hours("all", "8:00", "18:00", "UTC"), time("--from", "8:00")),
        (hours("all", "08:00", "24:00", "UTC"), time("--until", "24:00")),
        (hours("all", "08:60", "18:00", "UTC"), time("--from", "08:60")),
        (hours("all", "08:00:00", "18:00", "UTC"), time("--from", "08:00:00")),
        (hours("all", "+8:00", "18:00", "UTC"), time("--from", "+8:00")),
        (
            hours("all", "08:00", "18:00", "Mars/Olympus"),
            "--zone must be a name of the time zone database such as Europe/Berlin, not 'Mars/Olympus'"
                .to_owned(),
        ),
        (
            vec!["networks", "--allow", ""],
            "--allow must name at least one address or network such as 10.0.0.0/8".to_owned(),
        ),
        (
            vec!["networks", "--allow", "192.0.2.0/33"],
            "--allow must be an address or a network such as 10.0.0.0/8, not '192.0.2.0/33'".to_owned(),
        ),
        (
            vec!["ways"],
            "--phishing-resistant or --methods must be given: a rule asks for something".to_owned(),
        ),
        (vec!["ways", "--methods", "1"], "--methods must be a whole number from 2 to 5, not '1'".to_owned()),
        (vec!["ways", "--methods", "6"], "--methods must be a whole number from 2 to 5, not '6'".to_owned()),
        (
            vec!["ways", "--methods", "2", "--state", "on"],
            "--state must be report-only, enabled or disabled, not 'on'".to_owned(),
        ),
        (vec!["state", "ways", "on"], "STATE must be report-only, enabled or disabled, not 'on'".to_owned()),
        (
            vec!["state", "weather", "enabled"],
            "NAME must be hours, networks or ways, not 'weather'".to_owned(),
        ),
    ] {
        let arguments = [vec!["rule"], arguments].concat();
        check(data.path(), &arguments, 2, "", &format!("doorkey: {complaint}\n"));
    }
    let left = done(data.path(), &["rule", "list"]);
    assert!(left.starts_with("no rules yet"), "{left}");
}

#[tokio::test]
async fn a_running_server_holds_what_is_held_and_nothing_else() {
    let world = World::new().await;
    let data = world.data.path();
    let issued = world.issue(false).await;
    let networks = ["rule", "networks", "--allow", "192.0.2.0/24"];
    for (state, inside, outside) in
        [("disabled", 201, 201), ("report-only", 201, 201), ("enabled", 201, 403), ("disabled", 201, 201)]
    {
        done(data, &[&networks[..], &["--state", state]].concat());
        for (address, expected) in [([192, 0, 2, 1], inside), ([198, 51, 100, 1], outside)] {
            let answer = world.redeem_from(address, SAM, issued.pass.expose()).await;
            assert_eq!(answer.status.as_u16(), expected, "{state} {address:?}: {}", answer.text);
        }
    }
}
