//! The tenant as it stands.
//!
//! Owns everything that it knows, behind one lock, and what can happen to it: whoever asks, a page, Graph or a
//! test, it happens here.

use crate::audit::{self, Entry};
use crate::authority::code::Code;
use crate::authority::spoil::{LeadBack, Spoil};
use crate::clock::Clock;
use crate::fault::Plan;
use crate::keys::{self, PublicKey};
use crate::log::Seen;
use crate::pass::{NewPass, Pass};
use crate::person::{Group, Method, MethodKind, Person};
use crate::policy::Policies;
use crate::random;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

/// The tenant's id.
pub const TENANT_ID: &str = "7a1b0c52-3d5e-4f6a-8b9c-0d1e2f3a4b5c";
/// The domain of the people in it.
pub const DOMAIN: &str = "contoso.example";
/// The application's id.
pub const CLIENT_ID: &str = "c0ffee00-1111-4222-8333-444455556666";
/// The application's secret.
pub const CLIENT_SECRET: &str = "toy8Q~client.secret-of_the-stand-in.0001";
/// The issuer that the application is federated with, and what it calls the application.
pub(crate) const FEDERATION: (&str, &str) =
    ("https://issuer.example", "system:serviceaccount:doorkey:server");

/// The permissions that the application has from the start: the least for each thing that it may want, so that
/// one taken away is missed.
const ROLES: [&str; 12] = [
    "AuditLog.Read.All",
    "GroupMember.Read.All",
    "Policy.Read.AuthenticationMethod",
    "Policy.Read.ConditionalAccess",
    "RoleManagement.Read.Directory",
    "User.Read.All",
    "UserAuthMethod-MicrosoftAuthApp.Read.All",
    "UserAuthMethod-Passkey.Read.All",
    "UserAuthMethod-PlatformCred.Read.All",
    "UserAuthMethod-SoftwareOATH.Read.All",
    "UserAuthMethod-TAP.ReadWrite.All",
    "UserAuthMethod-WindowsHello.Read.All",
];

/// What every handler has.
pub(crate) type Shared = Arc<Mutex<World>>;

/// How much later than it happened something shows, in seconds: Microsoft's parts agree after a while.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Delays {
    /// Until Graph lists a method.
    pub methods: i64,
    /// Until Graph lists a pass.
    pub passes: i64,
    /// Until the sign-in takes a pass that Graph calls usable.
    pub sign_in: i64,
    /// Until the audit and the sign-ins have an entry.
    pub audit: i64,
}

/// The application as it is registered.
#[derive(Debug)]
pub(crate) struct Application {
    /// Each with when it ends.
    pub(crate) secrets: Vec<(String, Option<Timestamp>)>,
    pub(crate) certificates: Vec<Certificate>,
    /// To the letter.
    pub(crate) redirects: BTreeSet<String>,
    pub(crate) roles: BTreeSet<String>,
    pub(crate) federated: bool,
}

/// A certificate that the application signs with.
#[derive(Debug)]
pub(crate) struct Certificate {
    pub(crate) thumbprint: String,
    pub(crate) thumbprint_sha256: String,
    pub(crate) key: PublicKey,
}

impl Certificate {
    pub(crate) fn read(pem: &str) -> Self {
        let der = keys::der_of(pem);
        Self {
            thumbprint: keys::thumbprint(&der),
            thumbprint_sha256: keys::thumbprint_sha256(&der),
            key: PublicKey::of_certificate(&der),
        }
    }
}

/// Somebody who is signed in, in some browser.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub(crate) of: String,
    pub(crate) since: Timestamp,
}

/// What an access token allows.
#[derive(Clone, Debug)]
pub(crate) struct Access {
    pub(crate) roles: BTreeSet<String>,
    pub(crate) ends_at: Timestamp,
}

