//! A view as markup: a tree of elements, as plain data.
//!
//! Owns which elements a screen is made of, with the attributes that make it work without sight,
//! without a mouse and right to left. The page patches its shadow root towards this tree; the build
//! writes the same tree into the page's HTML as a declarative shadow root, so that the form can be
//! typed into before any script has come.

mod html;
mod later;

use crate::flow::{Opening, Pc, State};
use crate::idle::Idle;
use crate::view::{Act, Action, Body, Clock, Field, Form, NoticeView, Now, Proposed, Submit, View};
use crate::words::Words;
use doorkey_protocol::secret::Secret;
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

/// The ids of the two fields, by which the page reads them.
pub const USER_NAME: &str = "user-name";
/// See [`USER_NAME`].
pub const PASS: &str = "pass";
/// The attribute that says what a button does.
pub const ACT: &str = "data-act";

/// The place where what a screen reader says about time is put.
pub const ANNOUNCEMENT: &str = "announcement";

const NOTICE: &str = "notice";

/// Which one a button is about, where there are several of a kind.
pub const SUBJECT: &str = "data-subject";

pub use later::{ASKED, CAMERA, IDLE};

/// A node of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// A text.
    Text(String),
}

/// An element of the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its tag.
    pub tag: &'static str,
    /// Its attributes that are always the same.
    pub fixed: &'static [(&'static str, &'static str)],
    /// Its other attributes.
    pub varying: Vec<(&'static str, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

/// Every act with its name, as it stands in [`ACT`].
const ACTS: [(Act, &str); 32] = [
    (Act::Choose(Way::Passkey), "choose-passkey"),
    (Act::Choose(Way::SecurityKey), "choose-security-key"),
    (Act::Accept, "accept"),
    (Act::Back, "back"),
    (Act::Leave, "leave"),
    (Act::Reveal, "reveal"),
    (Act::Repair, "repair"),
    (Act::Insist, "insist"),
    (Act::NewerPass, "newer-pass"),
    (Act::MoreTime, "more-time"),
    (Act::HavePasskey, "have-passkey"),
    (Act::OpenWindow, "open-window"),
    (Act::CopyAddress, "copy-address"),
    (Act::Choose(Way::Phone), "choose-phone"),
    (Act::Choose(Way::Authenticator), "choose-authenticator"),
    (Act::Decline, "decline"),
    (Act::Second, "second"),
    (Act::Rename, "rename"),
    (Act::Remove, "remove"),
    (Act::Later, "later"),
    (Act::Print, "print"),
    (Act::Staff, "staff"),
    (Act::Scan, "scan"),
    (Act::Stay, "stay"),
    (Act::Choose(Way::WindowsHello), "choose-windows-hello"),
    (Act::SignIn, "sign-in"),
    (Act::News, "look-again"),
    (Act::Check, "check"),
    (Act::Pc(Pc::New), "pc-new"),
    (Act::Pc(Pc::Organisation), "pc-organisation"),
    (Act::Pc(Pc::Own), "pc-own"),
    (Act::There, "there"),
];

/// The name of an act as it stands in [`ACT`].
pub fn act_name(act: Act) -> &'static str {
    ACTS.iter().find(|(known, _)| *known == act).map_or("", |(_, name)| name)
}

/// The act that a name in [`ACT`] stands for.
pub fn act_named(name: &str) -> Option<Act> {
    ACTS.iter().find(|(_, known)| *known == name).map(|(act, _)| *act)
}

/// Everything that stands in the shadow root: the style, the screen, and the place where the
/// element's own content is shown should the element not wake.
pub fn root(view: &View, stylesheets: &[&str]) -> Vec<Node> {
    let sheet = |href: &&str| element("link", &[("rel", "stylesheet")]).with("href", href).into();
    let mut nodes: Vec<Node> = stylesheets.iter().map(sheet).collect();
    nodes.push(screen(view));
    nodes.extend(view.idle.as_ref().map(later::idle));
    nodes.extend(view.sheet.as_ref().map(later::sheet));
    nodes.push(element("div", &[("class", "fallback")]).holding(vec![element("slot", &[]).into()]));
    nodes
}

/// The element before it wakes, as HTML, in a language: a declarative shadow root with the form, or, where it
/// has the `entra` attribute, with nothing to be typed into.
pub fn asleep(stylesheet: &str, words: &impl Words, formless: bool) -> String {
    let (state, _) = State::start(Opening { formless, ..Opening::default() });
    let now = Now {
        server: Timestamp::from_millis(0),
        device_ahead: None,
        waited: Span::from_millis(0),
        idle: Idle::Calm,
    };
    let mut html = String::from("<template shadowrootmode=\"open\">");
    for node in root(&View::of(&state, now, words), &[stylesheet]) {
        html::write(&mut html, &node);
    }
    html.push_str("</template>");
    html
}

