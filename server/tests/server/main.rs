//! The server as its callers see it: through the router and as a process.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod app;
mod apps;
mod audit;
mod authenticator;
mod canary;
mod command;
mod entra;
mod entra_command;
mod entra_desk;
mod entra_place;
mod entra_sign_ins;
mod entra_visits;
mod envelopes;
mod extension;
mod graph;
mod handovers;
mod invitation;
mod issuers;
mod kiosk;
mod known;
mod language;
mod methods;
mod passkeys;
mod race;
mod redeem;
mod reports;
mod responses;
mod rules;
mod second_way;
mod site;
mod staff;
mod tls;
mod world;
