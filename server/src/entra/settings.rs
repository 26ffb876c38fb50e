//! Which tenant, by which app, and how that app proves itself.
//!
//! Owns the flags and variables of Entra. What proves the app comes from the environment alone: flags can be
//! seen by others. Addresses are Microsoft's unless a national cloud or a test says otherwise.

use crate::settings::SettingError;
use clap::{Args, ValueEnum};
use doorkey_protocol::secret::Secret;
use std::path::PathBuf;
use url::{Host, Url};

/// The variables that hold, or name, what proves the app.
const CERTIFICATE: &str = "DOORKEY_ENTRA_CERT";
const KEY: &str = "DOORKEY_ENTRA_KEY";
const SECRET: &str = "DOORKEY_ENTRA_SECRET";
const TOKEN_FILE: &str = "DOORKEY_ENTRA_TOKEN_FILE";
/// Read again when `--tenant` stands without its value, as in `doorkey doctor --tenant`.
const TENANT: &str = "DOORKEY_ENTRA_TENANT";

/// Microsoft's own, which a national cloud has elsewhere.
const SECURITY_INFO: &str = "https://mysignins.microsoft.com/security-info";

/// Who knows the people and makes the passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum DirectoryKind {
    /// This server.
    #[default]
    Doorkey,
    /// Microsoft Entra ID.
    Entra,
}

/// What every command takes of Entra.
#[derive(Args, Clone, Debug, Default)]
pub struct EntraFlags {
    /// Who knows the people and makes the passes: this server or Microsoft Entra ID
    #[arg(
        long,
        env = "DOORKEY_DIRECTORY",
        value_name = "KIND",
        default_value = "doorkey",
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub directory: DirectoryKind,

    /// The tenant: its id, or a domain of it
    #[arg(
        long,
        env = TENANT,
        value_name = "ID_OR_DOMAIN",
        num_args = 0..=1,
        default_missing_value = "",
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub tenant: Option<String>,

    /// The app's 'Application (client) ID'. What proves it comes from the environment: a certificate and
    /// its key (DOORKEY_ENTRA_CERT, DOORKEY_ENTRA_KEY), a file with a federated token
    /// (DOORKEY_ENTRA_TOKEN_FILE), or a secret (DOORKEY_ENTRA_SECRET)
    #[arg(
        long,
        env = "DOORKEY_ENTRA_CLIENT_ID",
        value_name = "ID",
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub client_id: Option<String>,

    /// Where Entra signs in
    #[arg(
        long,
        env = "DOORKEY_ENTRA_AUTHORITY",
        value_name = "ADDRESS",
        default_value = "https://login.microsoftonline.com",
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub entra_authority: String,

    /// Where Microsoft Graph is
    #[arg(
        long,
        env = "DOORKEY_ENTRA_GRAPH",
        value_name = "ADDRESS",
        default_value = "https://graph.microsoft.com",
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub entra_graph: String,

    /// Let the page look at a pass's shape before it leads to Microsoft: in memory, sent nowhere. Off, since
    /// typing a Microsoft pass elsewhere trains people to be phished
    #[arg(long, env = "DOORKEY_ENTRA_LOCAL_CHECK", global = true, help_heading = "Microsoft Entra ID")]
    pub entra_local_check: bool,

    /// Where somebody who is signed in sets up ways in
    #[arg(
        long,
        env = "DOORKEY_ENTRA_SECURITY_INFO",
        value_name = "ADDRESS",
        default_value = SECURITY_INFO,
        global = true,
        help_heading = "Microsoft Entra ID"
    )]
    pub entra_security_info: String,

    /// Where Microsoft may lead back to as well.
    #[arg(
        long = "entra-page",
        env = "DOORKEY_ENTRA_PAGE",
        value_name = "ADDRESS",
        value_delimiter = ',',
        global = true,
        help_heading = "Microsoft Entra ID",
        help = "A page that Microsoft's sign-in may lead back to, such as https://pass.example/start: to the letter \
                as a redirect URI of the app, in addition to each --origin with / behind it; may be given several \
                times or as a list with commas"
    )]
    pub entra_pages: Vec<String>,
}

