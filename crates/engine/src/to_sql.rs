//! Steps as SQL that a person can read and that gives the same table.
//!
//! Each step becomes a clause of the query so far where SQL's own order of clauses allows that (FROM, WHERE, GROUP BY,
//! SELECT, ORDER BY, LIMIT); otherwise what there is becomes a named part (`WITH s1 AS …`) and a new query begins.
//! Names are quoted only where SQL needs it.

use polars::prelude::{DataFrame, DataType, UniqueKeepStrategy};
use spec::sql::name;
use spec::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, RenamePair, SortKey};
use spec::{Failure, FailureKind, Step};
use sqlparser::ast::{Expr, VisitMut, VisitorMut, WindowSpec, WindowType};

use crate::Tables;
use crate::expr::{Shape, is_aggregate};
use crate::sql::expression;
use crate::step::joined_columns;

/// The query of steps that ran, each with the frame after it.
///
/// # Errors
/// [`FailureKind::NoSource`] when no table is read.
pub(crate) fn query(steps: &[(&Step, DataFrame)], tables: &Tables) -> Result<String, Failure> {
    let prefix = ["s", "t", "step", "step_"]
        .into_iter()
        .find(|prefix| {
            !tables.iter().any(|(name, _)| {
                name.strip_prefix(prefix)
                    .is_some_and(|rest| rest.parse::<u32>().is_ok())
            })
        })
        .unwrap_or("ama_step_");
    let mut writer = Writer {
        prefix,
        parts: Vec::new(),
        select: Select::default(),
    };
    let mut before: Option<&DataFrame> = None;
    for (step, after) in steps {
        match (step, before) {
            (Step::From { table }, _) => {
                writer.parts.clear();
                writer.select = Select {
                    from: name(table),
                    ..Select::default()
                };
            }
            (step, Some(before)) => writer.step(step, before, after, tables)?,
            (_, None) => return Err(Failure::of(FailureKind::NoSource)),
        }
        before = Some(after);
    }
    if before.is_none() {
        return Err(Failure::of(FailureKind::NoSource));
    }
    let last = writer.select.text();
    if writer.parts.is_empty() {
        return Ok(last);
    }
    let parts: Vec<String> = writer
        .parts
        .iter()
        .enumerate()
        .map(|(position, part)| format!("{prefix}{} AS (\n{}\n)", position + 1, indented(part)))
        .collect();
    Ok(format!("WITH {}\n{last}", parts.join(",\n")))
}

/// Every line further in, but for those that begin inside of a text: there a blank is a character.
fn indented(text: &str) -> String {
    let mut inside = false;
    text.split('\n')
        .map(|line| {
            let begins_inside = inside;
            // A doubled quotation mark changes nothing.
            inside ^= line.matches('\'').count() % 2 == 1;
            if begins_inside {
                line.to_owned()
            } else {
                format!("  {line}")
            }
        })
        .collect::<Vec<_>>()
        .join("\n")
}

/// How far a query has come in SQL's order of clauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    #[default]
    From,
    Where,
    /// Columns are chosen and may still be ordered by name.
    Columns,
    Order,
    Limit,
    /// Nothing more can be added.
    Closed,
}

/// A query being written.
#[derive(Clone, Debug, Default)]
struct Select {
    reached: Reached,
    /// Instead of everything below.
    raw: Option<String>,
    distinct: String,
    /// Nothing chosen: all columns.
    columns: Vec<String>,
    from: String,
    filters: Vec<String>,
    group: Vec<String>,
    order: Vec<String>,
    limit: Option<u64>,
    offset: u64,
}

impl Select {
    fn text(&self) -> String {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let columns = if self.columns.is_empty() {
            "*".to_owned()
        } else {
            list(&self.columns)
        };
        let mut lines = vec![
            select(&self.distinct, &columns),
            format!("FROM {}", self.from),
        ];
        match self.filters.as_slice() {
            [] => {}
            [one] => lines.push(format!("WHERE {one}")),
            many => {
                let many: Vec<String> = many.iter().map(|filter| format!("({filter})")).collect();
                lines.push(format!("WHERE {}", many.join(" AND ")));
            }
        }
        if !self.group.is_empty() {
            lines.push(format!("GROUP BY {}", self.group.join(", ")));
        }
        if !self.order.is_empty() {
            lines.push(format!("ORDER BY {}", self.order.join(", ")));
        }
        if let Some(limit) = self.limit {
            lines.push(if self.offset > 0 {
                format!("LIMIT {limit} OFFSET {}", self.offset)
            } else {
                format!("LIMIT {limit}")
            });
        }
        lines.join("\n")
    }

