//! One world for all tests: a server on a fresh folder, a clock that stands, and a client that speaks
//! to the router without a socket.

use crate::authenticator;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use ciborium::cbor;
use doorkey_protocol::api;
use doorkey_protocol::person::UserName;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_server::clock::{Clock, ManualClock};
use doorkey_server::directory::people::Marks;
use doorkey_server::directory::{By, IssueRequest, Issued};
use doorkey_server::settings::Settings;
use doorkey_server::{Server, app};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::Connection;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;
use tower::ServiceExt;
use webauthn_authenticator_rs::softpasskey::SoftPasskey;

pub(crate) const SAM: &str = "sam@demo.example";
pub(crate) const ORIGIN: &str = "http://localhost:8080";
/// Monday, 23 November 2026, 09:00 UTC.
pub(crate) const START: Timestamp = Timestamp::from_millis(1_795_424_400_000);
pub(crate) const MINUTE: Span = Span::from_mins(1);

/// A pass that is well formed and nobody's.
pub(crate) const WRONG: &str = "ABCD1-0345Y";

/// An idempotency key.
pub(crate) const KEY: &str = "key-of-this-test-0";

pub(crate) struct World {
    pub(crate) data: TempDir,
    pub(crate) clock: Arc<ManualClock>,
    settings: Settings,
    pub(crate) server: Server,
    pub(crate) app: Router,
}

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn detail(&self) -> String {
        self.json()["detail"].as_str().unwrap_or_default().to_owned()
    }

    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self.json()
    }

    #[track_caller]
    pub(crate) fn refused(&self, code: &str) {
        assert_eq!(self.code(), code, "{} {}", self.status, self.text);
        assert_eq!(self.json()["status"], self.status.as_u16());
        assert_eq!(self.headers[header::CONTENT_TYPE], "application/problem+json");
        assert_eq!(self.headers[header::CACHE_CONTROL], "no-store");
    }
}

