//! Indexes of what lies beside a site, at random: whatever one names, what is taken from it stays below its folder.

#[path = "../../../tests/fixtures/dice.rs"]
mod dice;

use spec::catalogue::Added;

use self::dice::Dice;

impl Dice {
    fn of<'a>(&mut self, pieces: &[&'a str], most: usize) -> Vec<&'a str> {
        let count = 1 + self.roll(most);
        (0..count)
            .map(|_| pieces[self.roll(pieces.len())])
            .collect()
    }
}

/// Where a browser would look for it, read as browsers read addresses: what leads out of the folder, or nothing.
fn leads_out(path: &str) -> bool {
    let path: String = path
        .trim_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    let scheme = path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && !scheme.contains('/')
    });
    if scheme || path.starts_with('/') || path.contains(['?', '#']) {
        return true;
    }
    let mut depth = 0_i32;
    for part in path.to_ascii_lowercase().split('/') {
        match part.replace("%2e", ".").as_str() {
            ".." => depth -= 1,
            "." | "" => {}
            part if part.contains("%2f") || part.contains("%5c") => return true,
            _ => depth += 1,
        }
        if depth < 0 {
            return true;
        }
    }
    false
}

/// Thousands of indexes made of pieces that have led out of folders before; `cargo xtask fuzz added` makes more.
#[test]
fn whatever_an_index_names_stays_below_its_folder() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let seed: u64 = number("AMA_FUZZ_SEED").unwrap_or(1);
    let count: u64 = number("AMA_FUZZ_COUNT").unwrap_or(20_000);
    let pieces = [
        "/",
        "//",
        "..",
        ".",
        "\\",
        "%2e",
        "%2E",
        "%2f",
        "%5c",
        "%",
        ":",
        "http:",
        "javascript:",
        "data:",
        "C:",
        "?",
        "#",
        "@",
        "a",
        "津",
        " ",
        "\t",
        "\n",
        "\r",
        "\u{0}",
        "\u{7f}",
        "\u{202e}",
        "\u{feff}",
        ".md",
        ".toml",
        "~",
        "host.example",
        "\"",
        "<b>",
        "added",
        "module.md",
    ];
    let json = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "\"modules\":",
        "\"tracks\":",
        "\"files\":",
        "\"format\":1",
        "null",
        "1e309",
        "[[[[[[[[",
        "{\"a\":",
        "\"a.md\"",
        "\\u0000",
        "\u{feff}",
    ];
    let (mut taken, mut named) = (0, 0);
    for case in 0..count {
        let mut dice = Dice(seed.wrapping_mul(0x0100_0000_01B3).wrapping_add(case));
        let mut list = |ending: &str| -> Vec<String> {
            let count = dice.roll(4);
            let path = |dice: &mut Dice| dice.of(&pieces, 6).concat();
            (0..count)
                .map(|_| match dice.roll(3) {
                    0 => path(&mut dice),
                    _ => path(&mut dice) + ending,
                })
                .collect()
        };
        let index = Added {
            format: 1,
            modules: list(".md"),
            tracks: list(".toml"),
            files: list(""),
        };
        let text = serde_json::to_string(&index).unwrap();
        let (added, wrong) = Added::parse(&text).unwrap();
        assert_eq!(added.paths().count() + wrong.len(), index.paths().count());
        for path in added.paths() {
            assert!(!leads_out(path), "seed {seed}, case {case}: {path:?}");
        }
        taken += added.paths().count();
        named += wrong.len();
        // What is no index at all is refused, and never more than that.
        let _ = Added::parse(&dice.of(&json, 20).concat());
    }
    // The dice hit both.
    assert!(taken > 100 && named > 100, "{taken} taken, {named} named");
}
