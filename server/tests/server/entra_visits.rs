//! The newcomer's way through Microsoft: greeted, led there and back, watched; and everything that goes wrong.

use crate::command::{folder, started};
use crate::entra::{JO, asked, settings};
use crate::entra_command::in_tenant;
use crate::world::{Answer, MINUTE, START, World, request};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::time::Span;
use doorkey_server::clock::Clock;
use doorkey_server::directory::By;
use doorkey_server::entra::desk::Desk;
use doorkey_server::entra::objects::Wish;
use doorkey_tenant::{Delays, Fault, MethodKind, NewPass, Person, RetryAfter, Spoil, Tenant};
use serde_json::{Value, json};
use std::fs::File;
use url::Url;

const KIM: &str = "kim@contoso.example";
const PAGE: &str = "http://localhost:8080/";

struct Place {
    tenant: Tenant,
    world: World,
}

/// A server in a tenant that knows Jo and Kim. Its clock stands where the tenant's runs from.
async fn place() -> Place {
    let tenant = Tenant::start().await;
    tenant.add_person(Person::new(JO, "Jo"));
    tenant.add_person(Person::new(KIM, "Kim"));
    tenant.add_redirect(PAGE);
    tenant.set_time(jiff::Timestamp::from_millisecond(START.as_millis()).unwrap());
    let world = World::with(|them| them.entra = Some(settings(&tenant))).await;
    Place { tenant, world }
}

impl Place {
    async fn post(&self, path: &str, body: Value) -> Answer {
        self.world.send(request(Method::POST, path, None, Some(body.to_string()))).await
    }

    /// Issues for Jo; the invitation and the pass.
    async fn issue(&self) -> (String, String) {
        let client = self.world.server.entra().unwrap().clone();
        let wish = Wish { one_time: Some(true), ..Wish::default() };
        let desk = Desk::new(client, self.world.server.directory());
        let issued = desk.issue(&By::operator().unwrap(), &JO.parse().unwrap(), wish, false).await.unwrap();
        let (_, invitation) = issued.invitation_link.split_once("#i=").unwrap();
        (invitation.to_owned(), issued.text.expose().to_owned())
    }

    fn pass_of(&self, whose: &str) -> String {
        self.tenant.issue_pass(whose, NewPass::default()).pass
    }

    async fn greet(&self, invitation: &str) -> Answer {
        self.post(api::INVITATIONS, json!({ "invitation": invitation })).await
    }

    async fn begin(&self, invitation: Option<&str>) -> Begun {
        let body = json!({ "invitation": invitation, "page": PAGE, "language": "de" });
        let start = self.post(api::SIGN_INS, body).await.expect(201);
        let text = |name: &str| start[name].as_str().unwrap().to_owned();
        Begun { address: text("address"), handle: text("handle") }
    }

    /// Signs somebody in at Microsoft; what the page takes from the fragment.
    async fn at_microsoft(&self, begun: &Begun, whose: &str, pass: &str) -> Value {
        back(begun, &self.tenant.sign_in(&begun.address, whose, pass).await.unwrap())
    }

    async fn answer(&self, body: &Value) -> Answer {
        self.post(api::SIGN_IN_ANSWERS, body.clone()).await
    }

    /// Jo signs in without an invitation; the visit's token.
    async fn visiting(&self) -> String {
        let begun = self.begin(None).await;
        let answer = self.at_microsoft(&begun, JO, &self.pass_of(JO)).await;
        self.answer(&answer).await.expect(201)["token"].as_str().unwrap().to_owned()
    }

    /// Asks for the visit, and lets the time pass in which the same would be said again.
    async fn visit(&self, token: &str) -> Answer {
        self.world.clock.advance(Span::from_secs(2));
        self.world.call(token, Method::GET, api::VISIT, None).await
    }

