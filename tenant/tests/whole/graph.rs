//! Graph: who may, passes and their policy.

use crate::client::{Answer, access_token, graph};
use doorkey_tenant::{NewPass, Person, Tenant};
use serde_json::{Value, json};

const ADA: &str = "ada@contoso.example";
const PASSES: &str = "users/ada@contoso.example/authentication/temporaryAccessPassMethods";
const POLICY: &str =
    "policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass";

struct Desk {
    tenant: Tenant,
    token: String,
}

impl Desk {
    async fn open() -> Self {
        let tenant = Tenant::start().await;
        tenant.add_person(Person::new(ADA, "Ada"));
        for role in ["Policy.ReadWrite.AuthenticationMethod", "UserAuthMethod-Passkey.ReadWrite.All"] {
            tenant.grant_role(role);
        }
        let token = access_token(&tenant).await;
        Self { tenant, token }
    }

    async fn ask(&self, method: &str, path: &str, body: Value) -> Answer {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        graph(&self.tenant, &self.token, method, path, &body).await.unwrap()
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, Value::Null).await
    }
}

#[tokio::test]
async fn a_token_and_its_permission_are_needed() {
    let desk = Desk::open().await;
    let error = |answer: &Answer| answer.json()["error"]["code"].as_str().unwrap_or_default().to_owned();
    for (path, role) in [
        ("users", "User.Read.All"),
        (PASSES, "UserAuthMethod-TAP.ReadWrite.All"),
        ("identity/conditionalAccess/policies", "Policy.Read.ConditionalAccess"),
        ("auditLogs/signIns", "AuditLog.Read.All"),
        ("roleManagement/directory/roleAssignments", "RoleManagement.Read.Directory"),
    ] {
        assert_eq!(desk.get(path).await.status, 200, "{path}");
        for token in ["", "a.b.c"] {
            let answer = graph(&desk.tenant, token, "GET", path, "").await.unwrap();
            assert_eq!(
                (answer.status.as_u16(), error(&answer).as_str()),
                (401, "InvalidAuthenticationToken")
            );
        }
        desk.tenant.take_role(role);
        let answer = desk.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), error(&answer).as_str()),
            (403, "Authorization_RequestDenied"),
            "{path}"
        );
        // Given back, it is in the next token only if the one at hand never had it.
        desk.tenant.grant_role(role);
        assert_eq!(desk.get(path).await.status, 200, "{path}");
    }
    desk.tenant.advance(3599);
    assert_eq!(desk.get("users").await.status, 401);
    let token = access_token(&desk.tenant).await;
    assert_eq!(graph(&desk.tenant, &token, "GET", "users", "").await.unwrap().status, 200);
    desk.tenant.end_tokens();
    assert_eq!(graph(&desk.tenant, &token, "GET", "users", "").await.unwrap().status, 401);
}

#[tokio::test]
async fn a_pass_is_shown_once_and_replaces_the_one_before() {
    let desk = Desk::open().await;
    let asked =
        json!({ "startDateTime": "2099-06-05T00:00:00.000Z", "lifetimeInMinutes": 60, "isUsableOnce": true });
    let answer = desk.ask("POST", PASSES, asked).await;
    assert_eq!(answer.status, 201, "{}", answer.text());
    let made = answer.json();
    for (name, value) in [
        ("@odata.type", json!("#microsoft.graph.temporaryAccessPassAuthenticationMethod")),
        ("temporaryAccessPass", json!(desk.tenant.pass_of(ADA))),
        ("startDateTime", json!("2099-06-05T00:00:00Z")),
        ("lifetimeInMinutes", json!(60)),
        ("isUsableOnce", json!(true)),
        ("isUsable", json!(false)),
        ("methodUsabilityReason", json!("NotYetValid")),
    ] {
        assert_eq!(made[name], value, "{name}");
    }
    assert_eq!(made["temporaryAccessPass"].as_str().unwrap().len(), 8);
    let created = made["createdDateTime"].as_str().unwrap();
    assert_eq!((created.len(), &created[19..20]), (28, "."), "{created}");
    let second = desk.ask("POST", PASSES, json!({})).await.json();
    assert_eq!(second["startDateTime"].as_str().unwrap().len(), 28);
    let listed = desk.get(PASSES).await.json();
    assert_eq!(listed["value"].as_array().unwrap().len(), 1);
    assert_eq!(listed["value"][0]["id"], second["id"]);
    assert!(listed["value"][0].as_object().unwrap()["temporaryAccessPass"].is_null());
    assert!(listed["@odata.context"].is_string());
    let path = format!("{PASSES}/{}", second["id"].as_str().unwrap());
    assert!(desk.get(&path).await.json()["temporaryAccessPass"].is_null());
    for (status, code) in [(204, ""), (404, "Request_ResourceNotFound")] {
        let answer = desk.ask("DELETE", &path, Value::Null).await;
        assert_eq!(answer.status, status);
        assert_eq!(answer.body.is_empty(), code.is_empty());
    }
    assert_eq!(desk.get(PASSES).await.json()["value"], json!([]));
    assert_eq!(desk.tenant.passes_made(), 2);
}

