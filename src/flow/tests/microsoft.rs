//! Around Microsoft's sign-in: what goes there, what comes back, and when something is done.

use super::world::microsoft::{
    account, answer, before, before_on, entra, greeted, greeting, listed, usable, visit_there,
};
use super::world::{ABLE, KIOSK, NOW, asked, event, events, invitation, minutes, standing, state, states};
use super::*;
use crate::doctor::Finding;
use doorkey_protocol::entra::{
    EntraMethod, EntraVisit, Greeting, MethodKind, OpenedVisit, PassState, SignInAnswer, UsabilityReason,
};
use doorkey_protocol::validity::Usability;

fn take(before: State, event: Event) -> (State, Option<Effect>) {
    before.step(event, NOW)
}

#[test]
fn what_is_typed_to_be_looked_at_goes_nowhere() {
    const PASS: &str = "s3cr3t-pass";
    let checking = || state("SigningIn checking");
    let (after, effect) = take(checking(), Event::Typed(Secret::new(PASS.into())));
    assert!(effect.is_none() && standing(&after) == "SigningIn checking fits", "{after:?}");
    // Neither does it wait there: what stays is that it fits.
    for (name, event) in events() {
        let effect = after.clone().step(event, NOW).1;
        assert!(!effect.iter().flat_map(sent).any(|text| text.contains(PASS)), "{name}");
    }
    for (typed, expected) in [("", "E-12"), ("short", "E-13"), ("sam@demo.example", "E-103")] {
        let (after, effect) = take(checking(), Event::Typed(Secret::new(typed.into())));
        assert!(effect.is_none());
        assert_eq!(notice(&after), expected, "{typed}");
    }
    // Nobody is asked where the site does not want it.
    let mut setting = before(minutes(0));
    setting.backend.entra.as_mut().expect("it is Microsoft's").local_check = false;
    let signing_in = SigningIn::Greeted { greeting: None, notice: None };
    let (after, _) = take(State::SigningIn { setting, signing_in }, Event::WantsCheck);
    assert_eq!(standing(&after), "SigningIn greeted");
}

#[test]
fn nobody_signs_in_but_by_their_own_hand_and_not_on_a_screen_that_everyone_uses() {
    for (at, before) in states() {
        for (name, event) in events() {
            let asks = asked(before.clone().step(event, NOW).1.as_ref());
            assert_eq!(asks == "Lead", name == "sign in" && asks == "Lead", "{name} at {at}");
            let leads = ["SigningIn leading", "HandingOff trying"].contains(&at);
            assert_eq!(asks == "Depart", name == "led" && leads, "{name} at {at}");
        }
    }
    let resting = State::Kiosk { setting: before_on(KIOSK), kiosk: Kiosk::Resting };
    let mut at = resting;
    for name in ["accept", "sign in", "news", "choose", "led", "signed in"] {
        at = take(at, event(name)).0;
        assert_eq!(standing(&at), "SigningIn elsewhere", "{name}");
    }
}

#[test]
fn the_way_opens_when_the_pass_does() {
    let early = || state("SigningIn greeted early");
    let start = NOW + minutes(30);
    for (case, now, expected) in [
        ("long before", NOW, ""),
        ("a moment before", start + Span::from_millis(-1), ""),
        ("at the start", start, "Lead"),
        ("after the end", start + minutes(61), "Lead"),
    ] {
        let effect = early().step(Event::WantsSignIn, now).1;
        assert_eq!(asked(effect.as_ref()), expected, "{case}");
    }
}

