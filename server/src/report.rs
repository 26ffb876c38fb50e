//! What an IT lead reports.
//!
//! Owns the figures: open passes, the time from a pass to the first proven way in, who needed help, what
//! people stumbled over, and what each rule did or would have done. All but the open passes is read from
//! the audit and from what became of the passes, over a time that is named. Where people sign in at Microsoft the
//! figures are others: `tenant`'s.

pub(crate) mod tenant;

use crate::audit::export::Told;
use crate::directory::pass_record::Standing;
use crate::directory::{Directory, DirectoryError};
use crate::policy::PassPolicy;
use crate::store::audit::{self, EventRecord};
use crate::store::reports::{self, Journey};
use crate::store::{Connection, StoreError, passes, people};
use doorkey_protocol::time::{Span, Timestamp};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

/// The figures of a time.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) open: Open,
    /// How many passes were issued whose time has begun.
    pub(crate) begun: usize,
    /// How many of them led to a proven way in.
    pub(crate) proven: usize,
    /// How many of them needed help.
    pub(crate) helped: usize,
    /// From a pass to the first proven way in.
    pub(crate) median: Option<Span>,
    /// Within which nine of ten were done.
    pub(crate) ninetieth: Option<Span>,
    /// The codes that people met, most often first.
    pub(crate) codes: Vec<(String, u64)>,
    /// The codes that whoever issues met.
    pub(crate) desk_codes: Vec<(String, u64)>,
    /// How often each rule refused.
    pub(crate) refused: Vec<(String, u64)>,
}

/// The passes that are open at this moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) usable: usize,
    pub(crate) not_yet: usize,
    /// Tried wrongly too often.
    pub(crate) locked: usize,
    /// Not admitted by the policy.
    pub(crate) blocked: usize,
}

/// What one rule made of the cases of a time, in one state.
#[derive(Debug, Default)]
pub(crate) struct RuleReport {
    /// How many cases it looked at.
    pub(crate) cases: u64,
    /// How many of them it refused, or would have.
    pub(crate) refused: u64,
    /// Whom, most often first: user name, how often, when last.
    pub(crate) people: Vec<(String, u64, Timestamp)>,
}

/// A rule's name, and whether it only reported.
pub(crate) type RuleInState = (String, bool);

impl Directory {
    /// The figures of the time since then.
    pub(crate) async fn report(&self, since: Timestamp) -> Result<Report, DirectoryError> {
        let mut snapshot = self.store.snapshot().await?;
        let now = self.clock.now();
        let open = self.open_passes(&mut snapshot, now).await?;
        let mut journeys = reports::journeys(&mut snapshot, since).await?;
        // A pass whose time has not come says nothing yet.
        journeys.retain(|journey| journey.began_at <= now);
        let mut stumbles = Stumbles::new(&journeys);
        audit::each(&mut snapshot, since, None, |event| {
            stumbles.note(&event.record);
            Ok::<_, StoreError>(())
        })
        .await?;
        let mut times: Vec<_> = journeys
            .iter()
            .filter_map(|journey| Some((journey.proven_at? - journey.began_at).as_millis().max(0)))
            .collect();
        times.sort_unstable();
        Ok(Report {
            open,
            begun: journeys.len(),
            proven: times.len(),
            helped: journeys
                .iter()
                .zip(&stumbles.met)
                .filter(|(journey, met)| **met || was_replaced(journey))
                .count(),
            median: median(&times),
            ninetieth: ninetieth(&times),
            codes: by_count(stumbles.codes),
            desk_codes: by_count(stumbles.desk_codes),
            refused: by_count(stumbles.refused),
        })
    }

    async fn open_passes(&self, connection: &mut Connection, now: Timestamp) -> Result<Open, StoreError> {
        let (policy, _) = PassPolicy::read(connection).await?;
        let mut open = Open::default();
        for pass in passes::open(connection, now).await? {
            let Some(person) = people::by_id(connection, pass.person_id).await? else { continue };
            let admitted = policy.admits(connection, &person, pass.one_time).await?;
            match pass.standing_for_desk(now, admitted, self.limits.wrong_entries) {
                Standing::Usable => open.usable += 1,
                Standing::NotYet(_) => open.not_yet += 1,
                Standing::Locked => open.locked += 1,
                Standing::Blocked => open.blocked += 1,
                Standing::Expired(_) | Standing::Used | Standing::Replaced | Standing::Revoked => {}
            }
        }
        Ok(open)
    }