fn screen(view: &View) -> Node {
    let mut children = vec![
        element("h2", &[("class", "heading"), ("part", "heading"), ("tabindex", "-1")]).text(&view.heading),
    ];
    if let Some(lead) = &view.lead {
        children.push(element("p", &[("class", "lead")]).text(lead));
    }
    match &view.notice {
        // Beside the field it is about, where a small screen shows both at once.
        Some(notice) if notice.field.is_some() => {}
        Some(notice) => children.push(self::notice(notice)),
        None => {}
    }
    body(view, &mut children);
    if !view.actions.is_empty() {
        let actions = view.actions.iter().map(action).collect();
        children.push(element("div", &[("class", "actions")]).holding(actions));
    }
    if !view.clocks.is_empty() {
        let mut clocks: Vec<_> = view.clocks.iter().map(clock).collect();
        clocks.extend(
            view.more_time.iter().map(|more_time| element("li", &[]).holding(vec![action(more_time)])),
        );
        children.push(element("ul", &[("class", "clocks"), ("part", "clocks")]).holding(clocks));
    }
    // Always there, so that a screen reader knows of it when something is put in.
    children.push(
        element("p", &[("id", ANNOUNCEMENT), ("role", "status"), ("class", "said")])
            .text(view.announcement.as_deref().unwrap_or_default()),
    );
    // The words may be in another language than the page around; a screen reader has to know.
    let mut door = element("div", &[("class", "door"), ("part", "door")]);
    if view.idle.is_some() {
        door = door.with("inert", "");
    }
    door.with("lang", view.language.tag)
        .with("dir", view.language.dir())
        .with("data-step", view.step)
        .holding(children)
}

/// What went wrong; a screen reader says it when it appears.
fn notice(notice: &NoticeView) -> Node {
    let mut said = vec![element("p", &[("class", "sentence")]).text(&notice.text)];
    said.extend(notice.more.iter().map(|more| element("p", &[("class", "more")]).text(more)));
    said.extend(notice.proposal.iter().map(proposal));
    let mut children = vec![element("div", &[("id", NOTICE), ("role", "alert")]).holding(said)];
    if !notice.actions.is_empty() {
        let actions = notice.actions.iter().map(action).collect();
        children.push(element("div", &[("class", "actions")]).holding(actions));
    }
    children.extend(notice.trace.iter().map(|trace| element("p", &[("class", "trace")]).text(trace)));
    children.push(element("p", &[("class", "code"), ("translate", "no")]).text(&notice.code_label));
    // By its id the page tells it from the other boxes, none of which may be made into it.
    element("div", &[("id", "trouble"), ("class", "notice"), ("part", "notice")]).holding(children)
}

/// What the doctor proposes. A pass reads from left to right, whatever is around it.
fn proposal(proposed: &Proposed) -> Node {
    let mut children = vec![element("span", &[]).text(&proposed.question)];
    let texts =
        [("user-name", proposed.user_name.as_deref()), ("pass", proposed.pass.as_ref().map(Secret::expose))];
    for (class, text) in texts {
        children.extend(text.map(|text| {
            element("bdi", &[("dir", "ltr"), ("translate", "no")]).with("class", class).text(text)
        }));
    }
    element("p", &[("class", "proposal")]).holding(children)
}

fn body(view: &View, children: &mut Vec<Node>) {
    match &view.body {
        Body::Form(form) => children.push(self::form(form, view.notice.as_ref())),
        Body::Nothing => {}
        _ => later::body(view, children),
    }
}

/// A text field changes nothing of what is typed. It has no `name`, so that no form can send it. Its
/// `maxlength` is more than any pass or user name, so that a slip is seen whole and a huge paste is cut
/// at once.
macro_rules! text_field {
    ($id:expr, $($more:expr),+) => {
        &[
            ("id", $id),
            $($more,)+
            ("type", "text"),
            ("required", ""),
            ("maxlength", "400"),
            ("autocapitalize", "none"),
            ("autocorrect", "off"),
            ("spellcheck", "false"),
            ("dir", "ltr"),
        ]
    };
}

