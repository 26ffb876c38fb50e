//! What keeps a passkey is called: the name that goes with an AAGUID (WebAuthn Level 3, §6.5.1).
//!
//! Owns the bundled list `data/authenticators.json`, an object from AAGUIDs to names: passkey keepers
//! and security keys that are widespread. The facts are those of the community's list
//! (<https://github.com/passkeydeveloper/passkey-authenticator-aaguids>, the names and AAGUIDs alone)
//! and, for Microsoft Authenticator and Yubico's NFC keys, of the vendors' own pages. A name is a
//! suggestion for its owner: nothing attests it, and nothing is decided by it.

use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

static NAMES: LazyLock<HashMap<Uuid, String>> =
    LazyLock::new(|| read(include_str!("../data/authenticators.json")));

/// What goes by this AAGUID; `None` for the zero one, which says nothing, and for those unknown here.
pub(crate) fn name(aaguid: [u8; 16]) -> Option<String> {
    let aaguid = Uuid::from_bytes(aaguid);
    if aaguid.is_nil() { None } else { NAMES.get(&aaguid).cloned() }
}

/// Reads a list. A passkey without a name is no reason not to run: what cannot be read names nothing.
fn read(json: &str) -> HashMap<Uuid, String> {
    let listed: HashMap<String, String> = serde_json::from_str(json).unwrap_or_default();
    listed.into_iter().filter_map(|(aaguid, name)| Some((aaguid.parse().ok()?, name))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorkey_protocol::api::NAME_LIMIT;

    #[test]
    fn the_list_is_one() {
        let listed: HashMap<String, String> =
            serde_json::from_str(include_str!("../data/authenticators.json")).unwrap();
        assert!(listed.len() >= 30);
        assert_eq!(NAMES.len(), listed.len());
        for (aaguid, name) in &listed {
            assert_eq!(aaguid.parse::<Uuid>().unwrap().to_string(), *aaguid);
            assert!((1..=NAME_LIMIT).contains(&name.chars().count()) && name.trim() == name, "{name}");
        }
    }

    #[test]
    fn known_ones_have_a_name() {
        for (aaguid, expected) in [
            ("bada5566-a7aa-401f-bd96-45619a55120d", Some("1Password")),
            ("08987058-cadc-4b81-b6e1-30de50dcbe96", Some("Windows Hello")),
            ("00000000-0000-0000-0000-000000000000", None),
            ("ffffffff-ffff-ffff-ffff-ffffffffffff", None),
        ] {
            assert_eq!(name(aaguid.parse::<Uuid>().unwrap().into_bytes()).as_deref(), expected, "{aaguid}");
        }
    }

    #[test]
    fn an_empty_list_works() {
        for json in ["", "{}", "[]", r#"{"bada5566":"1Password"}"#] {
            assert_eq!(read(json), HashMap::new(), "{json}");
        }
    }
}
