//! libFuzzer's way into `doorkey_server::fuzzing`: the target `filter`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (doorkey_server::fuzzing::TARGETS[3].1)(bytes));
