//! Every place of the journey and every kind of notice, by name, and how the page is brought there.
//!
//! Owns [`STATES`], a list of recipes, and [`Scene`], which follows one on a stage and leaves nothing of
//! it behind. What looks at the page as it stands (`looks`, `aria`, `gallery`) goes through the list; so
//! a new screen is added here and seen everywhere. The page's time stands still and moves when a recipe
//! says so: nobody waits ten seconds to see what comes after ten seconds.

pub(crate) mod microsoft;

use crate::browser::Authenticator;
use crate::camera::scan;
use crate::devices::only_passkeys;
use crate::door::Door;
use crate::hello;
use crate::proxy::{Fault, Held};
use crate::sealed;
use crate::stage::Stage;
use crate::world::{Issued, Newcomer, SAM, STAFF_PIN, wait_for};
use doorkey_tenant::{MethodKind, NewPass};
use serde_json::{Value, json};
use std::time::Duration;

/// A place to be brought to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct State {
    /// What it is called, in file names too.
    pub(crate) name: &'static str,
    /// With which flags the desk issues the pass.
    pass: &'static [&'static str],
    moves: &'static [Move],
}

/// One thing to do on the way.
#[derive(Clone, Copy, Debug)]
enum Move {
    /// Hold back the requests with this in their first line.
    Hold(&'static str),
    /// Break them.
    Break(&'static str, Harm),
    /// Run this before the page's own scripts.
    Before(&'static str),
    /// Have the browser call itself this.
    UserAgent(&'static str),
    /// Have it say that it stands on Windows.
    OnWindows,
    /// Do all that leads to another state.
    As(&'static str),
    /// Open the page, by its address or by the invitation.
    Open,
    Invited,
    /// Open it by the link of a handover that nobody has made, by one that shows a pass, or on a screen that
    /// everyone uses.
    Linked,
    Sealed,
    Kiosk,
    /// Type user name and pass, and give them in; `None` stands for what the desk has handed out.
    Give(Option<&'static str>, Option<&'static str>),
    /// Type into the one field of a screen, and give it in.
    Fill(&'static str),
    /// Have a phone open the link that is shown.
    Scanned,
    /// Press the button that does this.
    Act(&'static str),
    /// Wait for this screen, and for this code on it.
    Reach(&'static str),
    Told(&'static str),
    /// Wait until this is true of `host` and `root`.
    See(&'static str),
    /// Let the finger be recognised or not, and the owner be there or not.
    Recognise(bool),
    Present(bool),
    /// Let time pass on the page.
    Later(Duration),
    /// Open the page by the invitation, again and again until this is true there: for two seconds the server says
    /// of a pass what it said before.
    Greeted(&'static str),
    /// Go to Microsoft and sign in there, as the one who is invited or as somebody else.
    SignIn,
    Ada,
    /// Press the browser's own button on Microsoft's page.
    WentBack,
    /// Have the pass taken back.
    Revoked,
    /// Have Microsoft list a passkey.
    Listed,
}

/// The faults that a recipe needs.
#[derive(Clone, Copy, Debug)]
enum Harm {
    Refuse,
    LoseAnswer,
    NotFound,
    OnlyPasskeys,
    /// Answer in the server's place with a pass that is usable so many minutes from now, or with a refusal.
    Shown(i64),
    OpenedBefore,
    TooSoon,
    /// Have Microsoft's no come back.
    NotSignedIn,
}

use Move::{
    Act, Ada, As, Before, Break, Fill, Give, Greeted, Hold, Invited, Kiosk, Later, Linked, Listed, OnWindows,
    Open, Present, Reach, Recognise, Revoked, Scanned, Sealed, See, SignIn, Told, UserAgent, WentBack,
};

const CONFIGURATION: &str = "GET /.well-known/doorkey ";
const REDEMPTION: &str = "POST /v1/redemptions ";
const ENVELOPE: &str = "POST /v1/envelopes ";
const OPTIONS: &str = "POST /v1/redemptions/current/passkeys/options ";
const REGISTRATION: &str = "POST /v1/redemptions/current/passkeys ";
const PROOF_OPTIONS: &str = "POST /v1/redemptions/current/proofs/options ";
const PROOF: &str = "POST /v1/redemptions/current/proofs ";

const ONCE: &[&str] = &["--lifetime", "2h", "--once"];
const MANY: &[&str] = &["--lifetime", "2h"];
/// So short that its end is also the end of the time to register.
const SHORT: &[&str] = &["--lifetime", "10m", "--once"];
const EARLY: &[&str] = &["--lifetime", "1h", "--start", "in 90m"];

/// What the desk has handed out.
const ISSUED: Move = Give(None, None);

const IN_AN_APP: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
    Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/520.0]";
/// A backend that offers nothing else.
const ONLY_PASSKEYS: Move = Break(CONFIGURATION, Harm::OnlyPasskeys);
const WITHOUT_PASSKEYS: Move = Before("delete window.PublicKeyCredential;");

const WITHOUT_HELLO: &str = "if (window.PublicKeyCredential) PublicKeyCredential.getClientCapabilities = \
    async () => ({ userVerifyingPlatformAuthenticator: false });";
/// A code for a camera.
const CODE: &str = "root.querySelector('.qr')";

/// What stands inside the element is shown.
const FALLBACK: &str = "host.dataset.asleep && [...host.children].some(it => it.checkVisibility())";

const fn state(name: &'static str, pass: &'static [&'static str], moves: &'static [Move]) -> State {
    State { name, pass, moves }
}

/// All of them, in the order of the journey.
pub(crate) const STATES: &[State] = &[
    state("asleep", ONCE, &[Break(".wasm ", Harm::NotFound), Open, See(FALLBACK)]),
    state("waking", ONCE, &[Hold(CONFIGURATION), Open, Reach("waking"), See("host.matches(':defined')")]),
    state(
        "waking-slow",
        ONCE,
        &[
            Hold(CONFIGURATION),
            Open,
            See("host.matches(':defined')"),
            Later(Duration::from_millis(2_500)),
            See("root.querySelector('.slow')?.innerText"),
        ],
    ),
    state(
        "unreachable",
        ONCE,
        &[Break(CONFIGURATION, Harm::Refuse), Open, Reach("unreachable"), Told("E-50")],
    ),
    state(
        "incapable-browser",
        ONCE,
        &[ONLY_PASSKEYS, WITHOUT_PASSKEYS, Open, Reach("incapable"), Told("E-72")],
    ),
    state(
        "incapable-in-app",
        ONCE,
        &[ONLY_PASSKEYS, WITHOUT_PASSKEYS, UserAgent(IN_AN_APP), Open, Reach("incapable"), Told("E-74")],
    ),
    state("choose-in-app", ONCE, &[WITHOUT_PASSKEYS, UserAgent(IN_AN_APP), As("choose")]),
    state("enter", ONCE, &[Open, Reach("enter")]),
    state(
        "enter-slip",
        ONCE,
        &[As("enter"), Give(Some("sam@demo.example"), Some("ABCD1-0345X")), Told("E-16")],
    ),
    state(
        "enter-proposal",
        ONCE,
        &[As("enter"), Give(Some("ABCD1-0345Y"), Some("sam@demo.example")), Told("E-19")],
    ),
    state("enter-invited", ONCE, &[Invited, Reach("enter")]),
    state("enter-early", EARLY, &[Invited, Reach("enter"), See("root.querySelector('[aria-disabled]')")]),
    state(
        "enter-expired",
        SHORT,
        &[
            Invited,
            Reach("enter"),
            Later(Duration::from_secs(11 * 60)),
            See("root.querySelector('.clock.urgent')"),
        ],
    ),
    state("enter-wrong-pass", ONCE, &[As("enter"), Give(Some("nobody@demo.example"), None), Told("E-20")]),
    state("enter-paused", ONCE, &[Break(REDEMPTION, Harm::TooSoon), As("enter"), ISSUED, Told("E-28")]),
    state("redeem", ONCE, &[Hold(REDEMPTION), As("enter"), ISSUED, Reach("redeem")]),
    state("choose", ONCE, &[As("enter"), ISSUED, Reach("choose")]),
    state("choose-short", ONCE, &[As("choose"), Later(Duration::from_secs(9 * 60 + 10)), Told("E-34")]),
    state("choose-short-pass", SHORT, &[As("choose"), Later(Duration::from_secs(9 * 60 + 10)), Told("E-35")]),
    state("prepare", ONCE, &[Hold(OPTIONS), As("choose"), Act("choose-passkey"), Reach("prepare")]),
    state(
        "prepare-slow",
        ONCE,
        &[As("prepare"), Later(Duration::from_millis(2_500)), See("root.querySelector('.slow')?.innerText")],
    ),
    state(
        "prepare-very-slow",
        ONCE,
        &[
            As("prepare"),
            Later(Duration::from_millis(10_500)),
            See("root.querySelector('[data-act=accept]')"),
        ],
    ),
    state("ready", ONCE, &[As("choose"), Act("choose-passkey"), Reach("ready")]),
    state("ready-security-key", ONCE, &[As("choose"), Act("choose-security-key"), Reach("ready")]),
    state("ready-cause", ONCE, &[As("ready"), Recognise(false), Act("accept"), Told("E-82")]),
    state("ready-second-failure", ONCE, &[As("ready-cause"), Act("accept"), Told("E-87")]),
    state("create", ONCE, &[As("ready"), Present(false), Act("accept"), Reach("create")]),
    state("register", ONCE, &[Hold(REGISTRATION), As("ready"), Act("accept"), Reach("register")]),
    state(
        "unconfirmed",
        ONCE,
        &[
            Break(REGISTRATION, Harm::LoseAnswer),
            As("ready"),
            Act("accept"),
            Reach("unconfirmed"),
            Told("E-50"),
        ],
    ),
    state("challenge", ONCE, &[Hold(PROOF_OPTIONS), As("ready"), Act("accept"), Reach("challenge")]),
    state("prove", ONCE, &[As("ready"), Act("accept"), Reach("prove")]),
    state("prove-cause", ONCE, &[As("prove"), Recognise(false), Act("accept"), Told("E-89")]),
    state("assert", ONCE, &[As("prove"), Present(false), Act("accept"), Reach("assert")]),
    state("verify", ONCE, &[Hold(PROOF), As("prove"), Act("accept"), Reach("verify")]),
    state("done", ONCE, &[As("prove"), Act("accept"), Reach("done")]),
    state("already-there", MANY, &[As("done"), As("ready"), Act("accept"), Told("E-41")]),
    state("prove-known", MANY, &[As("already-there"), Act("have-passkey"), Reach("prove")]),
    state("choose-second", ONCE, &[As("done"), Act("second"), Reach("choose")]),
    state("rename", ONCE, &[As("done"), Act("rename"), Reach("manage")]),
    state("remove", ONCE, &[As("done"), Act("remove"), Reach("manage")]),
    state("app", ONCE, &[As("choose"), Act("choose-authenticator"), Reach("app"), See(CODE)]),
    state("app-wrong", ONCE, &[As("app"), Fill("12345"), Told("E-121")]),
    state("phone", ONCE, &[As("choose"), Act("choose-phone"), Reach("phone"), See(CODE)]),
    state("compare", ONCE, &[As("phone"), Scanned, Reach("compare")]),
    state("phone-refused", ONCE, &[As("compare"), Act("decline"), Told("E-151")]),
    state("away", ONCE, &[As("compare"), Act("accept"), Reach("away")]),
    state("claim", ONCE, &[Linked, Reach("claim")]),
    state("claim-over", ONCE, &[As("claim"), Act("accept"), Told("E-150")]),
    state("envelope", ONCE, &[Sealed, Reach("envelope")]),
    state(
        "envelope-over",
        ONCE,
        &[Break(ENVELOPE, Harm::OpenedBefore), As("envelope"), Act("accept"), Told("E-170")],
    ),
    state("pass", ONCE, &[Break(ENVELOPE, Harm::Shown(0)), As("envelope"), Act("accept"), Reach("pass")]),
    state(
        "pass-early",
        ONCE,
        &[Break(ENVELOPE, Harm::Shown(90)), As("envelope"), Act("accept"), Reach("pass")],
    ),
    state("pass-paused", ONCE, &[As("pass"), Break(REDEMPTION, Harm::TooSoon), Act("accept"), Told("E-28")]),
    state(
        "hello",
        ONCE,
        &[Before(WITHOUT_HELLO), OnWindows, As("choose"), Act("choose-passkey"), Reach("hello")],
    ),
    state("kiosk-rest", ONCE, &[Kiosk, Reach("rest")]),
    state("kiosk-enter", ONCE, &[As("kiosk-rest"), Act("accept"), Reach("enter")]),
    state("kiosk-choose", ONCE, &[As("kiosk-enter"), ISSUED, Reach("choose")]),
    state("kiosk-later", ONCE, &[As("kiosk-choose"), Act("later"), Reach("later")]),
    state(
        "kiosk-idle",
        ONCE,
        &[As("kiosk-choose"), Later(Duration::from_secs(65)), See("root.querySelector('#idle')")],
    ),
    state("kiosk-staff", ONCE, &[As("kiosk-rest"), Act("staff"), Reach("staff")]),
    state("kiosk-report", ONCE, &[As("kiosk-staff"), Fill(STAFF_PIN), See("root.querySelector('.facts')")]),
];

/// The page's clocks stand still from its start, and both move together when `later` grows. Waits of a
/// few seconds, such as those between two tries, are over soon.
const STILL: &str = r"
    window.later = 0;
    const began = Date.now();
    Date.now = () => began + window.later;
    Performance.prototype.now = () => 1_000 + window.later;
    for (const name of ['setTimeout', 'setInterval']) {
        const real = window[name];
        window[name] = (call, wait, ...more) => real(call, wait <= 8_000 ? wait / 20 : wait, ...more);
    }
    // The witness stands in their place, and is no password manager.
    for (const method of window.CredentialsContainer ? ['create', 'get'] : []) {
        CredentialsContainer.prototype[method].toString = () => `function ${method}() { [native code] }`;
    }
";

/// Somebody else of the tenant.
const ADA: Newcomer = Newcomer { user_name: "ada@demo.example", name: "Ada Park" };

/// Microsoft's no, as the server passes it on.
fn not_signed_in() -> Fault {
    let body = json!({
        "status": 403, "code": "sign-in-refused",
        "detail": "AADSTS53003 (access_denied), correlation id 11111111-2222-4333-8444-555555555555",
    });
    Fault::answer(403, &[("content-type", "application/problem+json")], &body.to_string())
}

/// What the console says of states that stand for trouble.
const TROUBLE: [&str; 5] = [
    "net::ERR_EMPTY_RESPONSE",
    "the server responded with a status of",
    "failed to fetch Wasm",
    "was preloaded using link preload but not used",
    "door-key>: ",
];

/// A stage on which a state is shown.
pub(crate) struct Scene<'a> {
    stage: &'a Stage,
    door: Door<'a>,
    issued: Issued,
    authenticator: Authenticator,
    held: Vec<Held>,
    scripts: Vec<Value>,
}

/// Makes somebody known and stops the page's time. Once a stage.
pub(crate) async fn prepare(stage: &Stage) {
    stage.world.add(SAM);
    if stage.world.is_in_tenant() {
        stage.world.add(ADA);
    }
    stage.browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": STILL })).await;
    for part in TROUBLE {
        stage.bear_complaint(part);
    }
}

impl<'a> Scene<'a> {
    /// Brings the page into a state.
    pub(crate) async fn set(stage: &'a Stage, state: &State) -> Self {
        let mut scene = Self {
            stage,
            door: stage.door(),
            issued: stage.world.issue(SAM.user_name, state.pass),
            authenticator: stage.browser.plug_in().await,
            held: Vec::new(),
            scripts: Vec::new(),
        };
        scene.follow(state).await;
        scene
    }

    async fn follow(&mut self, state: &State) {
        for step in state.moves {
            if let As(other) = step {
                let other = STATES
                    .iter()
                    .chain(microsoft::STATES)
                    .find(|state| state.name == *other)
                    .expect("a state by that name");
                Box::pin(self.follow(other)).await;
            } else {
                self.make(*step).await;
            }
        }
    }

    /// The pass that stands in it.
    pub(crate) fn issued(&self) -> &Issued {
        &self.issued
    }

    /// Shows the same in another language, by the page's own choice of one.
    pub(crate) async fn speak(&self, tag: &str) {
        const CHOOSE: &str = r"
            const choice = document.getElementById('language');
            choice.value = arguments[0];
            choice.dispatchEvent(new Event('change'));
        ";
        self.stage.browser.run(CHOOSE, vec![json!(tag)]).await;
        let spoken = format!(
            "document.documentElement.lang == '{tag}' && (host.dataset.asleep || root.querySelector('.door').lang == '{tag}')"
        );
        self.see(&spoken).await;
    }

    /// Leaves nothing of it for the next one.
    pub(crate) async fn strike(self) {
        let browser = &self.stage.browser;
        self.stage.world.proxy.behave();
        drop(self.held);
        browser.unplug(self.authenticator).await;
        for script in self.scripts {
            browser
                .devtools("Page.removeScriptToEvaluateOnNewDocument", json!({ "identifier": script }))
                .await;
        }
        browser.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": "" })).await;
        // The language that was chosen, for one.
        browser.run("sessionStorage.clear()", vec![]).await;
        self.door.goto("about:blank").await;
        let away = "return location.href == 'about:blank'";
        wait_for("the page to go", async || (browser.run(away, vec![]).await == true).then_some(())).await;
    }

    async fn make(&mut self, step: Move) {
        let (world, browser, door) = (&self.stage.world, &self.stage.browser, self.door);
        match step {
            Hold(line) => self.held.push(world.proxy.hold(line)),
            Break(line, fault) => {
                // What is kept is not asked for, and cannot be broken.
                browser.devtools("Network.clearBrowserCache", json!({})).await;
                let fault = match fault {
                    Harm::Refuse => Fault::Refuse,
                    Harm::LoseAnswer => Fault::LoseAnswer,
                    Harm::NotFound => Fault::answer(404, &[], ""),
                    Harm::OnlyPasskeys => Fault::Rewrite(only_passkeys),
                    Harm::Shown(starts_after) => sealed::shown(starts_after),
                    Harm::OpenedBefore => sealed::opened_before(),
                    Harm::TooSoon => sealed::too_soon(),
                    Harm::NotSignedIn => not_signed_in(),
                };
                world.proxy.arm(line, fault, usize::MAX);
            }
            Before(source) => {
                let script = browser
                    .devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source }))
                    .await;
                self.scripts.push(script["identifier"].clone());
            }
            UserAgent(name) => {
                browser.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": name })).await;
            }
            As(_) => {}
            Open => door.goto(&world.page()).await,
            Invited => door.goto(&self.issued.link).await,
            Linked => door.goto(&format!("{}#h=a-link-that-nobody-has-made", world.page())).await,
            Sealed => door.goto(&format!("{}{}", world.page(), sealed::FRAGMENT)).await,
            Kiosk => door.goto(&format!("{}kiosk.html", world.page())).await,
            OnWindows => hello::on_windows(self.stage).await,
            Fill(text) => {
                door.fill("#asked", text).await;
                door.submit().await;
            }
            Scanned => {
                // The phone's part, by hand: what it shows is another state.
                const CLAIM: &str = "await fetch('/v1/handovers', { method: 'POST', \
                    headers: { 'content-type': 'application/json' }, \
                    body: JSON.stringify({ secret: arguments[0] }) })";
                let link = scan(browser).await;
                let secret = link.split_once("#h=").expect("a link holds a secret").1;
                let claim = format!("return (async (arguments) => {{ {CLAIM} }})(arguments)");
                browser.run(&claim, vec![json!(secret)]).await;
            }
            Give(user_name, pass) => {
                let (user_name, pass) =
                    (user_name.unwrap_or(&self.issued.user_name), pass.unwrap_or(&self.issued.pass));
                door.give(user_name, pass).await;
            }
            Act(act) => door.act(act).await,
            Reach(step) => door.reach(step).await,
            Told(code) => {
                let code = format!("Code {code}");
                wait_for(&code, async || door.notice_now().await.filter(|notice| notice.code == code)).await;
            }
            See(what) => self.see(what).await,
            Recognise(recognised) => browser.recognise(&self.authenticator, recognised).await,
            Present(present) => browser.present(&self.authenticator, present).await,
            Greeted(what) => {
                let shown = format!("Boolean({what})");
                wait_for(what, async || {
                    door.goto("about:blank").await;
                    door.goto(&self.issued.link).await;
                    door.reach("sign-in").await;
                    (door.see(&shown).await == true).then_some(())
                })
                .await;
            }
            SignIn | Ada => {
                // Who signed in for the state before is signed in still.
                browser.devtools("Network.clearBrowserCookies", json!({})).await;
                door.act("sign-in").await;
                self.stage.microsoft().arrive().await;
                match step {
                    Ada => {
                        let ada = world.tenant().issue_pass(ADA.user_name, NewPass::default());
                        self.stage.microsoft().sign_in_as(ADA.user_name, &ada.pass).await;
                    }
                    _ => self.stage.microsoft().sign_in(&self.issued.pass).await,
                }
            }
            WentBack => {
                self.stage.microsoft().arrive().await;
                browser.client.back().await.expect("our page led there");
            }
            Revoked => world.revoke(&self.issued.user_name),
            Listed => {
                let whose = &self.issued.user_name;
                world.tenant().register(whose, MethodKind::Passkey, "Sam’s phone");
                door.act("there").await;
            }
            Later(span) => {
                let millis = u64::try_from(span.as_millis()).unwrap_or_default();
                browser.run("window.later += arguments[0]", vec![json!(millis)]).await;
            }
        }
    }

    async fn see(&self, what: &str) {
        let shown = format!("Boolean({what})");
        wait_for(what, async || (self.door.see(&shown).await == true).then_some(())).await;
    }
}
