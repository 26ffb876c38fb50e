//! Backups: made while the server runs, put back without bringing a pass back to life.

use crate::command::{Running, doorkey, folder, run, started};
use crate::rules::done;
use crate::world::SAM;
use serde_json::{Value, json};
use sqlx::Connection as _;
use std::fs::{read_dir, write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;

fn serve(data: &Path) -> Running {
    let mut command = doorkey(data);
    command.args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::null());
    started(command)
}

fn issue(data: &Path, name: &str) -> String {
    let issued = done(data, &["pass", "issue", name, "--once", "--json"]);
    serde_json::from_str::<Value>(&issued).unwrap()["pass"].as_str().unwrap().to_owned()
}

fn redeem(server: &Running, name: &str, pass: &str) -> (u16, Value) {
    server.post("/v1/redemptions", "", &json!({ "userName": name, "pass": pass }).to_string())
}

/// A folder with Sam and an open pass, and a backup of it elsewhere.
fn backed_up() -> (tempfile::TempDir, tempfile::TempDir, PathBuf) {
    let (data, elsewhere) = (folder(), folder());
    done(data.path(), &["person", "add", SAM]);
    issue(data.path(), SAM);
    let file = elsewhere.path().join("backup");
    done(data.path(), &["backup", file.to_str().unwrap()]);
    (data, elsewhere, file)
}

fn names(folder: &Path) -> Vec<String> {
    let names = read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name != "lock" && name != "serving").collect();
    names.sort();
    names
}

async fn open(file: &Path) -> sqlx::AnyConnection {
    sqlx::any::install_default_drivers();
    sqlx::AnyConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap()
}

#[test]
fn what_a_backup_would_bring_back_to_life_is_ended() {
    let (data, elsewhere) = (folder(), folder());
    let data = data.path();
    let file = elsewhere.path().join("backup");
    for name in [SAM, "kim@demo.example", "lee@demo.example"] {
        done(data, &["person", "add", name]);
    }
    let (sam, kim) = (issue(data, SAM), issue(data, "kim@demo.example"));
    done(data, &["pass", "issue", "lee@demo.example", "--sealed"]);
    let server = serve(data);
    let (_, opened) = redeem(&server, SAM, &sam);
    let token = opened["token"].as_str().unwrap().to_owned();
    let told = done(data, &["backup", file.to_str().unwrap()]);
    assert!(told.contains("the server key is not in it"), "{told}");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(names(elsewhere.path()), ["backup"], "nothing is left beside it");
    let head = told.lines().nth(1).unwrap().rsplit_once(' ').unwrap().1.to_owned();
    done(data, &["audit", "verify", "--head", &head]);
    // After the backup a pass is taken away, which it does not know.
    done(data, &["pass", "revoke", "kim@demo.example"]);
    drop(server);

    let told = done(data, &["restore", file.to_str().unwrap(), "--replace"]);
    assert!(told.contains("3 passes were open in it and are revoked"), "{told}");
    let server = serve(data);
    for (name, pass) in [(SAM, &sam), ("kim@demo.example", &kim)] {
        let (status, answer) = redeem(&server, name, pass);
        assert_eq!((status, answer["code"].as_str()), (403, Some("pass-revoked")), "{answer}");
    }
    let (_, answer) = server.send("GET", "/v1/redemptions/current", &token, "");
    assert_eq!(answer["code"], "redemption-ended");
    done(data, &["audit", "verify", "--head", &head]);
    let events = done(data, &["audit", "export", "--since", "1h", "--format", "jsonl"]);
    let mut events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let restored = events.find(|event| event["activityDisplayName"] == "Restore backup").unwrap();
    assert_eq!(restored["additionalDetails"][0], json!({ "key": "revokedPasses", "value": "3" }));
    // The former database is there, and knows what the backup did not.
    let former =
        names(data).into_iter().find(|name| name.contains(".before-") && !name.ends_with("-wal")).unwrap();
    let old = folder();
    std::fs::copy(data.join("key"), old.path().join("key")).unwrap();
    for belonging in ["", "-wal"] {
        let from = data.join(format!("{former}{belonging}"));
        if from.exists() {
            std::fs::copy(from, old.path().join(format!("doorkey.sqlite3{belonging}"))).unwrap();
        }
    }
    let listed = done(old.path(), &["pass", "list", "kim@demo.example"]);
    assert!(listed.contains("revoked"), "{listed}");
    done(old.path(), &["audit", "verify"]);
}

#[tokio::test]
async fn nothing_of_an_envelope_or_a_visit_is_left() {
    let (data, elsewhere) = (folder(), folder());
    let data = data.path();
    done(data, &["person", "add", SAM]);
    done(data, &["pass", "issue", SAM, "--sealed"]);
    let file = elsewhere.path().join("backup");
    done(data, &["backup", file.to_str().unwrap()]);
    let sealed = "select count(*) from envelopes where sealed is not null";
    for (database, expected) in [(&file, 1), (&data.join("doorkey.sqlite3"), 0)] {
        if expected == 0 {
            done(data, &["restore", file.to_str().unwrap(), "--replace"]);
        }
        let count: i64 = sqlx::query_scalar(sealed).fetch_one(&mut open(database).await).await.unwrap();
        assert_eq!(count, expected);
    }
}

