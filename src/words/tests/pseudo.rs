//! A language that nobody speaks: nothing that a newcomer reads stands in the code.
//!
//! Owns [`Pseudo`], in which every phrase comes out as ⟦Ṕĥŕáśé⟧, and shows that on every screen there is
//! nothing outside these brackets but names, codes and what was typed.

use super::notices;
use crate::device::Obstacle;
use crate::flow::tests::world::{
    ABLE, KIOSK, NOW, PASS, PHONE, WINDOWS, app_offer, authenticator, creation, done, entering, extendable,
    invited_setting, made, minutes, offer, on, passkey, proposal, redemption, setting, states, unsealed,
    visit, visit_after, visit_of,
};
use crate::flow::{App, Claiming, Gained, Kiosk, Opening, Phone, Setting, State, Subject, Unsealing};
use crate::idle::Idle;
use crate::markup::{Node, root};
use crate::notice::Notice;
use crate::view::{Now, View};
use crate::words::language::{ENGLISH, Language};
use crate::words::phrase::{NAMES, Phrase};
use crate::words::{Catalogue, Printed, Words};
use doorkey_protocol::handover::Stage;
use doorkey_protocol::passkey::Passkey;
use doorkey_protocol::redemption::{Redemption, SecondWay};
use doorkey_protocol::time::{Span, Timestamp};
use doorkey_protocol::way::Way;

struct Pseudo(Printed);

impl Pseudo {
    fn new() -> Self {
        let english = Catalogue::english();
        let mut text = String::new();
        for name in NAMES {
            let phrase = Phrase::named(name).expect("every name is that of a phrase");
            let [one, other] = ["one", "other"].map(|category| accented(english.pattern(phrase, category)));
            let id = name.to_lowercase().replace('_', "-");
            text += &if one == other {
                format!("{id} = ⟦{other}⟧\n")
            } else {
                format!(
                    "{id} =\n    {{ $count ->\n        [one] ⟦{one}⟧\n       *[other] ⟦{other}⟧\n    }}\n"
                )
            };
        }
        let catalogue = Catalogue::read(text.into()).expect("it has every phrase");
        Self(Printed { language: ENGLISH, catalogue })
    }
}

/// Every letter with an accent, but those of variables.
fn accented(pattern: &str) -> String {
    const SMALL: &str = "áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẍýź";
    const CAPITAL: &str = "ÁƁĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẌÝŹ";
    let mut in_variable = false;
    pattern
        .chars()
        .map(|sign| {
            in_variable = (in_variable || sign == '{') && sign != '}';
            let nth = |letters: &str, first: u8| letters.chars().nth(usize::from(sign as u8 - first));
            match sign {
                'a'..='z' if !in_variable => nth(SMALL, b'a').unwrap_or(sign),
                'A'..='Z' if !in_variable => nth(CAPITAL, b'A').unwrap_or(sign),
                other => other,
            }
        })
        .collect()
}

impl Words for Pseudo {
    fn language(&self) -> Language {
        self.0.language
    }

    fn catalogue(&self) -> &Catalogue {
        &self.0.catalogue
    }

    fn category(&self, count: usize) -> String {
        self.0.category(count)
    }

    fn number(&self, number: usize) -> String {
        format!("⟦{number}⟧")
    }

    fn time(&self, at: Timestamp, now: Timestamp) -> String {
        format!("⟦{}⟧", self.0.time(at, now))
    }

    fn span(&self, span: Span) -> String {
        format!("⟦{}⟧", accented(&self.0.span(span)))
    }

    /// What is filled in stands outside the brackets of the phrase around it.
    fn fill(&self, pattern: &str, filled: &[(&str, &str)]) -> String {
        let apart: Vec<_> = filled.iter().map(|(name, text)| (*name, format!("⟧{text}⟦"))).collect();
        let apart: Vec<_> = apart.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.0.fill(pattern, &apart)
    }
}

/// What an authenticator app keeps, as it is shown.
const GROUPED: &str = "S3CR 3TSE EDS3 CR3T";
/// The element's own version and the backend's.
const VERSIONS: &str = concat!(env!("CARGO_PKG_VERSION"), " / 0.1.0");

