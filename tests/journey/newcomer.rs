//! A newcomer with a device, at a real server in process.
//!
//! Owns running the flow's effects against the router and the device, which is what the element does
//! in a browser, and the world around: the desk that issues passes and the clock.

use super::app;
use super::device::Device;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, header};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey::device::{Device as Abilities, Platform};
use doorkey::flow::{App, Effect, Event, Handed, Opening, Phone, State, Unsealed};
use doorkey::idle::Idle;
use doorkey::notice::Failure;
use doorkey::view::{self, Now, View};
use doorkey::words::Printed;
use doorkey_protocol::api::{
    self, PasskeyOptionsRequest, ProofOptionsRequest, RedemptionRequest, RenameRequest,
};
use doorkey_protocol::authenticator::ConfirmationRequest;
use doorkey_protocol::envelope::{Envelope, EnvelopeRequest, Link, NONCE_BYTES};
use doorkey_protocol::handover::{self, AgreementRequest, ClaimRequest};
use doorkey_protocol::kiosk::StaffRequest;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::passkey::{CreationOptions, RequestOptions};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;
use doorkey_server::Server;
use doorkey_server::clock::{Clock, ManualClock};
use doorkey_server::directory::people::Marks;
use doorkey_server::directory::{By, IssueRequest, Issued};
use doorkey_server::settings::Settings;
use http_body_util::BodyExt;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;

const SAM: &str = "sam@demo.example";
const ORIGIN: &str = "http://localhost:8080";
/// Monday, 23 November 2026, 09:00 UTC.
const START: Timestamp = Timestamp::from_millis(1_795_424_400_000);
/// What Sam's device can do.
pub(crate) const ABLE: Abilities = Abilities {
    secure: true,
    framed: false,
    kiosk: false,
    touch: false,
    camera: false,
    platform: Platform::Unknown,
    phone: false,
    in_app: false,
    firefox: false,
    credentials: true,
    signals: true,
    hybrid: None,
    platform_authenticator: Some(true),
};

/// A server that knows Sam, and a desk.
pub(crate) struct World {
    _data: TempDir,
    clock: Arc<ManualClock>,
    server: Server,
    app: Router,
}

impl World {
    pub(crate) async fn new() -> Self {
        let data = tempfile::tempdir().expect("a folder for the data");
        let clock = Arc::new(ManualClock::new(START));
        let server =
            Server::open(Settings::for_tests(data.path()), clock.clone()).await.expect("the server opens");
        let sam = SAM.parse().expect("a user name");
        let by = By::operator().expect("there is randomness");
        server.directory().add_person(&by, &sam, "Sam", Marks::default()).await.expect("Sam is new");
        Self { _data: data, clock, app: doorkey_server::app(server.clone()), server }
    }

    pub(crate) async fn issue(&self, one_time: bool) -> Pass {
        self.issue_at(None, one_time).await
    }

    /// A one-time pass that starts so much later.
    pub(crate) async fn issue_later(&self, after: Span) -> Pass {
        self.issue_at(Some(self.clock.now() + after), true).await
    }

    async fn issue_at(&self, starts_at: Option<Timestamp>, one_time: bool) -> Pass {
        // Two passes of one moment could not be told apart by their age.
        self.waits(Span::from_millis(1));
        let request = IssueRequest { starts_at, one_time: Some(one_time), ..IssueRequest::default() };
        self.issued(request).await.pass
    }

    /// The fragment of a link that shows a pass once.
    pub(crate) async fn seal(&self) -> Secret {
        let link = self.issued(IssueRequest { sealed: true, ..IssueRequest::default() }).await.envelope_link;
        let link = link.expect("a sealed pass has a link");
        let fragment = link.expose().split_once('#').expect("the link has a fragment").1;
        Secret::new(format!("#{fragment}"))
    }

    async fn issued(&self, request: IssueRequest) -> Issued {
        let (sam, by) = (SAM.parse().expect("a user name"), By::operator().expect("there is randomness"));
        self.server.directory().issue(&by, &sam, request).await.expect("the desk may issue")
    }

    pub(crate) async fn revoke(&self) {
        let sam = SAM.parse().expect("a user name");
        let by = By::operator().expect("there is randomness");
        self.server.directory().revoke(&by, &sam).await.expect("there is a pass");
    }

    pub(crate) fn waits(&self, span: Span) {
        self.clock.advance(span);
    }

