//! A visit: the time in which somebody who signed in at Microsoft sets up a way in there.
//!
//! Owns finding it by its token, and saying what is new: what Graph lists and was not there before the earliest
//! visit that is remembered. A page may be gone before it saw what was set up, and another one begins anew.
//! Each new thing is written down in the visit, and once in the audit, and stays: Graph's servers do not learn
//! of it at the same moment, and one that has not must not take back what another said.

use super::Newcomers;
use crate::Server;
use crate::audit::{Deed, activity};
use crate::caller::{Bearer, Caller};
use crate::entra::lists::Listed;
use crate::entra::objects::ListedMethod;
use crate::newcomer::sign_in::as_person;
use crate::refusal::Refusal;
use crate::store::Connection;
use crate::store::visits::{self, Before, Known, Remembered, VisitRecord};
use crate::token;
use doorkey_protocol::entra::{EntraMethod, EntraVisit, MethodKind};
use doorkey_protocol::time::{Span, Timestamp};

/// How long after a sign-in Microsoft takes a passkey without another.
const PASSKEY: Span = Span::from_mins(5);

/// How long it takes the rest.
const OTHERS: Span = Span::from_mins(10);

/// The visit as it stands.
pub(crate) async fn current(server: &Server, bearer: &Bearer) -> Result<EntraVisit, Refusal> {
    let newcomers = Newcomers::of(server)?;
    let directory = server.directory();
    let clock = directory.clock.as_ref();
    let mut visit = find(&mut *directory.store.read().await?, bearer, clock.now()).await?;
    let ask = newcomers.listed(server, visit.person_id);
    let listed = match newcomers.visits.get(visit.id, clock, ask).await {
        Ok(listed) => listed,
        // What was seen was seen.
        Err(_) if !visit.found.is_empty() => Listed::default(),
        Err(no) => return Err(no.refusal(clock.now())),
    };
    if fresh(&visit, &listed).next().is_some() {
        let mut transaction = directory.store.write().await?;
        let now = clock.now();
        // Again, for another request may have written it down meanwhile.
        visit = find(&mut transaction, bearer, now).await?;
        let seen = visits::remembered(&mut transaction, visit.person_id).await?.found;
        write_down(server, &mut transaction, &bearer.caller, &mut visit, &listed, &seen, now).await?;
        visits::set_found(&mut transaction, visit.id, &visit.found).await?;
        transaction.commit().await?;
    }
    Ok(describe(&visit, &listed, clock.now()))
}

/// Leaves the visit. What was set up stays.
pub(crate) async fn leave(server: &Server, bearer: &Bearer) -> Result<(), Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let visit = find(&mut transaction, bearer, now).await?;
    visits::leave(&mut transaction, visit.id, now).await?;
    Ok(transaction.commit().await?)
}

/// What is known of what was there, and of what an earlier visit found that nobody can say now. Where Graph can
/// say it, it is asked: what was set up may be gone again.
pub(super) fn before(
    remembered: &Remembered,
    listed: &Listed,
    begun_at: Timestamp,
) -> (Known, Vec<EntraMethod>) {
    let now = Before {
        ids: listed.methods.iter().map(|method| method.id.clone()).collect(),
        unread: listed.unread.clone(),
        begun_at,
    };
    let known = Known { now, first: remembered.first.clone() };
    let unsaid = |it: &&EntraMethod| listed.unread.contains(&it.kind);
    let found = remembered.found.iter().filter(unsaid);
    let found = found.filter(|it| is_new(&known, &it.id, it.kind, it.created_at)).cloned().collect();
    (known, found)
}

/// Writes down what is new in a visit, and in the audit unless one of theirs has already `seen` it.
pub(super) async fn write_down(
    server: &Server,
    connection: &mut Connection,
    caller: &Caller,
    visit: &mut VisitRecord,
    listed: &Listed,
    seen: &[EntraMethod],
    now: Timestamp,
) -> Result<(), Refusal> {
    let new: Vec<_> = fresh(visit, listed).map(|method| shown(method, true)).collect();
    for method in new.iter().filter(|method| !seen.iter().any(|it| it.id == method.id)) {
        let deed = Deed::own(activity::USER_REGISTERED, &as_person(visit, now))
            .because(audited(method.kind))
            .with("methodId", &method.id);
        server.directory().audit.deed(connection, caller, now, deed).await?;
    }
    visit.found.extend(new);
    Ok(())
}

/// The open visit of this token.
async fn find(connection: &mut Connection, bearer: &Bearer, now: Timestamp) -> Result<VisitRecord, Refusal> {
    let visit = visits::by_token(connection, &token::hash(&bearer.token)).await?;
    visit.filter(|visit| !visit.left && now < visit.closes_at).ok_or(Refusal::VisitEnded)
}

/// What is new and not written down yet.
fn fresh<'a>(visit: &'a VisitRecord, listed: &'a Listed) -> impl Iterator<Item = &'a ListedMethod> {
    listed
        .methods
        .iter()
        .filter(|method| is_listed_new(visit, method))
        .filter(|method| !visit.found.iter().any(|found| found.id == method.id))
}

fn is_listed_new(visit: &VisitRecord, method: &ListedMethod) -> bool {
    is_new(&visit.known, &method.id, method.kind, method.created_at)
}

/// Whether it was not there before. Microsoft has some people set something up in the sign-in itself: its own
/// time tells then, as it does of a list that was not read. Without one nobody claims that it is new.
fn is_new(known: &Known, id: &str, kind: MethodKind, created_at: Option<Timestamp>) -> bool {
    known.first.iter().chain([&known.now]).any(|before| {
        let may_have_been = before.ids.iter().any(|known| known == id) || before.unread.contains(&kind);
        !may_have_been || created_at.is_some_and(|at| at >= before.begun_at)
    })
}

/// What Graph lists, and what it listed before.
pub(super) fn describe(visit: &VisitRecord, listed: &Listed, now: Timestamp) -> EntraVisit {
    let is_listed = |found: &&EntraMethod| !listed.methods.iter().any(|method| method.id == found.id);
    let mut methods: Vec<_> =
        listed.methods.iter().map(|method| shown(method, is_listed_new(visit, method))).collect();
    methods.extend(visit.found.iter().filter(is_listed).cloned());
    // Graph gives some kinds no time: what is new without one is the newest.
    methods.sort_by_key(|method| (method.new && method.created_at.is_none(), method.created_at));
    EntraVisit {
        person: visit.person.clone(),
        another_person: visit.another_person,
        signed_in_at: visit.signed_in_at,
        passkey_until: visit.signed_in_at + PASSKEY,
        others_until: visit.signed_in_at + OTHERS,
        closes_at: visit.closes_at,
        pass: None,
        methods,
        now,
    }
}

fn shown(method: &ListedMethod, new: bool) -> EntraMethod {
    EntraMethod {
        id: method.id.clone(),
        kind: method.kind,
        name: method.name.clone(),
        created_at: method.created_at,
        new,
    }
}

/// What Entra's own audit says of it.
const fn audited(kind: MethodKind) -> &'static str {
    match kind {
        MethodKind::Passkey => "User registered Fido2 Authentication Method",
        MethodKind::Authenticator => "User registered Authenticator App with Notification and Code",
        MethodKind::WindowsHello => "User registered Windows Hello for Business",
        MethodKind::PlatformCredential => "User registered Platform Credential",
        MethodKind::SoftwareOath => "User registered Authenticator App with Code",
        MethodKind::Unknown => "User registered a sign-in method",
    }
}
