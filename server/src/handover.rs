//! Continuing on another device: the first screen shows a link, the phone opens it, both show the same
//! number, the first screen agrees.
//!
//! Owns both sides. Claiming moves nothing and consumes nothing; with the agreement the redemption is
//! the phone's, in one transaction, and the first screen's token keeps a view of how it goes and
//! nothing else. The first claim wins. A second one before the agreement ends the handover for all,
//! since nobody could say which device is whose; after it, the redemption is out of its reach. Every
//! such event raises an alert in the log, which never holds a secret.

pub(crate) mod stage;

use crate::Server;
use crate::alert::{Alert, Kind};
use crate::audit::{Actor, Deed, activity};
use crate::caller::{Bearer, Caller};
use crate::directory::{Directory, random_id};
use crate::redemption::{self, Session};
use crate::refusal::Refusal;
use crate::store::handovers::{By, Ended, HandoverRecord};
use crate::store::redemptions::RedemptionRecord;
use crate::store::{Connection, authenticators, handovers, passes, people, redemptions};
use crate::token;
use doorkey_protocol::handover::{Claim, Claimed, FRAGMENT, Handover, Progress, Stage};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// How long the link can be opened.
const TO_CLAIM: Span = Span::from_mins(3);

/// How long the numbers can be compared.
const TO_AGREE: Span = Span::from_mins(2);

/// Makes a handover, in place of the one before.
pub(crate) async fn make(server: &Server, bearer: &Bearer) -> Result<Handover, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let origin = settings.origins.first().ok_or_else(|| Refusal::Fault("no origin to lead to".to_owned()))?;
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = redemption::find(&mut transaction, bearer, now).await?;
    redemption::must_offer(&mut transaction, &session, Way::Phone, now).await?;
    let secret = token::for_link()?;
    let ends_at = (now + TO_CLAIM).min(session.redemption.closes_at);
    let (id, hashes) = (random_id()?, (token::hash(&secret), token::hash(&bearer.token)));
    handovers::insert(&mut transaction, session.redemption.id, id, &hashes.0, &hashes.1, ends_at).await?;
    transaction.commit().await?;
    let link = Secret::new(format!("{origin}/#{FRAGMENT}{}", secret.expose()));
    Ok(Handover { link, ends_at, now })
}

/// How it goes, for the first screen.
pub(crate) async fn progress(server: &Server, bearer: &Bearer) -> Result<Progress, Refusal> {
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let handover = of_first_screen(&mut connection, bearer, now).await?;
    show(&mut connection, handover, now).await
}

/// The first screen takes it back; after the agreement it only forgets the view.
pub(crate) async fn take_back(server: &Server, bearer: &Bearer) -> Result<(), Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let handover = of_first_screen(&mut transaction, bearer, now).await?;
    let redemption = redemption_of(&mut transaction, &handover).await?;
    match stage::of(&mut transaction, &handover, &redemption, now).await? {
        _ if handover.agreed_at.is_some() => handovers::forget_view(&mut transaction, handover.id).await?,
        Stage::Waiting => handovers::end(&mut transaction, handover.id, Ended::Refused).await?,
        Stage::Claimed => {
            handovers::end(&mut transaction, handover.id, Ended::Refused).await?;
            alert(directory, &mut transaction, &bearer.caller, Kind::HandoverRefused, &redemption, now)
                .await?;
        }
        _ => {} // over already
    }
    Ok(transaction.commit().await?)
}

