//! The desk's API: Graph's shapes, statuses and errors, and who gets past the door.

use crate::world::{Answer, MINUTE, SAM, START, World, request};
use axum::http::{Method, header};
use doorkey_protocol::time::Span;
use doorkey_server::directory::By;
use doorkey_server::directory::desk_tokens::{Scope, TokenRequest};
use serde_json::{Value, json};

const POLICY: &str =
    "/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";
const TYPE: &str = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration";

/// An application's token with these scopes.
pub(crate) async fn token(world: &World, scopes: &[Scope]) -> String {
    token_of(world, scopes, None, false).await
}

/// Everything that a token can be asked for with.
pub(crate) async fn token_of(
    world: &World,
    scopes: &[Scope],
    person: Option<&str>,
    privileged: bool,
) -> String {
    let request = TokenRequest {
        name: "Test".to_owned(),
        person: person.map(|name| name.parse().unwrap()),
        scopes: scopes.to_vec(),
        lifetime: Span::from_mins(60 * 24),
        privileged,
    };
    let (_, token) = world.server.directory().create_token(&By::operator().unwrap(), request).await.unwrap();
    token.expose().to_owned()
}

pub(crate) async fn call(
    world: &World,
    token: &str,
    method: Method,
    path: &str,
    body: Option<Value>,
) -> Answer {
    world.send(request(method, path, Some(token), body.map(|body| body.to_string()))).await
}

pub(crate) fn passes_of(whose: &str) -> String {
    format!("/v1.0/users/{whose}/authentication/temporaryAccessPassMethods")
}

/// Graph's error envelope, with this status, code and words.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, code: &str, words: &str) {
    let error = &answer.json()["error"];
    let found = (answer.status.as_u16(), error["code"].as_str(), error["message"].as_str());
    assert_eq!(found, (status, Some(code), Some(words)), "{}", answer.text);
    let inner = &error["innerError"];
    assert_eq!(inner["message"], error["message"]);
    assert_eq!(inner["request-id"], answer.headers["request-id"].to_str().unwrap());
    assert!(inner["date"].as_str().unwrap().ends_with('Z'));
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
}

#[tokio::test]
async fn the_policy_is_read_changed_and_reset() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePolicy]).await;
    let read = async || call(&world, &token, Method::GET, POLICY, None).await.expect(200);
    let begun = read().await;
    assert_eq!(
        begun,
        json!({
            "@odata.context": "http://localhost:8080/v1.0/$metadata#authenticationMethodConfigurations/$entity",
            "@odata.type": TYPE,
            "@odata.etag": "W/\"0\"",
            "id": "TemporaryAccessPass",
            "state": "enabled",
            "defaultLength": 10,
            "defaultLifetimeInMinutes": 60,
            "minimumLifetimeInMinutes": 60,
            "maximumLifetimeInMinutes": 480,
            "isUsableOnce": false,
            "includeTargets": [{ "targetType": "group", "id": "all_users", "isRegistrationRequired": false }],
            "excludeTargets": [],
        })
    );
    let patch = json!({ "@odata.type": TYPE, "defaultLength": 12, "isUsableOnce": true });
    let answer = call(&world, &token, Method::PATCH, POLICY, Some(patch)).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    let mut expected = begun.clone();
    expected["@odata.etag"] = "W/\"1\"".into();
    expected["defaultLength"] = 12.into();
    expected["isUsableOnce"] = true.into();
    assert_eq!(read().await, expected, "what was not sent stays");
    let upper = POLICY.replace("temporaryAccessPass", "TemporaryAccessPass");
    assert_eq!(call(&world, &token, Method::DELETE, &upper, None).await.status, 204);
    let mut expected = begun;
    expected["@odata.etag"] = "W/\"2\"".into();
    assert_eq!(read().await, expected);
}