fn form(form: &Form, notice: Option<&NoticeView>) -> Node {
    let about = |field| notice.filter(|notice| notice.field == Some(field));
    let mut user_name =
        element("input", text_field!(USER_NAME, ("inputmode", "email"), ("autocomplete", "username")));
    if let Some(known) = &form.user_name {
        user_name = user_name.with("value", known);
    }
    let pass = element(
        "input",
        text_field!(PASS, ("class", "pass"), ("autocomplete", "one-time-code"), ("translate", "no")),
    );
    let reveal = element(
        "button",
        &[("type", "button"), ("class", "reveal"), (ACT, "reveal"), ("aria-controls", PASS)],
    )
    .holding(vec![
        element("span", &[("class", "when-masked")]).text(&form.reveal.0),
        element("span", &[("class", "when-shown")]).text(&form.reveal.1),
    ]);
    let submit = element("button", &[("type", "submit"), ("class", "primary"), ("part", "button")]);
    // While the pass is looked at, the button keeps the focus: disabling it would drop that.
    let submit = match form.submit {
        Submit::Open | Submit::Again => submit,
        Submit::Locked | Submit::Early => submit.with("aria-disabled", "true"),
        Submit::Waking => submit.with("disabled", ""),
    };
    let (user_name_notice, pass_notice) = (about(Field::UserName), about(Field::Pass));
    let user_name = input(user_name, form, "user-name-hint", user_name_notice.is_some());
    let pass = input(pass, form, "pass-hint", pass_notice.is_some());
    // `dialog` leads nowhere: given in before the element wakes, the pass cannot end up in an address.
    element("form", &[("method", "dialog"), ("novalidate", "")]).holding(vec![
        field(
            element("label", &[("for", USER_NAME)]).text(&form.user_name_label),
            element("p", &[("class", "hint"), ("id", "user-name-hint")]).text(&form.user_name_hint),
            user_name_notice,
            vec![user_name],
        ),
        field(
            element("label", &[("for", PASS)]).text(&form.pass_label),
            element("p", &[("class", "hint"), ("id", "pass-hint")]).text(&form.pass_hint),
            pass_notice,
            vec![pass, reveal],
        ),
        submit.text(&form.submit_label),
        slow(form.slow.as_deref()),
    ])
}

/// The word about a long wait; its place is there before, so that it is read out when it comes.
fn slow(text: Option<&str>) -> Node {
    element("p", &[("class", "slow"), ("role", "status")]).text(text.unwrap_or_default())
}

fn field(label: Node, hint: Node, notice: Option<&NoticeView>, controls: Vec<Node>) -> Node {
    let mut children = vec![label, hint];
    children.extend(notice.map(self::notice));
    children.push(element("div", &[("class", "control")]).holding(controls));
    element("div", &[("class", "field")]).holding(children)
}

fn input(mut input: Element, form: &Form, hint: &str, wrong: bool) -> Node {
    if form.submit == Submit::Locked {
        input = input.with("readonly", "");
    }
    if wrong {
        input = input.with("aria-invalid", "true");
        input.with("aria-describedby", &String::from_iter([hint, " ", NOTICE])).into()
    } else {
        input.with("aria-describedby", hint).into()
    }
}

fn action(action: &Action) -> Node {
    let mut button = element("button", &[("type", "button"), ("part", "button")])
        .with("class", if action.primary { "primary" } else { "quiet" })
        .with(ACT, act_name(action.act));
    if action.waits {
        button = button.with("aria-disabled", "true");
    }
    if let Some(subject) = &action.subject {
        button = button.with(SUBJECT, subject);
    }
    button.text(&action.label)
}

fn clock(clock: &Clock) -> Node {
    let mut lines = vec![element("span", &[]).text(&clock.text)];
    if let Some(left) = &clock.left {
        lines.push(element("span", &[("class", "left")]).text(left));
    }
    element("li", &[]).with("class", if clock.urgent { "clock urgent" } else { "clock" }).holding(lines)
}

fn element(tag: &'static str, fixed: &'static [(&'static str, &'static str)]) -> Element {
    Element { tag, fixed, varying: Vec::new(), children: Vec::new() }
}

impl Element {
    fn with(mut self, name: &'static str, value: &str) -> Self {
        self.varying.push((name, value.to_owned()));
        self
    }

    fn holding(mut self, children: Vec<Node>) -> Node {
        self.children = children;
        Node::Element(self)
    }

    fn text(self, text: &str) -> Node {
        self.holding(vec![Node::Text(text.to_owned())])
    }

    /// Every attribute, each once.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let varying = self.varying.iter().map(|(name, value)| (*name, value.as_str()));
        self.fixed.iter().copied().chain(varying)
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Printed;

    #[test]
    fn acts_have_names() {
        for (act, name) in ACTS {
            assert_eq!(act_named(name), Some(act));
            assert_eq!(act_name(act), name);
        }
        assert_eq!(act_named("delete-everything"), None);
    }

    #[test]
    fn asleep_it_is_a_form_that_sends_nothing() {
        let html = asleep("/door-key.css", &Printed::english(), false);
        assert!(
            html.starts_with(
                "<template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"/door-key.css\">"
            ),
            "{html}"
        );
        assert!(html.contains("<form method=\"dialog\""));
        assert!(html.contains("autocomplete=\"one-time-code\""));
        assert!(html.contains("disabled"), "it cannot be given in yet");
        assert!(!html.contains(" name="), "a named field could be sent by the form");
        assert!(html.ends_with("<div class=\"fallback\"><slot></slot></div></template>"), "{html}");
    }

    #[test]
    fn before_microsoft_nothing_can_be_typed_into_it() {
        let html = asleep("/door-key.css", &Printed::english(), true);
        assert!(!html.contains("<form") && !html.contains("<input"), "{html}");
        assert!(html.contains("<slot></slot>") && html.contains("One moment"), "{html}");
    }
}
