//! Devices and browsers that refuse, break or never answer (D1 to D13): each cause has its code, the pass
//! still works, and the way on that is offered leads to the end.
//!
//! A fault is what `navigator.credentials` does instead of its own, with the browser's own names and
//! messages. It stands in a `Proxy`, which shows as the browser's own function, except where the point
//! is that it does not. Zoom, direction and keyboard (D18) are `aria`'s and `states`'; what keeps the
//! page from starting (D14 to D17) is `start`'s.

use crate::browser::Patience;
use crate::faults::BENT_TIME;
use crate::proxy::{Answer, Fault};
use crate::stage::{Stage, play};
use crate::world::{KIM, SAM, wait_for};
use serde_json::{Value, json};

const CONFIGURATION: &str = "GET /.well-known/doorkey ";

const OPTIONS: &str = "POST /v1/redemptions/current/passkeys/options ";

/// Lets `fault` take the place of a ceremony once; `real` goes on with the browser's own.
const FAULTY: &str = r"
    window.fault = null;
    window.refuse = (name, message = 'The operation either timed out or was not allowed.') => {
        throw new DOMException(message, name);
    };
    window.blurred = () => window.dispatchEvent(new Event('blur'));
    window.hung = signal => new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason)));
    for (const method of window.CredentialsContainer ? ['create', 'get'] : []) {
        CredentialsContainer.prototype[method] = new Proxy(CredentialsContainer.prototype[method], {
            apply(real, self, [options]) {
                const { [method]: does } = window.fault ?? {};
                if (!does) return Reflect.apply(real, self, [options]);
                window.fault = null;
                return does(options, () => Reflect.apply(real, self, [options]));
            },
        });
    }
";

