//! Alerts on their way to who must know.
//!
//! Owns delivering what `alert` raised, at least once and never in anybody's way. Started by `serve`,
//! stopped when all requests have ended. What is due is taken with a lease, so that of several servers one
//! delivers it and none when that one dies; what was taken is sent by the `receiver` as a `message` for each
//! kind, and tried again, later and later, for as long as it takes. Where there is no receiver, the line in
//! the log was the delivery; a command has no log, so what it raised is told in that of a server.

mod message;
mod receiver;

use crate::Server;
use crate::alert;
use crate::command::when::rfc_3339;
use crate::directory::random_id;
use crate::refusal::chain;
use crate::settings::SettingError;
use crate::store::{Store, StoreError, alerts};
use doorkey_protocol::time::{Span, Timestamp};
use message::Batch;
use receiver::{Failure, Receiver};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// How often is looked whether something is due.
const POLL: Duration = Duration::from_secs(1);

/// How many are taken at once.
const MOST: i64 = 1_000;

/// How long a receiver may take to answer.
const PATIENCE: Span = Span::from_secs(10);

/// For how long what was taken is nobody else's. What a server that died had taken waits so long.
const LEASE: Span = Span::from_secs(15);

/// How long is waited after the first failure, doubled by every other.
const SHORTEST: Span = Span::from_secs(5);

/// And at most.
const LONGEST: Span = Span::from_mins(15);

/// The longest wait that a receiver can ask for.
const LONGEST_ASKED: Span = Span::from_mins(60);

/// When alerts wait so long, somebody else must know.
const TOO_LONG: Span = Span::from_mins(15);

/// How often that is said.
const SAID_AGAIN: Span = Span::from_mins(60);

/// How often is looked whether it must be said, and what can be forgotten.
const HOUSEKEEPING: Span = Span::from_mins(1);

/// For how long what was delivered is remembered.
const REMEMBERED: Span = Span::from_mins(30 * 24 * 60);

/// The delivery of alerts, while it runs.
pub(crate) struct Delivery {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

/// Begins to deliver.
///
/// # Errors
/// When the receiver cannot be spoken to from here.
pub(crate) fn start(server: &Server) -> Result<Delivery, SettingError> {
    let webhook = server.settings().alert_webhook.clone();
    let receiver = webhook.map(Receiver::new).transpose()?.map(Arc::new);
    let (stop, stopping) = watch::channel(false);
    let courier = Courier {
        server: server.clone(),
        receiver,
        stopping,
        troubles: HashMap::new(),
        said_at: None,
        looked_at: None,
        is_broken: false,
    };
    Ok(Delivery { stop, task: tokio::spawn(courier.run()) })
}

impl Delivery {
    /// Stops. What is on its way is given up, and sent once more when a server runs again.
    pub(crate) async fn stop(self) {
        self.stop.send_replace(true);
        if let Err(error) = self.task.await {
            tracing::error!(%error, "the delivery of alerts broke off");
        }
    }
}

/// Why a kind of alert is not delivered, and when it is tried next.
struct Trouble {
    reason: String,
    until: Timestamp,
}

/// What became of a batch.
enum Outcome {
    Delivered,
    Failed(Failure),
    /// It may have arrived; the server stops.
    Interrupted,
    NotTried,
}

struct Courier {
    server: Server,
    receiver: Option<Arc<Receiver>>,
    stopping: watch::Receiver<bool>,
    /// By kind: a receiver may well take one and refuse another.
    troubles: HashMap<String, Trouble>,
    /// When it was last said that alerts wait.
    said_at: Option<Timestamp>,
    looked_at: Option<Timestamp>,
    /// Whether the database failed the last time.
    is_broken: bool,
}

impl Courier {
    async fn run(mut self) {
        while !*self.stopping.borrow() {
            match self.round().await {
                Ok(true) => continue,
                Ok(false) => self.is_broken = false,
                Err(error) => {
                    if !std::mem::replace(&mut self.is_broken, true) {
                        tracing::error!(error = chain(&error), "alerts cannot be read for delivery");
                    }
                }
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                _ = self.stopping.wait_for(|stop| *stop) => break,
            }
        }
    }

