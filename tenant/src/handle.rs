//! [`Tenant`]: the stand-in as a test holds it.
//!
//! Owns starting and ending it, where it is, its controls and what it saw.

use crate::authority::spoil::{LeadBack, Spoil};
use crate::control::{self, Order};
use crate::fault::Fault;
use crate::jwt::{self, With};
use crate::log::Seen;
use crate::pass::{IssuedPass, NewPass};
use crate::person::{Group, MethodKind, Person};
use crate::world::{CLIENT_ID, CLIENT_SECRET, DOMAIN, Delays, FEDERATION, Session, Shared, TENANT_ID, World};
use crate::{authority, keys, random, serving};
use axum::http::header::LOCATION;
use http_body_util::{BodyExt, Collected};
use jiff::Timestamp;
use serde_json::{Value, json};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// A tenant that runs until it is dropped. Its controls panic where what they name is not there: a test that
/// orders something of nobody is wrong.
#[derive(Debug)]
pub struct Tenant {
    origin: String,
    world: Shared,
    serving: JoinHandle<()>,
}

impl Drop for Tenant {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// Where it is.
impl Tenant {
    /// Starts one on a port of this machine that nobody has.
    ///
    /// # Panics
    /// When no port can be had.
    pub async fn start() -> Self {
        Self::start_at((Ipv4Addr::LOCALHOST, 0).into()).await.expect("a port of this machine")
    }

    /// Starts one at an address.
    ///
    /// # Errors
    /// When it cannot be had.
    pub async fn start_at(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let world = Arc::new(Mutex::new(World::new(origin.clone())));
        let serving = tokio::spawn(serving::serve(listener, world.clone()));
        Ok(Self { origin, world, serving })
    }

    /// What stands for `https://login.microsoftonline.com/<tenant>/v2.0`. It is the issuer as well, and
    /// `/.well-known/openid-configuration` is below it.
    #[must_use]
    pub fn authority(&self) -> Url {
        self.at(&format!("/{TENANT_ID}/v2.0"))
    }

    /// What stands for `https://graph.microsoft.com`: `/v1.0` is below it.
    #[must_use]
    pub fn graph(&self) -> Url {
        self.at("/")
    }

    /// The scope of Graph's access tokens. `https://graph.microsoft.com/.default` is taken as well.
    #[must_use]
    pub fn graph_scope(&self) -> String {
        format!("{}/.default", self.origin)
    }

    /// What stands for `https://mysignins.microsoft.com/security-info`, where ways in are set up.
    #[must_use]
    pub fn security_info(&self) -> Url {
        self.at("/security-info")
    }

    /// Where the controls are over HTTP: an [`Order`] as JSON by POST.
    #[must_use]
    pub fn control(&self) -> Url {
        self.at("/control")
    }

    fn at(&self, path: &str) -> Url {
        format!("{}{path}", self.origin).parse().expect("an address of our own")
    }

    /// The tenant's id.
    #[must_use]
    pub const fn tenant_id(&self) -> &'static str {
        TENANT_ID
    }

    /// The domain of its people.
    #[must_use]
    pub const fn domain(&self) -> &'static str {
        DOMAIN
    }

    /// The application's id.
    #[must_use]
    pub const fn client_id(&self) -> &'static str {
        CLIENT_ID
    }

    /// The application's secret.
    #[must_use]
    pub const fn client_secret(&self) -> &'static str {
        CLIENT_SECRET
    }
}

/// The application as it is registered.
impl Tenant {
    /// Registers an address that the sign-in may lead back to, to the letter.
    pub fn add_redirect(&self, address: &str) {
        self.order(Order::AddRedirect { address: address.to_owned() });
    }

    /// Adds a secret, which may end.
    pub fn add_secret(&self, secret: &str, ends_at: Option<Timestamp>) {
        self.order(Order::AddSecret { secret: secret.to_owned(), ends_at });
    }

    /// Ends a secret now.
    pub fn end_secret(&self, secret: &str) {
        self.order(Order::EndSecret { secret: secret.to_owned() });
    }