impl World {
    /// A server that knows Sam.
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let data = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(START));
        let mut settings = Settings::for_tests(data.path());
        change(&mut settings);
        let server = Server::open(settings.clone(), clock.clone()).await.unwrap();
        let app = app(server.clone());
        let world = Self { data, clock, settings, server, app };
        world.add(&SAM.parse().unwrap(), "Sam").await;
        world
    }

    /// Another server in the place of this one, on what it left behind: it was not told to stop.
    pub(crate) async fn restart(&mut self) {
        self.server = Server::open(self.settings.clone(), self.clock.clone()).await.unwrap();
        self.app = app(self.server.clone());
    }

    /// Somebody more.
    pub(crate) async fn add(&self, user_name: &UserName, name: &str) {
        let by = By::operator().unwrap();
        self.server.directory().add_person(&by, user_name, name, Marks::default()).await.unwrap();
    }

    pub(crate) async fn revoke(&self, user_name: &str) {
        let by = By::operator().unwrap();
        self.server.directory().revoke(&by, &user_name.parse().unwrap()).await.unwrap();
    }

    pub(crate) async fn issue(&self, one_time: bool) -> Issued {
        self.issue_for(SAM, one_time, None).await
    }

    pub(crate) async fn issue_for(
        &self,
        user_name: &str,
        one_time: bool,
        starts_at: Option<Timestamp>,
    ) -> Issued {
        let by = By::operator().unwrap();
        let request = IssueRequest { starts_at, one_time: Some(one_time), ..IssueRequest::default() };
        self.server.directory().issue(&by, &user_name.parse().unwrap(), request).await.unwrap()
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Redeems on a kiosk and keeps the token.
    pub(crate) async fn open_on_kiosk(&self, issued: &Issued) -> String {
        let body =
            json!({ "userName": issued.person.user_name, "pass": issued.pass.expose(), "kiosk": true });
        let opened = self.send(request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()))).await;
        opened.expect(201)["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn redeem(&self, user_name: &str, pass: &str) -> Answer {
        let body = json!({ "userName": user_name, "pass": pass });
        self.send(request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()))).await
    }

    /// Redeems from an address of its own.
    pub(crate) async fn redeem_from(&self, address: [u8; 4], user_name: &str, pass: &str) -> Answer {
        let body = json!({ "userName": user_name, "pass": pass });
        let mut request = request(Method::POST, api::REDEMPTIONS, None, Some(body.to_string()));
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((address, 4711))));
        self.send(request).await
    }

    /// Enters a wrong pass from the network of this number: each has pauses of its own.
    pub(crate) async fn guess(&self, network: u16, user_name: &str) -> Answer {
        let [high, low] = network.to_be_bytes();
        self.redeem_from([10, 0, high, low], user_name, WRONG).await
    }

    /// Redeems and keeps the token.
    pub(crate) async fn open(&self, issued: &Issued) -> String {
        let opened = self.redeem(&issued.person.user_name, issued.pass.expose()).await.expect(201);
        opened["token"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn call(&self, token: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.send(request(method, path, Some(token), body.map(|body| body.to_string()))).await
    }

    pub(crate) async fn current(&self, token: &str) -> Answer {
        self.call(token, Method::GET, api::CURRENT, None).await
    }

    pub(crate) async fn extend(&self, token: &str) -> Answer {
        self.call(token, Method::POST, api::EXTENSION, None).await
    }

    pub(crate) async fn options(&self, token: &str) -> Answer {
        self.call(token, Method::POST, api::PASSKEY_OPTIONS, Some(json!({ "way": "passkey" }))).await
    }

    pub(crate) async fn register(&self, token: &str, key: &str, response: &str) -> Answer {
        let mut request = request(Method::POST, api::PASSKEYS, Some(token), Some(response.to_owned()));
        request.headers_mut().insert(api::IDEMPOTENCY_KEY, key.parse().unwrap());
        self.send(request).await
    }

    /// Makes a handover; the secret in its link.
    pub(crate) async fn hand_over(&self, token: &str) -> String {
        let made = self.call(token, Method::POST, api::HANDOVER, None).await.expect(201);
        let link = made["link"].as_str().unwrap();
        link.strip_prefix(&format!("{ORIGIN}/#h=")).unwrap().to_owned()
    }

    pub(crate) async fn progress(&self, token: &str) -> Answer {
        self.call(token, Method::GET, api::HANDOVER, None).await
    }

    pub(crate) async fn claim(&self, secret: &str) -> Answer {
        let body = json!({ "secret": secret }).to_string();
        self.send(request(Method::POST, api::CLAIMS, None, Some(body))).await
    }

    pub(crate) async fn claim_state(&self, token: &str) -> Answer {
        self.call(token, Method::GET, api::CLAIM, None).await
    }

    pub(crate) async fn agree(&self, token: &str, number: &Value) -> Answer {
        self.call(token, Method::POST, api::AGREEMENT, Some(json!({ "number": number }))).await
    }

    pub(crate) async fn delete(&self, token: &str, path: &str) -> Answer {
        self.call(token, Method::DELETE, path, None).await
    }

    /// Removes what was registered under this id.
    pub(crate) async fn remove(&self, token: &str, id: &str) -> Answer {
        self.call(token, Method::DELETE, &format!("{}/{id}", api::METHODS), None).await
    }

    pub(crate) async fn rename(&self, token: &str, id: &str, name: &str) -> Answer {
        let path = format!("{}/{id}", api::METHODS);
        self.call(token, Method::PATCH, &path, Some(json!({ "name": name }))).await
    }

    /// The database of this world, apart from the server's own connections.
    pub(crate) async fn database(&self) -> sqlx::AnyConnection {
        let file = self.data.path().join("doorkey.sqlite3");
        sqlx::AnyConnection::connect(&format!("sqlite://{}", file.display())).await.unwrap()
    }

    /// Used one-time passes are those that something names as its payer, one to one.
    #[track_caller]
    pub(crate) fn each_used_pass_paid_for_one_thing(&self) -> impl Future<Output = ()> {
        let place = std::panic::Location::caller();
        async move {
            let wrong: Vec<String> = sqlx::query_scalar(
                "select passes.id from passes where one_time = 1 and (used_at is not null) != \
                 (select count(*) from (select pass_id from credentials where paid_by = 'pass' \
                  union all select pass_id from authenticators where paid_by = 'pass') where pass_id = passes.id)",
            )
            .fetch_all(&mut self.database().await)
            .await
            .unwrap();
            assert_eq!(wrong, Vec::<String>::new(), "{place}");
        }
    }

    /// Asks for the secret of an authenticator app.
    pub(crate) async fn offer(&self, token: &str) -> Answer {
        self.call(token, Method::POST, api::AUTHENTICATOR, None).await
    }

    pub(crate) async fn confirm(&self, token: &str, code: &str) -> Answer {
        self.call(token, Method::POST, api::CONFIRMATION, Some(json!({ "code": code }))).await
    }

    /// Options for a proof by any passkey of the person.
    pub(crate) async fn any_proof_options(&self, token: &str) -> Answer {
        self.call(token, Method::POST, api::PROOF_OPTIONS, Some(json!({}))).await
    }

    pub(crate) async fn proof_options(&self, token: &str, passkey: &str) -> Answer {
        self.call(token, Method::POST, api::PROOF_OPTIONS, Some(json!({ "passkey": passkey }))).await
    }
}

/// A passkey of `device` registered with this token; its id.
pub(crate) async fn registered(world: &World, token: &str, device: &mut SoftPasskey) -> String {
    let made = create(device, &world.options(token).await.expect(200));
    let passkey = world.register(token, KEY, &made).await.expect(201);
    passkey["id"].as_str().unwrap().to_owned()
}

/// Another passkey, proven by `device` in this redemption; its id.
pub(crate) async fn proven(world: &World, token: &str, device: &mut SoftPasskey) -> String {
    let key = format!("key-number-{:08}", world.clock.now().as_millis() % 100_000_000);
    let made = create(device, &world.options(token).await.expect(200));
    let passkey = world.register(token, &key, &made).await.expect(201);
    let id = passkey["id"].as_str().unwrap().to_owned();
    let signed = sign(device, &world.proof_options(token, &id).await.expect(200));
    prove(world, token, &signed).await.expect(200);
    id
}

/// What a device answers to creation options.
pub(crate) fn create(device: &mut SoftPasskey, options: &Value) -> String {
    authenticator::create(device, ORIGIN, options).unwrap().to_string()
}

/// What a device answers to request options.
pub(crate) fn sign(device: &mut SoftPasskey, options: &Value) -> Value {
    authenticator::sign(device, ORIGIN, options).unwrap()
}

pub(crate) async fn prove(world: &World, token: &str, signed: &Value) -> Answer {
    world.call(token, Method::POST, api::PROOFS, Some(signed.clone())).await
}

pub(crate) fn request(
    method: Method,
    path: &str,
    token: Option<&str>,
    body: Option<String>,
) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    match body {
        Some(body) => {
            request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body)).unwrap()
        }
        None => request.body(Body::empty()).unwrap(),
    }
}

