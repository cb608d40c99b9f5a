//! A query's expressions after names and types are known: [`Node`].
//!
//! Nothing here is SQL text any more: a column is one column of one frame, an operation has the types that it computes
//! with, and equal expressions are equal trees, however they were written.

use std::rc::Rc;

use polars::prelude::PlSmallStr;
use sqlparser::ast::Query;
use table::{Dtype, Value};

use super::functions::Row;
use super::nested::Purpose;
use super::set::Set;
use crate::sort::Direction;

/// The type that values of both types have together: whole numbers become floats beside floats, and what is missing has any
/// type. `None` within: still any. No type at all: they do not go together.
pub(super) fn together(a: Option<Dtype>, b: Option<Dtype>) -> Option<Option<Dtype>> {
    match (a, b) {
        (None, other) | (other, None) => Some(other),
        (Some(a), Some(b)) if a == b => Some(Some(a)),
        (Some(a), Some(b)) if a.is_number() && b.is_number() => Some(Some(Dtype::Float)),
        _ => None,
    }
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What is computed from arguments of the same row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operation {
    Add,
    Subtract,
    Multiply,
    /// With a fraction: 7 / 2 is 3.5 for everybody who has used a spreadsheet.
    Divide,
    /// Rounded down.
    DivideWhole,
    /// With the sign of the divisor, as a spreadsheet's MOD.
    Remainder,
    Negate,
    /// Days between two dates.
    DaysBetween,
    /// A date and a number of days; `true`: backwards.
    AddDays(bool),
    /// A date and a span of months and days.
    AddSpan {
        months: i64,
        days: i64,
    },
    Compare(Comparison),
    /// Equal, missing values too; `true`: not so.
    Distinct(bool),
    And,
    Or,
    Not,
    /// `true`: IS NULL, `false`: IS NOT NULL.
    IsNull(bool),
    /// Is it this truth value; `true` behind: not so.
    Is(bool, bool),
    /// Condition, result, condition, result, …, otherwise.
    Case,
    /// The first that is not missing.
    Coalesce,
    /// `true`: what cannot be read becomes missing.
    Cast(Dtype, bool),
    /// A function of one row.
    Call(&'static Row),
}

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    Column(Column),
    /// A constant; the type stands beside it because a missing value may have one.
    Value(Value, Option<Dtype>),
    Operation {
        what: Operation,
        args: Vec<Node>,
        dtype: Option<Dtype>,
    },
    /// Membership in values that are known.
    In {
        item: Box<Node>,
        set: Rc<Set>,
        negated: bool,
    },
    Aggregate(Box<Aggregate>),
    Window(Box<Window>),
    /// A query that looks at the row outside.
    Nested(Box<Nested>),
}

/// A column of the frame that an expression is computed on.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name in the frame.
    pub(super) inner: PlSmallStr,
    /// Its name for people.
    pub(super) name: String,
    pub(super) dtype: Dtype,
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        self.inner == other.inner
    }
}

/// A function that makes one value of many.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Aggregate {
    pub(super) what: Summary,
    pub(super) args: Vec<Node>,
    pub(super) distinct: bool,
    /// Order in which text is put together.
    pub(super) order: Vec<Key>,
    pub(super) dtype: Option<Dtype>,
    /// As it was written, for messages.
    pub(super) text: String,
}

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Summary {
    /// `COUNT(*)`
    Rows,
    Count,
    Sum,
    Mean,
    Min,
    Max,
    Median,
    First,
    Last,
    /// The first that is there.
    Any,
    /// Sample standard deviation; `true`: of the population.
    Deviation(bool),
    /// Sample variance; `true`: of the population.
    Variance(bool),
    /// Between two values, in proportion.
    QuantileContinuous,
    /// A value that occurs.
    QuantileDiscrete,
    Correlation,
    /// Sample covariance; `true`: of the population.
    Covariance(bool),
    /// Texts in one.
    Joined,
    AllTrue,
    AnyTrue,
}

/// A column to order by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) node: Node,
    pub(super) direction: Direction,
}

/// A function with `OVER`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) what: Ranking,
    pub(super) args: Vec<Node>,
    pub(super) partition: Vec<Node>,
    pub(super) order: Vec<Key>,
    pub(super) frame: Frame,
    pub(super) dtype: Option<Dtype>,
}

/// Which one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ranking {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumeDist,
    Tiles(i64),
    /// So many rows before (after, when negative).
    Shift(i64),
    FirstValue,
    LastValue,
    /// The same of the values that are there (`IGNORE NULLS`).
    FirstPresent,
    LastPresent,
    /// An aggregate of the rows of the frame.
    Summary(Summary),
}

/// The rows around a row that a window function looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// All rows of the partition.
    All,
    /// From the first row to this one and those of equal order.
    Peers,
    /// Rows by distance; `None`: to the end of the partition.
    Rows(Option<i64>, Option<i64>),
    /// Rows whose value of the one column of the order is so far away; `None`: to the end of the partition.
    Range(Option<Distance>, Option<Distance>),
}

/// How far values lie apart; below 0 for those that come before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Distance {
    Number(i64),
    Span { months: i64, days: i64 },
}

