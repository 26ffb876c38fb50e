//! What the phrases say in one language.
//!
//! Owns [`Catalogue`], read from a text in the syntax of Project Fluent: one message a line, with
//! `{ $variable }` in it, or a selector over a count. That subset is all that our catalogues use; a test
//! reads each of them with Fluent's own parser too. (The whole of Fluent would add 55 kB brotli to the page.)
//!
//! ```text
//! welcome-name = Welcome, { $name }
//! pass-short =
//!     { $count ->
//!         [one] One character is missing.
//!        *[other] { $count } characters are missing.
//!     }
//! ```

use super::phrase::{NAMES, Phrase, is_later};
use std::borrow::Cow;
use std::ops::Range;

/// Every phrase in one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    text: Cow<'static, str>,
    messages: Vec<Range<usize>>,
}

impl Catalogue {
    /// English, which every other catalogue is made from.
    pub fn english() -> Self {
        static WHOLE: [u8; nameless::<0>(ENGLISH, Part::Whole).1] = nameless(ENGLISH, Part::Whole).0;
        Self::built_in(&WHOLE)
    }

    /// English without what is only ever said from the accepted pass on: those patterns are empty.
    pub fn english_at_once() -> Self {
        static AT_ONCE: [u8; nameless::<0>(ENGLISH, Part::AtOnce).1] = nameless(ENGLISH, Part::AtOnce).0;
        Self::built_in(&AT_ONCE)
    }

    /// Only that.
    pub fn english_later() -> Self {
        static LATER: [u8; nameless::<0>(ENGLISH, Part::Later).1] = nameless(ENGLISH, Part::Later).0;
        Self::built_in(&LATER)
    }

    fn built_in(text: &'static [u8]) -> Self {
        Self::read(Cow::Borrowed(std::str::from_utf8(text).unwrap_or_default()))
            .unwrap_or(Self { text: Cow::Borrowed(""), messages: Vec::new() })
    }

    /// Reads a catalogue; `None` when it has not exactly as many messages as there are phrases: half a
    /// language is none.
    pub fn read(text: Cow<'static, str>) -> Option<Self> {
        let mut messages: Vec<Range<usize>> = Vec::with_capacity(NAMES.len());
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let end = at + line.trim_end().len();
            // Told by the name, not by the margin: some ways of bundling indent what they carry.
            let name = line.split_once('=').filter(|(name, _)| name.trim().bytes().all(is_part_of_name));
            if let Some((name, _)) = name {
                messages.push(at + name.len() + 1..end);
            } else if let (true, Some(message)) = (at < end, messages.last_mut()) {
                message.end = end;
            }
            at += line.len();
        }
        (messages.len() == NAMES.len()).then_some(Self { text, messages })
    }

    /// The pattern of a phrase; of one that depends on a count, the variant for its plural `category`
    /// (`one`, `few`, … as `Intl.PluralRules` names them), or else the one for all others.
    pub(super) fn pattern(&self, phrase: Phrase, category: &str) -> &str {
        let range = self.messages.get(phrase.place()).cloned().unwrap_or_default();
        let pattern = self.text.get(range).unwrap_or_default().trim();
        // Of all messages only selectors have an arrow.
        match pattern.split_once('>') {
            Some((_, variants)) => variant(variants, category).unwrap_or_default(),
            None => pattern,
        }
    }
}

const ENGLISH: &[u8] = include_bytes!("../../www/locales/en.ftl");

/// What of a catalogue to take.
#[derive(Clone, Copy)]
enum Part {
    Whole,
    AtOnce,
    Later,
}

/// A catalogue's text without the names of its messages, which nobody looks for (1 kB less to load): each
/// from its `=` on, or that alone where it belongs to the other part. As far as `N` bytes hold it, and how
/// long it is.
const fn nameless<const N: usize>(text: &[u8], part: Part) -> ([u8; N], usize) {
    let mut kept = [0; N];
    let (mut at, mut length, mut messages) = (0, 0, 0);
    let (mut in_name, mut is_taken) = (false, true);
    while at < text.len() {
        if at == 0 || text[at - 1] == b'\n' {
            in_name = text[at].is_ascii_lowercase();
            if in_name {
                is_taken = match part {
                    Part::Whole => true,
                    Part::AtOnce => !is_later(messages),
                    Part::Later => is_later(messages),
                };
                messages += 1;
            }
        }
        let ends_name = in_name && text[at] == b'=';
        in_name &= !ends_name;
        if ends_name || (is_taken && !in_name) {
            if length < N {
                kept[length] = text[at];
            }
            length += 1;
        }
        // A message that is not taken still has its line.
        if ends_name && !is_taken {
            if length < N {
                kept[length] = b'\n';
            }
            length += 1;
        }
        at += 1;
    }
    (kept, length)
}

fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

fn variant<'a>(variants: &'a str, category: &str) -> Option<&'a str> {
    let mut other = None;
    for line in variants.lines() {
        let line = line.trim_start().trim_start_matches('*');
        if let Some((key, pattern)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
            if key == category {
                return Some(pattern.trim());
            }
            if key == "other" {
                other = Some(pattern.trim());
            }
        }
    }
    other
}

#[cfg(test)]
mod tests {
    use super::super::phrase;
    use super::*;

    #[test]
    fn patterns_are_found() {
        let english = Catalogue::english();
        for (phrase, category, expected) in [
            (phrase::PAGE_TITLE, "", "Set up your sign-in"),
            (phrase::WELCOME_NAME, "", "Welcome, { $name }"),
            (phrase::PASS_SHORT, "one", "One character is missing. Compare it with what you were given."),
            (
                phrase::PASS_SHORT,
                "many",
                "{ $count } characters are missing. Compare it with what you were given.",
            ),
            (phrase::COPIED, "", "Copied"),
        ] {
            assert_eq!(english.pattern(phrase, category), expected);
        }
    }

    #[test]
    fn half_a_language_is_none() {
        for text in ["", "welcome = Bonjour\n", "<!doctype html>\n<title>Sign in to the network</title>"] {
            assert!(Catalogue::read(text.into()).is_none(), "{text:?}");
        }
    }
}
