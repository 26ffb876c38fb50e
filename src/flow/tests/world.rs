//! The world of the tests: one newcomer, one backend, one device, and every place and event by a name.
//!
//! Owns what the tables of `flow`, `view` and `words` are made of; the devices stand in `devices`, the
//! places in `states`, what can happen in `events`. Every secret in it can be told from all other text
//! ([`SECRETS`]).

mod devices;
mod events;
pub(crate) mod microsoft;
mod states;

pub(crate) use devices::{ABLE, KIOSK, PHONE, WINDOWS};
pub(crate) use events::{all, event, events, opened, submitted};
pub(crate) use states::{state, states};

use crate::ceremony::Ceremony;
use crate::ceremony::cause::{Cause, Ended, Incident};
use crate::device::Device;
use crate::doctor::{Finding, Repair};
use crate::flow::{
    App, Claiming, Claims, Effect, Errand, Gained, HandOff, Invited, Kiosk, Made, Managing, Offer, Pc, Phone,
    Proposal, Setting, SigningIn, State, Subject, Unsealed, Unsealing, Visit,
};
use crate::notice::{Failure, Notice};
use doorkey_protocol::authenticator::{Authenticator, AuthenticatorOffer};
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::envelope::Link;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::handover::{Claim, Claimed, Handover, Progress, Stage};
use doorkey_protocol::passkey::{CreationOptions, Passkey, Registration, RequestOptions};
use doorkey_protocol::person::Person;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::redemption::{Redemption, SecondWay};
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Lifetime, Span, Timestamp};
use doorkey_protocol::validity::Validity;
use doorkey_protocol::way::Way;

/// Noon.
pub(crate) const NOW: Timestamp = Timestamp::from_millis(12 * 3_600_000);

pub(crate) const PASS: &str = "s3cr3t-pass";
pub(crate) const TOKEN: &str = "s3cr3t-token";
/// What a link to continue by holds.
pub(crate) const LINK: &str = "https://door.example/#h=s3cr3t-link";
/// What opens a claim.
pub(crate) const CLAIM: &str = "s3cr3t-claim";
/// What stands behind `p=` in a link that shows a pass.
pub(crate) const SEALED: &str = "the-id-of-an-envelope_.s3cr3t-key-s3cr3t-key-s3cr3t-key-s3cr3t-key";
/// What an authenticator app keeps, and how it travels.
pub(crate) const SEED: &str = "S3CR3TSEEDS3CR3T";
pub(crate) const URI: &str = "otpauth://totp/Demo:sam?secret=S3CR3TSEEDS3CR3T";
/// What an authenticator app shows.
pub(crate) const DIGITS: &str = "918273";
pub(crate) const PIN: &str = "s3cr3t-pin";
/// What must never be printed.
pub(crate) const SECRETS: [&str; 6] = ["s3cr3t", "S3CR3T", DIGITS, "#h=", "#p=", "otpauth"];

pub(crate) fn minutes(minutes: i64) -> Span {
    Span::from_mins(minutes)
}

pub(crate) fn backend() -> Configuration {
    Configuration {
        name: "Demo".into(),
        help: Some("the desk".into()),
        pass_format: PassFormat::Printable,
        ways: WAYS.to_vec(),
        staff: false,
        page: Some("https://door.example".into()),
        entra: None,
        now: NOW,
    }
}

/// What the backend offers, first to last as it says them.
pub(crate) const WAYS: [Way; 4] = [Way::Passkey, Way::SecurityKey, Way::Phone, Way::Authenticator];

pub(crate) fn person() -> Person {
    Person { user_name: "sam@demo.example".into(), display_name: "Sam".into() }
}

/// An hour, so much after noon.
pub(crate) fn validity(starts_after: Span) -> Validity {
    Validity { starts_at: NOW + starts_after, lifetime_in_minutes: Lifetime::DEFAULT }
}

