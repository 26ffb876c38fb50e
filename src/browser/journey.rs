//! Runs a journey: event, step, effect, adapter, event.
//!
//! Owns the state, the one effect under way, the clock and the events that the host page hears. Dropping
//! a [`Journey`] stops everything: the request or ceremony under way is aborted, listeners and timers go.

use super::backend::Backend;
use super::clock::{Clock, Local, device_time};
use super::page::Page;
use super::{authenticator, codec, json};
use crate::flow::{Effect, Event, State};
use crate::view::View;
use doorkey_protocol::invitation::{self, Invitation};
use doorkey_protocol::time::Timestamp;
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::mem::discriminant;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, CustomEvent, CustomEventInit, HtmlElement, Window};

/// A running journey.
#[derive(Debug)]
pub(super) struct Journey {
    run: Option<Rc<Run>>,
    _listeners: Option<([EventListener; 2], Interval)>,
}

impl Journey {
    /// Starts a journey in an element.
    pub(super) fn start(host: HtmlElement) -> Self {
        let Some(run) = Run::start(host) else { return Self { run: None, _listeners: None } };
        let (hear, tick) = (Rc::downgrade(&run), Rc::downgrade(&run));
        let heard = move |event| {
            if let Some(run) = hear.upgrade() {
                run.handle(event);
            }
        };
        // Times in words grow old; what is asked by time is asked anew.
        let ticking = Interval::new(1_000, move || {
            if let Some(run) = tick.upgrade() {
                run.draw();
            }
        });
        let listeners = run.page.listen(heard);
        Self { run: Some(run), _listeners: Some((listeners, ticking)) }
    }

    /// Draws again, after something changed that words depend on.
    pub(super) fn redraw(&self) {
        if let Some(run) = &self.run {
            run.draw();
        }
    }
}

#[derive(Debug)]
struct Run {
    host: HtmlElement,
    window: Window,
    page: Page,
    origin: String,
    clock: Clock,
    state: RefCell<State>,
    under_way: RefCell<Option<UnderWay>>,
    step: Cell<&'static str>,
    told: Cell<Option<&'static str>>,
}

/// An effect under way; dropping it aborts it, and its answer finds nobody who waits.
#[derive(Debug)]
struct UnderWay {
    controller: AbortController,
    _awaited: Rc<()>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.controller.abort();
    }
}

impl Run {
    fn start(host: HtmlElement) -> Option<Rc<Self>> {
        let window = web_sys::window()?;
        let page = Page::of(&host, window.document()?)?;
        let origin = host.get_attribute("backend").unwrap_or_default().trim_end_matches('/').to_owned();
        let (state, effect) = State::start(take_invitation(&window));
        let run = Rc::new(Self {
            host,
            window,
            page,
            origin,
            clock: Clock::default(),
            state: RefCell::new(state),
            under_way: RefCell::default(),
            step: Cell::new("waking"),
            told: Cell::default(),
        });
        run.draw();
        run.begin(effect);
        Some(run)
    }

    fn handle(self: &Rc<Self>, event: Event) {
        let before = self.state.replace(State::Waking { invitation: None });
        let place = discriminant(&before);
        let submitted = matches!(event, Event::Submitted { .. });
        let (after, effect) = before.step(event, self.clock.now().server);
        let stayed = discriminant(&after) == place;
        if !stayed {
            drop(self.under_way.take());
        }
        self.state.replace(after);
        // Begun before anybody is told: who hears of the step may do the next one at once.
        if let Some(effect) = effect {
            self.begin(effect);
        }
        let view = self.draw();
        // What is wrong was found at once: back to the field that it is about.
        if submitted && stayed && view.notice.is_some() {
            self.page.focus(&view);
        }
    }

    fn draw(&self) -> View {
        let view = View::of(&self.state.borrow(), self.clock.now(), &Local { language: self.language() });
        self.page.draw(&view);
        let from = self.step.replace(view.step);
        let moved = from != view.step;
        // What was there when the element woke keeps the focus wherever the newcomer put it.
        if moved && from != "waking" {
            self.page.focus(&view);
        }
        self.announce(&view, moved.then_some(from));
        view
    }

