//! What this device can do, as far as the browser says.
//!
//! Owns [`look`], asked when the element wakes, and again whenever something may have changed (Windows
//! Hello, a screen lock). Nobody has to be there for it: nothing comes up. What throws, is refused or does
//! not come in time is unknown; the rest is up to `crate::device`.

use super::codec::{call, member};
use crate::device::{Capabilities, Device, Page, Signs};
use js_sys::{Array, JSON, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Window;

/// How many milliseconds an answer is waited for. It comes at once or, where the operating system is
/// asked, within a second.
const PATIENCE: i32 = 2_000;

/// What this device can do; `kiosk` is whether others use it, too.
pub(super) async fn look(window: &Window, kiosk: bool) -> Device {
    let navigator = window.navigator();
    let hints = member(&navigator, "userAgentData").and_then(|hints| JSON::stringify(&hints));
    let signs = Signs {
        user_agent: &navigator.user_agent().unwrap_or_default(),
        hints: &hints.ok().and_then(|hints| hints.as_string()).unwrap_or_default(),
        touch: member(&navigator, "maxTouchPoints").is_ok_and(|points| points.as_f64() > Some(1.0)),
        standalone: yes(&navigator, "standalone") == Some(true),
    };
    let page = Page {
        secure: window.is_secure_context(),
        // The location of a page of another origin cannot be read.
        framed: window.top().ok().flatten().is_some_and(|top| top.location().href().is_err()),
        kiosk,
        camera: kiosk && super::kiosk::can_scan(window),
    };
    let capabilities = match member(window, "PublicKeyCredential") {
        Ok(class) => Some(ask(window, &class).await),
        Err(_) => None,
    };
    Device::new(page, &signs, capabilities)
}

async fn ask(window: &Window, class: &JsValue) -> Capabilities {
    const SIGNAL: &str = "signalUnknownCredential";
    let answers = answer(window, class, "getClientCapabilities").await;
    Capabilities {
        hybrid_transport: yes(&answers, "hybridTransport"),
        passkey_platform_authenticator: yes(&answers, "passkeyPlatformAuthenticator"),
        user_verifying_platform_authenticator: match yes(&answers, "userVerifyingPlatformAuthenticator") {
            None => answer(window, class, "isUserVerifyingPlatformAuthenticatorAvailable").await.as_bool(),
            known => known,
        },
        signal_unknown_credential: match member(class, SIGNAL) {
            Ok(_) => yes(&answers, SIGNAL),
            Err(_) => Some(false),
        },
    }
}

/// What a question without arguments is answered with; `undefined` when it is not.
async fn answer(window: &Window, class: &JsValue, question: &str) -> JsValue {
    let Ok(asked) = call(class, question) else { return JsValue::UNDEFINED };
    let late = Promise::new(&mut |resolve, _| {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, PATIENCE);
    });
    // A race takes what is no promise for an answer.
    JsFuture::from(Promise::race(&Array::of2(&asked, &late))).await.unwrap_or(JsValue::UNDEFINED)
}

fn yes(object: &JsValue, name: &str) -> Option<bool> {
    member(object, name).ok()?.as_bool()
}
