//! `doorkey rule`: the rules beside the policy, and whether they are held.

use super::{CommandError, open};
use crate::directory::rules::Changed;
use crate::directory::{By, Directory, DirectoryError};
use crate::rules::{Day, Hours, Networks, Rule, RuleState, Says, Ways};
use crate::settings::{DeskFlags, SettingError, networks};
use clap::Args;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use std::io::Write;

/// The most ways in that anybody can be asked for.
const MOST_WAYS: u32 = 5;

#[derive(clap::Subcommand)]
pub(super) enum Command {
    /// List the rules and whether they are held
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// In which hours passes are issued and redeemed
    Hours(HoursFlags),
    /// From which networks passes are issued and redeemed
    Networks(NetworksFlags),
    /// With which ways in a person must end
    Ways(WaysFlags),
    /// Change whether a rule is held; what it says stays
    State {
        /// Which rule: hours, networks or ways
        name: String,
        /// report-only, enabled or disabled
        state: String,
    },
}

#[derive(Args)]
pub(super) struct HoursFlags {
    /// On which days: mon-fri, a list with commas such as mon,tue,sat, or all
    #[arg(long, value_name = "DAYS", value_delimiter = ',', required = true)]
    days: Vec<String>,
    /// From this time of day, such as 08:00
    #[arg(long, value_name = "HH:MM")]
    from: String,
    /// Until this one, such as 18:00; on the next day when it is not later
    #[arg(long, value_name = "HH:MM")]
    until: String,
    /// Where, by its name in the time zone database, such as Europe/Berlin
    #[arg(long, value_name = "ZONE")]
    zone: String,
    #[command(flatten)]
    state: StateFlag,
}

#[derive(Args)]
pub(super) struct NetworksFlags {
    /// From where: addresses or networks, a list with commas such as 192.0.2.0/24,2001:db8::/32
    #[arg(long, value_name = "NETWORKS", value_delimiter = ',', required = true)]
    allow: Vec<String>,
    #[command(flatten)]
    state: StateFlag,
}

#[derive(Args)]
pub(super) struct WaysFlags {
    /// A passkey or a security key must be among them
    #[arg(long)]
    phishing_resistant: bool,
    /// How many there must be at least, 2 to 5
    #[arg(long, value_name = "COUNT")]
    methods: Option<String>,
    #[command(flatten)]
    state: StateFlag,
}

#[derive(Args)]
pub(super) struct StateFlag {
    /// Whether it is held: report-only, enabled or disabled [default: as it is; of a new rule: report-only]
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
}

impl StateFlag {
    fn read(&self) -> Result<Option<RuleState>, SettingError> {
        self.state.as_deref().map(|text| state("--state", text)).transpose()
    }
}

pub(super) async fn run(desk: &DeskFlags, command: Command) -> Result<(), CommandError> {
    match command {
        Command::List { json } => {
            let directory = open(desk).await?;
            let rules = directory.rules().await?;
            directory.close().await;
            let listed = [
                rules.hours.as_ref().map(Listed::of),
                rules.networks.as_ref().map(Listed::of),
                rules.ways.as_ref().map(Listed::of),
            ];
            let listed: Vec<_> = listed.into_iter().flatten().collect();
            if json { list_json(&listed) } else { list(&listed) }
        }
        Command::Hours(flags) => change(desk, Some(hours(&flags)?), flags.state.read()?).await,
        Command::Networks(flags) => {
            let mut allowed = networks("--allow", &flags.allow)?;
            if allowed.is_empty() {
                let expected = "must name at least one address or network such as 10.0.0.0/8";
                return Err(SettingError::new("--allow", expected).into());
            }
            allowed.iter_mut().for_each(|network| *network = network.trunc());
            change(desk, Some(Networks { allowed }), flags.state.read()?).await
        }
        Command::Ways(flags) => change(desk, Some(ways(&flags)?), flags.state.read()?).await,
        Command::State { name, state: wanted } => {
            let wanted = Some(state("STATE", &wanted)?);
            match name.trim() {
                Hours::NAME => change::<Hours>(desk, None, wanted).await,
                Networks::NAME => change::<Networks>(desk, None, wanted).await,
                Ways::NAME => change::<Ways>(desk, None, wanted).await,
                _ => {
                    let expected = format!("must be hours, networks or ways, not '{name}'");
                    Err(SettingError::new("NAME", expected).into())
                }
            }
        }
    }
}

