//! The screens of a pass that comes in an envelope.

use super::artist::Artist;
use super::{Action, Body, Clock, PassView, View};
use crate::flow::{Setting, Unsealed, Unsealing};
use crate::notice::Notice;
use crate::words::{self, Words};
use doorkey_protocol::validity::Usability;

impl<W: Words> Artist<'_, W> {
    /// From the question to the pass.
    pub(super) fn unsealing(&self, setting: &Setting, unsealing: &Unsealing) -> View {
        match unsealing {
            Unsealing::Asked { link: _, notice } => View {
                lead: Some(self.say(words::ENVELOPE_LEAD)),
                notice: self.setting_notice(setting, notice.as_ref()),
                actions: vec![self.accept(words::ENVELOPE_SHOW), self.leave(words::ENTER_PASS)],
                ..self.screen("envelope", self.say(words::ENVELOPE))
            },
            Unsealing::Sent { link: _ } => {
                View { body: self.busy(words::WAKING), ..self.screen("envelope", self.say(words::ENVELOPE)) }
            }
            Unsealing::Shown { unsealed, notice } => self.unsealed(setting, unsealed, notice.as_ref(), false),
            Unsealing::Redeeming { unsealed } => self.unsealed(setting, unsealed, None, true),
            Unsealing::Over(notice) => View {
                notice: self.setting_notice(setting, Some(notice)),
                actions: vec![self.leave(words::ENTER_PASS)],
                ..self.screen("envelope", self.say(words::ENVELOPE_OVER))
            },
        }
    }

    fn unsealed(
        &self,
        setting: &Setting,
        unsealed: &Unsealed,
        notice: Option<&Notice>,
        redeeming: bool,
    ) -> View {
        let Unsealed { pass, person, validity, now: _ } = unsealed;
        let early = matches!(validity.at(self.now), Usability::NotYet(_));
        let waits = early || notice.is_some_and(|notice| notice.pauses(self.now));
        let (go, then) = match (redeeming, waits) {
            (true, _) => (words::CHECKING_PASS, self.back(words::STOP)),
            (false, true) => (words::EARLY_SUBMIT, self.back(words::ENVELOPE_NOTED)),
            (false, false) => (words::ENVELOPE_GO, self.back(words::ENVELOPE_NOTED)),
        };
        let lead = if early { words::ENVELOPE_EARLY_LEAD } else { words::ENVELOPE_PASS_LEAD };
        let (clock, announcement) = self.pass_line(*validity);
        let mut clocks = vec![clock];
        if early {
            // Whoever writes it down has to know both.
            let text = self.timed(words::CLOCK_PASS, validity.ends_at());
            clocks.push(Clock { text, left: None, urgent: false });
        }
        View {
            lead: Some(self.say(lead)),
            notice: self.setting_notice(setting, notice),
            body: Body::Pass(PassView {
                user_name: (self.say(words::USER_NAME), person.user_name.clone()),
                label: self.say(words::PASS),
                pass: pass.clone(),
                slow: if redeeming { self.slow() } else { None },
            }),
            actions: vec![Action { waits: waits || redeeming, ..self.accept(go) }, then],
            clocks,
            announcement,
            ..self.screen("pass", self.say_name(words::ENVELOPE_PASS, &person.display_name))
        }
    }
}
