//! What a visit asks of the world, as `journey` has what comes before it.
//!
//! Owns the effects from the redemption on, run over the backend and the authenticator. Started by the
//! journey's calls of [`perform`], and of [`tell`] where nobody waits for an answer. Nothing before a pass is
//! given needs any of it, so that the build can have it loaded later, and these two stay functions of their
//! own.

use super::backend::Backend;
use super::journey::Run;
use super::{address, authenticator, envelope, kiosk};
use crate::flow::{Effect, Event};
use std::hint::black_box;
use std::pin::Pin;
use std::rc::Weak;
use wasm_bindgen_futures::spawn_local;

/// What an effect gives, later; `None` when nobody is there any more.
pub(super) type Answer<'a> = Pin<Box<dyn Future<Output = Option<Event>> + 'a>>;

/// Does what an effect of a visit asks for. Its answer is a box, so that who awaits it does not hold
/// the whole of it.
#[inline(never)]
pub(super) fn perform<'a>(run: &'a Weak<Run>, backend: &'a Backend, effect: Effect) -> Answer<'a> {
    let answer: Answer<'a> = Box::pin(async move {
        let signal = backend.controller.signal();
        Some(match effect {
            Effect::Redeem { user_name, pass, invitation } => {
                let kiosk = run.upgrade()?.kiosk();
                Event::Redeemed(backend.redeem(&user_name, &pass, invitation.as_deref(), kiosk).await)
            }
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
            Effect::Unseal(link) => {
                let reader = run.upgrade()?.reader();
                Event::Unsealed(envelope::unseal(backend, &link, &reader).await)
            }
            Effect::Greet(invitation) => Event::Greeted(backend.greet(&invitation).await.map(Box::new)),
            Effect::Lead { invitation, again } => {
                let (page, language) = run.upgrade()?.way_back();
                let led = backend.lead(invitation.as_deref(), &page, language, again).await;
                Event::Led(led.map(Box::new))
            }
            Effect::Depart { start, invitation, errand } => {
                let (window, _) = run.upgrade()?.seen();
                if address::depart(&window, &start, invitation.as_deref(), errand) {
                    return None;
                }
                Event::Stranded
            }
            Effect::Answer(answer) => Event::SignedIn(backend.answer(&answer).await.map(Box::new)),
            Effect::Attend(token, pause) => Event::Seen(backend.attend(&token, pause).await.map(Box::new)),
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
                Event::Scanned(kiosk::scan(&window, &root, &signal).await)
            }
            Effect::Report(pin) => Event::Reported(backend.report(&pin).await),
            // What comes before that, or is done without an answer.
            Effect::Configure
            | Effect::Copy(_)
            | Effect::Retype(_)
            | Effect::Disown(_)
            | Effect::OpenWindow(_)
            | Effect::Unhand(_)
            | Effect::Unclaim(_)
            | Effect::Part(_)
            | Effect::Recall
            | Effect::Print
            | Effect::Reload
            | Effect::Leave(_) => return None,
        })
    });
    black_box(answer)
}

/// Tells who has to know, and waits for nothing.
#[inline(never)]
pub(super) fn tell(backend: Backend, effect: Effect) {
    match effect {
        Effect::Leave(token) => spawn_local(async move { backend.leave(&token).await }),
        Effect::Unhand(token) => spawn_local(async move { backend.unhand(&token).await }),
        Effect::Unclaim(token) => spawn_local(async move { backend.unclaim(&token).await }),
        Effect::Part(token) => spawn_local(async move { backend.part(&token).await }),
        Effect::Disown(made) => {
            let _ = authenticator::disown(&made);
        }
        Effect::Print => kiosk::print(),
        // What has an answer.
        _ => {}
    }
}
