//! JSON to the protocol's types, through the browser's own parser, and back.
//!
//! Owns one short reader a type. What an answer must have it has in the right shape, or there is no
//! value: nobody reads why an answer is garbled. (serde's derived readers over the same parser would be
//! 5 kB more to load; those of serde-wasm-bindgen, which explain themselves, another 13.)

mod entra;

use super::codec::member;
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::envelope::Envelope;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::handover::{Claim, Claimed, Handover, Progress, Stage};
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::redemption::{Opened, Redemption, SecondWay};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Timestamp};
use doorkey_protocol::validity::Validity;
use doorkey_protocol::way::Way;
use js_sys::{Array, JSON, Number, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a text as a value of the protocol; `None` when it is not one.
pub(super) fn read<T: FromJson>(text: &str) -> Option<T> {
    T::from_json(&JSON::parse(text).ok()?)
}

/// An object of texts, without those that are absent: all that nearly any request's body is made of.
pub(super) fn write(members: &[(&str, Option<&str>)]) -> String {
    write_with(members, &[])
}

/// The same, with members that are true.
pub(super) fn write_with(members: &[(&str, Option<&str>)], yes: &[&str]) -> String {
    let object = Object::new();
    for name in yes {
        let _ = Reflect::set(&object, &(*name).into(), &JsValue::TRUE);
    }
    for (name, text) in members {
        if let Some(text) = text {
            let _ = Reflect::set(&object, &(*name).into(), &(*text).into());
        }
    }
    JSON::stringify(&object).map(String::from).unwrap_or_default()
}

/// What can be read from a parsed text.
pub(super) trait FromJson: Sized {
    fn from_json(json: &JsValue) -> Option<Self>;
}

impl FromJson for Configuration {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            name: text(json, "name")?,
            help: optional(json, "help", text)?,
            pass_format: PassFormat::named(&text(&member(json, "passFormat").ok()?, "alphabet")?)?,
            ways: ways(json)?,
            staff: optional(json, "staff", yes)?.unwrap_or_default(),
            page: optional(json, "page", text)?,
            entra: optional(json, "entra", of)?,
            now: time(json, "now")?,
        })
    }
}

impl FromJson for Opened {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { token: Secret::new(text(json, "token")?), redemption: of(json, "redemption")? })
    }
}

impl FromJson for Redemption {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            person: of(json, "person")?,
            validity: of(json, "validity")?,
            one_time: yes(json, "oneTime")?,
            closes_at: time(json, "closesAt")?,
            extendable: optional(json, "extendable", yes)?.unwrap_or_default(),
            ways: ways(json)?,
            passkeys: all(&list(json, "passkeys")?)?,
            authenticators: optional(json, "authenticators", list)?
                .map_or_else(|| Some(Vec::new()), |authenticators| all(&authenticators))?,
            second_way: optional(json, "secondWay", text)?
                .map_or(SecondWay::Optional, |rule| SecondWay::named(&rule)),
            now: time(json, "now")?,
        })
    }
}

impl FromJson for Invitation {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            person: of(json, "person")?,
            validity: of(json, "validity")?,
            one_time: yes(json, "oneTime")?,
        })
    }
}

impl FromJson for Person {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { user_name: text(json, "userName")?, display_name: text(json, "displayName")? })
    }
}

impl FromJson for Validity {
    fn from_json(json: &JsValue) -> Option<Self> {
        let minutes = u32::try_from(number(json, "lifetimeInMinutes")?).ok()?;
        Some(Self { starts_at: time(json, "startsAt")?, lifetime_in_minutes: Lifetime::said(minutes) })
    }
}

impl FromJson for Passkey {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            id: text(json, "id")?,
            name: optional(json, "name", text)?,
            way: Way::named(&text(json, "way")?),
            backed_up: yes(json, "backedUp")?,
            created_at: time(json, "createdAt")?,
            proven_at: optional(json, "provenAt", time)?,
        })
    }
}

