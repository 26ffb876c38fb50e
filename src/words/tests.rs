//! The catalogues, each beside English and beside Fluent's own reader, and what notices say.
//!
//! Owns what holds for every language: the same phrases with the same variables, plurals as the language
//! has them, nothing left in English. How easy the English is to read is measured in `reading`, that no
//! sentence stands anywhere else is shown in `pseudo`, and in `at_once` that none is said before it is loaded.
#![cfg(not(target_arch = "wasm32"))]

mod at_once;
mod pseudo;
mod reading;

use super::language::{ENGLISH, LANGUAGES, Language};
use super::phrase::NAMES;
use super::*;
use crate::ceremony::cause::Cause;
use crate::device::Obstacle;
use crate::doctor::{Field, Finding, Layout};
use crate::flow::tests::world::{NOW, minutes, problem, refused};
use crate::notice::{Failure, Mistyped, Notice};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::problem::{Code, Problem};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www/locales");

fn text(tag: &str) -> String {
    fs::read_to_string(format!("{FOLDER}/{tag}.ftl")).unwrap_or_else(|error| panic!("{tag}: {error}"))
}

fn printed(tag: &str) -> Printed {
    let language = Language::of(tag).unwrap_or_else(|| panic!("{tag} is spoken"));
    let catalogue = Catalogue::read(text(tag).into()).unwrap_or_else(|| panic!("{tag} is whole"));
    Printed { language, catalogue }
}

/// Every pattern of a catalogue as Fluent reads it: the message, the plural category or nothing, the text.
fn patterns(text: &str) -> Vec<(String, String, String)> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut patterns = Vec::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { panic!("{entry:?} is no message") };
        assert!(message.attributes.is_empty(), "{:?}", message.attributes);
        let pattern = message.value.expect("a message says something");
        let id = message.id.name.to_owned();
        match &pattern.elements[..] {
            [PatternElement::Placeable { expression: Expression::Select { selector, variants } }] => {
                assert_eq!(inline(selector), "{ $count }", "{id}");
                for variant in variants {
                    let VariantKey::Identifier { name } = variant.key else { panic!("{:?}", variant.key) };
                    assert_eq!(variant.default, name == "other", "{id}: {name}");
                    patterns.push((id.clone(), name.to_owned(), flat(&variant.value)));
                }
            }
            _ => patterns.push((id, String::new(), flat(&pattern))),
        }
    }
    patterns
}

fn flat(pattern: &Pattern<&str>) -> String {
    let element = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => (*value).to_owned(),
        PatternElement::Placeable { expression: Expression::Inline(expression) } => inline(expression),
        PatternElement::Placeable { expression } => panic!("{expression:?} within a sentence"),
    };
    pattern.elements.iter().map(element).collect()
}

fn inline(expression: &InlineExpression<&str>) -> String {
    let InlineExpression::VariableReference { id } = expression else { panic!("{expression:?}") };
    format!("{{ ${} }}", id.name)
}

fn variables(pattern: &str) -> BTreeSet<&str> {
    pattern.split("{ $").skip(1).filter_map(|rest| rest.split_once(" }")).map(|(name, _)| name).collect()
}

fn phrase(id: &str) -> Phrase {
    let name = id.to_uppercase().replace('-', "_");
    Phrase::named(&name).unwrap_or_else(|| panic!("there is no phrase {id:?}"))
}

/// The plural categories of whole numbers (CLDR 47, `plurals.xml`).
fn categories(tag: &str) -> &'static [&'static str] {
    match tag {
        "en" | "de" | "nl" | "tr" | "fa" => &["one", "other"],
        "es" | "fr" | "it" | "pt" => &["one", "many", "other"],
        "pl" | "uk" => &["one", "few", "many", "other"],
        "ar" => &["zero", "one", "two", "few", "many", "other"],
        "vi" | "ja" | "zh-Hans" => &["other"],
        other => panic!("nobody has looked up the plurals of {other}"),
    }
}

#[test]
fn the_folder_holds_the_languages_and_nothing_else() {
    let names =
        |entry: Result<fs::DirEntry, _>| entry.expect("an entry").file_name().into_string().expect("a name");
    let found: BTreeSet<_> = fs::read_dir(FOLDER).expect("the folder").map(names).collect();
    let catalogues = LANGUAGES.iter().map(|language| format!("{}.ftl", language.tag));
    let expected: BTreeSet<_> = catalogues.chain(["README.md".to_owned()]).collect();
    assert_eq!(found, expected);
}

#[test]
fn every_catalogue_has_every_phrase_in_order() {
    let expected: Vec<_> = NAMES.iter().map(|name| name.to_lowercase().replace('_', "-")).collect();
    for Language { tag, .. } in LANGUAGES {
        let mut found: Vec<_> = patterns(&text(tag)).into_iter().map(|(id, ..)| id).collect();
        found.dedup();
        assert_eq!(found, expected, "{tag}");
    }
}

