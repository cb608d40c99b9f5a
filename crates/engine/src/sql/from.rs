//! FROM: tables, queries in brackets, and what is put beside what.
//!
//! A join first finds the pairs of rows that belong together (by equal keys where the condition has them), then takes
//! their columns. How many pairs there will be is known before they are made.

use polars::prelude::{Column as Cells, DataFrame, IdxSize, IntoColumn, PlSmallStr};
use spec::{Failure, FailureKind};
use sqlparser::ast::{
    BinaryOperator, Expr, Join, JoinConstraint, JoinOperator, TableAlias, TableFactor,
    TableWithJoins,
};
use table::Dtype;

use super::bind::{Aliases, Binder, Clause, no_clause, unsupported};
use super::cells::{compute, mask};
use super::query::{self, columns_of, renamed};
use super::scope::{Merged, Rows, Scope, Source};
use super::select::one_row;
use super::tree::{Column, Comparison, Node, Operation};
use super::{Context, Env, NamedQuery};
use crate::convert::engine;
use crate::failure::unknown_table;
use crate::memory::small_enough;
use crate::pairs::{every_pair, partners, taken};

/// Rows, and what their columns are called.
pub(super) struct Joined {
    pub(super) frame: DataFrame,
    pub(super) scope: Scope,
}

/// What happens to rows without a partner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Inner,
    Left,
    Right,
    Full,
    Semi,
    Anti,
}

/// The rows of FROM. `condition` is that of WHERE: where tables stand side by side its equalities find the pairs.
///
/// # Errors
/// Every way in which they can be wrong.
pub(super) fn run(
    context: &Context<'_>,
    env: Env<'_>,
    tables: &[TableWithJoins],
    condition: Option<&Expr>,
    everything: bool,
) -> Result<Joined, Failure> {
    fn natural(table: &TableWithJoins) -> bool {
        let inside = |factor: &TableFactor| match factor {
            TableFactor::NestedJoin {
                table_with_joins, ..
            } => natural(table_with_joins),
            _ => false,
        };
        inside(&table.relation)
            || table.joins.iter().any(|join| inside(&join.relation))
            || table.joins.iter().any(|join| {
                matches!(
                    constraint(&join.join_operator),
                    Some(JoinConstraint::Natural)
                )
            })
    }
    let from = From {
        context,
        env,
        condition,
        everything: everything || tables.iter().any(natural),
    };
    let mut all: Option<Joined> = None;
    for table in tables {
        let next = from.table(table)?;
        all = Some(match all {
            None => next,
            Some(left) => from.beside(left, next)?,
        });
    }
    match all {
        Some(all) => Ok(all),
        None => Ok(Joined {
            frame: one_row(context)?,
            scope: Scope::default(),
        }),
    }
}

fn constraint(operator: &JoinOperator) -> Option<&JoinConstraint> {
    match operator {
        JoinOperator::Inner(constraint)
        | JoinOperator::LeftOuter(constraint)
        | JoinOperator::RightOuter(constraint)
        | JoinOperator::FullOuter(constraint)
        | JoinOperator::Semi(constraint)
        | JoinOperator::LeftSemi(constraint)
        | JoinOperator::RightSemi(constraint)
        | JoinOperator::Anti(constraint)
        | JoinOperator::LeftAnti(constraint)
        | JoinOperator::RightAnti(constraint)
        | JoinOperator::AsOf { constraint, .. } => Some(constraint),
        JoinOperator::CrossJoin | JoinOperator::CrossApply | JoinOperator::OuterApply => None,
    }
}

struct From<'a> {
    context: &'a Context<'a>,
    env: Env<'a>,
    condition: Option<&'a Expr>,
    everything: bool,
}

