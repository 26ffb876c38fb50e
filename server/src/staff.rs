//! The staff corner of a kiosk: a PIN, and what staff may see behind it.
//!
//! Owns [`StaffPin`], which is known by its hash alone, and checking it. Every kiosk of a server asks
//! for the same PIN, so wrong tries are counted for the server, in the database: a restart or another
//! kiosk does not forget them, and tries that come together are looked at one by one.

use crate::Server;
use crate::audit::{Actor, Deed, activity};
use crate::caller::Caller;
use crate::directory::Directory;
use crate::lockout;
use crate::refusal::{Pause, Refusal};
use crate::store::pauses::{self, Tries};
use crate::store::{redemptions, visits};
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use std::fmt;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// Under which the tries are counted.
const TRIES: &str = "staff-pin";

/// From so many wrong tries in a row on a pause follows each.
const PAUSE_AFTER: u32 = 5;

/// The first pause; each that follows is twice as long.
const SHORTEST: Span = Span::from_secs(30);

/// The longest pause.
const LONGEST: Span = Span::from_mins(15);

/// The hash of the PIN, under the server key.
pub(crate) struct StaffPin(Zeroizing<[u8; 32]>);

impl StaffPin {
    pub(crate) fn new(directory: &Directory, pin: &Secret) -> Self {
        Self(directory.keyed_hash(TRIES, pin.expose().as_bytes()))
    }

    /// Whether it is the same, in a time that does not depend on where they differ.
    fn is(&self, other: &Self) -> bool {
        self.0.ct_eq(other.0.as_ref()).into()
    }
}

impl fmt::Debug for StaffPin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StaffPin([redacted])")
    }
}

/// Opens the staff corner to whoever knows the PIN.
pub(crate) async fn open(server: &Server, caller: &Caller, pin: &Secret) -> Result<StaffReport, Refusal> {
    let directory = server.directory();
    let right = server.staff_pin().ok_or(Refusal::NotFound)?;
    let is_right = right.is(&StaffPin::new(directory, pin));
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let tries = pauses::of(&mut transaction, TRIES).await?;
    if let Some(until) = tries.not_before.filter(|until| now < *until) {
        return Err(Refusal::PinTooSoon(Pause { from: now, until }));
    }
    if is_right {
        if tries != Tries::default() {
            pauses::set(&mut transaction, TRIES, Tries::default()).await?;
        }
        let open = match server.entra() {
            Some(_) => visits::count_open(&mut transaction, now).await?,
            None => redemptions::count_open(&mut transaction, now).await?,
        };
        let deed = Deed::new(activity::STAFF_CORNER, Actor::Unknown);
        directory.audit.deed(&mut transaction, caller, now, deed).await?;
        transaction.commit().await?;
        return Ok(StaffReport {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            database: directory.store.answers().await.is_ok(),
            open,
            now,
        });
    }
    let wrong = tries.wrong.saturating_add(1);
    let not_before = pause(wrong).map(|pause| now + pause);
    pauses::set(&mut transaction, TRIES, Tries { wrong, not_before }).await?;
    let deed = Deed::new(activity::STAFF_CORNER, Actor::Unknown);
    let deed = deed.refused(Code::PinWrong.as_str(), Code::PinWrong.title());
    directory.audit.deed(&mut transaction, caller, now, deed).await?;
    transaction.commit().await?;
    Err(Refusal::PinWrong(not_before.map(|until| Pause { from: now, until })))
}

/// The pause that follows so many wrong tries in a row.
fn pause(wrong: u32) -> Option<Span> {
    lockout::doubling(wrong, PAUSE_AFTER, SHORTEST..=LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        for (wrong, seconds) in [
            (0, None),
            (4, None),
            (5, Some(30)),
            (6, Some(60)),
            (7, Some(120)),
            (9, Some(480)),
            (10, Some(900)),
            (11, Some(900)),
            (u32::MAX, Some(900)),
        ] {
            assert_eq!(pause(wrong), seconds.map(Span::from_secs), "{wrong}");
        }
    }
}