#[test]
fn every_phrase_is_filled_with_the_same_everywhere() {
    let all = |tag: &str| {
        let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, _, pattern) in patterns(&text(tag)) {
            all.entry(id).or_default().extend(variables(&pattern).into_iter().map(str::to_owned));
        }
        all
    };
    let english = all("en");
    for Language { tag, .. } in LANGUAGES {
        for (id, variables) in all(tag) {
            assert_eq!(variables, english[&id], "{id} in {tag}");
        }
    }
}

#[test]
fn plurals_are_those_of_the_language() {
    for Language { tag, .. } in LANGUAGES {
        let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (id, category, _) in patterns(&text(tag)) {
            if !category.is_empty() {
                of.entry(id).or_default().insert(category);
            }
        }
        let expected: BTreeSet<_> = categories(tag).iter().map(|&category| category.to_owned()).collect();
        let counted: BTreeSet<_> = ["pass-short", "pass-long", "idle-lead"].map(str::to_owned).into();
        // A language without plurals need not choose.
        assert!(
            expected.len() == 1 || of.keys().cloned().collect::<BTreeSet<_>>() == counted,
            "{tag}: {of:?}"
        );
        for (id, found) in of {
            assert_eq!(found, expected, "{id} in {tag}");
        }
    }
}

#[test]
fn nothing_is_left_in_english() {
    let sentences = |pattern: &str| {
        let whole = pattern.split_inclusive(['.', '?', ':']).map(|sentence| sentence.trim().to_owned());
        whole
            .filter(|sentence| {
                sentence.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() >= 4
            })
            .collect::<BTreeSet<_>>()
    };
    let of = |tag: &str| patterns(&text(tag)).iter().flat_map(|(.., pattern)| sentences(pattern)).collect();
    let english: BTreeSet<String> = of("en");
    assert!(english.len() > 150);
    for Language { tag, .. } in LANGUAGES.into_iter().filter(|language| *language != ENGLISH) {
        let other: BTreeSet<String> = of(tag);
        assert_eq!(other.intersection(&english).next(), None, "{tag}");
    }
}

#[test]
fn our_reader_reads_what_fluent_reads() {
    for Language { tag, .. } in LANGUAGES {
        let words = printed(tag);
        for (id, category, expected) in patterns(&text(tag)) {
            assert_eq!(
                words.catalogue.pattern(phrase(&id), &category),
                expected,
                "{id} [{category}] in {tag}"
            );
        }
        for name in ["pass-short", "pass-long", "idle-lead"] {
            let pattern = |category| words.catalogue.pattern(phrase(name), category);
            assert_eq!(pattern("unheard-of"), pattern("other"), "{name} in {tag}");
        }
    }
}

#[test]
fn the_english_that_is_built_in_is_that_of_the_folder() {
    let built_in = Catalogue::english();
    for (id, category, expected) in patterns(&text("en")) {
        assert_eq!(built_in.pattern(phrase(&id), &category), expected, "{id} [{category}]");
    }
}

#[test]
fn what_is_filled_in_keeps_its_own_direction() {
    for (tag, name, expected) in [
        ("en", "Sam", "Welcome, Sam"),
        ("en", "سام", "Welcome, \u{2068}سام\u{2069}"),
        ("de", "שרה", "Willkommen, \u{2068}שרה\u{2069}"),
        ("en", "{ $name }", "Welcome, { $name }"),
    ] {
        assert_eq!(printed(tag).say(WELCOME_NAME, &[("name", name)]), expected, "{tag}");
    }
    for tag in ["ar", "fa"] {
        let words = printed(tag);
        for (said, expected) in [
            (words.say(WELCOME_NAME, &[("name", "Sam")]), "\u{2068}Sam\u{2069}"),
            (words.say(CLOCK_HERE, &[("time", "12:10")]), "\u{2068}12:10\u{2069}"),
            (words.say_count(PASS_SHORT, 3), "\u{2068}3\u{2069}"),
        ] {
            assert!(said.contains(expected), "{tag}: {said:?}");
            assert_eq!(said.matches('\u{2068}').count(), said.matches('\u{2069}').count(), "{tag}: {said:?}");
        }
    }
    assert_eq!(Printed::english().say(WELCOME_NAME, &[]), "Welcome, ", "what is not given is left out");
}

