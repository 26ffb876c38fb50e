//! The desk's API by Microsoft's own SDKs: what `cargo xtask test sdk` needs, and how it is run.
//!
//! Owns getting the SDKs from PyPI and npm, in the versions that tests/sdk names, and keeping them while
//! they are right: Python's in a virtual environment in the target directory, JavaScript's beside the
//! script that uses it, where node looks. Started by the tests; yields the command that runs them.

use crate::workspace::{Workspace, is_program, on_path};
use crate::{setup, step};
use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const REQUIREMENTS: &str = "tests/sdk/requirements.txt";
const NODE: &str = "tests/sdk";
const LOCK: &str = "package-lock.json";

/// What the SDK for Python needs of it.
const FIT: &str = "import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 10))";

/// The SDKs, installed.
pub(crate) struct Sdks {
    /// A Python that has msgraph-sdk.
    pub(crate) python: PathBuf,
}

impl Sdks {
    /// Finds both, and installs what is missing or of another version.
    pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Self> {
        node(workspace)?;
        Ok(Self { python: python(workspace)? })
    }
}

/// `name` as it was when `folder` was filled, or nothing where it was not.
fn is_filled(folder: &Path, named: &str) -> bool {
    fs::read_to_string(stamp(folder)).is_ok_and(|filled| filled == named)
}

/// The last that is written into a folder, and so the sign that it is whole.
fn stamp(folder: &Path) -> PathBuf {
    folder.join(".filled-from")
}

fn python(workspace: &Workspace) -> Result<PathBuf> {
    let file = workspace.root.join(REQUIREMENTS);
    let named = fs::read_to_string(&file).with_context(|| format!("cannot read {REQUIREMENTS}"))?;
    let folder = workspace.target.join("sdk/python");
    let python = folder.join("bin/python");
    if is_filled(&folder, &named) && is_program(&python) {
        return Ok(python);
    }
    let begin = fitting_python(workspace)?;
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot remove the old environment")?;
    }
    let mut command = workspace.command(begin);
    command.args(["-m", "venv"]).arg(&folder);
    step::run("making an environment for Python", command)?;
    let mut command = workspace.command(&python);
    command
        .args(["-m", "pip", "install", "--require-virtualenv", "--disable-pip-version-check", "--no-input"])
        // Of its ten thousand modules a few are used: those compile as they are, and nothing else is built.
        .args(["--no-compile", "--only-binary", ":all:", "--requirement"])
        .arg(&file);
    step::run("getting Microsoft's SDK for Python (30 MB, 270 MB unpacked)", command)?;
    fs::write(stamp(&folder), named)?;
    Ok(python)
}

/// A Python that can make environments. On a machine with apt-get, and as root, it is installed.
fn fitting_python(workspace: &Workspace) -> Result<PathBuf> {
    let find = || {
        let known = [on_path("python3"), Some("/usr/bin/python3".into())];
        known.into_iter().flatten().find(|python| {
            is_program(python)
                && workspace.command(python).args(["-c", FIT]).output().is_ok_and(|it| it.status.success())
        })
    };
    if let Some(python) = find() {
        return Ok(python);
    }
    if on_path("apt-get").is_none() || !rustix::process::geteuid().is_root() {
        bail!(
            "the tests of the desk's API by Microsoft's SDK need Python 3.10 or later with its modules venv and \
             ensurepip: install the packages python3 and python3-venv"
        );
    }
    setup::apt(workspace, &["python3", "python3-venv"])?;
    find().context("python3 and python3-venv are installed, but there is no Python 3.10 or later with venv")
}

fn node(workspace: &Workspace) -> Result<()> {
    ensure!(
        on_path("node").is_some() && on_path("npm").is_some(),
        "the tests of the desk's API by Microsoft's SDK need node and npm"
    );
    let folder = workspace.root.join(NODE);
    let named =
        fs::read_to_string(folder.join(LOCK)).with_context(|| format!("cannot read {NODE}/{LOCK}"))?;
    let modules = folder.join("node_modules");
    if is_filled(&modules, &named) {
        return Ok(());
    }
    let mut command = workspace.command("npm");
    command.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&folder);
    step::run("getting Microsoft's SDK for JavaScript (npm ci)", command)?;
    Ok(fs::write(stamp(&modules), named)?)
}

/// The tests, with the server that they need built.
pub(crate) fn tests(workspace: &Workspace, together: &[&str]) -> Result<Command> {
    const SDK: [&str; 4] = ["--test", "sdk", "--features", "doorkey-server/sdk"];
    let mut build = workspace.cargo();
    build.arg("build").args(together).args(["--bin", "doorkey"]).args(SDK);
    step::run("building the server and the tests", build)?;
    let mut command = workspace.cargo();
    command.args(["test", "--no-fail-fast"]).args(together).args(SDK);
    command.env("DOORKEY_BIN", workspace.server());
    Ok(command)
}
