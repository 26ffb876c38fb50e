//! The desk with Entra behind it: passes issued, listed and revoked in the tenant.
//!
//! Owns what is looked at before Graph is asked for a pass, so that a no has our words and the person at the
//! desk can act on it; and what is done when nobody knows whether one was made: never two passes, never a
//! live one whose text nobody has. Who may issue is the tenant's to say; here it is whoever may run this
//! program as its app. Each deed is in our audit too, with Graph's number of it, and undone when it cannot be
//! written there.

use super::client::Client;
use super::error::{EntraError, Failure};
use super::objects::{ListedPass, MadePass, TenantPolicy, User, Wish};
use crate::alert::{Alert, Kind};
use crate::audit::{Deed, Target, activity};
use crate::directory::{By, Directory, DirectoryError, SOON};
use crate::store::StoreError;
use doorkey_protocol::entra::UsabilityReason;
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::person::{Person, UserName};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Span, Timestamp};
use std::time::Duration;

/// A pass so young may not be known everywhere: a sign-in that says no does not mean that it is wrong.
const YOUNG: Span = Span::from_mins(5);

/// How far Graph's clock and ours may be apart.
const APART: Span = Span::from_mins(2);

/// How often is looked whether a pass was made, when the answer did not say.
const LOOKS: u32 = 3;

/// Issues, lists and revokes in the tenant.
pub struct Desk<'a> {
    client: Client,
    directory: &'a Directory,
    /// What is waited between two looks for what may have been made.
    pause: Duration,
}

/// What the desk says it means, where it is asked before it is done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Meant {
    /// Their former pass ends, though it is minutes old.
    pub replaces: bool,
    /// It is for an administrator.
    pub privileged: bool,
}

/// A pass that was just issued: the only time that anybody sees it.
#[derive(Debug)]
pub struct Issued {
    /// Whose.
    pub person: Person,
    /// Its text.
    pub text: Secret,
    /// What Graph lists of it.
    pub listed: ListedPass,
    /// The link to the page, which carries everything but the pass.
    pub invitation_link: String,
}

/// Why the desk did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// Entra or Graph did not.
    #[error(transparent)]
    Entra(#[from] EntraError),
    /// This server did not.
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    /// The tenant has nobody of this name.
    #[error("the tenant knows nobody as {0}")]
    Unknown(String),
    /// There are no passes in the tenant.
    #[error("Temporary Access Passes are switched off in the tenant")]
    SwitchedOff,
    /// The tenant has no such lifetimes.
    #[error("the tenant's policy lets a pass last {least} to {most} minutes, not {asked}", least = .least.as_minutes(), most = .most.as_minutes(), asked = .asked.as_minutes())]
    Lifetime {
        /// What was asked for.
        asked: Lifetime,
        /// The shortest.
        least: Lifetime,
        /// The longest.
        most: Lifetime,
    },
    /// The tenant has one-time passes only.
    #[error("the tenant's policy lets passes be used once only")]
    OneTimeOnly,
    /// The tenant's policy is not for them.
    #[error("the tenant's policy of passes is not for {0}")]
    OutOfScope(String),
    /// They sign in elsewhere.
    #[error(
        "{0} is an external guest: they sign in at their own organisation, and no pass of this tenant works there"
    )]
    ExternalGuest(String),
    /// They are switched off.
    #[error("{0} is switched off in the tenant")]
    Disabled(String),
    /// Whoever has a pass of theirs has what they may do.
    #[error("{name} is an administrator ({privileges}): whoever has their pass can do what they can")]
    Privileged {
        /// Whose.
        name: String,
        /// By what.
        privileges: String,
    },
    /// Theirs is too young to be replaced by mistake.
    #[error(
        "{name} has a usable pass that is {minutes} min old; Microsoft may take minutes until it knows a pass everywhere"
    )]
    Young {
        /// Whose.
        name: String,
        /// How old.
        minutes: i64,
    },
    /// There is nothing to revoke.
    #[error("{0} has no pass in the tenant")]
    NoPass(String),
    /// Nobody knows what became of it.
    #[error("{cause}; {}", .outcome.words(.name))]
    Lost {
        /// Whose.
        name: String,
        /// What happened.
        cause: Box<EntraError>,
        /// What was found, and done.
        outcome: Lost,
    },
    /// A pass was issued, and ended again.
    #[error("the pass was not written into the audit and was revoked again: {0}")]
    Unwritten(DirectoryError),
    /// A pass was issued, and is there without an event.
    #[error("the pass was not written into the audit ({0}), nor could it be revoked: {1}")]
    UnwrittenAndThere(DirectoryError, Box<EntraError>),
}

