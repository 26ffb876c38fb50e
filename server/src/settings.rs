//! What an operator sets.
//!
//! Owns every setting: its flag, its environment variable, its default and what it takes. Each is read
//! once, here; past this file a setting is right. The files below own what is more than a word or a
//! number: an `origin`, the folder of the `site`, the files of `tls`, a `webhook`.

mod origin;
mod site;
pub mod tls;
pub mod webhook;

pub use origin::Origin;

use crate::entra::settings::{EntraFlags, EntraSettings};
use crate::hashing::HashCost;
use crate::lockout::Limits;
use clap::{Args, ValueEnum};
use doorkey_protocol::redemption;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use tls::{TlsFiles, TlsFlags};
use url::Host;
use webhook::{Webhook, WebhookFlags};

/// The variable that holds the server key. It has no flag: flags can be seen by others.
const KEY: &str = "DOORKEY_KEY";

/// The variable that holds the PIN of the staff corner, for the same reason without a flag.
const STAFF_PIN: &str = "DOORKEY_STAFF_PIN";

/// What every command takes.
#[derive(Args, Clone, Debug)]
pub struct DeskFlags {
    /// The folder that holds everything this server keeps; made when it is missing
    #[arg(long, env = "DOORKEY_DATA", value_name = "DIR", default_value = "./doorkey-data", global = true)]
    pub data: PathBuf,

    /// The addresses at which the page is opened
    #[arg(
        long = "origin",
        env = "DOORKEY_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ',',
        global = true,
        help = "An address at which the page is opened, such as https://pass.example: may be given several times \
                or as a list with commas; invitations lead to the first [default of serve: \
                http://localhost:PORT, or https with --tls-cert; of the other commands: what serve used last]"
    )]
    pub origins: Vec<String>,

    /// Where the people are.
    #[command(flatten)]
    pub entra: EntraFlags,
}

/// What `doorkey serve` takes.
#[derive(Args, Clone, Debug)]
pub struct ServeFlags {
    /// The address to listen on; port 0 takes any that is free
    #[arg(long, env = "DOORKEY_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// The domain that passkeys belong to: that of every origin, or one above it
    #[arg(long, env = "DOORKEY_RP_ID", value_name = "DOMAIN", default_value = "localhost")]
    pub rp_id: String,

    /// The organization's name, as newcomers know it
    #[arg(long, env = "DOORKEY_NAME", value_name = "TEXT", default_value = "Doorkey")]
    pub name: String,

    /// Whom newcomers ask for help: a place, a person, a telephone number
    #[arg(long, env = "DOORKEY_HELP_CONTACT", value_name = "TEXT")]
    pub help_contact: Option<String>,

    /// The folder with the page; without it only the API is served
    #[arg(long, env = "DOORKEY_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,

    /// How long a newcomer has to register after giving the pass, 1 to 60
    #[arg(long, env = "DOORKEY_REDEMPTION_MINUTES", value_name = "MINUTES", default_value = "10")]
    pub redemption_minutes: String,

    /// Whether newcomers who need more time to register get it, within what is left of their pass
    #[arg(long, env = "DOORKEY_EXTENSION", value_name = "GRANT", default_value = "granted")]
    pub extension: Extension,

    /// What newcomers are told about a second way in
    #[arg(long, env = "DOORKEY_SECOND_WAY", value_name = "RULE", default_value = "recommended")]
    pub second_way: SecondWay,

    /// How many wrong entries in a row kill a pass, 1 to 100
    #[arg(long, env = "DOORKEY_WRONG_ENTRIES", value_name = "COUNT", default_value = "10")]
    pub wrong_entries: String,

    /// How many wrong entries from one network within ten minutes close the door to it, for a room
    /// behind one address
    #[arg(long, env = "DOORKEY_NETWORK_ENTRIES", value_name = "COUNT", default_value = "300")]
    pub network_entries: String,

