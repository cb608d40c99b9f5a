//! One SELECT, clause by clause in SQL's own order: FROM, WHERE, GROUP BY, HAVING, windows, QUALIFY, columns, DISTINCT,
//! ORDER BY, LIMIT.

use std::collections::HashSet;

use polars::prelude::{
    Column as Cells, DataFrame, Int64Chunked, IntoColumn, NewChunkedArray, PlSmallStr,
    UniqueKeepStrategy,
};
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    Distinct, ExceptSelectItem, ExcludeSelectItem, Expr, GroupByExpr, Ident, NamedWindowDefinition,
    OrderByExpr, RenameSelectItem, ReplaceSelectElement, ReplaceSelectItem, Select, SelectItem,
    TableWithJoins, Value as Literal, WildcardAdditionalOptions,
};
use table::Dtype;

use super::bind::{Aliases, Binder, Clause, inside, no_clause, unsupported};
use super::cells::{Reader, compute, mask};
use super::group::{self, Grouping};
use super::nested::resolve;
use super::query::{order_keys, ordered, position};
use super::scope::{Rows, Scope};
use super::set::Code;
use super::tree::{Changed, Column, Key, Nested, Node};
use super::{Context, Env, from, window};
use crate::convert::engine;
use crate::sort::Direction;

/// LIMIT and OFFSET.
#[derive(Clone, Debug, Default)]
pub(super) struct Limits {
    pub(super) rows: Option<u64>,
    pub(super) skip: u64,
}

impl Limits {
    /// How many rows from the first on are needed; `None`: all.
    pub(super) fn wanted(&self) -> Option<usize> {
        usize::try_from(self.rows?.saturating_add(self.skip)).ok()
    }

    pub(super) fn cut(&self, frame: &DataFrame) -> DataFrame {
        let size = |rows: u64| usize::try_from(rows).unwrap_or(usize::MAX);
        match (self.rows, self.skip) {
            (None, 0) => frame.clone(),
            (rows, skip) => frame.slice(
                i64::try_from(skip).unwrap_or(i64::MAX),
                rows.map_or(usize::MAX, size),
            ),
        }
    }
}

/// A frame of one row, for queries that read no table.
pub(super) fn one_row(context: &Context<'_>) -> Result<DataFrame, Failure> {
    let cell = Int64Chunked::from_slice(context.inner(), &[0]);
    DataFrame::new(vec![
        polars::prelude::IntoSeries::into_series(cell).into_column(),
    ])
    .map_err(engine)
}

/// One row of each kind, the first; missing values are equal.
pub(super) fn distinct(frame: &DataFrame) -> Result<DataFrame, Failure> {
    frame
        .unique_stable(None, UniqueKeepStrategy::First, None)
        .map_err(engine)
}

/// The rows of a frame in a form that can be looked up.
pub(super) fn codes(frame: &DataFrame) -> Result<HashSet<Vec<Code>>, Failure> {
    Ok(codes_in_order(frame)?.into_iter().collect())
}

/// The same, row by row.
pub(super) fn codes_in_order(frame: &DataFrame) -> Result<Vec<Vec<Code>>, Failure> {
    let series: Vec<_> = frame
        .get_columns()
        .iter()
        .map(|column| column.as_materialized_series().rechunk())
        .collect();
    let readers: Vec<Reader<'_>> = series.iter().map(Reader::of).collect::<Result<_, _>>()?;
    Ok((0..frame.height())
        .map(|row| {
            readers
                .iter()
                .map(|reader| Code::of(reader.get(row)))
                .collect()
        })
        .collect())
}

/// Expressions without queries inside: those that there are have been answered, as columns of the frame.
///
/// # Errors
/// Whatever the queries inside fail with.
pub(super) fn prepared(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    nodes: Vec<Node>,
    frame: DataFrame,
) -> Result<(Vec<Node>, DataFrame), Failure> {
    let mut frame = frame;
    // A query that stands twice is answered once, and stays one expression.
    let mut known: Vec<(Nested, Node)> = Vec::new();
    let nodes = nodes
        .into_iter()
        .map(|node| {
            node.map(&mut |node| match node {
                Node::Nested(nested) => {
                    if let Some((_, answer)) = known.iter().find(|(known, _)| *known == *nested) {
                        return Ok(Changed::Done(answer.clone()));
                    }
                    let answer = resolve(context, env, scope, (*nested).clone(), &mut frame)?;
                    known.push((*nested, answer.clone()));
                    Ok(Changed::Done(answer))
                }
                other => Ok(Changed::Inside(other)),
            })
        })
        .collect::<Result<_, Failure>>()?;
    Ok((nodes, frame))
}

