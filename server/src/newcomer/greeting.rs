//! How it stands with a pass before anybody goes to Microsoft.
//!
//! Owns the greeting of whom an invitation names, and of nobody else: only what was signed here is looked at.

use super::{Newcomers, in_time};
use crate::Server;
use crate::entra::objects::ListedPass;
use crate::entra::{Client, EntraError, Failure};
use crate::refusal::Refusal;
use doorkey_protocol::entra::{Greeting, PassState};
use doorkey_protocol::invitation::Invitation;
use doorkey_protocol::person::Person;
use doorkey_protocol::time::Span;

/// How long after the pass's end an invitation is looked up: what is said then is what to do next. Later, whoever
/// finds an old link learns nothing by it.
const LOOKED_UP: Span = Span::from_mins(24 * 60);

/// What Graph says of somebody; `None` for whom it does not know.
pub(super) type Found = Option<(Person, Option<PassState>)>;

/// Greets whom the invitation names.
pub(crate) async fn greet(server: &Server, invitation: &str) -> Result<Greeting, Refusal> {
    let newcomers = Newcomers::of(server)?;
    let clock = server.directory().clock.as_ref();
    let invitation = read(server, invitation)?;
    if clock.now() >= invitation.validity.ends_at() + LOOKED_UP {
        return Err(Refusal::InvitationRefused);
    }
    let invited = invitation.person;
    let ask = in_time(server, find(&newcomers.client, &invited.user_name));
    let found = newcomers.greetings.get(invited.user_name.to_lowercase(), clock, ask).await;
    let now = clock.now();
    let (person, pass) = found.map_err(|no| no.refusal(now))?.unwrap_or((invited, None));
    Ok(Greeting { person, pass, now })
}

/// An invitation of ours.
pub(super) fn read(server: &Server, invitation: &str) -> Result<Invitation, Refusal> {
    server.directory().read_invitation(invitation).ok_or(Refusal::InvitationRefused)
}

async fn find(client: &Client, user_name: &str) -> Result<Found, EntraError> {
    let known = |error: EntraError| match error.failure {
        // What was just made is known everywhere a little later; who is gone has no pass.
        Failure::NotFound(_) => Ok(()),
        _ => Err(error),
    };
    let user = match client.user(user_name).await {
        Ok(user) => user,
        Err(error) => return known(error).map(|()| None),
    };
    let passes = match client.passes(user.id).await {
        Ok(passes) => passes,
        Err(error) => known(error).map(|()| Vec::new())?,
    };
    Ok(Some((user.person(), newest(passes))))
}

/// How it stands with the newest that can be used, or else with the newest.
pub(super) fn newest(passes: Vec<ListedPass>) -> Option<PassState> {
    passes.into_iter().max_by_key(|pass| (pass.state.usable, pass.created_at)).map(|pass| pass.state)
}
