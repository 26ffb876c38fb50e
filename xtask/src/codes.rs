//! `cargo xtask codes`: the list of codes for the desk, docs/codes.md.
//!
//! Owns the file and nothing of what stands in it, which the element's own types give. Started by people
//! after they changed a sentence or a code, and by lint, which only compares.

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail};
use std::fs;

const FILE: &str = "docs/codes.md";

/// Writes the file.
pub(crate) fn write(workspace: &Workspace) -> Result<()> {
    fs::write(workspace.root.join(FILE), doorkey::codes::markdown())
        .with_context(|| format!("cannot write {FILE}"))
}

/// Whether the file says what the page says.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let written = fs::read_to_string(workspace.root.join(FILE)).unwrap_or_default();
    if written != doorkey::codes::markdown() {
        bail!("{FILE} is out of date: `cargo xtask codes` writes it afresh");
    }
    Ok(())
}
