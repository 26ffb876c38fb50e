//! Proving a passkey: it signs in once, while help is near.
//!
//! Owns asking for the signature and writing down that it came. Proving again is fine and changes
//! nothing but the record's counter. What a pass paid for is proven by its id; somebody whose device
//! has a passkey already proves any that they have, and the pass stays as it is. The proof of what the
//! pass paid for carries a second way in.

use crate::Server;
use crate::alert::{Alert, Kind};
use crate::audit::SignIn;
use crate::caller::Bearer;
use crate::directory::random_id;
use crate::payment;
use crate::redemption::{self, Session};
use crate::refusal::Refusal;
use crate::registration::CHALLENGE;
use crate::rules::Rules;
use crate::store::credentials::CredentialRecord;
use crate::store::redemptions::{Challenge, Proving, Purpose};
use crate::store::{Connection, StoreError, credentials, redemptions};
use doorkey_protocol::passkey::{Passkey, RequestOptions};
use doorkey_protocol::time::Timestamp;

/// How the audit calls a passkey.
const PASSKEY: &str = "Passkey";

/// Asks for a signature by the passkey `id`, which this redemption's pass must have paid for, or by any
/// of the person's.
pub(crate) async fn ask(
    server: &Server,
    bearer: &Bearer,
    id: Option<String>,
) -> Result<RequestOptions, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    let proving = id.map_or(Proving::Any, Proving::One);
    let allowed = allowed(&mut transaction, &session, &proving).await?;
    if allowed.is_empty() {
        return Err(Refusal::PasskeyUnknown);
    }
    let (options, state) = server.relying_party().ask_to_prove(&allowed)?;
    let challenge =
        Challenge { id: random_id()?, state, purpose: Purpose::Prove(proving), ends_at: now + CHALLENGE };
    redemptions::set_challenge(&mut transaction, session.redemption.id, &challenge).await?;
    transaction.commit().await?;
    Ok(options)
}

/// Takes the signature. As with a registration, a response that is refused does not consume the
/// challenge.
pub(crate) async fn prove(server: &Server, bearer: &Bearer, body: &[u8]) -> Result<Passkey, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    let (state, proving) = open_challenge(session.redemption.challenge.clone(), now)?;
    let allowed = allowed(&mut transaction, &session, &proving).await?;
    let mut proven = server.relying_party().prove(body, &state, &allowed, &session.person)?;
    credentials::prove(&mut transaction, &proven, now).await?;
    crate::fault::at("prove: written down");
    redemptions::clear_challenge(&mut transaction, session.redemption.id).await?;
    let had = redemption::had(&mut transaction, session.person.id).await?;
    let rules = Rules::read(&mut transaction).await?;
    let applied = rules.at_the_end(&session.person, had).into_iter().collect();
    let person = Some(session.person.clone());
    let sign_in = SignIn { person, method: PASSKEY.into(), refused: None, applied };
    directory.audit.sign_in(&mut transaction, &bearer.caller, now, sign_in).await?;
    if session.person.emergency {
        let alert = Alert::about(Kind::EmergencyUsed, &session.person);
        alert.raise(&mut transaction, &bearer.caller, now).await?;
    }
    if credentials::of_pass_by_id(&mut transaction, session.pass.id, &proven.shown.id).await?.is_some() {
        payment::carry(&mut transaction, server.settings(), &session, now).await?;
    } else {
        redemptions::sign_in(&mut transaction, session.redemption.id, now).await?;
    }
    crate::fault::at("prove: before commit");
    transaction.commit().await?;
    crate::fault::at("prove: after commit");
    proven.shown.proven_at.get_or_insert(now);
    Ok(proven.shown)
}

/// The passkeys that may answer.
async fn allowed(
    connection: &mut Connection,
    session: &Session,
    proving: &Proving,
) -> Result<Vec<CredentialRecord>, StoreError> {
    match proving {
        Proving::One(id) => {
            let one = credentials::of_pass_by_id(connection, session.pass.id, id).await?;
            Ok(one.into_iter().collect())
        }
        Proving::Any => credentials::of_person(connection, session.person.id).await,
    }
}

fn open_challenge(challenge: Option<Challenge>, now: Timestamp) -> Result<(String, Proving), Refusal> {
    let challenge = challenge.ok_or(Refusal::ChallengeEnded("no challenge is open"))?;
    match challenge.purpose {
        Purpose::Register(_) => Err(Refusal::ChallengeEnded("the newest challenge is to register a passkey")),
        Purpose::Prove(_) if challenge.ends_at <= now => {
            Err(Refusal::ChallengeEnded("the challenge is too old"))
        }
        Purpose::Prove(proving) => Ok((challenge.state, proving)),
    }
}
