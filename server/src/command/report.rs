//! `doorkey report`: what an IT lead reports.

mod tenant;

use super::when::{in_words, past, rfc_3339};
use super::{CommandError, is_entra, open};
use crate::report::{Report as Figures, RuleInState, RuleReport};
use crate::settings::DeskFlags;
use clap::Args;
use doorkey_protocol::time::{Span, Timestamp};
use jiff::Zoned;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::Write;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct Report {
    #[command(subcommand)]
    about: Option<About>,
    #[command(flatten)]
    flags: Flags,
}

#[derive(clap::Subcommand)]
enum About {
    /// For each rule, how often and whom it refused, or would have
    Rules(Flags),
}

#[derive(Args)]
struct Flags {
    /// From when on: 30d, 12h, 2026-11-01, RFC 3339
    #[arg(long, value_name = "WHEN", default_value = "30d", allow_hyphen_values = true)]
    since: String,
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(desk: &DeskFlags, report: Report) -> Result<(), CommandError> {
    let flags = match &report.about {
        Some(About::Rules(flags)) => flags,
        None => &report.flags,
    };
    let since = past("--since", &flags.since, &Zoned::now())?;
    if is_entra(desk) {
        return match report.about {
            None => of_tenant(desk, since, flags.json).await,
            Some(About::Rules(_)) => Err(CommandError::NotHere(super::RULES)),
        };
    }
    let directory = open(desk).await?;
    let said = match report.about {
        None => {
            let figures = directory.report(since).await;
            directory.close().await;
            if flags.json {
                pretty(&figures_json(since, &figures?))?
            } else {
                figures_in_words(since, &figures?)
            }
        }
        Some(About::Rules(_)) => {
            let rules = directory.report_rules(since).await;
            directory.close().await;
            if flags.json { pretty(&rules_json(since, &rules?))? } else { rules_in_words(since, &rules?) }
        }
    };
    Ok(writeln!(std::io::stdout(), "{said}")?)
}

async fn of_tenant(desk: &DeskFlags, since: Timestamp, json: bool) -> Result<(), CommandError> {
    let directory = open(desk).await?;
    let figures = directory.report_of_tenant(since).await;
    directory.close().await;
    let figures = figures?;
    let said =
        if json { pretty(&tenant::as_json(since, &figures))? } else { tenant::in_lines(since, &figures) };
    Ok(writeln!(std::io::stdout(), "{said}")?)
}

fn pretty(json: &Value) -> Result<String, CommandError> {
    Ok(serde_json::to_string_pretty(json)?)
}

fn figures_in_words(since: Timestamp, report: &Figures) -> String {
    let open = &report.open;
    let all = open.usable + open.not_yet + open.locked + open.blocked;
    let times = match (report.median, report.ninetieth) {
        (Some(median), Some(ninetieth)) => {
            format!("half within {}, nine of ten within {}", length(median), length(ninetieth))
        }
        _ => "nobody is in yet".to_owned(),
    };
    let share = if report.begun == 0 {
        "none".to_owned()
    } else {
        format!("{} of {} ({} %)", report.helped, report.begun, percent(report))
    };
    [
        ("Since", in_words(since, TimeZone::system())),
        (
            "Open passes",
            format!(
                "{all}: {} usable, {} not yet, {} locked, {} blocked",
                open.usable, open.not_yet, open.locked, open.blocked
            ),
        ),
        ("Passes begun", format!("{}, {} of them led to a proven way in", report.begun, report.proven)),
        ("Time to it", times),
        ("Needed help", share),
        ("People met", counts(&report.codes)),
        ("The desk met", counts(&report.desk_codes)),
        ("Rules refused", counts(&report.refused)),
    ]
    .map(|(name, words)| format!("{name:14} {words}"))
    .join("\n")
}

fn percent(report: &Figures) -> usize {
    (report.helped * 100 + report.begun / 2) / report.begun.max(1)
}

fn counts(counts: &[(String, u64)]) -> String {
    if counts.is_empty() {
        return "nothing".to_owned();
    }
    let counts: Vec<_> = counts.iter().map(|(what, count)| format!("{what} {count}")).collect();
    counts.join(", ")
}

/// A length of time, in the unit that says enough.
fn length(span: Span) -> String {
    let seconds = span.as_millis() / 1_000;
    match seconds {
        ..120 => format!("{seconds} s"),
        120..7_200 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h", (seconds + 1_800) / 3_600),
    }
}

fn seconds(span: Option<Span>) -> Option<f64> {
    span.map(|span| span.as_millis() as f64 / 1_000.0)
}

fn map(counts: &[(String, u64)]) -> Value {
    counts.iter().map(|(what, count)| (what.clone(), json!(count))).collect::<Map<_, _>>().into()
}

fn figures_json(since: Timestamp, report: &Figures) -> Value {
    let open = &report.open;
    json!({
        "since": rfc_3339(since),
        "openPasses": {
            "usable": open.usable, "notYet": open.not_yet, "locked": open.locked, "blocked": open.blocked,
        },
        "passesBegun": report.begun,
        "passesProven": report.proven,
        "secondsToProof": { "median": seconds(report.median), "ninetieth": seconds(report.ninetieth) },
        "passesThatNeededHelp": report.helped,
        "codes": map(&report.codes),
        "deskCodes": map(&report.desk_codes),
        "refusedByRule": map(&report.refused),
    })
}

fn rules_in_words(since: Timestamp, rules: &BTreeMap<RuleInState, RuleReport>) -> String {
    let zone = TimeZone::system();
    let mut lines = vec![format!("Since {}", in_words(since, zone.clone()))];
    if rules.is_empty() {
        lines.push("no rule looked at anything; to see the rules: doorkey rule list".to_owned());
    }
    for ((name, only_reported), report) in rules {
        let (state, did) =
            if *only_reported { ("report-only", "would have refused") } else { ("enabled", "refused") };
        let cases = if report.cases == 1 { "one case".to_owned() } else { format!("{} cases", report.cases) };
        lines.push(format!("{name}, {state}: {did} {} of {cases}", report.refused));
        for (who, count, last) in &report.people {
            let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
            lines.push(format!("    {who}  {times}, last {}", in_words(*last, zone.clone())));
        }
    }
    lines.join("\n")
}

fn rules_json(since: Timestamp, rules: &BTreeMap<RuleInState, RuleReport>) -> Value {
    let rules: Vec<_> = rules
        .iter()
        .map(|((name, only_reported), report)| {
            let people: Vec<_> = report
                .people
                .iter()
                .map(|(who, count, last)| json!({ "userName": who, "count": count, "lastAt": rfc_3339(*last) }))
                .collect();
            json!({
                "rule": name,
                "state": if *only_reported { "enabledForReportingButNotEnforced" } else { "enabled" },
                "cases": report.cases,
                "refused": report.refused,
                "people": people,
            })
        })
        .collect();
    json!({ "since": rfc_3339(since), "rules": rules })
}
