//! Standard SQL that polars-sql misreads or lacks, turned into what it reads right.
//!
//! - functions with `OVER` (see [`crate::over`]);
//! - `SUBSTRING`, which only `SUBSTR` is understood for;
//! - a column without a name gets its own text as name, so that two sums do not collide;
//! - aggregates in HAVING and ORDER BY of a grouped query, and groups of expressions or by a new name;
//! - ORDER BY and LIMIT behind UNION, which belong to the whole; the names of its columns, which are the first part's;
//! - a query for one value, which is computed first.

use std::ops::ControlFlow;

use spec::{Failure, FailureKind};
use sqlparser::ast::{
    DataType, Expr, GroupByExpr, Ident, Offset, OrderBy, Query, Select, SelectItem, SetExpr,
    Statement, TableFactor, UnaryOperator, Value as SqlValue, VisitMut, VisitorMut,
};
use table::Value;
use table::text::iso_date;

use crate::expr::{Shape, expression, is_aggregate, statements};

/// Rewrites a query or an expression; tells whether anything changed. `is_column` knows the columns of the tables.
///
/// # Errors
/// [`FailureKind::Unsupported`] for what is not offered.
pub(crate) fn rewrite<V: VisitMut>(
    tree: &mut V,
    is_column: &dyn Fn(&str) -> bool,
) -> Result<bool, Failure> {
    let mut rewriter = Rewriter {
        changed: false,
        is_column,
    };
    match tree.visit(&mut rewriter) {
        ControlFlow::Continue(()) => Ok(rewriter.changed),
        ControlFlow::Break(failure) => Err(*failure),
    }
}

/// Puts values in the place of queries for one value. `run` runs one of them.
///
/// # Errors
/// Whatever `run` fails with.
pub(crate) fn scalars(
    query: &mut Query,
    run: &mut dyn FnMut(&str) -> Result<Value, Failure>,
) -> Result<bool, Failure> {
    let with = query
        .with
        .as_ref()
        .map(|with| format!("{with} "))
        .unwrap_or_default();
    let mut scalars = Scalars {
        with,
        run,
        changed: false,
    };
    match query.visit(&mut scalars) {
        ControlFlow::Continue(()) => Ok(scalars.changed),
        ControlFlow::Break(failure) => Err(*failure),
    }
}

struct Scalars<'a> {
    with: String,
    run: &'a mut dyn FnMut(&str) -> Result<Value, Failure>,
    changed: bool,
}

impl VisitorMut for Scalars<'_> {
    type Break = Box<Failure>;

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Box<Failure>> {
        let Expr::Subquery(query) = &*expr else {
            return ControlFlow::Continue(());
        };
        match (self.run)(&format!("{}{query}", self.with)) {
            Ok(value) => {
                *expr = literal(&value);
                self.changed = true;
                ControlFlow::Continue(())
            }
            Err(failure) => ControlFlow::Break(Box::new(failure)),
        }
    }
}

/// A value as SQL.
fn literal(value: &Value) -> Expr {
    let number = |text: String| match text.strip_prefix('-') {
        Some(rest) => Expr::Nested(Box::new(Expr::UnaryOp {
            op: UnaryOperator::Minus,
            expr: Box::new(Expr::Value(SqlValue::Number(rest.to_owned(), false))),
        })),
        None => Expr::Value(SqlValue::Number(text, false)),
    };
    match value {
        Value::Null => Expr::Value(SqlValue::Null),
        Value::Int(whole) => number(whole.to_string()),
        // With all digits and a point, which is how the engine tells floats.
        Value::Float(float) if float.is_finite() => number(format!("{float:?}")),
        Value::Float(_) => Expr::Value(SqlValue::Null),
        Value::Text(text) => Expr::Value(SqlValue::SingleQuotedString(text.clone())),
        Value::Bool(yes) => Expr::Value(SqlValue::Boolean(*yes)),
        Value::Date(days) => Expr::TypedString {
            data_type: DataType::Date,
            value: iso_date(*days),
        },
    }
}

struct Rewriter<'a> {
    changed: bool,
    is_column: &'a dyn Fn(&str) -> bool,
}

