//! The page in the newcomer's language, as a browser sees it.

use crate::world::{Answer, World, request};
use axum::http::{HeaderName, Method, header};
use std::fs;
use tempfile::TempDir;

/// A site with the page in some languages; the text of each names its file.
async fn site(names: &[&str]) -> (TempDir, World) {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("assets")).unwrap();
    for name in names {
        fs::write(site.path().join(name), format!("<!doctype html>{name}")).unwrap();
    }
    let world = World::with(|settings| settings.site = Some(site.path().to_owned())).await;
    (site, world)
}

async fn get(world: &World, method: Method, path: &str, headers: &[(HeaderName, &str)]) -> Answer {
    let mut wanted = request(method, path, None, None);
    for (name, value) in headers {
        wanted.headers_mut().append(name, value.parse().unwrap());
    }
    world.send(wanted).await
}

fn line(answer: &Answer, name: HeaderName) -> String {
    let lines = answer.headers.get_all(name).iter().map(|line| line.to_str().unwrap());
    lines.collect::<Vec<_>>().join(", ")
}

#[tokio::test]
async fn the_page_comes_in_the_language_that_is_liked_best() {
    let (_site, world) =
        site(&["index.html", "index.uk.html", "index.uk.html.br", "index.zh-Hans.html", "index.?.html"])
            .await;
    for (path, languages, file, language) in [
        ("/", "uk-UA,uk;q=0.9,en;q=0.8", "index.uk.html", "uk"),
        ("/", "zh-CN", "index.zh-Hans.html", "zh-Hans"),
        ("/", "zh-TW", "index.html", "en"),
        ("/", "en-US,uk;q=0.5", "index.html", "en"),
        ("/", "sv", "index.html", "en"),
        ("/", "*", "index.html", "en"),
        ("/?x=1", "uk", "index.uk.html", "uk"),
        ("/", "../../key, index, q=;;", "index.html", "en"),
        // By their names they are there whatever the browser likes.
        ("/index.uk.html", "en", "index.uk.html", "uk"),
        ("/index.html", "uk", "index.html", "en"),
    ] {
        let answer = get(&world, Method::GET, path, &[(header::ACCEPT_LANGUAGE, languages)]).await;
        assert_eq!((answer.status.as_u16(), &*answer.text), (200, &*format!("<!doctype html>{file}")));
        assert_eq!(line(&answer, header::CONTENT_LANGUAGE), language, "{path} {languages}");
        let vary =
            if path.starts_with("/index") { "accept-encoding" } else { "accept-encoding, accept-language" };
        assert_eq!(line(&answer, header::VARY), vary, "{path} {languages}");
        assert_eq!(line(&answer, header::CACHE_CONTROL), "no-cache");
        assert_eq!(line(&answer, header::CONTENT_TYPE), "text/html");
        assert!(line(&answer, header::CONTENT_SECURITY_POLICY).contains("trusted-types 'none'"));

        let head = get(&world, Method::HEAD, path, &[(header::ACCEPT_LANGUAGE, languages)]).await;
        assert_eq!((head.status, &*head.text, &head.headers), (answer.status, "", &answer.headers));
    }
    // Two lines are one list, none is none, and a line that is no text says nothing.
    let two = [(header::ACCEPT_LANGUAGE, "en;q=0.1"), (header::ACCEPT_LANGUAGE, "uk;q=0.2")];
    assert_eq!(line(&get(&world, Method::GET, "/", &two).await, header::CONTENT_LANGUAGE), "uk");
    let none = get(&world, Method::GET, "/", &[]).await;
    assert_eq!(line(&none, header::CONTENT_LANGUAGE), "en");
    let odd = [(header::ACCEPT_LANGUAGE, "\u{e9}"), (header::ACCEPT_LANGUAGE, "uk")];
    assert_eq!(line(&get(&world, Method::GET, "/", &odd).await, header::CONTENT_LANGUAGE), "uk");
    assert_eq!(get(&world, Method::POST, "/", &two).await.status, 405);
}

#[tokio::test]
async fn compressed_and_unchanged_pages_keep_their_language() {
    let (_site, world) = site(&["index.html", "index.uk.html", "index.uk.html.br"]).await;
    let ukrainian = (header::ACCEPT_LANGUAGE, "uk");
    let answer = get(&world, Method::GET, "/", &[ukrainian.clone(), (header::ACCEPT_ENCODING, "br")]).await;
    assert_eq!(answer.text, "<!doctype html>index.uk.html.br");
    assert_eq!(line(&answer, header::CONTENT_ENCODING), "br");
    assert_eq!(line(&answer, header::CONTENT_LANGUAGE), "uk");

    let answer = get(&world, Method::GET, "/", std::slice::from_ref(&ukrainian)).await;
    let (tag, date) = (line(&answer, header::ETAG), line(&answer, header::LAST_MODIFIED));
    let same = get(&world, Method::GET, "/", &[ukrainian, (header::IF_NONE_MATCH, &tag)]).await;
    assert_eq!(same.status, 304);
    assert_eq!(line(&same, header::VARY), "accept-language");
    // Who has changed languages since has another page, though no file is younger.
    for known in [(header::IF_NONE_MATCH, &tag), (header::IF_MODIFIED_SINCE, &date)] {
        let other =
            get(&world, Method::GET, "/", &[(header::ACCEPT_LANGUAGE, "en"), (known.0, known.1)]).await;
        assert_eq!((other.status.as_u16(), &*other.text), (200, "<!doctype html>index.html"));
    }
}

#[tokio::test]
async fn a_site_of_one_page_says_nothing_about_languages() {
    let (_site, world) = site(&["index.html", "index.html.br", "index..html", "index.-.html"]).await;
    let answer = get(&world, Method::GET, "/", &[(header::ACCEPT_LANGUAGE, "uk")]).await;
    assert_eq!(answer.text, "<!doctype html>index.html");
    assert_eq!(line(&answer, header::CONTENT_LANGUAGE), "");
    assert_eq!(line(&answer, header::VARY), "accept-encoding");
}

#[tokio::test]
async fn messages_are_text() {
    let (_site, world) = site(&["uk.ftl", "uk.ftl.br", "assets/uk.ftl", "assets/uk.ftl.gz"]).await;
    for (path, encoding, text) in [
        ("/uk.ftl", "", "<!doctype html>uk.ftl"),
        ("/uk.ftl", "br", "<!doctype html>uk.ftl.br"),
        ("/assets/uk.ftl", "gzip", "<!doctype html>assets/uk.ftl.gz"),
    ] {
        let answer = get(&world, Method::GET, path, &[(header::ACCEPT_ENCODING, encoding)]).await;
        assert_eq!((answer.status.as_u16(), &*answer.text), (200, text));
        assert_eq!(line(&answer, header::CONTENT_ENCODING), encoding);
        assert_eq!(line(&answer, header::CONTENT_TYPE), "text/plain; charset=utf-8");
        assert_eq!(line(&answer, header::X_CONTENT_TYPE_OPTIONS), "nosniff");
    }
    let none = get(&world, Method::GET, "/none.ftl", &[]).await;
    assert_eq!((none.status.as_u16(), line(&none, header::CONTENT_TYPE)), (404, String::new()));
}
