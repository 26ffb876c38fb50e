//! The page: draws the markup into the shadow root and hears what the newcomer does.
//!
//! Owns every DOM node of the element. Drawing patches what is there towards the tree: nodes that fit
//! stay, with their focus and with what was typed, also those that the page's own HTML brought before the
//! element woke. No text is ever parsed as HTML.

use super::codec::member;
use crate::doctor::Repair;
use crate::flow::Event;
use crate::markup::{self, Element, Node};
use crate::view::{Act, Body, Field, Submit, View};
use doorkey_protocol::secret::Secret;
use gloo_events::{EventListener, EventListenerOptions};
use js_sys::{JsString, Reflect};
use std::cell::{Cell, RefCell};
use std::iter::successors;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, HtmlElement, HtmlInputElement, KeyboardEvent, ShadowRoot, ShadowRootInit, ShadowRootMode,
};

/// Attributes that belong to the page and not to the tree: drawing leaves them alone.
const MASKED: &str = "data-masked";

const SVG: &str = "http://www.w3.org/2000/svg";

/// The shadow root of an element.
#[derive(Debug)]
pub(super) struct Page {
    document: Document,
    root: ShadowRoot,
    stylesheet: String,
    ways: String,
    /// What had the focus when somebody was asked whether they are still there.
    left_at: RefCell<Option<web_sys::Element>>,
}

impl Page {
    /// The page of an element: with the shadow root that its HTML brought, or a new one.
    pub(super) fn of(host: &HtmlElement, document: Document) -> Option<Self> {
        let root = host
            .shadow_root()
            .or_else(|| host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok())?;
        // The same address as the page's HTML has, so that it is loaded once.
        let brought = root.query_selector("link[rel=stylesheet]").ok().flatten();
        let stylesheet = brought
            .and_then(|link| link.get_attribute("href"))
            .unwrap_or_else(|| wasm_bindgen::link_to!(module = "/src/browser/door-key.css"));
        let ways = wasm_bindgen::link_to!(module = "/src/browser/ways.css");
        Some(Self { document, root, stylesheet, ways, left_at: RefCell::default() })
    }

    /// The document around the element.
    pub(super) fn document(&self) -> &Document {
        &self.document
    }

    /// Where it draws.
    pub(super) fn root(&self) -> &ShadowRoot {
        &self.root
    }

    /// Overwrites what was typed, and takes every node away but the style: the next one is drawn afresh.
    pub(super) fn wipe(&self) {
        let fields = self.root.query_selector_all("input");
        for field in fields.iter().flat_map(|fields| (0..fields.length()).filter_map(|at| fields.item(at))) {
            if let Ok(field) = field.dyn_into::<HtmlInputElement>() {
                field.set_value("");
            }
        }
        // The style stays, or the next screen would stand without it for a moment.
        let mut next = self.root.last_child();
        while let Some(node) = next {
            next = node.previous_sibling();
            if node.dyn_ref::<web_sys::Element>().is_none_or(|it| it.local_name() != "link") {
                let _ = self.root.remove_child(&node);
            }
        }
    }

