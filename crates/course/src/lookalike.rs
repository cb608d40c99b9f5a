//! Signs typed with a Japanese keyboard that look like Markdown and are not: `＃ 題`, `#題`, `｀｀｀`, `［!TIP］`.

use std::ops::Range;

use crate::context::Context;
use crate::markdown::{Node, NodeKind, item};
use crate::problem;

/// Words of fenced blocks that have a meaning.
const BLOCKS: [&str; 5] = ["steps", "sql", "check", "chart", "data"];

/// Reports what was meant to be something else than it is.
pub(crate) fn check(nodes: &[Node], context: &mut Context<'_>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Paragraph(_) => paragraph(&node.at, context),
            NodeKind::Heading(_) => heading(&node.at, context),
            NodeKind::Fence { info, .. } if info.is_empty() => indented(&node.at, context),
            NodeKind::Quote(nodes) | NodeKind::Alert { nodes, .. } => check(nodes, context),
            NodeKind::List { items, .. } => {
                for item in items {
                    check(&item.nodes, context);
                }
            }
            _ => {}
        }
    }
}

fn paragraph(at: &Range<usize>, context: &mut Context<'_>) {
    let text = context.report.slice(at);
    let mut start = at.start;
    let mut items = Items::default();
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let from = start + line.len() - inner.len();
        start += line.len();
        let inner = inner.trim_end();
        let unindented = inner.trim_start_matches(['\u{3000}', ' ']);
        let wide = inner.len() - unindented.len();
        if wide > 0
            && ["> ", "- ["]
                .iter()
                .any(|sign| unindented.starts_with(sign))
        {
            context.add(from..from + wide, problem::reading::wide_indent());
        } else if let Some((found, want)) = meant(inner) {
            let problem = problem::reading::look_alike(found, &want);
            context.add(from..from + found.len(), problem);
        } else {
            items.line(inner, from);
            // A line break that the author wrote.
            let end = line.trim_end_matches(['\r', '\n']);
            items.is_broken = end.ends_with("  ") || end.ends_with('\\');
        }
    }
    if let Some((found, at)) = items.found() {
        context.add(at, problem::prose::dotted_list(&found));
    }
}

/// Lines of a paragraph that begin like items of a list.
#[derive(Default)]
struct Items {
    first: Option<(String, Range<usize>)>,
    count: usize,
    /// One of them stands behind a whole sentence.
    is_apart: bool,
    /// The line before ends a sentence.
    sentence_ended: bool,
    /// The line before ends with a break of its own.
    is_broken: bool,
}

impl Items {
    fn line(&mut self, line: &str, at: usize) {
        if let Some(sign) = item::sign(line).filter(|_| !self.is_broken) {
            self.count += 1;
            self.is_apart |= self.sentence_ended;
            self.first
                .get_or_insert_with(|| (sign.to_owned(), at..at + sign.len()));
        }
        self.sentence_ended = item::ends_sentence(line);
    }

    /// The first of them, where they were meant as a list.
    fn found(self) -> Option<(String, Range<usize>)> {
        self.first.filter(|_| self.count > 1 || self.is_apart)
    }
}

/// Attributes with full-width signs: `｛＃ex1　．table｝`.
fn heading(at: &Range<usize>, context: &mut Context<'_>) {
    let text = context.report.slice(at).trim_end();
    let Some(open) = text.rfind(['{', '｛']) else {
        return;
    };
    let attributes = text.get(open..).unwrap_or_default();
    let is_closed = attributes.ends_with(['}', '｝']);
    let wide = ['｛', '｝', '＃', '．', '＝', '\u{3000}'];
    // `{町}` is the learner's town, and a full-width bracket alone may be part of the words.
    let has_sign = attributes.contains(['#', '＃', '.', '．']);
    if is_closed && has_sign && attributes.contains(wide) {
        let want: String = attributes
            .chars()
            .map(|c| match c {
                '｛' => '{',
                '｝' => '}',
                '＃' => '#',
                '．' => '.',
                '＝' => '=',
                '\u{3000}' => ' ',
                other => other,
            })
            .collect();
        let found = attributes.to_owned();
        let at = at.start + open..at.start + open + attributes.len();
        context.add(at, problem::reading::look_alike(&found, &want));
    }
}