pub(crate) fn invited(starts_after: Span) -> Invited {
    let claims = Claims { validity: validity(starts_after), one_time: true, text: "claims.signature".into() };
    Invited { person: person(), claims: Some(claims) }
}

pub(crate) fn setting() -> Box<Setting> {
    Box::new(Setting {
        backend: backend(),
        device: ABLE,
        invited: None,
        handed: None,
        been_there: false,
        errand: Errand::First,
        copied: false,
    })
}

/// With an invitation to a pass that starts so much after noon.
pub(crate) fn invited_setting(starts_after: Span) -> Box<Setting> {
    Box::new(Setting { invited: Some(invited(starts_after)), ..*setting() })
}

/// What the link of an envelope holds.
pub(crate) fn link() -> Link {
    Link::read(SEALED).expect("it is whole")
}

/// A pass out of an envelope, that starts so much after noon.
pub(crate) fn unsealed(starts_after: Span) -> Box<Unsealed> {
    let pass = Secret::new(PASS.into());
    Box::new(Unsealed { pass, person: person(), validity: validity(starts_after), now: NOW })
}

pub(crate) fn passkey() -> Passkey {
    Passkey {
        id: "cred".into(),
        name: None,
        way: Way::Passkey,
        backed_up: false,
        created_at: NOW,
        proven_at: None,
    }
}

/// The same, after it has signed in.
pub(crate) fn proven() -> Passkey {
    Passkey { proven_at: Some(NOW), ..passkey() }
}

/// An authenticator app that is set up.
pub(crate) fn authenticator() -> Authenticator {
    Authenticator { id: "app".into(), name: None, created_at: NOW }
}

/// The secret for one that is not yet.
pub(crate) fn app_offer() -> AuthenticatorOffer {
    AuthenticatorOffer {
        uri: Secret::new(URI.into()),
        secret: Secret::new(SEED.into()),
        issuer: "Demo".into(),
        account: "sam".into(),
    }
}

pub(crate) fn handover() -> Handover {
    Handover { link: Secret::new(LINK.into()), ends_at: NOW + minutes(3), now: NOW }
}

/// A handover that has come so far.
pub(crate) fn progress(stage: Stage) -> Progress {
    let number = (stage != Stage::Waiting).then(|| "42".to_owned());
    Progress { stage, number, intruded: false, ends_at: NOW + minutes(2), now: NOW }
}

pub(crate) fn claimed() -> Claimed {
    Claimed { token: Secret::new(CLAIM.into()), number: "42".into(), ends_at: NOW + minutes(2), now: NOW }
}

/// A claim that has come so far.
pub(crate) fn claim(stage: Stage) -> Claim {
    let redemption = (stage == Stage::Opened).then(redemption);
    Claim { stage, redemption }
}

/// Opened at noon, for ten minutes.
pub(crate) fn redemption() -> Redemption {
    Redemption {
        person: person(),
        validity: validity(minutes(0)),
        one_time: true,
        closes_at: NOW + minutes(10),
        extendable: false,
        ways: WAYS.to_vec(),
        passkeys: vec![],
        authenticators: vec![],
        second_way: SecondWay::Optional,
        now: NOW,
    }
}

pub(crate) fn extendable() -> Redemption {
    Redemption { extendable: true, ..redemption() }
}

pub(crate) fn visit_of(redemption: Redemption) -> Box<Visit> {
    Box::new(Visit {
        setting: invited_setting(minutes(0)),
        token: Secret::new(TOKEN.into()),
        redemption,
        tries: vec![],
        orphan: false,
        gained: None,
        asked: None,
    })
}

/// On another device than one's own of an unknown kind.
pub(crate) fn visit_on(device: Device) -> Box<Visit> {
    let mut visit = visit();
    visit.setting.device = device;
    visit
}

