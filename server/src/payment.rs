//! Who pays for what is registered: the pass that opened the redemption, or a proof that carries it on.
//!
//! Owns using a one-time pass up, for passkeys and authenticator apps alike and nowhere else, and what
//! a proof gives: a second way in, without asking the pass for another.

use crate::directory::pass_record::EndedReason;
use crate::redemption::Session;
use crate::refusal::Refusal;
use crate::settings::Settings;
use crate::store::{Connection, StoreError, authenticators, credentials, passes, redemptions};
use doorkey_protocol::time::Timestamp;
use uuid::Uuid;

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
        return Result::from(session.standing(now)).map(|()| Payer::Pass);
    }
    if !session.person.enabled {
        return Err(Refusal::PassBlocked(None));
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

/// Settles with the pass after something that was registered with it is gone, so that used one-time
/// passes remain those that something names as its payer, one to one. When the pass paid for what is
/// gone, it pays for the oldest of what is left; when nothing is left it was not used. What nobody
/// proved carries nothing.
pub(crate) async fn settle(connection: &mut Connection, pass: Uuid) -> Result<(), StoreError> {
    let passkeys = credentials::of_pass(connection, pass).await?;
    let apps = authenticators::of_pass(connection, pass).await?;
    if apps.is_empty() && passkeys.iter().all(|passkey| passkey.shown.proven_at.is_none()) {
        redemptions::uncarry(connection, pass).await?;
    }
    let paid = passkeys.iter().map(|passkey| passkey.payer).chain(apps.iter().map(|app| app.payer));
    if paid.into_iter().any(|payer| payer == Payer::Pass) {
        return Ok(());
    }
    match (passkeys.first(), apps.first()) {
        (Some(passkey), Some(app)) if passkey.shown.created_at > app.created_at => {
            authenticators::set_payer(connection, app.id, Payer::Pass).await
        }
        (Some(passkey), _) => credentials::set_payer(connection, &passkey.shown.id, Payer::Pass).await,
        (None, Some(app)) => authenticators::set_payer(connection, app.id, Payer::Pass).await,
        (None, None) => passes::give_back(connection, pass).await,
    }
}
