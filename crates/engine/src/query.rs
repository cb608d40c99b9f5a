//! SQL queries: looked at, refused or rewritten, then run by the engine's SQL front end.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use polars::prelude::{DataFrame, IntoLazy, LazyFrame};
use polars_plan::dsl::{DslPlan, Expr};
use polars_sql::SQLContext;
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    Expr as SqlExpr, GroupByExpr, Query, RenameSelectItem, Select, SelectItem, SetExpr, Statement,
    TableFactor, Value as SqlValue, Visit, Visitor,
};
use table::Value;

use crate::Tables;
use crate::convert::{tidy, window};
use crate::expr::{Scope, Shape, check, expression, statements};
use crate::failure::{Names, translate, unknown_table};
use crate::functions::Functions;
use crate::plan::{collect, tame, widen};
use crate::rewrite::{rewrite, scalars};

/// Runs one query over the tables.
///
/// # Errors
/// Every way in which a query can be wrong, as a typed failure.
pub(crate) fn run(sql: &str, tables: &Tables) -> Result<DataFrame, Failure> {
    let mut query = read(sql)?;
    let columns = look(&query, tables)?;
    let is_column = |name: &str| {
        tables
            .iter()
            .any(|(_, frame)| frame.schema().contains(name))
    };
    let computed = scalars(query.as_mut(), &mut |sql| {
        one_value(&run(sql, tables)?, sql)
    })?;
    let changed = rewrite(query.as_mut(), &is_column)? || computed;
    let text = if changed {
        query.to_string()
    } else {
        sql.trim().trim_end_matches(';').to_owned()
    };
    let mut context = context();
    for (name, frame) in tables.iter() {
        context.register(name, frame.clone().lazy());
    }
    let table_names = tables.names();
    let names = Names {
        columns: &columns,
        tables: &table_names,
    };
    let lazy = context
        .execute(&text)
        .map_err(|error| translate(&error, names))?;
    let plan = tame(&lazy.logical_plan).map_err(|failure| named(failure, &columns))?;
    let frame = collect(plan).map_err(|error| translate(&error, names))?;
    tidy(frame)
}

/// The one cell of a query for one value; missing when there is no row.
fn one_value(frame: &DataFrame, sql: &str) -> Result<Value, Failure> {
    if frame.width() != 1 || frame.height() > 1 {
        return Err(Failure::of(FailureKind::Unsupported {
            what: format!("({sql})"),
        }));
    }
    Ok(window(frame, 0, 1)?
        .columns()
        .first()
        .and_then(|column| column.get(0))
        .unwrap_or(Value::Null))
}

/// Adds suggestions to a failure that was found where no names were at hand.
fn named(mut failure: Failure, columns: &[String]) -> Failure {
    if let FailureKind::UnknownColumn { name, near } = &mut failure.kind
        && near.is_empty()
    {
        *near = table::text::nearest(name, columns.iter().map(String::as_str));
    }
    failure
}

/// A SQL context with our functions.
fn context() -> SQLContext {
    SQLContext::new().with_function_registry(Arc::new(Functions))
}

/// One SQL expression over a frame, for a step; it bears that name.
///
/// # Errors
/// Syntax, unknown names and types that do not fit.
pub(crate) fn step_expr(sql: &str, name: &str, frame: &DataFrame) -> Result<Expr, Failure> {
    let mut tree = expression(sql)?;
    let shape = Shape::of(&tree);
    if shape.subquery {
        return Err(Failure::of(FailureKind::Unsupported {
            what: "SELECT".to_owned(),
        }));
    }
    let scope = Scope::of(frame);
    check(&tree, &scope)?;
    rewrite(&mut tree, &|_| true)?;
    let mut context = context();
    // The front end looks at the schema only: an empty frame will do.
    context.register(SELF, frame.clear().lazy());
    let names = Names {
        columns: &scope.names,
        tables: &[],
    };
    let lazy = context
        .execute(&format!("SELECT {tree} AS x FROM {SELF}"))
        .map_err(|error| translate(&error, names))?;
    let expr = projected(&lazy).ok_or_else(|| Failure {
        kind: FailureKind::Engine,
        detail: sql.to_owned(),
    })?;
    let has_missing = |column: &str| {
        frame
            .column(column)
            .map_or(true, |column| column.null_count() > 0)
    };
    Ok(widen(
        expr,
        if frame.is_empty() {
            &|_: &str| true
        } else {
            &has_missing
        },
    )
    .alias(name))
}

