//! Asking Microsoft: what proves the app, every no, what is asked again and what never.

use crate::graph::token;
use crate::world::{SAM, World};
use doorkey_protocol::entra::MethodKind;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Span, Timestamp};
use doorkey_server::clock::{Clock, ManualClock, SystemClock};
use doorkey_server::directory::By;
use doorkey_server::directory::desk_tokens::Scope;
use doorkey_server::entra::objects::Wish;
use doorkey_server::entra::settings::Credential;
use doorkey_server::entra::{Client, EntraError, EntraSettings, Failure, Manner};
use doorkey_tenant::{Fault, Person, RetryAfter, Tenant};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

/// Waits are short, answers may take their time: the machine of a test may be busy.
pub(crate) const QUICK: Manner = Manner {
    connect: Duration::from_secs(5),
    whole: Duration::from_secs(20),
    first_wait: Duration::from_millis(10),
    longest_wait: Duration::from_millis(2_500),
    told: |_| {},
};

/// For what does not answer in time.
pub(crate) const HASTY: Manner = Manner { whole: Duration::from_secs(3), ..QUICK };

pub(crate) const JO: &str = "jo@contoso.example";

/// A tenant that knows Jo, and their id.
pub(crate) async fn tenant() -> (Tenant, Uuid) {
    let tenant = Tenant::start().await;
    let jo = tenant.add_person(Person::new(JO, "Jo"));
    (tenant, jo.id.parse().unwrap())
}

pub(crate) fn settings(tenant: &Tenant) -> EntraSettings {
    let address = tenant.graph();
    EntraSettings {
        tenant: tenant.tenant_id().to_owned(),
        client_id: tenant.client_id().to_owned(),
        credential: Credential::Secret(Secret::new(tenant.client_secret().to_owned())),
        ..EntraSettings::for_tests(address.as_str(), address.as_str())
    }
}

pub(crate) fn client(tenant: &Tenant, manner: Manner) -> Client {
    Client::new(settings(tenant), Arc::new(SystemClock), manner).unwrap()
}

/// How often this was asked for: `GET /v1.0/users/`.
pub(crate) fn asked(tenant: &Tenant, what: &str) -> usize {
    let (method, path) = what.split_once(' ').unwrap();
    tenant.log().iter().filter(|seen| seen.method == method && seen.path.contains(path)).count()
}

fn code<T>(result: &Result<T, EntraError>) -> &'static str {
    result.as_ref().err().map_or("", EntraError::code)
}