    /// Tells the host page. Nothing is borrowed meanwhile: who hears it may do anything to the element.
    fn announce(&self, view: &View, moved_from: Option<&'static str>) {
        if let Some(from) = moved_from {
            if from == "waking" && view.step == "enter" {
                self.tell("doorkey-ready", &[]);
            }
            self.tell("doorkey-step", &[("step", view.step), ("from", from)]);
        }
        let code = view.notice.as_ref().map(|notice| notice.code);
        let told = self.told.replace(code);
        if let (Some(code), true) = (code, moved_from.is_some() || told != code) {
            self.tell("doorkey-problem", &[("code", code), ("step", view.step)]);
        }
        let done = match &*self.state.borrow() {
            State::Done { visit, passkey } if moved_from.is_some() => {
                Some((visit.redemption.person.user_name.clone(), passkey.id.clone()))
            }
            _ => None,
        };
        if let Some((user_name, passkey)) = done {
            self.tell("doorkey-done", &[("userName", &user_name), ("passkey", &passkey)]);
        }
    }

    /// Starts an effect; what was under way before is aborted.
    fn begin(self: &Rc<Self>, effect: Effect) {
        let Ok(controller) = AbortController::new() else { return };
        let backend = Backend { origin: self.origin.clone(), controller: controller.clone() };
        if let Effect::Leave(token) = effect {
            return spawn_local(async move { backend.leave(&token).await });
        }
        let awaited = Rc::new(());
        let (waiting, run) = (Rc::downgrade(&awaited), Rc::downgrade(self));
        self.under_way.replace(Some(UnderWay { controller, _awaited: awaited }));
        spawn_local(async move {
            let asked = device_time();
            let event = perform(&run, &backend, effect).await;
            if let (Some(run), Some(event), true) = (run.upgrade(), event, waiting.strong_count() > 0) {
                run.learn(&event, asked);
                run.handle(event);
            }
        });
    }

    fn learn(&self, event: &Event, asked: Timestamp) {
        match event {
            Event::Configured(Ok(configuration), _) => self.clock.learn(configuration.now, asked),
            Event::Redeemed(Ok(opened)) => self.clock.learn(opened.redemption.now, asked),
            _ => {}
        }
    }

    /// The language of the nearest ancestor that has one.
    fn language(&self) -> String {
        let nearest = self.host.closest("[lang]").ok().flatten();
        nearest.and_then(|element| element.get_attribute("lang")).unwrap_or_default()
    }

    fn tell(&self, name: &str, members: &[(&str, &str)]) {
        let detail = Object::new();
        for (member, value) in members {
            let _ = Reflect::set(&detail, &(*member).into(), &(*value).into());
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&detail);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = self.host.dispatch_event(&event);
        }
    }
}

/// Does what an effect asks for; `None` when nobody is there any more.
async fn perform(run: &Weak<Run>, backend: &Backend, effect: Effect) -> Option<Event> {
    let signal = backend.controller.signal();
    Some(match effect {
        Effect::Configure => {
            let window = run.upgrade()?.window.clone();
            let configuration = backend.configuration().await;
            Event::Configured(configuration, authenticator::device(&window).await)
        }
        Effect::Redeem { user_name, pass } => Event::Redeemed(backend.redeem(user_name, pass).await),
        Effect::Offer(token, way) => Event::Offered(backend.offer(&token, way).await),
        Effect::Create(options) => Event::Created(authenticator::create(&options, &signal).await),
        Effect::Register(token, registration) => {
            Event::Registered(backend.register(&token, &registration).await)
        }
        Effect::Challenge(token, passkey) => Event::Challenged(backend.challenge(&token, passkey).await),
        Effect::Assert(options) => Event::Asserted(authenticator::assert(&options, &signal).await),
        Effect::Prove(token, assertion) => Event::Proven(backend.prove(&token, &assertion).await),
        Effect::Leave(_) => return None,
    })
}

/// The invitation in the page's address, which loses it at once: neither the address bar nor the
/// history keeps who was here.
fn take_invitation(window: &Window) -> Option<Invitation> {
    let location = window.location();
    let fragment = location.hash().ok()?;
    let (claims, _signature) = invitation::from_fragment(&fragment)?;
    let bare = [location.pathname().ok()?, location.search().ok()?].concat();
    let history = window.history().ok()?;
    let state = codec::member(&history, "state").unwrap_or(JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&bare));
    json::read(&String::from_utf8(codec::from_base64url(claims).ok()?).ok()?)
}
