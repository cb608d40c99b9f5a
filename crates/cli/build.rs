//! Tells `ama` which sources it is made from: it hands out sites of the same ones only.

#[expect(
    unreachable_pub,
    reason = "a module of `sources`, where it can be reached"
)]
#[path = "../sources/src/build_id.rs"]
mod build_id;

use std::io;
use std::path::Path;

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).unwrap_or(here);
    for input in build_id::inputs(root)? {
        println!("cargo::rerun-if-changed={}", root.join(input).display());
    }
    println!("cargo::rustc-env=AMA_BUILD={}", build_id::build_id(root)?);
    Ok(())
}
