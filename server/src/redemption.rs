//! A redemption: the short time in which a pass can pay for a passkey.
//!
//! Owns opening one, finding it again by its token, the ways in that it offers, describing, extending
//! and leaving it. Opening consumes nothing.

use crate::Server;
use crate::directory::pass_record::{PassRecord, Standing};
use crate::directory::{Directory, random_id};
use crate::payment;
use crate::refusal::Refusal;
use crate::settings::{Extension, Settings};
use crate::store::authenticators::AuthenticatorRecord;
use crate::store::handovers::By;
use crate::store::people::PersonRecord;
use crate::store::redemptions::RedemptionRecord;
use crate::store::{
    Connection, StoreError, authenticators, credentials, handovers, passes, people, redemptions,
};
use crate::token;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::UserName;
use doorkey_protocol::redemption::{Opened, Redemption};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// The ways in that are offered here.
pub(crate) const WAYS: [Way; 4] = [Way::Passkey, Way::SecurityKey, Way::Phone, Way::Authenticator];

/// How long a redemption that closed is still known, so that its token says something better than
/// nothing in the log.
const REMEMBERED: Span = Span::from_mins(24 * 60);

/// The least time that is worth asking for.
const WORTH_ASKING: Span = Span::from_mins(1);

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
/// can only prove it. On a device that others use, too (`kiosk`), no passkey is offered.
pub(crate) async fn open(
    server: &Server,
    user_name: &UserName,
    pass: &Pass,
    kiosk: bool,
) -> Result<Opened, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let guess = directory.prepare(user_name, pass).await?;
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let opened = match directory.judge(&mut transaction, guess).await? {
        Ok(entry) => {
            let session = Session {
                redemption: RedemptionRecord {
                    id: random_id()?,
                    pass_id: entry.pass.id,
                    closes_at: (now + settings.redemption).min(entry.pass.validity.ends_at()),
                    superseded: false,
                    left: false,
                    kiosk,
                    carried: false,
                    signed_in_at: None,
                    challenge: None,
                },
                person: entry.person,
                pass: entry.pass,
            };
            enter(&mut transaction, settings, &session, now).await?
        }
        Err(refusal) => Err(refusal),
    };
    // Refused or not: the guess stays counted.
    transaction.commit().await?;
    opened
}

async fn enter(
    connection: &mut Connection,
    settings: &Settings,
    session: &Session,
    now: Timestamp,
) -> Result<Result<Opened, Refusal>, Refusal> {
    let pass = &session.pass;
    let standing = pass.standing(now);
    let to_prove = standing == Standing::Used
        && pass.ended.is_none()
        && pass.validity.contains(now)
        && nothing_is_proven(connection, pass).await?;
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
    Ok(Ok(Opened { token, redemption: describe(connection, settings, session, now).await? }))
}

/// Whether nothing that this pass paid for has signed in. An authenticator app is proven from the first.
async fn nothing_is_proven(connection: &mut Connection, pass: &PassRecord) -> Result<bool, StoreError> {
    let passkeys = credentials::of_pass(connection, pass.id).await?;
    Ok(passkeys.iter().all(|known| known.shown.proven_at.is_none())
        && authenticators::of_pass(connection, pass.id).await?.is_empty())
}

/// The open redemption of this token.
pub(crate) async fn find(
    connection: &mut Connection,
    token: &Secret,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let hash = token::hash(token);
    let redemption = redemptions::by_token(connection, &hash)
        .await?
        .filter(|redemption| !redemption.left && now < redemption.closes_at);
    let Some(redemption) = redemption else {
        let handover = handovers::find(connection, By::View, &hash).await?;
        return Err(match handover.and_then(|handover| handover.agreed_at) {
            Some(_) => Refusal::RedemptionMoved,
            None => Refusal::RedemptionEnded,
        });
    };
    if redemption.superseded {
        return Err(Refusal::RedemptionSuperseded);
    }
    let pass = passes::by_id(connection, redemption.pass_id).await?.ok_or(Refusal::RedemptionEnded)?;
    let person = people::by_id(connection, pass.person_id).await?.ok_or(Refusal::RedemptionEnded)?;
    Ok(Session { redemption, person, pass })
}