#[test]
fn a_backup_overwrites_nothing() {
    let (data, elsewhere, file) = backed_up();
    let kept = std::fs::read(&file).unwrap();
    let there = format!(
        "doorkey: {} is there already; a backup overwrites nothing\n         name another file\n",
        file.display()
    );
    assert_eq!(run(data.path(), &["backup", file.to_str().unwrap()]), (1, String::new(), there));
    assert_eq!(std::fs::read(&file).unwrap(), kept);
    let nowhere = elsewhere.path().join("no/folder");
    assert_eq!(run(data.path(), &["backup", nowhere.to_str().unwrap()]).0, 1);
}

#[test]
fn copies_are_whole_while_others_write() {
    let (data, elsewhere) = (folder(), folder());
    let data = data.path();
    done(data, &["person", "list"]);
    std::thread::scope(|scope| {
        for writer in 0..2 {
            scope.spawn(move || {
                for at in 0..8 {
                    done(data, &["person", "add", &format!("p{writer}-{at}@demo.example")]);
                }
            });
        }
        for at in 0..4 {
            let file = elsewhere.path().join(at.to_string());
            done(data, &["backup", file.to_str().unwrap()]);
            let copy = folder();
            std::fs::copy(data.join("key"), copy.path().join("key")).unwrap();
            done(copy.path(), &["restore", file.to_str().unwrap()]);
            let people = done(copy.path(), &["person", "list", "--json"]);
            let people: Vec<Value> = serde_json::from_str(&people).unwrap();
            let events = done(copy.path(), &["audit", "export", "--since", "1h", "--format", "csv"]);
            assert_eq!(events.matches(",Add user,").count(), people.len());
            done(copy.path(), &["audit", "verify"]);
        }
    });
    assert_eq!(done(data, &["person", "list"]).lines().count(), 16);
}

#[tokio::test]
async fn what_is_no_backup_for_here_changes_nothing() {
    let (data, elsewhere, good) = backed_up();
    let data = data.path();
    let at = |name: &str| elsewhere.path().join(name);
    let changed = async |name: &str, statement: &'static str| {
        std::fs::copy(&good, at(name)).unwrap();
        let mut database = open(&at(name)).await;
        sqlx::query(statement).execute(&mut database).await.unwrap();
        database.close().await.unwrap();
        at(name)
    };
    let newer = changed(
        "newer",
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (99, 'x', 1, x'00', 0)",
    )
    .await;
    let keyed = changed("keyed", "update settings set value = 'x' where name = 'key-fingerprint'").await;
    let strange = changed("strange", "drop table settings").await;
    let mut bytes = std::fs::read(&good).unwrap();
    let (page, length) = (4096, bytes.len());
    write(at("short"), &bytes[..length - 3 * page]).unwrap();
    bytes[3 * page..5 * page].fill(0xa5);
    write(at("damaged"), &bytes).unwrap();
    write(at("text"), "Dear diary").unwrap();
    write(at("empty"), "").unwrap();
    let before = done(data, &["pass", "list", "--json"]);
    let files = names(data);
    for (file, expected) in [
        (at("missing"), "No such file"),
        (elsewhere.path().to_owned(), "is no Doorkey database"),
        (at("text"), "is no Doorkey database"),
        (at("empty"), "is no Doorkey database"),
        (strange, "is no Doorkey database"),
        (at("short"), "is damaged: "),
        (at("damaged"), "is damaged: "),
        (newer, "\n         run the version of doorkey that wrote it"),
        (
            keyed,
            "another server key than the one that is here\n         put the key that it was written under there",
        ),
    ] {
        let (code, out, err) = run(data, &["restore", file.to_str().unwrap(), "--replace"]);
        assert_eq!((code, out.as_str()), (1, ""), "{}", file.display());
        assert!(err.contains(expected), "{}: {err}", file.display());
        assert_eq!(names(data), files, "{}", file.display());
        assert_eq!(done(data, &["pass", "list", "--json"]), before, "{}", file.display());
    }
    let good = good.to_str().unwrap();
    let (code, _, err) = run(data, &["restore", good]);
    assert_eq!(code, 1);
    assert!(err.contains("already\n         --replace moves it aside"), "{err}");
    // Without the key no new one is made, which would never fit.
    let empty = folder();
    let (code, _, err) = run(empty.path(), &["restore", good]);
    assert_eq!((code, names(empty.path())), (1, Vec::new()));
    assert!(err.contains("there is no server key in"), "{err}");
    std::fs::copy(data.join("key"), empty.path().join("key")).unwrap();
    done(empty.path(), &["restore", good]);

    let server = serve(data);
    let (code, _, err) = run(data, &["restore", good, "--replace"]);
    assert_eq!(code, 1);
    assert!(
        err.contains("a server runs on") && err.contains("stop it, restore, and start it again"),
        "{err}"
    );
    drop(server);
    done(data, &["restore", good, "--replace"]);
}

#[test]
fn a_restore_that_is_cut_off_is_told_and_done_again() {
    let (data, _elsewhere, file) = backed_up();
    let data = data.path();
    let restore = ["restore", file.to_str().unwrap(), "--replace"];
    let cut = doorkey(data).args(restore).env("DOORKEY_DIE_AT", "restore: moved aside").output().unwrap();
    assert!(!cut.status.success());
    let (code, _, err) = run(data, &["person", "list"]);
    assert_eq!(code, 1);
    assert!(err.contains("a restore was interrupted"), "{err}");
    assert!(err.contains("to do it again: doorkey restore FILE"), "{err}");
    assert!(!names(data).contains(&"doorkey.sqlite3".to_owned()), "no empty database takes its place");
    done(data, &restore[..2]);
    assert_eq!(done(data, &["person", "list"]).lines().count(), 1);
}