impl VisitorMut for Rewriter<'_> {
    type Break = Box<Failure>;

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<Box<Failure>> {
        if let Some(call) = substr(expr) {
            *expr = call;
            self.changed = true;
        }
        if let Expr::Function(call) = expr {
            match crate::over::rewrite(call) {
                Ok(changed) => self.changed |= changed,
                Err(failure) => return ControlFlow::Break(Box::new(failure)),
            }
        }
        ControlFlow::Continue(())
    }

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<Box<Failure>> {
        let rewritten = match query.body.as_mut() {
            SetExpr::Select(select) => {
                self.changed |= name_columns(select);
                regroup(query, self.is_column)
            }
            SetExpr::SetOperation { left, right, .. } => {
                for side in [left.as_mut(), right.as_mut()] {
                    if let SetExpr::Select(select) = side {
                        self.changed |= name_columns(select);
                    }
                }
                self.changed |= same_names(&mut query.body);
                order_the_whole(query)
            }
            _ => Ok(false),
        };
        match rewritten {
            Ok(changed) => {
                self.changed |= changed;
                ControlFlow::Continue(())
            }
            Err(failure) => ControlFlow::Break(Box::new(failure)),
        }
    }
}

/// `SUBSTRING(x, 1, 2)` and `SUBSTRING(x FROM 1 FOR 2)` → `substr(x, 1, 2)`.
fn substr(expr: &Expr) -> Option<Expr> {
    let Expr::Substring {
        expr,
        substring_from,
        substring_for,
        ..
    } = expr
    else {
        return None;
    };
    let from = substring_from
        .as_ref()
        .map_or_else(|| "1".to_owned(), ToString::to_string);
    let length = substring_for
        .as_ref()
        .map(|length| format!(", {length}"))
        .unwrap_or_default();
    expression(&format!("substr({expr}, {from}{length})")).ok()
}

fn quoted(name: &str) -> Ident {
    Ident::with_quote('"', name)
}

/// Gives computed columns without a name their own text as name.
fn name_columns(select: &mut Select) -> bool {
    let mut changed = false;
    for item in &mut select.projection {
        let SelectItem::UnnamedExpr(expr) = item else {
            continue;
        };
        let named = match expr {
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) => continue,
            // Several columns at once cannot have one name.
            Expr::Function(call) if call.name.to_string().eq_ignore_ascii_case("columns") => {
                continue;
            }
            _ => SelectItem::ExprWithAlias {
                alias: quoted(&expr.to_string()),
                expr: expr.clone(),
            },
        };
        *item = named;
        changed = true;
    }
    changed
}

/// Columns of a union go by position and have the names of the first part. Gives the names, where they are written.
fn names_of(set: &SetExpr) -> Option<Vec<Ident>> {
    match set {
        SetExpr::Select(select) => select
            .projection
            .iter()
            .map(|item| match item {
                SelectItem::ExprWithAlias { alias, .. } => Some(alias.clone()),
                SelectItem::UnnamedExpr(Expr::Identifier(ident)) => Some(ident.clone()),
                SelectItem::UnnamedExpr(Expr::CompoundIdentifier(parts)) => parts.last().cloned(),
                _ => None,
            })
            .collect(),
        SetExpr::SetOperation { left, .. } => names_of(left),
        _ => None,
    }
}

fn same_names(set: &mut SetExpr) -> bool {
    let SetExpr::SetOperation { left, right, .. } = set else {
        return false;
    };
    let mut changed = same_names(left);
    let (Some(names), SetExpr::Select(select)) = (names_of(left), right.as_mut()) else {
        return changed;
    };
    if names.len() != select.projection.len() {
        return changed;
    }
    for (item, name) in select.projection.iter_mut().zip(names) {
        let expr = match item {
            SelectItem::ExprWithAlias { alias, .. } if alias.value == name.value => continue,
            SelectItem::UnnamedExpr(Expr::Identifier(ident)) if ident.value == name.value => {
                continue;
            }
            SelectItem::ExprWithAlias { expr, .. } | SelectItem::UnnamedExpr(expr) => expr.clone(),
            _ => continue,
        };
        *item = SelectItem::ExprWithAlias { expr, alias: name };
        changed = true;
    }
    changed
}

/// One query read again: rewriting works on text where a tree would be long-winded.
fn read(sql: &str) -> Result<Query, Failure> {
    match statements(sql)?.pop() {
        Some(Statement::Query(query)) => Ok(*query),
        _ => Err(Failure {
            kind: FailureKind::Engine,
            detail: sql.to_owned(),
        }),
    }
}

fn tail(order_by: Option<&OrderBy>, limit: Option<&Expr>, offset: Option<&Offset>) -> String {
    let mut text = String::new();
    if let Some(order_by) = order_by {
        text.push_str(&format!(" {order_by}"));
    }
    if let Some(limit) = limit {
        text.push_str(&format!(" LIMIT {limit}"));
    }
    if let Some(offset) = offset {
        text.push_str(&format!(" {offset}"));
    }
    text
}

