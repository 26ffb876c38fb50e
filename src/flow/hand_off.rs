//! What is set up at Microsoft: a way in chosen, steps taken there, and the page that sees when it is there.
//!
//! Owns [`Account`], who signed in, and [`HandOff`]. No page of another origin makes a passkey for Microsoft, so
//! nothing is made here: cards lead there, and what Microsoft lists is looked at again and again, at growing
//! pauses, and at once when the newcomer comes back. What it lists anew is done.

use super::link::invitation;
use super::step::{Step, go, is, stay, still};
use super::visit::forget;
use super::{Effect, Errand, Event, Setting, State, sign_in};
use crate::device::{Offered, Standing};
use crate::notice::Notice;
use crate::patience;
use doorkey_protocol::entra::{EntraMethod, EntraVisit, MethodKind, OpenedVisit, PassState};
use doorkey_protocol::problem::Code;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::Timestamp;
use doorkey_protocol::validity::Validity;
use doorkey_protocol::way::Way;

/// Who signed in at Microsoft.
#[derive(Clone, Debug)]
pub struct Account {
    /// Where.
    pub setting: Box<Setting>,
    /// What every further call is made with.
    pub token: Secret,
    /// Who, the clocks, and what Microsoft lists.
    pub visit: EntraVisit,
    /// What is new and was told, by its id.
    pub told: Vec<String>,
    /// How often it was looked since something last changed.
    pub looks: usize,
    /// Their pass, as Microsoft had it when they signed in.
    pub pass: Option<PassState>,
    /// Whether Microsoft has signed them in since, to try what is new.
    pub tried: bool,
}

/// Where it is.
#[derive(Clone, Debug)]
pub enum HandOff {
    /// A way in is being chosen.
    Choosing {
        /// What was the matter with the last look.
        notice: Option<Notice>,
    },
    /// Which PC it is is being asked.
    WhichPc,
    /// The steps of a way in.
    Guiding {
        /// Which.
        way: Way,
        /// Which PC, where it is one.
        pc: Option<Pc>,
        /// What was the matter with the last look.
        notice: Option<Notice>,
    },
    /// Microsoft lists something new.
    Done {
        /// What was the matter with leading there.
        notice: Option<Notice>,
    },
    /// The page leads there to try it.
    Trying,
}

/// Something new is there.
const DONE: HandOff = HandOff::Done { notice: None };

/// Which PC Windows Hello is to be set up on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pc {
    /// One of the organisation that was never set up.
    New,
    /// One of the organisation that is set up.
    Organisation,
    /// One's own.
    Own,
}

/// A sign-in by the newcomer's hand opens it.
pub(super) fn open(mut setting: Box<Setting>, opened: OpenedVisit) -> Step {
    let tried = std::mem::take(&mut setting.errand) == Errand::Try;
    let OpenedVisit { token, visit } = opened;
    let pass = visit.pass;
    let mut account =
        Box::new(Account { setting, token, visit: visit.clone(), told: Vec::new(), looks: 0, pass, tried });
    // Set up before the tab was lost, or while they signed in. Of somebody else than the link is for that is said first.
    if account.take_in(visit) && !account.visit.another_person {
        return stay(State::HandingOff { account, hand_off: DONE });
    }
    attend(account, HandOff::Choosing { notice: None })
}