    /// Draws a screen.
    pub(super) fn draw(&self, view: &View) {
        if !matches!(view.body, Body::Form(_)) {
            self.forget(markup::PASS);
        }
        if !matches!(view.body, Body::Ask(_) | Body::App(_)) {
            self.forget(markup::ASKED);
        }
        let asked = self.root.get_element_by_id(markup::IDLE).is_some();
        if view.idle.is_some() && !asked {
            self.left_at.replace(self.root.active_element());
        }
        // The form needs none of the second one, which comes while it is typed into.
        let sheets = [self.stylesheet.as_str(), self.ways.as_str()];
        let awake = !matches!(view.step, "waking" | "unreachable");
        let sheets = if awake { &sheets[..] } else { &sheets[..1] };
        self.patch(&self.root, &markup::root(view, sheets));
        match (asked, view.idle.is_some()) {
            (false, true) => self.focus_on("#idle button"),
            // Back to where they were; what is gone by now takes no focus, and the heading does.
            (true, false) => {
                self.focus_on("h2");
                if let Some(left_at) = self.left_at.take().and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    let _ = left_at.focus();
                }
            }
            (true, true) | (false, false) => {}
        }
    }

    /// Moves the focus to where a new screen begins, so that it is read out from there.
    pub(super) fn focus(&self, view: &View) {
        let id = match (&view.body, view.notice.as_ref().and_then(|notice| notice.field)) {
            (Body::Form(form), _) if form.submit == Submit::Locked => return,
            (Body::Form(_), Some(Field::UserName)) => String::from_iter(["#", markup::USER_NAME]),
            (Body::Form(_), Some(Field::Pass)) => String::from_iter(["#", markup::PASS]),
            _ => "h2".to_owned(),
        };
        self.focus_on(&id);
    }

    /// Whether the focus is on something of it.
    pub(super) fn has_focus(&self) -> bool {
        self.root.active_element().is_some()
    }

    fn focus_on(&self, selector: &str) {
        if let Some(target) = self.root.query_selector(selector).ok().flatten() {
            let _ = target.unchecked_into::<HtmlElement>().focus();
        }
    }

    /// Hears what the newcomer does, until the listeners are dropped.
    pub(super) fn listen(&self, hear: impl Fn(Event) + Clone + 'static) -> Vec<EventListener> {
        let (root, heard) = (self.root.clone(), hear.clone());
        let caps_lock = Rc::new(Cell::new(false));
        let (typing, given) = (caps_lock.clone(), caps_lock);
        // What the last key said; text that came by other ways knows nothing of keys.
        let keys = EventListener::new(&self.root, "keydown", move |event| {
            if let Some(key) = event.dyn_ref::<KeyboardEvent>() {
                typing.set(key.get_modifier_state("CapsLock"));
            }
        });
        let submit = EventListener::new_with_options(
            &self.root,
            "submit",
            EventListenerOptions::enable_prevent_default(),
            move |event| {
                event.prevent_default();
                if field(&root, markup::ASKED).is_some() {
                    return heard(Event::Typed(Secret::new(typed(&root, markup::ASKED))));
                }
                heard(Event::Submitted {
                    user_name: typed(&root, markup::USER_NAME),
                    pass: Secret::new(typed(&root, markup::PASS)),
                    caps_lock: given.get(),
                });
            },
        );
        let root = self.root.clone();
        let click = EventListener::new(&self.root, "click", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let button = target.and_then(|target| {
                target.closest(&String::from_iter(["[", markup::ACT, "]"])).ok().flatten()
            });
            let act = button.as_ref().and_then(|button| button.get_attribute(markup::ACT));
            let subject = || {
                button.as_ref().and_then(|button| button.get_attribute(markup::SUBJECT)).unwrap_or_default()
            };
            // Who presses twice means once: the second press is not for what the first one brought.
            let again = member(event, "detail").ok().and_then(|presses| presses.as_f64()) > Some(1.0);
            match act.as_deref().and_then(markup::act_named) {
                Some(Act::Reveal) => reveal(&root),
                _ if again => {}
                Some(Act::Choose(way)) => hear(Event::Chose(way)),
                Some(Act::Accept) => hear(Event::Accepted),
                Some(Act::Back) => hear(Event::Back),
                Some(Act::Leave) => hear(Event::Left),
                Some(Act::Repair) => hear(Event::Repaired),
                Some(Act::Insist) => hear(Event::Insisted),
                Some(Act::NewerPass) => hear(Event::HasNewerPass),
                Some(Act::MoreTime) => hear(Event::WantsTime),
                Some(Act::HavePasskey) => hear(Event::HasPasskey),
                Some(Act::OpenWindow) => hear(Event::WantsWindow),
                Some(Act::CopyAddress) => hear(Event::WantsAddress),
                Some(Act::Decline) => hear(Event::Declined),
                Some(Act::Second) => hear(Event::WantsSecond),
                Some(Act::Rename) => hear(Event::WantsName(subject())),
                Some(Act::Remove) => hear(Event::WantsRemoval(subject())),
                Some(Act::Later) => hear(Event::WantsLater),
                Some(Act::Print) => hear(Event::WantsPaper),
                Some(Act::Staff) => hear(Event::WantsStaff),
                Some(Act::Scan) => hear(Event::WantsScan),
                Some(Act::SignIn) => hear(Event::WantsSignIn),
                Some(Act::News) => hear(Event::WantsNews),
                Some(Act::Check) => hear(Event::WantsCheck),
                Some(Act::Pc(pc)) => hear(Event::ChosePc(pc)),
                Some(Act::There) => hear(Event::SaysDone),
                // Whatever is touched says so, and the journey has heard it.
                Some(Act::Stay) => {}
                None => {}
            }
        });
        vec![keys, submit, click]
    }

    /// Writes an accepted repair into the fields, and goes to the button that gives it in.
    pub(super) fn retype(&self, repair: &Repair) {
        let texts = [
            (markup::USER_NAME, repair.user_name.as_deref()),
            (markup::PASS, repair.pass.as_ref().map(Secret::expose)),
        ];
        for (id, text) in texts {
            if let (Some(field), Some(text)) = (field(&self.root, id), text) {
                field.set_value(text);
            }
        }
        self.focus_on("form [type=submit]");
    }

    /// Overwrites what was typed before its field goes.
    fn forget(&self, id: &str) {
        if let Some(pass) = field(&self.root, id) {
            pass.set_value("");
        }
    }

    fn patch(&self, parent: &web_sys::Node, wanted: &[Node]) {
        let mut next = parent.first_child();
        for node in wanted {
            let fitting =
                successors(next.clone(), web_sys::Node::next_sibling).find(|there| fits(there, node));
            match fitting {
                // What stands before it is not wanted any more; it itself stays where it is.
                Some(there) => {
                    while let Some(gone) = next.filter(|gone| *gone != there) {
                        next = gone.next_sibling();
                        let _ = parent.remove_child(&gone);
                    }
                    self.update(&there, node);
                    next = there.next_sibling();
                }
                None => {
                    if let Some(new) = self.make(node) {
                        let _ = parent.insert_before(&new, next.as_ref());
                    }
                }
            }
        }
        while let Some(left_over) = next {
            next = left_over.next_sibling();
            let _ = parent.remove_child(&left_over);
        }
    }

    fn update(&self, there: &web_sys::Node, wanted: &Node) {
        match wanted {
            Node::Text(text) => {
                if there.node_value().as_deref() != Some(text) {
                    there.set_node_value(Some(text));
                }
            }
            Node::Element(element) => {
                let target: &web_sys::Element = there.unchecked_ref();
                set_attributes(target, element);
                self.patch(target, &element.children);
            }
        }
    }

    fn make(&self, node: &Node) -> Option<web_sys::Node> {
        match node {
            Node::Text(text) => Some(self.document.create_text_node(text).into()),
            Node::Element(element) => {
                let new = match element.tag {
                    "svg" | "path" => self.document.create_element_ns(Some(SVG), element.tag),
                    tag => self.document.create_element(tag),
                };
                let new = new.ok()?;
                set_attributes(&new, element);
                self.patch(&new, &element.children);
                Some(new.into())
            }
        }
    }
}