#[test]
fn how_it_stands_is_what_microsoft_lists_and_what_the_time_is() {
    use UsabilityReason::{DisabledByPolicy, EnabledByPolicy, Expired, NotYetValid, OneTimeUsed, Unknown};
    let setting = before(minutes(0));
    for (case, reason, starts_after, expected) in [
        ("usable", EnabledByPolicy, 0, "usable"),
        ("usable, and its end has come since", EnabledByPolicy, -60, "over"),
        ("not yet", NotYetValid, 30, "early"),
        ("not yet, and its start has come since", NotYetValid, 0, "usable"),
        ("over", Expired, 0, "over"),
        ("a policy", DisabledByPolicy, 0, "forbidden"),
        ("used", OneTimeUsed, 0, "used"),
        ("a reason from the future", Unknown, 0, "forbidden"),
    ] {
        let greeting = greeting(reason, minutes(starts_after));
        let found = match PassStanding::of(&setting, Some(&greeting), NOW) {
            PassStanding::Unknown => "unknown",
            PassStanding::Early(_) => "early",
            PassStanding::Usable(_) => "usable",
            PassStanding::Over(_) => "over",
            PassStanding::Used => "used",
            PassStanding::Spent => "spent",
            PassStanding::Forbidden => "forbidden",
            PassStanding::Missing => "missing",
        };
        assert_eq!(found, expected, "{case}");
    }
    let usable_one_day = Greeting {
        pass: usable().pass.map(|pass| PassState { usable: true, reason: Unknown, ..pass }),
        ..*usable()
    };
    let standing = PassStanding::of(&setting, Some(&usable_one_day), NOW);
    assert!(matches!(standing, PassStanding::Usable(_)), "{standing:?}");
    // Who has been there from here knows why it is used.
    let mut back = before(minutes(0));
    back.been_there = true;
    let used = greeting(OneTimeUsed, minutes(0));
    assert_eq!(PassStanding::of(&back, Some(&used), NOW), PassStanding::Spent);
    // Nobody could be asked: the invitation's own times tell.
    let by_invitation = PassStanding::of(&before(minutes(30)), None, NOW);
    let PassStanding::Early(validity) = by_invitation else { panic!("{by_invitation:?}") };
    assert!(matches!(validity.at(NOW), Usability::NotYet(_)));
    assert_eq!(PassStanding::of(&before_on(ABLE), None, NOW), PassStanding::Unknown);
}

#[test]
fn the_invitation_goes_along_until_it_is_doubted() {
    const TEXT: &str = "claims.signature";
    let (asking, effect) = take(state("Waking invited"), event("configured, Microsoft"));
    assert!(matches!(effect, Some(Effect::Greet(text)) if text == TEXT));
    let (ready, _) = take(asking.clone(), event("greeted"));
    let (leading, effect) = take(ready, Event::WantsSignIn);
    assert!(matches!(effect, Some(Effect::Lead { invitation: Some(text), again: false }) if text == TEXT));
    let (_, effect) = take(leading, event("led"));
    // The way back is to the same.
    assert!(
        matches!(effect, Some(Effect::Depart { invitation: Some(text), errand: Errand::First, .. }) if text == TEXT)
    );
    let (doubted, _) = take(asking, event("greeting refused"));
    assert!(invitation(&doubted).is_some_and(|invited| invited.claims.is_none()));
    let (_, effect) = take(doubted, Event::WantsSignIn);
    assert!(matches!(effect, Some(Effect::Lead { invitation: None, .. })), "{effect:?}");
}

#[test]
fn what_microsoft_led_back_with_is_sent_as_it_is_and_again_only_where_nobody_heard_it() {
    let (answering, effect) = take(state("Waking led"), event("configured, Microsoft"));
    let Some(Effect::Answer(first)) = effect else { panic!("{effect:?}") };
    assert_eq!(
        format!("{:?}", sent(&Effect::Answer(first))),
        format!("{:?}", sent(&Effect::Answer(answer())))
    );
    for (failure, again) in [
        (Failure::Offline, true),
        (Failure::Slow, true),
        (refused(Code::Internal), true),
        (refused(Code::DirectoryUnavailable), false),
        (refused(Code::SignInRefused), false),
        (refused(Code::SignInUnknown), false),
    ] {
        let (after, _) = take(answering.clone(), Event::SignedIn(Err(failure.clone())));
        let (_, effect) = take(after, Event::Accepted);
        assert_eq!(asked(effect.as_ref()) == "Answer", again, "{failure:?}");
    }
}