pub(super) fn step(mut account: Box<Account>, hand_off: HandOff, event: Event, now: Timestamp) -> Step {
    let at = |account, hand_off| State::HandingOff { account, hand_off };
    match (hand_off, event) {
        (HandOff::Done { .. }, Event::WantsSecond) => look_anew(account, HandOff::Choosing { notice: None }),
        // Microsoft asks anew: by the new way in, or it would be no try.
        (HandOff::Done { .. }, Event::WantsSignIn) if account.can_try() && !account.tried => {
            let invitation = invitation(&account.setting);
            go(at(account, HandOff::Trying), Effect::Lead { invitation, again: true })
        }
        (HandOff::Done { notice }, Event::Online) => {
            stay(at(account, HandOff::Done { notice: still(notice) }))
        }
        (HandOff::Trying, Event::Led(Ok(start))) => {
            let invitation = invitation(&account.setting);
            go(at(account, HandOff::Trying), Effect::Depart { start, invitation, errand: Errand::Try })
        }
        (HandOff::Trying, Event::Led(Err(failure))) => {
            stay(at(account, HandOff::Done { notice: Some(Notice::Failure(failure)) }))
        }
        (HandOff::Trying, Event::Stranded) => {
            stay(at(account, HandOff::Done { notice: Some(Notice::NothingKept) }))
        }
        (HandOff::Trying, Event::Back) => go(at(account, DONE), Effect::Recall),
        (hand_off @ (HandOff::Done { .. } | HandOff::Trying), event)
            if !matches!(event, Event::Left | Event::Idled) =>
        {
            stay(at(account, hand_off))
        }

        (hand_off, Event::Seen(Ok(visit))) => {
            if account.take_in(*visit) {
                // What is new was not tried.
                account.tried = false;
                return stay(at(account, DONE));
            }
            attend(account, hand_off.without_failure())
        }
        (_, Event::Seen(Err(failure))) if is(&failure, Code::VisitEnded) => {
            if account.told.is_empty() {
                sign_in::anew(account.setting, Some(Notice::Failure(failure)))
            } else {
                stay(at(account, DONE))
            }
        }
        // Whatever it is, it may pass: the page goes on looking, and says what is the matter meanwhile.
        (hand_off, Event::Seen(Err(failure))) => {
            attend(account, hand_off.with(Some(Notice::Failure(failure))))
        }
        // They may have done it just now.
        (hand_off, Event::Returned) => look_anew(account, hand_off),
        (hand_off, Event::Online) => look_anew(account, hand_off.without_failure()),

        (HandOff::Choosing { .. }, Event::Chose(Way::WindowsHello)) if account.offers(Way::WindowsHello) => {
            stay(at(account, HandOff::WhichPc))
        }
        (HandOff::WhichPc, Event::ChosePc(pc)) => guide(account, Way::WindowsHello, Some(pc)),
        (
            HandOff::Choosing { .. } | HandOff::Guiding { pc: Some(Pc::Own), .. },
            Event::Chose(way @ (Way::Passkey | Way::SecurityKey | Way::Authenticator)),
        ) if account.offers(way) => guide(account, way, None),
        (HandOff::Guiding { way, pc, .. }, Event::SaysDone) => {
            look_anew(account, HandOff::Guiding { way, pc, notice: Some(Notice::NotListed) })
        }
        (HandOff::Choosing { .. }, Event::Back) if !account.told.is_empty() => stay(at(account, DONE)),
        (HandOff::WhichPc | HandOff::Guiding { pc: None, .. }, Event::Back) => {
            stay(at(account, HandOff::Choosing { notice: None }))
        }
        (HandOff::Guiding { pc: Some(_), .. }, Event::Back) => stay(at(account, HandOff::WhichPc)),
        // The visit ends by itself; Microsoft knows who is there and may not ask for the pass again.
        (hand_off, Event::WantsSignIn) => {
            // Whom it lets pass again is no longer one who has just signed in.
            let Account { mut setting, visit, .. } = *account;
            let is_late = matches!(hand_off, HandOff::Guiding { .. }) || now >= visit.passkey_until;
            setting.errand = if is_late { Errand::Again } else { Errand::First };
            sign_in::anew(setting, None)
        }
        (_, Event::Left | Event::Idled) => forget(account.setting, Effect::Part(account.token)),

        (hand_off, _) => stay(at(account, hand_off)),
    }
}

fn guide(account: Box<Account>, way: Way, pc: Option<Pc>) -> Step {
    look_anew(account, HandOff::Guiding { way, pc, notice: None })
}

