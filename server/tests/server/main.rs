//! The server as its callers see it: through the router and as a process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod alerts;
mod app;
mod apps;
mod authenticator;
mod books;
mod canary;
mod client;
mod command;
mod enumeration;
mod envelopes;
mod extension;
mod graph;
mod handovers;
mod invitation;
mod issuers;
mod kills;
mod kiosk;
mod known;
mod language;
mod methods;
mod model;
mod passkeys;
mod pauses;
mod processes;
mod race;
mod redeem;
mod responses;
mod second_way;
mod site;
mod staff;
mod tls;
mod world;
