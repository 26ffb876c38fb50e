//! The screens of a kiosk between two newcomers, and the question whether anybody is still there.

use super::artist::Artist;
use super::{Act, Ask, Asked, Body, IdleView, View};
use crate::flow::{Kiosk, Setting};
use crate::notice::Notice;
use crate::words::{self, Words};
use doorkey_protocol::kiosk::StaffReport;

impl<W: Words> Artist<'_, W> {
    pub(super) fn kiosk(&self, setting: &Setting, kiosk: &Kiosk) -> View {
        match kiosk {
            Kiosk::Resting => View {
                lead: Some(self.say(if setting.signs_in_at_microsoft() {
                    words::ENTRA_KIOSK_START
                } else {
                    words::KIOSK_START_LEAD
                })),
                body: Body::Rest,
                actions: {
                    let mut actions = vec![self.accept(words::KIOSK_START)];
                    if setting.backend.staff {
                        actions.push(self.action(words::STAFF, Act::Staff, false));
                    }
                    actions
                },
                ..self.screen("rest", self.words.say(words::WELCOME, &[]))
            },
            Kiosk::Scanning { notice } => View {
                notice: self.setting_notice(setting, notice.as_ref()),
                lead: Some(self.say(if setting.signs_in_at_microsoft() {
                    words::ENTRA_SCAN_LEAD
                } else {
                    words::SCAN_LEAD
                })),
                body: Body::Camera,
                actions: vec![self.back(words::CANCEL)],
                ..self.screen("scan", self.say(words::SCAN))
            },
            Kiosk::Locked { notice } => self.locked(setting, notice.as_ref(), false),
            Kiosk::Unlocking => self.locked(setting, None, true),
            Kiosk::Open(report) => View {
                body: Body::Facts(self.report(setting, report)),
                actions: vec![self.accept(words::STAFF_RESET), self.back(words::CANCEL)],
                ..self.screen("staff", self.say(words::STAFF_HEADING))
            },
        }
    }

    fn locked(&self, setting: &Setting, notice: Option<&Notice>, locked: bool) -> View {
        View {
            notice: self.setting_notice(setting, notice),
            body: Body::Ask(Ask {
                asked: Asked::Pin,
                label: self.say(words::STAFF_PIN),
                hint: None,
                value: None,
                submit_label: self.say(words::STAFF_OPEN),
                locked,
                wrong: notice.is_some(),
            }),
            actions: vec![self.back(words::CANCEL)],
            ..self.screen("staff", self.say(words::STAFF))
        }
    }

    fn report(&self, setting: &Setting, report: &StaffReport) -> Vec<(String, String)> {
        let answers = if report.database { words::STAFF_YES } else { words::STAFF_NO };
        vec![
            (
                self.say(words::STAFF_ANSWERS),
                String::from_iter([&setting.backend.name, ": ", &self.say(answers)]),
            ),
            (
                self.say(words::STAFF_VERSION),
                String::from_iter([env!("CARGO_PKG_VERSION"), " / ", &report.version]),
            ),
            (self.say(words::STAFF_NUMBER), self.words.number(report.open as usize)),
        ]
    }
}

/// Whether anybody is still there, with how many seconds are left to say so.
#[inline(never)]
pub(super) fn idle<W: Words>(artist: &Artist<'_, W>, seconds: i64) -> IdleView {
    artist.words.complete();
    IdleView {
        heading: artist.say(words::IDLE),
        text: artist.words.say_count(words::IDLE_LEAD, usize::try_from(seconds).unwrap_or_default()),
        stay: artist.action(words::IDLE_STAY, Act::Stay, true),
        // Said once, when the question comes, and not every second.
        said: artist.words.say_count(words::IDLE_LEAD, SAID),
    }
}

/// What the question says to a screen reader: how long it stands when it comes.
const SAID: usize = 20;