    /// The names of what is new in the visit.
    async fn whats_new(&self, token: &str) -> Vec<String> {
        let visit = self.visit(token).await.expect(200);
        let methods = visit["methods"].as_array().unwrap().iter();
        let new = methods.filter(|method| method["new"] == true);
        new.map(|method| method["name"].as_str().unwrap_or_default().to_owned()).collect()
    }

    async fn audit(&self) -> Vec<Value> {
        let bodies: Vec<String> = sqlx::query_scalar("select body from audit_events order by seq")
            .fetch_all(&mut self.world.database().await)
            .await
            .unwrap();
        bodies.iter().map(|body| serde_json::from_str(body).unwrap()).collect()
    }
}

struct Begun {
    address: String,
    handle: String,
}

/// What the page sends of the address that it was led back to.
fn back(begun: &Begun, led_to: &Url) -> Value {
    assert_eq!(led_to.query(), None, "nothing stands where a server or a log sees it");
    let mut body = json!({ "handle": begun.handle });
    for (name, value) in url::form_urlencoded::parse(led_to.fragment().unwrap().as_bytes()) {
        let name = if name == "error_description" { "description" } else { name.as_ref() };
        if ["code", "state", "error", "description"].contains(&name) {
            body[name] = value.as_ref().into();
        }
    }
    body
}

fn changed(answer: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut answer = answer.clone();
    answer[name] = value.into();
    answer
}

