//! The screens of the other ways in, of the end, and of a screen that everyone uses.

use super::*;
use super::{at as screen, notice as noticed};
use crate::device::{Device, Platform, Store};
use crate::flow::tests::world::{
    self, ABLE, KIOSK, LINK, PHONE, SECRETS, SEED, TOKEN, URI, WINDOWS, authenticator, done, on, visit_on,
};
use crate::flow::{App, Claiming, Kiosk, Managing, Phone};
use crate::markup::{Node, root};
use crate::notice::Mistyped;
use doorkey_protocol::authenticator::Authenticator;
use doorkey_protocol::handover::Stage;
use doorkey_protocol::redemption::SecondWay;

/// What can be done, the main thing in capitals.
fn offered(view: &View) -> String {
    let name = |action: &Action| {
        let name = format!("{:?}", action.act);
        if action.primary { name.to_uppercase() } else { name }
    };
    view.actions.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// What stands in the middle.
fn body(view: &View) -> &'static str {
    match &view.body {
        Body::Form(_) => "form",
        Body::Cards(_) => "cards",
        Body::Busy(..) => "busy",
        Body::Facts(_) => "facts",
        Body::Emblem(_) => "emblem",
        Body::Seal => "seal",
        Body::Code(_) => "code",
        Body::Number(_) => "number",
        Body::Pass(_) => "pass",
        Body::App(_) => "app",
        Body::Ask(_) => "ask",
        Body::Steps(..) => "steps",
        Body::Methods { .. } => "methods",
        Body::Rest => "rest",
        Body::Camera => "camera",
        Body::Nothing => "",
    }
}

fn after_passkey() -> Box<Visit> {
    visit_after(Gained::Passkey(proven()))
}

#[test]
fn each_screen_says_where_one_is_and_what_can_be_done() {
    let begin = "Scan this with your phone";
    let app = "Add your authenticator app";
    let compare = "Do both screens show this number?";
    let on_phone = "Go on with your phone";
    let both = &["Pass works until 13:00, 60 minutes left", "Finish here by 12:10, 10 minutes left"][..];
    let until = &["Pass works until 13:00, 60 minutes left"][..];
    let code = &["This code works until 12:02, 2 minutes left"][..];
    for (at, heading, middle, actions, clocks, notice) in [
        ("Phone linking", begin, "busy", "Back", both, ""),
        ("Phone shown", begin, "code", "Back", &["This code works until 12:03, 3 minutes left"], ""),
        ("Phone over", begin, "", "ACCEPT Back", both, "E-150"),
        ("Phone comparing", compare, "number", "ACCEPT Decline", code, ""),
        ("Phone agreeing", compare, "number", "", &[], ""),
        ("Phone away", on_phone, "busy", "Leave", &[], ""),
        ("Phone proven", "You are in", "seal", "LEAVE", &[], ""),
        ("Phone gone", on_phone, "", "LEAVE", &[], "E-153"),
        ("Claiming asked", "Go on here?", "", "ACCEPT Leave", &[], ""),
        ("Claiming sent", "Go on here?", "busy", "", &[], ""),
        ("Claiming comparing", compare, "number", "Leave", code, ""),
        ("Claiming over", "What you scanned is over", "", "Leave", &[], "E-152"),
        ("Unsealing asked", "You have been sent a pass", "", "ACCEPT Leave", &[], ""),
        ("Unsealing sent", "You have been sent a pass", "busy", "", &[], ""),
        ("Unsealing shown", "Sam, this is your pass", "pass", "ACCEPT Back", until, ""),
        ("Unsealing shown offline", "Sam, this is your pass", "pass", "ACCEPT Back", until, "E-55"),
        ("Unsealing redeeming", "Sam, this is your pass", "pass", "ACCEPT Back", until, ""),
        ("Unsealing over", "This link shows no pass", "", "Leave", &[], "E-172"),
        ("App preparing", app, "busy", "Back", both, ""),
        ("App shown", app, "app", "Back", both, ""),
        ("App over", app, "", "ACCEPT Back", both, "E-134"),
        ("App confirming", app, "app", "", both, ""),
        ("Hello", "First set up Windows Hello", "steps", "Accept Back", both, ""),
        ("Managing naming", "Give it a name", "ask", "Back", &[], ""),
        ("Managing removing", "Remove Passkey?", "", "ACCEPT Back", &[], ""),
        ("Managing sent", "One moment", "busy", "", &[], ""),
        ("Later", "Do it later, on your own device", "facts", "PRINT Back Leave", &[], ""),
        ("Kiosk resting", "Welcome", "rest", "ACCEPT", &[], ""),
        ("Kiosk staffed", "Welcome", "rest", "ACCEPT Staff", &[], ""),
        ("Kiosk scanning", "Scan the code on my slip", "camera", "Back", &[], ""),
        ("Kiosk locked", "Staff", "ask", "Back", &[], ""),
        ("Kiosk unlocking", "Staff", "ask", "Back", &[], ""),
        ("Kiosk open", "This screen", "facts", "ACCEPT Back", &[], ""),
        ("Choosing second", "Choose your second way in", "cards", "Back", both, ""),
        ("Done", "You are in, Sam", "methods", "Second", &[], ""),
    ] {
        let view = screen(&state(at));
        assert_eq!((view.heading.as_str(), body(&view)), (heading, middle), "{at}");
        assert_eq!(
            (offered(&view).as_str(), lines(&view).as_slice()),
            (actions, clocks.map_lines().as_slice()),
            "{at}"
        );
        assert_eq!(view.notice.as_ref().map_or("", |notice| notice.code), notice, "{at}");
    }
}

