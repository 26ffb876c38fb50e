//! A pass out of its envelope: a question, the pass itself, and on with the journey.
//!
//! Owns [`Unsealing`], entered when the page was opened by a link that shows a pass once. Opening the page
//! opens no envelope: link previews do that. The pass is held here and nowhere else until the newcomer goes
//! on with it, by their own hand, or leaves; a try that comes to nothing does not take it from the screen.

use super::step::{Step, entering, go, is_paused, stay, still};
use super::{Effect, Event, Invited, Setting, State, visit};
use crate::notice::Notice;
use doorkey_protocol::envelope::Link;
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::Validity;

/// A pass that was taken out of its envelope.
#[derive(Clone, Debug)]
pub struct Unsealed {
    /// As it is shown to people.
    pub pass: Secret,
    /// Whom it is for.
    pub person: Person,
    /// When it can be used.
    pub validity: Validity,
    /// The server's time when it gave it.
    pub now: Timestamp,
}

/// Where the taking out is.
#[derive(Clone, Debug)]
pub enum Unsealing {
    /// Whether to show the pass is asked.
    Asked {
        /// From the address.
        link: Link,
        /// What was the matter with the last try.
        notice: Option<Notice>,
    },
    /// The backend is asked. Asking once more is safe: it is the same reader.
    Sent {
        /// From the address.
        link: Link,
    },
    /// The pass is shown.
    Shown {
        /// What is shown.
        unsealed: Box<Unsealed>,
        /// What was the matter with going on with it.
        notice: Option<Notice>,
    },
    /// It is at the backend, and still shown: nobody has to have written it down for an answer that is lost.
    Redeeming {
        /// What is shown.
        unsealed: Box<Unsealed>,
    },
    /// It came to nothing.
    Over(Notice),
}

/// Begins with the question, unless the link is not whole: then nothing is asked, and nothing is burnt.
pub(super) fn begin(setting: Box<Setting>, text: &Secret) -> Step {
    let unsealing = match Link::read(text.expose()) {
        Some(link) => Unsealing::Asked { link, notice: None },
        None => Unsealing::Over(Notice::BrokenLink),
    };
    stay(State::Unsealing { setting, unsealing })
}

pub(super) fn step(mut setting: Box<Setting>, unsealing: Unsealing, event: Event, now: Timestamp) -> Step {
    let at = |setting, unsealing| State::Unsealing { setting, unsealing };
    match (unsealing, event) {
        (Unsealing::Asked { link, .. } | Unsealing::Sent { link }, Event::Accepted) => {
            let effect = Effect::Unseal(link.clone());
            go(at(setting, Unsealing::Sent { link }), effect)
        }
        (Unsealing::Sent { .. }, Event::Unsealed(Ok(unsealed))) => {
            // There is nothing more in it.
            setting.handed = None;
            stay(match unsealed {
                Some(unsealed) => {
                    setting.invited = Some(Invited { person: unsealed.person.clone(), claims: None });
                    at(setting, Unsealing::Shown { unsealed, notice: None })
                }
                None => at(setting, Unsealing::Over(Notice::BrokenLink)),
            })
        }
        (Unsealing::Sent { link }, Event::Unsealed(Err(failure))) => {
            let notice = Notice::Failure(failure);
            let over = notice.is(Code::EnvelopeOpened) || notice.is(Code::EnvelopeEnded);
            stay(if over {
                at(setting, Unsealing::Over(notice))
            } else {
                at(setting, Unsealing::Asked { link, notice: Some(notice) })
            })
        }
        (Unsealing::Shown { unsealed, notice }, Event::Accepted)
            if now >= unsealed.validity.starts_at && !is_paused(notice.as_ref(), now) =>
        {
            let effect = redeem(&setting, &unsealed);
            go(at(setting, Unsealing::Redeeming { unsealed }), effect)
        }
        (Unsealing::Redeeming { .. }, Event::Redeemed(Ok(opened))) => visit::open(setting, opened),
        (Unsealing::Redeeming { unsealed }, Event::Redeemed(Err(failure))) => {
            let notice = Some(Notice::Failure(failure));
            stay(at(setting, Unsealing::Shown { unsealed, notice }))
        }
        (Unsealing::Redeeming { unsealed }, Event::Back) => {
            stay(at(setting, Unsealing::Shown { unsealed, notice: None }))
        }
        // To the form, where whoever has a pass at hand can go on; the one that was shown goes.
        (
            Unsealing::Asked { .. } | Unsealing::Shown { .. } | Unsealing::Over(_),
            event @ (Event::Back | Event::Left),
        ) => {
            setting.handed = None;
            if matches!(event, Event::Left) {
                setting.forget();
            }
            stay(entering(setting, None))
        }
        (Unsealing::Asked { link, notice }, Event::Online) => {
            stay(at(setting, Unsealing::Asked { link, notice: still(notice) }))
        }
        (Unsealing::Shown { unsealed, notice }, Event::Online) => {
            stay(at(setting, Unsealing::Shown { unsealed, notice: still(notice) }))
        }
        (unsealing, _) => stay(at(setting, unsealing)),
    }
}

/// By the newcomer's own hand, as from the form.
fn redeem(setting: &Setting, unsealed: &Unsealed) -> Effect {
    let read = setting.backend.pass_format.read(unsealed.pass.expose());
    Effect::Redeem {
        user_name: unsealed.person.user_name.clone(),
        // What the backend itself has given it also reads, should it look like no pass from here.
        pass: read.map_or_else(|_| unsealed.pass.clone(), |pass| pass.secret().clone()),
        invitation: None,
    }
}
