//! Every sentence that a newcomer reads.
//!
//! Owns [`Words`], which says phrases in a language with what is filled in, and what every language
//! shares: who is asked for help, how a name of another direction is kept apart. The phrases stand in
//! `phrase`, their wording in the catalogues of `www/locales`, the choice of words for a [`Notice`]
//! in `sentence`. Plain words; what happened, then the next step; "passkey" tied to "your fingerprint,
//! face or screen lock". Jargon is for the console.
//!
//! [`Notice`]: crate::notice::Notice

mod catalogue;
pub mod language;
pub mod phrase;
mod sentence;
#[cfg(test)]
mod tests;

pub use catalogue::Catalogue;
pub use phrase::*;
pub use sentence::{Around, Kept, Said, before_last, notice};

use doorkey_protocol::format::PassFormat;
use doorkey_protocol::time::{Span, Timestamp};
use language::Language;

/// Says phrases in one language.
pub trait Words {
    /// Which language.
    fn language(&self) -> Language;
    /// Its wordings.
    fn catalogue(&self) -> &Catalogue;
    /// Where those that are not in it are found.
    fn later(&self) -> Option<&Catalogue> {
        None
    }
    /// Gets them ready: a pass was accepted.
    fn complete(&self) {}
    /// The plural category of a count, as `Intl.PluralRules` names it.
    fn category(&self, count: usize) -> String;
    /// A number as the language writes it.
    fn number(&self, number: usize) -> String;
    /// A time of day in the newcomer's own zone and manner; with the day when it is not today.
    fn time(&self, at: Timestamp, now: Timestamp) -> String;
    /// A length of time, in the largest unit that still says enough.
    fn span(&self, span: Span) -> String;

    /// The phrase with every variable filled in.
    fn say(&self, phrase: Phrase, filled: &[(&str, &str)]) -> String {
        self.fill(self.pattern(phrase, ""), filled)
    }

    /// A phrase that depends on a count, `$count`.
    fn say_count(&self, phrase: Phrase, count: usize) -> String {
        let pattern = self.pattern(phrase, &self.category(count));
        self.fill(pattern, &[("count", &self.number(count))])
    }

    /// The pattern of a phrase, in the variant for a plural category.
    fn pattern(&self, phrase: Phrase, category: &str) -> &str {
        match (self.catalogue().pattern(phrase, category), self.later()) {
            ("", Some(later)) => later.pattern(phrase, category),
            (pattern, _) => pattern,
        }
    }

    /// A pattern with every `{ $name }` replaced.
    fn fill(&self, pattern: &str, filled: &[(&str, &str)]) -> String {
        let mut parts = pattern.split('{');
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (name, rest) = part.split_once('}').unwrap_or((part, ""));
            let name = name.trim_matches([' ', '$']);
            let text = filled.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text);
            if self.language().is_right_to_left || text.chars().any(is_right_to_left) {
                // What is filled in keeps its own direction and leaves that of the sentence alone.
                said.extend([FIRST_STRONG_ISOLATE, text, POP_ISOLATE]);
            } else {
                said.push_str(text);
            }
            said.push_str(rest);
        }
        said
    }

    /// Whom to ask.
    fn help(&self, contact: Option<&str>) -> String {
        match contact {
            Some(contact) => self.say(HELP, &[("contact", contact)]),
            None => self.say(HELP_UNKNOWN, &[]),
        }
    }

    /// What the form's hint says about passes.
    fn pass_hint(&self, format: PassFormat) -> String {
        self.say(
            match format {
                PassFormat::Doorkey => PASS_HINT_OWN,
                PassFormat::Printable => PASS_HINT_PRINTABLE,
            },
            &[],
        )
    }
}

const FIRST_STRONG_ISOLATE: &str = "\u{2068}";
const POP_ISOLATE: &str = "\u{2069}";

/// Hebrew, Arabic and their neighbours, with their presentation forms.
fn is_right_to_left(character: char) -> bool {
    matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// The unit in which a length of time says enough, and how many of it.
pub fn unit(span: Span) -> (&'static str, i64) {
    let minutes = span.minutes_begun().max(0);
    match minutes {
        0..120 => ("minute", minutes),
        120..2_880 => ("hour", minutes / 60),
        2_880..1_051_200 => ("day", minutes / 1_440),
        _ => ("year", minutes / 525_600),
    }
}

/// A language on paper: what the page's own markup is made with before any browser is there, and what
/// the list of codes and tests read. Times of day are in UTC; plurals are those of English.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Which language.
    pub language: Language,
    /// Its wordings.
    pub catalogue: Catalogue,
}

impl Printed {
    /// English.
    pub fn english() -> Self {
        Self { language: language::ENGLISH, catalogue: Catalogue::english() }
    }
}

impl Words for Printed {
    fn language(&self) -> Language {
        self.language
    }

    fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    fn category(&self, count: usize) -> String {
        if count == 1 { "one" } else { "other" }.to_owned()
    }

    fn number(&self, number: usize) -> String {
        number.to_string()
    }

    fn time(&self, at: Timestamp, _now: Timestamp) -> String {
        let minutes = at.as_millis().div_euclid(60_000);
        format!("{:02}:{:02}", minutes.div_euclid(60).rem_euclid(24), minutes.rem_euclid(60))
    }

    fn span(&self, span: Span) -> String {
        let (unit, count) = unit(span);
        format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
    }
}
