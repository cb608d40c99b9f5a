//! What a field of a step holds: when it still has to be filled in, how it is read, and what its texts are.
//!
//! A field of [`Step`] names one of these types; everything that is the same for all fields of a sort stands here once.

use super::{
    Aggregate, CastTo, ChangeAs, CodeForm, JoinKey, JoinKind, NamedExpr, RenamePair, Smooth,
    SortKey, SplitAt, Step, Unit,
};
use crate::json::{FromNode as _, Node};

/// What a text in a step means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepText {
    /// A table.
    Table,
    /// A column that the step finds.
    Column,
    /// A column of the table that is joined.
    OtherColumn,
    /// The name of a column that the step makes.
    NewColumn,
    /// An SQL expression.
    Sql,
    /// Words that cells are compared with, a separator.
    Words,
}

/// A field of a step, by what may stand in it.
pub enum Part<'a> {
    /// A column that is there.
    Column(&'a mut String),
    /// Columns that are there.
    Columns(&'a mut Vec<String>),
    /// The name of a new column.
    NewColumn(&'a mut String),
    /// Names of new columns, words, numbers: texts in a row.
    Texts(&'a mut Vec<String>),
    /// A text.
    Text(&'a mut String),
    /// Columns to sort by.
    Keys(&'a mut Vec<SortKey>),
    /// A whole number.
    Number(&'a mut u64),
    /// One of a closed list of words.
    Word(&'a mut dyn Word),
    /// Something with a form of its own: tables, expressions, pairs.
    Other,
}

/// One of a closed list of words.
pub trait Word {
    /// All of them, in menu order.
    fn all(&self) -> Vec<&'static str>;
    /// The one that stands there.
    fn word(&self) -> &'static str;
    /// Puts another one there; an unknown one changes nothing.
    fn pick(&mut self, word: &str);
}

/// What is called for each text of a step that may change.
pub(super) type ChangeText<'a> = dyn FnMut(StepText, &mut String) + 'a;

/// A sort of field.
pub(super) trait Slot {
    /// What such a field holds.
    type Value;

    /// Nothing filled in yet.
    fn blank() -> Self::Value;

    /// Whether it still has to be filled in; `step` is the whole of it, for what depends on other fields.
    fn is_missing(value: &Self::Value, step: &Step) -> bool;

    /// Reads it from JSON, in the form that serde derives.
    fn read(node: &Node) -> Option<Self::Value>;

    /// Calls `change` for each text.
    fn each_text(value: &mut Self::Value, change: &mut ChangeText<'_>);

    /// It for those who treat all fields alike.
    fn part(_: &mut Self::Value) -> Part<'_> {
        Part::Other
    }

    /// Whether an expression in it is nested deeper than allowed.
    fn is_too_deep(_: &Self::Value) -> bool {
        false
    }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn is_deep(sql: &str) -> bool {
    super::limits::depth(sql) > super::limits::MAX_DEPTH
}

/// A text that has to be there.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $kind:ident, $deep:expr, $part:expr;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl Slot for $name {
            type Value = String;

            fn blank() -> String {
                String::new()
            }

            fn is_missing(text: &String, _: &Step) -> bool {
                is_blank(text)
            }

            fn read(node: &Node) -> Option<String> {
                String::from_node(node)
            }

            fn each_text(text: &mut String, change: &mut ChangeText<'_>) {
                change(StepText::$kind, text);
            }

            fn is_too_deep(text: &String) -> bool {
                let deep: fn(&str) -> bool = $deep;
                deep(text)
            }

            fn part(text: &mut String) -> Part<'_> {
                let part: fn(&mut String) -> Part<'_> = $part;
                part(text)
            }
        }
    )*};
}

texts! {
    /// Name of a table.
    Table: Table, |_| false, |_| Part::Other;
    /// Name of a column that is there.
    Column: Column, |_| false, |text| Part::Column(text);
    /// Name of a new column.
    NewColumn: NewColumn, |_| false, |text| Part::NewColumn(text);
    /// An SQL expression.
    Sql: Sql, is_deep, |_| Part::Other;
}

/// Names of columns that are there; at least one.
pub(super) struct Columns;

impl Slot for Columns {
    type Value = Vec<String>;

    fn blank() -> Vec<String> {
        Vec::new()
    }

    fn is_missing(columns: &Vec<String>, step: &Step) -> bool {
        columns.is_empty() || AnyColumns::is_missing(columns, step)
    }

    fn read(node: &Node) -> Option<Vec<String>> {
        Vec::from_node(node)
    }

    fn each_text(columns: &mut Vec<String>, change: &mut ChangeText<'_>) {
        for column in columns {
            change(StepText::Column, column);
        }
    }

    fn part(columns: &mut Vec<String>) -> Part<'_> {
        Part::Columns(columns)
    }
}

/// The same, or none at all.
pub(super) struct AnyColumns;

impl Slot for AnyColumns {
    type Value = Vec<String>;

    fn blank() -> Vec<String> {
        Vec::new()
    }

    fn is_missing(columns: &Vec<String>, _: &Step) -> bool {
        columns.iter().any(|column| is_blank(column))
    }

    fn read(node: &Node) -> Option<Vec<String>> {
        Columns::read(node)
    }

    fn each_text(columns: &mut Vec<String>, change: &mut ChangeText<'_>) {
        Columns::each_text(columns, change);
    }

    fn part(columns: &mut Vec<String>) -> Part<'_> {
        Part::Columns(columns)
    }
}

/// Old and new names; at least one pair.
pub(super) struct Renames;

impl Slot for Renames {
    type Value = Vec<RenamePair>;

    fn blank() -> Vec<RenamePair> {
        vec![RenamePair::default()]
    }

    fn is_missing(pairs: &Vec<RenamePair>, _: &Step) -> bool {
        pairs.is_empty()
            || pairs
                .iter()
                .any(|pair| is_blank(&pair.from) || is_blank(&pair.to))
    }

    fn read(node: &Node) -> Option<Vec<RenamePair>> {
        node.list(|pair| {
            Some(RenamePair {
                from: pair.field("from")?,
                to: pair.field("to")?,
            })
        })
    }

    fn each_text(pairs: &mut Vec<RenamePair>, change: &mut ChangeText<'_>) {
        for RenamePair { from, to } in pairs {
            change(StepText::Column, from);
            change(StepText::NewColumn, to);
        }
    }
}

/// New columns with their expressions; at least one.
pub(super) struct Expressions;

impl Slot for Expressions {
    type Value = Vec<NamedExpr>;

    fn blank() -> Vec<NamedExpr> {
        vec![NamedExpr::default()]
    }

    fn is_missing(columns: &Vec<NamedExpr>, _: &Step) -> bool {
        columns.is_empty()
            || columns
                .iter()
                .any(|column| is_blank(&column.name) || is_blank(&column.expr))
    }

    fn read(node: &Node) -> Option<Vec<NamedExpr>> {
        node.list(|named| {
            Some(NamedExpr {
                name: named.field("name")?,
                expr: named.field("expr")?,
            })
        })
    }

    fn each_text(columns: &mut Vec<NamedExpr>, change: &mut ChangeText<'_>) {
        for NamedExpr { name, expr } in columns {
            change(StepText::NewColumn, name);
            change(StepText::Sql, expr);
        }
    }

    fn is_too_deep(columns: &Vec<NamedExpr>) -> bool {
        columns.iter().any(|column| is_deep(&column.expr))
    }
}

/// The aggregates of a group; none only where there are keys.
pub(super) struct Aggregates;

impl Slot for Aggregates {
    type Value = Vec<NamedExpr>;

    fn blank() -> Vec<NamedExpr> {
        Expressions::blank()
    }

    fn is_missing(aggs: &Vec<NamedExpr>, step: &Step) -> bool {
        match step {
            Step::GroupBy { keys, .. } if aggs.is_empty() => keys.is_empty(),
            _ => Expressions::is_missing(aggs, step),
        }
    }

    fn read(node: &Node) -> Option<Vec<NamedExpr>> {
        Expressions::read(node)
    }

    fn each_text(aggs: &mut Vec<NamedExpr>, change: &mut ChangeText<'_>) {
        Expressions::each_text(aggs, change);
    }

    fn is_too_deep(aggs: &Vec<NamedExpr>) -> bool {
        Expressions::is_too_deep(aggs)
    }
}

/// Columns to sort by; at least one.
pub(super) struct SortKeys;

impl Slot for SortKeys {
    type Value = Vec<SortKey>;

    fn blank() -> Vec<SortKey> {
        vec![SortKey::default()]
    }

    fn is_missing(by: &Vec<SortKey>, _: &Step) -> bool {
        by.is_empty() || by.iter().any(|key| is_blank(&key.column))
    }

    fn read(node: &Node) -> Option<Vec<SortKey>> {
        node.list(|key| {
            Some(SortKey {
                column: key.field("column")?,
                descending: key.field("descending")?,
            })
        })
    }

    fn each_text(by: &mut Vec<SortKey>, change: &mut ChangeText<'_>) {
        for SortKey {
            column,
            descending: _,
        } in by
        {
            change(StepText::Column, column);
        }
    }

    fn part(by: &mut Vec<SortKey>) -> Part<'_> {
        Part::Keys(by)
    }
}

