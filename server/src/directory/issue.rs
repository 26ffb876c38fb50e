//! Passes from the desk's side: issued, listed, revoked.
//!
//! Owns who may issue for whom, and what an issued pass is. A pass is issued under the policy and the
//! rules, takes the place of the person's former one, and is shown exactly once.

use super::{By, Directory, DirectoryError, random_id};
use crate::alert::{Alert, Kind};
use crate::audit::activity::Activity;
use crate::audit::{Actor, Deed, Target, activity};
use crate::directory::pass_record::{EndedReason, PassRecord, Standing};
use crate::envelope;
use crate::policy::PassPolicy;
use crate::rules::{self, Applied, Rules};
use crate::store::people::PersonRecord;
use crate::store::{Connection, StoreError, envelopes, groups, passes, people};
use doorkey_protocol::check::Symbol;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::{Person, UserName};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Span, Timestamp};
use doorkey_protocol::validity::Validity;
use sqlx::{Any, Transaction};
use zeroize::Zeroizing;

/// How many passes one issuer may issue within a minute: more than anybody hands out.
const MOST_A_MINUTE: i64 = 300;

/// A pass that is taken away so soon after it was issued is told.
pub(crate) const SOON: Span = Span::from_mins(10);

/// The setting that names the group whose members may issue.
pub(super) const ISSUERS: &str = "issuing-group";

/// What the desk asks for.
#[derive(Clone, Copy, Debug, Default)]
pub struct IssueRequest {
    /// How long; as long as the policy says when `None`.
    pub lifetime: Option<Lifetime>,
    /// From when; from now on when `None`.
    pub starts_at: Option<Timestamp>,
    /// Whether it pays for one way in only; as the policy says when `None`.
    pub one_time: Option<bool>,
    /// Whether it is handed over by a link that shows it once.
    pub sealed: bool,
}

/// A pass that was just issued: the only time that anybody sees it.
#[derive(Debug)]
pub struct Issued {
    /// Whose.
    pub person: Person,
    /// The pass.
    pub pass: Pass,
    /// What is known of it.
    pub record: PassRecord,
    /// When it can be used.
    pub validity: Validity,
    /// Whether it pays for one passkey only.
    pub one_time: bool,
    /// The link to the page, which carries everything but the pass.
    pub invitation_link: String,
    /// The link that shows the pass once, where one was asked for.
    pub envelope_link: Option<Secret>,
}

/// A pass and whose it is, for the desk.
#[derive(Clone, Debug)]
pub struct ListedPass {
    /// Whose.
    pub person: Person,
    /// What is known of it.
    pub pass: PassRecord,
    /// What can be done with it now.
    pub standing: Standing,
    /// When its envelope was opened: `None` for a pass without one, `Some(None)` for one that is shut.
    pub opened: Option<Option<Timestamp>>,
}

