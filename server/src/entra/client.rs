//! Asking Microsoft Graph.
//!
//! Owns every request: what it is sent with, how long it may take, how much of an answer is read, when it is
//! asked again and when never. Only what changes nothing is repeated by itself. No other address is gone to:
//! no redirect is followed, and a list only to pages of the same origin.

use super::credential::Proof;
use super::error::{EntraError, Failure, Need, clean, of_graph};
use super::settings::EntraSettings;
use super::token::Held;
use super::wait;
use crate::clock::Clock;
use crate::refusal::chain;
use crate::settings::SettingError;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, RETRY_AFTER};
use reqwest::redirect::Policy;
use reqwest::{Method, RequestBuilder};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use url::Url;
use zeroize::Zeroizing;

/// The most bytes of one answer.
const MOST: usize = 1 << 20;

/// The most pages of one list.
const PAGES: usize = 50;

/// How often is asked what may be asked again.
const TRIES: u32 = 4;

/// How patient a client is, and whom it tells that it waits.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// How long connecting may take.
    pub connect: Duration,
    /// How long one answer may take, to its last byte.
    pub whole: Duration,
    /// What is waited after a first failure when Graph says nothing.
    pub first_wait: Duration,
    /// The longest that is waited before asking again: when Graph wants more, it is told instead.
    pub longest_wait: Duration,
    /// Is told of every wait before it.
    pub told: fn(Duration),
}

impl Manner {
    /// Somebody sits before a terminal and would rather wait than ask again.
    pub const AT_THE_DESK: Self = Self {
        connect: Duration::from_secs(5),
        whole: Duration::from_secs(20),
        first_wait: Duration::from_secs(1),
        longest_wait: Duration::from_secs(60),
        told: |_| {},
    };

    /// A page waits, which asks again by itself.
    pub const OF_A_SERVER: Self = Self {
        first_wait: Duration::from_millis(300),
        longest_wait: Duration::from_secs(3),
        ..Self::AT_THE_DESK
    };
}

/// Asks Graph for one tenant; cheap to clone.
#[derive(Clone)]
pub struct Client(pub(super) Arc<Parts>);

pub(super) struct Parts {
    pub(super) settings: EntraSettings,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) http: reqwest::Client,
    pub(super) proof: Proof,
    pub(super) token: Mutex<Option<Held>>,
    pub(super) manner: Manner,
}

/// An answer, whatever its status.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) request: Option<String>,
    retry_after: Option<String>,
    is_json: bool,
    /// May hold a pass.
    pub(super) bytes: Zeroizing<Vec<u8>>,
}

impl Answer {
    /// What the answer says, which must be JSON.
    pub(super) fn read<T: DeserializeOwned>(&self, need: Need) -> Result<T, EntraError> {
        let failed = |failure| EntraError { failure, need, request: self.request.clone() };
        if !self.is_json {
            return Err(failed(Failure::NotGraph(self.status)));
        }
        // Without serde's words, which quote what was read.
        serde_json::from_slice(&self.bytes).map_err(|_| failed(Failure::Odd))
    }

    /// When it may be asked again.
    pub(super) fn not_before(&self, now: Timestamp) -> Timestamp {
        now + self.asked_wait(now).unwrap_or(Span::from_secs(10))
    }

    /// How long it asks to wait.
    pub(super) fn asked_wait(&self, now: Timestamp) -> Option<Span> {
        wait::asked(self.retry_after.as_deref(), now)
    }
}

#[derive(Deserialize)]
struct Page {
    value: Vec<Value>,
    #[serde(default, rename = "@odata.nextLink")]
    next: Option<String>,
}

impl Client {
    /// A client that knows how to prove itself, and has asked nobody yet.
    ///
    /// # Errors
    /// When what proves the app is not what it must be.
    pub fn new(settings: EntraSettings, clock: Arc<dyn Clock>, manner: Manner) -> Result<Self, SettingError> {
        // The one set of algorithms of this program; the second time finds it there.
        drop(rustls::crypto::ring::default_provider().install_default());
        let proof = Proof::open(&settings.credential)?;
        let is_plain = [&settings.authority, &settings.graph].iter().all(|url| url.scheme() == "http");
        let http = reqwest::Client::builder()
            .redirect(Policy::none())
            .connect_timeout(manner.connect)
            .timeout(manner.whole)
            .user_agent(concat!("doorkey/", env!("CARGO_PKG_VERSION")));
        // On this machine no proxy stands between, and a machine without root certificates will do.
        let http = if is_plain { http.no_proxy().tls_certs_only([]) } else { http };
        let http = http.build().map_err(|error| {
            let why = chain(&error);
            SettingError::new("--entra-graph", format!("cannot be spoken to from this machine: {why}"))
        })?;
        Ok(Self(Arc::new(Parts { settings, clock, http, proof, token: Mutex::new(None), manner })))
    }

