//! What an IT lead reports, from what people really did.

use crate::rules::done;
use crate::world::{MINUTE, SAM, World, proven};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_server::clock::Clock;
use serde_json::{Value, json};
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

const KIM: &str = "kim@demo.example";
const LEE: &str = "lee@demo.example";

/// A world in which the last day lies before the commands' now.
async fn yesterday() -> World {
    let world = World::new().await;
    let now = Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
    world.clock.set(now + Span::from_mins(-24 * 60));
    world
}

fn read(world: &World, arguments: &[&str]) -> Value {
    serde_json::from_str(&done(world.data.path(), arguments)).unwrap()
}

#[tokio::test]
async fn figures_are_those_of_what_happened() {
    let world = yesterday().await;
    let nothing = read(&world, &["report", "--json"]);
    assert_eq!(nothing["secondsToProof"], json!({ "median": null, "ninetieth": null }));
    for name in [KIM, LEE] {
        world.add(&name.parse().unwrap(), name).await;
    }
    // Long before the time that is asked about.
    let now = world.clock.now();
    world.clock.set(now + Span::from_mins(-60 * 24 * 60));
    world.redeem(SAM, "AAAA-AAAA-AA").await;
    world.open(&world.issue(false).await).await;
    world.clock.set(now);

    // Sam: in within two minutes, counted from the start and not from the day before.
    let starts_at = now + Span::from_mins(60);
    let issued = world.issue_for(SAM, true, Some(starts_at)).await;
    world.clock.set(starts_at + MINUTE);
    let token = world.open(&issued).await;
    world.clock.advance(MINUTE);
    proven(&world, &token, &mut SoftPasskey::new(true)).await;
    // What comes after that is no help needed.
    assert_eq!(world.redeem(SAM, issued.pass.expose()).await.code(), "pass-used");
    // Kim: the first pass was lost; in within six minutes.
    world.issue_for(KIM, true, None).await;
    let issued = world.issue_for(KIM, true, None).await;
    world.clock.advance(Span::from_mins(6));
    proven(&world, &world.open(&issued).await, &mut SoftPasskey::new(true)).await;
    // Lee: came too late, and is not in.
    let issued = world.issue_for(LEE, true, None).await;
    world.clock.advance(Span::from_mins(60));
    assert_eq!(world.redeem(LEE, issued.pass.expose()).await.code(), "pass-expired");

    let report = read(&world, &["report", "--json"]);
    assert_eq!(report["passesBegun"], 4);
    assert_eq!(report["passesProven"], 2);
    assert_eq!(report["passesThatNeededHelp"], 2);
    assert_eq!(report["secondsToProof"], json!({ "median": 240.0, "ninetieth": 360.0 }));
    assert_eq!(report["codes"], json!({ "pass-expired": 1, "pass-used": 1 }));
    let words = done(world.data.path(), &["report"]);
    for line in [
        "Passes begun   4, 2 of them led to a proven way in\n",
        "Time to it     half within 4 min, nine of ten within 6 min\n",
        "Needed help    2 of 4 (50 %)\n",
        "People met     pass-expired 1, pass-used 1\n",
        "The desk met   nothing\n",
    ] {
        assert!(words.contains(line), "{words}");
    }
}

#[test]
fn open_passes_are_told_apart() {
    let data = crate::command::folder();
    let data = data.path();
    for (name, start) in [(SAM, None), (KIM, Some("in 2h")), (LEE, None)] {
        done(data, &["person", "add", name]);
        let start = start.map(|start| vec!["--start", start]).unwrap_or_default();
        done(data, &[vec!["pass", "issue", name], start].concat());
    }
    done(data, &["policy", "set", "--exclude", LEE]);
    let report: Value = serde_json::from_str(&done(data, &["report", "--json"])).unwrap();
    assert_eq!(report["openPasses"], json!({ "usable": 1, "notYet": 1, "locked": 0, "blocked": 1 }));
    assert_eq!(report["passesBegun"], 2);
    let (code, _, err) = crate::command::run(data, &["report", "--since", "lately"]);
    assert_eq!(code, 2);
    assert!(err.starts_with("doorkey: --since must be a length of time before now such as 30d"), "{err}");
}

