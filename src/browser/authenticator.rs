//! The authenticator, through `navigator.credentials`.
//!
//! Owns both ceremonies: options go in and responses come out through the browser's own JSON
//! functions, or `codec` where it lacks them. A response is looked into before it is given on. One that
//! gives nothing yields an [`Incident`], with what `witness` saw. Aborting the signal ends a ceremony.

use super::codec::{self, bytes, call, call_with, member};
use super::console;
use super::witness::Witness;
use crate::ceremony::cause::{self, Ended, Incident};
use crate::ceremony::{Ceremony, Fault, check_authenticator_data, check_registration};
use crate::device::Device;
use crate::flow::Made;
use doorkey_protocol::passkey::{Assertion, CreationOptions, Registration, RequestOptions};
use doorkey_protocol::way::Way;
use js_sys::{JSON, Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortSignal;

type Answer<T> = Result<T, Box<Incident>>;

/// Asks the authenticator to create.
pub(super) async fn create(
    options: &CreationOptions,
    way: Way,
    device: Device,
    signal: &AbortSignal,
) -> Answer<Registration> {
    let call = Call {
        ceremony: Ceremony::Registration,
        method: "create",
        parser: "parseCreationOptionsFromJSON",
        decode_in_place: codec::creation_options,
        encode: codec::registration,
        rp_id: |options| member(options, "rp").and_then(|rp| member(&rp, "id")),
        check: |hash, response| {
            check_registration(hash, &bytes(response, "attestationObject").map_err(|_| Fault::Unreadable)?)
        },
    };
    call.run(&options.0, way, device, signal).await.map(Registration)
}

/// Asks the authenticator to sign.
pub(super) async fn assert(
    options: &RequestOptions,
    way: Way,
    device: Device,
    signal: &AbortSignal,
) -> Answer<Assertion> {
    let call = Call {
        ceremony: Ceremony::Authentication,
        method: "get",
        parser: "parseRequestOptionsFromJSON",
        decode_in_place: codec::request_options,
        encode: codec::assertion,
        rp_id: |options| member(options, "rpId"),
        check: |hash, response| {
            let data = bytes(response, "authenticatorData").map_err(|_| Fault::Unreadable)?;
            check_authenticator_data(hash, &data)
        },
    };
    call.run(&options.0, way, device, signal).await.map(Assertion)
}

/// Lets the authenticator know that what it made is of no use (WebAuthn Level 3, §5.1.11), where the
/// browser can. Nobody waits for it, and where it cannot the newcomer is told.
pub(super) fn disown(made: &Made) -> Option<()> {
    let options = JSON::parse(&made.options.0).ok()?;
    let rp_id = expected(member(&options, "rp").and_then(|rp| member(&rp, "id")));
    signal_unknown(&rp_id, &JSON::parse(&made.registration.0).ok()?)
}

/// Lets the authenticator know that the passkey of this id was removed. What it was asked for says whose.
pub(super) fn forget(asked: Option<&CreationOptions>, id: &str) -> Option<()> {
    let options = JSON::parse(&asked?.0).ok()?;
    let rp_id = expected(member(&options, "rp").and_then(|rp| member(&rp, "id")));
    let removed = Object::new();
    Reflect::set(&removed, &"id".into(), &id.into()).ok()?;
    signal_unknown(&rp_id, &removed)
}

fn signal_unknown(rp_id: &str, credential: &JsValue) -> Option<()> {
    let id = member(credential, "id").ok()?;
    let unknown = Object::new();
    Reflect::set(&unknown, &"rpId".into(), &rp_id.into()).ok()?;
    Reflect::set(&unknown, &"credentialId".into(), &id).ok()?;
    let class = member(&js_sys::global(), "PublicKeyCredential").ok()?;
    let told = call_with(&class, "signalUnknownCredential", &unknown).ok()?;
    // Refused or not, nothing follows from it; unheard, a refusal would be reported as our mistake.
    wasm_bindgen_futures::spawn_local(async move {
        let _ = JsFuture::from(Promise::resolve(&told)).await;
    });
    Some(())
}

/// One of the two ceremonies, as the browser knows it.
struct Call {
    ceremony: Ceremony,
    method: &'static str,
    parser: &'static str,
    decode_in_place: fn(&JsValue) -> Result<(), JsValue>,
    encode: fn(&JsValue) -> Result<JsValue, JsValue>,
    rp_id: fn(&JsValue) -> Result<JsValue, JsValue>,
    check: fn(&[u8], &JsValue) -> Result<(), Fault>,
}

impl Call {
    /// Runs it over options in JSON; yields the response in JSON.
    async fn run(&self, options: &str, way: Way, device: Device, signal: &AbortSignal) -> Answer<String> {
        let json = JSON::parse(options);
        let timeout = json.as_ref().ok().and_then(|json| member(json, "timeout").ok()?.as_f64());
        let witness = Witness::new(self.ceremony, self.method, timeout);
        let started = json.map_err(|_| unreadable()).and_then(|json| {
            let rp_id = expected((self.rp_id)(&json));
            Ok((self.start(&json, signal)?, rp_id))
        });
        let ended = match started {
            Ok((started, rp_id)) => match witness.wait(&started).await {
                Ok(Some(credential)) => match self.read(&credential, &rp_id).await {
                    Ok(response) => return Ok(response),
                    Err(fault) => {
                        // What is not sent is of no use either.
                        if self.ceremony == Ceremony::Registration {
                            signal_unknown(&rp_id, &credential);
                        }
                        Ended::Faulty(fault)
                    }
                },
                Ok(None) => Ended::NeverSettled,
                Err(thrown) => threw(&thrown),
            },
            Err(ended) => ended,
        };
        let incident = witness.incident(ended, way, device, signal.aborted()).await;
        // What nobody at the door can mend, the console tells the site's developer in the browser's words.
        if let (true, Ended::Threw { name, message }) =
            (cause::find(&incident, &[]).is_ours(), &incident.ended)
        {
            console::error(&["<door-key>: ", self.method, " ", name, " ", message]);
        }
        Err(Box::new(incident))
    }

    /// Calls `navigator.credentials.create()` or `.get()`.
    fn start(&self, json: &JsValue, signal: &AbortSignal) -> Result<Promise, Ended> {
        let window: JsValue = js_sys::global().into();
        let own = member(&window, "PublicKeyCredential");
        let parsed = match own.and_then(|class| call_with(&class, self.parser, json)) {
            Ok(parsed) => parsed,
            // It is missing, or what somebody has put in its place does not work. What it is right about
            // the ceremony itself refuses, too.
            Err(_) => {
                (self.decode_in_place)(json).map_err(|_| unreadable())?;
                json.clone()
            }
        };
        let ask = || {
            let request = Object::new();
            Reflect::set(&request, &"publicKey".into(), &parsed)?;
            Reflect::set(&request, &"signal".into(), signal)?;
            let container = member(&member(&window, "navigator")?, "credentials")?;
            call_with(&container, self.method, &request)
        };
        ask().map(|started| Promise::resolve(&started)).map_err(|thrown| threw(&thrown))
    }

    /// The response as JSON text; by `codec` where `toJSON` is missing or throws, as it does when a
    /// password manager has put an object of its own in place.
    async fn read(&self, credential: &JsValue, rp_id: &str) -> Result<String, Fault> {
        let response = member(credential, "response").map_err(|_| Fault::Unreadable)?;
        let hash = codec::sha256(rp_id).await.map_err(|_| Fault::Unreadable)?;
        (self.check)(&hash, &response)?;
        call(credential, "toJSON")
            .or_else(|_| (self.encode)(credential))
            .and_then(|json| JSON::stringify(&json))
            .map(String::from)
            .map_err(|_| Fault::Unreadable)
    }
}

/// The RP ID that was asked for; a browser takes the page's host where none is given.
fn expected(rp_id: Result<JsValue, JsValue>) -> String {
    rp_id
        .ok()
        .and_then(|id| id.as_string())
        .or_else(|| web_sys::window()?.location().hostname().ok())
        .unwrap_or_default()
}

/// Options that we could not read ourselves, as a browser's own reader would say it.
fn unreadable() -> Ended {
    Ended::Threw { name: "DataError".to_owned(), message: String::new() }
}

/// What was thrown; anything can be.
fn threw(thrown: &JsValue) -> Ended {
    let text = |name: &str| member(thrown, name).ok().and_then(|text| text.as_string());
    Ended::Threw {
        name: text("name").unwrap_or_default(),
        message: text("message").or_else(|| thrown.as_string()).unwrap_or_default(),
    }
}
