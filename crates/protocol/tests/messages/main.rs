//! The messages are what they were, or their version is another one.
//!
//! `messages.txt` beside `src` holds every type that goes between page and worker, with the version that has them so.
//! Bytes of postcard carry no names: a page would read a worker's changed type as something else without noticing.

mod trace;

use protocol::{Envelope, FromWorker, Request, VERSION};

use trace::Tracer;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/messages.txt");

#[test]
fn a_changed_message_raises_the_version() {
    let mut tracer = Tracer::default();
    tracer.trace::<Envelope<()>>();
    tracer.trace::<Request>();
    tracer.trace::<FromWorker>();
    let now = format!("version {VERSION}\n{}", tracer.types());
    // Not there: it is made by blessing.
    let kept = std::fs::read_to_string(FILE).unwrap_or_default();
    let kept = kept.replace('\r', "");
    if kept == now {
        return;
    }
    assert!(
        may_be_blessed(&kept),
        "messages changed: raise `VERSION` in crates/protocol/src/lib.rs, then `cargo xtask bless`. {}",
        difference(&kept, &now)
    );
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "messages of another version are kept in {FILE}; `cargo xtask bless` renews them. {}",
        difference(&kept, &now)
    );
    std::fs::write(FILE, now).unwrap();
}

/// Whether what is kept is of an older version, or nothing is.
fn may_be_blessed(kept: &str) -> bool {
    let version = kept
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("version "));
    match version.and_then(|version| version.parse::<u16>().ok()) {
        Some(version) => version < VERSION,
        None => kept.is_empty(),
    }
}

/// The first line that differs.
fn difference(kept: &str, now: &str) -> String {
    let differs = |of: &str, other: &str| {
        of.lines()
            .find(|line| !other.lines().any(|known| known == *line))
            .unwrap_or("–")
            .to_owned()
    };
    format!("was: {}\nis:  {}", differs(kept, now), differs(now, kept))
}

#[test]
fn what_is_kept_of_this_version_cannot_be_blessed() {
    assert!(!may_be_blessed(&format!("version {VERSION}\nA: u8\n")));
    assert!(!may_be_blessed(&format!("version {}\n", VERSION + 1)));
    assert!(!may_be_blessed("something else"));
    assert!(may_be_blessed(&format!("version {}\n", VERSION - 1)));
    assert!(may_be_blessed(""));
}
