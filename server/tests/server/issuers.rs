//! Who may issue passes and for whom, and what the policy and the rules do to those that are out.

use crate::graph::{call, passes_of, refused, token, token_of};
use crate::world::{KEY, MINUTE, Response, SAM, World};
use axum::http::Method;
use doorkey_protocol::time::{Lifetime, Span};
use doorkey_server::directory::By;
use doorkey_server::directory::desk_tokens::Scope;
use doorkey_server::directory::people::Changes;
use doorkey_server::policy::{PassPolicy, Scope as Whom};
use serde_json::json;

/// Ada issues, Bo does not; Pia and Petra are privileged, and Petra issues too; Ext is external.
async fn world() -> World {
    let world = World::new().await;
    let (directory, by) = (world.server.directory(), By::operator().unwrap());
    for name in ["ada", "bo", "pia", "petra", "ext", "off"] {
        world.add(&format!("{name}@demo.example").parse().unwrap(), name).await;
    }
    directory.add_group(&by, "Front desk", false).await.unwrap();
    directory.add_group(&by, "Administrators", true).await.unwrap();
    for (group, name) in [
        ("Front desk", "ada"),
        ("Front desk", "petra"),
        ("Administrators", "pia"),
        ("Administrators", "petra"),
    ] {
        directory.join(&by, group, &format!("{name}@demo.example").parse().unwrap()).await.unwrap();
    }
    let change = async |name: &str, changes| {
        directory
            .change_person(&by, &format!("{name}@demo.example").parse().unwrap(), changes)
            .await
            .unwrap();
    };
    change("ext", Changes { guest: Some(true), external: Some(true), ..Changes::default() }).await;
    change("off", Changes { enabled: Some(false), ..Changes::default() }).await;
    world
}

#[tokio::test]
async fn issuers_are_a_group_never_for_themselves_and_privileged_for_the_privileged() {
    let world = world().await;
    let scopes = [Scope::WritePasses];
    let own = "Nobody can issue or revoke a pass for themselves.";
    let not = "Only members of the issuing group can issue and revoke passes.";
    let above = "Only a privileged issuer can issue or revoke a pass for a privileged person.";
    let issue = async |issuer: Option<&str>, privileged, target: &str| {
        let issuer = issuer.map(|name| format!("{name}@demo.example"));
        let token = token_of(&world, &scopes, issuer.as_deref(), privileged).await;
        let path = passes_of(&format!("{target}@demo.example"));
        let issued = call(&world, &token, Method::POST, &path, Some(json!({}))).await;
        (issued, token, path)
    };
    // As long as there is no issuing group, nobody is in it.
    refused(&issue(Some("ada"), false, "sam").await.0, 403, "Authorization_RequestDenied", not);
    world.server.directory().set_issuers(&By::operator().unwrap(), "Front desk").await.unwrap();
    for (issuer, privileged, target, words) in [
        (Some("ada"), false, "sam", ""),
        (Some("ada"), false, "ada", own),
        (Some("ada"), false, "pia", above),
        (Some("bo"), false, "sam", not),
        (Some("bo"), false, "bo", own),
        (Some("pia"), false, "sam", not),
        (Some("petra"), false, "sam", ""),
        (Some("petra"), false, "pia", ""),
        (Some("petra"), false, "petra", own),
        (None, false, "sam", ""),
        (None, false, "pia", above),
        (None, true, "pia", ""),
    ] {
        let (issued, token, path) = issue(issuer, privileged, target).await;
        if words.is_empty() {
            let id = issued.expect(201)["id"].as_str().unwrap().to_owned();
            // And who may issue may take away.
            assert_eq!(call(&world, &token, Method::DELETE, &format!("{path}/{id}"), None).await.status, 204);
        } else {
            refused(&issued, 403, "Authorization_RequestDenied", words);
        }
    }
    for (target, words) in [
        ("ext", "Temporary Access Pass cannot be added to an external guest user."),
        ("off", "The user account is disabled."),
    ] {
        refused(&issue(None, false, target).await.0, 400, "badRequest", words);
    }
    let audit = token(&world, &[Scope::ReadAudit]).await;
    let path = "/v1.0/auditLogs/directoryAudits?$filter=result%20eq%20'failure'";
    let failures = call(&world, &audit, Method::GET, path, None).await.expect(200);
    assert_eq!(failures["value"].as_array().unwrap().len(), 10, "every refusal is written down");
    let told: i64 = sqlx::query_scalar("select sum(count) from alerts where kind = 'issue-refused'")
        .fetch_one(&mut world.database().await)
        .await
        .unwrap();
    assert_eq!(told, 8, "and whoever tried what they must not is told of");
}