/// What became of a pass that was asked for when the answer did not come.
#[derive(Clone, Debug)]
pub enum Lost {
    /// It was made, nobody has its text, and it was revoked.
    Revoked,
    /// It was made, nobody has its text, and it is there.
    There(Box<EntraError>),
    /// Somebody else's is there, not as it was asked for.
    Anothers,
    /// Graph lists none that is new.
    None,
    /// Nobody could look.
    Unseen(Box<EntraError>),
}

impl Lost {
    fn words(&self, name: &str) -> String {
        match self {
            Self::Revoked => format!(
                "a pass for {name} was made all the same, whose text nobody has: it was revoked. Ask for one again"
            ),
            Self::There(error) => format!(
                "a pass for {name} was made all the same, whose text nobody has, and it could not be revoked ({error}). \
                 Revoke it: doorkey pass revoke '{name}'"
            ),
            Self::Anothers => format!(
                "{name} has a pass now that is not as it was asked for: somebody else issued it meanwhile, and it was left alone"
            ),
            Self::None => format!(
                "Microsoft lists no new pass for {name} yet. Look again in a minute before asking for one (doorkey pass list \
                 '{name}'), and revoke what is new, since nobody has its text (doorkey pass revoke '{name}')"
            ),
            Self::Unseen(error) => format!(
                "nor can anybody say whether a pass for {name} was made ({error}). When Microsoft answers again: \
                 doorkey pass list '{name}', and revoke what is new, since nobody has its text"
            ),
        }
    }
}

impl DeskError {
    /// How the audit tells it.
    fn code(&self) -> &'static str {
        match self {
            Self::Entra(error) => error.code(),
            Self::Directory(error) => error.code(),
            Self::Unknown(_) => "person-unknown",
            Self::SwitchedOff => "policy",
            Self::Lifetime { .. } => "lifetime-outside-policy",
            Self::OneTimeOnly => "one-time-only",
            Self::OutOfScope(_) => "out-of-scope",
            Self::ExternalGuest(_) => "external-guest",
            Self::Disabled(_) => "person-disabled",
            Self::Privileged { .. } => "privileged-target",
            Self::Young { .. } => "pass-young",
            Self::NoPass(_) => "no-pass",
            Self::Lost { .. } => "answer-lost",
            Self::Unwritten(_) | Self::UnwrittenAndThere(..) => "internal",
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Entra(error) => Some(error.hint()),
            Self::Lifetime { .. } | Self::OneTimeOnly | Self::OutOfScope(_) | Self::SwitchedOff => Some(
                "to see it: doorkey policy show; an Authentication Policy Administrator changes it in the Entra admin center".into(),
            ),
            Self::Unknown(_) => Some("by user principal name or object id, as the tenant has it".into()),
            Self::Young { name, .. } => Some(format!(
                "wait a few minutes and let them try again; if its text is lost: doorkey pass issue '{name}' --replace"
            )),
            Self::Privileged { name, .. } => Some(format!(
                "if it is meant, and they know of it: doorkey pass issue '{name}' --privileged, which raises an alert"
            )),
            Self::Disabled(_) => Some("a User Administrator switches them on".into()),
            _ => None,
        }
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        Self::Directory(error.into())
    }
}

impl<'a> Desk<'a> {
    /// A desk that asks by this client and writes into this directory's audit.
    pub fn new(client: Client, directory: &'a Directory) -> Self {
        let pause = client.0.manner.first_wait * 2;
        Self { client, directory, pause }
    }

