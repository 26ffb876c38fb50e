//! The element `<door-key>` by itself, in a real browser: its adapters, its attributes, its events, its life.
//!
//! Run by `cargo xtask test element` in headless Chromium. The network and the authenticator are tables
//! here (`stage`); the whole with a real server and a virtual authenticator is tested in `e2e`.

#![cfg(target_arch = "wasm32")]

mod element {
    mod backend;
    mod stage;

    mod answers;
    mod asleep;
    mod attributes;
    mod clock;
    mod codec;
    mod device;
    mod envelope;
    mod journey;
    mod life;
    mod microsoft;
}

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
