//! The list of codes for the desk: `docs/codes.md`.
//!
//! Owns what a volunteer at a desk can do about each code, and [`markdown`], which puts it together from
//! the same types and the same sentences that the page uses. Started by `cargo xtask codes`, which
//! writes the file, and by lint, which compares it. Every list below is an exhaustive match or stands
//! beside one, so that a new code cannot be left out.

mod advice;

use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::{Field, Finding, Layout};
use crate::notice::{Failure, Mistyped, Notice};
use crate::words::{self, Around, Kept, Printed};
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::handover::Stage;
use doorkey_protocol::problem::{Code, Problem};
use doorkey_protocol::time::{Span, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;

/// A code, and all that stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Such as `E-22`.
    pub code: &'static str,
    /// What happened, short.
    pub title: &'static str,
    /// What the newcomer reads, each sentence once.
    pub said: Vec<String>,
    /// What the desk can do.
    pub advice: &'static str,
}

/// Half past two in the afternoon.
const NOON: Timestamp = Timestamp::from_millis((14 * 60 + 30) * 60_000);

const HEAD: &str = "\
# Codes

Every notice on the page ends in a small code, such as **Code E-22**. Ask the newcomer to read it out,
find it here, and do what stands in the last column. The code says nothing about the person and nothing
about the pass: it may be said aloud, written down and sent to IT.

- Nothing on this list uses a pass up. A pass is used when a passkey is saved, and never before.
- A new pass takes the place of the old one. Where in doubt, check who they are and issue one; only at
  E-23 ask IT first.
- *IT* is whoever runs this registration. Where only they can help, send them the code, the time, and
  what kind of device and browser it was.

Names, times and counts in the sentences below are examples. Made by `cargo xtask codes`; change the
sentences in `www/locales/en.ftl` and the advice in `src/codes/advice.rs`.
";

/// The groups, by the tens of their codes.
const GROUPS: [(u16, &str); 20] = [
    (1, "What was typed"),
    (2, "The pass was refused"),
    (3, "Time"),
    (4, "The device gave no passkey"),
    (5, "No answer, or trouble on our side"),
    (6, "The passkey was refused"),
    (7, "Nothing can be made here"),
    (8, "The device gave no passkey: what was seen"),
    (9, "The device gave no passkey: keys, phones, browsers"),
    (10, "What was typed: mix-ups and marks"),
    (11, "What was typed: marks and keys"),
    (12, "What was typed into a field of its own"),
    (13, "An authenticator app"),
    (14, "The screen that everyone uses"),
    (15, "Continue on a phone"),
    (16, "What was set up"),
    (17, "A link that shows a pass"),
    (18, "Microsoft: the way there and back"),
    (19, "Microsoft: what its numbers mean"),
    (20, "Microsoft: more of its numbers, and the browser"),
];

/// The whole list as it stands in `docs/codes.md`.
pub fn markdown() -> String {
    let mut page = String::from(HEAD);
    let mut group = None;
    for (number, entry) in entries() {
        let tens = number / 10;
        if group != Some(tens) {
            group = Some(tens);
            let title = GROUPS.iter().find(|(known, _)| *known == tens).map_or("Others", |(_, title)| title);
            let _ = write!(
                page,
                "\n## E-{tens}x: {title}\n\n| code | what happened | what the newcomer reads | what the desk can do |\n|---|---|---|---|\n"
            );
        }
        let said = entry.said.join("<br>");
        let _ = writeln!(page, "| **{}** | {} | {said} | {} |", entry.code, entry.title, entry.advice);
    }
    page
}

/// Every entry, by the number of its code.
pub fn entries() -> BTreeMap<u16, Entry> {
    let mut entries: BTreeMap<u16, Entry> = BTreeMap::new();
    for notice in notices() {
        let code = notice.code();
        let number = code.trim_start_matches("E-").parse().unwrap_or_default();
        let (title, advice) = advice::of(&notice);
        let entry = entries.entry(number).or_insert(Entry { code, title, said: Vec::new(), advice });
        for text in said(&notice) {
            if !entry.said.contains(&text) {
                entry.said.push(text);
            }
        }
    }
    entries
}