/// What may stand outside the brackets, as it is in every language.
fn is_data(text: &str) -> bool {
    let is_code = text.strip_prefix("E-").is_some_and(|rest| rest.bytes().all(|sign| sign.is_ascii_digit()));
    const DATA: &[&str] = &[
        "",
        "Sam",
        "sam@demo.example",
        // Who signed in at Microsoft in Sam's place.
        "Kim",
        "the desk",
        "Demo",
        "Demo:",
        "https://door.example",
        "42",
        "my blue key",
        PASS,
    ];
    is_code || DATA.contains(&text) || text == GROUPED || text == VERSIONS
}

/// What keeps a text from being all translated.
fn leak(text: &str) -> Option<&str> {
    let mut outside = true;
    for piece in text.split_inclusive(['⟦', '⟧']) {
        let inner = piece.trim_end_matches(['⟦', '⟧']);
        let is_right = if outside {
            is_data(inner.trim())
        } else {
            !inner.contains(|sign: char| sign.is_ascii_alphabetic())
        };
        if !is_right {
            return Some(inner);
        }
        outside = !piece.ends_with('⟦');
    }
    None
}

/// Attributes that are for programs. All others are read by people.
const FOR_PROGRAMS: &[&str] = &[
    "aria-controls",
    "aria-describedby",
    "aria-disabled",
    "aria-hidden",
    "aria-invalid",
    "aria-labelledby",
    "aria-modal",
    "autocapitalize",
    "autocomplete",
    "autocorrect",
    "class",
    "d",
    "data-act",
    "data-masked",
    "data-step",
    "data-subject",
    "dir",
    "disabled",
    "for",
    "href",
    "id",
    "inert",
    "inputmode",
    "lang",
    "maxlength",
    "method",
    "muted",
    "novalidate",
    "part",
    "playsinline",
    "readonly",
    "rel",
    "required",
    "role",
    "shape-rendering",
    "spellcheck",
    "tabindex",
    "target",
    "translate",
    "type",
    "viewBox",
];

fn texts<'a>(node: &'a Node, found: &mut Vec<&'a str>) {
    match node {
        Node::Text(text) => found.push(text),
        Node::Element(element) => {
            found.extend(
                element.attributes().filter(|(name, _)| !FOR_PROGRAMS.contains(name)).map(|(_, value)| value),
            );
            for child in &element.children {
                texts(child, found);
            }
        }
    }
}

/// Every place with every notice, and what else changes a sentence.
fn painted() -> Vec<State> {
    let mut painted: Vec<State> = states().into_iter().map(|(_, state)| state).collect();
    let new = || Subject::New(passkey());
    for notice in notices() {
        let some = || Some(notice.clone());
        let tries = match notice {
            Notice::Ceremony(cause) => vec![cause],
            _ => vec![],
        };
        let tried = |count: usize| {
            let mut visit = visit();
            visit.tries = tries.repeat(count);
            visit.setting.device.signals = count > 1;
            visit
        };
        painted.extend([
            State::Unreachable { opening: Opening::default(), notice: notice.clone() },
            State::Entering { setting: setting(), notice: some(), proposal: Some(proposal(true, true)) },
            State::Entering { setting: own(), notice: some(), proposal: None },
            State::Unconfirmed { visit: visit(), made: made(), notice: notice.clone() },
            State::Phone { visit: visit(), phone: Phone::Shown { handover: None, notice: some() } },
            State::Phone { visit: visit(), phone: Phone::Away { stage: Stage::Left, notice: some() } },
            State::Claiming { setting: own(), claiming: Claiming::Over(notice.clone()) },
            State::Unsealing { setting: own(), unsealing: Unsealing::Over(notice.clone()) },
            State::Unsealing {
                setting: own(),
                unsealing: Unsealing::Shown { unsealed: unsealed(minutes(0)), notice: some() },
            },
            State::App { visit: visit(), app: App::Shown { offer: Some(app_offer()), notice: some() } },
            State::Done { visit: visit_after(Gained::App(authenticator())), notice: some() },
            on(WINDOWS, State::Hello { visit: visit(), notice: some() }),
            on(KIOSK, State::Kiosk { setting: setting(), kiosk: Kiosk::Locked { notice: some() } }),
        ]);
        for count in [1, 2] {
            let ready =
                |way| State::Ready { visit: tried(count), way, offer: offer(creation()), notice: some() };
            painted.extend([
                ready(Way::Passkey),
                ready(Way::SecurityKey),
                State::Choosing { visit: tried(count), notice: some() },
                State::Proving { visit: tried(count), subject: new(), offer: None, notice: some() },
                State::Proving { visit: tried(count), subject: Subject::Known, offer: None, notice: some() },
            ]);
        }
    }
    for obstacle in [Obstacle::Insecure, Obstacle::Framed, Obstacle::InApp, Obstacle::NoCredentials] {
        painted.extend([false, true].map(|copied| State::Incapable {
            setting: Box::new(Setting { copied, ..*setting() }),
            obstacle,
        }));
    }
    for (known, one_time, way, backed_up) in [
        (true, true, Way::Passkey, true),
        (false, true, Way::Passkey, false),
        (false, false, Way::SecurityKey, false),
    ] {
        let passkey = Passkey { way, backed_up, ..passkey() };
        let gained = if known { Gained::Known(passkey) } else { Gained::Passkey(passkey) };
        let mut visit = visit_after(gained);
        visit.redemption.one_time = one_time;
        painted.push(done(visit));
    }
    let no_way = Redemption { ways: vec![], ..redemption() };
    let later = Redemption { validity: crate::flow::tests::world::validity(minutes(90)), ..extendable() };
    painted.extend(
        [no_way, later].map(|redemption| State::Choosing { visit: visit_of(redemption), notice: None }),
    );
    // What is on a screen changes with what it stands on.
    for device in [KIOSK, WINDOWS, PHONE] {
        painted.extend(states().into_iter().map(|(_, state)| on(device, state)));
    }
    for second_way in [SecondWay::Recommended, SecondWay::Required] {
        for device in [ABLE, KIOSK] {
            let mut visit =
                visit_after(Gained::Passkey(Passkey { name: Some("my blue key".into()), ..passkey() }));
            visit.redemption.second_way = second_way;
            visit.redemption.authenticators.extend((device == KIOSK).then(authenticator));
            painted.push(on(device, done(visit)));
        }
    }
    painted.push(State::Preparing { visit: visit(), way: Way::SecurityKey });
    painted.push(entering(invited_setting(minutes(-90))));
    painted
}