/// Lines as a view has them.
trait Lines {
    fn map_lines(&self) -> Vec<String>;
}

impl Lines for &[&str] {
    fn map_lines(&self) -> Vec<String> {
        self.iter().map(|line| (*line).to_owned()).collect()
    }
}

#[test]
fn a_pass_that_is_shown_is_gone_on_with_when_that_is_of_use() {
    const NOW_OR_NEVER: &str = "It is shown only this once: write it down, or go on with it now.";
    const LATER: &str = "It is shown only this once: write it down, or leave this page open until it works.";
    const EARLY: &[&str] = &["Pass works from 12:30, 30 minutes to go", "Pass works until 13:30"];
    const IN_TIME: &[&str] = &["Pass works until 13:30, 60 minutes left"];
    const HOUR: &[&str] = &["Pass works until 13:00, 60 minutes left"];
    const NEARLY: &[&str] = &["Pass works until 13:00, 59 minutes left"];
    for (at, gone, lead, button, waits, clocks) in [
        ("Unsealing shown", 0, NOW_OR_NEVER, "Go on with this pass", false, HOUR),
        ("Unsealing shown early", 0, LATER, "Not yet", true, EARLY),
        ("Unsealing shown early", 30, NOW_OR_NEVER, "Go on with this pass", false, IN_TIME),
        ("Unsealing shown paused", 0, NOW_OR_NEVER, "Not yet", true, HOUR),
        ("Unsealing shown paused", 1, NOW_OR_NEVER, "Go on with this pass", false, NEARLY),
        ("Unsealing redeeming", 0, NOW_OR_NEVER, "Checking your pass", true, HOUR),
    ] {
        let view = after(&state(at), minutes(gone));
        assert_eq!(view.lead.as_deref(), Some(lead), "{at}, {gone} minutes");
        let go = &view.actions[0];
        assert_eq!((go.label.as_str(), go.waits, go.primary), (button, waits, true), "{at}, {gone} minutes");
        assert_eq!(lines(&view), clocks.map_lines(), "{at}, {gone} minutes");
    }
    let slow = |waited| match waited_at("Unsealing redeeming", waited).body {
        Body::Pass(pass) => pass.slow,
        other => panic!("{other:?}"),
    };
    assert!(slow(1).is_none() && slow(3).is_some());
}

