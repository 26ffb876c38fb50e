//! What is read from strangers, by the bytes alone.
//!
//! Owns the targets that the fuzzers and `tests/fuzz.rs` feed: each takes any bytes, must not panic and
//! must keep its own promises. Not for callers of this library.

use crate::caller::Network;
use crate::directory::FORMAT;
use crate::graph::filter::Filter;
use crate::graph::object::Sent;
use crate::graph::policy::Patch;
use crate::invitation::Invitations;
use crate::json;
use crate::key::ServerKey;
use crate::policy::PassPolicy;
use crate::relying_party::RelyingParty;
use crate::settings::Settings;
use doorkey_protocol::api::RedemptionRequest;
use doorkey_protocol::envelope::EnvelopeRequest;
use doorkey_protocol::person::UserName;
use doorkey_protocol::secret::Secret;
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

/// A target with its name, which is that of its folder of seeds.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 6] = [
    ("redemption", redemption),
    ("registration", registration),
    ("invitation", invitation),
    ("filter", filter),
    ("policy", policy),
    ("envelope", envelope),
];

/// A key that is no secret: a fuzzer that knew ours would find signatures.
const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

/// The server's half of a registration whose challenge the seeds answer.
const STATE: &str = include_str!("../../fuzz/seeds/state.json");

/// The body of a redemption: a name and a pass, or nothing.
fn redemption(bytes: &[u8]) {
    let Ok(request) = json::read::<RedemptionRequest>(bytes) else { return };
    let name = request.user_name.parse::<UserName>();
    if let Ok(pass) = FORMAT.read(request.pass.expose()) {
        assert!((8..=48).contains(&pass.expose().len()));
        // What was read is read again as the same, in groups too.
        let again = FORMAT.read(pass.grouped().expose()).map(|pass| pass.expose().to_owned());
        assert_eq!(again.ok().as_deref(), Some(pass.expose()));
    }
    if let Ok(name) = name {
        let once = crate::directory::canonical(&name);
        let twice = once.parse::<UserName>().map(|name| crate::directory::canonical(&name));
        // A name of nothing but what composition drops is nobody's, the first time and ever after.
        assert!(once.is_empty() || twice.is_ok_and(|twice| twice == once));
    }
}

/// The body of a registration: nothing a stranger writes is ever accepted, but for what was asked for.
fn registration(bytes: &[u8]) {
    static PARTY: LazyLock<Option<RelyingParty>> =
        LazyLock::new(|| RelyingParty::new(&Settings::for_tests(Path::new("."))).ok());
    if let Some(party) = PARTY.as_ref()
        && let Ok(made) = party.register(bytes, STATE)
    {
        assert!(!made.id.is_empty() && made.id.len() <= 1_364);
    }
}

/// An invitation as a page sends it back: signed here, or not.
fn invitation(bytes: &[u8]) {
    static OURS: LazyLock<Option<Invitations>> = LazyLock::new(|| {
        let key = ServerKey::open(Path::new("."), Some(&Secret::new(KEY.to_owned()))).ok()?;
        Some(Invitations::new(&key))
    });
    let text = String::from_utf8_lossy(bytes);
    if let Some(ours) = OURS.as_ref()
        && ours.signed(&text)
    {
        // One character more or less, and it is not.
        assert!(!ours.signed(&format!("{text}A")) && !ours.signed(&text[..text.len() - 1]));
    }
    let address = text.trim().parse().ok();
    assert!(!Network::of(address).to_string().is_empty());
}

/// A filter: what is read answers for any object, and the same each time.
fn filter(bytes: &[u8]) {
    let Ok(filter) = Filter::read(&String::from_utf8_lossy(bytes)) else { return };
    let event = json!({
        "activityDateTime": "2026-11-23T09:00:00Z",
        "activityDisplayName": "Admin registered security info",
        "initiatedBy": { "user": { "id": "17f3" }, "app": null },
        "targetResources": [{ "id": "a", "modifiedProperties": [{ "displayName": "X", "newValue": "\"y\"" }] }],
        "additionalDetails": [],
        "count": 3.5,
        "open": true,
    });
    assert_eq!(filter.admits(&event), filter.admits(&event));
    for object in [Value::Null, json!([]), json!("text"), json!({})] {
        filter.admits(&object);
    }
    // What must hold does, whenever the whole does.
    assert!(!filter.admits(&event) || filter.musts().iter().all(|must| must.admits(&event)));
}

/// A PATCH of the policy: what comes through the check holds every relation.
fn policy(bytes: &[u8]) {
    let Ok(patch) = Sent::read(bytes).and_then(Patch::read) else { return };
    let mut policy = PassPolicy::default();
    if patch.apply(&mut policy).and_then(|()| policy.check()).is_ok() {
        assert!(policy.minimum_lifetime <= policy.default_lifetime);
        assert!(policy.default_lifetime <= policy.maximum_lifetime);
        assert!((10..=43_200).contains(&policy.minimum_lifetime.as_minutes()));
        assert!((10..=43_200).contains(&policy.maximum_lifetime.as_minutes()));
        assert!((8..=48).contains(&policy.default_length));
    }
}

/// The body of opening an envelope.
fn envelope(bytes: &[u8]) {
    let _ = json::read::<EnvelopeRequest>(bytes);
}