    /// Adds a certificate to [`keys::APPLICATION_CERTIFICATE`], which it has from the start.
    pub fn add_certificate(&self, pem: &str) {
        self.order(Order::AddCertificate { pem: pem.to_owned() });
    }

    /// Forgets every certificate.
    pub fn forget_certificates(&self) {
        self.order(Order::ForgetCertificates);
    }

    /// Whether [`Self::federated_token`] is trusted; it is from the start.
    pub fn federate(&self, trusted: bool) {
        self.order(Order::Federate { trusted });
    }

    /// A token of another issuer for the application, as a platform gives one to what runs on it: signed with
    /// [`keys::FEDERATION_KEY`], good for ten minutes.
    #[must_use]
    pub fn federated_token(&self) -> String {
        let now = self.now().as_second();
        let (issuer, subject) = FEDERATION;
        let claims = json!({
            "iss": issuer, "sub": subject, "aud": "api://AzureADTokenExchange",
            "iat": now, "nbf": now, "exp": now + 600, "jti": random::guid(),
        });
        let header = json!({ "typ": "JWT", "alg": "RS256", "kid": "federation" });
        jwt::sign(&header, &claims, With::Rsa(keys::FEDERATION_KEY))
    }

    /// Whether its ID tokens have the optional claim `auth_time`; they have not from the start.
    pub fn tell_auth_time(&self, told: bool) {
        self.order(Order::TellAuthTime { told });
    }

    /// Gives the application a permission, such as `User.Read.All`: in the next access token.
    pub fn grant_role(&self, role: &str) {
        self.order(Order::GrantRole { role: role.to_owned() });
    }

    /// Takes a permission away: at once, where the real one waits until the token ends.
    pub fn take_role(&self, role: &str) {
        self.order(Order::TakeRole { role: role.to_owned() });
    }

    /// Ends every access token that was given out.
    pub fn end_tokens(&self) {
        self.order(Order::EndTokens);
    }
}

/// Time.
impl Tenant {
    /// What time it is in the tenant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.world().now()
    }

    /// Puts its clock forward.
    pub fn advance(&self, seconds: i64) {
        self.order(Order::Advance { seconds });
    }

    /// Puts its clock to a time, from which it goes on.
    pub fn set_time(&self, now: Timestamp) {
        self.order(Order::SetTime { now });
    }

    /// Stops its clock.
    pub fn stop_time(&self, at: Timestamp) {
        self.order(Order::StopTime { at });
    }

    /// How much later than it happened something shows.
    pub fn set_delays(&self, delays: Delays) {
        self.order(Order::SetDelays { delays });
    }
}

/// People, what they have, and what the policies say.
impl Tenant {
    /// Adds somebody, or changes who has this id.
    pub fn add_person(&self, person: Person) -> Person {
        self.order(Order::AddPerson { person: person.clone() });
        person
    }

    /// Takes somebody away, by id or user name.
    pub fn remove_person(&self, whose: &str) {
        self.order(Order::RemovePerson { whose: whose.to_owned() });
    }

    /// Adds a group of people by their ids or user names; its id.
    pub fn add_group(&self, name: &str, members: &[&str]) -> String {
        let id = random::guid();
        let members = {
            let world = self.world();
            let id_of = |whose: &&str| {
                world.person(whose).map_or_else(|| (*whose).to_owned(), |person| person.id.clone())
            };
            members.iter().map(id_of).collect()
        };
        self.order(Order::AddGroup {
            group: Group { id: id.clone(), name: name.to_owned(), members, role_assignable: false },
        });
        id
    }

    /// Gives somebody, or a group by its id, a directory role by the id of its template.
    pub fn assign_role(&self, role: &str, whose: &str) {
        self.order(Order::AssignRole { role: role.to_owned(), whose: whose.to_owned() });
    }

    /// Gives somebody a directory role for the people of an administrative unit alone.
    pub fn assign_role_in_unit(&self, role: &str, whose: &str) {
        self.order(Order::AssignRoleInUnit { role: role.to_owned(), whose: whose.to_owned() });
    }

    /// Lets somebody activate a directory role when they need it.
    pub fn make_eligible(&self, role: &str, whose: &str) {
        self.order(Order::MakeEligible { role: role.to_owned(), whose: whose.to_owned() });
    }

