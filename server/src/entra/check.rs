//! What the app may do in the tenant, before the first newcomer comes.
//!
//! Owns the list that `serve` and the doctor begin with: the token, each endpoint that is needed, asked once
//! by a GET, and what the token says of permissions that no GET can try. All of it is told at once, each with
//! who mends it: nobody grants one permission to learn of the next.

use super::client::Client;
use super::error::{EntraError, Failure, Need};
use super::identity::Identity;
use super::objects::{GROUPS, METHODS, PASSES, PEOPLE, TenantPolicy};
use crate::checkup::Item;
use crate::clock::SystemClock;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::secret::Secret;
use serde_json::Value;

pub(super) const DEEDS: Need = Need { doing: "read the directory's audit", permission: "AuditLog.Read.All" };
pub(super) const SIGN_INS: Need = Need { doing: "read sign-ins", permission: "AuditLog.Read.All" };

/// What could not be read.
pub(super) fn unread(what: &'static str, error: &EntraError) -> Item {
    Item::warning(what, error.to_string(), error.hint())
}

/// Everything that can be known of the app, at once.
pub(crate) async fn all(client: &Client) -> Vec<Item> {
    with_policy(client).await.0
}

/// The same, with the policy of passes where it was read.
pub(super) async fn with_policy(client: &Client) -> (Vec<Item>, Option<TenantPolicy>) {
    let token = match client.token().await {
        Ok(token) => token,
        // Without it every other question has the same answer.
        Err(error) => {
            let finding = Item::problem("token", error.to_string(), error.hint());
            return (vec![Item { stops: true, ..finding }], None);
        }
    };
    let mut findings = vec![Item::ok("token", "Entra gives this app a token"), sign_in(client).await];
    let somebody =
        client.first_of_list(client.graph(&["v1.0", "users"], "$top=1&$select=id"), PEOPLE, 1).await;
    let id = somebody.as_ref().ok().and_then(|them| them.first()?["id"].as_str()?.parse().ok());
    findings.push(must("people", &somebody, PEOPLE));
    if let Some(id) = id {
        findings.push(must("sign-in methods", &client.methods(id).await, METHODS));
        findings.push(may("passes", &client.passes(id).await, PASSES));
    } else {
        let words = "nobody is there to try it with";
        findings.push(Item::warning("sign-in methods", words, "let the app read people, and look again"));
    }
    let policy = match client.policy().await {
        Ok(policy) => {
            findings.push(of_policy(&policy));
            // Read only where the policy names some: whether it is for somebody is said before Graph is asked.
            let named = policy.included().iter().chain(policy.excluded()).find(|it| !it.is_everybody());
            if let Some(group) = named {
                findings.push(may("groups", &client.group(&group.id).await, GROUPS));
            }
            Some(policy)
        }
        Err(error) => {
            findings.push(unread("pass policy", &error));
            None
        }
    };
    for (item, path, need) in [("audit", "directoryAudits", DEEDS), ("sign-ins", "signIns", SIGN_INS)] {
        let found = client.first_of_list(client.graph(&["v1.0", "auditLogs", path], "$top=1"), need, 1).await;
        findings.push(may(item, &found, need));
    }
    findings.push(of_token(&token));
    (findings, policy)
}

/// Whether what Entra publishes of its sign-in can be read, and belongs to it.
async fn sign_in(client: &Client) -> Item {
    match Identity::default().published(client, &SystemClock).await {
        Ok(published) => Item::ok(
            "sign-in",
            format!("people sign in at {}", published.authorize.origin().ascii_serialization()),
        ),
        Err(error) => {
            let stops = matches!(error.failure, Failure::Astray | Failure::Odd | Failure::NotGraph(_));
            let remedy = format!("{}; check --tenant and --entra-authority", error.hint());
            Item { stops, ..Item::problem("sign-in", error.to_string(), remedy) }
        }
    }
}

/// What a server is of no use without.
fn must<T>(item: &'static str, found: &Result<T, EntraError>, need: Need) -> Item {
    match found {
        Ok(_) => Item::ok(item, format!("this app may {}", need.doing)),
        Err(error) => {
            let finding = Item::problem(item, error.to_string(), error.hint());
            // What fails at this moment may not fail at the next.
            Item { stops: error.is_about_the_app(), ..finding }
        }
    }
}

fn may<T>(item: &'static str, found: &Result<T, EntraError>, need: Need) -> Item {
    match found {
        Ok(_) => Item::ok(item, format!("this app may {}", need.doing)),
        // Nobody of that id any more: it was read all the same.
        Err(EntraError { failure: Failure::NotFound(_), .. }) if need == PASSES || need == GROUPS => {
            Item::ok(item, format!("this app may {}", need.doing))
        }
        Err(error) => unread(item, error),
    }
}

/// Whether there are passes.
pub(super) fn of_policy(policy: &TenantPolicy) -> Item {
    if policy.is_enabled() {
        let (least, most) = (policy.minimum_lifetime_in_minutes, policy.maximum_lifetime_in_minutes);
        let once = if policy.is_usable_once { "one-time only" } else { "one-time or multi-use" };
        let words = format!(
            "passes are enabled: {} characters, {} to {} minutes, {} by default, {once}",
            policy.default_length,
            least.as_minutes(),
            most.as_minutes(),
            policy.default_lifetime_in_minutes.as_minutes()
        );
        return Item::ok("pass policy", words);
    }
    Item::problem(
        "pass policy",
        "Temporary Access Passes are switched off in the tenant",
        "an Authentication Policy Administrator enables them: Entra admin center > Authentication methods > Policies > \
         Temporary Access Pass",
    )
}

/// What the token says of what can only be tried by doing it. Microsoft keeps the form of its tokens to
/// itself: where it says nothing, nothing is known, and nothing is decided by it.
fn of_token(token: &Secret) -> Item {
    let item = "issuing";
    let claims = token.expose().split('.').nth(1).and_then(|part| BASE64URL.decode(part).ok());
    let claims = claims.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(roles) = claims.as_ref().and_then(|claims| claims["roles"].as_array()) else {
        return Item::ok(item, "whether this app may issue passes shows when it does");
    };
    let enough = ["UserAuthMethod-TAP.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
    if roles.iter().filter_map(Value::as_str).any(|role| enough.contains(&role)) {
        return Item::ok(item, "this app may issue and revoke passes, those of administrators among them");
    }
    Item::warning(
        item,
        "the app's token names no permission to issue passes",
        format!(
            "if the desk is to issue by this app, an administrator grants it {}, and nothing wider",
            enough[0]
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkup::Health;

    #[test]
    fn a_token_that_says_nothing_decides_nothing() {
        let token = |claims: &str| Secret::new(format!("h.{}.s", BASE64URL.encode(claims)));
        for (token, level) in [
            (Secret::new("opaque".to_owned()), Health::Ok),
            (token("{}"), Health::Ok),
            (token(r#"{"roles":["User.Read.All"]}"#), Health::Warning),
            (token(r#"{"roles":["UserAuthMethod-TAP.ReadWrite.All"]}"#), Health::Ok),
        ] {
            assert_eq!(of_token(&token).health, level);
        }
    }
}
