//! A redemption: the short time in which a pass can pay for a passkey.
//!
//! Owns opening one, finding it again by its token, the ways in that it offers, describing, extending
//! and leaving it. Opening consumes nothing.

use crate::Server;
use crate::alert::{Alert, Kind};
use crate::audit::{Deed, Denial, SignIn, activity};
use crate::caller::{Bearer, Caller};
use crate::directory::pass_record::{PassRecord, Standing};
use crate::directory::random_id;
use crate::payment;
use crate::policy::PassPolicy;
use crate::refusal::Refusal;
use crate::rules::{Applied, Had, Rules, Ways};
use crate::settings::{Extension, Settings};
use crate::store::authenticators::AuthenticatorRecord;
use crate::store::handovers::By;
use crate::store::people::PersonRecord;
use crate::store::redemptions::RedemptionRecord;
use crate::store::{
    Connection, StoreError, authenticators, credentials, handovers, passes, people, redemptions,
};
use crate::token;
use doorkey_protocol::pass::Pass;
use doorkey_protocol::person::UserName;
use doorkey_protocol::redemption::{Opened, Redemption, SecondWay};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;
use uuid::Uuid;

/// The ways in that are offered here.
pub(crate) const WAYS: [Way; 4] = [Way::Passkey, Way::SecurityKey, Way::Phone, Way::Authenticator];

/// How long a redemption that closed is still known, so that its token says something better than
/// nothing in the log.
const REMEMBERED: Span = Span::from_mins(24 * 60);

/// The least time that is worth asking for.
const WORTH_ASKING: Span = Span::from_mins(1);

/// An open redemption, with whose it is and which pass opened it.
pub(crate) struct Session {
    pub(crate) redemption: RedemptionRecord,
    pub(crate) person: PersonRecord,
    pub(crate) pass: PassRecord,
    /// Whether the policy lets the pass be used at this moment.
    pub(crate) admitted: bool,
}

impl Session {
    /// What can be done with the pass at `now`.
    pub(crate) fn standing(&self, now: Timestamp) -> Standing {
        self.pass.standing_under(now, self.admitted)
    }
}

/// Opens a redemption for whoever gives the right pass.
///
/// A redemption of a one-time pass takes over from every earlier one of it, so that a reload in the
/// middle strands nobody and two devices never finish with one pass. For the same reason a one-time
/// pass that is used up is taken once more while the passkey it paid for is not proven: what opens then
/// can only prove it. On a device that others use, too (`kiosk`), no passkey is offered.
pub(crate) async fn open(
    server: &Server,
    caller: &Caller,
    user_name: &UserName,
    pass: &Pass,
    kiosk: bool,
) -> Result<Opened, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let guess = directory.prepare(caller, user_name, pass).await?;
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let mut applied = Vec::new();
    let opened = match directory.judge(&mut transaction, caller, &guess).await? {
        Ok(entry) => {
            let (policy, _) = PassPolicy::read(&mut transaction).await?;
            let admitted = policy.admits(&mut transaction, &entry.person, entry.pass.one_time).await?;
            let rules = Rules::read(&mut transaction).await?;
            applied = rules.at_the_door(&entry.person, caller, now);
            let session = Session {
                redemption: RedemptionRecord {
                    id: random_id()?,
                    pass_id: entry.pass.id,
                    closes_at: (now + settings.redemption).min(entry.pass.validity.ends_at()),
                    superseded: false,
                    left: false,
                    kiosk,
                    network: caller.network().to_string(),
                    carried: false,
                    signed_in_at: None,
                    challenge: None,
                },
                person: entry.person,
                pass: entry.pass,
                admitted,
            };
            if applied.iter().any(Applied::refuses) {
                Err(Refusal::PassBlocked(rules.opens_at(&applied, now)))
            } else {
                let opened = enter(&mut transaction, settings, &session, now).await?;
                tell(&mut transaction, caller, &session, &opened, now).await?;
                opened
            }
        }
        Err(refusal) => Err(refusal),
    };
    // What was not even looked at is no sign-in: a flood of it must not fill the audit.
    if !matches!(opened, Err(Refusal::PassTooSoon(_))) {
        let refused = opened.as_ref().err().map(denial);
        let sign_in = SignIn { person: guess.person().cloned(), method: TAP.into(), refused, applied };
        directory.audit.sign_in(&mut transaction, caller, now, sign_in).await?;
    }
    // Refused or not: the guess stays counted.
    crate::fault::at("redeem: before commit");
    transaction.commit().await?;
    crate::fault::at("redeem: after commit");
    opened
}

/// How Entra's audit calls a pass.
const TAP: &str = "Temporary Access Pass";

/// Entra's number for a refusal of a pass, and what it means.
fn denial(refusal: &Refusal) -> Denial {
    let (number, reason) = match refusal {
        Refusal::PassExpired(_) => (130_504, "Your Temporary Access Pass has expired."),
        Refusal::PassUsed => (130_505, "The Temporary Access Pass was used already."),
        Refusal::PassBlocked(_) => {
            (130_502, "Temporary Access Pass sign in was blocked due to User Credential Policy.")
        }
        Refusal::PassNotYetValid(_) => (130_503, "The Temporary Access Pass is not valid yet."),
        Refusal::PassReplaced => (130_503, "A newer Temporary Access Pass took its place."),
        Refusal::PassRevoked => (130_503, "The Temporary Access Pass was revoked."),
        _ => (130_507, "An access pass could not be found or verified for the user."),
    };
    Denial { number, code: refusal.code().as_str(), reason }
}

