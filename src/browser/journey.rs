//! Runs a journey: event, step, effect, adapter, event.
//!
//! Owns the state, the one effect under way, the clock and the events that the host page hears. Dropping
//! a [`Journey`] stops everything: the request or ceremony under way is aborted, listeners and timers go.

use super::backend::Backend;
use super::clock::{Clock, device_time, stopwatch};
use super::page::Page;
use super::speech::{Local, Tongue};
use super::{authenticator, codec, console, json};
use crate::device::Device;
use crate::flow::{Effect, Event, Invited, State};
use crate::view::{Now, View};
use doorkey_protocol::invitation::{self, FRAGMENT, Invitation};
use doorkey_protocol::time::{Span, Timestamp};
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Object, Reflect};
use std::cell::{Cell, RefCell};
use std::mem::discriminant;
use std::rc::{Rc, Weak};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, CustomEvent, CustomEventInit, HtmlElement, Window};

/// A running journey.
#[derive(Debug)]
pub(super) struct Journey {
    run: Option<Rc<Run>>,
    _listeners: Option<(Vec<EventListener>, Interval)>,
}

impl Journey {
    /// Starts a journey in an element.
    pub(super) fn start(host: HtmlElement) -> Self {
        let Some(run) = Run::start(host) else { return Self { run: None, _listeners: None } };
        let (hear, tick, back) = (Rc::downgrade(&run), Rc::downgrade(&run), Rc::downgrade(&run));
        let heard = move |event| {
            if let Some(run) = hear.upgrade() {
                run.handle(event);
            }
        };
        // Times in words grow old; what is asked by time is asked anew.
        let ticking = Interval::new(1_000, move || {
            if let Some(run) = tick.upgrade() {
                run.tick();
            }
        });
        let mut listeners = run.page.listen(heard);
        listeners.push(EventListener::new(&run.window, "online", move |_| {
            if let Some(run) = back.upgrade() {
                run.handle(Event::Online);
            }
        }));
        Self { run: Some(run), _listeners: Some((listeners, ticking)) }
    }