fn waited_at(at: &str, seconds: i64) -> View {
    waited(&state(at), Span::from_secs(seconds))
}

#[test]
fn a_pass_is_drawn_as_what_it_is_and_a_button_that_waits_keeps_its_place() {
    fn all<'a>(node: &'a Node, found: &mut Vec<&'a crate::markup::Element>) {
        if let Node::Element(element) = node {
            found.push(element);
            element.children.iter().for_each(|child| all(child, found));
        }
    }
    for (at, disabled) in [("Unsealing shown", None), ("Unsealing shown early", Some("true"))] {
        let nodes = root(&screen(&state(at)), &["/door-key.css"]);
        let mut found = Vec::new();
        nodes.iter().for_each(|node| all(node, &mut found));
        let passes: Vec<_> =
            found.iter().filter(|it| it.children == [Node::Text(world::PASS.to_owned())]).collect();
        let [pass] = passes[..] else { panic!("{at}: {} passes", passes.len()) };
        let expected = [("class", "pass"), ("dir", "ltr"), ("translate", "no")];
        assert!(pass.tag == "bdi" && pass.attributes().eq(expected), "{pass:?}");
        let go =
            found.iter().find(|it| it.attribute(crate::markup::ACT) == Some("accept")).expect("a button");
        assert_eq!((go.attribute("aria-disabled"), go.attribute("disabled")), (disabled, None), "{at}");
    }
}

#[test]
fn a_second_way_is_offered_as_the_rule_says_and_the_time_allows() {
    const HERE: &str = "Your passkey is on this device and nowhere else. If you lose the device, you cannot sign in. Add a second way.";
    const LATE: &str = "Your passkey is on this device and nowhere else. There is no time left here to add a second way. Ask the desk.";
    use SecondWay::{Optional, Recommended, Required};
    let bound = || Gained::Passkey(proven());
    let synced = || Gained::Passkey(Passkey { backed_up: true, ..proven() });
    let key = || Gained::Passkey(Passkey { way: Way::SecurityKey, ..proven() });
    let known = || Gained::Known(proven());
    let app = || Gained::App(authenticator());
    for (case, gained, rule, device, seconds_left, expected, caution) in [
        ("optional", bound(), Optional, ABLE, 600, "Second", Some(HERE)),
        ("recommended", bound(), Recommended, ABLE, 600, "SECOND", Some(HERE)),
        ("required", bound(), Required, ABLE, 600, "SECOND", Some(HERE)),
        ("kept in the cloud", synced(), Optional, ABLE, 600, "Second", None),
        ("a key", key(), Recommended, ABLE, 600, "SECOND", None),
        ("an app", app(), Recommended, ABLE, 600, "SECOND", None),
        // Who signed in with a passkey from before has at least that one.
        ("had one before", known(), Required, ABLE, 600, "", None),
        // Two minutes for a phone, an app or a key; the minute of a passkey here is of no use, here is one.
        ("just time enough", bound(), Recommended, ABLE, 120, "SECOND", Some(HERE)),
        ("too late", bound(), Recommended, ABLE, 119, "", Some(LATE)),
        ("required, too late", bound(), Required, ABLE, 119, "", Some(LATE)),
        ("over", bound(), Optional, ABLE, 0, "", Some(LATE)),
        ("an app, then a passkey in a minute", app(), Optional, ABLE, 60, "Second", None),
        ("an app, too late", app(), Optional, ABLE, 59, "", None),
        // A screen that everyone uses sends on whoever is done.
        ("kiosk", key(), Optional, KIOSK, 600, "Second Print LEAVE", None),
        ("kiosk, recommended", key(), Recommended, KIOSK, 600, "SECOND Print Leave", None),
        ("kiosk, required", key(), Required, KIOSK, 600, "SECOND Print Leave", None),
        ("kiosk, too late", key(), Required, KIOSK, 119, "Print LEAVE", None),
        ("kiosk, had one before", known(), Optional, KIOSK, 600, "Print LEAVE", None),
    ] {
        let mut visit = visit_after(gained);
        visit.redemption.second_way = rule;
        visit.setting.device = device;
        let view = after(&done(visit), Span::from_secs(600 - seconds_left));
        assert_eq!(offered(&view), expected, "{case}");
        let Body::Methods { seal, more, .. } = &view.body else { panic!("{case}: {:?}", view.body) };
        assert_eq!(more.iter().map(String::as_str).collect::<Vec<_>>(), Vec::from_iter(caution), "{case}");
        // Done is what needs no more.
        let needed = rule == Required && expected.starts_with("SECOND");
        assert_eq!(
            (*seal, view.heading.as_str()),
            if needed { (false, "One more step: a second way in") } else { (true, "You are in, Sam") },
            "{case}"
        );
    }
}