/// After the first way in was made and proven.
pub(crate) fn visit_after(gained: Gained) -> Box<Visit> {
    let mut redemption = redemption();
    match &gained {
        Gained::Passkey(passkey) => redemption.passkeys.push(passkey.clone()),
        Gained::App(app) => redemption.authenticators.push(app.clone()),
        Gained::Known(_) => {}
    }
    Box::new(Visit { gained: Some(gained), asked: Some(creation()), ..*visit_of(redemption) })
}

pub(crate) fn done(visit: Box<Visit>) -> State {
    State::Done { visit, notice: None }
}

pub(crate) fn visit() -> Box<Visit> {
    visit_of(redemption())
}

pub(crate) fn offer<T>(options: T) -> Offer<T> {
    Offer { options, since: NOW }
}

pub(crate) fn creation() -> CreationOptions {
    CreationOptions("{}".into())
}

pub(crate) fn request() -> RequestOptions {
    RequestOptions("{}".into())
}

pub(crate) fn made() -> Box<Made> {
    Box::new(Made { options: creation(), registration: Registration("{}".into()) })
}

pub(crate) fn problem(code: Code) -> Box<Problem> {
    Box::new(Problem::new(code))
}

pub(crate) fn refused(code: Code) -> Failure {
    Failure::Refused(problem(code))
}

/// No pass is looked at for another minute.
pub(crate) fn too_soon() -> Failure {
    Failure::Refused(Box::new(Problem { not_before: Some(NOW + minutes(1)), ..*problem(Code::PassTooSoon) }))
}

/// What the doctor proposes: a repair, or trying what was typed, or both.
pub(crate) fn proposal(repair: bool, as_typed: bool) -> Box<Proposal> {
    let repair = repair.then(|| Repair { user_name: None, pass: Some(Secret::new(PASS.into())) });
    let entry = || crate::doctor::Entry {
        user_name: "sam".parse().expect("a user name"),
        pass: PASS.parse().expect("a pass"),
    };
    Box::new(Proposal { repair, as_typed: as_typed.then(entry) })
}

/// A ceremony that was ended by an error of this name, after a dialog of five seconds.
pub(crate) fn incident(name: &str) -> Box<Incident> {
    Box::new(Incident {
        ceremony: Ceremony::Registration,
        way: Way::Passkey,
        ended: Ended::Threw { name: name.into(), message: String::new() },
        took: Span::from_secs(5),
        timeout: None,
        lost_focus: true,
        was_hidden: false,
        aborted_by_us: name == "AbortError",
        activated: Some(true),
        permitted: Some(true),
        taken_over: false,
        bluetooth: None,
        device: ABLE,
    })
}

pub(crate) fn choosing(visit: Box<Visit>) -> State {
    State::Choosing { visit, notice: None }
}

pub(crate) fn ready(visit: Box<Visit>) -> State {
    State::Ready { visit, way: Way::Passkey, offer: offer(creation()), notice: None }
}

pub(crate) fn creating(visit: Box<Visit>) -> State {
    State::Creating { visit, way: Way::Passkey, offer: offer(creation()) }
}

pub(crate) fn proving(visit: Box<Visit>, subject: Subject) -> State {
    State::Proving { visit, subject, offer: Some(offer(request())), notice: None }
}

pub(crate) fn entering(setting: Box<Setting>) -> State {
    State::Entering { setting, notice: None, proposal: None }
}

fn entering_with(setting: Box<Setting>, repair: bool, as_typed: bool) -> State {
    let notice = Some(Notice::Slip(Finding::TrailingMark));
    State::Entering { setting, notice, proposal: Some(proposal(repair, as_typed)) }
}