    /// Draws again, after something changed that words depend on.
    pub(super) fn redraw(&self) {
        if let Some(run) = &self.run {
            run.tick();
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
    /// The words that are shown; none until those that are wanted are there.
    words: RefCell<Option<Rc<Local>>>,
    /// The language that was asked for last, loaded or not.
    wanted: RefCell<Option<Tongue>>,
    state: RefCell<State>,
    under_way: RefCell<Option<UnderWay>>,
    step: Cell<&'static str>,
    since: Cell<Span>,
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
            words: RefCell::default(),
            wanted: RefCell::default(),
            state: RefCell::new(state),
            under_way: RefCell::default(),
            step: Cell::new("waking"),
            since: Cell::new(stopwatch()),
            told: Cell::default(),
        });
        run.speak();
        run.draw();
        run.begin(effect);
        Some(run)
    }

    fn handle(self: &Rc<Self>, event: Event) {
        let before = self.state.replace(State::Waking { invited: None });
        let place = discriminant(&before);
        let submitted = matches!(event, Event::Submitted { .. });
        let (after, effect) = before.step(event, self.clock.now());
        let stayed = discriminant(&after) == place;
        if !stayed {
            drop(self.under_way.take());
        }
        if let (State::Incapable { setting, obstacle, .. }, false) = (&after, stayed) {
            console::error(&["<door-key>: ", obstacle.advice(), " ", &setting.backend.name]);
        }
        self.state.replace(after);
        // A wait begins when the place is entered or its question is asked once more.
        if !stayed || effect.is_some() {
            self.since.set(stopwatch());
        }
        // Begun before anybody is told: who hears of the step may do the next one at once.
        if let Some(effect) = effect {
            self.begin(effect);
        }
        let view = self.draw();
        // What is wrong was found at once: back to the field that it is about.
        if let (Some(view), true, true) = (view, submitted, stayed)
            && view.notice.is_some()
        {
            self.page.focus(&view);
        }
    }

    /// A second has gone by, or something that words depend on has changed.
    fn tick(self: &Rc<Self>) {
        self.speak();
        if self.clock.has_jumped() {
            self.ask_the_time();
        }
        self.draw();
    }

    /// Loads the words that are wanted, should they be other than those that are wanted so far.
    fn speak(self: &Rc<Self>) {
        let tongue = Tongue::of(&self.host, &self.window);
        if self.wanted.borrow().as_ref() == Some(&tongue) {
            return;
        }
        self.wanted.replace(Some(tongue.clone()));
        if let Some(words) = tongue.clone().words_at_hand() {
            self.words.replace(Some(Rc::new(words)));
            return;
        }
        let run = Rc::downgrade(self);
        let window = self.window.clone();
        spawn_local(async move {
            let words = tongue.clone().words(&window).await;
            let Some(run) = run.upgrade() else { return };
            // Another language may be wanted by now.
            if run.wanted.borrow().as_ref() == Some(&tongue) {
                let mut shown = run.words.borrow_mut();
                let words = words.map(Rc::new).or_else(|| shown.take());
                *shown = Some(words.unwrap_or_else(|| Rc::new(Local::english())));
                drop(shown);
                run.draw();
            }
        });
    }

    /// Learns the server's time anew, whatever else is going on.
    fn ask_the_time(self: &Rc<Self>) {
        let Ok(controller) = AbortController::new() else { return };
        let backend = self.backend(controller);
        let run = Rc::downgrade(self);
        spawn_local(async move {
            let asked = device_time();
            let configuration = backend.configuration().await;
            if let (Some(run), Ok(configuration)) = (run.upgrade(), configuration) {
                run.clock.learn(configuration.now, asked);
                run.draw();
            }
        });
    }

    fn draw(&self) -> Option<View> {
        let words = self.words.borrow().clone()?;
        let now = Now {
            server: self.clock.now(),
            device_ahead: self.clock.device_ahead(),
            waited: Span::from_millis(stopwatch().as_millis() - self.since.get().as_millis()),
        };
        let view = View::of(&self.state.borrow(), now, &*words);
        self.page.draw(&view);
        let from = self.step.replace(view.step);
        let moved = from != view.step;
        // What was there when the element woke keeps the focus wherever the newcomer put it.
        if moved && from != "waking" {
            self.page.focus(&view);
        }
        self.announce(&view, moved.then_some(from));
        Some(view)
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
            State::Done { visit, passkey, .. } if moved_from.is_some() => {
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
        let backend = self.backend(controller.clone());
        match effect {
            Effect::Leave(token) => return spawn_local(async move { backend.leave(&token).await }),
            Effect::Disown(made) => {
                authenticator::disown(&made);
                return;
            }
            Effect::Retype(repair) => return self.page.retype(&repair),
            Effect::OpenWindow(invitation) => {
                let _ = self.window.open_with_url(&self.address(invitation.as_deref()));
                return;
            }
            _ => {}
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

    fn backend(&self, controller: AbortController) -> Backend {
        let device_ahead = self.clock.device_ahead().unwrap_or(Span::from_millis(0));
        Backend { origin: self.origin.clone(), controller, device_ahead }
    }

    fn learn(&self, event: &Event, asked: Timestamp) {
        match event {
            Event::Configured(Ok(configuration), _) => self.clock.learn(configuration.now, asked),
            Event::Redeemed(Ok(opened)) => self.clock.learn(opened.redemption.now, asked),
            Event::Extended(Ok(redemption)) => self.clock.learn(redemption.now, asked),
            _ => {}
        }
    }

    /// This page's address, with the invitation that it was opened by; over https, where it is not.
    fn address(&self, invitation: Option<&str>) -> String {
        let mut address = self.window.location().href().unwrap_or_default();
        if let (false, Some(rest)) = (self.window.is_secure_context(), address.strip_prefix("http:")) {
            address = String::from_iter(["https:", rest]);
        }
        match invitation {
            Some(invitation) => {
                String::from_iter([address.split('#').next().unwrap_or_default(), "#", FRAGMENT, invitation])
            }
            None => address,
        }
    }

    /// What the device can do, as it was found when the element woke.
    fn device(&self) -> Option<Device> {
        self.state.borrow().device()
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
        Effect::Redeem { user_name, pass, invitation } => {
            Event::Redeemed(backend.redeem(&user_name, &pass, invitation.as_deref()).await)
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
        Effect::Copy(invitation) => {
            let run = run.upgrade()?;
            let copying = run.window.navigator().clipboard().write_text(&run.address(invitation.as_deref()));
            JsFuture::from(copying).await.ok()?;
            Event::Copied
        }
        Effect::Leave(_) | Effect::Disown(_) | Effect::Retype(_) | Effect::OpenWindow(_) => return None,
    })
}

/// Whom the invitation in the page's address greets. The address loses it at once: neither the address
/// bar nor the history keeps who was here.
fn take_invitation(window: &Window) -> Option<Invited> {
    let location = window.location();
    let fragment = location.hash().ok()?;
    let (claims, signature) = invitation::from_fragment(&fragment)?;
    let bare = String::from_iter([location.pathname().ok()?, location.search().ok()?]);
    let history = window.history().ok()?;
    let state = codec::member(&history, "state").unwrap_or(JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&bare));
    let said: Invitation = json::read(&String::from_utf8(codec::from_base64url(claims).ok()?).ok()?)?;
    Some(Invited::by(said, String::from_iter([claims, ".", signature])))
}