#[tokio::test]
async fn one_issuer_is_held_to_a_pace() {
    let world = World::new().await;
    let token = token(&world, &[Scope::WritePasses]).await;
    for round in 0..300 {
        let answer = call(&world, &token, Method::POST, &passes_of(SAM), Some(json!({}))).await;
        assert_eq!(answer.status, 201, "{round}");
    }
    let answer = call(&world, &token, Method::POST, &passes_of(SAM), Some(json!({}))).await;
    refused(&answer, 429, "tooManyRequests", "Too many requests.");
    assert_eq!(answer.headers["retry-after"], "60");
    world.clock.advance(MINUTE);
    call(&world, &token, Method::POST, &passes_of(SAM), Some(json!({}))).await.expect(201);
}

/// What a change to the policy or the person does to a pass that is out: what redeeming it says, and
/// what a registration says that was begun before.
async fn check(name: &str, change: impl AsyncFnOnce(&World), redeem: &str, register: &str) {
    let world = World::new().await;
    let issued = world.issue(false).await;
    let token = world.open(&issued).await;
    let made = Response::new(&world.options(&token).await.expect(200), &[1; 16]).json();
    change(&world).await;
    assert_eq!(world.redeem(SAM, issued.pass.expose()).await.code(), redeem, "{name}");
    assert_eq!(world.register(&token, KEY, &made).await.code(), register, "{name}");
}

async fn policy(world: &World, change: impl FnOnce(&mut PassPolicy)) {
    let by = By::operator().unwrap();
    let changed = world.server.directory().change_policy(&by, None, |policy| {
        change(policy);
        Ok(())
    });
    changed.await.unwrap().unwrap();
}

async fn person(world: &World, changes: Changes) {
    let by = By::operator().unwrap();
    world.server.directory().change_person(&by, &SAM.parse().unwrap(), changes).await.unwrap();
}

#[tokio::test]
async fn what_is_decided_later_decides_over_passes_that_are_out() {
    let blocked = "pass-blocked";
    check("nothing changes", async |_| {}, "", "").await;
    check(
        "passes are switched off",
        async |world| policy(world, |it| it.enabled = false).await,
        blocked,
        blocked,
    )
    .await;
    check(
        "one-time passes only",
        async |world| policy(world, |it| it.usable_once = true).await,
        blocked,
        blocked,
    )
    .await;
    check("nobody is included", async |world| policy(world, |it| it.include.clear()).await, blocked, blocked)
        .await;
    check(
        "everybody is excluded",
        async |world| policy(world, |it| it.exclude = vec![Whom::Everyone]).await,
        blocked,
        blocked,
    )
    .await;
    let longer = |it: &mut PassPolicy| {
        it.minimum_lifetime = Lifetime::said(100);
        it.default_lifetime = Lifetime::said(100);
    };
    check("passes last longer from now on", async |world| policy(world, longer).await, "", "").await;
    let off = Changes { enabled: Some(false), ..Changes::default() };
    check("the person is switched off", async |world| person(world, off).await, blocked, blocked).await;
    let external = Changes { external: Some(true), ..Changes::default() };
    check("the person is external now", async |world| person(world, external).await, blocked, blocked).await;
    check("the pass is revoked", async |world| world.revoke(SAM).await, "pass-revoked", "pass-revoked").await;
    check(
        "the person is removed",
        async |world| {
            let by = By::operator().unwrap();
            world.server.directory().remove_person(&by, &SAM.parse().unwrap()).await.unwrap();
            // Somebody of the same name is another person.
            world.add(&SAM.parse().unwrap(), "Sam").await;
        },
        "pass-refused",
        "redemption-ended",
    )
    .await;
}

#[tokio::test]
async fn a_pass_has_the_length_and_the_use_that_the_policy_says() {
    let world = World::new().await;
    policy(&world, |it| {
        it.default_length = 16;
        it.usable_once = true;
        it.default_lifetime = Lifetime::said(120);
    })
    .await;
    let by = By::operator().unwrap();
    let issued =
        world.server.directory().issue(&by, &SAM.parse().unwrap(), Default::default()).await.unwrap();
    assert_eq!(issued.pass.expose().len(), 16);
    assert!(issued.one_time);
    assert_eq!(issued.validity.lifetime_in_minutes, Lifetime::said(120));
    let many = doorkey_server::directory::IssueRequest { one_time: Some(false), ..Default::default() };
    let refused = world.server.directory().issue(&by, &SAM.parse().unwrap(), many).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "Invalid IsUsableOnce specified. The policy allows one-time passes only."
    );
    world.clock.advance(Span::from_mins(119));
    world.open(&issued).await;
}
