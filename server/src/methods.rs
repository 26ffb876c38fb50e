//! What was registered with a redemption's pass, to be named and removed by its owner.
//!
//! Owns renaming and removing. A removal is final, and gives a one-time pass back when nothing that it
//! paid for is left, so that who made the wrong thing can make the right one.

use crate::Server;
use crate::audit::{Deed, activity};
use crate::caller::Bearer;
use crate::payment;
use crate::redemption::{self, Session};
use crate::refusal::Refusal;
use crate::store::redemptions::{Proving, Purpose};
use crate::store::{Connection, StoreError, authenticators, credentials, redemptions};
use doorkey_protocol::api::NAME_LIMIT;
use doorkey_protocol::pass::trim;
use doorkey_protocol::redemption::Redemption;
use doorkey_protocol::time::Timestamp;
use uuid::Uuid;

/// Something that was registered with this redemption's pass.
enum Method {
    /// A passkey of this id.
    Passkey(String),
    /// An authenticator app of this id.
    Authenticator(Uuid),
}

/// A name that somebody gives: 1 to 60 characters on one line, none of which turns the direction of
/// what follows.
pub(crate) struct Name(String);

impl Name {
    /// Reads a typed name, without what surrounds it.
    pub(crate) fn read(typed: &str) -> Option<Self> {
        let name = trim(typed);
        let misleads = |character: char| {
            character.is_control()
                || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        };
        let fits = (1..=NAME_LIMIT).contains(&name.chars().count()) && !name.chars().any(misleads);
        fits.then(|| Self(name.to_owned()))
    }
}

/// Gives the method of this id a name.
pub(crate) async fn rename(
    server: &Server,
    bearer: &Bearer,
    id: &str,
    name: &Name,
) -> Result<Redemption, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    match find(&mut transaction, &session, id).await? {
        Method::Passkey(id) => credentials::rename(&mut transaction, &id, &name.0).await?,
        Method::Authenticator(id) => authenticators::rename(&mut transaction, id, &name.0).await?,
    }
    let deed = Deed::own(activity::USER_UPDATED, &session.person).because("User renamed a method");
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed.with("method", id)).await?;
    let redemption = redemption::describe(&mut transaction, server.settings(), &session, now).await?;
    transaction.commit().await?;
    Ok(redemption)
}

/// Removes the method of this id.
pub(crate) async fn remove(server: &Server, bearer: &Bearer, id: &str) -> Result<Redemption, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    let method = find(&mut transaction, &session, id).await?;
    if is_last(&mut transaction, &session, now).await? {
        return Err(Refusal::MethodLast);
    }
    match &method {
        Method::Passkey(id) => credentials::remove(&mut transaction, id).await?,
        Method::Authenticator(id) => authenticators::remove(&mut transaction, *id).await?,
    }
    let what = match &method {
        Method::Passkey(_) => "User deleted Fido2 Authentication Method",
        Method::Authenticator(_) => "User deleted Authenticator App with Code",
    };
    let deed = Deed::own(activity::USER_DELETED, &session.person).because(what).with("method", id);
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    payment::settle(&mut transaction, session.pass.id).await?;
    // What is gone cannot be proven.
    let proving = Purpose::Prove(Proving::One(id.to_owned()));
    if session.redemption.challenge.is_some_and(|challenge| challenge.purpose == proving) {
        redemptions::clear_challenge(&mut transaction, session.redemption.id).await?;
    }
    // As it is now: the pass may be usable again, the redemption carried no more.
    let session = redemption::find(&mut transaction, bearer, now).await?;
    let redemption = redemption::describe(&mut transaction, server.settings(), &session, now).await?;
    transaction.commit().await?;
    Ok(redemption)
}

async fn find(connection: &mut Connection, session: &Session, id: &str) -> Result<Method, Refusal> {
    if credentials::of_pass_by_id(connection, session.pass.id, id).await?.is_some() {
        return Ok(Method::Passkey(id.to_owned()));
    }
    let set_up = authenticators::of_pass(connection, session.pass.id).await?;
    let found = set_up.iter().find(|authenticator| authenticator.id.to_string() == id);
    found.map(|authenticator| Method::Authenticator(authenticator.id)).ok_or(Refusal::MethodUnknown)
}

/// Whether removing it would leave the person without any way in: it is all that they have, and its
/// pass, once it is given back, could not be used.
async fn is_last(connection: &mut Connection, session: &Session, now: Timestamp) -> Result<bool, StoreError> {
    let pass = &session.pass;
    if pass.ended.is_none() && pass.validity.contains(now) {
        return Ok(false);
    }
    let passkeys = credentials::ids_of_person(connection, session.person.id).await?.len();
    let apps = authenticators::count_of_person(connection, session.person.id).await?;
    Ok(passkeys == 1 && apps == 0 || passkeys == 0 && apps == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_that_reads_as_it_is() {
        let longest = "ä".repeat(NAME_LIMIT);
        for (typed, expected) in [
            ("Sam's phone", Some("Sam's phone")),
            ("  My key\u{a0}\n", Some("My key")),
            ("\u{202e}key", Some("key")),
            ("مفتاحي", Some("مفتاحي")),
            ("👩\u{200d}💻", Some("👩\u{200d}💻")),
            (&longest, Some(longest.as_str())),
            (&format!("{longest}x"), None),
            ("", None),
            (" \u{200b} ", None),
            ("a\nb", None),
            ("a\u{0}b", None),
            ("a\u{7f}b", None),
            ("a\u{202e}b", None),
            ("a\u{2066}b", None),
            ("a\u{2028}b", None),
        ] {
            assert_eq!(Name::read(typed).map(|name| name.0).as_deref(), expected, "{typed:?}");
        }
    }
}
