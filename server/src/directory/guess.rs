//! From a typed text to a pass: what a guess costs, what it counts, and what it turns out to be.
//!
//! Owns [`Guess`] and [`Entry`]. Whoever has not the right pass gets one answer at one cost: nobody of
//! that name, no pass, a wrong one and a dead one are the same. A guess counts before it is compared.

use super::{Directory, canonical};
use crate::alert::{Alert, Kind};
use crate::caller::Caller;
use crate::directory::pass_record::PassRecord;
use crate::hashing::PassHash;
use crate::lockout::{self, Trail};
use crate::refusal::Refusal;
use crate::store::people::PersonRecord;
use crate::store::{self, Connection, passes, people};
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::UserName;
use uuid::Uuid;
use zeroize::Zeroizing;

/// The tally of tries that could be nobody's pass.
const TRIES_AT_NOTHING: &str = "tries-at-nothing";

/// The bytes of a salt.
pub(super) const SALT: usize = 16;

/// A typed pass, ready to be compared.
pub(crate) struct Guess {
    person: Option<PersonRecord>,
    hash: PassHash,
    /// The typed name under the server key: it may be a pass.
    subject: Zeroizing<[u8; 32]>,
}

/// What a typed pass turned out to be.
pub(crate) struct Entry {
    pub(crate) person: PersonRecord,
    pub(crate) pass: PassRecord,
}

impl Guess {
    /// Whose pass it is a guess at, if anybody's.
    pub(crate) fn person(&self) -> Option<&PersonRecord> {
        self.person.as_ref()
    }
}

impl Directory {
    /// Makes a typed pass comparable. Costs, takes and yields the same for people that are not there.
    /// While a pause is on nothing is hashed: whoever floods the server does not keep it busy.
    pub(crate) async fn prepare(
        &self,
        caller: &Caller,
        user_name: &UserName,
        pass: &Pass,
    ) -> Result<Guess, Refusal> {
        let name = canonical(user_name);
        let subject = self.key.derive("guess-subject", name.as_bytes());
        let person = {
            let mut connection = self.store.read().await?;
            let person = people::by_name(&mut connection, &name).await?;
            let live = live_pass(&mut connection, person.as_ref()).await?;
            let trail = Trail { subject: subject.as_ref(), network: caller.network(), pass: &live };
            let now = self.clock.now();
            if let Some(pause) = lockout::pause(&mut connection, self.limits, trail, now).await? {
                return Err(Refusal::PassTooSoon(pause));
            }
            person
        };
        let decoy = self.key.derive("decoy-salt", name.as_bytes());
        let salt = person.as_ref().map_or(&decoy[..SALT], |person| &person.salt);
        let hash = self.hashing.hash(pass, salt).await?;
        Ok(Guess { person, hash, subject })
    }

    /// Says which pass a guess is, within `connection`'s transaction. `Err` and `Ok` alike, the caller
    /// commits, so that it stays counted.
    pub(crate) async fn judge(
        &self,
        connection: &mut Connection,
        caller: &Caller,
        guess: &Guess,
    ) -> Result<Result<Entry, Refusal>, Refusal> {
        let now = self.clock.now();
        let live = live_pass(connection, guess.person.as_ref()).await?;
        let trail = Trail { subject: guess.subject.as_ref(), network: caller.network(), pass: &live };
        // Once more: of guesses that came together only the first few are looked at.
        if let Some(pause) = lockout::pause(connection, self.limits, trail, now).await? {
            return Ok(Err(Refusal::PassTooSoon(pause)));
        }
        let most = self.limits.wrong_entries;
        let counted = match &guess.person {
            Some(person) => passes::count_attempt(connection, person.id, most).await?,
            None => None,
        };
        if counted.is_none() {
            // One write for every guess, also where there is nothing to count on.
            store::tally(connection, TRIES_AT_NOTHING).await?;
        }
        crate::fault::at("redeem: counted");
        let person = guess.person.as_ref().map_or(Uuid::nil(), |person| person.id);
        let matching = matching(connection, person, &guess.hash, counted.map(|(id, _)| id)).await?;
        let (Some(person), Some(pass)) = (&guess.person, matching) else {
            let more = lockout::count(connection, self.limits, trail, now).await?;
            if let (Some(person), Some((_, attempts))) = (&guess.person, counted)
                && attempts == most
            {
                Alert::about(Kind::PassLocked, person).raise(connection, caller, now).await?;
                crate::fault::at("lock-out: told");
            }
            if more.closed_network {
                let network = caller.network();
                Alert::new(Kind::FailureBurst, network).raise(connection, caller, now).await?;
            }
            return Ok(Err(Refusal::PassRefused));
        };
        match counted {
            Some((id, _)) if id == pass.id => {
                // Only with this one: a former pass, which others may know, buys no more guesses at it.
                lockout::forget(connection, trail).await?;
                passes::forget_attempts(connection, id).await?;
            }
            // A pass from last week says nothing about today's: it was no guess.
            Some((id, _)) => passes::uncount_attempt(connection, id).await?,
            None => {}
        }
        // As they are at this moment: they may have been switched off while the pass was hashed.
        let person = people::by_id(connection, person.id).await?;
        let person = person.ok_or_else(|| Refusal::Fault("a pass has no person".to_owned()))?;
        Ok(Ok(Entry { person, pass }))
    }
}

/// The pass of `person` that a guess is, if any, looked for in the same way for nobody. The one that has not ended may be compared only when
/// this very try was `counted` on it.
async fn matching(
    connection: &mut Connection,
    person: Uuid,
    hash: &PassHash,
    counted: Option<Uuid>,
) -> Result<Option<PassRecord>, Refusal> {
    let mut matching = None;
    for (pass, kept) in passes::kept(connection, person).await? {
        let open = pass.ended.is_none();
        if bool::from(hash.matches(&kept)) && (!open || counted == Some(pass.id)) && matching.is_none() {
            matching = Some(pass);
        }
    }
    Ok(matching)
}

/// The id of the person's pass that has not ended, asked for in the same way for nobody.
async fn live_pass(connection: &mut Connection, person: Option<&PersonRecord>) -> Result<String, Refusal> {
    let id = person.map_or(Uuid::nil(), |person| person.id);
    Ok(passes::live(connection, id).await?.map(|pass| pass.id.to_string()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::SystemClock;
    use crate::directory::people::{Changes, Marks};
    use crate::directory::{By, IssueRequest};
    use crate::settings::Settings;
    use std::sync::Arc;

    #[tokio::test]
    async fn who_is_switched_off_while_their_pass_is_hashed_is_off() {
        let data = tempfile::tempdir().unwrap();
        let settings = Settings::for_tests(data.path());
        let directory = Directory::open(&settings, Arc::new(SystemClock)).await.unwrap();
        let (by, name) = (By::operator().unwrap(), "sam@demo.example".parse().unwrap());
        directory.add_person(&by, &name, "Sam", Marks::default()).await.unwrap();
        let issued = directory.issue(&by, &name, IssueRequest::default()).await.unwrap();
        let guess = directory.prepare(&by.caller, &name, &issued.pass).await.unwrap();
        let off = Changes { enabled: Some(false), ..Changes::default() };
        directory.change_person(&by, &name, off).await.unwrap();
        let mut transaction = directory.store.write().await.unwrap();
        let entry = directory.judge(&mut transaction, &by.caller, &guess).await.unwrap().unwrap();
        assert!(!entry.person.enabled);
    }
}
