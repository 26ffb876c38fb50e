//! The rules beside the policy of passes: in which hours and from which networks passes are issued and
//! redeemed, and with which ways in somebody must end.
//!
//! Owns what a rule says, its state and what it makes of a case. A rule that only reports is evaluated
//! like any other and stops nobody; what it would have done stands in the audit. No rule is applied to
//! an emergency access account: it could lock out who comes to put things right.

use crate::caller::Caller;
use crate::store::people::PersonRecord;
use crate::store::{Connection, StoreError, policies};
use doorkey_protocol::time::Timestamp;
use ipnet::IpNet;
use jiff::civil::{Time, Weekday};
use jiff::tz::TimeZone;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::fmt;
use std::net::IpAddr;

/// Whether a rule is held; the words are those of Conditional Access.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RuleState {
    /// It is not looked at.
    #[default]
    #[serde(rename = "disabled")]
    Disabled,
    /// It is evaluated and written down, and stops nobody.
    #[serde(rename = "enabledForReportingButNotEnforced")]
    ReportOnly,
    /// It is held.
    #[serde(rename = "enabled")]
    Enabled,
}

impl RuleState {
    /// The state as it is written.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Disabled => "disabled",
            Self::ReportOnly => "enabledForReportingButNotEnforced",
            Self::Enabled => "enabled",
        }
    }
}

/// A rule with its state. What it says outlives its being switched off.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Rule<T> {
    pub(crate) state: RuleState,
    pub(crate) says: T,
}

/// The hours in which passes are issued and redeemed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Hours {
    /// On which days; the day on which the time begins counts.
    pub(crate) days: Vec<Day>,
    /// From this time of day.
    pub(crate) from: Time,
    /// Until this one, on the next day when it is not later; half-open.
    pub(crate) until: Time,
    /// Where, by its name in the IANA time zone database.
    pub(crate) zone: String,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "days")]
pub(crate) enum Day {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    /// All, in their order.
    pub(crate) const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    fn of(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Monday,
            Weekday::Tuesday => Self::Tuesday,
            Weekday::Wednesday => Self::Wednesday,
            Weekday::Thursday => Self::Thursday,
            Weekday::Friday => Self::Friday,
            Weekday::Saturday => Self::Saturday,
            Weekday::Sunday => Self::Sunday,
        }
    }
}

/// From which networks passes are issued and redeemed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Networks {
    pub(crate) allowed: Vec<IpNet>,
}

/// With which ways in somebody must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Ways {
    /// A passkey or a security key is among them.
    pub(crate) phishing_resistant: bool,
    /// How many there are at least.
    pub(crate) methods: u32,
}

/// What somebody has to sign in with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Had {
    pub(crate) passkeys: u32,
    pub(crate) apps: u32,
}

impl Hours {
    /// Whether they are on at `now`.
    pub(crate) fn contain(&self, now: Timestamp) -> bool {
        let (Ok(zone), Ok(instant)) =
            (TimeZone::get(&self.zone), jiff::Timestamp::from_millisecond(now.as_millis()))
        else {
            return false;
        };
        let here = instant.to_zoned(zone);
        let (time, today) = (here.time(), Day::of(here.weekday()));
        let yesterday = Day::ALL[(Day::ALL.iter().position(|day| *day == today).unwrap_or(0) + 6) % 7];
        if self.from < self.until {
            self.days.contains(&today) && (self.from..self.until).contains(&time)
        } else {
            self.days.contains(&today) && time >= self.from
                || self.days.contains(&yesterday) && time < self.until
        }
    }

    /// When they are on next after `now`, to the minute; `None` when not within eight days.
    pub(crate) fn next(&self, now: Timestamp) -> Option<Timestamp> {
        let zone = TimeZone::get(&self.zone).ok()?;
        let here = jiff::Timestamp::from_millisecond(now.as_millis()).ok()?.to_zoned(zone);
        (0..=8).find_map(|days| {
            let day = here.checked_add(jiff::Span::new().days(days)).ok()?;
            let start = day.with().time(self.from).build().ok()?;
            let start = Timestamp::from_millis(start.timestamp().as_millisecond());
            (start > now && self.contain(start)).then_some(start)
        })
    }
}