/// Markup that a tab or four spaces turned into code.
fn indented(at: &Range<usize>, context: &mut Context<'_>) {
    let text = context.report.slice(at);
    let line = text.lines().next().unwrap_or_default();
    let signs = ["- [ ]", "- [x]", "> [!", "## ", "```", "+++"];
    let is_markup = signs.iter().any(|sign| line.trim_start().starts_with(sign));
    if is_markup && !text.starts_with(['`', '~']) {
        context.add(
            at.start..at.start + line.len(),
            problem::reading::indented(),
        );
    }
}

/// What stands at the beginning of a line and what was meant by it.
fn meant(line: &str) -> Option<(&str, String)> {
    let head = |bytes: usize| line.get(..bytes).unwrap_or(line);
    let count = |sign: char| line.chars().take_while(|c| *c == sign).count();
    // `#題` and `##　題`: a space has to follow, and a half-width one.
    let hashes = count('#');
    if (1..=6).contains(&hashes) {
        let rest = line.get(hashes..).unwrap_or_default();
        // `#1` is a number, as in «#1 の表».
        let is_heading = rest.starts_with(|c: char| !c.is_ascii());
        let space = if rest.starts_with('\u{3000}') {
            '\u{3000}'.len_utf8()
        } else {
            0
        };
        return is_heading.then(|| (head(hashes + space), format!("{} ", "#".repeat(hashes))));
    }
    let hashes = count('＃');
    if (1..=6).contains(&hashes) {
        let found = head(hashes * '＃'.len_utf8());
        return Some((found, format!("{} ", "#".repeat(hashes))));
    }
    if count('｀') >= 3 {
        return Some((head(3 * '｀'.len_utf8()), "```".to_owned()));
    }
    // `｜---｜---｜`: a table drawn with full-width bars.
    let is_rule = |c: char| {
        matches!(
            c,
            '｜' | '-' | '－' | 'ー' | '―' | '：' | ':' | ' ' | '\u{3000}'
        )
    };
    if line.matches('｜').count() > 1
        && line.contains(['-', '－', 'ー', '―'])
        && line.chars().all(is_rule)
    {
        return Some((head('｜'.len_utf8()), "|".to_owned()));
    }
    if count('＞') > 0 {
        return Some((head('＞'.len_utf8()), "> ".to_owned()));
    }
    // `''steps` and ` ``steps `: too few, or the wrong ones.
    let signs = line.len() - line.trim_start_matches(['\'', '`', '´', '’', '‘']).len();
    let rest = line.get(signs..).unwrap_or_default();
    if signs > 0
        && BLOCKS.iter().any(|block| {
            rest.strip_prefix(block)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(" s"))
        })
    {
        return Some((head(signs), "```".to_owned()));
    }
    if let Some((name, _)) = line
        .strip_prefix("[!")
        .and_then(|rest| rest.split_once(']'))
        && name.chars().all(|c| c.is_ascii_alphabetic())
    {
        let known = ["TIP", "IMPORTANT", "NOTE", "WARNING", "CAUTION"];
        let near = table::text::nearest(name, known);
        let name_meant = near.first().map_or("TIP", String::as_str);
        return Some((head("[!]".len() + name.len()), format!("[!{name_meant}]")));
    }
    const BOXES: [(&str, &str); 12] = [
        ("［!TIP］", "[!TIP]"),
        ("［！TIP］", "[!TIP]"),
        ("[！TIP]", "[!TIP]"),
        ("［!IMPORTANT］", "[!IMPORTANT]"),
        ("［！IMPORTANT］", "[!IMPORTANT]"),
        ("[！IMPORTANT]", "[!IMPORTANT]"),
        ("[ｘ]", "[x]"),
        ("［x］", "[x]"),
        ("［ｘ］", "[x]"),
        ("［ ］", "[ ]"),
        ("［　］", "[ ]"),
        ("[　]", "[ ]"),
    ];
    BOXES
        .iter()
        .find(|(found, _)| line.starts_with(found))
        .map(|(found, want)| (head(found.len()), (*want).to_owned()))
        .or_else(|| dotted(line))
}

/// `・ [x] …`: a list with Japanese dots.
fn dotted(line: &str) -> Option<(&str, String)> {
    let rest = line.strip_prefix('・')?.trim_start();
    let is_option = ["[ ]", "[x]"].iter().any(|mark| rest.starts_with(mark));
    is_option.then(|| {
        let found = line.get(..'・'.len_utf8()).unwrap_or(line);
        (found, "- ".to_owned())
    })
}
