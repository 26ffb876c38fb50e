//! A server in a tenant, for tests: what the page asks of it, and what somebody does at Microsoft meanwhile.

use crate::entra::{JO, settings};
use crate::staff::PIN;
use crate::world::{Answer, START, World, request};
use axum::http::Method;
use doorkey_protocol::api;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use doorkey_server::directory::By;
use doorkey_server::entra::desk::{Desk, Meant};
use doorkey_server::entra::objects::Wish;
use doorkey_tenant::{NewPass, Person, Tenant};
use serde_json::{Value, json};
use url::Url;

pub(crate) const KIM: &str = "kim@contoso.example";
pub(crate) const PAGE: &str = "http://localhost:8080/";

pub(crate) struct Place {
    pub(crate) tenant: Tenant,
    pub(crate) world: World,
}

/// A server in a tenant that knows Jo and Kim. Its clock stands where the tenant's runs from.
pub(crate) async fn place() -> Place {
    let tenant = Tenant::start().await;
    tenant.add_person(Person::new(JO, "Jo"));
    tenant.add_person(Person::new(KIM, "Kim"));
    tenant.add_redirect(PAGE);
    tenant.set_time(jiff::Timestamp::from_millisecond(START.as_millis()).unwrap());
    let world = World::with(|them| {
        them.entra = Some(settings(&tenant));
        them.staff_pin = Some(Secret::new(PIN.to_owned()));
    })
    .await;
    Place { tenant, world }
}

impl Place {
    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.world.send(request(Method::POST, path, None, Some(body.to_string()))).await
    }

    /// Issues for Jo; the invitation and the pass.
    pub(crate) async fn issue(&self) -> (String, String) {
        let client = self.world.server.entra().unwrap().clone();
        let wish = Wish { one_time: Some(true), ..Wish::default() };
        let desk = Desk::new(client, self.world.server.directory());
        let issued =
            desk.issue(&By::operator().unwrap(), &JO.parse().unwrap(), wish, Meant::default()).await.unwrap();
        let (_, invitation) = issued.invitation_link.split_once("#i=").unwrap();
        (invitation.to_owned(), issued.text.expose().to_owned())
    }

    pub(crate) fn pass_of(&self, whose: &str) -> String {
        self.tenant.issue_pass(whose, NewPass::default()).pass
    }

    pub(crate) async fn greet(&self, invitation: &str) -> Answer {
        self.post(api::INVITATIONS, json!({ "invitation": invitation })).await
    }

    pub(crate) async fn begin(&self, invitation: Option<&str>) -> Begun {
        self.begin_with(json!({ "invitation": invitation, "page": PAGE, "language": "de" })).await
    }

    /// Begins so that whoever is still signed in at Microsoft is asked anew.
    pub(crate) async fn begin_again(&self) -> Begun {
        self.begin_with(json!({ "page": PAGE, "again": true })).await
    }

    async fn begin_with(&self, body: Value) -> Begun {
        let start = self.post(api::SIGN_INS, body).await.expect(201);
        let text = |name: &str| start[name].as_str().unwrap().to_owned();
        Begun { address: text("address"), handle: text("handle") }
    }

    /// Signs somebody in at Microsoft; what the page takes from the fragment.
    pub(crate) async fn at_microsoft(&self, begun: &Begun, whose: &str, pass: &str) -> Value {
        back(begun, &self.tenant.sign_in(&begun.address, whose, pass).await.unwrap())
    }

    /// The same for somebody who is signed in there still.
    pub(crate) async fn still_at_microsoft(&self, begun: &Begun, whose: &str) -> Value {
        back(begun, &self.tenant.go_on(&begun.address, whose).await.unwrap())
    }

    pub(crate) async fn answer(&self, body: &Value) -> Answer {
        self.post(api::SIGN_IN_ANSWERS, body.clone()).await
    }

    /// Jo signs in without an invitation; what is answered.
    pub(crate) async fn opened(&self) -> Value {
        let begun = self.begin(None).await;
        let answer = self.at_microsoft(&begun, JO, &self.pass_of(JO)).await;
        self.answer(&answer).await.expect(201)
    }

    /// The same; the visit's token.
    pub(crate) async fn visiting(&self) -> String {
        self.opened().await["token"].as_str().unwrap().to_owned()
    }

    /// Lets time pass on both sides.
    pub(crate) fn later(&self, minutes: i64) {
        self.world.clock.advance(Span::from_mins(minutes));
        self.tenant.advance(minutes * 60);
    }

    /// Asks for the visit, and lets the time pass in which the same would be said again.
    pub(crate) async fn visit(&self, token: &str) -> Answer {
        self.world.clock.advance(Span::from_secs(2));
        self.world.call(token, Method::GET, api::VISIT, None).await
    }

    /// The names of what is new in the visit.
    pub(crate) async fn whats_new(&self, token: &str) -> Vec<String> {
        new(&self.visit(token).await.expect(200))
    }

    /// What the audit says that was set up, by its id.
    pub(crate) async fn set_up(&self) -> Vec<String> {
        let audit = self.audit().await;
        let deeds = audit.iter().filter(|it| it["activityDisplayName"] == "User registered security info");
        let details = deeds.flat_map(|it| it["additionalDetails"].as_array().unwrap());
        let ids = details.filter(|it| it["key"] == "methodId");
        ids.map(|it| it["value"].as_str().unwrap().to_owned()).collect()
    }

    pub(crate) async fn audit(&self) -> Vec<Value> {
        let bodies: Vec<String> = sqlx::query_scalar("select body from audit_events order by seq")
            .fetch_all(&mut self.world.database().await)
            .await
            .unwrap();
        bodies.iter().map(|body| serde_json::from_str(body).unwrap()).collect()
    }
}

/// The names of what is new in a visit.
pub(crate) fn new(visit: &Value) -> Vec<String> {
    let methods = visit["methods"].as_array().unwrap().iter();
    let new = methods.filter(|method| method["new"] == true);
    new.map(|method| method["name"].as_str().unwrap_or_default().to_owned()).collect()
}

pub(crate) struct Begun {
    pub(crate) address: String,
    pub(crate) handle: String,
}

/// What the page sends of the address that it was led back to.
pub(crate) fn back(begun: &Begun, led_to: &Url) -> Value {
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
