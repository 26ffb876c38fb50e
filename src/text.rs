//! Looking for a text in a text.
//!
//! Owns [`has`]: what `str::contains` does, slowly and in a few bytes. The searcher of std is made for
//! long texts, and with the messages of its panics it would be 2 kB more to load.

/// Whether `part` stands somewhere in `text`.
pub(crate) fn has(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::has;

    #[test]
    fn it_finds_what_stands_there() {
        for (text, part, expected) in [
            ("a screen lock", "screen", true),
            ("scree", "screen", false),
            ("", "a", false),
            ("ä ö", "ö", true),
        ] {
            assert_eq!(has(text, part), expected, "{part:?} in {text:?}");
        }
    }
}
