//! Lists, a page at a time.
//!
//! Owns the query of a list (`$top`, `$filter`, `$skiptoken`), filling a page by it, and the shape of its
//! answer with the link to the next page.

use super::BASE;
use super::error::GraphError;
use super::filter::Filter;
use crate::Server;
use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::{Value, json};
use url::form_urlencoded;

/// How many are given when nobody says otherwise, and at most.
const USUAL: i64 = 100;
const MOST: i64 = 999;

/// How many are looked at for one page of a filtered list.
const LOOKED_AT: i64 = 5_000;

/// What of a list is asked for.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(super) top: i64,
    pub(super) filter: Option<Filter>,
    /// Where the page before ended, in the list's own terms.
    pub(super) after: Option<String>,
    /// The query again, but for where it begins.
    again: Vec<(String, String)>,
    /// The path of the list, with the address that was asked.
    address: String,
}

impl FromRequestParts<Server> for Wanted {
    type Rejection = GraphError;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, GraphError> {
        // Never the Host header: whoever writes that would lead the client elsewhere.
        let origin = server.settings().origins.first().map(ToString::to_string).unwrap_or_default();
        let path = parts
            .extensions
            .get::<axum::extract::OriginalUri>()
            .map_or_else(|| parts.uri.path().to_owned(), |uri| uri.path().to_owned());
        Self::read(parts.uri.query().unwrap_or_default(), format!("{origin}{path}"))
    }
}

impl Wanted {
    fn read(query: &str, address: String) -> Result<Self, GraphError> {
        let mut wanted = Self { top: USUAL, filter: None, after: None, again: Vec::new(), address };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            match name.as_ref() {
                "$skiptoken" => {
                    wanted.after = Some(value.into_owned());
                    continue;
                }
                "$top" => {
                    let top = value.parse().ok().filter(|top| (1..=MOST).contains(top));
                    wanted.top = top.ok_or_else(|| GraphError::bad("Invalid $top: it must be 1 to 999."))?;
                }
                "$filter" => {
                    let filter = Filter::read(&value)
                        .map_err(|error| GraphError::bad(format!("Invalid filter clause: {error}.")))?;
                    wanted.filter = Some(filter);
                }
                // The newest first is the one order there is; all properties are given.
                "$orderby" if value.ends_with(" desc") || !value.contains(' ') => {}
                "$select" | "$count" => {}
                other => {
                    let shown: String = other.chars().take(40).collect();
                    return Err(GraphError::bad(format!(
                        "The query parameter '{}' is not supported here.",
                        shown.escape_debug()
                    )));
                }
            }
            wanted.again.push((name.into_owned(), value.into_owned()));
        }
        Ok(wanted)
    }

    /// Whether the filter lets it through.
    pub(super) fn admits(&self, value: &Value) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.admits(value))
    }

    /// A page of the list; `next` is where the one after begins.
    pub(super) fn page(&self, context: &str, values: Vec<Value>, next: Option<String>) -> Json<Value> {
        let mut page = of(&self.context(context), values);
        if let Some(next) = next {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(&self.again).append_pair("$skiptoken", &next);
            page["@odata.nextLink"] = Value::from(format!("{}?{}", self.address, query.finish()));
        }
        Json(page)
    }

    /// A page that is to be filled.
    pub(super) fn filling(&self) -> Filling<'_> {
        let after = self.after.clone().unwrap_or_default();
        Filling { wanted: self, after, values: Vec::new(), looked_at: 0, is_last: false }
    }

    fn context(&self, context: &str) -> String {
        let origin = self.address.split(BASE).next().unwrap_or_default();
        metadata(origin, context)
    }
}

/// A list in its envelope.
pub(super) fn of(context: &str, values: Vec<Value>) -> Value {
    let mut list = json!({ "@odata.context": context });
    list["value"] = Value::Array(values);
    list
}

/// A page of a list of which each element has a name, by which they stand in order. A filter may pass
/// over many before one fits, and a client may take an empty page for the last: so it is filled, as long
/// as that does not cost too much.
pub(super) struct Filling<'a> {
    wanted: &'a Wanted,
    after: String,
    values: Vec<Value>,
    looked_at: i64,
    is_last: bool,
}