/// The first screen agrees to the device that shows `number`. Agreeing again, because the answer was
/// lost, is no error.
pub(crate) async fn agree(server: &Server, bearer: &Bearer, number: &str) -> Result<Progress, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let mut handover = of_first_screen(&mut transaction, bearer, now).await?;
    let is_shown = spell(&handover).is_some_and(|shown| shown == number);
    if handover.agreed_at.is_some() {
        return if is_shown {
            show(&mut transaction, handover, now).await
        } else {
            Err(Refusal::NumberWrong)
        };
    }
    let session = redemption::find(&mut transaction, bearer, now).await?;
    match stage::of(&mut transaction, &handover, &session.redemption, now).await? {
        Stage::Claimed if is_shown => {}
        Stage::Claimed | Stage::Waiting => return Err(Refusal::NumberWrong),
        _ => return Err(Refusal::HandoverEnded),
    }
    redemption::must_offer(&mut transaction, &session, Way::Phone, now).await?;
    handovers::agree(&mut transaction, &handover, now).await?;
    let deed = Deed::own(activity::HANDOVER, &session.person).because("Both screens showed the same number");
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    start_anew(&mut transaction, &session, now + settings.redemption).await?;
    handover.agreed_at = Some(now);
    let progress = show(&mut transaction, handover, now).await?;
    transaction.commit().await?;
    Ok(progress)
}

/// What was begun on the first screen is not finished on the phone, which gets time of its own, within
/// what the pass has left.
async fn start_anew(
    connection: &mut Connection,
    session: &Session,
    closes_at: Timestamp,
) -> Result<(), Refusal> {
    let id = session.redemption.id;
    redemptions::clear_challenge(connection, id).await?;
    redemptions::forget_network(connection, id).await?;
    authenticators::withdraw(connection, id).await?;
    redemptions::extend(connection, id, closes_at.min(session.pass.validity.ends_at())).await?;
    Ok(())
}

/// Another device opens the link.
pub(crate) async fn claim(server: &Server, caller: &Caller, secret: &Secret) -> Result<Claimed, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let handover = handovers::find(&mut transaction, By::Secret, &token::hash(secret))
        .await?
        .ok_or(Refusal::HandoverEnded)?;
    let redemption = redemption_of(&mut transaction, &handover).await?;
    let claimed = if handover.agreed_at.is_some() {
        handovers::intrude(&mut transaction, handover.id).await?;
        alert(directory, &mut transaction, caller, Kind::HandoverIntruded, &redemption, now).await?;
        Err(Refusal::HandoverClaimed)
    } else {
        match stage::of(&mut transaction, &handover, &redemption, now).await? {
            Stage::Waiting if !redemption.superseded => {
                let (token, number) = (token::fresh()?, random_number()?);
                let ends_at = (now + TO_AGREE).min(redemption.closes_at);
                let hash = token::hash(&token);
                handovers::claim(&mut transaction, handover.id, &hash, number, ends_at).await?;
                Ok(Claimed { token, number: number.to_string(), ends_at, now })
            }
            Stage::Claimed if !redemption.superseded => {
                handovers::end(&mut transaction, handover.id, Ended::Contested).await?;
                alert(directory, &mut transaction, caller, Kind::HandoverContested, &redemption, now).await?;
                Err(Refusal::HandoverClaimed)
            }
            _ => {
                alert(directory, &mut transaction, caller, Kind::HandoverLate, &redemption, now).await?;
                Err(Refusal::HandoverEnded)
            }
        }
    };
    // Refused or not: what the claim did to others stays done.
    transaction.commit().await?;
    claimed
}

/// How it goes, for the phone; once it is agreed to, with what it opens.
pub(crate) async fn claim_state(server: &Server, bearer: &Bearer) -> Result<Claim, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let (handover, redemption) = of_phone(&mut connection, bearer).await?;
    if redemption.superseded {
        return Err(Refusal::RedemptionSuperseded);
    }
    let stage = stage::of(&mut connection, &handover, &redemption, now).await?;
    let is_open = handover.agreed_at.is_some() && !redemption.left && now < redemption.closes_at;
    let redemption = if is_open {
        let session = redemption::find(&mut connection, bearer, now).await?;
        Some(redemption::describe(&mut connection, settings, &session, now).await?)
    } else {
        None
    };
    Ok(Claim { stage, redemption })
}

