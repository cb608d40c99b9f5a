//! Queries inside of expressions: one value, `IN`, `EXISTS`, `ANY` and `ALL`.
//!
//! A query that does not look at the row outside is answered once, and its answer is a constant. One that does is
//! answered once for each different combination of the values that it looks at; how much that reads in all has a limit
//! ([`super::MOST_READ`]), beyond which a JOIN is the better way and is named.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use polars::prelude::{DataFrame, PlSmallStr};
use spec::{Failure, FailureKind};
use sqlparser::ast::Query;
use table::{Dtype, Value};

use super::bind::Binder;
use super::cells::{Cell, Reader, column_of, compute, order};
use super::scope::{Outer, Rows, Scope};
use super::set::{Code, Set};
use super::tree::{Column, Comparison, Nested, Node, Operation};
use super::{Context, Env, query};
use crate::convert::{dtype, engine};

/// Most combinations for which a query inside is answered.
const MOST_TIMES: usize = 50_000;

/// What the query is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Its one value.
    Value,
    Exists {
        negated: bool,
    },
    In {
        negated: bool,
    },
    /// `> ALL (…)`, `> ANY (…)`
    Quantified {
        comparison: Comparison,
        all: bool,
    },
}

/// Binds a query inside of an expression; answers it at once where it does not look outside.
///
/// # Errors
/// Whatever the query fails with, and results of a shape that does not fit the purpose.
pub(super) fn nested(
    binder: &Binder<'_>,
    tree: &Query,
    purpose: Purpose,
    item: Option<Node>,
) -> Result<Node, Failure> {
    let used = RefCell::new(Vec::new());
    let row = HashMap::new();
    let outer = Outer {
        scope: binder.scope,
        row: &row,
        used: &used,
        probing: true,
        parent: binder.env.outer,
    };
    let env = Env {
        parts: binder.env.parts,
        outer: Some(&outer),
    };
    let context = binder.context;
    // With missing values outside, if it looks there: what it looks at and the type of its result become known.
    let rows = query::run(context, env, tree)?;
    let one_column = || -> Result<Dtype, Failure> {
        match rows.frame.get_columns() {
            [column] => Ok(dtype(column.dtype()).unwrap_or(Dtype::Text)),
            columns => Err(Failure::of(FailureKind::OneColumn {
                what: format!("({tree})"),
                columns: columns.len() as u64,
            })),
        }
    };
    let mut item = item;
    let found = match purpose {
        Purpose::Exists { .. } => Some(Dtype::Bool),
        Purpose::Value => Some(one_column()?),
        Purpose::In { .. } | Purpose::Quantified { .. } => {
            // Both sides have to be comparable.
            let probe = Node::Column(Column {
                inner: PlSmallStr::EMPTY,
                name: rows.names.first().cloned().unwrap_or_default(),
                dtype: one_column()?,
            });
            if let Some(value) = item.take() {
                item = Some(binder.comparable(value, probe)?.0);
            }
            Some(Dtype::Bool)
        }
    };
    let outside = used.into_inner();
    if outside.is_empty() {
        let mut above = binder.env.outer;
        let mut probing = false;
        while let Some(outer) = above {
            probing |= outer.probing;
            above = outer.parent;
        }
        return at_once(context, tree, purpose, item, rows, probing);
    }
    if matches!(purpose, Purpose::Quantified { .. }) {
        return Err(correlated(tree));
    }
    Ok(Node::Nested(Box::new(Nested {
        query: Rc::new(tree.clone()),
        purpose,
        outside: outside
            .into_iter()
            .map(|column| (column.inner.clone(), Node::Column(column)))
            .collect(),
        item,
        dtype: found,
    })))
}

fn correlated(tree: &Query) -> Failure {
    Failure::of(FailureKind::Correlated {
        what: format!("({tree})"),
    })
}