/// Tells of what somebody must know of a pass that was right.
async fn tell(
    connection: &mut Connection,
    caller: &Caller,
    session: &Session,
    opened: &Result<Opened, Refusal>,
    now: Timestamp,
) -> Result<(), Refusal> {
    let kind = match opened {
        Ok(_) if session.person.emergency => Kind::EmergencyUsed,
        Err(Refusal::PassUsed) => Kind::UsedPassTried,
        _ => return Ok(()),
    };
    Alert::about(kind, &session.person).raise(connection, caller, now).await
}

async fn enter(
    connection: &mut Connection,
    settings: &Settings,
    session: &Session,
    now: Timestamp,
) -> Result<Result<Opened, Refusal>, Refusal> {
    let pass = &session.pass;
    let standing = session.standing(now);
    let to_prove = standing == Standing::Used
        && pass.ended.is_none()
        && pass.validity.contains(now)
        && session.admitted
        && nothing_is_proven(connection, pass).await?;
    if !to_prove && let Err(refusal) = standing.into() {
        return Ok(Err(refusal));
    }
    if pass.one_time {
        redemptions::supersede(connection, pass.id, now).await?;
        crate::fault::at("redeem: taken over");
    }
    redemptions::forget_closed(connection, now - REMEMBERED).await?;
    let token = token::fresh()?;
    redemptions::insert(connection, &session.redemption, &token::hash(&token), now).await?;
    crate::fault::at("redeem: opened");
    Ok(Ok(Opened { token, redemption: describe(connection, settings, session, now).await? }))
}

/// Whether nothing that this pass paid for has signed in. An authenticator app is proven from the first.
async fn nothing_is_proven(connection: &mut Connection, pass: &PassRecord) -> Result<bool, StoreError> {
    let passkeys = credentials::of_pass(connection, pass.id).await?;
    Ok(passkeys.iter().all(|known| known.shown.proven_at.is_none())
        && authenticators::of_pass(connection, pass.id).await?.is_empty())
}

/// The open redemption of this token.
pub(crate) async fn find(
    connection: &mut Connection,
    bearer: &Bearer,
    now: Timestamp,
) -> Result<Session, Refusal> {
    let hash = token::hash(&bearer.token);
    let redemption = redemptions::by_token(connection, &hash)
        .await?
        .filter(|redemption| !redemption.left && now < redemption.closes_at);
    let Some(redemption) = redemption else {
        let handover = handovers::find(connection, By::View, &hash).await?;
        return Err(match handover.and_then(|handover| handover.agreed_at) {
            Some(_) => Refusal::RedemptionMoved,
            None => Refusal::RedemptionEnded,
        });
    };
    if redemption.superseded {
        return Err(Refusal::RedemptionSuperseded);
    }
    let pass = passes::by_id(connection, redemption.pass_id).await?.ok_or(Refusal::RedemptionEnded)?;
    let person = people::by_id(connection, pass.person_id).await?.ok_or(Refusal::RedemptionEnded)?;
    let (policy, _) = PassPolicy::read(connection).await?;
    let admitted = policy.admits(connection, &person, pass.one_time).await?;
    Ok(Session { redemption, person, pass, admitted })
}

/// What somebody has to sign in with by now.
pub(crate) async fn had(connection: &mut Connection, person: Uuid) -> Result<Had, StoreError> {
    let passkeys = credentials::ids_of_person(connection, person).await?.len();
    let apps = authenticators::count_of_person(connection, person).await?;
    Ok(Had {
        passkeys: u32::try_from(passkeys).unwrap_or(u32::MAX),
        apps: u32::try_from(apps).unwrap_or(u32::MAX),
    })
}

/// With which ways in somebody must end, where that is held, and what they have by now.
#[derive(Clone, Copy)]
struct End {
    must: Option<Ways>,
    had: Had,
}

impl End {
    async fn of(connection: &mut Connection, session: &Session) -> Result<Self, StoreError> {
        let must = Rules::read(connection).await?.must_end_with(&session.person);
        Ok(Self { must, had: had(connection, session.person.id).await? })
    }
}

/// The ways in that are left to a redemption: none when nobody would pay. Where somebody must end with
/// something that cannot be phished, an app comes after that. On a kiosk no passkey is
/// made, for the next one there could use it; one authenticator app is enough, and somebody whose
/// codes are wrong all the time is not helped by more of them.
async fn ways(
    connection: &mut Connection,
    session: &Session,
    end: End,
    now: Timestamp,
) -> Result<Vec<Way>, StoreError> {
    if payment::payer(session, now).is_err() {
        return Ok(Vec::new());
    }
    let needs_passkey = end.must.is_some_and(|ways| ways.phishing_resistant && end.had.passkeys == 0);
    let authenticator = !needs_passkey
        && session.pass.codes_are_left
        && authenticators::of_pass(connection, session.pass.id).await?.is_empty();
    let offered = WAYS.into_iter().filter(|way| match way {
        Way::Passkey => !session.redemption.kiosk,
        Way::Authenticator => authenticator,
        Way::SecurityKey | Way::Phone => true,
        Way::WindowsHello | Way::Unknown => false,
    });
    Ok(offered.collect())
}