#[tokio::test]
async fn what_does_not_go_together_is_named_and_the_old_policy_stays_whole() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePolicy]).await;
    let before = call(&world, &token, Method::GET, POLICY, None).await.expect(200);
    let wrong =
        |name: &str, expected: &str| format!("Invalid value specified for property '{name}': it {expected}.");
    for (patch, words) in [
        (json!({ "defaultLength": 7 }), wrong("defaultLength", "must be between 8 and 48")),
        (json!({ "defaultLength": 49 }), wrong("defaultLength", "must be between 8 and 48")),
        (
            json!({ "minimumLifetimeInMinutes": 9 }),
            wrong("minimumLifetimeInMinutes", "must be between 10 and 43200"),
        ),
        (
            json!({ "maximumLifetimeInMinutes": 43_201 }),
            wrong("maximumLifetimeInMinutes", "must be between 10 and 43200"),
        ),
        (
            json!({ "minimumLifetimeInMinutes": 500 }),
            wrong("minimumLifetimeInMinutes", "must not be above maximumLifetimeInMinutes, which is 480"),
        ),
        (
            json!({ "maximumLifetimeInMinutes": 30 }),
            wrong("minimumLifetimeInMinutes", "must not be above maximumLifetimeInMinutes, which is 30"),
        ),
        (
            json!({ "defaultLifetimeInMinutes": 481 }),
            wrong(
                "defaultLifetimeInMinutes",
                "must be between minimumLifetimeInMinutes and maximumLifetimeInMinutes, which are 60 and 480",
            ),
        ),
        (json!({ "state": "on" }), wrong("state", "must be enabled or disabled")),
        (json!({ "isUsableOnce": "yes" }), wrong("isUsableOnce", "must be true or false")),
        (json!({ "defaultLength": "8" }), wrong("defaultLength", "must be a whole number")),
        (json!({ "defaultLength": 8.5 }), wrong("defaultLength", "must be a whole number")),
        (json!({ "defaultLength": -8 }), wrong("defaultLength", "must be a whole number")),
        (json!({ "defaultLength": 4_294_967_304u64 }), wrong("defaultLength", "must be a whole number")),
        (
            json!({ "includeTargets": [{ "id": "all_users" }] }),
            wrong("includeTargets", "must list targets with a targetType of group or user and an id"),
        ),
        (
            json!({ "excludeTargets": [{ "targetType": "group", "id": "front desk" }] }),
            wrong("excludeTargets", "must list targets with a targetType of group or user and an id"),
        ),
        (json!({ "defaultLenght": 8 }), "Invalid property 'defaultLenght'.".to_owned()),
        // One wrong part, and nothing of the rest is taken.
        (
            json!({ "defaultLength": 20, "state": "disabled", "maximumLifetimeInMinutes": 9 }),
            wrong("maximumLifetimeInMinutes", "must be between 10 and 43200"),
        ),
    ] {
        let mut body = patch;
        body["@odata.type"] = TYPE.into();
        refused(&call(&world, &token, Method::PATCH, POLICY, Some(body)).await, 400, "badRequest", &words);
        assert_eq!(call(&world, &token, Method::GET, POLICY, None).await.expect(200), before);
    }
    let untyped = format!("The property '@odata.type' is required; it must be '{TYPE}'.");
    for body in [json!({ "defaultLength": 8 }), json!({ "@odata.type": "#other", "defaultLength": 8 })] {
        refused(&call(&world, &token, Method::PATCH, POLICY, Some(body)).await, 400, "badRequest", &untyped);
    }
    let none = "Unable to read JSON request payload: it is not one JSON object.";
    for body in ["", "[]", "{", "null", r#"{"defaultLength":8,"defaultLength":9}"#] {
        let mut answer =
            world.send(request(Method::PATCH, POLICY, Some(&token), Some(body.to_owned()))).await;
        if body.contains("defaultLength") {
            // serde_json keeps the last of two: it has no type, which is what is said first.
            refused(&answer, 400, "badRequest", &untyped);
            answer = world.send(request(Method::PATCH, POLICY, Some(&token), Some("[1]".to_owned()))).await;
        }
        refused(&answer, 400, "badRequest", none);
    }
}

#[tokio::test]
async fn of_two_who_change_the_policy_the_second_is_told() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePolicy]).await;
    let patch = async |tag: &str, length: u32| {
        let body = json!({ "@odata.type": TYPE, "defaultLength": length }).to_string();
        let mut request = request(Method::PATCH, POLICY, Some(&token), Some(body));
        request.headers_mut().insert(header::IF_MATCH, tag.parse().unwrap());
        world.send(request).await
    };
    assert_eq!(patch("W/\"0\"", 11).await.status, 204);
    let words = "The policy was changed since it was read.";
    refused(&patch("W/\"0\"", 12).await, 412, "preconditionFailed", words);
    refused(&patch("nonsense", 12).await, 412, "preconditionFailed", words);
    assert_eq!(patch("*", 13).await.status, 204);
    let read = call(&world, &token, Method::GET, POLICY, None).await.expect(200);
    assert_eq!(read["defaultLength"], 13);
}