    /// Makes a pass as an administrator would by other means.
    #[must_use]
    pub fn issue_pass(&self, whose: &str, pass: NewPass) -> IssuedPass {
        let issued = self.order(Order::IssuePass { whose: whose.to_owned(), pass });
        serde_json::from_value(issued).expect("a pass")
    }

    /// Takes somebody's pass away.
    pub fn end_pass(&self, whose: &str) {
        self.order(Order::EndPass { whose: whose.to_owned() });
    }

    /// Somebody's pass was used, elsewhere.
    pub fn use_pass(&self, whose: &str) {
        self.order(Order::UsePass { whose: whose.to_owned() });
    }

    /// Somebody's pass itself, for a test that issued it through the product.
    #[must_use]
    pub fn pass_of(&self, whose: &str) -> Option<String> {
        let world = self.world();
        let person = world.person(whose)?;
        world.passes.iter().find(|pass| pass.of == person.id).map(|pass| pass.text.clone())
    }

    /// How many passes were ever made.
    #[must_use]
    pub fn passes_made(&self) -> usize {
        self.world().every_pass.len()
    }

    /// Changes the policy of passes by what `patch` names.
    pub fn set_pass_policy(&self, patch: Value) {
        self.set_policy(crate::policy::PASSES, patch);
    }

    /// Changes the configuration of a method, such as `Fido2`.
    pub fn set_policy(&self, id: &str, patch: Value) {
        self.order(Order::SetPolicy { id: id.to_owned(), patch });
    }

    /// Sets the policies of Conditional Access, in Graph's shape. They are shown and not obeyed: whom one
    /// blocks, [`Self::block_sign_in`] says.
    pub fn set_conditional_access(&self, policies: Vec<Value>) {
        self.order(Order::SetConditionalAccess { policies });
    }

    /// Adds an authentication strength, in Graph's shape.
    pub fn add_strength(&self, strength: Value) {
        self.order(Order::AddStrength { strength });
    }

    /// Whether Conditional Access blocks somebody's sign-in (53003).
    pub fn block_sign_in(&self, whose: &str, blocked: bool) {
        self.order(Order::BlockSignIn { whose: whose.to_owned(), blocked });
    }

    /// Somebody sets up a way in; its id. Graph lists it after the delay.
    pub fn register(&self, whose: &str, kind: MethodKind, name: &str) -> String {
        let id = self.order(Order::Register { whose: whose.to_owned(), kind, name: name.to_owned() });
        id.as_str().unwrap_or_default().to_owned()
    }

    /// A way in is gone.
    pub fn remove_method(&self, id: &str) {
        self.order(Order::RemoveMethod { id: id.to_owned() });
    }

    /// Whether the tenant has the licence for reports; it has not from the start.
    pub fn offer_reports(&self, offered: bool) {
        self.order(Order::OfferReports { offered });
    }
}

/// Somebody before Microsoft's page, without a browser.
impl Tenant {
    /// Follows `address`, which the product made, types a name and a pass, and yields where the page leads
    /// back to. No request is made: it is not in the log, and no fault befalls it.
    ///
    /// # Errors
    /// The page, when it does not lead back.
    ///
    /// # Panics
    /// When `address` is not that of the authorize endpoint.
    pub async fn sign_in(&self, address: &str, user_name: &str, pass: &str) -> Result<Url, String> {
        let typed = [("loginfmt", user_name), ("accesspass", pass), ("action", "next")];
        self.at_the_page(address, None, &typed).await
    }

    /// The same in the browser in which they signed in last, for somebody who only presses "Next".
    ///
    /// # Errors
    /// The page, when it asks for the pass.
    ///
    /// # Panics
    /// When `address` is not that of the authorize endpoint.
    pub async fn go_on(&self, address: &str, user_name: &str) -> Result<Url, String> {
        let session = {
            let world = self.world();
            let person = world.person(user_name);
            let theirs = world.sessions.values().filter(|it| person.is_some_and(|person| it.of == person.id));
            theirs.max_by_key(|session| session.since).cloned()
        };
        self.at_the_page(address, session.as_ref(), &[("loginfmt", user_name), ("action", "next")]).await
    }

