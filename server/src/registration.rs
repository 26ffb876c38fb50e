//! Registering a passkey: where a one-time pass is used up.
//!
//! Owns asking for a passkey and storing what came back. The pass, the credential and the challenge
//! change in one transaction, so that whatever happens in between, either all of it happened or
//! nothing did.

use crate::Server;
use crate::aaguid;
use crate::alert::{Alert, Kind};
use crate::audit::{Deed, activity};
use crate::caller::Bearer;
use crate::directory::random_id;
use crate::payment;
use crate::redemption::{self, Session};
use crate::refusal::Refusal;
use crate::relying_party::response::ResponseError;
use crate::relying_party::{CEREMONY, Made};
use crate::store::credentials::{Cause, CredentialRecord};
use crate::store::redemptions::{Challenge, Purpose};
use crate::store::{Connection, credentials, redemptions};
use doorkey_protocol::passkey::{CreationOptions, Passkey};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;
use sha2::{Digest, Sha256};
use std::fmt;
use uuid::Uuid;

/// The most passkeys of one person.
const MOST: usize = 20;

/// How long a redemption stays open at least for proving what was just registered.
const TO_PROVE: Span = Span::from_mins(5);

/// How long a challenge can be answered.
pub(crate) const CHALLENGE: Span = Span::from_secs(CEREMONY.as_secs() as i64);

/// Under which a registration can be repeated: 16 to 64 letters, digits, hyphens or underscores.
pub(crate) struct IdempotencyKey(String);

impl IdempotencyKey {
    /// Reads the header's value.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let fits = (16..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        fits.then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for IdempotencyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Asks for a passkey. The challenge takes the place of the redemption's former one.
pub(crate) async fn ask(server: &Server, bearer: &Bearer, way: Way) -> Result<CreationOptions, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    redemption::must_offer(&mut transaction, &session, way, now).await?;
    if !way.is_ceremony() {
        return Err(Refusal::WayNotOffered);
    }
    let known = credentials::ids_of_person(&mut transaction, session.person.id).await?;
    if known.len() >= MOST {
        return Err(Refusal::PasskeyRefused(ResponseError::TooMany));
    }
    let (options, state) = server.relying_party().ask_to_register(&session.person, way, &known)?;
    let challenge =
        Challenge { id: random_id()?, state, purpose: Purpose::Register(way), ends_at: now + CHALLENGE };
    redemptions::set_challenge(&mut transaction, session.redemption.id, &challenge).await?;
    let deed = Deed::own(activity::PASSKEY_OPTIONS, &session.person)
        .because("Successfully retrieved passkey creation options.");
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    transaction.commit().await?;
    Ok(options)
}

/// Registers what the authenticator made. Under the same key the same body gets the same answer, a
/// [`Passkey`] in JSON.
///
/// A response that is refused does not consume the challenge: it was made in vain or altered, and who
/// was asked may answer again while the challenge lasts. One that is stored consumes it.
pub(crate) async fn register(
    server: &Server,
    bearer: &Bearer,
    key: &IdempotencyKey,
    body: &[u8],
) -> Result<String, Refusal> {
    let directory = server.directory();
    let body_hash: [u8; 32] = Sha256::digest(body).into();
    // Read and checked outside of the transaction, which is for the moment that decides.
    let (challenge, way) = {
        let mut connection = directory.store.read().await?;
        let now = directory.clock.now();
        let session = redemption::find(&mut connection, bearer, now).await?;
        if let Some(answer) = repeated(&mut connection, &session, key, &body_hash).await? {
            return Ok(answer);
        }
        open_challenge(session.redemption.challenge, now)?
    };
    let made = server.relying_party().register(body, &challenge.state)?;

    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    if let Some(answer) = repeated(&mut transaction, &session, key, &body_hash).await? {
        return Ok(answer);
    }
    let (newest, _) = open_challenge(session.redemption.challenge.clone(), now)?;
    if newest.id != challenge.id {
        return Err(Refusal::ChallengeEnded("a newer challenge took its place"));
    }
    let cause = Cause {
        person: session.person.id,
        pass: session.pass.id,
        redemption: session.redemption.id,
        idempotency_key: key.to_string(),
        body_hash,
        way,
    };
    let answer = store(server, &mut transaction, bearer, &session, made, &cause, now).await?;
    crate::fault::at("register: before commit");
    transaction.commit().await?;
    crate::fault::at("register: after commit");
    Ok(answer)
}

