//! The folder with the page.
//!
//! Owns whether it holds what the directory needs: with Entra no page may ask for a pass, since it is typed at
//! Microsoft only.

use super::SettingError;
use crate::entra::settings::DirectoryKind;
use crate::site::OF_ENTRA;
use std::path::{Path, PathBuf};

/// Reads `--site`.
pub(super) fn folder(path: &Path, directory: DirectoryKind) -> Result<PathBuf, SettingError> {
    let wrong = |expected: String| Err(SettingError::new("--site", expected));
    if !path.is_dir() {
        return wrong(format!("must be a folder; there is none at {}", path.display()));
    }
    match missing(path) {
        Some(twin) if directory == DirectoryKind::Entra => wrong(format!(
            "must hold the pages that lead to Microsoft's sign-in; there is no {}: `cargo xtask build` makes them",
            twin.display()
        )),
        _ => Ok(path.to_owned()),
    }
}

/// The first page of the element that has no twin for Entra: in its place the one that asks for a pass would be
/// served. Other pages are the operator's own.
fn missing(path: &Path) -> Option<PathBuf> {
    let there = path.read_dir().into_iter().flatten().flatten();
    let there = there.filter_map(|file| file.file_name().into_string().ok());
    let mut names: Vec<_> = there
        .filter(|name| {
            ["index.", "kiosk."].iter().any(|page| name.starts_with(page)) && name.ends_with(".html")
        })
        .chain(["index.html".to_owned()])
        .collect();
    names.sort();
    names.iter().map(|name| path.join(OF_ENTRA).join(name)).find(|twin| !twin.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn check(files: &[&str], directory: DirectoryKind, missing: &str) {
        let site = tempfile::tempdir().unwrap();
        fs::create_dir(site.path().join("entra")).unwrap();
        files.iter().for_each(|name| fs::write(site.path().join(name), "").unwrap());
        let expected = match missing {
            "" => Ok(site.path().to_owned()),
            twin => Err(format!(
                "--site must hold the pages that lead to Microsoft's sign-in; there is no {}: `cargo xtask build` \
                 makes them",
                site.path().join(twin).display()
            )),
        };
        let read = folder(site.path(), directory).map_err(|error| error.to_string());
        assert_eq!(read, expected, "{files:?}");
    }

    #[test]
    fn with_entra_no_page_asks_for_a_pass() {
        use DirectoryKind::{Doorkey, Entra};
        check(&["index.html", "index.uk.html", "kiosk.html"], Doorkey, "");
        check(&["index.html", "entra/index.html"], Entra, "");
        check(&["index.html", "style.css", "imprint.html", "index.js", "entra/index.html"], Entra, "");
        check(&["index.html"], Entra, "entra/index.html");
        check(&[], Entra, "entra/index.html");
        check(&["index.html", "entra/index.html.br"], Entra, "entra/index.html");
        check(&["index.html", "index.uk.html", "entra/index.html"], Entra, "entra/index.uk.html");
        check(&["kiosk.html", "entra/index.html"], Entra, "entra/kiosk.html");
    }
}