/// The tenant and the app, all of it right.
#[derive(Clone, Debug)]
pub struct EntraSettings {
    /// The tenant's id or a domain of it.
    pub tenant: String,
    /// The app's id.
    pub client_id: String,
    /// What proves the app.
    pub credential: Credential,
    /// Where Entra signs in, without a path.
    pub authority: Url,
    /// Where Graph is, without a path.
    pub graph: Url,
    /// Whether the page may look at the shape of a typed pass.
    pub local_check: bool,
    /// Where somebody who is signed in sets up ways in.
    pub security_info: Url,
    /// Where Microsoft may lead back to, in addition to each origin of the page.
    pub pages: Vec<String>,
}

/// What proves the app.
#[derive(Clone, Debug)]
pub enum Credential {
    /// A certificate that the app registration has, and its key: both in PEM.
    Certificate {
        /// The certificate's file.
        certificate: PathBuf,
        /// The key's file.
        key: PathBuf,
    },
    /// A secret of the app registration.
    Secret(Secret),
    /// A file whose content, a token of a trusted issuer, is read anew each time.
    TokenFile(PathBuf),
}

impl EntraSettings {
    /// Reads what was given, when Entra is the directory.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn read(flags: &EntraFlags) -> Result<Option<Self>, SettingError> {
        match flags.directory {
            DirectoryKind::Doorkey => Ok(None),
            DirectoryKind::Entra => Self::of_tenant(flags).map(Some),
        }
    }

    /// Reads what was given, whichever the directory is.
    ///
    /// # Errors
    /// The first setting that is wrong.
    pub fn of_tenant(flags: &EntraFlags) -> Result<Self, SettingError> {
        Self::with(flags, &|name| std::env::var(name).ok().filter(|text| !text.is_empty()))
    }

    fn with(flags: &EntraFlags, variable: &dyn Fn(&str) -> Option<String>) -> Result<Self, SettingError> {
        let tenant = flags.tenant.clone().filter(|text| !text.is_empty()).or_else(|| variable(TENANT));
        Ok(Self {
            tenant: tenant_name(tenant.as_deref().unwrap_or_default().trim())?,
            client_id: client_id(flags.client_id.as_deref().unwrap_or_default().trim())?,
            credential: credential(variable)?,
            authority: address("--entra-authority", &flags.entra_authority)?,
            graph: address("--entra-graph", &flags.entra_graph)?,
            local_check: flags.entra_local_check,
            security_info: place("--entra-security-info", &flags.entra_security_info)?,
            pages: pages(&flags.entra_pages)?,
        })
    }

    /// Settings for tests: a secret, and both addresses on this machine.
    ///
    /// # Panics
    /// When an address is none.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test brings its addresses")]
    pub fn for_tests(authority: &str, graph: &str) -> Self {
        Self {
            tenant: "demo.example".to_owned(),
            client_id: "11111111-2222-4333-8444-555555555555".to_owned(),
            credential: Credential::Secret(Secret::new("secret-of-the-app".to_owned())),
            authority: address("--entra-authority", authority).expect("an address"),
            graph: address("--entra-graph", graph).expect("an address"),
            local_check: false,
            security_info: place("--entra-security-info", SECURITY_INFO).expect("an address"),
            pages: Vec::new(),
        }
    }
}

fn tenant_name(text: &str) -> Result<String, SettingError> {
    let wrong = |what: String| Err(SettingError::new("--tenant", what));
    let is_name = text.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '.'));
    match text {
        "" => wrong("must be the tenant's id or a domain of it".to_owned()),
        "common" | "organizations" | "consumers" => {
            wrong(format!("must be one tenant, by its id or a domain of it; '{text}' is any"))
        }
        _ if !is_name || text.len() > 255 || text.starts_with('.') || text.contains("..") => {
            wrong(format!("must be the tenant's id or a domain of it, not '{}'", text.escape_debug()))
        }
        _ => Ok(text.to_ascii_lowercase()),
    }
}

fn client_id(text: &str) -> Result<String, SettingError> {
    match text.parse::<uuid::Uuid>() {
        Ok(id) => Ok(id.to_string()),
        // Not repeated: somebody may have put the secret here.
        Err(_) => Err(SettingError::new(
            "--client-id",
            "must be the app's 'Application (client) ID', such as 11111111-2222-4333-8444-555555555555",
        )),
    }
}

