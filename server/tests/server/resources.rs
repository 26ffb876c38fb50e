//! The desk's API, resource by resource: people, groups, methods, the audit.

use crate::graph::{call, token};
use crate::world::{MINUTE, SAM, World};
use axum::http::Method;
use doorkey_server::directory::desk_tokens::Scope;
use serde_json::json;

#[tokio::test]
async fn people_and_groups_come_and_go() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePeople, Scope::WriteGroups]).await;
    for name in ["ada", "bo", "cy"] {
        let body = json!({
            "userPrincipalName": format!("{name}@demo.example"), "displayName": name, "accountEnabled": true,
            "mailNickname": name, "passwordProfile": { "password": "ignored" },
        });
        call(&world, &token, Method::POST, "/v1.0/users", Some(body)).await.expect(201);
    }
    let twice = json!({ "userPrincipalName": "ADA@demo.example", "displayName": "x" });
    assert_eq!(call(&world, &token, Method::POST, "/v1.0/users", Some(twice)).await.status, 400);

    // Page by page, by the links alone.
    let (mut names, mut next) = (Vec::new(), Some("/v1.0/users?$top=2".to_owned()));
    while let Some(path) = next {
        let page = call(&world, &token, Method::GET, &path, None).await.expect(200);
        for person in page["value"].as_array().unwrap() {
            names.push(person["userPrincipalName"].as_str().unwrap().to_owned());
        }
        next = page["@odata.nextLink"].as_str().map(|link| link.replace("http://localhost:8080", ""));
    }
    assert_eq!(names, ["ada@demo.example", "bo@demo.example", "cy@demo.example", SAM]);
    let found =
        call(&world, &token, Method::GET, "/v1.0/users?$filter=startswith(displayName,'B')", None).await;
    assert_eq!(found.expect(200)["value"][0]["userPrincipalName"], "bo@demo.example");

    let group = json!({ "displayName": "Front desk", "mailEnabled": false, "securityEnabled": true, "mailNickname": "x" });
    let group = call(&world, &token, Method::POST, "/v1.0/groups", Some(group)).await.expect(201);
    let members = format!("/v1.0/groups/{}/members", group["id"].as_str().unwrap());
    let ada = call(&world, &token, Method::GET, "/v1.0/users/Ada@Demo.example", None).await.expect(200);
    let id = ada["id"].as_str().unwrap();
    let reference = json!({ "@odata.id": format!("https://anywhere.example/v1.0/directoryObjects/{id}") });
    let join = format!("{members}/$ref");
    assert_eq!(call(&world, &token, Method::POST, &join, Some(reference.clone())).await.status, 204);
    assert_eq!(call(&world, &token, Method::POST, &join, Some(reference)).await.status, 400);
    let listed = call(&world, &token, Method::GET, &members, None).await.expect(200);
    assert_eq!(listed["value"].as_array().unwrap().len(), 1);
    assert_eq!(listed["value"][0]["id"], id);
    for relation in ["memberOf", "transitiveMemberOf"] {
        let path = format!("/v1.0/users/ada@demo.example/{relation}");
        let theirs = call(&world, &token, Method::GET, &path, None).await.expect(200);
        let theirs = theirs["value"].as_array().unwrap();
        assert_eq!(theirs.len(), 1);
        assert_eq!(
            (&theirs[0]["displayName"], &theirs[0]["@odata.type"], &theirs[0]["isAssignableToRole"]),
            (&json!("Front desk"), &json!("#microsoft.graph.group"), &json!(false))
        );
        let others = call(&world, &token, Method::GET, &path.replace("ada", "bo"), None).await.expect(200);
        assert_eq!(others["value"], json!([]));
    }
    let quit = format!("{members}/{id}/$ref");
    assert_eq!(call(&world, &token, Method::DELETE, &quit, None).await.status, 204);
    assert_eq!(call(&world, &token, Method::DELETE, &quit, None).await.status, 404);

    let path = format!("/v1.0/users/{id}");
    let change = json!({ "displayName": "Ada L.", "accountEnabled": false, "userType": "Guest" });
    assert_eq!(call(&world, &token, Method::PATCH, &path, Some(change)).await.status, 204);
    let ada = call(&world, &token, Method::GET, &path, None).await.expect(200);
    assert_eq!((ada["displayName"].as_str(), ada["accountEnabled"].as_bool()), (Some("Ada L."), Some(false)));
    assert_eq!(call(&world, &token, Method::DELETE, &path, None).await.status, 204);
    assert_eq!(call(&world, &token, Method::GET, &path, None).await.status, 404);
}