    /// Whether it is a table as it is.
    fn is_table(&self) -> bool {
        self.raw.is_none() && self.reached == Reached::From && self.columns.is_empty()
    }

    fn choose(&mut self, columns: Vec<String>, reached: Reached) {
        self.columns = columns;
        self.reached = self.reached.max(reached);
    }
}

/// One line where it is short, else a line each.
fn list(items: &[String]) -> String {
    let short: String = items.join(", ");
    if short.chars().count() <= 80 {
        short
    } else {
        format!("\n  {}", items.join(",\n  "))
    }
}

/// `SELECT …`; a list of a line each begins on the next line.
fn select(distinct: &str, columns: &str) -> String {
    let head = format!("SELECT {distinct}");
    if columns.starts_with('\n') {
        format!("{}{columns}", head.trim_end())
    } else {
        format!("{head}{columns}")
    }
}

struct Writer<'a> {
    prefix: &'a str,
    parts: Vec<String>,
    select: Select,
}

impl Writer<'_> {
    /// Makes what there is a named part and starts from it.
    fn close(&mut self) {
        self.parts.push(self.select.text());
        self.select = Select {
            from: format!("{}{}", self.prefix, self.parts.len()),
            ..Select::default()
        };
    }

    /// Makes room for a clause that has to come at most at that point.
    fn until(&mut self, reached: Reached) {
        if self.select.reached > reached || self.select.raw.is_some() {
            self.close();
        }
    }

    /// A plain table or part name to read from.
    fn table(&mut self) -> String {
        if !self.select.is_table() {
            self.close();
        }
        self.select.from.clone()
    }

    fn step(
        &mut self,
        step: &Step,
        before: &DataFrame,
        after: &DataFrame,
        tables: &Tables,
    ) -> Result<(), Failure> {
        match step {
            Step::From { .. } => {}
            Step::Select { columns } => {
                // What is chosen only narrows the result, so it may come late.
                if self.select.raw.is_some()
                    || !self.select.columns.is_empty()
                    || !self.select.distinct.is_empty()
                {
                    self.close();
                }
                self.select.choose(
                    columns.iter().map(|column| name(column)).collect(),
                    Reached::Columns,
                );
            }
            Step::Rename { pairs } => {
                self.until(Reached::Where);
                self.select.choose(renamed(before, pairs), Reached::Closed);
            }
            Step::Filter { predicate } => {
                let shape = Shape::of(&expression(predicate)?);
                if !shape.aggregates && !shape.windows {
                    self.until(Reached::Where);
                    self.select.filters.push(sql(predicate)?);
                    self.select.reached = Reached::Where;
                } else if shape.windows {
                    let from = self.table();
                    let condition = over_everything(predicate)?;
                    self.raw(format!("SELECT *\nFROM {from}\nQUALIFY {condition}"));
                } else {
                    // What all rows have in common is a query of its own.
                    let from = self.table();
                    self.select.filters.push(asked_of(predicate, &from)?);
                    self.select.reached = Reached::Where;
                }
            }
            Step::WithColumns { columns } => self.with_columns(columns, before)?,
            Step::GroupBy { keys, aggs } => self.group_by(keys, aggs)?,
            Step::Sort { by } => {
                self.until(Reached::Columns);
                self.select.order = by.iter().map(order).collect();
                self.select.reached = Reached::Order;
            }
            Step::Head { n } => {
                self.until(Reached::Limit);
                if self.select.offset > 0 {
                    self.close();
                }
                self.select.limit = Some(self.select.limit.map_or(*n, |limit| limit.min(*n)));
                self.select.reached = Reached::Limit;
            }
            Step::Tail { n } => {
                self.until(Reached::Order);
                self.select.limit = Some(*n);
                self.select.offset = (before.height() as u64).saturating_sub(*n);
                self.select.reached = Reached::Closed;
            }
            Step::Unique { columns } if columns.is_empty() => {
                let plain = self.select.reached <= Reached::Columns && self.select.group.is_empty();
                if !plain || self.select.raw.is_some() {
                    self.close();
                }
                self.select.distinct = "DISTINCT ".to_owned();
                self.select.reached = Reached::Closed;
            }
            Step::Unique { columns } => {
                self.until(Reached::Where);
                self.select.distinct = format!("DISTINCT ON ({}) ", names(columns));
                self.select.reached = Reached::Closed;
            }
            Step::Join { how, table, on } => self.join(*how, table, on, before, tables)?,
            Step::Union { table } => {
                let columns = names(before.get_column_names().iter().map(|name| name.as_str()));
                let from = self.table();
                self.raw(format!(
                    "SELECT {columns}\nFROM {from}\nUNION ALL\nSELECT {columns}\nFROM {}",
                    name(table)
                ));
            }
            Step::Pivot {
                on,
                index,
                values,
                agg,
            } => {
                self.until(Reached::Where);
                if *agg == Aggregate::First {
                    // One row a cell, the first one; then any way of combining does.
                    let cell: Vec<String> = index.iter().chain([on]).cloned().collect();
                    let rows = before
                        .unique_stable(Some(&cell), UniqueKeepStrategy::First, None)
                        .map(|rows| rows.height());
                    if rows.is_ok_and(|rows| rows < before.height()) {
                        self.select.distinct = format!("DISTINCT ON ({}) ", names(&cell));
                        self.close();
                    }
                }
                let columns = pivoted(before, on, index, values, *agg)?;
                if columns.is_empty() {
                    // A table without columns is nothing that SQL can ask for.
                    return Err(Failure::of(FailureKind::Unsupported {
                        what: "pivot".to_owned(),
                    }));
                }
                self.select.group = index.iter().map(|column| name(column)).collect();
                let reached = if index.is_empty() {
                    Reached::Closed
                } else {
                    Reached::Columns
                };
                self.select.choose(columns, reached);
            }
            Step::Unpivot {
                columns,
                index,
                name: to,
                value,
            } => {
                let from = self.table();
                let kept: Vec<String> = index.iter().map(|column| name(column)).collect();
                let selects: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        let mut items = kept.clone();
                        items.push(format!("{} AS {}", text(column), name(to)));
                        items.push(if column == value {
                            name(column)
                        } else {
                            format!("{} AS {}", name(column), name(value))
                        });
                        format!("{}\nFROM {from}", select("", &list(&items)))
                    })
                    .collect();
                self.raw(selects.join("\nUNION ALL\n"));
            }
            Step::FillNull { columns, value } => {
                let value = over_everything(value)?;
                self.replace(columns, |column| format!("COALESCE({column}, {value})"));
            }
            Step::Cast { columns, to } => {
                let whole = |column: &String| {
                    after
                        .column(column)
                        .is_ok_and(|column| column.dtype() == &DataType::Int64)
                };
                let was = |column: &String| {
                    before
                        .column(column)
                        .map(|column| column.dtype().clone())
                        .ok()
                };
                let quoted: Vec<(String, String)> = columns
                    .iter()
                    .map(|column| {
                        let this = name(column);
                        let cast = match to {
                            CastTo::Number if was(column) == Some(DataType::Int64) => this.clone(),
                            CastTo::Number if whole(column) => {
                                format!("CAST(parse_number({this}) AS BIGINT)")
                            }
                            CastTo::Number => format!("parse_number({this})"),
                            CastTo::Date => format!("parse_date({this})"),
                            CastTo::Text => format!("CAST({this} AS VARCHAR)"),
                        };
                        (this, cast)
                    })
                    .collect();
                self.replace(columns, |column| {
                    quoted
                        .iter()
                        .find(|(this, _)| this == column)
                        .map_or_else(String::new, |(_, cast)| cast.clone())
                });
            }
        }
        Ok(())
    }

    fn raw(&mut self, text: String) {
        self.select = Select {
            raw: Some(text),
            reached: Reached::Closed,
            ..Select::default()
        };
    }

    fn replace(&mut self, columns: &[String], make: impl Fn(&str) -> String) {
        self.until(Reached::Where);
        let items: Vec<String> = columns
            .iter()
            .map(|column| {
                let column = name(column);
                format!("{} AS {column}", make(&column))
            })
            .collect();
        self.select.choose(
            vec![format!("* REPLACE ({})", items.join(", "))],
            Reached::Closed,
        );
    }

    fn with_columns(&mut self, columns: &[NamedExpr], before: &DataFrame) -> Result<(), Failure> {
        self.until(Reached::Where);
        let exprs: Vec<(String, String)> = columns
            .iter()
            .map(|column| Ok((column.name.clone(), over_everything(&column.expr)?)))
            .collect::<Result<_, Failure>>()?;
        let there = |name: &String| before.schema().contains(name);
        let replaces = exprs.iter().any(|(name, _)| there(name));
        if !replaces {
            let mut items = vec!["*".to_owned()];
            items.extend(
                exprs
                    .iter()
                    .map(|(new, expr)| format!("{expr} AS {}", name(new))),
            );
            self.select.choose(items, Reached::Columns);
            return Ok(());
        }
        if exprs.iter().all(|(name, _)| there(name)) {
            let items: Vec<String> = exprs
                .iter()
                .map(|(new, expr)| format!("{expr} AS {}", name(new)))
                .collect();
            self.select.choose(
                vec![format!("* REPLACE ({})", items.join(", "))],
                Reached::Closed,
            );
            return Ok(());
        }
        let mut items: Vec<String> = before
            .get_column_names()
            .iter()
            .map(
                |old| match exprs.iter().find(|(new, _)| new == old.as_str()) {
                    Some((new, expr)) => format!("{expr} AS {}", name(new)),
                    None => name(old),
                },
            )
            .collect();
        items.extend(
            exprs
                .iter()
                .filter(|(name, _)| !there(name))
                .map(|(new, expr)| format!("{expr} AS {}", name(new))),
        );
        self.select.choose(items, Reached::Closed);
        Ok(())
    }

    fn group_by(&mut self, keys: &[String], aggs: &[NamedExpr]) -> Result<(), Failure> {
        self.until(Reached::Where);
        let mut items: Vec<String> = keys.iter().map(|key| name(key)).collect();
        for agg in aggs {
            items.push(format!("{} AS {}", sql(&agg.expr)?, name(&agg.name)));
        }
        if aggs.is_empty() {
            self.select.distinct = "DISTINCT ".to_owned();
            self.select.choose(items, Reached::Closed);
        } else {
            self.select.group = keys.iter().map(|key| name(key)).collect();
            self.select.choose(
                items,
                if keys.is_empty() {
                    Reached::Closed
                } else {
                    Reached::Columns
                },
            );
        }
        Ok(())
    }

    fn join(
        &mut self,
        how: JoinKind,
        table: &str,
        on: &[JoinKey],
        before: &DataFrame,
        tables: &Tables,
    ) -> Result<(), Failure> {
        let other = crate::step::source(table, tables)?;
        let mut left = self.table();
        if left == name(table) {
            self.close();
            left = self.select.from.clone();
        }
        let mut right = name(table);
        let dtype = |frame: &DataFrame, column: &str| {
            frame
                .column(column)
                .map(|column| column.dtype().clone())
                .ok()
        };
        let casts: Vec<String> = on
            .iter()
            .filter_map(
                |key| match (dtype(before, &key.left)?, dtype(other, &key.right)?) {
                    (DataType::Int64, DataType::Float64) => Some(format!(
                        "CASE WHEN {0} = FLOOR({0}) THEN CAST({0} AS BIGINT) END AS {0}",
                        name(&key.right)
                    )),
                    (DataType::Float64, DataType::Int64) => {
                        Some(format!("CAST({0} AS DOUBLE) AS {0}", name(&key.right)))
                    }
                    _ => None,
                },
            )
            .collect();
        if !casts.is_empty() && how != JoinKind::Cross {
            // The other table's keys in the type of the keys here, as a part of its own.
            self.parts.push(format!(
                "SELECT * REPLACE ({})\nFROM {right}",
                casts.join(", ")
            ));
            right = format!("{}{}", self.prefix, self.parts.len());
        }
        let kind = match how {
            JoinKind::Inner => "JOIN",
            JoinKind::Left => "LEFT JOIN",
            JoinKind::Semi => "LEFT SEMI JOIN",
            JoinKind::Anti => "LEFT ANTI JOIN",
            JoinKind::Cross => "CROSS JOIN",
        };
        let condition = if how == JoinKind::Cross {
            String::new()
        } else if on.iter().all(|key| key.left == key.right) {
            format!(" USING ({})", names(on.iter().map(|key| key.left.as_str())))
        } else {
            let pairs: Vec<String> = on
                .iter()
                .map(|key| format!("{left}.{} = {right}.{}", name(&key.left), name(&key.right)))
                .collect();
            format!(" ON {}", pairs.join(" AND "))
        };
        let mut items = vec![format!("{left}.*")];
        items.extend(
            joined_columns(before, how, table, other, on)
                .into_iter()
                .map(|(column, new)| {
                    if column == new {
                        format!("{right}.{}", name(&column))
                    } else {
                        format!("{right}.{} AS {}", name(&column), name(&new))
                    }
                }),
        );
        self.select = Select {
            from: format!("{left} {kind} {right}{condition}"),
            ..Select::default()
        };
        if matches!(how, JoinKind::Semi | JoinKind::Anti) {
            items.clear();
        }
        self.select.choose(items, Reached::Closed);
        Ok(())
    }
}

