//! Walks at random from where every journey starts.
//!
//! Owns a newcomer who presses what is there, a world that answers what it was asked, and both doing
//! what nobody offered or asked. Wherever they come there is a way on.

use super::world::microsoft::{answer, entra};
use super::world::{
    ABLE, KIOSK, NOW, PHONE, SEALED, WINDOWS, all, asked, backend, event, invited, minutes, place, standing,
    states,
};
use crate::device::Device;
use crate::flow::{Effect, Errand, Event, HandOff, Handed, LedBack, Opening, State};
use crate::idle::Idle;
use crate::view::{Act, Action, AppView, Body, Now, Submit, View};
use crate::words::Printed;
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What the world can answer, and how it can fail to. What leads on stands there more than once.
fn answers(effect: &Effect) -> &'static [&'static str] {
    match effect {
        Effect::Configure => {
            &["configured", "configured", "configured", "configured, framed", "not configured"]
        }
        Effect::Redeem { .. } => &[
            "redeemed",
            "redeemed",
            "redeemed",
            "redeemed to prove",
            "not redeemed",
            "invitation refused",
            "redeemed too soon",
            "redeemed where it is blocked",
        ],
        Effect::Offer(..) => &["offered", "not offered"],
        Effect::Create(..) => &["created", "not created", "creation stopped"],
        Effect::Register(..) => &[
            "registered",
            "not registered",
            "registered before",
            "registered where it is blocked",
            "registration unknown",
        ],
        Effect::Challenge(..) => &["challenged", "not challenged", "none to challenge"],
        Effect::Assert(..) => &["asserted", "not asserted", "assertion stopped"],
        Effect::Prove(..) => &["proven", "not proven", "proven unknown"],
        Effect::Extend(_) => &["extended", "not extended"],
        Effect::Copy(_) => &["copied"],
        Effect::Hand(_) => &["handed", "not handed"],
        Effect::Watch(_) => &[
            "watched claimed",
            "watched claimed",
            "watched claimed",
            "watched opened",
            "watched intruded",
            "watched proven",
            "watched refused",
            "watched expired",
            "watched left",
            "not watched",
            "watched superseded",
        ],
        Effect::Agree(..) => &["agreed", "agreed to another", "agreed too late"],
        Effect::Claim(_) => &["claimed", "not claimed", "claimed before"],
        Effect::Follow(_) => {
            &["followed", "followed opened", "followed refused", "not followed", "followed to the end"]
        }
        Effect::Unseal(_) => &[
            "unsealed",
            "unsealed",
            "unsealed early",
            "unsealed in vain",
            "not unsealed",
            "unsealed before",
            "unsealed too late",
        ],
        Effect::Greet(_) => &["greeted", "greeted", "greeted early", "not greeted", "greeting refused"],
        Effect::Lead { .. } => &["led", "led", "not led"],
        // Nothing comes of it here but that it cannot be.
        Effect::Depart { .. } => &["stranded"],
        Effect::Answer(_) => {
            &["signed in", "signed in", "not signed in", "signed in, unheard", "signed in, unavailable"]
        }
        Effect::Attend(..) => &["seen", "seen, new", "not seen", "seen too late"],
        Effect::OfferApp(_) => &["app offered", "app not offered"],
        Effect::Confirm(..) => &[
            "confirmed",
            "not confirmed",
            "confirmed too often",
            "confirmed too late",
            "confirmation unknown",
        ],
        Effect::Review(_) | Effect::Rename(..) | Effect::Remove(..) => {
            &["managed", "managed, none left", "not managed", "managed too late"]
        }
        Effect::Look { .. } => &["looked, there", "looked, missing", "looked, missing, said"],
        Effect::Scan => &["scanned", "scanned another", "not scanned"],
        Effect::Report(_) => &["reported", "not reported"],
        // Nobody waits for these.
        Effect::Retype(_)
        | Effect::Disown(_)
        | Effect::OpenWindow(_)
        | Effect::Leave(_)
        | Effect::Unhand(_)
        | Effect::Unclaim(_)
        | Effect::Part(_)
        | Effect::Recall
        | Effect::Print
        | Effect::Reload => &[],
    }
}