#[tokio::test]
async fn rules_tell_whom_they_hit_before_they_are_held() {
    let world = yesterday().await;
    world.add(&KIM.parse().unwrap(), "Kim").await;
    let data = world.data.path();
    let (inside, outside) = ([192, 0, 2, 1], [198, 51, 100, 1]);
    let (sam, kim) = (world.issue_for(SAM, false, None).await, world.issue_for(KIM, false, None).await);
    assert_eq!(read(&world, &["report", "rules", "--json"])["rules"], json!([]));
    done(data, &["rule", "networks", "--allow", "192.0.2.0/24"]);
    for (address, issued, name) in
        [(inside, &sam, SAM), (outside, &sam, SAM), (outside, &kim, KIM), (outside, &sam, SAM)]
    {
        world.redeem_from(address, name, issued.pass.expose()).await.expect(201);
    }
    done(data, &["rule", "state", "networks", "enabled"]);
    world.clock.advance(MINUTE);
    world.redeem_from(outside, KIM, kim.pass.expose()).await.refused("pass-blocked");

    let report = read(&world, &["report", "rules", "--json"]);
    let last = |minutes| {
        let at = world.clock.now() + Span::from_mins(minutes);
        jiff::Timestamp::from_millisecond(at.as_millis()).unwrap().to_string()
    };
    assert_eq!(
        report["rules"],
        json!([
            {
                "rule": "networks", "state": "enabled", "cases": 1, "refused": 1,
                "people": [{ "userName": KIM, "count": 1, "lastAt": last(0) }],
            },
            {
                "rule": "networks", "state": "enabledForReportingButNotEnforced", "cases": 4, "refused": 3,
                "people": [
                    { "userName": SAM, "count": 2, "lastAt": last(-1) },
                    { "userName": KIM, "count": 1, "lastAt": last(-1) },
                ],
            },
        ])
    );
    let words = done(data, &["report", "rules"]);
    for line in
        ["networks, report-only: would have refused 3 of 4 cases\n", "    sam@demo.example  2 times, last "]
    {
        assert!(words.contains(line), "{words}");
    }
    assert_eq!(read(&world, &["report", "--json"])["refusedByRule"], json!({ "networks": 1 }));
    assert_eq!(read(&world, &["report", "rules", "--since", "1h", "--json"])["rules"], json!([]));
}

#[test]
fn a_rule_that_stops_the_desk_is_told_with_whom() {
    let data = crate::command::folder();
    let data = data.path();
    done(data, &["person", "add", SAM]);
    // One hour of one day that is not today, in a zone of its own.
    let tomorrow = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).tomorrow().unwrap();
    let tomorrow = tomorrow.strftime("%a").to_string();
    let hours = ["--from", "10:00", "--until", "11:00", "--zone", "UTC", "--state"];
    for (state, code) in [("report-only", 0), ("enabled", 1)] {
        done(data, &[&["rule", "hours", "--days", &tomorrow], &hours[..], &[state]].concat());
        let (issued, _, err) = crate::command::run(data, &["pass", "issue", SAM]);
        assert_eq!(issued, code, "{state}: {err}");
    }
    let report: Value = serde_json::from_str(&done(data, &["report", "rules", "--json"])).unwrap();
    for (rule, state) in [(0, "enabled"), (1, "enabledForReportingButNotEnforced")] {
        let rule = &report["rules"][rule];
        assert_eq!((&rule["state"], &rule["refused"]), (&json!(state), &json!(1)), "{report}");
        assert_eq!(rule["people"][0]["userName"], SAM);
    }
    let report: Value = serde_json::from_str(&done(data, &["report", "--json"])).unwrap();
    assert_eq!((&report["codes"], &report["deskCodes"]), (&json!({}), &json!({ "rule": 1 })));
    assert_eq!(report["passesThatNeededHelp"], 0, "the desk's refusal is not the newcomer's");
}
