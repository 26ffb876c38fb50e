//! The tokens that open the desk's API.
//!
//! Owns what a token may do ([`Scope`]), making one, which is shown once, and revoking it. A token acts
//! for somebody, whose groups then decide, or for an application.

use super::{By, Directory, DirectoryError, find, random_id};
use crate::audit::{Actor, Deed, Target, activity};
use crate::caller::Caller;
use crate::store::tokens::TokenRecord;
use crate::store::{StoreError, people, tokens};
use crate::token;
use doorkey_protocol::person::UserName;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// How often at most it is written down that a token is used.
const NOTED: Span = Span::from_mins(1);

macro_rules! scopes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal;)+) => {
        /// A permission, by its name in Microsoft Graph.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Scope {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Scope {
            /// Every scope.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its name.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)+ }
            }
        }
    };
}

scopes! {
    /// Read the policy of passes.
    ReadPolicy = "Policy.Read.AuthenticationMethod";
    /// Read and change the policy of passes.
    WritePolicy = "Policy.ReadWrite.AuthenticationMethod";
    /// Read what passes people have.
    ReadPasses = "UserAuthMethod-TAP.Read.All";
    /// Read, issue and revoke passes.
    WritePasses = "UserAuthMethod-TAP.ReadWrite.All";
    /// Read what people sign in with.
    ReadMethods = "UserAuthenticationMethod.Read.All";
    /// Read and remove what people sign in with, passes among them.
    WriteMethods = "UserAuthenticationMethod.ReadWrite.All";
    /// Read who there is.
    ReadPeople = "User.Read.All";
    /// Add, change and remove people.
    WritePeople = "User.ReadWrite.All";
    /// Read groups and who is in them.
    ReadGroups = "Group.Read.All";
    /// Add and remove groups and their members.
    WriteGroups = "Group.ReadWrite.All";
    /// Read the audit and the reports.
    ReadAudit = "AuditLog.Read.All";
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Scope {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.iter().find(|scope| scope.as_str().eq_ignore_ascii_case(text.trim()));
        found.copied().ok_or_else(|| {
            let all: Vec<_> = Self::ALL.iter().map(|scope| scope.as_str()).collect();
            format!("must be one of {}, not '{text}'", all.join(", "))
        })
    }
}

/// What is asked for with a new token.
#[derive(Clone, Debug)]
pub struct TokenRequest {
    /// How it is called.
    pub name: String,
    /// Whom it acts for; an application when `None`.
    pub person: Option<UserName>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// How long.
    pub lifetime: Span,
    /// Whether an application may touch privileged people with it.
    pub privileged: bool,
}

/// A token, for the desk; never what it is.
#[derive(Clone, Debug)]
pub struct ListedToken {
    /// Its id.
    pub id: Uuid,
    /// How it is called.
    pub name: String,
    /// Whom it acts for.
    pub person: Option<String>,
    /// What it may do.
    pub scopes: Vec<Scope>,
    /// Whether an application may touch privileged people with it.
    pub privileged: bool,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// What a token that was sent may do, and for whom.
pub(crate) struct Authority {
    pub(crate) by: By,
    scopes: Vec<Scope>,
}

impl Authority {
    /// Whether one of these is among its scopes.
    pub(crate) fn has(&self, any: &[Scope]) -> bool {
        self.scopes.iter().any(|scope| any.contains(scope))
    }
}

fn read_scopes(text: &str) -> Vec<Scope> {
    text.split(' ').filter_map(|scope| scope.parse().ok()).collect()
}

impl Directory {
    /// Makes a token, and shows it for the only time.
    ///
    /// # Errors
    /// When nobody has the user name, or there is no randomness.
    pub async fn create_token(
        &self,
        by: &By,
        request: TokenRequest,
    ) -> Result<(Uuid, Secret), DirectoryError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let person = match &request.person {
            Some(name) => Some(find(&mut transaction, name).await?),
            None => None,
        };
        let scopes: Vec<_> = request.scopes.iter().map(|scope| scope.as_str()).collect();
        let record = TokenRecord {
            id: random_id()?,
            name: request.name,
            person: person.as_ref().map(|person| person.id),
            scopes: scopes.join(" "),
            privileged: request.privileged,
            created_at: now,
            expires_at: now + request.lifetime,
            revoked_at: None,
            last_used_at: None,
        };
        let secret = token::fresh()?;
        tokens::insert(&mut transaction, &record, &token::hash(&secret)).await?;
        let target = Target::other("Application", record.id, &record.name)
            .changed("Scopes", None, Some(record.scopes.clone()))
            .changed("Privileged", None, Some(record.privileged.to_string()));
        let mut deed = Deed::new(activity::TOKEN_CREATED, by.actor.clone()).at(target);
        if let Some(person) = &person {
            deed = deed.to(person);
        }
        self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        transaction.commit().await.map_err(StoreError::from)?;
        Ok((record.id, secret))
    }

    /// All tokens, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tokens(&self) -> Result<Vec<ListedToken>, DirectoryError> {
        let mut connection = self.store.snapshot().await?;
        let mut listed = Vec::new();
        for record in tokens::all(&mut connection).await? {
            let person = match record.person {
                Some(id) => people::by_id(&mut connection, id).await?.map(|person| person.user_name),
                None => None,
            };
            listed.push(ListedToken {
                id: record.id,
                name: record.name,
                person,
                scopes: read_scopes(&record.scopes),
                privileged: record.privileged,
                expires_at: record.expires_at,
                revoked_at: record.revoked_at,
                last_used_at: record.last_used_at,
            });
        }
        Ok(listed)
    }

    /// Revokes the token of this id; false when there is none, or it is revoked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn revoke_token(&self, by: &By, id: Uuid) -> Result<bool, DirectoryError> {
        let mut transaction = self.store.write().await?;
        let now = self.clock.now();
        let revoked = tokens::revoke(&mut transaction, id, now).await?;
        if revoked {
            let target = Target::other("Application", id, "");
            let deed = Deed::new(activity::TOKEN_REVOKED, by.actor.clone()).at(target);
            self.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        }
        transaction.commit().await.map_err(StoreError::from)?;
        Ok(revoked)
    }

    /// What a token that was sent may do; `None` when it opens nothing.
    pub(crate) async fn authority(
        &self,
        caller: Caller,
        sent: &Secret,
    ) -> Result<Option<Authority>, DirectoryError> {
        let now = self.clock.now();
        let (record, person) = {
            let mut connection = self.store.snapshot().await?;
            let Some(record) = tokens::by_hash(&mut connection, &token::hash(sent)).await? else {
                return Ok(None);
            };
            let person = match record.person {
                Some(id) => people::by_id(&mut connection, id).await?,
                None => None,
            };
            (record, person)
        };
        let is_alive = record.revoked_at.is_none() && now < record.expires_at;
        if !is_alive || record.person.is_some() && !person.as_ref().is_some_and(|person| person.enabled) {
            return Ok(None);
        }
        if record.last_used_at.is_none_or(|at| now - at >= NOTED) {
            let mut transaction = self.store.write().await?;
            tokens::used(&mut transaction, record.id, now).await?;
            transaction.commit().await.map_err(StoreError::from)?;
        }
        let actor = match &person {
            Some(person) => Actor::from(person),
            None => Actor::Application { id: record.id.to_string(), name: record.name },
        };
        let by = By { actor, caller, privileged: record.privileged };
        Ok(Some(Authority { by, scopes: read_scopes(&record.scopes) }))
    }
}