/// With passes of our own, and nobody named to ask.
fn own() -> Box<Setting> {
    let mut own = setting();
    own.backend.pass_format = doorkey_protocol::format::PassFormat::Doorkey;
    own.backend.help = None;
    own
}

#[test]
fn nothing_that_is_read_stands_in_the_code() {
    let words = Pseudo::new();
    let mut count = 0;
    for state in painted() {
        for (gone, waited, ahead) in [
            (0, 0, None),
            (8, 2, Some(120)),
            (9, 10, Some(-120)),
            (30, 0, None),
            (59, 0, None),
            (120, 10, None),
        ] {
            let now = Now {
                server: NOW + minutes(gone) + Span::from_secs(30),
                device_ahead: ahead.map(minutes),
                waited: Span::from_secs(waited),
                idle: if waited == 10 { Idle::Asking(waited) } else { Idle::Calm },
            };
            let view = View::of(&state, now, &words);
            let nodes = root(&view, &["/door-key.css"]);
            let mut found = Vec::new();
            nodes.iter().for_each(|node| texts(node, &mut found));
            for text in &found {
                assert_eq!(leak(text), None, "{text:?} on {} of {state:?}", view.step);
            }
            // What is decided is also drawn.
            let shown = |text: &str| found.contains(&text);
            if let Some(notice) = &view.notice {
                assert!(shown(&notice.text) && shown(&notice.code_label), "{} hides {notice:?}", view.step);
                assert!(notice.more.iter().all(|more| shown(more)), "{} hides {notice:?}", view.step);
            }
            assert!(
                view.actions.iter().chain(&view.more_time).all(|action| shown(&action.label)),
                "{view:?}"
            );
            assert!(view.clocks.iter().all(|clock| shown(&clock.text)), "{view:?}");
            count += found.len();
        }
    }
    assert!(count > 10_000, "{count} texts were looked at");
}

#[test]
fn a_leak_is_seen() {
    for (text, expected) in [
        ("⟦Ẃéĺćóḿé, ⟧Sam⟦⟧", None),
        ("⟦Ćóđé ⟧E-50⟦⟧", None),
        ("⟦Áśķ ⟧the desk⟦.⟧", None),
        ("", None),
        ("Try again", Some("Try again")),
        ("⟦Ťŕý⟧ again", Some(" again")),
        ("⟦Try⟧", Some("Try")),
        ("⟦Ťŕý ⟧⟦íń 5⟧⟦ minutes⟧", Some(" minutes")),
    ] {
        assert_eq!(leak(text), expected, "{text:?}");
    }
}