/// What is said of a notice, with sample values, wherever on the way it comes.
fn said(notice: &Notice) -> Vec<String> {
    let words = Printed::english();
    let around = |kept, format| Around {
        now: NOON + Span::from_mins(-60),
        contact: Some("the registration desk"),
        format: Some(format),
        kept,
        tries: &[],
        signals: true,
        entra: false,
    };
    let mut texts = Vec::new();
    for kept in [Kept::Nothing, Kept::Passkey] {
        for format in [PassFormat::Doorkey, PassFormat::Printable] {
            let text = words::notice(&words, notice, around(kept, format)).text;
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
    }
    texts
}

/// Everything that can be said, each kind at least once.
pub fn notices() -> Vec<Notice> {
    let mut notices: Vec<_> = FINDINGS.iter().copied().map(Notice::Slip).collect();
    notices.extend([
        Notice::TimeOver,
        Notice::TimeShort,
        Notice::TimeShortHere,
        Notice::TimeShortPass(NOON),
        Notice::NoWay,
        Notice::Intruded,
        Notice::BrokenLink,
        Notice::HelloNotYet,
        Notice::ScannedOther,
        Notice::NoCamera,
        Notice::NothingKept,
        Notice::NotAtMicrosoft,
        Notice::NotListed,
        Notice::TooLateThere,
        Notice::ShortThere(NOON),
        Notice::AnotherPerson { signed_in: "Kim".to_owned(), invited: "Sam".to_owned() },
    ]);
    notices.extend(Mistyped::ALL.map(Notice::Mistyped));
    let ended = [Stage::Expired, Stage::Refused, Stage::Contested, Stage::Left];
    notices.extend(ended.map(Notice::Handover));
    // The phone's own leaving is not told there.
    notices.extend([Stage::Expired, Stage::Refused, Stage::Contested].map(Notice::Claim));
    notices.extend(Cause::ALL.iter().filter(|cause| !cause.is_silent()).copied().map(Notice::Ceremony));
    notices.extend(
        [Obstacle::Insecure, Obstacle::Framed, Obstacle::InApp, Obstacle::NoCredentials]
            .map(Notice::Obstacle),
    );
    let failures =
        [Failure::Offline, Failure::Unreachable, Failure::Slow, Failure::Blocked, Failure::Garbled];
    notices.extend(failures.map(Notice::Failure));
    for &code in Code::ALL.iter().chain([&Code::Unknown]) {
        let bare = Problem::new(code);
        let timed = Problem { not_before: Some(NOON), ended_at: Some(NOON), ..bare.clone() };
        // What is told with its time where that is known.
        let told = match code {
            Code::PassNotYetValid | Code::PassExpired | Code::NotExtendable => vec![timed],
            Code::Busy | Code::CodeWrong | Code::PassBlocked | Code::PinWrong => vec![bare, timed],
            Code::CodeTooSoon | Code::PassTooSoon | Code::PinTooSoon => vec![timed],
            Code::CodeClock => [-300, 300]
                .map(|clock_ahead| Problem { clock_ahead: Some(clock_ahead), ..bare.clone() })
                .into(),
            Code::SignInRefused => NUMBERS
                .map(|number| match number {
                    0 => "(access_denied)".to_owned(),
                    number => format!("AADSTS{number}"),
                })
                .map(|detail| Problem { detail: Some(detail), ..bare.clone() })
                .into(),
            _ => vec![bare],
        };
        notices.extend(told.into_iter().map(|problem| Notice::Failure(Failure::Refused(Box::new(problem)))));
    }
    notices
}

/// A number of Microsoft's for each thing that they mean, none, and one that means nothing here.
const NUMBERS: [u32; 15] = [
    130_502, 130_503, 130_504, 130_505, 130_507, 53_003, 53_004, 50_053, 50_034, 50_072, 135_016, 65_004,
    65_001, 0, 999,
];

/// Every finding; [`advice::of`] matches them exhaustively, and a test sees that each stands here.
const FINDINGS: &[Finding] = &[
    Finding::UserNameEmpty,
    Finding::UserNameTooLong,
    Finding::UserNameControl,
    Finding::PassEmpty,
    Finding::PassTooShort { missing: 3 },
    Finding::PassTooLong { excess: 2 },
    Finding::PassCharacter { place: 4 },
    Finding::PassCheck,
    Finding::UserNameMailto,
    Finding::UserNameDisplay,
    Finding::UserNameQuoted,
    Finding::UserNameTrailing,
    Finding::UserNameInvisible,
    Finding::Swapped,
    Finding::Together { field: Field::Pass },
    Finding::AppCode,
    Finding::Link,
    Finding::UserNameAgain,
    Finding::Address,
    Finding::Telephone,
    Finding::Label,
    Finding::Sentence,
    Finding::Keyboard(Layout::Russian),
    Finding::Invisible { place: 4 },
    Finding::LineBreak { place: 4 },
    Finding::Form { place: 4 },
    Finding::Digit { place: 4 },
    Finding::LookAlike { place: 4 },
    Finding::Quoted,
    Finding::SmartQuote { place: 4 },
    Finding::Dash { place: 4 },
    Finding::TrailingMark,
    Finding::Space { place: 4 },
    Finding::CapsLock,
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_code_has_one_meaning_and_advice() {
        let mut meanings = BTreeMap::new();
        for notice in notices() {
            let (title, advice) = advice::of(&notice);
            let known = meanings.entry(notice.code()).or_insert((title, advice));
            assert_eq!(*known, (title, advice), "{} has two meanings", notice.code());
            assert!(advice.ends_with('.') && advice.len() > 20, "{}: {advice:?} is no advice", notice.code());
            assert!(!title.is_empty() && !title.contains('|') && !advice.contains('|'), "{title}");
        }
        let titles: BTreeSet<_> = meanings.values().map(|(title, _)| title).collect();
        assert_eq!(titles.len(), meanings.len(), "two codes have one title");
    }

    #[test]
    fn no_code_of_the_page_is_missing() {
        // The codes as they stand in the source of those who give them.
        let sources =
            [include_str!("notice.rs"), include_str!("notice/aadsts.rs"), include_str!("ceremony/cause.rs")]
                .map(|text| text.split("mod tests").next());
        let given: BTreeSet<&str> = sources
            .into_iter()
            .flatten()
            .flat_map(|text| text.split('"').filter(|part| part.starts_with("E-")))
            .collect();
        let silent = Cause::Aborted.code();
        let listed: BTreeSet<&str> = entries().values().map(|entry| entry.code).chain([silent]).collect();
        assert_eq!(given, listed);
    }

    #[test]
    fn every_finding_stands_in_the_list() {
        let shown = |finding: &Finding| format!("{finding:?}").split([' ', '(']).next().map(str::to_owned);
        let listed: BTreeSet<_> = FINDINGS.iter().filter_map(shown).collect();
        assert_eq!(listed.len(), FINDINGS.len(), "one stands there twice");
        let source = include_str!("doctor.rs");
        let list = source.split("pub fn field(self)").nth(1).and_then(|rest| rest.split("\n    }").next());
        let named: BTreeSet<String> = list
            .into_iter()
            .flat_map(|list| list.split("Self::").skip(1))
            .filter_map(|part| part.split(|it: char| !it.is_alphanumeric()).next().map(str::to_owned))
            .collect();
        assert_eq!(listed, named);
    }

    #[test]
    fn the_page_groups_what_it_lists() {
        let page = markdown();
        assert!(!page.contains("Others"), "a group has no heading");
        for entry in entries().values() {
            assert_eq!(page.matches(&format!("| **{}** |", entry.code)).count(), 1, "{}", entry.code);
            assert!(!entry.said.iter().any(|text| text.contains(['{', '|'])), "{entry:?}");
        }
    }
}