pub(crate) fn place(state: &State) -> &'static str {
    match state {
        State::Waking { .. } => "Waking",
        State::Unreachable { .. } => "Unreachable",
        State::Incapable { .. } => "Incapable",
        State::Entering { .. } => "Entering",
        State::Redeeming { .. } => "Redeeming",
        State::Choosing { .. } => "Choosing",
        State::Preparing { .. } => "Preparing",
        State::Ready { .. } => "Ready",
        State::Creating { .. } => "Creating",
        State::Registering { .. } => "Registering",
        State::Unconfirmed { .. } => "Unconfirmed",
        State::Challenging { .. } => "Challenging",
        State::Proving { .. } => "Proving",
        State::Asserting { .. } => "Asserting",
        State::Verifying { .. } => "Verifying",
        State::Done { .. } => "Done",
        State::Managing { .. } => "Managing",
        State::Phone { .. } => "Phone",
        State::Claiming { .. } => "Claiming",
        State::Unsealing { .. } => "Unsealing",
        State::App { .. } => "App",
        State::Hello { .. } => "Hello",
        State::Later { .. } => "Later",
        State::Kiosk { .. } => "Kiosk",
        State::SigningIn { .. } => "SigningIn",
        State::HandingOff { .. } => "HandingOff",
    }
}

/// The place with where it is beneath, as the table names it.
pub(crate) fn standing(state: &State) -> &'static str {
    match state {
        State::Managing { managing, .. } => match managing {
            Managing::Naming { .. } => "Managing naming",
            Managing::Removing { .. } => "Managing removing",
            Managing::Sent => "Managing sent",
        },
        State::Phone { phone, .. } => match phone {
            Phone::Linking => "Phone linking",
            Phone::Shown { handover: Some(_), .. } => "Phone shown",
            Phone::Shown { handover: None, .. } => "Phone over",
            Phone::Comparing { .. } => "Phone comparing",
            Phone::Agreeing { .. } => "Phone agreeing",
            Phone::Away { stage: Stage::Proven, .. } => "Phone proven",
            Phone::Away { stage: Stage::Expired | Stage::Left, .. } => "Phone gone",
            Phone::Away { .. } => "Phone away",
        },
        State::Claiming { claiming, .. } => match claiming {
            Claiming::Asked { .. } => "Claiming asked",
            Claiming::Sent { .. } => "Claiming sent",
            Claiming::Comparing(_) => "Claiming comparing",
            Claiming::Over(_) => "Claiming over",
        },
        State::Unsealing { unsealing, .. } => match unsealing {
            Unsealing::Asked { .. } => "Unsealing asked",
            Unsealing::Sent { .. } => "Unsealing sent",
            Unsealing::Shown { .. } => "Unsealing shown",
            Unsealing::Redeeming { .. } => "Unsealing redeeming",
            Unsealing::Over(_) => "Unsealing over",
        },
        State::App { app, .. } => match app {
            App::Preparing => "App preparing",
            App::Shown { offer: Some(_), .. } => "App shown",
            App::Shown { offer: None, .. } => "App over",
            App::Confirming { .. } => "App confirming",
        },
        State::Kiosk { kiosk, .. } => match kiosk {
            Kiosk::Resting => "Kiosk resting",
            Kiosk::Scanning { .. } => "Kiosk scanning",
            Kiosk::Locked { .. } => "Kiosk locked",
            Kiosk::Unlocking => "Kiosk unlocking",
            Kiosk::Open(_) => "Kiosk open",
        },
        State::SigningIn { signing_in, .. } => match signing_in {
            SigningIn::Asking { .. } => "SigningIn asking",
            SigningIn::Greeted { .. } => "SigningIn greeted",
            SigningIn::Checking { fits: false, .. } => "SigningIn checking",
            SigningIn::Checking { fits: true, .. } => "SigningIn checking fits",
            SigningIn::Leading { .. } => "SigningIn leading",
            SigningIn::Leaving { .. } => "SigningIn leaving",
            SigningIn::Answering { .. } => "SigningIn answering",
            SigningIn::Unanswered { .. } => "SigningIn unanswered",
            SigningIn::Elsewhere { .. } => "SigningIn elsewhere",
        },
        State::HandingOff { hand_off, .. } => match hand_off {
            HandOff::Choosing { .. } => "HandingOff choosing",
            HandOff::WhichPc => "HandingOff which pc",
            HandOff::Guiding { pc: None, .. } => "HandingOff guiding",
            HandOff::Guiding { pc: Some(Pc::Own), .. } => "HandingOff guiding own pc",
            HandOff::Guiding { pc: Some(_), .. } => "HandingOff guiding pc",
            HandOff::Done { .. } => "HandingOff done",
            HandOff::Trying => "HandingOff trying",
        },
        other => place(other),
    }
}