impl Directory {
    /// Issues a pass. The person's former one ends in the same moment.
    ///
    /// # Errors
    /// When nobody has this name, the issuer must not, policy or rules refuse, the pass would have ended
    /// already, or there is no randomness for it. What was refused is in the audit, and nothing is done.
    pub async fn issue(
        &self,
        by: &By,
        user_name: &UserName,
        request: IssueRequest,
    ) -> Result<Issued, DirectoryError> {
        let person = self.find(user_name).await?;
        let length = {
            let mut connection = self.store.read().await?;
            PassPolicy::read(&mut connection).await?.0.default_length
        };
        // Before the transaction, which nobody else can write beside: hashing takes its time.
        let pass = random_pass(length)?;
        let hash = self.hashing.hash(&pass, &person.salt).await?;
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        // As they are at this moment: who was removed meanwhile gets no pass.
        let person = people::by_id(&mut transaction, person.id)
            .await?
            .ok_or(DirectoryError::UnknownPerson(person.user_name))?;
        let admitted = self.admit(&mut transaction, by, &person, request, now).await;
        let (record, applied) = match admitted {
            Ok(admitted) => admitted,
            Err(refusal) => {
                self.refuse(&mut transaction, by, activity::ADMIN_REGISTERED, &person, &refusal).await?;
                transaction.commit().await.map_err(StoreError::from)?;
                return Err(refusal);
            }
        };
        let former = passes::live(&mut transaction, person.id).await?;
        let sealed = request.sealed.then(|| envelope::seal(&pass)).transpose()?;
        let usage = if record.one_time { "Single" } else { "Multiple" };
        let target = Target::person(&person)
            .changed("AccessPassUsage", None, Some(usage.to_owned()))
            .changed(
                "LifetimeInMinutes",
                None,
                Some(record.validity.lifetime_in_minutes.as_minutes().to_string()),
            )
            .changed("AccessPassId", former.map(|pass| pass.id.to_string()), Some(record.id.to_string()));
        let mut deed = Deed::new(activity::ADMIN_REGISTERED, by.actor.clone())
            .about(&person)
            .at(target)
            .because("Admin registered temporary access pass method for user")
            .with("sealed", request.sealed);
        for rule in &applied {
            deed = deed.with("rule", rule);
        }
        let seq = self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        crate::fault::at("issue: written down");
        passes::end(&mut transaction, person.id, now, EndedReason::Replaced).await?;
        crate::fault::at("issue: former ended");
        passes::insert(&mut transaction, &record, hash.as_bytes(), &by.actor.id(), seq).await?;
        crate::fault::at("issue: stored");
        passes::forget_old(&mut transaction, person.id).await?;
        if let Some(sealed) = &sealed {
            envelopes::insert(&mut transaction, &sealed.id_hash(), record.id, &sealed.bytes, now).await?;
        }
        envelope::burn_old(&mut transaction, now).await?;
        self.tell_of_issue(&mut transaction, by, &person, now).await?;
        crate::fault::at("issue: before commit");
        transaction.commit().await.map_err(StoreError::from)?;
        crate::fault::at("issue: after commit");
        let invitation =
            Invitation { person: person.shown(), validity: record.validity, one_time: record.one_time };
        let invitation_link = self.invitation_link(&invitation).await?;
        let page = self.page().await?;
        Ok(Issued {
            person: invitation.person,
            pass,
            validity: record.validity,
            one_time: record.one_time,
            record,
            invitation_link,
            envelope_link: sealed.map(|sealed| sealed.link(&page)),
        })
    }

    /// The pass as it would be, when issuer, policy and rules agree to it.
    async fn admit(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
        request: IssueRequest,
        now: Timestamp,
    ) -> Result<(PassRecord, Vec<Applied>), DirectoryError> {
        self.must_be_issuer(connection, by, person).await?;
        if person.external {
            return Err(DirectoryError::ExternalGuest);
        }
        if !person.enabled {
            return Err(DirectoryError::PersonDisabled(person.user_name.clone()));
        }
        let (policy, _) = PassPolicy::read(connection).await?;
        if !policy.is_for(person, &groups::of_person(connection, person.id).await?) {
            return Err(DirectoryError::OutOfScope);
        }
        let lifetime = request.lifetime.unwrap_or(policy.default_lifetime);
        if !policy.allows(lifetime) {
            return Err(DirectoryError::Lifetime(policy.minimum_lifetime, policy.maximum_lifetime));
        }
        if policy.usable_once && request.one_time == Some(false) {
            return Err(DirectoryError::OneTimeOnly);
        }
        let rules = Rules::read(connection).await?;
        let applied = rules.at_the_door(person, &by.caller, now);
        if let Some(rule) = applied.iter().find(|rule| rule.refuses()) {
            return Err(DirectoryError::Rule(rule.name));
        }
        let minute_ago = now + Span::from_mins(-1);
        if passes::count_by(connection, &by.actor.id(), minute_ago).await? >= MOST_A_MINUTE {
            return Err(DirectoryError::TooMany);
        }
        let validity =
            Validity { starts_at: request.starts_at.unwrap_or(now), lifetime_in_minutes: lifetime };
        if validity.ends_at() <= now {
            return Err(DirectoryError::EndsInThePast);
        }
        let record = PassRecord {
            id: random_id()?,
            person_id: person.id,
            validity,
            one_time: request.one_time.unwrap_or(policy.usable_once),
            created_at: now,
            attempts: 0,
            codes_are_left: true,
            used_at: None,
            ended: None,
        };
        Ok((record, applied))
    }

