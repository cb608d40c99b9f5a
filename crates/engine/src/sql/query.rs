//! A whole query: its named parts, its body, its order and its limits.

use std::collections::HashMap;

use polars::prelude::{Column as Cells, DataFrame};
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    Cte, Expr, Fetch, Offset, OrderBy, OrderByExpr, Query, SetExpr, SetOperator, SetQuantifier,
    TableAlias, TableAliasColumnDef, Value as Literal, Values, With,
};
use table::{Dtype, Value};

use super::bind::{Aliases, Binder, Clause, direction, inside, no_clause, typed, unsupported};
use super::cells::compute;
use super::scope::{Rows, Scope, Source};
use super::select::{self, Limits, prepared};
use super::set::Code;
use super::tree::{Column, Key, Node, together};
use super::{Context, Env, NamedQuery};
use crate::convert::{dtype, engine};
use crate::memory::small_enough;
use crate::sort::{Direction, all_rows, first_rows};

/// Most named parts of a query.
const MOST_PARTS: usize = 100;

/// Runs a query.
///
/// # Errors
/// Every way in which it can be wrong.
pub(super) fn run(context: &Context<'_>, env: Env<'_>, query: &Query) -> Result<Rows, Failure> {
    let Query {
        with,
        body,
        order_by,
        limit,
        limit_by,
        offset,
        fetch,
        locks,
        for_clause,
        settings,
        format_clause,
    } = query;
    if !limit_by.is_empty() {
        return Err(no_clause("LIMIT … BY", Some("ROW_NUMBER() OVER (…)")));
    }
    if !locks.is_empty() {
        return Err(no_clause("FOR UPDATE", None));
    }
    if for_clause.is_some() {
        return Err(no_clause("FOR", None));
    }
    if settings.is_some() {
        return Err(no_clause("SETTINGS", None));
    }
    if format_clause.is_some() {
        return Err(no_clause("FORMAT", None));
    }
    let limits = limits(
        context,
        env,
        limit.as_ref(),
        offset.as_ref(),
        fetch.as_ref(),
    )?;
    let order: &[OrderByExpr] = match order_by {
        None => &[],
        Some(OrderBy {
            exprs,
            interpolate: None,
        }) => exprs,
        Some(_) => return Err(no_clause("INTERPOLATE", None)),
    };
    match with {
        None => whole(context, env, body, order, &limits),
        Some(With {
            with_token: _,
            recursive,
            cte_tables,
        }) => {
            if *recursive {
                return Err(no_clause("WITH RECURSIVE", None));
            }
            if cte_tables.len() > MOST_PARTS {
                return Err(Failure::of(FailureKind::TooDeep));
            }
            parts(context, env, cte_tables, &|env| {
                whole(context, env, body, order, &limits)
            })
        }
    }
}

