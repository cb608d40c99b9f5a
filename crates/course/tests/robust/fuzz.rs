//! Good and bad modules changed at random: nothing panics, hangs or gives a place that is not in the file.
//!
//! The changes come from a seed, so that a failure comes back. `cargo xtask fuzz --seconds 60` runs it longer;
//! `crates/course/fuzz` does the same with libFuzzer, which needs a nightly compiler.

#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use self::dice::Dice;
use crate::check;
use crate::fixtures::{bad_modules, root};

/// Texts tried in a normal run of the tests.
const TRIES: u64 = 2000;
/// Longer texts only cost time.
const LONGEST: usize = 20_000;
/// How much slower, byte by byte, a changed text may be than the slowest that was not changed.
const SLOWER: f64 = 50.0;

/// Pieces that mean something in a module.
const TOKENS: [&str; 72] = [
    "+++\n",
    "＋＋＋\n",
    "\n\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "　",
    "\u{feff}",
    "\u{0}",
    "\u{202e}",
    "\u{200b}",
    "\u{1b}[31m",
    "𠮷",
    "👨‍👩‍👧",
    "が",
    "# ",
    "## ",
    "### ",
    "###### ",
    "##　",
    "{#ex1 .table}",
    "{#ex1 .choice .multiple}",
    "{.at-work}",
    "{.instructor}",
    "{町}",
    "{",
    "}",
    "```",
    "~~~",
    "```steps starter\n",
    "```steps solution\n",
    "```check\n",
    "```sql solution\n",
    "```chart solution\n",
    "```data\n",
    "> ",
    "> [!TIP]\n",
    "> [!IMPORTANT]\n",
    "- ",
    "- [ ] ",
    "- [x] ",
    "1. ",
    "* ",
    "*",
    "**",
    "_",
    "`",
    "[",
    "](",
    "](figure \"SELECT 1\")",
    "![",
    "<b>",
    "<!--",
    "-->",
    "| a | b |\n|---|---|\n",
    "|",
    "[[data]]\n",
    "[[wrong]]\n",
    "[",
    "]",
    "\"",
    "\"\"\"",
    "'''",
    "=",
    ",",
    "\\",
    "from 人口\n",
    "filter ",
    "group_by : a = count(*)\n",
    "&#0;",
];

impl Dice {
    /// A stretch of so many bytes at most.
    fn stretch(&mut self, len: usize, most: usize) -> std::ops::Range<usize> {
        let start = self.roll(len + 1);
        start..(start + self.roll(most)).min(len)
    }
}

/// Modules to start from.
fn corpus() -> Vec<Vec<u8>> {
    let mut corpus: Vec<Vec<u8>> = bad_modules()
        .iter()
        .map(|fixture| fixture.bytes().to_vec())
        .collect();
    for folder in ["courses", "tests/fixtures/modules", "tests/suite"] {
        add(&root().join(folder), &mut corpus);
    }
    for bytes in &mut corpus {
        bytes.truncate(LONGEST);
    }
    corpus
}

fn add(folder: &Path, corpus: &mut Vec<Vec<u8>>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            add(&path, corpus);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            corpus.push(fs::read(path).unwrap());
        }
    }
}

/// One text out of the others.
fn changed(corpus: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = corpus[dice.roll(corpus.len())].clone();
    for _ in 0..=dice.roll(8) {
        let at = dice.roll(bytes.len() + 1);
        match dice.roll(9) {
            0 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.roll(8);
                }
            }
            1 => {
                let stretch = dice.stretch(bytes.len(), 200);
                bytes.drain(stretch);
            }
            2 => {
                let stretch = dice.stretch(bytes.len(), 200);
                let copy = bytes[stretch].to_vec();
                bytes.splice(at..at, copy);
            }
            // Lines of another module.
            3 | 4 => {
                let other = &corpus[dice.roll(corpus.len())];
                let lines: Vec<&[u8]> = other.split_inclusive(|byte| *byte == b'\n').collect();
                let taken = dice.stretch(lines.len(), 12);
                let before = bytes.get(..at).unwrap_or_default();
                let start = before
                    .iter()
                    .rposition(|byte| *byte == b'\n')
                    .map_or(0, |end| end + 1);
                bytes.splice(start..start, lines[taken].concat());
            }
            5 => bytes.truncate(at),
            6 => {
                let token = TOKENS[dice.roll(TOKENS.len())].repeat(1 + dice.roll(40));
                bytes.splice(at..at, token.into_bytes());
            }
            _ => {
                let token = TOKENS[dice.roll(TOKENS.len())];
                bytes.splice(at..at, token.bytes());
            }
        }
    }
    bytes.truncate(2 * LONGEST);
    bytes
}