#[tokio::test]
async fn from_the_invitation_to_what_was_set_up() {
    let place = place().await;
    let (tenant, world) = (&place.tenant, &place.world);
    let told = world.send(request(Method::GET, api::CONFIGURATION, None, None)).await.expect(200);
    assert_eq!(told["entra"], json!({ "localCheck": false }));
    assert_eq!(told["passFormat"]["alphabet"], "printable");
    assert_eq!(told["ways"], json!(["passkey", "authenticator", "windowsHello", "securityKey"]));

    tenant.register(JO, MethodKind::SoftwareOath, "");
    let (invitation, pass) = place.issue().await;
    let greeting = place.greet(&invitation).await.expect(200);
    assert_eq!(greeting["person"], json!({ "userName": JO, "displayName": "Jo" }));
    assert_eq!(greeting["pass"]["reason"], "enabledByPolicy");
    assert_eq!((&greeting["pass"]["usable"], &greeting["pass"]["oneTime"]), (&json!(true), &json!(true)));

    let begun = place.begin(Some(&invitation)).await;
    let address: Url = begun.address.parse().unwrap();
    let query = |name: &str| {
        address.query_pairs().find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    for (name, value) in [
        ("response_type", "code"),
        ("response_mode", "fragment"),
        ("redirect_uri", PAGE),
        ("scope", "openid profile"),
        ("code_challenge_method", "S256"),
        ("prompt", "select_account"),
        ("login_hint", JO),
        ("ui_locales", "de"),
    ] {
        assert_eq!(query(name).as_deref(), Some(value), "{name}");
    }
    let answer = place.at_microsoft(&begun, JO, &pass).await;
    let opened = place.answer(&answer).await.expect(201);
    let token = opened["token"].as_str().unwrap();
    let visit = &opened["visit"];
    assert_eq!(visit["person"], json!({ "userName": JO, "displayName": "Jo" }));
    assert_eq!(visit["anotherPerson"], false);
    let after = |minutes: i64| json!((world.clock.now() + Span::from_mins(minutes)).as_millis());
    for (clock, minutes) in [("signedInAt", 0), ("passkeyUntil", 5), ("othersUntil", 10), ("closesAt", 30)] {
        assert_eq!(visit[clock], after(minutes), "{clock}");
    }
    assert_eq!(visit["methods"].as_array().unwrap().len(), 1);
    assert_eq!(visit["methods"][0]["new"], false);

    assert_eq!(place.whats_new(token).await, Vec::<String>::new());
    // Graph learns of it later.
    tenant.set_delays(Delays { methods: 600, ..Delays::default() });
    tenant.register(JO, MethodKind::Passkey, "My phone");
    assert_eq!(place.whats_new(token).await, Vec::<String>::new());
    tenant.advance(600);
    assert_eq!(place.whats_new(token).await, ["My phone"]);
    tenant.set_delays(Delays::default());
    tenant.register(JO, MethodKind::Authenticator, "My app");
    assert_eq!(place.whats_new(token).await, ["My phone", "My app"]);
    assert_eq!(place.whats_new(token).await.len(), 2);

    let used = place.greet(&invitation).await.expect(200);
    assert_eq!(used["pass"]["reason"], "oneTimeUsed");
    let audit = place.audit().await;
    let sign_ins: Vec<_> = audit.iter().filter(|event| event["createdDateTime"].is_string()).collect();
    assert_eq!(sign_ins.len(), 1);
    assert_eq!(sign_ins[0]["userPrincipalName"], JO);
    let method = &sign_ins[0]["authenticationDetails"][0]["authenticationMethod"];
    assert_eq!(method, "Temporary Access Pass at Microsoft");
    let deeds = audit.iter().filter(|event| event["activityDisplayName"] == "User registered security info");
    let reasons: Vec<_> = deeds.map(|event| event["resultReason"].as_str().unwrap()).collect();
    assert_eq!(
        reasons,
        [
            "User registered Fido2 Authentication Method",
            "User registered Authenticator App with Notification and Code"
        ]
    );

    assert_eq!(world.delete(token, api::VISIT).await.status, 204);
    place.visit(token).await.refused("visit-ended");
    assert_eq!(tenant.leaks(), []);
    let audit = json!(audit).to_string();
    for secret in tenant.secrets() {
        assert!(!audit.contains(&secret), "the audit holds a secret");
    }
}

#[tokio::test]
async fn each_directory_has_its_own_half() {
    let place = place().await;
    let ours = World::new().await;
    for path in [api::REDEMPTIONS, api::CLAIMS, api::ENVELOPES, api::PASSKEYS] {
        place.post(path, json!({})).await.refused("not-found");
    }
    place.world.current("token").await.refused("not-found");
    for path in [api::INVITATIONS, api::SIGN_INS, api::SIGN_IN_ANSWERS] {
        ours.send(request(Method::POST, path, None, Some("{}".to_owned()))).await.refused("not-found");
    }
    ours.call("token", Method::GET, api::VISIT, None).await.refused("not-found");
    place.world.call("token", Method::GET, api::VISIT, None).await.refused("visit-ended");
    place.world.send(request(Method::GET, api::VISIT, None, None)).await.refused("visit-ended");
}

#[tokio::test]
async fn only_whom_an_invitation_of_ours_names_is_greeted_and_a_storm_asks_once() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    for wrong in ["", "a.b", &format!("{invitation}A"), &invitation[1..]] {
        place.greet(wrong).await.refused("invitation-refused");
        let body = json!({ "invitation": wrong, "page": PAGE });
        place.post(api::SIGN_INS, body).await.refused("invitation-refused");
    }
    place.tenant.forget_log();
    let ask = || place.greet(&invitation);
    let (one, two, three, four) = tokio::join!(ask(), ask(), ask(), ask());
    for answer in [one, two, three, four, ask().await] {
        answer.expect(200);
    }
    assert_eq!(asked(&place.tenant, "GET /v1.0/users/jo"), 1);
    place.world.clock.advance(Span::from_secs(5));
    // Graph fails: that is said for a while, too.
    let throttled = Fault::Throttled(RetryAfter::Seconds(7));
    for (fault, wait) in [(throttled, "7"), (Fault::Html(200), "5"), (Fault::Status(403), "5")] {
        place.tenant.fail("GET /v1.0/users/*", 9, fault);
        place.tenant.forget_log();
        for _ in 0..3 {
            let answer = ask().await;
            answer.refused("directory-unavailable");
            assert_eq!(answer.headers["retry-after"], wait);
        }
        assert_eq!(asked(&place.tenant, "GET /v1.0/users/jo"), 1);
        place.tenant.recover();
        place.world.clock.advance(Span::from_secs(8));
    }
    place.tenant.end_pass(JO);
    assert_eq!(ask().await.expect(200)["pass"], Value::Null);
    place.tenant.remove_person(JO);
    place.world.clock.advance(Span::from_secs(8));
    let greeting = ask().await.expect(200);
    assert_eq!((&greeting["person"]["userName"], &greeting["pass"]), (&json!(JO), &Value::Null));
}