#[tokio::test]
async fn methods_are_listed_and_removed_for_somebody() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WriteMethods]).await;
    let issued = world.issue(true).await;
    let opened = world.open(&issued).await;
    let made = crate::world::Response::new(&world.options(&opened).await.expect(200), &[7; 16]).json();
    let passkey = world.register(&opened, crate::world::KEY, &made).await.expect(201);
    let id = passkey["id"].as_str().unwrap();
    let base = format!("/v1.0/users/{SAM}/authentication");
    let kinds = async || -> Vec<String> {
        let all = call(&world, &token, Method::GET, &format!("{base}/methods"), None).await.expect(200);
        all["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["@odata.type"].as_str().unwrap().to_owned())
            .collect()
    };
    let prefix = |name: &str| format!("#microsoft.graph.{name}AuthenticationMethod");
    assert_eq!(kinds().await, [prefix("fido2"), prefix("temporaryAccessPass")]);
    let one = format!("{base}/fido2Methods/{id}");
    assert_eq!(call(&world, &token, Method::GET, &one, None).await.expect(200)["passkeyType"], "deviceBound");
    world.add(&"kim@demo.example".parse().unwrap(), "Kim").await;
    let theirs = one.replace(SAM, "kim@demo.example");
    assert_eq!(call(&world, &token, Method::DELETE, &theirs, None).await.status, 404, "of another person");
    assert_eq!(call(&world, &token, Method::DELETE, &one, None).await.status, 204);
    assert_eq!(kinds().await, Vec::<String>::new());
    world.each_used_pass_paid_for_one_thing().await;
    // What was taken away is not made anew with the same pass.
    world.redeem(SAM, issued.pass.expose()).await.refused("pass-revoked");
    world.current(&opened).await.expect(200);
    world.options(&opened).await.refused("pass-revoked");
}

#[tokio::test]
async fn the_audit_is_read_by_filter_and_by_page() {
    let world = World::new().await;
    let token = token(&world, &[Scope::ReadAudit]).await;
    for _ in 0..5 {
        world.issue(true).await;
        world.clock.advance(MINUTE);
    }
    world.revoke(SAM).await;
    let list = async |query: &str| {
        let path = format!("/v1.0/auditLogs/directoryAudits?{query}");
        call(&world, &token, Method::GET, &path, None).await.expect(200)
    };
    let issued = list("$filter=activityDisplayName%20eq%20'Admin%20registered%20security%20info'").await;
    assert_eq!(issued["value"].as_array().unwrap().len(), 5);
    let newest = &issued["value"][0];
    assert_eq!(newest["activityDateTime"], "2026-11-23T09:04:00Z", "newest first");
    for (member, value) in [
        ("category", "UserManagement"),
        ("result", "success"),
        ("resultReason", "Admin registered temporary access pass method for user"),
        ("loggedByService", "Authentication Methods"),
        ("operationType", "Add"),
    ] {
        assert_eq!(newest[member], value);
    }
    let target = &newest["targetResources"][0];
    assert_eq!((target["type"].as_str(), target["userPrincipalName"].as_str()), (Some("User"), Some(SAM)));
    assert_eq!(
        target["modifiedProperties"][0],
        json!({ "displayName": "AccessPassUsage", "oldValue": null, "newValue": "\"Single\"" })
    );
    let late =
        list("$filter=activityDateTime%20ge%202026-11-23T09:03:00Z%20and%20result%20eq%20'success'").await;
    let reasons: Vec<_> = late["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["resultReason"].as_str().unwrap())
        .collect();
    assert_eq!(
        reasons,
        [
            "Admin deleted temporary access pass method for user",
            "Admin registered temporary access pass method for user",
            "Admin registered temporary access pass method for user",
        ]
    );
    let (mut count, mut next) = (0, Some("/v1.0/auditLogs/directoryAudits?$top=3".to_owned()));
    while let Some(path) = next {
        let page = call(&world, &token, Method::GET, &path, None).await.expect(200);
        count += page["value"].as_array().unwrap().len();
        next = page["@odata.nextLink"].as_str().map(|link| link.replace("http://localhost:8080", ""));
    }
    assert_eq!(count, 8, "a person, a token, five passes, a revocation");
    let id = newest["id"].as_str().unwrap();
    let one = call(&world, &token, Method::GET, &format!("/v1.0/auditLogs/directoryAudits/{id}"), None).await;
    assert_eq!(one.expect(200)["activityDateTime"], newest["activityDateTime"]);

    let issued = world.issue(true).await;
    world.redeem_from([192, 0, 2, 7], SAM, "ABCD1-0345Y").await.refused("pass-refused");
    world.redeem_from([192, 0, 2, 7], "nobody@demo.example", "ABCD1-0345Y").await.refused("pass-refused");
    world.redeem_from([192, 0, 2, 7], SAM, issued.pass.expose()).await.expect(201);
    let sign_ins = call(&world, &token, Method::GET, "/v1.0/auditLogs/signIns", None).await.expect(200);
    let told: Vec<_> = sign_ins["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            (
                event["userPrincipalName"].as_str(),
                event["status"]["errorCode"].as_u64().unwrap(),
                event["ipAddress"].as_str(),
            )
        })
        .collect();
    let from = Some("192.0.2.7");
    assert_eq!(
        told,
        [(Some(SAM), 0, from), (None, 130_507, from), (Some(SAM), 130_507, from)],
        "nobody's name is not written down"
    );
}
