//! Before the element wakes, and when it never does: the page is of use all the same.

use crate::browser::Patience;
use crate::door::Notice;
use crate::figures;
use crate::proxy::Fault;
use crate::stage::play;
use crate::world::{SAM, wait_for};
use serde_json::{Value, json};

const CONFIGURATION: &str = "GET /.well-known/doorkey ";

#[test]
fn what_is_typed_before_the_element_wakes_is_kept() {
    play(Patience::None, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        stage.browser.plug_in().await;
        let held = world.proxy.hold(".wasm ");
        let door = stage.door();
        door.goto(&world.page()).await;
        door.reach("waking").await;
        door.fill("#user-name", &sam.user_name).await;
        door.fill("#pass", &sam.pass).await;
        assert_eq!(door.events().await, Vec::<Value>::new(), "it is still asleep");
        held.release();

        door.reach("enter").await;
        assert_eq!(door.typed().await, (sam.user_name.clone(), sam.pass.clone()));
        assert_eq!(door.focused().await, "pass", "the focus stays where it was");
        door.submit().await;
        door.reach("choose").await;
    });
}

#[test]
fn a_server_that_does_not_answer_is_asked_again() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        let sam = world.welcome(SAM);
        stage.browser.plug_in().await;
        // Asked four times before it is the newcomer's turn.
        world.proxy.arm(CONFIGURATION, Fault::Refuse, 4);
        stage.expect_complaints(4, "net::ERR_EMPTY_RESPONSE");
        let door = stage.door();
        door.goto(&world.page()).await;
        door.reach("unreachable").await;
        assert_eq!(door.heading().await, "The registration does not answer");
        let Notice { sentence, code } = door.notice().await;
        assert!(
            sentence.starts_with("No answer came. Check that you are online, then try again."),
            "{sentence}"
        );
        assert_eq!(code, "Code E-50");

        assert_eq!(world.proxy.count(CONFIGURATION), 4);
        door.submit().await;
        door.reach("enter").await;
        door.enter(&sam).await;
    });
}

#[test]
fn what_was_typed_survives_a_server_that_did_not_answer() {
    play(Patience::Load, async |stage| {
        let world = &stage.world;
        stage.expect_complaints(4, "net::ERR_EMPTY_RESPONSE");
        let held = world.proxy.hold(CONFIGURATION);
        let door = stage.door();
        door.goto(&world.page()).await;
        door.reach("waking").await;
        door.fill("#user-name", SAM.user_name).await;
        door.fill("#pass", "ABCD1").await;
        world.kill();
        held.release();
        door.reach("unreachable").await;
        world.start_again();
        door.submit().await;
        door.reach("enter").await;
        assert_eq!(door.typed().await, (SAM.user_name.to_owned(), "ABCD1".to_owned()));
    });
}

#[test]
fn ten_megabytes_in_the_pass_field_do_no_harm() {
    play(Patience::Load, async |stage| {
        const PASTE: &str = r"
            const field = document.querySelector('door-key').shadowRoot.getElementById('pass');
            field.focus();
            const text = 'A'.repeat(10_000_000);
            let began = performance.now();
            if (arguments[0]) document.execCommand('insertText', false, text); else field.value = text;
            field.getBoundingClientRect();
            const browser = performance.now() - began;
            began = performance.now();
            field.form.requestSubmit();
            return [browser, performance.now() - began];
        ";
        let world = &stage.world;
        let door = stage.door().open(&world.page()).await;
        door.fill("#user-name", SAM.user_name).await;
        // As a person pastes, which the field cuts short; and past the field's limit, as an extension might.
        for (name, pasted, code) in [("paste", true, "Code E-14"), ("set", false, "Code E-14")] {
            let took = stage.browser.run(PASTE, vec![json!(pasted)]).await;
            for (whose, took) in [("browser", &took[0]), ("ours", &took[1])] {
                let took = took.as_f64().expect("it took some time");
                figures::note(&format!("e2e.ten_megabytes_{name}_{whose}"), took, "ms", 1);
            }
            let notice =
                wait_for("a notice", async || door.notice_now().await.filter(|it| it.code == code)).await;
            let cut = "That is 352 characters too many. Enter the pass and nothing else.";
            let whole = "That is 952 characters too many. Enter the pass and nothing else.";
            assert_eq!(notice.sentence, if pasted { cut } else { whole });
        }
        assert_eq!(world.proxy.count("POST "), 0, "nothing was sent");
        door.fill("#pass", "ABCD10345Y").await;
        assert_eq!(door.typed().await.1, "ABCD10345Y", "the page goes on");
    });
}

#[test]
fn without_scripts_the_page_says_what_to_do() {
    play(Patience::Load, async |stage| {
        stage.browser.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await;
        stage.door().goto(&stage.world.page()).await;
        let said = shown(stage).await;
        assert!(said.contains("scripts, and they are switched off in this browser"), "{said}");
        assert!(said.contains("Your pass is not used up."), "{said}");
        let picture = stage.browser.picture().await;
        figures::picture("without-scripts", &picture);
    });
}

#[test]
fn without_wasm_the_page_says_what_to_do() {
    play(Patience::Load, async |stage| {
        stage.world.proxy.arm(".wasm ", Fault::answer(404, &[], ""), usize::MAX);
        // Asked for once more past the cache, should that have been what was wrong.
        stage.bear_complaint("the server responded with a status of 404");
        stage.expect_complaint("the module could not be loaded: Error: failed to fetch Wasm: 404");
        stage.expect_complaint("Uncaught Error: failed to fetch Wasm: 404");
        // The configuration was asked for in advance, and nobody is there to use it.
        stage.bear_complaint("was preloaded using link preload but not used");
        let door = stage.door();
        door.goto(&stage.world.page()).await;
        let said = wait_for("the fallback", async || {
            const SHOWN: &str =
                "[...host.children].filter(it => it.checkVisibility({ visibilityProperty: true })).map(it => it.innerText).join('\\n')";
            let said = door.see(SHOWN).await.as_str().unwrap_or_default().to_owned();
            said.contains("This page has not started").then_some(said)
        })
        .await;
        assert!(said.contains("Your pass is not used up."), "{said}");
        assert!(!said.contains("switched off"), "scripts are on: {said}");
        assert_eq!(
            door.see("root.querySelector('.door').checkVisibility()").await,
            false,
            "a form that leads nowhere is shown"
        );
    });
}

/// What can be read on the page, as the accessibility tree has it: it needs no script in the page.
async fn shown(stage: &crate::stage::Stage) -> String {
    let tree = stage.browser.devtools("Accessibility.getFullAXTree", json!({})).await;
    let nodes = tree["nodes"].as_array().expect("there is an accessibility tree");
    let texts = nodes.iter().filter(|node| node["role"]["value"] == "StaticText");
    texts.filter_map(|node| node["name"]["value"].as_str()).collect::<Vec<_>>().join("\n")
}
