//! A link that shows a pass once: what opens it, what does not, and where the pass goes from there.

use super::world::{
    NOW, PASS, SEALED, asked, backend, event, minutes, notice, person, refused, setting, standing, state,
    unsealed, validity,
};
use super::*;
use crate::notice::Notice;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::problem::Code;

/// A pass of our own, as it is shown and as it travels.
const GROUPED: &str = "ABCD1-0345Y";
const READ: &str = "ABCD10345Y";

fn shown(pass: &str, format: PassFormat) -> State {
    let setting = Setting { backend: Configuration { pass_format: format, ..backend() }, ..*setting() };
    let unsealed = Unsealed { pass: Secret::new(pass.to_owned()), ..*unsealed(minutes(0)) };
    State::Unsealing {
        setting: Box::new(setting),
        unsealing: Unsealing::Shown { unsealed: Box::new(unsealed), notice: None },
    }
}

#[test]
fn opening_the_page_opens_no_envelope_and_every_try_is_for_the_same() {
    let (here, effect) = state("Waking sealed").step(event("configured"), NOW);
    assert_eq!((standing(&here), asked(effect.as_ref())), ("Unsealing asked", ""));
    // Whoever looks elsewhere first can take it along.
    let elsewhere = state("Waking sealed").step(event("configured, framed"), NOW).0;
    let (_, effect) = elsewhere.step(Event::WantsWindow, NOW);
    let Some(Effect::OpenWindow(Some(fragment))) = effect else { panic!("{effect:?}") };
    assert_eq!(fragment.expose(), format!("p={SEALED}"));
    let mut here = here;
    for answer in [Failure::Unreachable, refused(Code::Busy), refused(Code::NotFound), Failure::Garbled] {
        let (sent, effect) = here.step(Event::Accepted, NOW);
        let Some(Effect::Unseal(link)) = effect else { panic!("{effect:?}") };
        assert_eq!(format!("{}.{}", link.id, link.key.expose()), SEALED);
        here = sent.step(Event::Unsealed(Err(answer)), NOW).0;
        assert_eq!(standing(&here), "Unsealing asked");
    }
    // What is taken out is not taken out again by opening the page elsewhere.
    let (out, _) = here.step(Event::Accepted, NOW).0.step(event("unsealed"), NOW);
    assert!(setting_in(&out).is_some_and(|setting| setting.handed.is_none()));
}

#[test]
fn a_page_without_a_safe_connection_opens_none() {
    let bare = Device { secure: false, ..ABLE };
    let (after, effect) = state("Waking sealed").step(Event::Configured(Ok(backend()), bare), NOW);
    let expected = matches!(&after, State::Incapable { obstacle: Obstacle::Insecure, .. });
    assert!(expected && effect.is_none(), "{after:?}");
}

#[test]
fn the_pass_goes_on_as_from_the_form_and_for_whom_it_is() {
    for (case, pass, format, expected) in [
        ("ours, in groups", GROUPED, PassFormat::Doorkey, READ),
        ("what looks like none of ours", "not-ours", PassFormat::Doorkey, "not-ours"),
        ("of others", PASS, PassFormat::Printable, PASS),
        ("hyphens of others are part of it", GROUPED, PassFormat::Printable, GROUPED),
    ] {
        let (after, effect) = shown(pass, format).step(Event::Accepted, NOW);
        let Some(Effect::Redeem { user_name, pass, invitation }) = effect else { panic!("{effect:?}") };
        assert_eq!((user_name, pass.expose(), invitation), (person().user_name, expected, None), "{case}");
        assert_eq!(standing(&after), "Unsealing redeeming", "{case}");
    }
}

#[test]
fn what_has_no_use_is_not_sent_and_from_its_first_moment_it_is() {
    let start = validity(minutes(30)).starts_at;
    let end = NOW + minutes(1);
    for (at, when, moments, expected) in [
        ("Unsealing shown early", start, -1, ("Unsealing shown", "")),
        ("Unsealing shown early", start, 0, ("Unsealing redeeming", "Redeem")),
        ("Unsealing shown paused", end, -1, ("Unsealing shown", "")),
        ("Unsealing shown paused", end, 0, ("Unsealing redeeming", "Redeem")),
    ] {
        let (after, effect) = state(at).step(Event::Accepted, when + Span::from_millis(moments));
        assert_eq!((standing(&after), asked(effect.as_ref())), expected, "{at}, {moments}");
    }
}

#[test]
fn a_pass_stays_in_sight_until_it_has_opened_something_or_somebody_goes() {
    for answer in ["not redeemed", "redeemed too soon", "redeemed where it is blocked", "back"] {
        let (after, _) = state("Unsealing redeeming").step(event(answer), NOW);
        let State::Unsealing { unsealing: Unsealing::Shown { unsealed, .. }, .. } = &after else {
            panic!("{answer}: {after:?}")
        };
        assert_eq!(unsealed.pass.expose(), PASS, "{answer}");
    }
    let lost = Event::Redeemed(Err(Failure::Unreachable));
    let (after, _) = state("Unsealing redeeming").step(lost, NOW);
    assert_eq!((standing(&after), notice(&after)), ("Unsealing shown", "E-50"));
    // The form greets who has written it down, and nobody after who has left.
    for (event, greeted) in [(Event::Back, true), (Event::Left, false)] {
        let (form, effect) = after.clone().step(event, NOW);
        assert_eq!((place(&form), asked(effect.as_ref())), ("Entering", ""));
        assert_eq!(invitation(&form).is_some_and(|invited| invited.claims.is_none()), greeted);
    }
}

#[test]
fn a_link_that_is_over_is_told_so_and_not_tried_again() {
    for (answer, code) in [
        (Event::Unsealed(Err(refused(Code::EnvelopeOpened))), "E-170"),
        (Event::Unsealed(Err(refused(Code::EnvelopeEnded))), "E-171"),
        (Event::Unsealed(Ok(None)), Notice::BrokenLink.code()),
    ] {
        let (over, effect) = state("Unsealing sent").step(answer, NOW);
        assert_eq!((standing(&over), notice(&over), asked(effect.as_ref())), ("Unsealing over", code, ""));
        let (after, effect) = over.step(Event::Accepted, NOW);
        assert_eq!((standing(&after), asked(effect.as_ref())), ("Unsealing over", ""));
    }
}