/// The answer of a query that does not look outside.
fn at_once(
    context: &Context<'_>,
    tree: &Query,
    purpose: Purpose,
    item: Option<Node>,
    rows: Rows,
    probing: bool,
) -> Result<Node, Failure> {
    let first = |rows: &Rows| -> Result<(polars::prelude::Series, Option<Dtype>), Failure> {
        let column = rows.frame.get_columns().first();
        let series = column
            .map(|column| column.as_materialized_series().rechunk())
            .unwrap_or_default();
        let dtype = dtype(series.dtype());
        Ok((series, dtype))
    };
    match (purpose, item) {
        (Purpose::Exists { negated }, _) => Ok(Node::Value(
            Value::Bool((rows.frame.height() > 0) != negated),
            Some(Dtype::Bool),
        )),
        (Purpose::In { negated }, Some(item)) => {
            let (series, _) = first(&rows)?;
            let set = Set::of(&series)?;
            if negated && set.missing {
                context.remark_missing_in();
            }
            Ok(Node::In {
                item: Box::new(item),
                set: Rc::new(set),
                negated,
            })
        }
        (Purpose::Quantified { comparison, all }, Some(item)) => {
            let (series, dtype) = first(&rows)?;
            quantified(item, comparison, all, &series, dtype)
        }
        (_, _) => {
            let (series, dtype) = first(&rows)?;
            // How many rows there really are, only real values outside tell.
            let value = if probing && series.len() > 1 {
                Value::Null
            } else {
                one_value(&series, tree)?
            };
            Ok(Node::Value(value, dtype))
        }
    }
}

/// The one value of a column; missing when there is no row.
fn one_value(series: &polars::prelude::Series, tree: &Query) -> Result<Value, Failure> {
    match series.len() {
        0 => Ok(Value::Null),
        1 => Ok(Reader::of(series)?.get(0).to_value()),
        _ => Err(Failure::of(FailureKind::ManyRows {
            what: format!("({tree})"),
        })),
    }
}

/// A comparison with all or any values: with the smallest and the largest of them, and with the missing ones.
fn quantified(
    item: Node,
    comparison: Comparison,
    all: bool,
    series: &polars::prelude::Series,
    dtype: Option<Dtype>,
) -> Result<Node, Failure> {
    let reader = Reader::of(series)?;
    let mut cells: Vec<Cell<'_>> = Vec::new();
    let mut missing = false;
    for row in 0..series.len() {
        match reader.get(row) {
            Cell::Null => missing = true,
            cell => cells.push(cell),
        }
    }
    cells.sort_by(|a, b| order(*a, *b).unwrap_or(std::cmp::Ordering::Equal));
    let mut args: Vec<Node> = Vec::new();
    for cell in cells.first().iter().chain(cells.last().iter()) {
        let value = match (item.dtype(), cell.to_value()) {
            (Some(Dtype::Float), Value::Int(value)) => Value::Float(value as f64),
            (_, value) => value,
        };
        let value = Node::Value(value, item.dtype().or(dtype));
        args.push(Node::op(
            Operation::Compare(comparison),
            vec![item.clone(), value],
            Dtype::Bool,
        ));
    }
    if missing {
        args.push(Node::Value(Value::Null, Some(Dtype::Bool)));
    }
    let what = if all { Operation::And } else { Operation::Or };
    if args.is_empty() {
        return Ok(Node::Value(Value::Bool(all), Some(Dtype::Bool)));
    }
    Ok(Node::op(what, args, Dtype::Bool))
}

