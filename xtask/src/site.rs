//! The site: everything a server hands out, composed from the built element and `www/`.
//!
//! Owns its layout. `assets/<hash>/` holds what never changes under its address: the element's glue,
//! Wasm and snippets, and `www/assets/`; the hash is over all of it, so imports inside stay relative.
//! At the top stand the pages, each in every language (`index.html`, `index.uk.html`, …), and
//! `doorkey.js`, the lasting address for those who embed the element. Below `entra/` stand the same pages for
//! a server that has Microsoft Entra ID behind it: they ask for no pass. Started by the build; yields the
//! files.

use crate::files::Files;
use crate::stamp::Fingerprint;
use crate::{links, page};
use anyhow::{Context, Result, ensure};
use doorkey::words::language::{ENGLISH, LANGUAGES};
use doorkey::words::{self, Printed};

/// The module that defines the element, from `www/assets/`.
const ENTRY: &str = "doorkey.js";
/// The stylesheet of the element's shadow root.
const STYLESHEET: &str = "door-key.css";

/// Where the pages stand that ask for no pass.
const ENTRA: &str = "entra/";

/// Where the catalogues stand, in `www` and below the folder of wasm-bindgen's snippets.
const LOCALES: &str = "locales/";

/// Composes the site from wasm-bindgen's output and the pages. `asleep` writes the element as it stands
/// in a page before it wakes, given the address of its stylesheet, the words, and whether nothing may be typed
/// into it.
pub(crate) fn compose(
    pkg: Files,
    mut www: Files,
    asleep: impl Fn(&str, &Printed, bool) -> String,
) -> Result<Files> {
    let tongues = tongues(&www)?;
    // Beside the catalogues lies what translators should know.
    www.retain(|name, _| !name.starts_with(LOCALES));
    let (assets, top): (Files, Files) = www.into_iter().partition(|(name, _)| name.starts_with("assets/"));
    let assets = assets.into_iter().map(|(name, content)| (name["assets/".len()..].to_owned(), content));
    let mut all: Files = pkg.into_iter().filter(|(name, _)| is_for_the_page(name)).collect();
    let built: Vec<String> = all.keys().cloned().collect();
    for (name, content) in assets {
        ensure!(!all.contains_key(&name), "www/assets/{name} has the name of a file that the build writes");
        all.insert(name, content);
    }

    let address = format!("/assets/{}", hash(&all));
    let preload = preload(&all, &built, &address);
    let stylesheet = all.keys().find(|name| name.rsplit('/').next() == Some(STYLESHEET));
    let catalogue = |tag: &str| all.keys().find(|name| name.ends_with(&format!("/{LOCALES}{tag}.ftl")));

    let mut site = Files::new();
    site.insert(ENTRY.to_owned(), format!("export * from \".{address}/{ENTRY}\";\n").into_bytes());
    for (name, content) in top {
        ensure!(!site.contains_key(&name), "www/{name} has the name of a file that the build writes");
        let Some(stem) = name.strip_suffix(".html") else {
            site.insert(name, content);
            continue;
        };
        let html = String::from_utf8(content).with_context(|| format!("www/{name} is not UTF-8"))?;
        for (words, entra) in tongues.iter().flat_map(|words| [(words, false), (words, true)]) {
            let language = words.language;
            let value = |placeholder: &str| match placeholder {
                "assets" => Some(address.clone()),
                "preload" => Some(match catalogue(language.tag) {
                    Some(name) => format!("{preload}\n{}", preload_catalogue(&address, name)),
                    None => preload.clone(),
                }),
                "door-key" => stylesheet.map(|name| asleep(&format!("{address}/{name}"), words, entra)),
                "entra" => Some(if entra { " entra" } else { "" }.to_owned()),
                "lang" => Some(language.tag.to_owned()),
                "dir" => Some(language.dir().to_owned()),
                "languages" => Some(choice(language.tag)),
                // Who comes back from Microsoft may have used a pass up.
                "say asleep-reload" if entra => page::phrase("entra-asleep-reload", words),
                other => page::phrase(other.strip_prefix("say ")?, words),
            };
            let page = page::filled(&html, value).with_context(|| format!("cannot fill www/{name}"))?;
            let name =
                if language == ENGLISH { name.clone() } else { format!("{stem}.{}.html", language.tag) };
            let name = if entra { format!("{ENTRA}{name}") } else { name };
            site.insert(name, page.into_bytes());
        }
    }
    let folder = &address["/".len()..];
    site.extend(all.into_iter().map(|(name, content)| (format!("{folder}/{name}"), content)));
    Ok(site)
}

/// The words of every language, from their catalogues.
fn tongues(www: &Files) -> Result<Vec<Printed>> {
    LANGUAGES
        .into_iter()
        .map(|language| {
            let name = format!("{LOCALES}{}.ftl", language.tag);
            let text = www.get(&name).with_context(|| format!("there is no www/{name}"))?;
            let text = String::from_utf8(text.clone()).with_context(|| format!("www/{name} is not UTF-8"))?;
            let catalogue = words::Catalogue::read(text.into())
                .with_context(|| format!("www/{name} has not exactly one message for each phrase"))?;
            Ok(Printed { language, catalogue })
        })
        .collect()
}

/// What can be chosen from, each language by its own name.
fn choice(chosen: &str) -> String {
    let option = |language: words::language::Language| {
        let (tag, name) = (language.tag, language.name);
        let selected = if tag == chosen { " selected" } else { "" };
        format!("<option value=\"{tag}\" lang=\"{tag}\"{selected}>{name}</option>")
    };
    LANGUAGES.into_iter().map(option).collect()
}