impl Filling<'_> {
    /// After which name to go on, and how many are to be got; `None` when it is done.
    pub(super) fn wants(&self) -> Option<(&str, i64)> {
        let is_done = self.is_last || self.is_full() || self.looked_at >= LOOKED_AT;
        let most = if self.wanted.filter.is_some() { self.wanted.top.max(USUAL) } else { self.wanted.top };
        (!is_done).then_some((self.after.as_str(), most))
    }

    /// Takes what was got, each with its name. Fewer than were asked for are the last.
    pub(super) fn take(&mut self, got: Vec<(String, Value)>) {
        let most = self.wants().map_or(0, |(_, most)| most);
        self.is_last = i64::try_from(got.len()).is_ok_and(|count| count < most);
        for (name, value) in got {
            if self.is_full() {
                self.is_last = false;
                return;
            }
            self.looked_at += 1;
            self.after = name;
            if self.wanted.admits(&value) {
                self.values.push(value);
            }
        }
    }

    fn is_full(&self) -> bool {
        i64::try_from(self.values.len()).is_ok_and(|count| count >= self.wanted.top)
    }

    /// The page.
    pub(super) fn page(self, context: &str) -> Json<Value> {
        let next = (!self.is_last).then_some(self.after);
        self.wanted.page(context, self.values, next)
    }
}

/// Where OData would have its metadata.
pub(super) fn metadata(origin: &str, context: &str) -> String {
    format!("{origin}{BASE}/$metadata#{context}")
}

/// The same for one object.
pub(super) fn context(server: &Server, context: &str) -> String {
    let origin = server.settings().origins.first().map(ToString::to_string).unwrap_or_default();
    metadata(&origin, context)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_leads_to_the_next_with_the_same_question() {
        let address = "https://pass.example/v1.0/users".to_owned();
        let wanted = Wanted::read("$top=2&$filter=a+eq+%27b%26c%27&$skiptoken=old", address).unwrap();
        assert_eq!((wanted.top, wanted.after.as_deref()), (2, Some("old")));
        let page = wanted.page("users", vec![], Some("new one".to_owned()));
        assert_eq!(
            page["@odata.nextLink"],
            "https://pass.example/v1.0/users?%24top=2&%24filter=a+eq+%27b%26c%27&%24skiptoken=new+one"
        );
        assert_eq!(page["@odata.context"], "https://pass.example/v1.0/$metadata#users");
    }

    /// The pages of a list of the names `000` to `249`, by this query.
    fn pages(query: &str) -> Vec<Vec<String>> {
        let names: Vec<_> = (0..250).map(|number| format!("{number:03}")).collect();
        let mut pages = Vec::new();
        let mut query = query.to_owned();
        loop {
            let wanted = Wanted::read(&query, String::new()).unwrap();
            let mut filling = wanted.filling();
            while let Some((after, most)) = filling.wants() {
                let rest = names.iter().filter(|name| name.as_str() > after);
                let got = rest.take(usize::try_from(most).unwrap());
                let got = got.map(|name| (name.clone(), json!({ "name": name }))).collect();
                filling.take(got);
            }
            let Json(page) = filling.page("names");
            let values = page["value"].as_array().unwrap();
            pages.push(values.iter().map(|value| value["name"].as_str().unwrap().to_owned()).collect());
            match page["@odata.nextLink"].as_str() {
                Some(next) => query = next.split_once('?').unwrap().1.to_owned(),
                None => return pages,
            }
        }
    }

    #[test]
    fn a_page_is_filled_whatever_the_filter_passes_over() {
        for (query, expected) in [
            ("$filter=name eq '237'", vec![vec!["237"]]),
            ("$filter=endswith(name,'20')&$top=2", vec![vec!["020", "120"], vec!["220"]]),
            ("$filter=name ge '248'&$top=2", vec![vec!["248", "249"]]),
            ("$filter=name eq 'x'", vec![vec![]]),
            ("$filter=name lt '003'&$top=2", vec![vec!["000", "001"], vec!["002"]]),
        ] {
            assert_eq!(pages(query), expected, "{query}");
        }
        let all = pages("$top=100");
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [100, 100, 50]);
        assert!(all.concat().is_sorted());
    }

    #[test]
    fn wrong_queries_are_named() {
        for (query, error) in [
            ("$top=0", "Invalid $top: it must be 1 to 999."),
            ("$top=1000", "Invalid $top: it must be 1 to 999."),
            ("$top=x", "Invalid $top: it must be 1 to 999."),
            ("$filter=", "Invalid filter clause: a property is expected at its part 1."),
            ("$expand=manager", "The query parameter '$expand' is not supported here."),
            ("$orderby=x asc", "The query parameter '$orderby' is not supported here."),
        ] {
            assert_eq!(Wanted::read(query, String::new()).unwrap_err().message, error, "{query}");
        }
    }
}