/// The code of the notice, or nothing.
pub(crate) fn notice(state: &State) -> &'static str {
    match state {
        State::Entering { notice, .. }
        | State::Choosing { notice, .. }
        | State::Ready { notice, .. }
        | State::Proving { notice, .. }
        | State::Done { notice, .. }
        | State::Hello { notice, .. }
        | State::Managing { managing: Managing::Naming { notice, .. }, .. }
        | State::Phone { phone: Phone::Shown { notice, .. } | Phone::Away { notice, .. }, .. }
        | State::Claiming { claiming: Claiming::Asked { notice, .. }, .. }
        | State::Unsealing {
            unsealing: Unsealing::Asked { notice, .. } | Unsealing::Shown { notice, .. },
            ..
        }
        | State::App { app: App::Shown { notice, .. }, .. }
        | State::SigningIn {
            signing_in:
                SigningIn::Asking { notice }
                | SigningIn::Greeted { notice, .. }
                | SigningIn::Checking { notice, .. }
                | SigningIn::Elsewhere { notice },
            ..
        }
        | State::HandingOff {
            hand_off:
                HandOff::Choosing { notice } | HandOff::Guiding { notice, .. } | HandOff::Done { notice, .. },
            ..
        }
        | State::Kiosk { kiosk: Kiosk::Scanning { notice } | Kiosk::Locked { notice }, .. } => {
            notice.as_ref().map_or("", Notice::code)
        }
        State::Unreachable { notice, .. }
        | State::Unconfirmed { notice, .. }
        | State::Claiming { claiming: Claiming::Over(notice), .. }
        | State::SigningIn { signing_in: SigningIn::Unanswered { notice, .. }, .. }
        | State::Unsealing { unsealing: Unsealing::Over(notice), .. } => notice.code(),
        _ => "",
    }
}

pub(crate) fn asked(effect: Option<&Effect>) -> &'static str {
    match effect {
        None => "",
        Some(Effect::Configure) => "Configure",
        Some(Effect::Redeem { .. }) => "Redeem",
        Some(Effect::Retype(_)) => "Retype",
        Some(Effect::Offer(..)) => "Offer",
        Some(Effect::Create(..)) => "Create",
        Some(Effect::Register(..)) => "Register",
        Some(Effect::Disown(_)) => "Disown",
        Some(Effect::Challenge(..)) => "Challenge",
        Some(Effect::Assert(..)) => "Assert",
        Some(Effect::Prove(..)) => "Prove",
        Some(Effect::Extend(_)) => "Extend",
        Some(Effect::Copy(_)) => "Copy",
        Some(Effect::OpenWindow(_)) => "OpenWindow",
        Some(Effect::Leave(_)) => "Leave",
        Some(Effect::Hand(_)) => "Hand",
        Some(Effect::Watch(_)) => "Watch",
        Some(Effect::Agree(..)) => "Agree",
        Some(Effect::Unhand(_)) => "Unhand",
        Some(Effect::Claim(_)) => "Claim",
        Some(Effect::Follow(_)) => "Follow",
        Some(Effect::Unclaim(_)) => "Unclaim",
        Some(Effect::Unseal(_)) => "Unseal",
        Some(Effect::Greet(_)) => "Greet",
        Some(Effect::Lead { .. }) => "Lead",
        Some(Effect::Depart { .. }) => "Depart",
        Some(Effect::Recall) => "Recall",
        Some(Effect::Answer(_)) => "Answer",
        Some(Effect::Attend(..)) => "Attend",
        Some(Effect::Part(_)) => "Part",
        Some(Effect::OfferApp(_)) => "OfferApp",
        Some(Effect::Confirm(..)) => "Confirm",
        Some(Effect::Review(_)) => "Review",
        Some(Effect::Rename(..)) => "Rename",
        Some(Effect::Remove(..)) => "Remove",
        Some(Effect::Look { .. }) => "Look",
        Some(Effect::Scan) => "Scan",
        Some(Effect::Report(_)) => "Report",
        Some(Effect::Print) => "Print",
        Some(Effect::Reload) => "Reload",
    }
}

