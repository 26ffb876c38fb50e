//! The audit from outside: is it whole, and can it be taken elsewhere without harm?

use crate::command::{folder, run};
use crate::rules::done;
use crate::world::SAM;
use serde_json::Value;
use sqlx::Connection as _;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Somebody with a name that a spreadsheet would calculate, and what the desk did for them.
fn desk() -> tempfile::TempDir {
    let data = folder();
    done(data.path(), &["person", "add", SAM, "--name", "Sam"]);
    done(data.path(), &["person", "add", "=cmd|' /c calc'!a1@demo.example", "--name", "Mallory"]);
    done(data.path(), &["pass", "issue", SAM]);
    done(data.path(), &["pass", "revoke", SAM]);
    data
}

async fn sql(data: &Path, statement: &'static str) {
    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}", data.join("doorkey.sqlite3").display());
    let mut database = sqlx::AnyConnection::connect(&address).await.unwrap();
    sqlx::query(statement).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

#[tokio::test]
async fn whatever_was_done_to_the_audit_shows() {
    let broken = "doorkey: the audit is not whole\n         keep the data folder as it is, and compare with an export or a backup from before\n";
    for (statement, expected) in [
        ("select 1", ""),
        (
            "update audit_events set result = 'failure' where seq = 2",
            "event 2 was changed after it was written\n",
        ),
        ("update audit_events set at = at + 1 where seq = 1", "event 1 was changed after it was written\n"),
        (
            "update audit_events set body = replace(body, 'Sam', 'Kim') where seq = 1",
            "event 1 was changed after it was written\n",
        ),
        ("delete from audit_events where seq = 2", "event 2 is missing\n"),
        ("delete from audit_events where seq in (1, 2)", "events 1 to 2 are missing\n"),
        (
            "delete from audit_events where seq >= 3",
            "one pass has no event of its making: the audit was cut\n",
        ),
    ] {
        let data = desk();
        let whole = done(data.path(), &["audit", "verify"]);
        assert!(
            whole.starts_with("the audit is whole: 4 events\nits end, to be noted elsewhere: 4:"),
            "{whole}"
        );
        sql(data.path(), statement).await;
        let answer = run(data.path(), &["audit", "verify"]);
        if expected.is_empty() {
            assert_eq!(answer, (0, whole, String::new()), "{statement}");
        } else {
            assert_eq!(answer, (1, expected.to_owned(), broken.to_owned()), "{statement}");
        }
    }
}

#[tokio::test]
async fn a_noted_end_shows_a_cut_that_leaves_no_other_trace() {
    let data = desk();
    let data = data.path();
    let head = |data: &Path| done(data, &["audit", "verify"]).trim().rsplit_once(' ').unwrap().1.to_owned();
    let noted = head(data);
    done(data, &["person", "add", "kim@demo.example"]);
    done(data, &["audit", "verify", "--head", &noted]);
    let later = head(data);
    sql(data, "delete from audit_events where seq = 5").await;
    done(data, &["audit", "verify", "--head", &noted]);
    let (code, out, _) = run(data, &["audit", "verify", "--head", &later]);
    assert_eq!((code, out.as_str()), (1, "the audit no longer holds event 5 as it was noted\n"));
    for wrong in ["5", "5:abc", "five:00"] {
        let complaint =
            format!("doorkey: --head must be a number, a colon and 64 hexadecimal digits, not '{wrong}'\n");
        assert_eq!(run(data, &["audit", "verify", "--head", wrong]), (2, String::new(), complaint));
    }
}

#[test]
fn events_leave_whole_and_harmless() {
    let data = desk();
    let data = data.path();
    let lines = done(data, &["audit", "export", "--since", "1h", "--format", "jsonl"]);
    let events: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let told: Vec<_> = events
        .iter()
        .map(|event| (event["seq"].as_i64().unwrap(), event["activityDisplayName"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        [
            (1, "Add user"),
            (2, "Add user"),
            (3, "Admin registered security info"),
            (4, "Admin deleted security info")
        ]
    );
    let table = done(data, &["audit", "export", "--since", "1h", "--format", "csv"]);
    let rows: Vec<_> = table.split("\r\n").collect();
    assert_eq!(rows[0], "seq,time,kind,activity,result,code,actor,person,reason,ip");
    let (seq, rest) = rows[2].split_once(',').unwrap();
    let (_, rest) = rest.split_once(',').unwrap();
    assert_eq!(
        (seq, rest),
        ("2", "directoryAudit,Add user,success,,doorkey (unknown),'=cmd|' /c calc'!a1@demo.example,,")
    );
    assert_eq!((rows.len(), rows[5]), (6, ""), "each row ends its line");
    let none = ["audit", "export", "--since", "2000-01-01", "--until", "2000-01-02", "--format", "jsonl"];
    assert_eq!(done(data, &none), "");
    let (code, _, err) = run(data, &["audit", "export", "--since", "1h", "--until", "2h", "--format", "csv"]);
    assert_eq!((code, err.as_str()), (2, "doorkey: --until must be later than --since\n"));
}

#[test]
fn an_export_overwrites_nothing_and_is_for_its_owner_alone() {
    let data = desk();
    let file = data.path().join("export.csv");
    let export = ["audit", "export", "--since", "1h", "--format", "csv", "--output", file.to_str().unwrap()];
    assert_eq!(done(data.path(), &export), format!("4 events in {}\n", file.display()));
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let kept = std::fs::read(&file).unwrap();
    let (code, _, err) = run(data.path(), &export);
    assert_eq!(code, 1);
    assert!(err.contains("nothing is overwritten: name another file"), "{err}");
    assert_eq!(std::fs::read(&file).unwrap(), kept);
}