/// What a newcomer can press on a screen.
fn presses(view: &View) -> Vec<Event> {
    let noticed = view.notice.iter().flat_map(|notice| &notice.actions);
    let actions = view.actions.iter().chain(noticed).chain(&view.more_time);
    let mut events: Vec<_> = actions.filter(|action| !action.waits).map(pressed).collect();
    match &view.body {
        Body::Cards(cards) => {
            events.extend(cards.iter().filter(|card| !card.closed).map(|card| means(card.act, None)));
        }
        Body::Form(form) if matches!(form.submit, Submit::Open | Submit::Again) => {
            events.extend([event("submit"), event("submit a slip")]);
        }
        Body::App(AppView { ask, .. }) | Body::Ask(ask) if !ask.locked => {
            events.extend(["type digits", "type a name", "type a pass", "type nothing"].map(event));
        }
        // Whoever follows it comes back.
        Body::Steps(..) => events.push(Event::Returned),
        Body::Methods { methods, .. } => {
            events.extend(methods.iter().flat_map(|method| &method.actions).map(pressed));
        }
        Body::Form(_)
        | Body::App(_)
        | Body::Ask(_)
        | Body::Busy(..)
        | Body::Facts(_)
        | Body::Emblem(_)
        | Body::Seal
        | Body::Code(_)
        | Body::Number(_)
        | Body::Pass(_)
        | Body::Rest
        | Body::Camera
        | Body::Nothing => {}
    }
    events
}

fn pressed(action: &Action) -> Event {
    means(action.act, action.subject.as_ref())
}

fn means(act: Act, subject: Option<&String>) -> Event {
    let subject = || subject.cloned().expect("it is about one of several");
    match act {
        Act::Choose(way) => Event::Chose(way),
        Act::Accept => Event::Accepted,
        Act::Back => Event::Back,
        Act::Leave => Event::Left,
        Act::Repair => Event::Repaired,
        Act::Insist => Event::Insisted,
        Act::NewerPass => Event::HasNewerPass,
        Act::MoreTime => Event::WantsTime,
        Act::HavePasskey => Event::HasPasskey,
        Act::OpenWindow => Event::WantsWindow,
        Act::CopyAddress => Event::WantsAddress,
        Act::Decline => Event::Declined,
        Act::Second => Event::WantsSecond,
        Act::Rename => Event::WantsName(subject()),
        Act::Remove => Event::WantsRemoval(subject()),
        Act::Later => Event::WantsLater,
        Act::Print => Event::WantsPaper,
        Act::Staff => Event::WantsStaff,
        Act::Scan => Event::WantsScan,
        Act::SignIn => Event::WantsSignIn,
        Act::News => Event::WantsNews,
        Act::Check => Event::WantsCheck,
        Act::Pc(pc) => Event::ChosePc(pc),
        Act::There => Event::SaysDone,
        Act::Reveal | Act::Stay => panic!("{act:?} leads nowhere"),
    }
}

fn seen(state: &State, now: Timestamp, waited: Span) -> View {
    static ENGLISH: LazyLock<Printed> = LazyLock::new(Printed::english);
    View::of(state, Now { server: now, device_ahead: None, waited, idle: Idle::Calm }, &*ENGLISH)
}

/// One thing that happens: by whom, which of what they can do, how much later.
type Turn = (u8, Index, i64);

/// Where the walk stands, and what is under way.
struct Walk {
    /// What everything happens on.
    device: Device,
    /// Whether Microsoft is behind the backend, whichever a configuration says.
    microsoft: bool,
    state: State,
    under_way: Option<Effect>,
    now: Timestamp,
}