#[tokio::test]
async fn microsoft_leads_back_to_pages_that_are_listed_to_the_letter() {
    let place = place().await;
    for page in [
        "",
        "/",
        "http://localhost:8080",
        "http://localhost:8080//",
        "http://localhost:8080/?a",
        "http://localhost:8080/#a",
        "http://LOCALHOST:8080/",
        "http://localhost:80801/",
        "http://localhost:8080/start",
        "http://localhost:8080@evil.example/",
        "https://localhost:8080/",
        "https://evil.example/",
    ] {
        place.post(api::SIGN_INS, json!({ "page": page })).await.refused("page-refused");
    }
    let listed = "https://pass.example/start";
    let world = World::with(|them| {
        let mut entra = settings(&place.tenant);
        entra.pages = vec![listed.to_owned()];
        them.entra = Some(entra);
    })
    .await;
    for (page, status) in [(listed, 201), (PAGE, 403), ("https://pass.example/", 403)] {
        let body = json!({ "page": page }).to_string();
        let answer = world.send(request(Method::POST, api::SIGN_INS, None, Some(body))).await;
        assert_eq!(answer.status.as_u16(), status, "{page}");
    }
}

#[tokio::test]
async fn an_answer_is_taken_once_in_time_and_in_the_browser_that_began() {
    let place = place().await;
    let pass = place.pass_of(JO);
    let (one, other) = (place.begin(None).await, place.begin(None).await);
    let answer = place.at_microsoft(&one, JO, &pass).await;
    let state = answer["state"].as_str().unwrap();
    for wrong in [
        changed(&answer, "handle", other.handle.as_str()),
        changed(&answer, "handle", ""),
        changed(&answer, "handle", state),
        changed(&answer, "state", one.handle.as_str()),
        changed(&answer, "state", ""),
        changed(&answer, "state", state.to_lowercase() + "x"),
    ] {
        place.answer(&wrong).await.refused("sign-in-unknown");
    }
    let neither = json!({ "handle": one.handle, "state": state });
    place.answer(&neither).await.refused("malformed-request");
    // None of them took the right one from it; twice at once is once.
    let (first, second) = tokio::join!(place.answer(&answer), place.answer(&answer));
    let mut statuses = [first.status.as_u16(), second.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    place.answer(&answer).await.refused("sign-in-unknown");

    // Ten minutes, half-open.
    let begun = [place.begin(None).await, place.begin(None).await];
    place.world.clock.advance(Span::from_millis(10 * 60_000 - 1));
    place.tenant.advance(600);
    let pass = place.pass_of(JO);
    let answers = [
        place.at_microsoft(&begun[0], JO, &pass).await,
        place.at_microsoft(&begun[1], JO, &place.pass_of(JO)).await,
    ];
    place.answer(&answers[0]).await.expect(201);
    place.world.clock.advance(Span::from_millis(1));
    place.answer(&answers[1]).await.refused("sign-in-unknown");
}

#[tokio::test]
async fn a_code_of_another_sign_in_buys_nothing() {
    let place = place().await;
    let (theirs, mine) = (place.begin(None).await, place.begin(None).await);
    let stolen = place.at_microsoft(&theirs, JO, &place.pass_of(JO)).await;
    let own = place.at_microsoft(&mine, KIM, &place.pass_of(KIM)).await;
    // The verifier is the other's.
    let answer = place.answer(&changed(&own, "code", stolen["code"].clone())).await;
    answer.refused("sign-in-refused");
    assert_eq!(answer.detail(), "AADSTS501481 (invalid_grant)");
    // Theirs is as it was.
    place.answer(&stolen).await.expect(201);

    // A code that is old, or none.
    for (code, seconds, number) in [(None, 61, "AADSTS70008"), (Some("x"), 0, "AADSTS9002313")] {
        let begun = place.begin(None).await;
        let mut answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        place.tenant.advance(seconds);
        if let Some(code) = code {
            answer = changed(&answer, "code", code);
        }
        let answer = place.answer(&answer).await;
        answer.refused("sign-in-refused");
        assert!(answer.detail().starts_with(number), "{}", answer.detail());
    }
}

#[tokio::test]
async fn no_token_is_taken_that_is_wrong_in_anything() {
    let place = place().await;
    for (spoil, words) in [
        (Spoil::WrongNonce, "another sign-in"),
        (Spoil::NoNonce, "another sign-in"),
        (Spoil::WrongIssuer, "another issuer"),
        (Spoil::WrongAudience, "another app"),
        (Spoil::TwoAudiences, "another app"),
        (Spoil::WrongTenant, "another tenant"),
        (Spoil::Expired, "has ended"),
        (Spoil::NotYet, "does not hold yet"),
        (Spoil::NoExpiry, "no end"),
        (Spoil::NoObjectId, "does not say who"),
        (Spoil::StrangersKey, "signature is wrong"),
        (Spoil::UnknownKey, "names no key"),
        (Spoil::Unsigned, "not signed as it must be"),
        (Spoil::SignedWithThePublicKey, "not signed as it must be"),
        (Spoil::Changed, "signature is wrong"),
        (Spoil::NoToken, "not signed as it must be"),
        (Spoil::Absent, "no ID token"),
    ] {
        let begun = place.begin(None).await;
        let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        place.tenant.spoil_tokens(1, spoil);
        let answer = place.answer(&answer).await;
        assert!(answer.detail().contains(words), "{spoil:?}: {}", answer.text);
        answer.refused("sign-in-refused");
    }
    let audit = place.audit().await;
    let refused = audit.iter().filter(|event| event["status"]["errorCode"] == 50_027);
    assert_eq!(refused.filter(|event| event["userId"].is_null()).count(), 17);
    place.visiting().await;
}

#[tokio::test]
async fn keys_change() {
    let place = place().await;
    place.visiting().await;
    place.tenant.forget_log();
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 0, "they are kept");
    place.tenant.rotate_keys();
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 1, "one that is not known is looked for once");
    // One that is withdrawn is forgotten within the hour.
    place.world.clock.advance(Span::from_mins(61));
    place.tenant.advance(61 * 60);
    place.visiting().await;
    assert_eq!(asked(&place.tenant, "GET /keys"), 2);
}

