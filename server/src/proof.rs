//! Proving a passkey: it signs in once, while help is near.
//!
//! Owns asking for the signature and writing down that it came. Proving again is fine and changes
//! nothing but the record's counter.

use crate::Server;
use crate::directory::random_id;
use crate::redemption;
use crate::refusal::Refusal;
use crate::registration::CHALLENGE;
use crate::store::redemptions::{Challenge, Purpose};
use crate::store::{credentials, redemptions};
use doorkey_protocol::passkey::{Passkey, RequestOptions};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;

/// Asks for a signature by the passkey `id`, which this redemption's pass must have paid for.
pub(crate) async fn ask(server: &Server, token: &Secret, id: &str) -> Result<RequestOptions, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, token, now).await?;
    let credential = credentials::of_pass_by_id(&mut transaction, session.pass.id, id)
        .await?
        .ok_or(Refusal::PasskeyUnknown)?;
    let (options, state) = server.relying_party().ask_to_prove(&credential)?;
    let challenge = Challenge {
        id: random_id()?,
        state,
        purpose: Purpose::Prove(credential.shown.id),
        ends_at: now + CHALLENGE,
    };
    redemptions::set_challenge(&mut transaction, session.redemption.id, &challenge).await?;
    transaction.commit().await?;
    Ok(options)
}

/// Takes the signature. As with a registration, a response that is refused does not consume the
/// challenge.
pub(crate) async fn prove(server: &Server, token: &Secret, body: &[u8]) -> Result<Passkey, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, token, now).await?;
    let (state, id) = open_challenge(session.redemption.challenge, now)?;
    let credential = credentials::of_pass_by_id(&mut transaction, session.pass.id, &id)
        .await?
        .ok_or(Refusal::PasskeyUnknown)?;
    let mut proven = server.relying_party().prove(body, &state, &credential, &session.person)?;
    credentials::prove(&mut transaction, &proven, now).await?;
    redemptions::clear_challenge(&mut transaction, session.redemption.id).await?;
    transaction.commit().await?;
    proven.shown.proven_at.get_or_insert(now);
    Ok(proven.shown)
}

fn open_challenge(challenge: Option<Challenge>, now: Timestamp) -> Result<(String, String), Refusal> {
    let challenge = challenge.ok_or(Refusal::ChallengeEnded("no challenge is open"))?;
    match challenge.purpose {
        Purpose::Register(_) => Err(Refusal::ChallengeEnded("the newest challenge is to register a passkey")),
        Purpose::Prove(_) if challenge.ends_at <= now => {
            Err(Refusal::ChallengeEnded("the challenge is too old"))
        }
        Purpose::Prove(id) => Ok((challenge.state, id)),
    }
}