const SELF: &str = "__self";

/// The one expression of `SELECT … AS x FROM …`.
fn projected(lazy: &LazyFrame) -> Option<Expr> {
    fn find(plan: &DslPlan) -> Option<Expr> {
        match plan {
            DslPlan::IR { dsl, .. } => find(dsl),
            // A constant comes as a new column that is selected afterwards.
            DslPlan::Select { expr, input, .. } => match (expr.as_slice(), input.as_ref()) {
                ([Expr::Column(_)], DslPlan::HStack { exprs, .. }) => exprs.first().cloned(),
                ([expr], _) => Some(expr.clone()),
                _ => None,
            },
            _ => None,
        }
    }
    find(&lazy.logical_plan)
}

/// Reads a query and refuses everything else.
///
/// # Errors
/// [`FailureKind::Empty`], [`FailureKind::Syntax`] and [`FailureKind::Unsupported`].
fn read(sql: &str) -> Result<Box<Query>, Failure> {
    if sql.trim().trim_end_matches(';').trim().is_empty() {
        return Err(Failure::of(FailureKind::Empty));
    }
    let mut statements = statements(sql)?;
    if statements.len() > 1 {
        return Err(Failure::of(FailureKind::Unsupported { what: ";".into() }));
    }
    match statements.pop() {
        Some(Statement::Query(query)) => Ok(query),
        Some(other) => {
            let what = other
                .to_string()
                .split_whitespace()
                .next()
                .unwrap_or_default()
                .to_uppercase();
            Err(Failure::of(FailureKind::Unsupported { what }))
        }
        None => Err(Failure::of(FailureKind::Empty)),
    }
}

/// Checks tables, functions, names and types, as far as they can be told without running. Gives all column names.
fn look(query: &Query, tables: &Tables) -> Result<Vec<String>, Failure> {
    let mut survey = Survey::default();
    if let ControlFlow::Break(failure) = query.visit(&mut survey) {
        return Err(*failure);
    }
    let mut scope = Scope {
        complete: true,
        ..Scope::default()
    };
    for name in &survey.tables {
        match tables.get(name) {
            Some(frame) => scope.add(frame),
            None if survey.own.contains(name) => scope.complete = false,
            None => {
                let own = survey.own.iter().map(String::as_str);
                return Err(unknown_table(
                    name,
                    tables.iter().map(|(name, _)| name).chain(own),
                ));
            }
        }
    }
    if !survey.own.is_empty() {
        scope.complete = false;
    }
    // A new name may stand for anything.
    for alias in &survey.aliases {
        scope.columns.insert(alias.clone(), None);
        if !scope.names.contains(alias) {
            scope.names.push(alias.clone());
        }
    }
    check(query, &scope)?;
    Ok(scope.names)
}

/// What a query is made of.
#[derive(Default)]
struct Survey {
    /// Tables that it names.
    tables: Vec<String>,
    /// Tables that it makes itself (WITH, subqueries).
    own: BTreeSet<String>,
    /// Columns that it names itself.
    aliases: Vec<String>,
}

impl Visitor for Survey {
    type Break = Box<Failure>;

    fn pre_visit_query(&mut self, query: &Query) -> ControlFlow<Self::Break> {
        if let Some(limit) = &query.limit
            && !matches!(limit, SqlExpr::Value(SqlValue::Number(..)))
        {
            return unsupported(format!("LIMIT {limit}"));
        }
        for cte in query.with.iter().flat_map(|with| &with.cte_tables) {
            self.own.insert(cte.alias.name.value.clone());
            self.aliases.extend(
                cte.alias
                    .columns
                    .iter()
                    .map(|column| column.name.value.clone()),
            );
        }
        self.set(&query.body)
    }

    fn pre_visit_table_factor(&mut self, factor: &TableFactor) -> ControlFlow<Self::Break> {
        match factor {
            TableFactor::Table {
                name, args: None, ..
            } => {
                self.tables
                    .extend(name.0.last().map(|part| part.value.clone()));
            }
            TableFactor::Derived {
                alias: Some(alias), ..
            } => {
                self.own.insert(alias.name.value.clone());
                self.aliases
                    .extend(alias.columns.iter().map(|column| column.name.value.clone()));
            }
            TableFactor::NestedJoin { .. } => {}
            other => return unsupported(other.to_string()),
        }
        ControlFlow::Continue(())
    }
}