#[tokio::test]
async fn a_pass_that_cannot_be_is_refused_in_graphs_words() {
    let desk = Desk::open().await;
    let range = "Invalid LifetimeInMinutes specified. The valid range between 60 and 480.";
    let scope = "Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].";
    let guest = Person { guest: true, external: true, ..Person::new("guest@contoso.example", "Guest") };
    desk.tenant.add_person(guest);
    let outside = desk.tenant.add_person(Person::new("out@contoso.example", "Out"));
    let everyone_but = desk.tenant.add_group("not these", &[&outside.id]);
    desk.tenant.set_pass_policy(json!({ "excludeTargets": [{ "id": everyone_but, "targetType": "group" }] }));
    for (whose, asked, status, message) in [
        (ADA, json!({ "lifetimeInMinutes": 59 }), 400, range),
        (ADA, json!({ "lifetimeInMinutes": 481 }), 400, range),
        (ADA, json!({ "lifetimeInMinutes": 480 }), 201, ""),
        ("out@contoso.example", json!({}), 400, scope),
        (
            "guest@contoso.example",
            json!({}),
            400,
            "Temporary Access Pass cannot be added to an external guest user.",
        ),
    ] {
        let path = format!("users/{whose}/authentication/temporaryAccessPassMethods");
        let answer = desk.ask("POST", &path, asked.clone()).await;
        assert_eq!(answer.status, status, "{whose} {asked}");
        let error = &answer.json()["error"];
        assert_eq!(error["message"].as_str().unwrap_or_default(), message, "{whose} {asked}");
        if status == 400 {
            assert_eq!(error["code"], "badRequest");
            assert_eq!(error["innerError"]["message"], message);
            for name in ["date", "request-id", "client-request-id"] {
                assert!(error["innerError"][name].is_string(), "{name}");
            }
        }
    }
    for (method, path, body, status, code) in [
        (
            "POST",
            "users/nobody/authentication/temporaryAccessPassMethods",
            "{}",
            404,
            "Request_ResourceNotFound",
        ),
        ("POST", PASSES, "{", 400, "BadRequest"),
        ("POST", PASSES, r#"{"lifetimeInMinutes":"60"}"#, 400, "Request_BadRequest"),
        ("GET", "users/ada@contoso.example/authentication/nothing", "", 400, "BadRequest"),
        ("GET", "nothing", "", 400, "BadRequest"),
        ("GET", "me/authentication/fido2Methods", "", 400, "BadRequest"),
    ] {
        let answer = graph(&desk.tenant, &desk.token, method, path, body).await.unwrap();
        assert_eq!(answer.status, status, "{path} {body}");
        assert_eq!(answer.json()["error"]["code"], code, "{path} {body}");
    }
}

#[tokio::test]
async fn what_can_be_done_with_a_pass_has_graphs_reasons() {
    type Prepare = fn(&Tenant);
    let cases: [(&str, Prepare); 5] = [
        ("EnabledByPolicy", |_| {}),
        ("OneTimeUsed", |tenant| tenant.use_pass(ADA)),
        ("Expired", |tenant| tenant.advance(3600)),
        ("NotYetValid", |tenant| tenant.advance(-1)),
        ("DisabledByPolicy", |tenant| tenant.set_pass_policy(json!({ "state": "disabled" }))),
    ];
    for (reason, prepare) in cases {
        let desk = Desk::open().await;
        desk.tenant.stop_time(desk.tenant.now());
        let once = NewPass { once: Some(true), ..NewPass::default() };
        let _ = desk.tenant.issue_pass(ADA, once);
        prepare(&desk.tenant);
        let token = access_token(&desk.tenant).await;
        // A pass from the future is listed from the future on.
        if reason == "NotYetValid" {
            assert_eq!(
                graph(&desk.tenant, &token, "GET", PASSES, "").await.unwrap().json()["value"],
                json!([])
            );
            continue;
        }
        let listed = graph(&desk.tenant, &token, "GET", PASSES, "").await.unwrap().json()["value"][0].clone();
        assert_eq!(listed["methodUsabilityReason"], reason);
        assert_eq!(listed["isUsable"], reason == "EnabledByPolicy");
    }
}

#[tokio::test]
async fn the_policy_is_read_changed_and_reset() {
    let desk = Desk::open().await;
    let kind = "#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration";
    let read = desk.get(POLICY).await.json();
    assert_eq!(read["id"], "TemporaryAccessPass");
    assert_eq!(read["maximumLifetimeInMinutes"], 480);
    for (patch, status) in [
        (json!({ "defaultLength": 12 }), 400),
        (json!({ "@odata.type": kind, "defaultLength": 12 }), 204),
        (json!({ "@odata.type": kind, "defaultLength": 7 }), 400),
        (json!({ "@odata.type": kind, "defaultLifetimeInMinutes": 481 }), 400),
        (json!({ "@odata.type": kind, "minimumLifetimeInMinutes": 9 }), 400),
        (json!({ "@odata.type": kind, "maximumLifetimeInMinutes": 43201 }), 400),
        (json!({ "@odata.type": kind, "isUsableOnce": true }), 204),
    ] {
        let answer = desk.ask("PATCH", POLICY, patch.clone()).await;
        assert_eq!(answer.status, status, "{patch}: {}", answer.text());
        assert_eq!(answer.body.is_empty(), status == 204, "{patch}");
    }
    let made = desk.ask("POST", PASSES, json!({})).await.json();
    assert_eq!(made["temporaryAccessPass"].as_str().unwrap().len(), 12);
    assert_eq!(made["isUsableOnce"], true);
    assert_eq!(desk.ask("POST", PASSES, json!({ "isUsableOnce": false })).await.status, 400);
    assert_eq!(desk.ask("DELETE", POLICY, Value::Null).await.status, 204);
    assert_eq!(desk.get(POLICY).await.json()["defaultLength"], 8);
    let all = desk.get("policies/authenticationMethodsPolicy").await.json();
    let ids: Vec<&Value> =
        all["authenticationMethodConfigurations"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["Fido2", "MicrosoftAuthenticator", "TemporaryAccessPass", "SoftwareOath"]);
}

#[tokio::test]
async fn a_passkey_can_be_made_for_somebody() {
    let desk = Desk::open().await;
    let path = "users/ada@contoso.example/authentication/fido2Methods";
    let credential = json!({ "id": "YQ", "response": { "clientDataJSON": "YQ", "attestationObject": "YQ" } });
    for (body, status) in [
        (json!({ "displayName": "Key", "publicKeyCredential": credential }), 201),
        (json!({ "displayName": "K".repeat(31), "publicKeyCredential": credential }), 400),
        (json!({ "displayName": "Key", "publicKeyCredential": { "id": "YQ==" } }), 400),
    ] {
        let answer = desk.ask("POST", path, body.clone()).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text());
    }
    let options = desk.get(&format!("{path}/creationOptions")).await.json();
    assert_eq!(options["publicKey"]["rp"]["id"], "login.microsoft.com");
    let id = options["publicKey"]["excludeCredentials"][0]["id"].as_str().unwrap().to_owned();
    // The beta has a digit more: how much padding was left out.
    let beta = format!("beta/{path}/creationOptions(challengeTimeoutInMinutes=10)");
    let padded = desk.get(&beta).await;
    let padded = padded.json()["publicKey"]["excludeCredentials"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(padded, format!("{id}{}", (4 - id.len() % 4) % 4));
}
