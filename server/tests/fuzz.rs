//! Every fuzz target, with every seed and with what becomes of seeds.
//!
//! Owns a mutator without guidance, for every run of the tests on any toolchain; `fuzz/` has the same
//! targets for libFuzzer, which is guided. Whatever once broke a target becomes a seed.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use doorkey_server::fuzzing::{TARGETS, Target};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

/// How many mutations of all seeds together, for each target: in every run, and in a long one.
const SHORT: u64 = 20_000;
const LONG: u64 = 5_000_000;

/// Pieces that decide something somewhere.
const WORDS: [&[u8]; 16] = [
    b"'",
    b"\"",
    b"(",
    b")",
    b"\\u0000",
    b"null",
    b"true",
    b"4294967296",
    b"-1",
    b"1e999",
    b" and ",
    b" or ",
    b"not ",
    b"/any(t:",
    b"\xff",
    b"\xe2\x80\x8b",
];

/// xorshift64*: the same mutations in every run, so that what breaks one breaks the next.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let roll = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(roll).unwrap() % sides.max(1)
    }
}

fn mutate(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[dice.roll(seeds.len())].clone();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        match dice.roll(7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.roll(8),
            1 if at < bytes.len() => bytes[at] = u8::try_from(dice.roll(256)).unwrap(),
            2 => bytes.truncate(at),
            3 => drop(bytes.splice(at..at, WORDS[dice.roll(WORDS.len())].iter().copied())),
            4 => {
                // A piece of itself, once more.
                let piece = bytes[at..(at + dice.roll(40)).min(bytes.len())].to_owned();
                let to = dice.roll(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            5 => {
                // The beginning of one, the end of another.
                let other = &seeds[dice.roll(seeds.len())];
                bytes.truncate(at);
                bytes.extend(&other[dice.roll(other.len() + 1)..]);
            }
            _ => drop(bytes.drain(at..(at + dice.roll(8)).min(bytes.len()))),
        }
    }
    bytes
}

fn check((name, target): Target) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(name);
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty(), "{name} has seeds");
    let seeds: Vec<_> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    let long = std::env::var_os("DOORKEY_LONG").is_some();
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mutated = (0..if long { LONG } else { SHORT }).map(|_| mutate(&mut dice, &seeds));
    for bytes in seeds.clone().into_iter().chain(mutated) {
        let result = catch_unwind(AssertUnwindSafe(|| target(&bytes)));
        assert!(result.is_ok(), "{name} breaks on {:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn nothing_that_a_stranger_writes_breaks_anything() {
    for target in TARGETS {
        check(target);
    }
}

#[test]
fn a_target_that_breaks_is_found_to() {
    let broken: Target = ("filter", |bytes| assert!(!bytes.contains(&b'\''), "on purpose"));
    assert!(catch_unwind(|| check(broken)).is_err());
}