    /// A reverse proxy in front, whose X-Forwarded-For is believed
    #[arg(
        long = "trusted-proxy",
        env = "DOORKEY_TRUSTED_PROXY",
        value_name = "NETWORK",
        value_delimiter = ',',
        help = "The address or network of a reverse proxy in front, such as 127.0.0.1 or 10.0.0.0/8, whose \
                X-Forwarded-For is believed: may be given several times or as a list with commas [default: none]"
    )]
    pub trusted_proxies: Vec<String>,

    /// What connections are encrypted with
    #[command(flatten)]
    pub tls: TlsFlags,

    /// Where alerts are delivered to
    #[command(flatten)]
    pub webhook: WebhookFlags,

    /// How the log on standard error is written
    #[arg(long, env = "DOORKEY_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object on a line.
    Json,
}

/// Whether the time to register can be made longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Extension {
    /// As often as asked for, up to the pass's end.
    Granted,
    /// Never: who needs more time enters the pass again.
    Refused,
}

/// What is said of a second way in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SecondWay {
    /// Nothing.
    Optional,
    /// It is suggested.
    Recommended,
    /// It is asked for before all is done.
    Required,
}

impl From<SecondWay> for redemption::SecondWay {
    fn from(rule: SecondWay) -> Self {
        match rule {
            SecondWay::Optional => Self::Optional,
            SecondWay::Recommended => Self::Recommended,
            SecondWay::Required => Self::Required,
        }
    }
}

/// The settings, all of them right.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The domain that passkeys belong to.
    pub rp_id: String,
    /// Where the page may be opened; empty until the port is known when nothing was set.
    pub origins: Vec<Origin>,
    /// The organization's name.
    pub name: String,
    /// Whom newcomers ask for help.
    pub help_contact: Option<String>,
    /// The folder with the page.
    pub site: Option<PathBuf>,
    /// How long a redemption stays open.
    pub redemption: Span,
    /// Whether it stays open longer for who asks.
    pub extension: Extension,
    /// What is said of a second way in.
    pub second_way: SecondWay,
    /// How much may be entered wrongly.
    pub limits: Limits,
    /// The proxies whose word is taken for where a request comes from.
    pub trusted_proxies: Vec<IpNet>,
    /// What connections are encrypted with; plain ones when `None`.
    pub tls: Option<TlsFiles>,
    /// Where alerts are delivered to; the log alone tells them when `None`.
    pub alert_webhook: Option<Webhook>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// The tenant, where Microsoft Entra ID is the directory.
    pub entra: Option<EntraSettings>,
    /// The PIN of a kiosk's staff corner, where the environment gives it.
    pub staff_pin: Option<Secret>,
    /// The server key, where the environment gives it.
    pub key: Option<Secret>,
    /// What hashing a pass costs. Not an operator's to lower.
    pub hash_cost: HashCost,
}

/// Which setting is wrong, and what it takes.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{setting} {expected}")]
pub struct SettingError {
    setting: &'static str,
    expected: String,
}

impl SettingError {
    pub(crate) fn new(setting: &'static str, expected: impl Into<String>) -> Self {
        Self { setting, expected: expected.into() }
    }
}

