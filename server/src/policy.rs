//! The policy of passes: Entra's `temporaryAccessPassAuthenticationMethodConfiguration`.
//!
//! Owns what it says, every relation between its parts, and whom it is for. Where Graph is silent we
//! chose: passes are enabled from the start, since nothing else is done here; our length is 10, because
//! a pass ends in a check character; and the shortest lifetime must not be longer than the longest.

use crate::store::people::PersonRecord;
use crate::store::{Connection, StoreError, groups, policies};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::pass::{LONGEST, SHORTEST};
use doorkey_protocol::time::{Lifetime, Timestamp};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Under which it is stored.
const NAME: &str = "temporaryAccessPass";

/// How Graph spells everybody.
pub(crate) const ALL_USERS: &str = "all_users";

/// The policy of passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PassPolicy {
    /// Whether there are passes at all.
    pub enabled: bool,
    /// How many characters a pass has.
    pub default_length: u32,
    /// How long it lasts when nobody says otherwise.
    pub default_lifetime: Lifetime,
    /// The shortest that may be asked for.
    pub minimum_lifetime: Lifetime,
    /// The longest that may be asked for.
    pub maximum_lifetime: Lifetime,
    /// Whether every pass pays for one way in only.
    pub usable_once: bool,
    /// For whom passes are.
    pub include: Vec<Scope>,
    /// For whom they are not, whoever includes them.
    pub exclude: Vec<Scope>,
}

/// Some of the people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Scope {
    /// All of them.
    Everyone,
    /// The members of a group.
    Group(Uuid),
    /// One person.
    Person(Uuid),
}

/// What is wrong with a policy: the property as Graph calls it, and what it takes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{property} {expected}")]
pub struct PolicyError {
    /// The property.
    pub property: &'static str,
    /// In words.
    pub expected: String,
}

impl PolicyError {
    pub(crate) fn new(property: &'static str, expected: impl Into<String>) -> Self {
        Self { property, expected: expected.into() }
    }
}

impl Default for PassPolicy {
    fn default() -> Self {
        Self {
            enabled: true,
            default_length: PassFormat::DEFAULT_LENGTH as u32,
            default_lifetime: Lifetime::DEFAULT,
            minimum_lifetime: Lifetime::said(60),
            maximum_lifetime: Lifetime::said(480),
            usable_once: false,
            include: vec![Scope::Everyone],
            exclude: Vec::new(),
        }
    }
}

impl PassPolicy {
    /// Reads the policy that is in force, with the number of its change; 0 for the one that nobody
    /// changed.
    pub(crate) async fn read(connection: &mut Connection) -> Result<(Self, i64), StoreError> {
        let Some(stored) = policies::read(connection, NAME).await? else { return Ok((Self::default(), 0)) };
        let policy = serde_json::from_str(&stored.body).map_err(|_| StoreError::Damaged("policy"))?;
        Ok((policy, stored.version))
    }

    /// Puts it in force.
    pub(crate) async fn write(&self, connection: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
        let body = serde_json::to_string(self).map_err(|_| StoreError::Damaged("policy"))?;
        policies::write(connection, NAME, &body, now).await
    }

    /// Whether its parts go together.
    ///
    /// # Errors
    /// The first property that does not do.
    pub fn check(&self) -> Result<(), PolicyError> {
        let lifetimes = [
            ("minimumLifetimeInMinutes", self.minimum_lifetime),
            ("maximumLifetimeInMinutes", self.maximum_lifetime),
            ("defaultLifetimeInMinutes", self.default_lifetime),
        ];
        for (property, lifetime) in lifetimes {
            if Lifetime::from_minutes(lifetime.as_minutes()).is_err() {
                return Err(PolicyError::new(property, "must be between 10 and 43200"));
            }
        }
        if self.minimum_lifetime > self.maximum_lifetime {
            return Err(PolicyError::new(
                "minimumLifetimeInMinutes",
                format!(
                    "must not be above maximumLifetimeInMinutes, which is {}",
                    self.maximum_lifetime.as_minutes()
                ),
            ));
        }
        if !self.allows(self.default_lifetime) {
            return Err(PolicyError::new(
                "defaultLifetimeInMinutes",
                format!(
                    "must be between minimumLifetimeInMinutes and maximumLifetimeInMinutes, which are {} and {}",
                    self.minimum_lifetime.as_minutes(),
                    self.maximum_lifetime.as_minutes()
                ),
            ));
        }
        if !(SHORTEST as u32..=LONGEST as u32).contains(&self.default_length) {
            return Err(PolicyError::new("defaultLength", "must be between 8 and 48"));
        }
        Ok(())
    }

