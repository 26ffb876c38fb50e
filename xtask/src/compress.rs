//! Compression at the highest level, as the server sends it and as `size` counts it.
//!
//! Owns which files are worth it. Started by the site's build and by `size`; yields bytes.

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;
use std::path::Path;

const WORTH_IT: [&str; 13] =
    ["css", "ftl", "html", "js", "json", "map", "mjs", "svg", "ts", "txt", "wasm", "webmanifest", "xml"];

/// Whether a file of this name is sent compressed: texts and Wasm are, images and fonts already are.
pub(crate) fn is_worth_it(name: &str) -> bool {
    Path::new(name).extension().and_then(|it| it.to_str()).is_some_and(|it| WORTH_IT.contains(&it))
}

/// As `gzip -9` does.
pub(crate) fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

/// As `brotli -q 11` does.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &*content, &mut out, &settings)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn what_is_compressed_comes_back() {
        let content = "Temporary Access Pass ".repeat(100).into_bytes();
        let mut back = Vec::new();
        flate2::read::GzDecoder::new(&*gzip(&content).unwrap()).read_to_end(&mut back).unwrap();
        assert_eq!(back, content);
        back.clear();
        brotli::BrotliDecompress(&mut &*brotli(&content).unwrap(), &mut back).unwrap();
        assert_eq!(back, content);
    }

    #[test]
    fn images_are_left_alone() {
        for (name, worth) in
            [("a/b.js", true), ("x_bg.wasm", true), ("favicon.svg", true), ("a.png", false), ("js", false)]
        {
            assert_eq!(is_worth_it(name), worth, "{name}");
        }
    }
}
