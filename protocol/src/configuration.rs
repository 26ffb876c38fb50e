//! What a backend says about itself before anything is typed.
//!
//! Owns [`Configuration`], the answer to `GET /.well-known/doorkey`.

use crate::entra::EntraConfiguration;
use crate::format::PassFormat;
use crate::time::Timestamp;
use crate::way::Way;
use serde::{Deserialize, Serialize};

/// A backend's configuration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Configuration {
    /// The organisation's name, as newcomers know it.
    pub name: String,
    /// Whom to ask for help, in words: a place, a person, a telephone number.
    pub help: Option<String>,
    /// What passes look like here.
    pub pass_format: PassFormat,
    /// The ways in that are offered here.
    pub ways: Vec<Way>,
    /// Whether a kiosk's staff corner can be opened by a PIN here.
    #[serde(default)]
    pub staff: bool,
    /// Where newcomers open the page on a device of their own.
    #[serde(default)]
    pub page: Option<String>,
    /// What more there is to know when Microsoft Entra ID is behind it: then the pass is typed there, and
    /// `ways` are those that Microsoft's own pages set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entra: Option<EntraConfiguration>,
    /// The server's time when it answered.
    pub now: Timestamp,
}
