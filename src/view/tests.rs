//! What is on a screen, by the state and the time.

use super::*;
use crate::device::{Device, Obstacle};
use crate::words::English;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::passkey::Registration;
use doorkey_protocol::person::Person;
use doorkey_protocol::redemption::Redemption;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Lifetime;

const NOW: Timestamp = Timestamp::from_millis(12 * 3_600_000);

fn setting() -> Box<Setting> {
    let device = Device { secure: true, credentials: true, framed: false, platform_authenticator: None };
    let backend = Configuration {
        name: "Demo".into(),
        help: Some("the desk".into()),
        pass_format: PassFormat::Doorkey,
        ways: vec![Way::Passkey],
        now: NOW,
    };
    Box::new(Setting { backend, device, invitation: None })
}

fn visit(closes_in: Span) -> Box<Visit> {
    let redemption = Redemption {
        person: Person { user_name: "sam@demo.example".into(), display_name: "Sam".into() },
        validity: Validity { starts_at: NOW, lifetime_in_minutes: Lifetime::DEFAULT },
        one_time: true,
        closes_at: NOW + closes_in,
        ways: vec![Way::Passkey, Way::SecurityKey],
        passkeys: vec![],
        now: NOW,
    };
    Box::new(Visit { setting: setting(), token: Secret::new("token".into()), redemption })
}

fn passkey() -> Passkey {
    Passkey { id: "id".into(), way: Way::Passkey, backed_up: true, created_at: NOW, proven_at: None }
}

fn at(state: &State, device_ahead: Option<Span>) -> View {
    View::of(state, Now { server: NOW, device_ahead }, &English)
}

#[test]
fn both_clocks_are_in_sight_from_the_redemption_to_the_proof() {
    for (closes_in, lines, urgent) in [
        (10, ["Pass works until 13:00 60 minutes left", "Finish here by 12:10 10 minutes left"], false),
        (1, ["Pass works until 13:00 60 minutes left", "Finish here by 12:01 1 minute left"], true),
        (0, ["Pass works until 13:00 60 minutes left", "The time to finish here ended at 12:00 "], true),
    ] {
        let visit = || visit(Span::from_mins(closes_in));
        for state in [
            State::Choosing { visit: visit(), notice: None },
            State::Preparing { visit: visit(), way: Way::Passkey },
            State::Registering { visit: visit(), registration: Registration("{}".into()) },
            State::Proving { visit: visit(), passkey: passkey(), offer: None, notice: None },
            State::Verifying { visit: visit(), passkey: passkey() },
        ] {
            let view = at(&state, None);
            let shown = |clock: &Clock| format!("{} {}", clock.text, clock.left.clone().unwrap_or_default());
            assert_eq!(view.clocks.iter().map(shown).collect::<Vec<_>>(), lines, "{}", view.step);
            assert_eq!(view.clocks[1].urgent, urgent, "{} with {closes_in} minutes", view.step);
        }
    }
}

#[test]
fn every_place_that_waits_for_the_newcomer_has_a_way_on_and_a_way_back() {
    let minutes = Span::from_mins(10);
    let failure = Notice::Failure(Failure::Unreachable);
    for (state, acts) in [
        (State::Choosing { visit: visit(minutes), notice: None }, vec![Act::Leave]),
        (State::Preparing { visit: visit(minutes), way: Way::Passkey }, vec![Act::Back]),
        (
            State::Unconfirmed {
                visit: visit(minutes),
                registration: Registration("{}".into()),
                notice: failure,
            },
            vec![Act::Accept, Act::Leave],
        ),
        (
            State::Proving { visit: visit(minutes), passkey: passkey(), offer: None, notice: None },
            vec![Act::Accept, Act::Leave],
        ),
        (State::Redeeming { setting: setting() }, vec![Act::Back]),
    ] {
        let view = at(&state, None);
        assert_eq!(view.actions.iter().map(|action| action.act).collect::<Vec<_>>(), acts, "{}", view.step);
    }
}

#[test]
fn a_wrong_device_clock_gets_a_line_and_a_right_one_none() {
    let state = State::Entering { setting: setting(), notice: None };
    for (ahead, expected) in [
        (None, None),
        (Some(0), None),
        (Some(60_000), None),
        (Some(120_000), Some("The clock of this device is 2 minutes ahead.")),
        (Some(-7_200_000), Some("The clock of this device is 2 hours behind.")),
    ] {
        let view = at(&state, ahead.map(Span::from_millis));
        match expected {
            None => assert_eq!(view.clocks, []),
            Some(start) => assert!(view.clocks[0].text.starts_with(start), "{:?}", view.clocks),
        }
    }
}

#[test]
fn where_nothing_can_be_done_the_reason_and_the_next_step_stand_there() {
    let state = State::Incapable { setting: setting(), obstacle: Obstacle::NoCredentials };
    let view = at(&state, None);
    let notice = view.notice.expect("there is a notice");
    assert_eq!(notice.code, "E-72");
    assert!(notice.text.contains("Open this page in Safari, Chrome, Edge or Firefox"), "{}", notice.text);
}
