//! The code and the tokens.

use crate::client::{REDIRECT, VERIFIER, access_token, asked, code, endpoint, get, post, redeem};
use axum::http::StatusCode;
use doorkey_tenant::{NewPass, Person, Spoil, Tenant};
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Value, json};

const ADA: &str = "ada@contoso.example";

/// Somebody with a pass for as often as they like.
async fn with_ada() -> (Tenant, Person, String) {
    let tenant = Tenant::start().await;
    tenant.add_redirect(REDIRECT);
    let ada = tenant.add_person(Person::new(ADA, "Ada Lovelace"));
    let pass = tenant.issue_pass(ADA, NewPass::default()).pass;
    (tenant, ada, pass)
}

/// Reads a token as a careful client does.
async fn checked(tenant: &Tenant, token: &str) -> Result<Value, String> {
    let keys: JwkSet =
        serde_json::from_value(get(&endpoint(tenant, "discovery/v2.0/keys")).await.json()).unwrap();
    let kid = decode_header(token).map_err(|error| error.to_string())?.kid.unwrap_or_default();
    let key = keys.find(&kid).ok_or("no such key")?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[tenant.client_id()]);
    validation.set_issuer(&[tenant.authority().as_str()]);
    validation.validate_nbf = true;
    validation.leeway = 300;
    let key = DecodingKey::from_jwk(key).map_err(|error| error.to_string())?;
    let claims = decode::<Value>(token, &key, &validation).map_err(|error| error.to_string())?.claims;
    if claims["nonce"] != "the nonce" || claims["tid"] != tenant.tenant_id() || !claims["oid"].is_string() {
        return Err("wrong claims".to_owned());
    }
    // The library takes a list with ours in it.
    if claims["aud"].is_array() {
        return Err("two audiences".to_owned());
    }
    Ok(claims)
}

#[tokio::test]
async fn a_code_is_a_token_that_says_who_it_was() {
    let (tenant, ada, pass) = with_ada().await;
    let answer = redeem(&tenant, &code(&tenant, ADA, &pass).await, &[]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.header("cache-control").contains("no-store"));
    let answer = answer.json();
    let claims = checked(&tenant, answer["id_token"].as_str().unwrap()).await.unwrap();
    for (name, value) in [
        ("oid", json!(ada.id)),
        ("name", json!("Ada Lovelace")),
        ("preferred_username", json!(ADA)),
        ("ver", json!("2.0")),
    ] {
        assert_eq!(claims[name], value, "{name}");
    }
    assert_ne!(claims["sub"], claims["oid"]);
}

#[tokio::test]
async fn a_token_says_since_when_somebody_is_signed_in_where_that_is_wanted() {
    let (tenant, _, pass) = with_ada().await;
    tenant.stop_time(tenant.now());
    let since = tenant.now().as_second();
    code(&tenant, ADA, &pass).await;
    tenant.advance(180);
    let (address, fields) = asked(&tenant, &[]);
    let address = url::Url::parse_with_params(&address, &fields).unwrap().to_string();
    for (told, said) in [(false, Value::Null), (true, json!(since))] {
        tenant.tell_auth_time(told);
        let back = tenant.go_on(&address, ADA).await.unwrap();
        let code = back.fragment().unwrap().strip_prefix("code=").unwrap().split('&').next().unwrap();
        let answer = redeem(&tenant, code, &[]).await.json();
        let claims = checked(&tenant, answer["id_token"].as_str().unwrap()).await.unwrap();
        assert_eq!(claims["auth_time"], said, "{told}");
    }
}

