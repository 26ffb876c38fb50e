//! The rules beside the policy: set by command, held or only reported by the server.

use crate::command::{folder, run};
use crate::world::{SAM, START, World, proven};
use doorkey_protocol::time::Span;
use doorkey_server::directory::people::Marks;
use doorkey_server::directory::{By, IssueRequest};
use serde_json::{Value, json};
use std::path::Path;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

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

#[tokio::test]
async fn hours_are_told_with_their_next_beginning_and_stop_no_emergency_account() {
    let world = World::new().await; // Monday, 09:00 UTC
    let data = world.data.path();
    let issued = world.issue(false).await;
    let (eve, by) = ("eve@demo.example", By::operator().unwrap());
    let marks = Marks { emergency: true, ..Marks::default() };
    world.server.directory().add_person(&by, &eve.parse().unwrap(), "Eve", marks).await.unwrap();
    let for_eve = world.issue_for(eve, false, None).await;
    done(
        data,
        &[
            "rule", "hours", "--days", "tue-fri", "--from", "08:00", "--until", "18:00", "--zone", "UTC",
            "--state", "enabled",
        ],
    );
    let answer = world.redeem(SAM, issued.pass.expose()).await;
    answer.refused("pass-blocked");
    let tuesday = START + Span::from_mins(23 * 60);
    assert_eq!(answer.json()["notBefore"], tuesday.as_millis());
    // A wrong pass is told nothing of it.
    let wrong = world.redeem(SAM, "ABCD1-0345Y").await;
    assert_eq!((wrong.code().as_str(), wrong.json().get("notBefore")), ("pass-refused", None));
    world.redeem(eve, for_eve.pass.expose()).await.expect(201);
    let refused = world.server.directory().issue(&by, &SAM.parse().unwrap(), IssueRequest::default()).await;
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the rule 'hours' does not let passes be issued here or now"
    );
    // Whoever is in stays in: the door is asked once.
    done(data, &["rule", "state", "hours", "disabled"]);
    let token = world.open(&issued).await;
    done(data, &["rule", "state", "hours", "enabled"]);
    world.options(&token).await.expect(200);
}

#[tokio::test]
async fn with_which_ways_somebody_ends_is_asked_for_when_it_is_held() {
    for (state, ways, second) in [
        ("report-only", vec!["passkey", "securityKey", "phone", "authenticator"], "recommended"),
        ("enabled", vec!["passkey", "securityKey", "phone"], "required"),
    ] {
        let world = World::new().await;
        let rule = ["rule", "ways", "--phishing-resistant", "--methods", "2", "--state", state];
        done(world.data.path(), &rule);
        let issued = world.issue(true).await;
        let opened = world.redeem(SAM, issued.pass.expose()).await.expect(201);
        assert_eq!(opened["redemption"]["ways"], json!(ways), "{state}");
        assert_eq!(opened["redemption"]["secondWay"], second, "{state}");
        let token = opened["token"].as_str().unwrap();
        if state == "enabled" {
            world.offer(token).await.refused("way-not-offered");
        }
        let mut device = SoftPasskey::new(true);
        proven(&world, token, &mut device).await;
        let current = world.current(token).await.expect(200);
        // With one that cannot be phished, an app may be the other.
        assert_eq!(current["ways"][3], "authenticator", "{state}");
        assert_eq!(current["secondWay"], second, "{state}");
        let sign_in: String = sqlx::query_scalar(
            "select body from audit_events where kind = 'signIn' order by seq desc limit 1",
        )
        .fetch_one(&mut world.database().await)
        .await
        .unwrap();
        let sign_in: Value = serde_json::from_str(&sign_in).unwrap();
        let applied = &sign_in["appliedConditionalAccessPolicies"][0];
        let result = if state == "enabled" { "failure" } else { "reportOnlyFailure" };
        assert_eq!((&applied["id"], &applied["result"]), (&json!("ways"), &json!(result)));
        world.offer(token).await.expect(201);
    }
}