#[tokio::test]
async fn what_microsoft_says_is_told_by_its_number_alone() {
    let place = place().await;
    let begun = place.begin(None).await;
    let declined = back(&begun, &place.tenant.decline(&begun.address).await.unwrap());
    let answer = place.answer(&declined).await;
    answer.refused("sign-in-refused");
    let detail = answer.detail();
    assert!(detail.starts_with("AADSTS65004 (access_denied), correlation id "), "{detail}");
    let audit = place.audit().await;
    let event = audit.last().unwrap();
    assert_eq!(event["status"]["errorCode"], 65_004);
    assert!(detail.ends_with(event["correlationId"].as_str().unwrap()), "found in Microsoft's own log");
    place.answer(&declined).await.refused("sign-in-unknown");

    place.tenant.block_sign_in(JO, true);
    let begun = place.begin(None).await;
    let blocked = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    assert!(place.answer(&blocked).await.detail().starts_with("AADSTS53003 (access_denied)"));

    for (error, description, shown) in [
        ("<script>", "AADSTS130505: <script>", "AADSTS130505"),
        ("server_error", "", "no AADSTS number (server_error)"),
        ("", "AADSTS", "no AADSTS number"),
        ("access_denied", &"AADSTS1 ".repeat(4_000), "AADSTS1 (access_denied)"),
    ] {
        let begun = place.begin(None).await;
        let declined = back(&begun, &place.tenant.decline(&begun.address).await.unwrap());
        let answer = changed(&changed(&declined, "error", error), "description", description);
        let answer = place.answer(&answer).await;
        answer.refused("sign-in-refused");
        assert_eq!(answer.detail(), shown);
    }
}