impl Settings {
    /// Reads what `doorkey serve` was given.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn of_server(desk: &DeskFlags, serve: &ServeFlags) -> Result<Self, SettingError> {
        let settings = Self {
            listen: listen(&serve.listen)?,
            rp_id: rp_id(&serve.rp_id)?,
            name: words("--name", &serve.name)?,
            help_contact: serve
                .help_contact
                .as_deref()
                .map(|text| words("--help-contact", text))
                .transpose()?,
            site: serve.site.as_deref().map(|path| site::folder(path, desk.entra.directory)).transpose()?,
            redemption: redemption_span(&serve.redemption_minutes)?,
            extension: serve.extension,
            second_way: serve.second_way,
            staff_pin: variable(STAFF_PIN).map(staff_pin).transpose()?,
            limits: Limits {
                wrong_entries: count("--wrong-entries", &serve.wrong_entries, 1..=100)?,
                network_entries: count("--network-entries", &serve.network_entries, 10..=100_000)?,
            },
            trusted_proxies: networks("--trusted-proxy", &serve.trusted_proxies)?,
            tls: TlsFiles::read(&serve.tls)?,
            alert_webhook: Webhook::read(&serve.webhook, variable(webhook::SECRET).as_ref())?,
            log_format: serve.log_format,
            ..Self::of_desk(desk)?
        };
        settings.check_origins()?;
        Ok(settings)
    }

    /// Reads what the other commands were given; what only a server needs has its default.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn of_desk(desk: &DeskFlags) -> Result<Self, SettingError> {
        let given = desk.origins.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
        let origins = given.map(str::parse).collect::<Result<_, _>>()?;
        let key = variable(KEY);
        let entra = EntraSettings::read(&desk.entra)?;
        Ok(Self { origins, key, entra, ..Self::in_folder(&desk.data) })
    }

    /// Settings for tests: everything in `data`, the page at `http://localhost:8080`, and hashes that
    /// cost next to nothing.
    ///
    /// # Panics
    /// Never: the origin is one.
    #[must_use]
    pub fn for_tests(data: &Path) -> Self {
        Self {
            origins: vec![Origin::on_localhost(8080)],
            hash_cost: HashCost::LEAST,
            ..Self::in_folder(data)
        }
    }

    /// The origin of a server that was given none, once its port is known.
    ///
    /// # Errors
    /// When passkeys do not belong to localhost: nobody but the operator knows the origin then.
    pub fn with_default_origin(mut self, port: u16) -> Result<Self, SettingError> {
        if self.origins.is_empty() {
            self.origins.push(match self.tls {
                Some(_) => Origin::encrypted_on_localhost(port),
                None => Origin::on_localhost(port),
            });
            self.check_origins()?;
        }
        Ok(self)
    }

    fn in_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            rp_id: "localhost".to_owned(),
            origins: Vec::new(),
            name: "Doorkey".to_owned(),
            help_contact: None,
            site: None,
            redemption: Span::from_mins(10),
            extension: Extension::Granted,
            second_way: SecondWay::Recommended,
            limits: Limits::DEFAULT,
            trusted_proxies: Vec::new(),
            tls: None,
            alert_webhook: None,
            log_format: LogFormat::Text,
            entra: None,
            staff_pin: None,
            key: None,
            hash_cost: HashCost::of_program(),
        }
    }

    fn check_origins(&self) -> Result<(), SettingError> {
        if self.origins.is_empty() && self.rp_id != "localhost" {
            return Err(SettingError::new(
                "--origin",
                format!("must be given with --rp-id, such as --origin https://{}", self.rp_id),
            ));
        }
        match self.origins.iter().find(|origin| !origin.is_within(&self.rp_id)) {
            Some(origin) => Err(SettingError::new(
                "--rp-id",
                format!(
                    "must be the domain of every origin or one above it; {} is neither of {origin}",
                    self.rp_id
                ),
            )),
            None => Ok(()),
        }
    }
}

/// A secret that the environment gives.
fn variable(name: &str) -> Option<Secret> {
    std::env::var(name).ok().filter(|text| !text.is_empty()).map(Secret::new)
}

fn staff_pin(pin: Secret) -> Result<Secret, SettingError> {
    let text = pin.expose();
    if (6..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(pin)
    } else {
        Err(SettingError::new(STAFF_PIN, "must be 6 to 12 digits"))
    }
}

fn listen(text: &str) -> Result<SocketAddr, SettingError> {
    text.parse().map_err(|_| {
        SettingError::new(
            "--listen",
            format!("must be an IP address and a port such as 127.0.0.1:8080, not '{text}'"),
        )
    })
}

