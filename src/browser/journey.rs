//! Runs a journey: event, step, effect, adapter, event.
//!
//! Owns the state, the one effect under way, the clock and the events that the host page hears. What a
//! visit asks of the world is done in `visit`. Dropping a [`Journey`] stops everything: the request or ceremony under way is aborted, listeners and timers go.

use super::backend::Backend;
use super::clock::{Clock, device_time, stopwatch};
use super::page::Page;
use super::speech::{Local, Tongue};
use super::{address, codec, console, device, kiosk, rest, visit};
use crate::device::Device;
use crate::flow::{Effect, Event, Gained, HandOff, Opening, State};
use crate::idle::{self, Idle, Patience};
use crate::view::{Now, View};
use crate::words::Words;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use js_sys::{Object, Reflect};
use std::cell::{Cell, OnceCell, RefCell};
use std::mem::discriminant;
use std::rc::{Rc, Weak};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, CustomEvent, CustomEventInit, EventTarget, HtmlElement, ShadowRoot, Window};

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
        for event in ["focus", "visibilitychange"] {
            let back = Rc::downgrade(&run);
            let target: &EventTarget = if event == "focus" { &run.window } else { run.page.document() };
            listeners.push(EventListener::new(target, event, move |_| {
                if let Some(run) = back.upgrade() {
                    run.returned();
                }
            }));
        }
        // Another link to the same page only changes the fragment, and the page would never look at it.
        let window = run.window.clone();
        listeners.push(EventListener::new(&run.window, "hashchange", move |_| {
            if address::opens(&window.location().hash().unwrap_or_default()) {
                let _ = window.location().reload();
            }
        }));
        listeners.push(run.reload_when_kept());
        if run.kiosk {
            listeners.extend(run.watch_over());
        }
        Self { run: Some(run), _listeners: Some((listeners, ticking)) }
    }

    /// Draws again, after something changed that words depend on.
    pub(super) fn redraw(&self) {
        if let Some(run) = &self.run {
            run.tick();
        }
    }
}