#[tokio::test]
async fn every_no_is_its_own_and_only_what_passes_is_asked_again() {
    let (tenant, _) = tenant().await;
    let client = client(&tenant, QUICK);
    client.user(JO).await.unwrap();
    let throttled = |after| Fault::Throttled(after);
    let text = |text: &str| RetryAfter::Text(text.to_owned());
    for (fault, times, expected, requests) in [
        (Fault::Status(401), 1, "", 2),
        (Fault::Status(401), 2, "entra-unauthorized", 2),
        (Fault::Status(403), 1, "entra-forbidden", 1),
        (Fault::Status(404), 1, "entra-not-found", 1),
        (Fault::Status(409), 1, "entra-conflict", 1),
        (Fault::Status(400), 1, "entra-refused", 1),
        (Fault::Status(500), 1, "entra-unavailable", 1),
        (Fault::Status(502), 1, "", 2),
        (Fault::Status(503), 2, "", 3),
        (Fault::Status(504), 9, "entra-unavailable", 4),
        (throttled(RetryAfter::Seconds(0)), 1, "", 2),
        (throttled(RetryAfter::Seconds(1)), 1, "", 2),
        (throttled(RetryAfter::Seconds(0)), 9, "entra-throttled", 4),
        // Asks for longer than anybody waits here: told at once.
        (throttled(RetryAfter::Seconds(1_000_000_000)), 1, "entra-throttled", 1),
        (throttled(RetryAfter::Date(1)), 1, "", 2),
        (throttled(RetryAfter::Date(-60)), 1, "", 2),
        (throttled(RetryAfter::Absent), 1, "", 2),
        (throttled(text("soon")), 3, "", 4),
        (throttled(text("-1")), 1, "", 2),
        (Fault::Html(200), 1, "entra-not-understood", 1),
        (Fault::Html(302), 1, "entra-not-understood", 1),
        (Fault::Html(401), 2, "entra-not-understood", 2),
        (Fault::Html(403), 1, "entra-not-understood", 1),
        (Fault::Html(503), 1, "", 2),
        (Fault::ContentType("text/html".to_owned()), 1, "entra-not-understood", 1),
        (Fault::Garbage, 1, "entra-not-understood", 1),
        (Fault::Body("x".repeat(2 << 20)), 1, "entra-not-understood", 1),
        (Fault::Body("[]".to_owned()), 1, "entra-not-understood", 1),
        (Fault::Cut, 1, "entra-cut-off", 1),
        (Fault::DroppedBefore, 1, "entra-cut-off", 1),
    ] {
        let shown = format!("{fault:?} {times}").chars().take(60).collect::<String>();
        tenant.fail("GET /v1.0/users/*", times, fault);
        tenant.forget_log();
        let found = client.user(JO).await;
        assert_eq!(code(&found), expected, "{shown}");
        assert_eq!(asked(&tenant, "GET /v1.0/users/"), requests, "{shown}");
        if let Err(error) = found {
            assert!(!error.hint().is_empty(), "{shown}");
            if error.code() == "entra-forbidden" {
                assert!(error.to_string().contains("User.Read.All"), "{error}");
            }
            // What Graph answered is known by its number.
            assert_eq!(
                error.request.is_some(),
                error.code() != "entra-cut-off" || shown.starts_with("Cut"),
                "{error}"
            );
        }
        tenant.recover();
    }
}

/// What was waited before asking again.
static WAITED: Mutex<Vec<Duration>> = Mutex::new(Vec::new());

#[tokio::test]
async fn a_wait_for_a_token_is_waited() {
    let manner = Manner { told: |wait| WAITED.lock().unwrap().push(wait), ..QUICK };
    for fault in [Fault::Throttled(RetryAfter::Seconds(1)), Fault::Unavailable(RetryAfter::Seconds(1))] {
        let (tenant, _) = tenant().await;
        tenant.fail("POST */token", 1, fault.clone());
        client(&tenant, manner).user(JO).await.unwrap();
        let waited = std::mem::take(&mut *WAITED.lock().unwrap());
        // To the millisecond: the clock goes on between being told and waiting.
        assert!(waited.len() == 1 && waited[0].as_millis().abs_diff(1_000) < 500, "{fault:?}: {waited:?}");
    }
}

#[tokio::test]
async fn who_does_not_answer_is_not_waited_for() {
    let (tenant, _) = tenant().await;
    let client = client(&tenant, HASTY);
    client.token().await.unwrap();
    tenant.fail("GET /v1.0/users/*", 1, Fault::Slow(8_000));
    assert_eq!(code(&client.user(JO).await), "entra-timed-out");
    let nowhere = EntraSettings::for_tests("http://127.0.0.1:1", "http://127.0.0.1:1");
    let client = Client::new(nowhere, Arc::new(SystemClock), HASTY).unwrap();
    assert_eq!(code(&client.user(JO).await), "entra-unreachable");
}

#[tokio::test]
async fn a_list_leads_nowhere_else_and_has_an_end() {
    let (tenant, jo) = tenant().await;
    tenant.grant_role("UserAuthenticationMethod.Read.All");
    let client = client(&tenant, QUICK);
    let here = tenant.graph().join(&format!("v1.0/users/{jo}/authentication/methods")).unwrap();
    for (next, pages) in [
        ("https://graph.example/v1.0/users".to_owned(), 1),
        ("//graph.example/v1.0".to_owned(), 1),
        ("no address".to_owned(), 1),
        (here.to_string(), 50),
    ] {
        tenant.forget_log();
        let body = json!({ "value": [], "@odata.nextLink": next }).to_string();
        tenant.fail("GET */authentication/methods", 60, Fault::Body(body));
        let found = client.methods(jo).await;
        assert!(matches!(found, Err(EntraError { failure: Failure::Astray, .. })), "{next}");
        assert_eq!(asked(&tenant, "GET /authentication/methods"), pages, "{next}");
        tenant.recover();
    }
}

