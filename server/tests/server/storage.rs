//! The database in bad times: started twice at once, old, too new, full, locked.

use crate::command::{doorkey, folder, run, started};
use crate::rules::done;
use crate::world::{MINUTE, SAM, World};
use axum::http::header;
use doorkey_server::clock::{Clock, SystemClock};
use doorkey_server::settings::Settings;
use doorkey_server::{Server, app};
use serde_json::{Value, json};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, Connection as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use tower::ServiceExt;

async fn connect(file: &Path) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap()
}

#[test]
fn the_first_start_of_many_at_once_is_one() {
    let data = folder();
    let data = data.path();
    let starts = (0..6).map(|at| {
        let name = format!("p{at}@demo.example");
        let mut command = doorkey(data);
        command.args(["person", "add", &name]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    });
    for start in starts.collect::<Vec<_>>() {
        let done = start.wait_with_output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    let servers = (0..2).map(|_| {
        let mut command = doorkey(data);
        command.args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::null());
        std::thread::spawn(|| started(command))
    });
    let servers: Vec<_> = servers.collect::<Vec<_>>().into_iter().map(|one| one.join().unwrap()).collect();
    assert_eq!(servers.len(), 2);
    assert_eq!(done(data, &["person", "list"]).lines().count(), 6);
    done(data, &["audit", "verify"]);
}

/// The steps up to this one, as an older program had them.
async fn steps_up_to(last: &str) -> Migrator {
    let folder = folder();
    for step in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap() {
        let step = step.unwrap();
        if step.file_name().to_str().unwrap()[..4] <= *last {
            std::fs::copy(step.path(), folder.path().join(step.file_name())).unwrap();
        }
    }
    Migrator::new(folder.path()).await.unwrap()
}

#[tokio::test]
async fn a_pass_of_an_older_version_still_redeems() {
    let world = World::new().await;
    world.clock.set(SystemClock.now());
    let issued = world.issue(true).await;
    // The same person and pass under the same key, in tables as they were before the desk came.
    let old = folder();
    std::fs::copy(world.data.path().join("key"), old.path().join("key")).unwrap();
    let mut database = connect(&old.path().join("doorkey.sqlite3")).await;
    steps_up_to("0005").await.run(&mut database).await.unwrap();
    let now = world.data.path().join("doorkey.sqlite3");
    let attach: &'static str = Box::leak(format!("attach '{}' as now", now.display()).into_boxed_str());
    for statement in [
        attach,
        "insert into settings select name, value from now.settings",
        "insert into people (id, user_name, display_name, salt, created_at) \
         select id, user_name, display_name, salt, created_at from now.people",
        "insert into passes (id, person_id, hash, starts_at, lifetime_in_minutes, one_time, created_at) \
         select id, person_id, hash, starts_at, lifetime_in_minutes, one_time, created_at from now.passes",
    ] {
        sqlx::query(statement).execute(&mut database).await.unwrap();
    }
    database.close().await.unwrap();

    let settings = Settings::for_tests(old.path());
    let server = Server::open(settings, Arc::new(SystemClock)).await.unwrap();
    let body = json!({ "userName": SAM, "pass": issued.pass.expose() }).to_string();
    let request = crate::world::request(axum::http::Method::POST, "/v1/redemptions", None, Some(body));
    let answer = app(server.clone()).oneshot(request).await.unwrap();
    assert_eq!(answer.status().as_u16(), 201);
    server.close().await;
    done(old.path(), &["audit", "verify"]);
    let (_, listed, _) = run(old.path(), &["pass", "list", SAM]);
    assert!(listed.contains("usable"), "{listed}");
}

#[tokio::test]
async fn a_newer_database_is_left_alone() {
    let data = folder();
    let data = data.path();
    done(data, &["person", "add", SAM]);
    let mut database = connect(&data.join("doorkey.sqlite3")).await;
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
         values (99, 'tomorrow', 1, x'00', 0)",
    )
    .execute(&mut database)
    .await
    .unwrap();
    database.close().await.unwrap();
    let expected = format!(
        "doorkey: the database in {} does not open: a newer doorkey wrote it: its tables are at step 99, and this \
         one knows {}\n         run the version of doorkey that wrote it, or a later one\n",
        data.display(),
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).unwrap().count()
    );
    for arguments in [&["person", "list"][..], &["serve", "--listen", "127.0.0.1:0"]] {
        assert_eq!(run(data, arguments), (1, String::new(), expected.clone()), "{arguments:?}");
    }
}

#[tokio::test]
async fn a_locked_database_makes_wait_and_breaks_nothing() {
    let world = World::new().await;
    let issued = world.issue(true).await;
    let mut other = world.database().await;
    sqlx::query("begin immediate").execute(&mut other).await.unwrap();
    let answer = world.redeem(SAM, issued.pass.expose()).await;
    answer.refused("busy");
    assert_eq!(answer.status.as_u16(), 503);
    assert_eq!(answer.headers[header::RETRY_AFTER], "2");
    // Who only reads does not wait.
    let staff =
        world.send(crate::world::request(axum::http::Method::GET, "/.well-known/doorkey", None, None));
    assert_eq!(staff.await.status.as_u16(), 200);
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    world.clock.advance(MINUTE);
    world.redeem(SAM, issued.pass.expose()).await.expect(201);
}

/// A disk of this size that is taken away when dropped; `None` where nobody may make one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn new(size: &str) -> Option<Self> {
        let folder = folder();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"]).arg(folder.path());
        mount.output().is_ok_and(|done| done.status.success()).then_some(Self(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_makes_wait_and_loses_nothing() {
    let Some(disk) = SmallDisk::new("4m") else {
        eprintln!("skipped: only root can mount a small disk here");
        return;
    };
    let data = disk.0.path();
    done(data, &["person", "add", SAM]);
    let issued: Value =
        serde_json::from_str(&done(data, &["pass", "issue", SAM, "--once", "--json"])).unwrap();
    let mut command = doorkey(data);
    command.args(["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::null());
    let server = started(command);
    let body = json!({ "userName": SAM, "pass": issued["pass"] }).to_string();
    assert_eq!(server.post("/v1/redemptions", "", &body).0, 201);

    // Writing ends where the disk does.
    let ballast = data.join("ballast");
    assert!(std::fs::write(&ballast, vec![7; 8 << 20]).is_err());
    let mut refused = 0;
    for _ in 0..40 {
        let (status, answer) = server.post("/v1/redemptions", "", &body);
        match status {
            201 => {} // there was room in what the database already had
            503 => {
                assert_eq!(answer["code"], "busy");
                refused += 1;
            }
            other => panic!("{other}: {answer}"),
        }
    }
    assert!(refused > 0, "the disk is full");
    std::fs::remove_file(&ballast).unwrap();
    let (status, answer) = server.post("/v1/redemptions", "", &body);
    assert_eq!(status, 201, "{answer}");
    drop(server);
    done(data, &["audit", "verify"]);
}
