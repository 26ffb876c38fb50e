//! What a visit asks of the world, as `journey` has what comes before it.
//!
//! Owns the effects from the accepted pass on, run over the backend and the authenticator. Started by the
//! journey's one call of [`perform`], or of [`disown`]. Nothing before the accepted pass needs any of it, so
//! that the build can have it loaded later, and these two stay functions of their own.

use super::{authenticator, kiosk};
use super::backend::Backend;
use super::journey::Run;
use crate::flow::{Effect, Event, Made};
use std::hint::black_box;
use std::pin::Pin;
use std::rc::Weak;

/// What an effect gives, later; `None` when nobody is there any more.
pub(super) type Answer<'a> = Pin<Box<dyn Future<Output = Option<Event>> + 'a>>;

/// Does what an effect of a visit asks for. Its answer is a box, so that who awaits it does not hold
/// the whole of it.
#[inline(never)]
pub(super) fn perform<'a>(run: &'a Weak<Run>, backend: &'a Backend, effect: Effect) -> Answer<'a> {
    let answer: Answer<'a> = Box::pin(async move {
        let signal = backend.controller.signal();
        Some(match effect {
            Effect::Offer(token, way) => Event::Offered(backend.offer(&token, way).await),
            Effect::Create(options, way) => {
                let device = run.upgrade()?.device()?;
                Event::Created(authenticator::create(&options, way, device, &signal).await)
            }
            Effect::Register(token, registration) => {
                Event::Registered(backend.register(&token, &registration).await)
            }
            Effect::Challenge(token, passkey) => {
                Event::Challenged(backend.challenge(&token, passkey.as_deref()).await)
            }
            Effect::Assert(options, way) => {
                let device = run.upgrade()?.device()?;
                Event::Asserted(authenticator::assert(&options, way, device, &signal).await)
            }
            Effect::Prove(token, assertion) => Event::Proven(backend.prove(&token, &assertion).await),
            Effect::Extend(token) => Event::Extended(backend.extend(&token).await),
            Effect::Hand(token) => Event::Handed(backend.hand(&token).await),
            Effect::Watch(token) => Event::Watched(backend.watch(&token).await),
            Effect::Agree(token, number) => Event::Agreed(backend.agree(&token, &number).await),
            Effect::Claim(secret) => Event::Claimed(backend.claim(&secret).await),
            Effect::Follow(token) => Event::Followed(backend.follow(&token).await),
            Effect::OfferApp(token) => Event::AppOffered(backend.offer_app(&token).await),
            Effect::Confirm(token, code) => Event::Confirmed(backend.confirm(&token, &code).await),
            Effect::Review(token) => Event::Managed(backend.review(&token).await),
            Effect::Rename(token, id, name) => Event::Managed(backend.rename(&token, &id, &name).await),
            Effect::Remove(token, id, asked) => {
                let removed = backend.remove(&token, &id).await;
                if removed.is_ok() {
                    authenticator::forget(asked.as_ref(), &id);
                }
                Event::Managed(removed)
            }
            Effect::Look { said } => {
                let device = run.upgrade()?.look().await;
                Event::Looked { device, said }
            }
            Effect::Scan => {
                let (window, root) = run.upgrade()?.seen();
                Event::Scanned(kiosk::scan(&window, &root).await)
            }
            Effect::Report(pin) => Event::Reported(backend.report(&pin).await),
            // What comes before a visit, or is done without an answer, the journey does by itself.
            Effect::Configure
            | Effect::Redeem { .. }
            | Effect::Copy(_)
            | Effect::Retype(_)
            | Effect::Disown(_)
            | Effect::OpenWindow(_)
            | Effect::Unhand(_)
            | Effect::Unclaim(_)
            | Effect::Print
            | Effect::Leave(_) => return None,
        })
    });
    black_box(answer)
}

/// Lets the authenticator know that what it made is of no use.
#[inline(never)]
pub(super) fn disown(made: &Made) {
    authenticator::disown(made);
}
