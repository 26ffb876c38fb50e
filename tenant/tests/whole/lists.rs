//! Graph: ways in, people, groups, roles, Conditional Access, audits.

use crate::client::{access_token, graph};
use doorkey_tenant::{Delays, MethodKind, NewPass, Person, Tenant};
use serde_json::{Value, json};
use url::Url;

const ADA: &str = "ada@contoso.example";
const ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";

async fn with_ada() -> (Tenant, Person, String) {
    let tenant = Tenant::start().await;
    let ada = tenant.add_person(Person::new(ADA, "Ada"));
    tenant.grant_role("UserAuthenticationMethod.Read.All");
    let token = access_token(&tenant).await;
    (tenant, ada, token)
}

async fn got(tenant: &Tenant, token: &str, path: &str) -> Value {
    graph(tenant, token, "GET", path, "").await.unwrap().json()
}

async fn values(tenant: &Tenant, token: &str, path: &str) -> Vec<Value> {
    let answer = got(tenant, token, path).await;
    answer["value"].as_array().cloned().unwrap_or_else(|| panic!("{path}: {answer}"))
}

#[tokio::test]
async fn a_way_in_shows_after_a_while_with_its_nulls() {
    for (kind, list, empty) in [
        (MethodKind::Passkey, "fido2Methods", ""),
        (MethodKind::Authenticator, "microsoftAuthenticatorMethods", "createdDateTime"),
        (MethodKind::WindowsHello, "windowsHelloForBusinessMethods", ""),
        (MethodKind::PlatformCredential, "platformCredentialMethods", ""),
        (MethodKind::SoftwareOath, "softwareOathMethods", "secretKey"),
    ] {
        let (tenant, _, token) = with_ada().await;
        tenant.stop_time(tenant.now());
        tenant.set_delays(Delays { methods: 30, ..Delays::default() });
        let path = format!("users/{ADA}/authentication/{list}");
        let id = tenant.register(ADA, kind, "The name");
        assert_eq!(values(&tenant, &token, &path).await, Vec::<Value>::new(), "{list}");
        tenant.advance(29);
        assert_eq!(values(&tenant, &token, &path).await.len(), 0, "{list}");
        tenant.advance(1);
        let listed = values(&tenant, &token, &path).await;
        assert_eq!(listed[0]["id"], id.as_str(), "{list}");
        let nulls: Vec<&String> = listed[0]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(_, value)| value.is_null())
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            nulls,
            Some(empty).filter(|name| !name.is_empty()).into_iter().collect::<Vec<_>>(),
            "{list}"
        );
        assert_eq!(got(&tenant, &token, &format!("{path}/{id}")).await["id"], id.as_str(), "{list}");
        let all = values(&tenant, &token, &format!("users/{ADA}/authentication/methods")).await;
        assert_eq!(all.len(), 2, "the password is always there");
        assert_eq!(all[1]["id"], id.as_str(), "{list}");
        tenant.remove_method(&id);
        assert_eq!(values(&tenant, &token, &path).await.len(), 0, "{list}");
    }
}

#[tokio::test]
async fn a_pass_shows_after_a_while() {
    let (tenant, _, token) = with_ada().await;
    tenant.stop_time(tenant.now());
    tenant.set_delays(Delays { passes: 30, ..Delays::default() });
    let path = format!("users/{ADA}/authentication/temporaryAccessPassMethods");
    let made = graph(&tenant, &token, "POST", &path, "{}").await.unwrap().json();
    assert_eq!(values(&tenant, &token, &path).await.len(), 0);
    tenant.advance(30);
    assert_eq!(values(&tenant, &token, &path).await[0]["id"], made["id"]);
}

#[tokio::test]
async fn people_are_found_and_selected() {
    let (tenant, ada, token) = with_ada().await;
    for whose in [ada.id.as_str(), ADA, "ADA@contoso.example"] {
        let found = got(&tenant, &token, &format!("users/{whose}")).await;
        assert_eq!(found["id"], ada.id.as_str(), "{whose}");
        assert!(found.get("accountEnabled").is_none() && found["jobTitle"].is_null(), "{whose}");
    }
    let selected = got(&tenant, &token, &format!("users/{ADA}?$select=accountEnabled,userType")).await;
    let names: Vec<&String> = selected.as_object().unwrap().keys().collect();
    assert_eq!(names, ["@odata.context", "accountEnabled", "userType"]);
    let missing = graph(&tenant, &token, "GET", "users/nobody", "").await.unwrap();
    assert_eq!(
        (missing.status.as_u16(), missing.json()["error"]["code"].as_str()),
        (404, Some("Request_ResourceNotFound"))
    );
    let by = "users?$filter=userPrincipalName%20eq%20'ada@contoso.example'";
    assert_eq!(values(&tenant, &token, by).await.len(), 1);
}