/// The visit of a place that has one.
pub(crate) fn visit_in(state: &State) -> Option<&Visit> {
    match state {
        State::Choosing { visit, .. }
        | State::Preparing { visit, .. }
        | State::Ready { visit, .. }
        | State::Creating { visit, .. }
        | State::Registering { visit, .. }
        | State::Unconfirmed { visit, .. }
        | State::Challenging { visit, .. }
        | State::Proving { visit, .. }
        | State::Asserting { visit, .. }
        | State::Verifying { visit, .. }
        | State::Done { visit, .. }
        | State::Managing { visit, .. }
        | State::Phone { visit, .. }
        | State::App { visit, .. }
        | State::Hello { visit, .. }
        | State::Later { visit } => Some(visit),
        _ => None,
    }
}

/// Why ceremonies of the visit gave nothing.
pub(crate) fn tries(state: &State) -> &[Cause] {
    visit_in(state).map_or(&[], |visit| &visit.tries)
}

/// What a place takes place in, once that is known.
pub(crate) fn setting_in(state: &State) -> Option<&Setting> {
    match state {
        State::Waking { .. } | State::Unreachable { .. } => None,
        State::Incapable { setting, .. }
        | State::Entering { setting, .. }
        | State::Redeeming { setting }
        | State::Claiming { setting, .. }
        | State::Unsealing { setting, .. }
        | State::SigningIn { setting, .. }
        | State::Kiosk { setting, .. } => Some(setting),
        State::HandingOff { account, .. } => Some(&account.setting),
        other => Some(&visit_in(other)?.setting),
    }
}

/// Whom the page's address greeted, as it is known here.
pub(crate) fn invitation(state: &State) -> Option<&Invited> {
    match state {
        State::Waking { opening } | State::Unreachable { opening, .. } => opening.invited.as_ref(),
        other => setting_in(other)?.invited.as_ref(),
    }
}

/// The same place on another device.
pub(crate) fn on(device: Device, state: State) -> State {
    with(|setting| setting.device = device, state)
}

/// The same place in a setting that differs.
pub(crate) fn with(change: impl FnOnce(&mut Setting), mut state: State) -> State {
    match &mut state {
        State::Waking { .. } | State::Unreachable { .. } => {}
        State::Incapable { setting, .. }
        | State::Entering { setting, .. }
        | State::Redeeming { setting }
        | State::Claiming { setting, .. }
        | State::Unsealing { setting, .. }
        | State::SigningIn { setting, .. }
        | State::Kiosk { setting, .. } => change(setting),
        State::HandingOff { account, .. } => change(&mut account.setting),
        State::Choosing { visit, .. }
        | State::Preparing { visit, .. }
        | State::Ready { visit, .. }
        | State::Creating { visit, .. }
        | State::Registering { visit, .. }
        | State::Unconfirmed { visit, .. }
        | State::Challenging { visit, .. }
        | State::Proving { visit, .. }
        | State::Asserting { visit, .. }
        | State::Verifying { visit, .. }
        | State::Done { visit, .. }
        | State::Managing { visit, .. }
        | State::Phone { visit, .. }
        | State::App { visit, .. }
        | State::Hello { visit, .. }
        | State::Later { visit } => change(&mut visit.setting),
    }
    state
}
