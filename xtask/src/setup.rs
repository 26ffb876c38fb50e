//! What building and testing need besides cargo: the wasm32 target, two packages from npm, and packages
//! of the system.
//!
//! Owns looking for them and getting them where missing, from rustup, npm and apt and nowhere else.
//! Started by the build and the tests; yields where wasm-opt and axe-core are, or why they are not there.

use crate::step;
use crate::workspace::{WASM, Workspace, is_program, on_path};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

/// Inside node_modules.
const WASM_OPT: &str = ".bin/wasm-opt";
const AXE: &str = "axe-core/axe.min.js";

/// The wasm32 target of the toolchain in use.
pub(crate) fn wasm_target(workspace: &Workspace) -> Result<()> {
    let output = workspace
        .command("rustc")
        .args(["--print", "target-libdir", "--target", WASM])
        .output()
        .context("cannot start rustc: install it with rustup")?;
    if output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir() {
        return Ok(());
    }
    if on_path("rustup").is_none() {
        bail!(
            "this Rust has no target {WASM} and there is no rustup to add it: install rustup, or the target"
        );
    }
    let mut command = workspace.command("rustup");
    command.args(["target", "add", WASM]);
    step::run("adding Rust's target for WebAssembly", command)
}

/// wasm-opt: the one that the environment variable WASM_OPT names, or npm's. Without node the element
/// is built without it: a little larger, whole.
pub(crate) fn wasm_opt(workspace: &Workspace) -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("WASM_OPT") {
        return Some(named.into());
    }
    match npm(workspace) {
        Ok(modules) => Some(modules.join(WASM_OPT)),
        Err(error) => {
            eprintln!("{error:#}; going on without wasm-opt (the element gets a little larger)");
            None
        }
    }
}

/// axe-core, which judges whether everybody can use a page: the file that the environment variable
/// DOORKEY_AXE names, or npm's.
pub(crate) fn axe(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("DOORKEY_AXE") {
        return Ok(named.into());
    }
    let modules = npm(workspace).context("the e2e tests need axe-core from npm")?;
    Ok(modules.join(AXE))
}

/// Installs packages of the system, where it is Debian's kind and this is root.
pub(crate) fn apt(workspace: &Workspace, packages: &[&str]) -> Result<()> {
    let apt = |arguments: &[&str]| {
        let mut command = workspace.command("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step::run("asking apt for its packages", apt(&["update"]))?;
    let install = [&["install", "-y", "--no-install-recommends"], packages].concat();
    step::run(&format!("installing {}", packages.join(" and ")), apt(&install))
}

/// The folder of the packages in package.json, which are installed where one is missing.
fn npm(workspace: &Workspace) -> Result<PathBuf> {
    ensure!(on_path("node").is_some() && on_path("npm").is_some(), "node and npm are not here");
    let modules = workspace.root.join("node_modules");
    if !is_program(&modules.join(WASM_OPT)) || !modules.join(AXE).is_file() {
        let mut command = workspace.command("npm");
        command.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
        step::run("getting wasm-opt and axe-core (npm ci)", command)?;
    }
    Ok(modules)
}
