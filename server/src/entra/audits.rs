//! What Entra wrote down about one person.
//!
//! Owns reading its directory audit and its sign-ins by person and time, and one line of either beside our
//! own events: who issued, when it was used, for what. Which method signed somebody in stands in Graph's
//! beta alone, so that is asked first.

use super::check::{DEEDS, SIGN_INS};
use super::client::Client;
use super::error::{EntraError, Failure};
use crate::command::when::rfc_3339;
use doorkey_protocol::time::Timestamp;
use serde_json::Value;
use uuid::Uuid;

/// The most events of either kind that are read.
const MOST: usize = 1_000;

/// How many Graph is asked for at once: its pages of a thousand are longer than any answer that is read.
const DEEDS_AT_ONCE: usize = 100;
const SIGN_INS_AT_ONCE: usize = 25;

/// One event about somebody, whoever wrote it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// `doorkey` or `entra`.
    pub source: &'static str,
    /// What.
    pub activity: String,
    /// `success` or `failure`.
    pub result: String,
    /// Who did it; for a sign-in, by what method.
    pub by: String,
    /// More of it, in the words of whoever wrote it.
    pub reason: String,
    /// Its id where it was written down.
    pub id: String,
    /// By which a sign-in is known on both sides.
    pub correlation: String,
}

/// Where ours stand.
pub const OURS: &str = "doorkey";
/// Where Entra's stand.
pub const ENTRA: &str = "entra";

impl Client {
    /// What Entra wrote down about somebody since then: deeds and sign-ins, and why one of them is missing.
    pub async fn events(&self, whose: Uuid, since: Timestamp) -> (Vec<Event>, Vec<EntraError>) {
        let since = rfc_3339(since);
        let about = format!("targetResources/any(t:t/id eq '{whose}')");
        let query = format!("$top={DEEDS_AT_ONCE}&$filter=activityDateTime ge {since} and {about}");
        let deeds =
            self.first_of_list(self.graph(&["v1.0", "auditLogs", "directoryAudits"], &query), DEEDS, MOST);
        let query =
            format!("$top={SIGN_INS_AT_ONCE}&$filter=userId eq '{whose}' and createdDateTime ge {since}");
        let sign_ins = async {
            let ask = |version| self.graph(&[version, "auditLogs", "signIns"], &query);
            match self.first_of_list(ask("beta"), SIGN_INS, MOST).await {
                Err(EntraError {
                    failure: Failure::NotFound(_) | Failure::Refused { .. } | Failure::NotGraph(_),
                    ..
                }) => self.first_of_list(ask("v1.0"), SIGN_INS, MOST).await,
                found => found,
            }
        };
        let (deeds, sign_ins) = tokio::join!(deeds, sign_ins);
        let (mut events, mut errors) = (Vec::new(), Vec::new());
        match deeds {
            Ok(values) => events.extend(values.iter().filter_map(|value| deed(value, ENTRA))),
            Err(error) => errors.push(error),
        }
        match sign_ins {
            Ok(values) => events.extend(values.iter().filter_map(|value| sign_in(value, ENTRA))),
            Err(error) => errors.push(error),
        }
        (events, errors)
    }
}

fn text(value: &Value) -> String {
    super::error::clean(value.as_str().unwrap_or_default(), &[])
}

fn time(value: &Value) -> Option<Timestamp> {
    let at: jiff::Timestamp = value.as_str()?.parse().ok()?;
    Some(Timestamp::from_millis(at.as_millisecond()))
}

/// A `directoryAudit`, ours or Entra's.
pub fn deed(value: &Value, source: &'static str) -> Option<Event> {
    let by = &value["initiatedBy"];
    let who = [
        &by["user"]["userPrincipalName"],
        &by["user"]["displayName"],
        &by["app"]["displayName"],
        &by["user"]["id"],
    ];
    Some(Event {
        at: time(&value["activityDateTime"])?,
        source,
        activity: text(&value["activityDisplayName"]),
        result: text(&value["result"]),
        by: who.into_iter().map(text).find(|name| !name.is_empty()).unwrap_or_default(),
        reason: text(&value["resultReason"]),
        id: text(&value["id"]),
        correlation: text(&value["correlationId"]),
    })
}

/// A `signIn`, ours or Entra's.
pub fn sign_in(value: &Value, source: &'static str) -> Option<Event> {
    let number = value["status"]["errorCode"].as_i64().unwrap_or(0);
    let steps = value["authenticationDetails"].as_array().into_iter().flatten();
    let mut methods: Vec<_> = steps.map(|step| text(&step["authenticationMethod"])).collect();
    methods.retain(|method| !method.is_empty());
    methods.dedup();
    let reason = match number {
        0 => String::new(),
        _ => format!("{number}: {}", text(&value["status"]["failureReason"])),
    };
    let app = text(&value["appDisplayName"]);
    Some(Event {
        at: time(&value["createdDateTime"])?,
        source,
        activity: if app.is_empty() { "Sign-in".to_owned() } else { format!("Sign-in to {app}") },
        result: if number == 0 { "success" } else { "failure" }.to_owned(),
        by: methods.join(" + "),
        reason,
        id: text(&value["id"]),
        correlation: text(&value["correlationId"]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_line_of_either_kind() {
        let it = deed(
            &json!({
                "id": "a", "activityDateTime": "2026-11-23T09:00:00.1234567Z", "result": "success",
                "activityDisplayName": "Admin registered security info",
                "initiatedBy": { "user": null, "app": { "displayName": "Desk\u{1b}[2J" } },
                "resultReason": "Admin registered temporary access pass method for user",
            }),
            ENTRA,
        );
        let it = it.unwrap();
        assert_eq!((it.by.as_str(), it.at.as_millis()), ("Desk [2J", 1_795_424_400_123));
        let it = sign_in(
            &json!({
                "id": "b", "createdDateTime": "2026-11-23T09:01:00Z", "appDisplayName": "My Signins",
                "status": { "errorCode": 130505, "failureReason": "Already used" },
                "authenticationDetails": [{ "authenticationMethod": "Temporary Access Pass" }],
            }),
            ENTRA,
        );
        let it = it.unwrap();
        assert_eq!(it.activity, "Sign-in to My Signins");
        assert_eq!((it.result.as_str(), it.by.as_str()), ("failure", "Temporary Access Pass"));
        assert_eq!(it.reason, "130505: Already used");
        assert_eq!(deed(&json!({}), ENTRA), None);
    }
}
