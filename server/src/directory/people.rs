//! The people and the groups that they are in.
//!
//! Owns adding, changing and removing them. Each change is in the audit, in its own transaction.

use super::guess::SALT;
use super::issue::ISSUERS;
use super::{By, Directory, DirectoryError, canonical, find, random_id};
use crate::audit::{Actor, Deed, Target, activity};
use crate::store::groups::GroupRecord;
use crate::store::people::PersonRecord;
use crate::store::{self, Connection, StoreError, groups, people};
use doorkey_protocol::person::{Person, UserName};
use doorkey_protocol::time::Timestamp;
use uuid::Uuid;

/// Somebody, for the desk.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Who.
    pub person: Person,
    /// Since when they are known.
    pub added_at: Timestamp,
    /// What else is known.
    pub marks: Marks,
}

/// What is known of somebody beside their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marks {
    /// A guest here.
    pub guest: bool,
    /// Signs in at another organisation.
    pub external: bool,
    /// Not switched off.
    pub enabled: bool,
    /// An emergency access account.
    pub emergency: bool,
}

impl Default for Marks {
    fn default() -> Self {
        Self { guest: false, external: false, enabled: true, emergency: false }
    }
}

/// What is to change about somebody; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// How they are greeted.
    pub display_name: Option<String>,
    /// A guest here.
    pub guest: Option<bool>,
    /// Signs in at another organisation.
    pub external: Option<bool>,
    /// Not switched off.
    pub enabled: Option<bool>,
    /// An emergency access account.
    pub emergency: Option<bool>,
}

/// A group, for the desk.
#[derive(Clone, Debug)]
pub struct ListedGroup {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Whether its members are privileged.
    pub privileged: bool,
    /// Whether its members may issue passes.
    pub issues: bool,
    /// Who is in it.
    pub members: Vec<String>,
}

/// The most members that are listed at once.
const ALL: i64 = i64::MAX;

fn marks(person: &PersonRecord) -> Marks {
    Marks {
        guest: person.guest,
        external: person.external,
        enabled: person.enabled,
        emergency: person.emergency,
    }
}

/// One line of 1 to 200 characters.
fn display_name(text: &str) -> Result<String, DirectoryError> {
    let name = text.trim();
    if (1..=200).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        Ok(name.to_owned())
    } else {
        Err(DirectoryError::DisplayName)
    }
}

impl Directory {
    /// Adds somebody.
    ///
    /// # Errors
    /// When the user name is taken or the display name does not do.
    pub async fn add_person(
        &self,
        by: &By,
        user_name: &UserName,
        name: &str,
        marks: Marks,
    ) -> Result<Person, DirectoryError> {
        Ok(self.add(by, user_name, name, marks).await?.shown())
    }

    pub(crate) async fn add(
        &self,
        by: &By,
        user_name: &UserName,
        name: &str,
        marks: Marks,
    ) -> Result<PersonRecord, DirectoryError> {
        let mut salt = vec![0; SALT];
        getrandom::fill(&mut salt)?;
        let now = self.clock.now();
        let record = PersonRecord {
            guest: marks.guest,
            external: marks.external,
            enabled: marks.enabled,
            emergency: marks.emergency,
            ..PersonRecord::new(random_id()?, canonical(user_name), display_name(name)?, salt, now)
        };
        let mut transaction = self.store.write().await?;
        if marks.emergency && !self.is_above(&mut transaction, by).await? {
            return Err(DirectoryError::PrivilegedChange);
        }
        if !people::insert(&mut transaction, &record).await? {
            return Err(DirectoryError::PersonExists(record.user_name));
        }
        let deed = Deed::new(activity::PERSON_ADDED, by.actor.clone()).to(&record);
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(record)
    }