/// What a ceremony does instead of its own, and the code that this has.
const ROWS: [(&str, &str, &str, &str); 36] = [
    ("D1 at once", "create", "async () => refuse('NotAllowedError')", "E-82"),
    (
        "D1 closed by hand",
        "create",
        "async () => { blurred(); time.skip(4e3); refuse('NotAllowedError') }",
        "E-80",
    ),
    ("D1 no dialog seen", "create", "async () => { time.skip(4e3); refuse('NotAllowedError') }", "E-40"),
    (
        "D1 timed out",
        "create",
        "async ({ publicKey }) => { blurred(); time.skip(publicKey.timeout); refuse('NotAllowedError') }",
        "E-81",
    ),
    (
        "D1 left for another tab",
        "create",
        "async () => {
            Object.defineProperty(document, 'hidden', { value: true, configurable: true });
            document.dispatchEvent(new Event('visibilitychange'));
            delete document.hidden;
            time.skip(4e3);
            refuse('NotAllowedError');
        }",
        "E-86",
    ),
    (
        "D1 not in front",
        "create",
        "async () => refuse('NotAllowedError', 'The operation is not allowed at this time because the page does not have focus.')",
        "E-85",
    ),
    (
        "D1 no press",
        "create",
        "async () => refuse('NotAllowedError', 'A user activation is required to create a credential in a cross-origin iframe.')",
        "E-83",
    ),
    ("D3 wrong site", "create", "async () => refuse('SecurityError', 'This is an invalid domain.')", "E-43"),
    (
        "D3 bad certificate",
        "create",
        "async () => refuse('NotAllowedError', 'WebAuthn is not supported on sites with TLS certificate errors.')",
        "E-88",
    ),
    (
        "D3 policy",
        "create",
        "async () => refuse('NotAllowedError', \"The 'publickey-credentials-create' feature is not enabled in this document.\")",
        "E-84",
    ),
    (
        "D4 not supported",
        "create",
        "async () => refuse('NotSupportedError', 'None of the algorithms specified in `pubKeyCredParams` are supported by this device.')",
        "E-42",
    ),
    ("D4 no screen lock", "create", "async () => refuse('ConstraintError', '')", "E-44"),
    (
        "D6 TypeError",
        "create",
        "async () => { throw new TypeError(\"Failed to execute 'create' on 'CredentialsContainer'\") }",
        "E-97",
    ),
    (
        "D6 TypeError at once",
        "create",
        "() => { throw new TypeError(\"Failed to read the 'publicKey' property\") }",
        "E-97",
    ),
    ("D6 EncodingError", "create", "async () => refuse('EncodingError', '')", "E-97"),
    ("D7 UnknownError", "create", "async () => refuse('UnknownError', 'An unknown error occurred.')", "E-46"),
    (
        "D7 OperationError",
        "create",
        "async () => refuse('OperationError', 'A request is already pending.')",
        "E-93",
    ),
    (
        "D7 NotReadableError",
        "create",
        "async () => refuse('NotReadableError', 'An unknown error occurred while talking to the credential manager.')",
        "E-95",
    ),
    ("D7 a string", "create", "async () => { throw 'nope' }", "E-87"),
    ("D7 nothing", "create", "async () => { throw undefined }", "E-87"),
    ("D9 never settles", "create", "() => { time.haste = 400; return new Promise(() => {}) }", "E-98"),
    ("D11 Bluetooth off", "create", "async () => refuse('NotAllowedError', 'Bluetooth is off')", "E-94"),
    (
        "D12 garbage",
        "create",
        "async () => ({ id: 'x', rawId: 'x', type: 'public-key', response: {} })",
        "E-47",
    ),
    ("D12 nothing", "create", "async () => null", "E-47"),
    (
        "D12 stumbles",
        "create",
        "async () => { throw new TypeError(\"Cannot read properties of undefined (reading 'id')\") }",
        "E-87",
    ),
    ("D12 is gone", "create", "async () => { throw new Error('Extension context invalidated.') }", "E-87"),
    ("D1 at once", "get", "async () => refuse('NotAllowedError')", "E-89"),
    (
        "D1 closed by hand",
        "get",
        "async () => { blurred(); time.skip(4e3); refuse('NotAllowedError') }",
        "E-80",
    ),
    (
        "D1 timed out",
        "get",
        "async ({ publicKey }) => { blurred(); time.skip(publicKey.timeout); refuse('NotAllowedError') }",
        "E-81",
    ),
    ("D3 wrong site", "get", "async () => refuse('SecurityError', 'This is an invalid domain.')", "E-43"),
    ("D4 not supported", "get", "async () => refuse('NotSupportedError', '')", "E-42"),
    (
        "D6 TypeError",
        "get",
        "async () => { throw new TypeError(\"Failed to execute 'get' on 'CredentialsContainer'\") }",
        "E-97",
    ),
    ("D7 UnknownError", "get", "async () => refuse('UnknownError', '')", "E-46"),
    ("D7 a string", "get", "async () => { throw 'nope' }", "E-87"),
    ("D9 never settles", "get", "() => { time.haste = 400; return new Promise(() => {}) }", "E-98"),
    ("D12 garbage", "get", "async () => ({ id: 'x', response: {} })", "E-47"),
];

#[test]
fn a_refused_creation_leaves_the_pass_and_a_way_on() {
    play(Patience::Load, async |stage| refused(stage, "create").await);
}

#[test]
fn a_refused_proof_leaves_the_passkey_and_a_way_on() {
    play(Patience::Load, async |stage| refused(stage, "get").await);
}

async fn refused(stage: &Stage, method: &str) {
    let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
    let authenticator = browser.plug_in().await;
    browser.before_page(BENT_TIME).await;
    browser.before_page(FAULTY).await;
    for (number, (row, _, does, code)) in ROWS.iter().enumerate().filter(|(_, (_, of, ..))| *of == method) {
        let issued = stage.somebody(number);
        door.open(&world.page()).await.enter(&issued).await;
        door.choose().await;
        if method == "get" {
            door.act("accept").await;
            door.reach("prove").await;
        }
        let step = door.step().await;
        browser.run(&format!("window.fault = {{ {method}: {does} }}"), vec![]).await;
        // What only an operator can mend, the console says.
        if ["E-43", "E-84", "E-88", "E-97"].contains(code) {
            stage.expect_complaint("\\u003Cdoor-key>: ");
        }
        door.act("accept").await;
        let notice = door.told(code).await;
        browser.run("time.haste = 1", vec![]).await;
        assert_eq!(door.step().await, step, "{row}");
        assert!(!notice.sentence.is_empty(), "{row}");
        let safe = door.see("[...root.querySelectorAll('.notice .more')].map(it => it.innerText)").await;
        let kept = if method == "create" { "Your pass still works." } else { "Your passkey is saved." };
        assert!(safe.as_array().is_some_and(|safe| safe.contains(&json!(kept))), "{row}: {safe}");
        stage.expect_way_on(row).await;

        // A pass for one passkey: had it been used up, this would not lead to the end.
        door.finish(&issued).await;
        assert_eq!(browser.passkeys(&authenticator).await, 1, "{row}");
        assert_eq!(world.credentials().await, 1, "{row}");
        browser.forget_passkeys(&authenticator).await;
    }
}