    /// Delivers what is due; whether there may be more.
    async fn round(&mut self) -> Result<bool, StoreError> {
        let store = self.server.directory().store.clone();
        let now = self.now();
        if self.looked_at.is_none_or(|then| now - then >= HOUSEKEEPING) {
            self.looked_at = Some(now);
            self.keep_house(now).await?;
        }
        self.tell_log(&store).await?;
        if !alerts::is_due(&mut *store.read().await?, now).await? {
            return Ok(false);
        }
        let mut transaction = store.write().await?;
        let Some(receiver) = self.receiver.clone() else {
            alerts::logged(&mut transaction, now).await?;
            transaction.commit().await?;
            return Ok(false);
        };
        for (kind, trouble) in self.troubles.iter().filter(|(_, trouble)| now < trouble.until) {
            alerts::hold_back(&mut transaction, kind, now, trouble.until).await?;
        }
        let taken = alerts::take(&mut transaction, now, now + LEASE, MOST).await?;
        transaction.commit().await?;
        crate::fault::at("webhook: taken");
        let may_be_more = taken.len() as i64 == MOST;
        // Each kind by itself: one that is refused keeps no other waiting.
        let mut sending = JoinSet::new();
        for batches in message::batches(taken) {
            let (server, stopping) = (self.server.clone(), self.stopping.clone());
            sending.spawn(deliver(server, receiver.clone(), stopping, batches, now + LEASE));
        }
        while let Some(sent) = sending.join_next().await {
            // What was in a task that panicked is taken again when its lease ends.
            for (batch, outcome) in sent.unwrap_or_default() {
                self.settle(&batch, outcome).await?;
            }
        }
        Ok(may_be_more)
    }

    /// Tells the log of what a command raised, which has none. Rather twice than never.
    async fn tell_log(&self, store: &Store) -> Result<(), StoreError> {
        if !alerts::is_unlogged(&mut *store.read().await?).await? {
            return Ok(());
        }
        let mut transaction = store.write().await?;
        for alert in alerts::take_unlogged(&mut transaction).await? {
            alert::log(&alert.kind, &alert.severity, &alert.subject, &alert.body);
        }
        Ok(transaction.commit().await?)
    }

    /// Writes down what became of a batch.
    async fn settle(&mut self, batch: &Batch, outcome: Outcome) -> Result<(), StoreError> {
        let store = self.server.directory().store.clone();
        let now = self.now();
        let mut transaction = store.write().await?;
        match &outcome {
            Outcome::Delivered => {
                for alert in &batch.alerts {
                    alerts::delivered(&mut transaction, alert, now).await?;
                }
            }
            Outcome::Failed(failure) => {
                let until = now + pause(batch.tries(), failure.retry_after, chance());
                for alert in &batch.alerts {
                    alerts::put_off(&mut transaction, alert, until).await?;
                }
                self.note(&batch.kind, &failure.reason, until);
            }
            Outcome::Interrupted => {
                for alert in &batch.alerts {
                    alerts::put_off(&mut transaction, alert, now).await?;
                }
            }
            Outcome::NotTried => {
                let until = self.troubles.get(&batch.kind).map_or(now, |trouble| trouble.until);
                for alert in &batch.alerts {
                    alerts::give_back(&mut transaction, alert, until).await?;
                }
            }
        }
        crate::fault::at("webhook: before commit");
        transaction.commit().await?;
        match outcome {
            Outcome::Delivered if self.troubles.remove(&batch.kind).is_some() => {
                tracing::info!(kind = batch.kind, "alerts are delivered again");
            }
            Outcome::Failed(_) => self.tell_of_waiting(now).await?,
            Outcome::Delivered | Outcome::Interrupted | Outcome::NotTried => {}
        }
        Ok(())
    }

