//! What of a list is asked for: `$filter`, `$select`, `$top` and where a page begins.
//!
//! Owns reading it, and the page with the link to the next.

use super::error::No;
use super::{context, filter};
use crate::world::World;
use axum::Json;
use serde_json::{Value, json};
use url::form_urlencoded;

/// How many stand on a page when nobody says.
const USUAL: usize = 100;

/// The query of a list.
pub(super) struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    pub(super) fn read(query: Option<&str>) -> Self {
        Self { pairs: form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect() }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// What is left of an object: with `$select` that alone, without even its id.
    pub(super) fn selected(&self, value: Value) -> Value {
        let Some(names) = self.get("$select") else { return value };
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        let Value::Object(members) = value else { return value };
        members
            .into_iter()
            .filter(|(name, _)| name.starts_with('@') || names.contains(&name.as_str()))
            .collect()
    }

    /// Whether anything is selected.
    pub(super) fn selects(&self) -> bool {
        self.get("$select").is_some()
    }

    /// The page of `values` that is asked for. `path` is the list's, below the version.
    pub(super) fn page(&self, world: &World, path: &str, values: Vec<Value>) -> Result<Json<Value>, No> {
        let bad = |words: &str| No::new(world, 400, "BadRequest", words);
        let values = match self.get("$filter") {
            None => values,
            Some(filter) => {
                let mut admitted = Vec::new();
                // Of nothing as well, so that a wrong filter is refused where the list is empty.
                filter::admits(filter, &Value::Null).ok_or_else(|| bad("Invalid filter clause"))?;
                for value in values {
                    if filter::admits(filter, &value).ok_or_else(|| bad("Invalid filter clause"))? {
                        admitted.push(value);
                    }
                }
                admitted
            }
        };
        let number = |name: &str| self.get(name).map(str::parse::<usize>);
        let top = match number("$top") {
            None => USUAL,
            Some(Ok(top @ 1..=999)) => top,
            Some(_) => return Err(bad("Invalid page size specified. Must be between 1 and 999 inclusive.")),
        };
        let from = match number("$skiptoken") {
            None => 0,
            Some(from) => from.map_err(|_| bad("Skip token is invalid."))?,
        };
        let more = values.len() > from + top;
        let values: Vec<Value> =
            values.into_iter().skip(from).take(top).map(|it| self.selected(it)).collect();
        let mut page = json!({ "@odata.context": context(world, path), "value": values });
        if more {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(self.pairs.iter().filter(|(name, _)| name != "$skiptoken"));
            query.append_pair("$skiptoken", &(from + top).to_string());
            page["@odata.nextLink"] = format!("{}/v1.0/{path}?{}", world.origin, query.finish()).into();
        }
        Ok(Json(page))
    }
}