#[tokio::test]
async fn another_person_than_invited_is_told() {
    let place = place().await;
    let (invitation, _) = place.issue().await;
    let begun = place.begin(Some(&invitation)).await;
    let answer = place.at_microsoft(&begun, KIM, &place.pass_of(KIM)).await;
    let visit = place.answer(&answer).await.expect(201)["visit"].clone();
    assert_eq!((&visit["anotherPerson"], &visit["person"]["userName"]), (&json!(true), &json!(KIM)));
}

#[tokio::test]
async fn a_sign_in_outlives_what_graph_does_not_say() {
    let place = place().await;
    for fault in [Fault::Status(500), Fault::Html(200), Fault::Throttled(RetryAfter::Seconds(60))] {
        place.tenant.register(JO, MethodKind::Passkey, "Old");
        place.world.clock.advance(MINUTE);
        place.tenant.advance(60);
        place.tenant.fail("GET /v1.0/users/*", 99, fault.clone());
        let begun = place.begin(None).await;
        let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
        let opened = place.answer(&answer).await.expect(201);
        assert_eq!(opened["visit"]["person"], json!({ "userName": JO, "displayName": "Jo" }), "{fault:?}");
        assert_eq!(opened["visit"]["methods"], json!([]));
        let token = opened["token"].as_str().unwrap();
        place.visit(token).await.refused("directory-unavailable");
        place.tenant.recover();
        // What is older than the sign-in is not new, though nobody saw it then.
        assert_eq!(place.whats_new(token).await, Vec::<String>::new(), "{fault:?}");
        place.tenant.advance(10);
        place.tenant.register(JO, MethodKind::Passkey, "New");
        assert_eq!(place.whats_new(token).await, ["New"], "{fault:?}");
        place.world.clock.advance(MINUTE);
        place.tenant.advance(60);
    }
}

#[tokio::test]
async fn a_visit_goes_on_whatever_graph_does() {
    let place = place().await;
    let tenant = &place.tenant;
    let token = place.visiting().await;
    let lists = "GET /v1.0/users/*";
    for (fault, times, wait) in [
        (Fault::Throttled(RetryAfter::Seconds(30)), 99, "30"),
        (Fault::Html(200), 99, "5"),
        (Fault::Html(503), 99, "5"),
        (Fault::Garbage, 99, "5"),
        (Fault::DroppedBefore, 99, "5"),
        (Fault::Slow(9_000), 99, "5"),
    ] {
        tenant.fail(lists, times, fault.clone());
        let answer = place.visit(&token).await;
        answer.refused("directory-unavailable");
        assert_eq!(answer.headers["retry-after"], wait, "{fault:?}");
        tenant.recover();
        assert_eq!(place.visit(&token).await.status, 200, "{fault:?}");
    }
    // One list that fails does not hide the others.
    tenant.register(JO, MethodKind::Passkey, "Key");
    tenant.register(JO, MethodKind::WindowsHello, "PC");
    tenant.fail("*/windowsHelloForBusinessMethods", 1, Fault::Status(500));
    assert_eq!(place.whats_new(&token).await, ["Key"]);
    assert_eq!(place.whats_new(&token).await, ["Key", "PC"]);
    // What was seen stays seen.
    tenant.fail(lists, 99, Fault::Html(200));
    assert_eq!(place.whats_new(&token).await, ["Key", "PC"]);
    tenant.recover();
    let audit = place.audit().await;
    let deeds = audit.iter().filter(|event| event["activityDisplayName"] == "User registered security info");
    assert_eq!(deeds.count(), 2);
}