/// A query that looks at the row outside.
#[derive(Clone, Debug)]
pub(super) struct Nested {
    pub(super) query: Rc<Query>,
    pub(super) purpose: Purpose,
    /// What it looks at: the columns outside, each under the name by which the query knows it.
    pub(super) outside: Vec<(PlSmallStr, Node)>,
    /// The value to compare with, for `IN` and the like.
    pub(super) item: Option<Node>,
    pub(super) dtype: Option<Dtype>,
}

impl PartialEq for Nested {
    fn eq(&self, other: &Self) -> bool {
        self.query == other.query
            && self.purpose == other.purpose
            && self.outside == other.outside
            && self.item == other.item
    }
}

impl Node {
    /// Its type; `None` where only missing values can come.
    pub(super) fn dtype(&self) -> Option<Dtype> {
        match self {
            Self::Column(column) => Some(column.dtype),
            Self::Value(_, dtype) | Self::Operation { dtype, .. } => *dtype,
            Self::In { .. } => Some(Dtype::Bool),
            Self::Aggregate(aggregate) => aggregate.dtype,
            Self::Window(window) => window.dtype,
            Self::Nested(nested) => nested.dtype,
        }
    }

    pub(super) fn op(what: Operation, args: Vec<Node>, dtype: Dtype) -> Self {
        Self::Operation {
            what,
            args,
            dtype: Some(dtype),
        }
    }

    pub(super) fn null() -> Self {
        Self::Value(Value::Null, None)
    }

    pub(super) fn int(value: i64) -> Self {
        Self::Value(Value::Int(value), Some(Dtype::Int))
    }

    /// The parts directly inside.
    pub(super) fn parts(&self) -> Vec<&Node> {
        match self {
            Self::Column(_) | Self::Value(..) => Vec::new(),
            Self::Operation { args, .. } => args.iter().collect(),
            Self::In { item, .. } => vec![item],
            Self::Aggregate(aggregate) => aggregate
                .args
                .iter()
                .chain(aggregate.order.iter().map(|key| &key.node))
                .collect(),
            Self::Window(window) => window
                .args
                .iter()
                .chain(&window.partition)
                .chain(window.order.iter().map(|key| &key.node))
                .collect(),
            Self::Nested(nested) => nested
                .outside
                .iter()
                .map(|(_, node)| node)
                .chain(&nested.item)
                .collect(),
        }
    }

    /// Whether something in it, or it itself, is such.
    pub(super) fn any(&self, such: &dyn Fn(&Node) -> bool) -> bool {
        such(self) || self.parts().into_iter().any(|part| part.any(such))
    }

    pub(super) fn has_aggregate(&self) -> bool {
        self.any(&|node| matches!(node, Self::Aggregate(_)))
    }

    pub(super) fn has_window(&self) -> bool {
        self.any(&|node| matches!(node, Self::Window(_)))
    }

    /// The tree with every part replaced for which `change` gives something else, from the outside inwards.
    ///
    /// # Errors
    /// Whatever `change` fails with.
    pub(super) fn map<E>(
        self,
        change: &mut dyn FnMut(Node) -> Result<Changed, E>,
    ) -> Result<Node, E> {
        let node = match change(self)? {
            Changed::Done(node) => return Ok(node),
            Changed::Inside(node) => node,
        };
        let mut all = |nodes: Vec<Node>| -> Result<Vec<Node>, E> {
            nodes.into_iter().map(|node| node.map(change)).collect()
        };
        Ok(match node {
            Self::Column(_) | Self::Value(..) => node,
            Self::Operation { what, args, dtype } => Self::Operation {
                what,
                args: all(args)?,
                dtype,
            },
            Self::In { item, set, negated } => Self::In {
                item: Box::new(item.map(change)?),
                set,
                negated,
            },
            Self::Aggregate(mut aggregate) => {
                aggregate.args = all(std::mem::take(&mut aggregate.args))?;
                aggregate.order = keys(std::mem::take(&mut aggregate.order), change)?;
                Self::Aggregate(aggregate)
            }
            Self::Window(mut window) => {
                window.args = all(std::mem::take(&mut window.args))?;
                window.partition = all(std::mem::take(&mut window.partition))?;
                window.order = keys(std::mem::take(&mut window.order), change)?;
                Self::Window(window)
            }
            Self::Nested(mut nested) => {
                nested.outside = std::mem::take(&mut nested.outside)
                    .into_iter()
                    .map(|(name, node)| Ok((name, node.map(change)?)))
                    .collect::<Result<_, E>>()?;
                nested.item = nested
                    .item
                    .take()
                    .map(|item| item.map(change))
                    .transpose()?;
                Self::Nested(nested)
            }
        })
    }
}

fn keys<E>(
    keys: Vec<Key>,
    change: &mut dyn FnMut(Node) -> Result<Changed, E>,
) -> Result<Vec<Key>, E> {
    keys.into_iter()
        .map(|key| {
            Ok(Key {
                node: key.node.map(change)?,
                direction: key.direction,
            })
        })
        .collect()
}

/// What a change of a tree made of one part.
pub(super) enum Changed {
    /// It and everything in it is as it shall be.
    Done(Node),
    /// Its parts are still to be looked at.
    Inside(Node),
}
