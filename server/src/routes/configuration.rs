//! What this backend says about itself, and whether it is well.

use crate::Server;
use crate::directory::FORMAT;
use crate::redemption::WAYS;
use crate::refusal::Refusal;
use axum::Json;
use axum::extract::State;
use doorkey_protocol::configuration::Configuration;
use doorkey_protocol::entra::EntraConfiguration;
use doorkey_protocol::format::PassFormat;
use doorkey_protocol::way::Way;

/// The ways in that Microsoft sets up.
const WAYS_OF_ENTRA: [Way; 4] = [Way::Passkey, Way::Authenticator, Way::WindowsHello, Way::SecurityKey];

pub(super) async fn read(State(server): State<Server>) -> Json<Configuration> {
    let settings = server.settings();
    let entra = settings.entra.as_ref();
    Json(Configuration {
        name: settings.name.clone(),
        help: settings.help_contact.clone(),
        pass_format: if entra.is_some() { PassFormat::Printable } else { FORMAT },
        ways: if entra.is_some() { WAYS_OF_ENTRA.to_vec() } else { WAYS.to_vec() },
        staff: server.staff_pin().is_some(),
        page: settings.origins.first().map(|origin| format!("{origin}/")),
        entra: entra.map(|entra| EntraConfiguration {
            local_check: entra.local_check,
            security_info: entra.security_info.to_string(),
        }),
        now: server.directory().clock.now(),
    })
}

pub(super) async fn health(State(server): State<Server>) -> Result<&'static str, Refusal> {
    server.directory().store.answers().await?;
    Ok("ok")
}
