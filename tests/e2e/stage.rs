//! The stage of a test: a world, a browser before its page, and an end that leaves nothing behind.
//!
//! Owns the order of things: whatever a test does, its session is closed, its processes are ended and
//! its folders removed. A test that went well has still to show that nobody complained: neither the
//! browser's console nor the server's log, and that no pass stands where it must not.

use crate::browser::{Browser, Patience};
use crate::door::Door;
use crate::figures;
use crate::world::{Directory, World};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Mutex, MutexGuard};
use tokio::sync::Semaphore;

/// Browsers are heavy: more at once would only make each of them slow.
static SEATS: Semaphore = Semaphore::const_new(2);

/// What a test plays on.
pub(crate) struct Stage {
    pub(crate) world: World,
    pub(crate) browser: Browser,
    expected: Mutex<Vec<&'static str>>,
    borne: Mutex<Vec<&'static str>>,
    borne_in_log: Mutex<Vec<&'static str>>,
    heard: Mutex<Vec<String>>,
}

/// Plays a test on a stage of its own.
pub(crate) fn play(patience: Patience, test: impl AsyncFnOnce(&Stage)) {
    play_with(Directory::Doorkey, patience, test);
}

/// Plays one in a world whose people that directory knows.
pub(crate) fn play_with(directory: Directory, patience: Patience, test: impl AsyncFnOnce(&Stage)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime can be made");
    runtime.block_on(async {
        let seat = SEATS.acquire().await.expect("the seats are never closed");
        // Kept for as long as the runtime of this test lives.
        seat.forget();
    });
    let played = catch_unwind(AssertUnwindSafe(|| {
        let stage = runtime.block_on(Stage::set(directory, patience));
        let played = catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                test(&stage).await;
                stage.applause().await;
            });
        }));
        if played.is_err() {
            runtime.block_on(stage.autopsy());
        }
        let Stage { world, browser, .. } = stage;
        runtime.block_on(browser.end());
        drop(world);
        played
    }));
    drop(runtime);
    SEATS.add_permits(1);
    if let Err(panic) = played.and_then(|played| played) {
        resume_unwind(panic);
    }
}

impl Stage {
    async fn set(directory: Directory, patience: Patience) -> Self {
        let world = World::start(directory).await;
        let browser = Browser::start(patience).await;
        Self {
            world,
            browser,
            expected: Mutex::default(),
            borne: Mutex::default(),
            borne_in_log: Mutex::default(),
            heard: Mutex::default(),
        }
    }

    /// The page, seen by the one who stands before it.
    pub(crate) fn door(&self) -> Door<'_> {
        Door::of(&self.browser)
    }

    /// Announces that the console will complain once with a text that contains this.
    pub(crate) fn expect_complaint(&self, part: &'static str) {
        self.expected.lock().expect("no test has panicked here").push(part);
    }

    /// Announces that it will do so this many times.
    pub(crate) fn expect_complaints(&self, times: usize, part: &'static str) {
        (0..times).for_each(|_| self.expect_complaint(part));
    }

    /// Announces that the console may complain with a text that contains this: of something that only
    /// comes when the page has stood long enough.
    pub(crate) fn bear_complaint(&self, part: &'static str) {
        self.borne.lock().expect("no test has panicked here").push(part);
    }

    /// Announces that the server's log may hold errors with this in them: of something that is away.
    pub(crate) fn bear_error(&self, part: &'static str) {
        self.borne_in_log.lock().expect("no test has panicked here").push(part);
    }

    /// Runs a tool that makes the console complain of the tool itself: of what it says meanwhile, anything
    /// with `part` in it is the tool's.
    pub(crate) async fn with_noise<T>(&self, part: &str, tool: impl AsyncFnOnce() -> T) -> T {
        self.listen().await;
        let result = tool().await;
        let said = self.browser.complaints().await;
        self.heard().extend(said.into_iter().filter(|complaint| !complaint.contains(part)));
        result
    }

    async fn listen(&self) {
        let said = self.browser.complaints().await;
        self.heard().extend(said);
    }

    fn heard(&self) -> MutexGuard<'_, Vec<String>> {
        self.heard.lock().expect("no test has panicked here")
    }

    /// What must be true after every test.
    async fn applause(&self) {
        let mut expected = self.expected.lock().expect("no test has panicked here").clone();
        self.listen().await;
        let borne = self.borne.lock().expect("no test has panicked here").clone();
        let mut unexpected = self.heard().clone();
        unexpected.retain(|complaint| !borne.iter().any(|part| complaint.contains(part)));
        unexpected.retain(|complaint| match expected.iter().position(|part| complaint.contains(part)) {
            Some(place) => {
                expected.swap_remove(place);
                false
            }
            None => true,
        });
        assert!(unexpected.is_empty(), "the console complains: {unexpected:#?}");
        assert!(expected.is_empty(), "the console was expected to complain of {expected:?}");

        let log = self.world.log();
        let borne = self.borne_in_log.lock().expect("no test has panicked here").clone();
        let complains = |line: &str| {
            let is_error = line.contains("ERROR") && !borne.iter().any(|part| line.contains(part));
            is_error || line.contains("panicked")
        };
        assert!(!log.lines().any(complains), "the server complains: {log}");
        self.expect_silence_about_passes("the end").await;
    }

    /// No pass stands in the console, in the server's log or in an address.
    pub(crate) async fn expect_silence_about_passes(&self, when: &str) {
        self.listen().await;
        let places =
            [self.world.log(), self.world.proxy.lines().join("\n"), self.heard().join("\n")].join("\n");
        for pass in self.world.unsayable() {
            assert!(!places.contains(&pass), "{when}: a pass stands in a log or an address: {places}");
        }
    }

    /// What whoever looks into a failure wants to see first.
    async fn autopsy(&self) {
        let client = &self.browser.client;
        if let Ok(said) =
            client.execute("return document.querySelector('door-key')?.shadowRoot?.textContent", vec![]).await
        {
            eprintln!("the element says: {said}");
        }
        if let Ok(picture) = client.screenshot().await {
            let thread = std::thread::current();
            let name = thread.name().unwrap_or("test").replace("::", "-");
            figures::picture(&format!("failed-{name}"), &picture);
        }
        eprintln!("requests: {:#?}\nthe server's log:\n{}", self.world.proxy.lines(), self.world.log());
    }
}