    /// What the desk sees of Sam's latest pass.
    pub(crate) async fn standing(&self) -> String {
        let sam = SAM.parse().expect("a user name");
        let passes = self.server.directory().passes(Some(&sam)).await.expect("Sam is known");
        passes.first().map(|listed| format!("{:?}", listed.standing)).unwrap_or_default()
    }
}

/// Somebody at the page.
pub(crate) struct Newcomer<'a> {
    world: &'a World,
    state: State,
    abilities: Abilities,
    device: Device,
    /// What is asked again and again: when the newcomer looks.
    watched: Option<Effect>,
    loses_the_next_answer: bool,
}

impl<'a> Newcomer<'a> {
    /// Opens the page, and waits until it is awake.
    pub(crate) async fn at(world: &'a World) -> Self {
        Self::on(world, ABLE, None).await
    }

    /// The same on another device, by a handover's link or without one.
    pub(crate) async fn on(world: &'a World, abilities: Abilities, handed: Option<Handed>) -> Self {
        let (state, effect) = State::start(Opening { handed, ..Opening::default() });
        let device = Device::new(ORIGIN);
        let mut newcomer =
            Self { world, state, abilities, device, watched: None, loses_the_next_answer: false };
        let event = newcomer.perform(effect).await;
        newcomer.handle(event).await;
        newcomer
    }

