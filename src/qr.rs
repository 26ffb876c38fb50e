//! A QR code as one path, to be drawn as SVG.
//!
//! Owns the square of modules around a text, with its quiet zone (ISO/IEC 18004, §9.1: four modules on
//! every side, without which many cameras see nothing on a dark page). The encoder is `qrcodegen`.

use doorkey_protocol::secret::Secret;
use qrcodegen::{QrCode, QrCodeEcc};

/// How many light modules stand on every side.
const QUIET_ZONE: i32 = 4;

/// A QR code, its quiet zone included. What it holds may be a secret, so it shows nothing of itself.
#[derive(Clone)]
pub struct Qr {
    /// How many modules a side has.
    pub size: i32,
    /// The dark modules, as the `d` of an SVG path.
    pub path: Secret,
}

impl Qr {
    /// The code of a text; `None` when it is too long for one.
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            let mut x = 0;
            while x < code.size() {
                let from = x;
                while code.get_module(x, y) {
                    x += 1;
                }
                // Dark modules beside each other are one bar.
                if x > from {
                    path.push('M');
                    push(&mut path, from + QUIET_ZONE);
                    path.push(' ');
                    push(&mut path, y + QUIET_ZONE);
                    path.push('h');
                    push(&mut path, x - from);
                    path.push_str("v1H");
                    push(&mut path, from + QUIET_ZONE);
                    path.push('z');
                }
                x += 1;
            }
        }
        Some(Self { size: code.size() + 2 * QUIET_ZONE, path: Secret::new(path) })
    }

    /// Its `viewBox`.
    pub fn view_box(&self) -> String {
        let mut text = String::from("0 0 ");
        push(&mut text, self.size);
        text.push(' ');
        push(&mut text, self.size);
        text
    }
}

impl std::fmt::Debug for Qr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Qr")
    }
}

/// A number as digits, without the weight of formatting.
fn push(text: &mut String, number: i32) {
    if number >= 10 {
        push(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The modules that the path draws, row by row.
    fn drawn(qr: &Qr) -> Vec<Vec<bool>> {
        let size = qr.size as usize;
        let mut modules = vec![vec![false; size]; size];
        for bar in qr.path.expose().split('M').skip(1) {
            let (at, rest) = bar.split_once('h').unwrap();
            let (x, y) = at.split_once(' ').unwrap();
            let (length, back) = rest.split_once("v1H").unwrap();
            assert_eq!(back, format!("{x}z"));
            let (x, y, length): (usize, usize, usize) =
                (x.parse().unwrap(), y.parse().unwrap(), length.parse().unwrap());
            modules[y][x..x + length].fill(true);
        }
        modules
    }

    #[test]
    fn another_program_reads_it() {
        let long = format!(
            "otpauth://totp/Verein%20F%C3%BCr%20Alle:sam%40demo.example?secret={}&digits=6",
            "A".repeat(52)
        );
        for text in ["https://doorkey.example/#h=3b2Zx8oQq0X0f4yJ3vYw4A", &long] {
            let qr = Qr::of(text).unwrap();
            let modules = drawn(&qr);
            let zone = QUIET_ZONE as usize;
            assert!(modules[..zone].iter().flatten().all(|dark| !dark), "a quiet zone above");
            assert!(modules.iter().all(|row| !row[row.len() - zone..].contains(&true)), "and beside");
            let scale = 4;
            let mut image = rqrr::PreparedImage::prepare_from_greyscale(
                modules.len() * scale,
                modules.len() * scale,
                |x, y| if modules[y / scale][x / scale] { 0 } else { 255 },
            );
            let (_, read) = image.detect_grids()[0].decode().unwrap();
            assert_eq!(read, text);
        }
    }

    #[test]
    fn what_fits_in_none_has_none() {
        assert!(Qr::of(&"x".repeat(4_000)).is_none());
        assert_eq!(format!("{:?}", Qr::of("secret")), "Some(Qr)");
    }
}
