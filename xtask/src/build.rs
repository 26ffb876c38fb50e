//! `cargo xtask build`: the element, then the site, each only where something has changed.
//!
//! Owns the order, and that a server reading the site never sees half of it. Started by `build`, `serve`,
//! `size` and `test`; yields where the site is.

use crate::files::{self, Files};
use crate::settings::Settings;
use crate::stamp::{Fingerprint, Stamp};
use crate::step::Step;
use crate::workspace::Workspace;
use crate::{compress, element, site};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// A built site.
pub(crate) struct Site {
    /// Where its files are, each text beside its `.br` and `.gz`.
    pub(crate) folder: PathBuf,
    /// The same files as they were composed, uncompressed.
    pub(crate) files: Files,
}

/// Builds what is not up to date.
pub(crate) fn site(workspace: &Workspace) -> Result<Site> {
    fs::create_dir_all(&workspace.target).context("cannot make the target directory")?;
    let _alone = alone(workspace)?;
    let settings = Settings::read(workspace)?;
    let pkg = files::read(&element::build(workspace, &settings)?)?;
    let www = files::read(&workspace.root.join("www"))?;
    let files = site::compose(pkg, www, doorkey::markup::asleep)?;
    let folder = workspace.target.join("site");

    let mut inputs = Fingerprint::new();
    inputs.add("recipe", concat!(include_str!("build.rs"), include_str!("compress.rs")).as_bytes());
    for (name, content) in &files {
        inputs.add(name, content);
    }
    let stamp = Stamp::new(folder.clone(), inputs);
    if !stamp.holds() {
        let step = Step::begin("composing the site");
        stamp.clear()?;
        write(&files, &folder)?;
        stamp.set()?;
        step.done();
    }
    Ok(Site { folder, files })
}

/// Waits until no other xtask builds here; until the file is dropped none will.
fn alone(workspace: &Workspace) -> Result<fs::File> {
    let path = workspace.target.join("site.lock");
    let file = fs::File::create(&path).with_context(|| format!("cannot write {}", path.display()))?;
    if file.try_lock().is_err() {
        eprintln!("waiting for another build to finish");
        file.lock().with_context(|| format!("cannot lock {}", path.display()))?;
    }
    Ok(file)
}

/// Writes the site beside where it goes, compressed too, and then puts it there in one move.
fn write(files: &Files, folder: &Path) -> Result<()> {
    let (new, old) = (folder.with_extension("new"), folder.with_extension("old"));
    files::remove(&new)?;
    files::remove(&old)?;
    let mut all = files.clone();
    for (name, content) in files.iter().filter(|(name, _)| compress::is_worth_it(name)) {
        all.insert(format!("{name}.br"), compress::brotli(content)?);
        all.insert(format!("{name}.gz"), compress::gzip(content)?);
    }
    files::write(&all, &new)?;
    if folder.exists() {
        fs::rename(folder, &old).with_context(|| format!("cannot move {}", folder.display()))?;
    }
    fs::rename(&new, folder).with_context(|| format!("cannot move {}", new.display()))?;
    files::remove(&old)
}
