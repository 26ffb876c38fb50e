//! JSON objects as clients send them.
//!
//! Owns [`Sent`], which gives out its members one by one, each by its type, and refuses what nobody took:
//! a misspelled property that is passed over in silence is a setting that was never set.

use super::error::GraphError;
use crate::json;
use crate::routes::request::Body;
use axum::extract::{FromRequest, Request};
use doorkey_protocol::time::Timestamp;
use serde_json::{Map, Value};

/// A JSON object, member by member.
pub(crate) struct Sent(Map<String, Value>);

impl<S: Send + Sync> FromRequest<S> for Sent {
    type Rejection = GraphError;

    async fn from_request(request: Request, state: &S) -> Result<Self, GraphError> {
        let body = Body::from_request(request, state).await?;
        Self::read(body.as_bytes())
    }
}

impl Sent {
    /// Reads a body.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, GraphError> {
        let object = json::read(bytes).map_err(|_| {
            GraphError::bad("Unable to read JSON request payload: it is not one JSON object.")
        })?;
        Ok(Self(object))
    }

    /// The member of this name; null is as if it were not there.
    fn take(&mut self, name: &str) -> Option<Value> {
        self.0.remove(name).filter(|value| !value.is_null())
    }

    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, GraphError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(GraphError::property(name, "must be a text")),
        }
    }

    pub(super) fn bool(&mut self, name: &str) -> Result<Option<bool>, GraphError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Bool(value)) => Ok(Some(value)),
            Some(_) => Err(GraphError::property(name, "must be true or false")),
        }
    }

    /// A whole number that is not negative: no text, no fraction.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<u32>, GraphError> {
        match self.take(name) {
            None => Ok(None),
            Some(value) => value
                .as_u64()
                .and_then(|number| u32::try_from(number).ok())
                .map(Some)
                .ok_or_else(|| GraphError::property(name, "must be a whole number")),
        }
    }

    /// A point in time with its zone.
    pub(super) fn time(&mut self, name: &str) -> Result<Option<Timestamp>, GraphError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let read: Option<jiff::Timestamp> = text.parse().ok();
        // Within the calendar that every client has: years 1970 to 9998.
        let read = read.filter(|time| (0..253_370_764_800).contains(&time.as_second()));
        read.map(|time| Some(Timestamp::from_millis(time.as_millisecond()))).ok_or_else(|| {
            GraphError::property(
                name,
                "must be a date and a time with its zone, such as 2026-11-23T09:00:00Z",
            )
        })
    }

    pub(super) fn list(&mut self, name: &str) -> Result<Option<Vec<Value>>, GraphError> {
        match self.take(name) {
            None => Ok(None),
            Some(Value::Array(values)) => Ok(Some(values)),
            Some(_) => Err(GraphError::property(name, "must be a list")),
        }
    }

    /// Takes members that say nothing here.
    pub(super) fn ignore(&mut self, names: &[&str]) {
        for name in names {
            self.0.remove(*name);
        }
    }

    /// Refuses what nobody took. Annotations of OData's own are passed over.
    pub(super) fn done(self) -> Result<(), GraphError> {
        match self.0.keys().find(|name| !name.contains("@odata.")) {
            None => Ok(()),
            Some(name) => {
                let shown: String = name.chars().take(60).collect();
                Err(GraphError::bad(format!("Invalid property '{}'.", shown.escape_debug())))
            }
        }
    }
}
