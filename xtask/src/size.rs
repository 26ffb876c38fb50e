//! `cargo xtask size`: what the page loads, in bytes.
//!
//! Owns the count: index.html and all that it links or imports at once, compressed as the server sends
//! it; beside it, and not in it, what is fetched later. Started by people and CI; yields a table or JSON, and failure above the budget of wasm-pack.toml.

use crate::build::{self, Site};
use crate::figures::{self, Figure, grouped};
use crate::settings::Settings;
use crate::workspace::Workspace;
use crate::{compress, links};
use anyhow::{Result, ensure};
use serde::Serialize;
use std::collections::BTreeSet;
use std::process::ExitCode;

/// What `size` can be told.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const PAGE: &str = "index.html";

#[derive(Serialize)]
struct Report {
    files: Vec<Size>,
    sum: Size,
    /// What is fetched later, and not counted.
    later: Vec<Size>,
    budget: usize,
}

/// The bytes of one file, or of all.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
struct Size {
    name: String,
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Builds, counts, prints, and compares with the budget.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<ExitCode> {
    let report = measure(workspace, &build::site(workspace)?)?;
    figures::note(
        workspace,
        &[
            Figure::bytes("page.raw", report.sum.raw),
            Figure::bytes("page.gzip", report.sum.gzip),
            Figure::bytes("page.brotli", report.sum.brotli),
            Figure::bytes("rest.brotli", sum(&report.later).brotli),
        ],
    )?;
    if options.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        table(&report).iter().for_each(|line| println!("{line}"));
    }
    if let Err(error) = report.hold() {
        eprintln!("error: {error}");
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a built site keeps its budget.
pub(crate) fn hold(workspace: &Workspace, site: &Site) -> Result<()> {
    measure(workspace, site)?.hold()
}

fn measure(workspace: &Workspace, site: &Site) -> Result<Report> {
    let budget = Settings::read(workspace)?.budget.page_brotli;
    ensure!(site.files.contains_key(PAGE), "there is no www/{PAGE} to measure");
    let sizes = |names: BTreeSet<String>| -> Result<Vec<Size>> {
        names.into_iter().map(|name| size(site.files[&name].as_slice(), name)).collect()
    };
    let files = sizes(links::reached(&site.files, PAGE))?;
    let later = sizes(links::later(&site.files, PAGE))?;
    Ok(Report { sum: sum(&files), files, later, budget })
}

impl Report {
    fn hold(&self) -> Result<()> {
        let above = self.sum.brotli.saturating_sub(self.budget);
        ensure!(
            above == 0,
            "the page is {} bytes above its budget (page-brotli in wasm-pack.toml)",
            grouped(&above.to_string())
        );
        Ok(())
    }
}

/// As it travels: what is compressed already travels as it is.
fn size(content: &[u8], name: String) -> Result<Size> {
    let raw = content.len();
    if !compress::is_worth_it(&name) {
        return Ok(Size { name, raw, gzip: raw, brotli: raw });
    }
    Ok(Size { name, raw, gzip: compress::gzip(content)?.len(), brotli: compress::brotli(content)?.len() })
}

fn sum(files: &[Size]) -> Size {
    let empty = Size { name: "sum".to_owned(), raw: 0, gzip: 0, brotli: 0 };
    files.iter().fold(empty, |sum, file| Size {
        raw: sum.raw + file.raw,
        gzip: sum.gzip + file.gzip,
        brotli: sum.brotli + file.brotli,
        ..sum
    })
}

fn table(report: &Report) -> Vec<String> {
    let width =
        report.files.iter().chain(&report.later).map(|file| file.name.len()).max().unwrap_or_default().max(4);
    let row = |name: &str, columns: [&str; 3]| {
        let [raw, gzip, brotli] = columns;
        format!("{name:<width$}  {raw:>9}  {gzip:>9}  {brotli:>9}")
    };
    let bytes = |size: &Size| {
        let [raw, gzip, brotli] = [size.raw, size.gzip, size.brotli].map(|it| grouped(&it.to_string()));
        row(&size.name, [&raw, &gzip, &brotli])
    };
    let mut lines = vec![row("file", ["raw", "gzip -9", "brotli 11"])];
    lines.extend(report.files.iter().map(bytes));
    lines.push(bytes(&report.sum));
    lines.push(row("budget", ["", "", &grouped(&report.budget.to_string())]));
    if !report.later.is_empty() {
        lines.push("later, while the newcomer types:".to_owned());
        lines.extend(report.later.iter().map(bytes));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_stands_below_its_files() {
        let files = vec![
            Size { name: "a.js".to_owned(), raw: 1000, gzip: 400, brotli: 300 },
            Size { name: "index.html".to_owned(), raw: 234, gzip: 50, brotli: 40 },
        ];
        let later = vec![Size { name: "_rest.wasm".to_owned(), raw: 500, gzip: 200, brotli: 100 }];
        let report = Report { sum: sum(&files), files, later, budget: 64_000 };
        assert!(report.hold().is_ok());
        let tight = Report { sum: report.sum.clone(), files: Vec::new(), later: Vec::new(), budget: 300 };
        let said = tight.hold().unwrap_err().to_string();
        assert_eq!(said, "the page is 40 bytes above its budget (page-brotli in wasm-pack.toml)");
        let expected = [
            "file              raw    gzip -9  brotli 11",
            "a.js            1,000        400        300",
            "index.html        234         50         40",
            "sum             1,234        450        340",
            "budget                               64,000",
            "later, while the newcomer types:",
            "_rest.wasm        500        200        100",
        ];
        assert_eq!(table(&report), expected);
    }

    #[test]
    fn an_image_travels_as_it_is() {
        let image = size(&[0; 1000], "a.png".to_owned()).unwrap();
        assert_eq!((image.raw, image.gzip, image.brotli), (1000, 1000, 1000));
        assert!(size(&[b' '; 1000], "a.svg".to_owned()).unwrap().brotli < 100);
    }
}
