//! Who asks, as far as a server can know.
//!
//! Owns [`Caller`], which travels with every deed into the audit, and [`Network`], what an address
//! counts as where wrong passes are counted. `routes` makes callers of requests, the commands make the
//! one who sits at the server.

use crate::directory::random_id;
use doorkey_protocol::secret::Secret;
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use uuid::Uuid;

/// From where something is asked, and the number by which its events belong together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    /// The address; none at the server itself.
    pub(crate) address: Option<IpAddr>,
    pub(crate) correlation: Uuid,
}

impl Caller {
    /// Somebody at this address, or at the server itself.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub(crate) fn at(address: Option<IpAddr>) -> Result<Self, getrandom::Error> {
        Ok(Self { address, correlation: random_id()? })
    }

    /// The network that wrong passes from there are counted on.
    pub(crate) fn network(&self) -> Network {
        Network::of(self.address)
    }
}

/// A token as it was sent, and by whom.
pub(crate) struct Bearer {
    pub(crate) token: Secret,
    pub(crate) caller: Caller,
}

/// What an address counts as: itself, or, for IPv6, the 64 bits that one household or office has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Network(Option<IpAddr>);

impl Network {
    pub(crate) fn of(address: Option<IpAddr>) -> Self {
        Self(address.map(|address| match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
            four @ IpAddr::V4(_) => four,
        }))
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("here"),
            Some(address @ IpAddr::V4(_)) => write!(f, "{address}"),
            Some(address @ IpAddr::V6(_)) => write!(f, "{address}/64"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_counts_as_what_one_place_has() {
        for (address, network) in [
            (None, "here"),
            (Some("192.0.2.7"), "192.0.2.7"),
            (Some("::ffff:192.0.2.7"), "192.0.2.7"),
            (Some("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64"),
            (Some("::1"), "::/64"),
        ] {
            let address = address.map(|text| text.parse().unwrap());
            assert_eq!(Network::of(address).to_string(), network);
        }
    }
}
