//! Doorkey by clients that nobody here wrote: Microsoft's own SDKs, pointed at a real server.
//!
//! Each test starts a server of its own with a certificate of its own, lets a script of the SDK do a
//! desk's working day, compares what the SDK has seen with what a desk must see, and reads the audit
//! past the SDK when the server has stopped. Run by `cargo xtask test sdk`, which gets the SDKs.

mod desk;

use desk::Desk;
use serde_json::{Value, json};
use std::process::Command;

#[tokio::test]
async fn the_desk_works_by_the_sdk_for_python() {
    let script = desk::beside("desk.py");
    let mut command = Command::new(desk::given("DOORKEY_SDK_PYTHON"));
    command.arg(script);
    works(command).await;
}

#[tokio::test]
async fn the_desk_works_by_the_sdk_for_javascript() {
    let script = desk::beside("desk.mjs");
    let mut command = Command::new("node");
    command.arg(script);
    works(command).await;
}

/// Whom the desk knows in the beginning.
const PEOPLE: [&str; 4] = ["ada@demo.example", "kim@demo.example", "lee@demo.example", "sam@demo.example"];

/// What the script may do.
const SCOPES: &str = "Policy.ReadWrite.AuthenticationMethod,UserAuthMethod-TAP.ReadWrite.All,\
                      UserAuthenticationMethod.Read.All,User.ReadWrite.All,Group.ReadWrite.All,AuditLog.Read.All";

async fn works(script: Command) {
    let mut desk = Desk::empty();
    for person in PEOPLE {
        desk.says(&["person", "add", person, "--name", person]);
    }
    desk.wrong_pass("sam@demo.example").await;
    let token = desk.token("Desk", SCOPES);
    let narrow = desk.token("Telephone list", "User.Read.All");
    desk.opens();
    let seen = desk.runs(script, &token, &narrow);
    desk.closes();

    policies(&seen);
    passes(&seen);
    people(&seen);
    refusals(&seen["refused"]);
    audit(&seen, &desk.audit(&token).await);
}

fn policies(seen: &Value) {
    let beginning = json!({
        "id": "TemporaryAccessPass",
        "state": "enabled",
        "defaultLength": 10,
        "defaultLifetimeInMinutes": 60,
        "minimumLifetimeInMinutes": 60,
        "maximumLifetimeInMinutes": 480,
        "isUsableOnce": false,
        "includeTargets": ["all_users"],
        "excludeTargets": [],
    });
    let mut changed = beginning.clone();
    changed["defaultLifetimeInMinutes"] = 120.into();
    changed["minimumLifetimeInMinutes"] = 30.into();
    changed["maximumLifetimeInMinutes"] = 240.into();
    changed["isUsableOnce"] = true.into();
    assert_eq!(seen["policyBefore"], beginning);
    assert_eq!(seen["policyChanged"], changed, "what is not sent stays");
    assert_eq!(seen["policyReset"], beginning);
}

fn passes(seen: &Value) {
    let pass = |issued: &Value, minutes: u32, reason: &str, shown: bool| {
        json!({
            "id": issued["id"],
            "characters": shown.then_some(10),
            "lifetimeInMinutes": minutes,
            "isUsableOnce": true,
            "isUsable": reason == "EnabledByPolicy",
            "methodUsabilityReason": reason,
            "startsLater": reason == "NotYetValid",
        })
    };
    let (first, second, third) = (&seen["first"], &seen["second"], &seen["third"]);
    assert_eq!(*first, pass(first, 120, "EnabledByPolicy", true));
    assert_eq!(*second, pass(second, 45, "NotYetValid", true));
    assert_eq!(*third, pass(third, 30, "EnabledByPolicy", true));
    assert!(first["id"] != second["id"] && second["id"] != third["id"], "each is another");
    // The pass is told once, to whom issued it.
    assert_eq!(seen["listed"], json!([pass(second, 45, "NotYetValid", false)]));
    assert_eq!(seen["read"], pass(second, 45, "NotYetValid", false));
    assert_eq!(seen["listedThird"], json!([pass(third, 30, "EnabledByPolicy", false)]));
    assert_eq!(seen["afterDelete"], json!([]));
    assert_eq!(seen["methods"], json!(["#microsoft.graph.temporaryAccessPassAuthenticationMethod"]));
    assert_eq!(seen["passkeys"], json!([]));
}

