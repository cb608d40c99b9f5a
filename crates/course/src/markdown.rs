//! Markdown to a tree of nodes with their places; what we do not carry (HTML) is reported here.

mod emphasis;
pub(crate) mod item;
mod words;

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use spec::Inline;
use spec::prose::{AlertKind, Image};

use crate::context::Context;
use crate::fragment::Fragment;
use crate::front_matter::stays_inside;
use crate::limits::check;
use crate::problem;

pub(crate) use self::emphasis::{is_japanese, is_other_sign};
use self::words::InlineBuilder;
pub(crate) use self::words::{TOWN, is_kanji};
pub(crate) use spec::prose::plain_text;

/// A block with its place in the file.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) at: Range<usize>,
    pub(crate) kind: NodeKind,
}

/// Kinds of block.
#[derive(Clone, Debug)]
pub(crate) enum NodeKind {
    Heading(Heading),
    Paragraph(Vec<Inline>),
    List {
        start: Option<u64>,
        items: Vec<Item>,
    },
    Quote(Vec<Node>),
    Alert {
        kind: AlertKind,
        nodes: Vec<Node>,
    },
    Fence {
        info: String,
        fragment: Fragment,
    },
    Table {
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    },
    Rule,
}

/// A heading with its attributes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    pub(crate) level: u8,
    pub(crate) id: Option<String>,
    pub(crate) classes: Vec<String>,
    pub(crate) attributes: Vec<(String, Option<String>)>,
    pub(crate) text: Vec<Inline>,
}

/// An item of a list; `checked` where it starts with `[ ]` or `[x]`.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) at: Range<usize>,
    pub(crate) checked: Option<bool>,
    pub(crate) nodes: Vec<Node>,
}

/// Reads Markdown that begins `start` bytes into the file.
/// `None` when it is over a limit.
pub(crate) fn read(text: &str, start: usize, context: &mut Context<'_>) -> Option<Vec<Node>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let exchanged = emphasis::exchange(text);
    let events = Parser::new_ext(&exchanged.text, options).into_offset_iter();
    let events: Vec<_> = events
        .map(|(event, at)| (exchanged.restore(event), at.start + start..at.end + start))
        .collect();
    if !check::events(&events, context) {
        return None;
    }
    let mut reader = Reader {
        events,
        next: 0,
        context,
    };
    Some(reader.nodes())
}

struct Reader<'t, 'c, 'a> {
    events: Vec<(Event<'t>, Range<usize>)>,
    next: usize,
    context: &'c mut Context<'a>,
}

impl<'t> Reader<'t, '_, '_> {
    fn take(&mut self) -> Option<(Event<'t>, Range<usize>)> {
        let event = self.events.get(self.next).cloned();
        self.next += 1;
        event
    }

