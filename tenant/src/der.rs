//! As much of DER as the public half of an RSA key needs.
//!
//! Owns a reader of it. It panics on what is not DER: only the toy keys are read, and certificates of tests.

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const SEQUENCE: u8 = 0x30;
/// `[0]`, in which a certificate says its version.
pub(crate) const VERSION: u8 = 0xa0;

/// What is left to be read.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// The contents of the next element, which must have this tag.
    pub(crate) fn take(&mut self, tag: u8) -> &'a [u8] {
        assert_eq!(self.0.first(), Some(&tag), "an element with the tag {tag:#x}");
        let (length, from) = match self.0[1] {
            short @ ..0x80 => (usize::from(short), 2),
            long => {
                let count = usize::from(long & 0x7f);
                let length = self.0[2..2 + count].iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte));
                (length, 2 + count)
            }
        };
        let (contents, rest) = self.0[from..].split_at(length);
        self.0 = rest;
        contents
    }

    /// Passes over the next element if it has this tag.
    pub(crate) fn skip(&mut self, tag: u8) {
        if self.0.first() == Some(&tag) {
            self.take(tag);
        }
    }

    pub(crate) fn enter(&mut self, tag: u8) -> Self {
        Self(self.take(tag))
    }
}
