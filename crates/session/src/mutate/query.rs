//! Queries with one thing changed: clause by clause, the outer query and those inside it.

use std::ops::ControlFlow;

use spec::MutantChange;
use spec::step::JoinKind;
use sqlparser::ast::{
    Expr, GroupByExpr, Ident, JoinOperator, Query, Select, SelectItem, SetExpr, Statement,
    TableFactor, Value as Literal, VisitMut, VisitorMut,
};
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::Parser;
use table::Value;

use super::expr::{self, ExprContext, columns_in, name_of};
use super::{grouped, limits};

/// What the data is like.
pub(super) struct Data<'a> {
    /// The different values of a column.
    pub(super) values: &'a dyn Fn(&str) -> Vec<Value>,
    /// Columns by which it could be grouped.
    pub(super) groupable: &'a [String],
}

/// A query in each form that differs from it in one thing.
pub(super) fn changes(sql: &str, data: &Data<'_>) -> Vec<(MutantChange, String)> {
    if !super::is_shallow(sql) {
        return Vec::new();
    }
    let Ok(statements) = Parser::parse_sql(&GenericDialect, sql) else {
        return Vec::new();
    };
    let [statement] = statements.as_slice() else {
        return Vec::new();
    };
    let mut walk = Walk {
        data,
        site: 0,
        goal: None,
        found: Vec::new(),
    };
    let _ = statement.clone().visit(&mut walk);
    walk.found
        .into_iter()
        .map(|(change, goal)| {
            let mut changed: Statement = statement.clone();
            let mut walk = Walk {
                data,
                site: 0,
                goal: Some(goal),
                found: Vec::new(),
            };
            let _ = changed.visit(&mut walk);
            (change, changed.to_string())
        })
        .collect()
}

/// To how many decimals a query rounds, wherever it does.
pub(super) fn decimals_in(sql: &str) -> Vec<i32> {
    Parser::parse_sql(&GenericDialect, sql)
        .map(|statements| expr::decimals_in(&statements))
        .unwrap_or_default()
}

/// As the one in [`super::expr`], over queries.
struct Walk<'a> {
    data: &'a Data<'a>,
    site: usize,
    goal: Option<(usize, usize)>,
    found: Vec<(MutantChange, (usize, usize))>,
}

impl VisitorMut for Walk<'_> {
    type Break = ();

    fn pre_visit_query(&mut self, query: &mut Query) -> ControlFlow<()> {
        let site = self.site;
        self.site += 1;
        match self.goal {
            None => {
                for (at, (change, _)) in forms(query, self.data).into_iter().enumerate() {
                    self.found.push((change, (site, at)));
                }
            }
            Some((goal, at)) if goal == site => {
                if let Some((_, form)) = forms(query, self.data).into_iter().nth(at) {
                    *query = form;
                }
                return ControlFlow::Break(());
            }
            Some(_) => {}
        }
        ControlFlow::Continue(())
    }
}

/// The forms of this very query, not of those inside it.
fn forms(query: &Query, data: &Data<'_>) -> Vec<(MutantChange, Query)> {
    let mut found = Vec::new();
    let with = |edit: &dyn Fn(&mut Query)| {
        let mut changed = query.clone();
        edit(&mut changed);
        changed
    };
    if let Some(order) = &query.order_by {
        let columns: Vec<String> = order
            .exprs
            .iter()
            .flat_map(|key| columns_in(&key.expr))
            .collect();
        found.push((
            dropped("sort", columns),
            with(&|query| query.order_by = None),
        ));
        for (at, key) in order.exprs.iter().enumerate() {
            let flipped = with(&|query| {
                if let Some(key) = query
                    .order_by
                    .as_mut()
                    .and_then(|order| order.exprs.get_mut(at))
                {
                    key.asc = Some(key.asc == Some(false));
                }
            });
            let column = name_of(&key.expr).unwrap_or_default();
            found.push((MutantChange::SortFlipped { column }, flipped));
        }
    }
    if let Some(limit) = &query.limit {
        found.push((
            dropped("head", Vec::new()),
            with(&|query| query.limit = None),
        ));
        if let Some(n) = number(limit) {
            for other in limits(n) {
                let change = MutantChange::RowLimit {
                    verb: "head".to_owned(),
                    got: other,
                };
                let literal = Expr::Value(Literal::Number(other.to_string(), false));
                found.push((change, with(&|query| query.limit = Some(literal.clone()))));
            }
        }
    }
    if let SetExpr::Select(select) = query.body.as_ref() {
        found.extend(selects(select, data).into_iter().map(|(change, select)| {
            let changed = with(&|query| *query.body = SetExpr::Select(Box::new(select.clone())));
            (change, changed)
        }));
        // ORDER BY names the group's column too.
        let orders: Vec<String> = query
            .order_by
            .iter()
            .flat_map(|order| &order.exprs)
            .flat_map(|key| columns_in(&key.expr))
            .collect();
        for (change, changed) in &mut found {
            let MutantChange::GroupColumns {
                missing: Some(missing),
                extra,
            } = change
            else {
                continue;
            };
            if !orders.contains(missing) {
                continue;
            }
            if let Some(order) = &mut changed.order_by {
                match extra {
                    Some(extra) => {
                        for key in &mut order.exprs {
                            if name_of(&key.expr).as_ref() == Some(missing) {
                                key.expr = Expr::Identifier(named(extra));
                            }
                        }
                    }
                    None => order
                        .exprs
                        .retain(|key| name_of(&key.expr).as_ref() != Some(missing)),
                }
            }
            if changed
                .order_by
                .as_ref()
                .is_some_and(|order| order.exprs.is_empty())
            {
                changed.order_by = None;
            }
        }
    }
    found
}

