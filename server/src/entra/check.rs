//! What the app may do in the tenant, before the first newcomer comes.
//!
//! Owns the list that `serve` and the doctor begin with: the token, each endpoint that is needed, asked once
//! by a GET, and what the token says of permissions that no GET can try. All of it is told at once, each with
//! who mends it: nobody grants one permission to learn of the next.

use super::client::Client;
use super::error::{EntraError, Failure, Need};
use super::objects::{GROUPS, METHODS, PASSES, PEOPLE, TenantPolicy};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::secret::Secret;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

pub(super) const DEEDS: Need = Need { doing: "read the directory's audit", permission: "AuditLog.Read.All" };
pub(super) const SIGN_INS: Need = Need { doing: "read sign-ins", permission: "AuditLog.Read.All" };

/// How it stands with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Level {
    /// As it should be.
    Ok,
    /// Somebody will stumble over it.
    Warning,
    /// Newcomers do not get in.
    Problem,
}

/// What was found about something, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at.
    pub item: &'static str,
    /// How it stands.
    pub level: Level,
    /// What was found.
    pub words: String,
    /// Who does what about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
    /// Whether a server is of no use with it.
    #[serde(skip)]
    pub stops: bool,
}

impl Finding {
    pub(super) fn ok(item: &'static str, words: impl Into<String>) -> Self {
        Self { item, level: Level::Ok, words: words.into(), remedy: None, stops: false }
    }

    pub(super) fn warning(item: &'static str, words: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Warning, remedy: Some(remedy.into()), ..Self::ok(item, words) }
    }

    pub(super) fn problem(item: &'static str, words: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { level: Level::Problem, ..Self::warning(item, words, remedy) }
    }

    /// What could not be read.
    pub(super) fn unread(item: &'static str, error: &EntraError) -> Self {
        Self::warning(item, error.to_string(), error.hint())
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.level {
            Level::Ok => "ok",
            Level::Warning => "warning",
            Level::Problem => "PROBLEM",
        };
        write!(f, "{mark:8} {:20} {}", self.item, self.words)?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n{:29} -> {remedy}", ""),
            None => Ok(()),
        }
    }
}

/// Everything that can be known of the app, at once.
pub async fn all(client: &Client) -> Vec<Finding> {
    with_policy(client).await.0
}

/// The same, with the policy of passes where it was read.
pub(super) async fn with_policy(client: &Client) -> (Vec<Finding>, Option<TenantPolicy>) {
    let token = match client.token().await {
        Ok(token) => token,
        // Without it every other question has the same answer.
        Err(error) => {
            let finding = Finding::problem("token", error.to_string(), error.hint());
            return (vec![Finding { stops: true, ..finding }], None);
        }
    };
    let mut findings = vec![Finding::ok("token", "Entra gives this app a token")];
    let somebody =
        client.first_of_list(client.graph(&["v1.0", "users"], "$top=1&$select=id"), PEOPLE, 1).await;
    let id = somebody.as_ref().ok().and_then(|them| them.first()?["id"].as_str()?.parse().ok());
    findings.push(must("people", &somebody, PEOPLE));
    if let Some(id) = id {
        findings.push(must("sign-in methods", &client.methods(id).await, METHODS));
        findings.push(may("passes", &client.passes(id).await, PASSES));
    } else {
        let words = "nobody is there to try it with";
        findings.push(Finding::warning("sign-in methods", words, "let the app read people, and look again"));
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
            findings.push(Finding::unread("pass policy", &error));
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

/// What a server is of no use without.
fn must<T>(item: &'static str, found: &Result<T, EntraError>, need: Need) -> Finding {
    match found {
        Ok(_) => Finding::ok(item, format!("this app may {}", need.doing)),
        Err(error) => {
            let finding = Finding::problem(item, error.to_string(), error.hint());
            // What fails at this moment may not fail at the next.
            Finding { stops: error.is_about_the_app(), ..finding }
        }
    }
}

fn may<T>(item: &'static str, found: &Result<T, EntraError>, need: Need) -> Finding {
    match found {
        Ok(_) => Finding::ok(item, format!("this app may {}", need.doing)),
        // Nobody of that id any more: it was read all the same.
        Err(EntraError { failure: Failure::NotFound(_), .. }) if need == PASSES || need == GROUPS => {
            Finding::ok(item, format!("this app may {}", need.doing))
        }
        Err(error) => Finding::unread(item, error),
    }
}

/// Whether there are passes.
pub(super) fn of_policy(policy: &TenantPolicy) -> Finding {
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
        return Finding::ok("pass policy", words);
    }
    Finding::problem(
        "pass policy",
        "Temporary Access Passes are switched off in the tenant",
        "an Authentication Policy Administrator enables them: Entra admin center > Authentication methods > Policies > \
         Temporary Access Pass",
    )
}

/// What the token says of what can only be tried by doing it. Microsoft keeps the form of its tokens to
/// itself: where it says nothing, nothing is known, and nothing is decided by it.
fn of_token(token: &Secret) -> Finding {
    let item = "issuing";
    let claims = token.expose().split('.').nth(1).and_then(|part| BASE64URL.decode(part).ok());
    let claims = claims.and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let Some(roles) = claims.as_ref().and_then(|claims| claims["roles"].as_array()) else {
        return Finding::ok(item, "whether this app may issue passes shows when it does");
    };
    let enough = ["UserAuthMethod-TAP.ReadWrite.All", "UserAuthenticationMethod.ReadWrite.All"];
    if roles.iter().filter_map(Value::as_str).any(|role| enough.contains(&role)) {
        return Finding::ok(item, "this app may issue and revoke passes, those of administrators among them");
    }
    Finding::warning(
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

    #[test]
    fn a_token_that_says_nothing_decides_nothing() {
        let token = |claims: &str| Secret::new(format!("h.{}.s", BASE64URL.encode(claims)));
        for (token, level) in [
            (Secret::new("opaque".to_owned()), Level::Ok),
            (token("{}"), Level::Ok),
            (token(r#"{"roles":["User.Read.All"]}"#), Level::Warning),
            (token(r#"{"roles":["UserAuthMethod-TAP.ReadWrite.All"]}"#), Level::Ok),
        ] {
            assert_eq!(of_token(&token).level, level);
        }
    }
}
