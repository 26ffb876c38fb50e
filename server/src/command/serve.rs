//! `doorkey serve`.
//!
//! Owns a server's life: settings, log, socket, requests, the signals to stop and to read the certificate
//! anew, and a clean end. On standard output stands one line, when connections are accepted; all else is
//! log.

use super::CommandError;
use crate::checkup::Health;
use crate::clock::{SteadyClock, SystemClock};
use crate::settings::{DeskFlags, LogFormat, ServeFlags, Settings};
use crate::tls::Tls;
use crate::{Server, app, entra, listener, webhook};
use std::io::Write;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

pub(super) async fn run(desk: &DeskFlags, flags: &ServeFlags) -> Result<(), CommandError> {
    let settings = Settings::of_server(desk, flags)?;
    start_log(settings.log_format);
    let tls = settings.tls.clone().map(Tls::open).transpose()?.map(Arc::new);
    let wanted = settings.listen;
    let socket = TcpListener::bind(wanted).await.map_err(|error| CommandError::Listen(wanted, error))?;
    let address = socket.local_addr()?;
    let settings = settings.with_default_origin(address.port())?;
    let origin = settings.origins.first().map(ToString::to_string).unwrap_or_default();
    // Before the first line is printed: who waits for it may send a signal at once.
    let stopped = stop()?;
    if let Some(tls) = &tls {
        renew(tls.clone())?;
    }
    let server = Server::open(settings, Arc::new(SteadyClock::new(SystemClock))).await?;
    if let Some(entra) = server.entra() {
        check_tenant(entra).await?;
    }
    let delivery = webhook::start(&server)?;
    writeln!(std::io::stdout(), "listening on {origin} ({address})")?;
    listener::run(socket, tls.as_deref(), app(server.clone()), stopped).await?;
    delivery.stop().await;
    server.close().await;
    tracing::info!("stopped");
    Ok(())
}

/// Says at once all that the app may not do; without what no newcomer gets in there is no start.
async fn check_tenant(entra: &entra::Client) -> Result<(), CommandError> {
    let findings = entra::check::all(entra).await;
    for finding in &findings {
        let remedy = finding.remedy.as_deref().unwrap_or_default();
        match finding.health {
            Health::Ok => tracing::info!(item = finding.what, "{}", finding.says),
            Health::Warning => tracing::warn!(item = finding.what, remedy, "{}", finding.says),
            Health::Problem => tracing::error!(item = finding.what, remedy, "{}", finding.says),
        }
    }
    let stops: Vec<_> = findings.into_iter().filter(|finding| finding.stops).collect();
    if stops.is_empty() { Ok(()) } else { Err(CommandError::Tenant(stops)) }
}

/// Has the certificate read anew whenever the operating system says so.
fn renew(tls: Arc<Tls>) -> std::io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::spawn(async move {
        while hangup.recv().await.is_some() {
            let tls = tls.clone();
            // A file may lie on a disk that does not answer; whoever asks for something does not wait for it.
            drop(tokio::task::spawn_blocking(move || tls.renew()).await);
        }
    });
    Ok(())
}

/// Resolves when the operating system or the terminal asks to stop.
fn stop() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("finishing what runs, then stopping");
    })
}

/// Our own words at `info`, the libraries' at `warn`; RUST_LOG says otherwise.
fn start_log(format: LogFormat) {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,doorkey_server=info"));
    let log =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    let started = match format {
        LogFormat::Text => log.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => {
            log.json().flatten_event(true).with_current_span(false).with_span_list(false).try_init()
        }
    };
    // Only a second start in one process finds a log that is there already: then that one is used.
    drop(started);
}
