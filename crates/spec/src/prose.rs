//! Prose of a lesson: a tree of blocks that the page renders itself. There is no HTML in it.

mod walk;

use serde::{Deserialize, Serialize};
use table::{Table, Value};

pub use self::walk::{each_block_mut, each_text_mut};

/// A block of prose.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading; level 1 is the module's title and stands outside the blocks.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Authored anchor, if any.
        id: Option<String>,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// First number of an ordered list; `None` for bullets.
        start: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A GFM alert that is no hint: note, important, warning, caution.
    Alert {
        /// Which of them.
        kind: AlertKind,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// Preformatted text.
    Code {
        /// Language word after the fence; may be empty.
        language: String,
        /// The text.
        text: String,
    },
    /// A table typed in Markdown.
    Table {
        /// Header cells.
        header: Vec<Vec<Inline>>,
        /// Rows of cells.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// A table of real data.
    Data(DataView),
    /// A thematic break.
    Rule,
    /// A section that may be skipped (`## … {.optional}`); shown folded. Stands alone in its section.
    Optional {
        /// Authored anchor, if any.
        id: Option<String>,
        /// Words of its heading.
        title: Vec<Inline>,
        /// What is folded away.
        blocks: Vec<Block>,
    },
}

/// Kind of a GFM alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AlertKind {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`, outside exercises
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// Words within a block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// A column name, value or expression.
    Code(String),
    /// A link: `#anchor` inside the site, anything else foreign (shown as text with its address).
    Link {
        /// Where to.
        href: String,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A figure with the SQL that computes it; tests compare the two.
    Figure {
        /// As printed (`274,537`).
        text: String,
        /// SQL over the module's tables that gives one cell.
        sql: String,
    },
    /// The learner's own town.
    Town,
    /// A hard line break.
    Break,
    /// Words with their reading above them (`｜海女《あま》`).
    Ruby {
        /// The words.
        base: String,
        /// How they are read.
        reading: String,
    },
    /// A word of the glossary; its meaning opens beside it.
    Term {
        /// As it stands in the sentence.
        text: Vec<Inline>,
        /// What the glossary says.
        term: Term,
    },
    /// A picture from the module's own folder. Alone in a paragraph it stands by itself, with its caption.
    Image(Image),
}

/// A word of the module's glossary.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The word.
    pub name: String,
    /// How it is read; may be empty.
    pub reading: String,
    /// What it means, in one or two sentences.
    pub meaning: String,
}

/// A picture from the module's own folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Image {
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// Words below it; may be empty.
    pub caption: String,
    /// The file, relative to the module.
    pub file: String,
    /// Where the page fetches it: relative to the site, or a `blob:` address; put in when the module is built.
    pub url: String,
    /// Width in pixels; put in when the module is built.
    pub width: u32,
    /// Height in pixels; put in when the module is built.
    pub height: u32,
}

/// A table of real data shown in prose (fenced block `data`, TOML inside).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DataView {
    /// Name of one of the module's tables.
    pub table: String,
    /// Columns to show; empty for all.
    pub columns: Vec<String>,
    /// Only rows where each of these columns has this value.
    pub equals: Vec<(String, Value)>,
    /// At most so many rows.
    pub limit: Option<u32>,
    /// Words above it.
    pub caption: String,
    /// The rows, put in when the module is built (see `course::attach`); `None` in a module just parsed.
    pub rows: Option<Table>,
}

/// The words without their looks; the town stays `{町}`.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut plain = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Figure { text, .. } => {
                plain.push_str(text)
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Link { text: inner, .. }
            | Inline::Term { text: inner, .. } => plain.push_str(&plain_text(inner)),
            Inline::Ruby { base, .. } => plain.push_str(base),
            Inline::Image(image) => plain.push_str(&image.alt),
            Inline::Town => plain.push_str("{町}"),
            Inline::Break => plain.push(' '),
        }
    }
    plain.trim().to_owned()
}
