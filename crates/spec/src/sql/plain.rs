//! What people type where SQL stands, as SQL writes it: × and ÷, full-width signs, digits and words, names of columns in
//! brackets as in Excel, `10%`, `=` before a formula.
//!
//! It knows no grammar. Whoever reads SQL reads the text as it is first, and this only where that cannot be read, so
//! nothing that SQL understands gets another meaning. Texts, names in quotation marks and comments stay as they are;
//! so does `ー`, which is a letter, and `、`, of which nobody knows whether it was to be a comma. Start at [`plain()`].

use table::look::narrow;

use super::{is_reserved, name};

/// A text as SQL writes it, and where each of its characters comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// For each character of the text, its place in what was typed, in characters.
    origin: Vec<usize>,
}

impl Plain {
    /// The line and column (from 1, in characters) in what was typed at which a line and column of the text stand.
    pub fn typed_at(&self, typed: &str, line: u32, column: u32) -> (u32, u32) {
        let place = |text: &str, line: u32, column: u32| {
            let before = text.split('\n').take(line.saturating_sub(1) as usize);
            before.map(|line| line.chars().count() + 1).sum::<usize>()
                + (column as usize).saturating_sub(1)
        };
        let at = place(&self.text, line, column);
        let end = typed.chars().count();
        let at = self.origin.get(at).copied().unwrap_or(end);
        let before: Vec<char> = typed.chars().take(at).collect();
        let line = before.iter().filter(|c| **c == '\n').count();
        let column = before.iter().rev().take_while(|c| **c != '\n').count();
        (line as u32 + 1, column as u32 + 1)
    }

    /// Puts a text in the place of what was typed from `at` on. Two signs that would begin a comment are kept apart.
    fn push(&mut self, text: &str, at: usize) {
        let begins_comment =
            |before: char, next: char| matches!((before, next), ('-', '-') | ('/', '*'));
        for c in text.chars() {
            let before = self.text.chars().next_back();
            if before.is_some_and(|before| begins_comment(before, c)) {
                self.text.push(' ');
                self.origin.push(at);
            }
            self.text.push(c);
            self.origin.push(at);
        }
    }

    /// Takes over what was typed as it is.
    fn copy(&mut self, typed: &[char], at: usize) {
        for (further, c) in typed.iter().enumerate() {
            self.text.push(*c);
            self.origin.push(at + further);
        }
    }
}

/// What was typed, as SQL writes it. `names` are the columns and tables that there are: names among them that SQL reads
/// only in quotation marks get them.
pub fn plain(typed: &str, names: &[&str]) -> Plain {
    let chars: Vec<char> = typed.chars().collect();
    let mut plain = Plain::default();
    let mut at = 0;
    // Excel begins a formula with it.
    let blanks = chars.iter().take_while(|c| c.is_whitespace()).count();
    if matches!(chars.get(blanks), Some('=' | '＝')) {
        plain.copy(chars.get(..blanks).unwrap_or_default(), 0);
        plain.push(" ", blanks);
        at = blanks + 1;
    }
    while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
        let as_it_is = untouched(rest);
        if as_it_is > 0 {
            plain.copy(rest.get(..as_it_is).unwrap_or(rest), at);
            at += as_it_is;
            continue;
        }
        at += match (known(rest, names), bracketed(rest, &plain, names)) {
            (Some(found), _) => {
                plain.push(&name(found), at);
                found.chars().count()
            }
            (None, Some((found, length))) => {
                plain.push(&name(&found), at);
                length
            }
            (None, None) => one(&mut plain, rest, at, names),
        };
    }
    plain
}

/// Takes over a word or a sign; gives its length.
fn one(plain: &mut Plain, rest: &[char], at: usize, names: &[&str]) -> usize {
    let length = rest.iter().take_while(|c| is_word(**c)).count();
    if let (Some(run), true) = (rest.get(..length), length > 0) {
        let behind = rest.get(length..).unwrap_or_default();
        match word(run, behind, names) {
            Some(meant) => plain.push(&meant, at),
            None => plain.copy(run, at),
        }
        return length;
    }
    let Some(first) = rest.first() else {
        return 1;
    };
    let behind = rest.get(1..).unwrap_or_default();
    if matches!(first, '%' | '％') && is_percent(plain, behind) {
        plain.push("e-2", at);
        return 1;
    }
    match sign(*first) {
        Some(sign) => plain.push(sign, at),
        // A comment that was typed begins before this: see `untouched`.
        None => plain.push(&first.to_string(), at),
    }
    1
}