/// A registration response put together by hand, so that each part of it can be made wrong. The key is
/// a fixed point of P-256: attestation `none` is not signed.
#[derive(Clone)]
pub(crate) struct Response {
    pub(crate) id: Vec<u8>,
    pub(crate) attested_id: Vec<u8>,
    pub(crate) raw_id: Option<String>,
    pub(crate) kind: &'static str,
    pub(crate) client_data: Vec<u8>,
    pub(crate) rp_id: &'static str,
    pub(crate) flags: u8,
    pub(crate) key: ciborium::Value,
    pub(crate) behind: Vec<u8>,
    pub(crate) format: ciborium::Value,
    pub(crate) statement: ciborium::Value,
    pub(crate) object_behind: Vec<u8>,
    pub(crate) extensions: Value,
    pub(crate) transports: Value,
    pub(crate) attachment: Value,
    pub(crate) aaguid: [u8; 16],
}

/// The base point of P-256.
const X: &str = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
const Y: &str = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";

pub(crate) fn hex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}

pub(crate) fn es256_key() -> ciborium::Value {
    let bytes = ciborium::Value::Bytes;
    cbor!({ 1 => 2, 3 => -7, -1 => 1, -2 => bytes(hex(X)), -3 => bytes(hex(Y)) }).unwrap()
}