/// The phone leaves: the claim, or what it became.
pub(crate) async fn leave_claim(server: &Server, bearer: &Bearer) -> Result<(), Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let (handover, redemption) = of_phone(&mut transaction, bearer).await?;
    if handover.agreed_at.is_some() {
        if !redemption.left {
            redemptions::leave(&mut transaction, redemption.id, now).await?;
        }
    } else if stage::of(&mut transaction, &handover, &redemption, now).await? == Stage::Claimed {
        handovers::end(&mut transaction, handover.id, Ended::Left).await?;
    }
    Ok(transaction.commit().await?)
}

/// The handover that the first screen's token made. Before the agreement that token opens the
/// redemption, too, and what is wrong with that counts first.
async fn of_first_screen(
    connection: &mut Connection,
    bearer: &Bearer,
    now: Timestamp,
) -> Result<HandoverRecord, Refusal> {
    let found = handovers::find(connection, By::View, &token::hash(&bearer.token)).await?;
    if found.as_ref().is_none_or(|handover| handover.agreed_at.is_none()) {
        redemption::find(connection, bearer, now).await?;
    }
    found.ok_or(Refusal::HandoverEnded)
}

/// The handover of this claim's token, with the redemption; no longer when the phone handed that on.
async fn of_phone(
    connection: &mut Connection,
    bearer: &Bearer,
) -> Result<(HandoverRecord, RedemptionRecord), Refusal> {
    let hash = token::hash(&bearer.token);
    let handover = handovers::find(connection, By::Claim, &hash).await?.ok_or(Refusal::HandoverEnded)?;
    let redemption = redemption_of(connection, &handover).await?;
    if handover.agreed_at.is_some() && redemptions::by_token(connection, &hash).await?.is_none() {
        return Err(Refusal::RedemptionMoved);
    }
    Ok((handover, redemption))
}

async fn redemption_of(
    connection: &mut Connection,
    handover: &HandoverRecord,
) -> Result<RedemptionRecord, Refusal> {
    redemptions::by_id(connection, handover.redemption).await?.ok_or(Refusal::HandoverEnded)
}

async fn show(
    connection: &mut Connection,
    handover: HandoverRecord,
    now: Timestamp,
) -> Result<Progress, Refusal> {
    let redemption = redemption_of(connection, &handover).await?;
    if redemption.superseded {
        return Err(Refusal::RedemptionSuperseded);
    }
    let stage = stage::of(connection, &handover, &redemption, now).await?;
    Ok(Progress {
        stage,
        number: spell(&handover),
        intruded: handover.intruded,
        ends_at: if handover.agreed_at.is_some() { redemption.closes_at } else { handover.ends_at },
        now,
    })
}

fn spell(handover: &HandoverRecord) -> Option<String> {
    handover.number.map(|number| number.to_string())
}

/// Two digits, each pair from 10 to 99 as likely as any other.
fn random_number() -> Result<i64, getrandom::Error> {
    loop {
        let mut byte = [0];
        getrandom::fill(&mut byte)?;
        // The last 76 of 256 would make some numbers likelier.
        if byte[0] < 180 {
            return Ok(i64::from(10 + byte[0] % 90));
        }
    }
}

/// A device that nobody agreed to, or was refused: written down, and told.
async fn alert(
    directory: &Directory,
    connection: &mut Connection,
    caller: &Caller,
    kind: Kind,
    redemption: &RedemptionRecord,
    now: Timestamp,
) -> Result<(), Refusal> {
    let pass = passes::by_id(connection, redemption.pass_id).await?.ok_or(Refusal::HandoverEnded)?;
    let person = people::by_id(connection, pass.person_id).await?.ok_or(Refusal::HandoverEnded)?;
    let deed = Deed::new(activity::HANDOVER, Actor::Unknown).to(&person);
    let deed = deed.refused(kind.as_str(), "A handover did not go as it should");
    directory.audit.deed(connection, caller, now, deed).await?;
    Alert::about(kind, &person).with("redemption", redemption.id).raise(connection, caller, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn numbers_have_two_digits_and_all_occur() {
        let drawn: BTreeSet<_> = (0..20_000).map(|_| random_number().unwrap()).collect();
        assert_eq!(drawn, (10..=99).collect());
    }
}