    /// The same for somebody who leaves by "Cancel".
    ///
    /// # Errors
    /// The page, when it does not lead back.
    ///
    /// # Panics
    /// When `address` is not that of the authorize endpoint.
    pub async fn decline(&self, address: &str) -> Result<Url, String> {
        self.at_the_page(address, None, &[("action", "cancel")]).await
    }

    async fn at_the_page(
        &self,
        address: &str,
        session: Option<&Session>,
        typed: &[(&str, &str)],
    ) -> Result<Url, String> {
        let address: Url = address.parse().expect("an address");
        let endpoint = self.at(&format!("/{TENANT_ID}/oauth2/v2.0/authorize"));
        assert_eq!((address.origin(), address.path()), (endpoint.origin(), endpoint.path()));
        let asked = address.query_pairs().into_owned();
        let typed = typed.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let answer = authority::filled_in(&mut self.world(), session, asked.chain(typed).collect());
        if let Some(to) = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()) {
            return Ok(to.parse().expect("an address that was registered"));
        }
        let page = answer.into_body().collect().await.map(Collected::to_bytes).unwrap_or_default();
        Err(String::from_utf8_lossy(&page).into_owned())
    }
}

/// What goes wrong.
impl Tenant {
    /// The next `times` answers to `what` meet a fault. `what` is a path, with a method before it or not, in
    /// which `*` stands for any text: `POST /v1.0/users/*`, `*/token`.
    pub fn fail(&self, what: &str, times: u32, fault: Fault) {
        self.order(Order::Fail { what: what.to_owned(), times, fault });
    }

    /// Signs with another key from now on; only that one is published.
    pub fn rotate_keys(&self) {
        self.order(Order::RotateKeys);
    }

    /// The next `times` ID tokens have something wrong.
    pub fn spoil_tokens(&self, times: u32, spoil: Spoil) {
        self.order(Order::SpoilTokens { times, spoil });
    }

    /// The next sign-in that would have been right leads back with an error.
    pub fn lead_back_with(&self, error: &str, code: u32, words: &str) {
        let back = LeadBack { error: error.to_owned(), code, words: words.to_owned() };
        self.order(Order::LeadBackWith { back });
    }

    /// Nothing is to go wrong any more.
    pub fn recover(&self) {
        self.order(Order::Recover);
    }
}

/// What it saw.
impl Tenant {
    /// Every request since the start or [`Self::forget_log`], the oldest first.
    #[must_use]
    pub fn log(&self) -> Vec<Seen> {
        self.world().log.clone()
    }

    /// Forgets the log.
    pub fn forget_log(&self) {
        self.order(Order::ForgetLog);
    }

    /// The requests in which a pass or a secret stood and must not: a pass everywhere but in the form of the
    /// sign-in page, a secret everywhere but at the token endpoint.
    #[must_use]
    pub fn leaks(&self) -> Vec<Seen> {
        let leaks = |seen: &Seen| {
            (seen.held_pass && !seen.sign_in_form)
                || (seen.held_secret && !(seen.method == "POST" && seen.path.ends_with("/oauth2/v2.0/token")))
        };
        self.log().into_iter().filter(leaks).collect()
    }

    /// Every pass, code, token and secret that there ever was: none of them may stand in the product's log,
    /// its errors or its pages.
    #[must_use]
    pub fn secrets(&self) -> Vec<String> {
        let world = self.world();
        let secrets = world.application.secrets.iter().map(|(secret, _)| secret);
        world.every_pass.iter().chain(&world.every_token).chain(secrets).cloned().collect()
    }

    /// Does what is ordered.
    ///
    /// # Panics
    /// When nobody and nothing is called as the order says.
    #[expect(clippy::must_use_candidate, reason = "most orders yield nothing")]
    pub fn order(&self, order: Order) -> Value {
        control::obey(&mut self.world(), order).unwrap_or_else(|words| panic!("{words}"))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.world.lock().expect("no handler panics")
    }
}
