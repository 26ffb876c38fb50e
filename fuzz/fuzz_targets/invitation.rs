//! libFuzzer's way into `doorkey_server::fuzzing`: the target `invitation`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (doorkey_server::fuzzing::TARGETS[2].1)(bytes));