#[test]
fn two_ways_are_enough_and_each_is_listed_with_what_can_be_done() {
    let mut visit = after_passkey();
    visit.redemption.second_way = SecondWay::Required;
    let named = Authenticator { name: Some("my old phone".into()), ..authenticator() };
    visit.redemption.authenticators.push(named);
    let two = done(visit);
    let view = screen(&two);
    assert_eq!((view.heading.as_str(), offered(&view).as_str()), ("You are in, Sam", ""));
    let methods = |view: &View| match &view.body {
        Body::Methods { methods, .. } => methods.clone(),
        other => panic!("{other:?}"),
    };
    let listed: Vec<_> = methods(&view).into_iter().map(|method| (method.title, method.about)).collect();
    let expected = [("Passkey", "On this device only"), ("my old phone", "In your authenticator app")];
    assert_eq!(listed, expected.map(|(title, about)| (title.to_owned(), about.to_owned())));
    for (method, id) in methods(&view).iter().zip(["cred", "app"]) {
        let subjects: Vec<_> = method.actions.iter().map(|action| action.subject.as_deref()).collect();
        assert_eq!((acts(&method.actions), subjects), (vec![Act::Rename, Act::Remove], vec![Some(id); 2]));
    }
    // The backend takes no more from who is no longer there.
    assert!(methods(&after(&two, minutes(10))).iter().all(|method| method.actions.is_empty()));
    // What they had before is not this page's to change.
    let view = screen(&done(visit_after(Gained::Known(proven()))));
    assert_eq!(methods(&view).iter().map(|method| method.actions.len()).collect::<Vec<_>>(), [0]);
    // One that never signed in is no second way.
    let mut visit = after_passkey();
    visit.redemption.passkeys.push(Passkey { id: "unproven".into(), ..passkey() });
    assert_eq!(offered(&screen(&done(visit))), "Second");
}

#[test]
fn what_is_done_is_said_as_it_is() {
    for (case, gained, one_time, end) in [
        ("a passkey", Gained::Passkey(proven()), true, "you can throw it away."),
        (
            "a passkey, and a pass that lasts",
            Gained::Passkey(proven()),
            false,
            "From now on you sign in with it.",
        ),
        ("had one before", Gained::Known(proven()), true, "it is not used up."),
        ("an app", Gained::App(authenticator()), true, "with the digits that it shows."),
    ] {
        let mut visit = visit_after(gained);
        visit.redemption.one_time = one_time;
        let lead = screen(&done(visit)).lead.unwrap_or_default();
        assert!(lead.ends_with(end), "{case}: {lead}");
    }
}