/// The words that the GOV.UK Design System advises against, and our own jargon.
#[test]
fn no_phrase_scolds_or_speaks_jargon() {
    for (id, _, pattern) in patterns(&text("en")) {
        // What such apps are called, and what the makers call theirs.
        let text =
            pattern.to_lowercase().replace("authenticator app", "").replace("microsoft authenticator", "");
        for avoided in [
            "please",
            "sorry",
            "oops",
            "invalid",
            "valid",
            "forbidden",
            "error",
            "fail",
            "webauthn",
            "credential",
            "token",
            "authenticat",
            "server",
            "session",
            "javascript",
            "backend",
            "secret",
            "expire",
            "redeem",
            "redemption",
            "ceremony",
            "bluetooth le",
            "rp id",
            "origin",
            "illegal",
        ] {
            assert!(!text.contains(avoided), "{id}: {pattern:?} says {avoided:?}");
        }
    }
}

#[test]
fn spans_read_well() {
    for (minutes, expected) in [
        (0, "0 minutes"),
        (1, "1 minute"),
        (52, "52 minutes"),
        (119, "119 minutes"),
        (120, "2 hours"),
        (2_879, "47 hours"),
        (2_880, "2 days"),
        (1_051_199, "729 days"),
        (1_051_200, "2 years"),
        (-5, "0 minutes"),
    ] {
        assert_eq!(Printed::english().span(Span::from_mins(minutes)), expected);
    }
}

/// Every notice there is.
fn notices() -> Vec<Notice> {
    let place = 4;
    let findings = [
        Finding::UserNameEmpty,
        Finding::UserNameTooLong,
        Finding::UserNameControl,
        Finding::UserNameMailto,
        Finding::UserNameDisplay,
        Finding::UserNameQuoted,
        Finding::UserNameTrailing,
        Finding::UserNameInvisible,
        Finding::Swapped,
        Finding::Together { field: Field::UserName },
        Finding::Together { field: Field::Pass },
        Finding::PassEmpty,
        Finding::PassTooShort { missing: 1 },
        Finding::PassTooShort { missing: 3 },
        Finding::PassTooLong { excess: 1 },
        Finding::PassTooLong { excess: 3 },
        Finding::PassCharacter { place },
        Finding::PassCheck,
        Finding::AppCode,
        Finding::Link,
        Finding::UserNameAgain,
        Finding::Address,
        Finding::Telephone,
        Finding::Label,
        Finding::Sentence,
        Finding::Keyboard(Layout::Greek),
        Finding::Invisible { place },
        Finding::LineBreak { place },
        Finding::Form { place },
        Finding::Digit { place },
        Finding::LookAlike { place },
        Finding::Quoted,
        Finding::SmartQuote { place },
        Finding::Dash { place },
        Finding::TrailingMark,
        Finding::Space { place },
        Finding::CapsLock,
    ];
    let mut notices: Vec<_> = findings.map(Notice::Slip).into();
    notices.extend(
        [Failure::Offline, Failure::Unreachable, Failure::Slow, Failure::Blocked, Failure::Garbled]
            .map(Notice::Failure),
    );
    for code in Code::ALL.iter().copied().chain([Code::Unknown]) {
        let at = Some(NOW + minutes(90));
        let timed = Problem { not_before: at, ended_at: at, ..*problem(code) };
        notices.extend([refused(code), Failure::Refused(Box::new(timed))].map(Notice::Failure));
    }
    notices.extend(Cause::ALL.iter().copied().map(Notice::Ceremony));
    notices.extend([
        Notice::TimeOver,
        Notice::TimeShort,
        Notice::TimeShortHere,
        Notice::TimeShortPass(NOW + minutes(1)),
        Notice::NoWay,
        Notice::Intruded,
        Notice::BrokenLink,
        Notice::HelloNotYet,
        Notice::ScannedOther,
        Notice::NoCamera,
    ]);
    notices.extend(Mistyped::ALL.map(Notice::Mistyped));
    for stage in [Stage::Refused, Stage::Contested, Stage::Expired, Stage::Left] {
        notices.extend([Notice::Handover(stage), Notice::Claim(stage)]);
    }
    for ahead in [-300, 300] {
        let clock = Problem { clock_ahead: Some(ahead), ..*problem(Code::CodeClock) };
        notices.push(Notice::Failure(Failure::Refused(Box::new(clock))));
    }
    notices.extend(
        [Obstacle::Insecure, Obstacle::Framed, Obstacle::InApp, Obstacle::NoCredentials]
            .map(Notice::Obstacle),
    );
    notices
}

fn around<'a>() -> Around<'a> {
    Around {
        now: NOW,
        contact: Some("the desk"),
        format: Some(PassFormat::Doorkey),
        kept: Kept::Nothing,
        tries: &[],
        signals: true,
        entra: false,
    }
}