/// Refuses what this redemption does not offer: for the pass's reason, where that is one to name.
pub(crate) async fn must_offer(
    connection: &mut Connection,
    session: &Session,
    way: Way,
    now: Timestamp,
) -> Result<(), Refusal> {
    match payment::payer(session, now) {
        // Its redemption offers nothing but proving what it paid for.
        Err(Refusal::PassUsed) => return Err(Refusal::WayNotOffered),
        Err(refusal) => return Err(refusal),
        Ok(_) => {}
    }
    let end = End::of(connection, session).await?;
    if ways(connection, session, end, now).await?.contains(&way) {
        Ok(())
    } else {
        Err(Refusal::WayNotOffered)
    }
}

/// A redemption as its page may know it.
pub(crate) async fn describe(
    connection: &mut Connection,
    settings: &Settings,
    session: &Session,
    now: Timestamp,
) -> Result<Redemption, StoreError> {
    let is_usable = session.standing(now) == Standing::Usable;
    let end = End::of(connection, session).await?;
    let registered = credentials::of_pass(connection, session.pass.id).await?;
    let set_up = authenticators::of_pass(connection, session.pass.id).await?;
    Ok(Redemption {
        person: session.person.shown(),
        validity: session.pass.validity,
        one_time: session.pass.one_time,
        closes_at: session.redemption.closes_at,
        extendable: is_usable && is_extendable(settings, session),
        ways: ways(connection, session, end, now).await?,
        passkeys: registered.into_iter().map(|credential| credential.shown).collect(),
        authenticators: set_up.iter().map(AuthenticatorRecord::shown).collect(),
        second_way: second_way(settings, end),
        now,
    })
}

/// What is wanted of a second way in: what the settings say, unless the rule asks for more than is there.
fn second_way(settings: &Settings, End { must, had }: End) -> SecondWay {
    let is_short = must.is_some_and(|ways| {
        // The first one is on its way: what is still short after it is the second.
        ways.methods > 1 && had.passkeys + had.apps <= 1
            || ways.phishing_resistant && had.passkeys == 0 && had.apps > 0
    });
    if is_short { SecondWay::Required } else { settings.second_way.into() }
}

/// What the token opens now.
pub(crate) async fn current(server: &Server, bearer: &Bearer) -> Result<Redemption, Refusal> {
    let directory = server.directory();
    let mut connection = directory.store.snapshot().await?;
    let now = directory.clock.now();
    let session = find(&mut connection, bearer, now).await?;
    Ok(describe(&mut connection, server.settings(), &session, now).await?)
}

/// Whether more time, asked for at any moment before the redemption closes, can add what is worth
/// asking for. Deliberately not what asking at this very moment would add: that is nothing right after
/// the opening, when the page reads this and keeps it.
fn is_extendable(settings: &Settings, session: &Session) -> bool {
    match settings.extension {
        Extension::Granted => session.pass.validity.ends_at() - session.redemption.closes_at >= WORTH_ASKING,
        Extension::Refused => false,
    }
}

/// Gives more time: as much as there was at first, from now on, within what is left of the pass. What
/// is open for longer already stays so. Asking twice, because the first answer was lost, is no error.
///
/// Only for a pass that can be used. One that is used has only its proof left, for which a
/// registration gives time of its own and entering the pass again gives more.
pub(crate) async fn extend(server: &Server, bearer: &Bearer) -> Result<Redemption, Refusal> {
    let (settings, directory) = (server.settings(), server.directory());
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let mut session = find(&mut transaction, bearer, now).await?;
    if settings.extension == Extension::Refused {
        return Err(Refusal::NotExtendable);
    }
    Result::from(session.standing(now))?;
    let closes_at = (now + settings.redemption).min(session.pass.validity.ends_at());
    redemptions::extend(&mut transaction, session.redemption.id, closes_at).await?;
    session.redemption.closes_at = session.redemption.closes_at.max(closes_at);
    let redemption = describe(&mut transaction, settings, &session, now).await?;
    let deed = Deed::own(activity::TIME_EXTENDED, &session.person);
    directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    transaction.commit().await?;
    Ok(redemption)
}

/// Leaves: the token opens nothing from now on.
pub(crate) async fn leave(server: &Server, bearer: &Bearer) -> Result<(), Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let session = find(&mut transaction, bearer, now).await?;
    redemptions::leave(&mut transaction, session.redemption.id, now).await?;
    if credentials::of_redemption(&mut transaction, session.redemption.id).await?.is_empty() {
        let deed = Deed::own(activity::USER_CANCELED, &session.person);
        directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
    }
    Ok(transaction.commit().await?)
}
