//! The same where Microsoft Entra ID is behind the backend: the places, and what can happen there.

use super::{ABLE, Code, KIOSK, NOW, TOKEN, backend, invited, minutes, person, refused, setting, validity};
use crate::device::Device;
use crate::doctor::Finding;
use crate::flow::{
    Account, Errand, Event, HandOff, Handed, Kiosk, LedBack, Opening, Pc, Setting, SigningIn, State,
};
use crate::notice::{Failure, Notice};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::entra::{
    EntraConfiguration, EntraMethod, EntraVisit, Greeting, MethodKind, OpenedVisit, PassState, SignInAnswer,
    SignInStart, UsabilityReason,
};
use doorkey_protocol::person::Person;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Span;
use doorkey_protocol::way::Way;

/// What is set up at Microsoft.
pub(crate) const WAYS_THERE: [Way; 4] =
    [Way::Passkey, Way::Authenticator, Way::WindowsHello, Way::SecurityKey];

/// A backend that wants the shape of passes looked at.
pub(crate) fn entra() -> Configuration {
    let security_info = "https://mysignins.example/security-info".to_owned();
    Configuration {
        ways: WAYS_THERE.to_vec(),
        entra: Some(EntraConfiguration { local_check: true, security_info }),
        ..backend()
    }
}

/// Before it, with an invitation to a pass that starts so much after noon.
pub(crate) fn before(starts_after: Span) -> Box<Setting> {
    Box::new(Setting { backend: entra(), invited: Some(invited(starts_after)), ..*setting() })
}

/// On this device, without an invitation.
pub(crate) fn before_on(device: Device) -> Box<Setting> {
    Box::new(Setting { backend: entra(), device, ..*setting() })
}

/// How it stands with a pass that starts so much after noon.
pub(crate) fn greeting(reason: UsabilityReason, starts_after: Span) -> Box<Greeting> {
    let usable = reason == UsabilityReason::EnabledByPolicy;
    let pass = PassState { validity: validity(starts_after), one_time: true, usable, reason };
    Box::new(Greeting { person: person(), pass: Some(pass), now: NOW })
}

pub(crate) fn usable() -> Box<Greeting> {
    greeting(UsabilityReason::EnabledByPolicy, minutes(0))
}

fn start() -> Box<SignInStart> {
    let address = "https://login.example/authorize?state=of-microsoft".to_owned();
    Box::new(SignInStart { address, handle: Secret::new("s3cr3t-handle".into()) })
}

pub(crate) fn answer() -> Box<SignInAnswer> {
    Box::new(SignInAnswer {
        handle: Secret::new("s3cr3t-handle".into()),
        state: "of-microsoft".into(),
        code: Some(Secret::new("s3cr3t-code".into())),
        error: None,
        description: None,
    })
}

pub(crate) fn listed(id: &str, kind: MethodKind, new: bool) -> EntraMethod {
    EntraMethod { id: id.into(), kind, name: None, created_at: None, new }
}

/// A visit that began at noon, with what Microsoft lists.
pub(crate) fn visit_there(methods: Vec<EntraMethod>) -> EntraVisit {
    EntraVisit {
        person: person(),
        another_person: false,
        signed_in_at: NOW,
        passkey_until: NOW + minutes(5),
        others_until: NOW + minutes(10),
        closes_at: NOW + minutes(30),
        pass: None,
        methods,
        now: NOW,
    }
}

/// Who signed in at noon, and was told of what is new.
pub(crate) fn account(methods: Vec<EntraMethod>) -> Box<Account> {
    let told = methods.iter().filter(|method| method.new).map(|method| method.id.clone()).collect();
    let token = Secret::new(TOKEN.into());
    Box::new(Account {
        setting: before(minutes(0)),
        token,
        visit: visit_there(methods),
        told,
        looks: 1,
        pass: None,
        tried: false,
    })
}

/// Somebody else than the invitation names.
pub(crate) fn another_account() -> Box<Account> {
    let mut account = account(vec![]);
    account.visit.person = Person { user_name: "kim@demo.example".into(), display_name: "Kim".into() };
    account.visit.another_person = true;
    account
}