#[derive(Debug)]
pub(crate) struct World {
    /// `http://127.0.0.1:<port>`.
    pub(crate) origin: String,
    pub(crate) clock: Clock,
    pub(crate) delays: Delays,
    pub(crate) application: Application,
    pub(crate) people: Vec<Person>,
    pub(crate) groups: Vec<Group>,
    /// `(role, person)`.
    pub(crate) assignments: Vec<(String, String)>,
    /// The same for a unit alone, which is no membership.
    pub(crate) in_unit: Vec<(String, String)>,
    /// Who could activate which role.
    pub(crate) eligible: Vec<(String, String)>,
    pub(crate) passes: Vec<Pass>,
    pub(crate) methods: Vec<Method>,
    pub(crate) policies: Policies,
    /// Whom Conditional Access blocks.
    pub(crate) blocked: BTreeSet<String>,
    pub(crate) codes: BTreeMap<String, Code>,
    pub(crate) sessions: BTreeMap<String, Session>,
    /// Whether ID tokens say since when somebody is signed in.
    pub(crate) tells_auth_time: bool,
    /// Which of the toy keys signs.
    pub(crate) signing: usize,
    /// `jti` of every assertion that was taken.
    pub(crate) assertions: BTreeSet<String>,
    /// The access tokens that Graph takes.
    pub(crate) tokens: BTreeMap<String, Access>,
    pub(crate) audits: Vec<Entry>,
    pub(crate) sign_ins: Vec<Entry>,
    pub(crate) reports: bool,
    pub(crate) faults: Vec<Plan>,
    pub(crate) spoils: VecDeque<Spoil>,
    pub(crate) lead_backs: VecDeque<LeadBack>,
    pub(crate) log: Vec<Seen>,
    /// Every pass that there ever was.
    pub(crate) every_pass: Vec<String>,
    /// Every token and code.
    pub(crate) every_token: Vec<String>,
}

/// Why no pass was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoPass {
    Unknown,
    Lifetime { least: i64, most: i64 },
    OneTimeOnly,
    OutOfScope,
    External,
}