impl Walk {
    fn goes(mut self, (who, which, later): &Turn) -> Self {
        self.now = self.now + Span::from_secs(*later);
        let asked_for = self.under_way.as_ref().map_or(&[][..], answers);
        let view = seen(&self.state, self.now, Span::from_secs(*later));
        let offered = presses(&view);
        let event = match who {
            0..5 if !asked_for.is_empty() => event(which.get::<&str>(asked_for)),
            0..11 if !offered.is_empty() => which.get(&offered).clone(),
            _ => which.get(all()).1.clone(),
        };
        let was_early = matches!(&view.body, Body::Form(form) if form.submit == Submit::Early)
            || view.actions.iter().any(|action| action.waits);
        let (walk, effect) = self.comes(event);
        assert!(!(was_early && effect == "Redeem"), "an early pass was sent");
        walk
    }

    /// Something happens; what is asked of the world for it.
    fn comes(mut self, event: Event) -> (Self, &'static str) {
        let from = place(&self.state);
        let event = self.here(event);
        let (state, effect) = self.state.step(event, self.now);
        let asks = asked(effect.as_ref());
        // As `browser::journey` has it: leaving the place drops what is under way there, and so does resting.
        if from != place(&state) || standing(&state) == "Kiosk resting" {
            self.under_way = None;
        }
        if effect.as_ref().is_some_and(|effect| !answers(effect).is_empty()) {
            self.under_way = effect;
        }
        self.state = state;
        (self, asks)
    }

    /// Along a road, as far as nothing stands in the way.
    fn along(self, road: &[&str]) -> Self {
        road.iter().fold(self, |walk, name| walk.comes(event(name)).0)
    }

    /// What the world says of the device is about this one.
    fn here(&self, event: Event) -> Event {
        match event {
            Event::Configured(answer, device) if !device.framed => {
                // Where there is a staff corner it can be come to.
                let known = if self.microsoft { entra() } else { backend() };
                let answer = answer.map(|_| Configuration { staff: true, ..known });
                Event::Configured(answer, self.device)
            }
            Event::Looked { device, said } => {
                let known = device.platform_authenticator;
                Event::Looked { device: Device { platform_authenticator: known, ..self.device }, said }
            }
            other => other,
        }
    }

    /// Whether the newcomer can do something, or something is going on that ends by itself.
    fn has_a_way_on(&self) -> bool {
        // On one's own device the end is the end; a screen that everyone uses goes on to the next one.
        let end = matches!(
            self.state,
            State::Done { .. } | State::HandingOff { hand_off: HandOff::Done { .. }, .. }
        ) && !self.device.kiosk;
        let goes_on = || self.under_way.is_some() && self.under_way_fits();
        end || goes_on()
            || !presses(&seen(&self.state, self.now, Span::from_secs(0))).is_empty()
            || self.is_early()
    }

    /// Whether this place hears what is under way.
    fn under_way_fits(&self) -> bool {
        let effect = self.under_way.as_ref();
        effect.is_some_and(|effect| {
            answers(effect).iter().any(|answer| {
                let (after, asks) = self.state.clone().step(event(answer), self.now);
                asks.is_some() || standing(&after) != standing(&self.state)
            })
        })
    }

    /// Whether the button opens by itself, in its time.
    fn is_early(&self) -> bool {
        let is = |at, submit| matches!(seen(&self.state, at, Span::from_secs(0)).body, Body::Form(form) if form.submit == submit);
        is(self.now, Submit::Early) && is(NOW + minutes(30), Submit::Open)
    }
}

/// Roads to where most of what there is begins. A walk that had to find the end of one by itself would
/// come there too seldom to have seen everything behind it.
const ROADS: [&[&str]; 8] = [
    &[],
    &["configured", "accept", "submit", "redeemed"],
    &["configured", "accept", "submit", "redeemed", "choose a phone", "handed", "watched claimed"],
    &[
        "configured",
        "accept",
        "submit",
        "redeemed",
        "choose a phone",
        "handed",
        "watched claimed",
        "accept",
        "agreed",
    ],
    &["configured", "accept", "submit", "redeemed", "choose a key", "offered", "accept", "created"],
    &[
        "configured",
        "accept",
        "submit",
        "redeemed",
        "choose an app",
        "app offered",
        "type digits",
        "confirmed",
    ],
    &["configured", "greeted", "check"],
    &["configured", "greeted", "sign in", "led"],
];

