//! What was asked a moment ago.
//!
//! Owns [`Recent`]: an answer that is given again for a short while, asked for by one while the others wait for
//! it. Of this process alone: another server of the same store asks for itself, and nothing is wrong by that.

use crate::clock::Clock;
use doorkey_protocol::time::{Span, Timestamp};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Mutex as Turn;

/// So many are kept before the old ones are thrown out.
const MOST: usize = 1_000;

type Slot<V> = Arc<Turn<Option<(Timestamp, V)>>>;

/// Answers by what was asked.
pub(crate) struct Recent<K, V> {
    lasts: Span,
    slots: Mutex<HashMap<K, Slot<V>>>,
}

impl<K: Eq + Hash, V: Clone> Recent<K, V> {
    /// Answers that are given again for so long.
    pub(crate) fn lasting(lasts: Span) -> Self {
        Self { lasts, slots: Mutex::new(HashMap::new()) }
    }

    /// The answer to `key`: the one of a moment ago, or what `ask` yields.
    pub(crate) async fn get(&self, key: K, clock: &dyn Clock, ask: impl Future<Output = V>) -> V {
        let slot = self.slot(key, clock.now());
        let mut held = slot.lock().await;
        let now = clock.now();
        if let Some((_, answer)) = held.as_ref().filter(|(at, _)| self.is_fresh(*at, now)) {
            return answer.clone();
        }
        let answer = ask.await;
        // From when it is there: who waited for it gets it, however long it took.
        *held = Some((clock.now(), answer.clone()));
        answer
    }

    fn is_fresh(&self, at: Timestamp, now: Timestamp) -> bool {
        at <= now && now < at + self.lasts
    }

    fn slot(&self, key: K, now: Timestamp) -> Slot<V> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        if slots.len() >= MOST {
            slots.retain(|_, slot| {
                // One that is held is being asked for.
                slot.try_lock()
                    .map_or(true, |held| held.as_ref().is_some_and(|(at, _)| self.is_fresh(*at, now)))
            });
        }
        slots.entry(key).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test]
    async fn a_storm_asks_once() {
        let clock = ManualClock::new(Timestamp::from_millis(0));
        let recent = Recent::lasting(Span::from_secs(2));
        let asked = AtomicU32::new(0);
        let ask = async || {
            tokio::task::yield_now().await;
            asked.fetch_add(1, Ordering::SeqCst)
        };
        let one = || recent.get("sam", &clock, ask());
        assert_eq!(tokio::join!(one(), one(), one()), (0, 0, 0));
        clock.advance(Span::from_millis(1_999));
        assert_eq!(one().await, 0);
        assert_eq!(recent.get("jo", &clock, ask()).await, 1);
        clock.advance(Span::from_millis(1));
        assert_eq!(one().await, 2);
        // A clock that was put back.
        clock.set(Timestamp::from_millis(0));
        assert_eq!(one().await, 3);
    }
}