    fn peek(&self) -> Option<&Event<'t>> {
        self.events.get(self.next).map(|(event, _)| event)
    }

    /// Blocks up to the end of what is open, whose end is consumed.
    fn nodes(&mut self) -> Vec<Node> {
        let mut nodes = Vec::new();
        while let Some(event) = self.peek() {
            if is_inline(event) {
                // Items of tight lists hold words without a paragraph around them.
                let from = self.events.get(self.next).map_or(0, |(_, at)| at.start);
                let text = self.inlines();
                let to = self
                    .events
                    .get(self.next.saturating_sub(1))
                    .map_or(from, |(_, at)| at.end);
                if !text.is_empty() {
                    nodes.push(Node {
                        at: from..to.max(from),
                        kind: NodeKind::Paragraph(text),
                    });
                }
                continue;
            }
            let Some((event, at)) = self.take() else {
                break;
            };
            let kind = match event {
                Event::Start(tag) => self.block(tag, &at),
                Event::End(_) => return nodes,
                Event::Rule => Some(NodeKind::Rule),
                _ => None,
            };
            nodes.extend(kind.map(|kind| Node { at, kind }));
        }
        nodes
    }

    fn block(&mut self, tag: Tag<'t>, at: &Range<usize>) -> Option<NodeKind> {
        Some(match tag {
            Tag::Paragraph => {
                let text = self.inlines();
                self.next += 1;
                if text.is_empty() {
                    return None;
                }
                NodeKind::Paragraph(text)
            }
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                let mut text = self.inlines();
                self.next += 1;
                let mut attributes = Vec::new();
                for (name, value) in attrs {
                    // `## 人口 {町}` ends like attributes but means the town.
                    if &*name == "町" && value.is_none() {
                        text.push(Inline::Town);
                    } else {
                        attributes.push((name.to_string(), value.map(|value| value.to_string())));
                    }
                }
                NodeKind::Heading(Heading {
                    level: level as u8,
                    id: id.map(|id| id.to_string()),
                    classes: classes.iter().map(ToString::to_string).collect(),
                    attributes,
                    text,
                })
            }
            Tag::BlockQuote(None) => NodeKind::Quote(self.nodes()),
            Tag::BlockQuote(Some(kind)) => {
                let kind = match kind {
                    BlockQuoteKind::Note => AlertKind::Note,
                    BlockQuoteKind::Tip => AlertKind::Tip,
                    BlockQuoteKind::Important => AlertKind::Important,
                    BlockQuoteKind::Warning => AlertKind::Warning,
                    BlockQuoteKind::Caution => AlertKind::Caution,
                };
                NodeKind::Alert {
                    kind,
                    nodes: self.nodes(),
                }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(ref info) => info.trim().to_owned(),
                    CodeBlockKind::Indented => String::new(),
                };
                let is_fenced = matches!(kind, CodeBlockKind::Fenced(_));
                let mut fragment = Fragment::empty(at.clone());
                while let Some((event, at)) = self.take() {
                    match event {
                        Event::Text(text) => fragment.push(&text, at.start),
                        _ => break,
                    }
                }
                if is_fenced
                    && let Some(kept) = unclosed(self.context.report.slice(at), &fragment.text)
                {
                    self.context
                        .add(at.clone(), problem::reading::fence_unclosed());
                    fragment.truncate(kept);
                }
                NodeKind::Fence { info, fragment }
            }
            Tag::List(start) => {
                let mut items = Vec::new();
                while let Some((event, at)) = self.take() {
                    match event {
                        Event::Start(Tag::Item) => items.push(self.item(at)),
                        _ => break,
                    }
                }
                NodeKind::List { start, items }
            }
            Tag::Table(_) => {
                let (mut header, mut rows) = (Vec::new(), Vec::new());
                while let Some((event, at)) = self.take() {
                    match event {
                        Event::Start(Tag::TableHead) => header = self.cells(),
                        Event::Start(Tag::TableRow) => {
                            self.count_cells(header.len(), at);
                            rows.push(self.cells());
                        }
                        _ => break,
                    }
                }
                NodeKind::Table { header, rows }
            }
            Tag::HtmlBlock => {
                self.skip(&TagEnd::HtmlBlock);
                let text = self.context.report.slice(at);
                // A comment is a note to other authors, nothing that gets lost.
                if !text.trim_start().starts_with("<!--") && !text.starts_with("</") {
                    self.context.add(at.clone(), problem::prose::html_dropped());
                }
                return None;
            }
            other => {
                let end = other.to_end();
                self.skip(&end);
                return None;
            }
        })
    }

    fn skip(&mut self, end: &TagEnd) {
        while let Some((event, _)) = self.take() {
            if matches!(&event, Event::End(found) if found == end) {
                break;
            }
        }
    }

    fn item(&mut self, at: Range<usize>) -> Item {
        let mut checked = None;
        // In loose lists the mark stands inside the first paragraph.
        let marks = [self.next, self.next + 1];
        for (position, mark) in marks.into_iter().enumerate() {
            match self.events.get(mark).map(|(event, _)| event) {
                Some(Event::TaskListMarker(is_checked)) => {
                    checked = Some(*is_checked);
                    // Passed over, not removed: that would move all events behind it for every item.
                    self.events.swap(self.next, mark);
                    self.next += 1;
                    break;
                }
                Some(Event::Start(Tag::Paragraph)) if position == 0 => {}
                _ => break,
            }
        }
        Item {
            at,
            checked,
            nodes: self.nodes(),
        }
    }

    /// Cells beyond those of the head are dropped by every reader of Markdown; a bar inside `…` begins one too.
    fn count_cells(&mut self, want: usize, row: Range<usize>) {
        let line = self.context.report.slice(&row).trim();
        let line = line.strip_prefix('|').unwrap_or(line);
        let bars = line
            .match_indices('|')
            .filter(|(at, _)| !line.get(..*at).is_some_and(|before| before.ends_with('\\')));
        let ends = line.ends_with('|') && !line.ends_with("\\|");
        let found = bars.count() + usize::from(!ends);
        if found > want {
            self.context
                .add(row, problem::prose::table_cells(found, want));
        }
    }

    fn cells(&mut self) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some((event, _)) = self.take() {
            match event {
                Event::Start(Tag::TableCell) => {
                    cells.push(self.inlines());
                    self.next += 1;
                }
                _ => break,
            }
        }
        cells
    }

    /// Words up to the next block or end, which stays.
    fn inlines(&mut self) -> Vec<Inline> {
        let mut words = InlineBuilder::default();
        let mut listed = None;
        let begins = self.begins_item(0);
        while self.peek().is_some_and(is_inline) {
            let Some((event, at)) = self.take() else {
                break;
            };
            match event {
                Event::Text(text) => {
                    // Stars that are read as text although they open or close: not those with a backslash.
                    let rest = self.context.report.slice(&(at.start..at.end + 1));
                    if text.starts_with('*') && rest.starts_with("**") {
                        self.context
                            .add(at.start..at.start + 2, problem::prose::strong_broken());
                    }
                    if let Some(found) = self.unread_image(&text, &at) {
                        let words = self.context.report.slice(&found).to_owned();
                        self.context
                            .add(found, problem::prose::image_unread(&words));
                    }
                    words.text(&text, at);
                }
                Event::Code(code) => words.push(Inline::Code(code.to_string())),
                // `・` and `１．` begin a line of their own, as everybody sees it who writes them.
                Event::SoftBreak
                    if self.begins_item(0)
                        && (words.ends_sentence()
                            || *listed
                                .get_or_insert_with(|| begins || self.has_another_item())) =>
                {
                    listed = Some(true);
                    words.push(Inline::Break);
                }
                Event::SoftBreak => words.soft_break = true,
                Event::HardBreak => words.push(Inline::Break),
                // One message for a pair of tags.
                Event::InlineHtml(html) if !html.starts_with("<!--") && !html.starts_with("</") => {
                    self.context.add(at, problem::prose::html_dropped());
                }
                Event::Start(Tag::Emphasis) => {
                    let inner = self.inside();
                    words.push(Inline::Emphasis(inner));
                }
                Event::Start(Tag::Strong) => {
                    let inner = self.inside();
                    words.push(Inline::Strong(inner));
                }
                Event::Start(Tag::Link {
                    dest_url, title, ..
                }) => {
                    let inner = self.inside();
                    for inline in self.link(&dest_url, &title, inner, at) {
                        words.push(inline);
                    }
                }
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => {
                    let alt = plain_text(&self.inside());
                    words.push(self.image(alt, &dest_url, &title, at));
                }
                Event::Start(_) => self
                    .inside()
                    .into_iter()
                    .for_each(|inline| words.push(inline)),
                _ => {}
            }
        }
        let (inlines, problems) = words.finish();
        for (at, problem) in problems {
            self.context.add(at, problem);
        }
        inlines
    }

    /// Whether the event so many further on is text that begins like an item of a list.
    fn begins_item(&self, ahead: usize) -> bool {
        matches!(self.events.get(self.next + ahead), Some((Event::Text(text), _)) if item::begins(text))
    }

    /// Whether another line behind the next one begins like an item.
    fn has_another_item(&self) -> bool {
        let mut depth = 0_usize;
        for (ahead, (event, _)) in self.events.iter().skip(self.next).enumerate() {
            match event {
                Event::Start(_) if is_inline(event) => depth += 1,
                Event::End(_) if depth > 0 => depth -= 1,
                Event::Start(_) | Event::End(_) => return false,
                Event::SoftBreak if depth == 0 && self.begins_item(ahead + 1) => return true,
                _ => {}
            }
        }
        false
    }

    /// What a link means: a figure, a word of the glossary, a place to go to. What cannot be followed keeps its words.
    fn link(&mut self, to: &str, title: &str, inner: Vec<Inline>, at: Range<usize>) -> Vec<Inline> {
        match to {
            "figure" if title.trim().is_empty() => {
                self.context.add(at, problem::prose::figure_without_sql());
                Vec::new()
            }
            "figure" => vec![Inline::Figure {
                text: plain_text(&inner),
                sql: self.context.use_sql(title, at),
            }],
            "term" => {
                let name = match title.trim() {
                    "" => plain_text(&inner),
                    title => title.to_owned(),
                };
                match self.context.term(&name, at) {
                    Some(term) => vec![Inline::Term { text: inner, term }],
                    None => inner,
                }
            }
            _ if ["https://", "http://", "mailto:", "#"]
                .iter()
                .any(|start| to.starts_with(start)) =>
            {
                vec![Inline::Link {
                    href: to.to_owned(),
                    text: inner,
                }]
            }
            _ if plain_text(&inner).starts_with('^') => {
                self.context.add(at, problem::prose::footnote());
                inner
            }
            _ => {
                let href = to.to_owned();
                self.context.add(at, problem::prose::link_dropped(&href));
                inner
            }
        }
    }

    /// A picture; its words where it cannot be shown.
    fn image(&mut self, alt: String, file: &str, title: &str, at: Range<usize>) -> Inline {
        if alt.is_empty() {
            self.context
                .add(at.clone(), problem::prose::image_without_words());
        }
        // Editors write blanks and Japanese names as `%20` and the like.
        let file = percent_decoded(file);
        if !(file.starts_with("images/") && stays_inside(&file)) {
            self.context.add(at, problem::prose::image_path(&file));
            return Inline::Text(alt);
        }
        self.context.images.push((file.clone(), at));
        Inline::Image(Image {
            alt,
            caption: title.trim().to_owned(),
            file,
            ..Image::default()
        })
    }

    /// Where a text begins with what was meant as a picture: `![…](…` or `![…] (images/…` up to the end of the line.
    fn unread_image(&self, text: &str, at: &Range<usize>) -> Option<Range<usize>> {
        let start = at.start + text.find("![")?;
        let line = self.context.report.rest_of_line(start);
        let (alt, rest) = line.strip_prefix("![")?.split_once(']')?;
        let is_meant = rest.starts_with('(') && rest.contains("images/")
            || rest
                .trim_start()
                .trim_start_matches(['(', '（'])
                .starts_with("images/");
        let end = rest.find([')', '）']).map_or(rest.len(), |end| {
            end + rest
                .get(end..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8)
        });
        is_meant.then_some(start..start + "![".len() + alt.len() + "]".len() + end)
    }

    /// Words inside an inline element, whose end is consumed.
    fn inside(&mut self) -> Vec<Inline> {
        let inner = self.inlines();
        self.next += 1;
        inner
    }
}

