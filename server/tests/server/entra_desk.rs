//! The desk in a tenant: never two passes, never a live one whose text nobody has; and why there is none.

use crate::alerts::raised;
use crate::entra::{HASTY, JO, QUICK, asked, client, tenant};
use crate::world::World;
use doorkey_protocol::time::{Lifetime, Span};
use doorkey_server::clock::{Clock, SystemClock};
use doorkey_server::directory::{By, Directory};
use doorkey_server::entra::Manner;
use doorkey_server::entra::desk::{Desk, DeskError, Issued, Lost, Meant};
use doorkey_server::entra::objects::Wish;
use doorkey_server::settings::Settings;
use doorkey_tenant::{Delays, Fault, NewPass, Person, RetryAfter, Tenant};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

const PLAIN: Meant = Meant { replaces: false, privileged: false };
const REPLACING: Meant = Meant { replaces: true, ..PLAIN };

const POST: &str = "POST */temporaryAccessPassMethods";

async fn directory() -> (TempDir, Directory) {
    let data = tempfile::tempdir().unwrap();
    let settings = Settings::for_tests(data.path());
    let directory = Directory::open(&settings, Arc::new(SystemClock)).await.unwrap();
    (data, directory)
}

async fn issue(tenant: &Tenant, manner: Manner, wish: Wish, meant: Meant) -> Result<Issued, DeskError> {
    let (_data, directory) = directory().await;
    let desk = Desk::new(client(tenant, manner), &directory);
    desk.issue(&By::operator().unwrap(), &JO.parse().unwrap(), wish, meant).await
}

fn lost(result: Result<Issued, DeskError>) -> Lost {
    match result {
        Err(DeskError::Lost { outcome, .. }) => outcome,
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("it was issued"),
    }
}

#[tokio::test]
async fn a_pass_that_was_made_unseen_is_ended() {
    for fault in [
        Fault::DroppedAfter,
        Fault::Cut,
        Fault::Garbage,
        Fault::ContentType("text/html".to_owned()),
        Fault::Body("{}".to_owned()),
        Fault::Slow(8_000),
    ] {
        let (tenant, _) = tenant().await;
        tenant.fail(POST, 1, fault.clone());
        let manner = if matches!(fault, Fault::Slow(_)) { HASTY } else { QUICK };
        let outcome = lost(issue(&tenant, manner, Wish::default(), PLAIN).await);
        assert!(matches!(outcome, Lost::Revoked), "{fault:?}: {outcome:?}");
        assert_eq!((tenant.passes_made(), tenant.pass_of(JO)), (1, None), "{fault:?}");
        assert_eq!(asked(&tenant, "POST /temporaryAccessPassMethods"), 1, "{fault:?}");
        // And then one can be had.
        let issued = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();
        assert_eq!(tenant.pass_of(JO).as_deref(), Some(issued.text.expose()));
    }
}

#[tokio::test]
async fn what_was_not_made_is_not_asked_for_twice() {
    for fault in [
        Fault::Status(500),
        Fault::Status(503),
        Fault::Status(504),
        Fault::Html(502),
        Fault::Html(200),
        Fault::DroppedBefore,
    ] {
        let (tenant, _) = tenant().await;
        tenant.fail(POST, 1, fault.clone());
        let outcome = lost(issue(&tenant, QUICK, Wish::default(), PLAIN).await);
        assert!(matches!(outcome, Lost::None), "{fault:?}: {outcome:?}");
        assert_eq!(
            (tenant.passes_made(), asked(&tenant, "POST /temporaryAccessPassMethods")),
            (0, 1),
            "{fault:?}"
        );
    }
    // Here nobody needs to look: it is certain that nothing was done.
    for (fault, code) in [
        (Fault::Throttled(RetryAfter::Seconds(0)), "entra-throttled"),
        (Fault::Status(403), "entra-forbidden"),
        (Fault::Status(400), "entra-refused"),
        (Fault::Status(409), "entra-conflict"),
    ] {
        let (tenant, _) = tenant().await;
        tenant.fail(POST, 1, fault.clone());
        let error = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap_err();
        assert!(matches!(&error, DeskError::Entra(error) if error.code() == code), "{fault:?}: {error}");
        assert_eq!(asked(&tenant, "POST /temporaryAccessPassMethods"), 1);
        assert_eq!(asked(&tenant, "GET /temporaryAccessPassMethods"), 1, "looked at before, not after");
    }
}