    /// Issues a pass; the person's former one ends at once.
    ///
    /// # Errors
    /// Why there is no pass that somebody has. There is none that nobody has, unless the error says so.
    pub async fn issue(
        &self,
        by: &By,
        name: &UserName,
        wish: Wish,
        meant: Meant,
    ) -> Result<Issued, DeskError> {
        let user = self.find(name).await?;
        let issued = self.issue_for(by, &user, wish, meant).await;
        if let Err(error) = &issued {
            let deed = Deed::new(activity::ADMIN_REGISTERED, by.actor.clone())
                .about_id(user.id)
                .at(target(&user))
                .refused(error.code(), error.to_string())
                .with("directory", "entra");
            let written = self.write(by, with_request(deed, request_of(error)), None).await;
            // What there may be in the tenant matters more than that it could not be written down.
            if !matches!(error, DeskError::Lost { .. } | DeskError::UnwrittenAndThere(..)) {
                written?;
            }
        }
        issued
    }

    async fn issue_for(&self, by: &By, user: &User, wish: Wish, meant: Meant) -> Result<Issued, DeskError> {
        let name = &user.user_principal_name;
        let wish = self.admit(user, wish).await?;
        // An app's permission is for everybody, which that of an Authentication Administrator is not.
        let privileges = self.client.privileges(user.id).await?;
        if !privileges.is_empty() && !meant.privileged {
            return Err(DeskError::Privileged { name: name.clone(), privileges: privileges.join(", ") });
        }
        let before = self.client.passes(user.id).await?;
        let now = self.directory.clock.now();
        if let Some(young) = before.iter().find(|it| it.state.usable && now - it.created_at < YOUNG)
            && !meant.replaces
        {
            let minutes = (now - young.created_at).as_millis().max(0) / 60_000;
            return Err(DeskError::Young { name: name.clone(), minutes });
        }
        let made = match self.client.make_pass(user.id, wish).await {
            Ok(made) => made,
            Err(cause) if cause.may_have_been_done() => {
                let outcome = self.look_for(by, user, wish, &before, now).await?;
                let (name, cause) = (name.clone(), Box::new(cause));
                return Err(DeskError::Lost { name, cause, outcome });
            }
            Err(error) => return Err(error.into()),
        };
        let former = before.first().map(|pass| pass.id.clone());
        let state = made.listed.state;
        let invitation =
            Invitation { person: user.person(), validity: state.validity, one_time: state.one_time };
        let kept = async {
            let alert = (!privileges.is_empty()).then(|| alert(Kind::PassForPrivileged, by, user));
            self.write(by, issued(by, user, &made, former, &privileges), alert).await?;
            self.directory.invitation_link(&invitation).await
        };
        let invitation_link = match kept.await {
            Ok(link) => link,
            // No deed without its event: what cannot be written down is not done.
            Err(error) => {
                return Err(match self.client.remove_pass(user.id, &made.listed.id).await {
                    Ok(_) => DeskError::Unwritten(error),
                    Err(failure) => DeskError::UnwrittenAndThere(error, Box::new(failure)),
                });
            }
        };
        Ok(Issued { person: invitation.person, text: made.text, listed: made.listed, invitation_link })
    }

    /// What is asked for, when the person and the tenant's policy let it be, as far as that can be read.
    async fn admit(&self, user: &User, wish: Wish) -> Result<Wish, DeskError> {
        let name = || user.user_principal_name.clone();
        if user.is_external() {
            return Err(DeskError::ExternalGuest(name()));
        }
        if !user.is_enabled() {
            return Err(DeskError::Disabled(name()));
        }
        let policy = match self.client.policy().await {
            Ok(policy) => policy,
            // The app may issue and not read why it may not: Graph says that in its own words.
            Err(EntraError { failure: Failure::Forbidden(_), .. }) => return Ok(wish),
            Err(error) => return Err(error.into()),
        };
        if !policy.is_enabled() {
            return Err(DeskError::SwitchedOff);
        }
        if let Some(asked) = wish.lifetime.filter(|lifetime| !policy.allows(*lifetime)) {
            let (least, most) = (policy.minimum_lifetime_in_minutes, policy.maximum_lifetime_in_minutes);
            return Err(DeskError::Lifetime { asked, least, most });
        }
        if policy.is_usable_once && wish.one_time == Some(false) {
            return Err(DeskError::OneTimeOnly);
        }
        let lifetime = wish.lifetime.unwrap_or(policy.default_lifetime_in_minutes);
        if wish.starts_at.is_some_and(|at| at + lifetime.span() <= self.directory.clock.now()) {
            return Err(DirectoryError::EndsInThePast.into());
        }
        if !self.is_for(&policy, user).await {
            return Err(DeskError::OutOfScope(name()));
        }
        // What the policy decides is said, so that a pass that was made unseen is known by it.
        Ok(Wish {
            lifetime: Some(lifetime),
            one_time: Some(wish.one_time.unwrap_or(policy.is_usable_once)),
            ..wish
        })
    }