    /// Whether `by` may issue and revoke passes and remove methods of `person`: a member of the issuing
    /// group, never for themselves, and for privileged people only when privileged too. Who sits at the
    /// server may all of it.
    pub(crate) async fn must_be_issuer(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
    ) -> Result<(), DirectoryError> {
        let is_above = person.emergency || groups::is_privileged(connection, person.id).await?;
        let may_privileged = match &by.actor {
            Actor::Person { id, .. } if *id == person.id => return Err(DirectoryError::OwnPass),
            Actor::Person { id, .. } => {
                let issuers = self.issuers(connection).await?;
                let own = groups::of_person(connection, *id).await?;
                if !issuers.is_some_and(|group| own.contains(&group)) {
                    return Err(DirectoryError::NotIssuer);
                }
                groups::is_privileged(connection, *id).await?
            }
            Actor::Application { .. } => by.privileged,
            Actor::Unknown => return Err(DirectoryError::NotIssuer),
        };
        if is_above && !may_privileged { Err(DirectoryError::PrivilegedTarget) } else { Ok(()) }
    }

    /// Passes on the transaction in which something of `person` is taken away, when `by` may; otherwise
    /// it ends with the refusal written down in it. Called before anything is changed.
    pub(crate) async fn to_delete(
        &self,
        mut transaction: Transaction<'static, Any>,
        by: &By,
        person: &PersonRecord,
    ) -> Result<Transaction<'static, Any>, DirectoryError> {
        if let Err(refusal) = self.must_be_issuer(&mut transaction, by, person).await {
            self.refuse(&mut transaction, by, activity::ADMIN_DELETED, person, &refusal).await?;
            transaction.commit().await.map_err(StoreError::from)?;
            return Err(refusal);
        }
        Ok(transaction)
    }

    /// Writes a refusal down, and tells of one that somebody should not have asked for.
    pub(crate) async fn refuse(
        &self,
        connection: &mut Connection,
        by: &By,
        activity: Activity,
        person: &PersonRecord,
        refusal: &DirectoryError,
    ) -> Result<(), DirectoryError> {
        let now = self.clock.now();
        let mut deed =
            Deed::new(activity, by.actor.clone()).to(person).refused(refusal.code(), refusal.to_string());
        if let DirectoryError::Rule(name) = refusal {
            deed = deed.with("rule", rules::held_against(name));
        }
        self.audit.deed(connection, &by.caller, now, deed).await?;
        let kind = match refusal {
            DirectoryError::OwnPass
            | DirectoryError::NotIssuer
            | DirectoryError::PrivilegedTarget
            | DirectoryError::PrivilegedChange => Kind::IssueRefused,
            DirectoryError::TooMany => Kind::IssueBurst,
            _ => return Ok(()),
        };
        let alert = match kind {
            Kind::IssueBurst => Alert::new(kind, by.actor.id()),
            _ => Alert::about(kind, person),
        };
        alert.with("issuer", by.actor.id()).raise(connection, &by.caller, now).await?;
        Ok(())
    }

    async fn tell_of_issue(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let kind = if person.emergency {
            Kind::PassForEmergency
        } else if groups::is_privileged(connection, person.id).await? {
            Kind::PassForPrivileged
        } else {
            return Ok(());
        };
        Alert::about(kind, person).with("issuer", by.actor.id()).raise(connection, &by.caller, now).await?;
        Ok(())
    }

    /// Revokes the person's pass, whatever its state.
    ///
    /// # Errors
    /// When nobody has this name, there is no pass, or `by` must not.
    pub async fn revoke(&self, by: &By, user_name: &UserName) -> Result<Person, DirectoryError> {
        let person = self.find(user_name).await?;
        let transaction = self.store.write().await?;
        let now = self.clock.now();
        let mut transaction = self.to_delete(transaction, by, &person).await?;
        let Some(pass) = passes::live(&mut transaction, person.id).await? else {
            return Err(DirectoryError::NoPass(person.user_name));
        };
        self.end_pass(&mut transaction, by, &person, &pass, now).await?;
        crate::fault::at("revoke: before commit");
        transaction.commit().await.map_err(StoreError::from)?;
        crate::fault::at("revoke: after commit");
        Ok(person.shown())
    }

    /// Ends a pass on account of the desk, within its transaction.
    pub(crate) async fn end_pass(
        &self,
        connection: &mut Connection,
        by: &By,
        person: &PersonRecord,
        pass: &PassRecord,
        now: Timestamp,
    ) -> Result<(), DirectoryError> {
        let target = Target::person(person).changed("AccessPassId", Some(pass.id.to_string()), None);
        let deed = Deed::new(activity::ADMIN_DELETED, by.actor.clone())
            .about(person)
            .at(target)
            .because("Admin deleted temporary access pass method for user");
        self.audit.deed(connection, &by.caller, now, deed).await?;
        crate::fault::at("revoke: written down");
        passes::end(connection, person.id, now, EndedReason::Revoked).await?;
        crate::fault::at("revoke: ended");
        envelope::burn_old(connection, now).await?;
        // A used one is taken away because of what it was used for.
        if now - pass.created_at < SOON && pass.used_at.is_none() {
            let alert = Alert::about(Kind::IssuedAndDeleted, person).with("issuer", by.actor.id());
            alert.raise(connection, &by.caller, now).await?;
        }
        Ok(())
    }

    /// Everybody's passes, or one person's, the latest first.
    ///
    /// # Errors
    /// When nobody has this name.
    pub async fn passes(&self, user_name: Option<&UserName>) -> Result<Vec<ListedPass>, DirectoryError> {
        let people = match user_name {
            Some(name) => vec![self.find(name).await?],
            None => people::all(&mut *self.store.read().await?).await?,
        };
        let only = user_name.and(people.first()).map(|person| person.id);
        let mut connection = self.store.snapshot().await?;
        let now = self.clock.now();
        let (policy, _) = PassPolicy::read(&mut connection).await?;
        let mut listed = Vec::new();
        for pass in passes::list(&mut connection, only).await? {
            let Some(person) = people.iter().find(|person| person.id == pass.person_id) else { continue };
            let admitted = policy.admits(&mut connection, person, pass.one_time).await?;
            listed.push(ListedPass {
                person: person.shown(),
                standing: pass.standing_for_desk(now, admitted, self.limits.wrong_entries),
                opened: envelopes::of_pass(&mut connection, pass.id).await?,
                pass,
            });
        }
        Ok(listed)
    }
}