#[tokio::test]
async fn what_cannot_be_ended_or_seen_is_said() {
    let (tenant, _) = tenant().await;
    tenant.fail(POST, 1, Fault::DroppedAfter);
    tenant.fail("DELETE *", 1, Fault::Status(403));
    let error = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap_err();
    let words = error.to_string();
    assert!(matches!(lost(Err(error)), Lost::There(_)));
    assert!(words.contains("Revoke it: doorkey pass revoke 'jo@contoso.example'"), "{words}");

    // Lists learn of it later: it may be there, and the desk is told to look.
    let (tenant, _) = crate::entra::tenant().await;
    tenant.set_delays(Delays { passes: 600, ..Delays::default() });
    tenant.fail(POST, 1, Fault::DroppedAfter);
    let error = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap_err();
    assert!(error.to_string().contains("Look again in a minute"), "{error}");
}

/// Does something when the POST has come in and its answer is still on its way.
async fn meanwhile(tenant: &Tenant, deed: impl FnOnce(&Tenant)) -> Result<Issued, DeskError> {
    tenant.fail(POST, 1, Fault::Slow(8_000));
    let doing = async {
        while asked(tenant, "POST /temporaryAccessPassMethods") == 0 || tenant.passes_made() == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        deed(tenant);
    };
    tokio::join!(issue(tenant, HASTY, Wish::default(), PLAIN), doing).0
}