fn credential(variable: &dyn Fn(&str) -> Option<String>) -> Result<Credential, SettingError> {
    let certificate = match (variable(CERTIFICATE), variable(KEY)) {
        (Some(certificate), Some(key)) => {
            Some(Credential::Certificate { certificate: certificate.into(), key: key.into() })
        }
        (None, None) => None,
        (Some(_), None) => {
            return Err(SettingError::new(KEY, "must name the key's file beside the certificate's"));
        }
        (None, Some(_)) => {
            return Err(SettingError::new(CERTIFICATE, "must name the certificate's file beside the key's"));
        }
    };
    let secret = variable(SECRET).map(|text| Credential::Secret(Secret::new(text)));
    let file = variable(TOKEN_FILE).map(|path| Credential::TokenFile(path.into()));
    let mut given: Vec<_> = [certificate, secret, file].into_iter().flatten().collect();
    match (given.pop(), given.is_empty()) {
        (Some(credential), true) => Ok(credential),
        (Some(_), false) => Err(SettingError::new(
            CERTIFICATE,
            format!("with {KEY}, {SECRET} and {TOKEN_FILE} exclude each other: exactly one proves the app"),
        )),
        (None, _) => Err(SettingError::new(
            CERTIFICATE,
            format!(
                "and {KEY} must name the app's certificate and its key; or {TOKEN_FILE} a file with a federated token; \
                 or {SECRET} hold a secret"
            ),
        )),
    }
}

/// Pages as browsers spell their addresses, for they are compared to the letter.
fn pages(texts: &[String]) -> Result<Vec<String>, SettingError> {
    let given = texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty());
    given
        .map(|text| {
            let url = bare(text);
            let expected = "must be a page's address such as https://pass.example/, without ? and #; http is for \
                            localhost only";
            match url {
                None => Err(SettingError::new("--entra-page", expected)),
                Some(url) if url.as_str() != text => {
                    let words = format!("must be spelled as browsers do: {url}");
                    Err(SettingError::new("--entra-page", words))
                }
                Some(_) => Ok(text.to_owned()),
            }
        })
        .collect()
}

/// https anywhere, http on this machine only.
fn is_safe(url: &Url) -> bool {
    let local = match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    url.scheme() == "https" || url.scheme() == "http" && local
}

/// No path, since paths are Microsoft's.
fn address(setting: &'static str, text: &str) -> Result<Url, SettingError> {
    let expected =
        "must be an address such as https://graph.microsoft.com, without a path; http is for localhost only";
    let url = bare(text).filter(|url| url.path() == "/");
    url.ok_or_else(|| SettingError::new(setting, expected))
}

/// Where a newcomer goes; the page gives it out as it is.
fn place(setting: &'static str, text: &str) -> Result<Url, SettingError> {
    bare(text).ok_or_else(|| {
        let expected = format!("must be an address such as {SECURITY_INFO}; http is for localhost only");
        SettingError::new(setting, expected)
    })
}

