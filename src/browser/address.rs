//! What the page's address brought, and what was kept of the way to Microsoft.
//!
//! Owns reading the fragment, which is taken away at once: neither the address bar nor the history keeps who
//! was here. And owns the one thing that the element ever stores: while the newcomer is at Microsoft, what binds
//! the answer to this browser, in the storage of this tab alone, until the page is back.

use super::codec;
use super::json;
use crate::flow::{Errand, Handed, Invited, LedBack, Opening};
use doorkey_protocol::entra::{SignInAnswer, SignInStart};
use doorkey_protocol::invitation::{self, Invitation};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::{envelope, handover};
use js_sys::{JSON, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{UrlSearchParams, Window};

/// Under what it is kept.
const KEPT: &str = "doorkey-sign-in";

/// What the page begins with.
pub(super) fn take(window: &Window, formless: bool) -> Opening {
    let fragment = window.location().hash().unwrap_or_default();
    let kept = take_kept(window);
    let errand = kept.as_ref().map(errand_of).unwrap_or_default();
    let handed = handed_by(&fragment).or_else(|| {
        let answer = answer_in(&fragment)?;
        let answer = kept.as_ref().and_then(|kept| answer.with(kept));
        let answer = answer.map(|answer| LedBack::Answer(Box::new(answer)));
        Some(Handed::SignIn { back: answer.unwrap_or(LedBack::Stray), errand })
    });
    let mut invited = invited_by(&fragment);
    let went_back = invited.is_none() && kept.as_ref().is_some_and(|kept| text(kept, "handle").is_some());
    let cleans = handed.is_some() || invitation::from_fragment(&fragment).is_some();
    let handed = handed.or_else(|| went_back.then_some(Handed::SignIn { back: LedBack::Empty, errand }));
    if cleans {
        let _ = clean(window);
    }
    // Who went to Microsoft is greeted as before, also when they went back.
    if invited.is_none() {
        invited = kept.and_then(|kept| read_invitation(&text(&kept, "invitation")?));
    }
    Opening { invited, handed, formless }
}

/// Whether this fragment is for the page to begin with.
pub(super) fn opens(fragment: &str) -> bool {
    handed_by(fragment).is_some() || invitation::from_fragment(fragment).is_some()
}

/// What a fragment brings to go on with, apart from Microsoft's answer.
fn handed_by(fragment: &str) -> Option<Handed> {
    let handover = handover::from_fragment(fragment).map(Handed::Handover);
    handover.or_else(|| envelope::from_fragment(fragment).map(Handed::Envelope))
}

/// Whom the invitation in a fragment greets.
pub(super) fn invited_by(fragment: &str) -> Option<Invited> {
    let (claims, signature) = invitation::from_fragment(fragment)?;
    read_invitation(&String::from_iter([claims, ".", signature]))
}

fn read_invitation(text: &str) -> Option<Invited> {
    let (claims, _) = invitation::parts(text)?;
    let said: Invitation = json::read(&String::from_utf8(codec::from_base64url(claims).ok()?).ok()?)?;
    Some(Invited::by(said, text.to_owned()))
}

/// The address loses its fragment.
fn clean(window: &Window) -> Result<(), JsValue> {
    let location = window.location();
    let bare = String::from_iter([location.pathname()?, location.search()?]);
    let history = window.history()?;
    let state = codec::member(&history, "state").unwrap_or(JsValue::NULL);
    history.replace_state_with_url(&state, "", Some(&bare))
}

/// What stands in the fragment that Microsoft leads back with (OAuth 2.0 Multiple Response Type Encoding
/// Practices, §2.1: `response_mode=fragment`).
struct Led {
    state: String,
    code: Option<Secret>,
    error: Option<String>,
    description: Option<String>,
}

/// A page may use such fragments for itself: ours has a state that says so.
fn answer_in(fragment: &str) -> Option<Led> {
    const OURS: &str = "doorkey.";
    let query = UrlSearchParams::new_with_str(fragment.strip_prefix('#')?).ok()?;
    let get = |name: &str| query.get(name);
    let state = get("state").filter(|state| state.starts_with(OURS))?;
    let led = Led {
        state,
        code: get("code").map(Secret::new),
        error: get("error"),
        description: get("error_description"),
    };
    (led.code.is_some() || led.error.is_some()).then_some(led)
}

impl Led {
    /// With what was kept.
    fn with(self, kept: &JsValue) -> Option<SignInAnswer> {
        let handle = Secret::new(text(kept, "handle")?);
        let Self { state, code, error, description } = self;
        Some(SignInAnswer { handle, state, code, error, description })
    }
}

/// Keeps what the way back needs, and goes. Whether the browser lets it.
pub(super) fn depart(window: &Window, start: &SignInStart, invitation: Option<&str>, errand: Errand) -> bool {
    let kept = json::write(&[
        ("handle", Some(start.handle.expose())),
        ("invitation", invitation),
        ("errand", word(errand)),
    ]);
    let stored =
        window.session_storage().ok().flatten().and_then(|storage| storage.set_item(KEPT, &kept).ok());
    // Microsoft's page refuses to stand in a frame, also in one of this very origin.
    let top = window.top().ok().flatten().unwrap_or_else(|| window.clone());
    stored.is_some() && top.location().assign(&start.address).is_ok()
}

/// Does not go there after all.
pub(super) fn recall(window: &Window) {
    let _ = window.stop();
    drop(take_kept(window));
}

/// How an errand is called while it is kept.
fn word(errand: Errand) -> Option<&'static str> {
    match errand {
        Errand::First => None,
        Errand::Again => Some("again"),
        Errand::Try => Some("try"),
    }
}

fn errand_of(kept: &JsValue) -> Errand {
    let said = text(kept, "errand");
    [Errand::Again, Errand::Try]
        .into_iter()
        .find(|errand| word(*errand) == said.as_deref())
        .unwrap_or_default()
}

/// Takes out what was kept; a browser may forbid even to look.
fn take_kept(window: &Window) -> Option<JsValue> {
    let storage = window.session_storage().ok().flatten()?;
    let kept = storage.get_item(KEPT).ok().flatten()?;
    let _ = storage.remove_item(KEPT);
    JSON::parse(&kept).ok()
}

fn text(kept: &JsValue, name: &str) -> Option<String> {
    Reflect::get(kept, &name.into()).ok()?.as_string()
}

/// This page's own address without query and fragment: where Microsoft is to lead back to.
pub(super) fn page(window: &Window) -> String {
    let location = window.location();
    String::from_iter([location.origin().unwrap_or_default(), location.pathname().unwrap_or_default()])
}
