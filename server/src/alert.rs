//! What somebody must know soon.
//!
//! Owns the kinds of alert and raising one: a line in the log, and, in the transaction of the deed that
//! raised it, a row that `webhook` delivers. It is never in the way of the deed, and never lost. A storm
//! of one kind about one subject is one alert that counts.

use crate::caller::Caller;
use crate::directory::random_id;
use crate::refusal::Refusal;
use crate::store::people::PersonRecord;
use crate::store::{Connection, alerts};
use doorkey_protocol::time::Timestamp;
use serde_json::{Map, Value, json};

/// How soon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Severity {
    /// At once.
    High,
    /// Today.
    Medium,
}

impl Severity {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
        }
    }
}

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A pass was issued for somebody privileged.
    PassForPrivileged,
    /// A pass was issued for an emergency access account.
    PassForEmergency,
    /// An emergency access account was used.
    EmergencyUsed,
    /// Somebody tried to issue a pass for themselves, or for somebody above them.
    IssueRefused,
    /// One issuer issued more than anybody does by hand.
    IssueBurst,
    /// A pass was issued and taken away in a short time.
    IssuedAndDeleted,
    /// A pass was tried wrongly until it died.
    PassLocked,
    /// Many wrong passes came from one network.
    FailureBurst,
    /// A used pass was entered again.
    UsedPassTried,
    /// Something was registered from another network than the one that redeemed.
    RegisteredElsewhere,
    /// A link to a pass was opened a second time.
    EnvelopeTried,
    /// The first screen said no to a phone.
    HandoverRefused,
    /// A link to continue by was opened after it was over.
    HandoverLate,
    /// A second device opened a link to continue by.
    HandoverContested,
    /// A device opened a link to continue by after it was agreed to another.
    HandoverIntruded,
}

impl Kind {
    /// How it is told apart, here and by who receives it.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::PassForPrivileged => "pass-for-privileged",
            Self::PassForEmergency => "pass-for-emergency",
            Self::EmergencyUsed => "emergency-used",
            Self::IssueRefused => "issue-refused",
            Self::IssueBurst => "issue-burst",
            Self::IssuedAndDeleted => "issued-and-deleted",
            Self::PassLocked => "pass-locked",
            Self::FailureBurst => "failure-burst",
            Self::UsedPassTried => "used-pass-tried",
            Self::RegisteredElsewhere => "registered-elsewhere",
            Self::EnvelopeTried => "envelope-tried",
            Self::HandoverRefused => "handover-refused",
            Self::HandoverLate => "handover-late",
            Self::HandoverContested => "handover-contested",
            Self::HandoverIntruded => "handover-intruded",
        }
    }

    /// How soon somebody must know.
    pub(crate) const fn severity(self) -> Severity {
        match self {
            Self::PassForPrivileged
            | Self::PassForEmergency
            | Self::EmergencyUsed
            | Self::IssueRefused
            | Self::EnvelopeTried
            | Self::HandoverContested
            | Self::HandoverIntruded => Severity::High,
            Self::IssueBurst
            | Self::IssuedAndDeleted
            | Self::PassLocked
            | Self::FailureBurst
            | Self::UsedPassTried
            | Self::RegisteredElsewhere
            | Self::HandoverRefused
            | Self::HandoverLate => Severity::Medium,
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::PassForPrivileged => "a pass was issued for a privileged account",
            Self::PassForEmergency => "a pass was issued for an emergency access account",
            Self::EmergencyUsed => "an emergency access account was used",
            Self::IssueRefused => "somebody tried to issue a pass that they must not issue",
            Self::IssueBurst => "one issuer asks for more passes than anybody needs at once",
            Self::IssuedAndDeleted => "a pass was issued and taken away in a short time",
            Self::PassLocked => "a pass was tried wrongly until it died",
            Self::FailureBurst => "many wrong passes came from one network",
            Self::UsedPassTried => "a used pass was entered again",
            Self::RegisteredElsewhere => {
                "something was registered from another network than the one that redeemed"
            }
            Self::EnvelopeTried => "a link to a pass was opened a second time",
            Self::HandoverRefused => "the first screen said no to a phone",
            Self::HandoverLate => "a link to continue by was opened after it was over",
            Self::HandoverContested => "a second device opened a link to continue by",
            Self::HandoverIntruded => "a link to continue by was opened after another device continued",
        }
    }
}

/// Something that must be told.
#[derive(Clone, Debug)]
pub(crate) struct Alert {
    kind: Kind,
    subject: String,
    facts: Map<String, Value>,
}

