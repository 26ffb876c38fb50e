//! Connections: accepted, encrypted where that is set, and ended when their time is over.
//!
//! Owns how long a connection may keep a place without asking for anything. Started by `serve`. What a
//! request may take once it has come is for `routes` to say.

use crate::tls::Tls;
use axum::Router;
use axum_server::{Handle, Server};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::TcpListener;

/// How long a connection may take to ask for something at all.
const FIRST: Duration = Duration::from_secs(10);

/// How long a connection may take until its next request is there, idle or halfway. Longer than proxies
/// keep idle connections, so that they are the ones to close: what they send into a connection that ends
/// in the same moment is lost.
const NEXT: Duration = Duration::from_secs(75);

/// Answers until it is told to stop, then finishes what runs.
pub(crate) async fn run(
    socket: TcpListener,
    tls: Option<&Tls>,
    routes: Router,
    stopped: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let handle = Handle::new();
    let stopping = handle.clone();
    tokio::spawn(async move {
        stopped.await;
        stopping.graceful_shutdown(None);
    });
    let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
    let server = Server::from_listener(socket).handle(handle);
    match tls {
        None => bounded(server).serve(routes).await,
        Some(tls) => bounded(server.acceptor(tls.acceptor())).serve(routes).await,
    }
}

fn bounded<A>(server: Server<SocketAddr, A>) -> Server<SocketAddr, A> {
    let mut server = server.first_request_timeout(FIRST);
    server.http_builder().http1().header_read_timeout(NEXT);
    server
}