#[test]
fn nothing_is_said_of_a_pass_that_is_used() {
    const SAFE: &str = "Your pass still works.";
    let known = Subject::Known;
    let notice = || Some(Notice::Failure(Failure::Unreachable));
    let on_visit = |visit: Box<Visit>| {
        [
            State::Choosing { visit: visit.clone(), notice: notice() },
            State::Ready {
                visit: visit.clone(),
                way: Way::SecurityKey,
                offer: offer(creation()),
                notice: notice(),
            },
            State::Proving { visit: visit.clone(), subject: known.clone(), offer: None, notice: notice() },
            State::Phone { visit: visit.clone(), phone: Phone::Shown { handover: None, notice: notice() } },
            State::App { visit: visit.clone(), app: App::Shown { offer: None, notice: notice() } },
            State::Hello { visit, notice: notice() },
        ]
    };
    let of_many = || {
        let mut visit = after_passkey();
        visit.redemption.one_time = false;
        visit
    };
    for (case, visit, safe) in [
        ("the first way in", visit(), true),
        ("the second", after_passkey(), false),
        ("a pass for many times", of_many(), true),
        ("had one before", visit_after(Gained::Known(proven())), true),
    ] {
        for state in on_visit(visit) {
            let more = noticed(&screen(&state)).more.clone();
            assert_eq!(more.iter().any(|line| line == SAFE), safe, "{case} at {}", place(&state));
        }
    }
    // Nor is more time to be had with it.
    let mut visit = after_passkey();
    visit.redemption.extendable = true;
    let view = after(&choosing(visit), Span::from_secs(590));
    assert!(view.more_time.is_none() && view.notice.is_none(), "{:?} {:?}", view.more_time, view.notice);
}

#[test]
fn cards_say_what_works_here_and_why_the_rest_does_not() {
    const SHARED: &str = "Everyone uses this screen, so your passkey is not kept here. Take it along on your phone or on a security key.";
    let old = Device { credentials: false, ..ABLE };
    let mac = Device { platform: Platform::MacOs, platform_authenticator: Some(false), ..ABLE };
    for (case, device, expected) in [
        ("a computer", ABLE, &["This device", "My phone", "A security key", "An authenticator app"][..]),
        ("a phone", PHONE, &["This device", "An authenticator app", "A security key"]),
        (
            "Windows without a PIN",
            WINDOWS,
            &["My phone", "A security key", "An authenticator app", "Windows Hello"],
        ),
        ("a kiosk", KIOSK, &["My phone", "A security key", "An authenticator app", "-This device"]),
        ("an old browser", old, &["My phone", "An authenticator app", "-This device"]),
        ("without a lock that could be set", mac, &["My phone", "A security key", "An authenticator app"]),
    ] {
        let view = screen(&choosing(visit_on(device)));
        let Body::Cards(cards) = &view.body else { panic!("{case}: {:?}", view.body) };
        let titles: Vec<_> = cards
            .iter()
            .map(|card| format!("{}{}", if card.closed { "-" } else { "" }, card.title))
            .collect();
        assert_eq!(titles, expected, "{case}");
        if device.kiosk {
            assert_eq!(cards.last().map(|card| card.about.as_str()), Some(SHARED), "{case}");
        }
        // A closed card is no button.
        let drawn = buttons(&view);
        for card in cards {
            let act = crate::markup::act_name(Act::Choose(card.way));
            assert_eq!(drawn.contains(&act.to_owned()), !card.closed, "{case}: {}", card.title);
        }
    }
    // Though the backend offers none there, whoever looks for it is told why.
    let mut visit = visit_on(KIOSK);
    visit.redemption.ways = vec![Way::SecurityKey];
    let view = screen(&choosing(visit));
    let Body::Cards(cards) = &view.body else { panic!("{:?}", view.body) };
    assert_eq!(cards.iter().map(|card| card.closed).collect::<Vec<_>>(), [false, true]);
    assert_eq!(offered(&view), "Later Leave");
}

/// The acts of every button that is drawn.
fn buttons(view: &View) -> Vec<String> {
    fn collect(node: &Node, found: &mut Vec<String>) {
        if let Node::Element(element) = node {
            found.extend(element.attribute(crate::markup::ACT).map(str::to_owned));
            element.children.iter().for_each(|child| collect(child, found));
        }
    }
    let mut found = Vec::new();
    root(view, &["/door-key.css"]).iter().for_each(|node| collect(node, &mut found));
    found
}