#[tokio::test]
async fn a_pass_is_issued_shown_once_replaced_and_deleted() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePasses]).await;
    let path = passes_of(SAM);
    let at = "2026-11-23T09:00:00Z";
    let first = call(&world, &token, Method::POST, &path, Some(json!({}))).await.expect(201);
    let pass = first["temporaryAccessPass"].as_str().unwrap().to_owned();
    let id = first["id"].as_str().unwrap().to_owned();
    assert!(first["@doorkey.invitationLink"].as_str().unwrap().starts_with("http://localhost:8080/#i="));
    let mut expected = first.clone();
    expected["temporaryAccessPass"] = Value::Null;
    for name in ["@odata.context", "@doorkey.invitationLink"] {
        expected.as_object_mut().unwrap().remove(name);
    }
    assert_eq!(
        expected,
        json!({
            "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod",
            "id": id,
            "temporaryAccessPass": null,
            "createdDateTime": at,
            "startDateTime": at,
            "lifetimeInMinutes": 60,
            "isUsableOnce": false,
            "isUsable": true,
            "methodUsabilityReason": "EnabledByPolicy",
        })
    );
    let list = async || call(&world, &token, Method::GET, &path, None).await.expect(200)["value"].clone();
    assert_eq!(list().await, json!([expected]), "the secret is null ever after");
    let one = format!("{path}/{id}");
    assert_eq!(
        call(&world, &token, Method::GET, &one, None).await.expect(200)["temporaryAccessPass"],
        Value::Null
    );
    world.redeem(SAM, &pass).await.expect(201);

    let body = json!({
        "@odata.type": "#microsoft.graph.temporaryAccessPassAuthenticationMethod",
        "startDateTime": "2026-11-23T12:00:00+02:00", "lifetimeInMinutes": 90, "isUsableOnce": true,
    });
    let second = call(&world, &token, Method::POST, &path, Some(body)).await.expect(201);
    assert_eq!(second["methodUsabilityReason"], "NotYetValid");
    assert_eq!(second["startDateTime"], "2026-11-23T10:00:00Z");
    assert_eq!(
        (second["lifetimeInMinutes"].clone(), second["isUsableOnce"].clone()),
        (json!(90), json!(true))
    );
    world.redeem(SAM, &pass).await.refused("pass-replaced");
    let missing = format!(
        "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
    );
    refused(&call(&world, &token, Method::GET, &one, None).await, 404, "Request_ResourceNotFound", &missing);
    refused(
        &call(&world, &token, Method::DELETE, &one, None).await,
        404,
        "Request_ResourceNotFound",
        &missing,
    );

    let one = format!("{path}/{}", second["id"].as_str().unwrap());
    let deleted = call(&world, &token, Method::DELETE, &one, None).await;
    assert_eq!((deleted.status.as_u16(), deleted.text.as_str()), (204, ""));
    assert_eq!(list().await, json!([]));
}

#[tokio::test]
async fn every_state_of_a_pass_has_its_word() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePasses, Scope::WritePolicy]).await;
    let reason = async || {
        let list = call(&world, &token, Method::GET, &passes_of(SAM), None).await.expect(200);
        let pass = &list["value"][0];
        (pass["isUsable"].clone(), pass["methodUsabilityReason"].as_str().unwrap_or_default().to_owned())
    };
    world.issue_for(SAM, false, Some(START + MINUTE)).await;
    assert_eq!(reason().await, (json!(false), "NotYetValid".to_owned()));
    world.clock.advance(MINUTE);
    assert_eq!(reason().await, (json!(true), "EnabledByPolicy".to_owned()));
    for (state, reason_now) in [("disabled", "DisabledByPolicy"), ("enabled", "EnabledByPolicy")] {
        let body = json!({ "@odata.type": TYPE, "state": state });
        assert_eq!(call(&world, &token, Method::PATCH, POLICY, Some(body)).await.status, 204);
        assert_eq!(reason().await.1, reason_now);
    }
    world.clock.advance(Span::from_mins(60));
    assert_eq!(reason().await, (json!(false), "Expired".to_owned()));
    let issued = world.issue(true).await;
    let opened = world.open(&issued).await;
    let made = crate::world::Response::new(&world.options(&opened).await.expect(200), &[1; 16]).json();
    world.register(&opened, crate::world::KEY, &made).await.expect(201);
    assert_eq!(reason().await, (json!(false), "OneTimeUsed".to_owned()));
    world.issue(true).await;
    for guess in 0..10u8 {
        world.redeem_from([10, 0, 0, guess], SAM, "ABCD1-0345Y").await.refused("pass-refused");
    }
    assert_eq!(reason().await, (json!(false), "Locked".to_owned()));
}