#[tokio::test]
async fn what_happens_meanwhile_is_not_taken_for_ours() {
    let (tenant, _) = tenant().await;
    let others = NewPass { lifetime: Some(120), ..NewPass::default() };
    let result = meanwhile(&tenant, |tenant| drop(tenant.issue_pass(JO, others))).await;
    assert!(matches!(lost(result), Lost::Anothers));
    assert!(tenant.pass_of(JO).is_some(), "another's is left alone");

    let (tenant, _) = crate::entra::tenant().await;
    let result = meanwhile(&tenant, |tenant| {
        tenant.fail("GET */temporaryAccessPassMethods", 9, Fault::Status(500));
    })
    .await;
    let outcome = lost(result);
    assert!(matches!(outcome, Lost::Unseen(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_pass_that_is_minutes_old_is_not_replaced_by_mistake() {
    let (tenant, _) = tenant().await;
    let first = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();
    let error = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap_err();
    assert!(matches!(error, DeskError::Young { minutes: 0, .. }), "{error}");
    assert!(error.hint().unwrap().contains("wait a few minutes"));
    assert_eq!(tenant.pass_of(JO).as_deref(), Some(first.text.expose()));
    let second = issue(&tenant, QUICK, Wish::default(), REPLACING).await.unwrap();
    assert_eq!(tenant.pass_of(JO).as_deref(), Some(second.text.expose()));
    // One that is used up or old is replaced without a word.
    tenant.use_pass(JO);
}

#[tokio::test]
async fn why_somebody_gets_none_is_told_to_the_desk_before_graph_is_asked() {
    let wish = |lifetime: u32| Wish { lifetime: Some(Lifetime::said(lifetime)), ..Wish::default() };
    let group = |tenant: &Tenant| tenant.add_group("Volunteers", &[]);
    let target = |id: &str| json!([{ "id": id, "targetType": "group" }]);
    type Change<'a> = &'a dyn Fn(&Tenant);
    let cases: [(Change<'_>, Wish, &str); 8] = [
        (&|_| {}, wish(59), "lets a pass last 60 to 480 minutes, not 59"),
        (&|_| {}, wish(481), "lets a pass last 60 to 480 minutes, not 481"),
        (
            &|tenant| tenant.set_pass_policy(json!({ "isUsableOnce": true })),
            Wish { one_time: Some(false), ..Wish::default() },
            "be used once only",
        ),
        (
            &|tenant| tenant.set_pass_policy(json!({ "state": "disabled" })),
            Wish::default(),
            "are switched off",
        ),
        (
            &|tenant| tenant.set_pass_policy(json!({ "includeTargets": target(&group(tenant)) })),
            Wish::default(),
            "policy of passes is not for jo@contoso.example",
        ),
        (
            &|tenant| {
                let group = tenant.add_group("Out", &[JO]);
                tenant.set_pass_policy(json!({ "excludeTargets": target(&group) }));
            },
            Wish::default(),
            "policy of passes is not for jo@contoso.example",
        ),
        (
            &|tenant| {
                tenant.remove_person(JO);
                tenant.add_person(Person { guest: true, external: true, ..Person::new(JO, "Jo") });
            },
            Wish::default(),
            "is an external guest",
        ),
        (
            &|tenant| {
                tenant.remove_person(JO);
                tenant.add_person(Person { enabled: false, ..Person::new(JO, "Jo") });
            },
            Wish::default(),
            "is switched off in the tenant",
        ),
    ];
    for (change, wish, words) in cases {
        let (tenant, _) = tenant().await;
        change(&tenant);
        let error = issue(&tenant, QUICK, wish, PLAIN).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(asked(&tenant, "POST /temporaryAccessPassMethods"), 0, "{words}");
    }

    // An app that may issue and not read the policy issues all the same.
    let (tenant, _) = tenant().await;
    tenant.take_role("Policy.Read.AuthenticationMethod");
    issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();

    // What cannot be known beforehand Graph says, and its words are shown.
    let (tenant, _) = crate::entra::tenant().await;
    tenant.set_pass_policy(json!({ "includeTargets": target(&group(&tenant)) }));
    tenant.fail("POST */checkMemberGroups", 1, Fault::Status(403));
    let error = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap_err();
    assert!(error.to_string().contains("Converged UserCredentialPolicy does not allow"), "{error}");

    let (_data, directory) = directory().await;
    let desk = Desk::new(client(&tenant, QUICK), &directory);
    let unknown = desk.passes(&"no@contoso.example".parse().unwrap()).await.unwrap_err();
    assert_eq!(unknown.to_string(), "the tenant knows nobody as no@contoso.example");
}

#[tokio::test]
async fn a_guest_who_signs_in_here_can_have_one() {
    let (tenant, _) = tenant().await;
    tenant.remove_person(JO);
    tenant.add_person(Person { guest: true, ..Person::new(JO, "Jo") });
    issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();
}

#[tokio::test]
async fn an_administrator_gets_one_when_it_is_meant_and_somebody_is_told() {
    const GLOBAL: &str = "62e90394-69f5-4237-9190-012177145e10";
    const AUTHENTICATION: &str = "c4e39bd9-1100-46d3-8c65-fb160da0071f";
    type Change<'a> = &'a dyn Fn(&Tenant);
    let cases: [(Change<'_>, &str); 6] = [
        (&|tenant| tenant.assign_role(GLOBAL, JO), "(Global Administrator)"),
        (
            &|tenant| tenant.assign_role_in_unit(AUTHENTICATION, JO),
            "(Authentication Administrator, for one unit)",
        ),
        (&|tenant| tenant.make_eligible(GLOBAL, JO), "(Global Administrator, to be activated)"),
        (
            &|tenant| {
                let desk = tenant.add_group("Desk", &[JO]);
                tenant.assign_role(AUTHENTICATION, &desk);
            },
            "(Desk, Authentication Administrator)",
        ),
        (
            &|tenant| {
                // Most people are in more groups than a page holds.
                for number in 0..120 {
                    tenant.add_group(&format!("Team {number}"), &[JO]);
                }
                tenant.assign_role(GLOBAL, JO);
            },
            "(Global Administrator)",
        ),
        (
            &|tenant| {
                tenant.assign_role(GLOBAL, JO);
                tenant.take_role("GroupMember.Read.All");
                tenant.take_role("RoleManagement.Read.Directory");
            },
            "(a role of the directory)",
        ),
    ];
    let (world, by) = (World::new().await, By::operator().unwrap());
    for (change, words) in cases {
        let (tenant, id) = tenant().await;
        change(&tenant);
        let desk = Desk::new(client(&tenant, QUICK), world.server.directory());
        let issue = async |meant| desk.issue(&by, &JO.parse().unwrap(), Wish::default(), meant).await;
        let error = issue(REPLACING).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
        assert!(error.hint().unwrap().contains("--privileged"), "{error}");
        assert_eq!(asked(&tenant, "POST /temporaryAccessPassMethods"), 0, "{words}");
        assert_eq!(raised(&world).await, Vec::<String>::new(), "{words}");

        issue(Meant { privileged: true, ..PLAIN }).await.unwrap();
        assert_eq!(raised(&world).await, ["pass-for-privileged"], "{words}");
        let mut database = world.database().await;
        let about = sqlx::query_scalar("select count(*) from alerts where subject = $1").bind(id.to_string());
        let about: i64 = about.fetch_one(&mut database).await.unwrap();
        assert_eq!(about, 1, "{words}");
    }

    // A group says nothing that cannot hold roles; and where nobody can say, nobody is let through. What could be
    // activated only who may read roles knows.
    let (tenant, _) = tenant().await;
    tenant.add_group("Volunteers", &[JO]);
    tenant.make_eligible(GLOBAL, JO);
    tenant.take_role("RoleManagement.Read.Directory");
    issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();
    tenant.fail("GET */transitiveMemberOf", 1, Fault::Status(500));
    let error = issue(&tenant, QUICK, Wish::default(), REPLACING).await.unwrap_err();
    assert!(matches!(&error, DeskError::Entra(error) if error.code() == "entra-unavailable"), "{error}");
}

#[tokio::test]
async fn a_pass_that_is_taken_away_at_once_is_told() {
    let (world, by) = (World::new().await, By::operator().unwrap());
    let (tenant, _) = tenant().await;
    let desk = Desk::new(client(&tenant, QUICK), world.server.directory());
    let name = JO.parse().unwrap();
    let once = Wish { one_time: Some(true), ..Wish::default() };
    for (seconds, used, told) in [(0, false, true), (0, true, false), (599, false, true), (601, false, false)]
    {
        tenant.set_time(jiff::Timestamp::from_millisecond(world.clock.now().as_millis()).unwrap());
        desk.issue(&by, &name, once, PLAIN).await.unwrap();
        if used {
            tenant.use_pass(JO);
        }
        world.clock.advance(Span::from_secs(seconds));
        desk.revoke(&by, &name).await.unwrap();
        let raised = raised(&world).await;
        assert_eq!(raised.contains(&"issued-and-deleted".to_owned()), told, "{seconds} s {used}: {raised:?}");
        world.clock.advance(Span::from_mins(60));
    }
}

/// Nothing is sent that is not needed, and no pass ever goes back to where it came from.
#[tokio::test]
async fn no_pass_is_ever_sent() {
    let (tenant, _) = tenant().await;
    let issued = issue(&tenant, QUICK, Wish::default(), PLAIN).await.unwrap();
    issue(&tenant, QUICK, Wish::default(), REPLACING).await.unwrap();
    assert_eq!(tenant.leaks(), []);
    let shown = format!("{issued:?}");
    assert!(!shown.contains(issued.text.expose()), "{shown}");
    assert!(issued.invitation_link.starts_with("http://localhost:8080/#i="));
    assert!(!issued.invitation_link.contains(issued.text.expose()));
}
