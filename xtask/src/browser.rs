//! Chromium and chromedriver: what the browser tests drive.
//!
//! Owns where they are looked for, and getting them where that is possible without asking. Started by
//! the tests; yields both paths, or the sentence that says what to install.

use crate::setup;
use crate::workspace::{Workspace, is_program, on_path};
use anyhow::{Result, bail, ensure};
use std::path::PathBuf;

/// The browser and the program that drives it.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) chromedriver: PathBuf,
}

const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
const CHROMEDRIVER: [&str; 1] = ["chromedriver"];

impl Browser {
    /// Finds both; on a machine with apt-get, and as root, installs what is missing.
    pub(crate) fn find_or_install(workspace: &Workspace) -> Result<Self> {
        if let Some(browser) = Self::find()? {
            return Ok(browser);
        }
        if on_path("apt-get").is_none() || !rustix::process::geteuid().is_root() {
            bail!(
                "the browser tests need Chromium and chromedriver: install the packages chromium and \
                 chromium-driver, or name the two programs in CHROMIUM and CHROMEDRIVER"
            );
        }
        setup::apt(workspace, &["chromium", "chromium-driver"])?;
        match Self::find()? {
            Some(browser) => Ok(browser),
            None => bail!(
                "chromium and chromium-driver are installed, but not on PATH: name them in CHROMIUM and CHROMEDRIVER"
            ),
        }
    }

    fn find() -> Result<Option<Self>> {
        let (chromium, chromedriver) = (find("CHROMIUM", &CHROMIUM)?, find("CHROMEDRIVER", &CHROMEDRIVER)?);
        Ok(chromium.zip(chromedriver).map(|(chromium, chromedriver)| Self { chromium, chromedriver }))
    }
}

/// The program that the environment names, or the first of `names` on PATH.
fn find(variable: &str, names: &[&str]) -> Result<Option<PathBuf>> {
    if let Some(named) = std::env::var_os(variable).filter(|it| !it.is_empty()).map(PathBuf::from) {
        ensure!(is_program(&named), "{variable} names {}, which is no program", named.display());
        return Ok(Some(named));
    }
    Ok(names.iter().find_map(|name| on_path(name)))
}
