//! What only some screens have: codes to scan, numbers to compare, a pass, one field, what was set up, a sheet.
//!
//! Owns the elements of all that comes after the pass, and of the kiosk. Started by the markup of a
//! screen; nothing before the pass needs any of it, so that the build can have it loaded later.

use super::{ACT, NOTICE, Node, act_name, action, element};
use crate::view::{
    AppView, Ask, Asked, Body, Card, CodeView, IdleView, Link, MethodView, PassView, Sheet, View,
};
use doorkey_protocol::way::Way;

/// The id of the one field of a screen that asks for one thing.
pub const ASKED: &str = "asked";
/// The id of the picture of the camera.
pub const CAMERA: &str = "camera";
/// The id of the question whether anybody is still there.
pub const IDLE: &str = "idle";

const CHECK: &[&str] = &["M5 12.5l4.5 4.5L19 7.5"];
const DOOR: &[&str] = &["M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16", "M3 21h18", "M14.5 12h.01"];

/// The middle of such a screen.
#[inline(never)]
pub(super) fn body(view: &View, children: &mut Vec<Node>) {
    match &view.body {
        // Drawn in `markup` itself.
        Body::Form(_) | Body::Nothing => {}
        Body::Busy(what, slow) => {
            let spinner = element("span", &[("class", "spinner"), ("aria-hidden", "true")]);
            children.push(
                element("p", &[("class", "busy"), ("role", "status")])
                    .holding(vec![spinner.into(), Node::Text(what.clone())]),
            );
            children.push(super::slow(slow.as_deref()));
        }
        Body::Cards(cards) => {
            children.push(element("ul", &[("class", "cards")]).holding(cards.iter().map(card).collect()));
        }
        Body::Facts(facts) => {
            children
                .push(element("dl", &[("class", "facts")]).holding(facts.iter().flat_map(fact).collect()));
        }
        Body::Emblem(way) => {
            let emblem = element("div", &[("class", "emblem"), ("aria-hidden", "true")]);
            children.push(emblem.holding(vec![icon(way_icon(*way))]));
        }
        Body::Seal => children.push(seal()),
        Body::Code(code) => children.push(self::code(code)),
        Body::Number(number) => {
            let number =
                element("p", &[("class", "number"), ("translate", "no"), ("dir", "ltr")]).text(number);
            children.push(number);
        }
        Body::Pass(pass) => self::pass(pass, children),
        Body::App(app) => self::app(app, children),
        Body::Ask(ask) => children.push(self::ask(ask)),
        Body::Steps(steps, to) => {
            let steps = steps.iter().map(|step| element("li", &[]).text(step)).collect();
            children.push(element("ol", &[("class", "steps")]).holding(steps));
            if !to.is_empty() {
                children.push(element("div", &[("class", "actions")]).holding(to.iter().map(link).collect()));
            }
        }
        Body::Methods { seal, who, heading, methods, more } => {
            if *seal {
                children.push(self::seal());
            }
            children.push(element("dl", &[("class", "facts")]).holding(fact(who).into()));
            children.push(element("h3", &[("class", "methods-heading")]).text(heading));
            let methods = methods.iter().map(method).collect();
            children.push(element("ul", &[("class", "methods")]).holding(methods));
            children.extend(more.iter().map(|line| element("p", &[("class", "caution")]).text(line)));
        }
        Body::Rest => {
            let emblem = element("div", &[("class", "emblem rest"), ("aria-hidden", "true")]);
            children.push(emblem.holding(vec![icon(DOOR)]));
        }
        Body::Camera => children.push(
            element("video", &[("id", CAMERA), ("muted", ""), ("playsinline", ""), ("aria-hidden", "true")])
                .into(),
        ),
    }
}

fn card(card: &Card) -> Node {
    let holds = vec![
        icon(way_icon(card.way)),
        element("span", &[("class", "title")]).text(&card.title),
        element("span", &[("class", "about")]).text(&card.about),
    ];
    let card = if card.closed {
        element("div", &[("class", "card closed"), ("part", "card")]).holding(holds)
    } else {
        element("button", &[("type", "button"), ("class", "card"), ("part", "card")])
            .with(ACT, act_name(card.act))
            .holding(holds)
    };
    element("li", &[]).holding(vec![card])
}

fn fact((label, value): &(String, String)) -> [Node; 2] {
    let value = element("bdi", &[]).text(value);
    [element("dt", &[]).text(label), element("dd", &[]).holding(vec![value])]
}

