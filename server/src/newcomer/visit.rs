//! A visit: the time in which somebody who signed in at Microsoft sets up a way in there.
//!
//! Owns finding it by its token, and saying what is new: what Graph lists and was not there at the sign-in.
//! Each new thing is written down once, in the audit and in the visit, and stays: Graph's servers do not learn
//! of it at the same moment, and one that has not must not take back what another said.

use super::Newcomers;
use crate::Server;
use crate::audit::{Deed, activity};
use crate::caller::Bearer;
use crate::entra::lists::Listed;
use crate::entra::objects::ListedMethod;
use crate::newcomer::sign_in::as_person;
use crate::refusal::Refusal;
use crate::store::Connection;
use crate::store::visits::{self, VisitRecord};
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
        let new: Vec<_> = fresh(&visit, &listed).map(|method| shown(method, true)).collect();
        for method in &new {
            let deed = Deed::own(activity::USER_REGISTERED, &as_person(&visit, now))
                .because(audited(method.kind))
                .with("methodId", &method.id);
            directory.audit.deed(&mut transaction, &bearer.caller, now, deed).await?;
        }
        visit.found.extend(new);
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
        .filter(|method| is_new(visit, method) && !visit.found.iter().any(|found| found.id == method.id))
}

/// Whether it was not there when they signed in. Of a list that was not read then its own time tells, and
/// without one nobody claims that it is new.
fn is_new(visit: &VisitRecord, method: &ListedMethod) -> bool {
    let was_there = visit.known.ids.contains(&method.id);
    let was_unread = visit.known.unread.contains(&method.kind);
    !was_there && (!was_unread || method.created_at.is_some_and(|at| at >= visit.signed_in_at))
}

/// What Graph lists, and what it listed before.
pub(super) fn describe(visit: &VisitRecord, listed: &Listed, now: Timestamp) -> EntraVisit {
    let is_listed = |found: &&EntraMethod| !listed.methods.iter().any(|method| method.id == found.id);
    let mut methods: Vec<_> =
        listed.methods.iter().map(|method| shown(method, is_new(visit, method))).collect();
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