/// Seconds for one text.
fn timed(bytes: &[u8]) -> f64 {
    let began = Instant::now();
    check::bytes(bytes);
    began.elapsed().as_secs_f64()
}

/// Short texts have a price of their own.
fn size(bytes: &[u8]) -> f64 {
    bytes.len() as f64 + 1000.0
}

fn keep(bytes: &[u8]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-failure.md");
    fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn changed_modules_are_read_all_the_same() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seconds: Option<u64> = number("AMA_FUZZ_SECONDS");
    let seed: u64 = number("AMA_FUZZ_SEED").unwrap_or(1);
    let corpus = corpus();
    let slowest = |bytes: &Vec<u8>| timed(bytes) / size(bytes);
    let price = corpus.iter().map(slowest).fold(0.0, f64::max);
    // A text that is never done is told by the other thread, with the text.
    let longest = price * size(&[0; 2 * LONGEST]) * SLOWER * 10.0;
    let (tell, told) = mpsc::channel::<Vec<u8>>();
    let watch = thread::spawn(move || {
        let mut last = Vec::new();
        loop {
            match told.recv_timeout(Duration::from_secs_f64(longest)) {
                Ok(bytes) => last = bytes,
                Err(mpsc::RecvTimeoutError::Disconnected) => return,
                Err(mpsc::RecvTimeoutError::Timeout) => {
                    eprintln!("no end in sight: {}", keep(&last).display());
                    std::process::abort();
                }
            }
        }
    });
    let began = Instant::now();
    let mut tries = 0;
    loop {
        let is_done = match seconds {
            Some(seconds) => began.elapsed() >= Duration::from_secs(seconds),
            None => tries >= TRIES,
        };
        if is_done {
            break;
        }
        let mut dice = Dice(seed.wrapping_mul(0x0100_0000_01B3).wrapping_add(tries));
        let bytes = changed(&corpus, &mut dice);
        tell.send(bytes.clone()).unwrap();
        let run = catch_unwind(AssertUnwindSafe(|| timed(&bytes)));
        let Ok(time) = run else {
            panic!(
                "AMA_FUZZ_SEED={seed}, try {tries}: {}",
                keep(&bytes).display()
            );
        };
        // The machine may have been busy with something else: only what is slow again is slow.
        let limit = price * size(&bytes) * SLOWER;
        if time > limit && timed(&bytes) > limit && timed(&bytes) > limit {
            panic!(
                "{:.0} times slower than the slowest module: {}",
                time / (price * size(&bytes)),
                keep(&bytes).display()
            );
        }
        tries += 1;
    }
    drop(tell);
    watch.join().unwrap();
    println!(
        "{tries} texts in {:.1} s, seed {seed}",
        began.elapsed().as_secs_f64()
    );
}

/// The dice change what they are given, and the same seed does it in the same way.
#[test]
fn changes_come_from_the_seed() {
    let corpus = vec![b"from a\nhead 3\n".to_vec(), b"# b\n".to_vec()];
    let many = |seed| -> Vec<Vec<u8>> {
        let mut dice = Dice(seed);
        (0..50).map(|_| changed(&corpus, &mut dice)).collect()
    };
    assert_eq!(many(1), many(1));
    assert_ne!(many(1), many(2));
    assert!(
        many(1)
            .iter()
            .filter(|bytes| corpus.contains(bytes))
            .count()
            < 10
    );
}