    /// Notes why alerts of a kind are not delivered; in the log only what is new.
    fn note(&mut self, kind: &str, reason: &str, until: Timestamp) {
        if self.troubles.get(kind).is_none_or(|known| known.reason != reason) {
            tracing::warn!(kind, reason, "alerts are not delivered; they wait and are tried again");
        }
        self.troubles.insert(kind.to_owned(), Trouble { reason: reason.to_owned(), until });
    }

    async fn keep_house(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let store = self.server.directory().store.clone();
        let then = now - REMEMBERED;
        let mut transaction = store.write().await?;
        alerts::forget_delivered(&mut transaction, then).await?;
        transaction.commit().await?;
        // What waits when a server starts is tried first.
        if self.troubles.is_empty() { Ok(()) } else { self.tell_of_waiting(now).await }
    }

    /// The alarm about the alarm: the log is the only one left to tell.
    async fn tell_of_waiting(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let store = self.server.directory().store.clone();
        let (waiting, oldest) = alerts::waiting(&mut *store.read().await?).await?;
        let Some(oldest) = oldest.filter(|oldest| now - *oldest >= TOO_LONG) else {
            self.said_at = None;
            return Ok(());
        };
        if self.said_at.is_none_or(|then| now - then >= SAID_AGAIN) {
            self.said_at = Some(now);
            let since = rfc_3339(oldest);
            tracing::error!(alert = "alerts-undelivered", waiting, since, "alerts wait to be delivered");
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.server.directory().clock.now()
    }
}

/// Sends the batches of one kind one after the other, the rest not at all once one has failed: what was
/// tried keeps what it holds, and so its id.
async fn deliver(
    server: Server,
    receiver: Arc<Receiver>,
    mut stopping: watch::Receiver<bool>,
    batches: Vec<Batch>,
    lease_ends: Timestamp,
) -> Vec<(Batch, Outcome)> {
    let mut is_well = true;
    let mut settled = Vec::with_capacity(batches.len());
    for batch in batches {
        let now = server.directory().clock.now();
        let outcome = if !is_well || lease_ends < now + PATIENCE {
            Outcome::NotTried
        } else {
            tokio::select! {
                sent = receiver.send(&batch, now) => sent.map_or_else(Outcome::Failed, |()| Outcome::Delivered),
                _ = stopping.wait_for(|stop| *stop) => Outcome::Interrupted,
            }
        };
        is_well = matches!(outcome, Outcome::Delivered);
        settled.push((batch, outcome));
    }
    settled
}

/// How long is waited after so many tries: up to a fifth less than the doubled time, by chance, so that
/// several servers do not come at once; longer where the receiver asks for it.
fn pause(tries: i64, asked: Option<Span>, chance: u8) -> Span {
    let doubled = SHORTEST.as_millis() << tries.saturating_sub(1).clamp(0, 16);
    let longest = doubled.min(LONGEST.as_millis());
    let own = Span::from_millis(longest - longest / 5 * i64::from(chance) / i64::from(u8::MAX));
    asked.map_or(own, |asked| own.max(asked.min(LONGEST_ASKED)))
}

/// Any number. Where there is no randomness none is needed: nothing is secret here.
fn chance() -> u8 {
    random_id().map_or(0, |id| id.as_bytes()[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_quarter_of_an_hour() {
        for (tries, seconds) in [(1, 5), (2, 10), (3, 20), (7, 320), (8, 640), (9, 900), (i64::MAX, 900)] {
            let (least, most) = (pause(tries, None, u8::MAX), pause(tries, None, 0));
            assert_eq!(most, Span::from_secs(seconds), "{tries}");
            assert!(least == Span::from_millis(seconds * 800), "{tries}");
        }
    }

    #[test]
    fn a_receiver_is_left_alone_for_as_long_as_it_asks() {
        for (asked, seconds) in [(0, 5), (30, 30), (3600, 3600), (86_400, 3600)] {
            assert_eq!(pause(1, Some(Span::from_secs(asked)), 0), Span::from_secs(seconds), "{asked}");
        }
    }
}