#[test]
fn microsoft_asks_anew_where_it_takes_only_what_it_has_just_asked() {
    for (at, minutes_later, expected) in [
        ("HandingOff choosing", 1, false),
        ("HandingOff choosing another", 4, false),
        ("HandingOff choosing", 5, true),
        ("HandingOff guiding", 1, true),
    ] {
        let (asking, _) = state(at).step(Event::WantsSignIn, NOW + minutes(minutes_later));
        let (greeted, _) = take(asking, event("greeted"));
        let (_, effect) = take(greeted, Event::WantsSignIn);
        let Some(Effect::Lead { again, .. }) = effect else { panic!("{effect:?}") };
        assert_eq!(again, expected, "{at} after {minutes_later} minutes");
    }
}

#[test]
fn what_was_set_up_before_the_page_came_anew_is_done_at_once() {
    let opened = |methods| {
        let visit = visit_there(methods);
        Event::SignedIn(Ok(Box::new(OpenedVisit { token: Secret::new("s3cr3t-token".into()), visit })))
    };
    for (methods, expected) in [
        (vec![], "HandingOff choosing"),
        (vec![listed("old", MethodKind::Passkey, false)], "HandingOff choosing"),
        (vec![listed("new", MethodKind::Passkey, true)], "HandingOff done"),
    ] {
        let (after, effect) = take(state("SigningIn answering"), opened(methods));
        assert_eq!(standing(&after), expected);
        assert_eq!(asked(effect.as_ref()), if expected.ends_with("done") { "" } else { "Attend" });
    }
}

#[test]
fn what_is_new_is_tried_at_microsoft_by_hand() {
    let (trying, effect) = take(state("HandingOff done"), Event::WantsSignIn);
    assert!(
        matches!(effect, Some(Effect::Lead { again: true, .. })),
        "or it would let them pass: {effect:?}"
    );
    let (leaving, effect) = take(trying, event("led"));
    assert!(matches!(effect, Some(Effect::Depart { errand: Errand::Try, .. })) && leaving.has_left());
    // Back from there: what is new, and that they have signed in since.
    let handed = Handed::SignIn { back: LedBack::Answer(answer()), errand: Errand::Try };
    let opening = Opening { handed: Some(handed), ..Opening::default() };
    let (answering, _) = take(State::Waking { opening }, event("configured, Microsoft"));
    let visit = visit_there(vec![listed("new", MethodKind::Passkey, true)]);
    let opened = OpenedVisit { token: Secret::new("s3cr3t-token".into()), visit };
    let (done, _) = take(answering, Event::SignedIn(Ok(Box::new(opened))));
    assert!(
        matches!(&done, State::HandingOff { hand_off: HandOff::Done { .. }, account } if account.tried),
        "{done:?}"
    );
    // An app that only confirms, or the sign-in of another machine, is not tried here.
    for kind in [MethodKind::Authenticator, MethodKind::WindowsHello] {
        let done = State::HandingOff {
            account: account(vec![listed("new", kind, true)]),
            hand_off: HandOff::Done { notice: None },
        };
        assert!(take(done, Event::WantsSignIn).1.is_none(), "{kind:?}");
    }
}

