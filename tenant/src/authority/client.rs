//! Which application asks for a token.
//!
//! Owns its authentication: by a secret, by an assertion that it signed with its certificate's key, or by one
//! of an issuer that it is federated with.

use super::error::Refusal;
use super::token::Sent;
use crate::jwt::Unproven;
use crate::keys::{self, PublicKey};
use crate::world::{CLIENT_ID, FEDERATION, TENANT_ID, World};

const KIND: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Refuses whoever is not the application.
pub(super) fn authenticate(world: &mut World, sent: &Sent) -> Result<(), Refusal> {
    let no = |world: &World, code: u32, words: &str| Err(Refusal::new(world, "invalid_client", code, words));
    match sent.get("client_id") {
        Some(CLIENT_ID) => {}
        Some(other) => {
            let words =
                format!("Application with identifier '{other}' was not found in the directory 'Contoso'.");
            return Err(Refusal::new(world, "unauthorized_client", 700_016, &words));
        }
        None => {
            let words = "The request body must contain the following parameter: 'client_id'.";
            return Err(Refusal::new(world, "invalid_request", 900_144, words));
        }
    }
    match (sent.get("client_secret"), sent.get("client_assertion")) {
        (Some(secret), None) => by_secret(world, secret),
        (None, Some(assertion)) if sent.get("client_assertion_type") == Some(KIND) => {
            by_assertion(world, assertion)
        }
        (None, Some(_)) => no(world, 50027, "JWT token is invalid or malformed: client_assertion_type."),
        (Some(_), Some(_)) => no(world, 7_000_217, "Both client_secret and client_assertion were sent."),
        (None, None) => no(
            world,
            7_000_218,
            "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
        ),
    }
}

fn by_secret(world: &World, secret: &str) -> Result<(), Refusal> {
    let found = world.application.secrets.iter().find(|(known, _)| known == secret);
    let (code, words) = match found {
        Some((_, Some(ends_at))) if world.now() >= *ends_at => (
            7_000_222,
            format!(
                "The provided client secret keys for app '{CLIENT_ID}' are expired. Visit the Azure portal to create new keys for your app."
            ),
        ),
        Some(_) => return Ok(()),
        None => (
            7_000_215,
            format!(
                "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{CLIENT_ID}'."
            ),
        ),
    };
    Err(Refusal::new(world, "invalid_client", code, &words))
}

/// How far a clock may be off, in seconds.
const SKEW: i64 = 300;

fn by_assertion(world: &mut World, assertion: &str) -> Result<(), Refusal> {
    let no = |world: &World, code: u32, words: &str| Refusal::new(world, "invalid_client", code, words);
    let Some(token) = Unproven::read(assertion) else {
        return Err(no(world, 50027, "JWT token is invalid or malformed."));
    };
    let claim = |name: &str| token.claims[name].as_str().unwrap_or_default().to_owned();
    let federated = claim("iss") != CLIENT_ID;
    if federated {
        check_federation(world, &token, &claim("iss"), &claim("sub"), &claim("aud"))?;
    } else {
        check_own(world, &token, &claim("sub"), &claim("aud"))?;
    }
    let now = world.now().as_second();
    let at = |name: &str| token.claims[name].as_i64();
    let holds =
        at("exp").is_some_and(|end| now < end + SKEW) && at("nbf").is_none_or(|from| from - SKEW <= now);
    if !holds {
        return Err(no(world, 700_024, "Client assertion is not within its valid time range."));
    }
    // A platform's token may be shown again until it ends; one's own is for one request (RFC 7523, §3).
    if federated {
        return Ok(());
    }
    let id = claim("jti");
    if id.is_empty() {
        return Err(no(world, 50027, "JWT token is invalid or malformed: jti."));
    }
    // The real one's number for that is not documented.
    if !world.assertions.insert(id) {
        return Err(no(world, 700_027, "Client assertion failed: the jti was seen before."));
    }
    Ok(())
}

fn check_own(world: &World, token: &Unproven<'_>, subject: &str, audience: &str) -> Result<(), Refusal> {
    let no = |code: u32, words: &str| Err(Refusal::new(world, "invalid_client", code, words));
    let thumbprint = |name: &str| token.header[name].as_str().unwrap_or_default();
    let (short, long) = (thumbprint("x5t"), thumbprint("x5t#S256"));
    if short.is_empty() && long.is_empty() {
        return no(50027, "JWT token is invalid or malformed: neither x5t nor x5t#S256.");
    }
    let certificates = &world.application.certificates;
    let known =
        certificates.iter().find(|known| known.thumbprint == short || known.thumbprint_sha256 == long);
    let Some(known) = known else {
        return no(
            700_027,
            "The certificate with identifier used to sign the client assertion is not registered on application.",
        );
    };
    if !token.is_signed_by(&known.key) {
        return no(
            700_027,
            "Client assertion contains an invalid signature. [Reason - The key was not found.]",
        );
    }
    if subject != CLIENT_ID {
        return no(700_021, "Client assertion application identifier doesn't match 'client_id' parameter.");
    }
    let endpoint = format!("{}/{TENANT_ID}/oauth2/v2.0/token", world.origin);
    if audience != endpoint && audience != world.issuer() {
        return no(700_023, "Client assertion audience claim does not match Realm issuer.");
    }
    Ok(())
}

fn check_federation(
    world: &World,
    token: &Unproven<'_>,
    issuer: &str,
    subject: &str,
    audience: &str,
) -> Result<(), Refusal> {
    let no = |code: u32, words: &str| Err(Refusal::new(world, "invalid_client", code, words));
    let missing = "No matching federated identity record found for presented assertion";
    if !world.application.federated || issuer != FEDERATION.0 {
        return no(700_211, &format!("{missing} issuer '{issuer}'."));
    }
    if audience != "api://AzureADTokenExchange" {
        return no(700_212, &format!("{missing} audience '{audience}'."));
    }
    if subject != FEDERATION.1 {
        return no(700_213, &format!("{missing} subject '{subject}'."));
    }
    if !token.is_signed_by(&PublicKey::of_key(keys::FEDERATION_KEY)) {
        return no(50013, "Assertion failed signature validation. [Reason - The key was not found.]");
    }
    Ok(())
}
