//! The screens around Microsoft's sign-in.

use super::{after, at, lines};
use crate::device::{Device, Platform};
use crate::flow::tests::world::microsoft::{
    account, another_account, before, before_on, greeting, guiding, listed, visit_there,
};
use crate::flow::tests::world::{ABLE, KIOSK, NOW, PHONE, WINDOWS, minutes, on, person, state};
use crate::flow::{Account, Errand, Event, HandOff, Pc, Setting, SigningIn, State};
use crate::notice::{Failure, Notice};
use crate::view::{Act, Action, Body, View};
use doorkey_protocol::entra::{Greeting, MethodKind, UsabilityReason};
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::way::Way;

/// The buttons: the main one with a star before it, one that does nothing yet in brackets.
fn buttons(view: &View) -> String {
    let shown = |action: &Action| match (action.waits, action.primary) {
        (true, _) => format!("({})", action.label),
        (false, true) => format!("*{}", action.label),
        (false, false) => action.label.clone(),
    };
    view.actions.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

fn steps(view: &View) -> &[String] {
    let Body::Steps(steps, _) = &view.body else { panic!("{:?}", view.body) };
    steps
}

fn links(view: &View) -> Vec<(&str, bool)> {
    let Body::Steps(_, links) = &view.body else { panic!("{:?}", view.body) };
    links.iter().map(|link| (link.address.expose(), link.primary)).collect()
}

fn greeted(greeting: Option<Box<Greeting>>, notice: Option<Notice>) -> State {
    State::SigningIn { setting: before(minutes(0)), signing_in: SigningIn::Greeted { greeting, notice } }
}

#[test]
fn how_it_stands_with_the_pass_is_said_before_anybody_goes_to_microsoft() {
    use UsabilityReason::{DisabledByPolicy, EnabledByPolicy, Expired, NotYetValid, OneTimeUsed};
    let hopeful = "*Sign in at Microsoft | Check how I typed my pass | I am not Sam";
    let hopeless = "*Look again | Sign in at Microsoft | I am not Sam";
    let with = |reason, starts_after| Some(greeting(reason, minutes(starts_after)));
    let missing = Some(Box::new(Greeting { person: person(), pass: None, now: NOW }));
    for (case, greeting, lead, buttons_shown, clocks) in [
        (
            "usable",
            with(EnabledByPolicy, 0),
            "You type your pass on Microsoft’s page, not on this one. Then you come back here.",
            hopeful,
            &["Pass works until 13:00, 60 minutes left"][..],
        ),
        (
            "early",
            with(NotYetValid, 30),
            "Your pass works from 12:30. Leave this page open: it gets ready by itself.",
            "(Not yet) | Check how I typed my pass | I am not Sam",
            &["Pass works from 12:30, 30 minutes to go"],
        ),
        (
            "over",
            with(Expired, -60),
            "Your pass ended at 12:00. You need a new one. Ask the desk.",
            hopeless,
            &["Pass ended at 12:00"],
        ),
        (
            "used",
            with(OneTimeUsed, 0),
            "Your pass has been used already, and it works only once. If you did not use it, say so at once. Ask the desk.",
            hopeless,
            &[],
        ),
        (
            "forbidden",
            with(DisabledByPolicy, 0),
            "Your organisation’s rules do not let this pass be used. Ask the desk.",
            hopeless,
            &[],
        ),
        (
            "none",
            missing,
            "Microsoft lists no pass for you. If you were given it just now, wait a minute, then look again. Ask the desk.",
            hopeless,
            &[],
        ),
    ] {
        let view = at(&greeted(greeting, None));
        assert_eq!(view.lead.as_deref(), Some(lead), "{case}");
        assert_eq!(buttons(&view), buttons_shown, "{case}");
        assert_eq!(lines(&view), clocks, "{case}");
        assert_eq!((view.step, view.heading.as_str()), ("sign-in", "Welcome, Sam"), "{case}");
    }
    // It opens by itself, and nobody is sent off by that.
    let early = greeted(with(NotYetValid, 30), None);
    assert!(buttons(&after(&early, minutes(30))).starts_with("*Sign in at Microsoft"));
}

#[test]
fn nobody_is_asked_for_a_pass_and_everybody_is_told_what_comes() {
    let view = at(&state("SigningIn greeted"));
    assert!(steps(&view)[0].contains("sam@demo.example"), "{:?}", steps(&view));
    assert!(links(&view).is_empty());
    let stranger = at(&state("SigningIn greeted stranger"));
    assert_eq!(stranger.heading, "Welcome");
    assert_eq!(steps(&stranger).len(), 3);
    assert_eq!(buttons(&stranger), "*Sign in at Microsoft | Check how I typed my pass");
    for name in ["SigningIn leading", "SigningIn leaving"] {
        assert_eq!(buttons(&at(&state(name))), "(Microsoft’s page opens) | Cancel", "{name}");
    }
    let fits = at(&state("SigningIn checking fits"));
    assert!(fits.lead.is_some_and(|lead| lead.contains("only Microsoft knows")));
    assert!(matches!(fits.body, Body::Nothing), "the field is gone");
}

#[test]
fn what_microsoft_said_is_put_into_words_with_what_the_desk_needs() {
    let id = "11111111-2222-4333-8444-555555555555";
    for (detail, code, text, trace) in [
        (
            format!("AADSTS130504 (access_denied), correlation id {id}"),
            "E-192",
            "Your pass has ended. You need a new one. Ask the desk.",
            Some(format!("For whoever helps you: Microsoft’s number 130504, trace {id}.")),
        ),
        (
            "AADSTS53003".to_owned(),
            "E-195",
            "Your organisation does not let you sign in from here, or with this device. Ask the desk.",
            Some("For whoever helps you: Microsoft’s number 53003.".to_owned()),
        ),
        (
            "no AADSTS number (access_denied)".to_owned(),
            "E-201",
            "You came back without signing in. Nothing is lost: sign in when you are ready. Did Microsoft’s page show a number? Show it to whoever helps you.",
            None,
        ),
        (
            "no AADSTS number".to_owned(),
            "E-181",
            "Microsoft did not sign you in. Try again. Ask the desk.",
            None,
        ),
    ] {
        let problem = Problem { detail: Some(detail), ..Problem::new(Code::SignInRefused) };
        let notice = Notice::Failure(Failure::Refused(Box::new(problem)));
        let view = at(&greeted(None, Some(notice)));
        let notice = super::notice(&view);
        assert_eq!((notice.code, notice.text.as_str()), (code, text));
        assert_eq!(notice.trace, trace, "{code}");
        // Whatever it was, the way is open: numbers decide nothing.
        assert!(buttons(&view).contains("*Sign in at Microsoft"), "{code}");
    }
}

#[test]
fn a_browser_that_can_make_no_passkey_is_told_before_the_pass_is_used_up() {
    let old = Device { credentials: false, ..PHONE };
    for (case, device, code) in [
        ("an app's own browser", Device { in_app: true, ..old }, "E-74"),
        ("an old browser", old, "E-188"),
        ("Firefox on Android", Device { firefox: true, ..PHONE }, "E-188"),
    ] {
        let view = at(&on(device, state("SigningIn greeted")));
        assert_eq!(super::notice(&view).code, code, "{case}");
        assert!(matches!(view.body, Body::Nothing), "{case}: nothing stands before the way on");
        assert!(
            buttons(&view).starts_with("*Copy the address | Sign in at Microsoft | "),
            "{case}: {}",
            buttons(&view)
        );
    }
    let setting = || Setting { device: old, ..*before(minutes(0)) };
    let greeted = |setting, reason| {
        let greeting = Some(greeting(reason, minutes(0)));
        let signing_in = SigningIn::Greeted { greeting, notice: None };
        at(&State::SigningIn { setting: Box::new(setting), signing_in })
    };
    let usable = |setting| greeted(setting, UsabilityReason::EnabledByPolicy);
    assert!(buttons(&usable(Setting { copied: true, ..setting() })).starts_with("*Copied | "));
    // Nothing that is offered needs another browser.
    let mut without = setting();
    without.backend.ways = vec![Way::Authenticator, Way::WindowsHello];
    assert!(usable(without).notice.is_none());
    // There is no pass to be kept for it.
    let spent = Setting { been_there: true, ..setting() };
    assert!(greeted(spent, UsabilityReason::OneTimeUsed).notice.is_none());
    assert!(usable(Setting { errand: Errand::Try, ..setting() }).notice.is_none());
    // Why they are here again goes before it.
    let view = at(&on(Device { credentials: false, ..PHONE }, state("SigningIn greeted offline")));
    assert_eq!(super::notice(&view).code, "E-55");
}

#[test]
fn who_waits_for_what_is_done_is_not_told_that_it_is_too_late() {
    let waiting = |way| State::HandingOff {
        account: account(vec![]),
        hand_off: HandOff::Guiding { way, pc: None, notice: Some(Notice::NotListed) },
    };
    let view = after(&waiting(Way::Passkey), minutes(6));
    assert_eq!(super::notice(&view).code, "E-185");
    assert!(
        buttons(&view).starts_with("It says done there | Sign in at Microsoft again | "),
        "{}",
        buttons(&view)
    );
}

#[test]
fn what_it_is_good_for_is_said_by_what_it_is() {
    let with = |kinds: &[MethodKind]| {
        let methods = kinds.iter().map(|kind| listed(kind.as_str(), *kind, true)).collect();
        let account = Box::new(Account { visit: visit_there(methods), ..*account(vec![]) });
        at(&State::HandingOff { account, hand_off: HandOff::Done { notice: None } })
    };
    use MethodKind::{Authenticator, Passkey, SoftwareOath, WindowsHello};
    for (kinds, part, button) in [
        (&[Passkey][..], "From now on you can sign in with it", "*Try it once now | Add a second way in"),
        (&[WindowsHello], "sign in to that computer", "Add a second way in"),
        // Without a password it signs nobody in by itself.
        (&[Authenticator], "also make a passkey now", "*Add a second way in"),
        (&[SoftwareOath, Authenticator], "also make a passkey now", "*Add a second way in"),
        (
            &[Authenticator, Passkey],
            "From now on you can sign in with it",
            "*Try it once now | Add a second way in",
        ),
    ] {
        let view = with(kinds);
        assert!(view.lead.as_ref().is_some_and(|lead| lead.contains(part)), "{kinds:?}: {:?}", view.lead);
        assert_eq!(buttons(&view), button, "{kinds:?}");
    }
}

fn cards(view: &View) -> Vec<(Act, bool)> {
    let Body::Cards(cards) = &view.body else { panic!("{:?}", view.body) };
    cards.iter().map(|card| (card.act, card.closed)).collect()
}

#[test]
fn the_cards_are_in_the_order_of_the_device() {
    use Way::{Authenticator, Passkey, SecurityKey, WindowsHello};
    let without = Device { credentials: false, ..ABLE };
    let hello = Device { platform_authenticator: Some(true), ..WINDOWS };
    let chromebook = Device { platform: Platform::ChromeOs, ..ABLE };
    let firefox = Device { firefox: true, ..PHONE };
    for (case, device, order, closed) in [
        ("a computer", ABLE, &[Passkey, Authenticator, SecurityKey, WindowsHello][..], 0),
        ("Windows", hello, &[Passkey, WindowsHello, Authenticator, SecurityKey], 0),
        // Windows Hello is not set up there.
        ("Windows without it", WINDOWS, &[WindowsHello, Authenticator, SecurityKey, Passkey], 0),
        ("their phone", PHONE, &[Passkey, Authenticator, WindowsHello, SecurityKey], 0),
        // Microsoft registers no security keys there.
        ("a Chromebook", chromebook, &[Passkey, Authenticator, WindowsHello], 0),
        ("a browser without passkeys", without, &[Authenticator, WindowsHello, Passkey, SecurityKey], 2),
        ("Firefox on Android", firefox, &[Authenticator, WindowsHello, Passkey, SecurityKey], 2),
    ] {
        let view = at(&on(device, state("HandingOff choosing")));
        let found = cards(&view);
        assert_eq!(
            found.iter().map(|card| card.0).collect::<Vec<_>>(),
            order.iter().copied().map(Act::Choose).collect::<Vec<_>>(),
            "{case}"
        );
        assert_eq!(found.iter().filter(|card| card.1).count(), closed, "{case}");
        assert_eq!(
            lines(&view),
            [
                "Add a passkey or key by 12:05, 5 minutes left",
                "Add Microsoft Authenticator by 12:10, 10 minutes left"
            ],
            "{case}"
        );
    }
    let pcs = cards(&at(&state("HandingOff which pc")));
    assert_eq!(pcs, [Pc::New, Pc::Organisation, Pc::Own].map(|pc| (Act::Pc(pc), false)));
}

const INFO: &str = "https://mysignins.example/security-info";

fn guiding_in(one_time: Option<bool>, device: Device, way: Way, pc: Option<Pc>) -> State {
    let State::HandingOff { mut account, hand_off } = on(device, guiding(way, pc)) else {
        panic!("that is where it is");
    };
    match one_time {
        Some(one_time) => {
            let claims = account.setting.invited.as_mut().and_then(|invited| invited.claims.as_mut());
            claims.expect("there is an invitation").one_time = one_time;
        }
        None => account.setting.invited = None,
    }
    State::HandingOff { account, hand_off }
}

#[test]
fn each_way_is_set_up_where_microsoft_has_it_set_up() {
    let get = "https://www.microsoft.com/security/mobile-authenticator-app";
    let play = "https://play.google.com/store/apps/details?id=com.azure.authenticator";
    for (case, one_time, device, way, pc, first, expected, clocked, again) in [
        (
            "passkey",
            None,
            ABLE,
            Way::Passkey,
            None,
            "Open your security info",
            vec![(INFO, true)],
            true,
            false,
        ),
        (
            "key",
            None,
            ABLE,
            Way::SecurityKey,
            None,
            "Open your security info",
            vec![(INFO, true)],
            true,
            false,
        ),
        (
            "app, a pass for one use",
            Some(true),
            ABLE,
            Way::Authenticator,
            None,
            "Get Microsoft Authenticator",
            vec![(INFO, true), (get, false)],
            true,
            false,
        ),
        (
            "app, a pass for several",
            Some(false),
            PHONE,
            Way::Authenticator,
            None,
            "Get Microsoft Authenticator",
            vec![(play, false)],
            false,
            false,
        ),
        (
            "a new PC, a pass for one use",
            Some(true),
            ABLE,
            Way::WindowsHello,
            Some(Pc::New),
            "Switch the PC on",
            vec![],
            false,
            true,
        ),
        (
            "a PC that is set up, a pass for several",
            Some(false),
            ABLE,
            Way::WindowsHello,
            Some(Pc::Organisation),
            "Sign in to the PC as you do.",
            vec![],
            false,
            false,
        ),
    ] {
        let view = at(&guiding_in(one_time, device, way, pc));
        assert!(steps(&view)[0].starts_with(first), "{case}: {:?}", steps(&view));
        assert_eq!(links(&view), expected, "{case}");
        let clocked_there = lines(&view).iter().any(|line| line.starts_with("Add "));
        assert_eq!(clocked_there, clocked, "{case}: {:?}", lines(&view));
        let lead = view.lead.as_deref().unwrap_or_default();
        assert_eq!(lead.contains("a pass once more"), again, "{case}: {lead}");
        assert_eq!(buttons(&view), "It says done there | Choose another way", "{case}");
    }
    // What a pass for several uses still has of its time.
    let app = at(&guiding_in(Some(false), PHONE, Way::Authenticator, None));
    assert_eq!(lines(&app), ["Pass works until 13:00, 60 minutes left"]);
}

#[test]
fn a_passkey_for_their_own_pc_is_made_on_it() {
    let own = |device, one_time| at(&guiding_in(one_time, device, Way::WindowsHello, Some(Pc::Own)));
    let there = own(WINDOWS, Some(true));
    assert_eq!(buttons(&there), "*Make a passkey | Choose another way");
    assert!(lines(&there)[0].starts_with("Add a passkey or key by 12:05"));
    for (case, device, one_time, again) in [
        ("a phone", PHONE, Some(true), true),
        ("a phone, a pass for several uses", PHONE, Some(false), false),
        ("another computer", ABLE, None, true),
    ] {
        let view = own(device, one_time);
        assert_eq!(buttons(&view), "Choose another way", "{case}");
        let lead = view.lead.as_deref().unwrap_or_default();
        assert!(lead.contains("Open this page on that PC"), "{case}: {lead}");
        assert_eq!(lead.contains("a pass once more"), again, "{case}: {lead}");
        let address = ("Open this address".to_owned(), "https://door.example".to_owned());
        assert!(matches!(&view.body, Body::Facts(facts) if *facts == [address]), "{case}: {:?}", view.body);
    }
}

#[test]
fn what_the_app_alone_is_worth_is_said_before() {
    for (one_time, expected) in [
        (Some(true), "Without a password you need a passkey as well."),
        (None, "Without a password you need a passkey as well."),
        // Inside the app a passkey comes with it.
        (Some(false), "An app on your phone. Takes about four minutes."),
    ] {
        let State::HandingOff { account, .. } = guiding_in(one_time, ABLE, Way::Authenticator, None) else {
            panic!("that is where it is");
        };
        let view = at(&State::HandingOff { account, hand_off: HandOff::Choosing { notice: None } });
        let Body::Cards(cards) = &view.body else { panic!("{:?}", view.body) };
        let about = &cards.iter().find(|card| card.way == Way::Authenticator).expect("it is offered").about;
        assert!(about.contains(expected), "{one_time:?}: {about}");
    }
}

#[test]
fn nobody_starts_what_microsoft_no_longer_takes() {
    for (way, after_minutes, code, first) in [
        (Way::Passkey, 2, None, "It says done there"),
        (
            Way::Passkey,
            4,
            Some("E-187"),
            "It says done there | Choose another way | Sign in at Microsoft again",
        ),
        (Way::Passkey, 5, Some("E-186"), "It says done there | *Sign in at Microsoft again"),
        (Way::SecurityKey, 4, Some("E-187"), "It says done there"),
        (Way::Authenticator, 5, None, "It says done there"),
        (Way::Authenticator, 7, Some("E-187"), "It says done there"),
        (Way::Authenticator, 10, Some("E-186"), "It says done there | *Sign in at Microsoft again"),
    ] {
        let view = after(&guiding(way, None), minutes(after_minutes));
        let case = format!("{way:?} after {after_minutes} minutes");
        assert_eq!(view.notice.as_ref().map(|notice| notice.code), code, "{case}");
        assert!(buttons(&view).starts_with(first), "{case}: {}", buttons(&view));
        let late = code == Some("E-186");
        assert_eq!(links(&view)[0], (INFO, !late), "{case}");
    }
}

#[test]
fn who_comes_back_from_a_try_is_not_asked_for_a_pass() {
    let back = |errand, starts_after| {
        let mut setting = before(minutes(starts_after));
        (setting.errand, setting.been_there) = (errand, true);
        let used = Some(greeting(UsabilityReason::OneTimeUsed, minutes(0)));
        at(&State::SigningIn { setting, signing_in: SigningIn::Greeted { greeting: used, notice: None } })
    };
    for (errand, lead, button, steps) in [
        (Errand::First, "Microsoft may still know you", "*Sign in at Microsoft", true),
        (Errand::Again, "Sign in there again", "*Sign in at Microsoft", true),
        (Errand::Try, "From now on you can sign in with it", "*Try it once now", false),
    ] {
        let view = back(errand, 0);
        let said = view.lead.as_deref().unwrap_or_default();
        assert!(said.contains(lead), "{errand:?}: {said}");
        assert!(buttons(&view).starts_with(button), "{errand:?}: {}", buttons(&view));
        assert_eq!(matches!(view.body, Body::Steps(..)), steps, "{errand:?}");
    }
    // Nor are they told of one: neither that it works, nor to wait for it.
    for (reason, starts_after) in [(UsabilityReason::EnabledByPolicy, 0), (UsabilityReason::NotYetValid, 30)]
    {
        let setting = Box::new(Setting { errand: Errand::Try, ..*before(minutes(starts_after)) });
        let greeting = Some(greeting(reason, minutes(starts_after)));
        let state = State::SigningIn { setting, signing_in: SigningIn::Greeted { greeting, notice: None } };
        let view = at(&state);
        assert_eq!((view.announcement.as_deref(), view.clocks.len()), (None, 0), "{reason:?}");
        assert!(buttons(&view).starts_with("*Try it once now"), "{reason:?}: {}", buttons(&view));
        let (after, _) = state.step(Event::WantsSignIn, NOW);
        assert!(after.has_left(), "{reason:?}: the way is open");
    }
}

#[test]
fn somebody_else_than_the_invitation_names_is_told_so() {
    let view =
        at(&State::HandingOff { account: another_account(), hand_off: HandOff::Choosing { notice: None } });
    let notice = super::notice(&view);
    assert_eq!(notice.code, "E-189");
    assert_eq!(
        notice.text,
        "You signed in as Kim, but the link was for Sam. If you are not Kim, sign in again."
    );
    assert_eq!(buttons(&view), "Sign in at Microsoft again | I am not Kim");
}

#[test]
fn what_is_new_is_named() {
    let named = |kind, name: Option<&str>| {
        let mut method = listed("id", kind, true);
        method.name = name.map(str::to_owned);
        let account = Box::new(Account { visit: visit_there(vec![method]), ..*account(vec![]) });
        let view = at(&State::HandingOff { account, hand_off: HandOff::Done { notice: None } });
        let Body::Methods { methods, seal: true, .. } = &view.body else { panic!("{:?}", view.body) };
        format!("{}; {}: {}", view.heading, methods[0].title, methods[0].about)
    };
    for (kind, name, expected) in [
        (MethodKind::Passkey, Some("Sam's phone"), "You are in, Sam; Sam's phone: Passkey"),
        (MethodKind::Passkey, None, "You are in, Sam; Passkey: Microsoft lists it for you"),
        (MethodKind::Passkey, Some("Passkey"), "You are in, Sam; Passkey: Microsoft lists it for you"),
        (
            MethodKind::Authenticator,
            Some("Pixel 9"),
            "The app is ready, Sam; Pixel 9: Microsoft Authenticator",
        ),
        (MethodKind::WindowsHello, Some("PC-17"), "You are in, Sam; PC-17: Windows Hello"),
        (
            MethodKind::PlatformCredential,
            None,
            "You are in, Sam; The sign-in of your computer: Microsoft lists it for you",
        ),
        (
            MethodKind::SoftwareOath,
            None,
            "The app is ready, Sam; Authenticator app: Microsoft lists it for you",
        ),
        (MethodKind::Unknown, None, "You are in, Sam; Another way to sign in: Microsoft lists it for you"),
    ] {
        assert_eq!(named(kind, name), expected);
    }
    // What was there before is not.
    let done = at(&state("HandingOff done"));
    let Body::Methods { methods, .. } = &done.body else { panic!("{:?}", done.body) };
    assert_eq!((methods.len(), buttons(&done).as_str()), (1, "*Try it once now | Add a second way in"));
    let later = after(&state("HandingOff done"), minutes(30));
    assert_eq!(buttons(&later), "*Try it once now", "there is no time for another");
    let trying = at(&state("HandingOff trying"));
    assert_eq!(buttons(&trying), "(Microsoft’s page opens) | Cancel");
    let tried = at(&state("HandingOff done tried"));
    assert_eq!(buttons(&tried), "Add a second way in");
    assert!(tried.lead.is_some_and(|lead| lead.starts_with("Microsoft has signed you in once more")));
}

#[test]
fn a_screen_that_everyone_uses_sends_them_to_their_own_device() {
    let bare = at(&state("SigningIn elsewhere"));
    assert_eq!(buttons(&bare), "Scan the code on my slip | Cancel");
    assert!(matches!(bare.body, Body::Code(_)));
    assert!(bare.lead.is_some_and(|lead| lead.contains("https://door.example")));
    // Once the slip is read, the code leads to the same invitation.
    let mut setting = before(minutes(0));
    setting.device = KIOSK;
    let read = State::SigningIn { setting, signing_in: SigningIn::Elsewhere { notice: None } };
    let view = at(&read);
    assert_eq!(buttons(&view), "Cancel");
    let (Body::Code(with), Body::Code(without)) = (&view.body, &bare.body) else { panic!("{view:?}") };
    assert_ne!(with.qr.path.expose(), without.qr.path.expose());
    let mut nowhere = before_on(KIOSK);
    nowhere.backend.page = None;
    let nowhere = State::SigningIn { setting: nowhere, signing_in: SigningIn::Elsewhere { notice: None } };
    assert!(matches!(at(&nowhere).body, Body::Nothing));
}
