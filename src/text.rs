//! Looking for a text in a text.
//!
//! Owns [`has`] and [`after`]: what `str::contains` and `str::split_once` do, slowly and in a few bytes. The searcher of std is made for
//! long texts, and with the messages of its panics it would be 2 kB more to load.

/// Whether `part` stands somewhere in `text`.
pub(crate) fn has(text: &str, part: &str) -> bool {
    text.as_bytes().windows(part.len().max(1)).any(|window| window == part.as_bytes())
}

/// What stands behind the first `part` in `text`.
pub(crate) fn after<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let at = text.as_bytes().windows(part.len().max(1)).position(|window| window == part.as_bytes())?;
    text.get(at + part.len()..)
}

#[cfg(test)]
mod tests {
    use super::{after, has};

    #[test]
    fn it_gives_what_stands_behind() {
        for (text, part, expected) in [
            ("AADSTS50034: no", "AADSTS", Some("50034: no")),
            ("AADSTS", "AADSTS", Some("")),
            ("AADST", "AADSTS", None),
            ("äöäö", "ö", Some("äö")),
        ] {
            assert_eq!(after(text, part), expected, "{part:?} in {text:?}");
        }
    }

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
