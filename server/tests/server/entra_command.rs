//! The program in a tenant: what its commands say, when it does not start, and that no secret is told.

use crate::command::{doorkey, folder, started};
use crate::entra::{JO, tenant};
use doorkey_tenant::{Fault, Tenant};
use serde_json::{Value, json};
use std::fs::File;
use std::path::Path;
use std::process::{Command, Output};

pub(crate) fn in_tenant(tenant: &Tenant, data: &Path) -> Command {
    let mut command = doorkey(data);
    command
        .env("DOORKEY_DIRECTORY", "entra")
        .env("DOORKEY_ENTRA_TENANT", tenant.tenant_id())
        .env("DOORKEY_ENTRA_CLIENT_ID", tenant.client_id())
        .env("DOORKEY_ENTRA_SECRET", tenant.client_secret())
        .env("DOORKEY_ENTRA_AUTHORITY", tenant.graph().as_str())
        .env("DOORKEY_ENTRA_GRAPH", tenant.graph().as_str());
    command
}

fn run(tenant: &Tenant, data: &Path, arguments: &[&str]) -> (i32, String, String) {
    let Output { status, stdout, stderr } = in_tenant(tenant, data).args(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_acts_in_the_tenant_and_one_report_tells_of_it() {
    let (tenant, _) = tenant().await;
    let data = folder();
    let run = |arguments: &[&str]| run(&tenant, data.path(), arguments);
    let (code, out, err) = run(&["pass", "issue", JO, "--once", "--lifetime", "2h"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let text = tenant.pass_of(JO).unwrap();
    for words in [
        "Pass for     Jo (jo@contoso.example)\n",
        &format!("             {text}\n"),
        "Good for     one sign-in, then it is used up\n",
        "Invitation   http://localhost:8080/#i=",
        "typed on Microsoft's page only",
    ] {
        assert!(out.contains(words), "{out}");
    }
    let (_, out, _) = run(&["pass", "list", JO]);
    assert!(
        out.starts_with("jo@contoso.example  usable    one-time   until ") && !out.contains(&text),
        "{out}"
    );
    let (code, _, err) = run(&["pass", "issue", JO]);
    assert!(code == 1 && err.contains("0 min old") && err.contains("--replace"), "{err}");
    let (_, out, _) = run(&["pass", "revoke", JO]);
    assert_eq!(out, "revoked the pass of jo@contoso.example\n");
    let (code, _, err) = run(&["pass", "revoke", JO]);
    assert_eq!((code, err.as_str()), (1, "doorkey: jo@contoso.example has no pass in the tenant\n"));
    let (_, out, _) = run(&["pass", "list", JO]);
    assert!(out.starts_with("Microsoft lists no pass for jo@contoso.example"), "{out}");

    let (_, out, _) = run(&["policy", "show"]);
    for line in ["Passes    enabled\n", "at least  60 minutes, at most 480\n", "For       all_users\n"] {
        assert!(out.contains(line), "{out}");
    }

    let (code, out, err) = run(&["audit", "show", JO, "--json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let events: Value = serde_json::from_str(&out).unwrap();
    let events = events.as_array().unwrap();
    let count = |source: &str, activity: &str, result: &str| {
        let is = |event: &&Value| {
            event["source"] == source && event["activity"] == activity && event["result"] == result
        };
        events.iter().filter(is).count()
    };
    assert_eq!(count("doorkey", "Admin registered security info", "success"), 1, "{out}");
    assert_eq!(count("doorkey", "Admin registered security info", "failure"), 1, "{out}");
    assert_eq!(count("doorkey", "Admin deleted security info", "success"), 1, "{out}");
    assert_eq!(count("entra", "Admin registered security info", "success"), 1, "{out}");
    assert_eq!(count("entra", "Admin deleted security info", "success"), 1, "{out}");
    let times: Vec<_> = events
        .iter()
        .map(|event| event["at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap())
        .collect();
    assert!(times.is_sorted());
    assert!(!out.contains(&text));
    let (code, out, err) = run(&["audit", "verify"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");

    // What one side does not give does not hide the other.
    tenant.take_role("AuditLog.Read.All");
    let (code, out, err) = run(&["audit", "show", JO]);
    assert!(code == 0 && out.contains("doorkey  success  Admin registered security info"), "{out}");
    assert!(err.contains("it needs the application permission AuditLog.Read.All"), "{err}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pass_for_an_administrator_is_asked_about_first() {
    let (tenant, _) = tenant().await;
    tenant.assign_role("62e90394-69f5-4237-9190-012177145e10", JO);
    let data = folder();
    let (code, out, err) = run(&tenant, data.path(), &["pass", "issue", JO]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(
        err,
        "doorkey: jo@contoso.example is an administrator (Global Administrator): whoever has their pass can do what they can\n\
         \x20        if it is meant, and they know of it: doorkey pass issue 'jo@contoso.example' --privileged, which raises an alert\n"
    );
    assert_eq!(tenant.pass_of(JO), None);
    let (code, out, err) = run(&tenant, data.path(), &["pass", "issue", JO, "--privileged"]);
    assert!(code == 0 && out.contains(&tenant.pass_of(JO).unwrap()), "{err}");
    let (_, out, _) = run(&tenant, data.path(), &["audit", "export", "--since", "1h", "--format", "jsonl"]);
    assert_eq!(out.matches(r#"{"key":"privileges","value":"Global Administrator"}"#).count(), 1, "{out}");
    assert_eq!(out.matches(r#""result":"failure""#).count(), 1, "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_tenant_has_is_not_kept_here() {
    let (tenant, _) = tenant().await;
    let data = folder();
    for (arguments, words) in [
        (&["person", "add", JO][..], "people and groups are the tenant's"),
        (&["group", "list"], "people and groups are the tenant's"),
        (&["rule", "networks", "--allow", "192.0.2.0/24"], "there are no rules here"),
        (&["report", "rules"], "there are no rules here"),
        (&["policy", "set", "--once", "true"], "the policy is the tenant's"),
        (&["pass", "list"], "passes are listed for one person"),
        (&["pass", "issue", JO, "--sealed"], "--sealed does not work"),
    ] {
        let (code, out, err) = run(&tenant, data.path(), arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.starts_with("doorkey: with --directory entra ") && err.contains(words), "{err}");
    }
    assert!(tenant.log().is_empty(), "nobody was asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_may_not_do_what_newcomers_need_does_not_start() {
    let (tenant, _) = tenant().await;
    let data = folder();
    tenant.take_role("User.Read.All");
    tenant.take_role("AuditLog.Read.All");
    tenant.set_pass_policy(json!({ "state": "disabled" }));
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    let (code, out, err) = run(&tenant, data.path(), &serve);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    // All at once, not one by one.
    for words in
        ["User.Read.All", "AuditLog.Read.All", "are switched off in the tenant", "Grant admin consent"]
    {
        assert!(err.contains(words), "{words}: {err}");
    }
    tenant.grant_role("User.Read.All");
    let log = folder().path().with_extension("log");
    let mut command = in_tenant(&tenant, data.path());
    command.args(serve).stderr(File::create(&log).unwrap());
    drop(started(command));
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("WARN") && log.contains("AuditLog.Read.All"), "{log}");

    let mut command = in_tenant(&tenant, data.path());
    let Output { status, stderr, .. } =
        command.env("DOORKEY_ENTRA_SECRET", "wrong").args(serve).output().unwrap();
    let err = String::from_utf8(stderr).unwrap();
    assert!(
        status.code() == Some(1) && err.contains("Entra gives this app no token: AADSTS7000215"),
        "{err}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_doctor_reads_the_tenant_and_writes_to_files_only() {
    let (tenant, _) = tenant().await;
    let data = folder();
    tenant.assign_role("c4e39bd9-1100-46d3-8c65-fb160da0071f", JO);
    tenant.make_eligible("7be44c8a-adaf-4e2a-84d6-ab2649e08a13", JO);
    let emergency = "99999999-0000-4000-8000-000000000000";
    tenant.set_conditional_access(vec![json!({
        "id": "1", "displayName": "Phishing-resistant everywhere", "state": "enabled",
        "conditions": {
            "clientAppTypes": ["all"], "applications": { "includeApplications": ["All"] },
            "users": { "includeUsers": ["All"], "excludeUsers": [], "excludeGroups": [emergency] },
        },
        "grantControls": {
            "operator": "OR", "builtInControls": [],
            "authenticationStrength": { "id": "00000000-0000-0000-0000-000000000004", "allowedCombinations": ["fido2"] },
        },
    }), json!({
        // It limits a session, and has no controls of the grant.
        "id": "q", "displayName": "Sign in daily", "state": "enabled",
        "conditions": {
            "clientAppTypes": ["all"], "users": { "includeUsers": ["All"], "excludeGroups": [] },
            "applications": { "includeApplications": ["All"] },
        },
        "grantControls": null,
        "sessionControls": { "signInFrequency": { "isEnabled": true, "type": "days", "value": 1 } },
    })]);
    let folder = data.path().join("policies");
    let arguments = ["doctor", "--json", "--write-policies", folder.to_str().unwrap()];
    let (code, out, err) = run(&tenant, data.path(), &arguments);
    assert_eq!((code, err.as_str()), (1, "doorkey: 1 thing that somebody must see to\n"), "{out}");
    let report: Value = serde_json::from_str(&out).unwrap();
    let found = |item: &str| {
        let all = report["tenant"]["checks"].as_array().unwrap();
        all.iter().filter(|finding| finding["check"] == item).cloned().collect::<Vec<_>>()
    };
    assert_eq!(found("token")[0]["result"], "ok");
    assert_eq!(found("pass policy")[0]["result"], "ok");
    assert_eq!(found("issuing")[0]["result"], "ok");
    assert_eq!(found("emergency accounts")[0]["result"], "ok");
    assert_eq!(found("conditional access").len(), 1, "{out}");
    let loops = &found("conditional access")[0];
    assert_eq!(loops["result"], "problem");
    assert!(loops["says"].as_str().unwrap().contains("newcomers go in a circle"), "{loops}");
    assert!(
        found("who can issue")[0]["says"].as_str().unwrap().starts_with("Authentication Administrator"),
        "{out}"
    );
    let activated =
        "Privileged Authentication Administrator (for everybody), once activated: jo@contoso.example";
    assert_eq!(found("who can issue")[1]["says"], activated, "{out}");
    let file = report["tenant"]["written"][0].as_str().unwrap();
    let policy: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
    assert_eq!(policy["state"], "enabledForReportingButNotEnforced");
    assert_eq!(policy["conditions"]["users"]["excludeGroups"], json!([emergency]));
    assert!(tenant.log().iter().all(|seen| seen.method == "GET" || seen.path.ends_with("/token")));
    // What somebody may have worked on is not written over.
    let (code, _, err) = run(&tenant, data.path(), &arguments);
    assert!(code == 1 && err.contains("registration-needs-mfa-or-pass.json"), "{err}");
    let (code, out, _) = run(&tenant, data.path(), &["doctor", "--tenant", tenant.tenant_id()]);
    assert!(code == 1 && out.contains("problem  conditional access  "), "{out}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_asks_a_tenants_server_nothing_about_people_of_its_own() {
    let (tenant, _) = tenant().await;
    let data = folder();
    let (code, ..) = run(&tenant, data.path(), &["pass", "issue", JO]);
    assert_eq!(code, 0);
    let (_, out, _) = run(&tenant, data.path(), &["doctor"]);
    for (item, expected) in
        [("backup ", true), ("audit ", true), ("issuing group ", false), ("doorkey person", false)]
    {
        assert_eq!(out.contains(item), expected, "{item}: {out}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_no_error_and_no_file_tells_a_secret_of_the_tenant() {
    let (tenant, _) = tenant().await;
    let data = folder();
    let elsewhere = folder();
    let log = elsewhere.path().join("log");
    let mut said = String::new();
    let mut keep = |arguments: &[&str]| {
        let (_, out, err) = run(&tenant, data.path(), arguments);
        // The one place where a pass is shown.
        said += if arguments.contains(&"issue") { "" } else { &out };
        said += &err;
    };
    keep(&["pass", "issue", JO]);
    for fault in [Fault::Garbage, Fault::DroppedAfter, Fault::Status(503)] {
        tenant.fail("POST */temporaryAccessPassMethods", 1, fault);
        keep(&["pass", "issue", JO, "--replace"]);
    }
    keep(&["pass", "list", JO, "--json"]);
    keep(&["audit", "show", JO]);
    // A server that repeats what it was sent.
    let echo = |text: &str| json!({ "error": { "code": "x", "message": text } }).to_string();
    let secret = tenant.client_secret();
    tenant.fail("GET /v1.0/users/*", 1, Fault::Body(echo(secret)));
    keep(&["pass", "list", JO]);
    let body =
        json!({ "error": "invalid_client", "error_description": format!("AADSTS1: {secret}") }).to_string();
    tenant.fail("*/token", 1, Fault::Body(body));
    keep(&["pass", "list", JO]);
    let mut command = in_tenant(&tenant, data.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("RUST_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    drop(started(command));

    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("Entra gives this app a token"), "the log is there");
    let mut files = Vec::new();
    for file in std::fs::read_dir(data.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let files = String::from_utf8_lossy(&files);
    assert!(files.contains(JO), "the files are there");
    let canaries = tenant.secrets();
    assert!(canaries.len() > 5);
    for canary in &canaries {
        assert!(!log.contains(canary.as_str()), "the log holds {canary}");
        assert!(!files.contains(canary.as_str()), "a file holds {canary}");
        assert!(!said.contains(canary.as_str()), "a command says {canary}: {said}");
    }
}
