//! JSON objects read as objects only.
//!
//! Owns [`read`] and [`object`]: what is derived for a struct also takes an array of its members'
//! values, which no caller of this API means.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::marker::PhantomData;

/// Reads bytes that are one JSON object.
///
/// # Errors
/// When they are not, or not of this shape. The error may quote what was read: it is not for callers.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = object(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

/// For `#[serde(deserialize_with)]`: a member that is an object.
pub(crate) fn object<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "only its shape is tested")]
        a: u8,
    }

    #[derive(Debug, Deserialize)]
    struct Outer {
        #[serde(deserialize_with = "object")]
        #[expect(dead_code, reason = "only its shape is tested")]
        inner: Inner,
    }

    #[test]
    fn arrays_are_no_objects() {
        for (text, fine) in [
            (r#"{"inner":{"a":1}}"#, true),
            (r#"{"inner":{"a":1},"more":[]}"#, true),
            (r#"{"inner":[1]}"#, false),
            (r#"[{"a":1}]"#, false),
            (r#"{"inner":{"a":1,"a":2}}"#, false),
            (r#"{"inner":{"a":1}} {}"#, false),
        ] {
            assert_eq!(read::<Outer>(text.as_bytes()).is_ok(), fine, "{text}");
        }
    }
}
