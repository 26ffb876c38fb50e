//! What the tests leave behind on purpose: figures and pictures.
//!
//! Owns the lines that go to DOORKEY_FIGURES and the files that go to DOORKEY_SCREENSHOTS; where a
//! variable is not set, nothing is left.

use serde_json::json;
use std::fs::{self, File};
use std::io::Write;
use std::path::PathBuf;

/// Notes a figure that stands for `n` measurements.
pub(crate) fn note(name: &str, value: f64, unit: &str, n: usize) {
    let Some(path) = std::env::var_os("DOORKEY_FIGURES").filter(|path| !path.is_empty()) else { return };
    let (value, at) = ((value * 10.0).round() / 10.0, jiff::Timestamp::now().to_string());
    let line = json!({ "name": name, "value": value, "unit": unit, "n": n, "at": at });
    let file = File::options().create(true).append(true).open(path);
    // In one write, so that lines of others stay whole.
    file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()))
        .expect("the figures can be written");
}

/// The middle one, or the mean of the two in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { f64::midpoint(values[middle - 1], values[middle]) }
}

/// Keeps a picture.
pub(crate) fn picture(name: &str, png: &[u8]) {
    let Some(folder) = std::env::var_os("DOORKEY_SCREENSHOTS").filter(|path| !path.is_empty()) else {
        return;
    };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).expect("the folder for pictures can be made");
    fs::write(folder.join(format!("{name}.png")), png).expect("a picture can be written");
}
