//! A stand-in for one tenant of Microsoft Entra ID: login.microsoftonline.com, the page "Security info" and
//! Microsoft Graph, on one port of this machine.
//!
//! Owns [`Tenant`], which starts it and holds its controls. For tests alone: nothing here is part of the
//! product, and every key, secret and pass in it is a toy. What it answers is written down from Microsoft's
//! documentation and from reports of others, not from a tenant; where both are silent it says so.

mod audit;
mod authority;
mod clock;
mod control;
mod der;
mod fault;
mod graph;
mod handle;
mod jwt;
pub mod keys;
mod log;
mod pass;
mod person;
mod policy;
mod random;
mod security_info;
mod serving;
mod world;

pub use authority::spoil::{LeadBack, Spoil};
pub use control::Order;
pub use fault::{Fault, RetryAfter};
pub use handle::Tenant;
pub use log::Seen;
pub use pass::{IssuedPass, NewPass};
pub use person::{Group, MethodKind, Person};
pub use world::{CLIENT_ID, CLIENT_SECRET, DOMAIN, Delays, TENANT_ID};