/// Of what wasm-bindgen writes, the page has no use for the declarations.
fn is_for_the_page(name: &str) -> bool {
    !name.ends_with(".d.ts") && name != "package.json"
}

fn hash(assets: &Files) -> String {
    let mut fingerprint = Fingerprint::new();
    for (name, content) in assets {
        fingerprint.add(name, content);
    }
    let mut hex = fingerprint.hex();
    hex.truncate(16);
    hex
}

/// `<link>`s for all that the element needs to wake, so that the browser asks for all of it at once
/// instead of discovering one file from the next.
fn preload(assets: &Files, built: &[String], address: &str) -> String {
    let mut modules: Vec<String> = links::reached(assets, ENTRY).into_iter().collect();
    let further = built.iter().filter(|name| !modules.contains(name) && !name.ends_with(links::REST));
    modules.extend(further.cloned().collect::<Vec<_>>());
    modules.sort_by_key(|name| (name != ENTRY, name.contains('/'), name.clone()));
    let lines = modules.iter().filter_map(|name| match name.rsplit('.').next() {
        Some("js") => Some(format!("<link rel=\"modulepreload\" href=\"{address}/{name}\">")),
        Some("wasm") => Some(format!(
            "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{address}/{name}\">"
        )),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A page in another language than English needs its catalogue as soon as it wakes.
fn preload_catalogue(address: &str, name: &str) -> String {
    format!("<link rel=\"preload\" as=\"fetch\" crossorigin href=\"{address}/{name}\">")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        list.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec())).collect()
    }

    fn pkg() -> Files {
        files(&[
            ("doorkey_glue.js", "import './snippets/s/element.js'"),
            ("doorkey_glue_bg.wasm", "wasm"),
            ("doorkey_glue_rest.wasm", "the rest"),
            ("doorkey_glue.d.ts", "types"),
            ("snippets/s/element.js", "js"),
            ("snippets/s/door-key.css", "css"),
        ])
    }

    const INDEX: &str = "{{preload}}|{{assets}}/page.css|<door-key{{entra}}>{{door-key}}";

    fn www() -> Files {
        files(&[
            ("index.html", INDEX),
            ("favicon.svg", "{{untouched}}"),
            ("assets/doorkey.js", "import './doorkey_glue.js'"),
            ("assets/page.css", ""),
            ("assets/later.js", ""),
        ])
        .into_iter()
        .chain(LANGUAGES.map(|language| {
            let english = include_bytes!("../../www/locales/en.ftl");
            (format!("{LOCALES}{}.ftl", language.tag), english.to_vec())
        }))
        .collect()
    }

    fn text(site: &Files, name: &str) -> String {
        String::from_utf8(site[name].clone()).unwrap()
    }

    #[test]
    fn the_pages_name_the_assets() {
        let site =
            compose(pkg(), www(), |href, _, formless| format!("<template {href} {formless}>")).unwrap();
        let entry = text(&site, "doorkey.js");
        let address = entry.strip_prefix("export * from \".").unwrap().split_once("/doorkey.js").unwrap().0;
        assert_eq!(address.len(), "/assets/".len() + 16);
        let expected = [
            format!("<link rel=\"modulepreload\" href=\"{address}/doorkey.js\">"),
            format!("<link rel=\"modulepreload\" href=\"{address}/doorkey_glue.js\">"),
            format!(
                "<link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{address}/doorkey_glue_bg.wasm\">"
            ),
            format!("<link rel=\"modulepreload\" href=\"{address}/snippets/s/element.js\">"),
        ]
        .join("\n");
        for (name, tag, formless) in
            [("index.html", "door-key", false), ("entra/index.html", "door-key entra", true)]
        {
            let template = format!("<{tag}><template {address}/snippets/s/door-key.css {formless}>");
            assert_eq!(text(&site, name), format!("{expected}|{address}/page.css|{template}"));
        }
        assert!(site.contains_key("entra/index.uk.html"));
        assert_eq!(text(&site, "favicon.svg"), "{{untouched}}");
        let folder = &address[1..];
        for later in ["later.js", "doorkey_glue_rest.wasm"] {
            assert!(site.contains_key(&format!("{folder}/{later}")), "{later}");
        }
        assert!(!site.keys().any(|name| name.ends_with(".d.ts")));
    }

    #[test]
    fn the_address_follows_the_content_of_the_assets_alone() {
        let entry =
            |pkg: Files, www: Files| text(&compose(pkg, www, |_, _, _| String::new()).unwrap(), "doorkey.js");
        let first = entry(pkg(), www());
        let mut page = www();
        page.insert("other.html".to_owned(), Vec::new());
        assert_eq!(entry(pkg(), page), first);
        let mut style = www();
        style.insert("assets/page.css".to_owned(), b"a{}".to_vec());
        assert_ne!(entry(pkg(), style), first);
    }

    #[test]
    fn what_cannot_be_composed_is_said() {
        let with = |name: &str, text: &str| {
            let mut www = www();
            www.insert(name.to_owned(), text.as_bytes().to_vec());
            www
        };
        for (pkg, www, expected) in [
            (
                pkg(),
                with("assets/doorkey_glue.js", ""),
                "www/assets/doorkey_glue.js has the name of a file that the build writes",
            ),
            (pkg(), with("doorkey.js", ""), "www/doorkey.js has the name of a file that the build writes"),
            (pkg(), with("a.html", "{{typo}}"), "cannot fill www/a.html: nothing is known for {{typo}}"),
            (
                files(&[]),
                with("a.html", "{{assets}}"),
                "cannot fill www/index.html: nothing is known for {{door-key}}",
            ),
        ] {
            let error = compose(pkg, www, |_, _, _| String::new()).unwrap_err();
            assert_eq!(format!("{error:#}"), expected);
        }
    }
}
