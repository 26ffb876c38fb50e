//! Which edition of the page a newcomer can read.
//!
//! Owns reading `Accept-Language` (RFC 9110, §12.5.4) and the lookup of RFC 4647, §3.4, among the
//! editions that are there. Pure. Asked by the `site` for every request of `/`.
//!
//! Of our own because the crates for it do half: fluent-langneg ignores quality values,
//! accept-language knows no lookup, and neither knows that zh-TW cannot read what zh-CN can.

use axum::http::{HeaderValue, Uri};
use std::cmp::Reverse;

/// The most ranges that are looked at; browsers send a handful.
const MOST: usize = 32;

/// The most bytes of one range; RFC 5646, §4.4.1, counts on 35.
const LONGEST: usize = 64;

/// The page in one language.
#[derive(Clone, Debug)]
pub(super) struct Edition {
    /// Its tag, as `Content-Language` names it.
    pub(super) language: HeaderValue,
    /// Where it is.
    pub(super) path: Uri,
    key: String,
}

impl Edition {
    /// The edition in the language `tag`; `None` when that is no tag or the path is none.
    pub(super) fn new(tag: &str, path: &str) -> Option<Self> {
        Some(Self { language: tag.parse().ok()?, path: path.parse().ok()?, key: key(tag)? })
    }

    /// Whether a range whose key is `wanted` comes down to this edition when it is cut from its end.
    fn serves(&self, wanted: &str) -> bool {
        wanted.strip_prefix(&self.key).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    }
}

/// The edition that `header` likes best; `None` when it likes none of them, or all the same.
pub(super) fn best<'a>(header: &str, editions: &'a [Edition]) -> Option<&'a Edition> {
    let mut wanted: Vec<_> = header.split(',').take(MOST).filter_map(Wanted::read).collect();
    // Stable: of two that are liked the same, the one that is named first. What is named at all
    // goes before "any other".
    wanted.sort_by_key(|wanted| (Reverse(wanted.quality), wanted.key.is_none()));
    wanted
        .iter()
        .take_while(|wanted| wanted.quality > 0)
        // At "any other" the search ends: any is what the caller has without us.
        .map_while(|wanted| wanted.key.as_deref())
        .find_map(|key| {
            editions.iter().filter(|edition| edition.serves(key)).max_by_key(|edition| edition.key.len())
        })
}

/// One range of the header.
struct Wanted {
    /// In thousandths.
    quality: u16,
    /// `None` for `*`.
    key: Option<String>,
}

impl Wanted {
    /// `None` for what is not in the header's grammar: it is passed over.
    fn read(text: &str) -> Option<Self> {
        let (range, quality) = match text.split_once(';') {
            Some((range, weight)) => (range, quality(weight)?),
            None => (text, 1_000),
        };
        match range.trim() {
            "*" => Some(Self { quality, key: None }),
            range => Some(Self { quality, key: Some(key(range)?) }),
        }
    }
}

/// `q=` and a number from 0 to 1 with at most three decimals, in thousandths.
fn quality(weight: &str) -> Option<u16> {
    let (name, value) = weight.trim().split_once('=')?;
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    let is_number = name.eq_ignore_ascii_case("q")
        && matches!(whole, "0" | "1")
        && decimals.len() <= 3
        && decimals.bytes().all(|digit| digit.is_ascii_digit());
    let thousandths: u16 = format!("{decimals:0<3}").parse().ok().filter(|_| is_number)?;
    match whole {
        "0" => Some(thousandths),
        _ => (thousandths == 0).then_some(1_000),
    }
}