    /// Whether the policy is for somebody. Where that cannot be known, Graph decides, in its own words.
    async fn is_for(&self, policy: &TenantPolicy, user: &User) -> bool {
        let id = user.id.to_string();
        let named: Vec<_> = policy.included().iter().chain(policy.excluded()).collect();
        let groups: Vec<_> =
            named.iter().filter(|it| !it.is_everybody() && it.id != id).map(|it| it.id.as_str()).collect();
        let within = match groups.is_empty() {
            true => Vec::new(),
            false => match self.client.groups_of(user.id, &groups).await {
                Ok(within) => within,
                Err(_) => return true,
            },
        };
        let names = |it: &&super::objects::Target| {
            it.is_everybody()
                || it.id.eq_ignore_ascii_case(&id)
                || within.contains(&it.id.to_ascii_lowercase())
        };
        let is_included = policy.included().iter().any(|it| names(&it));
        is_included && !policy.excluded().iter().any(|it| names(&it))
    }

    /// Looks whether a pass was made that nobody has seen, and ends it.
    async fn look_for(
        &self,
        by: &By,
        user: &User,
        wish: Wish,
        before: &[ListedPass],
        asked_at: Timestamp,
    ) -> Result<Lost, DeskError> {
        for look in 0..LOOKS {
            // Lists, too, learn of what is new a little later.
            tokio::time::sleep(self.pause * look).await;
            let passes = match self.client.passes(user.id).await {
                Ok(passes) => passes,
                Err(error) => return Ok(Lost::Unseen(Box::new(error))),
            };
            let new = passes.into_iter().find(|pass| before.iter().all(|known| known.id != pass.id));
            let Some(new) = new else { continue };
            if !is_as_asked(&new, wish, asked_at) {
                return Ok(Lost::Anothers);
            }
            return Ok(match self.client.remove_pass(user.id, &new.id).await {
                Ok(request) => {
                    self.write(by, deleted(by, user, &new.id, request.as_deref()), None).await?;
                    Lost::Revoked
                }
                Err(error) => Lost::There(Box::new(error)),
            });
        }
        Ok(Lost::None)
    }

    /// Somebody, and their passes: none or one.
    ///
    /// # Errors
    /// Why they are not known.
    pub async fn passes(&self, name: &UserName) -> Result<(Person, Vec<ListedPass>), DeskError> {
        let user = self.find(name).await?;
        Ok((user.person(), self.client.passes(user.id).await?))
    }

    /// Revokes somebody's pass.
    ///
    /// # Errors
    /// Why it may still be there.
    pub async fn revoke(&self, by: &By, name: &UserName) -> Result<Person, DeskError> {
        let user = self.find(name).await?;
        let passes = self.client.passes(user.id).await?;
        if passes.is_empty() {
            return Err(DeskError::NoPass(user.user_principal_name));
        }
        for pass in passes {
            match self.client.remove_pass(user.id, &pass.id).await {
                Ok(request) => {
                    let is_quick = self.directory.clock.now() - pass.created_at < SOON;
                    // A used one is taken away because of what it was used for.
                    let is_used = pass.state.reason == UsabilityReason::OneTimeUsed;
                    let alert = (is_quick && !is_used).then(|| alert(Kind::IssuedAndDeleted, by, &user));
                    self.write(by, deleted(by, &user, &pass.id, request.as_deref()), alert).await?;
                }
                Err(error) => {
                    let deed = Deed::new(activity::ADMIN_DELETED, by.actor.clone())
                        .about_id(user.id)
                        .at(target(&user))
                        .refused(error.code(), error.to_string())
                        .with("directory", "entra");
                    self.write(by, with_request(deed, error.request.as_deref()), None).await?;
                    return Err(error.into());
                }
            }
        }
        Ok(user.person())
    }