async fn change<T: Says>(
    desk: &DeskFlags,
    says: Option<T>,
    state: Option<RuleState>,
) -> Result<(), CommandError> {
    let directory: Directory = open(desk).await?;
    let changed: Result<_, DirectoryError> = directory.change_rule(&By::operator()?, says, state).await;
    directory.close().await;
    let changed = changed?.ok_or(CommandError::NoRule(T::NAME))?;
    Ok(writeln!(std::io::stdout(), "{}", told(T::NAME, changed))?)
}

fn told(name: &str, changed: Changed) -> String {
    match changed {
        Changed { state: RuleState::Disabled, .. } => {
            format!("the rule '{name}' is not looked at; what it says stays")
        }
        Changed { state: RuleState::ReportOnly, .. } => {
            format!("the rule '{name}' only reports; to see whom it would stop: doorkey report rules")
        }
        Changed { state: RuleState::Enabled, unseen: false } => format!("the rule '{name}' is held"),
        Changed { state: RuleState::Enabled, unseen: true } => format!(
            "the rule '{name}' is held\n\
             report-only first would have shown who is hit: doorkey rule state {name} report-only, then \
             doorkey report rules"
        ),
    }
}

fn state(setting: &'static str, text: &str) -> Result<RuleState, SettingError> {
    let all = [RuleState::ReportOnly, RuleState::Enabled, RuleState::Disabled];
    let trimmed = text.trim();
    all.into_iter().find(|state| trimmed == word(*state) || trimmed == state.as_str()).ok_or_else(|| {
        SettingError::new(setting, format!("must be report-only, enabled or disabled, not '{text}'"))
    })
}

/// A state as people type it.
pub(super) const fn word(state: RuleState) -> &'static str {
    match state {
        RuleState::ReportOnly => "report-only",
        RuleState::Enabled | RuleState::Disabled => state.as_str(),
    }
}

fn hours(flags: &HoursFlags) -> Result<Hours, SettingError> {
    let zone = TimeZone::get(flags.zone.trim()).ok();
    // By the spelling that the database has for it.
    let zone = zone.and_then(|zone| zone.iana_name().map(ToOwned::to_owned)).ok_or_else(|| {
        let expected =
            format!("must be a name of the time zone database such as Europe/Berlin, not '{}'", flags.zone);
        SettingError::new("--zone", expected)
    })?;
    Ok(Hours {
        days: days(&flags.days)?,
        from: time("--from", &flags.from)?,
        until: time("--until", &flags.until)?,
        zone,
    })
}

fn time(setting: &'static str, text: &str) -> Result<Time, SettingError> {
    let trimmed = text.trim();
    let digits = |part: &str| (part.len() == 2).then(|| part.parse::<i8>().ok()).flatten();
    let read = trimmed.split_once(':').and_then(|(hour, minute)| {
        let is_number = trimmed.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
        let (hour, minute) = (digits(hour)?, digits(minute)?);
        is_number.then(|| Time::new(hour, minute, 0, 0).ok()).flatten()
    });
    read.ok_or_else(|| {
        SettingError::new(setting, format!("must be a time of day from 00:00 to 23:59, not '{text}'"))
    })
}

