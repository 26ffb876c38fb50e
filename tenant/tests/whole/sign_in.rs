//! Signing in by hand, from the discovery to the code.

use crate::client::{asked, authorize, code, endpoint, fill_in, fill_in_at, get, post};
use axum::http::StatusCode;
use doorkey_tenant::{Delays, NewPass, Person, Tenant};
use serde_json::json;

const ADA: &str = "ada@contoso.example";
const BOB: &str = "bob@contoso.example";

async fn with_ada() -> Tenant {
    let tenant = Tenant::start().await;
    tenant.add_redirect(crate::client::REDIRECT);
    tenant.add_person(Person::new(ADA, "Ada <Lovelace>"));
    tenant
}

#[tokio::test]
async fn the_discovery_leads_to_everything() {
    let tenant = Tenant::start().await;
    let found = get(&format!("{}/.well-known/openid-configuration", tenant.authority())).await.json();
    assert_eq!(found["issuer"], tenant.authority().as_str());
    for (name, path) in [
        ("authorization_endpoint", "oauth2/v2.0/authorize"),
        ("token_endpoint", "oauth2/v2.0/token"),
        ("jwks_uri", "discovery/v2.0/keys"),
    ] {
        assert_eq!(found[name], endpoint(&tenant, path), "{name}");
    }
    let of_any = format!("{}common/v2.0/.well-known/openid-configuration", tenant.graph());
    let issuer = get(&of_any).await.json()["issuer"].as_str().unwrap().to_owned();
    assert!(issuer.ends_with("/{tenantid}/v2.0"), "{issuer}");
    let unknown = format!("{}nobody/v2.0/.well-known/openid-configuration", tenant.graph());
    assert_eq!(get(&unknown).await.json()["error_codes"], json!([90002]));
}

#[tokio::test]
async fn a_request_is_checked_before_anybody_is_asked() {
    let tenant = with_ada().await;
    for (instead, page, back) in [
        (("state", "another"), "Sign in", ""),
        (("response_mode", "query"), "Sign in", ""),
        (("response_mode", ""), "Sign in", ""),
        (("prompt", "login"), "Sign in", ""),
        (("prompt", "select_account"), "Sign in", ""),
        (("login_hint", "eve\"><b>@contoso.example"), "eve&quot;&gt;&lt;b&gt;@contoso.example", ""),
        (("client_id", ""), "AADSTS900144", ""),
        (("client_id", "another"), "AADSTS700016", ""),
        (("redirect_uri", ""), "AADSTS900144", ""),
        (("redirect_uri", "https://pass.example/back/"), "AADSTS50011", ""),
        (("redirect_uri", "https://pass.example/back?x"), "AADSTS50011", ""),
        (("scope", ""), "AADSTS900144", ""),
        (("response_type", ""), "AADSTS900144", ""),
        (("response_type", "id_token"), "", "unsupported_response_type AADSTS700054"),
        (("response_mode", "form_post"), "", "invalid_request AADSTS9002313"),
        (("code_challenge", ""), "", "invalid_request AADSTS9002325"),
        (("code_challenge", "short"), "", "invalid_request AADSTS501491"),
        (("code_challenge_method", "plain"), "", "invalid_request AADSTS501491"),
        (("code_challenge_method", ""), "", "invalid_request AADSTS501491"),
        (("prompt", "none"), "", "login_required AADSTS50058"),
    ] {
        let answer = authorize(&tenant, &[instead], "").await;
        assert!(answer.text().contains(page), "{instead:?}: {}", answer.text());
        let led_back = format!("{} {}", answer.said("error"), answer.said("error_description"));
        assert!(led_back.trim_start().starts_with(back), "{instead:?}: {led_back}");
        assert_eq!(answer.status == StatusCode::FOUND, !back.is_empty(), "{instead:?}");
        if !back.is_empty() {
            assert_eq!(answer.said("state"), "the state & more", "{instead:?}");
        }
    }
}