/// The rows for which a condition holds.
fn filtered(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    node: Node,
    frame: DataFrame,
) -> Result<DataFrame, Failure> {
    let names = frame.get_column_names_owned();
    let (nodes, wider) = prepared(context, env, scope, vec![node], frame)?;
    let mut frame = wider;
    for node in &nodes {
        let mask = mask(node, &frame)?;
        frame = frame.filter(&mask).map_err(engine)?;
    }
    frame.select(names).map_err(engine)
}

/// The clauses of a SELECT that are offered.
struct Offered<'a> {
    unique: Option<&'a Distinct>,
    projection: &'a [SelectItem],
    tables: &'a [TableWithJoins],
    selection: Option<&'a Expr>,
    group_by: &'a GroupByExpr,
    having: Option<&'a Expr>,
    windows: &'a [NamedWindowDefinition],
    qualify: Option<&'a Expr>,
}

/// Takes a SELECT apart.
///
/// # Errors
/// A clause that is not offered, by name.
fn offered(select: &Select) -> Result<Offered<'_>, Failure> {
    let Select {
        select_token: _,
        distinct: unique,
        top,
        top_before_distinct: _,
        projection,
        into,
        from: tables,
        lateral_views,
        prewhere,
        selection,
        group_by,
        cluster_by,
        distribute_by,
        sort_by,
        having,
        named_window,
        qualify,
        window_before_qualify: _,
        value_table_mode,
        connect_by,
    } = select;
    if top.is_some() {
        return Err(no_clause("TOP", Some("LIMIT")));
    }
    if into.is_some() {
        return Err(no_clause("INTO", None));
    }
    if !lateral_views.is_empty() {
        return Err(no_clause("LATERAL VIEW", None));
    }
    if prewhere.is_some() {
        return Err(no_clause("PREWHERE", Some("WHERE")));
    }
    if !cluster_by.is_empty() {
        return Err(no_clause("CLUSTER BY", Some("ORDER BY")));
    }
    if !distribute_by.is_empty() {
        return Err(no_clause("DISTRIBUTE BY", None));
    }
    if !sort_by.is_empty() {
        return Err(no_clause("SORT BY", Some("ORDER BY")));
    }
    if value_table_mode.is_some() {
        return Err(no_clause("SELECT AS", None));
    }
    if connect_by.is_some() {
        return Err(no_clause("CONNECT BY", None));
    }
    Ok(Offered {
        unique: unique.as_ref(),
        projection,
        tables,
        selection: selection.as_ref(),
        group_by,
        having: having.as_ref(),
        windows: named_window,
        qualify: qualify.as_ref(),
    })
}