impl FromJson for Problem {
    fn from_json(json: &JsValue) -> Option<Self> {
        let status = u16::try_from(number(json, "status")?).ok()?;
        Some(Self {
            not_before: optional(json, "notBefore", time)?,
            ended_at: optional(json, "endedAt", time)?,
            clock_ahead: optional(json, "clockAhead", number)?,
            detail: optional(json, "detail", text)?,
            ..Self::bare(Code::named(&text(json, "code")?), status)
        })
    }
}

impl FromJson for Authenticator {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            id: text(json, "id")?,
            name: optional(json, "name", text)?,
            created_at: time(json, "createdAt")?,
        })
    }
}

impl FromJson for AuthenticatorOffer {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            uri: secret(json, "uri")?,
            secret: secret(json, "secret")?,
            issuer: text(json, "issuer")?,
            account: text(json, "account")?,
        })
    }
}

impl FromJson for Handover {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self { link: secret(json, "link")?, ends_at: time(json, "endsAt")?, now: time(json, "now")? })
    }
}

impl FromJson for Progress {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            stage: Stage::named(&text(json, "stage")?),
            number: optional(json, "number", text)?,
            intruded: yes(json, "intruded")?,
            ends_at: time(json, "endsAt")?,
            now: time(json, "now")?,
        })
    }
}

impl FromJson for Claimed {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            token: secret(json, "token")?,
            number: text(json, "number")?,
            ends_at: time(json, "endsAt")?,
            now: time(json, "now")?,
        })
    }
}

impl FromJson for Claim {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            stage: Stage::named(&text(json, "stage")?),
            redemption: optional(json, "redemption", of)?,
        })
    }
}

impl FromJson for Envelope {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            sealed: text(json, "sealed")?,
            person: of(json, "person")?,
            validity: of(json, "validity")?,
            one_time: yes(json, "oneTime")?,
            now: time(json, "now")?,
        })
    }
}

impl FromJson for StaffReport {
    fn from_json(json: &JsValue) -> Option<Self> {
        Some(Self {
            version: text(json, "version")?,
            database: yes(json, "database")?,
            open: u32::try_from(number(json, "open")?).ok()?,
            now: time(json, "now")?,
        })
    }
}

fn all<T: FromJson>(list: &Array) -> Option<Vec<T>> {
    list.iter().map(|item| T::from_json(&item)).collect()
}

fn secret(json: &JsValue, name: &str) -> Option<Secret> {
    text(json, name).map(Secret::new)
}

fn of<T: FromJson>(json: &JsValue, name: &str) -> Option<T> {
    T::from_json(&member(json, name).ok()?)
}

fn text(json: &JsValue, name: &str) -> Option<String> {
    member(json, name).ok()?.as_string()
}

fn yes(json: &JsValue, name: &str) -> Option<bool> {
    member(json, name).ok()?.as_bool()
}

/// Whole numbers only, and only those that a double holds exactly.
fn number(json: &JsValue, name: &str) -> Option<i64> {
    let value = member(json, name).ok()?;
    if Number::is_safe_integer(&value) { value.as_f64().map(|number| number as i64) } else { None }
}

fn time(json: &JsValue, name: &str) -> Option<Timestamp> {
    number(json, name).map(Timestamp::from_millis)
}

fn list(json: &JsValue, name: &str) -> Option<Array> {
    member(json, name).ok()?.dyn_into().ok()
}

fn ways(json: &JsValue) -> Option<Vec<Way>> {
    list(json, "ways")?.iter().map(|way| way.as_string().map(|way| Way::named(&way))).collect()
}

/// A member that may be absent or null, but not of another shape.
fn optional<T>(json: &JsValue, name: &str, read: fn(&JsValue, &str) -> Option<T>) -> Option<Option<T>> {
    if member(json, name).is_err() { Some(None) } else { read(json, name).map(Some) }
}