/// A journey under way.
#[derive(Debug)]
pub(super) struct Run {
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
    /// As whom an envelope is opened, once one was.
    reader: OnceCell<Secret>,
    step: Cell<&'static str>,
    since: Cell<Span>,
    told: Cell<Option<&'static str>>,
    /// How many of the ways in that Microsoft lists were told.
    listed: Cell<usize>,
    /// Whether this screen is everyone's, and how long it waits for somebody who has gone.
    kiosk: bool,
    usual: Span,
    /// When somebody was there last, and how long that place waits.
    active: Cell<Span>,
    patience: Cell<Patience>,
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
        let kiosk = host.has_attribute("kiosk");
        let usual = idle::set(host.get_attribute("idle").as_deref());
        let opening = address::take(&window, host.has_attribute("entra"));
        let (state, effect) = State::start(opening);
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
            reader: OnceCell::new(),
            step: Cell::new("waking"),
            since: Cell::new(stopwatch()),
            told: Cell::default(),
            listed: Cell::default(),
            kiosk,
            usual,
            active: Cell::new(stopwatch()),
            patience: Cell::new(Patience::Endless),
        });
        run.speak();
        run.draw();
        run.begin(effect);
        Some(run)
    }

    fn handle(self: &Rc<Self>, event: Event) {
        let before = self.state.replace(State::Waking { opening: Opening::default() });
        let place = discriminant(&before);
        let rested = before.rests();
        let submitted = matches!(event, Event::Submitted { .. });
        let configured = matches!(event, Event::Configured(..));
        let (after, effect) = before.step(event, self.clock.now());
        let stayed = discriminant(&after) == place;
        if !stayed {
            drop(self.under_way.take());
        }
        if let (State::Incapable { setting, obstacle, .. }, false) = (&after, stayed) {
            console::error(&["<door-key>: ", obstacle.advice(), " ", &setting.backend.name]);
        }
        // The newcomer types: time to fetch what comes after.
        if configured && matches!(after, State::Entering { .. }) {
            rest::load_ahead();
        }
        // From the camera or the staff corner, too, which are the same place: what is under way there stops.
        let rests = !rested && after.rests();
        self.state.replace(after);
        if rests {
            self.wipe();
        }
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
        // Without a backend there is nothing to leave, and yet somebody may have typed and gone.
        let unreached = matches!(&*self.state.borrow(), State::Waking { .. } | State::Unreachable { .. });
        if self.kiosk && unreached && Idle::after(self.quiet(), Patience::Usual, self.usual) == Idle::Over {
            self.active.set(stopwatch());
            self.page.wipe();
        }
        match self.idle() {
            Idle::Over => self.handle(Event::Idled),
            Idle::Calm | Idle::Asking(_) => {
                self.draw();
            }
        }
    }

    /// Whether the one who was here is still here; asked on a screen that everyone uses only.
    fn idle(&self) -> Idle {
        if !self.kiosk {
            return Idle::Calm;
        }
        // Another place has another patience, and it begins there.
        let patience = self.state.borrow().patience();
        if self.patience.replace(patience) != patience {
            self.active.set(stopwatch());
        }
        Idle::after(self.quiet(), patience, self.usual)
    }

    /// For how long nobody has done anything.
    fn quiet(&self) -> Span {
        Span::from_millis(stopwatch().as_millis() - self.active.get().as_millis())
    }

    /// Sees that somebody is there, and that the page goes.
    fn watch_over(self: &Rc<Self>) -> Vec<EventListener> {
        let mut listeners = Vec::new();
        for event in ["pointerdown", "keydown", "input", "click"] {
            let run = Rc::downgrade(self);
            listeners.push(EventListener::new(&self.window, event, move |_| {
                if let Some(run) = run.upgrade() {
                    let asked = matches!(run.idle(), Idle::Asking(_));
                    run.active.set(stopwatch());
                    if asked {
                        run.draw();
                    }
                }
            }));
        }
        // The first while the page is still whole: a browser that is busy gives the second no time to tell
        // the backend.
        for event in ["beforeunload", "pagehide"] {
            let run = Rc::downgrade(self);
            listeners.push(EventListener::new(&self.window, event, move |_| {
                if let Some(run) = run.upgrade() {
                    run.handle(Event::Idled);
                }
            }));
        }
        listeners
    }

    /// What comes back out of the browser's memory: on a kiosk it is not to be trusted to be clean, and what has
    /// left for Microsoft begins anew.
    fn reload_when_kept(self: &Rc<Self>) -> EventListener {
        let run = Rc::downgrade(self);
        EventListener::new(&self.window, "pageshow", move |event| {
            let kept = codec::member(event, "persisted").is_ok_and(|kept| kept.is_truthy());
            if let (true, Some(run)) = (kept, run.upgrade())
                && (run.kiosk || run.state.borrow().has_left())
            {
                let _ = run.window.location().reload();
            }
        })
    }

    /// Nothing of the last one stays: not in the element, and not around it.
    fn wipe(self: &Rc<Self>) {
        drop(self.under_way.take());
        self.page.wipe();
        kiosk::forget(&self.window);
        self.told.set(None);
        self.tell("doorkey-wiped", &[]);
    }

    /// The newcomer comes back to the page, perhaps from the settings.
    fn returned(self: &Rc<Self>) {
        let waits = matches!(&*self.state.borrow(), State::Hello { .. } | State::HandingOff { .. });
        if waits && !self.page.document().hidden() {
            self.handle(Event::Returned);
        }
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
            idle: self.idle(),
        };
        let view = View::of(&self.state.borrow(), now, &*words);
        let had_focus = self.page.has_focus();
        self.page.draw(&view);
        let from = self.step.replace(view.step);
        let moved = from != view.step;
        // What had the focus may be gone, also where the screen is still the same.
        let lost = had_focus && !self.page.has_focus();
        // What was there when the element woke keeps the focus wherever the newcomer put it.
        if lost || moved && from != "waking" {
            self.page.focus(&view);
        }
        self.announce(&view, moved.then_some(from));
        Some(view)
    }

    /// Tells the host page. Nothing is borrowed meanwhile: who hears it may do anything to the element.
    fn announce(&self, view: &View, moved_from: Option<&'static str>) {
        if let Some(from) = moved_from {
            if from == "waking" && matches!(view.step, "enter" | "greet" | "sign-in" | "answer") {
                self.tell("doorkey-ready", &[]);
            }
            self.tell("doorkey-step", &[("step", view.step), ("from", from)]);
        }
        let code = view.notice.as_ref().map(|notice| notice.code);
        let told = self.told.replace(code);
        if let (Some(code), true) = (code, moved_from.is_some() || told != code) {
            self.tell("doorkey-problem", &[("code", code), ("step", view.step)]);
        }
        // Once for each way in, and not when they come back from giving it a name or from looking at another.
        let proven = matches!(moved_from, Some("verify" | "app"));
        let done = match &*self.state.borrow() {
            State::Done { visit, .. } if proven => {
                let kind =
                    if matches!(visit.gained, Some(Gained::App(_))) { "authenticator" } else { "passkey" };
                let id = visit.gained.as_ref().map(Gained::id).unwrap_or_default();
                vec![(visit.redemption.person.user_name.clone(), kind, id.to_owned())]
            }
            State::HandingOff { account, hand_off } => {
                // What was tried was told before they went, and what another has is none of this journey's.
                let is_known = account.tried || !matches!(hand_off, HandOff::Done { .. });
                if is_known && moved_from == Some("answer") {
                    self.listed.set(account.told.len());
                }
                let new = account.told_since(self.listed.replace(account.told.len()));
                new.map(|new| (account.visit.person.user_name.clone(), new.kind.as_str(), new.id.clone()))
                    .collect()
            }
            State::SigningIn { .. } => {
                self.listed.set(0);
                Vec::new()
            }
            _ => Vec::new(),
        };
        for (user_name, kind, id) in done {
            self.tell("doorkey-done", &[("userName", &user_name), (kind, &id)]);
        }
    }

    /// Starts an effect; what was under way before is aborted.
    fn begin(self: &Rc<Self>, effect: Effect) {
        let Ok(controller) = AbortController::new() else { return };
        let backend = self.backend(controller.clone());
        match effect {
            Effect::Leave(_)
            | Effect::Disown(_)
            | Effect::Unhand(_)
            | Effect::Unclaim(_)
            | Effect::Part(_)
            | Effect::Print => {
                return visit::tell(backend, effect);
            }
            Effect::Retype(repair) => return self.page.retype(&repair),
            Effect::Recall => return address::recall(&self.window),
            Effect::Reload => {
                let _ = self.window.location().reload();
                return;
            }
            Effect::OpenWindow(fragment) => {
                let _ = self.window.open_with_url(&self.address(fragment.as_ref()));
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
            Event::Extended(Ok(redemption)) | Event::Managed(Ok(redemption)) => {
                self.clock.learn(redemption.now, asked);
            }
            Event::Handed(Ok(handover)) => self.clock.learn(handover.now, asked),
            Event::Claimed(Ok(claimed)) => self.clock.learn(claimed.now, asked),
            Event::Greeted(Ok(greeting)) => self.clock.learn(greeting.now, asked),
            Event::SignedIn(Ok(opened)) => self.clock.learn(opened.visit.now, asked),
            Event::Unsealed(Ok(Some(unsealed))) => self.clock.learn(unsealed.now, asked),
            _ => {}
        }
    }

    /// This page's address, with the fragment that it was opened by; over https, where it is not.
    fn address(&self, fragment: Option<&Secret>) -> String {
        let mut address = self.window.location().href().unwrap_or_default();
        if let (false, Some(rest)) = (self.window.is_secure_context(), address.strip_prefix("http:")) {
            address = String::from_iter(["https:", rest]);
        }
        match fragment {
            Some(fragment) => {
                String::from_iter([address.split('#').next().unwrap_or_default(), "#", fragment.expose()])
            }
            None => address,
        }
    }

    /// Whether this screen is everyone's.
    pub(super) fn kiosk(&self) -> bool {
        self.kiosk
    }

    /// As whom this page opens an envelope, however often it asks.
    pub(super) fn reader(&self) -> Secret {
        self.reader.get_or_init(super::envelope::reader).clone()
    }

    /// Looks at the device anew.
    pub(super) async fn look(&self) -> Device {
        device::look(&self.window, self.kiosk).await
    }

    /// Where Microsoft is to lead back to, and the language of the page.
    pub(super) fn way_back(&self) -> (String, Option<&'static str>) {
        let language = self.words.borrow().as_ref().map(|words| words.language().tag);
        (address::page(&self.window), language)
    }

    /// What the camera needs.
    pub(super) fn seen(&self) -> (Window, ShadowRoot) {
        (self.window.clone(), self.page.root().clone())
    }

    /// What the device can do, as it was found when the element woke.
    pub(super) fn device(&self) -> Option<Device> {
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
    // What an accepted pass opens must be there before any is sent.
    if let Effect::Redeem { .. } = effect
        && let Err(failure) = rest::load().await
    {
        return Some(Event::Redeemed(Err(failure)));
    }
    Some(match effect {
        Effect::Configure => {
            let run = run.upgrade()?;
            let (window, kiosk) = (run.window.clone(), run.kiosk);
            // There is more to begin with than a form: what draws that must be there first.
            let handed =
                matches!(&*run.state.borrow(), State::Waking { opening } if opening.handed.is_some());
            drop(run);
            let configuration = backend.configuration().await;
            let configuration = match configuration {
                Ok(known) if kiosk || handed || known.entra.is_some() => rest::load().await.and(Ok(known)),
                other => other,
            };
            Event::Configured(configuration, device::look(&window, kiosk).await)
        }
        Effect::Copy(fragment) => {
            let run = run.upgrade()?;
            let copying = run.window.navigator().clipboard().write_text(&run.address(fragment.as_ref()));
            JsFuture::from(copying).await.ok()?;
            Event::Copied
        }
        Effect::Redeem { .. }
        | Effect::Offer(..)
        | Effect::Create(..)
        | Effect::Register(..)
        | Effect::Challenge(..)
        | Effect::Assert(..)
        | Effect::Prove(..)
        | Effect::Extend(_)
        | Effect::Hand(_)
        | Effect::Watch(_)
        | Effect::Agree(..)
        | Effect::Claim(_)
        | Effect::Follow(_)
        | Effect::Unseal(_)
        | Effect::Greet(_)
        | Effect::Lead { .. }
        | Effect::Depart { .. }
        | Effect::Answer(_)
        | Effect::Attend(..)
        | Effect::OfferApp(_)
        | Effect::Confirm(..)
        | Effect::Review(_)
        | Effect::Rename(..)
        | Effect::Remove(..)
        | Effect::Look { .. }
        | Effect::Scan
        | Effect::Report(_) => return visit::perform(run, backend, effect).await,
        Effect::Leave(_)
        | Effect::Disown(_)
        | Effect::Retype(_)
        | Effect::OpenWindow(_)
        | Effect::Unhand(_)
        | Effect::Unclaim(_)
        | Effect::Part(_)
        | Effect::Recall
        | Effect::Reload
        | Effect::Print => return None,
    })
}