    /// Which tenant, by which app.
    pub fn settings(&self) -> &EntraSettings {
        &self.0.settings
    }

    /// An address of Entra's for this tenant.
    pub fn authority(&self, path: &str) -> Url {
        let mut url = self.0.settings.authority.clone();
        url.set_path(&format!("/{}/{path}", self.0.settings.tenant));
        url
    }

    /// An address of Graph's: each segment is put in as it is, so that nobody's name leads elsewhere.
    pub(super) fn graph(&self, segments: &[&str], query: &str) -> Url {
        let mut url = self.0.settings.graph.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.clear().extend(segments);
        }
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        url
    }

    /// What stands at this address of Entra's, for anybody: its configuration, its keys. Waits and asks again.
    ///
    /// # Errors
    /// When it is not Entra's, or not given.
    pub async fn public(&self, url: &Url, need: Need) -> Result<Value, EntraError> {
        if url.origin() != self.0.settings.authority.origin() {
            return Err(EntraError { failure: Failure::Astray, need, request: None });
        }
        let answer = self.patiently(&Method::GET, url, None, need, false).await?;
        answer.read(need)
    }

    /// Reads one thing. Waits and asks again.
    pub(super) async fn get<T: DeserializeOwned>(&self, url: &Url, need: Need) -> Result<T, EntraError> {
        self.patiently(&Method::GET, url, None, need, true).await?.read(need)
    }

    /// Reads a list to its end, page by page.
    pub(super) async fn list(&self, url: Url, need: Need) -> Result<Vec<Value>, EntraError> {
        self.first_of_list(url, need, usize::MAX).await
    }

    /// Reads a list until there are so many.
    pub(super) async fn first_of_list(
        &self,
        mut url: Url,
        need: Need,
        most: usize,
    ) -> Result<Vec<Value>, EntraError> {
        let astray = || EntraError { failure: Failure::Astray, need, request: None };
        let mut all = Vec::new();
        for _ in 0..PAGES {
            let page: Page = self.get(&url, need).await?;
            all.extend(page.value);
            let Some(next) = page.next.filter(|_| all.len() < most) else {
                all.truncate(most);
                return Ok(all);
            };
            let next = Url::parse(&next).ok().filter(|next| next.origin() == self.0.settings.graph.origin());
            url = next.ok_or_else(astray)?;
        }
        Err(astray())
    }

    /// Asks something that changes nothing by a body. Waits and asks again.
    pub(super) async fn question<T: DeserializeOwned>(
        &self,
        url: &Url,
        body: &Value,
        need: Need,
    ) -> Result<T, EntraError> {
        self.patiently(&Method::POST, url, Some(body), need, true).await?.read(need)
    }

    /// Changes something: asked once, whatever comes of it.
    pub(super) async fn change(
        &self,
        method: Method,
        url: &Url,
        body: Option<&Value>,
        need: Need,
    ) -> Result<Answer, EntraError> {
        let answer = self.with_token(&method, url, body, need).await;
        self.judged(answer, need).await.map_err(|(error, _)| error)
    }

    async fn patiently(
        &self,
        method: &Method,
        url: &Url,
        body: Option<&Value>,
        need: Need,
        with_token: bool,
    ) -> Result<Answer, EntraError> {
        let mut tries = 0;
        loop {
            let answer = if with_token {
                self.with_token(method, url, body, need).await
            } else {
                self.once(
                    self.0.http.request(method.clone(), url.clone()).header(ACCEPT, "application/json"),
                    need,
                )
                .await
            };
            let (error, asked) = match self.judged(answer, need).await {
                Ok(answer) => return Ok(answer),
                Err(failed) => failed,
            };
            tries += 1;
            let is_passing = matches!(
                error.failure,
                Failure::Throttled(_) | Failure::Unavailable(429 | 502 | 503 | 504, _)
            );
            let pause =
                asked.map_or_else(|| wait::backed_off(self.0.manner.first_wait, tries - 1), wait::duration);
            if !is_passing || tries == TRIES || pause > self.0.manner.longest_wait {
                return Err(error);
            }
            (self.0.manner.told)(pause);
            tracing::info!(
                seconds = pause.as_secs_f32(),
                doing = need.doing,
                "waiting before asking Microsoft again"
            );
            tokio::time::sleep(pause).await;
        }
    }

    /// Success, or why not, and the wait that was asked for. Every failure is in the log with its number.
    async fn judged(
        &self,
        answer: Result<Answer, EntraError>,
        need: Need,
    ) -> Result<Answer, (EntraError, Option<Span>)> {
        let now = self.0.clock.now();
        // Of the token endpoint, which is asked on the way.
        let answer = answer.map_err(|error| {
            let asked = error.until().map(|until| until - now);
            (error, asked)
        })?;
        let fine = match answer.status {
            204 => true,
            200 | 201 => answer.is_json,
            _ => false,
        };
        if fine {
            return Ok(answer);
        }
        let asked = answer.asked_wait(now);
        let body = answer.is_json.then_some(answer.bytes.as_slice());
        let held = self.0.token.lock().await;
        let secrets: Vec<&Secret> =
            held.iter().map(|held| &held.token).chain(self.0.proof.secret()).collect();
        let failure = match answer.status {
            429 => Failure::Throttled(answer.not_before(now)),
            200..=299 => Failure::NotGraph(answer.status),
            status => of_graph(status, body, &secrets),
        };
        drop(held);
        let failure = failure.not_before(asked.map(|asked| now + asked));
        let error = EntraError { failure, need, request: answer.request.clone() };
        Err((self.noted(error, answer.status), asked))
    }

    /// Writes a failure into the log.
    pub(super) fn noted(&self, error: EntraError, status: u16) -> EntraError {
        let request = error.request.as_deref().unwrap_or("none");
        let doing = error.need.doing;
        tracing::warn!(
            status,
            request_id = request,
            doing,
            code = error.code(),
            "Microsoft did not do it: {error}"
        );
        error
    }

    /// Asks with the app's token, and once more with a fresh one when it is not taken: nothing was done then.
    async fn with_token(
        &self,
        method: &Method,
        url: &Url,
        body: Option<&Value>,
        need: Need,
    ) -> Result<Answer, EntraError> {
        let mut is_fresh = false;
        loop {
            let token = self.token().await?;
            let mut request =
                self.0.http.request(method.clone(), url.clone()).header(ACCEPT, "application/json");
            let bearer = Zeroizing::new(format!("Bearer {}", token.expose()));
            if let Ok(mut value) = HeaderValue::from_str(&bearer) {
                value.set_sensitive(true);
                request = request.header(AUTHORIZATION, value);
            }
            if let Some(body) = body {
                request = request.header(CONTENT_TYPE, "application/json").body(body.to_string());
            }
            let answer = self.once(request, need).await?;
            if answer.status != 401 || is_fresh {
                return Ok(answer);
            }
            self.drop_token(&token).await;
            is_fresh = true;
        }
    }

    /// Sends a request and reads what comes, so much of it.
    pub(super) async fn once(&self, request: RequestBuilder, need: Need) -> Result<Answer, EntraError> {
        let failed = |failure, request| self.noted(EntraError { failure, need, request }, 0);
        let mut response = request.send().await.map_err(|error| failed(why(error), None))?;
        let text = |headers: &HeaderMap, name: &str| {
            headers.get(name).and_then(|value| value.to_str().ok()).map(|text| clean(text, &[]))
        };
        let request = text(response.headers(), "request-id")
            .map(|id| id.chars().filter(|one| one.is_ascii_graphic()).take(80).collect::<String>());
        let kind = text(response.headers(), CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        let mut answer = Answer {
            status: response.status().as_u16(),
            retry_after: text(response.headers(), RETRY_AFTER.as_str()),
            is_json: kind == "application/json" || kind.ends_with("+json"),
            request,
            bytes: Zeroizing::new(Vec::new()),
        };
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if answer.bytes.len() + chunk.len() > MOST => {
                    return Err(failed(Failure::TooLong, answer.request));
                }
                Ok(Some(chunk)) => answer.bytes.extend_from_slice(&chunk),
                Ok(None) => return Ok(answer),
                Err(error) if error.is_timeout() => return Err(failed(Failure::TimedOut, answer.request)),
                Err(_) => return Err(failed(Failure::CutOff, answer.request)),
            }
        }
    }
}

/// Why there is no answer. Nothing was done when there was no connection.
fn why(error: reqwest::Error) -> Failure {
    if error.is_connect() {
        return Failure::Unreachable(clean(&chain(&error.without_url()), &[]));
    }
    if error.is_timeout() { Failure::TimedOut } else { Failure::CutOff }
}
