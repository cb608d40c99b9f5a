//! Steps as SQL that a person can read and that gives the same table.
//!
//! A query is kept as what it is ([`Select`]): where it reads, what its columns are made of, its conditions, its order. Each
//! step is folded into it where SQL's own order of clauses allows that ([`Writer::fold`]); otherwise what there is becomes
//! a part named after its step (`WITH step3 AS …`) and a new query begins. Columns are kept as `table.column` and written
//! bare where only one table has them; names are quoted only where SQL needs it. An order is written where rows are cut
//! off, where a later step looks at it, and at the end: nothing else keeps rows of a part in order in other databases.

use std::ops::ControlFlow;

use polars::prelude::{DataFrame, DataType, PlSmallStr, UniqueKeepStrategy};
use spec::sql::name;
use spec::step::{Aggregate, CastTo, JoinKey, JoinKind, NamedExpr, SortKey};
use spec::{Failure, FailureKind, Step};
use sqlparser::ast::{
    BinaryOperator, Expr, Ident, Value as Literal, VisitMut, Visitor, VisitorMut, WindowSpec,
    WindowType,
};

use crate::Tables;
use crate::expr::{Shape, function_name, is_aggregate};
use crate::meant::meant;
use crate::sql::expression;
use crate::step::joined_columns;

/// Longest expression that is written again in the place of a column's name, in characters.
const LONG: usize = 60;

/// A step that ran: its place in the list, from 1, and the frame after it.
pub(crate) type Ran<'a> = (usize, &'a Step, DataFrame);