fn rp_id(text: &str) -> Result<String, SettingError> {
    match Host::parse(text) {
        Ok(Host::Domain(name)) if name == text => Ok(name),
        _ => Err(SettingError::new(
            "--rp-id",
            format!(
                "must be a domain in lower case such as pass.example, without scheme or port, not '{text}'"
            ),
        )),
    }
}

fn words(setting: &'static str, text: &str) -> Result<String, SettingError> {
    match text.trim() {
        "" => Err(SettingError::new(setting, "must not be empty")),
        text if text.chars().count() > 200 || text.chars().any(char::is_control) => {
            Err(SettingError::new(setting, "must be one line of at most 200 characters"))
        }
        text => Ok(text.to_owned()),
    }
}

fn count(setting: &'static str, text: &str, range: RangeInclusive<u32>) -> Result<u32, SettingError> {
    text.trim().parse().ok().filter(|count| range.contains(count)).ok_or_else(|| {
        let (least, most) = (range.start(), range.end());
        SettingError::new(setting, format!("must be a whole number from {least} to {most}, not '{text}'"))
    })
}

/// Networks, or addresses, which are networks of one.
pub(crate) fn networks(setting: &'static str, texts: &[String]) -> Result<Vec<IpNet>, SettingError> {
    let given = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    given
        .map(|text| {
            let network = text.parse().ok();
            network.or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from)).ok_or_else(|| {
                let expected = format!("must be an address or a network such as 10.0.0.0/8, not '{text}'");
                SettingError::new(setting, expected)
            })
        })
        .collect()
}