impl Networks {
    /// Whether an address is within one of them. Who sits at the server itself is within all.
    pub(crate) fn contain(&self, address: Option<IpAddr>) -> bool {
        address.is_none_or(|address| {
            let address = address.to_canonical();
            self.allowed.iter().any(|network| network.contains(&address))
        })
    }
}

impl Ways {
    /// Whether it is enough to have these.
    pub(crate) fn met_by(self, had: Had) -> bool {
        (!self.phishing_resistant || had.passkeys > 0) && had.passkeys + had.apps >= self.methods
    }
}

/// Something that has a rule of its own.
pub(crate) trait Says: Serialize + DeserializeOwned {
    /// Under which it is stored and spoken of.
    const NAME: &'static str;
    /// In words.
    const TITLE: &'static str;
}

impl Says for Hours {
    const NAME: &'static str = "hours";
    const TITLE: &'static str = "Hours in which passes are issued and redeemed";
}

impl Says for Networks {
    const NAME: &'static str = "networks";
    const TITLE: &'static str = "Networks from which passes are issued and redeemed";
}

impl Says for Ways {
    const NAME: &'static str = "ways";
    const TITLE: &'static str = "Ways in with which a person must end";
}

/// What a rule made of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Applied {
    /// The rule's name.
    pub(crate) name: &'static str,
    title: &'static str,
    state: RuleState,
    met: bool,
}

impl Applied {
    fn new<T: Says>(rule: &Rule<T>, met: impl FnOnce(&T) -> bool) -> Option<Self> {
        let of = |met| Self { name: T::NAME, title: T::TITLE, state: rule.state, met };
        (rule.state != RuleState::Disabled).then(|| of(met(&rule.says)))
    }

    /// Whether it stops the case.
    pub(crate) fn refuses(&self) -> bool {
        self.state == RuleState::Enabled && !self.met
    }

    /// Graph's word for it.
    pub(crate) const fn result(&self) -> &'static str {
        match (self.state, self.met) {
            (RuleState::Disabled, _) => "notEnabled",
            (RuleState::ReportOnly, true) => "reportOnlySuccess",
            (RuleState::ReportOnly, false) => "reportOnlyFailure",
            (RuleState::Enabled, true) => "success",
            (RuleState::Enabled, false) => "failure",
        }
    }

    /// As an `appliedConditionalAccessPolicy`.
    pub(crate) fn json(&self) -> Value {
        json!({
            "id": self.name,
            "displayName": self.title,
            "result": self.result(),
            "enforcedGrantControls": ["Block"],
            "enforcedSessionControls": [],
        })
    }
}

impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.result())
    }
}

/// How the audit tells that the rule of this name stopped a case.
pub(crate) fn held_against(name: &str) -> String {
    format!("{name}=failure")
}

/// All three, as they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    pub(crate) hours: Option<Rule<Hours>>,
    pub(crate) networks: Option<Rule<Networks>>,
    pub(crate) ways: Option<Rule<Ways>>,
}

impl Rules {
    /// Reads them.
    pub(crate) async fn read(connection: &mut Connection) -> Result<Self, StoreError> {
        Ok(Self {
            hours: read(connection).await?,
            networks: read(connection).await?,
            ways: read(connection).await?,
        })
    }

    /// What those about time and place make of a pass for `person` that is issued or redeemed by
    /// `caller`.
    pub(crate) fn at_the_door(&self, person: &PersonRecord, caller: &Caller, now: Timestamp) -> Vec<Applied> {
        if person.emergency {
            return Vec::new();
        }
        let hours = self.hours.as_ref().and_then(|rule| Applied::new(rule, |says| says.contain(now)));
        let networks =
            self.networks.as_ref().and_then(|rule| Applied::new(rule, |says| says.contain(caller.address)));
        hours.into_iter().chain(networks).collect()
    }

    /// When the door opens next, where only the hours are in the way.
    pub(crate) fn opens_at(&self, applied: &[Applied], now: Timestamp) -> Option<Timestamp> {
        let only_hours = applied.iter().filter(|rule| rule.refuses()).all(|rule| rule.name == Hours::NAME);
        let hours = self.hours.as_ref().filter(|_| only_hours)?;
        hours.says.next(now)
    }

    /// What the one about ways in makes of somebody who has these.
    pub(crate) fn at_the_end(&self, person: &PersonRecord, had: Had) -> Option<Applied> {
        let rule = self.ways.as_ref().filter(|_| !person.emergency)?;
        Applied::new(rule, |says| says.met_by(had))
    }

