//! `$filter`, as far as the product may ask: comparisons joined by `and` and `or`, `startswith`, and `any` over
//! a list.
//!
//! Owns whether an object passes one. Not a whole OData: what it does not know, it refuses.

use jiff::Timestamp;
use serde_json::Value;

/// Whether `object` passes; `None` for a filter that is not understood.
pub(super) fn admits(filter: &str, object: &Value) -> Option<bool> {
    let mut any = false;
    for alternative in split(filter, " or ") {
        let mut all = true;
        for clause in split(alternative, " and ") {
            all &= holds(clause.trim(), object)?;
        }
        any |= all;
    }
    Some(any)
}

/// Divides at a word that stands in no text and no brackets.
fn split<'a>(text: &'a str, word: &str) -> Vec<&'a str> {
    let (mut parts, mut from, mut quoted, mut depth) = (Vec::new(), 0, false, 0_i32);
    for (at, sign) in text.char_indices() {
        match sign {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if !quoted && depth == 0 && at >= from && text[at..].starts_with(word) {
            parts.push(&text[from..at]);
            from = at + word.len();
        }
    }
    parts.push(&text[from..]);
    parts
}

fn holds(clause: &str, object: &Value) -> Option<bool> {
    if let Some(inner) = clause.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return admits(inner, object);
    }
    if let Some((path, rest)) = clause.split_once("/any(") {
        let (name, inner) = rest.strip_suffix(')')?.split_once(':')?;
        let prefix = format!("{}/", name.trim());
        let inner = inner.replace(&prefix, "");
        let elements = member(object, path).as_array().cloned().unwrap_or_default();
        return elements
            .iter()
            .map(|element| admits(&inner, element))
            .try_fold(false, |any, one| Some(any | one?));
    }
    if let Some(arguments) = clause.strip_prefix("startswith(").and_then(|rest| rest.strip_suffix(')')) {
        let (path, text) = arguments.split_once(',')?;
        let found = member(object, path.trim()).as_str().unwrap_or_default().to_ascii_lowercase();
        return Some(found.starts_with(&unquoted(text.trim())?.to_ascii_lowercase()));
    }
    let (path, rest) = clause.split_once(' ')?;
    let (operator, literal) = rest.trim().split_once(' ')?;
    let order = compared(member(object, path), literal.trim())?;
    Some(match operator {
        "eq" => order == Some(std::cmp::Ordering::Equal),
        "ne" => order != Some(std::cmp::Ordering::Equal),
        "gt" => order.is_some_and(std::cmp::Ordering::is_gt),
        "ge" => order.is_some_and(std::cmp::Ordering::is_ge),
        "lt" => order.is_some_and(std::cmp::Ordering::is_lt),
        "le" => order.is_some_and(std::cmp::Ordering::is_le),
        _ => return None,
    })
}

fn member<'a>(object: &'a Value, path: &str) -> &'a Value {
    path.split('/').try_fold(object, |value, name| value.get(name)).unwrap_or(&Value::Null)
}

fn unquoted(text: &str) -> Option<String> {
    Some(text.strip_prefix('\'')?.strip_suffix('\'')?.replace("''", "'"))
}

/// How a member and a literal lie; the outer `None` is a literal that is none.
fn compared(found: &Value, literal: &str) -> Option<Option<std::cmp::Ordering>> {
    if let Some(text) = unquoted(literal) {
        let found = found.as_str().map(str::to_ascii_lowercase);
        return Some(found.map(|found| found.cmp(&text.to_ascii_lowercase())));
    }
    if let Ok(time) = literal.parse::<Timestamp>() {
        return Some(
            found.as_str().and_then(|found| found.parse::<Timestamp>().ok()).map(|found| found.cmp(&time)),
        );
    }
    match literal {
        "null" => Some(found.is_null().then_some(std::cmp::Ordering::Equal)),
        "true" | "false" => Some(found.as_bool().map(|found| found.cmp(&(literal == "true")))),
        number => {
            let number = number.parse::<i64>().ok()?;
            Some(found.as_i64().map(|found| found.cmp(&number)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn filters_are_understood_or_refused() {
        let entry = json!({
            "userId": "a1", "at": "2026-11-28T04:00:00.1234567Z", "ok": true, "none": null,
            "status": { "errorCode": 0 }, "name": "O'Neill and or",
            "targetResources": [{ "id": "x" }, { "id": "y" }],
        });
        for (filter, admitted) in [
            ("userId eq 'A1'", Some(true)),
            ("userId eq 'a1' and at ge 2026-11-28T04:00:00Z", Some(true)),
            ("userId eq 'a1' and at lt 2026-11-28T04:00:00Z", Some(false)),
            ("userId eq 'b' or (ok eq true and status/errorCode eq 0)", Some(true)),
            ("name eq 'O''Neill and or'", Some(true)),
            ("startswith(name,'o''n')", Some(true)),
            ("targetResources/any(t:t/id eq 'y')", Some(true)),
            ("targetResources/any(t: t/id eq 'z')", Some(false)),
            ("none eq null", Some(true)),
            ("userId ne 'a1'", Some(false)),
            ("userId", None),
            ("userId like 'a'", None),
            ("userId eq a1", None),
            ("", None),
        ] {
            assert_eq!(admits(filter, &entry), admitted, "{filter}");
        }
    }
}