fn a_passkey() -> EntraMethod {
    listed("new", MethodKind::Passkey, true)
}

fn signing_in(signing_in: SigningIn) -> State {
    State::SigningIn { setting: before(minutes(0)), signing_in }
}

pub(crate) fn greeted(greeting: Option<Box<Greeting>>) -> State {
    signing_in(SigningIn::Greeted { greeting, notice: None })
}

pub(crate) fn handing_off(hand_off: HandOff) -> State {
    State::HandingOff { account: account(vec![]), hand_off }
}

/// The steps of a way in.
pub(crate) fn guiding(way: Way, pc: Option<Pc>) -> State {
    handing_off(HandOff::Guiding { way, pc, notice: None })
}

fn waking(opening: Opening) -> State {
    State::Waking { opening }
}

pub(super) fn states() -> Vec<(&'static str, State)> {
    let offline = || Notice::Failure(Failure::Offline);
    let led =
        |back| Opening { handed: Some(Handed::SignIn { back, errand: Errand::First }), ..Opening::default() };
    let slip = Some(Notice::Slip(Finding::PassTooShort { missing: 3 }));
    let resting = |kiosk| State::Kiosk { setting: before_on(KIOSK), kiosk };
    let second = || account(vec![a_passkey()]);
    let done = |tried, notice| State::HandingOff {
        account: Box::new(Account { tried, ..*second() }),
        hand_off: HandOff::Done { notice },
    };
    vec![
        ("Waking formless", waking(Opening { formless: true, ..Opening::default() })),
        ("Waking invited", waking(Opening { invited: Some(invited(minutes(0))), ..Opening::default() })),
        ("Waking led", waking(led(LedBack::Answer(answer())))),
        ("Waking lost", waking(led(LedBack::Stray))),
        ("Waking back", waking(led(LedBack::Empty))),
        (
            "Unreachable formless",
            State::Unreachable {
                opening: Opening { formless: true, ..Opening::default() },
                notice: Notice::Failure(Failure::Unreachable),
            },
        ),
        ("SigningIn asking", signing_in(SigningIn::Asking { notice: None })),
        ("SigningIn asking offline", signing_in(SigningIn::Asking { notice: Some(offline()) })),
        ("SigningIn greeted", greeted(Some(usable()))),
        (
            "SigningIn greeted early",
            State::SigningIn {
                setting: before(minutes(30)),
                signing_in: SigningIn::Greeted {
                    greeting: Some(greeting(UsabilityReason::NotYetValid, minutes(30))),
                    notice: None,
                },
            },
        ),
        (
            "SigningIn greeted stranger",
            State::SigningIn {
                setting: before_on(ABLE),
                signing_in: SigningIn::Greeted { greeting: None, notice: None },
            },
        ),
        (
            "SigningIn greeted missing",
            greeted(Some(Box::new(Greeting { person: person(), pass: None, now: NOW }))),
        ),
        (
            "SigningIn greeted offline",
            signing_in(SigningIn::Greeted { greeting: None, notice: Some(offline()) }),
        ),
        (
            "SigningIn checking",
            signing_in(SigningIn::Checking { greeting: Some(usable()), notice: None, fits: false }),
        ),
        (
            "SigningIn checking slip",
            signing_in(SigningIn::Checking { greeting: Some(usable()), notice: slip, fits: false }),
        ),
        (
            "SigningIn checking fits",
            signing_in(SigningIn::Checking { greeting: Some(usable()), notice: None, fits: true }),
        ),
        ("SigningIn leading", signing_in(SigningIn::Leading { greeting: Some(usable()) })),
        ("SigningIn leaving", signing_in(SigningIn::Leaving { greeting: Some(usable()) })),
        ("SigningIn answering", signing_in(SigningIn::Answering { answer: answer() })),
        ("SigningIn unanswered", signing_in(SigningIn::Unanswered { answer: answer(), notice: offline() })),
        (
            "SigningIn elsewhere",
            State::SigningIn { setting: before_on(KIOSK), signing_in: SigningIn::Elsewhere { notice: None } },
        ),
        ("HandingOff choosing", handing_off(HandOff::Choosing { notice: None })),
        ("HandingOff choosing offline", handing_off(HandOff::Choosing { notice: Some(offline()) })),
        (
            "HandingOff choosing second",
            State::HandingOff { account: second(), hand_off: HandOff::Choosing { notice: None } },
        ),
        (
            "HandingOff choosing another",
            State::HandingOff { account: another_account(), hand_off: HandOff::Choosing { notice: None } },
        ),
        ("HandingOff which pc", handing_off(HandOff::WhichPc)),
        ("HandingOff guiding", guiding(Way::Passkey, None)),
        ("HandingOff guiding pc", guiding(Way::WindowsHello, Some(Pc::New))),
        ("HandingOff guiding own pc", guiding(Way::WindowsHello, Some(Pc::Own))),
        (
            "HandingOff guiding waiting",
            handing_off(HandOff::Guiding {
                way: Way::Authenticator,
                pc: None,
                notice: Some(Notice::NotListed),
            }),
        ),
        (
            "HandingOff guiding offline",
            handing_off(HandOff::Guiding { way: Way::SecurityKey, pc: None, notice: Some(offline()) }),
        ),
        ("HandingOff done", done(false, None)),
        ("HandingOff done offline", done(false, Some(offline()))),
        ("HandingOff done tried", done(true, None)),
        ("HandingOff trying", State::HandingOff { account: second(), hand_off: HandOff::Trying }),
        ("Kiosk of Microsoft", resting(Kiosk::Resting)),
        ("Kiosk of Microsoft scanning", resting(Kiosk::Scanning { notice: None })),
    ]
}