#[test]
fn a_device_that_has_one_already_signs_in_with_it() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let first = stage.regular();
        let authenticator = browser.plug_in().await;
        door.open(&world.page()).await.finish(&first).await;
        let second = world.issue(KIM.user_name, &["--lifetime", "2h", "--once"]);
        door.open(&world.page()).await.enter(&second).await;
        door.choose().await;
        door.act("accept").await;
        let notice = door.told("E-41").await;
        assert_eq!(notice.sentence, "This device already has a passkey for you. Sign in with it.", "D2");
        stage.expect_way_on("D2").await;
        door.act("have-passkey").await;
        door.reach("prove").await;
        door.act("accept").await;
        door.reach("done").await;
        assert_eq!(world.latest_pass(KIM.user_name)["state"], "usable", "D2: it was not needed");
        assert_eq!(browser.passkeys(&authenticator).await, 1);
    });
}

#[test]
fn a_dialog_that_hangs_is_cancelled_without_a_word() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        let authenticator = browser.plug_in().await;
        browser.before_page(FAULTY).await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        for (row, hangs) in [
            ("D5, D9 hears the abort", "({ signal }) => hung(signal)"),
            ("D9 hears nothing", "() => new Promise(() => {})"),
        ] {
            browser.run(&format!("window.fault = {{ create: {hangs} }}"), vec![]).await;
            door.act("accept").await;
            door.reach("create").await;
            stage.expect_way_on(row).await;
            door.act("back").await;
            door.reach("ready").await;
            assert_eq!(door.notice_now().await, None, "{row}");
        }
        door.act("accept").await;
        door.reach("prove").await;
        browser.run("window.fault = { get: ({ signal }) => hung(signal) }", vec![]).await;
        door.act("accept").await;
        door.reach("assert").await;
        door.act("back").await;
        door.reach("prove").await;
        assert_eq!(door.notice_now().await, None, "D5 of a proof");
        door.finish(&sam).await;
        assert_eq!(browser.passkeys(&authenticator).await, 1);
    });
}

#[test]
fn a_button_pressed_twice_asks_once() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        let authenticator = browser.plug_in().await;
        browser.before_page(FAULTY).await;
        door.open(&world.page()).await.enter(&sam).await;
        door.choose().await;
        // As slow as a hand: a second press comes while the dialog is up.
        let slow = "(_, real) => new Promise(go => setTimeout(go, 500)).then(real)";
        browser.run(&format!("window.fault = {{ create: {slow} }}"), vec![]).await;
        door.act_twice("accept").await;
        door.finish(&sam).await;
        assert_eq!(browser.passkeys(&authenticator).await, 1, "D10");
        assert_eq!(world.credentials().await, 1, "D10");
        let asked = browser.run("return witness.ceremonies.length", vec![]).await;
        assert_eq!(asked, 2, "D10: one creation, one proof");
    });
}