/// Whether a node can stay and be changed into the wanted one: same kind, same tag, same id, and when it is pressed
/// the same happens. The focus may be on it.
fn fits(there: &web_sys::Node, wanted: &Node) -> bool {
    match wanted {
        Node::Text(_) => there.node_type() == web_sys::Node::TEXT_NODE,
        Node::Element(wanted) => there.dyn_ref::<web_sys::Element>().is_some_and(|there| {
            let same = |name| there.get_attribute(name).as_deref() == wanted.attribute(name);
            there.local_name() == wanted.tag && same("id") && same(markup::ACT)
        }),
    }
}

fn set_attributes(target: &web_sys::Element, wanted: &Element) {
    for name in target.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        if wanted.attribute(&name).is_none() && name != MASKED {
            let _ = target.remove_attribute(&name);
        }
    }
    for (name, value) in wanted.attributes() {
        if target.get_attribute(name).as_deref() != Some(value) {
            let _ = target.set_attribute(name, value);
        }
    }
}

fn field(root: &ShadowRoot, id: &str) -> Option<HtmlInputElement> {
    root.get_element_by_id(id)?.dyn_into().ok()
}

/// What stands in a field, cut where nothing can be a user name or a pass any more: a script can put in
/// megabytes, and they would be copied before anybody looks at them.
fn typed(root: &ShadowRoot, id: &str) -> String {
    const ENOUGH: u32 = 1_000;
    let value = field(root, id).and_then(|field| Reflect::get(&field, &"value".into()).ok());
    value
        .and_then(|value| value.dyn_into::<JsString>().ok())
        .map(|text| text.slice(0, ENOUGH).into())
        .unwrap_or_default()
}

/// Shows or hides the typed pass. The field stays a text field, so that no browser offers to save it.
fn reveal(root: &ShadowRoot) {
    if let Some(pass) = field(root, markup::PASS) {
        let _ = pass.toggle_attribute(MASKED);
    }
}