/// Looks now, and then at pauses that grow again.
fn look_anew(mut account: Box<Account>, hand_off: HandOff) -> Step {
    account.looks = 0;
    attend(account, hand_off)
}

/// Looks once more, after a pause.
fn attend(mut account: Box<Account>, hand_off: HandOff) -> Step {
    let pause = patience::between_looks(account.looks);
    account.looks += 1;
    let effect = Effect::Attend(account.token.clone(), pause);
    go(State::HandingOff { account, hand_off }, effect)
}

impl Account {
    /// What can be set up, the best for this device first.
    pub fn offered(&self) -> Vec<Offered> {
        self.setting.device.hand_off(&self.setting.backend.ways)
    }

    /// Whether this way in can be chosen.
    pub fn offers(&self, way: Way) -> bool {
        self.offered().contains(&Offered { way, standing: Standing::Open })
    }

    /// Whether their pass works once only, and so no more; `None` when nobody knows.
    pub fn one_time(&self) -> Option<bool> {
        self.pass.map(|pass| pass.one_time).or_else(|| self.setting.claims().map(|claims| claims.one_time))
    }

    /// When their pass works; `None` when nobody knows.
    pub fn validity(&self) -> Option<Validity> {
        self.pass.map(|pass| pass.validity).or_else(|| self.setting.claims().map(|claims| claims.validity))
    }

    /// What was not there when they signed in.
    pub fn new_methods(&self) -> impl Iterator<Item = &EntraMethod> {
        self.visit.methods.iter().filter(|method| method.new)
    }

    /// Whether something of what is new signs in by itself, and in a browser.
    pub fn can_try(&self) -> bool {
        self.new_methods().any(|method| method.kind == MethodKind::Passkey)
    }

    /// What was told after so many.
    pub fn told_since(&self, known: usize) -> impl Iterator<Item = &EntraMethod> {
        let told = self.told.iter().skip(known);
        told.filter_map(|id| self.visit.methods.iter().find(|method| method.id == *id))
    }

    /// Until when Microsoft lets this way in be added by its page without another sign-in.
    pub fn until(&self, way: Way) -> Timestamp {
        match way {
            Way::Passkey | Way::SecurityKey => self.visit.passkey_until,
            Way::Authenticator | Way::WindowsHello | Way::Phone | Way::Unknown => self.visit.others_until,
        }
    }

    /// Whether it is set up on Microsoft's page in this browser, in the time since the sign-in; else the pass
    /// is typed once more, where it is set up. Inside the app it is quicker, and makes a passkey there at the
    /// same time, but it takes a pass that works more than once.
    pub fn in_security_info(&self, way: Way) -> bool {
        match way {
            Way::WindowsHello => false,
            Way::Authenticator => self.one_time() != Some(false),
            Way::Passkey | Way::SecurityKey | Way::Phone | Way::Unknown => true,
        }
    }

    /// Takes in what Microsoft lists; whether there is something that was not told yet.
    fn take_in(&mut self, visit: EntraVisit) -> bool {
        self.visit = visit;
        let untold: Vec<_> = self
            .new_methods()
            .filter(|method| !self.told.contains(&method.id))
            .map(|method| method.id.clone())
            .collect();
        let any = !untold.is_empty();
        self.told.extend(untold);
        any
    }
}

impl HandOff {
    fn with(self, notice: Option<Notice>) -> Self {
        match self {
            Self::Choosing { .. } => Self::Choosing { notice },
            Self::Guiding { way, pc, .. } => Self::Guiding { way, pc, notice },
            Self::WhichPc | Self::Done { .. } | Self::Trying => self,
        }
    }

    /// An answer came, so what was the matter with the last one is over.
    fn without_failure(self) -> Self {
        match &self {
            Self::Choosing { notice: Some(Notice::Failure(_)) }
            | Self::Guiding { notice: Some(Notice::Failure(_)), .. } => self.with(None),
            _ => self,
        }
    }
}