#[test]
fn windows_hello_is_called_so_and_its_settings_are_a_press_away() {
    let set_up = Device { platform_authenticator: Some(true), ..WINDOWS };
    let about = |device| match screen(&choosing(visit_on(device))).body {
        Body::Cards(cards) => cards.into_iter().find(|card| card.way == Way::Passkey).expect("it is offered"),
        other => panic!("{other:?}"),
    };
    assert_eq!(about(set_up).title, "Windows Hello");
    assert_eq!(about(set_up).about, "Your face, fingerprint or PIN. Takes less than a minute.");
    assert!(about(WINDOWS).about.contains("not set up on this computer yet") && !about(WINDOWS).closed);
    let ready = screen(&on(set_up, state("Ready")));
    assert_eq!(ready.heading, "Make your passkey with Windows Hello");
    let view = screen(&state("Hello"));
    let Body::Steps(steps, links) = &view.body else { panic!("{:?}", view.body) };
    let [link] = &links[..] else { panic!("{links:?}") };
    assert_eq!(
        (link.address.expose(), link.primary, link.elsewhere),
        ("ms-settings:signinoptions", true, false)
    );
    assert!(steps.iter().any(|step| step.contains("Settings, Accounts, Sign-in options")), "{steps:?}");
    // Another device lacks a screen lock, and has no such settings page.
    let android = Device { platform_authenticator: Some(false), ..PHONE };
    let view = screen(&on(android, state("Hello")));
    assert_eq!((body(&view), offered(&view).as_str()), ("emblem", "ACCEPT Back"));
    // On a kiosk it is nobody's.
    assert_eq!(about(Device { kiosk: true, ..set_up }).title, "This device");
}

#[test]
fn an_app_is_scanned_from_a_screen_and_opened_on_a_phone() {
    let secret = "S3CR 3TSE EDS3 CR3T";
    let stores = ["https://www.microsoft.com/security/mobile-authenticator-app"];
    for (case, device, has_code, links) in [
        ("a computer", ABLE, true, stores.to_vec()),
        ("a kiosk", KIOSK, true, vec![]),
        ("a phone", PHONE, false, vec![URI, Store::GooglePlay.authenticator()]),
        (
            "an iPhone",
            Device { platform: Platform::Ios, ..PHONE },
            false,
            vec![URI, Store::AppStore.authenticator()],
        ),
    ] {
        let view = screen(&on(device, state("App shown")));
        let Body::App(app) = &view.body else { panic!("{case}: {:?}", view.body) };
        assert_eq!(app.code.is_some(), has_code, "{case}");
        assert_eq!(app.links.iter().map(|link| link.address.expose()).collect::<Vec<_>>(), links, "{case}");
        assert_eq!(app.secret.expose(), secret, "{case}");
        assert_eq!((app.ask.asked, app.ask.locked, app.ask.wrong), (Asked::Digits, false, false), "{case}");
    }
    let Body::App(locked) = screen(&state("App confirming")).body else {
        panic!("it shows the secret still")
    };
    assert!(locked.ask.locked && locked.ask.submit_label == "Checking the digits");
}

#[test]
fn what_was_not_right_is_told_at_its_field() {
    for (at, mistyped, code) in [
        ("App shown", Mistyped::CodeEmpty, "E-120"),
        ("App shown", Mistyped::CodeShape, "E-121"),
        ("Managing naming", Mistyped::Name, "E-122"),
        ("Kiosk locked", Mistyped::Pin, "E-123"),
    ] {
        let notice = Some(Notice::Mistyped(mistyped));
        let state = match state(at) {
            State::App { visit, app: App::Shown { offer, .. } } => {
                State::App { visit, app: App::Shown { offer, notice } }
            }
            State::Managing { visit, .. } => {
                State::Managing { visit, managing: Managing::Naming { id: "cred".into(), notice } }
            }
            State::Kiosk { setting, .. } => State::Kiosk { setting, kiosk: Kiosk::Locked { notice } },
            other => panic!("{other:?}"),
        };
        let view = screen(&state);
        let ask = match &view.body {
            Body::App(AppView { ask, .. }) | Body::Ask(ask) => ask,
            other => panic!("{at}: {other:?}"),
        };
        assert_eq!((noticed(&view).code, ask.wrong), (code, true), "{at}");
    }
}

