//! The link that brings a newcomer to the page.
//!
//! Owns signing what an invitation says, with a key derived from the server key, and telling our
//! signature from any other. The pass is not in it.

use crate::key::{ServerKey, keyed};
use crate::settings::Origin;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::invitation::{Invitation, LONGEST, parts, to_fragment};
use hmac::Mac;
use zeroize::Zeroizing;

/// Makes invitations.
pub(crate) struct Invitations(Zeroizing<[u8; 32]>);

impl Invitations {
    pub(crate) fn new(key: &ServerKey) -> Self {
        Self(key.derive("invitation", b""))
    }

    /// The link to the page at `origin` that carries `invitation`.
    pub(crate) fn link(&self, origin: &Origin, invitation: &Invitation) -> Result<String, serde_json::Error> {
        let claims = serde_json::to_vec(invitation)?;
        let mut mac = keyed(self.0.as_ref());
        mac.update(&claims);
        Ok(format!("{origin}/#{}", to_fragment(&claims, &mac.finalize().into_bytes())))
    }

    /// Whether `text`, `<claims>.<signature>` as it stood in a link, was signed here. The signature is
    /// compared in constant time.
    pub(crate) fn signed(&self, text: &str) -> bool {
        self.claims(text).is_some()
    }

    /// What `text` says, if it was signed here.
    pub(crate) fn read(&self, text: &str) -> Option<Invitation> {
        serde_json::from_slice(&self.claims(text)?).ok()
    }

    fn claims(&self, text: &str) -> Option<Vec<u8>> {
        let (claims, signature) = Some(text).filter(|text| text.len() <= LONGEST).and_then(parts)?;
        let (claims, signature) = (BASE64URL.decode(claims).ok()?, BASE64URL.decode(signature).ok()?);
        let mut mac = keyed(self.0.as_ref());
        mac.update(&claims);
        mac.verify_slice(&signature).is_ok().then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorkey_protocol::person::Person;
    use doorkey_protocol::time::{Lifetime, Timestamp};
    use doorkey_protocol::validity::Validity;

    #[test]
    fn a_link_carries_the_claims_under_our_signature() {
        let data = tempfile::tempdir().unwrap();
        let invitations = Invitations::new(&ServerKey::open(data.path(), None).unwrap());
        let invitation = Invitation {
            person: Person { user_name: "sam@demo.example".into(), display_name: "Sam".into() },
            validity: Validity {
                starts_at: Timestamp::from_millis(5),
                lifetime_in_minutes: Lifetime::DEFAULT,
            },
            one_time: true,
        };
        let link = invitations.link(&"https://pass.example".parse().unwrap(), &invitation).unwrap();
        let (address, fragment) = link.split_once('#').unwrap();
        assert_eq!(address, "https://pass.example/");
        let (claims, signature) = fragment.strip_prefix("i=").unwrap().split_once('.').unwrap();
        let (claims, signature) = (BASE64URL.decode(claims).unwrap(), BASE64URL.decode(signature).unwrap());
        assert_eq!(serde_json::from_slice::<Invitation>(&claims).unwrap(), invitation);
        let mut mac = keyed(invitations.0.as_ref());
        mac.update(&claims);
        mac.verify_slice(&signature).unwrap();
    }
}