impl From<'_> {
    fn table(&self, table: &TableWithJoins) -> Result<Joined, Failure> {
        let TableWithJoins { relation, joins } = table;
        let mut left = self.factor(relation)?;
        for join in joins {
            let Join {
                relation,
                global,
                join_operator,
            } = join;
            if *global {
                return Err(no_clause("GLOBAL JOIN", Some("JOIN")));
            }
            let hidden = matches!(
                join_operator,
                JoinOperator::Semi(_)
                    | JoinOperator::LeftSemi(_)
                    | JoinOperator::Anti(_)
                    | JoinOperator::LeftAnti(_)
            );
            // WHERE does not see the tables of which only is asked whether there are rows.
            let condition = self.condition.filter(|_| !hidden);
            let right = From { condition, ..*self }.factor(relation)?;
            let (kind, constraint) = match join_operator {
                JoinOperator::Inner(constraint) => (Kind::Inner, constraint),
                JoinOperator::LeftOuter(constraint) => (Kind::Left, constraint),
                JoinOperator::RightOuter(constraint) => (Kind::Right, constraint),
                JoinOperator::FullOuter(constraint) => (Kind::Full, constraint),
                JoinOperator::Semi(constraint) | JoinOperator::LeftSemi(constraint) => {
                    (Kind::Semi, constraint)
                }
                JoinOperator::Anti(constraint) | JoinOperator::LeftAnti(constraint) => {
                    (Kind::Anti, constraint)
                }
                JoinOperator::CrossJoin => {
                    left = self.beside(left, right)?;
                    continue;
                }
                JoinOperator::RightSemi(_) => {
                    return Err(no_clause("RIGHT SEMI JOIN", Some("LEFT SEMI JOIN")));
                }
                JoinOperator::RightAnti(_) => {
                    return Err(no_clause("RIGHT ANTI JOIN", Some("LEFT ANTI JOIN")));
                }
                JoinOperator::CrossApply | JoinOperator::OuterApply => {
                    return Err(no_clause("APPLY", Some("JOIN")));
                }
                JoinOperator::AsOf {
                    match_condition: _,
                    constraint: _,
                } => return Err(no_clause("ASOF JOIN", None)),
            };
            left = match constraint {
                JoinConstraint::On(condition) => self.on(left, right, kind, condition)?,
                JoinConstraint::Using(columns) => {
                    let names: Vec<String> =
                        columns.iter().map(|ident| ident.value.clone()).collect();
                    self.using(left, right, kind, &names)?
                }
                JoinConstraint::Natural => {
                    let mut names: Vec<String> = Vec::new();
                    for name in left.scope.names() {
                        if right.scope.names().any(|other| other == name)
                            && !names.iter().any(|known| known == name)
                        {
                            names.push(name.to_owned());
                        }
                    }
                    if names.is_empty() {
                        return Err(unsupported("NATURAL JOIN"));
                    }
                    self.using(left, right, kind, &names)?
                }
                JoinConstraint::None => return Err(unsupported("JOIN … ON")),
            };
        }
        Ok(left)
    }

    fn factor(&self, factor: &TableFactor) -> Result<Joined, Failure> {
        match factor {
            TableFactor::Table {
                name,
                alias,
                args: None,
                with_hints,
                version: None,
                with_ordinality: false,
                partitions,
                json_path: None,
            } if with_hints.is_empty() && partitions.is_empty() => {
                let [ident] = name.0.as_slice() else {
                    return Err(self.no_table(&name.to_string()));
                };
                let rows = self.named(&ident.value)?;
                self.source(rows, alias.as_ref(), &ident.value)
            }
            TableFactor::Derived {
                lateral,
                subquery,
                alias,
            } => {
                if *lateral {
                    return Err(no_clause("LATERAL", Some("JOIN")));
                }
                let rows = query::run(self.context, self.env, subquery)?;
                self.source(rows, alias.as_ref(), "")
            }
            TableFactor::NestedJoin {
                table_with_joins,
                alias,
            } => {
                if let Some(alias) = alias {
                    return Err(unsupported(format!("(… JOIN …) AS {alias}")));
                }
                self.table(table_with_joins)
            }
            other => Err(unsupported(other)),
        }
    }

    fn source(
        &self,
        rows: Rows,
        alias: Option<&TableAlias>,
        name: &str,
    ) -> Result<Joined, Failure> {
        let (rows, name) = match alias {
            Some(alias) => (renamed(rows, alias)?, alias.name.value.clone()),
            None => (rows, name.to_owned()),
        };
        // The same rows may stand here twice: each time their columns get names of their own.
        let mut columns = columns_of(&rows);
        let mut cells: Vec<Cells> = Vec::with_capacity(columns.len());
        for (column, data) in columns.iter_mut().zip(rows.frame.get_columns()) {
            let inner = self.context.inner();
            if self.everything || self.context.words.has(&column.name) || cells.is_empty() {
                cells.push(data.clone().with_name(inner.clone()));
            }
            column.inner = inner;
        }
        Ok(Joined {
            frame: DataFrame::new(cells).map_err(engine)?,
            scope: Scope::of(Source { name, columns }),
        })
    }

    fn no_table(&self, name: &str) -> Failure {
        let mut known: Vec<&str> = Vec::new();
        let mut part = self.env.parts;
        while let Some(NamedQuery {
            name,
            rows: _,
            before,
        }) = part
        {
            known.push(name);
            part = *before;
        }
        unknown_table(
            name,
            self.context
                .tables
                .iter()
                .map(|(name, _)| name)
                .chain(known),
        )
    }

    /// A part of this query, or a table.
    fn named(&self, name: &str) -> Result<Rows, Failure> {
        let mut part = self.env.parts;
        while let Some(known) = part {
            if known.name == name {
                return Ok(known.rows.clone());
            }
            part = known.before;
        }
        let frame = self.context.tables.get(name);
        let frame = frame.ok_or_else(|| self.no_table(name))?;
        if !self.context.read(frame.height()) {
            return Err(Failure::of(FailureKind::TooLarge {
                rows: self.context.read.get(),
                limit: super::MOST_READ,
            }));
        }
        Ok(Rows {
            names: frame
                .get_column_names()
                .iter()
                .map(ToString::to_string)
                .collect(),
            frame: frame.clone(),
        })
    }

    fn binder<'b>(&'b self, scope: &'b Scope) -> Binder<'b> {
        Binder {
            context: self.context,
            env: self.env,
            scope,
            frame: None,
            clause: Clause::On,
            aliases: Aliases::None,
            windows: &[],
            totals: false,
        }
    }

    /// Two tables side by side; equalities of WHERE between them find the pairs.
    fn beside(&self, left: Joined, right: Joined) -> Result<Joined, Failure> {
        let scope = both(&left.scope, &right.scope, Kind::Inner)?;
        let binder = self.binder(&scope);
        let mut keys = Vec::new();
        let mut conditions = Vec::new();
        if let Some(condition) = self.condition {
            conjuncts(condition, &mut conditions);
        }
        for condition in conditions {
            // What cannot be understood yet is looked at again when all tables are there.
            if let Expr::BinaryOp {
                left: a,
                op: BinaryOperator::Eq,
                right: b,
            } = condition
                && let (
                    Expr::Identifier(_) | Expr::CompoundIdentifier(_),
                    Expr::Identifier(_) | Expr::CompoundIdentifier(_),
                ) = (a.as_ref(), b.as_ref())
                && let Ok(node) = binder.bind(condition)
            {
                keys.push(node);
            }
        }
        let keys = keys
            .into_iter()
            .filter(|node| pair_of(node, &left.frame, &right.frame).is_some())
            .collect();
        self.join(left, right, Kind::Inner, keys, scope)
    }

    fn on(
        &self,
        left: Joined,
        right: Joined,
        kind: Kind,
        condition: &Expr,
    ) -> Result<Joined, Failure> {
        let scope = both(&left.scope, &right.scope, Kind::Inner)?;
        let frame = wide(&left.frame, &right.frame)?;
        let binder = Binder {
            frame: Some(&frame),
            ..self.binder(&scope)
        };
        let node = binder.truth(binder.bind(condition)?, condition)?;
        super::select::early(&node)?;
        if node.any(&|node| matches!(node, Node::Nested(_))) {
            return Err(Failure::of(FailureKind::Correlated {
                what: format!("ON {condition}"),
            }));
        }
        let mut conditions = Vec::new();
        sides(node, &mut conditions);
        let scope = both(&left.scope, &right.scope, kind)?;
        self.join(left, right, kind, conditions, scope)
    }

    fn using(
        &self,
        left: Joined,
        right: Joined,
        kind: Kind,
        names: &[String],
    ) -> Result<Joined, Failure> {
        let mut keys = Vec::new();
        let mut pairs: Vec<(Column, Column)> = Vec::new();
        let empty = Scope::default();
        let binder = self.binder(&empty);
        for name in names {
            let find = |scope: &Scope| -> Result<Column, Failure> {
                scope
                    .find(name)?
                    .ok_or_else(|| crate::failure::unknown_column(name, scope.names()))
            };
            let (a, b) = (find(&left.scope)?, find(&right.scope)?);
            keys.push(binder.compare(
                Comparison::Equal,
                Node::Column(a.clone()),
                Node::Column(b.clone()),
            )?);
            pairs.push((a, b));
        }
        let scope = both(&left.scope, &right.scope, kind)?;
        let mut joined = self.join(left, right, kind, keys, scope)?;
        if matches!(kind, Kind::Semi | Kind::Anti) {
            return Ok(joined);
        }
        for (a, b) in pairs {
            let mut of = vec![a.inner.clone(), b.inner.clone()];
            joined.scope.merged.retain(|merged| {
                let inside = merged.column.inner == a.inner || merged.column.inner == b.inner;
                if inside {
                    of.extend(merged.of.iter().cloned());
                }
                !inside
            });
            let column = match kind {
                Kind::Right => b,
                Kind::Full => {
                    let one = Node::op(
                        Operation::Coalesce,
                        vec![
                            super::bind::typed(Node::Column(a.clone()), wider(&a, &b)),
                            super::bind::typed(Node::Column(b.clone()), wider(&a, &b)),
                        ],
                        wider(&a, &b),
                    );
                    let series =
                        compute(&one, &joined.frame)?.series(one.dtype(), joined.frame.height())?;
                    let inner = self.context.inner();
                    joined
                        .frame
                        .with_column(series.with_name(inner.clone()))
                        .map_err(engine)?;
                    Column {
                        inner,
                        name: a.name.clone(),
                        dtype: wider(&a, &b),
                    }
                }
                _ => a,
            };
            joined.scope.merged.push(Merged { column, of });
        }
        Ok(joined)
    }

    /// Puts rows beside each other for which all conditions hold.
    fn join(
        &self,
        left: Joined,
        right: Joined,
        kind: Kind,
        conditions: Vec<Node>,
        scope: Scope,
    ) -> Result<Joined, Failure> {
        let (mut left, mut right) = (left.frame, right.frame);
        let mut keys: Vec<(Node, Node)> = Vec::new();
        let mut rest: Vec<Node> = Vec::new();
        for condition in conditions {
            if let Some(pair) = pair_of(&condition, &left, &right) {
                keys.push(pair);
            } else if only(&condition, &right)
                && matches!(kind, Kind::Inner | Kind::Left | Kind::Semi | Kind::Anti)
            {
                right = right.filter(&mask(&condition, &right)?).map_err(engine)?;
            } else if only(&condition, &left)
                && matches!(kind, Kind::Inner | Kind::Right | Kind::Semi)
            {
                left = left.filter(&mask(&condition, &left)?).map_err(engine)?;
            } else {
                rest.push(condition);
            }
        }
        let width = left.width() + right.width();
        let mut pairs = if keys.is_empty() {
            every_pair(left.height(), right.height(), width)?
        } else {
            let (a, b): (Vec<&Node>, Vec<&Node>) = keys.iter().map(|(a, b)| (a, b)).unzip();
            partners(&columns(&a, &left)?, &columns(&b, &right)?)?.pairs(width)?
        };
        if !rest.is_empty() {
            // Only the columns that the conditions speak of are put beside each other.
            let needed = |frame: &DataFrame| -> Vec<PlSmallStr> {
                frame
                    .get_column_names_owned()
                    .into_iter()
                    .enumerate()
                    .filter(|(at, name)| *at == 0 || rest.iter().any(|node| names(node, name)))
                    .map(|(_, name)| name)
                    .collect()
            };
            let a = left.select(needed(&left)).map_err(engine)?;
            let b = right.select(needed(&right)).map_err(engine)?;
            let beside = wide(
                &taken(&a, pairs.iter().map(|(row, _)| Some(*row)))?,
                &taken(&b, pairs.iter().map(|(_, row)| Some(*row)))?,
            )?;
            let condition = if rest.len() == 1 {
                rest.swap_remove(0)
            } else {
                Node::op(Operation::And, rest, Dtype::Bool)
            };
            let mask = mask(&condition, &beside)?;
            let mut held = mask.iter();
            pairs.retain(|_| held.next().flatten() == Some(true));
        }
        if matches!(kind, Kind::Semi | Kind::Anti) {
            let mut there = vec![false; left.height()];
            for (row, _) in pairs {
                if let Some(there) = there.get_mut(row as usize) {
                    *there = true;
                }
            }
            let mask = there
                .into_iter()
                .map(|there| Some(there == (kind == Kind::Semi)))
                .collect();
            return Ok(Joined {
                frame: left.filter(&mask).map_err(engine)?,
                scope,
            });
        }
        let rows = complete(pairs, kind, left.height(), right.height());
        small_enough(rows.len() as u64, width)?;
        let side = |frame: &DataFrame, rows: Vec<Option<IdxSize>>| taken(frame, rows.into_iter());
        let (of_left, of_right) = rows.into_iter().unzip();
        Ok(Joined {
            frame: wide(&side(&left, of_left)?, &side(&right, of_right)?)?,
            scope,
        })
    }
}

