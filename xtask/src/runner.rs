//! `cargo xtask runner`: runs one compiled browser test, as .cargo/config.toml tells cargo to.
//!
//! Owns nothing but the call: wasm-bindgen's own test runner does the work, at the version in Cargo.lock.
//! It finds chromedriver by CHROMEDRIVER or PATH, and goes headless and, as root, without a sandbox by itself.

use std::ffi::OsString;
use std::process::ExitCode;
use wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args;

/// Runs the test that `arguments` name.
pub(crate) fn run(arguments: Vec<OsString>) -> anyhow::Result<ExitCode> {
    run_cli_with_args(std::iter::once(OsString::from("wasm-bindgen-test-runner")).chain(arguments))?;
    Ok(ExitCode::SUCCESS)
}
