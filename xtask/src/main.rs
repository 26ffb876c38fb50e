//! `cargo xtask <command>`: builds, serves, tests and checks Doorkey.
//!
//! Owns the command line; each command is a module of its own. Started by people and by CI; yields an
//! exit code: 0 when what was asked for is done.

#![expect(clippy::print_stdout, reason = "a command line: standard output is its answer")]

mod browser;
mod build;
mod codes;
mod compress;
mod demo;
mod element;
mod figures;
mod files;
mod links;
mod lint;
mod page;
mod runner;
mod sdk;
mod serve;
mod settings;
mod setup;
mod site;
mod size;
mod split;
mod stamp;
mod step;
mod tally;
mod test;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;
use workspace::Workspace;

/// Builds, serves and tests Doorkey. Each command sets up what it needs.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct CommandLine {
    #[command(subcommand)]
    command: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Start Doorkey on this machine, with a demo organisation and a pass ready to paste
    ///
    /// Builds the element, the site and the server, makes the demo organisation in target/demo where
    /// there is none, issues a fresh pass and prints what to open and what to type. Ctrl+C stops it.
    Serve(serve::Options),
    /// Run the tests: host, element (in a browser), e2e (the whole, in a browser), sdk (by Graph's SDKs)
    ///
    /// Without a word: all of them. Sets up what they need; Chromium, chromedriver and python3-venv by
    /// apt-get where they are missing and this is root. The last line is "N passed, N failed".
    Test(test::Options),
    /// Build the element and the site that serves it, into target/pkg and target/site
    ///
    /// Sets up what is missing: the wasm32 target by rustup, wasm-opt (binaryen) by npm. Without
    /// node it goes on without wasm-opt. What is up to date is not built again.
    Build,
    /// Show what the page loads: each file raw, by gzip -9 and by brotli -11, and the sum
    ///
    /// Counts index.html and everything it links or imports until the pass field works. Fails above the
    /// budget in wasm-pack.toml, and notes the sums in target/figures.jsonl.
    Size(size::Options),
    /// Show the latest of each figure that tests and benchmarks have noted in target/figures.jsonl
    Figures,
    /// Write docs/codes.md, the list of codes for the desk, from the element's own types and sentences
    Codes,
    /// Photograph every state, in light and dark, four languages, on a phone and a desktop
    ///
    /// The pictures go to target/gallery, with an index.html that shows them all.
    Gallery,
    /// Check everything that needs no run: format, clippy, docs, wasm-pack.toml, house rules, licences
    Lint,
    /// Everything that CI does: lint, then test
    Ci,
    /// Run a compiled browser test (cargo calls this; see .cargo/config.toml)
    #[command(hide = true, disable_help_flag = true)]
    Runner {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<std::ffi::OsString>,
    },
}

fn main() -> ExitCode {
    match run(CommandLine::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    if let Task::Runner { arguments } = task {
        return runner::run(arguments);
    }
    let workspace = Workspace::find()?;
    match task {
        Task::Serve(options) => serve::run(&workspace, &options)?,
        Task::Test(options) => return test::run(&workspace, &options),
        Task::Build => {
            let site = build::site(&workspace)?;
            println!("the site is in {}", workspace.shown(&site.folder));
        }
        Task::Size(options) => return size::run(&workspace, &options),
        Task::Figures => figures::run(&workspace)?,
        Task::Codes => codes::write(&workspace)?,
        Task::Gallery => return test::gallery(&workspace),
        Task::Lint => lint::run(&workspace)?,
        Task::Ci => {
            lint::run(&workspace)?;
            return test::run(&workspace, &test::Options::default());
        }
        Task::Runner { .. } => {}
    }
    Ok(ExitCode::SUCCESS)
}
