//! Looks at a module file, its Markdown and its titles for what is over a limit or hidden.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{LINE_CHARACTERS, LINES, Limit, NESTING, TABLE_ROWS, TEXT_BYTES};
use crate::context::Context;
use crate::report::Diagnostics;

/// Looks at a text before it is read; says whether it can be.
pub(crate) fn text(text: &str, context: &mut Context<'_>) -> bool {
    if text.len() > TEXT_BYTES {
        context.add(0..0, Limit::TextBytes { found: text.len() }.problem());
        return false;
    }
    if text.contains('\r') && !text.contains('\n') {
        context.add(0..0, Limit::OldLineEnds.problem());
        return false;
    }
    let found = text.split('\n').count();
    if found > LINES {
        context.add(0..0, Limit::Lines { found }.problem());
        return false;
    }
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        // Bytes are counted quickly and are never fewer than characters.
        if line.len() > LINE_CHARACTERS {
            let found = line.chars().count();
            if found > LINE_CHARACTERS {
                let limit = Limit::LineCharacters { found };
                context.add(start..start, limit.problem());
                return false;
            }
        }
        start += line.len();
    }
    hidden(text, context);
    true
}

/// Reports characters that nobody can see, each once.
fn hidden(text: &str, context: &mut Context<'_>) {
    let mut seen = BTreeSet::new();
    for (at, c) in text.char_indices() {
        if c.is_ascii_graphic() || c == ' ' || !is_hidden(c) || (at == 0 && c == '\u{feff}') {
            continue;
        }
        if seen.insert(c) {
            let limit = Limit::Hidden { found: c };
            context.add(at..at + c.len_utf8(), limit.problem());
        }
    }
}

/// Reports a title that a sign turns round: in a list it stands beside others and can pass for one of them.
pub(crate) fn title(title: &str, report: &mut Diagnostics<'_>) {
    if let Some(found) = title.chars().find(|c| turns(*c)) {
        // As TOML it may be written as an escape: then the file's beginning stands for it.
        let at = report.place_of(title);
        report.add(at, Limit::TitleDirection { found }.problem());
    }
}

/// Signs that turn the direction of writing.
fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}')
        || ('\u{202a}'..='\u{202e}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

/// Controls, signs that turn the direction of writing, and spaces without width. A joiner belongs to emoji.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffd}')
        || turns(c)
}

/// Looks at Markdown before it becomes a tree; says whether it can.
pub(crate) fn events(events: &[(Event<'_>, Range<usize>)], context: &mut Context<'_>) -> bool {
    let mut depth = 0_usize;
    let mut rows = 0;
    for (event, at) in events {
        match event {
            Event::Start(tag) => {
                depth += 1;
                match tag {
                    Tag::Table(_) => rows = 0,
                    Tag::TableRow => rows += 1,
                    _ => {}
                }
                if depth > NESTING {
                    context.add(at.start..at.start, Limit::Nesting.problem());
                    return false;
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                if *end == TagEnd::Table && rows > TABLE_ROWS {
                    let limit = Limit::TableRows { found: rows };
                    context.add(at.clone(), limit.problem());
                    return false;
                }
            }
            _ => {}
        }
    }
    true
}