impl Alert {
    /// About `subject`, which is an id or a network and never a secret.
    #[expect(clippy::needless_pass_by_value, reason = "ids, numbers and words alike")]
    pub(crate) fn new(kind: Kind, subject: impl ToString) -> Self {
        Self { kind, subject: subject.to_string(), facts: Map::new() }
    }

    /// About somebody.
    pub(crate) fn about(kind: Kind, person: &PersonRecord) -> Self {
        Self::new(kind, person.id).with("person", person.id).with("userName", &person.user_name)
    }

    /// With something more to know.
    #[expect(clippy::needless_pass_by_value, reason = "ids, numbers and words alike")]
    pub(crate) fn with(mut self, key: &'static str, value: impl ToString) -> Self {
        self.facts.insert(key.to_owned(), Value::from(value.to_string()));
        self
    }

    /// Raises it, within the transaction of the deed.
    pub(crate) async fn raise(
        self,
        connection: &mut Connection,
        caller: &Caller,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let (kind, severity) = (self.kind.as_str(), self.kind.severity().as_str());
        let mut facts = self.facts;
        facts.insert("correlationId".to_owned(), json!(caller.correlation));
        if let Some(address) = caller.address {
            facts.insert("ipAddress".to_owned(), json!(address));
        }
        facts.insert("words".to_owned(), json!(self.kind.words()));
        // In one field, as JSON: nothing that somebody chose can begin a line or a field of its own.
        let body = Value::Object(facts).to_string();
        let has_log = tracing::enabled!(tracing::Level::WARN);
        let new = alerts::raise(connection, random_id()?, kind, severity, &self.subject, &body, now, has_log)
            .await?;
        if new {
            log(kind, severity, &self.subject, &body);
        }
        Ok(())
    }
}

/// Tells the log.
pub(crate) fn log(kind: &str, severity: &str, subject: &str, body: &str) {
    let facts: Value = serde_json::from_str(body).unwrap_or_default();
    let words = facts["words"].as_str().unwrap_or("an alert");
    tracing::warn!(alert = kind, severity, subject, facts = body, "{words}");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Server;
    use crate::clock::SystemClock;
    use crate::settings::Settings;
    use std::sync::Arc;

    #[tokio::test]
    async fn what_did_not_happen_is_not_told_and_a_storm_is_told_once() {
        let data = tempfile::tempdir().unwrap();
        let server = Server::open(Settings::for_tests(data.path()), Arc::new(SystemClock)).await.unwrap();
        let store = &server.directory().store;
        let caller = Caller::at(None).unwrap();
        let raise = async |seconds: i64| {
            let mut transaction = store.write().await.unwrap();
            let alert = Alert::new(Kind::FailureBurst, "192.0.2.1");
            let now = Timestamp::from_millis(seconds * 1_000);
            alert.raise(&mut transaction, &caller, now).await.unwrap();
            transaction
        };
        let waiting = async || alerts::waiting(&mut store.read().await.unwrap()).await.unwrap();
        raise(1).await.rollback().await.unwrap();
        assert_eq!(waiting().await, (0, None));
        for seconds in 2..=4 {
            raise(seconds).await.commit().await.unwrap();
        }
        raise(5).await.rollback().await.unwrap();
        assert_eq!(waiting().await, (1, Some(Timestamp::from_millis(2_000))));

        let at = |seconds: i64| Timestamp::from_millis(seconds * 1_000);
        let mut transaction = store.write().await.unwrap();
        let taken = alerts::take(&mut transaction, at(6), at(21), 10).await.unwrap();
        assert_eq!(taken.iter().map(|alert| (alert.count, alert.tries)).collect::<Vec<_>>(), [(3, 1)]);
        assert!(alerts::take(&mut transaction, at(7), at(22), 10).await.unwrap().is_empty(), "it is taken");
        transaction.commit().await.unwrap();
        // What counts on while it is under way waits for the next time.
        raise(7).await.commit().await.unwrap();
        let mut transaction = store.write().await.unwrap();
        alerts::delivered(&mut transaction, &taken[0], at(8)).await.unwrap();
        let taken = alerts::take(&mut transaction, at(8), at(23), 10).await.unwrap();
        assert_eq!((taken[0].count, taken[0].tries, taken[0].first_at), (1, 1, 7_000));
        alerts::delivered(&mut transaction, &taken[0], at(9)).await.unwrap();
        alerts::forget_delivered(&mut transaction, at(9)).await.unwrap();
        transaction.commit().await.unwrap();
        assert_eq!(waiting().await, (0, None));
    }
}