#[tokio::test]
async fn the_page_asks_for_the_name_and_then_for_the_pass() {
    let tenant = with_ada().await;
    let page = authorize(&tenant, &[("login_hint", ADA)], "").await;
    assert!(page.text().contains(&format!(r#"name="loginfmt" value="{ADA}""#)), "{}", page.text());
    assert_eq!(page.header("x-frame-options"), "DENY");
    let next = fill_in(&tenant, &[], &[("loginfmt", ADA), ("action", "next")]).await;
    assert!(next.text().contains(r#"name="accesspass" type="password""#), "{}", next.text());
    let left = fill_in(&tenant, &[], &[("loginfmt", ADA), ("action", "cancel")]).await;
    assert_eq!(left.said("error"), "access_denied");
    assert!(left.said("error_description").starts_with("AADSTS65004: "));
}

#[tokio::test]
async fn a_right_pass_leads_back_with_a_code() {
    for (mode, sign) in [("fragment", "#"), ("query", "?"), ("", "?")] {
        let tenant = with_ada().await;
        let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
        let typed = [("loginfmt", ADA), ("accesspass", pass.as_str()), ("action", "next")];
        let answer = fill_in(&tenant, &[("response_mode", mode)], &typed).await;
        assert_eq!(answer.status, StatusCode::FOUND);
        let begin = format!("{}{sign}code=", crate::client::REDIRECT);
        assert!(answer.header("location").starts_with(&begin), "{}", answer.header("location"));
        assert_eq!(answer.said("state"), "the state & more");
        assert!(tenant.secrets().contains(&answer.said("code")));
    }
}

/// Whatever is the matter with a pass, the page says it in Microsoft's number.
#[tokio::test]
async fn what_is_the_matter_with_a_pass_is_told_on_the_page() {
    let once = NewPass { once: Some(true), ..NewPass::default() };
    type Prepare = fn(&Tenant);
    let cases: [(u32, bool, Prepare); 9] = [
        (130_503, false, |_| {}),
        (130_504, true, |tenant| tenant.advance(3600)),
        (130_505, true, |tenant| tenant.use_pass(ADA)),
        (130_507, true, |tenant| tenant.end_pass(ADA)),
        (130_507, true, |tenant| {
            tenant.set_delays(Delays { sign_in: 60, ..Delays::default() });
            let _ = tenant.issue_pass(ADA, NewPass::default());
        }),
        (130_502, true, |tenant| tenant.set_pass_policy(json!({ "state": "disabled" }))),
        (130_502, true, |tenant| {
            tenant
                .set_pass_policy(json!({ "excludeTargets": [{ "id": "all_users", "targetType": "group" }] }));
        }),
        (50034, true, |tenant| tenant.remove_person(ADA)),
        (50057, true, |tenant| {
            tenant.remove_person(ADA);
            tenant.add_person(Person { enabled: false, ..Person::new(ADA, "Ada") });
        }),
    ];
    for (number, (expected, right, prepare)) in cases.into_iter().enumerate() {
        let tenant = with_ada().await;
        let pass = tenant.issue_pass(ADA, once.clone()).pass;
        prepare(&tenant);
        let typed = if right { pass } else { "Wr0ng+pass".to_owned() };
        let fields = [("loginfmt", ADA), ("accesspass", typed.as_str()), ("action", "next")];
        let answer = fill_in(&tenant, &[], &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "case {number}");
        assert!(answer.text().contains(&format!("AADSTS{expected}: ")), "case {number}: {}", answer.text());
        assert!(
            answer.text().contains("Trace ID: ") && answer.text().contains("Timestamp: "),
            "case {number}"
        );
        assert!(!answer.text().contains(&typed), "case {number}: the page repeats what was typed");
    }
}

#[tokio::test]
async fn a_pass_for_once_is_taken_once_and_another_is_taken_again() {
    let tenant = with_ada().await;
    for (once, again) in [(true, false), (false, true)] {
        let pass = tenant.issue_pass(ADA, NewPass { once: Some(once), ..NewPass::default() }).pass;
        code(&tenant, ADA, &pass).await;
        let fields = [("loginfmt", ADA), ("accesspass", pass.as_str()), ("action", "next")];
        let answer = fill_in(&tenant, &[], &fields).await;
        assert_eq!(answer.status == StatusCode::FOUND, again, "{once}");
    }
}

#[tokio::test]
async fn conditional_access_and_a_test_lead_back_with_their_error() {
    let tenant = with_ada().await;
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    let fields = [("loginfmt", ADA), ("accesspass", pass.as_str()), ("action", "next")];
    tenant.block_sign_in(ADA, true);
    let blocked = fill_in(&tenant, &[], &fields).await;
    assert_eq!(blocked.said("error"), "access_denied");
    assert!(blocked.said("error_description").starts_with("AADSTS53003: "));
    tenant.block_sign_in(ADA, false);
    tenant.lead_back_with("interaction_required", 50074, "Strong Authentication is required.");
    let ordered = fill_in(&tenant, &[], &fields).await;
    assert_eq!(ordered.said("error"), "interaction_required");
    assert!(
        ordered.said("error_description").starts_with("AADSTS50074: Strong Authentication is required. ")
    );
    assert_eq!(ordered.said("state"), "the state & more");
    assert!(!fill_in(&tenant, &[], &fields).await.said("code").is_empty());
}

/// At a desk the browser may still be somebody else's at Microsoft.
#[tokio::test]
async fn who_is_signed_in_already_is_not_asked_unless_the_request_wants_it() {
    let tenant = with_ada().await;
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    let fields = [("loginfmt", ADA), ("accesspass", pass.as_str()), ("action", "next")];
    let answer = fill_in(&tenant, &[], &fields).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    for (instead, asks) in [
        (("state", "x"), false),
        (("login_hint", ADA), false),
        (("prompt", "none"), false),
        (("login_hint", BOB), true),
        (("prompt", "login"), true),
        (("prompt", "select_account"), true),
    ] {
        let answer = authorize(&tenant, &[instead], &cookie).await;
        assert_eq!(answer.status == StatusCode::OK, asks, "{instead:?}");
        assert_eq!(answer.said("code").is_empty(), asks, "{instead:?}");
    }
    // On the page where an account is selected, who is signed in only presses "Next".
    tenant.add_person(Person::new(BOB, "Bob"));
    for (prompt, whose, asks) in [
        ("select_account", ADA, false),
        ("select_account", "ADA@contoso.example", false),
        ("select_account", BOB, true),
        ("select_account", "nobody@contoso.example", true),
        ("login", ADA, true),
    ] {
        let next = [("loginfmt", whose), ("action", "next")];
        let answer = fill_in_at(&tenant, &cookie, &[("prompt", prompt)], &next).await;
        assert_eq!(answer.said("code").is_empty(), asks, "{prompt} {whose}");
        assert_eq!(answer.text().contains("accesspass"), asks, "{prompt} {whose}");
    }
    let out = [(axum::http::header::COOKIE, cookie.as_str())];
    let address = endpoint(&tenant, "oauth2/v2.0/logout");
    crate::client::send("GET", &address, &out, String::new()).await.unwrap();
    assert_eq!(authorize(&tenant, &[], &cookie).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_way_in_is_set_up_at_microsoft_while_the_sign_in_is_fresh() {
    let tenant = with_ada().await;
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    let address = tenant.security_info().to_string();
    let fields = [("loginfmt", ADA), ("accesspass", pass.as_str())];
    let answer = post(&format!("{address}/login"), &fields).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    for (seconds, kind, added) in [
        (0, "passkey", true),
        (300, "passkey", false),
        (0, "authenticator", true),
        (300, "windowsHello", false),
    ] {
        tenant.advance(seconds);
        let headers = [
            (axum::http::header::COOKIE, cookie.as_str()),
            (axum::http::header::CONTENT_TYPE, "application/x-www-form-urlencoded"),
        ];
        let answer = crate::client::send("POST", &address, &headers, format!("kind={kind}")).await.unwrap();
        assert_eq!(answer.status == StatusCode::SEE_OTHER, added, "{kind} {}", answer.text());
    }
}

#[tokio::test]
async fn a_pass_or_a_secret_in_a_request_is_seen() {
    let tenant = with_ada().await;
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    code(&tenant, ADA, &pass).await;
    crate::client::access_token(&tenant).await;
    assert_eq!(tenant.leaks(), []);
    assert!(tenant.log().iter().any(|seen| seen.held_pass && seen.sign_in_form));
    let (address, _) = asked(&tenant, &[]);
    post(&address, &[("pass", &pass)]).await;
    authorize(&tenant, &[("state", &pass)], "").await;
    authorize(&tenant, &[("client_secret", tenant.client_secret())], "").await;
    assert_eq!(tenant.leaks().len(), 3);
}

#[tokio::test]
async fn a_test_without_a_browser_signs_somebody_in() {
    let tenant = with_ada().await;
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    let (address, fields) = asked(&tenant, &[]);
    let address = url::Url::parse_with_params(&address, &fields).unwrap().to_string();
    let wrong = tenant.sign_in(&address, ADA, "Wr0ng+pass").await.unwrap_err();
    assert!(wrong.contains("AADSTS130503: "), "{wrong}");
    let declined = tenant.decline(&address).await.unwrap();
    assert!(declined.as_str().starts_with("https://pass.example/back#error=access_denied&"), "{declined}");
    assert!(tenant.go_on(&address, ADA).await.unwrap_err().contains("accesspass"), "nobody is signed in");
    for back in [tenant.sign_in(&address, ADA, &pass).await, tenant.go_on(&address, ADA).await] {
        let back = back.unwrap();
        let code = back.fragment().unwrap().strip_prefix("code=").unwrap().split('&').next().unwrap();
        assert_eq!(crate::client::redeem(&tenant, code, &[]).await.status, StatusCode::OK);
    }
}