    /// With which ways `person` must end, where that is held.
    pub(crate) fn must_end_with(&self, person: &PersonRecord) -> Option<Ways> {
        let rule = self.ways.as_ref().filter(|_| !person.emergency)?;
        (rule.state == RuleState::Enabled).then_some(rule.says)
    }
}

/// Under which a rule is stored.
pub(crate) fn stored_as<T: Says>() -> String {
    format!("rule-{}", T::NAME)
}

/// The rule of this kind, if there ever was one.
pub(crate) async fn read<T: Says>(connection: &mut Connection) -> Result<Option<Rule<T>>, StoreError> {
    let Some(stored) = policies::read(connection, &stored_as::<T>()).await? else { return Ok(None) };
    serde_json::from_str(&stored.body).map(Some).map_err(|_| StoreError::Damaged("rule"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::from_millis(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    #[test]
    fn hours_are_those_of_their_place() {
        let day = Hours {
            days: vec![Day::Monday, Day::Tuesday],
            from: Time::constant(8, 0, 0, 0),
            until: Time::constant(18, 0, 0, 0),
            zone: "Europe/Berlin".to_owned(),
        };
        let night =
            Hours { from: Time::constant(22, 0, 0, 0), until: Time::constant(6, 0, 0, 0), ..day.clone() };
        let always = Hours { until: day.from, ..day.clone() };
        for (name, hours, when, on, next) in [
            ("before", &day, "2026-11-23T06:59:59.999Z", false, Some("2026-11-23T07:00:00Z")),
            ("at the start", &day, "2026-11-23T07:00:00Z", true, Some("2026-11-24T07:00:00Z")),
            ("the last moment", &day, "2026-11-23T16:59:59.999Z", true, Some("2026-11-24T07:00:00Z")),
            ("at the end", &day, "2026-11-23T17:00:00Z", false, Some("2026-11-24T07:00:00Z")),
            ("another day", &day, "2026-11-25T12:00:00Z", false, Some("2026-11-30T07:00:00Z")),
            ("in summer", &day, "2026-07-06T06:00:00Z", true, Some("2026-07-07T06:00:00Z")),
            ("over midnight", &night, "2026-11-24T00:30:00Z", true, Some("2026-11-24T21:00:00Z")),
            ("into the day after", &night, "2026-11-25T04:59:00Z", true, Some("2026-11-30T21:00:00Z")),
            ("not on its own", &night, "2026-11-23T04:00:00Z", false, Some("2026-11-23T21:00:00Z")),
            ("round the clock", &always, "2026-11-25T06:00:00Z", true, Some("2026-11-30T07:00:00Z")),
        ] {
            assert_eq!(hours.contain(at(when)), on, "{name}");
            assert_eq!(hours.next(at(when)), next.map(at), "{name}");
        }
        let nowhere = Hours { zone: "Mars/Olympus".to_owned(), ..day };
        assert!(!nowhere.contain(at("2026-11-23T12:00:00Z")), "a place that nobody knows has no hours");
    }

    #[test]
    fn networks_hold_addresses_however_they_are_written() {
        let networks =
            Networks { allowed: vec!["192.0.2.0/24".parse().unwrap(), "2001:db8::/32".parse().unwrap()] };
        for (address, within) in [
            (None, true),
            (Some("192.0.2.255"), true),
            (Some("::ffff:192.0.2.1"), true),
            (Some("192.0.3.0"), false),
            (Some("2001:db8:ffff::1"), true),
            (Some("2001:db9::1"), false),
        ] {
            assert_eq!(networks.contain(address.map(|text| text.parse().unwrap())), within, "{address:?}");
        }
    }

    #[test]
    fn an_end_is_met_by_what_it_asks_for() {
        for (phishing_resistant, methods, passkeys, apps, met) in [
            (false, 0, 0, 0, true),
            (true, 0, 0, 5, false),
            (true, 1, 1, 0, true),
            (true, 2, 1, 0, false),
            (true, 2, 1, 1, true),
            (false, 2, 0, 2, true),
            (false, 2, 0, 1, false),
        ] {
            let ways = Ways { phishing_resistant, methods };
            assert_eq!(ways.met_by(Had { passkeys, apps }), met, "{ways:?} {passkeys} {apps}");
        }
    }
}