/// How many characters stay as they are: a text, a name in quotation marks, a comment.
fn untouched(rest: &[char]) -> usize {
    let until = |end: &[char], from: usize| {
        let mut at = from;
        while let Some(left) = rest.get(at..).filter(|left| !left.is_empty()) {
            if left.starts_with(end) {
                return at + end.len();
            }
            at += 1;
        }
        rest.len()
    };
    match rest {
        [quote @ ('\'' | '"' | '`'), ..] => until(&[*quote], 1),
        ['-', '-', ..] => until(&['\n'], 2),
        ['/', '*', ..] => until(&['*', '/'], 2),
        _ => 0,
    }
}

/// The longest known name with which a text begins and that SQL would not read in any way without quotation marks.
fn known<'a>(rest: &[char], names: &[&'a str]) -> Option<&'a str> {
    let begins = |known: &str| {
        let length = known.chars().count();
        known.chars().eq(rest.iter().copied().take(length))
            && !rest.get(length).copied().is_some_and(is_word)
    };
    names
        .iter()
        .copied()
        .filter(|known| is_unreadable(known) && begins(known))
        .max_by_key(|known| known.len())
}

/// Whether SQL stops inside of that name: `世帯（数）`, `人口１`, `1人当たり`. `a-b` is a subtraction, which is something else.
fn is_unreadable(name: &str) -> bool {
    let mut chars = name.chars();
    let Some(first) = chars.next().filter(|first| is_word(*first)) else {
        return false;
    };
    let stops = |c: char| !c.is_ascii() && !c.is_alphabetic() && !c.is_whitespace();
    name.chars().any(stops) || first.is_ascii_digit() && chars.all(is_word) && !is_number(name)
}

/// The name in `[月件数]` or `[@月件数]`, as Excel writes the columns of a table, with the length of it all.
fn bracketed(rest: &[char], plain: &Plain, names: &[&str]) -> Option<(String, usize)> {
    if !matches!(rest.first(), Some('[' | '［'))
        || plain.text.chars().next_back().is_some_and(is_word)
    {
        return None;
    }
    let end = rest.iter().position(|c| matches!(c, ']' | '］'))?;
    let inner: String = rest.get(1..end)?.iter().collect();
    let inner = inner.trim();
    let inner = inner.strip_prefix(['@', '＠']).unwrap_or(inner);
    let is_name = names.contains(&inner)
        || inner.starts_with(|c: char| is_word(c) && !c.is_ascii_digit())
            && !inner.contains(['\'', '"', ',', '(', '[', '［']);
    is_name.then(|| (inner.to_owned(), end + 1))
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '＿')
}

/// Digits, or digits with an exponent.
fn is_number(word: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    digits(word)
        || word
            .split_once(['e', 'E'])
            .is_some_and(|(a, b)| digits(a) && digits(b))
}

/// What a word with full-width letters or digits is; `None` where it stays as it is.
fn word(run: &[char], behind: &[char], names: &[&str]) -> Option<String> {
    if run.iter().all(|c| narrow(*c) == *c) {
        return None;
    }
    let written: String = run.iter().collect();
    if names.contains(&written.as_str()) {
        return Some(name(&written));
    }
    let folded: String = run.iter().copied().map(narrow).collect();
    if names.contains(&folded.as_str()) {
        return Some(name(&folded));
    }
    let is_call = || matches!(behind.iter().find(|c| !c.is_whitespace()), Some('(' | '（'));
    let has_digits = run
        .iter()
        .any(|c| narrow(*c) != *c && narrow(*c).is_ascii_digit());
    let means_it = if folded.starts_with(|c: char| c.is_ascii_digit()) {
        is_number(&folded)
    } else {
        // Full-width letters are letters: a name that somebody gave with AS may have them.
        has_digits || folded.is_ascii() && (is_reserved(&folded) || is_call())
    };
    means_it.then_some(folded)
}

/// Whether `%` behind the text so far is a percentage: behind a number, and before nothing that could be divided by.
fn is_percent(plain: &Plain, behind: &[char]) -> bool {
    const ENDS: [&str; 8] = ["and", "or", "then", "else", "end", "when", "as", "from"];
    let before = plain
        .text
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = plain.text.strip_prefix(before).unwrap_or_default();
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.ends_with(|c: char| c.is_ascii_digit())
        && !before.ends_with(is_word);
    let blanks = behind.iter().take_while(|c| c.is_whitespace()).count();
    let next = behind.get(blanks..).unwrap_or_default();
    let word: String = next
        .iter()
        .copied()
        .take_while(|c| is_word(*c))
        .map(narrow)
        .collect();
    let ends = next.first().is_none_or(|c| {
        let sign = sign(*c).and_then(|sign| sign.chars().next()).unwrap_or(*c);
        ")*/=<>,;|&^".contains(sign)
    });
    is_number && (ends || ENDS.contains(&word.to_ascii_lowercase().as_str()))
}