#[tokio::test]
async fn who_is_in_what_and_has_which_role() {
    let (tenant, ada, token) = with_ada().await;
    let eve = tenant.add_person(Person::new("eve@contoso.example", "Eve"));
    let inner = tenant.add_group("inner", &[&ada.id]);
    let outer = tenant.add_group("outer", &[&inner, &eve.id]);
    tenant.assign_role(ADMINISTRATOR, ADA);
    let administrator = ADMINISTRATOR.to_owned();
    for (path, expected) in [
        (format!("groups/{inner}/members"), vec![&ada.id]),
        (format!("groups/{outer}/members"), vec![&eve.id, &inner]),
        (format!("users/{ADA}/memberOf"), vec![&inner, &administrator]),
        (format!("users/{ADA}/transitiveMemberOf"), vec![&inner, &outer, &administrator]),
        (format!("directoryRoles/{ADMINISTRATOR}/members"), vec![&ada.id]),
        (format!("directoryRoles(roleTemplateId='{ADMINISTRATOR}')/members"), vec![&ada.id]),
    ] {
        let found = values(&tenant, &token, &path).await;
        let ids: Vec<&str> = found.iter().map(|value| value["id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{path}");
        assert!(found.iter().all(|value| value["@odata.type"].is_string()), "{path}");
    }
    let asked = json!({ "groupIds": [outer, "another"] }).to_string();
    let path = format!("users/{ADA}/checkMemberGroups");
    assert_eq!(graph(&tenant, &token, "POST", &path, &asked).await.unwrap().json()["value"], json!([outer]));
    for (filter, count) in [
        (format!("principalId%20eq%20'{}'", ada.id), 1),
        (format!("principalId%20eq%20'{}'", eve.id), 0),
        (format!("roleDefinitionId%20eq%20'{ADMINISTRATOR}'"), 1),
    ] {
        let path = format!("roleManagement/directory/roleAssignments?$filter={filter}");
        assert_eq!(values(&tenant, &token, &path).await.len(), count, "{filter}");
    }
}

#[tokio::test]
async fn what_a_doctor_looks_at_is_there() {
    let (tenant, _, token) = with_ada().await;
    let policy = json!({ "id": "p1", "displayName": "Registration", "state": "enabled", "conditions": {} });
    tenant.set_conditional_access(vec![policy.clone()]);
    assert_eq!(values(&tenant, &token, "identity/conditionalAccess/policies").await, [policy]);
    let strengths = values(&tenant, &token, "policies/authenticationStrengthPolicies").await;
    let with_passes: Vec<&Value> = strengths
        .iter()
        .filter(|it| it["allowedCombinations"].to_string().contains("temporaryAccessPass"))
        .map(|it| &it["id"])
        .collect();
    assert_eq!(with_passes, ["00000000-0000-0000-0000-000000000002"]);
    let report = "reports/authenticationMethods/userRegistrationDetails";
    assert_eq!(graph(&tenant, &token, "GET", report, "").await.unwrap().status, 403);
    tenant.offer_reports(true);
    assert_eq!(values(&tenant, &token, report).await.len(), 0);
    let fido2 = "policies/authenticationMethodsPolicy/authenticationMethodConfigurations/fido2";
    assert_eq!(got(&tenant, &token, fido2).await["isSelfServiceRegistrationAllowed"], true);
}

#[tokio::test]
async fn audits_are_filtered_and_come_a_page_at_a_time() {
    let (tenant, ada, token) = with_ada().await;
    tenant.stop_time("2026-11-28T04:05:06Z".parse().unwrap());
    tenant.set_delays(Delays { audit: 60, ..Delays::default() });
    for _ in 0..5 {
        let _ = tenant.issue_pass(ADA, NewPass::default());
        tenant.advance(1);
    }
    assert_eq!(values(&tenant, &token, "auditLogs/directoryAudits").await.len(), 0);
    tenant.advance(60);
    let since = tenant.now() - jiff::SignedDuration::from_secs(63);
    for (filter, count) in [
        (String::new(), 5),
        (format!("targetResources/any(t:t/id eq '{}')", ada.id), 5),
        ("targetResources/any(t:t/id eq 'another')".to_owned(), 0),
        (format!("activityDateTime ge {since}"), 3),
        (format!("activityDateTime ge {since} and loggedByService eq 'Core Directory'"), 0),
        ("activityDisplayName eq 'Admin registered security info'".to_owned(), 5),
    ] {
        let mut address: Url = format!("{}v1.0/auditLogs/directoryAudits", tenant.graph()).parse().unwrap();
        address.query_pairs_mut().append_pair("$top", "2");
        if !filter.is_empty() {
            address.query_pairs_mut().append_pair("$filter", &filter);
        }
        let (mut next, mut found) = (Some(address.to_string()), Vec::new());
        while let Some(address) = next {
            let path = address.split_once("/v1.0/").unwrap().1;
            let page = got(&tenant, &token, path).await;
            found.extend(page["value"].as_array().unwrap_or_else(|| panic!("{page}")).clone());
            next = page["@odata.nextLink"].as_str().map(str::to_owned);
        }
        assert_eq!(found.len(), count, "{filter}");
        let times: Vec<&str> = found.iter().map(|it| it["activityDateTime"].as_str().unwrap()).collect();
        assert!(times.is_sorted_by(|one, other| one > other), "{times:?}");
    }
    let wrong = graph(&tenant, &token, "GET", "auditLogs/signIns?$filter=userId", "").await.unwrap();
    assert_eq!(wrong.status, 400);
}