/// Columns that must be equal; none only where every row meets every row.
pub(super) struct JoinKeys;

impl Slot for JoinKeys {
    type Value = Vec<JoinKey>;

    fn blank() -> Vec<JoinKey> {
        vec![JoinKey::default()]
    }

    fn is_missing(on: &Vec<JoinKey>, step: &Step) -> bool {
        let is_cross = matches!(
            step,
            Step::Join {
                how: JoinKind::Cross,
                ..
            }
        );
        let is_half = |key: &JoinKey| is_blank(&key.left) || is_blank(&key.right);
        !is_cross && (on.is_empty() || on.iter().any(is_half))
    }

    fn read(node: &Node) -> Option<Vec<JoinKey>> {
        node.list(|key| {
            Some(JoinKey {
                left: key.field("left")?,
                right: key.field("right")?,
            })
        })
    }

    fn each_text(on: &mut Vec<JoinKey>, change: &mut ChangeText<'_>) {
        for JoinKey { left, right } in on {
            change(StepText::Column, left);
            change(StepText::OtherColumn, right);
        }
    }
}

/// Texts in a row.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident: $kind:ident, $missing:expr;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl Slot for $name {
            type Value = Vec<String>;

            fn blank() -> Vec<String> {
                Vec::new()
            }

            fn is_missing(texts: &Vec<String>, step: &Step) -> bool {
                let missing: fn(&[String], &Step) -> bool = $missing;
                missing(texts, step)
            }

            fn read(node: &Node) -> Option<Vec<String>> {
                Vec::from_node(node)
            }

            fn each_text(texts: &mut Vec<String>, change: &mut ChangeText<'_>) {
                for text in texts {
                    change(StepText::$kind, text);
                }
            }

            fn part(texts: &mut Vec<String>) -> Part<'_> {
                Part::Texts(texts)
            }
        }
    )*};
}

