//! From which address a request comes.
//!
//! Owns believing or not believing what a proxy says of it: `X-Forwarded-For` is looked at only when the
//! connection comes from a proxy that was named, and from its right end, where the nearest proxy wrote.
//! Whoever writes into the left end says nothing by it.

use crate::caller::Caller;
use crate::refusal::Refusal;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// What a proxy says.
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address that a request comes from, past the proxies that are trusted.
pub(crate) fn address(connection: Option<IpAddr>, headers: &HeaderMap, trusted: &[IpNet]) -> Option<IpAddr> {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut nearest = connection?.to_canonical();
    let said = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let said: Vec<_> = said.flat_map(|line| line.split(',')).collect();
    for hop in said.iter().rev() {
        if !is_trusted(&nearest) {
            break;
        }
        // What is no address was written by nobody whom we trust.
        let Some(before) = read(hop) else { break };
        nearest = before;
    }
    Some(nearest)
}

/// An address, perhaps with a port.
fn read(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let address = hop.parse().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

impl<S: Send + Sync + AsRef<[IpNet]>> FromRequestParts<S> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let connection = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        Ok(Self::at(address(connection, &parts.headers, state.as_ref()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn only_named_proxies_are_believed() {
        let trusted: Vec<IpNet> = vec!["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        for (connection, said, expected) in [
            (None, &["192.0.2.1"][..], None),
            (Some("203.0.113.9"), &[], Some("203.0.113.9")),
            (Some("203.0.113.9"), &["192.0.2.1"], Some("203.0.113.9")),
            (Some("10.0.0.1"), &[], Some("10.0.0.1")),
            (Some("10.0.0.1"), &["192.0.2.1"], Some("192.0.2.1")),
            (Some("10.0.0.1"), &["6.6.6.6, 192.0.2.1"], Some("192.0.2.1")),
            (Some("10.0.0.1"), &["192.0.2.1, 10.0.0.2"], Some("192.0.2.1")),
            (Some("10.0.0.1"), &["192.0.2.1", "10.0.0.2"], Some("192.0.2.1")),
            (Some("10.0.0.1"), &["192.0.2.1:4711"], Some("192.0.2.1")),
            (Some("10.0.0.1"), &["[2001:db8::1]:4711"], Some("2001:db8::1")),
            (Some("10.0.0.1"), &["192.0.2.1, unknown"], Some("10.0.0.1")),
            (Some("10.0.0.1"), &["' or 1=1"], Some("10.0.0.1")),
            (Some("::ffff:10.0.0.1"), &["::ffff:192.0.2.1"], Some("192.0.2.1")),
            (Some("::1"), &["2001:db8::1"], Some("2001:db8::1")),
        ] {
            let mut headers = HeaderMap::new();
            for line in said {
                headers.append(FORWARDED_FOR, HeaderValue::from_static(line));
            }
            let connection = connection.map(|text| text.parse().unwrap());
            let found = address(connection, &headers, &trusted).map(|address| address.to_string());
            assert_eq!(found.as_deref(), expected, "{connection:?} {said:?}");
        }
    }
}