#[test]
fn a_notice_of_a_claim_is_drawn_whatever_it_is_about() {
    let stranger = Problem { status: 403, ..*problem(Code::Unknown) };
    let notice = || Notice::Failure(Failure::Refused(Box::new(stranger.clone())));
    for claiming in [
        Claiming::Asked { secret: Secret::new("x".into()), notice: Some(notice()) },
        Claiming::Over(notice()),
    ] {
        assert_eq!(noticed(&screen(&State::Claiming { setting: setting(), claiming })).field, None);
    }
}

#[test]
fn a_phone_that_is_away_is_told_of_as_far_as_it_has_come() {
    let away = |stage, device| {
        let phone = Phone::Away { stage, notice: None };
        screen(&on(device, State::Phone { visit: visit(), phone }))
    };
    for (stage, what, close) in [
        (Stage::Opened, "Choose your way in on your phone.", false),
        (Stage::Registered, "Saved on your phone. Now try it once there.", false),
        (Stage::Unknown, "Choose your way in on your phone.", false),
        (Stage::Proven, "", true),
    ] {
        let view = away(stage, ABLE);
        let said = match &view.body {
            Body::Busy(what, _) => what.as_str(),
            _ => "",
        };
        assert_eq!((said, view.actions[0].primary), (what, close), "{stage:?}");
    }
    assert_eq!(away(Stage::Opened, ABLE).actions[0].label, "Close this view");
    assert_eq!(away(Stage::Proven, KIOSK).actions[0].label, "Next person");
}

#[test]
fn a_sheet_holds_no_secret() {
    for (at, state) in states() {
        let view = screen(&on(KIOSK, state));
        let Some(sheet) = &view.sheet else { continue };
        assert!(["done", "later"].contains(&view.step), "{at}");
        let printed = format!("{sheet:?}");
        let secrets = SECRETS.into_iter().chain([TOKEN, LINK, SEED, URI, "cred"]);
        assert_eq!(secrets.into_iter().find(|secret| printed.contains(secret)), None, "{at}: {printed}");
        assert!(printed.contains("sam@demo.example") && printed.contains("Demo"), "{at}: {printed}");
        assert!(acts(&view.actions).contains(&Act::Print), "{at}");
    }
    // On one's own device there is nothing to print.
    assert!(screen(&state("Done")).sheet.is_none());
}

#[test]
fn no_view_prints_a_secret() {
    for (at, state) in states() {
        for device in [ABLE, PHONE, KIOSK] {
            let printed = format!("{:?}", screen(&on(device, state.clone())));
            assert_eq!(SECRETS.into_iter().find(|secret| printed.contains(secret)), None, "{at}: {printed}");
        }
    }
}

#[test]
fn whoever_is_asked_for_is_told_how_long_the_screen_waits() {
    let asking = |idle| {
        let now = Now { server: NOW, device_ahead: None, waited: NONE, idle };
        seen(&on(KIOSK, state("Choosing")), now).idle
    };
    assert!(asking(Idle::Calm).is_none() && asking(Idle::Over).is_none());
    for (seconds, left) in [(20, "in 20 seconds."), (2, "in 2 seconds."), (1, "in one second.")] {
        let idle = asking(Idle::Asking(seconds)).expect("it asks");
        assert_eq!(idle.heading, "Are you still there?");
        assert!(idle.text.ends_with(left), "{}", idle.text);
        // Read out once, not every second.
        assert!(idle.said.ends_with("in 20 seconds."), "{}", idle.said);
        assert_eq!((idle.stay.act, idle.stay.primary), (Act::Stay, true));
    }
}

#[test]
fn a_kiosk_offers_its_camera_and_a_way_out() {
    let entering = |device| offered(&screen(&on(device, state("Entering"))));
    assert_eq!(entering(ABLE), "");
    assert_eq!(entering(KIOSK), "Scan Leave");
    assert_eq!(entering(Device { camera: false, ..KIOSK }), "Leave");
}