/// How SQL writes a sign of a Japanese keyboard, of school or of another program.
fn sign(c: char) -> Option<&'static str> {
    Some(match c {
        '×' | '✕' | '✖' | '∗' | '＊' => "*",
        '÷' | '∕' | '／' => "/",
        '＋' => "+",
        // Minus, hyphens and the dash of word processors.
        '−' | '－' | '‐' | '‑' | '–' => "-",
        '＝' => "=",
        '＜' => "<",
        '＞' => ">",
        '≦' | '≤' => "<=",
        '≧' | '≥' => ">=",
        '≠' => "<>",
        '（' => "(",
        '）' => ")",
        '，' => ",",
        '．' => ".",
        '％' => "%",
        '！' => "!",
        '；' => ";",
        '：' => ":",
        '＆' => "&",
        '｜' => "|",
        '＾' => "^",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    fn check(typed: &str, expected: &str) {
        assert_eq!(plain(typed, &NAMES).text, expected, "{typed}");
    }

    const NAMES: [&str; 10] = [
        "月件数",
        "所要分",
        "例外率",
        "人口１",
        "世帯（数）",
        "率％",
        "1人当たり",
        "令和2年",
        "Ａ表",
        "a-b",
    ];

    #[test]
    fn formulas_are_written_as_sql_writes_them() {
        check(
            "月件数 × 所要分 ÷ 60 × (1 − 例外率 ÷ 100)",
            "月件数 * 所要分 / 60 * (1 - 例外率 / 100)",
        );
        check("＝月件数＊（１＋０．５）／６０", " 月件数*(1+0.5)/60");
        check("  = 月件数", "    月件数");
        check("ＲＯＵＮＤ（月件数，２）", "ROUND(月件数,2)");
        check(
            "月件数 ≧ １００ ＡＮＤ 所要分 ≠ 3",
            "月件数 >= 100 AND 所要分 <> 3",
        );
        check("月件数＜＞5 ｏｒ 月件数＞＝9", "月件数<>5 or 月件数>=9");
        check("[月件数]*[@所要分]/60", "月件数*所要分/60");
        check("［世帯（数）］ * 2", "\"世帯（数）\" * 2");
        check("[a-b] + [知らない]", "\"a-b\" + 知らない");
        check("月件数 * 10%", "月件数 * 10e-2");
        check("月件数 * 2.5％ * 3", "月件数 * 2.5e-2 * 3");
        check("月件数＆所要分", "月件数&所要分");
    }

    #[test]
    fn names_are_kept_whole() {
        check("人口１ / 世帯（数）", "\"人口１\" / \"世帯（数）\"");
        check("人口１０", "人口10");
        check("率％*1人当たり", "\"率％\"*\"1人当たり\"");
        check("令和２年 + 1", "令和2年 + 1");
        check("Ａ表.x", "Ａ表.x");
        check("ＧＤＰ比 × 2", "ＧＤＰ比 * 2");
        check("ＧＤＰ × 2", "ＧＤＰ * 2");
        check("データー−a-b", "データー-a-b");
        check("１人当り", "１人当り");
    }

    #[test]
    fn texts_names_and_comments_stay() {
        for typed in [
            "'×÷＝（１）'",
            "\"人口（×）\"",
            "`＝`",
            "a -- ＝１\n",
            "a /* ×\n１ */ b",
            "'it''s １'",
            "'open １",
            "人口 ー 世帯、年",
            "a % b",
            "10 % 3",
            "10 % -3",
            "人口 %",
            "[1, 2]",
            "人口[1]",
            "‘津市’",
            "",
        ] {
            check(typed, typed);
        }
        check("'１' ＝ １ -- １", "'１' = 1 -- １");
    }

    #[test]
    fn signs_do_not_become_comments() {
        check("5−−3", "5- -3");
        check("5−-3", "5- -3");
        check("5－－3", "5- -3");
        check("5／＊3", "5/ *3");
        check("5／*3", "5/ *3");
    }

    #[test]
    fn places_are_told_in_what_was_typed() {
        let typed = "= 月件数 ≧ 3\n＋ 率％ −";
        let plain = plain(typed, &NAMES);
        assert_eq!(plain.text, "  月件数 >= 3\n+ \"率％\" -");
        assert_eq!(plain.typed_at(typed, 1, 7), (1, 7));
        assert_eq!(plain.typed_at(typed, 1, 8), (1, 7));
        assert_eq!(plain.typed_at(typed, 1, 10), (1, 9));
        assert_eq!(plain.typed_at(typed, 2, 1), (2, 1));
        assert_eq!(plain.typed_at(typed, 2, 8), (2, 6));
        assert_eq!(plain.typed_at(typed, 2, 99), (2, 7));
    }
}