    async fn find(&self, name: &UserName) -> Result<User, DeskError> {
        self.client.user(name.as_str()).await.map_err(|error| match error.failure {
            Failure::NotFound(_) => DeskError::Unknown(name.as_str().to_owned()),
            _ => error.into(),
        })
    }

    async fn write(&self, by: &By, deed: Deed, alert: Option<Alert>) -> Result<(), DirectoryError> {
        let mut transaction = self.directory.store.write().await?;
        let now = self.directory.clock.now();
        self.directory.audit.deed(&mut transaction, &by.caller, now, deed).await?;
        if let Some(alert) = alert {
            alert.raise(&mut transaction, &by.caller, now).await?;
        }
        Ok(transaction.commit().await.map_err(StoreError::from)?)
    }
}

/// Whether a pass that came to be meanwhile is the one that was asked for.
fn is_as_asked(pass: &ListedPass, wish: Wish, asked_at: Timestamp) -> bool {
    let state = &pass.state;
    let is_new = pass.created_at + APART >= asked_at;
    let starts_so = wish.starts_at.is_none_or(|at| {
        // Graph may cut fractions of a second off.
        (state.validity.starts_at - at).as_millis().abs() < 1_000
    });
    is_new
        && starts_so
        && wish.lifetime.is_none_or(|lifetime| lifetime == state.validity.lifetime_in_minutes)
        && wish.one_time.is_none_or(|one_time| one_time == state.one_time)
}

fn alert(kind: Kind, by: &By, user: &User) -> Alert {
    let about = Alert::new(kind, user.id).with("person", user.id);
    about.with("userName", &user.user_principal_name).with("issuer", by.actor.id())
}

fn target(user: &User) -> Target {
    let person = user.person();
    Target::user(user.id, &person.display_name, &person.user_name)
}

fn with_request(deed: Deed, request: Option<&str>) -> Deed {
    match request {
        Some(id) => deed.with("requestId", id),
        None => deed,
    }
}

fn request_of(error: &DeskError) -> Option<&str> {
    match error {
        DeskError::Entra(error) => error.request.as_deref(),
        DeskError::Lost { cause, .. } => cause.request.as_deref(),
        _ => None,
    }
}

fn issued(by: &By, user: &User, made: &MadePass, former: Option<String>, privileges: &[String]) -> Deed {
    let state = made.listed.state;
    let usage = if state.one_time { "Single" } else { "Multiple" };
    let lifetime = state.validity.lifetime_in_minutes.as_minutes().to_string();
    let target = target(user)
        .changed("AccessPassUsage", None, Some(usage.to_owned()))
        .changed("LifetimeInMinutes", None, Some(lifetime))
        .changed("AccessPassId", former, Some(made.listed.id.clone()));
    let deed = Deed::new(activity::ADMIN_REGISTERED, by.actor.clone())
        .about_id(user.id)
        .at(target)
        .because("Admin registered temporary access pass method for user")
        .with("directory", "entra");
    let deed = if privileges.is_empty() { deed } else { deed.with("privileges", privileges.join(", ")) };
    with_request(deed, made.request.as_deref())
}

fn deleted(by: &By, user: &User, id: &str, request: Option<&str>) -> Deed {
    let deed = Deed::new(activity::ADMIN_DELETED, by.actor.clone())
        .about_id(user.id)
        .at(target(user).changed("AccessPassId", Some(id.to_owned()), None))
        .because("Admin deleted temporary access pass method for user")
        .with("directory", "entra");
    with_request(deed, request)
}
