//! `cargo xtask test`: every test, or one part of them.
//!
//! Owns what each part is, what it needs and the order. Started by people and by CI; passes on all that
//! the tests say as they say it, and yields the sum as the very last line.

use crate::browser::Browser;
use crate::sdk::{self, Sdks};
use crate::tally::Tally;
use crate::workspace::{WASM, Workspace};
use crate::{build, setup, size, step};
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};

/// What `test` can be told.
#[derive(clap::Args, Default)]
pub(crate) struct Options {
    /// Which parts to run; all when none is named
    parts: Vec<Part>,
    /// Run the long rounds of what is raced, killed, walked at random and timed: hours, not minutes
    #[arg(long)]
    long: bool,
}

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Everything that needs no browser
    Host,
    /// The element by itself, in headless Chromium
    Element,
    /// The whole from outside: the real server, the real page, headless Chromium
    E2e,
    /// The desk's API by Microsoft's own SDKs for Python and JavaScript
    Sdk,
}

/// Runs them, and prints the sum.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let parts = if options.parts.is_empty() {
        vec![Part::Host, Part::Element, Part::E2e, Part::Sdk]
    } else {
        options.parts.clone()
    };
    let mut sum = Tally::default();
    match prepare(workspace, &parts) {
        Ok(mut tools) => {
            tools.long = options.long;
            for part in parts {
                sum += run_part(workspace, part, &tools).unwrap_or_else(|error| {
                    eprintln!("error: {error:#}");
                    Tally { passed: 0, failed: 1 }
                });
            }
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            sum.failed += 1;
        }
    }
    println!("{sum}");
    Ok(if sum.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the parts need besides cargo.
#[derive(Default)]
struct Tools {
    long: bool,
    browser: Option<Browser>,
    axe: Option<PathBuf>,
    sdks: Option<Sdks>,
}

/// What is missing is said before anything is built.
fn prepare(workspace: &Workspace, parts: &[Part]) -> Result<Tools> {
    std::fs::create_dir_all(&workspace.target).context("cannot make the target directory")?;
    let mut tools = Tools::default();
    if parts.contains(&Part::Element) || parts.contains(&Part::E2e) {
        tools.browser = Some(Browser::find_or_install(workspace)?);
        setup::wasm_target(workspace)?;
    }
    if parts.contains(&Part::E2e) {
        tools.axe = Some(setup::axe(workspace)?);
    }
    if parts.contains(&Part::Sdk) {
        tools.sdks = Some(Sdks::find_or_install(workspace)?);
    }
    Ok(tools)
}

/// All host packages but xtask are always named together, so that their dependencies are built once,
/// with the same features; xtask goes first and on its
/// own, as `cargo xtask` has just built it.
const TOGETHER: [&str; 3] = ["--workspace", "--exclude", "xtask"];
const E2E: [&str; 4] = ["--test", "e2e", "--features", "doorkey/e2e"];

fn run_part(workspace: &Workspace, part: Part, tools: &Tools) -> Result<Tally> {
    eprintln!("\n{} tests", format!("{part:?}").to_lowercase());
    let test = |arguments: &[&str]| {
        let mut command = workspace.cargo();
        command.args(["test", "--no-fail-fast"]).args(arguments);
        equip(workspace, &mut command, tools);
        command
    };
    match part {
        Part::Host => {
            let mut sum = watch(test(&["--package", "xtask"]))?;
            sum += watch(test(&TOGETHER))?;
            Ok(sum)
        }
        Part::Element => {
            exists(workspace, &["tests/element.rs"])?;
            watch(test(&["--target", WASM, "--package", "doorkey", "--test", "element"]))
        }
        Part::E2e => watch(e2e(workspace, tools, &[])?),
        Part::Sdk => {
            let mut command = sdk::tests(workspace, &TOGETHER)?;
            equip(workspace, &mut command, tools);
            watch(command)
        }
    }
}

/// Photographs every state.
pub(crate) fn gallery(workspace: &Workspace) -> Result<ExitCode> {
    let tools = prepare(workspace, &[Part::E2e])?;
    let folder = workspace.target.join("gallery");
    let mut command = e2e(workspace, &tools, &["--features", "doorkey/gallery"])?;
    command.args(["--", "gallery::"]).env("DOORKEY_GALLERY", &folder);
    let tally = watch(command)?;
    println!("the pictures are in {}", workspace.shown(&folder.join("index.html")));
    Ok(if tally.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The e2e tests, with everything that they need built.
fn e2e(workspace: &Workspace, tools: &Tools, more: &[&str]) -> Result<Command> {
    exists(workspace, &["tests/e2e.rs", "tests/e2e/main.rs"])?;
    let site = build::site(workspace)?;
    size::hold(workspace, &site)?;
    let mut build = workspace.cargo();
    build.arg("build").args(TOGETHER).args(["--bin", "doorkey"]).args(E2E).args(more);
    step::run("building the server and the tests", build)?;
    let mut command = workspace.cargo();
    command.args(["test", "--no-fail-fast"]).args(TOGETHER).args(E2E).args(more);
    equip(workspace, &mut command, tools);
    command.env("DOORKEY_BIN", workspace.server()).env("DOORKEY_SITE", site.folder);
    command.env("DOORKEY_SCREENSHOTS", workspace.target.join("screenshots"));
    Ok(command)
}

/// What every part may use.
fn equip(workspace: &Workspace, command: &mut Command, tools: &Tools) {
    command.env("DOORKEY_FIGURES", workspace.target.join("figures.jsonl"));
    // Seconds for all of the element's tests together; wasm-bindgen's own 20 are few on a busy machine.
    command.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    // wasm-bindgen's test runner takes the first driver that it is told of.
    for other in ["GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER", "CHROMEDRIVER_REMOTE", "GECKODRIVER_REMOTE"]
    {
        command.env_remove(other);
    }
    if tools.long {
        command.env("DOORKEY_LONG", "1");
    }
    if let Some(browser) = &tools.browser {
        command.env("CHROMEDRIVER", &browser.chromedriver).env("CHROMIUM", &browser.chromium);
    }
    if let Some(axe) = &tools.axe {
        command.env("DOORKEY_AXE", axe);
    }
    if let Some(sdks) = &tools.sdks {
        command.env("DOORKEY_SDK_PYTHON", &sdks.python);
    }
    // This program is the runner that .cargo/config.toml names. Started directly, cargo need not
    // look whether it is still up to date, and build it again beside what is being tested.
    let here = std::env::current_exe().ok().and_then(|path| path.into_os_string().into_string().ok());
    if let Some(here) = here.filter(|path| !path.contains(char::is_whitespace)) {
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", format!("{here} runner"));
    }
}

fn exists(workspace: &Workspace, names: &[&str]) -> Result<()> {
    ensure!(
        names.iter().any(|name| workspace.root.join(name).is_file()),
        "there is no {}: these tests are missing",
        names.join(" and no ")
    );
    Ok(())
}

/// Runs `command`, passing on its lines and counting in them.
fn watch(mut command: Command) -> Result<Tally> {
    let mut child = command.stdout(Stdio::piped()).spawn().context("cannot start cargo test")?;
    let mut counted = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = String::from_utf8_lossy(&line?).into_owned();
            println!("{line}");
            if let Some(more) = Tally::of_line(&line) {
                counted += more;
            }
        }
    }
    Ok(Tally::of_part(counted, child.wait()?.success()))
}
