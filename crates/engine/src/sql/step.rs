//! The expressions of steps: SQL over the columns of one frame.
//!
//! Outside of groups an aggregate looks at all rows, as with `OVER ()`.

use polars::prelude::{DataFrame, IntoColumn, Series};
use spec::{Failure, FailureKind};
use table::{Dtype, Value};

use super::bind::{Aliases, Binder, Clause, typed, unsupported};
use super::cells::{Reader, compute, mask};
use super::group::{Grouping, groups, summarised, summary};
use super::read::expression;
use super::scope::{Scope, Source, WordSet};
use super::set::Code;
use super::tree::{Changed, Column, Node, Operation, Summary};
use super::{Context, Env, group, window};
use crate::Tables;
use crate::convert::{dtype, engine, tidy};
use crate::expr::Shape;
use crate::failure::wrong_value;

/// Expressions of a step over one frame.
struct Step<'a> {
    context: Context<'a>,
    scope: Scope,
    frame: &'a DataFrame,
}

impl<'a> Step<'a> {
    fn of(frame: &'a DataFrame, tables: &'a Tables, today: i32) -> Self {
        let columns = frame
            .get_columns()
            .iter()
            .map(|column| Column {
                inner: column.name().clone(),
                name: column.name().to_string(),
                dtype: dtype(column.dtype()).unwrap_or(Dtype::Text),
            })
            .collect();
        Self {
            context: Context::new(tables, today, WordSet::default()),
            scope: Scope::of(Source {
                name: String::new(),
                columns,
            }),
            frame,
        }
    }

    fn bind(&self, sql: &str, totals: bool) -> Result<Node, Failure> {
        let names: Vec<&str> = self.scope.names().collect();
        let tree = expression(sql, &names)?;
        if Shape::of(&tree).subquery {
            return Err(unsupported("SELECT"));
        }
        let binder = Binder {
            context: &self.context,
            env: Env::default(),
            scope: &self.scope,
            frame: Some(self.frame),
            clause: Clause::Select,
            aliases: Aliases::None,
            windows: &[],
            totals,
        };
        binder.bind(&tree)
    }

    /// Expressions and a frame on which they can be computed row by row.
    fn prepared(&self, nodes: Vec<Node>) -> Result<(Vec<Node>, DataFrame), Failure> {
        let frame = self.frame;
        // An aggregate that is no window: the same value for all rows.
        let all = [(0..frame.height() as u32).collect::<Vec<_>>()];
        let nodes = nodes
            .into_iter()
            .map(|node| {
                node.map(&mut |node| match node {
                    Node::Aggregate(aggregate) => {
                        let one = summarised(&aggregate, frame, &all)?.rechunk();
                        let value = Reader::of(&one)?.get(0).to_value();
                        Ok(Changed::Done(Node::Value(value, aggregate.dtype)))
                    }
                    other => Ok(Changed::Inside(other)),
                })
            })
            .collect::<Result<Vec<_>, Failure>>()?;
        window::answered(&self.context, nodes, frame.clone())
    }

    fn columns(&self, nodes: Vec<Node>) -> Result<Vec<Series>, Failure> {
        let (nodes, frame) = self.prepared(nodes)?;
        nodes
            .iter()
            .map(|node| compute(node, &frame)?.series(node.dtype(), frame.height()))
            .collect()
    }
}

/// The frame with columns added or replaced; all of them see the frame as it was.
///
/// # Errors
/// Syntax, unknown names, types that do not fit, and values that cannot be computed.
pub(crate) fn derived<'e>(
    frame: &DataFrame,
    columns: impl IntoIterator<Item = (&'e str, &'e str)>,
    tables: &Tables,
    today: i32,
) -> Result<DataFrame, Failure> {
    let step = Step::of(frame, tables, today);
    let (names, exprs): (Vec<&str>, Vec<&str>) = columns.into_iter().unzip();
    let nodes = exprs
        .into_iter()
        .map(|expr| step.bind(expr, true))
        .collect::<Result<Vec<_>, _>>()?;
    let mut wider = frame.clone();
    for (series, name) in step.columns(nodes)?.into_iter().zip(names) {
        wider
            .with_column(series.with_name(name.into()))
            .map_err(engine)?;
    }
    tidy(wider)
}

/// The rows for which the condition holds.
///
/// # Errors
/// As [`derived`], and [`FailureKind::TypeMismatch`] for what is no condition.
pub(crate) fn kept(
    frame: &DataFrame,
    condition: &str,
    tables: &Tables,
    today: i32,
) -> Result<DataFrame, Failure> {
    let step = Step::of(frame, tables, today);
    let node = step.bind(condition, true)?;
    let node = match node.dtype() {
        Some(Dtype::Bool) => node,
        None => Node::Value(Value::Null, Some(Dtype::Bool)),
        Some(found) => {
            return Err(Failure::of(FailureKind::TypeMismatch {
                column: condition.trim().to_owned(),
                found: Some(found),
                wanted: Some(Dtype::Bool),
                chars: Vec::new(),
            }));
        }
    };
    let (nodes, wider) = step.prepared(vec![node])?;
    let mut kept = frame.clone();
    for node in &nodes {
        kept = frame.filter(&mask(node, &wider)?).map_err(engine)?;
    }
    tidy(kept)
}