#[tokio::test]
async fn a_wrong_wish_for_a_pass_is_refused_in_graphs_words_and_changes_nothing() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePasses]).await;
    let kept = world.issue(false).await;
    let range = "Invalid LifetimeInMinutes specified. The valid range between 60 and 480.";
    let number = "Invalid value specified for property 'lifetimeInMinutes': it must be a whole number.";
    let time = "Invalid value specified for property 'startDateTime': it must be a date and a time with its zone, such as 2026-11-23T09:00:00Z.";
    let past = "Invalid value specified for property 'startDateTime': it must not be so early that the pass would have ended already.";
    for (body, words) in [
        (json!({ "lifetimeInMinutes": 59 }), range),
        (json!({ "lifetimeInMinutes": 481 }), range),
        (json!({ "lifetimeInMinutes": 0 }), range),
        (json!({ "lifetimeInMinutes": 4_294_967_295u32 }), range),
        (json!({ "lifetimeInMinutes": -60 }), number),
        (json!({ "lifetimeInMinutes": 60.5 }), number),
        (json!({ "lifetimeInMinutes": "60" }), number),
        (json!({ "lifetimeInMinutes": 2_147_483_648u64 * 4 }), number),
        (json!({ "startDateTime": "2026-11-23T09:00:00" }), time),
        (json!({ "startDateTime": "2026-02-30T09:00:00Z" }), time),
        (json!({ "startDateTime": "0001-01-01T00:00:00Z" }), time),
        (json!({ "startDateTime": "9999-12-31T23:59:59Z" }), time),
        (json!({ "startDateTime": "tomorrow" }), time),
        (
            json!({ "startDateTime": 1_795_424_400 }),
            "Invalid value specified for property 'startDateTime': it must be a text.",
        ),
        (json!({ "startDateTime": "2026-11-23T08:00:00Z" }), past),
        (
            json!({ "isUsableOnce": 1 }),
            "Invalid value specified for property 'isUsableOnce': it must be true or false.",
        ),
        (json!({ "role": "admin" }), "Invalid property 'role'."),
        (json!({ "userId": "x" }), "Invalid property 'userId'."),
    ] {
        let answer = call(&world, &token, Method::POST, &passes_of(SAM), Some(body)).await;
        refused(&answer, 400, "badRequest", words);
    }
    world.redeem(SAM, kept.pass.expose()).await.expect(201);
}