pub(super) fn events() -> Vec<(&'static str, Event)> {
    let seen = |methods| Event::Seen(Ok(Box::new(visit_there(methods))));
    let typed = |text: &str| Event::Typed(Secret::new(text.into()));
    vec![
        ("sign in", Event::WantsSignIn),
        ("news", Event::WantsNews),
        ("check", Event::WantsCheck),
        ("type a pass", typed("Ab3dEfgh")),
        ("choose a PC", Event::Chose(Way::WindowsHello)),
        ("a new PC", Event::ChosePc(Pc::New)),
        ("their own PC", Event::ChosePc(Pc::Own)),
        ("says done", Event::SaysDone),
        ("configured, Microsoft", Event::Configured(Ok(entra()), ABLE)),
        ("greeted", Event::Greeted(Ok(usable()))),
        ("greeted early", Event::Greeted(Ok(greeting(UsabilityReason::NotYetValid, minutes(30))))),
        ("not greeted", Event::Greeted(Err(refused(Code::DirectoryUnavailable)))),
        ("greeting refused", Event::Greeted(Err(refused(Code::InvitationRefused)))),
        ("led", Event::Led(Ok(start()))),
        ("not led", Event::Led(Err(refused(Code::PageRefused)))),
        ("stranded", Event::Stranded),
        (
            "signed in",
            Event::SignedIn(Ok(Box::new(OpenedVisit {
                token: Secret::new(TOKEN.into()),
                visit: visit_there(vec![]),
            }))),
        ),
        ("not signed in", Event::SignedIn(Err(refused(Code::SignInRefused)))),
        ("signed in, unheard", Event::SignedIn(Err(Failure::Unreachable))),
        ("signed in, unavailable", Event::SignedIn(Err(refused(Code::DirectoryUnavailable)))),
        ("seen", seen(vec![])),
        ("seen, new", seen(vec![a_passkey(), listed("newer", MethodKind::Authenticator, true)])),
        ("not seen", Event::Seen(Err(refused(Code::DirectoryUnavailable)))),
        ("seen too late", Event::Seen(Err(refused(Code::VisitEnded)))),
    ]
}