/// `a UNION b ORDER BY x` → `SELECT * FROM (a UNION b) ORDER BY x`.
fn order_the_whole(query: &mut Query) -> Result<bool, Failure> {
    if query.order_by.is_none() {
        return Ok(false);
    }
    let tail = tail(
        query.order_by.as_ref(),
        query.limit.as_ref(),
        query.offset.as_ref(),
    );
    let mut whole = read(&format!("SELECT * FROM ({}) AS __whole{tail}", query.body))?;
    whole.with = query.with.take();
    *query = whole;
    Ok(true)
}

/// Puts another expression in the place of equal ones.
struct Replace<'a> {
    pairs: &'a [(Expr, Ident)],
    changed: bool,
}

impl VisitorMut for Replace<'_> {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Some((_, name)) = self.pairs.iter().find(|(old, _)| same(old, expr)) {
            *expr = Expr::Identifier(name.clone());
            self.changed = true;
        }
        ControlFlow::Continue(())
    }
}

/// Equal but for upper and lower case of function names and the like.
fn same(a: &Expr, b: &Expr) -> bool {
    a == b
        || (matches!(a, Expr::Function(_))
            && a.to_string().to_lowercase() == b.to_string().to_lowercase())
}

fn replace<V: VisitMut>(tree: &mut V, pairs: &[(Expr, Ident)]) -> bool {
    let mut replacer = Replace {
        pairs,
        changed: false,
    };
    let _ = tree.visit(&mut replacer);
    replacer.changed
}

/// Aggregates anywhere in a piece of SQL.
struct Aggregates(Vec<Expr>);

impl VisitorMut for Aggregates {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::Function(call) = &*expr
            && is_aggregate(call)
            && !self.0.iter().any(|known| same(known, expr))
        {
            self.0.push(expr.clone());
        }
        ControlFlow::Continue(())
    }
}

fn aggregates<V: VisitMut>(tree: &mut V) -> Vec<Expr> {
    let mut found = Aggregates(Vec::new());
    let _ = tree.visit(&mut found);
    found.0
}

/// A grouped query: keys that are no columns are computed first; HAVING and ORDER BY look at named results.
fn regroup(query: &mut Query, is_column: &dyn Fn(&str) -> bool) -> Result<bool, Failure> {
    let SetExpr::Select(select) = query.body.as_mut() else {
        return Ok(false);
    };
    let mut changed = compute_keys(select, is_column)?;
    let GroupByExpr::Expressions(keys, _) = &select.group_by else {
        return Ok(changed);
    };
    if keys.is_empty() {
        return Ok(changed);
    }
    let keys = keys.clone();
    let mut outside = select.having.as_mut().map(aggregates).unwrap_or_default();
    if let Some(order_by) = query.order_by.as_mut() {
        outside.extend(aggregates(order_by));
    }
    if outside.is_empty() && select.having.is_none() {
        return Ok(changed);
    }
    // What the query gives, by name.
    let mut names: Vec<Ident> = Vec::new();
    let mut pairs: Vec<(Expr, Ident)> = Vec::new();
    for item in &select.projection {
        match item {
            SelectItem::ExprWithAlias { expr, alias } => {
                names.push(alias.clone());
                pairs.push((expr.clone(), alias.clone()));
            }
            SelectItem::UnnamedExpr(expr) => match expr {
                Expr::Identifier(ident) => names.push(ident.clone()),
                Expr::CompoundIdentifier(parts) => {
                    let Some(last) = parts.last() else {
                        return Ok(changed);
                    };
                    names.push(last.clone());
                    pairs.push((expr.clone(), last.clone()));
                }
                _ => return Ok(changed),
            },
            _ => return Ok(changed),
        }
    }
    // What HAVING and ORDER BY need beside it.
    for (position, aggregate) in outside.into_iter().enumerate() {
        if !pairs.iter().any(|(known, _)| same(known, &aggregate)) {
            let alias = quoted(&format!("__needed_{position}"));
            select.projection.push(SelectItem::ExprWithAlias {
                expr: aggregate.clone(),
                alias: alias.clone(),
            });
            pairs.push((aggregate, alias));
        }
    }
    for key in &keys {
        let plain = match key {
            Expr::Identifier(ident) => ident.clone(),
            Expr::CompoundIdentifier(parts) => match parts.last() {
                Some(last) => last.clone(),
                None => continue,
            },
            _ => continue,
        };
        if !names.iter().any(|name| name.value == plain.value)
            && !pairs.iter().any(|(known, _)| known == key)
        {
            select.projection.push(SelectItem::UnnamedExpr(key.clone()));
            pairs.push((key.clone(), plain));
        }
    }
    let mut having = select.having.take();
    if let Some(having) = having.as_mut() {
        replace(having, &pairs);
    }
    let mut order_by = query.order_by.take();
    if let Some(order_by) = order_by.as_mut() {
        replace(order_by, &pairs);
    }
    let condition = having
        .map(|having| format!(" WHERE {having}"))
        .unwrap_or_default();
    let tail = tail(
        order_by.as_ref(),
        query.limit.as_ref(),
        query.offset.as_ref(),
    );
    let distinct = if select.distinct.take().is_some() {
        "DISTINCT "
    } else {
        ""
    };
    let columns: Vec<String> = names
        .iter()
        .map(|name| quoted(&name.value).to_string())
        .collect();
    let text = format!(
        "SELECT {distinct}{} FROM ({select}) AS __grouped{condition}{tail}",
        columns.join(", ")
    );
    let mut outer = read(&text)?;
    outer.with = query.with.take();
    *query = outer;
    changed = true;
    Ok(changed)
}

