//! What a file of the site loads, read from its text.
//!
//! Owns how HTML, JavaScript and CSS name other files, as far as our own pages and wasm-bindgen's glue
//! write it. Started by the site's build (what to preload) and by `size` (what to count); yields names.

use crate::files::Files;
use std::collections::BTreeSet;

/// How the name ends of what is needed once a pass is given, and fetched while the newcomer types.
pub(crate) const REST: &str = "_rest.wasm";

/// How the address of its stylesheet ends.
const WAYS: &str = "/ways.css";

/// The names, in `files`, of what is fetched later by what `from` loads at once.
pub(crate) fn later(files: &Files, from: &str) -> BTreeSet<String> {
    let reached = reached(files, from);
    let texts = reached.iter().filter_map(|name| Some((name, String::from_utf8_lossy(files.get(name)?))));
    let named = texts.flat_map(|(name, text)| {
        let addresses = named(name, &text).into_iter().filter(|address| address.ends_with(REST));
        addresses.filter_map(|address| resolved(name, &address)).collect::<Vec<_>>()
    });
    named.filter(|name| files.contains_key(name)).collect()
}

/// The names, in `files`, of all that `from` loads at once, itself among them, and what those load.
pub(crate) fn reached(files: &Files, from: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![from.to_owned()];
    while let Some(name) = open.pop() {
        let Some(content) = files.get(&name) else { continue };
        if reached.insert(name.clone()) {
            let text = String::from_utf8_lossy(content);
            open.extend(loaded(&name, &text).iter().filter_map(|address| resolved(&name, address)));
        }
    }
    reached
}

/// The addresses that the file `name` with this `text` loads at once. A language's words are not among
/// them: one of them is at most, and only when it is wanted. Nor is the rest of the module, which the page
/// works without until a pass is given.
fn loaded(name: &str, text: &str) -> Vec<String> {
    let mut named = named(name, text);
    named.retain(|address| ![".ftl", REST, WAYS].iter().any(|later| address.ends_with(later)));
    named
}

/// The addresses that the file `name` with this `text` loads by itself: no `<a href>`, and no
/// `import(…)`, which is for what may never be needed.
fn named(name: &str, text: &str) -> Vec<String> {
    match name.rsplit('.').next() {
        Some("html") => tags(text),
        Some("js" | "mjs") => [" from", "from", "import", "new URL("]
            .iter()
            .flat_map(|word| text.split(word).skip(1).filter_map(quoted))
            .collect(),
        Some("css") => {
            let urls = text
                .split("url(")
                .skip(1)
                .filter_map(|rest| quoted(rest).or_else(|| Some(rest.split_once(')')?.0.trim().to_owned())));
            urls.chain(text.split("@import").skip(1).filter_map(quoted)).collect()
        }
        _ => Vec::new(),
    }
}

/// What the tags that load something name in their `href` or `src`.
fn tags(html: &str) -> Vec<String> {
    let loading = ["link", "script", "img", "source"];
    html.split('<')
        .filter(|tag| loading.contains(&tag.split([' ', '\n', '\t', '>', '/']).next().unwrap_or_default()))
        .filter_map(|tag| {
            let tag = tag.split_once('>')?.0;
            let (_, value) = tag
                .split_once(" href=")
                .or_else(|| tag.split_once(" src="))
                .or_else(|| tag.split_once("\nhref=").or_else(|| tag.split_once("\nsrc=")))?;
            quoted(value)
        })
        .collect()
}

/// The string that `text` begins with, after white space.
fn quoted(text: &str) -> Option<String> {
    let text = text.trim_start();
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(text[1..].split_once(quote)?.0.to_owned())
}

/// The name in the site of `address`, as the file `from` writes it. Other origins are not ours.
fn resolved(from: &str, address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    if address.contains(':') || address.starts_with("//") {
        return None;
    }
    let mut parts: Vec<&str> = match address.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from.split('/').rev().skip(1).collect::<Vec<_>>().into_iter().rev().collect(),
    };
    for part in address.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_resolved_as_a_browser_does() {
        for (from, address, name) in [
            ("index.html", "/assets/x/a.js", Some("assets/x/a.js")),
            ("index.html", "favicon.svg", Some("favicon.svg")),
            ("assets/x/a.js", "./snippets/b.js", Some("assets/x/snippets/b.js")),
            ("assets/x/snippets/s/b.js", "../../c.css?v=1#d", Some("assets/x/c.css")),
            ("a.html", "../../../b.js", Some("b.js")),
            ("a.html", "https://example.org/b.js", None),
            ("a.html", "//example.org/b.js", None),
            ("a.html", "data:image/png;base64,x", None),
        ] {
            assert_eq!(resolved(from, address).as_deref(), name, "{from} {address}");
        }
    }

    #[test]
    fn what_loads_is_found_and_what_waits_is_not() {
        let check = |name: &str, text: &str, expected: &[&str]| {
            let mut found = loaded(name, text);
            found.sort();
            found.dedup();
            assert_eq!(found, expected, "{text}");
        };
        check(
            "a.html",
            "<link\nrel=\"icon\" href=\"i.svg\"><script type=module src='a.js'></script><a href=\"no.html\">no</a>",
            &["a.js", "i.svg"],
        );
        check(
            "a.js",
            "import init, { a } from './g.js';\nimport \"b.js\";export * from'c.js'\nimport('later.js');new URL('w.wasm', import.meta.url);new URL('w_rest.wasm', import.meta.url);new URL('de.ftl', import.meta.url)",
            &["./g.js", "b.js", "c.js", "w.wasm"],
        );
        check(
            "a.css",
            "@import 'b.css'; a { b: url(c.woff2) url(\"d.svg\") }",
            &["b.css", "c.woff2", "d.svg"],
        );
        check("a.svg", "href='x'", &[]);
    }

    #[test]
    fn everything_on_the_way_is_reached_once() {
        let files: Files = [
            ("index.html", "<script src=\"/assets/a.js\">"),
            ("assets/a.js", "import './b.js'; import './gone.js'; import './r/r.js'"),
            ("assets/b.js", "import './a.js'; new URL('b.wasm', import.meta.url)"),
            ("assets/b.wasm", ""),
            (
                "assets/r/r.js",
                "new URL('../b_rest.wasm', import.meta.url);new URL('gone_rest.wasm', import.meta.url)",
            ),
            ("assets/b_rest.wasm", ""),
            ("assets/other.js", ""),
        ]
        .map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()))
        .into();
        assert_eq!(later(&files, "index.html"), BTreeSet::from(["assets/b_rest.wasm".to_owned()]));
        let reached = reached(&files, "index.html");
        assert_eq!(
            reached.iter().map(String::as_str).collect::<Vec<_>>(),
            ["assets/a.js", "assets/b.js", "assets/b.wasm", "assets/r/r.js", "index.html"]
        );
    }
}