#[test]
fn notices_are_whole_sentences_in_every_language() {
    for Language { tag, .. } in LANGUAGES {
        let words = printed(tag);
        for about in notices() {
            for contact in [Some("the desk"), None] {
                let Said { text, more, trace } =
                    notice(&words, &about, Around { contact, kept: Kept::Pass, ..around() });
                for sentence in [text].into_iter().chain(more).chain(trace) {
                    let end = sentence.trim_end_matches(['\u{2069}', ' ']);
                    let is_whole = end.ends_with(['.', '。', '؟', '?']) && !sentence.contains(['{', '}']);
                    assert!(is_whole && !sentence.contains("  "), "{about:?} in {tag}: {sentence:?}");
                }
            }
        }
    }
}

#[test]
fn notices_say_what_happened_and_what_to_do() {
    let timed = |code, after: i64| {
        let at = Some(NOW + minutes(after));
        let problem = Problem { not_before: at, ended_at: at, ..*problem(code) };
        Notice::Failure(Failure::Refused(Box::new(problem)))
    };
    let refusal = |code| Notice::Failure(refused(code));
    let clock = |ahead| {
        let problem = Problem { clock_ahead: Some(ahead), ..*problem(Code::CodeClock) };
        Notice::Failure(Failure::Refused(Box::new(problem)))
    };
    let saved = Around { kept: Kept::Passkey, ..around() };
    let printable = Around { format: Some(PassFormat::Printable), ..around() };
    let nobody = Around { contact: None, ..around() };
    for (about, around, expected) in [
        (
            Notice::Slip(Finding::PassTooShort { missing: 1 }),
            around(),
            "One character is missing. Compare it with what you were given.",
        ),
        (
            Notice::Slip(Finding::PassTooLong { excess: 3 }),
            around(),
            "That is 3 characters too many. Enter the pass and nothing else.",
        ),
        (
            Notice::Slip(Finding::PassCharacter { place: 4 }),
            around(),
            "Character 4 does not belong in a pass. A pass has only letters and digits, and never the letter U.",
        ),
        (
            Notice::Slip(Finding::PassCharacter { place: 4 }),
            printable,
            "Character 4 does not belong in a pass. Compare it with what you were given.",
        ),
        (
            timed(Code::PassNotYetValid, 90),
            around(),
            "Your pass works from 13:30. This page gets ready by itself.",
        ),
        (timed(Code::PassNotYetValid, 0), around(), "Your pass works now. Press Continue."),
        (
            timed(Code::PassExpired, -30),
            around(),
            "Your pass ended at 11:30. You need a new one. Ask the desk.",
        ),
        (
            refusal(Code::PassExpired),
            nobody,
            "Your pass has ended. You need a new one. Ask the person who gave you the pass.",
        ),
        (
            refusal(Code::PassReplaced),
            around(),
            "You were given a newer pass. This one no longer works: use the newest.",
        ),
        (
            refusal(Code::PasskeyRefused),
            around(),
            "The passkey was not accepted, so it is not saved. Try again, or choose another way.",
        ),
        (
            refusal(Code::PasskeyRefused),
            saved,
            "That did not work with this passkey. Try again and pick the newest one.",
        ),
        (refusal(Code::ChallengeEnded), around(), "That took too long, so it was not saved. Try again."),
        (
            refusal(Code::ChallengeEnded),
            saved,
            "It took too long, so your device stopped asking. Have your finger, face or screen lock ready, then try again.",
        ),
        (
            refusal(Code::CodeWrong),
            around(),
            "These digits are not right. Enter the newest ones that the app shows.",
        ),
        (timed(Code::CodeWrong, 1), around(), "Too many wrong digits. Try again at 12:01."),
        (timed(Code::CodeTooSoon, 1), around(), "Too many wrong digits. Try again at 12:01."),
        // The pause is over by now.
        (
            timed(Code::CodeTooSoon, 0),
            around(),
            "These digits are not right. Enter the newest ones that the app shows.",
        ),
        (
            clock(300),
            around(),
            "The clock of your phone is 5 minutes ahead. Let your phone set its time by itself, then enter new digits.",
        ),
        (
            clock(-7_200),
            around(),
            "The clock of your phone is 2 hours behind. Let your phone set its time by itself, then enter new digits.",
        ),
        (
            Notice::Handover(Stage::Contested),
            around(),
            "Two phones have opened this code, so nothing was handed over. Show a new code, and let nobody else scan it.",
        ),
        (
            Notice::Claim(Stage::Refused),
            around(),
            "The other screen said no, so nothing was handed over. Show a new code there, then scan that.",
        ),
        (timed(Code::Busy, 2), around(), "There is a lot going on right now. Try again at 12:02."),
        (timed(Code::Busy, 1), around(), "There is a lot going on right now. Wait a moment, then try again."),
        (
            Notice::TimeShortPass(NOW + minutes(1)),
            around(),
            "Your pass ends at 12:01. That may be too soon to finish. You can try, or get a new pass first. Ask the desk.",
        ),
    ] {
        assert_eq!(notice(&Printed::english(), &about, around).text, expected, "{about:?}");
    }
}