/// The text by which a tag or a range is compared: in lower case, Chinese with the script that its
/// readers read, which follows from the place where it is not said. `None` when it is neither.
fn key(tag: &str) -> Option<String> {
    let is_subtag = |subtag: &str| {
        (1..=8).contains(&subtag.len()) && subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if tag.len() > LONGEST || !tag.split('-').all(is_subtag) {
        return None;
    }
    let lower = tag.to_ascii_lowercase();
    let mut subtags = lower.split('-');
    let first = subtags.next().filter(|first| first.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    if !matches!(first, "zh" | "cmn") {
        return Some(lower);
    }
    let mut script = None;
    let mut rest = String::new();
    for subtag in subtags {
        match subtag {
            "hans" => script = Some("hans"),
            "hant" => script = Some("hant"),
            "cmn" => {}
            "tw" | "hk" | "mo" => {
                script = script.or(Some("hant"));
                rest = rest + "-" + subtag;
            }
            _ => rest = rest + "-" + subtag,
        }
    }
    Some(format!("zh-{}{rest}", script.unwrap_or("hans")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const THERE: [&str; 15] =
        ["en", "es", "fr", "de", "pt", "it", "nl", "pl", "uk", "ar", "fa", "tr", "vi", "zh-Hans", "ja"];

    fn check_among(there: &[&str], header: &str, expected: &str) {
        let editions: Vec<_> = there.iter().map(|tag| Edition::new(tag, "/").unwrap()).collect();
        let best = best(header, &editions).map_or("", |edition| edition.language.to_str().unwrap());
        assert_eq!(best, expected, "{}", &header[..header.len().min(200)]);
    }

    fn check(header: &str, expected: &str) {
        check_among(&THERE, header, expected);
    }

    #[test]
    fn the_language_that_is_liked_best() {
        for (header, expected) in [
            ("uk", "uk"),
            ("uk-UA", "uk"),
            ("UK-ua", "uk"),
            ("pt-BR", "pt"),
            ("pt-BR-x-private", "pt"),
            ("de-DE-1996", "de"),
            ("fa-AF,en;q=0.5", "fa"),
            ("nl-BE,fr-BE;q=0.9,en;q=0.8", "nl"),
            ("en;q=0.5, fr;q=0.9", "fr"),
            ("en;q=0.5,fr;q=0.501", "fr"),
            ("fr;Q=0.1 ,\tja ; q=0.11", "ja"),
            ("en-US,uk;q=0.9", "en"),
            ("fr, de", "fr"),
            ("de, fr", "de"),
            ("sv, no;q=0.9, it;q=0.1", "it"),
            ("cy, gd", ""),
            ("frr", ""), // North Frisian is no French
            ("f", ""),
            ("de;q=1.000, fr;q=1", "de"),
        ] {
            check(header, expected);
        }
    }

    #[test]
    fn chinese_goes_by_its_script() {
        for (range, expected) in [
            ("zh", "zh-Hans"),
            ("zh-CN", "zh-Hans"),
            ("zh-SG", "zh-Hans"),
            ("zh-Hans", "zh-Hans"),
            ("zh-Hans-HK", "zh-Hans"),
            ("zh-HK-Hans", "zh-Hans"),
            ("zh-cmn-Hans-CN", "zh-Hans"),
            ("cmn-CN", "zh-Hans"),
            ("zh-TW", ""),
            ("zh-HK", ""),
            ("zh-MO", ""),
            ("zh-Hant", ""),
            ("zh-Hant-CN", ""),
            ("zh-TW, ja;q=0.5", "ja"),
            ("zh-TW, zh;q=0.9, en;q=0.8", "zh-Hans"), // so says who reads both
        ] {
            check(range, expected);
        }
        for (range, expected) in [("zh-TW", "zh-Hant"), ("zh-CN", "zh"), ("zh-Hant-HK", "zh-Hant-HK")] {
            check_among(&["zh", "zh-Hant", "zh-Hant-HK"], range, expected);
        }
    }

    #[test]
    fn any_and_none() {
        for (header, expected) in [
            ("", ""),
            ("*", ""),
            ("*, uk;q=0.5", ""),
            ("uk;q=0.5, *;q=0.5", "uk"),
            ("*;q=0.5, uk;q=0.5", "uk"),
            ("sv, *;q=0.5, uk;q=0.4", ""),
            ("*;q=0, uk;q=0.1", "uk"),
            ("uk;q=0", ""),
            ("uk;q=0.0, fr;q=0.001", "fr"),
        ] {
            check(header, expected);
        }
    }

    #[test]
    fn hostile_headers_do_no_harm() {
        for (header, expected) in [
            ("fr;q=abc, de;q=0.1", "de"),
            ("fr;q=2, de;q=0.1", "de"),
            ("fr;q=1.001, de;q=0.1", "de"),
            ("fr;q=-1, de;q=0.1", "de"),
            ("fr;q=+0.9, de;q=0.1", "de"),
            ("fr;q=0.+9, de;q=0.1", "de"),
            ("fr;q=0.1234, de;q=0.1", "de"),
            ("fr;q=, de;q=0.1", "de"),
            ("fr;q, de;q=0.1", "de"),
            ("fr;level=1, de;q=0.1", "de"),
            ("fr;q=1;q=1, de;q=0.1", "de"),
            ("fr;q=0.1, de;q=0.5, fr;q=0.9", "fr"), // named twice: its best
            (",,;,;q=1,de", "de"),
            ("de_DE, fr;q=0.1", "fr"),
            ("-de, de-, d--e, 1-de, fr;q=0.1", "fr"),
            ("../../etc/passwd, de;q=0.1", "de"),
            ("d\u{e9}, \u{202e}de, de;q=0.1", "de"),
            ("abcdefghi, de;q=0.1", "de"),
            (&"de-".repeat(4_000), ""),
            (&format!("de{}", "-a".repeat(5_000)), ""),
            (&"q".repeat(10_000), ""),
            (&";".repeat(10_000), ""),
            (&format!("{}de", ",".repeat(10_000)), ""),
            (&format!("de{}", ",sv;q=0.9".repeat(2_000)), "de"),
        ] {
            check(header, expected);
        }
    }
}
