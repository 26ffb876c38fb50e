//! Setting up an authenticator app: a secret is shown, a code from the app confirms it.
//!
//! Owns both steps. The secret lies sealed in the store from its first moment, is shown once, and is of
//! no use until a code confirms it; that code proves it and uses a one-time pass up, all in one
//! transaction. A wrong code is counted before anybody is told, in the transaction that compared it.

use crate::Server;
use crate::audit::{Deed, activity};
use crate::caller::Bearer;
use crate::directory::random_id;
use crate::payment::{self, Payer};
use crate::redemption::{self, Session};
use crate::refusal::{Pause, Refusal};
use crate::registration;
use crate::rules::{Had, Rules};
use crate::store::authenticators::{AuthenticatorRecord, OfferRecord};
use crate::store::{Connection, authenticators, passes, redemptions};
use crate::totp::{self, Code, Fit, TotpSecret};
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// How long a secret waits for its first code.
const OFFERED: Span = Span::from_mins(10);

/// After so many wrong codes for one secret a pause begins.
const PAUSE_AFTER: i64 = 3;

/// How long that pause is.
const PAUSE: Span = Span::from_secs(30);

/// After so many wrong codes for one secret it is gone: another is needed.
const MOST_WRONG: i64 = 6;

/// Makes a secret for an app, in place of the one before.
pub(crate) async fn offer(server: &Server, bearer: &Bearer) -> Result<AuthenticatorOffer, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    redemption::must_offer(&mut transaction, &session, Way::Authenticator, now).await?;
    let (id, secret) = (random_id()?, TotpSecret::fresh()?);
    let sealed = directory.sealing.seal(id, secret.expose())?;
    let record = OfferRecord { id, sealed, ends_at: now + OFFERED, wrong: 0, not_before: None };
    authenticators::offer(&mut transaction, session.redemption.id, &record).await?;
    let deed = Deed::own(activity::USER_STARTED, &session.person);
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    transaction.commit().await?;
    let issuer = totp::issuer(&server.settings().name);
    let account = session.person.user_name;
    Ok(AuthenticatorOffer { uri: secret.uri(&issuer, &account), secret: secret.base32(), issuer, account })
}

/// Takes the app's first code. The same code again, because the answer was lost, gets the same answer;
/// it confirms nothing else.
pub(crate) async fn confirm(server: &Server, bearer: &Bearer, code: &Code) -> Result<Authenticator, Refusal> {
    let directory = server.directory();
    // Everything in the transaction that writes: guesses that come together are counted one by one.
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    let done = authenticators::of_pass(&mut transaction, session.pass.id).await?;
    for known in &done {
        let secret = open(server, known.id, &known.sealed)?;
        if bool::from(secret.is_of_step(code, known.last_step)) {
            return if known.redemption == session.redemption.id {
                Ok(known.shown())
            } else {
                Err(Refusal::CodeUsed)
            };
        }
    }
    // The pass first: who loses the race for it is told that, not that something is missing.
    payment::payer(&session, now)?;
    redemption::must_offer(&mut transaction, &session, Way::Authenticator, now).await?;
    let offer = authenticators::offered(&mut transaction, session.redemption.id)
        .await?
        .filter(|offer| now < offer.ends_at)
        .ok_or(Refusal::AuthenticatorEnded)?;
    if let Some(until) = offer.not_before.filter(|until| now < *until) {
        return Err(Refusal::CodeTooSoon(Pause { from: now, until }));
    }
    let confirmed = match open(server, offer.id, &offer.sealed)?.fit(code, now) {
        Fit::Now(step) => Ok(store(server, &mut transaction, bearer, &session, offer, step, now).await?),
        Fit::Ahead(ahead) => {
            let pause = count_wrong(&mut transaction, &session, &offer, now).await?;
            Err(Refusal::CodeClock { ahead, pause })
        }
        Fit::None => Err(Refusal::CodeWrong(count_wrong(&mut transaction, &session, &offer, now).await?)),
    };
    // Right or wrong: a wrong code stays counted.
    crate::fault::at("confirm: before commit");
    transaction.commit().await?;
    crate::fault::at("confirm: after commit");
    confirmed
}

async fn store(
    server: &Server,
    connection: &mut Connection,
    bearer: &Bearer,
    session: &Session,
    offer: OfferRecord,
    step: i64,
    now: Timestamp,
) -> Result<Authenticator, Refusal> {
    let payer: Payer = payment::pay(connection, session, now).await?;
    crate::fault::at("confirm: paid");
    let had = redemption::had(connection, session.person.id).await?;
    let rules = Rules::read(connection).await?;
    let mut deed = Deed::own(activity::USER_REGISTERED, &session.person)
        .because("User registered Authenticator App with Code")
        .with("paidBy", payer.as_str());
    if let Some(rule) = rules.at_the_end(&session.person, Had { apps: had.apps + 1, ..had }) {
        deed = deed.with("rule", rule);
    }
    let event = server.directory().audit.deed(connection, &bearer.caller, now, deed).await?;
    registration::tell_of_place(connection, bearer, session, now).await?;
    let authenticator = AuthenticatorRecord {
        id: offer.id,
        person: session.person.id,
        pass: session.pass.id,
        redemption: session.redemption.id,
        payer,
        sealed: offer.sealed,
        last_step: step,
        name: None,
        created_at: now,
        event,
    };
    authenticators::insert(connection, &authenticator).await?;
    crate::fault::at("confirm: stored");
    authenticators::withdraw(connection, session.redemption.id).await?;
    // A passkey that was asked for on account of the pass is not made on account of this proof.
    redemptions::clear_challenge(connection, session.redemption.id).await?;
    payment::carry(connection, server.settings(), session, now).await?;
    Ok(authenticator.shown())
}

/// Counts a wrong code, on the secret and on the pass: a fresh secret starts a fresh count of its own,
/// the pass's goes on. Yields the pause that begins with it.
async fn count_wrong(
    connection: &mut Connection,
    session: &Session,
    offer: &OfferRecord,
    now: Timestamp,
) -> Result<Option<Pause>, Refusal> {
    passes::count_wrong_code(connection, session.pass.id).await?;
    let wrong = offer.wrong + 1;
    if wrong >= MOST_WRONG {
        authenticators::withdraw(connection, session.redemption.id).await?;
        return Ok(None);
    }
    let until = (wrong == PAUSE_AFTER).then_some(now + PAUSE);
    authenticators::count(connection, session.redemption.id, wrong, until).await?;
    Ok(until.map(|until| Pause { from: now, until }))
}

/// The secret that was sealed for this id.
fn open(server: &Server, id: uuid::Uuid, sealed: &[u8]) -> Result<TotpSecret, Refusal> {
    let opened = server.directory().sealing.open(id, sealed).ok();
    opened
        .and_then(|bytes| TotpSecret::read(&bytes))
        .ok_or_else(|| Refusal::Fault("the sealed secret of an authenticator app does not open".to_owned()))
}
