//! What an IT lead reports where people sign in at Microsoft, from what they really did.

use crate::entra::JO;
use crate::entra_command::in_tenant;
use crate::entra_place::{Begun, KIM, place};
use doorkey_tenant::MethodKind;
use serde_json::{Value, json};
use url::Url;

/// What Microsoft was given to lead back with.
fn state(begun: &Begun) -> String {
    let address: Url = begun.address.parse().unwrap();
    address.query_pairs().find(|(name, _)| name == "state").unwrap().1.into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn figures_are_those_of_who_signed_in() {
    let place = place().await;
    let report = |arguments: &[&str]| {
        let mut command = in_tenant(&place.tenant, place.world.data.path());
        let asked = command.args(["report", "--since", "2026-11-01"]).args(arguments).output().unwrap();
        assert!(asked.status.success(), "{}", String::from_utf8_lossy(&asked.stderr));
        String::from_utf8(asked.stdout).unwrap()
    };
    assert!(report(&[]).contains("Time to it     nothing was seen yet\n"));

    // Jo: the first pass was lost. A sign-in that was refused, and one that led to a passkey in four minutes.
    place.issue().await;
    place.later(10);
    let (invitation, pass) = place.issue().await;
    let begun = place.begin(Some(&invitation)).await;
    let no = json!({
        "handle": begun.handle, "state": state(&begun), "error": "access_denied",
        "description": "AADSTS53003: Access has been blocked.",
    });
    place.answer(&no).await.refused("sign-in-refused");
    let begun = place.begin(Some(&invitation)).await;
    let answer = place.at_microsoft(&begun, JO, &pass).await;
    let token = place.answer(&answer).await.expect(201)["token"].as_str().unwrap().to_owned();
    place.later(4);
    place.tenant.register(JO, MethodKind::Passkey, "Phone");
    assert_eq!(place.whats_new(&token).await, ["Phone"]);
    // Kim has a pass from elsewhere, and does nothing with it.
    let begun = place.begin(None).await;
    let answer = place.at_microsoft(&begun, KIM, &place.pass_of(KIM)).await;
    place.answer(&answer).await.expect(201);
    // And what the desk was refused.
    place.tenant.set_pass_policy(json!({ "state": "disabled" }));
    let mut refused = in_tenant(&place.tenant, place.world.data.path());
    assert_eq!(refused.args(["pass", "issue", JO]).output().unwrap().status.code(), Some(1));

    let figures: Value = serde_json::from_str(&report(&["--json"])).unwrap();
    assert_eq!(
        figures,
        json!({
            "since": "2026-11-01T00:00:00Z",
            "passesIssued": 2, "peopleIssuedTo": 1, "peopleIssuedAgain": 1,
            "peopleSignedIn": 2, "peopleSetUp": 1,
            "secondsToSetUp": { "median": 242.0, "ninetieth": 242.0 },
            "methods": { "Fido2 Authentication Method": 1 },
            "numbers": { "AADSTS53003": 1 },
            "deskCodes": { "policy": 1 },
        })
    );
    let words = report(&[]);
    for line in [
        "Passes issued  2, not counting those that were issued elsewhere\n",
        "Another pass   1 of 1 people before anything was seen\n",
        "Signed in      2 people, 1 of them set something up\n",
        "Time to it     half within 4 min of the sign-in, nine of ten within 4 min\n",
        "Set up         Fido2 Authentication Method 1\n",
        "Refused there  AADSTS53003 1\n",
        "The desk met   policy 1\n",
    ] {
        assert!(words.contains(line), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_is_found_by_what_both_sides_call_it() {
    let place = place().await;
    place.tenant.block_sign_in(JO, true);
    let (invitation, pass) = place.issue().await;
    let begun = place.begin(Some(&invitation)).await;
    let answer = place.at_microsoft(&begun, JO, &pass).await;
    assert!(answer["error"] == "access_denied", "{answer}");
    place.answer(&answer).await.refused("sign-in-refused");
    // Another's, of which nothing is to be found.
    let other = place.begin(None).await;
    let no = json!({
        "handle": other.handle, "state": state(&other), "error": "access_denied", "description": "AADSTS65004: Declined.",
    });
    place.answer(&no).await.refused("sign-in-refused");

    let mut command = in_tenant(&place.tenant, place.world.data.path());
    let shown = command.args(["audit", "show", JO, "--since", "2026-11-01", "--json"]).output().unwrap();
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    let refused = shown.as_array().unwrap().iter().filter(|event| event["result"] == "failure");
    let refused: Vec<_> = refused.map(|event| (&event["source"], &event["correlationId"])).collect();
    let [(one, first), (other, second)] = refused[..] else { panic!("{shown:#}") };
    assert_eq!((one, other, first), (&json!("doorkey"), &json!("entra"), second), "{shown:#}");
}
