//! wasm-pack.toml: how the element is built, and the size budget.
//!
//! Owns reading it, and the rule that Cargo.toml's `[package.metadata.wasm-pack]`, which is what
//! wasm-pack itself reads, says the same. Started by every command that builds; yields [`Settings`].

use crate::workspace::Workspace;
use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;
use std::fs;
use std::path::PathBuf;
use toml::{Table, Value};

/// The profiles that wasm-pack knows the element by: `wasm-pack build` and `wasm-pack build --profile wasm`.
const PROFILES: [&str; 2] = ["release", "custom"];

/// All of wasm-pack.toml.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) out_name: String,
    pub(crate) out_dir: PathBuf,
    target: String,
    pub(crate) profile: String,
    pub(crate) wasm_opt: Vec<String>,
    pub(crate) wasm_bindgen: WasmBindgen,
    pub(crate) budget: Budget,
    /// What is loaded later; nothing where it is not said.
    #[serde(default)]
    pub(crate) rest: Rest,
}

/// What wasm-bindgen is told.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct WasmBindgen {
    pub(crate) debug_js_glue: bool,
    pub(crate) demangle_name_section: bool,
    pub(crate) dwarf_debug_info: bool,
    pub(crate) omit_default_module_path: bool,
    pub(crate) split_linked_modules: bool,
}

/// What is not loaded with the page. wasm-pack knows nothing of it and builds the whole.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Rest {
    /// The functions by which it is entered.
    pub(crate) doors: Vec<String>,
}

/// What may not be exceeded, in bytes.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Budget {
    pub(crate) page_brotli: usize,
}

impl Settings {
    /// Reads them, and refuses a disagreement with Cargo.toml.
    pub(crate) fn read(workspace: &Workspace) -> Result<Self> {
        let ours = read(workspace, "wasm-pack.toml")?;
        let manifest = read(workspace, "Cargo.toml")?;
        let settings = Self::parse(&ours)?;
        agree(&ours, &manifest)?;
        Ok(settings)
    }

    fn parse(text: &str) -> Result<Self> {
        let settings: Self = toml::from_str(text).context("cannot read wasm-pack.toml")?;
        ensure!(
            settings.target == "web",
            "wasm-pack.toml: target = {:?} is not built here; only \"web\" is",
            settings.target
        );
        Ok(settings)
    }

    /// Where wasm-bindgen's output goes: `target/…` is below cargo's target directory.
    pub(crate) fn out_dir(&self, workspace: &Workspace) -> PathBuf {
        match self.out_dir.strip_prefix("target") {
            Ok(below) => workspace.target.join(below),
            Err(_) => workspace.root.join(&self.out_dir),
        }
    }
}

fn read(workspace: &Workspace, name: &str) -> Result<String> {
    fs::read_to_string(workspace.root.join(name)).with_context(|| format!("cannot read {name}"))
}

/// Refuses settings that Cargo.toml's tables for wasm-pack do not share, naming the first such key.
fn agree(ours: &str, manifest: &str) -> Result<()> {
    let ours: Table = ours.parse().context("cannot read wasm-pack.toml")?;
    let manifest: Table = manifest.parse().context("cannot read Cargo.toml")?;
    let profile = ours.get("profile").and_then(Value::as_str).unwrap_or_default();
    ensure!(
        at(&manifest, &["profile", profile]).is_some(),
        "wasm-pack.toml: profile = {profile:?}, but Cargo.toml has no [profile.{profile}]"
    );
    let ours = flat(&ours);
    for name in PROFILES {
        let place = format!("package.metadata.wasm-pack.profile.{name}");
        let Some(theirs) = at(&manifest, &["package", "metadata", "wasm-pack", "profile", name]) else {
            bail!(
                "Cargo.toml has no [{place}]: give it the wasm-opt and wasm-bindgen keys of wasm-pack.toml"
            );
        };
        let theirs = flat(theirs);
        let keys = ours.iter().chain(&theirs).map(|(key, _)| key);
        for key in keys {
            let value =
                |of: &[(String, Value)]| of.iter().find(|(it, _)| it == key).map(|(_, it)| it.clone());
            let (our, their) = (value(&ours), value(&theirs));
            ensure!(
                our == their,
                "wasm-pack.toml and Cargo.toml disagree about {key}: the first says {}, [{place}] says {}; make them the same",
                shown(our),
                shown(their),
            );
        }
    }
    Ok(())
}

