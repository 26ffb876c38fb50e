//! The server as its callers see it: through the router and as a process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod alerts;
mod app;
mod apps;
mod authenticator;
mod canary;
mod command;
mod extension;
mod handovers;
mod invitation;
mod kiosk;
mod known;
mod language;
mod methods;
mod passkeys;
mod race;
mod redeem;
mod responses;
mod second_way;
mod site;
mod staff;
mod tls;
mod world;
