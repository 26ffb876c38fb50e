//! Refusals in the audit.
//!
//! Owns which refusals are events: those that decide something about somebody. A body that is none, a
//! token that opens nothing and a server that is busy are the log's. What a refused call changed is
//! taken back with its transaction, so that its event has one of its own.

use super::Deed;
use super::activity::Activity;
use crate::Server;
use crate::caller::Bearer;
use crate::refusal::Refusal;
use crate::store::{passes, people, redemptions};
use crate::token;

/// Passes a result on, and writes it down when it is a refusal that decides something.
pub(crate) async fn noted<T>(
    server: &Server,
    bearer: &Bearer,
    activity: Activity,
    result: Result<T, Refusal>,
) -> Result<T, Refusal> {
    match result {
        Err(refusal) if decides(&refusal) => {
            note(server, bearer, activity, &refusal).await?;
            Err(refusal)
        }
        other => other,
    }
}

async fn note(
    server: &Server,
    bearer: &Bearer,
    activity: Activity,
    refusal: &Refusal,
) -> Result<(), Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let redemption = redemptions::by_token(&mut transaction, &token::hash(&bearer.token)).await?;
    let Some(redemption) = redemption else { return Ok(()) };
    let Some(pass) = passes::by_id(&mut transaction, redemption.pass_id).await? else { return Ok(()) };
    let Some(person) = people::by_id(&mut transaction, pass.person_id).await? else { return Ok(()) };
    let code = refusal.code();
    let reason = refusal.detail().unwrap_or_else(|| code.title().to_owned());
    let deed = Deed::own(activity, &person).refused(code.as_str(), reason);
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    Ok(transaction.commit().await?)
}

fn decides(refusal: &Refusal) -> bool {
    match refusal {
        Refusal::PassRefused
        | Refusal::PassNotYetValid(_)
        | Refusal::PassExpired(_)
        | Refusal::PassUsed
        | Refusal::PassReplaced
        | Refusal::PassRevoked
        | Refusal::PassBlocked(_)
        | Refusal::RedemptionSuperseded
        | Refusal::NotExtendable
        | Refusal::WayNotOffered
        | Refusal::ChallengeEnded(_)
        | Refusal::PasskeyRefused(_)
        | Refusal::PasskeyKnown
        | Refusal::MethodLast
        | Refusal::DeviceShared
        | Refusal::AuthenticatorEnded
        | Refusal::CodeWrong(_)
        | Refusal::CodeUsed
        | Refusal::CodeClock { .. }
        | Refusal::NumberWrong => true,
        Refusal::Malformed(_)
        | Refusal::PassMalformed(_)
        | Refusal::PassTooSoon(_)
        | Refusal::EnvelopeOpened
        | Refusal::EnvelopeEnded
        | Refusal::InvitationRefused
        | Refusal::RedemptionEnded
        | Refusal::PasskeyUnknown
        | Refusal::MethodUnknown
        | Refusal::CodeTooSoon(_)
        | Refusal::HandoverEnded
        | Refusal::HandoverClaimed
        | Refusal::RedemptionMoved
        | Refusal::SignInUnknown
        | Refusal::SignInRefused(_)
        | Refusal::PageRefused
        | Refusal::DirectoryUnavailable { .. }
        | Refusal::VisitEnded
        | Refusal::PinWrong(_)
        | Refusal::PinTooSoon(_)
        | Refusal::IdempotencyKeyMissing
        | Refusal::IdempotencyKeyReused
        | Refusal::BodyTooLarge
        | Refusal::MediaTypeUnsupported
        | Refusal::NotFound
        | Refusal::MethodNotAllowed
        | Refusal::Busy(_)
        | Refusal::Store(_)
        | Refusal::Fault(_) => false,
    }
}