#[tokio::test]
async fn nobody_gets_in_without_a_token_that_may() {
    let world = World::new().await;
    let may_read = token(&world, &[Scope::ReadPasses]).await;
    let path = passes_of(SAM);
    let none = "Access token is empty, unknown, revoked or has expired.";
    for sent in [None, Some(""), Some("x"), Some("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")] {
        let answer = world.send(request(Method::GET, &path, sent, None)).await;
        refused(&answer, 401, "InvalidAuthenticationToken", none);
        assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
    }
    call(&world, &may_read, Method::GET, &path, None).await.expect(200);
    let few = "Insufficient privileges to complete the operation. The token needs one of: UserAuthMethod-TAP.ReadWrite.All, UserAuthenticationMethod.ReadWrite.All.";
    let answer = call(&world, &may_read, Method::POST, &path, Some(json!({}))).await;
    refused(&answer, 403, "Authorization_RequestDenied", few);

    // Every call needs a token, and one that may do nothing may nothing of it.
    let may_nothing = token(&world, &[]).await;
    for (method, path) in [
        (Method::GET, "/v1.0/policies/authenticationMethodsPolicy".to_owned()),
        (Method::GET, POLICY.to_owned()),
        (Method::PATCH, POLICY.to_owned()),
        (Method::DELETE, POLICY.to_owned()),
        (Method::GET, "/v1.0/me".to_owned()),
        (Method::GET, "/v1.0/me/authentication/methods".to_owned()),
        (Method::GET, "/v1.0/me/authentication/temporaryAccessPassMethods".to_owned()),
        (Method::GET, "/v1.0/users".to_owned()),
        (Method::POST, "/v1.0/users".to_owned()),
        (Method::GET, format!("/v1.0/users/{SAM}")),
        (Method::PATCH, format!("/v1.0/users/{SAM}")),
        (Method::DELETE, format!("/v1.0/users/{SAM}")),
        (Method::GET, format!("/v1.0/users/{SAM}/memberOf")),
        (Method::GET, format!("/v1.0/users/{SAM}/transitiveMemberOf")),
        (Method::GET, path.clone()),
        (Method::POST, path.clone()),
        (Method::GET, format!("{path}/x")),
        (Method::DELETE, format!("{path}/x")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/methods")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/methods/x")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/fido2Methods")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/fido2Methods/x")),
        (Method::DELETE, format!("/v1.0/users/{SAM}/authentication/fido2Methods/x")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/softwareOathMethods")),
        (Method::GET, format!("/v1.0/users/{SAM}/authentication/softwareOathMethods/x")),
        (Method::DELETE, format!("/v1.0/users/{SAM}/authentication/softwareOathMethods/x")),
        (Method::GET, "/v1.0/groups".to_owned()),
        (Method::POST, "/v1.0/groups".to_owned()),
        (Method::GET, "/v1.0/groups/x".to_owned()),
        (Method::DELETE, "/v1.0/groups/x".to_owned()),
        (Method::GET, "/v1.0/groups/x/members".to_owned()),
        (Method::POST, "/v1.0/groups/x/members/$ref".to_owned()),
        (Method::DELETE, "/v1.0/groups/x/members/y/$ref".to_owned()),
        (Method::GET, "/v1.0/auditLogs/directoryAudits".to_owned()),
        (Method::GET, "/v1.0/auditLogs/directoryAudits/x".to_owned()),
        (Method::GET, "/v1.0/auditLogs/signIns".to_owned()),
        (Method::GET, "/v1.0/auditLogs/signIns/x".to_owned()),
        (Method::GET, "/v1.0/reports/authenticationMethods/userRegistrationDetails".to_owned()),
    ] {
        let body = matches!(method, Method::POST | Method::PATCH).then(|| json!({}));
        let name = format!("{method} {path}");
        let text = body.as_ref().map(Value::to_string);
        let answer = world.send(request(method.clone(), &path, None, text)).await;
        refused(&answer, 401, "InvalidAuthenticationToken", none);
        let answer = call(&world, &may_nothing, method, &path, body).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["error"]["code"]),
            (403, &json!("Authorization_RequestDenied")),
            "{name}"
        );
    }
}

#[tokio::test]
async fn tokens_end_are_revoked_and_go_with_their_owner() {
    let world = World::new().await;
    let directory = world.server.directory();
    let by = By::operator().unwrap();
    let path = passes_of(SAM);
    world.add(&"ada@demo.example".parse().unwrap(), "Ada").await;
    let scopes = [Scope::ReadPasses, Scope::ReadPeople];
    let ends = token(&world, &scopes).await;
    world.clock.advance(Span::from_mins(60 * 24 - 1));
    call(&world, &ends, Method::GET, &path, None).await.expect(200);
    let listed = directory.tokens().await.unwrap();
    assert_eq!(listed[0].last_used_at, Some(START + Span::from_mins(60 * 24 - 1)));
    world.clock.advance(MINUTE);
    assert_eq!(call(&world, &ends, Method::GET, &path, None).await.status, 401);

    let revoked = token(&world, &scopes).await;
    let id = directory.tokens().await.unwrap()[0].id;
    assert!(directory.revoke_token(&by, id).await.unwrap());
    assert!(!directory.revoke_token(&by, id).await.unwrap());
    assert_eq!(call(&world, &revoked, Method::GET, &path, None).await.status, 401);

    let adas = token_of(&world, &scopes, Some("ada@demo.example"), false).await;
    let me = call(&world, &adas, Method::GET, "/v1.0/me", None).await.expect(200);
    assert_eq!(me["userPrincipalName"], "ada@demo.example");
    let of_app = token(&world, &scopes).await;
    let answer = call(&world, &of_app, Method::GET, "/v1.0/me", None).await;
    refused(&answer, 400, "badRequest", "/me request is only valid with delegated authentication flow.");
    directory.remove_person(&by, &"ada@demo.example".parse().unwrap()).await.unwrap();
    assert_eq!(call(&world, &adas, Method::GET, "/v1.0/me", None).await.status, 401);
}
