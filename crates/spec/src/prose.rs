//! Prose of a lesson: a tree of blocks that the page renders itself. There is no HTML in it.

use serde::{Deserialize, Serialize};
use table::{Table, Value};

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
