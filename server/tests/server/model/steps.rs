//! What can happen in a random sequence, and how likely it is to.

use doorkey_protocol::time::Span;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Two guesses from each bring no pause and kill a pass.
pub(crate) const NETWORKS: u8 = 5;

/// What happens.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step {
    /// The desk issues a pass: for one time or not or as the policy says, from so many minutes on.
    Issue(Option<bool>, i64),
    Revoke,
    /// Somebody enters a pass, from one of the networks.
    Redeem(Typed, u8),
    /// So many wrong ones in a row, from one network after the other.
    Storm(u8),
    /// Somebody asks for a passkey with the token that is so many before the newest.
    Options(usize),
    /// And sends what was made of it.
    Register(usize, Made),
    Current(usize),
    Extend(usize),
    Leave(usize),
    Policy(Policy),
    Person(bool),
    Advance(Span),
    /// To just before, at or just after a moment that decides something.
    AdvanceTo(Edge, i64),
    /// The server ends without a word, and another one starts.
    Restart,
}

/// What is typed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Typed {
    /// The pass that is so many before the newest.
    Pass(usize),
    Wrong,
}

/// What is sent to be registered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Made {
    /// What a device made of the newest options.
    Newest,
    /// Of the first options of this token.
    First,
    /// The registration that went well, again.
    Again,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Policy {
    Enabled(bool),
    Once(bool),
    Excluded(bool),
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Edge {
    Start,
    End,
    Closing,
    Challenge,
    Pause,
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Step>> {
    let back = || prop_oneof![6 => Just(0usize), 1 => 1..4usize];
    let network = || prop_oneof![4 => Just(0u8), 1 => 1..NETWORKS];
    let once = select(vec![Some(true), Some(true), Some(false), None]);
    let made = prop_oneof![4 => Just(Made::Newest), 1 => Just(Made::First), 2 => Just(Made::Again)];
    let edge = select(vec![Edge::Start, Edge::End, Edge::Closing, Edge::Challenge, Edge::Pause]);
    let policy = (0..3u8, any::<bool>()).prop_map(|(which, on)| match which {
        0 => Policy::Enabled(on),
        1 => Policy::Once(on),
        _ => Policy::Excluded(on),
    });
    let span = select(vec![1i64, 5_000, 60_000, 301_000, 600_000, 3_600_000]);
    let step = prop_oneof![
        4 => (once, select(vec![0i64, 0, 0, 5])).prop_map(|(once, start)| Step::Issue(once, start)),
        1 => Just(Step::Revoke),
        8 => (back(), network()).prop_map(|(back, network)| Step::Redeem(Typed::Pass(back), network)),
        7 => network().prop_map(|network| Step::Redeem(Typed::Wrong, network)),
        1 => (2..14u8).prop_map(Step::Storm),
        6 => back().prop_map(Step::Options),
        10 => (back(), made).prop_map(|(back, made)| Step::Register(back, made)),
        2 => back().prop_map(Step::Current),
        1 => back().prop_map(Step::Extend),
        1 => back().prop_map(Step::Leave),
        1 => policy.prop_map(Step::Policy),
        1 => any::<bool>().prop_map(Step::Person),
        2 => span.prop_map(|span| Step::Advance(Span::from_millis(span))),
        3 => (edge, -1..=1i64).prop_map(|(edge, by)| Step::AdvanceTo(edge, by)),
        1 => Just(Step::Restart),
    ];
    // Everybody begins with a pass, most come some way with it: what comes before is soon told.
    let road = [Step::Issue(Some(true), 0), Step::Redeem(Typed::Pass(0), 0), Step::Options(0)];
    (select(vec![1, 2, 3, 3]), any::<bool>(), vec(step, 1..40)).prop_map(move |(so_far, one_time, steps)| {
        let mut all = road[..so_far].to_vec();
        all[0] = Step::Issue(Some(one_time), 0);
        all.extend(steps);
        all
    })
}
