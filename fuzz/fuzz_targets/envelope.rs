//! libFuzzer's way into `doorkey_server::fuzzing`: the target `envelope`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| (doorkey_server::fuzzing::TARGETS[5].1)(bytes));