/// One row a group: the keys and the aggregates.
///
/// # Errors
/// As [`derived`], and [`FailureKind::NotAggregated`].
pub(crate) fn aggregated<'e>(
    frame: &DataFrame,
    keys: &[String],
    aggregates: impl IntoIterator<Item = (&'e str, &'e str)>,
    tables: &Tables,
    today: i32,
) -> Result<DataFrame, Failure> {
    let step = Step::of(frame, tables, today);
    let keys_of = |name: &String| -> Result<Node, Failure> { step.scope.name(name, None) };
    let nodes = keys.iter().map(keys_of).collect::<Result<Vec<_>, _>>()?;
    let mut grouping = Grouping::new(&step.context, nodes.clone());
    let mut all: Vec<(String, Node)> = Vec::new();
    for (name, node) in keys.iter().zip(nodes) {
        all.push((name.clone(), grouping.regrouped(node)?));
    }
    for (name, expr) in aggregates {
        let node = step.bind(expr, false)?;
        all.push((name.to_owned(), grouping.regrouped(node)?));
    }
    let grouped = group::run(
        &step.context,
        Env::default(),
        &step.scope,
        grouping,
        frame.clone(),
    )?;
    let columns = all
        .into_iter()
        .map(|(name, node)| {
            let series = compute(&node, &grouped)?.series(node.dtype(), grouped.height())?;
            Ok(series.with_name(name.into()).into_column())
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    tidy(DataFrame::new(columns).map_err(engine)?)
}

/// A column with something in the place of its missing values.
///
/// # Errors
/// As [`derived`], and [`FailureKind::TypeMismatch`] for a value of another type.
pub(crate) fn fill(
    frame: &DataFrame,
    column: &str,
    value: &str,
    tables: &Tables,
    today: i32,
) -> Result<Series, Failure> {
    let step = Step::of(frame, tables, today);
    let here = step.scope.name(column, None)?;
    let value = step.bind(value, true)?;
    let (Some(before), after) = (here.dtype(), value.dtype()) else {
        return Err(unsupported(column));
    };
    let wanted = match after {
        None => before,
        Some(after) if before == after => before,
        Some(after) if before.is_number() && after.is_number() => Dtype::Float,
        Some(after) => {
            if let Node::Value(Value::Text(text), _) = &value
                && before.is_number()
            {
                return Err(wrong_value(column.to_owned(), before, text));
            }
            return Err(Failure::of(FailureKind::TypeMismatch {
                column: column.to_owned(),
                found: Some(before),
                wanted: Some(after),
                chars: Vec::new(),
            }));
        }
    };
    let filled = Node::op(
        Operation::Coalesce,
        vec![typed(here, wanted), typed(value, wanted)],
        wanted,
    );
    let mut columns = step.columns(vec![filled])?;
    let series = columns.pop().ok_or_else(|| unsupported(column))?;
    Ok(series.with_name(column.into()))
}

/// One row for each value of the index, and in it one aggregate for each different cell of `on`, under `names`.
///
/// # Errors
/// [`FailureKind::OutOfRange`] for a sum that does not fit.
pub(crate) fn crossed(
    frame: &DataFrame,
    on: &str,
    index: &[String],
    values: &str,
    how: spec::step::Aggregate,
    names: &[String],
) -> Result<DataFrame, Failure> {
    use spec::step::Aggregate;
    let series = |name: &str| -> Result<Series, Failure> {
        let column = frame.column(name).map_err(engine)?;
        Ok(column.as_materialized_series().rechunk())
    };
    let (on, values) = (series(on)?, series(values)?);
    let keys = index
        .iter()
        .map(|name| frame.column(name).cloned().map_err(engine))
        .collect::<Result<Vec<_>, _>>()?;
    let rows = groups(&keys, frame.height())?;
    // Which of the new columns a row goes into: cells in order of first appearance, as the names are.
    let reader = Reader::of(&on)?;
    let mut places: std::collections::HashMap<Code, usize> = std::collections::HashMap::new();
    let place: Vec<usize> = (0..frame.height())
        .map(|row| {
            let next = places.len();
            *places.entry(Code::of(reader.get(row))).or_insert(next)
        })
        .collect();
    let (what, values) = match how {
        Aggregate::Sum => (Summary::Sum, values),
        Aggregate::Mean => (Summary::Mean, values),
        Aggregate::Median => (Summary::Median, values),
        Aggregate::Min => (Summary::Min, values),
        Aggregate::Max => (Summary::Max, values),
        Aggregate::Count => (Summary::Count, values),
        Aggregate::First => (Summary::First, values),
    };
    let first: polars::prelude::IdxCa = rows.iter().map(|rows| rows.first().copied()).collect();
    let mut made = keys
        .iter()
        .map(|key| key.take(&first).map_err(engine))
        .collect::<Result<Vec<_>, _>>()?;
    for (at, name) in names.iter().enumerate() {
        let here: Vec<Vec<u32>> = rows
            .iter()
            .map(|rows| {
                rows.iter()
                    .copied()
                    .filter(|row| place.get(*row as usize) == Some(&at))
                    .collect()
            })
            .collect();
        let cells = summary(what, false, None, std::slice::from_ref(&values), &here)?;
        made.push(cells.with_name(name.as_str().into()).into_column());
    }
    DataFrame::new(made).map_err(engine)
}
