//! Changing the rules beside the policy of passes.
//!
//! Owns reading them and changing what one says or its state, in one transaction with its event. A rule
//! that begins without a state only reports. Whether a rule was ever seen to report what it says now is
//! read from the audit, which nobody can tidy up.

use super::{By, Directory, DirectoryError};
use crate::audit::{Deed, Target, activity};
use crate::rules::{self, Rule, RuleState, Rules, Says, stored_as};
use crate::store::audit::{EventRecord, Wanted};
use crate::store::{Connection, StoreError, audit, policies};
use serde_json::Value;

/// How many events are looked at together.
const STRIDE: i64 = 200;

const STATE: &str = "State";
const CONDITIONS: &str = "Conditions";

/// A rule that was changed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Changed {
    /// Its state now.
    pub(crate) state: RuleState,
    /// Whether it is held from now on without ever having reported what it says.
    pub(crate) unseen: bool,
}

impl Directory {
    /// The rules as they stand.
    pub(crate) async fn rules(&self) -> Result<Rules, DirectoryError> {
        Ok(Rules::read(&mut *self.store.snapshot().await?).await?)
    }

    /// Changes what a rule says, its state, or both; what is `None` stays. `None` when there is no such
    /// rule yet and nothing that it would say.
    pub(crate) async fn change_rule<T: Says>(
        &self,
        by: &By,
        says: Option<T>,
        state: Option<RuleState>,
    ) -> Result<Option<Changed>, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let old = rules::read::<T>(&mut transaction).await?;
        let (old_state, old_says) = match &old {
            Some(rule) => (Some(rule.state), Some(spelled(&rule.says)?)),
            None => (None, None),
        };
        let Some(says) = says.or(old.map(|rule| rule.says)) else { return Ok(None) };
        let new_says = spelled(&says)?;
        let state = state.or(old_state).unwrap_or(RuleState::ReportOnly);
        let is_held = state == RuleState::Enabled;
        let was_held = old_state == Some(RuleState::Enabled) && old_says.as_ref() == Some(&new_says);
        let unseen = is_held && !was_held && !was_reported::<T>(&mut transaction, &new_says).await?;
        let rule = spelled(&Rule { state, says })?;
        policies::write(&mut transaction, &stored_as::<T>(), &rule, now).await?;
        // Both, whether they changed or not: each event tells the whole rule.
        let target = Target::other("Policy", T::NAME, T::TITLE)
            .changed(STATE, old_state.map(|state| state.as_str().to_owned()), Some(state.as_str().to_owned()))
            .changed(CONDITIONS, old_says, Some(new_says));
        let deed = Deed::new(activity::RULE_UPDATED, by.actor.clone()).at(target);
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(Some(Changed { state, unseen }))
    }
}

fn spelled(value: &impl serde::Serialize) -> Result<String, DirectoryError> {
    serde_json::to_string(value).map_err(|_| DirectoryError::Fault("the rule could not be spelled"))
}

/// Whether a rule that is held now was seen to report what it says.
pub(crate) async fn was_seen<T: Says>(
    connection: &mut Connection,
    rule: &Rule<T>,
) -> Result<bool, DirectoryError> {
    let says = spelled(&rule.says)?;
    Ok(was_reported::<T>(connection, &says).await?)
}

/// Whether this rule ever only reported while it said this.
async fn was_reported<T: Says>(connection: &mut Connection, says: &str) -> Result<bool, StoreError> {
    let mut wanted =
        Wanted { activity: Some(activity::RULE_UPDATED.name.to_owned()), most: STRIDE, ..Wanted::default() };
    loop {
        let events = audit::newest(connection, &wanted).await?;
        let Some(oldest) = events.last() else { return Ok(false) };
        wanted.before = Some(oldest.seq);
        if events.iter().any(|event| reports(&event.record, T::NAME, says)) {
            return Ok(true);
        }
    }
}

/// Whether with this event the rule of this name began to report that it says this.
fn reports(record: &EventRecord, name: &str, says: &str) -> bool {
    let Ok(body) = serde_json::from_str::<Value>(&record.body) else { return false };
    let target = &body["targetResources"][0];
    // A value stands in the event as JSON within JSON.
    let is_now = |property: &str, wanted: &str| {
        target["modifiedProperties"].as_array().is_some_and(|changes| {
            changes.iter().any(|change| {
                change["displayName"] == property
                    && change["newValue"].as_str().is_some_and(|text| {
                        serde_json::from_str::<String>(text).is_ok_and(|text| text == wanted)
                    })
            })
        })
    };
    target["id"] == name && is_now(STATE, RuleState::ReportOnly.as_str()) && is_now(CONDITIONS, says)
}