    /// Changes what is known of somebody.
    ///
    /// # Errors
    /// When nobody has this name, or the display name does not do.
    pub async fn change_person(
        &self,
        by: &By,
        user_name: &UserName,
        changes: Changes,
    ) -> Result<Person, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let person = find(&mut transaction, user_name).await?;
        let changed = self.change(&mut transaction, by, person, changes).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(changed.shown())
    }

    pub(crate) async fn change(
        &self,
        connection: &mut Connection,
        by: &By,
        person: PersonRecord,
        changes: Changes,
    ) -> Result<PersonRecord, DirectoryError> {
        let now = self.clock.now();
        self.must_be_above(connection, by, &person).await?;
        if changes.emergency == Some(true) && !self.is_above(connection, by).await? {
            return Err(DirectoryError::PrivilegedChange);
        }
        let mut changed = person.clone();
        if let Some(name) = &changes.display_name {
            changed.display_name = display_name(name)?;
        }
        changed.guest = changes.guest.unwrap_or(changed.guest);
        changed.external = changes.external.unwrap_or(changed.external);
        changed.enabled = changes.enabled.unwrap_or(changed.enabled);
        changed.emergency = changes.emergency.unwrap_or(changed.emergency);
        let mut target = Target::person(&changed);
        for (name, old, new) in [
            ("DisplayName", person.display_name.clone(), changed.display_name.clone()),
            ("UserType", user_type(&person).to_owned(), user_type(&changed).to_owned()),
            ("ExternalUser", person.external.to_string(), changed.external.to_string()),
            ("AccountEnabled", person.enabled.to_string(), changed.enabled.to_string()),
            ("EmergencyAccess", person.emergency.to_string(), changed.emergency.to_string()),
        ] {
            if old != new {
                target = target.changed(name, Some(old), Some(new));
            }
        }
        people::update(connection, &changed).await?;
        let deed = Deed::new(activity::PERSON_UPDATED, by.actor.clone()).about(&changed).at(target);
        self.audit.deed(connection, &by.caller, now, deed).await?;
        Ok(changed)
    }

    /// Removes somebody with their passes and all that they registered. Somebody of the same name who is
    /// added later is another person.
    ///
    /// # Errors
    /// When nobody has this name.
    pub async fn remove_person(&self, by: &By, user_name: &UserName) -> Result<Person, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let person = find(&mut transaction, user_name).await?;
        self.remove(&mut transaction, by, &person).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(person.shown())
    }

    pub(crate) async fn remove(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
    ) -> Result<(), DirectoryError> {
        self.must_be_above(connection, by, person).await?;
        let now = self.clock.now();
        let deed = Deed::new(activity::PERSON_DELETED, by.actor.clone()).to(person);
        self.audit.deed(connection, &by.caller, now, deed).await?;
        Ok(people::remove(connection, person.id).await?)
    }

    /// Everybody, by user name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people(&self) -> Result<Vec<Listed>, DirectoryError> {
        let people = people::all(&mut *self.store.read().await?).await?;
        Ok(people
            .into_iter()
            .map(|record| Listed {
                person: record.shown(),
                added_at: record.created_at,
                marks: marks(&record),
            })
            .collect())
    }

    /// Adds a group. The members of a `privileged` one are privileged.
    ///
    /// # Errors
    /// When the name is taken or does not do.
    pub async fn add_group(&self, by: &By, name: &str, privileged: bool) -> Result<Uuid, DirectoryError> {
        let now = self.clock.now();
        let group = GroupRecord {
            id: random_id()?,
            display_name: display_name(name)?,
            role_assignable: privileged,
            created_at: now,
        };
        let mut transaction = self.store.write().await?;
        if privileged && !self.is_above(&mut transaction, by).await? {
            return Err(DirectoryError::PrivilegedChange);
        }
        if !groups::insert(&mut transaction, &group).await? {
            return Err(DirectoryError::GroupExists(group.display_name));
        }
        let target = Target::other("Group", group.id, &group.display_name);
        let target = target.changed("IsAssignableToRole", None, Some(privileged.to_string()));
        let deed = Deed::new(activity::GROUP_ADDED, by.actor.clone()).at(target);
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(group.id)
    }

    /// Removes a group. Nobody of its members is.
    ///
    /// # Errors
    /// When no group has this name.
    pub async fn remove_group(&self, by: &By, name: &str) -> Result<(), DirectoryError> {
        let mut transaction = self.store.write().await?;
        let group = group(&mut transaction, name).await?;
        self.drop_group(&mut transaction, by, &group).await?;
        Ok(transaction.commit().await.map_err(StoreError::from)?)
    }

    pub(crate) async fn drop_group(
        &self,
        connection: &mut Connection,
        by: &By,
        group: &GroupRecord,
    ) -> Result<(), DirectoryError> {
        self.must_be_above_group(connection, by, group).await?;
        let target = Target::other("Group", group.id, &group.display_name);
        let deed = Deed::new(activity::GROUP_DELETED, by.actor.clone()).at(target);
        self.audit.deed(connection, &by.caller, self.clock.now(), deed).await?;
        Ok(groups::remove(connection, group.id).await?)
    }

    /// Adds somebody to a group; false when they are in it.
    ///
    /// # Errors
    /// When nobody or no group has the name.
    pub async fn join(
        &self,
        by: &By,
        group_name: &str,
        user_name: &UserName,
    ) -> Result<bool, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let group = group(&mut transaction, group_name).await?;
        let person = find(&mut transaction, user_name).await?;
        let joined = self.add_member(&mut transaction, by, &group, &person).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(joined)
    }

    pub(crate) async fn add_member(
        &self,
        connection: &mut Connection,
        by: &By,
        group: &GroupRecord,
        person: &PersonRecord,
    ) -> Result<bool, DirectoryError> {
        self.must_be_above_group(connection, by, group).await?;
        let joined = groups::join(connection, group.id, person.id).await?;
        if joined {
            let deed = Deed::new(activity::MEMBER_ADDED, by.actor.clone()).to(person).at(Target::other(
                "Group",
                group.id,
                &group.display_name,
            ));
            self.audit.deed(connection, &by.caller, self.clock.now(), deed).await?;
        }
        Ok(joined)
    }

    /// Takes somebody out of a group; false when they are not in it.
    ///
    /// # Errors
    /// When nobody or no group has the name.
    pub async fn quit(
        &self,
        by: &By,
        group_name: &str,
        user_name: &UserName,
    ) -> Result<bool, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let group = group(&mut transaction, group_name).await?;
        let person = find(&mut transaction, user_name).await?;
        let left = self.remove_member(&mut transaction, by, &group, &person).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(left)
    }

    pub(crate) async fn remove_member(
        &self,
        connection: &mut Connection,
        by: &By,
        group: &GroupRecord,
        person: &PersonRecord,
    ) -> Result<bool, DirectoryError> {
        self.must_be_above_group(connection, by, group).await?;
        let left = groups::leave(connection, group.id, person.id).await?;
        if left {
            let deed = Deed::new(activity::MEMBER_REMOVED, by.actor.clone()).to(person).at(Target::other(
                "Group",
                group.id,
                &group.display_name,
            ));
            self.audit.deed(connection, &by.caller, self.clock.now(), deed).await?;
        }
        Ok(left)
    }

    /// Whether who asks is privileged.
    async fn is_above(&self, connection: &mut Connection, by: &By) -> Result<bool, StoreError> {
        match &by.actor {
            Actor::Person { id, .. } => groups::is_privileged(connection, *id).await,
            Actor::Application { .. } => Ok(by.privileged),
            Actor::Unknown => Ok(false),
        }
    }

    /// Refuses whoever would change somebody above them: they could take them out of everybody's sight and
    /// then issue a pass for them.
    async fn must_be_above(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
    ) -> Result<(), DirectoryError> {
        let is_privileged = person.emergency || groups::is_privileged(connection, person.id).await?;
        if is_privileged && !self.is_above(connection, by).await? {
            return Err(DirectoryError::PrivilegedChange);
        }
        Ok(())
    }

    /// The same for a group that decides who is privileged or who may issue.
    async fn must_be_above_group(
        &self,
        connection: &mut Connection,
        by: &By,
        group: &GroupRecord,
    ) -> Result<(), DirectoryError> {
        let decides = group.role_assignable || self.issuers(connection).await? == Some(group.id);
        if decides && !self.is_above(connection, by).await? {
            return Err(DirectoryError::PrivilegedChange);
        }
        Ok(())
    }

    /// All groups with their members, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn groups(&self) -> Result<Vec<ListedGroup>, DirectoryError> {
        let mut connection = self.store.snapshot().await?;
        let issuers = self.issuers(&mut connection).await?;
        let mut listed = Vec::new();
        for group in groups::after(&mut connection, "", ALL).await? {
            let members = groups::members(&mut connection, group.id, "", ALL).await?;
            listed.push(ListedGroup {
                id: group.id,
                name: group.display_name,
                privileged: group.role_assignable,
                issues: issuers == Some(group.id),
                members: members.into_iter().map(|person| person.user_name).collect(),
            });
        }
        Ok(listed)
    }

    /// Makes a group the one whose members may issue passes.
    ///
    /// # Errors
    /// When no group has this name.
    pub async fn set_issuers(&self, by: &By, group_name: &str) -> Result<(), DirectoryError> {
        let mut transaction = self.store.write().await?;
        let group = group(&mut transaction, group_name).await?;
        let former = self.issuers(&mut transaction).await?;
        store::set(&mut transaction, ISSUERS, &group.id.to_string()).await?;
        let target = Target::other("Group", group.id, &group.display_name).changed(
            "IssuingGroup",
            former.map(|id| id.to_string()),
            Some(group.id.to_string()),
        );
        let deed = Deed::new(activity::ISSUERS_SET, by.actor.clone()).at(target);
        self.audit.deed(&mut transaction, &by.caller, self.clock.now(), deed).await?;
        Ok(transaction.commit().await.map_err(StoreError::from)?)
    }

    /// The group whose members may issue, as long as there is one.
    pub(crate) async fn issuers(&self, connection: &mut Connection) -> Result<Option<Uuid>, StoreError> {
        let Some(id) = store::setting(connection, ISSUERS).await? else { return Ok(None) };
        let id = id.parse().map_err(|_| StoreError::Damaged("issuing group"))?;
        Ok(groups::by_id(connection, id).await?.map(|group| group.id))
    }
}

/// Graph's `userType`.
pub(crate) const fn user_type(person: &PersonRecord) -> &'static str {
    if person.guest { "Guest" } else { "Member" }
}

async fn group(connection: &mut Connection, name: &str) -> Result<GroupRecord, DirectoryError> {
    let name = name.trim();
    let found = groups::by_name(connection, name).await?;
    found.ok_or_else(|| DirectoryError::UnknownGroup(name.to_owned()))
}