fn days(texts: &[String]) -> Result<Vec<Day>, SettingError> {
    let wrong = |text: &str| {
        let expected =
            format!("must be all, a range such as mon-fri or a list such as mon,tue,sat, not '{text}'");
        SettingError::new("--days", expected)
    };
    let mut chosen = [false; 7];
    for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
        let place = |day: &str| position(day).ok_or_else(|| wrong(text));
        match text.split_once('-') {
            None if text.eq_ignore_ascii_case("all") => chosen = [true; 7],
            None => chosen[place(text)?] = true,
            Some((first, last)) => {
                let (first, last) = (place(first)?, place(last)?);
                // A range may go over the end of the week: fri-mon.
                let length = (last + 7 - first) % 7;
                (0..=length).for_each(|step| chosen[(first + step) % 7] = true);
            }
        }
    }
    if chosen == [false; 7] {
        return Err(SettingError::new("--days", "must name at least one day, such as mon-fri"));
    }
    Ok(Day::ALL.into_iter().zip(chosen).filter_map(|(day, chosen)| chosen.then_some(day)).collect())
}

/// Which day of the week, by its first three letters or its whole name.
fn position(text: &str) -> Option<usize> {
    let text = text.trim().to_ascii_lowercase();
    Day::ALL.iter().position(|day| {
        let name = format!("{day:?}").to_ascii_lowercase();
        text == name || text == name[..3]
    })
}

fn ways(flags: &WaysFlags) -> Result<Ways, SettingError> {
    let methods = match flags.methods.as_deref() {
        None => 0,
        Some(text) => {
            text.trim().parse().ok().filter(|count| (2..=MOST_WAYS).contains(count)).ok_or_else(|| {
                let expected = format!("must be a whole number from 2 to {MOST_WAYS}, not '{text}'");
                SettingError::new("--methods", expected)
            })?
        }
    };
    if !flags.phishing_resistant && methods == 0 {
        let expected = "or --methods must be given: a rule asks for something";
        return Err(SettingError::new("--phishing-resistant", expected));
    }
    Ok(Ways { phishing_resistant: flags.phishing_resistant, methods })
}

struct Listed {
    name: &'static str,
    title: &'static str,
    state: RuleState,
    words: String,
    says: Value,
}

impl Listed {
    fn of<T: Says + Words>(rule: &Rule<T>) -> Self {
        Self {
            name: T::NAME,
            title: T::TITLE,
            state: rule.state,
            words: rule.says.words(),
            says: json!(rule.says),
        }
    }
}

/// What a rule says, for people.
trait Words {
    fn words(&self) -> String;
}

impl Words for Hours {
    fn words(&self) -> String {
        let days: Vec<_> = self.days.iter().map(|day| format!("{day:?}")[..3].to_owned()).collect();
        let days = if self.days == Day::ALL { "every day".to_owned() } else { days.join(", ") };
        let next_day = if self.from < self.until { "" } else { " the next day" };
        let (from, until) = (self.from.strftime("%H:%M"), self.until.strftime("%H:%M"));
        format!("{days}, {from} to {until}{next_day}, {}", self.zone)
    }
}

impl Words for Networks {
    fn words(&self) -> String {
        let allowed: Vec<_> = self.allowed.iter().map(ToString::to_string).collect();
        format!("from {}", allowed.join(", "))
    }
}

impl Words for Ways {
    fn words(&self) -> String {
        match (self.phishing_resistant, self.methods) {
            (true, 0 | 1) => "a passkey or a security key".to_owned(),
            (true, count) => format!("{count} ways in, a passkey or a security key among them"),
            (false, count) => format!("{count} ways in"),
        }
    }
}

fn list(rules: &[Listed]) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    if rules.is_empty() {
        return Ok(writeln!(
            out,
            "no rules yet; to add one that only reports: \
             doorkey rule hours --days mon-fri --from 08:00 --until 18:00 --zone Europe/Berlin"
        )?);
    }
    for rule in rules {
        writeln!(out, "{:8}  {:11}  {}", rule.name, word(rule.state), rule.words)?;
    }
    Ok(())
}

fn list_json(rules: &[Listed]) -> Result<(), CommandError> {
    let rules: Vec<_> = rules
        .iter()
        .map(|rule| {
            json!({ "name": rule.name, "title": rule.title, "state": rule.state.as_str(), "says": rule.says })
        })
        .collect();
    Ok(writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&rules)?)?)
}