/// A pass of so many characters, the last of them a check character.
fn random_pass(length: u32) -> Result<Pass, DirectoryError> {
    let mut bytes = Zeroizing::new(vec![0u8; (length as usize).saturating_sub(1)]);
    getrandom::fill(bytes.as_mut())?;
    let symbols: Vec<_> = bytes.iter().copied().map(Symbol::from_low_bits).collect();
    PassFormat::compose(&symbols).map_err(|_| DirectoryError::Fault("the random symbols made no pass"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::FORMAT;

    #[test]
    fn random_passes_are_passes_here() {
        for length in [8, PassFormat::DEFAULT_LENGTH as u32, 48] {
            let (one, other) = (random_pass(length).unwrap(), random_pass(length).unwrap());
            assert_eq!(one.expose().len(), length as usize);
            assert_eq!(FORMAT.read(one.grouped().expose()).unwrap().expose(), one.expose());
            assert_ne!(one.expose(), other.expose());
        }
    }

    #[test]
    fn every_symbol_is_as_likely_as_any_other() {
        // Chi-square over 32 symbols: 31 degrees of freedom, 61.1 is exceeded by chance once in a thousand.
        let mut counts = std::collections::BTreeMap::<char, f64>::new();
        for _ in 0..4_000 {
            let pass = random_pass(48).unwrap();
            for character in pass.expose().chars().take(47) {
                *counts.entry(character).or_default() += 1.0;
            }
        }
        let expected = 4_000.0 * 47.0 / 32.0;
        let chi_square: f64 = counts.values().map(|count| (count - expected).powi(2) / expected).sum();
        assert_eq!(counts.len(), 32);
        // Twice as much as a fair source ever gives: no test that fails once in a thousand runs.
        assert!(chi_square < 122.0, "{chi_square}");
    }
}