/// Answers a query that looks outside, for every row of the frame; gives the column of the answers.
///
/// # Errors
/// Whatever the query fails with; [`FailureKind::Correlated`] when that would read too much.
pub(super) fn resolve(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    nested: Nested,
    frame: &mut DataFrame,
) -> Result<Node, Failure> {
    let Nested {
        query: tree,
        purpose,
        outside,
        item,
        dtype: found,
    } = nested;
    let height = frame.height();
    let mut names: Vec<PlSmallStr> = Vec::new();
    let mut columns = Vec::new();
    for (name, node) in outside {
        columns.push(compute(&node, frame)?.series(node.dtype(), height)?);
        names.push(name);
    }
    let readers: Vec<Reader<'_>> = columns.iter().map(Reader::of).collect::<Result<_, _>>()?;
    let item = match item {
        Some(node) => Some(compute(&node, frame)?.series(node.dtype(), height)?),
        None => None,
    };
    let item = item.as_ref().map(Reader::of).transpose()?;
    let mut known: HashMap<Vec<Code>, usize> = HashMap::new();
    let mut answers: Vec<One> = Vec::new();
    let mut values: Vec<Value> = Vec::with_capacity(height);
    for row in 0..height {
        let codes: Vec<Code> = readers
            .iter()
            .map(|reader| Code::of(reader.get(row)))
            .collect();
        let at = match known.get(&codes) {
            Some(at) => *at,
            None => {
                if answers.len() >= MOST_TIMES {
                    return Err(correlated(&tree));
                }
                let here: HashMap<PlSmallStr, Value> = names
                    .iter()
                    .cloned()
                    .zip(readers.iter().map(|reader| reader.get(row).to_value()))
                    .collect();
                let used = RefCell::new(Vec::new());
                let outer = Outer {
                    scope,
                    row: &here,
                    used: &used,
                    probing: false,
                    parent: env.outer,
                };
                let inside = Env {
                    parts: env.parts,
                    outer: Some(&outer),
                };
                let rows =
                    query::run(context, inside, &tree).map_err(|failure| match failure.kind {
                        FailureKind::TooLarge { .. } => correlated(&tree),
                        _ => failure,
                    })?;
                answers.push(One::of(context, purpose, &tree, &rows)?);
                known.insert(codes, answers.len() - 1);
                answers.len() - 1
            }
        };
        values.push(match answers.get(at) {
            Some(One::Value(value)) => value.clone(),
            Some(One::Set(set, negated)) => item
                .as_ref()
                .and_then(|item| set.contains(item.get(row)))
                .map_or(Value::Null, |found| Value::Bool(found != *negated)),
            None => Value::Null,
        });
    }
    let dtype = found.unwrap_or(Dtype::Text);
    let fits = |value: &Value| {
        matches!(
            (value, dtype),
            (Value::Null, _)
                | (Value::Int(_), Dtype::Int | Dtype::Float)
                | (Value::Float(_), Dtype::Float)
                | (Value::Text(_), Dtype::Text)
                | (Value::Bool(_), Dtype::Bool)
                | (Value::Date(_), Dtype::Date)
        )
    };
    if !values.iter().all(fits) {
        return Err(correlated(&tree));
    }
    let series = column_of(values.into_iter(), dtype)?;
    let inner = context.inner();
    frame
        .with_column(series.with_name(inner.clone()))
        .map_err(engine)?;
    Ok(Node::Column(Column {
        inner,
        name: String::new(),
        dtype,
    }))
}

/// The answer for one combination.
enum One {
    Value(Value),
    /// Values to look for; `true`: not among them.
    Set(Set, bool),
}

impl One {
    fn of(
        context: &Context<'_>,
        purpose: Purpose,
        tree: &Query,
        rows: &Rows,
    ) -> Result<Self, Failure> {
        let series = rows
            .frame
            .get_columns()
            .first()
            .map(|column| column.as_materialized_series().rechunk())
            .unwrap_or_default();
        Ok(match purpose {
            Purpose::Exists { negated } => {
                Self::Value(Value::Bool((rows.frame.height() > 0) != negated))
            }
            Purpose::In { negated } => {
                let set = Set::of(&series)?;
                if negated && set.missing {
                    context.remark_missing_in();
                }
                Self::Set(set, negated)
            }
            Purpose::Value => Self::Value(one_value(&series, tree)?),
            Purpose::Quantified { .. } => return Err(correlated(tree)),
        })
    }
}
