//! What travels when Microsoft Entra ID is behind the backend.

use super::{FromJson, all, list, of, optional, secret, text, time, yes};
use doorkey_protocol::entra::{
    EntraConfiguration, EntraMethod, EntraVisit, Greeting, MethodKind, OpenedVisit, PassState, SignInStart,
    UsabilityReason,
};
use wasm_bindgen::JsValue;

impl FromJson for EntraConfiguration {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            local_check: optional(json, "localCheck", yes)?.unwrap_or_default(),
            security_info: address(json, "securityInfo")?,
        })
    }
}

impl FromJson for Greeting {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { person: of(json, "person")?, pass: optional(json, "pass", of)?, now: time(json, "now")? })
    }
}

impl FromJson for PassState {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            validity: of(json, "validity")?,
            one_time: yes(json, "oneTime")?,
            usable: yes(json, "usable")?,
            reason: UsabilityReason::named(&text(json, "reason")?),
        })
    }
}

impl FromJson for SignInStart {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { address: address(json, "address")?, handle: secret(json, "handle")? })
    }
}

impl FromJson for OpenedVisit {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { token: secret(json, "token")?, visit: of(json, "visit")? })
    }
}

impl FromJson for EntraVisit {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            person: of(json, "person")?,
            another_person: optional(json, "anotherPerson", yes)?.unwrap_or_default(),
            signed_in_at: time(json, "signedInAt")?,
            passkey_until: time(json, "passkeyUntil")?,
            others_until: time(json, "othersUntil")?,
            closes_at: time(json, "closesAt")?,
            pass: optional(json, "pass", of)?,
            methods: all(&list(json, "methods")?)?,
            now: time(json, "now")?,
        })
    }
}

impl FromJson for EntraMethod {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            id: text(json, "id")?,
            kind: MethodKind::named(&text(json, "kind")?),
            name: optional(json, "name", text)?,
            created_at: optional(json, "createdAt", time)?,
            new: yes(json, "new")?,
        })
    }
}

/// Where a browser is led to: a page, and nothing that runs in this one.
fn address(json: &JsValue, name: &str) -> Option<String> {
    text(json, name).filter(|address| address.starts_with("https://") || address.starts_with("http://"))
}