/// The same for who comes back from Microsoft.
const ROADS_BACK: [&[&str]; 4] = [
    &["configured"],
    &["configured", "signed in"],
    &["configured", "signed in", "choose a PC"],
    &["configured", "signed in", "choose", "seen, new"],
];

/// How the page was opened.
fn opening() -> impl Strategy<Value = Opening> {
    let secret = |text: &str| Secret::new(text.to_owned());
    let handed = |handed| Opening { handed: Some(handed), ..Opening::default() };
    prop_oneof![
        Just(Opening::default()),
        Just(Opening { formless: true, ..Opening::default() }),
        Just(handed(Handed::Handover(secret("s3cr3t-link")))),
        Just(handed(Handed::Envelope(secret(SEALED)))),
        Just(handed(Handed::Envelope(secret("cut off")))),
        Just(led_back()),
        Just(handed(Handed::SignIn { back: LedBack::Stray, errand: Errand::Again })),
        Just(handed(Handed::SignIn { back: LedBack::Empty, errand: Errand::Try })),
        (-2i64..2)
            .prop_map(|start| Opening { invited: Some(invited(minutes(start * 30))), ..Opening::default() }),
    ]
}

fn led_back() -> Opening {
    let back = LedBack::Answer(answer());
    Opening { handed: Some(Handed::SignIn { back, errand: Errand::First }), ..Opening::default() }
}

/// How the page was opened, whether Microsoft is behind the backend, and the road from there.
fn start() -> impl Strategy<Value = (Opening, bool, &'static [&'static str])> {
    prop_oneof![
        6 => (opening(), prop_oneof![3 => Just(false), 2 => Just(true)], select(&ROADS)),
        1 => (Just(led_back()), Just(true), select(&ROADS_BACK)),
    ]
}

/// Walks; where they came, and how often.
fn walks(mut runner: TestRunner) -> BTreeMap<&'static str, u32> {
    let visited = RefCell::new(BTreeMap::new());
    let later = prop_oneof![9 => 0i64..12, 1 => 0i64..400];
    let turns = vec((0u8..12, any::<Index>(), later), 1..80);
    let devices = prop_oneof![Just(ABLE), Just(PHONE), Just(WINDOWS), Just(KIOSK)];
    runner
        .run(&(devices, start(), turns), |(device, (opening, microsoft, road), turns)| {
            let (state, effect) = State::start(opening);
            let mut walk = Walk { device, microsoft, state, under_way: Some(effect), now: NOW }.along(road);
            for turn in &turns {
                walk = walk.goes(turn);
                *visited.borrow_mut().entry(standing(&walk.state)).or_insert(0) += 1;
                prop_assert!(walk.has_a_way_on(), "stuck in {:?} with {:?}", walk.state, walk.under_way);
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    visited.into_inner()
}

fn so_many(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

#[test]
fn wherever_a_walk_leads_there_is_a_way_on() {
    walks(TestRunner::new(so_many(1_000)));
}

/// Always the same walks: whether they come everywhere is not to hang on the luck of a run.
#[test]
fn the_walks_come_everywhere() {
    let same = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let visited = walks(TestRunner::new_with_rng(so_many(2_000), same));
    let all: BTreeSet<_> = states().iter().map(|(_, state)| standing(state)).collect();
    let come: BTreeSet<_> = visited.keys().copied().collect();
    assert_eq!(come, all, "they came here so often: {visited:?}");
}

#[test]
fn a_stranger_among_the_ways_is_never_offered() {
    let state = super::world::choosing(super::world::visit_of(doorkey_protocol::redemption::Redemption {
        ways: vec![Way::Unknown],
        ..super::world::redemption()
    }));
    let choices = presses(&seen(&state, NOW, Span::from_secs(0)));
    assert!(choices.iter().all(|event| !matches!(event, Event::Chose(_))), "{choices:?}");
}
