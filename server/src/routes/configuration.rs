//! What this backend says about itself, and whether it is well.

use crate::Server;
use crate::directory::FORMAT;
use crate::redemption::WAYS;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use doorkey_protocol::configuration::Configuration;

pub(super) async fn read(State(server): State<Server>) -> Json<Configuration> {
    let settings = server.settings();
    Json(Configuration {
        name: settings.name.clone(),
        help: settings.help_contact.clone(),
        pass_format: FORMAT,
        ways: WAYS.to_vec(),
        staff: server.staff_pin().is_some(),
        page: settings.origins.first().map(|origin| format!("{origin}/")),
        entra: None,
        now: server.directory().clock.now(),
    })
}

pub(super) async fn health(State(server): State<Server>) -> Result<&'static str, Refusal> {
    server.directory().store.answers().await?;
    Ok("ok")
}
