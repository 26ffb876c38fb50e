//! The doctor: in a healthy folder each thing is well, and each thing that goes wrong is told alone.

use crate::command::{doorkey, folder};
use serde_json::Value;
use sqlx::Connection as _;
use std::fs::{copy, read_dir, set_permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

fn run(data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let done = doorkey(data).env("DOORKEY_KEY", KEY).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[track_caller]
fn done(data: &Path, arguments: &[&str]) -> String {
    let (code, out, err) = run(data, arguments);
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

async fn sql(data: &Path, statement: &'static str) {
    sqlx::any::install_default_drivers();
    let address = format!("sqlite://{}", data.join("doorkey.sqlite3").display());
    let mut database = sqlx::AnyConnection::connect(&address).await.unwrap();
    sqlx::query(statement).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
}

/// A folder in which there is nothing to find.
async fn healthy() -> tempfile::TempDir {
    let data = folder();
    let path = data.path();
    for arguments in [
        &["person", "add", "desk@demo.example"][..],
        &["person", "add", "glass1@demo.example", "--emergency"],
        &["person", "add", "glass2@demo.example", "--emergency"],
        &["group", "add", "Desk"],
        &["group", "join", "Desk", "desk@demo.example"],
        &["group", "issuers", "Desk"],
        &["policy", "set", "--once", "true", "--exclude", "glass1@demo.example,glass2@demo.example"],
        &[
            "token",
            "create",
            "--name",
            "Scripts",
            "--scope",
            "UserAuthMethod-TAP.ReadWrite.All",
            "--expires",
            "90d",
        ],
        &["token", "create", "--name", "Reader", "--scope", "AuditLog.Read.All", "--expires", "365d"],
        &["rule", "networks", "--allow", "192.0.2.0/24"],
        &["rule", "state", "networks", "enabled"],
        &["backup", path.join("backup").to_str().unwrap()],
    ] {
        done(path, arguments);
    }
    sql(path, "insert into settings (name, value) values ('alert-webhook', 'set')").await;
    data
}

fn found(data: &Path) -> (i32, Vec<Value>) {
    let (code, out, _) = run(data, &["doctor", "--json"]);
    let shown: Value = serde_json::from_str(&out).unwrap();
    (code, shown["checks"].as_array().unwrap().clone())
}

enum Change {
    Nothing,
    Command(&'static [&'static str]),
    Sql(&'static str),
    Mode(&'static str, u32),
}
use Change::{Command, Mode, Nothing, Sql};

#[tokio::test]
async fn each_thing_that_is_wrong_is_told_alone() {
    let well = healthy().await;
    let ninety_one = &[
        "token",
        "create",
        "--name",
        "Long",
        "--scope",
        "UserAuthMethod-TAP.ReadWrite.All",
        "--expires",
        "91d",
    ];
    for (change, what, health, says) in [
        (Nothing, "", "ok", ""),
        (Mode("", 0o755), "data folder", "warning", "is open to others on this machine (mode 755)"),
        (Mode("", 0o770), "data folder", "problem", "(mode 770)"),
        (Mode("doorkey.sqlite3", 0o640), "database file", "problem", "(mode 640)"),
        (Sql("delete from settings where name = 'issuing-group'"), "issuing group", "problem", "is not set"),
        (
            Command(&["group", "leave", "Desk", "desk@demo.example"]),
            "issuing group",
            "problem",
            "nobody is in Desk",
        ),
        (Command(ninety_one), "application tokens", "problem", "last longer than 90 days: Long ("),
        (
            Sql(
                "update tokens set created_at = created_at - 2678400000, expires_at = expires_at - 2678400000",
            ),
            "unused tokens",
            "warning",
            "nobody used for 30 days: ",
        ),
        (
            Command(&["policy", "set", "--default", "61m"]),
            "lifetimes",
            "warning",
            "61 minutes when nobody says otherwise, 480 at most",
        ),
        (Command(&["policy", "set", "--maximum", "481m"]), "lifetimes", "warning", "481 at most"),
        (Command(&["policy", "set", "--once", "false"]), "one-time passes", "warning", "again and again"),
        (
            Command(&["rule", "ways", "--methods", "2", "--state", "enabled"]),
            "rules",
            "warning",
            "never reported what they say: ways",
        ),
        (
            Command(&["rule", "networks", "--allow", "192.0.2.0/25"]),
            "rules",
            "warning",
            "never reported what they say: networks",
        ),
        (Sql("delete from settings where name = 'alert-webhook'"), "alerts", "warning", "no server has said"),
        (
            Sql("update settings set value = 'unset' where name = 'alert-webhook'"),
            "alerts",
            "warning",
            "log alone",
        ),
        (
            Sql(
                "insert into alerts (id, kind, severity, subject, body, count, first_at, last_at, not_before) \
                 values ('1', 'k', 'high', 's', '{}', 1, (select max(at) from audit_events) - 960000, 0, 0)",
            ),
            "undelivered alerts",
            "problem",
            "1 wait, one of them since 16 minutes",
        ),
        (
            Command(&["person", "change", "glass2@demo.example", "--emergency", "false"]),
            "emergency accounts",
            "problem",
            "1 marked",
        ),
        (
            Command(&["policy", "set", "--exclude", "glass1@demo.example"]),
            "emergency accounts",
            "warning",
            "only because everybody can: glass2@demo.example",
        ),
        (
            Sql("update audit_events set code = 'x' where seq = 3"),
            "audit",
            "problem",
            "event 3 was changed after it was written",
        ),
        (Sql("delete from settings where name = 'backup-made'"), "backup", "problem", "none was ever made"),
        (
            Sql("update settings set value = value - 691200000 where name = 'backup-made'"),
            "backup",
            "problem",
            "8 days ago",
        ),
        (
            Sql("delete from _sqlx_migrations where version = (select max(version) from _sqlx_migrations)"),
            "schema",
            "problem",
            ", this program knows ",
        ),
        (
            Sql("insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                 values (99, 'x', 1, x'00', 0)"),
            "schema",
            "problem",
            "at step 99, this program knows ",
        ),
    ] {
        let data = folder();
        for file in read_dir(well.path()).unwrap() {
            let file = file.unwrap();
            copy(file.path(), data.path().join(file.file_name())).unwrap();
        }
        let path = data.path();
        set_permissions(path, PermissionsExt::from_mode(0o700)).unwrap();
        match change {
            Nothing => {}
            Command(arguments) => drop(done(path, arguments)),
            Sql(statement) => sql(path, statement).await,
            Mode(file, mode) => set_permissions(path.join(file), PermissionsExt::from_mode(mode)).unwrap(),
        }
        let (code, items) = found(path);
        let bad: Vec<_> = items
            .iter()
            // How full this machine's disk is, is not this test's.
            .filter(|item| item["result"] != "ok" && item["check"] != "disk space")
            .collect();
        assert_eq!(code, i32::from(health == "problem"), "{what} {says}: {bad:?}");
        if what.is_empty() {
            assert_eq!(bad, Vec::<&Value>::new());
            continue;
        }
        let told: Vec<_> =
            bad.iter().map(|item| (item["check"].as_str().unwrap(), &item["result"])).collect();
        assert_eq!(told, [(what, &Value::from(health))], "{says}: {bad:?}");
        assert!(bad[0]["says"].as_str().unwrap().contains(says), "{bad:?}");
        assert!(!bad[0]["remedy"].as_str().unwrap().is_empty(), "{bad:?}");
    }
}

#[tokio::test]
async fn a_clock_that_went_back_is_told() {
    let world = crate::world::World::new().await;
    let now = doorkey_protocol::time::Timestamp::from_millis(jiff::Timestamp::now().as_millisecond());
    world.clock.set(now + doorkey_protocol::time::Span::from_mins(10));
    world.issue(true).await;
    let (_, out, _) = crate::command::run(world.data.path(), &["doctor"]);
    assert!(
        out.contains("problem  clock               the newest event was written 10 minutes from now\n"),
        "{out}"
    );
    assert!(out.contains("warning  server key          lies beside the data"), "{out}");
    set_permissions(world.data.path().join("key"), PermissionsExt::from_mode(0o644)).unwrap();
    let (code, out, err) = crate::command::run(world.data.path(), &["doctor"]);
    assert!(out.contains("problem  server key "), "{out}");
    assert_eq!((code, err.ends_with("that somebody must see to\n")), (1, true), "{err}");
}

#[test]
fn a_doctor_makes_nothing() {
    let data = folder();
    let empty = data.path().join("data");
    let (code, out, err) = run(&empty, &["doctor"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(err.starts_with("doorkey: there is no Doorkey database in "), "{err}");
    assert!(!empty.exists());
    // Nor a key, which could not be the one.
    crate::rules::done(data.path(), &["person", "list"]);
    std::fs::remove_file(data.path().join("key")).unwrap();
    let (code, out, _) = crate::command::run(data.path(), &["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("is neither in DOORKEY_KEY nor in the data folder"), "{out}");
    assert!(!data.path().join("key").exists());
}