/// Runs a SELECT with the ORDER BY and LIMIT behind it.
///
/// # Errors
/// Every way in which it can be wrong.
pub(super) fn run(
    context: &Context<'_>,
    env: Env<'_>,
    select: &Select,
    order: &[OrderByExpr],
    limits: &Limits,
) -> Result<Rows, Failure> {
    let Offered {
        unique,
        projection,
        tables,
        selection,
        group_by,
        having,
        windows,
        qualify,
    } = offered(select)?;
    let everything = projection.iter().any(|item| {
        matches!(
            item,
            SelectItem::Wildcard(_) | SelectItem::QualifiedWildcard(..)
        )
    });
    let from::Joined { mut frame, scope } = from::run(context, env, tables, selection, everything)?;
    let given: Vec<String> = projection
        .iter()
        .filter_map(|item| match item {
            SelectItem::ExprWithAlias { alias, .. } => Some(alias.value.clone()),
            _ => None,
        })
        .collect();
    // The frame is only looked at in messages.
    let binder = |clause: Clause| Binder {
        context,
        env,
        scope: &scope,
        frame: None,
        clause,
        aliases: Aliases::Later(&given),
        windows,
        totals: false,
    };

    // WHERE
    if let Some(condition) = selection {
        let bound = Binder {
            frame: Some(&frame),
            ..binder(Clause::Where)
        };
        let node = bound.truth(bound.bind(condition)?, condition)?;
        early(&node)?;
        frame = filtered(context, env, &scope, node, frame)?;
    }

    // What is asked for.
    let bound = Binder {
        frame: Some(&frame),
        ..binder(Clause::Select)
    };
    let mut items: Vec<(String, Node)> = Vec::new();
    let mut aliases: Vec<(String, Node)> = Vec::new();
    for item in projection {
        item_of(&bound, item, &mut items)?;
        if matches!(item, SelectItem::ExprWithAlias { .. }) {
            aliases.extend(items.last().cloned());
        }
    }
    if items.is_empty() {
        return Err(unsupported("SELECT"));
    }

    // GROUP BY
    let bound = Binder {
        frame: Some(&frame),
        aliases: Aliases::BehindColumns(&aliases),
        ..binder(Clause::GroupBy)
    };
    let keys = keys_of(&bound, group_by, &items)?;

    // The clauses that look at the result.
    let bound = Binder {
        frame: Some(&frame),
        aliases: Aliases::BehindColumns(&aliases),
        ..binder(Clause::Having)
    };
    let having = having
        .map(|having| bound.truth(bound.bind(having)?, having))
        .transpose()?;
    if let Some(having) = &having
        && having.has_window()
    {
        return Err(no_clause("HAVING … OVER", Some("QUALIFY")));
    }
    let bound = Binder {
        clause: Clause::Qualify,
        ..bound
    };
    let qualify = qualify
        .map(|qualify| bound.truth(bound.bind(qualify)?, qualify))
        .transpose()?;
    let bound = Binder {
        frame: Some(&frame),
        aliases: Aliases::Unmistakable(&aliases),
        ..binder(Clause::OrderBy)
    };
    let order_by = order_keys(&bound, order, &items)?;
    let on = unique_by(&bound, unique, (order, &order_by), &items)?;

    // All expressions of the result, in one list: columns, QUALIFY, ORDER BY, DISTINCT ON.
    let names: Vec<String> = items.iter().map(|(name, _)| name.clone()).collect();
    let width = items.len();
    let directions: Vec<_> = order_by.iter().map(|key| key.direction).collect();
    let ordered_by = order_by.len();
    let mut nodes: Vec<Node> = items.into_iter().map(|(_, node)| node).collect();
    nodes.extend(order_by.into_iter().map(|key| key.node));
    let is_distinct = on.is_some();
    nodes.extend(on.into_iter().flatten());
    let qualified = qualify.is_some();
    nodes.extend(qualify);

    let grouped = !keys.is_empty()
        || matches!(group_by, GroupByExpr::All(_))
        || having.is_some()
        || nodes.iter().any(Node::has_aggregate);
    if grouped {
        let mut grouping = Grouping::new(context, keys);
        nodes = nodes
            .into_iter()
            .map(|node| grouping.regrouped(node))
            .collect::<Result<_, _>>()?;
        let having = having
            .map(|having| grouping.regrouped(having))
            .transpose()?;
        frame = group::run(context, env, &scope, grouping, frame)?;
        if let Some(having) = having {
            frame = filtered(context, env, &scope, having, frame)?;
        }
    }
    let (nodes, wider) = prepared(context, env, &scope, nodes, frame)?;
    let (mut nodes, mut frame) = window::answered(context, nodes, wider)?;
    if qualified && let Some(condition) = nodes.pop() {
        let mask = mask(&condition, &frame)?;
        frame = frame.filter(&mask).map_err(engine)?;
    }
    let on = is_distinct.then_some(nodes.split_off(width + ordered_by));
    let by = nodes.split_off(width).into_iter().zip(directions).collect();
    let frame = laid_out(
        context,
        env,
        &scope,
        Asked { nodes, by, on },
        &frame,
        limits,
    )?;
    Ok(Rows { names, frame })
}

/// What tells rows apart that are asked for once: nothing where all are, an empty list for the columns of the result.
fn unique_by(
    bound: &Binder<'_>,
    unique: Option<&Distinct>,
    (order, order_by): (&[OrderByExpr], &[Key]),
    items: &[(String, Node)],
) -> Result<Option<Vec<Node>>, Failure> {
    Ok(match unique {
        None => None,
        Some(Distinct::Distinct) => {
            for (written, key) in order.iter().zip(order_by) {
                if !items.iter().any(|(_, node)| *node == key.node) {
                    return Err(unsupported(format!(
                        "SELECT DISTINCT … ORDER BY {}",
                        written.expr
                    )));
                }
            }
            Some(Vec::new())
        }
        Some(Distinct::On(exprs)) => {
            let nodes = exprs
                .iter()
                .map(|expr| match inside(expr) {
                    Expr::Value(Literal::Number(digits, false)) => {
                        position(digits, items, "DISTINCT ON")
                    }
                    other => bound.bind(other),
                })
                .collect::<Result<Vec<_>, _>>()?;
            if nodes.is_empty() {
                return Err(unsupported("DISTINCT ON ()"));
            }
            Some(nodes)
        }
    })
}