/// Keys as columns of a frame.
fn columns(nodes: &[&Node], frame: &DataFrame) -> Result<Vec<Cells>, Failure> {
    nodes
        .iter()
        .map(|node| {
            let series = compute(node, frame)?.series(node.dtype(), frame.height())?;
            Ok(series.into_column())
        })
        .collect()
}

/// Pairs, and rows without a partner where the join keeps them: in the order of the left rows, of the right ones for a
/// right join.
fn complete(
    mut pairs: Vec<(IdxSize, IdxSize)>,
    kind: Kind,
    left: usize,
    right: usize,
) -> Vec<(Option<IdxSize>, Option<IdxSize>)> {
    let mut rows = Vec::with_capacity(pairs.len());
    if kind == Kind::Right {
        pairs.sort_by_key(|(a, b)| (*b, *a));
        let mut next = pairs.into_iter().peekable();
        for row in 0..right as IdxSize {
            let mut alone = true;
            while let Some((a, b)) = next.next_if(|(_, b)| *b == row) {
                alone = false;
                rows.push((Some(a), Some(b)));
            }
            if alone {
                rows.push((None, Some(row)));
            }
        }
        return rows;
    }
    if kind == Kind::Inner {
        rows.extend(pairs.into_iter().map(|(a, b)| (Some(a), Some(b))));
        return rows;
    }
    let mut partners = vec![false; right];
    let mut next = pairs.into_iter().peekable();
    for row in 0..left as IdxSize {
        let mut alone = true;
        while let Some((a, b)) = next.next_if(|(a, _)| *a == row) {
            alone = false;
            if let Some(partner) = partners.get_mut(b as usize) {
                *partner = true;
            }
            rows.push((Some(a), Some(b)));
        }
        if alone {
            rows.push((Some(row), None));
        }
    }
    if kind == Kind::Full {
        rows.extend(
            partners
                .into_iter()
                .enumerate()
                .filter(|(_, partner)| !partner)
                .map(|(row, _)| (None, Some(row as IdxSize))),
        );
    }
    rows
}

