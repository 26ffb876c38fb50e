//! The form that the page's HTML brought is the one that wakes.
//!
//! Owns the one moment of a page in which its HTML is there and the element is not yet defined. It does
//! not come back, and tests run in any order: the first stage goes through it and keeps what it saw.

use super::backend::{self, PASS, USER_NAME};
use super::stage::{Door, Stage, document, parsed, set_html};
use doorkey::markup;
use doorkey::words::Printed;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

/// What became of a form that was typed into before the element was defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Seen {
    same_user_name_field: bool,
    same_pass_field: bool,
    typed_text_kept: bool,
    focus_kept: bool,
    stylesheets: u32,
    stylesheet_kept: bool,
    can_be_given_in: bool,
}

const AS_IT_SHOULD_BE: Seen = Seen {
    same_user_name_field: true,
    same_pass_field: true,
    typed_text_kept: true,
    focus_kept: true,
    stylesheets: 2,
    stylesheet_kept: true,
    can_be_given_in: true,
};

thread_local! {
    /// The same as soon as it was defined, and once its backend had answered.
    static SEEN: Cell<Option<[Seen; 2]>> = const { Cell::new(None) };
}

/// Nothing to load: the tests look at the link, not at its style.
const STYLESHEET: &str = "data:text/css,";

fn html() -> String {
    format!(
        "<door-key>{}<p>Without script, ask the desk.</p></door-key>",
        markup::asleep(STYLESHEET, &Printed::english(), false)
    )
}

/// Types into a form that is asleep, and defines the element then.
pub(crate) async fn observe_before_the_definition(stage: &Stage) {
    backend::agrees(stage);
    set_html(&stage.ground(), &html());
    let host = stage.ground().first_element_child().expect("the HTML holds one element");
    let door = Door { host: host.unchecked_into() };
    door.watch();
    let (user_name, pass) = (door.field(markup::USER_NAME), door.field(markup::PASS));
    user_name.set_value(USER_NAME);
    pass.set_value(PASS);
    pass.focus().expect("a field can be focused");
    let look = || {
        let (user_name_now, pass_now) = (door.field(markup::USER_NAME), door.field(markup::PASS));
        Seen {
            same_user_name_field: user_name_now == user_name,
            same_pass_field: pass_now == pass,
            typed_text_kept: (user_name_now.value().as_str(), pass_now.value().as_str()) == (USER_NAME, PASS),
            focus_kept: document().active_element().as_ref() == Some(&door.host)
                && door.root().active_element().as_ref() == Some(&pass),
            stylesheets: door.count("link"),
            stylesheet_kept: door.find("link").and_then(|link| link.get_attribute("href")).as_deref()
                == Some(STYLESHEET),
            can_be_given_in: door.count("[type=submit]:not([disabled])") == 1,
        }
    };
    doorkey::browser::start();
    let waking = look();
    door.reaches("enter").await;
    SEEN.set(Some([waking, look()]));
}

#[wasm_bindgen_test]
async fn a_form_that_was_typed_into_before_the_script_came_is_the_one_that_wakes() {
    let _stage = Stage::set().await;
    let [waking, awake] = SEEN.get().expect("every stage has seen it");
    // The style of what comes after the form comes when it can be given in.
    let early = Seen { can_be_given_in: false, stylesheets: 1, ..AS_IT_SHOULD_BE };
    assert_eq!(waking, early, "as soon as it was defined");
    assert_eq!(awake, AS_IT_SHOULD_BE, "once the backend had answered");
}

#[wasm_bindgen_test]
async fn a_form_from_html_that_comes_after_the_script_is_kept_too() {
    let stage = Stage::set().await;
    backend::agrees(&stage);
    let door = Door { host: parsed(&html()) };
    let (form, pass) = (door.find("form"), door.field(markup::PASS));
    pass.set_value(PASS);
    door.put_into(&stage.ground());
    door.reaches("enter").await;
    assert_eq!(door.find("form"), form);
    assert_eq!(door.field(markup::PASS), pass);
    assert_eq!(pass.value(), PASS);
    assert_eq!(door.count("link"), 2);
    assert_eq!(door.text("slot"), "", "the element's own content stays outside the shadow root");
    assert_eq!(door.host.text_content().as_deref(), Some("Without script, ask the desk."));
}

#[wasm_bindgen_test]
async fn without_html_of_its_own_it_makes_the_form_and_its_style() {
    let stage = Stage::set().await;
    let door = backend::door_at(&stage, "enter").await;
    assert_eq!((door.count("form"), door.count("link[rel=stylesheet]")), (1, 2));
    assert_ne!(door.find("link").and_then(|link| link.get_attribute("href")).unwrap_or_default(), "");
}