/// What a SELECT asks for, bound.
struct Asked {
    /// Its columns.
    nodes: Vec<Node>,
    /// `ORDER BY`.
    by: Vec<(Node, Direction)>,
    /// `DISTINCT`: each row once, or, where there are some, the first row of each combination of these.
    on: Option<Vec<Node>>,
}

/// The columns of the result, computed, each row once where that was asked, in order and cut.
fn laid_out(
    context: &Context<'_>,
    env: Env<'_>,
    scope: &Scope,
    Asked { nodes, by, on }: Asked,
    frame: &DataFrame,
    limits: &Limits,
) -> Result<DataFrame, Failure> {
    let mut made: Vec<Cells> = Vec::with_capacity(nodes.len());
    let mut results: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let series = compute(node, frame)?.series(node.dtype(), frame.height())?;
        let inner = context.inner();
        results.push(Node::Column(Column {
            inner: inner.clone(),
            name: String::new(),
            dtype: node.dtype().unwrap_or(Dtype::Text),
        }));
        made.push(series.with_name(inner).into_column());
    }
    let inner: Vec<PlSmallStr> = made.iter().map(|column| column.name().clone()).collect();
    let mut keys: Vec<Key> = Vec::with_capacity(by.len());
    for (node, direction) in by {
        // A column of the result orders by itself.
        let node = match nodes.iter().position(|item| *item == node) {
            Some(at) => match results.get(at) {
                Some(result) => result.clone(),
                None => node,
            },
            None if matches!(node, Node::Value(..)) => node,
            None => extra(context, &node, frame, &mut made)?,
        };
        keys.push(Key { node, direction });
    }
    let is_distinct = on.is_some();
    let mut on_names: Vec<String> = Vec::new();
    for node in on.into_iter().flatten() {
        if let Node::Column(column) = extra(context, &node, frame, &mut made)? {
            on_names.push(column.inner.to_string());
        }
    }
    let mut result = DataFrame::new(made).map_err(engine)?;
    if is_distinct && on_names.is_empty() {
        result = result.select(inner.clone()).map_err(engine)?;
        result = distinct(&result)?;
    }
    if !on_names.is_empty() {
        // The first row in order is the one that stays.
        result = ordered(context, env, scope, result, keys, &Limits::default())?;
        result = result
            .unique_stable(Some(on_names.as_slice()), UniqueKeepStrategy::First, None)
            .map_err(engine)?;
        result = limits.cut(&result);
    } else {
        result = ordered(context, env, scope, result, keys, limits)?;
    }
    result.select(inner).map_err(engine)
}

/// One more column beside the result.
fn extra(
    context: &Context<'_>,
    node: &Node,
    frame: &DataFrame,
    made: &mut Vec<Cells>,
) -> Result<Node, Failure> {
    let series = compute(node, frame)?.series(node.dtype(), frame.height())?;
    let inner = context.inner();
    made.push(series.with_name(inner.clone()).into_column());
    Ok(Node::Column(Column {
        inner,
        name: String::new(),
        dtype: node.dtype().unwrap_or(Dtype::Text),
    }))
}

/// Aggregates and windows have no place where single rows are chosen.
///
/// # Errors
/// [`FailureKind::AggregateInWhere`] and [`FailureKind::Clause`].
pub(super) fn early(node: &Node) -> Result<(), Failure> {
    fn find(node: &Node) -> Option<String> {
        match node {
            Node::Aggregate(aggregate) => Some(aggregate.text.clone()),
            other => other.parts().into_iter().find_map(find),
        }
    }
    if let Some(what) = find(node) {
        return Err(Failure::of(FailureKind::AggregateInWhere { what }));
    }
    if node.has_window() {
        return Err(no_clause("WHERE … OVER", Some("QUALIFY")));
    }
    Ok(())
}

/// The keys of GROUP BY: a column first, a name given in SELECT where there is no column of that name.
fn keys_of(
    binder: &Binder<'_>,
    group_by: &GroupByExpr,
    items: &[(String, Node)],
) -> Result<Vec<Node>, Failure> {
    let (exprs, modifiers) = match group_by {
        GroupByExpr::All(modifiers) => (None, modifiers),
        GroupByExpr::Expressions(exprs, modifiers) => (Some(exprs), modifiers),
    };
    if let Some(modifier) = modifiers.first() {
        return Err(no_clause(&format!("GROUP BY … {modifier}"), None));
    }
    let Some(exprs) = exprs else {
        return Ok(items
            .iter()
            .filter(|(_, node)| !node.has_aggregate() && !node.has_window())
            .map(|(_, node)| node.clone())
            .collect());
    };
    exprs
        .iter()
        .map(|expr| {
            let node = match inside(expr) {
                Expr::Value(Literal::Number(digits, false)) => position(digits, items, "GROUP BY")?,
                other => binder.bind(other)?,
            };
            if node.has_aggregate() || node.has_window() {
                return Err(Failure::of(FailureKind::NestedAggregate {
                    what: expr.to_string(),
                }));
            }
            Ok(node)
        })
        .collect()
}

