//! How easy the English is to read.
//!
//! Owns the Flesch–Kincaid grade (Kincaid and others, 1975): the years of school that a text asks for, by
//! the words of its sentences and the syllables of its words. Only whole sentences count: the labels of
//! buttons would flatter the whole.

use super::{patterns, text};
use std::collections::BTreeMap;

/// No sentence that says anything asks for more.
const HARDEST: f64 = 9.0;
/// Nor does the whole.
const WHOLE: f64 = 6.0;
/// So many words make a sentence that a grade says something about.
const LONG: usize = 8;

/// What ends a sentence.
const END: [char; 3] = ['.', '?', '!'];

/// What the rules of spelling get wrong, among the words that we use.
const SYLLABLES: [(&str, usize); 6] =
    [("48", 3), ("elsewhere", 2), ("firefox", 2), ("going", 2), ("https", 5), ("something", 2)];

/// After these an "es" is spoken.
const HISSING: [&str; 7] = ["ses", "xes", "zes", "ches", "shes", "ces", "ges"];

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// The syllables of a word, or of each of those that a hyphen joins.
fn syllables(word: &str) -> usize {
    word.split('-').map(|part| spoken(&part.to_lowercase())).sum()
}

/// Groups of vowels, without those that are written and not spoken.
fn spoken(word: &str) -> usize {
    if let Some((_, count)) = SYLLABLES.iter().find(|(known, _)| *known == word) {
        return *count;
    }
    let letters: Vec<char> = word.chars().filter(|sign| sign.is_alphanumeric()).collect();
    let vowel = |place: usize| {
        letters.get(place).is_some_and(|letter| is_vowel(*letter) && !(place == 0 && *letter == 'y'))
    };
    let groups =
        (0..letters.len()).filter(|&place| vowel(place) && (place == 0 || !vowel(place - 1))).count();
    let ends = |end: &str| word.ends_with(end);
    let before =
        |count: usize| letters.len().checked_sub(count).and_then(|place| letters.get(place)).copied();
    let silent = if ends("e") {
        // Silent in "whole", spoken in "table"; in "see" it is part of the group before.
        let is_spoken = before(2) == Some('l') && before(3).is_some_and(|letter| !is_vowel(letter));
        !is_spoken && !before(2).is_some_and(is_vowel)
    } else if ends("ed") {
        !matches!(before(3), Some('t' | 'd')) && !before(3).is_some_and(is_vowel)
    } else if ends("es") {
        !HISSING.iter().any(|end| ends(end)) && !before(3).is_some_and(is_vowel)
    } else {
        false
    };
    groups.saturating_sub(usize::from(silent)).max(1)
}

/// How much there is to read.
#[derive(Clone, Copy, Debug, Default)]
struct Measure {
    sentences: usize,
    words: usize,
    syllables: usize,
}

impl Measure {
    fn of(sentence: &str) -> Self {
        let words =
            sentence.split_whitespace().map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric()));
        words.filter(|word| !word.is_empty()).fold(Self { sentences: 1, ..Self::default() }, |sum, word| {
            Self { words: sum.words + 1, syllables: sum.syllables + syllables(word), ..sum }
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    fn grade(self) -> f64 {
        let ratio = |many: usize, few: usize| many as f64 / few as f64;
        0.39 * ratio(self.words, self.sentences) + 11.8 * ratio(self.syllables, self.words) - 15.59
    }
}

/// The whole sentences of a pattern, with a short word for everything that is filled in.
fn sentences(pattern: &str) -> Vec<String> {
    let mut text = pattern.replace("{ $help }", "");
    while let Some((start, rest)) = text.split_once("{ $") {
        let (_, rest) = rest.split_once(" }").expect("a variable ends");
        text = format!("{start}ten{rest}");
    }
    let whole = text.split_inclusive(END).map(str::trim).filter(|sentence| sentence.ends_with(END));
    whole.map(str::to_owned).collect()
}

#[test]
fn syllables_are_counted_as_they_are_spoken() {
    for (expected, words) in [
        (1, "use asks asked keeps does closed once pass made moved your yes wrong 8 PIN you stopped whole"),
        (2, "passkey given table browser needed changes boxes asking person sign-in going ended minute"),
        (3, "fingerprint another capital together 48 accepted already connection settings-page"),
        (4, "authority registration security"),
    ] {
        for word in words.split(' ') {
            assert_eq!(syllables(word), expected, "{word}");
        }
    }
}

#[test]
fn the_grade_is_that_of_the_formula() {
    let measure = Measure::of("The cat sat on the mat near a very old table.");
    assert_eq!((measure.words, measure.syllables), (11, 13));
    assert!((measure.grade() - (0.39 * 11.0 + 11.8 * 13.0 / 11.0 - 15.59)).abs() < 1e-9);
}

#[test]
fn six_years_of_school_are_enough() {
    let english = text("en");
    let mut graded: BTreeMap<String, Measure> = BTreeMap::new();
    for (_, _, pattern) in patterns(&english) {
        graded.extend(sentences(&pattern).into_iter().map(|sentence| {
            let measure = Measure::of(&sentence);
            (sentence, measure)
        }));
    }
    assert!(graded.len() > 150, "{} sentences", graded.len());
    let whole = graded.values().copied().fold(Measure::default(), Measure::and);
    let mut long: Vec<_> = graded.iter().filter(|(_, measure)| measure.words >= LONG).collect();
    long.sort_by(|one, other| other.1.grade().total_cmp(&one.1.grade()));
    let report: Vec<_> =
        long.iter().map(|(sentence, measure)| format!("{:5.1} {sentence}", measure.grade())).collect();
    let report = format!("whole: {:.2} of {whole:?}\n{}", whole.grade(), report.join("\n"));
    assert!(whole.grade() <= WHOLE, "{report}");
    let hard = long.iter().filter(|(_, measure)| measure.grade() > HARDEST).count();
    assert_eq!(hard, 0, "{hard} sentences are too hard\n{report}");
}
