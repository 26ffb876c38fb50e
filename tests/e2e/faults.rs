//! What tables of faults share: the check after each row, time that can be bent, the way to the end.
//!
//! Owns what "no dead end" means: wherever a fault led there is something to press or to fill in, and
//! the pass stands nowhere. Used by the tests of browser, network and time; starts nothing by itself.

use crate::door::{Door, Notice};
use crate::stage::Stage;
use crate::world::{Issued, KIM, wait_for};

/// Before the page's own scripts: `time.haste` makes clocks and new timers run faster, `time.skip` lets
/// milliseconds pass at once. Clock and stopwatch stay in step, as on a device that runs as it should.
pub(crate) const BENT_TIME: &str = r"
    window.time = (() => {
        const now = performance.now.bind(performance), clock = Date.now.bind(Date);
        let mark = now(), shown = mark;
        const origin = clock() - shown;
        const time = { haste: 1, skip: ms => { shown += ms; } };
        performance.now = () => {
            const real = now();
            shown += (real - mark) * time.haste;
            mark = real;
            return shown;
        };
        Date.now = () => Math.round(origin + performance.now());
        for (const name of ['setTimeout', 'setInterval']) {
            const real = window[name].bind(window);
            window[name] = (what, ms = 0, ...rest) => real(what, ms / time.haste, ...rest);
        }
        return time;
    })();
";

/// Places at which the page waits for something.
const BUSY: [&str; 9] =
    ["", "waking", "redeem", "prepare", "create", "register", "challenge", "assert", "verify"];

impl Stage {
    /// A row is over: there is a way on from here, and the pass stands nowhere but in its field.
    pub(crate) async fn expect_way_on(&self, row: &str) {
        const WAYS: &str = "[...root.querySelectorAll('button:not(.reveal)'), ...host.querySelectorAll('a')]
            .filter(it => it.checkVisibility() && !it.disabled && it.ariaDisabled !== 'true')
            .map(it => it.innerText)";
        let ways = self.door().see(WAYS).await;
        let at_end = self.door().step().await == "done";
        assert!(at_end || ways.as_array().is_some_and(|ways| !ways.is_empty()), "{row}: a dead end");
        self.door().expect_no_trace_of(&self.world.spellings()).await;
        self.expect_silence_about_passes(row).await;
    }

    /// Somebody with a pass for more than one passkey, so that every row can begin with it.
    pub(crate) fn regular(&self) -> Issued {
        self.world.add(KIM);
        self.world.issue(KIM.user_name, &["--lifetime", "2h"])
    }

    /// Somebody new with a pass for one passkey, for one row.
    pub(crate) fn somebody(&self, number: usize) -> Issued {
        let user_name = format!("row{number}@demo.example");
        self.world.person(&user_name, "Robin Moss");
        self.world.issue(&user_name, &["--lifetime", "2h", "--once"])
    }
}

impl Door<'_> {
    /// Waits until the page waits for the newcomer again, and says where.
    pub(crate) async fn rest(self) -> String {
        wait_for("a place to rest", async || {
            let step = self.step().await;
            (!BUSY.contains(&step.as_str())).then_some(step)
        })
        .await
    }

    /// Waits for a notice with this code.
    pub(crate) async fn told(self, code: &str) -> Notice {
        let code = format!("Code {code}");
        wait_for(&code, async || self.notice_now().await.filter(|notice| notice.code == code)).await
    }

    /// Presses the button that does this, and waits until the page has taken it in.
    pub(crate) async fn go_on(self, act: &str) {
        let before = self.events().await.len();
        self.act(act).await;
        wait_for("a step", async || (self.events().await.len() > before).then_some(())).await;
    }

    /// What goes on from here: the same again where that is offered, else another way.
    async fn main_act(self) -> &'static str {
        let again = self.see("root.querySelector('[data-act=accept]') !== null").await;
        if again == true { "accept" } else { "back" }
    }

    /// Goes on from wherever the page rests, by the button that is offered for it, to the end.
    pub(crate) async fn finish(self, issued: &Issued) {
        for _ in 0..8 {
            match self.rest().await.as_str() {
                "done" => return,
                "enter" => self.give(&issued.user_name, &issued.pass).await,
                "choose" => self.go_on("choose-passkey").await,
                _ => self.go_on(self.main_act().await).await,
            }
        }
        panic!("the way on does not lead to the end, but to {}", self.step().await);
    }
}