fn at<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Table> {
    path.iter().try_fold(table, |table, key| table.get(*key)?.as_table())
}

/// The keys that both files know, `wasm-bindgen`'s one by one.
fn flat(table: &Table) -> Vec<(String, Value)> {
    let options = table.get("wasm-opt").map(|value| ("wasm-opt".to_owned(), value.clone()));
    let bindgen = table.get("wasm-bindgen").and_then(Value::as_table).into_iter().flatten();
    options
        .into_iter()
        .chain(bindgen.map(|(key, value)| (format!("wasm-bindgen.{key}"), value.clone())))
        .collect()
}

fn shown(value: Option<Value>) -> String {
    value.map_or_else(|| "nothing".to_owned(), |value| value.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = r#"
        out-name = "glue"
        out-dir = "target/pkg"
        target = "web"
        profile = "wasm"
        wasm-opt = ["-Oz"]
        [wasm-bindgen]
        debug-js-glue = false
        demangle-name-section = false
        dwarf-debug-info = false
        omit-default-module-path = false
        split-linked-modules = true
        [budget]
        page-brotli = 1
    "#;

    fn manifest(release: &str, custom: &str) -> String {
        format!(
            "[profile.wasm]\n[package.metadata.wasm-pack.profile.release]\n{release}\n[package.metadata.wasm-pack.profile.custom]\n{custom}"
        )
    }

    const SAME: &str = r#"
        wasm-opt = ["-Oz"]
        wasm-bindgen = { debug-js-glue = false, demangle-name-section = false, dwarf-debug-info = false, omit-default-module-path = false, split-linked-modules = true }
    "#;

    #[test]
    fn the_same_in_both_is_accepted() {
        agree(OURS, &manifest(SAME, SAME)).unwrap();
        assert_eq!(Settings::parse(OURS).unwrap().budget.page_brotli, 1);
    }

    #[test]
    fn a_disagreement_names_the_key_and_the_table() {
        let changed = |from: &str, to: &str| SAME.replace(from, to);
        for (release, custom, key, place) in [
            (changed("-Oz", "-O1"), SAME.to_owned(), "wasm-opt", "release"),
            (
                SAME.to_owned(),
                changed("modules = true", "modules = false"),
                "wasm-bindgen.split-linked-modules",
                "custom",
            ),
            (
                changed("debug-js-glue = false, ", ""),
                SAME.to_owned(),
                "wasm-bindgen.debug-js-glue",
                "release",
            ),
            (changed("{ ", "{ new = 1, "), SAME.to_owned(), "wasm-bindgen.new", "release"),
        ] {
            let error = agree(OURS, &manifest(&release, &custom)).unwrap_err().to_string();
            assert!(error.contains(&format!("disagree about {key}:")), "{error}");
            assert!(error.contains(&format!("profile.{place}]")), "{error}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let lone = "[profile.wasm]\n[package.metadata.wasm-pack.profile.release]\n".to_owned() + SAME;
        for (ours, manifest, expected) in [
            (OURS.to_owned(), lone, "Cargo.toml has no [package.metadata.wasm-pack.profile.custom]"),
            (OURS.replace("\"wasm\"", "\"tiny\""), manifest(SAME, SAME), "no [profile.tiny]"),
        ] {
            let error = agree(&ours, &manifest).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
        let error = Settings::parse(&OURS.replace("\"web\"", "\"nodejs\"")).unwrap_err().to_string();
        assert!(error.contains("only \"web\" is"), "{error}");
    }
}