    /// The phone that scans what this screen shows.
    pub(crate) async fn scanned(&self) -> Newcomer<'a> {
        let State::Phone { phone: Phone::Shown { handover: Some(handover), .. }, .. } = &self.state else {
            panic!("{:?} shows no code", self.state);
        };
        let fragment = handover.link.expose().split_once('#').map(|(_, fragment)| format!("#{fragment}"));
        let handed = handover::from_fragment(&fragment.expect("a link has a fragment"));
        Newcomer::on(self.world, ABLE, handed.map(Handed::Handover)).await
    }

    /// A second has gone by: what is watched is looked at once more.
    pub(crate) async fn looks(&mut self) -> &mut Self {
        let effect = self.watched.take().expect("something is watched");
        let event = self.perform(effect).await;
        self.handle(event).await
    }

    pub(crate) async fn does(&mut self, event: Event) -> &mut Self {
        self.handle(event).await
    }

    /// The number to compare.
    pub(crate) fn number(&self) -> String {
        match self.view().body {
            view::Body::Number(number) => number,
            other => panic!("{other:?} is no number"),
        }
    }

    /// The digits that an app with the secret on the screen shows.
    pub(crate) fn digits(&self) -> Secret {
        let State::App { app: App::Shown { offer: Some(offer), .. }, .. } = &self.state else {
            panic!("{:?} shows no secret", self.state);
        };
        Secret::new(app::digits(offer.secret.expose(), self.world.clock.now()))
    }

    /// What is theirs now: the id and the name of each.
    pub(crate) fn methods(&self) -> Vec<(String, String)> {
        let view::Body::Methods { methods, .. } = self.view().body else { panic!("nothing is listed") };
        let id = |method: &view::MethodView| method.actions.iter().find_map(|action| action.subject.clone());
        methods.iter().map(|method| (id(method).unwrap_or_default(), method.title.clone())).collect()
    }

    fn view(&self) -> View {
        let now = Now {
            server: self.world.clock.now(),
            device_ahead: None,
            waited: Span::from_millis(0),
            idle: Idle::Calm,
        };
        View::of(&self.state, now, &Printed::english())
    }

    /// Loads the page again: the device stays, the page forgets.
    pub(crate) async fn starts_again(&mut self) -> &mut Self {
        let (state, effect) = State::start(Opening::default());
        self.state = state;
        let event = self.perform(effect).await;
        self.handle(event).await
    }

    pub(crate) async fn types(&mut self, user_name: &str, pass: &str) -> &mut Self {
        let submitted = Event::Submitted {
            user_name: user_name.to_owned(),
            pass: Secret::new(pass.to_owned()),
            caps_lock: false,
        };
        self.handle(submitted).await
    }

    pub(crate) async fn enters(&mut self, pass: &Pass) -> &mut Self {
        self.types(SAM, pass.grouped().expose()).await
    }

    pub(crate) async fn chooses(&mut self) -> &mut Self {
        self.handle(Event::Chose(Way::Passkey)).await
    }

    pub(crate) async fn accepts(&mut self) -> &mut Self {
        self.handle(Event::Accepted).await
    }

    pub(crate) async fn has_one_already(&mut self) -> &mut Self {
        self.handle(Event::HasPasskey).await
    }

    pub(crate) async fn wants_time(&mut self) -> &mut Self {
        self.handle(Event::WantsTime).await
    }

    pub(crate) async fn leaves(&mut self) -> &mut Self {
        self.handle(Event::Left).await
    }

    pub(crate) fn will_cancel(&mut self) -> &mut Self {
        self.device.will_cancel = true;
        self
    }

    pub(crate) fn loses_the_next_answer(&mut self) -> &mut Self {
        self.loses_the_next_answer = true;
        self
    }

    pub(crate) async fn goes_all_the_way(&mut self, pass: &Pass) {
        self.enters(pass).await.chooses().await.accepts().await.accepts().await.sees("done", "");
    }

    /// Which screen this is, and the code on it.
    #[track_caller]
    pub(crate) fn sees(&mut self, step: &str, code: &str) -> &mut Self {
        let view = self.view();
        let shown = view.notice.as_ref().map_or("", |notice| notice.code);
        assert_eq!((view.step, shown), (step, code), "{view:#?}");
        self
    }

    /// How many passkeys the device holds.
    pub(crate) fn passkeys(&self) -> usize {
        self.device.passkeys()
    }

    async fn handle(&mut self, event: Event) -> &mut Self {
        let mut event = event;
        loop {
            let state = std::mem::replace(&mut self.state, State::Waking { opening: Opening::default() });
            let (state, effect) = state.step(event, self.world.clock.now());
            self.state = state;
            match effect {
                // The device of these journeys keeps what it made, and its form what was typed.
                None
                | Some(
                    Effect::Retype(_)
                    | Effect::Disown(_)
                    | Effect::OpenWindow(_)
                    | Effect::Print
                    | Effect::Reload,
                ) => {
                    return self;
                }
                Some(effect @ (Effect::Watch(_) | Effect::Follow(_))) => {
                    self.watched = Some(effect);
                    return self;
                }
                Some(Effect::Unhand(token)) => {
                    self.call::<()>(Method::DELETE, api::HANDOVER, Some(&token), None).await.ok();
                    return self;
                }
                Some(Effect::Unclaim(token)) => {
                    self.call::<()>(Method::DELETE, api::CLAIM, Some(&token), None).await.ok();
                    return self;
                }
                Some(Effect::Leave(token)) => {
                    self.call::<()>(Method::DELETE, api::CURRENT, Some(&token), None).await.ok();
                    return self;
                }
                Some(effect) => event = self.perform(effect).await,
            }
        }
    }

    async fn perform(&mut self, effect: Effect) -> Event {
        let post = Method::POST;
        match effect {
            Effect::Configure => {
                let configuration = self.call(Method::GET, api::CONFIGURATION, None, None).await;
                Event::Configured(configuration, self.abilities)
            }
            Effect::Redeem { user_name, pass, invitation } => {
                let body =
                    json(&RedemptionRequest { user_name, pass, invitation, kiosk: self.abilities.kiosk });
                Event::Redeemed(self.call(post, api::REDEMPTIONS, None, Some(body)).await)
            }
            Effect::Offer(token, way) => {
                let body = json(&PasskeyOptionsRequest { way });
                let answer = self.text(post, api::PASSKEY_OPTIONS, Some(&token), Some(body)).await;
                Event::Offered(answer.map(CreationOptions))
            }
            Effect::Create(options, _) => Event::Created(self.device.create(&options)),
            Effect::Register(token, registration) => {
                Event::Registered(self.call(post, api::PASSKEYS, Some(&token), Some(registration.0)).await)
            }
            Effect::Challenge(token, passkey) => {
                let body = json(&ProofOptionsRequest { passkey });
                let answer = self.text(post, api::PROOF_OPTIONS, Some(&token), Some(body)).await;
                Event::Challenged(answer.map(RequestOptions))
            }
            Effect::Assert(options, _) => Event::Asserted(self.device.sign(&options)),
            Effect::Prove(token, assertion) => {
                Event::Proven(self.call(post, api::PROOFS, Some(&token), Some(assertion.0)).await)
            }
            Effect::Extend(token) => {
                Event::Extended(self.call(post, api::EXTENSION, Some(&token), None).await)
            }
            Effect::Copy(_) => Event::Copied,
            Effect::Hand(token) => Event::Handed(self.call(post, api::HANDOVER, Some(&token), None).await),
            Effect::Watch(token) => {
                Event::Watched(self.call(Method::GET, api::HANDOVER, Some(&token), None).await)
            }
            Effect::Agree(token, number) => {
                let body = json(&AgreementRequest { number });
                Event::Agreed(self.call(post, api::AGREEMENT, Some(&token), Some(body)).await)
            }
            Effect::Claim(secret) => {
                let body = json(&ClaimRequest { secret });
                Event::Claimed(self.call(post, api::CLAIMS, None, Some(body)).await)
            }
            Effect::Follow(token) => {
                Event::Followed(self.call(Method::GET, api::CLAIM, Some(&token), None).await)
            }
            Effect::Unseal(link) => {
                let body = json(&EnvelopeRequest { id: link.id.clone(), reader: "A".repeat(22) });
                let envelope: Result<Envelope, _> = self.call(post, api::ENVELOPES, None, Some(body)).await;
                Event::Unsealed(envelope.map(|envelope| unseal(&link, envelope)))
            }
            Effect::OfferApp(token) => {
                Event::AppOffered(self.call(post, api::AUTHENTICATOR, Some(&token), None).await)
            }
            Effect::Confirm(token, code) => {
                let body = json(&ConfirmationRequest { code });
                Event::Confirmed(self.call(post, api::CONFIRMATION, Some(&token), Some(body)).await)
            }
            Effect::Review(token) => {
                Event::Managed(self.call(Method::GET, api::CURRENT, Some(&token), None).await)
            }
            Effect::Rename(token, id, name) => {
                let (path, body) = (format!("{}/{id}", api::METHODS), json(&RenameRequest { name }));
                Event::Managed(self.call(Method::PATCH, &path, Some(&token), Some(body)).await)
            }
            Effect::Remove(token, id, _) => {
                let path = format!("{}/{id}", api::METHODS);
                Event::Managed(self.call(Method::DELETE, &path, Some(&token), None).await)
            }
            Effect::Look { said } => Event::Looked { device: self.abilities, said },
            Effect::Scan => Event::Scanned(Err(())),
            Effect::Report(pin) => {
                let body = json(&StaffRequest { pin });
                Event::Reported(self.call(post, api::STAFF, None, Some(body)).await)
            }
            // This backend has nothing to do with Microsoft.
            Effect::Greet(_)
            | Effect::Lead { .. }
            | Effect::Depart { .. }
            | Effect::Recall
            | Effect::Answer(_)
            | Effect::Attend(..)
            | Effect::Part(_) => unreachable!("the backend is our own"),
            Effect::Leave(_)
            | Effect::Retype(_)
            | Effect::Disown(_)
            | Effect::OpenWindow(_)
            | Effect::Unhand(_)
            | Effect::Unclaim(_)
            | Effect::Print
            | Effect::Reload => unreachable!("nobody waits for it"),
        }
    }

    async fn call<T: DeserializeOwned>(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&Secret>,
        body: Option<String>,
    ) -> Result<T, Failure> {
        let text = self.text(method, path, token, body).await?;
        serde_json::from_str(&text).map_err(|_| Failure::Garbled)
    }

    async fn text(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&Secret>,
        body: Option<String>,
    ) -> Result<String, Failure> {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", token.expose()));
        }
        if let Some(body) = &body {
            request = request.header(header::CONTENT_TYPE, "application/json");
            let key: String = Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect();
            request = request.header(api::IDEMPOTENCY_KEY, key);
        }
        let request = request.body(Body::from(body.unwrap_or_default())).expect("a request");
        let response = self.world.app.clone().oneshot(request).await.expect("the router always answers");
        let status = response.status();
        let bytes = response.into_body().collect().await.expect("a body in memory").to_bytes();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if std::mem::take(&mut self.loses_the_next_answer) {
            return Err(Failure::Unreachable);
        }
        if status.is_success() {
            return Ok(text);
        }
        Err(serde_json::from_str(&text)
            .map_or(Failure::Garbled, |problem| Failure::Refused(Box::new(problem))))
    }
}

/// What a browser does with `crypto.subtle`: the pass, when the link's key opens the envelope.
fn unseal(link: &Link, envelope: Envelope) -> Option<Box<Unsealed>> {
    let key = BASE64URL.decode(link.key.expose()).ok()?;
    let sealed = BASE64URL.decode(&envelope.sealed).ok()?;
    let (nonce, text) = sealed.split_at_checked(NONCE_BYTES)?;
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::try_from(key.as_slice()).ok()?);
    let payload = Payload { msg: text, aad: link.id.as_bytes() };
    let pass = cipher.decrypt(&Nonce::try_from(nonce).ok()?, payload).ok()?;
    Some(Box::new(Unsealed {
        pass: Secret::new(String::from_utf8(pass).ok()?),
        person: envelope.person,
        validity: envelope.validity,
        now: envelope.now,
    }))
}

fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).expect("a body has a spelling")
}