fn selects(select: &Select, data: &Data<'_>) -> Vec<(MutantChange, Select)> {
    let mut found = Vec::new();
    let with = |edit: &dyn Fn(&mut Select)| {
        let mut changed = select.clone();
        edit(&mut changed);
        changed
    };
    let condition = ExprContext {
        column: "",
        filter: true,
        values: data.values,
    };
    if let Some(selection) = &select.selection {
        found.push((
            dropped("filter", columns_in(selection)),
            with(&|select| select.selection = None),
        ));
        for (change, expr) in expr::changes(selection, &condition) {
            found.push((
                change,
                with(&|select| select.selection = Some(expr.clone())),
            ));
        }
    }
    if let Some(having) = &select.having {
        found.push((
            dropped("filter", columns_in(having)),
            with(&|select| select.having = None),
        ));
        for (change, expr) in expr::changes(having, &condition) {
            found.push((change, with(&|select| select.having = Some(expr.clone()))));
        }
    }
    if select.distinct.is_some() {
        found.push((
            dropped("unique", Vec::new()),
            with(&|select| select.distinct = None),
        ));
    }
    for (at, item) in select.projection.iter().enumerate() {
        let (old, column) = match item {
            SelectItem::UnnamedExpr(old) => (old, name_of(old).unwrap_or_default()),
            SelectItem::ExprWithAlias { expr, alias } => (expr, alias.value.clone()),
            _ => continue,
        };
        let place = ExprContext {
            column: &column,
            filter: false,
            values: data.values,
        };
        for (change, expr) in expr::changes(old, &place) {
            let changed = with(&|select| {
                if let Some(
                    SelectItem::UnnamedExpr(old) | SelectItem::ExprWithAlias { expr: old, .. },
                ) = select.projection.get_mut(at)
                {
                    *old = expr.clone();
                }
            });
            found.push((change, changed));
        }
    }
    found.extend(joins(select));
    found.extend(groups(select, data));
    found
}

fn joins(select: &Select) -> Vec<(MutantChange, Select)> {
    let mut found = Vec::new();
    for (at, from) in select.from.iter().enumerate() {
        for (number, join) in from.joins.iter().enumerate() {
            let (other, got) = match &join.join_operator {
                JoinOperator::Inner(on) => (JoinOperator::LeftOuter(on.clone()), JoinKind::Left),
                JoinOperator::LeftOuter(on) => (JoinOperator::Inner(on.clone()), JoinKind::Inner),
                _ => continue,
            };
            let table = match &join.relation {
                TableFactor::Table { name, .. } => name
                    .0
                    .last()
                    .map(|name| name.value.clone())
                    .unwrap_or_default(),
                _ => String::new(),
            };
            let mut changed = select.clone();
            if let Some(join) = changed
                .from
                .get_mut(at)
                .and_then(|from| from.joins.get_mut(number))
            {
                join.join_operator = other;
            }
            found.push((MutantChange::JoinKind { table, got }, changed));
        }
    }
    found
}

