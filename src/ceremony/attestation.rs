//! Finds the authenticator data inside an attestation object.
//!
//! Owns as much CBOR (RFC 8949) as that needs: walking over definite-length items of one map. Whatever
//! is not that gives `None`; judging the rest is the server's.

/// The byte string under `authData` in the map that `object` is.
pub(super) fn authenticator_data(object: &[u8]) -> Option<&[u8]> {
    let mut reader = Reader { rest: object };
    let (MAP, entries) = reader.head()? else { return None };
    for _ in 0..entries {
        let (TEXT, length) = reader.head()? else { return None };
        let key = reader.take(length)?;
        if key == b"authData" {
            let (BYTES, length) = reader.head()? else { return None };
            return reader.take(length);
        }
        reader.skip(DEPTH)?;
    }
    None
}

const BYTES: u8 = 2;
const TEXT: u8 = 3;
const ARRAY: u8 = 4;
const MAP: u8 = 5;
const TAG: u8 = 6;

/// Deeper than any attestation statement, shallow enough for any stack.
const DEPTH: u8 = 8;

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: u64) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(usize::try_from(count).ok()?)?;
        self.rest = rest;
        Some(taken)
    }

    /// The major type and the argument of the next item.
    fn head(&mut self) -> Option<(u8, u64)> {
        let first = *self.take(1)?.first()?;
        let argument = match first & 31 {
            small @ 0..=23 => u64::from(small),
            follow @ 24..=27 => {
                let bytes = self.take(1 << (follow - 24))?;
                bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
            }
            _ => return None,
        };
        Some((first >> 5, argument))
    }

    fn skip(&mut self, depth: u8) -> Option<()> {
        let deeper = depth.checked_sub(1)?;
        let (kind, argument) = self.head()?;
        let items = match kind {
            BYTES | TEXT => return self.take(argument).map(|_| ()),
            ARRAY => argument,
            MAP => argument.checked_mul(2)?,
            TAG => 1,
            _ => 0,
        };
        (0..items).try_for_each(|_| self.skip(deeper))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_data_wherever_it_stands() {
        for (case, object, expected) in [
            ("last", &b"\xa2\x63fmt\x64none\x68authData\x43abc"[..], Some(&b"abc"[..])),
            ("first", b"\xa2\x68authData\x43abc\x63fmt\x64none", Some(b"abc")),
            (
                "after a statement",
                b"\xa2\x67attStmt\xa2\x63alg\x26\x63x5c\x82\x41a\xc1\x00\x68authData\x58\x01z",
                Some(b"z"),
            ),
            ("as text", b"\xa1\x68authData\x63abc", None),
            ("missing", b"\xa1\x63fmt\x64none", None),
            ("no map", b"\x68authData", None),
            ("of endless length", b"\xbf\x68authData\x43abc\xff", None),
            ("huge", b"\xa1\x68authData\x5b\xff\xff\xff\xff\xff\xff\xff\xff", None),
            ("a huge array before it", b"\xa2\x61a\x9b\xff\xff\xff\xff\xff\xff\xff\xff", None),
            ("too deep", b"\xa2\x61a\x81\x81\x81\x81\x81\x81\x81\x81\x81\x00\x68authData\x43abc", None),
        ] {
            assert_eq!(authenticator_data(object), expected, "{case}");
        }
    }
}