lists! {
    /// Words that cells are compared with; may be none.
    Words: Words, |words, _| words.iter().any(|word| is_blank(word));
    /// Numbers where something begins; may be none.
    Edges: Words, |edges, _| edges.iter().any(|edge| table::text::parse_number(edge).is_none());
    /// Names of the pieces of a text: two or more; just two where it is cut once.
    Pieces: NewColumn, |names, step| {
        let is_once = matches!(step, Step::Split { how: SplitAt::Digit, .. });
        names.len() < 2 || is_once && names.len() > 2 || names.iter().any(|name| is_blank(name))
    };
}

/// What stands between the pieces of a text: a blank may.
pub(super) struct Separator;

impl Slot for Separator {
    type Value = String;

    fn blank() -> String {
        String::new()
    }

    fn is_missing(text: &String, step: &Step) -> bool {
        let is_needed = matches!(
            step,
            Step::Split {
                how: SplitAt::Separator,
                ..
            }
        );
        is_needed && text.is_empty()
    }

    fn read(node: &Node) -> Option<String> {
        String::from_node(node)
    }

    fn each_text(text: &mut String, change: &mut ChangeText<'_>) {
        change(StepText::Words, text);
    }

    fn part(text: &mut String) -> Part<'_> {
        Part::Text(text)
    }
}

