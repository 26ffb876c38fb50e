//! Where things lie: the repository's top and cargo's target directory.
//!
//! Owns both paths and how cargo is called. Started by every command; yields paths and [`Command`]s.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The target that the element is compiled for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The workspace that xtask was started in.
pub(crate) struct Workspace {
    /// The folder of the top Cargo.toml.
    pub(crate) root: PathBuf,
    /// Cargo's target directory.
    pub(crate) target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo.
    pub(crate) fn find() -> Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .stderr(Stdio::inherit())
            .output()
            .context("cannot start cargo: install it with rustup")?;
        ensure!(output.status.success(), "cargo metadata failed: start xtask inside the repository");
        let metadata: Metadata =
            serde_json::from_slice(&output.stdout).context("cannot read what cargo metadata says")?;
        Ok(Self { root: metadata.workspace_root, target: metadata.target_directory })
    }

    /// `cargo`, at the top of the repository and with this very target directory.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = self.command(cargo());
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// Any other program, at the top of the repository; it never waits for input.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root).stdin(Stdio::null());
        command
    }

    /// The built server and desk command line.
    pub(crate) fn server(&self) -> PathBuf {
        self.target.join("debug").join(format!("doorkey{}", std::env::consts::EXE_SUFFIX))
    }

    /// A path as people like to read it: from the top of the repository where it lies inside.
    pub(crate) fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.root).unwrap_or(path).display().to_string()
    }
}

fn cargo() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The program `name` on PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|file| is_program(file))
}

/// Whether `file` is there and may be started.
pub(crate) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}
