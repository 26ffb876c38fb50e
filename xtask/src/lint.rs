//! `cargo xtask lint`: everything that can be checked without running Doorkey.
//!
//! Owns the list of checks. Started by people before they commit and by CI; does all of them, whatever
//! the first says, and yields failure when one failed.

use crate::settings::Settings;
use crate::step;
use crate::workspace::{WASM, Workspace, on_path};
use crate::{codes, setup, tidy};
use anyhow::{Result, bail};

/// With the feature, so that the tests that need it are looked at too.
const HOST: [&str; 8] = [
    "clippy",
    "--workspace",
    "--all-targets",
    "--features",
    "doorkey/gallery,doorkey-server/sdk",
    "--",
    "-D",
    "warnings",
];

/// Runs them all.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let cargo = |title: &str, arguments: &[&str]| {
        let mut command = workspace.cargo();
        command.args(arguments).env("RUSTDOCFLAGS", "-D warnings");
        step::run(title, command)
    };
    let on_wasm = || {
        setup::wasm_target(workspace)?;
        let what = ["clippy", "--package", "doorkey", "--lib", "--test", "element"];
        let arguments = [&what[..], &["--target", WASM, "--", "-D", "warnings"]].concat();
        cargo("clippy, in the page", &arguments)
    };
    let checks = [
        Settings::read(workspace).map(drop),
        tidy::run(workspace),
        codes::check(workspace),
        cargo("format", &["fmt", "--all", "--check"]),
        cargo("clippy, on the host", &HOST),
        on_wasm(),
        cargo("documentation", &["doc", "--workspace", "--no-deps"]),
        licences(workspace),
    ];
    let failed =
        checks.into_iter().filter_map(Result::err).inspect(|error| eprintln!("error: {error:#}")).count();
    match failed {
        0 => Ok(()),
        1 => bail!("one check failed"),
        failed => bail!("{failed} checks failed"),
    }
}

fn licences(workspace: &Workspace) -> Result<()> {
    if on_path("cargo-deny").is_none() {
        eprintln!(
            "licences and sources are left out: `cargo install cargo-deny --locked` makes them checked"
        );
        return Ok(());
    }
    let mut command = workspace.cargo();
    command.args(["deny", "check", "bans", "licenses", "sources"]);
    step::run("licences and sources", command)
}
