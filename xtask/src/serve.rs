//! `cargo xtask serve`: Doorkey on this machine, with a demo organisation.
//!
//! Owns the running server: it is started when the site and the pass are ready, told to stop by Ctrl+C
//! or SIGTERM, and waited for. Yields when it has stopped.

use crate::demo::{self, Issued};
use crate::workspace::Workspace;
use crate::{build, step};
use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

/// A server that has said nothing for so long will not say it any more.
const PATIENCE: Duration = Duration::from_secs(60);

/// What `serve` can be told.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The port to listen on, at localhost only
    #[arg(long, default_value_t = 8080, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
}

/// Builds, starts, prints what to do, and stays until it is told to stop.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let port = options.port;
    is_free(port)?;
    let site = build::site(workspace)?;
    server(workspace)?;
    let origin = format!("http://localhost:{port}");
    let issued = demo::prepare(workspace, &origin)?;

    let mut command = workspace.command(workspace.server());
    command
        .arg("serve")
        .args(["--listen", &format!("127.0.0.1:{port}")])
        .arg("--data")
        .arg(demo::folder(workspace))
        .arg("--site")
        .arg(&site.folder)
        .args(["--origin", &origin, "--rp-id", "localhost"])
        .args(["--name", "Demo organisation", "--help-contact", "the registration desk"]);
    let mut server = Server::start(command)?;
    if server.is_listening()? {
        announce(&issued, &origin, &demo::another(workspace, &origin));
        server.stay()?;
    }
    println!("Doorkey is closed.");
    Ok(())
}

/// Builds the server, unoptimised but for its hashing.
fn server(workspace: &Workspace) -> Result<()> {
    let mut command = workspace.cargo();
    command.args(["build", "--package", "doorkey-server", "--bin", "doorkey"]);
    step::run("building the server", command)
}

/// Says so before anything is built for nothing.
fn is_free(port: u16) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => bail!(
            "port {port} is in use: stop what listens there, or choose another with `cargo xtask serve --port {}`",
            port.checked_add(1).unwrap_or(8080)
        ),
        Err(error) => Err(error).with_context(|| {
            format!("cannot listen on port {port}: choose another with `cargo xtask serve --port 8080`")
        }),
    }
}

fn announce(issued: &Issued, origin: &str, another: &str) {
    let once = if issued.one_time { "works once" } else { "works more than once" };
    println!();
    println!("  Doorkey is open at  {origin}/");
    println!("  as a kiosk          {origin}/kiosk.html");
    println!();
    println!("  user name           {}   ({})", issued.user_name, issued.display_name);
    println!("  pass                {}", issued.pass);
    println!("                      {once}, until {}", issued.ends());
    println!("  invitation link     {}", issued.link);
    println!();
    println!("  another pass:");
    println!("  {another}");
    println!();
    println!("  Ctrl+C stops it.");
    println!();
}

/// What can happen while the server runs.
enum News {
    Said(String),
    Silent,
    Told(i32),
}

/// A server that has been started.
struct Server {
    child: Child,
    news: Receiver<News>,
    told_to_stop: bool,
}

impl Server {
    /// Starts it in a process group of its own, so that Ctrl+C reaches it once, through us.
    fn start(mut command: Command) -> Result<Self> {
        let (sender, news) = channel();
        let mut signals = Signals::new([SIGINT, SIGTERM]).context("cannot listen for signals")?;
        let mut child =
            command.process_group(0).stdout(Stdio::piped()).spawn().context("cannot start the server")?;
        if let Some(stdout) = child.stdout.take() {
            let sender = sender.clone();
            thread::spawn(move || listen(BufReader::new(stdout), &sender));
        }
        thread::spawn(move || signals.forever().try_for_each(|signal| sender.send(News::Told(signal))));
        Ok(Self { child, news, told_to_stop: false })
    }

    /// Waits until it says so; `false` when it was told to stop before that.
    fn is_listening(&mut self) -> Result<bool> {
        loop {
            match self.news.recv_timeout(PATIENCE) {
                Ok(News::Said(line)) if line.contains("listening on") => return Ok(true),
                Ok(News::Said(line)) => println!("{line}"),
                Ok(News::Silent) | Err(RecvTimeoutError::Disconnected) => {
                    return self.ended().map(|()| false);
                }
                Ok(News::Told(signal)) => self.tell(signal)?,
                Err(RecvTimeoutError::Timeout) => {
                    self.child.kill()?;
                    bail!("the server does not say that it listens: what it logged stands above");
                }
            }
        }
    }

    /// Passes on what it says and what it is told, until it has stopped.
    fn stay(mut self) -> Result<()> {
        while let Ok(news) = self.news.recv() {
            match news {
                News::Said(line) => println!("{line}"),
                News::Told(signal) => self.tell(signal)?,
                News::Silent => break,
            }
        }
        self.ended()
    }

    /// The first time it may finish what it is doing; the second time it may not.
    fn tell(&mut self, signal: i32) -> Result<()> {
        if self.told_to_stop {
            return self.child.kill().context("cannot stop the server");
        }
        self.told_to_stop = true;
        let signal = if signal == SIGINT { Signal::INT } else { Signal::TERM };
        match kill_process(Pid::from_child(&self.child), signal) {
            Ok(()) | Err(rustix::io::Errno::SRCH) => Ok(()),
            Err(error) => Err(error).context("cannot tell the server to stop"),
        }
    }

    /// Waits for its end, which is a failure where nobody asked for it.
    fn ended(&mut self) -> Result<()> {
        let status = self.child.wait().context("cannot wait for the server")?;
        if self.told_to_stop {
            return Ok(());
        }
        bail!("the server stopped by itself ({}): what it logged stands above", told(status))
    }
}

fn told(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"))
}

fn listen(stdout: impl BufRead, sender: &Sender<News>) {
    for line in stdout.lines().map_while(Result::ok) {
        if sender.send(News::Said(line)).is_err() {
            return;
        }
    }
    // Whoever no longer listens has no use for the end either.
    let _ = sender.send(News::Silent);
}