    /// What each rule did, or would have done, in the time since then.
    pub(crate) async fn report_rules(
        &self,
        since: Timestamp,
    ) -> Result<BTreeMap<RuleInState, RuleReport>, DirectoryError> {
        let mut snapshot = self.store.snapshot().await?;
        let mut found = BTreeMap::<RuleInState, RuleReport>::new();
        let mut people = HashMap::<RuleInState, BTreeMap<String, (u64, Timestamp)>>::new();
        audit::each(&mut snapshot, since, None, |event| {
            let record = &event.record;
            let body = serde_json::from_str::<Value>(&record.body).unwrap_or_default();
            for (name, result) in applied(record, &body) {
                let rule = (name.to_owned(), result.starts_with("reportOnly"));
                let report = found.entry(rule.clone()).or_default();
                report.cases += 1;
                if !matches!(result, "failure" | "reportOnlyFailure") {
                    continue;
                }
                report.refused += 1;
                let who = Told::of(record.kind, &body).person.unwrap_or("somebody unknown").to_owned();
                let (count, last) = people.entry(rule).or_default().entry(who).or_insert((0, record.at));
                *count += 1;
                *last = record.at.max(*last);
            }
            Ok::<_, StoreError>(())
        })
        .await?;
        for (rule, people) in people {
            let Some(report) = found.get_mut(&rule) else { continue };
            report.people = people.into_iter().map(|(who, (count, last))| (who, count, last)).collect();
            report.people.sort_by_key(|(_, count, _)| std::cmp::Reverse(*count));
        }
        Ok(found)
    }
}

/// Which rules an event tells of, and what they made of it.
fn applied<'a>(record: &EventRecord, body: &'a Value) -> Vec<(&'a str, &'a str)> {
    let all = |list: &'a Value| list.as_array().map(Vec::as_slice).unwrap_or_default().iter();
    if record.kind == "signIn" {
        let policies = all(&body["appliedConditionalAccessPolicies"]);
        return policies.filter_map(|rule| Some((rule["id"].as_str()?, rule["result"].as_str()?))).collect();
    }
    let details = all(&body["additionalDetails"]).filter(|detail| detail["key"] == "rule");
    details.filter_map(|detail| detail["value"].as_str()?.split_once('=')).collect()
}

/// Refusals, and whose passes they fell into.
struct Stumbles<'a> {
    journeys: &'a [Journey],
    by_person: HashMap<&'a str, Vec<usize>>,
    /// For each pass, whether its person met a refusal before they were in.
    met: Vec<bool>,
    codes: BTreeMap<String, u64>,
    desk_codes: BTreeMap<String, u64>,
    refused: BTreeMap<String, u64>,
}

impl<'a> Stumbles<'a> {
    fn new(journeys: &'a [Journey]) -> Self {
        let mut by_person = HashMap::<_, Vec<_>>::new();
        for (at, journey) in journeys.iter().enumerate() {
            by_person.entry(journey.person.as_str()).or_default().push(at);
        }
        Self {
            journeys,
            by_person,
            met: vec![false; journeys.len()],
            codes: BTreeMap::new(),
            desk_codes: BTreeMap::new(),
            refused: BTreeMap::new(),
        }
    }

    fn note(&mut self, record: &EventRecord) {
        if record.result != "failure" {
            return;
        }
        // Only rules have to be looked for within an event.
        let body = serde_json::from_str::<Value>(&record.body).unwrap_or_default();
        for (name, _) in applied(record, &body).into_iter().filter(|(_, result)| *result == "failure") {
            *self.refused.entry(name.to_owned()).or_default() += 1;
        }
        // What somebody did for themselves, and not what the desk was refused about them.
        let by_themselves = record.actor == record.person;
        let codes = if by_themselves { &mut self.codes } else { &mut self.desk_codes };
        *codes.entry(record.code.clone()).or_default() += 1;
        let theirs = self.by_person.get(record.person.as_str()).filter(|_| by_themselves);
        for &at in theirs.into_iter().flatten() {
            let journey = &self.journeys[at];
            let until = journey.proven_at.or(journey.ended.map(|(at, _)| at));
            self.met[at] |= record.at >= journey.began_at && until.is_none_or(|until| record.at < until);
        }
    }
}

/// Whether another pass had to be issued while this one would have lasted and nothing was proven.
fn was_replaced(journey: &Journey) -> bool {
    journey.ended.is_some_and(|(at, replaced)| {
        replaced && at < journey.ends_at && journey.proven_at.is_none_or(|proven| at < proven)
    })
}

fn by_count(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// The middle of sorted times; of an even number, the middle of the two.
fn median(times: &[i64]) -> Option<Span> {
    let half = times.len() / 2;
    let upper = *times.get(half)?;
    let middle = if times.len() % 2 == 1 { upper } else { (times[half - 1] + upper) / 2 };
    Some(Span::from_millis(middle))
}

/// The least of sorted times within which nine of ten lie.
fn ninetieth(times: &[i64]) -> Option<Span> {
    let rank = (times.len() * 9).div_ceil(10);
    times.get(rank.checked_sub(1)?).copied().map(Span::from_millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_ranked() {
        let ten: Vec<_> = (1..=10).collect();
        let eleven: Vec<_> = (1..=11).collect();
        for (times, middle, most) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[1, 3], Some(2), Some(3)),
            (&ten, Some(5), Some(9)),
            (&eleven, Some(6), Some(10)),
        ] {
            let millis = |span: Option<Span>| span.map(Span::as_millis);
            assert_eq!((millis(median(times)), millis(ninetieth(times))), (middle, most), "{times:?}");
        }
    }
}
