//! Leading to Microsoft's sign-in, and taking what it leads back with.
//!
//! Owns both steps of OpenID Connect's authorization code flow with PKCE. Between them lies a row that is of
//! use once, for ten minutes, and only to the browser that began: it keeps the handle, Microsoft gives back the
//! state. The code comes in the fragment, which no server and no log sees; what it buys is an ID token, which
//! says who signed in and is not kept. Nothing is done in anybody's name.

use super::refused::{BAD_TOKEN, Said};
use super::{Newcomers, PATIENCE, Unavailable, greeting, in_time, visit};
use crate::Server;
use crate::audit::{Denial, SignIn};
use crate::caller::Caller;
use crate::directory::random_id;
use crate::entra::identity::{TokenError, Unknown, Who};
use crate::entra::lists::Listed;
use crate::entra::{EntraError, Failure};
use crate::refusal::Refusal;
use crate::store::people::PersonRecord;
use crate::store::sign_ins::{self, SignInRecord};
use crate::store::visits::VisitRecord;
use crate::store::{Connection, visits};
use crate::token;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::entra::{EntraVisit, OpenedVisit, SignInAnswer, SignInRequest, SignInStart};
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::time::Duration;
use subtle::ConstantTimeEq;

/// How long a sign-in can be answered.
const OPEN: Span = Span::from_mins(10);

/// What a state of ours begins with: the page that the element stands in may sign people in as well, and each
/// leaves the other's answers alone.
const MARK: &str = "doorkey.";

/// The most that are begun in that time without an invitation from one network, which is enough for a room behind one
/// address, and from all of them: each costs a row, and one in the audit when it comes to nothing.
const MOST: i64 = 1_000;
const MOST_OF_ALL: i64 = 5_000;

/// The most that are begun in that time with the invitation of one person. Whoever has one is not kept waiting by
/// those who have none.
const MOST_INVITED: i64 = 50;

/// How long a code's answer is waited for: it is good once, and what comes of it afterwards nobody learns.
const CODE_PATIENCE: Duration = Duration::from_secs(12);

/// How long a visit is open.
const VISIT: Span = Span::from_mins(30);

/// How long a visit that closed is still known.
const REMEMBERED: Span = Span::from_mins(24 * 60);

/// How the audit calls it when Entra does not say by what somebody signed in: it may have been a pass, and may
/// have been none.
const UNSAID: &str = "Microsoft; by what it does not say";

/// Leads to Microsoft's sign-in.
pub(crate) async fn begin(
    server: &Server,
    caller: &Caller,
    request: SignInRequest,
) -> Result<SignInStart, Refusal> {
    let newcomers = Newcomers::of(server)?;
    if !leads_back_to(server, &request.page) {
        return Err(Refusal::PageRefused);
    }
    let invitation = request.invitation.as_deref().map(|text| greeting::read(server, text)).transpose()?;
    let invited = invitation.map(|invitation| invitation.person.user_name);
    let directory = server.directory();
    let published =
        in_time(server, newcomers.identity.published(&newcomers.client, directory.clock.as_ref()));
    let published = published.await.map_err(|no| no.refusal(directory.clock.now()))?;
    let (handle, nonce, verifier) = (token::fresh()?, token::fresh()?, token::fresh()?);
    let state = Secret::new(format!("{MARK}{}", token::fresh()?.expose()));

    let mut address = published.authorize.clone();
    {
        let mut query = address.query_pairs_mut();
        query
            .append_pair("client_id", &newcomers.client.settings().client_id)
            .append_pair("response_type", "code")
            .append_pair("redirect_uri", &request.page)
            .append_pair("response_mode", "fragment")
            .append_pair("scope", "openid profile")
            .append_pair("state", state.expose())
            .append_pair("nonce", nonce.expose())
            .append_pair("code_challenge", &BASE64URL.encode(Sha256::digest(verifier.expose())))
            .append_pair("code_challenge_method", "S256")
            .append_pair("prompt", prompt(request.again));
        if let Some(invited) = &invited {
            query.append_pair("login_hint", invited);
        }
        if let Some(language) = request.language.as_deref().filter(|text| is_language(text)) {
            query.append_pair("ui_locales", language);
        }
    }

    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    sign_ins::forget_ended(&mut transaction, now).await?;
    let network = caller.network().to_string();
    if let Some(invited) = &invited {
        if sign_ins::count_invited(&mut transaction, invited).await? >= MOST_INVITED {
            return Err(Refusal::Busy("too many sign-ins were begun with one invitation"));
        }
    } else {
        let (from_here, from_all) = sign_ins::count_uninvited(&mut transaction, &network).await?;
        if from_here >= MOST || from_all >= MOST_OF_ALL {
            return Err(Refusal::Busy("too many sign-ins were begun without an invitation"));
        }
    }
    let id = random_id()?;
    let secrets = Secret::new(format!("{} {}", verifier.expose(), nonce.expose()));
    let record = SignInRecord {
        id,
        state: token::hash(&state).to_vec(),
        sealed: directory.sealing.seal(id, secrets.expose().as_bytes())?,
        page: request.page,
        invited,
        network,
        ends_at: now + OPEN,
    };
    sign_ins::insert(&mut transaction, &token::hash(&handle), &record).await?;
    transaction.commit().await?;
    Ok(SignInStart { address: address.into(), handle })
}

