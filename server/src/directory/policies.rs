//! Changing the policy of passes.
//!
//! Owns reading, changing and resetting it, each in one transaction with its event: of two who change it
//! at once the second changes what the first left, or is told when it said what it had read.

use super::{By, Directory, DirectoryError};
use crate::audit::{Deed, Target, activity};
use crate::policy::{PassPolicy, PolicyError};
use crate::store::StoreError;

/// How the audit calls it.
const NAME: &str = "TemporaryAccessPass";

/// A policy that was changed since it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outdated;

impl Directory {
    /// The policy that is in force, and the number of its change.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn policy(&self) -> Result<(PassPolicy, i64), DirectoryError> {
        Ok(PassPolicy::read(&mut *self.store.read().await?).await?)
    }

    /// Changes the policy; what `change` does not touch stays. `read` is the number of the change that
    /// whoever asks has seen, when they say so.
    ///
    /// # Errors
    /// When its parts do not go together: then the old one stays in force, whole.
    pub async fn change_policy(
        &self,
        by: &By,
        read: Option<i64>,
        change: impl FnOnce(&mut PassPolicy) -> Result<(), PolicyError>,
    ) -> Result<Result<PassPolicy, Outdated>, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let (old, version) = PassPolicy::read(&mut transaction).await?;
        if read.is_some_and(|read| read != version) {
            return Ok(Err(Outdated));
        }
        let mut new = old.clone();
        let checked = change(&mut new).and_then(|()| new.check());
        if let Err(error) = checked {
            let deed = Deed::new(activity::POLICY_UPDATED, by.actor.clone())
                .at(Target::other("Policy", NAME, NAME))
                .refused("policy", error.to_string());
            self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
            transaction.commit().await.map_err(StoreError::from)?;
            return Err(error.into());
        }
        new.write(&mut transaction, now).await?;
        let deed = Deed::new(activity::POLICY_UPDATED, by.actor.clone()).at(told(&old, &new)?);
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        crate::fault::at("policy: before commit");
        transaction.commit().await.map_err(StoreError::from)?;
        crate::fault::at("policy: after commit");
        Ok(Ok(new))
    }

    /// Puts the policy back to what it was before anybody changed it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reset_policy(&self, by: &By) -> Result<(), DirectoryError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let (old, _) = PassPolicy::read(&mut transaction).await?;
        let new = PassPolicy::default();
        new.write(&mut transaction, now).await?;
        let deed = Deed::new(activity::POLICY_RESET, by.actor.clone()).at(told(&old, &new)?);
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        Ok(transaction.commit().await.map_err(StoreError::from)?)
    }
}

/// Every part that changed, by its name.
fn told(old: &PassPolicy, new: &PassPolicy) -> Result<Target, DirectoryError> {
    let json = |policy| {
        serde_json::to_string(policy).map_err(|_| DirectoryError::Fault("the policy could not be spelled"))
    };
    let (old, new) = (json(old)?, json(new)?);
    let target = Target::other("Policy", NAME, NAME);
    Ok(if old == new { target } else { target.changed("Policy", Some(old), Some(new)) })
}