/// `GROUP BY f(x)` and `GROUP BY new_name` → the key as a column of a subquery.
fn compute_keys(select: &mut Select, is_column: &dyn Fn(&str) -> bool) -> Result<bool, Failure> {
    let GroupByExpr::Expressions(keys, _) = &mut select.group_by else {
        return Ok(false);
    };
    let aliased = |name: &Ident, projection: &[SelectItem]| {
        projection.iter().find_map(|item| match item {
            SelectItem::ExprWithAlias { expr, alias } if alias.value == name.value => {
                Some(expr.clone())
            }
            _ => None,
        })
    };
    let mut computed: Vec<(Expr, Ident)> = Vec::new();
    for (position, key) in keys.iter_mut().enumerate() {
        let alias = quoted(&format!("__key_{position}"));
        match &*key {
            Expr::Identifier(ident) if !is_column(&ident.value) => {
                match aliased(ident, &select.projection) {
                    // Only another name of a column: the column itself is the key.
                    Some(expr @ (Expr::Identifier(_) | Expr::CompoundIdentifier(_))) => *key = expr,
                    Some(expr) if !Shape::of(&expr).aggregates => {
                        computed.push((expr, alias.clone()));
                        *key = Expr::Identifier(alias);
                    }
                    _ => {}
                }
            }
            Expr::Identifier(_) | Expr::CompoundIdentifier(_) | Expr::Value(_) => {}
            other => {
                computed.push((other.clone(), alias.clone()));
                *key = Expr::Identifier(alias);
            }
        }
    }
    if computed.is_empty() {
        return Ok(false);
    }
    let [from] = select.from.as_slice() else {
        return Ok(true);
    };
    if !from.joins.is_empty()
        || !matches!(
            from.relation,
            TableFactor::Table { .. } | TableFactor::Derived { .. }
        )
    {
        return Err(Failure::of(FailureKind::Unsupported {
            what: format!(
                "GROUP BY {}",
                computed
                    .first()
                    .map(|(expr, _)| expr.to_string())
                    .unwrap_or_default()
            ),
        }));
    }
    let condition = select
        .selection
        .take()
        .map(|condition| format!(" WHERE {condition}"))
        .unwrap_or_default();
    let items: Vec<String> = computed
        .iter()
        .map(|(expr, alias)| format!("{expr} AS {alias}"))
        .collect();
    let inner = format!(
        "SELECT * FROM (SELECT *, {} FROM {from}{condition}) AS __keyed",
        items.join(", ")
    );
    let inner = read(&inner)?;
    if let SetExpr::Select(inner) = *inner.body {
        select.from = inner.from;
    }
    // Names of tables mean nothing outside of the subquery.
    let _ = select.projection.visit(&mut Unqualify);
    let _ = select.having.visit(&mut Unqualify);
    let mut plain = computed;
    for (expr, _) in &mut plain {
        let _ = expr.visit(&mut Unqualify);
    }
    replace(&mut select.projection, &plain);
    replace(&mut select.having, &plain);
    Ok(true)
}

/// `t.x` → `x`.
struct Unqualify;

impl VisitorMut for Unqualify {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        if let Expr::CompoundIdentifier(parts) = &*expr
            && let Some(last) = parts.last()
        {
            *expr = Expr::Identifier(last.clone());
        }
        ControlFlow::Continue(())
    }
}
