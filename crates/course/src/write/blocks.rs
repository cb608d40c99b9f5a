//! Blocks of prose as Markdown.

use spec::prose::{AlertKind, DataView};
use spec::{Block, Inline};

use super::toml::{self, Toml};
use super::words::{InlineContext, inlines};

/// What keeps two blocks apart that would be read as one. A comment says nothing and is not kept.
const APART: &str = "<!-- -->";

/// Blocks with an empty line between them.
pub(crate) fn blocks(list: &[Block]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut before: Option<&Block> = None;
    for block in list {
        if matches!(
            (before, block),
            (Some(Block::List { .. }), Block::List { .. })
        ) {
            parts.push(APART.to_owned());
        }
        parts.push(one(block));
        before = Some(block);
    }
    parts.join("\n\n")
}

fn one(block: &Block) -> String {
    match block {
        Block::Heading { level, id, text } => {
            let attributes: Vec<String> = id.iter().map(|id| format!("#{id}")).collect();
            heading(*level, text, &attributes)
        }
        Block::Paragraph(text) => inlines(text, InlineContext::Line),
        Block::List { start, items } => list(*start, items),
        Block::Quote(inner) => quote(&blocks(inner)),
        Block::Alert {
            kind,
            blocks: inner,
        } => alert(*kind, inner),
        Block::Code { language, text } => {
            let text = if text.is_empty() {
                String::new()
            } else {
                format!("{text}\n")
            };
            fence(language, &text)
        }
        Block::Table { header, rows } => table(header, rows),
        Block::Data(view) => fence("data", &data(view)),
        Block::Rule => "***".to_owned(),
        // Stands alone in its section, see `write.rs`; anywhere else it is what it holds.
        Block::Optional {
            id,
            title,
            blocks: inner,
        } => {
            let attributes: Vec<String> = id.iter().map(|id| format!("#{id}")).collect();
            format!("{}\n\n{}", heading(2, title, &attributes), blocks(inner))
        }
    }
}

/// A heading with its attributes.
pub(super) fn heading(level: u8, text: &[Inline], attributes: &[String]) -> String {
    let mut words = inlines(text, InlineContext::Heading);
    if attributes.is_empty() {
        // Else the town at the end would be read as an attribute.
        if words.ends_with('}') {
            words.push_str(APART);
        }
    } else {
        words.push_str(&format!(" {{{}}}", attributes.join(" ")));
    }
    if words.contains('\n') {
        // Only underlined headings run over several lines.
        return format!("{words}\n{}", if level == 1 { "===" } else { "---" });
    }
    format!("{} {words}", "#".repeat(level.into()))
}

/// A GFM alert.
pub(super) fn alert(kind: AlertKind, inner: &[Block]) -> String {
    let word = match kind {
        AlertKind::Note => "NOTE",
        AlertKind::Tip => "TIP",
        AlertKind::Important => "IMPORTANT",
        AlertKind::Warning => "WARNING",
        AlertKind::Caution => "CAUTION",
    };
    // Only words may follow at once.
    let space = match inner.first() {
        Some(Block::Paragraph(_)) | None => "",
        Some(_) => "\n",
    };
    quote(&format!("[!{word}]\n{space}{}", blocks(inner)))
}

/// Lines behind `>`.
pub(crate) fn quote(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let line = format!("> {line}");
            line.trim_end_matches(' ').to_owned()
        })
        .collect();
    lines.join("\n")
}

/// A fenced block; `text` ends its last line.
pub(crate) fn fence(info: &str, text: &str) -> String {
    let sign = if info.contains('`') { '~' } else { '`' };
    let longest = text
        .split(|c| c != sign)
        .map(str::len)
        .max()
        .unwrap_or_default();
    let fence = sign.to_string().repeat(longest.max(2) + 1);
    format!("{fence}{info}\n{text}{fence}")
}

fn list(start: Option<u64>, items: &[Vec<Block>]) -> String {
    let is_tight = items.iter().all(|item| fits_tight(item));
    let item = |(position, item): (usize, &Vec<Block>)| {
        let marker = match start {
            // Only the first number counts, and ten digits are none.
            Some(start) => format!("{}. ", (start + position as u64).min(999_999_999)),
            None => "- ".to_owned(),
        };
        let body = match item.as_slice() {
            [first, second] if is_tight => format!("{}\n{}", one(first), one(second)),
            item => blocks(item),
        };
        under(&marker, &body)
    };
    let items: Vec<String> = items.iter().enumerate().map(item).collect();
    items.join(if is_tight { "\n" } else { "\n\n" })
}

/// Whether an item needs no empty lines: words, and perhaps a list that may follow words at once.
fn fits_tight(item: &[Block]) -> bool {
    match item {
        [Block::Paragraph(_)] => true,
        [
            Block::Paragraph(_),
            Block::List {
                start: None | Some(1),
                items,
            },
        ] => {
            items.first().is_some_and(|first| !first.is_empty())
                && items.iter().all(|item| fits_tight(item))
        }
        _ => false,
    }
}

/// Lines behind a marker, those below set in by its width.
pub(crate) fn under(marker: &str, body: &str) -> String {
    let indent = " ".repeat(marker.len());
    let mut lines = body.split('\n');
    let mut text = format!("{marker}{}", lines.next().unwrap_or_default());
    text.truncate(text.trim_end_matches(' ').len());
    for line in lines {
        text.push('\n');
        if !line.is_empty() {
            text.push_str(&indent);
            text.push_str(line);
        }
    }
    text
}

fn table(header: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> String {
    let line = |cells: &[Vec<Inline>]| {
        let cells: Vec<String> = cells
            .iter()
            .map(|cell| format!(" {} ", inlines(cell, InlineContext::Cell)))
            .collect();
        format!("|{}|", cells.join("|"))
    };
    let mut lines = vec![line(header), format!("|{}", "---|".repeat(header.len()))];
    lines.extend(rows.iter().map(|row| line(row)));
    lines.join("\n")
}

fn data(view: &DataView) -> String {
    let mut toml = Toml::default();
    toml.text("table", &view.table);
    toml.texts_if_any("columns", &view.columns);
    if !view.equals.is_empty() {
        let cells: Vec<String> = view
            .equals
            .iter()
            .map(|(name, value)| format!("{} = {}", toml::key(name), toml::value(value)))
            .collect();
        toml.raw("where", &format!("{{ {} }}", cells.join(", ")));
    }
    if let Some(limit) = view.limit {
        toml.whole("limit", limit.into());
    }
    toml.text_if_any("caption", &view.caption);
    toml.finish()
}
