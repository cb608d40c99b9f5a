//! Answers that stand in a module's text by themselves and not as a block: which options are right, which words are.

use spec::toml::quoted;

use super::{Edit, exercise};

/// Marks the picked options of a choice with `[x]` and the others with `[ ]`; nothing where the text has other options
/// than those that were picked from.
pub(in crate::pages::studio) fn mark_options(
    text: &str,
    id: &str,
    options: usize,
    picked: &[u32],
) -> Option<Edit> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let bare: Vec<&str> = text.lines().collect();
    let place = exercise(&bare, id)?;
    let is_prose = |at: &usize| !place.blocks.iter().any(|block| block.lines.contains(at));
    let found: Vec<(usize, usize)> = place
        .lines
        .clone()
        .filter(is_prose)
        .filter_map(|at| Some((at, mark_of(bare.get(at)?)?)))
        .collect();
    if found.len() != options {
        return None;
    }
    let (first, last) = (found.first()?.0, found.last()?.0);
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate().take(last + 1).skip(first) {
        match found.iter().position(|(option, _)| *option == at) {
            Some(option) => {
                let (_, mark) = found.get(option)?;
                let is_picked = picked.iter().any(|position| *position as usize == option);
                out.push_str(line.get(..*mark)?);
                out.push(if is_picked { 'x' } else { ' ' });
                out.push_str(line.get(mark + 1..)?);
            }
            None => out.push_str(line),
        }
    }
    if !out.ends_with('\n') {
        out.push('\n');
    }
    Some(Edit {
        lines: first..last + 1,
        text: out,
    })
}

/// Where the sign between the brackets of a task list's item stands: `- [x] …`.
fn mark_of(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(' ');
    let indent = line.len() - rest.len();
    let bullet = rest
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '*' | '+' | '.' | ')'))
        .count();
    let behind = rest.get(bullet..)?;
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let mark = indent + bullet + blanks + 1;
    let is_item = indent < 4 && bullet > 0 && blanks > 0;
    let sign = line.get(mark - 1..mark + 2)?;
    (is_item && matches!(sign, "[ ]" | "[x]" | "[X]")).then_some(mark)
}

/// A check with one more right answer in its `accept`; everything else of it stays as it was written. Nothing where it
/// cannot be read.
pub(in crate::pages::studio) fn accepted(check: &str, answer: &str) -> Option<String> {
    let answer = quoted(answer);
    let Some(value) = value_of(check, "accept") else {
        return Some(format!("accept = [{answer}]\n{check}"));
    };
    let (head, rest) = check.split_at_checked(value)?;
    if rest.starts_with("\"\"\"") || rest.starts_with("'''") {
        return None;
    }
    if !rest.starts_with('[') {
        let end = Scan::new(rest).find(|(_, depth)| *depth == 0)?.0;
        let (one, tail) = rest.split_at_checked(end)?;
        return Some(format!("{head}[{one}, {answer}]{tail}"));
    }
    // Behind the last thing between the brackets; blanks, line breaks and comments may follow it.
    let mut last = (1, true);
    for (end, depth) in Scan::new(rest) {
        if depth == 0 {
            let (list, tail) = rest.split_at_checked(last.0)?;
            let comma = if last.1 { "" } else { ", " };
            return Some(format!("{head}{list}{comma}{answer}{tail}"));
        }
        let is_open = matches!(rest.get(..end)?.chars().next_back(), Some('[' | ','));
        last = (end, is_open);
    }
    None
}

/// Where the value of a key at the top of a TOML text begins.
fn value_of(toml: &str, key: &str) -> Option<usize> {
    let mut at = 0;
    for line in toml.split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            return None;
        }
        if let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            let blanks = value.len() - value.trim_start().len();
            return Some(at + name.len() + 1 + blanks);
        }
        at += line.len();
    }
    None
}

/// The parts of a TOML value that are no blanks or comments: where each ends, and how deep in brackets one is then.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Scan<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }
}

impl Iterator for Scan<'_> {
    type Item = (usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let rest = self.text.get(self.at..)?;
            let first = rest.chars().next()?;
            let len = match first {
                '#' => rest.find('\n').unwrap_or(rest.len()),
                c if c.is_whitespace() => c.len_utf8(),
                '"' | '\'' => {
                    self.at += string_len(rest, first)?;
                    return Some((self.at, self.depth));
                }
                c => {
                    match c {
                        '[' => self.depth += 1,
                        ']' => self.depth = self.depth.saturating_sub(1),
                        _ => {}
                    }
                    self.at += c.len_utf8();
                    return Some((self.at, self.depth));
                }
            };
            self.at += len;
        }
    }
}

/// Length of a string with its quotes.
fn string_len(text: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\n' => return None,
            _ if escaped => escaped = false,
            '\\' if quote == '"' => escaped = true,
            c if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_marked_where_they_stand() {
        let text = "## 選ぶ {#e .choice}\n問い\n\n- [x] 一\n  > そうです。\n* [ ] 二\n  - [の中]\n```\n- [ ] 例\n```\n1. [X] 三\n\n> [!TIP]\n> - [ ] ヒント\n\n## 次\n- [ ] 別\n";
        let edit = mark_options(text, "e", 3, &[1]).unwrap();
        let expected = text
            .replace("- [x] 一", "- [ ] 一")
            .replace("* [ ] 二", "* [x] 二")
            .replace("[X] 三", "[ ] 三");
        assert_eq!(edit.applied(text), expected);
        assert_eq!(edit.lines, 3..11);
        // Typed meanwhile: there are others now.
        assert_eq!(mark_options(text, "e", 2, &[1]), None);
        assert_eq!(mark_options(text, "x", 3, &[1]), None);
    }

    #[test]
    fn one_more_right_answer_joins_the_others() {
        let check = |check: &str, expected: Option<&str>| {
            assert_eq!(accepted(check, "津").as_deref(), expected, "{check}");
        };
        check("", Some("accept = [\"津\"]\n"));
        check("sql = 'x'\n", Some("accept = [\"津\"]\nsql = 'x'\n"));
        check(
            "accept = [\"a]\", 'b'] # 二つ\nsql = 'x'\n",
            Some("accept = [\"a]\", 'b', \"津\"] # 二つ\nsql = 'x'\n"),
        );
        check("accept = []\n", Some("accept = [\"津\"]\n"));
        check("accept = \"a\"\n", Some("accept = [\"a\", \"津\"]\n"));
        check(
            "accept = [\n  \"a\", # ]\n]\n",
            Some("accept = [\n  \"a\",\"津\" # ]\n]\n"),
        );
        // Those of a mistake are others.
        check(
            "[[wrong]]\naccept = [\"a\"]\n",
            Some("accept = [\"津\"]\n[[wrong]]\naccept = [\"a\"]\n"),
        );
        check("accept = [\"a\n", None);
        check("accept = \"\"\"a\"\"\"\n", None);
    }
}