#[tokio::test]
async fn one_token_serves_all_until_five_minutes_before_its_end() {
    let (tenant, _) = tenant().await;
    let clock = Arc::new(ManualClock::new(SystemClock.now()));
    let client = Client::new(settings(&tenant), clock.clone(), QUICK).unwrap();
    let all = (0..20).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { client.user(JO).await.map(|_| ()) })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap().unwrap();
    }
    assert_eq!(asked(&tenant, "POST /oauth2/v2.0/token"), 1);
    for (minutes, requests) in [(54, 1), (55, 2), (56, 2)] {
        clock.set(SystemClock.now() + Span::from_mins(minutes));
        client.token().await.unwrap();
        assert_eq!(asked(&tenant, "POST /oauth2/v2.0/token"), requests, "{minutes}");
    }
    // A token that Graph no longer takes is replaced once, and nobody sees it.
    clock.set(SystemClock.now() + Span::from_mins(57));
    tenant.end_tokens();
    client.user(JO).await.unwrap();
    assert_eq!(asked(&tenant, "POST /oauth2/v2.0/token"), 3);
}

#[tokio::test]
async fn an_app_is_proven_by_a_key_by_a_file_or_by_a_secret() {
    let (tenant, _) = tenant().await;
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        use std::os::unix::fs::PermissionsExt;
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        path
    };
    let certificate = write("cert.pem", doorkey_tenant::keys::APPLICATION_CERTIFICATE);
    let key = write("key.pem", doorkey_tenant::keys::APPLICATION_KEY);
    let open = |credential: Credential| {
        Client::new(EntraSettings { credential, ..settings(&tenant) }, Arc::new(SystemClock), QUICK)
    };
    let by_key = |key: &std::path::Path| {
        open(Credential::Certificate { certificate: certificate.clone(), key: key.to_owned() })
    };
    by_key(&key).unwrap().user(JO).await.unwrap();
    tenant.forget_certificates();
    let refused = by_key(&key).unwrap().token().await.unwrap_err();
    assert!(refused.hint().contains("the certificate is not the app's"), "{refused} {}", refused.hint());

    // Read anew each time: a platform puts another token there long before the first one ends.
    let file = write("token", "not a token");
    let client = open(Credential::TokenFile(file.clone())).unwrap();
    let refused = client.token().await.unwrap_err();
    assert!(refused.to_string().contains("must hold a signed token"), "{refused}");
    write("token", &format!("{}\n", tenant.federated_token()));
    client.user(JO).await.unwrap();

    let refused = open(Credential::Secret(Secret::new("s3cret".into()))).unwrap().token().await.unwrap_err();
    assert!(
        refused.hint().contains("its Value, not its Secret ID") && !refused.to_string().contains("s3cret")
    );

    let words = |key: &std::path::Path| by_key(key).err().map(|error| error.to_string()).unwrap_or_default();
    let other = write("other.pem", doorkey_tenant::keys::STRANGER_KEY);
    assert!(words(&other).contains("is not the key of the certificate"), "{}", words(&other));
    assert!(words(&certificate).contains("must hold a private key in PEM"), "{}", words(&certificate));
    let open_to_all = write("open.pem", doorkey_tenant::keys::APPLICATION_KEY);
    std::fs::set_permissions(&open_to_all, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    assert!(words(&open_to_all).contains("chmod 600"), "{}", words(&open_to_all));
}