/// An address that names a place and nobody: no query, no fragment, no user.
fn bare(text: &str) -> Option<Url> {
    Url::parse(text.trim()).ok().filter(|url| {
        let is_bare = url.query().is_none() && url.fragment().is_none();
        is_safe(url) && is_bare && url.username().is_empty() && url.password().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "11111111-2222-4333-8444-555555555555";

    fn flags() -> EntraFlags {
        EntraFlags {
            directory: DirectoryKind::Entra,
            tenant: Some("Demo.example".into()),
            client_id: Some(ID.into()),
            entra_authority: "https://login.microsoftonline.com".into(),
            entra_graph: "https://graph.microsoft.com".into(),
            entra_local_check: false,
            entra_security_info: SECURITY_INFO.into(),
            entra_pages: Vec::new(),
        }
    }

    fn check(change: impl FnOnce(&mut EntraFlags), variables: &[(&str, &str)], expected: &str) {
        let mut flags = flags();
        change(&mut flags);
        let variable = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        let said = EntraSettings::with(&flags, &variable).map(|_| ()).err().map(|error| error.to_string());
        let said = said.unwrap_or_default();
        assert!(said.starts_with(expected) && said.is_empty() == expected.is_empty(), "{said}");
        assert!(!said.contains("s3cret"), "{said}");
    }

    #[test]
    fn a_tenant_an_app_and_one_proof_of_it() {
        let secret = [("DOORKEY_ENTRA_SECRET", "s3cret")];
        check(|_| {}, &secret, "");
        check(|_| {}, &[("DOORKEY_ENTRA_TOKEN_FILE", "/f")], "");
        check(|_| {}, &[("DOORKEY_ENTRA_CERT", "/c"), ("DOORKEY_ENTRA_KEY", "/k")], "");
        check(|it| it.tenant = Some(String::new()), &[("DOORKEY_ENTRA_TENANT", "a.example"), secret[0]], "");
        check(|it| it.entra_graph = "http://127.0.0.1:8".into(), &secret, "");
        check(|it| it.entra_graph = "http://localhost:8/".into(), &secret, "");
    }

    #[test]
    fn what_is_wrong_is_named_and_no_secret_repeated() {
        let secret = [("DOORKEY_ENTRA_SECRET", "s3cret")];
        check(|_| {}, &[], "DOORKEY_ENTRA_CERT and DOORKEY_ENTRA_KEY must name the app's certificate");
        check(|_| {}, &[("DOORKEY_ENTRA_CERT", "/c")], "DOORKEY_ENTRA_KEY must name the key's file");
        check(|_| {}, &[("DOORKEY_ENTRA_KEY", "/c")], "DOORKEY_ENTRA_CERT must name the certificate's file");
        check(
            |_| {},
            &[secret[0], ("DOORKEY_ENTRA_TOKEN_FILE", "/f")],
            "DOORKEY_ENTRA_CERT with DOORKEY_ENTRA_KEY, DOORKEY_ENTRA_SECRET and DOORKEY_ENTRA_TOKEN_FILE exclude",
        );
        check(|it| it.client_id = Some("s3cret".into()), &secret, "--client-id must be the app's");
        for tenant in ["", "common", "a/b", "a?b", "..", ".a"] {
            check(|it| it.tenant = Some(tenant.into()), &secret, "--tenant must be");
        }
        for graph in [
            "http://graph.microsoft.com",
            "https://a/b",
            "https://u@a",
            "ftp://a",
            "https://a?b",
            "https://a#b",
            "",
        ] {
            check(|it| it.entra_graph = graph.into(), &secret, "--entra-graph must be an address");
        }
        for (place, expected) in [
            ("https://mysignins.example/security-info", ""),
            (" https://a/ ", ""),
            ("http://localhost:8/security-info", ""),
            ("http://mysignins.example/security-info", "--entra-security-info must be an address"),
            ("https://a/b?c", "--entra-security-info must be an address"),
            ("https://a/b#c", "--entra-security-info must be an address"),
            ("https://u@a/b", "--entra-security-info must be an address"),
            ("javascript:alert(1)", "--entra-security-info must be an address"),
            ("security-info", "--entra-security-info must be an address"),
            ("", "--entra-security-info must be an address"),
        ] {
            check(|it| it.entra_security_info = place.into(), &secret, expected);
        }
    }

    #[test]
    fn a_page_is_spelled_as_browsers_do() {
        let secret = [("DOORKEY_ENTRA_SECRET", "s3cret")];
        for (page, expected) in [
            ("https://pass.example/", ""),
            ("https://pass.example/de/start.html", ""),
            ("http://localhost:8080/", ""),
            (" ", ""),
            ("https://pass.example", "--entra-page must be spelled as browsers do: https://pass.example/"),
            ("https://Pass.example/", "--entra-page must be spelled"),
            ("https://pass.example:443/", "--entra-page must be spelled"),
            ("http://pass.example/", "--entra-page must be a page's address"),
            ("https://pass.example/?a", "--entra-page must be a page's address"),
            ("https://pass.example/#", "--entra-page must be a page's address"),
            ("https://a@pass.example/", "--entra-page must be a page's address"),
            ("page", "--entra-page must be a page's address"),
        ] {
            check(|it| it.entra_pages = vec![page.to_owned()], &secret, expected);
        }
    }
}
