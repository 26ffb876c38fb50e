//! From being defined to being taken out: nothing is left running behind an element that is gone.

use super::backend::{self, PASS, USER_NAME, door_at};
use super::stage::{Answer, Door, Stage, definition, until};
use doorkey_protocol::api;
use gloo_events::EventListener;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_tag_is_defined_once() {
    let stage = Stage::set().await;
    let class = definition();
    assert!(class.is_function());
    doorkey::browser::start();
    doorkey::browser::start();
    assert_eq!(definition(), class);
    door_at(&stage, "enter").await;
    assert_eq!(stage.all_asked().len(), 1, "and wakes once");
}

#[wasm_bindgen_test]
async fn two_elements_live_side_by_side() {
    let stage = Stage::set().await;
    let (first, second) = (door_at(&stage, "ready").await, door_at(&stage, "enter").await);
    first.take_out();
    second.give_in(USER_NAME, PASS);
    second.reaches("choose").await;
}

#[wasm_bindgen_test]
async fn taken_out_in_the_middle_of_a_ceremony_it_aborts_falls_silent_and_starts_afresh() {
    // A browser rejects when it is aborted; a password manager in its place may not even listen.
    for how in ["attentive", "deaf"] {
        for (method, before, busy) in [("create", "ready", "create"), ("get", "prove", "assert")] {
            let stage = Stage::set().await;
            let door = door_at(&stage, before).await;
            stage.performs(method, &json!(how));
            door.press("accept");
            door.reaches(busy).await;
            let runs = stage.run().len();
            assert_eq!(stage.run()[runs - 1]["method"], method);
            assert_eq!(stage.run()[runs - 1]["aborted"], false, "{method}, {how}");
            let heard = stage.heard().len();

            door.take_out();
            assert_eq!(stage.run()[runs - 1]["aborted"], true, "{method}, {how}");

            door.put_into(&stage.ground());
            assert_eq!(door.step(), "waking", "{method}, {how}");
            door.reaches("enter").await;
            let after: Vec<_> =
                stage.heard().split_off(heard).into_iter().map(|event| event["name"].clone()).collect();
            assert_eq!(after, ["doorkey-ready", "doorkey-step"], "{method}, {how}");
            assert_eq!(door.code(), "", "{method}, {how}");

            // The second life is a whole one.
            door.give_in(USER_NAME, PASS);
            door.reaches("choose").await;
            assert_eq!(stage.run().len(), runs, "nobody is asked twice");
        }
    }
}

#[wasm_bindgen_test]
async fn taken_out_while_a_request_is_under_way_it_aborts_the_request() {
    for path in [api::CONFIGURATION, api::REDEMPTIONS, api::PASSKEY_OPTIONS] {
        let stage = Stage::set().await;
        backend::agrees(&stage);
        stage.answers(path, &Answer::Never);
        let door = stage.door(&[]);
        match path {
            api::CONFIGURATION => {}
            api::REDEMPTIONS => {
                backend::walk(&door, "enter").await;
                door.give_in(USER_NAME, PASS);
            }
            _ => {
                backend::walk(&door, "choose").await;
                door.press("choose-passkey");
            }
        }
        stage.is_asked(path).await;
        assert_eq!(stage.asked(path)[0]["aborted"], false, "{path}");
        let before = stage.heard().len();

        door.take_out();
        assert_eq!(stage.asked(path)[0]["aborted"], true, "{path}");

        // What its end could still say would be said before another one has woken.
        stage.answers(path, &Answer::yes(&backend::configuration()));
        stage.answers(api::CONFIGURATION, &Answer::yes(&backend::configuration()));
        stage.door(&[]).reaches("enter").await;
        assert_eq!(stage.heard().len() - before, 2, "{path}: {:?}", stage.heard());
    }
}

#[wasm_bindgen_test]
async fn a_ceremony_that_is_cancelled_is_aborted_and_can_be_started_again_at_once() {
    for how in ["attentive", "deaf"] {
        let stage = Stage::set().await;
        let door = door_at(&stage, "ready").await;
        stage.performs("create", &json!(how));
        door.press("accept");
        door.reaches("create").await;
        door.press("back");
        assert_eq!((door.step().as_str(), door.code().as_str()), ("ready", ""), "{how}");
        backend::agrees(&stage);
        // The end of the first is still on its way, and must not be taken for the second's.
        door.press("accept");
        door.reaches("prove").await;
        assert_eq!(stage.run()[0]["aborted"], true, "{how}");
        assert_eq!(stage.details("doorkey-problem").len(), 0, "{how}");
    }
}

#[wasm_bindgen_test]
async fn a_pass_that_was_stopped_can_be_given_in_again_at_once() {
    let stage = Stage::set().await;
    let door = door_at(&stage, "enter").await;
    stage.answers(api::REDEMPTIONS, &Answer::Never);
    door.give_in(USER_NAME, PASS);
    stage.is_asked(api::REDEMPTIONS).await;
    door.press("back");
    assert_eq!((door.step().as_str(), door.code().as_str()), ("enter", ""));
    backend::agrees(&stage);
    door.give_in(USER_NAME, PASS);
    door.reaches("choose").await;
    assert_eq!(stage.asked(api::REDEMPTIONS)[0]["aborted"], true);
    assert_eq!(stage.details("doorkey-problem").len(), 0);
}

#[wasm_bindgen_test]
async fn a_page_may_take_it_out_while_it_hears_from_it() {
    for step in ["enter", "redeem", "choose", "prepare", "create"] {
        let stage = Stage::set().await;
        backend::agrees(&stage);
        let door = stage.door(&[]);
        let host = door.host.clone();
        let listener = EventListener::new(&stage.ground(), "doorkey-step", move |_| {
            let door = Door { host: host.clone() };
            if door.step() == step {
                door.take_out();
            }
        });
        let turns: [(&'static str, &dyn Fn()); 4] = [
            ("enter", &|| {}),
            ("choose", &|| door.give_in(USER_NAME, PASS)),
            ("ready", &|| door.press("choose-passkey")),
            ("prove", &|| door.press("accept")),
        ];
        for (reached, turn) in turns {
            turn();
            let (seen, gone) = (door.clone(), door.host.clone());
            until("it goes on or is gone", move || seen.step() == reached || !gone.is_connected()).await;
            if !door.host.is_connected() {
                break;
            }
        }
        assert!(!door.host.is_connected(), "{step}");
        drop(listener);
        let heard = stage.heard().len();

        // What it had asked for when it was taken out is asked for no more.
        let second = stage.door(&[]);
        backend::walk(&second, "enter").await;
        assert_eq!(stage.heard().len() - heard, 2, "{step}: {:?}", stage.heard());
        let under_way = match step {
            "redeem" => stage.asked(api::REDEMPTIONS),
            "prepare" => stage.asked(api::PASSKEY_OPTIONS),
            "create" => stage.run(),
            _ => Vec::new(),
        };
        assert!(under_way.iter().all(|asked| asked["aborted"] == true), "{step}: {under_way:?}");
    }
}