/// Two frames side by side.
fn wide(left: &DataFrame, right: &DataFrame) -> Result<DataFrame, Failure> {
    let mut frame = left.clone();
    if left.height() == right.height() {
        frame.hstack_mut(right.get_columns()).map_err(engine)?;
    }
    Ok(frame)
}

fn wider(a: &Column, b: &Column) -> Dtype {
    if a.dtype == b.dtype {
        a.dtype
    } else {
        Dtype::Float
    }
}

/// What is known behind a join.
///
/// # Errors
/// [`FailureKind::Unsupported`] for two tables of one name.
fn both(left: &Scope, right: &Scope, kind: Kind) -> Result<Scope, Failure> {
    let mut scope = left.clone();
    if matches!(kind, Kind::Semi | Kind::Anti) {
        return Ok(scope);
    }
    for source in &right.sources {
        if !source.name.is_empty() && scope.sources.iter().any(|known| known.name == source.name) {
            return Err(unsupported(format!("JOIN {0} … {0}", source.name)));
        }
        scope.sources.push(source.clone());
    }
    scope.merged.extend(right.merged.iter().cloned());
    Ok(scope)
}

/// The conditions of a chain of AND.
fn conjuncts<'a>(expr: &'a Expr, all: &mut Vec<&'a Expr>) {
    let mut rest = expr;
    loop {
        match rest {
            Expr::Nested(inner) => rest = inner,
            Expr::BinaryOp {
                left,
                op: BinaryOperator::And,
                right,
            } => {
                conjuncts(right, all);
                rest = left;
            }
            other => {
                all.push(other);
                return;
            }
        }
    }
}

