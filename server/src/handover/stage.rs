//! How far a handover has come, from what is stored.
//!
//! Owns the one rule for it, which both screens and every decision share.

use crate::store::handovers::{Ended, HandoverRecord};
use crate::store::redemptions::RedemptionRecord;
use crate::store::{Connection, StoreError, authenticators, credentials};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::time::Timestamp;

/// The stage of a handover at `now`.
///
/// Whatever happens after something was proven on the phone, it stays proven: a phone that is done
/// leaves, and the first screen must not take that for going away in the middle.
pub(crate) async fn of(
    connection: &mut Connection,
    handover: &HandoverRecord,
    redemption: &RedemptionRecord,
    now: Timestamp,
) -> Result<Stage, StoreError> {
    let Some(agreed_at) = handover.agreed_at else { return Ok(before(handover, redemption, now)) };
    let done = done(connection, redemption, agreed_at).await?;
    Ok(if done == Stage::Proven {
        done
    } else if redemption.left {
        Stage::Left
    } else if redemption.superseded || redemption.closes_at <= now {
        Stage::Expired
    } else {
        done
    })
}

/// Before anybody agreed.
fn before(handover: &HandoverRecord, redemption: &RedemptionRecord, now: Timestamp) -> Stage {
    match handover.ended {
        Some(Ended::Refused) => Stage::Refused,
        Some(Ended::Contested) => Stage::Contested,
        Some(Ended::Left) => Stage::Left,
        // The redemption was the first screen's still: it went away.
        None if redemption.left => Stage::Refused,
        None if redemption.superseded || redemption.closes_at <= now || handover.ends_at <= now => {
            Stage::Expired
        }
        None if handover.number.is_some() => Stage::Claimed,
        None => Stage::Waiting,
    }
}

/// What was done on the phone: in this redemption, since the agreement.
async fn done(
    connection: &mut Connection,
    redemption: &RedemptionRecord,
    agreed_at: Timestamp,
) -> Result<Stage, StoreError> {
    let apps = authenticators::of_pass(connection, redemption.pass_id).await?;
    let has_app = apps.iter().any(|app| app.redemption == redemption.id && app.created_at >= agreed_at);
    let passkeys = credentials::of_redemption(connection, redemption.id).await?;
    let passkeys: Vec<_> =
        passkeys.iter().map(|passkey| &passkey.shown).filter(|shown| shown.created_at >= agreed_at).collect();
    let has_signed_in = redemption.signed_in_at.is_some_and(|at| at >= agreed_at);
    Ok(if has_app || has_signed_in || passkeys.iter().any(|shown| shown.proven_at.is_some()) {
        Stage::Proven
    } else if passkeys.is_empty() {
        Stage::Opened
    } else {
        Stage::Registered
    })
}