async fn store(
    server: &Server,
    connection: &mut Connection,
    bearer: &Bearer,
    session: &Session,
    made: Made,
    cause: &Cause,
    now: Timestamp,
) -> Result<String, Refusal> {
    if session.redemption.kiosk && made.is_of_this_device {
        return Err(Refusal::DeviceShared);
    }
    payment::payer(session, now)?;
    if credentials::ids_of_person(connection, session.person.id).await?.len() >= MOST {
        return Err(Refusal::PasskeyRefused(ResponseError::TooMany));
    }
    let payer = payment::pay(connection, session, now).await?;
    crate::fault::at("register: paid");
    let shown = Passkey {
        id: made.id,
        name: made.aaguid.and_then(aaguid::name),
        way: cause.way,
        backed_up: made.backed_up,
        created_at: now,
        proven_at: None,
    };
    let answer = serde_json::to_string(&shown)
        .map_err(|error| Refusal::Fault(format!("a passkey has no spelling: {error}")))?;
    let deed = Deed::own(activity::USER_REGISTERED, &session.person)
        .because("User registered Fido2 Authentication Method")
        .with("AAGuid", made.aaguid.map(|aaguid| Uuid::from_bytes(aaguid).to_string()).unwrap_or_default())
        .with("paidBy", payer.as_str());
    let event = server.directory().audit.deed(connection, &bearer.caller, now, deed).await?;
    crate::fault::at("register: written down");
    tell_of_place(connection, bearer, session, now).await?;
    let credential = CredentialRecord { shown, record: made.record, payer, event };
    if !credentials::insert(connection, &credential, cause, &answer).await? {
        return Err(Refusal::PasskeyKnown);
    }
    crate::fault::at("register: stored");
    redemptions::clear_challenge(connection, session.redemption.id).await?;
    redemptions::extend(connection, session.redemption.id, now + TO_PROVE).await?;
    Ok(answer)
}

/// Tells when something is registered from another network than the one that redeemed.
pub(crate) async fn tell_of_place(
    connection: &mut Connection,
    bearer: &Bearer,
    session: &Session,
    now: Timestamp,
) -> Result<(), Refusal> {
    let (redeemed, here) = (&session.redemption.network, bearer.caller.network().to_string());
    if redeemed.is_empty() || *redeemed == here {
        return Ok(());
    }
    let alert = Alert::about(Kind::RegisteredElsewhere, &session.person);
    alert.with("redeemedFrom", redeemed).raise(connection, &bearer.caller, now).await
}

/// The answer that this key and this body got before.
async fn repeated(
    connection: &mut Connection,
    session: &Session,
    key: &IdempotencyKey,
    body_hash: &[u8; 32],
) -> Result<Option<String>, Refusal> {
    match credentials::answer(connection, session.redemption.id, &key.0).await? {
        None => Ok(None),
        Some((hash, answer)) if hash == body_hash => Ok(Some(answer)),
        Some(_) => Err(Refusal::IdempotencyKeyReused),
    }
}

fn open_challenge(challenge: Option<Challenge>, now: Timestamp) -> Result<(Challenge, Way), Refusal> {
    let challenge = challenge.ok_or(Refusal::ChallengeEnded("no challenge is open"))?;
    match challenge.purpose {
        Purpose::Prove(_) => Err(Refusal::ChallengeEnded("the newest challenge is to prove a passkey")),
        Purpose::Register(_) if challenge.ends_at <= now => {
            Err(Refusal::ChallengeEnded("the challenge is too old"))
        }
        Purpose::Register(way) => Ok((challenge, way)),
    }
}