#[test]
fn for_what_they_had_gone_is_known_whatever_they_come_back_with() {
    let back = |back, errand| {
        let opening = Opening {
            handed: Some(Handed::SignIn { back, errand }),
            invited: Some(invited(minutes(0))),
            ..Opening::default()
        };
        let (after, _) = take(State::Waking { opening }, event("configured, Microsoft"));
        after
    };
    let code = |code: Option<&str>| {
        let code = code.map(|text| Secret::new(text.into()));
        LedBack::Answer(Box::new(SignInAnswer { code, error: Some("access_denied".into()), ..*answer() }))
    };
    let been_there = |state: &State| {
        let State::SigningIn { setting, .. } = state else { panic!("{state:?}") };
        setting.been_there
    };
    for (errand, anew) in [(Errand::First, false), (Errand::Again, true), (Errand::Try, true)] {
        let refused = take(back(code(None), errand), Event::SignedIn(Err(refused(Code::SignInRefused)))).0;
        for asking in [back(LedBack::Empty, errand), back(LedBack::Stray, errand), refused] {
            // Whoever only went back, or was refused, need not be who used the pass.
            assert_eq!(been_there(&asking), anew, "{errand:?}");
            let (greeted, _) = take(asking, event("greeted"));
            let (leading, effect) = take(greeted, Event::WantsSignIn);
            assert!(
                matches!(effect, Some(Effect::Lead { again, .. }) if again == anew),
                "{errand:?}: {effect:?}"
            );
            let (_, effect) = take(leading, event("led"));
            assert!(matches!(effect, Some(Effect::Depart { errand: it, .. }) if it == errand), "{effect:?}");
        }
        assert!(been_there(&back(LedBack::Answer(answer()), errand)));
    }
}

#[test]
fn what_another_has_is_not_done_here() {
    let visit =
        EntraVisit { another_person: true, ..visit_there(vec![listed("theirs", MethodKind::Passkey, true)]) };
    let opened = OpenedVisit { token: Secret::new("s3cr3t-token".into()), visit: visit.clone() };
    let (at, effect) = take(state("SigningIn answering"), Event::SignedIn(Ok(Box::new(opened))));
    assert_eq!((standing(&at), asked(effect.as_ref())), ("HandingOff choosing", "Attend"));
    let (at, _) = take(at, Event::Seen(Ok(Box::new(visit))));
    assert_eq!(standing(&at), "HandingOff choosing", "nothing is new since");
}

#[test]
fn an_invitation_to_a_pass_that_ended_long_ago_is_not_called_tampered_with() {
    let asking =
        State::SigningIn { setting: before(minutes(0)), signing_in: SigningIn::Asking { notice: None } };
    let (after, _) = asking.step(event("greeting refused"), NOW + minutes(60 * 24));
    let State::SigningIn { setting, signing_in: SigningIn::Greeted { greeting, notice } } = &after else {
        panic!("{after:?}")
    };
    assert!(notice.is_none(), "{notice:?}");
    let standing = PassStanding::of(setting, greeting.as_deref(), NOW + minutes(60 * 24));
    assert!(matches!(standing, PassStanding::Over(_)), "{standing:?}");
}

fn looks(state: &State) -> usize {
    let State::HandingOff { account, .. } = state else { panic!("{state:?}") };
    account.looks
}

#[test]
fn it_looks_less_and_less_often_and_at_once_when_they_come_back() {
    let mut at = state("HandingOff guiding");
    let mut last = Span::from_millis(0);
    for _ in 0..20 {
        let (after, effect) = take(at, event("seen"));
        let Some(Effect::Attend(_, pause)) = effect else { panic!("{effect:?}") };
        assert!(pause >= last, "{pause:?} after {last:?}");
        (at, last) = (after, pause);
    }
    for again in [Event::Returned, Event::SaysDone, Event::Online] {
        let (after, effect) = take(at.clone(), again);
        let Some(Effect::Attend(_, pause)) = effect else { panic!("{effect:?}") };
        assert!(pause < last && looks(&after) == 1, "{pause:?}");
    }
    // Whatever goes wrong, it goes on.
    for name in ["not seen", "not seen", "seen", "not seen"] {
        let (after, effect) = take(at, event(name));
        assert_eq!(asked(effect.as_ref()), "Attend", "{name}");
        at = after;
    }
}

fn seen(methods: Vec<EntraMethod>) -> Event {
    Event::Seen(Ok(Box::new(visit_there(methods))))
}