fn redemption_span(text: &str) -> Result<Span, SettingError> {
    match text.parse() {
        Ok(minutes @ 1..=60) => Ok(Span::from_mins(minutes)),
        _ => Err(SettingError::new(
            "--redemption-minutes",
            format!("must be a whole number from 1 to 60, not '{text}'"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        desk: DeskFlags,
        #[command(flatten)]
        serve: ServeFlags,
    }

    fn check(arguments: &[&str], expected: Result<&[&str], &str>) {
        let line = Line::parse_from([&["doorkey"], arguments].concat());
        let read = Settings::of_server(&line.desk, &line.serve);
        let origins =
            read.as_ref().map(|settings| settings.origins.iter().map(Origin::as_str).collect::<Vec<_>>());
        let origins = origins.as_deref().map_err(ToString::to_string);
        assert_eq!(origins, expected.map_err(ToOwned::to_owned), "{arguments:?}");
    }

    #[test]
    fn right_settings_are_read() {
        check(&[], Ok(&[]));
        check(&["--origin", "http://localhost:8080"], Ok(&["http://localhost:8080"]));
        check(
            &["--origin", "https://a.demo.example", "--rp-id", "demo.example"],
            Ok(&["https://a.demo.example"]),
        );
        check(
            &["--origin", "https://demo.example,https://b.demo.example:444", "--rp-id", "demo.example"],
            Ok(&["https://demo.example", "https://b.demo.example:444"]),
        );
        check(&["--redemption-minutes", "60", "--listen", "[::1]:0"], Ok(&[]));
    }

    #[test]
    fn the_page_of_an_encrypted_server_is_encrypted() {
        for (tls, port, expected) in [
            (&[][..], 80, "http://localhost"),
            (&[], 8080, "http://localhost:8080"),
            (&["--tls-cert", "c", "--tls-key", "k"], 443, "https://localhost"),
            (&["--tls-cert", "c", "--tls-key", "k"], 8080, "https://localhost:8080"),
            (&["--tls-cert", "c", "--tls-key", "k", "--origin", "http://localhost"], 443, "http://localhost"),
        ] {
            let line = Line::parse_from([&["doorkey"], tls].concat());
            let settings = Settings::of_server(&line.desk, &line.serve).unwrap();
            let settings = settings.with_default_origin(port).unwrap();
            assert_eq!(settings.origins[0].as_str(), expected, "{tls:?}");
        }
    }

    #[test]
    fn more_time_is_granted_unless_it_is_refused() {
        for (arguments, expected) in [
            (&["doorkey"][..], Extension::Granted),
            (&["doorkey", "--extension", "granted"], Extension::Granted),
            (&["doorkey", "--extension=refused"], Extension::Refused),
        ] {
            let line = Line::parse_from(arguments);
            let settings = Settings::of_server(&line.desk, &line.serve).unwrap();
            assert_eq!(settings.extension, expected, "{arguments:?}");
        }
        assert!(Line::try_parse_from(["doorkey", "--extension", "no"]).is_err());
    }

    #[test]
    fn a_pin_is_six_to_twelve_digits_and_not_repeated() {
        for (text, fine) in [
            ("123456", true),
            ("123456789012", true),
            ("12345", false),
            ("1234567890123", false),
            ("12345a", false),
            ("123 456", false),
            ("\u{661}23456", false),
        ] {
            let read = staff_pin(Secret::new(text.to_owned()));
            assert_eq!(read.is_ok(), fine, "{text}");
            if let Err(error) = read {
                assert_eq!(error.to_string(), "DOORKEY_STAFF_PIN must be 6 to 12 digits");
            }
        }
    }

    #[test]
    fn wrong_settings_say_what_they_take() {
        check(
            &["--origin", "pass.example"],
            Err("--origin must be an address such as https://pass.example, not 'pass.example'"),
        );
        check(
            &["--origin", "ftp://localhost"],
            Err("--origin must be an address such as https://pass.example, not 'ftp://localhost'"),
        );
        for (given, meant) in [
            ("https://pass.example/", "https://pass.example"),
            ("https://pass.example/here", "https://pass.example"),
            ("https://pass.example:443", "https://pass.example"),
            ("https://sam@pass.example", "https://pass.example"),
            ("https://Pass.example", "https://pass.example"),
        ] {
            check(
                &["--origin", given],
                Err(&format!(
                    "--origin must be a scheme, a host and perhaps a port, as browsers write them; '{given}' would be {meant}"
                )),
            );
        }
        check(
            &["--origin", "http://pass.example"],
            Err(
                "--origin must be https, for browsers make no passkey on a page that is not; http is for localhost only: 'http://pass.example'",
            ),
        );
        check(
            &["--origin", "http://127.0.0.1:8080"],
            Err(
                "--origin must name a domain, for passkeys belong to one; an IP address does not do: 'http://127.0.0.1:8080'",
            ),
        );
        check(
            &["--origin", "https://notdemo.example", "--rp-id", "demo.example"],
            Err(
                "--rp-id must be the domain of every origin or one above it; demo.example is neither of https://notdemo.example",
            ),
        );
        check(
            &["--rp-id", "demo.example"],
            Err("--origin must be given with --rp-id, such as --origin https://demo.example"),
        );
        for wrong in ["https://demo.example", "demo.example:443", "127.0.0.1", "Demo.example", ""] {
            check(
                &["--rp-id", wrong],
                Err(&format!(
                    "--rp-id must be a domain in lower case such as pass.example, without scheme or port, not '{wrong}'"
                )),
            );
        }
        for wrong in ["8080", "localhost:8080", "127.0.0.1:99999"] {
            check(
                &["--listen", wrong],
                Err(&format!(
                    "--listen must be an IP address and a port such as 127.0.0.1:8080, not '{wrong}'"
                )),
            );
        }
        for wrong in ["0", "61", "-1", "ten", "1.5"] {
            check(
                &[&format!("--redemption-minutes={wrong}")],
                Err(&format!("--redemption-minutes must be a whole number from 1 to 60, not '{wrong}'")),
            );
        }
        check(&["--name", "  "], Err("--name must not be empty"));
        check(&["--help-contact", "a\nb"], Err("--help-contact must be one line of at most 200 characters"));
        check(
            &["--site", "/nowhere/at/all"],
            Err("--site must be a folder; there is none at /nowhere/at/all"),
        );
    }
}