impl World {
    pub(crate) fn new(origin: String) -> Self {
        Self {
            origin,
            clock: Clock::default(),
            delays: Delays::default(),
            application: Application {
                secrets: vec![(CLIENT_SECRET.to_owned(), None)],
                certificates: vec![Certificate::read(keys::APPLICATION_CERTIFICATE)],
                redirects: BTreeSet::new(),
                roles: ROLES.iter().map(|role| (*role).to_owned()).collect(),
                federated: true,
            },
            people: Vec::new(),
            groups: Vec::new(),
            assignments: Vec::new(),
            in_unit: Vec::new(),
            eligible: Vec::new(),
            passes: Vec::new(),
            methods: Vec::new(),
            policies: Policies::default(),
            blocked: BTreeSet::new(),
            codes: BTreeMap::new(),
            sessions: BTreeMap::new(),
            tells_auth_time: false,
            signing: 0,
            assertions: BTreeSet::new(),
            tokens: BTreeMap::new(),
            audits: Vec::new(),
            sign_ins: Vec::new(),
            reports: false,
            faults: Vec::new(),
            spoils: VecDeque::new(),
            lead_backs: VecDeque::new(),
            log: Vec::new(),
            every_pass: Vec::new(),
            every_token: Vec::new(),
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn later(&self, seconds: i64) -> Timestamp {
        self.now() + SignedDuration::from_secs(seconds)
    }

    /// The issuer of its tokens.
    pub(crate) fn issuer(&self) -> String {
        format!("{}/{TENANT_ID}/v2.0", self.origin)
    }

    pub(crate) fn person(&self, whose: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.is(whose))
    }

    /// Whether the policy admits a pass of this kind for somebody.
    pub(crate) fn admits(&self, whose: &str, once: bool) -> bool {
        let demanded = self.policies.passes()["isUsableOnce"] == true;
        self.person(whose).is_some_and(|person| self.policies.has_in_scope(person, &self.groups))
            && (once || !demanded)
    }

    /// Makes a pass in place of the one that there was. The order of the reasons is our choice.
    pub(crate) fn make_pass(&mut self, whose: &str, new: &NewPass) -> Result<Pass, NoPass> {
        let person = self.person(whose).ok_or(NoPass::Unknown)?.clone();
        if person.external {
            return Err(NoPass::External);
        }
        if !self.policies.has_in_scope(&person, &self.groups) {
            return Err(NoPass::OutOfScope);
        }
        let least = self.policies.pass_number("minimumLifetimeInMinutes");
        let most = self.policies.pass_number("maximumLifetimeInMinutes");
        let lifetime = new.lifetime.unwrap_or_else(|| self.policies.pass_number("defaultLifetimeInMinutes"));
        if !(least..=most).contains(&lifetime) {
            return Err(NoPass::Lifetime { least, most });
        }
        let demanded = self.policies.passes()["isUsableOnce"] == true;
        if demanded && new.once == Some(false) {
            return Err(NoPass::OneTimeOnly);
        }
        let length = usize::try_from(self.policies.pass_number("defaultLength")).unwrap_or(8);
        let now = self.now();
        let pass = Pass {
            id: random::guid(),
            of: person.id.clone(),
            text: random::pass(length),
            created_at: now,
            starts_at: new.starts_at.unwrap_or(now),
            start_was_given: new.starts_at.is_some(),
            lifetime,
            once: new.once.unwrap_or(demanded),
            used: false,
            listed_from: self.later(self.delays.passes),
            taken_from: self.later(self.delays.sign_in),
        };
        self.passes.retain(|other| other.of != person.id);
        self.every_pass.push(pass.text.clone());
        self.passes.push(pass.clone());
        self.write_down(
            None,
            &person,
            "Admin registered security info",
            "Admin registered temporary access pass method for user",
        );
        Ok(pass)
    }

    /// Takes a pass away.
    pub(crate) fn end_pass(&mut self, whose: &str, id: &str) -> bool {
        let Some(person) = self.person(whose).cloned() else { return false };
        let before = self.passes.len();
        self.passes.retain(|pass| !(pass.of == person.id && pass.id.eq_ignore_ascii_case(id)));
        let ended = self.passes.len() < before;
        if ended {
            self.write_down(
                None,
                &person,
                "Admin deleted security info",
                "Admin deleted temporary access pass method for user",
            );
        }
        ended
    }

    /// Somebody set up a way in; its id. `None` when nobody is called so.
    pub(crate) fn register(&mut self, whose: &str, kind: MethodKind, name: &str) -> Option<String> {
        let person = self.person(whose)?.clone();
        let method = Method {
            id: random::guid(),
            of: person.id.clone(),
            kind,
            name: name.to_owned(),
            created_at: self.now(),
            listed_from: self.later(self.delays.methods),
        };
        let id = method.id.clone();
        self.methods.push(method);
        self.write_down(Some(&person), &person, "User registered security info", kind.audited());
        Some(id)
    }

    pub(crate) fn write_down(&mut self, by: Option<&Person>, to: &Person, activity: &str, reason: &str) {
        let shown = audit::directory(self.now(), by, to, activity, reason);
        self.audits.push(Entry { listed_from: self.later(self.delays.audit), shown });
    }

    pub(crate) fn write_sign_in(&mut self, who: &Person, error: Option<(u32, &str)>) {
        let shown = audit::sign_in(self.now(), who, error);
        self.sign_ins.push(Entry { listed_from: self.later(self.delays.audit), shown });
    }

    /// What Graph lists of somebody's ways in, oldest first.
    pub(crate) fn listed(&self, person: &Person) -> Vec<&Method> {
        let now = self.now();
        self.methods.iter().filter(|method| method.of == person.id && method.listed_from <= now).collect()
    }
}