/// An address as the name of a file; as it stands where that is no text.
fn percent_decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digit = |at: usize| behind.get(at).and_then(|c| char::from(*c).to_digit(16));
        match (first, digit(0), digit(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.extend(u8::try_from(16 * high + low));
                rest = behind.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

/// For a fence that is closed nowhere, or only by the end of the next one: how much of its text can belong to it.
fn unclosed(source: &str, text: &str) -> Option<usize> {
    let sign = source.chars().next()?;
    let signs = source.chars().take_while(|c| *c == sign).count();
    let last = source.trim_end().rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']);
    let closing = last.chars().take_while(|c| *c == sign).count();
    let is_closed =
        source.trim_end().contains('\n') && closing >= signs && last.chars().all(|c| c == sign);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let inner = line.chars().take_while(|c| *c == sign).count();
        let opens =
            signs == 3 && inner == 3 && line.chars().nth(3).is_some_and(|c| c.is_ascii_lowercase());
        let is_markup = line.starts_with("## ") || line.starts_with("> ");
        if opens || (!is_closed && is_markup) {
            return Some(start);
        }
        start += line.len();
    }
    (!is_closed).then_some(start)
}

fn is_inline(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => matches!(
            tag,
            Tag::Emphasis
                | Tag::Strong
                | Tag::Strikethrough
                | Tag::Superscript
                | Tag::Subscript
                | Tag::Link { .. }
                | Tag::Image { .. }
        ),
        Event::End(_) | Event::Html(_) | Event::Rule => false,
        _ => true,
    }
}
