//! The languages that the page speaks.
//!
//! Owns [`Language`] and the choice of one by what somebody would like to read (RFC 4647, §3.4).

/// A language with a catalogue in `www/locales`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag (BCP 47), also the name of its catalogue.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// Whether it is written from right to left.
    pub is_right_to_left: bool,
}

/// Every language, the source first, then as their speakers would look them up.
pub const LANGUAGES: [Language; 15] = [
    left_to_right("en", "English"),
    left_to_right("de", "Deutsch"),
    left_to_right("es", "Español"),
    left_to_right("fr", "Français"),
    left_to_right("it", "Italiano"),
    left_to_right("nl", "Nederlands"),
    left_to_right("pl", "Polski"),
    left_to_right("pt", "Português"),
    left_to_right("vi", "Tiếng Việt"),
    left_to_right("tr", "Türkçe"),
    left_to_right("uk", "Українська"),
    right_to_left("ar", "العربية"),
    right_to_left("fa", "فارسی"),
    left_to_right("zh-Hans", "简体中文"),
    left_to_right("ja", "日本語"),
];

/// What the catalogues are made from.
pub const ENGLISH: Language = LANGUAGES[0];

impl Language {
    /// The language of a tag such as `pt-BR`, if the page speaks it.
    pub fn of(tag: &str) -> Option<Self> {
        let mut parts = tag.trim().split(['-', '_']);
        let first = parts.next()?;
        let is = |part: &str, name: &str| part.eq_ignore_ascii_case(name);
        // Of the two ways to write Chinese the page knows one; who reads the other had better be asked
        // in the next language of theirs.
        let traditional =
            is(first, "zh") && parts.any(|part| ["Hant", "TW", "HK", "MO"].iter().any(|it| is(part, it)));
        let wanted = if is(first, "zh") { "zh-Hans" } else { first };
        LANGUAGES.into_iter().find(|language| !traditional && is(language.tag, wanted))
    }

    /// The first language of `wanted` that the page speaks, else English.
    pub fn best<'a>(wanted: impl IntoIterator<Item = &'a str>) -> Self {
        wanted.into_iter().find_map(Self::of).unwrap_or(ENGLISH)
    }

    /// Its direction, as in `dir`.
    pub fn dir(self) -> &'static str {
        if self.is_right_to_left { "rtl" } else { "ltr" }
    }
}

const fn left_to_right(tag: &'static str, name: &'static str) -> Language {
    Language { tag, name, is_right_to_left: false }
}

const fn right_to_left(tag: &'static str, name: &'static str) -> Language {
    Language { tag, name, is_right_to_left: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_looked_up() {
        for (tag, expected) in [
            ("en", Some("en")),
            ("EN-gb", Some("en")),
            ("pt_BR", Some("pt")),
            ("zh", Some("zh-Hans")),
            ("zh-CN", Some("zh-Hans")),
            ("zh-Hans-SG", Some("zh-Hans")),
            ("zh-TW", None),
            ("zh-Hant-HK", None),
            ("fa-AF", Some("fa")),
            ("cs", None),
            ("ene", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(Language::of(tag).map(|language| language.tag), expected, "{tag}");
        }
    }

    #[test]
    fn the_first_that_is_spoken_wins() {
        for (wanted, expected) in
            [(&["cs", "uk-UA", "en"][..], "uk"), (&["zh-TW", "ja"], "ja"), (&["cs"], "en"), (&[], "en")]
        {
            assert_eq!(Language::best(wanted.iter().copied()).tag, expected, "{wanted:?}");
        }
    }
}