const FINGERPRINT: &[&str] = &[
    "M12 11c0 3.5-.6 6.5-1.8 9",
    "M8.6 19.5c1.1-2.3 1.6-5 1.6-8.2a1.9 1.9 0 0 1 3.8 0c0 3.2-.4 6.1-1.3 8.7",
    "M5.6 17.8c.8-1.9 1.2-4 1.2-6.3a5.2 5.2 0 0 1 10.4 0c0 2.6-.2 4.9-.7 7",
    "M3.7 14.5c.2-1 .3-2 .3-3a8 8 0 0 1 16 0c0 1.3-.1 2.5-.2 3.7",
];
const KEY: &[&str] =
    &["M15.5 14.5a5 5 0 1 0-5.4-3.1L4 17.5V20h3v-2h2v-2h2l1.4-1.9a5 5 0 0 0 3.1.4z", "M16.5 8.5h.01"];
const PHONE: &[&str] = &[
    "M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5z",
    "M11 18.5h2",
];
const SCREEN: &[&str] = &[
    "M4.5 4.5h15a1 1 0 0 1 1 1V15a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V5.5a1 1 0 0 1 1-1z",
    "M12 16v4",
    "M8.5 20h7",
];
const CLOCK: &[&str] = &["M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z", "M12 7.5V12l3 2"];

fn way_icon(way: Way) -> &'static [&'static str] {
    match way {
        Way::Passkey | Way::Unknown => FINGERPRINT,
        Way::WindowsHello => SCREEN,
        Way::SecurityKey => KEY,
        Way::Phone => PHONE,
        Way::Authenticator => CLOCK,
    }
}

fn icon(paths: &'static [&'static str]) -> Node {
    element("svg", &[("viewBox", "0 0 24 24"), ("aria-hidden", "true"), ("class", "icon")])
        .holding(paths.iter().map(|path| element("path", &[]).with("d", path).into()).collect())
}

fn seal() -> Node {
    element("div", &[("class", "seal"), ("aria-hidden", "true")]).holding(vec![icon(CHECK)])
}

/// Dark on light whatever the page's colours are, with the quiet zone inside: cameras want it so.
fn code(code: &CodeView) -> Node {
    let path = element("path", &[]).with("d", code.qr.path.expose());
    element(
        "svg",
        &[("class", "qr"), ("role", "img"), ("shape-rendering", "crispEdges"), ("translate", "no")],
    )
    .with("viewBox", &code.qr.view_box())
    .with("aria-label", &code.label)
    .holding(vec![path.into()])
}

fn link(link: &Link) -> Node {
    let mut anchor = element("a", &[("part", "button")])
        .with("class", if link.primary { "button primary" } else { "button quiet" })
        .with("href", link.address.expose());
    if link.elsewhere {
        anchor = anchor.with("target", "_blank").with("rel", "noreferrer");
    }
    anchor.text(&link.label)
}

/// A pass reads from left to right, whatever is around it, and is no word of any language.
fn pass(view: &PassView, children: &mut Vec<Node>) {
    children.push(element("dl", &[("class", "facts")]).holding(fact(&view.user_name).into()));
    children.push(element("p", &[("class", "shown")]).holding(vec![
        element("span", &[]).text(&view.label),
        element("bdi", &[("class", "pass"), ("dir", "ltr"), ("translate", "no")]).text(view.pass.expose()),
    ]));
    children.push(super::slow(view.slow.as_deref()));
}

fn app(app: &AppView, children: &mut Vec<Node>) {
    children.extend(app.code.as_ref().map(code));
    if !app.links.is_empty() {
        let links = app.links.iter().map(link).collect();
        children.push(element("div", &[("class", "actions links")]).holding(links));
    }
    children.push(element("p", &[("class", "secret")]).holding(vec![
        element("span", &[]).text(&app.secret_label),
        element("bdi", &[("dir", "ltr"), ("translate", "no")]).text(app.secret.expose()),
    ]));
    children.push(ask(&app.ask));
}