#[tokio::test]
async fn a_page_that_asks_often_and_one_permission_for_all() {
    let place = place().await;
    place.tenant.grant_role("UserAuthenticationMethod.Read.All");
    let token = place.visiting().await;
    place.tenant.forget_log();
    place.world.clock.advance(Span::from_secs(1));
    for _ in 0..5 {
        place.world.call(&token, Method::GET, api::VISIT, None).await.expect(200);
    }
    assert_eq!(asked(&place.tenant, "GET /authentication/"), 1);
    // Half an hour, half-open.
    place.world.clock.advance(Span::from_millis(30 * 60_000 - 1_001));
    place.tenant.advance(30 * 60);
    place.world.call(&token, Method::GET, api::VISIT, None).await.expect(200);
    place.world.clock.advance(Span::from_millis(1));
    place.world.call(&token, Method::GET, api::VISIT, None).await.refused("visit-ended");
    place.world.delete(&token, api::VISIT).await.refused("visit-ended");
}

#[tokio::test]
async fn microsoft_that_does_not_answer_is_told() {
    let place = place().await;
    place.tenant.fail("*/openid-configuration", 9, Fault::Status(503));
    place.post(api::SIGN_INS, json!({ "page": PAGE })).await.refused("directory-unavailable");
    place.tenant.recover();
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, JO, &place.pass_of(JO)).await;
    place.tenant.fail("*/token", 1, Fault::Html(502));
    place.answer(&answer).await.refused("directory-unavailable");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_log_and_no_file_tells_a_secret() {
    let tenant = Tenant::start().await;
    tenant.add_person(Person::new(JO, "Jo"));
    let (data, elsewhere) = (folder(), folder());
    let log = elsewhere.path().join("log");
    let page = "https://pass.example/";
    tenant.add_redirect(page);
    let mut command = in_tenant(&tenant, data.path());
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--entra-page", page])
        .env("RUST_LOG", "trace")
        .stderr(File::create(&log).unwrap());
    let mut server = started(command);
    let mut canaries = Vec::new();
    let mut visit = async |spoil: Option<Spoil>| {
        let (_, start) = server.post(api::SIGN_INS, "", &json!({ "page": page }).to_string());
        let begun = Begun {
            address: start["address"].as_str().unwrap().to_owned(),
            handle: start["handle"].as_str().unwrap().to_owned(),
        };
        let pass = tenant.issue_pass(JO, NewPass::default()).pass;
        let answer = back(&begun, &tenant.sign_in(&begun.address, JO, &pass).await.unwrap());
        canaries.extend([begun.handle, answer["state"].as_str().unwrap().to_owned(), pass]);
        let address: Url = begun.address.parse().unwrap();
        canaries.extend(
            address.query_pairs().filter(|(name, _)| name == "nonce").map(|(_, value)| value.into_owned()),
        );
        if let Some(spoil) = spoil {
            tenant.spoil_tokens(1, spoil);
        }
        let (status, opened) = server.post(api::SIGN_IN_ANSWERS, "", &answer.to_string());
        if spoil.is_none() {
            let token = opened["token"].as_str().unwrap().to_owned();
            assert_eq!(server.send("GET", api::VISIT, &token, "").0, 200);
            canaries.push(token);
        }
        status
    };
    assert_eq!(visit(None).await, 201);
    assert_eq!(visit(Some(Spoil::WrongNonce)).await, 403);
    assert_eq!(visit(Some(Spoil::Changed)).await, 403);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    canaries.extend(tenant.secrets());
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("sign-in-refused"), "the log is there");
    let mut files = Vec::new();
    for file in std::fs::read_dir(data.path()).unwrap() {
        files.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let text = String::from_utf8_lossy(&files);
    assert!(text.contains(JO), "the files are there");
    for canary in &canaries {
        assert!(!log.contains(canary), "the log holds {canary}");
        assert!(!text.contains(canary), "a file holds {canary}");
    }
    assert_eq!(tenant.leaks(), []);
}
