//! Connections.
//!
//! Owns what meets every request: it is written down, a fault may befall it, and its answer gets the tenant's
//! date. HTTP/1 by hand rather than by axum's own server, which cannot drop a connection in the middle.

use crate::fault::{self, Fault};
use crate::log::{self, Seen};
use crate::world::{Shared, World};
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, DATE, USER_AGENT};
use axum::http::{HeaderName, HeaderValue, Request, Response};
use futures_util::stream;
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::io;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tower::ServiceExt;

/// Serves until the task ends, and every connection with it.
pub(crate) async fn serve(listener: TcpListener, world: Shared) {
    let router = router(&world);
    let mut connections = JoinSet::new();
    loop {
        while connections.try_join_next().is_some() {}
        let Ok((stream, _)) = listener.accept().await else { continue };
        let (world, router) = (world.clone(), router.clone());
        connections.spawn(async move {
            let service = service_fn(|request| one(world.clone(), router.clone(), request));
            // An error here is a connection that was dropped, by us or by the client: both are meant.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

fn router(world: &Shared) -> Router {
    Router::new()
        .merge(crate::authority::routes())
        .merge(crate::security_info::routes())
        .merge(crate::control::routes())
        .merge(crate::graph::routes())
        .with_state(world.clone())
}

/// Answers one request; an error drops the connection.
async fn one(world: Shared, router: Router, request: Request<Incoming>) -> io::Result<Response<Body>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let path = parts.uri.path().to_owned();
    let of_test = path.starts_with("/control");
    let (number, fault) = {
        let mut world = locked(&world);
        if of_test {
            (None, None)
        } else {
            let seen = seen(&world, &parts, &body);
            let fault = next_fault(&mut world, &seen);
            world.log.push(seen);
            (Some(world.log.len() - 1), fault)
        }
    };
    if fault == Some(Fault::DroppedBefore) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    let instead = fault.as_ref().and_then(|fault| fault::instead(fault, &path, &locked(&world)));
    let answer = match instead {
        Some(answer) => answer,
        None => router
            .oneshot(Request::from_parts(parts, Body::from(body)))
            .await
            .unwrap_or_else(|no| match no {}),
    };
    let answer = befallen(answer, fault).await?;
    Ok(dated(answer, &world, number))
}

fn locked(world: &Shared) -> std::sync::MutexGuard<'_, World> {
    world.lock().expect("no handler panics")
}

fn next_fault(world: &mut World, seen: &Seen) -> Option<Fault> {
    let at = world.faults.iter().position(|plan| plan.means(&seen.method, &seen.path))?;
    let plan = &mut world.faults[at];
    let fault = plan.fault.clone();
    plan.times = plan.times.saturating_sub(1);
    if plan.times == 0 {
        world.faults.remove(at);
    }
    Some(fault)
}

fn seen(world: &World, parts: &axum::http::request::Parts, body: &[u8]) -> Seen {
    let header = |name: &str| {
        parts.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let mut sent = parts.uri.to_string().into_bytes();
    for (name, value) in &parts.headers {
        sent.extend_from_slice(b"\n");
        sent.extend_from_slice(name.as_str().as_bytes());
        sent.extend_from_slice(b": ");
        sent.extend_from_slice(value.as_bytes());
    }
    sent.extend_from_slice(b"\n");
    sent.extend_from_slice(body);
    let path = parts.uri.path().to_owned();
    Seen {
        method: parts.method.to_string(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        status: None,
        held_pass: world.every_pass.iter().any(|pass| log::holds(&sent, pass)),
        held_secret: world.application.secrets.iter().any(|(secret, _)| log::holds(&sent, secret)),
        sign_in_form: parts.method == "POST" && path.ends_with("/login"),
        user_agent: header(USER_AGENT.as_str()).unwrap_or_default(),
        client_request_id: header("client-request-id"),
        path,
    }
}

/// What becomes of a right answer.
async fn befallen(answer: Response<Body>, fault: Option<Fault>) -> io::Result<Response<Body>> {
    let replaced = |answer: Response<Body>, body: String| {
        let (mut parts, _) = answer.into_parts();
        parts.headers.remove(CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(body))
    };
    match fault {
        Some(Fault::Slow(milliseconds)) => {
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            Ok(answer)
        }
        Some(Fault::DroppedAfter) => Err(io::ErrorKind::ConnectionAborted.into()),
        Some(Fault::Cut) => cut(answer).await,
        Some(Fault::ContentType(kind)) => {
            let mut answer = answer;
            if let Ok(kind) = HeaderValue::from_str(&kind) {
                answer.headers_mut().insert(CONTENT_TYPE, kind);
            }
            Ok(answer)
        }
        Some(Fault::Garbage) => Ok(replaced(answer, "{\"value\":[{\"id\":".to_owned() + "\u{fffd}<<<")),
        Some(Fault::Body(text)) => Ok(replaced(answer, text)),
        _ => Ok(answer),
    }
}

/// Says how long it is, sends half of it, and goes.
async fn cut(answer: Response<Body>) -> io::Result<Response<Body>> {
    let (mut parts, body) = answer.into_parts();
    let whole = body.collect().await.map_err(io::Error::other)?.to_bytes();
    parts.headers.insert(CONTENT_LENGTH, whole.len().max(2).into());
    let half: Bytes = whole.slice(..whole.len() / 2);
    let pieces = [Ok(half), Err(io::Error::from(io::ErrorKind::ConnectionAborted))];
    // Apart, so that the half is on its way before the connection goes.
    let pieces = stream::unfold(pieces.into_iter(), |mut pieces| async move {
        tokio::time::sleep(Duration::from_millis(20)).await;
        pieces.next().map(|piece| (piece, pieces))
    });
    Ok(Response::from_parts(parts, Body::from_stream(pieces)))
}

fn dated(mut answer: Response<Body>, world: &Shared, number: Option<usize>) -> Response<Body> {
    let mut world = locked(world);
    let id = crate::random::guid();
    let now = crate::clock::http_date(world.now());
    let headers = answer.headers_mut();
    for (name, value) in [(DATE, now), (HeaderName::from_static("request-id"), id)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    // The log may have been forgotten meanwhile.
    if let Some(seen) = number.and_then(|number| world.log.get_mut(number)) {
        seen.status = Some(answer.status().as_u16());
    }
    answer
}