fn renamed(frame: &DataFrame, pairs: &[RenamePair]) -> Vec<String> {
    frame
        .get_column_names()
        .iter()
        .map(
            |old| match pairs.iter().find(|pair| pair.from == old.as_str()) {
                Some(pair) if pair.from != pair.to => {
                    format!("{} AS {}", name(old), name(&pair.to))
                }
                _ => name(old),
            },
        )
        .collect()
}

fn order(key: &SortKey) -> String {
    // Here missing values are last by themselves, both ways; other databases have them first in descending order.
    if key.descending {
        format!("{} DESC NULLS LAST", name(&key.column))
    } else {
        name(&key.column)
    }
}

fn pivoted(
    before: &DataFrame,
    on: &str,
    index: &[String],
    values: &str,
    agg: Aggregate,
) -> Result<Vec<String>, Failure> {
    let mut items: Vec<String> = index.iter().map(|column| name(column)).collect();
    let column = before.column(on).ok();
    let cells = crate::step::pivot_cells(before, on)?;
    let kind = column.map(|column| column.dtype().clone());
    for cell in cells {
        let here = match (&cell, &kind) {
            (None, _) => format!("{} IS NULL", name(on)),
            (Some(cell), Some(DataType::String)) => format!("{} = {}", name(on), text(cell)),
            (Some(cell), Some(DataType::Date)) => format!("{} = DATE {}", name(on), text(cell)),
            (Some(cell), Some(DataType::Float64)) if !cell.contains(['.', 'e']) => {
                format!("{} = {cell}.0", name(on))
            }
            (Some(cell), _) => format!("{} = {cell}", name(on)),
        };
        let cell = crate::step::pivot_name(cell);
        let value = format!("CASE WHEN {here} THEN {} END", name(values));
        let function = agg.sql().to_uppercase();
        let item = match agg {
            Aggregate::First => format!("MIN({value})"),
            _ => format!("{function}({value})"),
        };
        items.push(format!("{item} AS {}", name(&cell)));
    }
    Ok(items)
}

