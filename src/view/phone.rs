//! The screens of a handover, on both sides.

use super::artist::Artist;
use super::{Act, Body, Clock, CodeView, View};
use crate::flow::{Claiming, Phone, Setting, Visit};
use crate::qr::Qr;
use crate::words::{self, Kept, Words};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::time::Timestamp;

impl<W: Words> Artist<'_, W> {
    /// The first screen.
    pub(super) fn phone(&self, visit: &Visit, phone: &Phone) -> View {
        match phone {
            Phone::Linking => View {
                body: self.busy(words::PREPARING),
                actions: vec![self.back(words::OTHER_WAY)],
                ..self.with_clocks(self.screen("phone", self.say(words::PHONE_SCAN)), visit)
            },
            Phone::Shown { handover: Some(handover), .. } => {
                let code = Qr::of(handover.link.expose())
                    .map(|qr| CodeView { label: self.say(words::PHONE_CODE), qr });
                View {
                    lead: Some(self.say(words::PHONE_SCAN_LEAD)),
                    body: code.map_or(Body::Nothing, Body::Code),
                    actions: vec![self.back(words::OTHER_WAY)],
                    clocks: vec![self.code_clock(handover.ends_at)],
                    ..self.screen("phone", self.say(words::PHONE_SCAN))
                }
            }
            Phone::Shown { handover: None, notice } => View {
                notice: self.visit_notice(notice.as_ref(), visit, self.kept(visit)),
                actions: vec![self.accept(words::PHONE_NEW), self.back(words::OTHER_WAY)],
                ..self.with_clocks(self.screen("phone", self.say(words::PHONE_SCAN)), visit)
            },
            Phone::Comparing { number, ends_at } => View {
                lead: Some(self.say(words::COMPARE_LEAD)),
                body: Body::Number(number.clone()),
                actions: vec![
                    self.accept(words::COMPARE_SAME),
                    self.action(words::COMPARE_OTHER, Act::Decline, false),
                ],
                clocks: vec![self.code_clock(*ends_at)],
                ..self.screen("compare", self.say(words::COMPARE))
            },
            Phone::Agreeing { number, ends_at: _ } => View {
                body: Body::Number(number.clone()),
                ..self.screen("compare", self.say(words::COMPARE))
            },
            Phone::Away { stage, notice } => self.away(visit, *stage, notice.as_ref()),
        }
    }

    fn away(&self, visit: &Visit, stage: Stage, notice: Option<&crate::notice::Notice>) -> View {
        let kiosk = visit.setting.device.kiosk;
        let close = self.action(
            if kiosk { words::NEXT_PERSON } else { words::PHONE_AWAY },
            Act::Leave,
            matches!(stage, Stage::Proven | Stage::Expired | Stage::Left),
        );
        let (heading, lead, body) = match stage {
            Stage::Proven => (words::PHONE_DONE, words::PHONE_DONE_LEAD, Body::Seal),
            Stage::Registered => {
                (words::PHONE_GOES_ON, words::PHONE_GOES_ON_LEAD, self.busy(words::PHONE_SAVED))
            }
            Stage::Expired | Stage::Left => (words::PHONE_GOES_ON, words::PHONE_GOES_ON_LEAD, Body::Nothing),
            _ => (words::PHONE_GOES_ON, words::PHONE_GOES_ON_LEAD, self.busy(words::PHONE_OPENED)),
        };
        let over = matches!(stage, Stage::Expired | Stage::Left);
        View {
            lead: (!over).then(|| self.say(lead)),
            notice: self.visit_notice(notice, visit, Kept::Nothing),
            body,
            actions: vec![close],
            ..self.screen("away", self.say(heading))
        }
    }

    /// The phone.
    pub(super) fn claiming(&self, setting: &Setting, claiming: &Claiming) -> View {
        match claiming {
            Claiming::Asked { notice, .. } => View {
                lead: Some(self.say(words::CLAIM_LEAD)),
                notice: self.setting_notice(setting, notice.as_ref()),
                actions: vec![self.accept(words::CLAIM_GO), self.leave(words::STOP)],
                ..self.screen("claim", self.say(words::CLAIM))
            },
            Claiming::Sent { .. } => {
                View { body: self.busy(words::WAKING), ..self.screen("claim", self.say(words::CLAIM)) }
            }
            Claiming::Comparing(claimed) => View {
                lead: Some(self.say(words::CLAIM_COMPARE_LEAD)),
                body: Body::Number(claimed.number.clone()),
                actions: vec![self.leave(words::STOP)],
                clocks: vec![self.code_clock(claimed.ends_at)],
                ..self.screen("compare", self.say(words::COMPARE))
            },
            Claiming::Over(notice) => View {
                notice: self.setting_notice(setting, Some(notice)),
                actions: vec![self.leave(words::ENTER_PASS)],
                ..self.screen("claim", self.say(words::CLAIM_OVER))
            },
        }
    }

    fn code_clock(&self, ends_at: Timestamp) -> Clock {
        Clock { urgent: false, ..self.running(words::PHONE_ENDS, ends_at, ends_at - self.now) }
    }
}
