//! Pages: HTML with `{{placeholders}}`.
//!
//! Owns their syntax. Started by the site's build; yields the page filled in, or the name that nobody knows.

use anyhow::{Context, Result};
use doorkey::words::{Phrase, Printed, Words};

/// `html` with each `{{name}}` replaced by what `value` says for it.
pub(crate) fn filled(html: &str, value: impl Fn(&str) -> Option<String>) -> Result<String> {
    let mut page = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").context("a {{ without its }}")?;
        page.push_str(before);
        page.push_str(&value(name.trim()).with_context(|| format!("nothing is known for {{{{{name}}}}}"))?);
        rest = after;
    }
    page.push_str(rest);
    Ok(page)
}

/// What a phrase, by its name in the catalogues, says, as text in HTML.
pub(crate) fn phrase(name: &str, words: &Printed) -> Option<String> {
    let constant = name.to_ascii_uppercase().replace('-', "_");
    let said = words.say(Phrase::named(&constant)?, &[]);
    Some(said.replace('&', "&amp;").replace('<', "&lt;"))
}

#[cfg(test)]
mod tests {
    use super::filled;

    fn value(name: &str) -> Option<String> {
        match name {
            "assets" => Some("/assets/1".to_owned()),
            "empty" => Some(String::new()),
            "nested" => Some("{{assets}}".to_owned()),
            _ => None,
        }
    }

    #[test]
    fn placeholders_are_filled_once() {
        for (html, expected) in [
            ("", ""),
            ("<p>", "<p>"),
            ("<a href=\"{{assets}}/a.css\">{{ assets }}{{empty}}!", "<a href=\"/assets/1/a.css\">/assets/1!"),
            ("{{nested}}", "{{assets}}"),
        ] {
            assert_eq!(filled(html, value).unwrap(), expected);
        }
    }

    #[test]
    fn what_nobody_knows_is_named() {
        for (html, expected) in
            [("a {{asset}} b", "nothing is known for {{asset}}"), ("a {{assets", "a {{ without its }}")]
        {
            assert_eq!(filled(html, value).unwrap_err().to_string(), expected);
        }
    }
}