/// A learner's expression in one line.
fn sql(text: &str) -> Result<String, Failure> {
    let tree = expression(text)?;
    let trimmed = text.trim();
    let plain =
        !trimmed.contains(['\n', '\r']) && !trimmed.contains("--") && !trimmed.contains("/*");
    Ok(if plain {
        trimmed.to_owned()
    } else {
        tree.to_string()
    })
}

/// A condition in which each aggregate is a query for one value of the table.
fn asked_of(text: &str, from: &str) -> Result<String, Failure> {
    struct Ask<'a> {
        from: &'a str,
        failure: Option<Failure>,
    }
    impl VisitorMut for Ask<'_> {
        type Break = ();

        fn post_visit_expr(&mut self, expr: &mut Expr) -> std::ops::ControlFlow<()> {
            if let Expr::Function(call) = &*expr
                && is_aggregate(call)
            {
                match expression(&format!("(SELECT {call} FROM {})", self.from)) {
                    Ok(query) => *expr = query,
                    Err(failure) => self.failure = Some(failure),
                }
            }
            std::ops::ControlFlow::Continue(())
        }
    }
    let mut tree = expression(text)?;
    let mut ask = Ask {
        from,
        failure: None,
    };
    let _ = tree.visit(&mut ask);
    match ask.failure {
        Some(failure) => Err(failure),
        None => Ok(tree.to_string()),
    }
}

/// An expression of a new column: an aggregate in it looks at all rows, which SQL says with `OVER ()`.
fn over_everything(text: &str) -> Result<String, Failure> {
    struct Over;
    impl VisitorMut for Over {
        type Break = ();

        fn post_visit_expr(&mut self, expr: &mut Expr) -> std::ops::ControlFlow<()> {
            if let Expr::Function(call) = expr
                && is_aggregate(call)
            {
                call.over = Some(WindowType::WindowSpec(WindowSpec {
                    window_name: None,
                    partition_by: Vec::new(),
                    order_by: Vec::new(),
                    window_frame: None,
                }));
            }
            std::ops::ControlFlow::Continue(())
        }
    }
    let mut tree = expression(text)?;
    if !Shape::of(&tree).aggregates {
        return sql(text);
    }
    let _ = tree.visit(&mut Over);
    Ok(tree.to_string())
}

fn names<T: AsRef<str>>(columns: impl IntoIterator<Item = T>) -> String {
    columns
        .into_iter()
        .map(|column| name(column.as_ref()))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A text literal.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
