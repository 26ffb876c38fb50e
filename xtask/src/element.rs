//! The element, compiled: Rust to Wasm, wasm-bindgen's glue, the cut in two, wasm-opt.
//!
//! Owns the four steps and their order. Started by the build; yields the out-dir of wasm-pack.toml.

use crate::settings::Settings;
use crate::stamp::{Fingerprint, Stamp};
use crate::step::{self, Step};
use crate::workspace::{WASM, Workspace};
use crate::{files, setup, split};
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// The snippet that loads the rest, where the element is cut in two.
const LOADER: &str = "/src/browser/rest.js";

/// Builds it where its source, its settings or its tools have changed.
pub(crate) fn build(workspace: &Workspace, settings: &Settings) -> Result<PathBuf> {
    setup::wasm_target(workspace)?;
    let wasm_opt = setup::wasm_opt(workspace);

    let mut command = workspace.cargo();
    command.args([
        "build",
        "--profile",
        &settings.profile,
        "--lib",
        "--package",
        "doorkey",
        "--target",
        WASM,
    ]);
    // The relocations say later what can be told from a number: the addresses of functions and data.
    let flags = format!("{} -Clink-arg=--emit-relocs", remap()?);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags);
    step::run("building the element", command)?;

    let compiled = workspace.target.join(WASM).join(&settings.profile).join("doorkey.wasm");
    let wasm = fs::read(&compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let out = settings.out_dir(workspace);
    let mut inputs = Fingerprint::new();
    inputs.add("recipe", include_bytes!("element.rs"));
    inputs.add("split", split::RECIPE.as_bytes());
    inputs.add("wasm", &wasm);
    inputs.add("settings", format!("{settings:?}").as_bytes());
    inputs.add("wasm-opt", wasm_opt_version(workspace, wasm_opt.as_deref()).as_bytes());
    let stamp = Stamp::new(out.clone(), inputs);
    if stamp.holds() {
        return Ok(out);
    }
    stamp.clear()?;
    glue(settings, &compiled, &out)?;
    if let Some(wasm_opt) = wasm_opt {
        for (name, _) in files::read(&out)?.iter().filter(|(name, _)| name.ends_with(".wasm")) {
            shrink(workspace, settings, &wasm_opt, &out.join(name))?;
        }
    }
    stamp.set()?;
    Ok(out)
}

/// Dependencies without the folder that they happen to lie in: it would travel to every newcomer, and
/// make two machines build two different modules.
fn remap() -> Result<String> {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let home = home.context("neither CARGO_HOME nor a home folder is set")?;
    Ok(format!("--remap-path-prefix={}=", home.join("registry/src/").display()))
}

/// A script of the package without its comment lines and indentation: nobody reads it there, everybody
/// loads it. Lines stay lines, so that no statement can run into the next.
fn bare(script: &str) -> String {
    let is_comment = |line: &&str| line.starts_with("//") || line.starts_with("/*") || line.starts_with('*');
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !is_comment(line));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The glue with the short names of what it gives to the module. The long ones end in hashes, which no
/// compression makes smaller, and each travels twice.
fn renamed(script: &str, names: &[(String, String)]) -> String {
    let short = |line: &str| {
        let (long, rest) = line.split_once(": ")?;
        let (_, short) = names.iter().find(|(name, _)| name == long)?;
        Some(format!("{short}: {rest}"))
    };
    script
        .lines()
        .flat_map(|line| [short(line).unwrap_or_else(|| line.to_owned()), "\n".to_owned()])
        .collect()
}

/// What tells one wasm-opt from another without starting it.
fn wasm_opt_version(workspace: &Workspace, wasm_opt: Option<&Path>) -> String {
    let lock = fs::read_to_string(workspace.root.join("package-lock.json")).unwrap_or_default();
    wasm_opt.map_or_else(String::new, |path| format!("{} {lock}", path.display()))
}

fn glue(settings: &Settings, compiled: &Path, out: &Path) -> Result<()> {
    let step = Step::begin("writing its JavaScript");
    files::remove(out)?;
    let given = &settings.wasm_bindgen;
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(compiled)
        .out_name(&settings.out_name)
        .web(true)?
        .debug(given.debug_js_glue)
        .demangle(given.demangle_name_section)
        .keep_debug(given.dwarf_debug_info)
        .omit_default_module_path(given.omit_default_module_path)
        .split_linked_modules(given.split_linked_modules)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen cannot read the element")?;
    let exports = shortened(output.wasm_mut().exports.iter_mut().map(|it| &mut it.name), "_ZN", "_shim");
    let rest = match settings.rest.doors.as_slice() {
        [] => None,
        doors => Some(
            split::split(output.wasm_mut(), &fs::read(compiled)?, doors)
                .context("cannot cut the element in two")?,
        ),
    };
    let imports = shortened(output.wasm_mut().imports.iter_mut().map(|it| &mut it.name), "__wb", "_");
    output.emit(out).context("cannot write what wasm-bindgen has made")?;
    let rest_name = format!("{}_rest.wasm", settings.out_name);
    if let Some(rest) = &rest {
        fs::write(out.join(&rest_name), rest)?;
    }

    let mut scripts = files::read(out)?;
    scripts.retain(|name, _| name.ends_with(".js"));
    for (name, content) in &mut scripts {
        let mut script = bare(std::str::from_utf8(content)?);
        if *name == format!("{}.js", settings.out_name) {
            script = renamed(&script, &imports);
            script = exports.iter().fold(script, |script, (long, short)| script.replace(long, short));
        } else if rest.is_some() && name.ends_with(LOADER) {
            script = bare(&split::loader(name, &rest_name));
        }
        *content = script.into_bytes();
    }
    files::write(&scripts, out)?;
    let has_loader = scripts.keys().any(|name| name.ends_with(LOADER));
    ensure!(rest.is_none() || has_loader, "the element has no {LOADER} to load its rest with");
    step.done();
    Ok(())
}

/// Gives those that begin so short names, and says which.
fn shortened<'a>(
    names: impl Iterator<Item = &'a mut String>,
    beginning: &str,
    short: &str,
) -> Vec<(String, String)> {
    let long = names.filter(|name| name.starts_with(beginning)).enumerate();
    long.map(|(number, name)| {
        let short = format!("{short}{number}");
        (std::mem::replace(name, short.clone()), short)
    })
    .collect()
}

fn shrink(workspace: &Workspace, settings: &Settings, wasm_opt: &Path, from: &Path) -> Result<()> {
    let to = from.with_extension("smaller");
    let mut command = workspace.command(wasm_opt);
    command.args(&settings.wasm_opt).arg(from).arg("--output").arg(&to);
    step::run("making it smaller (wasm-opt)", command)?;
    fs::rename(&to, from).with_context(|| format!("cannot write {}", from.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_module_is_given_gets_short_names() {
        let names =
            [("__wbg_get_1f".to_owned(), "_0".to_owned()), ("__wbg_get_1f2".to_owned(), "_1".to_owned())];
        let script =
            "const import0 = {\n__wbg_get_1f: function(a) {\n},\n__wbg_get_1f2: (b) => b,\nother: 1\n";
        let expected = "const import0 = {\n_0: function(a) {\n},\n_1: (b) => b,\nother: 1\n";
        assert_eq!(renamed(script, &names), expected);
    }

    #[test]
    fn the_glue_loses_nothing_that_runs() {
        let script = "/**\n * Says.\n */\nexport function f() {\n    // why\n    return `a\n  b` * 2;\n}\n\n";
        assert_eq!(bare(script), "export function f() {\nreturn `a\nb` * 2;\n}\n");
    }
}