#[test]
fn only_what_is_new_is_done_and_each_thing_once() {
    let old = || listed("old", MethodKind::Passkey, false);
    let key = || listed("key", MethodKind::Passkey, true);
    let app = || listed("app", MethodKind::Authenticator, true);
    let (at, _) = take(state("HandingOff choosing"), seen(vec![old()]));
    assert_eq!(standing(&at), "HandingOff choosing", "what was there before is not done");
    let (at, _) = take(at, seen(vec![old(), key()]));
    assert_eq!(standing(&at), "HandingOff done");
    let (at, effect) = take(at, Event::WantsSecond);
    assert_eq!(asked(effect.as_ref()), "Attend");
    let (at, _) = take(at, seen(vec![old(), key()]));
    assert_eq!(standing(&at), "HandingOff choosing", "it was told");
    // One of Microsoft's servers has not heard of it yet.
    let (at, _) = take(at, seen(vec![old()]));
    assert_eq!(standing(&at), "HandingOff choosing");
    let (at, _) = take(at, seen(vec![old(), key(), app()]));
    assert_eq!(standing(&at), "HandingOff done");
    let State::HandingOff { account, .. } = &at else { panic!("{at:?}") };
    assert_eq!(account.told_since(1).map(|method| method.id.as_str()).collect::<Vec<_>>(), ["app"]);
}

#[test]
fn where_it_is_set_up_follows_the_pass_and_the_way() {
    let mut account = account(vec![]);
    let mut of = |one_time: Option<bool>, way| {
        account.setting.invited = Some(invited(minutes(0)));
        let claims = account.setting.invited.as_mut().and_then(|invited| invited.claims.as_mut());
        match (claims, one_time) {
            (Some(claims), Some(one_time)) => claims.one_time = one_time,
            _ => account.setting.invited = None,
        }
        account.in_security_info(way)
    };
    for (one_time, way, expected) in [
        (None, Way::Passkey, true),
        (Some(false), Way::SecurityKey, true),
        // In the app the pass is typed once more.
        (Some(true), Way::Authenticator, true),
        (None, Way::Authenticator, true),
        (Some(false), Way::Authenticator, false),
        (Some(true), Way::WindowsHello, false),
    ] {
        assert_eq!(of(one_time, way), expected, "{one_time:?} {way:?}");
    }
    // What Microsoft said of the pass goes before what the invitation says of another.
    let pass = usable().pass.map(|pass| PassState { one_time: false, ..pass });
    let said = Account { pass, ..*world::microsoft::account(vec![]) };
    assert_eq!((said.one_time(), said.in_security_info(Way::Authenticator)), (Some(false), false));
}

#[test]
fn a_sign_in_that_a_backend_of_another_kind_knows_nothing_of_is_forgotten() {
    for at in ["Waking led", "Waking lost", "Waking back"] {
        let (after, effect) = take(state(at), event("configured"));
        assert!(effect.is_none());
        assert!(setting_in(&after).is_some_and(|setting| setting.handed.is_none()), "{at}");
    }
    // And what is of no use with Microsoft is not asked of its backend.
    for at in ["Waking handed", "Waking sealed"] {
        let (after, effect) = take(state(at), event("configured, Microsoft"));
        assert_eq!((standing(&after), asked(effect.as_ref())), ("SigningIn greeted", ""), "{at}");
    }
    let (after, _) = take(greeted(None), Event::WantsSignIn);
    assert_eq!(standing(&after), "SigningIn leading");
    assert!(entra().entra.is_some_and(|entra| entra.local_check));
}

#[test]
fn a_slip_is_what_the_doctor_finds() {
    let (after, _) = take(state("SigningIn checking"), Event::Typed(Secret::new("Ab3d".into())));
    let State::SigningIn { signing_in: SigningIn::Checking { notice, .. }, .. } = &after else {
        panic!("{after:?}");
    };
    assert_eq!(*notice, Some(Notice::Slip(Finding::PassTooShort { missing: 4 })));
}