/// Somebody else may be signed in in this browser: Microsoft asks who it is. It lets whoever is signed in pass
/// then, which is right for whom it has just taken the pass from, for that may be used up. But it takes a passkey
/// for some minutes only after a sign-in that it really asked for: who needs that time again is asked anew.
const fn prompt(again: bool) -> &'static str {
    if again { "login" } else { "select_account" }
}

/// Whether Microsoft may lead back to this page: to the letter, for an address that is only like one of them
/// may be somebody else's.
fn leads_back_to(server: &Server, page: &str) -> bool {
    let settings = server.settings();
    let pages = settings.entra.as_ref().map(|entra| entra.pages.as_slice()).unwrap_or_default();
    let origin = page.strip_suffix('/');
    settings.origins.iter().any(|known| origin == Some(known.as_str()))
        || pages.iter().any(|known| known == page)
}

/// A language tag, or one that does no harm. One that is none is passed over.
fn is_language(text: &str) -> bool {
    (2..=35).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Takes what Microsoft led back with; opens a visit.
pub(crate) async fn answer(
    server: &Server,
    caller: &Caller,
    answer: SignInAnswer,
) -> Result<OpenedVisit, Refusal> {
    let newcomers = Newcomers::of(server)?;
    if answer.code.is_none() && answer.error.is_none() {
        return Err(Refusal::Malformed("code or error: one of them".to_owned()));
    }
    let begun = take(server, &answer).await?;
    // Before anything else takes its time: Microsoft's clocks run from the sign-in, and that was before.
    let asked_at = server.directory().clock.now();
    let no = match (&answer.error, &answer.code) {
        (None, Some(code)) => match exchange(server, newcomers, &begun, code).await {
            Ok(who) => {
                let at = who.at.map_or(asked_at, |at| at.min(asked_at));
                return open(server, newcomers, caller, &begun, who, at).await;
            }
            Err(no) => no,
        },
        (error, _) => {
            let description = answer.description.as_deref().unwrap_or_default();
            No::Said(Said::read(error.as_deref().unwrap_or_default(), description))
        }
    };
    Err(refuse(server, caller, no).await?)
}

/// A sign-in that was begun in this browser and is answered now, for the only time.
struct Begun {
    record: SignInRecord,
    verifier: Secret,
    nonce: Secret,
}

/// Finds what was begun, and lets nobody answer it again. An answer with another state does not touch it:
/// whoever slips a page somebody else's answer does not take its own from it.
async fn take(server: &Server, answer: &SignInAnswer) -> Result<Begun, Refusal> {
    let directory = server.directory();
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    let state = token::hash(&Secret::new(answer.state.clone()));
    let record = sign_ins::by_handle(&mut transaction, &token::hash(&answer.handle))
        .await?
        .filter(|record| now < record.ends_at && bool::from(record.state.ct_eq(&state)))
        .ok_or(Refusal::SignInUnknown)?;
    sign_ins::answer(&mut transaction, record.id, now).await?;
    transaction.commit().await?;
    let opened = directory.sealing.open(record.id, &record.sealed).ok();
    let text = opened.as_ref().and_then(|bytes| std::str::from_utf8(bytes).ok()?.split_once(' '));
    let (verifier, nonce) =
        text.ok_or_else(|| Refusal::Fault("the sealed half of a sign-in does not open".to_owned()))?;
    let [verifier, nonce] = [verifier, nonce].map(|text| Secret::new(text.to_owned()));
    Ok(Begun { record, verifier, nonce })
}

/// Why nobody is signed in.
enum No {
    /// Microsoft said so.
    Said(Said),
    /// What it gave does not do.
    Token(TokenError),
    /// It does not answer.
    Unavailable(Unavailable),
}

/// Who signed in, for the code that Microsoft led back with.
async fn exchange(server: &Server, newcomers: &Newcomers, begun: &Begun, code: &Secret) -> Result<Who, No> {
    let clock = server.directory().clock.as_ref();
    let failed = |error: EntraError| match error.failure {
        Failure::Grant { number, correlation, .. } => No::Said(Said::of_grant(number, correlation)),
        _ => No::Unavailable(Unavailable::of(&error, clock.now())),
    };
    let form = [
        ("grant_type", Secret::new("authorization_code".to_owned())),
        ("code", code.clone()),
        ("redirect_uri", Secret::new(begun.record.page.clone())),
        ("code_verifier", begun.verifier.clone()),
        ("scope", Secret::new("openid profile".to_owned())),
    ];
    // Each step has its time, so that all of them together have less than the request.
    let late = |_| No::Unavailable(Unavailable::late(clock.now()));
    let asked = tokio::time::timeout(CODE_PATIENCE, newcomers.client.ask_token(&form));
    let answer = asked.await.map_err(late)?.map_err(failed)?;
    let token = answer.id_token.ok_or(No::Token(TokenError::Absent))?;
    let who = newcomers.identity.who(&newcomers.client, clock, &token, begun.nonce.expose());
    tokio::time::timeout(PATIENCE, who).await.map_err(late)?.map_err(|unknown| match unknown {
        Unknown::Token(error) => No::Token(error),
        Unknown::Entra(error) => failed(error),
    })
}

/// Writes down that nobody signed in, and says it. What only fails at this moment is the log's.
async fn refuse(server: &Server, caller: &Caller, no: No) -> Result<Refusal, Refusal> {
    let directory = server.directory();
    let (number, reason, detail, correlation) = match no {
        No::Unavailable(no) => return Ok(no.refusal(directory.clock.now())),
        No::Said(said) => {
            let reason = "Microsoft did not sign them in; the number is what the page was led back with.";
            (said.number(), reason, said.to_string(), said.correlation)
        }
        No::Token(error) => (
            BAD_TOKEN,
            "What Microsoft's token endpoint gave does not say who signed in.",
            error.to_string(),
            None,
        ),
    };
    // Microsoft's number for it, where one came: by that its own log is found.
    let caller = Caller { correlation: correlation.unwrap_or(caller.correlation), ..*caller };
    let refused = Some(Denial { number, code: Code::SignInRefused.as_str(), reason });
    // Whom the invitation names is not who sat there, as far as anybody knows.
    let sign_in = SignIn { person: None, method: Cow::Borrowed(UNSAID), refused, applied: Vec::new() };
    let mut transaction = directory.store.write().await?;
    directory.audit.sign_in(&mut transaction, &caller, directory.clock.now(), sign_in).await?;
    transaction.commit().await?;
    Ok(Refusal::SignInRefused(detail))
}

/// Opens the visit of who signed in. Nothing that Graph does not say now is a reason not to: their pass may be
/// used up.
async fn open(
    server: &Server,
    newcomers: &Newcomers,
    caller: &Caller,
    begun: &Begun,
    who: Who,
    signed_in_at: Timestamp,
) -> Result<OpenedVisit, Refusal> {
    let directory = server.directory();
    let id = who.id.to_string();
    let (user, listed, passes) = tokio::join!(
        in_time(server, newcomers.client.user(&id)),
        newcomers.listed(server, who.id),
        in_time(server, newcomers.client.passes(who.id)),
    );
    let pass = passes.ok().and_then(greeting::newest);
    let person = user.map_or_else(
        |_| {
            let user_name = who.user_name.clone().unwrap_or(id);
            Person { display_name: who.name.clone().unwrap_or_else(|| user_name.clone()), user_name }
        },
        |user| user.person(),
    );
    let listed = listed.unwrap_or_else(|_| Listed::unread());
    let token = token::fresh()?;
    let mut transaction = directory.store.write().await?;
    let now = directory.clock.now();
    visits::forget_closed(&mut transaction, now - REMEMBERED).await?;
    let remembered = visits::remembered(&mut transaction, who.id).await?;
    let (known, found) = visit::before(&remembered, &listed, begun.record.ends_at - OPEN);
    let invited = begun.record.invited.as_ref();
    let mut record = VisitRecord {
        id: random_id()?,
        person_id: who.id,
        another_person: invited.is_some_and(|name| name.to_lowercase() != person.user_name.to_lowercase()),
        person,
        signed_in_at,
        closes_at: now + VISIT,
        left: false,
        known,
        found,
    };
    write_down(server, &mut transaction, caller, &record, &who, now).await?;
    visit::write_down(server, &mut transaction, caller, &mut record, &listed, &remembered.found, now).await?;
    visits::insert(&mut transaction, &token::hash(&token), &record).await?;
    transaction.commit().await?;
    let visit = EntraVisit { pass, ..visit::describe(&record, &listed, now) };
    Ok(OpenedVisit { token, visit })
}

async fn write_down(
    server: &Server,
    connection: &mut Connection,
    caller: &Caller,
    visit: &VisitRecord,
    who: &Who,
    now: Timestamp,
) -> Result<(), Refusal> {
    let method = if who.by.is_empty() { Cow::Borrowed(UNSAID) } else { Cow::Owned(who.by.join(" + ")) };
    let person = Some(as_person(visit, now));
    let sign_in = SignIn { person, method, refused: None, applied: Vec::new() };
    server.directory().audit.sign_in(connection, caller, now, sign_in).await?;
    Ok(())
}

/// Somebody of the tenant, as the audit takes people.
pub(super) fn as_person(visit: &VisitRecord, now: Timestamp) -> PersonRecord {
    let Person { user_name, display_name } = visit.person.clone();
    PersonRecord::new(visit.person_id, user_name, display_name, Vec::new(), now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_a_tag() {
        for (text, fine) in
            [("en", true), ("pt-BR", true), ("zh-Hant-TW", true), ("", false), ("e", false), ("en us", false)]
        {
            assert_eq!(is_language(text), fine, "{text}");
        }
        assert!(!is_language(&"a".repeat(36)));
    }
}