/// Our own server answers in Graph's shapes: what asks the one can ask the other.
#[tokio::test]
async fn our_own_server_is_graph_enough() {
    let world = World::with(|_| {}).await;
    world.clock.set(SystemClock.now());
    let scopes =
        [Scope::WritePasses, Scope::ReadPeople, Scope::ReadMethods, Scope::ReadPolicy, Scope::ReadAudit];
    let token = token(&world, &scopes).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let given = json!({ "access_token": token, "expires_in": 3600, "token_type": "Bearer" });
    let sign_in = axum::routing::post(async || axum::Json(given));
    let app = world.app.clone().route("/demo.example/oauth2/v2.0/token", sign_in);
    let serving = tokio::spawn(async move { axum::serve(listener, app).await });
    let client =
        Client::new(EntraSettings::for_tests(&address, &address), world.clock.clone(), QUICK).unwrap();

    let sam = client.user(SAM).await.unwrap();
    assert_eq!(sam.person().display_name, "Sam");
    let directory = world.server.directory();
    let by = By::operator().unwrap();
    for (name, privileged, expected) in [("Choir", false, &[][..]), ("Keepers", true, &["Keepers"])] {
        directory.add_group(&by, name, privileged).await.unwrap();
        directory.join(&by, name, &SAM.parse().unwrap()).await.unwrap();
        assert_eq!(client.privileges(sam.id).await.unwrap(), expected);
    }
    directory.remove_group(&by, "Keepers").await.unwrap();
    assert_eq!(client.policy().await.unwrap().default_length, 10);
    let wish = Wish { lifetime: Some(Lifetime::said(90)), one_time: Some(true), starts_at: None };
    let made = client.make_pass(sam.id, wish).await.unwrap();
    assert_eq!(client.passes(sam.id).await.unwrap(), std::slice::from_ref(&made.listed));
    assert!(made.listed.state.usable && made.listed.state.one_time);
    assert_eq!(client.methods(sam.id).await.unwrap(), []);
    let (events, errors) = client.events(sam.id, Timestamp::from_millis(0)).await;
    assert!(errors.is_empty(), "{errors:?}");
    assert!(events.iter().any(|event| event.activity == "Admin registered security info"), "{events:?}");
    client.remove_pass(sam.id, &made.listed.id).await.unwrap();
    client.remove_pass(sam.id, &made.listed.id).await.unwrap();
    assert_eq!(client.passes(sam.id).await.unwrap(), []);
    let unknown = client.user("nobody@demo.example").await;
    assert_eq!(code(&unknown), "entra-not-found");
    serving.abort();
}

#[tokio::test]
async fn what_is_set_up_is_seen_by_its_kind() {
    let all = "UserAuthenticationMethod.Read.All";
    // By the wide permission in one request, without it by a list for each kind.
    for (is_wide, requests) in [(true, 1), (false, 6)] {
        let (tenant, jo) = tenant().await;
        if is_wide {
            tenant.grant_role(all);
        } else {
            tenant.take_role(all);
        }
        let client = client(&tenant, QUICK);
        assert_eq!(client.methods(jo).await.unwrap(), []);
        tenant.register(JO, doorkey_tenant::MethodKind::Passkey, "Phone");
        tenant.register(JO, doorkey_tenant::MethodKind::WindowsHello, "Laptop");
        tenant.register(JO, doorkey_tenant::MethodKind::Authenticator, "Pixel");
        tenant.forget_log();
        let methods = client.methods(jo).await.unwrap();
        let kinds: Vec<_> = methods.iter().map(|method| method.kind).collect();
        for kind in [MethodKind::Passkey, MethodKind::WindowsHello, MethodKind::Authenticator] {
            assert!(kinds.contains(&kind), "{methods:?}");
        }
        assert_eq!((methods.len(), tenant.log().len()), (3, requests));
        // What most choose must be seen; without it the one permission that is enough is named.
        if !is_wide {
            tenant.take_role("UserAuthMethod-WindowsHello.Read.All");
            assert_eq!(client.methods(jo).await.unwrap().len(), 2);
            tenant.take_role("UserAuthMethod-Passkey.Read.All");
            let no = client.methods(jo).await.unwrap_err();
            assert!(no.to_string().contains(all), "{no}");
        }
    }
}