#[test]
fn what_a_browser_lacks_or_breaks_is_done_without() {
    const ROWS: [(&str, &str); 6] = [
        ("D13 toJSON is missing", "delete PublicKeyCredential.prototype.toJSON"),
        ("D13 toJSON throws", "PublicKeyCredential.prototype.toJSON = () => { throw new TypeError('Illegal invocation') }"),
        (
            "D13 parsers are missing",
            "delete PublicKeyCredential.parseCreationOptionsFromJSON;
            delete PublicKeyCredential.parseRequestOptionsFromJSON",
        ),
        (
            "D13 parsers throw",
            "PublicKeyCredential.parseCreationOptionsFromJSON = PublicKeyCredential.parseRequestOptionsFromJSON =
                () => { throw new Error('not implemented') }",
        ),
        (
            "D13 getTransports is missing, toJSON too",
            "delete PublicKeyCredential.prototype.toJSON;
            delete AuthenticatorAttestationResponse.prototype.getTransports",
        ),
        (
            "D17 storage and cookies are blocked",
            "for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore']) {
                Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError') } });
            }
            Object.defineProperty(document, 'cookie', { get: () => { throw new DOMException('denied', 'SecurityError') } })",
        ),
    ];
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let authenticator = browser.plug_in().await;
        for (number, (row, script)) in ROWS.into_iter().enumerate() {
            let issued = stage.somebody(number);
            let script =
                browser.before_page(&format!("if (window.PublicKeyCredential) {{ {script} }}")).await;
            door.open(&world.page()).await.finish(&issued).await;
            assert_eq!(browser.passkeys(&authenticator).await, 1, "{row}");
            assert_eq!(world.credentials().await, 1, "{row}");
            stage.expect_silence_about_passes(row).await;
            browser.forget_passkeys(&authenticator).await;
            browser.withdraw(script).await;
        }
    });
}

#[test]
fn an_extension_in_the_way_is_named_and_got_past() {
    // Plain functions: what puts itself in the browser's place without hiding it.
    const ROWS: [(&str, &str, &str); 4] = [
        ("D12 refuses at once", "throw new DOMException('', 'NotAllowedError')", "E-87"),
        ("D12 answers garbage", "return { response: 'locked' }", "E-47"),
        ("D12 stumbles", "return options.nothing.here", "E-87"),
        ("D12 never answers", "time.haste = 400; return new Promise(() => {})", "E-87"),
    ];
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let authenticator = browser.plug_in().await;
        browser.before_page(BENT_TIME).await;
        for (number, (row, does, code)) in ROWS.into_iter().enumerate() {
            let issued = stage.somebody(number);
            door.open(&world.page()).await.enter(&issued).await;
            door.choose().await;
            let take_over = format!(
                "navigator.credentials.create = async options => {{ delete navigator.credentials.create; {does} }}"
            );
            browser.run(&take_over, vec![]).await;
            door.act("accept").await;
            door.told(code).await;
            browser.run("time.haste = 1", vec![]).await;
            stage.expect_way_on(row).await;
            door.finish(&issued).await;
            assert_eq!(browser.passkeys(&authenticator).await, 1, "{row}");
            browser.forget_passkeys(&authenticator).await;
        }
    });
}

#[test]
fn options_of_a_wrong_shape_are_no_loop() {
    type Change = fn(&mut Answer);
    fn strip_user(answer: &mut Answer) {
        let mut options: Value = serde_json::from_slice(&answer.body).expect("options are JSON");
        options["user"] = json!(7);
        answer.body = options.to_string().into_bytes();
    }
    fn spoil_challenge(answer: &mut Answer) {
        let mut options: Value = serde_json::from_slice(&answer.body).expect("options are JSON");
        options["challenge"] = json!("not base64!");
        answer.body = options.to_string().into_bytes();
    }
    fn empty(answer: &mut Answer) {
        answer.body = b"{}".to_vec();
    }
    let rows: [(&str, Change); 3] = [
        ("D6 a user that is a number", strip_user),
        ("D6 a broken challenge", spoil_challenge),
        ("D6 nothing", empty),
    ];
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let authenticator = browser.plug_in().await;
        for (number, (row, change)) in rows.into_iter().enumerate() {
            let issued = stage.somebody(number);
            door.open(&world.page()).await.enter(&issued).await;
            world.proxy.arm(OPTIONS, Fault::Rewrite(change), 1);
            stage.expect_complaint("\\u003Cdoor-key>: create ");
            door.choose().await;
            door.act("accept").await;
            door.told("E-97").await;
            assert_eq!(
                door.see("root.querySelector('[data-act=accept]')").await,
                Value::Null,
                "{row}: no loop"
            );
            stage.expect_way_on(row).await;
            door.finish(&issued).await;
            assert_eq!(browser.passkeys(&authenticator).await, 1, "{row}");
            browser.forget_passkeys(&authenticator).await;
        }
    });
}

