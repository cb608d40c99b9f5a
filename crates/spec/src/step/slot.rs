//! What a field of a step holds: when it still has to be filled in, how it is read, and what its texts are.
//!
//! A field of [`Step`] names one of these types; everything that is the same for all fields of a sort stands here once.

use super::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair, SortKey, Step};
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
    ($($(#[$doc:meta])* $name:ident: $kind:ident, $deep:expr;)*) => {$(
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
        }
    )*};
}

texts! {
    /// Name of a table.
    Table: Table, |_| false;
    /// Name of a column that is there.
    Column: Column, |_| false;
    /// Name of a new column.
    NewColumn: NewColumn, |_| false;
    /// An SQL expression.
    Sql: Sql, is_deep;
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

/// A number of rows.
pub(super) struct Count;

impl Slot for Count {
    type Value = u64;

    fn blank() -> u64 {
        10
    }

    fn is_missing(_: &u64, _: &Step) -> bool {
        false
    }

    fn read(node: &Node) -> Option<u64> {
        u64::from_node(node)
    }

    fn each_text(_: &mut u64, _: &mut ChangeText<'_>) {}
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
        }
    )*};
}

words! {
    /// A kind of join.
    How: JoinKind, Left;
    /// An aggregate.
    Aggregation: Aggregate, Sum;
    /// The target of a cast.
    Target: CastTo, Number;
}
