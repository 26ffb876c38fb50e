//! The page and the headers around it.

use crate::world::{World, request};
use axum::http::{Method, header};
use doorkey_server::entra::EntraSettings;
use doorkey_server::settings::Origin;
use std::fs;

#[tokio::test]
async fn files_have_their_headers() {
    let site = tempfile::tempdir().unwrap();
    fs::create_dir(site.path().join("assets")).unwrap();
    for (name, text) in [
        ("index.html", "<!doctype html><title>page</title>"),
        ("kiosk.html", "<!doctype html><title>kiosk</title>"),
        ("doorkey.js", "export {}"),
        ("doorkey.js.br", "not really brotli"),
        ("assets/doorkey-1234.wasm", "\0asm"),
        ("style.css", "body {}"),
    ] {
        fs::write(site.path().join(name), text).unwrap();
    }
    let world = World::with(|settings| {
        settings.site = Some(site.path().to_owned());
        settings.rp_id = "pass.example".into();
        settings.origins = vec!["https://pass.example".parse::<Origin>().unwrap()];
    })
    .await;
    for (path, kind, cache, shared) in [
        ("/", "text/html", "no-cache", false),
        ("/index.html", "text/html", "no-cache", false),
        ("/kiosk.html", "text/html", "no-cache", false),
        ("/style.css", "text/css", "no-cache", false),
        ("/doorkey.js", "text/javascript", "no-cache", true),
        ("/assets/doorkey-1234.wasm", "application/wasm", "public, max-age=31536000, immutable", true),
    ] {
        let answer = world.send(request(Method::GET, path, None, None)).await;
        let text =
            |name: &str| answer.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        assert_eq!((answer.status.as_u16(), text("content-type")), (200, kind.to_owned()), "{path}");
        assert_eq!(text("cache-control"), cache, "{path}");
        assert_eq!(text("access-control-allow-origin"), if shared { "*" } else { "" }, "{path}");
        assert_eq!(text("cross-origin-resource-policy"), if shared { "cross-origin" } else { "" }, "{path}");
        assert_eq!(text("x-content-type-options"), "nosniff");
        assert_eq!(text("referrer-policy"), "no-referrer");
        assert_eq!(text("strict-transport-security"), "max-age=31536000");
        let is_page = kind == "text/html";
        assert_eq!(
            text("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"),
            is_page
        );
        assert_eq!(text("permissions-policy").contains("publickey-credentials-create=(self)"), is_page);
        // Only a kiosk reads slips.
        let camera = text("permissions-policy").contains("camera=(self)");
        assert_eq!(camera, path == "/kiosk.html", "{path}");
        assert_eq!(text("cross-origin-opener-policy"), if is_page { "same-origin" } else { "" });
    }
    let mut wanted = request(Method::GET, "/doorkey.js", None, None);
    wanted.headers_mut().insert(header::ACCEPT_ENCODING, "br".parse().unwrap());
    let answer = world.send(wanted).await;
    assert_eq!(answer.headers[header::CONTENT_ENCODING], "br");
    assert_eq!(answer.text, "not really brotli");
    for path in ["/assets/none.js", "/nothing", "/../Cargo.toml", "/%2e%2e/key"] {
        let answer = world.send(request(Method::GET, path, None, None)).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(answer.headers[header::CACHE_CONTROL], "no-cache", "{path}");
    }
    world.send(request(Method::GET, "/v1/nothing", None, None)).await.refused("not-found");
}

#[tokio::test]
async fn with_entra_the_pages_come_in_the_edition_that_asks_for_no_pass() {
    let site = tempfile::tempdir().unwrap();
    for name in ["assets", "entra"] {
        fs::create_dir(site.path().join(name)).unwrap();
    }
    for name in [
        "index.html",
        "index.html.br",
        "index.de.html",
        "index.fr.html",
        "kiosk.html",
        "imprint.html",
        "doorkey.js",
        "doorkey.js.br",
        "assets/a.wasm",
        "entra/index.html",
        "entra/index.de.html",
        "entra/index.de.html.br",
        "entra/kiosk.html",
    ] {
        fs::write(site.path().join(name), format!("<!doctype html>{name}")).unwrap();
    }
    let at = async |entra: Option<EntraSettings>| {
        World::with(|settings| {
            settings.site = Some(site.path().to_owned());
            settings.entra = entra;
        })
        .await
    };
    let nowhere = "http://127.0.0.1:1";
    let (entra, ours) = (at(Some(EntraSettings::for_tests(nowhere, nowhere))).await, at(None).await);
    // What is asked for, in which language, whether packed; the file with Entra and without it.
    for (path, language, packed, with_entra, without) in [
        ("/", "en", "", "entra/index.html", "index.html"),
        ("/", "de", "", "entra/index.de.html", "index.de.html"),
        ("/", "de", "br", "entra/index.de.html.br", "index.de.html"),
        // The packed one outside is not this page.
        ("/", "en", "br", "entra/index.html", "index.html.br"),
        ("/index.html", "en", "br", "entra/index.html", "index.html.br"),
        // Only of what is there for Entra a language is chosen.
        ("/", "fr", "", "entra/index.html", "index.fr.html"),
        ("/index.de.html", "en", "", "entra/index.de.html", "index.de.html"),
        ("/kiosk.html", "en", "", "entra/kiosk.html", "kiosk.html"),
        ("/imprint.html", "en", "", "imprint.html", "imprint.html"),
        ("/doorkey.js", "en", "br", "doorkey.js.br", "doorkey.js.br"),
        ("/assets/a.wasm", "en", "", "assets/a.wasm", "assets/a.wasm"),
        ("/entra/index.html", "en", "", "entra/index.html", "entra/index.html"),
    ] {
        for (world, file) in [(&entra, with_entra), (&ours, without)] {
            let mut wanted = request(Method::GET, path, None, None);
            wanted.headers_mut().insert(header::ACCEPT_LANGUAGE, language.parse().unwrap());
            wanted.headers_mut().insert(header::ACCEPT_ENCODING, packed.parse().unwrap());
            let answer = world.send(wanted).await;
            assert_eq!(answer.status, 200, "{path} {language}");
            assert_eq!(answer.text, format!("<!doctype html>{file}"), "{path} {language} {packed}");
            let camera = answer.headers.get("permissions-policy");
            let camera = camera.is_some_and(|it| it.to_str().unwrap().contains("camera=(self)"));
            assert_eq!(camera, path == "/kiosk.html", "{path}");
        }
    }
    for path in ["/nothing", "/entra/nothing.html", "/../Cargo.toml", "/%2e%2e/key"] {
        let answer = entra.send(request(Method::GET, path, None, None)).await;
        assert_eq!(answer.status, 404, "{path}");
    }
    entra.send(request(Method::GET, "/v1/nothing", None, None)).await.refused("not-found");
}

#[tokio::test]
async fn the_configuration_says_what_was_set() {
    let world = World::with(|settings| {
        settings.name = "Summer Camp".into();
        settings.help_contact = Some("the desk in hall 3".into());
    })
    .await;
    let answer = world.send(request(Method::GET, doorkey_protocol::api::CONFIGURATION, None, None)).await;
    assert_eq!(answer.headers[header::CACHE_CONTROL], "no-store");
    assert!(!answer.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
    assert_eq!(
        answer.expect(200),
        serde_json::json!({
            "name": "Summer Camp", "help": "the desk in hall 3", "passFormat": { "alphabet": "doorkey" },
            "ways": ["passkey", "securityKey", "phone", "authenticator"], "staff": false, "page": "http://localhost:8080/",
            "now": crate::world::START.as_millis(),
        })
    );
}