    /// Whether a pass may last so long.
    pub(crate) fn allows(&self, lifetime: Lifetime) -> bool {
        (self.minimum_lifetime..=self.maximum_lifetime).contains(&lifetime)
    }

    /// Whether somebody who is in these groups may have a pass.
    pub(crate) fn is_for(&self, person: &PersonRecord, groups: &[Uuid]) -> bool {
        let names = |scope: &Scope| match scope {
            Scope::Everyone => true,
            Scope::Group(id) => groups.contains(id),
            Scope::Person(id) => *id == person.id,
        };
        self.enabled && self.include.iter().any(names) && !self.exclude.iter().any(names)
    }

    /// Whether a pass of this kind, of this person, can be used under it now.
    pub(crate) async fn admits(
        &self,
        connection: &mut Connection,
        person: &PersonRecord,
        one_time: bool,
    ) -> Result<bool, StoreError> {
        if !person.enabled || person.external || !self.enabled || self.usable_once && !one_time {
            return Ok(false);
        }
        Ok(self.is_for(person, &groups::of_person(connection, person.id).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: impl FnOnce(&mut PassPolicy)) -> PassPolicy {
        let mut policy = PassPolicy::default();
        change(&mut policy);
        policy
    }

    #[test]
    fn every_relation_is_held_and_named() {
        for (policy, expected) in [
            (PassPolicy::default(), ""),
            (
                with(|it| it.minimum_lifetime = Lifetime::said(9)),
                "minimumLifetimeInMinutes must be between 10 and 43200",
            ),
            (
                with(|it| it.maximum_lifetime = Lifetime::said(43_201)),
                "maximumLifetimeInMinutes must be between 10 and 43200",
            ),
            (
                with(|it| it.default_lifetime = Lifetime::said(0)),
                "defaultLifetimeInMinutes must be between 10 and 43200",
            ),
            (
                with(|it| it.minimum_lifetime = Lifetime::said(481)),
                "minimumLifetimeInMinutes must not be above maximumLifetimeInMinutes, which is 480",
            ),
            (
                with(|it| it.default_lifetime = Lifetime::said(59)),
                "defaultLifetimeInMinutes must be between minimumLifetimeInMinutes and maximumLifetimeInMinutes, which are 60 and 480",
            ),
            (with(|it| it.default_length = 7), "defaultLength must be between 8 and 48"),
            (with(|it| it.default_length = 49), "defaultLength must be between 8 and 48"),
            (with(|it| it.default_length = 48), ""),
            (
                with(|it| {
                    it.minimum_lifetime = Lifetime::said(10);
                    it.default_lifetime = Lifetime::said(10);
                    it.maximum_lifetime = Lifetime::said(43_200);
                }),
                "",
            ),
        ] {
            let said = policy.check().err().map(|error| error.to_string()).unwrap_or_default();
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn who_is_excluded_is_out_whoever_includes_them() {
        let (group, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let person = PersonRecord { id: Uuid::from_u128(3), ..PersonRecord::for_tests() };
        for (include, exclude, within) in [
            (vec![Scope::Everyone], vec![], true),
            (vec![], vec![], false),
            (vec![Scope::Group(group)], vec![], true),
            (vec![Scope::Group(other)], vec![], false),
            (vec![Scope::Group(other), Scope::Person(person.id)], vec![], true),
            (vec![Scope::Everyone], vec![Scope::Group(group)], false),
            (vec![Scope::Person(person.id)], vec![Scope::Person(person.id)], false),
            (vec![Scope::Everyone], vec![Scope::Group(other)], true),
        ] {
            let policy = PassPolicy { include, exclude, ..PassPolicy::default() };
            assert_eq!(policy.is_for(&person, &[group]), within, "{policy:?}");
            assert!(!PassPolicy { enabled: false, ..policy }.is_for(&person, &[group]));
        }
    }
}