/// The query of steps that ran.
///
/// # Errors
/// [`FailureKind::NoSource`] when no table is read.
pub(crate) fn query(steps: &[Ran<'_>], tables: &Tables) -> Result<String, Failure> {
    let mut writer = Writer {
        tables,
        parts: Vec::new(),
        select: Select::default(),
        position: 0,
    };
    let mut before: Option<&DataFrame> = None;
    for (position, step, after) in steps {
        match (step, before) {
            (Step::From { table }, _) => {
                writer.parts.clear();
                writer.select = Select::of(table, columns(after));
            }
            (step, Some(before)) => writer.step(step, before, after)?,
            (_, None) => return Err(Failure::of(FailureKind::NoSource)),
        }
        writer.position = *position;
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
        .map(|(part, text)| format!("{} AS (\n{}\n)", name(part), indented(text)))
        .collect();
    Ok(format!("WITH {}\n{last}", parts.join(",\n")))
}

fn columns(frame: &DataFrame) -> Vec<String> {
    let names = frame.schema().iter_names();
    names.map(PlSmallStr::to_string).collect()
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

/// What a column is computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    /// Its own row, or the rows of its group.
    Row,
    /// Other rows as well: a function with `OVER`.
    Window,
}

/// A column of the result so far.
#[derive(Clone, Debug, PartialEq)]
struct Item {
    name: String,
    /// In terms of the columns of FROM, each as `table.column`.
    expr: Expr,
    of: Of,
}

impl Item {
    fn is_column(&self) -> bool {
        matches!(self.expr, Expr::CompoundIdentifier(_))
    }

    /// Whether it is a column of FROM under its own name.
    fn is_of_its_name(&self) -> bool {
        match &self.expr {
            Expr::CompoundIdentifier(parts) => {
                parts.last().is_some_and(|column| column.value == self.name)
            }
            _ => false,
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
enum Distinct {
    #[default]
    No,
    All,
    On(Vec<Expr>),
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    expr: Expr,
    descending: bool,
}

/// A query being written.
#[derive(Clone, Debug, Default)]
struct Select {
    /// Instead of everything below but the names of the columns.
    raw: Option<String>,
    from: String,
    /// The tables of FROM with their columns.
    sources: Vec<(String, Vec<String>)>,
    /// Columns that `USING` made one, and of how many tables.
    merged: Vec<(String, usize)>,
    /// All columns of FROM.
    base: Vec<Item>,
    /// Whether `*` gives just these, in every database.
    starred: bool,
    items: Vec<Item>,
    filters: Vec<Expr>,
    /// Of nothing: one group of all rows.
    group: Option<Vec<Expr>>,
    having: Vec<Expr>,
    qualify: Vec<Expr>,
    distinct: Distinct,
    order: Vec<Key>,
    /// Whether the rows of FROM are in this order already.
    given: bool,
    limit: Option<u64>,
    offset: u64,
    /// Parts that have to stand before it.
    beside: Vec<(String, String)>,
}

/// Whether a step went into the query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Folded {
    Yes,
    /// The query so far has to become a part first.
    AfterPart,
    /// The same, and its rows have to be in order there.
    AfterOrderedPart,
}

use Folded::{AfterOrderedPart, AfterPart, Yes};

impl Select {
    fn of(table: &str, columns: Vec<String>) -> Self {
        let base: Vec<Item> = columns
            .iter()
            .map(|name| Item {
                name: name.clone(),
                expr: column(table, name),
                of: Of::Row,
            })
            .collect();
        Self {
            from: name(table),
            sources: vec![(table.to_owned(), columns)],
            items: base.clone(),
            base,
            starred: true,
            ..Self::default()
        }
    }

    /// A query of which only the columns' names are known from here on.
    fn raw(text: String, columns: Vec<String>) -> Self {
        Self {
            raw: Some(text),
            ..Self::of("", columns)
        }
    }

    fn item(&self, name: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.name == name)
    }

    /// Whether it is a table as it is, but for its order.
    fn is_table(&self) -> bool {
        self.sources.len() == 1
            && self.items == self.base
            && self.filters.is_empty()
            && self.is_open()
    }

    /// Whether neither groups nor anything behind them has been asked for, but for an order.
    fn is_open(&self) -> bool {
        self.raw.is_none()
            && self.group.is_none()
            && self.qualify.is_empty()
            && self.distinct == Distinct::No
            && self.limit.is_none()
            && self.items.iter().all(|item| item.of == Of::Row)
    }

    /// Whether rows have to be put in order that are not.
    fn waits_for_order(&self) -> bool {
        !self.order.is_empty() && !self.given
    }

    /// Whether a column of FROM may be written without its table.
    fn is_bare(&self, column: &str) -> bool {
        let has = |(_, columns): &&(String, Vec<String>)| columns.iter().any(|name| name == column);
        let count = self.sources.iter().filter(has).count();
        let merged = self.merged.iter().find(|(name, _)| name == column);
        count == merged.map_or(1, |(_, count)| *count)
    }

    /// An expression of a step in terms of the columns of FROM.
    fn resolved(&self, tree: &Expr) -> Expr {
        let mut tree = tree.clone();
        let _ = tree.visit(&mut Change(|expr: &mut Expr| {
            if let Expr::Identifier(ident) = expr
                && let Some(item) = self.item(&ident.value)
            {
                *expr = match &item.expr {
                    whole @ (Expr::CompoundIdentifier(_)
                    | Expr::Value(_)
                    | Expr::Function(_)
                    | Expr::Cast { .. }
                    | Expr::Nested(_)) => whole.clone(),
                    other => Expr::Nested(Box::new(other.clone())),
                };
            }
        }));
        tree
    }

    /// Whether an expression of a step can be written in terms of the columns of FROM, and shortly.
    fn takes(&self, tree: &Expr) -> bool {
        let mut named = Named(Vec::new());
        look(tree, &mut named);
        let items: Vec<&Item> = named.0.iter().filter_map(|name| self.item(name)).collect();
        let short = || self.shown(&self.resolved(tree)).chars().count() <= LONG;
        items.iter().all(|item| item.of == Of::Row)
            && (items.iter().all(|item| item.is_column()) || short())
    }

    /// An expression as it is written here.
    fn shown(&self, expr: &Expr) -> String {
        self.shown_with(expr, |column| self.is_bare(column))
    }

    /// The same, where only the columns that `is_bare` tells are written without their table.
    fn shown_with(&self, expr: &Expr, is_bare: impl Fn(&str) -> bool) -> String {
        let mut expr = expr.clone();
        let _ = expr.visit(&mut Change(|expr: &mut Expr| match expr {
            Expr::CompoundIdentifier(parts) => {
                if let [table, column] = parts.as_slice() {
                    let bare = is_bare(&column.value);
                    let (table, column) = (written(&table.value), written(&column.value));
                    *expr = if bare {
                        Expr::Identifier(column)
                    } else {
                        Expr::CompoundIdentifier(vec![table, column])
                    };
                }
            }
            // The library takes quotation marks in a text for ones that are doubled already.
            Expr::Value(Literal::SingleQuotedString(value)) => {
                *expr = Expr::Value(Literal::Placeholder(text(value)));
            }
            _ => {}
        }));
        expr.to_string()
    }

    fn shown_item(&self, item: &Item) -> String {
        let shown = self.shown(&item.expr);
        if item.is_of_its_name() {
            shown
        } else {
            format!("{shown} AS {}", name(&item.name))
        }
    }

    /// What stands behind SELECT.
    fn columns(&self) -> Vec<String> {
        let all = self.base.len();
        let (first, rest) = self.items.split_at(all.min(self.items.len()));
        if self.starred && self.group.is_none() && first.len() == all {
            let pairs = || first.iter().zip(&self.base);
            if pairs().all(|(item, base)| item.name == base.name) {
                let replaced: Vec<String> = pairs()
                    .filter(|(item, base)| item.expr != base.expr)
                    .map(|(item, _)| format!("{} AS {}", self.shown(&item.expr), name(&item.name)))
                    .collect();
                let star = if replaced.is_empty() {
                    "*".to_owned()
                } else {
                    format!("* REPLACE ({})", replaced.join(", "))
                };
                let rest = rest.iter().map(|item| self.shown_item(item));
                return std::iter::once(star).chain(rest).collect();
            }
            let is_new = |name: &str| self.base.iter().all(|base| base.name != name);
            let renamed = || pairs().filter(|(item, base)| item.name != base.name);
            if rest.is_empty()
                && pairs().all(|(item, base)| item.expr == base.expr)
                && renamed().all(|(item, _)| is_new(&item.name))
            {
                let renamed: Vec<String> = renamed()
                    .map(|(item, base)| format!("{} AS {}", name(&base.name), name(&item.name)))
                    .collect();
                return vec![format!("* RENAME ({})", renamed.join(", "))];
            }
        }
        let mut written: Vec<String> = Vec::new();
        let mut rest = self.items.as_slice();
        while let Some((item, later)) = rest.split_first() {
            let whole = self.sources.iter().find(|(table, columns)| {
                columns.len() > 1
                    && self.group.is_none()
                    && rest.len() >= columns.len()
                    && columns
                        .iter()
                        .zip(rest)
                        .all(|(name, item)| item.name == *name && item.expr == column(table, name))
            });
            match whole {
                Some((table, columns)) => {
                    written.push(format!("{}.*", name(table)));
                    rest = rest.get(columns.len()..).unwrap_or_default();
                }
                None => {
                    written.push(self.shown_item(item));
                    rest = later;
                }
            }
        }
        written
    }

    /// How a key stands behind ORDER BY; `None` where its name means something else there.
    fn order_by(&self, key: &Key) -> Option<String> {
        // A bare name is the result's column; with its table before it, it is the table's.
        let means_it = |column: &str| {
            let item = self.item(column);
            self.is_bare(column) && item.is_none_or(Item::is_of_its_name)
        };
        let of_source = |named: &str| {
            let mut sources = self.sources.iter();
            sources.any(|(_, columns)| columns.iter().any(|column| column == named))
        };
        let item = self.items.iter().find(|item| item.expr == key.expr);
        let shown = match item {
            Some(item) if !item.is_column() => {
                let free = self.group.is_some() || !of_source(&item.name);
                free.then(|| name(&item.name))?
            }
            _ => self.shown_with(&key.expr, means_it),
        };
        // Here missing values are last by themselves, both ways; other databases have them first in descending order.
        Some(if key.descending {
            format!("{shown} DESC NULLS LAST")
        } else {
            shown
        })
    }

    /// Whether its order can be written.
    fn is_written(&self) -> bool {
        self.order.iter().all(|key| self.order_by(key).is_some())
    }

    fn text(&self) -> String {
        if let Some(raw) = &self.raw {
            return raw.clone();
        }
        let distinct = match &self.distinct {
            Distinct::No => String::new(),
            Distinct::All => "DISTINCT ".to_owned(),
            Distinct::On(columns) => {
                let columns: Vec<String> =
                    columns.iter().map(|column| self.shown(column)).collect();
                format!("DISTINCT ON ({}) ", columns.join(", "))
            }
        };
        let mut lines = vec![
            select(&distinct, &list(&self.columns())),
            format!("FROM {}", self.from),
        ];
        lines.extend(self.conditions("WHERE", &self.filters));
        if let Some(keys) = self.group.as_ref().filter(|keys| !keys.is_empty()) {
            let keys: Vec<String> = keys.iter().map(|key| self.shown(key)).collect();
            lines.push(format!("GROUP BY {}", keys.join(", ")));
        }
        lines.extend(self.conditions("HAVING", &self.having));
        lines.extend(self.conditions("QUALIFY", &self.qualify));
        if !self.order.is_empty() {
            let keys: Vec<String> = self
                .order
                .iter()
                .filter_map(|key| self.order_by(key))
                .collect();
            lines.push(format!("ORDER BY {}", keys.join(", ")));
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

    fn conditions(&self, word: &str, all: &[Expr]) -> Option<String> {
        let all: Vec<String> = match all {
            [] => return None,
            [one] => vec![self.shown(one)],
            many => many
                .iter()
                .map(|one| match one {
                    Expr::BinaryOp {
                        op: BinaryOperator::Or | BinaryOperator::Xor,
                        ..
                    } => format!("({})", self.shown(one)),
                    _ => self.shown(one),
                })
                .collect(),
        };
        Some(format!("{word} {}", all.join(" AND ")))
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
    tables: &'a Tables,
    parts: Vec<(String, String)>,
    select: Select,
    /// The place of the last step in the list, from 1.
    position: usize,
}

impl Writer<'_> {
    /// A name for the table after the last step.
    fn part_name(&self, beside: &str) -> String {
        let is_taken = |part: &str| {
            let mut parts = self.parts.iter();
            self.tables.get(part).is_some() || parts.any(|(known, _)| known == part)
        };
        let mut part = format!("step{}{beside}", self.position);
        while is_taken(&part) {
            part.push('_');
        }
        part
    }

    /// Makes what there is a named part and starts from it.
    fn close(&mut self, ordered: bool) {
        let part = self.part_name("");
        let mut select = std::mem::take(&mut self.select);
        let names: Vec<String> = select.items.iter().map(|item| item.name.clone()).collect();
        // The order goes on where its columns do.
        let order: Option<Vec<Key>> = (select.order.iter())
            .map(|key| {
                let item = select.items.iter().find(|item| item.expr == key.expr)?;
                Some(Key {
                    expr: column(&part, &item.name),
                    descending: key.descending,
                })
            })
            .collect();
        let inside = !select.order.is_empty()
            && (ordered && !select.given || select.limit.is_some() || order.is_none());
        if !inside {
            select.order.clear();
        }
        self.parts.push((part.clone(), select.text()));
        self.select = Select {
            order: order.unwrap_or_default(),
            given: inside || select.given,
            ..Select::of(&part, names)
        };
    }

    fn step(&mut self, step: &Step, before: &DataFrame, after: &DataFrame) -> Result<(), Failure> {
        if let Step::Pivot {
            on,
            index,
            agg: Aggregate::First,
            ..
        } = step
        {
            // One row a cell, the first one; then any way of combining does.
            let cell: Vec<String> = index.iter().chain([on]).cloned().collect();
            let rows = before
                .unique_stable(Some(&cell), UniqueKeepStrategy::First, None)
                .map(|rows| rows.height());
            if rows.is_ok_and(|rows| rows < before.height()) {
                self.step(&Step::Unique { columns: cell }, before, before)?;
            }
        }
        // More parts than two in a row are never needed.
        for _ in 0..4 {
            let mut next = self.select.clone();
            match self.fold(&mut next, step, before, after)? {
                Yes if next.is_written() => {
                    self.parts.append(&mut next.beside);
                    self.select = next;
                    return Ok(());
                }
                Yes | AfterPart => self.close(false),
                AfterOrderedPart => self.close(true),
            }
        }
        Err(Failure {
            kind: FailureKind::Engine,
            detail: format!("{} cannot be written as SQL", step.verb()),
        })
    }

    /// Puts a step into the query so far.
    fn fold(
        &self,
        select: &mut Select,
        step: &Step,
        before: &DataFrame,
        after: &DataFrame,
    ) -> Result<Folded, Failure> {
        if let Some(other) = meant(step, before)? {
            return self.fold(select, &other, before, after);
        }
        let names = columns(before);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let tree = |text: &str| expression(text, &names);
        let is_raw = select.raw.is_some();
        let is_distinct = select.distinct != Distinct::No;
        Ok(match step {
            Step::From { .. } => Yes,
            Step::Select { columns } => {
                if is_raw || is_distinct {
                    return Ok(AfterPart);
                }
                let picked = columns
                    .iter()
                    .filter_map(|column| select.item(column).cloned());
                select.items = picked.collect();
                Yes
            }
            Step::Rename { pairs } => {
                // Behind DISTINCT ON a name that the table has too would mean both columns.
                let is_on = matches!(select.distinct, Distinct::On(_));
                let is_taken = |to: &String| select.base.iter().any(|base| base.name == *to);
                if is_raw || is_on && pairs.iter().any(|pair| is_taken(&pair.to)) {
                    return Ok(AfterPart);
                }
                for item in &mut select.items {
                    if let Some(pair) = pairs.iter().find(|pair| pair.from == item.name) {
                        item.name.clone_from(&pair.to);
                    }
                }
                Yes
            }
            Step::Filter { predicate } => filter(select, &tree(predicate)?)?,
            Step::WithColumns { columns } => {
                let columns = named(columns, &tree)?;
                with_columns(select, columns)
            }
            Step::GroupBy { keys, aggs } => {
                let aggs = named(aggs, &tree)?;
                group_by(select, keys, aggs)
            }
            Step::Sort { by } => sort(select, by),
            Step::Head { n } => {
                if is_raw || select.offset > 0 {
                    return Ok(AfterPart);
                }
                select.limit = Some(select.limit.map_or(*n, |limit| limit.min(*n)));
                Yes
            }
            Step::Tail { n } => {
                if is_raw || select.limit.is_some() {
                    return Ok(AfterPart);
                }
                select.limit = Some(*n);
                select.offset = (before.height() as u64).saturating_sub(*n);
                Yes
            }
            Step::Header { last, .. } => {
                if is_raw || is_distinct || select.limit.is_some() {
                    return Ok(AfterPart);
                }
                // What the names are is known from the rows that were there.
                for (item, name) in select.items.iter_mut().zip(columns(after)) {
                    item.name = name;
                }
                select.limit = Some((before.height() as u64).saturating_sub(*last));
                select.offset = *last;
                Yes
            }
            Step::Unique { columns } if columns.is_empty() => unique(select),
            Step::Unique { columns } => unique_by(select, columns),
            Step::Join { how, table, on } => self.join(select, *how, table, on, before)?,
            Step::Union { table } => self.union(select, table, &names)?,
            Step::Pivot {
                on,
                index,
                values,
                agg,
            } => {
                let made = pivoted(before, on, values, *agg)?;
                if made.is_empty() && index.is_empty() {
                    // A table without columns is nothing that SQL can ask for.
                    return Err(Failure::of(FailureKind::Unsupported {
                        what: "pivot".to_owned(),
                    }));
                }
                let made = made
                    .into_iter()
                    .map(|(name, text)| Ok((name, tree(&text)?)))
                    .collect::<Result<Vec<_>, Failure>>()?;
                let made = made
                    .iter()
                    .map(|(name, tree)| (name.as_str(), tree.clone()));
                group_by(select, index, made.collect())
            }
            Step::Unpivot {
                columns,
                index,
                name,
                value,
            } => unpivot(select, columns, index, (name, value), after),
            Step::FillNull { columns, value } => {
                let columns = columns
                    .iter()
                    .map(|column| {
                        let filled = format!("COALESCE({}, 0)", name(column));
                        let mut filled = tree(&filled)?;
                        let value = tree(value)?;
                        let _ = filled.visit(&mut Change(|expr: &mut Expr| {
                            if matches!(expr, Expr::Value(_)) {
                                *expr = value.clone();
                            }
                        }));
                        Ok((column.as_str(), filled))
                    })
                    .collect::<Result<Vec<_>, Failure>>()?;
                with_columns(select, columns)
            }
            Step::Cast { columns, to } => {
                let whole = |frame: &DataFrame, column: &String| {
                    let column = frame.column(column);
                    column.is_ok_and(|column| column.dtype() == &DataType::Int64)
                };
                let columns = columns
                    .iter()
                    .map(|column| {
                        let this = name(column);
                        let cast = match to {
                            CastTo::Number if whole(before, column) => this,
                            CastTo::Number if whole(after, column) => {
                                format!("CAST(parse_number({this}) AS BIGINT)")
                            }
                            CastTo::Number => format!("parse_number({this})"),
                            CastTo::Date => format!("parse_date({this})"),
                            CastTo::FiscalYear => format!("fiscal_year(parse_date({this}))"),
                            CastTo::Text => format!("CAST({this} AS VARCHAR)"),
                        };
                        Ok((column.as_str(), tree(&cast)?))
                    })
                    .collect::<Result<Vec<_>, Failure>>()?;
                with_columns(select, columns)
            }
            Step::Normalise { .. }
            | Step::FillDown { .. }
            | Step::DropTotals { .. }
            | Step::Split { .. }
            | Step::KeyConversion { .. }
            | Step::Share { .. }
            | Step::Rank { .. }
            | Step::CumSum { .. }
            | Step::Change { .. }
            | Step::Rolling { .. }
            | Step::Bins { .. } => AfterPart,
        })
    }

    /// The rows of another table below those so far, whose columns these are.
    fn union(&self, select: &mut Select, table: &str, names: &[&str]) -> Result<Folded, Failure> {
        if select.waits_for_order() {
            return Ok(AfterOrderedPart);
        }
        let is_on = matches!(select.distinct, Distinct::On(_));
        if select.limit.is_some() || is_on || !select.qualify.is_empty() {
            return Ok(AfterPart);
        }
        select.order.clear();
        let other = columns(crate::step::source(table, self.tables)?);
        let here: Vec<String> = names.iter().map(|column| name(column)).collect();
        let right = if other == names {
            "*".to_owned()
        } else {
            list(&here)
        };
        let text = format!(
            "{}\nUNION ALL\n{}\nFROM {}",
            select.text(),
            self::select("", &right),
            name(table)
        );
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        *select = Select::raw(text, names);
        Ok(Yes)
    }

    fn join(
        &self,
        select: &mut Select,
        how: JoinKind,
        table: &str,
        on: &[JoinKey],
        before: &DataFrame,
    ) -> Result<Folded, Failure> {
        let other = crate::step::source(table, self.tables)?;
        let on = if how == JoinKind::Cross { &[] } else { on };
        let keys: Vec<Item> = (on.iter())
            .filter_map(|key| select.item(&key.left).cloned())
            .collect();
        let is_here = select.sources.iter().any(|(known, _)| known == table);
        let multiplies = how == JoinKind::Cross && !select.filters.is_empty();
        if !select.is_open() || is_here || multiplies || !keys.iter().all(Item::is_column) {
            return Ok(AfterPart);
        }
        let mut right = table.to_owned();
        let dtype = |frame: &DataFrame, column: &str| {
            let column = frame.column(column).ok()?;
            Some(column.dtype().clone())
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
        if !casts.is_empty() {
            // The other table's keys in the type of the keys here, as a part of its own.
            right = self.part_name(&format!("_{table}"));
            let text = format!(
                "SELECT * REPLACE ({})\nFROM {}",
                casts.join(", "),
                name(table)
            );
            select.beside.push((right.clone(), text));
        }
        let kind = match how {
            JoinKind::Inner => "JOIN",
            JoinKind::Left => "LEFT JOIN",
            JoinKind::Semi => "LEFT SEMI JOIN",
            JoinKind::Anti => "LEFT ANTI JOIN",
            JoinKind::Cross => "CROSS JOIN",
        };
        let is_same = on.iter().zip(&keys).all(|(key, item)| {
            key.left == key.right && item.expr == self.column_of(select, &key.right)
        });
        let condition = if on.is_empty() {
            String::new()
        } else if is_same {
            let keys: Vec<String> = on.iter().map(|key| name(&key.left)).collect();
            format!(" USING ({})", keys.join(", "))
        } else {
            let pairs: Vec<String> = (on.iter().zip(&keys))
                .map(|(key, item)| {
                    let left = match &item.expr {
                        Expr::CompoundIdentifier(parts) => parts
                            .iter()
                            .map(|part| name(&part.value))
                            .collect::<Vec<_>>()
                            .join("."),
                        other => other.to_string(),
                    };
                    format!("{left} = {}.{}", name(&right), name(&key.right))
                })
                .collect();
            format!(" ON {}", pairs.join(" AND "))
        };
        select.from = format!("{} {kind} {}{condition}", select.from, name(&right));
        if matches!(how, JoinKind::Semi | JoinKind::Anti) {
            return Ok(Yes);
        }
        if is_same {
            for key in on {
                let merged = select
                    .merged
                    .iter_mut()
                    .find(|(name, _)| *name == key.right);
                match merged {
                    Some((_, count)) => *count += 1,
                    None => select.merged.push((key.right.clone(), 2)),
                }
            }
        }
        let added: Vec<Item> = joined_columns(before, how, table, other, on)
            .into_iter()
            .map(|(from, to)| Item {
                expr: column(&right, &from),
                name: to,
                of: Of::Row,
            })
            .collect();
        let of_its_own = |item: &Item| {
            item.expr == column(&right, &item.name)
                && select.base.iter().all(|base| base.name != item.name)
        };
        let is_whole = is_same && added.iter().all(of_its_own);
        select.starred &= is_whole;
        select.sources.push((right, columns(other)));
        select.base.extend(added.iter().cloned());
        select.items.extend(added);
        Ok(Yes)
    }

    /// The column that a bare name means in FROM; nothing that is compared with it where the name is ambiguous.
    fn column_of(&self, select: &Select, column_name: &str) -> Expr {
        let table = (select.sources.iter())
            .find(|(_, columns)| columns.iter().any(|column| column == column_name))
            .filter(|_| select.is_bare(column_name));
        table.map_or(Expr::Value(Literal::Null), |(table, _)| {
            column(table, column_name)
        })
    }
}

/// Keeps the rows for which a condition holds.
fn filter(select: &mut Select, tree: &Expr) -> Result<Folded, Failure> {
    let shape = Shape::of(tree);
    if shape.windows || shape.aggregates {
        if select.waits_for_order() && looks_at_order(tree) {
            return Ok(AfterOrderedPart);
        }
        if !select.is_table() {
            return Ok(AfterPart);
        }
        if shape.windows {
            let condition = select.resolved(&over_everything(tree));
            select.qualify.push(condition);
        } else {
            // What all rows have in common is a query of its own.
            let condition = select.resolved(&asked_of(tree, &select.from)?);
            select.filters.push(condition);
        }
        return Ok(Yes);
    }
    if select.raw.is_some()
        || select.limit.is_some()
        || select.distinct != Distinct::No
        || !select.qualify.is_empty()
        || select.items.iter().any(|item| item.of == Of::Window)
        || !select.takes(tree)
    {
        return Ok(AfterPart);
    }
    let condition = select.resolved(tree);
    match &select.group {
        Some(keys) if keys.is_empty() => return Ok(AfterPart),
        Some(_) => select.having.push(condition),
        None => select.filters.push(condition),
    }
    Ok(Yes)
}

/// Sorts by these columns; what is equal keeps the order that there was.
fn sort(select: &mut Select, by: &[SortKey]) -> Folded {
    if select.raw.is_some() || select.limit.is_some() || matches!(select.distinct, Distinct::On(_))
    {
        return AfterPart;
    }
    let mut order: Vec<Key> = Vec::new();
    for key in by {
        // A number behind ORDER BY would be the place of a column.
        let item = select.item(&key.column);
        if let Some(item) = item.filter(|item| !matches!(item.expr, Expr::Value(_))) {
            order.push(Key {
                expr: item.expr.clone(),
                descending: key.descending,
            });
        }
    }
    let older = std::mem::take(&mut select.order);
    for key in older {
        if order.iter().all(|newer| newer.expr != key.expr) {
            order.push(key);
        }
    }
    select.order = order;
    select.given = false;
    Yes
}

/// Each row once.
fn unique(select: &mut Select) -> Folded {
    let ordered_by_others = select
        .order
        .iter()
        .any(|key| select.items.iter().all(|item| item.expr != key.expr));
    if select.raw.is_some()
        || select.distinct != Distinct::No
        || ordered_by_others
        || select.group.is_some()
        || select.limit.is_some()
    {
        return AfterPart;
    }
    select.distinct = Distinct::All;
    Yes
}

/// One row for each combination of these columns.
fn unique_by(select: &mut Select, columns: &[String]) -> Folded {
    if select.waits_for_order() {
        return AfterOrderedPart;
    }
    if !select.is_open() || select.items != select.base || select.sources.len() > 1 {
        return AfterPart;
    }
    let columns = columns.iter().filter_map(|column| select.item(column));
    select.distinct = Distinct::On(columns.map(|item| item.expr.clone()).collect());
    // In other databases an order here would say which row is kept.
    select.order.clear();
    Yes
}

/// Columns under one another: a query each, with its name beside the value.
fn unpivot(
    select: &mut Select,
    columns: &[String],
    index: &[String],
    (to, value): (&str, &str),
    after: &DataFrame,
) -> Folded {
    if select.waits_for_order() {
        return AfterOrderedPart;
    }
    if !select.is_table() {
        return AfterPart;
    }
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
            format!("{}\nFROM {}", self::select("", &list(&items)), select.from)
        })
        .collect();
    *select = Select::raw(selects.join("\nUNION ALL\n"), self::columns(after));
    Yes
}

/// Adds or replaces columns.
fn with_columns(select: &mut Select, columns: Vec<(&str, Expr)>) -> Folded {
    let of = |tree: &Expr| {
        let shape = Shape::of(tree);
        if shape.aggregates || shape.windows {
            Of::Window
        } else {
            Of::Row
        }
    };
    let windows = columns.iter().any(|(_, tree)| of(tree) == Of::Window);
    let looks = || columns.iter().any(|(_, tree)| looks_at_order(tree));
    if windows && select.waits_for_order() && looks() {
        return AfterOrderedPart;
    }
    let behind_rows =
        select.limit.is_some() || select.group.is_some() || !select.qualify.is_empty();
    if select.raw.is_some()
        || select.distinct != Distinct::No
        || windows && behind_rows
        || !columns.iter().all(|(_, tree)| select.takes(tree))
    {
        return AfterPart;
    }
    let made: Vec<Item> = columns
        .into_iter()
        .map(|(name, tree)| Item {
            name: name.to_owned(),
            expr: select.resolved(&over_everything(&tree)),
            of: of(&tree),
        })
        .collect();
    for item in made {
        match select.items.iter_mut().find(|old| old.name == item.name) {
            Some(old) => *old = item,
            None => select.items.push(item),
        }
    }
    Yes
}

/// One row a group.
fn group_by(select: &mut Select, keys: &[String], aggs: Vec<(&str, Expr)>) -> Folded {
    let keys: Vec<Item> = (keys.iter())
        .filter_map(|key| select.item(key).cloned())
        .collect();
    // A number behind GROUP BY would be the place of a column.
    let is_key = |item: &Item| match &item.expr {
        Expr::CompoundIdentifier(_) => true,
        Expr::Value(_) => false,
        expr => select.shown(expr).chars().count() <= LONG,
    };
    let fits = keys.iter().all(is_key) && aggs.iter().all(|(_, tree)| select.takes(tree));
    if !select.order.is_empty() {
        let is_by_keys =
            (select.order.iter()).all(|order| keys.iter().any(|key| key.expr == order.expr));
        let looks = aggs.iter().any(|(_, tree)| looks_at_order(tree));
        if (looks || !is_by_keys) && !select.given {
            return AfterOrderedPart;
        }
        if !is_by_keys && select.is_open() {
            // Groups come in the order of their first rows, which the part before has.
            select.order.clear();
        }
    }
    if !select.is_open() || !fits {
        return AfterPart;
    }
    let made: Vec<Item> = aggs
        .into_iter()
        .map(|(name, tree)| Item {
            name: name.to_owned(),
            expr: select.resolved(&tree),
            of: Of::Row,
        })
        .collect();
    if made.is_empty() {
        select.distinct = Distinct::All;
    } else {
        select.group = Some(keys.iter().map(|key| key.expr.clone()).collect());
    }
    select.items = keys;
    select.items.extend(made);
    Yes
}

/// Names with their expressions as trees.
fn named<'e>(
    all: &'e [NamedExpr],
    tree: &dyn Fn(&str) -> Result<Expr, Failure>,
) -> Result<Vec<(&'e str, Expr)>, Failure> {
    all.iter()
        .map(|one| Ok((one.name.as_str(), tree(&one.expr)?)))
        .collect()
}

/// The new columns of a pivot, each with the aggregate that it is.
fn pivoted(
    before: &DataFrame,
    on: &str,
    values: &str,
    agg: Aggregate,
) -> Result<Vec<(String, String)>, Failure> {
    let column = before.column(on).ok();
    let cells = crate::step::pivot_cells(before, on)?;
    let kind = column.map(|column| column.dtype().clone());
    let made = cells.into_iter().map(|cell| {
        let here = match (&cell, &kind) {
            (None, _) => format!("{} IS NULL", name(on)),
            (Some(cell), Some(DataType::String)) => format!("{} = {}", name(on), text(cell)),
            (Some(cell), Some(DataType::Date)) => format!("{} = DATE {}", name(on), text(cell)),
            (Some(cell), Some(DataType::Float64)) if !cell.contains(['.', 'e']) => {
                format!("{} = {cell}.0", name(on))
            }
            (Some(cell), _) => format!("{} = {cell}", name(on)),
        };
        let value = format!("CASE WHEN {here} THEN {} END", name(values));
        let function = match agg {
            Aggregate::First => "MIN".to_owned(),
            _ => agg.sql().to_uppercase(),
        };
        (
            crate::step::pivot_name(cell),
            format!("{function}({value})"),
        )
    });
    Ok(made.collect())
}

/// A column of a table of FROM.
fn column(table: &str, column: &str) -> Expr {
    Expr::CompoundIdentifier(vec![Ident::new(table), Ident::new(column)])
}

/// A name as it is written.
fn written(known: &str) -> Ident {
    Ident::new(name(known))
}

/// Changes each expression inside of another one, the inner ones first.
struct Change<F>(F);

impl<F: FnMut(&mut Expr)> VisitorMut for Change<F> {
    type Break = ();

    fn post_visit_expr(&mut self, expr: &mut Expr) -> ControlFlow<()> {
        self.0(expr);
        ControlFlow::Continue(())
    }
}

fn look(tree: &Expr, named: &mut Named) {
    let _ = sqlparser::ast::Visit::visit(tree, named);
}

/// The columns that an expression names.
struct Named(Vec<String>);

impl Visitor for Named {
    type Break = ();

    fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
        match expr {
            Expr::Identifier(ident) => self.0.push(ident.value.clone()),
            Expr::CompoundIdentifier(parts) => {
                self.0.extend(parts.last().map(|part| part.value.clone()));
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }
}

/// Whether an expression depends on the order of the rows.
fn looks_at_order(tree: &Expr) -> bool {
    struct Looks;
    impl Visitor for Looks {
        type Break = ();

        fn pre_visit_expr(&mut self, expr: &Expr) -> ControlFlow<()> {
            const ORDERED: [&str; 5] = ["first", "last", "any_value", "string_agg", "group_concat"];
            if let Expr::Function(call) = expr {
                let is_ordered = ORDERED.contains(&function_name(call).as_str());
                let ranks = match &call.over {
                    None => false,
                    Some(WindowType::WindowSpec(spec)) => {
                        !spec.order_by.is_empty() || spec.window_frame.is_some()
                    }
                    Some(WindowType::NamedWindow(_)) => true,
                };
                if is_ordered || ranks {
                    return ControlFlow::Break(());
                }
            }
            ControlFlow::Continue(())
        }
    }
    sqlparser::ast::Visit::visit(tree, &mut Looks).is_break()
}

/// A condition in which each aggregate is a query for one value of the table.
fn asked_of(tree: &Expr, from: &str) -> Result<Expr, Failure> {
    let mut failure = None;
    let mut tree = tree.clone();
    let _ = tree.visit(&mut Change(|expr: &mut Expr| {
        if let Expr::Function(call) = &*expr
            && is_aggregate(call)
        {
            match expression(&format!("(SELECT {call} FROM {from})"), &[]) {
                Ok(query) => *expr = query,
                Err(why) => failure = Some(why),
            }
        }
    }));
    failure.map_or(Ok(tree), Err)
}

/// An expression of a new column: an aggregate in it looks at all rows, which SQL says with `OVER ()`.
fn over_everything(tree: &Expr) -> Expr {
    let mut tree = tree.clone();
    let _ = tree.visit(&mut Change(|expr: &mut Expr| {
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
    }));
    tree
}

/// A text literal.
fn text(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}
