//! The application proves itself by an assertion that another library made.

use crate::client::{endpoint, post};
use doorkey_tenant::{Tenant, keys};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use serde_json::{Value, json};

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// An assertion, with what `change` makes wrong.
fn assertion(
    tenant: &Tenant,
    algorithm: Algorithm,
    key: &str,
    change: impl Fn(&mut Header, &mut Value),
) -> String {
    let now = tenant.now().as_second();
    let mut claims = json!({
        "aud": endpoint(tenant, "oauth2/v2.0/token"), "iss": tenant.client_id(), "sub": tenant.client_id(),
        "jti": format!("{algorithm:?}{}", tenant.log().len()), "nbf": now, "iat": now, "exp": now + 600,
    });
    let mut header = Header::new(algorithm);
    header.x5t_s256 = Some(keys::thumbprint_sha256(&keys::der_of(keys::APPLICATION_CERTIFICATE)));
    change(&mut header, &mut claims);
    encode(&header, &claims, &EncodingKey::from_rsa_der(&keys::der_of(key))).unwrap()
}

/// The AADSTS number, or nothing when a token was given.
async fn asked_with(tenant: &Tenant, kind: &str, assertion: &str) -> Option<u64> {
    let scope = tenant.graph_scope();
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", tenant.client_id()),
        ("client_assertion_type", kind),
        ("client_assertion", assertion),
        ("scope", &scope),
    ];
    let answer = post(&endpoint(tenant, "oauth2/v2.0/token"), &fields).await.json();
    assert_eq!(answer["access_token"].is_string(), answer["error"].is_null(), "{answer}");
    answer["error_codes"][0].as_u64()
}

#[tokio::test]
async fn what_the_applications_key_signed_is_taken_if_it_is_right() {
    type Change = fn(&mut Header, &mut Value);
    let cases: [(&str, Option<u64>, Change); 14] = [
        ("right", None, |_, _| {}),
        ("an old thumbprint", None, |header, _| {
            header.x5t_s256 = None;
            header.x5t = Some(keys::thumbprint(&keys::der_of(keys::APPLICATION_CERTIFICATE)));
        }),
        ("the issuer as audience", None, |_, claims| {
            let audience = claims["aud"].as_str().unwrap().replace("/oauth2/v2.0/token", "/v2.0");
            claims["aud"] = audience.into();
        }),
        ("a little late", None, |_, claims| claims["exp"] = (claims["iat"].as_i64().unwrap() - 200).into()),
        ("no thumbprint", Some(50027), |header, _| header.x5t_s256 = None),
        ("another certificate", Some(700_027), |header, _| header.x5t_s256 = Some("another".to_owned())),
        ("another audience", Some(700_023), |_, claims| claims["aud"] = "https://issuer.example".into()),
        ("another subject", Some(700_021), |_, claims| claims["sub"] = "another".into()),
        ("another issuer", Some(700_211), |_, claims| claims["iss"] = "another".into()),
        ("over", Some(700_024), |_, claims| claims["exp"] = (claims["iat"].as_i64().unwrap() - 400).into()),
        ("not yet", Some(700_024), |_, claims| {
            claims["nbf"] = (claims["iat"].as_i64().unwrap() + 400).into();
        }),
        ("without an end", Some(700_024), |_, claims| claims["exp"] = Value::Null),
        ("without a number", Some(50027), |_, claims| claims["jti"] = "".into()),
        ("a number as a number", Some(50027), |_, claims| claims["jti"] = 1.into()),
    ];
    let tenant = Tenant::start().await;
    for (name, expected, change) in cases {
        for algorithm in [Algorithm::RS256, Algorithm::PS256] {
            let assertion = assertion(&tenant, algorithm, keys::APPLICATION_KEY, change);
            assert_eq!(asked_with(&tenant, KIND, &assertion).await, expected, "{name} {algorithm:?}");
            if expected.is_none() {
                assert_eq!(asked_with(&tenant, KIND, &assertion).await, Some(700_027), "{name} again");
            }
        }
    }
}

#[tokio::test]
async fn what_it_did_not_sign_is_refused() {
    let tenant = Tenant::start().await;
    let nothing = |_: &mut Header, _: &mut Value| {};
    let strangers = assertion(&tenant, Algorithm::PS256, keys::STRANGER_KEY, nothing);
    let right = assertion(&tenant, Algorithm::PS256, keys::APPLICATION_KEY, nothing);
    for (name, kind, assertion, expected) in [
        ("a stranger's", KIND, strangers.as_str(), 700_027),
        ("no token", KIND, "no.token", 50027),
        ("another kind", "urn:another", right.as_str(), 50027),
    ] {
        assert_eq!(asked_with(&tenant, kind, assertion).await, Some(expected), "{name}");
    }
    tenant.forget_certificates();
    assert_eq!(asked_with(&tenant, KIND, &right).await, Some(700_027));
    tenant.add_certificate(keys::APPLICATION_CERTIFICATE);
    assert_eq!(asked_with(&tenant, KIND, &right).await, None);
}

#[tokio::test]
async fn another_issuers_token_is_taken_while_it_is_trusted() {
    let tenant = Tenant::start().await;
    let token = tenant.federated_token();
    for _ in 0..2 {
        assert_eq!(asked_with(&tenant, KIND, &token).await, None);
    }
    tenant.federate(false);
    assert_eq!(asked_with(&tenant, KIND, &token).await, Some(700_211));
    tenant.federate(true);
    tenant.advance(1000);
    assert_eq!(asked_with(&tenant, KIND, &token).await, Some(700_024));
}

#[tokio::test]
async fn a_secret_ends() {
    let tenant = Tenant::start().await;
    tenant.add_secret("the second", None);
    let scope = tenant.graph_scope();
    let asked = async |secret: &str| {
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", tenant.client_id()),
            ("client_secret", secret),
            ("scope", scope.as_str()),
        ];
        post(&endpoint(&tenant, "oauth2/v2.0/token"), &fields).await.json()["error_codes"][0].as_u64()
    };
    assert_eq!(asked("the second").await, None);
    tenant.end_secret(tenant.client_secret());
    assert_eq!(asked(tenant.client_secret()).await, Some(7_000_222));
    assert_eq!(asked("the second").await, None);
}