impl Survey {
    fn set(&mut self, set: &SetExpr) -> ControlFlow<Box<Failure>> {
        match set {
            SetExpr::Select(select) => self.select(select),
            SetExpr::SetOperation { left, right, .. } => {
                self.set(left)?;
                self.set(right)
            }
            // A query in brackets is visited by itself.
            SetExpr::Query(_) | SetExpr::Values(_) => ControlFlow::Continue(()),
            other => unsupported(other.to_string()),
        }
    }

    fn select(&mut self, select: &Select) -> ControlFlow<Box<Failure>> {
        if select.from.len() > 1 {
            let from: Vec<String> = select.from.iter().map(ToString::to_string).collect();
            return unsupported(format!("FROM {}", from.join(", ")));
        }
        let grouped;
        let mut keys: Vec<String> = Vec::new();
        let mut plain_keys = true;
        match &select.group_by {
            GroupByExpr::Expressions(exprs, _) => {
                grouped = !exprs.is_empty();
                for expr in exprs {
                    match expr {
                        SqlExpr::Identifier(ident) => keys.push(ident.value.clone()),
                        SqlExpr::CompoundIdentifier(parts) => {
                            keys.extend(parts.last().map(|part| part.value.clone()))
                        }
                        _ => plain_keys = false,
                    }
                }
            }
            GroupByExpr::All(_) => {
                grouped = true;
                plain_keys = false;
            }
        }
        let mut bare: Option<String> = None;
        let mut total = false;
        let mut everything = false;
        for item in &select.projection {
            let expr = match item {
                SelectItem::UnnamedExpr(expr) => expr,
                SelectItem::ExprWithAlias { expr, alias } => {
                    self.aliases.push(alias.value.clone());
                    expr
                }
                SelectItem::Wildcard(options) | SelectItem::QualifiedWildcard(_, options) => {
                    let replaced = options
                        .opt_replace
                        .iter()
                        .flat_map(|replace| &replace.items);
                    self.aliases
                        .extend(replaced.map(|item| item.column_name.value.clone()));
                    self.aliases.extend(options.opt_rename.iter().flat_map(
                        |rename| match rename {
                            RenameSelectItem::Single(item) => vec![item.alias.value.clone()],
                            RenameSelectItem::Multiple(items) => {
                                items.iter().map(|item| item.alias.value.clone()).collect()
                            }
                        },
                    ));
                    everything = true;
                    continue;
                }
            };
            let shape = Shape::of(expr);
            if select.from.is_empty() && !shape.bare.is_empty() {
                return ControlFlow::Break(Box::new(Failure::of(FailureKind::NoSource)));
            }
            if grouped {
                // Grouping by the name that a column gets here is grouping by its expression.
                if matches!(item, SelectItem::ExprWithAlias { alias, .. } if keys.contains(&alias.value))
                    && !shape.aggregates
                {
                    continue;
                }
                let loose = shape.bare.iter().find(|column| !keys.contains(column));
                if let (true, Some(column)) = (plain_keys, loose) {
                    return not_aggregated(column);
                }
            } else if shape.aggregates && shape.bare.is_empty() {
                total = true;
            } else if matches!(
                expr,
                SqlExpr::Identifier(_) | SqlExpr::CompoundIdentifier(_)
            ) && bare.is_none()
            {
                bare = shape.bare.first().cloned();
            }
        }
        if grouped && everything && plain_keys {
            return not_aggregated("*");
        }
        match bare {
            Some(column) if total && !everything => not_aggregated(&column),
            _ => ControlFlow::Continue(()),
        }
    }
}

fn unsupported(what: String) -> ControlFlow<Box<Failure>> {
    ControlFlow::Break(Box::new(Failure::of(FailureKind::Unsupported { what })))
}

fn not_aggregated(column: &str) -> ControlFlow<Box<Failure>> {
    ControlFlow::Break(Box::new(Failure::of(FailureKind::NotAggregated {
        column: column.to_owned(),
    })))
}
