//! Walks at random from where every journey starts.
//!
//! Owns a newcomer who presses what is there, a world that answers what it was asked, and both doing
//! what nobody offered or asked. Wherever they come there is a way on.

use super::world::{NOW, asked, event, events, invited, minutes, place};
use crate::flow::{Effect, Event, State};
use crate::view::{Act, Body, Now, Submit, View};
use crate::words::Printed;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What the world can answer, and how it can fail to.
fn answers(effect: &Effect) -> &'static [&'static str] {
    match effect {
        Effect::Configure => &["configured", "configured, framed", "not configured"],
        Effect::Redeem { .. } => &["redeemed", "redeemed to prove", "not redeemed", "invitation refused"],
        Effect::Offer(..) => &["offered", "not offered"],
        Effect::Create(..) => &["created", "not created", "creation stopped"],
        Effect::Register(..) => {
            &["registered", "not registered", "registered before", "registration unknown"]
        }
        Effect::Challenge(..) => &["challenged", "not challenged", "none to challenge"],
        Effect::Assert(..) => &["asserted", "not asserted", "assertion stopped"],
        Effect::Prove(..) => &["proven", "not proven", "proven unknown"],
        Effect::Extend(_) => &["extended", "not extended"],
        Effect::Copy(_) => &["copied"],
        // Nobody waits for these.
        Effect::Retype(_) | Effect::Disown(_) | Effect::OpenWindow(_) | Effect::Leave(_) => &[],
    }
}

/// What a newcomer can press on a screen.
fn presses(view: &View) -> Vec<Event> {
    let noticed = view.notice.iter().flat_map(|notice| &notice.actions);
    let mut events: Vec<_> =
        view.actions.iter().chain(noticed).chain(&view.more_time).map(|action| pressed(action.act)).collect();
    match &view.body {
        Body::Cards(cards) => events.extend(cards.iter().map(|card| Event::Chose(card.way))),
        Body::Form(form) if matches!(form.submit, Submit::Open | Submit::Again) => {
            events.extend([event("submit"), event("submit a slip")]);
        }
        Body::Form(_) | Body::Busy(..) | Body::Facts(_) | Body::Emblem(_) | Body::Nothing => {}
    }
    events
}

fn pressed(act: Act) -> Event {
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
        Act::Reveal => panic!("showing the pass leads nowhere"),
    }
}

fn seen(state: &State, now: Timestamp, waited: Span) -> View {
    static ENGLISH: LazyLock<Printed> = LazyLock::new(Printed::english);
    View::of(state, Now { server: now, device_ahead: None, waited }, &*ENGLISH)
}

/// One thing that happens: by whom, which of what they can do, how much later.
type Turn = (u8, Index, i64);

/// Where the walk stands, and what is under way.
struct Walk {
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
            0..8 if !offered.is_empty() => which.get(&offered).clone(),
            _ => which.get(&events()).1.clone(),
        };
        let was_early = matches!(&view.body, Body::Form(form) if form.submit == Submit::Early);
        let from = place(&self.state);
        let (state, effect) = self.state.step(event, self.now);
        if was_early {
            assert_ne!(asked(effect.as_ref()), "Redeem", "an early pass was sent");
        }
        // As `browser::journey` has it: leaving the place drops what is under way there.
        if from != place(&state) {
            self.under_way = None;
        }
        if effect.as_ref().is_some_and(|effect| !answers(effect).is_empty()) {
            self.under_way = effect;
        }
        self.state = state;
        self
    }

    /// Whether the newcomer can do something, or something is going on that ends by itself.
    fn has_a_way_on(&self) -> bool {
        let end = matches!(self.state, State::Done { .. });
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
                asks.is_some() || place(&after) != place(&self.state)
            })
        })
    }

    /// Whether the button opens by itself, in its time.
    fn is_early(&self) -> bool {
        let is = |at, submit| matches!(seen(&self.state, at, Span::from_secs(0)).body, Body::Form(form) if form.submit == submit);
        is(self.now, Submit::Early) && is(NOW + minutes(30), Submit::Open)
    }
}

#[test]
fn wherever_a_walk_leads_there_is_a_way_on() {
    let visited = RefCell::new(BTreeSet::new());
    let config = ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() };
    let turns = vec((0u8..10, any::<Index>(), 0i64..40), 1..60);
    let starts = prop_oneof![Just(None), Just(Some(-120)), Just(Some(-5)), Just(Some(30))];
    TestRunner::new(config)
        .run(&(starts, turns), |(start, turns)| {
            let (state, effect) = State::start(start.map(|start| invited(minutes(start))));
            let mut walk = Walk { state, under_way: Some(effect), now: NOW };
            for turn in &turns {
                walk = walk.goes(turn);
                visited.borrow_mut().insert(place(&walk.state));
                prop_assert!(walk.has_a_way_on(), "stuck in {:?} with {:?}", walk.state, walk.under_way);
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(visited.borrow().len(), 16, "the walks come everywhere: {:?}", visited.borrow());
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
