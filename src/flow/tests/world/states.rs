//! Every place of the journey, in every standing in which it does something else.

use super::{
    KIOSK, SEALED, WINDOWS, app_offer, authenticator, choosing, claimed, creating, done, entering,
    entering_with, extendable, handover, invited_setting, link, made, minutes, offer, passkey, person,
    proposal, proven, proving, ready, request, setting, too_soon, unsealed, visit, visit_after, visit_of,
    visit_on,
};
use crate::device::{Device, Obstacle};
use crate::flow::{
    App, Claiming, Gained, Handed, Invited, Kiosk, Managing, Opening, Phone, Setting, State, Subject,
    Unsealing, Visit,
};
use crate::notice::{Failure, Notice};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::kiosk::StaffReport;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::way::Way;

/// The secret of a handover, as the page's address brings it.
fn handed() -> Option<Handed> {
    Some(Handed::Handover(Secret::new("s3cr3t-link".into())))
}

/// A sealed pass, in the same manner: whole, or cut off on its way.
fn sealed(text: &str) -> Option<Handed> {
    Some(Handed::Envelope(Secret::new(text.into())))
}

fn waking(handed: Option<Handed>) -> State {
    State::Waking { opening: Opening { handed, ..Opening::default() } }
}

fn after_passkey() -> Box<Visit> {
    visit_after(Gained::Passkey(proven()))
}

fn phone(phone: Phone) -> State {
    State::Phone { visit: visit(), phone }
}

fn app(app: App) -> State {
    State::App { visit: visit(), app }
}

fn managing(managing: Managing) -> State {
    State::Managing { visit: after_passkey(), managing }
}

fn claiming(claiming: Claiming) -> State {
    State::Claiming { setting: Box::new(Setting { handed: handed(), ..*setting() }), claiming }
}

/// As an address with an envelope leads to it; nothing stands there any more once that was opened.
fn unsealing(unsealing: Unsealing) -> State {
    let unopened = matches!(unsealing, Unsealing::Asked { .. } | Unsealing::Sent { .. });
    let setting = if unopened {
        Setting { handed: sealed(SEALED), ..*setting() }
    } else {
        Setting { invited: Some(Invited { person: person(), claims: None }), ..*setting() }
    };
    State::Unsealing { setting: Box::new(setting), unsealing }
}

/// Such a screen between two newcomers.
fn kiosk(kiosk: Kiosk) -> State {
    State::Kiosk { setting: on_device(KIOSK), kiosk }
}

fn on_device(device: Device) -> Box<Setting> {
    Box::new(Setting { device, ..*setting() })
}

/// Where the staff corner can be opened.
fn staffed() -> Box<Setting> {
    let mut setting = on_device(KIOSK);
    setting.backend.staff = true;
    setting
}

/// Every place, in every standing in which it does something else.
pub(crate) fn states() -> Vec<(&'static str, State)> {
    let mut states = before();
    states.extend(ceremonies());
    states.extend(others());
    states.extend(super::microsoft::states());
    states
}

pub(crate) fn state(name: &str) -> State {
    let found = states().into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("there is no place {name:?}")).1
}

/// Those before the accepted pass.
fn before() -> Vec<(&'static str, State)> {
    let early = || invited_setting(minutes(30));
    let offline = || Some(Notice::Failure(Failure::Offline));
    vec![
        ("Waking", waking(None)),
        ("Waking handed", waking(handed())),
        ("Waking sealed", waking(sealed(SEALED))),
        ("Waking broken", waking(sealed(&SEALED[1..]))),
        (
            "Unreachable",
            State::Unreachable { opening: Opening::default(), notice: Notice::Failure(Failure::Unreachable) },
        ),
        ("Incapable", State::Incapable { setting: setting(), obstacle: Obstacle::NoCredentials }),
        ("Entering", entering(setting())),
        ("Entering invited", entering(invited_setting(minutes(0)))),
        ("Entering early", entering(early())),
        ("Entering early doubted", entering_with(early(), false, true)),
        ("Entering repairable", entering_with(setting(), true, false)),
        ("Entering doubted", entering_with(setting(), true, true)),
        ("Entering offline", State::Entering { setting: setting(), notice: offline(), proposal: None }),
        (
            "Entering paused",
            State::Entering {
                setting: setting(),
                notice: Some(Notice::Failure(too_soon())),
                proposal: Some(proposal(false, true)),
            },
        ),
        ("Entering kiosk", entering(Box::new(Setting { device: KIOSK, ..*invited_setting(minutes(0)) }))),
        ("Redeeming", State::Redeeming { setting: invited_setting(minutes(0)) }),
    ]
}