fn people(seen: &Value) {
    assert_eq!(seen["people"], json!(PEOPLE));
    assert_eq!(seen["members"], json!(["robin@demo.example"]));
    let mut all = PEOPLE.to_vec();
    all.insert(3, "robin@demo.example");
    assert_eq!(seen["registrations"], json!(all));
    assert_eq!(seen["signIns"], json!([["sam@demo.example", true]]), "a wrong pass, as it was told");
}

/// Every refusal is the SDK's own error, with Graph's code, and words that say what to do.
fn refusals(refused: &Value) {
    for (what, status, code, words) in [
        ("policy", 400, "badRequest", "'minimumLifetimeInMinutes'"),
        (
            "lifetime",
            400,
            "badRequest",
            "Invalid LifetimeInMinutes specified. The valid range between 30 and 240.",
        ),
        ("manyTimes", 400, "badRequest", "one-time passes only"),
        ("replaced", 404, "Request_ResourceNotFound", "does not exist"),
        ("deleted", 404, "Request_ResourceNotFound", "does not exist"),
        ("nobody", 404, "Request_ResourceNotFound", "nobody@demo.example"),
        ("member", 400, "Request_BadRequest", "already exist"),
        ("wrongToken", 401, "InvalidAuthenticationToken", "token"),
        ("noScope", 403, "Authorization_RequestDenied", "UserAuthMethod-TAP.ReadWrite.All"),
    ] {
        let error = &refused[what];
        assert_eq!((&error["status"], &error["code"]), (&json!(status), &json!(code)), "{what}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(words), "{what}: {message}");
    }
}

/// Every deed once, newest first, and nothing else.
fn audit(seen: &Value, stored: &[Value]) {
    const REGISTERED: &str = "Admin registered security info";
    const ISSUED: &str = "Admin registered temporary access pass method for user";
    let deeds: Vec<_> = stored
        .iter()
        .map(|deed| {
            let text = |name: &str| deed[name].as_str().unwrap_or_default();
            (text("activityDisplayName"), text("result"), text("resultReason"))
        })
        .collect();
    let expected = [
        ("Authentication Methods Policy Reset", "success"),
        ("Add member to group", "success"),
        ("Add group", "success"),
        ("Add user", "success"),
        ("Admin deleted security info", "success"),
        (REGISTERED, "failure"),
        (REGISTERED, "failure"),
        (REGISTERED, "success"),
        (REGISTERED, "success"),
        (REGISTERED, "success"),
        ("Authentication Methods Policy Update", "failure"),
        ("Authentication Methods Policy Update", "success"),
        ("Add API token", "success"),
        ("Add API token", "success"),
        ("Add user", "success"),
        ("Add user", "success"),
        ("Add user", "success"),
        ("Add user", "success"),
    ];
    let told: Vec<_> = deeds.iter().map(|(activity, result, _)| (*activity, *result)).collect();
    assert_eq!(told, expected);

    // The SDK saw the same, but for what it did afterwards.
    let ids: Vec<_> = stored[1..]
        .iter()
        .map(|deed| json!([deed["id"], deed["activityDisplayName"], deed["result"]]))
        .collect();
    assert_eq!(seen["audit"], json!(ids));
    let registered: Vec<_> = deeds
        .iter()
        .filter(|(activity, ..)| *activity == REGISTERED)
        .map(|deed| json!([deed.1, deed.2]))
        .collect();
    assert_eq!(seen["registered"], json!(registered));
    assert_eq!(registered[2..], vec![json!(["success", ISSUED]); 3]);

    // What the script did stands under its token's name.
    for deed in &stored[..12] {
        assert_eq!(deed["initiatedBy"]["app"]["displayName"], "Desk", "{deed}");
    }
}