/// One item of SELECT, as the columns that it gives.
fn item_of(
    binder: &Binder<'_>,
    item: &SelectItem,
    items: &mut Vec<(String, Node)>,
) -> Result<(), Failure> {
    match item {
        SelectItem::UnnamedExpr(expr) => {
            let name = match expr {
                Expr::Identifier(ident) => ident.value.clone(),
                Expr::CompoundIdentifier(parts) => parts
                    .last()
                    .map(|part| part.value.clone())
                    .unwrap_or_default(),
                // A computed column has its own text as name.
                other => other.to_string(),
            };
            items.push((name, binder.bind(expr)?));
        }
        SelectItem::ExprWithAlias { expr, alias } => {
            items.push((alias.value.clone(), binder.bind(expr)?));
        }
        SelectItem::Wildcard(options) => {
            if binder.scope.sources.is_empty() {
                return Err(Failure::of(FailureKind::NoFrom));
            }
            wildcard(binder, binder.scope.everything(), options, items)?;
        }
        SelectItem::QualifiedWildcard(name, options) => {
            let [table] = name.0.as_slice() else {
                return Err(unsupported(item));
            };
            wildcard(binder, binder.scope.all_of(&table.value)?, options, items)?;
        }
    }
    Ok(())
}

/// The columns of `*`, without some, with others in their place, under other names.
fn wildcard(
    binder: &Binder<'_>,
    columns: Vec<(String, Column)>,
    options: &WildcardAdditionalOptions,
    items: &mut Vec<(String, Node)>,
) -> Result<(), Failure> {
    let WildcardAdditionalOptions {
        wildcard_token: _,
        opt_ilike,
        opt_exclude,
        opt_except,
        opt_replace,
        opt_rename,
    } = options;
    if opt_ilike.is_some() {
        return Err(unsupported("* ILIKE"));
    }
    let mut without: Vec<&Ident> = Vec::new();
    match opt_exclude {
        None => {}
        Some(ExcludeSelectItem::Single(ident)) => without.push(ident),
        Some(ExcludeSelectItem::Multiple(idents)) => without.extend(idents),
    }
    if let Some(ExceptSelectItem {
        first_element,
        additional_elements,
    }) = opt_except
    {
        without.push(first_element);
        without.extend(additional_elements);
    }
    let replaced: Vec<(&Ident, &Expr)> = opt_replace
        .iter()
        .flat_map(|ReplaceSelectItem { items }| items)
        .map(|item| {
            let ReplaceSelectElement {
                expr,
                column_name,
                as_keyword: _,
            } = item.as_ref();
            (column_name, expr)
        })
        .collect();
    let renamed: Vec<(&Ident, &Ident)> = match opt_rename {
        None => Vec::new(),
        Some(RenameSelectItem::Single(item)) => vec![(&item.ident, &item.alias)],
        Some(RenameSelectItem::Multiple(items)) => items
            .iter()
            .map(|item| (&item.ident, &item.alias))
            .collect(),
    };
    for ident in without
        .iter()
        .copied()
        .chain(replaced.iter().map(|(ident, _)| *ident))
        .chain(renamed.iter().map(|(ident, _)| *ident))
    {
        if !columns.iter().any(|(_, column)| column.name == ident.value) {
            return Err(crate::failure::unknown_column(
                &ident.value,
                columns.iter().map(|(_, column)| column.name.as_str()),
            ));
        }
    }
    for (table, column) in columns {
        if without.iter().any(|ident| ident.value == column.name) {
            continue;
        }
        let named = renamed
            .iter()
            .find(|(ident, _)| ident.value == column.name)
            .map(|(_, alias)| alias.value.clone());
        // Two tables' columns of one name are told apart as the step «join» does it.
        let name = named.unwrap_or_else(|| {
            if items.iter().any(|(name, _)| *name == column.name) && !table.is_empty() {
                format!("{}_{table}", column.name)
            } else {
                column.name.clone()
            }
        });
        let node = match replaced
            .iter()
            .find(|(ident, _)| ident.value == column.name)
        {
            Some((_, expr)) => binder.bind(expr)?,
            None => Node::Column(column),
        };
        items.push((name, node));
    }
    Ok(())
}