/// Those of a visit up to its end.
fn ceremonies() -> Vec<(&'static str, State)> {
    let way = Way::Passkey;
    let new = || Subject::New(passkey());
    let offline = || Notice::Failure(Failure::Offline);
    vec![
        ("Choosing", choosing(visit())),
        ("Choosing extendable", choosing(visit_of(extendable()))),
        ("Choosing offline", State::Choosing { visit: visit(), notice: Some(offline()) }),
        ("Choosing second", choosing(after_passkey())),
        ("Choosing kiosk", choosing(visit_on(KIOSK))),
        ("Choosing windows", choosing(visit_on(WINDOWS))),
        ("Preparing", State::Preparing { visit: visit(), way }),
        ("Ready", ready(visit())),
        ("Ready extendable", ready(visit_of(extendable()))),
        ("Creating", creating(visit())),
        ("Registering", State::Registering { visit: visit(), made: made() }),
        ("Unconfirmed", State::Unconfirmed { visit: visit(), made: made(), notice: offline() }),
        ("Challenging new", State::Challenging { visit: visit(), subject: new() }),
        ("Challenging known", State::Challenging { visit: visit(), subject: Subject::Known }),
        ("Proving new", proving(visit(), new())),
        ("Proving known", proving(visit(), Subject::Known)),
        ("Proving extendable", proving(visit_of(extendable()), new())),
        (
            "Proving offline",
            State::Proving { visit: visit(), subject: new(), offer: None, notice: Some(offline()) },
        ),
        ("Asserting new", State::Asserting { visit: visit(), subject: new(), offer: offer(request()) }),
        (
            "Asserting known",
            State::Asserting { visit: visit(), subject: Subject::Known, offer: offer(request()) },
        ),
        ("Verifying new", State::Verifying { visit: visit(), subject: new() }),
        ("Verifying known", State::Verifying { visit: visit(), subject: Subject::Known }),
        ("Done", done(after_passkey())),
        ("Done app", done(visit_after(Gained::App(authenticator())))),
        ("Done offline", State::Done { visit: after_passkey(), notice: Some(offline()) }),
    ]
}

/// Those beside it.
fn others() -> Vec<(&'static str, State)> {
    let offline = || Some(Notice::Failure(Failure::Offline));
    let number = || "42".to_owned();
    let ends_at = super::NOW + minutes(2);
    let id = || "cred".to_owned();
    let secret = || Secret::new("s3cr3t-link".into());
    let shown =
        |starts_after, notice| unsealing(Unsealing::Shown { unsealed: unsealed(starts_after), notice });
    let report = StaffReport { version: "0.1.0".into(), database: true, open: 3, now: super::NOW };
    vec![
        ("Managing naming", managing(Managing::Naming { id: id(), notice: None })),
        ("Managing removing", managing(Managing::Removing { id: id() })),
        ("Managing sent", managing(Managing::Sent)),
        ("Phone linking", phone(Phone::Linking)),
        ("Phone shown", phone(Phone::Shown { handover: Some(handover()), notice: None })),
        (
            "Phone over",
            phone(Phone::Shown { handover: None, notice: Some(Notice::Handover(Stage::Expired)) }),
        ),
        ("Phone comparing", phone(Phone::Comparing { number: number(), ends_at })),
        ("Phone agreeing", phone(Phone::Agreeing { number: number(), ends_at })),
        ("Phone away", phone(Phone::Away { stage: Stage::Opened, notice: None })),
        ("Phone proven", phone(Phone::Away { stage: Stage::Proven, notice: None })),
        (
            "Phone gone",
            phone(Phone::Away { stage: Stage::Left, notice: Some(Notice::Handover(Stage::Left)) }),
        ),
        ("Claiming asked", claiming(Claiming::Asked { secret: secret(), notice: None })),
        ("Claiming offline", claiming(Claiming::Asked { secret: secret(), notice: offline() })),
        ("Claiming sent", claiming(Claiming::Sent { secret: secret() })),
        ("Claiming comparing", claiming(Claiming::Comparing(claimed()))),
        ("Claiming over", claiming(Claiming::Over(Notice::Claim(Stage::Contested)))),
        ("Unsealing asked", unsealing(Unsealing::Asked { link: link(), notice: None })),
        ("Unsealing offline", unsealing(Unsealing::Asked { link: link(), notice: offline() })),
        ("Unsealing sent", unsealing(Unsealing::Sent { link: link() })),
        ("Unsealing shown", shown(minutes(0), None)),
        ("Unsealing shown early", shown(minutes(30), None)),
        ("Unsealing shown offline", shown(minutes(0), offline())),
        ("Unsealing shown paused", shown(minutes(0), Some(Notice::Failure(too_soon())))),
        ("Unsealing redeeming", unsealing(Unsealing::Redeeming { unsealed: unsealed(minutes(0)) })),
        ("Unsealing over", unsealing(Unsealing::Over(Notice::BrokenLink))),
        ("App preparing", app(App::Preparing)),
        ("App shown", app(App::Shown { offer: Some(app_offer()), notice: None })),
        ("App offline", app(App::Shown { offer: Some(app_offer()), notice: offline() })),
        (
            "App over",
            app(App::Shown {
                offer: None,
                notice: Some(Notice::Failure(super::refused(super::Code::AuthenticatorEnded))),
            }),
        ),
        ("App confirming", app(App::Confirming { offer: app_offer() })),
        ("Hello", State::Hello { visit: visit_on(WINDOWS), notice: None }),
        ("Later", State::Later { visit: visit_on(KIOSK) }),
        ("Kiosk resting", kiosk(Kiosk::Resting)),
        ("Kiosk staffed", State::Kiosk { setting: staffed(), kiosk: Kiosk::Resting }),
        ("Kiosk scanning", kiosk(Kiosk::Scanning { notice: None })),
        ("Kiosk locked", kiosk(Kiosk::Locked { notice: None })),
        ("Kiosk offline", kiosk(Kiosk::Locked { notice: offline() })),
        ("Kiosk unlocking", kiosk(Kiosk::Unlocking)),
        ("Kiosk open", kiosk(Kiosk::Open(report))),
    ]
}
