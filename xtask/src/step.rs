//! One long step: its line, what it is doing right now, how long it took.
//!
//! Owns what is said while one waits, on standard error, so that standard output stays the answer.
//! Started by every command that makes something; yields the step's success, or all that it said.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::process::Command;
use std::time::Instant;

const WIDTH: usize = 100;

/// A step that has begun.
pub(crate) struct Step {
    title: String,
    began: Instant,
    live: bool,
}

impl Step {
    /// Says that `title` begins.
    pub(crate) fn begin(title: &str) -> Self {
        let live = std::io::stderr().is_terminal();
        eprint!("{title} …");
        flush();
        Self { title: title.to_owned(), began: now(), live }
    }

    /// Says what goes on, in the same line, where someone watches.
    fn goes_on(&self, what: &str) {
        if self.live {
            let room = WIDTH.saturating_sub(self.title.chars().count() + 4);
            let what: String = what.trim().chars().filter(|c| !c.is_control()).take(room).collect();
            eprint!("\r\x1b[K{} …  {what}", self.title);
            flush();
        }
    }

    /// Says that it is done, and how long it took.
    pub(crate) fn done(self) {
        let seconds = self.began.elapsed().as_secs_f64();
        if self.live {
            eprint!("\r\x1b[K{} …", self.title);
        }
        eprintln!("  {seconds:.1} s");
    }
}

/// Runs `command` as one step. What it says is shown in passing; all of it when it fails, and what is
/// not cargo's own progress (a warning) when it succeeds.
pub(crate) fn run(title: &str, mut command: Command) -> Result<()> {
    let step = Step::begin(title);
    let name = command.get_program().to_string_lossy().into_owned();
    let (reader, writer) = std::io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let child = command.spawn();
    drop(command); // it holds the writing ends: as long as it lives, reading does not end
    let mut child = match child {
        Ok(child) => child,
        Err(error) => {
            eprintln!();
            return Err(error).with_context(|| format!("cannot start {name}"));
        }
    };
    let mut said = Vec::new();
    for line in BufReader::new(reader).split(b'\n') {
        let line = String::from_utf8_lossy(&line?).into_owned();
        step.goes_on(&line);
        said.push(line);
    }
    if !child.wait()?.success() {
        eprintln!();
        for line in said {
            eprintln!("{line}");
        }
        bail!("{title} failed; what {name} said stands above");
    }
    step.done();
    if name.contains("cargo") {
        for line in said.iter().filter(|line| !is_progress(line)) {
            eprintln!("{line}");
        }
    }
    Ok(())
}

/// Whether `line` is one of cargo's status lines: a verb, right-aligned in twelve columns.
fn is_progress(line: &str) -> bool {
    let Some((verb, rest)) = line.split_at_checked(12) else { return line.trim().is_empty() };
    let verb = verb.trim_start();
    rest.starts_with(' ') && verb.starts_with(char::is_uppercase) && verb.chars().all(char::is_alphabetic)
}

#[expect(clippy::disallowed_methods, reason = "how long a person waited is no rule of Doorkey's")]
fn now() -> Instant {
    Instant::now()
}

fn flush() {
    // Who watches is told, or nobody is: the step itself goes on either way.
    let _ = std::io::stderr().flush();
}

#[cfg(test)]
mod tests {
    use super::is_progress;

    #[test]
    fn progress_and_warnings_are_told_apart() {
        for (line, progress) in [
            ("   Compiling serde v1.0.229", true),
            ("    Finished `wasm` profile [optimized] target(s) in 0.10s", true),
            ("    Blocking waiting for file lock on build directory", true),
            ("", true),
            ("warning: unused variable: `x`", false),
            ("  --> src/lib.rs:3:5", false),
            ("error: could not compile `doorkey`", false),
        ] {
            assert_eq!(is_progress(line), progress, "{line:?}");
        }
    }
}
