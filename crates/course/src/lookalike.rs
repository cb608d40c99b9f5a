//! Signs typed with a Japanese keyboard that look like Markdown and are not: `＃ 題`, `#題`, `｀｀｀`, `［!TIP］`.

use std::ops::Range;

use crate::context::Context;
use crate::markdown::{Node, NodeKind};
use crate::problem::Problem;

/// Reports lines of paragraphs that were meant to be something else.
pub(crate) fn check(nodes: &[Node], context: &mut Context<'_>) {
    for node in nodes {
        match &node.kind {
            NodeKind::Paragraph(_) => paragraph(&node.at, context),
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
    for line in text.split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let from = start + line.len() - inner.len();
        start += line.len();
        if let Some((found, want)) = meant(inner.trim_end()) {
            let problem = Problem::LookAlike {
                found: found.to_owned(),
                want,
            };
            context.add(from..from + found.len(), problem);
        }
    }
}

/// What stands at the beginning of a line and what was meant by it.
fn meant(line: &str) -> Option<(&str, String)> {
    let head = |signs: usize| line.get(..signs).unwrap_or(line);
    // `#題` and `##　題`: a space has to follow, and a half-width one.
    let hashes = line.len() - line.trim_start_matches('#').len();
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
    let wide = |sign: char| line.chars().take_while(|c| *c == sign).count();
    let hashes = wide('＃');
    if (1..=6).contains(&hashes) {
        return Some((
            head(hashes * '＃'.len_utf8()),
            format!("{} ", "#".repeat(hashes)),
        ));
    }
    if wide('｀') >= 3 {
        return Some((head(3 * '｀'.len_utf8()), "```".to_owned()));
    }
    if wide('＋') == 3 {
        return Some((head(3 * '＋'.len_utf8()), "+++".to_owned()));
    }
    if wide('＞') > 0 {
        return Some((head('＞'.len_utf8()), "> ".to_owned()));
    }
    for (found, want) in [
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
        ("[]", "[ ]"),
    ] {
        if line.starts_with(found) {
            return Some((head(found.len()), want.to_owned()));
        }
    }
    None
}
