//! Any bytes as a module and as its table. What has to hold stands in `tests/robust/check.rs`.

#![no_main]

#[path = "../../tests/robust/check.rs"]
mod check;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| check::bytes(bytes));
