//! What wrong passes bring about, short of the death of the pass.
//!
//! Owns the pauses: one that grows with every wrong pass for one name from one network, and a bound to
//! what one network may get wrong altogether, wide enough for a room behind one address. Both are kept
//! for names that nobody has, too, so that a pause tells nothing. A new pass begins without one: whoever
//! was kept from a pass by others is helped by the desk at once. The counts that kill a pass are the
//! pass's own (`store::passes`).

use crate::caller::Network;
use crate::refusal::Pause;
use crate::store::guesses::{self, Guesses, Noise};
use crate::store::{Connection, StoreError};
use doorkey_protocol::time::{Span, Timestamp};
use std::ops::RangeInclusive;

/// From so many wrong passes in a row on a pause follows each.
const PAUSE_AFTER: u32 = 3;

/// The first pause; each that follows is twice as long.
const SHORTEST: Span = Span::from_secs(5);

/// The longest pause.
const LONGEST: Span = Span::from_mins(5);

/// How long a network's wrong passes are counted together.
const WINDOW: Span = Span::from_mins(10);

/// After how long without any more they are forgotten.
const REMEMBERED: Span = Span::from_mins(24 * 60);

/// How much of it is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// So many wrong entries in a row kill a pass; 1 to 100.
    pub wrong_entries: u32,
    /// So many wrong entries from one network within ten minutes, for whomever, close the door to it for
    /// the rest of them.
    pub network_entries: u32,
}

impl Limits {
    /// Ten for a pass, as Entra's smart lockout has it; three hundred for a network: a hall of five
    /// hundred people in which every other one mistypes once stays below.
    pub const DEFAULT: Self = Self { wrong_entries: 10, network_entries: 300 };
}

/// Where an entry comes from and what it is for.
#[derive(Clone, Copy)]
pub(crate) struct Trail<'a> {
    /// The typed name under the server key.
    pub(crate) subject: &'a [u8],
    pub(crate) network: Network,
    /// The person's pass that has not ended; empty for none.
    pub(crate) pass: &'a str,
}

/// What one more wrong pass brought about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    /// Whether it was the one that closed the door to its network.
    pub(crate) closed_network: bool,
}

/// The pause that is on, if one is.
pub(crate) async fn pause(
    connection: &mut Connection,
    limits: Limits,
    trail: Trail<'_>,
    now: Timestamp,
) -> Result<Option<Pause>, StoreError> {
    let network = trail.network.to_string();
    let known = guesses::of(connection, trail.subject, &network).await?;
    let own = known.not_before.filter(|_| known.pass == trail.pass);
    let noise = guesses::noise(connection, &network).await?;
    let closed =
        noise.filter(|noise| noise.wrong >= limits.network_entries).map(|noise| noise.since + WINDOW);
    let until = own.into_iter().chain(closed).max().filter(|until| now < *until);
    Ok(until.map(|until| Pause { from: now, until }))
}

/// Counts one more wrong pass.
pub(crate) async fn count(
    connection: &mut Connection,
    limits: Limits,
    trail: Trail<'_>,
    now: Timestamp,
) -> Result<Counted, StoreError> {
    let network = trail.network.to_string();
    guesses::forget_old(connection, now - REMEMBERED).await?;
    let known = guesses::of(connection, trail.subject, &network).await?;
    let before = if known.pass == trail.pass { known.wrong } else { 0 };
    let wrong = before.saturating_add(1);
    let more =
        Guesses { pass: trail.pass.to_owned(), wrong, not_before: length(wrong).map(|length| now + length) };
    guesses::set(connection, trail.subject, &network, &more, now).await?;
    let noise = guesses::noise(connection, &network).await?;
    let noise = match noise.filter(|noise| now - noise.since < WINDOW) {
        // A clock that was set back takes nothing off the count.
        Some(noise) => Noise { wrong: noise.wrong.saturating_add(1), since: noise.since.min(now) },
        None => Noise { since: now, wrong: 1 },
    };
    guesses::set_noise(connection, &network, noise).await?;
    Ok(Counted { closed_network: noise.wrong == limits.network_entries })
}

/// The right pass came: what was wrong before from there was its owner's.
pub(crate) async fn forget(connection: &mut Connection, trail: Trail<'_>) -> Result<(), StoreError> {
    guesses::forget(connection, trail.subject, &trail.network.to_string()).await
}

/// The pause that follows so many wrong passes in a row.
fn length(wrong: u32) -> Option<Span> {
    doubling(wrong, PAUSE_AFTER, SHORTEST..=LONGEST)
}

/// A pause that begins after so many wrong tries in a row and doubles with each more, within `lengths`.
pub(crate) fn doubling(wrong: u32, begins: u32, lengths: RangeInclusive<Span>) -> Option<Span> {
    let doubled = wrong.checked_sub(begins)?;
    let length = lengths.start().as_millis().saturating_mul(1i64 << doubled.min(16));
    Some(Span::from_millis(length).min(*lengths.end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_five_minutes() {
        for (wrong, seconds) in [
            (0, None),
            (2, None),
            (3, Some(5)),
            (4, Some(10)),
            (5, Some(20)),
            (8, Some(160)),
            (9, Some(300)),
            (u32::MAX, Some(300)),
        ] {
            assert_eq!(length(wrong), seconds.map(Span::from_secs), "{wrong}");
        }
    }
}