/// A backend that offers nothing but passkeys.
pub(crate) fn only_passkeys(answer: &mut Answer) {
    let mut configuration: Value = serde_json::from_slice(&answer.body).expect("the configuration is JSON");
    configuration["ways"] = json!(["passkey", "securityKey"]);
    answer.body = configuration.to_string().into_bytes();
}

#[test]
fn a_browser_without_passkeys_goes_on_by_the_other_ways() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.before_page("delete window.PublicKeyCredential;").await;
        door.open(&world.page()).await.enter(&sam).await;
        let cards =
            door.see("[...root.querySelectorAll('.cards [data-act]')].map(it => it.dataset.act)").await;
        assert_eq!(cards, json!(["choose-phone", "choose-authenticator"]), "D8");
        let closed = door.see("root.querySelector('.card.closed').innerText").await;
        let closed = closed.as_str().unwrap_or_default();
        assert!(closed.contains("This browser cannot make passkeys."), "D8: and says why not: {closed}");
        stage.expect_way_on("D8").await;
    });
}

#[test]
fn where_no_passkey_can_be_made_the_way_out_is_offered() {
    const WEB_VIEW: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) AppleWebKit/537.36 (KHTML, like Gecko) \
        Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36";
    const SPY: &str = r"
        delete window.PublicKeyCredential;
        window.copied = [];
        if (window.Clipboard) Clipboard.prototype.writeText = new Proxy(Clipboard.prototype.writeText, {
            apply(real, self, [text]) { copied.push(text); return Reflect.apply(real, self, [text]); },
        });
    ";
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        browser.before_page(SPY).await;
        world.proxy.arm(CONFIGURATION, Fault::Rewrite(only_passkeys), usize::MAX);
        for (row, user_agent, code, advice) in [
            ("D8 an old browser", None, "E-72", "this browser has no PublicKeyCredential"),
            ("D8 inside an app", Some(WEB_VIEW), "E-74", "this page is open in a web view without WebAuthn"),
        ] {
            if let Some(user_agent) = user_agent {
                browser.devtools("Emulation.setUserAgentOverride", json!({ "userAgent": user_agent })).await;
            }
            stage.expect_complaint(advice);
            door.goto("about:blank").await;
            door.goto(&sam.link).await;
            door.reach("incapable").await;
            door.told(code).await;
            stage.expect_way_on(row).await;
            door.act("copy-address").await;
            wait_for("a word that it is done", async || {
                let said = door.see("root.querySelector('[data-act=copy-address]')?.innerText").await;
                (said == "Copied").then_some(())
            })
            .await;
            assert_eq!(
                browser.run("return copied", vec![]).await,
                json!([sam.link]),
                "{row}: with the invitation"
            );
            assert_eq!(world.proxy.count("POST "), 0, "{row}: nothing was sent");
            assert_eq!(world.latest_pass(SAM.user_name)["state"], "usable", "{row}");
        }
    });
}

#[test]
fn without_an_authenticator_of_its_own_a_device_takes_a_key() {
    play(Patience::Load, async |stage| {
        let (world, browser, door) = (&stage.world, &stage.browser, stage.door());
        let sam = world.welcome(SAM);
        let key = browser.plug_in_key().await;
        door.open(&world.page()).await.enter(&sam).await;
        let cards =
            door.see("[...root.querySelectorAll('.cards [data-act]')].map(it => it.dataset.act)").await;
        assert_eq!(cards, json!(["choose-phone", "choose-security-key", "choose-authenticator"]), "D11");
        stage.expect_way_on("D11").await;
        door.act("choose-security-key").await;
        door.reach("ready").await;
        door.finish(&sam).await;
        assert_eq!(browser.passkeys(&key).await, 1);
        assert_eq!(world.credentials().await, 1);
    });
}