impl Response {
    pub(crate) fn new(options: &Value, id: &[u8]) -> Self {
        let client_data = json!({
            "type": "webauthn.create", "challenge": options["challenge"], "origin": ORIGIN, "crossOrigin": false,
        });
        Self {
            id: id.to_owned(),
            attested_id: id.to_owned(),
            raw_id: None,
            kind: "public-key",
            client_data: client_data.to_string().into_bytes(),
            rp_id: "localhost",
            flags: 0x45, // present, verified, credential
            key: es256_key(),
            behind: Vec::new(),
            format: cbor!("none").unwrap(),
            statement: cbor!({}).unwrap(),
            object_behind: Vec::new(),
            extensions: json!({ "credProps": { "rk": true } }),
            transports: json!(["internal", "hybrid", "carrier-pigeon"]),
            attachment: json!("platform"),
            aaguid: [0; 16],
        }
    }

    /// The client data with one member changed.
    pub(crate) fn client(mut self, member: &str, value: Value) -> Self {
        let mut data: Value = serde_json::from_slice(&self.client_data).unwrap();
        data[member] = value;
        self.client_data = data.to_string().into_bytes();
        self
    }

    pub(crate) fn authenticator_data(&self) -> Vec<u8> {
        let mut data = Sha256::digest(self.rp_id.as_bytes()).to_vec();
        data.push(self.flags);
        data.extend([0; 4]);
        if self.flags & 0x40 != 0 {
            data.extend(self.aaguid);
            data.extend(u16::try_from(self.attested_id.len()).unwrap().to_be_bytes());
            data.extend(&self.attested_id);
            ciborium::into_writer(&self.key, &mut data).unwrap();
        }
        data.extend(&self.behind);
        data
    }

    pub(crate) fn json(&self) -> String {
        self.json_with(self.authenticator_data())
    }

    pub(crate) fn json_with(&self, authenticator_data: Vec<u8>) -> String {
        let object = cbor!({
            "fmt" => self.format.clone(),
            "attStmt" => self.statement.clone(),
            "authData" => ciborium::Value::Bytes(authenticator_data),
        });
        let mut bytes = Vec::new();
        ciborium::into_writer(&object.unwrap(), &mut bytes).unwrap();
        bytes.extend(&self.object_behind);
        self.json_of(&bytes)
    }

    pub(crate) fn json_of(&self, attestation_object: &[u8]) -> String {
        let id = BASE64URL.encode(&self.id);
        json!({
            "id": id,
            "rawId": self.raw_id.clone().unwrap_or_else(|| id.clone()),
            "type": self.kind,
            "response": {
                "clientDataJSON": BASE64URL.encode(&self.client_data),
                "attestationObject": BASE64URL.encode(attestation_object),
                "transports": self.transports,
            },
            "clientExtensionResults": self.extensions,
            "authenticatorAttachment": self.attachment,
        })
        .to_string()
    }
}

/// Now, for figures: no test depends on it.
#[expect(clippy::disallowed_methods, reason = "what is measured is real time")]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

/// How much of something a test does: `short` of it, or `long` where `cargo xtask test --long` asks.
pub(crate) fn rounds(short: u64, long: u64) -> u64 {
    if std::env::var_os("DOORKEY_LONG").is_some() { long } else { short }
}

/// Appends a figure to the file that `DOORKEY_FIGURES` names.
pub(crate) fn figure(name: &str, value: f64, unit: &str, n: u64) {
    use std::io::Write;
    let Some(path) = std::env::var_os("DOORKEY_FIGURES") else { return };
    let at = jiff::Timestamp::now().to_string();
    let line = json!({ "name": name, "value": value, "unit": unit, "n": n, "at": at });
    let mut file = std::fs::OpenOptions::new().append(true).create(true).open(Path::new(&path)).unwrap();
    writeln!(file, "{line}").unwrap();
}