/// GROUP BY with a column less, another one or one more; the column in the result goes with it.
fn groups(select: &Select, data: &Data<'_>) -> Vec<(MutantChange, Select)> {
    let GroupByExpr::Expressions(keys, modifiers) = &select.group_by else {
        return Vec::new();
    };
    let Some(names) = keys.iter().map(name_of).collect::<Option<Vec<String>>>() else {
        return Vec::new();
    };
    if names.is_empty() {
        return Vec::new();
    }
    grouped(&names, data.groupable)
        .into_iter()
        .map(|(missing, extra, keys)| {
            let mut changed = select.clone();
            changed.group_by = GroupByExpr::Expressions(
                keys.iter()
                    .map(|key| Expr::Identifier(named(key)))
                    .collect(),
                modifiers.clone(),
            );
            let item = |name: &String| SelectItem::UnnamedExpr(Expr::Identifier(named(name)));
            let is = |item: &SelectItem, name: &String| match item {
                SelectItem::UnnamedExpr(expr) | SelectItem::ExprWithAlias { expr, .. } => {
                    name_of(expr).as_ref() == Some(name)
                }
                _ => false,
            };
            match (&missing, &extra) {
                (Some(missing), Some(extra)) => {
                    for old in &mut changed.projection {
                        if is(old, missing) {
                            *old = item(extra);
                        }
                    }
                }
                (Some(missing), None) => changed.projection.retain(|old| !is(old, missing)),
                (None, Some(extra)) => changed.projection.insert(0, item(extra)),
                (None, None) => {}
            }
            (MutantChange::GroupColumns { missing, extra }, changed)
        })
        .collect()
}

fn dropped(verb: &str, columns: Vec<String>) -> MutantChange {
    MutantChange::Dropped {
        verb: verb.to_owned(),
        columns,
    }
}

fn named(name: &str) -> Ident {
    Ident::with_quote('"', name)
}

fn number(expr: &Expr) -> Option<u64> {
    match expr {
        Expr::Value(Literal::Number(number, _)) => number.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(sql: &str) -> Vec<(&'static str, String)> {
        let data = Data {
            values: &|_| vec![Value::Int(2015), Value::Int(2020)],
            groupable: &["圏域".to_owned(), "町".to_owned()],
        };
        changes(sql, &data)
            .into_iter()
            .map(|(change, sql)| (change.slug(), sql))
            .collect()
    }

    fn check(sql: &str, expected: &[(&'static str, &str)]) {
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|(slug, sql)| (*slug, (*sql).to_owned()))
            .collect();
        assert_eq!(changed(sql), expected, "{sql}");
    }

    #[test]
    fn clauses_are_dropped_and_changed() {
        check(
            "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 3",
            &[
                (
                    "dropped",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 LIMIT 3",
                ),
                (
                    "sort-flipped",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a ASC LIMIT 3",
                ),
                (
                    "dropped",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC",
                ),
                (
                    "row-limit",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 2",
                ),
                (
                    "row-limit",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 4",
                ),
                (
                    "row-limit",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 5",
                ),
                (
                    "row-limit",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 10",
                ),
                (
                    "dropped",
                    "SELECT DISTINCT a FROM t ORDER BY a DESC LIMIT 3",
                ),
                (
                    "filter-value",
                    "SELECT DISTINCT a FROM t WHERE 年 = 2015 ORDER BY a DESC LIMIT 3",
                ),
                (
                    "dropped",
                    "SELECT a FROM t WHERE 年 = 2020 ORDER BY a DESC LIMIT 3",
                ),
            ],
        );
    }

    #[test]
    fn groups_take_their_column_along() {
        check(
            "SELECT 圏域, COUNT(*) AS n FROM t GROUP BY 圏域 ORDER BY 圏域",
            &[
                ("dropped", "SELECT 圏域, COUNT(*) AS n FROM t GROUP BY 圏域"),
                (
                    "sort-flipped",
                    "SELECT 圏域, COUNT(*) AS n FROM t GROUP BY 圏域 ORDER BY 圏域 DESC",
                ),
                (
                    "group-columns",
                    "SELECT \"町\", COUNT(*) AS n FROM t GROUP BY \"町\" ORDER BY \"町\"",
                ),
                (
                    "group-columns",
                    "SELECT \"町\", 圏域, COUNT(*) AS n FROM t GROUP BY \"圏域\", \"町\" ORDER BY 圏域",
                ),
            ],
        );
    }

    #[test]
    fn joins_and_queries_inside() {
        check(
            "SELECT * FROM a LEFT JOIN b USING (k)",
            &[("join-kind", "SELECT * FROM a JOIN b USING(k)")],
        );
        check("SELECT * FROM a CROSS JOIN b", &[]);
        check(
            "WITH c AS (SELECT * FROM a WHERE x < 1.5) SELECT x FROM c",
            &[
                ("dropped", "WITH c AS (SELECT * FROM a) SELECT x FROM c"),
                (
                    "boundary",
                    "WITH c AS (SELECT * FROM a WHERE x <= 1.5) SELECT x FROM c",
                ),
            ],
        );
        assert!(changed("not sql").is_empty());
    }
}