fn sides(node: Node, all: &mut Vec<Node>) {
    match node {
        Node::Operation {
            what: Operation::And,
            args,
            ..
        } => args.into_iter().for_each(|arg| sides(arg, all)),
        other => all.push(other),
    }
}

/// Whether an expression speaks of that column.
fn names(node: &Node, inner: &PlSmallStr) -> bool {
    node.any(&|node| matches!(node, Node::Column(column) if column.inner == *inner))
}

/// Whether it speaks of columns of that frame and of no others.
fn only(node: &Node, frame: &DataFrame) -> bool {
    node.any(&|node| matches!(node, Node::Column(_)))
        && !node.any(
            &|node| matches!(node, Node::Column(column) if !frame.schema().contains(&column.inner)),
        )
}

/// Both sides of an equality of something on the left with something on the right.
fn pair_of(node: &Node, left: &DataFrame, right: &DataFrame) -> Option<(Node, Node)> {
    let Node::Operation {
        what: Operation::Compare(Comparison::Equal),
        args,
        ..
    } = node
    else {
        return None;
    };
    let [a, b] = args.as_slice() else {
        return None;
    };
    if a.dtype() != b.dtype() || a.dtype().is_none() {
        return None;
    }
    if only(a, left) && only(b, right) {
        Some((a.clone(), b.clone()))
    } else if only(b, left) && only(a, right) {
        Some((b.clone(), a.clone()))
    } else {
        None
    }
}
