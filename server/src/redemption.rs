//! A redemption: the short time in which a pass can pay for a passkey.
//!
//! Owns opening one, finding it again by its token, describing and leaving it. Opening consumes
//! nothing.

use crate::directory::pass_record::{PassRecord, Standing};
use crate::directory::{Directory, random_id};
use crate::refusal::Refusal;
use crate::store::people::PersonRecord;
use crate::store::redemptions::RedemptionRecord;
use crate::store::{Connection, StoreError, credentials, passes, people, redemptions};
use crate::token;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::UserName;
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// The ways in that are offered here.
pub(crate) const WAYS: [Way; 2] = [Way::Passkey, Way::SecurityKey];

/// How long a redemption that closed is still known, so that its token says something better than
/// nothing in the log.
const REMEMBERED: Span = Span::from_mins(24 * 60);

/// An open redemption, with whose it is and which pass opened it.
pub(crate) struct Session {
    pub(crate) redemption: RedemptionRecord,
    pub(crate) person: PersonRecord,
    pub(crate) pass: PassRecord,
}

/// Opens a redemption for whoever gives the right pass.
///
/// A redemption of a one-time pass takes over from every earlier one of it, so that a reload in the
/// middle strands nobody and two devices never finish with one pass. For the same reason a one-time
/// pass that is used up is taken once more while the passkey it paid for is not proven: what opens then
/// can only prove it.
pub(crate) async fn open(
    directory: &Directory,
    length: Span,
    user_name: &UserName,
    pass: &Pass,
) -> Result<Opened, Refusal> {
    let guess = directory.prepare(user_name, pass).await?;
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let opened = match directory.judge(&mut transaction, guess).await? {
        Ok(entry) => {
            let session = Session {
                redemption: RedemptionRecord {
                    id: random_id()?,
                    pass_id: entry.pass.id,
                    closes_at: (now + length).min(entry.pass.validity.ends_at()),
                    superseded: false,
                    left: false,
                    challenge: None,
                },
                person: entry.person,
                pass: entry.pass,
            };
            enter(&mut transaction, &session, now).await?
        }
        Err(refusal) => Err(refusal),
    };
    // Refused or not: the guess stays counted.
    transaction.commit().await?;
    opened
}

async fn enter(
    connection: &mut Connection,
    session: &Session,
    now: Timestamp,
) -> Result<Result<Opened, Refusal>, Refusal> {
    let pass = &session.pass;
    let standing = pass.standing(now);
    let to_prove = standing == Standing::Used
        && pass.ended.is_none()
        && pass.validity.contains(now)
        && credentials::of_pass(connection, pass.id)
            .await?
            .iter()
            .all(|known| known.shown.proven_at.is_none());
    if !to_prove && let Err(refusal) = standing.into() {
        return Ok(Err(refusal));
    }
    if pass.one_time {
        redemptions::supersede(connection, pass.id, now).await?;
    }
    redemptions::forget_closed(connection, Timestamp::from_millis(now.as_millis() - REMEMBERED.as_millis()))
        .await?;
    let token = token::fresh()?;
    redemptions::insert(connection, &session.redemption, &token::hash(&token), now).await?;
    Ok(Ok(Opened { token, redemption: describe(connection, session, now).await? }))
}

/// The open redemption of this token.
pub(crate) async fn find(
    connection: &mut Connection,
    token: &Secret,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let redemption = redemptions::by_token(connection, &token::hash(token))
        .await?
        .filter(|redemption| !redemption.left && now < redemption.closes_at)
        .ok_or(Refusal::RedemptionEnded)?;
    if redemption.superseded {
        return Err(Refusal::RedemptionSuperseded);
    }
    let pass = passes::by_id(connection, redemption.pass_id).await?.ok_or(Refusal::RedemptionEnded)?;
    let person = people::by_id(connection, pass.person_id).await?.ok_or(Refusal::RedemptionEnded)?;
    Ok(Session { redemption, person, pass })
}

/// A redemption as its page may know it.
pub(crate) async fn describe(
    connection: &mut Connection,
    session: &Session,
    now: Timestamp,
) -> Result<Redemption, StoreError> {
    let registered = credentials::of_pass(connection, session.pass.id).await?;
    Ok(Redemption {
        person: session.person.shown(),
        validity: session.pass.validity,
        one_time: session.pass.one_time,
        closes_at: session.redemption.closes_at,
        ways: if session.pass.standing(now) == Standing::Usable { WAYS.to_vec() } else { Vec::new() },
        passkeys: registered.into_iter().map(|credential| credential.shown).collect(),
        now,
    })
}

/// What the token opens now.
pub(crate) async fn current(directory: &Directory, token: &Secret) -> Result<Redemption, Refusal> {
    let mut connection = directory.store.read().await?;
    let now = directory.clock.now();
    let session = find(&mut connection, token, now).await?;
    Ok(describe(&mut connection, &session, now).await?)
}

/// Leaves: the token opens nothing from now on.
pub(crate) async fn leave(directory: &Directory, token: &Secret) -> Result<(), Refusal> {
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = find(&mut transaction, token, now).await?;
    redemptions::leave(&mut transaction, session.redemption.id, now).await?;
    Ok(transaction.commit().await?)
}
