//! Who pays for what is registered: the pass that opened the redemption, or a proof that carries it on.
//!
//! Owns using a one-time pass up, for passkeys and authenticator apps alike and nowhere else, and what
//! a proof gives: a second way in, without asking the pass for another.

use crate::directory::pass_record::EndedReason;
use crate::redemption::Session;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Connection, StoreError, passes, redemptions};
use doorkey_protocol::time::Timestamp;

/// Who pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payer {
    /// The pass; a one-time pass is used up by it.
    Pass,
    /// What is proven already: the pass stays as it is.
    Proof,
}

impl Payer {
    /// The payer as it is stored.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Proof => "proof",
        }
    }
}

/// Who would pay at `now`.
///
/// A redemption that is carried needs no pass that can be used; one that was revoked or replaced ends
/// it all the same, for then somebody decided that there shall be no more by it.
pub(crate) fn payer(session: &Session, now: Timestamp) -> Result<Payer, Refusal> {
    if !session.redemption.carried {
        return Result::from(session.pass.standing(now)).map(|()| Payer::Pass);
    }
    match session.pass.ended {
        None => Ok(Payer::Proof),
        Some((_, EndedReason::Replaced)) => Err(Refusal::PassReplaced),
        Some((_, EndedReason::Revoked)) => Err(Refusal::PassRevoked),
    }
}

/// Pays, within the transaction that stores what is paid for.
pub(crate) async fn pay(
    connection: &mut Connection,
    session: &Session,
    now: Timestamp,
) -> Result<Payer, Refusal> {
    let payer = payer(session, now)?;
    if payer == Payer::Pass
        && session.pass.one_time
        && !passes::use_up(connection, session.pass.id, now).await?
    {
        return Err(Refusal::PassUsed);
    }
    Ok(payer)
}

/// Something that this redemption's pass paid for is proven here: from now on that carries it, for as
/// long as a redemption lasts, whatever is left of the pass. Only the first proof gives time, so that
/// nobody keeps it open by proving again.
pub(crate) async fn carry(
    connection: &mut Connection,
    settings: &Settings,
    session: &Session,
    now: Timestamp,
) -> Result<(), StoreError> {
    if !session.redemption.carried {
        redemptions::carry(connection, session.redemption.id, now, now + settings.redemption).await?;
    }
    Ok(())
}