/// Runs the named parts one after the other, each knowing those before it, and then what uses them.
fn parts(
    context: &Context<'_>,
    env: Env<'_>,
    rest: &[Cte],
    then: &dyn Fn(Env<'_>) -> Result<Rows, Failure>,
) -> Result<Rows, Failure> {
    let Some((first, rest)) = rest.split_first() else {
        return then(env);
    };
    let Cte {
        alias,
        query,
        from,
        materialized: _,
        closing_paren_token: _,
    } = first;
    if from.is_some() {
        return Err(no_clause("WITH … FROM", None));
    }
    let rows = renamed(run(context, env, query)?, alias)?;
    let part = NamedQuery {
        name: &alias.name.value,
        rows,
        before: env.parts,
    };
    parts(
        context,
        Env {
            parts: Some(&part),
            outer: env.outer,
        },
        rest,
        then,
    )
}

/// Rows under the column names of an alias.
///
/// # Errors
/// [`FailureKind::ColumnCount`] when they are not as many.
pub(super) fn renamed(rows: Rows, alias: &TableAlias) -> Result<Rows, Failure> {
    let TableAlias { name: _, columns } = alias;
    if columns.is_empty() {
        return Ok(rows);
    }
    if columns.len() != rows.names.len() {
        return Err(Failure::of(FailureKind::ColumnCount {
            left: columns.len() as u64,
            right: rows.names.len() as u64,
        }));
    }
    let names = columns
        .iter()
        .map(|TableAliasColumnDef { name, data_type }| match data_type {
            None => Ok(name.value.clone()),
            Some(other) => Err(unsupported(other)),
        })
        .collect::<Result<_, _>>()?;
    Ok(Rows {
        names,
        frame: rows.frame,
    })
}

/// Body, order and limits.
fn whole(
    context: &Context<'_>,
    env: Env<'_>,
    body: &SetExpr,
    order: &[OrderByExpr],
    limits: &Limits,
) -> Result<Rows, Failure> {
    if let SetExpr::Select(select) = body {
        return select::run(context, env, select, order, limits);
    }
    let rows = set(context, env, body)?;
    if order.is_empty() {
        return Ok(Rows {
            frame: limits.cut(&rows.frame),
            names: rows.names,
        });
    }
    // What is ordered here is the result: only its own columns are known.
    let columns: Vec<Column> = columns_of(&rows);
    let items: Vec<(String, Node)> = columns
        .iter()
        .map(|column| (column.name.clone(), Node::Column(column.clone())))
        .collect();
    let scope = Scope::of(Source {
        name: String::new(),
        columns,
    });
    let binder = Binder {
        context,
        env,
        scope: &scope,
        frame: Some(&rows.frame),
        clause: Clause::OrderBy,
        aliases: Aliases::None,
        windows: &[],
        totals: false,
    };
    let keys = order_keys(&binder, order, &items)?;
    if let Some(what) = order.iter().zip(&keys).find_map(|(written, key)| {
        (key.node.has_aggregate() || key.node.has_window()).then(|| written.to_string())
    }) {
        return Err(unsupported(format!("ORDER BY {what}")));
    }
    let frame = ordered(context, env, &scope, rows.frame.clone(), keys, limits)?;
    let frame = frame
        .select(rows.frame.get_column_names_owned())
        .map_err(engine)?;
    Ok(Rows {
        names: rows.names,
        frame,
    })
}

/// The columns of rows, as a query outside sees them.
pub(super) fn columns_of(rows: &Rows) -> Vec<Column> {
    rows.frame
        .get_columns()
        .iter()
        .zip(&rows.names)
        .map(|(column, name)| Column {
            inner: column.name().clone(),
            name: name.clone(),
            dtype: dtype(column.dtype()).unwrap_or(Dtype::Text),
        })
        .collect()
}

/// The keys of ORDER BY: positions and names of the result first, then anything else.
pub(super) fn order_keys(
    binder: &Binder<'_>,
    order: &[OrderByExpr],
    items: &[(String, Node)],
) -> Result<Vec<Key>, Failure> {
    order
        .iter()
        .map(|written| {
            let node = match inside(&written.expr) {
                Expr::Value(Literal::Number(digits, false)) => position(digits, items, "ORDER BY")?,
                // It would put nothing in order.
                constant @ (Expr::Value(_) | Expr::UnaryOp { .. })
                    if matches!(binder.bind(constant)?, Node::Value(..)) =>
                {
                    return Err(unsupported(format!("ORDER BY {constant}")));
                }
                Expr::Identifier(ident) => {
                    let mut named = items.iter().filter(|(name, _)| *name == ident.value);
                    match (named.next(), named.next()) {
                        (Some((_, node)), None) => node.clone(),
                        (Some((_, first)), Some((_, second))) if first == second => first.clone(),
                        (Some(_), Some(_)) => {
                            return Err(Failure::of(FailureKind::DuplicateColumn {
                                name: ident.value.clone(),
                            }));
                        }
                        (None, _) => binder.bind(&written.expr)?,
                    }
                }
                other => binder.bind(other)?,
            };
            Ok(Key {
                node,
                direction: direction(written)?,
            })
        })
        .collect()
}

/// The item at a position that is written as a number.
///
/// # Errors
/// [`FailureKind::Unsupported`] when there is none.
pub(super) fn position(
    digits: &str,
    items: &[(String, Node)],
    clause: &str,
) -> Result<Node, Failure> {
    digits
        .parse::<usize>()
        .ok()
        .and_then(|position| items.get(position.checked_sub(1)?))
        .map(|(_, node)| node.clone())
        .ok_or_else(|| unsupported(format!("{clause} {digits}")))
}

/// The frame in order, and only the rows wanted.
pub(super) fn ordered(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    frame: DataFrame,
    keys: Vec<Key>,
    limits: &Limits,
) -> Result<DataFrame, Failure> {
    let (nodes, directions): (Vec<Node>, Vec<Direction>) = keys
        .into_iter()
        .map(|key| (key.node, key.direction))
        .unzip();
    let (nodes, mut frame) = prepared(context, env, scope, nodes, frame)?;
    let mut by: Vec<(String, Direction)> = Vec::new();
    let mut columns: Vec<(Cells, Direction)> = Vec::new();
    for (node, direction) in nodes.into_iter().zip(directions) {
        // A constant puts nothing in order.
        if matches!(node, Node::Value(..)) {
            continue;
        }
        let series = compute(&node, &frame)?.series(node.dtype(), frame.height())?;
        let name = context.inner();
        let column = Cells::from(series.with_name(name.clone()));
        frame.with_column(column.clone()).map_err(engine)?;
        by.push((name.to_string(), direction));
        columns.push((column, direction));
    }
    if by.is_empty() {
        return Ok(limits.cut(&frame));
    }
    if let Some(wanted) = limits.wanted()
        && let Some(first) = first_rows(&frame, &columns, wanted).map_err(engine)?
    {
        return Ok(limits.cut(&first));
    }
    Ok(limits.cut(&all_rows(&frame, &by).map_err(engine)?))
}

fn limits(
    context: &Context<'_>,
    env: Env<'_>,
    limit: Option<&Expr>,
    offset: Option<&Offset>,
    fetch: Option<&Fetch>,
) -> Result<Limits, Failure> {
    let scope = Scope::default();
    let number = |word: &str, expr: &Expr| -> Result<u64, Failure> {
        let refuse = || unsupported(format!("{word} {expr}"));
        let binder = Binder {
            context,
            env,
            scope: &scope,
            frame: None,
            clause: Clause::Limit,
            aliases: Aliases::None,
            windows: &[],
            totals: false,
        };
        let node = binder.bind(expr).map_err(|failure| match failure.kind {
            FailureKind::TooDeep => failure,
            _ => refuse(),
        })?;
        if node.has_aggregate() || node.has_window() {
            return Err(refuse());
        }
        let frame = select::one_row(context)?;
        match compute(&node, &frame)? {
            super::cells::Cells::One(Value::Int(rows)) => u64::try_from(rows).map_err(|_| refuse()),
            _ => Err(refuse()),
        }
    };
    let mut limits = Limits::default();
    if let Some(limit) = limit {
        limits.rows = Some(number("LIMIT", limit)?);
    }
    if let Some(Offset { value, rows: _ }) = offset {
        limits.skip = number("OFFSET", value)?;
    }
    if let Some(Fetch {
        with_ties,
        percent,
        quantity,
    }) = fetch
    {
        if *with_ties || *percent || limit.is_some() {
            return Err(no_clause("FETCH", Some("LIMIT")));
        }
        limits.rows = Some(match quantity {
            Some(quantity) => number("FETCH", quantity)?,
            None => 1,
        });
    }
    Ok(limits)
}

/// What is no plain SELECT: queries in brackets, sets, values.
fn set(context: &Context<'_>, env: Env<'_>, body: &SetExpr) -> Result<Rows, Failure> {
    match body {
        SetExpr::Select(select) => select::run(context, env, select, &[], &Limits::default()),
        SetExpr::Query(query) => run(context, env, query),
        SetExpr::Values(Values {
            explicit_row: _,
            rows,
        }) => values(context, env, rows),
        SetExpr::SetOperation {
            op,
            set_quantifier,
            left,
            right,
        } => {
            let all = match set_quantifier {
                SetQuantifier::All => true,
                SetQuantifier::None | SetQuantifier::Distinct => false,
                SetQuantifier::ByName
                | SetQuantifier::AllByName
                | SetQuantifier::DistinctByName => {
                    return Err(no_clause(&format!("{op} {set_quantifier}"), None));
                }
            };
            let (left, right) = (set(context, env, left)?, set(context, env, right)?);
            combined(*op, all, left, right)
        }
        SetExpr::Insert(other) | SetExpr::Update(other) => Err(unsupported(
            other.to_string().split(' ').next().unwrap_or_default(),
        )),
        SetExpr::Table(table) => Err(unsupported(table)),
    }
}

/// Two results as one; columns go by position and have the names of the first.
fn combined(op: SetOperator, all: bool, left: Rows, right: Rows) -> Result<Rows, Failure> {
    if left.names.len() != right.names.len() {
        return Err(Failure::of(FailureKind::ColumnCount {
            left: left.names.len() as u64,
            right: right.names.len() as u64,
        }));
    }
    let mut upper: Vec<Cells> = Vec::new();
    let mut lower: Vec<Cells> = Vec::new();
    for ((a, b), name) in left
        .frame
        .get_columns()
        .iter()
        .zip(right.frame.get_columns())
        .zip(&left.names)
    {
        let (mut a, b) = (a.clone(), b.clone().with_name(a.name().clone()));
        let mut b = b;
        let nothing = |column: &Cells| column.null_count() == column.len();
        if a.dtype() != b.dtype() {
            if a.dtype().is_numeric() && b.dtype().is_numeric() {
                a = a
                    .cast(&polars::prelude::DataType::Float64)
                    .map_err(engine)?;
                b = b
                    .cast(&polars::prelude::DataType::Float64)
                    .map_err(engine)?;
            } else if nothing(&b) && !b.is_empty() {
                b = b.cast(a.dtype()).map_err(engine)?;
            } else if nothing(&a) && !a.is_empty() {
                a = a.cast(b.dtype()).map_err(engine)?;
            } else {
                return Err(Failure::of(FailureKind::UnionTypes {
                    column: name.clone(),
                    left: dtype(a.dtype()),
                    right: dtype(b.dtype()),
                }));
            }
        }
        upper.push(a);
        lower.push(b);
    }
    let upper = DataFrame::new(upper).map_err(engine)?;
    let lower = DataFrame::new(lower).map_err(engine)?;
    let frame = match op {
        SetOperator::Union => {
            small_enough(upper.height() as u64 + lower.height() as u64, upper.width())?;
            let mut both = upper.vstack(&lower).map_err(engine)?;
            both.rechunk_mut();
            if all { both } else { select::distinct(&both)? }
        }
        SetOperator::Intersect | SetOperator::Except if all => {
            // Row by row: each row of the second result stands for one of the first.
            let mut there: HashMap<Vec<Code>, usize> = HashMap::new();
            for code in select::codes_in_order(&lower)? {
                *there.entry(code).or_default() += 1;
            }
            let wanted = op == SetOperator::Intersect;
            let mask = select::codes_in_order(&upper)?
                .into_iter()
                .map(|code| {
                    let found = match there.get_mut(&code) {
                        Some(rest) if *rest > 0 => {
                            *rest -= 1;
                            true
                        }
                        _ => false,
                    };
                    Some(found == wanted)
                })
                .collect();
            upper.filter(&mask).map_err(engine)?
        }
        SetOperator::Intersect | SetOperator::Except => {
            let there = select::codes(&lower)?;
            let upper = select::distinct(&upper)?;
            let wanted = op == SetOperator::Intersect;
            let mask = select::codes_in_order(&upper)?
                .into_iter()
                .map(|code| Some(there.contains(&code) == wanted))
                .collect();
            upper.filter(&mask).map_err(engine)?
        }
    };
    Ok(Rows {
        names: left.names,
        frame,
    })
}

/// `VALUES (1, 'a'), (2, 'b')`
fn values(context: &Context<'_>, env: Env<'_>, rows: &[Vec<Expr>]) -> Result<Rows, Failure> {
    let scope = Scope::default();
    let binder = Binder {
        context,
        env,
        scope: &scope,
        frame: None,
        clause: Clause::Select,
        aliases: Aliases::None,
        windows: &[],
        totals: false,
    };
    let width = rows.first().map_or(0, Vec::len);
    let one = select::one_row(context)?;
    let mut columns: Vec<Vec<Node>> = vec![Vec::new(); width];
    for row in rows {
        if row.len() != width {
            return Err(Failure::of(FailureKind::ColumnCount {
                left: width as u64,
                right: row.len() as u64,
            }));
        }
        for (column, cell) in columns.iter_mut().zip(row) {
            let node = binder.bind(cell)?;
            if node.has_aggregate() || node.has_window() {
                return Err(unsupported(cell));
            }
            column.push(node);
        }
    }
    let mut made: Vec<Cells> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (at, nodes) in columns.into_iter().enumerate() {
        let mut common: Option<Dtype> = None;
        for node in &nodes {
            common = together(common, node.dtype()).ok_or_else(|| {
                Failure::of(FailureKind::UnionTypes {
                    column: format!("col{at}"),
                    left: common,
                    right: node.dtype(),
                })
            })?;
        }
        let dtype = common.unwrap_or(Dtype::Text);
        let cells = nodes
            .into_iter()
            .map(|node| {
                let series = compute(&typed(node, dtype), &one)?.series(Some(dtype), 1)?;
                Ok(super::cells::Reader::of(&series)?.get(0).to_value())
            })
            .collect::<Result<Vec<Value>, Failure>>()?;
        let series = super::cells::column_of(cells.into_iter(), dtype)?;
        made.push(Cells::from(series.with_name(context.inner())));
        names.push(format!("col{at}"));
    }
    Ok(Rows {
        names,
        frame: DataFrame::new(made).map_err(engine)?,
    })
}