#[tokio::test]
async fn a_code_is_good_once_for_a_minute_and_for_who_asked() {
    for (instead, seconds, number) in [
        (("code_verifier", VERIFIER), 59, None),
        (("code_verifier", VERIFIER), 60, Some(70008)),
        (("code_verifier", "another-verifier-of-forty-three-signs-or-more"), 0, Some(501_481)),
        (("code_verifier", ""), 0, Some(50148)),
        (("redirect_uri", "https://pass.example/other"), 0, Some(500_112)),
        (("code", "another"), 0, Some(9_002_313)),
        (("client_id", "another"), 0, Some(700_016)),
        (("client_secret", "another"), 0, Some(7_000_215)),
        (("client_secret", ""), 0, Some(7_000_218)),
        (("grant_type", "password"), 0, Some(70003)),
        (("grant_type", ""), 0, Some(900_144)),
    ] {
        let (tenant, _, pass) = with_ada().await;
        tenant.stop_time(tenant.now());
        let code = code(&tenant, ADA, &pass).await;
        tenant.advance(seconds);
        let answer = redeem(&tenant, &code, &[instead]).await;
        let body = answer.json();
        assert_eq!(body["error_codes"][0].as_u64(), number, "{instead:?} after {seconds} s: {body}");
        if let Some(number) = number {
            let begin = format!("AADSTS{number}: ");
            assert!(body["error_description"].as_str().unwrap().starts_with(&begin), "{body}");
            for name in ["error", "timestamp", "trace_id", "correlation_id"] {
                assert!(body[name].is_string(), "{name}: {body}");
            }
            // What was refused has not used the code up.
            let again = redeem(&tenant, &code, &[]).await;
            assert_eq!(again.status == StatusCode::OK, seconds < 60, "{instead:?}: {}", again.text());
        }
        let replayed = redeem(&tenant, &code, &[]).await;
        assert_eq!(replayed.json()["error"], "invalid_grant", "{instead:?}");
    }
}

#[tokio::test]
async fn a_spoilt_token_is_refused_by_a_careful_client() {
    for spoil in [
        Spoil::WrongNonce,
        Spoil::NoNonce,
        Spoil::WrongIssuer,
        Spoil::WrongAudience,
        Spoil::TwoAudiences,
        Spoil::WrongTenant,
        Spoil::Expired,
        Spoil::NotYet,
        Spoil::NoExpiry,
        Spoil::NoObjectId,
        Spoil::StrangersKey,
        Spoil::UnknownKey,
        Spoil::Unsigned,
        Spoil::SignedWithThePublicKey,
        Spoil::Changed,
        Spoil::NoToken,
        Spoil::Absent,
    ] {
        let (tenant, _, pass) = with_ada().await;
        tenant.spoil_tokens(1, spoil);
        for spoilt in [true, false] {
            let answer = redeem(&tenant, &code(&tenant, ADA, &pass).await, &[]).await.json();
            let outcome = match answer["id_token"].as_str() {
                Some(token) => checked(&tenant, token).await,
                None => Err("none".to_owned()),
            };
            assert_eq!(outcome.is_err(), spoilt, "{spoil:?}: {outcome:?}");
        }
    }
}

#[tokio::test]
async fn keys_turn() {
    let (tenant, _, pass) = with_ada().await;
    let old = redeem(&tenant, &code(&tenant, ADA, &pass).await, &[]).await.json();
    let old = old["id_token"].as_str().unwrap();
    checked(&tenant, old).await.unwrap();
    let mut names = Vec::new();
    // Past the last, so that a key that comes again is not taken for itself.
    for _ in 0..5 {
        let token = redeem(&tenant, &code(&tenant, ADA, &pass).await, &[]).await.json();
        let token = token["id_token"].as_str().unwrap().to_owned();
        checked(&tenant, &token).await.unwrap();
        names.push(decode_header(&token).unwrap().kid.unwrap());
        tenant.rotate_keys();
        assert!(checked(&tenant, &token).await.is_err());
    }
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 5);
    assert!(checked(&tenant, old).await.is_err());
}

#[tokio::test]
async fn the_application_gets_a_token_for_graph_alone() {
    let (tenant, ..) = with_ada().await;
    let token = access_token(&tenant).await;
    let mut careless = Validation::new(Algorithm::RS256);
    careless.insecure_disable_signature_validation();
    careless.validate_aud = false;
    let claims = decode::<Value>(&token, &DecodingKey::from_secret(&[]), &careless).unwrap().claims;
    let roles = claims["roles"].as_array().unwrap();
    assert!(roles.contains(&json!("UserAuthMethod-TAP.ReadWrite.All")), "{claims}");
    for (scope, error) in [
        ("https://graph.microsoft.com/.default", None),
        ("https://vault.azure.net/.default", Some("invalid_resource")),
        ("https://graph.microsoft.com/User.Read", Some("invalid_scope")),
        ("", Some("invalid_scope")),
    ] {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", tenant.client_id()),
            ("client_secret", tenant.client_secret()),
            ("scope", scope),
        ];
        let answer = post(&endpoint(&tenant, "oauth2/v2.0/token"), &fields).await.json();
        assert_eq!(answer["error"].as_str(), error, "{scope}: {answer}");
    }
}