/// One field; as everywhere, no `name`, so that no form can send it, and none that a browser keeps.
fn ask(ask: &Ask) -> Node {
    let mut input = match ask.asked {
        Asked::Digits => element(
            "input",
            &[
                ("id", ASKED),
                ("class", "pass"),
                ("type", "text"),
                ("inputmode", "numeric"),
                ("autocomplete", "one-time-code"),
                ("maxlength", "40"),
                ("dir", "ltr"),
                ("translate", "no"),
            ],
        ),
        Asked::Shape => element(
            "input",
            &[
                ("id", ASKED),
                ("class", "pass"),
                ("type", "text"),
                ("autocomplete", "off"),
                ("autocapitalize", "none"),
                ("autocorrect", "off"),
                ("spellcheck", "false"),
                ("maxlength", "400"),
                ("dir", "ltr"),
                ("translate", "no"),
            ],
        ),
        Asked::Pin => element(
            "input",
            &[
                ("id", ASKED),
                ("class", "pass"),
                ("type", "text"),
                ("inputmode", "numeric"),
                ("autocomplete", "off"),
                ("data-masked", ""),
                ("maxlength", "40"),
                ("dir", "ltr"),
                ("translate", "no"),
            ],
        ),
        Asked::Name => element(
            "input",
            &[
                ("id", ASKED),
                ("type", "text"),
                ("autocomplete", "off"),
                ("maxlength", "400"),
                ("dir", "auto"),
            ],
        ),
    };
    if let Some(value) = &ask.value {
        input = input.with("value", value);
    }
    if ask.locked {
        input = input.with("readonly", "");
    }
    let mut described = Vec::new();
    let mut field = vec![element("label", &[("for", ASKED)]).text(&ask.label)];
    if let Some(hint) = &ask.hint {
        described.push("asked-hint");
        field.push(element("p", &[("class", "hint"), ("id", "asked-hint")]).text(hint));
    }
    if ask.wrong {
        described.push(NOTICE);
        input = input.with("aria-invalid", "true");
    }
    if !described.is_empty() {
        input = input.with("aria-describedby", &described.join(" "));
    }
    field.push(element("div", &[("class", "control")]).holding(vec![input.into()]));
    let mut submit = element("button", &[("type", "submit"), ("class", "primary"), ("part", "button")]);
    if ask.locked {
        submit = submit.with("aria-disabled", "true");
    }
    element("form", &[("id", "ask"), ("method", "dialog"), ("novalidate", ""), ("autocomplete", "off")])
        .holding(vec![element("div", &[("class", "field")]).holding(field), submit.text(&ask.submit_label)])
}

fn method(method: &MethodView) -> Node {
    let mut children = vec![
        icon(way_icon(method.way)),
        element("bdi", &[("class", "title")]).text(&method.title),
        element("span", &[("class", "about")]).text(&method.about),
    ];
    if !method.actions.is_empty() {
        let actions = method.actions.iter().map(action).collect();
        children.push(element("div", &[("class", "actions")]).holding(actions));
    }
    element("li", &[("class", "method")]).holding(children)
}

/// Whether anybody is still there. The seconds are for the eye; what is read out stays the same.
#[inline(never)]
pub(super) fn idle(view: &IdleView) -> Node {
    element(
        "div",
        &[
            ("id", IDLE),
            ("class", "idle"),
            ("role", "alertdialog"),
            ("aria-modal", "true"),
            ("aria-labelledby", "idle-heading"),
            ("aria-describedby", "idle-said"),
        ],
    )
    .holding(vec![element("div", &[("class", "idle-box")]).holding(vec![
        element("h2", &[("id", "idle-heading"), ("class", "heading")]).text(&view.heading),
        element("p", &[("aria-hidden", "true")]).text(&view.text),
        element("p", &[("id", "idle-said"), ("class", "said")]).text(&view.said),
        action(&view.stay),
    ])])
}

/// What is printed, and seen on paper only.
#[inline(never)]
pub(super) fn sheet(sheet: &Sheet) -> Node {
    let mut children = vec![
        element("p", &[("class", "place")]).text(&sheet.place),
        element("h2", &[]).text(&sheet.heading),
        element("dl", &[("class", "facts")]).holding(sheet.facts.iter().flat_map(fact).collect()),
    ];
    children.extend(sheet.foot.iter().map(|foot| element("p", &[]).text(foot)));
    element("section", &[("id", "sheet"), ("class", "sheet"), ("aria-hidden", "true")]).holding(children)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::qr::Qr;
    use doorkey_protocol::secret::Secret;

    #[test]
    fn a_code_is_a_picture_with_a_name() {
        let view = CodeView { label: "QR".to_owned(), qr: Qr::of("https://door.example/#h=x").unwrap() };
        let Node::Element(svg) = code(&view) else { panic!("a code is an element") };
        assert_eq!(svg.attribute("role"), Some("img"));
        assert_eq!(svg.attribute("aria-label"), Some("QR"));
        assert!(svg.attribute("viewBox").is_some());
    }

    #[test]
    fn a_link_elsewhere_tells_nothing_of_this_page() {
        for (elsewhere, rel) in [(true, Some("noreferrer")), (false, None)] {
            let view = Link {
                label: "Open".to_owned(),
                address: Secret::new("otpauth://totp/x".to_owned()),
                primary: true,
                elsewhere,
            };
            let Node::Element(anchor) = link(&view) else { panic!("a link is an element") };
            assert_eq!(anchor.attribute("rel"), rel);
            assert!(anchor.attribute(ACT).is_none());
        }
    }
}