/// The ways in that are left to a redemption: none when nobody would pay. On a kiosk no passkey is
/// made, for the next one there could use it; one authenticator app is enough, and somebody whose
/// codes are wrong all the time is not helped by more of them.
async fn ways(
    connection: &mut Connection,
    session: &Session,
    now: Timestamp,
) -> Result<Vec<Way>, StoreError> {
    if payment::payer(session, now).is_err() {
        return Ok(Vec::new());
    }
    let authenticator =
        session.pass.codes_are_left && authenticators::of_pass(connection, session.pass.id).await?.is_empty();
    let offered = WAYS.into_iter().filter(|way| match way {
        Way::Passkey => !session.redemption.kiosk,
        Way::Authenticator => authenticator,
        Way::SecurityKey | Way::Phone | Way::Unknown => true,
    });
    Ok(offered.collect())
}

/// Refuses what this redemption does not offer: for the pass's reason, where that is one to name.
pub(crate) async fn must_offer(
    connection: &mut Connection,
    session: &Session,
    way: Way,
    now: Timestamp,
) -> Result<(), Refusal> {
    match payment::payer(session, now) {
        // Its redemption offers nothing but proving what it paid for.
        Err(Refusal::PassUsed) => Err(Refusal::WayNotOffered),
        Err(refusal) => Err(refusal),
        Ok(_) if ways(connection, session, now).await?.contains(&way) => Ok(()),
        Ok(_) => Err(Refusal::WayNotOffered),
    }
}

/// A redemption as its page may know it.
pub(crate) async fn describe(
    connection: &mut Connection,
    settings: &Settings,
    session: &Session,
    now: Timestamp,
) -> Result<Redemption, StoreError> {
    let is_usable = session.pass.standing(now) == Standing::Usable;
    let registered = credentials::of_pass(connection, session.pass.id).await?;
    let set_up = authenticators::of_pass(connection, session.pass.id).await?;
    Ok(Redemption {
        person: session.person.shown(),
        validity: session.pass.validity,
        one_time: session.pass.one_time,
        closes_at: session.redemption.closes_at,
        extendable: is_usable && is_extendable(settings, session),
        ways: ways(connection, session, now).await?,
        passkeys: registered.into_iter().map(|credential| credential.shown).collect(),
        authenticators: set_up.iter().map(AuthenticatorRecord::shown).collect(),
        second_way: settings.second_way.into(),
        now,
    })
}

/// What the token opens now.
pub(crate) async fn current(server: &Server, token: &Secret) -> Result<Redemption, Refusal> {
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let session = find(&mut connection, token, now).await?;
    Ok(describe(&mut connection, server.settings(), &session, now).await?)
}

/// Whether more time, asked for at any moment before the redemption closes, can add what is worth
/// asking for. Deliberately not what asking at this very moment would add: that is nothing right after
/// the opening, when the page reads this and keeps it.
fn is_extendable(settings: &Settings, session: &Session) -> bool {
    match settings.extension {
        Extension::Granted => session.pass.validity.ends_at() - session.redemption.closes_at >= WORTH_ASKING,
        Extension::Refused => false,
    }
}

/// Gives more time: as much as there was at first, from now on, within what is left of the pass. What
/// is open for longer already stays so. Asking twice, because the first answer was lost, is no error.
///
/// Only for a pass that can be used. One that is used has only its proof left, for which a
/// registration gives time of its own and entering the pass again gives more.
pub(crate) async fn extend(server: &Server, token: &Secret) -> Result<Redemption, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let mut session = find(&mut transaction, token, now).await?;
    if settings.extension == Extension::Refused {
        return Err(Refusal::NotExtendable);
    }
    Result::from(session.pass.standing(now))?;
    let closes_at = (now + settings.redemption).min(session.pass.validity.ends_at());
    redemptions::extend(&mut transaction, session.redemption.id, closes_at).await?;
    session.redemption.closes_at = session.redemption.closes_at.max(closes_at);
    let redemption = describe(&mut transaction, settings, &session, now).await?;
    transaction.commit().await?;
    Ok(redemption)
}

/// Leaves: the token opens nothing from now on.
pub(crate) async fn leave(directory: &Directory, token: &Secret) -> Result<(), Refusal> {
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = find(&mut transaction, token, now).await?;
    redemptions::leave(&mut transaction, session.redemption.id, now).await?;
    Ok(transaction.commit().await?)
}