/// Whole numbers.
macro_rules! counts {
    ($($(#[$doc:meta])* $name:ident: $blank:literal, $missing:expr;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl Slot for $name {
            type Value = u64;

            fn blank() -> u64 {
                $blank
            }

            fn is_missing(count: &u64, step: &Step) -> bool {
                let missing: fn(u64, &Step) -> bool = $missing;
                missing(*count, step)
            }

            fn read(node: &Node) -> Option<u64> {
                u64::from_node(node)
            }

            fn each_text(_: &mut u64, _: &mut ChangeText<'_>) {}

            fn part(count: &mut u64) -> Part<'_> {
                Part::Number(count)
            }
        }
    )*};
}

counts! {
    /// A number of rows.
    Count: 10, |_, _| false;
    /// A number of periods.
    Periods: 1, |count, _| count == 0;
    /// How wide something is; 0 where edges are given instead.
    Width: 10, |width, step| {
        width == 0 && matches!(step, Step::Bins { edges, .. } if edges.is_empty())
    };
}

/// A row of a header: its first or its last one.
pub(super) struct HeaderRow;

impl Slot for HeaderRow {
    type Value = u64;

    fn blank() -> u64 {
        1
    }

    fn is_missing(_: &u64, step: &Step) -> bool {
        const MOST_ROWS: u64 = 20;
        let Step::Header { first, last } = step else {
            return false;
        };
        *first == 0 || last < first || last - first >= MOST_ROWS
    }

    fn read(node: &Node) -> Option<u64> {
        u64::from_node(node)
    }

    fn each_text(_: &mut u64, _: &mut ChangeText<'_>) {}
}

/// One of a closed list of words.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident: $value:ident, $blank:ident;)*) => {$(
        $(#[$doc])*
        pub(super) struct $name;

        impl Slot for $name {
            type Value = $value;

            fn blank() -> $value {
                $value::$blank
            }

            fn is_missing(_: &$value, _: &Step) -> bool {
                false
            }

            fn read(node: &Node) -> Option<$value> {
                node.word(&$value::ALL, $value::slug)
            }

            fn each_text(_: &mut $value, _: &mut ChangeText<'_>) {}

            fn part(value: &mut $value) -> Part<'_> {
                Part::Word(value)
            }
        }
    )*};
}

/// The same list for all who treat fields alike.
macro_rules! parts {
    ($($value:ident)*) => {$(
        impl Word for $value {
            fn all(&self) -> Vec<&'static str> {
                $value::ALL.iter().map(|item| item.slug()).collect()
            }

            fn word(&self) -> &'static str {
                self.slug()
            }

            fn pick(&mut self, word: &str) {
                if let Some(item) = $value::ALL.into_iter().find(|item| item.slug() == word) {
                    *self = item;
                }
            }
        }
    )*};
}

parts!(JoinKind Aggregate CastTo SplitAt CodeForm ChangeAs Smooth Unit);

words! {
    /// A kind of join.
    How: JoinKind, Left;
    /// An aggregate.
    Aggregation: Aggregate, Sum;
    /// The target of a cast.
    Target: CastTo, Number;
    /// Where a text is cut.
    Cut: SplitAt, Separator;
    /// The form that codes have.
    CodeFrom: CodeForm, Code6;
    /// The form that codes get.
    CodeTo: CodeForm, Code5;
    /// How a change is told.
    Comparison: ChangeAs, Difference;
    /// How periods are taken together.
    Smoothing: Smooth, Mean;
    /// What a period is.
    PeriodUnit: Unit, One;
}
