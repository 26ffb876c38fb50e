//! The link that shows a pass once.

use crate::graph::{call, passes_of, token};
use crate::world::{Answer, SAM, World, request};
use aes_gcm::aead::{Aead, KeyInit, Payload};
use aes_gcm::{Aes256Gcm, Key, Nonce};
use axum::http::Method;
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD as BASE64URL};
use doorkey_protocol::api;
use doorkey_protocol::envelope::NONCE_BYTES;
use doorkey_protocol::time::Span;
use doorkey_server::directory::desk_tokens::Scope;
use doorkey_server::directory::{By, IssueRequest, Issued};
use serde_json::json;

const READER: &str = "AAAAAAAAAAAAAAAAAAAAAA";
const OTHER: &str = "BBBBBBBBBBBBBBBBBBBBBB";

async fn sealed(world: &World) -> (Issued, String, String) {
    let by = By::operator().unwrap();
    let wanted = IssueRequest { sealed: true, ..IssueRequest::default() };
    let issued = world.server.directory().issue(&by, &SAM.parse().unwrap(), wanted).await.unwrap();
    let link = issued.envelope_link.as_ref().unwrap().expose().to_owned();
    let (id, key) = link.strip_prefix("http://localhost:8080/#p=").unwrap().split_once('.').unwrap();
    (issued, id.to_owned(), key.to_owned())
}

async fn open(world: &World, id: &str, reader: &str) -> Answer {
    let body = json!({ "id": id, "reader": reader }).to_string();
    world.send(request(Method::POST, api::ENVELOPES, None, Some(body))).await
}

/// As the page does it, by the contract alone.
fn unseal(id: &str, key: &str, sealed: &str) -> String {
    let (key, sealed) = (BASE64URL.decode(key).unwrap(), BASE64URL.decode(sealed).unwrap());
    let cipher = Aes256Gcm::new(&Key::<Aes256Gcm>::try_from(key.as_slice()).unwrap());
    let (nonce, text) = sealed.split_at(NONCE_BYTES);
    let payload = Payload { msg: text, aad: id.as_bytes() };
    let nonce = Nonce::try_from(nonce).unwrap();
    String::from_utf8(cipher.decrypt(&nonce, payload).unwrap()).unwrap()
}

#[tokio::test]
async fn a_link_shows_the_pass_to_the_first_who_opens_it_and_to_nobody_else() {
    let world = World::new().await;
    let (issued, id, key) = sealed(&world).await;
    let shut = &world.server.directory().passes(None).await.unwrap()[0];
    assert_eq!(shut.opened, Some(None), "the desk sees that it was not opened");
    let envelope = open(&world, &id, READER).await.expect(200);
    assert_eq!(envelope["person"]["userName"], SAM);
    let pass = unseal(&id, &key, envelope["sealed"].as_str().unwrap());
    assert_eq!(pass, issued.pass.grouped().expose());
    // The answer was lost: the same reader gets it again, within a minute.
    assert_eq!(open(&world, &id, READER).await.expect(200)["sealed"], envelope["sealed"]);
    open(&world, &id, OTHER).await.refused("envelope-opened");
    world.clock.advance(Span::from_millis(60_001));
    open(&world, &id, READER).await.refused("envelope-opened");
    let opened = &world.server.directory().passes(None).await.unwrap()[0];
    assert_eq!(opened.opened, Some(Some(crate::world::START)));
    let told: Vec<String> =
        sqlx::query_scalar("select kind from alerts").fetch_all(&mut world.database().await).await.unwrap();
    assert_eq!(told, ["envelope-tried"]);
    world.redeem(SAM, &pass).await.expect(201);
    let kept: i64 = sqlx::query_scalar("select count(*) from envelopes where sealed is not null")
        .fetch_one(&mut world.database().await)
        .await
        .unwrap();
    assert_eq!(kept, 0, "burnt");
}

#[tokio::test]
async fn an_envelope_is_dead_with_its_pass() {
    for (name, end) in [("revoked", 0), ("replaced", 1), ("expired", 2), ("unknown", 3)] {
        let world = World::new().await;
        let (_, id, _) = sealed(&world).await;
        let mut asked = id.clone();
        match end {
            0 => world.revoke(SAM).await,
            1 => drop(world.issue(true).await),
            2 => world.clock.advance(Span::from_mins(60)),
            _ => asked = OTHER.to_owned(),
        }
        let answer = open(&world, &asked, READER).await;
        assert_eq!((answer.code().as_str(), answer.status.as_u16()), ("envelope-ended", 410), "{name}");
    }
}

#[tokio::test]
async fn many_readers_at_once_are_one_reader() {
    let world = std::sync::Arc::new(World::new().await);
    let (_, id, _) = sealed(&world).await;
    let readers = (0..32).map(|reader| {
        let (world, id) = (world.clone(), id.clone());
        tokio::spawn(async move { open(&world, &id, &format!("{reader:022}")).await.status.as_u16() })
    });
    let mut shown = 0;
    for reader in readers.collect::<Vec<_>>() {
        shown += usize::from(reader.await.unwrap() == 200);
    }
    assert_eq!(shown, 1);
}

#[tokio::test]
async fn the_api_gives_the_link_in_place_of_the_pass() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePasses]).await;
    let body = Some(json!({ "@doorkey.sealed": true }));
    let issued = call(&world, &token, Method::POST, &passes_of(SAM), body).await.expect(201);
    assert_eq!(issued["temporaryAccessPass"], json!(null));
    let link = issued["@doorkey.sealedLink"].as_str().unwrap();
    let (id, _) = link.split_once("#p=").unwrap().1.split_once('.').unwrap();
    let opened = async || {
        let list = call(&world, &token, Method::GET, &passes_of(SAM), None).await.expect(200);
        list["value"][0]["@doorkey.sealedLinkOpenedDateTime"].clone()
    };
    assert_eq!(opened().await, json!(null));
    open(&world, id, READER).await.expect(200);
    assert_eq!(opened().await, json!("2026-11-23T09:00:00Z"));
}
